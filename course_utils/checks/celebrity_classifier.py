"""The checked exercises of lesson 07 (`lessons/07_celebrity_classifier.py`)."""

import math

import numpy as np

from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import array, call, is_blank, number
from course_utils.checks._kinds import count as compare_count

_lesson = Lesson("07_celebrity_classifier", "A celebrity classifier")
guess, reveal = _lesson.guess, _lesson.reveal


@_lesson.exercise(
    "find the slip, and the baseline",
    kind="code",
    hints=(
        "Are the 250 pictures for training those of everybody, or of each person?",
        "np.bincount(labels) counts how often 0, 1, 2, ... appear; .argmax() gives the place of the largest.",
        "Take the class from the training labels, and count how many of the test labels it gets right.",
    ),
)
def baseline(pictures_in_all, majority_accuracy) -> str:
    """Check the number of pictures and the majority baseline."""
    if not callable(majority_accuracy):
        raise Wrong("majority_accuracy should be a function.")
    y_train, y_test = np.array([2, 2, 2, 0, 1, 2, 0]), np.array([0, 0, 0, 2, 1, 0, 2, 0, 0, 0])
    answer = call(majority_accuracy, y_train, y_test, name="majority_accuracy")
    pictures = number(pictures_in_all, "pictures_in_all")
    if pictures in (350, 2000, 400):
        raise Wrong(f"pictures_in_all is not {pictures:g}: all parts, of all eight people.")
    if pictures != 2800:
        raise Wrong(f"pictures_in_all is not {pictures:g}.")
    share = number(answer, "what majority_accuracy returns")
    if share in (0.7, 7):
        raise Wrong("That is the commonest class of the test labels: nobody may look at those to decide.")
    if share in (2, 20):
        raise Wrong("That is a class or a count, no share: count the right answers, divide by the number of pictures.")
    if math.isclose(share, 4 / 7, abs_tol=0.01):
        raise Wrong("That is the share in the training labels; the test labels may be mixed differently.")
    if not math.isclose(share, 0.2):
        raise Wrong(f"For labels that we made up, majority_accuracy returns {share:g}, and that is not right.")
    return "Every accuracy of this lesson has to be seen from there."


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
    given = array(numbers, (-1,), "stranger_numbers")
    if np.asarray(numbers).dtype == bool:
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
    return "You have done by eye what a net will do further below."


@_lesson.exercise(
    "Eigenfaces by hand",
    kind="code",
    hints=(
        "mean = rows.mean(axis=0) is the mean face. Subtract it from every row first.",
        "np.linalg.svd(a, full_matrices=False) returns U, S, V^T; one array of the three is (directions, p).",
    ),
)
def components(function) -> str:
    """Check mean and principal components against the eigenvectors of the covariance."""
    random = np.random.default_rng(0)
    rows = random.normal(size=(30, 6)) @ np.diag([5, 3, 2, 1, 0.5, 0.1]) + np.array([40.0, 0, -3, 8, 1, 2])
    changed = "Your function has changed the rows that it was given: -= writes into them."
    answer = call(function, rows, 3, name="eigenfaces", untouched=changed)
    if not isinstance(answer, tuple | list) or len(answer) != 2:
        raise Wrong("eigenfaces should return two things: the mean, and the directions.")
    mean = array(answer[0], (6,), "the mean")
    if not np.allclose(mean, rows.mean(axis=0)):
        raise Wrong("The mean is not the mean of the rows, number by number.")
    if np.shape(answer[1]) == (6, 3):
        raise Wrong("Directions should be rows, (count, p); yours stand in columns.")
    found = array(answer[1], (3, 6), "the directions")
    if not np.allclose(np.linalg.norm(found, axis=1), 1):
        raise Wrong("The directions should have length 1.")
    right = np.linalg.eigh(np.cov(rows.T))[1][:, ::-1].T[:3]  # the sign of a direction is free
    if np.allclose(np.abs((found * right).sum(axis=1)), 1, atol=1e-6):
        if np.shape(call(function, rows.copy(), 2, name="eigenfaces")[1]) != (2, 6):
            raise Wrong("For another count the number of directions is not right.")
        return "A face is now a mean and a handful of numbers."
    if np.abs(found[0] @ mean) / np.linalg.norm(mean) > 0.95:
        raise Wrong("Your first direction points to the mean face: was the mean subtracted?")
    raise Wrong("These are not the directions of largest variance, largest first.")


