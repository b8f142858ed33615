"""What surrounds a drawn face: background, clothes, things in the way, light and camera."""

import math

import numpy as np

from course_utils.drawn.faces.canvas import Canvas, Colour, box, colour, ellipse, hue_colour, inside, steady, waves

GREY_WEIGHTS = (0.299, 0.587, 0.114)


def paint_background(
    canvas: Canvas, x: np.ndarray, y: np.ndarray, kind: str, first: Colour, second: Colour, chance: list[float]
) -> None:
    """Paint a background of one of the kinds in `BACKGROUNDS` in two colours.

    `x` and `y` run from -1 to 1 over the picture; `chance` holds 12 numbers in 0 to 1 that place its parts.
    """
    soft = 2.4 / x.shape[0]
    canvas.paint(np.ones_like(x), first)
    tilt = chance[0] * 2 - 1
    if kind == "studio":
        glow = ellipse(x, y, (0.8 * tilt, -0.4), (0.7 + chance[1], 0.7 + chance[1]))
        canvas.paint(inside(glow, 1.2) * 0.8, second)
    elif kind == "stripes":
        canvas.paint(inside(waves(x + tilt * y, 0.3 + 0.5 * chance[1]) * 0.2, soft), second)
    elif kind == "bokeh":
        for spot in range(5):
            radius = 0.12 + 0.22 * chance[spot + 6]
            centre = (2 * chance[spot] - 1, 2 * chance[spot + 5] - 1)
            light = np.minimum(second * np.float32(0.7 + 0.15 * spot), 1)
            canvas.paint(inside(ellipse(x, y, centre, (radius, radius)), 3 * soft) * 0.6, light)
    elif kind == "horizon":
        canvas.paint(inside(-y + 0.5 * tilt + 0.2 * tilt * x, soft), second)
        sun = ellipse(x, y, (1.6 * chance[1] - 0.8, -0.7), (0.2, 0.2))
        canvas.paint(inside(sun, soft), colour(1.0, 0.93, 0.7))
    elif kind == "wall":
        shift = np.where(waves(y + chance[0], 0.6) > 0, np.float32(0.2), np.float32(0))
        joints = np.maximum(waves(x + shift, 0.4), waves(y + chance[0] + 0.075, 0.3))
        canvas.paint(np.where(joints > 0.7, np.float32(0.55), np.float32(0)), second)
    elif kind == "posters":
        for poster in range(3):
            centre = (2 * chance[poster] - 1, 1.4 * chance[poster + 3] - 1)
            half = (0.15 + 0.3 * chance[poster + 6], 0.15 + 0.3 * chance[poster + 9])
            canvas.paint(inside(box(x, y, centre, half), soft), np.minimum(second * (0.6 + 0.3 * poster), 1))


def paint_clothes(
    canvas: Canvas, x: np.ndarray, y: np.ndarray, soft: float, kind: str, first: Colour, second: Colour
) -> None:
    """Paint shoulders in clothes of one of the kinds in `CLOTHES`; x and y as in `Head`, but upright."""
    shoulders = box(x, y, (0, 1.72), (1.02, 0.76), 0.42)
    neckline = -ellipse(x, y, (0, 0.86), (0.30, 0.25))
    cover = inside(np.maximum(shoulders, neckline), soft)
    if kind == "stripes":
        canvas.paint(cover, np.where(waves(y, 0.22) > 0, first, second), person=False)
    elif kind == "dots":
        dots = np.maximum(np.abs(waves(x, 0.28)), np.abs(waves(y, 0.28)))
        canvas.paint(cover, np.where(dots < 0.45, second, first), person=False)
    else:
        canvas.paint(cover, first, person=False)
    if kind == "jacket":
        opening = np.maximum(np.abs(x) - 0.34 * (1.9 - y), shoulders)
        canvas.paint(inside(np.maximum(opening, neckline), soft), second, person=False)
    if kind == "collar":
        for side in (-1, 1):
            flap = box(x - side * 0.22 + side * 0.4 * (y - 1.05), y, (0, 1.08), (0.12, 0.15), 0.04)
            canvas.paint(inside(flap, soft), second, person=False)


