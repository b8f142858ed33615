"""The checked exercises of lesson 08 (`lessons/08_transfer_learning.py`)."""

from functools import partial

import numpy as np

from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import array, blame, call, close, compare_count, letters, mapping, number, parts, share

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
    return "Nearly all sit between 4096 features and 400 units; ten labels each are eighty pictures to find them from."


def _nearest(features, labels, queries, centre=np.mean, gap=np.linalg.norm, pick=np.argmin) -> np.ndarray:
    """Return for each query the class whose centre is nearest; or what other centres, gaps and choices give."""
    centres = np.stack([centre(features[labels == k], axis=0) for k in range(labels.max() + 1)])
    return pick(gap(queries[:, None] - centres[None], axis=2), axis=1)


def _nearest_row(features, labels, queries) -> np.ndarray:
    return np.linalg.norm(queries[:, None] - features[None], axis=2).argmin(axis=1)


def _largest_product(features, labels, queries) -> np.ndarray:
    means = np.stack([features[labels == k].mean(axis=0) for k in range(labels.max() + 1)])
    return (queries @ means.T).argmax(axis=1)


@_lesson.exercise(
    "the nearest prototype",
    kind="code",
    hints=(
        "First one mean for each class: features[labels == 0].mean(axis=0) is that of class 0.",
        "queries[:, None] - prototypes[None] has the shape (queries, classes, numbers).",
        "The nearest is the one with the smallest length of the difference.",
    ),
    mistakes={
        "It returns the prototype that is farthest away.": partial(_nearest, pick=np.argmax),
        "It returns the class of the nearest single picture; take the mean of each class first.": (
            lambda features, labels, queries: labels[_nearest_row(features, labels, queries)]
        ),
        "It returns rows, not classes; take the mean of each class first.": _nearest_row,
        "A prototype is the mean of its class; yours is the sum.": partial(_nearest, centre=np.sum),
        "A prototype is the mean of its class; yours is the median.": partial(_nearest, centre=np.median),
        "It compares by the largest scalar product, which prefers long prototypes; near is a short difference.": (
            _largest_product
        ),
        "It adds the differences with their signs, and they cancel; a length adds their squares.": partial(
            _nearest, gap=lambda differences, axis: np.abs(differences.sum(axis=axis))
        ),
    },
)
def prototype(function) -> str:
    """Try the function on clouds of points whose nearest means are known, with several numbers of classes."""
    random = np.random.default_rng(8)
    three = np.array([2, 0, 1, 0, 2, 1, 0, 0])
    five = np.array([4, 1, 0, 3, 2, 4, 4, 1, 0, 0, 2, 3, 3, 3, 1, 4, 4])
    for labels, size, spread, num_queries in ((three, 3, 5.0, 40), (five, 2, 900.0, 30), (three % 2, 7, 0.01, 25)):
        centres = 2 * spread * random.normal(size=(labels.max() + 1, size)) + spread
        features = centres[labels] + spread * random.normal(size=(len(labels), size))
        queries = centres[random.integers(len(centres), size=num_queries)]
        queries = queries + 2 * spread * random.normal(size=queries.shape)
        answer = call(function, features, labels, queries, name="nearest_prototype")
        if tuple(getattr(answer, "shape", ())) == (num_queries, len(centres)):
            raise Wrong("It returns a number for every query and class.", "Which class has the smallest one?")
        answer = array(answer, (-1,), "what nearest_prototype returns")
        if len(answer) != num_queries:
            raise Wrong(
                f"nearest_prototype should give one class for each of {num_queries} queries; it gives {len(answer)}."
            )
        wanted = _nearest(features, labels, queries)
        if (answer == wanted).all():
            continue
        blame(answer, prototype.mistakes, features, labels, queries)
        right = (answer == wanted).mean()
        raise Wrong(f"With {len(centres)} classes, {right:.0%} of {num_queries} queries get the right class.")
    return (
        "Nothing is fitted but the means, so there is little to overfit: no training at all, if the features are good."
    )


def _first_reached(counts, accuracies, target, reaches=np.greater_equal, place=0, otherwise=np.inf):
    found = [count for count, value in zip(counts, accuracies, strict=True) if reaches(value, target)]
    return found[place] if found else otherwise


def _stays_above(counts, accuracies, target):
    lowest_from_here = np.minimum.accumulate(np.array(accuracies)[::-1])[::-1]
    return _first_reached(counts, lowest_from_here, target)


