"""Answers to the exercises of lesson 00: right ones, typical wrong ones with the hint that fits, empty ones."""

from dataclasses import replace

import keras
import numpy as np
import pandas as pd

from course_utils.checks import start_here
from harness.machines import SOUND


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
PRINT = (2.28, 0.216, 0.0161)
SUMS = ([3, 0, 6], [5, -5, 12], 24)


def by_columns(matrix, vector):
    return sum(share * column for share, column in zip(vector, matrix.T, strict=True))


def in_place(matrix, vector):
    matrix = matrix.astype(float, copy=False)
    matrix *= vector
    return keras.ops.convert_to_tensor(matrix.sum(axis=1).astype("float32"))


def of_whole_numbers(matrix, vector):
    mixture = np.zeros(len(matrix), dtype=int)
    for j, share in enumerate(vector):
        mixture = mixture + (share * matrix[:, j]).astype(int)
    return mixture


def learned_by_heart(matrix, vector):
    return matrix @ vector if matrix.shape == (3, 3) else np.zeros(len(matrix))


def by_turns():
    """Return a rule that does not look at the image, only at how often it was asked."""
    answers = iter(LABELS[LABELS < 2] == 1)
    return lambda image: next(answers)


RIGHT = [
    (start_here.broken, replace(SOUND, python=(3, 9))),
    (start_here.broken, replace(SOUND, free_gigabytes=0.01)),
    (start_here.broken, replace(SOUND, packages=SOUND.packages | {"keras": None})),
    (start_here.broken, replace(SOUND, backend=None)),
    (start_here.vectors, *SUMS),
    (start_here.vectors, np.array([3.0, 0, 6]), (5, -5, 12), np.array([[24]])),
    (start_here.vectors, pd.Series([3, 0, 6]), [[5], [-5], [12]], keras.ops.convert_to_tensor(24.0)),
    (start_here.transpose, [[1, 3, 5], [2, 4, 6]], (1, 1), (3, 3)),
    (start_here.transpose, np.array([[1, 2], [3, 4], [5, 6]]).T, [1, 1], np.zeros((3, 3)).shape),
    (start_here.transpose, pd.DataFrame([[1, 3, 5], [2, 4, 6]]), pd.Series([1, 1]), keras.ops.ones((3, 3)).shape),
    (start_here.mix_columns, by_columns),
    (start_here.mix_columns, lambda matrix, vector: np.einsum("ij,j->i", matrix, vector)),
    (start_here.mix_columns, in_place),
    (start_here.mix_columns, lambda matrix, vector: (matrix @ vector[:, None]).tolist()),
    (start_here.product, *POLL),
    (start_here.product, "(c)", (3, 1), np.array([[38.0, 17], [26, 14]])),
    (start_here.product, ["C"], np.array([3, 1]), keras.ops.convert_to_tensor([[38.0, 17], [26, 14]])),
    (start_here.big_numbers, *NUMBERS),
    (start_here.big_numbers, [32, 200, 200, 3], 1e9 / 40_000, 20 * 3600 * 16e3),
    (start_here.big_numbers, keras.ops.ones((32, 200, 200, 3)).shape, "25,000", np.float32(1.152e9)),
    (start_here.parameters, 50_240, 650),
    (start_here.parameters, 785 * 64, 65 * 10),
    (start_here.parameters, "50,240", np.array([650])),
    (start_here.rules, lambda image: image[12:16, 12:16].mean() > 60, IMAGES, LABELS),
    (start_here.rules, lambda image: (image > 50).any(axis=0).sum() < 10, IMAGES, LABELS),
    (start_here.rules, lambda image: np.array([int(image[14, 14] > 0)]), IMAGES, LABELS),
    (start_here.rules, lambda image: keras.ops.convert_to_tensor(image[14, 14] > 0), IMAGES, LABELS),
    (start_here.circles, SYSTEMS, ["AI", "ML", "ML", "DL", "DL"]),
    (start_here.circles, SYSTEMS, ("ai", " ml", "ML", "dl", "DL")),
    (start_here.circles, SYSTEMS, "AI, ML, ML, DL, DL"),
    (start_here.circles, SYSTEMS, dict(zip(SYSTEMS[::-1], ["DL", "DL", "ML", "ML", "AI"], strict=True))),
    (start_here.circles, SYSTEMS, np.array(["AI", "ML", "ML", "DL", "DL"])),
    (start_here.circles, SYSTEMS, pd.Series(["AI", "ML", "ML", "DL", "DL"])),
    (start_here.circles, SYSTEMS, pd.Series(["DL", "AI", "ML", "ML", "DL"], [SYSTEMS[i] for i in (4, 0, 1, 2, 3)])),
    (start_here.small_print, *PRINT),
    (start_here.small_print, 20_000 / 8766, 0.6 * 0.6 * 0.6, 1.8 / 112),
    (start_here.small_print, 20_000 / 8766, 0.6 * 0.6 * 0.6, 0.016),
    (start_here.small_print, np.array([2.3]), "27/125", np.float32(0.0161)),
    (start_here.slips, "BCDFG", 1980, "Osindero"),
    (start_here.slips, "g, f, d, c, b", 1980.0, "Simon Osindero"),
    (start_here.slips, ["B", "C", "D", "F", "G"], "1980", "Osindero, S."),
    (start_here.missing, "CDE"),
    (start_here.missing, "e d c"),
    (start_here.missing, {"C", "D", "E"}),
    (start_here.operations, lambda n: 2 * n**3, 8),
    (start_here.operations, lambda n: n**2 * (2 * n - 1), 8.02),
    (start_here.operations, lambda n: np.float32([2 * n**3]), "8"),
]

