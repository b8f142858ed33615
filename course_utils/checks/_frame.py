"""The frame around every check: run it, say what came out, count the attempt."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from course_utils.checks import _store
from course_utils.settings import is_strict

_lessons: dict[str, "Lesson"] = {}


class CheckFailed(AssertionError):
    """An exercise is not solved, in a run that demands it."""


class Wrong(Exception):
    """What is wrong with an answer, and hints that fit this mistake.

    Parameters
    ----------
    finding : str
        What the check saw, in the student's terms.
    *hints : str
        Hints for this very mistake, the gentlest first; the hints of the exercise follow them.
    """

    def __init__(self, finding: str, *hints: str):
        super().__init__(finding)
        self.finding = finding
        self.hints = hints


class NotStarted(Exception):
    """The answer is still `...`."""


@dataclass
class Lesson:
    """The checked exercises of one lesson, in the order in which they are defined."""

    name: str
    title: str
    exercises: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        _lessons[self.name] = self

    def exercise(self, number: str, title: str, hints: tuple[str, ...]) -> Callable:
        """Turn a function into the check of an exercise.

        The function takes the student's answers, raises `Wrong` for what is off, and returns a sentence to think about
        when all is right.

        Parameters
        ----------
        number : str
            The number under which the lesson prints the exercise, such as "2.3".
        title : str
            Its short name.
        hints : tuple of str
            Hints that help whatever the mistake, the gentlest first, none of them the answer.
        """

        def decorate(judge: Callable[..., str]) -> Callable[..., None]:
            self.exercises[number] = title

            @functools.wraps(judge)
            def check(*answers) -> None:
                try:
                    if any(is_blank(answer) for answer in answers):
                        raise NotStarted
                    remark = judge(*answers)
                except NotStarted:
                    _report(
                        f"☐ {number} {title}: not started. Put your answer in place of `...` and run the cell again."
                    )
                except Wrong as wrong:
                    attempts = self._count(number, solved=False)
                    shown = (*wrong.hints, *hints)[:attempts]
                    lines = [f"☐ {number} {title}: not yet. {wrong.finding}"]
                    lines += [f"   Hint {count}: {hint}" for count, hint in enumerate(shown, start=1)]
                    _report("\n".join(lines))
                else:
                    self._count(number, solved=True)
                    print(f"✅ {number} {title}: right. {remark}")

            return check

        return decorate

    def _count(self, number: str, *, solved: bool) -> int:
        """Keep the attempt, and return how many there were."""
        record = _store.load(self.name)
        entry = record.setdefault(number, {"solved": False, "attempts": 0})
        entry["attempts"] += 1
        entry["solved"] = entry["solved"] or solved
        _store.save(self.name, record)
        return entry["attempts"]


def all_lessons() -> list[Lesson]:
    """Return the lessons that have checks, in the order of the course."""
    return [_lessons[name] for name in sorted(_lessons)]


def is_blank(answer) -> bool:
    """Tell whether an answer is still a placeholder."""
    if answer is None or answer is Ellipsis:
        return True
    if isinstance(answer, (list, tuple)):
        return any(is_blank(part) for part in answer)
    return isinstance(answer, np.ndarray) and answer.dtype == object and any(map(is_blank, answer.ravel()))


def number(answer, name: str) -> float:
    """Return an answer as one number, or say why it is none."""
    return float(array(answer, (), name))


def compare_count(answer, right: int, name: str, tempting: dict[int, str]) -> None:
    """Compare a count with the right one, and say what a tempting wrong one has missed."""
    given = number(answer, name)
    shown = f"{given:,.0f}" if abs(given) >= 10_000 else f"{given:g}"  # a year has no comma
    if given in tempting:
        raise Wrong(f"{name} is not {shown}: {tempting[int(given)]}.")
    if given != right:
        raise Wrong(f"{name} is not {shown}; it is too {'small' if given < right else 'large'}.")


def array(answer, shape: tuple[int, ...], name: str) -> np.ndarray:
    """Return an answer as a float array of the given shape, or say what it is instead; a length of -1 is free."""
    try:
        values = np.asarray(answer, dtype=float)
    except (TypeError, ValueError):
        raise Wrong(f"{name} should hold numbers; it is {_short(answer)}.") from None
    if shape == () and values.size == 1:
        values = values.reshape(())
    if values.ndim != len(shape) or any(want not in (-1, got) for want, got in zip(shape, values.shape, strict=True)):
        wanted = "a single number" if shape == () else f"of shape {_shape(shape)}"
        raise Wrong(f"{name} should be {wanted}; yours has the shape {values.shape}.")
    if not np.isfinite(values).all():
        raise Wrong(f"{name} contains a value that is not finite (inf or nan).")
    return values


def call(function, *arguments, name: str):
    """Call a student's function; an error inside it is a finding, and an empty body an exercise not started."""
    if not callable(function):
        raise Wrong(f"{name} should be a function; it is {_short(function)}.")
    try:
        result = function(*arguments)
    except Exception as error:
        raise Wrong(f"{name} stopped with {type(error).__name__}: {error}") from None
    if is_blank(result):
        raise NotStarted
    return result


def choice(answer, options: str, name: str) -> str:
    """Return an answer to a question with lettered options as one capital letter."""
    letter = str(answer).strip().strip("()").upper()
    if len(letter) != 1 or letter not in options:
        raise Wrong(f"{name} should be one of the letters {', '.join(options)} in quotes; it is {_short(answer)}.")
    return letter


def _report(text: str) -> None:
    """Say what is not solved; in a strict run, stop there."""
    print(text)
    if is_strict():
        raise CheckFailed(text)


def _shape(shape: tuple[int, ...]) -> str:
    return (
        "("
        + ", ".join("any" if length == -1 else str(length) for length in shape)
        + ("," if len(shape) == 1 else "")
        + ")"
    )


def _short(answer) -> str:
    text = repr(answer)
    return text if len(text) <= 60 else text[:57] + "..."
