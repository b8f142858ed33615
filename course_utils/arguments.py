"""Checks of what a helper was given: an error says what it is and what it must be; else it is given back.

No measured value comes from here, so that an error may be worded anew without measuring anything again.
"""

import operator
from collections.abc import Callable
from math import inf, isfinite
from typing import Any

import numpy as np


def whole_number(name: str, asked: Any, most: float, fewest: int = 0, remark: str = "") -> int:
    """Return the number that was asked for; anything else than one from `fewest` to `most` is an error.

    The message names the argument, and with the `remark` says why the range ends where it does.

    Examples
    --------
    >>> whole_number("seed", np.int64(3), most=10)
    3
    """
    try:
        given = operator.index(asked)
    except TypeError:
        given = None
    if given is None or isinstance(asked, (bool, np.bool_)):
        raise TypeError(f"{name} is {shown(asked)}; it must be a whole number {_range(fewest, most)}.")
    if not fewest <= given <= most:
        raise ValueError(f"{name} is {given}; it must be {_range(fewest, most)}{remark}.")
    return given


def number(name: str, asked: Any, least: float = -inf, most: float = inf) -> float:
    """Return a finite number, ends included."""
    is_number = hasattr(asked, "__float__") and not isinstance(asked, (bool, np.bool_)) and np.ndim(asked) == 0
    if not is_number or not isfinite(asked) or not least <= asked <= most:
        wrong = ValueError if is_number else TypeError
        raise wrong(f"{name} is {shown(asked)}; it must be a finite number {_range(least, most)}".rstrip() + ".")
    return float(asked)


def numbers(name: str, given: Any, finite: bool = True) -> np.ndarray:
    """Return numbers in any form, tensors too, as an array of floats; none at all, texts or ragged lists are an error.

    Examples
    --------
    >>> numbers("points", [[1, 2], [3, 4]]).shape
    (2, 2)
    """
    try:
        values = to_numpy(given)
        values = None if values.dtype.kind in "USc" else values.astype(float)
    except (TypeError, ValueError):
        values = None
    if values is None or not values.size:
        kind = "holds nothing" if values is not None else f"is {shown(given)}"
        raise ValueError(f"{name} {kind}; it must hold numbers, in lists of one length or an array.")
    if finite and not np.isfinite(values).all():
        raise ValueError(f"{name} holds values that are not finite (NaN or infinity).")
    return values


def to_numpy(given: Any) -> np.ndarray:
    """Return an array or a tensor of any Keras backend as a NumPy array."""
    return np.asarray(given.detach().cpu() if hasattr(given, "detach") else given)  # PyTorch's may carry a gradient


def span(name: str, given: Any) -> tuple[float, float]:
    """Return (low, high), two finite numbers in this order."""
    ends = numbers(name, given)
    if ends.shape != (2,) or ends[0] >= ends[1]:
        raise ValueError(f"{name} is {shown(given)}; it must be (low, high) with low < high.")
    return float(ends[0]), float(ends[1])


def function(name: str, given: Any) -> Callable:
    """Return something that can be called."""
    if not callable(given):
        raise TypeError(f"{name} is {shown(given)}; it must be a function: its name, without brackets behind it.")
    return given


def mapping(name: str, given: Any) -> dict:
    """Return a dictionary with at least one entry: from names to what is drawn under them, in most helpers."""
    if not hasattr(given, "items") or not len(given):
        raise ValueError(f"{name} is {shown(given)}; it must be a dictionary, with a name for each entry.")
    return dict(given.items())


def shown(given: Any) -> str:
    """Return what somebody gave as text in one line, cut off where it is long."""
    text = " ".join(repr(given).split())
    return text if len(text) <= 60 else f"{text[:57]}..."


def _range(least: float, most: float) -> str:
    if most == inf:
        return "" if least == -inf else f"of at least {least:g}"
    return f"from {least} to {most}"
