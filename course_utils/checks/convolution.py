"""The checked exercises of lesson 06a (`lessons/06a_convolution.py`)."""

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
    number,
    shape,
)

_lesson = Lesson("06a_convolution", "Convolution")
guess, reveal = _lesson.guess, _lesson.reveal
_IMAGE = np.array([[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]])
_CROSS = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
_CROSS_MAP = np.array([[4, 3, 4], [2, 4, 3], [2, 3, 4]])  # as the lecture prints it
_LEARNABLE = np.array([[1, 4, 0], [0, 2, 1], [3, 0, 1]])
_WHOLE = "Your result is an array of whole numbers, which cuts off everything after the point."


def _correlate(image, kernel) -> np.ndarray:
    """Return the sums of all windows that lie inside the image; the kernel is not turned."""
    windows = np.lib.stride_tricks.sliding_window_view(np.asarray(image, dtype=float), np.shape(kernel))
    return np.einsum("ijkl,kl->ij", windows, kernel)


@_lesson.exercise(
    "find the slip",
    kind="number",
    hints=(
        "Put t = 0 into the limits: which values can m take? Then t = 3.",
        "Take M = 1. Which weights does the sum use at t = 0?",
    ),
)
def slip(terms_at_0, terms_at_3, limits) -> str:
    """Check how many terms the printed sum has, and which limits it should have."""
    for place, answer in ((0, terms_at_0), (3, terms_at_3)):
        count = number(answer, f"terms_at_{place}")
        if count != 2 * place + 1:
            raise Wrong(f"At t = {place} the sum from -t to t has not {count:g} terms: count every m, 0 included.")
    chosen = letter(limits, "ABCD", "limits")
    if chosen != "B":
        reason = {
            "A": "Near t = 0 they leave out weights: at t = 0 only g[0] is left.",
            "C": "The weights for negative m are missing, and near t = 0 others, too.",
            "D": "The weights for negative m, which look to the other side, would be left out.",
        }
        raise Wrong(f"The limits are not those of {chosen}.", reason[chosen])
    return "t is the place of the result, m runs over the weights: two letters, two jobs."


@_lesson.exercise(
    "program it",
    kind="code",
    hints=(
        "The loop runs over the places of the result: how many windows fit along each side?",
        "The window for the result [i, j] begins at row i and column j and is as large as the kernel.",
    ),
    mistakes={
        "Your kernel is turned by 180°: that is the convolution of mathematics, not the one asked for.": (
            lambda image, kernel: _correlate(image, kernel[::-1, ::-1])
        ),
        "You took the mean of the products; a convolution takes their sum.": lambda image, kernel: (
            _correlate(image, kernel) / kernel.size
        ),
        "Rows and columns of your kernel have changed places.": lambda image, kernel: _correlate(image, kernel.T),
        "The weights do not count in yours: that is the sum of each window.": lambda image, kernel: _correlate(
            image, np.ones_like(kernel)
        ),
        _WHOLE: lambda image, kernel: _correlate(image, kernel).astype(int),
    },
)
def slide(function, learned_map) -> str:
    """Check the sliding window on the example of the lecture and on images and kernels that are not square."""
    rng = np.random.default_rng(0)
    cases = [(_IMAGE, _CROSS, _CROSS_MAP), (_IMAGE, _LEARNABLE, _correlate(_IMAGE, _LEARNABLE))]
    sizes = (((7, 4), (2, 3)), ((3, 9), (3, 1)), ((5, 5), (3, 3)), ((6, 6), (1, 1)), ((4, 5), (4, 5)), ((8, 7), (2, 2)))
    for scale, (size, window) in zip((10, 1, 1000, 0.01, 1, 1), sizes, strict=True):
        image, kernel = scale * rng.normal(size=size), rng.normal(size=window)
        cases.append((image, kernel, _correlate(image, kernel)))
    image, kernel = rng.integers(0, 9, (6, 5)), rng.normal(size=(2, 2))  # whole numbers in the image only
    cases.append((image, kernel, _correlate(image, kernel)))
    for image, kernel, wanted in cases:
        _judge_sums(call(function, image, kernel, name="slide"), image, kernel, wanted)
    answer = array(learned_map, (3, 3), "learned_map")
    if not close(answer, _correlate(_IMAGE, _LEARNABLE)):
        raise Wrong("slide is right, but learned_map is not what it makes of `image` and `learnable`.")
    return f"The map begins with {answer[0, 0]:g}: one sum for each place where the window fits, whatever its shape."


