# %% [markdown] name="title"
# # 06f · Twenty layers
#
# **Why was it so hard to train twenty layers?** (A deeper part: you may skip it and go on to lesson 07.)
#
# | | |
# |---|---|
# | **You will be able to** | *measure* what arrives of a gradient in a deep net; *build* a residual block; *test* an explanation against another |
# | **You need** | lesson 06b: a net of convolutions in Keras; lesson 03: the gradient goes back through the layers |
# | **Time** | {minutes} minutes |
#
# From 1998 to 2015 the nets that read pictures grew from five layers to 152. Several stories explain why that was hard.
# Here they are put to the test.

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, measured, models, plots, start
from course_utils.gradients import value_and_gradient

settings = start("06f_residual", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here.

# %% name="amounts"
deep, shallow = settings.choose(smoke=(3, 1), quick=(9, 3), full=(9, 3))  # blocks of two layers
num_pictures = settings.choose(smoke=50, quick=500, full=1000)  # to train
num_epochs = settings.choose(smoke=1, quick=5, full=10)
rates = settings.choose(smoke=[0.1], quick=[0.1, 0.3], full=[0.1, 0.3, 1.0])  # learning rates
is_short = num_epochs == 1  # not worth compiling

# %% [markdown] name="lenet"
# ## Five layers
#
# LeNet-5 (LeCun, Bottou, Bengio and Haffner, 1998) read cheques: a picture of 32×32 pixels; C1: 6 filters 5×5; S2:
# averages of 2×2; C3: 16 filters 5×5; S4: averages of 2×2; C5: 120 filters 5×5, one number each; F6: 84 dense units; ten
# outputs. No padding.
#
# **Depth** is nothing but composition: layer 5 computes $f_5(f_4(f_3(f_2(f_1(x)))))$.

# %% name="lenet-picture" tags=["figure"]
# @title Figure: the sizes of all layers of LeNet
lenet_sizes = {"picture": (32, 32, 1), "C1": (28, 28, 6), "S2": (14, 14, 6), "C3": (10, 10, 16)}
lenet_sizes |= {"S4": (5, 5, 16), "C5": (120,), "F6": (84,), "answer": (10,)}
plots.show(
    plots.layer_sizes(lenet_sizes, title="From the picture to ten outputs"),
    caption="Sizes of all layers of LeNet-5.",
    alt="A large square, six almost as large, six half as large, sixteen smaller, sixteen small ones, then three bars.",
)

# %% [markdown] name="lenet-task"
# ### Exercise · LeNet-5 by hand
#
# How many weights and biases do C1, C3, C5, F6 and the output layer have if each filter sees *all* maps of the layer
# before, as in Keras? A list of five numbers. In the original, C3's filters saw only some of the six maps, and C3 had 1516
# parameters. How many did that save?

# %% name="lenet-answer" tags=["exercise"]
# BEGIN SOLUTION
lenet_parameters = [6 * 26, 16 * (6 * 25 + 1), 120 * (16 * 25 + 1), 84 * 121, 10 * 85]
saved_in_c3 = lenet_parameters[1] - 1516
# END SOLUTION
checks.residual.lenet(lenet_parameters, saved_in_c3)
# checks.residual.lenet.hint()

# %% [markdown] name="lenet-solution" tags=["solution"]
# **Why.** A filter has window × maps of the layer before weights: 25 for C1, 150 for C3, 400 for C5. Nearly 80 % of all
# parameters are in C5: a window as large as the map is a dense layer under another name.

# %% [markdown] name="deep"
# ## Four times as deep
#
# Our nets are small, so that they train in seconds: digits of 7×7 pixels; a first layer that makes 8 maps of 4×4; then
# blocks of two layers with 8 maps each, windows of 3×3; the mean of each map; ten logits. Nine blocks make 20 layers.

# %% name="tiny-digits"
digits = data.load_digits()
x = models.as_inputs(digits.x_train)[:num_pictures]
x = x.reshape(-1, 7, 4, 7, 4, 1).mean(axis=(2, 4))  # means of 4x4 pixels: (n, 7, 7, 1)
y = digits.y_train[:num_pictures]


# %% name="deep-net"
import keras
from keras import layers, ops


def deep_net(block, num_blocks):
    """Return a net, and what its first layer and each of its blocks hand on."""
    pictures = keras.Input((7, 7, 1))
    passing = [layers.Conv2D(8, 3, strides=2, padding="same", activation="relu")(pictures)]
    for _ in range(num_blocks):
        passing.append(block(passing[-1]))
    logits = layers.Dense(10)(layers.GlobalAveragePooling2D()(passing[-1]))
    return keras.Model(pictures, logits), passing


# %% [markdown] name="blocks"
# Two kinds of blocks to begin with. The *bare* one is how VGG was built in 2014, far wider and trained far longer; it gets
# Keras's start, or He's (lesson 03b). The *plain* one has **batch normalisation**: each map is shifted
# and scaled so that it has mean 0 and spread 1 over all its places in all pictures of the batch; two numbers per map,
# learned, may undo that.


# %% name="block-code"
def bare_block(maps, start="glorot_uniform"):
    how = {"padding": "same", "activation": "relu", "kernel_initializer": start}
    return layers.Conv2D(8, 3, **how)(layers.Conv2D(8, 3, **how)(maps))


def he_block(maps):
    return bare_block(maps, start="he_normal")


def normalised_sums(maps):
    """Return eight maps of weighted sums with batch normalisation, not bent yet."""
    sums = layers.Conv2D(8, 3, padding="same", use_bias=False)(maps)
    return layers.BatchNormalization(momentum=0.9)(sums)


def plain_block(maps):
    return ops.relu(normalised_sums(ops.relu(normalised_sums(maps))))


# %% [markdown] name="block-task"
# ### Exercise · a block with a shortcut
#
# The idea of ResNet (December 2015): let the maps $x$ *also* jump over the two layers $F$, and add them,
#
# $$ y = \operatorname{relu}\big(x + F(x)\big). $$
#
# That is a **skip connection**, the block a **residual block**: $F$ learns only what has to *change*. $F$ ends with
# weighted sums, not bent yet. Write it with `normalised_sums` and `ops.relu`.


# %% name="block" tags=["exercise"]
def residual_block(maps):
    """Return relu(maps + F(maps)) with two layers in F; maps: (n, 4, 4, 8)."""
    # BEGIN SOLUTION
    change = normalised_sums(ops.relu(normalised_sums(maps)))
    return ops.relu(maps + change)
    # END SOLUTION


checks.residual.block(residual_block)
# checks.residual.block.hint()

# %% [markdown] name="block-solution" tags=["solution"]
# **Why.** The shortcut adds no weights, so both nets can be compared weight by weight. A plain block would have to *learn*
# to copy its input, through two layers and two ReLUs; this one does so when $F = 0$.

# %% [markdown] name="gradients"
# ## What arrives of the gradient?
#
# On its way back through the layers slopes multiply: ten factors of 0.5 make a thousandth, the gradient **vanishes**; ten
# factors of 2 make a thousand, it **explodes** (lesson 03b). So cut a net in two at some layer, before any training, and
# measure the gradient of the loss for what passes there.


# %% name="training-loss"
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def training_loss(model, x, y):
    """Return the loss as in training, and leave the averages of batch normalisation alone."""
    with keras.StatelessScope():
        return cross_entropy(y, model(x, training=True))


# %% name="gradient-lengths"
def gradient_lengths(net, passing):
    """Return the length of the loss's gradient behind the first block and every fourth one."""
    lengths = []
    for maps in passing[1::4]:
        below, above = keras.Model(net.input, maps), keras.Model(maps, net.output)
        with keras.StatelessScope():
            values = ops.convert_to_numpy(below(x[:100], training=True))
        _, slope = value_and_gradient(lambda z, f=above: training_loss(f, z, y[:100]), values)
        lengths.append(np.linalg.norm(slope))
    return np.array(lengths)


# %% [markdown] name="gradients-guess"
# **Guess:** twenty layers with batch normalisation, no shortcuts, weights as Keras starts them. How long is the gradient
# at the first block, beside the one at the last? **A** less than half · **B** between half and twice · **C** more than
# twice as long.

# %% name="guess-arrives" tags=["guess"]
guess = ...  # "A", "B" or "C"
checks.residual.guess("arrives", guess)

# %% name="gradients-run"
block = checks.residual.block.or_ours(residual_block, checks.residual.skip_block)
blocks = {"bare": bare_block, "bare, He": he_block, "plain": plain_block}
nets = {name: deep_net(blocks[name], deep) for name in blocks}
nets["residual"] = deep_net(checks.residual.skip_block, deep)
with_yours = deep_net(block, deep)
for net, _ in (nets["residual"], with_yours):
    net.set_weights(nets["plain"][0].get_weights())  # the same start
ours = {name: gradient_lengths(*net) for name, net in nets.items()}
yours = ours | {"residual": gradient_lengths(*with_yours)}
growth = {name: lengths[0] / lengths[-1] for name, lengths in ours.items()}
pd.Series(growth, name="length at the first block / at the last").to_frame().map("{:.2g}".format)

# %% name="gradients-picture" tags=["figure"]
# @title Figure: the gradient on its way back
steps_back = 8 * np.arange(deep // 4 + 1)  # four blocks are eight layers
ax = plots.curves(
    {name: lengths[::-1] for name, lengths in yours.items()},
    x=steps_back,
    title=f"plain, with batch normalisation: {growth['plain']:.0f} times as long at the first block",
    xlabel="layers passed on the way back from the last block",
    ylabel="length of the gradient",
    logy=True,
)
ax.set_xticks(steps_back)
plots.show(
    ax,
    caption="Gradient at three places of four untrained nets of 20 layers: bare from two starts, plain (with batch "
    "normalisation), residual (with batch normalisation and shortcuts).",
    alt="Four curves on a logarithmic axis. The bare ones fall, the one from Keras's start by several powers of ten; "
    "plain and residual rise, plain more.",
)
checks.residual.reveal("arrives", "C")
checks.claim(
    "20 layers, bare: gradient at the first block over that at the last, powers of ten",
    np.log10(growth["bare"]),
    high=-1,
    control=np.log10(growth["plain"]),
)
checks.claim(
    "20 layers, plain: gradient at the first block over that at the last, powers of ten",
    np.log10(growth["plain"]),
    low=0.31,
    control=np.log10(growth["bare"]),
)
checks.claim(
    "20 layers, residual: gradient at the first block over that at the last, powers of ten",
    np.log10(growth["residual"]),
    low=0.1,
    control=np.log10(growth["bare"]),
)
checks.claim(
    "20 layers, bare, He's start: gradient at the first block over that at the last, powers of ten",
    np.log10(growth["bare, He"]),
    low=-2.4,
    control=np.log10(growth["bare"]),
)

# %% [markdown] name="gradients-explain"
# Bare, next to nothing arrives from Keras's start, far more from He's. With batch normalisation the gradient even
# *grows* on its way back, as Yang and others (2019) derived for wide, fully connected nets before training. With
# shortcuts it grows less.

# %% [markdown] name="deep-train"
# ## Does it train now?
#
# Twenty layers can compute whatever eight can: let the others copy. So on the pictures they *train* on, more layers
# should not hurt. All nets get the same pictures and steps, and each the better of the same learning rates (few:
# another might help one of them). *Plain* and *residual* begin with the same weights.
#
# **Guess:** with batch normalisation and no shortcuts, which net ends with the smaller training loss? **A** that of
# twenty layers · **B** both alike, within 0.1 · **C** that of eight.

# %% name="guess-depth" tags=["guess"]
guess = ...  # "A", "B" or "C"
checks.residual.guess("depth", guess)

# %% name="deep-train-run"
nets["plain, 8 layers"] = deep_net(plain_block, shallow)
nets["residual, 8 layers"] = deep_net(checks.residual.skip_block, shallow)
nets["residual, 8 layers"][0].set_weights(nets["plain, 8 layers"][0].get_weights())
losses, first_weights = {}, {name: net.get_weights() for name, (net, _) in nets.items()}
for name, (net, _) in nets.items():
    net.compile(keras.optimizers.SGD(), cross_entropy, run_eagerly=is_short)
    for rate in rates:
        net.set_weights(first_weights[name])
        net.optimizer.learning_rate = rate
        history = net.fit(x, y, batch_size=50, epochs=num_epochs, verbose=0)
        losses[name, rate] = history.history["loss"]
trained = gradient_lengths(*nets["plain"])  # the gradient after training, at the last rate

# %% name="deep-train-table"
curves = pd.DataFrame(losses, index=range(1, num_epochs + 1))
final = curves.iloc[-1].unstack().loc[list(nets)]  # rows: nets, columns: learning rates
best = final.min(axis=1)
before = measured.before("training loss in the last epoch, better rate", best)
final.round(2)

# %% name="deep-train-picture" tags=["figure"]
# @title Figure: training loss, epoch by epoch
ax = plots.curves(
    {name: curves[name, final.loc[name].idxmin()] for name in nets},
    x=curves.index,
    title=f"20 layers, plain: {best['plain']:.2f}; 8 layers, plain: {best['plain, 8 layers']:.2f}",
    ylabel="training loss",
)
ax.axhline(np.log(10), color=plots.COLORS["chance"], linestyle=":")
ax.set_xticks(curves.index)
plots.show(
    ax,
    caption="Training loss, each with the better of its learning rates; 20 layers unless it says 8. Dotted: guessing.",
    alt="Both bare nets stay on the dotted line. Plain with 20 layers falls slowly; plain with 8 layers and both residual "
    "nets fall far below it.",
)
checks.residual.reveal("depth", "C")

# %% name="deep-train-seeds" tags=["figure"]
# @title Figure: the same over many seeds
plots.show(
    plots.before_and_now(
        {
            name: (before[name], best[name])
            for name in sorted(nets, key=lambda name: name.split(",")[0])
        },
        control=np.log(10),
        control_name="guessing",
        xlabel="training loss in the last epoch",
    ),
    caption="The last epoch: measured before with other seeds, and this run.",
    alt="Six rows of dots: both bare nets on the dashed line, plain with 20 layers to its left, the others much further "
    "left.",
)
fall = np.log(10) - best  # below guessing
checks.claim(
    "batch normalisation, no shortcuts: fall of the loss with 20 layers as a share of that with 8",
    fall["plain"] / fall["plain, 8 layers"],
    high=0.9,
    control=1.0,
)
checks.claim(
    "20 layers, batch normalisation: fall of the loss without shortcuts as a share of that with",
    fall["plain"] / fall["residual"],
    high=0.9,
    control=1.0,
)
checks.claim(
    "fall of the loss with 20 layers as a share of that with 8: without shortcuts over with",
    (fall["plain"] / fall["plain, 8 layers"]) / (fall["residual"] / fall["residual, 8 layers"]),
    high=0.9,
    control=1.0,
)
checks.claim(
    "20 layers, bare, Keras's start: fall of the training loss below guessing",
    fall["bare"],
    high=0.05,
    control=fall["plain"],
)
checks.claim(
    "20 layers, bare, He's start: fall of the training loss below guessing",
    fall["bare, He"],
    high=0.05,
    control=fall["plain"],
)
checks.claim(
    "20 layers, plain, trained: gradient at the first block over that at the last, powers of ten",
    np.log10(trained[0] / trained[-1]),
    low=-1,
    control=np.log10(growth["bare"]),
)

# %% [markdown] name="deep-train-explain"
# **Bare, twenty layers learn next to nothing in these steps, from Keras's start or He's. With batch normalisation they
# learn, but more slowly than eight of the same kind. With shortcuts they learn faster than without, and twelve more
# layers cost less.**
#
# From He's start far more of the gradient arrives, and the bare net learned no more. So the lost gradient is not the whole
# reason; on the way forward the maps shrink as well. And ours is narrow: VGG's 19 bare layers, with up to 512 maps, did
# train.
#
# Nobody finished our race. He, Zhang, Ren and Sun (2015) trained to the end on CIFAR-10. There 20 plain layers were fine,
# but *56* kept a higher *training* error: the **degradation problem**. Their residual nets got better with depth.

# %% [markdown] name="which"
# ## Which story is left?
#
# "Shortcuts help because the gradient no longer vanishes", one often reads: $x + F(x)$ has the slope $1 + F'(x)$, and
# the 1 survives any number of layers. True of $x + F(x)$; our ReLU behind the plus still cuts where the sum is negative.
# And with batch normalisation the gradient did not vanish in the plain net, either, before training or after. (Without it
# we tried no shortcuts.) He and others found *healthy* lengths in theirs, too.
#
# The gradient *grows*, more in the plain net. Yang and others hold that for the cause; our numbers cannot rule it out.
#
# Another idea is **shattered gradients** (Balduzzi and others, 2017): long enough, but they point elsewhere as soon as the
# input changes a little, so a step along them helps little. Test it before training, with the gradient for the pixels,
# which stand in for the weights: that of each picture, again with a touch of noise, and the *cosine* of the angle between
# the two. 1: the same direction; 0: nothing in common.
#
# ### Exercise · the same direction?
#
# For two vectors, $\cos = a \cdot b / (|a|\,|b|)$. Write the mean over all pictures.


# %% name="cosine" tags=["exercise"]
def mean_cosine(a, b):
    """Return the mean cosine between a[0] and b[0], a[1] and b[1], ...; a, b: (n, pixels)."""
    # BEGIN SOLUTION
    lengths = np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1)
    return np.mean((a * b).sum(axis=1) / lengths)
    # END SOLUTION


checks.residual.cosine(mean_cosine)
# checks.residual.cosine.hint()

# %% [markdown] name="cosine-solution" tags=["solution"]
# **Why.** Each picture counts alike: first a cosine for each, then the mean. One cosine of all numbers together would be
# ruled by the pictures whose gradients are long.

# %% [markdown] name="which-guess"
# **Guess:** noise of 0.02 on pixels from 0 to 1. What is the mean cosine in the plain net of twenty layers?

# %% name="guess-cosine" tags=["guess"]
guess = ...  # from -1 to 1
checks.residual.guess("cosine", guess)


# %% name="which-run"
def pixel_gradients(net, inputs):
    slope = value_and_gradient(lambda z: training_loss(net, z, y[:100]), inputs)[1]
    return slope.reshape(len(inputs), -1)  # (100, 49)


noise = np.random.default_rng(settings.seed).normal(0, 0.02, x[:100].shape)
slopes = {}
for name in ("bare", "plain", "residual", "plain, 8 layers"):
    net = nets[name][0]
    net.set_weights(first_weights[name])  # untrained again
    slopes[name] = pixel_gradients(net, x[:100]), pixel_gradients(net, x[:100] + noise)
our_cosines = {name: checks.residual.cosines(*pair) for name, pair in slopes.items()}
cosine = checks.residual.cosine.or_ours(mean_cosine, checks.residual.cosines)
pd.Series({name: cosine(*pair) for name, pair in slopes.items()}, name="mean cosine").round(
    2
).to_frame()

# %% name="which-claims" tags=["claim"]
# @title Claim: how steady the gradients are
checks.residual.reveal("cosine", our_cosines["plain"], close=0.15)
checks.claim(
    "untrained: cosine of the plain net of 20 layers as a share of that of the residual net",
    our_cosines["plain"] / our_cosines["residual"],
    high=0.9,
    control=1.0,
)
checks.claim(
    "untrained: cosine of the plain net of 20 layers as a share of that of the plain net of 8",
    our_cosines["plain"] / our_cosines["plain, 8 layers"],
    high=0.9,
    control=1.0,
)
checks.claim(
    "untrained: cosine of the plain net of 20 layers as a share of that of the bare net",
    our_cosines["plain"] / our_cosines["bare"],
    high=0.9,
    control=1.0,
)

# %% [markdown] name="which-explain"
# Among the nets with batch normalisation the slower one has the less steady gradients. That fits the story of shattered
# gradients. But the bare net's are steady, and it learns nothing. So steadiness is not enough, and at most one part of
# the story.

# %% [markdown] name="skip-task"
# ### Exercise · three stories, three findings
#
# Why is the plain net of twenty layers behind that of eight? *Overfitting*: it learned its pictures by heart.
# *Vanishing*: no gradient arrives. *Shattering*, and that alone: a deep net learns if only its gradients are steady.
# Which finding speaks most directly against each? **A** the bare net's gradients are steady, and it learns nothing · **B**
# the deep net is worse on the very pictures it trains on · **C** at its first block the gradient is longer than at its
# last · **D** that growth is smaller with shortcuts.

# %% name="skip" tags=["exercise"]
# BEGIN SOLUTION
against_overfitting = "B"
against_vanishing = "C"
against_shattering = "A"
# END SOLUTION
checks.residual.skip(against_overfitting, against_vanishing, against_shattering)
# checks.residual.skip.hint()

# %% [markdown] name="skip-solution" tags=["solution"]
# **Why.** Overfitting shows in new pictures, not in those of the training. A gradient that grows has not vanished. And
# one net with steady gradients that does not learn is enough: something else is needed, too. D speaks *for* a fourth
# story, exploding gradients, and nothing here rules that out.

# %% [markdown] name="history"
# ## Who got how deep
#
# On ImageNet, 1000 classes and over a million photos, a net may name five classes and errs if none is right: the *top-5
# error*. Numbers as published; those of ImageNet are of several nets together.
#
# | year | who | layers | what was new | error |
# |---|---|---|---|---|
# | 1980 | Fukushima | | shared windows; no backpropagation | |
# | 1987 | Waibel and others | | a window shared along *time*, trained by backpropagation: speech | |
# | 1989 | LeCun and others | | for *pictures*: zip codes | |
# | 1998 | LeNet-5 | 5 | banks use it | |
# | 2011 | Cireşan and others (IDSIA) | | on graphics cards | traffic signs 0.54 % (people: 1.16 %) |
# | 2012 | AlexNet, first of its kind to win ImageNet | 8 | ReLU, dropout | 16.4 % (the second: 26.2 %) |
# | 2014 | VGG | 19 | 3×3 windows only | |
# | 2014 | GoogLeNet | 22 | extra outputs half-way | 6.7 % |
# | 2015, February | He and others | | a slope below 0 that is learned; a start that fits (lesson 03b) | 4.94 % |
# | 2015, February | Ioffe and Szegedy | | batch normalisation | 4.8 % |
# | 2015, May | Srivastava and others, highway nets | hundreds | shortcuts with gates | |
# | 2015, December | He and others, ResNet | up to 152 | shortcuts that only add | 3.57 % |

# %% name="race-picture" tags=["figure"]
# @title Figure: errors of the winners
winners = {"2010": 28.2, "2011": 25.8, "2012\nAlexNet": 16.4, "2013": 11.7}
winners |= {"2014\nGoogLeNet": 6.7, "2015\nResNet": 3.57}
ax = plots.panels(1, width=6.4, height=2.9)[1][0]
colors = [plots.COLORS["neutral"]] * 2 + [plots.COLORS["train"]] * 4  # grey: no deep net
bars = ax.bar(list(winners), list(winners.values()), 0.65, color=colors)
ax.axhline(5.1, color=plots.COLORS["validation"], linestyle="--")
last = ax.bar_label(bars, fontsize=9)[-1]
last.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0})  # above the dashed line
ax.text(5.5, 5.7, "a human: 5.1", fontsize=9)
ax.set(ylabel="top-5 error in %", ylim=(0, 31), xlim=(-0.6, 7))
ax.grid(visible=False, axis="x")
plots.show(
    ax,
    caption="Winners of the ImageNet challenge (grey: no deep net); dashed: a human.",
    alt="Six bars that fall from 28 to under 4 percent; the last one ends below the dashed line.",
)

