# %% [markdown] name="title"
# # 06b · Convolutional nets
#
# **Why does looking through a small window win?** Against what, and when does it not?
#
# | | |
# |---|---|
# | **You will be able to** | *build* a convolutional net and count all its numbers; *predict* for which nets the order of the pixels matters; *look* into every layer of a trained net; *find* several digits in one picture; *measure* what skip connections do, and what they are only said to do |
# | **You need** | convolution (lesson 06a), training a net on digits (lesson 04) |
# | **Time** | 90 minutes; computing takes about a minute |
# | **Lectures** | ZHAW week 4: after the homework, batch norm and backpropagation, CNNs · ICME 2020: stacking layers, ResNet · Helsinki, lecture 11: image recognition · ComputeFest 2018: depth, ImageNet |
#
# Lesson 06a looked at one layer. Here are whole nets: what they are made of, why they win on pictures,
# what can be seen inside them, and why more and more layers made them worse until somebody let the data
# skip some.

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, models, plots, start

settings = start("06b_cnn", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_train = settings.choose(smoke=300, quick=2400, full=2400)  # few pictures, as in lesson 04
num_test = settings.choose(smoke=300, quick=5000, full=10_000)  # test pictures
num_twins = settings.choose(smoke=1, quick=3, full=10)  # nets of a kind that are compared
twin_epochs = settings.choose(smoke=1, quick=8, full=20)  # passes over the training pictures for those
best_epochs = settings.choose(smoke=1, quick=15, full=30)  # for the best net of the lesson and its rival
trial_epochs = settings.choose(smoke=1, quick=2, full=10)  # for nets that are only tried
sound_epochs = settings.choose(smoke=1, quick=12, full=30)
deep_epochs = settings.choose(smoke=1, quick=2, full=10)  # for the nets with 20 layers
num_deep_pictures = settings.choose(smoke=96, quick=2400, full=2400)  # for those nets
num_blocks = settings.choose(smoke=3, quick=9, full=9)  # of two layers each; with first and last layer: 20
num_pairs = settings.choose(smoke=1, quick=2, full=5)  # plain and residual nets that are compared
dream_steps = settings.choose(smoke=2, quick=40, full=200)
num_pieces = settings.choose(smoke=1000, quick=6000, full=6000)  # of each photo
num_recordings = settings.choose(smoke=100, quick=600, full=600)  # of bird calls
num_scenes = settings.choose(smoke=10, quick=150, full=500)  # to train the detector
num_test_scenes = settings.choose(smoke=3, quick=30, full=100)
eagerly = settings.choose(smoke=True, quick=False, full=False)  # for a few steps a net need not be compiled
seed = settings.seed

# %% [markdown] name="net"
# ## What a convolutional net looks like
#
# A **convolutional net**, CNN, is a few operations in a row: *convolution, ReLU, pooling*, then the same
# again on what came out, so that one such block is nested in the next. (**Pooling** replaces each small block
# of a map, say 2×2, by one number, most often its largest: *max pooling*. Part 06d looks at what it keeps and
# what it loses.) Each convolution looks through its
# window at **all** feature maps of the layer before. Two things change on the way, and nearly all
# classical CNNs share them: **space goes down, depth goes up**. Fewer and fewer places, more and more
# properties of each place. And they **end in dense layers**: the convolutions find things, wherever they
# are; the dense layers weigh what was found and name the digit.
#
# This is the net that will win the lesson. `BatchNormalization` makes training fast and steady: it brings
# the values of each map to mean 0 and standard deviation 1 over a batch, then scales and shifts them by
# two numbers that it learns. Its shift does the work of a bias, so the layers in front have none.

# %% name="best-net"
import keras
import matplotlib.pyplot as plt
from keras import layers, ops


def normalized(values, layer):
    """Return what the layer makes of the values, normalised over the batch and bent by a ReLU."""
    values = layers.BatchNormalization(momentum=0.9)(layer(values))
    return layers.Activation("relu")(values)


def best_net(*first_layers):
    """Return the convolutional net of this lesson, for pictures (28, 28, 1)."""
    inputs = keras.Input((28, 28, 1))
    maps = inputs
    for layer in first_layers:
        maps = layer(maps)
    maps = normalized(maps, layers.Conv2D(16, 5, strides=2, use_bias=False))  # (n, 12, 12, 16)
    maps = normalized(maps, layers.Conv2D(32, 3, use_bias=False))  # (n, 10, 10, 32)
    maps = layers.MaxPooling2D(2)(maps)  # (n, 5, 5, 32)
    features = normalized(layers.Flatten()(maps), layers.Dense(64, use_bias=False))  # (n, 64)
    return keras.Model(inputs, layers.Dense(10)(features))


# %% name="best-net-picture"
sizes = {"picture": (28, 28, 1), "convolution 5×5": (12, 12, 16), "convolution 3×3": (10, 10, 32)}
sizes |= {"pooling": (5, 5, 32), "dense": (64,), "answer": (10,)}
plots.show(
    plots.layer_sizes(sizes, title="Space goes down, depth goes up, and dense layers end it"),
    caption="The net of this lesson. A square is a feature map, to scale (16 of a layer are drawn); a bar is a dense layer.",
    alt="From left to right: one large square, a pile of 16 squares less than half as wide, a pile of slightly smaller "
    "ones, a pile of small ones, two bars.",
)
print(f"{best_net().count_params():,} numbers, batch normalisation included")

# %% [markdown] name="listing"
# ## The smallest CNN, counted
#
# The smallest CNN of the lecture is a single convolution and a dense layer. Its listing of 2017 said
# `Convolution2D(32, (3, 3), border_mode='same')` and does not run any more; in Keras 3 it reads like
# this. `Flatten` writes all the feature maps as one long row. (It ends in a softmax, as the listing did;
# all our own nets end in logits.) **Before you count:** where do you expect
# most of the parameters, in the 32 filters or in the ten outputs?

# %% name="listing-code"
smallest = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        layers.Conv2D(32, (3, 3), padding="same"),
        layers.Activation("relu"),
        layers.Flatten(),
        layers.Dense(10),
        layers.Activation("softmax"),
    ]
)

# %% [markdown] name="listing-task"
# ### Exercise 6b.1 · do the math
#
# Count by hand: the parameters of the convolution; the numbers in the row after `Flatten`; the parameters
# of the dense layer; those of the whole net. Then: what share of all parameters is dense? (From 0 to 1.)

# %% name="listing-answer" tags=["exercise"]
# BEGIN SOLUTION
conv_parameters = 32 * (3 * 3 * 1 + 1)
flat_length = 32 * 28 * 28
dense_parameters = flat_length * 10 + 10
all_parameters = conv_parameters + dense_parameters
dense_share = dense_parameters / all_parameters
# END SOLUTION
checks.cnn.listing(conv_parameters, flat_length, dense_parameters, all_parameters, dense_share)

# %% [markdown] name="listing-solution" tags=["solution"]
# **Why.** A filter has 9 weights and a bias, whatever the size of the picture: 32 · 10 = 320. Its output
# is as large as the picture, 32 · 28 · 28 = 25 088 numbers, and each of the ten outputs has a weight for
# every one of them. Convolutions are cheap in parameters; what they *hand over* to the dense layer is
# not, unless space goes down first.

# %% name="listing-summary"
pd.DataFrame(
    [(layer.name.rstrip("_0123456789"), layer.output.shape[1:], layer.count_params()) for layer in smallest.layers],
    columns=["layer", "output", "parameters"],
)

# %% [markdown] name="browser"
# ## Rebuild a net that runs in a browser
#
# Good practice with any paper or web page: read the architecture, write it down in Keras, and compare the
# number of parameters. The lecture sends you to a web page on which a CNN reads the digit that you draw
# with the mouse, and gives a template with blanks. The page is gone; its net is known: 32 filters 3×3,
# ReLU; again 32 filters 3×3, ReLU; max-pooling 2×2; a quarter of the values dropped; flattened; 128 dense
# units, ReLU; half of them dropped; ten outputs. No padding anywhere.

# %% [markdown] name="browser-task"
# ### Exercise 6b.2 · fill in the blanks
#
# Fill in the template, ending in logits (no softmax). The check compares each layer, and the number of
# parameters with that of the page: 600 810. (The template of the lecture lacks a closing bracket; so does
# its listing `model.add(Convolution2D(16, (3,3))`. Did you spot it?)


# %% name="browser-answer" tags=["exercise"]
def browser_net():
    """Return the net of the web page as a keras.Sequential that ends in ten logits."""
    # BEGIN SOLUTION
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(filters=32, kernel_size=(3, 3)),
            layers.Activation("relu"),
            layers.Conv2D(32, (3, 3)),
            layers.Activation("relu"),
            layers.MaxPooling2D(pool_size=(2, 2)),
            layers.Dropout(0.25),
            layers.Flatten(),
            layers.Dense(128),
            layers.Activation("relu"),
            layers.Dropout(0.5),
            layers.Dense(10),
        ]
    )
    # END SOLUTION


