"""The checked exercises of lesson 04 (`lessons/04_mnist_fcnn.py`)."""

import itertools
import re

import numpy as np

from course_utils.checks._frame import BadFormat, Lesson, Wrong
from course_utils.checks._kinds import (
    array,
    blame,
    call,
    close,
    compare_count,
    letter,
    mapping,
    number,
    parts,
    shape,
    share,
    true_or_false,
)
from course_utils.statistics import wilson_interval

_lesson = Lesson("04_mnist_fcnn", "MNIST, fully connected")
guess, reveal = _lesson.guess, _lesson.reveal
_OVERFLOWS = "Right for small inputs, but for large ones exp overflows, or all the scores of a row become 0."
_NOT_FINITE = "Right for ordinary scores, but for (0, 200) or (1000, 999) it gives nan or inf."
_CLIPPED = "Finite for large scores, but not right: a clipped logarithm hides how wrong the net is."


@_lesson.exercise(
    "you, the classifier",
    kind="number",
    hints=(
        "Read from left to right, the upper row first, and write twenty digits in quotes.",
        "Where two readings are possible, ask which strokes the writer would have made.",
    ),
)
def human(my_labels, key) -> str:
    """Check that at least 16 of the 20 labels agree with the key, and say what that means."""
    read, true = _read_digits(my_labels, len(key)), [int(digit) for digit in key]
    places = [place for place, pair in enumerate(zip(read, true, strict=True), 1) if pair[0] != pair[1]]
    right = len(key) - len(places)
    if right < 0.8 * len(key):
        raise Wrong(f"{right} of {len(key)} agree with the key. Look again at the pictures {places}.")
    low, high = wilson_interval(right, len(key))
    others = f" (the key says something else of {places})" if places else ""
    return (
        f"{right} of {len(key)}{others}. So few pictures only say that you read between {low:.0%} and {high:.0%} of "
        "them."
    )


def _read_digits(my_labels, count) -> list[int]:
    """Return the digits of a text, a whole number or a list."""
    if isinstance(my_labels, (str, int)):
        given = list(re.sub(r"[\s,;]", "", str(my_labels)))
    else:
        given = [f"{value:g}" for value in array(my_labels, (-1,), "my_labels")]
    if len(given) != count:
        raise BadFormat(f"my_labels should be a string of {count} digits; yours has {len(given)} characters.")
    if not set(given) <= set("0123456789"):
        raise BadFormat(f"my_labels should be a string of {count} digits; there is something else in yours.")
    return [int(digit) for digit in given]


@_lesson.exercise(
    "count before the machine does",
    kind="number",
    hints=(
        "A dense layer has one weight for each pair of input and unit, and one bias for each unit.",
        "Three dense layers: their inputs are 784, 500 and 50 numbers. Add up.",
    ),
)
def parameters(no_hidden, two_hidden, batch_normalization) -> str:
    """Check three parameter counts."""
    no_biases = "the biases are missing"
    compare_count(no_hidden, 7850, "count_no_hidden", {784 * 10: no_biases})
    compare_count(two_hidden, 418_060, "count_two_hidden", {784 * 500 + 500 * 50 + 50 * 10: no_biases})
    compare_count(
        batch_normalization,
        418_060 + 4 * 550,
        "count_batch_normalization",
        {
            418_060 + 2 * 550: "the averages count, too",
            418_060 + 4 * 560: "it comes behind the two hidden layers only, not behind the output",
            4 * 550: "that is the batch normalisation alone",
        },
    )
    return "And of the 2,200 that batch normalisation adds, half are learned and half averaged."


