# %% [markdown] name="title"
# # 06f ·

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, models, plots, start

settings = start("06f_residual", seed=1)

# %% [markdown] name="lenet"
# ## The ancestor, LeNet-5
#
# The net that read cheques in the 1990s. LeCun, Bottou, Bengio and Haffner (1998) call its layers C1, S2,
# C3, S4, C5, F6: convolution, **s**ubsampling, convolution, subsampling, convolution, **f**ully
# connected. In their drawing *each plane is a feature map, a set of units whose weights are constrained
# to be identical*: 6 filters 5×5 on a picture of 32×32, averages of 2×2, 16 filters 5×5, averages of 2×2,
# 120 filters 5×5 on maps of 5×5 (so one number each), 84 dense units, ten outputs.
#
# The depth of such a stack is **composition repeated**: edges are made of pixels, corners of edges,
# digits of corners. Layer 5 is $f_5(f_4(f_3(f_2(f_1(x)))))$ and nothing else.

# %% name="lenet-picture"
lenet_sizes = {
    "picture": (32, 32, 1),
    "C1": (28, 28, 6),
    "S2": (14, 14, 6),
    "C3": (10, 10, 16),
    "S4": (5, 5, 16),
}
lenet_sizes |= {"C5": (120,), "F6": (84,), "answer": (10,)}
plots.show(
    plots.layer_sizes(
        lenet_sizes, title="LeNet-5: five layers with weights, one on top of the other"
    ),
    caption="LeNet-5 of 1998: sizes of all layers. Every pile is computed from the one to its left and from nothing else.",
    alt="A large square, six almost as large, six half as large, sixteen smaller, sixteen small ones, then three bars.",
)

# %% [markdown] name="lenet-task"
# ### Exercise 6b.3 · LeNet-5 by hand
#
# Count the weights and biases of C1, C3, C5, F6 and the output layer as Keras would build them, each
# filter seeing *all* maps of the layer before. Then find the difference: the original connected each C3
# filter to only some of the six maps, which saved weights. Its C3 had 1516 parameters. How many did that
# save?

# %% name="lenet-answer" tags=["exercise"]
# BEGIN SOLUTION
lenet_parameters = [
    6 * (25 + 1),
    16 * (6 * 25 + 1),
    120 * (16 * 25 + 1),
    120 * 84 + 84,
    84 * 10 + 10,
]
saved_in_c3 = lenet_parameters[1] - 1516
# END SOLUTION
checks.cnn.lenet(lenet_parameters, saved_in_c3)

# %% [markdown] name="lenet-solution" tags=["solution"]
# **Why.** The number of weights of a filter is window × maps of the layer before: 25 for C1, 150 for C3,
# 400 for C5. In all 61 706. Nearly 80 % of them are in C5: a window as large as the map is a dense layer
# under another name, which we will use to find digits in large pictures.

# %% [markdown] name="deep"
# ## Deeper: twenty layers
#
# LeNet-5 has five layers with weights, AlexNet eight, VGG up to nineteen. More depth should not hurt:
# extra layers could simply copy their input. But He, Zhang, Ren and Sun (2015) found that a plain net
# with 56 layers had a *higher training error* on CIFAR-10 than one with 20: the **degradation problem**.
# Their answer, **ResNet**, has **skip connections** that jump over two layers. A block computes
#
# $$ y = \operatorname{relu}\big(x + F(x)\big), $$
#
# so that $F$ only has to learn the *change*, and a block that has nothing to add can learn $F = 0$. Their
# net with 34 layers is drawn below; it is still one of the most used.

