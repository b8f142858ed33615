"""Images and heat maps: one scale, names where they belong."""

import numpy as np
import pytest

from course_utils import plots

pytestmark = pytest.mark.usefixtures("clean_figures")


def test_images_share_one_scale():
    figure = plots.image_grid(np.array([[[0, 51]], [[102, 255]]], dtype="uint8"))
    shown = [ax.images[0].get_array() for ax in figure.axes]
    np.testing.assert_allclose(np.concatenate(shown), [[0, 0.2], [0.4, 1]])
    figure = plots.image_grid([np.array([[-1.0, 0.0]]), np.array([[1.0, 3.0]])])
    np.testing.assert_allclose(np.concatenate([ax.images[0].get_array() for ax in figure.axes]), [[0, 0.25], [0.5, 1]])


def test_wrong_answers_differ_in_colour_and_sign():
    figure = plots.image_grid(np.zeros((2, 3, 3)), titles=["7", "1"], correct=[True, False])
    right, wrong = (ax.title for ax in figure.axes)
    assert (right.get_text(), wrong.get_text()) == ("7", "✗ 1")
    assert right.get_color() != wrong.get_color()


def test_image_grid_draws_photos_with_few_colors():
    photos = np.random.default_rng(0).uniform(0.2, 0.8, size=(3, 8, 6, 3))
    drawn = [ax.images[0].get_array() for ax in plots.image_grid(photos, colors=16).axes]
    assert [image.shape for image in drawn] == [(8, 6, 3)] * 3
    assert len(np.unique(np.concatenate([image.reshape(-1, 3) for image in drawn]), axis=0)) <= 16
    assert np.abs(np.stack(drawn) - photos).mean() < 0.1
    two_sizes = plots.image_grid([photos[0], photos[1][:5, :5]], colors=256).axes
    assert two_sizes[1].images[0].get_array().shape == (5, 5, 3)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"images": []}, "no images"),
        ({"images": np.zeros((2, 9))}, "an image is"),
        ({"images": np.zeros((2, 3, 3)), "titles": ["a"]}, "titles: expected 2 entries, got 1"),
        ({"images": np.zeros((4, 3, 3)), "columns": 2, "row_labels": ["a"]}, "row_labels: expected 2"),
    ],
)
def test_image_grid_says_what_is_wrong(arguments, message):
    with pytest.raises(ValueError, match=message):
        plots.image_grid(**arguments)


def test_heat_map_shows_the_values_under_their_names():
    values = np.array([[0.0, 1.0, 0.5], [0.25, 0.25, 0.5]])
    ax = plots.heat_map(values, ["r1", "r2"], ["c1", "c2", "c3"], xlabel="read")
    np.testing.assert_array_equal(ax.images[0].get_array(), values)
    assert ax.images[0].get_clim() == (0, 1)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["r1", "r2"]
    assert ax.get_xlabel() == "read"
    assert [text.get_text() for text in ax.texts] == [
        "1.00",
        "0.50",
        "0.25",
        "0.25",
        "0.50",
    ]  # nothing on what is nearly white


def test_heat_map_refuses_wrong_names_and_values():
    with pytest.raises(ValueError, match="expected the shape"):
        plots.heat_map(np.zeros((2, 2)), ["a"], ["b", "c"])
    with pytest.raises(ValueError, match="values from 0 to 1"):
        plots.heat_map(np.array([[2.0]]), ["a"], ["b"])


def test_heat_map_leaves_what_is_unknown_blank():
    ax = plots.heat_map(np.array([[np.nan, 0.4], [0.9, np.nan]]), range(2), range(2))
    assert [text.get_text() for text in ax.texts] == ["0.40", "0.90"]
    assert ax.images[0].get_array().mask.tolist() == [[True, False], [False, True]]
    with pytest.raises(ValueError, match=r"got 0\.4 to 2"):
        plots.heat_map(np.array([[np.nan, 0.4], [2.0, np.nan]]), range(2), range(2))
