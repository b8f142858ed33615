"""What a drawn person can look like and wear: the words and ranges that plan, identities and painters share."""

from typing import NamedTuple


class Trait(NamedTuple):
    """How a measure of the face is distributed over people: mean, standard deviation, and the range it is drawn in."""

    mean: float
    spread: float
    low: float
    high: float


# Lengths are in units in which a face is about 1.25 wide and 1.6 high; tones run from 0 to 1 along a palette.
TRAITS = {
    "face_width": Trait(0.63, 0.040, 0.50, 0.76),
    "face_height": Trait(0.80, 0.040, 0.68, 0.92),
    "jaw": Trait(0.02, 0.070, -0.15, 0.20),
    "chin": Trait(0.20, 0.090, 0.00, 0.42),
    "ear_size": Trait(0.13, 0.020, 0.08, 0.19),
    "eye_distance": Trait(0.275, 0.022, 0.21, 0.34),
    "eye_height": Trait(-0.07, 0.032, -0.16, 0.02),
    "eye_size": Trait(0.130, 0.014, 0.09, 0.17),
    "eye_opening": Trait(0.62, 0.085, 0.36, 0.86),
    "eye_tilt": Trait(0.02, 0.085, -0.22, 0.26),
    "brow_height": Trait(0.170, 0.022, 0.12, 0.24),
    "brow_thickness": Trait(0.036, 0.012, 0.012, 0.07),
    "brow_tilt": Trait(0.00, 0.110, -0.28, 0.28),
    "brow_arch": Trait(0.035, 0.022, -0.02, 0.10),
    "nose_length": Trait(0.29, 0.040, 0.18, 0.40),
    "nose_width": Trait(0.105, 0.024, 0.05, 0.17),
    "mouth_height": Trait(0.43, 0.028, 0.35, 0.51),
    "mouth_width": Trait(0.235, 0.032, 0.15, 0.32),
    "lip_fullness": Trait(0.052, 0.017, 0.018, 0.10),
    "hairline": Trait(0.50, 0.060, 0.34, 0.66),
    "hair_volume": Trait(0.10, 0.028, 0.04, 0.18),
    "skin_tone": Trait(0.45, 0.290, 0.0, 1.0),
    "skin_warmth": Trait(0.00, 1.000, -2.5, 2.5),
    "hair_tone": Trait(0.40, 0.290, 0.0, 1.0),
    "iris_tone": Trait(0.45, 0.290, 0.0, 1.0),
    "lip_tone": Trait(0.45, 0.280, 0.0, 1.0),
    "lashes": Trait(0.50, 0.300, 0.0, 1.0),
}

# What each of these words looks like is the painters' business; a new word needs one (a hair style: `hair.CUTS`).
HAIR_STYLES = (
    *("bald", "buzz", "short", "side part", "spiky", "mohawk"),
    *("curly", "afro", "bob", "long", "bun", "braids"),
)
BEARDS = ("none", "stubble", "moustache", "goatee", "full")
HATS = ("beanie", "cap", "sun hat", "beret", "crown")
BACKGROUNDS = ("studio", "stripes", "bokeh", "horizon", "wall", "posters")
CLOTHES = ("jumper", "stripes", "jacket", "collar", "dots")
THINGS = ("balloon", "microphone", "sign", "cup", "leaf")

# A tone between 0 and 1 is a place along its palette.
SKIN_PALETTE = ((1.0, 0.88, 0.79), (0.96, 0.78, 0.65), (0.87, 0.66, 0.50), (0.72, 0.49, 0.34), (0.52, 0.34, 0.23))
SKIN_PALETTE += ((0.36, 0.23, 0.17),)
HAIR_PALETTE = ((0.09, 0.08, 0.09), (0.23, 0.15, 0.11), (0.42, 0.26, 0.14), (0.58, 0.25, 0.11), (0.79, 0.46, 0.18))
HAIR_PALETTE += ((0.90, 0.73, 0.42), (0.93, 0.88, 0.78), (0.80, 0.45, 0.58))
IRIS_PALETTE = ((0.20, 0.12, 0.08), (0.42, 0.26, 0.12), (0.38, 0.48, 0.22), (0.25, 0.55, 0.50), (0.30, 0.52, 0.80))
LIP_PALETTE = ((0.62, 0.38, 0.36), (0.72, 0.40, 0.38), (0.80, 0.36, 0.40), (0.78, 0.18, 0.28))
