"""Vectors in space."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from course_utils.plots.style import COLORS, LINE_COLORS


def vectors_in_space(
    vectors: Mapping[str, Sequence[float]],
    title: str | None = None,
    added: Sequence[str] = (),
) -> Axes:
    """Draw vectors of dimension 3 as arrows from the origin, each with a thin line down to its foot on the floor.

    Parameters
    ----------
    vectors : dict of name to array_like of shape (3,)
    added : sequence of str
        Two names: dashed copies of their arrows, each from the tip of the other, meet at the tip of the sum.

    Returns
    -------
    mpl_toolkits.mplot3d.axes3d.Axes3D
    """
    arrows = {name: np.asarray(vector, dtype=float) for name, vector in vectors.items()}
    for name, arrow in arrows.items():
        if arrow.shape != (3,) or not np.isfinite(arrow).all():
            raise ValueError(f"{name}: a vector in space has the shape (3,) and finite entries, got {vectors[name]!r}")
    ax = plt.figure(figsize=(5.6, 4.8)).add_subplot(projection="3d")
    for (name, arrow), color in zip(arrows.items(), LINE_COLORS * len(arrows), strict=False):
        ax.quiver(0, 0, 0, *arrow, color=color, linewidth=2, arrow_length_ratio=0.08)
        ax.plot([arrow[0], arrow[0]], [arrow[1], arrow[1]], [0, arrow[2]], color=color, linestyle=":", linewidth=1)
        ax.text(*arrow, f" {name}", color=color)
    for start, copied in zip(added, reversed(added), strict=True):
        ax.plot(*zip(arrows[start], arrows[start] + arrows[copied], strict=True), "--", color=COLORS["neutral"])
    tips = [*arrows.values(), sum(arrows[name] for name in added) + np.zeros(3)]
    ends = np.array([np.zeros(3), *tips])
    fitting = zip(ends.min(axis=0), np.maximum(1.15 * ends.max(axis=0), 1), strict=True)
    for name, (low, high) in zip("xyz", fitting, strict=True):
        ax.set(**{f"{name}lim": (low, high), f"{name}label": f"entry {'xyz'.index(name) + 1}"})
        getattr(ax, f"{name}axis").set_major_locator(MaxNLocator(5, integer=True))
    ax.set_aspect("equal")
    ax.tick_params(colors=COLORS["neutral"])
    if title:
        ax.set_title(title)
    return ax
