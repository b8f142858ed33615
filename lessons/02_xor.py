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
# "you may have cake or ice cream, not both". In 1969 it helped to stop the field for years. This lesson
# follows the way out: first what one neuron can do, then why it must fail here, then three repairs:
# features made by hand, features by the dozen, features that are learned.
#
# The first half (up to *How often does it work?*) answers the question of the title. The second half asks
# what a good layer is made of: its activation, its loss, its width, its depth.

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, plots, start, widgets

settings = start("02_xor", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_networks = settings.choose(smoke=3, quick=40, full=200)  # trained side by side, where we compare starts
num_wide_networks = settings.choose(smoke=3, quick=10, full=50)  # the same, for nets of up to 64 units
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
# In 1943 Warren McCulloch and Walter Pitts proposed the first model of a neuron: it counts its active
# inputs and **fires** (answers 1) if the count reaches a threshold; otherwise it answers 0. Soon each input
# got a **weight** of its own, so that the neuron adds up weighted votes. Today we move the threshold to the
# other side and call it the *bias*, $b = -\text{threshold}$:
#
# $$ y = 1 \;\text{ if }\; w_1 x_1 + w_2 x_2 + b \ge 0, \quad\text{else } 0. $$
#
# In the picture that everybody draws, a **circle holds one number** (an input, or what a neuron answers)
# and an **edge is a weight**. All that can ever be learned sits on the edges, and in one bias per neuron.

# %% name="neuron-picture"
ax = plots.network_diagram([2, 1], weights=[[[2], [-1]]], biases=[[-1]], title="One neuron: two weights and one bias")
plots.show(
    ax,
    caption="A neuron with two inputs: two weights on the edges, one bias at the circle of its answer.",
    alt="Two input circles x1 and x2, joined to one output circle y by edges of weight 2 and -1; its bias is -1.",
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
# ## A rule that learns
#
# McCulloch and Pitts had to know what their neurons should do. In 1957 Frank Rosenblatt's **perceptron**
# found its weights by itself: show a point; if the answer is wrong, move the weights towards the point (it
# should have fired) or away from it (it should not have). He proved that the rule stops making mistakes
# whenever the classes are **linearly separable**: whenever *some* straight line has one class on either
# side.
#
# **Guess:** how many mistakes will it make on AND in its tenth pass over the four corners? And on XOR in
# its hundredth?


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
print(
    f"AND: {mistakes['AND'][9]} mistakes in pass 10. XOR: {mistakes['XOR'][99]} mistakes in pass 100, all corners wrong."
)
checks.claim("the smallest number of mistakes on XOR in any of 100 passes", mistakes["XOR"].min(), low=1, control=0)

# %% [markdown] name="perceptron-explain"
# It is worse than not learning: the rule runs into a **cycle**. In each pass the four corrections add up to
# zero, and the next pass starts from the same weights. More passes, other starting weights or a smaller
# step change nothing, because what it looks for does not exist. That needs a proof.

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

# %% name="separable-picture"
figure, axes = plots.panels(3, height=2.9)
for ax, name, labels in zip(axes, ("AND", "OR", "XOR"), ([0, 0, 0, 1], [0, 1, 1, 1], targets), strict=True):
    plots.scatter_classes(corners, labels, ax=ax, title=name, legend=False)
    ax.set(xlim=(-0.4, 1.4), ylim=(-0.4, 1.4), xticks=[0, 1], yticks=[0, 1])
plots.line_in_plane([1, 1], -1.5, ax=axes[0])
plots.line_in_plane([1, 1], -0.5, ax=axes[1])
for start_corner, end_corner in ((0, 3), (1, 2)):
    axes[2].plot(*corners[[start_corner, end_corner]].T, color=plots.COLORS["neutral"], linestyle=":")
plots.show(
    figure,
    caption="AND and OR with a line that separates them. In XOR the segments between equal corners cross: their common "
    "point would have to lie on both sides of any line.",
    alt="Three squares: for AND a line cuts off the corner 11, for OR a line cuts off 00; for XOR the two diagonals, each "
    "joining corners of one class, cross in the centre.",
)

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
# ## The best line there is
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
    caption="The least-squares answer to XOR. The colour is that of the score 0.5 everywhere: undecided.",
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
# failed above has a perfect answer. Finding such features takes knowledge of the field and much patience;
# for decades it *was* machine learning: an expert invents $\phi$, a linear model does the rest.

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
# ## Three problems, four sets of features
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
# Each feature wins the problem its inventor had in mind. On the other one of XOR and rings it falls to the
# coin-flip level of 0.5. On the spirals none is good: a plain line already gets most of what they get. So
# the expert starts again with every data set. That is the price of features made by hand: they belong to
# one domain, and they cost people years. Pictures and speech made it unpayable.

# %% [markdown] name="polar"
# ## The right coordinates make it easy
#
# Look closer at one success. No line separates the two rings in $(x_1, x_2)$. Write the *same points* as
# radius and angle, $r = \sqrt{x_1^2 + x_2^2}$ and $\theta = \operatorname{atan2}(x_2, x_1)$, and a nearly
# vertical line does it. Nothing was added to the data. **Representation matters**: whether a problem is
# hard depends on how you write it down.

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
# $\exp(-\gamma \lVert x - x_i \rVert^2)$ around it. Two inputs become 200 features, points in a space of
# 200 dimensions, and there a linear model finds its way. That is what a support vector machine with an
# **RBF kernel** does. It knows nothing about your problem, and it needs mainly one decision from you: the
# width of the bumps. With a large $\gamma$ they are narrow.
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
    alt="Left: four smooth quadrants. Right: small islands around the training points of class 1; everything else "
    "counts as class 0.",
)

# %% name="kernel-claim"
gaps = kernel_scores["train"] - kernel_scores["test"]
checks.claim(
    "narrow bumps overfit: accuracy on training minus new points, γ = 1000",
    gaps[1000],
    low=0.12,
    control=gaps[1],
)

# %% [markdown] name="kernels-explain"
# With narrow bumps the machine learns the training points *by heart*, noise included, and knows little
# between them: it **overfits**. With a well-chosen width it is excellent in the plane. What it cannot do is
# use knowledge that you have ("shifting a picture does not change what is on it"): a bump is a bump. Lesson
# 06 builds such knowledge into a net.

# %% [markdown] name="two-units"
# ## Two bent units are enough
#
# Now let a *net* make the features. Take two neurons with the bend $\operatorname{relu}(z) = \max(0, z)$
# instead of a threshold, and one output neuron that adds them up:
#
# $$
# h_1 = \operatorname{relu}(x_1 + x_2), \qquad
# h_2 = \operatorname{relu}(x_1 + x_2 - 1), \qquad
# y = h_1 - 2 h_2 + 0 .
# $$
#
# $h_1$ and $h_2$ are **hidden** units: their values are neither input nor output. Nobody trained this net;
# it is drawn on paper. $h_1$ counts the ones, $h_2$ wakes up only when there are two, and the output takes
# back twice what $h_2$ reports. Do the four sums in your head, then compare.


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
plots.show(
    figure,
    caption="The four corners on their way through the net. In the hidden space a straight line can separate the classes.",
    alt="Left: the square. Middle: the points on one straight line, 00, then 01 and 10 together, then 11. Right: 00 moved "
    "up to the bend at h2 = 0, so that the three places form a triangle.",
)

# %% [markdown] name="two-units-explain"
# In the middle the four corners lie on a single line, in the order 00, then 01 and 10 together, then 11:
# the linear part alone has made it worse. The bend lifts 00 off that line, and now a line can separate
# them. **A hidden layer is a machine that moves points until a line will do.**

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

# %% name="threshold-picture"
ax = plots.scatter_classes(
    hidden_layer(corners), targets, annotations=["00", "01", "10", "11"], xlabel="$h_1$", ylabel="$h_2$"
)
ax.set(
    xlim=(-0.6, 2.8), ylim=(-0.6, 1.6), title="The line at 0 runs through class 0, the one at 0.5 keeps its distance"
)
plots.line_in_plane(output_kernel, ax=ax, threshold=0, label="t = 0", linestyle="--")
plots.line_in_plane(output_kernel, ax=ax, threshold=0.5, label="t = 0.5")
ax.legend()
plots.show(
    ax,
    caption="The hidden space with the line of the picture (dashed) and the one in the middle between the classes.",
    alt="Three places in the hidden space; the dashed line passes through both places of class 0, the solid line runs "
    "halfway between them and the place of class 1.",
)

# %% [markdown] name="threshold-solution" tags=["solution"]
# **Why.** The output is 0 at 00 and 11, so the line at 0 runs exactly *through* the points of class 0: a
# rounding error decides. Every threshold strictly between 0 and 1 separates; 0.5 leaves the same room on
# both sides.

# %% [markdown] name="layer"
# ## A layer in numbers
#
# A layer does two things: a weighted sum per neuron, then a function $g$, the **activation** (so far the
# step and the bend), on each result by itself. With three inputs and three neurons the first step is a
# matrix product:
#
# $$
# Wx + b = \begin{pmatrix} 2 & 4 & 2 \\ 1 & 3 & 7 \\ 0 & 7 & 3 \end{pmatrix} \begin{pmatrix} 1 \\ 3 \\ 2 \end{pmatrix}
# + \begin{pmatrix} -3 \\ 0 \\ 2 \end{pmatrix}, \qquad h = g(Wx + b).
# $$
#
# One **row** of this $W$ is one neuron. Lectures disagree on how to write it: $Wx$ (ICME), $W^\top x$
# (ComputeFest), $XW$ (Foundations). Keras puts one example in a *row* of $X$ and computes $XW + b$, so its
# `kernel` has shape **(inputs, units)**, and a neuron is a **column**, `kernel[:, j]`. A poll asks for the
# shape of "the hidden weight matrix" with 32 inputs and 8 classes: 8x32 or 32x8? Both can be right, by
# convention; and since 8 classes need 8 *outputs*, it is the output layer's matrix.

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

# %% [markdown] name="layer-keras-intro"
# What Keras says of such a layer, and of the one in the poll:

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
# Stack several layers, the answers of one being the inputs of the next, and you have a **deep** net. It is
# nothing but functions applied to functions: with $f_k(h) = g(hW_k + b_k)$,
#
# $$ f(x) = f_3(f_2(f_1(x))) = (f_3 \circ f_2 \circ f_1)(x). $$
#
# That, rather than any likeness to the brain, is the modern view of depth: **learning several levels of
# composition**, each a little more abstract than the one below. (The circle $\circ$ is read from right to
# left; one of our lectures numbers the layers from the output, so its $f_1$ is applied last. Check which
# end is number 1 before you compare formulas.)
#
# And which of all these numbers are **trainable**? The kernels $W_k$ and the biases $b_k$, nothing else:
# inputs are data, and the activations so far have nothing to learn. How many are there in the two-unit net
# above?

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

# %% name="deep-picture"
ax = plots.network_diagram([2, 3, 3, 1], title="Deep: layers on layers")
plots.show(
    ax,
    caption="A net with two hidden layers. Every circle of a layer is joined to every circle of the next.",
    alt="Four columns of circles: two inputs, three units, three units, one output, each joined to all of the next column.",
)

# %% [markdown] name="collapse"
# ## Without a bend, layers collapse
#
# Why bother with an activation at all? Most of the world is not linear. But without a bend a deep net is
# linear, however many layers it has: two linear layers in a row,
#
# $$ (xW_1 + b_1)W_2 + b_2 = x\,W + b, $$
#
# are *one* linear layer with some other $W$ and $b$; and so are a hundred. One linear layer cannot do XOR.

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
outputs = keras.ops.convert_to_numpy(linear_net(plane))[:, 0]
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
# gradient descent (here Adam, a variant from lesson 05). Only $f$ changes. Both end in a **logit**: the
# weighted sum before the sigmoid, positive for class 1.


# %% name="training-loop"
def train(model, points, labels, **options):
    """Fit a model that ends in one logit, and return it."""
    model.compile(optimizer=keras.optimizers.Adam(0.02), loss=keras.losses.BinaryCrossentropy(from_logits=True))
    model.fit(points, labels, batch_size=32, epochs=num_epochs, verbose=0, **options)
    return model


def outputs_of(model, points):
    """Return what a model answers to points (n, 2), as a NumPy array."""
    return keras.ops.convert_to_numpy(model(points))


def accuracy(model, points, labels):
    """Return the share of points on the right side of the logit 0."""
    return np.mean((outputs_of(model, points)[:, 0] > 0) == labels)


linear_model = train(keras.Sequential([keras.Input((2,)), layers.Dense(1)]), *train_sets["XOR"])
linear_accuracy = accuracy(linear_model, *test_sets["XOR"])
print(f"linear model on noisy XOR: {linear_accuracy:.3f} of the test points")

# %% [markdown] name="learn-net-intro"
# On symmetric clouds the best line is almost flat and chance decides its direction: anything between about
# a quarter and three quarters can come out, and none of it means a thing. Now the net, with a bottleneck of
# two units just before the output, so that we can *look* at the features it invents.

# %% name="learned-features"
net = keras.Sequential(
    [
        keras.Input((2,)),
        layers.Dense(16, activation="relu"),
        layers.Dense(2, activation="tanh", name="features"),
        layers.Dense(1),
    ]
)
feature_net = keras.Model(net.inputs[0], net.get_layer("features").output)
snapshots = {}


def take_snapshot(epoch, logs=None):
    """Keep the features of all training points, and the output layer, after some of the epochs."""
    if epoch + 1 in (2, num_epochs // 8, num_epochs):
        features = outputs_of(feature_net, train_sets["XOR"][0])
        snapshots[epoch + 1] = (features, *net.layers[-1].get_weights())


train(net, *train_sets["XOR"], callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=take_snapshot)])
net_accuracy = accuracy(net, *test_sets["XOR"])
print(f"same loop, same data: linear model {linear_accuracy:.3f}, net {net_accuracy:.3f}")

