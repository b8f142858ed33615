"""The checked exercises of lesson 04b (`lessons/04b_which_change.py`)."""

import numpy as np
from scipy import stats

from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import array, blame, call, close, parts

_lesson = Lesson("04b_which_change", "Fair comparisons")
guess, reveal = _lesson.guess, _lesson.reveal


def interval(first, second) -> tuple[float, float]:
    """Return the mean of first - second, and half the width of its 95 % interval: the solution of `paired`."""
    differences = np.asarray(first, float) - np.asarray(second, float)
    return float(differences.mean()), float(_half(differences))


def _half(differences, share=0.975):
    count = len(differences)
    return stats.t.ppf(share, count - 1) * differences.std(ddof=1) / np.sqrt(count)


def _unpaired(first, second):
    first, second = np.asarray(first, float), np.asarray(second, float)
    both = np.sqrt((first.var(ddof=1) + second.var(ddof=1)) / len(first))
    return first.mean() - second.mean(), stats.t.ppf(0.975, len(first) - 1) * both


def _with_half(half):
    def wrong(first, second):
        differences = np.asarray(first, float) - np.asarray(second, float)
        return differences.mean(), half(differences)

    return wrong


@_lesson.exercise(
    "a difference, start by start",
    kind="code",
    hints=(
        "Begin with the list of differences, one for each start. All else is done with this list.",
        "The spread of the differences is .std(ddof=1); the mean of n of them has this spread divided by the root of n.",
        "stats.t.ppf(0.975, n - 1) says how many such spreads the interval reaches to each side.",
    ),
    mistakes={
        "The mean is right, the half width is that of one difference; a mean of n has a spread smaller by root n.": (
            _with_half(lambda differences: np.sqrt(len(differences)) * _half(differences))
        ),
        "The mean is right, the half width belongs to two separate crowds: pair them, start by start.": _unpaired,
        "The mean is right; the spread wants ddof=1, the mean itself was fitted to the same numbers.": _with_half(
            lambda differences: _half(differences) * np.sqrt(1 - 1 / len(differences))
        ),
        "The mean is right; 0.95 would leave 5 % above: it is 0.975 at each end.": _with_half(
            lambda differences: _half(differences, 0.95)
        ),
        "The mean is right; that is the whole width of the interval, asked for is half of it.": _with_half(
            lambda differences: 2 * _half(differences)
        ),
        "The mean is right; that is the spread of the mean, without the factor of Student's t.": _with_half(
            lambda differences: differences.std(ddof=1) / np.sqrt(len(differences))
        ),
        "The mean is right; for so few starts the factor is that of Student's t with n - 1, not 1.96.": _with_half(
            lambda differences: stats.norm.ppf(0.975) * differences.std(ddof=1) / np.sqrt(len(differences))
        ),
        "The mean is right; Student's t wants the degrees of freedom n - 1.": _with_half(
            lambda differences: (
                _half(differences) * stats.t.ppf(0.975, len(differences)) / stats.t.ppf(0.975, len(differences) - 1)
            )
        ),
        "The sign is turned round: first minus second.": lambda first, second: interval(second, first),
        "That is the size of the differences without their sign; they may cancel.": lambda first, second: interval(
            np.abs(np.asarray(first, float) - np.asarray(second, float)), np.zeros(len(first))
        ),
    },
)
def paired(function) -> str:
    """Check mean and half width on lists of three to forty numbers, close together and far apart, and on bools."""
    rng = np.random.default_rng(4)
    cases = []
    for count, spread in ((5, 0.01), (3, 1.0), (40, 0.1), (8, 0.002)):
        common = rng.normal(0.9, 0.1, count)
        cases.append((common + rng.normal(0.01, spread, count), common - rng.normal(0.02, spread, count)))
    cases.append((rng.uniform(size=30) < 0.9, rng.uniform(size=30) < 0.7))
    for first, second in cases:
        names = ("the mean difference", "half the width")
        given = parts(call(function, first, second, name="paired"), names, "paired")
        answer, wanted = array(given, (2,), "what paired returns"), np.array(interval(first, second))
        if not close(answer, wanted):
            blame(answer, paired.mistakes, first, second)
            which = names[int(close(answer[:1], wanted[:1]))]
            raise Wrong(f"For two lists of {len(first)} numbers, {which} is off.")
    return "What moves both lists alike, such as a lucky start, drops out of the differences."


@_lesson.exercise("make it worse", kind="number", hints=("a", "b"))
def underfit(hidden_units, num_epochs, digits) -> str:
    """Check."""
    return ""


@_lesson.exercise("six pictures", kind="number", hints=("a", "b"))
def two_nets(pictures_apart, error_of_one, error_of_difference, is_clear) -> str:
    """Check."""
    return ""


@_lesson.exercise("which comparison is fair?", kind="letter", hints=("a", "b"))
def fair(answer) -> str:
    """Check."""
    return ""
