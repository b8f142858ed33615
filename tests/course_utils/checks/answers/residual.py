"""Answers to the exercises of lesson 06f: right ones, typical wrong ones with the hint that fits, empty ones."""

import math

import keras
import numpy as np
import pandas as pd
from keras import layers, ops

from course_utils.checks import residual

LENET = [156, 2416, 48120, 10164, 850]
HUMAN, MACHINE = 100 * math.sqrt(0.051 * 0.949 / 1500), 100 * math.sqrt(0.0494 * 0.9506 / 100_000)
RATIO = 0.16 / math.hypot(HUMAN, MACHINE)


def sums(maps, bias=False):
    """Return what the lesson's `normalised_sums` makes of the maps."""
    maps = layers.Conv2D(8, 3, padding="same", use_bias=bias)(maps)
    return layers.BatchNormalization()(maps)


def with_layers(maps):
    change = sums(layers.ReLU()(sums(maps)))
    return layers.Activation("relu")(layers.Add()([change, maps]))


def in_place(a, b):
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    a *= b
    return (a.sum(axis=1) / lengths).mean()


def row_by_row(a, b):
    found = [first @ second / (first @ first * (second @ second)) ** 0.5 for first, second in zip(a, b, strict=True)]
    return sum(found) / len(found)


def units_first(a, b):
    a, b = (x / np.linalg.norm(x, axis=1, keepdims=True) for x in (a, b))
    return np.einsum("np,np->n", a, b).mean()


RIGHT = [
    (residual.block, lambda maps: ops.relu(maps + sums(ops.relu(sums(maps))))),
    (residual.block, lambda maps: ops.relu(sums(ops.relu(sums(maps))) + maps)),
    (residual.block, with_layers),
    (residual.cosine, in_place),
    (residual.cosine, row_by_row),
    (residual.cosine, units_first),
    (residual.cosine, lambda a, b: ops.convert_to_tensor(np.float32(row_by_row(a, b)))),
    (residual.skip, "B", "C", "A"),
    (residual.skip, "b", ["c"], "(A)"),
    (residual.skip, np.str_("B"), ("C",), "a"),
    (residual.lenet, LENET, 900),
    (residual.lenet, pd.Series(LENET), "900"),
    (residual.lenet, keras.ops.convert_to_tensor(np.float32(LENET)), [900]),
    (residual.lenet, np.array(LENET), 2416 - 1516),
    (residual.human, HUMAN, MACHINE, RATIO, False),
    (residual.human, 0.568, 0.0685, 0.28, np.bool_(False)),
    (residual.human, np.array([0.57]), "0.0685", keras.ops.convert_to_tensor(RATIO), "no"),
]

WRONG = [
    (residual.block, lambda maps: ops.relu(sums(ops.relu(sums(maps)))), "does not get past"),
    (residual.block, lambda maps: maps + ops.relu(sums(ops.relu(sums(maps)))), "hands on negative"),
    (residual.block, lambda maps: maps + sums(ops.relu(sums(maps))), "hands on negative"),
    (residual.block, lambda maps: ops.relu(maps + ops.relu(sums(ops.relu(sums(maps))))), "relu in the middle"),
    (residual.block, lambda maps: ops.relu(maps + sums(sums(maps))), "relu in the middle"),
    (residual.block, lambda maps: ops.relu(2 * maps + sums(ops.relu(sums(maps)))), "something else"),
    (residual.block, lambda maps: ops.relu(maps + sums(maps)), "yours has one"),
    (residual.block, lambda maps: ops.relu(maps), "no weights"),
    (residual.block, lambda maps: ops.relu(maps + sums(ops.relu(sums(maps, bias=True)), bias=True)), "1216"),
    (residual.block, lambda maps: np.zeros((1, 4, 4, 8)), "should return maps"),
    (residual.block, lambda maps: layers.Flatten()(maps), "shape"),
    (residual.block, lambda maps: maps @ maps, "shape"),
    (residual.block, lambda maps: layers.Conv2D(16, 3)(maps, 2, 3), "stopped with"),
    (residual.cosine, lambda a, b: (a * b).sum() / (np.linalg.norm(a) * np.linalg.norm(b)), "all numbers together"),
    (residual.cosine, lambda a, b: (a * b).sum(axis=1).mean(), "lengths are missing"),
    (residual.cosine, lambda a, b: (a * b).sum(axis=1) / np.sqrt((a**2).sum(1) * (b**2).sum(1)), "their mean"),
    (residual.cosine, lambda a, b: 1 - row_by_row(a, b), "should be"),
    (residual.cosine, lambda a, b: row_by_row(a.T, b.T), "columns"),
    (residual.skip, "A", "C", "B", "against_overfitting"),
    (residual.skip, "B", "D", "A", "against_vanishing"),
    (residual.skip, "B", "C", "D", "against_shattering"),
    (residual.skip, "B or A", "C", "A", "one of the letters"),
    (residual.lenet, [150, 2416, 48120, 10164, 850], 900, "the biases are missing"),
    (residual.lenet, [156, 416, 48120, 10164, 850], 900, "all six maps"),
    (residual.lenet, [156, 2416, 3120, 10164, 850], 900, "all sixteen maps"),
    (residual.lenet, [156, 2400 + 1, 48120, 10164, 850], 900, "the count of C3"),
    (residual.lenet, LENET[:4], 900, "shape"),
    (residual.lenet, LENET, -900, "saved_in_c3"),
    (residual.lenet, LENET[::-1], 900, "the count of C1"),
    (residual.lenet, [LENET[:2], LENET[2:]], 900, "should hold numbers"),
    (residual.human, HUMAN / 100, MACHINE, RATIO, False, "is a share"),
    (residual.human, HUMAN, 2 * MACHINE, RATIO, False, "error_machine"),
    (residual.human, HUMAN, MACHINE, 2.2, False, "divide the difference"),
    (residual.human, HUMAN, MACHINE, RATIO, True, "Two standard errors"),
    (residual.human, HUMAN, MACHINE, RATIO, "perhaps", "True or False"),
    (residual.human, HUMAN, MACHINE, 0.24, False, "divide the difference"),
    (residual.human, MACHINE, HUMAN, RATIO, False, "error_human"),
]

BLANK = [
    (residual.block, lambda maps: ...),
    (residual.block, lambda maps: None),
    (residual.cosine, lambda a, b: ...),
    (residual.skip, "B", ..., "A"),
    (residual.human, HUMAN, ..., RATIO, False),
    (residual.lenet, [156, ..., ..., ..., ...], ...),
]

# What no hint may give away.
SECRETS = (
    "2,416",
    "48,120",
    "maps + change",
    "maps + sums",
    '"B"',
    "0.28",
)
