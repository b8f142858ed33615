# %% [markdown] name="title"
# # 02 · XOR
#
# **Why can no straight line learn XOR?** And what does one bend change?
#
# | | |
# |---|---|
# | **You will be able to** | *prove* that no straight line solves XOR; *build* a net by hand that does; *train* nets and judge them over many starts |
# | **You need** | [lesson 01](01_linear_models.ipynb): a line, its loss, the loop that trains |
# | **Time** | {minutes} minutes |
#
# XOR, the *exclusive or*, answers 1 if exactly one of its two inputs is 1: "one of you washes up, not both, not
# none". One artificial neuron cannot learn it at all. Here is why, and the way out.

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, plots, start, widgets

settings = start("02_xor", seed=2)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_networks = settings.choose(smoke=3, quick=200, full=400)  # trained side by side
num_steps = settings.choose(smoke=4, quick=500, full=1000)  # steps of gradient descent for those
num_epochs = settings.choose(smoke=2, quick=30, full=80)  # passes over the data for a single net
seed = settings.seed

# %% [markdown] name="task"
# ## Four corners, one line
#
# The whole data set has four rows. Each row is a corner of a square.

# %% name="four-corners" tags=["nbval-check-output"]
corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])  # (4, 2): x1, x2
targets = np.array([0, 1, 1, 0])
pd.DataFrame(corners, columns=["x1", "x2"]).assign(XOR=targets)

# %% [markdown] name="task-line"
# A straight line cuts the plane in two. Say "1" on one side (yellow in the pictures) and "0" on the other (blue):
# choose two weights $w_1, w_2$ and a bias $b$, and answer 1 where
#
# $$ w_1 x_1 + w_2 x_2 + b \ge 0 . $$
#
# **Guess:** how many of the four corners can one line get right at most?

# %% name="guess-corners" tags=["guess"]
guess = ...  # corners, 0 to 4
checks.xor.guess("corners", guess)

# %% [markdown] name="many-lines-intro"
# Try ten thousand lines, drawn at random:

# %% name="many-lines"
rng = np.random.default_rng(seed)
lines = rng.normal(size=(10_000, 3))  # w1, w2, b of each line
sums = corners @ lines[:, :2].T + lines[:, 2]  # (4 corners, 10 000 lines)
right = ((sums >= 0) == (targets[:, None] == 1)).sum(axis=0)
pd.Series(right, name="lines").value_counts().rename_axis("corners right").sort_index()

# %% name="many-lines-picture" tags=["figure"]
# @title Figure: the best of ten thousand lines
distances = np.abs(sums) / np.linalg.norm(lines[:, :2], axis=1)  # of each corner from each line
best_line = lines[(distances.min(axis=0) * (right == right.max())).argmax()]
ax = plots.decision_regions(
    lambda points: points @ best_line[:2] + best_line[2],
    corners,
    targets,
    threshold=0,
    limits=(-0.4, 1.4),
    colorbar=False,
    title=f"the best of 10 000 lines: {right.max()} of 4 corners right",
    annotations=["00", "01", "10", "11"],
)
ax.set(xticks=[0, 1], yticks=[0, 1])
plots.show(
    ax,
    caption="Of the lines that get the most corners right, the one furthest from all corners (paler: nearer to it).",
    alt=f"A square with four corners; one straight line separates them, {right.max()} of the four lie on the side of "
    "their class.",
)
checks.xor.reveal("corners", int(right.max()), close=0)

# %% [markdown] name="many-lines-explain"
# Three, and never four. But ten thousand failures prove nothing: perhaps line number 10 001 would do it. We
# need an argument that covers *all* lines.

