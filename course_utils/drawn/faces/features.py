"""The head and the features of a drawn face, painted onto a canvas."""

from dataclasses import dataclass

import numpy as np

from course_utils.drawn.faces.canvas import Canvas, Colour, arc, box, colour, ellipse, hue_colour, inside, steady
from course_utils.drawn.faces.looks import IRIS_PALETTE, LIP_PALETTE, SKIN_PALETTE


@dataclass(frozen=True)
class Head:
    """Where each pixel lies, seen from the head.

    Attributes
    ----------
    x, y : numpy.ndarray
        Position in the plane of the picture, from the middle of the head, in the units of the traits; y points down.
    u, v : numpy.ndarray
        Position on the face of the point that is seen there: what has turned with the head.
    front : numpy.ndarray
        How far that point lies on the front half of the head, -1 to 1.
    normal : numpy.ndarray
        `(3, size, size)`: where the surface of the head faces; right, down, towards the camera.
    outline : numpy.ndarray
        Distance to the outline of the head.
    soft : float
        The size of a pixel.
    yaw : float
        Sine of the angle by which the head is turned to the right of the picture.
    """

    x: np.ndarray
    y: np.ndarray
    u: np.ndarray
    v: np.ndarray
    front: np.ndarray
    normal: np.ndarray
    outline: np.ndarray
    soft: float
    yaw: float

    def on_face(self, distance: np.ndarray) -> np.ndarray:
        """Return how much of each pixel lies inside a shape that is given in u and v, and on the visible face."""
        shown = np.minimum(np.maximum(self.front * 4, 0), 1)
        return inside(np.maximum(distance, self.outline), self.soft) * shown


def place_head(x: np.ndarray, y: np.ndarray, soft: float, shape: dict[str, float], turn: tuple[float, ...]) -> Head:
    """Lay a face around a head: an ellipsoid with a jaw, turned by yaw and pitch.

    `turn` is sine and cosine of the yaw, sine and cosine of the pitch.
    """
    width, height = shape["face_width"], shape["face_height"]
    down = y / height
    low = np.minimum(np.maximum(down, 0), 1)
    narrower = 1 + shape["jaw"] * 4 * low * (1 - low) - shape["chin"] * low * low
    right = x / (width * narrower)
    radius = np.sqrt(right * right + down * down)
    outline = (radius - 1) * min(width, height)
    # Beyond the outline, hair goes on where the head ends.
    within = np.maximum(radius, 1)
    right, down = right / within, down / within
    towards = np.sqrt(np.maximum(1 - right * right - down * down, 0))
    sin_yaw, cos_yaw, sin_pitch, cos_pitch = turn
    across = right * cos_yaw - towards * sin_yaw
    depth = right * sin_yaw + towards * cos_yaw
    along = down * cos_pitch - depth * sin_pitch
    front = down * sin_pitch + depth * cos_pitch
    normal = np.stack([right, down, towards])
    return Head(x, y, across * width * within, along * height * within, front, normal, outline, soft, sin_yaw)


def tone(palette: tuple[tuple[float, float, float], ...], at: float) -> Colour:
    """Return the colour that lies at a place from 0 to 1 along a palette."""
    position = min(max(at, 0.0), 1.0) * (len(palette) - 1)
    index = min(int(position), len(palette) - 2)
    share = position - index
    return colour(*(a + share * (b - a) for a, b in zip(palette[index], palette[index + 1], strict=True)))


def skin_colour(shape: dict[str, float]) -> Colour:
    """Return the colour of the skin: a tone from light to dark, a little warmer or cooler."""
    warmth = steady(0.025 * shape["skin_warmth"])
    return tone(SKIN_PALETTE, shape["skin_tone"]) * colour_factor(1 + warmth, 1.0, 1 - 1.6 * warmth)


def colour_factor(red: float, green: float, blue: float) -> Colour:
    """Return three factors to multiply a colour by; they may exceed 1."""
    return np.array([red, green, blue], np.float32).reshape(3, 1, 1)


def paint_neck_and_ears(canvas: Canvas, head: Head, shape: dict[str, float], skin: Colour) -> None:
    """Paint what lies behind the face."""
    width, size = shape["face_width"], shape["ear_size"]
    neck = box(head.x, head.y, (-0.1 * head.yaw, 0.95), (0.40 * width, 0.62), 0.1)
    canvas.paint(inside(neck, head.soft), skin * np.float32(0.8), person=True)
    for side in (-1, 1):
        centre = (side * width * 0.99 - 0.18 * head.yaw, -0.02)
        ear = ellipse(head.x, head.y, centre, (0.62 * size, 1.15 * size))
        canvas.paint(inside(ear, head.soft), skin * np.float32(0.93), person=True)
        inner = ellipse(head.x, head.y, (centre[0] + side * 0.02, centre[1]), (0.30 * size, 0.66 * size))
        canvas.paint(inside(inner, head.soft * 1.5) * 0.6, skin * np.float32(0.72), person=True)


