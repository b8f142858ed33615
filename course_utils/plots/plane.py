"""Points, scores and lines in a plane of two features."""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.ticker import MaxNLocator

from course_utils import arguments
from course_utils.plots.style import COLORS, INK, SMALL, axes_or_new, legend_below

_MARKERS = "os^DvPX*<>"
_PALE = "#8FCBEF", "#F2C34F"  # class 0 and class 1, light enough for their points to stand out
_SCORES = LinearSegmentedColormap.from_list("class 0 to class 1", [_PALE[0], "#F0F0F0", _PALE[1]])
_SEE_THROUGH = {"facecolor": "white", "alpha": 0.7, "edgecolor": "none", "pad": 0.5}
_SHADES = 40  # edges of 39 shades, so that the threshold lies in the middle of one
Limits = tuple[float, float] | tuple[tuple[float, float], tuple[float, float]]


def scatter_classes(
    points,
    labels,
    ax: Axes | None = None,
    title: str | None = None,
    annotations: Sequence[str] | None = None,
    xlabel: str = "$x_1$",
    ylabel: str = "$x_2$",
    size: float | None = None,
    legend: bool = True,
) -> Axes:
    """Draw points of a plane, each class with its own colour and its own marker.

    Parameters
    ----------
    points : array_like, shape (n, 2)
    labels : array_like of int, shape (n,) or (n, 1)
        Classes 0 to 9.
    annotations : sequence of str, optional
        A text beside each point; the texts of points that fall together are joined.
    size : float, optional
        Area of a marker in square points; by default the smaller the more points there are.
    """
    points, labels = _checked(points, labels)
    texts = _joined(points, annotations)
    size = float(np.clip(6000 / len(points), 22, 130)) if size is None else arguments.number("size", size, 0.1, 1e5)
    ax = axes_or_new(ax, figsize=(5.0, 4.2), title=title)
    for label in np.unique(labels):
        ax.scatter(
            *points[labels == label].T,
            s=size,
            marker=_MARKERS[label],
            color=COLORS[f"class_{label}"],
            edgecolors=INK,
            linewidths=0.4 + size / 150,
            label=f"class {label}",
            zorder=3,
        )
    look = {"xytext": (9, 8), "textcoords": "offset points", "fontsize": SMALL, "zorder": 4, "bbox": _SEE_THROUGH}
    for place, text in texts.items():
        ax.annotate(text, place, **look)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.margins(0.2 if annotations else 0.08)
    if legend:
        legend_below(ax)
    return ax


def decision_regions(
    predict: Callable,
    points=None,
    labels=None,
    ax: Axes | None = None,
    title: str | None = None,
    limits: Limits | None = None,
    threshold: float = 0.5,
    colorbar: bool = True,
    resolution: int = 160,
    score_name: str = "score",
    line_width: float = 2.0,
    **scatter,
) -> Axes:
    """Colour a plane by the score that a model gives to each point, with the line where the class changes.

    Parameters
    ----------
    predict : callable
        Maps an array (m, 2) to scores (m,) or (m, 1); in [0, 1] or any real numbers.
    points, labels : array_like, shapes (n, 2) and (n,), optional
        Drawn on top with `scatter_classes`, to which further arguments are passed on.
    limits : (low, high) or ((low, high), (low, high)), optional
        Range of both features, or of each; by default what the points need and some room around them.
    threshold : float
        Score at which the class changes; the colours are centred on it.
    colorbar, score_name : bool, str
        Whether to draw the scale of the scores, and its label.
    resolution : int
        Points of the grid in each direction, from 2 to 1000; `predict` is called once, with resolution**2 points.
    line_width : float
        Width of the line at the threshold, in points.
    """
    arguments.function("predict", predict)
    arguments.whole_number("resolution", resolution, 1000, fewest=2)
    arguments.number("threshold", threshold)
    arguments.number("line_width", line_width, 0, 100)
    if points is None and scatter:
        raise ValueError(f"{', '.join(scatter)} need points and labels to draw.")
    if points is not None:
        points, labels = _checked(points, labels)
    (left, right), (bottom, top) = _plane(points, limits)
    x, y = np.linspace(left, right, resolution), np.linspace(bottom, top, resolution)
    scores = _scores(predict, x, y)
    low, high = _color_range(scores, threshold)
    ax = axes_or_new(ax, figsize=(5.6, 4.4) if colorbar else (5.0, 4.4), title=title)
    # Rounding may put a score a hair beyond the last level, which would stay white.
    shades = np.linspace(low, high, _SHADES)
    areas = ax.contourf(x, y, np.clip(scores, low, high), levels=shades, cmap=_SCORES, zorder=0)
    ax.grid(visible=False)
    scale = ax.figure.colorbar(areas, ax=ax, label=score_name, pad=0.03) if colorbar else None
    if scale:
        scale.locator = MaxNLocator(6)
        scale.update_ticks()
    if scores.min() < threshold < scores.max() and np.ptp(scores) > 1e-6:
        line = ax.contour(x, y, scores, levels=[threshold], colors=INK, linewidths=line_width, zorder=2)
        if scale:
            scale.add_lines(line)
    if points is not None:
        scatter_classes(points, labels, ax=ax, **scatter)
    ax.set(xlim=(left, right), ylim=(bottom, top), xlabel=scatter.get("xlabel", "$x_1$"))
    ax.set_ylabel(scatter.get("ylabel", "$x_2$"))
    ax.xaxis.set_major_locator(MaxNLocator(6))
    return ax


