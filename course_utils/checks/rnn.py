"""The checked exercises of lesson 10 (`lessons/10_rnn.py`)."""

import numpy as np

from course_utils.checks._frame import Lesson, Wrong
from course_utils.checks._kinds import array, call, number
from course_utils.checks._kinds import letter as choice

_lesson = Lesson("10_rnn", "Recurrent nets")
guess, reveal = _lesson.guess, _lesson.reveal
_PATTERNS = ("one-to-one", "one-to-many", "many-to-one", "many-to-many")


@_lesson.exercise(
    "one step by hand",
    kind="number",
    hints=(
        "Write x and h behind each other: four numbers, two of them 1.",
        "A number 1 picks its row of the matrix, a number 0 drops it. Add the rows that are left.",
    ),
)
def step(before_tanh, h_after) -> str:
    """Check the sum and the new hidden state of the exercise sheet."""
    total, state = array(before_tanh, (2,), "before_tanh"), array(h_after, (2,), "h_after")
    if np.allclose(total, [3.5, 1.0]):
        raise Wrong("You picked the rows for h in front and x behind; the rows belong to x1, x2, h1, h2.")
    if np.allclose(total, [-2, 1]):
        raise Wrong("That is what the input adds; the old hidden state has its say, too.")
    if not np.allclose(total, [-1, 1.5], atol=1e-3):
        raise Wrong(f"The sum before the tanh is not {total.tolist()}.")
    if np.allclose(state, total):
        raise Wrong("The sum is right, but h_after is still the sum itself.", "np.tanh takes a whole vector.")
    if not np.allclose(state, np.tanh([-1, 1.5]), atol=6e-3):  # two decimals are enough
        raise Wrong(f"The sum is right; its tanh is not {state.round(3).tolist()}.", "np.tanh takes a whole vector.")
    return "And the next step begins with this vector as its h."


@_lesson.exercise(
    "find the slip",
    kind="letter",
    hints=(
        "What did the two experiments change, and which of them changed the answers?",
        "Ask what h depends on since it was last set to zero.",
    ),
)
def slip(ending, num_inputs_seen) -> str:
    """Check what a hidden state represents, and on how many inputs it depends."""
    letter, count = choice(ending, "ABCD", "ending"), number(num_inputs_seen, "num_inputs_seen")
    if letter == "A":
        raise Wrong("In the first experiment the other sample came first, and not one answer changed.")
    if letter == "C":
        raise Wrong("The weights do not change while a sequence is read; there are no previous ones.")
    if letter == "D":
        raise Wrong("A loop that reads forward cannot know what comes.")
    if count in (47, 60):
        raise Wrong(f"{count:g} would be right if h were handed on from sequence to sequence.")
    if count == 21:
        raise Wrong("Not 21: seven of each sequence would be right if h survived the end of a sequence.")
    if count in (6, 20):
        raise Wrong(f"Not {count:g}: count what has been read at that step, its own input included, and no more.")
    if count != 7:
        raise Wrong(f"Not {count:g} inputs.")
    return "Training samples leave their traces in the weights, inputs in the activations."


@_lesson.exercise(
    "an echo after three steps",
    kind="number",
    hints=(
        "In h @ recurrent, the entry in row i and column j moves unit i into unit j.",
        "The input enters one unit only; from there it has to wander on, one unit a step.",
        "Compare with the matrix for a delay of one: which entry is 1?",
    ),
)
def echo(kernel, recurrent) -> str:
    """Run the student's recurrence on random signs and compare with the delayed input."""
    kernel, recurrent = array(kernel, (1, 4), "echo_kernel"), array(recurrent, (4, 4), "echo_recurrent")
    signs = np.random.default_rng(0).choice([-1.0, 1.0], 40)
    h, last = np.zeros(4), []
    for sign in signs:
        h = sign * kernel[0] + h @ recurrent
        last.append(h[3])
    last = np.array(last)
    if np.allclose(last[3:], signs[:-3]) and np.allclose(last[:3], 0):
        return "A memory of width four, and it never fades."
    if np.abs(last).max() > 10:
        raise Wrong("Your units grow without limit: something is added to itself in every step.")
    for delay in range(7):
        if np.allclose(last[delay:], signs[: len(signs) - delay]):
            raise Wrong(f"Your last unit repeats the input after {delay} steps, not after 3.")
    if np.allclose(last[3:], -signs[:-3]):
        raise Wrong("The delay is right, the sign is not.")
    if np.allclose(last, 0) and not np.allclose(recurrent, np.diag(np.diag(recurrent))):
        raise Wrong("Nothing ever reaches the last unit.", "Is the matrix perhaps transposed?")
    if np.allclose(last, 0):
        raise Wrong("Nothing ever reaches the last unit: no unit hands anything to another one.")
    raise Wrong("Your last unit mixes several inputs; it should hold exactly one.")


