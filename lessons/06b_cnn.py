# %% [markdown] name="title"
# # 06b · Convolutional nets
#
# **Why does looking through a small window win?** And when does it not?
#
# | | |
# |---|---|
# | **You will be able to** | *build* a convolutional net and count its numbers; *say* which piece of knowledge in it pays, and when; *predict* for which nets the order of the pixels matters |
# | **You need** | window, channels, stride (lesson 06a); training a net on digits (lesson 04) |
# | **Time** | {minutes} minutes |
#
# Lesson 06a looked at one layer. Here are whole nets, and a race that adds one piece of knowledge at a time.

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, measured, models, plots, start

settings = start("06b_cnn", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_train = settings.choose(smoke=200, quick=2400, full=2400)
num_wandering = settings.choose(smoke=60, quick=2000, full=2000)  # of these, for the race
num_test = settings.choose(smoke=100, quick=5000, full=10_000)
race_epochs = settings.choose(smoke=1, quick=20, full=40)
best_epochs = settings.choose(smoke=1, quick=6, full=30)
seed = settings.seed

# %% name="load"
digits = data.load_digits(num_train=num_train, num_validation=600, num_test=num_test)


def as_inputs(images):
    return images[..., None].astype("float32") / 255  # (n, 28, 28) -> (n, 28, 28, 1), from 0 to 1


x_train, x_test = as_inputs(digits.x_train), as_inputs(digits.x_test)
y_train, y_test = digits.y_train, digits.y_test

# %% [markdown] name="net"
# ## The smallest one
#
# A **convolutional net**, CNN, is a few operations in a row: *convolution and ReLU*, the same again on the maps that came out, and at
# the end a dense layer that names the digit. The smallest has one convolution. `Flatten` writes all its maps as one long row.

# %% name="smallest"
import keras
from keras import layers, ops

smallest = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), padding="same", activation="relu"),
        layers.Flatten(),
        layers.Dense(10),  # a logit for each digit
    ]
)

# %% [markdown] name="listing-task"
# ### Exercise · do the math
#
# Where are most of its parameters, in the 32 kernels or in the ten outputs? Count by hand: those of the convolution; the numbers in the
# row; those of the dense layer; all; and the share that is dense (0 to 1).

# %% name="listing-answer" tags=["exercise"]
# BEGIN SOLUTION
conv_parameters = 32 * (3 * 3 * 1 + 1)
flat_length = 32 * 28 * 28
dense_parameters = flat_length * 10 + 10
all_parameters = conv_parameters + dense_parameters
dense_share = dense_parameters / all_parameters
# END SOLUTION
checks.cnn.listing(conv_parameters, flat_length, dense_parameters, all_parameters, dense_share)
# checks.cnn.listing.hint()

# %% [markdown] name="listing-solution" tags=["solution"]
# **Why.** A kernel has 9 weights and a bias, whatever the size of the picture: 32 · 10 = 320. Its map is as large as the picture,
# so the row has 32 · 28 · 28 = 25 088 numbers, and each of the ten outputs has a weight for every one of them. Convolutions are
# cheap in parameters; what they *hand over* to the dense layer is not, unless the maps get smaller first.

# %% [markdown] name="pooling"
# ## Smaller maps
#
# A stride makes maps smaller. So does **pooling**: cut each map into squares of 2×2 and keep one number of each, in **max pooling** the
# largest. It has nothing to learn, and forgets where in its square the number stood. Does a digit that moves still look the same?

# %% name="pooling-run"
edges = layers.Conv2D(1, 3, activation="relu", use_bias=False)
edges.build((None, 28, 28, 1))
edges.kernel.assign(np.reshape([[-1, 0, 1]] * 3, (3, 3, 1, 1)))  # brighter on the right
two = np.concatenate([x_train[:1], np.roll(x_train[:1], 1, axis=2)])  # a digit, and moved by 1
maps = ops.convert_to_numpy(edges(two))  # (2, 26, 26, 1)
pooled = ops.convert_to_numpy(layers.MaxPooling2D(2)(maps))  # (2, 13, 13, 1)


