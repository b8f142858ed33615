"""The checked exercises of lesson 03 (`lessons/03_backprop.py`), and the course's own answers to those in code.

A "Number" is what the lesson calls so: `value`, `made_of`, `slopes` and `gradient`. The course's gates make Numbers of
the class of their argument, which the notebook defines.
"""

import functools
import inspect
import math

import numpy as np

from course_utils.checks._compare import compare
from course_utils.checks._frame import BadFormat, Lesson, NotStarted, Wrong, is_blank
from course_utils.checks._kinds import call, close, is_empty, number, parts

_ASKED = {"paths": "ABCD", "step": "number", "sweep": "number"}  # by each guess
_lesson = Lesson("03_backprop", "Backpropagation", guesses=_ASKED)
guess, reveal = _lesson.guess, _lesson.reveal


class Number:
    """A Number of the check's own; by its name, for a student reads it in the message of an error."""

    def __init__(self, value, made_of=(), slopes=(), gradient=0.0):
        self.value, self.made_of, self.slopes, self.gradient = value, made_of, slopes, gradient


@_lesson.exercise(
    "five slopes with a pencil",
    kind="number",
    hints=(
        "Begin at the end with 1. Which input of max is larger? It alone gets the 1.",
        "The + hands on what it gets, to both. Then each × swaps: what it hands to one input is what arrived, times "
        "the other input.",
    ),
)
def five_slopes(slope_w1, slope_x1, slope_w2, slope_x2, slope_x3) -> str:
    """Check the five slopes of max(w1 x1 + w2 x2, x3) at 3, 2, -2, 1, 3."""
    names = ("slope_w1", "slope_x1", "slope_w2", "slope_x2", "slope_x3")
    answers = (slope_w1, slope_x1, slope_w2, slope_x2, slope_x3)
    given = [_rounded(number(answer, name)) for answer, name in zip(answers, names, strict=True)]
    right, values = [2, 3, 1, -2, 0], [3, 2, -2, 1, 3]
    if given[4] != 0:
        raise Wrong(
            f"slope_x3 is not {given[4]:g}.",
            "max gives 4 and x3 is 3. Nudge x3 to 3.01: what does max give?",
        )
    if given[:4] == values[:4]:
        raise Wrong("Those are the inputs themselves: a product hands to each input the *other* one.")
    if given[:4] == [4 * slope for slope in right[:4]]:
        raise Wrong("All are four times too large: the way back begins with 1, not with the value of F.")
    for name, mine, wanted, value in zip(names, given, right, values, strict=True):
        if mine != wanted:
            if mine == wanted * value or (name, mine) == ("slope_x1", 9):
                raise Wrong(
                    f"{name} is not {mine:g}: you multiplied with the arrow's own value.",
                    "What × hands to one input is what arrived, here 1, times the *other* input, and nothing else.",
                )
            sign = "The size is right, the sign is not. " if mine == -wanted else ""
            raise Wrong(f"{name} is not {mine:g}. {sign}Nudge it by 0.01 in your head: by how much does F change?")
    return "max chose the sum, + passed the 1 on to both products, and each product swapped its inputs."


def _rounded(slope: float) -> float:
    """Return a slope as it is meant: one that was measured with a nudge is whole up to rounding."""
    return round(slope) if abs(slope - round(slope)) < 1e-6 else slope


def relu_of(a):
    """Return max(0, a) as a Number, with slope 0 at 0: what lesson 03 asks for; used until the student's is right.

    Parameters
    ----------
    a : Number

    Returns
    -------
    Number
    """
    return type(a)(max(0.0, a.value), made_of=(a,), slopes=(float(a.value > 0),))


def exponential_of(a):
    """Return e to the power of a Number, as a Number (lesson 03)."""
    with np.errstate(over="ignore"):  # beyond 709 it is inf, as everywhere in NumPy
        power = np.exp(a.value)
    return type(a)(power, made_of=(a,), slopes=(power,))


