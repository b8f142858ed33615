"""The checked exercises of lesson 06d (`lessons/06d_receptive_field.py`)."""

import numpy as np

from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import (
    array,
    blame,
    call,
    close,
    compare_count,
    number,
)

_lesson = Lesson("06d_receptive_field", "Receptive fields")
guess, reveal = _lesson.guess, _lesson.reveal


def _correlate(image, kernel) -> np.ndarray:
    """Return the sums of all windows that lie inside the image; the kernel is not turned."""
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(image, dtype=float), np.shape(kernel))
    return np.einsum("ijkl,kl->ij", windows, kernel)


@_lesson.exercise(
    "pool by hand",
    kind="number",
    hints=(
        "Cut the map into four blocks of 2x2 that do not overlap.",
        "One number for each block: its largest value, or the sum of its four values divided by four.",
    ),
)
def pooling(max_pooled, average_pooled) -> str:
    """Check max and average pooling of the 4x4 map of the lecture."""
    values = np.array([[12, 20, 30, 0], [8, 12, 2, 0], [34, 70, 37, 4], [112, 100, 25, 12]])
    blocks = values.reshape(2, 2, 2, 2).swapaxes(1, 2).reshape(2, 2, 4)
    for name, answer, right in (
        ("max_pooled", max_pooled, blocks.max(axis=-1)),
        ("average_pooled", average_pooled, blocks.mean(axis=-1)),
    ):
        overlapping = {(3, 3): f"{name} has 3x3 numbers: that is stride 1, with blocks that overlap."}
        answer = array(answer, (2, 2), name, tempting=overlapping)
        if close(answer, right):
            continue
        if close(answer, blocks.sum(axis=-1)):
            raise Wrong(f"{name} holds the sums of the blocks.")
        row, column = next(place for place in np.ndindex(2, 2) if not close(answer[place], right[place]))
        raise Wrong(f"{name}: the number in row {row}, column {column} should not be {answer[row, column]:g}.")
    return "Sixteen numbers in, four out, and no parameter."


@_lesson.exercise(
    "compute the receptive field",
    kind="code",
    hints=(
        "Begin with one pixel, field 1. What does the first window add?",
        "A window of k adds k - 1 units of the layer below; how many pixels apart are those?",
        "Strides multiply, but a layer's own stride matters only for the layers above it.",
    ),
    mistakes={
        "A window on top of another does not add all of its width: they overlap.": lambda net: sum(
            window for window, _ in net
        ),
        "The strides do not count in yours: above a stride, a step of the window is more than one pixel.": lambda net: (
            1 + sum(window - 1 for window, _ in net)
        ),
        "You widen a layer's field by its own stride; that counts for the layers above.": lambda net: (
            1 + sum((window - 1) * _step(net[: place + 1]) for place, (window, _) in enumerate(net))
        ),
        "You go through the net from the last layer to the image as if that were the order of the net.": lambda net: (
            _pixels_seen(net[::-1])
        ),
        "You add the strides.": lambda net: (
            1
            + sum(
                (window - 1) * (1 + sum(stride - 1 for _, stride in net[:place]))
                for place, (window, _) in enumerate(net)
            )
        ),
        "You begin with 0; a unit that looks at a single pixel has the field 1.": lambda net: _pixels_seen(net) - 1,
        "That is how many pixels lie between two neighbouring units of the last layer.": lambda net: _step(net),
    },
)
def field(function) -> str:
    """Check the receptive field of several nets against following the pixels down, layer by layer."""
    nets = [
        [(3, 1)],
        [(3, 1)] * 4,
        [(5, 1), (3, 1)],
        [(3, 1), (2, 2), (3, 1), (2, 2), (3, 1)],
        [(7, 2), (3, 2), (3, 1)],
        [(2, 2), (2, 2)],
        [(1, 1), (1, 3), (2, 1)],
        [(3, 2), (2, 3), (4, 1), (5, 2)],
        [(11, 4), (3, 2), (5, 1), (3, 2)] + [(3, 1)] * 3,
        [(2, 5)],
        [(3, 2)] * 7,
    ]
    for net in nets:
        size = number(call(function, net, name="receptive_field"), "what receptive_field returns")
        if size == _pixels_seen(net):
            continue
        blame(size, field.mistakes, net)
        if all(stride == 1 for _, stride in net):
            hint = "Does a stack of 3x3 windows grow by 3 pixels a layer, or by 2?"
        else:
            hint = "Above a layer with stride 2, one step of the window is two pixels of the image."
        raise Wrong(f"For {net} the field is not {size:g} pixels wide.", hint)
    return "Depth adds, strides multiply."


