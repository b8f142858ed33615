"""What the rounds need around them: settings of the course, and a backbone that is built once."""

import contextlib
import os


def build_backbones_once() -> None:
    """Let checks that build a backbone at each call get the same one, thawed: most of their time is spent on it."""
    from course_utils import models

    if hasattr(models.build_backbone, "built"):
        return
    build, built = models.build_backbone, {}

    def build_once(*shape):
        model = built.setdefault(shape, None) or build(*shape)
        built[shape] = model
        for layer in model.layers:
            layer.trainable = True
        return model

    build_once.built = built
    models.build_backbone = build_once


@contextlib.contextmanager
def settings(**wanted):
    """Set environment variables for a while; None takes one away."""
    before = {name: os.environ.pop(name, None) for name in wanted}
    os.environ.update({name: value for name, value in wanted.items() if value is not None})
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
