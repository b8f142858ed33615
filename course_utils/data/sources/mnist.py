"""The published MNIST arrays: from a folder that the user names, the course's cache, or a download."""

import hashlib
import struct
from pathlib import Path

import numpy as np

from course_utils.data.sources.cache import Unavailable, cached_files, named_data_folder, set_aside
from course_utils.data.sources.download import RemoteFile, fetch
from course_utils.files import Damaged, read_npz

FILENAME = "mnist.npz"

REMOTE = RemoteFile(
    url="https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz",
    sha256="731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",
    num_bytes=11_490_434,
    filename=FILENAME,
)

# SHA-256 of the four published files (uncompressed), which every array is brought back to before it is compared: the
# same images can be packed into an .npz file in many ways.
PUBLISHED = {
    "x_train": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "y_train": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "x_test": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "y_test": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}

Arrays = dict[str, np.ndarray]


def read_mnist(path: Path) -> Arrays:
    """Return the arrays of a file in Keras's layout (`x_train`, `y_train`, `x_test`, `y_test`), verified.

    Raises
    ------
    Damaged
        If the file cannot be read or holds anything but the published arrays, bit by bit.
    """
    arrays = read_npz(path, PUBLISHED)
    changed = [name for name, sha256 in PUBLISHED.items() if _sha256_as_published(arrays[name]) != sha256]
    if changed:
        raise Damaged(f"it holds other images or labels than the published ones ({', '.join(changed)})")
    return arrays


def find_mnist(*, insist: bool = False) -> tuple[Arrays, str, list[str]]:
    """Return MNIST from the first source that has it.

    Parameters
    ----------
    insist : bool
        Try the download even if it failed a moment ago.

    Returns
    -------
    arrays : dict of numpy.ndarray
        `x_train` (60000, 28, 28), `y_train` (60000,), `x_test` (10000, 28, 28), `y_test` (10000,), all uint8.
    origin : str
        Where they came from, in words.
    remarks : list of str
        What a user should know about the sources that were passed over.

    Raises
    ------
    Unavailable
        If no source has it; the message says why, for each of them.
    FileNotFoundError, ValueError
        If `COURSE_DATA` names a folder that does not exist, or that holds another `mnist.npz`.
    """
    remarks = []
    named = named_data_folder(FILENAME)
    if named:
        arrays = _read_named_folder(named)
        if arrays:
            return arrays, f"COURSE_DATA ({named / FILENAME})", remarks
        remarks.append(f"COURSE_DATA ({named}) holds no {FILENAME}")
    for path in cached_files(FILENAME):
        try:
            return read_mnist(path), "the course's cache", remarks
        except Damaged:
            remarks.append(set_aside(path))
    try:
        path = fetch(REMOTE, insist=insist)
        return read_mnist(path), f"a download, kept in {path.parent}", remarks
    except (Unavailable, Damaged) as failure:
        raise Unavailable("; ".join([*remarks, str(failure)])) from failure


def _read_named_folder(folder: Path) -> Arrays | None:
    """Return MNIST from the folder that the user named, or None if the folder is for other data."""
    path = folder / FILENAME
    if not path.exists():
        return None
    try:
        return read_mnist(path)
    except Damaged as damage:
        raise ValueError(
            f"{path} is not the published MNIST: {damage}. "
            f"Replace it by {REMOTE.url}, move it away, or remove the variable COURSE_DATA. Nothing was changed."
        ) from damage


def _sha256_as_published(array: np.ndarray) -> str:
    """Return the SHA-256 of the array in the format in which MNIST was published (IDX, big-endian header)."""
    if array.dtype != np.uint8:
        return "not uint8"
    header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
    return hashlib.sha256(header + array.tobytes()).hexdigest()
