"""Answers to the exercises of lesson 02b: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np

from course_utils.checks import layers


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


W = np.array([[2, 4, 2], [1, 3, 7], [0, 7, 3]])
X, B = np.array([1, 3, 2]), np.array([-3, 0, 2])


def leaky(z, a):
    return np.where(z > 0, z, a * z)


def leaky_in_place(z, a):
    z[z < 0] *= a
    return z


def stable_log_softmax(scores):
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)


def naive_log_softmax(scores):
    return np.log(np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True))


def whole_log_softmax(scores):
    return scores - np.log(np.exp(scores).sum())


def log_softmax_of_80_bits(scores):
    longer = scores.astype(np.longdouble)
    return (longer - np.log(np.exp(longer).sum(axis=1, keepdims=True))).astype(float)


def wrong_when_large(scores):
    return stable_log_softmax(scores) if np.abs(scores).max() < 100 else scores[0]


RIGHT = [
    (layers.layer, [15, 24, 29], W.T, 12),
    (layers.layer, (W @ X + B).astype(float), W.T.tolist(), W.size + B.size),
    (layers.layer, (W @ X + B)[:, None], W.T, np.float32(12)),
    (layers.logistic, "C", "A"),
    (layers.logistic, "(c)", ["a"]),
    (layers.absolute_unit, leaky, -1, [1, -1], 0),
    (layers.absolute_unit, leaky_in_place, -1, [1, -1], 0),
    (layers.absolute_unit, lambda z, a: np.maximum(0, z) + a * np.minimum(0, z), -1.0, (-1, 1), 0.0),
    (layers.cross_entropy_gradient, lambda y, z: sigmoid(z) - y),
    (layers.cross_entropy_gradient, lambda y, z: -y * sigmoid(-z) + (1 - y) * sigmoid(z)),
    (layers.log_softmax, stable_log_softmax),
    (layers.log_softmax, lambda s: s - s.max(1)[:, None] - np.log(np.exp(s - s.max(1)[:, None]).sum(1))[:, None]),
]

WRONG = [
    (layers.layer, W @ X, W.T, 12, "bias is missing"),
    (layers.layer, X @ W + B, W.T, 12, "columns of W"),
    (layers.layer, [15, 24, 30], W.T, 12, "first row by hand"),
    (layers.layer, W @ X + B, W, 12, "W itself"),
    (layers.layer, W @ X + B, W[::-1], 12, "does not give the same"),
    (layers.layer, W @ X + B, W.T, 9, "biases are trainable"),
    (layers.layer, W @ X + B, W.T, 15, "inputs are data"),
    (layers.logistic, "A", "A", "other side"),
    (layers.logistic, "D", "A", "cannot grow"),
    (layers.logistic, "C", "B", "value at zero"),
    (layers.logistic, "C", "D", "to the left and to the right"),
    (layers.absolute_unit, lambda z, a: np.maximum(0, z), -1, [1, -1], 0, "your function gives 0"),
    (layers.absolute_unit, lambda z, a: np.where(z > 0, z, abs(a) * z), -1, [1, -1], 0, "for every a"),
    (layers.absolute_unit, lambda z, a: np.maximum(a * z, z), -1, [1, -1], 0, "for a = 2 yours does not"),
    (layers.absolute_unit, lambda z, a: a * z, -1, [1, -1], 0, "where z is 0 or more"),
    (layers.absolute_unit, leaky, -1, [1, 1], -1, "exactly where XOR says 0"),
    (layers.absolute_unit, leaky, 0, [1, -1], 0, "answers [0.0, 0.0, 1.0, 0.0]; XOR is [0, 1, 1, 0]"),
    (layers.absolute_unit, lambda z, a: np.where(z == 0, 1, leaky(z, a)), -1, [1, -1], 0, "where z is 0 or more"),
    (layers.cross_entropy_gradient, lambda y, z: y - sigmoid(z), "sign is turned round"),
    (layers.cross_entropy_gradient, lambda y, z: y * (sigmoid(z) - 1), "second term"),
    (layers.cross_entropy_gradient, lambda y, z: (1 - y) * sigmoid(z), "first term"),
    (layers.cross_entropy_gradient, lambda y, z: 2 * (sigmoid(z) - y) * sigmoid(z) * (1 - sigmoid(z)), "squared loss"),
    (layers.cross_entropy_gradient, lambda y, z: z - y, "The logit itself is no probability"),
    (layers.log_softmax, naive_log_softmax, "gives inf or nan"),
    (layers.log_softmax, log_softmax_of_80_bits, "The sum overflows"),
    (layers.log_softmax, whole_log_softmax, "over the whole array"),
    (layers.log_softmax, lambda s: np.exp(stable_log_softmax(s)), "logarithm is missing"),
    (layers.log_softmax, lambda s: s - s.max(axis=1, keepdims=True), "logarithm of the sum is missing"),
    (layers.log_softmax, lambda s: np.log(np.full(s.shape, 0.25)), "should be -1.958"),
    (layers.log_softmax, lambda s: stable_log_softmax(s)[0], "shape (4,)"),
    (layers.log_softmax, wrong_when_large, "shape (2,)"),
    (layers.log_softmax, lambda s: stable_log_softmax(np.clip(s, -500, 500)), "cut off"),
]

BLANK = [
    (layers.layer, ..., ..., ...),
    (layers.log_softmax, lambda s: None),
]

# What no hint may give away.
SECRETS = ("W.T", "sigmoid(z) - y", "(1, -1)", "[1, -1]")
