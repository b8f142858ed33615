"""What only the real MNIST can show. Needs COURSE_TEST_DATA, a folder that holds mnist.npz."""

import hashlib
import os
import struct
from pathlib import Path

import numpy as np
import pytest

from course_utils.data import load_digits
from course_utils.data.sources.mnist import read_mnist

FOLDER = os.environ.get("COURSE_TEST_DATA", "")

pytestmark = pytest.mark.skipif(
    not FOLDER or not (Path(FOLDER) / "mnist.npz").is_file(),
    reason="COURSE_TEST_DATA names no folder with the real mnist.npz",
)

# MD5 of the four files as they were first published (uncompressed), known from many other projects.
PUBLISHED_MD5 = {
    "x_train": "6bbc9ace898e44ae57da46a324031adb",
    "y_train": "a25bea736e30d166cdddb491f175f624",
    "x_test": "2646ac647ad5339dbf082846283269ea",
    "y_test": "27ae3e4e09519cfbb04c329615203637",
}


@pytest.fixture(autouse=True)
def real_data(cache_folder, monkeypatch):
    """Let COURSE_DATA name the real data, and nothing else be found."""
    monkeypatch.setenv("COURSE_DATA", FOLDER)


def test_the_accepted_arrays_are_the_published_ones():
    arrays = read_mnist(Path(FOLDER) / "mnist.npz")
    for name, md5 in PUBLISHED_MD5.items():
        array = arrays[name]
        header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
        assert hashlib.md5(header + array.tobytes()).hexdigest() == md5


def test_the_default_split_holds_the_rows_it_promises():
    digits = load_digits("mnist")
    with np.load(Path(FOLDER) / "mnist.npz") as file:
        images, labels = file["x_train"], file["y_train"]
    assert digits.y_train[:10].tolist() == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4]
    for part, rows in (("train", slice(0, 2400)), ("validation", slice(2400, 3000)), ("test", slice(3000, 4000))):
        assert (getattr(digits, f"x_{part}") == images[rows]).all()
        assert (getattr(digits, f"y_{part}") == labels[rows]).all()


def test_one_changed_pixel_is_noticed(tmp_path, monkeypatch):
    with np.load(Path(FOLDER) / "mnist.npz") as file:
        arrays = dict(file)
    arrays["x_test"][1234, 14, 14] ^= 1
    np.savez(tmp_path / "mnist.npz", **arrays)
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    with pytest.raises(ValueError, match="x_test"):
        load_digits()
