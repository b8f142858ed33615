"""The ReLU, and the fully connected net in any size."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import keras


def relu(z: np.ndarray) -> np.ndarray:
    """Return z where it is positive and 0 elsewhere, as written out in lesson 02.

    Examples
    --------
    >>> relu(np.array([-2.0, 0.5])).tolist()
    [0.0, 0.5]
    """
    return np.maximum(0, z)


def mlp(input_shape: tuple[int, ...], hidden: Sequence[int] = (500, 50), num_classes: int = 10) -> "keras.Sequential":
    """Build a multi-layer perceptron with ReLU that ends in logits, not compiled (lesson 04).

    Parameters
    ----------
    input_shape : tuple of int
        Shape of one input; an image is flattened.
    hidden : sequence of int
        Units of each hidden layer; none for softmax regression.

    Examples
    --------
    >>> mlp((28, 28), hidden=()).count_params()  # 784 * 10 weights and 10 biases
    7850
    """
    from keras import Input, Sequential, layers

    flat = [layers.Flatten()] if len(input_shape) > 1 else []
    units = [layers.Dense(count, activation="relu") for count in hidden]
    return Sequential([Input(shape=input_shape), *flat, *units, layers.Dense(num_classes)])
