"""Answers to the exercises of lesson 07: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np

from course_utils.checks import celebrity_classifier as lesson

STRANGERS = np.array([0, 4])


def majority(y_train, y_test):
    return (y_test == np.bincount(y_train).argmax()).mean()


def eigenfaces(rows, count):
    mean = rows.mean(axis=0)
    return mean, np.linalg.svd(rows - mean, full_matrices=False)[2][:count]


def uncentred(rows, count):
    return rows.mean(axis=0), np.linalg.svd(rows, full_matrices=False)[2][:count]


def early_stop(losses, patience):
    best = 0
    for epoch, value in enumerate(losses):
        if value < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            return best + 1, epoch + 1
    return best + 1, len(losses)


def eigenfaces_in_place(rows, count):
    mean = rows.mean(axis=0)
    rows -= mean
    return mean, np.linalg.svd(rows, full_matrices=False)[2][:count]


def stop_after_rises(losses, patience):
    rises = 0
    for epoch in range(1, len(losses)):
        rises = rises + 1 if losses[epoch] >= losses[epoch - 1] else 0
        if rises >= patience:
            return epoch - patience + 1, epoch + 1
    return int(np.argmin(losses)) + 1, len(losses)


def stop(change):
    return lambda losses, patience: change(*early_stop(losses, patience))


def mirror(pictures, chosen):
    changed = pictures.copy()
    changed[chosen] = pictures[chosen][:, :, ::-1]
    return changed


def mirror_in_place(pictures, chosen):
    pictures[chosen] = pictures[chosen][:, :, ::-1]
    return pictures


def pick(change):
    return lambda pictures, chosen: np.where(chosen[:, None, None, None], change(pictures), pictures)


def of_label(probabilities, labels):
    return probabilities[np.arange(len(labels)), labels]


def hit_share(heat, mask):
    return mask.ravel()[np.argsort(-heat.ravel())[: mask.sum()]].mean()


RIGHT = [
    (lesson.components, eigenfaces_in_place),
    (lesson.mirror, mirror_in_place),
    (lesson.baseline, 2800, majority),
    (lesson.strangers, [4, 0], STRANGERS),
    (lesson.strangers, np.array([0, 4]), STRANGERS),
    (lesson.components, eigenfaces),
    (lesson.components, lambda rows, count: (eigenfaces(rows, count)[0], -eigenfaces(rows, count)[1])),
    (lesson.components, lambda rows, count: list(eigenfaces(rows, count))),
    (lesson.stopping, early_stop),
    (lesson.stopping, lambda losses, patience: list(early_stop(losses, patience))),
    (lesson.count, 3_071_908, 0.9),
    (lesson.count, 3_071_908, 2_765_200 / 3_071_908),
    (lesson.mirror, mirror),
    (lesson.mirror, pick(lambda pictures: np.flip(pictures, 2))),
    (lesson.suspects, lambda p, y, n: np.argsort(of_label(p, y))[:n]),
    (lesson.bound, lambda looks: looks.max(axis=0).sum() / len(looks)),
    (lesson.hits, hit_share),
    (lesson.alarms, 9.9, 59.99, 9.9 / 69.89, False),
    (lesson.alarms, 9.9, 60, 0.14, np.bool_(False)),
]

WRONG = [
    (lesson.baseline, 350, majority, "all parts"),
    (lesson.baseline, 280, majority, "pictures_in_all is not"),
    (lesson.baseline, 2800, lambda y, z: np.bincount(z).max() / len(z), "nobody may look"),
    (lesson.baseline, 2800, lambda y, z: np.bincount(y).max() / len(y), "mixed differently"),
    (lesson.baseline, 2800, lambda y, z: (z == np.bincount(y).argmax()).sum(), "divide by the number"),
    (lesson.baseline, 2800, lambda y, z: 0.125, "made up"),
    (lesson.baseline, 2800, 0.125, "should be a function"),
    (lesson.strangers, [0, 4, 5], STRANGERS, "does not belong"),
    (lesson.strangers, [0, 4, 5, 6], STRANGERS, "2 of your 4 numbers"),
    (lesson.strangers, [True, False, False, False, True], STRANGERS, "truth values"),
    (lesson.strangers, [], STRANGERS, "is empty"),
    (lesson.strangers, [4], STRANGERS, "not found yet"),
    (lesson.strangers, 4, STRANGERS, "shape"),
    (lesson.strangers, ["Bodo"], STRANGERS, "should hold numbers"),
    (lesson.components, uncentred, "was the mean subtracted"),
    (lesson.components, lambda rows, count: eigenfaces(rows, 3), "another count"),
    (lesson.components, lambda rows, count: eigenfaces(rows, count)[1], "two things"),
    (lesson.components, lambda rows, count: (rows.mean(), eigenfaces(rows, count)[1]), "shape"),
    (lesson.components, lambda rows, count: (0 * rows[0], eigenfaces(rows, count)[1]), "not the mean"),
    (lesson.components, lambda rows, count: (rows.mean(axis=0), eigenfaces(rows, count)[1].T), "in columns"),
    (lesson.components, lambda rows, count: (rows.mean(axis=0), 2 * eigenfaces(rows, count)[1]), "length 1"),
    (lesson.components, lambda rows, count: (rows.mean(axis=0), eigenfaces(rows, 6)[1][3:]), "largest variance"),
    (lesson.stopping, stop(lambda best, last: (best - 1, last - 1)), "counted from 0"),
    (lesson.stopping, stop(lambda best, last: (last, best)), "comes first"),
    (lesson.stopping, lambda losses, patience: early_stop(losses, patience + 1), "late"),
    (
        lesson.stopping,
        lambda losses, patience: (int(np.argmin(losses)) + 1, early_stop(losses, patience)[1]),
        "never run",
    ),
    (lesson.stopping, stop_after_rises, "too late"),
    (lesson.stopping, lambda losses, patience: (1, 1), "not right"),
    (lesson.stopping, lambda losses, patience: 3, "shape"),
    (lesson.count, 3_067_508, 0.9, "are missing"),
    (lesson.count, 3_069_708, 0.9, "four numbers"),
    (lesson.count, 3_000_000, 0.9, "too small"),
    (lesson.count, 3_071_908, 90, "no percentage"),
    (lesson.count, 3_071_908, 0.5, "divided by all"),
    (lesson.mirror, lambda pictures, chosen: pictures[:, :, ::-1], "All pictures"),
    (lesson.mirror, pick(lambda pictures: pictures[:, ::-1]), "heads"),
    (lesson.mirror, pick(lambda pictures: pictures[..., ::-1]), "colours"),
    (lesson.mirror, pick(lambda pictures: pictures), "No picture"),
    (lesson.mirror, lambda pictures, chosen: mirror(pictures, ~chosen), "not chosen"),
    (lesson.mirror, lambda pictures, chosen: 1 - pictures, "neither"),
    (lesson.mirror, lambda pictures, chosen: pictures[chosen], "shape"),
    (lesson.suspects, lambda p, y, n: np.argsort(-of_label(p, y))[:n], "least suspicious first"),
    (lesson.suspects, lambda p, y, n: np.argsort(p.max(axis=1))[:n], "given label"),
    (lesson.suspects, lambda p, y, n: np.sort(of_label(p, y))[:n], "These are probabilities"),
    (lesson.suspects, lambda p, y, n: [0, 1, 2], "not right"),
    (lesson.suspects, lambda p, y, n: np.argsort(of_label(p, y)), "shape"),
    (lesson.bound, lambda looks: looks.max(axis=1).mean(), "the colour is seen"),
    (lesson.bound, lambda looks: looks.max(axis=0).sum(), "above 1"),
    (lesson.bound, lambda looks: looks.max(axis=0).mean(), "equally common"),
    (lesson.bound, lambda looks: 1.0, "is not right"),
    (lesson.bound, lambda looks: looks.max(axis=0), "single number"),
    (lesson.hits, lambda heat, mask: mask.ravel()[np.argsort(-heat.ravel())[: mask.sum()]].sum(), "divide by how many"),
    (lesson.hits, lambda heat, mask: hit_share(heat, mask) * 5 / 12, "all pixels"),
    (lesson.hits, lambda heat, mask: hit_share(-heat, mask), "coldest"),
    (lesson.hits, lambda heat, mask: hit_share(np.abs(heat), mask), "no heat"),
    (lesson.hits, lambda heat, mask: mask.mean(), "dice"),
    (lesson.hits, lambda heat, mask: 0.55, "not right"),
    (lesson.alarms, 10, 59.99, 0.14, False, "right_alarms is not"),
    (lesson.alarms, 9.9, 599.9, 0.14, False, "0.001"),
    (lesson.alarms, 9.9, 5999, 0.14, False, "0.001"),
    (lesson.alarms, 9.9, 61, 0.14, False, "not on the list"),
    (lesson.alarms, 9.9, 59.99, 0.99, False, "share of alarms"),
    (lesson.alarms, 9.9, 59.99, 0.165, False, "false alarms; divide"),
    (lesson.alarms, 9.9, 59.99, 0.5, False, "share_right is not"),
    (lesson.alarms, 9.9, 59.99, 14.2, False, "no percentage"),
    (lesson.alarms, 9.9, 59.99, 0.1417, True, "one half"),
    (lesson.alarms, 9.9, 59.99, 0.1417, "False", "without quotes"),
]

BLANK = [
    (lesson.baseline, ..., lambda y_train, y_test: ...),
    (lesson.baseline, 2800, lambda y_train, y_test: ...),
    (lesson.strangers, ..., STRANGERS),
    (lesson.components, lambda rows, count: ...),
    (lesson.stopping, lambda losses, patience: None),
    (lesson.count, ..., ...),
    (lesson.mirror, lambda pictures, chosen: ...),
    (lesson.suspects, lambda p, y, n: ...),
    (lesson.bound, lambda looks: ...),
    (lesson.hits, lambda heat, mask: ...),
    (lesson.alarms, 9.9, ..., ..., ...),
]

# What no hint may give away.
SECRETS = (
    "2800",
    "[0, 4]",
    "rows - mean",
    "3,071,908",
    "0.9001",
    "[3, 4, 2]",
    "max(axis=0)",
    "0.14",
    "59.99",
    "False.",
)
