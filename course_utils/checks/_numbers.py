"""Numbers as answers: one number, an array, a shape, and when two of them are the same."""

import re
from fractions import Fraction

import numpy as np

from course_utils.checks._answers import described, plain
from course_utils.checks._findings import BadFormat

_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
_FRACTION = re.compile(r"\s*[+-]?\d+(\.\d*)?\s*/\s*\d+(\.\d*)?\s*")


def close(given, right, *, rtol: float = 1e-5, atol: float | None = None) -> bool:
    """Tell whether numbers have the right shape and the right values, as near as float32 computes them.

    Parameters
    ----------
    given, right : array_like
        The numbers to judge and the right ones; nan and infinity have to be where they should be.
    rtol : float
        How far off a number may be, as a share of the right one.
    atol : float, optional
        How far off it may be at least, in its own unit; if not given, a millionth of the largest right number.

    Examples
    --------
    >>> close(np.float32(0.1), 0.1), close([1, 2], [1, 2, 3]), close(1e-9, 0)
    (True, False, True)
    """
    try:
        given, right = np.asarray(plain(given), dtype=float), np.asarray(plain(right), dtype=float)
    except (TypeError, ValueError, OverflowError):
        return False
    if given.shape != right.shape:
        return False
    if atol is None:
        finite = np.abs(right[np.isfinite(right)])
        atol = max(1e-6 * finite.max(initial=0.0), 1e-8)
    return bool(np.isclose(given, right, rtol=rtol, atol=atol, equal_nan=True).all())


def number(answer, name: str, *, booleans: bool = False, finite: bool = True) -> float:
    """Return an answer as one number, or say why it is none.

    A number is an int, a float, an array, list, Series or tensor with one entry, or a text such as "1/4" or "50,240".

    Parameters
    ----------
    answer
        The student's answer.
    name : str
        How the lesson calls it.
    booleans : bool
        Whether True and False count as 1 and 0.
    finite : bool
        Whether infinity is no answer.

    Raises
    ------
    BadFormat
        If it is no single number.

    Examples
    --------
    >>> number("50,240", "parameters"), number([[0.5]], "share"), number("1/4", "slope")
    (50240.0, 0.5, 0.25)
    """
    value = plain(answer)
    if isinstance(value, (list, tuple)) or (isinstance(value, np.ndarray) and value.dtype.kind in "UO"):
        value = np.asarray(value, dtype=object) if isinstance(value, np.ndarray) else value
        flat = list(np.ravel(value)) if isinstance(value, np.ndarray) else _flat(value)
        if len(flat) == 1:
            value = flat[0]
    if isinstance(value, str):
        value = _from_text(value, name)
    dtype = getattr(value, "dtype", None)
    if (isinstance(value, bool) or (dtype is not None and dtype.kind == "b")) and not booleans:
        raise BadFormat(f"{name} should be a number, not {described(answer)}.")
    return float(array(value, (), name, finite=finite))


def array(answer, shape: tuple[int, ...], name: str, *, finite: bool = True) -> np.ndarray:
    """Return an answer as a float array of the given shape, or say what it is instead.

    It may be a list, a tuple, an array of any type of number, a tensor, a Series or a DataFrame. Where one axis is
    wanted, a single column or row will do.

    Parameters
    ----------
    answer
        The student's answer.
    shape : tuple of int
        The shape that is wanted; a length of -1 is free.
    name : str
        How the lesson calls it.
    finite : bool
        Whether infinity and nan are no answer.

    Raises
    ------
    BadFormat
        If it has another shape, or does not hold numbers.
    """
    values = _floats(answer, name)
    if values.size == 1 and shape in ((), (1,)):
        values = values.reshape(shape)
    if len(shape) == 1 and values.ndim == 2 and 1 in values.shape:
        values = values.ravel()
    if values.ndim != len(shape) or any(want not in (-1, got) for want, got in zip(shape, values.shape, strict=True)):
        wanted = "a single number" if shape == () else f"of shape {shape_text(shape)}"
        raise BadFormat(f"{name} should be {wanted}; yours has the shape {values.shape}.")
    if finite and not np.isfinite(values).all():
        raise BadFormat(f"{name} contains a value that is not finite (inf or nan).")
    return values


def shape(answer, name: str, dimensions: int | None = None) -> tuple[int | None, ...]:
    """Return an answer as the shape of an array; None stands for a length that is free.

    Parameters
    ----------
    answer
        A tuple, list, array, Series, or the shape of a tensor.
    name : str
        How the lesson calls it.
    dimensions : int, optional
        How many axes there should be; if not given, any number.

    Raises
    ------
    BadFormat
        If it is no shape, or has another number of axes.
    """
    value = plain(answer)
    if isinstance(value, np.ndarray) and value.ndim == 1:
        value = value.tolist()
    lengths = [_length(entry) for entry in value] if isinstance(value, (list, tuple)) else None
    if lengths is None or "none" in lengths:
        example = ", such as (4, 2)" if dimensions is None else f" with {dimensions} entries"
        raise BadFormat(f"{name} should be a shape{example}; it is {described(answer)}.")
    if dimensions is not None and len(lengths) != dimensions:
        raise BadFormat(f"{name} should be a shape with {dimensions} entries; yours has {len(lengths)}.")
    return tuple(lengths)


def shape_text(shape: tuple[int, ...]) -> str:
    """Return a shape as a text in which a free length is "any"."""
    lengths = ["any" if length == -1 else str(length) for length in shape]
    return f"({', '.join(lengths)}{',' if len(shape) == 1 else ''})"


def _floats(answer, name: str) -> np.ndarray:
    """Return an answer as an array of floats, whatever its shape."""
    value = plain(answer)
    if isinstance(value, (dict, set, frozenset, bytes)) or (isinstance(value, np.ndarray) and value.dtype.kind == "c"):
        raise BadFormat(f"{name} should hold numbers; it is {described(answer)}.")
    try:
        return np.asarray(value, dtype=float)
    except OverflowError:
        raise BadFormat(f"{name} contains a number that is too large to be computed with.") from None
    except (TypeError, ValueError) as error:
        if "inhomogeneous" in str(error):
            raise BadFormat(f"{name} has rows of different lengths: {described(answer)}.") from None
        raise BadFormat(f"{name} should hold numbers; it is {described(answer)}.") from None


def _from_text(text: str, name: str) -> float:
    """Return the number that a text such as "1/4", "50,240" or "0.25" holds."""
    written = text.strip().replace("−", "-")
    try:
        if _THOUSANDS.fullmatch(written):
            return float(written.replace(",", ""))
        if _FRACTION.fullmatch(written):
            above, below = written.split("/")
            return float(Fraction(above.strip()) / Fraction(below.strip()))
        return float(written)
    except (ValueError, ZeroDivisionError, OverflowError):
        point = " Write decimals with a point, such as 0.25." if "," in written else ""
        raise BadFormat(f"{name} should be a number; it is {described(text)}.{point}") from None


def _length(entry) -> int | str | None:
    """Return one entry of a shape; "none" if it is none."""
    if entry is None or (isinstance(entry, (int, np.integer)) and not isinstance(entry, bool)):
        return None if entry is None else int(entry)
    if isinstance(entry, (float, np.floating)):
        return None if np.isnan(entry) else int(entry) if float(entry).is_integer() else "none"
    return "none"


def _flat(value) -> list:
    """Return the entries of nested lists."""
    if not isinstance(value, (list, tuple)):
        return [value]
    return [entry for part in value for entry in _flat(part)]
