# %% [markdown] name="title"
# # 02 · XOR
#
# **Why can no straight line learn XOR?** And what does one bend change?
#
# | | |
# |---|---|
# | **You will be able to** | *prove* that no linear model solves XOR; *build* a net by hand that does; *train* one and say how often that works; *choose* an activation and a loss that do not stall; *count* what depth buys |
# | **You need** | linear models and the logistic loss (lesson 01), NumPy |
# | **Time** | 90 minutes in two halves; computing takes well under a minute |
# | **Lectures** | ComputeFest 2018: from "Beyond linear models" to "Architecture" · Foundations of Deep Learning: XOR and feature maps · ICME 2020: history, layers, activation functions |
#
# You meet the parts of every net in their natural order: a neuron, a layer, several layers, and what goes
# in and comes out.
#
# XOR, the *exclusive or*, answers 1 if exactly one of its two inputs is 1. A child learns it in a minute:
# "you may have cake or ice cream, not both". In 1969 it stopped the field for years. This lesson follows
# the way out: first what one neuron can do, then why it must fail here, then three repairs: features made
# by hand, features by the dozen, features that are learned.
#
# The first half (up to *How often does it work?*) answers the question of the title. The second half asks
# what a good layer is made of: its activation, its loss, its width, its depth.

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, plots, start

settings = start(seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_networks = settings.choose(smoke=3, quick=40, full=200)  # trained side by side, where we compare seeds
num_steps = settings.choose(smoke=20, quick=500, full=1500)  # steps of gradient descent for those
num_epochs = settings.choose(smoke=2, quick=40, full=100)  # passes over the data for a single network
seed = settings.seed
print(f"{num_networks} networks side by side, {num_steps} steps each; single networks for {num_epochs} epochs")

# %% [markdown] name="task"
# The whole data set has four rows. Each row is a corner of a square.

# %% name="four-corners" tags=["nbval-check-output"]
corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])  # (4, 2): x1, x2
targets = np.array([0, 1, 1, 0])
pd.DataFrame(corners, columns=["x1", "x2"]).assign(XOR=targets)

# %% [markdown] name="neuron"
# ## A neuron is a weighted vote
#
# In 1943 Warren McCulloch and Walter Pitts proposed the first model of a neuron: it adds up its inputs,
# each with a weight, and **fires** (answers 1) if the sum reaches a threshold; otherwise it answers 0.
# Today we move the threshold to the other side and call it the *bias*, $b = -\text{threshold}$:
#
# $$ y = 1 \;\text{ if }\; w_1 x_1 + w_2 x_2 + b \ge 0, \quad\text{else } 0. $$
#
# The picture that everybody draws: a **circle is a neuron**, an **edge is a weight**. All that can ever be
# learned sits on the edges (and in the bias).

# %% name="neuron-picture"
ax = plots.network_diagram([2, 1], weights=[[[1], [1]]], title="One neuron: two edges, one circle")
plots.show(
    ax,
    caption="A neuron with two inputs. The number on an edge is its weight; the bias belongs to the circle.",
    alt="Two input circles x1 and x2, each joined by an edge of weight 1 to one output circle y.",
)

# %% [markdown] name="gates-task"
# ### Exercise 2.1 · three gates by hand
#
# AND answers 1 if both inputs are 1, OR if at least one is, NOT turns its single input round. **Before you
# compute anything:** which of the three needs a negative weight? Give each gate as `(weights, threshold)`;
# it fires when the weighted sum reaches the threshold.

# %% name="gates" tags=["exercise"]
# BEGIN SOLUTION
and_neuron = ([1, 1], 2)
or_neuron = ([1, 1], 1)
not_neuron = ([-1], 0)
# END SOLUTION
checks.xor.gates(and_neuron, or_neuron, not_neuron)

# %% [markdown] name="gates-solution" tags=["solution"]
# **Why.** AND and OR are the same vote with another threshold. NOT has to fire for 0 and be silent for 1,
# so its input must count *against* firing: only a negative weight does that. Any threshold between the two
# sums works: 1.5 is as good for AND as 2.

# %% [markdown] name="perceptron"
# ## A rule that learns AND, and never XOR
#
# McCulloch and Pitts set the weights by hand. In 1957 Frank Rosenblatt's **perceptron** found them by
# itself: show a point; if the answer is wrong, move the weights towards the point (it should have fired) or
# away from it (it should not have). He proved that the rule stops making mistakes whenever *some* line
# separates the classes.
#
# **Guess:** how many mistakes per pass will it make on AND after ten passes? And on XOR after a hundred?


# %% name="perceptron-rule"
def perceptron_mistakes(points, labels, passes):
    """Return how many of the points were answered wrongly in each pass of Rosenblatt's rule."""
    weights, bias, mistakes = np.zeros(2), 0.0, []
    for _ in range(passes):
        wrong = 0
        for x, y in zip(points, labels, strict=True):
            error = y - int(weights @ x + bias > 0)  # -1, 0 or 1
            weights, bias = weights + error * x, bias + error
            wrong += abs(error)
        mistakes.append(wrong)
    return mistakes


mistakes = pd.DataFrame(
    {
        "AND": perceptron_mistakes(corners, [0, 0, 0, 1], passes=100),
        "XOR": perceptron_mistakes(corners, targets, passes=100),
    }
)

# %% name="perceptron-curves"
ax = plots.curves(
    {name: mistakes[name][:20] for name in mistakes},
    title="AND is learned within a few passes, XOR never",
    xlabel="pass over the four corners",
    ylabel="mistakes in that pass",
    value_limits=(-0.2, 4.3),
)
ax.set(xticks=range(1, 21), yticks=range(5))
plots.show(
    ax,
    caption="Mistakes of the perceptron rule in each pass over the four corners; the first 20 of 100 passes.",
    alt="The curve for AND falls to zero mistakes and stays there; the curve for XOR rises to four mistakes and stays.",
)
checks.claim("the smallest number of mistakes on XOR in any of 100 passes", mistakes["XOR"].min(), low=1, control=0)

# %% [markdown] name="perceptron-explain"
# It is worse than not learning: the rule settles into a **cycle** in which every corner undoes what the one
# before it taught. More passes, other starting weights or a smaller step change nothing, because what it
# looks for does not exist. That needs a proof.

# %% [markdown] name="inequalities"
# ## Four inequalities say why
#
# The proof that Marvin Minsky and Seymour Papert made famous in 1969 fits on a napkin. If a neuron solved
# XOR, its weights would have to fulfil all four of
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
# Two of them, added, contradict the other two, added. So there are no such weights: not "hard to find", but
# *none*. One layer of weights is not enough, and that is the question this whole course grows from: **why
# do we need deep nets?**

# %% [markdown] name="inequalities-task"
# ### Exercise 2.2 · finish the proof
#
# Which two inequalities do you add up, so that their sum can be set against the sum of the remaining two?
# Answer with two letters, such as `"AB"`.

# %% name="inequalities-answer" tags=["exercise"]
# BEGIN SOLUTION
pair = "BC"
# END SOLUTION
checks.xor.inequalities(pair)

# %% [markdown] name="inequalities-solution" tags=["solution"]
# **Why.** $(B) + (C)$ gives $w_1 + w_2 + 2b \ge 0$; $(A) + (D)$ gives $w_1 + w_2 + 2b < 0$. The same number
# cannot be both. Geometrically: the diagonals of the square cross, so the two classes share a point (the
# centre), and no line can have it on both sides.

# %% [markdown] name="best-line"
# ## The best line says 0.5 everywhere
#
# Perhaps the perceptron is just a poor learner? Ask for the best line there is. Least squares has a closed
# form, so no optimiser can be blamed. **Before you run the cell:** what will a linear model answer at each
# of the four corners?

# %% name="best-line-fit" tags=["nbval-check-output"]
features = np.hstack([corners, np.ones((4, 1))])  # (4, 3): x1, x2, 1
weights = np.linalg.lstsq(features, targets, rcond=None)[0]
answers = features @ weights
print(f"weights {abs(weights[:2]).round(6)}, bias {weights[2]:.3f}")
print(f"answers at the four corners: {answers.round(3)}")
print(f"mean squared error: {np.mean((answers - targets) ** 2):.3f}")


# %% name="best-line-picture"
def straight_line(points):
    """Return what the best line answers; its weights are zero up to rounding, which the picture should not show."""
    return points @ weights[:2].round(9) + weights[2]


ax = plots.decision_regions(straight_line, corners, targets, title="The best line has nothing to say: 0.5 everywhere")
plots.show(
    ax,
    caption="The least-squares answer to XOR. White is a score of 0.5: undecided at every point of the plane.",
    alt="A square with the four XOR corners on a plane of uniform colour: the model gives the same score everywhere.",
)
checks.claim("the best line misses every corner by", np.abs(answers - targets).min(), low=0.499999, control=0.0)