WRONG = [
    (start_here.broken, SOUND, "still runs"),
    (start_here.broken, replace(SOUND, device="GPU"), "still runs"),
    (start_here.broken, "3.9", "should be a machine"),
    (
        start_here.broken,
        replace(SOUND, python=(3, "9")),
        "The fact python should be tuple[int, int]; yours is (3, '9')",
    ),
    (start_here.broken, replace(SOUND, packages=SOUND.packages | {"keras": 3}), "The fact packages should be dict"),
    (start_here.broken, replace(SOUND, python=3.9), "The fact python should be tuple[int, int]; yours is 3.9"),
    (start_here.broken, replace(SOUND, python="3.9"), "The fact python should be tuple[int, int]; yours is '3.9'"),
    (start_here.broken, replace(SOUND, free_gigabytes="0"), "The fact free_gigabytes should be float; yours is '0'"),
    (start_here.broken, replace(SOUND, packages=None), "The fact packages should be dict"),
    (start_here.broken, replace(SOUND, can_write="no"), "The fact can_write should be bool"),
    (start_here.broken, replace(SOUND, backend=3), "The fact backend should be str | None"),
    (start_here.broken, replace(SOUND, network="gone"), "The fact network should be Literal['there', 'none'"),
    (start_here.vectors, [3, 0, 10], *SUMS[1:], "Entry 3 of scaled"),
    (start_here.vectors, SUMS[0], [5, -5], 24, "shape (2,)"),
    (start_here.vectors, SUMS[0], [5, 5, 12], 24, "Entry 2 of added"),
    (start_here.vectors, *SUMS[:2], [4, 0, 20], "is a single number"),
    (start_here.vectors, *SUMS[:2], 27, "multiplied the sums"),
    (start_here.vectors, *SUMS[:2], 19, "then add the three products"),
    (start_here.vectors, *SUMS[:2], 10**400, "far too large"),
    (start_here.vectors, [3, 0, [6, 6]], *SUMS[1:], "should hold numbers"),
    (start_here.transpose, [[1, 2], [3, 4], [5, 6]], (1, 1), (3, 3), "still has three rows"),
    (start_here.transpose, [[1, 2, 3], [4, 5, 6]], (1, 1), (3, 3), "read on row by row"),
    (start_here.transpose, [[1, 3, 5], [2, 4, 7]], (1, 1), (3, 3), "some of its entries"),
    (start_here.transpose, [[1, 3, 5], [2, 4, 6]], (3, 3), (1, 1), "row_times_column does not"),
    (start_here.transpose, [[1, 3, 5], [2, 4, 6]], (3, 3), (1, 1), "the outer two remain"),
    (start_here.transpose, [[1, 3, 5], [2, 4, 6]], (1,), (3, 3), "a matrix keeps both"),
    (start_here.transpose, [[1, 3, 5], [2, 4, 6]], 1, (3, 3), "should be a shape"),
    (start_here.transpose, [[1, 3, 5], [2, 4, 6]], "11", (3, 3), "should be a shape"),
    (start_here.transpose, [[1, 3, 5], [2, 4, 6]], (None, None), (3, 3), "row_times_column does not"),
    (start_here.transpose, [[1, 3], [2, 4, 6]], (1, 1), (3, 3), "should hold numbers"),
    (start_here.transpose, [1, 3, 5, 2, 4, 6], (1, 1), (3, 3), "of shape (2, 3); yours has the shape (6,)"),
    (start_here.mix_columns, lambda matrix, vector: matrix * vector, "shape (3, 3)"),
    (start_here.mix_columns, of_whole_numbers, "is not right"),
    (start_here.mix_columns, learned_by_heart, "is not right"),
    (start_here.mix_columns, lambda matrix, vector: matrix @ np.abs(vector), "is not right"),
    (start_here.mix_columns, lambda matrix, vector: matrix[:, :3] @ vector[:3], "is not right"),
    (start_here.mix_columns, lambda matrix, vector: np.round(matrix @ vector, 2), "is not right"),
    (start_here.mix_columns, lambda matrix: matrix, "stopped with TypeError"),
    (start_here.product, "A", *POLL[1:], "it is summed over"),
    (start_here.product, "B", *POLL[1:], "the second matrix itself"),
    (start_here.product, "D", *POLL[1:], "what a product asks for"),
    (start_here.product, "E", *POLL[1:], "one of the letters"),
    (start_here.product, "C", (8, 1), POLL[2], "does not have the shape (8, 1)"),
    (start_here.product, "C", (3, 1), [[3, 21], [10, 8]], "entry by entry"),
    (start_here.product, "C", (3, 1), [[9, 33], [9, 43]], "in the other order"),
    (start_here.product, "C", (3,), POLL[2], "a matrix keeps both"),
    (start_here.product, "C", (3, 1), [[38, 17], [26, 15]], "1 of the four entries of small_product is not"),
    (start_here.product, "C", (3, 1), [[38, 17], [27, 15]], "2 of the four entries of small_product are not"),
    (start_here.product, "C", (3, 1), [[38, 17], [26, 15]], "is row i of the first"),
    (start_here.big_numbers, (32, 3, 200, 200), *NUMBERS[1:], "of PyTorch"),
    (start_here.big_numbers, (200, 200, 3, 32), *NUMBERS[1:], "not in the order"),
    (start_here.big_numbers, (200, 200, 3), *NUMBERS[1:], "does not have the shape"),
    (start_here.big_numbers, (32, 200, 200, None), *NUMBERS[1:], "does not have the shape"),
    (start_here.big_numbers, NUMBERS[0], 1e9 / 120_000, NUMBERS[2], "for colour images"),
    (start_here.big_numbers, NUMBERS[0], 1000, NUMBERS[2], "4e+07 weights"),
    (start_here.big_numbers, *NUMBERS[:2], 20 * 16_000, "3600 seconds"),
    (start_here.big_numbers, NUMBERS[0], 1000, NUMBERS[2], "each pair of a pixel and a unit"),
    (start_here.big_numbers, *NUMBERS[:2], 7, "are not 7 samples"),
    (start_here.big_numbers, *NUMBERS[:2], 7, "times seconds in an hour"),
    (start_here.parameters, 50_176, 650, "first_layer is not 50,176: those are the weights"),
    (start_here.parameters, 50_240, 640, "second_layer is not 640: those are the weights"),
    (start_here.parameters, 50_240, 7850, "its inputs are not the pixels"),
    (start_here.parameters, 848, 650, "first_layer is not 848; it is too small"),
    (start_here.rules, lambda image: True, IMAGES, LABELS, "the same answer for every image"),
    (start_here.rules, lambda image: image[12:16, 12:16].mean() < 60, IMAGES, LABELS, "turn it round"),
    (start_here.rules, lambda image: image[0, 0] > 0 or image.sum() % 2, IMAGES, LABELS, "50%"),
    (start_here.rules, by_turns(), IMAGES, LABELS, "a coin is right"),
    (start_here.rules, lambda image: image[14, 14], IMAGES, LABELS, "True or False; it is"),
    (start_here.rules, lambda image: image[99], IMAGES, LABELS, "stopped with IndexError"),
    (start_here.rules, lambda image: image[12:16, 12:16] > 60, IMAGES, LABELS, "it returned 16 values"),
    (start_here.rules, lambda image: True if image[14, 14] else None, IMAGES, LABELS, "for 15 of 30 images"),
    (start_here.rules, lambda image: "one", IMAGES, LABELS, "True or False; it is 'one'"),
    (start_here.circles, SYSTEMS, ["ML", "ML", "ML", "DL", "DL"], "system 0: that circle is too small"),
    (start_here.circles, SYSTEMS, ["AI", "ML", "ML", "ML", "DL"], "system 3: a smaller circle"),
    (start_here.circles, SYSTEMS, ["AI", "ML", "XX", "DL", "DL"], "it is 'XX'"),
    (start_here.circles, SYSTEMS, "AI", "a list of five"),
    (start_here.circles, SYSTEMS, {"AI", "ML", "DL", "", "no"}, "a dictionary with the keys"),
    (start_here.circles, SYSTEMS, {"route": "AI"} | dict.fromkeys(SYSTEMS[1:], "ML"), "a dictionary with the keys"),
    (start_here.circles, SYSTEMS, dict.fromkeys([*SYSTEMS, "more"], "ML"), "a list of five"),
    (start_here.circles, SYSTEMS, ["AI or ML"] * 5, "one of AI, ML, DL"),
    (start_here.small_print, 20_000, *PRINT[1:], "not years yet"),
    (start_here.small_print, 4, *PRINT[1:], "4 years"),
    (start_here.small_print, 2.2, *PRINT[1:], "2.2 years"),
    (start_here.small_print, 20_000 / 24, *PRINT[1:], "not years yet"),
    (start_here.small_print, 2.28, 1.8, 0.0161, "probability of 1.8"),
    (start_here.small_print, 2.28, 0.3, 0.0161, "is a product"),
    (start_here.small_print, 2.28, 0.216, 0.15, "the saving on a part"),
    (start_here.small_print, 2.28, 0.216, 1.8, "in units of the bill"),
    (start_here.small_print, 2.28, 0.216, 0.018, "the overhead is on the bill"),
    (start_here.small_print, 2.28, 21.6, 0.0161, "not per cent"),
    (start_here.small_print, 2.28, 0.216, 1.6, "not per cent"),
    (start_here.small_print, 2.28, 0.216, 0.0157, "the share 0.0157"),
    (start_here.small_print, 2.28, 0.216, 0.2, "the share 0.2"),
    (start_here.slips, "ABCDFG", 1980, "Osindero", "agrees with the timeline"),
    (start_here.slips, "CDG", 1980, "Osindero", "2 more rows differ"),
    (start_here.slips, "BCDF", 1980, "Osindero", "1 more row differs"),
    (start_here.slips, "XY", 1980, "Osindero", "letters A, B, C, D, E, F, G"),
    (start_here.slips, "not A, not E", 1980, "Osindero", "letters A, B, C, D, E, F, G"),
    (start_here.slips, "BCDFG", 1980, "not Osindero", "taken for the family name"),
    (start_here.slips, "BCDFG", 1980, "Simon or Osindero", "taken for the family name"),
    (start_here.slips, "BCDFG", 2012, "Osindero", "earlier than 2012"),
    (start_here.slips, "BCDFG", 1989, "Osindero", "trained by backprop or not"),
    (start_here.slips, "BCDFG", 1980, "Simon", "taken for the family name"),
    (start_here.missing, "CD", "not only those"),
    (start_here.missing, "ACDE", "was there already"),
    (start_here.missing, "", "letters A, B, C, D, E"),
    (start_here.missing, "not AB", "letters A, B, C, D, E"),
    (start_here.operations, lambda n: n**4, 8, "For n = 4 your formula gives 256"),
    (start_here.operations, lambda n: 2 * n**3 - n**2 * (n > 50), 8, "For n = 250 your formula gives"),
    (start_here.operations, lambda n: 2 * n**3 + n - 1, 8, "For n = 4 your formula gives 131"),
    (start_here.operations, lambda n: [2 * n**3, 2 * n**3 - n**2], 8, "should be a single number"),
    (start_here.operations, lambda n: 2 * n**3, 8.2, "for 8.2 times"),
    (start_here.operations, lambda n: 2 * n**3, 4, "not 4 times the operations"),
    (start_here.operations, lambda n: 2 * n**3, 6, "for 6 times"),
    (start_here.operations, lambda n: 2 * n**3, 6, "divide operations(2 * n)"),
]

BLANK = [
    (start_here.broken, ...),
    (start_here.vectors, ..., *SUMS[1:]),
    (start_here.mix_columns, lambda matrix, vector: ...),
    (start_here.rules, lambda image: None, IMAGES, LABELS),
    (start_here.circles, SYSTEMS, ["AI", ..., "ML", "DL", "DL"]),
    (start_here.operations, lambda n: ..., ...),
]

# What no hint may give away.
SECRETS = (
    "python=(3, 9)",
    "24.",
    "(1, 1)",
    "25000",
    "BCDFG",
    "CDE",
    "1980",
    "Osindero",
    "50240",
    "650",
    "38",
    "0.216",
    "0.016",
    "2 * n**3",
    "2n^3",
    " 60",
)
