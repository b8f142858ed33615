"""The checked exercises of lesson 02c (`lessons/02c_depth.py`)."""

import numpy as np

from course_utils.checks._compare import compare
from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import array, call, compare_count, number

_ASKED = {"union": "number", "cells": "number", "thin": "share"}  # by each guess
_lesson = Lesson("02c_depth", "Depth", guesses=_ASKED)
guess, reveal = _lesson.guess, _lesson.reveal


def _squares(points, centers):
    """Return the squared distances (n, m), one center after the other."""
    return np.column_stack([(points[:, 0] - a) ** 2 + (points[:, 1] - b) ** 2 for a, b in centers])


def _bumps(points, centers, gamma):
    return np.exp(-gamma * _squares(points, centers))


@_lesson.exercise(
    "four hundred bumps",
    kind="code",
    hints=(
        "Begin with the differences of all pairs: points[:, None, :] - centers[None, :, :] has the shape (n, m, 2).",
        "Square the differences and add them up over the two coordinates, the last axis.",
    ),
    mistakes={
        "The distance has to be squared: no root.": lambda p, c, gamma: np.exp(-gamma * np.sqrt(_squares(p, c))),
        "The bumps grow with the distance: a sign is missing.": lambda p, c, gamma: _bumps(p, c, -gamma),
        "gamma is not used.": lambda p, c, gamma: _bumps(p, c, 1),
        "A large gamma should make narrow bumps: multiply by it.": lambda p, c, gamma: _bumps(p, c, 1 / gamma),
        "gamma itself is squared as well.": lambda p, c, gamma: _bumps(p, c, gamma**2),
        "Those are the squared distances; the bump around them is missing.": lambda p, c, gamma: _squares(p, c),
        "Rows and columns are turned round: one row for each point, one column for each center.": (
            lambda p, c, gamma: _bumps(p, c, gamma).T
        ),
        "The bumps are around the points, not around the centers.": lambda p, c, gamma: _bumps(p, p, gamma),
    },
)
def bump_features(function) -> str:
    """Check the features for more points than centers, as many, and fewer."""
    rng = np.random.default_rng(0)
    cases = [
        (rng.normal(size=(num_points, 2)), rng.normal(size=(num_centers, 2)), gamma)
        for num_points, num_centers, gamma in ((5, 3, 0.7), (4, 4, 2.5), (1, 6, 0.123))
    ]
    compare(function, _bumps, *cases, name="bump_features", mistakes=bump_features.mistakes)
    return "One feature for each center: nearly 1 close to it, nearly 0 far away; gamma remains to choose."


@_lesson.exercise(
    "who designs what?",
    kind="number",
    hints=(
        "Start with the last box: for which systems is the mapping to the answer fitted to data?",
        "A box counts as learned if its numbers were fitted to data. Placing is not fitting.",
    ),
)
def who_designs(deep_learning, classic, four_hundred_bumps, representation_learning, rules) -> str:
    """Check the number of learned boxes for five kinds of system."""
    answers = {
        "deep learning": (deep_learning, 3),
        "classic machine learning": (classic, 1),
        "four hundred bumps": (four_hundred_bumps, 1),
        "representation learning": (representation_learning, 2),
        "rules": (rules, 0),
    }
    for name, (answer, right) in answers.items():
        boxes = number(answer, name)
        if boxes != right:
            more = "more" if boxes < right else "fewer"
            reason = ()
            if name == "four hundred bumps":
                reason = ("The bumps stand where the points are; the line on top of them was fitted.",)
            raise Wrong(f"For {name}, {more} boxes than {boxes:g} are learned from data.", *reason)
    return "Box by box, learning replaces design; what stays with the person is the choice of data, layers and loss."


@_lesson.exercise(
    "from where on does it pay?",
    kind="number",
    hints=(
        "Make a table: d, 2^d - 1, 4d + 4.",
        "At d = 3 it is 7 against 16. Go on until the left number is the larger one.",
    ),
)
def price(first_depth, shallow_units) -> str:
    """Check from which depth on the bound for shallow nets exceeds the folding net, and the bound at ten folds."""
    depth = number(first_depth, "first_depth")
    if depth != 5:
        if depth != int(depth) or not 0 <= depth <= 60:
            raise Wrong(f"first_depth should be a number of folds, such as 3; it is {depth:.10g}.")
        bound, folding = 2 ** int(depth) - 1, 4 * int(depth) + 4
        raise Wrong(
            f"At d = {depth:g} the bound asks for {bound} units and the folding net has {folding}: "
            + ("that is more, but is it the first such d?" if bound > folding else "that is not more.")
        )
    missed = {1024: "the bound is one less than the number of sign changes", 44: "that is the folding net"}
    compare_count(shallow_units, 1023, "shallow_units", missed)
    return "31 against 24 at five folds, 1023 against 44 at ten: an exponential may begin small."


@_lesson.exercise(
    "three folds in one layer",
    kind="code",
    hints=(
        "Begin with one unit that has the right slope from -1 on, and look at what has to change at the first corner.",
        "A unit c * relu(z - t) changes the slope by c at t and nothing to the left of t.",
        "For the cells: how often does the folded coordinate cross zero on [-1, 1]? Each crossing is one border line.",
    ),
)
def zigzag(function, num_cells) -> str:
    """Check values at the knots, straightness in between, and the cells behind two layers."""
    knots = np.array([-1, -1 / 3, 1 / 3, 1])
    values = array(call(function, knots, name="zigzag"), (4,), "what zigzag returns")
    for knot, value, wanted in zip(knots, values, [-1, 1, -1, 1], strict=True):
        if abs(value - wanted) > 1e-5:
            raise Wrong(f"At z = {knot:.3f} the zigzag should be {wanted}, yours is {value:.3f}.")
    z = np.random.default_rng(0).uniform(-1, 1, 301)  # in no order: the answer at one place depends on that place alone
    answer = array(call(function, z, name="zigzag"), z.shape, "what zigzag returns for 301 numbers")
    if not np.allclose(answer, np.interp(z, knots, [-1, 1, -1, 1]), atol=1e-5):
        raise Wrong(
            "The corners are right, but between them the pieces are not straight.", "Sums of ReLU units always are."
        )
    cells = number(num_cells, "num_cells")
    if cells == 25:
        raise Wrong(f"{cells:g} cells is what plain folds give; the zigzag has three pieces where a fold has two.")
    if cells == 10:
        raise Wrong("10 is the number of stripes in one direction; the board has two.")
    if cells in (9, 81, 16, 49, 64, 36):
        raise Wrong(
            f"Not {cells:g} cells.",
            "Two layers give 3 * 3 straight pieces, and each of them crosses zero once.",
            "n border lines cut a square into n + 1 stripes.",
        )
    if cells != 100:
        raise Wrong(f"Not {cells:.10g} cells.")
    return "Each unit changes the slope at its corner; two layers give 9 border lines, so 10 stripes in each direction."
