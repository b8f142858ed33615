"""Pictures of celebrities: fictional ones that the course draws, the public figures of LFW, or a folder of photos."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from course_utils.data.arguments import whole_number
from course_utils.data.dataset import PARTS, Dataset
from course_utils.data.sources.cache import Unavailable
from course_utils.data.sources.kept_faces import cached_faces
from course_utils.data.sources.lfw import REMOTE, find_lfw, read_lfw
from course_utils.data.sources.photos import Photos, list_skipped, read_photos
from course_utils.drawn.faces.causes import Causes, FaceCauses, tabulate
from course_utils.drawn.faces.identities import MOST_IDENTITIES, identity_name
from course_utils.drawn.faces.painter import EASY, SIZES, plan_faces
from course_utils.drawn.faces.plan import FaceConditions

CARD = "data/cards/celebrities.md"
NUM_CELEBRITIES = 8
DRAWN_AMOUNTS = {"train": 250, "validation": 50, "test": 50}
# Where each part begins in a person's endless series of pictures, so that the size of one never changes another.
SERIES = {"train": 0, "validation": 1_000_000, "test": 2_000_000}
MOST_OF_A_PART = 1_000_000
# Of a person's photos; the rest is for training.
SHARES = {"validation": 0.16, "test": 0.20}


def load_celebrities(
    source: str | os.PathLike = "auto",
    *,
    size: int = 48,
    num_train: int | None = None,
    num_validation: int | None = None,
    num_test: int | None = None,
    identities: Iterable[int] | None = None,
    conditions: FaceConditions | None = None,
    label_noise: float = 0.0,
    seed: int = 0,
    causes: bool = False,
) -> Dataset | tuple[Dataset, FaceCauses]:
    """Load pictures of people, each labelled with who it is, and print a line that says which ones.

    Parameters
    ----------
    source : str or path
        "drawn": fictional people that the course draws itself, the same on every machine. "lfw": the people with most
        photos in Labeled Faces in the Wild, from `COURSE_DATA/lfw_home`, the course's cache, scikit-learn's folder, or
        a download of 243 MB. "auto": LFW if `COURSE_DATA/lfw_home` is there, else drawn. Anything else: a folder of
        your own photos, `<folder>/<person>/<photo>` (see `read_photos`).
    size : {48, 64}
        Height and width in pixels.
    num_train, num_validation, num_test : int, optional
        Pictures of each person in each part, at least 1. Drawn: 250, 50 and 50 unless given. Photos: at most so many;
        without a number, 64, 16 and 20 percent of each person's photos.
    identities : iterable of int, optional
        Which people. Drawn: their numbers, 0 to 9999; the celebrities are 0 to 7, all others are strangers to them.
        LFW: their ranks by number of photos; 0 to 7 are the eight with 60 photos or more.
    conditions : FaceConditions, optional
        How different the drawn people are and how hard their pictures make it; see there.
    label_noise : float
        Share of the training labels, 0 to 1, that is replaced by a wrong one. A larger share keeps the wrong labels
        of a smaller one. Validation and test labels stay right.
    seed : int
        Drawn: which pictures of these people. Photos: how they are split. 0 to 2**32 - 1.
    causes : bool
        Whether to return, too, what caused each drawn picture.

    Returns
    -------
    Dataset
        Images uint8 `(n, size, size, 3)`, labels int64. Drawn pictures show each person in turn: the first 8 x 25 hold
        25 of each. Photos are in a random order.
    FaceCauses
        Only if asked for by `causes`.

    Raises
    ------
    TypeError, ValueError
        If a parameter is out of range, does not belong to this source, or the photos are too few or not what they
        should be.
    FileNotFoundError
        If a folder does not exist, or LFW was asked for by name and cannot be had.

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
    asked = {"train": num_train, "validation": num_validation, "test": num_test}
    amounts = {part: _amount(part, number) for part, number in asked.items()}
    seed = whole_number("seed", seed, 2**32 - 1)
    people = _people(identities)
    _check(size, label_noise)
    kind, lfw, remark = _find(source)
    if conditions is not None and not isinstance(conditions, FaceConditions):
        raise TypeError(f"conditions is {conditions!r}; it must be a FaceConditions, FaceConditions(pose=0.5) say.")
    if kind == "drawn":
        return _load_drawn(size, amounts, people, conditions or EASY, label_noise, seed, causes, remark)
    if conditions is not None or causes:
        raise ValueError(
            f"conditions and causes are known of drawn faces only, and the source is {kind}. "
            f'Use load_celebrities("drawn", ...), or leave them out.'
        )
    if kind == "LFW":
        photos = read_lfw(lfw, range(NUM_CELEBRITIES) if people is None else people, size)
        return _split(
            photos, amounts, label_noise, seed, "LFW", f"photos of Labeled Faces in the Wild from {lfw.origin}"
        )
    if people is not None:
        raise ValueError("identities belong to drawn faces and LFW; of a folder of photos all people are taken.")
    folder = Path(source).expanduser()
    return _split(
        read_photos(folder, size), amounts, label_noise, seed, f"photos in {folder.name}", f"photos in {folder}"
    )


