"""Functions and their slopes, against closed forms."""

import numpy as np
import pytest

from course_utils import plots

pytestmark = pytest.mark.usefixtures("clean_figures")


def panel(figure, name):
    [ax] = [ax for ax in figure.axes if ax.get_title(loc="left") == name]
    return ax, *(line.get_data() for line in ax.lines[:2])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def test_numerical_slopes_agree_with_the_closed_form():
    figure = plots.activations({"sigmoid": sigmoid, "tanh": np.tanh})
    ax, _, (z, slope) = panel(figure, "sigmoid")
    np.testing.assert_allclose(slope, sigmoid(z) * (1 - sigmoid(z)), atol=1e-6)
    assert "steepest slope 0.25" in [text.get_text() for text in ax.texts]
    _, _, (z, slope) = panel(figure, "tanh")
    np.testing.assert_allclose(slope, 1 / np.cosh(z) ** 2, atol=1e-6)


def test_a_jump_is_a_gap_and_has_no_slope():
    figure = plots.activations({"step": lambda z: (z > 1).astype(float)})
    ax, (z, values), (_, slope) = panel(figure, "step")
    assert np.abs(z[np.isnan(values)] - 1).max() < 1e-3
    assert np.nanmax(np.abs(slope)) == 0
    assert [text.get_text() for text in ax.texts] == ["slope 0, but a jump at 1.0"]


def test_the_slope_of_relu_is_zero_or_one_and_nothing_between():
    _, _, (_, slope) = panel(plots.activations({"ReLU": lambda z: np.maximum(z, 0)}), "ReLU")
    slope = slope[np.isfinite(slope)]
    assert np.minimum(np.abs(slope), np.abs(slope - 1)).max() < 1e-6


def test_single_precision_does_not_tear_a_straight_line_apart():
    figure = plots.activations({"linear": lambda z: np.float32(3) * z.astype("float32")})
    _, _, (_, slope) = panel(figure, "linear")
    assert np.isfinite(slope).all()


def test_functions_are_named_at_their_ends_in_their_colours():
    ax = plots.functions({"one": lambda x: 0 * x + 1, "two": lambda x: 0 * x + 2}, limits=(0, 1))
    names = {text.get_text(): text for text in ax.texts}
    assert set(names) == {"one", "two"}
    assert names["two"].xy[1] == 2
    assert names["two"].get_color() == ax.lines[1].get_color() != ax.lines[0].get_color()


def test_functions_say_which_of_them_has_a_wrong_shape():
    with pytest.raises(ValueError, match="bad: expected one value"):
        plots.functions({"good": np.sin, "bad": lambda x: x[:5]})
