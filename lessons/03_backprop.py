# %% [markdown] name="title"
# # 03 · Backpropagation
#
# **How does an error at the end tell every weight what to do?**
#
# | | |
# |---|---|
# | **You will be able to** | *follow* an error back through a graph of small steps; *build* the machine that does it, in about 40 lines; *find* the gradients of a whole layer by their shapes |
# | **You need** | lesson 02: weights, ReLU, loss, gradient descent |
# | **Time** | {minutes} minutes |
#
# A net has thousands of weights and a single loss, at its very end. Somehow each weight learns which way to
# go. You build that "somehow": first with pencil, then as a program that trains a net.

# %% name="setup" tags=["setup"]
import time

import numpy as np
import pandas as pd

from course_utils import checks, plots, start, widgets

settings = start("03_backprop", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_starts = settings.choose(smoke=2, quick=20, full=50)  # nets that we train
num_steps = settings.choose(smoke=3, quick=300, full=400)  # steps of gradient descent for each
num_forks = settings.choose(smoke=4, quick=16, full=16)  # how far we follow every path
widths = settings.choose(smoke=[2, 4], quick=[4, 8, 16, 32, 64], full=[4, 8, 16, 32, 64, 128])
seed = settings.seed

# %% [markdown] name="nudge"
# ## What if I nudge it?
#
# Here is a net as in lesson 02: two inputs, eight bent units, one output; 33 numbers, at random. Its loss is
# the mean squared error on the four corners of XOR.

# %% name="net"
corners = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])  # (4, 2)
targets = np.array([[0.0], [1], [1], [0]])  # (4, 1)


# %% name="random-net"
def random_net(inputs, units, seed):
    """Return kernel, bias, output kernel and output bias of a net with one hidden layer."""
    rng = np.random.default_rng(seed)
    return [
        rng.uniform(-1, 1, (inputs, units)),
        rng.uniform(0, 0.2, units),
        rng.uniform(-1, 1, (units, 1)),
        rng.uniform(0, 0.2, 1),
    ]


weights = random_net(2, 8, seed)


# %% name="loss-of"
def loss_of(weights, x, y):
    kernel, bias, output_kernel, output_bias = weights
    hidden = np.maximum(0, x @ kernel + bias)
    return np.mean((hidden @ output_kernel + output_bias - y) ** 2)


# %% [markdown] name="nudge-one"
# What does one of them do to the loss? The honest way to find out: nudge it a little, and look.

# %% name="one-nudge"
nudge = 0.01
before = loss_of(weights, corners, targets)
moved = [part.copy() for part in weights]
moved[3][0] += nudge  # the output bias
after = loss_of(moved, corners, targets)
slope = (after - before) / nudge
print(f"loss {before:.4f}, after the nudge {after:.4f}: slope {slope:.2f}")

# %% name="along-a-weight"
changes, along = np.linspace(-1, 1, 81), []
for change in changes:
    moved[3][0] = weights[3][0] + change
    along.append(loss_of(moved, corners, targets))

# %% name="along-picture" tags=["figure"]
# @title Figure: the loss along one number of the net
ax = plots.curves(
    {"loss": along, "what the slope forecasts": before + slope * changes},
    x=changes,
    title=f"the slope that the nudge gives: {slope:.2f}",
    xlabel="change of the output bias",
)
ax.plot(0, before, "o", color=plots.COLORS["highlight"], markersize=9, zorder=5)
plots.show(
    ax,
    caption="The loss while one of the 33 numbers moves, and the line with the slope that the nudge gives.",
    alt="A curve and a straight line that meet at change 0: nearby they agree, far away they part.",
)

# %% [markdown] name="nudge-explain"
# Change of the loss, divided by a tinier and tinier nudge: that slope is the **partial derivative** of the loss $L$ with respect
# to this number $w$. It is a forecast,
#
# $$ L(w + \Delta) \approx L(w) + \frac{\partial L}{\partial w}\, \Delta , $$
#
# good nearby and wrong far away. The list of all slopes is the *gradient*; if several numbers move, the forecast
# *changes* add up. With made-up numbers:

# %% name="on-paper" tags=["nbval-check-output"]
on_paper = (4.45 - 4.50) / (0.66 - 0.65)  # the weight rose from 0.65 to 0.66, the loss fell
print(f"slope {on_paper:.0f}; forecast for the weight 0.60: {4.50 + on_paper * (0.60 - 0.65):.2f}")