# %% [markdown] name="human-task"
# ### Exercise · better than a human?
#
# In February 2015 the 4.94 % were reported as *surpassing human-level performance*, 5.1 %. Those are the errors of *one*
# person on **1500** pictures; the nets' were counted on 100 000. Compute both standard errors,
# $\sqrt{p(1-p)/n}$, in percentage points. How many standard errors of the difference ($\sqrt{a^2+b^2}$) is 5.1 − 4.94?
# Is it shown that these nets together beat this person (`True` or `False`; ask for two)?

# %% name="human" tags=["exercise"]
# BEGIN SOLUTION
error_human = 100 * np.sqrt(0.051 * 0.949 / 1500)
error_machine = 100 * np.sqrt(0.0494 * 0.9506 / 100_000)
ratio = (5.1 - 4.94) / np.hypot(error_human, error_machine)
is_shown = ratio > 2
# END SOLUTION
checks.residual.human(error_human, error_machine, ratio, is_shown)
# checks.residual.human.hint()

# %% [markdown] name="human-solution" tags=["solution"]
# **Why.** The person's error has a standard error of more than half a point: a quarter of a standard error is no
# difference. The 3.57 % of December are another matter. Neither says anything about other pictures or other people.

# %% [markdown] name="close"
# ## What we saw
#
# 1. Twenty bare, narrow layers: from Keras's start next to no gradient arrives, from He's far more; next to nothing is
#    learned from either.
# 2. With batch normalisation the gradient arrives, and twenty layers learn, more slowly than eight.
# 3. Shortcuts let them learn faster. With batch normalisation vanishing gradients are not the reason, neither at the start
#    nor after training. Steadier ones may be a part of it, smaller growth, too.
#
# So why was it so hard to train twenty layers? Bare and narrow, little came through, forward or back. With normalisation
# it came through, and depth still made learning slower, until shortcuts came.
#
# **What can go wrong in practice.** A deep net does not learn: print the length of the gradient at each layer, and train
# a shallower one of the same kind beside it.

# %% [markdown] name="also" tags=["further"]
# **Also met in courses on this subject**
#
# | what | in a sentence |
# |---|---|
# | 2012, the breakthrough | in the same years nets took over speech recognition |
# | contests, 2011 to 2013 | IDSIA also won with handwritten Chinese characters and with pictures of cells |
# | 2015, the race | between February and December: 4.58 % by Baidu, banned for too many submissions |
# | CIFAR-100, about 2016 | 100 classes of tiny photos: deep nets about 75 % right, the best other method about 61 %, guessing 1 % |
# | ResNet-34 | 34 layers, 16 shortcuts over two layers each; ResNet-50 and deeper jump over three |

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem"
# **A longer problem.** Does Adam, whose steps do not depend on how long a gradient is, close the gap between twenty
# plain layers and eight? What do shortcuts do *without* batch normalisation? Give each net the better of the same
# learning rates, repeat over five seeds, and say which of the stories gained or lost.
#
# **Further reading.** He, Zhang, Ren and Sun (2015), *Deep residual learning for image recognition*. Ioffe and Szegedy
# (2015), *Batch normalization*. Balduzzi and others (2017), *The shattered gradients problem*. Yang and others (2019), *A
# mean field theory of batch normalization*.
#
# {next}
