"""The committed weights of the backbone, which has seen the faces of 120 fictional strangers."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from course_utils.files import Damaged, read_npz, write_npz
from course_utils.models.training import normalized
from course_utils.settings import course_root

if TYPE_CHECKING:
    import keras

FILE = Path("data") / "backbone" / "fictional_faces.npz"


def build_backbone(input_shape: tuple[int, int, int] = (48, 48, 3)) -> "keras.Model":
    """Build the net that lesson 08 transfers, from pictures to 128 features, not compiled.

    Four convolutions with batch normalisation and ReLU. The outputs of their blocks have the names "block1" to
    "block4" (block 3 does not pool), the last layer is "features". It is small, because its weights lie in the
    repository: with a picture of 48x48 pixels in colour it has 191 472 numbers.

    Examples
    --------
    >>> build_backbone().get_layer("block4").output.shape, build_backbone().output.shape
    ((None, 3, 3, 96), (None, 128))
    """
    from keras import Input, Model, layers

    if len(input_shape) != 3:
        raise ValueError(f"input_shape must be (height, width, channels), got {input_shape}; add a last axis to x")
    inputs = Input(input_shape)
    maps = normalized(inputs, layers.Conv2D(16, 5, strides=2, padding="same", use_bias=False))
    maps = layers.MaxPooling2D(2, name="block1")(maps)
    maps = normalized(maps, layers.Conv2D(32, 3, padding="same", use_bias=False))
    maps = layers.MaxPooling2D(2, name="block2")(maps)
    maps = normalized(maps, layers.Conv2D(64, 3, padding="same", use_bias=False), name="block3")
    maps = normalized(maps, layers.Conv2D(96, 3, padding="same", use_bias=False))
    maps = layers.MaxPooling2D(2, name="block4")(maps)
    features = normalized(layers.Flatten()(maps), layers.Dense(128, use_bias=False), name="features")
    return Model(inputs, features)


def load_backbone(trained: bool = True) -> "keras.Model":
    """Return the backbone of lesson 08: from pictures of faces to 128 features.

    Parameters
    ----------
    trained : bool
        Whether with the weights that `tools/train_backbone.py` learned from people whom the lesson never asks about
        (`data/cards/backbone.md`). Otherwise the same net with random weights, as a control.

    Returns
    -------
    keras.Model
        From pixels / 255, `(n, 48, 48, 3)` in 0 to 1, to features `(n, 128)`, at least 0; its layers are those of
        `build_backbone`. It can be trained further: each call returns a model of its own.

    Examples
    --------
    >>> features = load_backbone()(np.zeros((1, 48, 48, 3), "float32"))
    >>> tuple(features.shape)
    (1, 128)
    """
    model = build_backbone()
    if trained:
        model.set_weights(_read(course_root() / FILE, [weight.shape for weight in model.weights]))
    return model


def save_weights(model: "keras.Model", path: Path) -> None:
    """Write the weights of a backbone as float16, in the order of `model.weights`, into an .npz file."""
    names = [f"{number:02d}_{weight.path.replace('/', '_')}" for number, weight in enumerate(model.weights)]
    halves = [array.astype(np.float16) for array in model.get_weights()]
    write_npz(path, dict(zip(names, halves, strict=True)), compressed=True)


def _read(path: Path, shapes: list[tuple[int, ...]]) -> list[np.ndarray]:
    """Return the arrays of the file, in order, as float32."""
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing; get it back with `git checkout {FILE.as_posix()}`.")
    try:
        arrays = [array.astype(np.float32) for _, array in sorted(read_npz(path).items())]
    except Damaged as damage:
        raise ValueError(f"{path} is damaged: {damage}; get it back with `git checkout {FILE.as_posix()}`.") from damage
    found = [array.shape for array in arrays]
    if found != [tuple(shape) for shape in shapes]:
        raise ValueError(f"{path} holds weights of another net; train it again: python -m tools.train_backbone.")
    return arrays