# %% [markdown] name="all-nudges"
# So nudge all of them, one after the other, each a little up and a little down (more exact than up alone):


# %% name="nudged-gradient"
def nudged_gradient(weights, x, y, nudge=1e-5):
    """Return the slope of the loss for every weight, in arrays of the same shapes."""
    gradient = [np.zeros(part.shape) for part in weights]
    for part, slopes in zip(weights, gradient, strict=True):
        for place in np.ndindex(part.shape):
            kept = part[place]
            part[place] = kept + nudge
            above = loss_of(weights, x, y)
            part[place] = kept - nudge
            below = loss_of(weights, x, y)
            part[place] = kept
            slopes[place] = (above - below) / (2 * nudge)
    return gradient


by_nudging = nudged_gradient(weights, corners, targets)


# %% name="seconds"
def seconds(function, *arguments):
    """Return the time that a call takes, on a clock that stands still while other programs run."""
    calls, begin = 0, time.thread_time()
    while time.thread_time() < begin + 0.05:
        function(*arguments)
        calls += 1
    return (time.thread_time() - begin) / calls


# %% [markdown] name="too-slow-intro"
# One step of gradient descent in this way, for a net that reads digits (784 inputs, 500 units, 64 examples):

# %% name="too-slow"
large = random_net(784, 500, seed)
one_pass = seconds(loss_of, large, np.ones((64, 784)), np.ones((64, 1)))
forward_passes = 2 * sum(part.size for part in large)
print(f"{forward_passes:,} passes through the net, {forward_passes * one_pass / 60:.0f} minutes")

# %% [markdown] name="too-slow-explain"
# Hopeless: every number wants two runs of the whole net. Nor does a formula for each slope help: already that of
# $\sqrt{\sqrt{(x-1)(x+2)}+1}$ is long, and those of a net's weights would repeat the same pieces. There is a third way.

# %% [markdown] name="graph"
# ## A graph of small steps
#
# Take $f = (x + y)\,z$ apart, into circles that do one small thing each: a **computation graph**. Every circle
# is a **gate**, whatever it computes (lesson 02 had AND, OR and NOT alone). From left to right, in the **forward
# pass**, each computes its value (blue, above the arrow). Then go back from the end. Each gate answers one
# question: how fast does my value change if this input of mine is nudged? The answer is its **local slope**. From
# the right arrives the slope of $f$ for its own value, and to each input it hands back
#
# $$ \text{what arrives} \times \text{local slope}. $$
#
# That is the **backward pass** (orange, below). It begins with 1: $f$ changes with $f$ one to one.

# %% name="small-graph" tags=["nbval-check-output"]
x, y, z = -2, 5, -4
q = x + y
f = q * z
arrives_at_q = 1 * z  # the local slope of q * z for q is z
arrives_at_z = 1 * q
arrives_at_x = arrives_at_y = arrives_at_q * 1  # a sum follows each of its inputs one to one
print(f"f = {f}; slopes for x, y, z: {arrives_at_x}, {arrives_at_y}, {arrives_at_z}")

# %% name="small-graph-picture" tags=["figure"]
# @title Figure: a graph of two steps
ax = widgets.computation_graph(
    {"x": (0, 1), "y": (0, 0.1), "+": (1.3, 0.55), "z": (1.3, -0.35), "*": (2.6, 0.1)},
    [("x", "+"), ("y", "+"), ("+", "*"), ("z", "*")],
    {"x": x, "y": y, "z": z, "+": q, "*": f},
    {
        ("x", "+"): arrives_at_x,
        ("y", "+"): arrives_at_y,
        ("+", "*"): arrives_at_q,
        ("z", "*"): arrives_at_z,
        "*": 1,
    },
    {"*": "×"},
)
plots.show(
    ax,
    caption="The graph of (x + y) z: values in blue, the slopes of f for them in orange.",
    alt="Boxes x and y lead to a circle with a plus, this and a box z to a circle with a times sign. Values -2, 5, 3, -4, "
    "-12; slopes -4, -4, -4, 3, 1.",
)

# %% [markdown] name="gates"
# $x$ is not joined to $f$ directly, but its slope is the product of the slopes on the way. That is the
# **chain rule**:
#
# $$ \frac{\partial f}{\partial x} = \frac{\partial f}{\partial q} \cdot \frac{\partial q}{\partial x} = z \cdot 1 . $$
#
# Note how little a gate has to know: its own inputs, and one number from the right. Three gates do most of the work:
#
# - **+ passes on**: both slopes are 1.
# - **× swaps**: the slope for one input is the *other* input.
# - **max chooses**: slope 1 for the larger input, 0 for the other.

