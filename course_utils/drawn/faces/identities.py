"""Fictional celebrities: what makes each of them look like nobody else, and what changes between two pictures."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from course_utils.drawn.faces.canvas import steady

WORLD = 5  # chosen by eye, once: the first eight look well side by side


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
# These are spread evenly over any few people in a row, by steps that are no fraction of the whole (start, step).
EVENLY_SPREAD = {
    "skin_tone": (0.37, math.sqrt(2)),
    "hair_tone": (0.74, math.sqrt(3)),
    "iris_tone": (0.11, math.sqrt(5)),
    "lashes": (0.10, (math.sqrt(5) - 1) / 2),
}

HAIR_STYLES = (
    "bald",
    "buzz",
    "short",
    "side part",
    "spiky",
    "mohawk",
    "curly",
    "afro",
    "bob",
    "long",
    "bun",
    "braids",
)
BEARDS = ("none", "stubble", "moustache", "goatee", "full")
COMMON_STYLE, COMMON_BEARD = "short", "none"
# Which styles a person chooses among, from short lashes to long ones.
STYLES_BY_LASHES = (
    ("buzz", "side part", "bald", "spiky", "short", "mohawk", "curly"),
    ("long", "afro", "curly", "bob", "bun", "braids", "side part"),
)

FIRST_NAMES = (
    *("Bodo", "Zuri", "Fenno", "Mirabel", "Otilo", "Quilla", "Tamsin", "Jaspo"),
    *("Ravi", "Wilma", "Kasimir", "Noomi", "Ludo", "Yuna", "Balthus", "Iffy"),
)
SURNAMES = (
    *("Brambleshaw", "Moonwhistle", "Pepperdrift", "Quillfeather", "Snowbutton", "Thistlewump", "Figgleworth"),
    *("Lanternby", "Marzipanov", "Cloudberrie", "Tumbletoft", "Saffronell", "Wobblecroft", "Nutmegson"),
    *("Dandelyne", "Puddlecombe"),
)
MOST_IDENTITIES = 10_000


@dataclass(frozen=True)
class Identity:
    """A person who does not exist.

    Attributes
    ----------
    number : int
        Which one, 0 to 9999.
    name : str
        A made-up name.
    traits : dict of str to float
        The measures in `TRAITS`, as they are on average over this person's pictures.
    hair_style, beard : str
        What this person mostly wears, from `HAIR_STYLES` and `BEARDS`.
    grows_beard : bool
        Whether other pictures may show this person with another beard.
    glasses : bool
        Whether this person mostly wears glasses.
    freckles : bool
    mole : tuple of float or None
        Where it sits on the face.
    frame : tuple of float
        Of the glasses: roundness 0 to 1, hue 0 to 1.
    """

    number: int
    name: str
    traits: dict[str, float]
    hair_style: str
    beard: str
    grows_beard: bool
    glasses: bool
    freckles: bool
    mole: tuple[float, float] | None
    frame: tuple[float, float]

    @property
    def own_hue(self) -> float:
        """The hue, 0 to 1, of the hat and the background that belong to this person alone as a spurious cue."""
        return steady(self.number * (math.sqrt(5) - 1) / 2 % 1)


def identity_name(number: int) -> str:
    """Return the made-up name of an identity; no two numbers share one.

    Examples
    --------
    >>> identity_name(0), identity_name(1)
    ('Bodo Brambleshaw', 'Zuri Quillfeather')
    """
    round_of_names, within = divmod(number, len(FIRST_NAMES) * len(SURNAMES))
    first = within % len(FIRST_NAMES)
    last = (3 * within + within // len(FIRST_NAMES)) % len(SURNAMES)
    generation = f" {round_of_names + 1}" if round_of_names else ""
    return f"{FIRST_NAMES[first]} {SURNAMES[last]}{generation}"


@lru_cache(maxsize=1024)
def make_identity(number: int, spread: float = 1.0) -> Identity:
    """Return a fictional person, the same on every machine.

    Parameters
    ----------
    number : int
        Which one, 0 to 9999.
    spread : float
        How far people differ: 0 makes everybody the same, 1 is the default, 2 is the most.

    Returns
    -------
    Identity

    Raises
    ------
    ValueError
        If the number is out of range.
    """
    if not 0 <= number < MOST_IDENTITIES:
        raise ValueError(f"Identities have numbers from 0 to {MOST_IDENTITIES - 1}; got {number}.")
    random = np.random.RandomState([WORLD, number])
    normal = np.clip(random.normal(size=len(TRAITS)), -2, 2)
    deviations = dict(zip(TRAITS, normal, strict=True))
    even = {name: (start + number * step) % 1 for name, (start, step) in EVENLY_SPREAD.items()}
    # From -1.7 to 1.7, a uniform distribution of standard deviation 1.
    deviations |= {name: (2 * value - 1) * math.sqrt(3) for name, value in even.items()}
    own = random.uniform(size=8)
    traits = {name: trait.mean + spread * trait.spread * deviations[name] for name, trait in TRAITS.items()}
    long_lashes = even["lashes"] > 0.5
    styles = STYLES_BY_LASHES[long_lashes]
    hair_style = styles[(number // 2 if number < 16 else int(own[0] * len(styles))) % len(styles)]
    grows_beard = bool(not long_lashes and own[3] < spread)
    return Identity(
        number=number,
        name=identity_name(number),
        traits={name: steady(min(max(value, TRAITS[name].low), TRAITS[name].high)) for name, value in traits.items()},
        hair_style=hair_style if own[2] < spread else COMMON_STYLE,
        beard=BEARDS[int(own[1] * len(BEARDS))] if grows_beard else COMMON_BEARD,
        grows_beard=grows_beard,
        glasses=bool(own[4] < 0.3 * spread),
        freckles=bool(own[5] < 0.25 * spread),
        mole=(steady(own[6] * 0.7 - 0.35), steady(own[7] * 0.3 + 0.05)) if own[5] > 1 - 0.25 * spread else None,
        frame=tuple(steady(0.5 + min(spread, 1) * (value - 0.5)) for value in own[6:]),
    )
