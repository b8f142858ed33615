"""The frame around every check: run it, say what came out, count the attempt.

A lesson's module makes one `Lesson`, and turns functions into exercises with it. The number of an exercise follows
from the lesson's name and the order of definition; it is typed nowhere.
"""

import functools
import inspect
import re
from collections.abc import Callable

from course_utils.checks import _guesses, _store
from course_utils.checks._answers import copied, is_blank, snapshot
from course_utils.checks._findings import BadFormat, CheckFailed, NotStarted, Wrong
from course_utils.checks._functions import Mistakes
from course_utils.checks._ours import same_as_before, with_ours_in_reserve
from course_utils.settings import is_strict

__all__ = ["KINDS", "BadFormat", "CheckFailed", "Exercise", "Lesson", "NotStarted", "Wrong"]

KINDS = {"letter": 4, "number": 6, "code": 9}  # minutes that an exercise takes, by what its answer is


class Lesson:
    """The checked exercises and the guesses of one lesson.

    Parameters
    ----------
    name : str
        The name of its file without ".py", such as "02b_layers".
    title : str
        Its title for the overview of the student's progress.
    """

    def __init__(self, name: str, title: str):
        found = re.fullmatch(r"(\d\d[a-z]?)_\w+", name)
        if not found:
            raise ValueError(f'the lesson\'s name is {name!r}; it should be such as "02_xor" or "02b_layers".')
        self.name, self.title = name, title
        self.short = found[1]
        self.exercises: dict[str, Exercise] = {}

    def exercise(
        self, title: str, *, kind: str, hints: tuple[str, ...], mistakes: Mistakes | None = None
    ) -> "Callable[[Callable[..., str]], Exercise]":
        """Turn a function into the check of the lesson's next exercise.

        The function takes the student's answers, raises `Wrong` for what is off, and returns a sentence to think about
        when all is right.

        Parameters
        ----------
        title : str
            The exercise's short name.
        kind : str
            What most of the work is: "letter", "number" or "code".
        hints : tuple of str
            Hints that help whatever the mistake, the gentlest first, none of them the answer.
        mistakes : mapping, optional
            `{finding: wrong function}` for an exercise whose answer is a function; the function finds it again as
            `<exercise>.mistakes`. A finding may be a tuple: the finding, then hints that fit it.

        Raises
        ------
        ValueError
            If the kind is unknown, the hints are no tuple of texts, or the lesson has an exercise of that name already.
        """
        if kind not in KINDS:
            raise ValueError(f"the kind of {title!r} is {kind!r}; it should be one of {', '.join(KINDS)}.")
        if not (isinstance(hints, tuple) and hints and all(isinstance(hint, str) for hint in hints)):
            raise ValueError(f"the hints of {title!r} should be a tuple of texts; one alone needs a comma behind it.")

        def decorate(judge: Callable[..., str]) -> Exercise:
            if judge.__name__ in self.exercises:
                raise ValueError(f"{self.name} has two exercises called {judge.__name__!r}.")
            number = f"{re.sub('^0', '', self.short)}.{len(self.exercises) + 1}"
            found = Exercise(judge, self, number, title, kind, hints, dict(mistakes or {}))
            self.exercises[found.name] = found
            return found

        return decorate

    def guess(self, name: str, guess=...) -> None:
        """Keep a guess: a number, or a letter; the first one that is given before the reveal counts."""
        _guesses.guess(self.name, name, guess)

    def reveal(self, name: str, value, close: float | None = None) -> None:
        """Compare the guess of that name, if there is one, with the value that was found.

        Parameters
        ----------
        name : str
            The name under which the guess was kept.
        value : float or str
            What was found: a number, or the right letter.
        close : float, optional
            How far off a hit may be, in the unit of the value; if not given, a tenth of the value.
        """
        _guesses.reveal(self.name, name, value, close)


