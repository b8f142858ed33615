"""Answers to the exercises of lesson 08: right ones, typical wrong ones with the hint that fits, empty ones."""

import keras
import numpy as np
import pandas as pd

from course_utils.checks import transfer_learning as check


def distances(features, labels, queries):
    means = np.stack([features[labels == k].mean(axis=0) for k in range(labels.max() + 1)])
    return ((queries[:, None] - means) ** 2).sum(axis=2)


def first_reached(counts, accuracies, target, never=np.inf):
    found = [n for n, a in zip(counts, accuracies, strict=True) if a >= target]
    return found[0] if found else never


def only_freezes(model, name):
    for layer in model.layers:
        if layer.name == name:
            break
        layer.trainable = False
    return numbers(model)


def keeps_frozen(model, name):
    for layer in model.layers:
        layer.trainable = layer.trainable and layer.name in ("features", name)
    return numbers(model)


def thaws(model, name, count=None):
    found = False
    for layer in model.layers:
        found = found or layer.name == name
        layer.trainable = found
    return (count or numbers)(model)


def only_backbones(model, name):
    """Take it for granted that the first layers stay frozen for good."""
    thaws(model, name)
    model.layers[1].trainable = False
    return numbers(model)


def with_moving_means(model, name):
    thaws(model, name)
    return sum(layer.count_params() for layer in model.layers if layer.trainable)


def through_the_names(model, name):
    names = [layer.name for layer in model.layers]
    for place, layer in enumerate(model.layers):
        layer.trainable = place not in range(names.index(name))
    return np.float32(numbers(model))


def numbers(model):
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


def in_place(before, after, alpha):
    for old, new in zip(before, after, strict=True):
        old *= 1 - alpha
        old += alpha * new
    return before


def between(before, after, alpha):
    return [old + alpha * (new - old) for old, new in zip(before, after, strict=True)]


VGG = (14_714_688, 102_764_544, 138_357_544, 1 - 14_714_688 / 138_357_544)
SIZES = {"paper of 2009": 3.2, "later": 14.2, "challenge": 1.28}

RIGHT = [
    (check.mix, in_place),
    (check.head, 1_885_008, 32_776, 1_032),
    (check.head, 1_885_008.0, np.int64(32_776), 1_032),
    (check.prototype, lambda *given: distances(*given).argmin(axis=1)),
    (check.prototype, lambda *given: list(distances(*given).argmin(axis=1))),
    (check.prototype, lambda *given: keras.ops.convert_to_tensor(distances(*given).argmin(axis=1))),
    (check.worth, first_reached),
    (check.worth, lambda *given: keras.ops.convert_to_tensor(first_reached(*given), "float32")),
    (check.proxy, "ABD"),
    (check.proxy, "b, a, d"),
    (check.proxy, ("A", "B", "D")),
    (check.thaw, thaws),
    (check.thaw, through_the_names),
    (check.mix, between),
    (check.mix, lambda *given: [np.float32(part).tolist() for part in between(*given)]),
    (check.mix, lambda before, after, alpha: tuple(between(before, after, alpha))),
    (check.vgg, *VGG),
    (check.vgg, *VGG[:3], 0.89),
    (check.vgg, np.array([VGG[0]]), *VGG[1:3], np.float32(0.8936)),
    (check.inception, 153_632, 15_920, 9.65, 256),
    (check.inception, np.int64(153_632), 15_920.0, np.float32(9.6503), [256]),
    (check.slip, SIZES, 1280),
    (check.slip, pd.Series(SIZES), np.float32(1281.167)),
    (check.slip, {"paper of 2009": 3.2, "later": 14.197, "challenge": 1.281167}, 1281),
]