# %% [markdown] name="neuron"
# ## A neuron is a weighted vote
#
# An artificial **neuron**, lesson 00's *unit*, adds up its inputs, each times its weight, and **fires** (answers 1)
# where the sum reaches a threshold. That is our line, for "sum $\ge$ threshold" says the same as "sum $+\,b \ge 0$"
# with
# $b = -\text{threshold}$: **one neuron is one line**. (In the first logical model, by Warren McCulloch and Walter
# Pitts, 1943, every synapse either counted 1 or forbade firing; weights that learn came later.)

# %% [markdown] name="gates-task"
# ### Exercise · three gates by hand
#
# AND, OR and NOT, **gates** in a computer: AND answers 1 if both inputs are 1, OR if at least one is, NOT turns its
# single input round. Give each as `(weights, threshold)`, such as `([0.3, 0.8], 1.5)`: it fires when the weighted sum
# reaches the threshold. Which of the three needs a negative weight?

# %% name="gates" tags=["exercise"]
# BEGIN SOLUTION
and_neuron = ([1, 1], 2)
or_neuron = ([1, 1], 1)
not_neuron = ([-1], 0)
# END SOLUTION
checks.xor.gates(and_neuron, or_neuron, not_neuron)
# checks.xor.gates.hint()

# %% [markdown] name="gates-solution" tags=["solution"]
# **Why.** AND and OR are the same vote with another threshold. NOT has to fire for 0 and be silent for 1,
# so its input must count *against* firing. Any threshold
# between the two sums works: 1.5 is as good for AND as 2.

# %% [markdown] name="inequalities"
# ## Four inequalities say why
#
# The argument fits on a napkin; Marvin Minsky and Seymour Papert made such limits famous in 1969. If one
# neuron solved XOR, its weights would have to fulfil all four of
#
# $$
# \begin{aligned}
# (A)\quad & b < 0 && \text{silent at } (0,0)\\
# (B)\quad & w_2 + b \ge 0 && \text{fires at } (0,1)\\
# (C)\quad & w_1 + b \ge 0 && \text{fires at } (1,0)\\
# (D)\quad & w_1 + w_2 + b < 0 && \text{silent at } (1,1)
# \end{aligned}
# $$
#
# ### Exercise · finish the proof
#
# Add two of them, then the other two. If you choose well, the two sums contradict each other. Which two
# belong together? Answer with two letters, such as `"AB"`.

# %% name="inequalities-answer" tags=["exercise"]
# BEGIN SOLUTION
pair = "BC"
# END SOLUTION
checks.xor.inequalities(pair)
# checks.xor.inequalities.hint()

# %% [markdown] name="inequalities-solution" tags=["solution"]
# **Why.** $(B) + (C)$ gives $w_1 + w_2 + 2b \ge 0$; $(A) + (D)$ gives $w_1 + w_2 + 2b < 0$. The same number
# cannot be both. Geometrically: the diagonals of the square cross, and their common point would have to lie on both
# sides of the line.

# %% name="separable-picture" tags=["figure"]
# @title Figure: AND, OR and XOR in the plane
figure, axes = plots.panels(3, height=2.9)
for ax, name, labels in zip(
    axes, ("AND", "OR", "XOR"), ([0, 0, 0, 1], [0, 1, 1, 1], targets), strict=True
):
    plots.scatter_classes(corners, labels, ax=ax, title=name, legend=False)
    ax.set(xlim=(-0.4, 1.4), ylim=(-0.4, 1.4), xticks=[0, 1], yticks=[0, 1])
plots.line_in_plane([1, 1], -1.5, ax=axes[0])
plots.line_in_plane([1, 1], -0.5, ax=axes[1])
for start_corner, end_corner in ((0, 3), (1, 2)):
    axes[2].plot(
        *corners[[start_corner, end_corner]].T, color=plots.COLORS["neutral"], linestyle=":"
    )
plots.show(
    figure,
    caption="A line separates AND, another OR. In XOR the segments between equal corners cross.",
    alt="Three squares: for AND a line cuts off the corner 11, for OR a line cuts off 00; for XOR the two diagonals, each "
    "joining corners of one class, cross in the centre.",
)

