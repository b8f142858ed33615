"""A computation graph with its numbers, as it is filled in: forwards, then backwards."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import ScaledTranslation

from course_utils.plots.style import COLORS, INK, SMALL, axes_or_new

_POINTS = 28.0  # across a circle
_INCHES, _WIDEST = 1.15, 8.2  # for each unit of `places`, and of the figure
_GAP = 2.5  # points between an arrow and its numbers
_STUB = 0.8  # length of the arrow that leaves the last node, in units of `places`


def computation_graph(
    places: Mapping[str, tuple[float, float]],
    edges: Sequence[tuple[str, str]],
    values: Mapping[str, float],
    gradients: Mapping[str | tuple[str, str], float | str] | None = None,
    labels: Mapping[str, str] | None = None,
    step: int | None = None,
    title: str | None = None,
) -> Axes:
    """Draw a computation graph: circles compute, boxes are given; values stand above the arrows, gradients below.

    Parameters
    ----------
    places : dict of str to (x, y)
        Where each node stands, one unit or more from its neighbours.
    edges : sequence of (source, target)
    values : dict of str to float
        Of each node. The order of those that compute is that of the computation; the last one is the result.
    gradients : dict, optional
        Of each edge, and of the result under its own name; text, such as "?", is written as it is.
    labels : dict of str to str, optional
        What is written into a node, where it is not its name.
    step : int, optional
        How far the graph is filled in: each node that computes takes one step forwards, then one backwards. By
        default all of it.

    Raises
    ------
    ValueError
        If there is no node, an edge or a value belongs to no place, or the step to no node.

    Examples
    --------
    >>> places = {"a": (0, 0.5), "b": (0, -0.5), "sum": (1, 0)}
    >>> ax = computation_graph(places, [("a", "sum"), ("b", "sum")], {"a": 3, "b": 4, "sum": 7})
    >>> [text.get_text() for text in ax.texts if text.get_text()]
    ['3', '4', '7', 'a', 'b', 'sum']
    """
    _require_known(places, edges, values)
    gradients, labels = gradients or {}, labels or {}
    targets = {target for _, target in edges}
    gates = [name for name in values if name in targets]
    step = 2 * len(gates) if step is None else step
    if not 0 <= step <= 2 * len(gates):
        raise ValueError(f"the step is from 0 to {2 * len(gates)} for {len(gates)} nodes that compute, got {step}")
    is_forward = {name: name not in targets or name in gates[:step] for name in values}
    passed_back = set(gates[len(gates) - max(0, step - len(gates)) :])
    lit = (
        None if step in (0, 2 * len(gates)) else gates[step - 1] if step <= len(gates) else gates[-(step - len(gates))]
    )

    ax = _open(places, title)
    result = list(values)[-1]
    end = places[result][0] + _STUB, places[result][1]
    arrows = [(source, target, places[target]) for source, target in edges] + [(result, None, end)]
    for source, target, place in arrows:
        value = values[source] if is_forward[source] else None
        edge = result if target is None else (source, target)
        shown = (result if target is None else target) in passed_back
        _arrow(ax, places[source], place, value, gradients.get(edge) if shown else None, is_last=target is None)
    for name, place in places.items():
        _node(ax, place, labels.get(name, name), computes=name in targets, is_lit=name == lit)
    return ax


def _require_known(places, edges, values) -> None:
    if not places:
        raise ValueError("there is no graph to draw: places is empty")
    if unknown := ({name for edge in edges for name in edge} - set(places)) | (set(values) ^ set(places)):
        raise ValueError(f"each node needs a place and a value, and each edge two nodes; look at {sorted(unknown)}")


def _open(places, title) -> Axes:
    across, up = zip(*places.values(), strict=True)
    width, height = max(across) - min(across) + _STUB + 0.4, max(up) - min(up) + 0.6
    inches = min(_INCHES, _WIDEST / width)
    ax = axes_or_new(None, figsize=(inches * width, inches * height + 0.35 * bool(title)), title=title)
    ax.set(xlim=(min(across) - 0.3, max(across) + _STUB + 0.1), ylim=(min(up) - 0.3, max(up) + 0.3), aspect="equal")
    ax.axis("off")
    return ax


def _arrow(ax, start, end, value, gradient, is_last: bool) -> None:
    """Draw an arrow from circle to circle, the value above its middle and the gradient below it."""
    shrink = {"shrinkA": _POINTS / 2 + 1, "shrinkB": 0 if is_last else _POINTS / 2 + 1}
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": COLORS["chance"]} | shrink)
    (x, y), (across, up) = start, np.subtract(end, start)
    share = 0.6 if is_last else 0.5  # the last arrow has no circle at its head
    angle = np.arctan2(up, across)
    for number, color, side, va in ((value, COLORS["train"], 1, "bottom"), (gradient, COLORS["validation"], -1, "top")):
        if number is not None:
            off = side * _GAP / 72 * np.array([-np.sin(angle), np.cos(angle)])
            ax.text(
                x + share * across,
                y + share * up,
                _text(number),
                transform=ax.transData + ScaledTranslation(*off, ax.figure.dpi_scale_trans),
                color=color,
                fontsize=SMALL,
                fontweight="bold",
                ha="center",
                va=va,
                rotation=np.degrees(angle),
                rotation_mode="anchor",
            )


def _node(ax, place, label, computes: bool, is_lit: bool) -> None:
    edge = COLORS["validation"] if is_lit else INK if computes else COLORS["chance"]
    fill, size = ("#FFF3D6" if is_lit else "white"), _POINTS if computes else 0.85 * _POINTS
    ax.plot(*place, "o" if computes else "s", markersize=size, color=fill, markeredgecolor=edge, markeredgewidth=1.6)
    ax.text(*place, label, ha="center", va="center", fontsize=SMALL, zorder=4)


def _text(number: float | str) -> str:
    if isinstance(number, str):
        return number
    text = f"{number:.3g}"
    return "0" if float(text) == 0 else text.replace("-", "−")
