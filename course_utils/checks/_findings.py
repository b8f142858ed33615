"""What a check may find instead of a right answer, and how `...` is seen."""

from collections.abc import Mapping

import numpy as np


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
