"""Intervals of a success rate, against published ones; SciPy is loaded by the first call alone."""

import subprocess
import sys

import pytest

from course_utils import statistics

# Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I: methods 3 and 5.
PUBLISHED = [
    (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
    (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
    (0, 20, (0.0000, 0.1611), (0.0000, 0.1684)),
    (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
]


@pytest.mark.parametrize(("successes", "runs", "wilson", "exact"), PUBLISHED)
def test_both_intervals_are_the_published_ones(successes, runs, wilson, exact):
    assert statistics.wilson_interval(successes, runs) == pytest.approx(wilson, abs=5.1e-5)
    assert statistics.clopper_pearson(successes, runs) == pytest.approx(exact, abs=5.1e-5)


@pytest.mark.parametrize("interval", [statistics.wilson_interval, statistics.clopper_pearson])
@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ((-1, 5), "successes is -1; it must be from 0 to 5"),
        ((6, 5), "it must be from 0 to 5, the number of runs"),
        ((0, 0), "runs is 0; it must be from 1"),
        *(((count, 5), "successes is .*whole number") for count in (1.5, 1.0, "1", None, True, [1, 2], float("nan"))),
        *(((1, runs), "runs is .*must be") for runs in (3.5, "3", None, float("inf"), -3, 10**400)),
        *(((1, 5, share), "confidence is .*must be") for share in (95, 0, 1, float("nan"), "0.95", None)),
    ],
)
def test_impossible_counts_are_refused(interval, counts, message):
    with pytest.raises((TypeError, ValueError), match=message):
        interval(*counts)


def test_scipy_is_loaded_by_the_first_call_alone():
    code = "import sys; from course_utils import attacks, statistics; print('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"