checks.cnn.browser(browser_net)

# %% [markdown] name="browser-solution" tags=["solution"]
# **Why.** Without padding each 3×3 convolution takes a pixel off every side: 28 → 26 → 24, pooled 12. The
# row has 12 · 12 · 32 = 4608 numbers, and 320 + 9 248 + 589 952 + 1 290 = 600 810.

# %% [markdown] name="demos"
# ## Two demos, taken apart
#
# Two lectures point to the same live demo: **ConvNetJS** by Andrej Karpathy, which also ran at the top of
# the page of Stanford's course cs231n. It trains a CNN inside your browser on **CIFAR-10**, 60 000 colour
# photos of 32×32 pixels in ten classes (plane, car, bird, cat, ...). You watch the loss fall, and for the
# current photo every feature map of every layer, the kernels, and ten bars of probability. Here is that
# net; later in this lesson you make the same display for your own. **Guess** its number of parameters
# before you run the cell: 1 000, 20 000, 400 000?

# %% name="demos-net" tags=["nbval-check-output"]
demo = keras.Sequential([keras.Input((32, 32, 3))])
for filters in (16, 20, 20):
    demo.add(layers.Conv2D(filters, 5, padding="same", activation="relu"))
    demo.add(layers.MaxPooling2D(2))
demo.add(layers.Flatten())
demo.add(layers.Dense(10))
for layer in demo.layers:
    print(f"{type(layer).__name__:13} {layer.output.shape[1:]!s:14} {layer.count_params():7,}")
