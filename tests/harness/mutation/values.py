"""Wrong answers that are no functions, made from right ones: numbers, letters, texts, lists, arrays, mappings."""

import math
from collections.abc import Iterator
from itertools import combinations, islice

import numpy as np

ENTRIES = 12  # of a long array or list so many entries are changed one by one
ROUNDING = 0.005  # a number that is off by less than half a per cent is rounded, not wrong


def wrong_values(right) -> Iterator[tuple[str, object]]:
    """Yield (what was changed, wrong value) for a right answer of any kind."""
    for change, value in _by_kind(right):
        if not same(value, right):
            yield change or f"{short(right)} → {short(value)}", value


def short(value) -> str:
    """Return a value as a text of at most 90 characters."""
    text = repr(value.tolist() if isinstance(value, np.ndarray) else value)
    return text if len(text) <= 90 else text[:87] + "..."


def as_numbers(value) -> np.ndarray | None:
    """Return a value as an array of numbers, None if it is none."""
    if value is None or isinstance(value, str):
        return None
    try:
        found = np.asarray(value)
    except (TypeError, ValueError):
        return None
    return found if found.dtype.kind in "biuf" else None


def options_of(text: str) -> str:
    """Return the letters to choose from, if a text is nothing but some of them."""
    letters = {letter for letter in text.upper() if letter.isalpha()}
    if not letters or len(text) > 4 * len(letters) or " and " in text:
        return ""
    if letters <= set("EIN"):
        return "EIN"
    return "ABCDEFG"[: max(5, "ABCDEFG".find(max(letters)) + 1)] if letters <= set("ABCDEFG") else ""


def _by_kind(right) -> Iterator[tuple[str, object]]:
    numbers = as_numbers(right)
    if isinstance(right, (bool, np.bool_)):
        yield "", not right
    elif isinstance(right, str):
        yield from (("", text) for text in _texts(right))
    elif isinstance(right, dict):
        yield from _mappings(right)
    elif numbers is not None and numbers.size == 1:
        yield from (("", number) for number in _numbers(float(numbers.item())))
    elif isinstance(right, (list, tuple, np.ndarray)) and len(right):
        yield from _entries(list(right)) if numbers is None else _arrays(numbers.astype(float))
        yield from _orders(list(right))


def _numbers(x: float) -> Iterator[float]:
    factors = (0, 1, -1, 0.01, 0.1, 1 / 3, 0.5, 0.95, 1.05, 2, 3, 10, 100, 1000, x)
    changed = [factor * x for factor in factors] + [x + 1, x - 1, 1 - x, 1 / (x or 1), 1, math.sqrt(abs(x))]
    changed += [round(x), math.floor(x), math.ceil(x)]
    for value in dict.fromkeys(changed):
        if abs(value - x) > (0 if x.is_integer() else ROUNDING * abs(x)):
            yield int(value) if float(value).is_integer() else value


def _texts(text: str) -> Iterator[str]:
    if options := options_of(text):
        letters = set(text.upper()) & set(options)
        for size in range(1, len(options) + 1):
            yield from ("".join(chosen) for chosen in combinations(options, size) if set(chosen) != letters)
        yield from (f"not {text}", f"{text}Z", f"{text} or not", f"{text}1", "Z", "")
    elif (digits := text.replace(" ", "")).isdigit():
        yield from (text[::-1], text[1:] + text[:1], text[:-1], text + "0", "0" * len(text), "-" + text)
        yield str(int(digits) + 1)
    else:
        yield from (f"not {text}", f"anything but {text}", text[::-1], text[:-1], text[1:], "x" + text, "same", "")
        yield from ("one-to-one", "one-to-many", "many-to-one", "many-to-many", "valid", "AI", "ML", "DL")


def _mappings(right: dict) -> Iterator[tuple[str, object]]:
    for (one, first), (other, second) in combinations(right.items(), 2):
        yield f"values of {one!r} and {other!r} swapped", right | {one: second, other: first}
    for name, value in right.items():
        for change, wrong in wrong_values(value):
            yield f"{name!r}: {change}", right | {name: wrong}
        yield f"without {name!r}", {key: value for key, value in right.items() if key != name}
    yield "one key more", right | {"more": next(iter(right.values()))}
    yield "only the keys", list(right)


def _entries(right: list) -> Iterator[tuple[str, list]]:
    for place, value in enumerate(right[:ENTRIES]):
        for change, wrong in wrong_values(value):
            yield f"part {place}: {change}", [*right[:place], wrong, *right[place + 1 :]]


def _orders(right: list) -> Iterator[tuple[str, list]]:
    yield "reversed", right[::-1]
    yield "turned on by one", right[1:] + right[:1]
    yield "the first two swapped", right[1::-1] + right[2:]
    yield "without the last", right[:-1]
    yield "without the first", right[1:]
    yield "the last twice", [*right, right[-1]]
    yield "every part the first", right[:1] * len(right)


def _arrays(right: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    for place in islice(np.ndindex(right.shape), ENTRIES):
        old = right[place]
        for value in dict.fromkeys((old + 1, old - 1, -old, 2 * old, 0.5 * old, 0.0)):
            wrong = right.copy()
            wrong[place] = value
            yield f"entry {place}: {old:g} → {value:g}", wrong
    whole = {
        "negated": -right, "times 2": 2 * right, "halved": right / 2, "plus 1": right + 1, "times 1.05": 1.05 * right,
        "squared": right**2, "absolute": np.abs(right), "signs": np.sign(right), "rounded": right.round(),
        "zeros": 0 * right, "ones": np.ones_like(right), "transposed": right.T, "flipped": np.flip(right),
        "reversed along the last axis": right[..., ::-1], "sorted": np.sort(right, axis=None).reshape(right.shape),
        "its mean everywhere": np.full_like(right, right.mean()),
    }  # fmt: skip
    for change, wrong in whole.items():
        if wrong.shape != right.shape or np.abs(wrong - right).max() > ROUNDING * np.abs(right).max():
            yield change, wrong


def same(one, other) -> bool:
    """Tell whether two answers are the same; neither case nor outer spaces of a text count."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip(" ()").lower() == other.strip(" ()").lower()
    try:
        return bool(np.shape(one) == np.shape(other) and np.all(np.asarray(one) == np.asarray(other)))
    except (TypeError, ValueError):
        return repr(one) == repr(other)