# %% name="max-graph-picture" tags=["figure"]
# @title Figure: a graph to fill in
ax = widgets.computation_graph(
    {
        **{"w1": (0, 2.7), "x1": (0, 1.8), "w2": (0, 0.9), "x2": (0, 0)},
        **{
            "m1": (1.3, 2.25),
            "m2": (1.3, 0.45),
            "s": (2.6, 1.35),
            "x3": (2.6, 0.35),
            "max": (3.9, 0.85),
        },
    },
    [
        *(("w1", "m1"), ("x1", "m1"), ("w2", "m2"), ("x2", "m2")),
        *(("m1", "s"), ("m2", "s"), ("s", "max"), ("x3", "max")),
    ],
    {"w1": 3, "x1": 2, "w2": -2, "x2": 1, "x3": 3, "m1": 6, "m2": -2, "s": 4, "max": 4},
    {
        **dict.fromkeys(
            [("w1", "m1"), ("x1", "m1"), ("w2", "m2"), ("x2", "m2"), ("x3", "max")], "?"
        ),
        "max": 1,
    },
    {"m1": "×", "m2": "×", "s": "+"},
)
plots.show(
    ax,
    caption="F = max(w1 x1 + w2 x2, x3), with the values of the forward pass.",
    alt="Boxes w1 = 3 and x1 = 2 lead to a product 6, w2 = -2 and x2 = 1 to a product -2; their sum 4 and the box x3 = 3 "
    "lead to max, which gives 4. Question marks stand below the five arrows that leave the boxes.",
)

# %% [markdown] name="max-graph-task"
# ### Exercise · five slopes with a pencil
#
# Go back through this graph and fill in the five question marks: the slope of $F$ for each input.

# %% name="max-graph" tags=["exercise"]
# BEGIN SOLUTION
slope_w1, slope_x1 = 2, 3
slope_w2, slope_x2 = 1, -2
slope_x3 = 0
# END SOLUTION
checks.backprop.five_slopes(slope_w1, slope_x1, slope_w2, slope_x2, slope_x3)
# checks.backprop.five_slopes.hint()

# %% [markdown] name="max-graph-solution" tags=["solution"]
# **Why.** max hands its 1 to the sum, which is larger, and 0 to $x_3$; + passes the 1 on to both products;
# each × swaps: $w_1$ gets $x_1 = 2$, $x_1$ gets $w_1 = 3$, $w_2$ gets $x_2 = 1$, $x_2$ gets $w_2 = -2$. A nudge
# of $x_3$ changes nothing as long as it stays below 4.

# %% [markdown] name="build"
# ## Build it
#
# The same as a program. A number has to *remember* what it was made of, and the local slopes, which are known
# as soon as it is computed:


# %% name="number"
class Number:
    """A number that remembers how it was made."""

    def __init__(self, value, made_of=(), slopes=()):
        self.value = value
        self.made_of = made_of  # the Numbers it was computed from
        self.slopes = slopes  # how fast it changes with each of them
        self.gradient = 0.0  # how fast the loss changes with it: not known yet


# %% name="gates-in-code"
def add(a, b):
    return Number(a.value + b.value, made_of=(a, b), slopes=(1.0, 1.0))


def multiply(a, b):
    return Number(a.value * b.value, made_of=(a, b), slopes=(b.value, a.value))


# %% [markdown] name="two-gates-task"
# ### Exercise · two more gates
#
# Write the bend, $\max(0, a)$, and $e^a$ in the same way. At $a = 0$ the bend has no slope; take 0, as Keras
# does. (`np.exp` is the exponential function; a tuple of one entry needs a comma: `(a,)`.)


# %% name="two-gates" tags=["exercise"]
def relu(a):
    """Return max(0, a) as a Number."""
    # BEGIN SOLUTION
    return Number(max(0.0, a.value), made_of=(a,), slopes=(float(a.value > 0),))
    # END SOLUTION


def exponential(a):
    """Return e to the power of a as a Number."""
    # BEGIN SOLUTION
    power = np.exp(a.value)
    return Number(power, made_of=(a,), slopes=(power,))
    # END SOLUTION


checks.backprop.two_gates(relu, exponential)
# checks.backprop.two_gates.hint()