print(f"{demo.count_params():,} parameters")

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
lenet_sizes = {"picture": (32, 32, 1), "C1": (28, 28, 6), "S2": (14, 14, 6), "C3": (10, 10, 16), "S4": (5, 5, 16)}
lenet_sizes |= {"C5": (120,), "F6": (84,), "answer": (10,)}
plots.show(
    plots.layer_sizes(lenet_sizes, title="LeNet-5: five layers with weights, one on top of the other"),
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
lenet_parameters = [6 * (25 + 1), 16 * (6 * 25 + 1), 120 * (16 * 25 + 1), 120 * 84 + 84, 84 * 10 + 10]
saved_in_c3 = lenet_parameters[1] - 1516
# END SOLUTION
checks.cnn.lenet(lenet_parameters, saved_in_c3)

# %% [markdown] name="lenet-solution" tags=["solution"]
# **Why.** The number of weights of a filter is window × maps of the layer before: 25 for C1, 150 for C3,
# 400 for C5. In all 61 706. Nearly 80 % of them are in C5: a window as large as the map is a dense layer
# under another name, which we will use to find digits in large pictures.

# %% [markdown] name="equal"
# ## Same pictures, two nets
#
# **Image classification**: a picture goes in, one of a fixed set of names comes out; to the net, 28×28×1
# numbers go in, ten come out, and the largest names the class. A lecture's list of good practice has the
# rule: *convolution and max-pooling for spatial data*. Does it hold here? The same 2400 digits and the
# same number of steps for all: nets with one dense hidden layer of 100 units against CNNs, several of
# each from different starts, trained side by side. As many again get their pictures with **shuffled
# pixels**: one random order, the same for all pictures. Look at them first.

# %% name="load"
digits = data.load_digits(num_train=num_train, num_validation=600, num_test=num_test)


def as_inputs(images):
    return images[..., None].astype("float32") / 255  # (n, 28, 28) -> (n, 28, 28, 1), from 0 to 1


x_train, x_validation, x_test = map(as_inputs, (digits.x_train, digits.x_validation, digits.x_test))
y_train, y_validation, y_test = digits.y_train, digits.y_validation, digits.y_test
new_order = np.random.default_rng(seed).permutation(28 * 28)


def shuffle_pixels(pictures):
    """Return the pictures (n, 28, 28, 1) with their pixels in the new order."""
    return pictures.reshape(len(pictures), -1)[:, new_order].reshape(pictures.shape)


# %% name="shuffled-look"
plots.show(
    plots.image_grid(
        [*x_train[:8], *shuffle_pixels(x_train[:8])],
        titles=[*map(str, y_train[:8]), *[""] * 8],
        row_labels=["original", "shuffled"],
        size=0.9,
    ),
    caption="Eight training pictures, and the same with their pixels in another order. Nothing is lost: who knows the "
    "order can put every pixel back.",
    alt="Above: eight digits. Below: eight squares of white dots without any visible form.",
)

# %% [markdown] name="guess-task"
# ### Exercise 6b.4 · guess the performance
#
# The lecture stops here and asks: *guess the performance* on shuffled pictures, training and test
# shuffled alike. Which of these will be clearly **worse** than before? Give all letters, such as "AB";
# the experiment follows.
#
# **A** a fully connected net · **B** a CNN · **C** a support vector machine with an RBF kernel · **D**
# Eigenfaces: principal components and the nearest neighbour · **E** Fisherfaces: linear discriminant
# analysis

# %% name="guess" tags=["exercise"]
# BEGIN SOLUTION
clearly_worse = "B"
# END SOLUTION
checks.cnn.shuffled(clearly_worse)

# %% [markdown] name="twins"
# Now the experiment. Both kinds get the same 2400 pictures in the same batches.


# %% name="twins-nets"
def small_cnn(pictures):
    maps = layers.Conv2D(16, 5, strides=2, activation="relu")(pictures)  # (n, 12, 12, 16)
    maps = layers.MaxPooling2D(2)(maps)  # (n, 6, 6, 16)
    maps = layers.Conv2D(32, 3, activation="relu")(maps)  # (n, 4, 4, 32)
    return layers.Dense(10)(layers.Flatten()(layers.MaxPooling2D(2)(maps)))  # from (n, 2, 2, 32)


def small_mlp(pictures):
    return layers.Dense(10)(layers.Dense(100, activation="relu")(layers.Flatten()(pictures)))


kinds = ["CNN", "CNN, shuffled", "fully connected", "fully connected, shuffled"]
inputs = keras.Input((28, 28, 2))  # channel 0: the picture, channel 1: the same shuffled
answers = [
    layers.Reshape((1, 10))(build(inputs[..., channel : channel + 1]))
    for build in (small_cnn, small_mlp)
    for channel in (0, 1)
    for _ in range(num_twins)
]
twins = keras.Model(inputs, layers.Concatenate(axis=1)(answers))

# %% name="twins-train"
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
both = np.concatenate([x_train, shuffle_pixels(x_train)], axis=3)  # (n, 28, 28, 2)
copies = np.repeat(y_train[:, None], len(answers), axis=1)  # the same label for each of the nets
models.train(twins, both, copies, epochs=twin_epochs, batch_size=100, learning_rate=0.008, loss=cross_entropy)


def outputs(model, pictures):
    """Return what the model makes of many pictures, as a NumPy array."""
    parts = [model(pictures[first : first + 500], training=False) for first in range(0, len(pictures), 500)]
    return np.concatenate([ops.convert_to_numpy(part) for part in parts])


def twin_accuracies(pictures, labels):
    """Return the accuracy of each net: a row for each kind, a column for each start."""
    logits = outputs(twins, np.concatenate([pictures, shuffle_pixels(pictures)], axis=3))
    right = logits.argmax(axis=2) == labels[:, None]
    return pd.DataFrame(right.mean(axis=0).reshape(len(kinds), -1), index=kinds)


results = twin_accuracies(x_test, y_test)
results.round(3)

# %% name="twins-picture"
ax = plots.panels(1, width=7.0, height=2.9)[1][0]
for place, kind in enumerate(kinds):
    color = plots.COLORS["train" if kind.startswith("CNN") else "validation"]
    ax.plot(results.loc[kind], np.full(num_twins, place), "o", color=color, alpha=0.7, markersize=9)
ax.set_yticks(range(len(kinds)), kinds)
ax.set_ylim(len(kinds) - 0.5, -0.5)  # the first kind above
ax.set(title="Shuffling hurts the CNN, and only the CNN", xlabel="accuracy on test pictures (guessing: 0.1)")
plots.show(
    ax,
    caption=f"Test accuracy of {num_twins} nets of each kind, trained on the same {len(x_train)} digits.",
    alt="Four rows of dots: the CNN on original pixels and both rows of fully connected nets lie close together at the "
    "right, the CNN on shuffled pixels far to the left.",
)

# %% name="twins-claims"
means = results.mean(axis=1)
checks.claim("what shuffling costs a CNN, test accuracy", means["CNN"] - means["CNN, shuffled"], low=0.01, control=0.0)
checks.claim(
    "what shuffling costs a fully connected net, test accuracy",
    means["fully connected"] - means["fully connected, shuffled"],
    low=-0.02,
    high=0.02,
    control=means["CNN"] - means["CNN, shuffled"],
)
one_cnn, one_mlp = (keras.Model(inputs, build(inputs[..., :1])).count_params() for build in (small_cnn, small_mlp))
print(f"a CNN has {one_cnn:,} parameters, a fully connected net {one_mlp:,}: {one_mlp / one_cnn:.0f} times as many")
print(f"original pixels: CNN {means['CNN']:.3f}, fully connected {means['fully connected']:.3f}, guessing 0.1")

# %% [markdown] name="twins-explain"
# On original pixels the two kinds are not far apart, and that is worth knowing: digits in the middle of
# the picture are an easy case. But the CNN does it with less than a tenth of the parameters, by looking
# at neighbours. Take the neighbourhood away, and it has the wrong idea about the world, while a net
# without any idea does not even notice. So the weight of the rule *convolution and max-pooling for
# spatial data* is on **spatial**. A table whose columns could stand in any order is like shuffled pixels:
# there the rule says nothing.

# %% [markdown] name="invariant"
# ## Why the fully connected net cannot notice
#
# A dense unit computes $\sum_i w_i x_i$. Reorder the pixels *and the weights* in the same way, and it is
# the same sum. The starting weights are drawn at random, all in the same way, so no order of them is more
# likely than another, and training goes the same way for every order of the pixels. Such a model is
# called **permutation-invariant**: how the pixels are arranged makes no difference, because it never
# knew. That is said of training *and* use together. **Guess** what happens to a net that was trained on
# original pixels and then gets shuffled ones.
#
# The Helsinki lecture adds that permutation-invariant models are *worse* at pictures, as they cannot use
# what they do not know. Keep that in mind; the next sections test it on centred and on shifted digits.

# %% name="invariant-run"
only_later = twin_accuracies(shuffle_pixels(x_test[:600]), y_test[:600]).mean(axis=1)
print(f"fully connected, shuffled in training and test: {means['fully connected, shuffled']:.3f}")
print(f"fully connected, shuffled in the test only: {only_later['fully connected']:.3f}; guessing: 0.1")

# %% [markdown] name="permute-task"
# ### Exercise 6b.5 · the same net, for shuffled pixels
#
# That net can be repaired without training. Given is the kernel (784, units) of a dense layer that was
# trained on original pixels. Write the kernel that gives, on shuffled pixels, **the same** output. A
# shuffled row is `row[order]`: its entry number 0 is the pixel `order[0]` of the original.


# %% name="permute" tags=["exercise"]
def kernel_for_shuffled(kernel, order):
    """Return the kernel that does for row[order] what `kernel` (pixels, units) does for row."""
    # BEGIN SOLUTION
    return kernel[order]
    # END SOLUTION


checks.cnn.permute(kernel_for_shuffled)

# %% [markdown] name="permute-solution" tags=["solution"]
# **Why.** $\sum_j x_{o(j)} w_{o(j)} = \sum_i x_i w_i$: both run over all pixels, in another order. No
# training is needed to see that shuffling cannot matter. For a convolution there is no such kernel: its
# weights belong to *places in the window*, and after shuffling the neighbours of a pixel are anywhere.

# %% [markdown] name="classical"
# ## The classical methods do not notice either
#
# Faces used to be recognised with **Eigenfaces** (Turk and Pentland 1991): principal components, then the
# nearest known picture. **Fisherfaces** (Belhumeur and others 1997) use the directions that separate the
# people best, linear discriminant analysis. Or a support vector machine. All of them compute with
# distances and inner products of whole pixel rows, and those are sums over pixels. In the lecture's table
# for faces the two lines agree to the fourth digit: Eigenfaces .7349, Fisher .9163, SVM .9023, before and
# after shuffling. Here are our digits.

# %% name="distances"
from scipy.spatial.distance import pdist

among = pdist(x_test[:200].reshape(200, -1))
among_shuffled = pdist(shuffle_pixels(x_test[:200]).reshape(200, -1))
among_moved = np.linalg.norm((x_test[:200] - np.roll(x_test[:200], 1, axis=2)).reshape(200, -1), axis=1)
print(
    f"between two pictures: {among.mean():.1f} on average; from a picture to itself, moved by 1: {among_moved.mean():.1f}"
)
checks.claim(
    "largest change of a distance between two pictures when all pixels are shuffled",
    np.abs(among - among_shuffled).max(),
    high=1e-3,
    control=among_moved.min(),
)

# %% name="classical-run"
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC

eigenfaces = make_pipeline(PCA(40, svd_solver="covariance_eigh"), KNeighborsClassifier(1))
fisherfaces = make_pipeline(PCA(40, svd_solver="covariance_eigh"), LinearDiscriminantAnalysis())
classical = {"Eigenfaces": eigenfaces, "Fisherfaces": fisherfaces, "SVM": SVC(C=10)}
table = {}
for order, change in {"original": lambda x: x, "shuffled": shuffle_pixels}.items():
    train_rows, validation_rows = (change(x).reshape(len(x), -1) for x in (x_train, x_validation))
    scores = [model.fit(train_rows, y_train).score(validation_rows, y_validation) for model in classical.values()]
    table[order] = pd.Series(scores, index=classical)
machine = classical["SVM"].fit(x_train.reshape(len(x_train), -1), y_train)
pd.DataFrame(table).T.round(4)

# %% name="classical-claim"
checks.claim(
    "largest change of a classical method through shuffling, accuracy",
    np.abs(table["original"] - table["shuffled"]).max(),
    high=0.005,
    control=means["CNN"] - means["CNN, shuffled"],
)

# %% [markdown] name="shift"
# The same sums have a second blind spot. A digit two pixels further right has its ink in *other* entries
# of the row: for a distance between rows it is another picture. These methods **ignore locality, and they
# do not survive translation**. **Guess** what happens to each method if the *test* pictures are shifted
# to the right by 1 to 4 pixels, and the training pictures are not. (What leaves on the right comes back
# on the left; there it is nearly always black.)

# %% name="shift-run"
shifts = range(5)
few, few_labels = x_test[:600], y_test[:600]
shifted = [np.roll(few, shift, axis=2) for shift in shifts]
over_shift = [twin_accuracies(x, few_labels) for x in shifted]
by_shift = {
    "CNN": np.stack([frame.loc["CNN"] for frame in over_shift], axis=1),
    "fully connected": np.stack([frame.loc["fully connected"] for frame in over_shift], axis=1),
    "SVM": [machine.score(x.reshape(len(x), -1), few_labels) for x in shifted],
}

# %% name="shift-picture"
ax = plots.curves(
    by_shift,
    x=shifts,
    title="Methods on rows of pixels suffer most from a shift",
    xlabel="shift of the test pictures in pixels",
    ylabel="test accuracy",
    value_limits=(0, 1),
)
ax.set_xticks(shifts)
plots.show(
    ax,
    caption="Test accuracy over the shift of the test pictures; none of the methods has seen shifted pictures in training.",
    alt="Three curves that fall from above 0.9; that of the CNN stays far above the other two at shifts of 3 and 4.",
)
at_three = {name: np.mean(np.atleast_2d(values)[:, 3]) for name, values in by_shift.items()}
checks.claim(
    "pictures shifted by 3 pixels: CNN minus fully connected, test accuracy",
    at_three["CNN"] - at_three["fully connected"],
    low=0.02,
    control=0.0,
)

# %% [markdown] name="shift-explain"
# At shift 0 the SVM may even lead: where every digit stands in the middle, there is little to be gained
# from knowing that it might not. So *permutation-invariant models are worse* is no law of
# nature: it depends on whether things move, and in most pictures they do.

# %% [markdown] name="knowledge"
# ## What we told the net without saying a word
#
# This is the lesson's answer. A CNN wins because three pieces of **domain knowledge** are built into it,
# and it need not learn them from examples:
#
# | what we know about pictures | how the net is told | where it is wrong, or no help |
# |---|---|---|
# | neighbours belong together | a small window: weights only within 5×5 | shuffled pixels |
# | a thing may be anywhere | the same weights at every place | faces that are always aligned |
# | where exactly hardly matters | pooling, strides | a task in which the place *is* the answer |
#
# The other way to tell a net something is in its training pictures: **augmentation** shows each of them
# a little turned, zoomed and shifted, anew in every epoch. A fully connected net *can* learn what a shift
# is, if it sees many. How much does each way bring, and both together?

# %% name="knowledge-count" tags=["nbval-check-output"]
maps, places = 16, 12 * 12  # of the first layer of our nets
weights = {
    "every map sees every pixel": places * maps * 28 * 28,
    "it sees a window of 5×5": places * maps * 25,
    "and the window is the same everywhere": maps * 25,
}
for known, count in weights.items():
    print(f"{known:38} {count:>9,} weights in the first layer")

# %% [markdown] name="trial"
# ## Structure by trial and error
#
# How many filters, which window, pool or stride, how deep? No theory says. *Structure is still mostly
# trial and error*, a lecture admits, and that is how the nets of this course were found: try on the
# **validation** pictures, keep what helps. Two of the four structures below follow notebooks 07 and 08 of
# the ZHAW course, the exercise on MNIST with which its lecture ends: one with a single convolution, one
# with four. **Before you run it:** with 600
# validation pictures, how large must a difference be before you believe it?


# %% name="trial-nets"
def stack(pictures, *filters, window=3, stride=1, pool=True):
    """Return the logits of a stack of convolutions with ReLU, two of them to each pooling."""
    maps = pictures
    for number, count in enumerate(filters):
        maps = layers.Conv2D(count, window, strides=stride, padding="same", activation="relu")(maps)
        if pool and (number % 2 or len(filters) == 1):
            maps = layers.MaxPooling2D(2)(maps)
    return layers.Dense(10)(layers.Flatten()(maps))


inputs = keras.Input((28, 28, 1))
structures = {
    "one convolution (after notebook 07)": stack(inputs, 8),
    "8-8-16-16, pooled twice (after notebook 08)": stack(inputs, 8, 8, 16, 16),
    "8-16, stride 2, window 5": stack(inputs, 8, 16, window=5, stride=2, pool=False),
    "16-32, stride 2, window 3": stack(inputs, 16, 32, window=3, stride=2, pool=False),
}

# %% name="trial-run"
trials = keras.Model(inputs, layers.Concatenate(axis=1)([layers.Reshape((1, 10))(z) for z in structures.values()]))
trials.compile(keras.optimizers.Adam(0.003), cross_entropy, run_eagerly=eagerly)
trials.fit(x_train, np.repeat(y_train[:, None], len(structures), axis=1), batch_size=60, epochs=trial_epochs, verbose=0)
right = outputs(trials, x_validation).argmax(axis=2) == y_validation[:, None]
tried = pd.DataFrame(
    {
        "parameters": [keras.Model(inputs, logits).count_params() for logits in structures.values()],
        "validation accuracy": right.mean(axis=0).round(3),
        "± standard error": (right.std(axis=0) / len(right) ** 0.5).round(3),
    },
    index=list(structures),
)
tried

# %% [markdown] name="trial-explain"
# One run each, a few passes over the data: enough to drop what clearly fails, not enough to crown a
# winner among structures whose accuracies lie within two standard errors. That is the honest face of
# trial and error, and why a result should say how many structures were tried.

# %% [markdown] name="best"
# ## The best net, and its rival
#
# Now the net of the first section, with a careful recipe: each picture turned by up to 12°, zoomed by up
# to 10 %, shifted by up to 2 pixels; a learning rate that falls along a cosine; weights that shrink a
# little in every step (AdamW); targets of .91 and .01 instead of 1 and 0 (label smoothing). (Part 04b
# asks which of these help; `models.train` does the rest.) The rival is the fully connected 784-500-50-10. It gets the same
# pictures, augmentation, loss and number of steps; learning rate and weight decay are those that suit it,
# and it does without batch normalisation. **Guess** both accuracies.

# %% name="best-train"
from course_utils.models.augmentation import RandomAffine

one_hot = keras.utils.to_categorical(y_train, 10)
smoothed = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)
recipe = {"epochs": best_epochs, "batch_size": 100, "loss": smoothed}


