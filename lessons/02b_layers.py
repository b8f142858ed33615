# %% [markdown] name="title"
# # 02b · Layers
#
# **What makes a good layer?** (A deeper part: you may skip it and go on to lesson 03.)
#
# | | |
# |---|---|
# | **You will be able to** | *write* a layer as one formula and count its numbers; *choose* a bend that keeps its slope; *derive* why a sigmoid is followed by cross-entropy |
# | **You need** | lesson 02: neuron, hidden units, ReLU, loss, gradient descent |
# | **Time** | {minutes} minutes |
#
# A layer has weights, a bend, and at the end of the net a loss that tells it what to do. The measure of all
# three is the same: does a **slope** arrive where something is still wrong?

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, plots, start

settings = start("02b_layers", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_networks = settings.choose(smoke=3, quick=300, full=600)  # trained side by side
num_steps = settings.choose(smoke=5, quick=500, full=1000)  # steps of gradient descent for those
seed = settings.seed
corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])  # the four rows of XOR
targets = np.array([0, 1, 1, 0])

# %% [markdown] name="step"
# ## A step has no slope
#
# The first neurons answered with a jump: 1 if the weighted sum reaches 0, else 0. Gradient descent asks how
# the loss changes when a weight moves a little. Here it does not change at all, and then it jumps: the
# slope is zero wherever there is one.
#
# So Frank Rosenblatt's **perceptron** (1957) learned by a rule of its own: show a point; if the answer is
# wrong, move the weights towards the point (it should have fired) or away from it (it should not have). A
# few years later it was proven, by him and by others, that the rule stops making mistakes whenever *some*
# line separates the classes.
# Let it pass over the corners of AND, and of XOR.


# %% name="perceptron-rule"
def perceptron_mistakes(points, labels, passes):
    """Return how many of the points were answered wrongly in each pass of Rosenblatt's rule."""
    weights, bias, mistakes = np.zeros(2), 0.0, []
    for _ in range(passes):
        wrong = 0
        for x, y in zip(points, labels, strict=True):
            error = y - int(weights @ x + bias >= 0)  # -1, 0 or 1
            weights, bias = weights + error * x, bias + error
            wrong += abs(error)
        mistakes.append(wrong)
    return mistakes


# %% name="perceptron-run"
on_and = perceptron_mistakes(corners, [0, 0, 0, 1], passes=100)
on_xor = perceptron_mistakes(corners, targets, passes=100)

# %% name="perceptron-curves" tags=["figure"]
# @title Figure: mistakes of the perceptron in each pass
ax = plots.curves(
    {"AND": on_and[:20], "XOR": on_xor[:20]},
    title=f"in pass 20: {on_and[19]} mistakes on AND, {on_xor[19]} on XOR",
    xlabel="pass over the four corners",
    ylabel="mistakes in that pass",
    value_limits=(-0.2, 4.3),
)
ax.set(xticks=range(1, 21), yticks=range(5))
plots.show(
    ax,
    caption="The first 20 of 100 passes.",
    alt="The curve for AND rises to three mistakes, falls to zero in the sixth pass and stays there; the curve for XOR rises "
    "to four mistakes and stays.",
)
checks.claim(
    "the smallest number of mistakes on XOR in any of 100 passes",
    min(on_xor),
    low=1,
    control=min(on_and),
    control_is="on AND",
)

# %% [markdown] name="perceptron-explain"
# The rule runs in a **circle**. From the third pass on the four corrections add up to zero, and the next pass starts
# from the same weights. The line it looks for does not exist (lesson 02). And with two layers of steps the rule is at a
# loss: which hidden unit is to blame? (Rules that may *add* units have such a promise again: Mézard and Nadal, 1989.)
# What helped was a bend with a slope.

