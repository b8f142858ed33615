"""Sequences: unrolled nets, heat maps with named rows and columns, and runs with many seeds beside today's."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from course_utils.plots.style import COLORS, SMALL, axes_or_new, to_numpy

_BOX, _INK = 0.56, "#202124"


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
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a new figure.
    title : str, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If inputs and outputs differ in length, or there is no layer, or several that also run backwards.
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


def heat_map(
    values,
    row_names: Sequence[str],
    column_names: Sequence[str],
    ax: Axes | None = None,
    title: str | None = None,
    xlabel: str = "",
    ylabel: str = "",
) -> Axes:
    """Draw a matrix of values between 0 and 1 as squares, the darker the larger, with the number in each from 0.05 on.

    Parameters
    ----------
    values : array_like, shape (rows, columns)
        From 0 to 1, such as the weights of an attention.
    row_names, column_names : sequence of str
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a new figure.
    title, xlabel, ylabel : str, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If the names do not fit the shape, or a value is not between 0 and 1.
    """
    values = to_numpy(values).astype(float)
    if values.shape != (len(row_names), len(column_names)):
        raise ValueError(f"expected the shape {(len(row_names), len(column_names))} of the names, got {values.shape}")
    if not ((values >= -1e-6) & (values <= 1 + 1e-6)).all():
        raise ValueError(f"expected values from 0 to 1, got {values.min():g} to {values.max():g}")
    ax = axes_or_new(ax, figsize=(1.8 + 0.45 * len(column_names), 1.0 + 0.4 * len(row_names)))
    ax.imshow(values, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for row, column in zip(*np.nonzero(values >= 0.05), strict=True):
        value = values[row, column]
        ax.text(
            column,
            row,
            f"{value:.2f}",
            ha="center",
            va="center",
            fontsize=SMALL,
            color="white" if value > 0.5 else _INK,
        )
    ax.set_xticks(range(len(column_names)), column_names)
    ax.set_yticks(range(len(row_names)), row_names)
    ax.grid(visible=False)
    ax.tick_params(length=0)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if title:
        ax.set_title(title)
    return ax


def before_and_now(
    runs: Mapping[str, tuple[Sequence[float], float]],
    control: float | None = None,
    control_name: str = "",
    ax: Axes | None = None,
    title: str | None = None,
    xlabel: str = "",
) -> Axes:
    """Draw what was measured before with many seeds as dots, and the run of today as a star.

    Parameters
    ----------
    runs : dict of str to (sequence of float, float)
        For each row the values measured before, none if there are none yet, and today's.
    control : float, optional
        What guessing would give, as a dashed line.
    control_name : str
        Its name.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default in a new figure.
    title, xlabel : str, optional

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ValueError
        If there are no rows.
    """
    if not runs:
        raise ValueError("there are no runs to draw")
    ax = axes_or_new(ax, figsize=(7.0, 1.5 + 0.5 * len(runs)))
    most = 0
    for row, (before, now) in enumerate(runs.values()):
        before = np.asarray(before, dtype=float)
        most = max(most, len(before))
        heights = row + 0.24 * np.linspace(-1, 1, max(len(before), 2))[: len(before)]
        ax.plot(
            before,
            heights,
            "o",
            color=COLORS["train"],
            alpha=0.55,
            markersize=5,
            label=f"{most} seeds, measured before",
        )
        ax.plot(now, row, "*", color=COLORS["validation"], markersize=15, label="this run")
    if control is not None:
        ax.axvline(control, color=COLORS["chance"], linestyle="--", label=control_name)
    ax.set_yticks(range(len(runs)), list(runs))
    ax.set(ylim=(len(runs) - 0.4, -0.6), xlabel=xlabel)
    ax.grid(visible=False, axis="y")
    handles = dict(zip(*reversed(ax.get_legend_handles_labels()), strict=True))
    if not most:
        handles.pop("0 seeds, measured before")
    ax.figure.legend(handles.values(), handles.keys(), loc="outside lower center", ncols=3, frameon=False)
    if title:
        ax.set_title(title)
    return ax


def _box(ax, step: int, row: int, color: str) -> None:
    corner = (step - _BOX / 2, row - _BOX / 2)
    ax.add_patch(FancyBboxPatch(corner, _BOX, _BOX, boxstyle="round,pad=0,rounding_size=0.1", fc=color, ec=_INK))
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
    ax.annotate(
        "",
        (x1 - across, y1 - up),
        (x0 + across, y0 + up),
        arrowprops={
            "arrowstyle": "->",
            "color": COLORS["neutral"],
            "shrinkA": 1,
            "shrinkB": 1,
            "connectionstyle": f"arc3,rad={bend}",
        },
    )
