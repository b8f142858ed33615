"""The causes of drawn faces as a table, and the best that anybody could make of the pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from course_utils.drawn.faces.identities import Identity, make_identity
from course_utils.drawn.faces.looks import BEARDS, HAIR_STYLES, TRAITS
from course_utils.drawn.faces.plan import FaceConditions, Picture, chances

if TYPE_CHECKING:
    import pandas as pd

SMALLEST_SPREAD = 1 / 8192  # half a step of rounding: without wear a trait tells people apart exactly


@dataclass(frozen=True, eq=False)
class Causes:
    """What caused the pictures of one part of a data set.

    Attributes
    ----------
    table : pandas.DataFrame
        One row a picture. `label` is who it really is, `given_label` what the data set says (another one where labels
        are wrong on purpose). `glasses`, `hat`, `skin` ("light", "medium", "dark"), `brightness_group` ("dim", "usual",
        "bright") and `thing` are groups to measure errors by. `covered` is the share of the person that a thing in the
        way hides. The other columns are the causes that `plan_picture` decides, and the marks that never change:
        `freckles`, `mole` and, for people in glasses, `frame`.
    masks : numpy.ndarray
        bool `(n, size, size)`: the pixels that carry the identity, because they show skin, hair or a feature of the
        face. Background, clothes, hats, glasses and what stands in the way are not among them.
    identities : tuple of int
        Numbers of the people; label k is `identities[k]`.
    conditions : FaceConditions
        The knobs.
    """

    table: "pd.DataFrame"
    masks: np.ndarray
    identities: tuple[int, ...]
    conditions: FaceConditions

    def __repr__(self) -> str:
        """Describe the causes in a line, whatever their number."""
        return f"Causes: table {self.table.shape}, masks {self.masks.shape}, {len(self.identities)} identities"


class FaceCauses(NamedTuple):
    """The causes of the three parts of a data set."""

    train: Causes
    validation: Causes
    test: Causes


def tabulate(
    pictures: Sequence[Picture], labels: np.ndarray, given_labels: np.ndarray, covered: np.ndarray
) -> dict[str, Sequence]:
    """Return the columns of the table of `Causes` for planned pictures, one entry a picture."""
    columns: dict[str, Sequence] = {"label": labels, "given_label": given_labels}
    columns["name"] = [picture.identity.name for picture in pictures]
    columns |= {name: [picture.causes[name] for picture in pictures] for name in pictures[0].causes}
    skin, brightness = np.array(columns["skin_tone"]), np.array(columns["brightness"])
    columns["covered"] = covered
    columns["skin"] = np.select([skin < 1 / 3, skin < 2 / 3], ["light", "medium"], "dark")
    columns["brightness_group"] = np.select([brightness < 0.85, brightness < 1.18], ["dim", "usual"], "bright")
    columns["freckles"] = [picture.identity.freckles for picture in pictures]
    columns["mole"] = [picture.identity.mole for picture in pictures]
    worn = [picture.causes["glasses"] != "none" for picture in pictures]
    columns["frame"] = [
        picture.identity.frame if wears else None for picture, wears in zip(pictures, worn, strict=True)
    ]
    return columns


def identity_probabilities(causes: Causes) -> np.ndarray:
    """Return how probable each person is, given everything about the looks of a picture but not who it is.

    This is Bayes' rule with the very probabilities by which the pictures were drawn, everybody equally likely before:
    a trait is normally distributed around the person's own (standard deviation `wear` times that between people), hair,
    beard and glasses change with known probabilities, freckles, moles and frames never do, and a hat or background
    that is a person's own as a spurious cue gives this person away. Pose, light, clothes, what stands in the way and
    every other hat or background are drawn without regard to the person and tell nothing.

    Parameters
    ----------
    causes : Causes
        Of the pictures.

    Returns
    -------
    numpy.ndarray
        float64 `(n, people)`; rows sum to 1.
    """
    table, conditions = causes.table, causes.conditions
    people = [make_identity(number, conditions.identity_spread) for number in causes.identities]
    evidence = np.zeros((len(table), len(people)))
    for name, trait in TRAITS.items():
        spread = max(conditions.wear * trait.spread, SMALLEST_SPREAD)
        own = np.array([person.traits[name] for person in people])
        evidence -= 0.5 * ((table[name].to_numpy()[:, None] - own) / spread) ** 2
    with np.errstate(divide="ignore"):
        for column, person in enumerate(people):
            evidence[:, column] += np.log(_chance_of_looks(table, person, conditions))
    given_away = (table.hat_cue | table.background_cue).to_numpy()
    own_column = np.eye(len(people), dtype=bool)[table.label.to_numpy()]
    evidence[given_away[:, None] & ~own_column] = -np.inf
    evidence -= evidence.max(axis=1, keepdims=True)
    shares = np.exp(evidence)
    return shares / shares.sum(axis=1, keepdims=True)


def _chance_of_looks(table: "pd.DataFrame", person: Identity, conditions: FaceConditions) -> np.ndarray:
    """Return the probability of hair style, beard, glasses and marks of each picture for a person."""
    odds = chances(person, conditions)
    hair = odds["restyle"] / len(HAIR_STYLES) + (1 - odds["restyle"]) * (table.hair_style == person.hair_style)
    beard = odds["reshave"] / len(BEARDS) + (1 - odds["reshave"]) * (table.beard == person.beard)
    glasses = np.where(table.glasses == "glasses", odds["glasses"], 1 - odds["glasses"])
    glasses = np.where(table.glasses == "sunglasses", 1.0, glasses)  # nobody wears them more than others
    marks = [
        person.freckles == freckles and person.mole == mole and frame in (None, person.frame)
        for freckles, mole, frame in zip(table.freckles, table.mole, table.frame, strict=True)
    ]
    return (hair * beard).to_numpy() * glasses * np.array(marks, float)


def best_possible_accuracy(causes: Causes) -> float:
    """Return an upper bound on the accuracy that any model can expect on pictures drawn like these.

    Every picture is painted from its causes alone, and who it is enters only through the looks of the person (traits,
    hair, beard, glasses, marks) and planted cues. A guesser who is told these looks without error, and knows by which
    probabilities they were drawn, therefore cannot be beaten by a model that sees the picture only: the
    data-processing inequality. The bound is the mean over the pictures of the probability of that guesser's best
    guess (`identity_probabilities`). It is exact for the guesser who is told the looks. For models it is not tight,
    because pose, shadows, things in the way and few pixels hide some of the looks: a model that reaches it need not
    exist. The gap between bound and model is what was not seen or not learned, together.

    Parameters
    ----------
    causes : Causes
        Of the pictures, best of a test set.

    Returns
    -------
    float
        Between 1 / people and 1.

    References
    ----------
    Cover and Thomas (2006), "Elements of Information Theory", section 2.8 (data-processing inequality); Duda, Hart and
    Stork (2001), "Pattern Classification", chapter 2 (Bayes classifier).
    """
    return float(identity_probabilities(causes).max(axis=1).mean())
