# %% [markdown] name="title"
# # 03b · Vanishing gradients
#
# **Why do gradients vanish, and what keeps them alive?** (A deeper part: you may skip it and go on to lesson
# 04.)
#
# | | |
# |---|---|
# | **You will be able to** | *follow* a gradient through fifty layers; *derive* a start that keeps it alive; *say* what zero, equal and large weights really do |
# | **You need** | lesson 03: backward pass, local slope; lesson 02: ReLU, dead unit |
# | **Time** | {minutes} minutes |
#
# The backward pass hands the error down from layer to layer, far in a deep net. What arrives?

# %% name="setup" tags=["setup"]
from itertools import pairwise

import numpy as np
import pandas as pd

from course_utils import checks, data, plots, start

settings = start("03b_vanishing_gradients", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here.

# %% name="amounts"
num_layers = settings.choose(smoke=5, quick=50, full=50)  # of the nets that we only look into
num_epochs = settings.choose(smoke=1, quick=10, full=20)  # passes over the pictures in training
rates = settings.choose(smoke=[0.2], quick=[0.05, 0.2, 0.8], full=[0.02, 0.05, 0.2, 0.8])
seed = settings.seed

# %% [markdown] name="product"
# ## Fifty slopes, multiplied
#
# A chain of layers, one unit each: the output $h_l = g(w_l\, h_{l-1})$ of one is the input of the next, and $g$ is
# the bend. How fast does the last output change with the first weight? By the chain rule, slopes along the
# path multiply:
#
# $$ \frac{\partial h_{50}}{\partial w_1} = x \cdot g'(z_1) \cdot w_2\, g'(z_2) \cdot w_3\, g'(z_3) \cdots w_{50}\, g'(z_{50}) . $$
#
# Each layer brings two factors: its weight, and the local slope of its bend. If each pair is clearly below 1 in size,
# next to nothing is left of the product: the gradient **vanishes**. If each is clearly above, it **explodes**.
#
# ### Exercise · how deep is too deep?
#
# The *sigmoid* $\sigma(z) = 1/(1 + e^{-z})$ bends any number into the range from 0 to 1. Its slope is
# $\sigma (1 - \sigma)$: a quarter at most, at $z = 0$. After how many layers does *less than a millionth* arrive
# for certain, if all weights are 1? And if they are all 3? (Count layers; each brings one weight and one
# slope.)

# %% name="how-deep" tags=["exercise"]
# BEGIN SOLUTION
layers_with_1 = 10
layers_with_3 = 49
# END SOLUTION
checks.vanishing.how_deep(layers_with_1, layers_with_3)
# checks.vanishing.how_deep.hint()

# %% [markdown] name="how-deep-solution" tags=["solution"]
# **Why.** $0.25^{10} = 9.5 \cdot 10^{-7}$ and $0.25^9$ is above a millionth. With weight 3 each layer brings
# $0.75$ at most, and $0.75^n < 10^{-6}$ from $n = 49$ on ($\ln 10^{-6} / \ln 0.75 = 48.02$). Larger weights help
# the first factor; but they push $z$ out to where the sigmoid is flat, and the second factor shrinks.

# %% [markdown] name="whole-layers"
# ## What arrives in a real net?
#
# With a hundred units in every layer there are many paths, and their products add up. Three
# well-known bends, and for each its slope, written with its *output* $h$:

# %% name="bends"
bends = {
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": np.tanh,
    "ReLU": lambda z: np.maximum(0, z),
}
slopes = {
    "sigmoid": lambda h: h * (1 - h),
    "tanh": lambda h: 1 - h**2,
    "ReLU": lambda h: 1.0 * (h > 0),
}

# %% name="bends-picture" tags=["figure"]
# @title Figure: three bends and their slopes
figure = plots.activations(bends)
plots.show(
    figure,
    caption="Three bends and their slopes, with the steepest place of each.",
    alt="Sigmoid: a curve from 0 to 1 whose slope is a low bell with maximum 0.25. tanh: from -1 to 1, slope at most 1. "
    "ReLU: zero, then a straight line; slope 0, then 1.",
)

# %% [markdown] name="back-task"
# ### Exercise · one layer back
#
# A layer computes `z = below @ kernel`, where `below` is what the bend of the layer below it gave. The slopes
# of the loss for `z` arrive. Hand them on: through the product (lesson 03), then through the bend below, to
# the slopes for the weighted sums *of the layer below*.


# %% name="back" tags=["exercise"]
def one_layer_back(arriving, kernel, below, slope):
    """Return the slopes for the weighted sums of the layer below, (n, inputs).

    arriving (n, units), kernel (inputs, units), below (n, inputs); slope(h) is the bend's slope.
    """
    # BEGIN SOLUTION
    return (arriving @ kernel.T) * slope(below)
    # END SOLUTION


checks.vanishing.one_layer_back(one_layer_back)
# checks.vanishing.one_layer_back.hint()

# %% [markdown] name="back-solution" tags=["solution"]
# **Why.** $G B^T$ goes through the product; the bend acts on each number by itself, so its slope multiplies
# entry by entry. These two factors are the $w_l$ and the $g'(z_l)$ of the chain.

# %% [markdown] name="keras-start"
# The weights start as in Keras: random, between $-\ell$ and $\ell$, where $\ell$ depends on the size of the layer,
# after Xavier **Glorot** (2010):


# %% name="glorot" tags=["nbval-check-output"]
def glorot(inputs, units, rng):
    limit = np.sqrt(6 / (inputs + units))
    return rng.uniform(-limit, limit, (inputs, units))


for inputs, units in ((784, 500), (500, 50), (50, 10)):
    print(f"{inputs} inputs, {units} units: limit {np.sqrt(6 / (inputs + units)):.5f}")

# %% [markdown] name="fifty"
# Fifty layers of a hundred units. At the top, slopes of size 1 begin their way down.
#
# **Guess:** how large are they at the first layer, if all bends are sigmoids? **A** about a tenth · **B**
# about a thousandth · **C** about a millionth · **D** below $10^{-25}$.

# %% name="guess-fifty" tags=["guess"]
guess = ...  # "A", "B", "C" or "D"
checks.vanishing.guess("fifty", guess)


# %% name="forward"
def forward(kernels, x, bend):
    """Return x and the outputs of all layers."""
    outputs = [x]
    for kernel in kernels:
        outputs.append(bend(outputs[-1] @ kernel))
    return outputs


# %% name="gradient-sizes"
def gradient_sizes(kernels, name, back):
    """Return the size of the slopes at each layer, from the last to the first."""
    rng = np.random.default_rng(seed)
    outputs = forward(kernels, rng.normal(size=(64, 100)), bends[name])
    arriving = rng.normal(size=(64, 100))
    sizes = [1.0]
    for kernel, below in zip(kernels[:0:-1], outputs[-2:0:-1], strict=True):
        arriving = back(arriving, kernel, below, slopes[name])
        sizes.append(np.sqrt(np.mean(arriving**2)))
    return sizes


# %% name="fifty-run"
rng = np.random.default_rng(seed)
kernels = [glorot(100, 100, rng) for _ in range(num_layers)]
back = checks.vanishing.one_layer_back.or_ours(one_layer_back, checks.vanishing.layer_back)
yours = {name: gradient_sizes(kernels, name, back) for name in bends}
ours = {name: gradient_sizes(kernels, name, checks.vanishing.layer_back) for name in bends}
lost = {name: -np.log10(sizes[-1]) for name, sizes in ours.items()}  # powers of ten

# %% name="fifty-picture" tags=["figure"]
# @title Figure: the size of the slopes, layer by layer
ax = plots.curves(
    yours,
    x=range(num_layers),
    title=f"sigmoid: 10 to the power of {-lost['sigmoid']:.0f} at the first layer",
    xlabel="layers on the way back",
    ylabel="size of the slopes",
    logy=True,
)
plots.show(
    ax,
    caption="Size of the slopes (root of their mean square) at each layer of three nets that start like Keras's, on a "
    "logarithmic axis.",
    alt="Three lines that begin at 1. tanh falls to about a tenth, ReLU further, sigmoid steeply, by many powers of ten.",
)
checks.vanishing.reveal("fifty", "D")
checks.claim(
    "powers of ten that slopes lose on their way back through 50 sigmoid layers",
    lost["sigmoid"],
    low=25,
    control=lost["tanh"],
)
checks.claim(
    "powers of ten that they lose through 50 ReLU layers from the same start",
    lost["ReLU"],
    low=4,
    high=11,
    control=lost["tanh"],
)

# %% [markdown] name="fifty-explain"
# This is the **vanishing gradient**; Sepp Hochreiter described it in 1991. The first layers of the sigmoid
# net are told next to nothing: this start's kernels keep the size, and each sigmoid passes on a quarter at most.
#
# The tanh has slope 1 in its middle, and this start keeps it near there. Above 0 the ReLU has slope 1,
# however large $z$ is; below it passes on nothing, and about half of the units are there: each layer halves the mean
# square. **ReLU alone does not save the gradient**; whether another start does, comes next.

# %% [markdown] name="size"
# ## A start that keeps the size
#
# In ReLU layers, what goes forward shrinks in the same way. A weighted sum of $n$ inputs, with weights of mean 0 and variance
# $v$, has on average the mean square
#
# $$ \overline{z^2} = n\, v\, \overline{h^2} , \qquad\text{and the ReLU keeps half of it:}\quad
#    \overline{\operatorname{relu}(z)^2} = \tfrac12\, \overline{z^2} . $$
#
# ### Exercise · the right size
#
# Choose $v$ so that $\overline{h^2}$ stays the same from one ReLU layer to the next, and write the start.
# `rng.normal(0, spread, (inputs, units))` draws normal numbers with the standard deviation `spread`, the root
# of $v$.


# %% name="right-size" tags=["exercise"]
def my_start(inputs, units, rng):
    """Return a kernel (inputs, units) that keeps the mean square through a ReLU layer."""
    # BEGIN SOLUTION
    return rng.normal(0, np.sqrt(2 / inputs), (inputs, units))
    # END SOLUTION


checks.vanishing.right_size(my_start)
# checks.vanishing.right_size.hint()

# %% [markdown] name="right-size-solution" tags=["solution"]
# **Why.** One layer multiplies the mean square by $n v / 2$; that is 1 for $v = 2/n$. On the way back the same
# argument holds with the number of *units*; for layers of equal width it is the same number, and Glorot's
# $v = 2/(\text{inputs} + \text{units})$ is a compromise between the two, without the factor 2 for the ReLU.

# %% [markdown] name="size-used"
# This is the start of Kaiming **He** (2015). Yours, or ours, through twenty ReLU layers, beside Keras's, and half and
# twice as large:


# %% name="twenty-layers"
def output_sizes(start, factor, layers=20):
    """Return the mean square of what each of so many ReLU layers gives."""
    rng = np.random.default_rng(seed)
    kernels = [factor * start(100, 100, rng) for _ in range(layers)]
    outputs = forward(kernels, rng.normal(size=(200, 100)), bends["ReLU"])
    return [np.mean(h**2) for h in outputs[1:]]


he = checks.vanishing.right_size.or_ours(my_start, checks.vanishing.he_start)
sizes = {"twice He": output_sizes(he, 2.0), "He": output_sizes(he, 1.0)}
sizes |= {"Glorot": output_sizes(glorot, 1.0), "half of He": output_sizes(he, 0.5)}
halvings = -np.log2(output_sizes(glorot, 1.0)[-1])
halvings_he = -np.log2(output_sizes(checks.vanishing.he_start, 1.0)[-1])

# %% name="fifty-again"
rng = np.random.default_rng(seed)
kernels = [checks.vanishing.he_start(100, 100, rng) for _ in range(num_layers)]
lost_he = -np.log10(gradient_sizes(kernels, "ReLU", checks.vanishing.layer_back)[-1])
print(f"powers of ten lost on the way back, {num_layers} ReLU layers: ", end="")
print(f"{lost['ReLU']:.1f} from Glorot's start, {lost_he:.1f} from He's")

# %% name="twenty-picture" tags=["figure"]
# @title Figure: the size of what twenty layers make, for four starts
ax = plots.curves(
    sizes,
    title=f"from Keras's default start, halved {halvings:.0f} times",
    xlabel="layer",
    ylabel="mean square of the outputs",
    logy=True,
)
ax.set_xticks(range(5, 21, 5))
plots.show(
    ax,
    caption="Mean square of the outputs of twenty ReLU layers, each a hundred units wide, for four starts.",
    alt="Four lines on a logarithmic axis: twice He rises steeply, He stays level, Glorot falls, half of He falls "
    "about twice as steeply.",
)
checks.claim(
    "times that the mean square is halved in 20 ReLU layers, from Glorot's start",
    halvings,
    low=10,
    high=31,
    control=halvings_he,
)
checks.claim(
    "powers of ten that slopes lose through 50 ReLU layers from Glorot's start more than from He's",
    lost["ReLU"] - lost_he,
    low=4,
    control=0.0,
)

# %% [markdown] name="size-explain"
# A straight line here is a product: the same factor in every layer. He's start keeps the size, on
# average, on the way back too; twice as large, the outputs **explode**.

# %% [markdown] name="starts"
# ## Zero, equal, too large: what really happens
#
# Now let nets learn, from good starts and from bad ones: pictures of digits, made small (14 × 14 numbers
# from 0 to 1), one layer of 32 hidden units, ten outputs, no biases.

# %% [markdown] name="primer" tags=["primer"]
# **Ten outputs.** Each output is a score for one digit. The *softmax* makes ten probabilities of the ten scores:
# $p_i = e^{z_i} / \sum_j e^{z_j}$. The loss is $-\ln p$ of the right digit, the *cross-entropy*. What goes back
# to the scores is *probability minus target*, where the target is 1 for the right digit and 0
# for the others.

# %% name="digits"
digits = data.load_digits()


def as_rows(images):
    """Average squares of 2 x 2 pixels: (n, 28, 28) -> (n, 196), from 0 to 1."""
    return images.reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196) / 255


