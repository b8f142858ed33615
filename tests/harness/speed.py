"""How slow this machine is at a moment, beside the one that the budgets are for."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

WORK = "import pandas, matplotlib.pyplot, time; print(time.process_time())"
# CPU seconds of that work on the machine whose seconds stand in lessons/course.toml. Loading packages is what an
# unsolved notebook does most of the time: `import keras` took 5.0 s there, and the ratio of the two is the same here.
REFERENCE_SECONDS = 0.70
MOST = 3.0


def slowness() -> float:
    """Return how many times as long this machine takes now, 1 to `MOST`: a quick one gets no smaller budget.

    COURSE_TEST_SLOWNESS says it instead: the tests of the limits set it.
    """
    if given := os.environ.get("COURSE_TEST_SLOWNESS"):
        return float(given)
    return limited(statistics.median(_seconds_of_work() for _ in range(3)))


def least_seconds(work: Callable[[], object], tries: int = 3) -> float:
    """Return the least CPU seconds that `work` takes, in those of the budgets' machine: what disturbs only adds."""

    def seconds() -> float:
        begin = time.process_time()
        work()
        return time.process_time() - begin

    return min(seconds() for _ in range(tries)) / slowness()


def limited(seconds: float) -> float:
    return min(max(seconds / REFERENCE_SECONDS, 1.0), MOST)


def _seconds_of_work() -> float:
    run = subprocess.run([sys.executable, "-c", WORK], capture_output=True, text=True, check=True)
    return float(run.stdout)
