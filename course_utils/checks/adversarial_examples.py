"""The checked exercises of lesson 09 (`lessons/09_adversarial_examples.py`)."""

from statistics import NormalDist

import numpy as np

from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import array, blame, call, close, letter, number

_lesson = Lesson("09_adversarial_examples", "Adversarial examples")
guess, reveal = _lesson.guess, _lesson.reveal


@_lesson.exercise(
    "how small is .007?",
    kind="number",
    hints=(
        "How wide is one grey level on a scale from -1 to 1, if 256 levels fill it with 255 steps?",
        "Divide each change by the width of one level on its own scale.",
    ),
)
def levels(panda_levels, digit_levels) -> str:
    """Check two changes, given in grey levels of a picture with 8 bits per pixel."""
    panda, digit = number(panda_levels, "panda_levels"), number(digit_levels, "digit_levels")
    if close(panda, 0.007 * 255, 1e-3):
        raise Wrong("The panda's pixels run over a range of length 2, not 1: one level is twice as wide.")
    if close(panda, 0.007 / 2 * 256, 1e-3) or close(digit, 0.1 * 256, 1e-3) or close(digit, 0.1 / 2 * 256, 1e-3):
        raise Wrong("Nearly: 256 levels have 255 steps between them.")
    if panda in (1, 0.9, 0.89) or digit in (25, 26):
        raise Wrong("About that, indeed; give both numbers unrounded.")
    if not close(panda, 0.007 / 2 * 255, 1e-3):
        raise Wrong(f"The panda did not move by {panda:g} grey levels.")
    if close(digit, 0.1 / 2 * 255, 1e-3):
        raise Wrong("Our digits run from 0 to 1, not from -1 to 1.")
    if not close(digit, 0.1 * 255, 1e-3):
        raise Wrong(f"The digits do not move by {digit:g} grey levels.")
    return "Less than one level for the panda, which no screen shows; more than two dozen for the digits."


@_lesson.exercise(
    "write the fast gradient sign method",
    kind="code",
    hints=(
        "The loss should grow, so you go with the gradient, and each pixel goes as far as it may.",
        "NumPy's sign gives -1, 0 or 1; what keeps values inside a range is called clip.",
    ),
    mistakes={
        "You go down the loss; the attack goes up.": lambda x, g, e: np.clip(x - e * np.sign(g), 0, 1),
        "The step follows the gradient's size; each pixel should move by epsilon, however steep the loss is.": (
            lambda x, g, e: np.clip(x + e * g, 0, 1)
        ),
        "Your step as a whole has the length epsilon; here each pixel has a limit of its own, however steep the loss "
        "is.": lambda x, g, e: np.clip(x + e * g / np.linalg.norm(g), 0, 1),
        "That is the change alone; the picture itself is missing.": lambda x, g, e: e * np.sign(g),
        "A pixel with a gradient of zero should stay where it is.": (
            lambda x, g, e: np.clip(x + np.where(g > 0, e, -e), 0, 1)
        ),
    },
)
def fgsm(function) -> str:
    """Check the step for pictures of several shapes, with steep and flat places, away from the ends and at them."""
    generator = np.random.default_rng(0)
    grey, small = generator.uniform(0, 0.6, (3, 4)), generator.uniform(size=9)
    cases = [
        (np.array([[0.5, 0.4, 0.6], [0.3, 0.7, 0.55]]), np.array([[0.2, -0.5, 0.0], [-0.02, 0.1, 0.9]]), 0.1),
        (np.array([0.0, 1.0, 0.95, 0.03, 0.5]), np.array([-1.0, 2.0, 0.01, -300.0, 0.0]), 0.1),
        (grey, 1e-4 * generator.normal(size=grey.shape), 0.007),
        (small, 50 * generator.normal(size=9), 0.3),
    ]
    for x, gradient, epsilon in cases:
        moved = array(call(function, x, gradient, epsilon, name="fast_gradient_sign"), x.shape, "what it returns")
        wanted = np.clip(x + epsilon * np.sign(gradient), 0, 1)
        if close(moved, wanted):
            continue
        blame(moved, fgsm.mistakes, x, gradient, epsilon)
        if moved.min() < 0 or moved.max() > 1:
            raise Wrong(f"The result holds pixels from {moved.min():g} to {moved.max():g}: that is no picture.")
        at = np.abs(moved - wanted).argmax()
        raise Wrong(
            f"A pixel of {x.flat[at]:.3g} with a gradient of {gradient.flat[at]:.3g} and epsilon {epsilon:g} should "
            f"not become {moved.flat[at]:.3g}."
        )
    return "One gradient and one line: each pixel goes as far as it may, and nothing had to be searched for."


