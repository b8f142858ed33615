"""The checks of lesson 00: several right answers pass, typical wrong ones fail with the hint that fits."""

from dataclasses import replace

import numpy as np
import pytest
from test_readiness import SOUND

from course_utils.checks import start_here


@pytest.fixture
def verdict(monkeypatch, tmp_path, capsys):
    """Run a check and return what the student reads."""
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path))
    monkeypatch.delenv("COURSE_STRICT", raising=False)

    def run(check, *answers):
        capsys.readouterr()
        check(*answers)
        return capsys.readouterr().out

    return run


def images_of_zeros_and_ones():
    """Return rings and strokes with their labels, and sevens that no rule is asked about."""
    images, labels = np.zeros((40, 28, 28), np.uint8), np.repeat([0, 1, 7], [15, 15, 10])
    images[labels == 0, 6:22, 6:22] = 255
    images[labels == 0, 10:18, 10:18] = 0
    images[labels == 1, 6:22, 13:16] = 255
    return images, labels


IMAGES, LABELS = images_of_zeros_and_ones()
SYSTEMS = [f"system {count}" for count in range(5)]
POLL = ("C", (3, 1), [[38, 17], [26, 14]])
NUMBERS = ((32, 200, 200, 3), 25_000, 1_152_000_000)
PRINT = (2.28, 0.216, 0.1)


def by_columns(matrix, vector):
    return sum(share * column for share, column in zip(vector, matrix.T, strict=True))


RIGHT = [
    (start_here.broken, replace(SOUND, python=(3, 9))),
    (start_here.broken, replace(SOUND, free_gigabytes=0.01)),
    (start_here.broken, replace(SOUND, packages=SOUND.packages | {"keras": None})),
    (start_here.broken, replace(SOUND, backend=None)),
    (start_here.vectors, [8, 28, 12], [3, 10, 9], 41),
    (start_here.vectors, np.array([8.0, 28, 12]), (3, 10, 9), np.array([[41]])),
    (start_here.transpose, [[1, 3, 5], [2, 4, 6]], (1, 1), (3, 3)),
    (start_here.transpose, np.array([[1, 2], [3, 4], [5, 6]]).T, [1, 1], np.zeros((3, 3)).shape),
    (start_here.mix_columns, by_columns),
    (start_here.mix_columns, lambda matrix, vector: np.einsum("ij,j->i", matrix, vector)),
    (start_here.product, *POLL),
    (start_here.product, "(c)", (3, 1), np.array([[38.0, 17], [26, 14]])),
    (start_here.big_numbers, *NUMBERS),
    (start_here.big_numbers, [32, 200, 200, 3], 1e9 / 40_000, 20 * 3600 * 16e3),
    (start_here.parameters, 50_240, 650),
    (start_here.parameters, 785 * 64, 65 * 10),
    (start_here.rules, lambda image: image[12:16, 12:16].mean() > 60, IMAGES, LABELS),
    (start_here.rules, lambda image: (image > 50).any(axis=0).sum() < 10, IMAGES, LABELS),
    (start_here.circles, SYSTEMS, ["AI", "ML", "ML", "DL", "DL"]),
    (start_here.circles, SYSTEMS, ("ai", " ml", "ML", "dl", "DL")),
    (start_here.small_print, *PRINT),
    (start_here.small_print, 20_000 / 8766, 0.6 * 0.6 * 0.6, 0.4 / 4),
    (start_here.slips, "BCDF", 1980, "Osindero"),
    (start_here.slips, "f, d, c, b", 1980.0, "Simon Osindero"),
    (start_here.missing, "CDE"),
    (start_here.missing, "e d c"),
    (start_here.operations, lambda n: 2 * n**3, 8),
    (start_here.operations, lambda n: n**2 * (2 * n - 1), 8.02),
]

