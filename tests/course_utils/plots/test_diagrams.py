"""The diagram of a network."""

import numpy as np
import pytest

from course_utils import plots

pytestmark = pytest.mark.usefixtures("clean_figures")


def test_the_diagram_has_a_line_for_each_weight_drawn_by_sign_and_size():
    kernels = [np.ones((2, 2)), np.array([[1.0], [-2.0]])]
    ax = plots.network_diagram([2, 2, 1], weights=kernels, biases=[[0, -1], [0]])
    edges = [line for line in ax.lines if len(line.get_xdata()) == 2]
    assert len(edges) == 6
    positive, negative = edges[4:]
    assert positive.get_color() == plots.COLORS["train"]
    assert negative.get_linestyle() == "--"
    assert negative.get_linewidth() > positive.get_linewidth()
    texts = [text.get_text() for text in ax.texts]
    assert texts.count("1") == 5
    assert {"−2", "bias −1", "input", "hidden", "output"} <= set(texts)


def test_of_a_wide_layer_the_diagram_shows_the_ends():
    texts = [text.get_text() for text in plots.network_diagram([2, 100, 1]).texts]
    assert {"$h_{1}$", "⋮", "$h_{100}$"} <= set(texts)
    assert "$h_{50}$" not in texts


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"layer_sizes": [3]}, "at least two layers"),
        ({"layer_sizes": [2, 1], "weights": [np.ones((1, 2))]}, "weights: expected the shapes"),
        ({"layer_sizes": [2, 1], "biases": [[1, 2]]}, "biases: expected the shapes"),
    ],
)
def test_the_diagram_says_what_does_not_fit(arguments, message):
    with pytest.raises(ValueError, match=message):
        plots.network_diagram(**arguments)
