"""The checked exercises of lesson 06e (`lessons/06e_feature_maps.py`)."""

import numpy as np

from course_utils.checks._compare import compare
from course_utils.checks._frame import Lesson
from course_utils.checks._kinds import compare_count

_ASKED = {"misfit": "number", "purity": "share", "agrees": "share"}  # by each guess
_lesson = Lesson("06e_feature_maps", "Feature maps", guesses=_ASKED)
guess, reveal = _lesson.guess, _lesson.reveal


def strongest_places(maps, count):
    """Return the pictures whose map has the largest maxima, the largest first, and the places of these maxima.

    Parameters
    ----------
    maps : numpy.ndarray, shape (n, height, width)
        One unit's map for each picture.
    count : int

    Returns
    -------
    numbers, rows, columns : numpy.ndarray of int, shape (count,)

    Examples
    --------
    >>> [part.tolist() for part in strongest_places(np.array([[[0, 3]], [[9, 1]], [[2, 5]]]), 2)]
    [[1, 2], [0, 0], [0, 1]]
    """
    numbers = np.argsort(-maps.max(axis=(1, 2)))[:count]
    places = maps[numbers].reshape(count, -1).argmax(axis=1)
    return numbers, places // maps.shape[2], places % maps.shape[2]


def _from(order, count_of=lambda maps, count: count):
    def wrong(maps, count):
        numbers = order(maps)[: count_of(maps, count)]
        places = maps[numbers].reshape(len(numbers), -1).argmax(axis=1)
        return numbers, places // maps.shape[2], places % maps.shape[2]

    return wrong


def _with_places(change):
    def wrong(maps, count):
        numbers, rows, columns = strongest_places(maps, count)
        return numbers, *change(maps, numbers, rows, columns)

    return wrong


@_lesson.exercise(
    "the most exciting places",
    kind="code",
    hints=(
        "maps.max(axis=(1, 2)) is one number for each picture; np.argsort sorts from small to large.",
        "In the chosen maps, laid out in rows, argmax(axis=1) gives places from 0 to height * width - 1.",
        "Place p lies in row p // width and column p % width.",
    ),
    mistakes={
        "Those are the least exciting pictures: np.argsort begins with the smallest.": _from(
            lambda maps: np.argsort(maps.max(axis=(1, 2)))
        ),
        "The right pictures, but the least exciting of them first.": (
            lambda maps, count: tuple(part[::-1] for part in strongest_places(maps, count))
        ),
        "The pictures are ordered by their mean; asked for is the largest value.": _from(
            lambda maps: np.argsort(-maps.mean(axis=(1, 2)))
        ),
        "Rows and columns are exchanged.": _with_places(lambda maps, numbers, rows, columns: (columns, rows)),
        "The places are divided by the height; a row has as many places as the map is wide.": _with_places(
            lambda maps, numbers, rows, columns: divmod(rows * maps.shape[2] + columns, maps.shape[1])
        ),
        "The places belong to the first pictures, not to the chosen ones.": _with_places(
            lambda maps, numbers, rows, columns: divmod(
                maps[: len(numbers)].reshape(len(numbers), -1).argmax(axis=1), maps.shape[2]
            )
        ),
    },
)
def strongest(function) -> str:
    """Check pictures, rows and columns of the largest maxima, for maps that are wide, tall or a single place."""
    rng = np.random.default_rng(0)
    shapes = ((7, 3, 5, 3), (9, 6, 2, 9), (5, 1, 1, 2), (6, 4, 4, 1))
    cases = [(rng.normal(size=(n, height, width)), count) for n, height, width, count in shapes]
    compare(function, strongest_places, *cases, name="strongest", mistakes=strongest.mistakes)
    return "The unit itself says what it wants: no weight had to be read for that."


