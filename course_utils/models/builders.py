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
    require_image(input_shape)
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


def strided_cnn(
    input_shape: tuple[int, int, int] = (28, 28, 1),
    filters: tuple[int, int] = (16, 32),
    hidden: int = 64,
    num_classes: int = 10,
    first_layers: Sequence = (),
):
    """Build the small fast CNN of lesson 06b, which ends in logits, not compiled.

    A 5x5 convolution with stride 2, a 3x3 convolution, both without padding, 2x2 max pooling, a dense layer; batch
    normalisation and ReLU behind each of them but the pooling. Its batch normalisation forgets fast (momentum 0.9), as
    short trainings need it.

    Parameters
    ----------
    input_shape : tuple of int
        Height, width and channels of one image.
    filters : (int, int)
        Feature maps of the two convolutions.
    hidden : int
        Units of the dense layer, the features of the net.
    num_classes : int
        Number of logits.
    first_layers : sequence of keras.layers.Layer
        What stands between the images and the net, such as `augmentation.RandomAffine`.

    Returns
    -------
    keras.Model

    Raises
    ------
    ValueError
        If `input_shape` is not that of an image.

    Examples
    --------
    >>> strided_cnn().count_params()
    57306
    """
    from keras import Input, Model, layers

    require_image(input_shape)
    inputs = values = Input(input_shape)
    for layer in first_layers:
        values = layer(values)
    values = normalized(values, layers.Conv2D(filters[0], 5, strides=2, use_bias=False))
    values = normalized(values, layers.Conv2D(filters[1], 3, use_bias=False))
    values = layers.Flatten()(layers.MaxPooling2D(2)(values))
    values = normalized(values, layers.Dense(hidden, use_bias=False))
    return Model(inputs, layers.Dense(num_classes)(values))


def residual_net(
    input_shape: tuple[int, int, int],
    num_blocks: int = 9,
    filters: int = 8,
    num_classes: int = 10,
    residual: bool = True,
    batch_normalization: bool = True,
):
    """Build a deep stack of 3x3 convolutions with or without skip connections, not compiled (lesson 06b).

    It has ``2 + 2 * num_blocks`` layers with weights: a convolution, two in each block, and the logits behind a global
    average. All maps have the size of the image. (He, Zhang, Ren and Sun, 2015, "Deep residual learning for image
    recognition".)

    Parameters
    ----------
    input_shape : tuple of int
        Height, width and channels of one image.
    num_blocks : int
    filters : int
        Feature maps of every convolution.
    num_classes : int
        Number of logits.
    residual : bool
        Whether each block's input is added to its output before the last ReLU.
    batch_normalization : bool
        Whether to normalise behind each convolution of a block.

    Returns
    -------
    keras.Model

    Raises
    ------
    ValueError
        If `input_shape` is not that of an image.

    Examples
    --------
    >>> plain, skipping = (residual_net((7, 7, 1), residual=skip) for skip in (False, True))
    >>> plain.count_params() == skipping.count_params()  # a skip connection has no weights
    True
    """
    from keras import Input, Model, layers

    require_image(input_shape)
    inputs = Input(input_shape)
    maps = layers.Conv2D(filters, 3, padding="same", activation="relu")(inputs)
    for _ in range(num_blocks):
        branch = maps
        for is_last in (False, True):
            branch = layers.Conv2D(filters, 3, padding="same", use_bias=not batch_normalization)(branch)
            branch = layers.BatchNormalization(momentum=0.9)(branch) if batch_normalization else branch
            branch = branch if is_last else layers.Activation("relu")(branch)
        maps = layers.Activation("relu")(layers.Add()([maps, branch]) if residual else branch)
    return Model(inputs, layers.Dense(num_classes)(layers.GlobalAveragePooling2D()(maps)))


def normalized(values, layer, name: str | None = None):
    """Return what the layer makes of the values, normalised over the batch and bent by a ReLU."""
    from keras import layers

    return layers.Activation("relu", name=name)(layers.BatchNormalization(momentum=0.9)(layer(values)))


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


def require_image(input_shape) -> None:
    """Raise a ValueError for what is not the shape of an image."""
    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (height, width, channels), got {input_shape}; add a last axis to x")
