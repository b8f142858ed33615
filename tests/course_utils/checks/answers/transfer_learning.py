"""Answers to the exercises of lesson 08: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np

from course_utils.checks import transfer_learning as check


def distances(features, labels, queries):
    means = np.stack([features[labels == k].mean(axis=0) for k in range(labels.max() + 1)])
    return ((queries[:, None] - means) ** 2).sum(axis=2)


def nearest_single(features, labels, queries):
    return np.linalg.norm(queries[:, None] - features[None], axis=2).argmin(axis=1)


def first_reached(counts, accuracies, target, strict=False, backwards=False, never=np.inf):
    found = [n for n, a in zip(counts, accuracies, strict=True) if (a > target if strict else a >= target)]
    return found[-1 if backwards else 0] if found else never


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
    (check.head, 1_885_008, 32_776, 1_032),
    (check.head, 1_885_008.0, np.int64(32_776), 1_032),
    (check.prototype, lambda *given: distances(*given).argmin(axis=1)),
    (check.prototype, lambda *given: list(distances(*given).argmin(axis=1))),
    (check.worth, first_reached),
    (check.proxy, "ABD"),
    (check.proxy, "b, a and d".replace("and", "")),
    (check.thaw, thaws),
    (check.mix, between),
    (check.mix, lambda before, after, alpha: tuple(between(before, after, alpha))),
    (check.vgg, *VGG),
    (check.vgg, *VGG[:3], 0.89),
    (check.inception, 153_632, 15_920, 9.65, 256),
    (check.slip, SIZES, 1280),
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
    (check.head, "large", 32_776, 1_032, "should be a number"),
    (check.prototype, lambda *given: distances(*given).argmax(axis=1), "farthest away"),
    (check.prototype, distances, "for every query and class"),
    (check.prototype, nearest_single, "rows, not classes"),
    (check.prototype, lambda f, y, q: y[nearest_single(f, y, q)], "nearest single picture"),
    (check.prototype, lambda f, y, q: np.zeros(len(q)), "get the right class"),
    (check.prototype, lambda f, y, q: np.zeros(3), "one class for each"),
    (check.prototype, lambda f, y, q: f @ q, "stopped with ValueError"),
    (check.prototype, "nearest", "should be a function"),
    (check.worth, lambda *given: first_reached(*given, strict=True), "reached exactly"),
    (check.worth, lambda *given: first_reached(*given, backwards=True), "returns 250"),
    (check.worth, lambda *given: first_reached(*given, never=-1), "never reached"),
    (check.worth, lambda *given: first_reached(*given, never=None), "returns nothing"),
    (check.worth, lambda counts, accuracies, target: "many", "should be a number"),
    (check.proxy, "ABCD", "from picture to picture"),
    (check.proxy, "AB", "There are more"),
    (check.proxy, "XY", "letters out of"),
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
    (check.mix, lambda before, after, alpha: between(after, before, alpha), "where they should be"),
    (check.mix, lambda before, after, alpha: before if alpha == 0 else after, "where they should be"),
    (check.mix, lambda before, after, alpha: before[:1], "as many arrays"),
    (check.mix, in_place, "changes the arrays"),
    (check.vgg, 14_710_464, *VGG[1:], "biases are missing"),
    (check.vgg, 1_635_456, *VGG[1:], "nine places"),
    (check.vgg, VGG[0], 2_101_248, *VGG[2:], "7 x 7 places"),
    (check.vgg, *VGG[:2], 117_479_232, VGG[3], "two more dense"),
    (check.vgg, *VGG[:2], 138_344_128, VGG[3], "biases are missing"),
    (check.vgg, *VGG[:3], 0.106, "share of the convolutions"),
    (check.vgg, *VGG[:3], 89.4, "what is not convolution"),
    (check.inception, 153_600, 15_920, 9.65, 256, "biases are missing"),
    (check.inception, 153_632, 12_832, 9.65, 256, "two layers"),
    (check.inception, 153_632, 15_920, 0.1, 256, "divide the direct way"),
    (check.inception, 153_632, 15_920, 9.65, 368, "not handed on"),
    (check.slip, SIZES | {"paper of 2009": 14}, 1280, "not what the paper"),
    (check.slip, SIZES | {"challenge": 1_280_000}, 1280, "in millions"),
    (check.slip, SIZES | {"later": 15}, 1280, "is not 15 million"),
    (check.slip, SIZES, 14_200, "1000 classes"),
    (check.slip, [3.2, 14.2, 1.28], 1280, "should be a dict"),
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
