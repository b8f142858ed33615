"""The checked exercises of lesson 08 (`lessons/08_transfer_learning.py`)."""

import math

import numpy as np

from course_utils.checks._frame import Lesson, NotStarted, Wrong
from course_utils.checks._kinds import array, call, is_unfinished, number
from course_utils.checks._kinds import count as compare_count

_lesson = Lesson("08_transfer_learning", "Transfer learning")
guess, reveal = _lesson.guess, _lesson.reveal


@_lesson.exercise(
    "how large is a head?",
    kind="number",
    hints=(
        "A dense layer has a weight for every pair of input and unit, and a bias for each unit.",
        "The inputs of a layer are the units of the one before it.",
        "Batch normalisation keeps four numbers for each unit: scale, shift, mean and variance.",
    ),
)
def head(large, on_vgg, on_ours) -> str:
    """Check the parameters of three heads."""
    no_norm = "the numbers of batch normalisation are missing"
    half_norm = "batch normalisation keeps more numbers for each unit than that"
    tempting = {1_881_008: no_norm, 1_884_000: "the biases are missing", 1_883_008: half_norm}
    tempting[1_880_000] = "the biases are missing, and the numbers of batch normalisation, too"
    compare_count(large, 1_885_008, "large_head", tempting)
    compare_count(on_vgg, 32_776, "linear_on_vgg", {32_768: "the biases are missing"})
    compare_count(on_ours, 1_032, "linear_on_ours", {1_024: "the biases are missing"})
    return "Ten labels each are eighty pictures: compare that with the numbers to be found."


@_lesson.exercise(
    "the nearest prototype",
    kind="code",
    hints=(
        "First one mean for each class: features[labels == 0].mean(axis=0) is that of class 0.",
        "queries[:, None] - prototypes[None] has the shape (queries, classes, numbers).",
        "The nearest is the one with the smallest length of the difference.",
    ),
)
def prototype(function) -> str:
    """Try the function on clouds of points whose nearest means are known."""
    random = np.random.default_rng(8)
    centres = np.array([[0.0, 0.0, 0.0], [10.0, 0.0, 0.0], [0.0, 12.0, 0.0]])
    labels = np.array([2, 0, 1, 0, 2, 1, 0, 0])
    features = centres[labels] + random.normal(size=(8, 3))
    means = np.stack([features[labels == k].mean(axis=0) for k in range(3)])
    queries = random.uniform(-3, 14, size=(40, 3))
    lengths = np.linalg.norm(queries[:, None] - means[None], axis=2)
    answer = call(function, features.copy(), labels.copy(), queries.copy(), name="nearest_prototype")
    if isinstance(answer, np.ndarray) and answer.shape == lengths.shape:
        raise Wrong("It returns a number for every query and class.", "Which class has the smallest one?")
    answer = array(answer, (-1,), "nearest_prototype(...)")
    if answer.shape != (40,):
        raise Wrong(f"nearest_prototype should give one class for each of 40 queries; it gives {answer.shape[0]}.")
    if (answer == lengths.argmax(axis=1)).all():
        raise Wrong("It returns the prototype that is farthest away.")
    single = np.linalg.norm(queries[:, None] - features[None], axis=2).argmin(axis=1)
    if (answer == labels[single]).all() and not (answer == lengths.argmin(axis=1)).all():
        raise Wrong("It returns the class of the nearest single picture.", "Take the mean of each class first.")
    if (answer == single).all():
        raise Wrong("It returns rows, not classes.", "Take the mean of each class first.")
    if not (answer == lengths.argmin(axis=1)).all():
        share = (answer == lengths.argmin(axis=1)).mean()
        raise Wrong(f"Of 40 queries with known answers, {share:.0%} get the right class.")
    return "No training at all, if the features are good."


