"""The checked exercises of lesson 02 (`lessons/02_xor.py`)."""

import numpy as np

from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import array, call, compare, number, parts
from course_utils.checks._kinds import letter as choice

_lesson = Lesson("02_xor", "XOR")
guess, reveal = _lesson.guess, _lesson.reveal
_CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
_XOR = np.array([0, 1, 1, 0])


@_lesson.exercise(
    "three gates by hand",
    kind="number",
    hints=(
        "Write down the weighted sum for each row of the truth table; the threshold has to lie between the sums that "
        "should fire and those that should not.",
        "AND and OR can share their weights. For NOT, ask what the sum is for the input 0 and for the input 1.",
    ),
)
def gates(and_neuron, or_neuron, not_neuron) -> str:
    """Check three neurons, each given as (weights, threshold), against their truth tables."""
    _judge_gate("AND", and_neuron, _CORNERS, [0, 0, 0, 1])
    _judge_gate("OR", or_neuron, _CORNERS, [0, 1, 1, 1])
    _judge_gate("NOT", not_neuron, np.array([[0.0], [1.0]]), [1, 0])
    return "One kind of neuron, three gates: only the weights and the threshold differ."


def _judge_gate(name, neuron, inputs, wanted):
    if not isinstance(neuron, (tuple, list)) or len(neuron) != 2:
        raise Wrong(f"{name} should be a pair (weights, threshold), such as ([0.3, 0.8], 1.5).")
    weights = neuron[0] if inputs.shape[1] > 1 else np.ravel(neuron[0])
    weights = array(weights, (inputs.shape[1],), f"the weights of {name}")
    fires = inputs @ weights >= number(neuron[1], f"the threshold of {name}") - 1e-9
    for row, fired, target in zip(inputs, fires, wanted, strict=True):
        if fired != target:
            hint = (
                "A neuron with positive weights can only fire *more* when an input rises; NOT needs the opposite."
                if name == "NOT" and weights[0] >= 0
                else "A higher threshold makes the neuron more reluctant to fire."
            )
            shown = ", ".join(f"{value:g}" for value in row)
            raise Wrong(f"{name} of ({shown}) should be {target}, your neuron answers {int(fired)}.", hint)


@_lesson.exercise(
    "finish the proof",
    kind="letter",
    hints=(
        "Every sum of two contains the bias twice, and some of w1, w2. Write all of them down.",
        "Look for two pairs whose sums have the same left side.",
    ),
)
def inequalities(pair) -> str:
    """Check the two inequalities that contradict the other two; either pair is an answer."""
    letters = set(str(pair).upper()) & set("ABCD")
    if len(letters) != 2 or len(str(pair).strip()) > 7:
        raise Wrong('The answer should be two different letters out of A, B, C, D, such as "AB".')
    if letters not in ({"B", "C"}, {"A", "D"}):
        rest = "".join(sorted(set("ABCD") - letters))
        raise Wrong(
            f"{''.join(sorted(letters))} added gives another left side than {rest} added, so they cannot be compared."
        )
    return "The same number, w1 + w2 + 2b, would have to be negative and not negative."


@_lesson.exercise(
    "invent a feature",
    kind="code",
    hints=(
        "What is the same at 01 and 10, but different from what is at 00 and 11?",
        "Let the two inputs interact before something bends the result. They are arrays: NumPy takes them whole.",
    ),
)
def feature(my_feature) -> str:
    """Check that a linear model solves XOR once this feature is added: its contrast over the corners is not zero."""
    values = array(call(my_feature, _CORNERS[:, 0], _CORNERS[:, 1], name="my_feature"), (4,), "what my_feature returns")
    contrast = values @ [1, -1, -1, 1]
    if abs(contrast) <= 1e-6 * max(1.0, np.abs(values).max()):
        raise Wrong(
            f"At the corners your feature is {values.round(3).tolist()}: a weighted sum of x1, x2 and a constant gives "
            "the same, so it tells the linear model nothing new."
        )
    return f"f(00) - f(01) - f(10) + f(11) = {contrast:.3g}, which no linear model can make by itself."


