"""Files of arrays that are damaged are found out; files are written whole or not at all."""

import os

import numpy as np
import pytest

from course_utils import files
from course_utils.files import Damaged, put_in_place, read_npz, write_atomically, write_npz


@pytest.mark.parametrize("compressed", [False, True])
def test_arrays_come_back_as_they_were(tmp_path, compressed):
    arrays = {"whole": np.arange(5), "halves": np.array([[0.5, 1.5]], np.float16)}
    write_npz(tmp_path / "new folder" / "kept.npz", arrays, compressed=compressed)
    back = read_npz(tmp_path / "new folder" / "kept.npz")
    assert back.keys() == arrays.keys()
    for name, array in arrays.items():
        assert back[name].dtype == array.dtype
        assert (back[name] == array).all()
    assert list(read_npz(tmp_path / "new folder" / "kept.npz", ["halves"])) == ["halves"]


@pytest.mark.parametrize("damage", ["empty", "cut off", "text", "a pickled object", "another name", "missing"])
def test_what_is_no_file_of_these_arrays_is_called_damaged(tmp_path, damage):
    path = tmp_path / "kept.npz"
    write_npz(path, {"images": np.arange(1000)})
    if damage == "a pickled object":
        np.savez(path, images=np.array([print], object))
    elif damage == "missing":
        path.unlink()
    elif damage != "another name":
        path.write_bytes({"empty": b"", "text": b"hello", "cut off": path.read_bytes()[:-200]}[damage])
    with pytest.raises(Damaged, match=r"cannot be read as an .npz file of arrays \("):
        read_npz(path, ["labels" if damage == "another name" else "images"])


def test_text_keeps_its_line_ends(tmp_path):
    write_atomically(tmp_path / "text", "ä\r\nb\n")
    assert (tmp_path / "text").read_bytes() == "ä\r\nb\n".encode()


def test_an_interrupted_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    write_atomically(tmp_path / "kept", "old")

    def full(*_):
        raise OSError("the disk is full")

    monkeypatch.setattr(files.os, "replace", full)
    with pytest.raises(OSError, match="full"):
        write_atomically(tmp_path / "kept", "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("kept", "old")]


@pytest.mark.parametrize("any_will_do", [True, False])
@pytest.mark.parametrize("is_there", [True, False])
def test_a_file_that_windows_keeps_stays_only_if_any_will_do(tmp_path, monkeypatch, any_will_do, is_there):
    whole, target = tmp_path / "whole", tmp_path / "target"
    whole.touch()
    if is_there:
        target.touch()

    def in_use(*_):
        raise PermissionError("somebody reads it")

    monkeypatch.setattr(os, "replace", in_use)
    if any_will_do and is_there:
        put_in_place(whole, target, any_will_do=True)
    else:
        with pytest.raises(PermissionError):
            put_in_place(whole, target, any_will_do=any_will_do)
