# %% [markdown] name="title"
# # 06d · Receptive fields
#
# **How far does a unit see?** And what does pooling do to what it sees? (A deeper part: you may skip it and go
# on to lesson 07.)
#
# | | |
# |---|---|
# | **You will be able to** | *compute* how many pixels a unit sees; *measure* what pooling leaves of a shift; *say* what it keeps and what it loses |
# | **You need** | lessons 06a and 06b: convolution, stride, feature map, pooling |
# | **Time** | {minutes} minutes |
#
# A window of 3x3 pixels sees an edge. Somewhere in the same net a unit knows a whole digit. How does the view
# get so wide, and what gets lost on the way?

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, models, plots, start

settings = start("06d_receptive_field", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_digits = settings.choose(smoke=50, quick=300, full=1000)  # that are shifted
num_paintings = settings.choose(smoke=64, quick=400, full=2000)
num_nets = settings.choose(smoke=2, quick=20, full=100)  # art lovers, side by side
num_epochs = settings.choose(smoke=1, quick=15, full=30)  # passes over the paintings
seed = settings.seed

# %% [markdown] name="field"
# ## Windows that look at windows
#
# The **receptive field** of a unit is the part of the image that it sees. In the first layer it is the window.
# A unit of the second layer looks at a window of first-layer units, and each of these looks at a window of
# pixels. Five nets, each a list of layers from the image upwards, written as (window, stride). A pooling
# layer is a window, too: 2x2 pooling is (2, 2).

# %% [markdown] name="pooling-primer" tags=["primer"]
# **Pooling** replaces each small block of a map, here 2x2, by one number, such as its largest or its mean; with stride 2
# the blocks lie side by side.

# %% name="field-nets"
nets = {
    "one 3x3": [(3, 1)],
    "one 5x5": [(5, 1)],
    "two 3x3": [(3, 1), (3, 1)],
    "four 3x3": [(3, 1)] * 4,
    "with pooling": [(3, 1), (2, 2), (3, 1), (2, 2), (3, 1)],
}

# %% [markdown] name="field-guess"
# **Guess:** how many pixels wide is the field of a unit in the last layer of the net with pooling?

# %% name="guess-field" tags=["guess"]
guess = ...  # pixels along one side
checks.receptive_field.guess("field", guess)

# %% [markdown] name="field-measure"
# Measure it. At pixels that a unit does not see, its gradient is 0. (At others it can be 0 as well, behind a ReLU that
# is off.) So here all weights are 1, there is no ReLU, and pooling is a sum: then the gradient counts the *paths* from a
# pixel to the unit.

# %% name="field-function"
from keras import Sequential, layers, ops

from course_utils.gradients import value_and_gradient


def paths_to(net, size=33):
    """Return the number of paths from each pixel to the middle unit of the last layer."""
    model = Sequential()
    for window, stride in net:
        model.add(layers.Conv2D(1, window, stride, kernel_initializer="ones", use_bias=False))
    blank = np.zeros((1, size, size, 1), dtype="float32")
    middle = model(blank).shape[1] // 2
    _, gradient = value_and_gradient(lambda x: model(x)[:, middle, middle, 0], blank)
    return gradient[0, :, :, 0]


# %% name="field-run"
paths = {name: paths_to(net) for name, net in nets.items()}
widths = {name: np.ptp(np.flatnonzero(seen.any(axis=0))) + 1 for name, seen in paths.items()}
central = paths["four 3x3"][14:19, 14:19].sum() / paths["four 3x3"].sum()

# %% name="field-picture" tags=["figure"]
# @title Figure: what the unit in the middle sees in five nets
figure = plots.image_grid(
    [seen / seen.max() for seen in paths.values()],
    titles=[f"{name}: {widths[name]}" for name in nets],
    size=1.6,
)
plots.show(
    figure,
    caption="Number of paths from each of 33x33 pixels to the unit in the middle, relative to the largest; above it the width of "
    f"the field. Four 3x3: {paths['four 3x3'].max():.0f} paths to the central pixel, one to each corner.",
    alt="Five black squares with a bright patch in the middle: two small and uniform, one a little wider than the first, and two "
    "wide ones that are brightest in the centre and fade outwards.",
)
checks.receptive_field.reveal("field", widths["with pooling"], close=2)
checks.claim(
    "four 3x3: share of the paths that end in the central 5x5 of 9x9 pixels",
    central,
    low=0.76,
    high=0.78,
    control=25 / 81,
    control_is="if all pixels counted alike",
)

# %% [markdown] name="field-explain"
# Each layer adds to the field, and above a stride it adds more, for one step is several pixels there. Two 3x3
# see what one 5x5 sees, with 18 instead of 25 weights for each pair of channels (if all layers have equally many), and
# a ReLU between them. The convolutions of VGG-16 and VGG-19 (2014) are all 3x3.
#
# And look at the brightness. Where windows are stacked, a unit does not see its whole field equally well: with equal
# weights most paths come from the centre. Luo and colleagues (2016) found the same in nets with random weights, and less of it in trained ones:
# the **effective receptive field** is smaller than the computed one.
#
# ### Exercise · compute the receptive field
#
# Write a function that takes such a list of (window, stride), from the image upwards, and returns the width of
# the field of a unit in the last layer, a whole number. Think from the image: how far apart, in pixels, are
# two neighbouring units of each layer?


# %% name="field-answer" tags=["exercise"]
def receptive_field(net):
    """Return how many pixels of the image, along one side, a unit of the last layer sees."""
    # BEGIN SOLUTION
    field, step = 1, 1
    for window, stride in net:
        field += (window - 1) * step
        step *= stride
    return field
    # END SOLUTION


checks.receptive_field.field(receptive_field)
# checks.receptive_field.field.hint()

# %% [markdown] name="field-solution" tags=["solution"]
# **Why.** A window of $k$ adds $k - 1$ units of the layer below, and these are `step` pixels apart: the product
# of all strides so far. A layer's own stride counts only for the layers *above* it. For the net with pooling:
# $1 + 2 + 1 + 2\cdot2 + 1\cdot2 + 2\cdot4 = 18$.

# %% [markdown] name="fields-task"
# ### Exercise · a whole net
#
# A net reads digits of 28x28 pixels: a convolution 5x5 with stride 2 (12x12 places), a convolution 3x3
# (10x10), 2x2 max pooling (5x5), then a dense layer over all 5x5 places. How many pixels wide does one unit
# see in each of the four? By hand or with your function; answer with a list of four numbers.

# %% name="fields-answer" tags=["exercise"]
# BEGIN SOLUTION
receptive_fields = [5, 5 + 2 * 2, 5 + 2 * 2 + 1 * 2, 5 + 2 * 2 + 1 * 2 + 4 * 4]
# END SOLUTION
checks.receptive_field.fields(receptive_fields)
# checks.receptive_field.fields.hint()

# %% [markdown] name="fields-solution" tags=["solution"]
# **Why.** Behind stride 2 one step is 2 pixels, behind the pooling 4. The dense layer is a window of 5x5 places.
# It sees 27 of the 28 rows: the last one falls off, because $(28 - 5)/2$ is not whole.

# %% [markdown] name="fields-use"
# Does your function (or ours) agree with the gradients, also for the dense layer of that net?

# %% name="fields-run" tags=["nbval-check-output"]
sees = checks.receptive_field.field.or_ours(receptive_field, checks.receptive_field.pixels_seen)
nets["digit reader"] = [(5, 2), (3, 1), (2, 2), (5, 1)]
for name, net in nets.items():
    seen = paths_to(net, size=28 if name == "digit reader" else 33)
    print(f"{name:12}: computed {sees(net)}, measured {seen.any(axis=0).sum()}")

# %% [markdown] name="pooling"
# ## Pooling: a summary of the neighbourhood
#
# Pooling widens the field, and it also throws away. **Max pooling** keeps the largest number of each block,
# **average pooling** the mean. Each map is pooled by itself, so the channels stay.
#
# ### Exercise · pool by hand
#
# Pool this map with blocks of 2x2 and stride 2, by hand: maximum and average, as two lists of two rows. Then
# write a function for the maximum, for maps and blocks of any size. The map is an array (rows, columns); what
# does not fill a block at the right or lower end falls off, as in Keras.

# %% name="pooling-answer" tags=["exercise"]
block = np.array([[12, 20, 30, 0], [8, 12, 2, 0], [34, 70, 37, 4], [112, 100, 25, 12]])
# BEGIN SOLUTION
max_pooled = [[20, 30], [112, 37]]
average_pooled = [[13, 8], [79, 19.5]]
# END SOLUTION


def max_pool(feature_map, size):
    """Return the largest number of each block of size x size."""
    # BEGIN SOLUTION
    rows, columns = feature_map.shape[0] // size, feature_map.shape[1] // size
    blocks = feature_map[: rows * size, : columns * size].reshape(rows, size, columns, size)
    return blocks.max(axis=(1, 3))
    # END SOLUTION


checks.receptive_field.pooling(max_pooled, average_pooled, max_pool)
# checks.receptive_field.pooling.hint()

# %% [markdown] name="pooling-solution" tags=["solution"]
# **Why.** The upper right block holds 30, 0, 2 and 0: the maximum keeps the strong answer, the average dilutes
# it to 8. `reshape` gives each block two axes of its own, and the maximum runs over these; two loops over the
# blocks are as good.

# %% [markdown] name="between"
# ## Pooling between the layers
#
# A classical net alternates: convolution, ReLU, pooling, convolution, ReLU, pooling. A pooling layer has **no
# parameters**, and it is usually used without padding. Behind it, fewer values arrive at the dense layer at
# the end:

# %% name="between-count" tags=["nbval-check-output"]
for size in (1, 2, 4):
    net = Sequential([layers.Conv2D(8, 3, padding="same"), layers.MaxPooling2D(size)])
    net.add(layers.Flatten())
    net.add(layers.Dense(10))
    net.build((None, 28, 28, 1))
    print(
        f"pooling {size}x{size}, parameters by layer:", [one.count_params() for one in net.layers]
    )

# %% [markdown] name="between-shift"
# And shifts are said to matter less. How much less? Move digits by one pixel to the right, and measure how much
# their feature maps change, relative to the maps. Four kernels: vertical edges, horizontal edges, outline, and
# a random one.
#
# **Guess:** which share of that change is still there behind 2x2 max pooling? (1: all of it.)

# %% name="guess-remains" tags=["guess"]
guess = ...  # share, 0 to 1
checks.receptive_field.guess("remains", guess)

# %% name="between-maps"
digits = data.load_digits()
rng = np.random.default_rng(seed)
chosen = rng.choice(len(digits.x_test), num_digits, replace=False)
images = np.pad(models.as_inputs(digits.x_test[chosen]), ((0, 0), (2, 2), (2, 2), (0, 0)))
moved = np.roll(images, 1, axis=2)  # (n, 32, 32, 1); the border is empty

vertical, outline = [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]], [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]]
chance = rng.normal(size=(3, 3))
kernels = [vertical, np.transpose(vertical), outline, chance - chance.mean()]  # each adds up to 0
kernels = np.stack(kernels, axis=-1)[:, :, None].astype("float32")  # (3, 3, 1, 4)