# %% name="learned-features-picture"
figure, axes = plots.panels(len(snapshots), height=3.3)
for ax, (epoch, (hidden, output_weights, output_bias)) in zip(axes, snapshots.items(), strict=True):
    labels = train_sets["XOR"][1]
    right = np.mean((hidden @ output_weights + output_bias > 0)[:, 0] == labels)
    plots.scatter_classes(
        hidden, labels, ax=ax, title=f"epoch {epoch}: {right:.0%}", legend=False, xlabel="feature 1", ylabel="feature 2"
    )
    plots.line_in_plane(output_weights, output_bias[0], ax=ax)
plots.show(
    figure,
    caption="What the two units of the bottleneck make of the four clouds, the line that the output layer draws there, and "
    "the share of training points on the right side of it.",
    alt="Three scatter plots of the hidden space: at first both classes overlap; in the end they sit apart, with the "
    "line of the output layer between them.",
)

# %% [markdown] name="last-layer"
# In the last panel, a straight line separates what no line could separate before. So the output layer of a
# classifier is an old friend: **logistic regression on learned features**. If that is true, scikit-learn's
# logistic regression, given only the two features, must do as well:

# %% name="last-layer-swapped"
swapped = LogisticRegression().fit(outputs_of(feature_net, train_sets["XOR"][0]), train_sets["XOR"][1])
swapped_accuracy = swapped.score(outputs_of(feature_net, test_sets["XOR"][0]), test_sets["XOR"][1])
checks.claim("the net's test accuracy on noisy XOR", net_accuracy, low=0.9, control=0.5)
checks.claim(
    "what swapping its last layer for logistic regression changes",
    abs(net_accuracy - swapped_accuracy),
    high=0.04,
    control=0.45,
)

