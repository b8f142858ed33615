"""Recurrent nets, unrolled: what is drawn, and what is refused."""

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
