"""The checked exercises of lesson 02b (`lessons/02b_layers.py`)."""

import numpy as np

from course_utils.checks._compare import compare
from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import array, call, close, letter, number

_ASKED = {"ten_sigmoids": "ABCD", "one_unit": "share", "steps": "ABCD"}  # by each guess
_lesson = Lesson("02b_layers", "Layers", guesses=_ASKED)
guess, reveal = _lesson.guess, _lesson.reveal


@_lesson.exercise(
    "one layer, both ways",
    kind="number",
    hints=(
        "NumPy's @ is the matrix product; W @ x gives one number per row of W.",
        "Keras computes x @ kernel + bias. Which matrix gives the same numbers from the other side?",
        "Trainable is whatever gradient descent may change: not the input.",
    ),
)
def layer(weighted_sums, keras_kernel, num_parameters) -> str:
    """Check the weighted sums, the kernel in Keras's orientation and the number of parameters."""
    weights = np.array([[2.0, 4, 2], [1, 3, 7], [0, 7, 3]])
    inputs, bias = np.array([1.0, 3, 2]), np.array([-3.0, 0, 2])
    sums = array(weighted_sums, (3,), "weighted_sums")
    if np.allclose(sums, weights @ inputs):
        raise Wrong("The matrix product is right, but the bias is missing.")
    if np.allclose(sums, inputs @ weights + bias):
        raise Wrong("You multiplied the columns of W by x; in Wx one row is one neuron.")
    if not np.allclose(sums, weights @ inputs + bias):
        raise Wrong(f"The weighted sums are not {sums.tolist()}; check the neuron of the first row by hand.")
    kernel = array(keras_kernel, (3, 3), "keras_kernel")
    if np.allclose(kernel, weights):
        raise Wrong("keras_kernel is W itself: then x @ kernel would take the columns of W for neurons.")
    if not np.allclose(kernel, weights.T):
        raise Wrong("x @ keras_kernel + b does not give the same three numbers as W @ x + b.")
    count = number(num_parameters, "num_parameters")
    missed = {
        9: ("The biases are trainable, too.",),
        15: ("The inputs are data, not parameters.",),
        18: ("The inputs are data, and the sums are computed: neither is a parameter.",),
    }
    if count != 12:
        raise Wrong(f"The number of trainable parameters is not {count:g}.", *missed.get(count, ()))
    return "Rows of W on paper are columns of the kernel in Keras; nine weights and three biases can be trained."


@_lesson.exercise(
    "read the formula",
    kind="letter",
    hints=(
        "What happens to exp(-z) when z is very large?",
        "Differentiate 1 / (1 + exp(-z)), or use that the slope is s (1 - s), with s the value.",
    ),
)
def logistic(limit, slope_at_zero) -> str:
    """Check the limit and the steepest slope of the logistic function."""
    answer = letter(limit, "ABCD", "limit")
    if answer != "C":
        reason = {
            "A": "That is the limit on the other side, for z towards minus infinity.",
            "B": "That is the value at z = 0.",
            "D": "The denominator 1 + exp(-z) is never smaller than 1, so the fraction cannot grow without bound.",
        }
        raise Wrong(f"The limit is not {answer}.", reason[answer])
    slope = letter(slope_at_zero, "ABCD", "slope_at_zero")
    if slope != "A":
        reason = {
            "B": "That is the value at zero.",
            "C": "From z = -1 to z = 1 the sigmoid climbs by 0.46: with slope 1 it would be far more.",
            "D": "Compare the values of the formula a little to the left and to the right of zero.",
        }
        raise Wrong(f"The slope at zero is not {slope}.", reason[slope])
    return "s (1 - s) is a quarter at s = 1/2, and smaller everywhere else: the steepest a sigmoid ever gets."


@_lesson.exercise(
    "XOR with a single hidden unit",
    kind="code",
    hints=(
        "np.maximum and np.minimum work on arrays, entry by entry.",
        "Which a makes the unit treat both sides of its line alike? Then it measures a distance.",
        "Which line has 00 and 11 on it, and 01 and 10 equally far away?",
    ),
)
def absolute_unit(generalised_relu, a, unit_weights, unit_bias) -> str:
    """Check the generalised ReLU for several slopes, and that one unit answers XOR at the corners."""
    rng = np.random.default_rng(0)
    for size, slope in ((5, 0.0), (5, 0.1), (4, -1.0), (9, 1.0), (2, 2.0), (6, -0.5), (7, -1.37)):
        z = np.array([-2.0, -0.5, 0.0, 0.5, 2.0]) if size == 5 else np.r_[-2.0, rng.normal(size=size - 1)]
        result = call(generalised_relu, z, slope, name="generalised_relu")
        values = array(result, z.shape, "what generalised_relu returns")
        if not close(values[z >= 0], z[z >= 0]):
            raise Wrong(
                f"generalised_relu should leave z as it is where z is 0 or more; for a = {slope:g} yours does not."
            )
        if not close(values[z < 0], slope * z[z < 0]):
            at = np.abs(values - slope * z)[z < 0].argmax()
            one, found = z[z < 0][at], values[z < 0][at]
            raise Wrong(
                f"For a = {slope:g} and z = {one:.3g}, a min(0, z) is {slope * one + 0:.3g}; your function gives "
                f"{found:.3g}.",
                "The slope a belongs to the negative side, with its sign, for every a: also below 0 and above 1.",
            )
    a, bias = number(a, "a"), number(unit_bias, "unit_bias")
    weights = array(unit_weights, (2,), "unit_weights")
    z = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]) @ weights + bias
    answers = np.where(z > 0, z, a * z) + 0.0  # no minus in front of zero
    if np.allclose(answers, [1, 0, 0, 1]):
        raise Wrong(
            "Your unit answers 1 exactly where XOR says 0. The line it folds along should be the other diagonal."
        )
    if not np.allclose(answers, [0, 1, 1, 0]):
        raise Wrong(f"At 00, 01, 10, 11 your unit answers {answers.round(3).tolist()}; XOR is [0, 1, 1, 0].")
    return "The unit folds the plane along the diagonal through 00 and 11, and 10 comes to lie on 01."


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _measured_slope(y, z, step=1e-5):
    """Return the slope of the cross-entropy, in its stable form, by a small step to either side."""
    after, before = (np.logaddexp(0, place) - y * place for place in (z + step, z - step))
    return (after - before) / (2 * step)


