"""The builders: published sizes, logits at the end, nothing but what was asked for."""

import keras
import numpy as np
import pytest

from course_utils import models


@pytest.mark.parametrize(
    ("options", "parameters"), [({"hidden": ()}, 7_850), ({"hidden": (100, 50)}, 84_060), ({}, 418_060)]
)
def test_an_mlp_has_the_published_number_of_parameters(options, parameters):
    assert models.mlp((784,), **options).count_params() == parameters


def test_the_backbone_has_the_parameters_counted_by_hand():
    kernels = 5 * 5 * 3 * 16 + 3 * 3 * (16 * 32 + 32 * 64 + 64 * 96) + 3 * 3 * 96 * 128
    assert models.build_backbone().count_params() == kernels + 4 * (16 + 32 + 64 + 96 + 128) == 191_472


def test_an_mlp_maps_images_to_logits():
    model = models.mlp((8, 8))
    images = np.random.default_rng(0).normal(size=(3, 8, 8)).astype("float32")
    logits = keras.ops.convert_to_numpy(model(images))
    assert logits.shape == (3, 10)
    assert logits.min() < 0  # probabilities would not be, nor sum to anything but 1
    assert not np.allclose(logits.sum(axis=1), 1)
    assert not model.compiled


def test_an_mlp_computes_what_its_weights_say():
    model = models.mlp((4,), hidden=(3,), num_classes=2)
    kernel, bias, output_kernel, output_bias = model.get_weights()
    x = np.random.default_rng(0).normal(size=(5, 4)).astype("float32")
    expected = np.maximum(0, x @ kernel + bias) @ output_kernel + output_bias
    np.testing.assert_allclose(keras.ops.convert_to_numpy(model(x)), expected, atol=1e-5)


def test_the_backbone_refuses_an_image_without_channels():
    with pytest.raises(ValueError, match="height, width, channels"):
        models.build_backbone((28, 28))
