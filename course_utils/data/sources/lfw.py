"""Labeled Faces in the Wild: photos of public figures, read from a folder in scikit-learn's layout."""

import os
import re
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from course_utils.data.sources.cache import Unavailable, cached_files, named_data_folder, writable_cache_folder
from course_utils.data.sources.download import Limits, RemoteFile, fetch
from course_utils.data.sources.photos import Photos, Unusable, read_photo

LAYOUT = ("lfw_home", "lfw_funneled")
REMOTE = RemoteFile(
    url="https://ndownloader.figshare.com/files/5976015",
    sha256="b47c8422c8cded889dc5a13418c4bc2abbda121092b3533a83306f90d900100a",
    num_bytes=243_346_528,
    filename="lfw-funneled.tgz",
)
PATIENCE = Limits(probe_seconds=10, total_seconds=1800)

# Published: with the default of 60 photos or more, scikit-learn's manual counts 8 people and 1348 photos.
PHOTOS_OF_A_CELEBRITY, NUM_CELEBRITIES, NUM_THEIR_PHOTOS = 60, 8, 1348
# The rows that scikit-learn cuts out of the 250x250 photos, and as many columns around the middle.
CROP = (62, 70, 187, 195)


@dataclass(frozen=True)
class Lfw:
    """A complete copy of the photos: its folder, and where that came from, in words."""

    folder: Path
    origin: str


def find_lfw(*, download: bool) -> Lfw:
    """Return the photos of LFW from the first source that has them.

    The sources are `lfw_home` in the folder that `COURSE_DATA` names; and, if `download` is true, the course's cache,
    scikit-learn's own folder, and at last a download of 243 MB, which may take many minutes.

    Raises
    ------
    Unavailable
        If no source has them; the message says why.
    FileNotFoundError, ValueError
        If `COURSE_DATA` names a folder that does not exist, or an `lfw_home` that is not complete.
    """
    named = named_data_folder(LAYOUT[0])
    remarks = []
    if named:
        if (named / LAYOUT[0]).exists():
            return Lfw(_checked(named.joinpath(*LAYOUT)), f"COURSE_DATA ({named / LAYOUT[0]})")
        remarks.append(f"COURSE_DATA ({named}) holds no lfw_home")
    if not download:
        raise Unavailable("; ".join(remarks))
    for path in cached_files(LAYOUT[0]):
        return Lfw(_checked(path / LAYOUT[1]), "the course's cache")
    theirs = Path(os.environ.get("SCIKIT_LEARN_DATA") or Path.home() / "scikit_learn_data").expanduser()
    if theirs.joinpath(*LAYOUT).is_dir():
        return Lfw(_checked(theirs.joinpath(*LAYOUT)), f"scikit-learn's folder ({theirs})")
    try:
        folder = _download()
    except Unavailable as failure:
        raise Unavailable("; ".join([*remarks, str(failure)])) from failure
    return Lfw(folder, f"a download, kept in {folder.parent}")


def read_people(lfw: Lfw, ranks: Sequence[int], size: int) -> Photos:
    """Read the photos of some people.

    Parameters
    ----------
    ranks : sequence of int
        Which people, by number of photos: 0 has most; equally many are in alphabetical order.

    Returns
    -------
    Photos
        The people in alphabetical order, nothing skipped.
    """
    ranked = _ranked(lfw.folder)
    wrong = [rank for rank in ranks if not 0 <= rank < len(ranked)]
    if wrong:
        raise ValueError(f"ranks of LFW run from 0 to {len(ranked) - 1}, by number of photos; got {wrong}.")
    people = sorted(ranked[rank] for rank in ranks)
    images, labels = [], []
    for label, person in enumerate(people):
        for path in sorted((lfw.folder / person).glob("*.jpg")):
            try:
                images.append(read_photo(path, size, CROP))
            except Unusable as reason:
                raise ValueError(
                    f"{path} cannot be used: {reason}. Replace {lfw.folder} by a fresh copy. Nothing was changed."
                ) from reason
            labels.append(label)
    names = tuple(person.replace("_", " ") for person in people)
    return Photos(np.stack(images), np.array(labels, np.int64), names, ())


def _ranked(folder: Path) -> list[str]:
    """Return the names of the people's folders, those with most photos first."""
    counts = _counts(folder)
    return sorted(counts, key=lambda person: (-counts[person], person))


def _counts(folder: Path) -> dict[str, int]:
    return {path.name: len(list(path.glob("*.jpg"))) for path in folder.iterdir() if path.is_dir()}


def _checked(folder: Path) -> Path:
    """Return the folder if all photos of the eight people with most photos lie there."""
    counts = _counts(folder) if folder.is_dir() else {}
    celebrities = [number for number in counts.values() if number >= PHOTOS_OF_A_CELEBRITY]
    if (len(celebrities), sum(celebrities)) != (NUM_CELEBRITIES, NUM_THEIR_PHOTOS):
        raise ValueError(
            f"{folder} is not the complete LFW: it holds {len(celebrities)} people with {PHOTOS_OF_A_CELEBRITY} "
            f"photos or more, {sum(celebrities)} together, not {NUM_CELEBRITIES} people with {NUM_THEIR_PHOTOS}. "
            f"Replace it by the unpacked {REMOTE.url} (scikit-learn's fetch_lfw_people makes such a folder), or move "
            f"it away. Nothing was changed."
        )
    return folder


def _download() -> Path:
    """Download and unpack LFW into the course's cache; its folder gets its name only when it is complete."""
    archive = fetch(REMOTE, limits=PATIENCE, insist=True)
    home = writable_cache_folder() / LAYOUT[0]
    try:
        with tempfile.TemporaryDirectory(dir=home.parent, prefix=".lfw-", ignore_cleanup_errors=True) as temporary:
            fresh = Path(temporary) / LAYOUT[0]
            with tarfile.open(archive, "r:gz") as packed:
                photos = [
                    one for one in packed if one.isfile() and re.fullmatch(r"lfw_funneled/[^/]+/[^/]+\.jpg", one.name)
                ]
                packed.extractall(fresh, members=photos, filter="data")
            _checked(fresh / LAYOUT[1])
            if not home.exists():  # another notebook may have been quicker
                os.replace(fresh, home)
        archive.unlink()
    except (OSError, tarfile.TarError) as error:
        raise Unavailable(f"the photos cannot be unpacked into {home}: {error}") from error
    return home / LAYOUT[1]