# %% [markdown] name="layer"
# ## A layer in numbers
#
# A layer does two things: a weighted sum for each neuron, then a function $g$, the **activation** (our bend
# or step), on each result by itself. With three inputs and three neurons:
#
# $$
# Wx + b = \begin{pmatrix} 2 & 4 & 2 \\ 1 & 3 & 7 \\ 0 & 7 & 3 \end{pmatrix} \begin{pmatrix} 1 \\ 3 \\ 2 \end{pmatrix}
# + \begin{pmatrix} -3 \\ 0 \\ 2 \end{pmatrix}, \qquad h = g(Wx + b).
# $$
#
# Here one **row** of $W$ is one neuron. Keras turns it round: an example is a *row* $x$, and the layer
# computes `x @ kernel + bias`. Its `kernel` has the shape **(inputs, units)**, a neuron is a **column**.
# Both are in use; look before you compare formulas. In pictures a circle holds one number, an edge is a
# weight.

# %% name="layer-picture" tags=["figure"]
# @title Figure: the layer as circles and edges
ax = plots.network_diagram(
    [3, 3],
    weights=[np.array([[2, 4, 2], [1, 3, 7], [0, 7, 3]]).T],
    biases=[[-3, 0, 2]],
    layer_names=["input", "layer"],
    unit_names=[["1", "3", "2"], ["$h_1$", "$h_2$", "$h_3$"]],
    title="three inputs, three neurons",
)
plots.show(
    ax,
    caption="The inputs 1, 3, 2 and the neurons with their biases. The broader an edge, the larger its weight.",
    alt="Three input circles with the numbers 1, 3 and 2, each joined to three circles h1, h2, h3 with biases -3, 0 and 2.",
)

# %% [markdown] name="layer-task"
# ### Exercise · one layer, both ways
#
# Compute $Wx + b$ (in your head first), write down the kernel that gives Keras the same layer, and count
# the layer's trainable numbers: all that training may change.

# %% name="layer-answer" tags=["exercise"]
W = np.array([[2, 4, 2], [1, 3, 7], [0, 7, 3]])
x = np.array([1, 3, 2])
b = np.array([-3, 0, 2])

# BEGIN SOLUTION
weighted_sums = W @ x + b
keras_kernel = W.T
num_parameters = W.size + b.size
# END SOLUTION
checks.layers.layer(weighted_sums, keras_kernel, num_parameters)
# checks.layers.layer.hint()

# %% [markdown] name="layer-solution" tags=["solution"]
# **Why.** $(15, 24, 29)$: for instance $2\cdot1 + 4\cdot3 + 2\cdot2 - 3 = 15$. Transposing $W$ turns its
# rows into Keras's columns. Nine weights and three biases are twelve trainable numbers; the input is data,
# and a ReLU has nothing to learn.

# %% name="layer-keras" tags=["nbval-check-output"]
import keras
from keras import layers

dense = layers.Dense(3, activation="relu")
dense.build((None, 3))  # three inputs
shapes = tuple(dense.kernel.shape), tuple(dense.bias.shape)
print("shapes of kernel and bias:", *shapes, "numbers to learn:", dense.count_params())
print("relu of 3, -1, 0.5:", np.maximum(0, [3, -1, 0.5]))

# %% [markdown] name="logistic"
# ## A bend for probabilities
#
# Where the answer is yes or no, we want a *probability*. The **logistic function**, or *sigmoid*, bends any
# number $z$ into the range from 0 to 1:
#
# $$ \sigma(z) = \frac{1}{1 + e^{-z}} . $$
#
# ### Exercise · read the formula
#
# On paper: what does $\sigma(z)$ approach as $z \to \infty$: **A** 0, **B** one half, **C** 1, or **D** does
# it grow for ever? And how steep is it at $z = 0$: **A** 1/4, **B** 1/2, **C** 1, **D** 2?

# %% name="logistic-answer" tags=["exercise"]
# BEGIN SOLUTION
limit = "C"
slope_at_zero = "A"
# END SOLUTION
checks.layers.logistic(limit, slope_at_zero)
# checks.layers.logistic.hint()

