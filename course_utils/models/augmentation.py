"""New training images out of old ones, for nothing: small rotations, zooms and shifts (lesson 04b).

One affine transform a batch does all three at once, with nothing but `keras.ops`, so it runs on every backend and
inside a model. Import this module where you need it: it imports Keras.
"""

import math

import keras
from keras import layers, ops


def affine_transforms(angle, zoom, shift_x, shift_y, height: int, width: int):
    """Return the transforms that turn, zoom and shift images about their middle.

    Parameters
    ----------
    angle : array_like, shape (n,)
        In radians, positive turns counter-clockwise.
    zoom : array_like, shape (n,)
        Above 1 makes the picture larger.
    shift_x, shift_y : array_like, shape (n,)
        In pixels, to the right and down.

    Returns
    -------
    tensor of shape (n, 8)
        For `keras.ops.image.affine_transform`: each row maps a pixel of the result to the place in the image where
        its value comes from.

    Examples
    --------
    >>> nothing = affine_transforms([0.0], [1.0], [0.0], [0.0], 28, 28)
    >>> [round(float(number), 6) + 0.0 for number in nothing[0]]
    [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0]
    """
    amounts = (ops.convert_to_tensor(amount, "float32") for amount in (angle, zoom, shift_x, shift_y))
    angle, zoom, shift_x, shift_y = amounts
    cosine, sine = ops.cos(angle) / zoom, ops.sin(angle) / zoom
    middle_x, middle_y = (width - 1) / 2, (height - 1) / 2
    from_x, from_y = middle_x + shift_x, middle_y + shift_y  # of the result: goes to the middle of the image
    zero = ops.zeros_like(angle)
    rows = [
        cosine,
        -sine,
        middle_x - cosine * from_x + sine * from_y,
        sine,
        cosine,
        middle_y - sine * from_x - cosine * from_y,
        zero,
        zero,
    ]
    return ops.stack(rows, axis=1)


@keras.saving.register_keras_serializable(package="course_utils")
class RandomAffine(layers.Layer):
    """Turn, zoom and shift each training image by a little; leave all others as they are.

    Parameters
    ----------
    degrees : float
        Largest rotation to either side, 0 to 180.
    zoom : float
        Largest change of size, 0 <= zoom < 1: 0.1 for 10 % smaller to 10 % larger.
    shift : float
        Largest shift in pixels, across and along.
    seed : int, optional
        Of the random changes; by default another one for each layer.

    Notes
    -----
    Images come as `(n, height, width, channels)`, 0 standing for an empty pixel. Simard, Steinkraus and Platt (2003),
    "Best practices for convolutional neural networks applied to visual document analysis".

    Examples
    --------
    >>> layer = RandomAffine(degrees=12, zoom=0.1, shift=2)
    >>> images = ops.ones((3, 28, 28, 1))
    >>> bool(ops.all(layer(images) == images)), tuple(layer(images, training=True).shape)
    (True, (3, 28, 28, 1))
    """

    def __init__(
        self, degrees: float = 12.0, zoom: float = 0.1, shift: float = 2.0, seed: int | None = None, **options
    ):
        super().__init__(**options)
        if not 0 <= degrees <= 180 or not 0 <= zoom < 1 or shift < 0:
            raise ValueError(
                f"expected 0 <= degrees <= 180, 0 <= zoom < 1 and shift >= 0, got {degrees=}, {zoom=}, {shift=}"
            )
        self.degrees, self.zoom, self.shift, self.seed = degrees, zoom, shift, seed
        self.seed_generator = keras.random.SeedGenerator(seed)

    def call(self, images, training=False):
        """Return the images, changed at random if `training`."""
        if not training:
            return images
        height, width = images.shape[1:3]
        amounts = keras.random.uniform((4, ops.shape(images)[0]), -1, 1, seed=self.seed_generator)
        angle, zoom, shift_x, shift_y = ops.unstack(amounts, 4)
        transforms = affine_transforms(
            angle * self.degrees * (math.pi / 180),
            1 + zoom * self.zoom,
            shift_x * self.shift,
            shift_y * self.shift,
            height,
            width,
        )
        return ops.image.affine_transform(images, transforms, interpolation="bilinear", fill_mode="constant")

    def compute_output_shape(self, input_shape):
        """Return the shape of the images, which does not change."""
        return input_shape

    def get_config(self) -> dict:
        """Return what `keras.Model.save` keeps."""
        return super().get_config() | {
            "degrees": self.degrees,
            "zoom": self.zoom,
            "shift": self.shift,
            "seed": self.seed,
        }
