"""Right answers in another form: another container, another kind of number, letters written in another way."""

import functools
from collections.abc import Callable, Iterator
from fractions import Fraction

import keras
import numpy as np
import pandas as pd

from harness.mutation.cases import copied
from harness.mutation.values import as_numbers, options_of


def other_forms(right) -> Iterator[tuple[str, object]]:
    """Yield (form, the same answer in this form) for a right answer of any kind."""
    numbers = as_numbers(right)
    if isinstance(right, (bool, np.bool_)):
        yield from {"bool": bool(right), "np.bool_": np.bool_(right), "np.array(bool)": np.array(right)}.items()
    elif isinstance(right, str):
        yield from _texts(right)
    elif isinstance(right, dict):
        yield from _mappings(right)
    elif numbers is not None and numbers.size == 1:
        yield from _numbers(numbers.item())
    elif isinstance(right, (list, tuple, np.ndarray)):
        yield from _sequences(list(right)) if numbers is None else _arrays(numbers.astype(float))


def other_functions(right: Callable, result) -> Iterator[tuple[str, Callable]]:
    """Yield (form, function) for functions that are right, and return or treat arrays in another way.

    Parameters
    ----------
    right : callable
        The right function.
    result : object
        What it returns in the first call; says which forms fit.
    """
    has_parts = isinstance(result, (list, tuple))
    if has_parts:
        yield "list", lambda *given: [*right(*given)]
        yield "tuple", lambda *given: tuple(right(*given))
    if result is not None and as_numbers(result[0] if has_parts and len(result) else result) is not None:
        for form, change in _RESULTS.items():
            if has_parts and np.ndim(result[0]):
                yield f"parts as {form}", lambda *given, change=change: [change(np.asarray(p)) for p in right(*given)]
            else:
                yield form, lambda *given, change=change: change(np.asarray(right(*given)))
    yield "changes its arguments afterwards", _spoils_afterwards(right)
    yield "works in place of its arguments", _works_in_place(right)


def is_shape(value) -> bool:
    """Tell whether an answer is the shape of an array: a tuple of lengths, of which some may be free."""
    return isinstance(value, tuple) and len(value) > 0 and all(n is None or (type(n) is int and n > 0) for n in value)


def _numbers(right) -> Iterator[tuple[str, object]]:
    whole = float(right).is_integer()
    yield from {"float": float(right), "np.float64": np.float64(right), "0-d array": np.array(right)}.items()
    if not whole or float(np.float32(right)) == right:  # single precision holds seven figures
        yield from {"np.float32": np.float32(right), "tensor": _tensor(right)}.items()
    yield from {"list of one": [right], "tuple of one": (right,), "array of one": np.array([right])}.items()
    yield from {"Series of one": pd.Series([right]), "column of one": np.array([[right]])}.items()
    yield "str", str(int(right)) if whole else repr(float(right))
    if whole:
        yield from {"int": int(right), "np.int64": np.int64(right), "with commas": f"{int(right):,}"}.items()
    elif float(fraction := Fraction(right).limit_denominator(100)) == right:
        yield from {"fraction as a text": f"{fraction.numerator}/{fraction.denominator}", "Fraction": fraction}.items()


def _texts(text: str) -> Iterator[tuple[str, object]]:
    letters, digits = [letter for letter in text if letter.isalpha()], text.replace(" ", "")
    yield from {"lower case": text.lower(), "upper case": text.upper(), "spaces around": f"  {text} "}.items()
    yield "np.str_", np.str_(text)
    if options_of(text):
        yield from {"list of letters": letters, "tuple of letters": tuple(letters)}.items()
        yield from {"array of letters": np.array(letters), "Series of letters": pd.Series(letters)}.items()
        if len(letters) == 1:
            yield "in brackets", f"({letters[0]})"
        elif len(letters) == len(set(letters)):
            yield from {"with commas": ", ".join(letters), "set of letters": set(letters)}.items()
            yield "other order", "".join(letters[::-1])
    elif digits.isdigit() and len(digits) >= 15:  # digits that were read, not a number
        read = [int(digit) for digit in digits]
        yield from {"list of digits": read, "array of digits": np.array(read), "tuple of digits": tuple(read)}.items()
        yield from {"list of texts": list(digits), "Series of digits": pd.Series(read)}.items()
        yield "with commas", ", ".join(digits)