# %% [markdown] name="activations"
# ## Which bend keeps its slope?
#
# In a net the slope has to travel: the gradient of an early weight is multiplied by the weights and by the slope of
# every activation on its way. Look at the activations alone. The usual bends: the sigmoid; $\tanh z = 2\sigma(2z) - 1$, which runs from -1 to 1;
# and the ReLU, $\max(0, z)$, the bend of lesson 02.
#
# **Guess:** send a number through ten sigmoids, one after the other. Of a small change at the start, which
# share arrives at the end, at most? **A** a quarter · **B** about a hundredth · **C** less than a millionth
# · **D** nothing at all.

# %% name="guess-ten" tags=["guess"]
guess = ...  # "A", "B", "C" or "D"
checks.layers.guess("ten_sigmoids", guess)


# %% name="activation-functions"
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def ten_sigmoids(z):
    for _ in range(10):
        z = sigmoid(z)
    return z


step = 1e-3
z = np.linspace(-4, 4, 801)
arriving = (ten_sigmoids(z + step) - ten_sigmoids(z - step)) / (2 * step)
print(f"at most {arriving.max():.1e} of a change arrives; the bound is 0.25 ** 10 = {0.25**10:.1e}")

# %% name="activations-picture" tags=["figure"]
# @title Figure: activations and their slopes
figure = plots.activations(
    {
        "unit step": lambda z: 1.0 * (z >= 0),
        "sign": np.sign,
        "ReLU": lambda z: np.maximum(0, z),
        "sigmoid": sigmoid,
        "tanh": np.tanh,
        "ten sigmoids in a row": ten_sigmoids,
    }
)
plots.show(
    figure,
    caption="Activation functions and their derivatives, with the steepest slope of each.",
    alt="Panels for unit step, sign, ReLU, sigmoid and tanh, each with its derivative: zero for the steps, 0 or 1 for ReLU, "
    "a low bell with maximum 0.25 for the sigmoid, a bell with maximum 1 for tanh. Ten sigmoids in a row are a flat line.",
)
checks.layers.reveal("ten_sigmoids", "C")
checks.claim(
    "share of a small change that passes ten sigmoids, at most",
    arriving.max(),
    high=1e-6,
    control=1.0,
    control_is="if it all arrived",
)

# %% [markdown] name="slopes-explain"
# Each sigmoid passes on a quarter at most, ten of them less than a millionth. A function **saturates** where
# its slope is nearly zero: sigmoid and tanh do so at both ends, the step and the *sign* (-1 or 1) everywhere,
# a ReLU on one side only, and there completely. On its other side its slope is 1, however many you stack.

# %% [markdown] name="generalised"
# ## One unit instead of two
#
# A ReLU is blind for $z < 0$. The **generalised ReLU** keeps a slope $a$ there:
#
# $$ g(z) = \max(0, z) + a \min(0, z). $$
#
# With $a = 0$ it is the ReLU, with a small $a$ the *leaky ReLU*; if $a$ is learned with the weights, the
# *parametric* one.
#
# ### Exercise · XOR with a single hidden unit
#
# Write the generalised ReLU for any slope $a$, also a negative one. Then choose $a$, two weights and a bias,
# so that **one** unit $g(w_1 x_1 + w_2 x_2 + b)$ *is* XOR at the four corners.


# %% name="absolute" tags=["exercise"]
def generalised_relu(z, a):
    """Return max(0, z) + a min(0, z) for an array z and a number a."""
    # BEGIN SOLUTION
    return np.maximum(0, z) + a * np.minimum(0, z)
    # END SOLUTION


# BEGIN SOLUTION
a = -1
unit_weights = [1, -1]
unit_bias = 0
# END SOLUTION
checks.layers.absolute_unit(generalised_relu, a, unit_weights, unit_bias)
# checks.layers.absolute_unit.hint()

# %% [markdown] name="absolute-solution" tags=["solution"]
# **Why.** With $a = -1$ the unit is $|z|$, and $|x_1 - x_2|$ *folds* the plane along the diagonal: 10 comes
# to lie on 01. (In 02c, folding is the whole trick.) $|x_1 + x_2 - 1|$ is tempting, but it answers 1 where
# XOR says 0.

