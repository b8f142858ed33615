"""The checked exercises of lesson 01 (`lessons/01_linear_models.py`)."""

from types import SimpleNamespace

import numpy as np

from course_utils.checks._compare import compare
from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import array, call, letters, number

STEEPEST = 20  # thousand km/s per Mpc: a slope above that is meant in km/s


def _slope(answer, name: str) -> float:
    """Read a guess of the slope; one in km/s is sent back."""
    given = number(answer, name)
    if given > STEEPEST:
        raise Wrong("Is that in km/s? Here velocities are in thousands of km/s: divide by 1000.")
    return given


_ASKED = {"slope": _slope, "rate": "ABCD", "launch": "ABCD"}  # by each guess
_lesson = Lesson("01_linear_models", "Linear models", guesses=_ASKED)
guess, reveal = _lesson.guess, _lesson.reveal


@_lesson.exercise(
    "one step by hand",
    kind="number",
    hints=(
        "The prediction is 0 times her age plus 139. The error is prediction minus truth, with its sign.",
        "The slope in w is 2 times error times input, the slope in b is 2 times error.",
        "Downhill is against the slope: the new number is the old one minus learning rate times slope.",
    ),
)
def one_step(gradient, new_weights) -> str:
    """Check the two slopes for one person, and the weights after one step."""
    slopes = array(gradient, (2,), "gradient_of_one")
    findings = {
        (-812, -14): "The factor 2 is missing: the derivative of a square is twice what is squared.",
        (1624, 28): "The signs are turned round: the error is prediction minus truth.",
        (-28, -28): "The slope in w has the factor x, her age: 2 times error times 58.",
        (-28, -1624): "These are the two slopes in the other order: w first, then b.",
    }
    for wrong, finding in findings.items():
        if np.allclose(slopes, wrong):
            raise Wrong(finding)
    is_right = np.isclose(slopes, (-1624, -28), rtol=1e-5)
    if not is_right.any():
        raise Wrong(f"The slopes are not {slopes[0]:g} and {slopes[1]:g}.")
    if not is_right.all():
        right, off = ("w", "b") if is_right[0] else ("b", "w")
        raise Wrong(f"The slope in {right} is right, that in {off} is not.")
    given = array(new_weights, (2,), "weights_after")
    if np.allclose(given, (1624, 167)) or np.allclose(given, (-1624, 111)):
        raise Wrong("The learning rate is missing.")
    half_a_digit = 5.1e-5  # four decimals, rounded
    if np.allclose(given, (-0.03248, 138.99944), rtol=0, atol=half_a_digit):
        raise Wrong("That step goes uphill: the slopes are negative, so w and b have to grow.")
    for name, one, uphill in zip("wb", given, (-0.03248, 138.99944), strict=True):
        if abs(one - uphill) < half_a_digit:
            raise Wrong(f"{name} goes the wrong way: its slope is negative, too, so it has to grow.")
    for name, one, right in zip("wb", given, (0.03248, 139.00056), strict=True):
        if abs(one - right) > 1e-5 and not _is_shortened(one, right):
            more = f"b is not {one:.9g}: it moves a little." if name == "b" else f"w is not {one:g}."
            raise Wrong(f"After the step {more}")
    if not np.allclose(given, (0.03248, 139.00056), rtol=0, atol=1e-5):
        raise Wrong("Right, but rounded: give all digits.", "Let Python multiply: old minus learning rate times slope.")
    return "w moves 58 times as far as b: its slope has the factor 58."


def _is_shortened(given: float, right: float) -> bool:
    """Tell whether a number is the right one with two to four decimals, rounded or cut off (139 alone is no move)."""
    forms = [cut(right * 10**digits) / 10**digits for digits in (2, 3, 4) for cut in (np.round, np.floor)]
    return given != 139 and bool(np.isclose(given, forms, rtol=0, atol=1e-9).any())


