"""Models that lessons use again; each is first written out in the lesson that introduces it."""

from course_utils.models.backbone import build_backbone, load_backbone
from course_utils.models.builders import cnn, mlp, residual_net, strided_cnn

__all__ = ["build_backbone", "cnn", "load_backbone", "mlp", "residual_net", "strided_cnn"]
