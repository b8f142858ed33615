"""The checked exercises of lesson 06a (`lessons/06a_convolution.py`)."""

import numpy as np

from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import (
    array,
    blame,
    call,
    close,
    letter,
    number,
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
