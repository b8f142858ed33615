"""Answers to the exercises of lesson 10: right ones, typical wrong ones with the hint that fits, empty ones."""

import keras
import numpy as np

from course_utils.checks import rnn

SHIFT = np.eye(4, k=1)
FIRST = [[1, 0, 0, 0]]
SHAPES = ((32, 4), (32, 10, 4), (32, 10, 2), "many-to-one", "many-to-many")
KEEP, WRITE, WHAT = [-20, -20, 10], [20, 20, -10], [10, -10, 0]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def through_time(recurrent, states, last_gradient):
    gradients = np.zeros(states.shape)
    gradients[-1] = last_gradient
    for t in range(len(states) - 2, -1, -1):
        gradients[t] = (gradients[t + 1] * (1 - states[t + 1] ** 2)) @ recurrent.T
    return gradients


def through_time_in_place(recurrent, states, last_gradient):
    slopes = 1 - states**2
    states[-1] = last_gradient
    for t in range(len(states) - 2, -1, -1):
        states[t] = (states[t + 1] * slopes[t + 1]) @ recurrent.T
    return states


def detached(recurrent, states, last_gradient):
    """Only the first step back is right."""
    gradients = through_time(recurrent, states, last_gradient)
    gradients[:-2] = gradients[-2]
    return gradients


def clip_global(gradients, limit):
    norm = np.linalg.norm(np.concatenate([g.ravel() for g in gradients]))
    return [g * min(1, limit / max(norm, 1e-30)) for g in gradients]


def clip_in_place(gradients, limit):
    norm = np.sqrt(sum((gradient**2).sum() for gradient in gradients))
    for gradient in gradients:
        gradient *= limit / max(norm, limit)
    return gradients


def divides_by_zero(gradients, limit):
    norm = np.sqrt(sum((g**2).sum() for g in gradients))
    return [g * np.minimum(1, limit * g / (g * norm)) if norm == 0 else g * min(1, limit / norm) for g in gradients]


def gru_step(x, h, kernel, recurrent, bias, reset_after):
    own, second = bias if reset_after else (bias, np.zeros_like(bias))
    xz, xr, xh = np.split(x @ kernel + own, 3, axis=1)
    (uz, ur, uh), (bz, br, bh) = np.split(recurrent, 3, axis=1), np.split(second, 3)
    z, r = sigmoid(xz + h @ uz + bz), sigmoid(xr + h @ ur + br)
    past = r * (h @ uh + bh) if reset_after else (r * h) @ uh + bh
    return z * h + (1 - z) * np.tanh(xh + past)


def gru_of_keras(x, h, kernel, recurrent, bias, reset_after):
    cell = keras.layers.GRUCell(h.shape[1], reset_after=bool(reset_after))
    cell.build((None, x.shape[1]))
    cell.set_weights([kernel, recurrent, bias])
    return cell(x.astype("float32"), h.astype("float32"))[0]


def one_kind_only(x, h, kernel, recurrent, bias, reset_after):
    return gru_step(x, h, kernel, recurrent, bias.reshape(-1, kernel.shape[1])[0], False)


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


def prefix_only(query, keys, is_real):
    """Take it for granted that what was filled up stands behind."""
    return look_back(query, keys, np.arange(len(keys)) < is_real.sum())


