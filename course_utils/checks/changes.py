"""The checked exercises of lesson 04b (`lessons/04b_which_change.py`)."""

import numpy as np
from scipy import stats

from course_utils.checks._frame import BadFormat, Lesson, Wrong
from course_utils.checks._kinds import (
    blame,
    call,
    close,
    compare_count,
    letters,
    number,
    parts,
    share,
    true_or_false,
)

_ASKED = {"lead": "number", "dropout": "ABC", "hundred": "share"}  # by each guess
_lesson = Lesson("04b_which_change", "Fair comparisons", guesses=_ASKED)
guess, reveal = _lesson.guess, _lesson.reveal


def interval(first, second) -> tuple[float, float]:
    """Return the mean of first - second, and half the width of its 95 % interval: the solution of `paired`."""
    differences = np.asarray(first, float) - np.asarray(second, float)
    return float(differences.mean()), float(_half(differences))


def _half(differences, quantile=0.975):
    count = len(differences)
    return stats.t.ppf(quantile, count - 1) * differences.std(ddof=1) / np.sqrt(count)


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
        "The spread of the differences is .std(ddof=1); the mean of n of them has this divided by the root of n.",
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
    """Check mean and half width on lists of three to forty numbers, close together and far apart, and of 0 and 1."""
    rng = np.random.default_rng(4)
    cases = []
    for count, spread in ((6, 0.1), (3, 1.0), (40, 0.1), (8, 0.002)):
        common = rng.normal(0.9, 0.1, count)
        cases.append((common + rng.normal(0.01, spread, count), common - rng.normal(0.02, spread, count)))
    cases.append(tuple((rng.uniform(size=30) < share).astype(float) for share in (0.9, 0.7)))
    for first, second in cases:
        names = ("the mean difference", "half the width")
        given = parts(call(function, first, second, name="paired"), names, "paired")
        answer = np.array([number(part, name) for part, name in zip(given, names, strict=True)])
        wanted = np.array(interval(first, second))
        if not close(answer, wanted):
            blame(answer, paired.mistakes, first, second)
            which = names[int(close(answer[:1], wanted[:1]))]
            raise Wrong(f"For two lists of {len(first)} numbers, {which} is off.")
    return "What moves both lists alike, such as a lucky start, drops out of the differences."


@_lesson.exercise(
    "make it worse",
    kind="number",
    hints=(
        "Too simple a net, or too little training: either will do.",
        "What could a net know that squeezes a picture through a very narrow layer?",
    ),
)
def underfit(hidden_units, num_epochs, digits) -> str:
    """Train the student's choice and check that both losses are high and close together."""
    units, count = number(hidden_units, "hidden_units"), number(num_epochs, "num_epochs")
    if units < 1 or count < 1 or units != int(units) or count != int(count):
        raise BadFormat("hidden_units and num_epochs should be whole numbers, at least 1.")
    if units > 500 or count > 20:
        raise Wrong(f"{units:g} units and {count:g} epochs would take long. Underfitting is cheaper than that.")
    train, validation = _losses(int(units), int(count), digits)
    found = f"training loss {train:.2f}, validation loss {validation:.2f}"
    if min(train, validation) <= 1.2:
        raise Wrong(f"It learns too well: {found}.")
    if abs(validation - train) >= 0.3:
        raise Wrong(f"The two losses are too far apart for underfitting: {found}.")
    return f"{found}: it cannot even do what it has seen."


def _losses(units: int, count: int, digits) -> tuple[float, float]:
    """Return training and validation loss of a net with one hidden layer."""
    from keras import losses, ops

    from course_utils import models

    x, x_validation = models.as_inputs(digits.x_train), models.as_inputs(digits.x_validation)
    net = models.mlp((28, 28, 1), hidden=(units,))
    models.train(net, x, digits.y_train, epochs=count, learning_rate=0.001, batch_size=100, cosine=False)

    def loss(pictures, labels):
        logits = models.outputs(net, pictures)
        return float(ops.mean(losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)))

    return loss(x, digits.y_train), loss(x_validation, digits.y_validation)


@_lesson.exercise(
    "six pictures",
    kind="number",
    hints=(
        "A share of 600 pictures times 600 is a number of pictures.",
        "Put p = .925 and n = 600 into the formula; then the same with .915; add the two squares and take the root.",
    ),
)
def two_nets(pictures_apart, error_of_one, error_of_difference, is_clear) -> str:
    """Check what one run of each of two nets on the same 600 pictures can tell."""
    compare_count(pictures_apart, 6, "pictures_apart", {1: "one hundredth of 600 is more than one picture"})
    _judge_error(share(error_of_one, "error_of_one"), "error_of_one", _ERROR_OF_ONE, (0.0106, 0.0111))
    _judge_error(
        share(error_of_difference, "error_of_difference"), "error_of_difference", _ERROR_OF_BOTH, (0.0154, 0.0161)
    )
    if true_or_false(is_clear, "is_clear"):
        raise Wrong("Compare again: is one hundredth really more than twice the error of the difference?")
    return "Six pictures apart, with an error of nine and a half: this way they cannot be ranked."


_VARIANCES = (0.925 * 0.075, 0.915 * 0.085)
_ERROR_OF_ONE = {
    _VARIANCES[0]: "that is the variance of one answer",
    _VARIANCES[0] / 600: "the root is missing",
    _VARIANCES[0] ** 0.5: "that is the spread of one answer; how many are averaged?",
    (sum(_VARIANCES) / 600) ** 0.5: "that is the one of the difference; asked for is that of one share",
    (_VARIANCES[1] / 600) ** 0.5: "that is the error of the second net; asked for is that of the first",
}
_ERROR_OF_BOTH = {
    (_VARIANCES[0] / 600) ** 0.5: "that is the error of one share; both are uncertain",
    (_VARIANCES[0] / 600) ** 0.5 + (_VARIANCES[1] / 600) ** 0.5: "the errors do not add up, their squares do",
    sum(_VARIANCES) / 600: "the root is missing",
    (0.01 * 0.99 / 600) ** 0.5: "a difference of two shares is not a share of its own",
}


def _judge_error(error, name, tempting, band) -> None:
    if band[0] <= error <= band[1]:  # two digits will do
        return
    fitting = (finding for value, finding in tempting.items() if close(error, value, rtol=0.03))
    raise Wrong(f"{name} is not {error:.4g}: {next(fitting, 'check the formula')}.")


@_lesson.exercise(
    "which comparison is fair?",
    kind="letter",
    hints=(
        "For each, write down what differs: the pictures, the steps, the rate, the start, the targets. One thing may.",
        "As many epochs with batches ten times as large are ten times fewer steps.",
    ),
)
def fair(answer) -> str:
    """Check which of five comparisons change one thing at an equal budget."""
    given = letters(answer, "ABCDE", "fair")
    reasons = {
        "A": "In A one variant trains for longer.",
        "C": "In C rate, schedule, weight decay and targets change at once.",
        "D": "In D the number of steps changes with the batch size.",
    }
    for letter in sorted(given & set(reasons)):
        raise Wrong(f"{letter} changes more than one thing.", reasons[letter])
    missing = sorted(set("BE") - given)
    if missing:
        raise Wrong(f"{' and '.join(missing)} is missing: what is the only thing that differs there?")
    return "The rest is confounded: it shows that something mattered, not what."