@_lesson.exercise(
    "shapes",
    kind="number",
    hints=(
        "The axes are sequences, steps, features. What does a layer that returns only its last state do to the steps?",
        "The number of units takes the place of the number of features.",
        "Dense touches the last axis only.",
    ),
)
def shapes(shape_last, shape_all, shape_dense, pattern_last, pattern_dense) -> str:
    """Check three shapes and two patterns."""
    wanted = {"shape_last": (32, 4), "shape_all": (32, 10, 4), "shape_dense": (32, 10, 2)}
    for (name, shape), answer in zip(wanted.items(), (shape_last, shape_all, shape_dense), strict=True):
        if not isinstance(answer, (tuple, list)):
            raise Wrong(f"{name} should be a tuple such as (32, 10, 3); it is {answer!r}.")
        if len(answer) != len(shape):
            steps = "has no axis of steps any more" if len(shape) == 2 else "still has an axis of steps"
            raise Wrong(f"{name} has {len(answer)} axes: that output {steps}.")
        if tuple(answer) != shape:
            raise Wrong(f"{name} is not {tuple(answer)}: look at each axis again.")
    for name, answer, pattern in (
        ("pattern_last", pattern_last, "many-to-one"),
        ("pattern_dense", pattern_dense, "many-to-many"),
    ):
        said = str(answer).split(",")[0].strip().lower().replace(" ", "-").replace("_", "-")
        if said not in _PATTERNS:
            raise Wrong(f"{name} should be one of {', '.join(_PATTERNS)}; it is {answer!r}.")
        if said != pattern:
            raise Wrong(f"{name} is not {said}: how many steps go in, how many come out?")
    return "The batch of 32 is never touched."


@_lesson.exercise(
    "backwards, by hand",
    kind="code",
    hints=(
        "Start at the end: from dL/dh_T to dL/dh_{T-1}, then the same again.",
        "h_{t+1} = tanh(a) with a = h_t U + drive. The chain rule meets the tanh first, then the product.",
        "If y = x U, then dL/dx is dL/dy times the transpose of U.",
    ),
)
def bptt(function) -> str:
    """Compare the gradients with central differences of a net that is run again from each step."""
    rng = np.random.default_rng(0)
    recurrent, drive, direction = rng.normal(size=(3, 3)), rng.normal(size=(5, 3)), rng.normal(size=3)
    states = [np.tanh(drive[0])]
    for added in drive[1:]:
        states.append(np.tanh(states[-1] @ recurrent + added))
    given = np.array(states)
    answer = array(call(function, recurrent, given.copy(), direction, name="through_time"), (5, 3), "the gradients")
    wanted = np.array([_measured_slope(recurrent, drive, given, direction, at) for at in range(5)])
    if np.allclose(answer, wanted, atol=1e-6):
        return "Agrees with differences measured by running the net again."
    if np.allclose(answer[::-1], wanted, atol=1e-6):
        raise Wrong("The numbers are right, their order is not: the first row belongs to the first step.")
    if not np.allclose(answer[-1], wanted[-1]):
        raise Wrong("The last row should be the gradient that was handed in.")
    if np.allclose(answer[:-1], 0):
        raise Wrong("Only the last row is filled; the rows before it are still zero.")
    slope, before = 1 - given[4] ** 2, direction
    mistakes = {
        "The tanh is missing.": before @ recurrent.T,
        "U should be transposed on the way back.": (before * slope) @ recurrent,
        "That is the slope of the tanh at the step you go to; it has to be that of the step you come from.": (
            before * (1 - given[3] ** 2)
        )
        @ recurrent.T,
        "The states are already values of the tanh: its slope is 1 - h**2, without another tanh.": (
            before * (1 - np.tanh(given[4]) ** 2)
        )
        @ recurrent.T,
        "First the tanh, then U: on the way back the tanh comes first.": (before @ recurrent.T) * slope,
    }
    for finding, row in mistakes.items():
        if np.allclose(answer[3], row):
            raise Wrong(finding)
    if np.allclose(answer[3], wanted[3]):
        raise Wrong("The first step back is right, the second is not: does it start from the row you just found?")
    raise Wrong(f"One step back, the gradient should be {wanted[3].round(3)}; yours is {answer[3].round(3)}.")


