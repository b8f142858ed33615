"""Data sets of the course: each works without a network and says which of its sources is in use.

An argument that is out of range raises a TypeError or a ValueError, and so do files that are not what they should be; a
file, a folder or a source asked for by name that is not there raises a FileNotFoundError. Each says what to do.
"""

from course_utils.data.celebrities import draw_celebrities, load_celebrities, read_lfw
from course_utils.data.dataset import Dataset
from course_utils.data.digits import load_digits
from course_utils.data.records import load_flights, load_galaxies
from course_utils.data.sources.photos import read_photos
from course_utils.data.text import load_text
from course_utils.drawn.faces.causes import best_possible_accuracy, identity_probabilities
from course_utils.drawn.faces.plan import FaceConditions
from course_utils.drawn.sequences import (
    adding_problem,
    conversation,
    echo,
    flip_flop,
    ice_cream_ceiling,
    ice_cream_shop,
    sine_products,
    speaker_probabilities,
)
from course_utils.drawn.toys import noisy_xor, rings, spirals
from course_utils.drawn.words import NUMBER_WORDS, number_in_words

__all__ = [
    "NUMBER_WORDS",
    "Dataset",
    "FaceConditions",
    "adding_problem",
    "best_possible_accuracy",
    "conversation",
    "draw_celebrities",
    "echo",
    "flip_flop",
    "ice_cream_ceiling",
    "ice_cream_shop",
    "identity_probabilities",
    "load_celebrities",
    "load_digits",
    "load_flights",
    "load_galaxies",
    "load_text",
    "noisy_xor",
    "number_in_words",
    "read_lfw",
    "read_photos",
    "rings",
    "sine_products",
    "speaker_probabilities",
    "spirals",
]