RIGHT = [
    (rnn.step, np.array([-1, 1.5]), np.tanh([-1, 1.5])),
    (rnn.step, [-1, 1.5], [-0.76159, 0.90515]),
    (rnn.step, [-1, 1.5], [-0.76, 0.91]),
    (rnn.step, np.array([[-1], [1.5]]), np.float32([-0.7616, 0.9051])),
    (rnn.slip, "B", 7),
    (rnn.slip, "(b)", 7.0),
    (rnn.slip, ["B"], [7]),
    (rnn.echo, FIRST, SHIFT),
    (rnn.echo, np.float32(FIRST), keras.ops.convert_to_tensor(SHIFT, "float32")),
    (rnn.echo, [[2, 0, 0, 0]], [[0, 0.5, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0]]),
    (rnn.shapes, *SHAPES),
    (
        rnn.shapes,
        keras.ops.ones((32, 4)).shape,
        np.array(SHAPES[1]),
        np.float32(SHAPES[2]),
        "many to one",
        ["many-to-many"],
    ),
    (rnn.shapes, [32, 4], [32, 10, 4], [32, 10, 2], "Many to one", "many-to-many"),
    (rnn.shapes, *SHAPES[:3], "many_to_one", "many-to-many, in step"),
    (rnn.bptt, through_time),
    (rnn.bptt, through_time_in_place),
    (rnn.bptt, lambda *given: list(through_time(*given).astype("float32"))),
    (rnn.clip, clip_global),
    (rnn.clip, clip_in_place),
    (rnn.clip, lambda gs, limit: tuple(np.float32(g) for g in clip_global(gs, limit))),
    (rnn.cell, KEEP, WRITE, WHAT, 0.9**10),
    (rnn.cell, (-50, -50, 20), (30, 30, -15), (4, -4, 0), 0.35),
    (rnn.cell, np.float32(KEEP), np.array(WRITE), WHAT, np.float32(0.349)),
    (rnn.gru, gru_step),
    (rnn.gru, gru_of_keras),
    (rnn.count, count_parameters),
    (rnn.count, lambda *given: np.float32(count_parameters(*given))),
    (rnn.ceiling, 0.788, 0.95, 0.77),
    (rnn.ceiling, [0.788], np.array(0.95), np.float32(0.77)),
    (rnn.ceiling, 0.95 * 0.64 + 0.18, 19 / 20, 0.95 * 0.8 + 0.05 * 0.2),
    (rnn.temperature, soften, 2),
    (rnn.temperature, soften, np.sqrt(4)),
    (rnn.temperature, lambda z, t: keras.ops.softmax(keras.ops.convert_to_tensor(z / t)), np.float32(2)),
    (rnn.attention, look_back),
    (rnn.attention, lambda *given: list(look_back(*given))),
    (rnn.attention, lambda *given: [np.float32(part).tolist() for part in look_back(*given)]),
]

