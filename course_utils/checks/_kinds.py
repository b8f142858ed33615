"""Kinds of answers that recur: each is read here once, in whatever form a student may give it."""

import itertools
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import numpy as np

from course_utils.checks._findings import BadFormat, NotStarted, Wrong, is_blank
from course_utils.checks._ours import fresh

EMPTY = {"RESUME", "LOAD_CONST", "RETURN_VALUE", "RETURN_CONST", "NOP"}  # all that a function without code does


def number(answer, name: str, *, finite: bool = True) -> float:
    """Return an answer as one number: a Python or NumPy number, a tensor, an array of one, or text such as "1/4"."""
    values = _plain(answer)
    try:
        if getattr(values, "dtype", None) == np.float32 and np.any(values != np.round(values)):
            values = values.astype(str)  # in single precision 5.1 is 5.0999999: its digits are meant
        values = _floats(values)
    except OverflowError:
        raise Wrong(f"{name} is far too large.") from None
    except (TypeError, ValueError):
        values = None
    if values is None or values.size != 1:
        raise BadFormat(f"{name} should be a single number; it is {short(answer)}.")
    if finite and not np.isfinite(values).all():
        raise Wrong(f"{name} is not finite (inf or nan).")
    return float(values.reshape(()))


def share(answer, name: str) -> float:
    """Return an answer between 0 and 1; per cent are a matter of form."""
    is_text = isinstance(answer, str) and answer.strip().endswith("%")
    given = number(answer.strip()[:-1], name) / 100 if is_text else number(answer, name)
    if 1 < given <= 100:
        raise BadFormat(f"{name} should be a share from 0 to 1, not per cent (60 % is 0.6); it is {given:g}.")
    if not 0 <= given <= 1:
        raise Wrong(f"{name} is a share: it lies between 0 and 1, and {given:g} does not.")
    return given


def compare_count(answer, right: int, name: str, tempting: Mapping[float, str] | None = None) -> None:
    """Compare a count with the right one, and say what a tempting wrong one has missed."""
    given = number(answer, name)
    shown = f"{given:,.0f}" if abs(given) >= 10_000 else f"{given:g}"  # a year has no comma
    if given in (tempting or {}):
        raise Wrong(f"{name} is not {shown}: {tempting[given]}.")
    if abs(given - np.round(given)) > 1e-9 * max(1, abs(given)):  # 600 * (0.925 - 0.915) is meant to be 6
        raise Wrong(f"{name} is not {given:,.10g}: a count is a whole number.")
    if np.round(given) != right:
        raise Wrong(f"{name} is not {shown}; it is too {'small' if given < right else 'large'}.")


def array(
    answer, shape: Sequence[int], name: str, *, finite: bool = True, tempting: Mapping[tuple, str] | None = None
) -> np.ndarray:
    """Return an answer as a float array of the given shape, or say what it is instead; a length of -1 is free.

    A list, a tuple, a Series, a tensor of any backend and float32 will do, and a row or a column for a vector. A
    tempting wrong shape may have a finding of its own.
    """
    shape = tuple(shape)
    if shape == ():
        return np.asarray(number(answer, name, finite=finite))
    try:
        values = _floats(_plain(answer))
    except OverflowError:
        raise Wrong(f"{name} holds a number that is far too large.") from None
    except (TypeError, ValueError):
        raise BadFormat(f"{name} should hold numbers, of shape {_shape(shape)}; it is {short(answer)}.") from None
    if len(shape) == 1 and values.ndim == 2 and 1 in values.shape:
        values = values.reshape(-1)
    if values.shape in (tempting or {}):
        raise Wrong(tempting[values.shape])
    if values.ndim != len(shape) or any(want not in (-1, got) for want, got in zip(shape, values.shape, strict=True)):
        raise Wrong(f"{name} should be of shape {_shape(shape)}; yours has the shape {values.shape}.")
    if finite and not np.isfinite(values).all():
        raise Wrong(f"{name} contains a value that is not finite (inf, nan or None).")
    return values


def shape(answer, name: str) -> tuple[int | None, ...]:
    """Return an answer that is a shape as a tuple: of numbers, and of None where a length is free."""
    try:
        lengths = None if isinstance(answer, str) else tuple(_plain(answer))
        return tuple(None if length is None else _whole(length) for length in lengths)
    except (TypeError, ValueError, OverflowError):
        raise BadFormat(f"{name} should be a shape, such as (3, 2); it is {short(answer)}.") from None