# %% [markdown] name="inequalities-explain"
# So there are no such weights: not "hard to find", but *none*. One neuron is not enough. Let several work
# first, and one more on their answers: that will be a net.

# %% [markdown] name="best-line"
# ## The best line, by a finer measure
#
# So far we counted corners: a staircase, on which no slope says how to improve. So from here on the answer is the
# weighted sum $w_1 x_1 + w_2 x_2 + b$ *itself*, any number; we read it as 1 where it is above one half, and judge it by
# the mean squared error. Which weights make that smallest, a formula says at once (*least squares*).
#
# **Guess:** what does that best line answer at the corner (0, 0), where the target is 0?

# %% name="guess-corner" tags=["guess"]
guess = ...  # a number
checks.xor.guess("corner", guess)

# %% name="best-line-fit"
with_one = np.column_stack([corners, np.ones(4)])  # (4, 3): x1, x2, 1
weights = np.linalg.lstsq(with_one, targets, rcond=None)[0]  # w1, w2, b
line_answers = with_one @ weights
print("the best line answers", line_answers.round(3), "at the four corners")

# %% name="best-line-claim" tags=["claim"]
# @title Claim: the best line at the corners
checks.xor.reveal("corner", line_answers[0], close=0.05)
checks.claim(
    "the best line misses every corner by",
    np.abs(line_answers - targets).min(),
    low=0.499999999,
    control=0.0,
    control_is="a line that solves XOR",
)

# %% [markdown] name="best-line-explain"
# One half, everywhere: raising $w_1$ helps in the lower row and hurts as much in the upper one, so that neither
# weight can help. *By mistakes* a line gets three of four corners; *by squared error* it does best to say "one
# half" to all.

# %% [markdown] name="by-hand"
# ## A feature made by hand
#
# A line is only as good as what it is given. Give it a third column next to $x_1$ and $x_2$: a **feature**
# $\phi(x_1, x_2)$ that somebody invents. With the product, $x_1 + x_2 - 2\,x_1 x_2$ *is* XOR (check the four
# corners). Inventing features was a large part of machine learning for decades.
#
# ### Exercise · invent another one
#
# Write a feature of your own, for two arrays of numbers. It need not be clever, but neither a *weighted sum* of
# the two will do (why?) nor the product with one added.


# %% name="invent" tags=["exercise"]
def my_feature(x1, x2):
    """Return an array: one number for each pair, not a weighted sum of the two."""
    # BEGIN SOLUTION
    return np.abs(x1 - x2)
    # END SOLUTION


checks.xor.feature(my_feature)
# checks.xor.feature.hint()

# %% [markdown] name="invent-solution" tags=["solution"]
# **Why.** A feature $f$ helps exactly if $f(0,0) - f(0,1) - f(1,0) + f(1,1) \ne 0$: that is the one
# direction which $x_1$, $x_2$ and a constant cannot express. $|x_1 - x_2|$ *is* XOR; $(x_1 - x_2)^2$,
# $\max(x_1, x_2)$ and even $\sin(x_1 + x_2)$ work as well, $x_1 + 3 x_2$ never.

# %% [markdown] name="invent-used"
# The same least squares, with your feature as a third column (or the product, until yours is right):

# %% name="with-feature"
feature = checks.xor.feature.or_ours(my_feature, lambda x1, x2: x1 * x2)


def columns(points):
    x1, x2 = points[:, 0], points[:, 1]
    return np.column_stack([x1, x2, feature(x1, x2), np.ones(len(points))])


feature_weights = np.linalg.lstsq(columns(corners), targets, rcond=None)[0]
feature_answers = columns(corners) @ feature_weights
print("with the feature:", feature_answers.round(3) + 0.0)  # + 0.0 turns -0. into 0.

