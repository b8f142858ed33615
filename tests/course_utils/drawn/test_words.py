"""Numbers in words: right, different from each other, and refused where there are none."""

import pytest

from course_utils.drawn.words import NUMBER_WORDS, number_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (7, "seven"),
        (13, "thirteen"),
        (20, "twenty"),
        (99, "ninety nine"),
        (100, "one hundred"),
        (417, "four hundred seventeen"),
        (1000, "one thousand"),
        (70_415, "seventy thousand four hundred fifteen"),
        (999_999, "nine hundred ninety nine thousand nine hundred ninety nine"),
    ],
)
def test_numbers_in_words(number, words):
    assert " ".join(number_in_words(number)) == words


def test_no_two_numbers_have_the_same_words():
    seen = {tuple(number_in_words(number)) for number in range(20_000)}
    assert len(seen) == 20_000
    assert {word for words in seen for word in words} == set(NUMBER_WORDS)


@pytest.mark.parametrize("number", [-1, 1_000_000])
def test_numbers_without_words_are_refused(number):
    with pytest.raises(ValueError, match="from 0 to 999 999"):
        number_in_words(number)
