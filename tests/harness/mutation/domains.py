"""Where a function is asked that is for a part of all numbers only: arguments of the exercise's own kind."""

from collections.abc import Callable

import numpy as np

from course_utils.checks.backprop import Number

DOMAINS: dict[str, Callable[[np.random.Generator], tuple]] = {}


def domain(name: str):
    """Register a maker of arguments for a function that is asked about a part of all numbers only."""
    return lambda make: DOMAINS.setdefault(name, make)


@domain("likelihood.ridge")
def _regression_with_one_answer(rng):
    rows, columns = rng.integers(1, 9, 2)
    strength = float(rng.choice([0.125, 0.5, 1, 3] if rows <= columns else [0, 0.125, 0.5, 1, 3]))
    return rng.normal(size=(rows, columns)), rng.normal(scale=4, size=rows), strength


@domain("vanishing.right_size")
def _large_kernel(rng):
    inputs = int(rng.integers(10, 1000))
    return inputs, 100_000 // inputs, np.random.default_rng(int(rng.integers(1000)))


@domain("backprop.two_gates")
def _input_of_a_gate(rng):
    return (Number(float(rng.normal(scale=4))),)


@domain("backprop.backward")
def graph(rng: np.random.Generator) -> tuple:
    """A result of sums and products in which a number may be used again and again."""
    numbers = [Number(float(rng.normal()), gradient=float(rng.normal())) for _ in range(2)]
    for _ in range(rng.integers(1, 7)):
        a, b = numbers[-1], numbers[rng.integers(len(numbers))]
        slopes = (b.value, a.value) if rng.integers(2) else (1.0, 1.0)
        numbers.append(Number(float(rng.normal()), (a, b), slopes, float(rng.normal())))
    return (numbers[-1],)


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


@domain("assumptions.matrix")
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