WRONG = [
    (start_here.broken, SOUND, "still runs"),
    (start_here.broken, replace(SOUND, device="GPU"), "still runs"),
    (start_here.broken, "3.9", "should be a machine"),
    (start_here.vectors, [8, 28, 3], [3, 10, 9], 41, "Entry 3 of scaled"),
    (start_here.vectors, [8, 28, 12], [3, 10], 41, "shape (2,)"),
    (start_here.vectors, [8, 28, 12], [3, 10, 9], [2, 21, 18], "is a single number"),
    (start_here.vectors, [8, 28, 12], [3, 10, 9], 120, "multiplied the sums"),
    (start_here.vectors, [8, 28, 12], [3, 10, 9], 40, "not 40"),
    (start_here.transpose, [[1, 2], [3, 4], [5, 6]], (1, 1), (3, 3), "still has three rows"),
    (start_here.transpose, [[1, 2, 3], [4, 5, 6]], (1, 1), (3, 3), "read on row by row"),
    (start_here.transpose, [[1, 3, 5], [2, 4, 7]], (1, 1), (3, 3), "some of its entries"),
    (start_here.transpose, [[1, 3, 5], [2, 4, 6]], (3, 3), (1, 1), "row_times_column does not"),
    (start_here.transpose, [[1, 3, 5], [2, 4, 6]], 1, (3, 3), "should be a shape"),
    (start_here.mix_columns, lambda matrix, vector: vector @ matrix, "mixed the rows"),
    (start_here.mix_columns, lambda matrix, vector: matrix * vector, "shape (3, 3)"),
    (start_here.mix_columns, lambda matrix, vector: matrix.sum(axis=1), "is not right"),
    (start_here.mix_columns, lambda matrix: matrix, "stopped with TypeError"),
    (start_here.product, "A", *POLL[1:], "it is summed over"),
    (start_here.product, "B", *POLL[1:], "the second matrix itself"),
    (start_here.product, "D", *POLL[1:], "what a product asks for"),
    (start_here.product, "E", *POLL[1:], "one of the letters"),
    (start_here.product, "C", (8, 1), POLL[2], "does not have the shape (8, 1)"),
    (start_here.product, "C", (3, 1), [[3, 21], [10, 8]], "entry by entry"),
    (start_here.product, "C", (3, 1), [[9, 33], [9, 43]], "in the other order"),
    (start_here.product, "C", (3, 1), [[38, 17], [26, 15]], "1 of the four entries"),
    (start_here.big_numbers, (32, 3, 200, 200), *NUMBERS[1:], "of PyTorch"),
    (start_here.big_numbers, (200, 200, 3, 32), *NUMBERS[1:], "not in the order"),
    (start_here.big_numbers, (200, 200, 3), *NUMBERS[1:], "does not have the shape"),
    (start_here.big_numbers, NUMBERS[0], 1e9 / 120_000, NUMBERS[2], "for colour images"),
    (start_here.big_numbers, NUMBERS[0], 1000, NUMBERS[2], "4e+07 weights"),
    (start_here.big_numbers, *NUMBERS[:2], 20 * 16_000, "3600 seconds"),
    (start_here.big_numbers, *NUMBERS[:2], 7, "are not 7 samples"),
    (start_here.parameters, 50_176, 650, "first_layer: those are the weights"),
    (start_here.parameters, 50_240, 640, "second_layer: those are the weights"),
    (start_here.parameters, 50_240, 7850, "its inputs are not the pixels"),
    (start_here.parameters, 848, 650, "does not have 848"),
    (start_here.rules, lambda image: True, IMAGES, LABELS, "the same answer for every image"),
    (start_here.rules, lambda image: image[12:16, 12:16].mean() < 60, IMAGES, LABELS, "turn it round"),
    (start_here.rules, lambda image: image[0, 0] > 0 or image.sum() % 2, IMAGES, LABELS, "50%"),
    (start_here.rules, lambda image: image[99], IMAGES, LABELS, "stopped with IndexError"),
    (start_here.circles, SYSTEMS, ["ML", "ML", "ML", "DL", "DL"], "system 0: that circle is too small"),
    (start_here.circles, SYSTEMS, ["AI", "ML", "ML", "ML", "DL"], "system 3: a smaller circle"),
    (start_here.circles, SYSTEMS, ["AI", "ML", "XX", "DL", "DL"], "it is 'XX'"),
    (start_here.circles, SYSTEMS, "AI", "a list of five"),
    (start_here.small_print, 20_000, *PRINT[1:], "not years yet"),
    (start_here.small_print, 4, *PRINT[1:], "4 years"),
    (start_here.small_print, 2.28, 1.8, 0.1, "three successes in a row"),
    (start_here.small_print, 2.28, 0.3, 0.1, "probability of 0.3"),
    (start_here.small_print, 2.28, 0.216, 0.4, "the saving on cooling"),
    (start_here.small_print, 2.28, 0.216, 10, "between 0 and 1"),
    (start_here.small_print, 2.28, 0.216, 0.2, "the share 0.2"),
    (start_here.slips, "ABCDF", 1980, "Osindero", "agrees with its source"),
    (start_here.slips, "CD", 1980, "Osindero", "2 more rows differ"),
    (start_here.slips, "BCD", 1980, "Osindero", "1 more row differs"),
    (start_here.slips, "XY", 1980, "Osindero", "out of A to F"),
    (start_here.slips, "BCDF", 2012, "Osindero", "earlier than 2012"),
    (start_here.slips, "BCDF", 1980, "Simon", "taken for the family name"),
    (start_here.missing, "CD", "not only those"),
    (start_here.missing, "ACDE", "was there already"),
    (start_here.missing, "", "out of A to E"),
    (start_here.operations, lambda n: n**3, 8, "the additions are operations"),
    (start_here.operations, lambda n: 2 * n**2, 8, "too few"),
    (start_here.operations, lambda n: n**4, 8, "For n = 4 your formula gives 256"),
    (start_here.operations, lambda n: 2 * n**3, 4, "not 4 times the operations"),
    (start_here.operations, lambda n: 2 * n**3, 6, "for 6 times"),
]

