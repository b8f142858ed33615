"""What a changed answer cannot tell of itself: where a function is asked, and which answers are right as well."""

import io
from collections.abc import Callable

import numpy as np

from harness.mutation.cases import Case, copied, quiet

DOMAINS: dict[str, Callable[[np.random.Generator], tuple]] = {}
WHAT_COUNTS: dict[str, Callable] = {}
_ANSWERS: dict[str, Callable] = {}


def domain(name: str):
    """Register a maker of arguments for a function that is asked about a part of all numbers only."""
    return lambda make: DOMAINS.setdefault(name, make)


def what_counts(name: str):
    """Register what counts of the result of a function."""
    return lambda plain: WHAT_COUNTS.setdefault(name, plain)


def answers(name: str):
    """Register what counts of the answers to an exercise that has many right ones."""
    return lambda plain: _ANSWERS.setdefault(name, plain)


def counts_as_right(case: Case, given: tuple) -> bool:
    """Tell whether other answers agree with right ones in all that counts; False where nothing is registered."""
    plain = _ANSWERS.get(case.name)
    try:
        with quiet(io.StringIO()):
            return plain is not None and plain(*map(copied, given)) == plain(*map(copied, case.answers))
    except Exception:
        return False


@answers("xor.gates")
def _truth_tables(*neurons):
    corners = [(0, 0), (0, 1), (1, 0), (1, 1)]
    inputs = [corners, corners, [(0,), (1,)]]
    return [
        [bool(np.dot(row, np.atleast_1d(weights)) >= threshold) for row in rows]
        for rows, (weights, threshold) in zip(inputs, neurons, strict=True)
    ]


@answers("xor.inequalities")
def _pair(pair):
    """Each pair contradicts the other one."""
    return {"AD": "BC", "DA": "BC", "CB": "BC"}.get(pair, pair)


@answers("xor.feature")
def _contrast(function):
    """Every number for a pair will do that is not a weighted sum of its parts."""
    x1, x2 = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    values, turned = (np.asarray(function(x1[order], x2[order]), float) for order in ([0, 1, 2, 3], [2, 0, 3, 1]))
    return values.shape, values[[2, 0, 3, 1]].tolist() == turned.tolist(), bool(values @ [1, -1, -1, 1])


@answers("layers.absolute_unit")
def _folded(function, a, weights, bias):
    """One unit may fold along the diagonal with weights of either sign."""
    z = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]) @ np.ravel(weights) + bias
    probes = [np.round(function(np.linspace(-3, 3, 25), slope), 9).tolist() for slope in (-2, 0.3, 1.7)]
    return probes, np.where(z > 0, z, a * z).tolist()


@answers("convolution.design")
def _kernels(*kernels):
    """Blur kernels and edge kernels come in many shapes."""
    move_right, soft, below, negative = (np.asarray(kernel, float) for kernel in kernels)
    rows = below.sum(axis=1)
    mixes = np.isclose(soft.sum(), 1) and soft.min() >= 0 and (soft > 0).sum() >= 3
    edges = np.allclose(below.sum(axis=0), 0) and rows[2] >= -1e-9 and rows[0] <= 1e-9 and np.abs(rows).max() > 0
    return move_right.tolist(), bool(mixes), bool(edges), negative.tolist()


@answers("convolution.critic")
def _critic(num_parameters, kernel):
    """Every kernel that answers to the edges of upright stripes more than to anything level."""
    kernel, edges = np.asarray(kernel, float), np.array([[1, 0, 0], [1, 1, 0], [0, 1, 1], [0, 0, 1]])
    upright, level = (edges @ kernel.sum(axis=0)).max(), max((edges @ kernel.sum(axis=1)).max(), kernel.sum(), 0)
    return float(num_parameters), bool(upright - level > 0.1 * np.abs(kernel).sum())


@answers("changes.underfit")
def _underfit(units, epochs, digits):
    """Very few units, or very little training, however much of the other."""
    return 1 <= float(units) <= 500, 1 <= float(epochs) <= 20, float(units) <= 2 or float(epochs) <= 2


@answers("celebrity_classifier.strangers")
def _strangers(numbers, right):
    """Neither their order counts, nor that one stands there twice."""
    return set(map(float, numbers))


@answers("rnn.cell")
def _switch(keep, write, what, share):
    """Any weights with which the cell follows the pushes and holds its state for 120 steps in between."""
    steps = [np.array(seen) for seen in ((0, 0, 1), (1, 0, 1), (0, 1, 1))]
    forget, enter = (
        [1 / (1 + np.exp(-(seen @ weights))) for seen in steps] for weights in map(np.ravel, (keep, write))
    )
    pushed = np.array(steps) @ np.ravel(what)
    drift = abs(enter[0] * np.tanh(pushed[0])) * (1 - forget[0] ** 120) / max(1 - forget[0], 1e-12)
    follows = [abs(enter[k] * np.tanh(pushed[k]) - sign) + forget[k] < 0.25 for k, sign in ((1, 1), (2, -1))]
    return follows, 1 - forget[0] ** 120 + drift < 0.25, abs(share - 0.9**10) < 5e-3


@answers("start_here.rules")
def _rule(function, images, labels):
    """Any rule that is right nine times in ten."""
    chosen = np.flatnonzero(labels < 2)
    says = [bool(np.asarray(function(images[place])).item()) for place in chosen]
    return np.mean(np.array(says) == (labels[chosen] == 1)) >= 0.9