# %% name="with-feature-picture" tags=["figure"]
# @title Figure: least squares without and with the feature
figure, axes = plots.panels(2, height=3.6)
answers_of = {
    "x1, x2": (lambda points: points @ weights[:2].round(9) + weights[2], line_answers),
    "x1, x2 and the feature": (lambda points: columns(points) @ feature_weights, feature_answers),
}
for ax, (name, (answer, at_corners)) in zip(axes, answers_of.items(), strict=True):
    plots.decision_regions(
        answer,
        corners,
        targets,
        ax=ax,
        limits=(-0.4, 1.4),
        colorbar=False,
        legend=False,
        title=f"{name}: error {np.mean((at_corners - targets) ** 2):.2f}",
    )
    ax.set(xticks=[0, 1], yticks=[0, 1])
plots.show(
    figure,
    caption="What least squares answers: blue below one half, yellow above; the black line is one half; on the left everything is. "
    "In the titles the mean squared error at the corners.",
    alt="Left: one even grey, no line. Right: a coloured plane in which all four corners lie on the side of their class.",
)

# %% [markdown] name="two-units"
# ## Two bent units are enough
#
# Now let a **net**, neurons that work on the answers of neurons, make the features. Its neurons do not jump from 0
# to 1, they bend: $\operatorname{relu}(z) = \max(0, z)$ leaves positive numbers as they are and turns negative ones
# to 0 (**ReLU**, *rectified linear unit*). Take two such neurons, and a last one that only adds up:
#
# $$
# h_1 = \operatorname{relu}(x_1 + x_2), \qquad
# h_2 = \operatorname{relu}(x_1 + x_2 - 1), \qquad
# y = h_1 - 2 h_2 .
# $$
#
# $h_1$ and $h_2$ are **hidden units**: neither input nor output. Together they are a **layer**. $h_1$ counts the
# ones, $h_2$ wakes up only when there are two, and the output takes back twice what $h_2$ reports. Do the four
# sums in your head, then compare.


# %% name="hand-made-net" tags=["nbval-check-output"]
def relu(z):
    return np.maximum(0, z)


kernel = np.array([[1, 1], [1, 1]])  # the weights: (2 inputs, 2 units)
bias = np.array([0, -1])
output_kernel = np.array([1, -2])


def hidden_layer(points):
    return relu(points @ kernel + bias)  # (n, 2) -> (n, 2)


before_bend = corners @ kernel + bias
hidden = hidden_layer(corners)
table = pd.DataFrame(np.hstack([corners, hidden]), columns=["x1", "x2", "h1", "h2"])
table.assign(y=hidden @ output_kernel, XOR=targets)

# %% name="hidden-space" tags=["figure"]
# @title Figure: the four corners on their way through the net
places = {
    "input x": corners,
    "before the bend: z": before_bend,
    "after the bend: h": hidden,
}
figure, axes = plots.panels(3, height=3.3)
for ax, (title, points) in zip(axes, places.items(), strict=True):
    plots.scatter_classes(
        points, targets, ax=ax, title=title, legend=False, annotations=["00", "01", "10", "11"]
    )
    ax.set(xlim=(-0.6, 2.8), ylim=(-1.5, 1.6), xlabel=f"${title[-1]}_1$", ylabel=f"${title[-1]}_2$")
plots.show(
    figure,
    caption="Input, weighted sums, and what the bend makes of them.",
    alt="Left: the square. Middle: the points on one straight line, 00, then 01 and 10 together, then 11. Right: 00 moved "
    "up to the bend at h2 = 0, so that the three places form a triangle.",
)

# %% [markdown] name="two-units-explain"
# In the middle the corners lie on a single line, class 1 between the two of class 0: the
# weights alone have not helped. Then **the bend lifts 00 off that line**, and now a straight line can
# separate the classes. A hidden layer moves points until a line will do.

# %% [markdown] name="threshold-task"
# ### Exercise · where does the line run?
#
# In the last panel the net says "1" where $h_1 - 2h_2 \ge t$. Give the threshold $t$ whose line separates
# the classes *and* stays equally far from both. (Zero is tempting. Look at where it runs.)