# %% [markdown] name="one-unit"
# What you drew by hand, does training find it? In lesson 02 fewer than half of the nets with *two ReLU*
# units found XOR. Now *one* unit with the bend $|z|$: five numbers to learn instead of nine, the same loss, the
# same steps.
#
# **Guess:** which share of these nets gets all four corners right?

# %% name="guess-one-unit" tags=["guess"]
guess = ...  # share of the nets, 0 to 1
checks.layers.guess("one_unit", guess)

# %% name="one-unit-run"
from course_utils.models import side_by_side

crowd = side_by_side.networks(num_networks, [(2, "relu"), (1, keras.ops.abs)], num_inputs=2)
options = {"loss": "mse", "learning_rate": 0.05, "num_steps": num_steps}
answers = side_by_side.fit(crowd, corners, targets, **options)
solved = ((answers > 0.5) == (targets[:, None] == 1)).all(axis=0).reshape(2, num_networks)
two_relus, one_fold = solved.mean(axis=1)
print(f"two ReLU units: {two_relus:.0%} solve XOR; one unit with |z|: {one_fold:.0%}")
bend = checks.layers.absolute_unit.or_ours(
    generalised_relu,
    lambda z, a: keras.ops.convert_to_numpy(keras.ops.leaky_relu(z, negative_slope=a)),
)

# %% name="one-unit-picture" tags=["figure"]
# @title Figure: one folded unit over the plane
ax = plots.decision_regions(
    lambda points: bend(points @ np.array([1.0, -1.0]), -1.0),
    corners,
    targets,
    limits=(-0.5, 1.5),
    colorbar=False,
    title="by hand: g(x1 - x2) with a = -1",
)
ax.set(xticks=[0, 1], yticks=[0, 1])
plots.show(
    ax,
    caption="What the unit answers over the plane; the lines are where it says one half.",
    alt="A valley along the diagonal through 00 and 11, rising to both sides; 01 and 10 lie on the slopes, outside the two "
    "parallel lines.",
)
checks.layers.reveal("one_unit", one_fold, close=0.1)
checks.claim(
    "share that one folded unit gains over two ReLU units",
    one_fold - two_relus,
    low=0.15,
    control=0.0,
    control_is="if the bend did not matter",
)

# %% [markdown] name="one-unit-explain"
# The right bend beats one unit more, on *this* problem, which is a fold. In general nobody knows the right
# bend, and a ReLU with spare units is a good bet.

# %% [markdown] name="losses"
# ## Which loss belongs to a sigmoid?
#
# A yes/no answer leaves the net through a sigmoid; the sum before it is called **logit**. Which loss should
# follow? Two candidates, for the target $y$ and the logit $z$:
#
# $$ L_{\text{sq}} = (y - \sigma(z))^2, \qquad L_{\text{ce}} = -\big(y \ln \sigma(z) + (1-y)\ln(1-\sigma(z))\big). $$
#
# The second is the **cross-entropy**: minus the logarithm of the probability that the net gave to what
# really happened.
#
# ### Exercise · derive the slope
#
# Derive $dL_{\text{ce}}/dz$, for any target $y$. It is the simplest formula of this lesson. (You need
# $\sigma' = \sigma\,(1 - \sigma)$.)


# %% name="gradient" tags=["exercise"]
def cross_entropy_gradient(y, z):
    """Return dL/dz for targets y (0 or 1) and logits z, two arrays of the same shape."""
    # BEGIN SOLUTION
    return sigmoid(z) - y
    # END SOLUTION


checks.layers.cross_entropy_gradient(cross_entropy_gradient)
# checks.layers.cross_entropy_gradient.hint()

# %% [markdown] name="gradient-solution" tags=["solution"]
# **Why.**
# $\frac{dL}{dz} = -\frac{y}{\sigma}\sigma(1-\sigma) + \frac{1-y}{1-\sigma}\sigma(1-\sigma) = \sigma(z) - y$:
# *answer minus target*. The squared loss keeps the factor $\sigma(1-\sigma)$, and that factor is what kills
# it: for $y = 1$ it pulls hardest, with $8/27$, at $z = -\ln 2$, and not where it is most wrong.