def _judge_sums(result, image, kernel, wanted) -> None:
    case = f"For an image of {image.shape} and a kernel of {kernel.shape}"
    sums = array(result, (-1, -1), "what slide returns")
    if sums.shape != wanted.shape:
        raise Wrong(
            f"{case} the result should have the shape {wanted.shape}; yours has {sums.shape}.",
            "A window of k rows fits h - k + 1 times into h rows.",
        )
    if close(sums, wanted):
        return
    if np.issubdtype(np.asarray(result).dtype, np.integer) and not np.issubdtype(kernel.dtype, np.integer):
        raise Wrong(
            _WHOLE,
            "np.zeros(shape) makes floating-point numbers; np.zeros_like(image) takes over the type of the image.",
        )
    blame(sums, slide.mistakes, image, kernel)
    i, j = np.unravel_index(np.abs(sums - wanted).argmax(), wanted.shape)
    raise Wrong(f"{case}, the number at [{i}, {j}] should be {wanted[i, j]:.4g}; yours is {sums[i, j]:.4g}.")


@_lesson.exercise(
    "the curve detector",
    kind="number",
    hints=(
        "A score is the sum of all products of a weight with the pixel under it; six weights are not 0.",
        "A flat patch of brightness c scores c times the sum of the weights. When is that 0?",
    ),
)
def curve(score_curve, score_other, score_flat, better_kernel) -> str:
    """Check the three scores, and that one constant taken off the kernel makes flat patches score 0."""
    wanted = {"score_curve": 6600.0, "score_other": 0.0, "score_flat": 9000.0}
    for (name, right), answer in zip(wanted.items(), (score_curve, score_other, score_flat), strict=True):
        score = number(answer, name)
        if name == "score_curve" and close(score, 3600):
            raise Wrong("That is the score of the kernel turned by 180°; lay it on as it is.")
        if not close(score, right):
            raise Wrong(f"{name} is not {score:g}.", "Where a weight or a pixel is 0, the product is 0.")
    kernel = np.zeros((7, 7))
    kernel[range(6), [5, 4, 3, 3, 3, 3]] = 30
    given = array(better_kernel, (7, 7), "better_kernel")
    if not close(given, kernel - kernel.mean()):
        _judge_remedy(kernel, given)
    return "The wall, which beat the curve, scores nothing any more: its kernel adds up to 0."


def _judge_remedy(kernel, given) -> None:
    """Say what is wrong with the changed kernel; the hints speak of this half alone, the scores are right."""
    flat = "A flat patch of brightness c scores c times the sum of the weights. What must that sum be?"
    taken_off = kernel - given
    if close(given, kernel):
        raise Wrong("better_kernel is still curve_kernel.", flat)
    if np.ptp(taken_off) > 1e-4:
        raise Wrong("better_kernel should differ from curve_kernel by the same constant at all 49 places.", flat)
    raise Wrong(f"A flat patch of 50 still scores {50 * given.sum():.0f}.", flat)


@_lesson.exercise(
    "four kernels to order",
    kind="number",
    hints=(
        "Write down which of the nine neighbours a pixel of the result should ask, and how much it should listen.",
        "A flat picture is multiplied by the sum of the weights: 1 keeps it, 0 silences it.",
        "What changes downwards is seen by comparing the row below with the row above.",
    ),
)
def design(move_right, soft, brighter_below, negative) -> str:
    """Check four kernels by what they do to pictures."""
    names = ("move_right", "soft", "brighter_below", "negative")
    kernels = [
        array(kernel, (3, 3), name)
        for name, kernel in zip(names, (move_right, soft, brighter_below, negative), strict=True)
    ]
    _judge_move(kernels[0])
    _judge_soft(kernels[1])
    _judge_below(kernels[2])
    picture = np.random.default_rng(0).uniform(size=(6, 6))
    if not close(_correlate(picture, kernels[3]) + 1, 1 - picture[1:-1, 1:-1]):
        raise Wrong(
            "negative, with the offset 1, should turn a brightness of b into 1 - b at every pixel.",
            "The offset brings the 1. What must the weight under the pixel itself make of b, and what the others?",
        )
    return "Moving, averaging, comparing, inverting: nine numbers, no program."


def _judge_move(kernel) -> None:
    wanted = np.zeros((3, 3))
    wanted[1, 0] = 1
    if close(kernel, wanted[:, ::-1]):
        raise Wrong("move_right moves to the left: each pixel asks its right neighbour.")
    if close(kernel, wanted.T) or close(kernel, wanted.T[::-1]):
        raise Wrong("move_right moves up or down.")
    if not close(kernel, wanted):
        raise Wrong("move_right should give every pixel the value of exactly one of its neighbours.")