@_lesson.exercise(
    "find the slip",
    kind="number",
    hints=(
        "Compute h1 - 2 h2 at the four corners; the table above has the numbers.",
        "Two values occur. Where between them is the point that is equally far from both?",
    ),
)
def threshold(value) -> str:
    """Check that the line separates the classes and keeps the same distance from both."""
    value = number(value, "threshold")
    if not 0 < value < 1:
        raise Wrong(f"At {value:g} the line does not separate: class 0 has the output 0, class 1 the output 1.")
    if abs(value - 0.5) > 1e-9:
        raise Wrong(f"{value:g} separates, but it is closer to class {int(value > 0.5)} than to the other.")
    return "The line at 0 ran through the points of class 0; this one leaves both classes the same room."


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
    if count in (9, 15):
        forgotten = "The biases are trainable, too." if count == 9 else "The inputs are data, not parameters."
        raise Wrong(f"The number of trainable parameters is not {count:g}.", forgotten)
    if count != 12:
        raise Wrong(f"The number of trainable parameters is not {count:g}.")
    return "(15, 24, 29): rows of W for the lecture, columns of the kernel for Keras."


@_lesson.exercise(
    "collapse two layers",
    kind="code",
    hints=(
        "Multiply out (x K1 + b1) K2 + b2, and collect what is multiplied by x.",
        "The first bias passes through the second kernel.",
    ),
    mistakes={
        "The kernel is right; the bias of the first layer is lost.": lambda k1, b1, k2, b2: (k1 @ k2, b2),
        "The kernel is right; the bias of the second layer is lost.": lambda k1, b1, k2, b2: (k1 @ k2, b1 @ k2),
        "The kernel is right; the first bias does not pass through the second kernel.": (
            lambda k1, b1, k2, b2: (k1 @ k2, b1[:2] + b2)
        ),
        "The bias is right, but the kernel is transposed.": lambda k1, b1, k2, b2: ((k1 @ k2).T, b1 @ k2 + b2),
        "You return the bias first; the kernel comes first.": lambda k1, b1, k2, b2: (b1 @ k2 + b2, k1 @ k2),
    },
)
def collapse(function) -> str:
    """Check that the collapsed layer equals the two on random inputs."""
    rng = np.random.default_rng(0)
    layers = rng.normal(size=(4, 3)), rng.normal(size=3), rng.normal(size=(3, 2)), rng.normal(size=2)
    parts(call(function, *layers, name="collapse"), 2, "collapse", "the kernel and the bias")
    compare(function, _measured_layer, layers, name="collapse", mistakes=collapse.mistakes)
    return "However many linear layers you stack, one does the same."


def _measured_layer(k1, b1, k2, b2):
    """Return kernel and bias of both layers together, from what they do to zero and to each unit vector."""
    at_zero, at_units = [(inputs @ k1 + b1) @ k2 + b2 for inputs in (np.zeros((1, 4)), np.eye(4))]
    return at_units - at_zero, at_zero[0]


@_lesson.exercise(
    "who designs what",
    kind="number",
    hints=(
        "Start with the last box: for which systems is the mapping to the answer fitted to data?",
        "A radius or a product stands in nobody's data: somebody had the idea. A layer is different.",
    ),
)
def who_designs(rules, classic_machine_learning, representation_learning, deep_learning) -> str:
    """Check the number of learned boxes for four kinds of system."""
    answers = {
        "rules": rules,
        "classic machine learning": classic_machine_learning,
        "representation learning": representation_learning,
        "deep learning": deep_learning,
    }
    for right, (name, answer) in enumerate(answers.items()):
        count = number(answer, name)
        if count != right:
            more = "more" if count < right else "fewer"
            raise Wrong(f"For {name}, {more} boxes than {count:g} are learned from data.")
    return "Box by box, learning replaces design."


