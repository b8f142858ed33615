"""Wrong answers made from right ones that are no functions: numbers, letters, texts, lists, arrays, mappings."""

import math
from collections.abc import Iterator
from itertools import combinations, islice

import numpy as np

LETTERS = "ABCDEFG"
ENTRIES = 12  # of a long array or list so many entries are changed one by one
ROUNDING = 0.005  # a number that is off by less than half a per cent is rounded, not wrong


def wrong_values(right) -> Iterator[tuple[str, object]]:
    """Yield (what was changed, wrong value) for a right answer of any kind."""
    seen = set()
    for change, value in _by_kind(right):
        if not same(value, right) and (key := f"{change} {short(value)}") not in seen:
            seen.add(key)
            yield f"{short(right)} → {short(value)}" if change == "" else change, value


def _by_kind(right) -> Iterator[tuple[str, object]]:
    if isinstance(right, (bool, np.bool_)):
        yield "", not right
    elif isinstance(right, str):
        yield from (("", text) for text in _texts(right))
    elif isinstance(right, dict):
        yield from _mappings(right)
    elif isinstance(right, (int, float, np.number)) or (isinstance(right, np.ndarray) and right.size == 1):
        yield from (("", number) for number in _numbers(float(np.asarray(right, float).ravel()[0])))
    elif isinstance(right, (list, tuple, np.ndarray)):
        yield from _sequences(right)


def _numbers(x: float) -> Iterator[float]:
    whole = float(x).is_integer()
    changed = [x + 1, x - 1, 2 * x, x / 2, -x, x * x, 100 * x, x / 100, 10 * x, x / 10, 1 - x, 1.05 * x, 0.95 * x]
    changed += [round(x), math.floor(x), math.ceil(x), 0, 1, abs(x) ** 0.5, math.copysign(1, x), 3 * x, x / 3, 1000 * x]
    changed += [1 / x] if x else []
    for value in changed:
        if abs(value - x) > (1e-12 if whole else ROUNDING * abs(x)):
            yield int(value) if float(value).is_integer() and abs(value) < 1e15 else value


def _texts(text: str) -> Iterator[str]:
    letters = {letter for letter in text.upper() if letter.isalpha()}
    is_set = letters and len(letters) <= 7 and letters <= set(LETTERS) and len(text.strip(" ()")) <= 3 * len(letters)
    if is_set or text.strip() in ("E", "I", "N"):
        last = max([*letters, "D"], key="ABCDEFGIN".index)
        options = "EIN" if letters <= set("EIN") and text in "EIN" else LETTERS[: max(5, LETTERS.find(last) + 1)]
        for size in range(1, len(options) + 1):
            for chosen in combinations(options, size):
                if set(chosen) != letters:
                    yield "".join(chosen)
        yield from (f"not {text}", f"{text}Z", f"{text} or not", f"{text}1", "Z", "")
    elif text.replace(" ", "").isdigit():
        yield from (text[::-1], text[1:] + text[:1], text[:-1], text + "0", "0" * len(text), "1" * len(text))
        yield from (str(int(text.replace(" ", "")) + 1), "-" + text)
    else:
        yield from (f"not {text}", f"{text} not", f"anything but {text}", text[::-1], text[:-1], text[1:], "same", "")
        yield from ("one-to-one", "one-to-many", "many-to-one", "many-to-many", "valid", "Hinton", "AI", "ML", "DL")
        yield "x" + text


def _mappings(right: dict) -> Iterator[tuple[str, dict]]:
    names, values = list(right), list(right.values())
    for (one, first), (other, second) in combinations(right.items(), 2):
        yield f"values of {one!r} and {other!r} swapped", right | {one: second, other: first}
    for name, value in right.items():
        for change, wrong in wrong_values(value):
            yield f"{name!r}: {change}", right | {name: wrong}
        yield f"without {name!r}", {key: value for key, value in right.items() if key != name}
    yield "values in reverse", dict(zip(names, values[::-1], strict=True))
    yield "keys and values turned round", {value: name for name, value in right.items()}
    yield "one key more", right | {"more": values[0]}
    yield "only the values", values
    yield "only the keys", names
    yield "every value the first", dict.fromkeys(names, values[0])


def _sequences(right) -> Iterator[tuple[str, object]]:
    plain = list(right)
    arrayed = _as_array(right)
    if arrayed is not None and arrayed.size:
        yield from _arrays(arrayed)
    else:
        for place, value in enumerate(plain[:ENTRIES]):
            for change, wrong in wrong_values(value):
                yield f"part {place}: {change}", [*plain[:place], wrong, *plain[place + 1 :]]
    orders = {"reversed": plain[::-1], "turned on by one": plain[1:] + plain[:1], "without the last": plain[:-1]}
    orders |= {"without the first": plain[1:], "the last twice": plain + plain[-1:], "every part the first": None}
    orders["every part the first"] = plain[:1] * len(plain)
    orders["the first two swapped"] = plain[1::-1] + plain[2:]
    for change, wrong in orders.items():
        yield change, wrong


def _arrays(right: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    for place in islice(np.ndindex(right.shape), ENTRIES):
        for value in (right[place] + 1, right[place] - 1, -right[place], 2 * right[place], 0.5 * right[place], 0.0):
            wrong = right.copy()
            wrong[place] = value
            yield f"entry {place}: {right[place]:g} → {value:g}", wrong
    whole = {"negated": -right, "times 2": 2 * right, "halved": right / 2, "plus 1": right + 1, "minus 1": right - 1}
    whole |= {"squared": right**2, "absolute": np.abs(right), "signs": np.sign(right), "zeros": 0 * right}
    whole |= {"ones": np.ones_like(right), "rounded": right.round(), "transposed": right.T, "flipped": np.flip(right)}
    whole |= {"reversed along the last axis": right[..., ::-1], "sorted": np.sort(right.ravel()).reshape(right.shape)}
    whole |= {"clipped at 0": right.clip(0), "its mean everywhere": np.full_like(right, right.mean())}
    whole |= {"times 1.05": 1.05 * right, "times 100": 100 * right, "an identity": np.eye(*right.shape[:2])}
    for change, wrong in whole.items():
        if wrong.shape != right.shape or np.abs(wrong - right).max() > ROUNDING * np.abs(right).max():
            yield change, wrong


def _as_array(value) -> np.ndarray | None:
    try:
        found = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return None
    return None if any(isinstance(part, str) for part in value) else found


def same(one, other) -> bool:
    """Tell whether two answers are the same; case and outer spaces of a text do not count."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip(" ()").lower() == other.strip(" ()").lower()
    try:
        return bool(np.shape(one) == np.shape(other) and np.all(np.asarray(one) == np.asarray(other)))
    except (TypeError, ValueError):
        return repr(one) == repr(other)


def short(value) -> str:
    text = repr(value.tolist() if isinstance(value, np.ndarray) else value)
    return text if len(text) <= 90 else text[:87] + "..."