# %% [markdown] name="two-gates-solution" tags=["solution"]
# **Why.** The bend is the max gate with a 0 as its other input: it hands back all or nothing. $e^a$ is its own
# derivative, so value and slope are the same number.

# %% [markdown] name="fork"
# One thing is missing. In $x \cdot x$ the same number goes into the gate twice, and each time something comes
# back: $x$ and $x$. The slope is $2x$. **Where a number is used several times, what comes back is added
# up.** So a number may hand on its slope only when everything has arrived: whatever *used* it must have its turn
# before. `inputs_first` lists inputs before what uses them; read it from the end:


# %% name="inputs-first"
def inputs_first(result):
    """Return the result and all that went into it, inputs always before what uses them."""
    ordered = {}

    def visit(number):
        if number not in ordered:
            for source in number.made_of:
                visit(source)  # first all that went into this number
            ordered[number] = True

    visit(result)
    return list(ordered)


# %% [markdown] name="backward-task"
# ### Exercise · the way back
#
# Write the backward pass. Afterwards every Number of `inputs_first(result)` holds in `.gradient` how fast the result
# changes with it. Three things: all gradients begin at 0 (there may be old ones), the result's own is 1,
# and each Number adds *what arrived × local slope* to each of those it was made of.


# %% name="backward" tags=["exercise"]
def backward(result):
    """Set the gradient of the result and of all Numbers that it was made of; return nothing."""
    # BEGIN SOLUTION
    numbers = inputs_first(result)
    for number in numbers:
        number.gradient = 0.0
    result.gradient = 1.0
    for number in reversed(numbers):
        for source, slope in zip(number.made_of, number.slopes, strict=True):
            source.gradient += slope * number.gradient
    # END SOLUTION


checks.backprop.backward(backward)
# checks.backprop.backward.hint()

# %% [markdown] name="backward-solution" tags=["solution"]
# **Why.** `+=`, because a number that is used twice gets two parts. Reversed, because a number may hand on
# its gradient only when all parts have arrived. And zero at the beginning, because the weights live on from
# step to step, with the gradients of the step before: PyTorch leaves this line to you (`zero_grad`).

# %% [markdown] name="backward-explain"
# That is all of it: **backpropagation**. A program that finds slopes in this way, from the steps of a
# computation and without a formula, does **automatic differentiation**. The roots of a moment ago:

# %% name="half-page" tags=["nbval-check-output"]
go_back = checks.backprop.backward.or_ours(backward, checks.backprop.way_back)


def root(a):
    return Number(np.sqrt(a.value), made_of=(a,), slopes=(0.5 / np.sqrt(a.value),))


two = Number(2.0)
product = multiply(add(two, Number(-1.0)), add(two, Number(2.0)))
go_back(root(add(root(product), Number(1.0))))
print(f"the slope at x = 2 is {two.gradient:.6f}")

# %% [markdown] name="paths"
# ## Every path, or every node once?
#
# By the letter, the chain rule says: for every path from $x$ to the result multiply the slopes on it, then
# add up the paths. The way back visits each number *once* and keeps in its `.gradient` what has arrived (together: a
# table). Both give the same slope. Compare them on $x + x$, that sum added to itself, and so on, sixteen forks in a
# row (a **fork**: two arrows lead on from one number).
#
# **Guess:** how many times as long does it take by the paths, **A** less than 50 · **B** 50 to 500 · **C** 500 to
# 20,000 · **D** more?

# %% name="guess-paths" tags=["guess"]
guess = ...  # "A", "B", "C" or "D"
checks.backprop.guess("paths", guess)


# %% name="by-paths"
def slope_by_paths(result, start):
    """Return how fast the result changes with the start: a product for each path, all added up."""
    if result is start:
        return 1.0
    slopes = zip(result.made_of, result.slopes, strict=True)
    return sum(slope * slope_by_paths(source, start) for source, slope in slopes)


# %% name="forks"
path_seconds, table_seconds, result = [], [], two
for _ in range(num_forks):
    result = add(result, result)
    path_seconds.append(seconds(slope_by_paths, result, two))
    table_seconds.append(seconds(checks.backprop.way_back, result))
print(f"by paths {slope_by_paths(result, two):.0f}, by the table {two.gradient:.0f}")

