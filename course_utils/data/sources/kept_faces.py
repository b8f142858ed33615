"""Drawn faces, kept in the course's cache and verified before they are used again."""

import hashlib
import os
import tempfile
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import numpy as np

from course_utils.data.sources.cache import Unavailable, cached_files, set_aside, writable_cache_folder
from course_utils.drawn.faces.painter import DrawnFaces, draw_faces
from course_utils.drawn.faces.plan import FaceConditions

PAINTERS = ("canvas", "features", "hair", "identities", "painter", "plan", "scene")
FEWEST_TO_KEEP = 400  # fewer are drawn in about a second
MOST_BYTES = 400_000_000


def cached_faces(
    identities: tuple[int, ...], num_per_identity: int, *, size: int, seed: int, first: int, conditions: FaceConditions
) -> tuple[DrawnFaces, list[str]]:
    """Return what `draw_faces` draws, from the cache if it lies there.

    A file belongs to these very parameters and to the code that draws, and it is used only if its pictures have the
    SHA-256 that was noted with them. Otherwise it is renamed and the faces are drawn again.

    Returns
    -------
    faces : DrawnFaces
    remarks : list of str
        What a user should know about the cache.
    """
    parameters = {"size": size, "seed": seed, "first": first, "conditions": conditions}
    if len(identities) * num_per_identity < FEWEST_TO_KEEP:
        return draw_faces(identities, num_per_identity, **parameters), []
    described = repr((identities, num_per_identity, size, seed, first, sorted(asdict(conditions).items())))
    key = hashlib.sha256(f"{_code()} {described}".encode()).hexdigest()
    filename = f"faces-{key[:24]}.npz"
    remarks = []
    for path in cached_files(filename):
        try:
            return _read(path, size), remarks
        except Exception:  # whatever zipfile, zlib and NumPy raise for a damaged file
            remarks.append(set_aside(path))
    faces = draw_faces(identities, num_per_identity, **parameters)
    try:
        _write(faces, filename)
    except (OSError, Unavailable) as error:
        remarks.append(f"they could not be kept for the next time: {error}")
    return faces, remarks


@lru_cache(maxsize=1)
def _code() -> str:
    """Return a hash of the code that draws, so that pictures of an older version are not taken for new ones."""
    here = Path(__file__).parents[2] / "drawn" / "faces"
    code = "".join((here / f"{name}.py").read_text(encoding="utf-8") for name in PAINTERS)
    return hashlib.sha256(code.encode()).hexdigest()


def _digest(faces: DrawnFaces) -> str:
    whole = hashlib.sha256()
    for array in (faces.images, faces.labels, np.packbits(faces.masks), faces.covered):
        whole.update(f"{array.shape} {array.dtype.str}".encode())
        whole.update(np.ascontiguousarray(array))
    return whole.hexdigest()


def _read(path: Path, size: int) -> DrawnFaces:
    with open(path, "rb") as stream, np.load(stream, allow_pickle=False) as file:
        images, labels, covered = file["images"], file["labels"], file["covered"]
        masks = np.unpackbits(file["masks"], count=len(labels) * size * size).reshape(-1, size, size).astype(bool)
        faces = DrawnFaces(images, labels, masks, covered)
        if str(file["sha256"]) != _digest(faces):
            raise ValueError("the pictures are not those that were kept")
    return faces


def _write(faces: DrawnFaces, filename: str) -> None:
    folder = writable_cache_folder()
    with tempfile.TemporaryDirectory(dir=folder, prefix=".faces-", ignore_cleanup_errors=True) as temporary:
        whole = Path(temporary) / filename
        np.savez(
            whole,
            images=faces.images,
            labels=faces.labels,
            masks=np.packbits(faces.masks),
            covered=faces.covered,
            sha256=_digest(faces),
        )
        try:
            os.replace(whole, folder / filename)
        except PermissionError:
            if not (folder / filename).exists():  # on Windows a file that somebody reads cannot be replaced
                raise
    _forget_old_ones(folder, filename)


def _forget_old_ones(folder: Path, newest: str) -> None:
    """Remove the oldest pictures once all of them take more than `MOST_BYTES`."""
    kept = sorted(folder.glob("faces-*.npz"), key=lambda path: (path.name != newest, -path.stat().st_mtime))
    total = 0
    for path in kept:
        total += path.stat().st_size
        if total > MOST_BYTES and path.name != newest:
            path.unlink(missing_ok=True)
