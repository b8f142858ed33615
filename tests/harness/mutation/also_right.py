"""Exercises with many right answers, each judged here in another way than in its check.

A function of an exercise takes the answers and tells whether they are right; its docstring says why there are many.
"""

import io
import itertools
from collections.abc import Callable

import numpy as np

from harness.mutation.cases import copied, quiet

ALSO_RIGHT: dict[str, Callable[..., bool]] = {}


def many(name: str):
    """Register a judge of an exercise with many right answers."""

    def keep(judge):
        ALSO_RIGHT[name] = judge
        return judge

    return keep


def is_right(name: str, answers: tuple) -> bool:
    """Tell whether the answers to an exercise are right as well; False where it has one right answer only."""
    judge = ALSO_RIGHT.get(name)
    if judge is None:
        return False
    try:
        with quiet(io.StringIO()):
            return bool(judge(*map(copied, answers)))
    except Exception:
        return False


@many("xor.gates")
def _gates(*neurons) -> bool:
    """Any weights and threshold with the right truth table."""
    tables = ({(1, 1)}, {(0, 1), (1, 0), (1, 1)}, {(0,)})
    for (weights, threshold), ones in zip(neurons, tables, strict=True):
        inputs = [(0,), (1,)] if (0,) in ones else [(0, 0), (0, 1), (1, 0), (1, 1)]
        if len(np.atleast_1d(weights)) != len(inputs[0]):
            return False
        fires = {x for x in inputs if np.dot(x, np.atleast_1d(weights)) >= threshold}
        if fires != ones:
            return False
    return True


@many("xor.inequalities")
def _inequalities(pair) -> bool:
    """Either pair contradicts the other."""
    return set(pair.upper()) - set(", ") in ({"B", "C"}, {"A", "D"})


@many("xor.feature")
def _feature(function) -> bool:
    """Every feature that lets a linear model fit XOR exactly."""
    x1, x2 = np.array([0.0, 0, 1, 1]), np.array([0.0, 1, 0, 1])
    columns = np.stack([x1, x2, np.ones(4), np.broadcast_to(np.asarray(function(x1, x2), float), 4)], axis=1)
    answers = columns @ np.linalg.lstsq(columns, np.array([0.0, 1, 1, 0]), rcond=None)[0]
    return np.allclose(answers, [0, 1, 1, 0])


@many("xor.absolute_unit")
def _absolute_unit(function, a, weights, bias) -> bool:
    """One unit may fold along the diagonal with weights of either sign."""
    z = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]) @ np.ravel(weights) + bias
    probe = np.linspace(-3, 3, 25)
    folds = all(
        np.allclose(function(probe, s), np.maximum(0, probe) + s * np.minimum(0, probe)) for s in (-2, 0.3, 1.7)
    )
    return folds and np.allclose(np.maximum(0, z) + a * np.minimum(0, z), [0, 1, 1, 0])


@many("convolution.design")
def _design(move_right, soft, brighter_below, negative) -> bool:
    """Blur kernels and edge kernels come in many shapes."""
    move_right, soft, below, negative = (np.asarray(k, float) for k in (move_right, soft, brighter_below, negative))
    one = np.zeros((3, 3))
    one[1, 0] = 1
    minus = np.zeros((3, 3))
    minus[1, 1] = -1
    mixes = np.isclose(soft.sum(), 1) and (soft >= 0).all() and (soft > 0).sum() >= 3
    up, lifted = below.sum(axis=1), np.cumsum(below.sum(axis=1)[::-1])
    flat = np.allclose(below.sum(axis=0), 0) and np.isclose(up.sum(), 0)
    return np.allclose(move_right, one) and np.allclose(negative, minus) and mixes and flat and (
        (lifted[:2] >= -1e-9).all() and lifted[:2].max() > 0
    )  # fmt: skip


@many("convolution.critic")
def _critic(num_parameters, kernel) -> bool:
    """Every kernel whose columns answer to the edges of upright stripes more than its rows to anything level."""
    kernel, edges = np.asarray(kernel, float), np.array([[1, 0, 0], [1, 1, 0], [0, 1, 1], [0, 0, 1]])
    upright, level = (edges @ kernel.sum(axis=0)).max(), max((edges @ kernel.sum(axis=1)).max(), kernel.sum(), 0)
    return num_parameters == 30 and upright - level > 0.1 * np.abs(kernel).sum()


@many("mnist_fcnn.human")
def _human(read, key) -> bool:
    """Sixteen of twenty are enough: people read these digits differently."""
    digits = [int(digit) for digit in str(read) if digit.isdigit()]
    return str(read).replace(" ", "").isdigit() and len(digits) == 20 and np.sum(np.array(digits) == key) >= 16


@many("mnist_fcnn.homework")
def _homework(trained, pile, error, is_clear) -> bool:
    """With p = .925 the error is .0108, with the other rung's .915 it is .0114: two figures of either will do."""
    return trained == 2400 and str(pile).strip("() ").upper() == "B" and not is_clear and 0.0104 <= error <= 0.0117


