"""The builders: sizes that were published, logits at the end, nothing but what was asked for."""

import keras
import numpy as np
import pytest

from course_utils import models


@pytest.mark.parametrize(
    ("options", "parameters"),
    [
        ({"hidden": ()}, 7_850),
        ({"hidden": (100, 50)}, 84_060),
        ({}, 418_060),
        ({"dropout": 0.3}, 418_060),
        ({"batch_normalization": True}, 420_260),
    ],
)
def test_an_mlp_has_the_published_number_of_parameters(options, parameters):
    assert models.mlp((784,), **options).count_params() == parameters


@pytest.mark.parametrize(
    ("options", "parameters"),
    [
        ({"input_shape": (28, 28, 1)}, 35_962),
        ({"input_shape": (28, 28, 1), "batch_normalization": True}, 36_314),
        ({"input_shape": (32, 32, 3), "batch_normalization": True}, 46_058),
        (
            {
                "input_shape": (48, 48, 3),
                "blocks": ((32, 32), (64, 64)),
                "hidden": (200,),
                "num_classes": 8,
                "batch_normalization": True,
            },
            1_912_144,
        ),
    ],
)
def test_a_cnn_has_the_published_number_of_parameters(options, parameters):
    assert models.cnn(**options).count_params() == parameters


@pytest.mark.parametrize(
    ("build", "shape", "trainable"),
    [(models.mlp, (784,), 419_160), (models.cnn, (28, 28, 1), 36_138)],
)
def test_moving_averages_are_not_trained(build, shape, trainable):
    model = build(shape, batch_normalization=True)
    assert sum(int(np.prod(weight.shape)) for weight in model.trainable_weights) == trainable


@pytest.mark.parametrize(("build", "shape"), [(models.mlp, (8, 8)), (models.cnn, (8, 8, 1))])
def test_models_map_images_to_logits(build, shape):
    model = build(shape)
    images = np.random.default_rng(0).normal(size=(3, *shape)).astype("float32")
    logits = keras.ops.convert_to_numpy(model(images))
    assert logits.shape == (3, 10)
    assert logits.min() < 0  # probabilities would not be, nor sum to anything but 1
    assert not np.allclose(logits.sum(axis=1), 1)
    assert not model.compiled


def test_an_mlp_computes_what_its_weights_say():
    model = models.mlp((4,), hidden=(3,), num_classes=2, activation="tanh")
    kernel, bias, output_kernel, output_bias = model.get_weights()
    x = np.random.default_rng(0).normal(size=(5, 4)).astype("float32")
    expected = np.tanh(x @ kernel + bias) @ output_kernel + output_bias
    np.testing.assert_allclose(keras.ops.convert_to_numpy(model(x)), expected, atol=1e-5)


def test_dropout_stands_behind_each_hidden_layer_and_nowhere_else():
    kinds = [type(layer).__name__ for layer in models.mlp((4,), hidden=(3, 2), dropout=0.3).layers]
    assert kinds == ["Dense", "Activation", "Dropout", "Dense", "Activation", "Dropout", "Dense"]
    rates = [layer.rate for layer in models.cnn((8, 8, 1), dropout=0.3).layers if hasattr(layer, "rate")]
    assert rates == [0.3]


def test_normalisation_comes_before_the_activation():
    kinds = [type(layer).__name__ for layer in models.cnn((8, 8, 1), ((2,),), (3,), batch_normalization=True).layers]
    assert kinds == [
        *["Conv2D", "BatchNormalization", "Activation", "MaxPooling2D", "Flatten"],
        *["Dense", "BatchNormalization", "Activation", "Dense"],
    ]


@pytest.mark.parametrize("build", [lambda p: models.mlp((4,), dropout=p), lambda p: models.cnn((8, 8, 1), dropout=p)])
@pytest.mark.parametrize("dropout", [-0.1, 1.0, 80])
def test_a_drop_probability_out_of_range_is_refused(build, dropout):
    with pytest.raises(ValueError, match="0 <= dropout < 1"):
        build(dropout)


def test_an_image_without_channels_is_refused():
    with pytest.raises(ValueError, match="height, width, channels"):
        models.cnn((28, 28))
