"""The figures of the course, in one look.

Each helper takes arrays or functions and draws them; `show` puts the figure in front of the reader with a caption
and a text alternative. What all helpers have in common is said here once:

ax : matplotlib.axes.Axes, optional
    Where to draw; by default, or where a helper does not take it, in a new figure. The helper returns the axes, or,
    where it needs several panels, the figure.
title, xlabel, ylabel : str, optional
    Of the axes, or the title of the whole figure.

Data that cannot be drawn raise a ValueError that says what was expected: nothing at all, shapes or lengths that do not
fit, values out of range.
"""

from course_utils.plots.bars import bars
from course_utils.plots.diagrams import network_diagram
from course_utils.plots.feature_maps import layer_sizes, tile
from course_utils.plots.graphs import activations, functions
from course_utils.plots.images import heat_map, image_grid
from course_utils.plots.notebook import show
from course_utils.plots.plane import decision_regions, line_in_plane, scatter_classes
from course_utils.plots.runs import before_and_now, curves, intervals
from course_utils.plots.sequences import unrolled
from course_utils.plots.sketches import vectors_in_space
from course_utils.plots.style import COLORS, panels, use_style
from course_utils.plots.timeline import timeline
from course_utils.plots.windows import feature_stack, number_grid, sliding_window

__all__ = [
    "COLORS",
    "activations",
    "bars",
    "before_and_now",
    "curves",
    "decision_regions",
    "feature_stack",
    "functions",
    "heat_map",
    "image_grid",
    "intervals",
    "layer_sizes",
    "line_in_plane",
    "network_diagram",
    "number_grid",
    "panels",
    "scatter_classes",
    "show",
    "sliding_window",
    "tile",
    "timeline",
    "unrolled",
    "use_style",
    "vectors_in_space",
]
