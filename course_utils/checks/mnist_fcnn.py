"""The checked exercises of lesson 04 (`lessons/04_mnist_fcnn.py`)."""

import itertools
import numbers
import re

import numpy as np

from course_utils.checks._frame import BadFormat, Lesson, Wrong
from course_utils.checks._kinds import array, blame, call, close, compare_count, letter
from course_utils.checks._orders import ordered_letters
from course_utils.statistics import wilson_interval

_ASKED = {"first_loss": "number", "few": "share", "corner": "share"}  # by each guess
_lesson = Lesson("04_mnist_fcnn", "MNIST, fully connected", guesses=_ASKED)
guess, reveal = _lesson.guess, _lesson.reveal
_OVERFLOWS = "Right for small inputs, but for large ones exp overflows, or all the scores of a row become 0."
_CLIPPED = "Right for the larger probabilities, but small ones are cut off: their logarithm is the loss of a mistake."


@_lesson.exercise(
    "you, the classifier",
    kind="number",
    hints=(
        "Read from left to right, the upper row first, and write twenty digits in quotes.",
        "Where two readings are possible, ask which strokes the writer would have made.",
    ),
)
def human(my_labels, digits) -> str:
    """Check that at least 16 labels of the first 20 validation pictures are right, and say what that means."""
    key = digits.y_validation[:20]
    read, true = _read_digits(my_labels, len(key)), [int(digit) for digit in key]
    places = [place for place, pair in enumerate(zip(read, true, strict=True), 1) if pair[0] != pair[1]]
    right = len(key) - len(places)
    if right < 0.8 * len(key):
        raise Wrong(f"{right} of {len(key)} agree with the key. Look again at the pictures {places}.")
    low, high = wilson_interval(right, len(key))
    others = f" (the key says something else of {places})" if places else ""
    return (
        f"{right} of {len(key)}{others}. So few pictures only say that you read between {low:.0%} and {high:.0%} of "
        "them."
    )


def _read_digits(my_labels, count) -> list[int]:
    """Return the digits of a text, a whole number, or a list of either, in any number of rows."""
    parts = [my_labels] if isinstance(my_labels, str) else np.ravel(np.asarray(my_labels, dtype=object))
    try:
        given = "".join(map(_digits_of, parts))
    except TypeError:
        raise BadFormat(f"my_labels should be a string of {count} digits in quotes.") from None
    if len(given) != count:
        raise BadFormat(f"my_labels should be a string of {count} digits; yours has {len(given)} characters.")
    if not set(given) <= set("0123456789"):
        raise BadFormat(f"my_labels should be a string of {count} digits; there is something else in yours.")
    return [int(digit) for digit in given]


def _digits_of(part) -> str:
    """Return a text without all that may stand between its digits, and a number as it is written."""
    if isinstance(part, str):
        return re.sub(r"(?<=\d)-(?=\d)|[\s,;./|_'\"()\[\]]", "", part)
    return str(part) if isinstance(part, numbers.Integral) else f"{part:g}"


@_lesson.exercise(
    "count before the machine does",
    kind="number",
    hints=(
        "A dense layer has one weight for each pair of input and unit, and one bias for each unit.",
        "Three dense layers: their inputs are 784, 500 and 50 numbers. Add up.",
    ),
)
def parameters(no_hidden, two_hidden) -> str:
    """Check two parameter counts."""
    no_biases = "the biases are missing"
    compare_count(no_hidden, 7850, "count_no_hidden", {784 * 10: no_biases})
    tempting = {
        784 * 500 + 500 * 50 + 50 * 10: no_biases,
        784 * 500 + 500 * 50 + 50 * 10 + 784 + 500 + 50: "a bias belongs to each unit, not to each input",
        784 * 500 + 500 + 500 * 50 + 50: "the output layer is missing",
    }
    compare_count(two_hidden, 418_060, "count_two_hidden", tempting)
    return "Nine tenths of them sit between the pixels and the first hidden layer."


def _softmax(logits, axis=1):
    scores = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return scores / scores.sum(axis=axis, keepdims=True)


def _bent(values):
    return np.maximum(0, values)


def _logits(x, weights, bend=_bent):
    for kernel, bias in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        x = bend(x @ kernel + bias)
    return x @ weights[-2] + weights[-1]


