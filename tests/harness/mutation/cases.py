"""The right answers of the tests, and what a check says to an answer."""

import contextlib
import copy
import functools
import importlib.util
import io
import os
import signal
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType

import numpy as np

COURSE = Path(__file__).resolve().parents[3]
ANSWERS = COURSE / "tests" / "course_utils" / "checks" / "answers"
SECONDS = 3.0
# Answers that the cell of the lesson hands to the check, and no student writes.
GIVEN = {
    "celebrity_classifier.strangers": {1},
    "changes.underfit": {2},
    "mnist_fcnn.human": {1},
    "history.circles": {0},
    "start_here.rules": {1, 2},
}


class TimeUp(KeyboardInterrupt):
    """An answer took too long; of the one kind that a check hands on."""


@dataclass(frozen=True)
class Case:
    """Right answers to an exercise."""

    module: str
    exercise: str
    answers: tuple

    @property
    def name(self) -> str:
        return f"{self.module}.{self.exercise}"

    @property
    def places(self) -> list[int]:
        """Return the places of the student's own answers."""
        return [place for place in range(len(self.answers)) if place not in GIVEN.get(self.name, ())]

    def with_answer(self, place: int, answer) -> tuple:
        """Return the answers with another one at a place."""
        return (*self.answers[:place], answer, *self.answers[place + 1 :])

    def putter(self, place: int) -> Callable:
        """Return what puts another answer at a place to the check."""
        return lambda answer: self.judge(self.with_answer(place, answer))

    def judge(self, answers: tuple | None = None) -> tuple[str, str]:
        """Put answers to the check, these ones if no others are given.

        Returns
        -------
        kind : str
            "right", "wrong", "not started" or "traceback".
        said : str
            The sentence of the check, or the error that a student would see.
        """
        check = getattr(importlib.import_module(f"course_utils.checks.{self.module}"), self.exercise)
        out = io.StringIO()
        try:
            with _time_limit(), quiet(out):
                check(*map(copied, self.answers if answers is None else answers))
        except TimeUp:
            return "wrong", "took too long"
        except BaseException as error:
            return "traceback", type(error).__name__
        for line in out.getvalue().splitlines():
            if line.startswith("✅"):
                return "right", line
            if line.startswith("☐"):
                return ("not started" if "not started" in line else "wrong"), line
        return "traceback", "nothing was said"


def modules() -> list[str]:
    """Return the names of the modules of checks that have right answers in the tests."""
    return sorted(path.stem for path in ANSWERS.glob("*.py"))


@functools.cache
def load(module: str) -> ModuleType:
    """Import the answers to the exercises of a lesson."""
    spec = importlib.util.spec_from_file_location(f"reference_answers_{module}", ANSWERS / f"{module}.py")
    found = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = found
    spec.loader.exec_module(found)
    return found


def right_answers(module: str) -> dict[str, list[Case]]:
    """Return for each exercise of a lesson the right answers that the tests know, without those of another form.

    An answer that is named in NOT_PERTURBED has a part that changes nothing: its mutants prove nothing.
    """
    found, left_out = {}, getattr(load(module), "NOT_PERTURBED", ())
    for check, *answers in load(module).RIGHT:
        if any(answer is one for answer in answers for one in left_out):
            continue
        found.setdefault(check.name, []).append(Case(module, check.name, tuple(answers)))
    return found


@contextlib.contextmanager
def throw_away_progress():
    """Keep what the checks count in a folder that is gone afterwards; no run is strict."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COURSE_PROGRESS"] = folder
        os.environ.pop("COURSE_STRICT", None)
        try:
            yield
        finally:
            os.environ.clear()
            os.environ.update(before)


def called(function: Callable, arguments: tuple):
    """Call a function on copies of the arguments, quietly; return the error if it raises one."""
    try:
        with _time_limit(), quiet(io.StringIO()):
            return function(*map(kept, arguments))
    except (Exception, TimeUp, SystemExit) as error:
        return error


def copied(value):
    """Return a copy of data, so that nothing done to it changes the right answer."""
    try:
        return copy.deepcopy(value) if isinstance(value, (list, tuple, dict, np.ndarray)) else value
    except (TypeError, RecursionError):
        return value


def kept(value):
    """Return a copy of data, and of a random generator: who is asked once more draws the same numbers."""
    return copy.deepcopy(value) if isinstance(value, np.random.Generator) else copied(value)


def is_function(value) -> bool:
    """Tell whether an answer is a function that a student would write."""
    return isinstance(value, FunctionType)


@contextlib.contextmanager
def quiet(out: io.StringIO):
    """Keep what is printed, and let no warning through."""
    with (
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def _time_limit():
    """Raise `TimeUp` in what computes too long, however busy the machine; where no such signal can be set, wait."""
    if not hasattr(signal, "SIGPROF") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_):
        raise TimeUp

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