def line_in_plane(weights, bias: float = 0.0, ax: Axes | None = None, threshold: float = 0.0) -> Axes:
    """Draw the line ``weights . x + bias = threshold`` across the axes, without changing what they show.

    A new figure shows -1 to 1.

    Parameters
    ----------
    weights : array_like, shape (2,) or (2, 1)
    threshold : float
        0.5 for a score that is to be rounded, 0 for a logit.
    """
    weights = arguments.numbers("weights", weights).ravel()
    if weights.shape != (2,) or not 1e-100 < np.abs(weights).max() < 1e100:
        raise ValueError(f"weights is {weights}; a line in a plane has two finite weights that are not both zero.")
    threshold, bias = arguments.number("threshold", threshold), arguments.number("bias", bias)
    is_new, ax = ax is None, axes_or_new(ax, figsize=(5.0, 4.2))
    if is_new:
        ax.set(xlim=(-1, 1), ylim=(-1, 1))
    corners = np.array([(x, y) for x in ax.get_xlim() for y in ax.get_ylim()])
    nearest = weights * (threshold - bias) / (weights @ weights)
    reach = np.linalg.norm(corners - nearest, axis=1).max()
    direction = np.array([-weights[1], weights[0]]) / np.linalg.norm(weights)
    ends = np.array([nearest - reach * direction, nearest + reach * direction])
    limits = ax.get_xlim(), ax.get_ylim()
    ax.plot(*ends.T, color=INK, zorder=2)
    ax.set(xlim=limits[0], ylim=limits[1])
    return ax


def _checked(points, labels) -> tuple[np.ndarray, np.ndarray]:
    points, labels = arguments.numbers("points", points), arguments.numbers("labels", labels).reshape(-1)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"points must have shape (n, 2), one row for each point, got {points.shape}")
    if len(labels) != len(points):
        raise ValueError(f"{len(points)} points need as many labels, got {len(labels)}")
    classes = labels.astype(int)
    if np.any(classes != labels) or np.any((classes < 0) | (classes > 9)):
        raise ValueError(f"labels must be whole numbers from 0 to 9, got {np.unique(labels)[:12]}")
    return points, classes


def _joined(points, annotations) -> dict[tuple[float, float], str]:
    if annotations is None:
        return {}
    if len(annotations) != len(points):
        raise ValueError(f"{len(points)} points need as many annotations, got {len(annotations)}")
    texts: dict[tuple[float, float], list[str]] = {}
    for point, text in zip(np.round(points, 9).tolist(), annotations, strict=True):
        texts.setdefault(tuple(point), []).append(str(text))
    return {place: ", ".join(together) for place, together in texts.items()}


def _plane(points, limits) -> np.ndarray:
    if limits is not None:
        ends = arguments.numbers("limits", limits)
        pairs = ends if ends.shape == (2, 2) else (limits, limits)
        return np.array([arguments.span("limits", pair) for pair in pairs])
    if points is None:
        raise ValueError("give points to draw, or limits=(low, high) that say which part of the plane to draw")
    low, high = points.min(axis=0), points.max(axis=0)
    room = np.where(high > low, 0.2 * (high - low), 0.5)
    return np.stack([low - room, high + room], axis=1)


def _scores(predict, x, y) -> np.ndarray:
    grid = np.stack([axis.ravel() for axis in np.meshgrid(x, y)], axis=1)
    scores = arguments.numbers("what predict returned", predict(grid))
    if scores.size != len(grid) or scores.shape[:1] != (len(grid),):
        wanted = f"({len(grid)},) or ({len(grid)}, 1)"
        raise ValueError(f"predict got {grid.shape} and must return {wanted}, got {scores.shape}")
    return scores.reshape(len(y), len(x))


def _color_range(scores, threshold) -> tuple[float, float]:
    if threshold == 0.5 and scores.min() >= -1e-6 and scores.max() <= 1 + 1e-6:
        return 0.0, 1.0
    reach = np.abs(scores - threshold).max() or 1.0
    return threshold - reach, threshold + reach
