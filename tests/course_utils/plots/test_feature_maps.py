"""Layer sizes: one square for each map, to scale. Tiles: every image where it belongs."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from course_utils.plots.feature_maps import layer_sizes, tile

pytestmark = pytest.mark.usefixtures("clean_figures")


def squares(ax):
    return [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_width() == patch.get_height()]


def test_there_is_a_square_for_each_map_and_its_side_is_to_scale():
    ax = layer_sizes({"picture": (28, 28, 1), "maps": (14, 14, 6), "answer": (10,)})
    sides = sorted(round(patch.get_width(), 6) for patch in squares(ax))
    assert sides == [0.5] * 6 + [1.0]
    assert len(ax.patches) == 8  # and one bar


def test_a_pile_of_many_maps_stays_readable():
    assert len(squares(layer_sizes({"maps": (10, 10, 512)}))) == 16


def test_sizes_and_names_are_written():
    written = {text.get_text() for text in layer_sizes({"maps": (12, 12, 16), "answer": (10,)}).texts}
    assert {"12×12×16", "maps", "10", "answer"} <= written


@pytest.mark.parametrize("size", [(28, 28), (0,), (3, 3, 0)])
def test_a_size_that_is_none_is_refused(size):
    with pytest.raises(ValueError, match="maps: expected"):
        layer_sizes({"maps": size})


def test_nothing_to_draw_is_an_error():
    with pytest.raises(ValueError, match="no layer"):
        layer_sizes({})


@pytest.mark.parametrize("channels", [(), (3,)])
def test_every_image_is_where_it_belongs(channels):
    images = np.random.default_rng(0).random((5, 4, 3, *channels))
    tiled = tile(images, columns=2, background=0.5)
    assert tiled.shape == (3 * 5 - 1, 2 * 4 - 1, *channels)
    for number, image in enumerate(images):
        top, left = number // 2 * 5, number % 2 * 4
        np.testing.assert_array_equal(tiled[top : top + 4, left : left + 3], image)
    assert tiled.sum() == pytest.approx(images.sum() + 0.5 * (tiled.size - images.size))  # the rest is background


@pytest.mark.parametrize("images", [[], [np.zeros((2, 2)), np.zeros((2, 3))], [np.zeros(4)]])
def test_images_that_fit_no_grid_are_refused(images):
    with pytest.raises(ValueError, match="one size"):
        tile(images, columns=2)
