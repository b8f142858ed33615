"""What no check may break on: it has to say what is wrong with it, without a traceback."""

import math
import sys
from collections.abc import Callable

import numpy as np


class _OddError(Exception):
    """An error whose message cannot be read."""

    def __str__(self):
        raise ValueError("no message")


class _OddValue:
    """A value that refuses to be looked at."""

    def __repr__(self):
        raise RuntimeError("no repr")

    def __eq__(self, other):
        raise RuntimeError("no comparison")

    __hash__ = None

    def __array__(self, *_, **__):
        raise RuntimeError("no array")

    def __float__(self):
        raise RuntimeError("no number")

    def __len__(self):
        raise RuntimeError("no length")


def nasty_values() -> dict[str, object]:
    """Return values that are an answer to nothing."""
    endless = [1]
    endless.append(endless)
    return {
        "an empty text": "",
        "a blank text": "   ",
        "a long text": "A" * 100_000,
        "a text with braces": "{0} %s {x!r}\n☐ ✅",
        "a superscript two": "²",
        "a Thai digit": "๓",
        "roman numerals": "Ⅳ",
        "a division by zero as a text": "1/0",
        "a long number as a text": "9" * 5000,
        "1e999 as a text": "1e999",
        "10**400": 10**400,
        "-10**400": -(10**400),
        "nan": math.nan,
        "infinity": math.inf,
        "minus infinity": -math.inf,
        "a complex number": 3 + 4j,
        "an empty list": [],
        "an empty tuple": (),
        "an empty array": np.zeros((0, 3)),
        "an empty dict": {},
        "a ragged list": [[1, 3], [2, 4, 6]],
        "a ragged list with texts": [[1], ["a", 2]],
        "a ragged pair": ([1, 2], [3]),
        "a list with 10**400": [10**400, 1, 2],
        "a list with nan": [math.nan, 1.0, 2.0],
        "a list that holds itself": endless,
        "a list of None and numbers": [1, None, 3],
        "a list of blanks": [..., 1],
        "nested deeply": [[[[[[[[1]]]]]]]],
        "a dict of odd things": {1: 2, "a": None, (1,): []},
        "a set of mixed kinds": {1, "a", None},
        "bytes": b"abc",
        "an object": object(),
        "an odd object": _OddValue(),
        "a class": int,
        "a class of arrays": np.ndarray,
        "a module": math,
        "a generator": (number for number in range(3)),
        "a range": range(2),
        "a function": lambda *given: None,
        "a large array": np.zeros((300, 300)),
        "an array of objects": np.array([object(), None], dtype=object),
        "an array of texts": np.array(["a", "b"]),
        "an array of dates": np.array(["2020-01-01", "2021-01-01"], dtype="datetime64[D]"),
        "a masked array": np.ma.masked_array([1.0, 2.0], mask=[True, False]),
        "a structured array": np.zeros(2, dtype=[("a", float), ("b", int)]),
        "an array with nan": np.array([[math.nan, 1.0], [2.0, 3.0]]),
        "an error": ValueError("an answer"),
        "True": True,
        "a slice": slice(1, 2),
        "not implemented": NotImplemented,
    }


STILL_RIGHT = ("returns in one case only", "returns its result as a text")  # where one case is all, or a text will do


def nasty_functions(right: Callable) -> dict[str, Callable]:
    """Return functions that a check must survive, some of them made from the right one."""
    functions = {f"returns {name}": _returns(value) for name, value in nasty_values().items()}
    functions |= {
        "returns nothing": lambda *given: None,
        "returns ...": lambda *given: ...,
        "returns itself": _returns_itself(),
        "prints and returns nothing": lambda *given: print(right(*given)),
        "returns in one case only": _sometimes(right),
        "returns one thing more": lambda *given: (right(*given), 1),
        "returns three things": lambda *given: (right(*given), right(*given), right(*given)),
        "returns its result in a dict": lambda *given: {"result": right(*given)},
        "returns its result as a text": lambda *given: str(right(*given)),
        "returns nan of the right shape": lambda *given: _filled(right(*given), math.nan),
        "returns infinity of the right shape": lambda *given: _filled(right(*given), math.inf),
        "returns parts of the wrong shape": lambda *given: _cut(right(*given)),
        "returns a pair of None": lambda *given: (None, None),
        "returns a ragged pair": lambda *given: ([1, 2], [[1], [2, 3]]),
        "is a generator": _generator,
        "calls itself for ever": _endless,
        "calls sys.exit": lambda *given: sys.exit("bye"),
        "calls exit with 0": lambda *given: sys.exit(0),
        "raises BaseException": lambda *given: _raise(BaseException("bare")),
        "raises GeneratorExit": lambda *given: _raise(GeneratorExit()),
        "raises StopIteration": lambda *given: _raise(StopIteration(3)),
        "raises without a message": lambda *given: _raise(ValueError()),
        "raises with braces": lambda *given: _raise(KeyError("{0} %s {x!r}\n☐ ✅")),
        "raises with bytes": lambda *given: _raise(ValueError(b"\xff", object())),
        "raises a long message": lambda *given: _raise(ValueError("x" * 100_000)),
        "raises what cannot be read": lambda *given: _raise(_OddError()),
        "raises a Unicode error": lambda *given: b"\xff".decode("utf-8"),
        "raises an error group": lambda *given: _raise(ExceptionGroup("many", [ValueError(1), TypeError(2)])),
        "raises MemoryError": lambda *given: _raise(MemoryError()),
        "asserts": lambda *given: _raise(AssertionError("not so")),
        "takes no arguments": lambda: 1,
        "takes too many arguments": lambda a, b, c, d, e, f, g, h, i, j: 1,
    }
    return functions


def _returns(value):
    return lambda *given: value


def _returns_itself():
    def function(*given):
        return function

    return function


def _sometimes(right):
    calls = []

    def function(*given):
        calls.append(given)
        return right(*given) if len(calls) == 1 else None

    return function


def _filled(result, value):
    if isinstance(result, (list, tuple)):
        return type(result)([_filled(part, value) for part in result])
    return np.full(np.shape(result), value)


def _cut(result):
    parts = [np.ravel(part)[:-1] for part in result] if isinstance(result, (list, tuple)) else np.ravel(result)[:-1]
    return parts


def _generator(*given):
    yield from given


def _endless(*given):
    return _endless(*given)


def _raise(error: BaseException):
    raise error
