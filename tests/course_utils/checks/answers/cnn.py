"""Answers to the exercises of lesson 06b: right ones, typical wrong ones with the hint that fits, empty ones."""

import math

import keras
import numpy as np
import pandas as pd
from keras import layers

from course_utils.checks import cnn


def browser_net(window=3, drops=(0.25, 0.5), units=128, last=None, bends=3, padding="valid", side=28, spare=()):
    """Return a builder of the net of the web page, with one thing changed."""
    acts = ["relu"] * bends + ["linear"] * (3 - bends)
    return lambda: keras.Sequential(
        [
            keras.Input((side, side, 1)),
            layers.Conv2D(32, window, padding=padding),
            layers.Activation(acts[0]),
            layers.Conv2D(32, window, padding=padding, activation=acts[1]),
            layers.MaxPooling2D(),
            *(kind() for kind in spare),
            layers.Dropout(drops[0]),
            layers.Flatten(),
            layers.Dense(units, activation=acts[2]),
            layers.Dropout(drops[1]),
            layers.Dense(10, activation=last),
        ]
    )


def own_net(*middle, side=28, classes=10, last=None):
    """Return a builder of a net with these layers between pictures and answer."""
    end = [layers.GlobalAveragePooling2D, lambda: layers.Dense(classes, activation=last)]
    return lambda: keras.Sequential([keras.Input((side, side, 1)), *(build() for build in (*middle, *end))])


def ended_by(build, layer):
    """Return a builder of the same net with one more layer at the end."""
    return lambda: keras.Sequential([keras.Input((28, 28, 1)), *build().layers, layer()])


def ended_by_softmax(build):
    return ended_by(build, layers.Softmax)


def conv(filters, window=3, **options):
    return lambda: layers.Conv2D(filters, window, **({"activation": "relu"} | options))


def misplaced(*places):
    """Return a builder of the net of the web page with layers moved: pairs (from, to)."""

    def build():
        parts = browser_net()().layers
        for old, new in places:
            parts.insert(new, parts.pop(old))
        return keras.Sequential([keras.Input((28, 28, 1)), *parts])

    return build


def nested_net():
    """Build the net of the web page from two halves."""
    parts = browser_net()().layers
    return keras.Sequential([keras.Input((28, 28, 1)), keras.Sequential(parts[:5]), keras.Sequential(parts[5:])])


def net_with_a_turn():
    """Build a net with all layers of the web page in their order, and something in between that is no layer of it."""
    inputs = keras.Input((28, 28, 1))
    *body, first, drop, last = browser_net()().layers
    values = inputs
    for layer in body:
        values = layer(values)
    left = drop(first(values))
    return keras.Model(inputs, last(keras.ops.flip(left, axis=1)))


def functional_net():
    inputs = keras.Input((28, 28, 1))
    maps = layers.Conv2D(8, 3, strides=2, activation="relu")(inputs)
    maps = layers.Activation("relu")(layers.Add()([maps, layers.Conv2D(8, 3, padding="same")(maps)]))
    return keras.Model(inputs, layers.Dense(10)(layers.GlobalMaxPooling2D()(maps)))


def move_in_place(kernel, order):
    kernel[:] = kernel[order]
    return kernel.astype("float32")


LENET = [156, 2416, 48120, 10164, 850]
YEARS = {"convolution and downsampling": 1980, "trained by backpropagation": 1989, "wins ImageNet": 2012}
HUMAN, MACHINE = 100 * math.sqrt(0.051 * 0.949 / 1500), 100 * math.sqrt(0.0495 * 0.9505 / 100_000)
RATIO = 0.15 / math.hypot(HUMAN, MACHINE)