@_lesson.exercise(
    "two more gates",
    kind="code",
    hints=(
        "Look at `multiply`: it returns a Number with a value, what it was made of, and the local slopes. Both new "
        "gates have one input, so made_of and slopes have one entry each.",
        "The slope of the bend is all or nothing. And which function is its own derivative?",
        "A tuple of one entry needs a comma: (a,).",
    ),
)
def two_gates(relu, exponential) -> str:
    """Check value, origin and local slope of both gates, for inputs of either sign and for 0."""
    for value in (-1.9, 1.0, 0.0, 10.0, -0.3, 0.01, 1234.5):
        _judge_gate(relu, "relu", value, max(0.0, value), float(value > 0))
    for value in (0.0, 1.0, -2.0, 3.5, -20.0, 20.0):
        _judge_gate(exponential, "exponential", value, math.exp(value), math.exp(value))
    return "The bend hands back all or nothing. For the exponential, value and slope are the same number."


def _judge_gate(gate, name, value, wanted, slope) -> None:
    a = _class_of(gate)(value)
    try:
        made = call(gate, a, name=name)
    except Wrong as wrong:
        if "'Number'" not in wrong.finding:
            raise
        raise Wrong(wrong.finding, "a is a Number; its number is a.value.") from None
    if any(not hasattr(made, field) for field in ("value", "made_of", "slopes")):
        raise BadFormat(f"{name} should return a Number, as `multiply` does; it returns a {type(made).__name__}.")
    if any(map(is_blank, (made.value, made.made_of, made.slopes))):
        raise NotStarted
    if made is a:
        raise Wrong(f"{name} gives back the Number that it got. A gate makes a new one.")
    if np.ndim(made.value):
        raise Wrong(f"The value of {name} is an array, of shape {np.shape(made.value)}; it should be a number.")
    given = number(made.value, f"the value of {name}")
    if not close(given, wanted):
        raise Wrong(f"For a = {value:g}, the value of {name} should be {wanted:.4g}; yours is {given:.4g}.")
    if a.value != value or a.made_of:
        raise Wrong(f"{name} changes the Number that it gets; it should make a new one.")
    for field, inside in (("made_of", "a"), ("slopes", "slope")):
        if np.ndim(getattr(made, field)) != 1:  # the way back goes through both, entry by entry
            raise Wrong(
                f"{field} of the Number that {name} returns is a single thing, no tuple: ({inside}) is only {inside}.",
                f"A tuple of one entry needs a comma: ({inside},).",
            )
    mine = _slope_to(a, made, name)
    if not close(mine, slope):
        hint = "Nudge a by 0.01 in your head: by how much does the value change?"
        if close(mine, wanted):
            hint = "That is the value of the gate, not its slope."
        elif mine == 1 and slope == 0:
            hint = "1 is the slope where a is above 0. Below, a nudge changes nothing, and at 0 we take 0."
        raise Wrong(f"For a = {value:g}, the local slope of {name} should be {slope:.4g}; yours is {mine:.4g}.", hint)


def _class_of(function) -> type:
    """Return the notebook's own class of Numbers, to which a student may have added something, or ours without it."""
    theirs = getattr(inspect.unwrap(function), "__globals__", {}).get("Number")
    try:
        made = theirs(2.0, made_of=(), slopes=())
        fits = (made.value, made.made_of, made.slopes, made.gradient) == (2.0, (), (), 0.0)
    except Exception:  # a class that was changed beyond use: then it is not what is judged here
        return Number
    return theirs if fits else Number


def _slope_to(a, made, name: str) -> float:
    """Return what a gate hands back to its input, which may reach it through other gates, such as max with a 0."""
    if not any(source is a for source in made.made_of) and not _leads_to(a, made):
        raise Wrong(
            f"The Number that {name} returns should remember `a` itself: made_of=(a,).",
            "The Number a, not its value." if len(made.made_of) else "Without it, the way back ends here.",
        )
    if len(made.slopes) != len(made.made_of):
        entries = "one entry" if len(made.made_of) == 1 else f"{len(made.made_of)} entries"
        raise Wrong(f"One slope for each input: `slopes` of {name} has {entries}; yours has {len(made.slopes)}.")
    if len(made.made_of) == 1 and made.made_of[0] is a:
        return number(made.slopes[0], f"the local slope of {name}")
    way_back(made)
    return number(a.gradient, f"what {name} hands back to a")