# %% name="threshold" tags=["exercise"]
# BEGIN SOLUTION
threshold = 0.5
# END SOLUTION
checks.xor.threshold(threshold)
# checks.xor.threshold.hint()

# %% [markdown] name="threshold-solution" tags=["solution"]
# **Why.** The output is 0 at 00 and 11, so the line at 0 runs exactly *through* the points of class 0: with
# $\ge$ the net answers 1 there, too. Every threshold above 0, up to 1, separates; 0.5 leaves the same room on both
# sides.

# %% [markdown] name="playground"
# Now spoil it: move the bias $b$ of the second unit, or turn its two weights, seen as an arrow (in degrees). Between
# which biases do all four corners stay right?


# %% name="playground-slider" tags=["figure", "slider"]
# @title Figure: a playground with two units
def draw_playground(second_bias, turn):
    angle = np.radians(45 + turn)
    turned = np.array([[1, np.sqrt(2) * np.cos(angle)], [1, np.sqrt(2) * np.sin(angle)]])

    def hidden(points):
        return np.maximum(0, points @ turned + [0, second_bias])

    def score(points):
        return hidden(points) @ output_kernel

    correct = np.sum((score(corners) > 0.5) == targets)
    figure, axes = plots.panels(2, height=3.6)
    plots.decision_regions(
        score,
        corners,
        targets,
        ax=axes[0],
        limits=(-0.6, 1.6),
        colorbar=False,
        legend=False,
        title=f"{correct} of 4 corners right",
    )
    plots.scatter_classes(
        hidden(corners),
        targets,
        ax=axes[1],
        title="after the bend",
        legend=False,
        xlabel="$h_1$",
        ylabel="$h_2$",
        annotations=["00", "01", "10", "11"],
    )
    axes[1].set(xlim=(-0.4, 3.4), ylim=(-0.4, 3.4))
    plots.line_in_plane(output_kernel, ax=axes[1], threshold=0.5)
    return figure


widgets.slider(
    draw_playground,
    caption="The two-unit net with your weights: the plane of its inputs, and where the corners go.",
    alt="Left: decision regions over the four corners of XOR. Right: the corners in the plane of the two hidden units, "
    "with the line that the output draws.",
    second_bias=(-2.0, 1.0, 0.05, -1.0),
    turn=(-180, 180, 15, 0),
)

# %% [markdown] name="playground-explain"
# By hand: 11 needs $2 - 2(2 + b) < 0.5$, so $b > -1.25$; 01 needs $1 - 2(1 + b) > 0.5$, so $b < -0.75$. And with
# one bent unit? The answer is above one half on one side of *one* line, and that is not enough.

# %% [markdown] name="collapse"
# ## Without a bend, layers collapse
#
# Why not many layers *without* a bend? Write $x$ for a row of inputs, $W_1$ and $W_2$ for tables of weights (a column
# for each unit), $b_1$ and $b_2$ for rows of biases. Two such layers,
#
# $$ (x W_1 + b_1) W_2 + b_2 = x\,W + b, $$
#
# are *one* layer with some other $W$ and $b$. And one neuron on $x$ cannot do XOR.
#
# ### Exercise · collapse two layers
#
# Write a function that turns two layers without a bend into one with the same output for every input. (Keras
# calls the weights of a layer its **kernel**; the shape is (inputs, units), as in the net above.)


# %% name="collapse-answer" tags=["exercise"]
def collapse(kernel_1, bias_1, kernel_2, bias_2):
    """Return the kernel and the bias of one layer that equals the two."""
    # BEGIN SOLUTION
    return kernel_1 @ kernel_2, bias_1 @ kernel_2 + bias_2
    # END SOLUTION


checks.xor.collapse(collapse)
# checks.xor.collapse.hint()

