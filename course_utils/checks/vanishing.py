"""The checked exercises of lesson 03b (`lessons/03b_vanishing_gradients.py`)."""

import numpy as np

from course_utils.checks._compare import compare
from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import array, call, compare_count, letter

_ASKED = {"fifty": "ABCD", "equal": "share", "deep": "share"}  # by each guess
_lesson = Lesson("03b_vanishing_gradients", "Vanishing gradients", guesses=_ASKED)
guess, reveal = _lesson.guess, _lesson.reveal


@_lesson.exercise(
    "how deep is too deep?",
    kind="number",
    hints=(
        "One layer passes on at most weight times slope. What is that for weight 1, and how small is it after two "
        "layers?",
        "Try it out in a cell: which is the first power that is below 1e-6? Or take logarithms.",
    ),
)
def how_deep(layers_with_1, layers_with_3) -> str:
    """Check the numbers of sigmoid layers after which less than a millionth arrives, for weights 1 and 3."""
    compare_count(
        layers_with_1,
        10,
        "layers_with_1",
        {
            9: "0.25 ** 9 is 3.8e-6, still above a millionth",
            20: "that is for a slope of one half; the sigmoid's is a quarter at most",
        },
    )
    compare_count(
        layers_with_3,
        49,
        "layers_with_3",
        {
            10: "with weight 3 each layer passes on three times as much",
            13: "each layer leaves 0.75 of it, not a third",
            48: "0.75 ** 48 is 1.01e-6, still above a millionth",
            30: "the factors of a layer are 3 and a quarter",
        },
    )
    return "A quarter of what arrives, or three quarters: both are below 1, and a power of such a number goes to 0."


def layer_back(arriving, kernel, below, slope):
    """Return the slopes for the weighted sums of the layer below: through the product, then through the bend.

    Parameters
    ----------
    arriving : numpy.ndarray, shape (n, units)
        Slopes of the loss for the weighted sums of a layer.
    kernel : numpy.ndarray, shape (inputs, units)
    below : numpy.ndarray, shape (n, inputs)
        What the bend of the layer below gave.
    slope : callable
        The bend's slope, from what it gave.

    Returns
    -------
    numpy.ndarray, shape (n, inputs)

    Examples
    --------
    >>> layer_back(np.ones((1, 2)), np.ones((3, 2)), np.array([[0.0, 1, 2]]), lambda h: 1.0 * (h > 0)).tolist()
    [[0.0, 2.0, 2.0]]
    """
    return (arriving @ kernel.T) * slope(below)


@_lesson.exercise(
    "one layer back",
    kind="code",
    hints=(
        "First through the product, as in lesson 03: what goes back to `below` has the shape of `below`.",
        "Then through the bend, which acts on each number by itself: `*`, not `@`.",
        "The slope of the bend below is slope(below).",
    ),
    mistakes={
        "The slope of the bend is missing: this goes back to `below`, and not yet through its bend.": (
            lambda arriving, kernel, below, slope: arriving @ kernel.T
        ),
        "Multiplied by what the bend gave, instead of by its slope.": (
            lambda arriving, kernel, below, slope: (arriving @ kernel.T) * below
        ),
        "The kernel has to be turned round: `.T`.": (
            lambda arriving, kernel, below, slope: (arriving @ kernel) * slope(below)
        ),
        "The slope is taken of what arrives; it belongs to the bend of the layer below.": (
            lambda arriving, kernel, below, slope: slope(arriving @ kernel.T)
        ),
        "`slope` wants what the bend gave, `below`; not what arrives.": (
            lambda arriving, kernel, below, slope: (arriving @ kernel.T) * slope(arriving @ kernel.T)
        ),
    },
)
def one_layer_back(function) -> str:
    """Check the step for five slopes and layers that widen and narrow; the first kernel is square."""
    rng = np.random.default_rng(0)
    slopes = (lambda h: h * (1 - h), lambda h: 1 - h**2, lambda h: 1.0 * (h > 0))
    shapes = ((5, 4, 4), (3, 2, 6), (4, 7, 1))
    cases = [
        (rng.normal(size=(n, units)), rng.normal(size=(inputs, units)), rng.uniform(-0.9, 0.9, (n, inputs)), slope)
        for (n, inputs, units), slope in zip(shapes, slopes, strict=True)
    ]
    beyond_1 = rng.uniform(0.1, 12, (4, 3))  # softplus gives more than 1, and keeps its slope there
    cases.append((rng.normal(size=(4, 2)), rng.normal(size=(3, 2)), beyond_1, lambda h: 1 - np.exp(-h)))
    cases.append((rng.normal(size=(4, 2)), rng.normal(size=(3, 2)), -beyond_1, lambda h: 1 / (1 + h**2)))
    compare(function, layer_back, *cases, name="one_layer_back", mistakes=one_layer_back.mistakes)
    return "Two factors for every layer: its kernel, and the slope of the bend."


