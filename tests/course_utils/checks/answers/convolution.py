"""Answers to the exercises of lesson 06a: right ones, typical wrong ones with the hint that fits, empty ones."""

import keras
import numpy as np
import pandas as pd
from scipy import signal

from course_utils.checks import convolution

IMAGE = np.array([[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]])
LEARNABLE = np.array([[1, 4, 0], [0, 2, 1], [3, 0, 1]])
LEARNED_MAP = signal.correlate2d(IMAGE, LEARNABLE, mode="valid")
CURVE = np.zeros((7, 7))
CURVE[range(6), [5, 4, 3, 3, 3, 3]] = 30
ZERO_MEAN = CURVE - CURVE.mean()
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


RIGHT = [
    (convolution.slide, correlate, LEARNED_MAP),
    (convolution.slide, lambda i, k: convolve(i, k[::-1, ::-1]), LEARNED_MAP.tolist()),
    (convolution.slide, slide_in_place, LEARNED_MAP.astype("float32")),
    (convolution.slide, lambda i, k: correlate(i, k).astype("float32"), pd.DataFrame(LEARNED_MAP)),
    (
        convolution.slide,
        lambda i, k: keras.ops.convert_to_tensor(correlate(1.0 * i, k)),
        keras.ops.convert_to_tensor(LEARNED_MAP),
    ),
    (convolution.curve, 6600, 0, 9000, ZERO_MEAN),
    (convolution.curve, np.float32(6600), [0], "9,000", ZERO_MEAN.astype("float32")),
    (convolution.curve, 6600.0, 0.0, np.array(9000), ZERO_MEAN.tolist()),
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
    (convolution.output_size, size, "A"),
    (convolution.output_size, lambda n, k, p, s: int(np.floor((n + 2 * p - k) / s)) + 1, "a"),
    (convolution.output_size, lambda n, k, p, s: np.array([np.floor((n + 2 * p - k + s) / s)]), ["A"]),
]

WRONG = [
    (convolution.slide, convolve, LEARNED_MAP, "turned by 180°"),
    (convolution.slide, same_size, LEARNED_MAP, "yours has (5, 5)"),
    (
        convolution.slide,
        lambda i, k: correlate(i, k[::-1]),
        LEARNED_MAP,
        "kernel of (3, 3), the number at [1, 0] should be",
    ),
    (convolution.slide, lambda i, k: np.round(correlate(i, k), 2), LEARNED_MAP, "and a kernel of"),
    (convolution.slide, lambda i, k: np.maximum(0, correlate(i, k)), LEARNED_MAP, "and a kernel of"),
    (
        convolution.slide,
        lambda i, k: np.where(np.shape(i) == (5, 5), correlate(i, k), 0) if k.sum() else None,
        LEARNED_MAP,
        "image of (7, 4)",
    ),
    (convolution.slide, lambda i, k: [[1, 2], [3]], LEARNED_MAP, "should hold numbers"),
    (convolution.slide, correlate, LEARNED_MAP.ravel(), "of shape (3, 3); yours has the shape (9,)"),
    (
        convolution.slide,
        wrong_at_the_end,
        LEARNED_MAP,
        "image of (5, 5) and a kernel of (3, 3), the number at [2, 2] should be 4; yours is 5",
    ),
    (convolution.slide, only_whole_numbers, LEARNED_MAP, "array of whole numbers"),
    (convolution.slide, lambda i, k: correlate(i[:5, :5], k), LEARNED_MAP, "image of (7, 4) and a kernel of (2, 3)"),
    (convolution.slide, lambda i, k: i / 0 * [], LEARNED_MAP, "stopped with"),
    (convolution.slide, correlate, LEARNED_MAP[::-1], "learned_map is not what it makes"),
    (convolution.curve, 3600, 0, 9000, ZERO_MEAN, "turned by 180°"),
    (convolution.curve, 9000, 0, 9000, ZERO_MEAN, "score_curve is not 9000"),
    (convolution.curve, 6600, 1500, 9000, ZERO_MEAN, "score_other is not 1500"),
    (convolution.curve, 6600, 0, 73500, ZERO_MEAN, "score_flat is not 73500"),
    (convolution.curve, 6600, 0, 9000, CURVE, "still curve_kernel"),
    (convolution.curve, 6600, 0, 9000, CURVE - 1, "flat patch of 50 still scores 6550"),
    (convolution.curve, 6600, 0, 9000, CURVE / 30, "the same constant"),
    (convolution.curve, 6600, 0, 9000, CURVE - 3.67, "flat patch of 50 still scores 8"),
    (convolution.curve, 6600, 0, 9000, np.zeros((7, 7)), "the same constant"),
    (convolution.curve, 6600, 0, np.inf, ZERO_MEAN, "not finite"),
    (convolution.design, np.fliplr(RIGHT_MOVE), BLUR, BELOW, NEGATIVE, "moves to the left"),
    (convolution.design, np.transpose(RIGHT_MOVE), BLUR, BELOW, NEGATIVE, "up or down"),
    (convolution.design, np.eye(3), BLUR, BELOW, NEGATIVE, "exactly one of its neighbours"),
    (convolution.design, RIGHT_MOVE, np.ones((3, 3)), BELOW, NEGATIVE, "flat area by 9"),
    (convolution.design, RIGHT_MOVE, [[0, -1, 0], [-1, 5, -1], [0, -1, 0]], BELOW, NEGATIVE, "that sharpens"),
    (convolution.design, RIGHT_MOVE, [[0, 0, 0], [0, 1, 0], [0, 0, 0]], BELOW, NEGATIVE, "several of its neighbours"),
    (convolution.design, RIGHT_MOVE, [[0, 0, 0], [0, 1, 0], [0, 1e-9, 1e-9]], BELOW, NEGATIVE, "several of its"),
    (convolution.design, RIGHT_MOVE, [[0, 0.01, 0], [0.01, 0.96, 0.01], [0, 0.01, 0]], BELOW, NEGATIVE, "several of"),
    (convolution.design, RIGHT_MOVE, BLUR, np.zeros((3, 3)), NEGATIVE, "something positive"),
    (convolution.design, RIGHT_MOVE, BLUR, 1e-9 * SOBEL, NEGATIVE, "upright edges, too"),
    (convolution.design, RIGHT_MOVE, BLUR, np.flipud(BELOW), NEGATIVE, "something positive"),
    (convolution.design, RIGHT_MOVE, BLUR, SOBEL, NEGATIVE, "upright edges, too"),
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
    (
        convolution.output_size,
        lambda n, k, p, s: round((n + 2 * p - k) / s) + 1,
        "A",
        "must not be rounded up",
    ),
    (convolution.output_size, lambda n, k, p, s: max(1, n - k + 1) if s == 1 else size(n, k, p, s), "A", "padding"),
    (convolution.output_size, lambda n, k, p, s: size(n, k, min(p, 1), s), "A", "n=1000, k=7, padding=3, stride=2"),
    (convolution.output_size, lambda n, k, p, s: (size(n, k, p, s), 1), "A", "should be a single number"),
    (convolution.output_size, size, "B", "not B"),
]

BLANK = [
    (convolution.slide, lambda image, kernel: None, LEARNED_MAP),
    (convolution.curve, 6600, 0, ..., ZERO_MEAN),
    (convolution.output_size, lambda n, k, p, s: ..., "A"),
]

# What no hint may give away.
SECRETS = (
    "6600",
    "456",
    "mean()",
    '"B"',
    "(26, 26, 32)",
    "// stride",
    "19.5",
    "112",
    "[[-1, 0, 1]",
    "(72",
)