def _judge_soft(kernel) -> None:
    if not close(kernel.sum(), 1):
        raise Wrong(f"soft multiplies the brightness of a flat area by {kernel.sum():.3g}.")
    if (kernel < 0).any():
        raise Wrong("soft has a negative weight: that sharpens.")
    if np.sum(kernel > 0.01) < 3 or np.sum(kernel**2) > 0.7:  # the sum of squares is what is left of noise
        raise Wrong("soft should mix a pixel with several of its neighbours.")


def _judge_below(kernel) -> None:
    tiny = 1e-5 * np.abs(kernel).max()
    if abs(kernel.sum()) > tiny:
        raise Wrong(f"brighter_below should answer 0 on flat areas; its weights add up to {kernel.sum():.3g}.")
    if np.abs(kernel.sum(axis=0)).max() > tiny:
        raise Wrong("brighter_below answers to upright edges, too: what must hold for each of its columns?")
    if kernel.sum(axis=1) @ (0, 1, 2) <= tiny:
        raise Wrong("Where it gets brighter downwards, brighter_below should answer something positive.")
    for rows in ((0, 0, 1), (0, 1, 1)):
        answer = kernel.sum(axis=1) @ rows
        if answer < -tiny:
            raise Wrong(
                f"Where three rows have the brightness {rows}, it gets brighter downwards, and brighter_below answers "
                f"{answer:.3g}."
            )


@_lesson.exercise(
    "how large is the output?",
    kind="code",
    hints=(
        "Padding is added at both ends. Where may the last window begin?",
        "Count the places 0, s, 2s, ... up to the last one that is allowed; the first one counts, too.",
        "If the step does not fit exactly, the rest is dropped: // in Python.",
    ),
    mistakes={
        "Your padding counts once; the image has two ends.": lambda n, k, padding, stride: (
            (n + padding - k) // stride + 1
        ),
        "The padding does not occur in your formula.": lambda n, k, padding, stride: (n - k) // stride + 1,
        "The stride does not occur in your formula.": lambda n, k, padding, stride: n + 2 * padding - k + 1,
        "You count the steps; the window also has a place before the first step.": lambda n, k, padding, stride: (
            (n + 2 * padding - k) // stride
        ),
        "A number of places is a whole number.": lambda n, k, padding, stride: (n + 2 * padding - k) / stride + 1,
        "A window that does not fit in as a whole has no place: what is left over must not be rounded up.": (
            lambda n, k, padding, stride: -((k - n - 2 * padding) // stride) + 1
        ),
        'That is the size with padding="same", whatever the window.': lambda n, k, padding, stride: -(-n // stride),
    },
)
def output_size(function, poll) -> str:
    """Check the formula against counting the places one by one, and the answer to the poll."""
    cases = [(5, 3, 0, 1), (5, 3, 1, 1), (28, 5, 0, 1), (8, 3, 0, 2), (227, 11, 0, 4), (7, 3, 1, 3), (6, 2, 0, 2)]
    cases += [(10, 3, 0, 4), (9, 9, 0, 5), (4, 1, 0, 3), (1000, 7, 3, 2), (3, 5, 1, 1), (5, 2, 4, 7), (500, 150, 0, 1)]
    for n, k, padding, stride in cases:
        size = number(call(function, n, k, padding, stride, name="output_size"), "what output_size returns")
        wanted = len(range(0, n + 2 * padding - k + 1, stride))
        if size != wanted:
            blame(size, output_size.mistakes, n, k, padding, stride)
            raise Wrong(
                f"For n={n}, k={k}, padding={padding}, stride={stride} there are not {size:g} places.",
                "Draw it and count the windows.",
            )
    chosen = letter(poll, "ABCD", "poll")
    if chosen != "A":
        raise Wrong(f"The function is right; the poll's answer is not {chosen}.", "Let the function answer the poll.")
    return "Three windows fit along each side of the poll's image."


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
    "find the slip",
    kind="number",
    hints=("Which padding does Keras use if you say nothing?", "The summary keeps the 28 pixels. What adds pixels?"),
)
def summary(shape_of_code, padding_of_summary) -> str:
    """Check the output shape of the printed code, and the padding behind the printed summary."""
    given = _shape_of_maps(shape_of_code, "shape_of_code")
    if given != (26, 26, 32):
        finding = "that is what the summary says" if given == (28, 28, 32) else "run the code if in doubt"
        raise Wrong(f"The code does not give {given}: {finding}.")
    words = set(re.findall(r"\w+", str(padding_of_summary).lower()))
    if not {"same"} <= words <= {"same", "padding"}:
        raise Wrong(f"With padding={padding_of_summary!r} the summary would not read (28, 28, 32).")
    return "320 parameters either way: a summary can be right about one thing and wrong about another."


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