def change(before, after):
    """Return how much of the map is new, as a share of its length."""
    return np.linalg.norm(after - before) / np.linalg.norm(before)


print(f"one pixel to the right: {change(*maps):.2f} of the map, {change(*pooled):.2f} pooled")

# %% name="pooling-picture" tags=["figure"]
# @title Figure: a map of vertical edges, before and after pooling
plots.show(
    plots.image_grid(
        [maps[0], pooled[0], maps[1], pooled[1]],
        titles=["map", "pooled", "map, digit moved", "pooled, digit moved"],
        columns=4,
        size=1.9,
    ),
    caption="Where a digit gets brighter to the right, before and after 2×2 max pooling; then for the same digit, one pixel further "
    "right.",
    alt="Four pictures: the left edges of a digit in 26 by 26 pixels, the same in 13 by 13, and both again, moved a little.",
)

# %% [markdown] name="pooling-explain"
# Pooling softens a shift; it does not undo it.

# %% [markdown] name="heart"
# ## One piece of knowledge at a time
#
# Four nets with the same layers, numbers of maps, steps and pictures. Only *who sees what* changes:
#
# | net | a unit of a layer sees |
# |---|---|
# | **dense** | everything |
# | **local** | a small window, with weights of its own at each place (**locally connected**) |
# | **shared** | a small window, with the same weights everywhere (**weight sharing**): a convolution |
# | **pooled** | the same, and 2×2 max pooling before the last layer |
#
# Small digits, 8×8, stand in an empty picture of 16×16: in the middle, or up to 4 pixels away from it. Each is put *once*, at
# random, and stays there for all of the training.

# %% name="wander"
distances = [0, 4]  # pixels
rng = np.random.default_rng(seed)


def shrink(images):
    """Average squares of 3 x 3 pixels, leaving out the border: (n, 28, 28) -> (n, 8, 8)."""
    small = images[:, 2:26, 2:26].reshape(-1, 8, 3, 8, 3).mean(axis=(2, 4))
    return small / small.max(axis=(1, 2), keepdims=True)  # the brightest pixel is 1


def wander(small, farthest):
    """Put each digit somewhere, up to `farthest` pixels from the middle of (16, 16)."""
    pictures = np.zeros((len(small), 16, 16, 1), "float32")
    corners = 4 + rng.integers(-farthest, farthest + 1, (len(small), 2))
    for picture, digit, (row, column) in zip(pictures, small, corners, strict=True):
        picture[row : row + 8, column : column + 8, 0] = digit
    return pictures


# %% name="wander-run"
small_train, small_test = shrink(digits.x_train[:num_wandering]), shrink(digits.x_test)
wandering = {w: wander(small_train, w) for w in distances}
wandering_test = {w: wander(small_test, w) for w in distances}

# %% name="wander-picture" tags=["figure"]
# @title Figure: digits that wander
plots.show(
    plots.image_grid(
        [picture for w in distances for picture in wandering[w][:8]],
        row_labels=["middle", "wander"],
        size=0.9,
    ),
    caption="The same eight digits in the middle, and up to 4 pixels away from it.",
    alt="Two rows of eight small digits; in the first all stand in the middle, in the second each somewhere else.",
)

# %% [markdown] name="primer" tags=["primer"]
# **Batch normalisation** brings the values of a map, over a batch, to mean 0 and spread 1, then scales and shifts them by two learned
# numbers; a bias is then of no use. Outside training, averages of past batches stand in (`momentum=0.9`: of the last ten or so).
#
# **Augmentation** shows a net each training picture a little changed, for example shifted, in another way every time.


# %% name="normalized"
def normalized(values, layer):
    """Return what the layer makes of the values, normalised over the batch and bent by a ReLU."""
    values = layers.BatchNormalization(momentum=0.9)(layer(values))
    return layers.Activation("relu")(values)


# %% [markdown] name="wiring-text"
# The local layer is a convolution whose weights depend on the place: `hwkm` is height, width, number in the window, map. `Conv2D` has
# no `hw`.


