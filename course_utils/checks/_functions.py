"""Functions as answers: call one with care, take its result apart, compare it and name a known mistake."""

import ast
import dis
import inspect
import textwrap
import warnings
from collections.abc import Callable, Mapping

import numpy as np

from course_utils.checks._answers import copied, described, holds_ellipsis, snapshot
from course_utils.checks._findings import BadFormat, NotStarted, Wrong
from course_utils.checks._numbers import array, close

Mistakes = Mapping[str | tuple[str, ...], Callable]
_DOES_NOTHING = {"RESUME", "NOP", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE", "COPY_FREE_VARS"}
_MANY = {2: "two", 3: "three", 4: "four", 5: "five"}


def call(function, *arguments, name: str, none: bool = False, untouched: str | tuple[str, ...] = ""):
    """Call a student's function with copies of the arguments, and return a copy of what it returns.

    Parameters
    ----------
    function : callable
        The student's function, as it came.
    *arguments
        What it is called with. It may change them: it gets copies.
    name : str
        How the lesson calls the function.
    none : bool
        Whether None is a result that the exercise can do something with.
    untouched : str or tuple of str
        Where the exercise forbids to change the arguments: the finding if it was done, then hints that fit it.

    Raises
    ------
    Wrong
        If the function stops with an error, tries to end Python, or changes what has to stay untouched.
    BadFormat
        If it is no function, or returns nothing.
    NotStarted
        If there is still a `...` in what it returns, or in a function that returns nothing or stops because of it.
    """
    if not callable(function):
        raise BadFormat(f"{name} should be a function; it is {described(function)}.")
    given = copied(arguments)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extreme inputs are tried on purpose
            result = function(*given)
    except (Wrong, NotStarted):
        raise
    except SystemExit:
        raise Wrong(f"{name} ends Python with exit(); a function hands its result back with `return`.") from None
    except Exception as error:
        if _is_about_a_blank(function, error):
            raise NotStarted from None
        raise Wrong(f"{name} stopped with {type(error).__name__}: {error}") from None
    if holds_ellipsis(result):
        raise NotStarted
    if untouched and snapshot(given) != snapshot(arguments):
        raise Wrong(*((untouched,) if isinstance(untouched, str) else untouched))
    if result is None and not none:
        if is_unfinished(function):
            raise NotStarted
        raise BadFormat(f"{name} returned nothing: is there a `return`?")
    return copied(result)


def parts(result, count: int, name: str, what: str = "") -> tuple:
    """Return the results of a function that returns several, or say that it should.

    Parameters
    ----------
    result
        What the function returned.
    count : int
        How many results there should be.
    name : str
        How the lesson calls the function.
    what : str
        The results in words, such as "the kernel and the bias".
    """
    if _holds_several(result) and len(result) == count:
        return tuple(result)
    named = f": {what}" if what else ""
    raise BadFormat(
        f"{name} should return {_MANY.get(count, count)} things{named}; it returned {_result(result)}. "
        "Write them behind `return` with commas between them."
    )


def compare(
    function,
    right: Callable,
    *cases: tuple,
    name: str,
    mistakes: Mistakes | None = None,
    rtol: float = 1e-5,
    atol: float | None = None,
) -> None:
    """Compare a student's function with the right one on several inputs; return if they agree on all of them.

    Parameters
    ----------
    function : callable
        The student's function.
    right : callable
        Returns the right result: numbers, or a tuple of them.
    *cases : tuple
        The arguments of each call, the most ordinary case first.
    name : str
        How the lesson calls the function.
    mistakes : mapping, optional
        `{finding: wrong function}`, most often `<exercise>.mistakes`. A finding may be a tuple: the finding, then hints
        that fit it.
    rtol, atol : float, optional
        How near is right, as in `close`.

    Raises
    ------
    Wrong
        With the finding of the wrong function that gives the same where the student's first differs; else with the
        first number that differs.
    BadFormat
        If no known mistake explains a result of another shape.
    """
    for case in cases:
        given = call(function, *case, name=name)
        wanted = right(*copied(case))
        if same(given, wanted, rtol=rtol, atol=atol):
            continue
        name_the_mistake(given, mistakes or {}, *case, rtol=rtol, atol=atol)
        raise Wrong(_first_difference(given, wanted, case, right, name, rtol, atol))


def name_the_mistake(given, mistakes: Mistakes, *inputs, rtol: float = 1e-5, atol: float | None = None) -> None:
    """Raise the finding of the first wrong function that gives the same result; return if there is none.

    Parameters
    ----------
    given
        What the student's function returned for these inputs.
    mistakes : mapping
        `{finding: wrong function}`; a finding may be a tuple: the finding, then hints that fit it.
    *inputs
        The arguments of the call.
    rtol, atol : float, optional
        How near is the same, as in `close`.
    """
    for finding, wrong in mistakes.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                result = wrong(*copied(inputs))
        except Exception:  # this mistake cannot be made with these inputs
            continue
        if same(given, result, rtol=rtol, atol=atol):
            raise Wrong(*((finding,) if isinstance(finding, str) else finding))


def same(given, wanted, *, rtol: float = 1e-5, atol: float | None = None) -> bool:
    """Tell whether a result is the wanted one: numbers of the same shape, or as many parts that are the same."""
    if isinstance(wanted, (tuple, list)):
        return (
            _holds_several(given)
            and len(given) == len(wanted)
            and all(same(mine, part, rtol=rtol, atol=atol) for mine, part in zip(given, wanted, strict=True))
        )
    try:
        values = array(given, np.shape(wanted), "", finite=False)
    except BadFormat:
        return False
    return close(values, wanted, rtol=rtol, atol=atol)


def _holds_several(result) -> bool:
    return isinstance(result, (tuple, list)) or (isinstance(result, np.ndarray) and result.ndim > 0)


def is_unfinished(function) -> bool:
    """Tell whether a function still has a `...` where code should stand, or no code at all."""
    code = getattr(function, "__code__", None)
    if code is None:
        return False
    if {step.opname for step in dis.get_instructions(code)} <= _DOES_NOTHING:
        return True
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):  # its text cannot be had, or is a piece of a longer line
        return False
    blanks = (ast.Expr, ast.Assign, ast.AnnAssign, ast.Return)
    return any(isinstance(node, blanks) and _is_dots(node.value) for node in ast.walk(tree))


