"""Recurrent nets, unrolled in time."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from course_utils.plots.style import COLORS, INK, SMALL, axes_or_new

_BOX = 0.56


def unrolled(
    inputs: Sequence[str | None],
    outputs: Sequence[str | None],
    backwards: bool = False,
    layers: int = 1,
    cycle: bool = False,
    weights: str | None = None,
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw a recurrent net unrolled in time: one box for each step, the same weights in all of them.

    Parameters
    ----------
    inputs, outputs : sequence of str or None
        For each step what goes in below and comes out above; None where nothing does.
    backwards : bool
        Draw a second row of boxes that reads the same inputs from the end to the beginning.
    layers : int
        Rows of boxes on top of each other, each reading what the one below it says; one if `backwards`.
    cycle : bool
        Draw left of it the same net before unrolling: one box whose state goes back into itself.
    weights : str, optional
        Name of the weights, drawn as one node above the boxes from which arrows lead into every one of them.
    """
    if len(inputs) != len(outputs) or not inputs or layers < 1 or (backwards and layers > 1):
        raise ValueError(
            "expected as many inputs as outputs, and at least one layer (one only, if it also runs backwards); "
            f"got {len(inputs)}, {len(outputs)}, {layers}"
        )
    steps, rows = len(inputs), layers * (2 if backwards else 1)
    size = (1.2 + 1.1 * (steps + 2 * cycle), 1.6 + 0.9 * (rows + bool(weights)))
    ax = axes_or_new(ax, figsize=size)
    for row in range(rows):
        turned = backwards and row % 2 == 1
        for step in range(steps):
            _box(ax, step, row, COLORS["class_1"] if turned else COLORS["class_0"])
            if step:
                ends = ((step - 1, row), (step, row))
                _arrow(ax, *(reversed(ends) if turned else ends))
            if row and not turned:
                _arrow(ax, (step, row - 1), (step, row))
    for step, (below, above) in enumerate(zip(inputs, outputs, strict=True)):
        if below is not None:
            ax.text(step, -1.05, below, ha="center", va="center")
            _arrow(ax, (step, -1.15), (step, 0))
            if backwards:
                _arrow(ax, (step, -1.15), (step, 1), bend=-0.5)
        if above is not None:
            ax.text(step, rows + 0.05, above, ha="center", va="center")
            _arrow(ax, (step, rows - 1), (step, rows + 0.15))
            if backwards:
                _arrow(ax, (step, rows - 2), (step, rows + 0.15), bend=0.5)
    if weights:
        middle, height = (steps - 1) / 2, rows + 0.9
        ax.text(middle, height, weights, ha="center", va="bottom")
        for step in range(steps):
            _arrow(ax, (middle, height + _BOX / 2 - 0.05), (step, rows - 1), sideways=False)
    if cycle:
        _cycle(ax, at=-2)
    ax.set(xlim=(-2.6 if cycle else -0.5, steps - 0.5), ylim=(-1.35, rows + (1.3 if weights else 0.35)), aspect="equal")
    ax.axis("off")
    if title:
        ax.set_title(title, loc="center")
    return ax


def _box(ax, step: int, row: int, color: str) -> None:
    corner = (step - _BOX / 2, row - _BOX / 2)
    ax.add_patch(FancyBboxPatch(corner, _BOX, _BOX, boxstyle="round,pad=0,rounding_size=0.1", fc=color, ec=INK))
    ax.text(step, row, "$h$", ha="center", va="center", fontsize=SMALL)


def _cycle(ax, at: float) -> None:
    """Draw the net before it is unrolled, and an equals sign behind it."""
    _box(ax, at, 0, COLORS["class_0"])
    for height, name, ends in ((-1.05, "$x_t$", (-1.15, 0)), (1.05, "$h_t$", (0, 1.15))):
        ax.text(at, height, name, ha="center", va="center")
        _arrow(ax, (at, ends[0]), (at, ends[1]))
    loop = {"arrowstyle": "->", "color": COLORS["neutral"], "connectionstyle": "arc3,rad=-1.9"}
    ax.annotate("", (at + _BOX / 2, -0.14), (at + _BOX / 2, 0.14), arrowprops=loop)
    ax.text(at + 1.1, 0, "=", ha="center", va="center")


def _arrow(ax, start, end, bend: float = 0.0, sideways: bool = True) -> None:
    """Draw an arrow from the edge of one box to the edge of the next; from above or below if not `sideways`."""
    (x0, y0), (x1, y1) = start, end
    across, up = sideways * np.sign(x1 - x0) * _BOX / 2, np.sign(y1 - y0) * _BOX / 2
    line = {"arrowstyle": "->", "color": COLORS["neutral"], "connectionstyle": f"arc3,rad={bend}"}
    ax.annotate("", (x1 - across, y1 - up), (x0 + across, y0 + up), arrowprops=line | {"shrinkA": 1, "shrinkB": 1})