_USUAL_MISTAKES = {
    "That is the variance; the standard deviation is its square root.": lambda w, e: np.sum((e * w) ** 2),
    "That is the standard deviation for pixels that move by 1; epsilon limits them.": lambda w, e: np.linalg.norm(w),
    "That is what one pixel usually does; for the sum, the variances are added, not averaged.": (
        lambda w, e: e * np.sqrt(np.mean(w**2))
    ),
    "That is how much the weights differ from their mean; each change has the mean 0, whatever the weight.": (
        lambda w, e: e * np.std(w)
    ),
}


@_lesson.exercise(
    "the worst and the usual change",
    kind="code",
    hints=(
        "For the worst case, choose the sign of each pixel's change such that its term of the sum is positive.",
        "For the usual case, add the variances of the terms, then take the square root.",
    ),
    mistakes={
        "That is the change if all pixels move the same way; where a weight is negative, the other way is worse.": (
            lambda w, e: e * abs(w.sum())
        ),
        "That is what one pixel alone can do; all of them may move.": lambda w, e: e * np.abs(w).max(),
        "That is the change if every pixel may move by 1; epsilon limits it.": lambda w, e: np.abs(w).sum(),
        "That is the change in the other direction; we ask by how much the score can grow.": (
            lambda w, e: -e * np.abs(w).sum()
        ),
        "That is what a pixel does on average; all of them pull together.": lambda w, e: e * np.abs(w).mean(),
    },
)
def worst_case(worst_change, usual_change) -> str:
    """Check both against enumeration of all corners, which is possible for few pixels."""
    generator = np.random.default_rng(0)
    cases = [
        (np.array([0.5, -2.0, 0.0, 1.0, -0.25, 3.0]), 0.3),
        (500 * generator.normal(size=9), 1.5),
        (0.01 * generator.normal(size=3), 0.0213),
    ]
    corners = [epsilon * _signs(len(w)) @ w for w, epsilon in cases]
    for (w, epsilon), changes in zip(cases, corners, strict=True):
        worst = number(call(worst_change, w, epsilon, name="worst_change"), "the worst change")
        if close(worst, changes.max()):
            continue
        blame(worst, worst_case.mistakes, w, epsilon)
        raise Wrong(
            f"All combinations of signs can be tried: the largest change is {changes.max():.4g}, not {worst:.4g}."
        )
    for (w, epsilon), changes in zip(cases, corners, strict=True):
        usual = number(call(usual_change, w, epsilon, name="usual_change"), "the usual change")
        if close(usual, changes.std()):
            continue
        blame(usual, _USUAL_MISTAKES, w, epsilon)
        raise Wrong(f"Over all combinations of signs the standard deviation is {changes.std():.4g}, not {usual:.4g}.")
    return "One grows with the number of pixels, as all terms pull together; the other with its square root."


def _signs(count: int) -> np.ndarray:
    """Return all combinations of so many signs, (2**count, count)."""
    return np.stack(np.meshgrid(*[[-1, 1]] * count), axis=-1).reshape(-1, count)