# %% name="wiring"
def wiring(kind, maps, size, stride, channels):
    """Return the sums of a layer whose units see maps (n, side, side, channels in) in this way."""
    side = (maps.shape[1] - size) // stride + 1
    if kind == "dense":
        units = layers.Dense(side * side * channels, use_bias=False)(layers.Flatten()(maps))
        return layers.Reshape((side, side, channels))(units)
    if kind == "local":
        windows = ops.image.extract_patches(maps, size, stride)  # (n, side, side, in a window)
        limit = (6 / (size**2 * (maps.shape[3] + channels))) ** 0.5  # random start: as Conv2D's
        weights = keras.initializers.RandomUniform(-limit, limit)
        shape = (side, side, channels)
        return layers.EinsumDense("nhwk,hwkm->nhwm", shape, kernel_initializer=weights)(windows)
    return layers.Conv2D(channels, size, strides=stride, use_bias=False)(maps)


# %% name="wired-net" tags=["nbval-check-output"]
def wired_net(kind, pictures):
    """Return the logits of a net of two such layers on pictures (n, 16, 16, 1)."""
    maps = normalized(pictures, lambda x: wiring(kind, x, size=4, stride=2, channels=16))
    maps = normalized(maps, lambda x: wiring(kind, x, size=2, stride=1, channels=32))
    if kind == "pooled":
        maps = layers.MaxPooling2D(2)(maps)  # (n, 6, 6, 32) -> (n, 3, 3, 32)
    return layers.Dense(10)(layers.Flatten()(maps))


kinds = ["dense", "local", "shared", "pooled"]
for kind in kinds:
    pictures = keras.Input((16, 16, 1))
    print(f"{kind:7}{keras.Model(pictures, wired_net(kind, pictures)).count_params():>10,} numbers")

# %% [markdown] name="race-text"
# The two nets of a kind, for the middle and for wandering digits, are trained side by side and share nothing. Of the learning rates .003, .01 and .03 the same
# one was best for all four, on validation pictures (up to 4 pixels, 1600 to learn from, two starts, tried beforehand).

# %% name="race"
from course_utils.models import crowds


def train_wired(kind, sets, epochs=race_epochs):
    """Train a net of this kind on each set of pictures; return them as one model."""
    inputs = {name: keras.Input((16, 16, 1)) for name in sets}
    nets = {name: layers.Reshape((1, 10))(wired_net(kind, x)) for name, x in inputs.items()}
    model = crowds.together(list(inputs.values()), nets)
    pictures = list(sets.values())
    labels = np.resize(y_train[:num_wandering], len(pictures[0]))  # over and over, if it needs more
    crowds.train(model, pictures, labels, epochs=epochs, learning_rate=0.01, batch_size=80)
    return model


# %% [markdown] name="heart-guess"
# **Guess:** digits wander by up to 4 pixels. Which step brings the *least* on test pictures? **A** from dense to local: the window ·
# **B** from local to shared · **C** from shared to pooled.

# %% name="guess-step" tags=["guess"]
guess = ...  # "A", "B" or "C"
checks.cnn.guess("step", guess)


# %% name="race-run"
def accuracies(model, sets, labels):
    """Return the accuracy of each net of the model on its own set of pictures."""
    return crowds.right(model, sets, labels).mean(axis=(0, 2))


raced = {kind: train_wired(kind, wandering) for kind in kinds}
seen = pd.DataFrame(index=distances, columns=kinds, dtype=float)
unseen = seen.copy()
for kind in kinds:
    seen[kind] = accuracies(raced[kind], list(wandering.values()), y_train[:num_wandering])
    unseen[kind] = accuracies(raced[kind], list(wandering_test.values()), y_test)
seen, unseen = seen.T, unseen.T
pd.concat({"training pictures": seen, "test pictures": unseen}, axis=1).round(3)

# %% name="race-picture" tags=["figure"]
# @title Figure: four nets, in the middle and wandering
earlier = measured.before("test accuracy", unseen.stack())
before = earlier if len(earlier) else unseen.stack().to_frame().T
ax = plots.curves(
    {kind: before[kind] for kind in kinds},
    x=distances,
    title="test pictures",
    xlabel="where the digits stand",
    ylabel="test accuracy",
    value_limits=(0, 1),
)
for line, kind in zip(ax.lines[:4], kinds, strict=True):
    ax.plot(distances, unseen.loc[kind], "*", color=line.get_color(), markersize=13, zorder=4)
