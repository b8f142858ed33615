"""The checked exercises of lesson 10 (`lessons/10_rnn.py`)."""

from functools import partial

import numpy as np

from course_utils.checks._frame import BadFormat, Lesson, Wrong
from course_utils.checks._kinds import array, blame, call, close, letter, number, parts, shape, share

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
    """Check the sum and the new hidden state of the exercise sheet; by hand, two decimals are enough."""
    total, state = array(before_tanh, (2,), "before_tanh"), array(h_after, (2,), "h_after")
    if np.allclose(total, [3.5, 1.0], atol=1e-3):
        raise Wrong("You picked the rows for h in front and x behind; the rows belong to x1, x2, h1, h2.")
    if np.allclose(total, [-2, 1], atol=1e-3):
        raise Wrong("That is what the input adds; the old hidden state has its say, too.")
    if np.allclose(total, np.tanh([-1, 1.5]), atol=6e-3):
        raise Wrong("before_tanh is asked for without the tanh.")
    if not np.allclose(total, [-1, 1.5], atol=1e-3):
        raise Wrong(f"The sum before the tanh is not {total.tolist()}.")
    if np.allclose(state, total, atol=1e-3):
        raise Wrong("The sum is right, but h_after is still the sum itself.", "np.tanh takes a whole vector.")
    if not np.allclose(state, np.tanh([-1, 1.5]), atol=6e-3):
        raise Wrong(f"The sum is right; its tanh is not {state.round(3).tolist()}.", "np.tanh takes a whole vector.")
    return "Ones pick rows of the matrix, zeros drop them. The next step begins with this vector as its h."


@_lesson.exercise(
    "find the slip",
    kind="number",
    hints=(
        "What did the two experiments change, and which of them changed the answers?",
        "Ask what h depends on since it was last set to zero.",
    ),
)
def slip(ending, num_inputs_seen) -> str:
    """Check what a hidden state represents, and on how many inputs it depends."""
    chosen, count = letter(ending, "ABCD", "ending"), number(num_inputs_seen, "num_inputs_seen")
    if chosen == "A":
        raise Wrong("In the first experiment the other sample came first, and not one answer changed.")
    if chosen == "C":
        raise Wrong("The weights do not change while a sequence is read; there are no previous ones.")
    if chosen == "D":
        raise Wrong("A loop that reads forward cannot know what comes.")
    if count in (47, 60):
        raise Wrong(f"{count:g} would be right if h were handed on from sequence to sequence.")
    if count == 21:
        raise Wrong("Not 21: seven of each sequence would be right if h survived the end of a sequence.")
    if count in (6, 20):
        raise Wrong(f"Not {count:g}: count what has been read at that step, its own input included, and no more.")
    if count != 7:
        raise Wrong(f"Not {count:g} inputs.")
    return "h starts at zero with every sequence. Training samples leave their traces in the weights, inputs in h."


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
    with np.errstate(all="ignore"):
        for sign in signs:
            h = sign * kernel[0] + h @ recurrent
            last.append(h[3])
    last = np.array(last)
    if close(last, _delayed(signs, 3)):
        return "Each unit hands its sign on to the next one: a memory of width four, and it never fades."
    if not np.abs(last).max() < 10:
        raise Wrong("Your units grow without limit: something is added to itself in every step.")
    for delay in range(7):
        if close(last, _delayed(signs, delay)):
            raise Wrong(f"Your last unit repeats the input after {delay} steps, not after 3.")
    if close(last, -_delayed(signs, 3)):
        raise Wrong("The delay is right, the sign is not.")
    if np.allclose(last, 0) and not np.allclose(recurrent, np.diag(np.diag(recurrent))):
        raise Wrong("Nothing ever reaches the last unit.", "Is the matrix perhaps transposed?")
    if np.allclose(last, 0):
        raise Wrong("Nothing ever reaches the last unit: no unit hands anything to another one.")
    factor = (last @ _delayed(signs, 3)) / (len(signs) - 3)
    if close(last, factor * _delayed(signs, 3)):
        raise Wrong(f"The delay is right, but the last unit holds {factor:.3g} times the input.")
    raise Wrong("Your last unit mixes several inputs; it should hold exactly one.")


