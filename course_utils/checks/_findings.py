"""What a check may find instead of a right answer, how `...` is seen, and when two answers are one."""

import re
from collections.abc import Mapping

import numpy as np

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
FEW = 1000  # more numbers than that are no answer by hand, and have one form


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


class BadFormat(Wrong):
    """The answer has not the form that was asked for: this costs no attempt and brings no hint about the content."""


class NotStarted(Exception):
    """The answer is still `...`."""


def is_blank(answer) -> bool:
    """Tell whether an answer holds `...`, at any depth; None inside a list may be a part of an answer."""
    if answer is Ellipsis:
        return True
    if isinstance(answer, Mapping):
        return any(is_blank(part) for part in answer.values())
    if isinstance(answer, (list, tuple, set)):
        return any(is_blank(part) for part in answer)
    return getattr(answer, "dtype", None) == np.dtype(object) and any(map(is_blank, getattr(answer, "flat", answer)))


def content(answer):
    """Return what makes an answer, without its form: of 24 and "24.0" the same, of "AB" and ("a", "b"), too."""
    if hasattr(answer, "__code__"):
        return answer.__code__
    try:
        values = np.asarray(answer)
        return hash((values.astype(float) + 0.0 if values.size < FEW else values).tobytes())
    except Exception:  # whatever something that holds no numbers raises
        pass
    try:
        return "".join(re.findall(r"[\w.-]", str(answer))).upper()
    except Exception:  # whatever a class of the student's own may raise
        return answer


def ordinal(place: int) -> str:
    """Return how a sentence counts what Python finds at a place: "first" at 0, where "entry 1" would be misread."""
    return ORDINALS[place] if place < len(ORDINALS) else f"{place + 1}th"
