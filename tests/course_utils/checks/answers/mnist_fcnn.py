"""Answers to the exercises of lesson 04: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np

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


def forward_without_shift(x, weights):
    scores = np.exp(logits_of(x, weights))
    return scores / scores.sum(axis=1, keepdims=True)


def forward_without_biases(x, weights):
    return softmax(logits_of(x, [weight * (weight.ndim == 2) for weight in weights]))


def gradient(kernel, x, targets):
    return np.einsum("ni,nk->ik", x, softmax(x @ kernel) - targets) / len(targets)


def loss(targets, logits):
    return np.logaddexp.reduce(logits, axis=1) - logits[targets == 1]


def loss_of_the_listing(targets, logits):
    scores = np.exp(logits - logits.max(axis=1, keepdims=True))
    return -np.sum(targets * np.log(scores / scores.sum(axis=1, keepdims=True)), axis=1)


def clipped_loss(targets, logits):
    return -np.log(np.clip(softmax(logits)[targets == 1], 1e-7, 1))


def poor_net(hidden_units, num_epochs):
    return 2.1, 2.15


def centre(picture):
    rows, columns = np.indices(picture.shape)
    return np.average(rows, weights=picture), np.average(columns, weights=picture)


RIGHT = [
    (mnist_fcnn.human, "50419213143536172869", KEY),
    (mnist_fcnn.human, "5041921314 3536172800", KEY),
    (mnist_fcnn.parameters, 7850, 418_060, 420_260),
    (mnist_fcnn.parameters, np.int64(7850), 418_060.0, "420260"),
    (mnist_fcnn.matrix, (32, 8), (32, 20)),
    (mnist_fcnn.matrix, [32, 8], np.array([32, 20])),
    (mnist_fcnn.forward, forward),
    (mnist_fcnn.forward, lambda x, weights: forward(x, weights).tolist()),
    (mnist_fcnn.gradient, gradient),
    (mnist_fcnn.gradient, lambda w, x, t: x.T @ (softmax(x @ w) / len(x)) - x.T @ t / len(x)),
    (mnist_fcnn.epochs, 469, 480, 5 / 3),
    (mnist_fcnn.epochs, 469.0, 480, 1.67),
    (mnist_fcnn.stable_loss, loss),
    (mnist_fcnn.stable_loss, lambda t, z: np.logaddexp.reduce(z, axis=1) - (t * z).sum(axis=1)),
    (mnist_fcnn.design, CHOICES),
    (mnist_fcnn.design, {name: letter.lower() for name, letter in CHOICES.items()}),
    (mnist_fcnn.split_and_rates, "B", RATES),
    (mnist_fcnn.split_and_rates, "b", RATES | {"C": 1e-4}),
    (mnist_fcnn.underfit, poor_net, 1, 4),
    (mnist_fcnn.underfit, lambda units, count: np.array([1.3, 1.5]), 100, 1),
    (mnist_fcnn.homework, 2400, "B", ERROR, False),
    (mnist_fcnn.homework, 2400.0, "(b)", 0.0111, np.False_),
    (mnist_fcnn.centre, centre),
    (mnist_fcnn.centre, lambda p: np.argwhere(p >= 0).T @ p.ravel() / p.sum()),
]

WRONG = [
    (mnist_fcnn.human, "5041", KEY, "yours has 4 characters"),
    (mnist_fcnn.human, "5041921314353617286x", KEY, "string of 20 digits"),
    (mnist_fcnn.human, "00000000000000000000", KEY, "agree with the key"),
    (mnist_fcnn.parameters, 7840, 418_060, 420_260, "biases are missing"),
    (mnist_fcnn.parameters, 7850, 417_500, 420_260, "biases are missing"),
    (mnist_fcnn.parameters, 7850, 500_000, 420_260, "too large"),
    (mnist_fcnn.parameters, 7850, 418_060, 419_160, "averages count"),
    (mnist_fcnn.matrix, (8, 32), (32, 20), "computes Wx"),
    (mnist_fcnn.matrix, (20, 8), (32, 20), "behind a hidden layer"),
    (mnist_fcnn.matrix, (32, 8), (32, 8), "hidden_kernel_shape is not (32, 8)"),
    (mnist_fcnn.matrix, 256, (32, 20), "shape (2,)"),
    (mnist_fcnn.forward, logits_of, "softmax is missing"),
    (mnist_fcnn.forward, lambda x, w: softmax(np.maximum(0, logits_of(x, w))), "behind the last layer"),
    (mnist_fcnn.forward, lambda x, w: softmax(logits_of(x, w, bend=lambda z: z)), "bends are missing"),
    (mnist_fcnn.forward, lambda x, w: forward(x, w) / 7, "add up to 1"),
    (mnist_fcnn.forward, forward_without_biases, "Are all biases there"),
    (mnist_fcnn.forward, forward_without_shift, "exp overflows"),
    (mnist_fcnn.forward, lambda x, w: forward(x, w)[0], "shape (3,)"),
    (mnist_fcnn.gradient, lambda w, x, t: len(x) * gradient(w, x, t), "sum over the batch"),
    (mnist_fcnn.gradient, lambda w, x, t: -gradient(w, x, t), "would climb"),
    (mnist_fcnn.gradient, lambda w, x, t: x.T @ (x @ w - t) / len(x), "measured slope"),
    (mnist_fcnn.gradient, lambda w, x, t: (softmax(x @ w) - t) @ x, "stopped with ValueError"),
    (mnist_fcnn.epochs, 468, 480, 5 / 3, "would not be seen"),
    (mnist_fcnn.epochs, 500, 480, 5 / 3, "do not take 500"),
    (mnist_fcnn.epochs, 469, 24, 5 / 3, "one epoch of our"),
    (mnist_fcnn.epochs, 469, 2400, 5 / 3, "are not 2400"),
    (mnist_fcnn.epochs, 469, 480, 0.6, "are not 0.6 times"),
    (mnist_fcnn.stable_loss, loss_of_the_listing, "gives nan or inf"),
    (mnist_fcnn.stable_loss, clipped_loss, "clipped logarithm"),
    (mnist_fcnn.stable_loss, lambda t, z: -loss(t, z), "never negative"),
    (mnist_fcnn.stable_loss, lambda t, z: loss(t, z).mean(), "shape ()"),
    (mnist_fcnn.stable_loss, lambda t, z: loss(t, z) + 1, "first of our test pictures"),
    (mnist_fcnn.design, CHOICES | {"cost": "A"}, "A does not choose the cost"),
    (mnist_fcnn.design, CHOICES | {"architecture": "x"}, "one of the letters"),
    (mnist_fcnn.design, ["B", "D", "C", "E", "A"], "five keys"),
    (mnist_fcnn.split_and_rates, "A", RATES, "by heart"),
    (mnist_fcnn.split_and_rates, "C", RATES, "nothing would be left"),
    (mnist_fcnn.split_and_rates, "B", RATES | {"A": 0.0001, "C": 0.001}, "that rate is too small"),
    (mnist_fcnn.split_and_rates, "B", [0.1, 0.01], "keys A, B, C and D"),
    (mnist_fcnn.underfit, lambda units, count: (0.1, 0.3), 100, 10, "learns too well"),
    (mnist_fcnn.underfit, lambda units, count: (1.3, 2.5), 1, 1, "too far apart"),
    (mnist_fcnn.underfit, poor_net, 0, 4, "whole numbers"),
    (mnist_fcnn.underfit, poor_net, 10_000, 4, "would take long"),
    (mnist_fcnn.homework, 4000, "B", ERROR, False, "did not train on 4000"),
    (mnist_fcnn.homework, 2400, "C", ERROR, False, "title of the lecture's figure"),
    (mnist_fcnn.homework, 2400, "B", 0.925 * 0.075, False, "variance of one answer"),
    (mnist_fcnn.homework, 2400, "B", 0.05, False, "check the formula"),
    (mnist_fcnn.homework, 2400, "B", ERROR, True, "Compare again"),
    (mnist_fcnn.homework, 2400, "B", ERROR, "no", "True or False"),
    (mnist_fcnn.centre, lambda p: centre(p)[::-1], "row comes first"),
    (mnist_fcnn.centre, lambda p: (p.shape[0] / 2, p.shape[1] / 2), "a single dot"),
    (mnist_fcnn.centre, lambda p: (p.argmax() // p.shape[1], p.argmax() % p.shape[1]), "a full picture"),
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