@_lesson.exercise(
    "the logistic function",
    kind="number",
    hints=(
        "What happens to exp(-z) when z is very large?",
        "Differentiate 1 / (1 + exp(-z)), or use that the slope is s (1 - s), with s the value.",
    ),
)
def logistic(limit, slope_at_zero) -> str:
    """Check the limit and the steepest slope of the logistic function."""
    letter = choice(limit, "ABCD", "limit")
    if letter != "C":
        reason = {
            "A": "That is the limit on the other side, for z towards minus infinity.",
            "B": "That is the value at z = 0.",
            "D": "The denominator 1 + exp(-z) is never smaller than 1, so the fraction cannot grow without bound.",
        }
        raise Wrong(f"The limit is not {letter}.", reason[letter])
    slope = number(slope_at_zero, "slope_at_zero")
    if abs(slope - 0.25) > 1e-3:
        finding = "that is the value at zero, not the slope" if abs(slope - 0.5) < 1e-9 else "look at the figure again"
        raise Wrong(f"The slope at zero is not {slope:g}: {finding}.")
    return "A probability at last; and a quarter is the steepest it gets, four times flatter than tanh."


@_lesson.exercise(
    "XOR with a single hidden unit",
    kind="code",
    hints=(
        "np.maximum and np.minimum work on arrays, entry by entry.",
        "Which a makes the unit treat both sides of its line alike? Then it measures a distance.",
        "Which line has 00 and 11 on it, and 01 and 10 equally far away?",
    ),
)
def absolute_unit(generalised_relu, a, weights, bias) -> str:
    """Check the generalised ReLU for several slopes, and that one unit answers XOR at the corners."""
    z = np.array([-2.0, -0.5, 0.0, 0.5, 2.0])
    for slope in (0.0, 0.1, -1.0, 1.0):
        values = array(call(generalised_relu, z, slope, name="generalised_relu"), (5,), "what generalised_relu returns")
        if not np.allclose(values[2:], z[2:]):
            raise Wrong("generalised_relu should leave z as it is where z is positive.")
        if not np.allclose(values[:2], slope * z[:2]):
            raise Wrong(
                f"For a = {slope:g} and z = -2, a min(0, z) is {slope * -2 + 0:g}; your function gives {values[0]:g}.",
                "The slope a belongs to the negative side, with its sign, also when a itself is negative.",
            )
    a, bias = number(a, "a"), number(bias, "unit_bias")
    weights = array(weights, (2,), "unit_weights")
    z = _CORNERS @ weights + bias
    answers = np.where(z > 0, z, a * z)
    if np.allclose(answers, 1 - _XOR):
        raise Wrong(
            "Your unit answers 1 exactly where XOR says 0. The line it folds along should be the other diagonal."
        )
    if not np.allclose(answers, _XOR):
        raise Wrong(f"At 00, 01, 10, 11 your unit answers {answers.round(3).tolist()}; XOR is {_XOR.tolist()}.")
    return "The condition a > 0 on the slide would have forbidden this."


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _cross_entropy(y, z):
    """Return the cross-entropy of a sigmoid in its stable form."""
    return np.logaddexp(0, z) - y * z


def _measured_slope(y, z):
    """Return the slope of the cross-entropy by central differences."""
    step = 1e-5
    return (_cross_entropy(y, z + step) - _cross_entropy(y, z - step)) / (2 * step)


@_lesson.exercise(
    "derive the slope of the cross-entropy",
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
        "That is the slope of the squared loss.": lambda y, z: 2 * (_sigmoid(z) - y) * _sigmoid(z) * (1 - _sigmoid(z)),
        "That is half the slope of the squared loss.": lambda y, z: (_sigmoid(z) - y) * _sigmoid(z) * (1 - _sigmoid(z)),
        "That is the loss itself, not its slope.": _cross_entropy,
    },
)
def cross_entropy_gradient(function) -> str:
    """Check against central differences of the cross-entropy, for both targets."""
    z = np.array([-2.0, 0.7, -10.0, -0.5, 0.0, 3.0])
    for case in ((np.array([1.0, 0.0]), z[:2]), (np.repeat([0.0, 1.0], 6), np.tile(z, 2))):
        compare(
            function,
            _measured_slope,
            case,
            name="cross_entropy_gradient",
            mistakes=cross_entropy_gradient.mistakes,
            atol=1e-6,
        )
    return "Answer minus target: wrong by nearly 1 pulls with nearly 1, wherever z is."


def _softmax(scores, axis=1):
    shares = np.exp(scores)
    return shares / shares.sum(axis=axis, keepdims=True)


