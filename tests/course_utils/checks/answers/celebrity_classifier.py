"""Answers to the exercises of lesson 07: right ones, typical wrong ones with the hint that fits, empty ones."""

import keras
import numpy as np
import pandas as pd

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
    (lesson.baseline, np.array([2800]), lambda *given: np.float32(majority(*given))),
    (lesson.strangers, [4, 0], STRANGERS),
    (lesson.strangers, np.array([0, 4]), STRANGERS),
    (lesson.strangers, {0, 4}, STRANGERS),
    (lesson.strangers, pd.Series([4, 0]), STRANGERS),
    (lesson.components, eigenfaces),
    (lesson.components, lambda rows, count: [np.float32(part) for part in eigenfaces(rows, count)]),
    (lesson.components, lambda rows, count: (eigenfaces(rows, count)[0], -eigenfaces(rows, count)[1])),
    (lesson.components, lambda rows, count: list(eigenfaces(rows, count))),
    (lesson.stopping, early_stop),
    (lesson.stopping, lambda losses, patience: np.float32(early_stop(losses, patience))),
    (lesson.stopping, lambda losses, patience: list(early_stop(losses, patience))),
    (lesson.count, 3_071_908, 0.9),
    (lesson.count, np.int64(3_071_908), np.float32([0.9])),
    (lesson.count, 3_071_908, 2_765_200 / 3_071_908),
    (lesson.mirror, mirror),
    (lesson.mirror, lambda pictures, chosen: keras.ops.convert_to_tensor(mirror(pictures, chosen), "float32")),
    (lesson.mirror, pick(lambda pictures: np.flip(pictures, 2))),
    (lesson.suspects, lambda p, y, n: np.argsort(of_label(p, y))[:n]),
    (lesson.suspects, lambda p, y, n: sorted(range(len(y)), key=lambda k: p[k][y[k]])[:n]),
    (lesson.suspects, lambda p, y, n: pd.Series(-np.log(of_label(p, y))).nlargest(n).index),
    (lesson.bound, lambda looks: looks.max(axis=0).sum() / len(looks)),
    (lesson.bound, lambda looks: np.float32(sum(max(column) for column in looks.T) / len(looks))),
    (lesson.hits, hit_share),
    (
        lesson.hits,
        lambda heat, mask: np.float32((mask & (heat >= np.sort(heat, axis=None)[-mask.sum()])).sum() / mask.sum()),
    ),
    (lesson.alarms, 9.9, 59.99, 9.9 / 69.89, False),
    (lesson.alarms, 9.9, 60, 0.14, np.bool_(False)),
    (lesson.alarms, np.array(9.9), [59.99], np.float32(0.1417), np.bool_(False)),
]