# %% [markdown] name="leaderboard-net"
# And the leaderboard of hand-made features? A single recipe, two hidden layers of 16 units, on all three
# problems; beside it an RBF machine whose width suits all three.


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


nets = {task: small_net() for task in makers}
trio = keras.Model([model.inputs[0] for model in nets.values()], [model.outputs[0] for model in nets.values()])
train(trio, *([train_sets[task][part] for task in makers] for part in (0, 1)))  # three independent nets, one loop
leaderboard.loc["RBF machine, γ = 5"] = [
    SVC(gamma=5, C=10).fit(*train_sets[task]).score(*test_sets[task]) for task in makers
]
leaderboard.loc["features learned by a net"] = [accuracy(nets[task], *test_sets[task]) for task in makers]
leaderboard.round(3)

# %% name="leaderboard-picture"
figure, axes = plots.panels(3, height=3.1)
for ax, (task, model) in zip(axes, nets.items(), strict=True):
    plots.decision_regions(
        lambda p, model=model: outputs_of(model, p),
        *train_sets[task],
        ax=ax,
        threshold=0,
        colorbar=False,
        legend=False,
        size=12,
        title=f"{task}: {leaderboard.loc['features learned by a net', task]:.3f}",
    )
    ax.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
plots.show(
    figure,
    caption="One recipe, three problems: decision regions and test accuracy of a net with two hidden "
    "layers of 16 units.",
    alt="Three planes: the net's border follows the four quadrants, the gap between the rings, and the spiral arms.",
)

