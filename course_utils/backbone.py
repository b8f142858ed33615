"""The committed weights of the backbone, which has seen the faces of 120 fictional strangers."""

from pathlib import Path

import numpy as np

from course_utils import models
from course_utils.session import course_root

FILE = Path("data") / "backbone" / "fictional_faces.npz"


def load_backbone(trained: bool = True):
    """Return the backbone of lesson 08: from pictures of faces to 128 features.

    Parameters
    ----------
    trained : bool
        Whether with the weights that `tools/train_backbone.py` learned from people whom the lesson never asks about
        (`data/cards/backbone.md`). Otherwise the same net with random weights, as a control.

    Returns
    -------
    keras.Model
        From pixels / 255, `(n, 48, 48, 3)` in 0 to 1, to features `(n, 128)`, at least 0. The outputs of its blocks are
        layers named "block1" to "block4" (see `models.backbone`). It can be trained further: each call returns a model
        of its own.

    Raises
    ------
    FileNotFoundError
        If the file with the weights is missing.
    ValueError
        If it is damaged, or holds the weights of another net.

    Examples
    --------
    >>> features = load_backbone()(np.zeros((1, 48, 48, 3), "float32"))
    >>> tuple(features.shape)
    (1, 128)
    """
    model = models.backbone()
    if trained:
        model.set_weights(_read(course_root() / FILE, [weight.shape for weight in model.weights]))
    return model


def save_weights(model, path: Path) -> None:
    """Write the weights of a backbone as float16, in the order of `model.weights`.

    Parameters
    ----------
    model : keras.Model
        As `models.backbone` builds it.
    path : pathlib.Path
        Of the .npz file.
    """
    names = [f"{number:02d}_{weight.path.replace('/', '_')}" for number, weight in enumerate(model.weights)]
    halves = [array.astype(np.float16) for array in model.get_weights()]
    np.savez_compressed(path, **dict(zip(names, halves, strict=True)))


def _read(path: Path, shapes: list[tuple[int, ...]]) -> list[np.ndarray]:
    """Return the arrays of the file, in order, as float32."""
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing; get it back with `git checkout {FILE.as_posix()}`.")
    try:
        # Opened here, because np.load leaves a damaged file open and Windows then refuses to replace it.
        with open(path, "rb") as stream, np.load(stream, allow_pickle=False) as file:
            arrays = [file[name].astype(np.float32) for name in sorted(file.files)]
    except Exception as error:  # whatever zipfile, zlib and NumPy raise for a damaged file
        raise ValueError(
            f"{path} is damaged ({type(error).__name__}); get it back with `git checkout {FILE.as_posix()}`."
        ) from error
    found = [array.shape for array in arrays]
    if found != [tuple(shape) for shape in shapes]:
        raise ValueError(f"{path} holds weights of another net; train it again: python -m tools.train_backbone.")
    return arrays