# %% [markdown] name="best-line-explain"
# Both weights are zero: by symmetry, moving right or up is as often right as wrong. What remains is the
# mean of the targets, whatever the input.

# %% [markdown] name="by-hand"
# ## A feature made by hand
#
# A linear model is linear *in what it is given*. Give it something else: instead of $x$ a list of
# **features** $\phi(x)$,
#
# $$ f(x) = w^\top \phi(x). $$
#
# Add the product as a third feature, $\phi(x) = (x_1, x_2, x_1 x_2)$, and the same least squares that
# failed above has a perfect answer. For decades this *was* machine learning: an expert invents $\phi$, a
# linear model does the rest.

# %% name="product-feature" tags=["nbval-check-output"]
features = np.column_stack([corners, corners[:, 0] * corners[:, 1], np.ones(4)])
weights = np.linalg.lstsq(features, targets, rcond=None)[0]
print(f"weights of x1, x2, x1*x2, 1: {np.abs(weights.round(6)) * np.sign(weights.round(6))}")
print(f"answers at the four corners: {abs((features @ weights).round(6))}")

# %% [markdown] name="invent-task"
# ### Exercise 2.3 · invent another one
#
# The product is not the only feature that works. Write one of your own: it takes two arrays `x1` and `x2`
# and returns one. It need not be clever, but a *weighted sum* of `x1` and `x2` will not do: why?


# %% name="invent" tags=["exercise"]
def my_feature(x1, x2):
    """Return a number for each pair, not a weighted sum of the two."""
    # BEGIN SOLUTION
    return np.abs(x1 - x2)
    # END SOLUTION


checks.xor.feature(my_feature)

# %% [markdown] name="invent-solution" tags=["solution"]
# **Why.** A feature $f$ helps exactly if $f(0,0) - f(0,1) - f(1,0) + f(1,1) \ne 0$: that is the one
# direction which $x_1$, $x_2$ and a constant cannot express. $|x_1 - x_2|$ *is* XOR; $(x_1 - x_2)^2$,
# $\max(x_1, x_2)$ and even $\sin(x_1 + x_2)$ work as well, $x_1 + 3 x_2$ never.

# %% [markdown] name="three-sets"
# ## The next data set breaks it
#
# Now three problems instead of one, and noise on all of them: XOR as four clouds, two rings, two spirals.
# And four sets of hand-made features, each in front of the same logistic regression. **Guess:** is there
# one that wins everywhere?

# %% name="three-sets-data"
makers = {"XOR": data.noisy_xor, "rings": data.rings, "spirals": data.spirals}
train_sets = {name: make(400, seed=seed) for name, make in makers.items()}
test_sets = {name: make(1000, seed=seed + 1000) for name, make in makers.items()}

figure, axes = plots.panels(3, height=2.9)
for ax, (name, (points, labels)) in zip(axes, train_sets.items(), strict=True):
    plots.scatter_classes(points, labels, ax=ax, title=name, legend=name == "XOR")
plots.show(
    figure,
    caption="Three problems with two classes, 400 training points each.",
    alt="Three scatter plots: four clouds with equal classes on the diagonals; a ring inside a "
    "ring; two interleaved spirals.",
)

# %% name="leaderboard-by-hand"
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

feature_maps = {
    "x1, x2": lambda p: p,
    "and the product": lambda p: np.column_stack([p, p[:, 0] * p[:, 1]]),
    "and the squares": lambda p: np.column_stack([p, p**2]),
    "radius and angle": lambda p: np.column_stack([np.hypot(p[:, 0], p[:, 1]), np.arctan2(p[:, 1], p[:, 0])]),
}
leaderboard = pd.DataFrame(index=list(feature_maps), columns=list(makers), dtype=float)
for name, phi in feature_maps.items():
    for task, (points, labels) in train_sets.items():
        classifier = make_pipeline(StandardScaler(), LogisticRegression()).fit(phi(points), labels)
        leaderboard.loc[name, task] = classifier.score(phi(test_sets[task][0]), test_sets[task][1])
leaderboard.round(3)

# %% name="leaderboard-by-hand-claim"
checks.claim(
    "no hand-made features win everywhere: the best worst-case test accuracy among them",
    leaderboard.min(axis=1).max(),
    high=0.65,
    control=0.95,
)

# %% [markdown] name="three-sets-explain"
# Each feature is made for the problem its inventor had in mind; elsewhere it sits at the coin-flip level of
# 0.5, and none of them reads a spiral. So the expert starts again with every data set. That is the price of
# features made by hand, and pictures and speech made it unpayable.

# %% [markdown] name="polar"
# ## The right coordinates make it easy
#
# Look closer at one success. No line separates the two rings in $(x_1, x_2)$. Write the *same points* as
# radius and angle, $r = \sqrt{x_1^2 + x_2^2}$ and $\theta = \operatorname{atan2}(x_2, x_1)$, and a vertical
# line does it. Nothing was added to the data. **Representation matters**: whether a problem is hard depends
# on how you write it down.

# %% name="polar-picture"
points, labels = train_sets["rings"]
polar = np.column_stack([np.hypot(points[:, 0], points[:, 1]), np.arctan2(points[:, 1], points[:, 0])])
boundary = LogisticRegression(C=100).fit(polar, labels)

figure, axes = plots.panels(2, height=3.4)
plots.scatter_classes(points, labels, ax=axes[0], title="Cartesian: no line will do", legend=False)
plots.scatter_classes(
    polar, labels, ax=axes[1], title="Polar: one line does it", xlabel="radius $r$", ylabel="angle $θ$"
)
plots.line_in_plane(boundary.coef_, boundary.intercept_[0], ax=axes[1])
plots.show(
    figure,
    caption="The same 400 points in two coordinate systems, with the line of a logistic regression on the right.",
    alt="Left: an inner and an outer ring. Right: the same points as two vertical bands with a line between them.",
)

# %% [markdown] name="kernels"
# ## A kernel makes features by the dozen
#
# If inventing features is painful, take a generic set: one feature per training point, each a bump
# $\exp(-\gamma \lVert x - x_i \rVert^2)$ around it. That is what a support vector machine with an **RBF
# kernel** does. It knows nothing about your problem, and it needs one decision from you: the width of the
# bumps. With a large $\gamma$ they are narrow.
#
# **Guess** what narrow bumps do to the accuracy on the training data, and what to the accuracy on new
# points.

# %% name="kernel-sweep"
from sklearn.svm import SVC

gammas = [0.1, 1, 10, 100, 1000]
noisy_train = data.noisy_xor(200, noise=0.3, seed=seed)
noisy_test = data.noisy_xor(2000, noise=0.3, seed=seed + 1000)
machines = {gamma: SVC(gamma=gamma, C=10).fit(*noisy_train) for gamma in gammas}
kernel_scores = pd.DataFrame(
    {
        "train": [m.score(*noisy_train) for m in machines.values()],
        "test": [m.score(*noisy_test) for m in machines.values()],
    },
    index=pd.Index(gammas, name="gamma"),
)
kernel_scores.round(3)

# %% name="kernel-picture"
figure, axes = plots.panels(2, height=3.6)
for ax, gamma in zip(axes, (1, 1000), strict=True):
    train_score, test_score = kernel_scores.loc[gamma]
    plots.decision_regions(
        machines[gamma].decision_function,
        *noisy_train,
        ax=ax,
        threshold=0,
        colorbar=False,
        legend=False,
        title=f"γ = {gamma}: train {train_score:.2f}, test {test_score:.2f}",
        size=18,
    )
plots.show(
    figure,
    caption="An RBF machine with wide bumps (left) and with narrow ones (right), trained on the same 200 noisy points.",
    alt="Left: four smooth quadrants. Right: small islands around single training points, the "
    "rest of the plane undecided.",
)

# %% name="kernel-claim"
gaps = kernel_scores["train"] - kernel_scores["test"]
checks.claim(
    "narrow bumps overfit: accuracy on training minus new points, γ = 1000",
    gaps[1000],
    low=0.2,
    control=gaps[1],
)

# %% [markdown] name="kernels-explain"
# With narrow bumps the machine learns the training points *by heart*, noise included, and knows little
# between them. With a well-chosen width it is excellent in the plane. What it cannot do is use knowledge
# that you have ("shifting a picture does not change what is on it"): a bump is a bump. Keep both halves of
# that sentence in mind; lesson 06 lives off the second.

