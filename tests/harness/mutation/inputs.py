"""Whether two functions do the same: on what the check called them with, and on other inputs of the same kind."""

import contextlib
from collections.abc import Callable

import numpy as np

from harness.mutation.cases import called, kept
from harness.mutation.counts import WHAT_COUNTS, WITH_RESULT
from harness.mutation.domains import DOMAINS

CALLS = 6  # so many of the calls of a check are varied
VARIATIONS = 4


def recorded(function: Callable, put: Callable[[Callable], object]) -> list[tuple]:
    """Return the arguments of every call that a check makes of a function."""
    examples = []

    def recorder(*given):
        examples.append(tuple(map(kept, given)))
        return function(*given)

    put(recorder)
    return [tuple(map(_double, example)) for example in examples]


def more_inputs(name: str, examples: list[tuple]) -> list[tuple]:
    """Return the examples of a check, and others: with other numbers and sizes, or from the exercise's own domain."""
    rng = np.random.default_rng(1)
    if make := DOMAINS.get(name):
        return [*examples, *[make(rng) for _ in range(16)]]
    if not examples[0]:
        return examples[:1]
    if any(_is_model(argument) for example in examples for argument in example):
        return examples
    chosen = [examples[k] for k in sorted({round(k) for k in np.linspace(0, len(examples) - 1, CALLS)})]
    return [
        *examples,
        *[_vary(e, rng, resized) for e in chosen for resized in (False, True) for _ in range(VARIATIONS)],
    ]


def difference(name: str, one: Callable, other: Callable, inputs: list[tuple]) -> tuple | None:
    """Return the first input on which two functions differ, with both results; None if there is none.

    An input that the first function refuses, or answers with something not finite, tells nothing.
    """
    plain = WHAT_COUNTS.get(name, lambda result: result)
    one, other = (WITH_RESULT.get(name, lambda function: function)(function) for function in (one, other))
    for given in inputs:
        wanted = _observed(one, given)
        if isinstance(wanted[0], BaseException) or wanted[0] is None or _has_nan(wanted[0]):
            continue
        found = _observed(other, given)
        with contextlib.suppress(Exception):  # a result of another form differs as it is
            found, wanted = (plain(found[0]), found[1]), (plain(wanted[0]), wanted[1])
        if not _equal(found, wanted):
            return given, wanted[0], found[0]
    return None


def _double(value):
    """Return numbers of single precision as double ones: two right functions differ in their last digits."""
    if isinstance(value, (list, tuple)) and any(isinstance(part, np.ndarray) for part in value):
        return type(value)(map(_double, value))
    return value.astype(float) if isinstance(value, np.ndarray) and value.dtype == np.float32 else value


def _equal(one, other) -> bool:
    """Compare results by their numbers, whatever holds them."""
    if isinstance(one, BaseException) or isinstance(other, BaseException):
        return False
    if isinstance(one, (dict, str)) or isinstance(other, (dict, str)):
        return repr(one) == repr(other)
    try:
        a, b = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    except (TypeError, ValueError):
        pass
    else:
        a, b = a.squeeze(), b.squeeze()  # the checks take a row and a column for a vector
        return a.shape == b.shape and np.allclose(a, b, rtol=1e-5, atol=1e-9, equal_nan=True)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(_equal, one, other))
    return False


def _has_nan(result) -> bool:
    try:
        return bool(np.isnan(np.asarray(result, dtype=float)).any())
    except (TypeError, ValueError):
        return False


def _vary(example: tuple, rng: np.random.Generator, resized: bool) -> tuple:
    """Return arguments of the same kinds with other numbers; if asked, with other lengths, the same ones everywhere."""
    lengths = {}

    def length(old: int) -> int:
        return lengths.setdefault(old, old + int(rng.choice([1, 2, -1])) if resized and old > 2 else old)

    return tuple(_varied(argument, rng, length) for argument in example)


def _varied(value, rng, length):
    if isinstance(value, (bool, np.bool_)):
        return bool(rng.integers(2))
    if isinstance(value, (int, np.integer)):
        return int(rng.integers(min(value, 1), abs(value) + 4))
    if isinstance(value, (float, np.floating)):
        return float(_array(np.array([value]), rng, (1,))[0])
    if isinstance(value, np.ndarray):
        return _array(value, rng, tuple(map(length, value.shape)))
    if isinstance(value, (list, tuple)) and value and not isinstance(value[0], str):
        if all(isinstance(part, (int, float)) for part in value):
            return type(value)(_array(np.asarray(value), rng, (length(len(value)),)).tolist())
        return type(value)([_varied(part, rng, length) for part in value])
    return value


def _array(old: np.ndarray, rng, shape) -> np.ndarray:
    """Return other numbers of the same kind: whole ones, truth values, one-hot rows, shares, positive ones or any."""
    if old.dtype.kind in "biu":
        low, high = (0, 1) if old.dtype == bool or not old.size else (int(old.min()), int(old.max()))
        return rng.integers(low, high + 1, shape).astype(old.dtype)
    if old.size and np.isin(old, (0, 1)).all():
        if old.ndim == 2 and (old.sum(axis=1) == 1).all():
            return np.eye(shape[1])[rng.integers(shape[1], size=shape[0])]
        return rng.integers(0, 2, shape).astype(float)
    if old.size and old.min() >= 0 and old.max() <= 1:
        return rng.uniform(size=shape)
    new = rng.normal(scale=max(np.abs(old).max(initial=0), 1.0), size=shape)
    return np.abs(new) if old.size and old.min() >= 0 else new


def _observed(function: Callable, given: tuple) -> tuple:
    """Return the result of a function, and what it did to models that it was given."""
    models, seen = [argument for argument in given if _is_model(argument)], []
    for state in (True, False) if models else (None,):  # a function on a model may forget to thaw, or to freeze
        for layer in (layer for model in models for layer in model.layers):
            layer.trainable = state
        result = called(function, given)
        flags = [layer.trainable for model in models for layer in model.layers if layer.weights]
        seen.append((_plain_model(result) if _is_model(result) else result, flags))
    return seen[0][0], [flags for _, flags in seen] + [result for result, _ in seen[1:]]


def _is_model(value) -> bool:
    return type(value).__module__.startswith("keras.") and hasattr(value, "count_params")


def _plain_model(model) -> dict:
    """Return what a model is made of: no names, and an activation as a layer of its own, however it was written."""
    layers = []
    for layer in model.layers:
        if hasattr(layer, "layers"):
            layers += _plain_model(layer)["layers"]
            continue
        config = {
            key: value
            for key, value in layer.get_config().items()
            if isinstance(value, (int, float, str, tuple)) and key not in ("name", "seed", "trainable", "data_format")
        }
        bend = config.pop("activation", None)
        bend = {"ReLU": "relu", "Softmax": "softmax"}.get(type(layer).__name__, bend)
        if type(layer).__name__ not in ("Activation", "ReLU", "Softmax", "InputLayer"):
            layers.append((type(layer).__name__, config, tuple(layer.output.shape)))
        layers += [("Activation", bend)] if bend not in (None, "linear") else []
    return {"layers": layers}
