"""Checks of arguments that several loaders share."""

import operator
from typing import Any

import numpy as np


def whole_number(name: str, asked: Any, most: int, fewest: int = 0, remark: str = "") -> int:
    """Return the number that was asked for; anything else than one from `fewest` to `most` is an error.

    The message names the argument, and with the `remark` says why the range ends where it does.

    Examples
    --------
    >>> whole_number("seed", np.int64(3), most=10)
    3
    """
    try:
        number = operator.index(asked)
    except TypeError:
        number = None
    if number is None or isinstance(asked, (bool, np.bool_)):
        raise TypeError(f"{name} is {asked!r}; it must be a whole number from {fewest} to {most}.")
    if not fewest <= number <= most:
        raise ValueError(f"{name} is {number}; it must be from {fewest} to {most}{remark}.")
    return number
