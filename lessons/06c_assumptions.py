# %% [markdown] name="title"
# # 06c · Assumptions
#
# **What does convolution assume?** And what is that worth? (A deeper part: you may skip it and go on to
# lesson 07.)
#
# | | |
# |---|---|
# | **You will be able to** | *count* what a layer learns and what it computes; *write* a convolution as a matrix; *tell* an answer that moves along from one that stays |
# | **You need** | lesson 06a: kernel, channels, feature map |
# | **Time** | {minutes} minutes |
#
# A convolution is a dense layer with its hands tied. It may only look at what is near, and it must do the
# same everywhere. What do these two knots save, and what if they are wrong?

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, plots, start

settings = start("06c_assumptions", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_thief_epochs = settings.choose(smoke=1, quick=40, full=100)  # of the thief with a Conv2D
seed = settings.seed

# %% [markdown] name="sharing"
# ## Two knots
#
# From an image of 28x28 pixels we want one map of 26x26 numbers. A dense layer joins each of these numbers
# with every pixel. The convolution ties it down twice:
#
# - **Local receptive field.** A unit looks at its own small window only, here 3x3 pixels. *What belongs
#   together stands together.*
# - **Weight sharing.** All units of a map use the same weights. *It may stand anywhere.*
#
# The costs of lesson 06a again, one knot after the other:

# %% name="sharing-count"
num_pixels, num_answers, window = 28 * 28, 26 * 26, 3 * 3
sharing = pd.DataFrame(index=["dense", "local", "local and shared: convolution"])
sharing["parameters"] = [(num_pixels + 1) * num_answers, (window + 1) * num_answers, window + 1]
sharing["multiplications"] = np.array([num_pixels, window, window]) * num_answers
sharing

# %% name="sharing-claim" tags=["claim"]
# @title Claim: what the second knot saves
ratios = sharing.loc["local"] / sharing.loc["local and shared: convolution"]
checks.claim(
    "multiplications of the local layer for each one of the convolution",
    ratios["multiplications"],
    low=1,
    high=1,
    control=ratios["parameters"],
    control_is="parameters",
)

# %% [markdown] name="sharing-explain"
# From dense to local both columns fall by about the same factor (the weights by exactly the same: 784 pixels to
# 9). From local to shared only the parameters fall: each weight is now used at 676 places, and every use is a
# multiplication. **Locality saves both, sharing saves parameters only.**

# %% [markdown] name="count-task"
# ### Exercise · can you explain 320?
#
# To count parameters, count one filter: a weight for every number in its window, *through all channels* of
# what it looks at, and one bias. To count multiplications, count the places as well.
#
# An image of 28x28x3 meets **six filters of 5x5x3**, no padding, stride 1. Which shape comes out (height,
# width, channels), how many parameters are there, and how many multiplications does one image take? Then
# two lines that Keras prints in a summary: `Conv2D(32, (3, 3))` on 28x28x1 has **320** parameters,
# `Conv2D(16, (3, 3))` on 14x14x8 has **1168**. Explain each as a pair (weights of one filter without its
# bias, number of filters).

# %% name="count-answer" tags=["exercise"]
# BEGIN SOLUTION
shape_of_six = (24, 24, 6)
parameters_of_six = (5 * 5 * 3 + 1) * 6
multiplications_of_six = 24 * 24 * 6 * (5 * 5 * 3)
explain_320 = (3 * 3 * 1, 32)
explain_1168 = (3 * 3 * 8, 16)
# END SOLUTION
checks.assumptions.count(
    shape_of_six, parameters_of_six, multiplications_of_six, explain_320, explain_1168
)
# checks.assumptions.count.hint()

# %% [markdown] name="count-solution" tags=["solution"]
# **Why.** $28 - 5 + 1 = 24$ places along each side, six maps. Each filter has $5\cdot5\cdot3 = 75$ weights and
# a bias: $76 \cdot 6 = 456$. Each of the $24\cdot24\cdot6$ numbers takes 75 products: 259 200. Likewise
# $(9 + 1)\cdot 32 = 320$ and $(72 + 1)\cdot 16 = 1168$: the second layer looks at 8 channels.

# %% [markdown] name="matrix"
# ## A matrix full of holes
#
# A convolution is a weighted sum of inputs, so a matrix can do it. Write the image as a list $x$. Each row of
# the matrix $W$ belongs to one place of the window: it holds the kernel $k$ there, and zeros elsewhere.
# Besides, all places share one bias $b$:
#
# $$ \mathrm{relu}(W x + b) \;\longrightarrow\; \mathrm{relu}(k * x + b), $$
#
# where $*$ is the sliding window of lesson 06a. Here it is for the image of that lesson, and a kernel of other
# numbers:

# %% name="matrix-image"
image = np.array(
    [[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]]
)
k = np.array([[1, 4, 0], [0, 2, 1], [3, 0, 1]])


# %% name="matrix-run"
def laid_on(kernels):
    """Return a matrix (9, 25): in each row one of nine kernels, laid on the image at its place."""
    matrix = np.zeros((9, 5, 5))
    for row, (i, j) in enumerate(np.ndindex(3, 3)):
        matrix[row, i : i + 3, j : j + 3] = kernels[row]
    return matrix.reshape(9, 25)


W = laid_on([k] * 9)

# %% [markdown] name="matrix-kinds-text"
# Beside it, with random weights, the matrix of a dense layer and that of a local one, which has another kernel
# at each place:

# %% name="matrix-kinds"
rng = np.random.default_rng(seed)
matrices = {
    "dense": rng.normal(size=(9, 25)),
    "local": laid_on(rng.normal(size=(9, 3, 3))),
    "local and shared: W": W / k.max(),
}

# %% name="matrix-picture" tags=["figure"]
# @title Figure: three kinds of matrices
figure, axes = plots.panels(3, height=1.7)
for ax, (title, matrix) in zip(axes, matrices.items(), strict=True):
    ax.imshow(matrix, cmap="RdBu", vmin=-2.2, vmax=2.2)
    ax.set_title(title, loc="center", fontsize=10.5)
    ax.set(xticks=[], yticks=[], xlabel="25 pixels")
    ax.grid(visible=False)
axes[0].set_ylabel("9 places")
plots.show(
    figure,
    caption="The weights from 5x5 pixels to 3x3 numbers. White: no connection, or weight 0. The rows of $W$ are one kernel, laid "
    "on at nine places; it has three weights that are 0.",
    alt="Three matrices of 9 rows and 25 columns: full of random colours; random colours in three short pieces of each row; the "
    "same three pieces in each row, moved on by one column, and by three where a new row of places begins.",
)

# %% [markdown] name="matrix-explain"
# A dense layer could do whatever a convolution does: it would have to find that sixteen weights of each row
# are 0, and that the others repeat from row to row. A matrix with equal numbers along its diagonals is called a
# **Toeplitz matrix**; $W$ is made of such blocks.
#
# ### Exercise · build a convolution matrix
#
# Write the matrix for a *list* of numbers instead of an image, without padding, with stride 1. The kernel
# is an array of numbers, `length` says how long the list is. Return an array.


# %% name="matrix-answer" tags=["exercise"]
def convolution_matrix(kernel, length):
    """Return the matrix (length - len(kernel) + 1, length): a row for each place."""
    # BEGIN SOLUTION
    num_rows = length - len(kernel) + 1
    matrix = np.zeros((num_rows, length))
    for row in range(num_rows):
        matrix[row, row : row + len(kernel)] = kernel
    return matrix
    # END SOLUTION


checks.assumptions.matrix(convolution_matrix)
# checks.assumptions.matrix.hint()

# %% [markdown] name="matrix-solution" tags=["solution"]
# **Why.** Row $i$ computes the answer at place $i$, so it has the kernel at the columns $i, i+1, \ldots$

# %% [markdown] name="flip"
# ## Turned or not?
#
# Does Keras agree with our matrix? And SciPy, which has two functions for it?

# %% name="flip-keras"
import keras
from keras import layers

keras_layer = layers.Conv2D(filters=1, kernel_size=3, use_bias=False)
keras_layer.build((None, 5, 5, 1))  # images of 5x5 pixels with one channel
keras_layer.kernel.assign(k[:, :, None, None])  # (height, width, channels in, filters)
from_keras = keras_layer(image[None, :, :, None].astype("float32"))  # (1, 3, 3, 1)

# %% name="flip-compare" tags=["nbval-check-output"]
from scipy import signal

results = {
    "our matrix": W @ image.ravel(),
    "Keras, Conv2D": keras.ops.convert_to_numpy(from_keras),
    "SciPy, correlate2d": signal.correlate2d(image, k, mode="valid"),
    "SciPy, convolve2d": signal.convolve2d(image, k, mode="valid"),
    "SciPy, convolve2d, kernel turned": signal.convolve2d(image, k[::-1, ::-1], mode="valid"),
}
for name, result in results.items():
    print(f"{name:33}", result.astype(int).ravel())

# %% [markdown] name="flip-explain"
# What lesson 06a and Keras call convolution is **cross-correlation** in mathematics: lay on, multiply, add.
# The *convolution* of mathematics first turns the kernel by 180°. A layer that *learns* its kernel does not
# care, it would learn the turned one. You care when you copy a kernel from a book.

# %% [markdown] name="thief"
# ## The thief
#
# The weights of a `Conv2D` come from no book. They start at random and are **learned**. Here is the smallest
# proof: somebody sends pictures through a secret kernel. We see pictures and results, nothing else. A
# `Conv2D` with one filter gets them as input and target, and gradient descent moves its nine weights. Will
# it find the kernel, or just something similar?

# %% name="thief-data"
secret = np.array([[-2, -1, 0], [-1, 1, 1], [0, 1, 2]], dtype="float32")  # emboss
pictures = np.random.default_rng(seed).normal(size=(64, 18, 18, 1)).astype("float32")
results = np.stack([signal.correlate2d(p[:, :, 0], secret, mode="valid") for p in pictures])

# %% name="thief-run"
thief = keras.Sequential([keras.Input((18, 18, 1)), layers.Conv2D(1, 3, use_bias=False)])
before = keras.ops.convert_to_numpy(thief.layers[0].kernel)[:, :, 0, 0].copy()
thief.compile(keras.optimizers.Adam(0.05), loss="mse", run_eagerly=num_thief_epochs == 1)
thief.fit(pictures, results[..., None], batch_size=16, epochs=num_thief_epochs, verbose=0)
after = keras.ops.convert_to_numpy(thief.layers[0].kernel)[:, :, 0, 0]

# %% name="thief-picture" tags=["figure"]
# @title Figure: the kernel of the thief, and the secret
figure, axes = plots.panels(3, height=2.5)
for ax, (title, kernel) in zip(
    axes, {"before": before, "after training": after, "the secret": secret}.items(), strict=True
):
    plots.number_grid(kernel.round(2), ax=ax, title=title)
plots.show(
    figure,
    caption="The nine weights of the layer at the random start and after training, beside the kernel it never saw.",
    alt="Three 3 by 3 grids of numbers: random ones, the learned ones, and the secret kernel of the emboss filter.",
)
checks.claim(
    "the thief finds the secret kernel: largest error of the nine weights",
    np.abs(after - secret).max(),
    high=0.05,
    control=np.abs(before - secret).max(),
    control_is="before training",
)

# %% [markdown] name="thief-explain"
# It finds the kernel itself: the squared error is a bowl over nine weights, with the secret at its lowest
# point.

# %% [markdown] name="worth"
# ## What a knot is worth
#
# How many pictures does a thief need? Send three thieves, one for each row of the table above: *dense*,
# *local* (nine weights of its own for each place) and *shared* (nine weights). All see the same pictures of
# 8x8 random pixels and the 6x6 results of a secret kernel. To be fair to all, no training: each gets the
# weights of **least squares** (lesson 01); of all that fit what it has seen equally well, the shortest (whose
# squares add up to least). Then it has to answer for *new* pictures.
#
# **Guess:** how many pictures must the dense thief see until it is right on new ones?

# %% name="guess-pictures" tags=["guess"]
guess = ...  # pictures, a whole number
checks.assumptions.guess("pictures", guess)


# %% name="windows"
def windows(pictures):
    """Return what stands in the window at each of the 36 places, (n, 8, 8) -> (n, 36, 9)."""
    views = np.lib.stride_tricks.sliding_window_view(pictures, (3, 3), axis=(1, 2))
    return views.reshape(-1, 36, 9)


def least_squares(inputs, targets):
    return np.linalg.lstsq(inputs, targets, rcond=None)[0]


# %% name="thieves"
def dense(seen, results, new):
    weights = least_squares(seen.reshape(-1, 64), results)  # (64, 36)
    return new.reshape(-1, 64) @ weights


def shared(seen, results, new):
    weights = least_squares(windows(seen).reshape(-1, 9), results.ravel())  # (9,)
    return windows(new) @ weights


# %% name="local-thief"
def local(seen, results, new):
    in_seen, in_new = windows(seen), windows(new)
    answers = np.zeros((len(new), 36))
    for place in range(36):
        weights = least_squares(in_seen[:, place], results[:, place])  # (9,)
        answers[:, place] = in_new[:, place] @ weights
    return answers


# %% name="worth-error"
rng = np.random.default_rng(seed)
many, new = rng.normal(size=(128, 8, 8)), rng.normal(size=(100, 8, 8))


def error(thief, secret, count):
    """Return the error on new pictures, relative to their results; 1: as if it said 0."""
    answers = thief(many[:count], secret(many[:count]), new)
    return np.linalg.norm(answers - secret(new)) / np.linalg.norm(secret(new))


# %% name="worth-run"
def kernel_secret(pictures):
    return windows(pictures) @ secret.ravel()


errors = pd.DataFrame(index=range(1, 73))  # pictures seen
for thief in (dense, local, shared):
    errors[thief.__name__] = [error(thief, kernel_secret, count) for count in errors.index]
first_right = (errors < 1e-6).idxmax()

# %% name="worth-picture" tags=["figure"]
# @title Figure: the error of three thieves over the number of pictures
ax = plots.curves(
    errors,
    title="a secret kernel, three thieves",
    xlabel="pictures seen",
    ylabel="error on new pictures",
    value_limits=(-0.03, 1.05),
)
plots.show(
    ax,
    caption="Error on new pictures, relative to the size of the results (1: no better than always answering 0). Right from "
    f"{' and '.join(f'{first_right[name]} ({name})' for name in errors)} pictures on.",
    alt="Three curves over the number of pictures: shared is at 0 from the first picture, local falls to 0 before ten, dense "
    "falls slowly to 0 shortly after sixty.",
)
checks.assumptions.reveal("pictures", first_right["dense"], close=4)
checks.claim(
    "one picture seen: error of the shared thief",
    errors.loc[1, "shared"],
    high=0.001,
    control=errors.loc[1, "dense"],
    control_is="dense",
)

# %% [markdown] name="worth-explain"
# The dense thief has 64 unknown weights for each result, and a picture is one equation for each: it needs as
# many pictures as there are pixels. The local one has nine unknowns. To the shared one *every place of the
# picture* is an equation for the same nine weights: a single picture has 36. (So exactly only because the
# results are exact and the pixels random; with noise each needs more.)
#
# And if the assumption is false? Here are four secrets: one kernel everywhere; the same with small random
# differences from place to place; a random kernel at each place; a weight for every pixel, near or far.
#
# **Guess** for the second secret: who is closest on new pictures? **A** shared, after 4 pictures and after 128 ·
# **B** shared after 4, another after 128 · **C** another, both times.

# %% name="guess-nearly" tags=["guess"]
guess = ...  # "A", "B" or "C"
checks.assumptions.guess("nearly", guess)

# %% name="false-secrets"
own_kernels = rng.normal(size=(36, 9))  # for each place
all_weights = rng.normal(size=(64, 36))  # from every pixel to every result
nearly_one = secret.ravel() + 0.2 * own_kernels
secrets = {
    "one kernel everywhere": kernel_secret,
    "nearly one kernel everywhere": lambda pictures: (windows(pictures) * nearly_one).sum(axis=2),
    "another kernel at each place": lambda pictures: (windows(pictures) * own_kernels).sum(axis=2),
    "all pixels count": lambda pictures: pictures.reshape(-1, 64) @ all_weights,
}


# %% name="false-run"
def errors_after(count):
    table = pd.DataFrame(index=list(secrets))
    for thief in (dense, local, shared):
        table[thief.__name__] = [error(thief, secret, count) for secret in secrets.values()]
    return table


after_pictures = {f"{count} pictures": errors_after(count) for count in (4, 32, 128)}
pd.concat(after_pictures, axis=1).round(2).abs()

# %% name="false-claims" tags=["claim"]
# @title Claim: a nearly true assumption, and what a false one costs
after_4, after_32, after_128 = after_pictures.values()
nearly = "nearly one kernel everywhere"
closest = [table.loc[nearly].idxmin() == "shared" for table in (after_4, after_128)]
checks.assumptions.reveal(
    "nearly", {(True, True): "A", (True, False): "B"}.get(tuple(closest), "C")
)
checks.claim(
    "nearly one kernel everywhere, 4 pictures: error of the shared thief",
    after_4.loc[nearly, "shared"],
    high=0.3,
    control=after_4.loc[nearly, ["dense", "local"]].min(),
    control_is="the better of the others",
)
saved = (after_32 - after_128).drop(index="one kernel everywhere")
checks.claim(
    "three secrets that are not one kernel, from 32 to 128 pictures: what the shared thief saves, at most",
    saved["shared"].max(),
    high=0.1,
    control=saved["dense"].min(),
    control_is="the dense thief, at least",
)

# %% [markdown] name="false-explain"
# **A true assumption saves pictures. What a false one costs, more pictures do not bring back.** How much it costs
# depends on how false it is: while pictures are few, an assumption that is nearly true still wins. Real pictures
# lie between these extremes; lesson 06b tried the assumptions on digits.

# %% [markdown] name="anywhere"
# ## Found anywhere, by another unit
#
# "May stand anywhere": take it at its word. Here is a parrot of 16x10 pixels, and a filter of 16x10x3 weights
# in its form: the parrot minus its mean colour, so that flat areas score 0.

# %% name="parrot"
feathers = """
...RRRR...
..RRRRRR..
.RWWRRRR..
KKWKRRRR..
KKKWRRRRR.
.KKRRRRRR.
..RRRYYYR.
..RRYGGGB.
..RRGGGBB.
...RGGBBB.
...RRBBBB.
....RRBBB.
....KRRBB.
.....RR.BB
.....RRR.B
......RR..
"""
colours = {"R": (0.85, 0.1, 0.1), "G": (0.1, 0.65, 0.25), "B": (0.1, 0.25, 0.8), "Y": (1, 0.85, 0)}
colours |= {"W": (1, 1, 1), "K": (0.05, 0.05, 0.05)}

# %% name="parrot-filter"
letters = np.array([list(row) for row in feathers.split()])  # (16, 10)
parrot = np.zeros((16, 10, 3))
for letter, colour in colours.items():
    parrot[letters == letter] = colour
outline = (letters != ".")[:, :, None]  # (16, 10, 1)
parrot_filter = (parrot - parrot.sum(axis=(0, 1)) / outline.sum()) * outline

# %% [markdown] name="anywhere-guess"
# The filter slides over a photo with the parrot in it. Then the parrot flies to another place.
#
# **Guess** what happens to the brightest spot of the feature map, and to its value, the maximum: **A** both
# change · **B** the spot moves along, the maximum stays · **C** the spot stays, the maximum changes.

# %% name="guess-parrot" tags=["guess"]
guess = ...  # "A", "B" or "C"
checks.assumptions.guess("parrot", guess)

# %% name="photo"
from sklearn.datasets import load_sample_image

photo = load_sample_image("china.jpg")[15:315, 75:375] / 255  # (300, 300, 3), from 0 to 1
photo = photo.reshape(100, 3, 100, 3, 3).mean(axis=(1, 3))  # means of 3x3 pixels: (100, 100, 3)


# %% name="parrot-at"
def parrot_at(row, column):
    """Return the photo with the parrot in front of it, its upper left corner at this place."""
    scene = photo.copy()
    block = scene[row : row + 16, column : column + 10]
    block[:] = np.where(outline, parrot, block)
    return scene


flights = [(6, 78), (58, 86), (48, 16)]
scenes = np.stack([*(parrot_at(*flight) for flight in flights), photo]).astype("float32")

# %% name="parrot-run"
detector = layers.Conv2D(filters=1, kernel_size=(16, 10), use_bias=False)
detector.build((None, 100, 100, 3))
detector.kernel.assign(parrot_filter[..., None])
all_maps = keras.ops.convert_to_numpy(detector(scenes))[..., 0]  # (4, 85, 91)
parrot_maps = all_maps[:3]
spots = [np.unravel_index(parrot_map.argmax(), (85, 91)) for parrot_map in parrot_maps]
*maxima, maximum_without = all_maps.max(axis=(1, 2))  # the last: the photo without the parrot

# %% name="parrot-picture" tags=["figure"]
# @title Figure: the parrot at three places, and its feature maps
figure = plots.image_grid(
    [*scenes[:3], *np.maximum(parrot_maps / parrot_maps.max(), 0) ** 0.7],
    columns=3,
    size=2.2,
    row_labels=["image", "map"],
)
plots.show(
    figure,
    caption="The parrot at three places, and below it the feature map of the parrot filter (below 0 black; faint answers "
    f"brightened). Maxima of the maps: {', '.join(f'{maximum:.1f}' for maximum in maxima)}; of the photo without the parrot: "
    f"{maximum_without:.1f}. Photo: danielbuechele (CC BY 2.0).",
    alt="Three photos with a pixel parrot in the sky, over the lake and before the pagoda; below, dark maps with one bright spot "
    "each, which moves with the parrot.",
)
checks.assumptions.reveal("parrot", "B")
checks.claim(
    "pixels between the parrot's corner and the brightest spot, at most",
    np.abs(np.subtract(spots, flights)).max(),
    high=0,
    control=np.abs(np.diff(flights, axis=0)).max(),
    control_is="how far it flew",
)
checks.claim(
    "the maximum of the map at three places: smallest over largest",
    min(maxima) / max(maxima),
    low=0.999,
    control=maximum_without / max(maxima),
    control_is="the photo without the parrot",
)

# %% [markdown] name="pooling-primer" tags=["primer"]
# One more kind of layer: **max pooling** replaces each small block of a map, say 2x2, by its largest number; with stride 2
# the blocks lie side by side, so that height and width are halved.

# %% [markdown] name="anywhere-explain"
# The parrot is found by another unit, which has the same weights. Move the input, and the output moves along:
# that is **equivariance**. Often it is called invariance, but **invariance** means that the output does *not
# change*. The maximum over the whole map is invariant: here it tells the photo with the parrot from the one
# without, and not where the parrot is. For the answer "parrot, yes or no" we want invariance, and convolution
# alone does not give it.
#
# ### Exercise · equivariant, invariant or neither?
#
# An object on a black ground moves to the right and stays well away from the border; the convolution has no
# bias. Does the output *move along* (E), stay *the same* (I), or neither in general (N)? Answer with five
# letters in the order of the operations, such as `"EEEEE"`, or with a dictionary such as `{"a": "E", ...}`.
#
# - **a** a 3x3 convolution with stride 1; the object moves by one pixel
# - **b** the same, then the maximum over the whole map
# - **c** a dense layer on the flattened pixels; the object moves by one pixel
# - **d** 2x2 max pooling with stride 2; the object moves by one pixel
# - **e** the same pooling; the object moves by *two* pixels

# %% name="shift" tags=["exercise"]
# BEGIN SOLUTION
answers = "EINNE"
# END SOLUTION
checks.assumptions.shift(answers)
# checks.assumptions.shift.hint()

# %% [markdown] name="shift-solution" tags=["solution"]
# **Why.** (a) and (b) are the parrot. A dense layer has another weight for every pixel. Pooling with stride 2
# cuts the map into fixed blocks: a shift by two moves whole blocks, so the output moves by one; a shift by
# one puts other values together.

# %% [markdown] name="verdict-task"
# ### Exercise · let the computer decide
#
# Write a function that compares two maps, arrays of the same shape (rows, columns): what an operation
# answered `before` the object moved and `after`. Return `"I"` if they are the same up to rounding, `"E"` if
# `after` is `before` moved to the right by one or more columns, else `"N"`. The outermost columns on both
# sides are 0.


# %% name="verdict" tags=["exercise"]
def verdict(before, after):
    """Return "I" (the same), "E" (moved to the right) or "N" (neither)."""
    # BEGIN SOLUTION
    if np.allclose(before, after):
        return "I"
    for columns in range(1, before.shape[1]):
        moved = np.zeros_like(before)
        moved[:, columns:] = before[:, :-columns]
        if moved.any() and np.allclose(moved, after):
            return "E"
    return "N"
    # END SOLUTION


checks.assumptions.verdict(verdict)
# checks.assumptions.verdict.hint()

# %% [markdown] name="verdict-solution" tags=["solution"]
# **Why.** That is what equivariance says: first move, then compute, or first compute, then move, and both ways
# give the same. Shift in zeros; `np.roll` would bring the object back in on the left, so a move to the left
# would look like a long one to the right. (Comparing only the columns that both have in common is not enough:
# of a large move only two empty edges are left.)

# %% [markdown] name="verdict-use"
# Now your function (or ours) looks at all five, with a grey parrot on black. Were you right?

# %% name="verdict-scene"
decide = checks.assumptions.verdict.or_ours(verdict, checks.assumptions.our_verdict)
scene = np.zeros((1, 32, 32, 1), dtype="float32")
scene[0, 8:24, 10:20, 0] = (100 * parrot.mean(axis=2)).round()  # shades of grey, whole numbers
twenty_units = keras.Sequential([layers.Flatten(), layers.Dense(20), layers.Reshape((4, 5, 1))])

# %% name="verdict-operations"
operations = {
    "a convolution, 1 pixel": (keras_layer, 1),
    "b its maximum, 1 pixel": (lambda x: keras.ops.max(keras_layer(x), (1, 2), keepdims=True), 1),
    "c dense layer, 1 pixel": (twenty_units, 1),
    "d pooling, 1 pixel": (layers.MaxPooling2D(2), 1),
    "e pooling, 2 pixels": (layers.MaxPooling2D(2), 2),
}

# %% name="verdict-run" tags=["nbval-check-output"]
for name, (operation, pixels) in operations.items():
    moved = np.roll(scene, pixels, axis=2)
    before, after = (keras.ops.convert_to_numpy(operation(x))[0, :, :, 0] for x in (scene, moved))
    print(f"{name:22}", decide(before, after))

# %% [markdown] name="close"
# ## What we saw
#
# 1. Convolution assumes that what matters stands close together, and that the same is worth finding
#    everywhere. As a matrix: mostly zeros, and rows that repeat.
# 2. Locality saves parameters and multiplications, sharing saves parameters only.
# 3. Where the assumptions are true, one picture without noise taught what a dense layer needed 64 for. Where
#    they are false, an error remains that no number of pictures removes; how large depends on how false.
# 4. Convolution is equivariant: the map moves with the picture. The maximum over the map is invariant.
#
# **What can go wrong in practice.** Kernels from books may come out turned. Equivariance ends at the border,
# and with a stride it holds only for shifts by whole strides. Where the place *means* something (a passport
# photo, a chessboard), one shared kernel cannot know it: padding, dense layers behind it or the coordinates as
# further channels must tell the net.

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem" tags=["further"]
# **A longer problem.** Let the secret change slowly: at column $c$ of the results it is
# $(1 - c/5)\,k_1 + (c/5)\,k_2$, with two kernels of your choice. How good is each of the three thieves, for 1
# to 128 pictures? Then build a fourth one that knows where it stands: give it, beside the nine pixels of the
# window, the same nine multiplied by $c/5$. A good answer predicts from the number of unknowns how many
# pictures each one needs, and then measures it.
#
# **Further reading.** Fukushima (1980), *Neocognitron*. LeCun et al. (1989), *Backpropagation applied to
# handwritten zip code recognition*. Azulay and Weiss (2019), *Why do deep convolutional networks generalize
# so poorly to small image transformations?* Liu et al. (2018), *An intriguing failing of convolutional neural
# networks and the CoordConv solution*. To play on: Victor Powell, *Image Kernels*,
# <https://setosa.io/ev/image-kernels/>.
#
# {next}
