"""Many small networks trained at once, each from a start of its own: how a lesson can afford error bars.

Lesson 02 introduces it. One layer holds the weights of all networks and computes them with one batched product;
the networks share nothing, so each learns what it would learn alone.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from course_utils import arguments

if TYPE_CHECKING:
    import keras


def networks(num_networks: int, groups: Sequence[tuple[int, str]], num_inputs: int) -> "keras.Model":
    """Build networks with one hidden layer and one output each, side by side in one Keras model.

    Parameters
    ----------
    num_networks : int
        Networks in each group.
    groups : sequence of (width, activation)
        Number of hidden units and activation of each group.

    Returns
    -------
    keras.Model
        Maps inputs (n, num_inputs) to outputs (n, len(groups) * num_networks), group after group. Weights start as
        those of a single `keras.layers.Dense` do: Glorot-uniform kernels (Glorot and Bengio, 2010), biases zero.
    """
    import keras

    if not isinstance(groups, (list, tuple)) or not groups or any(np.shape(group) != (2,) for group in groups):
        raise ValueError(f"groups is {arguments.shown(groups)}; it must be a list such as [(2, 'relu')].")
    arguments.whole_number("num_inputs", num_inputs, 10**6, fewest=1)
    inputs = keras.Input((num_inputs,))
    outputs = []
    for width, activation in groups:
        hidden = dense(inputs, num_networks, width, activation)  # (n, num_networks, width)
        outputs.append(dense(hidden, num_networks, 1)[..., 0])
    return keras.Model(inputs, keras.ops.concatenate(outputs, axis=-1))


def fit(model, x, y, *, loss, learning_rate, num_steps: int) -> np.ndarray:
    """Train all networks on the same examples, all examples in every step, with Adam.

    Parameters
    ----------
    model : keras.Model
        From `networks`.
    x : numpy.ndarray, shape (n, num_inputs)
    y : numpy.ndarray, shape (n,)
        The same target for all networks.
    loss : callable or str
        As in `keras.Model.compile`, averaged over the networks.

    Returns
    -------
    numpy.ndarray, shape (n, networks)
        What the networks answer to `x` in the end.
    """
    import keras

    size = model.output_shape[-1]
    if np.ndim(x) != 2 or np.shape(x)[1] != model.input_shape[-1] or np.shape(y) != np.shape(x)[:1]:
        raise ValueError(
            f"x and y have the shapes {np.shape(x)} and {np.shape(y)}; "
            f"they must be (n, {model.input_shape[-1]}) and (n,)."
        )
    arguments.numbers("x", x)
    arguments.numbers("y", y)
    arguments.whole_number("num_steps", num_steps, 10**7, fewest=1)
    if not callable(learning_rate):
        arguments.number("learning_rate", learning_rate, 0, 1000)
    # The mean over the networks divides each one's gradient by their number; so must Adam's epsilon be.
    model.compile(
        keras.optimizers.Adam(learning_rate, epsilon=1e-7 / size),
        loss=loss,
        steps_per_execution=25,
        run_eagerly=num_steps < 50,  # compiling costs more than so few steps
    )
    x, y = np.asarray(x, "float32"), np.repeat(np.asarray(y, "float32")[:, None], size, axis=1)
    # One long epoch instead of many short ones: the bookkeeping of an epoch costs more than such a step.
    copies = np.tile(x, (num_steps, 1)), np.tile(y, (num_steps, 1))
    model.fit(*copies, batch_size=len(x), shuffle=False, verbose=0)
    return keras.ops.convert_to_numpy(model(x))


def dense(values, count: int, units: int, activation=None, seed: int | None = None) -> "keras.KerasTensor":
    """Return what `count` dense layers, one for each network, make of their values.

    Each starts as a `keras.layers.Dense` would (Glorot and Bengio, 2010): Keras's default initialiser for a kernel
    cannot see through the extra axis, and would start them all too small.

    Parameters
    ----------
    values : keras.KerasTensor, shape (n, inputs) or (n, count, inputs)
        The same for all networks, or those of each.

    Returns
    -------
    keras.KerasTensor, shape (n, count, units)
    """
    import keras

    arguments.whole_number("the number of networks", count, 10**5, fewest=1)
    arguments.whole_number("the number of units", units, 10**5, fewest=1)
    limit = (6 / (values.shape[-1] + units)) ** 0.5
    return keras.layers.EinsumDense(
        "ni,kiu->nku" if len(values.shape) == 2 else "nki,kiu->nku",
        (count, units),
        bias_axes="ku",
        activation=activation,
        kernel_initializer=keras.initializers.RandomUniform(-limit, limit, seed=seed),
    )(values)
