"""A student's function against the right one: on several inputs, with the mistake named where it is a known one."""

import inspect
import warnings
from collections.abc import Callable, Mapping

import numpy as np

from course_utils.checks._findings import Wrong, ordinal
from course_utils.checks._kinds import array, call, close, differs, parts, short
from course_utils.checks._ours import fresh


def compare(
    function,
    right: Callable,
    *cases: tuple,
    name: str,
    mistakes: Mapping | None = None,
    rtol: float = 1e-5,
    atol: float | None = None,
) -> None:
    """Compare a student's function with the right one; return if they agree on all cases.

    Parameters
    ----------
    function : callable
        The student's function.
    right : callable
        Returns the right numbers, or a tuple of them.
    *cases : tuple
        The arguments of each call, the most ordinary case first.
    name : str
        How the lesson calls the function.
    mistakes : mapping, optional
        Wrong functions by the finding that they deserve, most often `<exercise>.mistakes`; a finding may be a tuple:
        the finding, then hints that fit it.
    rtol, atol : float
        How near is right, as in `close`.

    Raises
    ------
    Wrong
        With the finding of the wrong function that gives the same where the student's first differs; else with the
        first number that differs.
    """
    for case in cases:
        given, wanted = call(function, *case, name=name), right(*map(fresh, case))
        if _same(given, wanted, rtol, atol):
            continue
        _blame(given, mistakes or {}, case, rtol, atol)
        if not isinstance(wanted, tuple):
            raise Wrong(_first_difference(given, wanted, case, right, f"what {name} returns", rtol, atol))
        given = parts(given, [f"the {ordinal(place)}" for place in range(len(wanted))], name)
        for place, (mine, part) in enumerate(zip(given, wanted, strict=True)):
            if not _same(mine, part, rtol, atol):
                what = f"the {ordinal(place)} thing that {name} returns"
                raise Wrong(_first_difference(mine, part, case, right, what, rtol, atol))


def _blame(given, mistakes: Mapping, case: tuple, rtol, atol) -> None:
    """Raise the finding of the first wrong function that gives the same, if there is one."""
    for finding, wrong in mistakes.items():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                values = wrong(*map(fresh, case))
        except (ArithmeticError, LookupError, TypeError, ValueError):
            continue  # this mistake cannot be made with these arguments
        if _same(given, values, rtol, atol):
            raise Wrong(*((finding,) if isinstance(finding, str) else finding))


def _same(given, wanted, rtol, atol) -> bool:
    if isinstance(wanted, tuple):
        fits = hasattr(given, "__len__") and len(given) == len(wanted)
        return fits and all(_same(mine, part, rtol, atol) for mine, part in zip(given, wanted, strict=True))
    try:
        return close(array(given, np.shape(wanted), "it", finite=False), wanted, rtol, atol)
    except Wrong:
        return False


def _first_difference(given, wanted, case, right, what, rtol, atol) -> str:
    """Return a sentence with the first number that differs."""
    values = array(given, np.shape(wanted), what, finite=False)
    wanted = np.asarray(wanted, dtype=float)
    names = list(inspect.signature(right).parameters)[: len(case)]
    inputs = ", ".join(f"{word} = {_shown(value)}" for word, value in zip(names, case, strict=True))
    place = tuple(np.argwhere(differs(values, wanted, rtol, atol))[0]) if wanted.ndim else ()
    digits = next((few for few in (4, 6, 9) if f"{values[place]:.{few}g}" != f"{wanted[place]:.{few}g}"), 17)
    entry = f"entry [{', '.join(map(str, place))}] of {what}" if place else what
    return f"For {inputs}, {entry} should be {wanted[place]:.{digits}g}; yours is {values[place]:.{digits}g}."


def _shown(value) -> str:
    if callable(value):
        return getattr(value, "__name__", "a function")
    return short(value.round(3).tolist() if isinstance(value, np.ndarray) and value.dtype.kind == "f" else value)
