"""The checked exercises of lesson 09 (`lessons/09_adversarial_examples.py`)."""

from statistics import NormalDist

import numpy as np

from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import array, call, number
from course_utils.checks._kinds import letter as choice

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
    if np.isclose(panda, 0.007 * 255, rtol=0.01):
        raise Wrong("The panda's pixels run over a range of length 2, not 1: one level is twice as wide.")
    if np.isclose(panda, 0.007 / 2 * 256, rtol=1e-3) or np.isclose(digit, 0.1 * 256, rtol=1e-4):
        raise Wrong("Nearly: 256 levels have 255 steps between them.")
    if panda == 1:
        raise Wrong("About 1, indeed; give the number unrounded.")
    if not np.isclose(panda, 0.007 / 2 * 255, rtol=0.01):
        raise Wrong(f"The panda did not move by {panda:g} grey levels.")
    if np.isclose(digit, 0.1 / 2 * 255, rtol=0.01):
        raise Wrong("Our digits run from 0 to 1, not from -1 to 1.")
    if not np.isclose(digit, 0.1 * 255, rtol=0.01):
        raise Wrong(f"The digits do not move by {digit:g} grey levels.")
    return "Less than one level for the panda, more than two dozen for the digits."


@_lesson.exercise(
    "write the fast gradient sign method",
    kind="code",
    hints=(
        "The loss should grow, so you go with the gradient, and each pixel goes as far as it may.",
        "NumPy's sign gives -1, 0 or 1; what keeps values inside a range is called clip.",
    ),
)
def fgsm(function) -> str:
    """Check the step against pixels in the middle and at the ends of their range."""
    x = np.array([[0.5, 0.5, 0.5], [0.0, 1.0, 0.95]])
    gradient = np.array([[0.2, -3.0, 0.0], [-1.0, 2.0, 0.01]])
    moved = array(call(function, x.copy(), gradient, 0.1, name="fast_gradient_sign"), x.shape, "what it returns")
    if np.allclose(moved[0], [0.4, 0.6, 0.5]):
        raise Wrong("You go down the loss; the attack goes up.")
    steps = np.abs(moved[0, :2] - x[0, :2])
    if np.allclose(steps[1], 15 * steps[0]) or np.allclose(moved[0], np.clip(x[0] + 0.1 * gradient[0], 0, 1)):
        raise Wrong(
            "The step follows the gradient's size; each pixel should move by epsilon, however steep the loss is."
        )
    if np.allclose(moved[0], [0.1, -0.1, 0]):
        raise Wrong("That is the change alone; the picture itself is missing.")
    if not np.allclose(moved[0], [0.6, 0.4, 0.5]):
        raise Wrong(f"At pixels of 0.5, gradients 0.2, -3 and 0, epsilon 0.1, you return {moved[0].round(3).tolist()}.")
    if moved.min() < 0 or moved.max() > 1:
        raise Wrong(f"The result holds pixels from {moved.min():g} to {moved.max():g}: that is no picture.")
    if not np.allclose(moved[1], [0.0, 1.0, 1.0]):
        raise Wrong("At the ends of the range of pixels something else goes wrong.")
    return "One gradient, one line; nothing had to be searched for."


@_lesson.exercise(
    "the worst and the usual change",
    kind="code",
    hints=(
        "For the worst case, choose the sign of each pixel's change such that its term of the sum is positive.",
        "For the usual case, add the variances of the terms, then take the square root.",
    ),
)
def worst_case(worst_change, usual_change) -> str:
    """Check both against enumeration of all corners, which is possible for few pixels."""
    w, epsilon = np.array([0.5, -2.0, 0.0, 1.0, -0.25, 3.0]), 0.3
    signs = np.stack(np.meshgrid(*[[-1, 1]] * len(w)), axis=-1).reshape(-1, len(w))
    changes = epsilon * signs @ w
    worst = number(call(worst_change, w, epsilon, name="worst_change"), "the worst change")
    if np.isclose(worst, abs(epsilon * w.sum())):
        raise Wrong(
            "That is the change if all pixels move the same way; where a weight is negative, the other way is worse."
        )
    if np.isclose(worst, epsilon * np.abs(w).max()):
        raise Wrong("That is what one pixel alone can do; all of them may move.")
    if np.isclose(worst, changes.max() / epsilon):
        raise Wrong("That is the change if every pixel may move by 1; epsilon limits it.")
    if np.isclose(worst, changes.min()):
        raise Wrong("That is the change in the other direction; we ask by how much the score can grow.")
    if not np.isclose(worst, changes.max()):
        raise Wrong(
            f"All combinations of signs can be tried: the largest change is {changes.max():.3f}, not {worst:.3f}."
        )
    usual = number(call(usual_change, w, epsilon, name="usual_change"), "the usual change")
    if np.isclose(usual, changes.std() ** 2):
        raise Wrong("That is the variance; the standard deviation is its square root.")
    if not np.isclose(usual, changes.std()):
        raise Wrong(f"Over all combinations of signs the standard deviation is {changes.std():.3f}, not {usual:.3f}.")
    return "One grows with the number of pixels, the other with its square root."