# %% [markdown] name="bad-start"
# Does the choice matter? Let both learn the same trivial thing, "say 1", from a bad start: logit $-10$, a
# net that is sure of the wrong answer. Plain gradient descent, learning rate 1. With cross-entropy it takes
# eleven steps until the right answer is the likelier one.
#
# **Guess:** how many times as many does the squared loss need? **A** as many · **B** ten times · **C** a
# hundred times · **D** a thousand times.

# %% name="guess-steps" tags=["guess"]
guess = ...  # "A", "B", "C" or "D"
checks.layers.guess("steps", guess)


# %% name="slopes-of-losses"
def squared_loss(y, z):
    return (y - sigmoid(z)) ** 2


def cross_entropy(y, z):
    return np.logaddexp(0, z) - y * z  # the same formula, safe from overflow


def slope_of(loss, step=1e-4):
    """Return the slope of a loss as a function: measured, by a small step to either side."""
    return lambda y, z: (loss(y, z + step) - loss(y, z - step)) / (2 * step)


# %% name="slopes"
measured_slope = slope_of(cross_entropy)
entropy_slope = checks.layers.cross_entropy_gradient.or_ours(
    cross_entropy_gradient,
    measured_slope,
)
slopes = {"squared": slope_of(squared_loss), "cross-entropy": entropy_slope}


# %% name="bad-start-run"
def steps_needed(slope, logit=-10.0, learning_rate=1.0):
    """Count the steps of gradient descent until "1" is the likelier answer."""
    steps = 0
    while sigmoid(logit) <= 0.5 and steps < 100_000:
        logit -= learning_rate * float(slope(np.ones(1), np.array([logit]))[0])
        steps += 1
    return steps


# %% name="bad-start-count"
needed = {name: steps_needed(slope) for name, slope in slopes.items()}
print(needed)
measured_ratio = steps_needed(slope_of(squared_loss)) / steps_needed(measured_slope)

# %% name="loss-slopes-picture" tags=["figure"]
# @title Figure: the slopes of the two losses
ax = plots.functions(
    {
        name: lambda z, slope=slope: np.abs(slope(np.ones_like(z), z))
        for name, slope in slopes.items()
    },
    limits=(-10, 10),
    xlabel="logit $z$ (the target is 1: left is wrong, right is right)",
    ylabel="size of the slope $|dL/dz|$",
    title=f"from z = -10: squared {needed['squared']} steps, cross-entropy {needed['cross-entropy']}",
)
plots.show(
    ax,
    caption="How hard the two losses pull, for the target 1.",
    alt="The cross-entropy slope is near 1 for negative logits and falls to 0 for positive ones; the squared loss has "
    "a low hump around zero and vanishes on both sides.",
)
checks.layers.reveal("steps", "D")
checks.claim(
    "steps that the squared loss needs for each step of cross-entropy",
    measured_ratio,
    low=900,
    high=1100,
    control=1.0,
    control_is="if both needed as many",
)

# %% [markdown] name="losses-explain"
# The squared loss goes flat where the net is *most* wrong; cross-entropy goes flat only where it is right. (Adam,
# which rescales its steps, hides it from -10, and no longer from -30: try it.)
# So a sigmoid is followed by cross-entropy, and in Keras the two can be one: the model ends in a **logit**, the
# loss says `from_logits=True`.

# %% [markdown] name="softmax"
# ## Softmax without overflow
#
# With $n$ classes a net ends in $n$ numbers $z_1, \dots, z_n$, its **scores** or logits. The **softmax**
# turns them into probabilities; the loss is minus the logarithm of the probability of the true class $c$:
#
# $$ \operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}, \qquad
#    L = -\ln \operatorname{softmax}(z)_c = \ln \sum_j e^{z_j} - z_c \;\approx\; \max_j z_j - z_c . $$
#
# Read the right end: how far does the score of the true class lag behind the best score? So the loss is
# nearly 0 if the true class wins clearly, and grows in a straight line if it does not: it never goes flat
# where the net is wrong. The approximation is off by $\ln n$ at most.

