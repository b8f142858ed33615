"""The checked exercises of lesson 02b (`lessons/02b_layers.py`)."""

import numpy as np

from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import array, call, letter, number

_lesson = Lesson("02b_layers", "Layers")
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
    sums = array(np.reshape(weighted_sums, -1), (3,), "weighted_sums")
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
    kind="number",
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
    slope = number(slope_at_zero, "slope_at_zero")
    if abs(slope - 0.25) > 1e-3:
        finding = (
            "that is the value at zero, not the slope"
            if abs(slope - 0.5) < 1e-6
            else "compare the values of the formula a little to the left and to the right of zero"
        )
        raise Wrong(f"The slope at zero is not {slope:g}: {finding}.")
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
    for slope in (0.0, 0.1, -1.0, 1.0, 2.0, -0.5):
        z = np.array([-2.0, -0.5, 0.0, 0.5, 2.0])
        result = call(generalised_relu, z.copy(), slope, name="generalised_relu")
        values = array(result, (5,), "what generalised_relu returns")
        if not np.allclose(values[2:], z[2:]):
            raise Wrong(
                f"generalised_relu should leave z as it is where z is positive; for a = {slope:g} yours does not."
            )
        if not np.allclose(values[:2], slope * z[:2]):
            raise Wrong(
                f"For a = {slope:g} and z = -2, a min(0, z) is {slope * -2 + 0:g}; your function gives {values[0]:g}.",
                "The slope a belongs to the negative side, with its sign, for every a: also below 0 and above 1.",
            )
    a, bias = number(a, "a"), number(unit_bias, "unit_bias")
    weights = array(unit_weights, (2,), "unit_weights")
    z = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]) @ weights + bias
    answers = np.where(z > 0, z, a * z)
    if np.allclose(answers, [1, 0, 0, 1]):
        raise Wrong(
            "Your unit answers 1 exactly where XOR says 0. The line it folds along should be the other diagonal."
        )
    if not np.allclose(answers, [0, 1, 1, 0]):
        raise Wrong(f"At 00, 01, 10, 11 your unit answers {answers.round(3).tolist()}; XOR is [0, 1, 1, 0].")
    return "The unit folds the plane along the diagonal through 00 and 11, and 10 comes to lie on 01."


@_lesson.exercise(
    "derive the slope",
    kind="code",
    hints=(
        "Use the chain rule, and that the sigmoid's derivative is sigmoid times (1 - sigmoid).",
        "The factors of the sigmoid's derivative cancel against the denominators that the logarithms leave behind.",
    ),
)
def cross_entropy_gradient(function) -> str:
    """Check the gradient against central differences of the cross-entropy, for both targets."""
    z = np.tile([-10.0, -2.0, -0.5, 0.0, 0.7, 3.0], 2)
    y = np.repeat([0.0, 1.0], 6)
    step = 1e-5
    wanted = (_cross_entropy(y, z + step) - _cross_entropy(y, z - step)) / (2 * step)
    result = call(function, y.copy(), z.copy(), name="cross_entropy_gradient")
    answer = array(result, z.shape, "what cross_entropy_gradient returns")
    if np.allclose(answer, wanted, atol=1e-6):
        return (
            "The factor sigma (1 - sigma) cancels. What is left is answer minus target: near 1 where the net is wrong."
        )
    if np.allclose(answer, -wanted, atol=1e-6):
        raise Wrong("The size is right, the sign is turned round: for y = 1 a larger z makes the loss smaller.")
    if np.allclose(answer[y == 1], wanted[y == 1], atol=1e-6):
        raise Wrong("Right for the target 1, not for the target 0: the second term of the loss is missing.")
    if np.allclose(answer[y == 0], wanted[y == 0], atol=1e-6):
        raise Wrong("Right for the target 0, not for the target 1: the first term of the loss is missing.")
    s = 1 / (1 + np.exp(-z))
    if np.allclose(answer, 2 * (s - y) * s * (1 - s), atol=1e-6):
        raise Wrong("That is the slope of the squared loss.")
    raise Wrong(
        f"At y = 1, z = -2 the loss has the slope {wanted[7]:.3f} (measured); your formula gives {answer[7]:.3f}."
    )


def _cross_entropy(y, z):
    """Return the cross-entropy of a sigmoid in its stable form."""
    return np.logaddexp(0, z) - y * z


@_lesson.exercise(
    "a log-softmax that survives",
    kind="code",
    hints=(
        "Which number, subtracted from a whole row, makes the largest exponent exp(0)?",
        "Take the logarithm on paper before you compute: the log of a fraction is a difference.",
        "With keepdims=True, NumPy's max and sum keep a column that fits under every row.",
    ),
)
def log_softmax(function) -> str:
    """Check normalisation, differences of scores, large scores, and that rows do not touch each other."""
    scores = np.random.default_rng(0).normal(scale=3, size=(5, 4))
    result = array(call(function, scores.copy(), name="log_softmax"), (5, 4), "what log_softmax returns")
    if np.allclose(result.sum(axis=1), 1) and (result > 0).all():
        raise Wrong("These are probabilities; the logarithm is missing.")
    if not np.allclose(np.exp(result).sum(axis=1), 1):
        whole = np.allclose(np.exp(result).sum(), 1)
        where = "over the whole array" if whole else "wrongly"
        raise Wrong(
            f"The probabilities of a row should add up to 1; yours are normalised {where}.",
            "The sum runs over the classes: axis 1.",
        )
    if not np.allclose(np.diff(result, axis=1), np.diff(scores, axis=1)):
        raise Wrong("Differences between the classes of a row should be those of the scores.")
    lag = np.logaddexp(0, -1)  # of the first of two scores that are 1 apart
    for rows, wanted in (
        ([[1000.0, 999.0], [0.0, -1000.0]], [[-lag, -1 - lag], [0, -1000]]),
        ([[-1000.0, -1001.0], [3.0, 4.0], [1e4, -1e4]], [[-lag, -1 - lag], [-1 - lag, -lag], [0, -2e4]]),
    ):
        _judge_large(function, np.array(rows), wanted)
    return "After subtracting the row's largest score no exponent is above 0, so nothing can overflow."


def _judge_large(function, rows, wanted):
    shown = " or ".join(f"({first:g}, {second:g})" for first, second in rows)
    with np.errstate(all="ignore"):
        answer = np.asarray(call(function, rows.copy(), name="log_softmax"), dtype=float)
    if answer.shape == rows.shape and not np.isfinite(answer).all():
        raise Wrong(f"Right for small scores, but {shown} gives inf or nan.")
    answer = array(answer, rows.shape, f"what log_softmax returns for {shown}")
    if not np.allclose(answer, wanted):
        raise Wrong(f"Right for small scores, but not for rows as different as {shown}.")