class Exercise:
    """The check of one exercise; call it with the student's answers.

    Attributes
    ----------
    name : str
        The name of the function that judges; progress is kept under it.
    number : str
        The number that the lesson prints, such as "2b.3".
    title, kind, hints, mistakes
        As `Lesson.exercise` got them.
    """

    def __init__(self, judge, lesson, number, title, kind, hints, mistakes):
        functools.update_wrapper(self, judge)
        self.name = judge.__name__
        self.lesson, self.number, self.title = lesson, number, title
        self.kind, self.hints, self.mistakes = kind, hints, mistakes
        self._judge = judge
        self._accepted: list[tuple] = []  # answers that passed in this kernel, and what they were then
        self._fitting: tuple[str, ...] = ()  # hints for the last mistake
        self._seen: set[str] = set()

    @property
    def minutes(self) -> int:
        """How long the exercise takes, by its kind."""
        return KINDS[self.kind]

    def __call__(self, *answers, **named) -> None:
        """Check the answers, print what came out, and keep the attempt."""
        try:
            remark = self._remark(answers, named)
        except NotStarted:
            self._report("not started. Put your answer in place of `...` and run the cell again.")
        except BadFormat as wrong:
            self._report(f"not in the form that is asked for. {wrong.finding} No attempt is counted.", wrong)
        except Wrong as wrong:
            self._accepted = []
            self._fitting = wrong.hints
            attempts = self._count(solved=False)
            shown = (*wrong.hints, *self.hints)[:attempts]
            self._seen.update(shown)
            hints = [f"\n   Hint {place}: {hint}" for place, hint in enumerate(shown, start=1)]
            self._report(f"not yet. {wrong.finding}{''.join(hints)}", wrong)
        else:
            self._accepted = [(answer, snapshot(answer)) for answer in (*answers, *named.values())]
            self._count(solved=True)
            print(f"✅ {self.number} {self.title}: right. {remark}")

    def hint(self) -> None:
        """Show the next hint; it counts as no attempt."""
        hints = tuple(dict.fromkeys((*self._fitting, *self.hints)))
        for place, hint in enumerate(hints, start=1):
            if hint not in self._seen:
                self._seen.add(hint)
                print(f"{self.number} {self.title}, hint {place} of {len(hints)}: {hint}")
                return
        print(f"{self.number} {self.title}: that were all the hints. Try an answer: what the check finds may help.")

    def or_ours(self, mine, ours):
        """Return the student's own answer if this very object passed the check in this kernel, else the course's.

        Parameters
        ----------
        mine
            The student's function, or data.
        ours
            The course's.

        Returns
        -------
        object
            Data as it is; a function so that the course's takes over, with a sentence, as soon as the student's stops
            with an error, returns another shape, or is 20 times slower.
        """
        if any(mine is answer and same_as_before(mine, then) for answer, then in self._accepted):
            print(f"Exercise {self.number} is solved: from here on, your own is used.")
            return with_ours_in_reserve(mine, ours, self.number)
        reason = "not solved yet" if is_blank(mine) else "not checked, or not right yet"
        print(f"Exercise {self.number} is {reason}: from here on, the course's answer is used.")
        return ours

    def _remark(self, answers, named) -> str:
        """Return what the judge says to right answers; whatever else it does is a finding."""
        try:
            bound = inspect.signature(self._judge).bind(*answers, **named)
        except TypeError:
            raise BadFormat(
                f"This check takes {len(inspect.signature(self._judge).parameters)} answers, and this cell gives "
                f"{len(answers) + len(named)}: the notebook is of another edition than the course. To get the new one "
                "beside your own, rename your notebook in my_course/ and run `make lab` again; your ticks stay."
            ) from None
        if any(map(is_blank, (*bound.args, *bound.kwargs.values()))):
            raise NotStarted
        try:
            return self._judge(*copied(bound.args), **copied(bound.kwargs))
        except (Wrong, NotStarted):
            raise
        except SystemExit:
            raise Wrong("Your code ends Python with exit(); leave that out.") from None
        except Exception as error:
            raise BadFormat(
                f"The check can do nothing with this answer ({type(error).__name__}: {str(error)[:200]}). "
                "Compare its form with the one that the exercise asks for."
            ) from error

    def _count(self, *, solved: bool) -> int:
        """Keep the attempt, and return how many there were."""

        def change(record):
            entry = record["exercises"].setdefault(self.name, {"solved": False, "attempts": 0})
            entry["attempts"] += 1
            entry["solved"] = entry["solved"] or solved

        return _store.update(self.lesson.name, change)["exercises"][self.name]["attempts"]

    def _report(self, text: str, cause: Exception | None = None) -> None:
        """Say what is not solved; in a strict run, stop there."""
        text = f"☐ {self.number} {self.title}: {text}"
        print(text)
        if is_strict():
            raise CheckFailed(text) from cause