@_lesson.exercise(
    "derive the slope",
    kind="code",
    hints=(
        "Use the chain rule, and that the sigmoid's derivative is sigmoid times (1 - sigmoid).",
        "The factors of the sigmoid's derivative cancel against the denominators that the logarithms leave behind.",
    ),
    mistakes={
        "The size is right, the sign is turned round: for y = 1 a larger z makes the loss smaller.": (
            lambda y, z: y - _sigmoid(z)
        ),
        "Right for the target 1, not for the target 0: the second term of the loss is missing.": (
            lambda y, z: y * (_sigmoid(z) - 1)
        ),
        "Right for the target 0, not for the target 1: the first term of the loss is missing.": (
            lambda y, z: (1 - y) * _sigmoid(z)
        ),
        "That is the slope of the squared loss.": (
            lambda y, z: 2 * (_sigmoid(z) - y) * _sigmoid(z) * (1 - _sigmoid(z))
        ),
        "The logit itself is no probability: compare the target with the sigmoid of z.": lambda y, z: z - y,
    },
)
def cross_entropy_gradient(function) -> str:
    """Check the gradient against central differences of the cross-entropy, for both targets and between."""
    z = np.tile([-10.0, -2.0, -0.5, 0.0, 0.7, 3.0], 2)
    y = np.repeat([1.0, 0.0], 6)
    rng = np.random.default_rng(0)
    others = [(rng.permutation(size) % 2.0, rng.normal(0, scale, size)) for size, scale in ((12, 3), (5, 9), (1, 0.1))]
    compare(
        function,
        _measured_slope,
        (y, z),
        *others,
        (np.array([0.312, 0.3, 0.9]), np.array([-1.0, 0.5, 2.0])),
        name="cross_entropy_gradient",
        mistakes=cross_entropy_gradient.mistakes,
        atol=1e-6,
    )
    return "The factor sigma (1 - sigma) cancels. What is left is answer minus target: near 1 or -1 if sure and wrong."


def _log_softmax(scores):
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)


@_lesson.exercise(
    "a log-softmax that survives",
    kind="code",
    hints=(
        "Which number, subtracted from a whole row, makes the largest exponent exp(0)?",
        "Take the logarithm on paper before you compute: the log of a fraction is a difference.",
        "With keepdims=True, NumPy's max and sum keep a column that fits under every row.",
    ),
    mistakes={
        "These are probabilities; the logarithm is missing.": lambda scores: np.exp(_log_softmax(scores)),
        ("The probabilities are normalised over the whole array.", "The sum runs over the classes: axis 1."): (
            lambda scores: scores - np.logaddexp.reduce(scores, axis=None)
        ),
        ("The probabilities of a column add up to 1, not those of a row.", "The sum runs over the classes: axis 1."): (
            lambda scores: scores - np.logaddexp.reduce(scores, axis=0)
        ),
        "Those are the scores minus the largest of the row; the logarithm of the sum is missing.": (
            lambda scores: scores - scores.max(axis=1, keepdims=True)
        ),
        "Right for small scores, but (1000, 999) or (0, -1000) gives inf or nan.": (
            lambda scores: np.log(np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True))
        ),
        "The sum overflows: right for small scores, but large ones such as (1000, 999) give -inf.": (
            lambda scores: scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        ),
        "The scores are cut off: right for small ones, but not for rows as different as (1000, 999).": (
            lambda scores: _log_softmax(np.clip(scores, -500, 500))
        ),
    },
)
def log_softmax(function) -> str:
    """Check ordinary scores, large ones, rows that differ much, and a single row."""
    rng = np.random.default_rng(0)
    cases = (
        rng.normal(scale=3, size=(5, 4)),
        np.array([[1000.0, 999.0], [0.0, -1000.0]]),
        np.array([[-1000.0, -1001.0], [3.0, 4.0], [1e4, -1e4]]),
        rng.normal(scale=3, size=(1, 7)),
        np.array([[3e4, 29999.0, -3e4]]),  # too large for numbers of 80 bits, too
    )
    compare(function, _log_softmax, *[(case,) for case in cases], name="log_softmax", mistakes=log_softmax.mistakes)
    return "After subtracting the row's largest score no exponent is above 0, so nothing can overflow."