def _mappings(right: dict) -> Iterator[tuple[str, object]]:
    yield "Series", pd.Series(list(right.values()), list(right))
    yield "in another order", dict(reversed(right.items()))
    if all(isinstance(value, str) for value in right.values()):
        yield "lower case", {name: value.lower() for name, value in right.items()}
        return
    for name, value in right.items():
        for form, other in other_forms(value):
            yield f"{name!r}: {form}", right | {name: other}


def other_shapes(right) -> Iterator[tuple[str, object]]:
    """Yield (form, the same answer in this form) for the shape of an array."""
    right = tuple(None if length is None else int(length) for length in right)
    yield "list", [*right]
    if keras.config.backend() == "tensorflow":
        import tensorflow as tf

        yield "TensorShape", tf.TensorShape(right)
    if None not in right:
        yield from {"array": np.array(right), "list of np.int64": [*map(np.int64, right)]}.items()
        yield from {"list of floats": [*map(float, right)], "Series": pd.Series(right)}.items()


def _sequences(plain: list) -> Iterator[tuple[str, object]]:
    yield from {"list": plain, "tuple": tuple(plain)}.items()
    if all(isinstance(part, str) for part in plain):
        yield from {"array": np.array(plain), "Series": pd.Series(plain)}.items()
        yield from {"lower case": [text.lower() for text in plain], "spaces": [f" {text} " for text in plain]}.items()
        return
    for place, part in enumerate(plain):
        for form, other in other_forms(part):
            yield f"part {place}: {form}", [*plain[:place], other, *plain[place + 1 :]]


def _arrays(right: np.ndarray) -> Iterator[tuple[str, object]]:
    plain = right.tolist()
    yield from {"list": plain, "tuple": tuple(plain), "array": right, "float32": right.astype("float32")}.items()
    yield from {"tensor": _tensor(right), "list of arrays": [np.asarray(part) for part in plain]}.items()
    if (right == right.round()).all():
        yield from {"array of int64": right.astype(int), "list of int64": [*right.astype(int)]}.items()
    if right.ndim == 1:
        yield from {"Series": pd.Series(plain), "column": right[:, None]}.items()
        yield "list of np.float32", [*right.astype("float32")]
    elif right.ndim == 2:
        yield from {"DataFrame": pd.DataFrame(right), "tuple of tuples": tuple(map(tuple, plain))}.items()


def _tensor(values):
    return keras.ops.convert_to_tensor(np.asarray(values, dtype="float32"))


_RESULTS = {
    "list of numbers": lambda a: a.tolist(),
    "nested tuple": lambda a: tuple(a.tolist()) if a.ndim else a.item(),
    "float32": lambda a: a.astype("float32"),
    "float64": lambda a: a.astype("float64"),
    "tensor": _tensor,
    "pandas": lambda a: pd.Series(np.ravel(a)) if a.ndim < 2 else pd.DataFrame(a) if a.ndim == 2 else a,
    "array of one": np.atleast_1d,
}


def _spoils_afterwards(right):
    @functools.wraps(right)  # it stays a function of its own notebook
    def function(*given):
        result = copied(right(*map(copied, given)))
        for argument in given:
            _spoil(argument)
        return result

    return function


def _spoil(value) -> None:
    """Overwrite all that can be overwritten in an argument."""
    if isinstance(value, np.ndarray) and value.flags.writeable:
        value[...] = np.array(77).astype(value.dtype)
    elif isinstance(value, list):
        for part in value:
            _spoil(part)
        value.append(77)
    elif isinstance(value, dict):
        value.clear()


def _works_in_place(right):
    """Return a function that puts its result into the first argument that has its shape, and returns this argument."""

    @functools.wraps(right)  # it stays a function of its own notebook
    def function(*given):
        result = right(*map(copied, given))
        for argument in given:
            both = isinstance(argument, np.ndarray) and isinstance(result, np.ndarray)
            if both and argument.shape == result.shape and argument.dtype.kind == "f" and argument.flags.writeable:
                argument[...] = result
                return argument
        return result

    return function
