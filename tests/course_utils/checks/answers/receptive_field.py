"""Answers to the exercises of lesson 06d: right ones, typical wrong ones with the hint that fits, empty ones."""

import keras
import numpy as np
import pandas as pd

from course_utils.checks import receptive_field

MAX, AVERAGE = [[20, 30], [112, 37]], [[13, 8], [79, 19.5]]
SOBEL = np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]])


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


RIGHT = [
    (receptive_field.pooling, MAX, AVERAGE),
    (receptive_field.pooling, np.float32(MAX), pd.DataFrame(AVERAGE)),
    (receptive_field.field, field),
    (receptive_field.field, field_by_recursion),
    (receptive_field.field, lambda net: np.array([field([net.pop(0) for _ in net[:]])], "float32")),
    (receptive_field.critic, 30, SOBEL),
    (receptive_field.critic, 30, [[0, 0, 0], [-1, 2, -1], [0, 0, 0]]),
    (receptive_field.critic, 30, [[1, 0, -1]] * 3),
    (receptive_field.critic, "30", keras.ops.convert_to_tensor(SOBEL.astype("float32"))),
    (receptive_field.critic, np.array([30.0]), pd.DataFrame(SOBEL)),
    (receptive_field.fields, [5, 9, 11, 27]),
    (receptive_field.fields, np.float32([[5], [9], [11], [27]])),
    (receptive_field.fields, pd.Series([5, 9, 11, 27])),
]

WRONG = [
    (receptive_field.pooling, AVERAGE, AVERAGE, "row 0, column 0 should not be 13"),
    (receptive_field.pooling, MAX, [[52, 32], [316, 78]], "sums of the blocks"),
    (receptive_field.pooling, np.ones((3, 3)), AVERAGE, "blocks that overlap"),
    (receptive_field.pooling, np.ravel(MAX), AVERAGE, "of shape (2, 2); yours has the shape (4,)"),
    (receptive_field.pooling, MAX, np.round(AVERAGE), "row 1, column 1 should not be 20"),
    (receptive_field.pooling, MAX, [[13, 8], [79]], "should hold numbers"),
    (receptive_field.pooling, [[20, 30], [112, 25]], AVERAGE, "row 1, column 1 should not be 25"),
    (receptive_field.field, lambda net: 1 + 2 * len(net), "is not 5 pixels wide"),
    (receptive_field.field, field_of_even_strides, "pixels wide"),
    (receptive_field.field, lambda net: 18 if len(net) == 5 else field([*net[:2], *net[3:]]), "by 3 pixels a layer"),
    (receptive_field.critic, 25, SOBEL, "only the weights of the filter"),
    (receptive_field.critic, 26, SOBEL, "only the filter"),
    (receptive_field.critic, 27, SOBEL, "biases are missing"),
    (receptive_field.critic, 30, [[0, 0, 0], [0, 1, 0], [0, 0, 0]], "It answers to level stripes"),
    (receptive_field.critic, 30, [[0, 0, 0], [-1, 10, -1], [0, -8, 0.5]], "prefers the other painter"),
    (receptive_field.critic, 28, SOBEL, "the dense layer has biases, too"),
    (receptive_field.critic, 30, SOBEL.T, "Along which direction do your weights change"),
    (receptive_field.critic, 30, np.ones((3, 3)), "It answers to level stripes"),
    (receptive_field.critic, 30, -np.ones((3, 3)), "It is silent for both"),
    (receptive_field.critic, 30, np.zeros((3, 3)), "Which pixels should be compared"),
    (receptive_field.critic, 30, np.ones((5, 5)), "shape (3, 3)"),
    (receptive_field.fields, [5, 3, 11, 27], "only its own window"),
    (receptive_field.fields, [5, 7, 11, 27], "strides of all layers below"),
    (receptive_field.fields, [5, 9, 11, 28], "ends before the edge"),
    (receptive_field.fields, [5, 9, 11], "shape (4,)"),
    (receptive_field.fields, [5, 9, 11.5, 27], "does not see 11.5"),
    (receptive_field.fields, [27, 11, 9, 5], "does not see 27"),
]

BLANK = [
    (receptive_field.field, lambda net: None),
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

# What no hint may give away.
SECRETS = (
    "25088",
    "25,088",
    "250890",
    "250,890",
    "Conv2D(filters=32",
    "2,416",
    "48,120",
    "kernel[order]",
    "11, 27",
    "34,944",
    "1,088,000",
    "25,056,000",
    '"B"',
    "57.",
    "1989",
    "0.26",
)
