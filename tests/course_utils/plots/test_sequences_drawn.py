"""Figures of sequences: what is drawn, and what is refused."""

import numpy as np
import pytest

from course_utils import plots

pytestmark = pytest.mark.usefixtures("clean_figures")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_unrolled_draws_a_box_a_step_and_names_inputs_and_outputs():
    ax = plots.unrolled(["a", "b", None], [None, None, "y"])
    assert len(ax.patches) == 3
    assert {"a", "b", "y"} <= set(texts(ax))
    assert texts(ax).count("$h$") == 3


@pytest.mark.parametrize(("options", "boxes"), [({"layers": 3}, 6), ({"backwards": True}, 4)])
def test_unrolled_draws_every_layer_and_direction(options, boxes):
    assert len(plots.unrolled(["a", "b"], ["y", "z"], **options).patches) == boxes


def test_unrolled_shows_the_net_before_it_and_the_weights_that_all_steps_share():
    plain, ax = plots.unrolled(["a", "b"], [None, "y"]), plots.unrolled(["a", "b"], [None, "y"], cycle=True)
    assert len(ax.patches) == len(plain.patches) + 1
    assert {"$x_t$", "$h_t$", "="} <= set(texts(ax)) - set(texts(plain))
    arrows = [len(plots.unrolled(["a", "b"], [None, "y"], weights=name).texts) for name in (None, "$W$")]
    assert arrows[1] - arrows[0] == 1 + 2  # the name, and an arrow to each step


@pytest.mark.parametrize(
    ("inputs", "outputs", "options"),
    [(["a"], [], {}), ([], [], {}), (["a"], ["b"], {"layers": 0}), (["a"], ["b"], {"layers": 2, "backwards": True})],
)
def test_unrolled_refuses_what_it_cannot_draw(inputs, outputs, options):
    with pytest.raises(ValueError, match="at least one layer"):
        plots.unrolled(inputs, outputs, **options)


def test_heat_map_shows_the_values_under_their_names():
    values = np.array([[0.0, 1.0, 0.5], [0.25, 0.25, 0.5]])
    ax = plots.heat_map(values, ["r1", "r2"], ["c1", "c2", "c3"], xlabel="read")
    np.testing.assert_array_equal(ax.images[0].get_array(), values)
    assert ax.images[0].get_clim() == (0, 1)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["r1", "r2"]
    assert ax.get_xlabel() == "read"
    assert texts(ax) == ["1.00", "0.50", "0.25", "0.25", "0.50"]  # nothing on what is nearly white


def test_heat_map_refuses_wrong_names_and_values():
    with pytest.raises(ValueError, match="expected the shape"):
        plots.heat_map(np.zeros((2, 2)), ["a"], ["b", "c"])
    with pytest.raises(ValueError, match="values from 0 to 1"):
        plots.heat_map(np.array([[2.0]]), ["a"], ["b"])


@pytest.mark.parametrize("before", [[], [0.1, 0.2, 0.3]])
def test_before_and_now_draws_every_seed_and_a_star(before):
    ax = plots.before_and_now({"LSTM": (before, 0.25)}, control=0, control_name="guessing")
    drawn = [line.get_xdata() for line in ax.lines]
    assert sum(len(xs) for xs in drawn if list(xs) == before) == len(before)
    assert [0.25] in [list(xs) for xs in drawn]
    named = {text.get_text() for text in ax.figure.legends[0].get_texts()}
    assert "this run" in named
    assert ("3 seeds, measured before" in named) == bool(before)


def test_before_and_now_refuses_nothing():
    with pytest.raises(ValueError, match="no runs"):
        plots.before_and_now({})
