"""The checked exercises of lesson 00 (`lessons/00_start_here.py`)."""

import numpy as np

from course_utils.checks._compare import compare
from course_utils.checks._findings import ordinal
from course_utils.checks._frame import BadFormat, Lesson, Wrong
from course_utils.checks._kinds import array, call, close, compare_count, number, shape, true_or_false

_ASKED = {"accuracy": "share", "untrained": "share"}  # by each guess
_lesson = Lesson("00_start_here", "Start here", guesses=_ASKED)
guess, reveal = _lesson.guess, _lesson.reveal


def ink_in_the_middle(image):
    """Return whether there is ink in the middle of a picture (28, 28): a rule that tells ones from zeros.

    The lesson uses it until the student's own rule is right.

    Examples
    --------
    >>> bool(ink_in_the_middle(np.zeros((28, 28)))), bool(ink_in_the_middle(np.full((28, 28), 255)))
    (False, True)
    """
    return image[12:16, 12:16].mean() > 60


@_lesson.exercise(
    "write the rules yourself",
    kind="code",
    hints=(
        "image is an array (28, 28); 0 is background, 255 is ink. Where does a one have ink, and a zero has none?",
        "image[12:16, 12:16].mean() says how much ink there is in the middle.",
        "Print that number for a few zeros and ones, and put a threshold between them.",
    ),
)
def rules(function, images, labels) -> str:
    """Check a rule that tells ones from zeros on the images of these two digits; 90 % is enough."""
    images, labels = np.asarray(images), np.asarray(labels)
    # A mixed order: a rule has nothing but the image to go by, not how often it was asked.
    zeros_and_ones = np.random.default_rng(0).permutation(np.flatnonzero(labels < 2))
    for digit in (0, 1):  # one of each, before a rule that prints does so hundreds of times
        image = images[labels == digit][0]
        if _says_one(function, image) is not None:
            break
    else:
        call(function, image, name="says_one")  # says that nothing comes back
    answers = [_says_one(function, images[place]) for place in zeros_and_ones]
    if None in answers:
        count = answers.count(None)
        raise Wrong(
            f"says_one returns nothing (None) for {count} of {len(answers)} images.",
            "Every way through the function has to end in a return: also where the image is a zero.",
        )
    right = float(np.mean(np.array(answers) == (labels[zeros_and_ones] == 1)))
    if len(set(answers)) == 1:
        raise Wrong(f"Your rule gives the same answer for every image, and is right for {right:.0%} of them.")
    if right < 0.2:
        raise Wrong(f"Right for {right:.0%} of the images only: turn it round.")
    if right < 0.9:
        raise Wrong(f"Right for {right:.0%} of the images; a coin is right for 50 %, and 90 % can be reached.")
    return f"Right for {right:.1%} of the zeros and ones. Now imagine the rules for all ten digits."


def _says_one(function, image) -> bool | None:
    """Return what a rule says of an image, None if nothing."""
    answer = call(function, image, name="says_one", none=True)
    if answer is None:
        return None
    if isinstance(answer, str):  # every text is True where the lesson asks the rule
        raise BadFormat(f"says_one should return True or False, not the text {answer!r}.")
    if np.size(answer) != 1:
        raise Wrong(
            f"says_one should return True or False; it returned {np.size(answer)} values.",
            "A comparison with an array answers for each pixel; make one number of the pixels first, such as a mean.",
        )
    return true_or_false(answer, "what says_one returns")


@_lesson.exercise(
    "vectors by head",
    kind="number",
    hints=(
        "Scaling and adding work entry by entry: three entries in, three entries out.",
        "The inner product multiplies entry by entry as well, and then adds up what it got.",
    ),
)
def vectors(scaled, added, inner) -> str:
    """Check 3p, p + q and the inner product of p = (1, 0, 2) and q = (4, -5, 10)."""
    _judge_entries("scaled", scaled, [3, 0, 6], "Each entry of p is taken three times, the zero as well.")
    _judge_entries("added", added, [5, -5, 12], "The first entry of p and the first of q make the first of the sum.")
    multiply_first = "Multiply the two first entries, the two second, the two third; then add the three products."
    if not isinstance(inner, str) and np.size(inner) == 3:
        raise Wrong("inner has three entries; an inner product is a single number.", multiply_first)
    inner = number(inner, "inner")
    if inner == 27:
        raise Wrong("You multiplied the sums of the two vectors.", multiply_first)
    if not close(inner, 24):
        raise Wrong(f"inner is not {inner:g}.", multiply_first)
    return "One number, large if both vectors have large entries of the same sign in the same places."


def _judge_entries(name, answer, wanted, hint):
    values = array(answer, (3,), name)
    for place, (got, want) in enumerate(zip(values, wanted, strict=True)):
        if not close(got, want):
            raise Wrong(f"The {ordinal(place)} entry of {name} is not {got:g}.", hint)


def relu_unit(inputs, weights, bias):
    """Return what one ReLU unit answers: what lesson 00 asks for, used there until the student's own is right.

    Parameters
    ----------
    inputs, weights : numpy.ndarray, shape (n,)
    bias : float

    Examples
    --------
    >>> float(relu_unit(np.array([1.0, 2.0]), np.array([3.0, -1.0]), 0.5))
    1.5
    """
    return np.maximum(0, inputs @ weights + bias)


