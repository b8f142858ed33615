"""The checked exercises of lesson 04 (`lessons/04_mnist_fcnn.py`)."""

import math

import numpy as np

from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import array, call, is_blank, number
from course_utils.checks._kinds import letter as choice
from course_utils.statistics import wilson_interval

_lesson = Lesson("04_mnist_fcnn", "MNIST, fully connected")
guess, reveal = _lesson.guess, _lesson.reveal


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
    read = "".join(str(my_labels).replace(",", " ").split())
    if len(read) != len(key) or not read.isdigit():
        raise Wrong(f"my_labels should be a string of {len(key)} digits; yours has {len(read)} characters.")
    right = sum(int(mine) == int(true) for mine, true in zip(read, key, strict=True))
    if right < 0.8 * len(key):
        places = [place for place, (mine, true) in enumerate(zip(read, key, strict=True), 1) if int(mine) != int(true)]
        raise Wrong(f"{right} of {len(key)} agree with the key. Look again at the pictures {places}.")
    low, high = wilson_interval(right, len(key))
    return f"{right} of {len(key)}. So few pictures only say that you read between {low:.0%} and {high:.0%} of them."


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
    counts = {
        "count_no_hidden": (no_hidden, 784 * 10 + 10, 784 * 10),
        "count_two_hidden": (two_hidden, 418_060, 784 * 500 + 500 * 50 + 50 * 10),
        "count_batch_normalization": (batch_normalization, 418_060 + 4 * 550, 418_060 + 2 * 550),
    }
    for name, (answer, wanted, tempting) in counts.items():
        count = number(answer, name)
        if count == tempting:
            forgotten = "the averages count, too" if name.endswith("normalization") else "the biases are missing"
            raise Wrong(f"{name} is not {count:,.0f}: {forgotten}.")
        if count != wanted:
            size = "small" if count < wanted else "large"
            fitting = ("It comes behind the two hidden layers only, not behind the output.",)
            raise Wrong(f"{name} is not {count:,.0f}; it is too {size}.", *fitting * name.endswith("normalization"))
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
        shape = tuple(array(answer, (2,), name).astype(int).tolist())
        if shape == (units, inputs):
            raise Wrong(f"{name} {shape} is for a layer that computes Wx, with one row per unit.")
        if shape == (20, 8):
            raise Wrong(f"{name} {shape} would stand behind a hidden layer of 20 units; here it reads the input.")
        if shape != (inputs, units):
            raise Wrong(f"{name} is not {shape}.")
    return "The poll fixes the number of classes, and with it the output layer only."


def _softmax(logits):
    scores = np.exp(logits - logits.max(axis=1, keepdims=True))
    return scores / scores.sum(axis=1, keepdims=True)


@_lesson.exercise(
    "the forward pass in NumPy",
    kind="code",
    hints=(
        "One line a layer: matrix product, plus the bias; behind the hidden ones np.maximum(0, ...).",
        "Softmax works on each row: subtract the row's maximum, exponentiate, divide by the row's sum (axis=1).",
    ),
)
def forward(function) -> str:
    """Check the forward pass on a small random net, with ordinary and with large scores."""
    rng = np.random.default_rng(0)
    shapes = ((6, 5), (5,), (5, 4), (4,), (4, 3), (3,))
    weights = [rng.normal(size=shape) for shape in shapes]
    x = rng.normal(size=(7, 6))
    answer = array(call(function, x, weights, name="forward"), (7, 3), "what forward returns")
    first = np.maximum(0, x @ weights[0] + weights[1])
    second = np.maximum(0, first @ weights[2] + weights[3])
    logits = second @ weights[4] + weights[5]
    if np.allclose(answer, logits):
        raise Wrong("These are the logits; the softmax is missing.")
    if not np.allclose(answer.sum(axis=1), 1):
        raise Wrong("The probabilities of each picture should add up to 1.")
    if np.allclose(answer, _softmax(np.maximum(0, logits))):
        raise Wrong("There is a ReLU behind the last layer, too: it would hide every negative score.")
    linear = ((x @ weights[0] + weights[1]) @ weights[2] + weights[3]) @ weights[4] + weights[5]
    if np.allclose(answer, _softmax(linear)):
        raise Wrong("The bends are missing: without them, three layers are one.")
    if not np.allclose(answer, _softmax(logits)):
        raise Wrong("Rows add up to 1, but they are not the probabilities of this net. Are all biases there?")
    with np.errstate(all="ignore"):
        large = call(function, 1000 * x, weights, name="forward")
    if not np.isfinite(np.asarray(large, dtype=float)).all():
        raise Wrong("Right for small inputs, but for large ones exp overflows.")
    return "Three matrix products: that is all a trained net does."