# %% [markdown] name="two-units"
# ## Two bent units are enough
#
# Now let a *net* make the features. Take two neurons with the bend $\operatorname{relu}(z) = \max(0, z)$
# instead of a threshold, and one output neuron that adds them up:
#
# $$
# h_1 = \operatorname{relu}(x_1 + x_2), \qquad
# h_2 = \operatorname{relu}(x_1 + x_2 - 1), \qquad
# y = h_1 - 2 h_2 .
# $$
#
# Nobody trained this; it is drawn on paper. $h_1$ counts the ones, $h_2$ wakes up only when there are two,
# and the output takes back twice what $h_2$ reports. Do the four sums in your head, then compare.


# %% name="hand-made-net" tags=["nbval-check-output"]
def relu(z):
    return np.maximum(0, z)


kernel = np.array([[1, 1], [1, 1]])  # (2 inputs, 2 units)
bias = np.array([0, -1])
output_kernel = np.array([1, -2])


def hidden_layer(points):
    return relu(points @ kernel + bias)  # (n, 2) -> (n, 2)


pd.DataFrame(corners, columns=["x1", "x2"]).assign(
    h1=hidden_layer(corners)[:, 0],
    h2=hidden_layer(corners)[:, 1],
    y=hidden_layer(corners) @ output_kernel,
    XOR=targets,
)

# %% name="hidden-space"
places = {
    "input x": corners,
    "before the bend: z": corners @ kernel + bias,
    "after the bend: h": hidden_layer(corners),
}
figure, axes = plots.panels(3, height=3.3)
for ax, (title, points) in zip(axes, places.items(), strict=True):
    plots.scatter_classes(points, targets, ax=ax, title=title, legend=False, annotations=["00", "01", "10", "11"])
    ax.set(xlim=(-0.6, 2.8), ylim=(-1.5, 1.6), xlabel=f"${title[-1]}_1$", ylabel=f"${title[-1]}_2$")
plots.line_in_plane(output_kernel, ax=axes[2], threshold=0.5)
plots.show(
    figure,
    caption="The four corners on their way through the net. In the hidden space one line, where the "
    "output is 0.5, does it.",
    alt="Left: the square. Middle: the points on one straight line. Right: 00 moved up to the "
    "bend at h2 = 0, and a line now has 01 and 10 on one side, 00 and 11 on the other.",
)

# %% [markdown] name="two-units-explain"
# In the middle the four corners lie on a single line, in the order 00, then 01 and 10 together, then 11:
# the linear part alone has made it worse. The bend lifts 00 off that line, and now a line separates. **A
# hidden layer is a machine that moves points until a line will do.**

# %% [markdown] name="threshold-task"
# ### Exercise 2.4 · find the slip
#
# A picture of this very net that is used in teaching draws the deciding line in the hidden space at
# $h_1 - 2h_2 = 0$. Look at where the corners lie: what is wrong with that? Give the threshold $t$ for which
# the line $h_1 - 2h_2 = t$ separates the classes *and* stays equally far from both.

# %% name="threshold" tags=["exercise"]
# BEGIN SOLUTION
threshold = 0.5
# END SOLUTION
checks.xor.threshold(threshold)

# %% [markdown] name="threshold-solution" tags=["solution"]
# **Why.** The output is 0 at 00 and 11, so the line at 0 runs exactly *through* the points of class 0: a
# rounding error decides. Every threshold strictly between 0 and 1 separates; 0.5 leaves the same room on
# both sides.

# %% [markdown] name="layer"
# ## A layer in numbers
#
# A layer does two things: a weighted sum per neuron, then the activation $g$ on each result by itself. With
# three inputs and three neurons the first step is a matrix product:
#
# $$
# Wx + b = \begin{pmatrix} 2 & 4 & 2 \\ 1 & 3 & 7 \\ 0 & 7 & 3 \end{pmatrix} \begin{pmatrix} 1 \\ 3 \\ 2 \end{pmatrix}
# + \begin{pmatrix} -3 \\ 0 \\ 2 \end{pmatrix}, \qquad h = g(Wx + b).
# $$
#
# One **row** of this $W$ is one neuron. Lectures disagree on how to write it: $Wx$ (ICME), $W^\top x$
# (ComputeFest), $XW$ (Foundations). Keras puts one example in a *row* of $X$ and computes $XW + b$, so its
# `kernel` has shape **(inputs, units)**, and a neuron is a **column**, `kernel[:, j]`.

# %% name="element-wise" tags=["nbval-check-output"]
print("g works on each number by itself:", relu(np.array([3, -1, 0.5])))

# %% [markdown] name="layer-task"
# ### Exercise 2.5 · one layer, both ways
#
# Compute the sum above (in your head first), write down the kernel that gives Keras the same layer, and
# count the layer's trainable numbers.

# %% name="layer-answer" tags=["exercise"]
W = np.array([[2, 4, 2], [1, 3, 7], [0, 7, 3]])
x = np.array([1, 3, 2])
b = np.array([-3, 0, 2])

# BEGIN SOLUTION
weighted_sums = W @ x + b
keras_kernel = W.T
num_parameters = W.size + b.size
# END SOLUTION
checks.xor.layer(weighted_sums, keras_kernel, num_parameters)

# %% name="layer-keras" tags=["nbval-check-output"]
import keras
from keras import layers

dense = layers.Dense(3, activation="relu")
dense.build((None, 3))  # three inputs
print("kernel", tuple(dense.kernel.shape), "bias", tuple(dense.bias.shape), "parameters", dense.count_params())
eight_classes = layers.Dense(8)
eight_classes.build((None, 32))
print("32 inputs, 8 units: kernel", tuple(eight_classes.kernel.shape))

# %% [markdown] name="layer-solution" tags=["solution"]
# **Why.** $(15, 24, 29)$: for instance $2\cdot1 + 4\cdot3 + 2\cdot2 - 3 = 15$. Transposing $W$ turns its
# rows into Keras's columns. Nine weights and three biases are twelve trainable numbers; the input is data,
# and the activation has nothing to learn.

# %% [markdown] name="stacking"
# ## Deep means composed
#
# Stack layers and you have a deep net. It is nothing but functions applied to functions: with
# $f_k(h) = g(hW_k + b_k)$,
#
# $$ f(x) = f_3(f_2(f_1(x))) = (f_3 \circ f_2 \circ f_1)(x). $$
#
# That, rather than any likeness to the brain, is the modern view of depth: **learning several levels of
# composition**, each a little more abstract than the one below. (The circle $\circ$ is read from right to
# left; one of our lectures numbers the layers from the output, so its $f_1$ is applied last. Check which
# end is number 1 before you compare formulas.)
#
# And which of all these numbers are **trainable**? The kernels $W_k$ and the biases $b_k$, nothing else: inputs
# are data, and the activation has nothing to learn. How many are there in the two-unit net above?

# %% name="composition" tags=["nbval-check-output"]
from functools import reduce

functions = [
    lambda x: x @ kernel,
    lambda z: z + bias,
    relu,
    lambda h: h @ output_kernel,
    lambda y: (y > 0.5).astype(int),
]
answers = reduce(lambda value, function: function(value), functions, corners)
print(f"{len(functions)} functions, one after the other: {answers}")

net = keras.Sequential([keras.Input((2,)), layers.Dense(2, activation="relu"), layers.Dense(1)])
print(f"the same two layers in Keras: {net.count_params()} trainable numbers, (2*2 + 2) + (2*1 + 1)")

# %% [markdown] name="collapse"
# ## Without a bend, layers collapse
#
# Why bother with an activation at all? Because most of the world is not linear, and without a bend a deep
# net is:
#
# $$ (xW_1 + b_1)W_2 + b_2 = x\,\underbrace{(W_1 W_2)}_{W} + \underbrace{(b_1 W_2 + b_2)}_{b}. $$
#
# A hundred linear layers are *one* linear layer, and one linear layer cannot do XOR.

# %% [markdown] name="collapse-task"
# ### Exercise 2.6 · collapse two layers
#
# Write a function that turns two linear layers into a single one with the same output for every input.


# %% name="collapse-answer" tags=["exercise"]
def collapse(kernel_1, bias_1, kernel_2, bias_2):
    """Return the kernel and bias of one layer that equals the two; kernels have the shape (inputs, units)."""
    # BEGIN SOLUTION
    return kernel_1 @ kernel_2, bias_1 @ kernel_2 + bias_2
    # END SOLUTION


checks.xor.collapse(collapse)