RIGHT = [
    (cnn.listing, 320, 25088, 250890, 251210, 250890 / 251210),
    (cnn.listing, 320.0, np.int64(25088), 250890, 251210, 0.9987),
    (cnn.listing, [320], "25,088", np.float32(250890), np.array([251210]), "25089/25121"),
    (cnn.browser, browser_net()),
    (cnn.browser, nested_net),
    (cnn.lenet, LENET, 900),
    (cnn.lenet, pd.Series(LENET), "900"),
    (cnn.lenet, keras.ops.convert_to_tensor(np.float32(LENET)), [900]),
    (cnn.lenet, np.array(LENET), 2416 - 1516),
    (cnn.shuffled, "B"),
    (cnn.shuffled, "b "),
    (cnn.shuffled, ["B"]),
    (cnn.shuffled, {"b"}),
    (cnn.permute, lambda kernel, order: kernel[order]),
    (cnn.permute, lambda kernel, order: np.take(kernel, order, axis=0)),
    (cnn.permute, lambda kernel, order: [kernel[place] for place in order]),
    (cnn.permute, move_in_place),
    (cnn.permute, lambda kernel, order: np.eye(len(order))[order] @ kernel),
    (cnn.fields, [5, 9, 11, 27]),
    (cnn.fields, np.float32([[5], [9], [11], [27]])),
    (cnn.fields, pd.Series([5, 9, 11, 27])),
    (cnn.alexnet, 363, 34944, 55),
    (cnn.alexnet, "363", "34,944", np.array([[55]])),
    (cnn.scan, 15, 29, 40 * 68 * 16 * 25, 435 * 57_600),
    (cnn.scan, [15], np.float32(29), "1,088,000", 25_056_000.0),
    (cnn.skip, 0.5**10, 1.5**10, "B", "b"),
    (cnn.skip, 0.001, 58, "(B)", "B"),
    (cnn.skip, "1/1024", np.float32(57.665), ["b"], ("B",)),
    (cnn.first, YEARS, 32),
    (cnn.first, [1980, 1989, 2012], "32"),
    (cnn.first, pd.Series(YEARS), 32.0),
    (cnn.first, {year: name for name, year in YEARS.items()}, 32),
    (cnn.human, HUMAN, MACHINE, RATIO, False),
    (cnn.human, 0.568, 0.0686, 0.26, np.bool_(False)),
    (cnn.human, np.array([0.57]), "0.0686", keras.ops.convert_to_tensor(RATIO), "no"),
    (cnn.make, own_net(conv(8, strides=2), conv(16))),
    (cnn.make, own_net(conv(8), layers.MaxPooling2D, conv(8))),
    (cnn.make, functional_net),
    (cnn.make, own_net(conv(8, activation=None, strides=2), layers.BatchNormalization, layers.ReLU, conv(8))),
]

