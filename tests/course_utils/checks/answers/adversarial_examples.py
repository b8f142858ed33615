"""Answers to the exercises of lesson 09: right ones, typical wrong ones with the hint that fits, empty ones."""

from statistics import NormalDist

import numpy as np

from course_utils.checks import adversarial_examples as lesson


def fgsm(x, gradient, epsilon):
    return np.clip(x + epsilon * np.sign(gradient), 0, 1)


def fgsm_with_where(x, gradient, epsilon):
    change = np.where(gradient > 0, epsilon, np.where(gradient < 0, -epsilon, 0))
    return np.minimum(1, np.maximum(0, x + change))


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


def margin_row_by_row(labels, logits):
    return [max(np.delete(row, label)) - row[label] for label, row in zip(labels, logits, strict=True)]


def radius(share, noise):
    return noise * NormalDist().inv_cdf(share) if share > 0.5 else 0.0


def radius_with_max(share, noise):
    return noise * max(0.0, NormalDist().inv_cdf(max(share, 1e-9)))


def free_step(moved, x, gradient, step_size, epsilon):
    return moved + step_size * np.sign(gradient)


RIGHT = [
    (lesson.levels, 0.8925, 25.5),
    (lesson.levels, 0.007 / (2 / 255), np.array([25.5])),
    (lesson.fgsm, fgsm),
    (lesson.fgsm, fgsm_with_where),
    (lesson.worst_case, worst, usual),
    (lesson.worst_case, lambda w, e: sum(abs(e * v) for v in w), lambda w, e: np.sqrt(sum((e * v) ** 2 for v in w))),
    (lesson.slip, "C", smallest),
    (lesson.slip, "(c)", lambda w, b, x: (np.dot(w, x) + b) / np.linalg.norm(w, 1)),
    (lesson.step, pgd_step),
    (lesson.step, lambda m, x, g, a, e: np.clip(x + np.clip(m + a * np.sign(g) - x, -e, e), 0, 1)),
    (lesson.margin, margin),
    (lesson.margin, margin_row_by_row),
    (lesson.radius, radius),
    (lesson.radius, radius_with_max),
    (lesson.table, 15, 11, 0.125),
    (lesson.table, 15.0, 11, 5 / 40),
    (lesson.words, "A", "B", "C", "D"),
    (lesson.words, "a", "b", "c", "d"),
]

