"""Guesses before a result is seen: the first one counts, and the result is set beside it."""

import math
import numbers
from collections.abc import Callable, Mapping

import pandas as pd

from course_utils import arguments
from course_utils.checks import _store
from course_utils.checks._findings import is_blank
from course_utils.checks._kinds import letter, number, share
from course_utils.claims import three_digits

Kind = str | Callable
READERS = {"number": number, "share": share}


def guess(lesson: str, name: str, answer, asked: Mapping[str, Kind] | None = None) -> None:
    """Keep a guess of the kind that is asked for; `...` is none, and after the result no guess counts.

    Parameters
    ----------
    lesson : str
    name : str
        Of the guess.
    answer : float, str or ...
    asked : mapping of str to str or callable, optional
        By the name of a guess: "number", "share", the letters of its options, or what reads an answer and its name,
        as `_kinds.number` does.
    """
    if answer is None or is_blank(answer) or not _is_asked(lesson, name, asked):
        return
    given, fault = _read_as((asked or {}).get(name), answer)
    if given is None:
        print(f"{fault} Nothing is kept yet: change your guess, and run the cell again.")
        return
    entry = _store.entry(lesson, "guesses", name)
    if "value" in entry:
        print("You have seen the result already: this guess does not count.")
    elif "guess" in entry:
        print(f"Your first guess counts: {_shown(entry['guess'])}.")
    else:
        _store.change(lesson, lambda record: record["guesses"].setdefault(name, {}).update(guess=given))
        print(f"Your guess: {_shown(given)}. It is kept.")


def reveal(lesson: str, name: str, value, close: float = 0.0, asked: Mapping[str, Kind] | None = None) -> None:
    """Set the result beside the guess, if there is one; the first result counts, as the first guess does.

    Parameters
    ----------
    lesson, name : str
        As in `guess`.
    value : float or str
        What came out, or the right letter.
    close : float
        How far a guess may be off and still be a hit.
    asked : mapping, optional
        As in `guess`.
    """
    arguments.number("close", close, least=0)
    if not _is_asked(lesson, name, asked):
        return
    kept, right = _store.entry(lesson, "guesses", name), _read(value)
    given = kept.get("guess")
    if given is None and right is not None:
        _store.seen(lesson, name, right)
    if given is None:
        return
    if right is None:
        print(f"The result is {str(value)[:40]}: nothing that could be set beside your guess.")
        return
    if isinstance(given, str) != isinstance(right, str):
        print(f"The result is {_shown(right)}; your guess was {_shown(given)}, which is of another kind.")
        return
    if "hit" not in kept:
        hit = given == right if isinstance(right, str) else abs(given - right) <= close + 1e-12
        kept = {"guess": given, "value": right, "hit": hit}
        _store.change(lesson, lambda record: record["guesses"][name].update(kept))
    is_other = _shown(right) != _shown(kept["value"])
    print(_told(kept) + (f" In this other run it is {_shown(right)}." if is_other else ""))


def _told(kept: Mapping) -> str:
    """Return a guess, the result that was set beside it, and how far they are apart."""
    given, value = kept["guess"], kept["value"]
    off = "" if kept["hit"] or isinstance(value, str) else f", off by {_shown(abs(given - value))}"
    ending = "a hit" if kept["hit"] else f"no hit{off}"
    return f"Your guess was {_shown(given)}, the result is {_shown(value)}: {ending}."


def guesses() -> None:
    """Say how many guesses were hits, in each lesson and in all."""
    told = table()
    for lesson, rows in told.groupby("lesson"):
        hits, given = int(rows["hit"].sum()), len(rows)
        print(f"{lesson.split('_')[0]}: {hits} hit{'s' * (hits != 1)} in {given} guess{'es' * (given != 1)}")
    if told["lesson"].nunique() > 1:
        print(f"in all: {int(told['hit'].sum())} of {len(told)}")


def table() -> pd.DataFrame:
    """Return all guesses whose result was seen.

    Returns
    -------
    pandas.DataFrame
        Columns `lesson`, `name`, `guess`, `value`, `hit`; a row for each guess.
    """
    rows = [
        {"lesson": lesson, "name": name, **{key: entry[key] for key in ("guess", "value", "hit")}}
        for lesson in _store.lessons()
        for name, entry in _store.load(lesson)["guesses"].items()
        if {"guess", "value", "hit"} <= entry.keys()
    ]
    return pd.DataFrame(rows, columns=["lesson", "name", "guess", "value", "hit"])


def _is_asked(lesson: str, name: str, asked: Mapping[str, Kind] | None) -> bool:
    """Tell whether the lesson asks for this guess; say so if not, and stop nobody."""
    if not asked or name in asked:
        return True
    print(f"Lesson {lesson} has no guess {name!r}; its guesses are {', '.join(asked)}. Nothing is kept.")
    return False


def _read(answer) -> float | str | None:
    """Return a number or a capital letter; None for anything else."""
    if isinstance(answer, str) and len(text := answer.strip().strip("()").upper()) == 1 and text.isalpha():
        return text
    try:
        value = float(answer.item() if hasattr(answer, "item") else answer)
    except (TypeError, ValueError, OverflowError):
        return None
    return value if math.isfinite(value) and not isinstance(answer, bool) else None


def _read_as(kind: Kind | None, answer) -> tuple[float | str | None, str]:
    """Return a guess of a kind, or None and what is wrong with it."""
    if kind is None or isinstance(answer, bool):
        return _read(answer), f"A guess is one number, or one letter in quotes; this is {str(answer)[:40]!r}."
    try:
        if callable(kind) or kind in READERS:
            return READERS.get(kind, kind)(answer, "Your guess"), ""
        return letter(answer, kind, "Your guess"), ""
    except Exception as wrong:  # what a reader raises says what is wrong
        return None, str(wrong)


def _shown(value: float | str) -> str:
    if not isinstance(value, numbers.Real):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 1000 else three_digits(value)
