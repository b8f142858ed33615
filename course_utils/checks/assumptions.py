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

_ASKED = {"pictures": "number", "nearly": "ABC", "parrot": "ABC"}  # by each guess
_lesson = Lesson("06c_assumptions", "Assumptions", guesses=_ASKED)
guess, reveal = _lesson.guess, _lesson.reveal


@_lesson.exercise(
    "can you explain 320?",
    kind="number",
    hints=(
        "How many numbers lie in one window, through all channels?",
        "Each filter has that many weights and one bias; nothing else is learned.",
        "Each number of the result takes one multiplication for each weight of its filter.",
    ),
)
def count(shape_of_six, parameters_of_six, multiplications_of_six, explain_320, explain_1168) -> str:
    """Check the shape, the parameters and the work of six 5x5x3 filters, and two lines of a model summary."""
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
    compare_count(
        multiplications_of_six,
        259_200,
        "multiplications_of_six",
        {
            450: "that is one place; the window stops at 24x24 of them",
            43_200: "that is one filter",
            86_400: "a window goes through all three channels",
            262_656: "a bias is added, not multiplied",
            352_800: "without padding there are fewer places than pixels",
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


def our_verdict(before, after) -> str:
    """Return "I" for equal maps, "E" if the second is the first moved to the right, else "N": the solution."""
    before, after = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if np.allclose(before, after):
        return "I"
    return "E" if any(moved.any() and np.allclose(moved, after) for moved in _moved(before)) else "N"


def _moved(before):
    """Yield the map moved to the right by one column, by two, and so on, with zeros shifted in."""
    for columns in range(1, before.shape[1]):
        yield np.pad(before, ((0, 0), (columns, 0)))[:, :-columns]


def _verdict_by(has_moved, is_same=np.allclose):
    """Return a wrong `verdict` that sees in another way whether a map has moved, or whether it is the same."""
    return lambda before, after: "I" if is_same(before, after) else "NE"[int(has_moved(before, after))]


def _moved_by(is_same):
    return lambda before, after: any(is_same(moved, after) for moved in _moved(before))


def _overlaps(before, after, most=None) -> bool:
    moves = range(1, most or before.shape[1])
    return any(np.allclose(before[:, :-move], after[:, move:]) for move in moves)


def _rolls(before, after) -> bool:
    return any(np.allclose(np.roll(before, move, axis=1), after) for move in range(1, before.shape[1]))


def _wraps(before, after) -> bool:
    return any(np.allclose(np.roll(before, move), after) for move in range(before.size))


def _same_values(before, after) -> bool:
    return np.allclose(np.sort(before, axis=None), np.sort(after, axis=None))


_MISTAKES = {
    "Numbers that differ by a rounding error are meant to be the same.": _verdict_by(
        _moved_by(np.array_equal), is_same=np.array_equal
    ),
    "The object may have moved by more than one column.": _verdict_by(
        lambda before, after: _overlaps(before, after, most=2)
    ),
    "A map that stays is invariant, whatever else it may be.": lambda before, after: (
        "E" if our_verdict(before, after) == "I" else our_verdict(before, after)
    ),
    "You compare the largest values only; all numbers count.": _verdict_by(
        _moved_by(np.allclose), is_same=lambda before, after: np.allclose(before.max(), after.max())
    ),
    "You compare the sums only; all numbers count.": _verdict_by(
        _moved_by(np.allclose), is_same=lambda before, after: np.allclose(before.sum(), after.sum())
    ),
    "The same numbers at other places are no moved map: each has to go the same way.": _verdict_by(_same_values),
    "What leaves on the right must not come back on the left: a move to the left is none to the right.": _verdict_by(
        _rolls
    ),
    "A map that moved down has not moved to the right: move columns only, with axis=1.": _verdict_by(_wraps),
    "Your letters are turned round: E moves along, I stays.": lambda before, after: {"E": "I", "I": "E", "N": "N"}[
        our_verdict(before, after)
    ],
    "After a large move only the empty edges of the two overlap, and these always agree: compare whole maps.": (
        _verdict_by(_overlaps)
    ),
}


@_lesson.exercise(
    "let the computer decide",
    kind="code",
    hints=(
        "First ask whether the two are the same. np.allclose compares two arrays and forgives rounding errors.",
        "Which columns of `before` should agree with which of `after`, if all moved on by one? And by two?",
        "Try every move, from one column to all but one, and stop at the first that fits.",
    ),
    mistakes=_MISTAKES,
)
def verdict(function) -> str:
    """Check the letter for maps that stay, move by one to five columns, move to the left or down, mix or change."""
    pairs = _pairs_of_maps()
    calls = [call(function, before, after, name="verdict") for before, after, _ in pairs]
    given = [letter(answer, "EIN", "what verdict returns") for answer in calls]
    right = [our_verdict(before, after) for before, after, _ in pairs]
    for (_, _, what), mine, wanted in zip(pairs, given, right, strict=True):
        if mine != wanted:
            finding = f"For {what} it should be {wanted!r}; yours says {mine!r}."
            raise Wrong(finding, *_fitting(given, pairs))
    return "Moving and computing in either order gives the same: that is the whole definition of equivariance."


def _fitting(given, pairs) -> list[str]:
    """Return the finding of the first wrong `verdict` that says the same of all pairs, if there is one."""
    wrongs = {finding: [wrong(before, after) for before, after, _ in pairs] for finding, wrong in _MISTAKES.items()}
    return [finding for finding, letters_of_it in wrongs.items() if letters_of_it == given][:1]


def _pairs_of_maps():
    """Return maps before and after with what happened to them; the outermost two columns are zero."""
    rng = np.random.default_rng(6)
    pairs = []
    for rows, columns in ((4, 12), (6, 14), (3, 13)):
        before = np.zeros((rows, columns))
        before[:, 2:6] = rng.normal(size=(rows, 4)).round(2)
        other = before.copy()
        other[1, 3] += 1
        mixed = before.copy()
        mixed[:, 2:6] = rng.permuted(before[:, 2:6], axis=None)
        spread = before.copy()
        spread[:, 3:7], spread[:, 2] = before[:, 2:6], before[:, 2]
        tiny = 1e-7 * before
        pairs += [
            (before, before, "two equal maps"),
            (before, np.roll(before, 1, axis=1), "a map that moved by one column"),
            (before, np.roll(before, 5, axis=1), "a map that moved by five columns"),
            (before, before + tiny, "two maps that differ by rounding"),
            (before, np.roll(before + tiny, 2, axis=1), "a map that moved by two columns, with rounding errors"),
            (before, np.roll(before, 1, axis=0), "a map that moved down by one row"),
            (before, np.roll(before, -1, axis=1), "a map that moved to the left"),
            (before, other, "two maps that differ in one number"),
            (before, np.roll(other, 2, axis=1), "a map that moved and changed in one number"),
            (before, mixed, "the same numbers at other places"),
            (before, 2 * np.roll(before, 1, axis=1), "a map that moved and doubled"),
            (before, spread, "a map of which a part moved and a part stayed"),
        ]
    pairs.append((np.array([[3.0]]), np.array([[3.0]]), "two equal maps of one number"))
    pairs.append((np.array([[3.0]]), np.array([[2.0]]), "two maps of one number that differ"))
    return pairs