WRONG = [
    (rnn.step, [3.5, 1], np.tanh([3.5, 1]), "h in front and x behind"),
    (rnn.step, [-2, 1], np.tanh([-2, 1]), "the old hidden state has its say"),
    (rnn.step, [-1, 1.5], [-1, 1.5], "still the sum itself"),
    (rnn.step, [0, 0], [0, 0], "is not [0.0, 0.0]"),
    (rnn.step, np.tanh([-1, 1.5]), np.tanh([-1, 1.5]), "without the tanh"),
    (rnn.step, [1, -1.5], np.tanh([-1, 1.5]), "is not [1.0, -1.5]"),
    (rnn.step, [[-1, 1.5], [3]], [0, 0], "should hold numbers"),
    (rnn.step, [-1, 1.5], [0.5, 0.5], "its tanh is not"),
    (rnn.slip, "A", 7, "not one answer changed"),
    (rnn.slip, "C", 7, "weights do not change"),
    (rnn.slip, "D", 7, "cannot know what comes"),
    (rnn.slip, "B", 47, "handed on"),
    (rnn.slip, "B", 6, "its own input included"),
    (rnn.slip, "B", 21, "survived the end"),
    (rnn.slip, "B", 3, "Not 3 inputs"),
    (rnn.slip, "E", 7, "one of the letters"),
    (rnn.slip, "BC", 7, "one of the letters"),
    (rnn.slip, "B", "seven", "single number"),
    (rnn.echo, FIRST, SHIFT.T, "Nothing ever reaches"),
    (rnn.echo, FIRST, np.eye(4), "no unit hands anything"),
    (rnn.echo, [[-1, 0, 0, 0]], SHIFT, "the sign is not"),
    (rnn.echo, [[0, 1, 0, 0]], SHIFT, "after 2 steps"),
    (rnn.echo, FIRST, SHIFT + np.eye(4), "grow without limit"),
    (rnn.echo, [[1, 0, 1, 0]], SHIFT, "mixes several"),
    (rnn.echo, FIRST, 0.9 * SHIFT, "0.729 times"),
    (rnn.echo, FIRST, SHIFT + np.diag([0, 0, 0, 0.001]), "mixes several"),
    (rnn.echo, FIRST, 1e200 * np.ones((4, 4)), "grow without limit"),
    (rnn.echo, [1, 0, 0, 0], SHIFT, "shape (4,)"),
    (rnn.shapes, (32, 10, 4), *SHAPES[1:], "no axis of steps any more"),
    (rnn.shapes, (32, 4), (32, 4), *SHAPES[2:], "still has an axis of steps"),
    (rnn.shapes, (32, 3), *SHAPES[1:], "look at each axis"),
    (rnn.shapes, 4, *SHAPES[1:], "should be a shape"),
    (rnn.shapes, *SHAPES[:3], "many-to-many", "many-to-many", "pattern_last is not many-to-many"),
    (rnn.shapes, *SHAPES[:3], "last", "many-to-many", "should be one of"),
    (rnn.shapes, *SHAPES[:3], "many-to-one, not many-to-many", "many-to-many", "should be one of"),
    (rnn.shapes, *SHAPES[:4], "many-to-many, or many-to-one", "should be one of"),
    (rnn.shapes, *SHAPES[:2], (32, 10, 4, 2), *SHAPES[3:], "shape_dense has 4 axes"),
    (rnn.shapes, SHAPES[0], (None, 10, 4), *SHAPES[2:], "look at each axis"),
    (rnn.bptt, lambda u, h, g: np.zeros(h.shape), "The last row should be"),
    (rnn.bptt, lambda u, h, g: np.tile(g, (len(h), 1)), "One step back"),
    (rnn.bptt, detached, "the second is not"),
    (rnn.bptt, lambda u, h, g: np.clip(through_time(u, h, g), -100, 100), "The last row should be"),
    (rnn.bptt, lambda u, h, g: through_time(u, h, g).round(3), "The last row should be"),
    (rnn.bptt, lambda u, h, g: through_time(u, h, g)[:, :2], "should be of shape (5, 3)"),
    (rnn.clip, divides_by_zero, "divided by its norm"),
    (rnn.clip, lambda gs, limit: gs[0].ravel(), "clip_global should return 2 things: array 0, array 1"),
    (rnn.clip, lambda gs, limit: [g * min(1, limit / 13) for g in gs], "the global norm"),
    (rnn.clip, lambda gs, limit: [g * min(1, limit / np.abs(g).max()) for g in gs], "should become a quarter"),
    (rnn.clip, lambda gs, limit: [g.round(3) for g in clip_global(gs, limit)], "its numbers are not right"),
    (rnn.clip, lambda gs, limit: [g.ravel() for g in clip_global(gs, limit)], "should be of shape (2, 2)"),
    (rnn.clip, lambda gs, limit: "ab", "should hold numbers"),
    (rnn.cell, [20, 20, -10], WRITE, WHAT, 0.35, "After down the cell holds"),
    (rnn.cell, [-20, -20, 1], WRITE, WHAT, 0.35, "With nothing pushed, the cell drifts"),
    (rnn.cell, KEEP, [-20, -20, 10], WHAT, 0.35, "After up the cell holds"),
    (rnn.cell, KEEP, WRITE, [-10, 10, 0], 0.35, "After up the cell holds -1"),
    (rnn.cell, [0, 0, 10], WRITE, WHAT, 0.35, "After down the cell holds"),
    (rnn.cell, KEEP, WRITE, WHAT, 0.1**10, "measures what is kept"),
    (rnn.cell, KEEP, WRITE, WHAT, 0.9, "ten times"),
    (rnn.cell, KEEP, WRITE, WHAT, 0.5, "share_left is not 0.5"),
    (rnn.cell, KEEP, WRITE, WHAT, 0.9**9, "Count the steps again"),
    (rnn.cell, KEEP, WRITE, [10, 10, 0], 0.35, "After down the cell holds 1"),
    (rnn.cell, KEEP, [20, 20, -4], [13, -7, 3], 0.35, "With nothing pushed"),
    (rnn.cell, KEEP, WRITE, WHAT, -0.35, "lies between 0 and 1"),
    (rnn.cell, KEEP, WRITE, WHAT, 34.9, "not per cent"),
    (rnn.gru, lambda *given: given[1], "the number in row"),
    (rnn.gru, one_kind_only, "With reset_after=True, the number in row"),
    (rnn.gru, lambda *given: np.clip(gru_step(*given), -1, 1), "the number in row"),
    (rnn.gru, lambda x, h, *given: gru_step(np.clip(x, -1, 1), h, *given), "the number in row"),
    (rnn.gru, lambda *given: gru_step(*given).T, "of shape (2, 4)"),
    (rnn.count, lambda kind, f, u: 3 * u * (f + u + 1), "too large"),
    (rnn.count, lambda kind, f, u: {"SimpleRNN": 168, "LSTM": 672, "GRU": 540}[kind], "3 features does not have 168"),
    (rnn.count, lambda kind, f, u: count_parameters(kind, f, max(u, 2)), "1 unit and 5 features"),
    (rnn.count, lambda kind, f, u: (count_parameters(kind, f, u), u), "single number"),
    (rnn.ceiling, 0.95 * 0.64, 0.95, 0.77, "on which one has to guess"),
    (rnn.ceiling, 0.95 * 0.82, 0.95, 0.77, "half of the time"),
    (rnn.ceiling, 0.788, 1, 0.77, "cannot foresee"),
    (rnn.ceiling, 0.788, 0.95, 0.8, "still to come"),
    (rnn.ceiling, 0.788, 0.95, 0.76, "by accident"),
    (rnn.ceiling, 0.788, 0.95, 0.5, "too small"),
    (rnn.ceiling, 0.788, 95, 0.77, "not per cent"),
    (rnn.ceiling, 0.68, 0.95, 0.77, "a single day"),
    (rnn.ceiling, 0.82, 0.95, 0.77, "the 5 % are still to come"),
    (rnn.ceiling, 0.788, 0.95, 0.95, "nobody has seen it"),
    (rnn.ceiling, 0.95, 0.95, 0.5, "two_days is not 0.95; it is too large"),
    (rnn.temperature, naive_soften, 2, "inf or nan"),
    (rnn.temperature, lambda z, t: np.exp(z / t), 2, "add up to 1"),
    (rnn.temperature, lambda z, t: np.full(len(z), 1 / len(z)), 2, "At temperature 2"),
    (rnn.temperature, lambda z, t: soften(np.clip(z, -2, 2), t), 2, "At temperature 0.7"),
    (rnn.temperature, lambda z, t: soften(z, t) if t > 0.1 else np.eye(len(z))[z.argmax()], 2, "[-1.0, -0.9995, -2.0]"),
    (rnn.temperature, lambda z, t: naive_soften(np.minimum(z, 700 * t), t), 2, "temperature 0.001"),
    (rnn.temperature, soften, 0.5, "the second"),
    (rnn.temperature, lambda z, t: soften(z, max(t, 0.3)), 2, "should get everything"),
    (rnn.temperature, soften, 16, "closer together"),
    (rnn.temperature, soften, 1, "ratio_at_two is not 1"),
    (rnn.attention, lambda q, k, m: (look_back(q, k, m)[0], q), "not their weighted mean"),
    (rnn.attention, lambda q, k, m: (np.full(5, 0.2), q), "The weight of step"),
    (rnn.attention, prefix_only, "The weight of step"),
    (rnn.attention, lambda q, k, m: (look_back(q, k, m)[0], k[m].mean(axis=0)), "not their weighted mean"),
    (rnn.attention, lambda q, k, m: look_back(q, np.clip(k, -2, 2), m), "The weight of step"),
    (rnn.attention, lambda q, k, m: (*look_back(q, k, m), k), "should return 2 things"),
    (rnn.attention, lambda q, k, m: look_back(q, k, m)[0], "should return 2 things"),
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