def _find(source: str | os.PathLike) -> tuple[str, Any, str]:
    """Return which kind of source to use, LFW if it is that, and a remark on what was passed over."""
    if not isinstance(source, (str, os.PathLike)) or not os.fspath(source):
        raise ValueError(f'The source is {source!r}; it must be "auto", "drawn", "lfw" or a folder of photos.')
    if source in ("auto", "lfw"):
        try:
            return "LFW", find_lfw(download=source == "lfw"), ""
        except Unavailable as reason:
            if source == "auto":
                return "drawn", None, f" ({reason})" if str(reason) else ""
            raise FileNotFoundError(
                f"LFW cannot be had: {reason}. Unpack {REMOTE.url} into <folder>/lfw_home and let the environment "
                f'variable COURSE_DATA name <folder>, or use load_celebrities("drawn").'
            ) from reason
    if source == "drawn":
        return "drawn", None, ""
    if not Path(source).expanduser().is_dir():
        raise FileNotFoundError(
            f'The source is {os.fspath(source)!r}, and there is no such folder. It must be "auto", "drawn", "lfw" or '
            f"a folder that holds <person>/<photo>."
        )
    return "a folder of photos", None, ""


def _load_drawn(
    size: int,
    amounts: dict[str, int | None],
    people: tuple[int, ...] | None,
    conditions: FaceConditions,
    label_noise: float,
    seed: int,
    with_causes: bool,
    remark: str,
) -> Dataset | tuple[Dataset, FaceCauses]:
    people = people or tuple(range(NUM_CELEBRITIES))
    amounts = {part: amounts[part] or DRAWN_AMOUNTS[part] for part in PARTS}
    parts, causes, remarks = {}, {}, []
    for part in PARTS:
        series = {"seed": seed, "first": SERIES[part], "conditions": conditions}
        faces, said = cached_faces(people, amounts[part], size=size, **series)
        remarks += said
        given = _with_wrong_labels(faces.labels, len(people), label_noise, seed) if part == "train" else faces.labels
        parts |= {f"x_{part}": faces.images, f"y_{part}": given}
        if with_causes:
            table = tabulate(plan_faces(people, amounts[part], **series), faces.labels, given, faces.covered)
            causes[part] = Causes(table, faces.masks, people, conditions)
    names = tuple(identity_name(number) for number in people)
    dataset = Dataset(**parts, class_names=names, source="drawn by the course", card=CARD)
    amounts_said = f"{amounts['train']} training, {amounts['validation']} validation and {amounts['test']} test images"
    print(
        f"data: faces of {len(people)} fictional people, drawn by the course{remark}; {amounts_said} of each"
        f"{_noise_said(label_noise)}{''.join(f'; {said}' for said in remarks)}"
    )
    return (dataset, FaceCauses(**causes)) if with_causes else dataset


