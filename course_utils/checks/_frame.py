"""The frame around every check: run it, say what came out, count the attempt, hand a right answer on."""

import functools
import inspect
import re
from collections.abc import Callable, Mapping

from course_utils import arguments
from course_utils.checks import _guesses, _ours, _store
from course_utils.checks._findings import BadFormat, NotStarted, Wrong, content, is_blank
from course_utils.settings import is_strict

KINDS = ("letter", "number", "code")
OTHER_EDITION = (
    "This notebook and the course are of different editions: the check takes {wanted} answers and got {given}, "
    "unless one was left out. "
    "`make lab ANEW={lesson}` moves your copy to my_course/before/ and opens the new one; what you have solved stays "
    "solved."
)

_lessons: dict[str, "Lesson"] = {}


class CheckFailed(AssertionError):
    """An exercise is not solved, in a run that demands it."""


class Lesson:
    """The checked exercises of one lesson, numbered in the order in which they are defined.

    Parameters
    ----------
    name : str
        The lesson's file without its ending, such as "02b_layers".
    title : str
    guesses : mapping of str to str or callable, optional
        What each guess asks for: "number", "share", the letters of its options, such as "ABCD", or a reader.
    """

    def __init__(self, name: str, title: str, guesses: Mapping[str, _guesses.Kind] | None = None):
        self.name, self.title = name, title
        self.exercises: dict[str, Exercise] = {}
        self.guess = functools.partial(_guesses.guess, name, asked=dict(guesses or {}))
        self.reveal = functools.partial(_guesses.reveal, name, asked=dict(guesses or {}))
        _lessons[name] = self

    @property
    def number(self) -> str:
        """What stands before the first underscore, without a leading zero: 2b."""
        digits, letters = re.match(r"(\d+)([a-z]*)", self.name).groups()
        return f"{int(digits)}{letters}"

    def exercise(
        self,
        title: str,
        *,
        kind: str,
        hints: tuple[str, ...],
        mistakes: Mapping[str, Callable] | None = None,
        trial: tuple = (),
    ) -> Callable[[Callable[..., str]], "Exercise"]:
        """Turn a function into the check of an exercise.

        The function takes the student's answers, raises `Wrong` for what is off, and returns the reason why a right
        answer is right.

        Parameters
        ----------
        title : str
            Its short name.
        kind : {"letter", "number", "code"}
            What a student has to give; the minutes of a lesson are computed from it.
        hints : tuple of str
            Hints that help whatever the mistake, the gentlest first, none of them the answer.
        mistakes : mapping of str to callable, optional
            Wrong functions by the finding that they deserve: the judge hands them to `_kinds.blame`, and the tests
            hand each of them in.
        trial : tuple, optional
            Arguments as the lesson will use them. A right function is tried on them before it is handed on, so that
            nothing is fitted to it before it has to be replaced.
        """
        if kind not in KINDS:
            raise ValueError(f"the kind of {title!r} is {kind!r}; it must be one of {', '.join(KINDS)}.")

        def decorate(judge: Callable[..., str]) -> Exercise:
            number = f"{self.number}.{len(self.exercises) + 1}"
            made = Exercise(self, judge, number, title, kind, tuple(hints), dict(mistakes or {}), trial)
            self.exercises[judge.__name__] = made
            return made

        return decorate


