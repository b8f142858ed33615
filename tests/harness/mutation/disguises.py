"""Wrong functions made around right ones: what goes in or comes out is changed, or one example is learned by heart."""

from collections.abc import Callable, Iterator

import numpy as np

Maker = Callable[[], Callable]


def _array_functions() -> dict[str, Callable[[np.ndarray], np.ndarray]]:
    """Return what may be done to an array of results."""
    return {
        "astype(int)": np.trunc,
        "rounded": np.round,
        "floor": np.floor,
        "rounded to two decimals": lambda a: np.round(a, 2),
        "clipped at 0": lambda a: np.maximum(a, 0),
        "clipped above 0": lambda a: np.minimum(a, 0),
        "clipped to [0, 1]": lambda a: np.clip(a, 0, 1),
        "clipped to [-1, 1]": lambda a: np.clip(a, -1, 1),
        "clipped to [-100, 100]": lambda a: np.clip(a, -100, 100),
        "clipped at 1e-3": lambda a: np.maximum(a, 1e-3),
        "nan_to_num": np.nan_to_num,
        "nan_to_num, infinity as 100": lambda a: np.nan_to_num(a, posinf=100.0, neginf=-100.0),
        "infinity as nan": lambda a: np.where(np.isinf(a), np.nan, a),
        "abs": np.abs,
        "sign": np.sign,
        "negated": np.negative,
        "plus 1": lambda a: a + 1,
        "minus 1": lambda a: a - 1,
        "times 2": lambda a: 2 * a,
        "halved": lambda a: a / 2,
        "squared": np.square,
        "root": lambda a: np.sqrt(np.abs(a)),
        "times 100": lambda a: 100 * a,
        "times 1.01": lambda a: 1.01 * a,
        "plus 0.01": lambda a: a + 0.01,
        "1 minus it": lambda a: 1 - a,
        "reciprocal": lambda a: 1 / a,
        "exponential": np.exp,
        "logarithm": lambda a: np.log(np.abs(a)),
        "greater than 0": lambda a: (a > 0).astype(float),
        "sorted": lambda a: np.sort(a.ravel()).reshape(a.shape),
        "reversed": lambda a: np.flip(a),
        "reversed along the first axis": lambda a: a[::-1] if a.ndim else a,
        "reversed along the last axis": lambda a: a[..., ::-1] if a.ndim else a,
        "turned on by one": lambda a: np.roll(a, 1),
        "transposed": np.transpose,
        "last number 0": lambda a: _with_last(a, 0),
        "last number plus 1": lambda a: _with_last(a, a.ravel()[-1] + 1) if a.size else a,
        "first row everywhere": lambda a: np.broadcast_to(a[:1], a.shape) if a.ndim else a,
        "its mean everywhere": lambda a: np.full_like(a, a.mean()),
        "centred": lambda a: a - a.mean(),
        "divided by its sum": lambda a: a / a.sum(),
        "divided by its maximum": lambda a: a / a.max(),
        "zeros": np.zeros_like,
        "ones": np.ones_like,
        "nan": lambda a: np.full_like(a, np.nan),
        "infinity": lambda a: np.full_like(a, np.inf),
        "without the last": lambda a: a[:-1] if a.ndim else a,
        "its last number nan": lambda a: _with_last(a, np.nan),
    }


def _with_last(a: np.ndarray, value: float) -> np.ndarray:
    if not a.ndim:
        return np.asarray(value)
    changed = a.copy()
    changed[(-1,) * a.ndim] = value
    return changed


OF_ARGUMENTS = (
    "astype(int)", "rounded", "clipped at 0", "clipped to [0, 1]", "clipped to [-1, 1]", "clipped to [-100, 100]",
    "abs", "sign", "negated", "times 2", "greater than 0", "sorted", "reversed", "first row everywhere",
    "its mean everywhere", "zeros", "ones", "turned on by one", "plus 1", "last number 0",
    "nan_to_num, infinity as 100",
)  # fmt: skip


def disguised(right: Callable, examples: list[tuple]) -> Iterator[tuple[str, Maker]]:
    """Yield (what was changed, maker of the wrong function).

    Parameters
    ----------
    right : callable
        The right function.
    examples : list of tuple
        The arguments with which the check called it.
    """
    if not examples:
        return
    first = examples[0]
    for name, change in _array_functions().items():
        yield f"result {name}", lambda change=change: _changed_result(right, change)
    for name in OF_ARGUMENTS:
        change = _array_functions()[name]
        for place, argument in enumerate(first):
            if _numbers(argument) is not None:
                yield f"argument {place} {name}", lambda p=place, c=change: _changed_argument(right, p, c)
    yield from _rearranged(right, first)
    yield from _learned(right, examples)


