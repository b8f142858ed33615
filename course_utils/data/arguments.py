"""Checks of arguments that several loaders share."""

import operator
from typing import Any

import numpy as np


def whole_number(name: str, asked: Any, most: int, fewest: int = 0, remark: str = "") -> int:
    """Return the number that was asked for.

    Parameters
    ----------
    name : str
        Of the argument, for the message.
    asked : object
        What was given for it.
    most, fewest : int
        Ends of the allowed range, both included.
    remark : str
        Why it ends there, for the message.

    Raises
    ------
    TypeError, ValueError
        If it is no whole number, or out of range.

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
