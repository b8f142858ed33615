"""Photos of people in three parts, labels that are wrong on purpose, and what is said about both."""

import numpy as np

from course_utils.data.dataset import PARTS, Dataset
from course_utils.data.sources.photos import Photos, list_skipped

# Of a person's photos; the rest is for training.
SHARES = {"validation": 0.16, "test": 0.20}


def split_photos(photos: Photos, amounts: dict[str, int | None], seed: int) -> dict[str, np.ndarray]:
    """Return `x_train`, `y_train` and so on, in a random order: the same share of each person's photos in each part.

    `amounts` holds, for each part, how many photos of a person it has at most; None for all that belong to it.
    """
    random = np.random.RandomState([seed, len(photos.labels)])
    rows: dict[str, list[np.ndarray]] = {part: [] for part in PARTS}
    for label in range(len(photos.class_names)):
        own = random.permutation(np.flatnonzero(photos.labels == label))
        num_validation, num_test = (max(1, round(SHARES[part] * len(own))) for part in ("validation", "test"))
        pieces = np.split(own, [num_test, num_test + num_validation])
        for part, piece in zip(("test", "validation", "train"), pieces, strict=True):
            rows[part].append(piece[: amounts[part]])
    arrays = {}
    for part in PARTS:
        mixed = random.permutation(np.concatenate(rows[part]))
        arrays |= {f"x_{part}": photos.images[mixed], f"y_{part}": photos.labels[mixed]}
    return arrays


def with_wrong_labels(labels: np.ndarray, num_classes: int, share: float, seed: int) -> np.ndarray:
    """Return the labels with a share of them replaced by another class, each of the others equally likely."""
    random = np.random.RandomState([seed, num_classes, len(labels)])
    order = random.permutation(len(labels))
    steps = random.randint(1, num_classes, len(labels)) if num_classes > 1 else np.zeros(len(labels), np.int64)
    wrong = order[: round(share * len(labels))]
    noisy = labels.copy()
    noisy[wrong] = (labels[wrong] + steps[wrong]) % num_classes
    return noisy


def noise_said(share: float) -> str:
    """Return the clause that says how many labels are wrong, empty for none."""
    return f"; {share:.0%} of the training labels are wrong on purpose" if share else ""


def report_photos(dataset: Dataset, origin: str, label_noise: float, skipped: tuple[tuple[str, str], ...]) -> None:
    """Say where photos come from, how many of each person each part holds, and what was left out."""
    names = dataset.class_names
    counts = np.stack([np.bincount(getattr(dataset, f"y_{part}"), minlength=len(names)) for part in PARTS])
    train, validation, test = counts.sum(axis=1)
    print(
        f"data: {origin}; {len(names)} people; {train} training, {validation} validation and {test} test images"
        f"{noise_said(label_noise)}"
    )
    classes = "equally many of each" if (counts == counts[:, :1]).all() else "unequal classes"
    sizes = ", ".join(f"{name} {'/'.join(map(str, own))}" for name, own in zip(names, counts.T, strict=True))
    print(f"      {classes} (training/validation/test): {sizes}")
    if skipped:
        print(f"      skipped {len(skipped)}, nothing deleted:", *list_skipped(skipped), sep="\n      - ")
