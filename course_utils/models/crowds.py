"""Crowds of nets that tell ten classes apart, trained at once: a comparison over many starts for the price of one.

Lesson 04b compares with it. As in `side_by_side`, the nets of a crowd share nothing but the order of the pictures.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from course_utils.models.side_by_side import dense

if TYPE_CHECKING:
    import keras

NUM_CLASSES = 10


def nets(
    values,
    count: int,
    sizes: tuple[int, ...],
    *,
    seed: int,
    activation: str = "relu",
    dropout: float = 0.0,
    batch_norm: bool = False,
) -> "keras.KerasTensor":
    """Return the logits (n, count, 10) of nets on the same values (n, inputs), each from a start of its own.

    Parameters
    ----------
    sizes : tuple of int
        Units of each hidden layer.
    seed : int
        The same seed and sizes give the same starts, so that crowds can be compared net by net.
    dropout : float
        Drop probability behind each hidden layer.
    batch_norm : bool
        Whether the sums of each unit are normalised over the batch before they are bent (momentum 0.9).
    """
    from keras import layers

    if len(values.shape) != 2 or min(count, *sizes, NUM_CLASSES) < 1:
        raise ValueError(f"expected values (n, inputs) and positive sizes, got {values.shape}, {count} and {sizes}.")
    for place, units in enumerate(sizes):
        values = dense(values, count, units, seed=1000 * seed + place)
        if batch_norm:  # over the batch and nothing else: every unit of every net has averages of its own
            flat = layers.BatchNormalization(momentum=0.9)(layers.Flatten()(values))
            values = layers.Reshape((count, units))(flat)
        values = layers.Activation(activation)(values)
        if dropout:
            values = layers.Dropout(dropout)(values)
    return dense(values, count, NUM_CLASSES, seed=1000 * seed + len(sizes))


def together(inputs, crowds: Mapping[str, object]) -> "keras.Model":
    """Join crowds of the same size into one model, with the logits (n, crowds, nets, 10)."""
    import keras

    if len({logits.shape for logits in crowds.values()}) != 1:
        raise ValueError(f"expected crowds of the same number of nets, got {[c.shape[1] for c in crowds.values()]}.")
    return keras.Model(inputs, keras.ops.stack(list(crowds.values()), axis=1))


def train(model, x, y, *, epochs: int, learning_rate: float, smoothing=0.0, batch_size: int = 100) -> None:
    """Train all nets of all crowds, from the weights that they have, with Adam and a rate that falls to 0.

    Parameters
    ----------
    x : array_like or list of array_like
        As many as the model has inputs, each with n pictures.
    y : array_like of int, shape (n,) or (n, crowds)
        The labels, the same for all crowds or those of each.
    smoothing : float or sequence of float
        Label smoothing (Szegedy et al., 2016), the same for all crowds or that of each: so much of the target is
        spread evenly over the classes.
    """
    import keras
    from keras import ops

    num_crowds = model.output_shape[1]
    labels = np.broadcast_to(_labels(y, num_crowds), (len(y), num_crowds))
    spread = np.asarray(smoothing, "float32")
    if spread.shape not in ((), (num_crowds,)) or spread.min() < 0 or spread.max() > 1:
        raise ValueError(f"smoothing should be one share, or one for each of {num_crowds} crowds; it is {smoothing}.")
    if min(epochs, batch_size) < 1:
        raise ValueError(f"epochs and batch_size should be at least 1; they are {epochs} and {batch_size}.")
    spread = np.broadcast_to(spread, (num_crowds,))[:, None, None]

    def loss(labels, logits):
        targets = ops.one_hot(ops.cast(labels, "int32"), NUM_CLASSES)[:, :, None]  # (n, crowds, 1, 10)
        targets = targets * (1 - spread) + spread / NUM_CLASSES
        each = -ops.sum(targets * ops.log_softmax(logits), axis=-1)  # (n, crowds, nets)
        return ops.sum(each, axis=(1, 2))  # no net feels the others

    steps = epochs * -(-len(labels) // batch_size)
    schedule = keras.optimizers.schedules.CosineDecay(learning_rate, steps)
    model.compile(keras.optimizers.Adam(schedule), loss=loss, run_eagerly=steps < 20)  # so few: no need to compile
    model.optimizer.build(model.trainable_variables)  # else `fit` does it while compiling, and has to compile twice
    model.fit(x, labels, batch_size=batch_size, epochs=epochs, verbose=0)


def right(model, x, y) -> np.ndarray:
    """Return which pictures each net reads right: bool, (n, crowds, nets); labels as in `train`."""
    from course_utils.models.training import outputs

    read = outputs(model, x).argmax(axis=-1)
    if len(y) != len(read):
        raise ValueError(f"there are {len(read)} pictures and {len(y)} labels.")
    return read == _labels(y, read.shape[1])[:, :, None]


def _labels(y, num_crowds: int) -> np.ndarray:
    """Return labels as (n, 1), the same for all crowds, or (n, crowds)."""
    labels = np.reshape(np.asarray(y), (len(y), -1)) if len(y) else np.zeros((0, 0))
    if labels.shape[1] not in (1, num_crowds):
        raise ValueError(f"expected labels (n,) or (n, {num_crowds}), got {np.shape(y)}.")
    if not np.isin(labels, np.arange(NUM_CLASSES)).all():
        raise ValueError(f"labels should be whole numbers from 0 to {NUM_CLASSES - 1}.")
    return labels