x_train, x_test = as_rows(digits.x_train), as_rows(digits.x_test)
y_train = np.eye(10)[digits.y_train]  # (n, 10): 1 for the right digit


# %% name="step"
def probabilities(scores):
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def descend(kernels, x, y, name, learning_rate):
    """Take one step of gradient descent; the kernels change in place."""
    outputs = forward(kernels[:-1], x, bends[name])
    arriving = (probabilities(outputs[-1] @ kernels[-1]) - y) / len(x)
    for kernel, below in zip(kernels[::-1], outputs[::-1], strict=True):
        handed_on = checks.vanishing.layer_back(arriving, kernel, below, slopes[name])
        kernel -= learning_rate * (below.T @ arriving)
        arriving = handed_on


# %% name="train"
def train_kernels(kernels, name, learning_rate=0.2):
    """Train the kernels; return the share of the test pictures that they read right."""
    rng = np.random.default_rng(seed)
    for _ in range(num_epochs):
        for rows in np.split(rng.permutation(len(x_train)), len(x_train) // 50):
            descend(kernels, x_train[rows], y_train[rows], name, learning_rate)
    scores = forward(kernels[:-1], x_test, bends[name])[-1] @ kernels[-1]
    return np.mean(scores.argmax(axis=1) == digits.y_test)


# %% [markdown] name="starts-task"
# ### Exercise · predict three starts
#
# What can training change, step after step? **A** nothing in front of the outputs, ever · **B** all hidden units
# in the same way, so that they stay one unit, 32 times · **C** every unit in its own way. Give a letter for
# all weights 0 with *ReLU*, for all weights 0 with the *sigmoid*, and for all weights 0.01 with *tanh*. Follow
# the first steps, forwards and back: $\sigma(0) = 0.5$, $\tanh 0 = 0$, and the ReLU has slope 0 at 0.

# %% name="starts-answer" tags=["exercise"]
# BEGIN SOLUTION
zero_relu = "A"
zero_sigmoid = "B"
equal_tanh = "B"
# END SOLUTION
checks.vanishing.three_starts(zero_relu, zero_sigmoid, equal_tanh)
# checks.vanishing.three_starts.hint()

# %% [markdown] name="starts-solution" tags=["solution"]
# **Why.** Zero, ReLU: all hidden outputs are 0, so the output kernel gets $0 \cdot G = 0$; and the output kernel
# is 0, so nothing comes back to the hidden layer. Stuck for ever. Zero, sigmoid: the hidden outputs are one
# half, so the output kernel moves, and then something comes back: the same to every unit. Equal weights: what
# is the same forwards gets the same slope back, and stays the same. They move, all alike, as *one* unit would; how far one gets, without biases, is seen next.

# %% [markdown] name="equal"
# **Guess:** all weights 0.01, tanh, `num_epochs` passes over the pictures. Which share of the test pictures does that
# net read right? (Guessing a digit: 0.1.)

# %% name="guess-equal" tags=["guess"]
guess = ...  # share of the test pictures, 0 to 1
checks.vanishing.guess("equal", guess)


# %% name="start-run"
def new_start(kind, sizes, rng):
    """Return the kernels of a net with these layer sizes."""
    kinds = {
        "zero": lambda inputs, units, rng: np.zeros((inputs, units)),
        "equal": lambda inputs, units, rng: np.full((inputs, units), 0.01),
        "ten times Glorot": lambda inputs, units, rng: 10 * glorot(inputs, units, rng),
        "Glorot": glorot,
        "He": checks.vanishing.he_start,
    }
    return [kinds[kind](*size, rng) for size in pairwise(sizes)]


trained = {}
accuracy = pd.DataFrame(columns=list(bends), dtype=float)
for kind in ("zero", "equal", "ten times Glorot", "Glorot", "He"):
    for name in bends:
        trained[kind, name] = new_start(kind, [196, 32, 10], np.random.default_rng(seed))
        accuracy.loc[kind, name] = train_kernels(trained[kind, name], name)

# %% name="starts-spread"
moved = {name: np.abs(trained["zero", name][0]).max() for name in bends}
apart = {kind: np.ptp(trained[kind, "tanh"][0], axis=1).max() for kind in ("equal", "Glorot")}
print(f"from zero, largest weight of the first kernel: {moved['ReLU']} (ReLU), ", end="")
print(f"{moved['tanh']} (tanh), {moved['sigmoid']:.3f} (sigmoid)")
print(f"tanh, two units differ by {apart['equal']} (equal), {apart['Glorot']:.2f} (Glorot) at most")

# %% name="starts-picture" tags=["figure"]
# @title Figure: test pictures read right, from each start
figure, axes = plots.panels(3, height=2.4, sharey=True)
for ax, name in zip(axes, bends, strict=True):
    plots.bars(accuracy[name].to_dict(), ax=ax, title=name, chance=0.1)
    ax.set_xlim(0, 1.15)
axes[1].set_xlabel("test pictures read right")
plots.show(
    figure,
    caption="Share of the test pictures read right after the same training, from five starts with three bends; dotted: "
    "guessing.",
    alt="Three panels of bars: zero and equal starts lie at the dotted line, with tanh the equal start above it; ten times "
    "Glorot is clearly higher, Glorot and He are the highest.",
)
checks.vanishing.reveal("equal", accuracy.loc["equal", "tanh"], close=0.05)
checks.claim(
    "from zero with ReLU, the largest weight of the first kernel after training",
    moved["ReLU"],
    low=0,
    high=0,
    control=moved["sigmoid"],
)
checks.claim(
    "from equal weights, the largest difference between two tanh units after training",
    apart["equal"],
    low=0,
    high=1e-9,
    control=apart["Glorot"],
)
checks.claim(
    "share of pictures that tanh from equal weights reads right, above guessing",
    accuracy.loc["equal", "tanh"] - 0.1,
    low=0.02,
    control=0.0,
)
checks.claim(
    "share of pictures that tanh from Glorot's start reads more than from equal weights",
    accuracy.loc["Glorot", "tanh"] - accuracy.loc["equal", "tanh"],
    low=0.4,
    control=0.0,
)
checks.claim(
    "share of pictures lost, with tanh, by starting ten times as large",
    accuracy.loc["Glorot", "tanh"] - accuracy.loc["ten times Glorot", "tanh"],
    low=0.004,
    control=0.0,
)

# %% [markdown] name="starts-explain"
# **With tanh, equal weights do learn, and stay one unit.** These nets have no biases, so one unit gives every picture the
# same ten scores, times one number: with tanh, which has two signs, that tells two digits apart at most; with ReLU and the
# sigmoid, never below 0, it always names the same digit. From zero, ReLU and tanh stay where they are for ever (with
# biases only those of the ten outputs would move); the sigmoid's weights move, all units alike. Random numbers are there to tell the units apart. Too large a
# start costs tanh, at this learning rate and in these few passes: it begins where it is flat, it **saturates**. (That
# is not all of it: the ReLU, which does not saturate, lost too.)

# %% [markdown] name="deep"
# ## Ten layers, trained
#
# One hidden layer is shallow. Now nine hidden layers of 32 units, and as many passes. For each bend its usual
# start (Glorot for sigmoid and tanh, He for ReLU), several learning rates, and the best counts (on the test
# pictures, which flatters all three).
#
# **Guess:** which share of the test pictures does the sigmoid net read right?

# %% name="guess-deep" tags=["guess"]
guess = ...  # share of the test pictures, 0 to 1
checks.vanishing.guess("deep", guess)

# %% name="deep-run"
sizes, best, steps = [196, *[32] * 9, 10], {}, {}
for name, kind in (("sigmoid", "Glorot"), ("tanh", "Glorot"), ("ReLU", "He")):
    for rate in rates:
        before = new_start(kind, sizes, np.random.default_rng(seed))
        after = [kernel.copy() for kernel in before]
        right = train_kernels(after, name, rate)
        if right >= best.get(name, 0):
            best[name] = right
            steps[name] = [
                np.sqrt(np.mean((b - a) ** 2) / np.mean(a**2))
                for a, b in zip(before, after, strict=True)
            ]
print({name: round(float(share), 3) for name, share in best.items()})

# %% name="deep-picture" tags=["figure"]
# @title Figure: how far the weights of each layer moved
ax = plots.curves(
    steps,
    title=f"read right: sigmoid {best['sigmoid']:.0%}, tanh {best['tanh']:.0%}, ReLU {best['ReLU']:.0%}",
    xlabel="layer",
    ylabel="change, divided by the size at the start",
    logy=True,
)
plots.show(
    ax,
    caption="How far training moved the weights of each layer, as a share of their size at the start; the best "
    "learning rate for each bend. In the title the share of test pictures read right.",
    alt="tanh and ReLU: all layers moved by a good share of their size. Sigmoid: the last layers moved, the first ones by "
    "several powers of ten less.",
)
checks.vanishing.reveal("deep", best["sigmoid"], close=0.05)
checks.claim(
    "share of pictures that ten tanh layers read right more than ten sigmoid layers, both from Glorot's start",
    best["tanh"] - best["sigmoid"],
    low=0.5,
    control=0.0,
)
checks.claim(
    "share of pictures read right, ten tanh layers minus ten ReLU layers: not far below 0",
    best["tanh"] - best["ReLU"],
    low=-0.2,
    control=best["sigmoid"] - best["ReLU"],
)
checks.claim(
    "share of pictures that ten ReLU layers from He's start read right more than those sigmoid layers",
    best["ReLU"] - best["sigmoid"],
    low=0.3,
    control=0.0,
)
checks.claim(
    "powers of ten between the steps of the last and the first sigmoid layer",
    np.log10(steps["sigmoid"][-1] / steps["sigmoid"][0]),
    low=1,
    control=np.log10(steps["tanh"][-1] / steps["tanh"][0]),
)

# %% [markdown] name="deep-explain"
# The lower layers of the sigmoid net hardly move from where they were: random. That alone need not bring a net down to
# guessing (see the longer problem). And forwards the same happens to what tells pictures apart: each sigmoid leaves a quarter at most of a
# difference between two sums, and Glorot's start does not make up for it. Ten tanh
# layers kept up with ReLU: a slope of at most 1 is no fault if the start fits.

# %% [markdown] name="cost"
# ## What the way back costs, and who does it
#
# **Time:** about two products for each of the forward pass, so in dense layers in step with the number of weights. **Memory:**
# the slopes of a kernel are made of what came into its layer. For a whole batch it waits until the way back.
#
# ### Exercise · what has to wait?
#
# A net with 784 inputs, hidden layers of 500 and 50 units and 10 outputs takes a batch of 64 pictures. How
# many numbers are the *inputs of its three layers*, all together? And with a batch twice as large?

# %% name="waiting" tags=["exercise"]
# BEGIN SOLUTION
numbers_kept = 64 * (784 + 500 + 50)
with_128 = 2 * numbers_kept
# END SOLUTION
checks.vanishing.waiting(numbers_kept, with_128)
# checks.vanishing.waiting.hint()

# %% [markdown] name="waiting-solution" tags=["solution"]
# **Why.** $64 \cdot (784 + 500 + 50) = 85\,376$: layers times width times batch. Weights and biases, 418 060, do not
# grow with the batch; what waits does. That is why a batch that is too large ends in "out of memory" in
# training first: in use, what a layer got can be forgotten as soon as it was used.

# %% [markdown] name="frameworks"
# Frameworks do all this, in three ways:
#
# - **A graph first.** You describe the computation; the graph of its derivatives is added, *symbol to symbol*,
#   and both run later (Theano, the first TensorFlow).
# - **A tape.** What you compute is recorded with its numbers and played back, *symbol to number*, as in lesson
#   03 (PyTorch, TensorFlow today).
# - **Tracing.** Your function runs once with stand-ins for the numbers; the graph of what it did is made fast
#   and kept (JAX, `tf.function`, and Keras inside `fit` with either).
#
# With TensorFlow's tape, for example (to read, not to run):
#
# ```python
# with tf.GradientTape() as tape:
#     loss = loss_function(targets, model(inputs))
# gradients = tape.gradient(loss, model.trainable_weights)
# ```

# %% [markdown] name="close"
# ## What we saw
#
# 1. A gradient is a product with two factors from every layer. From Glorot's start it vanishes in fifty sigmoid
#    layers.
# 2. In ReLU layers of equal width Glorot's start halves the mean square, forwards and back; He's keeps it.
# 3. Equal weights stay one unit; zeros are stuck with ReLU and tanh, and not with the sigmoid.
# 4. In ten sigmoid layers from Glorot's start the lower ones hardly move; tanh and ReLU from a fitting start learn.
#
# **What can go wrong in practice.** The loss of a deep net does not move: first print the size of the gradient
# of each layer.

# %% [markdown] name="also" tags=["further"]
# **Also met in courses on this subject**
#
# | what | in a sentence |
# |---|---|
# | 1986, Rumelhart, Hinton and Williams | made the backward pass known; Linnainmaa had it in 1970, Werbos proposed it for nets |
# | four worked graphs: a product, logistic regression, a ReLU layer, weight decay | all of them are gates as in lesson 03 |
# | max-pooling on the way back | the max gate: all goes to the largest input (lesson 06b) |
# | symbol-to-symbol, symbol-to-number | derivatives as a new graph, or as numbers: the first two ways above |
# | computational graphs: nodes and relations | what Theano and the first TensorFlow asked you to write down |

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem"
# **A longer problem.** Let each layer *add* to its input what it computes, $h_l = h_{l-1} + g(h_{l-1} K_l)$: a
# skip connection. Repeat the figure with fifty layers and the training of ten sigmoid layers. A good answer
# derives the new factor of a layer, measures it, and compares at equal steps over ten starts. (And a control for the last
# figure: train only the last of ten *tanh* layers, the others frozen at their start. How far from guessing does it get?)
#
# **Further reading.** Hochreiter (1991), *Untersuchungen zu dynamischen neuronalen Netzen*. Glorot and Bengio
# (2010), *Understanding the difficulty of training deep feedforward neural networks*. He, Zhang, Ren and Sun
# (2015), *Delving deep into rectifiers*. Saxe, McClelland and Ganguli (2014), *Exact solutions to the nonlinear
# dynamics of learning in deep linear neural networks*.
#
# {next}
