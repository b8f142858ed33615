# %% [markdown] name="title"
# # 01 · Linear models
#
# **How does a line learn?** And how does the same loop learn a yes or no?
#
# | | |
# |---|---|
# | **You will be able to** | *derive* which way a loss falls; *write* the loop that trains nets; *turn* a line into a probability |
# | **You need** | Python, NumPy, the idea of a derivative |
# | **Time** | {minutes} minutes |
#
# In 1929 Edwin Hubble put 24 galaxies into a table: how far away they are, and how fast they move.
# He drew a line through them: the further, the faster. Let us draw such a line by machine.

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, plots, start

settings = start("01_linear_models", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_shuffles = settings.choose(smoke=2, quick=20, full=40)  # orders of the rows to average over
num_splits = settings.choose(smoke=10, quick=1000, full=4000)  # ways to hide eight galaxies
num_epochs = settings.choose(smoke=3, quick=100, full=100)  # for the flights, by our loop and Keras
seed = settings.seed

# %% [markdown] name="galaxies-intro"
# ## Twenty-four galaxies
#
# Distances are in megaparsecs (Mpc; light takes 3.26 million years for one). The
# table has velocities in km/s; we compute in thousand km/s.

# %% name="galaxies"
galaxies = data.load_galaxies()
x = galaxies["distance"].to_numpy()  # (24,)
y = galaxies["velocity"].to_numpy() / 1000  # (24,)
galaxies.head(3)

# %% name="galaxies-picture" tags=["figure"]
# @title Figure: the galaxies
figure, axes = plots.panels(1, width=7, height=3.4)
axes[0].plot(x, y, "o", color=plots.COLORS["train"], markersize=7)
axes[0].axhline(0, color=plots.COLORS["neutral"], linewidth=1)
axes[0].set(title="24 galaxies", xlabel="distance (Mpc)", ylabel="velocity (1000 km/s)")
plots.show(
    figure,
    caption="24 galaxies from Hubble's table. Below 0 a galaxy comes towards us.",
    alt="24 points in a rising, broad band: near 0 Mpc the velocities lie around 0, at 2 Mpc between 500 and 1100 km/s.",
)

# %% [markdown] name="wrong"
# ## How wrong is a line?
#
# A line predicts $\hat y = w x + b$. It is our first **model**: a function with numbers inside that can be turned,
# a **weight** $w$ (how much does the input count?) and a **bias** $b$ (what does it say at 0?). Its *error* at
# a galaxy is prediction minus truth. Square the errors, so that none cancels another, and average:
#
# $$ L(w, b) = \frac1n \sum_i (w x_i + b - y_i)^2 . $$
#
# This is the **mean squared error**, our first **loss**: a number that says how wrong a model is on the data. To
# predict a number is called **regression**.


# %% name="loss"
def loss(w, b):
    return np.mean((w * x + b - y) ** 2)


lines = {"flat": (0.0, 0.37), "too low": (0.6, -0.6), "steep": (0.9, -0.4)}
for name, (w, b) in lines.items():
    print(f"{name}: w = {w}, b = {b}, loss {loss(w, b):.3f}")

# %% [markdown] name="map-intro"
# Now the loss of *every* line, as a map: $w$ to the right, $b$ upwards, contour lines as on a hiking map.
#
# **Guess:** lay the best line through the points by eye. By how many thousand km/s does it rise for each Mpc?

# %% name="guess-slope" tags=["guess"]
guess = ...  # thousand km/s per Mpc
checks.linear.guess("slope", guess)

# %% name="map"
w_axis, b_axis = np.linspace(-1, 2, 121), np.linspace(-1.3, 1.3, 121)
surface = np.vectorize(loss)(*np.meshgrid(w_axis, b_axis))  # (121, 121)
levels = np.geomspace(0.049, 8, 15)  # losses at which a contour line is drawn
w_best, b_best = np.polyfit(x, y, 1)  # the lowest point, by a formula
lowest, flat_loss = loss(w_best, b_best), loss(0, y.mean())
print(f"lowest at w = {w_best:.3f}, b = {b_best:.3f}: loss {lowest:.4f}")

# %% name="map-picture" tags=["figure"]
# @title Figure: three lines, and the map of all lines
figure, axes = plots.panels(2, height=3.9)
axes[0].plot(x, y, "o", color=plots.COLORS["neutral"], markersize=5)
axes[1].contourf(w_axis, b_axis, surface, levels, cmap="Blues_r", norm="log", extend="max")
axes[1].contour(w_axis, b_axis, surface, levels, colors="white", linewidths=0.7)
colors = [plots.COLORS[role] for role in ("validation", "highlight", "class_1")]
for (name, (w_shown, b_shown)), color in zip(lines.items(), colors, strict=True):
    axes[0].plot([0, 2.1], [b_shown, b_shown + 2.1 * w_shown], color=color, label=name)
    axes[1].plot(w_shown, b_shown, "o", color=color, markersize=10, zorder=3)
axes[0].plot([0, 2.1], [b_best, b_best + 2.1 * w_best], color="black", label="best", linestyle="--")
axes[1].plot(w_best, b_best, "w+", markersize=13, markeredgewidth=2)
axes[0].legend(loc="upper left")
axes[0].set(title="lines", xlabel="distance (Mpc)", ylabel="velocity (1000 km/s)")
axes[1].set(title="the same lines on the map", xlabel="weight $w$", ylabel="bias $b$")
axes[1].grid(visible=False)
plots.show(
    figure,
    caption="Each line on the left is a point on the map. Dark is low, the cross is lowest.",
    alt="Left: galaxies with a flat, a low, a steep and, dashed, the best line. Right: oval contour rings, long from upper left "
    "to lower right, with the cross at the centre; the points of the three lines lie a few rings out.",
)
checks.linear.reveal("slope", w_best, close=0.1)
assert min(np.diff(surface, 2, axis=axis).min() for axis in (0, 1)) > 0  # along both axes
checks.claim(
    "loss of the best line, as a share of the loss of the best flat one",
    lowest / flat_loss,
    high=0.5,
    control=1.0,
    control_is="if no better than flat",
)

# %% [markdown] name="map-explain"
# A line there is a point here. The map bends upwards everywhere, so there is no other hollow to get stuck in: such a
# loss is **convex**. Here a formula names the bottom (**least squares**, part 01b). For nets there is
# none, so we learn without.

# %% [markdown] name="downhill"
# ## Feel the way down
#
# You stand on that map in fog. You see no bottom, but you feel the slope: move one number a little, and look at what
# the loss does.

# %% name="nudge"
w, b, nudge = -0.6, 0.9, 1e-6  # a bad line to start from, and a very small move
errors = w * x + b - y  # (24,)
felt = (loss(w + nudge, b) - loss(w, b)) / nudge, (loss(w, b + nudge) - loss(w, b)) / nudge
computed = 2 * np.mean(errors * x), 2 * np.mean(errors)
print("felt:    ", np.round(felt, 4))
print("computed:", np.round(computed, 4))

# %% [markdown] name="gradient-text"
# The second row is the derivative of the loss, by the chain rule:
#
# $$ \frac{\partial L}{\partial w} = \frac2n \sum_i \text{error}_i \cdot x_i, \qquad
#    \frac{\partial L}{\partial b} = \frac2n \sum_i \text{error}_i . $$
#
# Both slopes together are the **gradient**; it points uphill. **Gradient descent**: start anywhere, compute the
# gradient, move every number a little against it, repeat.
#
# $$ w \leftarrow w - \eta\,\frac{\partial L}{\partial w}, \qquad b \leftarrow b - \eta\,\frac{\partial L}{\partial b} $$
#
# $\eta$, the **learning rate**, says how little.
#
# ### Exercise · one step by hand
#
# Another line: blood pressure from age. It stands at $w = 0$, $b = 139$ and sees one woman: 58 years, 153 mmHg.
# Give the two slopes of her squared error as a pair ($w$ first), and the pair $(w, b)$ after one step with
# $\eta = 0.00002$: do not round, let Python multiply. Before you run it: which of the two has moved further, and why?

# %% name="one-step" tags=["exercise"]
# BEGIN SOLUTION
gradient_of_one = (2 * (139 - 153) * 58, 2 * (139 - 153))
weights_after = (0 - 0.00002 * gradient_of_one[0], 139 - 0.00002 * gradient_of_one[1])
# END SOLUTION
checks.linear.one_step(gradient_of_one, weights_after)
# checks.linear.one_step.hint()

# %% [markdown] name="one-step-solution" tags=["solution"]
# **Why.** Prediction 139, error $-14$, slopes $2 \cdot (-14) \cdot 58 = -1624$ and $-28$. After the step
# $w = 0.03248$ and $b = 139.00056$. The slope in $w$ carries the factor 58: ages that large make a map that is
# steep one way and flat the other. One reason why inputs are scaled before a net sees them.

# %% [markdown] name="rates"
# ## How long a step?
#
# An input as large as 58 makes the map steep one way and flat the other, and the learning rate tiny: one reason to
# scale inputs. For the galaxies, with $\eta = 0.4$: how many steps do we need?


# %% name="descend"
def descend(learning_rate, steps, w=-0.6, b=0.9):
    """Return the path over the map: w and b before the first step and after each."""
    path = [(w, b)]
    for _ in range(steps):
        errors = w * x + b - y
        slope_w, slope_b = 2 * np.mean(errors * x), 2 * np.mean(errors)
        w, b = w - learning_rate * slope_w, b - learning_rate * slope_b
        path.append((w, b))
    return np.array(path)  # (steps + 1, 2)


# %% name="arrival"
path = descend(0.4, steps=50)
arrived = np.argmax([loss(w, b) < 1.01 * lowest for w, b in path])
print(f"{arrived} steps until the loss is within 1 % of the lowest")

# %% [markdown] name="rates-task"
# **Guess:** and with $\eta = 0.52$? **A** after fewer steps · **B** after about as many · **C** after five times as
# many · **D** never.

# %% name="guess-rate" tags=["guess"]
guess = ...  # "A", "B", "C" or "D"
checks.linear.guess("rate", guess)

# %% name="rates-run"
paths = {rate: descend(rate, steps=20) for rate in (0.02, 0.4, 0.52)}
losses = pd.DataFrame()
for rate, path in paths.items():
    losses[rate] = [loss(w, b) for w, b in path]
losses.loc[[0, 1, 5, 10, 20]].round(3)

# %% name="rates-picture" tags=["figure"]
# @title Figure: three learning rates on the map
figure, axes = plots.panels(2, height=4.0)
axes[0].contourf(w_axis, b_axis, surface, levels, cmap="Blues_r", norm="log", extend="max")
axes[0].contour(w_axis, b_axis, surface, levels, colors="white", linewidths=0.7)
colors = [plots.COLORS[role] for role in ("highlight", "class_1", "validation")]
for (rate, path), color in zip(paths.items(), colors, strict=True):
    axes[0].plot(
        *path.T, "o-", color=color, markersize=3.5, linewidth=1.3, zorder=2 + (rate == 0.4)
    )
    axes[1].plot(
        losses.index, losses[rate], "o-", color=color, markersize=3.5, label=f"$\\eta$ = {rate}"
    )
axes[0].plot(w_best, b_best, "w+", markersize=13, markeredgewidth=2, zorder=4)
axes[0].set(
    title="the paths", xlabel="weight $w$", ylabel="bias $b$", xlim=(-1, 2), ylim=(-1.3, 1.3)
)
axes[0].grid(visible=False)
axes[1].axhline(lowest, color=plots.COLORS["neutral"], linestyle=":", label="lowest")
axes[1].set(title="the loss", xlabel="step", yscale="log", xticks=range(0, 21, 5))
axes[1].legend()
plots.show(
    figure,
    caption="Twenty steps from the same start with three learning rates.",
    alt="Left: one path creeps a short way, one zigzags into the centre, one swings across the valley in growing jumps. "
    "Right: one loss falls slowly, one falls to the dotted line, one falls and then rises above its start.",
)
checks.linear.reveal("rate", "D")
checks.claim(
    "loss after 20 steps with learning rate 0.52, as a multiple of the loss at the start",
    losses[0.52][20] / losses[0.52][0],
    low=2.0,
    control=losses[0.4][20] / losses[0.4][0],
    control_is="with 0.4",
)

# %% [markdown] name="rates-explain"
# Across the valley a step that is a little too long lands higher on the *other* side, where the slope is steeper still.
# (Along it the same steps go down: at first the loss falls.) Somewhere between 0.4 and 0.52 fast turns into never.

# %% [markdown] name="shapes"
# ## All rows at once
#
# A second input would need a third slope, and another line of code. Not so with a table that has a column for each
# number to learn; the bias gets a column of ones. (A table of numbers is a *matrix*, a single column a *vector*.)

# %% name="table"
inputs = np.column_stack([x, np.ones(len(x))])  # (24, 2): n rows, d columns
weights = np.array([0.45, -0.05])  # (2,): w, b
predictions = inputs @ weights  # (24, 2)(2,) -> (24,)
print(predictions[:3], "=", 0.45 * x[:3] - 0.05)

# %% [markdown] name="shapes-text"
# `@` is the **matrix product**: a row of the left, entry by entry times a column of the right, added up. The rule
# of shapes: $(n, d)(d, k) \to (n, k)$; the inner lengths have to be equal, and disappear. A shape with one number,
# (2,), counts as a column on the right and as a row on the left; the missing axis is missing in the result:
# $(24, 2)(2,) \to (24,)$. `inputs.T` has rows and columns exchanged.
#
# ### Exercise · which products exist?
#
# `inputs` is (24, 2), `weights` (2,), `y` (24,). Which have a result: **A** `inputs @ weights` · **B** `inputs @ y` ·
# **C** `inputs.T @ y` · **D** `inputs @ inputs`? Answer with all letters that do, such as `"BD"`.

# %% name="products" tags=["exercise"]
# BEGIN SOLUTION
exist = "AC"
# END SOLUTION
checks.linear.products(exist)
# checks.linear.products.hint()

# %% [markdown] name="products-solution" tags=["solution"]
# **Why.** $(24, 2)(2,)$ and $(2, 24)(24,)$ meet in equal lengths; $(24, 2)(24,)$ and $(24, 2)(24, 2)$ do not.

# %% [markdown] name="gradient-task"
# ### Exercise · the gradient in one line
#
# Write the gradient of the mean squared error of `inputs @ weights` for any number of rows and columns: no loop, one
# number for each column.


# %% name="gradient" tags=["exercise"]
def gradient(weights, inputs, targets):
    """Return the gradient, (d,), for weights (d,), inputs (n, d) and targets (n,)."""
    # BEGIN SOLUTION
    errors = inputs @ weights - targets
    return 2 * inputs.T @ errors / len(targets)
    # END SOLUTION


checks.linear.gradient(gradient)
# checks.linear.gradient.hint()

# %% [markdown] name="gradient-solution" tags=["solution"]
# **Why.** `inputs.T @ errors` multiplies each column with the errors and adds up: for the first column
# $\sum_i \text{error}_i x_i$, for the column of ones $\sum_i \text{error}_i$. These are the two slopes from above.

# %% [markdown] name="stochastic"
# ## A few rows at a time
#
# Each step so far has read all the data. With a million photos that takes long. But a few rows, drawn by lot,
# feel the same slope *on average*. Take a **batch** of rows, step, take the next. When all have had their turn, an
# **epoch** is over; shuffle and begin again. This is **stochastic gradient descent** (SGD).
#
# ### Exercise · the training loop
#
# Begin each epoch with `order = rng.permutation(len(targets))`, and go through `order` in batches; the last may be
# smaller. (`rng` is NumPy's source of random numbers: `rng.permutation(5)` gives, say,
# `[3 0 4 1 2]`, and `inputs[[3, 0]]` are the rows 3 and 0.) Return the path as an array: the weights that you were
# given, then the weights after each step.


# %% name="train" tags=["exercise"]
def train(gradient, weights, inputs, targets, learning_rate, batch_size, epochs, rng):
    """Return the path of SGD, (steps + 1, d); call gradient(weights, inputs[rows], ...)."""
    # BEGIN SOLUTION
    path = [weights]
    for _ in range(epochs):
        order = rng.permutation(len(targets))
        for first in range(0, len(targets), batch_size):
            rows = order[first : first + batch_size]
            slope = gradient(weights, inputs[rows], targets[rows])
            weights = weights - learning_rate * slope
            path.append(weights)
    return np.array(path)
    # END SOLUTION


checks.linear.train(train)
# checks.linear.train.hint()

# %% [markdown] name="train-solution" tags=["solution"]
# **Why.** Slicing past the end of `order` gives what is left, so the smaller last batch needs no special case.
# `weights -= ...` would change the array that is in the path already (and the caller's start): every row of the
# path would be the same.

# %% [markdown] name="stochastic-race"
# Five epochs for everybody: all batch sizes read the same rows, each with the best of six learning rates.

# %% name="race"
ours = checks.linear.trained, checks.linear.slope  # the course's loop and gradient
rates, start_weights = [0.02, 0.05, 0.1, 0.2, 0.4, 0.45], np.array([-0.6, 0.9])


def mean_loss(batch_size, rate, epochs, loop, slope, last=1):
    """Return the loss over the last steps of the path, averaged over many orders of the rows."""
    ends = []
    for shuffle in range(num_shuffles):
        rng = np.random.default_rng([seed, shuffle])
        path = loop(slope, start_weights, inputs, y, rate, batch_size, epochs, rng)
        ends.extend(path[-last:])
    return np.mean([loss(w, b) for w, b in ends])


table = pd.DataFrame(index=pd.Index(rates, name="learning rate"))
for batch_size in (24, 4, 1):
    table[f"batch {batch_size}"] = [mean_loss(batch_size, rate, 5, *ours) for rate in rates]
table.round(3)

# %% name="race-paths"
# the paths of the figure are by your loop and gradient, if right; the table and `late` by ours
loop = checks.linear.train.or_ours(train, checks.linear.trained)
slope = checks.linear.gradient.or_ours(gradient, checks.linear.slope)
routes = {}
for batch_size in (24, 4, 1):
    rate = table[f"batch {batch_size}"].idxmin()
    rng = np.random.default_rng(seed)
    routes[batch_size, rate] = loop(slope, start_weights, inputs, y, rate, batch_size, 5, rng)
late = {}  # the loss over the epochs 21 to 40, as a multiple of the lowest
for batch_size in (1, 24):
    rate = table[f"batch {batch_size}"].idxmin()
    late[batch_size] = mean_loss(batch_size, rate, 40, *ours, last=480 // batch_size) / lowest

# %% name="race-picture" tags=["figure"]
# @title Figure: five epochs with batches of three sizes
figure, axes = plots.panels(3, height=3.3, sharey=True)
for ax, ((batch_size, rate), path) in zip(axes, routes.items(), strict=True):
    ax.contourf(w_axis, b_axis, surface, levels, cmap="Blues_r", norm="log", extend="max")
    ax.contour(w_axis, b_axis, surface, levels, colors="white", linewidths=0.7)
    ax.plot(*path.T, "o-", color=plots.COLORS["validation"], markersize=2.5, linewidth=1.1)
    ax.plot(w_best, b_best, "w+", markersize=13, markeredgewidth=2, zorder=4)
    ax.set_title(f"batch {batch_size}: {len(path) - 1} steps\nwith $\\eta$ = {rate}")
    ax.set(xlabel="weight $w$", xlim=(-1, 2), ylim=(-1.3, 1.3))
    ax.grid(visible=False)
axes[0].set_ylabel("bias $b$")
plots.show(
    figure,
    caption="Five epochs with each batch size, at its best learning rate in the table.",
    alt="Batch 24: five long zigzag steps that end half-way. Batch 4: thirty shorter steps that come close. Batch 1: 120 "
    "small, trembling steps along the valley, nearly to the cross.",
)
checks.claim(
    "loss of full batches minus that of single rows after five epochs, each with the best of six rates",
    table["batch 24"].min() - table["batch 1"].min(),
    low=0.03,
    control=0.0,
    control_is="if batch size did not matter",
)
checks.claim(
    "loss with single rows over the epochs 21 to 40, as a multiple of the lowest",
    late[1],
    low=1.05,
    control=late[24],
    control_is="with full batches",
)

# %% [markdown] name="stochastic-explain"
# In the table, single rows explode at the two largest rates (at 0.4 about half of the orders end worse than they
# began), where all rows together do best: for *one* far galaxy the
# map is steeper than for the average of all, so its step has to be smaller. With a rate that suits it, and with as many
# rows read, 120 rough steps get from this start further than five exact ones. But at a fixed rate they do not come to
# rest: each row pulls towards lines through its own point.

# %% [markdown] name="unseen"
# ## Galaxies it has not seen
#
# A line that fits its own data proves little. Learn from sixteen galaxies, the **training data**, and measure on
# the eight others, the **test data**; and again, for many ways to choose them.

# %% name="splits"
rng = np.random.default_rng(seed)
rows = []
for _ in range(num_splits):
    order = rng.permutation(24)
    seen, hidden = order[:16], order[16:]
    squares = (np.polyval(np.polyfit(x[seen], y[seen], 1), x) - y) ** 2
    flat = np.mean((y[seen].mean() - y[hidden]) ** 2)
    rows.append((squares[seen].mean(), squares[hidden].mean(), flat))
split_losses = pd.DataFrame(rows, columns=["line, training", "line, test", "flat, test"])
split_losses.mean().round(3)

# %% name="splits-claim" tags=["claim"]
# @title Claim: training and test data
checks.claim(
    "test loss of the line, as a share of the test loss of a flat one",
    split_losses["line, test"].mean() / split_losses["flat, test"].mean(),
    high=0.6,
    control=1.0,
    control_is="if no better than flat",
)
checks.claim(
    "test loss minus training loss of the line",
    split_losses["line, test"].mean() - split_losses["line, training"].mean(),
    low=0.003,
    control=0.0,
    control_is="if as good on new ones",
)

# %% [markdown] name="unseen-explain"
# The line holds for galaxies it has not seen, on average less well than for its own. (Hubble's distances were too
# small; no test on the same table can tell.)

# %% [markdown] name="yes-no"
# ## From a line to a yes or no
#
# 28 January 1986: the space shuttle Challenger is to be launched; about 31 °F is expected, just below freezing. On seven of 23
# earlier flights whose boosters were found, hot gas had left traces at the rubber seals between the segments of the boosters. (We call such a
# flight *damaged*. The boosters' nozzles have seals of their own; they are not counted.) Was it the cold? To predict a
# class, here 1 for "damaged" and 0 for "whole", is called **classification**. As a first try, take a line's answer for
# the probability of damage.

# %% name="flights"
flights = data.load_flights()
temperature = flights["temperature"].to_numpy()  # (23,), degrees Fahrenheit
damaged = flights["damaged"].to_numpy()  # (23,), 1 for damaged
straight = np.polyfit(temperature, damaged, 1)
print(
    "the best line answers", np.polyval(straight, [50, 60, 70, 80]).round(2), "at 50, 60, 70, 80 °F"
)

# %% [markdown] name="sigmoid-text"
# Less than nothing, or more than certain: a line does not stay between 0 and 1. Bend it. The **sigmoid**
#
# $$ \sigma(z) = \frac{1}{1 + e^{-z}} $$
#
# squeezes any number between 0 and 1. The line gives $z$, called the **logit** (the *score* of part 00), and the
# answer is $p = \sigma(wx + b)$. This is **logistic regression**.


# %% name="sigmoid"
from scipy.special import expit as sigmoid  # SciPy has it ready, under another name

degrees = np.linspace(48, 84, 300)
by_hand = sigmoid(-2 * (degrees - 65) / 10)  # one of many: steepness and place by eye
sigmoid(np.array([-5, -1, 0, 1, 5])).round(3)

# %% name="flights-picture" tags=["figure"]
# @title Figure: a line and a sigmoid for the flights
figure, axes = plots.panels(1, width=7.5, height=3.7)
ax = axes[0]
ax.plot(degrees, np.polyval(straight, degrees), color=plots.COLORS["validation"], label="best line")
ax.plot(
    degrees,
    by_hand,
    color=plots.COLORS["train"],
    label="sigmoids, by hand",
)
ax.plot(
    degrees,
    1 / (1 + np.exp((degrees[:, None] - [58, 70]) / [12, 1.7])),
    color=plots.COLORS["train"],
    linewidth=1.2,
    linestyle="--",
)
ax.plot(
    temperature,
    damaged,
    "o",
    color=plots.COLORS["neutral"],
    alpha=0.6,
    markersize=8,
    label="flights",
)
ax.axhspan(0, 1, color=plots.COLORS["neutral"], alpha=0.08)
ax.set(title="what can be a probability?", xlabel="temperature (°F)", ylabel="seals damaged")
ax.legend(loc="center right", bbox_to_anchor=(1, 0.66))
plots.show(
    figure,
    caption="The 23 flights, the best line, and three sigmoids. Probabilities live in the band.",
    alt="Seven points at 1, sixteen at 0; a falling line leaves the band on both sides; three S-shaped curves, one steep and one "
    "nearly straight, stay inside it.",
)

# %% [markdown] name="surprise-text"
# ## How surprised?
#
# How wrong is a probability? Ask how *surprised* it is: $-\ln(\text{probability of what happened})$. Sure and
# right: 0. Sure and wrong: without end. The mean surprise is the **cross-entropy**. For targets $y$ of 0 or 1:
#
# $$ L = -\frac1n\sum_i \big( y_i \ln p_i + (1 - y_i) \ln(1 - p_i) \big). $$
#
# ### Exercise · how surprised?
#
# (a) A model said $p = 0.7$ for damage, and a seal was damaged. (b) It said 0.9, and the seals came back whole.
# (c) It said one half, like a coin. Give the three surprises, two decimals.

# %% name="surprise" tags=["exercise"]
# BEGIN SOLUTION
damaged_surprise = -np.log(0.7)
whole_surprise = -np.log(1 - 0.9)
coin_surprise = -np.log(0.5)
# END SOLUTION
checks.linear.surprise(damaged_surprise, whole_surprise, coin_surprise)
# checks.linear.surprise.hint()

# %% [markdown] name="surprise-solution" tags=["solution"]
# **Why.** $-\ln 0.7 = 0.357$, $-\ln 0.1 = 2.303$, $-\ln 0.5 = 0.693$. In (b) what happened had the probability
# $1 - 0.9$. With all weights 0 a model says one half and pays $\ln 2$.

# %% [markdown] name="stairs-text"
# Why not simply maximise the **accuracy**, the share of right answers ("damaged" where $p \ge 0.5$)? Slide a sigmoid
# along the temperatures and watch both.

# %% name="stairs"
places = np.linspace(50, 80, 601)  # where the sigmoid says one half, °F
# places[:, None] is a column, (601, 1), so that each place meets each flight: (601, 23)
p = sigmoid(-2 * (temperature - places[:, None]) / 10)
accuracies = ((p >= 0.5) == damaged).mean(axis=1)
surprises = -np.where(damaged == 1, np.log(p), np.log(1 - p)).mean(axis=1)
steps = len(np.unique(accuracies))
print(f"at 601 places: {steps} values of accuracy, {len(np.unique(surprises))} of cross-entropy")

# %% name="stairs-picture" tags=["figure"]
# @title Figure: accuracy and cross-entropy while the sigmoid slides
figure, axes = plots.panels(2, height=3.3)
axes[0].step(places, accuracies, where="mid", color=plots.COLORS["validation"])
axes[0].set(title="accuracy", xlabel="where $p$ = 0.5 (°F)", ylabel="share of right answers")
axes[1].plot(places, surprises, color=plots.COLORS["train"])
axes[1].set(title="cross-entropy", xlabel="where $p$ = 0.5 (°F)", ylabel="mean surprise")
plots.show(
    figure,
    caption="Both while the sigmoid slides along the temperatures.",
    alt="Left: a staircase with flat treads and sudden jumps. Right: a smooth valley with one lowest point near 64 °F.",
)
checks.claim(
    "different values of accuracy at 601 places of the sigmoid",
    steps,
    high=17,
    control=len(np.unique(surprises)),
    control_is="of cross-entropy",
)

# %% [markdown] name="stairs-explain"
# On a stair there is no slope to feel: gradient descent stands still. The cross-entropy is the smooth stand-in: it
# rewards every bit of probability that moves to the true class. It is convex, too, but no formula names its
# bottom. Here one *has* to go downhill.

# %% [markdown] name="same-loop"
# ## The same loop
#
# Only the gradient changes, and hardly. The sigmoid has the slope $p(1 - p)$. How does the surprise change with $z$?
# For $y = 1$ it is $-\ln p$, and the chain rule gives $-\frac1p \cdot p(1-p) = p - 1$. For $y = 0$ it is
# $-\ln(1-p)$, which gives $p$. Both are $p - y$, the error. And $z$ changes by $x$ for each unit of $w$, by 1 for $b$:
# again *error times input*, now without the 2.
#
# **Guess:** of 10 000 launches at 31 °F, how many leave the seals whole, says the trained model? **A** 4 · **B** 40 ·
# **C** 400 · **D** 4000.

# %% name="guess-launch" tags=["guess"]
guess = ...  # "A", "B", "C" or "D"
checks.linear.guess("launch", guess)

# %% name="launch"
t = (temperature - 70) / 10  # tens of degrees from 70 °F: a map that is not too steep one way
flight_inputs = np.column_stack([t, np.ones(len(t))])  # (23, 2)


def logistic_gradient(weights, inputs, targets):
    return inputs.T @ (sigmoid(inputs @ weights) - targets) / len(targets)


def run(loop):
    """Return w and b after training from zero, with all 23 flights in each step."""
    # learning rate 2: each map has an edge of its own, and this one is flatter than the
    # galaxies', where 0.52 was too much
    rng = np.random.default_rng(seed)
    return loop(logistic_gradient, np.zeros(2), flight_inputs, damaged, 2.0, 23, num_epochs, rng)[
        -1
    ]


print("w (per ten degrees) and b (the logit at 70 °F):", run(loop).round(4))

# %% name="launch-curve"
w_cold, b_cold = run(checks.linear.trained)
at_launch = sigmoid(w_cold * (31 - 70) / 10 + b_cold)
degrees = np.linspace(28, 84, 300)
curve = sigmoid(w_cold * (degrees - 70) / 10 + b_cold)
print(f"probability of damage at 31 °F: {at_launch:.4f}")

# %% name="launch-picture" tags=["figure"]
# @title Figure: probability of damage over temperature
figure, axes = plots.panels(1, width=7.5, height=3.9)
ax = axes[0]
ax.axvspan(53, 81, color=plots.COLORS["neutral"], alpha=0.12, label="flown before")
ax.plot(degrees, curve, color=plots.COLORS["train"], label="the curve")
ax.plot(
    temperature,
    damaged,
    "o",
    color=plots.COLORS["neutral"],
    alpha=0.6,
    markersize=8,
    label="flights",
)
ax.plot(
    31, at_launch, "*", color=plots.COLORS["validation"], markersize=18, label="the curve at 31 °F"
)
ax.axhline(
    damaged.mean(),
    color=plots.COLORS["chance"],
    linestyle=":",
    label="share of flights with damage",
)
ax.set(title=f"at 31 °F the curve says {at_launch:.4f}", xlabel="temperature (°F)")
ax.set(ylabel="probability of damage", ylim=(-0.05, 1.12))
ax.legend(loc="center left", bbox_to_anchor=(0.05, 0.45))
plots.show(
    figure,
    caption="The trained model, the 23 flights, and the launch.",
    alt="An S-shaped curve falls from 1 at low to 0 at high temperatures. All flights lie between 53 and 81 °F; the star of the "
    "launch lies at 31 °F, far to their left, at the top.",
)
checks.linear.reveal("launch", "A")
surprise_of_all = np.log(1 + np.exp((1 - 2 * damaged) * (w_cold * t + b_cold))).mean()
assert settings.profile == "smoke" or abs(surprise_of_all - 0.4416) < 1e-4
checks.claim(
    "probability of no damage that the curve gives to 31 °F",
    1 - at_launch,
    high=0.001,
    control=1 - damaged.mean(),
    control_is="the share of whole flights",
)

# %% [markdown] name="launch-explain"
# The evening before, says the commission of inquiry, only flights *with* damage were compared; those alone show no
# clear trend, and sixteen of 23 were left out. Still, mind the grey band. The coldest flight had 53 °F: at 31 °F the
# curve shows the shape of a sigmoid more than it shows data. How sure can one be? That is part 01b.

# %% [markdown] name="keras-text"
# ## The same in Keras
#
# `Dense(1)` is a line with one answer. `compile` says by which steps (`SGD`) and which loss it learns:
# `BinaryCrossentropy` is the mean surprise from above, with the sigmoid inside (`from_logits=True`). `fit` is our loop,
# here with all rows in each step.

# %% name="keras"
import keras
from keras import layers

model = keras.Sequential([keras.Input((1,)), layers.Dense(1, kernel_initializer="zeros")])
model.compile(
    optimizer=keras.optimizers.SGD(learning_rate=2.0),
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
)
# [:, None] makes a column of a row of numbers: (23,) -> (23, 1)
model.fit(t[:, None], damaged[:, None], batch_size=23, epochs=num_epochs, verbose=0)
by_keras = np.concatenate([value.ravel() for value in model.get_weights()])
print("Keras:", by_keras.round(4), " our loop:", w_cold.round(4), b_cold.round(4))

# %% name="keras-claim" tags=["claim"]
# @title Claim: our loop and Keras
checks.claim(
    "largest difference between the numbers that Keras and our loop have learned",
    np.abs(by_keras - [w_cold, b_cold]).max(),
    high=1e-3,
    control=np.abs(by_keras).max(),
    control_is="if one had learned nothing",
)

# %% [markdown] name="keras-explain"
# The same numbers. For the galaxies: `loss="mse"`, and a smaller learning rate. For a net, more layers.

# %% [markdown] name="close"
# ## What we saw
#
# 1. A line is a point on a map of losses. To learn is to go downhill: gradient, small step, repeat.
# 2. A learning rate that is a little too large never arrives. From our start small batches get further for the
#    same reading; but at a fixed rate they do not come to rest.
# 3. The line held for galaxies it had not seen, on average less well than for its own.
# 4. Bent by a sigmoid and judged by its surprise, the same loop learns a yes or no. Accuracy is a staircase and has
#    no slope.
#
# **What can go wrong in practice.** If the loss grows or turns to `nan`, first divide the learning rate by ten and
# scale the inputs.

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem"
# **A longer problem.** Where exactly is the edge? Find, to two digits, the largest learning rate at which `descend`
# still arrives; then again with $x$ minus its mean. A good answer explains each edge by the steepest
# direction of its map: the largest eigenvalue of $\frac2n X^\top X$, where $X$ is `inputs`.
#
# **Further reading.** Hubble (1929), *A relation between distance and radial velocity among extra-galactic nebulae*.
# Robbins and Monro (1951), *A stochastic approximation method*. Dalal, Fowlkes and Hoadley (1989), *Risk analysis
# of the space shuttle*. Presidential Commission on the Space Shuttle Challenger Accident (1986), volume 1, chapter VI.
#
# {next}
