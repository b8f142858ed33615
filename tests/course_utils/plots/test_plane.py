"""Points, scores and lines in a plane: that they lie where they should."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.collections import PathCollection

from course_utils import plots

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
XOR = np.array([0, 1, 1, 0])

pytestmark = pytest.mark.usefixtures("clean_figures")


def lines_of_score(ax):
    """Return the vertices of the line at the threshold: the contour that is not filled."""
    [line] = [contour for contour in ax.collections if hasattr(contour, "levels") and not contour.filled]
    return np.concatenate([path.vertices for path in line.get_paths()])


def test_the_line_of_decision_regions_lies_where_the_score_crosses_the_threshold():
    ax = plots.decision_regions(lambda x: 2 * x[:, 0] + x[:, 1], limits=((-1, 2), (-3, 1)), threshold=0.75)
    x, y = lines_of_score(ax).T
    np.testing.assert_allclose(2 * x + y, 0.75, atol=1e-9)
    assert np.ptp(y) == pytest.approx(4)  # it runs through the whole picture
    assert ax.get_xlim() == (-1, 2)
    assert ax.get_ylim() == (-3, 1)


def test_a_curved_line_follows_its_circle():
    ax = plots.decision_regions(lambda x: np.hypot(*x.T)[:, None], limits=(-2, 2), threshold=1.5)
    np.testing.assert_allclose(np.hypot(*lines_of_score(ax).T), 1.5, atol=1e-3)


def test_a_score_beyond_the_scale_by_rounding_is_coloured_too():
    ax = plots.decision_regions(lambda x: np.where(x[:, 0] > 0.5, 1 + 4e-16, 0.0), limits=(0, 1))
    ax.set_axis_off()
    ax.figure.canvas.draw()
    seen = np.asarray(ax.figure.canvas.buffer_rgba())[..., :3]
    (left, bottom), (right, top) = (ax.transData.transform(corner).astype(int) for corner in ((0.6, 0.1), (0.9, 0.9)))
    assert not (seen[len(seen) - top : len(seen) - bottom, left:right] == 255).all(axis=-1).any()


@pytest.mark.parametrize("noise", [0.0, 1e-15])
def test_a_score_that_is_the_threshold_everywhere_has_no_line(noise):
    ax = plots.decision_regions(lambda x: 0.5 + noise * np.sin(99 * x[:, 0]), CORNERS, XOR)
    assert not [contour for contour in ax.collections if hasattr(contour, "levels") and not contour.filled]


def test_decision_regions_ask_the_model_once_for_the_whole_plane():
    asked = []

    def predict(x):
        asked.append(x)
        return x[:, 0]

    plots.decision_regions(predict, limits=((0, 1), (5, 7)), resolution=11)
    [grid] = asked
    assert grid.shape == (121, 2)
    np.testing.assert_allclose(np.unique(grid[:, 0]), np.linspace(0, 1, 11))
    np.testing.assert_allclose(np.unique(grid[:, 1]), np.linspace(5, 7, 11))


def test_the_plane_holds_every_point_with_room_around_it():
    ax = plots.decision_regions(lambda x: x[:, 0], CORNERS, XOR)
    for low, high in (ax.get_xlim(), ax.get_ylim()):
        assert low < 0
        assert high > 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"predict": lambda x: x, "limits": (0, 1)}, "predict got"),
        ({"predict": lambda x: x[:3, 0], "limits": (0, 1)}, "predict got"),
        ({"predict": lambda x: np.full(len(x), np.nan), "limits": (0, 1)}, "not finite"),
        ({"predict": lambda x: x[:, 0]}, "limits="),
        ({"predict": lambda x: x[:, 0], "limits": (1, 0)}, "low < high"),
        ({"predict": lambda x: x[:, 0], "limits": ((0, 1), (1, 0))}, "low < high"),
        ({"predict": lambda x: x[:, 0], "points": CORNERS, "labels": [0, 1]}, "4 points need as many labels"),
        ({"predict": lambda x: x[:, 0], "points": CORNERS[:, :1], "labels": XOR}, r"shape \(n, 2\)"),
        ({"predict": lambda x: x[:, 0], "points": CORNERS, "labels": XOR - 0.5}, "0 to 9"),
    ],
)
def test_decision_regions_say_what_is_wrong_and_leave_no_figure_behind(arguments, message):
    with pytest.raises(ValueError, match=message):
        plots.decision_regions(**arguments)
    assert not plt.get_fignums()


def test_each_class_has_a_colour_and_a_marker_of_its_own():
    points = np.random.default_rng(0).normal(size=(40, 2))
    ax = plots.scatter_classes(points, np.repeat(np.arange(10), 4))
    groups = [group for group in ax.collections if isinstance(group, PathCollection)]
    colors = {tuple(group.get_facecolor()[0]) for group in groups}
    markers = {group.get_paths()[0].vertices.tobytes() for group in groups}
    assert len(colors) == len(markers) == 10
    np.testing.assert_allclose(groups[3].get_offsets(), points[12:16])


def test_points_that_fall_together_share_one_annotation():
    hidden = [[0, 0], [1, 0], [1, 0], [2, 1]]
    ax = plots.scatter_classes(hidden, XOR, annotations=["00", "01", "10", "11"])
    assert sorted(text.get_text() for text in ax.texts) == ["00", "01, 10", "11"]


def test_a_line_in_the_plane_satisfies_its_equation_and_keeps_the_picture():
    ax = plots.scatter_classes(CORNERS, XOR)
    before = ax.get_xlim(), ax.get_ylim()
    plots.line_in_plane([[1.0], [-2.0]], bias=0.25, ax=ax, threshold=0.5)
    x, y = ax.lines[-1].get_data()
    np.testing.assert_allclose(x - 2 * y + 0.25, 0.5, atol=1e-12)
    assert (ax.get_xlim(), ax.get_ylim()) == before
    assert min(x) < before[0][0]  # it leaves the picture on both sides
    assert max(x) > before[0][1]


@pytest.mark.parametrize("weights", [[1, 0], [0, -3]])
def test_vertical_and_horizontal_lines_are_drawn_too(weights):
    ax = plots.line_in_plane(weights, bias=0.5)
    x, y = ax.lines[-1].get_data()
    np.testing.assert_allclose(weights[0] * x + weights[1] * y + 0.5, 0, atol=1e-12)


@pytest.mark.parametrize("weights", [[0, 0], [1, 2, 3], [np.nan, 1]])
def test_without_a_direction_there_is_no_line(weights):
    with pytest.raises(ValueError, match=r"weights .*finite"):
        plots.line_in_plane(weights)
