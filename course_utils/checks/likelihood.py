"""The checked exercises of lesson 01b (`lessons/01b_likelihood.py`)."""

import numpy as np

from course_utils.checks._compare import compare
from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import letter, mapping, number

_ASKED = {"lowest": "share", "risk": "number", "twins": "ABCD"}  # by each guess
_lesson = Lesson("01b_likelihood", "Likelihood", guesses=_ASKED)
guess, reveal = _lesson.guess, _lesson.reveal


def bell_surprise(y, prediction, s):
    """Return the surprise of a bell of width s around a prediction: what lesson 01b asks for.

    Parameters
    ----------
    y, prediction : array_like, shape (n,)
    s : float
        Standard deviation of the bell.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Minus the logarithm of the height of the bell over y.

    Examples
    --------
    >>> bell_surprise(np.array([0.0, 2.0]), np.array([0.0, 0.0]), 1.0).round(3).tolist()
    [0.919, 2.919]
    """
    return (np.asarray(y) - prediction) ** 2 / (2 * s**2) + np.log(s * np.sqrt(2 * np.pi))


@_lesson.exercise(
    "the surprise of a bell",
    kind="code",
    hints=(
        "The logarithm of a product is a sum, and ln(exp(u)) is u: take it on paper first.",
        "Two parts are left: one with the squared distance, one with s alone. Both change their sign.",
    ),
    mistakes={
        "The sign is turned round: the surprise is minus the logarithm.": lambda y, m, s: -bell_surprise(y, m, s),
        "That is the height of the bell; the surprise is minus its logarithm.": (
            lambda y, m, s: np.exp(-bell_surprise(y, m, s))
        ),
        "The part with s alone is missing: it changes no line, but it says which width is best.": (
            lambda y, m, s: (y - m) ** 2 / (2 * s**2)
        ),
        "The part with s alone has the wrong sign.": (
            lambda y, m, s: (y - m) ** 2 / (2 * s**2) - np.log(s * np.sqrt(2 * np.pi))
        ),
        "The distance is divided by 2 s; the bell has the square of s there.": (
            lambda y, m, s: (y - m) ** 2 / (2 * s) + np.log(s * np.sqrt(2 * np.pi))
        ),
        "The 2 under the fraction is missing.": lambda y, m, s: (y - m) ** 2 / s**2 + np.log(s * np.sqrt(2 * np.pi)),
        "The distance is not squared.": lambda y, m, s: np.abs(y - m) / (2 * s**2) + np.log(s * np.sqrt(2 * np.pi)),
        "The root of 2 pi is missing.": lambda y, m, s: (y - m) ** 2 / (2 * s**2) + np.log(s),
        "Right near the prediction; far away the height is so small that its logarithm is lost.": (
            lambda y, m, s: -np.log(np.exp(-((y - m) ** 2) / (2 * s**2)) / (s * np.sqrt(2 * np.pi)))
        ),
    },
)
def bell(function) -> str:
    """Check near and far targets, and several widths, also one below 1."""
    y, prediction = np.array([0.0, 0.5, -1.0, 3.0]), np.array([0.0, 1.0, 1.0, 2.5])
    cases = [(y, prediction, s) for s in (0.3, 1.0, 2.5)]
    cases.append((np.array([0.0, 60.0]), np.array([0.0, 0.0]), 1.0))
    cases.append((np.array([-1.237, 2.116, 0.484]), np.array([1.648, -0.723, 0.391]), 1 / 3))
    compare(function, bell_surprise, *cases, name="surprise_of_bell", mistakes=bell.mistakes)
    return (
        "Squared error over 2 s², and a part that no line can change: so the likeliest line is that of least squares."
    )


_TASKS = ("temperature", "rain", "person")


@_lesson.exercise(
    "what belongs together?",
    kind="letter",
    hints=(
        "What does the model have to say: a number of any size, one probability, or several that add up to 1?",
        "D ends in a probability. Which loss is the surprise of what happened, the squared distance or the logarithm?",
    ),
)
def pairs(answer) -> str:
    """Check which output and loss belong to each of three tasks."""
    given = mapping(answer, _TASKS, "pairs", in_order=True)
    given = {task: letter(given[task], "ABCD", f"pairs[{task!r}]") for task in _TASKS}
    if "D" in given.values():
        raise Wrong("D judges a probability by its squared distance: that is not the surprise of what happened.")
    reasons = {
        "temperature": "A temperature is a number of any size: what belongs to a bell?",
        "rain": "Rain comes or does not: one probability is enough.",
        "person": "One of eight people: eight probabilities that add up to 1.",
    }
    right = dict(zip(_TASKS, "ABC", strict=True))
    for task in _TASKS:
        if given[task] != right[task]:
            raise Wrong(f"For {task} it is not {given[task]}.", reasons[task])
    return "Each pair is one assumption: a bell, a biased coin, a biased die. The loss is its surprise."