@_lesson.exercise(
    "find the slip",
    kind="number",
    hints=(
        "Keras computes x @ kernel. Which shape must the kernel have, if x has one row of inputs?",
        "The inputs come first. The second number is how many units the layer has.",
    ),
)
def matrix(output_kernel_shape, hidden_kernel_shape) -> str:
    """Check two kernel shapes in Keras's orientation."""
    for name, answer, inputs, units in (
        ("output_kernel_shape", output_kernel_shape, 32, 8),
        ("hidden_kernel_shape", hidden_kernel_shape, 32, 20),
    ):
        given = shape(answer, name)
        if given == (units, inputs):
            raise Wrong(f"{name} {given} is for a layer that computes Wx, with one row per unit.")
        if given == (20, 8):
            raise Wrong(f"{name} {given} would stand behind a hidden layer of 20 units; here it reads the input.")
        if given != (inputs, units):
            raise Wrong(f"{name} is not {given}.")
    return "The poll fixes the number of classes, and with it the output layer only."


def _softmax(logits, axis=1):
    scores = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return scores / scores.sum(axis=axis, keepdims=True)


def _bent(values):
    return np.maximum(0, values)


def _logits(x, weights, bend=_bent):
    for kernel, bias in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        x = bend(x @ kernel + bias)
    return x @ weights[-2] + weights[-1]


def _without_shift(logits):
    scores = np.exp(logits)
    return scores / scores.sum(axis=1, keepdims=True)


@_lesson.exercise(
    "the forward pass in NumPy",
    kind="code",
    hints=(
        "One line a layer: matrix product, plus the bias; behind the hidden ones np.maximum(0, ...).",
        "Softmax works on each row: subtract the row's maximum, exponentiate, divide by the row's sum (axis=1).",
    ),
    mistakes={
        "These are the logits; the softmax is missing.": _logits,
        "There is a ReLU behind the last layer, too: it would hide every negative score.": lambda x, weights: _softmax(
            _bent(_logits(x, weights))
        ),
        "The bends are missing: without them, three layers are one.": lambda x, weights: _softmax(
            _logits(x, weights, bend=lambda values: values)
        ),
        "The biases are missing.": lambda x, weights: _softmax(
            _logits(x, [weight * (weight.ndim == 2) for weight in weights])
        ),
        "The bias of the last layer is missing.": lambda x, weights: _softmax(
            _logits(x, [*weights[:-1], 0 * weights[-1]])
        ),
        "The softmax runs down the columns: the probabilities of each picture should add up to 1.": (
            lambda x, weights: _softmax(_logits(x, weights), axis=0)
        ),
        _OVERFLOWS: lambda x, weights: _without_shift(_logits(x, weights)),
    },
)
def forward(function) -> str:
    """Check the forward pass on small random nets, with ordinary and with large scores."""
    rng = np.random.default_rng(0)
    for count, sizes in ((7, (6, 5, 4, 3)), (4, (6, 5, 4, 3)), (1, (3, 8, 2, 5)), (5, (2, 3, 6, 2))):
        shapes = [shape for pair in itertools.pairwise(sizes) for shape in (pair, pair[1:])]
        weights = [rng.normal(size=shape) for shape in shapes]
        _judge_forward(function, rng.normal(size=(count, sizes[0])), weights)
    large = rng.normal(size=(6, 3)) * np.array([[1], [100], [1000], [1], [1e4], [1e5]])
    weights = [rng.normal(size=shape) for shape in ((3, 4), (4,), (4, 5), (5,), (5, 3), (3,))]
    with np.errstate(all="ignore"):
        answer = call(function, large, weights, name="forward")
    answer = array(answer, (6, 3), "what forward returns", finite=False)
    if not np.isfinite(answer).all():
        raise Wrong(_OVERFLOWS)
    if not close(answer, _softmax(_logits(large, weights)), rtol=1e-3):
        raise Wrong("Right for small inputs and finite for large ones, but there not the probabilities of the net.")
    return "Three matrix products: that is all a trained net does."


def _judge_forward(function, x, weights) -> None:
    wanted = _softmax(_logits(x, weights))
    answer = array(call(function, x, weights, name="forward"), wanted.shape, "what forward returns")
    if close(answer, wanted):
        return
    blame(answer, forward.mistakes, x, weights)
    if not close(answer.sum(axis=1), np.ones(len(x))):
        raise Wrong("The probabilities of each picture should add up to 1.")
    raise Wrong("Rows add up to 1, but they are not the probabilities of this net. Are all biases there?")


