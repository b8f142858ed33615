"""Which images load_digits returns, from which source, and what it says about them."""

import numpy as np
import pytest

from course_utils.data import load_digits
from course_utils.drawn.digits.strokes import draw_digits

SMALL = {"num_train": 5, "num_validation": 3, "num_test": 2}


@pytest.fixture
def mnist_folder(server, cache_folder, stand_in, tmp_path, monkeypatch):
    """Let COURSE_DATA name a folder with the stand-in."""
    folder = tmp_path / "my data"
    folder.mkdir()
    (folder / "mnist.npz").write_bytes(stand_in[0])
    monkeypatch.setenv("COURSE_DATA", str(folder))
    return folder


@pytest.mark.parametrize("profile", ["smoke", "quick", None])
def test_the_default_split_is_that_of_the_original_course(profile, mnist_folder, row_numbers, monkeypatch):
    if profile:
        monkeypatch.setenv("COURSE_PROFILE", profile)
    digits = load_digits()
    assert (row_numbers(digits.x_train) == np.arange(2400)).all()
    assert (row_numbers(digits.x_validation) == np.arange(2400, 3000)).all()
    assert (row_numbers(digits.x_test) == np.arange(3000, 4000)).all()
    assert (digits.y_test == np.arange(3000, 4000) % 10).all()
    assert digits.y_test.dtype == np.int64
    assert digits.class_names == tuple("0123456789")


def test_the_full_profile_uses_every_image_once(mnist_folder, row_numbers, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_PROFILE", "full")
    digits = load_digits()
    assert (row_numbers(digits.x_train) == np.arange(50_000)).all()
    assert (row_numbers(digits.x_validation) == np.arange(50_000, 60_000)).all()
    assert (row_numbers(digits.x_test) == np.arange(60_000, 70_000)).all()
    assert "published test rows 0-10000" in capsys.readouterr().out


def test_parts_of_any_size_share_no_image_and_keep_their_first_ones(mnist_folder, row_numbers):
    small, large = load_digits(**SMALL), load_digits(num_train=48_400, num_validation=10_600, num_test=11_000)
    parts = [row_numbers(x) for x in (large.x_train, large.x_validation, large.x_test)]
    assert len(np.unique(np.concatenate(parts))) == 70_000
    for few, many in zip((small.x_train, small.x_validation, small.x_test), parts, strict=True):
        assert (row_numbers(few) == many[: len(few)]).all()


def test_the_line_says_which_data_are_in_use(mnist_folder, capsys):
    digits = load_digits(num_train=2401, num_validation=600, num_test=10)
    line = capsys.readouterr().out
    assert line == (
        f"data: MNIST from COURSE_DATA ({mnist_folder / 'mnist.npz'}); 2401 training (rows 0-2400 and rows 4000-4001), "
        "600 validation (rows 2400-3000) and 10 test (rows 3000-3010) images\n"
    )
    assert digits.source == "MNIST"
    assert digits.card == "data/cards/digits.md"


def test_drawn_digits_are_asked_for_by_name(mnist_folder, capsys):
    digits = load_digits("drawn", **SMALL)
    line = capsys.readouterr().out
    assert line == "data: digits drawn by the course; 5 training, 3 validation and 2 test images\n"
    assert digits.source == "drawn by the course"
    assert (digits.x_train == draw_digits(5)[0]).all()
    assert (digits.x_validation == draw_digits(3, first=2400)[0]).all()
    assert (digits.x_test == draw_digits(2, first=3000)[0]).all()


def test_a_folder_without_digits_is_passed_over_aloud(server, cache_folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    assert load_digits(**SMALL).source == "drawn by the course"
    line = capsys.readouterr().out
    assert f"COURSE_DATA ({tmp_path}) holds no mnist.npz; COURSE_OFFLINE=1 forbids a download" in line
    monkeypatch.delenv("COURSE_OFFLINE")
    assert load_digits(**SMALL).source == "MNIST"
    assert f"COURSE_DATA ({tmp_path}) holds no mnist.npz" in capsys.readouterr().out


@pytest.mark.parametrize("source", ["auto", "mnist"])
def test_a_folder_that_does_not_exist_is_an_error(source, cache_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "typo"))
    with pytest.raises(FileNotFoundError, match=r"COURSE_DATA names .*typo, which is not a folder"):
        load_digits(source)
    assert load_digits("drawn", **SMALL).source == "drawn by the course"


def test_an_unusable_file_of_the_user_is_an_error_and_stays(mnist_folder, stand_in):
    path = mnist_folder / "mnist.npz"
    truncated = stand_in[0][:-1000]
    path.write_bytes(truncated)
    with pytest.raises(ValueError, match=r"mnist\.npz is not the published MNIST"):
        load_digits()
    assert path.read_bytes() == truncated


def test_other_arrays_are_not_called_mnist(mnist_folder, stand_in):
    path = mnist_folder / "mnist.npz"
    with np.load(path) as file:
        arrays = dict(file)
    arrays["y_test"] = arrays["y_test"].copy()
    arrays["y_test"][17] += 1
    np.savez_compressed(path, **arrays)
    with pytest.raises(ValueError, match=r"other images or labels than the published ones \(y_test\)"):
        load_digits()


def test_the_same_arrays_packed_otherwise_are_accepted(mnist_folder):
    path = mnist_folder / "mnist.npz"
    before = path.read_bytes()
    with np.load(path) as file:
        arrays = dict(file)
    np.savez(path, **arrays)
    assert path.read_bytes() != before
    assert load_digits(**SMALL).source == "MNIST"


@pytest.mark.parametrize("source", ["MNIST", "fonts", "", None, 3])
def test_an_unknown_source_is_refused(source, cache_folder):
    with pytest.raises(ValueError, match="must be one of auto, mnist, drawn"):
        load_digits(source)


@pytest.mark.parametrize("name", ["num_train", "num_validation", "num_test"])
@pytest.mark.parametrize(
    ("value", "error"),
    [(0, ValueError), (-1, ValueError), (70_001, ValueError), (10.0, TypeError), ("10", TypeError), (True, TypeError)],
)
def test_wrong_numbers_of_images_are_refused_before_anything_is_done(name, value, error, server, cache_folder):
    with pytest.raises(error, match=f"{name} is .*from 1 to [0-9]+"):
        load_digits(**{name: value})
    assert server.asked == []
    assert not cache_folder.exists()


def test_numpy_integers_are_numbers_of_images(cache_folder):
    assert len(load_digits("drawn", num_train=np.int32(7), num_validation=1, num_test=1).x_train) == 7


def test_a_wrong_profile_is_refused(cache_folder, monkeypatch):
    monkeypatch.setenv("COURSE_PROFILE", "huge")
    with pytest.raises(ValueError, match="COURSE_PROFILE"):
        load_digits("drawn")