@_lesson.exercise(
    "step four, by hand",
    kind="code",
    hints=(
        "Begin with the probabilities of the batch, (n, classes). What is the slope of the loss for each logit?",
        "The logits are x @ kernel. The transpose of x in front gives the shape (inputs, classes).",
    ),
)
def gradient(function) -> str:
    """Check the gradient against central differences of the mean cross-entropy."""
    rng = np.random.default_rng(0)
    kernel, x = rng.normal(size=(4, 3)), rng.normal(size=(6, 4))
    targets = np.eye(3)[rng.integers(0, 3, 6)]
    answer = array(call(function, kernel, x, targets, name="softmax_gradient"), (4, 3), "what softmax_gradient returns")
    wanted = np.zeros_like(kernel)
    step = 1e-5
    for place in np.ndindex(*kernel.shape):
        change = np.zeros_like(kernel)
        change[place] = step
        wanted[place] = (_mean_loss(kernel + change, x, targets) - _mean_loss(kernel - change, x, targets)) / (2 * step)
    if np.allclose(answer, wanted, atol=1e-7):
        return "Measured with central differences, and equal: answer minus target, handed on to the pixels."
    if np.allclose(answer, len(x) * wanted, atol=1e-6):
        raise Wrong("That is the gradient of the sum over the batch, not of the mean.")
    if np.allclose(answer, -wanted, atol=1e-7):
        raise Wrong("The size is right, the sign is turned round: this would climb.")
    raise Wrong(f"For kernel[0, 0] the measured slope is {wanted[0, 0]:.4f}; yours is {answer[0, 0]:.4f}.")


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
    steps = number(steps_in_an_epoch, "steps_in_an_epoch")
    if steps in (468, 468.75):
        raise Wrong(f"Not {steps:g} steps: with those, some pictures would not be seen.")
    if steps != 469:
        raise Wrong(f"60 000 pictures in batches of 128 do not take {steps:g} steps.")
    steps = number(steps_in_twenty_epochs, "steps_in_twenty_epochs")
    if steps == 24:
        raise Wrong("24 steps are one epoch of our 2400 pictures.")
    if steps != 480:
        raise Wrong(f"20 epochs of 2400 pictures in batches of 100 are not {steps:g} steps.")
    share = number(epochs_of_a_thousand_steps, "epochs_of_a_thousand_steps")
    if abs(share - 5 / 3) > 0.01:
        raise Wrong(f"1000 batches of 100 pictures are not {share:g} times 60 000 pictures.")
    return "A thousand steps sound like much; on all of MNIST they are less than two epochs."


@_lesson.exercise(
    "find the slip",
    kind="code",
    hints=(
        "Take the logarithm on paper first: the logarithm of a fraction is a difference.",
        "Subtract the maximum of each row before you exponentiate; the loss does not change.",
        "One number per picture: sum over the classes, axis 1, not over the batch.",
    ),
)
def stable_loss(function) -> str:
    """Check the cross-entropy from logits for ordinary and for extreme scores."""
    rng = np.random.default_rng(0)
    logits = rng.normal(scale=2, size=(5, 4))
    targets = np.eye(4)[rng.integers(0, 4, 5)]
    wanted = -np.log(_softmax(logits)[targets == 1])
    answer = array(call(function, targets, logits, name="loss_from_logits"), (5,), "what loss_from_logits returns")
    if np.allclose(answer, -wanted):
        raise Wrong("The sign is turned round: a loss is never negative.")
    if not np.allclose(answer, wanted):
        raise Wrong(f"For the first of our test pictures the loss is {wanted[0]:.4f}; yours is {answer[0]:.4f}.")
    extreme = np.array([[0, 200], [0, 200], [1000, 999]], np.float32)
    right = np.array([[0, 1], [1, 0], [0, 1]], np.float32)
    with np.errstate(all="ignore"):
        answer = np.asarray(call(function, right, extreme, name="loss_from_logits"), dtype=float)
    if not np.isfinite(answer).all():
        raise Wrong("Right for ordinary scores, but for (0, 200) or (1000, 999) it gives nan or inf.")
    if not np.allclose(answer, [0, 200, np.log1p(np.exp(1))], atol=1e-4):
        raise Wrong("Finite for large scores, but not right: a clipped logarithm hides how wrong the net is.")
    return "No logarithm of a number that could be zero."


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
    if not isinstance(choices, dict) or set(choices) != set(wanted):
        raise Wrong(f"choices should be a dictionary with the five keys {', '.join(wanted)}.")
    if any(is_blank(letter) for letter in choices.values()):
        raise Wrong("Some of the five letters are still missing.")
    for name, letter in wanted.items():
        given = choice(choices[name], "ABCDE", name)
        if given != letter:
            raise Wrong(f"{given} does not choose the {name}.")
    return "Of these five, only the output and the cost are dictated by the problem."


