"""Right answers in another form: another container, another kind of number, letters written in another way."""

from collections.abc import Callable, Iterator
from fractions import Fraction

import numpy as np


def other_forms(right) -> Iterator[tuple[str, object]]:
    """Yield (form, the same answer in this form) for a right answer of any kind."""
    if isinstance(right, (bool, np.bool_)):
        yield from {"bool": bool(right), "np.bool_": np.bool_(right), "np.array(bool)": np.array(right)}.items()
    elif isinstance(right, str):
        yield from _texts(right)
    elif isinstance(right, dict):
        yield from _mappings(right)
    elif isinstance(right, (int, float, np.number)) or (isinstance(right, np.ndarray) and right.size == 1):
        yield from _numbers(np.asarray(right).ravel()[0].item())
    elif isinstance(right, (list, tuple, np.ndarray)):
        yield from _sequences(right)


def _numbers(right) -> Iterator[tuple[str, object]]:
    yield from {"float": float(right), "np.float64": np.float64(right)}.items()
    if not float(right).is_integer() or float(np.float32(right)) == right:  # single precision holds seven figures
        yield from {"np.float32": np.float32(right), "tensor": _tensor(right)}.items()
    yield from {"0-d array": np.array(right), "list of one": [right], "array of one": np.array([right])}.items()
    yield from {
        "tuple of one": (right,),
        "Series of one": _series([right]),
        "column of one": np.array([[right]]),
    }.items()
    if float(right).is_integer():
        yield from {"int": int(right), "np.int64": np.int64(right), "str": str(int(right))}.items()
        if abs(right) >= 1000:
            yield "with commas", f"{int(right):,}"
    else:
        fraction = Fraction(right).limit_denominator(100)
        if float(fraction) == right:
            yield "fraction as a text", f"{fraction.numerator}/{fraction.denominator}"
            yield "Fraction", fraction
        yield "str", repr(float(right))


def _texts(text: str) -> Iterator[tuple[str, object]]:
    letters = [letter for letter in text if letter.isalpha()]
    yield from {"lower case": text.lower(), "upper case": text.upper(), "spaces around": f"  {text} "}.items()
    yield "np.str_", np.str_(text)
    if (
        letters
        and len(letters) <= 7
        and set("".join(letters).upper()) <= set("ABCDEFGIN")
        and len(text.strip(" ()")) <= 13
    ):
        yield from {"list of letters": letters, "tuple of letters": tuple(letters)}.items()
        yield from {"array of letters": np.array(letters), "Series of letters": _series(letters)}.items()
        if len(letters) > 1:
            yield from {"with commas": ", ".join(letters), "set of letters": set(letters)}.items()
            yield "other order", "".join(letters[::-1])
        else:
            yield "in brackets", f"({text.strip(' ()')})"
    elif text.replace(" ", "").isdigit() and len(text) >= 15:  # digits that were read, not a number
        digits = [int(digit) for digit in text.replace(" ", "")]
        yield from {"list of digits": digits, "array of digits": np.array(digits)}.items()
        yield from {"tuple of digits": tuple(digits), "Series of digits": _series(digits)}.items()
        yield from {"list of texts": [*map(str, digits)], "with commas": ", ".join(map(str, digits))}.items()


def _mappings(right: dict) -> Iterator[tuple[str, object]]:
    yield "Series", _series(list(right.values()), list(right))
    yield "in another order", dict(reversed(right.items()))
    for name, value in right.items():
        for form, other in other_forms(value):
            yield f"{name!r}: {form}", right | {name: other}


def _sequences(right) -> Iterator[tuple[str, object]]:
    plain = right.tolist() if isinstance(right, np.ndarray) else list(right)
    yield from {"list": plain, "tuple": tuple(plain)}.items()
    if _is_texts(plain):
        yield from {"array": np.array(plain), "Series": _series(plain)}.items()
        yield from {"lower case": [text.lower() for text in plain], "spaces": [f" {text} " for text in plain]}.items()
        return
    try:
        numbers = np.asarray(plain, dtype=float)
    except (TypeError, ValueError):
        yield from _parts(plain, type(right) if isinstance(right, tuple) else list)
        return
    if is_shape(right):
        yield from _shapes(right)
        return
    if isinstance(plain[0], (list, tuple)):
        yield from {"list of tuples": [*map(tuple, plain)], "tuple of lists": tuple(map(list, plain))}.items()
    yield from {"array": numbers, "float32": numbers.astype("float32"), "tensor": _tensor(numbers)}.items()
    yield "list of arrays", [np.asarray(part, float) for part in plain]
    if (numbers == numbers.round()).all():
        yield "array of int64", numbers.astype(int)
        yield "list of np.int64", [np.int64(part) if np.ndim(part) == 0 else np.asarray(part, int) for part in plain]
    if numbers.ndim == 1:
        yield from {"Series": _series(plain), "column (n, 1)": numbers[:, None]}.items()
        yield "list of np.float32", [np.float32(part) for part in plain]
    elif numbers.ndim == 2:
        yield "DataFrame", _frame(numbers)