# %% name="leaderboard-claim"
worst = leaderboard.min(axis=1)
checks.claim(
    "one recipe is good everywhere: worst accuracy of the net, minus that of the best hand-made features",
    worst.loc["features learned by a net"] - worst.iloc[: len(feature_maps)].max(),
    low=0.2,
    control=0.0,
)

# %% [markdown] name="leaderboard-explain"
# On its own problem each hand-made feature is as good as the net. What the net saves is the inventor: one
# recipe, three problems. And a kernel with a well-chosen width is just as good in the plane; the difference
# appears when the inputs are pictures with thousands of numbers.

# %% [markdown] name="who-designs"
# ### Exercise 2.7 · who designs what?
#
# A system turns an input into an answer in up to three boxes: *features*, *more abstract features*,
# *mapping to the answer*. In which of them does the machine learn, rather than a person design? Give the
# **number of learned boxes** for each kind of system. (A box that a system does not have counts as not
# learned.)
#
# | system | features | more abstract features | mapping to the answer |
# |---|---|---|---|
# | rules | – | – | "if …, then …" |
# | classic machine learning | the product, the radius, ... | – | logistic regression |
# | representation learning | a layer fitted to data | – | logistic regression |
# | deep learning | first layer | further layers | last layer |

# %% name="who-designs-answer" tags=["exercise"]
# BEGIN SOLUTION
rules = 0
classic_machine_learning = 1
representation_learning = 2
deep_learning = 3
# END SOLUTION
checks.xor.who_designs(rules, classic_machine_learning, representation_learning, deep_learning)

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
from course_utils.models import side_by_side

widths = [2, 3, 4, 8]
groups = [(width, activation) for activation in ("relu", "tanh") for width in widths]
crowd = side_by_side.networks(num_networks, groups, num_inputs=2)
print(f"{len(groups) * num_networks} networks in one model, {crowd.count_params()} trainable numbers")

# %% name="success-rates"
logits = side_by_side.fit(
    crowd, corners, targets, loss=side_by_side.logistic_loss, learning_rate=0.05, num_steps=num_steps
)  # (4 corners, networks)
solved = ((logits > 0) == (targets[:, None] > 0)).all(axis=0).reshape(len(groups), num_networks)
successes = pd.Series(solved.sum(axis=1), index=pd.MultiIndex.from_tuples(groups, names=["units", "activation"]))
successes.unstack()

# %% name="success-picture"
by_activation = {name: successes[:, key].to_numpy() for name, key in {"ReLU": "relu", "tanh": "tanh"}.items()}
ax = plots.intervals(
    by_activation,
    num_networks,
    widths,
    title="More units, more luck",
    xlabel="hidden units",
    ylabel="networks that solve XOR",
)
plots.show(
    ax,
    caption=f"Share of {num_networks} networks that get all four corners right, with 95 % (Wilson) intervals.",
    alt="Points with error bars over 2, 3, 4 and 8 hidden units, rising: tanh above ReLU, both near the top at 8 units.",
)

# %% name="success-claim"
rates = successes / num_networks
checks.claim(
    "share of 2-unit ReLU networks that solve XOR, although two units suffice", rates[2, "relu"], high=0.6, control=1.0
)
checks.claim("share gained by going from 2 to 8 ReLU units", rates[8, "relu"] - rates[2, "relu"], low=0.2, control=0.0)
checks.claim("share of 8-unit tanh networks that solve XOR", rates[8, "tanh"], low=0.85, control=rates[2, "tanh"])

# %% [markdown] name="how-often-explain"
# That two units suffice does not mean that two units succeed. Two things go wrong. A ReLU unit that is
# silent at all four corners has slope zero there and gets no signal: it is *dead*. And gradient descent
# stops at places that are best only nearby: tanh units never die, and yet many of their pairs fail. Spare
# units are spare lottery tickets, which is one reason why nets are built larger than the task seems to
# need. And it is why this course reports a result **over many starts**, with an interval, wherever two
# things are compared.
#
# *Half-time. You have answered the question of the title; the rest of the lesson is about making layers
# well.*

# %% [markdown] name="logistic"
# ## The logistic function, without running it
#
# The first neurons answered 0 or 1. Where a *probability* is wanted, the **logistic function** or *sigmoid*
# bends the weighted sum $z$ smoothly into the range from 0 to 1:
#
# $$ \sigma(z) = \frac{1}{1 + e^{-z}} . $$
#
# ### Exercise 2.8 · read the formula
#
# What does $\sigma(z)$ approach as $z \to \infty$: **A** 0, **B** one half, **C** 1, or **D** does it grow
# for ever? And how steep is it at $z = 0$? (Paper is enough.)

