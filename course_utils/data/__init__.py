"""Data sets of the course: each works without a network and says which of its sources is in use."""

from course_utils.data.dataset import Dataset
from course_utils.data.digits import load_digits
from course_utils.data.toys import noisy_xor, rings, spirals

__all__ = ["Dataset", "load_digits", "noisy_xor", "rings", "spirals"]