def augmentation():
    return RandomAffine(degrees=12, zoom=0.1, shift=2, seed=seed)


best = models.train(best_net(augmentation()), x_train, one_hot, learning_rate=0.005, weight_decay=0.05, **recipe)

# %% name="rival-train"
rival_layers = [augmentation(), layers.Flatten()]
rival_layers += [layers.Dense(500, activation="relu"), layers.Dense(50, activation="relu"), layers.Dense(10)]
rival = keras.Sequential([keras.Input((28, 28, 1)), *rival_layers])
rival = models.train(rival, x_train, one_hot, learning_rate=0.003, weight_decay=0.01, **recipe)
nets = {"fully connected + augmentation": rival, "CNN + augmentation": best}
rows = {name: [np.mean(np.atleast_2d(by_shift[name])[:, shift]) for shift in (0, 2, 4)] for name in kinds[::2]}
for name, net in nets.items():
    rows[name] = [models.accuracy(net, np.roll(x_test, by, axis=2), y_test) for by in (0, 2, 4)]
scores = pd.DataFrame(rows, index=["test accuracy", "shifted by 2", "shifted by 4"]).T
scores.round(3)

# %% name="best-claims"
gain = scores.loc["CNN + augmentation"] - scores.loc["fully connected + augmentation"]
checks.claim(
    "both with augmentation, pictures shifted by 2: CNN minus rival", gain["shifted by 2"], low=0.001, control=0.0
)
checks.claim(
    "both with augmentation, pictures shifted by 4: CNN minus rival", gain["shifted by 4"], low=0.02, control=0.0
)
checks.claim("test accuracy of the best net", scores.loc["CNN + augmentation", "test accuracy"], low=0.955, control=0.1)
print(f"test pictures as they are, CNN minus rival: {100 * gain['test accuracy']:+.1f} points")

# %% [markdown] name="best-explain"
# Knowledge in the structure and knowledge in the data add up. The rival has seen shifts of 2 in training,
# and still makes more mistakes on them than the CNN; shifted by 4, it falls far behind. A script of the
# course (`benchmarks/mnist_cnn.py`) measures this net on the real MNIST against the CNN of the
# original course, in accuracy and in seconds. (The upper two rows of the table are means over the nets of
# before, on 600 test pictures.)

# %% [markdown] name="maps"
# ## What every layer sees
#
# A net is a composition: each layer gets what the one before it made, and the features are **handed
# down** from the picture to the answer. So you can stop anywhere and look. Nobody told the net what to
# look for. **Guess:** what will the first layer's maps of a digit look like, and what the last one's?

# %% name="handed-down"
values = x_test[:1]
for layer in best.layers[1:]:
    values = layer(values)
    if layer.name.startswith(("conv2d", "max_pooling", "dense")):
        print(f"{type(layer).__name__:13} hands down {tuple(values.shape[1:])}")
print(f"the same as the net in one go: {np.allclose(values, best(x_test[:1]), atol=1e-4)}")

# %% name="maps-run"
weighted = [layer for layer in best.layers if isinstance(layer, (layers.Activation, layers.MaxPooling2D))]
views = keras.Model(best.input, [layer.output for layer in weighted])  # after the ReLUs and after pooling
shown = x_test[:1]
first_maps, second_maps, pooled_maps, features = (ops.convert_to_numpy(view)[0] for view in views(shown))


def bright(images):
    """Scale each image to the range from 0 to 1."""
    return [image / max(image.max(), 1e-9) for image in images]


# %% name="maps-picture"
columns = 12
kernels = np.moveaxis(ops.convert_to_numpy(best.layers[2].kernel)[:, :, 0], -1, 0)  # (16, 5, 5)
rows = [np.moveaxis(maps, -1, 0)[:columns] for maps in (first_maps, second_maps, pooled_maps)]
plots.show(
    plots.image_grid(
        [
            *(0.5 + 0.5 * kernel / np.abs(kernel).max() for kernel in kernels[:columns]),
            *(image for maps in rows for image in bright(maps)),
        ],
        columns=columns,
        row_labels=["kernel 1\n5×5", "layer 1\n12×12", "layer 2\n10×10", "pooled\n5×5"],
        value_range=(0, 1),
        size=0.62,
    ),
    caption="One test digit on its way through the net: 12 of the 16 kernels of the first layer (grey: 0), the feature "
    "map of each, 12 of the 32 maps of the second layer, and what pooling leaves. White: the filter found its pattern "
    "here. Each map is scaled on its own.",
    alt="Four rows. Small kernels; maps in which different edges and strokes of the digit light up; coarser maps with "
    "spots at some places; small maps of five by five squares.",
)

# %% name="maps-answer"
logits = outputs(best, shown)[0]
figure, (picture, left, right) = plots.panels(3, height=2.6, gridspec_kw={"width_ratios": [1, 1.6, 1.6]})
picture.imshow(x_test[0])
picture.set(title="The picture", xticks=[], yticks=[])
left.bar(range(64), features)
left.set(title="The 64 features", xlabel="unit of the dense layer", ylabel="value")
right.bar(range(10), np.exp(logits) / np.exp(logits).sum(), color=plots.COLORS["validation"])
right.set(title="The answer", xlabel="digit", ylabel="probability", ylim=(0, 1), xticks=range(10))
plots.show(
    figure,
    caption=f"The picture, a {y_test[0]}, and the last two layers: no more maps, only how much of each feature was found.",
    alt="A digit; 64 bars, many of them zero; ten bars, one for each digit.",
)