# %% name="logistic-answer" tags=["exercise"]
# BEGIN SOLUTION
limit = "C"
slope_at_zero = 0.25
# END SOLUTION
checks.xor.logistic(limit, slope_at_zero)

# %% [markdown] name="activations"
# ## Activations, and their slopes
#
# Learning needs two things of an activation: that it is not a straight line, and that it has a **slope**
# where its inputs fall, because the gradient is multiplied by that slope in every layer. The first neurons
# had two kinds of *jump*: the **unit step** from 0 to 1 (with one half at $z = 0$), and the **sign** from
# -1 to 1 (with 0 at $z = 0$). Their slope is zero wherever it exists: gradient descent sees nothing, which
# is why the perceptron needed a rule of its own. Then came
#
# $$ \tanh z = \frac{e^z - e^{-z}}{e^z + e^{-z}} = 2\sigma(2z) - 1, \qquad \operatorname{relu}(z) = \max(0, z). $$
#
# **Guess:** ten sigmoids in a row, each bending the answer of the one before: what is left of the slope?


# %% name="activation-functions"
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


classics = {
    "unit step": lambda z: np.heaviside(z, 0.5),
    "sign": np.sign,
    "ReLU": relu,
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "ten sigmoids in a row": lambda z: reduce(lambda value, _: sigmoid(value), range(10), z),
}
figure = plots.activations(classics, title="Steps have no slope to learn from; ten sigmoids have hardly any")
plots.show(
    figure,
    caption="Activation functions and their derivatives, with the steepest slope of each.",
    alt="Panels for unit step, sign, ReLU, sigmoid and tanh, each with its derivative: zero for the steps, 0 or 1 for ReLU, "
    "a low bell with maximum 0.25 for the sigmoid, a bell with maximum 1 for tanh. Ten sigmoids in a row are a flat line.",
)

# %% name="slopes" tags=["nbval-check-output"]
z = np.linspace(-4, 4, 801)
slope = sigmoid(z) * (1 - sigmoid(z))
print(f"steepest slope of the sigmoid: {slope.max():.2f}, at z = {abs(z[slope.argmax()]):.0f}")
print(f"ten of them multiplied: {slope.max() ** 10:.1e}")
print(f"tanh(z) equals 2 sigmoid(2z) - 1: {np.allclose(np.tanh(z), 2 * sigmoid(2 * z) - 1)}")

# %% [markdown] name="slopes-explain"
# Ten sigmoids leave at most a millionth of the slope. A function **saturates** where its slope is nearly
# zero; one lecture lists *tanh, sigmoid* under "non-saturating". Look at both ends of their curves: both
# saturate. A ReLU saturates on one side only, and there completely. For $z = 0.1 x_1 - 0.1 x_2$ and
# $y = \operatorname{relu}(z)$, the slope with respect to the second weight is $x_2$, or nothing at all:

# %% name="relu-slope" tags=["nbval-check-output"]
for example in ([1, 20], [20, 10]):
    z = np.dot([0.1, -0.1], example)
    print(f"x = {example}: z = {z:.1f}, dy/dw2 = {example[1] if z > 0 else 0}")

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

# %% [markdown] name="generalised"
# ## One formula for three ReLUs, and one that learns its shape
#
# A ReLU is blind for $z < 0$. The **generalised ReLU** keeps a slope $a$ there:
#
# $$ g(z) = \max(0, z) + a \min(0, z). $$
#
# With $a = 0$ it is the ReLU, with a small $a$ the *leaky* ReLU, with $a$ learned the *parametric* one. One
# lecture allows only "$a > 0$" and then gives the absolute value $|z|$ as its example: for which $a$ is
# that, and can both stand?
#
# **Maxout** goes further: $\max_{i \le K} (\alpha_i z + \beta_i)$ with all $\alpha_i, \beta_i$ learned.
# With $K$ pieces it can take any convex shape, as nearly as $K$ allows.

# %% [markdown] name="absolute-task"
# ### Exercise 2.9 · find the slip, and solve XOR with a single hidden unit
#
# Write the generalised ReLU, for any slope $a$. Then choose $a$, two weights and a bias, so that **one**
# unit $g(w_1 x_1 + w_2 x_2 + b)$ *is* XOR at the four corners.


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
# **Why.** With $a = -1$ the unit is $|z|$: the example is right, and the condition $a > 0$ has to go.
# $|x_1 - x_2|$ *folds* the plane along the diagonal $x_1 = x_2$: 10 comes to lie on 01. Remember the word;
# at the end of the lesson folding is the whole trick. $|x_1 + x_2 - 1|$ is tempting, but it answers 1 where
# XOR says 0.


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
fitted = outputs_of(maxout_net, line_points)
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
    "and the ReLU; five pieces come close to the parabola.",
)
checks.claim(
    "maxout learns the parabola: error with 5 pieces over error with 1",
    maxout_errors["z²", 5] / maxout_errors["z²", 1],
    high=0.4,
    control=1.0,
)

# %% [markdown] name="maxout-explain"
# Two pieces are enough for the absolute value and the ReLU, and one is a straight line, whatever you do.
# Count the pieces that five leave visible on the parabola: if there are fewer than five, some have ended up
# below the others and get no signal. Represent and find, again.