WRONG = [
    (lesson.baseline, 350, majority, "all parts"),
    (lesson.baseline, 280, majority, "pictures_in_all is not"),
    (lesson.baseline, 2800, lambda y, z: 0.125, "returns 0.125"),
    (lesson.baseline, 2800, lambda y, z: np.isin(z, y).mean(), "is not right"),
    (lesson.baseline, 2800, lambda y, z: np.mean(z == np.mean(y).round()) + 0.01, "and that is not right"),
    (lesson.baseline, 2800, lambda y, z: max(majority(y, z), 1 / 8), "returns 0.125"),
    (lesson.baseline, 2800, 0.125, "should be a function"),
    (lesson.strangers, [0, 4, 5], STRANGERS, "does not belong"),
    (lesson.strangers, [0, 4, 5, 6], STRANGERS, "2 of your 4 numbers"),
    (lesson.strangers, [0, -4], STRANGERS, "One of your 2 numbers"),
    (lesson.strangers, [0.5, 4], STRANGERS, "One of your 2 numbers"),
    (lesson.strangers, range(12), STRANGERS, "10 of your 12 numbers"),
    (lesson.strangers, [True, False, False, False, True], STRANGERS, "truth values"),
    (lesson.strangers, [], STRANGERS, "is empty"),
    (lesson.strangers, [4], STRANGERS, "not found yet"),
    (lesson.strangers, 4, STRANGERS, "shape"),
    (lesson.strangers, ["Bodo"], STRANGERS, "should hold numbers"),
    (lesson.components, uncentred, "was the mean subtracted"),
    (lesson.components, lambda rows, count: eigenfaces(rows, 3), "For 2 directions"),
    (
        lesson.components,
        lambda rows, count: (rows.mean(axis=0), np.linalg.eigh(np.cov(rows.T))[1].T[:count]),
        "smallest",
    ),
    (lesson.components, lambda rows, count: (rows.mean(axis=0), eigenfaces(rows, count)[1][::-1]), "their order"),
    (lesson.components, lambda rows, count: (*eigenfaces(rows, count), count), "should return 2 things"),
    (lesson.components, lambda rows, count: (rows.mean(axis=0), [[1, 2], [3]]), "should hold numbers"),
    (lesson.components, lambda rows, count: eigenfaces(rows, count)[1], "should return 2 things"),
    (lesson.components, lambda rows, count: (rows.mean(), eigenfaces(rows, count)[1]), "shape"),
    (lesson.components, lambda rows, count: (0 * rows[0], eigenfaces(rows, count)[1]), "not the mean"),
    (lesson.components, lambda rows, count: (rows.mean(axis=0), eigenfaces(rows, count)[1].T), "in columns"),
    (lesson.components, lambda rows, count: (rows.mean(axis=0), 2 * eigenfaces(rows, count)[1]), "length 1"),
    (lesson.components, lambda rows, count: (rows.mean(axis=0), eigenfaces(rows, 6)[1][3:]), "largest variance"),
    (lesson.stopping, lambda losses, patience: early_stop(losses, patience + 1), "late"),
    (lesson.stopping, lambda losses, patience: (1, 1), "not right"),
    (lesson.stopping, lambda losses, patience: early_stop([int(loss) for loss in losses], patience), "losses below 1"),
    (lesson.stopping, lambda losses, patience: early_stop(losses, max(patience, 2)), "a patience of 1"),
    (lesson.stopping, stop(lambda best, last: (best, max(last, 2))), "you stop too late"),
    (lesson.stopping, stop(lambda best, last: (best, [last, last])), "single number"),
    (lesson.stopping, lambda losses, patience: 3, "should return 2 things"),
    (lesson.count, 3_067_508, 0.9, "are missing"),
    (lesson.count, 3_069_708, 0.9, "four numbers"),
    (lesson.count, 3_000_000, 0.9, "too small"),
    (lesson.count, 3_071_908, 90, "not per cent"),
    (lesson.count, 3_071_908, 0.5, "divided by all"),
    (lesson.count, 3_071_940, 0.9, "no batch normalisation"),
    (lesson.count, -3, 0.9, "too small"),
    (lesson.count, 3_071_908, 2_765_200, "between 0 and 1"),
    (lesson.mirror, lambda pictures, chosen: 1 - pictures, "neither"),
    (lesson.mirror, lambda pictures, chosen: mirror(pictures, chosen[::-1]), "neither"),
    (lesson.mirror, lambda pictures, chosen: np.round(mirror(pictures, chosen)), "neither"),
    (lesson.mirror, pick(lambda pictures: pictures.swapaxes(1, 2)), "ValueError"),
    (lesson.mirror, lambda pictures, chosen: pictures[chosen], "shape"),
    (lesson.suspects, lambda p, y, n: np.arange(n), "not right"),
    (lesson.suspects, lambda p, y, n: np.argsort(p[:, 0])[:n], "not right"),
    (lesson.suspects, lambda p, y, n: sorted(np.argsort(of_label(p, y))[:n]), "not right"),
    (lesson.suspects, lambda p, y, n: np.argsort(p.argmax(axis=1) == y, kind="stable")[:n], "not right"),
    (lesson.suspects, lambda p, y, n: np.argsort(of_label(p, y)), "shape"),
    (lesson.bound, lambda looks: 1.0, "is not right"),
    (lesson.bound, lambda looks: max(0.4, looks.max(axis=0).sum() / len(looks)), "the answer 0.4 is not right"),
    (lesson.bound, lambda looks: looks[:2].max(axis=0).sum() / len(looks), "is not right"),
    (lesson.bound, lambda looks: looks.max(axis=0).sum() / looks.sum().round() - 1e-3, "is not right"),
    (lesson.bound, lambda looks: looks.max(axis=0), "single number"),
    (lesson.hits, lambda heat, mask: 0.55, "not right"),
    (lesson.hits, lambda heat, mask: mask.ravel()[np.argsort(-heat.ravel())[:5]].mean(), "5 x 6 pixels"),
    (lesson.hits, lambda heat, mask: hit_share(np.maximum(heat, 0), mask), "7 x 4 pixels"),
    (
        lesson.hits,
        lambda heat, mask: mask.ravel()[np.argsort(-heat.ravel(order="F"))[: mask.sum()]].mean(),
        "not right",
    ),
    (lesson.alarms, 10, 59.99, 0.14, False, "right_alarms is not"),
    (lesson.alarms, 9.9, 599.9, 0.14, False, "0.001"),
    (lesson.alarms, 9.9, 5999, 0.14, False, "0.001"),
    (lesson.alarms, 9.9, 61, 0.14, False, "not on the list"),
    (lesson.alarms, 9.9, 59.99, 0.99, False, "share of alarms"),
    (lesson.alarms, 9.9, 59.99, 0.165, False, "false alarms; divide"),
    (lesson.alarms, 9.9, 59.99, 0.5, False, "share_right is not"),
    (lesson.alarms, 9.9, 59.99, 14.2, False, "not per cent"),
    (lesson.alarms, 9.9, 59.99, 0.1417, True, "one half"),
    (lesson.alarms, 9.9, 59.99, 0.1417, "no idea", "True or False"),
    (lesson.alarms, 9.9, 59.99, 0.858, False, "alarms that are false"),
    (lesson.alarms, 9.9, 59.4, 0.1417, False, "not on the list"),
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
    "::-1",
    "np.arange(",
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