def _delayed(signs: np.ndarray, delay: int) -> np.ndarray:
    return np.concatenate([np.zeros(delay), signs[: len(signs) - delay]])


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
    given = {
        name: shape(answer, name) for name, answer in zip(wanted, (shape_last, shape_all, shape_dense), strict=True)
    }
    for name, right in wanted.items():
        if len(given[name]) != len(right):
            steps = "has no axis of steps any more" if len(right) == 2 else "still has an axis of steps"
            raise Wrong(f"{name} has {len(given[name])} axes: that output {steps}.")
        if given[name] != right:
            raise Wrong(f"{name} is not {given[name]}: look at each axis again.")
    for name, answer, right in (
        ("pattern_last", pattern_last, "many-to-one"),
        ("pattern_dense", pattern_dense, "many-to-many"),
    ):
        said = _pattern(answer, name)
        if said != right:
            raise Wrong(f"{name} is not {said}: how many steps go in, how many come out?")
    return "Only an axis that a layer works on changes: the steps go or stay, features become units, the 32 is kept."


def _pattern(answer, name: str) -> str:
    """Return one of the patterns; the table of the lesson calls one of them many-to-many, in step."""
    text = answer if isinstance(answer, str) else " ".join(map(str, np.ravel(np.asarray(answer, dtype=object))))
    said = "-".join(text.strip().lower().replace("_", " ").replace("-", " ").split())
    said = "many-to-many" if said == "many-to-many,-in-step" else said
    if said not in _PATTERNS:
        raise BadFormat(f"{name} should be one of {', '.join(_PATTERNS)}; it is {text[:40]!r}.")
    return said


def _back(one_step, recurrent, states, last_gradient) -> np.ndarray:
    """Return dL/dh_t for all steps, if one_step(gradient, here, behind, U) takes a gradient one step back."""
    gradients = [np.asarray(last_gradient, float)]
    for here, behind in zip(states[-2::-1], states[:0:-1], strict=True):
        gradients.append(one_step(gradients[-1], here, behind, recurrent))
    return np.array(gradients[::-1])


def _one_step(gradient, here, behind, recurrent):
    return (gradient * (1 - behind**2)) @ recurrent.T


@_lesson.exercise(
    "backwards, by hand",
    kind="code",
    hints=(
        "Start at the end: from dL/dh_T to dL/dh_{T-1}, then the same again.",
        "h_{t+1} = tanh(a) with a = h_t U + drive. The chain rule meets the tanh first, then the product.",
        "If y = x U, then dL/dx is dL/dy times the transpose of U.",
    ),
    mistakes={
        "The numbers are right, their order is not: the first row belongs to the first step.": (
            lambda u, h, g: _back(_one_step, u, h, g)[::-1]
        ),
        "Only the last row is filled; the rows before it are still zero.": (
            lambda u, h, g: np.vstack([np.zeros((len(h) - 1, len(g))), g])
        ),
        "The tanh is missing.": partial(_back, lambda g, here, behind, u: g @ u.T),
        "U should be transposed on the way back.": partial(_back, lambda g, here, behind, u: (g * (1 - behind**2)) @ u),
        "That is the slope of the tanh at the step you go to; it has to be that of the step you come from.": partial(
            _back, lambda g, here, behind, u: (g * (1 - here**2)) @ u.T
        ),
        "The states are already values of the tanh: its slope is 1 - h**2, without another tanh.": partial(
            _back, lambda g, here, behind, u: (g * (1 - np.tanh(behind) ** 2)) @ u.T
        ),
        "First the tanh, then U: on the way back the tanh comes first.": partial(
            _back, lambda g, here, behind, u: (g @ u.T) * (1 - behind**2)
        ),
        "Every row of yours starts from the last gradient; each should start from the row behind it.": (
            lambda u, h, g: np.vstack([(g * (1 - h[1:] ** 2)) @ u.T, g])
        ),
    },
)
def bptt(function) -> str:
    """Compare the gradients with central differences of a net that is run again from each step."""
    rng = np.random.default_rng(0)
    for units, steps, size in ((3, 5, 1.0), (2, 8, 300.0), (4, 2, 0.01)):
        recurrent, drive = rng.normal(size=(units, units)), rng.normal(size=(steps, units))
        direction = size * rng.normal(size=units)
        states = [np.tanh(drive[0])]
        for added in drive[1:]:
            states.append(np.tanh(states[-1] @ recurrent + added))
        states = np.array(states)
        answer = call(function, recurrent, states, direction, name="through_time")
        answer = array(answer, (steps, units), "the gradients")
        wanted = np.array([_measured_slope(recurrent, drive, states, direction, at) for at in range(steps)])
        if close(answer, wanted):
            continue
        blame(answer, bptt.mistakes, recurrent, states, direction)
        if not close(answer[-1], direction):
            raise Wrong("The last row should be the gradient that was handed in.")
        if steps > 2 and close(answer[-2], wanted[-2]):
            raise Wrong("The first step back is right, the second is not: does it start from the row you just found?")
        raise Wrong(f"One step back, the gradient should be {wanted[-2].round(3)}; yours is {answer[-2].round(3)}.")
    return "Agrees with differences measured by running the net again: each step back undoes the tanh, then U."