def he_start(inputs, units, rng):
    """Return a kernel (inputs, units) that keeps the mean square through a ReLU layer (He et al., 2015).

    Parameters
    ----------
    inputs, units : int
    rng : numpy.random.Generator

    Examples
    --------
    >>> he_start(50, 400, np.random.default_rng(0)).std().round(2)
    np.float64(0.2)
    """
    return rng.normal(0, np.sqrt(2 / inputs), (inputs, units))


@_lesson.exercise(
    "the right size",
    kind="code",
    hints=(
        "Put the two formulas together: by what does one layer multiply the mean square? Make that 1.",
        "n is the number of inputs of the layer. `spread` is the root of the variance.",
        "One layer multiplies by n v / 2.",
    ),
)
def right_size(function) -> str:
    """Check mean and variance of large kernels of three shapes, and that each call draws anew."""
    for inputs, units in ((100, 1500), (900, 160), (25, 6000)):
        rng = np.random.default_rng(3)
        drawn = [call(function, inputs, units, rng, name="my_start") for _ in range(2)]
        kernels = [array(kernel, (inputs, units), "what my_start returns") for kernel in drawn]
        if np.array_equal(*kernels):
            raise Wrong(
                "Two calls with the same rng give the same kernel: all layers would be alike.", "Draw from the rng."
            )
        if np.linalg.matrix_rank(kernels[0]) < min(inputs, units):
            raise Wrong(
                "Rows or columns of the kernel follow from each other.",
                "Each weight is a number of its own: draw them all.",
            )
        _judge_size(kernels[0], inputs, units)
    return "n v / 2 = 1, so v = 2 / n: the 2 makes up for the half that the ReLU throws away."


def _judge_size(kernel, inputs, units) -> None:
    variance = kernel.var()
    if abs(kernel.mean()) > 0.1 * kernel.std():
        raise Wrong(f"The mean of the weights is {kernel.mean():.3g}; the formula holds for mean 0.")
    known = {
        "the variance is 1 / inputs, which is right without a ReLU: it throws half away": 1 / inputs,
        "the spread is what the variance should be: take the root": (2 / inputs) ** 2,
        "that is Glorot's size: it does not know of the ReLU": 2 / (inputs + units),
        "it depends on the units; the mean square of a sum depends on how many inputs are added": 2 / units,
        "the variance is half of 1 / inputs; the half of the ReLU has to be made up for, not repeated": 0.5 / inputs,
        "the spread is 2 / root of inputs: the 2 belongs under the root": 4 / inputs,
    }
    wanted = 2 / inputs
    if abs(variance / wanted - 1) < 0.02:
        return
    for reason, value in known.items():
        if abs(variance / value - 1) < 0.02:
            raise Wrong(f"For {inputs} inputs the variance is {variance:.3g}: {reason}.")
    raise Wrong(
        f"For {inputs} inputs and {units} units the variance of the weights is {variance:.3g}; a ReLU layer would "
        f"multiply the mean square by {inputs * variance / 2:.3g}, not by 1."
    )


@_lesson.exercise(
    "predict three starts",
    kind="letter",
    hints=(
        "Two questions for each start: what do the hidden units give? And what comes back to them through the output "
        "kernel?",
        "An output kernel changes by (what the hidden units give) times (what arrives). The first kernel gets "
        "something only if the output kernel is not 0.",
    ),
)
def three_starts(zero_relu, zero_sigmoid, equal_tanh) -> str:
    """Check what zero weights do with ReLU and sigmoid, and equal ones with tanh."""
    answers = {"zero_relu": (zero_relu, "A"), "zero_sigmoid": (zero_sigmoid, "B"), "equal_tanh": (equal_tanh, "B")}
    reasons = {
        "zero_relu": "All hidden outputs are 0, and so is the output kernel. Which of the two could change first?",
        "zero_sigmoid": "The hidden outputs are one half: the output kernel changes first. And in the second step?",
        "equal_tanh": "The units give the same. Do they get the same back?",
    }
    for name, (answer, right) in answers.items():
        given = letter(answer, "ABC", name)
        if given != right:
            why = "units that are alike stay alike" if given == "C" else "look at the first two steps"
            raise Wrong(f"{name} is not {given}: {why}.", reasons[name])
    return "Stuck needs two zeros: nothing forwards and nothing back. And what is equal gets equal slopes."


@_lesson.exercise(
    "what has to wait?",
    kind="number",
    hints=(
        "The inputs of the first layer are the pictures. What comes into the second, and into the third?",
        "For each picture of the batch; so add up the widths first.",
    ),
)
def waiting(numbers_kept, with_128) -> str:
    """Check how many numbers wait for the way back, and that they grow with the batch."""
    compare_count(
        numbers_kept,
        85_376,
        "numbers_kept",
        {
            1_334: "that is for one picture; the batch has 64",
            86_016: "the 10 outputs are the input of no layer",
            418_060: "those are the weights and biases, which do not wait: they stay",
            417_500: "those are the weights, which do not wait: they stay",
            35_200: "the pictures are an input, too: that of the first layer",
        },
    )
    compare_count(
        with_128, 170_752, "with_128", {85_376: "each picture has its own numbers, so a batch twice as large has more"}
    )
    return "Layers times width times batch. The weights do not grow with the batch; what waits does."
