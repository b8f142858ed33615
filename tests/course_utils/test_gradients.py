"""Gradients with respect to the input, against closed forms and finite differences, on every backend.

The tests run in this process on the backend that Keras has here; as a script this file runs the comparison
with finite differences in a process of its own, on the backend that KERAS_BACKEND names.
"""

import keras
import numpy as np
import pytest

from course_utils.gradients import value_and_gradient
from harness.other_backend import run_on


def smooth_model(activation="tanh"):
    """Return a model whose layers behave differently in training: a test of ``training=False`` as well."""
    keras.utils.set_random_seed(3)
    model = keras.Sequential(
        [
            keras.Input(shape=(6,)),
            keras.layers.Dense(8),
            keras.layers.BatchNormalization(),
            keras.layers.Activation(activation),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(3),
        ]
    )
    model.layers[1].set_weights([np.full(8, 1.5), np.full(8, 0.2), np.full(8, 0.1), np.full(8, 2.0)])
    return model


def data(count=5):
    generator = np.random.default_rng(0)
    return generator.normal(size=(count, 6)).astype("float32"), generator.integers(0, 3, size=count)


def central_differences(function, x, step=1e-2):
    """Return the gradient of `function`, which computes in single precision: hence the large step."""
    gradient = np.zeros(x.shape)
    for index in np.ndindex(*x.shape):
        up, down = x.copy(), x.copy()
        up[index] += step
        down[index] -= step
        gradient[index] = (function(up) - function(down)) / (2 * step)
    return gradient


def negative_log_likelihoods(model, x, y):
    """Return the cross-entropy of each input, from the logits on by hand and in double precision."""
    logits = keras.ops.convert_to_numpy(model(x, training=False)).astype(float)
    return np.logaddexp.reduce(logits, axis=1) - logits[np.arange(len(y)), y]


def compare_with_finite_differences(activation):
    model, (x, y) = smooth_model(activation), data()
    before = model.get_weights()

    mean_loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    loss, gradient = value_and_gradient(lambda inputs: mean_loss(y, model(inputs, training=False)), x)
    assert isinstance(loss, float)
    assert isinstance(gradient, np.ndarray)
    assert gradient.shape == x.shape
    np.testing.assert_allclose(loss, negative_log_likelihoods(model, x, y).mean(), rtol=1e-5)
    expected = central_differences(lambda moved: negative_log_likelihoods(model, moved, y).mean(), x)
    np.testing.assert_allclose(gradient, expected, atol=2e-5)
    assert np.abs(expected).max() > 0.05

    single_loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction=None)
    losses, gradients = value_and_gradient(lambda inputs: single_loss(y, model(inputs, training=False)), x)
    np.testing.assert_allclose(losses, negative_log_likelihoods(model, x, y), rtol=1e-5)
    np.testing.assert_allclose(gradients, len(x) * gradient, atol=1e-6)

    value, gradient = value_and_gradient(lambda inputs: model(inputs, training=False)[0, 1], x)
    np.testing.assert_allclose(value, keras.ops.convert_to_numpy(model(x, training=False))[0, 1], rtol=1e-5)
    assert np.abs(gradient[0]).max() > 0
    assert not gradient[1:].any()  # the first output of the batch knows nothing of the other inputs

    for weights, unchanged in zip(model.get_weights(), before, strict=True):
        np.testing.assert_array_equal(weights, unchanged)


@pytest.mark.parametrize("activation", ["tanh", "softplus"])
def test_gradients_agree_with_finite_differences(activation):
    compare_with_finite_differences(activation)


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_gradients_agree_with_finite_differences_on_other_backends(backend):
    assert run_on(backend, __file__) == f"finite differences agree on {backend}\n"


def test_a_linear_model_has_its_closed_form():
    model = keras.Sequential([keras.Input(shape=(4,)), keras.layers.Dense(1)])
    weights = np.array([[1.0], [-2.0], [0.5], [3.0]], dtype="float32")
    model.set_weights([weights, np.array([0.25], dtype="float32")])
    x = np.random.default_rng(1).normal(size=(7, 4)).astype("float32")
    y = np.ones((7, 1), dtype="float32")
    residual = x @ weights + 0.25 - y
    mean_square = keras.losses.MeanSquaredError()
    loss, gradient = value_and_gradient(lambda inputs: mean_square(y, model(inputs)), x)
    np.testing.assert_allclose(loss, np.mean(residual**2), rtol=1e-5)
    np.testing.assert_allclose(gradient, 2 / 7 * residual * weights.T, rtol=1e-4, atol=1e-6)


def test_training_can_go_on_as_if_nothing_had_happened():
    x, y = data(32)
    fits = []
    for look in (False, True):
        model = smooth_model()
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer=keras.optimizers.Adam(0.1), loss=loss)
        model.fit(x, y, epochs=1, batch_size=32, shuffle=False, verbose=0)
        if look:
            value_and_gradient(lambda inputs, model=model, loss=loss: loss(y, model(inputs, training=False)), x)
        model.fit(x, y, epochs=1, batch_size=32, shuffle=False, verbose=0)
        fits.append(model.get_weights())
    for without, with_look in zip(*fits, strict=True):
        np.testing.assert_allclose(without, with_look, atol=1e-6)


@pytest.mark.parametrize(
    ("x", "error", "message"),
    [
        (np.zeros((2, 6), dtype="uint8"), TypeError, "floating-point inputs, got uint8"),
        (np.array([[np.nan] * 6, [0.0] * 6]), ValueError, "NaN or infinity"),
    ],
)
def test_bad_inputs_are_refused_in_words(x, error, message):
    with pytest.raises(error, match=message):
        value_and_gradient(lambda inputs: keras.ops.sum(smooth_model()(inputs)), x)


@pytest.mark.skipif(keras.backend.backend() == "jax", reason="JAX gives zeros instead")
def test_a_function_that_ignores_its_input_has_no_gradient():
    with pytest.raises(ValueError, match="does not depend on the input"):
        value_and_gradient(lambda inputs: keras.ops.sum(keras.ops.ones(3)), np.ones((2, 6)))


def test_a_function_must_return_one_number_for_each_input():
    with pytest.raises(ValueError, match=r"one for each of the 2 inputs, got \(2, 6\)"):
        value_and_gradient(lambda inputs: 2 * inputs, np.ones((2, 6)))


if __name__ == "__main__":
    compare_with_finite_differences("tanh")
    print(f"finite differences agree on {keras.backend.backend()}")
