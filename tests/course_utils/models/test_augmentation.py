"""Small changes of images: against SciPy, against plain shifts and turns, and nothing but what was asked for."""

import keras
import numpy as np
import pytest
from keras import ops
from scipy import ndimage

from course_utils.models.augmentation import RandomAffine, affine_transforms


@pytest.fixture
def images():
    smooth = ndimage.gaussian_filter(np.random.default_rng(0).uniform(0, 1, (6, 28, 28)), (0, 2, 2))
    smooth[:, :6] = smooth[:, -6:] = smooth[:, :, :6] = smooth[:, :, -6:] = 0
    return smooth.astype("float32")[..., None]


def changed(images, angle=0.0, zoom=1.0, shift_x=0.0, shift_y=0.0):
    count, height, width = images.shape[:3]
    amounts = [np.full(count, amount) for amount in (angle, zoom, shift_x, shift_y)]
    transforms = affine_transforms(*amounts, height, width)
    return ops.convert_to_numpy(ops.image.affine_transform(images, transforms, fill_mode="constant"))


def test_no_change_changes_nothing(images):
    np.testing.assert_allclose(changed(images), images, atol=1e-6)


def test_a_shift_goes_to_the_right_and_down(images):
    np.testing.assert_allclose(changed(images, shift_x=3, shift_y=1), np.roll(images, (1, 3), (1, 2)), atol=1e-5)


def test_a_quarter_turn_is_counter_clockwise(images):
    np.testing.assert_allclose(changed(images, angle=np.pi / 2), np.rot90(images, axes=(1, 2)), atol=1e-4)


def test_a_zoom_above_one_enlarges(images):
    assert (changed(images, zoom=1.3) > 0.01).sum() > 1.4 * (images > 0.01).sum()


def test_all_at_once_agrees_with_scipy(images):
    angle, zoom, shift_x, shift_y = 0.2, 1.1, 1.5, -0.5
    back = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]]) / zoom  # SciPy: rows first
    middle = np.array([13.5, 13.5])
    offset = middle - back @ (middle + np.array([shift_y, shift_x]))
    wanted = [ndimage.affine_transform(image[..., 0], back, offset, order=1) for image in images]
    np.testing.assert_allclose(changed(images, angle, zoom, shift_x, shift_y)[..., 0], wanted, atol=1e-5)


def test_the_layer_changes_training_images_only_and_each_by_itself(images):
    layer = RandomAffine(seed=1)
    same = np.repeat(images[:1], 5, axis=0)
    np.testing.assert_array_equal(ops.convert_to_numpy(layer(same)), same)
    result = ops.convert_to_numpy(layer(same, training=True))
    assert result.shape == same.shape
    assert all(np.abs(result[i] - result[j]).max() > 0.01 for i in range(5) for j in range(i))


def test_amounts_of_zero_change_nothing(images):
    layer = RandomAffine(degrees=0, zoom=0, shift=0)
    np.testing.assert_allclose(ops.convert_to_numpy(layer(images, training=True)), images, atol=1e-6)


def test_the_ink_moves_no_further_than_the_shift_allows(images):
    layer = RandomAffine(degrees=0, zoom=0, shift=2, seed=3)
    before, after = images[..., 0], ops.convert_to_numpy(layer(images, training=True))[..., 0]
    for old, new in zip(before, after, strict=True):
        moved = np.subtract(ndimage.center_of_mass(new), ndimage.center_of_mass(old))
        assert np.abs(moved).max() <= 2.01


def test_a_saved_model_keeps_the_layer(images, tmp_path):
    model = keras.Sequential([keras.Input((28, 28, 1)), RandomAffine(degrees=5, zoom=0.2, shift=1, seed=7)])
    model.save(tmp_path / "net.keras")
    loaded = keras.models.load_model(tmp_path / "net.keras").layers[0]
    assert (loaded.degrees, loaded.zoom, loaded.shift, loaded.seed) == (5, 0.2, 1, 7)


@pytest.mark.parametrize("amounts", [{"degrees": -1}, {"degrees": 200}, {"zoom": 1.0}, {"shift": -0.1}])
def test_impossible_amounts_are_refused(amounts):
    with pytest.raises(ValueError, match=next(iter(amounts))):
        RandomAffine(**amounts)
