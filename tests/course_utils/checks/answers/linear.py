"""Answers to the exercises of lesson 01: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np

from course_utils.checks import linear


def with_shuffle(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng):
    path = [np.copy(weights)]
    for _ in range(epochs):
        left = list(rng.permutation(len(inputs)))
        while left:
            rows, left = left[:batch_size], left[batch_size:]
            path.append(path[-1] - learning_rate * gradient(path[-1], inputs[rows], targets[rows]))
    return path


def in_place(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng):
    path = [weights]
    for _ in range(epochs):
        order = rng.permutation(len(inputs))
        for first in range(0, len(inputs), batch_size):
            rows = order[first : first + batch_size]
            weights -= learning_rate * gradient(weights, inputs[rows], targets[rows])
            path.append(weights)
    return np.array(path)


def in_place_and_copied(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng):
    path = [weights.copy()]
    for _ in range(epochs):
        order = rng.permutation(len(inputs))
        for batch in np.split(order, range(batch_size, len(order), batch_size)):
            weights -= learning_rate * gradient(weights, inputs[batch], targets[batch])
            path.append(weights.copy())
    return np.stack(path)


def fixed_size(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng):
    return linear.trained(gradient, weights, inputs, targets, learning_rate, 4, epochs, rng)


def own_gradient(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng):
    return linear.trained(linear.slope, weights, inputs, targets, learning_rate, batch_size, epochs, rng)


def own_orders(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng):
    rng = np.random.default_rng(1)
    return with_shuffle(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng)


def other_orders(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng):
    rng = np.random.default_rng(7)
    return with_shuffle(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng)


def by_loop(weights, inputs, targets):
    slopes = np.zeros(len(weights))
    for row, target in zip(inputs, targets, strict=True):
        slopes += 2 * (row @ weights - target) * row / len(targets)
    return slopes


y = np.linspace(0, 1, 24)  # as the notebook has it


def from_the_notebook(weights, inputs, targets):
    errors = inputs @ weights - y
    return 2 * inputs.T @ errors / len(errors)


RIGHT = [
    (linear.one_step, (-1624, -28), (0.03248, 139.00056)),
    (linear.one_step, np.array([-1624.0, -28.0]), np.array([0.03248, 139.00056], dtype="float32")),
    (linear.one_step, ("\u22121624", "\u221228"), ("0.03248", "139.00056")),
    (linear.products, "AC"),
    (linear.products, ["c", "A"]),
    (linear.gradient, lambda w, x, y: 2 * x.T @ (x @ w - y) / len(y)),
    (linear.gradient, lambda w, x, y: 2 * np.mean((x @ w - y)[:, None] * x, axis=0)),
    (linear.gradient, lambda w, x, y: (2 / x.shape[0]) * (x @ w - y) @ x),
    (linear.gradient, by_loop),
    (linear.train, linear.trained),
    (linear.train, with_shuffle),
    (linear.train, in_place_and_copied),
    (linear.surprise, 0.36, 2.3, 0.69),
    (linear.surprise, -np.log(0.7), np.log(10), np.log(2)),
    (linear.surprise, "0.357", np.float32(2.303), np.array([0.6931])),
]

WRONG = [
    (linear.one_step, (-812, -14), (0.01624, 139.00028), "factor 2 is missing"),
    (linear.one_step, (1624, 28), (-0.03248, 138.99944), "signs are turned round"),
    (linear.one_step, (-28, -1624), (0.00056, 139.03248), "other order"),
    (linear.one_step, (-28, -28), (0.00056, 139.00056), "her age"),
    (linear.one_step, (-1624, -28), (-0.03248, 138.99944), "goes uphill"),
    (linear.one_step, (-1624, -28), (0.03248, 139), "b is not 139: it moves a little"),
    (linear.one_step, (-1624, -28), (-0.03248, 139.00056), "w goes the wrong way"),
    (linear.one_step, (-1624, -28), (0.03248, 138.99944), "b goes the wrong way"),
    (linear.one_step, (-1624, -28), (0.0348, 139.00056), "w is not 0.0348"),
    (linear.one_step, (-1624, -28), (0.03248, 139.0056), "b is not 139.0056"),
    (linear.one_step, (-1624, -28), (0.0325, 139.0006), "Right, but rounded"),
    (linear.one_step, (-1624, -28), (0.0324, 139.00056), "Right, but rounded"),
    (linear.one_step, (-1624, -28), (0.03, 139.00056), "Right, but rounded"),
    (linear.one_step, (-1624, -28), (0.03248, 139.001), "Right, but rounded"),
    (linear.one_step, (-1624, -28), (0.032, 139), "b is not 139: it moves a little"),
    (linear.one_step, (-1624, -28), (1624, 167), "learning rate is missing"),
    (linear.one_step, (-1624, -28), (-1624, 111), "learning rate is missing"),
    (linear.one_step, (-1624, -14), (0.03248, 139.00056), "slope in w is right, that in b is not"),
    (linear.one_step, (-3364, -28), (0.03248, 139.00056), "slope in b is right, that in w is not"),
    (linear.one_step, (-1624.1, -28.1), (0.03248, 139.00056), "The slopes are not"),
    (linear.one_step, (-1624, -28), 0.03248, "weights_after should be of shape (2,)"),
    (linear.products, "ABCD", "In B"),
    (linear.products, "ACD", "In D"),
    (linear.products, "A", "one more"),
    (linear.products, "E", "letters A, B, C, D"),
    (linear.gradient, lambda w, x, y: x.T @ (x @ w - y) / len(y), "factor 2"),
    (linear.gradient, lambda w, x, y: 2 * x.T @ (x @ w - y), "slope of the sum"),
    (linear.gradient, lambda w, x, y: 2 * x.T @ (y - x @ w) / len(y), "sign is turned round"),
    (linear.gradient, lambda w, x, y: 2 * x.T @ (x @ w - y) / 24, "divide by 24"),
    (linear.gradient, lambda w, x, y: 2 * np.mean((x @ w - y)[:, None] * x), "shape (3,)"),
    (linear.gradient, lambda w, x, y: 2 * np.mean(x @ w - y) * np.ones(len(w)), "of what gradient returns should be"),
    (linear.gradient, lambda w, x, y: 2 * x @ (x @ w - y), "which of inputs and inputs.T has n inside"),
    (linear.gradient, lambda w, x, y: 2 * np.dot(x, x @ w - y), "which of inputs and inputs.T has n inside"),
    (linear.gradient, lambda w, x, y: 2 * x * (x @ w - y), "stopped with ValueError"),
    (linear.gradient, from_the_notebook, "You used y of this notebook"),
    (linear.train, in_place, "one array, changed in place"),
    (linear.train, lambda *a: linear.trained(*a)[-1], "end of the path"),
    (linear.train, lambda *a: linear.trained(*a)[1:], "path begins is missing"),
    (linear.train, lambda *a: linear.trained(*a)[::3], "one row for each epoch"),
    (linear.train, lambda g, w, x, y, rate, *rest: linear.trained(g, w, x, y, -rate, *rest), "uphill"),
    (linear.train, fixed_size, "what train returns"),
    (linear.train, own_gradient, "For gradient = weights_plus_rows"),
    (linear.train, own_orders, "does not come from the rng"),
    (linear.train, other_orders, "seed_of_rng = 61"),
    (linear.surprise, 0.35, 2.3, 0.69, "cut off"),
    (linear.surprise, -0.36, -2.3, -0.69, "wrong sign"),
    (linear.surprise, 1.204, 2.3, 0.69, "what did not happen"),
    (linear.surprise, 0.36, 0.11, 0.69, "what did not happen"),
    (linear.surprise, 0.51, 3.32, 1.0, "another base"),
    (linear.surprise, 0.36, 2.3, 0.5, "coin_surprise is not 0.5"),
    (linear.surprise, 0.4, 2.3, 0.7, "damaged_surprise is right to one decimal"),
    (linear.surprise, 0.36, 2.3, 0.7, "coin_surprise is right to one decimal"),
]

BLANK = [
    (linear.one_step, ..., ...),
    (linear.products, ...),
    (linear.gradient, lambda w, x, y: None),
    (linear.train, lambda gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng: None),
    (linear.surprise, 0.36, ..., ...),
]

# What no hint may give away.
SECRETS = ("-1624 and", "w = 0.03248", "139.00056", '"AC"', "2 * inputs.T @", "learning_rate * gradient", "2.30")
