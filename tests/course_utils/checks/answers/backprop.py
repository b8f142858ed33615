"""Answers to the exercises of lesson 03: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np

from course_utils.checks import backprop


class Number:
    def __init__(self, value, made_of=(), slopes=()):
        self.value, self.made_of, self.slopes, self.gradient = value, made_of, slopes, 0.0


def gate(value, slope):
    """Return a gate from the function of its value and the one of its slope."""
    return lambda a: Number(value(a.value), (a,), (slope(a.value),))


relu = gate(lambda a: max(0, a), lambda a: a > 0)
relu_with_numpy = gate(lambda a: np.maximum(0, a), lambda a: np.where(a > 0, 1, 0))
exponential = gate(np.exp, np.exp)


def relu_in_lists(a):
    return Number(a.value * (a.value > 0), made_of=[a], slopes=[1.0 if a.value > 0 else 0.0])


def relu_in_place(a):
    a.value = max(0, a.value)
    return Number(a.value, (a,), (float(a.value > 0),))


def forgetful_relu(a):
    return Number(max(0, a.value), slopes=(float(a.value > 0),))


def bare_origin(a):
    return Number(max(0, a.value), made_of=a, slopes=(float(a.value > 0),))


def bare_slope(a):
    return Number(np.exp(a.value), made_of=(a,), slopes=np.exp(a.value))


def inputs_first(result):
    ordered = {}

    def visit(number):
        if number not in ordered:
            for source in number.made_of:
                visit(source)
            ordered[number] = True

    visit(result)
    return list(ordered)


def walk(result, numbers=None, reset=True, first=1.0):
    numbers = inputs_first(result)[::-1] if numbers is None else numbers
    if reset:
        for number in numbers:
            number.gradient = 0
    result.gradient = first
    for number in numbers:
        for source, slope in zip(number.made_of, number.slopes, strict=True):
            source.gradient += slope * number.gradient


def with_a_list_of_depths(result):
    """Every Number waits for those made of it: counted, not sorted."""
    numbers = inputs_first(result)
    users = {number: sum(other.made_of.count(number) for other in numbers) for number in numbers}
    for number in numbers:
        number.gradient = 0.0
    result.gradient, ready = 1.0, [result]
    while ready:
        number = ready.pop()
        for source, slope in zip(number.made_of, number.slopes, strict=True):
            source.gradient += slope * number.gradient
            users[source] -= 1
            if users[source] == 0:
                ready.append(source)


def replacing(result):
    numbers = inputs_first(result)
    for number in numbers:
        number.gradient = 0.0
    result.gradient = 1.0
    for number in reversed(numbers):
        for source, slope in zip(number.made_of, number.slopes, strict=True):
            source.gradient = slope * number.gradient


def wiping_in_the_loop(result):
    result.gradient = 1.0
    for number in reversed(inputs_first(result)):
        number.gradient = 0.0
        for source, slope in zip(number.made_of, number.slopes, strict=True):
            source.gradient += slope * number.gradient


def wiping_all_but_the_result(result):
    result.gradient = 1.0
    for number in reversed(inputs_first(result)):
        if number is not result:
            number.gradient = 0.0
        for source, slope in zip(number.made_of, number.slopes, strict=True):
            source.gradient += slope * number.gradient


def wiping_what_it_was_made_of(result):
    result.gradient = 1.0
    for number in reversed(inputs_first(result)):
        for source in number.made_of:
            source.gradient = 0.0
        for source, slope in zip(number.made_of, number.slopes, strict=True):
            source.gradient += slope * number.gradient


def local_slopes_alone(result):
    start_the_way_back(result)
    for number in reversed(inputs_first(result)):
        for source, slope in zip(number.made_of, number.slopes, strict=True):
            source.gradient += slope


def without_a_reset(result):
    walk(result, reset=False)


def depth_first(result):
    """Right for trees; wrong where a number is reached again before all has arrived."""
    for number in inputs_first(result):
        number.gradient = 0.0
    result.gradient, waiting, seen = 1.0, [result], set()
    while waiting:
        number = waiting.pop(0)
        if number in seen:
            continue
        seen.add(number)
        for source, slope in zip(number.made_of, number.slopes, strict=True):
            source.gradient += slope * number.gradient
            waiting.append(source)


def max_gate_with_a_zero(a):
    return Number(max(a.value, 0.0), (a, Number(0.0)), (float(a.value > 0), float(a.value <= 0)))


def times_a_step(a):
    step = Number(float(a.value > 0))
    return Number(a.value * step.value, (a, step), (step.value, a.value))


def relu_of_any_number(a):
    return relu(a if isinstance(a, Number) else Number(a))


def relu_with_a_slope_too_many(a):
    return Number(max(a.value, 0.0), (a, Number(0.0)), (float(a.value > 0),))


def only_to_numbers(result):
    start_the_way_back(result)
    for number in reversed(inputs_first(result)):
        for source, slope in zip(number.made_of, number.slopes, strict=True):
            if isinstance(source, Number):
                source.gradient += slope * number.gradient


def for_gates_with_two_inputs(result):
    start_the_way_back(result)
    for number in reversed(inputs_first(result)):
        if number.made_of:
            (a, b), (to_a, to_b) = number.made_of, number.slopes
            a.gradient += to_a * number.gradient
            b.gradient += to_b * number.gradient


def to_the_first_two(result):
    start_the_way_back(result)
    for number in reversed(inputs_first(result)):
        for source, slope in list(zip(number.made_of, number.slopes, strict=True))[:2]:
            source.gradient += slope * number.gradient


def clipping(result):
    start_the_way_back(result)
    for number in reversed(inputs_first(result)):
        for source, slope in zip(number.made_of, number.slopes, strict=True):
            source.gradient = min(1e4, source.gradient + slope * number.gradient)


def start_the_way_back(result):
    for number in inputs_first(result):
        number.gradient = 0.0
    result.gradient = 1.0


def not_twice(result):
    if result.gradient != 1.0:
        walk(result)


def never_the_same_number(seen):
    def backward(result):
        new = [number for number in inputs_first(result)[::-1] if number not in seen]
        seen.update(new)
        if new:
            walk(result, new)

    return backward


NUDGED = [(max(w1 * x1 + w2 * x2, x3) - 4) / 1e-6 for w1, x1, w2, x2, x3 in np.eye(5) * 1e-6 + [3, 2, -2, 1, 3]]


RIGHT = [
    (backprop.five_slopes, *NUDGED),
    (backprop.two_gates, max_gate_with_a_zero, exponential),
    (backprop.two_gates, times_a_step, exponential),
    (backprop.two_gates, relu_of_any_number, exponential),
    (backprop.backward, only_to_numbers),
    (backprop.five_slopes, 2, 3, 1, -2, 0),
    (backprop.five_slopes, 2.0, "3", np.float32(1), [-2], 0.0),
    (backprop.two_gates, relu, exponential),
    (backprop.two_gates, relu_with_numpy, backprop.exponential_of),
    (backprop.two_gates, relu_in_lists, exponential),
    (backprop.two_gates, backprop.relu_of, exponential),
    (backprop.backward, walk),
    (backprop.backward, backprop.way_back),
    (backprop.backward, with_a_list_of_depths),
    (backprop.product_gradients, lambda a, b, g: (g @ b.T, a.T @ g)),
    (backprop.product_gradients, lambda a, b, g: [(b @ g.T).T, np.einsum("nk,nm->km", a, g)]),
]

# Gates with a second input that is a constant and learns nothing; and answers for one class of numbers alone.
NOT_PERTURBED = (max_gate_with_a_zero, times_a_step, relu_of_any_number, only_to_numbers)

WRONG = [
    (backprop.two_gates, gate(lambda a: max(0, a), lambda a: min(1, max(0, a))), exponential, "For a = 0.01"),
    (backprop.two_gates, gate(lambda a: max(0, a), lambda a: a >= 0.5), exponential, "For a = 0.01"),
    (backprop.two_gates, gate(lambda a: min(10, max(0, a)), lambda a: a > 0), exponential, "should be 1234"),
    (backprop.two_gates, relu, gate(lambda a: min(40, np.exp(a)), lambda a: min(40, np.exp(a))), "For a = 20"),
    (backprop.two_gates, gate(lambda a: np.maximum([0], a), lambda a: a > 0), exponential, "is an array"),
    (backprop.two_gates, relu_with_a_slope_too_many, exponential, "relu has 2 entries; yours has 1"),
    (backprop.backward, for_gates_with_two_inputs, "stopped with ValueError"),
    (backprop.backward, to_the_first_two, "one, two and three inputs"),
    (backprop.backward, clipping, "one, two and three inputs"),
    (backprop.backward, not_twice, "called once more"),
    (backprop.backward, never_the_same_number(set()), "called once more"),
    (backprop.product_gradients, lambda a, b, g: (g @ b, a.T @ g), "a is (4, 3), b (3, 2), g (4, 2): (4, 2) @ (3, 2)"),
    (backprop.product_gradients, lambda a, b, g: (b @ g.T, a.T @ g.T), "(3, 4) @ (2, 4) does not fit"),
    (backprop.product_gradients, lambda a, b, g: (np.dot(b.T, g), a.T @ g), "(2, 3) @ (4, 2) does not fit"),
    (backprop.product_gradients, lambda a, b, g: (g.dot(b), a.T @ g), "(4, 2) @ (3, 2) does not fit"),
    (backprop.product_gradients, lambda a, b, g: (g * b.T, a.T * g), "(4, 2) * (2, 3) does not fit"),
    (backprop.product_gradients, lambda a, b, g: (g * b.T, a.T * g), "entry by entry; the product of matrices is `@`"),
    (backprop.product_gradients, lambda a, b, g: (np.einsum("nm,mk", g, b), a.T @ g), "stopped with ValueError"),
    (backprop.product_gradients, lambda a, b, g: (np.linalg.inv(a), a.T @ g), "stopped with LinAlgError"),
    (backprop.product_gradients, lambda a, b, g: (g @ b, a @ g), "(4, 2) @ (3, 2) does not fit"),
    (backprop.product_gradients, lambda a, b, g: (b @ g.T, g.T @ a), "should be of shape (4, 3)"),
    (backprop.five_slopes, 2, 3, 1, -2, 1, "slope_x3 is not 1"),
    (backprop.five_slopes, 3, 2, -2, 1, 0, "the *other* one"),
    (backprop.five_slopes, 8, 12, 4, -8, 0, "four times too large"),
    (backprop.five_slopes, 2, 3, 1, 2, 0, "sign is not"),
    (backprop.five_slopes, 6, 3, 1, -2, 0, "slope_w1 is not 6: you multiplied with the arrow's own value"),
    (backprop.five_slopes, 2, 9, 1, -2, 0, "slope_x1 is not 9: you multiplied with the arrow's own value"),
    (backprop.five_slopes, 5, 3, 1, -2, 0, "Nudge it by 0.01"),
    (backprop.two_gates, gate(lambda a: abs(a), np.sign), exponential, "value of relu should be 0"),
    (backprop.two_gates, gate(lambda a: max(0, a), lambda a: 1.0), exponential, "should be 0; yours is 1"),
    (backprop.two_gates, gate(lambda a: max(0, a), lambda a: max(0, a)), exponential, "local slope of relu"),
    (backprop.two_gates, gate(lambda a: max(0, a), lambda a: a >= 0), exponential, "For a = 0"),
    (backprop.two_gates, relu_in_place, exponential, "changes the Number"),
    (backprop.two_gates, bare_origin, exponential, "made_of of the Number that relu returns is a single thing"),
    (backprop.two_gates, bare_origin, exponential, "needs a comma: (a,)"),
    (backprop.two_gates, relu, bare_slope, "slopes of the Number that exponential returns is a single thing"),
    (backprop.two_gates, lambda a: Number(max(0, a), (a,), (1.0,)), exponential, "its number is a.value"),
    (backprop.two_gates, forgetful_relu, exponential, "remember `a` itself"),
    (backprop.two_gates, lambda a: Number(max(0, a.value), (a.value,), (float(a.value > 0),)), exponential, "itself"),
    (backprop.two_gates, lambda a: Number(max(0, a.value), (a,), ()), exponential, "relu has one entry; yours has 0"),
    (backprop.two_gates, lambda a: max(0, a.value), exponential, "should return a Number"),
    (backprop.two_gates, lambda a: a, exponential, "gives back the Number that it got"),
    (backprop.two_gates, relu, gate(np.exp, lambda a: a * np.exp(a)), "local slope of exponential"),
    (backprop.two_gates, relu, gate(np.exp, lambda a: 1.0), "For a = 1"),
    (backprop.backward, replacing, "is added up"),
    (backprop.backward, lambda result: walk(result, inputs_first(result)), "order of the forward pass"),
    (backprop.backward, lambda result: walk(result, first=0.0), "begin with the gradient 1"),
    (backprop.backward, lambda result: walk(result, first=result.value), "not with the value of the result"),
    (backprop.backward, wiping_in_the_loop, "a 0 inside the loop erases what has arrived"),
    (backprop.backward, wiping_all_but_the_result, "inside the loop, this erases what has arrived"),
    (backprop.backward, wiping_what_it_was_made_of, "erases what has arrived from elsewhere"),
    (backprop.backward, local_slopes_alone, "what arrived, number.gradient, times the local slope"),
    (backprop.backward, local_slopes_alone, "x: -4, y: -4, z: 3, x + y: -4, f: 1; yours are x: 1, y: 1, z: 3"),
    (backprop.backward, without_a_reset, "called once more"),
    (backprop.backward, depth_first, "used again later"),
    (backprop.backward, lambda result: [0.0], "All gradients are 0"),
    (backprop.product_gradients, lambda a, b, g: (g @ b.T, g @ a.T), "wrong side of the product"),
    (backprop.product_gradients, lambda a, b, g: (a.T @ g, g @ b.T), "wrong order"),
    (backprop.product_gradients, lambda a, b, g: (g @ b, a @ g), "not turned round"),
    (backprop.product_gradients, lambda a, b, g: g @ b.T, "should return 2 things"),
    (backprop.product_gradients, lambda a, b, g: (g @ a.T, b.T @ g), "not by the other one"),
]

BLANK = [
    (backprop.five_slopes, ..., ..., ..., ..., ...),
    (backprop.two_gates, lambda a: ..., lambda a: ...),
    (backprop.backward, lambda result: ...),
    (backprop.product_gradients, lambda a, b, g: None),
]

# What no hint may give away.
SECRETS = ("g @ b.T", "a.T @ g", "+=", "max(0.0", "a.value > 0")