_OFF_AXIS = "The sum runs over the classes: axis 1."


@_lesson.exercise(
    "a log-softmax that survives",
    kind="code",
    hints=(
        "Which number, subtracted from a whole row, makes the largest exponent exp(0)?",
        "Take the logarithm on paper before you compute: the log of a fraction is a difference.",
        "With keepdims=True, NumPy's max and sum keep a column that fits under every row.",
    ),
    mistakes={
        "These are probabilities; the logarithm is missing.": _softmax,
        ("The probabilities of a row should add up to 1; yours are normalised over the whole array.", _OFF_AXIS): (
            lambda scores: scores - np.log(np.exp(scores).sum())
        ),
        ("The probabilities of a row should add up to 1; those of your columns do.", _OFF_AXIS): (
            lambda scores: np.log(_softmax(scores, axis=0))
        ),
        "The largest score of each row is subtracted; the logarithm of the sum is still missing.": (
            lambda scores: scores - scores.max(axis=1, keepdims=True)
        ),
        "The sum is subtracted without its logarithm.": (
            lambda scores: scores - np.exp(scores).sum(axis=1, keepdims=True)
        ),
        "Right for small scores, but (1000, 999) or (0, -1000) gives inf or nan.": (
            lambda scores: np.log(_softmax(scores))
        ),
        "Right for small scores, but for (1000, 999) the exponential overflows.": (
            lambda scores: scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        ),
        "Right for small scores; for (0, -1000) a clipped logarithm hides how unlikely the second class is.": (
            lambda scores: np.log(np.clip(_softmax(scores - scores.max(axis=1, keepdims=True)), 1e-200, 1))
        ),
    },
)
def log_softmax(function) -> str:
    """Check ordinary scores, then large ones and ones far apart."""
    ordinary = np.random.default_rng(0).normal(scale=3, size=(5, 4))
    extreme = np.array([[1000.0, 999.0], [0.0, -1000.0]])
    compare(
        function,
        lambda scores: scores - np.logaddexp.reduce(scores, axis=1, keepdims=True),
        (ordinary,),
        (extreme,),
        name="log_softmax",
        mistakes=log_softmax.mistakes,
        atol=1e-4,
    )
    return "No exponent is above 0, so nothing can overflow."


@_lesson.exercise(
    "three folds in one layer",
    kind="code",
    hints=(
        "Begin with one unit that has the right slope from -1 on, and look at what has to change at the first corner.",
        "A unit c * relu(z - t) changes the slope by c at t and nothing to the left of t.",
        "For the cells: how often does the folded coordinate cross zero on [-1, 1]? Each crossing is one border line.",
    ),
)
def zigzag(function, num_cells) -> str:
    """Check values at the knots, straightness in between, and the number of cells behind two layers."""
    knots = np.array([-1, -1 / 3, 1 / 3, 1])
    values = array(call(function, knots, name="zigzag"), (4,), "what zigzag returns")
    for knot, value, wanted in zip(knots, values, [-1, 1, -1, 1], strict=True):
        if abs(value - wanted) > 1e-6:
            raise Wrong(f"At z = {knot:.3f} the zigzag should be {wanted}, yours is {value:.3f}.")
    z = np.linspace(-1, 1, 301)
    straight = np.interp(z, knots, [-1, 1, -1, 1])
    if not np.allclose(call(function, z, name="zigzag"), straight, atol=1e-6):
        raise Wrong(
            "The corners are right, but between them the pieces are not straight.", "Use sums of ReLU units only."
        )
    cells = number(num_cells, "num_cells")
    if cells in (9, 25):
        raise Wrong(f"{cells:g} cells is what plain folds give; the zigzag has three pieces where a fold has two.")
    if cells == 10:
        raise Wrong("10 is the number of stripes in one direction; the board has two.")
    if cells in (81, 16, 49, 64, 36):
        raise Wrong(
            f"Not {cells:g} cells.",
            "Two layers give 3 * 3 straight pieces, and each of them crosses zero once.",
            "n border lines cut a square into n + 1 stripes.",
        )
    if cells != 100:
        raise Wrong(f"Not {cells:g} cells.")
    return "Each such layer triples the pieces, and costs three units a coordinate."
