"""What many runs did: means, bands, intervals, and names that stand beside their curves."""

import numpy as np
import pandas as pd
import pytest

from course_utils import plots
from course_utils.plots.labels import spread
from course_utils.statistics import wilson_interval

pytestmark = pytest.mark.usefixtures("clean_figures")


def test_names_are_moved_apart_as_little_as_possible():
    wanted = np.array([30.0, 0.0, 31.0, 32.0])
    placed = spread(wanted, 10.0)
    np.testing.assert_allclose(placed, [21, 0, 31, 41])
    np.testing.assert_allclose(spread(np.array([0.0, 50.0]), 10.0), [0, 50])


def test_names_stand_beside_the_ends_of_their_curves_whatever_the_scale():
    ends = {"high": 900.0, "middle": 500.0, "low": 100.0}
    ax = plots.curves({name: np.array([0.0, end]) for name, end in ends.items()})
    ax.figure.canvas.draw()
    for text in ax.texts:
        box = text.get_window_extent()
        place = ax.transData.inverted().transform((0, (box.y0 + box.y1) / 2))[1]
        assert place == pytest.approx(ends[text.get_text()], abs=40)


def test_curves_show_mean_and_range_of_the_runs_and_say_so():
    runs = np.random.default_rng(1).normal(size=(20, 6))
    ax = plots.curves({"training": runs, "validation": runs[0]})
    np.testing.assert_allclose(ax.lines[0].get_ydata(), runs.mean(axis=0))
    assert ax.lines[0].get_color() == plots.COLORS["train"]
    assert ax.lines[1].get_color() == plots.COLORS["validation"]
    [band] = ax.collections
    box = band.get_paths()[0].get_extents()
    assert (box.y0, box.y1) == pytest.approx((runs.min(), runs.max()))
    assert "line: mean of 20 runs; band: smallest to largest" in [text.get_text() for text in ax.texts]


def test_a_history_keeps_its_epochs():
    history = pd.DataFrame({"loss": [3.0, 2.0], "val_loss": [4.0, 3.0]}, index=[5, 6])
    ax = plots.curves(history)
    assert list(ax.lines[1].get_xdata()) == [5, 6]
    assert list(ax.lines[1].get_ydata()) == [4, 3]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"series": {}}, "no curves"),
        ({"series": {"a": [1, 2]}, "x": [1, 2, 3]}, "a: 2 values need as many x"),
        ({"series": {"a": np.ones((2, 2, 2))}}, "a: expected shape"),
    ],
)
def test_curves_say_what_is_wrong(arguments, message):
    with pytest.raises(ValueError, match=message):
        plots.curves(**arguments)


def test_a_single_series_needs_no_legend():
    assert plots.intervals({"ReLU": [15, 83]}, runs=100, groups=[2, 8]).get_legend() is None
    assert plots.intervals({"ReLU": [15], "tanh": [3]}, runs=100, groups=[2]).get_legend() is not None


def test_intervals_draw_rates_with_the_ends_of_wilson():
    ax = plots.intervals({"ReLU": [15, 83], "tanh": [47, 100]}, runs=100, groups=[2, 8])
    points, caps, [bars] = ax.containers[1]
    np.testing.assert_allclose(points.get_ydata(), [0.47, 1.0])
    for segment, count in zip(bars.get_segments(), [47, 100], strict=True):
        np.testing.assert_allclose(segment[:, 1], wilson_interval(count, 100), atol=1e-12)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["2", "8"]
    assert caps


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