# %% name="softmax-numbers" tags=["nbval-check-output"]
scores = np.array([1.1, 0.4, -8.2, -0.9, 3.7])
print("softmax", (np.exp(scores) / np.exp(scores).sum()).round(6))
off = np.log(np.exp(scores).sum()) - scores.max()
print(f"the approximation is off by {off:.4f}; with five equal scores by ln 5 = {np.log(5):.4f}")
large_scores = np.array([1000.0, 999.0])
with np.errstate(over="ignore", invalid="ignore"):
    as_written = np.exp(large_scores) / np.exp(large_scores).sum()
print("scores 1000 and 999, as the formula is written:", as_written)

# %% [markdown] name="log-softmax-task"
# $e^{1000}$ is too large for the computer.
#
# ### Exercise · a log-softmax that survives
#
# Softmax does not change when you subtract the same number from all scores of an example. Use that to write
# a log-softmax which is right for $(1000, 999)$ too.


# %% name="log-softmax" tags=["exercise"]
def log_softmax(scores):
    """Return the logarithm of the softmax of each row; scores (n, classes) -> (n, classes)."""
    # BEGIN SOLUTION
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    # END SOLUTION


checks.layers.log_softmax(log_softmax)
# checks.layers.log_softmax.hint()

# %% [markdown] name="log-softmax-solution" tags=["solution"]
# **Why.** After subtracting the row's maximum the largest exponent is $e^0 = 1$: nothing overflows, and the
# sum is at least 1, so its logarithm is safe. Forgetting `axis=1, keepdims=True` mixes the examples of a
# batch: a bug that only shows with more than one row.

# %% name="log-softmax-used"
log_probabilities = checks.layers.log_softmax.or_ours(
    log_softmax, lambda scores: keras.ops.convert_to_numpy(keras.ops.log_softmax(scores, axis=1))
)
batch = np.array([[1000.0, 999.0], [1000.0, 999.0], [0.0, 0.0]])
losses = -np.asarray(log_probabilities(batch))[[0, 1, 2], [0, 1, 0]]  # the true classes are 0, 1, 0
pd.DataFrame(batch, columns=["score 0", "score 1"]).assign(true=[0, 1, 0], loss=losses.round(4))

# %% [markdown] name="close"
# ## What we saw
#
# 1. A layer is a matrix, a bias and a bend, $g(Wx + b)$; Keras stores the matrix as (inputs, units).
# 2. Gradient descent needs a slope. Steps have none, ten bare sigmoids pass on less than a millionth; a ReLU passes
#    everything on, on one side.
# 3. One unit with the bend $|z|$ solves XOR, and more often than two ReLU units do.
# 4. Behind a sigmoid, cross-entropy pulls with *answer minus target*; from logit -10 plain gradient descent
#    needs, at learning rate 1, about a thousand times as many steps with the squared loss.
#
# **What can go wrong in practice.** Softmax as in the formula gives `nan` on large scores: end in logits, and
# let the loss do the rest. Logits *without* `from_logits=True` give a wrong loss, and nothing
# warns you.

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem"
# **A longer problem.** Which slope $a$ suits XOR best? Train nets with two generalised ReLU units for eleven
# values of $a$ from -1 to 1, a hundred starts each, and draw the share that solves XOR over $a$. Before you
# look: what must happen at $a = 1$, and why? A good answer has one figure with intervals, explains both
# ends, and says for which $a$ in between a claim "better than the ReLU" holds.
#
# **Further reading.** Rosenblatt (1958), *The perceptron*. Novikoff (1962), *On convergence proofs on
# perceptrons*. Glorot, Bordes and Bengio (2011), *Deep sparse rectifier neural networks*. Maas, Hannun and
# Ng (2013), *Rectifier nonlinearities improve neural network acoustic models*. He et al. (2015), *Delving deep into rectifiers*.
#
# {next}
