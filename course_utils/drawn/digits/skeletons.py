"""The ways in which people write the ten digits, as paths of a pen.

Points are in percent of half a digit's height, x to the right and y down, so that a digit fills about -100 to 100 in y.
The pen moves through the points of a stroke in a smooth curve; a stroke that begins where the last one ended makes a
corner.
"""

from dataclasses import dataclass

import numpy as np

POINTS_ON_PATH = 80
MOST_CONTROL_POINTS = 16

Stroke = list[tuple[float, float]]


@dataclass(frozen=True)
class Style:
    """One way to write one digit, and how often it is used among the ways to write this digit."""

    digit: int
    share: float
    strokes: tuple[Stroke, ...]


def path(text: str) -> tuple[Stroke, ...]:
    """Return the strokes of a text such as "0,-90 0,90 | -30,0 30,0".

    Examples
    --------
    >>> path("0,-90 0,90 | -30,0 30,0")
    ([(0.0, -0.9), (0.0, 0.9)], [(-0.3, 0.0), (0.3, 0.0)])
    """
    strokes = (stroke.split() for stroke in text.split("|"))
    return tuple([(int(x) / 100, int(y) / 100) for x, y in (point.split(",") for point in one)] for one in strokes)


def oval(x: int, y: int, width: int, height: int, start: float, stop: float, num_points: int) -> Stroke:
    """Return points on an ellipse around (x, y); angles in degrees, 0 is right, 90 is down, 270 is up."""
    angles = np.radians(np.linspace(start, stop, num_points))
    points = np.stack([x + width * np.cos(angles), y + height * np.sin(angles)], axis=1) / 100
    return [(float(px), float(py)) for px, py in points]


STYLES = (
    Style(0, 3, (oval(0, 0, 62, 90, 280, -75, 9),)),
    Style(0, 1, (oval(0, 0, 72, 80, 300, -40, 9),)),
    Style(0, 1, ([*path("10,-75")[0], *oval(0, 5, 55, 85, 260, -60, 8), *path("-5,-90")[0]],)),
    Style(1, 6, path("3,-90 0,-30 0,30 -3,90")),
    Style(1, 1, path("-30,-50 5,-90 | 5,-90 2,0 0,90")),
    Style(1, 1, path("-30,-55 3,-90 | 3,-90 2,0 0,88 | -40,90 0,88 40,87")),
    Style(2, 2, path("-50,-50 -10,-90 42,-55 20,5 -55,85 | -55,85 0,80 60,85")),
    Style(2, 3, path("-48,-55 -5,-90 42,-50 15,20 -30,80 -55,65 -25,50 15,75 65,75")),
    Style(2, 1, path("-40,-75 15,-88 45,-45 0,30 -50,80 | -50,80 -10,65 60,90")),
    Style(3, 3, path("-45,-70 0,-92 42,-55 10,-10 -12,-6 | -12,-6 30,5 50,45 5,90 -50,70")),
    Style(3, 2, path("-40,-80 15,-88 38,-50 -5,-8 42,30 20,82 -50,75")),
    Style(3, 1, path("-45,-85 0,-88 42,-85 | 42,-85 -2,-20 | -2,-20 42,10 35,70 -10,92 -50,70")),
    Style(4, 4, path("-40,-80 -45,-30 -40,5 | -40,5 10,0 50,-10 | 42,-85 35,0 30,90")),
    Style(4, 2, path("20,-90 -20,-30 -60,25 | -60,25 0,22 60,20 | 20,-90 20,0 18,90")),
    Style(4, 1, path("-35,-75 -50,-10 -15,10 40,-15 | 45,-75 40,-15 32,90")),
    Style(5, 3, path("50,-85 10,-86 -25,-83 | -25,-83 -38,-15 | -38,-15 10,-20 42,30 10,85 -50,78")),
    Style(5, 2, path("-20,-75 -35,-10 | -35,-10 15,-12 38,35 0,88 -48,70 | -22,-80 20,-85 55,-90")),
    Style(5, 0.5, path("50,-80 0,-82 -30,-50 10,-5 30,40 -5,88 -50,75")),
    Style(6, 3, path("30,-90 -15,-40 -42,25 -10,88 40,55 15,12 -35,45")),
    Style(6, 2, path("5,-95 -30,-30 -40,40 0,88 38,50 5,20 -36,55")),
    Style(6, 1, path("45,-70 0,-75 -40,-5 -30,70 25,75 35,30 -5,10 -40,35")),
    Style(7, 4, path("-50,-75 0,-82 48,-82 | 48,-82 15,0 -8,90")),
    Style(7, 1, path("-50,-50 -46,-80 | -46,-80 0,-75 50,-80 | 50,-80 10,0 -5,90")),
    Style(7, 1, path("-50,-75 0,-82 50,-80 | 50,-80 15,0 -10,90 | -22,8 12,5 45,2")),
    Style(7, 1, path("-50,-60 -10,-85 40,-70 30,-20 5,30 -5,90")),
    Style(8, 3, path("38,-70 0,-90 -35,-55 0,-8 40,45 0,90 -42,50 0,-5 35,-45 30,-75")),
    Style(8, 1, (oval(0, -45, 36, 42, 90, 450, 8), oval(0, 43, 45, 45, -90, 270, 8))),
    Style(8, 1, path("45,-85 -5,-85 -30,-50 10,-2 35,50 -5,88 -35,50 5,0 50,-75")),
    Style(9, 3, path("38,-60 0,-88 -40,-45 -10,-8 38,-50 | 38,-50 30,20 15,90")),
    Style(9, 2, path("40,-70 -5,-85 -38,-40 5,-12 42,-65 30,10 5,90")),
    Style(9, 0.5, path("35,-60 0,-88 -38,-50 0,-12 38,-45 40,30 10,88 -40,70")),
)
