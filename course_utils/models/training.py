"""How lessons train nets and read their answers, each written out in the lesson that the docstring names."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import keras


def as_inputs(images) -> np.ndarray:
    """Return pictures as a net takes them: numbers from 0 to 1, the last axis for the channels.

    Written out in lesson 06b; lesson 04 lays the pixels of each picture in a row instead.

    Parameters
    ----------
    images : array_like of uint8, shape (n, height, width) or (n, height, width, channels)
        Levels from 0 to 255. Any other numbers are refused: scaled twice, pictures would be black.

    Returns
    -------
    numpy.ndarray of float32, shape (n, height, width, channels)
        Pictures in grey have one channel.

    Examples
    --------
    >>> inputs = as_inputs(np.full((3, 28, 28), 255, "uint8"))
    >>> inputs.shape, float(inputs.max())
    ((3, 28, 28, 1), 1.0)
    """
    images = np.asarray(images)
    if images.dtype != np.uint8:
        raise TypeError(f"expected levels from 0 to 255 (uint8), got {images.dtype}; are the pictures scaled already?")
    if images.ndim not in (3, 4):
        raise ValueError(f"expected (n, height, width[, channels]), got {images.shape}; one picture is images[:1]")
    images = images[..., None] if images.ndim == 3 else images
    return images.astype("float32") / 255


def normalized(values, layer, name: str | None = None) -> "keras.KerasTensor":
    """Return what a layer makes of the values, normalised over the batch and bent by a ReLU.

    Written out in lesson 06b. The moving averages forget fast (momentum 0.9), as short trainings need it.

    Parameters
    ----------
    layer : keras.layers.Layer
        Without a bias, which the normalisation brings.
    name : str, optional
        Of the ReLU, by which its output can be found again.
    """
    from keras import layers

    return layers.Activation("relu", name=name)(layers.BatchNormalization(momentum=0.9)(layer(values)))


def train(
    model,
    x,
    y,
    *,
    epochs: int,
    learning_rate: float = 0.004,
    batch_size: int = 64,
    cosine: bool = True,
    weight_decay: float | None = None,
    loss=None,
) -> "keras.Model":
    """Train a model with Adam and return it.

    The loop is written out in lesson 01; lesson 04b lets its learning rate fall to 0 along a cosine, so that training
    ends calmly (Loshchilov and Hutter, 2017, "SGDR"). With weight decay the optimiser is AdamW.

    Parameters
    ----------
    cosine : bool
        Whether the learning rate falls; otherwise it stays.
    loss : keras.losses.Loss, str or callable, optional
        By default cross-entropy, for a model that ends in logits and whole numbers as labels.
    """
    import keras

    steps = epochs * -(-len(x) // batch_size)
    rate = keras.optimizers.schedules.CosineDecay(learning_rate, steps) if cosine else learning_rate
    model.compile(
        optimizer=keras.optimizers.Adam(rate, weight_decay=weight_decay),
        loss=loss or keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        run_eagerly=steps < 10,  # compiling costs more than so few steps
    )
    model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)
    return model


def outputs(model, x, batch_size: int = 500) -> np.ndarray | list | dict:
    """Return what a model answers to any number of inputs, as NumPy arrays.

    Written out in lesson 06b: in pieces of `batch_size`, because the feature maps of thousands of pictures fill the
    memory. The model runs as in a test (``training=False``).

    Parameters
    ----------
    x : array_like, shape (n, ...), or list of such
        As many as the model has inputs.

    Returns
    -------
    numpy.ndarray, shape (n, ...)
        Or whatever structure of them the model returns.

    Examples
    --------
    >>> outputs(lambda x, training: 2 * x, np.arange(5), batch_size=2).tolist()
    [0, 2, 4, 6, 8]
    """
    from keras import ops, tree

    count = len(tree.flatten(x)[0])
    if not count:
        raise ValueError("there are no inputs: x is empty")
    pieces = [
        model(tree.map_structure(lambda part, first=first: part[first : first + batch_size], x), training=False)
        for first in range(0, count, batch_size)
    ]
    return tree.map_structure(lambda *parts: np.concatenate([ops.convert_to_numpy(part) for part in parts]), *pieces)


def probabilities(model, x) -> np.ndarray:
    """Return the probability of each class, (n, classes): the softmax of a model's logits (written out in lesson 04).

    Examples
    --------
    >>> probabilities(lambda x, training: 0 * x, np.ones((1, 4), "float32")).tolist()
    [[0.25, 0.25, 0.25, 0.25]]
    """
    from keras import ops

    return ops.convert_to_numpy(ops.softmax(outputs(model, x)))


def accuracy(model, x, y) -> float:
    """Return the share of inputs whose largest output is that of their label (written out in lesson 04).

    `y` holds whole numbers, (n,), no one-hot rows.

    Examples
    --------
    >>> accuracy(lambda x, training: x, np.eye(4), [0, 1, 2, 0])
    0.75
    """
    answers = outputs(model, x).argmax(axis=-1)
    if answers.shape != np.shape(y):
        raise ValueError(f"expected one label for each of {answers.shape} answers, got the shape {np.shape(y)}")
    return float(np.mean(answers == np.asarray(y)))
