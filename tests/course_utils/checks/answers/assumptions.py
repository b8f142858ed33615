"""Answers to the exercises of lesson 06c: right ones, typical wrong ones with the hint that fits, empty ones."""

import keras
import numpy as np
import pandas as pd
from scipy.linalg import toeplitz

from course_utils.checks import assumptions

CURVE = np.zeros((7, 7))
CURVE[range(6), [5, 4, 3, 3, 3, 3]] = 30
SHIFTS = {"a": "E", "b": "I", "c": "N", "d": "N", "e": "E"}


def last_row_empty(kernel, length):
    matrix = band(kernel, length)
    matrix[-1] = 0
    return matrix


def band(kernel, length):
    rows = length - len(kernel) + 1
    column = np.r_[kernel[0], np.zeros(rows - 1)]
    return toeplitz(column, np.r_[kernel, np.zeros(length - len(kernel))])


def wrapped_band(kernel, length):
    return np.array([np.roll(band(kernel, length)[0], 2 * row) for row in range(length - len(kernel) + 1)])


RIGHT = [
    (assumptions.count, (24, 24, 6), 456, (9, 32), (72, 16)),
    (assumptions.count, [24, 24, 6], 76 * 6, [9, 32], np.array([72, 16])),
    (assumptions.count, keras.ops.ones((24, 24, 6)).shape, "456", np.float32([9, 32]), pd.Series([72, 16])),
    (assumptions.count, (None, 24, 24, 6), 456, (9, 32), (72, 16)),
    (assumptions.matrix, band),
    (assumptions.matrix, lambda k, n: band(k, n).astype("float32")),
    (assumptions.matrix, lambda k, n: pd.DataFrame(band(k, n)).to_numpy().tolist()),
    (assumptions.shift, SHIFTS),
    (assumptions.shift, " E, I, N, N, E"),
    (assumptions.shift, list("einne")),
    (assumptions.shift, np.array(list("EINNE"))),
    (assumptions.shift, pd.Series(list("EINNE"))),
    (assumptions.shift, pd.Series(SHIFTS)),
    (assumptions.shift, {"E": ("a", "e"), "I": "b", "N": "cd"}),
    (assumptions.shift, {key: letter.lower() for key, letter in SHIFTS.items()}),
]

WRONG = [
    (assumptions.count, (28, 28, 6), 456, (9, 32), (72, 16), "would need padding"),
    (assumptions.count, (24, 24, 18), 456, (9, 32), (72, 16), "inside each filter"),
    (assumptions.count, (24.9, 24.9, 6.9), 456, (9, 32), (72, 16), "should be a shape"),
    (assumptions.count, (6, 24, 24), 456, (9, 32), (72, 16), "channels come last"),
    (assumptions.count, (24, 24, 6), 76, (9, 32), (72, 16), "that is one filter"),
    (assumptions.count, (24, 24, 6), 456, (9.5, 32), (72, 16), "not 320"),
    (assumptions.count, (24, 24, 6), 450, (9, 32), (72, 16), "biases are missing"),
    (assumptions.count, (24, 24, 6), 156, (9, 32), (72, 16), "as deep as the image"),
    (assumptions.count, (24, 24, 6), 456, (10, 32), (72, 16), "leave the bias out"),
    (assumptions.count, (24, 24, 6), 456, (9, 32), (9, 16), "(9 + 1) * 16 = 160, not 1168"),
    (assumptions.count, (24, 24, 6), 456, (319, 1), (72, 16), "not how this layer gets there"),
    (assumptions.matrix, lambda k, n: np.ones_like(band(k, n)), "too many weights"),
    (assumptions.matrix, wrapped_band, "row 1 should be"),
    (assumptions.matrix, lambda k, n: np.sign(band(k, n)), "row 0 should be [1.0, 2.0, 4.0"),
    (assumptions.matrix, lambda k, n: np.round(band(k, n), 2), "weights and 3 inputs, row"),
    (assumptions.matrix, lambda k, n: band(k, n).T, "shape (6, 4)"),
    (assumptions.matrix, lambda k, n: 2 * band(k, n), "row 0 should be [1.0, 2.0, 4.0, 0.0, 0.0, 0.0]"),
    (assumptions.matrix, last_row_empty, "row 3 should be [0.0, 0.0, 0.0, 1.0, 2.0, 4.0]"),
    (assumptions.shift, SHIFTS | {"a": "I"}, "(a) is not 'I'"),
    (assumptions.shift, SHIFTS | {"b": "E"}, "largest value of the map"),
    (assumptions.shift, SHIFTS | {"d": "I"}, "may stay in its block"),
    (assumptions.shift, SHIFTS | {"e": "N"}, "exactly one block"),
    (assumptions.shift, list("EINN"), "a dictionary with the keys"),
    (assumptions.shift, {"E": "ae", "I": "b", "N": "c"}, "a dictionary with the keys"),
    (assumptions.shift, {"E": "abe", "I": "b", "N": "cd"}, "a dictionary with the keys"),
    (assumptions.shift, "equivariant", "a dictionary with the keys"),
    (assumptions.shift, dict.fromkeys("abcde", "EIN"), "one of the letters"),
]

BLANK = [
    (assumptions.shift, SHIFTS | {"c": ...}),
    (assumptions.shift, ...),
]

# What no hint may give away.
SECRETS = (
    "6600",
    "456",
    "mean()",
    '"B"',
    "(26, 26, 32)",
    "// stride",
    "19.5",
    "112",
    "[[-1, 0, 1]",
    "(72",
)