# %% [markdown] name="collapse-solution" tags=["solution"]
# **Why.** Multiply out: $(xW_1 + b_1)W_2 + b_2 = x\,W_1W_2 + (b_1W_2 + b_2)$. The first bias has to pass
# through the second kernel.

# %% [markdown] name="collapse-used"
# With that function, or ours, ten layers become one:

# %% name="collapse-shown"
collapsed = checks.xor.collapse.or_ours(collapse, checks.xor.collapsed)
deep_output, one_layer = corners.astype(float), (np.eye(2), np.zeros(2))
for _ in range(10):
    next_layer = rng.normal(size=(2, 2)), rng.normal(size=2)
    deep_output = deep_output @ next_layer[0] + next_layer[1]
    one_layer = collapsed(*one_layer, *next_layer)
one_output = corners @ one_layer[0] + one_layer[1]
print("ten layers equal one:", np.allclose(deep_output, one_output))

# %% [markdown] name="learn"
# ## Let it learn
#
# The loop is the one you wrote in [lesson 01](01_linear_models.ipynb): a loss, its gradient, a small step, again. How a
# net finds its gradient is lesson 03. The data: XOR with noise, four clouds around $(\pm 0.5, \pm 0.5)$.

# %% name="clouds"
points, labels = data.noisy_xor(400, seed=seed)
test_points, test_labels = data.noisy_xor(1000, seed=seed + 1000)
points.shape, labels.shape, test_points.shape

# %% name="clouds-picture" tags=["figure"]
# @title Figure: the data
ax = plots.scatter_classes(points, labels, title="400 points to learn from", size=16)
ax.set_aspect("equal")
plots.show(
    ax,
    caption="About a quarter of the points lie in each cloud.",
    alt="Four clouds of points in the plane; clouds that face each other across the centre are of the same class.",
)

# %% [markdown] name="net-words"
# A net in Keras, the library of this course: `Dense(16, activation="relu")` is a layer of 16 bent units, `Dense(1)` one
# neuron without a bend. Between them stand two units without a bend, where we can *look*; like all such layers they
# could be merged with the next one. The weights start at random, the biases at 0. **Adam** is gradient descent that
# adapts the size of its steps; `fit` is the loop, 32 points a step.

# %% name="net"
import keras
from keras import layers

net = keras.Sequential(
    [
        keras.Input((2,)),
        layers.Dense(16, activation="relu"),
        layers.Dense(2, name="features"),
        layers.Dense(1),
    ]
)
net.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse")
print(f"{net.count_params()} numbers to learn")


def outputs(model, inputs):
    """Return what a model answers, as a NumPy array."""
    return keras.ops.convert_to_numpy(model(inputs))


# %% [markdown] name="learn-run"
# After 0, 1, 4 and all epochs we look at the two without a bend and count the training points on the right side.

# %% name="train"
features = keras.Model(net.inputs[0], net.get_layer("features").output)
snapshots = {}
for epoch in range(num_epochs + 1):
    if epoch in (0, 1, 4, num_epochs):
        is_right = (outputs(net, points)[:, 0] > 0.5) == labels
        snapshots[epoch] = outputs(features, points), net.layers[-1].get_weights(), is_right.mean()
    if epoch < num_epochs:
        net.fit(points, labels, batch_size=32, epochs=1, verbose=0)

# %% name="learned-features" tags=["figure"]
# @title Figure: the two features while the net learns
figure, axes = plots.panels(len(snapshots), columns=4, height=2.8, sharex=True, sharey=True)
for ax, (epoch, (places_now, _, share)) in zip(axes, snapshots.items(), strict=True):
    plots.scatter_classes(
        places_now, labels, ax=ax, title=f"epoch {epoch}: {share:.0%}", legend=False, size=14
    )
    ax.set(xlabel="feature 1", ylabel="")
