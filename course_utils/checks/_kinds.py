"""The kinds of answers that recur, each read in every form in which a right answer comes."""

import re
from collections.abc import Iterable, Mapping

import numpy as np

from course_utils.checks._answers import described, is_blank, plain
from course_utils.checks._findings import BadFormat, Wrong
from course_utils.checks._functions import call, compare, is_unfinished, name_the_mistake, parts, same
from course_utils.checks._numbers import array, close, number, shape

__all__ = [
    "array",
    "call",
    "close",
    "compare",
    "count",
    "is_blank",
    "is_unfinished",
    "letter",
    "letters",
    "mapping",
    "name_the_mistake",
    "number",
    "parts",
    "same",
    "shape",
    "share",
    "true_or_false",
]

_BETWEEN_LETTERS = re.compile(r"[\s,;/&+()\[\]{}'\".]+|\band\b", re.IGNORECASE)
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def letter(answer, options: str, name: str) -> str:
    """Return an answer to a question with lettered options as one capital letter.

    Examples
    --------
    >>> letter(["(b)"], "ABCD", "poll")
    'B'
    """
    found = _letters_in(answer)
    if len(found) != 1 or found[0] not in options:
        raise BadFormat(
            f"{name} should be one of the letters {', '.join(options)} in quotes; it is {described(answer)}."
        )
    return found[0]


def letters(answer, options: str, name: str, count: int | None = None) -> set[str]:
    """Return an answer that is several letters as a set of capital letters.

    Parameters
    ----------
    answer
        Letters in one text, with or without something between them, or in a list, tuple, set, array or Series.
    options : str
        The letters that there are.
    name : str
        How the lesson calls the answer.
    count : int, optional
        How many different letters there have to be.

    Raises
    ------
    BadFormat
        If there is anything else in it, or another number of letters.

    Examples
    --------
    >>> letters("b, c", "ABCD", "pair") == letters(("B", "C"), "ABCD", "pair") == {"B", "C"}
    True
    """
    found = _letters_in(answer)
    many = "" if count is None else f"{count} different "
    if not found or set(found) - set(options) or (count is not None and not len(set(found)) == len(found) == count):
        example = options[0] + options[-1] if count is None else options[:count]
        raise BadFormat(
            f'{name} should be {many}letters out of {", ".join(options)}, such as "{example}"; '
            f"it is {described(answer)}."
        )
    return set(found)


def _letters_in(answer) -> list[str]:
    """Return all signs of an answer, in capitals, without what stands between letters."""
    value = plain(answer)
    if isinstance(value, np.ndarray):
        value = value.ravel().tolist()
    if isinstance(value, (list, tuple, set, frozenset)):
        return [sign for part in value for sign in _letters_in(part)]
    return list(_BETWEEN_LETTERS.sub("", str(value)).upper())


def true_or_false(answer, name: str) -> bool:
    """Return an answer that is true or false, also as an array or a text."""
    value = plain(answer)
    while isinstance(value, (list, tuple, np.ndarray)) and np.size(value) == 1:
        value = np.ravel(np.asarray(value, dtype=object))[0]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    said = str(value).strip().strip(".").lower()
    if isinstance(value, str) and said in _TRUTH:
        return _TRUTH[said]
    raise BadFormat(f"{name} should be True or False; it is {described(answer)}.")


def mapping(answer, keys: Iterable[str], name: str) -> dict:
    """Return an answer that has a value for each key as a dictionary in the order of the keys.

    Parameters
    ----------
    answer
        A dictionary, a Series or a list of pairs; capitals in its keys make no difference.
    keys : iterable of str
        The keys that are wanted, all of them.
    name : str
        How the lesson calls the answer.

    Raises
    ------
    BadFormat
        If it is none of these, if a key is missing or unknown, or a value is None.
    """
    keys = list(keys)
    given = _pairs(answer)
    if given is None:
        example = f'{{"{keys[0]}": ..., ...}}'
        raise BadFormat(f"{name} should be a dictionary such as {example}; it is {described(answer)}.")
    found = {_key(key): value for key, value in given}
    missing = [str(key) for key in keys if found.get(_key(key)) is None]
    unknown = [str(key) for key, _ in given if _key(key) not in set(map(_key, keys))]
    if missing or unknown:
        wrong = f"missing: {', '.join(missing)}" if missing else f"unknown: {', '.join(unknown)}"
        raise BadFormat(f"{name} should be a dictionary with the keys {', '.join(map(str, keys))}; {wrong}.")
    return {key: found[_key(key)] for key in keys}


def _key(key) -> str:
    return " ".join(str(key).split()).lower()


def _pairs(answer) -> list[tuple] | None:
    """Return the keys and values of an answer, None if it has none."""
    if isinstance(answer, Mapping):
        return list(answer.items())
    if hasattr(answer, "items") and hasattr(answer, "index"):  # a Series
        return list(answer.items())
    if (
        isinstance(answer, (list, tuple))
        and answer
        and all(isinstance(pair, (list, tuple)) and len(pair) == 2 for pair in answer)
    ):
        return [tuple(pair) for pair in answer]
    return None


def share(answer, name: str) -> float:
    """Return an answer that is a share, 0 to 1."""
    value = number(answer, name)
    if not -1e-9 <= value <= 1 + 1e-9:
        unit = ", not per cent" if 2 <= value <= 100 else ""
        raise BadFormat(f"{name}: give a share between 0 and 1{unit}; it is {value:g}.")
    return value


def count(answer, right: int, name: str, tempting: Mapping[int, str] | None = None) -> None:
    """Compare a count with the right one, and say what a tempting wrong one has missed.

    Parameters
    ----------
    answer
        The student's count.
    right : int
        The right one.
    name : str
        How the lesson calls it.
    tempting : mapping, optional
        `{wrong count: what was missed}`, a half sentence without a full stop.

    Raises
    ------
    Wrong
        If it is another number.
    """
    given = number(answer, name)
    shown = f"{given:,.0f}" if abs(given) >= 10_000 and given.is_integer() else f"{given:g}"  # a year has no comma
    if given in (tempting or {}):
        raise Wrong(f"{name} is not {shown}: {tempting[given]}.")
    if given != right:
        raise Wrong(f"{name} is not {shown}; it is too {'small' if given < right else 'large'}.")
