"""Models that lessons use again; each is first written out in the lesson that introduces it."""

from collections.abc import Sequence


def mlp(
    input_shape: tuple[int, ...],
    hidden: Sequence[int] = (500, 50),
    num_classes: int = 10,
    activation: str = "relu",
    dropout: float = 0.0,
    batch_normalization: bool = False,
):
    """Build a multi-layer perceptron that ends in logits, not compiled.

    Parameters
    ----------
    input_shape : tuple of int
        Shape of one input; an image is flattened.
    hidden : sequence of int
        Units of each hidden layer; none for softmax regression.
    num_classes : int
        Number of logits.
    activation : str
        Activation of the hidden layers.
    dropout : float
        Drop probability behind each hidden layer, 0 <= dropout < 1.
    batch_normalization : bool
        Whether to normalise each hidden layer before its activation.

    Returns
    -------
    keras.Sequential

    Raises
    ------
    ValueError
        If `dropout` is not a probability below 1.

    Examples
    --------
    >>> mlp((28, 28), hidden=()).count_params()  # 784 * 10 weights and 10 biases
    7850
    """
    from keras import Input, Sequential, layers

    _require_probability(dropout)
    model = Sequential([Input(shape=input_shape)])
    if len(input_shape) > 1:
        model.add(layers.Flatten())
    _add_hidden(model, hidden, activation, dropout, batch_normalization)
    model.add(layers.Dense(num_classes))
    return model


def cnn(
    input_shape: tuple[int, int, int],
    blocks: Sequence[Sequence[int]] = ((8, 8), (16, 16)),
    hidden: Sequence[int] = (40,),
    num_classes: int = 10,
    activation: str = "relu",
    dropout: float = 0.0,
    batch_normalization: bool = False,
):
    """Build a convolutional network that ends in logits, not compiled.

    Each block is a few 3x3 convolutions that keep height and width, followed by 2x2 max pooling.

    Parameters
    ----------
    input_shape : tuple of int
        Height, width and channels of one image.
    blocks : sequence of sequences of int
        Feature maps of each convolution, block by block.
    hidden : sequence of int
        Units of the dense layers behind the last block.
    num_classes : int
        Number of logits.
    activation : str
        Activation of convolutions and hidden layers.
    dropout : float
        Drop probability behind each dense hidden layer, 0 <= dropout < 1.
    batch_normalization : bool
        Whether to normalise each convolution and each hidden layer before its activation.

    Returns
    -------
    keras.Sequential

    Raises
    ------
    ValueError
        If `dropout` is not a probability below 1, or `input_shape` is not that of an image.

    Examples
    --------
    >>> cnn((28, 28, 1)).count_params()
    35962
    """
    from keras import Input, Sequential, layers

    _require_probability(dropout)
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (height, width, channels), got {input_shape}; add a last axis to x")
    model = Sequential([Input(shape=input_shape)])
    for block in blocks:
        for feature_maps in block:
            model.add(layers.Conv2D(feature_maps, 3, padding="same"))
            _add_activation(model, activation, batch_normalization)
        model.add(layers.MaxPooling2D(2))
    model.add(layers.Flatten())
    _add_hidden(model, hidden, activation, dropout, batch_normalization)
    model.add(layers.Dense(num_classes))
    return model


def _add_hidden(model, hidden, activation, dropout, batch_normalization) -> None:
    from keras import layers

    for units in hidden:
        model.add(layers.Dense(units))
        _add_activation(model, activation, batch_normalization)
        if dropout:
            model.add(layers.Dropout(dropout))


def _add_activation(model, activation, batch_normalization) -> None:
    from keras import layers

    if batch_normalization:
        model.add(layers.BatchNormalization())
    model.add(layers.Activation(activation))


def _require_probability(dropout: float) -> None:
    if not 0 <= dropout < 1:
        raise ValueError(f"dropout is the probability to drop a unit, 0 <= dropout < 1, got {dropout}")
