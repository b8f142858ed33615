"""The checked exercises of lesson 06c (`lessons/06c_assumptions.py`)."""

import re

import numpy as np

from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import (
    array,
    blame,
    call,
    close,
    compare_count,
    letter,
    letters,
    mapping,
    shape,
)

_lesson = Lesson("06c_assumptions", "What convolution assumes")
guess, reveal = _lesson.guess, _lesson.reveal


@_lesson.exercise(
    "can you explain 320?",
    kind="number",
    hints=(
        "How many numbers lie in one window, through all channels?",
        "Each filter has that many weights and one bias; nothing else is learned.",
    ),
)
def count(shape_of_six, parameters_of_six, explain_320, explain_1168) -> str:
    """Check the shape and the parameters of six 5x5x3 filters, and two lines of a model summary."""
    given = _shape_of_maps(shape_of_six, "shape_of_six")
    if given != (24, 24, 6):
        finding = {
            (28, 28, 6): "that would need padding",
            (24, 24, 3): "the channels are added up; what counts is the number of filters",
            (24, 24, 18): "the channels of the image are added up inside each filter",
            (23, 23, 6): "count the places of the window again",
            (6, 24, 24): "in Keras the channels come last",
        }
        raise Wrong(f"The shape is not {given}: {finding.get(given, 'height, width, number of maps')}.")
    compare_count(
        parameters_of_six,
        456,
        "parameters_of_six",
        {
            450: "the biases are missing",
            156: "the filters are as deep as the image",
            451: "there is one bias for each filter",
            468: "there is one bias for each filter, not for each channel",
            76: "that is one filter",
        },
    )
    for name, answer, right in (("explain_320", explain_320, (9, 32)), ("explain_1168", explain_1168, (72, 16))):
        weights, filters = array(answer, (2,), name)
        if (weights, filters) == right:
            continue
        total = int(name.removeprefix("explain_"))
        if (weights, filters) == (right[0] + 1, right[1]):
            raise Wrong(f"{name}: the first number should leave the bias out.")
        raise Wrong(
            f"{name}: ({weights:g} + 1) * {filters:g} = {(weights + 1) * filters:g}"
            + (
                ", but that is not how this layer gets there."
                if (weights + 1) * filters == total
                else f", not {total}."
            ),
            "The number of filters stands in the code; a window goes through all channels of its input.",
        )
    return "(weights + 1 bias) times filters; the size of the image does not occur."


def _shape_of_maps(answer, name) -> tuple:
    """Return a shape without the axis of the pictures, which Keras shows as None."""
    given = shape(answer, name)
    return given[1:] if len(given) == 4 and given[0] is None else given


@_lesson.exercise(
    "build a convolution matrix",
    kind="code",
    hints=(
        "Each row of the matrix computes one number of the result. Which inputs does it need?",
        "From one row to the next, the kernel moves on by one column.",
    ),
    mistakes={
        "Your kernel is turned round: a true convolution. Keras does not turn it.": lambda kernel, length: _band(
            kernel[::-1], length
        ),
        "There are too many weights: a row holds the kernel once, and zeros.": lambda kernel, length: np.resize(
            kernel, (length - len(kernel) + 1, length)
        ),
        "All your rows are the same: the window has to slide.": lambda kernel, length: np.tile(
            _band(kernel, length)[0], (length - len(kernel) + 1, 1)
        ),
        "A row holds all the weights of the kernel; yours holds one.": lambda kernel, length: (
            kernel[0] * np.eye(length - len(kernel) + 1, length)
        ),
        "Your matrix is made of whole numbers, which cuts off everything after the point.": lambda kernel, length: (
            np.trunc(_band(kernel, length))
        ),
    },
)
def matrix(function) -> str:
    """Check the matrix for kernels of several lengths, against a sliding window."""
    rng = np.random.default_rng(0)
    cases = [((1.0, 2.0, 4.0), 6), ((3.0, -1.0), 5), ((1.0, 2.0, 3.0, 4.0), 4), ((1, 3), 4)]
    cases += [(rng.normal(size=count), length) for count, length in ((2, 3), (3, 6), (1, 4), (5, 9), (2, 12))]
    for kernel, length in cases:
        _judge_band(function, np.array(kernel), length)
    return "A band of equal diagonals: local and shared, to be seen at a glance."


def _judge_band(function, kernel, length) -> None:
    wanted = _band(kernel, length)
    result = call(function, kernel, length, name="convolution_matrix")
    result = array(result, wanted.shape, f"the matrix for {len(kernel)} weights and {length} inputs")
    if close(result, wanted):
        return
    blame(result, matrix.mistakes, kernel, length)
    if np.count_nonzero(result) > np.count_nonzero(wanted):
        raise Wrong("There are too many weights: a row holds the kernel once, and zeros.")
    row = int(np.abs(result - wanted).max(axis=1).argmax())
    raise Wrong(
        f"For {len(kernel)} weights and {length} inputs, row {row} should be {wanted[row].round(3).tolist()}; "
        f"yours is {result[row].round(3).tolist()}."
    )


def _band(kernel, length):
    rows = length - len(kernel) + 1
    return np.array([np.concatenate([np.zeros(i), kernel, np.zeros(rows - 1 - i)]) for i in range(rows)])


@_lesson.exercise(
    "equivariant, invariant or neither?",
    kind="letter",
    hints=(
        "Take a picture with a single bright pixel, and move it.",
        "Pooling with stride 2 cuts the picture into fixed blocks. What happens to a block when the picture moves?",
    ),
)
def shift(answers) -> str:
    """Check for five operations whether they are equivariant, invariant or neither."""
    reasons = {
        "a": ("E", "The same weights meet the same pixels one step further on."),
        "b": ("I", "Where the largest value of the map stands does not change how large it is."),
        "c": ("N", "Each pixel has weights of its own: after the move, others are used."),
        "d": ("N", "A bright pixel may stay in its block or enter the next one: it depends."),
        "e": ("E", "Two pixels are exactly one block."),
    }
    given = mapping(_by_operation(answers), "abcde", "answers", in_order=True)
    for key, (right, reason) in reasons.items():
        chosen = letter(given[key], "EIN", f"answers[{key!r}]")
        if chosen != right:
            raise Wrong(f"({key}) is not {chosen!r}.", reason)
    return "Equivariant layers first, something invariant last: the plan of most image nets."


def _by_operation(answers):
    """Return the operations by letter, such as {"E": "ae", ...}, as letters by operation, and a text without commas."""
    if isinstance(answers, str):
        return re.sub(r"[\s,;]", "", answers)
    by_letter = dict(answers.items()) if hasattr(answers, "items") else {}
    keys = [str(key).strip().upper() for key in by_letter]
    if not keys or not set(keys) <= set("EIN"):
        return answers
    operations = [letters(named, "ABCDE", "answers") for named in by_letter.values()]
    pairs = [(operation, key) for key, named in zip(keys, operations, strict=True) for operation in named]
    return dict(pairs) if len(pairs) == len(dict(pairs)) else answers