# %% [markdown] name="linear"
# A map says **where its pattern was found in the layer below**. For the first layer that is the picture
# itself, and its map can be read: bright here means *this 5×5 pattern of pixels, here*. A map of the
# second layer says where a pattern *of first-layer maps* was found, bent by ReLUs on the way; it has no
# such reading. A test that leaves no room for taste: what is linear in the pixels gives, for the average
# of two pictures, the average of its two outputs. The *misfit* below is the standard deviation of the
# difference between the two, over that of the averaged outputs: 0 for what is linear. **Guess** both.

# %% name="linear-run"
convolutions = [layer for layer in best.layers if isinstance(layer, layers.Conv2D)]
before_relu = keras.Model(best.input, [layer.output for layer in convolutions])
ours, others = x_test[:100], x_test[100:200]
average_in = before_relu((ours + others) / 2)
average_out = [(a + b) / 2 for a, b in zip(before_relu(ours), before_relu(others), strict=True)]
misfits = []
for inside, outside in zip(average_in, average_out, strict=True):
    inside, outside = ops.convert_to_numpy(inside), ops.convert_to_numpy(outside)
    misfits.append(np.std(inside - outside) / np.std(outside))
checks.claim("convolution 1, average of two pictures: misfit of its output", misfits[0], high=1e-4, control=misfits[1])
print(f"convolution 2: misfit {misfits[1]:.2f} of the spread of its output")

# %% [markdown] name="hierarchy"
# ## A hierarchy of features
#
# To see what a unit deep inside wants, show it many pictures and keep those that excite it most. Cut out
# what it can see: its **receptive field**. It grows from layer to layer, because every place of a map
# already stands for a patch of the layer below. The gradient of one unit with respect to the pixels
# measures it: pixels that the unit cannot see have gradient 0.

# %% [markdown] name="field-task"
# ### Exercise 6b.6 · find the slip
#
# A slide says: *"The filter size is also known as the receptive field of the neuron."* A later slide of
# the same lecture: *"Deeper layers see more and more of the input."* Both cannot hold for layer 2. How
# many pixels wide does **one unit** of our net see: in convolution 1 (5×5, stride 2), in convolution 2
# (3×3), after pooling (2×2), and in the dense layer (which covers 5×5 pooled places)? The rule (part
# 06d derives it): a layer adds (window − 1) × the product of all strides below it.

# %% name="field" tags=["exercise"]
# BEGIN SOLUTION
receptive_fields = [5, 5 + 2 * 2, 5 + 2 * 2 + 1 * 2, 5 + 2 * 2 + 1 * 2 + 4 * 4]
# END SOLUTION
checks.cnn.fields(receptive_fields)

# %% [markdown] name="field-solution" tags=["solution"]
# **Why.** 5, 9, 11, 27: only in the first layer the filter size *is* the receptive field. The dense layer
# sees 27 of the 28 rows; the last row and column fall off because (28 − 5)/2 is not whole.

# %% name="field-run"
from course_utils.gradients import value_and_gradient

noise = np.random.default_rng(seed).random((1, 28, 28, 1)).astype("float32")
probes = {}
for name, layer in zip(["convolution 1", "convolution 2", "pooled"], [*convolutions, weighted[2]], strict=True):
    until = keras.Model(best.input, layer.output)
    middle = layer.output.shape[1] // 2
    _, slope = value_and_gradient(lambda x, f=until, m=middle: ops.sum(f(x)[:, m, m]), noise)
    probes[name] = np.abs(slope[0, ..., 0])
_, slope = value_and_gradient(lambda x: ops.sum(best(x)), noise)
probes["whole net"] = np.abs(slope[0, ..., 0])
widths = {name: int(np.ptp(np.flatnonzero(slope.any(axis=0)))) + 1 for name, slope in probes.items()}
plots.show(
    plots.image_grid(
        [slope > 0 for slope in probes.values()],
        titles=[f"{name}: {widths[name]} wide" for name in probes],
        columns=4,
        size=2.0,
    ),
    caption="Pixels that one unit in the middle of a layer can see (white), measured by gradients.",
    alt="Four squares: white patches that grow from a small square to nearly the whole picture.",
)

# %% name="exciting-run"
views_of = {
    name: outputs(keras.Model(best.input, layer.output), x_train)
    for name, layer in zip(["1", "2", "dense"], [weighted[0], weighted[1], weighted[3]], strict=True)
}


def exciting(values, unit, count=10):
    """Return the pieces of training pictures that excite a unit most, one for each picture, and the pictures' numbers."""
    if values.ndim == 2:  # the dense layer sees nearly everything
        best_pictures = np.argsort(-values[:, unit])[:count]
        return [x_train[n, :27, :27, 0] for n in best_pictures], best_pictures
    maps = values[..., unit]
    best_pictures = np.argsort(-maps.max(axis=(1, 2)))[:count]
    width = 5 if maps.shape[1] == 12 else 9  # the receptive field
    places = [np.unravel_index(maps[n].argmax(), maps[n].shape) for n in best_pictures]
    pieces = [
        x_train[n, 2 * r : 2 * r + width, 2 * c : 2 * c + width, 0]
        for n, (r, c) in zip(best_pictures, places, strict=True)
    ]
    return pieces, best_pictures


# %% name="exciting-picture"
figure, axes = plots.panels(3, columns=1, width=7.5, height=2.1)
for ax, values, name in zip(axes, views_of.values(), ["layer 1", "layer 2", "dense layer"], strict=True):
    pieces = [piece for unit in range(3) for piece in exciting(values, unit, count=12)[0]]
    ax.imshow(plots.tile(pieces, columns=12, background=0.4))
    ax.set(title=f"{name}: three units", xticks=[], yticks=[])
plots.show(
    figure,
    caption="Three units of each layer (rows of pieces) and the twelve pieces of training pictures that excite each of "
    "them most, as large as its receptive field: 5, 9 and 27 pixels.",
    alt="Three blocks of three rows. Above: small pieces with an edge or a corner. In the middle: ends, bows and loops. "
    "Below: whole digits, in each row of a few kinds.",
)


# %% name="hierarchy-claim"
def purity(level, count=50):
    """Return the mean share of the commonest digit among the pictures that excite a unit most."""
    values = views_of[level]
    tops = [exciting(values, unit, count)[1] for unit in range(values.shape[-1]) if values[..., unit].any()]
    return np.mean([np.bincount(y_train[top]).max() / len(top) for top in tops])


shares = {level: purity(level) for level in views_of}
print("commonest digit among the 50 most exciting pictures:", {k: round(float(v), 2) for k, v in shares.items()})
checks.claim(
    "units specialise with depth: share of the commonest digit, dense layer minus layer 1",
    shares["dense"] - shares["1"],
    low=0.1,
    control=0.0,
)

# %% [markdown] name="filters"
# ## First filters: edges, spots, colours
#
# Only the first layer's *weights* can be looked at as pictures, for the same reason as its maps. The most
# famous such picture shows the **96 filters of 11×11×3** that AlexNet learned on a million photos: edges
# in all directions, stripes of several widths, and blobs of colour. Its weights are not part of this
# course. But do they look so because of AlexNet, or because of photographs? A check without any net and
# any label: cut 12 000 pieces of 11×11×3 from two photos, remove brightness and contrast, decorrelate the
# pixels, and let k-means find 96 typical pieces (Coates and Ng 2012).

# %% name="filters-photos"
from sklearn.cluster import MiniBatchKMeans
from sklearn.datasets import load_sample_images

rng = np.random.default_rng(seed)
pieces = []
for photo in load_sample_images().images:  # china.jpg and flower.jpg
    corners = np.stack([rng.integers(0, edge - 11, num_pieces) for edge in photo.shape[:2]], 1)
    pieces += [photo[r : r + 11, c : c + 11] / 255 for r, c in corners]
pieces = np.array(pieces).reshape(-1, 11 * 11 * 3)
pieces -= pieces.mean(axis=1, keepdims=True)
pieces /= pieces.std(axis=1, keepdims=True) + 0.04
white = PCA(120, whiten=True, random_state=seed).fit(pieces)
found = MiniBatchKMeans(96, n_init=1, max_iter=20, batch_size=2048, random_state=seed).fit(white.transform(pieces))
prototypes = (found.cluster_centers_ * np.sqrt(white.explained_variance_)) @ white.components_
prototypes /= np.abs(prototypes).max(axis=1, keepdims=True)