def _measured_slope(recurrent, drive, states, direction, at) -> np.ndarray:
    """Return dL/dh at a step by central differences."""

    def loss(h):
        for added in drive[at + 1 :]:
            h = np.tanh(h @ recurrent + added)
        return h @ direction

    shifts = 1e-5 * np.eye(len(direction))
    return np.array([(loss(states[at] + shift) - loss(states[at] - shift)) / 2e-5 for shift in shifts])


def _norm(gradients) -> float:
    return float(np.linalg.norm(_flat(gradients)))


def _flat(arrays) -> np.ndarray:
    return np.concatenate([np.ravel(part) for part in arrays])


@_lesson.exercise(
    "clip a list of gradients",
    kind="code",
    hints=(
        "The global norm is the root of the sum of the squares of all numbers in all arrays.",
        "All arrays are multiplied by the same factor.",
        "The factor is never larger than 1.",
    ),
    mistakes={
        "You clip each array on its own: the direction changes.": (
            lambda gradients, limit: [g * min(1, limit / np.linalg.norm(g)) for g in gradients]
        ),
        "You clip each number on its own: the direction changes.": (
            lambda gradients, limit: [np.clip(g, -limit, limit) for g in gradients]
        ),
        "A gradient below the limit should stay as it is; yours is scaled up.": (
            lambda gradients, limit: [g * limit / _norm(gradients) for g in gradients]
        ),
        "The root is missing: you divide by the sum of the squares.": (
            lambda gradients, limit: [g * min(1, limit / _norm(gradients) ** 2) for g in gradients]
        ),
        "You added the norms of the arrays; add the squares of all numbers, then take the root.": (
            lambda gradients, limit: [g * min(1, limit / sum(map(np.linalg.norm, gradients))) for g in gradients]
        ),
        "You return the arrays as they came.": lambda gradients, limit: gradients,
    },
)
def clip(function) -> str:
    """Check direction, norm, small gradients and gradients of zero, for lists of several lengths."""
    rng = np.random.default_rng(0)
    two = [np.array([[3.0, 0.0], [0.0, 4.0]]), np.array([12.0])]  # norms 5 and 12, together 13
    many = [rng.normal(size=size) for size in ((2, 3, 2), (5,), (1, 4))]
    cases = [
        (two, 3.25),
        (two, 6.5),
        (two, 100.0),
        (two, 13.0),
        ([*many, np.zeros(3)], 0.717),
        ([1e6 * part for part in many], 250.0),
        ([1e-4 * part for part in many], 1.0),
        ([np.array([-0.3, 0.2])], 0.01),
    ]
    flattened = {finding: partial(_flat_result, wrong) for finding, wrong in clip.mistakes.items()}
    for gradients, limit in cases:
        clipped = _flat(_clipped(function, gradients, limit))
        norm, wanted = _norm(gradients), _flat(gradients)
        wanted = wanted * min(1, limit / norm)
        if close(clipped, wanted):
            continue
        blame(clipped, flattened, gradients, limit)
        if gradients is two and limit == 3.25:
            raise Wrong(
                "Norms 5 and 12 make a global norm of 13; with the limit 3.25 everything should become a quarter."
            )
        raise Wrong(
            f"Of a list with the global norm {norm:.4g} and the limit {limit:g} you make one with the norm "
            f"{np.linalg.norm(clipped):.4g}, and its numbers are not right."
        )
    zeros = _clipped(function, [np.zeros(2), np.zeros((1, 3))], 1.0)
    if not np.all(_flat(zeros) == 0):
        raise Wrong("A gradient of zero becomes something that is not a number: it is divided by its norm, 0.")
    return "One factor for all numbers: the direction stays, the length is bounded."