BLANK = [
    (start_here.broken, ...),
    (start_here.vectors, ..., [3, 10, 9], 41),
    (start_here.mix_columns, lambda matrix, vector: ...),
    (start_here.rules, lambda image: None, IMAGES, LABELS),
    (start_here.circles, SYSTEMS, ["AI", ..., "ML", "DL", "DL"]),
    (start_here.operations, lambda n: ..., ...),
]


def labels(cases):
    return [f"{case[0].__name__}-{number}" for number, case in enumerate(cases)]


@pytest.mark.parametrize("case", RIGHT, ids=labels(RIGHT))
def test_right_answers_pass(verdict, case):
    assert verdict(*case).startswith("✅")


@pytest.mark.parametrize("case", WRONG, ids=labels(WRONG))
def test_wrong_answers_get_the_hint_that_fits(verdict, case):
    *call, expected = case
    said = verdict(*call)
    assert said.startswith("☐")
    assert expected in said
    assert "Hint 1" in said


@pytest.mark.parametrize("case", BLANK, ids=labels(BLANK))
def test_empty_answers_are_not_started(verdict, case):
    assert "not started" in verdict(*case)


def test_every_exercise_is_tried_with_right_and_with_wrong_answers():
    exercises = {name for name, value in vars(start_here).items() if hasattr(value, "__wrapped__")}
    assert len(exercises) == len(start_here._lesson.exercises) == 13
    for cases in (RIGHT, WRONG):
        assert exercises == {case[0].__name__ for case in cases}


@pytest.mark.parametrize("case", WRONG, ids=labels(WRONG))
def test_no_hint_gives_the_answer_away(verdict, case):
    *call, _ = case
    said = "".join(verdict(*call) for _ in range(5))
    answers = ("python=(3, 9)", "41", "(1, 1)", "25000", "BCDF", "CDE", "Osindero", "50240", "650", "38", "0.216")
    for answer in (*answers, "2 * n**3", "2n^3", " 60"):
        assert answer not in said
