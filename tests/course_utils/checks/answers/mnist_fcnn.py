"""Answers to the exercises of lesson 04: right ones, typical wrong ones with the hint that fits, empty ones."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from course_utils.checks import mnist_fcnn

KEY = np.array([int(digit) for digit in "50419213143536172869"])
DIGITS = SimpleNamespace(y_validation=np.append(KEY, [0, 1, 2]))


def softmax(logits):
    return np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))


def logits_of(x, weights, bend=lambda z: np.maximum(0, z)):
    for kernel, bias in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        x = bend(x @ kernel + bias)
    return x @ weights[-2] + weights[-1]


def forward(x, weights):
    return softmax(logits_of(x, weights))


def forward_in_place(x, weights):
    for kernel, bias in zip(weights[::2], weights[1::2], strict=True):
        bias += 0 * bias
        x = x @ kernel
        x += bias
        if kernel is not weights[-2]:
            x *= x > 0
    x -= x.max(axis=1, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=1, keepdims=True)
    return x


def forward_with_nan_to_num(x, weights):
    with np.errstate(all="ignore"):
        scores = np.exp(logits_of(x, weights))
        return np.nan_to_num(scores / scores.sum(axis=1, keepdims=True))


def forward_with_one_maximum(x, weights):
    logits = logits_of(x, weights)
    with np.errstate(all="ignore"):
        scores = np.exp(logits - logits.max())
        return scores / scores.sum(axis=1, keepdims=True)


def centre(picture):
    rows, columns = np.indices(picture.shape)
    return np.average(rows, weights=picture), np.average(columns, weights=picture)


def centre_in_a_loop(picture):
    rows = columns = 0
    for (row, column), ink in np.ndenumerate(picture):
        rows, columns = rows + row * ink, columns + column * ink
    return rows / picture.sum(), columns / picture.sum()


RIGHT = [
    (mnist_fcnn.human, "50419213143536172869", DIGITS),
    (mnist_fcnn.human, "5041921314 3536172800", DIGITS),
    (mnist_fcnn.human, [int(digit) for digit in KEY], DIGITS),
    (mnist_fcnn.human, "5,0,4,1,9,2,1,3,1,4,3,5,3,6,1,7,2,8,6,9", DIGITS),
    (mnist_fcnn.human, pd.Series(KEY), DIGITS),
    (mnist_fcnn.human, [str(digit) for digit in KEY], DIGITS),
    (mnist_fcnn.human, "-".join(map(str, KEY)), DIGITS),
    (mnist_fcnn.human, str(KEY.tolist()), DIGITS),
    (mnist_fcnn.human, ("5041921314", "3536172869"), DIGITS),
    (mnist_fcnn.human, KEY.reshape(2, 10).astype(float), DIGITS),
    (mnist_fcnn.parameters, 7850, 418_060),
    (mnist_fcnn.parameters, np.int64(7850), "418,060"),
    (mnist_fcnn.parameters, [7850], 418_060.0),
    (mnist_fcnn.split_and_rates, "B", "CADB"),
    (mnist_fcnn.split_and_rates, "(b)", ["c", "a", "d", "b"]),
    (mnist_fcnn.split_and_rates, ["B"], "C, A, D, B"),
    (mnist_fcnn.split_and_rates, "B", "C > A > D > B"),
    (mnist_fcnn.split_and_rates, "B", "C-A-D-B"),
    (mnist_fcnn.split_and_rates, "B", "C, A, D and B"),
    (mnist_fcnn.split_and_rates, "B", {3: "B", 0.001: "C", 0.02: "A", 0.3: "D"}),
    (mnist_fcnn.split_and_rates, "B", pd.Series(list("CADB"))),
    (mnist_fcnn.forward, forward),
    (mnist_fcnn.forward, mnist_fcnn.forward_pass),
    (mnist_fcnn.forward, lambda x, weights: forward(x, weights).tolist()),
    (mnist_fcnn.forward, lambda x, weights: forward(x, weights).astype("float32")),
    (mnist_fcnn.forward, forward_in_place),
    (mnist_fcnn.centre, centre),
    (mnist_fcnn.centre, centre_in_a_loop),
    (mnist_fcnn.centre, lambda p: np.argwhere(p >= 0).T @ p.ravel() / p.sum()),
    (mnist_fcnn.centre, lambda p: [[np.float32(place)] for place in centre(p)]),
]

WRONG = [
    (mnist_fcnn.human, "5041", DIGITS, "yours has 4 characters"),
    (mnist_fcnn.human, "5041921314353617286x", DIGITS, "string of 20 digits"),
    (mnist_fcnn.human, "5041921314353617286²", DIGITS, "string of 20 digits"),
    (mnist_fcnn.human, [5.5, *KEY[1:]], DIGITS, "string of 20 digits"),
    (mnist_fcnn.human, "0041921314353617280000", DIGITS, "yours has 22 characters"),
    (mnist_fcnn.human, "1234567890" * 2, DIGITS, "Look again at the pictures [1, 2"),
    (mnist_fcnn.human, "00000000000000000000", DIGITS, "agree with the key"),
    (mnist_fcnn.parameters, 7840, 418_060, "biases are missing"),
    (mnist_fcnn.parameters, 7850, 417_500, "biases are missing"),
    (mnist_fcnn.parameters, 7850, 418_834, "not to each input"),
    (mnist_fcnn.parameters, 7850, 417_550, "output layer is missing"),
    (mnist_fcnn.parameters, 7850, 500_000, "too large"),
    (mnist_fcnn.parameters, 7850, [418_060, 2200], "should be a single number"),
    (mnist_fcnn.split_and_rates, "A", "CADB", "by heart"),
    (mnist_fcnn.split_and_rates, "C", "CADB", "nothing would be left"),
    (mnist_fcnn.split_and_rates, "B", "ACDB", "Curve A does not belong to 0.001"),
    (mnist_fcnn.split_and_rates, "B", "CABD", "Curve B does not belong to 0.3"),
    (mnist_fcnn.split_and_rates, "B", "CDAB", "Curve D does not belong to 0.02"),
    (mnist_fcnn.split_and_rates, "B", "CAD", "each of the letters"),
    (mnist_fcnn.split_and_rates, "B", {"A": 0.001}, "each of the letters"),
    (mnist_fcnn.split_and_rates, "B", 7, "each of the letters"),
    (mnist_fcnn.split_and_rates, "B", {"C", "A", "D", "B"}, "each of the letters"),
    (mnist_fcnn.human, float("50419213143536172869"), DIGITS, "string of 20 digits"),
    (mnist_fcnn.human, "-50419213143536172869", DIGITS, "yours has 21 characters"),
    (mnist_fcnn.human, [True] * 20, DIGITS, "string of 20 digits"),
    (mnist_fcnn.human, b"50419213143536172869", DIGITS, "string of 20 digits"),
    (mnist_fcnn.forward, lambda x, w: np.clip(forward(x, w), 1e-7, 1), "small ones are cut off"),
    (mnist_fcnn.forward, lambda x, w: np.clip(forward(x, w), 1e-12, 1), "small ones are cut off"),
    (mnist_fcnn.forward, lambda x, w: forward(x, w) / 7, "add up to 1"),
    (mnist_fcnn.forward, lambda x, w: softmax(logits_of(x, w) / 2), "Are all biases there"),
    (mnist_fcnn.forward, forward_with_nan_to_num, "finite for large ones"),
    (mnist_fcnn.forward, forward_with_one_maximum, "all the scores of a row become 0"),
    (mnist_fcnn.forward, lambda x, w: softmax(np.clip(logits_of(x, w), -500, 500)), "finite for large ones"),
    (mnist_fcnn.forward, lambda x, w: forward(x, w)[0], "shape (3,)"),
    (mnist_fcnn.forward, lambda x, w: [[0.5, 0.5], [1]], "should hold numbers"),
    (mnist_fcnn.centre, lambda p: np.round(centre(p)), "is not [1.0, 2.0]"),
    (mnist_fcnn.centre, lambda p: (centre(p)[0], centre(p)[0] + 1), "The centre of"),
    (mnist_fcnn.centre, lambda p: centre(p[:2, :]), "The centre of"),
    (mnist_fcnn.centre, lambda p: centre(p)[0], "should be of shape (2,)"),
]

BLANK = [
    (mnist_fcnn.human, ..., DIGITS),
    (mnist_fcnn.parameters, 7850, ...),
    (mnist_fcnn.split_and_rates, "B", ...),
    (mnist_fcnn.forward, lambda x, weights: None),
]

# What no hint may give away.
SECRETS = (
    "7850",
    "7,850",
    "418,060",
    "CADB",
)