def _flat_result(wrong, gradients, limit) -> np.ndarray:
    return _flat(wrong(gradients, limit))


def _clipped(function, gradients, limit) -> list[np.ndarray]:
    """Return what clip_global makes of a list: as many arrays of the same shapes."""
    with np.errstate(all="ignore"):
        answer = call(function, gradients, limit, name="clip_global")
    names = [f"array {place}" for place in range(len(gradients))]
    found = zip(parts(answer, names, "clip_global"), gradients, names, strict=True)
    return [array(part, like.shape, f"{name} of what clip_global returns", finite=False) for part, like, name in found]


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
    forget, write, what = (
        array(given, (3,), name)
        for given, name in (
            (forget_weights, "forget_weights"),
            (input_weights, "input_weights"),
            (candidate_weights, "candidate_weights"),
        )
    )
    left = share(share_left, "share_left")
    rng = np.random.default_rng(0)
    state, wanted = 0.0, 0.0
    for step_number in range(500):
        push = [1, -1][step_number] if step_number < 2 else rng.choice([1, -1, 0], p=[0.02, 0.02, 0.96])
        seen = np.array([push == 1, push == -1, 1.0])
        f, i = _sigmoid(forget @ seen), _sigmoid(write @ seen)
        state, wanted = f * state + i * np.tanh(what @ seen), push or wanted
        if abs(state - wanted) > 0.25:
            raise Wrong(_cell_finding(push, f, i, state, wanted))
    if np.isclose(left, 0.1**10, atol=1e-12):
        raise Wrong("That would be left if the gate measured what is forgotten. It measures what is kept.")
    if close(left, 0.9) or np.isclose(left, 1 - 0.9**10, atol=5e-3):
        raise Wrong("Ten steps multiply the cell ten times; asked is the share that is left.")
    if np.isclose(left, 0.9**9, atol=5e-3) or np.isclose(left, 0.9**11, atol=5e-3):
        raise Wrong("Count the steps again: ten of them, and each multiplies the cell once.")
    if not np.isclose(left, 0.9**10, atol=5e-3):
        raise Wrong(f"share_left is not {left:.3g}.", "Every step multiplies the cell by the gate.")
    return "500 steps, and the cell still knows. No training was needed, only an idea of what a gate is."


def _cell_finding(push, f, i, state, wanted) -> str:
    """Say at which kind of step the cell left its state, and what its gates did there."""
    if push:
        way = "up" if push == 1 else "down"
        return f"After {way} the cell holds {state:.2f}, not {wanted:g}; there f is {f:.2f} and i is {i:.2f}."
    return f"With nothing pushed, the cell drifts to {state:.2f} from {wanted:g}; there f is {f:.3f} and i is {i:.3f}."


def _gru(x, h, kernel, recurrent, bias, reset_after, mistake="") -> np.ndarray:
    """Return one step of a GRU; with one of the mistakes that are often made, if asked."""
    own, second = bias if reset_after else (bias, np.zeros_like(bias))
    second = 0 * second if mistake == "no second bias" else second
    z, r, new = (slice(k * h.shape[1], (k + 1) * h.shape[1]) for k in range(3))
    if mistake == "gates swapped":
        z, r = r, z
    update = _sigmoid(x @ kernel[:, z] + own[z] + h @ recurrent[:, z] + second[z])
    reset = _sigmoid(x @ kernel[:, r] + own[r] + h @ recurrent[:, r] + second[r])
    reset = np.ones_like(reset) if mistake == "no reset" else reset
    if mistake == "second bias outside" and reset_after:
        past = reset * (h @ recurrent[:, new]) + second[new]
    elif reset_after != (mistake == "other side"):
        past = reset * (h @ recurrent[:, new] + second[new])
    else:
        past = (reset * h) @ recurrent[:, new] + second[new]
    candidate = x @ kernel[:, new] + own[new] + past
    candidate = candidate if mistake == "no tanh" else np.tanh(candidate)
    if mistake == "kept and new swapped":
        return (1 - update) * h + update * candidate
    return update * h + (1 - update) * candidate


