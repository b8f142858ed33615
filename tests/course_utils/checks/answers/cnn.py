"""Answers to the exercises of lesson 06b: right ones, typical wrong ones with the hint that fits, empty ones."""

import keras
import numpy as np
from keras import layers

from course_utils.checks import cnn


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


def functional_net():
    inputs = keras.Input((28, 28, 1))
    maps = layers.Conv2D(8, 3, strides=2, activation="relu")(inputs)
    maps = layers.Activation("relu")(layers.Add()([maps, layers.Conv2D(8, 3, padding="same")(maps)]))
    return keras.Model(inputs, layers.Dense(10)(layers.GlobalMaxPooling2D()(maps)))


def move_in_place(kernel, order):
    kernel[:] = kernel[order]
    return kernel.astype("float32")


RIGHT = [
    (cnn.listing, 320, 25088, 250890, 251210, 250890 / 251210),
    (cnn.listing, 320.0, np.int64(25088), 250890, 251210, 0.9987),
    (cnn.listing, [320], "25,088", np.float32(250890), np.array([251210]), "25089/25121"),
    (cnn.reading, "BD"),
    (cnn.reading, "d, b"),
    (cnn.reading, ["B", "D"]),
    (cnn.reading, {"b", "d"}),
    (cnn.permute, lambda kernel, order: kernel[order]),
    (cnn.permute, lambda kernel, order: np.take(kernel, order, axis=0)),
    (cnn.permute, lambda kernel, order: [kernel[place] for place in order]),
    (cnn.permute, move_in_place),
    (cnn.permute, lambda kernel, order: np.eye(len(order))[order] @ kernel),
    (cnn.make, own_net(conv(8, strides=2), conv(16))),
    (cnn.make, own_net(conv(8), layers.MaxPooling2D, conv(8))),
    (cnn.make, functional_net),
    (cnn.make, own_net(conv(8, activation=None, strides=2), layers.BatchNormalization, layers.ReLU, conv(8))),
]

WRONG = [
    (cnn.listing, 288, 25088, 250890, 251210, 1.0, "the biases are missing"),
    (cnn.listing, 10, 25088, 250890, 251210, 1.0, "a single kernel"),
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
    (cnn.reading, "B", "what places tell each other"),
    (cnn.reading, "D", "how many numbers"),
    (cnn.reading, "ABD", "no reason"),
    (cnn.reading, "BCD", "of its training pictures"),
    (cnn.reading, "BDE", "the same window"),
    (cnn.reading, "XY", "should be letters"),
    (cnn.reading, "B, not A", "should be letters"),
    (cnn.permute, lambda kernel, order: kernel[::-1], "differ"),
    (cnn.permute, lambda kernel, order: kernel[order[order]], "differ"),
    (cnn.permute, lambda kernel, order: np.round(kernel[order], 2), "differ"),
    (cnn.permute, lambda kernel, order: kernel[order][:, :3], "shape (6, 6)"),
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
]

BLANK = [
    (cnn.listing, 320, ..., ..., ..., ...),
    (cnn.reading, ...),
    (cnn.permute, lambda kernel, order: ...),
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
    '"BD"',
    "57.",
    "1989",
    "0.26",
)
