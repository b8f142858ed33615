"""What every lesson begins with: where we run, how much to compute, and one seed for everything."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from course_utils.settings import profile

Amount = TypeVar("Amount")


@dataclass(frozen=True)
class Settings:
    """What `start` found and decided.

    Attributes
    ----------
    seed : int
        The seed that all random generators of the lesson were set to.
    profile : str
        "smoke", "quick" or "full".
    backend : str
        The backend of Keras: "tensorflow", "jax" or "torch".
    device : str
        "CPU" or "GPU".
    """

    seed: int
    profile: str
    backend: str
    device: str

    def choose(self, *, smoke: Amount, quick: Amount, full: Amount) -> Amount:
        """Return the amount that belongs to the profile.

        Examples
        --------
        >>> Settings(seed=1, profile="quick", backend="jax", device="CPU").choose(smoke=2, quick=20, full=100)
        20
        """
        return {"smoke": smoke, "quick": quick, "full": full}[self.profile]


def start(seed: int = 1) -> Settings:
    """Begin a lesson: load Keras quietly, set every seed and the plot style, and say where we run.

    Parameters
    ----------
    seed : int
        Seed for Python, NumPy and the backend, 0 to 2**32 - 1. `COURSE_SEED` overrides it, so that a whole lesson
        can be tried with another seed without editing it.

    Returns
    -------
    Settings
        Seed, profile, backend and device. The profile is `COURSE_PROFILE`, or else "full" on a GPU and "quick" on a
        CPU.

    Raises
    ------
    ValueError
        If the seed or one of the environment variables is out of range.
    """
    seed = _seed(seed)
    profile()
    with _quiet_startup():
        import keras

        device = _device(keras)
    # Helpers and lessons must agree on the amount of work from here on, and only now is the device known.
    os.environ.setdefault("COURSE_PROFILE", "full" if device == "GPU" else "quick")
    keras.utils.set_random_seed(seed)

    from course_utils import plots

    plots.use_style()
    settings = Settings(seed=seed, profile=profile(), backend=keras.backend.backend(), device=device)
    print(
        f"Keras {keras.__version__} on {settings.backend}, {settings.device}; "
        f"profile {settings.profile}, seed {settings.seed}"
    )
    return settings


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


def _device(keras) -> str:
    """Return "GPU" if the backend computes on one, else "CPU"; the first operation starts the backend."""
    tensor = keras.ops.ones((1,)) + 1
    return "CPU" if "cpu" in str(tensor.device).lower() else "GPU"


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
