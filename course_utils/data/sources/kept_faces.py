"""Drawn faces, kept in the course's cache and verified before they are used again."""

import hashlib
from dataclasses import asdict
from pathlib import Path

import numpy as np

from course_utils.data.sources.cache import Unavailable, cached_files, set_aside, writable_cache_folder
from course_utils.drawn.faces.painter import DrawnFaces, draw_faces
from course_utils.drawn.faces.plan import FaceConditions
from course_utils.drawn.faces.signature import signature
from course_utils.files import Damaged, read_npz, write_npz

FEWEST_TO_KEEP = 400  # fewer are drawn in about a second
MOST_BYTES = 400_000_000
ARRAYS = ("images", "labels", "masks", "covered")


def cached_faces(
    identities: tuple[int, ...], num_per_identity: int, *, size: int, seed: int, first: int, conditions: FaceConditions
) -> tuple[DrawnFaces, list[str]]:
    """Return what `draw_faces` draws, from the cache if it lies there.

    A file belongs to these very parameters and to what the painters paint now, and it is used only if its pictures have
    the SHA-256 that was noted with them. Otherwise it is renamed and the faces are drawn again.

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
    key = hashlib.sha256(f"{signature()} {described}".encode()).hexdigest()
    filename = f"faces-{key[:24]}.npz"
    remarks = []
    for path in cached_files(filename):
        try:
            return _read(path, size), remarks
        except Damaged:
            remarks.append(set_aside(path))
    faces = draw_faces(identities, num_per_identity, **parameters)
    try:
        _write(faces, filename)
    except (OSError, Unavailable) as error:
        remarks.append(f"they could not be kept for the next time: {error}")
    return faces, remarks


def _digest(packed: dict[str, np.ndarray]) -> str:
    whole = hashlib.sha256()
    for name in ARRAYS:
        whole.update(f"{packed[name].shape} {packed[name].dtype.str}".encode())
        whole.update(np.ascontiguousarray(packed[name]))
    return whole.hexdigest()


def _read(path: Path, size: int) -> DrawnFaces:
    packed = read_npz(path, (*ARRAYS, "sha256"))
    if str(packed.pop("sha256")) != _digest(packed):
        raise Damaged("the pictures are not those that were kept")
    masks = np.unpackbits(packed["masks"], count=len(packed["labels"]) * size * size)
    return DrawnFaces(**packed | {"masks": masks.reshape(-1, size, size).astype(bool)})


def _write(faces: DrawnFaces, filename: str) -> None:
    folder = writable_cache_folder()
    packed = vars(faces) | {"masks": np.packbits(faces.masks)}
    write_npz(folder / filename, packed | {"sha256": np.array(_digest(packed))}, any_will_do=True)
    _forget_old_ones(folder, filename)


def _forget_old_ones(folder: Path, newest: str) -> None:
    """Remove the oldest pictures once all of them take more than `MOST_BYTES`."""
    kept = sorted(folder.glob("faces-*.npz"), key=lambda path: (path.name != newest, -path.stat().st_mtime))
    total = 0
    for path in kept:
        total += path.stat().st_size
        if total > MOST_BYTES and path.name != newest:
            path.unlink(missing_ok=True)
