"""The fully connected net, in any size."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import keras


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