@_lesson.exercise(
    "find the slip",
    kind="code",
    hints=(
        "Which of the classifiers in the figure is the least flexible, and when does it fall?",
        "The worst change of the score is known from the exercise before; when is it as large as the score itself?",
    ),
    mistakes={
        "That is the Euclidean distance to the border; here each pixel has a limit of its own.": (
            lambda w, b, x: (w @ x + b) / np.linalg.norm(w)
        ),
        "The bias is missing in the score.": lambda w, b, x: (w @ x) / np.abs(w).sum(),
        "Weights of either sign cancel each other in your sum; an attack makes them pull together.": (
            lambda w, b, x: (w @ x + b) / abs(w.sum())
        ),
        "That is needed if one pixel alone has to do it; all of them may move.": (
            lambda w, b, x: (w @ x + b) / np.abs(w).max()
        ),
        "You divide by the mean of the weights' sizes; the changes of all pixels add up.": (
            lambda w, b, x: (w @ x + b) / np.abs(w).mean()
        ),
    },
)
def slip(refuted, smallest_epsilon) -> str:
    """Check the refuted part, and the smallest epsilon of a linear classifier against the worst change."""
    chosen = letter(refuted, "ABCD", "refuted")
    if chosen == "A":
        raise Wrong("A says how to measure the change; the three classifiers were given changes of equal size.")
    if chosen == "B":
        raise Wrong("B is about what people see; in this experiment nobody looks, three classifiers are compared.")
    if chosen == "D":
        raise Wrong("They do change their decisions, all three of them.")
    generator = np.random.default_rng(0)
    for size, score in ((8, 0.6), (3, 400.0), (20, 2.5), (5, 1e-4), (12, 7.0)):
        w, x = generator.normal(size=size), generator.uniform(size=size)
        w = w if w.sum() > 0 else -w
        b = score - w @ x
        found = number(call(smallest_epsilon, w, b, x, name="smallest_epsilon"), "the smallest epsilon")
        if close(found, score / np.abs(w).sum()):
            continue
        blame(found, slip.mistakes, w, b, x)
        left = w @ (x - found * np.sign(w)) + b
        raise Wrong(f"With your epsilon the worst change takes a score of {score:.3g} to {left:.3g}; it should be 0.")
    return "The least flexible of all has the simplest proof that it can be fooled: its slope is the same everywhere."


@_lesson.exercise(
    "one step of projected gradient descent",
    kind="code",
    hints=(
        "First the step from where the attack stands, then back into the ball, then back into the range of pixels.",
        "The ball has its centre where the attack began.",
    ),
    mistakes={
        "The step is right, the projection is missing.": lambda m, x, g, a, e: m + a * np.sign(g),
        "The result is a picture, but it leaves the ball around x: does your ball stay where the attack began?": (
            lambda m, x, g, a, e: np.clip(m + a * np.sign(g), 0, 1)
        ),
        "The result stays in the ball, but it holds pixels that no picture has.": (
            lambda m, x, g, a, e: np.clip(m + a * np.sign(g), x - e, x + e)
        ),
        "You start again from where the attack began; it has moved since.": (
            lambda m, x, g, a, e: _projected(x + a * np.sign(g), x, e)
        ),
        "An untargeted attack goes up the loss.": lambda m, x, g, a, e: _projected(m - a * np.sign(g), x, e),
        "Your step has the size epsilon; step_size is another number.": (
            lambda m, x, g, a, e: _projected(m + e * np.sign(g), x, e)
        ),
        "Your step follows the gradient's size; each pixel should move by step_size.": (
            lambda m, x, g, a, e: _projected(m + a * g, x, e)
        ),
        "The radius of your ball is step_size; epsilon is another number.": (
            lambda m, x, g, a, e: _projected(m + a * np.sign(g), x, a)
        ),
    },
)
def step(function) -> str:
    """Check the step at pixels that stay inside, leave the ball, and leave the range of pixels."""
    generator = np.random.default_rng(0)
    cases = [
        (
            np.array([0.5, 0.58, 0.42, 0.0, 0.99, 0.58]),
            np.array([0.5, 0.5, 0.5, 0.02, 0.98, 0.5]),
            np.array([4.0, 1.0, -1.0, -1.0, 0.1, -2.0]),
            0.05,
            0.1,
        )
    ]
    for shape, size, epsilon in (((3, 4), 0.213, 0.0437), ((2, 5, 2), 0.0123, 0.3)):
        x, gradient = generator.uniform(size=shape), generator.normal(size=shape)
        gradient.flat[1:3] = 0, 1e-4
        cases.append(
            (_projected(x + generator.uniform(-epsilon, epsilon, shape), x, epsilon), x, gradient, size, epsilon)
        )
    for moved, x, gradient, size, epsilon in cases:
        given = call(function, moved, x, gradient, size, epsilon, name="pgd_step")
        found = array(given, x.shape, "what pgd_step returns")
        wanted = _projected(moved + size * np.sign(gradient), x, epsilon)
        if close(found, wanted):
            continue
        blame(found, step.mistakes, moved, x, gradient, size, epsilon)
        at = np.abs(found - wanted).argmax()
        raise Wrong(
            f"With a step of {size:g} and epsilon {epsilon:g} you return {found.flat[at]:.3g} for a pixel that stands "
            f"at {moved.flat[at]:.3g}, began at {x.flat[at]:.3g} and has a gradient of {gradient.flat[at]:.3g}."
        )
    return "The ball stays where the attack began: repeat the step ten times, and the attack cannot leave it."