def forward_pass(x, weights) -> np.ndarray:
    """Return the probabilities of a net of dense layers with ReLU: the solution of `forward`."""
    return _softmax(_logits(x, weights))


def _without_shift(logits):
    scores = np.exp(logits)
    return scores / scores.sum(axis=1, keepdims=True)


@_lesson.exercise(
    "the forward pass in NumPy",
    kind="code",
    hints=(
        "One line a layer: matrix product, plus the bias; behind the hidden ones np.maximum(0, ...).",
        "Softmax works on each row: subtract its maximum, exponentiate, divide by its sum; axis=1 with keepdims=True "
        "gives a column.",
    ),
    mistakes={
        "These are the logits; the softmax is missing.": _logits,
        "There is a ReLU behind the last layer, too: it would hide every negative score.": lambda x, weights: _softmax(
            _bent(_logits(x, weights))
        ),
        "The bends are missing: without them, three layers are one.": lambda x, weights: _softmax(
            _logits(x, weights, bend=lambda values: values)
        ),
        "The biases are missing.": lambda x, weights: _softmax(
            _logits(x, [weight * (weight.ndim == 2) for weight in weights])
        ),
        "The bias of the last layer is missing.": lambda x, weights: _softmax(
            _logits(x, [*weights[:-1], 0 * weights[-1]])
        ),
        "The softmax runs down the columns: the probabilities of each picture should add up to 1.": (
            lambda x, weights: _softmax(_logits(x, weights), axis=0)
        ),
        _OVERFLOWS: lambda x, weights: _without_shift(_logits(x, weights)),
    },
)
def forward(function) -> str:
    """Check the forward pass on small random nets, with ordinary and with large scores."""
    rng = np.random.default_rng(0)
    for count, sizes in ((7, (6, 5, 4, 3)), (4, (6, 5, 4, 3)), (1, (3, 8, 2, 5)), (5, (2, 3, 6, 2))):
        weights = _random_weights(rng, sizes)
        _judge_forward(function, rng.normal(size=(count, sizes[0])), weights)
    _judge_forward(function, 5 * rng.normal(size=(6, 4)), _random_weights(rng, (4, 8, 6, 5)))  # small probabilities
    large = rng.normal(size=(6, 3)) * np.array([[1], [100], [1000], [1], [1e4], [1e5]])
    weights = _random_weights(rng, (3, 4, 5, 3))
    with np.errstate(all="ignore"):
        answer = call(function, large, weights, name="forward")
    answer = array(answer, (6, 3), "what forward returns", finite=False)
    if not np.isfinite(answer).all():
        raise Wrong(_OVERFLOWS)
    if not close(answer, _softmax(_logits(large, weights)), rtol=1e-3):
        raise Wrong("Right for small inputs and finite for large ones, but there not the probabilities of the net.")
    return "Three matrix products: that is all a trained net does."


def _random_weights(rng, sizes) -> list[np.ndarray]:
    """Draw kernel and bias of each layer of a net with so many inputs and units."""
    return [rng.normal(size=shape) for pair in itertools.pairwise(sizes) for shape in (pair, pair[1:])]


def _judge_forward(function, x, weights) -> None:
    wanted = _softmax(_logits(x, weights))
    answer = array(call(function, x, weights, name="forward"), wanted.shape, "what forward returns")
    if close(answer, wanted):
        small = wanted > 1e-30  # what single precision can hold
        if (answer[small] <= 0).any() or not close(np.log(answer[small]), np.log(wanted[small]), atol=1e-3):
            raise Wrong(_CLIPPED)
        return
    blame(answer, forward.mistakes, x, weights)
    if not close(answer.sum(axis=1), np.ones(len(x))):
        raise Wrong("The probabilities of each picture should add up to 1.")
    raise Wrong("Rows add up to 1, but they are not the probabilities of this net. Are all biases there?")


