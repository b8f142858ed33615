"""Answers to the exercises of lesson 03b: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np

from course_utils.checks import vanishing


def normal(spread):
    """Return a start from the function of its spread."""
    return lambda inputs, units, rng: rng.normal(0, spread(inputs, units), (inputs, units))


def uniform_he(inputs, units, rng):
    limit = (6 / inputs) ** 0.5
    return rng.uniform(-limit, limit, (inputs, units))


def same_every_time(inputs, units, rng):
    return np.random.default_rng(0).normal(0, (2 / inputs) ** 0.5, (inputs, units))


def in_place(arriving, kernel, below, slope):
    arriving = arriving @ kernel.T
    arriving *= slope(below)
    return arriving


RIGHT = [
    (vanishing.how_deep, 10, 49),
    (vanishing.how_deep, 10.0, np.int64(49)),
    (vanishing.one_layer_back, lambda a, k, b, slope: slope(b) * (a @ k.T)),
    (vanishing.one_layer_back, lambda a, k, b, slope: np.einsum("nu,iu->ni", a, k) * slope(b)),
    (vanishing.one_layer_back, in_place),
    (vanishing.right_size, normal(lambda n, units: (2 / n) ** 0.5)),
    (vanishing.right_size, uniform_he),
    (vanishing.right_size, lambda n, units, rng: rng.standard_normal((n, units)) * np.sqrt(2 / n)),
    (vanishing.right_size, lambda n, units, rng: rng.choice([-1, 1], (n, units)) * (2 / n) ** 0.5),
    (vanishing.three_starts, "A", "B", "B"),
    (vanishing.three_starts, "a", ["b"], "(B)"),
    (vanishing.waiting, 85_376, 170_752),
    (vanishing.waiting, "85,376", 2 * 85_376.0),
]

WRONG = [
    (vanishing.one_layer_back, lambda a, k, b, slope: (a @ k.T) * slope(np.clip(b, -1, 3)), "should be"),
    (
        vanishing.right_size,
        lambda n, units, rng: np.resize(rng.normal(0, (2 / n) ** 0.5, (2, units)), (n, units)),
        "follow",
    ),
    (
        vanishing.right_size,
        lambda n, units, rng: np.outer(rng.normal(size=n), rng.normal(0, (2 / n) ** 0.5, units)),
        "follow from each other",
    ),
    (vanishing.waiting, 417_500, 835_000, "those are the weights"),
    (vanishing.how_deep, 9, 49, "still above"),
    (vanishing.how_deep, 20, 49, "a slope of one half"),
    (vanishing.how_deep, 10, 48, "1.01e-6"),
    (vanishing.how_deep, 10, 10, "three times as much"),
    (vanishing.how_deep, 12, 49, "too large"),
    (vanishing.one_layer_back, lambda a, k, b, slope: a @ k.T, "slope of the bend is missing"),
    (vanishing.one_layer_back, lambda a, k, b, slope: (a @ k.T) * b, "instead of by its slope"),
    (vanishing.one_layer_back, lambda a, k, b, slope: (a @ k) * slope(b), "turned round"),
    (vanishing.one_layer_back, lambda a, k, b, slope: (a @ k.T) * slope(a @ k.T), "not what arrives"),
    (vanishing.one_layer_back, lambda a, k, b, slope: (a @ k.T) @ slope(b), "stopped with ValueError"),
    (vanishing.right_size, normal(lambda n, units: (1 / n) ** 0.5), "without a ReLU"),
    (vanishing.right_size, normal(lambda n, units: 2 / n), "take the root"),
    (vanishing.right_size, normal(lambda n, units: (2 / (n + units)) ** 0.5), "Glorot's size"),
    (vanishing.right_size, normal(lambda n, units: (2 / units) ** 0.5), "depends on the units"),
    (vanishing.right_size, normal(lambda n, units: 1.0), "not by 1"),
    (vanishing.right_size, same_every_time, "Two calls with the same rng"),
    (
        vanishing.right_size,
        lambda n, units, rng: np.tile(rng.normal(0, (2 / n) ** 0.5, units), (n, 1)),
        "follow from each other",
    ),
    (vanishing.right_size, lambda n, units, rng: rng.uniform(0, (6 / n) ** 0.5, (n, units)), "mean of the weights"),
    (vanishing.right_size, lambda n, units, rng: rng.normal(0, (2 / n) ** 0.5, (units, n)), "should be of shape"),
    (vanishing.three_starts, "B", "B", "B", "zero_relu is not B"),
    (vanishing.three_starts, "A", "A", "B", "zero_sigmoid is not A"),
    (vanishing.three_starts, "A", "B", "C", "stay alike"),
    (vanishing.waiting, 1_334, 2_668, "for one picture"),
    (vanishing.waiting, 86_016, 172_032, "input of no layer"),
    (vanishing.waiting, 85_376, 85_376, "its own numbers"),
]

BLANK = [
    (vanishing.how_deep, ..., ...),
    (vanishing.one_layer_back, lambda a, k, b, slope: None),
    (vanishing.right_size, lambda n, units, rng: ...),
    (vanishing.three_starts, ..., ..., ...),
    (vanishing.waiting, ..., ...),
]

# What no hint may give away.
SECRETS = ("(arriving @ kernel.T) * slope(below)", "sqrt(2 / inputs)", "85,376 numbers", "85376", "is 49")