WRONG = [
    (cnn.listing, 288, 25088, 250890, 251210, 1.0, "the biases are missing"),
    (cnn.listing, 10, 25088, 250890, 251210, 1.0, "a single filter"),
    (cnn.listing, 320, 21632, 250890, 251210, 1.0, "no edge is lost"),
    (cnn.listing, 320, 784, 250890, 251210, 1.0, "one map"),
    (cnn.listing, 320, 25088, 250880, 251210, 1.0, "the biases are missing"),
    (cnn.listing, 320, 25088, 250890, 276298, 1.0, "numbers that flow"),
    (cnn.listing, 320, 25088, 250890, 2, 1.0, "too small"),
    (cnn.listing, 320, 25088, 250890, 251210, 99.87, "not per cent"),
    (cnn.listing, 320, 25088, 250890, 251210, 0.5, "dense_share is not"),
    (cnn.listing, "many", 25088, 250890, 251210, 1.0, "should be a single number"),
    (cnn.listing, 320, 25088, 250890, 251210, 0.9992, "dense_share is not"),
    (cnn.listing, 320, 25088, 250890, 251210, -0.5, "between 0 and 1"),
    (cnn.browser, misplaced((1, 0), (7, 8)), "not in the order of the description"),
    (cnn.browser, misplaced((7, 8)), "not in the order of the description"),
    (cnn.browser, misplaced((4, 3)), "not in the order of the description"),
    (cnn.browser, net_with_a_turn, "not called one on the output of the other"),
    (cnn.browser, browser_net(spare=(layers.BatchNormalization,)), "not in the order of the description"),
    (cnn.browser, browser_net(spare=(lambda: layers.LeakyReLU(),)), "not in the order of the description"),
    (cnn.browser, browser_net(window=5), "should shrink"),
    (cnn.browser, browser_net(padding="same"), "should shrink"),
    (cnn.browser, browser_net(drops=(0.5, 0.25)), "drop probabilities"),
    (cnn.browser, browser_net(units=100), "parameters"),
    (cnn.browser, browser_net(last="softmax"), "logits"),
    (cnn.browser, browser_net(bends=2), "ReLU"),
    (cnn.browser, browser_net(side=32), "(28, 28, 1)"),
    (cnn.browser, browser_net(spare=(layers.MaxPooling2D,)), "MaxPooling2D"),
    (cnn.browser, lambda: keras.Sequential([layers.Dense(3)]), "size of its pictures"),
    (cnn.browser, lambda: 600810, "Keras model"),
    (cnn.browser, 600810, "should be a function"),
    (cnn.lenet, [150, 2416, 48120, 10164, 850], 900, "the biases are missing"),
    (cnn.lenet, [156, 416, 48120, 10164, 850], 900, "all six maps"),
    (cnn.lenet, [156, 2416, 3120, 10164, 850], 900, "all sixteen maps"),
    (cnn.lenet, [156, 2400 + 1, 48120, 10164, 850], 900, "the count of C3"),
    (cnn.lenet, LENET[:4], 900, "shape"),
    (cnn.lenet, LENET, -900, "saved_in_c3"),
    (cnn.lenet, LENET[::-1], 900, "the count of C1"),
    (cnn.lenet, [LENET[:2], LENET[2:]], 900, "should hold numbers"),
    (cnn.shuffled, "ACDE", "you have not named it"),
    (cnn.shuffled, "BC", "sums over all pixels"),
    (cnn.shuffled, "XY", "should be letters"),
    (cnn.shuffled, "B, not A", "should be letters"),
    (cnn.shuffled, ["B", "E"], "sums over all pixels"),
    (cnn.permute, lambda kernel, order: kernel[::-1], "differ"),
    (cnn.permute, lambda kernel, order: kernel[order[order]], "differ"),
    (cnn.permute, lambda kernel, order: np.round(kernel[order], 2), "differ"),
    (cnn.permute, lambda kernel, order: kernel[order][:, :3], "shape (6, 6)"),
    (cnn.fields, [5, 3, 11, 27], "only its own window"),
    (cnn.fields, [5, 7, 11, 27], "strides of all layers below"),
    (cnn.fields, [5, 9, 11, 28], "ends before the edge"),
    (cnn.fields, [5, 9, 11], "shape (4,)"),
    (cnn.fields, [5, 9, 11.5, 27], "does not see 11.5"),
    (cnn.fields, [27, 11, 9, 5], "does not see 27"),
    (cnn.alexnet, 121, 34944, 55, "grey photo"),
    (cnn.alexnet, 363, 34848, 55, "the biases are missing"),
    (cnn.alexnet, 363, 34944, 54, "not the steps"),
    (cnn.alexnet, 363, 34944, (55, 55), "should be a single number"),
    (cnn.alexnet, 364, 34944, 55, "the bias is not a weight"),
    (cnn.alexnet, 363, 34940.5, 55, "a count is a whole number"),
    (cnn.scan, 14, 29, 1_088_000, 25_056_000, "not the steps"),
    (cnn.scan, 15, 29, 4_352_000, 25_056_000, "stride is 2"),
    (cnn.scan, 15, 35, 1_088_000, 25_056_000, "as a whole"),
    (cnn.scan, 15, 29, 2_720, 25_056_000, "places, not of multiplications"),
    (cnn.scan, 15, 29, 1_088_000, 57_600, "one window"),
    (cnn.scan, 15, 29, 1_088_000, 1, "too small"),
    (cnn.scan, 29, 15, 1_088_000, 25_056_000, "too large"),
    (cnn.scan, 15, 29, 1_088_000, 1_088_000 / 3, "a count is a whole number"),
    (cnn.scan, 15.5, 29, 1_088_000, 25_056_000, "windows_down is not 15.5"),
    (cnn.skip, 5.0, 57.7, "B", "B", "ten factors"),
    (cnn.skip, 0.5**10, 0.5**10, "B", "B", "residual_factor"),
    (cnn.skip, 0.5**10, 15, "B", "B", "residual_factor"),
    (cnn.skip, 0.0001, 57.7, "B", "B", "ten factors"),
    (cnn.skip, 0.5**10, 57.7, "B or A", "B", "one of the letters"),
    (cnn.skip, 0.5**10, 57.7, "A", "B", "do not agree"),
    (cnn.skip, 0.5**10, 57.7, "B", "A", "neither gradient vanishes"),
    (cnn.skip, 0.5**10, 57.7, "E", "A", "one of the letters"),
    (cnn.first, YEARS | {"trained by backpropagation": 1998}, 32, "an earlier one"),
    (cnn.first, YEARS, 14, "too small"),
    (cnn.first, [1980, 2012], 32, "a dictionary with the keys 'convolution"),
    (cnn.first, [2012, 1989, 1980], 32, "too large"),
    (cnn.first, YEARS, 23, "from the first trained by backpropagation"),
    (cnn.human, HUMAN / 100, MACHINE, RATIO, False, "is a share"),
    (cnn.human, HUMAN, 2 * MACHINE, RATIO, False, "error_machine"),
    (cnn.human, HUMAN, MACHINE, 2.2, False, "divide the difference"),
    (cnn.human, HUMAN, MACHINE, RATIO, True, "Two standard errors"),
    (cnn.human, HUMAN, MACHINE, RATIO, "perhaps", "True or False"),
    (cnn.human, HUMAN, MACHINE, 0.24, False, "divide the difference"),
    (cnn.human, MACHINE, HUMAN, RATIO, False, "error_human"),
    (cnn.make, own_net(conv(8, strides=2)), "at least two convolutions"),
    (cnn.make, own_net(conv(8, strides=2, activation=None), conv(8, activation=None)), "Nothing bends"),
    (cnn.make, own_net(conv(8, strides=2), conv(4)), "depth up"),
    (cnn.make, own_net(conv(8, strides=2), conv(8), layers.UpSampling2D), "space should go down"),
    (cnn.make, own_net(conv(8, padding="same"), conv(8, padding="same")), "never goes down"),
    (cnn.make, own_net(conv(64, strides=2), conv(64)), "more than 10 000"),
    (cnn.make, own_net(conv(8, strides=2), conv(8, activation=None)), "1 of yours has one"),
    (cnn.make, own_net(conv(8, strides=2, activation=None), conv(8, activation="tanh")), "none of yours has one"),
    (
        cnn.make,
        own_net(conv(8, strides=2, activation=None), layers.MaxPooling2D, conv(8, activation=None)),
        "none of yours has one",
    ),
    (cnn.make, ended_by(own_net(conv(8, strides=2), conv(8), last="softmax"), layers.Flatten), "without an activation"),
    (cnn.make, own_net(conv(8, strides=2), conv(8), last="softmax"), "without an activation"),
    (cnn.make, own_net(conv(8, strides=2), conv(8), classes=8), "to 10"),
    (cnn.make, ended_by_softmax(own_net(conv(8, strides=2), conv(8))), "without an activation"),
    (cnn.browser, ended_by_softmax(browser_net()), "logits"),
]

BLANK = [
    (cnn.listing, 320, ..., ..., ..., ...),
    (cnn.browser, lambda: None),
    (cnn.lenet, [156, ..., ..., ..., ...], ...),
    (cnn.shuffled, ...),
    (cnn.permute, lambda kernel, order: ...),
    (cnn.first, ..., ...),
    (cnn.make, lambda: ...),
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