def _step(net) -> int:
    """Return how many pixels lie between two neighbouring units of the last layer."""
    return int(np.prod([stride for _, stride in net]))


def _pixels_seen(net) -> int:
    """Return how many pixels the first unit of the last layer reaches, by going down layer by layer."""
    first = last = 0
    for window, stride in reversed(net):
        first, last = first * stride, last * stride + window - 1
    return last - first + 1


@_lesson.exercise(
    "the critic, by hand",
    kind="number",
    hints=(
        "For the parameters: one filter of 5x5 with its bias, then a dense layer from one number to two.",
        "Level stripes do not change from left to right. What must hold for each row of a kernel that ignores them?",
        "The maximum is taken over places with either sign of the edge; what matters is the contrast within a row.",
    ),
)
def critic(num_parameters, kernel) -> str:
    """Check the parameters of the net, and the kernel on stripes of all widths and offsets."""
    compare_count(
        num_parameters,
        30,
        "num_parameters",
        {
            25: "those are only the weights of the filter",
            26: "that is only the filter",
            27: "biases are missing",
            28: "the dense layer has biases, too",
            29: "a bias is missing",
        },
    )
    return _judge_critic(array(kernel, (3, 3), "critic_kernel"))


def _judge_critic(kernel) -> str:
    if not kernel.any():
        raise Wrong("A kernel of zeros answers 0 to every painting.", "Which pixels should be compared with which?")
    scores = {True: [], False: []}
    for width in range(2, 6):
        for offset in range(2 * width):
            lines = np.tile((np.arange(30) + offset) // width % 2, (30, 1))
            scores[True].append(_correlate(lines, kernel).max())
            scores[False].append(_correlate(lines.T, kernel).max())
    upright, level = min(scores[True]), max(scores[False])
    enough = 0.1 * np.abs(kernel).sum()
    if upright - level > enough:
        return f"Without noise, upright stripes reach at least {upright:g}, level ones at most {level:g}."
    if min(scores[False]) - max(scores[True]) > enough:
        raise Wrong(
            "Your kernel prefers the other painter.", "Along which direction do your weights change, along which his?"
        )
    finding = f"The largest answer to upright stripes is {upright:.3g} or more, to level ones up to {level:.3g}."
    if level > enough:
        raise Wrong(finding, "It answers to level stripes. Lay it on one: within a row, all three pixels are equal.")
    raise Wrong(finding, "It is silent for both. Lay it on the edge of an upright stripe: what do the rows add up to?")


@_lesson.exercise(
    "find the slip",
    kind="number",
    hints=(
        "Convolution 1 sees its window. One place further in its maps is two pixels further in the picture.",
        "Convolution 2 adds (3 - 1) places of 2 pixels each; pooling then adds one more such place.",
        "Behind the pooling, neighbouring places are 2 x 2 pixels apart; the dense layer covers five of them.",
    ),
)
def fields(receptive_fields) -> str:
    """Check the receptive fields of the four layers of the lesson's net."""
    sizes = array(receptive_fields, (4,), "receptive_fields")
    right = [5, 9, 11, 27]
    for name, size, wanted in zip(
        ("convolution 1", "convolution 2", "pooling", "the dense layer"), sizes, right, strict=True
    ):
        if size != wanted:
            hint = "That is only its own window." if size in (2, 3, 5) else "Multiply the strides of all layers below."
            if size == 28:
                hint = "The last window of convolution 1 ends before the edge of the picture."
            raise Wrong(f"A unit of {name} does not see {size:g} pixels in a row.", hint)
    return "The filter size is the receptive field in one layer only, the first."
