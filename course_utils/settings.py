"""Where the course lies, which lesson runs, what the environment variables ask for; imports nothing of the course."""

import os
from pathlib import Path

PROFILES = ("smoke", "quick", "full")

running_lesson: str | None = None
"""Name of the lesson that `start` was called with last: a kernel does not know its notebook."""


def course_root() -> Path:
    """Return the folder that holds `course_utils/`, `notebooks/` and `data/`."""
    return Path(__file__).resolve().parent.parent


def lessons() -> list[str]:
    """Return the names of the lessons, such as "02_xor"; none where the course lies without its notebooks."""
    return sorted(path.stem for path in (course_root() / "notebooks").glob("*.ipynb"))


def profile() -> str:
    """Return how much to compute: "smoke", "quick" or "full" (`COURSE_PROFILE`, "quick" unless set)."""
    chosen = os.environ.get("COURSE_PROFILE") or "quick"
    if chosen not in PROFILES:
        raise ValueError(f"COURSE_PROFILE is {chosen!r}; it must be one of {', '.join(PROFILES)}, or be left unset.")
    return chosen


def is_strict() -> bool:
    """Tell whether a failed check or claim stops the notebook (`COURSE_STRICT=1`, never under "smoke")."""
    return os.environ.get("COURSE_STRICT") == "1" and profile() != "smoke"


def is_offline() -> bool:
    """Tell whether the network must not be used (`COURSE_OFFLINE=1`)."""
    return os.environ.get("COURSE_OFFLINE") == "1"
