# %% [markdown] name="title"
# # 01b · Likelihood
#
# **How sure is it?** (A deeper part: you may skip it and go on to lesson 02.)
#
# | | |
# |---|---|
# | **You will be able to** | *say* how much worse another curve explains the data; *derive* a loss from what you assume; *see* when data do not settle the answer, and calm it |
# | **You need** | lesson 01: loss, least squares, sigmoid, cross-entropy, the matrix product |
# | **Time** | {minutes} minutes |
#
# Lesson 01 ended with a curve that says: at 31 °F the seals are damaged with probability 0.9996. It comes from 23
# flights, none of them below 53 °F. How much of that is knowledge?

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd
from scipy.special import expit as sigmoid

from course_utils import checks, data, plots, start

settings = start("01b_likelihood", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_worlds = settings.choose(smoke=5, quick=300, full=2000)  # drawn data sets to average over
seed = settings.seed

# %% [markdown] name="likely"
# ## Which curves could it have been?
#
# Every curve $p = \sigma(wt + b)$, with the sigmoid of lesson 01, gives a probability to what happened on a flight: $p$ where a seal was damaged,
# $1 - p$ where none was. Multiply all 23, as if no flight had to do with another: how probable was the whole record, if this curve were true? That is
# the **likelihood** of the curve.

# %% name="likelihoods"
flights = data.load_flights()
t = (flights["temperature"].to_numpy() - 70) / 10  # tens of degrees from 70 °F
damaged = flights["damaged"].to_numpy()
slopes, biases = np.linspace(-8, 1, 181), np.linspace(-6, 2, 161)
w, b = np.meshgrid(slopes, biases)  # (161, 181), a curve in each place
p = sigmoid(w[..., None] * t + b[..., None])  # (161, 181, 23)
likelihood = np.where(damaged == 1, p, 1 - p).prod(axis=-1)
print(f"likelihood of the best curve {likelihood.max():.1e}, of coin flips {0.5**23:.1e}")

# %% [markdown] name="likely-text"
# Products of many probabilities are tiny, so one takes minus their logarithm: the product becomes a *sum of
# surprises*, the cross-entropy of lesson 01 times the number of rows. To make the loss small is to make the
# likelihood large: **maximum likelihood**.
#
# But the best curve is not the only one. Keep all that explain the record at least a tenth as well.
#
# **Guess:** what is the lowest probability of damage at 31 °F that one of those curves gives?

# %% name="guess-lowest" tags=["guess"]
guess = ...  # probability, 0 to 1
checks.likelihood.guess("lowest", guess)

# %% name="possible"
relative = likelihood / likelihood.max()
at_launch = sigmoid(-3.9 * w + b)  # 31 °F
lowest, highest = at_launch[relative >= 0.1].min(), at_launch[relative >= 0.1].max()
no_slope = relative[:, np.isclose(slopes, 0)].max()
print(
    f"at 31 °F from {lowest:.2f} to {highest:.4f}; the best curve without any slope: {no_slope:.3f}"
)
rng = np.random.default_rng(seed)
drawn = rng.choice(w.size, size=60, p=relative.ravel() / relative.sum())
degrees = np.linspace(28, 84, 200)
some = sigmoid(w.ravel()[drawn] * (degrees[:, None] - 70) / 10 + b.ravel()[drawn])  # (200, 60)

# %% name="possible-picture" tags=["figure"]
# @title Figure: the likelihood of all curves, and sixty of them
figure, axes = plots.panels(2, height=3.9)
axes[0].contourf(slopes, biases, relative, levels=np.linspace(0, 1, 11), cmap="Blues")
axes[0].contour(slopes, biases, relative, levels=[0.1], colors="black", linewidths=1.2)
axes[0].axvline(0, color=plots.COLORS["neutral"], linestyle=":")
axes[0].set(xlim=(-7, 0.8), ylim=(-4, 1))
axes[0].set(
    title="likelihood, relative to the best", xlabel="slope $w$ for each 10 °F", ylabel="bias $b$"
)
axes[0].grid(visible=False)
axes[1].axvspan(53, 81, color=plots.COLORS["neutral"], alpha=0.12)
axes[1].plot(degrees, some, color=plots.COLORS["train"], alpha=0.2, linewidth=1.2)
axes[1].plot(10 * t + 70, damaged, "o", color=plots.COLORS["neutral"], alpha=0.7)
axes[1].axvline(31, color=plots.COLORS["validation"], linestyle="--")
axes[1].set(
    title="sixty curves, drawn by likelihood",
    xlabel="temperature (°F)",
    ylabel="probability of damage",
)
plots.show(
    figure,
    caption="Left: the likelihood of every curve; the black line is a tenth of the best, the dotted line marks curves without "
    "slope. Right: sixty curves, drawn as often as they are likely; the launch is the dashed line.",
    alt="Left: an oval hill in the plane of slope and bias; its black outline stays left of the dotted line at 0. Right: "
    "a bundle of S-curves, wide between 55 and 75 °F, most of them close to 1 at 31 °F.",
)
checks.likelihood.reveal("lowest", lowest, close=0.08)
surprises = -(damaged * np.log(p) + (1 - damaged) * np.log(1 - p))
assert np.allclose(-np.log(likelihood), surprises.sum(axis=-1))  # the product, and the sum
checks.claim(
    "lowest probability at 31 °F among curves at least a tenth as likely as the best",
    lowest,
    low=0.65,
    high=0.75,
    control=0.9996,
)
checks.claim(
    "likelihood of the best curve without slope, relative to the best of all",
    no_slope,
    high=0.02,
    control=1.0,
)

# %% [markdown] name="possible-explain"
# The record speaks against "the cold does not matter": that explains it more than fifty times worse. (A little
# worse it always does: the slope may choose.) But 0.9996 is one curve of many, and about 0.7 is not ruled out. And all of them are sigmoids: nothing here asks whether a
# sigmoid is right where nobody has flown.

# %% [markdown] name="bell-text"
# ## One principle for all losses
#
# And if the target is a number, such as the velocity of a galaxy? Then say how numbers scatter. The usual
# assumption is a *bell* (the normal, or Gaussian, distribution) of width $s$ around the prediction $\hat y$:
#
# $$ \text{height at } y = \frac{1}{s\sqrt{2\pi}} \, \exp\Big(-\frac{(y - \hat y)^2}{2 s^2}\Big). $$
#
# ### Exercise · the surprise of a bell
#
# Minus the logarithm of this height is the surprise. Work it out on paper, then write it.


# %% name="bell" tags=["exercise"]
def surprise_of_bell(y, prediction, s):
    """Return the surprise for each y, (n,), of a bell of width s around its prediction, (n,)."""
    # BEGIN SOLUTION
    return (y - prediction) ** 2 / (2 * s**2) + np.log(s * np.sqrt(2 * np.pi))
    # END SOLUTION


checks.likelihood.bell(surprise_of_bell)
# checks.likelihood.bell.hint()

# %% [markdown] name="bell-solution" tags=["solution"]
# **Why.** $-\ln\frac{1}{s\sqrt{2\pi}} = \ln(s\sqrt{2\pi})$, and $-\ln e^{-u} = u$. Taking the logarithm of the computed
# height fails far away: the height is rounded to 0 there, and its logarithm to minus infinity.

# %% [markdown] name="bell-used"
# Only the squared error depends on the line. So **the mean squared error is the surprise of a bell**, up to a
# factor and a constant, and least squares is maximum likelihood. Ask the galaxies with it: how likely are other
# slopes than the best?

# %% name="bell-run"
galaxies = data.load_galaxies()
x, y = galaxies["distance"].to_numpy(), galaxies["velocity"].to_numpy() / 1000
surprise = checks.likelihood.bell.or_ours(surprise_of_bell, checks.likelihood.bell_surprise)
best_line = np.polyfit(x, y, 1)
width = np.sqrt(np.mean((np.polyval(best_line, x) - y) ** 2))
print(f"mean surprise of the best line: {surprise(y, np.polyval(best_line, x), width).mean():.4f}")


# %% name="slopes"
def relative_likelihood(slope):
    """Compare the best line of this slope with the best line of all, with the same bell."""
    line = slope * (x - x.mean()) + y.mean()
    surprises = checks.likelihood.bell_surprise(y, line, width).sum()
    return np.exp(
        checks.likelihood.bell_surprise(y, np.polyval(best_line, x), width).sum() - surprises
    )


galaxy_slopes = np.linspace(0, 1, 501)
by_slope = np.array([relative_likelihood(slope) for slope in galaxy_slopes])
likely = galaxy_slopes[by_slope >= 0.1]
print(f"slopes at least a tenth as likely as the best: {likely.min():.2f} to {likely.max():.2f}")
today = relative_likelihood(0.07)
print(f"today's 0.07: {today:.0e}")

# %% name="bell-picture" tags=["figure"]
# @title Figure: the bell around the line, and the likelihood of slopes
figure, axes = plots.panels(2, height=3.7)
grid_x, grid_y = np.meshgrid(np.linspace(0, 2.15, 150), np.linspace(-0.7, 1.6, 150))
heights = np.exp(-((grid_y - np.polyval(best_line, grid_x)) ** 2) / (2 * width**2))
axes[0].contourf(grid_x, grid_y, heights, levels=20, cmap="Blues")
axes[0].plot(x, y, "o", color=plots.COLORS["validation"], markersize=5)
axes[0].set(title="what the model expects", xlabel="distance (Mpc)", ylabel="velocity (1000 km/s)")
axes[0].grid(visible=False)
axes[1].plot(galaxy_slopes, by_slope, color=plots.COLORS["train"])
axes[1].axhline(0.1, color=plots.COLORS["neutral"], linestyle=":", label="a tenth")
axes[1].axvline(0.07, color=plots.COLORS["validation"], linestyle="--", label="today's value")
axes[1].set(
    title="how likely is a slope?",
    xlabel="slope (1000 km/s per Mpc)",
    ylabel="relative to the best",
)
axes[1].legend(loc="upper right")
plots.show(
    figure,
    caption="Left: the bell of the best line at every distance, darker is more probable, and the galaxies. Right: likelihood "
    "of each slope, with the bias that suits it best and the width of the best line.",
    alt="Left: a dark band along the rising line that fades to both sides, with most points inside. Right: a bell-shaped hill "
    "around 0.45; a dashed line at 0.07 lies far to its left, where the curve is at 0.",
)
checks.claim(
    "likelihood of today's slope, relative to the best, with the same bell",
    today,
    high=1e-5,
    control=0.1,
)

# %% [markdown] name="bell-explain"
# Very sure, and very wrong: today's value is "impossible". The bell knows that *velocities* scatter. It does not
# know that the distances were too small, most of them several times. A likelihood is sure within its assumptions, never
# of them.

# %% [markdown] name="softmax"
# ## Many classes, many numbers
#
# For a yes or no the assumption is a biased coin, and the surprise is the cross-entropy. (Some write the two
# targets as $+1$ and $-1$; the same surprise is then $\ln(1 + e^{-yz})$.) For one of $n$ classes it is a biased die:
# $n$ probabilities, all positive, with the sum 1. The **softmax** makes them from any $n$ numbers, the logits:
#
# $$ p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}, \qquad L = -\sum_i y_i \ln p_i . $$
#
# $y$ has a 1 at the true class and 0 elsewhere (*one-hot*), so the sum picks one term: minus the logarithm of the
# probability of the true class.


# %% name="softmax-numbers" tags=["nbval-check-output"]
def softmax(z):
    return np.exp(z) / np.exp(z).sum()


print("five logits:", softmax(np.array([1.1, 0.4, -8.2, -0.9, 3.7])).round(6))
for name, logits in (("net 1", [3.0, -1.0]), ("net 2", [-1.0, 1.0])):
    first, second = softmax(np.array(logits))
    print(f"{name}: {first:.2f} {second:.2f}, surprise if the first is true {-np.log(first):.3f}")


# %% name="stable" tags=["nbval-check-output"]
z, sign = np.array([-3.0, 0.5, 2.0]), np.array([1, -1, 1])
coin = -np.log(np.where(sign == 1, sigmoid(z), 1 - sigmoid(z)))
print("targets of +1 and -1 give the same:", np.allclose(coin, np.log(1 + np.exp(-sign * z))))
with np.errstate(all="ignore"):
    sure, one_hot = softmax(np.array([0.0, -800.0])), np.array([1, 0])
    print("a sure and right net, as the formula is written:", -(one_hot * np.log(sure)).sum())

# %% [markdown] name="stable-explain"
# Net 1 is right and sure and pays little, net 2 is wrong and pays a lot. And a net that is *perfectly* right gets
# `nan`: the probability of the other class is rounded to 0, and 0 times minus infinity is nothing one can compute with. So a net ends in
# logits, and the loss takes the logarithm on paper: $-\ln p_c = \ln\sum_j e^{z_j} - z_c$
# (`from_logits=True`; it also takes the largest logit out first, so that nothing overflows).
#
# ### Exercise · what belongs together?
#
# Three tasks: the `temperature` tomorrow, whether there will be `rain`, which of eight people a `person` is. Which
# output and loss belong to each? **A** a plain number and the squared error · **B** one sigmoid and cross-entropy ·
# **C** a softmax and $-\sum y_i \ln p_i$ · **D** one sigmoid and the squared error.
# Answer with a dictionary, such as `{"temperature": "D", "rain": "D", "person": "D"}`.

# %% name="pairs" tags=["exercise"]
# BEGIN SOLUTION
pairs = {"temperature": "A", "rain": "B", "person": "C"}
# END SOLUTION
checks.likelihood.pairs(pairs)
# checks.likelihood.pairs.hint()

# %% [markdown] name="pairs-solution" tags=["solution"]
# **Why.** Bell, coin, die. D would say that a yes or no scatters like a bell around its probability. Nothing stops
# you from using it, but where it is sure and wrong it has hardly any slope (part 02b).

# %% [markdown] name="risk"
# ## The sample and the truth
#
# A line is chosen because its loss *on the data at hand* is low, its **empirical risk**: a mean over $n$ rows. We
# want a low loss on all data there could ever be, the **risk**. In a world that we draw ourselves we know both.
# Ten inputs, ten true weights, and noise of variance 1, which nobody can predict: no model gets below a risk of 1.
#
# **Guess:** with 20 rows, least squares gets its empirical risk to about 0.5. What is its risk?

# %% name="guess-risk" tags=["guess"]
guess = ...  # in units of the noise's variance
checks.likelihood.guess("risk", guess)


# %% name="worlds"
def risks(rows, strength=0.0, columns=10):
    """Return the mean empirical risk and the mean risk over many drawn worlds."""
    found = []
    for world in range(num_worlds):
        rng = np.random.default_rng([seed, world])
        truth = rng.normal(size=columns) / np.sqrt(columns)
        inputs = rng.normal(size=(rows, columns))
        targets = inputs @ truth + rng.normal(size=rows)
        weights = checks.likelihood.ridge_weights(inputs, targets, strength)
        on_data = np.mean((inputs @ weights - targets) ** 2)
        found.append((on_data, 1 + np.sum((weights - truth) ** 2)))
    return np.mean(found, axis=0)


# %% name="risk-run"
sizes = [15, 20, 30, 50, 100, 300]
curves = pd.DataFrame([risks(rows) for rows in sizes], sizes, ["empirical risk", "risk"])
curves.round(2)

# %% name="risk-picture" tags=["figure"]
# @title Figure: empirical risk and risk over the number of rows
ax = plots.curves(
    {name: curves[name].to_numpy() for name in curves},
    x=sizes,
    title=f"with 20 rows {curves['empirical risk'][20]:.2f} on the data, {curves['risk'][20]:.2f} in truth",
    xlabel="rows",
    ylabel="mean squared error",
    value_limits=(0, 4),
)
ax.axhline(1, color=plots.COLORS["neutral"], linestyle=":")
ax.set(xscale="log", xticks=sizes, xticklabels=sizes)
ax.minorticks_off()
plots.show(
    ax,
    caption=f"Least squares with ten inputs, means over {num_worlds} drawn worlds; the dotted line is the noise.",
    alt="Two curves over the number of rows: the risk falls from above 3 towards 1, the empirical risk rises from 0.3 towards "
    "1; they close in on the dotted line from both sides.",
)
checks.likelihood.reveal("risk", curves["risk"][20], close=0.3)
checks.claim(
    "risk of least squares with 20 rows and ten inputs, in units of the noise",
    curves["risk"][20],
    low=1.7,
    control=curves["empirical risk"][20],
)

# %% [markdown] name="risk-explain"
# The data flatter the model, and the model pays for it. On its rows it falls *below* the noise: it has learned some
# of it by heart. That is why test data exist. More rows close the gap.

# %% [markdown] name="closed"
# ## The formula, by its shapes
#
# Where does the lowest loss of a line lie? Where the gradient is 0: $X^\top (XW - Y) = 0$, that is
# $X^\top X\,W = X^\top Y$, with inputs $X$ of shape $(n, d)$, targets $Y$ of shape $(n, L)$, for $L$ numbers to predict
# at once, and weights $W$ of shape $(d, L)$.
#
# ### Exercise · the formula, by its shapes
#
# Solve for $W$. Which one `fits`? **A** $(X^\top X)^{-1} X Y$ · **B** $(X^\top X)^{-1} X^\top Y$ · **C**
# $(X X^\top)^{-1} X^\top Y$ · **D** $Y (X^\top X)^{-1} X^\top$.

# %% name="formula" tags=["exercise"]
# BEGIN SOLUTION
fits = "B"
# END SOLUTION
checks.likelihood.formula(fits)
# checks.likelihood.formula.hint()

# %% [markdown] name="formula-solution" tags=["solution"]
# **Why.** $(d, d)(d, n)(n, L) \to (d, L)$. In A, $XY$ is $(n, d)(n, L)$: a slip that is easily made and that no
# computer accepts, except where $n = d$.

# %% [markdown] name="twins"
# **Guess:** give the galaxies a second column, the same distance in *million light years*, rounded to two decimals.
# Before, the weight of the distance in Mpc was 0.45. Now it is about **A** 0.23 · **B** 0.45 · **C** 5 · **D** 90.

# %% name="guess-twins" tags=["guess"]
guess = ...  # "A", "B", "C" or "D"
checks.likelihood.guess("twins", guess)

# %% name="twins-run"
light_years = (3.2616 * x).round(2)  # million light years
twins = np.column_stack([x, light_years, np.ones(24)])  # (24, 3)
weights = np.linalg.solve(twins.T @ twins, twins.T @ y)
print("weights:", weights.round(2), " loss:", np.mean((twins @ weights - y) ** 2).round(4))
exact = np.column_stack([x, 2 * x, np.ones(24)])
try:
    np.linalg.inv(exact.T @ exact)
except np.linalg.LinAlgError as error:
    print("without rounding, twice the same column:", error)
print(f"condition number: {np.linalg.cond(twins.T @ twins):.0e}")

# %% name="twins-claim" tags=["claim"]
# @title Claim: the weight beside a twin
checks.likelihood.reveal("twins", "D")
assert np.linalg.matrix_rank(exact) == 2  # of three columns
checks.claim(
    "weight of the distance in Mpc beside its twin, as a multiple of the weight alone",
    weights[0] / best_line[0],
    low=100,
    control=1.0,
)

# %% [markdown] name="twins-explain"
# What counts is only the sum of both, $w_1 + 3.26\,w_2$. A bit more of the one, a bit less of the other: the line
# changes little, and rounding errors decide. (The loss is a little lower: the fit uses them as if they were data.) On the map of losses this is a gutter. How much more the map bends
# across it than along it is the **condition number**; without rounding it does not bend along it at all, and there is
# no inverse. A condition number of a million costs about six digits.
#
# The cure: prefer small weights. Add $\lambda$ times the sum of their squares to the loss (summed over the rows).
# This is **ridge regression**, and its bottom lies at $(X^\top X + \lambda I)^{-1} X^\top Y$. (Here
# the bias is shrunk as well; most programs leave it out.)
#
# ### Exercise · ridge regression
#
# Write it for any number of columns and outputs; $\lambda$ is called `strength`.


# %% name="ridge" tags=["exercise"]
def ridge(inputs, targets, strength):
    """Return the weights, (d,) or (d, L), for inputs (n, d) and targets (n,) or (n, L)."""
    # BEGIN SOLUTION
    columns = inputs.shape[1]
    matrix = inputs.T @ inputs + strength * np.eye(columns)
    return np.linalg.solve(matrix, inputs.T @ targets)
    # END SOLUTION


checks.likelihood.ridge(ridge)
# checks.likelihood.ridge.hint()

# %% [markdown] name="ridge-solution" tags=["solution"]
# **Why.** `solve(A, B)` is safer and faster than the inverse. Adding $\lambda I$ lifts each eigenvalue by $\lambda$, so
# the smallest is at least $\lambda$. Seen as likelihood: before any data, each weight is believed to lie in a bell
# around 0; $\lambda$ is $s^2$ over the variance of that bell.

# %% name="ridge-used"
solver = checks.likelihood.ridge.or_ours(ridge, checks.likelihood.ridge_weights)
strengths = np.geomspace(1e-6, 10, 36)
paths = np.array([solver(twins, y, strength) for strength in strengths])  # (36, 3)
conditions = [np.linalg.cond(twins.T @ twins + strength * np.eye(3)) for strength in strengths]
tamed = [np.linalg.cond(twins.T @ twins + strength * np.eye(3)) for strength in (0, 1)]
by_strength = pd.Series({strength: risks(20, strength)[1] for strength in (0, 1, 3, 10, 30)})
print("risk with 20 rows, for each strength:", by_strength.round(2).to_dict())

# %% name="ridge-picture" tags=["figure"]
# @title Figure: weights and condition number over the strength
figure, axes = plots.panels(2, height=3.6)
for column, name, color in ((0, "of Mpc", "train"), (1, "of million light years", "validation")):
    axes[0].plot(strengths, paths[:, column], color=plots.COLORS[color], label=name)
axes[0].plot(strengths, paths[:, 0] + 3.2616 * paths[:, 1], "k--", label="$w_1 + 3.26\\,w_2$")
axes[0].set(xscale="log", title="the weights", xlabel="strength $\\lambda$", yscale="symlog")
axes[0].legend()
axes[1].plot(strengths, conditions, color=plots.COLORS["train"])
axes[1].set(xscale="log", yscale="log", title="the condition number", xlabel="strength $\\lambda$")
plots.show(
    figure,
    caption="Ridge regression on the galaxies with two columns for the distance. Left: both weights, and the sum that counts "
    "(vertical scale: logarithmic above 2 and below -2). Right: the condition number.",
    alt="Left: the weights start near 80 and -25 and meet close to 0 as the strength grows, their sum stays nearly the same. "
    "Right: a line that falls over six powers of ten.",
)
checks.claim(
    "condition number with strength 1, as a share of that without",
    tamed[1] / tamed[0],
    high=1e-4,
    control=1.0,
)
checks.claim(
    "risk of ridge regression with strength 10, as a share of that of least squares, 20 rows",
    by_strength[10] / by_strength[0],
    high=0.8,
    control=1.0,
)

# %% [markdown] name="ridge-explain"
# The same data, now with an answer. And not only here: in the drawn world the right strength takes a good
# part of the risk away, because the true weights there are small, as the ridge assumes. (There we could look up which is right. In earnest one chooses it on data that neither
# training nor test has seen.)

# %% [markdown] name="cost-text"
# ## What it costs
#
# So why go downhill at all, if there is a formula? Count multiplications, for $n$ rows, $d$ columns and one output.
# $X^\top X$ takes $n d^2$, solving about $d^3$. A step of SGD with a single row takes $d$ for the prediction and $d$
# for the gradient.
#
# ### Exercise · when does the formula pay?
#
# For a million rows and a thousand columns: how many multiplications does the `closed_form` take, and after how
# many `epochs` has SGD made as many?

# %% name="cost" tags=["exercise"]
# BEGIN SOLUTION
n, d = 10**6, 10**3
closed_form = n * d**2 + d**3
epochs = closed_form / (2 * d * n)
# END SOLUTION
checks.likelihood.cost(closed_form, epochs)
# checks.likelihood.cost.hint()

# %% [markdown] name="cost-solution" tags=["solution"]
# **Why.** $10^{12} + 10^9$: the matrix is solved once, not once for each row. An epoch is $2 \cdot 10^9$, so 500 epochs
# take as many (multiplications, not seconds). A net of a million weights would need $d^3 = 10^{18}$, and there is no formula anyway.

# %% [markdown] name="close"
# ## What we saw
#
# 1. The likelihood of a curve is the probability that it gives to all that happened. At 31 °F those
#    a tenth as likely or more say 0.7 to 1, if a sigmoid is right at all.
# 2. One principle makes the losses: minus the logarithm of the likelihood. A bell gives the squared error, a coin and
#    a die the two cross-entropies.
# 3. The loss on the data at hand is too low, the true one too high, and the more so, the fewer rows there are for
#    each column.
# 4. Twin columns leave the weights open; ridge regression settles them.
#
# **What can go wrong in practice.** Huge weights of opposite sign are a sign of twins. Look at the condition number,
# drop a column, or add a ridge.

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem"
# **A longer problem.** Is the sigmoid right? Let the curve level off: $p = c\,\sigma(wt + b)$ with $c$ from 0.5 to 1. For
# each $c$ find the largest likelihood, and the probability at 31 °F that goes with it. A good answer has one figure
# (likelihood and probability over $c$), says which values of $c$ the 23 flights rule out, and what that means for
# the sentence "0.9996".

# %% [markdown] name="further" tags=["further"]
# **Also in the lectures**
#
# | term | in one sentence |
# |---|---|
# | shallow model | whatever has no hidden layer (for some, one), such as all models of lesson 01; lesson 02 shows what that costs |
# | large-scale linear models | a linear or logistic model, SGD and a ridge: fast, and the baseline that a net has to beat |
#
# **Further reading.** Fisher (1922), *On the mathematical foundations of theoretical statistics*. Hoerl and Kennard
# (1970), *Ridge regression*. Bishop (2006), *Pattern Recognition and Machine Learning*, chapters 3 and 4.
#
# {next}
