"""Digits as a pen would write them: 28x28 pictures that need no download and no licence.

Each digit takes one of the ways to write it (`skeletons`), moves the points that the pen passes through a little,
bends, slants and turns the whole path, and lays ink along it. As in MNIST (LeCun et al. 1998), the digit then fills a
box of 20x20 pixels and its centre of mass lies in the middle of the picture.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from course_utils.drawn.digits.skeletons import MOST_CONTROL_POINTS, POINTS_ON_PATH, STYLES, Stroke

PICTURE_SIZE = 28
BOX_SIZE = 20
BLOCK = 500  # digits drawn at a time; each block has a random stream of its own
STEPS_PER_PIXEL = 64
INK_STEPS = 255
# Of the pen's profile (1 - u^2)^2, u in pen radii: its integral from -1 to 1, and how steep it is where it is half.
PROFILE_INTEGRAL = 16 / 15
PROFILE_SLOPE = 1.53


@dataclass(frozen=True)
class Hand:
    """How freely the digits are written; lengths are in units of half a digit's height.

    Attributes
    ----------
    wobble : float
        Standard deviation by which a point of the path is off, for a writer of average care.
    carelessness : float
        Spread of the wobble between writers, as the standard deviation of its logarithm.
    proportion : float
        Standard deviation of the shift of the middle against the ends: large or small upper loops, S-shaped stems.
    bend : float
        Standard deviation of the coefficients of a quadratic warp of the whole path.
    slant, slant_spread : float
        Mean and standard deviation of the slant to the right, as the tangent of its angle.
    turn : float
        Standard deviation of the rotation in radians.
    narrowness : float
        Standard deviation of the logarithm of width over height.
    pen, pen_spread : float
        Median radius of the pen's tip in pixels, and the standard deviation of its logarithm. The tip gives less and
        less ink towards its rim: a line looks about 1.1 times as wide as this radius.
    edge : float
        Width in pixels of the grey edge of a line.
    off_centre : float
        Largest shift from the middle in pixels.
    """

    wobble: float = 0.035
    carelessness: float = 0.6
    proportion: float = 0.13
    bend: float = 0.1
    slant: float = 0.15
    slant_spread: float = 0.3
    turn: float = 0.17
    narrowness: float = 0.24
    pen: float = 2.2
    pen_spread: float = 0.4
    edge: float = 1.3
    off_centre: float = 0.75


HAND = Hand()


def draw_digits(num_digits: int, *, seed: int = 0, first: int = 0, hand: Hand = HAND) -> tuple[np.ndarray, np.ndarray]:
    """Draw handwritten digits, about a second for 10 000.

    Number i of a seed is the same digit whatever range it is drawn in. It is also the same on every machine and with
    every version of NumPy that the course supports: the random stream is one that NumPy keeps fixed, every position
    is rounded to 1/64 pixel, and the ink is summed in whole numbers.

    Parameters
    ----------
    num_digits : int
        How many, 0 or more.
    seed : int
        Which endless series of digits to draw from, 0 to 2**32 - 1.
    first : int
        Number of the first digit in that series.
    hand : Hand
        How freely to write. The digits of the lessons are the default.

    Returns
    -------
    images : numpy.ndarray
        uint8 `(num_digits, 28, 28)`, 0 is paper and 255 is ink.
    labels : numpy.ndarray
        int64 `(num_digits,)`, each digit equally likely.

    Raises
    ------
    ValueError
        If a number is negative.

    Examples
    --------
    >>> images, labels = draw_digits(20)
    >>> images.shape, images.dtype, labels.shape
    ((20, 28, 28), dtype('uint8'), (20,))
    >>> later, _ = draw_digits(5, first=15)
    >>> bool((later == images[15:]).all())
    True
    """
    if min(num_digits, seed, first) < 0:
        raise ValueError(f"Numbers of digits and seeds are 0 or more; got {num_digits=}, {first=}, {seed=}.")
    images = np.empty((num_digits, PICTURE_SIZE, PICTURE_SIZE), np.uint8)
    labels = np.empty(num_digits, np.int64)
    stop = first + num_digits
    for block in range(first // BLOCK, -(-stop // BLOCK)):
        block_images, block_labels = _draw_block(seed, block, hand)
        begin = max(first, block * BLOCK)
        end = min(stop, (block + 1) * BLOCK)
        within = slice(begin - block * BLOCK, end - block * BLOCK)
        images[begin - first : end - first] = block_images[within]
        labels[begin - first : end - first] = block_labels[within]
    return images, labels


def _draw_block(seed: int, block: int, hand: Hand) -> tuple[np.ndarray, np.ndarray]:
    # RandomState, because its stream never changes between versions of NumPy.
    random = np.random.RandomState([seed, block])
    bank = _style_bank()
    labels = random.randint(0, 10, BLOCK).astype(np.int64)
    styles = bank.choose(labels, random.uniform(size=BLOCK))
    paths = _write(bank, styles, random, hand)
    pen = hand.pen * np.exp(random.normal(0, hand.pen_spread, (BLOCK, 1)))
    pen = np.rint(np.clip(pen, 1.4, 3.2) * STEPS_PER_PIXEL) / STEPS_PER_PIXEL
    paths = _place(paths, pen, random.uniform(-1, 1, (BLOCK, 1, 2)) * hand.off_centre)
    return _grey(_ink(paths, pen, bank.joined[styles]), pen, hand.edge), labels


def _write(bank: "_StyleBank", styles: np.ndarray, random: np.random.RandomState, hand: Hand) -> np.ndarray:
    """Return the path of each digit, (n, points, 2), in units of half a digit's height."""
    n = len(styles)
    wobble = hand.wobble * np.exp(random.normal(0, hand.carelessness, (n, 1, 1)))
    control_points = bank.control_points[styles] + wobble * random.normal(size=(n, MOST_CONTROL_POINTS, 2))
    x, y = np.moveaxis(bank.curves[styles] @ control_points, 2, 0)
    up, right, stem = random.normal(0, hand.proportion, (3, n, 1))
    x, y = x + right * (1 - x * x) + stem * np.sin(np.pi * y), y + up * (1 - y * y)
    bend = random.normal(0, hand.bend, (4, n, 1))
    x, y = x + bend[0] * y * y + bend[1] * x * y, y + bend[2] * x * x + bend[3] * x * y
    x = x * np.exp(random.normal(0, hand.narrowness, (n, 1)))
    x = x - random.normal(hand.slant, hand.slant_spread, (n, 1)) * y
    angle = random.normal(0, hand.turn, (n, 1))
    return np.stack([np.cos(angle) * x - np.sin(angle) * y, np.sin(angle) * x + np.cos(angle) * y], axis=2)


