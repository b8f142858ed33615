"""Handwritten digits: MNIST where it can be had, else digits that the course draws itself."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from course_utils.arguments import whole_number
from course_utils.data.dataset import PARTS, Dataset
from course_utils.data.sources.cache import Unavailable
from course_utils.data.sources.mnist import REMOTE, Arrays, find_mnist
from course_utils.drawn.digits.strokes import draw_digits
from course_utils.settings import profile

CARD = "data/cards/digits.md"
SOURCES = ("auto", "mnist", "drawn")
NUM_PUBLISHED_FOR_TRAINING = 60_000

# Rows of the 70 000 images: the published training images, then the published test images. Each part takes its first
# images from its own rows, so that the size of one part never changes which images another holds.
Rows = tuple[tuple[int, int], ...]
LAPTOP_ROWS: dict[str, Rows] = {
    "train": ((0, 2400), (4000, 50_000)),
    "validation": ((2400, 3000), (50_000, 60_000)),
    "test": ((3000, 4000), (60_000, 70_000)),
}
LAPTOP_SIZES = {"train": 2400, "validation": 600, "test": 1000}
FULL_ROWS: dict[str, Rows] = {
    "train": ((0, 50_000),),
    "validation": ((50_000, 60_000),),
    "test": ((60_000, 70_000),),
}
FULL_SIZES = {"train": 50_000, "validation": 10_000, "test": 10_000}


def load_digits(
    source: str = "auto",
    *,
    num_train: int | None = None,
    num_validation: int | None = None,
    num_test: int | None = None,
) -> Dataset:
    """Load pictures of handwritten digits and print one line that says which ones.

    Under the profiles "smoke" and "quick" the parts are rows 0-2400 (training), 2400-3000 (validation) and 3000-4000
    (test) of MNIST's training images in the published order. Under "full" they are rows 0-50000, rows 50000-60000 and
    the 10 000 published test images. The digits that the course draws have the same numbering.

    Parameters
    ----------
    source : {"auto", "mnist", "drawn"}
        "mnist": from the folder that the environment variable `COURSE_DATA` names (with `mnist.npz`), the course's
        cache, or a download of 11 MB that takes 10 s at most. "drawn": pen strokes that the course draws itself, the
        same on every machine. "auto": MNIST if it can be had, else drawn.
    num_train, num_validation, num_test : int, optional
        How many images each part holds, at least 1. More than the default takes rows that no other part uses: up to
        48 400, 10 600 and 11 000 ("full": 50 000, 10 000 and 10 000).

    Returns
    -------
    Dataset
        Images uint8 `(n, 28, 28)`, 0 is paper and 255 is ink; labels int64, 0 to 9.

    References
    ----------
    LeCun, Bottou, Bengio and Haffner (1998), "Gradient-based learning applied to document recognition".

    Examples
    --------
    >>> digits = load_digits("drawn", num_train=500, num_validation=100, num_test=100)
    data: digits drawn by the course; 500 training, 100 validation and 100 test images
    >>> digits.x_train.shape, digits.x_train.dtype
    ((500, 28, 28), dtype('uint8'))
    """
    if source not in SOURCES:
        raise ValueError(f"The source of the digits is {source!r}; it must be one of {', '.join(SOURCES)}.")
    rows = _rows(num_train=num_train, num_validation=num_validation, num_test=num_test)
    found = _find(source)
    parts = {}
    for part in PARTS:
        pieces = [found.images_and_labels(start, stop) for start, stop in rows[part]]
        images, labels = zip(*pieces, strict=True)
        parts[f"x_{part}"] = np.concatenate(images)
        parts[f"y_{part}"] = np.concatenate(labels).astype(np.int64)
    names = tuple(str(digit) for digit in range(10))
    digits = Dataset(**parts, class_names=names, source=found.source, card=CARD)
    print(f"data: {found.origin}; {_amounts(rows, with_rows=found.source == 'MNIST')}")
    return digits


@dataclass(frozen=True)
class _Found:
    """A source of digits: its name, a true sentence about it, and the images and labels of rows start to stop."""

    source: str
    origin: str
    images_and_labels: Callable[[int, int], tuple[np.ndarray, np.ndarray]]


def _find(source: str) -> _Found:
    if source == "drawn":
        return _drawn("")
    try:
        arrays, origin, remarks = find_mnist(insist=source == "mnist")
    except Unavailable as reason:
        if source == "auto":
            return _drawn(f", not MNIST ({reason})")
        raise FileNotFoundError(
            f"MNIST cannot be had: {reason}. Put {REMOTE.filename} ({REMOTE.url}) into a folder and let the "
            f'environment variable COURSE_DATA name it, or use load_digits("drawn").'
        ) from reason
    aside = f" ({'; '.join(remarks)})" if remarks else ""
    return _Found("MNIST", f"MNIST from {origin}{aside}", lambda start, stop: _published(arrays, start, stop))


def _drawn(why: str) -> _Found:
    return _Found(
        "drawn by the course",
        f"digits drawn by the course{why}",
        lambda start, stop: draw_digits(stop - start, first=start),
    )


def _published(arrays: Arrays, start: int, stop: int) -> tuple[np.ndarray, np.ndarray]:
    """Return rows of the 70 000 published images; no range reaches from the training into the test images."""
    group, offset = ("train", 0) if start < NUM_PUBLISHED_FOR_TRAINING else ("test", NUM_PUBLISHED_FOR_TRAINING)
    wanted = slice(start - offset, stop - offset)
    return arrays[f"x_{group}"][wanted], arrays[f"y_{group}"][wanted]


def _rows(**sizes: int | None) -> dict[str, Rows]:
    """Return the ranges of rows of each part, for sizes `num_train`, `num_validation`, `num_test`."""
    full = profile() == "full"
    all_rows, default_sizes = (FULL_ROWS, FULL_SIZES) if full else (LAPTOP_ROWS, LAPTOP_SIZES)
    return {
        part: _first(all_rows[part], _size(f"num_{part}", sizes[f"num_{part}"], all_rows[part], default_sizes[part]))
        for part in PARTS
    }


def _size(name: str, asked: int | None, rows: Rows, default: int) -> int:
    """Return a number of images that can be had."""
    if asked is None:
        return default
    most = sum(stop - start for start, stop in rows)
    return whole_number(name, asked, most, fewest=1, remark=", the images that exist for it")


def _first(rows: Rows, size: int) -> Rows:
    """Return the ranges that hold the first `size` rows."""
    taken = []
    for start, stop in rows:
        if size > 0:
            taken.append((start, min(stop, start + size)))
            size -= stop - start
    return tuple(taken)


def _amounts(rows: dict[str, Rows], *, with_rows: bool) -> str:
    words = []
    for part in PARTS:
        number = sum(stop - start for start, stop in rows[part])
        which = f" ({' and '.join(_name(*one) for one in rows[part])})" if with_rows else ""
        words.append(f"{number} {'training' if part == 'train' else part}{which}")
    return f"{words[0]}, {words[1]} and {words[2]} images"


def _name(start: int, stop: int) -> str:
    """Name a range of the 70 000 rows as MNIST was published: two lists, each counted from 0."""
    if start < NUM_PUBLISHED_FOR_TRAINING:
        return f"rows {start}-{stop}"
    return f"published test rows {start - NUM_PUBLISHED_FOR_TRAINING}-{stop - NUM_PUBLISHED_FOR_TRAINING}"