ax.set_xticks(distances, ["in the middle", "up to 4 pixels away"])
plots.show(
    ax,
    caption="Test accuracy of the four nets. Stars: this run. Lines and bands: twenty seeds, measured before. Guessing gives 0.1.",
    alt="Four falling lines from 0 to 4 pixels that begin together and fan out: at 4 pixels pooled is highest, then shared, then dense "
    "and local.",
)
gain = unseen.diff().iloc[1:]  # of each step
checks.cnn.reveal("step", "ABC"[gain[4].argmin()])

# %% name="race-claims" tags=["claim"]
# @title Claim: what each step brings
checks.claim(
    "digits in the middle: most minus fewest right of the four nets, test accuracy",
    unseen[0].max() - unseen[0].min(),
    high=0.06,
    control=unseen[4].max() - unseen[4].min(),
    control_is="digits that wander by up to 4",
)
checks.claim(
    "up to 4 pixels: local minus dense, test accuracy",
    gain.loc["local", 4],
    high=0.03,
    control=gain.loc["shared", 4],
    control_is="shared minus local",
)
checks.claim(
    "up to 4 pixels: shared minus local, test accuracy",
    gain.loc["shared", 4],
    low=0.03,
    control=gain.loc["shared", 0],
    control_is="digits in the middle",
)
checks.claim(
    "up to 4 pixels: pooled minus shared, test accuracy",
    gain.loc["pooled", 4],
    low=0.03,
    control=gain.loc["pooled", 0],
    control_is="digits in the middle",
)
checks.claim(
    "up to 4 pixels: the four nets' smallest accuracy on training pictures",
    seen[4].min(),
    low=0.85,
    control=unseen[4].max(),
    control_is="their largest on test pictures",
)

# %% [markdown] name="race-explain"
# (A line that begins with ● is a claim: its value, the band in which it must fall, and what it is where the sentence is not true.)
#
# In the middle nothing separates the four, though one has some two hundred times as many numbers as another. Where digits wander, all
# know their own pictures and part on new ones. The *window alone* wins nothing. **A window can be shared**, and that wins: a local unit
# learns only from digits that stood at its place; a shared kernel learns from all, and knows everywhere what it learned anywhere.
# Pooling adds to that.

# %% [markdown] name="reading-task"
# ### Exercise · read the race
#
# Which sentences do table and figure support? Give all letters, such as `"AD"`.
#
# - **A** For digits in the middle, take a convolutional net because it reads more of them right.
# - **B** For digits in the middle, take one because it needs far fewer numbers for as much.
# - **C** The dense net falls behind because it could not learn its training pictures.
# - **D** What a local net has learned at one place does not help it at the others.
# - **E** A window helps where digits wander, shared or not.

# %% name="reading" tags=["exercise"]
# BEGIN SOLUTION
supported = "BD"
# END SOLUTION
checks.cnn.reading(supported)
# checks.cnn.reading.hint()

# %% [markdown] name="reading-solution" tags=["solution"]
# **Why.** In the middle the four agree within their bands: no reason for A, but numbers cost memory and time, hence B. All four have
# learned their training pictures: not C. *Local* and *shared* differ in nothing but whether places share what they learn: D, and
# therefore not E.

# %% [markdown] name="tell"
# ## Or say it with pictures
#
# A net can also be *told* that digits wander: by augmentation, a new place for each digit in every epoch, for as many steps as before.
# **Guess:** which share of the test pictures, up to 4 pixels off, will the dense net then read?

# %% name="guess-told" tags=["guess"]
guess = ...  # share of the test pictures, 0 to 1
checks.cnn.guess("told", guess)

# %% name="tell-run"
new_places = np.concatenate([wander(small_train, 4) for _ in range(race_epochs)])
told = pd.DataFrame(index=["dense", "pooled"])
for kind in told.index:
    of_raced = accuracies(raced[kind], [wandering_test[4]] * 2, y_test)
    told.loc[kind, ["only the middle", "one place each"]] = of_raced
    augmented = train_wired(kind, {"new places": new_places}, epochs=1)
    told.loc[kind, "new places"] = accuracies(augmented, [wandering_test[4]], y_test)[0]