def paint_face(canvas: Canvas, head: Head, skin: Colour, freckles: bool, mole: tuple[float, float] | None) -> None:
    """Paint the skin of the face with cheeks, freckles and a mole at a place in u and v."""
    canvas.paint(inside(head.outline, head.soft), skin, person=True)
    blush = skin * colour_factor(1.02, 0.80, 0.80)
    for side in (-1, 1):
        cheek = ellipse(head.u, head.v, (side * 0.36, 0.2), (0.15, 0.11))
        canvas.paint(head.on_face(cheek + 0.03) * 0.6, blush)
    dark = skin * colour_factor(0.72, 0.62, 0.55)
    if freckles:
        for right, down in ((0.16, 0.13), (0.25, 0.17), (0.34, 0.13), (0.21, 0.23), (0.31, 0.24), (0.06, 0.16)):
            for side in (-1, 1):
                spot = ellipse(head.u, head.v, (side * right + 0.01, down), (0.024, 0.024))
                canvas.paint(head.on_face(spot) * 0.8, dark)
    if mole:
        spot = ellipse(head.u, head.v, mole, (0.035, 0.035))
        canvas.paint(head.on_face(spot), skin * np.float32(0.35))


def paint_nose(canvas: Canvas, head: Head, shape: dict[str, float], skin: Colour) -> None:
    """Paint the shadows of the nose, which stands out from the face: turning moves it further than the eyes."""
    tip = shape["eye_height"] + shape["nose_length"]
    width = shape["nose_width"]
    ahead = steady(0.16 * head.yaw)
    shadow = skin * colour_factor(0.80, 0.70, 0.66)
    side = 1 if head.yaw <= 0 else -1
    reach = (head.v - shape["eye_height"]) / (tip - shape["eye_height"])
    ridge = head.u - ahead * reach - side * (0.02 + 0.35 * width * reach)
    flank = np.maximum(np.abs(ridge) - 0.025, np.abs(reach - 0.5) - 0.5)
    canvas.paint(head.on_face(flank) * 0.6, shadow)
    base = arc(head.u, head.v, (ahead, tip - 0.015), width, 0.045, 0.032)
    canvas.paint(head.on_face(base), shadow)
    light = ellipse(head.u, head.v, (ahead, tip - 0.05), (0.45 * width, 0.05))
    canvas.paint(head.on_face(light) * 0.35, np.minimum(skin * np.float32(1.25), 1))
    for nostril in (-1, 1):
        hole = ellipse(head.u, head.v, (ahead + nostril * 0.48 * width, tip), (0.026, 0.018))
        canvas.paint(head.on_face(hole) * 0.8, skin * np.float32(0.4))


def paint_eye(
    canvas: Canvas, head: Head, shape: dict[str, float], skin: Colour, side: int, look: float, lid: float
) -> None:
    """Paint one eye; `look` moves the iris, `lid` is how far it is open, 0 to 1."""
    size, tilt = shape["eye_size"], -side * shape["eye_tilt"]
    centre = (side * shape["eye_distance"], shape["eye_height"])
    opening = size * shape["eye_opening"] * lid
    socket = ellipse(head.u, head.v, centre, (size * 1.25, size * 0.95), tilt)
    canvas.paint(head.on_face(socket) * 0.5, skin * np.float32(0.82))
    lashes = colour(0.12, 0.08, 0.07)
    weight = 0.016 + 0.034 * shape["lashes"]
    if lid < 0.3:
        closed = arc(head.u, head.v, centre, size * 1.05, 0.3 * size, weight + 0.01, tilt)
        canvas.paint(head.on_face(closed), lashes)
        return
    ball = head.on_face(ellipse(head.u, head.v, centre, (size, opening), tilt))
    canvas.paint(ball, colour(0.96, 0.95, 0.93))
    radius = min(0.62 * size, opening * 1.02)
    gaze = (centre[0] + look, centre[1] - 0.04 * size)
    iris = tone(IRIS_PALETTE, shape["iris_tone"])
    canvas.paint(ball * inside(ellipse(head.u, head.v, gaze, (radius, radius)), head.soft), iris)
    pupil = ellipse(head.u, head.v, gaze, (0.52 * radius, 0.52 * radius))
    canvas.paint(ball * inside(pupil, head.soft), colour(0.04, 0.03, 0.03))
    glint = ellipse(head.u, head.v, (gaze[0] + 0.3 * radius, gaze[1] - 0.35 * radius), (0.024, 0.024))
    canvas.paint(ball * inside(glint, head.soft), colour(1, 1, 1))
    # Long lashes reach beyond the outer corner of the eye.
    upper = (centre[0] + side * 0.03 * shape["lashes"], centre[1])
    lid_line = arc(head.u, head.v, upper, size * (1.08 + 0.12 * shape["lashes"]), -opening * 1.05, weight, tilt)
    canvas.paint(head.on_face(lid_line), lashes)