@_lesson.exercise(
    "what is a backbone worth?",
    kind="code",
    hints=(
        "Go through counts and accuracies side by side: zip(counts, accuracies).",
        "Collect the counts that reach the target; the first of them is the answer, if there is one.",
    ),
)
def worth(function) -> str:
    """Try the function on curves whose crossing is known."""
    counts = [5, 10, 25, 50, 250]
    cases = {
        (0.2, 0.4, 0.6, 0.7, 0.8): (0.65, 50, "a curve that rises"),
        (0.2, 0.4, 0.6, 0.7, 0.81): (0.6, 25, "a target that is reached exactly"),
        (0.2, 0.66, 0.6, 0.7, 0.82): (0.65, 10, "a curve that dips again"),
        (0.2, 0.4, 0.6, 0.7, 0.83): (0.9, math.inf, "a target that is never reached"),
    }
    for curve, (target, wanted, what) in cases.items():
        found = call(function, list(counts), list(curve), target, name="labels_needed", none=True)
        if found is None and math.isfinite(wanted) and is_unfinished(function):
            raise NotStarted
        if found is None:
            raise Wrong(f"For {what}, labels_needed returns nothing.", "A function without return gives None.")
        value = number(found, "labels_needed(...)", finite=False)
        if value != wanted:
            raise Wrong(f"For {what}, labels_needed returns {value:g}.")
    return "Now read your own curves: labels_needed(counts, scratch, frozen[0])."


@_lesson.exercise(
    "what did the proxy teach?",
    kind="letter",
    hints=(
        "The backbone learned to tell people apart, in any light.",
        "Ask for each: does it belong to the person, or to this picture of the person?",
    ),
)
def proxy(letters) -> str:
    """Check for which measures the features beat the pixels."""
    chosen = {letter for letter in str(letters).upper() if letter.isalpha()}
    if not chosen or chosen - set("ABCD"):
        raise Wrong('The answer should be letters out of A, B, C, D in quotes, such as "AB".')
    if "C" in chosen:
        raise Wrong("One of yours changes from picture to picture of the same person.")
    if len(chosen) < 3:
        raise Wrong("There are more: what else tells one person from another?")
    return "What helps to tell people apart is kept, what does not is lost."


@_lesson.exercise(
    "thaw",
    kind="code",
    hints=(
        "model.layers is in order; layer.name is the name.",
        "Set layer.trainable for every layer, to False before the named one and to True from there on.",
        "model.trainable_weights lists the arrays; the size of one is the product of its shape.",
    ),
)
def thaw(function) -> str:
    """Try the function on a backbone: thaw late, then earlier."""
    from course_utils import models

    model = models.build_backbone((24, 24, 3))
    names = [layer.name for layer in model.layers]
    for name in ("features", "block3", "block2"):
        where = names.index(name)
        answer = number(call(function, model, name, name="thaw_from"), "thaw_from(...)")
        for place, layer in enumerate(model.layers):
            if layer.weights and layer.trainable != (place >= where):
                state = "frozen" if place >= where else "not frozen"
                hint = "It was frozen by an earlier call: thaw it again." if place >= where else None
                raise Wrong(f"After thaw_from(model, {name!r}), {layer.name} is {state}.", *([hint] if hint else []))
        wanted = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
        if answer == len(model.trainable_weights) != wanted:
            raise Wrong("It returns the number of arrays, not the number of numbers in them.")
        if answer == model.count_params() != wanted:
            raise Wrong("It counts the frozen numbers, too.")
        if answer != wanted:
            raise Wrong(f"For {name!r} it returns {answer:,.0f}; another number is trainable then.")
    return "Remember to compile afterwards, or the model trains as before."


@_lesson.exercise(
    "half new, half old",
    kind="code",
    hints=(
        "The arrays have different shapes: treat them one by one, side by side.",
        "At alpha = 0 the result is the old weights, at 1 the new ones.",
    ),
)
def mix(function) -> str:
    """Try the function on two lists of arrays."""
    random = np.random.default_rng(6)
    before, after = ([random.normal(size=shape) for shape in ((3, 2), (4,))] for _ in range(2))
    changed = "mixed changes the arrays it was given.", "Make new arrays: no += and no *=."
    for alpha in (0.0, 1.0, 0.25):
        result = call(function, before, after, alpha, name="mixed", untouched=changed)
        if not isinstance(result, (list, tuple)) or len(result) != 2:
            raise Wrong("mixed should return a list with as many arrays as it got.")
        for place, (old, new) in enumerate(zip(before, after, strict=True)):
            part = array(result[place], old.shape, f"array {place} of mixed(...)")
            if alpha == 0.25 and np.allclose(part, alpha * old + (1 - alpha) * new):
                raise Wrong("Old and new are the wrong way round.")
            if not np.allclose(part, (1 - alpha) * old + alpha * new):
                raise Wrong(f"At alpha = {alpha:g} the weights are not where they should be.")
    return "Such nets cost nothing: both ends were there already."


