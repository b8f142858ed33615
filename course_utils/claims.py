"""Claims: a statement, the number behind it, and the band in which that number has to fall."""

import math

from course_utils import arguments, measured
from course_utils.settings import is_strict, profile


class ClaimFailed(AssertionError):
    """A claim of the lesson did not hold."""


def claim(
    statement: str,
    value: float,
    low: float | None = None,
    high: float | None = None,
    control: float | None = None,
    control_is: str = "by comparison",
) -> None:
    """State what the lesson found, with the number behind it, and check that number.

    Parameters
    ----------
    low, high : float, optional
        The band that the value must fall into, ends included. Give one end for a one-sided statement.
    control : float, optional
        What chance, the rival or the null hypothesis would give; it lies outside the band.
    control_is : str
        Words for it, such as "a rival as good".

    Raises
    ------
    ClaimFailed
        If the value is outside the band and the run is strict (`COURSE_STRICT=1`, and the profile is not "smoke").
    TypeError, ValueError
        If there is no band, or the band is empty, or the control lies inside it, or one of them is no finite number.

    Examples
    --------
    >>> claim("a fair coin shows heads about half of the time", 0.48, 0.4, 0.6, control=1.0, control_is="a trick coin")
    ● a fair coin shows heads about half of the time: 0.48 (expected 0.4 to 0.6; a trick coin: 1)
    """
    if not isinstance(statement, str) or not statement.strip():
        raise TypeError(f"the statement is {statement!r}; it must be a sentence: what the number behind it is.")
    if not hasattr(value, "__float__") or isinstance(value, str):
        raise TypeError(f"the value of the claim {statement!r} is {arguments.shown(value)}; it must be one number.")
    if low is None and high is None:
        raise ValueError(f"the claim {statement!r} has no band: give low, high or both.")
    for name, given in (("low", low), ("high", high), ("control", control if profile() != "smoke" else None)):
        if given is not None:
            arguments.number(f"{name} of the claim {statement!r}", given)
    value = float(value)
    low_end, high_end = -math.inf if low is None else float(low), math.inf if high is None else float(high)
    if low_end > high_end:
        raise ValueError(f"the band of the claim {statement!r} is empty: low {low} is above high {high}.")
    if profile() != "smoke" and control is not None and low_end <= float(control) <= high_end:
        raise ValueError(f"the control {control} of the claim {statement!r} lies inside its band, so it shows nothing.")
    measured.keep(statement, value, low=low, high=high, control=control)
    holds = math.isfinite(value) and low_end <= value <= high_end
    sentence = f"{statement}: {three_digits(value)} (expected {_band(low, high)}{_comparison(control, control_is)})"
    if profile() == "smoke":
        print(f"▫ {sentence}; too small a run to tell")
        return
    print(f"● {sentence}" if holds else f"○ does not hold: {sentence}")  # no ticks: those are the student's own
    if not holds and is_strict():
        raise ClaimFailed(sentence)


def three_digits(value: float) -> str:
    """Return a number with three digits, with more where it would look like certainty."""
    return f"{float(value):.6g}" if 0.9995 <= value < 1 else f"{float(value):.3g}"


def _band(low: float | None, high: float | None) -> str:
    """Return the band in words."""
    if low is None:
        return f"at most {high:g}"
    if high is None:
        return f"at least {low:g}"
    return f"{low:g} to {high:g}" if low != high else f"exactly {low:g}"


def _comparison(control: float | None, control_is: str) -> str:
    """Return the control in words."""
    return "" if control is None else f"; {control_is}: {three_digits(control)}"