# %% name="resnet-picture"
stages = {
    "7×7, 64, stride 2, pool": 1,
    "3×3, 64": 6,
    "3×3, 128": 8,
    "3×3, 256": 12,
    "3×3, 512": 6,
    "dense 1000": 1,
}
ax = plots.panels(1, width=8.0, height=2.4)[1][0]
place = 0
colors = ["neutral", "train", "validation", "test", "highlight", "neutral"]
for color, (name, count) in zip(colors, stages.items(), strict=True):
    ax.bar(place + np.arange(count), 1, width=0.7, color=plots.COLORS[color])
    ax.text(
        place + (count - 1) / 2,
        -0.12 - 0.28 * (count == 1),
        name,
        ha="center",
        va="top",
        fontsize=9,
    )
    if count > 1:
        for first in range(place, place + count, 2):
            curve = {
                "arrowstyle": "->",
                "connectionstyle": "arc3,rad=-0.6",
                "color": plots.COLORS["neutral"],
            }
            ax.annotate("", (first + 1.5, 1.03), (first - 0.5, 1.03), arrowprops=curve)
    place += count
ax.set(
    xlim=(-1.5, place + 0.5),
    ylim=(-0.8, 2.0),
    title=f"ResNet-34: {place} layers with weights, 16 skip connections",
)
ax.axis("off")
plots.show(
    ax,
    caption="ResNet-34 (He and others 2015). A bar is a layer with weights; each arrow adds a block's input to "
    "its output (where the colour changes, in a size that fits).",
    alt="34 bars from left to right in groups of 1, 6, 8, 12, 6 and 1; arrows jump over every two bars of the four groups.",
)

# %% [markdown] name="deep-net"
# Our experiment in small: 20 layers with weights, 8 maps each, on digits of 7×7 pixels; **plain** or
# **residual**, **with** or **without** batch normalisation. A lecture says: *"Skip connections improve
# training by avoiding vanishing gradients."* **Before you go on:** in which of the four nets do you
# expect a vanishing gradient, and in which a training that fails?


# %% name="deep-net-code"
def deep_net(residual, normalize):
    """Return a net with 20 layers with weights, and the output of its first layer and of every block."""
    inputs = keras.Input((7, 7, 1))
    maps = layers.Conv2D(8, 3, padding="same", activation="relu")(inputs)
    outputs = [maps]
    for _ in range(num_blocks):
        branch = maps
        for is_last in (False, True):
            branch = layers.Conv2D(8, 3, padding="same", use_bias=not normalize)(branch)
            branch = layers.BatchNormalization(momentum=0.9)(branch) if normalize else branch
            branch = branch if is_last else layers.Activation("relu")(branch)
        maps = layers.Activation("relu")(layers.Add()([maps, branch]) if residual else branch)
        outputs.append(maps)
    logits = layers.Dense(10)(layers.GlobalAveragePooling2D()(maps))
    return keras.Model(inputs, logits), outputs


tiny = (
    x_train[:num_deep_pictures].reshape(-1, 7, 4, 7, 4, 1).mean(axis=(2, 4))
)  # means of 4x4 pixels
tiny_labels = y_train[:num_deep_pictures]

# %% [markdown] name="gradients"
# ## Does the gradient vanish?
#
# Backpropagation starts at the loss and goes down through the layers. How much of it arrives at each
# block, before any training? Cut the net in two at that block, and differentiate the loss with respect to
# what passes there.


# %% name="gradients-run"
def training_loss(model, x, y):
    """Return the loss as in training, but leave the moving averages of batch normalisation alone."""
    with keras.StatelessScope():
        return cross_entropy(y, model(x, training=True))


def gradient_norms(model, outputs, x, y):
    """Return the length of the loss's gradient with respect to the output of several blocks."""
    lengths = []
    for maps in outputs[::3]:  # the first layer and every third block
        lower, upper = keras.Model(model.input, maps), keras.Model(maps, model.output)
        passing = ops.convert_to_numpy(lower(x, training=True))
        _, slope = value_and_gradient(lambda z, f=upper: training_loss(f, z, y), passing)
        lengths.append(np.linalg.norm(slope))
    return np.array(lengths)


variants = {
    "plain": (False, False),
    "residual": (True, False),
    "plain, batch norm": (False, True),
    "residual, batch norm": (True, True),
}
arriving = {
    name: [gradient_norms(*deep_net(*options), tiny[:100], tiny_labels[:100])]
    for name, options in variants.items()
}

