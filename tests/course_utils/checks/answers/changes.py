"""Answers to the exercises of lesson 04b: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np
import pandas as pd
from scipy import stats

from course_utils import data
from course_utils.checks import changes

DIGITS = data.load_digits("drawn", num_train=120, num_validation=60, num_test=10)
ONE = (0.925 * 0.075 / 600) ** 0.5
BOTH = (0.925 * 0.075 / 600 + 0.915 * 0.085 / 600) ** 0.5


def by_scipy(first, second):
    differences = pd.Series(first, dtype=float) - pd.Series(second, dtype=float)
    low, high = stats.t.interval(0.95, len(differences) - 1, differences.mean(), stats.sem(differences))
    return [(low + high) / 2, (high - low) / 2]


def in_place(first, second):
    first = np.array(first, float)
    first -= second
    return np.array([first.mean(), stats.t.ppf(0.975, first.size - 1) * stats.sem(first)])


def for_five(first, second):
    differences = np.asarray(first, float) - np.asarray(second, float)
    return differences.mean(), 2.776445 * differences.std(ddof=1) / 5**0.5


def without_numpy(first, second):
    differences = [one - other for one, other in zip(first, second, strict=True)]
    half = stats.t.ppf(0.975, len(differences) - 1) * np.std(differences, ddof=1) / len(differences) ** 0.5
    return np.mean(differences), half


RIGHT = [
    (changes.paired, changes.interval),
    (changes.paired, without_numpy),
    (changes.paired, lambda a, b: ((a - b).mean(), stats.t.ppf(0.975, len(a) - 1) * stats.sem(a - b))),
    (changes.paired, by_scipy),
    (changes.paired, in_place),
    (changes.underfit, 1, 4, DIGITS),
    (changes.underfit, "1", np.array([3]), DIGITS),
    (changes.underfit, [100], 1.0, DIGITS),
    (changes.two_nets, 6, ONE, BOTH, False),
    (changes.two_nets, 600 * (0.925 - 0.915), 0.011, 0.016, False),
    (changes.two_nets, 6.0, 0.0108, 0.0156, np.False_),
    (changes.two_nets, "6", np.float32(ONE), 0.01565, "no"),
    (changes.fair, "BE"),
    (changes.fair, ["e", "B"]),
    (changes.fair, "b, e"),
]

WRONG = [
    (changes.paired, for_five, "For two lists of 6 numbers, half the width is off"),
    (changes.paired, lambda a, b: (0.0, changes.interval(a, b)[1]), "the mean difference is off"),
    (changes.paired, lambda a, b: changes.interval(a, b)[0], "2 things"),
    (changes.paired, lambda a, b: (changes.interval(a, b)[0], -changes.interval(a, b)[1]), "half the width is off"),
    (changes.underfit, 0, 4, DIGITS, "whole numbers"),
    (changes.underfit, 1.5, 4, DIGITS, "whole numbers"),
    (changes.underfit, 10_000, 4, DIGITS, "would take long"),
    (changes.underfit, 10, 400, DIGITS, "would take long"),
    (changes.underfit, 400, 20, DIGITS, "It learns too well"),
    (changes.two_nets, 1, ONE, BOTH, False, "more than one picture"),
    (changes.two_nets, 6, 0.925 * 0.075, BOTH, False, "variance of one answer"),
    (changes.two_nets, 6, ONE**2, BOTH, False, "root is missing"),
    (changes.two_nets, 6, (0.925 * 0.075) ** 0.5, BOTH, False, "how many are averaged"),
    (changes.two_nets, 6, BOTH, BOTH, False, "one of the difference"),
    (changes.two_nets, 6, 100 * ONE, BOTH, False, "not per cent"),
    (changes.two_nets, 6, ONE, ONE, False, "both are uncertain"),
    (changes.two_nets, 6, (0.915 * 0.085 / 600) ** 0.5, BOTH, False, "error of the second net"),
    (changes.two_nets, 6, ONE, 2 * ONE + 0.0003, False, "their squares do"),
    (changes.two_nets, 6, ONE, BOTH**2, False, "root is missing"),
    (changes.two_nets, 6, ONE, 0.05, False, "check the formula"),
    (changes.two_nets, 6, ONE, BOTH, True, "Compare again"),
    (changes.fair, "BCE", "C changes more than one thing"),
    (changes.fair, "ABE", "A changes more than one thing"),
    (changes.fair, "BDE", "D changes more than one thing"),
    (changes.fair, "B", "E is missing"),
    (changes.fair, "BEX", "letters"),
]

BLANK = [
    (changes.paired, lambda first, second: None),
    (changes.underfit, ..., ..., DIGITS),
    (changes.two_nets, 6, ..., ..., ...),
    (changes.fair, ...),
]

# What no hint may give away.
SECRETS = ("555", "549", "differences.std")
