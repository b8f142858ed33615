"""The checked exercises of lesson 06f (`lessons/06f_residual.py`)."""

import math

import numpy as np

from course_utils.checks._compare import compare
from course_utils.checks._frame import BadFormat, Lesson, Wrong
from course_utils.checks._kinds import (
    array,
    call,
    close,
    compare_count,
    letter,
    number,
    true_or_false,
)

_ASKED = {"arrives": "ABC", "depth": "ABC", "cosine": "number"}  # by each guess
_lesson = Lesson("06f_residual", "Twenty layers", guesses=_ASKED)
guess, reveal = _lesson.guess, _lesson.reveal


@_lesson.exercise(
    "LeNet-5 by hand",
    kind="number",
    hints=(
        "Parameters of a convolution: filters times (window times maps of the layer before, plus 1).",
        "Pooling has no parameters here. What are the sizes in the drawing in front of C3 and of C5?",
        "F6 and the output are dense: inputs times units, plus one bias for each unit.",
    ),
)
def lenet(parameters, saved) -> str:
    """Check the five counts of LeNet-5, and what the sparse connections of C3 saved."""
    counts = array(parameters, (5,), "lenet_parameters")
    right = [156, 2_416, 48_120, 10_164, 850]
    no_bias = [150, 2_400, 48_000, 10_080, 840]
    one_map = {"C3": {416: "a filter sees all six maps"}, "C5": {3_120: "a filter sees all sixteen maps"}}
    for name, count, wanted, bare in zip(("C1", "C3", "C5", "F6", "output"), counts, right, no_bias, strict=True):
        compare_count(count, wanted, f"the count of {name}", {bare: "the biases are missing"} | one_map.get(name, {}))
    fewer = number(saved, "saved_in_c3")
    if fewer != 2_416 - 1_516:
        raise Wrong(f"saved_in_c3 is not {fewer:g}: what does C3 have now, and what had it then?")
    return "61 706 in all; with the original's sparse C3, trained averages and fixed output weights, 60 000."


def _sums(maps):
    """Return eight maps of weighted sums with batch normalisation, as the lesson's `normalised_sums` does."""
    from keras import layers

    sums = layers.Conv2D(8, 3, padding="same", use_bias=False)(maps)
    return layers.BatchNormalization(momentum=0.9)(sums)


def skip_block(maps):
    """Return what a residual block makes of the maps: relu(maps + F(maps)), with two layers in F.

    Parameters
    ----------
    maps : keras.KerasTensor, shape (n, height, width, 8)

    Returns
    -------
    keras.KerasTensor, shape of `maps`

    Examples
    --------
    >>> import keras
    >>> keras.Model(maps := keras.Input((4, 4, 8)), skip_block(maps)).count_params()
    1216
    """
    from keras import ops

    return ops.relu(maps + _sums(ops.relu(_sums(maps))))


@_lesson.exercise(
    "a block with a shortcut",
    kind="code",
    hints=(
        "Look at plain_block: what stands inside its last ops.relu is F(maps). What is added to it?",
        "Give F(maps) a name; then add the maps to it, and bend the sum.",
        "Two layers in F, with a ReLU between them and none behind the second: the last ReLU comes after the plus.",
    ),
)
def block(function) -> str:
    """Check a residual block by what it makes of numbers: with F = 0, and with weights of all kinds."""
    import keras

    inputs = keras.Input((4, 4, 8))
    result = call(function, inputs, name="residual_block")
    if not isinstance(result, keras.KerasTensor):
        raise BadFormat("residual_block should return maps: what layers or ops make of the maps that it gets.")
    if tuple(result.shape) != (None, 4, 4, 8):
        raise Wrong(f"The block should give maps of the shape (n, 4, 4, 8); yours gives {tuple(result.shape)}.")
    mine, ours = keras.Model(inputs, result), keras.Model(inputs, skip_block(inputs))
    few = {0: "Your block has no weights: F is missing.", 608: "F has two layers; yours has one."}
    if mine.count_params() != ours.count_params():
        raise Wrong(
            few.get(mine.count_params(), f"The block should have 1216 parameters; yours has {mine.count_params()}.")
        )
    maps = np.random.default_rng(0).normal(size=(6, 4, 4, 8)).astype("float32")
    _judge_without_change(_answers(mine, [np.zeros(w.shape) for w in mine.get_weights()], maps), maps)
    rng = np.random.default_rng(1)
    weights = [rng.uniform(0.2, 1, w.shape) * rng.choice([-1, 1], w.shape) for w in ours.get_weights()]
    weights = [np.abs(w) if w.ndim == 1 and place % 5 in (2, 4) else w for place, w in enumerate(weights)]
    if [w.shape for w in mine.get_weights()] != [w.shape for w in weights]:
        raise Wrong(
            "Your block has other weights than two times normalised_sums.", "Use normalised_sums for both layers."
        )
    given, wanted = _answers(mine, weights, maps), _answers(ours, weights, maps)
    if not close(given, wanted, rtol=1e-3, atol=1e-3 * np.abs(wanted).max()):
        raise Wrong(
            "With F = 0 your block is right, else it is not: F is not relu in the middle and plain sums at its end.",
            "Between the two layers of F stands a ReLU; behind the second comes the plus, and then the last ReLU.",
        )
    return "No weight is added, and F = 0 copies. A plain block would have to learn to copy."


