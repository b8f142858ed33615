"""Functions of one number: activations with their derivatives, losses, approximations."""

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_utils import arguments
from course_utils.plots.labels import label_ends
from course_utils.plots.style import COLORS, SMALL, axes_or_new, line_colors, panels

_SHOWN = -4.0, 4.0  # arguments
_POINTS = 20_000  # even, so that the middle of the interval, where most kinks are, lies between two points
_JUMP = 0.02  # a change between two neighbours of more than this share of the range is a jump
_LEAST_JUMP = 0.01  # of a slope: differences of single-precision values are noisy


def functions(
    functions: dict[str, Callable],
    limits: tuple[float, float] = _SHOWN,
    ax: Axes | None = None,
    title: str | None = None,
    xlabel: str = "$x$",
    ylabel: str = "",
    emphasis: str | None = None,
) -> Axes:
    """Draw functions of one number into one picture, each named at its right end.

    Parameters
    ----------
    functions : dict of str to callable
        Each maps an array (m,) to an array (m,) or (m, 1). Lines are interrupted where a function jumps.
    limits : (low, high)
        Range of the argument.
    emphasis : str, optional
        Name of the function, such as a target to approximate, that is drawn as a broad grey line below the others.
    """
    x = np.linspace(*arguments.span("limits", limits), _POINTS)
    curves = {name: _values(name, one, x) for name, one in arguments.mapping("functions", functions).items()}
    if emphasis not in (None, *curves):
        raise ValueError(f"emphasis is {emphasis!r}; it must be one of {', '.join(map(str, curves))}.")
    ax = axes_or_new(ax, title=title)
    lines = [name for name in curves if name != emphasis]
    colors = dict(zip(lines, line_colors(lines), strict=True))
    ends = {}
    for name, values in curves.items():
        y, _ = _broken_at_jumps(values)
        color = colors.get(name, COLORS["neutral"])
        broad = {"linewidth": 6, "alpha": 0.4, "zorder": 1.5} if name == emphasis else {}
        ax.plot(x, y, color=color, label=name, **broad)
        last = np.flatnonzero(np.isfinite(y))
        if len(last):
            ends[name] = (x[last[-1]], y[last[-1]], color)
    ax.set(xlim=limits, xlabel=xlabel, ylabel=ylabel)
    label_ends(ax, ends)
    return ax


def activations(functions: dict[str, Callable]) -> Figure:
    """Draw activation functions with their derivatives, three panels in a row, and write down the steepest slope.

    The derivatives are central differences; where a function jumps, as the unit step does, it has no slope, and the
    panel says so.

    Parameters
    ----------
    functions : dict of str to callable
        Each maps an array (m,) to an array (m,).
    """
    x, columns = np.linspace(*_SHOWN, _POINTS), 3
    curves = {name: _values(name, one, x) for name, one in arguments.mapping("functions", functions).items()}
    height = 2.4 + 0.5 * columns / max(len(functions), columns)
    figure, axes = panels(len(functions), columns=columns, height=height, sharex=True, sharey=True)
    for ax, (name, function) in zip(axes, functions.items(), strict=True):
        y, jumps = _broken_at_jumps(curves[name])
        slope = _slope(name, function, x, jumps)
        ax.plot(x, y, color=COLORS["train"], label="function", zorder=3)
        ax.plot(x, slope, color=COLORS["validation"], linestyle=(0, (4, 1.5)), label="derivative", zorder=3)
        note = _mark_steepest(ax, x, slope, jumps)
        ax.text(0.04, 0.94, note, transform=ax.transAxes, va="top", fontsize=SMALL)
        ax.set(title=name, xlim=_SHOWN)
    axes[0].set_ylim(-1.4, 2.4)
    for ax in axes[-min(columns, len(axes)) :]:
        ax.set_xlabel("$z$")
        ax.tick_params(labelbottom=True)
    handles, names = axes[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=2, frameon=False)
    return figure


def _values(name, function, x) -> np.ndarray:
    values = arguments.numbers(f"what {name} returns", arguments.function(str(name), function)(x), finite=False)
    if values.shape not in (x.shape, (*x.shape, 1)):
        raise ValueError(f"{name}: expected one value for each of the {len(x)} arguments, got shape {values.shape}")
    if not np.isfinite(values).any():
        raise ValueError(f"{name}: none of its values is finite (all are NaN or infinity)")
    return values.reshape(x.shape)


def _broken_at_jumps(y: np.ndarray, least: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Return `y` with a gap at each jump of at least `least`, and the index in front of each jump."""
    finite = y[np.isfinite(y)]
    spread = np.ptp(finite) if len(finite) else 0.0
    jumps = np.flatnonzero(np.abs(np.diff(y)) > max(_JUMP * spread, least, 1e-9))
    broken = y.copy()
    broken[jumps] = np.nan
    return broken, jumps


def _slope(name, function, x, jumps) -> np.ndarray:
    half = (x[1] - x[0]) / 4
    slope = (_values(name, function, x + half) - _values(name, function, x - half)) / (2 * half)
    slope[np.union1d(jumps, jumps + 1)] = np.nan
    return _broken_at_jumps(slope, least=_LEAST_JUMP)[0]


def _mark_steepest(ax, x, slope, jumps) -> str:
    """Put a dot on the steepest place, if there is a single one, and return what to write about it."""
    size = np.abs(slope)
    steepest = np.nanmax(size)
    if len(jumps) and steepest < _LEAST_JUMP:
        return f"slope 0, but a jump at {x[jumps[0]] + 0.0:.1f}".replace("-0.0", "0")
    place = np.nanargmax(size)
    text = f"steepest slope {steepest:.{'2g' if steepest < 0.01 else '2f'}}"
    along = np.ptp(x[size > 0.999 * steepest])
    if along > 0.1 * np.ptp(x):
        return text
    if place in (0, len(x) - 1):
        return f"slope up to {steepest:.2f} here"
    ax.plot(x[place], slope[place], "o", color=COLORS["validation"], zorder=4)
    return text
