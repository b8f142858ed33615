"""Grids of numbers, sliding windows and stacks of feature maps."""

import matplotlib as mpl
import numpy as np
import pytest

from course_utils import plots

KERNEL = np.array([[1, 4, 0], [0, 2, 1], [3, 0, -1.5]])


pytestmark = pytest.mark.usefixtures("clean_figures")


def frames(ax):
    """Return (row, column, height, width) of the broad frames in a grid of numbers."""
    return [
        (patch.get_y() + 0.5, patch.get_x() + 0.5, patch.get_height(), patch.get_width())
        for patch in ax.patches
        if patch.get_linewidth() > 2
    ]


def test_each_number_stands_in_its_cell():
    ax = plots.number_grid(KERNEL)
    written = {(round(text.get_position()[1]), round(text.get_position()[0])): text.get_text() for text in ax.texts}
    assert written == {place: f"{value:g}".replace("-", "−") for place, value in np.ndenumerate(KERNEL)}


def test_numbers_are_short_and_zero_has_no_sign():
    ax = plots.number_grid([[0.12345, -0.0, 6600.0]])
    assert [text.get_text() for text in ax.texts] == ["0.123", "0", "6600"]


def test_colours_tell_the_sign_and_zero_is_white():
    image = plots.number_grid([[-2.0, 0.0, 1.0]]).images[0]
    negative, zero, positive = image.cmap(image.norm(np.array([-2.0, 0.0, 1.0])))[:, :3]
    np.testing.assert_allclose(zero, 1, atol=0.01)
    assert negative[0] > negative[2]  # orange
    assert positive[2] > positive[0]  # blue


def test_padding_is_hatched_and_nothing_else():
    ax = plots.number_grid(np.pad(np.ones((2, 3)), 1), border=1)
    hatched = {(patch.get_y() + 0.5, patch.get_x() + 0.5) for patch in ax.patches if patch.get_hatch()}
    assert hatched == {(r, c) for r in range(4) for c in range(5) if r in (0, 3) or c in (0, 4)}


@pytest.mark.parametrize("frame", [(0, 0, 4, 1), (2, 2, 2, 1), (-1, 0, 2, 2), (0, 0, 0, 1)])
def test_a_frame_outside_the_grid_is_refused(frame):
    with pytest.raises(ValueError, match="does not lie inside a grid"):
        plots.number_grid(KERNEL, frame=frame)


@pytest.mark.parametrize("values", [[1, 2, 3], np.zeros((2, 2, 2)), np.zeros((0, 3))])
def test_a_grid_needs_a_matrix(values):
    with pytest.raises(ValueError, match="matrix"):
        plots.number_grid(values)


def test_the_window_stands_where_its_number_comes_from():
    figure = plots.sliding_window(np.ones((7, 7)), np.ones((3, 3)), np.full((3, 3), 9), position=(1, 2), stride=2)
    image, kernel, output = figure.axes
    assert frames(image) == [(2, 4, 3, 3)]
    assert frames(kernel) == []
    assert frames(output) == [(1, 2, 1, 1)]


def test_pooling_has_a_window_and_no_kernel():
    image, output = plots.sliding_window(np.ones((4, 4)), None, np.ones((2, 2)), position=(1, 0), stride=2).axes
    assert frames(image) == [(2, 0, 2, 2)]
    assert output.get_title(loc="center") == "pooled"


def test_a_window_that_leaves_the_image_is_refused():
    with pytest.raises(ValueError, match="does not lie inside"):
        plots.sliding_window(np.ones((5, 5)), np.ones((3, 3)), np.ones((4, 4)), position=(0, 3))


def test_stacks_are_drawn_in_one_scale_without_touching():
    rng = np.random.default_rng(0)
    ax = plots.feature_stack({"image": rng.random((8, 8, 3)), "maps": rng.random((6, 4, 12))}, rgb=["image"])
    extents = np.array([image.get_extent() for image in ax.images])
    widths, heights = np.ptp(extents[:, :2], axis=1), np.ptp(extents[:, 2:], axis=1)
    assert sorted(zip(widths.round(9), heights.round(9), strict=True)) == [(4, 6)] * 8 + [(8, 8)] * 3
    assert extents[widths > 6, 1].max() < extents[widths < 6, 0].min()
    assert [text.get_text() for text in ax.texts] == ["image\n8 × 8 × 3", "maps\n6 × 4 × 12"]


def test_a_stack_shows_its_maps_upright_the_first_in_front():
    maps = np.zeros((2, 2, 2))
    maps[0, 0, 0] = maps[1, 1, 1] = 1  # upper left in the first map, lower right in the second
    images = sorted(plots.feature_stack({"maps": maps}).images, key=lambda image: -image.get_zorder())
    brightness = [image.get_array()[:, :, 0] for image in images]
    np.testing.assert_allclose(brightness, np.moveaxis(maps, -1, 0), atol=0.01)
    assert all(image.origin == "upper" for image in images)


def test_the_frame_of_a_stack_counts_rows_from_above():
    ax = plots.feature_stack({"maps": np.zeros((10, 10, 1))}, frames={"maps": (1, 2, 3, 4)})
    [frame] = [patch for patch in ax.patches if patch.get_linewidth() == 2]
    assert (frame.get_x(), frame.get_y(), frame.get_width(), frame.get_height()) == (2, 10 - 1 - 3, 4, 3)
    assert mpl.colors.to_hex(frame.get_edgecolor()) == "#ffffff"  # orange would drown in the red channel


@pytest.mark.parametrize("stacks", [{}, {"maps": np.zeros((3, 3))}])
def test_stacks_of_another_shape_are_refused(stacks):
    with pytest.raises(ValueError, match="height, width, channels"):
        plots.feature_stack(stacks)


# the kernel editor
