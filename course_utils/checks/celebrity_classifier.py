"""The checked exercises of lesson 07 (`lessons/07_celebrity_classifier.py`)."""

import numpy as np

from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import array, blame, call, close, compare_count, number, parts, share, true_or_false

_lesson = Lesson("07_celebrity_classifier", "A celebrity classifier")
guess, reveal = _lesson.guess, _lesson.reveal


def _commonest(labels) -> int:
    return int(np.bincount(labels).argmax())


@_lesson.exercise(
    "find the slip, and the baseline",
    kind="code",
    hints=(
        "Are the 250 pictures for training those of everybody, or of each person?",
        "np.bincount(labels) counts how often 0, 1, 2, ... appear; .argmax() gives the place of the largest.",
        "Take the class from the training labels, and count how many of the test labels it gets right.",
    ),
    mistakes={
        "That is the commonest class of the test labels: nobody may look at those to decide.": (
            lambda train, test: np.mean(test == _commonest(test))
        ),
        "That is the share in the training labels; the test labels may be mixed differently.": (
            lambda train, test: np.mean(train == _commonest(train))
        ),
        "That is a count, no share: divide the right answers by the number of pictures.": (
            lambda train, test: np.sum(test == _commonest(train))
        ),
        "That is the commonest class itself; asked is how often it is right.": lambda train, test: _commonest(train),
        "You divide by the number of training pictures; the answers are counted on the test pictures.": (
            lambda train, test: np.sum(test == _commonest(train)) / len(train)
        ),
        "You take the largest label; the one that appears most often is asked for.": (
            lambda train, test: np.mean(test == train.max())
        ),
        "You take the first label; the one that appears most often is asked for.": (
            lambda train, test: np.mean(test == train[0])
        ),
        "You take the median label; the one that appears most often is asked for.": (
            lambda train, test: np.mean(test == np.median(train))
        ),
    },
)
def baseline(pictures_in_all, majority_accuracy) -> str:
    """Check the number of pictures and the majority baseline."""
    pictures = number(pictures_in_all, "pictures_in_all")
    if pictures in (350, 2000, 400):
        raise Wrong(f"pictures_in_all is not {pictures:g}: all parts, of all eight people.")
    if pictures != 2800:
        raise Wrong(f"pictures_in_all is not {pictures:g}.")
    cases = [
        ([1, 3, 3, 2, 3, 0, 5, 1, 1, 3, 0, 5, 0], [0, 2, 0, 3, 5, 2, 0, 1, 0, 2, 5, 0, 2, 3, 2, 0, 5]),
        ([6, 2, 2, 0, 6, 6, 1, 7, 6], [2, 2, 7, 0, 6]),
        ([5, 0, 0, 5, 0], [1, 5, 1, 5]),
        ([2, 1, 0, 1], [1, 1, 1, 1, 0, 1]),
    ]
    for train, test in cases:
        train, test = np.array(train), np.array(test)
        answer = number(
            call(majority_accuracy, train, test, name="majority_accuracy"), "what majority_accuracy returns"
        )
        if close(answer, np.mean(test == _commonest(train))):
            continue
        blame(answer, baseline.mistakes, train, test)
        raise Wrong(
            f"For the training labels {train.tolist()} and the test labels {test.tolist()} majority_accuracy returns "
            f"{answer:g}, and that is not right."
        )
    return "Every accuracy of this lesson has to be seen from there: that much is right without looking at a picture."


@_lesson.exercise(
    "the strangers",
    kind="number",
    hints=(
        "Compare with the wall at the beginning of the lesson, if that one shows drawn faces.",
        "Hats, glasses, light and pictures without colour come and go. Form of the face, skin and hair mostly stay.",
        "Hairdressers exist. If only the hair is new, and all the rest fits, it may be the same person.",
    ),
)
def strangers(numbers, right) -> str:
    """Check which pictures show somebody else than their label says."""
    listed = list(numbers) if isinstance(numbers, (set, frozenset)) else numbers
    given = array(listed, (-1,), "stranger_numbers")
    if np.asarray(listed).dtype == bool:
        raise Wrong("stranger_numbers should be a list of the numbers above the pictures; these are truth values.")
    chosen, wanted = set(given.tolist()), set(np.asarray(right, float).tolist())
    missed, wrongly = len(wanted - chosen), len(chosen - wanted)
    if wrongly == 1:
        raise Wrong(f"One of your {len(chosen)} numbers does not belong there: its label is right.")
    if wrongly:
        raise Wrong(f"{wrongly} of your {len(chosen)} numbers do not belong there: their labels are right.")
    if not chosen:
        raise Wrong("Your list is empty, but there are strangers.")
    if missed:
        raise Wrong(f"All of yours are strangers, but there are more: {missed} not found yet.")
    return "In the strangers several things differ at once. You have done by eye what a net will do further below."