def paint_brow(canvas: Canvas, head: Head, shape: dict[str, float], hair: Colour, side: int, raised: float) -> None:
    """Paint one eyebrow."""
    centre = (side * (shape["eye_distance"] + 0.01), shape["eye_height"] - shape["brow_height"] - raised)
    brow = arc(
        *(head.u, head.v, centre),
        half_width=0.175,
        bend=-shape["brow_arch"],
        thickness=shape["brow_thickness"],
        slope=-side * shape["brow_tilt"],
    )
    canvas.paint(head.on_face(brow), hair * np.float32(0.62))


def paint_mouth(canvas: Canvas, head: Head, shape: dict[str, float], skin: Colour, smile: float, opened: float) -> None:
    """Paint lips, and teeth where the mouth is open: `smile` -1 to 1, `opened` 0 to 1."""
    half = shape["mouth_width"] * (1 + 0.14 * smile)
    along = head.u / half
    hump = 1 - along * along
    beyond = np.abs(head.u) - half
    middle = shape["mouth_height"] + 0.085 * smile * (hump - 0.4)
    full = shape["lip_fullness"]
    gap = 0.10 * opened
    upper = middle - full * 0.85 * hump * (1 - 0.25 * hump * hump)
    lower = middle + (full * 1.15 + gap) * hump
    lips = tone(LIP_PALETTE, shape["lip_tone"]) * (0.35 + 0.65 * skin)
    canvas.paint(head.on_face(np.maximum(np.maximum(upper - head.v, head.v - lower), beyond)), lips)
    slit_top, slit_bottom = middle - 0.011 * hump, middle + (0.011 + gap) * hump
    slit = head.on_face(np.maximum(np.maximum(slit_top - head.v, head.v - slit_bottom), beyond))
    canvas.paint(slit, colour(0.30, 0.08, 0.10))
    if opened > 0.25:
        teeth = np.maximum(slit_top + 0.004 - head.v, head.v - middle - 0.5 * gap * hump)
        canvas.paint(head.on_face(teeth), colour(0.97, 0.96, 0.93))
    corner = skin * np.float32(0.7)
    for side in (-1, 1):
        spot = ellipse(head.u, head.v, (side * half, shape["mouth_height"] - 0.034 * smile), (0.028, 0.028))
        canvas.paint(head.on_face(spot) * 0.7, corner)


def paint_glasses(canvas: Canvas, head: Head, frame: tuple[float, float], shape: dict[str, float], dark: bool) -> None:
    """Paint glasses over the eyes, with dark lenses if asked for; they are no part of the person."""
    roundness, hue = frame
    rim = hue_colour(hue, 0.65, 0.12 + 0.55 * hue)
    ahead = steady(0.10 * head.yaw)
    half = (0.185, 0.135 + 0.04 * roundness)
    thickness = 0.024 + 0.012 * (1 - roundness)
    for side in (-1, 1):
        centre = (side * max(shape["eye_distance"], 0.225) + ahead, shape["eye_height"] + 0.02)
        lens = box(head.u, head.v, centre, half, 0.04 + 0.12 * roundness)
        if dark:
            canvas.paint(head.on_face(lens) * 0.96, rim * np.float32(0.3) + np.float32(0.02), person=False)
            glare = ellipse(head.u, head.v, (centre[0] - 0.06, centre[1] - 0.05), (0.05, 0.03))
            canvas.paint(head.on_face(glare) * 0.5, colour(0.9, 0.95, 1.0))
        else:
            canvas.paint(head.on_face(lens) * 0.10, colour(0.85, 0.95, 1.0))
        canvas.paint(head.on_face(np.abs(lens) - thickness), rim, person=False)
    gap = abs(head.u - ahead) - (max(shape["eye_distance"], 0.225) - half[0])
    bridge = np.maximum(np.abs(head.v - shape["eye_height"]) - thickness, gap)
    canvas.paint(head.on_face(bridge), rim, person=False)