@_lesson.exercise(
    "the formula, by its shapes",
    kind="letter",
    hints=(
        "X.T has the shape (d, n). What is the shape of X.T X, and of its inverse?",
        "The result is W, of shape (d, L). Read each formula from the right.",
    ),
)
def formula(answer) -> str:
    """Check which of four formulas has shapes that fit."""
    given = letter(answer, "ABCD", "fits")
    reasons = {
        "A": "In A, X Y is (n, d)(n, L): d and n differ. It is a slip that is easily made: X.T Y is meant.",
        "C": "In C, X X.T is (n, n), and (n, n)(d, n) does not fit.",
        "D": "In D, Y (X.T X) is (n, L)(d, d): L and d differ.",
    }
    if given != "B":
        raise Wrong(f"{given} does not fit. {reasons[given]}")
    return (
        "(d, n)(n, d) is (d, d), its inverse too; times (d, n)(n, L) gives (d, L): a column of weights for each output."
    )


def ridge_weights(inputs, targets, strength):
    """Return the weights of ridge regression: what lesson 01b asks for.

    Parameters
    ----------
    inputs : numpy.ndarray, shape (n, d)
    targets : numpy.ndarray, shape (n,) or (n, L)
    strength : float
        How much the squares of the weights count; with 0 it is least squares.

    Returns
    -------
    numpy.ndarray, shape (d,) or (d, L)

    Examples
    --------
    >>> ridge_weights(np.eye(2), np.array([2.0, 4.0]), 1.0).tolist()
    [1.0, 2.0]
    """
    return np.linalg.solve(inputs.T @ inputs + strength * np.eye(inputs.shape[1]), inputs.T @ targets)


@_lesson.exercise(
    "ridge regression",
    kind="code",
    hints=(
        "Start with the formula for least squares. Which matrix has the strength on its diagonal, and 0 elsewhere?",
        "np.eye(d) is the identity with d rows; d is inputs.shape[1].",
        "np.linalg.solve(A, B) gives the W with A W = B, without an inverse.",
    ),
    mistakes={
        "The strength has no effect: that is least squares.": lambda x, y, s: ridge_weights(x, y, 0),
        "The strength is added to every entry; it belongs on the diagonal alone.": (
            lambda x, y, s: np.linalg.solve(x.T @ x + s, x.T @ y)
        ),
        "The strength is subtracted.": lambda x, y, s: ridge_weights(x, y, -s),
        "The strength is doubled or squared.": lambda x, y, s: ridge_weights(x, y, s**2),
        "The strength is multiplied by the number of rows, which is the ridge of a mean; here the loss is a sum.": (
            lambda x, y, s: ridge_weights(x, y, s * len(x))
        ),
        "The weights are shrunk after least squares; the strength belongs into the matrix.": (
            lambda x, y, s: ridge_weights(x, y, 0) / (1 + s)
        ),
    },
)
def ridge(function) -> str:
    """Check one output and several, several strengths, and a matrix that has no inverse without the strength."""
    rng = np.random.default_rng(0)
    inputs, targets = rng.normal(size=(8, 3)), 9 * rng.normal(size=8)
    twins = np.column_stack([inputs, inputs[:, 0]])
    cases = [(inputs, targets, strength) for strength in (2.0, 0.0, 1 / 8)]
    cases += [(inputs, rng.normal(size=(8, 2)), 3.0), (twins, targets, 0.5), (inputs[:2], targets[:2], 1.0)]
    compare(function, ridge_weights, *cases, name="ridge", mistakes=ridge.mistakes)
    return "The strength lifts every eigenvalue of X.T X by the same amount, so none is 0 and the inverse exists."


@_lesson.exercise(
    "when does the formula pay?",
    kind="number",
    hints=(
        "X.T X has d times d entries, and each is a sum over n rows.",
        "One row costs SGD d multiplications for the prediction and d for the gradient. An epoch has n rows.",
    ),
)
def cost(closed_form, epochs) -> str:
    """Check the multiplications of the closed form, and after how many epochs SGD has as many."""
    given, right = number(closed_form, "closed_form"), 10**12 + 10**9
    findings = {
        1e15: "n d³ would solve the system once for each row; it is solved once in all.",
        1e12: "That is X.T X alone; solving comes on top.",
        1e9: "That is solving alone; X.T X has to be computed first.",
        10**12 + 2 * 10**9: "That counts n d for X.T Y as well; asked are X.T X and solving.",
    }
    for wrong, finding in findings.items():
        if np.isclose(given, wrong, rtol=1e-6):
            raise Wrong(finding)
    if not np.isclose(given, right, rtol=1e-6):
        raise Wrong(f"closed_form is not {given:.4g}.")
    given = number(epochs, "epochs")
    if abs(given - 1001) <= 1:
        raise Wrong("A row costs SGD d multiplications for the prediction, and again d for the gradient.")
    if abs(given - 500.5) > 0.51:
        raise Wrong(f"epochs is not {given:g}.")
    return (
        "n d² + d³: the rows count once, the columns twice or three times. SGD pays 2 d a row, and few epochs may do."
    )
