"""The builders: published sizes, logits at the end, nothing but what was asked for, and the nets of the lessons."""

import keras
import numpy as np
import pytest

from course_utils import models
from tools.files import ROOT
from tools.lesson_source import read_lesson


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


def test_the_backbone_has_the_parameters_counted_by_hand():
    kernels = 5 * 5 * 3 * 16 + 3 * 3 * (16 * 32 + 32 * 64 + 64 * 96) + 3 * 3 * 96 * 128
    assert models.build_backbone().count_params() == kernels + 4 * (16 + 32 + 64 + 96 + 128) == 191_472


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


def from_lesson(name, cell):
    """Return what a code cell of a lesson defines."""
    path = ROOT / "lessons" / f"{name}.py"
    source = next(part.source for part in read_lesson(path).cells if part.name == cell)
    names = {"keras": keras, "layers": keras.layers, "ops": keras.ops}
    names |= {
        "x_train": np.zeros((2, 28, 28, 1), "float32"),
        "y_train": np.zeros(2, int),
        "num_deep_pictures": 2,
        "num_blocks": 9,
    }
    exec(compile(source, cell, "exec"), names)
    return names


def structure(model):
    """Return the layers of a model with their settings and their inputs, but without their names."""
    number = {layer.name: place for place, layer in enumerate(model.layers)}
    described = []
    for layer in model.layers:
        config = {key: value for key, value in layer.get_config().items() if key != "name"}
        parents = [
            number[tensor._keras_history.operation.name]
            for node in layer._inbound_nodes
            for tensor in node.input_tensors
        ]
        described.append((type(layer).__name__, config, parents))
    return described


def test_the_strided_cnn_is_the_best_net_of_lesson_06b():
    assert structure(models.strided_cnn()) == structure(from_lesson("06b_cnn", "best-net")["best_net"]())


@pytest.mark.parametrize("residual", [False, True])
@pytest.mark.parametrize("normalize", [False, True])
def test_the_residual_net_is_the_deep_net_of_lesson_06b(residual, normalize):
    built = models.residual_net((7, 7, 1), residual=residual, batch_normalization=normalize)
    written_out, _ = from_lesson("06b_cnn", "deep-net-code")["deep_net"](residual, normalize)
    assert structure(built) == structure(written_out)


def test_a_residual_net_has_the_layers_that_were_asked_for():
    weighted = [layer for layer in models.residual_net((7, 7, 1)).layers if hasattr(layer, "kernel")]
    assert len(weighted) == 20


def test_a_residual_block_without_weights_hands_on_its_input():
    model = models.residual_net((5, 5, 1), num_blocks=3, filters=2, batch_normalization=False)
    first, *others, _ = [layer for layer in model.layers if hasattr(layer, "kernel")]
    for layer in others:
        layer.set_weights([0 * weight for weight in layer.get_weights()])
    x = np.random.default_rng(0).normal(size=(4, 5, 5, 1)).astype("float32")
    through_all = keras.Model(model.input, model.layers[-2].output)(x)  # the global average
    expected = keras.ops.mean(first(x), axis=(1, 2))
    np.testing.assert_allclose(keras.ops.convert_to_numpy(through_all), expected, atol=1e-6)


@pytest.mark.parametrize("build", [models.strided_cnn, models.residual_net])
def test_deep_builders_refuse_an_image_without_channels(build):
    with pytest.raises(ValueError, match="height, width, channels"):
        build((28, 28))