WRONG = [
    (lesson.levels, 1.785, 25.5, "twice as wide"),
    (lesson.levels, 0.896, 25.5, "255 steps"),
    (lesson.levels, 0.8925, 25.6, "255 steps"),
    (lesson.levels, 1, 26, "unrounded"),
    (lesson.levels, 7, 25.5, "did not move by 7 grey levels"),
    (lesson.levels, 0.8925, 12.75, "not from -1 to 1"),
    (lesson.levels, 0.8925, 10, "do not move by 10 grey levels"),
    (lesson.fgsm, lambda x, g, e: x + e * np.sign(g), "pixels from -0.1 to 1.1"),
    (lesson.fgsm, lambda x, g, e: np.clip(x - e * np.sign(g), 0, 1), "down the loss"),
    (lesson.fgsm, lambda x, g, e: np.clip(x + e * g, 0, 1), "however steep"),
    (lesson.fgsm, lambda x, g, e: np.clip(x + e * g / np.linalg.norm(g), 0, 1), "however steep"),
    (lesson.fgsm, lambda x, g, e: e * np.sign(g), "the change alone"),
    (lesson.fgsm, lambda x, g, e: x + 1, "you return [1.5, 1.5, 1.5]"),
    (lesson.fgsm, lambda x, g, e: np.clip(x + e * np.sign(g), 0.05, 0.95), "At the ends of the range"),
    (lesson.worst_case, lambda w, e: e * abs(w.sum()), usual, "move the same way"),
    (lesson.worst_case, lambda w, e: e * np.abs(w).max(), usual, "one pixel alone"),
    (lesson.worst_case, lambda w, e: np.abs(w).sum(), usual, "epsilon limits it"),
    (lesson.worst_case, lambda w, e: -worst(w, e), usual, "the other direction"),
    (lesson.worst_case, usual, usual, "All combinations of signs can be tried"),
    (lesson.worst_case, worst, lambda w, e: e**2 * np.sum(w**2), "the variance"),
    (lesson.worst_case, worst, worst, "standard deviation is"),
    (lesson.slip, "A", smallest, "changes of equal size"),
    (lesson.slip, "B", smallest, "what people see"),
    (lesson.slip, "D", smallest, "all three of them"),
    (lesson.slip, "flexible", smallest, "one of the letters"),
    (lesson.slip, "C", lambda w, b, x: (w @ x + b) / np.linalg.norm(w), "Euclidean distance"),
    (lesson.slip, "C", lambda w, b, x: (w @ x) / np.abs(w).sum(), "bias is missing"),
    (lesson.slip, "C", lambda w, b, x: (w @ x + b) / w.sum(), "cancel each other"),
    (lesson.slip, "C", lambda w, b, x: 0.1, "it should be 0"),
    (lesson.step, free_step, "projection is missing"),
    (lesson.step, lambda *a: np.clip(free_step(*a), 0, 1), "leaves the ball"),
    (lesson.step, lambda m, x, g, a, e: np.clip(m + a * np.sign(g), x - e, x + e), "pixels that no picture has"),
    (lesson.step, lambda m, x, g, a, e: np.clip(np.clip(m + a * np.sign(g), m - e, m + e), 0, 1), "leaves the ball"),
    (lesson.step, lambda m, x, g, a, e: pgd_step(m, x, -g, a, e), "goes up the loss"),
    (lesson.step, lambda m, x, g, a, e: pgd_step(m, x, g, e, e), "another distance than step_size"),
    (lesson.step, lambda m, x, g, a, e: pgd_step(x, x, g, a, e), "start again"),
    (lesson.step, lambda m, x, g, a, e: x, "You return [0.5, 0.5, 0.5"),
    (lesson.margin, lambda y, z: -margin(y, z), "sign is turned round"),
    (lesson.margin, lambda y, z: np.maximum(margin(y, z), 0), "goes flat"),
    (lesson.margin, lambda y, z: z.max(axis=1) - z[np.arange(len(y)), y], "goes flat"),
    (lesson.margin, lambda y, z: (z * (1 - np.eye(3)[y])).max(axis=1) - z[np.arange(4), y], "not set to zero"),
    (lesson.margin, lambda y, z: z[:, 0], "you return 2"),
    (lesson.margin, lambda y, z: np.sort(z)[:, -1] - np.sort(z)[:, -2], "the margin is -300; you return 300"),
    (lesson.margin, lambda y, z: z, "shape (4, 3)"),
    (lesson.radius, lambda p, s: s * NormalDist().inv_cdf(p), "another class may be winning"),
    (lesson.radius, lambda p, s: max(0.0, NormalDist().inv_cdf(p)), "noise is missing"),
    (lesson.radius, lambda p, s: s * NormalDist().cdf(p), "its inverse"),
    (lesson.radius, lambda p, s: s * p, "certifies 0.320, not 0.225"),
    (lesson.table, 30, 22, 0.125, "there is a smaller number"),
    (lesson.table, 3, 2, 0.125, "gives 73.33 %"),
    (lesson.table, 7.5, 2, 0.125, "whole number of views"),
    (lesson.table, 15, 10, 0.125, "66.67 %, not 73.33 %"),
    (lesson.table, 15, 0.7333, 0.125, "not a share"),
    (lesson.table, 15, 11, 1 / 64, "its area"),
    (lesson.table, 15, 11, 8, "wider at 40 feet"),
    (lesson.table, 15, 11, 0.5, "does not change to 0.5"),
    (lesson.words, "B", "A", "C", "D", "Ten labels"),
    (lesson.words, "A", "B", "D", "C", "A colour instead of a digit"),
    (lesson.words, "A", "B", "C", 4, "one of the letters"),
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