# %% name="paths-picture" tags=["figure"]
# @title Figure: time by paths and by the table
ratio = path_seconds[-1] / table_seconds[-1]
ax = plots.curves(
    {"every path": path_seconds, "the table": table_seconds},
    title=f"after {num_forks} forks: {ratio:,.0f} times as long",
    xlabel="forks in a row",
    ylabel="seconds",
    logy=True,
)
plots.show(
    ax,
    caption="Time for the same slope, by following every path and by visiting each node once.",
    alt="On a logarithmic axis the time by paths rises as a straight line, doubling with each fork; the time by the table "
    "hardly rises.",
)
checks.backprop.reveal("paths", "ABCD"[np.digitize(ratio, [50, 500, 20_000])])
checks.claim(
    "following every path takes longer than the table by so many powers of ten",
    np.log10(ratio),
    low=2.7,
    control=0.0,
)

# %% [markdown] name="paths-explain"
# Each fork doubles the paths and adds one number: sixteen make 65,536 paths, and a table of seventeen. A net
# forks at every unit, so the number of its paths grows exponentially with its layers, and the table in step with its
# weights. The price is memory: all values of the forward pass are kept until the way back has used them.

# %% [markdown] name="neuron"
# ## A neuron, there and back
#
# Now a neuron that answers with a probability, by a sigmoid: $p = 1 / (1 + e^{-z})$ with $z = w_1 x_1 + w_2 x_2 + b$.
# The target is 1, and the loss is lesson 01's surprise, $-\ln p$.


# %% name="neuron-graph"
def inverse(a):
    return Number(1 / a.value, made_of=(a,), slopes=(-1 / a.value**2,))


def minus_log(a):
    return Number(-np.log(a.value), made_of=(a,), slopes=(-1 / a.value,))


power = checks.backprop.two_gates.or_ours(exponential, checks.backprop.exponential_of)


# %% name="neuron-steps-named"
def neuron(w1, w2, b):
    """Return all steps from the three weights to the loss, by name, for the inputs 1 and 2."""
    part = {"w1": w1, "x1": Number(1.0), "w2": w2, "x2": Number(2.0), "b": b}
    part["w1 x1"] = multiply(part["w1"], part["x1"])
    part["w2 x2"] = multiply(part["w2"], part["x2"])
    part["sum"] = add(part["w1 x1"], part["w2 x2"])
    part["z"] = add(part["sum"], part["b"])
    part["-z"] = multiply(part["z"], Number(-1.0))
    part["exp"] = power(part["-z"])
    part["1 + exp"] = add(part["exp"], Number(1.0))
    part["p"] = inverse(part["1 + exp"])
    part["loss"] = minus_log(part["p"])
    return part


# %% [markdown] name="neuron-step"
# Forward with the weights 2, 1, bias -4 and the inputs 1, 2; back; and one step of gradient descent with learning rate
# 0.5. The loss is 0.693 before it.
#
# **Guess:** and after it?

# %% name="guess-step" tags=["guess"]
guess = ...  # the loss after one step
checks.backprop.guess("step", guess)

# %% name="neuron-run"
three = [Number(2.0), Number(1.0), Number(-4.0)]  # w1, w2, b
part = neuron(*three)
go_back(part["loss"])
stepped = [Number(weight.value - 0.5 * weight.gradient) for weight in three]
loss_after = neuron(*stepped)["loss"].value


# %% name="neuron-picture" tags=["figure"]
# @title Figure: the neuron with all its numbers
def draw_neuron(step=None):
    places = {
        **{"w1": (0, 2.5), "x1": (0, 1.6), "w2": (0, 0.8), "x2": (0, -0.1), "b": (1.8, 0.1)},
        **{"w1 x1": (1, 2.05), "w2 x2": (1, 0.35), "sum": (1.8, 1.2), "z": (2.7, 0.8)},
        **{
            "-z": (3.6, 0.8),
            "exp": (4.5, 0.8),
            "1 + exp": (5.4, 0.8),
            "p": (6.3, 0.8),
            "loss": (7.2, 0.8),
        },
    }
    names = {number: name for name, number in part.items()}
    handed_back = {
        (names[source], name): slope * number.gradient
        for name, number in part.items()
        for source, slope in zip(number.made_of, number.slopes, strict=True)
        if source in names
    }
    signs = {"w1 x1": "×", "w2 x2": "×", "sum": "+", "z": "+", "-z": "×−1", "1 + exp": "+1"}
    return widgets.computation_graph(
        places,
        list(handed_back),
        {name: number.value for name, number in part.items()},
        handed_back | {"loss": 1.0},
        signs | {"p": "1/…", "loss": "−ln"},
        step=step,
    )