for ax, (_, (output_weights, output_bias), _) in zip(axes, snapshots.values(), strict=True):
    plots.line_in_plane(output_weights, output_bias[0], ax=ax, threshold=0.5)
axes[0].set_ylabel("feature 2")
plots.show(
    figure,
    caption="Where the two units put the 400 points, and the line that the output draws there; in the titles the share of "
    "points on the right side.",
    alt="Four scatter plots: at epoch 0 the line passes by the points, so that about half of them are right; in the last "
    "panel nearly all points lie on the side of their class.",
)

# %% name="net-plane" tags=["figure"]
# @title Figure: what the trained net answers over the plane
ax = plots.decision_regions(
    lambda plane: outputs(net, plane.astype("float32")),
    points,
    labels,
    size=12,
    legend=False,
    score_name="answer",
    title="the answer of the net",
)
plots.show(
    ax,
    caption="The plane of the inputs, with the points that it learned from; the black line is one half.",
    alt="A plane coloured in regions around four clouds, with bent lines between them.",
)

# %% [markdown] name="learn-explain"
# At first the net knows nothing. At the end a straight line in the plane of the features separates nearly all. Compare
# with a strong rival: the best of ten thousand lines, chosen by its mistakes *on the very test points*, an advantage
# that the net does not get.

# %% name="net-against-lines"
net_accuracy = np.mean((outputs(net, test_points)[:, 0] > 0.5) == test_labels)
line_sums = test_points @ lines[:, :2].T + lines[:, 2]  # (1000 points, 10 000 lines)
line_accuracy = ((line_sums >= 0) == (test_labels[:, None] == 1)).mean(axis=0).max()
print(f"net {net_accuracy:.3f}, best line {line_accuracy:.3f} of the test points")

# %% name="net-claim" tags=["claim"]
# @title Claim: the net against the best line
checks.claim(
    "the net beats the best of 10 000 lines on noisy XOR, by this share of the test points",
    net_accuracy - line_accuracy,
    low=0.1,
    control=0.0,
    control_is="a line as good",
)

# %% [markdown] name="how-often"
# ## How often does it work?
#
# Two bent units *can* do XOR, by hand. Will gradient descent *find* them? Least squares has one lowest
# point. The loss of a net is **not convex**: where you end depends on where you start. So we train many
# nets side by side, each from its own random start, on the four corners.
#
# **Guess:** which share of nets with two bent units gets all four corners right?

# %% name="guess-two-units" tags=["guess"]
guess = ...  # share of the nets, 0 to 1
checks.xor.guess("two_units", guess)

# %% name="side-by-side"
from course_utils.models import side_by_side

widths = [2, 3, 4, 8]
crowd = side_by_side.networks(num_networks, [(width, "relu") for width in widths], num_inputs=2)


def solved_after(steps):
    """Train all nets for so many steps more; return who is all right, a row for each width."""
    options = {"loss": "mse", "learning_rate": 0.05, "num_steps": steps}
    answers = side_by_side.fit(crowd, corners, targets, **options)  # (4 corners, all nets)
    all_right = ((answers > 0.5) == (targets[:, None] == 1)).all(axis=0)
    return all_right.reshape(len(widths), num_networks)


solved = solved_after(num_steps)
pd.Series(solved.mean(axis=1), index=pd.Index(widths, name="units"), name="share that solves XOR")

# %% name="success-picture" tags=["figure"]
# @title Figure: how many nets solve XOR
ax = plots.intervals(
    solved.sum(axis=1),
    num_networks,
    widths,
    title=f"from {solved[0].mean():.0%} with 2 units to {solved[-1].mean():.0%} with 8",
    xlabel="hidden units",
    ylabel="nets that solve XOR",
)
plots.show(
    ax,
    caption="Share of the nets that get all four corners right. The bars: how far chance alone could have moved it "
    "(interval after Wilson, 1927).",
    alt="Points with error bars over 2, 3, 4 and 8 hidden units, rising.",
)
checks.xor.reveal("two_units", solved[0].mean(), close=0.1)
checks.claim(
    "share of 2-unit nets that solve XOR, although two units suffice",
    solved[0].mean(),
    high=0.5,
    control=1.0,
    control_is="if training always found what exists",
)
checks.claim(
    "share gained by going from 2 to 8 units",
    solved[-1].mean() - solved[0].mean(),
    low=0.2,
    control=0.0,
    control_is="if width did not matter",
)

