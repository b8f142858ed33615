"""The checked exercises of lesson 06e (`lessons/06e_feature_maps.py`)."""

from course_utils.checks._frame import Lesson
from course_utils.checks._kinds import (
    compare_count,
)

_lesson = Lesson("06e_feature_maps", "Feature maps")
guess, reveal = _lesson.guess, _lesson.reveal


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