def _leads_to(a, made) -> bool:
    try:
        return any(node is a for node in _inputs_first(made))
    except (AttributeError, TypeError, ValueError):  # made of plain numbers, or of itself
        return False


def way_back(result) -> None:
    """Set the gradient of a Number and of all that it was made of: the backward pass of lesson 03.

    Parameters
    ----------
    result : Number
        Its own gradient becomes 1.

    Raises
    ------
    ValueError
        If a Number was made of itself.
    """
    _walk(result)


def _walk(
    result,
    *,
    first: float | None = 1.0,
    accumulate: bool = True,
    forwards: bool = False,
    arrived: bool = True,
    wiped: str = "",
) -> None:
    """Go the way back, or go it with one of the mistakes that students make."""
    numbers = _inputs_first(result)
    for node in numbers:
        node.gradient = 0.0
    result.gradient = first = result.value if first is None else first
    for node in numbers if forwards else reversed(numbers):
        for erased in {"": (), "its own": (node,), "its inputs": node.made_of}[wiped]:
            erased.gradient = first if erased is result else 0.0
        for source, slope in zip(node.made_of, node.slopes, strict=True):
            part = slope * node.gradient if arrived else slope
            source.gradient = source.gradient + part if accumulate else part


def _inputs_first(result) -> list:
    """Return all Numbers that the result was made of, and the result, each after what it was made of."""
    ordered, begun, waiting = {}, set(), [(result, False)]
    while waiting:  # no recursion: a graph may be deeper than Python allows calls
        node, is_ready = waiting.pop()
        if node in ordered:
            continue
        if is_ready:
            ordered[node] = True
        elif node in begun:
            raise ValueError(f"a Number of value {node.value} was made of itself: a gate has to make a new one.")
        else:
            begun.add(node)
            waiting.append((node, True))
            waiting += [(source, False) for source in reversed(node.made_of)]
    return list(ordered)


def _product(a, b):
    return type(a)(a.value * b.value, made_of=(a, b), slopes=(b.value, a.value))


def _sum(*terms):
    return type(terms[0])(sum(term.value for term in terms), made_of=terms, slopes=(1.0,) * len(terms))


def _chain(new) -> dict:
    x, y, z = new(-2.0), new(5.0), new(-4.0)
    q = _sum(x, y)
    return {"x": x, "y": y, "z": z, "x + y": q, "f": _product(q, z)}


def _square(new) -> dict:
    x = new(3.0)
    return {"x": x, "x * x": _product(x, x)}


def _diamond(new) -> dict:
    x = new(2.0)
    a = _product(x, new(3.0))
    b = _sum(x, a)  # needs x again, after a was made of it
    c = _product(a, a)
    d = _product(b, c)
    return {"x": x, "a": a, "b": b, "c": c, "d": d, "f": _sum(_sum(a, d), a)}


def _ladder(new) -> dict:
    x = new(1.5)
    a = _sum(x, x)
    b = _product(a, x)
    c = _product(b, a)
    return {"x": x, "a": a, "b": b, "c": c, "d": _product(c, b)}


def _one_to_three(new) -> dict:
    x = new(3.0)
    bent, flat, power = relu_of(x), relu_of(new(-1.0)), exponential_of(x)
    result = _sum(bent, _product(flat, x), _product(power, new(1000.0)))
    return {"x": x, "relu(x)": bent, "relu(-1)": flat, "e^x": power, "f": result}


_GRAPHS = {
    "f = (x + y) z": _chain,
    "x * x": _square,
    "a ladder (a = x + x, b = a * x, c = b * a, d = c * b)": _ladder,
    "numbers that are used again later (a = 3 x, b = x + a, c = a * a, d = b * c, f = a + d + a)": _diamond,
    "gates with one, two and three inputs (f = relu(x) + relu(-1) * x + 1000 * e^x)": _one_to_three,
}
_OLD = 7.0  # what is left before the second call, in all gradients but the result's own