@_lesson.exercise(
    "find the slip",
    kind="code",
    hints=(
        "Which of the classifiers in the figure is the least flexible, and when does it fall?",
        "The worst change of the score is known from the exercise before; when is it as large as the score itself?",
    ),
)
def slip(refuted, smallest_epsilon) -> str:
    """Check the refuted part, and the smallest epsilon of a linear classifier against the worst change."""
    letter = choice(refuted, "ABCD", "refuted")
    if letter == "A":
        raise Wrong("A says how to measure the change; the three classifiers were given changes of equal size.")
    if letter == "B":
        raise Wrong("B is about what people see; in this experiment nobody looks, three classifiers are compared.")
    if letter == "D":
        raise Wrong("They do change their decisions, all three of them.")
    generator = np.random.default_rng(0)
    for _ in range(5):
        w, x, b = generator.normal(size=8), generator.uniform(size=8), generator.normal()
        w, b = (w, b) if w @ x + b > 0 else (-w, -b)
        found = number(call(smallest_epsilon, w, b, x, name="smallest_epsilon"), "the smallest epsilon")
        left = w @ (x - found * np.sign(w)) + b
        if np.isclose(found, (w @ x + b) / np.linalg.norm(w)):
            raise Wrong("That is the Euclidean distance to the border; here each pixel has a limit of its own.")
        if np.isclose(found, (w @ x) / np.abs(w).sum()):
            raise Wrong("The bias is missing in the score.")
        if np.isclose(abs(found), (w @ x + b) / abs(w.sum())):
            raise Wrong("Weights of either sign cancel each other in your sum; an attack makes them pull together.")
        if not np.isclose(left, 0, atol=1e-9):
            raise Wrong(
                f"With your epsilon the worst change takes a score of {w @ x + b:.3f} to {left:.3f}; it should be 0."
            )
    return "The least flexible of all has the simplest proof that it can be fooled."


@_lesson.exercise(
    "one step of projected gradient descent",
    kind="code",
    hints=(
        "First the step from where the attack stands, then back into the ball, then back into the range of pixels.",
        "The ball has its centre where the attack began.",
    ),
)
def step(function) -> str:
    """Check the step at pixels that stay inside, leave the ball, and leave the range of pixels."""
    x = np.array([0.5, 0.5, 0.5, 0.02, 0.98])
    moved = np.array([0.5, 0.58, 0.42, 0.0, 0.99])
    gradient = np.array([4.0, 1.0, -1.0, -1.0, 0.1])
    wanted = np.array([0.55, 0.6, 0.4, 0.0, 1.0])
    given = call(function, moved.copy(), x.copy(), gradient, 0.05, 0.1, name="pgd_step")
    found = array(given, x.shape, "what pgd_step returns")
    if np.allclose(found, wanted):
        return "Repeat it ten times, and the attack cannot leave its ball."
    free = moved + 0.05 * np.sign(gradient)
    if np.allclose(found, free):
        raise Wrong("The step is right, the projection is missing.")
    if np.allclose(found, np.clip(free, 0, 1)):
        raise Wrong(
            "The result is a picture, but it leaves the ball around x.", "Does your ball stay where the attack began?"
        )
    if np.allclose(found, np.clip(free, x - 0.1, x + 0.1)):
        raise Wrong("The result stays in the ball, but it holds pixels that no picture has.")
    if np.allclose(found, np.clip(x + 0.05 * np.sign(gradient), 0, 1)):
        raise Wrong("You start again from where the attack began; it has moved since.")
    if np.allclose(found[0], 0.45):
        raise Wrong("An untargeted attack goes up the loss.")
    if np.allclose(found[0], 0.6) or np.allclose(found[0], 0.7):
        raise Wrong("The first pixel moved by another distance than step_size.")
    raise Wrong(
        f"You return {found.round(3).tolist()} for the pixels {moved.tolist()} of an attack that began at {x.tolist()}."
    )