# %% name="between-change"
def maps_of(pictures):
    """Return the maps of the four kernels after ReLU, (n, 32, 32, 4)."""
    return ops.relu(ops.conv(pictures, kernels, padding="same"))


def change(pool, size):
    """Return how much pooled maps change, relative to them: the mean over the digits, (4,)."""
    first = ops.convert_to_numpy(pool(maps_of(images), size, strides=size))
    second = ops.convert_to_numpy(pool(maps_of(moved), size, strides=size))
    difference = np.linalg.norm((first - second).reshape(num_digits, -1, 4), axis=1)
    return (difference / np.linalg.norm(first.reshape(num_digits, -1, 4), axis=1)).mean(axis=0)


# %% name="between-run"
names = ["vertical edges", "horizontal edges", "outline", "random"]
sizes = [1, 2, 4, 8, 32]  # 1: no pooling, 32: the whole map
left = {}
for pooling, pool in {"maximum": ops.max_pool, "average": ops.average_pool}.items():
    changes = pd.DataFrame([change(pool, size) for size in sizes], sizes, names)
    left[pooling] = changes / changes.loc[1]  # the share that remains
shares = pd.DataFrame({pooling: table.mean(axis=1) for pooling, table in left.items()})

# %% name="between-picture" tags=["figure"]
# @title Figure: what pooling leaves of a shift
ax = plots.curves(
    shares,
    title="a digit moves by one pixel",
    xlabel="width of the pooled blocks (1: no pooling, 32: the whole map)",
    ylabel="share of the change that remains",
    value_limits=(-0.03, 1.05),
)
ax.set_xscale("log", base=2)
ax.set_xticks(sizes, sizes)
plots.show(
    ax,
    caption=f"Change of the maps when digits move by one pixel, relative to the size of the maps, as a share of what it is "
    f"without pooling; mean of {num_digits} digits "
    f"({digits.source}) and four kernels. Behind 2x2 max pooling: "
    f"{', '.join(f'{name} {share:.2f}' for name, share in left['maximum'].loc[2].items())}.",
    alt="Two curves, close together, that fall from 1 without pooling slowly to 0 when the whole map is pooled.",
)
checks.receptive_field.reveal("remains", shares.loc[2, "maximum"], close=0.08)
checks.claim(
    "2x2 max pooling: share of the change by a shift of one pixel that remains",
    shares.loc[2, "maximum"],
    low=0.6,
    high=0.8,
    control=shares.loc[8, "maximum"],
    control_is="8x8",
)
checks.claim(
    "maximum over the whole map: share of the change that remains",
    shares.loc[32, "maximum"],
    high=0.001,
    control=shares.loc[8, "maximum"],
    control_is="8x8",
)
checks.claim(
    "2x2 average pooling: share that remains, minus that of max pooling",
    shares.loc[2, "average"] - shares.loc[2, "maximum"],
    low=0.01,
    control=0.0,
    control_is="no difference",
)

