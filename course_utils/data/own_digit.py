"""A digit of the student's own, written as strokes or photographed, made ready for a net that knows MNIST.

Lesson 04 builds both functions step by step; lesson 06b uses them again.
"""

from collections.abc import Sequence

import numpy as np

_BOX, _SIDE = 20, 28  # pixels: MNIST's digits fill a box of 20 in pictures of 28
_DARKEST_PAPER = 60


def draw_strokes(strokes: Sequence[Sequence[tuple[float, float]]], size: int = 200, width: int = 16) -> np.ndarray:
    """Draw lines with a pen.

    Parameters
    ----------
    strokes : sequence of sequences of (x, y)
        The points of each stroke, from (0, 0), above and left, to (1, 1), below and right.
    size : int
        Height and width of the picture in pixels.
    width : int
        Of the pen, in pixels.

    Returns
    -------
    numpy.ndarray of uint8, shape (size, size)
        White lines (255) on black (0).

    Examples
    --------
    >>> drawing = draw_strokes([[(0.5, 0.1), (0.5, 0.9)]])
    >>> drawing.shape, int(drawing[100, 100]), int(drawing[100, 10])
    ((200, 200), 255, 0)
    """
    from PIL import Image, ImageDraw

    paper = Image.new("L", (size, size))
    for stroke in strokes:
        points = [(x * size, y * size) for x, y in _points(stroke)]
        ImageDraw.Draw(paper).line(points, fill=255, width=width, joint="curve")
    return np.asarray(paper)


def _points(stroke) -> np.ndarray:
    """Return the points of a stroke, (n, 2), or say what is wrong with it."""
    try:
        points = np.array([(x, y) for x, y in stroke], dtype=float)
    except (TypeError, ValueError):
        raise ValueError(
            f"a stroke is a list of points (x, y), got {stroke!r:.60}; "
            "a single stroke goes into a list: draw_strokes([pen])"
        ) from None
    if len(points) < 2:
        raise ValueError(f"a stroke goes from point to point: it needs two or more, got {len(points)}")
    if not ((points >= 0) & (points <= 1)).all():
        x, y = next(point for point in points if not ((point >= 0) & (point <= 1)).all())
        raise ValueError(f"the paper reaches from (0, 0) to (1, 1): the point ({x:g}, {y:g}) is not on it")
    return points


def as_mnist(drawing) -> np.ndarray:
    """Make a picture of a digit what MNIST's pictures are: in a box of 20, its centre of mass in the middle of 28.

    Parameters
    ----------
    drawing : array_like of uint8, shape (height, width)
        Light ink (255) on dark paper (0). A photo of dark ink: ``255 - np.asarray(Image.open(path).convert("L"))``.

    Returns
    -------
    numpy.ndarray of uint8, shape (28, 28)

    References
    ----------
    LeCun, Bottou, Bengio and Haffner (1998), section III, on how MNIST was made.

    Examples
    --------
    >>> small_line_in_a_corner = draw_strokes([[(0.1, 0.1), (0.1, 0.2)]])
    >>> rows = np.flatnonzero(as_mnist(small_line_in_a_corner).any(axis=1))
    >>> int(rows[0]), int(rows[-1])
    (4, 23)
    """
    from PIL import Image
    from scipy import ndimage

    drawing = np.asarray(drawing)
    if drawing.ndim != 2 or drawing.dtype != np.uint8:
        raise ValueError(f"expected a grey picture (height, width) of uint8, got {drawing.dtype} {drawing.shape}")
    inked = drawing > _DARKEST_PAPER
    if not inked.any() or inked.mean() > 0.5:
        amount = "nearly everything is ink" if inked.any() else "there is nothing on the paper"
        raise ValueError(f"{amount}: ink must be light (255) and paper dark (0); is it inverted?")
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    cut = Image.fromarray(drawing[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    scale = _BOX / max(cut.size)
    cut = cut.resize([max(1, round(side * scale)) for side in cut.size], Image.Resampling.BILINEAR)
    ink = np.asarray(cut, dtype=float)
    row, column = ndimage.center_of_mass(ink)
    canvas = np.zeros((_SIDE + 2 * _BOX,) * 2)  # room on all sides; cut out 28 x 28 at the end
    middle = _BOX + (_SIDE - 1) / 2
    top, left = (  # as near to the middle as the whole digit allows
        min(max(round(middle - centre), _BOX), _BOX + _SIDE - length)
        for centre, length in zip((row, column), ink.shape, strict=True)
    )
    canvas[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return canvas[_BOX : _BOX + _SIDE, _BOX : _BOX + _SIDE].round().astype(np.uint8)
