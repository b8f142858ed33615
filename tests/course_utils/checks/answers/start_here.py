"""Answers to the exercises of lesson 00: right ones, typical wrong ones with the hint that fits, empty ones."""

import itertools

import keras
import numpy as np
import pandas as pd

from course_utils.checks import start_here


def images_of_zeros_and_ones():
    """Return rings and strokes with their labels, and sevens that no rule is asked about."""
    images, labels = np.zeros((40, 28, 28), np.uint8), np.repeat([0, 1, 7], [15, 15, 10])
    images[labels == 0, 6:22, 6:22] = 255
    images[labels == 0, 10:18, 10:18] = 0
    images[labels == 1, 6:22, 13:16] = 255
    return images, labels


IMAGES, LABELS = images_of_zeros_and_ones()
NUMBERS = ((32, 200, 200, 3), 25_000, 1_152_000_000)
SUMS = ([3, 0, 6], [5, -5, 12], 24)


def by_turns():
    """Return a rule that does not look at the image, only at how often it was asked."""
    answers = itertools.cycle(LABELS[LABELS < 2] == 1)
    return lambda image: next(answers)


def no_return(image):
    image.mean() > 60  # noqa: B015


def in_a_loop(inputs, weights, bias):
    total = bias
    for entry, weight in zip(inputs, weights, strict=True):
        total += entry * weight
    return total if total > 0 else 0


def in_place(inputs, weights, bias):
    inputs *= weights
    return max(0, inputs.sum() + bias)


RIGHT = [
    (start_here.unit, lambda inputs, weights, bias: max(0.0, inputs @ weights + bias)),
    (start_here.unit, lambda inputs, weights, bias: np.maximum(0, np.dot(weights, inputs) + bias)),
    (start_here.unit, lambda inputs, weights, bias: keras.ops.relu(np.float32(inputs @ weights + bias))),
    (start_here.unit, in_a_loop),
    (start_here.unit, in_place),
    (start_here.vectors, *SUMS),
    (start_here.vectors, np.array([3.0, 0, 6]), (5, -5, 12), np.array([[24]])),
    (start_here.vectors, pd.Series([3, 0, 6]), [[5], [-5], [12]], keras.ops.convert_to_tensor(24.0)),
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
]

WRONG = [
    (start_here.unit, lambda inputs, weights, bias: inputs * weights + bias, "multiplies entry by entry"),
    (start_here.unit, lambda inputs, weights, bias: inputs @ weights + bias, "below, a unit answers 0"),
    (start_here.unit, lambda inputs, weights, bias: max(0, inputs @ weights) + bias, "comes before the bend"),
    (start_here.unit, lambda inputs, weights, bias: 1.0 * (inputs @ weights + bias > 0), "should be 5.25; yours is 1"),
    (start_here.unit, lambda inputs, weights, bias: max(0, inputs @ weights + abs(bias)), "added, not subtracted"),
    (start_here.unit, lambda x, w, bias: x @ w + bias if x @ w > 0 else 0, "looks at the sum"),
    (start_here.unit, lambda x, w, bias: int(max(0, x @ w + bias)), "should be 5.25; yours is 5"),
    (start_here.unit, lambda x, w, bias: min(100, max(0, x @ w + bias)), "should be 1005"),
    (start_here.unit, lambda inputs, weights, bias: max(0, round(inputs @ weights + bias, 1)), "should be"),
    (start_here.unit, lambda inputs, weights, bias: max(0, inputs * weights + bias), "`*` leaves an array"),
    (start_here.unit, lambda inputs, weights: inputs @ weights, "stopped with TypeError"),
    (start_here.vectors, [3, 0, 10], *SUMS[1:], "The third entry of scaled"),
    (start_here.vectors, SUMS[0], [5, -5], 24, "shape (2,)"),
    (start_here.vectors, SUMS[0], [5, 5, 12], 24, "The second entry of added"),
    (start_here.vectors, *SUMS[:2], [4, 0, 20], "is a single number"),
    (start_here.vectors, *SUMS[:2], 27, "multiplied the sums"),
    (start_here.vectors, *SUMS[:2], 19, "then add the three products"),
    (start_here.vectors, *SUMS[:2], 10**400, "far too large"),
    (start_here.vectors, [3, 0, [6, 6]], *SUMS[1:], "should hold numbers"),
    (start_here.big_numbers, (32, 3, 200, 200), *NUMBERS[1:], "of PyTorch"),
    (start_here.big_numbers, (200, 200, 3, 32), *NUMBERS[1:], "not in the order"),
    (start_here.big_numbers, (200, 200, 3), *NUMBERS[1:], "batch_shape is not ("),
    (start_here.big_numbers, (32, 200, 200, None), *NUMBERS[1:], "batch_shape is not ("),
    (start_here.big_numbers, NUMBERS[0], 1e9 / 120_000, NUMBERS[2], "for colour images"),
    (
        start_here.big_numbers,
        NUMBERS[0],
        1000,
        NUMBERS[2],
        "num_units is not 1,000: the layer would have 40,000,000 weights",
    ),
    (start_here.big_numbers, *NUMBERS[:2], 20 * 60 * 16_000, "num_samples is not 19,200,000: that is too few"),
    (start_here.big_numbers, *NUMBERS[:2], 20 * 16_000, "3600 seconds"),
    (start_here.big_numbers, NUMBERS[0], 1000, NUMBERS[2], "each pair of a pixel and a unit"),
    (start_here.big_numbers, *NUMBERS[:2], 7, "num_samples is not 7."),
    (start_here.big_numbers, *NUMBERS[:2], 7, "times seconds in an hour"),
    (start_here.parameters, 50_176, 650, "first_layer is not 50,176: those are the weights"),
    (start_here.parameters, 50_240, 640, "second_layer is not 640: those are the weights"),
    (start_here.parameters, 50_240, 7850, "its inputs are not the pixels"),
    (start_here.parameters, 848, 650, "first_layer is not 848; it is too small"),
    (start_here.rules, no_return, IMAGES, LABELS, "says_one gives nothing back: is there a `return`"),
    (start_here.rules, lambda image: True, IMAGES, LABELS, "the same answer for every image"),
    (start_here.rules, lambda image: image[12:16, 12:16].mean() < 60, IMAGES, LABELS, "turn it round"),
    (start_here.rules, lambda image: image[0, 0] > 0 or image.sum() % 2, IMAGES, LABELS, "50%"),
    (start_here.rules, by_turns(), IMAGES, LABELS, "a coin is right"),
    (start_here.rules, lambda image: image[14, 14], IMAGES, LABELS, "True or False; it is"),
    (start_here.rules, lambda image: image[99], IMAGES, LABELS, "stopped with IndexError"),
    (start_here.rules, lambda image: image[12:16, 12:16] > 60, IMAGES, LABELS, "it returned 16 values"),
    (start_here.rules, lambda image: True if image[14, 14] else None, IMAGES, LABELS, "for 15 of 30 images"),
    (start_here.rules, lambda image: "one", IMAGES, LABELS, "not the text 'one'"),
    (start_here.rules, lambda image: str(image[14, 14] > 0), IMAGES, LABELS, "not the text 'False'"),
]

BLANK = [
    (start_here.unit, lambda inputs, weights, bias: ...),
    (start_here.vectors, ..., *SUMS[1:]),
    (start_here.rules, lambda image: None, IMAGES, LABELS),
]

# What no hint may give away.
SECRETS = (
    "24.",
    "25000",
    "50240",
    "650",
    " 60",
)
