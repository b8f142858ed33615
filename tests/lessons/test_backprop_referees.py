"""What lessons 03 and 03b compute, against referees of another kind: SciPy's differences, closed forms, Keras."""

import keras
import numpy as np
import pytest
from scipy.optimize import approx_fprime

from course_utils.checks import backprop, vanishing
from course_utils.gradients import value_and_gradient


class Number:
    def __init__(self, value, made_of=(), slopes=()):
        self.value, self.made_of, self.slopes, self.gradient = value, made_of, slopes, 0.0

    def __add__(self, other):
        return Number(self.value + other.value, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        return Number(self.value * other.value, (self, other), (other.value, self.value))


def forked(x, y, z):
    """Return a number that uses each of its inputs in several places; works for Numbers alone."""
    low = backprop.exponential_of(x * y)
    high = backprop.relu_of(low + z) * x
    return high * low + high + y * y * z


def gradient(function, place):
    numbers = [Number(value) for value in place]
    result = function(*numbers)
    backprop.way_back(result)
    return result.value, np.array([number.gradient for number in numbers])


@pytest.mark.parametrize("place", [(0.5, -1.2, 0.7), (-0.3, 0.4, -2.5), (1.1, 0.2, 3.0)])
def test_the_way_back_agrees_with_finite_differences(place):
    _, found = gradient(forked, place)
    expected = approx_fprime(place, lambda at: gradient(forked, at)[0], 1e-7)
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


def test_the_way_back_agrees_with_a_closed_form_and_is_repeatable():
    x = Number(2.0)
    cube = x * x * x
    for _ in range(2):
        backprop.way_back(cube)
        assert x.gradient == 12.0


def test_a_graph_may_be_deeper_than_python_allows_calls():
    x = Number(1.0)
    result = x
    for _ in range(5000):
        result = result + x
    backprop.way_back(result)
    assert x.gradient == 5001.0


@pytest.mark.parametrize("shape", [(4, 3, 2), (1, 5, 5), (3, 3, 3)])
def test_the_gradients_of_a_product_agree_with_finite_differences(shape):
    n, k, m = shape
    rng = np.random.default_rng(0)
    a, b, g = rng.normal(size=(n, k)), rng.normal(size=(k, m)), rng.normal(size=(n, m))
    to_a, to_b = backprop.back_through_product(a, b, g)
    np.testing.assert_allclose(
        to_a.ravel(), approx_fprime(a.ravel(), lambda flat: np.sum(flat.reshape(n, k) @ b * g), 1e-6), atol=1e-6
    )
    np.testing.assert_allclose(
        to_b.ravel(), approx_fprime(b.ravel(), lambda flat: np.sum(a @ flat.reshape(k, m) * g), 1e-6), atol=1e-6
    )


@pytest.mark.parametrize(
    ("name", "slope"),
    [("sigmoid", lambda h: h * (1 - h)), ("tanh", lambda h: 1 - h**2), ("relu", lambda h: 1.0 * (h > 0))],
)
def test_ten_layers_back_agree_with_keras(name, slope):
    """The slopes for the inputs of ten layers, as Keras has them."""
    rng = np.random.default_rng(1)
    model = keras.Sequential([keras.Input((6,)), *(keras.layers.Dense(6, name, use_bias=False) for _ in range(10))])
    kernels = [rng.normal(0, 0.6, (6, 6)).astype("float32") for _ in range(10)]
    model.set_weights(kernels)
    x, top = rng.normal(size=(5, 6)).astype("float32"), rng.normal(size=(5, 6)).astype("float32")
    _, expected = value_and_gradient(lambda inputs: keras.ops.sum(model(inputs) * top), x)

    outputs = [x]
    for kernel in kernels:
        outputs.append(keras.ops.convert_to_numpy(getattr(keras.activations, name)(outputs[-1] @ kernel)))
    arriving = top * slope(outputs[-1])
    for kernel, below in zip(kernels[:0:-1], outputs[-2:0:-1], strict=True):
        arriving = vanishing.layer_back(arriving, kernel, below, slope)
    np.testing.assert_allclose(arriving @ kernels[0].T, expected, rtol=1e-3, atol=1e-6 * np.abs(expected).max())
    assert np.abs(expected).max() > 0


def test_he_keeps_the_mean_square_and_glorot_halves_it():
    rng = np.random.default_rng(2)
    h = rng.normal(size=(500, 400))
    limit = np.sqrt(6 / 800)
    for kernel, factor in ((vanishing.he_start(400, 400, rng), 1.0), (rng.uniform(-limit, limit, (400, 400)), 0.5)):
        after = np.maximum(0, h @ kernel)
        assert np.mean(after**2) / np.mean(h**2) == pytest.approx(factor, rel=0.1)


def test_a_number_that_was_made_of_itself_is_refused_and_does_not_go_on_for_ever():
    start = Number(1.0)
    result = start * Number(2.0) + Number(3.0)
    start.made_of, start.slopes = (result,), (1.0,)
    with pytest.raises(ValueError, match="made of itself"):
        backprop.way_back(result)


def test_an_exponential_too_large_for_a_float_is_infinite():
    assert backprop.exponential_of(Number(1000.0)).value == np.inf
