"""Inputs for exercises whose functions are asked about a part of all numbers only: shares, labels, valid sizes."""

from collections.abc import Callable

import numpy as np

DOMAINS: dict[str | tuple[str, int], Callable[[np.random.Generator], tuple]] = {}


def domain(name: str, place: int | None = None):
    """Register a maker of arguments for an exercise, or for the function at one place of its check."""

    def keep(make):
        DOMAINS[name if place is None else (name, place)] = make
        return make

    return keep


NORMAL_FORMS: dict[str, Callable] = {}


def normal_form(name: str):
    """Register what of the result of a function counts."""

    def keep(plain):
        NORMAL_FORMS[name] = plain
        return plain

    return keep


@normal_form("celebrity_classifier.components")
def _directions(result):
    """The sign of a principal direction is free."""
    mean, directions = result
    directions = np.asarray(directions, float)
    signs = np.sign([row[np.abs(row).argmax()] for row in np.atleast_2d(directions)])
    return mean, directions * signs[:, None]


@domain("xor.zigzag")
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


@domain("rnn.gru")
def _gru_arguments(rng):
    features, count, reset_after = int(rng.integers(1, 6)), int(rng.integers(1, 4)), bool(rng.integers(2))
    bias = rng.normal(size=(2, 12) if reset_after else 12)
    x, h = rng.normal(scale=2, size=(count, features)), rng.normal(size=(count, 4))
    return x, h, rng.normal(size=(features, 12)), rng.normal(size=(4, 12)), bias, reset_after


@domain("rnn.count")
def _cell_sizes(rng):
    return str(rng.choice(["SimpleRNN", "LSTM", "GRU"])), int(rng.integers(1, 300)), int(rng.integers(1, 300))


@domain("rnn.temperature", 0)
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


@domain("adversarial_examples.margin")
def _labels_and_logits(rng):
    count, classes = int(rng.integers(1, 6)), int(rng.integers(2, 7))
    return rng.integers(classes, size=count), rng.normal(scale=float(rng.choice([1, 300])), size=(count, classes))


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