def _is_dots(node) -> bool:
    return isinstance(node, ast.Constant) and node.value is Ellipsis


def _is_about_a_blank(function, error: Exception) -> bool:
    """Tell whether an error came from a `...` that is still in the function."""
    if "ellipsis" in str(error).lower():
        return True
    step, code = error.__traceback__, getattr(function, "__code__", None)
    while step is not None:
        if step.tb_frame.f_code is code and any(value is Ellipsis for value in step.tb_frame.f_locals.values()):
            return True
        step = step.tb_next
    return False


def _first_difference(given, wanted, case, right, name, rtol, atol, what="") -> str:
    """Return a sentence with the first number that differs; another shape is no format that is asked for."""
    what = what or f"what {name} returns"
    if isinstance(wanted, (tuple, list)):
        for place, (mine, part) in enumerate(zip(parts(given, len(wanted), name), wanted, strict=True), start=1):
            if not same(mine, part, rtol=rtol, atol=atol):
                return _first_difference(mine, part, case, right, name, rtol, atol, f"result {place} of {name}")
    values, wanted = array(given, np.shape(wanted), what, finite=False), np.asarray(wanted, dtype=float)
    scale = _scale(wanted)
    for place in np.ndindex(wanted.shape):
        if not close(values[place], wanted[place], rtol=rtol, atol=1e-6 * scale if atol is None else atol):
            index = ", ".join(map(str, place))
            entry = f"entry [{index}] of {what}" if place else what
            return f"For {_inputs(case, right)}, {entry} should be {wanted[place]:.4g}; yours is {values[place]:.4g}."
    return f"For {_inputs(case, right)}, {what} is not right."


def _scale(wanted: np.ndarray) -> float:
    finite = np.abs(wanted[np.isfinite(wanted)])
    return float(finite.max()) if finite.size else 0.0


def _inputs(case: tuple, right: Callable) -> str:
    """Return the arguments of a call in words."""
    try:
        names = list(inspect.signature(right).parameters)[: len(case)]
    except (TypeError, ValueError):
        names = []
    if len(names) != len(case):
        names = [f"argument {place}" for place in range(1, len(case) + 1)]
    return ", ".join(f"{name} = {described(_rounded(value))}" for name, value in zip(names, case, strict=True))


def _rounded(value):
    return value.round(3) if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value


def _result(result) -> str:
    return f"an array of shape {result.shape}" if isinstance(result, np.ndarray) else described(result)