@_lesson.exercise(
    "a loss that does not go flat",
    kind="code",
    hints=(
        "Put the own class out of the race before you look for the largest logit.",
        "A one-hot row tells the own class from the others; minus infinity never wins a maximum.",
    ),
)
def margin(function) -> str:
    """Check the margin on rows that are right, wrong and far apart."""
    logits = np.array([[2.0, 5.0, -1.0], [300.0, 0.0, -200.0], [0.5, 0.25, 1.0], [-3.0, -1.0, -2.0]], "float32")
    labels = np.array([0, 0, 2, 1])
    wanted = np.array([3.0, -300.0, -0.5, -1.0])
    found = array(np.asarray(call(function, labels, logits, name="margin")), (4,), "what margin returns")
    if np.allclose(found, wanted):
        return "Multiply the logits by 100, and its direction stays the same."
    if np.allclose(found, -wanted):
        raise Wrong("The sign is turned round: an attack makes the loss larger.")
    if np.allclose(found, np.maximum(wanted, 0)):
        raise Wrong("For pictures that are read correctly your margin is 0: it goes flat just where it is needed.")
    if np.allclose(found, [3.0, -300.0, -0.5, 1.0]):
        raise Wrong("Right until all logits are negative: the own class must be left out, not set to zero.")
    row = int(np.flatnonzero(~np.isclose(found, wanted))[0])
    raise Wrong(
        f"For the logits {logits[row].tolist()} and the label {labels[row]} the margin is {wanted[row]:g}; "
        f"you return {found[row]:g}."
    )


@_lesson.exercise(
    "the certified radius",
    kind="code",
    hints=(
        "Which share gives a radius of exactly zero in the formula, and which sign has the quantile below it?",
        "A plain `if` is enough.",
    ),
)
def radius(function) -> str:
    """Check the radius for shares above, at and below one half."""
    for share, noise in ((0.9, 0.25), (0.99, 0.25), (0.75, 1.0)):
        found = number(call(function, share, noise, name="radius_of"), "the radius")
        wanted = noise * NormalDist().inv_cdf(share)
        if np.isclose(found, NormalDist().inv_cdf(share)) and noise != 1:
            raise Wrong("The noise is missing: with twice the noise, twice the radius.")
        if np.isclose(found, noise * NormalDist().cdf(share)):
            raise Wrong("That is the distribution function; its inverse is asked for.")
        if not np.isclose(found, wanted):
            raise Wrong(f"A share of {share} with noise {noise} certifies {wanted:.3f}, not {found:.3f}.")
    for share in (0.5, 0.3, 0.0):
        found = number(call(function, share, 0.25, name="radius_of"), "the radius")
        if found != 0:
            raise Wrong(f"With a share of {share} another class may be winning; you certify {found:.3f}.")
    return "It is zero exactly when the vote is open."


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
    if np.isclose(width, 1 / 64):
        raise Wrong("That is its area; its width is asked for.")
    if np.isclose(width, 8):
        raise Wrong("Is it wider at 40 feet?")
    if not np.isclose(width, 1 / 8):
        raise Wrong(f"From 5 to 40 feet the width does not change to {width:g} of what it was.")
    return "Five percentages, and behind each no more than fifteen pictures."


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
    for word, (answer, wanted) in given.items():
        letter = choice(answer, "ABCD", word)
        if letter != wanted:
            raise Wrong(f"{shown[letter].capitalize()}: that shows another word better than {word!r}.")
    return "Four words, and one cause: the loss says nothing about them."
