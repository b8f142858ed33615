"""Fictional celebrities: what makes each of them look like nobody else, and what changes between two pictures."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from course_utils.drawn.faces.canvas import steady
from course_utils.drawn.faces.looks import BEARDS, TRAITS

WORLD = 5  # chosen by eye, once: the first eight look well side by side


# These are spread evenly over any few people in a row, by steps that are no fraction of the whole (start, step).
EVENLY_SPREAD = {
    "skin_tone": (0.37, math.sqrt(2)),
    "hair_tone": (0.74, math.sqrt(3)),
    "iris_tone": (0.11, math.sqrt(5)),
    "lashes": (0.10, (math.sqrt(5) - 1) / 2),
}

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
        The measures in `looks.TRAITS`, as they are on average over this person's pictures.
    hair_style, beard : str
        What this person mostly wears, from `looks.HAIR_STYLES` and `looks.BEARDS`.
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
