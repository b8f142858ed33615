"""Wrong functions made around right ones: what goes in or comes out is changed, or one example is learned by heart."""

from collections.abc import Callable, Iterator

import numpy as np

from harness.mutation.cases import called
from harness.mutation.values import as_numbers

Change = Callable[[np.ndarray], np.ndarray]
OF_NUMBERS: dict[str, Change] = {
    "rounded": np.round,
    "without decimals": np.trunc,
    "rounded to two decimals": lambda a: np.round(a, 2),
    "clipped at 0": lambda a: np.maximum(a, 0),
    "clipped to [0, 1]": lambda a: np.clip(a, 0, 1),
    "clipped to [-1, 1]": lambda a: np.clip(a, -1, 1),
    "clipped to [-100, 100]": lambda a: np.clip(a, -100, 100),
    "infinity as 100": lambda a: np.nan_to_num(a, posinf=100.0, neginf=-100.0),
    "absolute": np.abs,
    "its signs": np.sign,
    "negated": np.negative,
    "plus 1": lambda a: a + 1,
    "times 2": lambda a: 2 * a,
    "zeros": np.zeros_like,
    "ones": np.ones_like,
    "sorted": lambda a: np.sort(a, axis=None).reshape(a.shape),
    "reversed": np.flip,
    "turned on by one": lambda a: np.roll(a, 1),
    "last number 0": lambda a: _with_last(a, 0),
    "first row everywhere": lambda a: np.broadcast_to(a[:1], a.shape) if a.ndim else a,
    "its mean everywhere": lambda a: np.full_like(a, a.mean()),
}
OF_RESULTS: dict[str, Change] = OF_NUMBERS | {
    "clipped at 0.001": lambda a: np.maximum(a, 1e-3),
    "floor": np.floor,
    "halved": lambda a: a / 2,
    "squared": np.square,
    "times 1.01": lambda a: 1.01 * a,
    "plus 0.01": lambda a: a + 0.01,
    "1 minus it": lambda a: 1 - a,
    "centred": lambda a: a - a.mean(),
    "divided by its sum": lambda a: a / a.sum(),
    "divided by its maximum": lambda a: a / a.max(),
    "reversed along the first axis": lambda a: a[::-1] if a.ndim else a,
    "reversed along the last axis": lambda a: a[..., ::-1] if a.ndim else a,
    "transposed": np.transpose,
    "nan": lambda a: np.full_like(a, np.nan),
    "infinity": lambda a: np.full_like(a, np.inf),
    "last number nan": lambda a: _with_last(a, np.nan),
    "without the last": lambda a: a[:-1] if a.ndim else a,
}


def disguised(right: Callable, examples: list[tuple]) -> Iterator[tuple[str, Callable]]:
    """Yield (what was changed, wrong function).

    Parameters
    ----------
    right : callable
        The right function.
    examples : list of tuple
        The arguments with which the check called it.
    """
    for name, change in OF_RESULTS.items():
        yield f"result {name}", _changed_result(right, change)
    for place, argument in enumerate(examples[0]):
        if as_numbers(argument) is not None:
            for name, change in OF_NUMBERS.items():
                yield f"argument {place} {name}", _changed_argument(right, place, change)
    yield from _rearranged(right, examples[0])
    yield from _learned(right, examples)


def result_of(right: Callable, example: tuple):
    """Return what a function answers to an example, None where it cannot."""
    result = called(right, example)
    return None if isinstance(result, BaseException) else result