# %% [markdown] name="losses"
# ## Which loss belongs to a sigmoid?
#
# A yes/no answer leaves the net through a sigmoid. Which loss should follow? Two candidates, for target $y$
# and logit $z$:
#
# $$ L_{\text{sq}} = (y - \sigma(z))^2, \qquad L_{\text{ce}} = -\big(y \ln \sigma(z) + (1-y)\ln(1-\sigma(z))\big). $$
#
# What decides is not the loss but its **slope**: it has to be large where the net is *wrong*. Take $y = 1$
# and go to the far left, where the net is confidently wrong. We measure the slope with a small step to
# either side; at the end of this section you derive it. **Guess** the two slopes at $z = -10$.


# %% name="loss-slopes"
def squared(z):
    return (1 - sigmoid(z)) ** 2


def cross_entropy(z):
    return np.logaddexp(0, -z)  # -ln(sigmoid(z)), without overflow


def slope_of(loss, z, step=1e-4):
    """Return dL/dz by a central difference."""
    return (loss(z + step) - loss(z - step)) / (2 * step)


ax = plots.functions(
    {"squared": lambda z: np.abs(slope_of(squared, z)), "cross-entropy": lambda z: np.abs(slope_of(cross_entropy, z))},
    limits=(-10, 10),
    xlabel="logit $z$ (the target is 1: left is wrong, right is right)",
    ylabel="size of the slope $|dL/dz|$",
    title="The squared loss goes flat where the net is most wrong",
)

# %% name="loss-slopes-picture"
plots.show(
    ax,
    caption="Slope of two losses behind a sigmoid. Cross-entropy saturates only where the answer is right.",
    alt="The cross-entropy slope is near 1 for negative logits and falls to 0 for positive ones; the squared loss has "
    "a low hump around zero and vanishes on both sides.",
)

# %% name="loss-slope-numbers" tags=["nbval-check-output"]
far_left = np.array([-2.0, -5.0, -10.0])
for z in far_left:
    print(f"z = {z:5.0f}: squared {slope_of(squared, z):.2e}, cross-entropy {slope_of(cross_entropy, z):.3f}")
z = np.linspace(-2, 2, 4001)
steepest = z[np.argmin(slope_of(squared, z))]
print(f"squared is steepest at z = {steepest:.3f}: {abs(slope_of(squared, steepest)):.4f} (8/27 at -ln 2)")

# %% [markdown] name="bad-start"
# At $z = -10$ the squared loss pulls ten thousand times less. Does that matter in practice? Let both learn
# the same trivial thing, "say 1", from that bad start, by plain gradient descent with a learning rate of 1.


# %% name="bad-start-run"
def descend(loss, logit=-10.0, learning_rate=1.0, num_steps=15_000):
    """Return the probability of the right answer after each step of gradient descent on the logit."""
    probabilities = []
    for _ in range(num_steps):
        logit -= learning_rate * slope_of(loss, logit)
        probabilities.append(sigmoid(logit))
    return np.array(probabilities)


runs = {"squared loss": descend(squared), "cross-entropy": descend(cross_entropy)}
needed = {name: int(np.argmax(probabilities > 0.5)) + 1 for name, probabilities in runs.items()}
print(f"steps until the right answer is the likelier one: {needed}")

# %% name="bad-start-picture"
ax = plots.curves(
    {name: probabilities[:300] for name, probabilities in runs.items()},
    title="After 300 steps the squared loss has not moved",
    xlabel="step",
    ylabel="probability of the right answer",
)
plots.show(
    ax,
    caption="The same start (logit -10), the same learning rate, two losses.",
    alt="With cross-entropy the probability rises to 0.9 after about 20 steps; with the squared loss it stays near 0.",
)

# %% name="bad-start-claim"
checks.claim(
    "steps that the squared loss needs for each step of cross-entropy",
    needed["squared loss"] / needed["cross-entropy"],
    low=100,
    control=1.0,
)

# %% [markdown] name="losses-explain"
# So a sigmoid is followed by cross-entropy, and in Keras the two are one: the model ends in a **logit**,
# the loss says `from_logits=True`. The pairing is no accident: the exponential in the sigmoid is undone by
# the logarithm in the loss.

# %% [markdown] name="slip-task"
# ### Exercise 2.10 · find the slip, and derive it
#
# A slide writes the cross-entropy as $-(y \log z + (1 - y)\log(1 - z))$, with $z$ as on this page. Evaluate
# it at $z = -2$: what should stand there instead? Then derive $dL_{\text{ce}}/dz$ for the correct formula
# and **any** target $y$. It is the simplest formula of this lesson.


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
# it. That is why it pulls hardest, with $8/27$, near $z = -\ln 2$ and not where it is most wrong.

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
print("off by 0 if one score towers over the rest:", round(np.log(np.exp([50, 0, 0, 0, 0]).sum()) - 50, 6))
print(f"off by ln 5 = {np.log(5):.4f} at most, when all scores are equal")

# %% name="softmax-layer" tags=["nbval-check-output"]
outputs = np.array([1, 2]) @ np.array([[1, 2, 3], [4, 5, 6]]) + np.array([1, 2, 3])
layer_probabilities = np.exp(outputs) / np.exp(outputs).sum()
print("a layer with softmax:", outputs, "->", *(f"{probability:.6f}" for probability in layer_probabilities))

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
# How far does a single hidden layer reach? Two steep sigmoids, one minus the other, make a **bump**: a
# function that is 1 between two places and 0 elsewhere. With enough bumps, side by side and each of its own
# height, you can trace any continuous curve, as a bar chart does. That is the idea behind the **universal
# approximation theorem** (Cybenko, 1989; Hornik, 1991): one hidden layer of enough units comes as close as
# you like to any continuous function on a closed, bounded region. (Our bumps show it for one variable.)


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
two_units = {
    "up": lambda x: sigmoid(60 * (x + 1)),
    "down": lambda x: -sigmoid(60 * (x - 1)),
    "sum": lambda x: bump(x, -1, 1),
}
plots.functions(two_units, limits=(-3.14, 3.14), ax=axes[0], title="a bump from 2 units", emphasis="sum")
for ax, num_bumps in zip(axes[1:], (6, 24), strict=True):
    nets = {"sine": np.sin, "net": lambda x, n=num_bumps: from_bumps(x, np.sin, n)}
    plots.functions(nets, limits=(-3.14, 3.14), ax=ax, emphasis="sine", title=f"{2 * num_bumps} units")