plots.show(
    draw_neuron(),
    caption="The neuron: values above the arrows, slopes of the loss below (1/…: one divided by what comes in).",
    alt="Nine circles lead from the weights 2, 1 and the bias -4 to the loss 0.693; below the arrows the slopes 1, -2, "
    "0.5, 0.5, 0.5, then -0.5 for z, b and both products; w1 gets -0.5, x1 -1, w2 -1 and x2 -0.5.",
)
checks.backprop.reveal("step", loss_after, close=0.05)

# %% name="neuron-numbers" tags=["nbval-check-output"]
slopes = np.array([weight.gradient for weight in three])
print(f"p = {part['p'].value}, loss {part['loss'].value:.6f}, slopes {slopes}")
print(f"stepped to {[float(w.value) for w in stepped]}, loss {loss_after:.6f}")
# each number moved by -0.5 * slope, which by forecast changes the loss by slope * (-0.5 * slope)
print(f"forecast by the slopes: {part['loss'].value - 0.5 * slopes @ slopes:.3f}")

# %% [markdown] name="neuron-slider"
# Step through it: nine steps forwards, then nine back.

# %% name="neuron-steps" tags=["figure", "slider"]
# @title Figure: the neuron, step by step
widgets.slider(
    draw_neuron,
    caption="The neuron as it is filled in; the yellow gate is at work.",
    alt="The graph of the neuron, with the values and slopes that are known after so many steps.",
    step=(0, 18, 1, 0),
)

# %% [markdown] name="neuron-explain"
# The step helped, but the forecast was a negative loss, which cannot be. The slopes are exact *here*: a
# gradient forecasts a small step; how far is too far it does not say.

# %% [markdown] name="learns"
# ## Your program trains a net
#
# XOR again, the net of the beginning, number by number:


# %% name="net-of-numbers"
def xor_loss(w, bend):
    """Return the loss on XOR of the 33 Numbers `w`; `bend` is the gate of the hidden units."""
    # in w: 8 weights from x1, 8 from x2, 8 biases, 8 weights to the answer, its bias
    loss = Number(0.0)
    for (x1, x2), target in zip(corners, targets[:, 0], strict=True):
        answer = w[32]  # the output bias
        for w1, w2, bias, out in zip(w[:8], w[8:16], w[16:24], w[24:32], strict=True):
            z = add(add(multiply(w1, Number(x1)), multiply(w2, Number(x2))), bias)
            answer = add(answer, multiply(bend(z), out))
        error = add(answer, Number(-target))
        loss = add(loss, multiply(multiply(error, error), Number(0.25)))  # a mean of four
    return loss


# %% name="flat"
def flat(weights):
    return np.concatenate([part.ravel() for part in weights])


# %% name="train"
def train_numbers(weights, bend, go_back, steps, learning_rate=0.1):
    """Train with gradient descent, and return the loss before each step."""
    numbers, losses = [Number(value) for value in flat(weights)], []
    for _ in range(steps):
        loss = xor_loss(numbers, bend)
        go_back(loss)
        for number in numbers:
            number.value -= learning_rate * number.gradient
        losses.append(loss.value)
    return losses


# %% name="your-training"
bend = checks.backprop.two_gates.or_ours(relu, checks.backprop.relu_of)
your_losses = train_numbers(weights, bend, go_back, num_steps)
print(f"loss {your_losses[0]:.2f} -> {your_losses[-1]:.1e}")

# %% [markdown] name="starts"
# One start may be lucky, so train from many (with our gates and way back: the claim must not depend on your answers):

# %% name="twenty-starts"
ours = checks.backprop.relu_of, checks.backprop.way_back
nets = [random_net(2, 8, 100 * seed + number) for number in range(num_starts)]  # other seeds
losses = np.array([train_numbers(net, *ours, num_steps) for net in nets])
learned = losses[:, -1] < 0.01
print(f"{learned.sum()} of {num_starts} starts end with a loss below 0.01; the best line has 0.25")

