"""The figures of the course, in one look.

Each helper takes arrays or functions, draws into `ax` or a new figure and returns it; `show` puts it in front
of the reader with a caption and a text alternative.
"""

from course_utils.plots.bars import bars
from course_utils.plots.diagrams import network_diagram
from course_utils.plots.graphs import activations, functions
from course_utils.plots.images import image_grid
from course_utils.plots.kernel_editor import kernel_editor
from course_utils.plots.notebook import show, slider
from course_utils.plots.plane import decision_regions, line_in_plane, scatter_classes
from course_utils.plots.runs import curves, intervals
from course_utils.plots.sequences import before_and_now, heat_map, unrolled
from course_utils.plots.sketches import overlapping_sets, vectors_in_space
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
    "kernel_editor",
    "line_in_plane",
    "network_diagram",
    "number_grid",
    "overlapping_sets",
    "panels",
    "scatter_classes",
    "show",
    "slider",
    "sliding_window",
    "timeline",
    "unrolled",
    "use_style",
    "vectors_in_space",
]