@_lesson.exercise(
    "which pile, and which curve?",
    kind="letter",
    hints=(
        "A choice that you make yourself needs pictures that did not change the weights and are not the final word.",
        "In the same number of steps a larger rate comes further, until it is so large that it jumps over the valley.",
        "The slowest curve hardly leaves the loss from which all four begin.",
    ),
)
def split_and_rates(pile, curves_by_rate) -> str:
    """Check which pictures choose, and the order of the four curves."""
    if (chosen := letter(pile, "ABC", "pile")) != "B":
        reason = {
            "A": "On these pictures the rate that learns by heart fastest looks best.",
            "C": "Then nothing would be left to tell how good the chosen net is.",
        }
        raise Wrong(f"The pile is not {chosen}.", reason[chosen])
    given = ordered_letters(curves_by_rate, "ABCD", "curves_by_rate")
    for place, (curve, wanted) in enumerate(zip(given, "CADB", strict=True)):
        if curve != wanted:
            rate = (0.001, 0.02, 0.3, 3)[place]
            raise Wrong(f"Curve {curve} does not belong to {rate:g}: it would have to {_MOTION[place]}.")
    return "As many steps, a larger rate: further down, until it jumps over the valley."


_MOTION = (
    "fall least of all",
    "fall, but slowly",
    "fall fast and stay low",
    "jump up before it comes down",
)


@_lesson.exercise(
    "the centre of mass",
    kind="code",
    hints=(
        "The ink in each row: sum over the columns (axis=1). Its mean place is a weighted mean of 0, 1, 2, ...",
        "Divide by the ink of the whole picture, not by the number of pixels.",
    ),
    mistakes={
        "Your two numbers are right, in the other order: the row comes first.": lambda picture: _centre(picture)[::-1],
        "You count from 1; the first pixel is at (0, 0).": lambda picture: _centre(picture) + 1,
        "That is the middle of the frame, wherever the ink is.": lambda picture: (np.array(picture.shape) - 1) / 2,
        "That is half the height and half the width, wherever the ink is.": lambda picture: np.array(picture.shape) / 2,
        "Every pixel with ink counts the same in yours: more ink should count more.": lambda picture: _centre(
            picture > 0
        ),
        "You divide by the number of pixels; divide by all the ink.": lambda picture: (
            _centre(picture) * picture.sum() / picture.size
        ),
        "That is the place with the most ink, not the mean place of all ink.": lambda picture: np.array(
            np.unravel_index(picture.argmax(), picture.shape)
        ),
        "That is how much ink there is on average at each place; asked for is where it is.": lambda picture: np.array(
            [picture.sum(axis=1).mean(), picture.sum(axis=0).mean()]
        ),
    },
)
def centre(function) -> str:
    """Check the centre of mass of pictures of many sizes, few of them square."""
    rng = np.random.default_rng(0)

    def placed(picture):
        return array(call(function, picture, name="centre_of_mass"), (2,), "what centre_of_mass returns")

    spots = rng.uniform(size=(4, 6)) * (rng.uniform(size=(4, 6)) < 0.5)  # no two mistakes give the same place for it
    if not close(placed(spots), _centre(spots)):
        blame(placed(spots), centre.mistakes, spots)
    dot = np.zeros((4, 6))
    dot[1, 4] = 7.0
    pictures = {
        "a single dot at (1, 4)": dot,
        "a full picture (3, 5)": np.ones((3, 5)),
        "ink 1 at (0, 0) and 3 at (1, 2)": np.array([[1.0, 0, 0], [0, 0, 3]]),
        "whole numbers from 0 to 255, (9, 6)": rng.integers(0, 256, (9, 6)),
        "a sparse picture (28, 28)": rng.uniform(size=(28, 28)) ** 20,
        "spots on a picture (4, 6)": spots,
    }
    for size in ((2, 3), (7, 1), (1, 5)):
        pictures[f"a picture {size} of random ink"] = rng.uniform(size=size)
    for name, picture in pictures.items():
        if not close(placed(picture), _centre(picture)):
            raise Wrong(f"The centre of {name} is not {placed(picture).round(3).tolist()}.")
    return "The mean place of the ink: now any digit can be put where MNIST has it."


def centre_of_ink(picture) -> tuple[float, float]:
    """Return (row, column) of the centre of mass of a picture: the solution of `centre`."""
    row, column = _centre(picture)
    return float(row), float(column)


def _centre(picture):
    rows, columns = np.indices(picture.shape)
    return np.array([np.average(rows, weights=picture), np.average(columns, weights=picture)])
