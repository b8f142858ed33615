"""What a lesson lets the reader move with the mouse, and what is drawn for it step by step."""

from course_utils.widgets.graph import computation_graph
from course_utils.widgets.kernel_editor import kernel_editor
from course_utils.widgets.sliders import slider

__all__ = ["computation_graph", "kernel_editor", "slider"]