def _measured_slope(recurrent, drive, states, direction, at) -> np.ndarray:
    """Return dL/dh at a step by central differences."""

    def loss(h):
        for added in drive[at + 1 :]:
            h = np.tanh(h @ recurrent + added)
        return h @ direction

    shifts = 1e-6 * np.eye(3)
    return np.array([(loss(states[at] + shift) - loss(states[at] - shift)) / 2e-6 for shift in shifts])


@_lesson.exercise(
    "clip a list of gradients",
    kind="code",
    hints=(
        "The global norm is the root of the sum of the squares of all numbers in all arrays.",
        "All arrays are multiplied by the same factor.",
        "The factor is never larger than 1.",
    ),
)
def clip(function) -> str:
    """Check direction, norm, small gradients and gradients of zero."""
    gradients = [np.array([[3.0, 0.0], [0.0, 4.0]]), np.array([12.0])]  # norms 5 and 12, together 13
    clipped = _arrays(call(function, [g.copy() for g in gradients], 6.5, name="clip_global"), gradients)
    if np.allclose(clipped[0], gradients[0]) and np.allclose(clipped[1], 6.5):
        raise Wrong("You clip each array on its own: the direction changes.")
    if np.allclose(clipped[0], np.clip(gradients[0], -6.5, 6.5)) and np.allclose(clipped[1], 6.5):
        raise Wrong("You clip each number on its own: the direction changes.")
    for array_clipped, gradient in zip(clipped, gradients, strict=True):
        if not np.allclose(array_clipped, gradient / 2):
            raise Wrong("Norms 5 and 12 make a global norm of 13; with the limit 6.5 everything should be halved.")
    small = _arrays(call(function, [g.copy() for g in gradients], 100.0, name="clip_global"), gradients)
    if not all(np.allclose(got, gradient) for got, gradient in zip(small, gradients, strict=True)):
        raise Wrong("A gradient below the limit should stay as it is; yours is scaled up.")
    with np.errstate(all="ignore"):
        zero = _arrays(call(function, [np.zeros(2)], 1.0, name="clip_global"), [np.zeros(2)])
    if not np.allclose(zero[0], 0):
        raise Wrong("A gradient of zero becomes something that is not a number: it is divided by its norm, 0.")
    return "The direction stays, the length is bounded."


def _arrays(answer, like) -> list[np.ndarray]:
    """Return a list of arrays with the shapes of `like`."""
    if not isinstance(answer, (list, tuple)) or len(answer) != len(like):
        raise Wrong(f"clip_global should return a list of {len(like)} arrays.")
    found = [np.asarray(part, dtype=float) for part in answer]
    if any(part.shape != wanted.shape for part, wanted in zip(found, like, strict=True)):
        raise Wrong("Every array should keep its shape.")
    return found


