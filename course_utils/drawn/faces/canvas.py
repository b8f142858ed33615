"""Pictures made of soft-edged shapes, with arithmetic that gives the same pixels on every machine.

A shape is a signed distance to its edge: negative inside, positive outside, in the units of the coordinates. Pixels see
only `+ - * /`, square roots, minima and maxima, which the IEEE standard fixes to the last bit, and no sum over pixels;
numbers that come from a sine, an exponential or a logarithm are rounded by `steady` before they reach a pixel.
"""

import math

import numpy as np

STEPS = 4096
Colour = np.ndarray  # (3, 1, 1) float32: red, green and blue in 0 to 1


def steady(number: float) -> float:
    """Round to 1/4096, so that the last digit of a library's sine or logarithm cannot change a picture."""
    return math.floor(number * STEPS + 0.5) / STEPS


def colour(red: float, green: float, blue: float) -> Colour:
    """Return a colour that can be painted with; values in 0 to 1, others are brought back into it.

    Examples
    --------
    >>> colour(0.5, 2.0, -1.0).ravel().tolist()
    [0.5, 1.0, 0.0]
    """
    values = [min(max(steady(value), 0.0), 1.0) for value in (red, green, blue)]
    return np.array(values, np.float32).reshape(3, 1, 1)


def hue_colour(hue: float, saturation: float, value: float) -> Colour:
    """Return a colour by hue (0 to 1 around the circle), saturation and value (0 to 1).

    Examples
    --------
    >>> hue_colour(1 / 3, 1.0, 0.5).ravel().tolist()  # green, half as bright
    [0.0, 0.5, 0.0]
    """
    distances = [abs((hue * 6 + shift) % 6 - 3) - 1 for shift in (0, 4, 2)]
    return colour(*(value * (1 - saturation * (1 - min(max(distance, 0.0), 1.0))) for distance in distances))


class Canvas:
    """A square picture, and how much of each pixel shows the person.

    Attributes
    ----------
    pixels : numpy.ndarray
        float32 `(3, size, size)`, 0 to 1.
    person : numpy.ndarray
        float32 `(size, size)`: 1 where skin, hair or a feature of the face is visible, 0 elsewhere.
    """

    def __init__(self, size: int) -> None:
        self.pixels = np.zeros((3, size, size), np.float32)
        self.person = np.zeros((size, size), np.float32)

    def paint(self, cover: np.ndarray, paint_colour: Colour, person: bool | None = None) -> None:
        """Lay a colour over the picture.

        Parameters
        ----------
        cover : numpy.ndarray
            How much of each pixel it covers, `(size, size)`, 0 to 1.
        paint_colour : numpy.ndarray
            `(3, 1, 1)`, or `(3, size, size)` for one that changes from pixel to pixel.
        person : bool, optional
            Whether this is a visible part of the person; None leaves that as it was.
        """
        change = paint_colour - self.pixels
        change *= cover
        self.pixels += change
        if person is not None:
            self.person += cover * (np.float32(person) - self.person)


def inside(distance: np.ndarray, soft: float) -> np.ndarray:
    """Return how much of each pixel lies inside a shape, 0 to 1, for an edge that is `soft` wide."""
    cover = distance * (-1 / soft)
    cover += 0.5
    np.maximum(cover, 0, out=cover)
    return np.minimum(cover, 1, out=cover)


def ellipse(
    x: np.ndarray,
    y: np.ndarray,
    centre: tuple[float, float],
    radii: tuple[float, float],
    turn: float = 0.0,
) -> np.ndarray:
    """Return the distance to an ellipse, exact for a disc and good near the edge otherwise.

    `turn` is the tangent of the angle by which it is turned, good for small ones.
    """
    right, down = x - centre[0], y - centre[1]
    if turn:
        right, down = right + turn * down, down - turn * right
    right /= radii[0]
    down /= radii[1]
    right *= right
    down *= down
    right += down
    np.sqrt(right, out=right)
    right -= 1
    right *= min(radii)
    return right


def box(
    x: np.ndarray, y: np.ndarray, centre: tuple[float, float], half: tuple[float, float], rounding: float = 0.0
) -> np.ndarray:
    """Return the distance to a rectangle of half width and half height `half` with round corners."""
    right = np.abs(x - centre[0]) - (half[0] - rounding)
    down = np.abs(y - centre[1]) - (half[1] - rounding)
    near = np.minimum(np.maximum(right, down), 0)
    np.maximum(right, 0, out=right)
    np.maximum(down, 0, out=down)
    return np.sqrt(right * right + down * down) + near - rounding


def arc(
    x: np.ndarray,
    y: np.ndarray,
    centre: tuple[float, float],
    half_width: float,
    bend: float,
    thickness: float,
    slope: float = 0.0,
) -> np.ndarray:
    """Return the distance to a line that is bent like a parabola and thins out to both ends.

    Its ends lie at `centre`'s height, its middle lies `bend` below them; `slope` lowers its right end.
    """
    along = (x - centre[0]) / half_width
    hump = 1 - along * along
    height = y - (centre[1] + bend * hump + slope * (x - centre[0]))
    return np.abs(height) - thickness * hump


def waves(position: np.ndarray, length: float) -> np.ndarray:
    """Return a zigzag between -1 and 1 with the given wave length."""
    cycle = position / length
    cycle -= np.floor(cycle)
    return np.abs(cycle - 0.5) * 4 - 1