def _gradient(kernel, x, targets):
    return x.T @ (_softmax(x @ kernel) - targets) / len(x)


@_lesson.exercise(
    "step four, by hand",
    kind="code",
    hints=(
        "Begin with the probabilities of the batch, (n, classes). What is the slope of the loss for each logit?",
        "The logits are x @ kernel. The transpose of x in front gives the shape (inputs, classes).",
    ),
    mistakes={
        "That is the gradient of the sum over the batch, not of the mean.": lambda kernel, x, targets: (
            len(x) * _gradient(kernel, x, targets)
        ),
        "The size is right, the sign is turned round: this would climb.": lambda kernel, x, targets: (
            -_gradient(kernel, x, targets)
        ),
        "The mean runs over the pictures; you divided by the number of classes as well.": lambda kernel, x, targets: (
            _gradient(kernel, x, targets) / kernel.shape[1]
        ),
        "Those are the logits minus the target; the answer of the net is a softmax.": lambda kernel, x, targets: (
            x.T @ (x @ kernel - targets) / len(x)
        ),
        "The targets do not occur: this would push all probabilities down.": lambda kernel, x, targets: _gradient(
            kernel, x, 0 * targets
        ),
        "The softmax runs over the classes of each picture, not over the pictures.": lambda kernel, x, targets: (
            x.T @ (_softmax(x @ kernel, axis=0) - targets) / len(x)
        ),
        "Behind a softmax, not behind ten sigmoids: the ten probabilities of a picture add up to 1.": (
            lambda kernel, x, targets: x.T @ (1 / (1 + np.exp(-x @ kernel)) - targets) / len(x)
        ),
    },
)
def gradient(function) -> str:
    """Check the gradient against central differences of the mean cross-entropy."""
    rng = np.random.default_rng(0)
    for count, inputs, classes, scale in ((6, 4, 3, 1), (6, 4, 3, 10), (9, 2, 5, 1), (1, 3, 2, 1), (8, 3, 4, 600)):
        kernel, x = rng.normal(size=(inputs, classes)), scale * rng.normal(size=(count, inputs))
        kernel *= min(1, 10 / scale)  # else all probabilities are 0 or 1, and their logarithms are no numbers
        targets = np.eye(classes)[rng.integers(0, classes, count)]
        result = call(function, kernel, x, targets, name="softmax_gradient")
        answer = array(result, kernel.shape, "what softmax_gradient returns")
        wanted = _slopes(kernel, x, targets)
        if close(answer, wanted):
            continue
        blame(answer, gradient.mistakes, kernel, x, targets)
        i, j = np.unravel_index(np.abs(answer - wanted).argmax(), wanted.shape)
        raise Wrong(f"For kernel[{i}, {j}] the measured slope is {wanted[i, j]:.4f}; yours is {answer[i, j]:.4f}.")
    return "Measured with central differences, and equal: answer minus target, handed on to the pixels."


def _slopes(kernel, x, targets):
    """Return the slopes of the mean loss, measured with central differences."""
    slopes, step = np.zeros_like(kernel), 1e-4 / max(10, np.abs(x).max())
    for place in np.ndindex(*kernel.shape):
        change = np.zeros_like(kernel)
        change[place] = step
        rise = _mean_loss(kernel + change, x, targets) - _mean_loss(kernel - change, x, targets)
        slopes[place] = rise / (2 * step)
    return slopes


def _mean_loss(kernel, x, targets):
    return -np.mean(np.sum(targets * np.log(_softmax(x @ kernel)), axis=1))