# %% name="filters-photos-picture"
ax = plots.panels(1, width=7.2, height=2.8)[1][0]
ax.imshow(plots.tile(0.5 + 0.5 * prototypes.reshape(96, 11, 11, 3), columns=16))
ax.axis("off")
plots.show(
    ax,
    caption="96 filters of 11×11×3, found without a net in pieces of two photos (china.jpg and flower.jpg of "
    "scikit-learn, CC BY 2.0): edges, stripes and blobs of colour, the kinds that AlexNet's first layer has, too.",
    alt="Six rows of sixteen small coloured squares: edges and stripes in several directions, and plain colours.",
)

# %% name="filters-ours"
untrained = np.moveaxis(ops.convert_to_numpy(best_net().layers[1].kernel)[:, :, 0], -1, 0)
scaled = [kernel / np.abs(kernel).max() for kernel in (*kernels, *untrained)]
plots.show(
    plots.image_grid(
        scaled, columns=8, colormap="RdBu", value_range=(-1, 1), size=0.8, row_labels=["learned", "", "untrained", ""]
    ),
    caption="The 16 kernels of 5×5 of our first layer, after and before training. Blue: positive, red: negative.",
    alt="Four rows of eight small squares of red and blue. In the upper two, neighbouring cells often share a colour; "
    "in the lower two there is no order.",
)


def smoothness(kernels):
    """Return the mean correlation of neighbouring weights, across and down."""
    across = np.corrcoef(kernels[:, :, 1:].ravel(), kernels[:, :, :-1].ravel())[0, 1]
    down = np.corrcoef(kernels[:, 1:].ravel(), kernels[:, :-1].ravel())[0, 1]
    return (across + down) / 2


print(f"correlation of neighbouring weights: learned {smoothness(kernels):.2f}, untrained {smoothness(untrained):.2f}")

# %% [markdown] name="alexnet-task"
# ### Exercise 6b.7 · AlexNet's first layer
#
# A slide says of the 96 filters: *"Each filter is of dimension 11x11."* For colour photos of 227×227 that
# leaves something out. How many weights does **one** filter have (without its bias), how many parameters
# has the layer, and how wide are its maps with stride 4 and no padding?

# %% name="alexnet" tags=["exercise"]
# BEGIN SOLUTION
weights_of_a_filter = 11 * 11 * 3
first_layer_parameters = 96 * (weights_of_a_filter + 1)
map_width = (227 - 11) // 4 + 1
# END SOLUTION
checks.cnn.alexnet(weights_of_a_filter, first_layer_parameters, map_width)

# %% [markdown] name="alexnet-solution" tags=["solution"]
# **Why.** A filter is as deep as what it looks at: 363 weights, so 34 944 parameters and maps of 55×55.
# All 96 filters together have fewer numbers than one dense unit for such a photo, 227 · 227 · 3 = 154
# 587.

# %% [markdown] name="dream"
# ## What would it like to see?
#
# **Activation maximisation** turns training round: the weights stay, the *picture* changes. Start with
# dark grey, and climb: move every pixel along the gradient of one logit minus the mean of all ten, and
# let the picture fade a little in every step, against wild pixels. The result is what the net likes best
# for each digit. **Guess:** will you recognise them? The second row helps the net to please you: it
# smooths each step with a small blur, as strokes of a pen are smooth.

# %% name="dream-run"
from scipy.ndimage import gaussian_filter


def dream(blur):
    """Return for each digit a picture that the net takes for it, made by climbing."""
    pictures = (0.1 + 0.02 * rng.random((10, 28, 28, 1))).astype("float32")
    wanted = np.eye(10, dtype="float32")
    for _ in range(dream_steps):
        _, uphill = value_and_gradient(lambda x: ops.sum(best(x) * (wanted - 0.1), axis=1), pictures)
        uphill = gaussian_filter(uphill, (0, blur, blur, 0))
        uphill /= np.sqrt((uphill**2).mean(axis=(1, 2, 3), keepdims=True)) + 1e-9  # steps of equal length
        pictures = np.clip(0.98 * pictures + 0.04 * uphill, 0, 1).astype("float32")
    return pictures


dreams = {"free": dream(0), "smooth": dream(1.2)}

# %% name="dream-picture"
given = {name: ops.convert_to_numpy(ops.softmax(best(x))).diagonal() for name, x in dreams.items()}
plots.show(
    plots.image_grid(
        np.concatenate(list(dreams.values())),
        titles=[f"{digit}: {p:.0%}" for row in given.values() for digit, p in enumerate(row)],
        columns=10,
        row_labels=list(dreams),
        size=0.8,
    ),
    caption="For each digit a picture that the net made for itself, with the probability that it gives it.",
    alt="Two rows of ten pictures. Above: grains and noise. Below: soft strokes and spots; a few may resemble the digit.",
)
agrees = {name: int(np.sum(outputs(rival, x).argmax(axis=1) == np.arange(10))) for name, x in dreams.items()}
print(f"of ten pictures each, the fully connected net reads in the same way: {agrees}")
checks.claim(
    "mean probability that the net gives to its own pictures, drawn freely", given["free"].mean(), low=0.5, control=0.1
)

# %% [markdown] name="dream-explain"
# The net is sure of pictures that hardly anybody would call digits: it learned to tell ten kinds of
# digits apart, not what a digit *is*. Lesson 09 makes a danger of that.

# %% [markdown] name="sklearn"
# ## The features leave home
#
# Cut off the last layer, and the net is a **feature generator**: 64 numbers for each picture, made by
# deep learning, to be used by anything. The convolutions *extract*, and what comes behind *classifies*:
# it may as well be a support vector machine or logistic regression. **Guess** whether the SVM does better
# on them than on the pixels. (Lesson 08 uses features of a net that was trained for *another* task; that
# is where this becomes powerful.)

# %% name="sklearn-run"
from sklearn.linear_model import LogisticRegression

feature_net = keras.Model(best.input, weighted[-1].output)
f_train, f_test = outputs(feature_net, x_train), outputs(feature_net, x_test)
by_features = pd.Series(
    {
        "SVM on 784 pixels": machine.score(x_test.reshape(len(x_test), -1), y_test),
        "SVM on 64 features": SVC(C=10).fit(f_train, y_train).score(f_test, y_test),
        "logistic regression on 64 features": LogisticRegression(C=0.05, max_iter=200, tol=0.01)
        .fit(f_train, y_train)
        .score(f_test, y_test),
        "the net itself": scores.loc["CNN + augmentation", "test accuracy"],
    },
    name="test accuracy",
)
by_features.round(3).to_frame()

# %% name="sklearn-claim"
checks.claim(
    "SVM, test accuracy: 64 features of the net minus 784 pixels",
    by_features["SVM on 64 features"] - by_features["SVM on 784 pixels"],
    low=0.005,
    control=0.0,
)

# %% [markdown] name="detect"
# ## Where are the digits?
#
# CNNs made their name in two tasks: **classification**, what is it?, and **detection**, what is where?
# The simplest detector slides the classifier over a large picture. Doing this window by window repeats
# nearly all the work, as windows overlap. A convolution does not care how large its input is, so let the
# whole net be one: then a single pass gives the answer for every window. For that, the dense layer
# becomes a convolution, with a window as large as the maps that it was trained on: 5×5. `Flatten` wrote
# these maps row by row, and for each place all channels, so the very same 800 · 64 weights only get
# another shape.

# %% [markdown] name="scan-task"
# ### Exercise 6b.8 · what one pass saves
#
# Our net sees 28×28 pixels, and its maps shrink by 2 (stride), then by 2 again (pooling): neighbouring
# outputs are windows 4 pixels apart. A scene has 84 rows and 140 columns. How many windows does one pass
# answer, down and across? And how many multiplications does the **first** convolution (16 filters 5×5,
# stride 2) need: for the scene in one pass, and for all these windows one by one?