told.rename_axis("trained with", axis=1).round(3)

# %% name="tell-claims" tags=["claim"]
# @title Claim: augmentation and structure
gain = told["new places"] - told["one place each"]
earlier = measured.before("up to 4 pixels, test accuracy", told.stack())
checks.cnn.reveal("told", told.loc["dense", "new places"], close=0.05)
checks.claim(
    "a new place in each epoch: gain of the dense net, test accuracy",
    gain["dense"],
    low=0.15,
    control=gain["pooled"],
    control_is="gain of the pooled net",
)
checks.claim(
    "trained in the middle, tested up to 4 pixels away: the better of the two nets, test accuracy",
    told["only the middle"].max(),
    high=0.5,
    control=told["new places"].min(),
    control_is="the worse one with new places",
)

# %% [markdown] name="tell-explain"
# Structure and pictures tell a net the same thing in two ways, and the one that knew less gained more. And a convolutional net that has
# only seen the middle is lost as well: its last layer is dense, and reads *places*.

# %% [markdown] name="shuffled"
# ## Shuffled pixels
#
# Now take the neighbours away. In all pictures, for training and test, the pixels get another order, one and the same for all. Who
# knows it can put every pixel back.

# %% name="shuffle"
new_order = rng.permutation(16 * 16)


def shuffle_pixels(pictures):
    """Return the pictures (n, 16, 16, 1) with their pixels in the new order."""
    return pictures.reshape(len(pictures), -1)[:, new_order].reshape(pictures.shape)


shuffled, shuffled_test = shuffle_pixels(wandering[4]), shuffle_pixels(wandering_test[4])

# %% name="shuffled-picture" tags=["figure"]
# @title Figure: pictures, and the same with their pixels shuffled
plots.show(
    plots.image_grid(
        [*wandering[4][:8], *shuffled[:8]], row_labels=["original", "shuffled"], size=0.9
    ),
    caption="Eight training pictures, and the same with their pixels in another order.",
    alt="Above: eight small digits. Below: eight squares of white dots without any visible form.",
)

# %% [markdown] name="shuffled-guess"
# **Guess:** trained anew on such pictures, who will read clearly fewer than before? **A** the dense net · **B** the pooled one, a CNN ·
# **C** a support vector machine, a method of the 1990s that compares pictures by the distance between their rows of pixels · **D** all
# three.

# %% name="guess-shuffled" tags=["guess"]
guess = ...  # "A", "B", "C" or "D"
checks.cnn.guess("shuffled", guess)

# %% name="shuffled-run"
from sklearn.svm import SVC


def score_of_machine(train, test):
    """Return the test accuracy of a support vector machine on rows of pixels."""
    rows, test_rows = train.reshape(len(train), -1), test.reshape(len(test), -1)
    return SVC(C=10).fit(rows, y_train[: len(rows)]).score(test_rows, y_test)


dense_shuffled = train_wired("dense", {"shuffled": shuffled})
pooled_shuffled = train_wired("pooled", {"shuffled": shuffled})
orders = pd.DataFrame({"original": unseen.loc[["dense", "pooled"], 4]})
orders["shuffled"] = [
    accuracies(net, [shuffled_test], y_test)[0] for net in (dense_shuffled, pooled_shuffled)
]
orders.loc["machine"] = [
    score_of_machine(wandering[4], wandering_test[4]),
    score_of_machine(shuffled, shuffled_test),
]
orders.round(3)