def paint_thing(
    canvas: Canvas, x: np.ndarray, y: np.ndarray, kind: str, centre: tuple[float, float], size: float, paint: Colour
) -> None:
    """Paint something of the kinds in `THINGS` that hides part of the picture; x and y run from -1 to 1."""
    soft = 2.4 / x.shape[0]
    right, down = centre
    dark = paint * np.float32(0.6)
    light = np.minimum(paint * np.float32(1.3) + np.float32(0.15), 1)
    if kind == "balloon":
        string = np.maximum(np.abs(x - right) - 0.02, down - y)
        canvas.paint(inside(string, soft), dark, person=False)
        canvas.paint(inside(ellipse(x, y, centre, (0.9 * size, 1.1 * size)), soft), paint, person=False)
        shine = ellipse(x, y, (right - 0.3 * size, down - 0.4 * size), (0.2 * size, 0.3 * size))
        canvas.paint(inside(shine, 2 * soft), light)
    elif kind == "microphone":
        handle = np.maximum(np.abs(x - right - 0.3 * (y - down)) - 0.22 * size, down - y)
        canvas.paint(inside(handle, soft), colour(0.15, 0.15, 0.17), person=False)
        ball = ellipse(x, y, centre, (0.7 * size, 0.7 * size))
        mesh = 0.85 + 0.25 * waves(x, 0.09) * waves(y, 0.09)
        canvas.paint(inside(ball, soft), (0.4 + 0.4 * paint) * mesh, person=False)
    elif kind == "sign":
        board = box(x, y, centre, (1.2 * size, 0.8 * size), 0.05)
        canvas.paint(inside(board, soft), paint, person=False)
        lines = np.maximum(0.1 * waves(y - down, 0.5 * size) + 0.02, board + 0.15 * size)
        canvas.paint(inside(lines, soft), light)
    elif kind == "cup":
        handle = np.abs(ellipse(x, y, (right + 0.7 * size, down), (0.4 * size, 0.4 * size))) - 0.1 * size
        canvas.paint(inside(handle, soft), dark, person=False)
        canvas.paint(inside(box(x, y, centre, (0.65 * size, 0.8 * size), 0.08), soft), paint, person=False)
        rim = ellipse(x, y, (right, down - 0.78 * size), (0.62 * size, 0.16 * size))
        canvas.paint(inside(rim, soft), dark)
    else:
        blade = ellipse(x, y, centre, (0.6 * size, 1.4 * size), 0.5)
        canvas.paint(inside(blade, soft), paint, person=False)
        vein = np.maximum(np.abs(x - right + 0.5 * (y - down)) - 0.015, blade + 0.15 * size)
        canvas.paint(inside(vein, soft), light)


def shaded(normal: np.ndarray, within: np.ndarray, light: tuple[float, float], strength: float) -> np.ndarray:
    """Return a factor for each pixel: how much light falls on a round head from `light` (right, down)."""
    forward = steady(max(0.2, 1 - light[0] * light[0] - light[1] * light[1]) ** 0.5)
    falling = normal[0] * light[0] + normal[1] * light[1] + normal[2] * forward
    return 1 + within * (strength * np.maximum(falling - 0.72, -0.75))


def photograph(
    pixels: np.ndarray,
    *,
    gain: Colour,
    contrast: float,
    grey: bool,
    noise: np.ndarray,
    hue_turn: float = 0.0,
) -> np.ndarray:
    """Return what a camera makes of a picture: uint8 `(size, size, 3)`.

    Parameters
    ----------
    pixels : numpy.ndarray
        float32 `(3, size, size)`, 0 to 1.
    gain : numpy.ndarray
        Brightness and tint, `(3, 1, 1)` or `(3, size, size)`.
    contrast : float
        -1 to 1: below 0 dark tones get darker, above 0 brighter.
    grey : bool
        Whether the picture is black and white.
    noise : numpy.ndarray
        Added at the end, in units of full brightness.
    hue_turn : float
        By how much all hues are turned, 0 for not at all, 1 for half the circle of hues.
    """
    pixels = np.minimum(pixels * gain, 1)
    pixels = pixels + contrast * pixels * (1 - pixels)
    if hue_turn:
        pixels = _turn_hues(pixels, hue_turn)
    if grey:
        red, green, blue = GREY_WEIGHTS
        pixels = np.broadcast_to(red * pixels[0] + green * pixels[1] + blue * pixels[2], pixels.shape)
    levels = np.rint(np.minimum(np.maximum(pixels + noise, 0), 1) * 255)
    return np.ascontiguousarray(levels.astype(np.uint8).transpose(1, 2, 0))


def _turn_hues(pixels: np.ndarray, turn: float) -> np.ndarray:
    """Rotate the cube of colours around its grey diagonal, which keeps how bright a pixel is."""
    across, along = steady((1 - math.cos(math.pi * turn)) / 3), steady(math.sin(math.pi * turn) / math.sqrt(3))
    shares = (1 - 2 * across, across - along, across + along)
    turned = [sum(shares[(k - c) % 3] * pixels[k] for k in range(3)) for c in range(3)]
    return np.minimum(np.maximum(np.stack(turned), 0), 1)


def any_colour(chance: list[float]) -> Colour:
    """Return a colour of a cloth, a wall or a thing for three numbers in 0 to 1."""
    hue, saturation, value = chance
    return hue_colour(hue, 0.15 + 0.65 * saturation, 0.25 + 0.7 * value)
