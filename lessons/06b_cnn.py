# %% [markdown] name="title"
# # 06b · Convolutional nets
#
# **Why does looking through a small window win?** Against what, and when does it not?
#
# | | |
# |---|---|
# | **You will be able to** | *build* a convolutional net and count all its numbers; *predict* for which nets the order of the pixels matters; *look* into every layer of a trained net; *find* several digits in one picture; *measure* what skip connections do, and what they are only said to do |
# | **You need** | convolution, pooling and receptive fields (lesson 06a), training a net on digits (lesson 04) |
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
twin_epochs = settings.choose(
    smoke=1, quick=8, full=20
)  # passes over the training pictures for those
best_epochs = settings.choose(
    smoke=1, quick=15, full=30
)  # for the best net of the lesson and its rival
trial_epochs = settings.choose(smoke=1, quick=2, full=10)  # for nets that are only tried
sound_epochs = settings.choose(smoke=1, quick=12, full=30)
deep_epochs = settings.choose(smoke=1, quick=2, full=10)  # for the nets with 20 layers
num_deep_pictures = settings.choose(smoke=96, quick=2400, full=2400)  # for those nets
num_blocks = settings.choose(
    smoke=3, quick=9, full=9
)  # of two layers each; with first and last layer: 20
num_pairs = settings.choose(smoke=1, quick=2, full=5)  # plain and residual nets that are compared
dream_steps = settings.choose(smoke=2, quick=40, full=200)
num_pieces = settings.choose(smoke=1000, quick=6000, full=6000)  # of each photo
num_recordings = settings.choose(smoke=100, quick=600, full=600)  # of bird calls
num_scenes = settings.choose(smoke=10, quick=150, full=500)  # to train the detector
num_test_scenes = settings.choose(smoke=3, quick=30, full=100)
eagerly = settings.choose(
    smoke=True, quick=False, full=False
)  # for a few steps a net need not be compiled
seed = settings.seed

# %% [markdown] name="net"
# ## What a convolutional net looks like
#
# A **convolutional net**, CNN, is a few operations in a row: *convolution, ReLU, pooling*, then the same
# again on what came out, so that one such block is nested in the next. Each convolution looks through its
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
    [
        (layer.name.rstrip("_0123456789"), layer.output.shape[1:], layer.count_params())
        for layer in smallest.layers
    ],
    columns=["layer", "output", "parameters"],
)

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
models.train(
    twins, both, copies, epochs=twin_epochs, batch_size=100, learning_rate=0.008, loss=cross_entropy
)


def outputs(model, pictures):
    """Return what the model makes of many pictures, as a NumPy array."""
    parts = [
        model(pictures[first : first + 500], training=False)
        for first in range(0, len(pictures), 500)
    ]
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
ax.set(
    title="Shuffling hurts the CNN, and only the CNN",
    xlabel="accuracy on test pictures (guessing: 0.1)",
)
plots.show(
    ax,
    caption=f"Test accuracy of {num_twins} nets of each kind, trained on the same {len(x_train)} digits.",
    alt="Four rows of dots: the CNN on original pixels and both rows of fully connected nets lie close together at the "
    "right, the CNN on shuffled pixels far to the left.",
)

# %% name="twins-claims"
means = results.mean(axis=1)
checks.claim(
    "what shuffling costs a CNN, test accuracy",
    means["CNN"] - means["CNN, shuffled"],
    low=0.01,
    control=0.0,
)
checks.claim(
    "what shuffling costs a fully connected net, test accuracy",
    means["fully connected"] - means["fully connected, shuffled"],
    low=-0.02,
    high=0.02,
    control=means["CNN"] - means["CNN, shuffled"],
)
one_cnn, one_mlp = (
    keras.Model(inputs, build(inputs[..., :1])).count_params() for build in (small_cnn, small_mlp)
)
print(
    f"a CNN has {one_cnn:,} parameters, a fully connected net {one_mlp:,}: {one_mlp / one_cnn:.0f} times as many"
)
print(
    f"original pixels: CNN {means['CNN']:.3f}, fully connected {means['fully connected']:.3f}, guessing 0.1"
)

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
print(
    f"fully connected, shuffled in the test only: {only_later['fully connected']:.3f}; guessing: 0.1"
)

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
among_moved = np.linalg.norm(
    (x_test[:200] - np.roll(x_test[:200], 1, axis=2)).reshape(200, -1), axis=1
)
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
    scores = [
        model.fit(train_rows, y_train).score(validation_rows, y_validation)
        for model in classical.values()
    ]
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