@_lesson.exercise(
    "epoch arithmetic",
    kind="number",
    hints=(
        "The last batch of an epoch may be smaller, but it is a step as well: round up.",
        "In how many steps has each of the 60 000 pictures been seen once?",
    ),
)
def epochs(steps_in_an_epoch, steps_in_twenty_epochs, epochs_of_a_thousand_steps) -> str:
    """Check three conversions between steps and epochs."""
    unseen = "with those, some pictures would not be seen"
    compare_count(steps_in_an_epoch, 469, "steps_in_an_epoch", {468: unseen, 468.75: unseen})
    one_epoch = "those are one epoch of our 2400 pictures"
    compare_count(steps_in_twenty_epochs, 480, "steps_in_twenty_epochs", {24: one_epoch})
    passes = number(epochs_of_a_thousand_steps, "epochs_of_a_thousand_steps")
    if abs(passes - 5 / 3) > 0.01:  # 1.67 will do
        raise Wrong(f"1000 batches of 100 pictures are not {passes:g} times 60 000 pictures.")
    return "A thousand steps sound like much; on all of MNIST they are less than two epochs."


@_lesson.exercise(
    "find the slip",
    kind="code",
    hints=(
        "Take the logarithm on paper first: the logarithm of a fraction is a difference.",
        "Subtract the maximum of each row before you exponentiate; the loss does not change.",
        "One number per picture: sum over the classes, axis 1, not over the batch.",
    ),
    mistakes={
        "The sign is turned round: a loss is never negative.": lambda targets, logits: -_loss(targets, logits),
        "The logarithm of cross-entropy is the natural one.": lambda targets, logits: (
            _loss(targets, logits) / np.log(2)
        ),
        "The logarithm is missing: that is how far the probability of the label is from 1.": lambda targets, logits: (
            1 - np.exp(-_loss(targets, logits))
        ),
        "That is the mean over the classes; cross-entropy adds them up.": lambda targets, logits: (
            _loss(targets, logits) / targets.shape[1]
        ),
        _NOT_FINITE: lambda targets, logits: -np.log(_softmax(logits))[targets == 1],
        _CLIPPED: lambda targets, logits: -np.log(np.clip(_softmax(logits), 1e-7, 1))[targets == 1],
    },
)
def stable_loss(function) -> str:
    """Check the cross-entropy from logits for ordinary and for extreme scores."""
    rng = np.random.default_rng(0)
    cases = []
    for count, classes in ((5, 4), (5, 4), (1, 3), (8, 2)):
        logits, targets = rng.normal(scale=2, size=(count, classes)), np.eye(classes)[rng.integers(0, classes, count)]
        cases.append((targets, logits))
    cases.append((np.eye(3)[[0, 2]], np.array([[9.0, 0, -1], [1, 2, 12]])))  # losses of nearly nothing
    for targets, logits in cases:
        count = len(logits)
        wanted = _loss(targets, logits)
        result = call(function, targets, logits, name="loss_from_logits")
        answer = array(result, (count,), "what loss_from_logits returns")
        if close(answer, wanted):
            continue
        blame(answer, stable_loss.mistakes, targets, logits)
        raise Wrong(f"For one of our test pictures the loss is {wanted[0]:.4f}; yours is {answer[0]:.4f}.")
    extreme = [[0, 200], [0, 200], [1000, 999], [-1000, -1001], [5000, 0], [0, 5000], [-1e6, 1e6]]
    targets = np.array([[0, 1], [1, 0], [0, 1], [1, 0], [0, 1], [0, 1], [1, 0]], np.float32)
    for logits in (np.array(extreme, np.float32), np.array(extreme, float)):
        with np.errstate(all="ignore"):
            result = call(function, targets, logits, name="loss_from_logits")
        answer = array(result, (len(logits),), "what loss_from_logits returns", finite=False)
        if not np.isfinite(answer).all():
            raise Wrong(_NOT_FINITE)
        # In single precision a difference of two scores near 1000 is right to four digits behind the point only.
        if not np.allclose(answer, _loss(targets, logits.astype(float)), rtol=1e-5, atol=1e-3):
            raise Wrong(_CLIPPED)
    return "No logarithm of a number that could be zero."


def _loss(targets, logits):
    return np.logaddexp.reduce(logits, axis=1) - logits[targets == 1]