@_lesson.exercise(
    "what is a backbone worth?",
    kind="code",
    hints=(
        "Go through counts and accuracies side by side: zip(counts, accuracies).",
        "Collect the counts that reach the target; the first of them is the answer, if there is one.",
    ),
    mistakes={
        "A target that is reached exactly is reached.": partial(_first_reached, reaches=np.greater),
        "You take the last count that reaches the target; the first time counts.": partial(_first_reached, place=-1),
        "You wait until the curve stays above the target; the first time counts, even if it dips again.": _stays_above,
        "If nothing reaches the target, np.argmax finds the first place; ask first whether anything does.": (
            lambda counts, accuracies, target: counts[np.argmax(np.array(accuracies) >= target)]
        ),
        "A target that is never reached is not reached by the largest count either.": (
            lambda counts, accuracies, target: _first_reached(counts, accuracies, target, otherwise=counts[-1])
        ),
        "That is the accuracy that reaches the target; the number of labels is asked for.": (
            lambda counts, accuracies, target: _first_reached(accuracies, accuracies, target)
        ),
        "That is a place in the list; the number of labels there is asked for.": (
            lambda counts, accuracies, target: _first_reached(range(len(counts)), accuracies, target)
        ),
    },
)
def worth(function) -> str:
    """Try the function on curves of several lengths whose crossing is known."""
    counts = [5, 10, 25, 50, 250]
    cases = [
        (counts, [0.2, 0.4, 0.6, 0.7, 0.8], 0.65, "a curve that rises"),
        (counts, [0.2, 0.4, 0.6, 0.7, 0.81], 0.6, "a target that is reached exactly"),
        (counts, [0.2, 0.66, 0.6, 0.7, 0.82], 0.65, "a curve that dips again"),
        (counts, [0.2, 0.4, 0.6, 0.7, 0.83], 0.9, "a target that is never reached"),
        (counts, [0.5, 0.45, 0.6, 0.7, 0.83], 0.4, "a target that the first count reaches"),
        ([1, 3, 8], [0.101, 0.152, 0.1535], 0.153, "a curve of three counts"),
        (
            [2, 4, 6, 7, 30, 80, 1000],
            [0.1, 0.3, 0.2, 0.25, 0.5, 0.4, 0.9],
            0.85,
            "a target that the last count reaches",
        ),
        ([40], [0.3], 0.31, "a single count that does not reach the target"),
    ]
    for given, curve, target, what in cases:
        wanted = _first_reached(given, curve, target)
        found = call(function, given, curve, target, name="labels_needed", none=np.isinf(wanted))
        if found is None:
            raise Wrong(f"For {what}, labels_needed returns nothing.", "A function without return gives None.")
        value = number(found, "what labels_needed returns", finite=False)
        if value == wanted:
            continue
        blame(value, worth.mistakes, given, curve, target)
        raise Wrong(f"For {what}, labels_needed returns {value:g}.")
    return "Labels are the most honest currency. Now read your own curves: labels_needed(counts, scratch, frozen[0])."


@_lesson.exercise(
    "what did the proxy teach?",
    kind="number",
    hints=(
        "The backbone learned to tell people apart, in any light.",
        "Ask for each: does it belong to the person, or to this picture of the person?",
    ),
)
def proxy(features_win) -> str:
    """Check for which measures the features beat the pixels."""
    chosen = letters(features_win, "ABCD", "features_win")
    if "C" in chosen:
        raise Wrong("One of yours changes from picture to picture of the same person.")
    if len(chosen) < 3:
        raise Wrong("There are more: what else tells one person from another?")
    return "A source task teaches what to see and what to overlook: what tells people apart is kept, the rest is lost."


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
    """Try the function on two models: thaw late, then earlier, then late again."""
    import keras

    from course_utils import models

    inputs = hidden = keras.Input((3,))
    for layer in (
        keras.layers.Dense(4, name="first"),
        keras.layers.BatchNormalization(name="norm"),
        keras.layers.Dense(2, name="last"),
    ):
        hidden = layer(hidden)
    small = keras.Model(inputs, hidden)
    for name in ("last", "first", "norm"):
        _try_thaw(function, small, name)
    backbone = models.build_backbone((24, 24, 3))
    for name in ("features", "block3", "block2"):
        _try_thaw(function, backbone, name)
    return "One that only freezes is right once. Remember to compile afterwards, or the model trains as before."


def _try_thaw(function, model, name: str) -> None:
    where = [layer.name for layer in model.layers].index(name)
    answer = number(call(function, model, name, name="thaw_from"), "what thaw_from returns")
    for place, layer in enumerate(model.layers):
        if layer.weights and layer.trainable != (place >= where):
            state = "frozen" if place >= where else "not frozen"
            hint = "It was frozen by an earlier call: thaw it again." if place >= where else None
            raise Wrong(f"After thaw_from(model, {name!r}), {layer.name} is {state}.", *([hint] if hint else []))
    wanted = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    if answer == wanted:
        return
    if answer == len(model.trainable_weights):
        raise Wrong("It returns the number of arrays, not the number of numbers in them.")
    if answer == sum(layer.count_params() for layer in model.layers[where:]):
        raise Wrong("It counts the moving means and variances of batch normalisation, and they are never trainable.")
    if answer == model.count_params():
        raise Wrong("It counts the frozen numbers, too.")
    raise Wrong(f"For {name!r} it returns {answer:,.0f}; another number is trainable then.")


