"""What many runs did: curves with bands, success rates with intervals, and many seeds beside today's run."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import PercentFormatter

from course_utils import arguments
from course_utils.plots.labels import label_ends
from course_utils.plots.style import COLORS, SMALL, axes_or_new, line_colors
from course_utils.statistics import wilson_interval


def curves(
    series: Mapping[str, object],
    x=None,
    title: str | None = None,
    xlabel: str = "epoch",
    ylabel: str = "loss",
    logy: bool = False,
    value_limits: tuple[float, float] | None = None,
) -> Axes:
    """Draw curves over epochs; of several runs the mean, with a band from the smallest to the largest.

    Parameters
    ----------
    series : dict of str to array_like, or pandas.DataFrame
        Each of shape (steps,) or (runs, steps). The columns of a frame are single runs, its index is `x`.
    x : array_like, shape (steps,), optional
        By default 1, 2, ... steps.
    value_limits : (low, high), optional
        Range of the values that is shown.
    """
    if x is None and hasattr(series, "index") and hasattr(series, "columns"):
        x = series.index
    runs = {str(name): _runs(name, values) for name, values in arguments.mapping("series", series).items()}
    steps_of = {name: _steps(name, x, values.shape[1]) for name, values in runs.items()}
    limits = value_limits and arguments.span("value_limits", value_limits)
    ax, ends = axes_or_new(None, title=title), {}
    for (name, values), color in zip(runs.items(), line_colors(list(runs)), strict=True):
        steps, mean = steps_of[name], values.mean(axis=0)
        ax.plot(steps, mean, color=color, label=name, zorder=3)
        if len(values) > 1:
            ax.fill_between(steps, values.min(axis=0), values.max(axis=0), color=color, alpha=0.2, linewidth=0)
        last = np.flatnonzero(np.isfinite(mean))
        if len(last):
            ends[name] = (steps[last[-1]], mean[last[-1]], color)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    if logy:
        ax.set_yscale("log")
    if limits:
        ax.set_ylim(limits)
    _band_note(ax, [len(values) for values in runs.values()])
    ax.margins(x=0.02)
    label_ends(ax, ends)
    return ax


def intervals(
    successes: Sequence[int],
    runs: int,
    x: Sequence[float],
    title: str | None = None,
    xlabel: str = "",
    ylabel: str = "share of runs that succeed",
) -> Axes:
    """Draw success rates with the 95 % interval of Wilson that so many runs allow.

    Parameters
    ----------
    successes : sequence of int
        How many of the `runs` succeeded at each place.
    x : sequence of float
        The places along the horizontal axis, such as the widths of nets.
    """
    x, counts = arguments.numbers("x", x), arguments.numbers("successes", successes)
    if x.ndim != 1 or x.shape != counts.shape:
        raise ValueError(f"{len(x.ravel())} places need as many counts, in one row, got {counts.shape}")
    low, high = np.transpose([wilson_interval(count, runs) for count in successes])
    ax, rates = axes_or_new(None, title=title), counts / runs
    bars = np.clip([rates - low, high - rates], 0, None)
    ax.errorbar(x, rates, yerr=bars, color=COLORS["train"], fmt="o", markersize=7, capsize=4, elinewidth=2)
    ax.set_xticks(x, [f"{place:g}" for place in x])
    ax.set(xlabel=xlabel, ylabel=ylabel, ylim=(-0.03, 1.03))
    ax.yaxis.set_major_formatter(PercentFormatter(xmax=1, decimals=0))
    ax.grid(visible=False, axis="x")
    _note(ax, f"{runs} runs each; bars: 95 % intervals (Wilson)")
    return ax


def before_and_now(
    runs: Mapping[str, tuple[Sequence[float], float]],
    control: float | None = None,
    control_name: str = "",
    title: str | None = None,
    xlabel: str = "",
) -> Axes:
    """Draw what was measured before with many seeds as dots, and the run of today as a star.

    Parameters
    ----------
    runs : dict of str to (sequence of float, float)
        For each row the values measured before, none if there are none yet, and today's.
    control, control_name : float, str, optional
        What guessing would give, as a dashed line, and its name.
    """
    arguments.mapping("runs", runs)
    ax = axes_or_new(None, figsize=(7.0, 1.5 + 0.5 * len(runs)), title=title)
    most = 0
    for row, (before, now) in enumerate(runs.values()):
        before = np.asarray(before, dtype=float)
        most = max(most, len(before))
        heights = row + 0.24 * np.linspace(-1, 1, max(len(before), 2))[: len(before)]
        name = f"{most} seeds, measured before"
        ax.plot(before, heights, "o", color=COLORS["train"], alpha=0.55, markersize=5, label=name)
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
    return ax


def _runs(name, values) -> np.ndarray:
    values = np.atleast_2d(arguments.numbers(str(name), values, finite=False))
    if values.ndim != 2:
        raise ValueError(f"{name}: expected shape (steps,) or (runs, steps), got {values.shape}")
    return values


def _steps(name, x, count: int) -> np.ndarray:
    steps = np.arange(1, count + 1) if x is None else arguments.numbers("x", x)
    if steps.shape != (count,):
        raise ValueError(f"{name}: {count} values need as many x, got {steps.shape}")
    return steps


def _band_note(ax, counts) -> None:
    counts = sorted({count for count in counts if count > 1})
    if counts:
        number = f"{counts[0]}" if len(counts) == 1 else f"{counts[0]} to {counts[-1]}"
        _note(ax, f"line: mean of {number} runs; band: smallest to largest")


def _note(ax, text: str) -> None:
    below = {"xycoords": "axes fraction", "xytext": (0, -46), "textcoords": "offset points", "ha": "right"}
    ax.annotate(text, (1, 0), **below, fontsize=SMALL, color=COLORS["neutral"])
