"""What counts of a result or an answer: which others are right as well."""

import copy
import io
from collections.abc import Callable

import numpy as np

from harness.mutation.cases import Case, copied, quiet
from harness.mutation.domains import graph

WHAT_COUNTS: dict[str, Callable] = {}
WITH_RESULT: dict[str, Callable] = {}
_ANSWERS: dict[str, Callable] = {}


def what_counts(name: str):
    """Register what counts of the result of a function."""
    return lambda plain: WHAT_COUNTS.setdefault(name, plain)


def with_result(name: str):
    """Register what makes a function that works by what it does to its arguments one that returns this."""
    return lambda make: WITH_RESULT.setdefault(name, make)


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

    def values_at(*order):
        pairs = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])[list(order)]
        try:
            return np.asarray(function(*pairs.T.astype(float)), float)
        except (TypeError, IndexError):  # x1 ^ x2 and table[x1, x2] need whole numbers
            return np.asarray(function(*pairs.T), float)

    values, turned = values_at(0, 1, 2, 3), values_at(2, 0, 3, 1)
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


@answers("receptive_field.critic")
def _critic(num_parameters, kernel):
    """Every kernel that answers to the edges of upright stripes more than to anything level."""
    kernel, edges = np.asarray(kernel, float), np.array([[1, 0, 0], [1, 1, 0], [0, 1, 1], [0, 0, 1]])
    upright, level = (edges @ kernel.sum(axis=0)).max(), max((edges @ kernel.sum(axis=1)).max(), kernel.sum(), 0)
    return float(num_parameters), bool(upright - level > 0.1 * np.abs(kernel).sum())


@answers("changes.underfit")
def _underfit(units, epochs, digits):
    """Very few units, or little training: the pictures of the test make two steps an epoch."""
    return 1 <= float(units) <= 500, 1 <= float(epochs) <= 20, float(units) <= 10 or float(epochs) <= 4


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


@what_counts("backprop.two_gates")
def _gate(made):
    """Whatever class a Number has, and whatever holds its slopes."""
    sources, slopes = (part if isinstance(part, (tuple, list)) else [part] for part in (made.made_of, made.slopes))
    return [[float(made.value)], [float(source.value) for source in sources], [float(slope) for slope in slopes]]


@what_counts("vanishing.right_size")
def _start(kernel):
    """A kernel has the right size to the precision of its random numbers, and any distribution."""
    kernel = np.asarray(kernel, float)
    has_mean_0 = abs(kernel.mean()) < 0.1 * kernel.std()
    return [kernel.shape, [has_mean_0, abs(kernel.var() * len(kernel) / 2 - 1) < 0.05]]


@with_result("backprop.backward")
def _gradients(function):
    def gradients(result):
        result = copy.deepcopy(result)
        function(result)
        found, waiting = [], [result]
        while waiting:
            node = waiting.pop()
            found.append(float(node.gradient))
            waiting.extend(node.made_of)
        return found

    return gradients


@answers("backprop.backward")
def _way_back(function):
    """What the function returns does not count."""
    rng = np.random.default_rng(2)
    return [np.round(_gradients(function)(*graph(rng)), 9).tolist() for _ in range(16)]