def letter(answer, options: str, name: str) -> str:
    """Return an answer to a question with lettered options as one capital letter."""
    given = letters(answer, options, name, many=False)
    return given.pop()


def letters(answer, options: str, name: str, *, many: bool = True) -> set[str]:
    """Return an answer of several letters as a set of capitals: "BC", "b, c" or ["B", "C"]."""
    found = letters_in(answer)
    fits = found and set(found) <= set(options) and len(found) == len(set(found))
    if not fits or (not many and len(found) != 1):
        asked = "letters" if many else "one of the letters"
        such = f', each once, such as "{options[:2]}"' if many else " in quotes"
        raise BadFormat(f"{name} should be {asked} {', '.join(options)}{such}; it is {short(answer)}.")
    return set(found)


def letters_in(answer) -> str:
    """Return the capitals of a text or a list without all that may stand between them."""
    parts = [answer] if isinstance(answer, str) else _listed(answer)
    text = " ".join(part.decode(errors="replace") if isinstance(part, bytes) else str(part) for part in parts).upper()
    return re.sub(r"\b(AND|WITH|PLUS|THEN)\b|[-\s,;.:/&+*|<>=(){}\[\]'\"\u2013\u2192]", "", text)


def true_or_false(answer, name: str) -> bool:
    """Return an answer that is yes or no."""
    given = _plain(answer)
    while isinstance(given, (list, tuple, np.ndarray)) and np.size(given) == 1:
        given = given.item() if isinstance(given, np.ndarray) else given[0]
    words = {"true": True, "yes": True, "false": False, "no": False, "1": True, "0": False, "1.0": True, "0.0": False}
    if (word := str(given).strip().lower()) in words:
        return words[word]
    raise BadFormat(f"{name} should be True or False; it is {short(answer)}.")


def mapping(answer, keys: Sequence, name: str, *, in_order: bool = False) -> dict:
    """Return an answer that names something for each key: a dictionary, a Series or a list of pairs.

    One that is turned round, with the keys as its values, will do; and where the task gives the keys in an order, a
    list of as many answers.
    """
    answer = _by_key(answer, keys) if in_order else answer
    example = f"a dictionary with the keys {', '.join(map(repr, keys))}"
    try:
        given = [(key, value) for key, value in (answer.items() if hasattr(answer, "items") else answer)]
    except (TypeError, ValueError):
        raise BadFormat(f"{name} should be {example}; it is {short(answer)}.") from None
    for pairs in (given, [(value, key) for key, value in given]):
        by_word = {str(key).strip().lower(): value for key, value in pairs}
        if len(pairs) == len(keys) and by_word.keys() == {str(key).lower() for key in keys}:
            return {key: by_word[str(key).lower()] for key in keys}
    raise BadFormat(f"{name} should be {example}; yours has the keys {short([key for key, _ in given])}.")


def parts(result, names: Sequence[str], name: str) -> tuple:
    """Return the parts of what a function returned, if there are as many as asked for."""
    try:
        found = tuple(itertools.islice(result, len(names) + 1))  # a generator may have no end
    except TypeError:
        found = ()
    if len(found) != len(names):
        listed = ", ".join(names)
        raise Wrong(f"{name} should return {len(names)} things: {listed}. Yours returns {short(result)}.")
    return found