# %% [markdown] name="between-explain"
# **Behind 2x2 max pooling about seven tenths of the relative change are still there.** So one such layer does not make
# the *maps* of these digits invariant to a shift by one pixel: it buys a little, and at 2x2 the average buys even less.
# Blocks of 4x4 take about half, 8x8 about three quarters, and only pooling over the *whole* map takes all (as long as
# nothing leaves the picture). What a net's *answer* makes of it is another question.

# %% [markdown] name="loses"
# ## What pooling loses
#
# Geoffrey Hinton, one of the founders of the field, wrote in 2014, answering questions on Reddit: *"The pooling operation used in
# convolutional neural networks is a big mistake and the fact that it works so well is a disaster. If the pools
# do not overlap, pooling loses valuable information about where things are."* Take the extreme, one pool over the whole map. Here is a face of four parts, and
# the same four parts elsewhere. Three filters (+1 on the part, −1 beside it) look for eye, nose and mouth in
# both pictures, and each map is pooled to its maximum.
#
# **Guess:** how many of the three maxima differ between the pictures?

# %% name="guess-face" tags=["guess"]
guess = ...  # 0, 1, 2 or 3
checks.receptive_field.guess("face", guess)

# %% name="loses-parts"
eye = np.array([[0, 1, 1, 0], [1, 0, 0, 1], [1, 0, 0, 1], [0, 1, 1, 0]])
nose = np.array([[0, 1, 0], [0, 1, 0], [1, 1, 1]])
mouth = np.array([[1, 0, 0, 0, 0, 1], [0, 1, 1, 1, 1, 0]])