@_lesson.exercise(
    "a switch by hand",
    kind="number",
    hints=(
        "List the three cases: nothing pushed, up, down. What should f and i be in each of them?",
        "A sigmoid is nearly 1 at +10 and nearly 0 at -10; the bias alone decides while nothing is pushed.",
        "f and i treat up and down alike; only the candidate tells them apart.",
    ),
)
def cell(forget_weights, input_weights, candidate_weights, share_left) -> str:
    """Run the cell for 500 steps of rare pushes, and check the share that ten gates of 0.9 leave."""
    names = ("forget_weights", "input_weights", "candidate_weights")
    weights = [
        array(given, (3,), name)
        for given, name in zip((forget_weights, input_weights, candidate_weights), names, strict=True)
    ]
    rng = np.random.default_rng(0)
    state, wanted = 0.0, 0.0
    for step_number in range(500):
        push = [1, -1][step_number] if step_number < 2 else rng.choice([1, -1, 0], p=[0.02, 0.02, 0.96])
        seen = np.array([push == 1, push == -1, 1.0])
        f, i = _sigmoid(weights[0] @ seen), _sigmoid(weights[1] @ seen)
        state, wanted = f * state + i * np.tanh(weights[2] @ seen), push or wanted
        if abs(state - wanted) > 0.25:
            raise Wrong(_cell_finding(push, f, i, state, wanted))
    share = number(share_left, "share_left")
    if np.isclose(share, 0.1**10, atol=1e-12):
        raise Wrong("That would be left if the gate measured what is forgotten. It measures what is kept.")
    if 34 < share < 36:
        raise Wrong(f"share_left should be a share, from 0 to 1; {share:g} looks like per cent.")
    if np.isclose(share, 0.9) or np.isclose(share, 1 - 0.9**10, atol=1e-3):
        raise Wrong("Ten steps multiply the cell ten times; asked is the share that is left.")
    if not np.isclose(share, 0.9**10, atol=5e-3):
        raise Wrong(f"share_left is not {share:.3g}.", "Every step multiplies the cell by the gate.")
    return "500 steps, and the cell still knows. No training was needed, only an idea of what a gate is."


def _cell_finding(push, f, i, state, wanted) -> str:
    """Say at which kind of step the cell left its state, and what its gates did there."""
    if push:
        way = "up" if push == 1 else "down"
        return f"After {way} the cell holds {state:.2f}, not {wanted:g}; there f is {f:.2f} and i is {i:.2f}."
    return f"With nothing pushed, the cell drifts to {state:.2f} from {wanted:g}; there f is {f:.3f} and i is {i:.3f}."


@_lesson.exercise(
    "a GRU in NumPy",
    kind="code",
    hints=(
        "Split kernel, recurrent and bias into three parts along the last axis: z, r, h.",
        "z and r are the same in both kinds; only the candidate differs.",
        "z is the share of the old h that is kept; the candidate gets the rest.",
    ),
)
def gru(function) -> str:
    """Compare both kinds with the definition, written unit by unit."""
    rng = np.random.default_rng(0)
    x, h = rng.normal(size=(2, 3)), rng.normal(size=(2, 4))
    kernel, recurrent = rng.normal(size=(3, 12)), rng.normal(size=(4, 12))
    for reset_after, bias in ((False, rng.normal(size=12)), (True, rng.normal(size=(2, 12)))):
        given = (x, h, kernel, recurrent, bias, reset_after)
        answer = array(call(function, *given, name="gru_step"), (2, 4), "what gru_step returns")
        kind = f"With reset_after={reset_after}"
        if np.allclose(answer, _gru(*given)):
            continue
        for mistake, finding in _GRU_MISTAKES.items():
            if np.allclose(answer, _gru(*given, mistake)) and (reset_after or "bias" not in mistake):
                raise Wrong(f"{kind}, {finding}.")
        raise Wrong(f"{kind}, the first number should be {_gru(*given)[0, 0]:.4f}; yours is {answer[0, 0]:.4f}.")
    return "Both kinds agree with the definition."


_GRU_MISTAKES = {
    "kept and new swapped": "z and 1 - z are swapped: z is the share that is kept",
    "no second bias": "the second row of the bias is missing",
    "second bias outside": "the second bias of the candidate stands outside of the brackets; r multiplies it, too",
    "other side": "r stands on the other side of the product with U",
    "gates swapped": "z and r have changed places: the order is z, r, h",
    "no tanh": "the candidate lacks its tanh",
}


def _gru(x, h, kernel, recurrent, bias, reset_after, mistake="") -> np.ndarray:
    """Return one step of a GRU; with one of the mistakes that are often made, if asked."""
    own, second = bias if reset_after else (bias, np.zeros(12))
    second = 0 * second if mistake == "no second bias" else second
    z, r, new = slice(0, 4), slice(4, 8), slice(8, 12)
    if mistake == "gates swapped":
        z, r = r, z
    update = _sigmoid(x @ kernel[:, z] + own[z] + h @ recurrent[:, z] + second[z])
    reset = _sigmoid(x @ kernel[:, r] + own[r] + h @ recurrent[:, r] + second[r])
    if mistake == "second bias outside":
        past = reset * (h @ recurrent[:, new]) + second[new]
    elif reset_after != (mistake == "other side"):
        past = reset * (h @ recurrent[:, new] + second[new])
    else:
        past = (reset * h) @ recurrent[:, new] + second[new]
    candidate = x @ kernel[:, new] + own[new] + past
    candidate = candidate if mistake == "no tanh" else np.tanh(candidate)
    return (1 - update) * h + update * candidate if "kept" in mistake else update * h + (1 - update) * candidate


