"""Pictures of celebrities: fictional ones that the course draws, the public figures of LFW, or a folder of photos."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from course_utils.arguments import whole_number
from course_utils.data.dataset import PARTS, Dataset
from course_utils.data.parts import noise_said, report_photos, split_photos, with_wrong_labels
from course_utils.data.sources.cache import Unavailable
from course_utils.data.sources.kept_faces import cached_faces
from course_utils.data.sources.lfw import REMOTE, find_lfw, read_people
from course_utils.data.sources.photos import Photos, read_photos
from course_utils.drawn.faces.causes import Causes, FaceCauses, tabulate
from course_utils.drawn.faces.identities import MOST_IDENTITIES, identity_name
from course_utils.drawn.faces.painter import SIZES, DrawnFaces, plan_faces
from course_utils.drawn.faces.plan import FaceConditions

CARD = "data/cards/celebrities.md"
NUM_CELEBRITIES = 8
DRAWN_AMOUNTS = {"train": 250, "validation": 50, "test": 50}
# Where each part begins in a person's endless series of pictures, so that the size of one never changes another.
SERIES = {"train": 0, "validation": 1_000_000, "test": 2_000_000}
MOST_OF_A_PART = 1_000_000


@dataclass(frozen=True)
class _Found:
    """A source of faces: its name, a true sentence about it, and its photos, or None where the course has to draw."""

    source: str
    origin: str
    photos: Callable[[int], Photos] | None = None


_DRAWN = _Found("drawn by the course", "drawn by the course")


def load_celebrities(
    source: str | os.PathLike = "auto",
    *,
    size: int = 48,
    num_train: int | None = None,
    num_validation: int | None = None,
    num_test: int | None = None,
    label_noise: float = 0.0,
    seed: int = 0,
) -> Dataset:
    """Load pictures of people, each labelled with who it is, and print a line that says which ones.

    Parameters
    ----------
    source : str or path
        "drawn": eight fictional people that the course draws itself, the same on every machine (`draw_celebrities` has
        others, and the causes). "lfw": the eight people with most photos in Labeled Faces in the Wild, from
        `COURSE_DATA/lfw_home`, the course's cache, scikit-learn's folder, or a download of 243 MB (`read_lfw` has
        others). "auto": LFW if `COURSE_DATA/lfw_home` is there, else drawn. Anything else: a folder of your own photos,
        `<folder>/<person>/<photo>` (see `read_photos`).
    size : {48, 64}
        Height and width in pixels.
    num_train, num_validation, num_test : int, optional
        Pictures of each person in each part, at least 1. Drawn: 250, 50 and 50 unless given. Photos: at most so many;
        without a number, 64, 16 and 20 percent of each person's photos.
    label_noise : float
        Share of the training labels, 0 to 1, that is replaced by a wrong one. A larger share keeps the wrong labels
        of a smaller one. Validation and test labels stay right.
    seed : int
        Drawn: which pictures of these people. Photos: how they are split. 0 to 2**32 - 1.

    Returns
    -------
    Dataset
        Images uint8 `(n, size, size, 3)`, labels int64. Drawn pictures show each person in turn: the first 8 x 25 hold
        25 of each. Photos are in a random order.

    References
    ----------
    Huang, Ramesh, Berg and Learned-Miller (2007), "Labeled Faces in the Wild", University of Massachusetts 07-49.

    Examples
    --------
    >>> faces = load_celebrities("drawn", num_train=2, num_validation=1, num_test=1)
    data: faces of 8 fictional people, drawn by the course; 2 training, 1 validation and 1 test images of each
    >>> faces.x_train.shape, faces.class_names[0]
    ((16, 48, 48, 3), 'Bodo Brambleshaw')
    """
    amounts = _amounts(num_train, num_validation, num_test)
    seed = _checked(size, label_noise, seed)
    found = _find(source)
    if found.photos is None:
        return _drawn(found, size, amounts, range(NUM_CELEBRITIES), FaceConditions(), label_noise, seed)[0]
    photos = found.photos(size)
    arrays = split_photos(photos, amounts, seed)
    dataset = _dataset(found, arrays, photos.class_names, label_noise, seed)
    report_photos(dataset, found.origin, label_noise, photos.skipped)
    return dataset


def draw_celebrities(
    *,
    identities: Iterable[int] = range(NUM_CELEBRITIES),
    conditions: FaceConditions | None = None,
    size: int = 48,
    num_train: int | None = None,
    num_validation: int | None = None,
    num_test: int | None = None,
    label_noise: float = 0.0,
    seed: int = 0,
) -> tuple[Dataset, FaceCauses]:
    """Draw pictures of fictional people, with everything that caused them, and print a line that says which ones.

    Parameters
    ----------
    identities : iterable of int
        Which people, 0 to 9999, at least two; the celebrities are 0 to 7, all others are strangers to them.
    conditions : FaceConditions, optional
        How different the people are and how hard their pictures make it; see there.
    size, num_train, num_validation, num_test, label_noise, seed
        As for `load_celebrities("drawn")`, which draws the very same pictures.

    Returns
    -------
    Dataset
        Images uint8 `(n, size, size, 3)`, labels int64; each person in turn.
    FaceCauses
        For each part, who it really is, everything the pictures were drawn from, and where they show the person.

    Examples
    --------
    >>> faces, causes = draw_celebrities(num_train=2, num_validation=1, num_test=1)
    data: faces of 8 fictional people, drawn by the course; 2 training, 1 validation and 1 test images of each
    >>> causes.train.table.hat[:3].tolist(), causes.train.masks.shape
    (['cap', 'none', 'crown'], (16, 48, 48))
    """
    import pandas as pd

    amounts = _amounts(num_train, num_validation, num_test)
    seed = _checked(size, label_noise, seed)
    people = _people(identities)
    conditions = FaceConditions() if conditions is None else conditions
    if not isinstance(conditions, FaceConditions):
        raise TypeError(f"conditions is {conditions!r}; it must be a FaceConditions, FaceConditions(pose=0.5) say.")
    dataset, faces = _drawn(_DRAWN, size, amounts, people, conditions, label_noise, seed)
    causes = {}
    for part, drawn in faces.items():
        pictures = plan_faces(people, len(drawn.labels) // len(people), **_series(part, seed, conditions))
        columns = tabulate(pictures, drawn.labels, getattr(dataset, f"y_{part}"), drawn.covered)
        causes[part] = Causes(pd.DataFrame(columns), drawn.masks, people, conditions)
    return dataset, FaceCauses(**causes)


def read_lfw(ranks: Iterable[int], size: int = 48) -> Photos:
    """Read the photos of some people of Labeled Faces in the Wild; the sources are those of `load_celebrities("lfw")`.

    Parameters
    ----------
    ranks : iterable of int
        Which people, by number of photos: 0 has most. 0 to 7 have 60 photos or more, 0 to 61 have 20 or more.

    Returns
    -------
    Photos
        The people in alphabetical order.
    """
    people, size = _people(ranks), _size(size)
    return _find("lfw", people).photos(size)


def _find(source: str | os.PathLike, ranks: Sequence[int] | None = None) -> _Found:
    """Return the source to use, and a remark in its sentence on what was passed over."""
    if not isinstance(source, (str, os.PathLike)) or not os.fspath(source):
        raise ValueError(f'The source is {source!r}; it must be "auto", "drawn", "lfw" or a folder of photos.')
    if source == "drawn":
        return _DRAWN
    if source not in ("auto", "lfw"):
        return _find_folder(Path(source).expanduser())
    try:
        lfw = find_lfw(download=source == "lfw")
    except Unavailable as reason:
        if source == "auto":
            return replace(_DRAWN, origin=f"{_DRAWN.origin} ({reason})") if str(reason) else _DRAWN
        raise FileNotFoundError(
            f"LFW cannot be had: {reason}. Unpack {REMOTE.url} into <folder>/lfw_home and let the environment "
            f'variable COURSE_DATA name <folder>, or use load_celebrities("drawn").'
        ) from reason
    origin = f"photos of Labeled Faces in the Wild from {lfw.origin}"
    people = range(NUM_CELEBRITIES) if ranks is None else ranks
    return _Found("LFW", origin, lambda size: read_people(lfw, people, size))


def _find_folder(folder: Path) -> _Found:
    if not folder.is_dir():
        raise FileNotFoundError(
            f'The source is {str(folder)!r}, and there is no such folder. It must be "auto", "drawn", "lfw" or '
            f"a folder that holds <person>/<photo>."
        )
    return _Found(f"photos in {folder.name}", f"photos in {folder}", lambda size: read_photos(folder, size))


def _drawn(
    found: _Found,
    size: int,
    amounts: dict[str, int | None],
    people: Sequence[int],
    conditions: FaceConditions,
    label_noise: float,
    seed: int,
) -> tuple[Dataset, dict[str, DrawnFaces]]:
    """Draw the three parts and say so."""
    amounts = {part: amounts[part] or DRAWN_AMOUNTS[part] for part in PARTS}
    faces, remarks = {}, []
    for part in PARTS:
        faces[part], said = cached_faces(tuple(people), amounts[part], size=size, **_series(part, seed, conditions))
        remarks += said
    arrays = {f"x_{part}": faces[part].images for part in PARTS} | {f"y_{part}": faces[part].labels for part in PARTS}
    dataset = _dataset(found, arrays, tuple(identity_name(number) for number in people), label_noise, seed)
    amounts_said = f"{amounts['train']} training, {amounts['validation']} validation and {amounts['test']} test images"
    print(
        f"data: faces of {len(people)} fictional people, {found.origin}; {amounts_said} of each"
        f"{noise_said(label_noise)}{''.join(f'; {said}' for said in remarks)}"
    )
    return dataset, faces


def _dataset(
    found: _Found, arrays: dict[str, np.ndarray], names: tuple[str, ...], label_noise: float, seed: int
) -> Dataset:
    wrong = {"y_train": with_wrong_labels(arrays["y_train"], len(names), label_noise, seed)}
    return Dataset(**arrays | wrong, class_names=names, source=found.source, card=CARD)


def _series(part: str, seed: int, conditions: FaceConditions) -> dict[str, Any]:
    """Return which endless series of pictures a part is taken from, and where it begins there."""
    return {"seed": seed, "first": SERIES[part], "conditions": conditions}


def _amounts(*asked: int | None) -> dict[str, int | None]:
    return {
        part: None if number is None else whole_number(f"num_{part}", number, MOST_OF_A_PART, fewest=1)
        for part, number in zip(PARTS, asked, strict=True)
    }


def _people(numbers: Iterable[int]) -> tuple[int, ...]:
    people = tuple(whole_number("a number of a person", number, MOST_IDENTITIES - 1) for number in numbers)
    if len(people) < 2 or len(set(people)) < len(people):
        raise ValueError(f"at least 2 people are needed, each once; got the numbers {people}.")
    return people


def _checked(size: int, label_noise: float, seed: int) -> int:
    """Return the seed, once all three were found right."""
    _size(size)
    is_number = isinstance(label_noise, (int, float)) and not isinstance(label_noise, bool)
    if not is_number or not 0 <= label_noise <= 1:
        raise ValueError(f"label_noise is {label_noise!r}; it must be a share from 0 to 1 of the training labels.")
    return whole_number("seed", seed, 2**32 - 1)


def _size(size: int) -> int:
    if size not in SIZES or isinstance(size, bool):
        raise ValueError(f"size is {size!r}; it must be {' or '.join(map(str, SIZES))} pixels.")
    return size
