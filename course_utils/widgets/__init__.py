"""What a lesson lets the reader move with the mouse."""

from course_utils.widgets.kernel_editor import kernel_editor
from course_utils.widgets.sliders import slider

__all__ = ["kernel_editor", "slider"]
