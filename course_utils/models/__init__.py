"""Models that lessons use again, and how they train and score them.

What a lesson has written out, later ones import from here; the docstring names that lesson. What does not
fit a net raises a ValueError that says what was expected; so do committed weights that are damaged (FileNotFoundError:
missing), and say how to get them back.
"""

from course_utils.models.backbone import build_backbone, load_backbone
from course_utils.models.builders import mlp, relu
from course_utils.models.training import accuracy, as_inputs, normalized, outputs, probabilities, train

__all__ = [
    "accuracy",
    "as_inputs",
    "build_backbone",
    "load_backbone",
    "mlp",
    "normalized",
    "outputs",
    "probabilities",
    "relu",
    "train",
]