@_lesson.exercise(
    "which products exist?",
    kind="letter",
    hints=(
        "Write the two shapes side by side, such as (24, 2)(2,). The inner two lengths have to be equal.",
        "inputs.T has the shape (2, 24).",
    ),
)
def products(exist) -> str:
    """Check which of four products of arrays exist, by their shapes."""
    given = letters(exist, "ABCD", "exist")
    if "B" in given:
        raise Wrong("In B, inputs @ y, the shapes are (24, 2) and (24,): 2 and 24 differ.")
    if "D" in given:
        raise Wrong("In D, inputs @ inputs, the shapes are (24, 2) and (24, 2): 2 and 24 differ.")
    if given != {"A", "C"}:
        raise Wrong(f"{' and '.join(sorted(given))} is right, and there is one more.")
    return "inputs @ weights gives one number for each row, inputs.T @ y one for each column: the shape of a gradient."


def slope(weights, inputs, targets):
    """Return the gradient of the mean squared error of ``inputs @ weights``: what lesson 01 asks for.

    Parameters
    ----------
    weights : numpy.ndarray, shape (d,)
    inputs : numpy.ndarray, shape (n, d)
    targets : numpy.ndarray, shape (n,)

    Examples
    --------
    >>> slope(np.array([0.0, 139.0]), np.array([[58.0, 1.0]]), np.array([153.0])).tolist()
    [-1624.0, -28.0]
    """
    return 2 * inputs.T @ (inputs @ weights - targets) / len(targets)


@_lesson.exercise(
    "the gradient in one line",
    kind="code",
    hints=(
        "First the errors of all rows, of shape (n,): predictions minus targets. (`*` multiplies entry by entry; a "
        "matrix product is `@`.)",
        "Each slope is 2 times the mean of error times column. Which product of inputs and errors has one number for "
        "each column?",
        "A mean is a sum divided by the number of rows, len(targets).",
    ),
    mistakes={
        "The factor 2 of the square's derivative is missing.": lambda w, x, y: x.T @ (x @ w - y) / len(y),
        "That is the slope of the sum; the loss is the mean.": lambda w, x, y: 2 * x.T @ (x @ w - y),
        "That is the slope of half the sum; the loss is the mean.": lambda w, x, y: x.T @ (x @ w - y),
        "The sign is turned round: the error is prediction minus truth.": (
            lambda w, x, y: 2 * x.T @ (y - x @ w) / len(y)
        ),
        "You divide by the number of columns; the mean runs over the rows.": (
            lambda w, x, y: 2 * x.T @ (x @ w - y) / x.shape[1]
        ),
        "You divide by 24: right for all galaxies, wrong for any other number of rows.": (
            lambda w, x, y: 2 * x.T @ (x @ w - y) / 24
        ),
        "The predictions are missing: the errors are inputs @ weights minus targets.": lambda w, x, y: (
            -2 * x.T @ y / len(y)
        ),
    },
)
def gradient(function) -> str:
    """Check the gradient against the closed form, for several numbers of rows and columns."""
    rng = np.random.default_rng(0)
    sizes = ((24, 3), (7, 2), (5, 3), (1, 1))  # first, no two known mistakes coincide
    cases = [(rng.normal(size=d), rng.normal(size=(n, d)), rng.normal(size=n)) for n, d in sizes]
    cases.append((rng.normal(size=2), 200 * rng.normal(size=(6, 2)), 400 * rng.normal(size=6)))  # far beyond 100
    try:
        for case in cases:
            wanted = len(case[0])
            array(call(function, *case, name="gradient"), (wanted,), f"what gradient returns for {wanted} columns")
            compare(function, slope, case, name="gradient", mistakes=gradient.mistakes)
    except Wrong as wrong:
        if used := _of_the_notebook(function):
            raise Wrong(f"You used {used} of this notebook; use targets and inputs.") from None
        if "core dimension" in wrong.finding or "not aligned" in wrong.finding:
            raise Wrong(INNER) from None
        raise
    return "The transpose collects, column by column, what each row has to say."


INNER = (
    "The inner lengths of a matrix product differ. (n, d) times (n,) does not exist: which of inputs and inputs.T has "
    "n inside?"
)


