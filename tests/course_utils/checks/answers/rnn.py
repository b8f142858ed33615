"""Answers to the exercises of lesson 10: right ones, typical wrong ones with the hint that fits, empty ones."""

import numpy as np

from course_utils.checks import rnn

SHIFT = np.eye(4, k=1)
FIRST = [[1, 0, 0, 0]]
SHAPES = ((32, 4), (32, 10, 4), (32, 10, 2), "many-to-one", "many-to-many")
KEEP, WRITE, WHAT = [-20, -20, 10], [20, 20, -10], [10, -10, 0]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def through_time(recurrent, states, last_gradient, slope_at=1, transposed=True, tanh=True):
    gradients = np.zeros(states.shape)
    gradients[-1] = last_gradient
    for t in range(len(states) - 2, -1, -1):
        slope = 1 - states[t + slope_at] ** 2 if tanh else 1
        gradients[t] = (gradients[t + 1] * slope) @ (recurrent.T if transposed else recurrent)
    return gradients


def only_last(recurrent, states, last_gradient):
    gradients = np.zeros(states.shape)
    gradients[-1] = last_gradient
    return gradients


def tanh_last(recurrent, states, last_gradient):
    gradients = only_last(recurrent, states, last_gradient)
    for t in range(len(states) - 2, -1, -1):
        gradients[t] = (gradients[t + 1] @ recurrent.T) * (1 - states[t + 1] ** 2)
    return gradients


def clip_global(gradients, limit):
    norm = np.linalg.norm(np.concatenate([g.ravel() for g in gradients]))
    return [g * min(1, limit / max(norm, 1e-30)) for g in gradients]


def clip_each(gradients, limit):
    return [g * min(1, limit / np.linalg.norm(g)) for g in gradients]


def scale_always(gradients, limit):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    return [g * limit / norm for g in gradients]


def divides_by_zero(gradients, limit):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    return [g * np.minimum(1, limit * g / (g * norm)) if norm == 0 else g * min(1, limit / norm) for g in gradients]


def gru_step(
    x,
    h,
    kernel,
    recurrent,
    bias,
    reset_after,
    swap=False,
    one_bias=False,
    same_side=None,
    order=(0, 1, 2),
    squash=np.tanh,
    bias_outside=False,
):
    kernel, recurrent, bias = (
        np.concatenate([np.split(a, 3, axis=-1)[k] for k in order], -1) for a in (kernel, recurrent, bias)
    )
    own, second = bias if reset_after else (bias, np.zeros(12))
    second = 0 * second if one_bias else second
    xz, xr, xh = np.split(x @ kernel + own, 3, axis=1)
    (uz, ur, uh), (bz, br, bh) = np.split(recurrent, 3, axis=1), np.split(second, 3)
    z, r = sigmoid(xz + h @ uz + bz), sigmoid(xr + h @ ur + br)
    after = reset_after if same_side is None else same_side
    past = r * (h @ uh + bh) if after else (r * h) @ uh + bh
    new = squash(xh + (r * (h @ uh) + bh if after and bias_outside else past))
    return (1 - z) * h + z * new if swap else z * h + (1 - z) * new


def count_parameters(kind, features, units):
    gates = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}[kind]
    return gates * (units * (features + units) + units * (2 if kind == "GRU" else 1))


def soften(logits, temperature):
    scores = np.exp((logits - logits.max()) / temperature)
    return scores / scores.sum()


def naive_soften(logits, temperature):
    return np.exp(logits / temperature) / np.exp(logits / temperature).sum()


def look_back(query, keys, is_real):
    scores = np.exp(keys @ query) * is_real
    return scores / scores.sum(), scores @ keys / scores.sum()


def mask_late(query, keys, is_real):
    weights = np.exp(keys @ query) / np.exp(keys @ query).sum() * is_real
    return weights, weights @ keys


def zero_scores(query, keys, is_real):
    weights = np.exp(np.where(is_real, keys @ query, 0))
    return weights / weights.sum(), weights @ keys / weights.sum()


def no_mask(query, keys, is_real):
    return look_back(query, keys, np.ones(5, bool))


