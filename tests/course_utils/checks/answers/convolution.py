"""Answers to the exercises of lesson 06a: right ones, typical wrong ones with the hint that fits, empty ones."""

import keras
import numpy as np
import pandas as pd
from scipy import signal

from course_utils.checks import convolution

CURVE = np.zeros((7, 7))
CURVE[range(6), [5, 4, 3, 3, 3, 3]] = 30
ZERO_MEAN = CURVE - CURVE.mean()
STRICT = CURVE.copy()
STRICT[[0, 1], 3] = -90
STRICT_ABOVE = CURVE.copy()
STRICT_ABOVE[0, 3] = -180
STRICT_SPREAD = CURVE.copy()
STRICT_SPREAD[0, :4] = -45
STRICT_SPREAD[1, 3], STRICT_SPREAD[0, :3] = -100, [-5, -10, -20]
RIGHT_MOVE = [[0, 0, 0], [1, 0, 0], [0, 0, 0]]
BLUR = np.full((3, 3), 1 / 9)
BELOW = [[-1, -2, -1], [0, 0, 0], [1, 2, 1]]
NEGATIVE = [[0, 0, 0], [0, -1, 0], [0, 0, 0]]
SOBEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def correlate(image, kernel):
    return signal.correlate2d(image, kernel, mode="valid")


def convolve(image, kernel):
    return signal.convolve2d(image, kernel, mode="valid")


def same_size(image, kernel):
    return signal.correlate2d(image, kernel, mode="same")


def wrong_at_the_end(image, kernel):
    sums = correlate(image, kernel)
    sums[-1, -1] += 1
    return sums


def only_whole_numbers(image, kernel):
    return correlate(image, kernel).astype(int)


def size(n, k, padding, stride):
    return (n + 2 * padding - k) // stride + 1


def slide_in_place(image, kernel):
    """Write the sums into the image, which holds as much of the picture as is still needed."""
    rows, columns = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    image = image.astype(float, copy=False)
    for i, j in np.ndindex(rows, columns):
        image[i, j] = np.sum(image[i : i + kernel.shape[0], j : j + kernel.shape[1]] * kernel)
    return image[:rows, :columns]


def spent(weight, rows, columns):
    """Return the curve detector with this weight at some other places."""
    kernel = CURVE.copy()
    kernel[rows, columns] = weight
    return kernel


RIGHT = [
    (convolution.slide, correlate),
    (convolution.slide, lambda i, k: convolve(i, k[::-1, ::-1])),
    (convolution.slide, slide_in_place),
    (convolution.slide, lambda i, k: correlate(i, k).astype("float32")),
    (convolution.slide, lambda i, k: keras.ops.convert_to_tensor(correlate(1.0 * i, k))),
    (convolution.slide, lambda i, k: correlate(i, k).tolist()),
    (convolution.slide, convolution.sliding),
    (convolution.curve, ZERO_MEAN),
    (convolution.curve, ZERO_MEAN.astype("float32")),
    (convolution.curve, ZERO_MEAN.tolist()),
    (convolution.curve, convolution.repaired()),
    (convolution.strict, STRICT),
    (convolution.strict, STRICT_ABOVE.astype("float32")),
    (convolution.strict, STRICT_SPREAD.tolist()),
    (convolution.design, RIGHT_MOVE, BLUR, BELOW, NEGATIVE),
    (
        convolution.design,
        RIGHT_MOVE,
        [[0, 0.2, 0], [0.2, 0.2, 0.2], [0, 0.2, 0]],
        [[0, 0, 0], [0, -1, 0], [0, 1, 0]],
        NEGATIVE,
    ),
    (
        convolution.design,
        np.float32(RIGHT_MOVE),
        keras.ops.convert_to_tensor(BLUR.astype("float32")),
        pd.DataFrame(BELOW),
        tuple(map(tuple, NEGATIVE)),
    ),
    (convolution.output_size, size),
    (convolution.output_size, lambda n, k, p, s: int(np.floor((n + 2 * p - k) / s)) + 1),
    (convolution.output_size, lambda n, k, p, s: np.array([np.floor((n + 2 * p - k + s) / s)])),
    (convolution.output_size, lambda n, k, p, s: len(range(0, n + 2 * p - k + 1, s))),
]

