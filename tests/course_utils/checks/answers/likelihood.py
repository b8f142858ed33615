"""Answers to the exercises of lesson 01b: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np
from scipy import stats
from sklearn.linear_model import Ridge

from course_utils.checks import likelihood


def by_scipy(y, prediction, s):
    return -stats.norm.logpdf(y, loc=prediction, scale=s)


def by_scikit_learn(inputs, targets, strength):
    return Ridge(alpha=strength, fit_intercept=False, solver="svd").fit(inputs, targets).coef_.T


def by_inverse(x, y, s):
    return np.linalg.inv(x.T @ x + s * np.eye(x.shape[1])) @ x.T @ y


def by_rows(x, y, s):
    d = x.shape[1]
    more = np.vstack([x, np.sqrt(s) * np.eye(d)])
    return np.linalg.lstsq(more, np.concatenate([y, np.zeros((d, *y.shape[1:]))]), rcond=None)[0]


RIGHT = [
    (likelihood.bell, likelihood.bell_surprise),
    (likelihood.bell, by_scipy),
    (likelihood.bell, lambda y, m, s: 0.5 * ((y - m) / s) ** 2 + 0.5 * np.log(2 * np.pi * s * s)),
    (likelihood.pairs, {"temperature": "A", "rain": "B", "person": "C"}),
    (likelihood.pairs, {"A": "temperature", "B": "rain", "C": "person"}),
    (likelihood.pairs, ["a", "b", "c"]),
    (likelihood.pairs, "A, B, C"),
    (likelihood.formula, "B"),
    (likelihood.formula, "(b)"),
    (likelihood.ridge, likelihood.ridge_weights),
    (likelihood.ridge, by_scikit_learn),
    (likelihood.ridge, by_inverse),
    (likelihood.ridge, by_rows),
    (likelihood.cost, 10**12 + 10**9, 500.5),
    (likelihood.cost, "1.001e12", 500),
    (likelihood.cost, np.float64(1.001e12), 501),
]

WRONG = [
    (likelihood.bell, lambda y, m, s: (y - m) ** 2 / (2 * s**2), "s alone is missing"),
    (likelihood.bell, lambda y, m, s: stats.norm.logpdf(y, m, s), "sign is turned round"),
    (likelihood.bell, lambda y, m, s: stats.norm.pdf(y, m, s), "height of the bell"),
    (likelihood.bell, lambda y, m, s: -np.log(stats.norm.pdf(y, m, s)), "its logarithm is lost"),
    (likelihood.bell, lambda y, m, s: by_scipy(y, m, s).mean(), "shape (4,)"),
    (likelihood.bell, lambda y, m, s: (y - m) ** 2, "what surprise_of_bell returns should be"),
    (likelihood.pairs, {"temperature": "A", "rain": "D", "person": "C"}, "squared distance"),
    (likelihood.pairs, {"temperature": "B", "rain": "A", "person": "C"}, "For temperature it is not B"),
    (likelihood.pairs, {"temperature": "A", "rain": "C", "person": "B"}, "For rain it is not C"),
    (likelihood.pairs, {"temperature": "A", "rain": "B"}, "with the keys"),
    (
        likelihood.pairs,
        [("rain", "D"), ("temperature", "A"), ("rain", "B"), ("person", "C")],
        "should be a dictionary with the keys",
    ),
    (likelihood.formula, "A", "X.T Y is meant"),
    (likelihood.formula, "C", "(n, n)(d, n)"),
    (likelihood.formula, "D", "L and d differ"),
    (likelihood.ridge, lambda x, y, s: np.linalg.lstsq(x, y, rcond=None)[0], "that is least squares"),
    (likelihood.ridge, lambda x, y, s: np.linalg.solve(x.T @ x + s, x.T @ y), "diagonal alone"),
    (likelihood.ridge, lambda x, y, s: by_inverse(x, y, s * len(x)), "multiplied by the number of rows"),
    (likelihood.ridge, lambda x, y, s: by_inverse(x, y, 2 * s), "doubled or squared"),
    (likelihood.ridge, lambda x, y, s: np.linalg.solve(x.T @ x + s * np.eye(3), x.T @ y), "stopped with ValueError"),
    (likelihood.ridge, lambda x, y, s: by_inverse(x, y, s).sum(), "should be of shape (3,)"),
    (likelihood.cost, 1e15, 500.5, "once for each row"),
    (likelihood.cost, 1e12, 500, "X.T X alone"),
    (likelihood.cost, 1.002e12, 501, "n d for X.T Y as well"),
    (likelihood.cost, 1.001e12, 1001, "again d for the gradient"),
    (likelihood.cost, 1.001e12, 5, "epochs is not 5"),
]

BLANK = [
    (likelihood.bell, lambda y, prediction, s: None),
    (likelihood.pairs, {"temperature": ..., "rain": "B", "person": "C"}),
    (likelihood.formula, ...),
    (likelihood.ridge, lambda inputs, targets, strength: ...),
    (likelihood.cost, ..., 500),
]

# What no hint may give away.
SECRETS = ("fits = ", "strength * np.eye", "1.001e12", "500.5", "/ (2 * s**2)")