def _projected(moved, x, epsilon) -> np.ndarray:
    """Return the nearest picture inside the ball around x."""
    return np.clip(np.clip(moved, x - epsilon, x + epsilon), 0, 1)


def _margin(labels, logits, stand_in=-np.inf) -> np.ndarray:
    """Return the margin, with a number in the place of the own class."""
    own = np.eye(logits.shape[1], dtype=bool)[labels]
    return np.where(own, stand_in, logits).max(axis=1) - logits[own]


@_lesson.exercise(
    "a loss that does not go flat",
    kind="code",
    hints=(
        "Put the own class out of the race before you look for the largest logit.",
        "A one-hot row tells the own class from the others; minus infinity never wins a maximum.",
    ),
    mistakes={
        "The sign is turned round: an attack makes the loss larger.": lambda y, z: -_margin(y, z),
        "For pictures that are read correctly your margin is 0: it goes flat just where it is needed.": (
            lambda y, z: np.maximum(_margin(y, z), 0)
        ),
        "Right until all logits are negative: the own class must be left out, not set to zero.": (
            lambda y, z: _margin(y, z, 0)
        ),
        "Right until all logits are very small: the own class must be left out, whatever the others are.": (
            lambda y, z: _margin(y, z, -100)
        ),
        "That is the gap between the two largest logits; the label plays no part in it.": (
            lambda y, z: np.sort(z)[:, -1] - np.sort(z)[:, -2]
        ),
    },
)
def margin(function) -> str:
    """Check the margin on rows that are right, wrong and far apart, for several numbers of classes."""
    generator = np.random.default_rng(0)
    cases = [
        (np.array([0, 0, 2, 1]), np.array([[2.0, 5.0, -1.0], [300, 0, -200], [0.5, 0.25, 1.0], [-3, -1, -2]])),
        (np.array([4, 0, 2, 1, 4, 3]), 0.01 * generator.normal(size=(6, 5))),
        (np.array([1, 0, 1]), np.array([[-3000.0, -5000.0], [-7000.0, -7500.0], [-4000.0, -3500.0]])),
    ]
    for labels, logits in cases:
        logits = logits.astype("float32")
        found = array(call(function, labels, logits, name="margin"), (len(labels),), "what margin returns")
        wanted = _margin(labels, logits)
        if close(found, wanted):
            continue
        blame(found, margin.mistakes, labels, logits)
        row = np.abs(found - wanted).argmax()
        raise Wrong(
            f"For the logits {logits[row].tolist()} and the label {labels[row]} the margin is {wanted[row]:g}; "
            f"you return {found[row]:g}."
        )
    return "Its slope is the same everywhere: multiply the logits by 100, and its direction stays the same."