# %% name="gradients-picture"
ax = plots.curves(
    {name: lengths[0][::-1] for name, lengths in arriving.items()},
    x=6 * np.arange(num_blocks // 3 + 1),
    title="Only the plain net without batch norm has a vanishing gradient",
    xlabel="layers passed on the way from the loss to the pixels",
    ylabel="length of the gradient",
    logy=True,
    value_limits=(1e-7, 1e2),
)
ax.set_xticks(6 * np.arange(num_blocks // 3 + 1))
plots.show(
    ax,
    caption="Length of the gradient of the loss at four places of four untrained nets with 20 layers.",
    alt="Four curves on a logarithmic axis that begin together. Three stay level or rise; "
    "that of the plain net without batch normalisation falls by more than two powers of ten.",
)

# %% name="gradients-claims"
first_over_last = {name: lengths[0][0] / lengths[0][-1] for name, lengths in arriving.items()}
checks.claim(
    "plain, no batch norm: gradient at the first block over that at the last",
    first_over_last["plain"],
    high=0.1,
    control=first_over_last["plain, batch norm"],
)
checks.claim(
    "plain, batch norm: gradient at the first block over that at the last, in powers of ten",
    np.log10(first_over_last["plain, batch norm"]),
    low=0.5,
    control=np.log10(first_over_last["plain"]),
)

# %% [markdown] name="deep-train"
# With batch normalisation nothing vanishes in the plain net; at its first layer the gradient is even
# longer than at its last. (In the residual net with batch normalisation it grows, too.) If vanishing
# gradients were the reason, the plain net with batch normalisation should now train as well as the
# residual one. **Guess**, then run.

# %% name="deep-train-run"
contestants = {"plain": (False, True), "residual": (True, True)}
losses = {name: [] for name in contestants}
for name, options in contestants.items():
    net = deep_net(*options)[0]
    net.compile(keras.optimizers.SGD(0.1), cross_entropy, run_eagerly=eagerly)
    for _ in range(num_pairs):
        net.set_weights(
            deep_net(*options)[0].get_weights()
        )  # a new start, without building the program again
        history = net.fit(tiny, tiny_labels, batch_size=48, epochs=deep_epochs, verbose=0)
        losses[name].append(history.history["loss"][-1])
losses = pd.DataFrame(losses)
print(
    f"training loss in epoch {deep_epochs}, all with batch normalisation; guessing has ln 10 = {np.log(10):.2f}"
)
losses.round(2)

# %% name="deep-claims"
mean_loss = losses.mean()
checks.claim(
    "batch norm, 20 layers: training loss, plain minus residual",
    mean_loss["plain"] - mean_loss["residual"],
    low=0.05,
    control=0.0,
)

# %% [markdown] name="deep-others"
# And the two nets *without* batch normalisation, with the same learning rate and as many steps? One of
# them has a vanishing gradient, the other has not. **Guess** both losses.

# %% name="deep-others-run"
for name in ("plain", "residual"):
    net = deep_net(*variants[name])[0]
    net.compile(keras.optimizers.SGD(0.1), cross_entropy, run_eagerly=eagerly)
    history = net.fit(tiny, tiny_labels, batch_size=48, epochs=deep_epochs, verbose=0)
    print(
        f"{name}, no batch norm: training loss {history.history['loss'][-1]:.2f}; guessing has {np.log(10):.2f}"
    )

# %% [markdown] name="deep-others-explain"
# Compare both with guessing. A gradient that arrives is necessary, but not enough: the steps must suit
# the net, too. Try more epochs, or Adam: which of the two moves first?

# %% [markdown] name="which"
# ## Which explanation survives?
#
# So there are two stories. *Without* normalisation, skip connections do keep the gradient from vanishing:
# $x + F(x)$ has the derivative $1 + F'(x)$, and wherever the ReLU behind it lets pass, the 1 survives any
# number of layers. But ResNets and
# their plain rivals have batch normalisation. He and others checked that their plain nets have *healthy
# gradients* and called it unlikely that vanishing gradients cause the difficulty. Ours say the same. What
# is left? One idea, **shattered gradients** (Balduzzi and others 2017): in a deep plain net the gradient
# is long enough but changes its direction at every small step, so that following it leads nowhere.
# Measure it before training: take the gradient of the loss with respect to the pixels, for a picture and
# for the same picture with a touch of noise, and the cosine of the angle between the two. 1: the same
# direction; 0: nothing in common.


# %% name="which-run"
def steadiness(model, x, y, rng):
    """Return the mean cosine between the input gradients of pictures and of the same with slight noise."""
    slopes = [
        value_and_gradient(lambda z: training_loss(model, z, y), inputs)[1].reshape(len(x), -1)
        for inputs in (x, x + 0.02 * rng.normal(size=x.shape).astype("float32"))
    ]
    lengths = np.linalg.norm(slopes[0], axis=1) * np.linalg.norm(slopes[1], axis=1)
    return np.mean((slopes[0] * slopes[1]).sum(axis=1) / lengths)


cosines = {
    name: [
        steadiness(deep_net(*options)[0], tiny[:100], tiny_labels[:100], rng)
        for _ in range(num_pairs)
    ]
    for name, options in contestants.items()
}
print({name: [f"{value:.2f}" for value in values] for name, values in cosines.items()})
checks.claim(
    "batch norm, 20 layers: cosine of the gradients with and without noise, residual minus plain",
    np.mean(cosines["residual"]) - np.mean(cosines["plain"]),
    low=0.05,
    control=0.0,
)

# %% [markdown] name="skip-task"
# ### Exercise 6b.9 · find the slip
#
# *"Skip connections improve training by avoiding vanishing gradients."*
#
# First the arithmetic behind it: if every one of ten blocks has the slope $F' = 0.5$, by which factor
# does a gradient shrink or grow on its way through ten plain blocks, and through ten residual blocks?
# Then decide by the measurements of this section and the last two. Where did a plain net have a vanishing
# gradient for the skip connections to avoid, so that the sentence *can* hold: **A** with and without
# batch normalisation, **B** only without, **C** only with, **D** never? And which measurement tells that
# something else is at work: **A** the length of the gradient, **B** the training loss of the plain net
# *with* batch normalisation, **C** the number of parameters?

# %% name="skip" tags=["exercise"]
# BEGIN SOLUTION
plain_factor = 0.5**10
residual_factor = 1.5**10
sentence_holds = "B"
tells_otherwise = "B"
# END SOLUTION
checks.cnn.skip(plain_factor, residual_factor, sentence_holds, tells_otherwise)

# %% [markdown] name="skip-solution" tags=["solution"]
# **Why.** 0.001 against 58: without anything else, that is a good reason for a skip connection. With
# batch normalisation the gradient of the plain net does not vanish either, and it still trains worse. So
# the cause of *that* difference must be another: a matter of optimisation, as He and others wrote.
# Steadier gradients are a candidate that our measurement supports. It does not prove it.

# %% [markdown] name="history"
# ## Thirty-five years in one figure
#
# **1980**: Kunihiko (not Kuniyuki, as a slide has it) Fukushima's *neocognitron* has both kinds of
# layers, after what was known about the visual cortex. Its S-cells look for one pattern through a window,
# the same weights everywhere: **convolution**. Its C-cells answer if any S-cell nearby does:
# **downsampling**. It learns layer by layer, without labels and without backpropagation. **1989**: Yann
# LeCun and colleagues train such a net *with backpropagation*, end to end, on handwritten digits of zip
# codes, with windows of 5×5 and strides of 2. **1998**: LeNet-5, with MNIST, reads cheques in banks. (One
# of our lectures names 1989, another 1998; both are right about something else.)

# %% name="history-picture"
events = [
    (1980, "Fukushima: neocognitron, convolution + downsampling", "idea"),
    (1989, "LeCun: zip codes, trained by backpropagation", "idea"),
    (1998, "LeCun and others: LeNet-5 reads cheques, MNIST", "idea"),
    (2009, "Fei-Fei Li and others: ImageNet", "data"),
    (2011, "IDSIA wins Chinese characters and German traffic signs", "contest"),
    (2012, "AlexNet wins ImageNet, by a lot; IDSIA: record on MNIST", "contest"),
    (2014, "GoogLeNet (22 layers) wins ImageNet, VGG (19) is second", "contest"),
    (2015, "ResNet (152 layers) wins ImageNet", "contest"),
]
plots.show(
    plots.timeline(events, title="CNNs: the idea is much older than the breakthrough"),
    caption="Milestones of convolutional nets.",
    alt="A vertical line of years from 1980 to 2015 with eight events; five of them crowd between 2009 and 2015.",
)

# %% [markdown] name="breakthrough"
# ## 2012, and who was first
#
# *Und es hat zoom gemacht*, says the ZHAW lecture of 2012. **AlexNet** (Krizhevsky, Sutskever and Hinton)
# won the ImageNet challenge, 1000 classes, over a million photos, *by a lot*: 16.4 % errors (15.3 % with
# extra photos), the second 26.2 %. In the same years nets took over speech recognition. It was not the
# first CNN to win: Jürgen Schmidhuber's group at **IDSIA**, above all Dan Cireşan, had won contests since
# **2011**, with several CNNs that vote, trained on graphics cards: handwritten Chinese characters in May,
# German traffic signs in August (0.54 % errors on 12 630 pictures, as published in 2012; people 1.16 % on
# average, the best of them 0.78 %), and until 2013 pictures of cells and tissue. The lecture also lists
# MNIST, for 2011 and 2014. That is a benchmark, not a contest; IDSIA's record there, 0.23 % errors, was
# published in 2012.
#
# A share $p$ of $n$ pictures has the standard error $\sqrt{p(1-p)/n}$. **Guess:** how many of them lie between
# the 0.54 % and the people? And how large a part of the errors did each winner leave out, against the best
# it had to beat?

# %% name="breakthrough-run" tags=["nbval-check-output"]
standard_error = 100 * np.sqrt(0.0054 * 0.9946 / 12_630)
for who, error in {"people, on average": 1.16, "the best of them": 0.78}.items():
    away = (error - 0.54) / standard_error
    print(
        f"traffic signs, {who}: {error} %, {away:.1f} standard errors above IDSIA's 0.54 ± {standard_error:.2f} %"
    )
print(f"traffic signs 2011: IDSIA makes {1 - 0.54 / 1.16:.0%} fewer errors than people on average")
print(f"ImageNet 2012: AlexNet makes {1 - 16.4 / 26.2:.0%} fewer errors than the second")

# %% [markdown] name="first-task"
# ### Exercise 6b.10 · find the slip
#
# The same lecture writes beside the winner of 2012: *"A. Krizhevsky, first CNN in 2012"*. Its own slide
# on the history contradicts it twice. Give the years: first CNN-like net; first CNN trained by
# backpropagation; first CNN to win ImageNet. How many years lie between the first and the last?

# %% name="first" tags=["exercise"]
# BEGIN SOLUTION
first_years = {
    "convolution and downsampling": 1980,
    "trained by backpropagation": 1989,
    "wins ImageNet": 2012,
}
years_between = 2012 - 1980
# END SOLUTION
checks.cnn.first(first_years, years_between)

# %% [markdown] name="first-solution" tags=["solution"]
# **Why.** AlexNet was the first CNN *to win ImageNet*. What was new in 2012 was not the idea but its
# scale, a million labelled photos on two graphics cards, and how it was trained: with ReLU and dropout.

# %% [markdown] name="race"
# ## The race of 2015
#
# On ImageNet a model may name five classes, and errs if none of them is right: the **top-5 error**. It
# fell from 28 % in 2010 to 3.6 % in 2015. *2015: it gets tougher*, says the lecture and lists 4.95 %
# (Microsoft, 6 February; the paper says 4.94), 4.8 % (Google, 11 February), 4.58 % (Baidu, 11 May, banned
# for too many submissions), 3.57 % (Microsoft's ResNet, the winner), beside 5.1 % for a human. The story
# is similar for all image benchmarks, says a lecture of 2016: on **CIFAR-100**, 60 000 photos of 32×32
# pixels in 100 classes, the best nets had about 75 % right, most of them not two years old; the best
# other method had 61 %, guessing has 1 %. Such a table is a snapshot, so put the date beside it.
# **Guess** from the figure: in which year did the winner make the largest step? In points, and as a share
# of the errors that were left?

# %% name="race-picture"
winners = {
    "2010": 28.2,
    "2011": 25.8,
    "2012\nAlexNet": 16.4,
    "2013": 11.7,
    "2014": 6.7,
    "2015\nResNet": 3.57,
}
sprint = {
    "Microsoft\nFeb 6": 4.95,
    "Google\nFeb 11": 4.8,
    "Baidu\nMay 11": 4.58,
    "Microsoft\nDec": 3.57,
}
cifar = {"chance": 1, "best other\nmethod": 61, "deep nets": 75}
figure, axes = plots.panels(3, width=9.0, height=3.0, gridspec_kw={"width_ratios": [6, 4.4, 3.8]})
inside = {"label_type": "center", "color": "white"}
for ax, values, style in zip(axes, (winners, sprint, cifar), ({}, inside, {}), strict=True):
    ax.bar_label(ax.bar(list(values), list(values.values()), width=0.65), fontsize=9, **style)
    ax.tick_params(axis="x", labelsize=8)
    ax.grid(visible=False, axis="x")
for number in (0, 1):
    axes[0].patches[number].set_color(plots.COLORS["neutral"])  # no deep nets yet
axes[0].set(title="ImageNet winners", ylabel="top-5 error in %", ylim=(0, 31))
axes[1].set(title="ImageNet in 2015", ylabel="top-5 error in %", ylim=(0, 6))
axes[1].axhline(5.1, color=plots.COLORS["validation"], linestyle="--")
axes[1].text(3.4, 5.25, "a human: 5.1", ha="right", color=plots.COLORS["validation"], fontsize=9)
axes[2].set(title="CIFAR-100 in 2016", ylabel="accuracy in %", ylim=(0, 83))
plots.show(
    figure,
    caption="Left: top-5 error of the winners of the ImageNet challenge (grey: no deep net). Middle: the race of 2015. "
    "Right: accuracy on CIFAR-100. All numbers as published.",
    alt="Left: bars that fall from 28 to 4 percent, with the largest step in 2012. Middle: four bars just below a dashed "
    "line at 5.1. Right: chance 1, other methods 61, deep nets 75 percent.",
)

# %% name="race-steps" tags=["nbval-check-output"]
errors = np.array(list(winners.values()))
for year, before, after in zip(list(winners)[1:], errors, errors[1:], strict=False):
    print(
        f"{year[:4]}: {before - after:4.1f} points fewer, {1 - after / before:.0%} of the errors that were left"
    )
print(
    f"CIFAR-100, nets against the best other method: {1 - (100 - 75) / (100 - 61):.0%} of the errors"
)

# %% [markdown] name="human-task"
# ### Exercise 6b.11 · better than a human?
#
# The 5.1 % are the errors of *one* person, Andrej Karpathy, on **1500** pictures; the 4.95 % were
# measured on the 100 000 pictures of the test set. Compute both standard errors, $\sqrt{p(1-p)/n}$, in
# percentage points. By how many of its standard errors (the two combined, $\sqrt{a^2+b^2}$)
# does the difference 5.1 − 4.95 differ from zero? Is "surpassing human performance" shown (`True` or
# `False`; ask for two standard errors)?

# %% name="human" tags=["exercise"]
# BEGIN SOLUTION
error_human = 100 * np.sqrt(0.051 * 0.949 / 1500)
error_machine = 100 * np.sqrt(0.0495 * 0.9505 / 100_000)
ratio = (5.1 - 4.95) / np.hypot(error_human, error_machine)
is_shown = ratio > 2
# END SOLUTION
checks.cnn.human(error_human, error_machine, ratio, is_shown)

# %% [markdown] name="human-solution" tags=["solution"]
# **Why.** The human's error has a standard error of more than half a point: a quarter of a standard error
# is no difference. The 3.57 % of December are another matter. And both say nothing about other pictures,
# other questions, or other people.