@_lesson.exercise(
    "a GRU in NumPy",
    kind="code",
    hints=(
        "Split kernel, recurrent and bias into three parts along the last axis: z, r, h.",
        "z and r are the same in both kinds; only the candidate differs.",
        "z is the share of the old h that is kept; the candidate gets the rest.",
    ),
    mistakes={
        "z and 1 - z are swapped: z is the share that is kept.": partial(_gru, mistake="kept and new swapped"),
        "the second row of the bias is missing.": partial(_gru, mistake="no second bias"),
        "the second bias of the candidate stands outside of the brackets; r multiplies it, too.": partial(
            _gru, mistake="second bias outside"
        ),
        "r stands on the other side of the product with U.": partial(_gru, mistake="other side"),
        "z and r have changed places: the order is z, r, h.": partial(_gru, mistake="gates swapped"),
        "the candidate lacks its tanh.": partial(_gru, mistake="no tanh"),
        "r plays no part: it says how much of the past the candidate gets to see.": partial(_gru, mistake="no reset"),
    },
)
def gru(function) -> str:
    """Compare both kinds with the definition, for nets of several sizes."""
    rng = np.random.default_rng(0)
    for n, features, units, size in ((2, 3, 4, 1.0), (5, 1, 2, 3.0), (1, 6, 3, 0.1)):
        x, h = size * rng.normal(size=(n, features)), rng.normal(size=(n, units))
        kernel, recurrent = rng.normal(size=(features, 3 * units)), rng.normal(size=(units, 3 * units))
        for reset_after, bias in ((False, rng.normal(size=3 * units)), (True, rng.normal(size=(2, 3 * units)))):
            given = (x, h, kernel, recurrent, bias, reset_after)
            answer = array(call(function, *given, name="gru_step"), (n, units), "what gru_step returns")
            wanted = _gru(*given)
            if close(answer, wanted):
                continue
            kind = f"With reset_after={reset_after}"
            blame(answer, {f"{kind}, {finding}": wrong for finding, wrong in gru.mistakes.items()}, *given)
            at = np.unravel_index(np.abs(answer - wanted).argmax(), wanted.shape)
            raise Wrong(
                f"{kind}, the number in row {at[0]} and column {at[1]} should be {wanted[at]:.4f}; yours is "
                f"{answer[at]:.4f}."
            )
    return "Both kinds agree with the definition. They differ in what r silences: units of the past, or candidates."


def _parameters(kind, features, units, gates=(1, 4, 3), biases=(1, 1, 2), features_seen=1) -> int:
    """Return the number of parameters of a recurrent layer, or what it is with other gates or biases."""
    place = ("SimpleRNN", "LSTM", "GRU").index(kind)
    return gates[place] * units * (features_seen * features + units + biases[place])


@_lesson.exercise(
    "count before the machine does",
    kind="code",
    hints=(
        "Count one gate: a kernel for the features, a matrix for h, a bias. How many such parts has each kind?",
        "The candidate is a part like a gate.",
        "Keras's GRU has one bias for the input and one for h.",
    ),
    mistakes={
        "the biases are missing.": partial(_parameters, biases=(0, 0, 0)),
        "the second biases of the GRU are missing.": partial(_parameters, biases=(1, 1, 1)),
        "only the GRU has a second bias.": partial(_parameters, biases=(2, 2, 2)),
        "the candidate is a part like a gate, and not counted yet.": partial(_parameters, gates=(1, 3, 2)),
        "a GRU has fewer parts than an LSTM.": partial(_parameters, gates=(1, 4, 4)),
        "the kernel for the features is missing.": partial(_parameters, features_seen=0),
    },
)
def count(function) -> str:
    """Check the counts of the exercise sheets, and of other sizes."""
    sizes = ((3, 4), (1, 12), (106, 512), (5, 1), (20, 7))
    for features, units in sizes:
        for kind in ("SimpleRNN", "LSTM", "GRU"):
            answer = call(function, kind, features, units, name="count_parameters")
            answer, wanted = number(answer, "what count_parameters returns"), _parameters(kind, features, units)
            if answer == wanted:
                continue
            asked = f"{kind} with {_many(units, 'unit')} and {_many(features, 'feature')}"
            said = f"{asked} does not have {answer:,.0f} parameters: "
            blame(answer, {said + finding: wrong for finding, wrong in count.mistakes.items()}, kind, features, units)
            raise Wrong(f"{said}that is too {'small' if answer < wanted else 'large'}.")
    return "Every gate is a small layer that reads the features and h. The number of steps appears nowhere."


