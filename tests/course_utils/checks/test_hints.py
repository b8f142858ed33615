"""Hints: one more for each wrong attempt or when asked, none for the same answer again or a right one."""

import re

import numpy as np
import pytest

from course_utils.checks import _store
from course_utils.checks._findings import content, ordinal
from course_utils.checks._frame import Wrong


def hints_in(said):
    return re.findall(r"(Hint(?: \d of \d)?): ", said)


def test_each_wrong_attempt_brings_one_more_hint_and_they_never_run_out(half, capsys):
    seen = []
    for wrong in (1, 2, 0.1, 0.2, 3):  # a hint fits 1, 2 and 3
        half(wrong)
        seen.append(hints_in(capsys.readouterr().out))
    one, two = "Hint 1 of 2", "Hint 2 of 2"
    assert seen == [["Hint"], ["Hint", one], [one, two], [one, two], ["Hint", one, two]]


def test_a_right_attempt_brings_no_hint_nearer(half, capsys):
    for answer in (0.5, 0.5, 0.5, 0.1):
        half(answer)
    assert hints_in(capsys.readouterr().out) == ["Hint 1 of 2"]


def test_a_hint_that_was_asked_for_follows_those_that_came_with_attempts(half, capsys):
    half(0.1)
    capsys.readouterr()
    half.hint()
    assert hints_in(capsys.readouterr().out) == ["Hint 1 of 2", "Hint 2 of 2"]
    half.hint()
    assert "all the hints there are" in capsys.readouterr().out


def test_hints_on_demand_cost_no_attempt(half, capsys):
    for _ in range(3):
        half.hint()
    said = capsys.readouterr().out
    assert said.count("Hint 1 of 2: general one") == 3
    assert said.count("general two") == 2
    assert said.count("all the hints there are") == 1
    assert _store.entry("09c_test", "exercises", "half") == {"solved": False, "attempts": 0, "hints": 2}


@pytest.mark.parametrize(
    ("answer", "again"),
    [
        (3, np.float32(3)),
        (3, "3.0"),
        ([1, 2], np.array([[1.0], [2.0]])),
        ("AB", ("a", "b")),
        ("AB", "a, B"),
        (lambda x: 2 * x, None),
        ("no number", None),
    ],
)
def test_the_same_answer_in_another_form_is_no_attempt(lesson, answer, again, capsys):
    @lesson.exercise("refuse", kind="number", hints=("one", "two", "three"))
    def refuse(answer):
        raise Wrong("No.")

    for given in (answer, answer if again is None else again, answer):
        refuse(given)
    assert _store.entry("09c_test", "exercises", "refuse")["attempts"] == 1
    assert hints_in(capsys.readouterr().out) == 3 * ["Hint 1 of 3"]
    for other in (-3, [2, 1], "BA", lambda x: 3 * x):
        refuse(other)
    assert _store.entry("09c_test", "exercises", "refuse")["attempts"] == 5


def test_an_answer_that_cannot_be_shown_is_judged_like_any_other(lesson, capsys):
    class Hidden:
        def __str__(self):
            raise RuntimeError

        __repr__ = __str__

    @lesson.exercise("refuse", kind="number", hints=("one",))
    def refuse(answer):
        raise Wrong("No.")

    refuse(Hidden())
    assert "not yet. No." in capsys.readouterr().out


def test_many_numbers_are_told_apart_without_a_copy_in_another_type():
    pictures = np.zeros((10, 28, 28), np.uint8)
    other = pictures.copy()
    other[9, 27, 27] = 1
    assert content(pictures) == content(pictures.copy()) != content(other)


def test_a_sentence_counts_from_the_first():
    assert [ordinal(place) for place in (0, 2, 9, 10)] == ["first", "third", "tenth", "11th"]