# %% name="training-picture" tags=["figure"]
# @title Figure: training on XOR with the program of this lesson
ax = plots.curves(
    {"median of the starts": np.median(losses, axis=0), "your program, one start": your_losses},
    x=range(num_steps),
    title=f"{learned.mean():.0%} of the starts end below 0.01",
    xlabel="steps of gradient descent",
    logy=True,
)
ax.plot(losses.T, color=plots.COLORS["train"], linewidth=0.7, alpha=0.35)
plots.show(
    ax,
    caption="The loss on the four corners of XOR after so many steps, on a logarithmic axis; thin: each start. Your "
    "program differs by its start.",
    alt="Thin lines for each start, a thick one for their median and one for your program: all fall, most of them by many "
    "powers of ten.",
)
checks.claim(
    "share of starts from which 8 bent units learn XOR with this program",
    learned.mean(),
    low=0.7,
    control=0.0,
)

# %% [markdown] name="agree"
# Is it *right*? Two referees (for our gates and way back). Nudging is one. Keras is the other: plain gradient descent (`SGD`) with
# learning rate 1 moves each weight by its gradient, up to rounding, so *before minus after* is Keras's gradient.
# (A slope of 0: the bend of that unit is flat in every corner where this input is 1.)

# %% name="program-slopes"
numbers = [Number(value) for value in flat(weights)]
checks.backprop.way_back(xor_loss(numbers, checks.backprop.relu_of))
by_program = np.array([number.gradient for number in numbers])

# %% name="keras-slopes"
import keras

model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(8, activation="relu")])
model.add(keras.layers.Dense(1))
model.set_weights(weights)
# run_eagerly: do not translate the model into a faster program for one step
model.compile(keras.optimizers.SGD(learning_rate=1.0), loss="mse", run_eagerly=True)
model.train_on_batch(corners, targets)
by_keras = flat(weights) - flat(model.get_weights())

# %% name="referees"
slopes = {"program": by_program, "nudging": flat(by_nudging), "Keras": by_keras}
differences = pd.DataFrame(slopes).sub(by_program, axis=0).abs().max()
pd.DataFrame(slopes).head(3).round(6) + 0  # + 0 makes -0 a plain 0

# %% name="referees-claim" tags=["claim"]
# @title Claim: the program against two referees
checks.claim(
    "largest difference between the program's 33 slopes and those of Keras",
    differences["Keras"],
    high=1e-6,
    control=np.abs(by_program).max(),
)
checks.claim(
    "largest difference between the program's 33 slopes and those by nudging",
    differences["nudging"],
    high=1e-6,
    control=np.abs(by_program).max(),
)

# %% [markdown] name="layers"
# ## A whole layer at once
#
# Number by number is slow; nets compute with matrices. A layer is a product $C = A B$: $A$, of shape $(n, k)$, has
# the examples in its rows, and $B$, $(k, m)$, is the kernel. From the right arrives the slope for each number of $C$:
# an array $G$, $(n, m)$. Each number of $A$ meets a row of $B$, and every number of $C$ that it helped to make
# sends something back. So what goes back to $A$ is made of $G$ and $B$ (× swaps), in the shape of $A$. If $n$, $k$ and
# $m$ differ, there is one way to make the shapes fit.
#
# ### Exercise · two gradients by their shapes
#
# What goes back to $A$, and what to $B$?


# %% name="product" tags=["exercise"]
def product_gradients(a, b, g):
    """Return what goes back to a, in the shape of a, and what goes back to b, in the shape of b."""
    # BEGIN SOLUTION
    return g @ b.T, a.T @ g
    # END SOLUTION


checks.backprop.product_gradients(product_gradients)
# checks.backprop.product_gradients.hint()

# %% [markdown] name="product-solution" tags=["solution"]
# **Why.** $C_{ij} = \sum_k A_{ik} B_{kj}$, so a nudge of $A_{ik}$ reaches $C_{ij}$ for every $j$, with slope
# $B_{kj}$: it gets $\sum_j G_{ij} B_{kj}$, which is $(G B^T)_{ik}$. In the same way $B_{kj}$ gets
# $\sum_i A_{ik} G_{ij}$. With square matrices the shapes alone decide nothing: there you need this sum. In
# general, what goes back is the matrix of local slopes (the *Jacobian*), transposed, times what arrives.

# %% [markdown] name="sweep-intro"
# With it, once forwards and once back is a handful of lines: a *sweep*. The error of the answer is carried back
# through the weights in between, and stopped by every bend that was flat.


# %% name="sweep"
def sweep(weights, x, y, product_gradients):
    """Return the slope of the loss for every weight: once forwards, once back."""
    kernel, bias, output_kernel, output_bias = weights
    z = x @ kernel + bias
    hidden = np.maximum(0, z)
    error = hidden @ output_kernel + output_bias - y
    to_answers = 2 * error / len(x)  # the slope of the mean of error ** 2
    to_hidden, to_output_kernel = product_gradients(hidden, output_kernel, to_answers)
    to_z = to_hidden * (z > 0)  # the bend: all or nothing
    _, to_kernel = product_gradients(x, kernel, to_z)
    return [to_kernel, to_z.sum(axis=0), to_output_kernel, to_answers.sum(axis=0)]