RIGHT = [
    (rnn.step, np.array([-1, 1.5]), np.tanh([-1, 1.5])),
    (rnn.step, [-1, 1.5], [-0.76159, 0.90515]),
    (rnn.step, [-1, 1.5], [-0.76, 0.91]),
    (rnn.slip, "B", 7),
    (rnn.slip, "(b)", 7.0),
    (rnn.echo, FIRST, SHIFT),
    (rnn.echo, [[2, 0, 0, 0]], [[0, 0.5, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0]]),
    (rnn.shapes, *SHAPES),
    (rnn.shapes, [32, 4], [32, 10, 4], [32, 10, 2], "Many to one", "many-to-many"),
    (rnn.shapes, *SHAPES[:3], "many_to_one", "many-to-many, in step"),
    (rnn.bptt, through_time),
    (rnn.clip, clip_global),
    (rnn.cell, KEEP, WRITE, WHAT, 0.9**10),
    (rnn.cell, (-50, -50, 20), (30, 30, -15), (4, -4, 0), 0.35),
    (rnn.gru, gru_step),
    (rnn.count, count_parameters),
    (rnn.ceiling, 0.788, 0.95, 0.77),
    (rnn.ceiling, 0.95 * 0.64 + 0.18, 19 / 20, 0.95 * 0.8 + 0.05 * 0.2),
    (rnn.temperature, soften, 2),
    (rnn.temperature, soften, np.sqrt(4)),
    (rnn.attention, look_back),
    (rnn.attention, lambda *given: list(look_back(*given))),
]