@_lesson.exercise(
    "Eigenfaces by hand",
    kind="code",
    hints=(
        "mean = rows.mean(axis=0) is the mean face. Subtract it from every row first.",
        "np.linalg.svd(a, full_matrices=False) returns U, S, V^T; one array of the three is (directions, p).",
    ),
)
def components(function) -> str:
    """Check mean and principal components against the eigenvectors of the covariance, for rows of several sizes."""
    random = np.random.default_rng(0)
    long = random.normal(size=(30, 6)) @ np.diag([5, 3, 2, 1, 0.5, 0.1]) + np.array([40.0, 0, -3, 8, 1, 2])
    wide = 1000 * random.normal(size=(8, 12)) @ np.diag(0.7 ** np.arange(12)) - 2000
    for rows, count in ((long, 3), (long, 2), (wide, 4), (0.001 * long[:9], 1)):
        answer = call(function, rows, count, name="eigenfaces")
        mean, found = parts(answer, ("the mean", "the directions"), "eigenfaces")
        _check_components(
            array(mean, rows.shape[1:], "the mean"), array(found, (-1, -1), "the directions"), rows, count
        )
    return "The directions sit in the rows of V^T, largest variance first: a face is now a mean and a few numbers."


def _check_components(mean, found, rows, count) -> None:
    wanted = (count, rows.shape[1])
    if not close(mean, rows.mean(axis=0)):
        raise Wrong("The mean is not the mean of the rows, number by number.")
    if found.shape == wanted[::-1] != wanted:
        raise Wrong("Directions should be rows, (count, p); yours stand in columns.")
    if found.shape != wanted:
        raise Wrong(f"For {count} directions of {wanted[1]} numbers the shape is {wanted}; yours is {found.shape}.")
    if not close(np.linalg.norm(found, axis=1), np.ones(count)):
        raise Wrong("The directions should have length 1.")
    by_variance = np.linalg.eigh(np.cov(rows.T))[1].T  # the smallest first; the sign of a direction is free
    if _same_lines(found, by_variance[::-1][:count]):
        return
    if np.abs(found[0] @ mean) / np.linalg.norm(mean) > 0.95:
        raise Wrong("Your first direction points to the mean face: was the mean subtracted?")
    if _same_lines(found, by_variance[:count]):
        raise Wrong("These are the directions of smallest variance; np.linalg.eigh, for one, sorts them so.")
    if _same_lines(found, by_variance[::-1][:count][::-1]):
        raise Wrong("The directions are right, their order is not: largest variance first.")
    raise Wrong("These are not the directions of largest variance, largest first.")


def _same_lines(one, other) -> bool:
    return np.allclose(np.abs((one * other).sum(axis=1)), 1, atol=1e-5)


def _stopped(losses, patience, is_new=lambda value, lowest: value < lowest) -> tuple[int, int]:
    """Return the best epoch and the last one that is run, counted from 1."""
    best = 0
    for epoch, value in enumerate(losses):
        if is_new(value, losses[best]):
            best = epoch
        elif epoch - best >= patience:
            return best + 1, epoch + 1
    return best + 1, len(losses)


def _stopped_after_rises(losses, patience) -> tuple[int, int]:
    rises = 0
    for epoch in range(1, len(losses)):
        rises = rises + 1 if losses[epoch] >= losses[epoch - 1] else 0
        if rises >= patience:
            return int(np.argmin(losses[: epoch + 1])) + 1, epoch + 1
    return int(np.argmin(losses)) + 1, len(losses)