@_lesson.exercise(
    "AlexNet's first layer",
    kind="number",
    hints=(
        "A colour photo has three channels, and a filter looks at all of them.",
        "Each of the 96 filters has a bias, too.",
        "How many steps of 4 fit into 227 - 11? The first place needs no step.",
    ),
)
def alexnet(weights, parameters, width) -> str:
    """Check weights, parameters and map width of AlexNet's first layer."""
    compare_count(
        weights, 363, "weights_of_a_filter", {121: "that would be for a grey photo", 364: "the bias is not a weight"}
    )
    compare_count(
        parameters, 34_944, "first_layer_parameters", {34_848: "the biases are missing", 11_712: "colours are missing"}
    )
    compare_count(
        width, 55, "map_width", {54: "count the places, not the steps", 57: "a window must fit in as a whole"}
    )
    return "The filters of the picture are small colour pictures: 11 x 11 x 3."


def dense_as_window(kernel, height, width):
    """Return the kernel of a dense layer behind Flatten as that of a convolution with the same answers.

    Parameters
    ----------
    kernel : numpy.ndarray, shape (height * width * channels, units)
    height, width : int
        Of the maps that were flattened.

    Returns
    -------
    numpy.ndarray, shape (height, width, channels, units)

    Examples
    --------
    >>> dense_as_window(np.ones((30, 4)), 2, 3).shape
    (2, 3, 5, 4)
    """
    return kernel.reshape(height, width, -1, kernel.shape[1])


def _in_another_order(order):
    """Return a wrong function that lays the axes out in another order first, and moves them back."""

    def wrong(kernel, height, width):
        sizes = (height, width, len(kernel) // (height * width), kernel.shape[1])
        laid = kernel.reshape([sizes[axis] for axis in order])
        return laid.transpose(np.argsort(order))

    return wrong


@_lesson.exercise(
    "a dense layer as a window",
    kind="code",
    hints=(
        "No number changes and none moves: only the shape. How many channels are there?",
        "reshape takes -1 for the length that follows from the others. The last axis holds the units, kernel.shape[1].",
    ),
    mistakes={
        "Right numbers in a wrong order: Flatten writes all channels of one place, then those of the next.": (
            _in_another_order((2, 0, 1, 3))
        ),
        "Rows and columns are exchanged: Flatten goes row by row.": _in_another_order((1, 0, 2, 3)),
        "The units are the last axis of the kernel already: reshape mixes them with the inputs here.": (
            _in_another_order((3, 0, 1, 2))
        ),
    },
)
def window(function) -> str:
    """Check the shape and the order of the weights, for maps that are not square."""
    rng = np.random.default_rng(0)
    shapes = ((2, 3, 4, 5), (5, 5, 2, 3), (3, 1, 2, 2), (1, 4, 1, 3))
    cases = [(rng.normal(size=(h * w * channels, units)), h, w) for h, w, channels, units in shapes]
    compare(function, dense_as_window, *cases, name="as_window", mistakes=window.mistakes)
    return "A dense layer is a convolution whose window is as large as the map: moved on, it answers for other windows."


@_lesson.exercise(
    "what one pass saves",
    kind="number",
    hints=(
        "The first window needs no step. How many steps of 4 are left for the others?",
        "A convolution multiplies at each place of its maps: filters times weights of a window.",
        "One window alone has maps of 12 x 12 places. How many has the whole scene?",
    ),
)
def scan(down, across, in_one_pass, one_by_one) -> str:
    """Check the number of windows in a scene of 84 x 140, and the multiplications with and without sharing."""
    compare_count(
        down, 15, "windows_down", {14: "count the windows, not the steps", 21: "a window must fit in as a whole"}
    )
    compare_count(
        across, 29, "windows_across", {28: "count the windows, not the steps", 35: "a window must fit in as a whole"}
    )
    no_sum = "that is the number of places, not of multiplications"
    compare_count(
        in_one_pass,
        1_088_000,
        "in_one_pass",
        {2_720: no_sum, 68_000: "there are 16 filters", 4_352_000: "the stride is 2"},
    )
    compare_count(one_by_one, 25_056_000, "one_by_one", {57_600: "that is one window", 62_640: no_sum})
    return "Twenty-three times less work, and every number is the same."