def call(function, *arguments, name: str, none: bool = False):
    """Call a student's function with copies of the arguments; an error inside it is a finding.

    None is what a function without `return` gives back, so it is no answer, unless `none` says that the judge looks.
    """
    if not callable(function):
        raise BadFormat(f"{name} should be a function; it is {short(function)}.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is judged is the result, not a warning on the way to it
            result = function(*map(fresh, arguments))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a student's code may raise anything; only the stop button stops it
        if "ellipsis" in str(error).lower():
            raise NotStarted from None
        finding = f"{name} stopped with {type(error).__name__}: {str(error)[:300]}"
        if "truth value of an array" in finding or "only 0-dimensional arrays" in finding:
            hint = "It gets whole arrays: `if`, `and`, `or`, `max`, `int` cannot decide for all at once."
            raise Wrong(finding, hint) from None
        raise Wrong(finding) from None
    if is_blank(result):
        raise NotStarted
    if result is None and not none:
        if is_empty(function):
            raise NotStarted
        raise BadFormat(f"{name} gives nothing back: is there a `return`, and is every `...` replaced?")
    return result


def close(given, right, rtol: float = 1e-5, atol: float | None = None) -> bool:
    """Tell whether numbers agree, by default to the precision of float32 on the scale of the right ones."""
    given, right = np.asarray(given, dtype=float), np.asarray(right, dtype=float)
    return given.shape == right.shape and not differs(given, right, rtol, atol).any()


def differs(given: np.ndarray, right: np.ndarray, rtol: float = 1e-5, atol: float | None = None) -> np.ndarray:
    """Tell for each number whether it is off, as `close` does for all of them."""
    finite = np.abs(right[np.isfinite(right)])
    scale = finite.max() if finite.size else 0.0
    atol = (1e-6 * scale or 1e-9) if atol is None else atol
    return ~np.isclose(given, right, rtol=rtol, atol=atol, equal_nan=True)


def blame(given, mistakes: Mapping[str, Callable], *arguments) -> None:
    """Raise the finding of the first wrong function that gives these very numbers for the arguments.

    A wrong function may fail for arguments of some shapes: there it is not to blame.
    """
    for finding, wrong in mistakes.items():
        try:
            with np.errstate(all="ignore"):
                values = wrong(*map(fresh, arguments))
        except (ArithmeticError, LookupError, TypeError, ValueError):
            continue
        if close(given, values):
            raise Wrong(*((finding,) if isinstance(finding, str) else finding))


def _plain(answer):
    """Return an answer without its wrapping: tensors of any backend as arrays."""
    if hasattr(answer, "detach"):  # a PyTorch tensor that may carry its gradient
        answer = answer.detach().cpu()
    if hasattr(answer, "as_list") and not hasattr(answer, "numpy"):  # TensorFlow's own kind of shape
        return answer.as_list()
    is_wrapped = hasattr(answer, "__array__") and not isinstance(answer, str)  # NumPy's own texts are texts, too
    return np.asarray(answer) if is_wrapped else answer


def _floats(values) -> np.ndarray:
    """Return values as a float array of their own; a complex number is none unless its imaginary part is zero."""
    values = np.asarray(values)
    if values.dtype.kind in "UO":  # a Series holds texts as objects
        read = [_from_text(value) if isinstance(value, str) else value for value in values.flat]
        values = np.array(read, dtype=object).reshape(values.shape)
    if values.dtype.kind == "c":
        if np.any(values.imag):
            raise TypeError("complex")
        values = values.real
    return values.astype(float)


def _whole(length) -> int:
    """Return a length, which may be written as a float, as a whole number."""
    if int(length) != length:
        raise ValueError(f"a length is a whole number, not {length}.")
    return int(length)


def _listed(answer) -> list:
    if isinstance(answer, (set, frozenset, list, tuple)):
        return list(answer)
    return list(np.ravel(_plain(answer)))


def _by_key(answer, keys: Sequence):
    """Return a plain list of as many answers as there are keys as a dictionary, and anything else as it is."""
    answer = re.sub(r"[\s,;]", "", answer) if isinstance(answer, str) else answer
    names = list(answer.keys()) if hasattr(answer, "keys") else list(range(len(keys)))  # a Series may have numbers only
    is_list = hasattr(answer, "__len__") and not isinstance(answer, (set, frozenset)) and len(answer) == len(keys)
    if not is_list or names != list(range(len(keys))):
        return answer
    given = [answer[name] for name in names]
    is_pairs = all(isinstance(part, (list, tuple)) and len(part) == 2 for part in given)
    return answer if is_pairs else dict(zip(keys, given, strict=True))


def _from_text(text: str):
    """Return the number that a text such as "1/4" or "50,240" writes, or the text itself."""
    text = text.strip().replace("\u2212", "-")
    if re.fullmatch(r"[-+]?(\d+,\d{1,2}|0,\d+)", text):  # a decimal comma: no thousands end like this
        text = text.replace(",", ".")
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    try:
        return float(Fraction(text.replace(" ", ""))) if re.fullmatch(r"[-+.\deE/ ]+", text) else text
    except (ValueError, ZeroDivisionError, OverflowError):
        return text


def is_empty(function) -> bool:
    """Tell whether a function has no code but its docstring and `...`."""
    import dis

    try:
        return {step.opname for step in dis.get_instructions(function)} <= EMPTY
    except TypeError:
        return False


def _shape(lengths: tuple[int, ...]) -> str:
    inside = ", ".join("any" if length == -1 else str(length) for length in lengths)
    return f"({inside}{',' * (len(lengths) == 1)})"


def short(answer) -> str:
    """Return an answer as text, cut off where it is long."""
    try:
        text = repr(answer)
    except Exception as error:  # whatever a class of the student's own may raise
        text = f"something that cannot be shown ({type(error).__name__})"
    return text if len(text) <= 60 else text[:57] + "..."