# %% name="collapse-shown"
linear_net = keras.Sequential([keras.Input((2,)), *[layers.Dense(8) for _ in range(4)], layers.Dense(1)])
plane = np.random.default_rng(seed).uniform(-1, 1, (200, 2)).astype("float32")
outputs = linear_net.predict(plane, verbose=0)[:, 0]
with_constant = np.column_stack([plane, np.ones(len(plane))])
line = np.linalg.lstsq(with_constant, outputs, rcond=None)[0]
deviation = np.abs(with_constant @ line - outputs).max() / np.ptp(outputs)
print(f"{linear_net.count_params()} parameters in five linear layers do what {len(line)} numbers do")
checks.claim("five linear layers deviate from one line by (share of their range)", deviation, high=1e-3, control=1.0)

# %% [markdown] name="learn"
# ## Let it learn
#
# Now the net finds its own features. We write down *one* training loop and put two different functions into
# it: a linear model, and a net. **Deep learning is the same recipe with another $f$**: data, a loss,
# gradient descent. Only $f$ changes.


# %% name="training-loop"
def train(model, points, labels, **options):
    """Fit a model that ends in one logit, and return it."""
    model.compile(optimizer=keras.optimizers.Adam(0.02), loss=keras.losses.BinaryCrossentropy(from_logits=True))
    model.fit(points, labels, batch_size=32, epochs=num_epochs, verbose=0, **options)
    return model


def accuracy(model, points, labels):
    """Return the share of points on the right side of the logit 0."""
    return np.mean((model.predict(points, verbose=0)[:, 0] > 0) == labels)


linear_model = train(keras.Sequential([keras.Input((2,)), layers.Dense(1)]), *train_sets["XOR"])
print(f"linear model on noisy XOR: {accuracy(linear_model, *test_sets['XOR']):.3f} of the test points")

# %% [markdown] name="learn-net-intro"
# And a net with a bottleneck of two units just before the output, so that we can *look* at the features it
# invents, at the start and after a few epochs.

# %% name="learned-features"
net = keras.Sequential(
    [
        keras.Input((2,)),
        layers.Dense(8, activation="tanh"),
        layers.Dense(2, activation="tanh", name="features"),
        layers.Dense(1),
    ]
)
feature_net = keras.Model(net.inputs[0], net.get_layer("features").output)
snapshots = {}


def take_snapshot(epoch, logs=None):
    """Keep the features of all training points, and the output layer, after some of the epochs."""
    if epoch + 1 in (1, num_epochs // 8, num_epochs):
        features = keras.ops.convert_to_numpy(feature_net(train_sets["XOR"][0]))
        snapshots[epoch + 1] = (features, *net.layers[-1].get_weights())


train(net, *train_sets["XOR"], callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=take_snapshot)])
print(f"the net on noisy XOR: {accuracy(net, *test_sets['XOR']):.3f} of the test points")

# %% name="learned-features-picture"
figure, axes = plots.panels(len(snapshots), height=3.3)
for ax, (epoch, (hidden, output_weights, output_bias)) in zip(axes, snapshots.items(), strict=True):
    plots.scatter_classes(
        hidden,
        train_sets["XOR"][1],
        ax=ax,
        title=f"epoch {epoch}",
        legend=False,
        size=14,
        xlabel="feature 1",
        ylabel="feature 2",
    )
    ax.set(xlim=(-1.15, 1.15), ylim=(-1.15, 1.15))
    plots.line_in_plane(output_weights, output_bias[0], ax=ax)
plots.show(
    figure,
    caption="What the two units of the bottleneck make of the four clouds, and the line that the "
    "output layer draws there.",
    alt="Three scatter plots of the hidden space: at first both classes overlap; in the end they "
    "sit apart, with the line of the output layer between them.",
)

# %% [markdown] name="last-layer"
# In the last panel, a straight line separates what no line could separate before. So the output layer of a
# classifier is an old friend: **logistic regression on learned features**. If that is true, scikit-learn's
# logistic regression, given only the two features, must do as well:

# %% name="last-layer-swapped"
swapped = LogisticRegression().fit(feature_net.predict(train_sets["XOR"][0], verbose=0), train_sets["XOR"][1])
swapped_accuracy = swapped.score(feature_net.predict(test_sets["XOR"][0], verbose=0), test_sets["XOR"][1])
net_accuracy = accuracy(net, *test_sets["XOR"])
checks.claim("the net's test accuracy on noisy XOR", net_accuracy, low=0.9, control=0.5)
checks.claim(
    "what swapping its last layer for logistic regression changes",
    abs(net_accuracy - swapped_accuracy),
    high=0.04,
    control=0.45,
)

# %% [markdown] name="leaderboard-net"
# And the leaderboard of hand-made features? A single recipe, two hidden layers of 16 units, on all three
# problems:


# %% name="leaderboard-learned"
def small_net():
    return keras.Sequential(
        [
            keras.Input((2,)),
            layers.Dense(16, activation="relu"),
            layers.Dense(16, activation="relu"),
            layers.Dense(1),
        ]
    )


nets = {task: train(small_net(), *train_sets[task]) for task in makers}
leaderboard.loc["RBF machine, γ = 5"] = [
    SVC(gamma=5, C=10).fit(*train_sets[task]).score(*test_sets[task]) for task in makers
]
leaderboard.loc["features learned by a net"] = [accuracy(nets[task], *test_sets[task]) for task in makers]
leaderboard.round(3)

# %% name="leaderboard-picture"
figure, axes = plots.panels(3, height=3.1)
for ax, (task, model) in zip(axes, nets.items(), strict=True):
    plots.decision_regions(
        lambda p, model=model: model.predict(p, batch_size=4096, verbose=0),
        *train_sets[task],
        ax=ax,
        threshold=0,
        colorbar=False,
        legend=False,
        size=12,
        title=f"{task}: {leaderboard.loc['features learned by a net', task]:.3f}",
    )
plots.show(
    figure,
    caption="One recipe, three problems: decision regions and test accuracy of a net with two hidden "
    "layers of 16 units.",
    alt="Three planes: the net's border follows the four quadrants, the gap between the rings, and the spiral arms.",
)

# %% name="leaderboard-claim"
worst = leaderboard.min(axis=1)
checks.claim(
    "the net wins everywhere: its worst of three accuracies, minus that of the best hand-made features",
    worst.loc["features learned by a net"] - worst.iloc[: len(feature_maps)].max(),
    low=0.2,
    control=0.0,
)

# %% [markdown] name="who-designs"
# ### Exercise 2.7 · who designs what?
#
# Every system above turns an input into an answer in up to three boxes: *features*, *more abstract
# features*, *mapping to the answer*. In which of them does the machine learn, rather than a person design?
# Give the **number of learned boxes** for each kind of system. (A box that a system does not have counts as
# not learned.)
#
# | system | features | more abstract features | mapping to the answer |
# |---|---|---|---|
# | rules | – | – | written by an expert |
# | classic machine learning | product, radius, ... by an expert | – | logistic regression |
# | representation learning | one layer of features, found from data | – | logistic regression |
# | deep learning | first layer | further layers | last layer |

# %% name="who-designs-answer" tags=["exercise"]
# BEGIN SOLUTION
learned_boxes = {"rules": 0, "classic machine learning": 1, "representation learning": 2, "deep learning": 3}
# END SOLUTION
checks.xor.who_designs(learned_boxes)

# %% [markdown] name="who-designs-solution" tags=["solution"]
# **Why.** From top to bottom, one box after the other passes from the person to the data. The RBF machine
# of above is a borderline case: its features are neither designed for the problem nor learned. The person's
# work does not vanish: it moves to choosing data, architecture and loss.

# %% [markdown] name="how-often"
# ## How often does it work?
#
# Two ReLU units *can* represent XOR; you did it by hand. Will gradient descent *find* them? Least squares
# had one minimum, and we could compute it. The loss of a net is **not convex**: it has valleys and
# plateaus, and where you end depends on where you start. One lucky run proves nothing, so we train many
# networks side by side, each from its own random start, on the four corners. **Guess** the share that gets
# all four right with 2, 3, 4 and 8 units.

# %% name="side-by-side"
widths = [2, 3, 4, 8]


def glorot(fan_in, fan_out):
    limit = (6 / (fan_in + fan_out)) ** 0.5  # Keras's default for a single network, here for many at once
    return keras.initializers.RandomUniform(-limit, limit)


def side_by_side(inputs, width, activation):
    """Return the outputs (n, networks) of many independent networks with one hidden layer."""
    hidden = layers.EinsumDense(
        "ni,kiw->nkw",
        (num_networks, width),
        bias_axes="kw",
        activation=activation,
        kernel_initializer=glorot(inputs.shape[-1], width),
    )(inputs)
    return layers.EinsumDense("nkw,kw->nk", (num_networks,), bias_axes="k", kernel_initializer=glorot(width, 1))(hidden)


