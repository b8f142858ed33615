"""The reference answers of a lesson, and what its checks say to an answer."""

import ast
import contextlib
import copy
import importlib
import io
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType, ModuleType

import numpy as np

COURSE = Path(__file__).resolve().parents[3]
ANSWERS = COURSE / "tests" / "course_utils" / "checks" / "answers"
SECONDS = 3.0
MARKS = ("# BEGIN SOLUTION", "# END SOLUTION")


class TimeUp(KeyboardInterrupt):
    """An answer took too long; of a kind that no check may swallow."""


@dataclass(frozen=True)
class Case:
    """Right answers to an exercise, named by its lesson's module and its function."""

    module: str
    exercise: str
    answers: tuple
    given: frozenset[int] = frozenset()  # places that the lesson's cell fills, not the student

    @property
    def name(self) -> str:
        return f"{self.module}.{self.exercise}"

    def with_answer(self, place: int, answer) -> tuple:
        """Return the answers with another one at a place."""
        return (*self.answers[:place], answer, *self.answers[place + 1 :])

    @property
    def places(self) -> list[int]:
        """Return the places of the student's own answers."""
        return [place for place in range(len(self.answers)) if place not in self.given]


@dataclass(frozen=True)
class Verdict:
    """What a check made of an answer: "right", "wrong", "not started" or "traceback"."""

    kind: str
    said: str


def modules() -> list[str]:
    """Return the names of the lessons' modules that have reference answers, in the order of their names."""
    return sorted(path.stem for path in ANSWERS.glob("*.py") if path.stem != "__init__")


def load(module: str) -> ModuleType:
    """Import the reference answers of a lesson."""
    name = f"reference_answers_{module}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, ANSWERS / f"{module}.py")
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def reference_cases(module: str) -> list[Case]:
    """Return every right answer that the tests of the checks know."""
    places = given_places(module)
    return [
        Case(module, check.__name__, tuple(answers), places.get(check.__name__, frozenset()))
        for check, *answers in load(module).RIGHT
    ]


def forget_checks() -> None:
    """Import the checks and the reference answers afresh at the next use, as after a restart of the kernel."""
    for name in [*sys.modules]:
        if name == "course_utils.checks" or name.startswith(("course_utils.checks.", "reference_answers_")):
            del sys.modules[name]


def lesson_source(module: str) -> str:
    """Return the text of the lessons that call the checks of this module."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((COURSE / "lessons").glob("*.py"))]
    return "\n".join(text for text in texts if f"checks.{module}." in text)


def lesson_cells(module: str) -> Iterator[tuple[str, list[ast.expr], ast.Module, range]]:
    """Yield for each exercise its name, the arguments of its check, its cell, and the lines of the solution in it."""
    for text in lesson_source(module).split("\n# %%"):
        code = "\n".join(text.split("\n")[1:])
        if f"checks.{module}." not in code or "[markdown]" in text.split("\n")[0]:
            continue
        with contextlib.suppress(SyntaxError):
            cell = ast.parse(code)
            lines = [number for number, line in enumerate(code.split("\n"), start=1) if line.strip() in MARKS]
            solution = range(lines[0], lines[-1] + 1) if lines else range(0)
            for node in ast.walk(cell):
                if isinstance(node, ast.Call) and ast.unparse(node.func).startswith(f"checks.{module}."):
                    yield node.func.attr, node.args, cell, solution


def given_places(module: str) -> dict[str, frozenset[int]]:
    """Return for each exercise which arguments of its check the lesson's cell takes from elsewhere."""
    places = {}
    for exercise, arguments, cell, solution in lesson_cells(module):
        own = solved_names(cell, solution)
        elsewhere = [place for place, node in enumerate(arguments) if ast.unparse(node) not in own]
        places[exercise] = frozenset(elsewhere)
    return places


def solved_names(cell: ast.Module, solution: range) -> set[str]:
    """Return the names to which a cell gives the solution: functions that hold some of it, and values set by it."""
    holding = [node for node in cell.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    names = {node.name for node in holding if set(solution) & set(range(node.lineno, node.end_lineno + 1))}
    stored = [node for node in ast.walk(cell) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    return names | {node.id for node in stored if node.lineno in solution}


def judge(module: str, exercise: str, answers: tuple) -> Verdict:
    """Put copies of the answers to a check, and return what it made of them."""
    check = getattr(importlib.import_module(f"course_utils.checks.{module}"), exercise)
    given = [copied(answer) for answer in answers]
    out = io.StringIO()
    try:
        with time_limit(SECONDS), quiet(out):
            check(*given)
    except TimeUp:
        return Verdict("wrong", "took too long")
    except BaseException as error:  # whatever reaches this place is what a student would see as a traceback
        return Verdict("traceback", f"{type(error).__name__}: {text_of(error)}")
    return Verdict(*read(out.getvalue()))


def read(printed: str) -> tuple[str, str]:
    """Return the kind of a verdict and its sentence."""
    for line in printed.splitlines():
        if line.startswith("✅"):
            return "right", line
        if line.startswith("☐"):
            return ("not started" if "not started" in line else "wrong"), line
    return "traceback", f"no verdict was printed, but {printed[:200]!r}"


def text_of(error: BaseException) -> str:
    """Return the message of an error, also of one that cannot say it."""
    try:
        return str(error)[:300]
    except Exception:
        return "(its message cannot be read)"


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
def time_limit(seconds: float):
    """Raise `TimeUp` in what takes longer; where no such signal can be set, wait."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_):
        raise TimeUp

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def copied(value):
    """Return a copy of a value, so that nothing done to it changes the reference."""
    if isinstance(value, (FunctionType, ModuleType, type)) or not isinstance(value, (list, tuple, dict, np.ndarray)):
        return value
    try:
        return copy.deepcopy(value)
    except (TypeError, RecursionError):
        return value


def is_function(value) -> bool:
    """Tell whether an answer is a function that a student would write."""
    return isinstance(value, FunctionType) or (callable(value) and not isinstance(value, type))


def called(function: Callable, arguments: tuple):
    """Call a function on copies of the arguments, quietly; return the error if it raises one."""
    try:
        with time_limit(SECONDS), quiet(io.StringIO()):
            return function(*[copied(argument) for argument in arguments])
    except (Exception, TimeUp, SystemExit) as error:
        return error