# %% name="scan" tags=["exercise"]
# BEGIN SOLUTION
windows_down = (84 - 28) // 4 + 1
windows_across = (140 - 28) // 4 + 1
in_one_pass = ((84 - 5) // 2 + 1) * ((140 - 5) // 2 + 1) * 16 * 25
one_by_one = windows_down * windows_across * 12 * 12 * 16 * 25
# END SOLUTION
checks.cnn.scan(windows_down, windows_across, in_one_pass, one_by_one)

# %% [markdown] name="scan-solution" tags=["solution"]
# **Why.** 15 · 29 = 435 windows. The maps of the scene have 40 · 68 places, each with 16 · 25
# multiplications, 1 088 000 in all; window by window it is 435 · 57 600 = 25 056 000, twenty-three times
# as many.

# %% name="detect-net"
inputs = keras.Input((None, None, 1))  # any height, any width
maps = inputs
for layer in best.layers[2:9]:  # from the first convolution to pooling, with their weights
    maps = layer(maps)
everywhere = [layers.Conv2D(64, 5, use_bias=False), layers.BatchNormalization(), layers.Activation("relu")]
for layer in everywhere:
    maps = layer(maps)
scanner = keras.Model(inputs, maps)
everywhere[0].kernel.assign(ops.reshape(best.layers[10].kernel, (5, 5, 32, 64)))
everywhere[1].set_weights(best.layers[11].get_weights())

# %% name="detect-compare"
wide = np.concatenate([x_test[:1], x_test[1:2]], axis=2)  # two digits side by side: (1, 28, 56, 1)
by_scan = outputs(scanner, wide)[0, 0]
by_windows = outputs(feature_net, np.concatenate([wide[:, :, 4 * n : 4 * n + 28] for n in range(8)]))
checks.claim(
    "one pass against window by window: largest difference of a feature",
    np.abs(by_scan - by_windows).max(),
    high=1e-3,
    control=np.abs(by_windows[1:] - by_windows[:-1]).max(),
)
print(f"a picture of 28×56 gives {by_scan.shape[0]} windows, 4 pixels apart")

# %% [markdown] name="scenes-intro"
# A classifier has never learned to say *nothing here*. So we teach it: scenes with five training digits
# each, and for every window its 64 features with a label, the digit in its middle or 10 for "none".
# Logistic regression on them is our detector; where neighbouring windows report, only the surest one
# stays (*non-maximum suppression*).


# %% name="scenes"
def make_scene(pictures, labels, rng, count=5, height=84, width=140):
    """Return a scene (height, width) with some digits, and their (label, row, column), of the corner of 28×28."""
    scene, placed = np.zeros((height, width), "float32"), []
    while len(placed) < count:
        row, column = rng.integers(0, height - 28), rng.integers(0, width - 28)
        if all(max(abs(row - r), abs(column - c)) > 21 for _, r, c in placed):
            pick = rng.integers(len(pictures))
            window = scene[row : row + 28, column : column + 28]
            window[:] = np.maximum(window, pictures[pick, ..., 0])
            placed.append((labels[pick], row, column))
        elif rng.random() < 0.001:
            scene, placed = np.zeros((height, width), "float32"), []  # no room left: begin again
    return scene, placed


def scene_targets(placed, shape):
    """Return for each window the digit in its middle, 10 for none and -1 for a doubtful case."""
    rows, columns = 4 * np.mgrid[: shape[0], : shape[1]]
    targets = np.full(shape, 10)
    for label, row, column in placed:
        distance = np.maximum(np.abs(rows - row), np.abs(columns - column))
        targets[distance < 8] = -1
        targets[distance <= 3] = label
    return targets


# %% name="detect-train"
scenes, truths = zip(*(make_scene(x_train, y_train, rng) for _ in range(num_scenes)), strict=True)
scanned = outputs(scanner, np.array(scenes)[..., None])  # (scenes, 15, 29, 64)
targets = np.array([scene_targets(truth, scanned.shape[1:3]) for truth in truths])
keep = (targets >= 0) & ((targets < 10) | (rng.random(targets.shape) < 0.1))  # a tenth of the many empty windows
detector = LogisticRegression(C=0.1, max_iter=100, tol=0.01).fit(scanned[keep], targets[keep])


def detect(scene):
    """Return (digit, row, column, probability) for the windows that are surest, at most one for each place."""
    seen = outputs(scanner, scene[None, ..., None])[0]
    chances = np.zeros((*seen.shape[:2], 11))
    chances[..., detector.classes_] = detector.predict_proba(seen.reshape(-1, 64)).reshape(*seen.shape[:2], -1)
    chances = chances[..., :10]  # without "none"
    reports = []
    for place in np.argsort(-chances.max(axis=2), axis=None):
        r, c = np.unravel_index(place, chances.shape[:2])
        if chances[r, c].max() < 0.5:
            return reports
        if all(max(abs(4 * r - row), abs(4 * c - column)) > 12 for _, row, column, _ in reports):
            reports.append((int(chances[r, c].argmax()), 4 * r, 4 * c, float(chances[r, c].max())))
    return reports


# %% name="detect-picture"
tests = [make_scene(x_test, y_test, rng) for _ in range(num_test_scenes)]
reports = [detect(scene) for scene, _ in tests]
figure, axes = plots.panels(2, columns=2, height=2.7)
for ax, (scene, _), found_here in zip(axes, tests, reports, strict=False):
    ax.imshow(scene)
    ax.set(xticks=[], yticks=[])
    for digit, row, column, _ in found_here:
        ax.add_patch(plt.Rectangle((column + 3, row + 3), 22, 22, fill=False, edgecolor=plots.COLORS["class_1"]))
        ax.text(column + 4, row + 2, digit, color=plots.COLORS["class_1"], fontweight="bold")
plots.show(
    figure,
    caption="Two scenes of unseen digits: what the detector found, and what it read.",
    alt="Two dark pictures with five digits each; boxes around most digits with the digit that was read written above.",
)

# %% name="detect-claim"
hits = sum(
    any(digit == label and max(abs(r - row), abs(c - column)) <= 4 for digit, r, c, _ in found_here)
    for (_, truth), found_here in zip(tests, reports, strict=True)
    for label, row, column in truth
)
there, reported = 5 * len(tests), sum(map(len, reports))
print(f"{there} digits there, {reported} reported, {hits} in the right place and read rightly")
checks.claim("share of the digits that were found and read", hits / there, low=0.5, control=0.1)

# %% [markdown] name="sound"
# ## Not only pictures
#
# CNNs find **patterns that may be anywhere**: in *images*, in *videos* (a third axis, time), in *sounds*,
# in *texts* (a row of word vectors). The lecture's examples: Spotify recommends music from its sound,
# Amazon products; Google's PlaNet guesses where on Earth a photo was taken, and Facebook interprets
# photos. With one axis the layer is called `Conv1D`. Test it: a bird calls somewhere in the noise, its
# pitch rises or falls. There are 600 recordings to learn from. **Guess** how often a CNN and a fully
# connected net are right.


# %% name="sound-data"
def bird_calls(count, rng):
    """Return recordings (count, 256, 1) and whether the pitch rises (1) or falls (0)."""
    time, rising = np.arange(48) / 48, rng.integers(0, 2, count)
    call = np.sin(2 * np.pi * (2.4 * time + 3.6 * time**2)) * np.hanning(48)
    recordings = rng.normal(0, 0.5, (count, 256))
    for recording, up, begin in zip(recordings, rising, rng.integers(0, 256 - 48, count), strict=True):
        recording[begin : begin + 48] += 2 * (call if up else call[::-1])
    return recordings[..., None].astype("float32"), rising


(sounds, rising), (new_sounds, new_rising) = bird_calls(num_recordings, rng), bird_calls(1000, rng)
figure, axes = plots.panels(2, columns=2, height=2.2, sharey=True)
for ax, up in zip(axes, (1, 0), strict=True):
    ax.plot(sounds[np.flatnonzero(rising == up)[0], :, 0], linewidth=0.9)
    ax.set(title="rises" if up else "falls", xlabel="time (samples)")
plots.show(
    figure,
    caption="Two recordings: somewhere in the noise a call of 48 samples, faster and faster or slower and slower.",
    alt="Two noisy curves, each with a short burst of waves at some place.",
)

# %% name="sound-run"
inputs = keras.Input((256, 1))
heard = layers.Conv1D(8, 15, strides=2, activation="relu")(inputs)
heard = layers.GlobalMaxPooling1D()(layers.Conv1D(16, 9, activation="relu")(heard))
dense = layers.Dense(64, activation="relu")(layers.Flatten()(inputs))
listeners = keras.Model(inputs, layers.Concatenate()([layers.Dense(1)(heard), layers.Dense(1)(dense)]))
loss = keras.losses.BinaryCrossentropy(from_logits=True)
listeners.compile(keras.optimizers.Adam(0.01), loss, run_eagerly=eagerly)
listeners.fit(sounds, np.repeat(rising[:, None], 2, axis=1), batch_size=50, epochs=sound_epochs, verbose=0)
cnn_hears, mlp_hears = ((outputs(listeners, new_sounds) > 0) == new_rising[:, None]).mean(axis=0)
print(f"new recordings: CNN {cnn_hears:.3f}, fully connected {mlp_hears:.3f}, guessing 0.5")
checks.claim("rising or falling, new recordings: accuracy of the CNN", cnn_hears, low=0.9, control=mlp_hears)

# %% [markdown] name="sound-explain"
# Here is the difference that centred digits hide. When the pattern may be *anywhere*, a fully connected
# net has to learn it anew for each place; the CNN learns it once.

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
stages = {"7×7, 64, stride 2, pool": 1, "3×3, 64": 6, "3×3, 128": 8, "3×3, 256": 12, "3×3, 512": 6, "dense 1000": 1}
ax = plots.panels(1, width=8.0, height=2.4)[1][0]
place = 0
colors = ["neutral", "train", "validation", "test", "highlight", "neutral"]
for color, (name, count) in zip(colors, stages.items(), strict=True):
    ax.bar(place + np.arange(count), 1, width=0.7, color=plots.COLORS[color])
    ax.text(place + (count - 1) / 2, -0.12 - 0.28 * (count == 1), name, ha="center", va="top", fontsize=9)
    if count > 1:
        for first in range(place, place + count, 2):
            curve = {"arrowstyle": "->", "connectionstyle": "arc3,rad=-0.6", "color": plots.COLORS["neutral"]}
            ax.annotate("", (first + 1.5, 1.03), (first - 0.5, 1.03), arrowprops=curve)
    place += count
ax.set(xlim=(-1.5, place + 0.5), ylim=(-0.8, 2.0), title=f"ResNet-34: {place} layers with weights, 16 skip connections")
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


tiny = x_train[:num_deep_pictures].reshape(-1, 7, 4, 7, 4, 1).mean(axis=(2, 4))  # means of 4x4 pixels
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
    name: [gradient_norms(*deep_net(*options), tiny[:100], tiny_labels[:100])] for name, options in variants.items()
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
        net.set_weights(deep_net(*options)[0].get_weights())  # a new start, without building the program again
        history = net.fit(tiny, tiny_labels, batch_size=48, epochs=deep_epochs, verbose=0)
        losses[name].append(history.history["loss"][-1])
losses = pd.DataFrame(losses)
print(f"training loss in epoch {deep_epochs}, all with batch normalisation; guessing has ln 10 = {np.log(10):.2f}")
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
    print(f"{name}, no batch norm: training loss {history.history['loss'][-1]:.2f}; guessing has {np.log(10):.2f}")

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
    name: [steadiness(deep_net(*options)[0], tiny[:100], tiny_labels[:100], rng) for _ in range(num_pairs)]
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
    print(f"traffic signs, {who}: {error} %, {away:.1f} standard errors above IDSIA's 0.54 ± {standard_error:.2f} %")
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
first_years = {"convolution and downsampling": 1980, "trained by backpropagation": 1989, "wins ImageNet": 2012}
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
winners = {"2010": 28.2, "2011": 25.8, "2012\nAlexNet": 16.4, "2013": 11.7, "2014": 6.7, "2015\nResNet": 3.57}
sprint = {"Microsoft\nFeb 6": 4.95, "Google\nFeb 11": 4.8, "Baidu\nMay 11": 4.58, "Microsoft\nDec": 3.57}
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
    print(f"{year[:4]}: {before - after:4.1f} points fewer, {1 - after / before:.0%} of the errors that were left")
print(f"CIFAR-100, nets against the best other method: {1 - (100 - 75) / (100 - 61):.0%} of the errors")

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

# %% [markdown] name="own"
# ## Write a digit
#
# Your turn: change the strokes (points from 0 to 1, y downwards), or load a photo of dark ink on light
# paper with `255 - np.asarray(Image.open("my_digit.png").convert("L"))`. `as_mnist` prepares it as lesson
# 04 explains: a box of 20 pixels, centre of mass in the middle of 28. Then look through the eyes of the
# net, and let the detector find your digit somewhere in a larger picture.

# %% name="own-digit"
from course_utils.data.own_digit import as_mnist, draw_strokes

my_strokes = [[(0.25, 0.15), (0.75, 0.15), (0.5, 0.5), (0.4, 0.9)]]
mine = as_mnist(draw_strokes(my_strokes))
my_scene = np.zeros((56, 84), "float32")
my_scene[20:48, 44:72] = mine / 255
chances = models.probabilities(best, as_inputs(mine[None]))[0]
map_of_mine = ops.convert_to_numpy(views(as_inputs(mine[None]))[0])[0].max(axis=2)  # strongest map at each place

figure, axes = plots.panels(4, columns=4, height=2.3, gridspec_kw={"width_ratios": [1, 1, 1.4, 1.5]})
for ax, picture, title in zip(axes, (mine, map_of_mine), ("your digit", "layer 1"), strict=False):
    ax.imshow(picture)
    ax.set(title=title, xticks=[], yticks=[])
axes[2].bar(range(10), chances)
axes[2].set(title="what it reads", xlabel="digit", ylabel="probability", xticks=range(10), ylim=(0, 1))
axes[3].imshow(my_scene)
axes[3].set(title="and finds", xticks=[], yticks=[])
for digit, row, column, _ in detect(my_scene):
    axes[3].add_patch(plt.Rectangle((column + 3, row + 3), 22, 22, fill=False, edgecolor=plots.COLORS["class_1"]))
    axes[3].text(column + 4, row + 2, digit, color=plots.COLORS["class_1"], fontweight="bold")
plots.show(
    figure,
    caption="Your own digit, the strongest first-layer map at each place, the net's probabilities, and the detector's find.",
    alt="A handwritten digit; its outline in a coarse map; ten bars; the digit in a larger dark picture with a number beside it.",
)

# %% [markdown] name="make-task"
# ### Exercise 6b.12 · a net of your own
#
# Write a CNN for pictures of 28×28×1 with at most **10 000** parameters: at least two convolutions, each
# with a ReLU, no layer wider or higher than the one before it, no layer with fewer maps than the one
# before it, ten logits at the end. The check looks at the structure. Train it afterwards with
# `models.train(my_net(), x_train, one_hot, learning_rate=0.005, weight_decay=0.05, **recipe)`: how close to
# the best net does it come, with a sixth of its parameters?


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

# %% [markdown] name="close"
# ## What we saw
#
# A recap in numbers first, then in sentences.

# %% name="recap"
recap = {
    "order of the pixels shuffled, CNN": means["CNN, shuffled"] - means["CNN"],
    "order of the pixels shuffled, fully connected": means["fully connected, shuffled"] - means["fully connected"],
    "window instead of all pixels, both with augmentation": gain["test accuracy"],
    "the same for test pictures shifted by 4": gain["shifted by 4"],
    "a call somewhere in the noise": cnn_hears - mlp_hears,
}
pd.Series(recap, name="change of accuracy").round(3).to_frame()

# %% [markdown] name="summary"
# 1. **Why CNNs.** Features have to be learned; they may be anywhere; and what belongs together is near. A
#    CNN takes advantage of this structure of images with two kinds of layers: *convolutional layers* look
#    through the same small window everywhere, so that all places share the same few weights; *pooling
#    layers* forget the exact place.
# 2. It wins by what it assumes. Shuffle the pixels, and it loses, while fully connected nets, SVM and
#    Eigenfaces do not notice; let the pattern move, and it is the other way round.
# 3. Space goes down, depth goes up; the first layer's maps and weights can be read as pictures, those of
#    deeper layers only through the pictures that excite them.
# 4. Its features serve others: scikit-learn, or a detector that scans a large picture in one pass.
# 5. With skip connections twenty layers learn faster. Vanishing gradients can explain that only where
#    nothing is normalised.
#
# **What differs between the data.** On centred digits the advantage over a fully connected net is small.
# How small differs between MNIST and the course's own digits: name the data beside every accuracy.
#
# **What can go wrong in practice.** Channels in the wrong place (`(n, 28, 28)` without a last axis);
# `Flatten` on large maps, which hides a quarter of a million weights in one line; batch normalisation
# with a memory longer than the training (`momentum=0.9` here); pictures scaled in training and not in
# use; augmentation that changes the label (a 6 turned by 180°).
#
# **Homework (open).** Get the most out of 10 000 parameters (exercise 6b.12): try depth against width,
# stride against pooling, a skip connection. Decide on validation pictures, write down how many structures
# you tried, then test once.
#
# **Further reading.** Fukushima (1980), *Neocognitron*. LeCun and others (1989), *Backpropagation applied
# to handwritten zip code recognition*; LeCun, Bottou, Bengio and Haffner (1998), *Gradient-based learning
# applied to document recognition*. Krizhevsky, Sutskever and Hinton (2012), *ImageNet classification with
# deep convolutional neural networks*. Zeiler and Fergus (2014), *Visualizing and understanding
# convolutional networks*. Long, Shelhamer and Darrell (2015), *Fully convolutional networks*. He, Zhang,
# Ren and Sun (2015), *Deep residual learning for image recognition*. Balduzzi and others (2017), *The
# shattered gradients problem*.
#
# **Next question.** Digits are easy. Lesson 07 asks: which of eight people is this?