@_lesson.exercise(
    "which pile, and which curve",
    kind="letter",
    hints=(
        "A choice that you make yourself needs pictures that did not change the weights and are not the final word.",
        "In the same number of steps a larger rate comes further: order the curves by how far they have fallen.",
        "The scale of the figure hides how little the slowest two move. All four begin at the same loss.",
    ),
)
def split_and_rates(pile, rate_of_curve) -> str:
    """Check the poll, and the learning rates of the four curves."""
    letter = choice(pile, "ABC", "pile")
    if letter != "B":
        reason = {
            "A": "On these pictures the rate that learns by heart fastest looks best.",
            "C": "Then nothing would be left to tell how good the chosen net is.",
        }
        raise Wrong(f"The pile is not {letter}.", reason[letter])
    if not isinstance(rate_of_curve, dict) or set(rate_of_curve) != set("ABCD"):
        raise Wrong("rate_of_curve should be a dictionary with the keys A, B, C and D.")
    if any(is_blank(rate) for rate in rate_of_curve.values()):
        raise Wrong("Some of the four rates are still missing.")
    for curve, wanted in {"A": 0.001, "B": 0.1, "C": 0.0001, "D": 0.01}.items():
        rate = number(rate_of_curve[curve], f"the rate of {curve}")
        if not math.isclose(rate, wanted):
            raise Wrong(f"Curve {curve} does not belong to {rate:g}: that rate is too {_size(rate, wanted)}.")
    return "A factor of ten in the rate, a factor of about ten in how far it comes."


def _size(given, wanted):
    return "large" if given > wanted else "small"


@_lesson.exercise(
    "make it worse",
    kind="number",
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
    train, validation = array(call(try_net, int(units), int(count), name="try_net"), (2,), "what try_net returns")
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
    if (count := number(num_trained_on, "num_trained_on")) != 2400:
        raise Wrong(f"It did not train on {count:g} images: the file also holds the other two piles.")
    if (letter := choice(pile, "ABC", "pile")) != "B":
        raise Wrong(
            f"The pile is not {letter}: look at the title of the lecture's figure.",
            "The name of a curve tells which pile it comes from.",
        )
    error = number(standard_error, "standard_error_600")
    if not 0.0104 <= error <= 0.0117:
        tempting = {0.925 * 0.075: "that is the variance of one answer", 0.925 * 0.075 / 600: "the root is missing"}
        found = [finding for value, finding in tempting.items() if math.isclose(error, value, rel_tol=0.02)]
        raise Wrong(
            f"The standard error is not {error:.4g}: {found[0] if found else 'check the formula'}.",
            "It stands above the table: the root of p times (1 - p), divided by n, with p = .925 and n = 600.",
        )
    if not isinstance(is_clear, (bool, np.bool_)):
        raise Wrong("is_clear should be True or False.")
    if is_clear:
        raise Wrong("Compare again: is one hundredth really more than twice that standard error?")
    return "Six pictures of 600 lie between the two rungs."


@_lesson.exercise(
    "the centre of mass",
    kind="code",
    hints=(
        "The ink in each row: sum over the columns (axis=1). Its mean place is a weighted mean of 0, 1, 2, ...",
        "Divide by the ink of the whole picture, not by the number of pixels.",
    ),
)
def centre(function) -> str:
    """Check the centre of mass of pictures whose centre is known, none of them square."""
    dot = np.zeros((4, 6))
    dot[1, 4] = 7.0
    for picture, wanted, name in (
        (dot, (1.0, 4.0), "a single dot at (1, 4)"),
        (np.ones((3, 5)), (1.0, 2.0), "a full picture (3, 5)"),
        (np.array([[1.0, 0, 0], [0, 0, 3]]), (0.75, 1.5), "ink 1 at (0, 0) and 3 at (1, 2)"),
    ):
        place = array(call(function, picture, name="centre_of_mass"), (2,), "what centre_of_mass returns")
        if np.allclose(place, wanted):
            continue
        if np.allclose(place, wanted[::-1]):
            raise Wrong(
                f"For {name} you give {place.round(3).tolist()}: the row comes first.",
                "Your two numbers are right; return them in the other order.",
            )
        raise Wrong(f"The centre of {name} is not {place.round(3).tolist()}.")
    return "The mean place of the ink: now any digit can be put where MNIST has it."