# %% [markdown] name="why-not"
# That two units suffice does not mean that two units succeed. What stops the others? Give every net four times as
# many steps *on top*, and ask which units are 0 at all four corners: a unit that says 0 to everything is **dead**.


# %% name="longer"
def have_dead_unit(nets):
    """Say which of the nets with two units have one that is 0 at all four corners."""
    two_units = keras.Model(nets.inputs[0], nets.layers[1].output)  # of the nets with two
    silent = outputs(two_units, corners.astype("float32")) == 0  # (4 corners, networks, 2 units)
    return silent.all(axis=0).any(axis=1)


has_dead_unit = have_dead_unit(crowd)
untrained = side_by_side.networks(num_networks, [(2, "relu")], num_inputs=2)
dead_at_birth = have_dead_unit(untrained).mean()
solved_later = solved_after(4 * num_steps)
late = solved_later[0] & ~solved[0]
print(f"solved in time {solved[0].sum()}, only with more steps {late.sum()}, of {num_networks}")
print(f"with a dead unit: {has_dead_unit[~solved[0]].mean():.0%} of those that failed,")
print(f"{dead_at_birth:.0%} of {num_networks} fresh nets")

# %% name="longer-claim" tags=["claim"]
# @title Claim: longer training, and dead units
checks.claim(
    "share of 2-unit nets that more steps rescue",
    late.mean(),
    high=0.2,
    control=1 - solved[0].mean(),
    control_is="if time were all they lacked",
)
checks.claim(
    "share of the failed 2-unit nets with a dead unit",
    has_dead_unit[~solved[0]].mean(),
    low=0.65,
    control=dead_at_birth,
    control_is="of as many fresh nets",
)

# %% [markdown] name="how-often-explain"
# Time is not what they lack. Most that fail have a **dead unit**: its slope is 0 at all four corners, so gradient
# descent leaves it alone. Many have it before the first step: a unit's weights both start negative once in four times,
# so $1 - (3/4)^2$, 44 % of the nets, begin with a dead one. In others a unit dies on the way. The unit that is left, if
# any, cannot do XOR by itself. With eight units more are left: one reason to build nets larger than the task
# seems to need, and to report results **over many starts**, as this course does.

# %% [markdown] name="close"
# ## What we saw
#
# 1. One neuron is one line. No line solves XOR: four inequalities prove it. By mistakes it gets three
#    corners of four; by squared error the best line says one half everywhere.
# 2. A line does it once it is given the right feature. A net makes such features: weights, then a bend.
#    Without the bend, layers collapse into one.
# 3. What two ReLU units can do by hand, fewer than half of the nets with two find; with eight units many more do.
#    Most failures have a dead unit, and more steps do not wake it.
#
# **What can go wrong in practice.** A net whose bent units are silent looks like one that learns slowly. Before you
# wait longer, try another start or more units.

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem"
# **A longer problem.** When do units die? Train 200 nets with two units and record every 25 steps how many
# have a dead unit. Then find a *better start*: other biases, larger weights, or a bend that is never quite
# flat. A good answer has one figure, compares shares with their intervals at the same number of steps, and
# changes one thing at a time.
#
# **Further reading.** McCulloch and Pitts (1943), *A logical calculus of the ideas immanent in nervous
# activity*. Minsky and Papert (1969), *Perceptrons*. Goodfellow, Bengio and Courville (2016), *Deep
# Learning*, chapter 6.
#
# {next}
