"""Small networks as circles and arrows."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes

from course_utils import arguments
from course_utils.plots.style import COLORS, INK, SMALL, axes_or_new, number_text

_MOST_UNITS = 6
_MOST_NUMBERS = 8  # edges between two layers up to which each weight is written down


def network_diagram(
    layer_sizes: Sequence[int],
    weights: Sequence | None = None,
    biases: Sequence | None = None,
    layer_names: Sequence[str] | None = None,
    unit_names: Sequence[Sequence[str]] | None = None,
    title: str | None = None,
) -> Axes:
    """Draw a network of dense layers: circles are units, lines are weights.

    Parameters
    ----------
    layer_sizes : sequence of int
        Units of each layer, from the inputs to the outputs. Of a layer of more than six, five are drawn.
    weights : sequence of array_like, optional
        One kernel (inputs, outputs) for each layer but the first, as Keras stores it. Positive weights are
        solid blue lines, negative ones dashed orange, the broader the larger.
    biases : sequence of array_like, optional
        One (outputs,) for each layer but the first; written below the units.
    layer_names : sequence of str, optional
        By default "input", "hidden", ..., "output".
    unit_names : sequence of sequences of str, optional
        Text in the circles; by default x1, x2, ..., h1, h2, ..., y.
    """
    if np.ndim(layer_sizes) != 1 or len(layer_sizes) < 2:
        raise ValueError(f"layer_sizes is {layer_sizes}; a network needs at least two layers, such as [2, 3, 1].")
    sizes = [arguments.whole_number("the size of a layer", size, 10**9, fewest=1) for size in layer_sizes]
    kernels = _arrays("weights", weights, list(pairwise(sizes)))
    offsets = _arrays("biases", biases, [(size,) for size in sizes[1:]])
    names = layer_names or _layer_names(len(sizes))
    _require_lengths("layer_names", [names], [len(sizes)])
    if unit_names is not None:
        _require_lengths("unit_names", unit_names, sizes)
    shown = [_shown_units(size) for size in sizes]
    tallest = max(len(units) for units in shown)
    ax = axes_or_new(None, figsize=(min(8.0, 1.2 + 1.9 * len(sizes)), 1.0 + 0.75 * tallest), title=title)
    ax.set(xlim=(-0.35, len(sizes) - 0.65), ylim=(-0.8, tallest - 0.65))
    ax.axis("off")
    places = [_places(units, tallest) for units in shown]
    for layer, kernel in enumerate(kernels):
        _edges(ax, layer, places[layer], places[layer + 1], kernel)
    for layer, place in enumerate(places):
        _units(ax, layer, place, sizes[layer], len(sizes), unit_names, offsets)
        ax.text(layer, -0.78, names[layer], ha="center", va="bottom", color=COLORS["neutral"])
    return ax


def _shown_units(size: int) -> list[int | None]:
    """Return the units that are drawn; None stands for the dots in place of the others."""
    if size <= _MOST_UNITS:
        return list(range(size))
    return [*range(_MOST_UNITS - 2), None, size - 1]


def _places(units: list[int | None], tallest: int) -> dict[int | None, float]:
    top = (tallest - 1) / 2 + (len(units) - 1) / 2
    return {unit: top - rank for rank, unit in enumerate(units)}


def _edges(ax, layer, sources, targets, kernel) -> None:
    largest = np.abs(kernel).max() if kernel is not None else 0.0
    pairs = [(i, j) for i in sources for j in targets if i is not None and j is not None]
    write = kernel is not None and len(pairs) <= _MOST_NUMBERS
    for i, j in pairs:
        start, end = sources[i], targets[j]
        weight = None if kernel is None else kernel[i, j]
        color, style, width = _edge_style(weight, largest)
        ax.plot([layer, layer + 1], [start, end], color=color, linestyle=style, linewidth=width, zorder=1)
        if write:
            share = 0.3 if start != end else 0.5  # crossing lines meet in the middle
            place = layer + share, start + share * (end - start)
            box = {"facecolor": "white", "edgecolor": "none", "pad": 2.0}
            look = {"color": color, "fontsize": SMALL, "ha": "center", "va": "center", "zorder": 2, "bbox": box}
            ax.text(*place, number_text(weight), **look)


def _edge_style(weight, largest) -> tuple[str, str, float]:
    if weight is None:
        return COLORS["chance"], "-", 1.2
    width = 0.6 + 2.6 * abs(weight) / largest if largest else 0.6
    return (COLORS["train"], "-", width) if weight >= 0 else (COLORS["validation"], "--", width)


def _units(ax, layer, place, size, layers, unit_names, offsets) -> None:
    letter = "x" if layer == 0 else "y" if layer == layers - 1 else "h"
    for unit, y in place.items():
        if unit is None:
            ax.text(layer, y, "⋮", ha="center", va="center", fontsize=16)
            continue
        default = f"${letter}$" if size == 1 else f"${letter}_{{{unit + 1}}}$"
        ax.plot(layer, y, "o", markersize=29, color="white", markeredgecolor=INK, markeredgewidth=1.5, zorder=3)
        ax.text(layer, y, unit_names[layer][unit] if unit_names else default, ha="center", va="center", zorder=4)
        if layer and offsets and offsets[layer - 1] is not None:
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
            look = {"fontsize": SMALL, "ha": "center", "va": "top", "color": COLORS["neutral"], "bbox": box}
            text = f"bias {number_text(offsets[layer - 1][unit])}"
            ax.annotate(text, (layer, y), xytext=(0, -18), textcoords="offset points", zorder=4, **look)


def _layer_names(count: int) -> list[str]:
    hidden = ["hidden"] if count == 3 else [f"hidden {number}" for number in range(1, count - 1)]
    return ["input", *hidden, "output"]


def _arrays(name, arrays, shapes) -> list:
    if arrays is None:
        return [None] * len(shapes)
    arrays = [arguments.numbers(name, array) for array in arrays]
    if [array.shape for array in arrays] != shapes:
        raise ValueError(f"{name}: expected the shapes {shapes}, got {[array.shape for array in arrays]}")
    return arrays


def _require_lengths(name, lists, lengths) -> None:
    found = [None if isinstance(entries, str) else len(entries) for entries in lists]
    if found != list(lengths):
        raise ValueError(f"{name}: expected lists of {list(lengths)} entries, got {found}")
