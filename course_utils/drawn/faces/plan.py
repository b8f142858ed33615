"""What a drawn picture of a face will show, decided before the first pixel is painted."""

import math
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from course_utils.drawn.faces.canvas import steady
from course_utils.drawn.faces.identities import Identity
from course_utils.drawn.faces.looks import BACKGROUNDS, BEARDS, CLOTHES, HAIR_STYLES, HATS, THINGS, TRAITS

NORMALS = ("yaw", "pitch", "roll", "scale", "right", "down", "smile", "opened", "look", "raised")
NORMALS += ("exposure", "contrast", "red", "green", "blue", "falloff")
UNIFORMS = ("restyle", "style", "reshave", "beard", "glasses", "sunglasses", "hat", "hat_kind", "hat_hue", "hat_cue")
UNIFORMS += ("background_cue", "background", "clothes", "closed", "open", "grey", "noise", "light_angle")
UNIFORMS += ("thing", "thing_kind", "thing_right", "thing_down", "thing_size")
NUM_PLACES, NUM_COLOURS = 12, 5


@dataclass(frozen=True)
class FaceConditions:
    """The knobs: how different the people are and how hard the pictures make it to tell.

    Two pictures with the same seed, identity and number that differ in one knob are the same picture otherwise.

    Attributes
    ----------
    identity_spread : float
        How far the people differ from the average face, 0 (all the same) to 2.
    pose : float
        How much heads turn, tilt, move in the picture and make faces, 0 (passport) to 2.
    light : float
        How much direction, colour and strength of the light and the camera's noise vary, 0 (studio) to 2.
    occlusion : float
        Probability that something stands in the way, 0 to 1; a third of that for sunglasses.
    wear : float
        How much one person changes from picture to picture, 0 to 1. Every trait varies normally with `wear` times the
        standard deviation between people; and with probabilities proportional to `wear` hair and beard are new,
        glasses come or go, and a hat is worn.
    hat_cue, background_cue : float
        Strength of a spurious cue, 0 to 1: probability that the person wears the hat, or stands before the background,
        that belongs to this person alone. Otherwise both are as for everybody.
    distance : float
        How far this world is from the one at 0: all pictures are turned by `distance` times 180 degrees, and so are
        their hues. At 1 everybody is upside down and blue-skinned.

    Raises
    ------
    ValueError
        If a knob is out of its range.
    """

    identity_spread: float = 1.0
    pose: float = 1.0
    light: float = 1.0
    occlusion: float = 0.35
    wear: float = 0.25
    hat_cue: float = 0.0
    background_cue: float = 0.0
    distance: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what is out of range."""
        for field in fields(self):
            value, most = getattr(self, field.name), 2 if field.name in ("identity_spread", "pose", "light") else 1
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= most:
                raise ValueError(f"{field.name} is {value!r}; it must be a number from 0 to {most}.")


@dataclass(frozen=True)
class Picture:
    """A picture before it is painted: `causes` in words and numbers, and what places the small things."""

    identity: Identity
    causes: dict[str, Any]
    traits: dict[str, float]
    places: list[float]
    colours: list[list[float]]
    random: np.random.RandomState


def plan_picture(identity: Identity, number: int, seed: int, conditions: FaceConditions) -> Picture:
    """Decide everything about picture `number` of a person.

    Returns
    -------
    Picture
        Its `causes` hold `identity` (number of the person), the traits as in `TRAITS`, `hair_style`, `beard`,
        `glasses` ("none", "glasses", "sunglasses"), `hat` and `thing` ("none" or what it is), `hat_cue` and
        `background_cue` (whether the spurious cue is there), `background`, `clothes`, `yaw`, `pitch` and `roll` in
        degrees, `scale` (1 is usual), `right` and `down` in half pictures, `smile`, `mouth_open`, `eyes_closed`,
        `brightness` (1 is usual), `light_right` and `light_down` (where it comes from), `contrast`,
        `black_and_white`, `noise` and a few more.
    """
    # RandomState, because its stream never changes between versions of NumPy.
    random = np.random.RandomState([seed, identity.number, number])
    normal = {
        name: min(max(value, -2.5), 2.5)
        for name, value in zip(NORMALS, random.normal(size=len(NORMALS)).tolist(), strict=True)
    }
    uniform = dict(zip(UNIFORMS, random.uniform(size=len(UNIFORMS)).tolist(), strict=True))
    change = dict(zip(TRAITS, random.normal(size=len(TRAITS)).tolist(), strict=True))
    causes = {"identity": identity.number, "distance": conditions.distance}
    for name, trait in TRAITS.items():
        causes[name] = steady(identity.traits[name] + conditions.wear * trait.spread * change[name])
    causes |= _today(identity, uniform, conditions) | _pose(normal, uniform, conditions)
    causes |= _light(normal, uniform, conditions) | _surroundings(identity, uniform, conditions)
    traits = {name: min(max(causes[name], trait.low), trait.high) for name, trait in TRAITS.items()}
    places, colours = random.uniform(size=NUM_PLACES).tolist(), random.uniform(size=(NUM_COLOURS, 3)).tolist()
    return Picture(identity, causes, traits, places, colours, random)


def _today(identity: Identity, uniform: dict[str, float], conditions: FaceConditions) -> dict[str, Any]:
    """Return hair, beard, glasses and hat of this picture; see `chances` for the probabilities."""
    odds = chances(identity, conditions)
    hair_style, beard, glasses, hat = identity.hair_style, identity.beard, "none", "none"
    if uniform["restyle"] < odds["restyle"]:
        hair_style = HAIR_STYLES[int(uniform["style"] * len(HAIR_STYLES))]
    if uniform["reshave"] < odds["reshave"]:
        beard = BEARDS[int(uniform["beard"] * len(BEARDS))]
    if uniform["glasses"] < odds["glasses"]:
        glasses = "glasses"
    if uniform["sunglasses"] < odds["sunglasses"]:
        glasses = "sunglasses"
    own_hat = uniform["hat_cue"] < conditions.hat_cue
    if own_hat:
        hat = HATS[identity.number % len(HATS)]
    elif uniform["hat"] < odds["hat"]:
        hat = HATS[int(uniform["hat_kind"] * len(HATS))]
    hue = identity.own_hue if own_hat else uniform["hat_hue"]
    return {
        "hair_style": hair_style,
        "beard": beard,
        "glasses": glasses,
        "hat": hat,
        "hat_hue": steady(hue),
        "hat_cue": own_hat,
    }


def chances(identity: Identity, conditions: FaceConditions) -> dict[str, float]:
    """Return the probabilities with which this person changes from one picture to the next.

    `restyle`: a new hair style, any of all equally likely; `reshave`: a new beard, any of all equally likely;
    `glasses`: wears glasses; `sunglasses`: wears dark ones, whatever else; `hat`: wears a hat that is nobody's own.
    """
    wear = conditions.wear
    return {
        "restyle": 0.5 * wear,
        "reshave": 0.5 * wear if identity.grows_beard else 0.0,
        "glasses": 1 - 0.6 * wear if identity.glasses else 0.35 * wear,
        "sunglasses": conditions.occlusion / 3,
        "hat": 0.4 * wear,
    }


def _pose(normal: dict[str, float], uniform: dict[str, float], conditions: FaceConditions) -> dict[str, Any]:
    pose = conditions.pose
    return {
        "yaw": steady(min(max(18.0 * pose * normal["yaw"], -45), 45)),
        "pitch": steady(min(max(8.0 * pose * normal["pitch"], -25), 25)),
        "roll": steady(min(max(10.0 * pose * normal["roll"], -45), 45)),
        "scale": steady(math.exp(0.12 * pose * normal["scale"])),
        "right": steady(0.13 * pose * normal["right"]),
        "down": steady(0.11 * pose * normal["down"]),
        "smile": steady(min(max(0.35 + 0.5 * pose * normal["smile"], -1), 1)),
        "mouth_open": steady(min(abs(0.6 * pose * normal["opened"]), 1)) if uniform["open"] < 0.5 else 0.0,
        "eyes_closed": uniform["closed"] < 0.06 * min(pose, 1),
        "look": steady(0.018 * pose * normal["look"]),
        "brows_raised": steady(0.015 * pose * normal["raised"]),
    }


def _light(normal: dict[str, float], uniform: dict[str, float], conditions: FaceConditions) -> dict[str, Any]:
    light = conditions.light
    angle = 2 * math.pi * uniform["light_angle"]
    return {
        "brightness": steady(math.exp(0.20 * light * normal["exposure"])),
        **{f"tint_{name}": steady(math.exp(0.07 * light * normal[name])) for name in ("red", "green", "blue")},
        "light_right": steady(-0.25 + 0.55 * min(light, 1.4) * math.cos(angle)),
        "light_down": steady(-0.35 + 0.35 * min(light, 1.4) * math.sin(angle)),
        "light_strength": steady(0.45 + 0.18 * light * abs(normal["falloff"])),
        "contrast": steady(min(max(0.2 * light * normal["contrast"], -0.8), 0.8)),
        "black_and_white": uniform["grey"] < 0.06 * light,
        "noise": steady(0.03 * light * uniform["noise"]),
    }


def _surroundings(identity: Identity, uniform: dict[str, float], conditions: FaceConditions) -> dict[str, Any]:
    own_background = uniform["background_cue"] < conditions.background_cue
    chosen = identity.number % len(BACKGROUNDS) if own_background else int(uniform["background"] * len(BACKGROUNDS))
    in_the_way = uniform["thing"] < conditions.occlusion
    return {
        "background": BACKGROUNDS[chosen],
        "background_cue": own_background,
        "clothes": CLOTHES[int(uniform["clothes"] * len(CLOTHES))],
        "thing": THINGS[int(uniform["thing_kind"] * len(THINGS))] if in_the_way else "none",
        "thing_right": steady(1.5 * uniform["thing_right"] - 0.75),
        "thing_down": steady(1.5 * uniform["thing_down"] - 0.75),
        "thing_size": steady(0.20 + 0.22 * uniform["thing_size"]),
    }
