"""Sliders: a figure that is drawn again whenever one moves."""

import matplotlib.pyplot as plt
import pytest

from course_utils import plots, widgets
from harness.notebooks import run_notebook

pytestmark = pytest.mark.usefixtures("clean_figures")


def test_outside_a_notebook_a_slider_draws_its_start_once(capsys):
    drawn = []

    def draw(depth, kind):
        drawn.append((depth, kind))
        return plots.functions({"line": lambda x: depth * x})

    widgets.slider(draw, lambda depth, kind: f"{depth} {kind}", "a line", depth=(1, 6, 1, 2), kind=["up", "down"])
    assert drawn == [(2, "up")]
    assert capsys.readouterr().out == "Figure. 2 up\n"
    assert not plt.get_fignums()


@pytest.mark.parametrize("value", [(1, 6, 1), (1, 6, 1, 7), (6, 1, 1, 1), (1, 6, 0, 2), [], 3])
def test_a_slider_without_sense_is_refused(value):
    with pytest.raises(ValueError, match="slider depth="):
        widgets.slider(lambda depth: None, "a", "b", depth=value)


NOTEBOOK = [
    "from course_utils import plots, widgets\nplots.use_style()",
    """
drawn = []
def draw(depth, rate):
    drawn.append((depth, rate))
    return plots.functions({"line": lambda x: depth * x})
def caption(depth, rate):
    return f"depth {depth}, rate {rate}"
widgets.slider(draw, caption, alt="a line", depth=(1, 6, 1, 2), rate=[0.1, 1.0])
""",
    """
import gc
from ipywidgets import IntSlider, SelectionSlider
[depth] = [thing for thing in gc.get_objects() if type(thing) is IntSlider]
[rate] = [thing for thing in gc.get_objects() if type(thing) is SelectionSlider]
depth.value = 5
rate.value = 1.0
print(drawn)
""",
    "import matplotlib.pyplot as plt\nprint(plt.get_fignums())",
    "widgets.slider(lambda depth: 1 / 0, caption='a', alt='b', depth=(1, 6, 1, 2))",
]


@pytest.fixture(scope="module")
def executed():
    return run_notebook(NOTEBOOK)


def test_moving_a_slider_draws_the_figure_again_and_nothing_twice(executed):
    [view] = executed.cells[1].outputs  # the figure itself lies within the widget
    assert "application/vnd.jupyter.widget-view+json" in view.data
    assert executed.cells[2].outputs[0].text == "[(2, 0.1), (5, 0.1), (5, 1.0)]\n"
    assert executed.cells[3].outputs[0].text == "[]\n"
    states = executed.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"].values()
    shown = next(state["state"]["outputs"] for state in states if state["model_name"] == "OutputModel")
    assert [output["data"]["text/plain"] for output in shown] == ["a line", "Figure. depth 5, rate 1.0"]


def test_a_slider_that_cannot_draw_fails_its_cell(executed):
    assert executed.cells[4].outputs[-1].ename == "ZeroDivisionError"
