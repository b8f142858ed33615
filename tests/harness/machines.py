"""Machines for the tests of the set-up check: a sound one, and Colab's."""

from dataclasses import replace
from importlib import metadata

from course_utils import readiness
from course_utils.readiness import Machine

SOUND = Machine(
    system="Linux",
    processor="x86_64",
    on_colab=False,
    python=(3, 12),
    packages={name: metadata.version(name) for name in readiness.needed_packages()} | {"tensorflow-cpu": "2.21.0"},
    backend="tensorflow",
    failure="",
    device="CPU",
    has_nvidia=False,
    free_gigabytes=50.0,
    can_write=True,
    network="there",
    data="MNIST",
)
COLAB = replace(SOUND, on_colab=True, python=(3, 13))