@_lesson.exercise(
    "one unit",
    kind="code",
    hints=(
        "Three steps: the inner product is inputs @ weights (`*` alone multiplies entry by entry), the bias, the bend.",
        "The bend looks at the sum of inner product and bias: below 0 it becomes 0. max(0, z) does that for a number.",
    ),
    mistakes={
        "That is the right number where it is above 0; below, a unit answers 0.": lambda x, w, b: x @ w + b,
        "The bend looks at the sum with the bias, not at the inner product alone.": lambda x, w, b: np.where(
            x @ w > 0, x @ w + b, 0
        ),
        "The bias is missing.": lambda x, w, b: np.maximum(0, x @ w),
        "The bias comes before the bend: bend the sum of the two.": lambda x, w, b: np.maximum(0, x @ w) + b,
        "The bias is added, not subtracted.": lambda x, w, b: np.maximum(0, x @ w - b),
        "`*` multiplies entry by entry; then the products have to be added up, which `@` does.": (
            lambda x, w, b: x * w + b
        ),
        "You multiplied entry by entry and bent each product; add the products up first.": (
            lambda x, w, b: np.maximum(0, x * w).sum() + b
        ),
        "The bias is added once for the unit, not once for each input.": lambda x, w, b: np.maximum(
            0, (x * w + b).sum()
        ),
        "You turned the sign round: the bend keeps what is above 0.": lambda x, w, b: np.minimum(0, x @ w + b),
        "The bend takes negative numbers to 0, it does not drop their sign.": lambda x, w, b: np.abs(x @ w + b),
    },
)
def unit(function) -> str:
    """Check one ReLU unit on several inputs: active and silent ones, of several dimensions and sizes."""
    rng = np.random.default_rng(3)
    cases = [
        (np.array([2.0, 7.0, 3.0]), np.array([1.0, -1.0, 3.0]), 1.25),
        (np.array([2.0, 7.0, 3.0]), np.array([1.0, -1.0, 0.0]), 2.0),
        (np.array([1.0, 2.0]), np.array([2.0, 1.0]), -1.5),
        (np.array([1.0, 2.0]), np.array([-2.0, 0.5]), 3.0),  # only the bias lifts it above 0
        (np.array([300.0, 400.0]), np.array([2.0, 1.0]), 5.0),
    ]
    for dimension, size in ((1, 1.0), (4, 0.01), (5, 100.0), (6, 1.0), (7, 1.0)):
        cases.append((rng.normal(size=dimension), size * rng.normal(size=dimension), size * float(rng.normal())))
    try:
        compare(function, relu_unit, *cases, name="unit", mistakes=unit.mistakes)
    except Wrong as wrong:
        if "truth value of an array" not in wrong.finding:
            raise
        many = "Does `max` or `if` get one number? `*` leaves an array, `@` makes one number."
        raise Wrong(wrong.finding, many) from None
    return "A vote with weights, moved by a bias, silent below 0. All 64 units of the first layer do this and no more."


@_lesson.exercise(
    "count the parameters",
    kind="number",
    hints=(
        "A dense layer is a kernel of shape (inputs, units) and a bias for each unit.",
        "The inputs of the second layer are the outputs of the first.",
    ),
)
def parameters(first_layer, second_layer) -> str:
    """Check the parameters of Dense(64) on 784 pixels and of Dense(10) behind it."""
    no_biases = "those are the weights of the kernel; the biases are parameters, too"
    compare_count(first_layer, 50_240, "first_layer", {784 * 64: no_biases})
    compare_count(second_layer, 650, "second_layer", {64 * 10: no_biases, 7850: "its inputs are not the pixels"})
    return "Nearly all of them sit between the pixels and the first layer."


@_lesson.exercise(
    "big numbers",
    kind="number",
    hints=(
        "An axis for what you have many of comes first: image number, then height, width, colour.",
        "Shapes are products: the length of an axis times that of the next, and so on.",
    ),
)
def big_numbers(batch_shape, num_units, num_samples) -> str:
    """Check the shape of a batch of colour images, the width of a layer with 1e9 weights, and 20 h at 16 kHz."""
    given = shape(batch_shape, "batch_shape")
    if given == (32, 3, 200, 200):
        raise Wrong("That order, channels first, is the one of PyTorch; Keras by default keeps the colours last.")
    if given != (32, 200, 200, 3) and sorted(map(str, given)) == sorted(map(str, (32, 200, 200, 3))):
        raise Wrong("All four lengths are there, but not in the order of Keras.")
    four_axes = "Four axes: image, height, width, colour."
    if given != (32, 200, 200, 3):
        raise Wrong(f"batch_shape is not {given}.", four_axes)
    units = number(num_units, "num_units")
    if abs(units - 1e9 / 120_000) < 1:
        raise Wrong("That would be for colour images; these frames are counted with one number a pixel.")
    if not close(units, 25_000, rtol=1e-9):
        raise Wrong(
            f"num_units is not {units:,.10g}: the layer would have {units * 40_000:,.10g} weights.",
            "A dense layer has one weight for each pair of a pixel and a unit.",
        )
    samples = number(num_samples, "num_samples")
    if samples in (320_000, 19_200_000):
        raise Wrong(f"num_samples is not {samples:,.0f}: that is too few.", "An hour has 3600 seconds.")
    if samples != 1_152_000_000:
        finding = f"num_samples is not {samples:,.10g}."
        raise Wrong(finding, "Samples in a second, times seconds in an hour, times hours.")
    return "A billion weights, a billion samples: a tensor is a shape first, and a size by multiplication."