def _many(number_of: int, what: str) -> str:
    return f"{number_of} {what}{'s' if number_of > 1 else ''}"


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

    names = ("two_days", "all_days", "all_but_today")
    two, every, but_today = (
        share(answer, name) for answer, name in zip((two_days, all_days, all_but_today), names, strict=True)
    )
    stays = 1 - WEATHER["sunny"]  # from open to closed only when it rains; both events are equally likely
    wanted = (ice_cream_ceiling(2), ice_cream_ceiling(None), stays * (1 - SALE_NOISE) + (1 - stays) * SALE_NOISE)
    if close(two, ice_cream_ceiling(1), 1e-3):
        raise Wrong("two_days: that is what a single day is worth; here both have to be cloudy before one must guess.")
    if close(two, 0.95 * 0.64, 1e-3) or close(two, 0.64, 1e-3):
        raise Wrong("two_days leaves out the days on which one has to guess, or the 5 %.")
    if close(two, 0.95 * (0.64 + 0.18), 1e-3):
        raise Wrong("For two_days: a guess is right half of the time, whether or not the 5 % turn the day round.")
    if close(two, 0.64 + 0.18, 1e-3):
        raise Wrong("two_days: on the days whose state is known, the 5 % are still to come.")
    if every == 1:
        raise Wrong("all_days: a perfect memory still cannot foresee the 5 %.")
    if close(but_today, 0.8, 1e-3):
        raise Wrong("all_but_today: that is how often the state stays; the 5 % are still to come.")
    if close(but_today, 0.76, 1e-3):
        raise Wrong("all_but_today: among the days that are turned round, some come out right by accident.")
    if close(but_today, 0.95, 1e-3):
        raise Wrong("all_but_today: today's weather may open or close the shop, and nobody has seen it.")
    for answer, right, name in zip((two, every, but_today), wanted, names, strict=True):
        if not close(answer, right, 2e-3):
            raise Wrong(f"{name} is not {answer:.4g}; it is too {'small' if answer < right else 'large'}.")
    return "Known days lose the 5 %, unknown ones are guessed, and no tuning gets past these three numbers."


def _softmax(z) -> np.ndarray:
    scores = np.exp(z - z.max())
    return scores / scores.sum()


@_lesson.exercise(
    "temperature by hand",
    kind="code",
    hints=(
        "Divide the logits first; then it is an ordinary softmax.",
        "A softmax survives large numbers if the largest of them is subtracted first.",
        "The ratio of two probabilities is exp of the difference of their logits.",
    ),
    mistakes={
        "You multiply by the temperature; a high one then sharpens instead of flattening.": lambda z, t: _softmax(
            z * t
        ),
        "The temperature changes nothing: divide before the softmax.": lambda z, t: _softmax(z),
        "You divide the probabilities by the temperature; divide the logits.": lambda z, t: _softmax(z) / t,
        "The root of the temperature belongs elsewhere: divide by the temperature itself.": (
            lambda z, t: _softmax(z / np.sqrt(t))
        ),
    },
)
def temperature(function, ratio_at_two) -> str:
    """Check a softmax with temperature at ordinary, large and tiny temperatures, for rows of several lengths."""
    rng = np.random.default_rng(0)
    ordinary, near = np.array([1.0, -0.5, 2.0, 0.0]), np.array([-1.0, -0.9995, -2.0])
    cases = [
        (ordinary, 2.0),
        (ordinary, 0.5),
        (ordinary, 1.0),
        (3 * rng.normal(size=7), 0.7),
        (rng.normal(size=2), 5.0),
    ]
    for logits, degree in cases:
        answer = array(call(function, logits, degree, name="soften"), logits.shape, "what soften returns")
        wanted = _softmax(logits / degree)
        if close(answer, wanted):
            continue
        blame(answer, temperature.mistakes, logits, degree)
        if not close(answer.sum(), 1):
            raise Wrong(f"The probabilities should add up to 1; yours add up to {answer.sum():.3f}.")
        raise Wrong(f"At temperature {degree:g} the probabilities should be {wanted.round(3)}.")
    for logits in (ordinary, near):
        with np.errstate(all="ignore"):
            cold = call(function, logits, 0.001, name="soften")
        cold = array(cold, logits.shape, "what soften returns", finite=False)
        if not np.isfinite(cold).all():
            raise Wrong("Right so far, but at temperature 0.001 it gives inf or nan.")
        if not close(cold, _softmax(logits / 0.001), 1e-3):  # float32 logits differ by 1e-4 after the division
            raise Wrong(
                "Right so far, but at temperature 0.001 the most probable character should get everything."
                if logits is ordinary
                else f"Right so far, but at temperature 0.001 the logits {logits.tolist()} give {cold.round(3)}."
            )
    ratio = number(ratio_at_two, "ratio_at_two")
    if ratio in (4, 8, 16):
        raise Wrong(f"A higher temperature brings the probabilities closer together; {ratio:g} is not less than 4.")
    if ratio == 0.5:
        raise Wrong("That is how many times as probable the second is.")
    if not close(ratio, 2):
        raise Wrong(f"ratio_at_two is not {ratio:g}.", "4 is exp of a difference of logits; that difference is halved.")
    return "Temperature takes all probabilities to the power of 1/T and normalises: ratios become their T-th roots."