# %% name="sweep-run"
back_through = checks.backprop.product_gradients.or_ours(
    product_gradients, checks.backprop.back_through_product
)
slopes["sweep"] = flat(sweep(weights, corners, targets, back_through))


def our_sweep(weights, x, y):
    return sweep(weights, x, y, checks.backprop.back_through_product)


print(f"largest difference from the program: {np.abs(slopes['sweep'] - by_program).max():.1e}")

# %% [markdown] name="cost"
# A bias is used by every example, so its slopes add up over them: a fork again. Now race it against nudging, in
# growing nets.
#
# **Guess:** nudging takes two forward passes for each weight. As long as how many forward passes does a sweep take, in
# the largest net? Within 1.5 is a hit.

# %% name="guess-sweep" tags=["guess"]
guess = ...  # forward passes
checks.backprop.guess("sweep", guess)

# %% name="race"
race = []
for width in widths:
    net, ones = random_net(width, width, seed), np.ones((64, width))
    race.append(
        [seconds(way, net, ones, ones[:, :1]) for way in (nudged_gradient, our_sweep, loss_of)]
    )
race = pd.DataFrame(race, columns=["nudging", "one sweep", "one forward pass"])
race.index = [width * (width + 2) + 1 for width in widths]  # weights
largest = race.iloc[-1]

# %% name="race-picture" tags=["figure"]
# @title Figure: time for all slopes, by nudging and by a sweep
ratio = largest["one sweep"] / largest["one forward pass"]
ax = plots.curves(
    race,
    title=f"{race.index[-1]:,} weights: {largest['nudging'] / largest['one sweep']:,.0f} times as long by nudging",
    xlabel="weights of the net",
    ylabel="seconds",
    logy=True,
)
ax.set_xscale("log")
plots.show(
    ax,
    caption="Seconds for the slopes of all weights, by nudging and by one sweep, beside a forward pass; 64 examples, both "
    "axes logarithmic.",
    alt="The line for nudging rises steeply with the number of weights; the lines for a sweep and for a forward pass lie "
    "close together, far below.",
)
print(f"{race.index[-1]:,} weights: one sweep takes as long as {ratio:.1f} forward passes")
checks.backprop.reveal("sweep", ratio, close=1.5)
checks.claim(
    "forward passes that one sweep costs, for the largest net",
    ratio,
    high=8,
    control=2 * race.index[-1],
)
checks.claim(
    "nudging all weights takes longer than one sweep by so many powers of ten",
    np.log10(largest["nudging"] / largest["one sweep"]),
    low=2,
    control=0.0,
)

# %% [markdown] name="cost-explain"
# Every product of the forward pass has two on the way back, one for each factor: so forwards and back cost
# about three forward passes, counted in products, *whatever the number of weights*.

# %% [markdown] name="close"
# ## What we saw
#
# 1. A slope is what a nudge does to the loss. Nudging costs two forward passes for every weight.
# 2. In a graph of small steps, every gate multiplies what arrives by its local slope and hands it back; where
#    a number is used twice, the parts add up. Each node once, not each path.
# 3. About 40 lines of that, and a loop, train a net on XOR, and agree with Keras to less than a millionth.
# 4. For whole layers, $G B^T$ and $A^T G$, at the price of about three forward passes.
#
# **The answer.** Each weight's slope is what came in through it, times the error that comes back to its unit, added up
# over the examples; then the weight moves a little against it.
#
# **What can go wrong in practice.** A wrong gradient raises no error. Whoever
# writes a gate of their own compares it with nudges first.

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem"
# **A longer problem.** Give `Number` a `tanh` and a division, and train a net with two hidden layers on noisy
# XOR. A good answer shows the nudge test for every gate, a loss curve beside Keras's from the same start, and
# says where the time goes.
#
# **Further reading.** Linnainmaa (1970), whose thesis has the backward pass. Rumelhart, Hinton and Williams
# (1986), *Learning representations by back-propagating errors*. Griewank and Walther (2008), *Evaluating
# derivatives*. Karpathy (2020), *micrograd*.
#
# {next}