best = models.train(
    best_net(augmentation()), x_train, one_hot, learning_rate=0.005, weight_decay=0.05, **recipe
)

# %% name="rival-train"
rival_layers = [augmentation(), layers.Flatten()]
rival_layers += [
    layers.Dense(500, activation="relu"),
    layers.Dense(50, activation="relu"),
    layers.Dense(10),
]
rival = keras.Sequential([keras.Input((28, 28, 1)), *rival_layers])
rival = models.train(rival, x_train, one_hot, learning_rate=0.003, weight_decay=0.01, **recipe)
nets = {"fully connected + augmentation": rival, "CNN + augmentation": best}
rows = {
    name: [np.mean(np.atleast_2d(by_shift[name])[:, shift]) for shift in (0, 2, 4)]
    for name in kinds[::2]
}
for name, net in nets.items():
    rows[name] = [models.accuracy(net, np.roll(x_test, by, axis=2), y_test) for by in (0, 2, 4)]
scores = pd.DataFrame(rows, index=["test accuracy", "shifted by 2", "shifted by 4"]).T
scores.round(3)

# %% name="best-claims"
gain = scores.loc["CNN + augmentation"] - scores.loc["fully connected + augmentation"]
checks.claim(
    "both with augmentation, pictures shifted by 2: CNN minus rival",
    gain["shifted by 2"],
    low=0.001,
    control=0.0,
)
checks.claim(
    "both with augmentation, pictures shifted by 4: CNN minus rival",
    gain["shifted by 4"],
    low=0.02,
    control=0.0,
)
checks.claim(
    "test accuracy of the best net",
    scores.loc["CNN + augmentation", "test accuracy"],
    low=0.955,
    control=0.1,
)
print(f"test pictures as they are, CNN minus rival: {100 * gain['test accuracy']:+.1f} points")

# %% [markdown] name="best-explain"
# Knowledge in the structure and knowledge in the data add up. The rival has seen shifts of 2 in training,
# and still makes more mistakes on them than the CNN; shifted by 4, it falls far behind. A script of the
# course (`benchmarks/mnist_cnn.py`) measures this net on the real MNIST against the CNN of the
# original course, in accuracy and in seconds. (The upper two rows of the table are means over the nets of
# before, on 600 test pictures.)

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
map_of_mine = ops.convert_to_numpy(views(as_inputs(mine[None]))[0])[0].max(
    axis=2
)  # strongest map at each place

figure, axes = plots.panels(
    4, columns=4, height=2.3, gridspec_kw={"width_ratios": [1, 1, 1.4, 1.5]}
)
for ax, picture, title in zip(axes, (mine, map_of_mine), ("your digit", "layer 1"), strict=False):
    ax.imshow(picture)
    ax.set(title=title, xticks=[], yticks=[])
axes[2].bar(range(10), chances)
axes[2].set(
    title="what it reads", xlabel="digit", ylabel="probability", xticks=range(10), ylim=(0, 1)
)
axes[3].imshow(my_scene)
axes[3].set(title="and finds", xticks=[], yticks=[])
for digit, row, column, _ in detect(my_scene):
    axes[3].add_patch(
        plt.Rectangle((column + 3, row + 3), 22, 22, fill=False, edgecolor=plots.COLORS["class_1"])
    )
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
    "order of the pixels shuffled, fully connected": means["fully connected, shuffled"]
    - means["fully connected"],
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