@_lesson.exercise(
    "count before the machine does",
    kind="code",
    hints=(
        "Count one gate: a kernel for the features, a matrix for h, a bias. How many such parts has each kind?",
        "The candidate is a part like a gate.",
        "Keras's GRU has one bias for the input and one for h.",
    ),
)
def count(function) -> str:
    """Check the counts of the exercise sheets."""
    cases = {
        ("SimpleRNN", 1, 12): 168,
        ("LSTM", 1, 12): 672,
        ("GRU", 1, 12): 540,
        ("SimpleRNN", 3, 4): 32,
        ("LSTM", 106, 512): 1_267_712,
    }
    for (kind, features, units), wanted in cases.items():
        answer = number(call(function, kind, features, units, name="count_parameters"), "what count_parameters returns")
        asked = f"{kind} with {units} units and {features} feature{'s' if features > 1 else ''}"
        if kind == "GRU" and answer == 504:
            raise Wrong(f"{asked} has more than 504: its second biases are missing.")
        if answer == wanted - units * (4 if kind == "LSTM" else 1 if kind == "SimpleRNN" else 6):
            raise Wrong(f"{asked} has more than {answer:,.0f}: the biases are missing.")
        if answer != wanted:
            verdict = "small" if answer < wanted else "large"
            raise Wrong(f"{asked} does not have {answer:,.0f} parameters; that is too {verdict}.")
    return "The number of steps appears nowhere."


@_lesson.exercise(
    "how good can it get?",
    kind="number",
    hints=(
        "Ask first when the state of the shop is known for sure; there, only the 5 % are lost.",
        "Where nothing is known, guessing is right in half of the cases.",
        "For (c): how probable is it that the shop today is as it was yesterday? Then add what the 5 % change.",
    ),
)
def ceiling(two_days, all_days, all_but_today) -> str:
    """Check three ceilings of the ice-cream shop."""
    from course_utils.drawn.sequences import SALE_NOISE, WEATHER, ice_cream_ceiling

    answers = [
        number(answer, name)
        for answer, name in zip(
            (two_days, all_days, all_but_today), ("two_days", "all_days", "all_but_today"), strict=True
        )
    ]
    stays = 1 - WEATHER["sunny"]  # from open to closed only when it rains; both events are equally likely
    wanted = (ice_cream_ceiling(2), ice_cream_ceiling(None), stays * (1 - SALE_NOISE) + (1 - stays) * SALE_NOISE)
    if max(answers) > 1:
        raise Wrong("All three should be shares, from 0 to 1.")
    if np.isclose(answers[0], ice_cream_ceiling(1)):
        raise Wrong("two_days: that is what a single day is worth; here both have to be cloudy before one must guess.")
    if np.isclose(answers[0], 0.95 * 0.64) or np.isclose(answers[0], 0.64):
        raise Wrong("two_days leaves out the days on which one has to guess, or the 5 %.")
    if np.isclose(answers[0], 0.95 * (0.64 + 0.18)):
        raise Wrong("For two_days: a guess is right half of the time, whether or not the 5 % turn the day round.")
    if answers[1] == 1:
        raise Wrong("all_days: a perfect memory still cannot foresee the 5 %.")
    if np.isclose(answers[2], 0.8):
        raise Wrong("all_but_today: that is how often the state stays; the 5 % are still to come.")
    if np.isclose(answers[2], 0.76):
        raise Wrong("all_but_today: among the days that are turned round, some come out right by accident.")
    for answer, right, name in zip(answers, wanted, ("two_days", "all_days", "all_but_today"), strict=True):
        if not np.isclose(answer, right, atol=2e-3):
            raise Wrong(f"{name} is not {answer:.3f}; it is too {'small' if answer < right else 'large'}.")
    return "No tuning gets past these three numbers."