WRONG = [
    (check.head, 1_881_008, 32_776, 1_032, "batch normalisation are missing"),
    (check.head, 1_884_000, 32_776, 1_032, "biases are missing"),
    (check.head, 1_883_008, 32_776, 1_032, "more numbers for each unit"),
    (check.head, 1_880_000, 32_776, 1_032, "normalisation, too"),
    (check.head, 1_885_008, 32_768, 1_032, "biases are missing"),
    (check.head, 1_885_008, 32_776, 1_024, "biases are missing"),
    (check.head, 5, 32_776, 1_032, "too small"),
    (check.head, "large", 32_776, 1_032, "should be a single number"),
    (check.head, 1_885_008, 1_032, 32_776, "too small"),
    (check.head, 1_885_008, 32_776, 128, "too small"),
    (check.prototype, distances, "for every query and class"),
    (check.prototype, lambda f, y, q: np.zeros(len(q)), "With 3 classes"),
    (check.prototype, lambda f, y, q: np.zeros(3), "one class for each"),
    (check.prototype, lambda f, y, q: distances(f, y, q)[:, :3].argmin(axis=1), "With 5 classes"),
    (check.prototype, lambda f, y, q: distances(f / f.std(axis=0), y, q / f.std(axis=0)).argmin(axis=1), "classes, "),
    (check.prototype, lambda f, y, q: ((q[:, None] - f[:3]) ** 2).sum(axis=2).argmin(axis=1), "With 3 classes"),
    (check.prototype, lambda f, y, q: [[0], [0, 1]], "should hold numbers"),
    (check.prototype, lambda f, y, q: f @ q, "stopped with ValueError"),
    (check.prototype, "nearest", "should be a function"),
    (check.worth, lambda *given: first_reached(*given, never=-1), "never reached"),
    (check.worth, lambda n, a, t: first_reached(n, np.round(a, 2), round(t, 2)), "a curve of three counts"),
    (
        check.worth,
        lambda n, a, t: min(n[np.searchsorted(a, t)], 50) if t < max(a) else np.inf,
        "You wait until the curve stays above",
    ),
    (check.worth, lambda n, a, t: first_reached(n[1:], a[1:], t), "the first count reaches"),
    (check.worth, lambda *given: first_reached(*given, never=None), "returns nothing"),
    (check.worth, lambda counts, accuracies, target: "many", "should be a single number"),
    (check.proxy, "ABCD", "from picture to picture"),
    (check.proxy, "AB", "There are more"),
    (check.proxy, "XY", "should be letters A, B, C, D"),
    (check.proxy, "BDE", "should be letters"),
    (check.proxy, "not C", "should be letters"),
    (check.proxy, ["A", "B", "C", "D"], "from picture to picture"),
    (check.thaw, only_freezes, "thaw it again"),
    (check.thaw, keeps_frozen, "is frozen"),
    (check.thaw, lambda model, name: model.count_params(), "is not frozen"),
    (
        check.thaw,
        lambda model, name: thaws(model, name, lambda model: len(model.trainable_weights)),
        "number of arrays",
    ),
    (check.thaw, lambda model, name: thaws(model, name, lambda model: model.count_params()), "frozen numbers"),
    (check.thaw, lambda model, name: thaws(model, name, lambda model: 7), "another number is trainable"),
    (check.thaw, only_backbones, "is frozen"),
    (check.thaw, with_moving_means, "moving means"),
    (check.thaw, lambda model, name: str(thaws(model, name)) + " numbers", "single number"),
    (check.mix, lambda before, after, alpha: before if alpha == 0 else after, "the new weights as they are"),
    (check.mix, lambda before, after, alpha: before[:1], "mixed should return 2 things"),
    (check.mix, lambda before, after, alpha: between(before[:1], after[:1], alpha) + before[1:], "look at array 1"),
    (check.mix, lambda before, after, alpha: [part.round(3) for part in between(before, after, alpha)], "At alpha"),
    (check.mix, lambda before, after, alpha: between(before, after, max(alpha, 0.1) if alpha else 0), "alpha = 0.01"),
    (check.mix, lambda before, after, alpha: [part.ravel() for part in before], "should be of shape (3, 2)"),
    (check.vgg, 14_710_464, *VGG[1:], "biases are missing"),
    (check.vgg, 1_635_456, *VGG[1:], "nine places"),
    (check.vgg, VGG[0], 2_101_248, *VGG[2:], "7 x 7 places"),
    (check.vgg, *VGG[:2], 117_479_232, VGG[3], "two more dense"),
    (check.vgg, *VGG[:2], 138_344_128, VGG[3], "biases are missing"),
    (check.vgg, *VGG[:3], 0.106, "share of the convolutions"),
    (check.vgg, *VGG[:3], 89.4, "not per cent"),
    (check.vgg, *VGG[:3], 0.743, "first dense layer"),
    (check.vgg, *VGG[:3], 0.5, "what is not convolution"),
    (check.inception, 153_600, 15_920, 9.65, 256, "biases are missing"),
    (check.inception, 153_632, 12_832, 9.65, 256, "two layers"),
    (check.inception, 153_632, 15_920, 0.1, 256, "divide the direct way"),
    (check.inception, 153_632, 15_920, 0.1036, 256, "turned round"),
    (check.inception, 153_632, 15_920, 10, 256, "divide the direct way"),
    (check.inception, 153_632, 15_920, 9.65, 368, "not handed on"),
    (check.slip, SIZES | {"paper of 2009": 14}, 1280, "not what the paper"),
    (check.slip, SIZES | {"challenge": 1_280_000}, 1280, "in millions"),
    (check.slip, SIZES | {"later": 15}, 1280, "is not 15 million"),
    (check.slip, SIZES, 14_200, "1000 classes"),
    (check.slip, {"paper": 3.2, "later": 14.2, "challenge": 1.28}, 1280, "should be a dictionary with the keys"),
    (check.slip, SIZES | {"challenge": 1}, 1280, "is not 1 million"),
    (check.slip, SIZES | {"later": "many"}, 1280, "single number"),
    (check.slip, [3.2, 14, 1.28], 1280, "should be a dictionary with the keys"),
]

BLANK = [
    (check.head, ..., ..., ...),
    (check.prototype, lambda features, labels, queries: ...),
    (check.worth, lambda counts, accuracies, target: None),
    (check.proxy, ...),
    (check.thaw, lambda model, name: ...),
    (check.mix, lambda before, after, alpha: ...),
    (check.vgg, ..., ..., ..., ...),
    (check.slip, ..., ...),
]

# What no hint may give away.
SECRETS = (
    "1,885,008",
    "32,776",
    "1,032",
    "argmin",
    "ABD",
    "reached[0]",
    "14,714,688",
    "102,764,544",
    "138,357,544",
    "153,632",
    "15,920",
    "256",
    "14.2",
    "1280",
)
