# %% [markdown] name="title"
# # 02c · Depth
#
# **What does depth buy?** (A deeper part: you may skip it and go on to lesson 03.)
#
# | | |
# |---|---|
# | **You will be able to** | *compare* features that a person, a recipe and a net have made; *design* layers that fold the plane; *tell* what a net can do from what training finds |
# | **You need** | lesson 02: hidden units, ReLU, loss, gradient descent |
# | **Time** | {minutes} minutes |
#
# Stack layers, the answers of one being the inputs of the next, and you have a **deep** net. It is nothing
# but functions applied to functions: with $f_k(h) = g(hW_k + b_k)$, where $g$ is the bend,
#
# $$ f(x) = f_3(f_2(f_1(x))) = (f_3 \circ f_2 \circ f_1)(x). $$
#
# (The last one usually without $g$.) That is the modern view of depth: **levels of composition**, each working on
# what the one below has made.

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, plots, start

settings = start("02c_depth", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_epochs = settings.choose(smoke=2, quick=30, full=80)  # passes over the data for a single net
num_networks = settings.choose(smoke=2, quick=60, full=200)  # trained side by side
num_steps = settings.choose(smoke=6, quick=800, full=1600)  # steps of gradient descent for those
seed = settings.seed

# %% name="deep-picture" tags=["figure"]
# @title Figure: a net with two hidden layers
ax = plots.network_diagram(
    [2, 3, 3, 1],
    layer_names=["input", "first layer", "second layer", "output"],
    unit_names=[
        ["$x_1$", "$x_2$"],
        ["$a_1$", "$a_2$", "$a_3$"],
        ["$b_1$", "$b_2$", "$b_3$"],
        ["$y$"],
    ],
    title="(2·3 + 3) + (3·3 + 3) + (3·1 + 1) = 25 numbers to learn",
)
plots.show(
    ax,
    caption="Learned are a weight for each edge and a bias for each circle that has edges coming in.",
    alt="Four columns of circles: two inputs, three units, three units, one output, each joined to all of the next column.",
)

# %% [markdown] name="polar"
# ## The right coordinates make it easy
#
# What should a first layer give to the second? Look at two rings. No line separates them in $(x_1, x_2)$.
# Write the *same points* as radius and angle, and one line does it. Nothing was added. Whether a problem is
# hard depends on its **representation**: on how you write it down.

# %% name="three-sets-data"
makers = {"XOR": data.noisy_xor, "rings": data.rings, "spirals": data.spirals}
train_sets = {name: make(400, seed=seed) for name, make in makers.items()}
test_sets = {name: make(1000, seed=seed + 1000) for name, make in makers.items()}
rings, ring_labels = train_sets["rings"]


def polar(points):
    """Return radius and angle of each point."""
    x1, x2 = points[:, 0], points[:, 1]
    return np.column_stack([np.hypot(x1, x2), np.arctan2(x2, x1)])


rings_in_polar = polar(rings)


# %% name="three-sets-picture" tags=["figure"]
# @title Figure: three problems, and the rings in other coordinates
figure, axes = plots.panels(4, columns=4, height=2.7)
for ax, (name, (points, labels)) in zip(axes, train_sets.items(), strict=False):
    plots.scatter_classes(points, labels, ax=ax, title=name, legend=False, size=8)
    ax.set(xlim=(-1.4, 1.4), ylim=(-1.4, 1.4), xticks=[-1, 0, 1], yticks=[-1, 0, 1])
    ax.set(aspect="equal", ylabel="")
axes[0].set_ylabel("$x_2$")
plots.scatter_classes(
    rings_in_polar,
    ring_labels,
    ax=axes[3],
    title="rings, polar",
    legend=False,
    size=8,
    xlabel="radius $r$",
    ylabel="angle $θ$",
)
axes[3].set_box_aspect(1)
plots.show(
    figure,
    caption="400 points each, class 0 in blue, class 1 in orange; on the right the rings once more, as radius and angle.",
    alt="Four clouds with equal classes on the diagonals; a ring inside a ring; two interleaved spirals; and the two rings "
    "as two upright bands, side by side.",
)

# %% [markdown] name="three-sets"
# ## Who invents the features?
#
# On top of every set of features we put the same simple model, **logistic regression**: a straight line,
# turned into a probability. An expert offers the product (made for XOR), the squares (made for rings), and
# radius and angle.
#
# **Guess:** give the line *all of them at once*. On how many of the three problems does it get at least 95 %
# of new points right?

# %% name="guess-union" tags=["guess"]
guess = ...  # problems, 0 to 3
checks.depth.guess("union", guess)

# %% name="leaderboard-by-hand"
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def scores_with(features):
    """Return the test accuracy of a line on these features, for each of the three problems."""
    scores = {}
    for task, (points, labels) in train_sets.items():
        line = make_pipeline(StandardScaler(), LogisticRegression(C=10, max_iter=1000))
        line.fit(features(points), labels)
        scores[task] = line.score(features(test_sets[task][0]), test_sets[task][1])
    return scores


# %% name="leaderboard-table"
def everything(points):
    product = points[:, 0] * points[:, 1]
    return np.column_stack([points, product, points**2, polar(points)])


leaderboard = pd.DataFrame(
    {
        "x1, x2": scores_with(lambda points: points),
        "and the product": scores_with(lambda points: everything(points)[:, :3]),
        "and the squares": scores_with(lambda points: everything(points)[:, [0, 1, 3, 4]]),
        "radius and angle": scores_with(polar),
        "all of them": scores_with(everything),
    }
).T
leaderboard.round(3)

# %% name="leaderboard-claim" tags=["claim"]
# @title Claim: all hand-made features together
union = leaderboard.loc["all of them"]
checks.depth.reveal("union", int((union >= 0.95).sum()), close=0)
checks.claim(
    "all hand-made features together, accuracy on XOR and rings",
    union[["XOR", "rings"]].min(),
    low=0.9,
    control=leaderboard.loc["x1, x2", ["XOR", "rings"]].max(),
    control_is="x1 and x2 alone",
)

# %% [markdown] name="three-sets-explain"
# Each feature wins the problem its inventor had in mind, and together they win two of three. For the third, one
# column is enough if somebody *knows* how the arms of the spirals turn: $\cos(\theta - 2\pi r)$. Who does not can
# go on with the recipe: after the squares come the cubes. (They reach arms that turn once; arms that turn twice they do
# not: `data.spirals(400, turns=2)`.)


# %% name="expert"
def with_the_arm(points):
    radius, angle = polar(points).T
    return np.column_stack([everything(points), np.cos(angle - 2 * np.pi * radius)])


def with_cubes(points):
    x1, x2 = points[:, 0], points[:, 1]
    cubes = np.column_stack([x1**3, x1**2 * x2, x1 * x2**2, x2**3])
    return np.column_stack([everything(points), cubes])


leaderboard.loc["all, and cos(θ - 2πr)"] = scores_with(with_the_arm)
leaderboard.loc["all, and the cubes"] = scores_with(with_cubes)
leaderboard.iloc[-3:].round(3)

# %% name="expert-claim" tags=["claim"]
# @title Claim: what the expert's column adds, and the recipe's
added = leaderboard.iloc[-2:]["spirals"] - union["spirals"]
checks.claim(
    "what the column for the arms adds on the spirals, to all features before it",
    added.iloc[0],
    low=0.1,
    control=0.0,
    control_is="if it added nothing",
)
checks.claim(
    "what the cubes add there instead",
    added.iloc[1],
    low=0.1,
    control=0.0,
    control_is="if they added nothing",
)

# %% [markdown] name="dozen"
# ## Features by the dozen
#
# Products are one generic set. Another takes one feature per *training point*, a bump around it,
#
# $$ \phi_i(x) = e^{-\gamma \lVert x - c_i \rVert^2}, $$
#
# nearly 1 close to the point $c_i$, nearly 0 far away; a large $\gamma$ makes narrow bumps. Two inputs become
# 400 features. (Such bumps are the heart of support vector machines with an **RBF kernel**, short for
# *radial basis function*.)
#
# ### Exercise · four hundred bumps
#
# Write the features, without a loop over the points if you can.


# %% name="bumps-answer" tags=["exercise"]
def bump_features(points, centers, gamma):
    """Return exp(-gamma * squared distance): points (n, 2), centers (m, 2) -> (n, m)."""
    # BEGIN SOLUTION
    differences = points[:, None, :] - centers[None, :, :]  # (n, m, 2)
    return np.exp(-gamma * (differences**2).sum(axis=2))
    # END SOLUTION


checks.depth.bump_features(bump_features)
# checks.depth.bump_features.hint()

# %% [markdown] name="bumps-solution" tags=["solution"]
# **Why.** With `[:, None, :]` and `[None, :, :]` NumPy makes a table of all pairs; the sum runs over the two
# coordinates. A loop over the centers, a column each, is as good.

# %% [markdown] name="learned-intro"
# Now in one table: the expert, the cubes, the bumps (yours, or scikit-learn's), and a net with two hidden
# layers of 16 units, the *same* recipe for each problem.

# %% name="leaderboard-learned"
import keras
from keras import layers
from sklearn.metrics.pairwise import rbf_kernel


def scores_with_bumps(function):
    scores = {}
    for task, (centers, labels) in train_sets.items():
        test_points, test_labels = test_sets[task]
        line = LogisticRegression(C=10, max_iter=1000)
        line.fit(function(centers, centers, 5), labels)
        scores[task] = line.score(function(test_points, centers, 5), test_labels)
    return scores


bumps = checks.depth.bump_features.or_ours(bump_features, rbf_kernel)
leaderboard.loc["400 bumps, γ = 5"] = scores_with_bumps(bumps)
our_bumps = pd.Series(scores_with_bumps(rbf_kernel))  # the claim below rests on these

# %% name="nets-learn"
nets, net_scores = {}, {}
for task, (points, labels) in train_sets.items():
    nets[task] = keras.Sequential(
        [
            keras.Input((2,)),
            layers.Dense(16, activation="relu"),
            layers.Dense(16, activation="relu", name="last_features"),
            layers.Dense(1),
        ]
    )
    is_short = num_epochs < 5  # to compile would cost more than so few steps
    nets[task].compile(keras.optimizers.Adam(0.02), loss="mse", run_eagerly=is_short)
    nets[task].fit(points, labels, batch_size=32, epochs=num_epochs, verbose=0)
    answers = keras.ops.convert_to_numpy(nets[task](test_sets[task][0]))[:, 0]
    net_scores[task] = np.mean((answers > 0.5) == test_sets[task][1])
leaderboard.loc["learned by a net"] = net_scores
leaderboard.iloc[-4:].round(3)

# %% name="leaderboard-picture" tags=["figure"]
# @title Figure: what the three nets have learned
figure, axes = plots.panels(3, height=3.0)
for ax, (task, net) in zip(axes, nets.items(), strict=True):
    plots.decision_regions(
        net,
        *train_sets[task],
        ax=ax,
        colorbar=False,
        legend=False,
        size=10,
        title=f"{task}: {net_scores[task]:.3f}",
    )
    ax.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
plots.show(
    figure,
    caption="Where each net changes its answer; in the titles its accuracy on new points.",
    alt="Three planes: the net's border follows the four quadrants, the gap between the rings, and the spiral arms.",
)
checks.claim(
    "one recipe, the net's lowest accuracy on the three problems",
    min(net_scores.values()),
    low=0.85,
    control=union.min(),
    control_is="product, squares, radius and angle",
)
checks.claim(
    "what 400 bumps lose against the net at most, on any of the three problems",
    (pd.Series(net_scores) - our_bumps).max(),
    high=0.03,
    control=net_scores["spirals"] - union["spirals"],
    control_is="all of the features above, on the spirals",
)

# %% [markdown] name="learned-explain"
# On these three problems bumps do as well as the net, if $\gamma$ fits (try 0.1): neither needs to know about arms.
# (For pictures, with hundreds of numbers instead of two, lesson 04b compares them.) And what is the last layer of
# the net? An old friend: a line on features. Put logistic regression in its place, on what the second layer has
# learned, and on a layer of the same shape that has learned nothing:

# %% name="last-layer-swapped"
net = nets["spirals"]


def line_on_last_features(net):
    """Return the test accuracy on the spirals of a line on the last hidden layer."""
    features = keras.Model(net.inputs[0], net.get_layer("last_features").output)
    return scores_with(lambda points: keras.ops.convert_to_numpy(features(points)))["spirals"]


swapped = line_on_last_features(net)
untrained = line_on_last_features(keras.models.clone_model(net))
print(f"spirals: the net {net_scores['spirals']:.3f}, with another last layer {swapped:.3f},")
print(f"with that line on a layer that learned nothing, its biases 0: {untrained:.3f}")

# %% name="swap-claim" tags=["claim"]
# @title Claim: another last layer
checks.claim(
    "what swapping the net's last layer for logistic regression changes",
    abs(swapped - net_scores["spirals"]),
    high=0.1,
    control=net_scores["spirals"] - untrained,
    control_is="on such a layer before training, biases 0",
)

# %% [markdown] name="who-designs"
# ### Exercise · who designs what?
#
# A system turns an input into an answer in up to three boxes. In which of them were numbers *fitted to data*,
# rather than decided by a person or a recipe? Give the **number of learned boxes** for each system; a box
# that a system does not have counts as not learned.
#
# | system | features | more abstract features | mapping to the answer |
# |---|---|---|---|
# | deep learning | first layer | further layers | last layer |
# | classic machine learning | the product, the radius, ... | – | logistic regression |
# | four hundred bumps | one around each training point | – | logistic regression |
# | representation learning | a layer fitted to data | – | logistic regression |
# | rules | – | – | "if …, then …" |

# %% name="who-designs-answer" tags=["exercise"]
# BEGIN SOLUTION
deep_learning = 3
classic = 1
four_hundred_bumps = 1
representation_learning = 2
rules = 0
# END SOLUTION
checks.depth.who_designs(deep_learning, classic, four_hundred_bumps, representation_learning, rules)
# checks.depth.who_designs.hint()

# %% [markdown] name="who-designs-solution" tags=["solution"]
# **Why.** The bumps stand where the points are, by a recipe; only the line on top is fitted. From rules to deep
# learning, one box after the other passes from the person to the data. The person's work does not vanish: it
# moves to choosing data, layers and loss.

# %% [markdown] name="bumps"
# ## One hidden layer can trace any continuous curve
#
# Why more than one hidden layer at all? Two steep sigmoids ($1/(1 + e^{-z})$, a smooth step), one minus the
# other, make a bump: 1 between two places, 0 elsewhere. With enough bumps side by side, each of its own
# height, you can trace any continuous curve, as a bar chart does: that is the picture for one input (Nielsen, 2015). The
# **universal approximation theorem** (Cybenko, 1989; Hornik, 1991; with ReLU Leshno and others, 1993) says it for any
# number of inputs: *one* hidden layer of enough units comes as close as you like to any continuous function on a closed,
# bounded region.


# %% name="bumps-run"
def smooth_step(z):
    return 0.5 * (1 + np.tanh(z / 2))  # the sigmoid, safe from overflow


def from_bumps(x, num_bumps):
    """Return a net of 2 * num_bumps hidden units, set by hand, that traces the sine."""
    width = 2 * np.pi / num_bumps
    answer = np.zeros_like(x)
    for left in -np.pi + width * np.arange(num_bumps):
        bump = smooth_step(60 * (x - left)) - smooth_step(60 * (x - left - width))
        answer += np.sin(left + width / 2) * bump
    return answer


# %% name="bumps-error"
places = np.linspace(-np.pi, np.pi, 1001)
far_off = {2 * count: np.abs(from_bumps(places, count) - np.sin(places)).max() for count in (6, 24)}
print("off by at most:", *(f"{error:.2f} with {units} units;" for units, error in far_off.items()))


# %% name="bumps-picture" tags=["figure"]
# @title Figure: a sine from bumps
figure, axes = plots.panels(3, height=2.8)
two_units = {
    "up": lambda x: smooth_step(60 * (x + 1)),
    "down": lambda x: -smooth_step(60 * (x - 1)),
    "sum": lambda x: smooth_step(60 * (x + 1)) - smooth_step(60 * (x - 1)),
}
plots.functions(
    two_units, limits=(-3.14, 3.14), ax=axes[0], title="a bump from 2 units", emphasis="sum"
)
for ax, num_bumps in zip(axes[1:], (6, 24), strict=True):
    pair = {"sine": np.sin, "net": lambda x, n=num_bumps: from_bumps(x, n)}
    plots.functions(
        pair, limits=(-3.14, 3.14), ax=ax, emphasis="net", title=f"{2 * num_bumps} units"
    )
plots.show(
    figure,
    caption="A bump, and nets of 12 and 48 units, set by hand, that trace a sine.",
    alt="Left: one sigmoid up, one down, and their sum, a bump. Middle and right: staircases of 6 and 24 bumps following a "
    "sine wave, the second much closer.",
)
checks.claim(
    "four times as many bumps: share that is left of the largest error",
    far_off[48] / far_off[12],
    high=0.4,
    control=1.0,
    control_is="if more bumps did not help",
)

# %% [markdown] name="folding"
# ## What depth buys: folding
#
# So one layer is enough, if it is wide enough. How wide? Fold a sheet of paper, cut a corner, unfold it: one
# cut, many holes. A layer can fold. $2|z| - 1$, applied to each coordinate, lays the left half of $[-1, 1]$
# onto the right half and stretches it back. It takes two ReLU units for each coordinate, as
# $|z| = \operatorname{relu}(z) + \operatorname{relu}(-z)$.
#
# Fold, fold again, and then do XOR **once**: positive where the two signs differ. Its border shows up in every
# copy.
#
# **Guess:** without a fold the plane has 4 cells. How many cells after 4 folds, from 20 ReLU units in all?

# %% name="guess-cells" tags=["guess"]
guess = ...  # cells
checks.depth.guess("cells", guess)


# %% name="fold-net"
from course_utils.models import relu  # as you met it in lesson 02


def fold(z):
    """Fold [-1, 1] onto itself: two ReLU units for each coordinate."""
    return 2 * (relu(z) + relu(-z)) - 1


def folded_xor(points, depth, layer=fold):
    """Fold `depth` times, then solve XOR: positive where the signs differ."""
    for _ in range(depth):
        points = layer(points)
    return np.abs(points[:, 0] - points[:, 1]) - np.abs(points[:, 0] + points[:, 1])


# %% name="count-cells"
along = np.linspace(-1, 1, 100_001)
for depth in range(5):
    coordinate = along
    for _ in range(depth):
        coordinate = fold(coordinate)
    stripes = 1 + np.sum(np.diff(np.sign(coordinate)[coordinate != 0]) != 0)
    print(f"{depth} folds, {4 * depth + 4} units: {stripes} stripes each way, {stripes**2} cells")

# %% name="fold-picture" tags=["figure"]
# @title Figure: folds, and XOR behind them
figure, axes = plots.panels(3, height=3.1)
plots.functions(
    {"one fold": fold, "two folds": lambda z: fold(fold(z))},
    limits=(-1, 1),
    ax=axes[0],
    title="what folds do to $x_1$",
)
for ax, depth in zip(axes[1:], (2, 4), strict=True):
    plots.decision_regions(
        lambda p, depth=depth: np.sign(folded_xor(p, depth)),
        limits=(-1, 1),
        ax=ax,
        threshold=0,
        colorbar=False,
        resolution=300,
        line_width=0.8,
        title=f"{depth} folds, {4 * depth + 4} units",
    )
    ax.set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
for ax in axes:
    ax.set_box_aspect(1)
plots.show(
    figure,
    caption="One coordinate behind one fold and behind two; the same XOR behind 2 and 4 folding layers of four units.",
    alt="Left: a V and a W. Middle and right: checkerboards of 5 by 5 and of 17 by 17 cells.",
)
checks.depth.reveal("cells", int(stripes**2), close=0)

# %% [markdown] name="folding-explain"
# The stripes are $2^d + 1$: every fold doubles the crossings of zero, because a layer reuses all that came
# before. The cells grow like $4^d$, the units like $4d$.
#
# And a **shallow** net? Along a straight line, one hidden layer of $m$ ReLU units has at most $m$ corners, so
# it changes sign at most $m + 1$ times. Along a row, the board with $d$ folds changes sign $2^d$ times. So a shallow
# net needs $m \ge 2^d - 1$ units: exponentially many (Telgarsky, 2016). (And so many can also learn single examples by heart, which
# lesson 04 watches.)
#
# ### Exercise · from where on does it pay?
#
# An exponential may begin small. From which number of folds $d$ on does this bound, $2^d - 1$, ask for *more*
# units than the $4d + 4$ of the folding net? And how many units does it ask for at $d = 10$?

# %% name="price-answer" tags=["exercise"]
# BEGIN SOLUTION
first_depth = 5
shallow_units = 2**10 - 1
# END SOLUTION
checks.depth.price(first_depth, shallow_units)
# checks.depth.price.hint()

# %% [markdown] name="price-solution" tags=["solution"]
# **Why.** $d = 4$: $15 < 20$. $d = 5$: $31 > 24$. At $d = 10$ it is 1023 against 44. (It is a *lower* bound:
# it says what a shallow net needs at least, not that so many are enough.)

# %% [markdown] name="zigzag-task"
# ### Exercise · three folds in one layer
#
# Design a layer that folds $[-1, 1]$ into *three*: a zigzag that runs $-1 \to 1 \to -1 \to 1$ in straight
# pieces, with corners at $-\tfrac13$ and $\tfrac13$. Build it as a layer is built, of ReLU units and constants
# (draw it first: where does the slope change, and by how much?); the check sees its values alone. Then: how many
# **cells** does XOR have behind two such layers?


# %% name="zigzag" tags=["exercise"]
def zigzag(z):
    """Fold [-1, 1] into three: an array in, one of the same shape out."""
    # BEGIN SOLUTION
    return -1 + 3 * relu(z + 1) - 6 * relu(z + 1 / 3) + 6 * relu(z - 1 / 3)
    # END SOLUTION


# BEGIN SOLUTION
num_cells = (9 + 1) ** 2
# END SOLUTION
checks.depth.zigzag(zigzag, num_cells)
# checks.depth.zigzag.hint()

# %% [markdown] name="zigzag-solution" tags=["solution"]
# **Why.** Start at $-1$ with slope $+3$; at each corner the slope has to change by $-6$ or $+6$, and a ReLU
# unit changes the slope by its weight exactly at its corner. Two layers give $3 \cdot 3 = 9$ straight
# pieces, each crossing zero once: 9 border lines make 10 stripes in each direction, so 100 cells.


# %% name="zigzag-used"
def interpolated(z):
    return np.interp(z, [-1, -1 / 3, 1 / 3, 1], [-1.0, 1.0, -1.0, 1.0])


zigzag_layer = checks.depth.zigzag.or_ours(zigzag, interpolated)

# %% name="zigzag-picture" tags=["figure"]
# @title Figure: XOR behind two zigzags
figure, axes = plots.panels(2, height=3.4)
plots.functions(
    {"one zigzag": zigzag_layer, "two zigzags": lambda z: zigzag_layer(zigzag_layer(z))},
    limits=(-1, 1),
    ax=axes[0],
    title="what zigzags do to $x_1$",
)
plots.decision_regions(
    lambda points: np.sign(folded_xor(points, 2, zigzag_layer)),
    limits=(-1, 1),
    ax=axes[1],
    threshold=0,
    colorbar=False,
    resolution=300,
    line_width=0.8,
    title="XOR behind two zigzags",
)
axes[1].set(xticks=[-1, 0, 1], yticks=[-1, 0, 1])
for ax in axes:
    ax.set_box_aspect(1)
plots.show(
    figure,
    caption="One coordinate behind one zigzag layer and behind two; XOR behind the two.",
    alt="Left: a zigzag of three pieces and one of nine. Right: a checkerboard of 10 by 10 cells.",
)

# %% [markdown] name="race"
# ## Does training find the folds?
#
# All these weights were set by hand. Let nets *learn* a folded line: three folds of $[-1, 1]$, from 65
# examples. Three kinds of nets, with the same steps of gradient descent at one learning rate: **wide**, one layer of
# 40 units; **deep**, two layers of 9, with about as many numbers to learn as the wide one; and **thin**, three
# layers of 2, with the 19 numbers that are enough on paper.
#
# Each kind starts in two ways. Usually all biases start at 0, so that every unit of the first layer has its corner
# at $z = 0$. The second time these corners are spread over $[-1, 1]$. Nothing else in the recipe differs; the weights are drawn anew.
#
# **Guess:** which share of the thin nets finds the three folds?

# %% name="guess-thin" tags=["guess"]
guess = ...  # share of the nets, 0 to 1
checks.depth.guess("thin", guess)

# %% name="race-nets"
from course_utils.models import side_by_side

shapes = {"wide (40)": [40], "deep (9, 9)": [9, 9], "thin (2, 2, 2)": [2, 2, 2]}
inputs = keras.Input((1,))


def crowd():
    """Return nets of all three kinds, side by side in one model."""
    outputs = []
    for widths in shapes.values():
        values = inputs
        for width in widths:
            values = side_by_side.dense(values, num_networks, width, "relu")
        outputs.append(side_by_side.dense(values, num_networks, 1)[..., 0])
    return keras.Model(inputs, keras.ops.concatenate(outputs, axis=-1))


corners_at_0, corners_spread = crowd(), crowd()

# %% name="race-starts"
rng = np.random.default_rng(seed)
for layer in corners_spread.layers:
    if layer.weights and layer.weights[0].shape[1] == 1:  # a first layer: one input
        kernel, bias = layer.get_weights()  # (networks, 1, units), (networks, units)
        places = rng.uniform(-1, 1, size=bias.shape)
        layer.set_weights([kernel, -kernel[:, 0] * places])  # a corner lies at -bias / weight

# %% name="race-run"
line_points = np.linspace(-1, 1, 65, dtype="float32")[:, None]
folded_line = fold(fold(fold(line_points)))[:, 0]
both = keras.ops.concatenate([corners_at_0(inputs), corners_spread(inputs)], axis=-1)
slower = keras.optimizers.schedules.CosineDecay(0.03, num_steps)  # the steps shrink to 0
options = {"loss": "mse", "learning_rate": slower, "num_steps": num_steps}
answers = side_by_side.fit(keras.Model(inputs, both), line_points, folded_line, **options)

# %% name="race-result"
errors = np.sqrt(((answers - folded_line[:, None]) ** 2).mean(axis=0))
errors = errors.reshape(2, len(shapes), num_networks)
found = (errors < 0.1).mean(axis=2)
starts = ["corners at 0", "corners spread"]
pd.DataFrame(found, index=starts, columns=list(shapes)).round(2)

# %% name="race-picture" tags=["figure"]
# @title Figure: a middling net of each kind, from both starts
middling = errors.argsort(axis=2)[..., num_networks // 2]
each = answers.reshape(len(answers), 2, len(shapes), num_networks)
figure, axes = plots.panels(6, columns=3, height=2.4, sharex=True, sharey=True)
for row in range(2):
    for column, name in enumerate(shapes):
        ax = axes[3 * row + column]
        ax.plot(line_points, folded_line, color=plots.COLORS["neutral"], linewidth=6, alpha=0.4)
        ax.plot(line_points, each[:, row, column, middling[row, column]])
        ax.set_title(f"{name}: {found[row, column]:.0%}")
    axes[3 * row].set_ylabel(starts[row])
for ax in axes[3:]:
    ax.set_xlabel("$z$")
plots.show(
    figure,
    caption=f"The folded line (grey) and the middling one of {num_networks} nets; in the titles the share that found the "
    "folds, with an error below 0.1.",
    alt="Six panels with a zigzag of eight pieces in grey and the answer of the middling net of each kind over it.",
)
checks.depth.reveal("thin", found[0, 2], close=0.05)
checks.claim(
    "share of thin nets that find the three folds at this learning rate, from either start, although 19 numbers suffice",
    found[:, 2].max(),
    high=0.15,
    control=1.0,
    control_is="if drawn meant found",
)
checks.claim(
    "share of the wide nets gained by spreading the corners, at this learning rate",
    found[1, 0] - found[0, 0],
    low=0.1,
    control=0.0,
    control_is="if the start did not matter",
)

# %% [markdown] name="race-explain"
# What can be drawn need not be found. Depth *can* do it with 19 numbers, and at this learning rate training almost never
# gets there. From a better start many wide nets find the folds, without any depth. We tried one learning rate, and
# another kind of net may want another: before you call one kind better, try both, start and rate.

# %% [markdown] name="close"
# ## What we saw
#
# 1. A line is as good as its features. A person can know them, cubes and bumps come by recipe, a net learns them;
#    its last layer is a line again.
# 2. One hidden layer of enough units can trace any continuous curve.
# 3. Folds make depth cheap on paper: 289 cells from 20 units. At ten folds 44 units do what a shallow net needs at
#    least 1023 for.
# 4. On paper is not in training: 19 numbers suffice for three folds, and at our one learning rate random starts
#    almost never find them; for the wide nets the start decides much.
#
# **What can go wrong in practice.** "It can represent it" is quoted as "it will learn it". Ask how often, from
# which starts, with how many steps.

# %% [markdown] name="also" tags=["further"]
# **Also met in courses on this subject**
#
# | what | in a sentence |
# |---|---|
# | linear activation (Adaline) | bends nothing: for the last layer, where any number may come out |
# | piece-wise linear activation | a ramp from 0 to 1: a sigmoid made of three straight pieces |
# | softplus, $\ln(1 + e^z)$ | a ReLU with a rounded corner; its slope is the sigmoid |
# | maxout | the largest of several learned lines: with two of them it can be a ReLU or $\lvert z \rvert$ |
# | neuron, layer, several layers, in and out | the usual order of the parts of a net; 02, 02b and 02c keep to it |
# | a notebook on XOR | lesson 02 is one |

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem"
# **A longer problem.** Find a start from which thin nets do find the folds: set the weights to the folding
# net's and add noise to each. How much noise can they take? A good answer has one figure, the share that
# finds the folds over the size of the noise, with intervals, at the same number of steps; it says what the
# wide net does from an equally good start; and it ends in one sentence on what that means for "deep nets
# are more powerful".
#
# **Further reading.** Cybenko (1989), *Approximation by superpositions of a sigmoidal function*. Nielsen
# (2015), *Neural Networks and Deep Learning*, chapter 4. Montúfar et al. (2014), *On the number of linear
# regions of deep neural networks*. Telgarsky (2016), *Benefits of depth in neural networks*.
#
# {next}
