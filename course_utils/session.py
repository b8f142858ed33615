"""What every lesson begins with: where we run, how much to compute, and one seed for everything."""

import difflib
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from course_utils import settings
from course_utils.settings import profile

Amount = TypeVar("Amount")
# What the backends call their devices: "cuda:0", "/device:GPU:0", "rocm:0", "mps:0", "TFRT_CPU_0", "TPU_0(...)"
_KINDS = {"CPU": "cpu", "TPU": "tpu", "GPU": "gpu|cuda|rocm|mps|metal|xpu"}


@dataclass(frozen=True)
class Settings:
    """What `start` found and decided: the backend of Keras, what it computes on, and how much to compute.

    `profile` is "smoke", "quick" or "full", `device` "CPU", "GPU" or "TPU"; `lesson` is None in your own notebook.
    """

    seed: int
    profile: str
    backend: str
    device: str
    lesson: str | None = None

    def choose(self, *, smoke: Amount, quick: Amount, full: Amount) -> Amount:
        """Return the amount that belongs to the profile.

        Examples
        --------
        >>> Settings(seed=1, profile="quick", backend="jax", device="CPU").choose(smoke=2, quick=20, full=100)
        20
        """
        return {"smoke": smoke, "quick": quick, "full": full}[self.profile]


def start(lesson: str | None = None, seed: int = 1) -> Settings:
    """Begin a lesson: load Keras quietly, set every seed and the plot style, and say where we run.

    Parameters
    ----------
    lesson : str, optional
        Name of the lesson, such as "02_xor". Leave it out in a notebook of your own.
    seed : int
        Seed for Python, NumPy and the backend, 0 to 2**32 - 1. `COURSE_SEED` overrides it, so that a whole lesson
        can be tried with another seed without editing it.

    Returns
    -------
    Settings
        The profile is `COURSE_PROFILE`, or else "quick" on a CPU and "full" on anything faster.

    Raises
    ------
    TypeError, ValueError
        If the lesson's name is no text, or the seed or one of the environment variables is out of range.
    """
    if not isinstance(lesson, str | None):
        raise TypeError(f'the lesson is {lesson!r}; give its name as text, start("02_xor", seed=1), or only a seed.')
    seed = _seed(seed)
    profile()
    with _quiet_startup():
        import keras

        device = _kind(_device_name(keras))
    # Helpers and lessons must agree on the amount of work from here on, and only now is the device known.
    os.environ.setdefault("COURSE_PROFILE", "quick" if device == "CPU" else "full")
    keras.utils.set_random_seed(seed)

    from course_utils import plots

    plots.use_style()
    settings.running_lesson = lesson
    known = settings.lessons() or [lesson]
    if lesson in known:
        from course_utils.checks import _store

        _store.opened(lesson)
    begun = Settings(seed, profile(), keras.backend.backend(), device, lesson)
    print(f"Keras {keras.__version__} on {begun.backend}, {device}; profile {begun.profile}, seed {seed}")
    if lesson not in (None, *known):
        print(_no_such_lesson(lesson, known))
    return begun


def _no_such_lesson(lesson: str, known: list[str]) -> str:
    near = difflib.get_close_matches(lesson.lower(), known, cutoff=0.5)
    meant = f"Did you mean {' or '.join(near)}?" if near else f"The lessons are {', '.join(known)}."
    return f"There is no lesson {lesson[:40]!r}. {meant} In a notebook of your own leave the name out: start(seed=1)."


def _seed(seed: int) -> int:
    """Return the seed to use, after `COURSE_SEED` had its say."""
    asked = os.environ.get("COURSE_SEED") or seed
    try:
        number = int(asked)
    except (TypeError, ValueError):
        number = -1
    if not 0 <= number < 2**32 or isinstance(asked, (bool, float)):
        where = "COURSE_SEED" if os.environ.get("COURSE_SEED") else "the seed"
        raise ValueError(f"{where} is {asked!r}; it must be a whole number from 0 to {2**32 - 1}.")
    return number


def _device_name(keras) -> str:
    """Return what the backend calls the device it computes on; the first operation starts the backend."""
    return str((keras.ops.ones((1,)) + 1).device)


def _kind(device: str) -> str:
    """Return "CPU", "GPU" or "TPU" for the name that a backend gives to a device; an unknown one counts as a CPU."""
    own_name = device.lower().rpartition("device:")[2]  # TensorFlow puts job, replica and task before it
    for kind, names in _KINDS.items():
        if re.search(names, own_name):
            return kind
    print(f"The course does not know the device {device!r} and takes it for a CPU; if it is fast: COURSE_PROFILE=full.")
    return "CPU"


@contextmanager
def _quiet_startup() -> Iterator[None]:
    """Keep the backend's start-up log out of the notebook; show it if the start fails.

    TensorFlow writes to file descriptor 2 from C++, with process ids and times, where no Python setting reaches it.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    sys.stderr.flush()
    kept = os.dup(2)
    with tempfile.TemporaryFile() as log:
        os.dup2(log.fileno(), 2)
        try:
            yield
        except BaseException:
            log.seek(0)
            os.write(kept, log.read())
            raise
        finally:
            os.dup2(kept, 2)
            os.close(kept)
