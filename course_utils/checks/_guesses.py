"""Guesses that come before a result, and what became of them."""

import math

from course_utils.checks import _store
from course_utils.checks._answers import described, is_blank
from course_utils.checks._findings import BadFormat
from course_utils.checks._numbers import number

_shown: set[tuple[str, str]] = set()  # results that were seen in this kernel


def guess(lesson: str, name: str, given) -> None:
    """Keep the first guess that is given before the result is shown; never an error."""
    if is_blank(given):
        print("▫ No guess yet: put yours in place of `...`, and run this cell before the next one.")
        return
    mine = _read(given)
    if mine is None:
        print(f"▫ A guess is a number or one letter; {described(given)} is neither, so it does not count.")
        return
    kept = _store.load(lesson)["guesses"].get(name)
    if kept is not None:
        first = _text(kept["guess"])
        print(f"Your guess: {first}." if kept["guess"] == mine else f"Your first guess counts: {first}.")
        return
    if (lesson, name) in _shown:
        print(f"▫ The result has been shown already, so {_text(mine)} does not count as a guess.")
        return
    _store.update(lesson, lambda record: record["guesses"].setdefault(name, {"guess": mine}))
    print(f"Your guess: {_text(mine)}.")


def reveal(lesson: str, name: str, value, close: float | None = None) -> None:
    """Print the guess beside the value, if there was a guess, and keep both.

    Raises
    ------
    ValueError
        If the value is neither a number nor a letter, or `close` is negative: then the lesson is wrong.
    """
    found = _read(value)
    if found is None or (close is not None and not close >= 0):
        raise ValueError(
            f"the result of {name!r} should be a finite number or a letter, and close at least 0; "
            f"they are {described(value)} and {close}."
        )
    _shown.add((lesson, name))
    kept = _store.load(lesson)["guesses"].get(name)
    if kept is None:
        return
    mine = kept["guess"]
    if isinstance(mine, str) != isinstance(found, str):
        kind = "a letter" if isinstance(found, str) else "a number"
        print(f"Your guess, {_text(mine)}, cannot be compared: the answer is {kind}, {_text(found)}.")
        return
    hit, verdict = _compared(mine, found, close)
    print(f"Your guess: {_text(mine)}. The result: {_text(found)}. {verdict}")
    if "value" not in kept:
        outcome = {"guess": mine, "value": found, "hit": hit}
        _store.update(lesson, lambda record: record["guesses"].update({name: outcome}))


def hits(lesson: str) -> tuple[int, int]:
    """Return how many guesses of a lesson were hits, and how many were compared."""
    compared = [entry["hit"] for entry in _store.load(lesson)["guesses"].values() if "hit" in entry]
    return sum(compared), len(compared)


def _compared(mine, found, close) -> tuple[bool, str]:
    """Return whether a guess is a hit, and a sentence that says so or by how much it is off."""
    if isinstance(found, str):
        return mine == found, "A hit!" if mine == found else "Not this time."
    off = mine - found
    if abs(off) <= (0.1 * abs(found) if close is None else close) + 1e-12:
        return True, "A hit!"
    return False, f"Too {'high' if off > 0 else 'low'} by {_text(abs(off))}."


def _read(given) -> float | str | None:
    """Return a guess as a number or a capital letter, None if it is neither."""
    text = str(given).strip(" ().").upper() if isinstance(given, str) else ""
    if len(text) == 1 and text.isascii() and text.isalpha():
        return text
    try:
        return number(given, "guess")
    except BadFormat:
        return None


def _text(value: float | str) -> str:
    if isinstance(value, str) or not math.isfinite(value):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.4g}"
