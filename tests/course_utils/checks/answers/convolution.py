"""Answers to the exercises of lesson 06a: right ones, typical wrong ones with the hint that fits, empty ones."""

import keras
import numpy as np
import pandas as pd
from scipy import signal
from scipy.linalg import toeplitz

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
MAX, AVERAGE = [[20, 30], [112, 37]], [[13, 8], [79, 19.5]]
SHIFTS = {"a": "E", "b": "I", "c": "N", "d": "N", "e": "E"}
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


def last_row_empty(kernel, length):
    matrix = band(kernel, length)
    matrix[-1] = 0
    return matrix


def size(n, k, padding, stride):
    return (n + 2 * padding - k) // stride + 1


def band(kernel, length):
    rows = length - len(kernel) + 1
    column = np.r_[kernel[0], np.zeros(rows - 1)]
    return toeplitz(column, np.r_[kernel, np.zeros(length - len(kernel))])


def wrapped_band(kernel, length):
    return np.array([np.roll(band(kernel, length)[0], 2 * row) for row in range(length - len(kernel) + 1)])


def field(net):
    seen, step = 1, 1
    for window, stride in net:
        seen, step = seen + (window - 1) * step, step * stride
    return seen


def field_by_recursion(net):
    """Follow one unit down to the image: n units of a layer need (n - 1) * stride + window units below."""
    units = 1
    for window, stride in net[::-1]:
        units = (units - 1) * stride + window
    return units


def field_of_even_strides(net):
    return field(net) if all(stride < 3 for _, stride in net) else field_by_recursion(net) + 1


def slide_in_place(image, kernel):
    """Write the sums into the image, which holds as much of the picture as is still needed."""
    rows, columns = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    image = image.astype(float, copy=False)
    for i, j in np.ndindex(rows, columns):
        image[i, j] = np.sum(image[i : i + kernel.shape[0], j : j + kernel.shape[1]] * kernel)
    return image[:rows, :columns]


RIGHT = [
    (convolution.slip, 1, 7, "B"),
    (convolution.slip, 1.0, np.array(7), "(b)"),
    (convolution.slip, [1], "7", ["B"]),
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
    (convolution.count, (24, 24, 6), 456, (9, 32), (72, 16)),
    (convolution.count, [24, 24, 6], 76 * 6, [9, 32], np.array([72, 16])),
    (convolution.count, keras.ops.ones((24, 24, 6)).shape, "456", np.float32([9, 32]), pd.Series([72, 16])),
    (convolution.count, (None, 24, 24, 6), 456, (9, 32), (72, 16)),
    (convolution.summary, (26, 26, 32), "same"),
    (convolution.summary, (None, 26, 26, 32), "padding='same'"),
    (convolution.summary, np.array([26, 26, 32]), " Same"),
    (convolution.matrix, band),
    (convolution.matrix, lambda k, n: band(k, n).astype("float32")),
    (convolution.matrix, lambda k, n: pd.DataFrame(band(k, n)).to_numpy().tolist()),
    (convolution.pooling, MAX, AVERAGE),
    (convolution.pooling, np.float32(MAX), pd.DataFrame(AVERAGE)),
    (convolution.shift, SHIFTS),
    (convolution.shift, " E, I, N, N, E"),
    (convolution.shift, list("einne")),
    (convolution.shift, np.array(list("EINNE"))),
    (convolution.shift, pd.Series(list("EINNE"))),
    (convolution.shift, pd.Series(SHIFTS)),
    (convolution.shift, {"E": ("a", "e"), "I": "b", "N": "cd"}),
    (convolution.shift, {key: letter.lower() for key, letter in SHIFTS.items()}),
    (convolution.field, field),
    (convolution.field, field_by_recursion),
    (convolution.field, lambda net: np.array([field([net.pop(0) for _ in net[:]])], "float32")),
    (convolution.critic, 30, SOBEL),
    (convolution.critic, 30, [[0, 0, 0], [-1, 2, -1], [0, 0, 0]]),
    (convolution.critic, 30, [[1, 0, -1]] * 3),
    (convolution.critic, "30", keras.ops.convert_to_tensor(SOBEL.astype("float32"))),
    (convolution.critic, np.array([30.0]), pd.DataFrame(SOBEL)),
]

