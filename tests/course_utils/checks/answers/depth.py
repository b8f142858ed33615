"""Answers to the exercises of lesson 02c: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np

from course_utils.checks import depth


def relu(z):
    return np.maximum(0, z)


def zigzag(z):
    return 3 * z + 2 - 6 * relu(z + 1 / 3) + 6 * relu(z - 1 / 3)


def zigzag_in_place(z):
    answer = np.zeros_like(z)
    for weight, corner in ((3, -1), (-6, -1 / 3), (6, 1 / 3)):
        answer += weight * relu(z - corner)
    return answer - 1


def interpolated(z):
    return np.interp(z, [-1, -1 / 3, 1 / 3, 1], [-1, 1, -1, 1])


def rough_zigzag(z):
    return -np.cos(1.5 * np.pi * (z + 1))


def squares(points, centers):
    return ((points[:, None] - centers) ** 2).sum(-1)


def bumps(points, centers, gamma):
    return np.exp(-gamma * squares(points, centers))


def bumps_by_loop(points, centers, gamma):
    return np.column_stack([np.exp(-gamma * np.sum((points - center) ** 2, axis=1)) for center in centers])


def bumps_in_place(points, centers, gamma):
    points *= np.sqrt(gamma)
    centers *= np.sqrt(gamma)
    return bumps(points, centers, 1)


def zigzag_by_matrix(z):
    corners, slopes = np.array([-1, -1 / 3, 1 / 3]), np.array([3, -6, 6])
    return relu(z[..., None] - corners) @ slopes - 1


def zigzag_by_where(z):
    units = [np.where(z > corner, z - corner, 0) for corner in (-1, -1 / 3, 1 / 3)]
    return np.einsum("ij,i->j", np.stack(units), [3, -6, 6]) - 1


def zigzag_by_sum(z):
    units = np.clip(z[:, None] - np.array([-1, -1 / 3, 1 / 3]), 0, None)
    return np.sum(units * [3, -6, 6], axis=-1) - 1


RIGHT = [
    (depth.bump_features, bumps),
    (depth.bump_features, bumps_by_loop),
    (depth.bump_features, bumps_in_place),
    (depth.bump_features, lambda p, c, g: bumps(p, c, g).tolist()),
    (depth.who_designs, 3, 1, 1, 2, 0),
    (depth.who_designs, *np.array([3.0, 1, 1, 2, 0])),
    (depth.price, 5, 1023),
    (depth.price, 5.0, 2**10 - 1),
    (depth.zigzag, zigzag, 100),
    (depth.zigzag, zigzag_in_place, 100),
    (depth.zigzag, interpolated, 100),
    (depth.zigzag, np.vectorize(lambda z: 3 * z + 2 if z < -1 / 3 else -3 * z if z < 1 / 3 else 3 * z - 2), 100),
    (depth.zigzag, lambda z: zigzag(z).tolist(), "100"),
    (depth.zigzag, zigzag_by_matrix, 100),
    (depth.zigzag, zigzag_by_where, 100),
    (depth.zigzag, zigzag_by_sum, 100),
    (depth.zigzag, lambda z: -1 + 3 * relu(z + 1) - 6 * relu(z + 1 / 3) + 6 * relu(z - 1 / 3), 10**2),
    (depth.zigzag, lambda z: -1 + 3 * (z + 1) * (z > -1) + 6 * (relu(z - 1 / 3) - relu(z + 1 / 3)), 100),
]

WRONG = [
    (depth.bump_features, lambda p, c, g: np.exp(-g * np.sqrt(squares(p, c))), "no root"),
    (depth.bump_features, lambda p, c, g: np.exp(g * squares(p, c)), "a sign is missing"),
    (depth.bump_features, lambda p, c, g: np.exp(-squares(p, c)), "gamma is not used"),
    (depth.bump_features, lambda p, c, g: np.exp(-squares(p, c) / g), "narrow bumps"),
    (depth.bump_features, lambda p, c, g: np.exp(-(g**2) * squares(p, c)), "gamma itself is squared"),
    (depth.bump_features, lambda p, c, g: squares(p, c), "the bump around them is missing"),
    (depth.bump_features, lambda p, c, g: bumps(p, c, g).T, "turned round"),
    (depth.bump_features, lambda p, c, g: bumps(p, p, g), "around the points"),
    (depth.bump_features, lambda p, c, g: 2 * bumps(p, c, g), "should be 0.6612"),
    (depth.who_designs, 3, 1, 2, 2, 0, "fewer boxes than 2"),
    (depth.who_designs, 2, 1, 1, 2, 0, "deep learning, more boxes than 2"),
    (depth.who_designs, 3, 1, 1, 2, 1, "rules, fewer boxes than 1"),
    (depth.who_designs, 3, 1, 1, "all", 0, "should be a single number"),
    (depth.price, 4, 1023, "15 units and the folding net has 20"),
    (depth.price, 6, 1023, "the first such d"),
    (depth.price, 4.5, 1023, "a number of folds"),
    (depth.price, 5, 1024, "one less"),
    (depth.price, 5, 44, "the folding net"),
    (depth.price, 5, 1000, "not 1000"),
    (depth.zigzag, lambda z: 2 * np.abs(z) - 1, 100, "At z = -1.000"),
    (depth.zigzag, lambda z: 3 * z + 2, 100, "At z = 0.333"),
    (depth.zigzag, rough_zigzag, 100, "not straight"),
    (depth.zigzag, np.sort, 100, "At z = -0.333"),
    (depth.zigzag, lambda z: np.interp(z, z, np.resize([-1, 1, -1, 1], z.shape)), 100, "not straight"),
    (depth.zigzag, zigzag, 81, "Two layers give 3 * 3"),
    (depth.zigzag, zigzag, 25, "plain folds"),
    (depth.zigzag, zigzag, 10, "stripes in one direction"),
    (depth.zigzag, zigzag, 12, "Not 12 cells"),
]

BLANK = [
    (depth.bump_features, lambda p, c, g: None),
    (depth.who_designs, 3, 1, ..., 2, 0),
    (depth.price, 5, ...),
]

# What no hint may give away.
SECRETS = ("np.exp(", "100 cells", "1023", "31")