@_lesson.exercise(
    "the certified radius",
    kind="code",
    hints=(
        "Which share gives a radius of exactly zero in the formula, and which sign has the quantile below it?",
        "A plain `if` is enough.",
    ),
    mistakes={
        "The noise is missing: with twice the noise, twice the radius.": (
            lambda share, noise: max(0.0, NormalDist().inv_cdf(share))
        ),
        "That is the distribution function; its inverse is asked for.": (
            lambda share, noise: noise * NormalDist().cdf(share)
        ),
        "You divide by the noise; with twice the noise, twice the radius.": (
            lambda share, noise: max(0.0, NormalDist().inv_cdf(share) / noise)
        ),
    },
)
def radius(function) -> str:
    """Check the radius for shares above, at and below one half."""
    for share, noise in ((0.9, 0.25), (0.99, 0.25), (0.75, 1.0), (0.999, 2.0), (0.501, 0.513)):
        found, wanted = _radius(function, share, noise), noise * NormalDist().inv_cdf(share)
        if close(found, wanted):
            continue
        blame(found, radius.mistakes, share, noise)
        raise Wrong(f"A share of {share} with noise {noise} certifies {wanted:.4f}, not {found:.4f}.")
    for share, noise in ((0.5, 0.25), (0.3, 0.25), (0.499, 1.0), (0.001, 2.0)):
        if abs(found := _radius(function, share, noise)) > 1e-9:
            raise Wrong(f"With a share of {share} another class may be winning; you certify {found:.3f}.")
    return "It is zero exactly when the vote is open: with half of the votes or fewer, another class may be ahead."


def _radius(function, share: float, noise: float) -> float:
    return number(call(function, share, noise, name="radius_of"), "the radius")


@_lesson.exercise(
    "read the table",
    kind="number",
    hints=(
        "Which denominators make 66.67 % a fraction of whole numbers, and which 80 %?",
        "The width in a picture goes with one over the distance.",
    ),
)
def table(num_views, views_won, relative_width) -> str:
    """Check what the percentages of the lecture's table say about the number of views."""
    views, won = number(num_views, "num_views"), number(views_won, "views_won")
    if views <= 0 or views != round(views):
        raise Wrong("num_views should be a whole number of views.")
    for percent in (73.33, 66.67, 80.0):
        nearest = round(percent / 100 * views) / views * 100
        if round(nearest, 2) != percent:
            raise Wrong(f"With {views:g} views no whole number of successes gives {percent} %.")
    if views != 15:
        raise Wrong(f"{views:g} views are possible, but there is a smaller number.")
    if won != round(won):
        raise Wrong("views_won should be a whole number of views, not a share.")
    if won != 11:
        raise Wrong(f"{won:g} of 15 views are {100 * won / 15:.2f} %, not 73.33 %.")
    width = number(relative_width, "relative_width")
    if close(width, 1 / 64):
        raise Wrong("That is its area; its width is asked for.")
    if close(width, 8):
        raise Wrong("Is it wider at 40 feet?")
    if close(width, 7 / 8):
        raise Wrong("That is what the width loses; what is left of it is asked for.")
    if not close(width, 1 / 8):
        raise Wrong(f"From 5 to 40 feet the width does not change to {width:g} of what it was.")
    return "Two thirds and four fifths need a multiple of 3 and of 5: behind each percentage stand fifteen pictures."


@_lesson.exercise(
    "four words, four experiments",
    kind="letter",
    hints=(
        "One word is about changes that should not matter, one about the amount of data, one about reasons, one about "
        "what was understood.",
        "Ask of each experiment: what would a person have done better?",
    ),
)
def words(brittle, greedy, opaque, shallow) -> str:
    """Check the matching of words and experiments."""
    shown = {
        "A": "paper of another grey",
        "B": "ten labels",
        "C": "maps that disagree",
        "D": "a colour instead of a digit",
    }
    given = {"brittle": (brittle, "A"), "greedy": (greedy, "B"), "opaque": (opaque, "C"), "shallow": (shallow, "D")}
    chosen = {word: letter(answer, "ABCD", word) for word, (answer, _) in given.items()}
    for word, (_, wanted) in given.items():
        if chosen[word] != wanted:
            raise Wrong(f"{shown[chosen[word]].capitalize()}: that shows another word better than {word!r}.")
    return "Four words, and one cause: a small training loss says nothing about any of them."