@_lesson.exercise(
    "138 million",
    kind="number",
    hints=(
        "A 3x3 filter has 9 weights for each map of the layer before, and one bias.",
        "The first dense layer sees 7 x 7 x 512 numbers and has 4096 units.",
        "Two more dense layers follow: 4096 to 4096, and 4096 to 1000.",
    ),
)
def vgg(conv_numbers, first_dense, all_numbers, dense_share) -> str:
    """Check the counts of VGG-16."""
    no_bias = "the biases are missing"
    compare_count(
        conv_numbers, 14_714_688, "conv_numbers", {14_710_464: no_bias, 1_635_456: "a window has nine places"}
    )
    compare_count(
        first_dense, 102_764_544, "first_dense", {102_760_448: no_bias, 2_101_248: "it sees all 7 x 7 places"}
    )
    compare_count(
        all_numbers, 138_357_544, "all_numbers", {117_479_232: "two more dense layers follow", 138_344_128: no_bias}
    )
    share = number(dense_share, "vgg_dense_share")
    if abs(share - 14_714_688 / 138_357_544) < 4e-3:
        raise Wrong("That is the share of the convolutions.")
    if abs(share - (1 - 14_714_688 / 138_357_544)) > 4e-3:
        raise Wrong(f"vgg_dense_share is not {share:g}: divide what is not convolution by all.", "From 0 to 1.")
    return "Sixteen layers, and three of them hold nearly all the numbers."


@_lesson.exercise(
    "what the 1x1 saves",
    kind="number",
    hints=(
        "A filter with window 5x5 has 25 weights for each map it sees, and a bias.",
        "Through 16 maps there are two layers to count: 1x1 from 192 to 16, then 5x5 from 16 to 32.",
        "Stacking puts the maps of the four branches behind one another.",
    ),
)
def inception(direct, through_sixteen, factor, stacked) -> str:
    """Check the counts of a branch of inception block 3a, and the maps that the block hands on."""
    no_bias = "the biases are missing"
    compare_count(direct, 153_632, "direct", {153_600: no_bias, 4_801: "that is a single filter"})
    half = "two layers have to be counted"
    compare_count(through_sixteen, 15_920, "through_sixteen", {15_872: no_bias, 12_832: half, 3_088: half})
    if not math.isclose(number(factor, "factor"), 153_632 / 15_920, rel_tol=0.01):
        raise Wrong(f"factor is not {number(factor, 'factor'):.3g}: divide the direct way by the other one.")
    passed = "the maps in front of the windows are not handed on"
    compare_count(stacked, 256, "stacked", {368: passed, 240: passed, 192: "that is what the block gets"})
    return "The same idea serves wherever something expensive follows."


@_lesson.exercise(
    "find the slip",
    kind="number",
    hints=(
        "The three sizes stand in the picture of the section.",
        "One of the two slides puts a later number beside an early year.",
        "A class of the challenge: divide its training images by its classes.",
    ),
)
def slip(millions, per_class) -> str:
    """Check three sizes of ImageNet and the images of a class."""
    right = {"paper of 2009": 3.2, "later": 14.2, "challenge": 1.28}
    if not isinstance(millions, dict) or set(millions) != set(right):
        raise Wrong(f"millions should be a dict with the keys {', '.join(right)}.")
    for name, wanted in right.items():
        value = number(millions[name], f"the size of {name!r}")
        if value > 1000:
            raise Wrong(f"The size of {name!r} should be in millions.")
        if name == "paper of 2009" and abs(value - 14) < 0.5:
            raise Wrong("That is what it became, not what the paper of 2009 had.")
        if abs(value - wanted) > 0.03 * wanted:
            raise Wrong(f"The size of {name!r} is not {value:g} million.")
    if abs(number(per_class, "per_class") - 1280) > 10:
        raise Wrong(f"per_class is not {number(per_class, 'per_class'):g}: the challenge has 1000 classes.")
    return "A number without its date and its part of the whole is half a number."
