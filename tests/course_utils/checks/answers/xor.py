"""Answers to the exercises of lesson 02: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np

from course_utils.checks import xor


def relu(z):
    return np.maximum(0, z)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


W = np.array([[2, 4, 2], [1, 3, 7], [0, 7, 3]])
X, B = np.array([1, 3, 2]), np.array([-3, 0, 2])
AND, OR, NOT = ([1, 1], 2), ([1, 1], 1), ([-1], 0)


def leaky(z, a):
    return np.where(z > 0, z, a * z)


def stable_log_softmax(scores):
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)


def zigzag(z):
    return 3 * z + 2 - 6 * relu(z + 1 / 3) + 6 * relu(z - 1 / 3)


def rough_zigzag(z):
    return -np.cos(1.5 * np.pi * (z + 1))


def column_product(k1, b1, k2, b2):
    return k1.dot(k2), b1.dot(k2) + b2


RIGHT = [
    (xor.gates, AND, OR, NOT),
    (xor.gates, ((2, 3), 4.5), (np.array([1.0, 1.0]), 0.5), (-2, -1)),
    (xor.inequalities, "BC"),
    (xor.inequalities, "c, b"),
    (xor.inequalities, "DA"),
    (xor.feature, lambda x1, x2: x1 * x2),
    (xor.feature, lambda x1, x2: (x1 - x2) ** 2),
    (xor.feature, lambda x1, x2: np.maximum(x1, x2)),
    (xor.feature, lambda x1, x2: np.sin(x1 + x2)),
    (xor.feature, lambda x1, x2: x1 != x2),
    (xor.threshold, 0.5),
    (xor.threshold, np.array([0.5])),
    (xor.layer, [15, 24, 29], W.T, 12),
    (xor.layer, (W @ X + B).astype(float), W.T.tolist(), W.size + B.size),
    (xor.collapse, column_product),
    (xor.collapse, lambda k1, b1, k2, b2: [np.einsum("ij,jk->ik", k1, k2), k2.T @ b1 + b2]),
    (xor.who_designs, 0, 1, 2, 3),
    (xor.who_designs, *np.arange(4.0)),
    (xor.logistic, "C", 0.25),
    (xor.logistic, "(c)", 1 / 4),
    (xor.absolute_unit, leaky, -1, [1, -1], 0),
    (xor.absolute_unit, lambda z, a: np.maximum(0, z) + a * np.minimum(0, z), -1.0, (-1, 1), 0.0),
    (xor.cross_entropy_gradient, lambda y, z: sigmoid(z) - y),
    (xor.cross_entropy_gradient, lambda y, z: -y * sigmoid(-z) + (1 - y) * sigmoid(z)),
    (xor.log_softmax, stable_log_softmax),
    (xor.log_softmax, lambda s: s - s.max(1)[:, None] - np.log(np.exp(s - s.max(1)[:, None]).sum(1))[:, None]),
    (xor.zigzag, zigzag, 100),
    (xor.zigzag, lambda z: -1 + 3 * relu(z + 1) - 6 * relu(z + 1 / 3) + 6 * relu(z - 1 / 3), 10**2),
]

WRONG = [
    (xor.gates, ([1, 1], 1), OR, NOT, "AND of (0, 1) should be 0"),
    (xor.gates, AND, ([1, 1], 2), NOT, "OR of (0, 1) should be 1"),
    (xor.gates, AND, OR, ([1], 1), "NOT needs the opposite"),
    (xor.gates, ([1, 1, 1], 2), OR, NOT, "shape (3,)"),
    (xor.gates, 2, OR, NOT, "pair (weights, threshold)"),
    (xor.inequalities, "AB", "AB added gives another left side than CD"),
    (xor.inequalities, "BD", "BD added gives another left side than AC"),
    (xor.inequalities, "ABC", "two different letters"),
    (xor.inequalities, "BB", "two different letters"),
    (xor.feature, lambda x1, x2: x1 + 3 * x2, "a weighted sum of x1, x2"),
    (xor.feature, lambda x1, x2: x1**2, "a weighted sum"),
    (xor.feature, lambda x1, x2: 1.0, "shape ()"),
    (xor.feature, lambda x1: x1, "stopped with TypeError"),
    (xor.threshold, 0, "does not separate"),
    (xor.threshold, 1, "does not separate"),
    (xor.threshold, 0.25, "closer to class 0"),
    (xor.threshold, 0.75, "closer to class 1"),
    (xor.layer, W @ X, W.T, 12, "bias is missing"),
    (xor.layer, X @ W + B, W.T, 12, "columns of W"),
    (xor.layer, [15, 24, 30], W.T, 12, "first row by hand"),
    (xor.layer, W @ X + B, W, 12, "W itself"),
    (xor.layer, W @ X + B, W[::-1], 12, "does not give the same"),
    (xor.layer, W @ X + B, W.T, 9, "biases are trainable"),
    (xor.layer, W @ X + B, W.T, 15, "inputs are data"),
    (xor.collapse, lambda k1, b1, k2, b2: (k1, b1 @ k2 + b2), "shape (4, 2)"),
    (xor.collapse, lambda k1, b1, k2, b2: k1 @ k2, "return two things"),
    (xor.collapse, lambda k1, b1, k2, b2: (k1 @ k2, 2 * b2), "entry [0] of result 2 of collapse should be"),
    (
        xor.collapse,
        lambda k1, b1, k2, b2: (k1[:, :2] + k2[0], b1 @ k2 + b2),
        "result 1 of collapse should be",
    ),
    (xor.who_designs, 0, 0, 2, 3, "classic machine learning, more boxes than 0"),
    (xor.who_designs, 1, 1, 2, 3, "rules, fewer boxes than 1"),
    (xor.who_designs, 0, 1, 2, "all", "should be a number"),
    (xor.logistic, "A", 0.25, "other side"),
    (xor.logistic, "D", 0.25, "cannot grow"),
    (xor.logistic, "C", 0.5, "value at zero"),
    (xor.logistic, "C", 1, "not 1"),
    (xor.logistic, "x", 0.25, "one of the letters"),
    (xor.absolute_unit, lambda z, a: relu(z), -1, [1, -1], 0, "a min(0, z) is -0.2; your function gives 0"),
    (xor.absolute_unit, lambda z, a: np.where(z > 0, z, abs(a) * z), -1, [1, -1], 0, "also when a itself is negative"),
    (xor.absolute_unit, lambda z, a: a * z, -1, [1, -1], 0, "where z is positive"),
    (xor.absolute_unit, leaky, -1, [1, 1], -1, "exactly where XOR says 0"),
    (xor.absolute_unit, leaky, 0, [1, -1], 0, "XOR is [0, 1, 1, 0]"),
    (xor.cross_entropy_gradient, lambda y, z: z - y, "z = [-2.0, 0.7], entry [0] of what"),
    (xor.cross_entropy_gradient, lambda y, z: np.where(z < -1, -1, sigmoid(z) - y), "should be -0.8808; yours is -1"),
    (xor.log_softmax, lambda s: np.log(np.full(s.shape, 0.25)), "should be -1.958; yours is -1.386"),
    (xor.log_softmax, lambda s: stable_log_softmax(s)[0], "shape (4,)"),
    (xor.zigzag, lambda z: 2 * np.abs(z) - 1, 100, "At z = -1.000"),
    (xor.zigzag, lambda z: 3 * z + 2, 100, "At z = 0.333"),
    (xor.zigzag, rough_zigzag, 100, "not straight"),
    (xor.zigzag, zigzag, 81, "Two layers give 3 * 3"),
    (xor.zigzag, zigzag, 25, "plain folds"),
    (xor.zigzag, zigzag, 10, "stripes in one direction"),
    (xor.zigzag, zigzag, 12, "Not 12 cells"),
]

BLANK = [
    (xor.gates, AND, OR, ...),
    (xor.feature, lambda x1, x2: None),
    (xor.layer, ..., ..., ...),
    (xor.collapse, lambda k1, b1, k2, b2: ...),
    (xor.who_designs, 0, 1, ..., 3),
    (xor.log_softmax, lambda s: None),
]

# What no hint may give away.
SECRETS = (
    "([1, 1], 2)",
    "x1 * x2",
    "abs(x1 - x2)",
    "= 0.5",
    "W.T",
    "sigmoid(z) - y",
    "100 cells",
    "(1, -1)",
)