def collage(*parts):
    """Return an image of 16x16 with parts, each given with its row and column."""
    canvas = np.zeros((16, 16))
    for part, row, column in parts:
        canvas[row : row + part.shape[0], column : column + part.shape[1]] = part
    return canvas


# %% name="loses-run"
from scipy import signal

face = collage((eye, 2, 2), (eye, 2, 10), (nose, 7, 7), (mouth, 12, 5))
scrambled = collage((eye, 11, 1), (eye, 6, 6), (nose, 12, 12), (mouth, 2, 8))
found = pd.DataFrame(index=["eye", "nose", "mouth"])
for name, picture in {"face": face, "not a face": scrambled}.items():
    maps = [signal.correlate2d(picture, 2 * part - 1, mode="valid") for part in (eye, nose, mouth)]
    found[name] = [int(one.max()) for one in maps]

# %% name="loses-picture" tags=["figure"]
# @title Figure: a face, and the same parts elsewhere
figure = plots.image_grid(
    [1 - face, 1 - scrambled],
    titles=[f"{name}: {', '.join(map(str, found[name]))}" for name in found],
    size=2.2,
)
for ax in figure.axes:
    ax.spines[:].set_visible(True)
plots.show(
    figure,
    caption="Two pictures, and what is left of each after the eye, nose and mouth filter and a maximum over the whole map: equal, for "
    "each part appears whole and alone in both.",
    alt="Two black drawings on white: two eyes, a nose and a mouth as a face; and the same parts in a jumble.",
)
differing = (found["face"] != found["not a face"]).sum()
checks.receptive_field.reveal("face", differing)
checks.claim(
    "maxima that differ between a face and its scrambled parts",
    differing,
    high=0,
    control=(face != scrambled).sum(),
    control_is="pixels that differ",
)

