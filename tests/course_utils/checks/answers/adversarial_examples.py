"""Answers to the exercises of lesson 09: right ones, typical wrong ones with the hint that fits, empty ones."""

from statistics import NormalDist

import keras
import numpy as np

from course_utils.checks import adversarial_examples as lesson


def fgsm(x, gradient, epsilon):
    return np.clip(x + epsilon * np.sign(gradient), 0, 1)


def fgsm_with_where(x, gradient, epsilon):
    change = np.where(gradient > 0, epsilon, np.where(gradient < 0, -epsilon, 0))
    return np.minimum(1, np.maximum(0, x + change))


def fgsm_in_place(x, gradient, epsilon):
    x += epsilon * np.sign(gradient)
    return np.clip(x, 0, 1, out=x)


def worst(w, epsilon):
    return epsilon * np.abs(w).sum()


def usual(w, epsilon):
    return epsilon * np.linalg.norm(w)


def smallest(w, b, x):
    return abs(w @ x + b) / np.abs(w).sum()


def pgd_step(moved, x, gradient, step_size, epsilon):
    moved = moved + step_size * np.sign(gradient)
    return np.clip(moved, np.maximum(x - epsilon, 0), np.minimum(x + epsilon, 1))


def margin(labels, logits):
    own = np.eye(logits.shape[1], dtype=bool)[labels]
    return np.where(own, -np.inf, logits).max(axis=1) - logits[own]


def margin_of_tensors(labels, logits):
    own = keras.ops.one_hot(labels, logits.shape[1])
    others = keras.ops.max(logits - 1e9 * own, axis=1)
    return others - keras.ops.sum(logits * own, axis=1)


def margin_row_by_row(labels, logits):
    return [max(np.delete(row, label)) - row[label] for label, row in zip(labels, logits, strict=True)]


def radius(share, noise):
    return noise * NormalDist().inv_cdf(share) if share > 0.5 else 0.0


def radius_with_max(share, noise):
    return noise * max(0.0, NormalDist().inv_cdf(max(share, 1e-9)))


RIGHT = [
    (lesson.levels, 0.8925, 25.5),
    (lesson.levels, 0.007 / (2 / 255), np.array([25.5])),
    (lesson.levels, np.float32(0.8925), [25.5]),
    (lesson.fgsm, fgsm),
    (lesson.fgsm, fgsm_with_where),
    (lesson.fgsm, fgsm_in_place),
    (lesson.fgsm, lambda *given: keras.ops.convert_to_tensor(fgsm(*given), "float32")),
    (lesson.worst_case, worst, usual),
    (lesson.worst_case, lambda w, e: sum(abs(e * v) for v in w), lambda w, e: np.sqrt(sum((e * v) ** 2 for v in w))),
    (lesson.worst_case, lambda w, e: np.float32(worst(w, e)), lambda w, e: np.array(usual(w, e))),
    (lesson.slip, "C", smallest),
    (lesson.slip, ["c"], lambda w, b, x: keras.ops.convert_to_tensor(smallest(w, b, x), "float32")),
    (lesson.slip, "(c)", lambda w, b, x: (np.dot(w, x) + b) / np.linalg.norm(w, 1)),
    (lesson.step, pgd_step),
    (lesson.step, lambda m, x, g, a, e: np.clip(x + np.clip(m + a * np.sign(g) - x, -e, e), 0, 1)),
    (lesson.step, lambda *given: pgd_step(*given).astype("float32").tolist()),
    (lesson.margin, margin),
    (lesson.margin, margin_of_tensors),
    (lesson.margin, margin_row_by_row),
    (lesson.radius, radius),
    (lesson.radius, radius_with_max),
    (lesson.radius, lambda share, noise: np.float32(max(0, noise * NormalDist().inv_cdf(share)))),
    (lesson.table, 15, 11, 0.125),
    (lesson.table, 15.0, 11, 5 / 40),
    (lesson.table, [15], np.float32(11), np.float32(0.125)),
    (lesson.words, "A", "B", "C", "D"),
    (lesson.words, "a", "b", "c", "d"),
    (lesson.words, ["A"], ("B",), ["C"], "(d)"),
]

