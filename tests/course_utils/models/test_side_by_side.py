"""Networks trained side by side behave as each would alone."""

import keras
import numpy as np
import pytest

from course_utils.models import side_by_side

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], "float32")
TARGETS = np.array([0, 1, 1, 0], "float32")


def one_alone(model, number, width, activation):
    """Return a plain Keras network with the weights of one of the networks."""
    kernel, bias, output_kernel, output_bias = (weights[number] for weights in model.get_weights())
    alone = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(width, activation=activation), keras.layers.Dense(1)]
    )
    alone.set_weights([kernel, bias, output_kernel, output_bias])
    return alone


def test_each_network_learns_what_it_would_learn_alone():
    keras.utils.set_random_seed(3)
    model = side_by_side.networks(5, [(3, "tanh")], num_inputs=2)
    alone = one_alone(model, 2, 3, "tanh")
    assert np.allclose(alone.predict(CORNERS, verbose=0)[:, 0], model.predict(CORNERS, verbose=0)[:, 2], atol=1e-6)

    outputs = side_by_side.fit(model, CORNERS, TARGETS, loss="mse", learning_rate=0.05, num_steps=60)
    alone.compile(keras.optimizers.Adam(0.05), "mse")
    alone.fit(CORNERS, TARGETS[:, None], batch_size=4, epochs=60, shuffle=False, verbose=0)
    assert np.allclose(alone.predict(CORNERS, verbose=0)[:, 0], outputs[:, 2], atol=1e-3)


def test_groups_stand_in_their_order_and_start_as_keras_starts():
    keras.utils.set_random_seed(1)
    model = side_by_side.networks(400, [(2, "relu"), (8, "relu")], num_inputs=2)
    assert model.output_shape == (None, 800)
    kernels = [weights for weights in model.get_weights() if weights.ndim == 3]
    assert sorted(kernel.shape[1:] for kernel in kernels) == [(2, 1), (2, 2), (2, 8), (8, 1)]
    for kernel in kernels:
        assert np.abs(kernel).max() == pytest.approx((6 / sum(kernel.shape[1:])) ** 0.5, rel=0.01)
    assert not any(weights.any() for weights in model.get_weights() if weights.ndim == 2)  # the biases
    assert len({row.tobytes() for row in model.get_weights()[0]}) == 400


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        *(((count, [(2, "relu")], 2), "the number of networks is") for count in (0, -1, 2.5, "2", None, 10**12)),
        *(((3, groups, 2), "groups is") for groups in ([], None, [2], [(2,)], {2: "relu"}, (2, "relu"))),
        *(((3, [(units, "relu")], 2), "the number of units is") for units in (0, 1.5)),
        *(((3, [(2, "relu")], inputs), "num_inputs is") for inputs in (0, None)),
    ],
)
def test_senseless_sizes_are_refused(arguments, message):
    with pytest.raises((TypeError, ValueError), match=message):
        side_by_side.networks(*arguments)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"y": TARGETS[:3]}, r"shapes \(4, 2\) and \(3,\); they must be \(n, 2\) and \(n,\)"),
        ({"y": np.eye(4)}, "they must be"),
        ({"y": None}, "they must be"),
        ({"x": CORNERS[:, :1]}, r"shapes \(4, 1\) and \(4,\)"),
        ({"x": "ab"}, "they must be"),
        ({"x": [], "y": []}, "they must be"),
        ({"x": CORNERS * np.nan}, "x holds values that are not finite"),
        ({"y": ["a"] * 4}, "y is"),
        *(({"num_steps": steps}, "num_steps is") for steps in (0, -1, 2.5, "2", None)),
        *(({"learning_rate": rate}, "learning_rate is") for rate in (float("nan"), -1, "x", None)),
    ],
)
def test_what_the_networks_cannot_learn_from_is_told(changed, message):
    model = side_by_side.networks(2, [(2, "relu")], num_inputs=2)
    options = {"x": CORNERS, "y": TARGETS, "loss": "mse", "learning_rate": 0.05, "num_steps": 2} | changed
    with pytest.raises((TypeError, ValueError), match=message):
        side_by_side.fit(model, **options)