def _answers(model, weights, maps):
    model.set_weights(weights)
    from keras import ops

    return ops.convert_to_numpy(model(maps, training=False))


def _judge_without_change(given, maps) -> None:
    """Judge what the block gives where all its weights are 0, so that F is 0."""
    if close(given, np.maximum(maps, 0), rtol=1e-3):
        return
    if not given.any():
        raise Wrong("Where F = 0 your block gives 0: its input does not get past the two layers.", "Add the maps.")
    if close(given, maps, rtol=1e-3):
        raise Wrong("Where F = 0 your block hands on negative numbers: the last ReLU comes after the plus.")
    raise Wrong("Where F = 0 the block should give relu(maps); yours gives something else.")


def cosines(a, b) -> float:
    """Return the mean of the cosines between the rows of two arrays.

    Parameters
    ----------
    a, b : numpy.ndarray, shape (n, length)

    Examples
    --------
    >>> round(float(cosines(np.array([[1.0, 0], [0, 2]]), np.array([[3.0, 0], [1, 1]]))), 3)
    0.854
    """
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return np.mean((a * b).sum(axis=1) / lengths)


@_lesson.exercise(
    "the same direction?",
    kind="code",
    hints=(
        "The dot product of each pair of rows: multiply number by number, then sum along axis 1.",
        "np.linalg.norm(a, axis=1) has one length for each row. Divide row by row; the mean comes last.",
    ),
    mistakes={
        "That is one cosine of all numbers together; asked for is one for each picture, then their mean.": (
            lambda a, b: (a * b).sum() / (np.linalg.norm(a) * np.linalg.norm(b))
        ),
        "The mean comes last: divide each dot product by its own two lengths first.": (
            lambda a, b: (a * b).sum(axis=1).mean() / (np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)).mean()
        ),
        "The lengths are missing: that is the mean of the dot products.": lambda a, b: (a * b).sum(axis=1).mean(),
        "Those are the cosines of all pictures; asked for is their mean.": (
            lambda a, b: (a * b).sum(axis=1) / (np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1))
        ),
        "That runs down the columns: a picture is a row, so axis=1.": (
            lambda a, b: ((a * b).sum(axis=0) / (np.linalg.norm(a, axis=0) * np.linalg.norm(b, axis=0))).mean()
        ),
        "The root is missing: a length is the root of the sum of squares.": (
            lambda a, b: ((a * b).sum(axis=1) / ((a**2).sum(axis=1) * (b**2).sum(axis=1))).mean()
        ),
    },
)
def cosine(function) -> str:
    """Check the mean cosine of rows, for rows of very different lengths and directions."""
    rng = np.random.default_rng(0)
    cases = [(rng.normal(size=(n, m)), rng.normal(0.3, 1, (n, m))) for n, m in ((5, 3), (4, 4), (2, 7))]
    cases = [(a * 10.0 ** np.arange(len(a))[:, None], b) for a, b in cases]
    compare(function, cosines, *cases, name="mean_cosine", mistakes=cosine.mistakes)
    return "The length of the gradients drops out: only where they point counts, and each picture counts alike."


@_lesson.exercise(
    "three stories, three findings",
    kind="letter",
    hints=(
        "What would each story predict for a net that has this trouble? Look for the finding that says the contrary.",
        "Overfitting would look good on which pictures? And a claim about every net falls with one net.",
    ),
)
def skip(overfitting, vanishing, shattering) -> str:
    """Check which finding speaks against which explanation."""
    right = {
        "against_overfitting": (overfitting, "B", "Which pictures does an overfitted net read well?"),
        "against_vanishing": (vanishing, "C", "How long is a gradient that has vanished?"),
        "against_shattering": (shattering, "A", "Which net has what this story asks for, and does not learn?"),
    }
    for name, (answer, wanted, hint) in right.items():
        given = letter(answer, "ABCD", name)
        if given != wanted:
            raise Wrong(f"{name} is not {given}: that finding fits this story, or says nothing about it.", hint)
    return "A story that fits one finding is not yet the cause: look for the finding that it cannot explain."


@_lesson.exercise(
    "better than a human?",
    kind="number",
    hints=(
        "The standard error of a share p of n pictures is the root of p (1 - p) / n; times 100 for points.",
        "A difference of two independent numbers has the standard error sqrt(a^2 + b^2).",
    ),
)
def human(error_human, error_machine, ratio, is_shown) -> str:
    """Check two standard errors, the ratio and the conclusion."""
    right = {
        "error_human": (error_human, 100 * math.sqrt(0.051 * 0.949 / 1500)),
        "error_machine": (error_machine, 100 * math.sqrt(0.0494 * 0.9506 / 100_000)),
    }
    for name, (answer, wanted) in right.items():
        value = number(answer, name)
        if close(100 * value, wanted, rtol=0.02):
            raise Wrong(f"{name} is a share; multiply by 100 for percentage points.")
        if not close(value, wanted, rtol=0.02):
            raise Wrong(f"{name} is not {value:.3g} points.")
    combined = math.hypot(right["error_human"][1], right["error_machine"][1])
    if not close(given := number(ratio, "ratio"), 0.16 / combined, rtol=0.03):
        raise Wrong(f"ratio is not {given:.3g}: divide the difference by the combined standard error.")
    if true_or_false(is_shown, "is_shown"):
        raise Wrong("Two standard errors would be needed; compare your ratio with that.")
    return "One person and 1500 pictures are a small sample to be called humanity."
