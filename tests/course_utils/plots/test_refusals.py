"""What no helper can draw: each says what it got and what it needs, and leaves no figure behind."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from course_utils import plots, widgets

CORNERS, XOR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
NAN, INF = float("nan"), float("inf")

pytestmark = pytest.mark.usefixtures("clean_figures")


def first(points):
    return points[:, 0]


def regions(**arguments):
    return plots.decision_regions(**{"predict": first, "limits": (0, 1)} | arguments)


def scatter(**arguments):
    return plots.scatter_classes(**{"points": CORNERS, "labels": XOR} | arguments)


REFUSED = [
    (scatter, {"points": np.zeros((0, 2)), "labels": []}, "points holds nothing"),
    (scatter, {"points": "ab"}, "points is 'ab'; it must hold numbers"),
    (scatter, {"points": [[0, 1], [1]], "labels": [0, 1]}, "it must hold numbers, in lists of one length"),
    (scatter, {"points": CORNERS * 1j}, "must hold numbers"),
    (scatter, {"points": [[0, NAN]] * 4}, "points holds values that are not finite"),
    (scatter, {"points": [[0, INF]] * 4}, "not finite"),
    (scatter, {"labels": ["a", "b", "b", "a"]}, "labels is"),
    (scatter, {"labels": [0, 1, 1, NAN]}, "labels holds values that are not finite"),
    (scatter, {"labels": [0, 1, 1, -1]}, "0 to 9"),
    (scatter, {"labels": None}, "not finite"),
    (scatter, {"annotations": ["a"]}, "4 points need as many annotations, got 1"),
    (scatter, {"size": -3}, "size is -3; it must be a finite number from 0.1"),
    (scatter, {"size": "big"}, "size is 'big'"),
    (scatter, {"size": NAN}, "size is nan"),
    (scatter, {"ax": 3}, "ax is 3; it must be one of the axes"),
    (scatter, {"ax": [1, 2]}, "ax is"),
    (regions, {"predict": 3}, "predict is 3; it must be a function: its name, without brackets"),
    (regions, {"predict": lambda x: ["a"] * len(x)}, "what predict returned is"),
    (regions, {"predict": lambda x: 1j * x[:, 0]}, "what predict returned is"),
    (regions, {"limits": (0, NAN)}, "limits holds values that are not finite"),
    (regions, {"limits": (0, INF)}, "limits holds values that are not finite"),
    (regions, {"limits": (0, 1, 2)}, "low < high"),
    (regions, {"limits": 5}, "low < high"),
    (regions, {"limits": "01"}, "limits is '01'"),
    (regions, {"points": CORNERS}, "labels holds values that are not finite"),
    *((regions, {"resolution": count}, "resolution is") for count in (0, 1, -5, 2.5, "fine", 10**6)),
    *((regions, {"threshold": value}, "threshold is") for value in (NAN, "half", None)),
    *((regions, {"line_width": value}, "line_width is") for value in (-1, "x")),
    (regions, {"ax": 7}, "ax is 7"),
    (regions, {"siez": 3}, "siez need points"),
    *((plots.line_in_plane, {"weights": bad}, "weights") for bad in ("ab", None, [], 5, [1e-320, 0], [1e308, 1e308])),
    *((plots.line_in_plane, {"weights": [1, 1], "bias": bad}, "bias is") for bad in (NAN, INF, "b", None, [1, 2])),
    (plots.line_in_plane, {"weights": [1, 1], "threshold": NAN}, "threshold is"),
    (plots.line_in_plane, {"weights": [1, 1], "ax": 1}, "ax is 1"),
    (plots.intervals, {"successes": [1], "runs": 0, "x": [2]}, "runs is 0"),
    (plots.intervals, {"successes": [5], "runs": 3, "x": [2]}, "successes is 5"),
    (plots.intervals, {"successes": [1.5], "runs": 3, "x": [2]}, "successes is 1.5"),
    (plots.intervals, {"successes": ["1"], "runs": 3, "x": [2]}, "successes is"),
    (plots.intervals, {"successes": [1, 2], "runs": 3, "x": [2]}, "1 places need as many counts"),
    (plots.intervals, {"successes": [1], "runs": "3", "x": [2]}, "runs is '3'"),
    (plots.intervals, {"successes": [], "runs": 3, "x": []}, "x holds nothing"),
    (plots.intervals, {"successes": [1], "runs": 3, "x": 2}, "in one row"),
    (plots.intervals, {"successes": {"a": [1]}, "runs": 3, "x": [2]}, "successes is"),
    *((plots.curves, {"series": bad}, "series is") for bad in ({}, [1, 2], None)),
    (plots.curves, {"series": {"a": "abc"}}, "a is 'abc'; it must hold numbers"),
    (plots.curves, {"series": {"a": []}}, "a holds nothing"),
    (plots.curves, {"series": {"a": [1, 2]}, "x": "ab"}, "x is 'ab'"),
    (plots.curves, {"series": {"a": [1, 2]}, "x": [1, NAN]}, "x holds values that are not finite"),
    *((plots.curves, {"series": {"a": [1, 2]}, "value_limits": bad}, "value_limits") for bad in ((1, 1), (0, NAN), 3)),
    *((plots.functions, {"functions": bad}, "functions is") for bad in ({}, np.sin, None, [np.sin])),
    (plots.functions, {"functions": {"f": 3}}, "f is 3; it must be a function"),
    (plots.functions, {"functions": {"f": lambda x: ["a"] * len(x)}}, "what f returns is"),
    (plots.functions, {"functions": {"f": lambda x: None}}, "f: expected one value"),
    (plots.functions, {"functions": {"f": lambda x: x * 1j}}, "what f returns is"),
    (plots.functions, {"functions": {"f": lambda x: x * NAN}}, "f: none of its values is finite"),
    (plots.functions, {"functions": {"f": np.sin}, "emphasis": "g"}, "emphasis is 'g'; it must be one of f"),
    *(
        (plots.functions, {"functions": {"f": np.sin}, "limits": bad}, "limits")
        for bad in ((0, INF), "ab", 5, (1, 2, 3))
    ),
    *((plots.activations, {"functions": bad}, "functions is") for bad in ({}, np.tanh, None, [np.tanh])),
    (plots.activations, {"functions": {"f": 3}}, "f is 3"),
    (plots.activations, {"functions": {"f": lambda z: z * NAN}}, "none of its values is finite"),
    *((plots.network_diagram, {"layer_sizes": bad}, "at least two layers") for bad in ([], [3], None, 5, "ab")),
    *((plots.network_diagram, {"layer_sizes": [3, bad]}, "size of a layer is") for bad in (0, -1, 2.5, "a", NAN)),
    (plots.network_diagram, {"layer_sizes": [1, 1], "weights": [[[NAN]]]}, "weights holds values that are not finite"),
    (plots.network_diagram, {"layer_sizes": [1, 1], "layer_names": "ab"}, "layer_names: expected lists"),
    (plots.network_diagram, {"layer_sizes": [2, 1], "unit_names": ["ab", "c"]}, "unit_names: expected lists"),
    *((plots.panels, {"count": bad}, "count is") for bad in (0, -1, 2.5, "3", None)),
    *((plots.panels, {"count": 3, "columns": bad}, "columns is") for bad in (0, -1, 1.5)),
    *((plots.panels, {"count": 3, "height": bad}, "height is") for bad in (0, -1, NAN, "x")),
    (plots.bars, {"shares": [0.5]}, "shares is"),
    (plots.bars, {"shares": {"a": "much"}}, "must hold numbers"),
]


@pytest.mark.parametrize(("helper", "given", "message"), REFUSED)
def test_what_cannot_be_drawn_is_told_and_leaves_no_figure(helper, given, message, recwarn):
    with pytest.raises((TypeError, ValueError), match=message):
        helper(**given)
    assert not plt.get_fignums()
    assert not list(recwarn)


@pytest.mark.parametrize("texts", [("", "alt"), ("caption", None)])
def test_a_figure_without_its_texts_is_closed(texts):
    with pytest.raises(ValueError, match="the figure has no"):
        plots.show(scatter(), *texts)
    assert not plt.get_fignums()


@pytest.mark.parametrize(
    ("draw", "values", "message"),
    [
        (3, {"a": (0, 1, 0.1, 0.5)}, "draw is 3; it must be a function"),
        (scatter, {"size": ("a", "b", 1, 2)}, r"slider size=\('a', 'b', 1, 2\): expected \(lowest"),
        (scatter, {}, "the sliders is {}"),
    ],
)
def test_a_slider_says_what_it_needs(draw, values, message):
    with pytest.raises((TypeError, ValueError), match=message):
        widgets.slider(draw, "caption", "alt", **values)
