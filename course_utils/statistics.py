"""How sure a count makes us: intervals of a success rate, from SciPy, which is loaded by the first call.

Both take whole numbers, ``0 <= successes <= runs`` and ``runs >= 1``, and a confidence between 0 and 1, or raise a
TypeError or a ValueError.
"""

from course_utils import arguments


def wilson_interval(successes: int, runs: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the interval of success rates that an experiment with yes-or-no results is compatible with.

    Unlike the normal approximation it stays within [0, 1] and is honest at 0 % and 100 %.

    References
    ----------
    Wilson (1927), "Probable inference, the law of succession, and statistical inference".

    Examples
    --------
    >>> low, high = wilson_interval(10, 10)
    >>> round(low, 3), round(high, 3)
    (0.722, 1.0)
    """
    return _interval(successes, runs, confidence, "wilson")


def clopper_pearson(successes: int, runs: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return an interval that holds the success rate at least as often as promised: exact, and therefore wide.

    Each end alone errs with a probability of at most ``(1 - confidence) / 2``.

    References
    ----------
    Clopper and Pearson (1934), "The use of confidence or fiducial limits illustrated in the case of the binomial".

    Examples
    --------
    >>> low, high = clopper_pearson(10, 10)
    >>> round(low, 3), high
    (0.692, 1.0)
    """
    return _interval(successes, runs, confidence, "exact")


def _interval(successes: int, runs: int, confidence: float, method: str) -> tuple[float, float]:
    from scipy.stats import binomtest

    arguments.whole_number("runs", runs, 10**15, fewest=1)
    arguments.whole_number("successes", successes, runs, remark=", the number of runs")
    if not 0 < arguments.number("confidence", confidence) < 1:
        raise ValueError(f"confidence is {confidence}; it must be a share between 0 and 1, such as 0.95.")
    low, high = binomtest(successes, runs).proportion_ci(confidence, method=method)
    return float(low), float(high)
