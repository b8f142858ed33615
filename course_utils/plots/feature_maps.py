"""The layers of a convolutional net: how large they are, and many small maps or filters at once."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from course_utils.plots.style import COLORS, SMALL, axes_or_new

_MOST_SQUARES = 16  # of one layer; more would be a blur
_LIST_HEIGHT = 0.9  # of a layer without height and width, in sides of the largest map
_GAP = 0.45


def layer_sizes(sizes: Mapping[str, Sequence[int]], title: str | None = None) -> Axes:
    """Draw each layer as a pile of its feature maps, from the picture on the left to the answer on the right.

    A map is a square as large as the map (the largest one of the net sets the scale); a pile shows up to 16 of them.
    A dense layer, which has no height and width, is a bar. LeCun et al. (1998) draw LeNet-5 in this way.

    Parameters
    ----------
    sizes : dict of str to tuple of int
        For each layer (height, width, channels), or (units,).
    """
    for name, size in sizes.items():
        if len(size) not in (1, 3) or min(size) < 1:
            raise ValueError(f"{name}: expected (height, width, channels) or (units,), got {tuple(size)}")
    if not sizes:
        raise ValueError("there is no layer to draw")
    ax = axes_or_new(None, figsize=(8.0, 2.9), title=title)
    largest = max([size[0] for size in sizes.values() if len(size) == 3], default=1)
    left = 0.0
    for name, size in sizes.items():
        width = _draw_pile(ax, left, size[0] / largest, size[2]) if len(size) == 3 else _draw_list(ax, left)
        middle = left + width / 2
        ax.text(middle, -0.72, "×".join(map(str, size)), ha="center", va="top", fontsize=SMALL)
        ax.text(middle, -0.92, name, ha="center", va="top", fontsize=SMALL, color=COLORS["neutral"])
        left += max(width, 0.5) + _GAP
    ax.set(xlim=(-0.3, left - _GAP + 0.3), ylim=(-1.35, 1.0), aspect="equal")
    ax.axis("off")
    return ax


def _draw_pile(ax: Axes, left: float, side: float, channels: int) -> float:
    """Draw up to 16 squares, each a little to the right of and above the one before; return how wide they are."""
    count = min(channels, _MOST_SQUARES)
    shift = 0.028
    for number in reversed(range(count)):
        corner = left + number * shift, -side / 2 + number * shift
        ax.add_patch(Rectangle(corner, side, side, facecolor="white", edgecolor=COLORS["train"], linewidth=0.9))
    return side + (count - 1) * shift


def _draw_list(ax: Axes, left: float) -> float:
    """Draw a bar; return its width."""
    width = 0.1
    ax.add_patch(Rectangle((left, -_LIST_HEIGHT / 2), width, _LIST_HEIGHT, color=COLORS["validation"]))
    return width


def tile(images: Sequence, columns: int, background: float = 1.0) -> np.ndarray:
    """Lay many small images of one size out as a single one, which is drawn much faster.

    Parameters
    ----------
    images : sequence of array_like
        Each (height, width) or (height, width, 3), values from 0 to 1.
    columns : int
        Images in a row.
    background : float
        Value of the line of one pixel between images, and of the rest of the last row: 0 to 1 (white).

    Returns
    -------
    numpy.ndarray of float, shape (rows * (height + 1) - 1, columns * (width + 1) - 1[, 3])

    Examples
    --------
    >>> tile([[[0.0]], [[0.5]], [[0.25]]], columns=2).tolist()
    [[0.0, 1.0, 0.5], [1.0, 1.0, 1.0], [0.25, 1.0, 1.0]]
    """
    images = [np.asarray(image, dtype=float) for image in images]
    if not images or len({image.shape for image in images}) != 1 or images[0].ndim not in (2, 3):
        raise ValueError(f"expected images of one size, got the shapes {sorted({image.shape for image in images})}")
    height, width, *channels = images[0].shape
    rows = -(-len(images) // columns)
    tiled = np.full((rows * (height + 1), columns * (width + 1), *channels), float(background))
    for number, image in enumerate(images):
        top, left = number // columns * (height + 1), number % columns * (width + 1)
        tiled[top : top + height, left : left + width] = image
    return tiled[:-1, :-1]