inputs = keras.Input((2,))
groups = [(activation, width) for activation in ("relu", "tanh") for width in widths]
crowd = keras.Model(inputs, layers.Concatenate()([side_by_side(inputs, width, name) for name, width in groups]))
print(f"{len(groups) * num_networks} networks in one model, {crowd.count_params()} parameters")


# %% name="success-rates"
def train_crowd(crowd, x, y, learning_rate, loss):
    """Fit all networks of a crowd to the same targets (n,), all data in each step."""
    crowd.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss, steps_per_execution=25)
    copies = np.repeat(y[:, None], crowd.output_shape[-1], axis=1)  # (n, networks)
    crowd.fit(
        np.tile(x, (num_steps, 1)),
        np.tile(copies, (num_steps, 1)),
        batch_size=len(x),
        shuffle=False,
        verbose=0,
    )
    return crowd.predict(x, verbose=0)


def mean_logistic_loss(y_true, logits):
    return keras.ops.mean(keras.ops.softplus(logits) - y_true * logits, axis=-1)


outputs = train_crowd(crowd, corners.astype("float32"), targets.astype("float32"), 0.05, mean_logistic_loss)
solved = ((outputs > 0) == (targets[:, None] > 0)).all(axis=0).reshape(len(groups), num_networks)
successes = pd.Series(solved.sum(axis=1), index=pd.MultiIndex.from_tuples(groups, names=["activation", "units"]))
successes.unstack()

# %% name="success-picture"
ax = plots.intervals(
    {"ReLU": successes["relu"].to_numpy(), "tanh": successes["tanh"].to_numpy()},
    num_networks,
    widths,
    title="More units, more luck",
    xlabel="hidden units",
    ylabel="networks that solve XOR",
)
plots.show(
    ax,
    caption=f"Share of {num_networks} networks that get all four corners right, with 95 % (Wilson) intervals.",
    alt="Two rising curves over 2, 3, 4 and 8 hidden units with error bars: tanh above ReLU, both "
    "near the top at 8 units.",
)

# %% name="success-claim"
rates = successes / num_networks
checks.claim(
    "share of 2-unit ReLU networks that solve XOR, although two units suffice",
    rates["relu", 2],
    high=0.6,
    control=1.0,
)
checks.claim("share gained by going from 2 to 8 ReLU units", rates["relu", 8] - rates["relu", 2], low=0.2, control=0.0)
checks.claim("share of 8-unit tanh networks that solve XOR", rates["tanh", 8], low=0.85, control=rates["tanh", 2])

# %% [markdown] name="how-often-explain"
# That two units suffice does not mean that two units succeed. A ReLU unit that is silent at all four
# corners has slope zero there and never wakes up again; with only two units, losing one is fatal. Spare
# units are spare lottery tickets, which is one reason why nets are built larger than the task seems to
# need. And it is why this course reports a result **over many starts**, with an interval, wherever two
# things are compared.
#
# *Half-time. You have answered the question of the title; the rest of the lesson is about making layers
# well.*

# %% [markdown] name="activations"
# ## Activations, and their slopes
#
# Learning needs two things of an activation: that it bends, and that it has a **slope** where the inputs
# fall, because the gradient is multiplied by that slope in every layer. The unit step and the sign of the
# first neurons bend sharply, but their slope is zero wherever it exists: gradient descent sees nothing,
# which is why the perceptron needed a rule of its own. Then came
#
# $$ \sigma(z) = \frac{1}{1+e^{-z}}, \qquad \tanh z = \frac{e^z - e^{-z}}{e^z + e^{-z}} = 2\sigma(2z) - 1, \qquad \operatorname{relu}(z) = \max(0, z). $$
#
# **Guess** before you look: what is the steepest slope of $\sigma$? What would ten of them in a row,
# multiplied, leave of a gradient?


# %% name="activation-functions"
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


classics = {
    "unit step": lambda z: np.heaviside(z, 0.5),
    "sign": np.sign,
    "ReLU": relu,
    "sigmoid": sigmoid,
    "tanh": np.tanh,
}
figure = plots.activations(classics, title="Steps have no slope to learn from")
plots.show(
    figure,
    caption="Five activation functions and their derivatives, with the steepest slope of each.",
    alt="Panels for unit step, sign, ReLU, sigmoid and tanh, each with its derivative: zero for "
    "the steps, 0 or 1 for ReLU, a low bell with maximum 0.25 for the sigmoid, a bell with "
    "maximum 1 for tanh.",
)

# %% name="slopes" tags=["nbval-check-output"]
z = np.linspace(-4, 4, 801)
slope = sigmoid(z) * (1 - sigmoid(z))
print(f"steepest slope of the sigmoid: {slope.max():.2f}, at z = {abs(z[slope.argmax()]):.0f}")
print(f"ten of them multiplied: {slope.max() ** 10:.1e}")
print(f"tanh(z) equals 2 sigmoid(2z) - 1: {np.allclose(np.tanh(z), 2 * sigmoid(2 * z) - 1)}")

# %% [markdown] name="family"
# ## The rest of the family
#
# A table in one of the lectures goes on: the **linear** activation of Adaline and of linear regression; a
# **piece-wise linear** ramp from 0 to 1, drawn there for the support vector machine; and **softplus**,
# $\ln(1 + e^z)$, a ReLU with a rounded corner. Softplus hides a pretty fact: its derivative *is* the
# sigmoid. (Compute it as `logaddexp(0, z)`; `log(1 + exp(z))` overflows at $z = 1000$.)

# %% name="family-picture"
family = {
    "linear": lambda z: z,
    "piece-wise linear": lambda z: np.clip(z + 0.5, 0, 1),
    "softplus": lambda z: np.logaddexp(0, z),
}
figure = plots.activations(family, title="Softplus is a ReLU with a rounded corner")
plots.show(
    figure,
    caption="Three more activation functions and their derivatives. The derivative of softplus is the sigmoid.",
    alt="Panels for the linear function with slope 1, a ramp between minus and plus one half, and "
    "softplus, whose derivative climbs from 0 to 1 like the sigmoid.",
)
step = 1e-5
derivative = (family["softplus"](z + step) - family["softplus"](z - step)) / (2 * step)
checks.claim(
    "softplus' derivative differs from the sigmoid by at most",
    np.abs(derivative - sigmoid(z)).max(),
    high=1e-6,
    control=0.25,
)

# %% [markdown] name="logistic-task"
# ### Exercise 2.8 · the logistic function, without running it
#
# What does $\sigma(z)$ approach as $z \to \infty$: **A** 0, **B** one half, **C** 1, or **D** does it grow
# for ever? And how steep is it at $z = 0$?

# %% name="logistic-answer" tags=["exercise"]
# BEGIN SOLUTION
limit = "C"
slope_at_zero = 0.25
# END SOLUTION
checks.xor.logistic(limit, slope_at_zero)

# %% [markdown] name="generalised"
# ## One formula for three ReLUs, and one that learns its shape
#
# A ReLU is blind for $z < 0$. The **generalised ReLU** keeps a slope $a$ there:
#
# $$ g(z) = \max(0, z) + a \min(0, z). $$
#
# With $a = 0$ it is the ReLU, with a small $a$ the *leaky* ReLU, with $a$ learned the *parametric* one. One
# lecture states it "for $a > 0$" and then gives $a = -1$ as its example, the absolute value. Both cannot
# stand: the example is right, the condition has to go.
#
# **Maxout** goes further: $\max_k (\alpha_k z + \beta_k)$ with all $\alpha_k, \beta_k$ learned. With $k$
# pieces it can take any convex shape, as nearly as $k$ allows.

# %% [markdown] name="absolute-task"
# ### Exercise 2.9 · XOR with a single hidden unit
#
# Write the generalised ReLU. Then choose $a$, two weights and a bias, so that **one** unit
# $g(w_1 x_1 + w_2 x_2 + b)$ *is* XOR. (Two ReLU units did it above; what does $a = -1$ do to a point on the
# wrong side?)


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
checks.xor.absolute_unit(generalised_relu, a, unit_weights, unit_bias)

# %% [markdown] name="absolute-solution" tags=["solution"]
# **Why.** $|x_1 - x_2|$ *folds* the plane along the diagonal $x_1 = x_2$: 10 comes to lie on 01. Remember
# the word; at the end of the lesson folding is the whole trick. $|x_1 + x_2 - 1|$ is tempting, but it
# answers 1 where XOR says 0.


# %% name="maxout-layer"
class Maxout(layers.Layer):
    """The largest of several learned lines, for one number (Goodfellow et al., 2013)."""

    def __init__(self, num_pieces, **options):
        super().__init__(**options)
        self.lines = layers.Dense(num_pieces, kernel_initializer=keras.initializers.RandomNormal(stddev=1.0, seed=seed))

    def call(self, z):
        return keras.ops.max(self.lines(z), axis=-1, keepdims=True)


