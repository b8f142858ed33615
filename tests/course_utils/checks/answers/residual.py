"""Answers to the exercises of lesson 06f: right ones, typical wrong ones with the hint that fits, empty ones."""

import math

import keras
import numpy as np
import pandas as pd

from course_utils.checks import residual

LENET = [156, 2416, 48120, 10164, 850]
YEARS = {"convolution and downsampling": 1980, "trained by backpropagation": 1989, "wins ImageNet": 2012}
HUMAN, MACHINE = 100 * math.sqrt(0.051 * 0.949 / 1500), 100 * math.sqrt(0.0495 * 0.9505 / 100_000)
RATIO = 0.15 / math.hypot(HUMAN, MACHINE)

RIGHT = [
    (residual.lenet, LENET, 900),
    (residual.lenet, pd.Series(LENET), "900"),
    (residual.lenet, keras.ops.convert_to_tensor(np.float32(LENET)), [900]),
    (residual.lenet, np.array(LENET), 2416 - 1516),
    (residual.skip, 0.5**10, 1.5**10, "B", "b"),
    (residual.skip, 0.001, 58, "(B)", "B"),
    (residual.skip, "1/1024", np.float32(57.665), ["b"], ("B",)),
    (residual.first, YEARS, 32),
    (residual.first, [1980, 1989, 2012], "32"),
    (residual.first, pd.Series(YEARS), 32.0),
    (residual.first, {year: name for name, year in YEARS.items()}, 32),
    (residual.human, HUMAN, MACHINE, RATIO, False),
    (residual.human, 0.568, 0.0686, 0.26, np.bool_(False)),
    (residual.human, np.array([0.57]), "0.0686", keras.ops.convert_to_tensor(RATIO), "no"),
]

WRONG = [
    (residual.lenet, [150, 2416, 48120, 10164, 850], 900, "the biases are missing"),
    (residual.lenet, [156, 416, 48120, 10164, 850], 900, "all six maps"),
    (residual.lenet, [156, 2416, 3120, 10164, 850], 900, "all sixteen maps"),
    (residual.lenet, [156, 2400 + 1, 48120, 10164, 850], 900, "the count of C3"),
    (residual.lenet, LENET[:4], 900, "shape"),
    (residual.lenet, LENET, -900, "saved_in_c3"),
    (residual.lenet, LENET[::-1], 900, "the count of C1"),
    (residual.lenet, [LENET[:2], LENET[2:]], 900, "should hold numbers"),
    (residual.skip, 5.0, 57.7, "B", "B", "ten factors"),
    (residual.skip, 0.5**10, 0.5**10, "B", "B", "residual_factor"),
    (residual.skip, 0.5**10, 15, "B", "B", "residual_factor"),
    (residual.skip, 0.0001, 57.7, "B", "B", "ten factors"),
    (residual.skip, 0.5**10, 57.7, "B or A", "B", "one of the letters"),
    (residual.skip, 0.5**10, 57.7, "A", "B", "do not agree"),
    (residual.skip, 0.5**10, 57.7, "B", "A", "neither gradient vanishes"),
    (residual.skip, 0.5**10, 57.7, "E", "A", "one of the letters"),
    (residual.first, YEARS | {"trained by backpropagation": 1998}, 32, "an earlier one"),
    (residual.first, YEARS, 14, "too small"),
    (residual.first, [1980, 2012], 32, "a dictionary with the keys 'convolution"),
    (residual.first, [2012, 1989, 1980], 32, "too large"),
    (residual.first, YEARS, 23, "from the first trained by backpropagation"),
    (residual.human, HUMAN / 100, MACHINE, RATIO, False, "is a share"),
    (residual.human, HUMAN, 2 * MACHINE, RATIO, False, "error_machine"),
    (residual.human, HUMAN, MACHINE, 2.2, False, "divide the difference"),
    (residual.human, HUMAN, MACHINE, RATIO, True, "Two standard errors"),
    (residual.human, HUMAN, MACHINE, RATIO, "perhaps", "True or False"),
    (residual.human, HUMAN, MACHINE, 0.24, False, "divide the difference"),
    (residual.human, MACHINE, HUMAN, RATIO, False, "error_human"),
]

BLANK = [
    (residual.lenet, [156, ..., ..., ..., ...], ...),
    (residual.first, ..., ...),
]

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