class Exercise:
    """The check of one exercise: call it with the answers."""

    def __init__(
        self, lesson: Lesson, judge, number: str, title: str, kind: str, hints: tuple, mistakes: dict, trial=()
    ):
        functools.update_wrapper(self, judge)
        self.name = judge.__name__
        self.number, self.title, self.kind, self.hints, self.mistakes = number, title, kind, hints, mistakes
        self._lesson, self._judge, self._trial = lesson, judge, trial
        self._accepted: list[tuple] = []
        self._last_wrong: list | None = None
        self._told: set[str] = set()  # hints that fitted a mistake

    def __call__(self, *answers, **named) -> None:
        """Say whether the answers are right; it never stops a student."""
        try:
            answers = self._in_order(answers, named)
            remark = self._verdict(answers)
        except NotStarted:
            self._report("not started. Put your answer in place of `...` and run the cell again.")
        except BadFormat as wrong:
            self._report(f"cannot be read, which costs no attempt. {wrong.finding}")
        except Wrong as wrong:
            self._report("\n   ".join([f"not yet. {wrong.finding}", *self._hints_for(wrong, answers)]))
        else:
            self._accepted.append(tuple((answer, _ours.kept(answer)) for answer in answers))
            self._last_wrong = None
            _store.count_attempt(self._lesson.name, self.name, solved=True)
            print(f"✅ {self.number} {self.title}: right. {remark}")

    def _in_order(self, answers: tuple, named: dict) -> tuple:
        """Return the answers in the order of the judge, also if some are given by name."""
        signature = inspect.signature(self._judge)
        try:
            return signature.bind(*answers, **named).args
        except TypeError:
            if unknown := ", ".join(word for word in named if word not in signature.parameters):
                raise BadFormat(f"No answer is called {unknown}; they are {', '.join(signature.parameters)}.") from None
            wanted, given = len(signature.parameters), len(answers) + len(named)
            raise BadFormat(OTHER_EDITION.format(wanted=wanted, given=given, lesson=self._lesson.name)) from None

    def _verdict(self, answers: tuple) -> str:
        """Return the judge's remark, whatever the answers are; what it did not foresee is a finding, too."""
        try:
            if any(answer is None or is_blank(answer) for answer in answers):
                raise NotStarted
            return self._judge(*answers)
        except (NotStarted, Wrong):
            raise
        except (Exception, SystemExit) as error:
            reason = f"{type(error).__name__}: {error}"[:200]
            raise BadFormat(
                f"The check could make nothing of this answer ({reason}). Compare its form with what is asked for."
            ) from None

    def _hints_for(self, wrong: Wrong, answers: tuple) -> list[str]:
        """Count a wrong attempt, and return its hints: one more than before, that which fits or else a numbered one.

        The same answer again, perhaps in another form, is no attempt.
        """
        contents = list(map(content, answers))
        is_attempt, self._last_wrong = contents != self._last_wrong, contents
        if is_attempt:
            _store.count_attempt(self._lesson.name, self.name, solved=False)
        fitting_is_new = not self._told.issuperset(wrong.hints)
        self._told.update(wrong.hints)
        numbered = self._numbered_hints(one_more=is_attempt and not fitting_is_new)
        return [*(f"Hint: {hint}" for hint in wrong.hints), *numbered]

    def hint(self) -> None:
        """Show the next hint, after those that were shown before; it is no attempt."""
        before = self._numbered_hints(one_more=False)
        if len(before) == len(self.hints):
            print(f"{self.number} {self.title}: these are all the hints there are.")
        for hint in self._numbered_hints(one_more=True):
            print(f"   {hint}")

    def _numbered_hints(self, *, one_more: bool) -> list[str]:
        """Return the numbered hints that were shown so far, and one more if there is one."""
        shown = _store.count_hints(self._lesson.name, self.name, int(one_more), len(self.hints))
        return [f"Hint {count} of {len(self.hints)}: {self.hints[count - 1]}" for count in range(1, shown + 1)]

    def or_ours(self, mine, ours):
        """Return the student's answer if it is the very object that was right in this kernel, else ours; say which.

        A function of the student's is watched: if it stops with an error, returns another shape than ours or is twenty
        times slower, ours is used from then on.
        """
        if callable(mine):
            arguments.function("ours", ours)
        if not any(answer is mine and _ours.unchanged(mine, kept) for call in self._accepted for answer, kept in call):
            print(f"From here on with our answer to {self.number}, because yours is not solved yet.")
            return ours
        print(f"From here on with your own answer to {self.number}.")
        if not callable(mine):
            return mine
        used = _ours.watched(mine, ours, self.number)
        if self._trial:
            used(*self._trial)
        return used

    def _report(self, text: str) -> None:
        """Say what is not solved; in a strict run, stop there."""
        sentence = f"☐ {self.number} {self.title}: {text}"
        print(sentence)
        if is_strict():
            raise CheckFailed(sentence)


def all_lessons() -> list[Lesson]:
    """Return the lessons that have checks, in the order of the course."""
    return [_lessons[name] for name in sorted(_lessons)]