line_points = np.linspace(-1, 1, 65, dtype="float32")[:, None]
shapes = {"|z|": np.abs(line_points), "z²": line_points**2, "ReLU": relu(line_points)}
inputs = keras.Input((1,))
pieces = [(shape, k) for shape in shapes for k in (1, 2, 5)]
maxout_net = keras.Model(inputs, layers.Concatenate()([Maxout(k)(inputs) for _, k in pieces]))

# %% name="maxout-fit"
wanted = np.hstack([shapes[shape] for shape, _ in pieces])  # (65, 9): one column per fit
maxout_net.compile(optimizer=keras.optimizers.Adam(0.05), loss="mse", steps_per_execution=25)
maxout_net.fit(
    np.tile(line_points, (num_steps, 1)),
    np.tile(wanted, (num_steps, 1)),
    batch_size=65,
    shuffle=False,
    verbose=0,
)
fitted = maxout_net.predict(line_points, verbose=0)
maxout_errors = pd.Series(
    np.sqrt(((fitted - wanted) ** 2).mean(axis=0)),
    index=pd.MultiIndex.from_tuples(pieces, names=["shape", "pieces"]),
)
maxout_errors.unstack().round(3)

# %% name="maxout-picture"
figure, axes = plots.panels(3, height=2.9)
for ax, shape in zip(axes, shapes, strict=True):
    curves = {f"{k} piece{'s' * (k > 1)}": fitted[:, pieces.index((shape, k))] for k in (1, 2, 5)}
    ax.plot(line_points, shapes[shape], color=plots.COLORS["neutral"], linewidth=7, alpha=0.3, label="wanted")
    for name, curve in curves.items():
        ax.plot(line_points, curve, label=name)
    ax.set(title=shape, xlabel="$z$")
axes[2].legend(loc="upper left")
plots.show(
    figure,
    caption="Maxout units with 1, 2 and 5 pieces after learning three shapes from examples.",
    alt="Three panels: one piece gives a flat or tilted line; two pieces match the absolute value "
    "and the ReLU; five pieces follow the parabola closely.",
)
checks.claim(
    "maxout learns the parabola: error with 5 pieces over error with 1",
    maxout_errors["z²", 5] / maxout_errors["z²", 1],
    high=0.4,
    control=1.0,
)

# %% [markdown] name="losses"
# ## Which loss belongs to a sigmoid?
#
# A yes/no answer leaves the net through a sigmoid. Which loss should follow? Two candidates, for target $y$
# and logit $z$:
#
# $$ L_{\text{sq}} = (y - \sigma(z))^2, \qquad L_{\text{ce}} = -\big(y \ln \sigma(z) + (1-y)\ln(1-\sigma(z))\big). $$
#
# What decides is not the loss but its **slope**: it has to be large where the net is *wrong*. Take $y = 1$
# and go to the far left, where the net is confidently wrong. **Guess** the two slopes at $z = -10$.


# %% name="loss-slopes"
def squared_slope(z):
    """Return dL/dz of the squared loss behind a sigmoid, for the target 1."""
    return 2 * (sigmoid(z) - 1) * sigmoid(z) * (1 - sigmoid(z))


def cross_entropy_slope(z):
    """Return dL/dz of the cross-entropy behind a sigmoid, for the target 1."""
    return sigmoid(z) - 1


ax = plots.functions(
    {
        "squared": lambda z: np.abs(squared_slope(z)),
        "cross-entropy": lambda z: np.abs(cross_entropy_slope(z)),
    },
    limits=(-10, 10),
    xlabel="logit $z$ (the target is 1: left is wrong, right is right)",
    ylabel="size of the slope $|dL/dz|$",
    title="The squared loss goes flat where the net is most wrong",
)
plots.show(
    ax,
    caption="Slope of two losses behind a sigmoid. Cross-entropy saturates only where the answer is right.",
    alt="The cross-entropy slope is near 1 for negative logits and falls to 0 for positive ones; "
    "the squared loss has a low hump around zero and vanishes on both sides.",
)

# %% name="loss-slope-numbers" tags=["nbval-check-output"]
far_left = np.array([-2.0, -5.0, -10.0])
pd.DataFrame(
    {
        "squared": [f"{slope:.2g}" for slope in squared_slope(far_left)],
        "cross-entropy": cross_entropy_slope(far_left).round(3),
    },
    index=pd.Index(far_left, name="z"),
)

# %% [markdown] name="bad-start"
# At $z = -10$ the squared loss pulls ten thousand times less. Does that matter in practice? Let both learn
# the same trivial thing, "say 1", from that bad start, by plain gradient descent.


# %% name="bad-start-run"
def descend(slope, start_logit=-10.0, learning_rate=1.0, num_steps=300):
    """Return the probability of the right answer after each step of gradient descent on the logit."""
    logit, probabilities = start_logit, []
    for _ in range(num_steps):
        logit -= learning_rate * slope(logit)
        probabilities.append(sigmoid(logit))
    return np.array(probabilities)


runs = {"squared loss": descend(squared_slope), "cross-entropy": descend(cross_entropy_slope)}
ax = plots.curves(
    runs,
    title="From a bad start, the squared loss never gets going",
    xlabel="step",
    ylabel="probability of the right answer",
)
plots.show(
    ax,
    caption="The same start (logit -10), the same learning rate of 1, two losses.",
    alt="With cross-entropy the probability rises to nearly 1 within about 20 steps; with the "
    "squared loss it stays near 0.",
)

# %% name="bad-start-claim"
checks.claim(
    "probability of the right answer after 300 steps, cross-entropy",
    runs["cross-entropy"][-1],
    low=0.99,
    control=runs["squared loss"][-1],
)

# %% [markdown] name="losses-explain"
# So a sigmoid is followed by cross-entropy, and in Keras the two are one: the model ends in a **logit**,
# the loss says `from_logits=True`. The pairing is no accident: the exponential in the sigmoid is undone by
# the logarithm in the loss.

# %% [markdown] name="slip-task"
# ### Exercise 2.10 · derive it, and find the slip
#
# A slide writes the cross-entropy as $-(y \log z + (1 - y)\log(1 - z))$, with the *logit* $z$. Evaluate it
# at $z = -2$ to see that this cannot be meant. Then derive $dL_{\text{ce}}/dz$ for the correct formula and
# **any** target $y$. It is the simplest formula of this lesson.


# %% name="slip" tags=["exercise"]
def cross_entropy_gradient(y, z):
    """Return dL/dz for targets y (0 or 1) and logits z, two arrays of the same shape."""
    # BEGIN SOLUTION
    return sigmoid(z) - y
    # END SOLUTION


checks.xor.cross_entropy_gradient(cross_entropy_gradient)

# %% [markdown] name="slip-solution" tags=["solution"]
# **Why.** The logarithm of $-2$ does not exist: the slide's $z$ has to be $\sigma(z)$. With
# $\sigma' = \sigma(1 - \sigma)$,
# $\frac{dL}{dz} = -\frac{y}{\sigma}\sigma(1-\sigma) + \frac{1-y}{1-\sigma}\sigma(1-\sigma) = \sigma(z) - y$:
# *answer minus target*. The squared loss keeps the factor $\sigma(1-\sigma)$, and that factor is what kills
# it. Its slope is largest, $8/27$, at $z = -\ln 2$ for the target 1.

# %% [markdown] name="softmax"
# ## Softmax without overflow
#
# With $n$ classes the sigmoid becomes the **softmax**, and the log-likelihood needs its logarithm:
#
# $$ \operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}, \qquad
#    \ln \operatorname{softmax}(z)_i = z_i - \ln \sum_j e^{z_j} \;\approx\; z_i - \max_j z_j . $$
#
# Read the right end: the score of the right class minus the best score. The loss of an example is nearly
# zero when the right class wins clearly, and nearly *linear* in how far it lags behind when it does not: no
# saturation. The approximation is never off by more than $\ln n$.

# %% name="softmax-numbers" tags=["nbval-check-output"]
scores = np.array([1.1, 0.4, -8.2, -0.9, 3.7])
probabilities = np.exp(scores) / np.exp(scores).sum()
log_sum = np.log(np.exp(scores).sum())
print("softmax", *(f"{probability:.6f}" for probability in probabilities), "sum", probabilities.sum().round(6))
print(f"log-sum-exp {log_sum:.4f}, maximum {scores.max()}: the approximation is off by {log_sum - scores.max():.4f}")
print(f"it can be off by ln 5 = {np.log(5):.4f} at most, when all scores are equal")