def _between(before, after, alpha) -> list:
    return [(1 - alpha) * old + alpha * new for old, new in zip(before, after, strict=True)]


@_lesson.exercise(
    "half new, half old",
    kind="code",
    hints=(
        "The arrays have different shapes: treat them one by one, side by side.",
        "At alpha = 0 the result is the old weights, at 1 the new ones.",
    ),
    mistakes={
        "Old and new are the wrong way round.": lambda before, after, alpha: _between(after, before, alpha),
        "Your weights are half old and half new, whatever alpha is.": (
            lambda before, after, alpha: _between(before, after, 0.5)
        ),
        "The old weights count in full in yours; they should shrink to 1 - alpha.": (
            lambda before, after, alpha: [old + alpha * new for old, new in zip(before, after, strict=True)]
        ),
        "You return the old weights as they are.": lambda before, after, alpha: before,
        "You return the new weights as they are.": lambda before, after, alpha: after,
    },
)
def mix(function) -> str:
    """Try the function on lists of arrays, of several lengths and sizes."""
    random = np.random.default_rng(6)
    cases = [
        (0.25, ((3, 2), (4,)), 1.0),
        (0.0, ((3, 2), (4,)), 1.0),
        (1.0, ((3, 2), (4,)), 1.0),
        (0.9, ((2, 2, 1, 3), (3,), (5, 1), (1,)), 300.0),
        (0.0123, ((6,),), 1e-3),
    ]
    for alpha, sizes, scale in cases:
        before, after = ([scale * random.normal(size=size) for size in sizes] for _ in range(2))
        names = [f"array {place}" for place in range(len(sizes))]
        result = parts(call(function, before, after, alpha, name="mixed"), names, "mixed")
        found = [
            array(part, old.shape, f"{name} of what mixed returns")
            for part, old, name in zip(result, before, names, strict=True)
        ]
        wanted = _between(before, after, alpha)
        if close(_flat(found), _flat(wanted)):
            continue
        flattened = {finding: partial(_flat_result, wrong) for finding, wrong in mix.mistakes.items()}
        blame(_flat(found), flattened, before, after, alpha)
        place = next(place for place in range(len(sizes)) if not close(found[place], wanted[place]))
        raise Wrong(f"At alpha = {alpha:g} the weights are not where they should be: look at {names[place]}.")
    return "Fine-tuning does not go far, so most units keep their place. Such nets cost nothing: both ends were there."


def _flat(arrays) -> np.ndarray:
    return np.concatenate([np.ravel(part) for part in arrays])


def _flat_result(wrong, *given) -> np.ndarray:
    return _flat(wrong(*given))


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
    dense = share(dense_share, "vgg_dense_share")
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
    convolutions = 14_714_688 / 138_357_544
    if close(dense, convolutions, 0.03):
        raise Wrong("That is the share of the convolutions.")
    if close(dense, first_dense_share := 102_764_544 / 138_357_544, 4e-3):
        raise Wrong(f"{first_dense_share:.0%} is the share of the first dense layer; two more are dense.")
    if not close(dense, 1 - convolutions, 5e-3):
        raise Wrong(f"vgg_dense_share is not {dense:g}: divide what is not convolution by all.", "From 0 to 1.")
    return "A window has few weights, a dense layer one for every pair: three of sixteen layers hold nine tenths."


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
    times = number(factor, "factor")
    if close(times, 15_920 / 153_632, 0.01):
        raise Wrong("factor is turned round: divide the direct way by the other one.")
    if not close(times, 153_632 / 15_920, 0.01):
        raise Wrong(f"factor is not {times:.3g}: divide the direct way by the other one.")
    passed = "the maps in front of the windows are not handed on"
    compare_count(stacked, 256, "stacked", {368: passed, 240: passed, 192: "that is what the block gets"})
    return (
        "The expensive window sees 16 maps in place of 192: mix what is there first, wherever something dear follows."
    )


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
    for name, answer in mapping(millions, list(right), "millions").items():
        value = number(answer, f"the size of {name!r}")
        if value > 1000:
            raise Wrong(f"The size of {name!r} should be in millions.")
        if name == "paper of 2009" and abs(value - 14) < 0.5:
            raise Wrong("That is what it became, not what the paper of 2009 had.")
        if not close(value, right[name], 0.03):
            raise Wrong(f"The size of {name!r} is not {value:g} million.")
    of_class = number(per_class, "per_class")
    if not close(of_class, 1280, 8e-3):
        raise Wrong(f"per_class is not {of_class:g}: the challenge has 1000 classes.")
    return "A number without its date and its part of the whole is half a number."