# %% [markdown] name="loses-explain"
# From these three numbers, nothing that comes later can tell the pictures apart. A block of 2x2 forgets much less: at which of its
# four places the strongest answer was, and the three weaker ones. So nets with small blocks still know roughly where things are. Many newer nets
# pool over the whole map only at the very end, where a unit's field can cover the whole face: then its
# answer can speak of all parts.

# %% [markdown] name="cells"
# ## Two kinds of cells
#
# Where does the idea come from? In 1959 and 1962 Hubel and Wiesel measured single cells in the visual cortex of
# cats. A **simple cell** fires for a bar of one orientation at one place, a **complex cell** for such a bar
# *anywhere* in a larger region, as if it collected from neighbouring simple cells. Build them: kernel and ReLU
# at one place, and the maximum of nine such cells side by side. Then move a bar, and turn it.


# %% name="cells-build"
def bar(position, angle, size=21):
    """Return a soft bright bar, so many pixels from the centre and turned by so many degrees."""
    y, x = np.mgrid[:size, :size] - size // 2
    distance = x * np.cos(np.radians(angle)) + y * np.sin(np.radians(angle)) - position
    return np.exp(-(distance**2) / (2 * 1.5**2))


bar_kernel = bar(0, 0, size=9) - bar(0, 0, size=9).mean()  # a vertical bright bar, zero mean
bar_kernel /= np.sum(bar_kernel * bar(0, 0, size=9))  # the best answer is 1


# %% name="cells-run"
def simple_cells(image):
    """Return the answers of nine simple cells side by side, the fifth of them at the centre."""
    return np.maximum(signal.correlate2d(image, bar_kernel, mode="valid")[6, 2:11], 0)


positions, angles = np.linspace(-9, 9, 73), np.linspace(-90, 90, 73)
by_position = np.array([simple_cells(bar(position, 0)) for position in positions])
by_angle = np.array([simple_cells(bar(0, angle)) for angle in angles])

# %% name="cells-picture" tags=["figure"]
# @title Figure: a simple and a complex cell
figure, axes = plots.panels(2, height=3.0, sharey=True)
for ax, x, cells in zip(axes, (positions, angles), (by_position, by_angle), strict=True):
    ax.plot(x, cells[:, 4], color=plots.COLORS["train"], label="simple cell")
    ax.plot(x, cells.max(axis=1), color=plots.COLORS["validation"], ls="--", label="complex cell")
axes[0].set(title="the bar moves", xlabel="place (pixels)", ylabel="answer", ylim=(-0.05, 1.4))
axes[1].set(title="the bar turns", xlabel="angle (degrees)", xticks=[-90, -45, 0, 45, 90])
axes[0].legend(loc="upper left", ncols=2)
plots.show(
    figure,
    caption="Answers to a vertical bar that moves, and to a bar at the centre that turns (90: horizontal).",
    alt="Left: the simple cell answers only to a bar at the centre, the complex cell on a plateau about nine pixels wide. Right: "
    "both answer to angles near 0 and are silent for horizontal bars.",
)

# %% [markdown] name="cells-explain"
# The complex cell gained freedom of place and kept its orientation. Fukushima's neocognitron (1980) stacked
# layers of both, today's convolution and pooling; the maximum came later.

# %% [markdown] name="lover"
# ## The art lover
#
# Is one number per picture ever enough? A rich art lover collects two painters. One paints vertical stripes, the
# other horizontal ones, 2 to 5 pixels wide and anywhere on the canvas. A very small net with a learned kernel
# has *one* filter of 5x5, takes the maximum over the whole map, and ends in a dense layer with two outputs.


# %% name="lover-data"
def paintings(count):
    """Return striped pictures with noise, (count, 30, 30, 1); labels: 1 vertical, 0 horizontal."""
    labels = rng.integers(0, 2, count)
    widths, offsets = rng.integers(2, 6, (count, 1)), rng.integers(0, 10, (count, 1))
    lines = (np.arange(30) + offsets) // widths % 2  # (count, 30)
    upright = np.repeat(lines[:, None], 30, axis=1)  # (count, 30, 30)
    canvases = np.where(labels[:, None, None] == 1, upright, upright.transpose(0, 2, 1))
    noise = rng.normal(scale=0.5, size=canvases.shape)
    return (canvases + noise).astype("float32")[..., None], labels


