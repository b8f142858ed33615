"""What every loader of images returns."""

from dataclasses import dataclass, fields

import numpy as np

PARTS = ("train", "validation", "test")


@dataclass(frozen=True, repr=False, eq=False)
class Dataset:
    """Images and labels in three parts: one to learn from, one to choose with, one to report on.

    The arrays are read-only copies, so nobody who holds the same object can change another's data. Take
    `digits.x_train.copy()` to write into it, or compute something new from it (`digits.x_train / 255`).

    Attributes
    ----------
    x_train, x_validation, x_test : numpy.ndarray
        Images as stored, uint8, 0 to 255, `(n, height, width)` or `(n, height, width, 3)`.
    y_train, y_validation, y_test : numpy.ndarray
        Labels, int64, `(n,)`, each an index into `class_names`.
    class_names : tuple of str
        What the labels mean.
    source : str
        Where the images come from, short enough for a caption: "MNIST" or "drawn by the course", say.
    card : str
        The data card, as a path from the course's folder: origin, licence, intended use, measurements.

    Examples
    --------
    >>> import numpy as np
    >>> images, labels = np.zeros((2, 28, 28), np.uint8), np.array([0, 1])
    >>> Dataset(images, labels, images, labels, images, labels, ("cat", "dog"), "nowhere", "none")
    Dataset: nowhere, 2 classes: cat, dog
      x_train (2, 28, 28) uint8, y_train (2,) int64
      x_validation (2, 28, 28) uint8, y_validation (2,) int64
      x_test (2, 28, 28) uint8, y_test (2,) int64
      data card: none
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_validation: np.ndarray
    y_validation: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    class_names: tuple[str, ...]
    source: str
    card: str

    def __post_init__(self) -> None:
        """Check the parts and keep read-only copies of them."""
        object.__setattr__(self, "class_names", tuple(self.class_names))
        image_shapes = set()
        for part in PARTS:
            images, labels = getattr(self, f"x_{part}"), getattr(self, f"y_{part}")
            _check_images(f"x_{part}", images)
            _check_labels(f"y_{part}", labels, len(images), len(self.class_names))
            image_shapes.add(images.shape[1:])
            for name, array in ((f"x_{part}", images), (f"y_{part}", labels.astype(np.int64))):
                kept = np.array(array)
                kept.flags.writeable = False
                object.__setattr__(self, name, kept)
        if len(image_shapes) > 1:
            raise ValueError(f"The three parts must hold images of one shape; they hold {sorted(image_shapes)}.")

    def __repr__(self) -> str:
        """Describe the data set in a few lines, whatever its size."""
        arrays = {field.name: getattr(self, field.name) for field in fields(self) if field.name[1] == "_"}
        described = {name: f"{name} {array.shape} {array.dtype}" for name, array in arrays.items()}
        lines = [f"Dataset: {self.source}, {len(self.class_names)} classes: {', '.join(self.class_names)}"]
        lines += [f"  {described[f'x_{part}']}, {described[f'y_{part}']}" for part in PARTS]
        return "\n".join([*lines, f"  data card: {self.card}"])


def _check_images(name: str, images: np.ndarray) -> None:
    if not isinstance(images, np.ndarray) or images.dtype != np.uint8:
        kind = images.dtype if isinstance(images, np.ndarray) else type(images).__name__
        raise ValueError(f"{name} must be a NumPy array of uint8, the images as stored; it is {kind}.")
    if images.ndim not in (3, 4) or (images.ndim == 4 and images.shape[3] != 3):
        raise ValueError(f"{name} must be (n, height, width) or (n, height, width, 3); it is {images.shape}.")


def _check_labels(name: str, labels: np.ndarray, num_images: int, num_classes: int) -> None:
    if not isinstance(labels, np.ndarray) or labels.dtype.kind not in "iu":
        kind = labels.dtype if isinstance(labels, np.ndarray) else type(labels).__name__
        raise ValueError(f"{name} must be a NumPy array of whole numbers; it is {kind}.")
    if labels.shape != (num_images,):
        raise ValueError(f"{name} must be ({num_images},), one label an image; it is {labels.shape}.")
    if num_images and not 0 <= labels.min() <= labels.max() < num_classes:
        raise ValueError(
            f"{name} must lie in 0 to {num_classes - 1}, the class names; "
            f"it reaches from {labels.min()} to {labels.max()}."
        )
