"""The checked exercises of lesson 00 (`lessons/00_start_here.py`)."""

from typing import Literal, get_args, get_origin, get_type_hints

import numpy as np

from course_utils.checks._frame import BadFormat, Lesson, NotStarted, Wrong
from course_utils.checks._kinds import array, blame, call, close, compare_count, letter, number, shape, true_or_false

_lesson = Lesson("00_start_here", "Start here")
guess, reveal = _lesson.guess, _lesson.reveal


@_lesson.exercise(
    "break it on purpose",
    kind="code",
    hints=(
        "Which of the lines of the report would stop you, and which only slow you down?",
        "dataclasses.replace(machine, name=value) copies the machine with one fact changed; print(machine) shows the "
        "names of its facts.",
        "A Python that is too old, a package that is missing, a disk that is full: each of them is one fact.",
    ),
)
def broken(machine) -> str:
    """Check that a made-up machine has a fault, and show the fix."""
    from course_utils.readiness import Machine, findings

    if not isinstance(machine, Machine):
        raise BadFormat("broken should be a machine, as dataclasses.replace(machine, ...) returns it.")
    _judge_facts(machine)
    found = call(findings, machine, name="The set-up check")
    faults = [finding for finding in found if finding.state == "fault"]
    if not faults:
        raise Wrong("On this machine the course still runs: the verdict is that it is ready.")
    return f"{faults[0].topic}: {faults[0].found}. The fix would be: {faults[0].fix}"


def _judge_facts(machine):
    """Say which fact is of a kind that the set-up check does not know."""
    for name, kind in get_type_hints(type(machine)).items():
        fact = getattr(machine, name)
        if not _fits(fact, kind):
            raise Wrong(
                f"The fact {name} should be {type(machine).__annotations__[name]}; yours is {fact!r}.",
                "Look at the fact in print(machine): a text stays a text, two numbers in brackets stay two numbers.",
            )


def _fits(fact, kind) -> bool:
    """Tell whether a fact is of a kind such as `tuple[int, int]` or `dict[str, str | None]`, its parts as well."""
    inner = get_args(kind)
    if get_origin(kind) is Literal:
        return isinstance(fact, str) and fact in inner
    if get_origin(kind) is tuple:
        return isinstance(fact, tuple) and len(fact) == len(inner) and all(map(_fits, fact, inner))
    if get_origin(kind) is dict:
        pairs = fact.items() if isinstance(fact, dict) else [(None, None)]
        return all(_fits(part, wanted) for pair in pairs for part, wanted in zip(pair, inner, strict=True))
    if kind in (int, float):
        return isinstance(fact, (int, kind)) and not isinstance(fact, bool)
    return isinstance(fact, kind)


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
        raise Wrong(f"The inner product is not {inner:g}.", multiply_first)
    return "One number, large if both vectors have their large entries in the same places."


def _judge_entries(name, answer, wanted, hint):
    values = array(answer, (3,), name)
    for place, (got, want) in enumerate(zip(values, wanted, strict=True), start=1):
        if not close(got, want):
            raise Wrong(f"Entry {place} of {name} is not {got:g}.", hint)


@_lesson.exercise(
    "transpose and shape",
    kind="number",
    hints=(
        "The transpose turns every row into a column: its first row is the first column of what you began with.",
        "A shape is (rows, columns). What a product keeps is the rows of the left and the columns of the right matrix.",
    ),
)
def transpose(transposed, row_times_column, column_times_row) -> str:
    """Check the transpose of a 3x2 matrix, and the shapes of row times column and column times row."""
    untouched = {(3, 2): "transposed still has three rows and two columns."}
    values = array(transposed, (2, 3), "transposed", tempting=untouched)
    if close(values, [[1, 2, 3], [4, 5, 6]]):
        raise Wrong("The shape is right, but you read on row by row.", "Read down the first column to fill a row.")
    if not close(values, [[1, 3, 5], [2, 4, 6]]):
        raise Wrong("The shape of transposed is right, some of its entries are not.")
    outer_two = "Write the two shapes side by side; the inner two numbers agree and disappear, the outer two remain."
    _judge_shape("row_times_column", row_times_column, (1, 1), outer_two)
    _judge_shape("column_times_row", column_times_row, (3, 3), outer_two)
    return "Same six numbers, or same two vectors: the shape is what decides."


def _judge_shape(name, answer, wanted, hint):
    given = shape(answer, name)
    if len(given) == 1:
        raise Wrong(f"{name} has more than one axis: a matrix keeps both, even one of length 1.", hint)
    if given != wanted:
        raise Wrong(f"{name} does not have the shape {given}.", hint)