def _parts(plain: list, kind: type) -> Iterator[tuple[str, object]]:
    for place, part in enumerate(plain):
        for form, other in other_forms(part):
            yield f"part {place}: {form}", kind([*plain[:place], other, *plain[place + 1 :]])


def is_shape(value) -> bool:
    """Tell whether an answer is the shape of an array, as a tuple."""
    return isinstance(value, tuple) and all(isinstance(length, int) and length > 0 for length in value)


def _shapes(right: tuple) -> Iterator[tuple[str, object]]:
    yield from {"array": np.array(right), "list of np.int64": [*map(np.int64, right)]}.items()
    yield from {"tuple of np.int32": tuple(map(np.int32, right)), "list of floats": [*map(float, right)]}.items()
    shape = _tensor_shape(right)
    if shape is not None:
        yield "TensorShape", shape


def _is_texts(plain) -> bool:
    return all(isinstance(part, str) for part in plain)


def other_functions(right: Callable, result) -> Iterator[tuple[str, Callable]]:
    """Yield (form, function) for functions that are right, and return or treat arrays in another way.

    Parameters
    ----------
    right : callable
        The right function.
    result : object
        What it returns in the first call; says which forms fit.
    """
    yield from _plain_functions(right, result)
    yield "changes its arguments afterwards", _spoils_afterwards(right)  # last, because they may spoil what follows
    yield "works in place of its arguments", _works_in_place(right)


def _plain_functions(right, result) -> Iterator[tuple[str, Callable]]:
    parts = isinstance(result, (list, tuple))
    if parts:
        yield "list", lambda *given: [*right(*given)]
        yield "tuple", lambda *given: tuple(right(*given))
    if not _holds_numbers(result):
        return
    for form, change in _RESULTS.items():
        if parts and np.ndim(result[0]):
            yield f"parts as {form}", lambda *given, change=change: [change(np.asarray(p)) for p in right(*given)]
        else:
            yield form, lambda *given, change=change: change(np.asarray(right(*given)))


def _series(values, index=None):
    import pandas as pd

    return pd.Series(values, index=index)


def _frame(values):
    import pandas as pd

    return pd.DataFrame(values)


def _tensor(values):
    import keras

    return keras.ops.convert_to_tensor(np.asarray(values, dtype="float32"))


def _tensor_shape(shape: tuple[int, ...]):
    """Return a shape as TensorFlow gives it, None on another backend."""
    import keras

    if keras.config.backend() != "tensorflow":
        return None
    import tensorflow as tf

    return tf.TensorShape(shape)


_RESULTS = {
    "list of numbers": lambda a: a.tolist(),
    "nested tuple": lambda a: tuple(a.tolist()) if a.ndim else a.item(),
    "float32": lambda a: a.astype("float32"),
    "float64": lambda a: a.astype("float64"),
    "tensor": _tensor,
    "pandas": lambda a: _series(np.ravel(a)) if a.ndim < 2 else _frame(a) if a.ndim == 2 else a,
    "array of one": lambda a: a.reshape(1) if a.size == 1 else a,
}


def _holds_numbers(result) -> bool:
    try:
        return np.asarray(result[0] if isinstance(result, (list, tuple)) else result).dtype.kind in "biuf"
    except (TypeError, ValueError, IndexError):
        return False


def _spoil(value) -> None:
    """Overwrite all that can be overwritten in an argument."""
    if isinstance(value, np.ndarray) and value.flags.writeable:
        value[...] = np.array(77).astype(value.dtype)
    elif isinstance(value, list):
        for part in value:
            _spoil(part)
        value.reverse()
        value.append(77)
    elif isinstance(value, dict):
        value.clear()


def _spoils_afterwards(right):
    def function(*given):
        from harness.mutation.cases import copied

        result = copied(right(*[copied(argument) for argument in given]))
        for argument in given:
            _spoil(argument)
        return result

    return function


def _works_in_place(right):
    """Return a function that puts its result into the first argument that has its shape, and returns this argument."""

    def function(*given):
        from harness.mutation.cases import copied

        result = right(*[copied(argument) for argument in given])
        for argument in given:
            both = isinstance(argument, np.ndarray) and isinstance(result, np.ndarray)
            if both and argument.shape == result.shape and argument.dtype.kind == "f" and argument.flags.writeable:
                argument[...] = result
                return argument
        return result

    return function
