"""Instant feedback on exercises, guesses, the student's progress, and claims that a lesson proves.

One module per lesson holds its checks (`checks.xor`, ...); a module that lies here is found by itself. A check says
what is right, and for what is wrong gives a hint that grows with each attempt. It never stops a student; with
`COURSE_STRICT=1` it stops the test run.
"""

import importlib
import pkgutil

from course_utils.checks._frame import CheckFailed
from course_utils.checks._guesses import guesses
from course_utils.checks._guesses import table as table_of_guesses
from course_utils.checks._overview import progress
from course_utils.claims import ClaimFailed, claim

__all__ = ["CheckFailed", "ClaimFailed", "claim", "guesses", "progress", "table_of_guesses"]

for _module in pkgutil.iter_modules(__path__):
    if not _module.name.startswith("_"):
        globals()[_module.name] = importlib.import_module(f"{__name__}.{_module.name}")
        __all__.append(_module.name)