@_lesson.exercise(
    "mix the columns",
    kind="code",
    hints=(
        "Begin with a vector of zeros, one entry for each row, and add one column after the other.",
        "Column number j is matrix[:, j], and it is taken vector[j] times.",
    ),
    mistakes={
        "You mixed the rows of the matrix, not its columns.": lambda matrix, vector: vector @ matrix,
        "Each column counts once: where does the vector say how much of it goes in?": lambda matrix, vector: matrix.sum(
            axis=1
        ),
        "That is the mean of what the columns bring; a mixture adds it up.": lambda matrix, vector: (
            matrix @ vector / len(vector)
        ),
        "Your mixture is made of whole numbers, which cuts off everything after the point.": lambda matrix, vector: (
            np.trunc(matrix @ vector)
        ),
    },
)
def mix_columns(function) -> str:
    """Check a matrix-vector product on matrices of several shapes and kinds of numbers."""
    for matrix, vector in _mixtures():
        result = call(function, matrix, vector, name="mix_columns")
        values = array(result, (len(matrix),), f"what mix_columns returns for a matrix of shape {matrix.shape}")
        if close(values, matrix @ vector):
            continue
        blame(values, mix_columns.mistakes, matrix, vector)
        raise Wrong(
            f"For {matrix.round(3).tolist()} and {vector.round(3).tolist()} your mixture {values.round(3).tolist()} is "
            "not right."
        )
    return "The product is a recipe: the vector says how much of each column goes in."


def _mixtures():
    """Return pairs of matrix and vector: whole and broken, small, large and negative numbers, some of them zero."""
    rng = np.random.default_rng(1)
    pairs = [
        (rng.integers(-5, 6, (3, 3)), rng.integers(1, 6, 3)),
        (rng.integers(-5, 6, (3, 3)), np.array([0.5, -1, 0])),
    ]
    for rows, columns, size in ((3, 3, 1), (2, 4, 1000), (2, 4, 1), (5, 1, 1), (1, 6, 0.01), (1, 1, 10)):
        pairs.append((size * rng.normal(size=(rows, columns)), rng.normal(size=columns)))
    return pairs


@_lesson.exercise(
    "the poll",
    kind="number",
    hints=(
        "Write the two shapes side by side: (rows, columns)(rows, columns). The inner two numbers have to agree.",
        "If they do, they disappear, and the outer two are the shape of the result.",
    ),
)
def product(poll, as_printed, small_product) -> str:
    """Check the poll, the shape of the product with a single column, and a 2x2 product."""
    chosen = letter(poll, "ABCD", "poll")
    if chosen != "C":
        reason = {
            "A": "Eight is the length that both matrices share; it is summed over.",
            "B": "That is the shape of the second matrix itself.",
            "D": "The first has 8 columns and the second 8 rows. Is that not what a product asks for?",
        }
        raise Wrong(f"The poll's answer is not {chosen}.", reason[chosen])
    _judge_shape("as_printed", as_printed, (3, 1), "Now the shapes are 3 x 8 and 8 x 1: which two numbers remain?")
    values = array(small_product, (2, 2), "small_product")
    wanted = np.array([[1, 7], [2, 4]]) @ np.array([[3, 3], [5, 2]])
    row_by_column = "Entry (i, j) is row i of the first matrix times column j of the second: an inner product."
    if close(values, [[3, 21], [10, 8]]):
        raise Wrong("You multiplied entry by entry.", row_by_column)
    if close(values, np.array([[3, 3], [5, 2]]) @ np.array([[1, 7], [2, 4]])):
        raise Wrong("That is the product in the other order: with matrices, the order matters.")
    if not close(values, wanted):
        count = sum(not close(*pair) for pair in zip(values.flat, wanted.flat, strict=True))
        raise Wrong(
            f"{count} of the four entries of small_product {'is' if count == 1 else 'are'} not right.", row_by_column
        )
    return "With a single column, none of the four options would be right."


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
    _judge_shape("batch_shape", given, (32, 200, 200, 3), "Four axes: image, height, width, colour.")
    units = number(num_units, "num_units")
    if abs(units - 1e9 / 120_000) < 1:
        raise Wrong("That would be for colour images; these frames are counted with one number a pixel.")
    if units != 25_000:
        raise Wrong(
            f"With {units:g} units the layer would have {units * 40_000:.3g} weights.",
            "A dense layer has one weight for each pair of a pixel and a unit.",
        )
    samples = number(num_samples, "num_samples")
    if samples in (320_000, 19_200_000):
        raise Wrong(f"{samples:g} is too few.", "An hour has 3600 seconds.")
    if samples != 1_152_000_000:
        raise Wrong(
            f"Twenty hours are not {samples:g} samples.", "Samples in a second, times seconds in an hour, times hours."
        )
    return "A billion weights, a billion samples: a tensor is a shape first, and a size by multiplication."


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
    answers = [_says_one(function, images[place]) for place in zeros_and_ones]
    if all(answer is None for answer in answers):
        raise NotStarted
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
    if np.size(answer) != 1:
        raise Wrong(
            f"says_one should return True or False; it returned {np.size(answer)} values.",
            "A comparison with an array answers for each pixel; make one number of the pixels first, such as a mean.",
        )
    return true_or_false(answer, "what says_one returns")
