"""Hair, beards and hats of a drawn face, painted onto a canvas."""

from dataclasses import dataclass

import numpy as np

from course_utils.drawn.faces.canvas import Canvas, Colour, box, colour, ellipse, inside, waves
from course_utils.drawn.faces.features import Head


@dataclass(frozen=True)
class Cut:
    """A hair style; lengths are in the units of the traits.

    Attributes
    ----------
    cap : float
        How far the hair stands out above the skull, 0 for none.
    sides : float
        How far it stands out beside the skull, as a multiple of the person's hair volume.
    length : float
        How far down it hangs behind the face; -1 for no hanging hair.
    fringe : float
        By how much it comes down over the forehead.
    parting : float
        Where it is parted, -1 to 1; 0 for nowhere.
    curls, spikes : float
        Radius of curls around the head, height of spikes.
    temples : float
        How far down the hair comes at the sides of the face.
    """

    cap: float = 0.08
    sides: float = 0.5
    length: float = -1.0
    fringe: float = 0.0
    parting: float = 0.0
    curls: float = 0.0
    spikes: float = 0.0
    temples: float = 0.35


CUTS = {
    "bald": Cut(cap=0.0, sides=0.0),
    "buzz": Cut(cap=0.025, sides=0.2, temples=0.3),
    "short": Cut(cap=0.10, sides=0.5, fringe=0.06),
    "side part": Cut(cap=0.12, sides=0.7, fringe=0.04, parting=0.45),
    "spiky": Cut(cap=0.06, sides=0.4, spikes=0.2),
    "mohawk": Cut(cap=0.015, sides=0.1, temples=0.25),
    "curly": Cut(cap=0.10, sides=0.6, curls=0.15, fringe=0.02),
    "afro": Cut(cap=0.12, sides=1.0, curls=0.24),
    "bob": Cut(cap=0.10, sides=1.3, length=0.55, fringe=0.14, temples=0.6),
    "long": Cut(cap=0.09, sides=1.2, length=1.15, parting=0.12, temples=0.75),
    "bun": Cut(cap=0.06, sides=0.3, parting=-0.1, temples=0.3),
    "braids": Cut(cap=0.07, sides=0.5, parting=0.05, temples=0.45),
}
AROUND = (  # sines and cosines for curls from one ear over the top to the other, in steps of 20 degrees
    *((-1.0, 0.17), (-0.98, -0.17), (-0.87, -0.5), (-0.64, -0.77), (-0.34, -0.94), (0.0, -1.0)),
    *((0.34, -0.94), (0.64, -0.77), (0.87, -0.5), (0.98, -0.17), (1.0, 0.17)),
)


def paint_back_hair(canvas: Canvas, head: Head, style: str, shape: dict[str, float], hair: Colour) -> None:
    """Paint the hair that is seen behind the head."""
    cut, volume = CUTS[style], shape["hair_volume"]
    behind = -0.16 * head.yaw
    x, y = head.x - behind, head.y
    width, height = shape["face_width"] + cut.sides * volume, shape["face_height"] + cut.cap + 0.4 * volume
    shade = hair * (0.78 + 0.06 * waves(x + 0.2 * y, 0.17))
    if cut.length > -1:
        middle = (cut.length - 0.1) / 2
        hanging = box(x, y, (0, middle), (width, cut.length - middle), 0.2)
        canvas.paint(inside(hanging, head.soft), shade, person=True)
        canvas.paint(inside(ellipse(x, y, (0, -0.1), (width, height - 0.1)), head.soft), shade, person=True)
    if cut.curls:
        radius = cut.curls + 0.6 * volume
        for right, down in AROUND:
            centre = (right * (width - 0.05), down * (height - 0.08) - 0.02)
            canvas.paint(inside(ellipse(x, y, centre, (radius, radius)), head.soft), shade, person=True)
    if style == "mohawk":
        crest = ellipse(x, y, (0, -0.72), (0.14 + 0.3 * volume, 0.38 + volume))
        canvas.paint(inside(crest, head.soft), shade, person=True)
    if style == "bun":
        knot = 0.20 + 0.7 * volume
        canvas.paint(inside(ellipse(x, y, (0, -height - 0.06), (knot, 0.85 * knot)), head.soft), shade, person=True)
    if cut.spikes:
        height = np.float32(height) + cut.spikes * (0.5 + 0.5 * waves(x, 0.26))
        spiky = np.maximum(np.abs(x) - width - 0.02, np.maximum(-y - height * (1 - 0.35 * x * x), y + 0.2))
        canvas.paint(inside(spiky * 0.6, head.soft), shade, person=True)


def paint_front_hair(canvas: Canvas, head: Head, style: str, shape: dict[str, float], hair: Colour) -> None:
    """Paint the hair that grows over the forehead, and braids, which fall over the shoulders."""
    cut = CUTS[style]
    if cut.cap:
        strands = 0.95 + 0.10 * waves(head.u * 1.5 + head.v * 0.4, 0.21)
        strength = 0.75 if style in ("buzz", "mohawk") else 1.0
        skull = (head.outline - cut.cap * np.minimum(np.maximum(-2.2 * head.y, 0), 1)) / 1.05
        # On the back of a head that is turned far, hair reaches down to the nape.
        line = np.where(head.front > 0.05, _hairline(head, cut, shape), np.float32(0.3))
        grown = np.maximum(skull, head.v - line)
        canvas.paint(inside(grown, head.soft) * np.float32(strength), hair * strands, person=True)
        shine = ellipse(head.u, head.v, (-0.18, -shape["hairline"] - 0.17), (0.26, 0.055), -0.25)
        canvas.paint(inside(grown, head.soft) * inside(shine, 0.14) * 0.35, np.minimum(hair * 1.6 + 0.08, 1))
    if style == "mohawk":
        crest = np.maximum(np.abs(head.u) - 0.15, head.v + shape["hairline"])
        canvas.paint(inside(np.maximum(crest, head.outline - 0.1), head.soft), hair, person=True)
    if style == "braids":
        _paint_braids(canvas, head, shape, hair)