@_lesson.exercise(
    "the five choices",
    kind="letter",
    hints=(
        "The cost says what is compared with the labels; the optimiser says how the weights move.",
        "Architecture: how many layers, and how wide. Hidden units: what each of them does with its sum.",
    ),
)
def design(choices) -> str:
    """Check which piece of code makes which of the five choices."""
    wanted = {"cost": "B", "output units": "D", "hidden units": "C", "architecture": "E", "optimiser": "A"}
    given = mapping(choices, list(wanted), "choices")
    for name, chosen in wanted.items():
        if (answer := letter(given[name], "ABCDE", name)) != chosen:
            raise Wrong(f"{answer} does not choose the {name}.")
    return "Of these five, only the output and the cost are dictated by the problem."


@_lesson.exercise(
    "which pile, and which curve",
    kind="number",
    hints=(
        "A choice that you make yourself needs pictures that did not change the weights and are not the final word.",
        "In the same number of steps a larger rate comes further: order the curves by how far they have fallen.",
        "The scale of the figure hides how little the slowest two move. All four begin at the same loss.",
    ),
)
def split_and_rates(pile, rate_of_curve) -> str:
    """Check the poll, and the learning rates of the four curves."""
    chosen = letter(pile, "ABC", "pile")
    if chosen != "B":
        reason = {
            "A": "On these pictures the rate that learns by heart fastest looks best.",
            "C": "Then nothing would be left to tell how good the chosen net is.",
        }
        raise Wrong(f"The pile is not {chosen}.", reason[chosen])
    given = mapping(rate_of_curve, "ABCD", "rate_of_curve", in_order=True)
    for curve, wanted in {"A": 0.001, "B": 0.1, "C": 0.0001, "D": 0.01}.items():
        rate = number(given[curve], f"the rate of {curve}")
        if not close(rate, wanted):
            raise Wrong(f"Curve {curve} does not belong to {rate:g}: that rate is too {_size(rate, wanted)}.")
    return "A factor of ten in the rate, a factor of about ten in how far it comes."


def _size(given, wanted):
    return "large" if given > wanted else "small"


@_lesson.exercise(
    "make it worse",
    kind="code",
    hints=(
        "Too simple a model, or too little training: either will do.",
        "What could a net know that squeezes a picture through a very narrow layer?",
    ),
)
def underfit(try_net, hidden_units, num_epochs) -> str:
    """Run the student's choice and check that both losses are high and close together."""
    units, count = number(hidden_units, "hidden_units"), number(num_epochs, "num_epochs")
    if units < 1 or count < 1 or units != int(units) or count != int(count):
        raise Wrong("hidden_units and num_epochs should be whole numbers, at least 1.")
    if units > 500 or count > 20:
        raise Wrong(f"{units:g} units and {count:g} epochs would take long. Underfitting is cheaper than that.")
    names = ("the training loss", "the validation loss")
    losses = parts(call(try_net, int(units), int(count), name="try_net"), names, "try_net")
    train, validation = map(number, losses, names)
    found = f"training loss {train:.2f}, validation loss {validation:.2f}"
    if train <= 1.2 or validation <= 1.2:
        raise Wrong(f"It learns too well: {found}.")
    if abs(validation - train) >= 0.3:
        raise Wrong(f"The two losses are too far apart for underfitting: {found}.")
    return f"{found}: it cannot even do what it has seen."


@_lesson.exercise(
    "find the slips",
    kind="number",
    hints=(
        "The split stands at the beginning of 'Three piles of pictures'; what is left of 4000 for training?",
        "Put p = .925 and n = 600 into the formula above, and compare twice the result with .9250 - .9150.",
    ),
)
def homework(num_trained_on, pile, standard_error, is_clear) -> str:
    """Check the facts behind the homework's summary."""
    whole_file = "the file also holds the other two piles"
    compare_count(num_trained_on, 2400, "num_trained_on", {4000: whole_file, 3000: "the test pile is not trained on"})
    if (chosen := letter(pile, "ABC", "pile")) != "B":
        raise Wrong(
            f"The pile is not {chosen}: look at the title of the lecture's figure.",
            "The name of a curve tells which pile it comes from.",
        )
    _judge_error(share(standard_error, "standard_error_600"))
    if true_or_false(is_clear, "is_clear"):
        raise Wrong("Compare again: is one hundredth really more than twice that standard error?")
    return "Six pictures of 600 lie between the two rungs."