@_lesson.exercise(
    "stop early",
    kind="code",
    hints=(
        "Remember the place of the lowest loss so far, and go through the list epoch by epoch.",
        "How many epochs ago was the lowest loss? Compare that with patience, after each epoch.",
        "A list counts from 0, an epoch from 1.",
    ),
    mistakes={
        "Your epochs are counted from 0.": lambda losses, patience: np.array(_stopped(losses, patience)) - 1,
        "The best epoch comes first, the last one second.": lambda losses, patience: _stopped(losses, patience)[::-1],
        "Nobody can keep the weights of an epoch that was never run.": (
            lambda losses, patience: (np.argmin(losses) + 1, _stopped(losses, patience)[1])
        ),
        "An equal loss is no new lowest loss.": (
            lambda losses, patience: _stopped(losses, patience, lambda value, lowest: value <= lowest)
        ),
        "You count how often the loss rose; what counts is how long ago the lowest one was.": _stopped_after_rises,
        "Your rule always takes the epoch that lies patience before the last; the list may end before patience does.": (
            lambda losses, patience: (max(1, _stopped(losses, patience)[1] - patience), _stopped(losses, patience)[1])
        ),
        "The second number is the last epoch that is run, not the number of epochs without progress.": (
            lambda losses, patience: (_stopped(losses, patience)[0], patience)
        ),
    },
)
def stopping(function) -> str:
    """Check the best and the last epoch on runs with one and with two valleys."""
    runs = [
        ([3, 1, 2, 2.5, 2, 3], 2, "a run with one valley"),
        ([3, 1, 2], 5, "a run that ends before patience does"),
        ([5, 4, 3, 2, 1], 2, "a run that improves to its end"),
        ([5, 3, 4, 4, 1], 2, "a run whose deeper valley comes too late"),
        ([5, 3, 4, 4, 1], 3, "the same run with more patience"),
        ([2, 3, 1, 3, 3, 3, 3], 3, "a run with two valleys"),
        ([2, 2, 2, 2], 2, "a run that never improves"),
        ([0.45, 0.41, 0.44, 0.43, 0.4, 0.42, 0.39, 0.46, 0.47], 3, "a run with losses below 1"),
        ([0.9, 0.5, 0.7, 0.6, 0.55, 0.8, 0.9], 3, "a run that jumps up and recovers, but not to a new lowest loss"),
        ([-1.5, -2.5, -2.4, -2.6, -2.1], 1, "a run with losses below 0 and a patience of 1"),
        ([0.7], 3, "a run of one epoch"),
        ([4, 3.5, 3.2, 3.3, 3.1, 3.4, 3.3, 3.2, 3.15, 3.05], 5, "a run that ends with a new lowest loss"),
    ]
    for losses, patience, what in runs:
        given = call(function, losses, patience, name="early_stop")
        given = parts(given, ("the best epoch", "the last epoch"), "early_stop")
        answer = tuple(
            number(part, name) for part, name in zip(given, ("the best epoch", "the last epoch"), strict=True)
        )
        wanted = _stopped(losses, patience)
        if answer == wanted:
            continue
        blame(answer, stopping.mistakes, losses, patience)
        if answer[0] == wanted[0]:
            raise Wrong(f"For {what} you stop too {'early' if answer[1] < wanted[1] else 'late'}.")
        said = f"{answer[0]:g}, {answer[1]:g}"
        raise Wrong(f"For {what}, losses {losses} with patience {patience}, the answer {said} is not right.")
    return "A rule that looks only at the past can be wrong about the future: a deeper valley may come too late."


@_lesson.exercise(
    "where the parameters are",
    kind="number",
    hints=(
        "A dense layer has inputs times units weights, and a bias for each unit.",
        "Batch normalisation adds four numbers for each unit of the three hidden layers.",
    ),
)
def count(all_numbers, first_share) -> str:
    """Check the parameters of the original's fully connected net."""
    of_first = share(first_share, "first_share")
    tempting = {
        3_067_508: "the numbers of batch normalisation are missing",
        3_070_800: "the biases are missing",
        3_066_400: "biases and batch normalisation are missing",
        3_069_708: "batch normalisation has four numbers a unit; two of them are not trained, but they are stored",
        3_071_940: "the outputs have no batch normalisation",
    }
    compare_count(all_numbers, 3_071_908, "all_numbers", tempting)
    if not close(of_first, 2_765_200 / 3_071_908, 2e-3):
        raise Wrong(f"first_share is not {of_first:g}: the first layer's weights and biases, divided by all numbers.")
    return "Each of the first 400 units has a weight for every number of the picture: nine tenths sit in that layer."