train_paintings, train_labels = paintings(num_paintings)
test_paintings, test_labels = paintings(1000)

# %% name="lover-pictures" tags=["figure"]
# @title Figure: eight paintings
figure = plots.image_grid(
    train_paintings[:8],
    titles=[("horizontal", "vertical")[label] for label in train_labels[:8]],
    columns=8,
    value_range=(-0.7, 1.7),
)
plots.show(
    figure,
    caption="Eight paintings of the collection, with their painters.",
    alt="Eight noisy squares with stripes of different widths, some vertical and some horizontal.",
)

# %% [markdown] name="lover-task"
# ### Exercise · the critic, by hand
#
# First without learning. How many parameters has that net, with biases? And design a **3x3 kernel**, a list of
# three rows, whose largest answer over the whole map is clearly larger for vertical stripes than for horizontal
# ones, wherever they are. It is judged on stripes without noise, 2 to 5 pixels wide.

# %% name="lover-answer" tags=["exercise"]
# BEGIN SOLUTION
num_parameters = (5 * 5 + 1) + (1 + 1) * 2
critic_kernel = [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]
# END SOLUTION
checks.receptive_field.critic(num_parameters, critic_kernel)
# checks.receptive_field.critic.hint()

# %% [markdown] name="lover-solution" tags=["solution"]
# **Why.** 26 for the filter and its bias, 4 for two outputs with one input and one bias each: 30. The surest
# way: answer 0 to horizontal stripes, wherever they are. It does if each of its *rows* adds up to 0 (below 0 works, too: the
# maximum is then taken where it is dark). And it needs some contrast from left to right. Adding three rows averages the noise.

# %% [markdown] name="lover-learn"
# Now nets find their own kernel: many of them side by side, without touching each other. Two more crowds, from
# the same starts and on the same paintings: one takes the *average* of the map in place of the maximum, one has
# a ReLU before the average.
#
# **Guess:** which nets will tell the painters apart? **A** those with the maximum · **B** maximum and average ·
# **C** maximum, and ReLU with average · **D** all three.

# %% name="guess-lover" tags=["guess"]
guess = ...  # "A", "B", "C" or "D"
checks.receptive_field.guess("lover", guess)

# %% name="lover-nets"
import keras

from course_utils.models import side_by_side

canvas = keras.Input((30, 30, 1))


def art_lovers(name, pooling, activation=None):
    """Return the logits of as many nets as there are filters, (n, nets, 2)."""
    begin = keras.initializers.RandomUniform(-0.35, 0.35, seed=seed)  # as for a single filter
    filters = layers.Conv2D(num_nets, 5, kernel_initializer=begin, name=name)
    maps = layers.Activation(activation)(filters(canvas))
    numbers = layers.Reshape((num_nets, 1))(pooling(maps))  # one for each net
    return side_by_side.dense(numbers, num_nets, 2, seed=seed)


# %% name="lover-crowds"
crowds = {
    "the maximum": art_lovers("maximum", layers.GlobalMaxPooling2D()),
    "the average": art_lovers("average", layers.GlobalAveragePooling2D()),
    "ReLU, then the average": art_lovers("relu", layers.GlobalAveragePooling2D(), "relu"),
}
model = keras.Model(canvas, ops.stack(list(crowds.values()), axis=1))  # (n, 3, nets, 2)

# %% name="lover-train"
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="sum")
model.compile(keras.optimizers.Adam(0.02), loss=loss, run_eagerly=num_epochs == 1)
targets = np.broadcast_to(train_labels[:, None, None], (num_paintings, 3, num_nets))
model.fit(train_paintings, targets, batch_size=32, epochs=num_epochs, verbose=0)

right = models.outputs(model, test_paintings).argmax(axis=-1) == test_labels[:, None, None]
accuracies = pd.DataFrame(right.mean(axis=0).T, columns=list(crowds))  # (nets, crowds)

# %% name="lover-claim" tags=["claim"]
# @title Claim: which art lovers tell the painters apart
table = {"mean accuracy": accuracies.mean(), "nets above .95": (accuracies > 0.95).sum()}
print(pd.DataFrame(table).round(2).to_string())
checks.receptive_field.reveal("lover", "C")
checks.claim(
    "one learned kernel and its maximum tell the painters apart: mean accuracy",
    accuracies["the maximum"].mean(),
    low=0.95,
    control=accuracies["the average"].mean(),
    control_is="with the average",
)
checks.claim(
    "a ReLU before the average repairs it: median accuracy",
    accuracies["ReLU, then the average"].median(),
    low=0.95,
    control=accuracies["the average"].median(),
    control_is="without ReLU",
)

