"""The checked exercises of lesson 02 (`lessons/02_xor.py`)."""

import re

import numpy as np

from course_utils.checks._compare import compare
from course_utils.checks._frame import BadFormat, Lesson, Wrong
from course_utils.checks._kinds import array, call, letters, number, parts

_ASKED = {"corners": "number", "corner": "number", "two_units": "share"}  # by each guess
_lesson = Lesson("02_xor", "XOR", guesses=_ASKED)
guess, reveal = _lesson.guess, _lesson.reveal

_TRUTH_TABLE = ((0, 0), (0, 1), (1, 0), (1, 1))


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
    _judge_gate("AND", and_neuron, _TRUTH_TABLE, [0, 0, 0, 1])
    _judge_gate("OR", or_neuron, _TRUTH_TABLE, [0, 1, 1, 1])
    _judge_gate("NOT", not_neuron, ((0,), (1,)), [1, 0])
    return (
        "AND and OR are the same vote with another threshold; NOT has to fire for 0 and be silent for 1, so its input "
        "must count against firing."
    )


def _judge_gate(name, neuron, rows, wanted):
    inputs = np.array(rows, dtype=float)
    if inputs.shape[1] == 1 and getattr(neuron, "dtype", "O") != "O":
        neuron = array(neuron, (2,), name)  # a single weight and a threshold, as an array of two
    if not isinstance(neuron, (tuple, list, np.ndarray)) or len(neuron) != 2:
        raise BadFormat(f"{name} should be a pair (weights, threshold), such as ([0.3, 0.8], 1.5).")
    weights = neuron[0] if inputs.shape[1] > 1 else np.ravel(neuron[0])
    weights = array(weights, (inputs.shape[1],), f"the weights of {name}")
    least = number(neuron[1], f"the threshold of {name}")

    def fires_at(least):
        return inputs @ weights >= least - 1e-6 * np.abs([*weights, least]).max()  # float32

    if (fires_at(-least) == wanted).all() and (fires_at(least) != wanted).any():
        raise Wrong(f"{least:g} is the bias of {name}; the threshold is minus that.")
    for row, fired, target in zip(rows, fires_at(least), wanted, strict=True):
        if fired != target:
            hint = "It fires too easily: raise the threshold." if fired else "It is too reluctant: lower the threshold."
            if name == "NOT" and weights[0] >= 0:
                hint = (
                    "With a positive weight a neuron can only fire *more* when its input rises; NOT needs the opposite."
                )
            shown = ", ".join(str(value) for value in row)
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
    told = re.sub(r"\b(AND|OR|WITH|PLUS)\b|[^A-Z]", "", " ".join(map(str, np.ravel(pair))).upper())
    if {frozenset(told[:2]), frozenset(told[2:])} == {frozenset("BC"), frozenset("AD")} and len(told) == 4:
        pair = "BC"  # both were named, and each is an answer
    chosen_letters = letters(pair, "ABCD", "pair")
    if len(chosen_letters) != 2:
        raise BadFormat(f'pair should be two letters, such as "AB"; yours has {len(chosen_letters)}.')
    if chosen_letters not in ({"B", "C"}, {"A", "D"}):
        chosen = "".join(sorted(chosen_letters))
        rest = "".join(sorted(set("ABCD") - chosen_letters))
        raise Wrong(
            f"Of {chosen} one says < and the other >=, and so it is with {rest}: such two cannot be added. Choose two "
            "that point the same way."
        )
    return "B + C says w1 + w2 + 2b >= 0, A + D says w1 + w2 + 2b < 0: the same number cannot be both."


@_lesson.exercise(
    "invent another one",
    kind="code",
    hints=(
        "Compute f(00) - f(01) - f(10) + f(11) by hand. For a weighted sum it is 0; for yours it must not be.",
        "An absolute difference, a maximum or a comparison will do. They are arrays: NumPy takes them whole.",
    ),
    trial=tuple(axis.ravel() for axis in np.meshgrid(*[np.linspace(-0.4, 1.4, 10)] * 2)),
)
def feature(my_feature) -> str:
    """Check that a linear model solves XOR once this feature is added: its contrast over the corners is not zero."""
    values = _feature_of(my_feature, _TRUTH_TABLE)
    longer = (*_TRUTH_TABLE[::-1], *_TRUTH_TABLE[1:])
    wanted = values[[3, 2, 1, 0, 1, 2, 3]]
    if not np.allclose(_feature_of(my_feature, longer), wanted):
        raise Wrong(
            "Your feature gives another number for the same pair when the other pairs change, or does not look at the "
            "pair at all.",
            "The number for a pair may depend on its own x1 and x2 alone.",
        )
    if _is_the_product(my_feature):
        raise Wrong("That is the product, which stands above, or a multiple of it plus a weighted sum. Invent another.")
    contrast = values @ [1, -1, -1, 1]
    if abs(contrast) <= 1e-6 * max(1.0, np.abs(values).max()):
        raise Wrong(
            f"At the corners your feature is {values.round(3).tolist()}: a weighted sum of x1, x2 and a constant gives "
            "the same, so it tells the line nothing new."
        )
    truth = " (True counts as 1)" if set(values) == {0, 1} else ""
    terms = " ".join(f"{sign} {value:.3g}" for sign, value in zip("+--+", values + 0.0, strict=True))
    return (
        f"f(00) - f(01) - f(10) + f(11) is {terms.removeprefix('+ ')} = {contrast:.3g}{truth}. For every "
        "weighted sum of x1, x2 and a constant it is 0: your feature is what the line was missing."
    )


