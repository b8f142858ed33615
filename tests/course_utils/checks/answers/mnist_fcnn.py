"""Answers to the exercises of lesson 04: right ones, typical wrong ones with the hint that fits, empty ones."""

import keras
import numpy as np
import pandas as pd

from course_utils.checks import mnist_fcnn

KEY = np.array([int(digit) for digit in "50419213143536172869"])
CHOICES = {"cost": "B", "output units": "D", "hidden units": "C", "architecture": "E", "optimiser": "A"}
RATES = {"A": 0.001, "B": 0.1, "C": 0.0001, "D": 0.01}
ERROR = (0.925 * 0.075 / 600) ** 0.5


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


def gradient(kernel, x, targets):
    return np.einsum("ni,nk->ik", x, softmax(x @ kernel) - targets) / len(targets)


def loss(targets, logits):
    return np.logaddexp.reduce(logits, axis=1) - logits[targets == 1]


def loss_with_one_maximum(targets, logits):
    shifted = logits - logits.max()
    with np.errstate(all="ignore"):
        return np.log(np.exp(shifted).sum(axis=1)) - (targets * shifted).sum(axis=1)


def barely_clipped_loss(targets, logits):
    return -np.log(np.clip(softmax(logits.astype(float))[targets == 1], 1e-200, 1))


def loss_in_place(targets, logits):
    logits -= logits.max(axis=1, keepdims=True)
    targets *= logits
    return keras.ops.convert_to_tensor(np.log(np.exp(logits).sum(axis=1)) - targets.sum(axis=1))


def poor_net(hidden_units, num_epochs):
    return 2.1, 2.15


def centre(picture):
    rows, columns = np.indices(picture.shape)
    return np.average(rows, weights=picture), np.average(columns, weights=picture)


RIGHT = [
    (mnist_fcnn.human, "50419213143536172869", KEY),
    (mnist_fcnn.human, "5041921314 3536172800", KEY),
    (mnist_fcnn.human, [int(digit) for digit in KEY], KEY),
    (mnist_fcnn.human, "5,0,4,1,9,2,1,3,1,4,3,5,3,6,1,7,2,8,6,9", KEY),
    (mnist_fcnn.human, pd.Series(KEY), KEY),
    (mnist_fcnn.human, [str(digit) for digit in KEY], KEY),
    (mnist_fcnn.parameters, 7850, 418_060, 420_260),
    (mnist_fcnn.parameters, np.int64(7850), 418_060.0, "420260"),
    (mnist_fcnn.parameters, [7850], "418,060", np.float32(420_260)),
    (mnist_fcnn.matrix, (32, 8), (32, 20)),
    (mnist_fcnn.matrix, [32, 8], np.array([32, 20])),
    (mnist_fcnn.matrix, keras.ops.ones((32, 8)).shape, pd.Series([32, 20])),
    (mnist_fcnn.forward, forward),
    (mnist_fcnn.forward, lambda x, weights: forward(x, weights).tolist()),
    (mnist_fcnn.forward, lambda x, weights: forward(x, weights).astype("float32")),
    (mnist_fcnn.forward, forward_in_place),
    (mnist_fcnn.gradient, gradient),
    (mnist_fcnn.gradient, lambda w, x, t: x.T @ (softmax(x @ w) / len(x)) - x.T @ t / len(x)),
    (mnist_fcnn.gradient, lambda w, x, t: keras.ops.convert_to_tensor(gradient(w, x, t).astype("float32"))),
    (mnist_fcnn.epochs, 469, 480, 5 / 3),
    (mnist_fcnn.epochs, 469.0, 480, 1.67),
    (mnist_fcnn.epochs, np.array([469]), "480", "5/3"),
    (mnist_fcnn.stable_loss, loss),
    (mnist_fcnn.stable_loss, lambda t, z: np.logaddexp.reduce(z, axis=1) - (t * z).sum(axis=1)),
    (mnist_fcnn.stable_loss, loss_in_place),
    (mnist_fcnn.stable_loss, lambda t, z: [[value] for value in loss(t, z)]),
    (mnist_fcnn.design, CHOICES),
    (mnist_fcnn.design, {name: letter.lower() for name, letter in CHOICES.items()}),
    (mnist_fcnn.design, {letter: name for name, letter in CHOICES.items()}),
    (mnist_fcnn.design, pd.Series(CHOICES)),
    (mnist_fcnn.split_and_rates, "B", RATES),
    (mnist_fcnn.split_and_rates, "b", RATES | {"C": 1e-4}),
    (mnist_fcnn.split_and_rates, "B", list(RATES.values())),
    (mnist_fcnn.split_and_rates, ["B"], pd.Series(RATES, dtype="float32")),
    (mnist_fcnn.split_and_rates, "B", {0.1: "B", 0.01: "D", 0.001: "A", 0.0001: "C"}),
    (mnist_fcnn.underfit, poor_net, 1, 4),
    (mnist_fcnn.underfit, lambda units, count: np.array([1.3, 1.5]), 100, 1),
    (mnist_fcnn.underfit, lambda units, count: [keras.ops.convert_to_tensor(2.1), 2.2], "1", np.array([4])),
    (mnist_fcnn.homework, 2400, "B", ERROR, False),
    (mnist_fcnn.homework, 2400.0, "(b)", 0.0111, np.False_),
    (mnist_fcnn.homework, "2,400", ["b"], np.float32(0.0108), "no"),
    (mnist_fcnn.homework, 2400, "B", (0.915 * 0.085 / 600) ** 0.5, np.array(False)),
    (mnist_fcnn.centre, centre),
    (mnist_fcnn.centre, lambda p: np.argwhere(p >= 0).T @ p.ravel() / p.sum()),
    (mnist_fcnn.centre, lambda p: [[np.float32(place)] for place in centre(p)]),
]