WRONG = [
    (convolution.slide, convolve, "turned by 180°"),
    (convolution.slide, same_size, "yours has (5, 5)"),
    (convolution.slide, lambda i, k: correlate(i, k[::-1]), "kernel of (3, 3), the number at [1, 0] should be"),
    (convolution.slide, lambda i, k: np.round(correlate(i, k), 2), "and a kernel of"),
    (convolution.slide, lambda i, k: np.maximum(0, correlate(i, k)), "and a kernel of"),
    (
        convolution.slide,
        lambda i, k: np.where(np.shape(i) == (5, 5), correlate(i, k), 0) if k.sum() else None,
        "image of (7, 4)",
    ),
    (convolution.slide, lambda i, k: [[1, 2], [3]], "should hold numbers"),
    (
        convolution.slide,
        wrong_at_the_end,
        "image of (5, 5) and a kernel of (3, 3), the number at [2, 2] should be 4; yours is 5",
    ),
    (convolution.slide, only_whole_numbers, "array of whole numbers"),
    (convolution.slide, lambda i, k: correlate(i[:5, :5], k), "image of (7, 4) and a kernel of (2, 3)"),
    (convolution.slide, lambda i, k: i / 0 * [], "stopped with"),
    (convolution.curve, CURVE, "still curve_kernel"),
    (convolution.curve, CURVE - 1, "flat patch of 50 still scores 6550"),
    (convolution.curve, CURVE / 30, "the same constant"),
    (convolution.curve, CURVE - 3.67, "flat patch of 50 still scores 8.5"),
    (convolution.curve, np.zeros((7, 7)), "the same constant"),
    (convolution.curve, STRICT, "the same constant"),
    (convolution.curve, CURVE.ravel(), "should be of shape (7, 7)"),
    (convolution.strict, CURVE, "still curve_kernel"),
    (convolution.strict, ZERO_MEAN, "six weights of 30 should stay"),
    (convolution.strict, 2 * STRICT, "six weights of 30 should stay"),
    (convolution.strict, spent(-30, [0, 1], 3), "The wall scores 6000, not 0"),
    (convolution.strict, spent(-120, [0, 1], 3), "The wall scores -3000, not 0"),
    (convolution.strict, spent(-90, [6, 6], [0, 1]), "The stroke still scores 6000"),
    (convolution.strict, spent(-60, [0, 6, 6], [3, 0, 1]), "The stroke still scores 3000"),
    (convolution.strict, spent(-180, [6], 3), "Now the curve scores -2400"),
    (convolution.design, np.fliplr(RIGHT_MOVE), BLUR, BELOW, NEGATIVE, "moves to the left"),
    (convolution.design, np.transpose(RIGHT_MOVE), BLUR, BELOW, NEGATIVE, "up or down"),
    (convolution.design, np.eye(3), BLUR, BELOW, NEGATIVE, "exactly one of its neighbours"),
    (convolution.design, RIGHT_MOVE, np.ones((3, 3)), BELOW, NEGATIVE, "flat area by 9"),
    (convolution.design, RIGHT_MOVE, [[0, -1, 0], [-1, 5, -1], [0, -1, 0]], BELOW, NEGATIVE, "that sharpens"),
    (convolution.design, RIGHT_MOVE, [[0, 0, 0], [0, 1, 0], [0, 0, 0]], BELOW, NEGATIVE, "several of its neighbours"),
    (convolution.design, RIGHT_MOVE, [[0, 0, 0], [0, 1, 0], [0, 1e-9, 1e-9]], BELOW, NEGATIVE, "several of its"),
    (convolution.design, RIGHT_MOVE, [[0, 0.01, 0], [0.01, 0.96, 0.01], [0, 0.01, 0]], BELOW, NEGATIVE, "several of"),
    (convolution.design, RIGHT_MOVE, BLUR, np.zeros((3, 3)), NEGATIVE, "something positive"),
    (convolution.design, RIGHT_MOVE, BLUR, 1e-9 * SOBEL, NEGATIVE, "vertical edges, too"),
    (convolution.design, RIGHT_MOVE, BLUR, np.flipud(BELOW), NEGATIVE, "something positive"),
    (convolution.design, RIGHT_MOVE, BLUR, SOBEL, NEGATIVE, "vertical edges, too"),
    (convolution.design, RIGHT_MOVE, BLUR, np.eye(3), NEGATIVE, "add up to 3"),
    (
        convolution.design,
        RIGHT_MOVE,
        BLUR,
        [[1, 1, 1], [-5, -5, -5], [4, 4, 4]],
        NEGATIVE,
        "brightness (0, 1, 1), it gets brighter downwards, and brighter_below answers -3",
    ),
    (convolution.design, RIGHT_MOVE, BLUR, BELOW, -np.ones((3, 3)), "The offset brings the 1"),
    (convolution.output_size, lambda n, k, p, s: round((n + 2 * p - k) / s) + 1, "must not be rounded up"),
    (convolution.output_size, lambda n, k, p, s: max(1, n - k + 1) if s == 1 else size(n, k, p, s), "padding"),
    (convolution.output_size, lambda n, k, p, s: size(n, k, min(p, 1), s), "n=1000, k=7, padding=3, stride=2"),
    (convolution.output_size, lambda n, k, p, s: (size(n, k, p, s), 1), "should be a single number"),
]

BLANK = [
    (convolution.slide, lambda image, kernel: None),
    (convolution.curve, ...),
    (convolution.strict, ...),
    (convolution.design, RIGHT_MOVE, BLUR, ..., NEGATIVE),
    (convolution.output_size, lambda n, k, p, s: ...),
]

# What no hint may give away.
SECRETS = ("180/49", "mean()", "-90", "-180", "column 3", "// stride", "[[-1, 0, 1]", "[0, 0, 0]")