WRONG = [
    (convolution.slip, 0, 7, "B", "At t = 0 the sum from -t to t has not 0 terms"),
    (convolution.slip, 1, 3, "B", "At t = 3 the sum from -t to t has not 3 terms"),
    (convolution.slip, 1, 7, "A", "at t = 0 only g[0] is left"),
    (convolution.slip, 1, 7, "C", "near t = 0 others, too"),
    (convolution.slip, 1, 7, "D", "negative m"),
    (convolution.slip, 1, 7, "-M..M", "one of the letters"),
    (convolution.slip, 1, 7, "B or A", "one of the letters"),
    (convolution.slip, 1, "seven", "B", "should be a single number"),
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
    (convolution.count, (28, 28, 6), 456, (9, 32), (72, 16), "would need padding"),
    (convolution.count, (24, 24, 18), 456, (9, 32), (72, 16), "inside each filter"),
    (convolution.count, (24.9, 24.9, 6.9), 456, (9, 32), (72, 16), "should be a shape"),
    (convolution.count, (6, 24, 24), 456, (9, 32), (72, 16), "channels come last"),
    (convolution.count, (24, 24, 6), 76, (9, 32), (72, 16), "that is one filter"),
    (convolution.count, (24, 24, 6), 456, (9.5, 32), (72, 16), "not 320"),
    (convolution.count, (24, 24, 6), 450, (9, 32), (72, 16), "biases are missing"),
    (convolution.count, (24, 24, 6), 156, (9, 32), (72, 16), "as deep as the image"),
    (convolution.count, (24, 24, 6), 456, (10, 32), (72, 16), "leave the bias out"),
    (convolution.count, (24, 24, 6), 456, (9, 32), (9, 16), "(9 + 1) * 16 = 160, not 1168"),
    (convolution.count, (24, 24, 6), 456, (319, 1), (72, 16), "not how this layer gets there"),
    (convolution.summary, (28, 28, 32), "same", "that is what the summary says"),
    (convolution.summary, (26, 26, 1), "same", "does not give (26, 26, 1)"),
    (convolution.summary, (26, 26, 32), "valid", "would not read (28, 28, 32)"),
    (convolution.summary, (26.5, 26.5, 32), "same", "should be a shape"),
    (convolution.summary, (26, 26, 32), "not same", "would not read (28, 28, 32)"),
    (convolution.summary, (26, 26, 32), "same or valid", "would not read (28, 28, 32)"),
    (convolution.matrix, lambda k, n: np.ones_like(band(k, n)), "too many weights"),
    (convolution.matrix, wrapped_band, "row 1 should be"),
    (convolution.matrix, lambda k, n: np.sign(band(k, n)), "row 0 should be [1.0, 2.0, 4.0"),
    (convolution.matrix, lambda k, n: np.round(band(k, n), 2), "weights and 3 inputs, row"),
    (convolution.matrix, lambda k, n: band(k, n).T, "shape (6, 4)"),
    (convolution.matrix, lambda k, n: 2 * band(k, n), "row 0 should be [1.0, 2.0, 4.0, 0.0, 0.0, 0.0]"),
    (convolution.matrix, last_row_empty, "row 3 should be [0.0, 0.0, 0.0, 1.0, 2.0, 4.0]"),
    (convolution.pooling, AVERAGE, AVERAGE, "row 0, column 0 should not be 13"),
    (convolution.pooling, MAX, [[52, 32], [316, 78]], "sums of the blocks"),
    (convolution.pooling, np.ones((3, 3)), AVERAGE, "blocks that overlap"),
    (convolution.pooling, np.ravel(MAX), AVERAGE, "of shape (2, 2); yours has the shape (4,)"),
    (convolution.pooling, MAX, np.round(AVERAGE), "row 1, column 1 should not be 20"),
    (convolution.pooling, MAX, [[13, 8], [79]], "should hold numbers"),
    (convolution.pooling, [[20, 30], [112, 25]], AVERAGE, "row 1, column 1 should not be 25"),
    (convolution.shift, SHIFTS | {"a": "I"}, "(a) is not 'I'"),
    (convolution.shift, SHIFTS | {"b": "E"}, "largest value of the map"),
    (convolution.shift, SHIFTS | {"d": "I"}, "may stay in its block"),
    (convolution.shift, SHIFTS | {"e": "N"}, "exactly one block"),
    (convolution.shift, list("EINN"), "a dictionary with the keys"),
    (convolution.shift, {"E": "ae", "I": "b", "N": "c"}, "a dictionary with the keys"),
    (convolution.shift, {"E": "abe", "I": "b", "N": "cd"}, "a dictionary with the keys"),
    (convolution.shift, "equivariant", "a dictionary with the keys"),
    (convolution.shift, dict.fromkeys("abcde", "EIN"), "one of the letters"),
    (convolution.field, lambda net: 1 + 2 * len(net), "is not 5 pixels wide"),
    (convolution.field, field_of_even_strides, "pixels wide"),
    (convolution.field, lambda net: 18 if len(net) == 5 else field([*net[:2], *net[3:]]), "by 3 pixels a layer"),
    (convolution.critic, 25, SOBEL, "only the weights of the filter"),
    (convolution.critic, 26, SOBEL, "only the filter"),
    (convolution.critic, 27, SOBEL, "biases are missing"),
    (convolution.critic, 30, [[0, 0, 0], [0, 1, 0], [0, 0, 0]], "It answers to level stripes"),
    (convolution.critic, 30, [[0, 0, 0], [-1, 10, -1], [0, -8, 0.5]], "prefers the other painter"),
    (convolution.critic, 28, SOBEL, "the dense layer has biases, too"),
    (convolution.critic, 30, SOBEL.T, "Along which direction do your weights change"),
    (convolution.critic, 30, np.ones((3, 3)), "It answers to level stripes"),
    (convolution.critic, 30, -np.ones((3, 3)), "It is silent for both"),
    (convolution.critic, 30, np.zeros((3, 3)), "Which pixels should be compared"),
    (convolution.critic, 30, np.ones((5, 5)), "shape (3, 3)"),
]

BLANK = [
    (convolution.shift, SHIFTS | {"c": ...}),
    (convolution.slip, ..., ..., ...),
    (convolution.slide, lambda image, kernel: None, LEARNED_MAP),
    (convolution.curve, 6600, 0, ..., ZERO_MEAN),
    (convolution.output_size, lambda n, k, p, s: ..., "A"),
    (convolution.shift, ...),
    (convolution.field, lambda net: None),
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