def _of_the_notebook(function) -> str:
    """Return which of the lesson's own arrays a function reads; what it gets or makes itself has other names in it."""
    read = getattr(getattr(function, "__code__", None), "co_names", ())
    return " and ".join(name for name in ("x", "y", "errors", "predictions") if name in read)


def trained(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng):
    """Return the path of stochastic gradient descent: the training loop that lesson 01 asks for.

    Parameters
    ----------
    gradient : callable
        Maps weights (d,), rows (m, d) and targets (m,) to a gradient (d,).
    weights : numpy.ndarray, shape (d,)
        Where to begin.
    inputs, targets : numpy.ndarray, shapes (n, d) and (n,)
    rng : numpy.random.Generator
        Each epoch takes the rows in the order ``rng.permutation(n)``; the last batch of an epoch may be smaller.

    Returns
    -------
    numpy.ndarray, shape (steps + 1, d)
        The weights at the start and after each step.

    Examples
    --------
    >>> inputs, targets = np.array([[1.0], [1.0]]), np.array([0.0, 0.0])
    >>> trained(slope, np.array([1.0]), inputs, targets, 0.25, 1, 1, np.random.default_rng(0)).ravel().tolist()
    [1.0, 0.5, 0.25]
    """
    path = [weights]
    for _ in range(epochs):
        order = rng.permutation(len(inputs))
        for first in range(0, len(inputs), batch_size):
            rows = order[first : first + batch_size]
            weights = weights - learning_rate * gradient(weights, inputs[rows], targets[rows])
            path.append(weights)
    return np.array(path)


def _with_generator(loop):
    """Return the loop with a new generator in each call, so that all that are compared draw the same orders."""

    def function(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, seed_of_rng):
        rng = np.random.default_rng(seed_of_rng)
        return loop(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng)

    return function


def _own_generator(*arguments):
    return trained(*arguments[:-1], np.random.default_rng(1))  # the seed of the lesson


def _shuffled_again(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng):
    order = np.arange(len(inputs))
    again = SimpleNamespace(permutation=lambda count: rng.shuffle(order) or order)
    return trained(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, again)


def _in_order(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng):
    unshuffled = SimpleNamespace(permutation=np.arange)
    return trained(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, unshuffled)


def _shuffled_once(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng):
    order = rng.permutation(len(inputs))
    return _in_order(gradient, weights, inputs[order], targets[order], learning_rate, batch_size, epochs, rng)


def _without_the_rest(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng):
    path = [weights]
    for _ in range(epochs):
        order = rng.permutation(len(inputs))
        for first in range(0, len(inputs) - batch_size + 1, batch_size):
            rows = order[first : first + batch_size]
            weights = weights - learning_rate * gradient(weights, inputs[rows], targets[rows])
            path.append(weights)
    return np.array(path)


def _uphill(gradient, weights, inputs, targets, learning_rate, *rest):
    return trained(gradient, weights, inputs, targets, -learning_rate, *rest)


def _one_epoch(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng):
    return trained(gradient, weights, inputs, targets, learning_rate, batch_size, 1, rng)