# %% name="shuffled-claims" tags=["claim"]
# @title Claim: what shuffling costs
earlier = measured.before("pixels shuffled, test accuracy", orders["shuffled"])
cost = orders["original"] - orders["shuffled"]
checks.cnn.reveal("shuffled", "B" if cost["pooled"] > 0.1 > cost["dense"] else "D")
checks.claim(
    "what shuffling costs the pooled net, test accuracy",
    cost["pooled"],
    low=0.1,
    control=cost["dense"],
    control_is="what it costs the dense net",
)
checks.claim(
    "what shuffling costs the support vector machine, test accuracy",
    abs(cost["machine"]),
    high=0.005,
    control=cost["pooled"],
    control_is="what it costs the pooled net",
)
checks.claim(
    "pixels shuffled: pooled minus dense, test accuracy",
    orders["shuffled"]["pooled"] - orders["shuffled"]["dense"],
    high=-0.05,
    control=orders["original"]["pooled"] - orders["original"]["dense"],
    control_is="pixels in their order",
)

# %% [markdown] name="invariant"
# Why does the dense net not notice? Its unit computes $\sum_i w_i x_i$. Reorder the pixels *and the weights* in the same way, and it
# is the same sum. Random weights are as likely in one order as in another, so training goes as well for every order: such a method is
# **permutation-invariant**. (Elsewhere the word means an answer that stays when *one* input is reordered. A dense net's does not.)
# Distances are sums over pixels, too.
#
# ### Exercise · the same net, for shuffled pixels
#
# So a dense net can move to another order without training. Given is the kernel (pixels, units) of its first layer. Write the kernel
# that gives for `row[order]` **the same** sums as the old one for `row`. Entry 0 of the new row is pixel `order[0]` of the old one.


# %% name="permute" tags=["exercise"]
def kernel_for_shuffled(kernel, order):
    """Return the kernel that does for row[order] what `kernel` (pixels, units) does for row."""
    # BEGIN SOLUTION
    return kernel[order]
    # END SOLUTION


checks.cnn.permute(kernel_for_shuffled)
# checks.cnn.permute.hint()

# %% [markdown] name="permute-solution" tags=["solution"]
# **Why.** $\sum_j x_{o(j)} w_{o(j)} = \sum_i x_i w_i$: both run over all pixels, in another order. For a convolution there is no such
# kernel: its weights belong to *places in the window*, and after shuffling the neighbours of a pixel are anywhere.

# %% [markdown] name="permute-use-text"
# Our dense net was trained on shuffled pixels. With your function (or ours) it reads the *originals*, which it has never seen. The way
# back is `np.argsort(new_order)`.

# %% name="permute-use" tags=["nbval-check-output"]
reorder = checks.cnn.permute.or_ours(kernel_for_shuffled, checks.cnn.reordered)
right = crowds.right(dense_shuffled, [shuffled_test], y_test)
first = next(layer for layer in dense_shuffled.layers if isinstance(layer, layers.Dense))
kernel = reorder(ops.convert_to_numpy(first.kernel), np.argsort(new_order))  # (256, units)
first.kernel.assign(kernel)
same = right == crowds.right(dense_shuffled, [wandering_test[4]], y_test)
print(f"read as before, right or wrong: {same.mean():.1%} of the test pictures")

# %% [markdown] name="knowledge"
# ## What a convolutional net knows without being told
#
# | what we know about pictures | how the net is told | where it is wrong, or no help |
# |---|---|---|
# | what belongs together is near | a small window | shuffled pixels; a table whose columns could stand in any order |
# | a thing may be anywhere | the same weights everywhere | things that always stand in one place |
# | where exactly hardly matters | pooling, strides | a task in which the place *is* the answer |
#
# Where it is wrong it costs: on shuffled pixels the net that knows nothing is ahead.

# %% [markdown] name="make-task"
# ## Yours, the best one, and a rival
#
# ### Exercise · a net of your own
#
# Write a CNN for pictures of 28×28×1 with at most **10 000** parameters: at least two convolutions, each with a ReLU; maps that never get
# larger, and never fewer; ten logits at the end. The check looks at the structure. Then it runs againt two larger nets.


# %% name="make" tags=["exercise"]
def my_net():
    """Return a CNN with at most 10 000 parameters that ends in ten logits."""
    # BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(16, 5, strides=2, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(10),
        ]
    )
    # END SOLUTION


checks.cnn.make(my_net)
# checks.cnn.make.hint()

# %% [markdown] name="best-text"
# The best net of this lesson is about six times as large as yours may be. **Space goes down, channels go up**, as in nearly all CNNs:
# fewer places, more properties of each.


