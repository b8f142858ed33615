"""The container that every loader of images returns."""

import numpy as np
import pytest

from course_utils.data import Dataset


def dataset(**changes) -> Dataset:
    values = {f"x_{part}": np.zeros((4, 6, 5), np.uint8) for part in ("train", "validation", "test")}
    values |= {f"y_{part}": np.array([0, 1, 1, 0]) for part in ("train", "validation", "test")}
    values |= {"class_names": ("cat", "dog"), "source": "a test", "card": "none"}
    return Dataset(**(values | changes))


def test_nobody_can_change_the_data_of_another_user():
    images = np.zeros((4, 6, 5), np.uint8)
    labels = np.array([0, 1, 1, 0])
    digits = dataset(x_train=images, y_train=labels)
    images[:], labels[:] = 7, 0
    assert digits.x_train.max() == 0
    assert digits.y_train.tolist() == [0, 1, 1, 0]
    for part in ("train", "validation", "test"):
        for letter in "xy":
            with pytest.raises(ValueError, match="read-only"):
                getattr(digits, f"{letter}_{part}")[0] = 1
    with pytest.raises(AttributeError):
        digits.x_train = images


def test_a_copy_can_be_written_to():
    mine = dataset().x_train.copy()
    mine[0] = 1
    assert mine.sum() == 30


def test_labels_of_any_whole_number_type_become_int64():
    assert dataset(y_test=np.array([0, 1, 1, 0], np.uint8)).y_test.dtype == np.int64


def test_colour_images_are_taken():
    colour = np.zeros((4, 6, 5, 3), np.uint8)
    assert dataset(x_train=colour, x_validation=colour, x_test=colour).x_train.shape == (4, 6, 5, 3)


def test_repr_tells_shapes_and_source_and_never_dumps_arrays():
    many = np.zeros((5000, 28, 28), np.uint8)
    text = repr(dataset(x_train=many, x_validation=many[:4], x_test=many[:4], y_train=np.zeros(5000, int)))
    assert "(5000, 28, 28) uint8" in text
    assert "(5000,) int64" in text
    assert "a test" in text
    assert "cat, dog" in text
    assert "[" not in text
    assert len(text) < 400


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"x_train": np.zeros((4, 6, 5))}, "x_train must be a NumPy array of uint8.*float64"),
        ({"x_train": [[1, 2]]}, "x_train must be a NumPy array of uint8.*list"),
        ({"x_test": np.zeros((4, 30), np.uint8)}, r"x_test must be \(n, height, width\)"),
        ({"x_test": np.zeros((4, 6, 5, 2), np.uint8)}, r"x_test must be \(n, height, width\)"),
        ({"x_test": np.zeros((4, 6, 6), np.uint8)}, "one shape"),
        ({"y_validation": np.zeros(4)}, "y_validation must be a NumPy array of whole numbers.*float64"),
        ({"y_validation": np.zeros(3, int)}, r"y_validation must be \(4,\)"),
        ({"y_validation": np.array([0, 1, 2, 0])}, "y_validation must lie in 0 to 1"),
        ({"y_validation": np.array([0, 1, -1, 0])}, "y_validation must lie in 0 to 1"),
    ],
)
def test_wrong_parts_are_refused_by_name(changes, message):
    with pytest.raises(ValueError, match=message):
        dataset(**changes)
