"""Fictional celebrities, drawn: pictures whose every cause is known.

A picture is drawn in two steps. First its causes are decided (`plan`): who it is, how this person looks today,
pose, light, what stands in the way. Then a painter, who knows nothing but these causes, paints it. Therefore the causes
can be handed out with the pictures, and no model can know more about a picture than they say.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from course_utils.drawn.faces import features, scene
from course_utils.drawn.faces.canvas import Canvas, hue_colour, steady
from course_utils.drawn.faces.hair import paint_back_hair, paint_beard, paint_front_hair, paint_hat
from course_utils.drawn.faces.identities import make_identity
from course_utils.drawn.faces.looks import HAIR_PALETTE
from course_utils.drawn.faces.plan import FaceConditions, Picture, plan_picture

SIZES = (48, 64)
EASY = FaceConditions()


@dataclass(frozen=True)
class DrawnFaces:
    """Drawn pictures and what caused them.

    Attributes
    ----------
    images : numpy.ndarray
        uint8 `(n, size, size, 3)`.
    labels : numpy.ndarray
        int64 `(n,)`: positions in the list of identities, 0, 1, 2, ... over and over, so that the first pictures hold
        equally many of everybody.
    masks : numpy.ndarray
        bool `(n, size, size)`: the pixels that carry the identity (see `paint_picture`).
    covered : numpy.ndarray
        float32 `(n,)`: which share of those pixels a thing in the way hides.
    """

    images: np.ndarray
    labels: np.ndarray
    masks: np.ndarray
    covered: np.ndarray


def draw_faces(
    identities: Iterable[int],
    num_per_identity: int,
    *,
    size: int = 48,
    seed: int = 0,
    first: int = 0,
    conditions: FaceConditions = EASY,
) -> DrawnFaces:
    """Draw pictures of fictional people, about 3 ms each at 48 pixels.

    Picture number i of a person and a seed is the same whatever else is drawn, on every machine and with every version
    of NumPy that the course supports: the random stream is one that NumPy keeps fixed, every number is rounded before
    it reaches a pixel, and pixels see only arithmetic that the IEEE standard fixes (see `canvas`).

    Parameters
    ----------
    identities : iterable of int
        Numbers of the people, 0 to 9999; the eight celebrities are 0 to 7.
    num_per_identity : int
        Pictures of each, 0 or more.
    size : {48, 64}
        Height and width in pixels.
    seed : int
        Which endless series of pictures to draw from, 0 to 2**32 - 1.
    first : int
        Number of the first picture of each person in that series.
    conditions : FaceConditions
        The knobs.

    Returns
    -------
    DrawnFaces

    Raises
    ------
    ValueError
        If a number is out of range.

    Examples
    --------
    >>> faces = draw_faces([0, 1], 2)
    >>> faces.images.shape, faces.labels.tolist()
    ((4, 48, 48, 3), [0, 1, 0, 1])
    """
    if size not in SIZES:
        raise ValueError(f"size is {size!r}; the faces can be drawn with {' or '.join(map(str, SIZES))} pixels.")
    pictures = plan_faces(identities, num_per_identity, seed=seed, first=first, conditions=conditions)
    images = np.empty((len(pictures), size, size, 3), np.uint8)
    masks = np.empty((len(pictures), size, size), bool)
    covered = np.empty(len(pictures), np.float32)
    for row, picture in enumerate(pictures):
        images[row], masks[row], covered[row] = paint_picture(picture, size)
    num_people = len(pictures) // num_per_identity if num_per_identity else 0
    labels = np.tile(np.arange(num_people, dtype=np.int64), num_per_identity)
    return DrawnFaces(images, labels, masks, covered)


def plan_faces(
    identities: Iterable[int],
    num_per_identity: int,
    *,
    seed: int = 0,
    first: int = 0,
    conditions: FaceConditions = EASY,
) -> list[Picture]:
    """Return the plans of the pictures that `draw_faces` paints, in its order; see there for the parameters."""
    if min(num_per_identity, seed, first) < 0:
        raise ValueError(f"Numbers of pictures and seeds are 0 or more; got {num_per_identity=}, {first=}, {seed=}.")
    people = [make_identity(int(number), conditions.identity_spread) for number in identities]
    numbers = range(first, first + num_per_identity)
    return [plan_picture(person, number, seed, conditions) for number in numbers for person in people]


def paint_picture(picture: Picture, size: int) -> tuple[np.ndarray, np.ndarray, float]:
    """Paint a planned picture.

    Returns
    -------
    image : numpy.ndarray
        uint8 `(size, size, 3)`.
    person : numpy.ndarray
        bool `(size, size)`: the pixels that carry the identity, because they show skin, hair or a feature of the face.
        Background, clothes, hats, glasses and what stands in the way are not among them.
    covered : float
        Which share of those pixels is hidden by a thing in the way, 0 to 1.
    """
    causes = picture.causes
    right, down = _grid(size, causes["distance"])
    canvas = Canvas(size)
    _paint_background(canvas, picture, right, down)
    _paint_person(canvas, picture, right, down)
    before = float(canvas.person.sum())
    if causes["thing"] != "none":
        place, paint = (causes["thing_right"], causes["thing_down"]), scene.any_colour(picture.colours[4])
        scene.paint_thing(canvas, right, down, causes["thing"], place, causes["thing_size"], paint)
    covered = 1 - float(canvas.person.sum()) / before if before else 0.0
    falling = 1 + 0.25 * (causes["light_right"] * right + causes["light_down"] * down)
    tint = features.colour_factor(*(causes[f"tint_{name}"] for name in ("red", "green", "blue")))
    image = scene.photograph(
        canvas.pixels,
        gain=causes["brightness"] * tint * falling,
        contrast=causes["contrast"],
        grey=causes["black_and_white"],
        noise=causes["noise"] * _noise(picture.random, size),
        hue_turn=causes["distance"],
    )
    return image, canvas.person > 0.5, covered


def _grid(size: int, distance: float) -> tuple[np.ndarray, np.ndarray]:
    """Return where each pixel lies, right and down from the middle, -1 to 1; turned in a distant world."""
    along = ((np.arange(size) + 0.5) * (2 / size) - 1).astype(np.float32)
    right, down = np.broadcast_to(along, (size, size)), np.broadcast_to(along[:, None], (size, size))
    if not distance:
        return right, down
    sine, cosine = _sine_cosine(180 * distance)
    return cosine * right + sine * down, cosine * down - sine * right


def _sine_cosine(degrees: float) -> tuple[float, float]:
    return steady(math.sin(math.radians(degrees))), steady(math.cos(math.radians(degrees)))


def _noise(random: np.random.RandomState, size: int) -> np.ndarray:
    """Return nearly normal noise of standard deviation 1, summed from whole numbers: the same everywhere."""
    octets = np.frombuffer(random.bytes(3 * 3 * size * size), np.uint8).reshape(3, 3, size, size)
    total = octets.sum(axis=0, dtype=np.int32)
    return ((total - 382.5) / 128).astype(np.float32)


def _paint_background(canvas: Canvas, picture: Picture, right: np.ndarray, down: np.ndarray) -> None:
    causes, colours = picture.causes, picture.colours
    first = scene.any_colour(colours[0])
    if causes["background_cue"]:
        first = hue_colour(picture.identity.own_hue, 0.7, 0.8)
    second = 0.4 * first + 0.6 * scene.any_colour(colours[1])
    scene.paint_background(canvas, right, down, causes["background"], first, second, picture.places)


def _paint_person(canvas: Canvas, picture: Picture, right: np.ndarray, down: np.ndarray) -> None:
    causes, traits = picture.causes, picture.traits
    scale = 0.90 * causes["scale"]
    across, below = (right - causes["right"]) / scale, (down - causes["down"]) / scale
    soft = 2.2 / (right.shape[0] * scale)
    sine, cosine = _sine_cosine(causes["roll"])
    turn = (*_sine_cosine(causes["yaw"]), *_sine_cosine(causes["pitch"]))
    x, y = cosine * across + sine * below, cosine * below - sine * across
    head = features.place_head(x, y, soft, traits, turn)
    skin, hair = features.skin_colour(traits), features.tone(HAIR_PALETTE, traits["hair_tone"])
    paint_back_hair(canvas, head, causes["hair_style"], traits, hair)
    features.paint_neck_and_ears(canvas, head, traits, skin)
    first, second = (scene.any_colour(picture.colours[row]) for row in (2, 3))
    scene.paint_clothes(canvas, across, below, soft, causes["clothes"], first, second)
    _paint_features(canvas, head, picture, skin, hair)
    paint_front_hair(canvas, head, causes["hair_style"], traits, hair)
    light = (causes["light_right"], causes["light_down"])
    on_head = scene.shaded(head.normal, np.minimum(canvas.person, 1), light, causes["light_strength"])
    canvas.pixels *= on_head
    if causes["glasses"] != "none":
        features.paint_glasses(canvas, head, picture.identity.frame, traits, causes["glasses"] == "sunglasses")
    if causes["hat"] != "none":
        paint_hat(canvas, head, causes["hat"], traits, hue_colour(causes["hat_hue"], 0.75, 0.75))


def _paint_features(canvas: Canvas, head: features.Head, picture: Picture, skin: np.ndarray, hair: np.ndarray) -> None:
    causes, traits = picture.causes, picture.traits
    features.paint_face(canvas, head, skin, picture.identity.freckles, picture.identity.mole)
    paint_beard(canvas, head, causes["beard"], traits, skin, hair)
    features.paint_nose(canvas, head, traits, skin)
    features.paint_mouth(canvas, head, traits, skin, causes["smile"], causes["mouth_open"])
    lid = 0.1 if causes["eyes_closed"] else 1.0
    for side in (-1, 1):
        features.paint_eye(canvas, head, traits, skin, side, causes["look"], lid)
        features.paint_brow(canvas, head, traits, hair, side, causes["brows_raised"])