@_lesson.exercise(
    "the way back",
    kind="code",
    hints=(
        "inputs_first(result) has everything in the order of the forward pass; reversed(...) turns a list round.",
        "Two loops: over the Numbers from the end, and inside over the pairs of `made_of` and `slopes`.",
        "zip(number.made_of, number.slopes) gives the pairs; each source gets a part more.",
    ),
)
def backward(function) -> str:
    """Check all gradients in graphs with and without forks, also when the same graph is gone through again."""
    mistakes = {
        "What comes back over several arrows is added up; here the last part replaces the others.": {
            "accumulate": False
        },
        "Each part is what arrived, number.gradient, times the local slope; here it is the local slope alone.": {
            "arrived": False
        },
        "All gradients are 0, the result's own, too: does the way back begin with the gradient 1? If it does, a 0 "
        "inside the loop erases what has arrived: set all zeros before the way back.": {"first": 0.0},
        "The way back begins with the gradient 1, not with the value of the result.": {"first": None},
        "Nothing is handed on. If the gradients become 0 inside the loop, this erases what has arrived: set all zeros "
        "before the way back.": {"wiped": "its own"},
        "Gradients become 0 inside the loop: this erases what has arrived from elsewhere. Set all zeros before the "
        "way back.": {"wiped": "its inputs"},
        "That is the order of the forward pass: a Number hands on before anything has arrived. Begin at the end.": {
            "forwards": True
        },
    }
    new = _class_of(function)
    for name, make in _GRAPHS.items():
        wanted, mine = make(new), make(new)
        way_back(_last(wanted))
        result = _last(mine)
        _call(function, result)
        if not _agree(mine, wanted):
            numbers = f"For {name} the gradients should be {_told(wanted)}; yours are {_told(mine)}."
            raise Wrong(
                " ".join([numbers, *_named(mistakes, mine, functools.partial(make, new))]),
                "Follow the first of these numbers by hand, from the result to it.",
            )
        for node in _inputs_first(result)[:-1]:
            node.gradient = _OLD
        _call(function, result)
        if not _agree(mine, wanted):
            raise Wrong(
                f"{name}: right at first; called once more, with old gradients of {_OLD:g}: {_told(mine)}.",
                "Old gradients are still there when the second call begins to add.",
            )
    return "Zeros first, 1 at the end, and all that comes back is added: right in every graph that was tried."


def _call(function, result) -> None:
    """Call the student's function, whose result is what it does to the graph."""
    if call(function, result, name="backward", none=True) is None and is_empty(function):
        raise NotStarted


def _last(graph: dict):
    return list(graph.values())[-1]


def _named(mistakes: dict, mine: dict, make) -> list[str]:
    """Return the finding of the first mistake that leaves the same gradients, if there is one."""
    for finding, mistake in mistakes.items():
        wrong = make()
        _walk(_last(wrong), **mistake)
        if _agree(mine, wrong):
            return [finding]
    return []


def _gradients(graph: dict) -> list[float]:
    return [number(node.gradient, f"the gradient of {name}") for name, node in graph.items()]


def _agree(one: dict, other: dict) -> bool:
    return close(_gradients(one), _gradients(other))


def _told(graph: dict) -> str:
    return ", ".join(f"{name}: {gradient:g}" for name, gradient in zip(graph, _gradients(graph), strict=True))


def back_through_product(a, b, g):
    """Return what goes back to the factors of a matrix product a @ b, if g arrives at it (lesson 03).

    Parameters
    ----------
    a, b, g : numpy.ndarray, shapes (n, k), (k, m) and (n, m)

    Returns
    -------
    to_a, to_b : numpy.ndarray, shapes of a and b

    Examples
    --------
    >>> to_a, to_b = back_through_product(np.ones((2, 3)), np.ones((3, 4)), np.ones((2, 4)))
    >>> to_a.tolist(), to_b.shape
    ([[4.0, 4.0, 4.0], [4.0, 4.0, 4.0]], (3, 4))
    """
    return g @ b.T, a.T @ g


