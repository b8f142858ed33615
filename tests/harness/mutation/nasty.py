"""What no check may break on: it has to say what is wrong with it, without a traceback."""

import math
import sys
from collections.abc import Callable

import numpy as np


class _Odd(Exception):
    """A value, and an error, that refuses to be looked at."""

    __hash__ = None

    def _refuse(self, *_, **__):
        raise RuntimeError("not this way")

    __repr__ = __str__ = __eq__ = __array__ = __float__ = __len__ = _refuse


def nasty_values() -> dict[str, object]:
    """Return values that are an answer to nothing."""
    endless = [1]
    endless.append(endless)
    return {
        "an empty text": "",
        "a text with braces": "{0} %s {x!r}\n☐ ✅",
        "a long number as a text": "9" * 5000,
        "a superscript two": "²",
        "10**400": 10**400,
        "nan": math.nan,
        "infinity": math.inf,
        "a complex number": 3 + 4j,
        "an empty list": [],
        "an empty dict": {},
        "an empty array": np.zeros((0, 3)),
        "a ragged list": [[1, 3], ["a", 4, 6]],
        "a list that holds itself": endless,
        "a dict of odd things": {1: 2, "a": None, (1,): []},
        "a set of mixed kinds": {1, "a", None},
        "an odd object": _Odd(),
        "a class": int,
        "a generator": (number for number in range(3)),
        "a function": lambda *given: None,
        "an array of objects": np.array([object(), None], dtype=object),
        "a masked array": np.ma.masked_array([1.0, 2.0], mask=[True, False]),
        "an array with nan": np.array([[math.nan, 1.0], [2.0, 3.0]]),
        "a slice": slice(1, 2),
    }


def nasty_functions(right: Callable) -> dict[str, Callable]:
    """Return functions that a check must survive, some of them made from the right one."""
    return {f"returns {name}": lambda *given, value=value: value for name, value in nasty_values().items()} | {
        "prints and returns nothing": lambda *given: print(right(*given)),
        "returns three things": lambda *given: (right(*given), right(*given), right(*given)),
        "returns nan of the right shape": lambda *given: np.full(np.shape(right(*given)), math.nan),
        "calls itself for ever": _endless,
        "calls sys.exit": lambda *given: sys.exit("bye"),
        "raises BaseException": lambda *given: _raise(BaseException("bare")),
        "raises GeneratorExit": lambda *given: _raise(GeneratorExit()),
        "raises with braces": lambda *given: _raise(KeyError("{0} %s {x!r}\n☐ ✅")),
        "raises what cannot be read": lambda *given: _raise(_Odd()),
        "raises an error group": lambda *given: _raise(ExceptionGroup("many", [ValueError(1), TypeError(2)])),
        "takes no arguments": lambda: 1,
    }


def _endless(*given):
    return _endless(*given)


def _raise(error: BaseException):
    raise error