@_lesson.exercise(
    "temperature by hand",
    kind="code",
    hints=(
        "Divide the logits first; then it is an ordinary softmax.",
        "A softmax survives large numbers if the largest of them is subtracted first.",
        "The ratio of two probabilities is exp of the difference of their logits.",
    ),
)
def temperature(function, ratio_at_two) -> str:
    """Check a softmax with temperature at ordinary, large and tiny temperatures."""
    logits = np.array([1.0, -0.5, 2.0, 0.0])
    for degree in (1.0, 2.0, 0.5):
        answer = array(call(function, logits.copy(), degree, name="soften"), (4,), "what soften returns")
        scores = np.exp(logits / degree)
        if not np.isclose(answer.sum(), 1):
            raise Wrong(f"The probabilities should add up to 1; yours add up to {answer.sum():.3f}.")
        if degree != 1 and np.allclose(answer, np.exp(logits * degree) / np.exp(logits * degree).sum()):
            raise Wrong("You multiply by the temperature; a high one then sharpens instead of flattening.")
        if degree != 1 and np.allclose(answer, np.exp(logits) / np.exp(logits).sum()):
            raise Wrong("The temperature changes nothing: divide before the softmax.")
        if not np.allclose(answer, scores / scores.sum()):
            raise Wrong(f"At temperature {degree:g} the probabilities should be {(scores / scores.sum()).round(3)}.")
    with np.errstate(all="ignore"):
        cold = np.asarray(call(function, logits.copy(), 0.001, name="soften"), dtype=float)
    if not np.isfinite(cold).all():
        raise Wrong("Right so far, but at temperature 0.001 it gives inf or nan.")
    if not np.allclose(cold, [0, 0, 1, 0]):
        raise Wrong("Right so far, but at temperature 0.001 the most probable character should get everything.")
    ratio = number(ratio_at_two, "ratio_at_two")
    if ratio in (4, 8, 16):
        raise Wrong(f"A higher temperature brings the probabilities closer together; {ratio:g} is not less than 4.")
    if not np.isclose(ratio, 2):
        raise Wrong(f"ratio_at_two is not {ratio:g}.", "4 is exp of a difference of logits; that difference is halved.")
    return "Probabilities to the power of 1/T."


@_lesson.exercise(
    "attention in NumPy",
    kind="code",
    hints=(
        "keys @ query gives one score for each step.",
        "np.where puts minus infinity where nothing was read; a softmax makes a zero of it.",
        "The context is the mean of the keys, each with its weight.",
    ),
)
def attention(function) -> str:
    """Check weights and context, with and without places that were filled up."""
    rng = np.random.default_rng(0)
    query, keys = rng.normal(size=3), rng.normal(size=(5, 3))
    for is_real in (np.ones(5, bool), np.array([True, True, True, False, False])):
        answer = call(function, query.copy(), keys.copy(), is_real.copy(), name="look_back")
        if not isinstance(answer, (tuple, list)) or len(answer) != 2:
            raise Wrong("look_back should return two things: weights, context.")
        weights, context = array(answer[0], (5,), "the weights"), array(answer[1], (3,), "the context")
        scores = np.exp(keys @ query)
        wanted = scores * is_real / (scores * is_real).sum()
        if not is_real.all() and np.allclose(weights, scores / scores.sum()):
            raise Wrong("Places that were filled up get a weight, too.")
        if not np.isclose(weights.sum(), 1):
            hint = "Mask before the softmax, not after it." if not is_real.all() else "A softmax is missing."
            raise Wrong(f"The weights should add up to 1; yours add up to {weights.sum():.3f}.", hint)
        if (
            np.allclose(weights, np.where(is_real, scores, 1) / np.where(is_real, scores, 1).sum())
            and not is_real.all()
        ):
            raise Wrong("A score of 0 is not a weight of 0: exp(0) is 1.")
        if not np.allclose(weights, wanted):
            raise Wrong(f"The first weight should be {wanted[0]:.3f}; yours is {weights[0]:.3f}.")
        if not np.allclose(context, wanted @ keys):
            raise Wrong("The weights are right, the context is not their weighted mean of the keys.")
    return "The same three lines, many times side by side, are a transformer's heart."


def _sigmoid(z):
    """Return the logistic function, without overflow."""
    return 0.5 * (1 + np.tanh(np.asarray(z) / 2))
