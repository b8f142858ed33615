"""Names at the ends of lines instead of a legend, wherever they fit."""

import numpy as np
from matplotlib.axes import Axes

from course_utils.plots.style import SMALL

_LINE_HEIGHT = 1.3 * SMALL  # points
_MOST_LABELS = 7


def label_ends(ax: Axes, ends: dict[str, tuple[float, float, str]]) -> None:
    """Write each line's name, in its colour, to the right of its last point.

    Names that would overlap are moved apart; where one would end up far from its line, a legend is drawn instead. The
    axes show everything that their limits depend on; `ends` are the last points, (x, y, colour), in data coordinates.
    """
    if len(ends) < 2:
        return
    ax.autoscale_view()  # limits settle only when a figure is drawn; the places of the names depend on them
    height = ax.get_window_extent().height * 72 / ax.figure.dpi
    low, high = ax.transData.inverted().transform(ax.transAxes.transform([(0, 0), (0, 1)]))[:, 1]
    inside = {name: (x, np.clip(y, min(low, high), max(low, high)), color) for name, (x, y, color) in ends.items()}
    to_axes = ax.transData + ax.transAxes.inverted()
    beside = ax.get_yaxis_transform()  # across in shares of the axes, upwards in data
    wanted = np.array([to_axes.transform((x, y))[1] * height for x, y, _ in inside.values()])
    placed = spread(wanted, _LINE_HEIGHT)
    placed += max(0.0, _LINE_HEIGHT / 3 - placed.min())
    if len(ends) > _MOST_LABELS or np.abs(placed - wanted).max() > 3 * _LINE_HEIGHT:
        ax.legend(loc="best")
        return
    look = {"textcoords": "offset points", "va": "center", "fontsize": SMALL, "annotation_clip": False}
    for (name, (_, y, color)), shift in zip(inside.items(), placed - wanted, strict=True):
        ax.annotate(name, (1, y), xycoords=beside, xytext=(5, shift), color=color, **look)


def spread(wanted: np.ndarray, distance: float) -> np.ndarray:
    """Return positions at least `distance` apart, in the order of `wanted` and near it.

    Groups of names that touch are centred on the mean of the places they want (pool adjacent violators).

    Examples
    --------
    >>> spread(np.array([0.0, 10.0, 11.0]), 4.0).tolist()
    [0.0, 8.5, 12.5]
    """
    order = np.argsort(wanted, kind="stable")
    groups: list[list[float]] = []  # the places wanted, less the room that the names below need
    for rank, place in enumerate(wanted[order]):
        groups.append([place - rank * distance])
        while len(groups) > 1 and np.mean(groups[-2]) > np.mean(groups[-1]):
            groups[-2:] = [groups[-2] + groups[-1]]
    centres = np.concatenate([[np.mean(group)] * len(group) for group in groups])
    placed = np.empty(len(wanted))
    placed[order] = centres + distance * np.arange(len(wanted))
    return placed