plots.show(
    figure,
    caption="A bump from two sigmoid units (left), and nets of 12 and 48 units, put together by hand, that trace a sine.",
    alt="Left: one sigmoid up, one down, and their sum, a bump. Middle and right: staircases of 6 and 24 bumps following a "
    "sine wave, the second much closer.",
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

wave_crowd = side_by_side.networks(num_wide_networks, [(width, "relu") for width in fit_widths], num_inputs=1)
drawn = side_by_side.fit(wave_crowd, wave_points, wave, loss="mse", learning_rate=0.02, num_steps=num_steps)
learned_errors = np.sqrt(((drawn - wave[:, None]) ** 2).mean(axis=0)).reshape(len(fit_widths), num_wide_networks)


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
    title="Wide nets: training lags behind construction",
    xlabel="hidden units",
    ylabel="error (root mean square)",
)
ax.set_xscale("log", base=2)
ax.set_xticks(fit_widths, fit_widths)
plots.show(
    ax,
    caption="Error on the sine over the number of hidden units: mean and 10 % to 90 % band of "
    f"{num_wide_networks} networks, and a net built by hand.",
    alt="Two falling curves on logarithmic axes; the one built by hand falls faster and is far "
    "below the learned one at 64 units.",
)

# %% name="approximation-claim"
mean_errors = learned_errors.mean(axis=1)
checks.claim(
    "wider is better: error with 64 units over that with 4", mean_errors[-1] / mean_errors[1], high=0.5, control=1.0
)
worse = np.mean(learned_errors[-1] > built_errors[-1])
print(
    f"{worse:.0%} of the networks with 64 units are worse than the one built by hand, on average {mean_errors[-1] / built_errors[-1]:.0f} times"
)

# %% [markdown] name="approximation-explain"
# (With 2 units, building by equal steps is a poor idea: the corners of the polygon fall on zeros of the
# sine. With 64 it is a very good one.) So *"one hidden layer is enough"* is true and not very useful:
# enough to **represent**. Whether it is found, how many units it takes, and whether the result holds on new
# data are three other questions. For the second, here is the classic answer.

# %% [markdown] name="folding"
# ## What depth buys: folding
#
# Fold a sheet of paper, cut a corner, unfold it: one cut, many holes. A layer can fold. $2|z| - 1$, applied
# to each coordinate, lays the left half of $[-1, 1]$ onto the right half and stretches it back; it takes
# two ReLU units, as $|z| = \operatorname{relu}(z) + \operatorname{relu}(-z)$. Fold $d$ times, then do XOR
# **once**: the border of that one XOR shows up in every copy. A coordinate folded $d$ times crosses zero
# $2^d$ times, so there are $2^d$ borders and $2^d + 1$ stripes in each direction. **Guess** how many cells
# the plane has after 4 folds.


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
        line_width=0.8,
        title=f"{depth} folds: {(2**depth + 1) ** 2} cells",
    )
    ax.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
plots.show(
    figure,
    caption="The same XOR behind 0, 2 and 4 folding layers. Each layer adds four units and multiplies the cells, in the end "
    "by four.",
    alt="Three checkerboards: 2 by 2 cells, 5 by 5 cells and 17 by 17 cells.",
)

# %% [markdown] name="fold-slider-intro"
# Move the slider and watch the price: four more units per step.

# %% name="fold-slider" tags=["slider"]
widgets.slider(
    draw_folds,
    caption=lambda depth: f"XOR behind {depth} folding layer{'s' * (depth != 1)}.",
    alt=lambda depth: f"A checkerboard of {2**depth + 1} by {2**depth + 1} cells.",
    depth=(0, 6, 1, 1),
)

# %% [markdown] name="fold-rival"
# What would a **shallow** net have to pay? Along a straight line, a net with one hidden layer of $m$ ReLU
# units has at most $m$ bends, so it crosses zero at most $m + 1$ times. The board with $d$ folds has $2^d$
# borders on such a line. So a shallow net needs at least $2^d - 1$ units, exponentially many, where the
# folding net has $4d + 4$. And wide nets invite overfitting: with that many units they can learn points by
# heart.
#
# The generic features of the RBF machine pay in the same coin. They put bumps where training points are,
# and a board with more cells needs more points and more bumps. Give the machine 1000 labelled examples of
# each board, and even let it choose its best $\gamma$ on the test set.

# %% name="fold-against-kernel"
rng = np.random.default_rng(seed)
depths = [0, 1, 2, 3, 4, 5]
board_train, board_test = rng.uniform(-1, 1, (1000, 2)), rng.uniform(-1, 1, (1000, 2))
rows = []
for depth in depths:
    labels, test_labels = folded_xor(board_train, depth) > 0, folded_xor(board_test, depth) > 0
    fits = [SVC(gamma=gamma, C=100).fit(board_train, labels) for gamma in (1, 16, 256)]
    best = max(fits, key=lambda machine: machine.score(board_test, test_labels))
    rows.append(
        [
            (2**depth + 1) ** 2,
            4 * depth + 4,
            len(best.support_),
            best.score(board_train, labels),
            best.score(board_test, test_labels),
        ]
    )