WRONG = [
    (mnist_fcnn.human, "5041", KEY, "yours has 4 characters"),
    (mnist_fcnn.human, "5041921314353617286x", KEY, "string of 20 digits"),
    (mnist_fcnn.human, "5041921314353617286²", KEY, "string of 20 digits"),
    (mnist_fcnn.human, [5.5, *KEY[1:]], KEY, "string of 20 digits"),
    (mnist_fcnn.human, "0041921314353617280000", KEY, "yours has 22 characters"),
    (mnist_fcnn.human, "1234567890" * 2, KEY, "Look again at the pictures [1, 2"),
    (mnist_fcnn.human, "00000000000000000000", KEY, "agree with the key"),
    (mnist_fcnn.parameters, 7840, 418_060, 420_260, "biases are missing"),
    (mnist_fcnn.parameters, 7850, 417_500, 420_260, "biases are missing"),
    (mnist_fcnn.parameters, 7850, 500_000, 420_260, "too large"),
    (mnist_fcnn.parameters, 7850, 418_060, 419_160, "averages count"),
    (mnist_fcnn.parameters, 7850, 418_060, 420_300, "not behind the output"),
    (mnist_fcnn.parameters, 7850, 418_060, 2200, "batch normalisation alone"),
    (mnist_fcnn.parameters, 7850, 418_060, [418_060, 2200], "should be a single number"),
    (mnist_fcnn.matrix, (8, 32), (32, 20), "computes Wx"),
    (mnist_fcnn.matrix, (20, 8), (32, 20), "behind a hidden layer"),
    (mnist_fcnn.matrix, (32, 8), (32, 8), "hidden_kernel_shape is not (32, 8)"),
    (mnist_fcnn.matrix, 256, (32, 20), "should be a shape"),
    (mnist_fcnn.matrix, (32.9, 8.9), (32, 20), "should be a shape"),
    (mnist_fcnn.matrix, (None, 8), (32, 20), "output_kernel_shape is not (None, 8)"),
    (mnist_fcnn.matrix, (32, 8), (20, 32), "computes Wx"),
    (mnist_fcnn.forward, lambda x, w: forward(x, w) / 7, "add up to 1"),
    (mnist_fcnn.forward, lambda x, w: softmax(logits_of(x, w) / 2), "Are all biases there"),
    (mnist_fcnn.forward, forward_with_nan_to_num, "finite for large ones"),
    (mnist_fcnn.forward, forward_with_one_maximum, "all the scores of a row become 0"),
    (mnist_fcnn.forward, lambda x, w: softmax(np.clip(logits_of(x, w), -500, 500)), "finite for large ones"),
    (mnist_fcnn.forward, lambda x, w: forward(x, w)[0], "shape (3,)"),
    (mnist_fcnn.forward, lambda x, w: [[0.5, 0.5], [1]], "should hold numbers"),
    (mnist_fcnn.gradient, lambda w, x, t: x.T @ (x @ w) / len(x), "measured slope"),
    (mnist_fcnn.gradient, lambda w, x, t: x.T @ (softmax(x @ w) - t) / 6, "measured slope"),
    (mnist_fcnn.gradient, lambda w, x, t: np.round(gradient(w, x, t), 2), "measured slope"),
    (mnist_fcnn.gradient, lambda w, x, t: (softmax(x @ w) - t) @ x, "stopped with ValueError"),
    (mnist_fcnn.epochs, 468, 480, 5 / 3, "would not be seen"),
    (mnist_fcnn.epochs, 500, 480, 5 / 3, "steps_in_an_epoch is not 500"),
    (mnist_fcnn.epochs, 469, 24, 5 / 3, "one epoch of our"),
    (mnist_fcnn.epochs, 469, 2400, 5 / 3, "steps_in_twenty_epochs is not 2400"),
    (mnist_fcnn.epochs, 468.75, 480, 5 / 3, "would not be seen"),
    (mnist_fcnn.epochs, 469, 480, 2, "are not 2 times"),
    (mnist_fcnn.epochs, 469, 480, 0.6, "are not 0.6 times"),
    (mnist_fcnn.stable_loss, loss_with_one_maximum, "gives nan or inf"),
    (mnist_fcnn.stable_loss, barely_clipped_loss, "clipped logarithm"),
    (mnist_fcnn.stable_loss, lambda t, z: loss(t, np.clip(z, -700, 700)), "clipped logarithm"),
    (mnist_fcnn.stable_loss, lambda t, z: np.abs(z).max(axis=1) * loss(t, z) / 9, "test pictures"),
    (mnist_fcnn.stable_loss, lambda t, z: loss(t, z).mean(), "shape ()"),
    (mnist_fcnn.stable_loss, lambda t, z: loss(t, z) + 1, "one of our test pictures"),
    (mnist_fcnn.design, CHOICES | {"cost": "A"}, "A does not choose the cost"),
    (mnist_fcnn.design, CHOICES | {"architecture": "x"}, "one of the letters"),
    (mnist_fcnn.design, CHOICES | {"cost": "AB"}, "one of the letters"),
    (mnist_fcnn.design, dict.fromkeys("ABCDE", "cost"), "a dictionary with the keys 'cost'"),
    (mnist_fcnn.design, ["B", "D", "C", "E", "A"], "a dictionary with the keys 'cost'"),
    (mnist_fcnn.split_and_rates, "A", RATES, "by heart"),
    (mnist_fcnn.split_and_rates, "C", RATES, "nothing would be left"),
    (mnist_fcnn.split_and_rates, "B", dict.fromkeys(RATES, 0.01), "that rate is too large"),
    (mnist_fcnn.split_and_rates, "B", RATES | {"B": "large"}, "should be a single number"),
    (mnist_fcnn.split_and_rates, "B", RATES | {"A": 0.0001, "C": 0.001}, "that rate is too small"),
    (mnist_fcnn.split_and_rates, "B", [0.1, 0.01], "a dictionary with the keys 'A'"),
    (mnist_fcnn.underfit, lambda units, count: (0.1, 0.3), 100, 10, "learns too well"),
    (mnist_fcnn.underfit, lambda units, count: (1.3, 2.5), 1, 1, "too far apart"),
    (mnist_fcnn.underfit, poor_net, 0, 4, "whole numbers"),
    (mnist_fcnn.underfit, poor_net, 1.5, 4, "whole numbers"),
    (mnist_fcnn.underfit, lambda units, count: 2.1, 1, 4, "2 things: the training loss, the validation loss"),
    (mnist_fcnn.underfit, lambda units, count: (2.1, np.nan), 1, 4, "not finite"),
    (mnist_fcnn.underfit, poor_net, 10_000, 4, "would take long"),
    (mnist_fcnn.homework, 4000, "B", ERROR, False, "num_trained_on is not 4000"),
    (mnist_fcnn.homework, 2400, "C", ERROR, False, "title of the lecture's figure"),
    (mnist_fcnn.homework, 2400, "B", 0.925 * 0.075, False, "variance of one answer"),
    (mnist_fcnn.homework, 2400, "B", 0.05, False, "check the formula"),
    (mnist_fcnn.homework, 2400, "B", ERROR, True, "Compare again"),
    (mnist_fcnn.homework, 2400, "B", ERROR, "perhaps", "True or False"),
    (mnist_fcnn.homework, 3000, "B", ERROR, False, "not trained on"),
    (mnist_fcnn.homework, 2400, "B", 100 * ERROR, False, "not per cent"),
    (mnist_fcnn.homework, 2400, "B", ERROR**2, False, "root is missing"),
    (mnist_fcnn.homework, 2400, "B", 2**0.5 * ERROR, False, "one of the difference"),
    (mnist_fcnn.centre, lambda p: np.round(centre(p)), "is not [1.0, 2.0]"),
    (mnist_fcnn.centre, lambda p: (centre(p)[0], centre(p)[0] + 1), "The centre of"),
    (mnist_fcnn.centre, lambda p: centre(p[:2, :]), "The centre of"),
    (mnist_fcnn.centre, lambda p: centre(p)[0], "should be of shape (2,)"),
]

BLANK = [
    (mnist_fcnn.human, ..., KEY),
    (mnist_fcnn.parameters, 7850, ..., ...),
    (mnist_fcnn.forward, lambda x, weights: None),
    (mnist_fcnn.gradient, lambda w, x, t: ...),
    (mnist_fcnn.design, ...),
    (mnist_fcnn.underfit, poor_net, ..., ...),
]

# What no hint may give away.
SECRETS = (
    "7850",
    "7,850",
    "418,060",
    "469",
    "480",
    "1.67",
    "2400 images",
    "0.0111",
    "x.T @",
)
