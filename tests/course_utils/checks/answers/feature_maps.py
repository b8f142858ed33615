"""Answers to the exercises of lesson 06e: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np

from course_utils.checks import feature_maps


def by_loop(maps, count):
    ranked = sorted(range(len(maps)), key=lambda n: maps[n].max(), reverse=True)[:count]
    places = [np.unravel_index(maps[n].argmax(), maps[n].shape) for n in ranked]
    return ranked, [place[0] for place in places], [place[1] for place in places]


def by_flat(maps, count):
    flat = maps.reshape(len(maps), -1)
    numbers = flat.max(axis=1).argsort()[::-1][:count]
    return numbers, *np.unravel_index(flat[numbers].argmax(axis=1), maps.shape[1:])


def turned_in_place(maps, count):
    maps *= -1
    numbers = maps.min(axis=(1, 2)).argsort()[:count]
    return (numbers, *divmod(maps[numbers].reshape(count, -1).argmin(axis=1), maps.shape[2]))


RIGHT = [
    (feature_maps.strongest, by_loop),
    (feature_maps.strongest, by_flat),
    (feature_maps.strongest, turned_in_place),
    (feature_maps.window, lambda k, h, w: k.reshape(h, w, len(k) // (h * w), -1)),
    (feature_maps.window, lambda k, h, w: np.reshape(k, (h, w, -1, k.shape[-1]))),
    (
        feature_maps.window,
        lambda k, h, w: np.array(
            [k[r * len(k) // h : (r + 1) * len(k) // h].reshape(w, -1, k.shape[1]) for r in range(h)]
        ),
    ),
    (feature_maps.alexnet, 363, 34944, 55),
    (feature_maps.alexnet, "363", "34,944", np.array([[55]])),
    (feature_maps.scan, 15, 29, 40 * 68 * 16 * 25, 435 * 57_600),
    (feature_maps.scan, [15], np.float32(29), "1,088,000", 25_056_000.0),
]

WRONG = [
    (feature_maps.strongest, lambda maps, count: by_flat(-maps, count), "should be"),
    (feature_maps.strongest, lambda maps, count: by_flat(maps, count)[:2], "3 things"),
    (feature_maps.strongest, lambda maps, count: tuple(part[::-1] for part in by_flat(maps, count)), "of them first"),
    (feature_maps.strongest, lambda maps, count: [by_flat(maps, count)[k] for k in (0, 2, 1)], "exchanged"),
    (feature_maps.window, lambda k, h, w: k.reshape(-1, h, w, k.shape[1]).transpose(1, 2, 0, 3), "wrong order"),
    (feature_maps.window, lambda k, h, w: k.reshape(w, h, -1, k.shape[1]).swapaxes(0, 1), "row by row"),
    (feature_maps.window, lambda k, h, w: k.reshape(h * w, -1, k.shape[1]), "shape"),
    (feature_maps.window, lambda k, h, w: k.T.reshape(h, w, -1, k.shape[1]), "should be"),
    (feature_maps.alexnet, 121, 34944, 55, "grey photo"),
    (feature_maps.alexnet, 363, 34848, 55, "the biases are missing"),
    (feature_maps.alexnet, 363, 34944, 54, "not the steps"),
    (feature_maps.alexnet, 363, 34944, (55, 55), "should be a single number"),
    (feature_maps.alexnet, 364, 34944, 55, "the bias is not a weight"),
    (feature_maps.alexnet, 363, 34940.5, 55, "a count is a whole number"),
    (feature_maps.scan, 14, 29, 1_088_000, 25_056_000, "not the steps"),
    (feature_maps.scan, 15, 29, 4_352_000, 25_056_000, "stride is 2"),
    (feature_maps.scan, 15, 35, 1_088_000, 25_056_000, "as a whole"),
    (feature_maps.scan, 15, 29, 2_720, 25_056_000, "places, not of multiplications"),
    (feature_maps.scan, 15, 29, 1_088_000, 57_600, "one window"),
    (feature_maps.scan, 15, 29, 1_088_000, 1, "too small"),
    (feature_maps.scan, 29, 15, 1_088_000, 25_056_000, "too large"),
    (feature_maps.scan, 15, 29, 1_088_000, 1_088_000 / 3, "a count is a whole number"),
    (feature_maps.scan, 15.5, 29, 1_088_000, 25_056_000, "windows_down is not 15.5"),
]

BLANK = [
    (feature_maps.strongest, lambda maps, count: ...),
    (feature_maps.window, lambda k, h, w: None),
    (feature_maps.alexnet, 363, ..., 55),
]

# What no hint may give away.
SECRETS = (
    "34,944",
    "1,088,000",
    "25,056,000",
    "kernel.reshape(",
    "np.argsort(-maps",
)
