"""Answers as a student gives them: is it one, what is it, and a copy that cannot hurt."""

import copy
import pickle
import sys

import numpy as np

_TENSORS = ("jax", "jaxlib", "keras", "tensorflow", "torch")


def is_blank(answer) -> bool:
    """Tell whether an answer is still a placeholder: None, or `...` anywhere in it.

    None inside a tuple or list is a part of an answer: a shape such as `(None, 24, 24, 6)` holds one.
    """
    return answer is None or holds_ellipsis(answer)


def holds_ellipsis(answer) -> bool:
    """Tell whether there is a `...` in an answer, at any depth."""
    if answer is Ellipsis:
        return True
    if isinstance(answer, dict):
        return any(map(holds_ellipsis, answer.values()))
    if isinstance(answer, (list, tuple, set, frozenset)):
        return any(map(holds_ellipsis, answer))
    if _is_pandas(answer) and hasattr(answer, "to_numpy"):
        answer = answer.to_numpy()
    return isinstance(answer, np.ndarray) and answer.dtype == object and any(map(holds_ellipsis, answer.ravel()))


def copied(answer):
    """Return a copy at every depth of what can be changed in place; the rest, such as a model, as it is."""
    if isinstance(answer, np.ndarray):
        return copy.deepcopy(answer) if answer.dtype == object else answer.copy()
    if isinstance(answer, np.random.Generator):
        return copy.deepcopy(answer)
    if type(answer) in (list, set, frozenset):
        return type(answer)(copied(part) for part in answer)
    if isinstance(answer, tuple):
        parts = [copied(part) for part in answer]
        return tuple(parts) if type(answer) is tuple else _as_tuple(answer, parts)
    if isinstance(answer, dict):
        twin = copy.copy(answer)
        twin.update({key: copied(value) for key, value in answer.items()})
        return twin
    if _is_pandas(answer) and hasattr(answer, "copy"):
        return answer.copy()
    if type(answer).__module__ == "torch" and hasattr(answer, "clone"):
        return answer.clone()
    return answer


def _as_tuple(answer, parts):
    """Return a named tuple with these parts; another kind of tuple, such as a shape, cannot be changed anyway."""
    return type(answer)(*parts) if hasattr(answer, "_fields") else answer


def snapshot(answer) -> bytes | None:
    """Return what an answer is now, None if that cannot be kept, as with a function."""
    if callable(answer):
        return None
    try:
        return pickle.dumps(copied(answer))
    except Exception:  # any object of the student's
        return None


def plain(answer):
    """Return a tensor of any backend, a Series or a DataFrame as an array; anything else as it is."""
    if _is_pandas(answer):
        return answer.to_numpy() if hasattr(answer, "to_numpy") else answer
    if type(answer) in (list, tuple):
        return [plain(part) for part in answer]
    if _home(answer) not in _TENSORS:
        return answer
    if hasattr(answer, "as_list"):  # TensorFlow's shape
        return answer.as_list()
    if _home(answer) == "keras" and "keras" in sys.modules and hasattr(answer, "value"):
        return plain(answer.value)  # a variable of Keras holds the tensor of its backend
    for method in ("detach", "cpu", "numpy"):  # PyTorch needs all three, TensorFlow the last one
        if hasattr(answer, method):
            answer = getattr(answer, method)()
    return np.asarray(answer) if hasattr(answer, "__array__") else answer


def described(answer) -> str:
    """Return an answer as it can stand in a sentence: short, on one line, and never an error."""
    if isinstance(answer, np.ndarray) and answer.size > 6:
        return f"an array of shape {answer.shape}"
    if type(answer).__name__ in ("function", "method", "builtin_function_or_method"):
        return "a function"
    if isinstance(answer, np.generic):
        answer = answer.item()
    try:
        text = " ".join(repr(answer.tolist() if isinstance(answer, np.ndarray) else answer).split())
    except Exception:  # the text is the student's own object's, or a number with thousands of digits
        return f"a value of type {type(answer).__name__}"
    return text if len(text) <= 60 else text[:57] + "..."


def _is_pandas(answer) -> bool:
    return _home(answer) == "pandas"


def _home(answer) -> str:
    """Return the package that the answer's type comes from."""
    return type(answer).__module__.partition(".")[0]