WRONG = [
    (rnn.step, [3.5, 1], np.tanh([3.5, 1]), "h in front and x behind"),
    (rnn.step, [-2, 1], np.tanh([-2, 1]), "the old hidden state has its say"),
    (rnn.step, [-1, 1.5], [-1, 1.5], "still the sum itself"),
    (rnn.step, [0, 0], [0, 0], "is not [0.0, 0.0]"),
    (rnn.step, [-1, 1.5], [0.5, 0.5], "its tanh is not"),
    (rnn.slip, "A", 7, "not one answer changed"),
    (rnn.slip, "C", 7, "weights do not change"),
    (rnn.slip, "D", 7, "cannot know what comes"),
    (rnn.slip, "B", 47, "handed on"),
    (rnn.slip, "B", 6, "its own input included"),
    (rnn.slip, "B", 21, "survived the end"),
    (rnn.slip, "B", 3, "Not 3 inputs"),
    (rnn.slip, "E", 7, "one of the letters"),
    (rnn.echo, FIRST, SHIFT.T, "Nothing ever reaches"),
    (rnn.echo, FIRST, np.eye(4), "no unit hands anything"),
    (rnn.echo, [[-1, 0, 0, 0]], SHIFT, "the sign is not"),
    (rnn.echo, [[0, 1, 0, 0]], SHIFT, "after 2 steps"),
    (rnn.echo, FIRST, SHIFT + np.eye(4), "grow without limit"),
    (rnn.echo, [[1, 0, 1, 0]], SHIFT, "mixes several"),
    (rnn.echo, [1, 0, 0, 0], SHIFT, "shape (4,)"),
    (rnn.shapes, (32, 10, 4), *SHAPES[1:], "no axis of steps any more"),
    (rnn.shapes, (32, 4), (32, 4), *SHAPES[2:], "still has an axis of steps"),
    (rnn.shapes, (32, 3), *SHAPES[1:], "look at each axis"),
    (rnn.shapes, 4, *SHAPES[1:], "should be a tuple"),
    (rnn.shapes, *SHAPES[:3], "many-to-many", "many-to-many", "pattern_last is not many-to-many"),
    (rnn.shapes, *SHAPES[:3], "last", "many-to-many", "should be one of"),
    (rnn.bptt, only_last, "Only the last row"),
    (rnn.bptt, lambda u, h, g: through_time(u, h, g, tanh=False), "The tanh is missing"),
    (rnn.bptt, lambda u, h, g: through_time(u, h, g, transposed=False), "should be transposed"),
    (rnn.bptt, lambda u, h, g: through_time(u, h, g, slope_at=0), "the step you go to"),
    (rnn.bptt, tanh_last, "the tanh comes first"),
    (rnn.bptt, lambda u, h, g: through_time(u, np.tanh(h), g), "without another tanh"),
    (rnn.bptt, lambda u, h, g: through_time(u, h, g)[::-1], "their order is not"),
    (rnn.bptt, lambda u, h, g: np.zeros(h.shape), "The last row should be"),
    (rnn.bptt, lambda u, h, g: np.tile(g, (5, 1)), "One step back"),
    (rnn.clip, clip_each, "each array on its own"),
    (rnn.clip, lambda gs, limit: [np.clip(g, -limit, limit) for g in gs], "on its own"),
    (rnn.clip, scale_always, "scaled up"),
    (rnn.clip, divides_by_zero, "divided by its norm"),
    (rnn.clip, lambda gs, limit: gs, "everything should be halved"),
    (rnn.clip, lambda gs, limit: gs[0], "a list of 2 arrays"),
    (rnn.cell, [20, 20, -10], WRITE, WHAT, 0.35, "After down the cell holds"),
    (rnn.cell, [-20, -20, 1], WRITE, WHAT, 0.35, "With nothing pushed, the cell drifts"),
    (rnn.cell, KEEP, [-20, -20, 10], WHAT, 0.35, "After up the cell holds"),
    (rnn.cell, KEEP, WRITE, [-10, 10, 0], 0.35, "After up the cell holds -1"),
    (rnn.cell, [0, 0, 10], WRITE, WHAT, 0.35, "After down the cell holds"),
    (rnn.cell, KEEP, WRITE, WHAT, 0.1**10, "measures what is kept"),
    (rnn.cell, KEEP, WRITE, WHAT, 0.9, "ten times"),
    (rnn.cell, KEEP, WRITE, WHAT, 0.5, "share_left is not 0.5"),
    (rnn.cell, KEEP, WRITE, WHAT, 34.9, "looks like per cent"),
    (rnn.gru, lambda *given: gru_step(*given, swap=True), "z and 1 - z are swapped"),
    (rnn.gru, lambda *given: gru_step(*given, one_bias=True), "second row of the bias"),
    (rnn.gru, lambda *given: gru_step(*given, same_side=True), "other side of the product"),
    (rnn.gru, lambda *given: gru_step(*given, order=(1, 0, 2)), "changed places"),
    (rnn.gru, lambda *given: gru_step(*given, squash=lambda z: z), "lacks its tanh"),
    (rnn.gru, lambda *given: gru_step(*given, bias_outside=True), "outside of the brackets"),
    (rnn.gru, lambda *given: given[1], "the first number should be"),
    (rnn.count, lambda kind, f, u: count_parameters(kind, f, u) - (12 if kind == "GRU" else 0) * 3, "second biases"),
    (rnn.count, lambda kind, f, u: {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}[kind] * u * (f + u), "biases are missing"),
    (rnn.count, lambda kind, f, u: 3 * u * (f + u + 1), "too large"),
    (rnn.ceiling, 0.95 * 0.64, 0.95, 0.77, "on which one has to guess"),
    (rnn.ceiling, 0.95 * 0.82, 0.95, 0.77, "half of the time"),
    (rnn.ceiling, 0.788, 1, 0.77, "cannot foresee"),
    (rnn.ceiling, 0.788, 0.95, 0.8, "still to come"),
    (rnn.ceiling, 0.788, 0.95, 0.76, "by accident"),
    (rnn.ceiling, 0.788, 0.95, 0.5, "too small"),
    (rnn.ceiling, 78.8, 95, 77, "shares, from 0 to 1"),
    (rnn.ceiling, 0.68, 0.95, 0.77, "a single day"),
    (rnn.temperature, lambda z, t: soften(z * t * t, t), 2, "You multiply"),
    (rnn.temperature, lambda z, t: soften(z, 1), 2, "changes nothing"),
    (rnn.temperature, naive_soften, 2, "inf or nan"),
    (rnn.temperature, lambda z, t: np.exp(z / t), 2, "add up to 1"),
    (rnn.temperature, lambda z, t: np.full(4, 0.25), 2, "At temperature 1"),
    (rnn.temperature, lambda z, t: soften(z, max(t, 0.3)), 2, "should get everything"),
    (rnn.temperature, soften, 16, "closer together"),
    (rnn.temperature, soften, 1, "ratio_at_two is not 1"),
    (rnn.attention, no_mask, "filled up get a weight"),
    (rnn.attention, zero_scores, "exp(0) is 1"),
    (rnn.attention, mask_late, "before the softmax"),
    (rnn.attention, lambda q, k, m: (k @ q, q), "A softmax is missing"),
    (rnn.attention, lambda q, k, m: (look_back(q, k, m)[0], q), "not their weighted mean"),
    (rnn.attention, lambda q, k, m: (np.full(5, 0.2), q), "The first weight should be"),
    (rnn.attention, lambda q, k, m: look_back(q, k, m)[0], "two things"),
]

BLANK = [
    (rnn.step, ..., ...),
    (rnn.slip, "B", ...),
    (rnn.echo, ..., SHIFT),
    (rnn.cell, KEEP, WRITE, WHAT, None),
    (rnn.gru, lambda *given: ...),
    (rnn.temperature, lambda z, t: None, 2),
    (rnn.attention, lambda q, k, m: ...),
]

SECRETS = (
    "[-0.76",
    "np.eye",
    "(32, 10, 2)",
    "recurrent.T",
    "[-20",
    "0.349",
    "0.788",
    "0.77",
    "logits.max()",
    "is 7",
)
