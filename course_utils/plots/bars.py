"""Shares side by side."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from course_utils import arguments
from course_utils.plots.style import COLORS, SMALL, axes_or_new


def bars(
    shares: Mapping[str, float],
    ax: Axes | None = None,
    title: str | None = None,
    xlabel: str = "",
    chance: float | None = None,
) -> Axes:
    """Draw shares as horizontal bars, from top to bottom, each with its value at the end.

    Parameters
    ----------
    shares : dict of str to float
        Values from 0 to 1.
    chance : float, optional
        What guessing gives, drawn as a dotted line.
    """
    heights = arguments.numbers("shares", list(arguments.mapping("shares", shares).values()))
    if heights.ndim != 1 or not ((heights >= 0) & (heights <= 1)).all():
        raise ValueError(f"bars need shares between 0 and 1, got {dict(shares)}")
    ax = axes_or_new(ax, figsize=(7.0, 1.1 + 0.38 * len(shares)), title=title)
    places = range(len(shares))
    ax.barh(places, heights, color=COLORS["train"], height=0.62)
    for place, share in zip(places, heights, strict=True):
        ax.annotate(
            f"{100 * share:.0f} %", (share, place), (4, 0), textcoords="offset points", va="center", fontsize=SMALL
        )
    if chance is not None:
        ax.axvline(chance, color=COLORS["chance"], linestyle=":")
    ax.set_yticks(places, list(shares))
    ax.invert_yaxis()
    ax.set(xlim=(0, min(1.0, 1.15 * max(heights.max(), chance or 0.0)) or 1.0), xlabel=xlabel)
    ax.xaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
    ax.grid(visible=False, axis="y")
    return ax