@_lesson.exercise(
    "two gradients by their shapes",
    kind="code",
    hints=(
        "To a, of shape (n, k), goes a product of g, (n, m), with something of shape (m, k).",
        "b has the shape (k, m); `.T` turns rows and columns round.",
        "For b, of shape (k, m), g has to be the second factor: what of shape (k, n) stands before it?",
    ),
    mistakes={
        "What goes back to a is right. For b, g is on the wrong side of the product.": lambda a, b, g: (
            g @ b.T,
            g @ a.T,
        ),
        "The two are right, and in the wrong order: first what goes to a.": lambda a, b, g: (a.T @ g, g @ b.T),
        "Right for a; what goes to b is turned round: rows for columns.": lambda a, b, g: (g @ b.T, g.T @ a),
        "Right for b; what goes to a is turned round: rows for columns.": lambda a, b, g: (b @ g.T, a.T @ g),
        "Those shapes fit for square matrices only: a factor is not turned round.": (lambda a, b, g: (g @ b, a @ g)),
        "You multiply by the factor itself, not by the other one: × swaps.": lambda a, b, g: (g @ a.T, b.T @ g),
    },
)
def product_gradients(function) -> str:
    """Check both parts for matrices of several shapes: unequal ones first, for there the shapes lead."""
    rng = np.random.default_rng(0)
    unequal, square, *others = [
        tuple(rng.normal(size=shape) for shape in ((n, k), (k, m), (n, m)))
        for n, k, m in ((4, 3, 2), (3, 3, 3), (1, 5, 2), (6, 2, 1))
    ]
    try:
        names = "what goes to a", "what goes to b"
        parts(call(function, *unequal, name="product_gradients"), names, "product_gradients")
        compare(function, back_through_product, unequal, name="product_gradients", mistakes=product_gradients.mistakes)
    except Wrong as wrong:
        if wrong.finding.startswith("For "):
            raise
        # The shapes do not fit: where they tell nothing, a mistake has a name.
        misfit, named = _misfit(function, unequal), _named_mistake(function, square)
        if misfit is not None:
            raise Wrong(misfit.finding, *named, *misfit.hints) from None
        if named:
            raise Wrong(*named) from None
        raise
    compare(
        function, back_through_product, square, *others, name="product_gradients", mistakes=product_gradients.mistakes
    )
    return "What goes back has the shape of the factor, and is made of what arrives and the *other* factor."


def _named_mistake(function, case) -> list[str]:
    """Return the finding of the mistake that gives the same as the student's function, if there is one."""
    for finding, mistake in product_gradients.mistakes.items():
        try:
            compare(function, mistake, case, name="product_gradients")
        except Wrong:
            continue
        return [finding]
    return []


class _DoesNotFit(ValueError):
    """Two arrays whose shapes fit no product, sum or difference."""


class _WithShapes(np.ndarray):
    """An array that says the shapes where NumPy says the signature of its function."""

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        inputs = [_bare(part) for part in inputs]
        if "out" in options:
            options["out"] = tuple(_bare(part) for part in options["out"])
        try:
            result = getattr(ufunc, method)(*inputs, **options)
        except ValueError:
            raise _DoesNotFit(_SIGNS.get(ufunc.__name__), *map(np.shape, inputs)) from None
        return result.view(_WithShapes) if isinstance(result, np.ndarray) else result

    def __array_function__(self, function, types, inputs, options):
        if function is np.dot:
            return np.matmul(*inputs)
        return super().__array_function__(function, types, inputs, options)

    def dot(self, other):
        return self @ other


_SIGNS = {"matmul": "@", "multiply": "*", "add": "+", "subtract": "-", "divide": "/"}


def _bare(part):
    return part.view(np.ndarray) if isinstance(part, _WithShapes) else part


def _misfit(function, case) -> Wrong | None:
    """Return which shapes do not fit where a student's function stops, if that is why it does."""
    try:
        function(*(part.view(_WithShapes) for part in case))
    except _DoesNotFit as error:
        sign, *shapes = error.args
        if sign is None or len(shapes) != 2:
            return None
        given = ", ".join(f"{name} {part.shape}" for name, part in zip("abg", case, strict=True))
        finding = f"{given.replace(' ', ' is ', 1)}: {shapes[0]} {sign} {shapes[1]} does not fit."
        return Wrong(finding, *(["`*` goes entry by entry; the product of matrices is `@`."] if sign == "*" else []))
    except KeyboardInterrupt:
        raise
    except BaseException:  # it stops for another reason, which the finding has
        return None
    return None