# %% [markdown] name="softmax-overflow"
# The formula as it stands breaks on a computer. For the harmless scores $(1000, 999)$ it gives:

# %% name="softmax-overflow-shown" tags=["nbval-check-output"]
large_scores = np.array([1000.0, 999.0])
with np.errstate(over="ignore", invalid="ignore"):
    print("as written:", np.exp(large_scores) / np.exp(large_scores).sum())
print("Keras:     ", np.round(keras.ops.convert_to_numpy(keras.ops.softmax(large_scores.astype("float32"))), 3))

# %% [markdown] name="log-softmax-task"
# ### Exercise 2.11 · a log-softmax that survives
#
# Softmax does not change when you subtract the same number from all scores. Use that to write a log-softmax
# which is right for $(1000, 999)$ too. The scores come as an array (n, classes).


# %% name="log-softmax" tags=["exercise"]
def log_softmax(scores):
    """Return the logarithm of the softmax of each row; scores (n, classes) -> (n, classes)."""
    # BEGIN SOLUTION
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    # END SOLUTION


checks.xor.log_softmax(log_softmax)

# %% [markdown] name="log-softmax-solution" tags=["solution"]
# **Why.** After subtracting the row's maximum the largest exponent is $e^0 = 1$: nothing overflows, and the
# sum is at least 1, so its logarithm is safe. Forgetting `axis=1, keepdims=True` mixes the examples of a
# batch: a bug that only shows with more than one row.

# %% [markdown] name="bumps"
# ## One hidden layer can draw anything
#
# How far does a single hidden layer reach? Two steep sigmoids, one up and one down, make a **bump**: a
# function that is 1 between two places and 0 elsewhere. With enough bumps, side by side and each of its own
# height, you can trace any curve, as a bar chart does. That is the idea behind the **universal
# approximation theorem** (Cybenko, 1989; Hornik, 1991): one hidden layer of enough units comes as close as
# you like to any continuous function on a bounded region.


# %% name="bumps-picture"
def bump(x, left, right, steepness=60):
    """Return about 1 between left and right and about 0 elsewhere: two sigmoid units."""
    return sigmoid(steepness * (x - left)) - sigmoid(steepness * (x - right))


def from_bumps(x, target, num_bumps):
    """Return a one-hidden-layer net of 2 * num_bumps units that traces the target on [-pi, pi]."""
    edges = np.linspace(-np.pi, np.pi, num_bumps + 1)
    middles = (edges[:-1] + edges[1:]) / 2
    return sum(
        target(middle) * bump(x, left, right) for left, right, middle in zip(edges, edges[1:], middles, strict=False)
    )


figure, axes = plots.panels(3, height=2.9)
for ax, num_bumps in zip(axes, (1, 6, 24), strict=True):
    target = (lambda x: bump(x, -1, 1)) if num_bumps == 1 else np.sin
    curve = target if num_bumps == 1 else (lambda x, n=num_bumps: from_bumps(x, np.sin, n))
    plots.functions({"sine": target, "net": curve}, limits=(-3.14, 3.14), ax=ax, emphasis="sine")
    ax.set_title("one bump: 2 units" if num_bumps == 1 else f"{num_bumps} bumps: {2 * num_bumps} units")
plots.show(
    figure,
    caption="A bump of two sigmoid units (left), and nets of 12 and 48 units, put together by hand, that trace a sine.",
    alt="Left: a single bump. Middle and right: staircases of 6 and 24 bumps following a sine "
    "wave, the second much closer.",
)

# %% [markdown] name="approximation"
# ## What can be drawn need not be found
#
# The theorem says that good weights *exist*. It does not say how many units, nor that training finds them.
# Measure both on the sine: ReLU nets of growing width, several starts each, against a net of the same width
# built by hand (a polygon with equally spaced corners, one ReLU unit per corner).

# %% name="approximation-run"
fit_widths = [2, 4, 8, 16, 32, 64]
wave_points = np.linspace(-np.pi, np.pi, 101, dtype="float32")[:, None]
wave = np.sin(wave_points[:, 0])

inputs = keras.Input((1,))
wave_crowd = keras.Model(inputs, layers.Concatenate()([side_by_side(inputs, width, "relu") for width in fit_widths]))
drawn = train_crowd(wave_crowd, wave_points, wave, 0.02, "mse")
learned_errors = np.sqrt(((drawn - wave[:, None]) ** 2).mean(axis=0)).reshape(len(fit_widths), num_networks)


def polygon_error(width):
    """Return the error of the polygon through width + 1 points of the sine."""
    knots = np.linspace(-np.pi, np.pi, width + 1)
    return np.sqrt(np.mean((np.interp(wave_points[:, 0], knots, np.sin(knots)) - wave) ** 2))


built_errors = np.array([polygon_error(width) for width in fit_widths])

# %% name="approximation-picture"
ax = plots.curves(
    {"learned": learned_errors.T, "built by hand": built_errors},
    x=fit_widths,
    band="10-90",
    logy=True,
    title="Wider nets come closer, but training lags behind construction",
    xlabel="hidden units",
    ylabel="error (root mean square)",
)
ax.set_xscale("log", base=2)
ax.set_xticks(fit_widths, fit_widths)
plots.show(
    ax,
    caption="Error on the sine over the number of hidden units: mean and 10 % to 90 % band of "
    f"{num_networks} networks, and a net built by hand.",
    alt="Two falling curves on logarithmic axes; the one built by hand falls faster and is far "
    "below the learned one at 64 units.",
)

# %% name="approximation-claim"
checks.claim(
    "wider is better: median error with 64 units over that with 4",
    np.median(learned_errors[-1]) / np.median(learned_errors[1]),
    high=0.5,
    control=1.0,
)
checks.claim(
    "training lags behind: median learned error over built error, 64 units",
    np.median(learned_errors[-1]) / built_errors[-1],
    low=2,
    control=1.0,
)

# %% [markdown] name="approximation-explain"
# So *"one hidden layer is enough"* is true and not very useful: enough to **represent**. Whether it is
# found, how many units it takes, and whether the result holds on new data are three other questions. For
# the second, here is the classic answer.

# %% [markdown] name="folding"
# ## What depth buys: folding
#
# Fold a sheet of paper, cut a corner, unfold it: one cut, many holes. A layer can fold. $2|z| - 1$, applied
# to each coordinate, lays the left half of $[-1, 1]$ onto the right half and stretches it back; it takes
# two ReLU units, as $|z| = \operatorname{relu}(z) + \operatorname{relu}(-z)$. Fold $d$ times, then do XOR
# **once**: the border of that one XOR shows up in every copy. **Guess** how many cells the plane has after
# 4 folds.


# %% name="fold-net"
def fold(z):
    """Fold [-1, 1] onto itself: two ReLU units for each coordinate."""
    return 2 * (relu(z) + relu(-z)) - 1


def folded_xor(points, depth):
    """Return the score of a net that folds `depth` times and then solves XOR: positive for different signs."""
    for _ in range(depth):
        points = fold(points)
    return np.abs(points[:, 0] - points[:, 1]) - np.abs(points[:, 0] + points[:, 1])


def draw_folds(depth):
    """Draw the regions of the folding net."""
    return plots.decision_regions(
        lambda p: np.sign(folded_xor(p, depth)),
        limits=(-1, 1),
        threshold=0,
        colorbar=False,
        resolution=300,
        title=f"{depth} fold{'s' * (depth != 1)}: {(2**depth + 1) ** 2} cells from {4 * depth + 4} ReLU units",
    )


# %% name="fold-picture"
figure, axes = plots.panels(3, height=3.1)
for ax, depth in zip(axes, (0, 2, 4), strict=True):
    plots.decision_regions(
        lambda p, depth=depth: np.sign(folded_xor(p, depth)),
        limits=(-1, 1),
        ax=ax,
        threshold=0,
        colorbar=False,
        resolution=300,
        title=f"{depth} folds: {(2**depth + 1) ** 2} cells",
    )
plots.show(
    figure,
    caption="The same XOR behind 0, 2 and 4 folding layers. Each layer adds four units and about quadruples the cells.",
    alt="Three checkerboards: 2 by 2 cells, 5 by 5 cells and 17 by 17 cells.",
)

# %% [markdown] name="fold-slider-intro"
# Move the slider and watch the price: four more units per step.

# %% name="fold-slider" tags=["slider"]
plots.slider(
    draw_folds,
    caption=lambda depth: f"XOR behind {depth} folding layer{'s' * (depth != 1)}.",
    alt=lambda depth: f"A checkerboard of {2**depth + 1} by {2**depth + 1} cells.",
    depth=(0, 6, 1, 1),
)

