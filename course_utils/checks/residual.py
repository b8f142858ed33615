"""The checked exercises of lesson 06f (`lessons/06f_residual.py`)."""

import math

from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import (
    array,
    close,
    compare_count,
    letter,
    mapping,
    number,
    true_or_false,
)

_lesson = Lesson("06f_residual", "Twenty layers")
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


@_lesson.exercise(
    "find the slip",
    kind="number",
    hints=(
        "A chain of ten slopes is a product of ten factors; a skip connection adds 1 to each.",
        "Look at the curves again: which of the four falls towards the pixels?",
        "If the gradient of neither net vanishes, in what do they still differ?",
    ),
)
def skip(plain_factor, residual_factor, holds, otherwise) -> str:
    """Check two products of slopes and two conclusions."""
    plain, residual = number(plain_factor, "plain_factor"), number(residual_factor, "residual_factor")
    if not close(plain, 0.5**10, rtol=0.03):  # 0.001 will do
        raise Wrong(f"plain_factor is not {plain:g}: ten factors of 0.5, multiplied.")
    if not close(residual, 1.5**10, rtol=0.01):  # 58 will do
        hint = "The slope of x + F(x) is 1 + F'."
        raise Wrong(f"residual_factor is not {residual:g}.", hint)
    if letter(holds, "ABCD", "sentence_holds") != "B":
        raise Wrong("The curves of the gradients do not agree with where you let the sentence hold.")
    if letter(otherwise, "ABC", "tells_otherwise") != "B":
        raise Wrong("Look for a measurement in which two nets differ although neither gradient vanishes.")
    return "A true sentence about one kind of net became a cause for another."


@_lesson.exercise(
    "find the slip",
    kind="number",
    hints=(
        "The three years stand in the section on the history and in its figure.",
        "LeCun's net of 1998 was not his first.",
    ),
)
def first(years, between) -> str:
    """Check three years and the time between the first and the last."""
    right = {"convolution and downsampling": 1980, "trained by backpropagation": 1989, "wins ImageNet": 2012}
    given = mapping(years, list(right), "first_years", in_order=True)
    for name, wanted in right.items():
        compare_count(given[name], wanted, f"the year of {name!r}", {1998: "there was an earlier one"})
    partly = {23: "that is from the first trained by backpropagation", 9: "that is to the first trained one"}
    compare_count(between, 32, "years_between", partly)
    return "First to win, not first to be."


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
        "error_machine": (error_machine, 100 * math.sqrt(0.0495 * 0.9505 / 100_000)),
    }
    for name, (answer, wanted) in right.items():
        value = number(answer, name)
        if close(100 * value, wanted, rtol=0.02):
            raise Wrong(f"{name} is a share; multiply by 100 for percentage points.")
        if not close(value, wanted, rtol=0.02):
            raise Wrong(f"{name} is not {value:.3g} points.")
    combined = math.hypot(right["error_human"][1], right["error_machine"][1])
    if not close(given := number(ratio, "ratio"), 0.15 / combined, rtol=0.03):
        raise Wrong(f"ratio is not {given:.3g}: divide the difference by the combined standard error.")
    if true_or_false(is_shown, "is_shown"):
        raise Wrong("Two standard errors would be needed; compare your ratio with that.")
    return "One person and 1500 pictures are a small sample to be called humanity."