@_lesson.exercise(
    "stop early",
    kind="code",
    hints=(
        "Remember the place of the lowest loss so far, and go through the list epoch by epoch.",
        "How many epochs ago was the lowest loss? Compare that with patience, after each epoch.",
        "A list counts from 0, an epoch from 1.",
    ),
)
def stopping(function) -> str:
    """Check the best and the last epoch on runs with one and with two valleys."""
    runs = [
        ([5, 4, 3, 2, 1], 2, (5, 5), "a run that improves to its end"),
        ([3, 1, 2, 2, 2, 2], 2, (2, 4), "a run with one valley"),
        ([5, 3, 4, 4, 1], 2, (2, 4), "a run whose deeper valley comes too late"),
        ([5, 3, 4, 4, 1], 3, (5, 5), "the same run with more patience"),
        ([2, 3, 1, 3, 3, 3, 3], 3, (3, 6), "a run with two valleys"),
        ([2, 2, 2, 2], 2, (1, 3), "a run that never improves"),
        ([5, 2, 4, 3, 2.5, 6, 7], 3, (2, 5), "a run that jumps up and recovers slowly, but not to a new lowest loss"),
    ]
    for losses, patience, wanted, what in runs:
        answer = tuple(array(call(function, losses, patience, name="early_stop"), (2,), "what early_stop returns"))
        if answer == wanted:
            continue
        if answer == (wanted[0] - 1, wanted[1] - 1):
            raise Wrong("Your epochs are counted from 0.")
        if answer == wanted[::-1]:
            raise Wrong("The best epoch comes first, the last one second.")
        if answer[0] == wanted[0]:
            raise Wrong(f"For {what} you stop too {'early' if answer[1] < wanted[1] else 'late'}.")
        if answer[0] == np.argmin(losses) + 1 != wanted[0]:
            raise Wrong("Nobody can keep the weights of an epoch that was never run.")
        said = f"{answer[0]:g}, {answer[1]:g}"
        raise Wrong(f"For {what}, losses {losses} with patience {patience}, the answer {said} is not right.")
    return "A rule that looks only at the past can be wrong about the future."


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
    share = number(first_share, "first_share")
    tempting = {
        3_067_508: "the numbers of batch normalisation are missing",
        3_070_800: "the biases are missing",
        3_066_400: "biases and batch normalisation are missing",
        3_069_708: "batch normalisation has four numbers a unit; two of them are not trained, but they are stored",
        3_071_940: "the outputs have no batch normalisation",
    }
    compare_count(all_numbers, 3_071_908, "all_numbers", tempting)
    if math.isclose(share, 100 * 2_765_200 / 3_071_908, abs_tol=0.2):
        raise Wrong("first_share should be a number from 0 to 1, no percentage.")
    if not math.isclose(share, 2_765_200 / 3_071_908, abs_tol=0.002):
        raise Wrong(f"first_share is not {share:g}: the first layer's weights and biases, divided by all numbers.")
    return "Most of that net looks at single pixels."


@_lesson.exercise(
    "mirror some of them",
    kind="code",
    hints=(
        "Axes: 0 pictures, 1 downwards, 2 to the right, 3 colours. a[:, :, ::-1] runs backwards along axis 2.",
        "Copy the pictures, then write into the chosen ones: changed[chosen] = ...",
    ),
)
def mirror(function) -> str:
    """Check that the chosen pictures are mirrored, the others kept, and the original untouched."""
    pictures = np.random.default_rng(0).uniform(size=(4, 5, 5, 3))
    chosen = np.array([True, False, False, True])
    changed = "Your function has changed the pictures that it was given: work on a copy."
    answer = call(function, pictures, chosen, name="mirror_some", untouched=changed)
    answer = array(answer, pictures.shape, "what mirror_some returns")
    picked = chosen[:, None, None, None]
    if np.array_equal(answer, np.where(picked, pictures[:, :, ::-1], pictures)):
        return "As many training pictures as before, and twice as many that they could become."
    tempting = {
        "The chosen pictures stand on their heads": np.where(picked, pictures[:, ::-1], pictures),
        "The chosen pictures have their colours reversed": np.where(picked, pictures[..., ::-1], pictures),
        "All pictures are mirrored": pictures[:, :, ::-1],
        "The pictures that were not chosen are mirrored": np.where(picked, pictures, pictures[:, :, ::-1]),
        "No picture is mirrored": pictures,
    }
    for finding, wrong in tempting.items():
        if np.array_equal(answer, wrong):
            raise Wrong(f"{finding}.")
    raise Wrong("The pictures that come out are neither the old ones nor their mirror images.")


@_lesson.exercise(
    "the most suspicious first",
    kind="code",
    hints=(
        "probabilities[np.arange(n), labels] picks one number from each row: that of its label.",
        "np.argsort gives the places from the smallest number to the largest.",
    ),
)
def suspects(function) -> str:
    """Check the order of suspicion."""
    probabilities = np.array([[0.7, 0.2, 0.1], [0.05, 0.9, 0.05], [0.3, 0.4, 0.3], [0.02, 0.08, 0.9], [0.6, 0.1, 0.3]])
    labels = np.array([0, 1, 0, 0, 1])
    answer = call(function, probabilities, labels, 3, name="most_suspicious")
    order = array(answer, (3,), "what most_suspicious returns").tolist()
    if order == [3, 4, 2]:
        return "Large loss, large suspicion."
    if order == [1, 0, 2]:
        raise Wrong("You put the least suspicious first.")
    if order == [2, 4, 0]:
        raise Wrong("You sort by the best answer's probability; what matters is that of the given label.")
    if np.allclose(order, [0.02, 0.1, 0.3]):
        raise Wrong("These are probabilities; the numbers of the pictures are asked for.")
    raise Wrong(f"For five pictures that we made up the answer {order} is not right.")