WRONG = [
    (lesson.levels, 1.785, 25.5, "twice as wide"),
    (lesson.levels, 0.896, 25.5, "255 steps"),
    (lesson.levels, 0.8925, 25.6, "255 steps"),
    (lesson.levels, 1, 26, "unrounded"),
    (lesson.levels, 0.8925, 25, "unrounded"),
    (lesson.levels, 0.9, 25.5, "unrounded"),
    (lesson.levels, 0.8925, 12.8, "255 steps"),
    (lesson.levels, 7, 25.5, "did not move by 7 grey levels"),
    (lesson.levels, 0.8925, 12.75, "not from -1 to 1"),
    (lesson.levels, 0.8925, 10, "do not move by 10 grey levels"),
    (lesson.fgsm, lambda x, g, e: x + e * np.sign(g), "pixels from -0.1 to 1.1"),
    (lesson.fgsm, lambda x, g, e: x + 1, "pixels from 1.3 to 1.7"),
    (lesson.fgsm, lambda x, g, e: np.clip(x + e * np.sign(g), 0.05, 0.95), "A pixel of 1 with a gradient of 2"),
    (lesson.fgsm, lambda x, g, e: np.clip(x + 0.1 * np.sign(g), 0, 1), "epsilon 0.007 should not become"),
    (lesson.fgsm, lambda x, g, e: np.clip(x + e * np.tanh(1e3 * g), 0, 1), "with a gradient of"),
    (lesson.fgsm, lambda x, g, e: fgsm(x, g, e).round(2), "epsilon 0.007 should not become"),
    (lesson.fgsm, lambda x, g, e: [[0.5, 0.6], [0.4]], "should hold numbers"),
    (lesson.worst_case, usual, usual, "All combinations of signs can be tried"),
    (lesson.worst_case, lambda w, e: 0.3 * np.abs(w).sum(), usual, "the largest change is"),
    (lesson.worst_case, lambda w, e: min(worst(w, e), 100), usual, "not 100"),
    (lesson.worst_case, worst, lambda w, e: e**2 * np.sum(w**2), "the variance"),
    (lesson.worst_case, worst, lambda w, e: np.linalg.norm(w), "epsilon limits them"),
    (lesson.worst_case, worst, lambda w, e: e * np.sqrt(np.mean(w**2)), "added, not averaged"),
    (lesson.worst_case, worst, lambda w, e: e * w.std(), "each change has the mean 0"),
    (lesson.worst_case, worst, lambda w, e: worst(w, e) / np.sqrt(len(w)), "standard deviation is"),
    (lesson.worst_case, worst, worst, "standard deviation is"),
    (lesson.slip, "A", smallest, "changes of equal size"),
    (lesson.slip, "B", smallest, "what people see"),
    (lesson.slip, "D", smallest, "all three of them"),
    (lesson.slip, "flexible", smallest, "one of the letters"),
    (lesson.slip, "C", lambda w, b, x: (w @ x + b) / w.sum(), "cancel each other"),
    (lesson.slip, "C", lambda w, b, x: 0.1, "it should be 0"),
    (lesson.slip, "C", lambda w, b, x: min(smallest(w, b, x), 1), "it should be 0"),
    (lesson.slip, "C", lambda w, b, x: smallest(w, b, x).round(4), "it should be 0"),
    (lesson.slip, "C", lambda w, b, x: (w @ x + b) / np.abs(w + b).sum(), "it should be 0"),
    (lesson.slip, "CD", smallest, "one of the letters"),
    (lesson.step, lambda m, x, g, a, e: np.clip(np.clip(m + a * np.sign(g), m - e, m + e), 0, 1), "leaves the ball"),
    (lesson.step, lambda m, x, g, a, e: x, "began at 0.5"),
    (lesson.step, lambda m, x, g, a, e: pgd_step(m, x, g, a, 0.1), "epsilon 0.0437 you return"),
    (lesson.step, lambda m, x, g, a, e: pgd_step(m, x, g, 0.05, e), "With a step of 0.2"),
    (lesson.step, lambda m, x, g, a, e: np.clip(m + np.clip(a * np.sign(g), -e, e), 0, 1), "leaves the ball"),
    (lesson.step, lambda m, x, g, a, e: pgd_step(m, x, np.where(g < 0, -1, 1), a, e), "a gradient of 0"),
    (lesson.margin, lambda y, z: z.max(axis=1) - z[np.arange(len(y)), y], "goes flat"),
    (lesson.margin, lambda y, z: z[:, 0], "you return 300"),
    (lesson.margin, lambda y, z: np.clip(margin(y, z), -1000, 1000), "the margin is 2000"),
    (lesson.margin, lambda y, z: margin(y, z).round(2), "the margin is"),
    (
        lesson.margin,
        lambda y, z: [max(set(r) - {r[k]}) - r[k] for k, r in zip(y, np.abs(z), strict=True)],
        "the margin is",
    ),
    (lesson.margin, lambda y, z: z, "shape (4, 3)"),
    (lesson.radius, lambda p, s: s * NormalDist().inv_cdf(p), "another class may be winning"),
    (lesson.radius, lambda p, s: s * p, "certifies 0.3204, not 0.2250"),
    (lesson.radius, lambda p, s: min(1.0, radius(p, s)), "not 1.0000"),
    (lesson.radius, lambda p, s: s * abs(NormalDist().inv_cdf(p)), "share of 0.3 another class"),
    (lesson.radius, lambda p, s: radius(p, s) if p > 0.6 else 0.0, "share of 0.501"),
    (lesson.table, 30, 22, 0.125, "there is a smaller number"),
    (lesson.table, 3, 2, 0.125, "gives 73.33 %"),
    (lesson.table, 7.5, 2, 0.125, "whole number of views"),
    (lesson.table, 15, 10, 0.125, "66.67 %, not 73.33 %"),
    (lesson.table, 15, 0.7333, 0.125, "not a share"),
    (lesson.table, 15, 11, 1 / 64, "its area"),
    (lesson.table, 15, 11, 8, "wider at 40 feet"),
    (lesson.table, 15, 11, 0.875, "what the width loses"),
    (lesson.table, 15, 11, 0.5, "does not change to 0.5"),
    (lesson.words, "B", "A", "C", "D", "Ten labels"),
    (lesson.words, "A", "B", "D", "C", "A colour instead of a digit"),
    (lesson.words, "A", "B", "C", 4, "one of the letters"),
    (lesson.words, "D", "B", "C", "A", "A colour instead of a digit"),
    (lesson.words, "AB", "B", "C", "D", "one of the letters"),
]

BLANK = [
    (lesson.levels, ..., 25.5),
    (lesson.fgsm, lambda x, g, e: ...),
    (lesson.worst_case, lambda w, e: ..., lambda w, e: ...),
    (lesson.slip, ..., smallest),
    (lesson.slip, "C", lambda w, b, x: None),
    (lesson.step, lambda m, x, g, a, e: ...),
    (lesson.margin, lambda y, z: None),
    (lesson.radius, lambda p, s: ...),
    (lesson.table, 15, ..., 0.125),
    (lesson.words, "A", ..., "C", "D"),
]

# What no hint may give away.
SECRETS = (
    "0.8925",
    "25.5",
    "np.sign(gradient)",
    "np.clip(",
    "norm(w",
    "np.abs(w)",
    "C is right",
    "np.eye",
    "np.delete",
    "0.125",
    "share > 0.5",
)