def _rearranged(right, first) -> Iterator[tuple[str, Maker]]:
    for place, argument in enumerate(first):
        yield f"argument {place} always as in the first call", lambda p=place, a=argument: _fixed(right, p, a)
        if isinstance(argument, (bool, np.bool_)):
            yield f"argument {place} turned round", lambda p=place: _changed_argument(right, p, np.logical_not)
        for other in range(place + 1, len(first)):
            if np.shape(_numbers(argument)) == np.shape(_numbers(first[other])):
                yield f"arguments {place} and {other} swapped", lambda p=place, o=other: _swapped(right, p, o)
        if isinstance(argument, (list, tuple)) and len(argument) > 1:
            yield f"only the first part of argument {place}", lambda p=place: _shortened(right, p, slice(0, 1))
            yield f"without the last part of argument {place}", lambda p=place: _shortened(right, p, slice(0, -1))
            yield f"argument {place} from behind", lambda p=place: _shortened(right, p, slice(None, None, -1))
    if isinstance(parts := right_once(right, first), (list, tuple)) and len(parts) > 1:
        yield "parts of the result swapped", lambda: lambda *given: type(parts)([*right(*given)][::-1])
        yield "only the first part of the result", lambda: lambda *given: right(*given)[0]
        yield "one part more", lambda: lambda *given: [*right(*given), 0]
        for place in range(len(parts)):
            for name in ("zeros", "negated", "times 2", "plus 1", "astype(int)", "reversed"):
                change = _array_functions()[name]
                yield f"part {place} of the result {name}", lambda p=place, c=change: _changed_part(right, p, c)


def _learned(right, examples) -> Iterator[tuple[str, Maker]]:
    """Yield functions that know one of the examples, or that are right for one of its properties only."""
    for count, example in enumerate(_few(examples)):
        answer = right_once(right, example)
        yield f"always the answer to example {count}", lambda a=answer: lambda *given: a
    shapes = [np.shape(_numbers(argument)) for argument in examples[0]]
    if any(shapes):
        yield (
            "right for the shapes of the first example only",
            lambda: _only_for(right, lambda given: [np.shape(_numbers(argument)) for argument in given] == shapes),
        )
    yield "right while every number is a whole one", lambda: _only_for(right, lambda given: all(map(_is_whole, given)))
    yield (
        "right while every number is positive",
        lambda: _only_for(right, lambda given: all((_flat(argument) >= 0).all() for argument in given)),
    )
    yield (
        "right while no number is above 50",
        lambda: _only_for(right, lambda given: all((np.abs(_flat(argument)) <= 50).all() for argument in given)),
    )
    yield (
        "right while some number is above 0.5",
        lambda: _only_for(right, lambda given: any((np.abs(_flat(argument)) > 0.5).any() for argument in given)),
    )


def right_once(right: Callable, example: tuple):
    """Return what a function answers to an example, None where it cannot."""
    from harness.mutation.cases import called

    answer = called(right, example)
    return None if isinstance(answer, BaseException) else answer


def _few(examples: list[tuple]) -> list[tuple]:
    return [examples[0], examples[-1]] if repr(examples[0]) != repr(examples[-1]) else examples[:1]


def _changed_result(right, change):
    def function(*given):
        result = right(*given)
        if isinstance(result, (list, tuple)) and _numbers(result) is None:
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
    def function(*given):
        new = change(np.asarray(_numbers(given[place]), float))
        return right(*given[:place], _like(new, given[place]), *given[place + 1 :])

    return function


def _fixed(right, place, argument):
    return lambda *given: right(*given[:place], argument, *given[place + 1 :])


def _swapped(right, place, other):
    def function(*given):
        given = [*given]
        given[place], given[other] = given[other], given[place]
        return right(*given)

    return function


def _shortened(right, place, part):
    return lambda *given: right(*given[:place], given[place][part], *given[place + 1 :])


def _only_for(right, fits):
    def function(*given):
        result = right(*given)
        return result if fits(given) else _changed_result(lambda: result, lambda a: 0 * a)()

    return function


def _like(new: np.ndarray, old):
    """Return numbers in the type of what they replace."""
    if isinstance(old, np.ndarray):
        return new.astype(old.dtype) if old.dtype.kind in "iub" and np.isfinite(new).all() else new
    if isinstance(old, (list, tuple)):
        return type(old)(map(tuple, new.tolist())) if old and isinstance(old[0], tuple) else type(old)(new.tolist())
    if isinstance(old, (bool, int)) and np.isfinite(new).all() and new.ndim == 0 and float(new).is_integer():
        return type(old)(new)
    return new if new.ndim else float(new)


def _numbers(value) -> np.ndarray | None:
    """Return a value as an array of numbers, None if it is none."""
    if isinstance(value, str) or value is None:
        return None
    try:
        found = np.asarray(value)
    except (TypeError, ValueError):
        return None
    return found if found.dtype.kind in "biuf" else None


def _flat(value) -> np.ndarray:
    if isinstance(value, (list, tuple)):
        return np.concatenate([np.zeros(0), *[_flat(part) for part in value]])
    found = _numbers(value)
    return np.zeros(0) if found is None else found.astype(float).ravel()


def _is_whole(value) -> bool:
    return bool((_flat(value) == np.round(_flat(value))).all())