def _judge_error(error) -> None:
    if 0.0106 <= error <= 0.0115:  # with .9150 in place of .9250 it is .0114
        return
    variance = 0.925 * 0.075
    tempting = {
        variance: "that is the variance of one answer",
        variance / 600: "the root is missing",
        variance**0.5: "that is the spread of one answer; how many are averaged?",
        (2 * variance / 600) ** 0.5: "that is the one of the difference; asked for is that of one number",
    }
    fitting = (finding for value, finding in tempting.items() if close(error, value, rtol=0.02))
    raise Wrong(
        f"The standard error is not {error:.4g}: {next(fitting, 'check the formula')}.",
        "It stands above the table: the root of p times (1 - p), divided by n, with p = .925 and n = 600.",
    )


@_lesson.exercise(
    "the centre of mass",
    kind="code",
    hints=(
        "The ink in each row: sum over the columns (axis=1). Its mean place is a weighted mean of 0, 1, 2, ...",
        "Divide by the ink of the whole picture, not by the number of pixels.",
    ),
    mistakes={
        "Your two numbers are right, in the other order: the row comes first.": lambda picture: _centre(picture)[::-1],
        "You count from 1; the first pixel is at (0, 0).": lambda picture: _centre(picture) + 1,
        "That is the middle of the frame, wherever the ink is.": lambda picture: (np.array(picture.shape) - 1) / 2,
        "That is half the height and half the width, wherever the ink is.": lambda picture: np.array(picture.shape) / 2,
        "Every pixel with ink counts the same in yours: more ink should count more.": lambda picture: _centre(
            picture > 0
        ),
        "You divide by the number of pixels; divide by all the ink.": lambda picture: (
            _centre(picture) * picture.sum() / picture.size
        ),
        "That is the place with the most ink, not the mean place of all ink.": lambda picture: np.array(
            np.unravel_index(picture.argmax(), picture.shape)
        ),
        "That is how much ink there is on average at each place; asked for is where it is.": lambda picture: np.array(
            [picture.sum(axis=1).mean(), picture.sum(axis=0).mean()]
        ),
    },
)
def centre(function) -> str:
    """Check the centre of mass of pictures of many sizes, few of them square."""
    rng = np.random.default_rng(0)

    def placed(picture):
        return array(call(function, picture, name="centre_of_mass"), (2,), "what centre_of_mass returns")

    spots = rng.uniform(size=(4, 6)) * (rng.uniform(size=(4, 6)) < 0.5)  # no two mistakes give the same place for it
    if not close(placed(spots), _centre(spots)):
        blame(placed(spots), centre.mistakes, spots)
    dot = np.zeros((4, 6))
    dot[1, 4] = 7.0
    pictures = {
        "a single dot at (1, 4)": dot,
        "a full picture (3, 5)": np.ones((3, 5)),
        "ink 1 at (0, 0) and 3 at (1, 2)": np.array([[1.0, 0, 0], [0, 0, 3]]),
        "whole numbers from 0 to 255, (9, 6)": rng.integers(0, 256, (9, 6)).astype(np.uint8),
        "a sparse picture (28, 28)": rng.uniform(size=(28, 28)) ** 20,
        "spots on a picture (4, 6)": spots,
    }
    for size in ((2, 3), (7, 1), (1, 5)):
        pictures[f"a picture {size} of random ink"] = rng.uniform(size=size)
    for name, picture in pictures.items():
        if not close(placed(picture), _centre(picture)):
            raise Wrong(f"The centre of {name} is not {placed(picture).round(3).tolist()}.")
    return "The mean place of the ink: now any digit can be put where MNIST has it."


def _centre(picture):
    rows, columns = np.indices(picture.shape)
    return np.array([np.average(rows, weights=picture), np.average(columns, weights=picture)])