def _rearranged(right, first) -> Iterator[tuple[str, Callable]]:
    for place, argument in enumerate(first):
        yield f"argument {place} always as in the first call", _with_argument(right, place, lambda _, a=argument: a)
        if isinstance(argument, (bool, np.bool_)):
            yield f"argument {place} turned round", _with_argument(right, place, lambda given: not given)
        if isinstance(argument, (list, tuple)) and len(argument) > 1:
            yield f"argument {place} without its last part", _with_argument(right, place, lambda given: given[:-1])
            yield f"argument {place} from behind", _with_argument(right, place, lambda given: given[::-1])
        for other in range(place + 1, len(first)):
            if np.shape(as_numbers(argument)) == np.shape(as_numbers(first[other])):
                yield f"arguments {place} and {other} swapped", _swapped(right, place, other)
    parts = result_of(right, first)
    if isinstance(parts, (list, tuple)) and len(parts) > 1:
        yield "parts of the result swapped", lambda *given: [*right(*given)][::-1]
        yield "only the first part of the result", lambda *given: right(*given)[0]
        yield "one part more", lambda *given: [*right(*given), 0]
        for place in range(len(parts)):
            for name in ("zeros", "negated", "times 2", "plus 1", "rounded to two decimals", "reversed"):
                yield f"part {place} of the result {name}", _changed_part(right, place, OF_NUMBERS[name])


def _learned(right, examples) -> Iterator[tuple[str, Callable]]:
    """Yield functions that know an example by heart, or are right for what has some property of the first one."""
    for which, example in {"first": examples[0], "last": examples[-1]}.items():
        answer = result_of(right, example)
        yield f"always the answer to the {which} example", lambda *given, answer=answer: answer
    shapes = [np.shape(as_numbers(argument)) for argument in examples[0]]
    if any(shapes):
        yield (
            "right for the shapes of the first example only",
            _only_for(right, lambda given: [np.shape(as_numbers(argument)) for argument in given] == shapes),
        )
    yield (
        "right while all numbers are whole",
        _only_for(right, lambda given: (_flat(given) == np.round(_flat(given))).all()),
    )
    yield "right while no number is negative", _only_for(right, lambda given: (_flat(given) >= 0).all())
    yield "right while no number is above 50", _only_for(right, lambda given: (np.abs(_flat(given)) <= 50).all())
    yield "right while some number is above 0.5", _only_for(right, lambda given: (np.abs(_flat(given)) > 0.5).any())


def _with_last(a: np.ndarray, value: float) -> np.ndarray:
    changed = a.copy()
    if a.size:
        changed[(-1,) * a.ndim] = value
    return changed


def _changed_result(right, change):
    def function(*given):
        result = right(*given)
        if isinstance(result, (list, tuple)) and as_numbers(result) is None:
            return type(result)([change(np.asarray(part, float)) for part in result])
        return change(np.asarray(result, float))

    return function


def _changed_part(right, place, change):
    def function(*given):
        parts = [*right(*given)]
        parts[place] = change(np.asarray(parts[place], float))
        return parts

    return function


def _changed_argument(right, place, change):
    return _with_argument(right, place, lambda old: _like(change(np.asarray(as_numbers(old), float)), old))


def _with_argument(right, place, change):
    return lambda *given: right(*given[:place], change(given[place]), *given[place + 1 :])


def _swapped(right, place, other):
    def function(*given):
        given = [*given]
        given[place], given[other] = given[other], given[place]
        return right(*given)

    return function


def _only_for(right, fits):
    """Return a function that gives zeros of the right form where the arguments do not fit."""
    zeros = _changed_result(right, np.zeros_like)
    return lambda *given: (right if fits(given) else zeros)(*given)


def _like(new: np.ndarray, old):
    """Return numbers in the type of what they replace."""
    if isinstance(old, np.ndarray):
        return new.astype(old.dtype) if old.dtype.kind in "iub" and np.isfinite(new).all() else new
    if isinstance(old, (list, tuple)):
        return type(old)(map(tuple, new.tolist())) if old and isinstance(old[0], tuple) else type(old)(new.tolist())
    if isinstance(old, (bool, int)) and np.isfinite(new) and float(new).is_integer():
        return type(old)(new)
    return new if new.ndim else float(new)


def _flat(value) -> np.ndarray:
    if isinstance(value, (list, tuple)):
        return np.concatenate([np.zeros(0), *map(_flat, value)])
    found = as_numbers(value)
    return np.zeros(0) if found is None else found.astype(float).ravel()