@_lesson.exercise(
    "the bound for two people",
    kind="code",
    hints=(
        "Somebody sees one colour. Whom should they name?",
        "Look at one column of the table: which of its entries can be turned into right answers?",
        "Each person is met with probability 1 / people.",
    ),
)
def bound(function) -> str:
    """Check the best possible accuracy on three tables."""
    tables = [
        np.array([[0.5, 0.3, 0.2], [0.1, 0.3, 0.6]]),
        np.array([[0.25, 0.75], [0.25, 0.75], [0.25, 0.75]]),
        np.eye(4),
    ]
    answers = [
        number(call(function, table.copy(), name="best_accuracy"), "what best_accuracy returns") for table in tables
    ]
    right = [table.max(axis=0).sum() / len(table) for table in tables]
    if np.allclose(answers, right):
        return "Equal rows leave guessing; rows that share no colour leave no doubt."
    if np.allclose(answers, [table.max(axis=1).mean() for table in tables]):
        raise Wrong("You take the commonest colour of each person; but the colour is seen and the person is asked for.")
    if np.allclose(answers, [table.max(axis=0).sum() for table in tables]):
        raise Wrong("Your accuracy can get above 1: how often is each person met?")
    if np.allclose(answers, [table.max(axis=0).mean() for table in tables]):
        raise Wrong("Not all colours are equally common: weigh them by how often they are seen.")
    wrong = next(k for k in range(3) if not math.isclose(answers[k], right[k]))
    raise Wrong(f"For looks = {tables[wrong].tolist()} the answer {answers[wrong]:.3g} is not right.")


@_lesson.exercise(
    "mark a map",
    kind="code",
    hints=(
        "heat.ravel() and mask.ravel() are rows of pixels in the same order; mask.sum() is the number of pixels in it.",
        "np.argsort(-row)[:k] are the places of the k largest numbers.",
    ),
)
def hits(function) -> str:
    """Check the share of hottest pixels inside the mask, with maps that contain negative values."""
    heat = np.array([[9.0, 1.0, -8.0, 0.5], [7.0, 3.0, 0.2, 0.1], [0.3, 5.0, -9.0, 0.4]])
    mask = np.array([[1, 0, 1, 0], [1, 0, 0, 0], [0, 1, 0, 1]], bool)  # 5 pixels; hottest: 9 7 5 3 1
    share = number(call(function, heat.copy(), mask.copy(), name="hit_share"), "what hit_share returns")
    if math.isclose(share, 0.6):
        return "A map can now be wrong, and that makes it worth something."
    if math.isclose(share, 3):
        raise Wrong("That is a number of pixels: divide by how many you took.")
    if math.isclose(share, 3 / 12):
        raise Wrong("You divided by all pixels of the picture, not by those you took.")
    if math.isclose(share, 0.2):
        raise Wrong("You took the coldest pixels.")
    if math.isclose(share, 0.8):
        raise Wrong("Cold is not hot: a large negative number is no heat.")
    if math.isclose(share, 5 / 12):
        raise Wrong("That is what dice would score; the map has not been used.")
    raise Wrong(f"For a map of 3 x 4 pixels that we made up, the answer {share:g} is not right.")


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
    share = number(share_right, "share_right")
    if not math.isclose(right, 9.9, abs_tol=0.06):
        raise Wrong(f"right_alarms is not {right:g}: how many of the people on the list does it recognise?")
    if any(math.isclose(false, 59.99 * factor, rel_tol=0.01) for factor in (0.1, 10, 100)):
        raise Wrong(f"false_alarms is not {false:g}: 0.1 % is 0.001.")
    if not math.isclose(false, 59.99, abs_tol=0.06):
        raise Wrong(f"false_alarms is not {false:g}: it takes its share of everybody who is not on the list.")
    if math.isclose(share, 0.99, abs_tol=0.002):
        raise Wrong(
            "That is the share of listed people who are recognised; asked is the share of alarms that are right."
        )
    if math.isclose(share, 100 * 9.9 / 69.89, abs_tol=0.3):
        raise Wrong("share_right should be a number from 0 to 1, no percentage.")
    if math.isclose(share, 9.9 / 59.99, abs_tol=0.003):
        raise Wrong("You divided by the false alarms; divide by all of them.")
    if not math.isclose(share, 9.9 / 69.89, abs_tol=0.003):
        raise Wrong(f"share_right is not {share:.3g}.")
    if is_blank(rather_listed) or not isinstance(rather_listed, (bool, np.bool_)):
        raise Wrong("rather_listed should be True or False, without quotes.")
    if rather_listed:
        raise Wrong("Compare the share with one half.")
    return "The rarer the wanted, the more the innocent."
