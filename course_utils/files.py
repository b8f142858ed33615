"""Files of arrays read with care, and files written in one step, so that nobody ever meets half of one."""

import io
import os
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


class Damaged(Exception):
    """A file does not hold what it should; the message is a clause that says why."""


def read_npz(path: Path, names: Iterable[str] | None = None) -> "dict[str, np.ndarray]":
    """Return the arrays of an .npz file, those of the given names or all.

    Raises
    ------
    Damaged
        If the file is missing or cannot be read, or holds no array of one of these names.

    Examples
    --------
    >>> read_npz(Path("nowhere.npz"))
    Traceback (most recent call last):
    course_utils.files.Damaged: it cannot be read as an .npz file of arrays (FileNotFoundError)
    """
    import numpy as np

    try:
        # Opened here, because np.load leaves a damaged file open and Windows then refuses to rename or replace it.
        # Pickled objects could run any program; allow_pickle=False refuses them.
        with open(path, "rb") as stream, np.load(stream, allow_pickle=False) as file:
            return {name: np.asarray(file[name]) for name in (file.files if names is None else names)}
    except Exception as error:  # whatever zipfile, zlib and NumPy raise for a damaged file
        raise Damaged(f"it cannot be read as an .npz file of arrays ({type(error).__name__})") from error


def write_npz(path: Path, arrays: dict, *, compressed: bool = False, any_will_do: bool = False) -> None:
    """Write arrays as an .npz file in one step; see `put_in_place` for `any_will_do`."""
    import numpy as np

    packed = io.BytesIO()
    (np.savez_compressed if compressed else np.savez)(packed, **arrays)
    write_atomically(path, packed.getvalue(), any_will_do=any_will_do)


def write_atomically(path: Path, content: bytes | str, *, any_will_do: bool = False) -> None:
    """Write a file in one step, text as UTF-8 and line ends as they are; its folder is made if need be.

    Raises
    ------
    OSError
        If it cannot be written; then the old file, if there is one, stays as it was.
    """
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        temporary.write_bytes(data)
        put_in_place(temporary, path, any_will_do=any_will_do)
    finally:
        temporary.unlink(missing_ok=True)


def put_in_place(whole: Path, target: Path, *, any_will_do: bool = False) -> None:
    """Give a finished file its name, on the same disk and in place of any other.

    `any_will_do` says that a file of that name which cannot be replaced is as good, because another notebook wrote the
    same: on Windows no file can be replaced while somebody reads it.
    """
    try:
        os.replace(whole, target)
    except PermissionError:
        if not (any_will_do and target.exists()):
            raise