def _split(
    photos: Photos, amounts: dict[str, int | None], label_noise: float, seed: int, source: str, origin: str
) -> Dataset:
    """Split photos so that each part holds the same share of each person, and say how many there are."""
    random = np.random.RandomState([seed, len(photos.labels)])
    rows: dict[str, list[np.ndarray]] = {part: [] for part in PARTS}
    for label in range(len(photos.class_names)):
        own = random.permutation(np.flatnonzero(photos.labels == label))
        num_validation, num_test = (max(1, round(SHARES[part] * len(own))) for part in ("validation", "test"))
        pieces = np.split(own, [num_test, num_test + num_validation])
        for part, piece in zip(("test", "validation", "train"), pieces, strict=True):
            rows[part].append(piece[: amounts[part]])
    parts = {}
    for part in PARTS:
        mixed = random.permutation(np.concatenate(rows[part]))
        labels = photos.labels[mixed]
        if part == "train":
            labels = _with_wrong_labels(labels, len(photos.class_names), label_noise, seed)
        parts |= {f"x_{part}": photos.images[mixed], f"y_{part}": labels}
    dataset = Dataset(**parts, class_names=photos.class_names, source=source, card=CARD)
    _report_photos(dataset, origin, _noise_said(label_noise), photos.skipped)
    return dataset


def _report_photos(dataset: Dataset, origin: str, noise: str, skipped: tuple[tuple[str, str], ...]) -> None:
    """Say where photos come from, how many of each person each part holds, and what was left out."""
    names = dataset.class_names
    counts = np.stack([np.bincount(getattr(dataset, f"y_{part}"), minlength=len(names)) for part in PARTS])
    train, validation, test = counts.sum(axis=1)
    print(
        f"data: {origin}; {len(names)} people; {train} training, {validation} validation and {test} test images{noise}"
    )
    classes = "equally many of each" if (counts == counts[:, :1]).all() else "unequal classes"
    sizes = ", ".join(f"{name} {'/'.join(map(str, own))}" for name, own in zip(names, counts.T, strict=True))
    print(f"      {classes} (training/validation/test): {sizes}")
    if skipped:
        print(f"      skipped {len(skipped)}, nothing deleted:", *list_skipped(skipped), sep="\n      - ")


def _noise_said(label_noise: float) -> str:
    return f"; {label_noise:.0%} of the training labels are wrong on purpose" if label_noise else ""


def _with_wrong_labels(labels: np.ndarray, num_classes: int, share: float, seed: int) -> np.ndarray:
    """Return the labels with a share of them replaced by another class, each of the others equally likely."""
    random = np.random.RandomState([seed, num_classes, len(labels)])
    order = random.permutation(len(labels))
    steps = random.randint(1, num_classes, len(labels)) if num_classes > 1 else np.zeros(len(labels), np.int64)
    wrong = order[: round(share * len(labels))]
    noisy = labels.copy()
    noisy[wrong] = (labels[wrong] + steps[wrong]) % num_classes
    return noisy


def _amount(part: str, asked: int | None) -> int | None:
    return None if asked is None else whole_number(f"num_{part}", asked, MOST_OF_A_PART, fewest=1)


def _people(identities: Iterable[int] | None) -> tuple[int, ...] | None:
    if identities is None:
        return None
    people = tuple(whole_number("a number in identities", number, MOST_IDENTITIES - 1) for number in identities)
    if len(people) < 2 or len(set(people)) < len(people):
        raise ValueError(f"identities must be at least 2 different numbers; got {people}.")
    return people


def _check(size: int, label_noise: float) -> None:
    if size not in SIZES or isinstance(size, bool):
        raise ValueError(f"size is {size!r}; it must be {' or '.join(map(str, SIZES))} pixels.")
    is_number = isinstance(label_noise, (int, float)) and not isinstance(label_noise, bool)
    if not is_number or not 0 <= label_noise <= 1:
        raise ValueError(f"label_noise is {label_noise!r}; it must be a share from 0 to 1 of the training labels.")
