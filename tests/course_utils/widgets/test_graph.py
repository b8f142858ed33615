"""The drawing of a computation graph: what stands where, and how it is filled in step by step."""

import matplotlib.pyplot as plt
import pytest

from course_utils.plots.style import COLORS
from course_utils.widgets import computation_graph

PLACES = {"x": (0, 1), "y": (0, 0), "sum": (1, 0.5), "z": (1, -0.5), "product": (2, 0)}
EDGES = [("x", "sum"), ("y", "sum"), ("sum", "product"), ("z", "product")]
VALUES = {"x": -2, "y": 5, "z": -4, "sum": 3, "product": -12}
GRADIENTS = {("x", "sum"): -4, ("y", "sum"): -4, ("sum", "product"): -4, ("z", "product"): 3, "product": 1}


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def drawn(**options):
    """Return what is written above the arrows, below them, and into the nodes."""
    ax = computation_graph(PLACES, EDGES, VALUES, GRADIENTS, **options)
    texts = [(text.get_color(), text.get_text()) for text in ax.texts if text.get_text()]
    return tuple([text for color, text in texts if color == COLORS[role]] for role in ("train", "validation"))


def test_the_whole_graph_has_all_its_numbers():
    assert drawn() == (["−2", "5", "3", "−4", "−12"], ["−4", "−4", "−4", "3", "1"])


@pytest.mark.parametrize(
    ("step", "values", "gradients"),
    [
        (0, ["−2", "5", "−4"], []),
        (1, ["−2", "5", "3", "−4"], []),
        (2, ["−2", "5", "3", "−4", "−12"], []),
        (3, ["−2", "5", "3", "−4", "−12"], ["−4", "3", "1"]),
        (4, ["−2", "5", "3", "−4", "−12"], ["−4", "−4", "−4", "3", "1"]),
    ],
)
def test_it_is_filled_in_forwards_then_backwards(step, values, gradients):
    assert drawn(step=step) == (values, gradients)


def test_names_may_be_replaced_and_text_stands_for_a_number():
    ax = computation_graph(
        {"a": (0, 0), "b": (1, 0)}, [("a", "b")], {"a": 1e-20, "b": 0.69315}, {"b": "?"}, {"b": "exp"}
    )
    assert {"a", "exp", "?", "1e−20", "0.693"} == {text.get_text() for text in ax.texts} - {""}


@pytest.mark.parametrize(
    ("places", "edges", "values"),
    [
        ({"a": (0, 0)}, [("a", "b")], {"a": 1}),
        ({"a": (0, 0), "b": (1, 0)}, [("a", "b")], {"a": 1}),
        ({"a": (0, 0)}, [], {"a": 1, "b": 2}),
    ],
)
def test_what_does_not_fit_is_refused(places, edges, values):
    with pytest.raises(ValueError, match=r"each node needs a place and a value.*'b'"):
        computation_graph(places, edges, values)


def test_a_step_beyond_the_end_is_refused():
    with pytest.raises(ValueError, match="from 0 to 4 for 2 nodes"):
        drawn(step=5)


def test_a_graph_without_nodes_is_refused():
    with pytest.raises(ValueError, match="places is empty"):
        computation_graph({}, [], {})
