"""Years from top to bottom, with what happened beside them."""

import numbers
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from course_utils.plots.labels import spread
from course_utils.plots.style import COLORS, LINE_COLORS, SMALL, axes_or_new

_HEIGHT = 6.4  # inches
_ROW = 0.042  # share of the axes that a line of text takes
_BEND = 0.035  # from the line of years to the text
_WINTER = "#E8F1F8"


def timeline(
    events: Sequence[tuple[float, str, str]],
    spans: Mapping[str, tuple[float, float]] | None = None,
    left: Sequence[str] = (),
    title: str | None = None,
) -> Axes:
    """Draw events as dots on a line of years, each with its text; texts that would overlap are moved apart.

    Parameters
    ----------
    events : sequence of (year, text, kind)
        Each kind has a colour of its own, which the legend names; they appear in the order of their first event.
    spans : dict of name to (first year, last year), optional
        Periods that are shaded, with their name at the right edge.
    left : sequence of str
        The kinds whose texts stand to the left of the line; all others stand to its right.
    """
    if not events:
        raise ValueError("a timeline needs at least one event: (year, text, kind)")
    for event in events:
        if len(event) != 3 or not isinstance(event[0], numbers.Real) or not np.isfinite(event[0]):
            raise ValueError(f"an event is (year, text, kind), got {event!r}")
    for name, (first, last) in (spans or {}).items():
        if first >= last:
            raise ValueError(f"the span {name!r} should begin before it ends, got {first} to {last}")
    ax = axes_or_new(None, figsize=(8.4, _HEIGHT), title=title)
    kinds = list(dict.fromkeys(kind for _, _, kind in sorted(events)))
    colors = dict(zip(kinds, LINE_COLORS * len(kinds), strict=False))
    middle = 0.55 if left else 0.05
    row = _ROW * max(np.ptp([year for year, _, _ in events]), 10.0)
    places = []
    for side in (-1, 1):
        here = sorted(event for event in events if (event[2] in left) == (side < 0))
        heights = spread(np.array([event[0] for event in here], dtype=float), row) if here else []
        for event, height in zip(here, heights, strict=True):
            _draw_event(ax, event, middle, side, height, colors[event[2]])
            places += [event[0], height]
    places += [year for span in (spans or {}).values() for year in span]
    ax.set(xlim=(0, 1), ylim=(max(places) + row, min(places) - row))
    for name, (first, last) in (spans or {}).items():
        ax.axhspan(first, last, color=_WINTER, zorder=0)
        ax.text(0.99, (first + last) / 2, name, ha="right", va="center", color=COLORS["train"], fontweight="bold")
    ax.axvline(middle, color=COLORS["neutral"], linewidth=0.8, zorder=1)
    for kind in kinds:
        ax.plot([], [], "o", color=colors[kind], label=kind)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 0), ncols=len(kinds), frameon=False, handletextpad=0.2)
    ax.spines[:].set_visible(False)
    ax.grid(visible=False)
    ax.tick_params(left=False)
    ax.set_xticks([])
    ax.set_yticks([year for year in ax.get_yticks() if min(places) - row <= year <= max(year for year, _, _ in events)])
    return ax


def _draw_event(ax: Axes, event: tuple[float, str, str], middle: float, side: int, height: float, color: str) -> None:
    """Draw a dot on the line, the text beside it, and what joins the two."""
    year, text, _ = event
    across = middle + side * np.array([0, _BEND, _BEND + 0.015])
    ax.plot(across, [year, height, height], color=color, linewidth=0.9)
    ax.plot(middle, year, "o", color=color, markersize=6, zorder=3)
    words = f"{year:.0f}  {text}" if side > 0 else f"{text}  {year:.0f}"
    align = "left" if side > 0 else "right"
    ax.text(across[-1] + side * 0.008, height, words, ha=align, va="center", fontsize=SMALL)
