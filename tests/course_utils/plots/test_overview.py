"""Bars, timelines and sketches: that they show what they are given, where it belongs."""

import numpy as np
import pandas as pd
import pytest

from course_utils import plots

EVENTS = [(1980, "later", "idea"), (1950, "first", "idea"), (1981, "a machine", "machine"), (1981, "data", "data")]


pytestmark = pytest.mark.usefixtures("clean_figures")


def boxes(ax, words):
    ax.figure.draw_without_rendering()
    texts = [text for text in ax.texts if any(word in text.get_text() for word in words)]
    return [text.get_window_extent() for text in texts]


def test_bars_are_as_long_as_their_shares_and_say_so():
    ax = plots.bars({"student": 0.34, "professor": 0.04}, chance=0.1)
    assert [bar.get_width() for bar in ax.patches] == [0.34, 0.04]
    assert [text.get_text() for text in ax.texts] == ["34 %", "4 %"]
    assert ax.yaxis_inverted()  # the first on top
    assert ax.lines[0].get_xdata() == [0.1, 0.1]


def test_the_dotted_line_of_bars_stays_in_sight():
    ax = plots.bars(pd.Series({"student": 0.05}), chance=0.5)
    assert ax.get_xlim()[1] > 0.5


def test_a_span_of_a_timeline_stays_in_sight():
    ax = plots.timeline(EVENTS, spans={"winter": (1900, 1910)})
    assert ax.get_ylim()[1] < 1900


@pytest.mark.parametrize("shares", [{}, {"a": 1.2}, {"a": -0.1}, {"a": float("nan")}])
def test_bars_take_shares_only(shares):
    with pytest.raises(ValueError, match=r"shares (is|holds|.*between 0 and 1)"):
        plots.bars(shares)


def test_the_dots_of_a_timeline_stand_at_their_years_with_the_past_above():
    ax = plots.timeline(EVENTS, spans={"winter": (1960, 1970)}, left=["idea"])
    dots = sorted(line.get_ydata()[0] for line in ax.lines if line.get_marker() == "o" and len(line.get_ydata()))
    assert dots == [1950, 1980, 1981, 1981]
    assert ax.yaxis_inverted()
    shaded = ax.patches[0].get_extents().transformed(ax.transData.inverted())
    assert sorted((shaded.y0, shaded.y1)) == pytest.approx([1960, 1970])
    assert {text.get_text() for text in ax.get_legend().get_texts()} == {"idea", "machine", "data"}


def test_events_of_one_year_do_not_overlap_and_sides_are_kept():
    crowd = [(2015, f"event {count}", "idea" if count % 2 else "other") for count in range(12)]
    ax = plots.timeline(crowd, left=["idea"])
    extents = boxes(ax, ["event"])
    assert len(extents) == 12
    for index, one in enumerate(extents):
        assert not any(one.overlaps(other) for other in extents[index + 1 :])
        assert ax.get_window_extent().y0 <= one.y0 <= one.y1 <= ax.get_window_extent().y1
    middle = next(line for line in ax.lines if line.get_marker() == "o" and len(line.get_xdata())).get_xdata()[0]
    sides = {text.get_text().endswith("2015"): text.get_position()[0] for text in ax.texts}
    assert sides[True] < middle < sides[False]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"events": []}, "at least one event"),
        ({"events": [(2000, "no kind")]}, "an event is"),
        ({"events": [("2000", "text", "idea")]}, "an event is"),
        ({"events": [(float("nan"), "text", "idea")]}, "an event is"),
        ({"spans": {"x": (2, 1)}}, "begin before it ends"),
    ],
)
def test_a_timeline_says_what_is_wrong(arguments, message):
    with pytest.raises(ValueError, match=message):
        plots.timeline(**{"events": EVENTS} | arguments)


def test_vectors_end_where_they_should_and_fit_into_the_axes():
    ax = plots.vectors_in_space({"u": [2, 7, 3], "v": [-1, 0, 6]}, title="two")
    assert ax.get_xlim()[0] <= -1
    assert ax.get_ylim()[1] >= 7
    assert ax.get_zlim()[1] >= 6
    assert [text.get_text().strip() for text in ax.texts] == ["u", "v"]
    assert np.array(ax.lines[0].get_data_3d()).T.tolist() == [[2, 7, 0], [2, 7, 3]]  # from the floor to the tip


def test_dashed_copies_of_two_vectors_meet_at_their_sum_and_a_step_is_as_long_on_each_axis():
    ax = plots.vectors_in_space({"u": [2, 7, 3], "v": [1, 3, 6]}, added=["u", "v"])
    dashed = [np.array(line.get_data_3d()).T.tolist() for line in ax.lines if line.get_linestyle() == "--"]
    assert dashed == [[[2, 7, 3], [3, 10, 9]], [[1, 3, 6], [3, 10, 9]]]
    lengths = [np.ptp(limits) for limits in (ax.get_xlim(), ax.get_ylim(), ax.get_zlim())]
    assert ax._box_aspect / lengths == pytest.approx((ax._box_aspect / lengths)[0])
    assert ax.get_zlim()[1] >= 9


@pytest.mark.parametrize("vector", [[1, 2], [1, 2, float("nan")]])
def test_vectors_say_what_is_wrong(vector):
    with pytest.raises(ValueError, match=r"shape \(3,\) and finite entries, got \[1, 2"):
        plots.vectors_in_space({"u": vector})