boards = pd.DataFrame(
    rows, index=pd.Index(depths, name="folds"), columns=["cells", "ReLU units", "RBF bumps", "RBF train", "RBF test"]
)
boards.round(3)

# %% name="fold-against-kernel-picture"
figure, axes = plots.panels(2, height=3.2)
cells = boards["cells"]
prices = {"folding net": boards["ReLU units"], "RBF": boards["RBF bumps"]}
scores = {"folding net": np.ones(len(boards)), "RBF": boards["RBF test"]}
plots.curves(prices, x=cells, ax=axes[0], logy=True, ylabel="units or bumps", title="A few units, or hundreds of bumps")
plots.curves(scores, x=cells, ax=axes[1], ylabel="test accuracy", title="and yet the bumps do not suffice")
for ax in axes:
    ax.set(xscale="log", xlabel="cells of the board")
plots.show(
    figure,
    caption="Folding net (set by hand, so right by construction) and RBF machine (1000 examples) on boards with more and more "
    "cells.",
    alt="Left: the folding net needs 4 to 24 units, the RBF machine from about 60 up to about 700 bumps. Right: the "
    "accuracy of the RBF machine falls from nearly 1 to nearly 0.5.",
)

# %% name="fold-against-kernel-claim"
checks.claim(
    "1000 examples are too few for an RBF machine on 289 cells: test accuracy",
    boards.loc[4, "RBF test"],
    high=0.9,
    control=1.0,
)
checks.claim("on XOR itself they are plenty: test accuracy", boards.loc[0, "RBF test"], low=0.95, control=0.5)

# %% [markdown] name="folding-explain"
# (289 cells after 4 folds: did you guess more than 16?) The cells grow like $4^d$, the net like $4d$. A
# shallow machine pays per cell; a deep one pays per *fold*, because every layer reuses all that came
# before. That is what depth buys, **if** the problem has such a structure, and **if** training finds it:
# these weights were set by hand. The homework lets you find out how hard that is.

# %% [markdown] name="zigzag-task"
# ### Exercise 2.12 · three folds in one layer
#
# Design a layer that folds $[-1, 1]$ into *three*: a zigzag that runs $-1 \to 1 \to -1 \to 1$ in straight
# pieces, with corners at $-\tfrac13$ and $\tfrac13$. Use nothing but sums of ReLU units and constants (draw
# it first: where does the slope change, and by how much?). Then: how many **cells** does XOR have behind
# two such layers (applied to both coordinates)?


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
# Many courses begin with the TensorFlow Playground. This one has two ReLU units and runs offline. Start
# from the net that solves XOR and spoil it: between which values must the *bias* of the second unit lie?
# Which *output weight* can you change, and how far, until a corner falls?


# %% name="playground-net"
def playground_score(points, second_bias, second_output, direction):
    """Return the output of the two-unit net; direction turns the second unit, in degrees."""
    angle = np.radians(45 + direction)
    turned = np.sqrt(2) * np.array([np.cos(angle), np.sin(angle)])
    return relu(points @ [1, 1]) + second_output * relu(points @ turned + second_bias)


def draw_playground(second_bias, second_output, direction, ax=None):
    """Draw the regions of the two-unit net and count the corners that are right."""
    weights = second_bias, second_output, direction
    right = np.sum((playground_score(corners, *weights) > 0.5) == targets)
    return plots.decision_regions(
        lambda points: playground_score(points, *weights),
        corners,
        targets,
        ax=ax,
        limits=(-0.6, 1.6),
        colorbar=False,
        legend=False,
        title=f"{right} of 4 corners right",
    )


# %% name="playground-picture"
figure, axes = plots.panels(3, height=3.1)
for ax, weights in zip(axes, [(-1.0, -2.0, 0), (-1.6, -2.0, 0), (-1.0, -2.0, 90)], strict=True):
    draw_playground(*weights, ax=ax)
    ax.set(xticks=[0, 1], yticks=[0, 1], xlabel=f"bias {weights[0]}, turned by {weights[2]}°")
plots.show(
    figure,
    caption="Three settings of the playground: the net that solves XOR, its second unit woken too late, "
    "and turned by a right angle.",
    alt="Left: a diagonal band holds 01 and 10 and leaves out 00 and 11. Middle: the band is too wide and "
    "holds 11 as well. Right: one bent border with three corners on its side.",
)

# %% name="playground-slider" tags=["slider"]
widgets.slider(
    draw_playground,
    caption="The two-unit net with your weights: orange where it answers 1.",
    alt="Decision regions of the two-unit ReLU net over the four corners of XOR for the chosen weights.",
    second_bias=(-2.0, 1.0, 0.1, -1.0),
    second_output=(-4.0, 1.0, 0.1, -2.0),
    direction=(-180, 180, 15, 0),
)

# %% [markdown] name="playground-explain"
# By hand: the corner 11 falls when $2 - 2(2 + b) > 0.5$, so the bias must stay above $-1.25$; the corners
# 01 and 10 fall when $1 - 2(1 + b) < 0.5$, so it must stay below $-0.75$. The output weight may be anything
# below $-1.5$: only 11 wakes the second unit, and it cannot be too quiet there.

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
# 5. One hidden layer can come close to any continuous function; depth can do it with far fewer units, by
#    folding.
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