@_lesson.exercise(
    "the training loop",
    kind="code",
    hints=(
        "Two loops, one inside the other: over the epochs, and inside over the places 0, batch_size, 2 * batch_size, "
        "... at which a batch begins.",
        "rows = order[first : first + batch_size] are the numbers of the rows of one batch; inputs[rows] and "
        "targets[rows] are its data.",
        "Begin with path = [weights], make each step a new array (weights = weights - ...), and append it.",
    ),
    mistakes={
        "The rows are not shuffled: each epoch begins with order = rng.permutation(len(targets)).": _in_order,
        "The rows are shuffled once; each epoch needs an order of its own.": _shuffled_once,
        "The order does not come from the rng that you were given.": _own_generator,
        "One order is shuffled again and again; each epoch begins with rng.permutation(len(targets)).": _shuffled_again,
        "The last batch of an epoch is left out where it is smaller than the others.": _without_the_rest,
        "The steps go uphill: the new weights are the old ones minus learning rate times gradient.": _uphill,
        "Only one epoch is run.": _one_epoch,
        "The place from which the path begins is missing: its first row is the weights you were given.": (
            lambda *arguments: trained(*arguments)[1:]
        ),
        "That is the end of the path; return all of it, a row for the start and for each step.": (
            lambda *arguments: trained(*arguments)[-1]
        ),
        "There is one row for each epoch; the path has one for each step.": (
            lambda gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng: trained(
                gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng
            )[:: -(-len(inputs) // batch_size)]
        ),
        (
            "All rows of your path are the same: they are one array, changed in place. weights -= ... changes the "
            "array that is in the path already; weights = weights - ... makes a new one."
        ): lambda *arguments: np.repeat(trained(*arguments)[-1:], len(trained(*arguments)), axis=0),
    },
)
def train(function) -> str:
    """Check the path, number for number, for full batches, batches that do not divide the rows, and single rows."""

    def weights_plus_rows(weights, inputs, targets):
        return weights + len(targets)

    rng = np.random.default_rng(3)
    inputs, targets, start = rng.normal(size=(10, 2)), rng.normal(size=10), np.array([1.037, -0.962])
    sizes = ((4, 3, 0.1), (10, 2, 0.2), (1, 2, 0.05), (64, 2, 0.1))
    cases = [(slope, start, inputs, targets, rate, size, epochs, 61) for size, epochs, rate in sizes]
    cases.append((weights_plus_rows, np.zeros(2), inputs, targets, 0.1, 4, 2, 62))
    others = 0.3 * rng.normal(size=(7, 3)), 4000 * rng.normal(size=7)  # steps far beyond 100, and other lengths
    cases.append((slope, rng.normal(size=3), *others, 1 / 3, 3, 3, 63))
    call(function, *cases[0][:-1], np.random.default_rng(61), name="train")  # here an empty function is seen as one
    mistakes = {finding: _with_generator(wrong) for finding, wrong in train.mistakes.items()}
    compare(_with_generator(function), _with_generator(trained), *cases, name="train", mistakes=mistakes)
    return "The nets of this course are trained by such loops."


@_lesson.exercise(
    "how surprised?",
    kind="number",
    hints=(
        "The surprise is minus the natural logarithm of the probability of what happened: -np.log(...).",
        "What happened in (a) had the probability 0.7. Which probability had what happened in (b), and in (c)?",
    ),
)
def surprise(damaged, whole, coin) -> str:
    """Check three surprises to two decimals."""
    asked = {"damaged": (damaged, 0.7), "whole": (whole, 0.1), "coin": (coin, 0.5)}
    for what, (answer, probability) in asked.items():
        name = f"{what}_surprise"
        given, right = number(answer, name), -np.log(probability)
        if np.isclose(given, np.log(probability), atol=0.006):
            raise Wrong(f"{name} has the wrong sign: the logarithm of a probability is negative, a surprise is not.")
        if np.isclose(given, -np.log(1 - probability), atol=0.006) and probability != 0.5:
            raise Wrong(f"{name} is the surprise of what did not happen.")
        if np.isclose(given, -np.log2(probability), atol=0.006) or np.isclose(
            given, -np.log10(probability), atol=0.006
        ):
            raise Wrong(f"{name} is a logarithm with another base; np.log is the natural one.")
        if np.isclose(given, np.trunc(right * 100) / 100, atol=1e-9) and abs(given - right) > 0.005:
            raise Wrong(f"{name} is cut off after two decimals; rounded it is one more in the last place.")
        if np.isclose(given, np.round(right, 1), atol=1e-9) and abs(given - right) > 0.0051:
            raise Wrong(f"{name} is right to one decimal.", "Give two decimals.")
        if abs(given - right) > 0.0051:
            raise Wrong(f"{name} is not {given:g}.")
    return "A coin flip costs ln 2 = 0.69 whatever happens."