# %% name="best-net"
def best_net():
    """Return the best convolutional net of this lesson, for pictures (28, 28, 1)."""
    inputs = keras.Input((28, 28, 1))
    maps = normalized(inputs, layers.Conv2D(16, 5, strides=2, use_bias=False))  # (n, 12, 12, 16)
    maps = normalized(maps, layers.Conv2D(32, 3, use_bias=False))  # (n, 10, 10, 32)
    maps = layers.MaxPooling2D(2)(maps)  # (n, 5, 5, 32)
    features = normalized(layers.Flatten()(maps), layers.Dense(64, use_bias=False))  # (n, 64)
    return keras.Model(inputs, layers.Dense(10)(features))


# %% name="best-net-picture" tags=["figure"]
# @title Figure: the layers of the best net
plots.show(
    plots.layer_sizes(
        {
            "picture": (28, 28, 1),
            "convolution 5×5": (12, 12, 16),
            "convolution 3×3": (10, 10, 32),
            "pooling": (5, 5, 32),
            "dense": (64,),
            "answer": (10,),
        }
    ),
    caption="The best net. A square is a feature map, to scale (16 of a layer are drawn); a bar is a dense layer.",
    alt="From left to right: one large square, a pile of 16 squares less than half as wide, a pile of slightly smaller ones, a pile "
    "of small ones, two bars.",
)

# %% [markdown] name="recipe-text"
# The rival is the dense 784-500-50-10 of lesson 04. All train by *one* recipe: each picture is turned by up to 12°, zoomed by up to 10 % and
# shifted by up to 2 pixels, anew in each epoch; the learning rate falls to 0; weights shrink a little in every step (weight decay);
# targets are .91 and .01, not 1 and 0 (label smoothing). Rate and decay are those that suit each net.

# %% name="recipe"
from course_utils.models.augmentation import RandomAffine


def train_by_recipe(net, learning_rate, weight_decay):
    """Train a net on pictures that are changed a little; return it, with that layer in front."""
    changes = RandomAffine(degrees=12, zoom=0.1, shift=2, seed=seed)  # in training only
    net = keras.Sequential([keras.Input((28, 28, 1)), changes, net])
    return models.train(
        net,
        x_train,
        keras.utils.to_categorical(y_train, 10),
        epochs=best_epochs,
        batch_size=100,
        learning_rate=learning_rate,
        weight_decay=weight_decay,
        loss=keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1),
    )


# %% [markdown] name="best-guess"
# **Guess:** the test pictures are shifted to the right by 4 pixels, twice as far as in training. By how many points (of 100) does the best
# net lead the dense rival?

# %% name="guess-ahead" tags=["guess"]
guess = ...  # points, -100 to 100
checks.cnn.guess("ahead", guess)

# %% name="best-train"
build = checks.cnn.make.or_ours(my_net, checks.cnn.small_net)
yours = train_by_recipe(build(), learning_rate=0.005, weight_decay=0.05)
best = train_by_recipe(best_net(), learning_rate=0.005, weight_decay=0.05)
rival = train_by_recipe(models.mlp((28, 28, 1)), learning_rate=0.003, weight_decay=0.01)


# %% name="best-run"
def outputs(model, pictures):
    """Return what the model makes of many pictures, as a NumPy array."""
    parts = [
        model(pictures[first : first + 500], training=False)
        for first in range(0, len(pictures), 500)
    ]
    return np.concatenate([ops.convert_to_numpy(part) for part in parts])


def scores(net):
    """Return how large a net is, and its accuracy on test pictures shifted to the right."""
    shifted = {f"shifted by {by}": np.roll(x_test, by, axis=2) for by in (0, 2, 4)}
    hits = {name: (outputs(net, x).argmax(axis=1) == y_test).mean() for name, x in shifted.items()}
    return {"numbers": net.count_params()} | hits


finals = pd.DataFrame({"best": scores(best), "dense rival": scores(rival)})
finals.assign(yours=scores(yours)).T.round(3)