def _picked(chosen, pictures, changed) -> np.ndarray:
    """Return the pictures, those that are chosen from the changed ones."""
    return np.where(np.asarray(chosen)[:, None, None, None], changed, pictures)


@_lesson.exercise(
    "mirror some of them",
    kind="code",
    hints=(
        "Axes: 0 pictures, 1 downwards, 2 to the right, 3 colours. Which of them does a mirror turn round?",
        "A step of -1 in a slice runs backwards along its axis. Copy the pictures, and write into the chosen ones.",
    ),
    mistakes={
        "The chosen pictures stand on their heads.": lambda pictures, chosen: _picked(
            chosen, pictures, pictures[:, ::-1]
        ),
        "The chosen pictures have their colours reversed.": (
            lambda pictures, chosen: _picked(chosen, pictures, pictures[..., ::-1])
        ),
        "The chosen pictures are turned by half a turn; a mirror keeps up and down.": (
            lambda pictures, chosen: _picked(chosen, pictures, pictures[:, ::-1, ::-1])
        ),
        "All pictures are mirrored.": lambda pictures, chosen: pictures[:, :, ::-1],
        "The pictures that were not chosen are mirrored.": (
            lambda pictures, chosen: _picked(chosen, pictures[:, :, ::-1], pictures)
        ),
        "No picture is mirrored.": lambda pictures, chosen: pictures,
        "The order of the pictures is turned round as well.": (
            lambda pictures, chosen: _picked(chosen, pictures, pictures[::-1, :, ::-1])
        ),
    },
)
def mirror(function) -> str:
    """Check that the chosen pictures are mirrored, and the others kept, for batches of several sizes."""
    random = np.random.default_rng(0)
    cases = [((4, 5, 7, 3), [1, 0, 0, 0]), ((3, 6, 6, 3), [0, 1, 1]), ((5, 4, 3, 3), [0] * 5), ((2, 3, 4, 3), [1, 1])]
    for size, chosen in cases:
        pictures, chosen = random.uniform(0, 255, size=size), np.array(chosen, dtype=bool)
        answer = array(call(function, pictures, chosen, name="mirror_some"), size, "what mirror_some returns")
        if close(answer, _picked(chosen, pictures, pictures[:, :, ::-1])):
            continue
        blame(answer, mirror.mistakes, pictures, chosen)
        raise Wrong("The pictures that come out are neither the old ones nor their mirror images.")
    return "Axis 2 runs to the right. As many pictures as before, and twice as many that they could become."


def _of_label(probabilities, labels) -> np.ndarray:
    return probabilities[np.arange(len(labels)), labels]


@_lesson.exercise(
    "the most suspicious first",
    kind="code",
    hints=(
        "From each row of probabilities only one number matters. Which class is it of?",
        "Two arrays of places, one of rows and one of columns, pick one number from each row.",
        "np.argsort gives the places from the smallest number to the largest.",
    ),
    mistakes={
        "You put the least suspicious first.": lambda p, y, n: np.argsort(-_of_label(p, y))[:n],
        "You sort by the best answer's probability; what matters is that of the given label.": (
            lambda p, y, n: np.argsort(p.max(axis=1))[:n]
        ),
        "You sort by how sure the net is of its best answer; what matters is the probability of the given label.": (
            lambda p, y, n: np.argsort(-p.max(axis=1))[:n]
        ),
        "You compare the label with the best answer; what matters is the probability of the given label alone.": (
            lambda p, y, n: np.argsort(_of_label(p, y) - p.max(axis=1))[:n]
        ),
        "These are probabilities; the numbers of the pictures are asked for.": (
            lambda p, y, n: np.sort(_of_label(p, y))[:n]
        ),
        "These are the right pictures in the wrong order: the least probable comes first.": (
            lambda p, y, n: np.argsort(_of_label(p, y))[:n][::-1]
        ),
    },
)
def suspects(function) -> str:
    """Check the order of suspicion, for nets of several sizes."""
    random = np.random.default_rng(0)
    five = np.array([[0.7, 0.2, 0.1], [0.05, 0.9, 0.05], [0.3, 0.4, 0.3], [0.02, 0.08, 0.9], [0.6, 0.1, 0.3]])
    cases = [(five, np.array([0, 1, 0, 0, 1]), 3)]
    for n, classes, asked in ((12, 4, 5), (7, 2, 1), (20, 8, 20), (9, 5, 2)):
        labels = random.integers(classes, size=n)
        labels[-1] = classes - 1
        cases.append((random.dirichlet(np.ones(classes), n), labels, asked))
    for probabilities, labels, asked in cases:
        answer = call(function, probabilities, labels, asked, name="most_suspicious")
        order = array(answer, (asked,), "what most_suspicious returns")
        if np.array_equal(order, np.argsort(_of_label(probabilities, labels))[:asked]):
            continue
        blame(order, suspects.mistakes, probabilities, labels, asked)
        raise Wrong(f"For {len(labels)} pictures that we made up the answer {order.tolist()} is not right.")
    return "The loss of a picture is -ln of its label's probability: large loss, large suspicion."