def _place(paths: np.ndarray, pen: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Fit each path and the ink around it into the box, its centre of mass in the middle; return pixels."""
    ink_around = 1.1 * pen[:, :, None]
    longest = np.ptp(paths, axis=1).max(axis=1)[:, None, None]
    pixels = paths * (BOX_SIZE - ink_around) / longest
    pixels += PICTURE_SIZE / 2 + shift - pixels.mean(axis=1, keepdims=True)
    return np.rint(pixels * STEPS_PER_PIXEL) / STEPS_PER_PIXEL


def _ink(paths: np.ndarray, pen: np.ndarray, joined: np.ndarray) -> np.ndarray:
    """Lay ink along the paths: (n, points, 2) in pixels -> float32 (n, 28, 28), about 1 on the middle of a line.

    Each point of a path leaves a drop, the product of a profile in x and one in y, so that all drops of a picture are
    summed by one matrix product. The profiles are whole numbers and the sums stay below 2**24, which float32 holds
    exactly: no order of summation can change the result.
    """
    spacing, share = _spacing(paths, joined)
    columns = np.rint(_profile(paths[:, :, :1], pen[:, :, None]) * share[:, :, None])
    rows = _profile(paths[:, :, 1:], pen[:, :, None])
    drops = rows.transpose(0, 2, 1) @ columns
    one_line = pen * PROFILE_INTEGRAL * INK_STEPS**2 / spacing
    return drops / one_line.astype(np.float32)[:, :, None]


def _spacing(paths: np.ndarray, joined: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the mean distance between the points of a path (n, 1), and the share of ink of each point (n, points).

    A point that is far from its neighbours leaves more ink, so that a line is equally black everywhere.
    """
    steps = np.sqrt((np.diff(paths, axis=1) ** 2).sum(axis=2)) * joined
    mean = steps.sum(axis=1, keepdims=True) / joined.sum(axis=1, keepdims=True)
    around = (np.pad(steps, ((0, 0), (1, 0))) + np.pad(steps, ((0, 0), (0, 1)))) / 2
    share = np.clip(around / mean, 0.5, 2.0)
    return np.rint(mean * 1024) / 1024, (np.rint(share * 64) / 64).astype(np.float32)


def _grey(ink: np.ndarray, pen: np.ndarray, edge: float) -> np.ndarray:
    """Return the grey of the ink, uint8: half the ink is the edge of a line."""
    sharpness = np.maximum(pen / (PROFILE_SLOPE * edge), 1).astype(np.float32)[:, :, None]  # below 1, paper is grey
    half = np.float32(0.5)
    return np.rint(np.clip((ink - half) * sharpness + half, 0, 1) * 255).astype(np.uint8)


def _profile(positions: np.ndarray, pen: np.ndarray) -> np.ndarray:
    """Return how much ink falls on each of the 28 lines of pixels, (n, points, 28), in whole steps up to 255."""
    grid = np.arange(PICTURE_SIZE, dtype=np.float32)
    nearness = (grid - positions.astype(np.float32)) / pen.astype(np.float32)
    nearness *= nearness
    np.subtract(1, nearness, out=nearness)
    np.maximum(nearness, 0, out=nearness)
    nearness *= nearness
    nearness *= INK_STEPS
    return np.rint(nearness, out=nearness)


@dataclass(frozen=True)
class _StyleBank:
    """All styles as arrays: path = curves @ control_points.

    `curves` (styles, points, control points), `control_points` (styles, control points, 2), `joined`
    (styles, points - 1): whether a point and the next are of one stroke; `ends` (10, styles): where in 0 to 1 the
    share of each style ends, for each digit.
    """

    curves: np.ndarray
    control_points: np.ndarray
    joined: np.ndarray
    ends: np.ndarray

    def choose(self, labels: np.ndarray, uniform: np.ndarray) -> np.ndarray:
        """Return a style for each label, by the styles' shares."""
        return (uniform[:, None] >= self.ends[labels]).sum(axis=1)


@cache
def _style_bank() -> _StyleBank:
    curves = np.zeros((len(STYLES), POINTS_ON_PATH, MOST_CONTROL_POINTS))
    control_points = np.zeros((len(STYLES), MOST_CONTROL_POINTS, 2))
    joined = np.zeros((len(STYLES), POINTS_ON_PATH - 1), bool)
    for i, style in enumerate(STYLES):
        # A point that two strokes share is one point: the corner stays together however it is moved.
        unique = list(dict.fromkeys(point for stroke in style.strokes for point in stroke))
        control_points[i, : len(unique)] = unique
        curve, joined[i] = _curve(style.strokes, unique)
        curves[i, :, : len(unique)] = curve
    digits = np.array([style.digit for style in STYLES])
    shares = np.array([style.share for style in STYLES]) * (digits == np.arange(10)[:, None])
    ends = np.cumsum(shares, axis=1) / shares.sum(axis=1, keepdims=True)
    return _StyleBank(curves, control_points, joined, ends)


def _curve(strokes: tuple[Stroke, ...], unique: list[tuple[float, float]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the matrix (points, control points) that leads a pen through the strokes, and which points are joined."""
    dense = [_smooth_curve([unique.index(point) for point in stroke], len(unique)) for stroke in strokes]
    lengths = [_distances(matrix @ np.array(unique)) for matrix in dense]
    totals = np.array([length[-1] for length in lengths])
    stops = np.rint(np.cumsum(totals) / totals.sum() * POINTS_ON_PATH).astype(int)
    counts = np.diff(stops, prepend=0)
    matrices = [
        matrix[np.searchsorted(length, np.linspace(0, length[-1], count) - 1e-9)]
        for matrix, length, count in zip(dense, lengths, counts, strict=True)
    ]
    joined = np.ones(POINTS_ON_PATH - 1, bool)
    joined[stops[:-1] - 1] = False
    return np.concatenate(matrices), joined


def _smooth_curve(indices: list[int], num_points: int, steps: int = 200) -> np.ndarray:
    """Return the Catmull-Rom curve through the points as a matrix (steps, num_points)."""
    through = np.eye(num_points)[indices]
    padded = np.concatenate([[2 * through[0] - through[1]], through, [2 * through[-1] - through[-2]]])
    at = np.linspace(0, len(indices) - 1, steps)
    piece = np.minimum(at.astype(int), len(indices) - 2)
    t = (at - piece)[:, None]
    before, begin, end, after = (padded[piece + k] for k in range(4))
    return 0.5 * (
        2 * begin
        + (end - before) * t
        + (2 * before - 5 * begin + 4 * end - after) * t**2
        + (3 * begin - before - 3 * end + after) * t**3
    )


def _distances(path: np.ndarray) -> np.ndarray:
    """Return the distance along a path from its beginning to each of its points."""
    return np.concatenate([[0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