@answers("history.operations")
def _count(function, factor):
    """With or without the additions that a sum of n numbers saves; the factor is 8 in the limit."""
    counts = [float(np.asarray(function(n)).item()) for n in (4, 16, 250)]
    forms = [[2 * n**3 - saved * n**2 for n in (4, 16, 250)] for saved in (0, 1)]
    return np.allclose(counts, forms[0]) or np.allclose(counts, forms[1]), abs(float(factor) - 8) <= 0.1


@what_counts("celebrity_classifier.components")
def _directions(result):
    """The sign of a principal direction is free."""
    mean, directions = result
    directions = np.asarray(directions, float)
    signs = np.sign([row[np.abs(row).argmax()] for row in np.atleast_2d(directions)])
    return mean, directions * signs[:, None]


@domain("depth.zigzag")
def _interval(rng):
    return (np.sort(rng.uniform(-1, 1, rng.integers(1, 9)))[:: rng.choice([-1, 1])],)


@domain("celebrity_classifier.bound")
def _table_of_looks(rng):
    return (rng.dirichlet(np.ones(rng.integers(2, 6)), size=rng.integers(2, 5)),)


@domain("celebrity_classifier.hits")
def _heat_and_mask(rng):
    shape = tuple(rng.integers(2, 6, 2))
    mask = rng.uniform(size=shape) < 0.4
    mask.flat[rng.integers(mask.size)] = True
    return rng.normal(scale=4, size=shape), mask


@domain("convolution.output_size")
def _window_that_fits(rng):
    n, padding = int(rng.integers(3, 200)), int(rng.integers(0, 4))
    return n, int(rng.integers(1, n + 1)), padding, int(rng.integers(1, 5))


@domain("convolution.matrix")
def _kernel_that_fits(rng):
    kernel = rng.normal(scale=3, size=rng.integers(1, 6))
    return kernel, len(kernel) + int(rng.integers(0, 5))


@domain("convolution.slide")
def _image_and_kernel(rng):
    rows, columns = rng.integers(1, 4, 2)
    return rng.normal(size=rng.integers(4, 8, 2)), rng.normal(size=(rows, columns))


@domain("rnn.bptt")
def _states(rng):
    units, steps = int(rng.integers(1, 5)), int(rng.integers(2, 8))
    states = np.tanh(rng.normal(size=(steps, units)))
    return rng.normal(size=(units, units)), states, rng.normal(scale=9, size=units)


@domain("rnn.gru")
def _gru_arguments(rng):
    features, count, reset_after = int(rng.integers(1, 6)), int(rng.integers(1, 4)), bool(rng.integers(2))
    bias = rng.normal(size=(2, 12) if reset_after else 12)
    x, h = rng.normal(scale=2, size=(count, features)), rng.normal(size=(count, 4))
    return x, h, rng.normal(size=(features, 12)), rng.normal(size=(4, 12)), bias, reset_after


@domain("rnn.count")
def _cell_sizes(rng):
    return str(rng.choice(["SimpleRNN", "LSTM", "GRU"])), int(rng.integers(1, 300)), int(rng.integers(1, 300))


@domain("rnn.temperature")
def _logits_and_degree(rng):
    return rng.normal(scale=3, size=rng.integers(2, 8)), float(rng.choice([0.001, 0.2, 0.5, 1, 1.5, 3, 10]))


@domain("transfer_learning.mix")
def _two_lists_of_weights(rng):
    shapes = [tuple(rng.integers(1, 5, rng.integers(1, 3))) for _ in range(rng.integers(1, 4))]
    old, new = ([rng.normal(scale=3, size=shape) for shape in shapes] for _ in range(2))
    return old, new, float(rng.uniform())


@domain("transfer_learning.worth")
def _learning_curve(rng):
    counts = sorted(rng.choice(np.arange(1, 400), size=rng.integers(1, 8), replace=False).tolist())
    accuracies = rng.uniform(0.1, 1, len(counts)).round(2).tolist()
    return counts, accuracies, float(rng.choice([*accuracies, 0.5, 0.99]))


@domain("transfer_learning.prototype")
def _clouds(rng):
    classes, numbers = int(rng.integers(2, 6)), int(rng.integers(1, 5))
    labels = rng.permutation(np.r_[np.arange(classes), rng.integers(classes, size=8)])
    return rng.normal(size=(len(labels), numbers)), labels, rng.normal(size=(int(rng.integers(1, 9)), numbers))


@domain("adversarial_examples.radius")
def _share_and_noise(rng):
    return float(rng.choice([rng.uniform(), 0.5, 0.999])), float(rng.uniform(0.1, 2))


@domain("adversarial_examples.slip")
def _read_correctly(rng):
    """Pixels from 0 to 1, and the score of their own class is above zero."""
    w, x = rng.normal(size=(count := int(rng.integers(1, 9)))), rng.uniform(size=count)
    return w, rng.exponential(3) - w @ x, x


@domain("adversarial_examples.margin")
def _labels_and_logits(rng):
    count, classes = int(rng.integers(1, 6)), int(rng.integers(2, 7))
    return rng.integers(classes, size=count), rng.normal(scale=float(rng.choice([1, 300])), size=(count, classes))


@domain("changes.paired")
def _two_lists(rng):
    count = int(rng.integers(3, 12))
    return rng.uniform(0.8, 1, count), rng.uniform(0.8, 1, count)


@domain("mnist_fcnn.centre")
def _picture(rng):
    return (np.abs(rng.normal(size=rng.integers(2, 7, 2))),)


@domain("start_here.unit")
def _inputs_weights_bias(rng):
    dimension = rng.integers(1, 6)
    return rng.normal(scale=4, size=dimension), rng.normal(scale=4, size=dimension), float(rng.normal(scale=4))


@domain("history.operations")
def _size(rng):
    return (int(rng.integers(1, 500)),)