@_lesson.exercise(
    "the bound for two people",
    kind="code",
    hints=(
        "Somebody sees one colour. Whom should they name?",
        "Look at one column of the table: which of its entries can be turned into right answers?",
        "Each person is met with probability 1 / people.",
    ),
    mistakes={
        "You take the commonest colour of each person; but the colour is seen and the person is asked for.": (
            lambda looks: looks.max(axis=1).mean()
        ),
        "Your accuracy can get above 1: how often is each person met?": lambda looks: looks.max(axis=0).sum(),
        "Not all colours are equally common: weigh them by how often they are seen.": lambda looks: looks.max(
            axis=0
        ).mean(),
        "You divide by 2; the table may have any number of people.": lambda looks: looks.max(axis=0).sum() / 2,
        "You name the person for the commonest colour only; every colour that is seen wants an answer.": (
            lambda looks: looks[:, looks.sum(axis=0).argmax()].max() / len(looks)
        ),
    },
)
def bound(function) -> str:
    """Check the best possible accuracy on tables of several sizes."""
    random = np.random.default_rng(1)
    tables = [
        np.array([[0.5, 0.3, 0.2], [0.1, 0.3, 0.6]]),
        random.dirichlet(np.ones(6), 3),
        np.array([[0.25, 0.75], [0.25, 0.75], [0.25, 0.75]]),
        np.eye(4),
        random.dirichlet(np.ones(2), 5),
        np.array([[0.2, 0.8]]),
    ]
    for looks in tables:
        answer = number(call(function, looks, name="best_accuracy"), "what best_accuracy returns")
        if close(answer, looks.max(axis=0).sum() / len(looks)):
            continue
        blame(answer, bound.mistakes, looks)
        raise Wrong(f"For looks = {looks.round(3).tolist()} the answer {answer:.3g} is not right.")
    return "For each colour, name the person to whom it fits best. Equal rows leave only guessing."


def _share_of_hottest(heat, mask) -> float:
    return mask.ravel()[np.argsort(-heat.ravel())[: mask.sum()]].mean()