def _is_the_product(my_feature) -> bool:
    """Tell it from others such as the smaller of the two: away from the corners no weighted sum makes it of them."""
    pairs = np.array([(2, 3), (3, 5), (-1, 4), (4, -2), (5, 1), (0, 7)])
    try:
        values = _feature_of(my_feature, pairs)
    except (BadFormat, Wrong):
        return False
    parts_of_it = np.column_stack([pairs, pairs.prod(axis=1), np.ones(len(pairs))])
    weights = np.linalg.lstsq(parts_of_it, values, rcond=None)[0]
    return abs(weights[2]) > 1e-9 and np.allclose(parts_of_it @ weights, values)


def _feature_of(my_feature, pairs):
    """Return what a student's feature makes of pairs: as floats, else as whole numbers, so that x1 ^ x2 works too."""

    def values_as(kind):
        x1, x2 = np.array(pairs, dtype=kind).T
        values = call(my_feature, x1, x2, name="my_feature")
        return array(values, (len(pairs),), f"what my_feature returns for {len(pairs)} pairs")

    try:
        return values_as(float)
    except Wrong:
        return values_as(int)


@_lesson.exercise(
    "where does the line run?",
    kind="number",
    hints=(
        "Compute h1 - 2 h2 at the four corners; the table above has the numbers.",
        "Two values occur. Where between them is the point that is equally far from both?",
    ),
)
def threshold(value) -> str:
    """Check that the line separates the classes and keeps the same distance from both."""
    value = number(value, "threshold")
    if value in (0, 1):
        raise Wrong(f"At {value:g} the line runs right through the points of class {value:g}.")
    if not 0 < value < 1:
        raise Wrong(f"At {value:g} the line does not separate: class 0 has the output 0, class 1 the output 1.")
    if abs(value - 0.5) > 1e-6:
        raise Wrong(f"{value:g} separates, but it is closer to class {int(value > 0.5)} than to the other.")
    return "The line at 0 runs through 00 and 11, which then count as 1; this one leaves both classes the same room."


def collapsed(kernel_1, bias_1, kernel_2, bias_2):
    """Return the kernel and the bias of one layer that equals two without a bend: what lesson 02 asks for.

    The lesson uses it until the student's own function is right.

    Parameters
    ----------
    kernel_1, kernel_2 : numpy.ndarray, shapes (inputs, hidden) and (hidden, units)
    bias_1, bias_2 : numpy.ndarray, shapes (hidden,) and (units,)

    Returns
    -------
    kernel : numpy.ndarray, shape (inputs, units)
    bias : numpy.ndarray, shape (units,)

    Examples
    --------
    >>> kernel, bias = collapsed(2 * np.eye(2), np.ones(2), 3 * np.eye(2), np.zeros(2))
    >>> kernel.tolist(), bias.tolist()
    ([[6.0, 0.0], [0.0, 6.0]], [3.0, 3.0])
    """
    return kernel_1 @ kernel_2, bias_1 @ kernel_2 + bias_2


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
        "The kernel is right; the bias of the first layer has not passed through the second.": (
            lambda k1, b1, k2, b2: (k1 @ k2, b1 + b2)
        ),
        "The kernels are multiplied in the wrong order: x meets the first one first.": (
            lambda k1, b1, k2, b2: (k2 @ k1, b1 @ k2 + b2)
        ),
        "The kernels are in the order for columns; here x is a row, on the left, and meets the first one first.": (
            lambda k1, b1, k2, b2: (k2 @ k1, k2 @ b1 + b2)
        ),
        "The kernels are multiplied entry by entry; a layer takes the matrix product, @.": (
            lambda k1, b1, k2, b2: (k1 * k2, b1 * k2 + b2)
        ),
        "The bias is right; the kernels are multiplied entry by entry, but a layer takes the matrix product, @.": (
            lambda k1, b1, k2, b2: (k1 * k2, b1 @ k2 + b2)
        ),
        "The kernels are multiplied entry by entry (a layer takes the matrix product, @), and a bias is lost.": (
            lambda k1, b1, k2, b2: (k1 * k2, b1 + b2)
        ),
    },
)
def collapse(function) -> str:
    """Check that the collapsed layer equals the two on random layers of several shapes."""
    rng = np.random.default_rng(0)
    cases = []
    for inputs, hidden, units in ((3, 3, 3), (4, 3, 2), (2, 5, 1)):
        shapes = (inputs, hidden), hidden, (hidden, units), units
        cases.append(tuple(rng.normal(size=shape) for shape in shapes))
    parts(call(function, *cases[0], name="collapse"), ("the kernel", "the bias"), "collapse")
    compare(function, collapsed, *cases, name="collapse", mistakes=collapse.mistakes)
    return "The first bias passes through the second kernel. However many such layers you stack, one does the same."
