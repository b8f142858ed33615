"""Answers to the exercises of lesson 06e: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np

from course_utils.checks import feature_maps

RIGHT = [
    (feature_maps.alexnet, 363, 34944, 55),
    (feature_maps.alexnet, "363", "34,944", np.array([[55]])),
    (feature_maps.scan, 15, 29, 40 * 68 * 16 * 25, 435 * 57_600),
    (feature_maps.scan, [15], np.float32(29), "1,088,000", 25_056_000.0),
]

WRONG = [
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

BLANK = []

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