@_lesson.exercise(
    "mark a map",
    kind="code",
    hints=(
        "heat.ravel() and mask.ravel() are rows of pixels in the same order; mask.sum() is the number of pixels in it.",
        "np.argsort(-row)[:k] are the places of the k largest numbers.",
    ),
    mistakes={
        "That is a number of pixels: divide by how many you took.": (
            lambda heat, mask: _share_of_hottest(heat, mask) * mask.sum()
        ),
        "You divided by all pixels of the picture, not by those you took.": (
            lambda heat, mask: _share_of_hottest(heat, mask) * mask.mean()
        ),
        "You took the coldest pixels.": lambda heat, mask: _share_of_hottest(-heat, mask),
        "Cold is not hot: a large negative number is no heat.": lambda heat, mask: _share_of_hottest(
            np.abs(heat), mask
        ),
        "That is what dice would score; the map has not been used.": lambda heat, mask: mask.mean(),
        "You took all pixels that are hotter than the mean; take as many as the mask has.": (
            lambda heat, mask: mask[heat > heat.mean()].mean()
        ),
        "You took all pixels that are hotter than the median; take as many as the mask has.": (
            lambda heat, mask: mask[heat > np.median(heat)].mean()
        ),
        "That is the share of the heat that lies in the mask; here pixels are counted.": (
            lambda heat, mask: heat[mask].sum() / heat.sum()
        ),
    },
)
def hits(function) -> str:
    """Check the share of hottest pixels inside the mask, with maps that contain negative values."""
    random = np.random.default_rng(0)
    heat = np.array([[9.0, 1.0, -8.0, 0.5], [7.0, 3.0, 0.2, 0.1], [0.3, 5.0, -9.0, 0.4]])
    mask = np.array([[1, 0, 1, 0], [1, 0, 0, 0], [0, 1, 0, 1]], bool)  # 5 pixels; hottest: 9 7 5 3 1
    cases = [(heat, mask)]
    for size, covered, offset in (((5, 6), 4, 0.0), ((7, 4), 13, -9.0), ((6, 6), 10, 0.5), ((3, 5), 1, 0.0)):
        heat = random.permutation(np.prod(size)).reshape(size) / 10  # no two pixels are equally hot
        mask = heat >= np.sort(heat.ravel())[-covered]
        mask = mask if covered == 1 else _with_misses(mask, random)
        cases.append((heat + offset, mask))
    cases.append((np.array([[0.1, -0.2], [0.3, 5.0]]), np.array([[False, False], [True, False]])))  # a miss
    for heat, mask in cases:
        answer = number(call(function, heat, mask, name="hit_share"), "what hit_share returns")
        if close(answer, _share_of_hottest(heat, mask)):
            continue
        blame(answer, hits.mistakes, heat, mask)
        size = " x ".join(map(str, heat.shape))
        raise Wrong(f"For a map of {size} pixels that we made up, the answer {answer:g} is not right.")
    return "A rank does not depend on the map's scale, and a perfect map scores 1: a map can now be wrong."


def _with_misses(mask, random) -> np.ndarray:
    """Return a mask of as many pixels, a quarter of which lies elsewhere."""
    moved = mask.copy()
    swapped = max(1, mask.sum() // 4)
    for inside, value in ((mask, False), (~mask, True)):
        moved.flat[random.choice(np.flatnonzero(inside), swapped, replace=False)] = value
    return moved


@_lesson.exercise(
    "false alarms",
    kind="number",
    hints=(
        "Right alarms come from those on the list, false alarms from everybody else.",
        "The share of right alarms is right alarms divided by all alarms.",
    ),
)
def alarms(right_alarms, false_alarms, share_right, rather_listed) -> str:
    """Check the base-rate arithmetic of a mass search."""
    right, false = number(right_alarms, "right_alarms"), number(false_alarms, "false_alarms")
    of_alarms, listed = share(share_right, "share_right"), true_or_false(rather_listed, "rather_listed")
    if not close(right, 9.9, 6e-3):
        raise Wrong(f"right_alarms is not {right:g}: how many of the people on the list does it recognise?")
    if any(close(false, 59.99 * factor, 0.01) for factor in (0.1, 10, 100)):
        raise Wrong(f"false_alarms is not {false:g}: 0.1 % is 0.001.")
    if not close(false, 59.99, 1e-3):
        raise Wrong(f"false_alarms is not {false:g}: it takes its share of everybody who is not on the list.")
    if close(of_alarms, 0.99, 2e-3):
        raise Wrong(
            "That is the share of listed people who are recognised; asked is the share of alarms that are right."
        )
    if close(of_alarms, 9.9 / 59.99, 0.02):
        raise Wrong("You divided by the false alarms; divide by all of them.")
    if close(of_alarms, 59.99 / 69.89, 0.01):
        raise Wrong("That is the share of alarms that are false.")
    if not close(of_alarms, 9.9 / 69.89, 0.02):
        raise Wrong(f"share_right is not {of_alarms:.3g}.")
    if listed:
        raise Wrong("Compare the share with one half.")
    return "Nearly 60 000 people are on no list, and each may be reported: the rarer the wanted, the more the innocent."
