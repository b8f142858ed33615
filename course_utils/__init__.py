"""The helper package of the course: data, models, plots, gradients and checks.

Importing it is quick; Keras is loaded by `start()`, or by the first helper that needs it.
"""

from course_utils.session import Settings, start

__all__ = ["Settings", "start"]