# %% [markdown] name="lover-look"
# And what have they learned? One net of the first crowd at work, and the kernels of ten:

# %% name="lover-maps"
filters = model.get_layer("maximum")
kernels = np.moveaxis(ops.convert_to_numpy(filters.kernel)[:, :, 0], -1, 0)  # (nets, 5, 5)
examples = [test_paintings[test_labels == label][0] for label in (1, 0)]
answer_maps = ops.convert_to_numpy(filters(np.stack(examples)))[..., 0]

# %% name="lover-kernel" tags=["figure"]
# @title Figure: one art lover at work
figure, axes = plots.panels(5, columns=5, height=1.9)
limit = np.abs(kernels[0]).max()
axes[0].imshow(kernels[0], cmap="RdBu", vmin=-limit, vmax=limit)
scale = {"cmap": "magma", "vmin": answer_maps.min(), "vmax": answer_maps.max()}
for ax, picture, one in zip(axes[1::2], examples, answer_maps, strict=True):
    ax.imshow(picture, cmap="gray", vmin=-0.7, vmax=1.7)
    axes[axes.index(ax) + 1].imshow(one, **scale)
for ax, title in zip(
    axes, ("its kernel", "vertical", "its map", "horizontal", "its map"), strict=True
):
    ax.set_title(title, loc="center", fontsize=10.5)
    ax.set(xticks=[], yticks=[])
    ax.grid(visible=False)
plots.show(
    figure,
    caption="The kernel of the first net with the maximum (blue: positive weights), and what it makes of one painting of each "
    "kind; both maps in the same scale.",
    alt="A 5 by 5 kernel in blue and red, and two noisy paintings, each with its feature map.",
)

# %% name="lover-crowd-picture" tags=["figure"]
# @title Figure: the kernels of ten art lovers
limit = np.abs(kernels[:10]).max()
figure = plots.image_grid(kernels[:10], columns=10, colormap="RdBu", value_range=(-limit, limit))
plots.show(
    figure,
    caption="Kernels of the first ten art lovers that take the maximum (blue: positive).",
    alt="Small 5 by 5 kernels in blue and red; most have vertical or horizontal bands of one colour.",
)

# %% [markdown] name="lover-explain"
# The maximum asks "how well does my pattern fit *anywhere*?" The average over the map of a *linear* filter is, up
# to the border, the sum of its weights times the mean brightness of the canvas, which tells nothing about the
# painter. The ReLU before it repairs that in most nets: a bend, again.

# %% [markdown] name="close"
# ## What we saw
#
# 1. A unit sees a window of windows: each layer adds to its field, and strides multiply what the layers above
#    them add. Behind several layers it does not see all of it equally well: most paths come from the centre.
# 2. 2x2 pooling left most of the (relative) change that a shift by one pixel makes. Pooling over the whole map is
#    invariant, and forgets where things are.
# 3. One learned kernel and one number were enough for stripes, with a maximum or a bend before the average.
#
# **What can go wrong in practice.** A field smaller than what has to be seen *together*, with only
# pooling behind it: no training helps. A computed field that is
# large enough, while the effective one is not. Pixels at the border that strides leave out.

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem" tags=["further"]
# **A longer problem.** Blur before you leave out pixels (Zhang, 2019): replace 2x2 max pooling by a maximum with
# stride 1, a small average, and only then every second pixel. How much of a shift by one, two or three pixels
# remains, for the four kernels above? A good answer has a table with the plain pooling as its rival, says what
# the blur costs, and why a shift by two pixels is special once the pooled map may move along, too.
#
# **Further reading.** Hubel and Wiesel (1962), *Receptive fields, binocular interaction and functional
# architecture in the cat's visual cortex*. Fukushima (1980), *Neocognitron*. Luo et al. (2016), *Understanding
# the effective receptive field in deep convolutional neural networks*. Zhang (2019), *Making convolutional
# networks shift-invariant again*. Sabour, Frosst and Hinton (2017), *Dynamic routing between capsules*. The art
# lover comes from a course of Dürr, Sick and colleagues.
#
# {next}
