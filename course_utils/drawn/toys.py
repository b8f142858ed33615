"""Small two-dimensional data sets with two classes, drawn on demand, on which ideas can be seen.

All of them return points of shape (n, 2) as float32, roughly between -1 and 1, and labels of shape (n,) as int64, as
many of class 0 as of class 1, in random order.
"""

import numpy as np

from course_utils import arguments


def noisy_xor(num_points: int, noise: float = 0.2, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Draw the four corners of XOR as four clouds: equal signs are class 0, different signs class 1.

    Parameters
    ----------
    num_points : int
        Number of points, even, from 4 to a million.
    noise : float
        Standard deviation of each cloud around its corner (+-0.5, +-0.5), from 0 to 1000.
    seed : int
        Seed of the drawing, 0 to 2**32 - 1.

    Returns
    -------
    points : numpy.ndarray
        Shape (num_points, 2), float32.
    labels : numpy.ndarray
        Shape (num_points,), int64, 0 or 1.

    Raises
    ------
    TypeError, ValueError
        If an argument is no number, or out of range.

    Examples
    --------
    >>> points, labels = noisy_xor(6, noise=0.0)
    >>> bool((labels == (points[:, 0] * points[:, 1] < 0)).all())
    True
    """
    rng, labels = _start(num_points, noise, seed)
    first = rng.choice([-0.5, 0.5], num_points)
    corners = np.stack([first, np.where(labels == 1, -first, first)], axis=1)
    return (corners + noise * rng.normal(size=corners.shape)).astype("float32"), labels


def rings(num_points: int, noise: float = 0.08, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Draw two rings around the origin: the inner one, of radius 0.4, is class 0, the outer, of radius 0.9, class 1.

    Parameters, returned values and errors are those of `noisy_xor`; the noise is the standard deviation of the radius.
    """
    rng, labels = _start(num_points, noise, seed)
    angles = rng.uniform(0, 2 * np.pi, num_points)
    radii = np.where(labels == 1, 0.9, 0.4) + noise * rng.normal(size=num_points)
    return _from_polar(radii, angles), labels


def spirals(num_points: int, noise: float = 0.03, seed: int = 1, turns: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Draw two arms of a spiral that wind around each other, one class an arm.

    Parameters, returned values and errors are those of `noisy_xor`; the noise is the standard deviation of each
    coordinate, and `turns` says how often an arm winds around the origin.
    """
    arguments.number("turns", turns, -1000, 1000)
    rng, labels = _start(num_points, noise, seed)
    radii = np.sqrt(rng.uniform(0.02, 1, num_points))
    points = _from_polar(radii, 2 * np.pi * turns * radii + np.pi * labels)
    return (points + noise * rng.normal(size=points.shape)).astype("float32"), labels


def _start(num_points: int, noise: float, seed: int) -> tuple[np.random.Generator, np.ndarray]:
    """Check the arguments; return the generator and shuffled labels, half of them 1."""
    arguments.whole_number("num_points", num_points, 10**6, fewest=4)
    if num_points % 2:
        raise ValueError(f"num_points is {num_points}; it must be even, for as many points of each class.")
    arguments.number("noise", noise, 0, 1000)
    arguments.whole_number("seed", seed, 2**32 - 1)
    rng = np.random.default_rng(seed)
    return rng, rng.permutation(np.arange(num_points) % 2)


def _from_polar(radii: np.ndarray, angles: np.ndarray) -> np.ndarray:
    """Return the points (n, 2) with these polar coordinates."""
    return np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=1).astype("float32")