# %% name="best-claims" tags=["claim"]
# @title Claim: the best net and its rival
gain = finals["best"] - finals["dense rival"]
earlier = measured.before("lead of the best net, test accuracy", gain.drop("numbers"))
checks.cnn.reveal("ahead", 100 * gain["shifted by 4"], close=8)
checks.claim(
    "pictures shifted by 4: best net minus dense rival, accuracy",
    gain["shifted by 4"],
    low=0.02,
    control=0.0,
)
checks.claim(
    "test accuracy of the best net",
    finals["best"]["shifted by 0"],
    low=0.955,
    control=0.1,
    control_is="guessing",
)

# %% [markdown] name="best-explain"
# Same pictures, same augmentation, and the window is still ahead where things stand as they never stood in training.

# %% [markdown] name="own"
# ## Write a digit
#
# Change the strokes (points from 0 to 1, y downwards), or put a photo of dark ink on light paper,
# `255 - np.asarray(Image.open("my_digit.png").convert("L"))`, in place of `own_digit.draw_strokes(...)`. `as_mnist` prepares it as in lesson 04.

# %% name="own-digit"
from course_utils.data import own_digit

my_strokes = [[(0.25, 0.15), (0.75, 0.15), (0.5, 0.5), (0.4, 0.9)]]
mine = own_digit.as_mnist(own_digit.draw_strokes(my_strokes))
chances = models.probabilities(best, as_inputs(mine[None]))[0]
print("it reads", chances.argmax())

# %% name="own-picture" tags=["figure"]
# @title Figure: your own digit
figure, axes = plots.panels(2, height=2.6, gridspec_kw={"width_ratios": [1, 2]})
axes[0].imshow(mine)
axes[0].set(title="your digit", xticks=[], yticks=[])
axes[1].bar(range(10), chances)
axes[1].set(
    title="what it reads", xlabel="digit", ylabel="probability", xticks=range(10), ylim=(0, 1)
)
plots.show(
    figure,
    caption="Your own digit, and the ten probabilities of the best net.",
    alt="Left: a handwritten digit. Right: ten bars, one for each digit.",
)

# %% [markdown] name="close"
# ## What we saw
#
# 1. A small window wins where things move, because it can be *shared*: what is learned at one place is known at all. With weights of its
#    own at each place it won nothing.
# 2. In the middle nothing separated the nets but how many numbers they had to learn.
# 3. Augmentation tells a net the same through its pictures.
# 4. A CNN wins by what it assumes. Shuffle the pixels, and its lead is gone; dense nets and support vector machines do not notice.
#
# **How this was found.** Sizes and epochs of the race were chosen so that all four nets learn their training pictures; other sizes were
# tried before. With more pictures sharing brought more and pooling less.
#
# **What can go wrong in practice.** Channels in the wrong place (`(n, 28, 28)` without a last axis); `Flatten` on large maps; batch
# normalisation with a memory longer than the training; augmentation that changes the label (a 6 turned by 180°).

# %% [markdown] name="also" tags=["further"]
# **Also met in courses on this subject**
#
# | what | in a sentence |
# |---|---|
# | image classification | a picture in, one of a fixed set of names out |
# | Eigenfaces, Fisherfaces | sums over pixels, too: shuffling changes nothing, a shift much |
# | nets that learn in the browser, to rebuild from a template with blanks | exercise `make`; the pages and their Keras 1 are history |
# | programs of 2018, structure by trial and error | the longer problem |
# | videos, sounds, texts; recommending music, placing a photo on the globe | patterns that may be anywhere, along one, two or three axes |

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem"
# **A longer problem.** Get the most out of 10 000 parameters: depth againt width, stride againt pooling. Decide on
# `digits.x_validation`, by the same recipe. A good answer has one table, says how many structures you tried, and tests once, at the end.
#
# **Further reading.** Fukushima (1980), *Neocognitron*. LeCun and others (1989), *Backpropagation applied to handwritten zip code
# recognition*. Simard, Steinkraus and Platt (2003), *Best practices for convolutional neural networks applied to visual document
# analysis*. d'Ascoli and others (2019), *Finding the needle in the haystack with convolutions*.
#
# {next}
