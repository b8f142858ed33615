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
        points = [(x * size, y * size) for x, y in stroke]
        ImageDraw.Draw(paper).line(points, fill=255, width=width, joint="curve")
    return np.asarray(paper)


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
    if not inked.any():
        raise ValueError("there is nothing on the paper: ink must be light (255) and paper dark (0); is it inverted?")
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    cut = Image.fromarray(drawing[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    scale = _BOX / max(cut.size)
    cut = cut.resize([max(1, round(side * scale)) for side in cut.size], Image.Resampling.BILINEAR)
    ink = np.asarray(cut, dtype=float)
    row, column = ndimage.center_of_mass(ink)
    canvas = np.zeros((_SIDE + 2 * _BOX,) * 2)  # room on all sides; cut out 28 x 28 at the end
    middle = _BOX + (_SIDE - 1) / 2
    top, left = round(middle - row), round(middle - column)
    canvas[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return canvas[_BOX : _BOX + _SIDE, _BOX : _BOX + _SIDE].round().astype(np.uint8)