def _hairline(head: Head, cut: Cut, shape: dict[str, float]) -> np.ndarray:
    """Return the height of the lower edge of the hair on the forehead and the temples."""
    side = head.u / shape["face_width"]
    side = side * side
    line = -shape["hairline"] + cut.fringe + (shape["hairline"] + cut.temples - 0.1) * side * side * side
    if cut.parting:
        # Hair falls away to both sides of the parting.
        away = np.abs(head.u - cut.parting * shape["face_width"])
        line = line - 0.14 + 0.36 * np.minimum(away, 0.5)
    if cut.fringe > 0.1 or cut.spikes or cut.curls:
        line = line + 0.03 * waves(head.u, 0.15)
    return line


def _paint_braids(canvas: Canvas, head: Head, shape: dict[str, float], hair: Colour) -> None:
    behind = -0.12 * head.yaw
    for side in (-1, 1):
        for knot in range(6):
            centre = (side * (shape["face_width"] + 0.05) + behind, 0.2 + 0.17 * knot)
            bead = ellipse(head.x, head.y, centre, (0.115, 0.11))
            shade = hair * np.float32(0.95 if knot % 2 else 0.75)
            canvas.paint(inside(bead, head.soft), shade, person=True)


def paint_beard(canvas: Canvas, head: Head, beard: str, shape: dict[str, float], skin: Colour, hair: Colour) -> None:
    """Paint a beard of one of the kinds in `BEARDS`, below mouth and nose in order."""
    if beard == "none":
        return
    growth = np.float32(0.25) * skin + np.float32(0.75) * hair * np.float32(0.85)
    mouth, full = shape["mouth_height"], shape["lip_fullness"]
    side = head.u / shape["face_width"]
    if beard in ("stubble", "full"):
        edge = mouth - 0.06 - 0.42 * side * side
        strength = 0.35 if beard == "stubble" else 0.95
        canvas.paint(head.on_face(edge - head.v) * strength, growth)
        if beard == "full":
            below = np.maximum(head.outline - 0.05, mouth + 0.1 - head.y)
            canvas.paint(inside(below, head.soft), growth, person=True)
    if beard == "goatee":
        chin = ellipse(head.u, head.v, (0, mouth + 0.22), (0.20, 0.19))
        canvas.paint(head.on_face(chin) * 0.95, growth)
    if beard in ("moustache", "goatee", "full"):
        above = mouth - full - 0.035
        half = shape["mouth_width"] * 1.1
        bend = head.v - (above + 0.10 * (head.u / half) * (head.u / half) - 0.02)
        lip = np.maximum(np.abs(bend) - 0.045, np.abs(head.u) - half)
        canvas.paint(head.on_face(lip), growth * np.float32(0.9))


def paint_hat(canvas: Canvas, head: Head, kind: str, shape: dict[str, float], cloth: Colour) -> None:
    """Paint a hat of one of the kinds in `HATS`; it is no part of the person."""
    width, top = shape["face_width"] + 0.07, shape["face_height"] + 0.09
    x, y = head.x, head.y
    brim_height = -0.40
    dome = np.maximum(ellipse(x, y, (0, -0.14), (width, top - 0.10)), y - brim_height)
    dark = cloth * np.float32(0.72)
    if kind == "crown":
        spikes = -0.86 + 0.13 * waves(x, 0.36)
        dome = np.maximum(np.maximum(np.abs(x) - width + 0.06, y - brim_height - 0.02), spikes - y)
    if kind == "beret":
        dome = ellipse(x, y, (0.14, -0.62), (width + 0.08, 0.30), 0.2)
    canvas.paint(inside(dome, head.soft), cloth * (0.95 + 0.07 * waves(x, 0.12)), person=False)
    if kind == "beanie":
        fold = box(x, y, (0, brim_height - 0.05), (width - 0.02, 0.10), 0.06)
        canvas.paint(inside(fold, head.soft), dark, person=False)
        pompom = ellipse(x, y, (0, -top - 0.04), (0.13, 0.13))
        canvas.paint(inside(pompom, head.soft), np.minimum(cloth * np.float32(1.4) + np.float32(0.1), 1), person=False)
    if kind == "cap":
        peak = ellipse(x, y, (0.18 * (1 if head.yaw >= 0 else -1), brim_height), (width * 0.95, 0.10))
        canvas.paint(inside(peak, head.soft), dark, person=False)
    if kind == "sun hat":
        brim = ellipse(x, y, (0, brim_height), (width + 0.38, 0.13))
        canvas.paint(inside(brim, head.soft), cloth, person=False)
        band = np.maximum(np.abs(y - brim_height + 0.13) - 0.05, np.abs(x) - width + 0.06)
        canvas.paint(inside(band, head.soft), dark, person=False)
    if kind == "crown":
        for right in (-0.36, 0.0, 0.36):
            jewel = ellipse(x, y, (right, brim_height - 0.12), (0.055, 0.055))
            canvas.paint(inside(jewel, head.soft), colour(0.95, 0.95, 0.85), person=False)
