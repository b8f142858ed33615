"""Instant feedback on exercises, the student's progress, and claims that a lesson proves.

One module per lesson holds its checks (`checks.xor`, ...); they are found by themselves and listed nowhere. A check
says what is right, and for what is wrong gives a hint that grows with each attempt. It never stops a student; with
`COURSE_STRICT=1` it stops the test run.
"""

import importlib

from course_utils.checks._findings import CheckFailed
from course_utils.checks._overview import guess_table, guesses, module_names, progress
from course_utils.claims import ClaimFailed, claim

__all__ = ["CheckFailed", "ClaimFailed", "claim", "guess_table", "guesses", "progress"]


def __getattr__(name: str):
    """Return the module with the checks of a lesson; it is imported when it is first asked for."""
    if name in module_names():
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"there are no checks called {name!r}; there are {', '.join(module_names())}.")


def __dir__() -> list[str]:
    return sorted([*globals(), *module_names()])