@many("mnist_fcnn.underfit")
def _underfit(function, units, epochs) -> bool:
    """Any net that is bad on both piles; `underfit` runs what the student chose."""
    train, validation = function(int(units), int(epochs))
    allowed = 1 <= units <= 500 and 1 <= epochs <= 20 and int(units) == units and int(epochs) == epochs
    return allowed and min(train, validation) > 1.2 and abs(train - validation) < 0.3


@many("celebrity_classifier.strangers")
def _strangers(numbers, right) -> bool:
    """The order of the numbers does not matter, nor that one stands there twice."""
    return set(map(float, numbers)) == set(map(float, right))


@many("start_here.rules")
def _rules(function, images, labels) -> bool:
    """Any rule that is right nine times in ten."""
    chosen = np.flatnonzero(np.asarray(labels) < 2)
    answers = [function(images[k]) for k in chosen]
    says = np.array([bool(np.asarray(answer).item()) for answer in answers])
    return None not in answers and np.mean(says == (np.asarray(labels)[chosen] == 1)) >= 0.9


@many("history.operations")
def _operations(function, factor) -> bool:
    """With or without the additions that a sum of n saves; the factor is 8 in the limit."""
    sizes = (4, 16, 100, 37)
    counts = [function(n) for n in sizes]
    fits = counts in ([2 * n**3 for n in sizes], [2 * n**3 - n**2 for n in sizes])
    return fits and abs(float(factor) - 8) <= 0.1


@many("history.small_print")
def _small_print(years, cubes, bill) -> bool:
    """Hours in a year are 8760 or 8766, and two decimals are enough."""
    return 5.1 <= years <= 5.2 and abs(cubes - 0.216) < 0.005 and abs(bill - 1.8 / 112) <= 0.0005


@many("rnn.echo")
def _echo(kernel, recurrent) -> bool:
    """Any chain of four units that hands on the input undamped: pulses at steps 0 and 3 show it."""
    state, last = np.asarray(kernel, float)[0], []
    for _ in range(12):
        last.append(state[3])
        state = state @ np.asarray(recurrent, float)
    return np.allclose(last, np.eye(12)[3])


@many("rnn.cell")
def _cell(keep, write, what, share) -> bool:
    """Any saturated switch."""

    def gate(weights, seen):
        return 1 / (1 + np.exp(-np.dot(weights, seen)))

    forget, enter = [[gate(w, s) for s in ((0, 0, 1), (1, 0, 1), (0, 1, 1))] for w in (keep, write)]
    up, down = (np.tanh(np.dot(what, s)) for s in ((1, 0, 1), (0, 1, 1)))
    idle = enter[0] * np.tanh(what[2])
    left = forget[0] ** 120
    drift = abs(idle) * (1 - left) / max(1 - forget[0], 1e-12)
    held = abs(enter[1] * up - 1) + forget[1] < 0.25 and abs(enter[2] * down + 1) + forget[2] < 0.25
    return held and 1 - left + drift < 0.25 and abs(share - 0.9**10) < 5e-3


@many("rnn.step")
def _step(total, state) -> bool:
    """Two decimals are enough for a tanh by hand."""
    return np.allclose(total, [-1, 1.5], atol=1e-3) and np.allclose(state, np.tanh([-1, 1.5]), atol=6e-3)


@many("rnn.shapes")
def _shapes(last, everything, dense, pattern_last, pattern_dense) -> bool:
    """A pattern may be followed by a remark."""
    patterns = [
        str(p).split(",")[0].strip().lower().replace(" ", "-").replace("_", "-") for p in (pattern_last, pattern_dense)
    ]
    shapes = [tuple(last), tuple(everything), tuple(dense)]
    return patterns == ["many-to-one", "many-to-many"] and shapes == [(32, 4), (32, 10, 4), (32, 10, 2)]


@many("cnn.make")
def _make(build) -> bool:
    """Any small convolutional net: its answer to a sum is no sum of answers, and it fits the list in the lesson."""
    import keras

    model = build()
    images = np.random.default_rng(0).normal(size=(4, 28, 28, 1)).astype("float32") * 3
    images[2], images[3] = images[0] + images[1], 0
    one, two, both, zero = keras.ops.convert_to_numpy(model(images))
    bends = not np.allclose(both - zero, one + two - 2 * zero, rtol=1e-3, atol=1e-4)
    convolutions = sum(isinstance(layer, (keras.layers.Conv2D, keras.layers.DepthwiseConv2D)) for layer in model.layers)
    maps = [tuple(layer.output.shape[1:]) for layer in model.layers if len(layer.output.shape) == 4]
    narrows = all(a[0] >= b[0] and a[2] <= b[2] for a, b in itertools.pairwise(maps)) and maps[-1][0] < 28
    logits = getattr(model.layers[-1], "activation", None) is keras.activations.linear
    small = model.count_params() <= 10_000 and model.output_shape == (None, 10)
    return bends and convolutions >= 2 and narrows and logits and small
