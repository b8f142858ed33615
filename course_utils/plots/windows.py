"""What a window sees: grids of numbers, a kernel that slides over them, and stacks of feature maps."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from course_utils.arguments import to_numpy
from course_utils.plots.style import COLORS, INK, SMALL, axes_or_new, bare, number_text

Frame = tuple[int, int, int, int]  # first row, first column, height, width

_SIGNED = LinearSegmentedColormap.from_list("signed", ["#F0A071", "white", "#7FB8DE"])  # light: numbers stand on it
_INCHES_PER_CELL = 0.42
_LIGHTS = tuple(LinearSegmentedColormap.from_list(name, ["black", name]) for name in ("#FF3B30", "#34C759", "#3B82FF"))
_MOST_MAPS = 8  # of a stack


def number_grid(
    values, frame: Frame | None = None, border: int = 0, ax: Axes | None = None, title: str | None = None
) -> Axes:
    """Draw a matrix as squares with their numbers: positive ones blue, negative ones orange.

    Parameters
    ----------
    values : array_like, shape (rows, columns)
        Numbers; the largest absolute value has the deepest colour.
    frame : (row, column, height, width), optional
        A block that is framed, counted from 0.
    border : int
        Width of a border of padding, in cells; it is hatched.

    Examples
    --------
    >>> ax = number_grid([[1, 4, 0], [0, 2, 1], [3, 0, 1]], frame=(0, 1, 2, 2))
    >>> [text.get_text() for text in ax.texts][:3]
    ['1', '4', '0']
    >>> import matplotlib.pyplot as plt
    >>> plt.close(ax.figure)
    """
    values = _matrix(values)
    rows, columns = values.shape
    ax = axes_or_new(ax, figsize=(_INCHES_PER_CELL * columns + 0.3, _INCHES_PER_CELL * rows + 0.5))
    limit = np.abs(values).max() or 1.0
    ax.imshow(values, cmap=_SIGNED, vmin=-limit, vmax=limit)
    for row, column in np.ndindex(rows, columns):
        inside = border <= row < rows - border and border <= column < columns - border
        color, hatch = (INK, None) if inside else (COLORS["neutral"], "////")
        text = number_text(values[row, column])
        ax.text(column, row, text, ha="center", va="center", color=color, fontsize=SMALL)
        ax.add_patch(_block((row, column, 1, 1), edgecolor="#C9CDD2", linewidth=0.6, hatch=hatch))
    if frame is not None:
        _require_inside(frame, values.shape)
        ax.add_patch(_block(frame, edgecolor=COLORS["validation"], linewidth=2.5, zorder=3))
    bare(ax)
    if title:
        ax.set_title(title, loc="center", fontsize=10.5)
    return ax


def sliding_window(
    image,
    kernel,
    output,
    position: tuple[int, int] = (0, 0),
    stride: int = 1,
    border: int = 0,
    title: str | None = None,
) -> Figure:
    """Draw one step of a convolution: the window on the image, the kernel, and the number they give.

    Parameters
    ----------
    image : array_like, shape (height, width)
        As the kernel meets it: with its padding, if there is any.
    kernel : array_like, shape (rows, columns)
        For pooling, which has no weights, None with a window as large as the stride.
    output : array_like, shape (output height, output width)
        The feature map.
    position : (row, column)
        Which number of the output is being computed, counted from 0.
    stride : int
        Pixels from one window to the next.
    border : int
        Width of the padding that `image` contains; drawn hatched.
    """
    import matplotlib.pyplot as plt

    image, output = _matrix(image), _matrix(output)
    kernel = None if kernel is None else _matrix(kernel)
    size = (stride, stride) if kernel is None else kernel.shape
    row, column = position
    grids = [image, output] if kernel is None else [image, kernel, output]
    widths = [grid.shape[1] for grid in grids]
    width = _INCHES_PER_CELL * (sum(widths) + 1.6 * len(grids))
    height = _INCHES_PER_CELL * max(grid.shape[0] for grid in grids) + 0.7
    figure, axes = plt.subplots(1, len(grids), figsize=(width, height), width_ratios=widths)
    number_grid(image, (row * stride, column * stride, *size), border, ax=axes[0], title="image")
    if kernel is not None:
        number_grid(kernel, ax=axes[1], title="kernel")
    number_grid(output, (row, column, 1, 1), ax=axes[-1], title="feature map" if kernel is not None else "pooled")
    for ax, sign in zip(axes[1:], ("$*$", "=") if kernel is not None else ("→",), strict=True):
        place = {"xycoords": "axes fraction", "textcoords": "offset points", "ha": "center", "va": "center"}
        ax.annotate(sign, (0, 0.5), (-14, 0), **place, fontsize=16)
    if title:
        figure.suptitle(title, x=0.01, ha="left")
    return figure


def feature_stack(
    stacks: Mapping[str, Sequence],
    rgb: Collection[str] = (),
    frames: Mapping[str, Frame] | None = None,
    title: str | None = None,
) -> Axes:
    """Draw stacks of feature maps from left to right, all in the same scale: one pixel is as large everywhere.

    Parameters
    ----------
    stacks : dict of str to array_like, shape (height, width, channels)
        Below each stack stand its name and its shape. The first eight maps are drawn, each from its own
        black to its own white.
    rgb : collection of str
        Names of stacks whose three channels are the red, green and blue of a picture.
    frames : dict of str to (row, column, height, width), optional
        A window that is framed on all maps of a stack.
    """
    arrays = {name: np.asarray(to_numpy(maps), dtype=float) for name, maps in stacks.items()}
    if not arrays or any(maps.ndim != 3 or not maps.size for maps in arrays.values()):
        shapes = {name: maps.shape for name, maps in arrays.items()}
        raise ValueError(f"stacks need the shape (height, width, channels), got {shapes}")
    ax = axes_or_new(None, figsize=(8.0, 2.9), title=title)
    tallest = max(maps.shape[0] for maps in arrays.values())
    left = 0.0
    for name, maps in arrays.items():
        tints = _LIGHTS if name in rgb else ("gray",) * maps.shape[2]
        right = _draw_stack(ax, maps[:, :, :_MOST_MAPS], left, 0.16 * tallest, tints, (frames or {}).get(name))
        label = f"{name}\n{maps.shape[0]} × {maps.shape[1]} × {maps.shape[2]}"
        ax.text((left + right) / 2, -0.06 * tallest, label, ha="center", va="top", fontsize=SMALL, linespacing=1.4)
        left = right + 0.28 * tallest
    ax.set(xlim=(-0.02 * tallest, left - 0.26 * tallest), aspect="equal")
    ax.autoscale(axis="y")
    ax.set_ylim(-0.4 * tallest, ax.get_ylim()[1])
    ax.axis("off")
    return ax


def _draw_stack(ax, maps, left, step, tints, frame) -> float:
    """Draw the maps of one stack, the first in front, and return the right end of the last."""
    import matplotlib as mpl

    height, width, count = maps.shape
    step = min(step, 2.2 * step / max(count - 1, 1))
    for index in reversed(range(count)):
        plane, x, y = maps[:, :, index], left + index * step, index * step * 0.55
        low, high = plane.min(), plane.max()
        shades = mpl.colormaps.get_cmap(tints[index])((plane - low) / ((high - low) or 1.0))
        order = 2 + count - index
        ax.imshow(shades, extent=(x, x + width, y, y + height), interpolation="nearest", zorder=order)
        ax.add_patch(Rectangle((x, y), width, height, fill=False, edgecolor="white", linewidth=1.6, zorder=order))
        ax.add_patch(Rectangle((x, y), width, height, fill=False, edgecolor=INK, linewidth=0.6, zorder=order))
        if frame is not None:
            _require_inside(frame, plane.shape)
            row, column, rows, columns = frame
            corner = (x + column, y + height - row - rows)
            for color, width_of_line in ((INK, 3.5), ("white", 2)):  # visible on any tint
                look = {"fill": False, "edgecolor": color, "linewidth": width_of_line, "zorder": order + 0.5}
                ax.add_patch(Rectangle(corner, columns, rows, **look))
    return left + width + (count - 1) * step


def _matrix(values) -> np.ndarray:
    values = np.asarray(to_numpy(values), dtype=float)
    if values.ndim != 2 or not values.size:
        raise ValueError(f"a grid of numbers is a matrix (rows, columns), got the shape {values.shape}")
    return values


def _require_inside(frame: Frame, shape: tuple[int, int]) -> None:
    row, column, height, width = frame
    inside = row >= 0 and column >= 0 and row + height <= shape[0] and column + width <= shape[1]
    if not inside or height < 1 or width < 1:
        raise ValueError(f"the frame (row, column, height, width) = {frame} does not lie inside a grid of {shape}")


def _block(frame: Frame, **look) -> Rectangle:
    row, column, height, width = frame
    return Rectangle((column - 0.5, row - 0.5), width, height, facecolor="none", clip_on=False, **look)
