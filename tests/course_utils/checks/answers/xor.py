"""Answers to the exercises of lesson 02: right ones, typical wrong ones with the hint that fits, empty ones."""

import itertools

import numpy as np

from course_utils.checks import xor

AND, OR, NOT = ([1, 1], 2), ([1, 1], 1), ([-1], 0)


def column_product(k1, b1, k2, b2):
    return k1.dot(k2), b1.dot(k2) + b2


def in_place(x1, x2):
    x1 -= x2
    x1 *= x1
    return x1


def in_place_collapse(k1, b1, k2, b2):
    b2 += b1 @ k2
    return k1 @ k2, b2


RIGHT = [
    (xor.gates, AND, OR, NOT),
    (xor.gates, ([1e-10, 1e-10], 2e-10), ([1e-10, 1e-10], 1e-10), ([-1e-10], 0)),
    (xor.gates, ([0.1, 0.2], 0.3), ([1e12, 1e12], 1e12), np.array([np.array([-1]), 0], dtype=object)),
    (xor.gates, ((2, 3), 4.5), (np.array([1.0, 1.0]), 0.5), (-2, -1)),
    (xor.inequalities, "BC"),
    (xor.inequalities, "c, b"),
    (xor.inequalities, "DA"),
    (xor.inequalities, "B and C"),
    (xor.inequalities, "(A) + (D)"),
    (xor.inequalities, ["B", "C"]),
    (xor.inequalities, "BC and AD"),
    (xor.inequalities, ("da", "bc")),
    (xor.inequalities, "B/C."),
    (xor.inequalities, "B plus C"),
    (xor.inequalities, {"B", "C"}),
    (xor.inequalities, "B and C, A and D"),
    (xor.inequalities, "B+C or A+D"),
    (xor.feature, lambda x1, x2: x1 * x2 + x2**2),
    (xor.feature, np.minimum),
    (xor.feature, np.logical_and),
    (xor.feature, lambda x1, x2: x1 * x2**2),
    (xor.feature, lambda x1, x2: (x1 - x2) ** 2),
    (xor.feature, lambda x1, x2: np.maximum(x1, x2)),
    (xor.feature, lambda x1, x2: np.sin(x1 + x2)),
    (xor.feature, lambda x1, x2: x1 != x2),
    (xor.feature, lambda x1, x2: x1 ^ x2),
    (xor.feature, lambda x1, x2: [max(a, b) for a, b in zip(x1, x2, strict=True)]),
    (xor.feature, in_place),
    (xor.feature, lambda x1, x2: (1 + x1 + x2) ** -1),
    (xor.feature, lambda x1, x2: np.array([[0, 1], [1, 0], [2, 7], [5, 3]])[x1 % 4, x2 % 2]),
    (xor.threshold, 0.5),
    (xor.threshold, np.array([0.5])),
    (xor.threshold, "0,5"),
    (xor.threshold, np.float32(0.5)),
    (xor.collapse, column_product),
    (xor.collapse, in_place_collapse),
    (xor.collapse, lambda k1, b1, k2, b2: [np.einsum("ij,jk->ik", k1, k2), k2.T @ b1 + b2]),
]

WRONG = [
    (xor.gates, ([1, 1], 1), OR, NOT, "AND of (0, 1) should be 0"),
    (xor.gates, AND, ([1, 1], 2), NOT, "OR of (0, 1) should be 1"),
    (xor.gates, AND, OR, ([1], 1), "NOT needs the opposite"),
    (xor.gates, ([1, 1], -1.5), OR, NOT, "-1.5 is the bias of AND"),
    (xor.gates, ([1, 1], 3), OR, NOT, "lower the threshold"),
    (xor.gates, AND, OR, ([-1], 1), "lower the threshold"),
    (xor.gates, ([1, 1, 1], 2), OR, NOT, "shape (3,)"),
    (xor.gates, 2, OR, NOT, "pair (weights, threshold)"),
    (xor.inequalities, "AB", "Of AB one says < and the other >=, and so it is with CD"),
    (xor.inequalities, "BD", "Of BD one says < and the other >=, and so it is with AC"),
    (xor.inequalities, "ABC", 'such as "AB"'),
    (xor.inequalities, "BB", 'such as "AB"'),
    (xor.inequalities, "BCZ", 'such as "AB"'),
    (xor.inequalities, "not BC", 'such as "AB"'),
    (xor.inequalities, "BC, not AD", 'such as "AB"'),
    (xor.inequalities, "ABCD", "yours has 4"),
    (xor.feature, lambda x1, x2: x1 * x2, "That is the product"),
    (xor.feature, lambda x1, x2: 2 * x1 * x2 + x1, "or a multiple of it plus a weighted sum"),
    (xor.feature, lambda x1, x2: (x1 - 0.5) * (x2 - 0.5), "or a multiple of it plus a weighted sum"),
    (xor.feature, lambda x1, x2: 1 if x1 == x2 else 0, "cannot decide for all at once"),
    (xor.feature, lambda x1, x2: x1 + 3 * x2, "a weighted sum of x1, x2"),
    (xor.feature, lambda x1, x2: x1**2, "a weighted sum"),
    (xor.feature, lambda x1, x2: 1.0, "should be of shape (4,)"),
    (xor.feature, lambda x1: x1, "stopped with TypeError"),
    (xor.feature, lambda x1, x2: np.array([0, 1, 1, 0]), "shape (4,)"),
    (xor.feature, lambda x1, x2: np.resize([0, 1, 1, 0], len(x1)), "another number for the same pair"),
    (xor.feature, lambda x1, x2: np.arange(len(x1)) * x2, "another number for the same pair"),
    (xor.threshold, 0, "right through the points of class 0"),
    (xor.threshold, 1, "right through the points of class 1"),
    (xor.threshold, 1.5, "does not separate"),
    (xor.threshold, 0.25, "closer to class 0"),
    (xor.threshold, 0.75, "closer to class 1"),
    (
        xor.collapse,
        lambda k1, b1, k2, b2: (k2.T @ k1.T, b1 @ k2 + b2),
        "of the first thing that collapse returns should be",
    ),
    (xor.collapse, lambda k1, b1, k2, b2: (k1 @ k2 + 5j, b1 @ k2 + b2), "cannot be read"),
    (xor.collapse, lambda k1, b1, k2, b2: itertools.count(), "return 2 things"),
    (xor.collapse, lambda k1, b1, k2, b2: k1 @ k2, "return 2 things"),
    (xor.collapse, lambda k1, b1, k2, b2: (k1 @ k2, 2 * b2), "of the second thing that collapse returns should be"),
    (
        xor.collapse,
        lambda k1, b1, k2, b2: (k1 @ k2, b1 @ k2 + b2[0]),
        "of the second thing that collapse returns should be",
    ),
]

BLANK = [
    (xor.gates, AND, OR, ...),
    (xor.feature, lambda x1, x2: None),
    (xor.collapse, lambda k1, b1, k2, b2: ...),
]

# What no hint may give away.
SECRETS = ("([1, 1], 2)", "x1 * x2", "abs(x1 - x2)", "= 0.5")
