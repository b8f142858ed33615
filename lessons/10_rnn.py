# %% [markdown] name="title"
# # 10 · Recurrent nets
#
# **How does a net remember?** And how long?
#
# | | |
# |---|---|
# | **You will be able to** | *compute* a recurrence by hand and unroll it; *show* why gradients vanish or explode on the way back; *build* an LSTM and a GRU from their equations; *choose* between one direction and two, one layer and two, window and memory; *train* a net that writes and one that translates |
# | **You need** | dense layers, `fit` and softmax (lesson 04), cross-entropy (lesson 01), the chain rule (lesson 03) |
# | **Time** | 90 minutes in two halves; computing takes about a minute and a half |
# | **Lectures** | ICME 2020: recurrent nets, applications · Helsinki AML: recurrent nets, LSTM, 1-D convolution · ZHAW week 4: who spoke when · Foundations of Deep Learning: what it left out |
#
# The nets so far forget everything between two inputs. That is right for pictures in a drawer and wrong
# for a melody: what a note means depends on the notes before it. The first half (up to *A hundred
# steps*) builds a memory and finds out why simple ones fail. The second half puts it to work: who spoke
# when, a shop, a forecast, a text, a translation.

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, measured, models, plots, start, widgets

settings = start("10_rnn", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
import keras
from keras import layers, ops

long = settings.choose(smoke=10, quick=100, full=100)  # steps of the adding problem
num_sums = settings.choose(smoke=32, quick=6400, full=20_000)  # training sequences of the adding problem
num_sequences = settings.choose(smoke=32, quick=1000, full=4000)  # training sequences of the smaller tasks
wave_length = settings.choose(smoke=70, quick=128, full=128)  # steps of a wave to forecast
num_streams = settings.choose(smoke=4, quick=32, full=32)  # diaries read side by side
num_characters = settings.choose(smoke=3000, quick=200_000, full=400_000)  # of text to learn from
num_unseen = settings.choose(smoke=40, quick=600, full=2000)  # numbers to test the translation with
num_numbers = settings.choose(smoke=32, quick=3000, full=8000)  # numbers to translate
epochs = settings.choose(smoke=1, quick=5, full=10)  # passes over the data, unless a cell says otherwise
seed = settings.seed
print(f"{num_sums} sums of {long} steps; {num_sequences} sequences for the smaller tasks; {num_characters} characters")

# %% [markdown] name="order"
# ## Data that comes in order
#
# Audio is a row of numbers, often 16 000 a second. A text is a row of characters. A price is a row of
# daily quotes. What they share: **the order carries the meaning**, and **the length is not fixed**. A
# sentence has 3 words or 60, a recording stops when somebody stops talking, a price has no end at all. A
# dense layer cannot take them: its kernel has as many rows as there are inputs, decided before the first
# example arrives.
#
# In Keras all of these are arrays of shape `(sequences, steps, features)`: how many, how long, and how
# many numbers at each step. (Sequences that share an array need the same number of steps; how shorter
# ones are filled up comes with the translation.) Below, one of each kind as the lesson will use them: a
# signal (1 feature), a diary of the weather (3 features, exactly one of which is 1) and a text (one
# character a step).

# %% name="three-sequences"
signal = data.sine_products(1, 128, seed=seed)[0, :, 0]
weather, sells = data.ice_cream_shop(40, seed=seed)
text = data.load_text(most_characters=num_characters)
line = "def forward(x):"

figure, axes = plots.panels(3, height=2.7)
axes[0].plot(signal)
axes[0].set(title="a signal", xlabel="step", ylabel="value")
axes[1].step(range(40), weather.argmax(axis=1), where="mid")
axes[1].set(title="a diary", xlabel="day", yticks=[0, 1, 2], yticklabels=["sunny", "cloudy", "rainy"])
axes[2].plot([text.alphabet.find(character) for character in line], "o")
axes[2].set(title="a text", xlabel="step", ylabel="number of the character")
axes[2].set_xticks(range(len(line)), line)
plots.show(
    figure,
    caption="Three kinds of sequences: a noisy wave, the weather of 40 days, and a line of a program whose characters "
    "are numbered.",
    alt="Left a wave that swells and fades, in the middle steps between sunny, cloudy and rainy, right one dot for each "
    "character of the line def forward(x):.",
)

# %% [markdown] name="one-step"
# ## One step, again and again
#
# The idea is one loop. Keep a vector $h$, the **hidden state**: the net's note to itself. At every step
# read the next input *and the note*, and write a new note:
#
# $$ h_t = \tanh(x_t W + h_{t-1} U + b), \qquad h_0 = 0. $$
#
# In the graph of the net this is a **cycle**: $h$ feeds into itself. The nets of the earlier lessons are
# *directed acyclic graphs*, information runs forward only; **a net with a cycle is called recurrent**.
# Two things follow:
#
# - **The weights are shared over time.** $W$, $U$ and $b$ are the same at every step, as a convolution's
#   kernel is the same at every place. Five steps and five million need the same number of parameters.
# - **The hidden state carries the information.** Whatever step 100 knows of step 1 came through $h$.

# %% name="one-step-picture"
ax = plots.unrolled(["$x_1$", "$x_2$", "$x_3$", "$x_4$"], ["$h_1$", "$h_2$", "$h_3$", "$h_4$"], cycle=True)
plots.show(
    ax,
    caption="Left the cycle, right the same net drawn once for each step: every box is the same layer with the same "
    "weights. Arrows to the right carry the hidden state.",
    alt="Left a box with an arrow that leaves it and comes back, then an equals sign. Right four boxes in a row, joined by arrows from left to right; an input enters each from below, a hidden state "
    "leaves each at the top.",
)

# %% [markdown] name="step-task"
# ### Exercise 10.1 · one step by hand
#
# Write $x$ and $h$ behind each other, and $W$ on top of $U$: then one step is a single product,
# $\tanh([x, h] \cdot \text{stacked})$. Compute it on paper for the numbers below (no bias), first without
# the tanh (`before_tanh`), then with it (`h_after`; two decimals will do). Write each as a list of two
# numbers, or as an expression.

# %% name="step" tags=["exercise"]
stacked = np.array([[-2.0, 1.0], [0.5, -1.0], [3.0, 2.0], [1.0, 0.5]])  # rows: x1, x2, h1, h2
x_now, h_before = np.array([1, 0]), np.array([0, 1])
# BEGIN SOLUTION
before_tanh = np.concatenate([x_now, h_before]) @ stacked
h_after = np.tanh(before_tanh)
# END SOLUTION
checks.rnn.step(before_tanh, h_after)

# %% [markdown] name="step-solution" tags=["solution"]
# **Why.** The ones in $(1, 0, 0, 1)$ pick the first and the last row: $(-2, 1) + (1, 0.5) = (-1, 1.5)$,
# and the tanh squashes it to $(-0.76159, 0.90515)$. A one-hot input never multiplies anything: it *looks
# up* a row. We will meet that again under the name of an embedding.

# %% [markdown] name="unrolled"
# ## Unrolled, it is a deep net
#
# Write the loop out, one copy of the layer for each step, and the cycle is gone: what remains is an
# ordinary **feedforward net, as deep as the sequence is long**, whose layers all share their weights, and
# which gets a new input at every layer. For an endless sequence it is infinitely deep.
#
# Libraries store it as a **computational graph**: a node for each operation, an arrow for each value that
# one operation hands to the next. In the picture each box is such a node (product, sum, tanh), and the
# weights are *one* node, from which an arrow leads into *every* box. The graph has no cycle any more:
# follow the arrows and you compute the loss $L$; follow them backwards and you get its gradient, to which
# every arrow out of the weights contributes.

# %% name="graph-picture"
ax = plots.unrolled(["$x_1$", "$x_2$", "$x_3$", "$x_4$"], [None, None, None, "$L$"], weights="$W, U, b$")
plots.show(
    ax,
    caption="The computational graph of four steps with a loss at the end. The weights are one node with four arrows.",
    alt="Four boxes in a row joined by arrows to the right, an input below each, a loss above the last; from one node on "
    "top, the weights, an arrow leads into every box.",
)

# %% [markdown] name="loop-guess"
# Here is the loop, and Keras's `SimpleRNN` beside it. **Guess:** how many parameters has a layer of 4
# units that reads 3 features? How many if it reads 50 steps instead of 5?


# %% name="loop"
def simple_rnn(x, kernel, recurrent, bias):
    """Return all hidden states (n, steps, units) for inputs (n, steps, features)."""
    h, states = np.zeros((len(x), len(recurrent))), []
    for step in range(x.shape[1]):
        h = np.tanh(x[:, step] @ kernel + h @ recurrent + bias)
        states.append(h)
    return np.stack(states, axis=1)


rnn = layers.SimpleRNN(4, return_sequences=True)
rng = np.random.default_rng(seed)
short_input, long_input = (rng.normal(size=(2, steps, 3)).astype("float32") for steps in (5, 50))
outputs = [ops.convert_to_numpy(rnn(x)) for x in (short_input, long_input)]

# %% name="loop-compare"
kernel, recurrent, bias = rnn.get_weights()
checks.claim(
    "the loop in NumPy and Keras's SimpleRNN differ after 50 steps by at most",
    np.abs(simple_rnn(long_input, kernel, recurrent, bias) - outputs[1]).max(),
    high=1e-4,
    control=np.abs(simple_rnn(long_input, kernel, recurrent.T, bias) - outputs[1]).max(),
)

# %% name="same-weights" tags=["nbval-check-output"]
print(f"5 steps: {outputs[0].shape}, 50 steps: {outputs[1].shape}, the same {rnn.count_params()} parameters")
print(f"3*4 for the input + 4*4 for the note + 4 biases = {3 * 4 + 4 * 4 + 4}")

# %% [markdown] name="memory"
# ## What does it remember?
#
# One of our lectures says: *"RNNs have memory: they somehow represent the previous training samples
# implicitly in the activations."* Is that so? Two experiments with the layer above. First, let it read a
# sequence, then another one, then the first again: if it remembered earlier *samples*, its second answer
# would differ. Second, change the first step of a sequence and look at its last hidden state. **Guess**
# both outcomes.

# %% name="memory-test" tags=["nbval-check-output"]
first, other = short_input[:1], short_input[1:]
alone, _, after_another = (ops.convert_to_numpy(rnn(x)) for x in (first, other, first))
changed = short_input.copy()
changed[:, 0] += 1
moved = np.abs(ops.convert_to_numpy(rnn(changed)) - outputs[0])[:, -1].max()
print(f"read again, after another sequence: same answers: {np.allclose(alone, after_another, atol=1e-6)}")
print(f"other first step: the last hidden state changes: {moved > 1e-6}")

# %% [markdown] name="slip-task"
# ### Exercise 10.2 · find the slip
#
# Which ending makes the lecture's sentence true? "The hidden state of a recurrent net represents ..."
#
# - **A** the previous training samples
# - **B** the previous inputs of the same sequence
# - **C** the previous weights
# - **D** the following inputs of the same sequence
#
# And as a test of it: a trained net reads the sequences $s_1$, $s_2$, $s_3$ one after the other, 20 steps
# each, as usual. On how many inputs does its hidden state depend at the seventh step of $s_3$?

# %% name="slip" tags=["exercise"]
# BEGIN SOLUTION
ending = "B"
num_inputs_seen = 7
# END SOLUTION
checks.rnn.slip(ending, num_inputs_seen)

# %% [markdown] name="slip-solution" tags=["solution"]
# **Why.** $h$ starts at zero with every sequence, so at the seventh step it is a function of seven inputs
# (and of the weights). Of the training samples only the weights keep a trace, and those do not change
# while the net is used. (A *stateful* layer, which comes later, hands $h$ over on purpose.)

# %% [markdown] name="echo"
# ## A memory by hand
#
# So the memory sits in the **activations**: it is written while a sequence is read, and wiped ($h_0 = 0$)
# before the next one. What was learned *from the training samples* sits in the weights, as in every net.
#
# How can a sum and a tanh remember at all? By copying. Take the **echo task**: read a row of signs,
# repeat each of them $d$ steps later. Let the first unit copy the input, the second unit copy the first,
# the third the second: a *shift register*, through which the past wanders one unit a step. The recurrent
# matrix needs nothing but ones in the right places. Below it is done for $d = 1$; without the tanh, so
# that nothing fades.


# %% name="echo-one" tags=["nbval-check-output"]
def linear_rnn(x, kernel, recurrent):
    """Return all hidden states (n, steps, units) of a recurrence without tanh."""
    h, states = np.zeros((len(x), len(recurrent))), []
    for step in range(x.shape[1]):
        h = x[:, step] @ kernel + h @ recurrent
        states.append(h)
    return np.stack(states, axis=1)


signs, echoed = data.echo(1, 12, delay=1, seed=1)
states = linear_rnn(signs, kernel=np.array([[1, 0]]), recurrent=np.array([[0, 1], [0, 0]]))
print("input  ", signs[0, :, 0].astype(int))
print("unit 2 ", states[0, :, 1].astype(int), "as wanted:", (states[0, :, 1] == echoed[0]).all())

# %% [markdown] name="echo-task"
# ### Exercise 10.3 · an echo after three steps
#
# Build `echo_kernel` (1, 4) and `echo_recurrent` (4, 4) so that the *last* of four units repeats the
# input three steps later. The check runs your recurrence.

# %% name="echo-answer" tags=["exercise"]
# BEGIN SOLUTION
echo_kernel = np.array([[1, 0, 0, 0]])
echo_recurrent = np.eye(4, k=1)
# END SOLUTION
checks.rnn.echo(echo_kernel, echo_recurrent)

# %% [markdown] name="echo-solution" tags=["solution"]
# **Why.** `np.eye(4, k=1)` has ones just above the diagonal: row 1, column 2 moves unit 1 into unit 2,
# and so on. Without a tanh, an echo after $d$ steps needs $d + 1$ units, one for each sign on its way:
# memory is *width*, and a net that should remember *everything* for long would have to be wide. It must
# choose what to keep.

# %% [markdown] name="how-many"
# ## How many outputs?
#
# The loop gives a hidden state at every step. What you read off is your choice:
#
# | pattern | example | in Keras |
# |---|---|---|
# | one-to-one | a picture, a class: no sequence at all | `Dense` |
# | many-to-one | a review, its mood; the adding problem below | `return_sequences=False` (default) |
# | many-to-many, in step | who speaks at each moment | `return_sequences=True` |
# | one-to-many | a picture, its caption; a first letter, a whole text | each output is the next input |
# | many-to-many, one after the other | a sentence, its translation | two nets: encoder and decoder |

# %% name="how-many-picture"
x, y = ["$x_1$", "$x_2$", "$x_3$"], ["$y_1$", "$y_2$", "$y_3$"]
patterns = {
    "one-to-one": (["$x$"], ["$y$"]),
    "one-to-many": (["$x$", "$y_1$", "$y_2$"], y),
    "many-to-one": (x, [None, None, "$y$"]),
    "many-to-many, in step": (x, y),
    "many-to-many, then": (["$x_1$", "$x_2$", None, "$y_1$"], [None, None, "$y_1$", "$y_2$"]),
}
figure, axes = plots.panels(5, columns=5, height=2.2, width=8.6, width_ratios=[2.2, 3, 3, 3, 4])
for ax, (name, (below, above)) in zip(axes, patterns.items(), strict=True):
    plots.unrolled(below, above, ax=ax)
    if len(below) == 1:
        ax.set_xlim(-1.1, 1.1)  # as large as the others
    ax.set_title(name, fontsize=9, loc="center")
plots.show(
    figure,
    caption="The patterns of inputs and outputs. Where a y enters from below, the net reads its own last answer.",
    alt="Five rows of boxes: one box with input and output; one input and three outputs; three inputs and one output; "
    "three of both; two inputs first, then two outputs.",
)

# %% [markdown] name="shapes-task"
# ### Exercise 10.4 · shapes
#
# A batch has the shape `(32, 10, 3)`. What shape has the output of `SimpleRNN(4)`, of `SimpleRNN(4,
# return_sequences=True)`, and of the second one followed by `Dense(2)`? Answer with three tuples. Then
# name the pattern of the first and of the last: `"one-to-one"`, `"one-to-many"`, `"many-to-one"` or
# `"many-to-many"`.

# %% name="shapes" tags=["exercise"]
# BEGIN SOLUTION
shape_last, shape_all, shape_dense = (32, 4), (32, 10, 4), (32, 10, 2)
pattern_last, pattern_dense = "many-to-one", "many-to-many"
# END SOLUTION
checks.rnn.shapes(shape_last, shape_all, shape_dense, pattern_last, pattern_dense)

# %% [markdown] name="shapes-solution" tags=["solution"]
# **Why.** A recurrent layer eats the axis of steps, unless it is told to return the whole sequence.
# `Dense` works on the last axis only, at every step with the same weights.

# %% [markdown] name="bptt"
# ## Backpropagation through time
#
# How does it learn? Unroll it and do what lesson 03 does: **backpropagation through time** is nothing but
# backpropagation in the unrolled net; each shared weight adds up what all its copies ask for. The way
# from step $T$ back to step $t$ leads through every step between:
#
# $$ \frac{\partial h_T}{\partial h_t} = \prod_{k=t+1}^{T} U \,\operatorname{diag}(1 - h_k^2), \qquad 0 \le 1 - h_k^2 \le 1. $$
#
# For $T - t = 50$ that is a product of fifty factors. If they are a little below 1 it **vanishes**, a
# little above 1 it **explodes** (Bengio, Simard and Frasconi, 1994). All depth has this trouble, but here
# it is worse than in any net of this course: the depth is the length of the sequence, and all factors are
# *the same matrix*, so nothing averages out. What suffers most are effects of early inputs on late
# outputs: the long-range ones.
#
# Below, $U$ is a rotation times a *gain*. To read off $\partial h_T / \partial h_t$ we add a nudge of
# zero to each hidden state, and ask for the gradient with respect to the nudges. **Guess** the curves for
# gains 0.8, 1 and 1.2: after fifty steps, is a tenth left, a thousandth, less? Is it ten times as much, a
# thousand times, more?

# %% name="bptt-net"
from course_utils.gradients import value_and_gradient

units, steps = 32, 50
rotation = np.linalg.qr(rng.normal(size=(units, units)))[0].astype("float32")
drive = 0.01 * rng.normal(size=(steps, units)).astype("float32")  # what x W + b adds in each step
direction = rng.normal(size=units).astype("float32")
direction /= np.linalg.norm(direction)


# %% name="bptt-norms"
def gradient_norms(recurrent, activation):
    """Return the norm of dL/dh_t for each step, where L is the last hidden state along a direction."""

    def loss(nudges):
        h = ops.zeros((1, units))
        for step in range(steps):
            h = activation(ops.matmul(h, recurrent) + drive[step]) + nudges[step]
        return ops.sum(h * direction)

    return np.linalg.norm(value_and_gradient(loss, np.zeros((steps, units), "float32"))[1], axis=1)


norms = {
    "gain 0.8": gradient_norms(0.8 * rotation, ops.tanh),
    "gain 1": gradient_norms(rotation, ops.tanh),
    "gain 1.2, tanh": gradient_norms(1.2 * rotation, ops.tanh),
    "gain 1.2, no tanh": gradient_norms(1.2 * rotation, lambda z: z),
}

# %% name="bptt-picture"
ax = plots.curves(
    norms,
    xlabel="step t of 50",
    ylabel="norm of the gradient",
    logy=True,
    value_limits=(1e-6, 1e5),
    title="Fifty factors: nothing arrives, or far too much",
)
plots.show(
    ax,
    caption="Norm of the gradient of the last hidden state with respect to each earlier one, for recurrent matrices "
    "that shrink, keep or stretch by the gain. Logarithmic axis.",
    alt="Four lines that meet at norm 1 at step 50. To the left, with gain 0.8 the norm falls to a hundred-thousandth, "
    "with gain 1 it stays near 1, with gain 1.2 and a tanh it rises much less than without, to several thousand.",
)

# %% name="bptt-claims"
checks.claim(
    "gain 0.8: of the gradient at the last step the first one gets, as a power of ten",
    np.log10(norms["gain 0.8"][0]),
    high=-4,
    control=np.log10(norms["gain 1"][0]),
)
checks.claim(
    "gain 1.2 without tanh: the gradient grows on its way back by a factor of",
    norms["gain 1.2, no tanh"][0],
    low=1000,
    control=norms["gain 1"][0],
)

# %% [markdown] name="bptt-task"
# ### Exercise 10.5 · backwards, by hand
#
# Write it without automatic differentiation. You get the recurrent matrix $U$ (units, units), the hidden
# states $h_1, \dots, h_T$ of a tanh net as an array (T, units), and $\partial L / \partial h_T$. Return
# $\partial L / \partial h_t$ for all steps, (T, units). (Use $\tanh'(a) = 1 - \tanh(a)^2 = 1 - h^2$.)


# %% name="bptt-answer" tags=["exercise"]
def through_time(recurrent, states, last_gradient):
    """Return dL/dh_t (steps, units) for h_t = tanh(h_{t-1} U + drive) and L a function of h_T."""
    # BEGIN SOLUTION
    gradients = np.zeros(states.shape)
    gradients[-1] = last_gradient
    for step in range(len(states) - 2, -1, -1):
        through_tanh = gradients[step + 1] * (1 - states[step + 1] ** 2)
        gradients[step] = through_tanh @ recurrent.T
    return gradients
    # END SOLUTION


checks.rnn.bptt(through_time)

# %% [markdown] name="bptt-solution" tags=["solution"]
# **Why.** $h_{t+1} = \tanh(a)$ with $a = h_t U + \dots$: first undo the tanh, with the slope at the step
# you come *from*, then hand the result through the transpose of $U$. The tanh can only make it smaller,
# which is why in the picture the line with a tanh rises less: it explodes only as long as the states are
# small.

# %% [markdown] name="clipping"
# ## Against explosions: clip
#
# A vanished gradient cannot be brought back, but an exploding one can be tamed: if its norm is above a
# limit $c$, scale it down, $g \leftarrow g \cdot \min(1, c / \lVert g \rVert)$ (Pascanu, Mikolov and
# Bengio, 2013). The direction stays, the step becomes sane. The simplest case is one linear unit: after
# 20 steps it holds $w^{20}$, and should hold 0.5. The loss $(w^{20} - 0.5)^2$ is a flat valley that ends
# in a cliff. **Guess:** from $w = 1.15$, with learning rate 0.01, where does one step of gradient descent
# land?


# %% name="cliff" tags=["nbval-check-output"]
def slope(w):
    """Return the derivative of (w**20 - 0.5)**2."""
    return 2 * (w**20 - 0.5) * 20 * w**19


w_clipped = 1.15
for _ in range(40):
    w_clipped -= 0.01 * np.clip(slope(w_clipped), -1, 1)  # of one number, clipping is that simple
print(f"the slope at 1.15 is {slope(1.15):.0f}; one step without clipping lands at {1.15 - 0.01 * slope(1.15):.0f}")
print(f"40 steps, clipped to 1: w = {w_clipped:.3f}; the best is {0.5**0.05:.3f}")

# %% [markdown] name="clip-task"
# ### Exercise 10.6 · clip a list of gradients
#
# A net has many arrays of weights. Clipping each on its own (Keras's `clipnorm`) bends the direction;
# clipping by the **global norm** (`global_clipnorm`), that of all numbers in all arrays together, keeps
# it. Write the second: for any list of arrays, with gradients of zero among them.


# %% name="clip" tags=["exercise"]
def clip_global(gradients, limit):
    """Return the list of arrays, scaled down together so that their common norm is at most the limit."""
    # BEGIN SOLUTION
    norm = np.sqrt(sum((gradient**2).sum() for gradient in gradients))
    scale = 1.0 if norm <= limit else limit / norm
    return [gradient * scale for gradient in gradients]
    # END SOLUTION


checks.rnn.clip(clip_global)

# %% [markdown] name="clip-solution" tags=["solution"]
# **Why.** One factor for all, so the step goes where it wanted to go. Two traps: a small gradient must
# not be scaled *up*, and a gradient of zero must not be divided by its norm.

# %% [markdown] name="lstm"
# ## The LSTM: a lane of its own for memory
#
# The trouble is that the note is rewritten at every step, through a matrix and a tanh. In 1997 Sepp
# Hochreiter and Jürgen Schmidhuber gave memory a lane of its own: the **cell** $c$, next to the hidden
# state $h$. It is an *explicit* memory: nothing happens to it unless a gate says so. Gates are sigmoids,
# numbers between 0 and 1, computed from the input and the last $h$. **Long short-term memory** is these
# six lines ($\circ$: element by element):
#
# $$
# \begin{aligned}
# f_t &= \sigma(x_t W_f + h_{t-1} U_f + b_f) && \text{forget gate} \\
# i_t &= \sigma(x_t W_i + h_{t-1} U_i + b_i) && \text{input gate} \\
# o_t &= \sigma(x_t W_o + h_{t-1} U_o + b_o) && \text{output gate} \\
# \tilde c_t &= \tanh(x_t W_c + h_{t-1} U_c + b_c) && \text{candidate} \\
# c_t &= f_t \circ c_{t-1} + i_t \circ \tilde c_t && \text{new cell} \\
# h_t &= o_t \circ \tanh(c_t) && \text{new hidden state}
# \end{aligned}
# $$
#
# The new cell is a **sum**, and on the way back a sum hands the gradient on unchanged, times $f$: no
# matrix, no tanh. The output is a non-linear function of the cell, the input and the last $h$ (through
# $o$). Keras puts the four kernels side by side, **in the order i, f, c, o**; mix them up and nothing
# fits.


# %% name="lstm-code"
from scipy.special import expit as sigmoid  # 1 / (1 + exp(-z)), written out in lesson 02


def lstm(x, kernel, recurrent, bias):
    """Return the last hidden state (n, units) of an LSTM for inputs (n, steps, features)."""
    h = c = np.zeros((len(x), len(recurrent)))
    for step in range(x.shape[1]):
        z = x[:, step] @ kernel + h @ recurrent + bias
        i, f, candidate, o = np.split(z, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(candidate)
        h = sigmoid(o) * np.tanh(c)
    return h


keras_lstm = layers.LSTM(12)
answer = ops.convert_to_numpy(keras_lstm(short_input))
kernel, recurrent, bias = keras_lstm.get_weights()
parts = np.split(kernel, 4, axis=1)
mixed_up = np.concatenate([parts[1], parts[0], parts[2], parts[3]], axis=1)  # f, i, c, o

# %% name="lstm-compare"
checks.claim(
    "the six lines in NumPy and Keras's LSTM differ by at most",
    np.abs(lstm(short_input, kernel, recurrent, bias) - answer).max(),
    high=1e-6,
    control=np.abs(lstm(short_input, mixed_up, recurrent, bias) - answer).max(),
)
print("biases at the start, for i, f, c, o:", [float(part[0]) for part in np.split(bias, 4)])

# %% [markdown] name="gates"
# ## What the gates do
#
# - The **forget gate** multiplies the old cell. Its name says the opposite of what it measures, and one of
#   our lectures fell for it ("determines how much is forgotten"): $f$ is **the share that is kept**. With
#   $f = 1$ all is kept, with $f = 0$ all is forgotten.
# - The **input gate** says which entries of the cell are written to, and how much; the tanh beside it says
#   *what*: the **candidate**, a number between -1 and 1.
# - The **output gate** says what of the cell is shown.
#
# Nobody wants a net that forgets before it has learned what is worth keeping. So Keras starts the bias of
# the forget gate at 1, as printed above, and all others at 0 (Gers, Schmidhuber and Cummins, 2000;
# Jozefowicz, Zaremba and Sutskever, 2015). Is that enough? At the start $f \approx \sigma(b_f)$, and
# after $k$ steps $f^k$ of the cell is left. **Guess:** how many steps is the *half-life* for $b_f = 1$?
# And which bias would give 100 steps?

# %% name="half-life" tags=["nbval-check-output"]
for forget_bias in (0, 1, 3, 5):
    kept = sigmoid(forget_bias)
    print(f"bias {forget_bias}: f = {kept:.3f}, half of the cell is gone after {np.log(0.5) / np.log(kept):.1f} steps")


# %% [markdown] name="lstm-gradients-explain"
# Now the same experiment as before, nudges and all, along the lane of the cell: we set the matrices $U$
# to zero, so that no other way leads back, and ask for the gradient with respect to each earlier cell.
# **Guess** what is left after fifty steps with biases 0, 1 and 5.


# %% name="lstm-gradients"
def cell_gradient_norms(forget_bias):
    """Return the norm of dL/dc_t for each step, where L is the last cell along a direction."""
    cell = layers.LSTM(units).cell
    cell.build((1, units))
    kernel, recurrent, bias = (ops.convert_to_numpy(weights) for weights in cell.weights)
    cell.set_weights([kernel, 0 * recurrent, np.where(bias == 1, forget_bias, bias)])

    def loss(nudges):
        h = c = ops.zeros((1, units))
        for step in range(steps):
            h, (h, c) = cell(drive[step][None], [h, c])
            c = c + nudges[step]
        return ops.sum(c * direction)

    return np.linalg.norm(value_and_gradient(loss, np.zeros((steps, units), "float32"))[1], axis=1)


cell_norms = {f"forget bias {bias}": cell_gradient_norms(bias) for bias in (0, 1, 5)}

# %% name="lstm-gradients-picture"
ax = plots.curves(
    cell_norms,
    xlabel="step t of 50",
    ylabel="norm of the gradient",
    logy=True,
    value_limits=(1e-16, 100),
    title="The forget gate decides how far the gradient reaches",
)
plots.show(
    ax,
    caption="Norm of the gradient of the last cell with respect to each earlier one, in Keras's LSTM before training; "
    "only along the lane of the cell (the matrices $U$ are set to zero).",
    alt="Three straight lines on a logarithmic axis that meet at 1 at step 50: to the left the one with forget bias 0 "
    "falls to 1e-15, with bias 1 to 1e-7, with bias 5 it stays near 1.",
)

# %% name="lstm-gradients-claim"
checks.claim(
    "forget bias 5: share of the gradient that reaches the first of 50 steps along the cell",
    cell_norms["forget bias 5"][0],
    low=0.6,
    control=cell_norms["forget bias 1"][0],
)

# %% [markdown] name="gates-explain"
# The lane of the cell neither vanishes nor explodes while its gates are open. A second way leads through
# $h$ and the matrices $U$ of the gates; there a gradient may still explode, which is why LSTMs are
# trained with clipping, too.

# %% [markdown] name="switch-task"
# ### Exercise 10.7 · a switch by hand
#
# The **flip-flop task**: a switch is pushed up or down now and then and stays as it is in between, for
# thousands of steps if need be. A step has two features, `up` and `down` (0 or 1, at most one of them 1).
# Build the memory cell: give for each of $f$, $i$ and $\tilde c$ the list `[weight of up, weight of down,
# bias]`, so that the cell stays near +1 after up and near -1 after down: `forget_weights`,
# `input_weights`, `candidate_weights`. (No $U$ needed.) And while you are at it: a forget gate answers
# 0.9 at every step and nothing is written. **Which share of the cell is left after 10 steps?**
# (`share_left`, from 0 to 1)

# %% name="switch" tags=["exercise"]
# BEGIN SOLUTION
forget_weights = [-20, -20, 10]
input_weights = [20, 20, -10]
candidate_weights = [10, -10, 0]
share_left = 0.9**10
# END SOLUTION
checks.rnn.cell(forget_weights, input_weights, candidate_weights, share_left)

# %% [markdown] name="switch-solution" tags=["solution"]
# **Why.** As long as nobody touches the switch, $f = \sigma(10)$ keeps and $i = \sigma(-10)$ writes
# nothing; a push closes the first and opens the second. $0.9^{10} = 0.35$ is *left*; had the gate
# measured what is forgotten, it would be $0.1^{10}$, nothing at all. Even $\sigma(10) = 0.99995$ keeps
# only 64 % over 10 000 steps: "for ever" needs still larger weights.

# %% [markdown] name="gru"
# ## The GRU, and how to choose
#
# Three types of cells cover nearly all of practice: the plain ("vanilla") one, the LSTM, and since 2014
# the **gated recurrent unit** (Cho et al.), an LSTM cut down to what it needs. It has no cell apart: $h$
# itself is the memory. One **update gate** $z$ does the work of two, for what is not kept is written; a
# **reset gate** $r$ says how much of the past the candidate may look at:
#
# $$ z = \sigma(x W_z + h_{t-1} U_z + b_z), \quad r = \sigma(x W_r + h_{t-1} U_r + b_r), \quad
# h_t = z \circ h_{t-1} + (1 - z) \circ \tilde h, $$
#
# $$ \text{2014: } \tilde h = \tanh\big(x W_h + (r \circ h_{t-1})\, U_h + b_h\big), \qquad
# \text{variant: } \tilde h = \tanh\big(x W_h + b_h + r \circ (h_{t-1} U_h + b'_h)\big). $$
#
# The variant resets *after* the product (`reset_after=True`, Keras's default: one product for all three,
# which is faster on a GPU) and has a second set of biases, $b'$, that is added to $h_{t-1} U$ in all
# three lines. LSTM and GRU do about equally well in most comparisons; the plain one is for short
# memories.


# %% [markdown] name="gru-task"
# ### Exercise 10.8 · a GRU in NumPy
#
# Write one step of either kind. The kernels stand side by side in the order z, r, h. For
# `reset_after=False` the bias has the shape (3 units,), for `reset_after=True` (2, 3 units): row 0 goes
# with the input, row 1 with $h$. The check compares both kinds with the definition.


# %% name="gru-answer" tags=["exercise"]
def gru_step(x, h, kernel, recurrent, bias, reset_after):
    """Return the next hidden state (n, units) for x (n, features) and h (n, units)."""
    # BEGIN SOLUTION
    input_bias, recurrent_bias = bias if reset_after else (bias, np.zeros_like(bias))
    xz, xr, xh = np.split(x @ kernel + input_bias, 3, axis=1)
    uz, ur, uh = np.split(recurrent, 3, axis=1)
    bz, br, bh = np.split(recurrent_bias, 3)
    z = sigmoid(xz + h @ uz + bz)
    r = sigmoid(xr + h @ ur + br)
    past = r * (h @ uh + bh) if reset_after else (r * h) @ uh
    return z * h + (1 - z) * np.tanh(xh + past)
    # END SOLUTION


checks.rnn.gru(gru_step)

# %% [markdown] name="gru-solution" tags=["solution"]
# **Why.** The two kinds differ in where $r$ stands. Before the product it silences single *units* of the
# past; after it, it silences single *candidates*. Note the sense of $z$: here and in Keras it is the
# share that is kept; in Cho's paper it is too, in others (and in some libraries) it is the share that is
# replaced.

# %% [markdown] name="count-task"
# ### Exercise 10.9 · count before the machine does
#
# Write the number of parameters as a function of the kind (`"SimpleRNN"`, `"LSTM"`, or `"GRU"` with
# `reset_after=True`), the features and the units. How many has each with 12 units and 1 feature? And an
# `LSTM(512)` that reads one-hot characters from an alphabet of 106? Keras's own counts follow the
# exercise.


# %% name="count" tags=["exercise"]
def count_parameters(kind, features, units):
    """Return how many parameters the layer has."""
    # BEGIN SOLUTION
    parts = {"SimpleRNN": 1, "LSTM": 4, "GRU": 3}[kind]
    biases = 2 if kind == "GRU" else 1
    return parts * units * (features + units + biases)
    # END SOLUTION


checks.rnn.count(count_parameters)

# %% [markdown] name="count-solution" tags=["solution"]
# **Why.** Every gate is a layer of its own that reads the features and $h$. An LSTM has four of them, a
# GRU three, each with a second bias in Keras's variant. The sequence's length appears nowhere.


# %% name="gru-numbers" tags=["nbval-check-output"]
def num_parameters(layer, features):
    """Return the number of parameters of a layer that reads so many features."""
    layer.build((None, None, features))
    return layer.count_params()


for layer in (layers.SimpleRNN(12), layers.LSTM(12), layers.GRU(12), layers.GRU(12, reset_after=False)):
    name = type(layer).__name__ + ("" if getattr(layer, "reset_after", True) else ", 2014")
    print(f"{name:10} 12 units, 1 feature: {num_parameters(layer, 1)} parameters")

# %% name="old-character-net" tags=["nbval-check-output"]
character_net = keras.Sequential(
    [keras.Input((None, 106)), layers.LSTM(512, return_sequences=True), layers.LSTM(512), layers.Dense(106)]
)
sizes = [f"{layer.count_params():,}" for layer in character_net.layers]
print(f"the character net of an older course: {' + '.join(sizes)} = {character_net.count_params():,} parameters")

# %% [markdown] name="adding"
# ## A hundred steps
#
# The test that the inventors of the LSTM chose: a hundred random numbers between 0 and 1, two of them
# *marked*, one in the first half and one in the second; answer the sum of the two. Who remembers neither
# can only answer the mean, 1, and has a mean squared error of $1/6 = 0.167$; who knows one of them,
# $1/12$. **Guess** for a plain net, an LSTM and a GRU of 32 units each: who beats guessing?
#
# One trick, from the table of half-lives: the gates start with biases that make half-lives of 1 to 70
# steps, a different one for each unit (Tallec and Ollivier, 2018). With Keras's own start a net has to
# find long memories first; leave the call of `spread_half_lives` out and see what becomes of the LSTM.
# (All our nets clip with the simple `clipnorm`: Adam rescales every single weight's step anyway.)


# %% name="train"
def train_clipped(model, x, y, loss, epochs, learning_rate=0.01, batch_size=32, **options):
    """Fit a model with Adam and clipped gradients; return the loss of each epoch."""
    optimizer = keras.optimizers.Adam(learning_rate, clipnorm=1.0)
    # Compiling a loop over many steps takes seconds: not worth it for the few batches of the smallest profile.
    model.compile(optimizer=optimizer, loss=loss, run_eagerly=settings.profile == "smoke")
    history = model.fit(x, y, epochs=epochs, batch_size=batch_size, verbose=0, **options)
    return history.history["loss"]


def spread_half_lives(layer, longest):
    """Set the biases of an LSTM's or GRU's gates so that after 1 to `longest` steps about a third is left."""
    *kernels, bias = layer.get_weights()
    keep = np.log(rng.uniform(1, longest, layer.units))  # the sigmoid of log(u) is u / (1 + u)
    if isinstance(layer, layers.LSTM):
        bias[: 2 * layer.units] = np.concatenate([-keep, keep])  # i, f
    else:
        bias[0, : layer.units] = keep  # z
    layer.set_weights([*kernels, bias])


# %% name="adding-train"
sums_x, sums_y = data.adding_problem(num_sums, long, seed=seed)
test_x, test_y = data.adding_problem(500, long, seed=seed + 1000)
adders, adding_errors = {}, {}
for kind, num_epochs in ((layers.SimpleRNN, 2), (layers.LSTM, 4), (layers.GRU, 3)):
    adder = keras.Sequential([keras.Input((None, 2)), kind(32), layers.Dense(1)])
    if kind is not layers.SimpleRNN:
        spread_half_lives(adder.layers[0], long)
    train_clipped(adder, sums_x, sums_y, "mse", epochs=min(epochs, num_epochs))
    adders[kind.__name__] = adder
    adding_errors[kind.__name__] = np.mean((models.outputs(adder, test_x)[:, 0] - test_y) ** 2)
guessing = np.mean((1 - test_y) ** 2)
pd.Series(adding_errors | {"always 1": guessing}, name="mean squared error").round(4)

# %% name="adding-claims"
gains = {name: np.log10(guessing / error) for name, error in adding_errors.items()}
checks.claim(
    "adding problem, SimpleRNN: powers of ten below the error of guessing",
    gains["SimpleRNN"],
    high=0.3,
    control=gains["LSTM"],
)
checks.claim(
    "adding problem, LSTM: powers of ten below the error of guessing",
    gains["LSTM"],
    low=0.8,
    control=gains["SimpleRNN"],
)
checks.claim(
    "adding problem, GRU: powers of ten below the error of guessing",
    gains["GRU"],
    low=0.8,
    control=gains["SimpleRNN"],
)

# %% [markdown] name="adding-look"
# One run is an anecdote. The blue dots are the same three nets with other seeds, measured before this
# lesson was printed; your run is the star.

# %% name="adding-picture"
before = {
    "SimpleRNN": measured.of_claim("adding problem, SimpleRNN: powers of ten below the error of guessing"),
    "LSTM": measured.of_claim("adding problem, LSTM: powers of ten below the error of guessing"),
    "GRU": measured.of_claim("adding problem, GRU: powers of ten below the error of guessing"),
}
ax = plots.before_and_now(
    {name: (before[name], gains[name]) for name in before},
    control=0,
    control_name="guessing",
    xlabel="powers of ten below the error of guessing",
    title="A hundred steps are too far for a plain net, not for gates",
)
plots.show(
    ax,
    caption="The adding problem with 100 steps: how far the test error falls below guessing. 1 means a tenth of it.",
    alt="Dots and a star for each of three nets: SimpleRNN at 0, on the dashed line of guessing; LSTM and GRU around 2.",
)

# %% [markdown] name="lengths"
# The same LSTM takes sequences of any length, 5 steps or 50. **Guess** how well it adds there.

# %% name="lengths-shown"
for length in (5, 50, long):
    other_x, other_y = data.adding_problem(300, length, seed=seed + 2000)
    error = np.mean((models.outputs(adders["LSTM"], other_x)[:, 0] - other_y) ** 2)
    print(f"{length:3} steps: mean squared error {error:.4f}, guessing {np.mean((1 - other_y) ** 2):.4f}")

# %% [markdown] name="lengths-explain"
# That a net *takes* any length does not mean that it is as good there as where it was trained: compare
# the errors, and each with guessing. This one has met sequences of 100 steps only, and nothing ever asked
# for its answer earlier. Whoever needs other lengths has to train on other lengths. A net that answers at
# every step, as in the next section, has met short beginnings all along.

# %% [markdown] name="who-spoke"
# ## Who spoke when?
#
# *Who spoke when* in a recording is called speaker **diarisation**; in one of our lectures it is a
# student project with convolutional nets. Sound becomes a picture first, the **spectrogram**: cut it into
# short overlapping frames, and ask of each how strong every pitch is in it (a Fourier transform). Time
# runs across, pitch upwards. The project's CNN looks at stretches of such a picture as at a photograph
# and learns to tell many speakers apart. The activations of one of its last layers then describe voices
# that it never heard: stretches are **clustered** by them, and one cluster is one person (Lukic et al.,
# 2016). Nobody has to say beforehand who speaks.
#
# Below, two voices made of sines take turns four times. They differ so much that the clustering needs no
# CNN: the columns of the picture will do. **Guess:** what do you see where the voices change?


# %% name="spectrogram"
def voice(pitch, strongest, seconds):
    """Return a voice, 8000 numbers a second: multiples of a wavering pitch, loud around the `strongest` (Hz)."""
    time = np.arange(int(8000 * seconds)) / 8000
    phase = 2 * np.pi * np.cumsum(pitch * (1 + 0.04 * np.sin(14 * time))) / 8000
    return sum(np.exp(-(((k * pitch - strongest) / 500) ** 2)) * np.sin(k * phase) for k in range(1, 20))


low, high = (110, 600), (210, 1100)
turns = ((low, 0.8), (high, 0.6), (low, 0.5), (high, 0.6))  # seconds
sound = np.concatenate([voice(*who, seconds) for who, seconds in turns])
frames = np.lib.stride_tricks.sliding_window_view(sound, 512)[::100] * np.hanning(512)
spectrogram = np.log10(np.abs(np.fft.rfft(frames)[:, :130]) + 0.1)  # (frames, pitches)

# %% name="spectrogram-picture"
figure, (ax,) = plots.panels(1, height=2.9)
ax.imshow(spectrogram.T, origin="lower", aspect="auto", extent=(0, len(sound) / 8000, 0, 130 * 8000 / 512))
ax.grid(visible=False)
ax.set(xlabel="time (s)", ylabel="pitch (Hz)", title="Two voices take turns")
plots.show(
    figure,
    caption="Spectrogram of four turns of two voices: the brighter, the louder. Each line is a multiple of the pitch.",
    alt="A picture of wavy horizontal lines: close together for the first and third turn, wide apart for the second "
    "and fourth; bright edges where the voices change.",
)

# %% name="cluster-voices" tags=["nbval-check-output"]
from scipy.cluster.hierarchy import fclusterdata

stretches = spectrogram[: len(spectrogram) // 8 * 8].reshape(-1, 8, 130).mean(axis=1)  # a tenth of a second each
clusters = fclusterdata(stretches, 2, criterion="maxclust", method="ward")
print("cluster of each tenth of a second:", "".join("AB"[int(k != clusters[0])] for k in clusters))
print("who spoke, the lower voice is A:  ", "".join("AB"[who == high] * round(10 * time) for who, time in turns))

# %% [markdown] name="both-ways"
# ## Both directions
#
# With real voices a single stretch is rarely so clear, and then the *order* helps: people do not change
# places at every syllable. For a recurrent net this is labelling, many-to-many, one label for each short
# sound. Our sounds are drawn so that a single one says little: two people differ by one standard
# deviation in one feature. But the sounds *around* it help. Those before it, and those after it.
#
# A **bidirectional** net runs two layers over the sequence, one from each end, and puts their states side
# by side. It needs the whole sequence before its first answer: fine for a recording, impossible for a
# live subtitle. Here the best possible answer is known: whoever knows how the sounds were drawn can
# compute how probable each speaker is (the forward-backward algorithm of hidden Markov models).
# **Guess:** how much does the past add, how much the future?

# %% name="both-ways-picture"
ax = plots.unrolled(
    ["$x_1$", "$x_2$", "$x_3$", "$x_4$"], ["$y_1$", "$y_2$", "$y_3$", "$y_4$"], backwards=True, title="bidirectional"
)
plots.show(
    ax,
    caption="Two layers read the same inputs in opposite directions; each output is computed from both.",
    alt="Two rows of four boxes. In the lower row the arrows run to the right, in the upper row to the left; inputs "
    "enter below, outputs leave at the top.",
)

# %% name="who-spoke-train"
sounds, speakers = data.conversation(num_sequences, 40, seed=seed)
test_sounds, test_speakers = data.conversation(1000, 40, seed=seed + 1000)
ceilings = {
    sees: np.mean((probability > 0.5) == test_speakers)
    for sees, probability in data.speaker_probabilities(test_sounds).items()
}
logistic = keras.losses.BinaryCrossentropy(from_logits=True)
readers = {
    "this sound": layers.Dense(8, activation="relu"),
    "and the past": layers.SimpleRNN(8, return_sequences=True),
    "and the future": layers.Bidirectional(layers.SimpleRNN(8, return_sequences=True)),
}
who = {}
for sees, reader in readers.items():  # the last of them, which sees everything, is used again below
    labeller = keras.Sequential([keras.Input((None, 2)), reader, layers.Dense(1)])
    train_clipped(labeller, sounds, speakers[:, :, None], logistic, epochs)
    who[sees] = np.mean((models.outputs(labeller, test_sounds)[:, :, 0] > 0) == test_speakers)
pd.DataFrame({"net": who, "best possible": ceilings}).round(3)

# %% name="who-spoke-lengths"
for length in (5, 50):
    other_sounds, other_speakers = data.conversation(1000, length, seed=seed + 2000)
    accuracy = np.mean((models.outputs(labeller, other_sounds)[:, :, 0] > 0) == other_speakers)
    possible = np.mean((data.speaker_probabilities(other_sounds)["and the future"] > 0.5) == other_speakers)
    print(f"one model, trained on 40 steps, on {length:2} steps: {accuracy:.3f} right, best possible {possible:.3f}")

# %% name="who-spoke-claims"
checks.claim(
    "who spoke when: what reading from both ends adds to the accuracy",
    who["and the future"] - who["and the past"],
    low=0.03,
    control=0.0,
)
checks.claim(
    "who spoke when: how far the bidirectional net is from the best possible accuracy",
    ceilings["and the future"] - who["and the future"],
    high=0.04,
    control=ceilings["and the future"] - who["and the past"],
)

# %% [markdown] name="deep"
# ## Deep in the other direction
#
# An unrolled net is deep *in time*, but between $x_t$ and $y_t$ lies a single layer. **Stacked** (or
# *deep*) recurrent nets put several on top of each other: the second reads the states of the first as its
# input.
#
# When is that needed? Back to the flip-flop. *Is the switch up?* needs the past. *Will the next push
# change it?* needs past and future, but that is not all: the answer is yes if the last push and the next
# one *differ*, an **exclusive or** of what the two directions know. A single bidirectional layer ends in
# a weighted sum of the two, and lesson 02 has proved what sums cannot do: at best three of four corners.
# One more layer can.

# %% name="deep-drawn"
ax = plots.unrolled(["$x_1$", "$x_2$", "$x_3$", "$x_4$"], ["$y_1$", "$y_2$", "$y_3$", "$y_4$"], layers=2, title="deep")
plots.show(
    ax,
    caption="A recurrent net of two layers: the second reads the hidden states of the first.",
    alt="Two rows of four boxes; in both the arrows run to the right, and each box of the lower row sends an arrow up.",
)

# %% name="deep-train"
pushes, is_up, will_change = data.flip_flop(2 * num_sequences, 20, seed=seed)
test_pushes, test_is_up, test_will_change = data.flip_flop(500, 20, seed=seed + 1000)


def label_accuracy(stack, y, test_labels):
    """Train a stack of layers to label every step; return its test accuracy, the last step aside."""
    labeller = keras.Sequential([keras.Input((None, 1)), *stack, layers.Dense(1)])
    train_clipped(labeller, pushes, y[:, :, None], logistic, epochs, batch_size=50)
    return np.mean(((models.outputs(labeller, test_pushes)[:, :, 0] > 0) == test_labels)[:, :-1])


def recurrent_layer():
    return layers.SimpleRNN(12, return_sequences=True)


def both_ways():
    return layers.Bidirectional(recurrent_layer())


flips = {
    "is it up? one layer": label_accuracy([recurrent_layer()], is_up, test_is_up),
    "change? two layers forward": label_accuracy([recurrent_layer(), recurrent_layer()], will_change, test_will_change),
    "change? one bidirectional": label_accuracy([both_ways()], will_change, test_will_change),
    "change? bidirectional + one": label_accuracy([both_ways(), recurrent_layer()], will_change, test_will_change),
}

# %% name="deep-picture"
ax = plots.bars(
    flips, chance=0.5, xlabel="share of steps labelled rightly", title="Past, future and depth: it takes all three"
)
plots.show(
    ax,
    caption="Flip-flop: test accuracy of four nets of plain recurrent layers with 12 units each. Dotted: guessing.",
    alt="Four bars: is it up, one layer, 100 %; change with two forward layers about 50 %; with one bidirectional layer "
    "about two thirds; with a second layer on top 100 %.",
)

# %% name="deep-claims"
checks.claim(
    "flip-flop: accuracy of one plain layer on the state of the switch",
    flips["is it up? one layer"],
    low=0.9,
    control=0.5,
)
checks.claim(
    "flip-flop: accuracy of one bidirectional layer on the next change",
    flips["change? one bidirectional"],
    high=0.85,
    control=flips["change? bidirectional + one"],
)
checks.claim(
    "flip-flop: what a second layer adds to the accuracy",
    flips["change? bidirectional + one"] - flips["change? one bidirectional"],
    low=0.15,
    control=0.0,
)

# %% [markdown] name="shop"
# ## The ice-cream shop: window or memory?
#
# A shop opens when the sun shines and stays open until it rains; on cloudy days it stays as it is. On 5 %
# of the days it does the opposite, for no reason. The weather is **one-hot encoded**: a *discrete* input
# becomes one feature per kind, 1 for the one that holds and 0 for the others. Numbers 0, 1, 2 would claim
# that cloudy lies halfway between sunny and rainy. (A slide says: "if x is a discrete *output*, you can
# use one-hot encoding; if x is a continuous variable, it can be input to the network directly". One word
# is a slip: $x$ is what goes *in*. Our wave is continuous and goes in as it is.)
#
# A diary has no natural beginning and end, so it is cut into **windows**, here of two days. A
# **stateless** layer (the default) starts every window with $h = 0$: of all that was before it knows
# nothing. A **stateful** one goes on from the $h$ at which the last window ended, so row $k$ of each
# batch has to *continue* row $k$ of the batch before: no shuffling, a fixed batch size, and a
# `reset_state()` where a new diary begins. The gradient still stops at the edge of the window
# (*truncated* backpropagation through time); only the memory goes on. **Guess** what the state is worth
# with windows of two days.

# %% name="one-hot" tags=["nbval-check-output"]
for day, code in zip(("sunny", "cloudy", "rainy"), np.eye(3, dtype=int), strict=True):
    print(f"{day:6} -> {code}")
print(f"exactly one 1 on each of our {len(weather)} days: {(weather.sum(axis=1) == 1).all() and weather.max() == 1}")

# %% name="shop-data"
lookback, windows = 2, settings.choose(smoke=4, quick=200, full=400)  # windows in each diary


def diaries(seed):
    """Return weather (rows, 2, 3) and sales (rows, 2): window after window, each for all diaries."""
    weather, sells = data.ice_cream_shop(num_streams * windows * lookback, seed=seed)
    shape = (num_streams, windows, lookback)
    x = np.swapaxes(weather.reshape(*shape, 3), 0, 1).reshape(-1, lookback, 3)
    return x, np.swapaxes(sells.reshape(shape), 0, 1).reshape(-1, lookback)


diary_x, diary_y = diaries(seed)
test_diary_x, test_diary_y = diaries(seed + 1000)
print(f"{num_streams} diaries of {windows} windows; batch 1 holds the first window of each, batch 2 the second ...")

# %% name="shop-train"
shop_accuracy = {}
for stateful in (False, True):
    rnn_layer = layers.SimpleRNN(4, return_sequences=True, stateful=stateful)
    shop = keras.Sequential([keras.Input(batch_shape=(num_streams, lookback, 3)), rnn_layer, layers.Dense(2)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    train_clipped(shop, diary_x, diary_y, loss, epochs, batch_size=num_streams, shuffle=not stateful)
    if stateful:
        rnn_layer.reset_state()  # the test diaries are new ones
    said = shop.predict(test_diary_x, batch_size=num_streams, verbose=0).argmax(axis=-1)
    shop_accuracy["stateful" if stateful else "stateless"] = np.mean((said == test_diary_y)[:, -1])
print("right on the second day of a window:")
for name, days in (("stateless", lookback), ("stateful", None)):
    print(f"{name:10} {shop_accuracy[name]:.3f}, best possible {data.ice_cream_ceiling(days):.3f}")

# %% name="shop-size" tags=["nbval-check-output"]
print("the shop's net:", " + ".join(f"{layer.count_params()}" for layer in shop.layers), "=", shop.count_params())

# %% name="shop-claims"
checks.claim(
    "ice cream, second day of a window: accuracy of the stateless net",
    shop_accuracy["stateless"],
    high=0.83,
    control=shop_accuracy["stateful"],
)
checks.claim(
    "ice cream, second day of a window: accuracy of the stateful net",
    shop_accuracy["stateful"],
    low=0.88,
    control=data.ice_cream_ceiling(lookback),
)

# %% [markdown] name="ceiling-task"
# ### Exercise 10.10 · how good can it get?
#
# The course that this toy comes from reported its accuracies (0.646 and 0.739) and never asked how good
# they *could* be. Its nets did not get the weather of the very day they had to answer for, and no net
# could pass 0.649 or 0.886. In our shop the weather is sunny, cloudy, rainy with probabilities 0.2, 0.6,
# 0.2, and 5 % of the days are turned round. Compute the best possible accuracy of a forecast that sees
# (a) two days with today, (b) all days with today, (c) all days, but *not* today.

# %% name="ceiling" tags=["exercise"]
# BEGIN SOLUTION
two_days = 0.95 * (1 - 0.6**2) + 0.5 * 0.6**2
all_days = 0.95
all_but_today = 0.95 * (0.6 + 0.2) + 0.05 * 0.2
# END SOLUTION
checks.rnn.ceiling(two_days, all_days, all_but_today)

# %% [markdown] name="ceiling-solution" tags=["solution"]
# **Why.** (a) Both days cloudy, probability 0.36: guess. Otherwise the state is known, and 5 % noise
# remains. (c) If the shop was open yesterday, it is open today with probability $0.6 + 0.2 = 0.8$: say
# "as yesterday", and be right with $0.8 \cdot 0.95 + 0.2 \cdot 0.05 = 0.77$. A perfect memory with
# today's weather left out is worth less than two days with it. **Ask for the ceiling before you tune the
# net.**

# %% [markdown] name="string-window"
# ## A window over a string
#
# Must it be a loop at all? A convolution with one axis slides a kernel along the sequence: at each place
# a **weighted sum of some neighbours**, of a signal, a price, or the characters of a string, where each
# character is a one-hot vector. A kernel of width 3 on a text is then a *template* for three characters:
# its response counts how many of them fit. Here is one made by hand, that looks for `def`. A trained
# `Conv1D` finds such templates by itself, and with an embedding (below) templates for words.

# %% name="find-def" tags=["nbval-check-output"]
alphabet = "".join(sorted(set("abcdefghijklmnopqrstuvwxyz():_ .")))
program = "def define(x): undef (def_)"
one_hot = np.array([[letter == character for letter in alphabet] for character in program], "float32")
template = np.array([[letter == character for letter in alphabet] for character in "def"], "float32")
finder = layers.Conv1D(1, 3, use_bias=False)
finder.build((None, None, len(alphabet)))
finder.set_weights([template[:, :, None]])  # (width, features, filters)
response = ops.convert_to_numpy(finder(one_hot[None]))[0, :, 0].astype(int)
print(program)
print("".join(map(str, response)), " how many of the three characters fit, from here on")
print("found at", np.flatnonzero(response == 3).tolist())

# %% [markdown] name="forecast"
# ## What a recurrent net has to beat
#
# **Forecasts.** Investors forecast a firm's sales from its past sales, and trade on it. Ours are easier
# to judge: noisy waves that swell and fade, no two alike, and the task is the value five steps ahead. The
# noise has a standard deviation of 0.1, so **no forecast can have a mean squared error below 0.01**. A
# forecast is worth something only against a naive one: *it stays as it is* (persistence), and the best
# *linear* function of the last 61 values.
#
# The serious rival is the convolution. **Causal** means that it looks back only. Four layers of width 5
# see $1 + 4 \cdot 4 = 17$ steps. With **dilation** the kernel's five points lie 1, 2, 4, 8 steps apart:
# $1 + 4 (1 + 2 + 4 + 8) = 61$ steps, for the same number of parameters. WaveNet (2016) made speech this
# way, one sample after the other, 16 000 a second: a stack of dilated causal convolutions that sees
# thousands of samples back, trained in parallel over all steps, where a recurrent net has to go one by
# one. **Guess** the order of the five forecasts, and how close the best comes to 0.01.

# %% name="causal" tags=["nbval-check-output"]
by_hand = layers.Conv1D(1, 2, padding="causal", use_bias=False)
by_hand.build((None, None, 1))
by_hand.set_weights([np.array([1.0, 2.0]).reshape(2, 1, 1)])
smoothed = ops.convert_to_numpy(by_hand(np.array([10.0, 20.0, 30.0]).reshape(1, 3, 1)))[0, :, 0]
print(f"kernel (1, 2) over 10, 20, 30, a zero before them: {smoothed.tolist()}")
for dilations in ((1, 1, 1, 1), (1, 2, 4, 8)):
    print(f"dilations {dilations}: four layers of width 5 see {1 + 4 * sum(dilations)} steps")

# %% name="forecast-data"
ahead, warm_up = 5, 64  # forecasts are judged once every model has seen 64 steps
noise_floor = 0.1**2
waves = data.sine_products(num_sequences, wave_length + ahead, seed=seed)
test_waves = data.sine_products(300, wave_length + ahead, seed=seed + 1000)
x_train, y_train = waves[:, :-ahead], waves[:, ahead:]
x_test, y_test = test_waves[:, :-ahead], test_waves[:, ahead:]


def forecast_error(forecast):
    """Return the mean squared error of a forecast for each step of the test waves, the first ones aside."""
    return np.mean((forecast - y_test)[:, warm_up:] ** 2)


def last_values(x, count):
    """Return the last `count` values before each step, and a one, as rows of a table."""
    table = np.lib.stride_tricks.sliding_window_view(x[:, :, 0], count, axis=1).reshape(-1, count)
    return np.hstack([table, np.ones((len(table), 1))])


best_linear = np.linalg.lstsq(last_values(x_train, 61), y_train[:, 60:].reshape(-1), rcond=None)[0]
linear_forecast = np.zeros_like(y_test)
linear_forecast[:, 60:, 0] = (last_values(x_test, 61) @ best_linear).reshape(len(x_test), -1)
forecast_errors = {"as it is": forecast_error(x_test), "linear, 61 values": forecast_error(linear_forecast)}


# %% name="forecast-train"
from time import perf_counter


def causal(dilation):
    return layers.Conv1D(32, 5, padding="causal", dilation_rate=dilation, activation="relu")


forecasters = {
    "Conv1D, sees 17": ([causal(1) for _ in range(4)], 0.003),
    "dilated, sees 61": ([causal(dilation) for dilation in (1, 2, 4, 8)], 0.003),
    "LSTM": ([layers.LSTM(24, return_sequences=True)], 0.01),
}
sizes, seconds = {"as it is": 0, "linear, 61 values": 62}, {}
for name, (stack, learning_rate) in forecasters.items():
    began = perf_counter()
    forecaster = keras.Sequential([keras.Input((None, 1)), *stack, layers.Dense(1)])
    train_clipped(forecaster, x_train, y_train, "mse", epochs + 1, learning_rate, batch_size=16)
    seconds[name] = perf_counter() - began
    forecast_errors[name], sizes[name] = forecast_error(models.outputs(forecaster, x_test)), forecaster.count_params()
pd.DataFrame({"mean squared error": forecast_errors, "parameters": sizes, "seconds of training": seconds}).round(4)

# %% name="forecast-sizes" tags=["nbval-check-output"]
print(f"parameters: {sizes['dilated, sees 61']:,} with dilation, {sizes['Conv1D, sees 17']:,} without")

# %% name="forecast-picture"
lstm_forecast = models.outputs(forecaster, x_test[:1])[0, :, 0]
ax = plots.curves(
    {"the wave": y_test[0, :, 0], "LSTM": lstm_forecast, "as it is": x_test[0, :, 0]},
    xlabel="step",
    ylabel="value",
    title="Saying that it stays as it is means coming five steps late",
    value_limits=(-1.4, 1.4),
)
plots.show(
    ax,
    caption="A test wave, what the LSTM said five steps before, and the value five steps before.",
    alt="The LSTM's line follows the noisy wave, smoother than it; the naive forecast has the shape of the wave, five "
    "steps late.",
)

# %% name="forecast-claims"
checks.claim(
    "forecast: error of the convolution that sees 17 steps over that of the one that sees 61",
    forecast_errors["Conv1D, sees 17"] / forecast_errors["dilated, sees 61"],
    low=1.1,
    control=1.0,
)
checks.claim(
    "forecast: error of the best linear forecast over that of the LSTM",
    forecast_errors["linear, 61 values"] / forecast_errors["LSTM"],
    low=1.2,
    control=1.0,
)
checks.claim(
    "forecast: error of the LSTM over the floor set by the noise",
    forecast_errors["LSTM"] / noise_floor,
    high=8.0,
    control=forecast_errors["as it is"] / noise_floor,
)

# %% [markdown] name="forecast-explain"
# To tell a slow swell from a fast wave you have to see a good part of the swell: 17 steps are too few, 61
# will do, and the LSTM, with far fewer parameters, needs no window at all. But look at what it had to
# beat, and at the seconds: the linear forecast is one call of least squares. A recurrent net has to take
# the steps of a wave one after the other, a convolution takes them all at once, if the hardware has
# room for it. Before you take the slower net, make sure that it is the better one.

# %% [markdown] name="writer"
# ## A net that writes
#
# Give a net the characters of a text so far and let it predict **the next one**. That is all; the text
# itself holds the labels. To write, draw a character from the predicted probabilities, append it, and go
# on: one-to-many. GPT-3 (2020) is trained for the very same task, on fragments of words instead of
# characters, with 175 billion parameters and a large part of the internet (it is a transformer:
# attention, which comes below, without a recurrence). What you give it is called the **prompt**; it only
# ever *continues*. One of our lectures shows the prompt "Here's a poem by Dr. Seuss about Elon Musk ...",
# with a remark on how it rhymes and the title; GPT-3 goes on with the poem, verse by verse. Ours has a
# few ten thousand parameters, reads the source of Python's standard library, and is prompted with the
# beginning of a function.
#
# A character enters as a number. One-hot vectors times a kernel *look up* a row (exercise 10.1), so the
# layer stores the rows and skips the product: an **embedding**, one learned vector for each character (or
# word: it is how all nets read text; one lecture left it out). What pays for the prediction shapes the
# vectors: characters that are used alike can share what is learned about them by being close.

# %% name="text-data"
numbers = np.array([text.alphabet.index(character) for character in text.content])
num_kinds, window = len(text.alphabet), 50
blocks = numbers[: len(numbers) // (window + 1) * (window + 1)].reshape(-1, window + 1)
is_test = np.arange(len(blocks)) // 20 % 10 == 1  # of ten thousand characters, one thousand is kept apart
text_train, text_test = blocks[~is_test], blocks[is_test][:300]
print(f"{text.source}: {len(numbers)} characters of {num_kinds} kinds")
print(f"{len(text_train)} windows to learn from, {len(text_test)} to test")

# %% name="embedding" tags=["nbval-check-output"]
embedding = layers.Embedding(num_kinds, 24)
looked_up = ops.convert_to_numpy(embedding(text_test[:2]))
product = ops.convert_to_numpy(ops.one_hot(text_test[:2], num_kinds)) @ embedding.get_weights()[0]
print(f"{looked_up.shape[1:]} for 51 characters; the same as one-hot times kernel: {np.allclose(looked_up, product)}")

# %% [markdown] name="bits"
# How good is a guess at characters? In **bits per character**: the mean of $-\log_2$ of the probability
# that the true next character got. 0 is clairvoyance, and the base rates are two tables of counts: how
# often each character occurs (*unigram*), and how often it follows each other one (*bigram*). **Guess**
# how many bits per character remain. (If all kinds were equally likely, it would be $\log_2$ of their
# number; the first row.)

# %% name="bits-baselines"
pairs = np.full((num_kinds, num_kinds), 0.05)  # a little of everything: what was never seen is not impossible
np.add.at(pairs, (text_train[:, :-1], text_train[:, 1:]), 1)
bigram, unigram = pairs / pairs.sum(axis=1, keepdims=True), pairs.sum(axis=0) / pairs.sum()
bits = {
    "all alike": np.log2(num_kinds),
    "unigram": -np.log2(unigram[text_test[:, 1:]]).mean(),
    "bigram": -np.log2(bigram[text_test[:, :-1], text_test[:, 1:]]).mean(),
}

# %% name="writer-train"
gru = layers.GRU(96, return_sequences=True)
to_logits = layers.Dense(num_kinds)
writer = keras.Sequential([keras.Input((None,), dtype="int32"), embedding, gru, to_logits])
categorical = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
train_clipped(writer, text_train[:, :-1], text_train[:, 1:], categorical, max(1, epochs - 1), 0.006)
test_loss = categorical(text_test[:, 1:], writer(text_test[:, :-1]))
bits["GRU"] = float(test_loss) / np.log(2)
pd.Series(bits, name="bits per character").round(2)

# %% name="writer-claim"
checks.claim(
    "text: bits per character by which the GRU beats the table of pairs",
    bits["bigram"] - bits["GRU"],
    low=0.3,
    control=0.0,
)
print(f"{writer.count_params()} parameters; the table of pairs has {num_kinds**2}")

# %% [markdown] name="neighbours-explain"
# Has it put alike to alike? For some characters, the three whose vectors point most nearly the same way:

# %% name="neighbours"
vectors = embedding.get_weights()[0]
vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
for character in [character for character in "aeT3([" if character in text.alphabet]:
    nearest = np.argsort(-vectors @ vectors[text.alphabet.index(character)])[1:4]
    print(f"{character!r} is close to {', '.join(repr(text.alphabet[k]) for k in nearest)}")

# %% name="writer-before"
before = measured.of_claim("text: bits per character by which the GRU beats the table of pairs")
ax = plots.before_and_now(
    {"GRU": (before, bits["bigram"] - bits["GRU"])},
    control=0,
    control_name="table of pairs",
    xlabel="bits per character saved",
    title="More than one character back is worth a lot",
)
plots.show(
    ax,
    caption="Bits per character by which the GRU beats the table of pairs: other seeds, measured before this lesson was "
    "printed, and this run.",
    alt="A star, and dots around it where the lesson has been measured, well to the right of a dashed line at 0.",
)


# %% [markdown] name="temperature"
# ### How bold? Temperature
#
# Divide the logits by a **temperature** $T$ before the softmax. $T = 1$ draws as the net believes; a
# small $T$ sharpens (at $T \to 0$ always the most probable character), a large one flattens (at $T \to
# \infty$ dice). The GRU's state is all that is handed from one character to the next.


# %% name="write-code"
def write(prompt, count, temperatures):
    """Return one continuation of the prompt for each temperature."""
    divide_by = np.array(temperatures)[:, None]
    h, texts = ops.zeros((len(divide_by), gru.units)), [prompt] * len(divide_by)
    for place in range(len(prompt) + count - 1):
        latest = np.array([text.alphabet.index(written[place]) for written in texts])
        h, _ = gru.cell(embedding(latest), [h])
        if place >= len(prompt) - 1:
            scaled = ops.convert_to_numpy(to_logits(h)) / divide_by
            noise = rng.gumbel(size=scaled.shape)  # the largest of logit + Gumbel noise is a draw from the softmax
            chosen = (scaled + noise).argmax(axis=1)
            texts = [written + text.alphabet[k] for written, k in zip(texts, chosen, strict=True)]
    return texts


def known(words):
    """Return the words, or the beginning of the text if they contain characters that the text does not have."""
    return words if set(words) <= set(text.alphabet) else text.content[: len(words)]


prompt = known("    def __init__(self, ")
for temperature, written in zip((0.2, 0.6, 1.0, 1.6), write(prompt, 160, (0.2, 0.6, 1.0, 1.6)), strict=True):
    print(f"--- temperature {temperature} ---\n{written}\n")


# %% name="temperature-picture"
def next_character(temperature, ax=None):
    """Draw how probable the characters behind "return s" are at a temperature, the ten most likely of them."""
    start_text = np.array([[text.alphabet.index(character) for character in known("        return s")]])
    scaled = ops.convert_to_numpy(writer(start_text))[0, -1] / temperature
    probabilities = np.exp(scaled - scaled.max()) / np.exp(scaled - scaled.max()).sum()
    most = np.argsort(-probabilities)[:10]
    names = [repr(text.alphabet[k]) for k in most]
    return plots.bars(
        dict(zip(names, probabilities[most].astype(float).tolist(), strict=True)),
        ax=ax,
        xlabel="probability",
        title=f"temperature {temperature:g}",
    )


figure, axes = plots.panels(3, height=3.4)
for ax, temperature in zip(axes, (0.3, 1.0, 3.0), strict=True):
    next_character(temperature, ax)
    ax.set_xlim(0, 1.15)
plots.show(
    figure,
    caption="The ten most probable characters behind `return s` at three temperatures.",
    alt="Three bar charts: at temperature 0.3 the first bar stands out most, at 1 less, at 3 the bars are short and more "
    "alike.",
)

# %% name="temperature-slider" tags=["slider"]
widgets.slider(
    next_character,
    caption=lambda temperature: f"The ten most probable characters behind `return s` at temperature {temperature:g}.",
    alt="A bar chart of ten probabilities, the more equal the higher the temperature.",
    temperature=(0.2, 3.0, 0.2, 1.0),
)

# %% [markdown] name="own-text"
# **Your own text.** Put a file, a novel or your diary, next to this notebook, write its name into the
# call of `data.load_text` at the top, as in `data.load_text("my_novel.txt",
# most_characters=num_characters)`, and run the lesson again (change the prompts to something your author
# might write). It takes plain text in UTF-8 and reads the first few hundred thousand characters.

# %% [markdown] name="temperature-task"
# ### Exercise 10.11 · temperature by hand
#
# Write `soften`: logits and a temperature in, probabilities out, for one row of logits. It has to survive
# $T = 0.001$. Then think: of two characters the first is 4 times as probable at $T = 1$. How many times
# as probable is it at $T = 2$?


# %% name="soften" tags=["exercise"]
def soften(logits, temperature):
    """Return the probabilities (kinds,) at a temperature."""
    # BEGIN SOLUTION
    scaled = logits / temperature
    scores = np.exp(scaled - scaled.max())
    return scores / scores.sum()
    # END SOLUTION


# BEGIN SOLUTION
ratio_at_two = 2
# END SOLUTION
checks.rnn.temperature(soften, ratio_at_two)

# %% [markdown] name="soften-solution" tags=["solution"]
# **Why.** The ratio of two probabilities is $e^{(z_1 - z_2)/T}$: at $T = 2$ the square root of what it is
# at $T = 1$, so 4 becomes 2. Temperature raises all probabilities to the power $1/T$ and normalises.

# %% [markdown] name="translate"
# ## Translation: one net reads, another one writes
#
# A translation is a sequence in, a sequence out, with different lengths and another order. Put two
# recurrent nets behind each other: the **encoder** reads the sentence and keeps its last state, the
# **decoder** starts from there and writes, word by word, until it says *end*. Google Translate was built
# this way in 2016 (Sutskever, Vinyals and Le, 2014; Cho et al., 2014), and the attention below grew into
# what replaced it. (An *autoencoder*, lesson 11, is the same idea with the input as the answer.)
#
# Our languages are small: digits and English. `70415` is to become *seventy thousand four hundred
# fifteen*. Which word comes first depends on how *long* the input is, a teen needs two digits at once,
# and a zero is passed over. While it is trained, the decoder gets the **true** previous word, not its own
# guess: **teacher forcing**. One early mistake does not spoil the rest of the lesson, and all steps are
# trained at once. When used, it has to live with its own words.
#
# Numbers and their names differ in length, but an array is rectangular: short rows are **padded** with
# zeros, and a **mask** says what is padding. `Embedding(..., mask_zero=True)` hands it on to the layers
# behind: a GRU keeps its state at masked steps, attention gives them the weight 0, and `ignore_class=0`
# leaves them out of the loss.

# %% name="translate-data"
vocabulary = ["", "<start>", "<end>", *data.NUMBER_WORDS]
most_digits, most_words = 6, 13


def encode(whole_numbers):
    """Return digits (n, 6), each plus 1, and words (n, 14) with start and end; zeros fill up."""
    digits = np.zeros((len(whole_numbers), most_digits), int)
    words = np.zeros((len(whole_numbers), most_words + 1), int)
    for row, number in enumerate(whole_numbers):
        read = [int(digit) + 1 for digit in str(number)]
        said = ["<start>", *data.number_in_words(int(number)), "<end>"]
        digits[row, : len(read)], words[row, : len(said)] = read, [vocabulary.index(word) for word in said]
    return digits, words


def draw_numbers(count, num_digits):
    """Return random numbers, the first of them with num_digits[0] digits and so on."""
    low = 10 ** (np.resize(num_digits, count) - 1)
    return rng.integers(np.where(low == 1, 0, low), 10 * low)


# %% name="translate-examples"
train_numbers = draw_numbers(num_numbers, [1, 2, 3, 4, 5])
train_digits, train_words = encode(train_numbers)
print(f"{train_numbers[4]}: {' '.join(vocabulary[word] for word in train_words[4] if word)}")
print(f"as digits, each plus 1: {train_digits[4]}, as words: {train_words[4]}")

# %% [markdown] name="attention"
# ### Attention: look again
#
# Everything the decoder knows about the sentence has to fit into one vector of fixed size; long sentences
# suffer. Bahdanau, Cho and Bengio (2015) let the decoder **look back**: with its state as the *query* $q$
# it compares all states $k_s$ of the encoder, turns the similarities into weights by a softmax, and takes
# the weighted mean:
#
# $$ \alpha_s = \operatorname{softmax}_s(q \cdot k_s), \qquad \text{context} = \sum_s \alpha_s k_s. $$
#
# Nobody tells it where to look. The weights are learned, and they can be read: an **alignment**, which
# word of the source each word of the translation comes from. (Bahdanau compares with a small net. We use
# the product of the two vectors, times one learned number, and our decoder runs over its words first and
# looks back afterwards. It starts from $h = 0$: all it ever knows of the digits comes through attention.
# This idea alone, without any recurrence, became the *transformer* in 2017.)

# %% name="translate-model"
digits_in, words_in = keras.Input((None,), dtype="int32"), keras.Input((None,), dtype="int32")
read_digits = layers.Embedding(11, 16, mask_zero=True)(digits_in)
memory = layers.Bidirectional(layers.GRU(32, return_sequences=True))(read_digits)  # (n, digits, 64)
read_words = layers.Embedding(len(vocabulary), 16, mask_zero=True)(words_in)
queries = layers.GRU(64, return_sequences=True)(read_words)  # (n, words, 64)
attend = layers.Attention(use_scale=True)
context, alignment = attend([queries, memory], return_attention_scores=True)
both = layers.Dense(64, activation="tanh")(layers.Concatenate()([queries, context]))
translator = keras.Model([digits_in, words_in], layers.Dense(len(vocabulary))(both))
aligner = keras.Model([digits_in, words_in], alignment)

# %% name="translate-train"
next_word = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)
teacher_forcing = [train_digits, train_words[:, :-1]]  # the true words so far; the targets are one step ahead
losses = train_clipped(translator, teacher_forcing, train_words[:, 1:], next_word, epochs + 1)
print(f"loss per word: {losses[0]:.2f} in the first epoch, {losses[-1]:.4f} in the last")


# %% name="translate-use"
def translate(digits):
    """Return the words (n, 14) that the decoder writes, each step from its own last words."""
    words = np.zeros((len(digits), most_words + 1), int)
    words[:, 0] = vocabulary.index("<start>")
    for step in range(most_words):
        words[:, step + 1] = models.outputs(translator, [digits, words[:, :-1]])[:, step].argmax(axis=-1)
    return words


def is_right(said, true):
    """Tell for each row whether all words up to the end are right."""
    ends = (true == vocabulary.index("<end>")).argmax(axis=1)
    return np.array([(a[: end + 1] == b[: end + 1]).all() for a, b, end in zip(said, true, ends, strict=True)])


unseen = np.setdiff1d(draw_numbers(num_unseen, [3, 4, 5, 6]), train_numbers)
unseen_digits, unseen_words = encode(unseen)
said = translate(unseen_digits)
lengths = np.array([len(str(number)) for number in unseen])
right = is_right(said, unseen_words)
translated = {length: right[lengths == length].mean() for length in (3, 4, 5, 6)}

# %% name="translate-shown"
for length, share in translated.items():
    print(f"{length} digits, {(lengths == length).sum():3} unseen numbers: {share:.3f} right")
example = np.flatnonzero(lengths == 6)[-1]
ends = list(said[example]).index(vocabulary.index("<end>")) if vocabulary.index("<end>") in said[example] else None
print(f"a number with six digits, {unseen[example]}: {' '.join(vocabulary[word] for word in said[example][1:ends])}")

# %% name="translate-claims"
checks.claim(
    "translation: share of unseen numbers with 3 to 5 digits that are right, word for word",
    np.mean([translated[length] for length in (3, 4, 5)]),
    low=0.7,
    control=translated[6],
)
checks.claim(
    "translation: share of numbers with 6 digits, one more than in training, that are right",
    translated[6],
    high=0.3,
    control=translated[5],
)

# %% name="alignment-picture"
two_numbers = [417, 70415]
digits, words = encode(two_numbers)
said = translate(digits)
weights = ops.convert_to_numpy(aligner([digits, said[:, :-1]]))  # (2, words, digits)
figure, axes = plots.panels(2, columns=2, height=3.9)
for row, (ax, number) in enumerate(zip(axes, two_numbers, strict=True)):
    named = [vocabulary[word] for word in said[row, 1 : len(data.number_in_words(number)) + 2]]
    shown = weights[row, : len(named), : len(str(number))]
    plots.heat_map(
        shown, named, list(str(number)), ax=ax, title=str(number), xlabel="digits that are read", ylabel="words written"
    )
plots.show(
    figure,
    caption="Where the decoder looks while it writes: each row is one word, its weights add up to 1; the darker, the more.",
    alt="Two grids of squares. Rows are the words of a number, columns its digits; dark squares show from which digits each word "
    "is taken.",
)

# %% [markdown] name="attention-explain"
# Unseen numbers of the lengths it was trained on come out right, most of them; **one digit more, and it
# fails**. In training no word for a sixth digit from the end was ever asked for. Nets generalise
# *between* what they have seen far better than beyond, and real sentences that are longer than those of
# the training set are the same trouble.
#
# Read the alignment row by row: does *hundred* come from its digit, does a teen look at both of its
# digits? Do not expect too much of it: each state of the encoder also knows the digits around it, so the
# decoder may look next door and still find what it needs.

# %% [markdown] name="attention-task"
# ### Exercise 10.12 · attention in NumPy
#
# One query $q$ (units,), the states of the encoder as rows of `keys` (steps, units), and `is_real` (steps,),
# True where a digit was read and False where the input is padding, which must get no weight at all. Return
# the weights and the context.


# %% name="attend" tags=["exercise"]
def look_back(query, keys, is_real):
    """Return the weights (steps,) and the context (units,) of attention by scalar products."""
    # BEGIN SOLUTION
    scores = np.where(is_real, keys @ query, -np.inf)
    weights = np.exp(scores - scores.max())
    weights = weights / weights.sum()
    return weights, weights @ keys
    # END SOLUTION


checks.rnn.attention(look_back)

# %% [markdown] name="attend-solution" tags=["solution"]
# **Why.** The softmax runs over the *steps*, not over the units. A masked place gets $-\infty$ before the
# softmax and so exactly 0 after it; setting its weight to 0 afterwards would leave weights that do not
# add up to 1.

# %% [markdown] name="close"
# ## What we saw
#
# 1. A recurrent net is one layer in a loop: it takes sequences of **any length**, and its size does not grow with
#    them, because the weights are shared over time. Its memory is the hidden state, written anew for each sequence.
# 2. Unrolled, it is as deep as the sequence is long. Its gradient is a product of as many factors, which vanishes
#    or explodes; clipping tames the second, gates prevent the first.
# 3. LSTM and GRU keep by default and change on purpose. Over a hundred steps that is the difference between
#    solving a task and guessing.
# 4. Two directions see the future as well, a second layer combines, a stateful layer goes on where it stopped. Each
#    pays exactly where the task needs it, and a ceiling tells how much there is to gain.
# 5. Predicting the next item is a task that needs no labels, and it writes texts and translations; attention lets
#    the decoder look back, and us look in.
#
# **What can go wrong in practice.** It is **slow**: step follows step, so no hardware can compute them at
# once, as it can a convolution. And even with gates it **forgets** what is long ago. Windows that overlap
# training and test leak; a stateful layer whose batches are shuffled learns noise; padding without a mask
# is read as data. Forecasts without a naive forecast beside them mean nothing.
#
# **Homework (open).** Train the writer on a text of your own and find a prompt and a temperature at which
# a friend cannot tell it from the author for one line. Then let the translator learn the numbers of
# another language: in German, the ones come before the tens. Does the alignment show it? And what does it
# take to get six digits right?
#
# **Further reading.** Hochreiter and Schmidhuber (1997), *Long short-term memory*. Bengio, Simard and
# Frasconi (1994), *Learning long-term dependencies with gradient descent is difficult*. Cho et al.
# (2014), *Learning phrase representations using RNN encoder-decoder*: the GRU. Sutskever, Vinyals and Le
# (2014), *Sequence to sequence learning with neural networks*. Bahdanau, Cho and Bengio (2015), *Neural
# machine translation by jointly learning to align and translate*. van den Oord et al. (2016), *WaveNet*.
# Tallec and Ollivier (2018), *Can recurrent neural networks warp time?* Brown et al. (2020), *Language
# models are few-shot learners*: GPT-3. Lukic, Vogt, Dürr and Stadelmann (2016), *Speaker identification
# and clustering using convolutional neural networks*. The ice-cream shop and the waves are variations on
# exercises of the ZHAW course.
#
# **Next question.** An encoder squeezes its input into a vector. What does a net keep if it may keep only
# a little, and nobody tells it what for? Lesson 11.