# %% [markdown] name="fold-rival"
# And the generic features of the RBF machine? They put bumps where training points are, so a board with
# more cells needs more points and more bumps. Give the machine 1000 labelled examples of each board, and
# even let it choose its best $\gamma$ on the test set.

# %% name="fold-against-kernel"
rng = np.random.default_rng(seed)
depths = [0, 1, 2, 3, 4, 5]
board_train, board_test = rng.uniform(-1, 1, (1000, 2)), rng.uniform(-1, 1, (1000, 2))
rows = []
for depth in depths:
    labels, test_labels = folded_xor(board_train, depth) > 0, folded_xor(board_test, depth) > 0
    fits = [SVC(gamma=gamma, C=100).fit(board_train, labels) for gamma in (1, 16, 256)]
    best = max(fits, key=lambda machine: machine.score(board_test, test_labels))
    rows.append([(2**depth + 1) ** 2, 4 * depth + 4, len(best.support_), best.score(board_test, test_labels)])
boards = pd.DataFrame(
    rows, index=pd.Index(depths, name="folds"), columns=["cells", "ReLU units", "RBF bumps", "RBF accuracy"]
)
boards.round(3)

# %% name="fold-against-kernel-picture"
figure, axes = plots.panels(2, height=3.2)
cells = boards["cells"]
prices = {"folding net": boards["ReLU units"], "RBF": boards["RBF bumps"]}
plots.curves(prices, x=cells, ax=axes[0], logy=True, ylabel="units or bumps", title="Price")
plots.curves(
    {"RBF": boards["RBF accuracy"]}, x=cells, ax=axes[1], ylabel="test accuracy", title="What it gets for that"
)
axes[1].axhline(0.5, color=plots.COLORS["chance"], linestyle=":")
for ax in axes:
    ax.set(xscale="log", xlabel="cells of the board")
plots.show(
    figure,
    caption="Folding net and RBF machine on boards with more and more cells. Dotted: guessing.",
    alt="Left: the units of the folding net grow by four per fold, the bumps of the RBF machine "
    "by hundreds. Right: the accuracy of the RBF machine falls from nearly 1 to nearly 0.5.",
)

# %% name="fold-against-kernel-claim"
checks.claim(
    "1000 examples are too few for an RBF machine on 289 cells: test accuracy",
    boards.loc[4, "RBF accuracy"],
    high=0.9,
    control=1.0,
)
checks.claim("on XOR itself they are plenty: test accuracy", boards.loc[0, "RBF accuracy"], low=0.95, control=0.5)

# %% [markdown] name="folding-explain"
# The cells grow like $4^d$, the net like $4d$. A shallow machine pays per cell; a deep one pays per *fold*,
# because every layer reuses all that came before. That is what depth buys, **if** the problem has such a
# structure, and if training finds it: these weights were set by hand. The homework lets you find out how
# hard that is.

# %% [markdown] name="zigzag-task"
# ### Exercise 2.12 · three folds in one layer
#
# Design a layer that folds $[-1, 1]$ into *three*: a zigzag that runs $-1 \to 1 \to -1 \to 1$ in straight
# pieces, with corners at $-\tfrac13$ and $\tfrac13$. Use nothing but sums of ReLU units and constants.
# Then: how many **cells** does XOR have behind two such layers (applied to both coordinates)?


# %% name="zigzag" tags=["exercise"]
def zigzag(z):
    """Fold [-1, 1] into three: an array of values between -1 and 1 in, one of the same shape out."""
    # BEGIN SOLUTION
    return -1 + 3 * relu(z + 1) - 6 * relu(z + 1 / 3) + 6 * relu(z - 1 / 3)
    # END SOLUTION


# BEGIN SOLUTION
num_cells = (9 + 1) ** 2
# END SOLUTION
checks.xor.zigzag(zigzag, num_cells)

# %% [markdown] name="zigzag-solution" tags=["solution"]
# **Why.** Start at $-1$ with slope $+3$; at each corner the slope has to change by $-6$ or $+6$, and a ReLU
# unit changes the slope by its weight exactly at its corner. Two layers give $3 \cdot 3 = 9$ straight
# pieces, each crossing zero once: 9 border lines make 10 stripes in each direction, so 100 cells. (Behind
# $d$ plain folds there are $2^d$ crossings and $2^d + 1$ stripes.)

# %% [markdown] name="playground"
# ## A playground of your own
#
# The first exercise of every course on nets is a well-known web playground. This one has two ReLU units and
# runs offline. Start from the net that solves XOR and spoil it: at which *bias* of the second unit does it
# break? Which *output weight* can you change, and how far, until a corner falls?


# %% name="playground-net"
def draw_playground(second_bias, second_output, direction):
    """Draw the regions of the two-unit net with other weights; direction turns the second unit, in degrees."""
    angle = np.radians(45 + direction)
    turned = np.sqrt(2) * np.array([np.cos(angle), np.sin(angle)])

    def score(points):
        return relu(points @ [1, 1]) + second_output * relu(points @ turned + second_bias)

    right = np.sum((score(corners) > 0.5) == targets)
    return plots.decision_regions(
        score,
        corners,
        targets,
        limits=(-0.6, 1.6),
        colorbar=False,
        legend=False,
        title=f"{right} of 4 corners right",
    )


# %% name="playground-picture"
figure, axes = plots.panels(3, height=3.1)
choices = [(-1.0, -2.0, 0), (-1.6, -2.0, 0), (-1.0, -2.0, 90)]
for ax, (second_bias, second_output, direction) in zip(axes, choices, strict=True):
    angle = np.radians(45 + direction)
    turned = np.sqrt(2) * np.array([np.cos(angle), np.sin(angle)])
    plots.decision_regions(
        lambda p, w=turned, b=second_bias, v=second_output: relu(p @ [1, 1]) + v * relu(p @ w + b),
        corners,
        targets,
        ax=ax,
        limits=(-0.6, 1.6),
        colorbar=False,
        legend=False,
        title=f"bias {second_bias}, turned {direction}°",
    )
plots.show(
    figure,
    caption="Three settings of the playground: the net that solves XOR, its second unit woken too late, "
    "and turned by a right angle.",
    alt="Left: a diagonal band holds 01 and 10 and leaves out 00 and 11. Middle: the band is too wide and "
    "holds 11 as well. Right: one bent border with three corners on its side.",
)

# %% name="playground-slider" tags=["slider"]
plots.slider(
    draw_playground,
    caption="The two-unit net with your weights: orange where it answers 1.",
    alt="Decision regions of the two-unit ReLU net over the four corners of XOR for the chosen weights.",
    second_bias=(-2.0, 1.0, 0.1, -1.0),
    second_output=(-4.0, 1.0, 0.1, -2.0),
    direction=(-180, 180, 15, 0),
)

# %% [markdown] name="close"
# ## What we saw
#
# 1. One neuron draws one line; XOR needs more, and four inequalities prove it.
# 2. Features made by hand, by the dozen, or by a net: the last layer is always the same linear model, what
#    changes is what it is given.
# 3. A net that *can* solve a problem does not always *find* the solution; more units and many starts tell
#    you how often.
# 4. Activations need a slope and losses need a slope where the net is wrong: ReLU and cross-entropy on
#    logits have them.
# 5. One hidden layer can represent anything; depth can do it with far fewer units, by folding.
#
# **What can go wrong in practice.** A net of ReLU units that all fell silent looks like a net that does not
# learn: try another start or more units. Softmax written as in the formula gives `nan` on large scores. And
# a kernel tuned on the test set, as ours was, flatters the kernel.
#
# **Homework (open).** Draw 2000 points on the board with 25 cells (`folded_xor(points, 2) > 0`) and train
# nets on them: wide and shallow against narrow and deep, at the same number of parameters, ten starts each.
# Which finds the board, how often, and does a better start (the folding weights plus noise) help? Report a
# rate with its interval.
#
# **Further reading.** McCulloch and Pitts (1943), *A logical calculus of the ideas immanent in nervous
# activity*. Rosenblatt (1958), *The perceptron*. Minsky and Papert (1969), *Perceptrons*. Goodfellow,
# Bengio and Courville (2016), *Deep Learning*, chapter 6. Montúfar et al. (2014), *On the number of linear
# regions of deep neural networks*. Nielsen (2015), *Neural Networks and Deep Learning*, chapter 4: the
# visual proof with bumps. The order of the first half follows Protopapas and Wihl's ComputeFest workshop of
# 2018 (Harvard).
#
# **Next question.** Gradient descent needs the slope of the loss with respect to every weight. How does a
# machine compute a million slopes at the price of two passes? Lesson 03, backprop.