def _attended(scores, keys) -> tuple:
    weights = _softmax(scores)
    return weights, weights @ keys


def _mask_late(query, keys, is_real) -> tuple:
    weights = _softmax(keys @ query) * is_real
    return weights, weights @ keys


@_lesson.exercise(
    "attention in NumPy",
    kind="code",
    hints=(
        "keys @ query gives one score for each step.",
        "np.where puts minus infinity where nothing was read; a softmax makes a zero of it.",
        "The context is the mean of the keys, each with its weight.",
    ),
    mistakes={
        "Places that were filled up get a weight, too.": lambda q, k, real: _attended(k @ q, k),
        "Without the places that were filled up, the weights do not add up to 1: mask before the softmax.": _mask_late,
        "A score of 0 is not a weight of 0: exp(0) is 1.": (lambda q, k, real: _attended(np.where(real, k @ q, 0), k)),
        "Where all scores are very small, places that were filled up get a weight: which score never wins?": (
            lambda q, k, real: _attended(np.where(real, k @ q, -100), k)
        ),
        "You divide the scores, as transformers do; here they are plain scalar products.": (
            lambda q, k, real: _attended(np.where(real, k @ q, -np.inf) / np.sqrt(len(q)), k)
        ),
        "A softmax is missing: your weights are the scores.": lambda q, k, real: (k @ q * real, k @ q * real @ k),
    },
)
def attention(function) -> str:
    """Check weights and context, for places filled up behind, in front, in between and not at all."""
    rng = np.random.default_rng(0)
    cases = [
        (rng.normal(size=3), rng.normal(size=(5, 3)), [1, 1, 1, 1, 1]),
        (rng.normal(size=3), rng.normal(size=(5, 3)), [1, 1, 1, 0, 0]),
        (2 * rng.normal(size=2), 2 * rng.normal(size=(7, 2)), [0, 0, 1, 1, 0, 1, 1]),
        (rng.normal(size=4), rng.normal(size=(3, 4)), [0, 1, 0]),
        (np.array([-11.0, 1.0]), np.array([[10.0, 0.1], [10.0, -0.2], [10.1, 0.3], [9.8, 0.2]]), [1, 1, 1, 0]),
    ]
    for query, keys, real in cases:
        real = np.array(real, dtype=bool)
        given = parts(call(function, query, keys, real, name="look_back"), ("weights", "context"), "look_back")
        weights, context = array(given[0], real.shape, "the weights"), array(given[1], query.shape, "the context")
        wanted, mean = _attended(np.where(real, keys @ query, -np.inf), keys)
        if not close(weights, wanted):
            blame(
                weights,
                {finding: partial(_first, wrong) for finding, wrong in attention.mistakes.items()},
                query,
                keys,
                real,
            )
            if not close(weights.sum(), 1):
                raise Wrong(f"The weights should add up to 1; yours add up to {weights.sum():.3f}.")
            at = np.abs(weights - wanted).argmax()
            raise Wrong(f"The weight of step {at} should be {wanted[at]:.3f}; yours is {weights[at]:.3f}.")
        if not close(context, mean):
            raise Wrong("The weights are right, the context is not their weighted mean of the keys.")
    return "Minus infinity before the softmax is exactly 0 after it, and the other weights still add up to 1."


def _first(wrong, *given):
    return wrong(*given)[0]


def _sigmoid(z):
    """Return the logistic function, without overflow."""
    return 0.5 * (1 + np.tanh(np.asarray(z) / 2))
