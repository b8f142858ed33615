# %% [markdown] name="title"
# # 06a · Convolution
#
# **What does a small window see?** And why is the same window everywhere enough?
#
# | | |
# |---|---|
# | **You will be able to** | *compute* a convolution by hand and program it; *design* kernels and *read* what they find; *predict* the size and the parameters of every layer; *measure* what pooling keeps and what it loses; *tell* equivariance from invariance |
# | **You need** | layers and Keras models (lessons 02 and 04), NumPy |
# | **Time** | 90 minutes, in two halves; computing takes well under a minute |
# | **Lectures** | Helsinki, lecture 11: convolution, pooling · ZHAW, week 4: CNN ingredients · ICME 2020: convolutional layers |
#
# The nets of lesson 04 read a picture as a list of numbers: any order would have done. This lesson gives
# a net its first piece of knowledge about the world: *what belongs together stands together, and it may
# stand anywhere*. Both fit into one operation with nine numbers. Whole nets of them follow in lesson 06b.

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, plots, start, widgets

settings = start("06a_convolution", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_networks = settings.choose(smoke=2, quick=20, full=100)  # tiny nets, trained side by side
num_stripes = settings.choose(smoke=64, quick=400, full=2000)  # striped pictures to train them
num_epochs = settings.choose(smoke=1, quick=15, full=30)  # passes over those pictures
num_thief_epochs = settings.choose(smoke=1, quick=40, full=100)  # passes over the pictures of the filter thief
num_digits = settings.choose(smoke=50, quick=300, full=1000)  # digits that are shifted
seed = settings.seed
print(f"{num_networks} tiny nets side by side, {num_stripes} striped pictures, {num_epochs} epochs")

# %% [markdown] name="picture"
# ## A picture is not a list
#
# For a dense layer, a picture of 100x100 pixels is a list of 10,000 numbers; shuffle them all in the same
# way, and it learns exactly as well. For you the shuffled picture is noise. What got lost is that an image
# is a **two-dimensional array in which neighbours are related**.
#
# How closely? Take all pairs of pixels that lie $d$ columns apart, and compute the correlation of their
# brightness: 1 means that one tells you the other, 0 that a straight line through one predicts nothing of
# the other. **Guess:** how large is it for direct neighbours, and how far must two pixels be apart until it
# falls below one half?

# %% name="photo"
from sklearn.datasets import load_sample_image

photo = load_sample_image("china.jpg")[15:315, 75:375] / 255  # (300, 300, 3), from 0 to 1
photo = photo.reshape(100, 3, 100, 3, 3).mean(axis=(1, 3))  # means of 3x3 pixels: (100, 100, 3)
grey = photo.mean(axis=2)  # (100, 100)
shuffled = np.random.default_rng(seed).permutation(grey.ravel()).reshape(grey.shape)


def neighbour_correlation(image, distance):
    """Return the correlation between pixels that lie `distance` columns apart."""
    return np.corrcoef(image[:, :-distance].ravel(), image[:, distance:].ravel())[0, 1]


# %% name="photo-picture"
figure = plots.image_grid(
    [photo, grey, shuffled], titles=["three channels", "their mean: grey", "the same pixels, shuffled"], size=2.2
)
plots.show(
    figure,
    caption="A pagoda in colour, in grey, and with all its pixels in random order. Photo: danielbuechele (CC BY 2.0), from "
    "scikit-learn, cropped.",
    alt="A pagoda in front of a lake, in colour and in grey; the third picture looks like uniform noise.",
)

# %% name="correlation-curve"
distances = [1, 2, 4, 8, 16, 32, 64]
ax = plots.curves(
    {
        name: [neighbour_correlation(image, d) for d in distances]
        for name, image in {"photo": grey, "shuffled": shuffled}.items()
    },
    x=distances,
    title="Neighbours know each other, until they are shuffled",
    xlabel="distance in pixels",
    ylabel="correlation of brightness",
    value_limits=(-0.3, 1.05),
)
ax.set_xscale("log", base=2)
ax.set_xticks(distances, distances)
plots.show(
    ax,
    caption="Correlation of two pixels over their distance, in the photo and after shuffling.",
    alt="The curve of the photo starts near 1 and falls steadily with distance; the curve of the shuffled picture stays at 0.",
)
below_half = next(distance for distance in range(1, 100) if neighbour_correlation(grey, distance) < 0.5)
print(f"neighbours: {neighbour_correlation(grey, 1):.2f}; below one half for the first time at {below_half} pixels")

# %% name="correlation-claim"
checks.claim(
    "after shuffling, neighbours say nothing about each other: size of their correlation",
    abs(neighbour_correlation(shuffled, 1)),
    high=0.06,
    control=neighbour_correlation(grey, 1),
)

# %% [markdown] name="picture-explain"
# So most of what there is to know about a pixel stands *around* it, and a unit that looks at a small
# neighbourhood loses little. What should it compute there? The simplest thing: a weighted average.

# %% [markdown] name="average"
# ## A weighted average that slides
#
# Mathematics has known it for two centuries. The **convolution** of two functions is an integral of their
# product, after one of them was reversed and shifted by $t$; for two lists it is a sum:
#
# $$
# (f * g)(t) = \int_{-\infty}^{\infty} f(\tau)\, g(t - \tau)\, d\tau, \qquad
# (f * g)[t] = \sum_{m} f[t - m]\, g[m].
# $$
#
# Read the sum with $g = (\tfrac14, \tfrac12, \tfrac14)$ at $m = -1, 0, 1$ and zero elsewhere: the result
# at $t$ is a quarter of the left neighbour, half of $f[t]$ itself and a quarter of the right one. That is a
# **weighted average of the surroundings**, and $g$ holds the weights. As $t$ runs, the weights slide along.

# %% name="average-shown" tags=["nbval-check-output"]
signal_in = np.array([0, 0, 0, 8, 0, 0, 4, 4, 4, 0])
weights = np.array([1, 2, 1]) / 4
for t in (3, 4):
    values = signal_in[[t + 1, t, t - 1]]  # f[t - m] for m = -1, 0, 1
    terms = [f"{weight:g}*{value}" for weight, value in zip(weights, values, strict=True)]
    print(f"at t = {t}: {' + '.join(terms)} = {weights @ values:g}")
print("everywhere:", np.convolve(signal_in, weights, mode="same"))

# %% name="average-picture"
times = np.linspace(-6, 6, 1201)
box = (np.abs(times) < 1).astype(float)
decay = np.exp(-np.clip(times, 0, None)) * (times >= 0)  # starts at 0 and fades: not symmetric
t = 1.5
turned = np.interp(t - times, times, decay, left=0, right=0)  # g(t - tau) as a function of tau
result = np.convolve(box, decay, mode="same") * (times[1] - times[0])

figure, axes = plots.panels(2, height=2.9)
axes[0].fill_between(times, box * turned, color=plots.COLORS["class_0"], alpha=0.5, linewidth=0)
axes[0].plot(times, box, color=plots.COLORS["train"], label="$f(τ)$")
axes[0].plot(times, turned, color=plots.COLORS["validation"], linestyle="--", label=f"$g({t} - τ)$")
axes[0].set(title="Reverse g, shift it, multiply", xlabel="$τ$", xlim=(-3, 3), ylim=(-0.05, 1.5))
axes[0].legend(loc="upper left", ncols=2)
axes[1].plot(times, result, color=plots.COLORS["train"])
axes[1].plot(t, np.interp(t, times, result), "o", color=plots.COLORS["validation"])
axes[1].set(title="The area is one value of $f * g$", xlabel="$t$", xlim=(-2, 4), ylim=(-0.05, 1.5))
plots.show(
    figure,
    caption="The integral at t = 1.5: f is a box, g a fading echo, reversed and shifted. The shaded area is the point on the "
    "right.",
    alt="Left: a box and a reversed exponential decay that ends at 1.5, their product shaded. Right: a curve that rises while "
    "the echo enters the box and then fades, with a point at t = 1.5.",
)

# %% [markdown] name="slip-task"
# ### Exercise 6a.1 · find the slip
#
# A lecture writes
#
# $$ (f * g)[t] = \sum_{m=-t}^{m} f[t - m]\, g[m]. $$
#
# The upper limit cannot be meant: $m$ is the one that runs. Read it as $t$, to match the lower one. How
# many terms has the sum then at $t = 0$, and how many at $t = 3$? Let $g$ be zero outside $-M \ldots M$,
# and choose the limits that the sum should have: **A** from $-t$ to $t$, **B** from $-M$ to $M$, **C** from
# $0$ to $t$, **D** from $0$ to $M$.

# %% name="slip" tags=["exercise"]
# BEGIN SOLUTION
terms_at_0 = 1
terms_at_3 = 7
limits = "B"
# END SOLUTION
checks.convolution.slip(terms_at_0, terms_at_3, limits)

# %% [markdown] name="slip-solution" tags=["solution"]
# **Why.** $t$ says *where* we are, $m$ which weight is meant. At $t = 0$ the slide's sum has the single
# term $f[0]\,g[0]$ and averages nothing; wherever $|t| < M$ it leaves weights out. Far from 0 its many
# terms do no harm, because $g$ is 0 outside $-M \ldots M$. With the limits $-M$ to $M$ every place gets all
# $2M + 1$ weights. (From 0 to $M$ is right for a $g$ that looks only backwards, as in a time series.)

# %% [markdown] name="window"
# ## A window on a picture
#
# In two dimensions the weights form a small matrix, the **kernel** or **filter**. Lay it on a corner of the
# image, multiply what lies on top of each other, add up, write down the sum, move on by one pixel. Each
# pixel gets its own *local* weighted sum; the sums form a new picture, the **feature map**.
#
# An example from a lecture: an image of 5x5 zeros and ones, and a kernel with an X of ones. **Before you
# run the cell:** what is the first sum, and how large is the new picture?

# %% name="window-step" tags=["nbval-check-output"]
image = np.array([[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]])
cross = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
window = image[0:3, 0:3]
print(f"the window\n{window}\ntimes the kernel, added up: {np.sum(window * cross)}")

# %% name="window-picture"
from scipy import signal

feature_map = signal.correlate2d(image, cross, mode="valid")
figure = plots.sliding_window(
    image, cross, feature_map, position=(0, 0), title="The first window: four of the X's five places are 1"
)
plots.show(
    figure,
    caption="The first step: the framed window of the image, times the kernel, gives the framed number of the feature map.",
    alt="A 5 by 5 grid of zeros and ones with a frame around the upper left 3 by 3 block, a 3 by 3 kernel with ones in an X, "
    "and the 3 by 3 result with rows 4 3 4, 2 4 3 and 2 3 4; the first 4 is framed.",
)

# %% [markdown] name="window-slider-intro"
# Two pixels are missing in each direction: a window of three fits into five only three times. Slide it:

# %% name="window-slider" tags=["slider"]
widgets.slider(
    lambda row, column: plots.sliding_window(image, cross, feature_map, position=(row, column)),
    caption=lambda row, column: f"The window at row {row}, column {column}.",
    alt=lambda row, column: f"The window at row {row}, column {column} gives {feature_map[row, column]}.",
    row=(0, 2, 1, 1),
    column=(0, 2, 1, 2),
)

# %% [markdown] name="slide-task"
# ### Exercise 6a.2 · program it
#
# Write the sliding window for any image and any kernel, also for ones that are not square. Two loops are
# fine. A layer *learns* the weights, so the same lecture continues with a kernel of numbers that a layer
# might have learned. Store what your function makes of `image` and `learnable` as `learned_map`.

# %% name="learnable"
learnable = np.array([[1, 4, 0], [0, 2, 1], [3, 0, 1]])


# %% name="slide" tags=["exercise"]
def slide(image, kernel):
    """Return the sums of all windows: images (h, w), kernels (k, l), result (h - k + 1, w - l + 1)."""
    # BEGIN SOLUTION
    rows, columns = kernel.shape
    sums = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i, j in np.ndindex(sums.shape):
        sums[i, j] = np.sum(image[i : i + rows, j : j + columns] * kernel)
    return sums
    # END SOLUTION


# BEGIN SOLUTION
learned_map = slide(image, learnable)
# END SOLUTION
checks.convolution.slide(slide, learned_map)

# %% [markdown] name="slide-solution" tags=["solution"]
# **Why.** The first window with its weights: $1 + 4 + 0 + 0 + 2 + 1 + 0 + 0 + 1 = 9$. The loop runs over
# the *output*: for every place in the result there is one window. `np.ndindex` saves a level of
# indentation; `numpy.lib.stride_tricks.sliding_window_view` would save the loop.

# %% [markdown] name="flip"
# ## The same from two libraries
#
# You have just programmed the heart of a library. Does Keras agree? And SciPy, which has two functions for
# it?

# %% name="flip-compare" tags=["nbval-check-output"]
import keras
from keras import layers

conv = layers.Conv2D(filters=1, kernel_size=3, use_bias=False)
conv.build((None, 5, 5, 1))  # images of 5x5 pixels with one channel
conv.kernel.assign(learnable[:, :, None, None])  # Keras: (height, width, channels in, filters)
from_keras = keras.ops.convert_to_numpy(conv(image[None, :, :, None].astype("float32")))[0, :, :, 0]

print("Keras, Conv2D          ", from_keras.astype(int).tolist())
print("SciPy, correlate2d     ", signal.correlate2d(image, learnable, mode="valid").tolist())
print("SciPy, convolve2d      ", signal.convolve2d(image, learnable, mode="valid").tolist())
print("the same, kernel turned", signal.convolve2d(image, learnable[::-1, ::-1], mode="valid").tolist())

# %% [markdown] name="flip-explain"
# Keras does what your hand did, and what mathematicians call **cross-correlation**: lay on, multiply, add.
# Their *convolution* turns the kernel by 180° first (the $t - m$ in the sum). The turn makes $f * g = g *
# f$ true. A layer that *learns* its kernel does not care: it would learn the turned one. So deep learning
# says convolution and leaves out the turn: Helsinki defines the one, ZHAW, ICME and Keras compute the
# other. Compare conventions before you copy a kernel from a book.

# %% [markdown] name="pattern"
# ## A pattern of weights is a filter
#
# Look again at what one window does. It has nine inputs $x_i$, nine weights $w_i$, perhaps a bias:
#
# $$ z = b + \sum_{i=1}^{9} x_i w_i . $$
#
# That is a neuron from lesson 02, connected to nine pixels only. Convolution moves this *one* neuron over
# the image: the **same weights slide** to every position. What comes out is called **feature map** or
# **activation map**: an image of the answers, bright where the pattern of the weights was found. A lecture
# uses this kernel:
#
# $$ \begin{pmatrix} 0.9 & -0.9 & -0.9 \\ 0.9 & -0.9 & -0.9 \\ 0.9 & -0.9 & -0.9 \end{pmatrix} $$
#
# **Guess** which strokes of a digit it will find: left borders, right borders, horizontal lines?

# %% name="pattern-picture"
digits = data.load_digits()
digit = digits.x_test[digits.y_test == 4][0] / 255  # (28, 28), strokes are 1, paper is 0
stroke_kernel = np.array([[0.9, -0.9, -0.9]] * 3)
responses = signal.correlate2d(digit, stroke_kernel, mode="same")

figure, axes = plots.panels(3, height=2.9)
axes[0].imshow(digit)
plots.number_grid(stroke_kernel, ax=axes[1])
axes[2].imshow(np.maximum(responses, 0), cmap="magma")
for ax, title in zip(axes, ("image", "kernel", "feature map, where positive"), strict=True):
    ax.set_title(title, loc="center", fontsize=10.5)
    ax.set(xticks=[], yticks=[])
plots.show(
    figure,
    caption="A digit, the kernel of the lecture, and its feature map after ReLU: bright where strokes end to the right.",
    alt="A handwritten 4, a kernel with a positive left column and two negative ones, and a map in which only the right "
    "borders of the strokes glow.",
)
patches = np.indices([2] * 9).reshape(9, -1).T  # every 3x3 patch of zeros and ones, as a list
best_answer = (patches @ stroke_kernel.ravel()).max()
print(f"largest answer on the digit: {responses.max():.2f}")
print(f"largest answer to any of the {len(patches)} patches of zeros and ones: {best_answer:.2f}")

# %% [markdown] name="pattern-explain"
# It likes bright on the left and dark on the right: right borders of strokes. Among all patches of zeros
# and ones its best one has ones exactly where the weights are positive: the pattern of the weights *is*
# what it looks for, hence **filter**.

# %% [markdown] name="curve"
# ## The curve detector
#
# The next example has become a classic: a **curve detector** of 7x7 weights, 30 along a curve and 0
# elsewhere. What the unit sees, its **receptive field**, is a patch of 7x7 pixels. It answers with the sum
# of all products of a weight with the pixel under it. Three patches: a curve, something else, and, our own,
# a wall in bright light.
#
# **Guess** the order of the three scores.

# %% name="curve-arrays"
curve_kernel = np.zeros((7, 7))
curve_kernel[range(6), [5, 4, 3, 3, 3, 3]] = 30

curve_patch = np.zeros((7, 7))
curve_patch[0, 6], curve_patch[1, 4:], curve_patch[2, 3:5], curve_patch[3:, 3:5] = 30, 50, (20, 50), 50

other_patch = np.zeros((7, 7))
other_patch[[1, 2, 2, 3, 3], [1, 0, 2, 0, 1]] = [40, 40, 40, 40, 20]
other_patch[[4, 5, 6, 6, 6], [1, 2, 0, 1, 3]] = [50, 50, 25, 25, 50]

flat_patch = np.full((7, 7), 50.0)  # a bright wall: no curve at all

# %% name="curve-picture"
figure, axes = plots.panels(4, columns=4, width=8.0, height=2.3)
curve_panels = {
    "kernel": curve_kernel,
    "a curve": curve_patch,
    "something else": other_patch,
    "a bright wall": flat_patch,
}
for ax, (title, values) in zip(axes, curve_panels.items(), strict=True):
    ax.imshow(values, vmin=0, vmax=75)
    for row, column in np.argwhere(values):
        ink = "white" if values[row, column] < 35 else "black"
        ax.text(column, row, f"{values[row, column]:g}", ha="center", va="center", fontsize=7.5, color=ink)
    ax.set_title(title, loc="center", fontsize=10.5)
    ax.set(xticks=[], yticks=[])
plots.show(
    figure,
    caption="The curve detector and three patches; what is not numbered is 0.",
    alt="Four 7 by 7 grids: a kernel with a curve of six 30s, a patch with a thicker curve of about 50, a patch with a ring and "
    "a stroke elsewhere, and a patch that is 50 everywhere.",
)

# %% [markdown] name="curve-task"
# ### Exercise 6a.3 · the curve detector
#
# Compute the three scores (six products each; do the first by hand). The slide concludes: *we get a large
# value if the filter resembles the patch*. What do you say now? Find a remedy: change the kernel by
# subtracting **one** constant from all 49 weights, so that every flat patch scores 0.

# %% name="curve-answer" tags=["exercise"]
# BEGIN SOLUTION
score_curve = np.sum(curve_kernel * curve_patch)
score_other = np.sum(curve_kernel * other_patch)
score_flat = np.sum(curve_kernel * flat_patch)
better_kernel = curve_kernel - curve_kernel.mean()
# END SOLUTION
checks.convolution.curve(score_curve, score_other, score_flat, better_kernel)

# %% [markdown] name="curve-solution" tags=["solution"]
# **Why.** On the first patch strong pixels meet strong weights, and their products add up: 6600. On the
# second the strokes lie where the weights are 0. And a wall without any curve scores 9000: a large value
# may mean *similar* or just *bright*. "The result is maximal if image and weights agree" holds only among
# patches of the same norm. A kernel whose weights add up to zero cannot be bribed with light: the wall
# scores 0, and the curve is far ahead of both.

# %% name="curve-better" tags=["solution", "nbval-check-output"]
for name, patch in {"curve": curve_patch, "something else": other_patch, "wall": flat_patch}.items():
    print(f"{name}, with weights that add up to 0: {round(np.sum((curve_kernel - curve_kernel.mean()) * patch))}")

# %% name="curve-more" tags=["nbval-check-output"]
print(f"with the kernel turned by 180°, as in true convolution: {np.sum(curve_kernel[::-1, ::-1] * curve_patch):.0f}")


def cosine(a, b):
    return np.sum(a * b) / np.linalg.norm(a) / np.linalg.norm(b)


print(f"similarity of the directions (cosine): curve {cosine(curve_kernel, curve_patch):.2f}, ", end="")
print(f"wall {cosine(curve_kernel, flat_patch):.2f}")

# %% [markdown] name="kernels"
# ## Kernels that people designed
#
# Long before nets learned kernels, people designed them. Photo editors are full of them: in GIMP the dialog
# *Filters - Generic - Convolution Matrix* shows the matrix itself, 5x5, with a **divisor** (divide the sum
# by it) and an **offset** (add it afterwards, so that negative answers are visible). Its manual and one of
# our lectures give this one for **edge enhancement**:
#
# $$ \begin{pmatrix} 0 & 0 & 0 \\ -1 & 1 & 0 \\ 0 & 0 & 0 \end{pmatrix} $$
#
# Each pixel minus its left neighbour: 0 on every flat area, positive where it gets brighter to the right.
# **Guess** for each of the others what it will do to the photo, before you look.

# %% name="kernels-presets"
kernels = [
    [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    np.full((3, 3), 1 / 9),
    [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    [[0, 0, 0], [-1, 1, 0], [0, 0, 0]],
    [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
    [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
]
for letter, kernel in zip("ABCDEFGH", kernels, strict=True):
    print(letter, *np.round(kernel, 2).tolist())


# %% name="kernels-picture"
def filtered(picture, kernel, offset=0.0):
    """Return the picture after a 3x3 kernel, as an image editor shows it: same size, clipped to 0..1."""
    sums = signal.correlate2d(picture, kernel, mode="same", boundary="symm")
    return np.clip(sums + offset, 0, 1)


def offset_of(kernel):
    """Return 0.5 for kernels without a mean, whose answers have both signs, else 0."""
    return 0.5 if abs(np.sum(kernel)) < 1e-9 else 0.0


names = ["leave as it is", "blur", "sharpen", "edge enhance", "upright edges", "level edges", "outline", "emboss"]
presets = dict(zip(names, kernels, strict=True))
figure = plots.image_grid(
    [filtered(grey, kernel, offset_of(kernel)) for kernel in kernels],
    titles=[f"{letter}: {name}" for letter, name in zip("ABCDEFGH", names, strict=True)],
    columns=4,
    size=1.8,
)
plots.show(
    figure,
    caption="Eight 3x3 kernels on the same photo (danielbuechele, CC BY 2.0). Kernels whose weights add up to 0 are shown "
    "with an offset of one half: grey means 0.",
    alt="Eight versions of the pagoda: unchanged, blurred, sharpened, four with edges on grey, and one with hard bright and dark borders.",
)

# %% [markdown] name="editor-intro"
# In the field's words E and F find **vertical** and **horizontal edges**: they are the two **Sobel**
# kernels. G, which compares a pixel with all its neighbours at once, is a **Laplacian**.
#
# **Your own kernel.** Choose a preset, change a number, watch. Can you make the pagoda glow? (The editor
# needs a running notebook.)


# %% name="editor" tags=["slider"]
def draw_edited(kernel, offset):
    """Draw the photo before and after a kernel."""
    return plots.image_grid([grey, filtered(grey, kernel, offset)], titles=["before", "after"], size=3)


widgets.kernel_editor(
    draw_edited,
    presets={name: presets[name] for name in reversed(names) if name != "blur"}
    | {"blur (divide by 9)": np.ones((3, 3))},
    caption=lambda kernel, offset: (
        f"The photo (danielbuechele, CC BY 2.0) after a kernel with the sum {kernel.sum():.3g}."
    ),
    alt="The photo of the pagoda, before and after the kernel in the editor.",
)

# %% [markdown] name="design-task"
# ### Exercise 6a.4 · four kernels to order
#
# Design, as GIMP and Keras apply them (no turn): one that **moves** the picture one pixel to the right; one
# that **blurs** without making it brighter or darker; one that **answers 0** on flat areas and on upright
# edges, and something positive where it gets *brighter downwards*; and one that makes the picture
# **negative** when an offset of 1 is added.

# %% name="design" tags=["exercise"]
# BEGIN SOLUTION
move_right = [[0, 0, 0], [1, 0, 0], [0, 0, 0]]
soft = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
brighter_below = [[-1, -1, -1], [0, 0, 0], [1, 1, 1]]
negative = [[0, 0, 0], [0, -1, 0], [0, 0, 0]]
# END SOLUTION
checks.convolution.design(move_right, soft, brighter_below, negative)

# %% [markdown] name="design-solution" tags=["solution"]
# **Why.** To move the picture to the right, each pixel must ask its *left* neighbour (in a true convolution
# it would be the right one). The sum of the weights is what a flat area is multiplied by: 1 keeps the
# brightness, 0 answers nothing. Rows that are equal within themselves and opposite to each other see
# what changes downwards and nothing else.

# %% [markdown] name="thief"
# ## Not designed: learned
#
# The nine weights of a `Conv2D` are no recipe from a book. They start at random and are **learned**, like
# all weights of a net. Here is the smallest proof: a thief. Somebody runs pictures through a secret kernel;
# we see pictures and results, nothing else. A `Conv2D` with one filter gets them as input and target, and
# gradient descent moves its nine weights. **Guess:** will it find the kernel, or just something similar?

# %% name="thief-run"
secret = np.array(presets["emboss"], dtype="float32")
noise_pictures = np.random.default_rng(seed).normal(size=(64, 18, 18, 1)).astype("float32")
results = np.stack([signal.correlate2d(picture[:, :, 0], secret, mode="valid") for picture in noise_pictures])

thief = keras.Sequential([keras.Input((18, 18, 1)), layers.Conv2D(1, 3, use_bias=False)])
before = keras.ops.convert_to_numpy(thief.layers[0].kernel)[:, :, 0, 0].copy()
thief.compile(optimizer=keras.optimizers.Adam(0.05), loss="mse")
thief.fit(noise_pictures, results[..., None], batch_size=16, epochs=num_thief_epochs, verbose=0)
after = keras.ops.convert_to_numpy(thief.layers[0].kernel)[:, :, 0, 0]

# %% name="thief-picture"
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
)

# %% [markdown] name="thief-explain"
# The squared error is a bowl in nine dimensions with a single lowest point: the secret itself. In a real
# net nobody shows the result of the right filter; there is only the label at the far end. Which kernels
# come out then? You will see a first one at the end of this lesson, and whole layers of them in lesson 06b.

# %% [markdown] name="padding"
# ## The edge of the picture
#
# A 3x3 window eats one pixel at every side: after ten such layers, 20 rows and columns are gone, and pixels
# at the border are seen by fewer windows than those in the middle. **Padding** puts a frame of zeros around
# the image first. It is a choice: `padding="valid"` (none, the default of Keras) shrinks the map,
# `padding="same"` adds just enough zeros to keep its size (with windows that move by one pixel). So
# **zero-padding controls the size of the output**. Its price: the outermost windows see a black frame that
# nobody photographed.
#
# **Guess:** with one row of zeros around the image from above, how many of the nine numbers in the first
# window are not in the image, and what is the first sum now?

# %% name="padding-picture"
padded = np.pad(image, 1)
padded_map = signal.correlate2d(padded, cross, mode="valid")
figure = plots.sliding_window(
    padded, cross, padded_map, position=(0, 0), border=1, title="With a frame of zeros, 5x5 stays 5x5"
)
plots.show(
    figure,
    caption="The same image and kernel with padding 1 (hatched). The first window now sees five zeros that are not in the image.",
    alt="A 7 by 7 grid, its border hatched and zero, with a frame around the upper left 3 by 3 block; the kernel; a feature map "
    "of 5 by 5.",
)

# %% name="padding-keras" tags=["nbval-check-output"]
for padding in ("valid", "same"):
    layer = layers.Conv2D(filters=1, kernel_size=3, padding=padding)
    print(f"padding={padding!r:8} 5x5 becomes {layer.compute_output_shape((None, 5, 5, 1))[1:3]}")

# %% [markdown] name="stride"
# ## In larger steps
#
# The window need not stop at every pixel. The **stride** says how many pixels it moves on each time: with
# stride 2 it visits every second place, and the map has *about* half as many rows and columns. That saves
# computation, and it is one of the two usual ways to make maps smaller. (The other one comes below.)
#
# Along one side of $n$ pixels, with a kernel of $k$, padding $p$ at *both* ends and stride $s$: how many
# places are there? The window starts at 0 and must end inside $n + 2p$.

# %% name="stride-picture"
big = np.add.outer(np.arange(9), np.arange(9)) % 4
strided_map = signal.correlate2d(big, cross, mode="valid")[::2, ::2]
figure = plots.sliding_window(
    big, cross, strided_map, position=(0, 1), stride=2, title="Stride 2: the second window starts at column 2"
)
plots.show(
    figure,
    caption="A 9x9 image with stride 2: four windows fit along each side.",
    alt="A 9 by 9 grid with a frame around rows 0 to 2 and columns 2 to 4, the kernel, and a 4 by 4 feature map whose second "
    "number is framed.",
)

# %% name="stride-keras" tags=["nbval-check-output"]
for strides in (1, 2):
    layer = layers.Conv2D(filters=1, kernel_size=3, strides=strides)
    print(f"strides={strides}: 9x9 becomes {layer.compute_output_shape((None, 9, 9, 1))[1:3]}")

# %% [markdown] name="size-task"
# ### Exercise 6a.5 · how large is the output?
#
# Write the formula as a function. Then answer the lecture's poll: an image of 7x7x1, one filter of 3x3x1,
# zero-padding one pixel thick, stride 3. What comes out? **A** 3x3x1, **B** 4x4x1, **C** 5x5x1, **D**
# 7x7x1.


# %% name="size" tags=["exercise"]
def output_size(n, k, padding, stride):
    """Return the length of the output along one side, for whole numbers."""
    # BEGIN SOLUTION
    return (n + 2 * padding - k) // stride + 1
    # END SOLUTION


# BEGIN SOLUTION
poll = "A"
# END SOLUTION
checks.convolution.output_size(output_size, poll)

# %% [markdown] name="size-solution" tags=["solution"]
# **Why.** The last window may start at $n + 2p - k$; starts are $0, s, 2s, \ldots$, and with the first one
# that makes $\lfloor (n + 2p - k)/s \rfloor + 1$. For the poll $\lfloor (7 + 2 - 3)/3 \rfloor + 1 = 3$. If
# the division leaves a rest, the pixels at the end are never seen: Keras says nothing about it. Keras knows
# `"valid"` and `"same"`; one pixel is a layer `ZeroPadding2D(1)` before the convolution. With stride $s$,
# `"same"` gives $\lceil n/s \rceil$.

# %% [markdown] name="channels"
# ## Three channels
#
# Most images have red, green and blue. A window on such an image is not a square but a *block*: 3x3 pixels
# times 3 channels, 27 numbers. So a filter for it has 27 weights: it is a **rank-3 tensor** (height, width,
# channels), and its depth **must match** the channels of what it looks at. The filter slides along height
# and width only. At each place the three channels are multiplied with their own 3x3 weights, and
# *everything is added up into one number*: three channels go in, **one** map comes out.
#
# **Guess:** all nine weights for red are 1/9, all others are −1/18. What does this filter answer to a grey
# or white wall, and which parts of the pagoda will shine?

# %% name="channels-run" tags=["nbval-check-output"]
red_filter = np.zeros((3, 3, 3), dtype="float32")  # (height, width, channel)
red_filter[:, :, 0], red_filter[:, :, 1:] = 1 / 9, -1 / 18  # red counts for it, green and blue against it

by_channel = [signal.correlate2d(photo[:, :, c], red_filter[:, :, c], mode="valid") for c in range(3)]
red_map = sum(by_channel)  # (98, 98): one number for each place
conv = layers.Conv2D(filters=1, kernel_size=3, use_bias=False)
conv.build((None, 100, 100, 3))
conv.kernel.assign(red_filter[:, :, :, None])
keras_map = keras.ops.convert_to_numpy(conv(photo[None].astype("float32")))[0, :, :, 0]
print(f"one channel after the other, added up, is what Keras computes: {np.allclose(red_map, keras_map, atol=1e-5)}")
row, column = np.unravel_index(red_map.argmax(), red_map.shape)
parts = [channel[row, column] for channel in by_channel]
print(f"kernel in Keras: {tuple(conv.kernel.shape)} = (height, width, channels in, filters)")
print(f"at row {row}, column {column}: red {parts[0]:.3f}, green {parts[1]:.3f}, blue {parts[2]:.3f};", end=" ")
print(f"together {sum(parts):.3f}, and the map there {keras_map[row, column]:.3f}")

# %% name="channels-picture"
blurred = np.stack([by_channel[0], -2 * by_channel[1], -2 * by_channel[2]], axis=-1)  # (98, 98, 3)
tinted = [blurred * np.eye(3)[channel] for channel in range(3)]
figure = plots.image_grid(
    [*tinted, np.maximum(red_map, 0) / red_map.max()],
    titles=["red (weight 1)", "green (weight −½)", "blue (weight −½)", "added up: redness"],
    size=1.6,
)
plots.show(
    figure,
    caption="A filter of 3x3x3 weights that looks for red: the three channels, blurred, with the weight of each, and the "
    "weighted sum after ReLU. On grey and white the three cancel, as all weights add up to 0. Photo: danielbuechele (CC BY 2.0).",
    alt="The channels of the photo in red, green and blue, and a map in which only the red and orange parts of the pagoda shine.",
)

# %% [markdown] name="depth"
# ## Many filters: a layer has depth
#
# One filter finds one local feature. A layer has several: 6 filters give 6 maps, stacked like cards. Their
# number is called the **depth** of the layer (`filters=6`). All of them slide over the same input; at each
# position each computes its own dot product. More filters mean more features that can be learned.
#
# The stack of maps is again an image, with 6 channels instead of 3, and the next layer can look at *that*:
# every filter there is 6 channels deep. This is the **picture of a convolutional net** that you meet in
# every lecture: stacks that get smaller and deeper.
#
# An image of 33x33x3 meets six filters of 5x5, and their maps meet eight filters of 5x5 with stride 2.
# **Guess:** how large are the maps of either layer, and how many weights has one filter of the second?

# %% name="depth-run" tags=["nbval-check-output"]
small_photo = photo[:99, :99].reshape(33, 3, 33, 3, 3).mean(axis=(1, 3)).astype("float32")  # (33, 33, 3)
first = layers.Conv2D(6, 5, activation="relu", kernel_initializer=keras.initializers.RandomNormal(seed=0))
second = layers.Conv2D(8, 5, strides=2, activation="relu", kernel_initializer=keras.initializers.RandomNormal(seed=1))
maps = keras.ops.convert_to_numpy(first(small_photo[None] - 0.5))[0]
deeper_maps = keras.ops.convert_to_numpy(second(maps[None]))[0]
print(f"image {small_photo.shape}")
for layer, stack in ((first, maps), (second, deeper_maps)):
    *block, filters = layer.kernel.shape
    print(f"{filters} filters of {block} = {np.prod(block)} weights:", end=" ")
    print(f"at each place {stack.shape[2]} dot products, maps {stack.shape}")

# %% name="depth-picture"
ax = plots.feature_stack(
    {"image": small_photo, "first layer": maps, "second layer, stride 2": deeper_maps},
    rgb=["image"],
    frames={"image": (4, 12, 5, 5), "first layer": (4, 12, 1, 1)},
    title="From three channels to six maps to eight",
)
plots.show(
    ax,
    caption="An image, the maps of a layer of six (random) filters, and the maps of a layer on top of it. The framed window "
    "through all three channels gives the framed number of one map. Photo: danielbuechele (CC BY 2.0).",
    alt="Three stacks of pictures from left to right: three colour channels, six feature maps, eight smaller feature maps.",
)

# %% [markdown] name="count"
# ## Counting
#
# Two things describe a layer before it has learned anything: the **shape** of what it puts out, and how
# many **parameters** it has. Height and width follow from the size of the window, padding and stride; the
# depth is the number of filters. For the parameters, count one filter: a weight for every number in its
# window, through all channels of what it looks at, and one bias. All filters of a layer are equally large.
# *Where* they are applied, and how often, plays no role: the size of the image does not enter.

# %% [markdown] name="count-task"
# ### Exercise 6a.6 · can you explain 320?
#
# An image of 28x28x3 meets **six filters of 5x5x3**, no padding, stride 1: which shape comes out, and how
# many parameters are there? Then two lines from a lecture's model summaries, with the question *can you
# explain it?* `Conv2D(32, (3, 3))` on 28x28x1 has **320** parameters; `Conv2D(16, (3, 3))` on 14x14x8 has
# **1168**. Explain each as a pair: (weights of one filter without its bias, number of filters).

# %% name="count-answer" tags=["exercise"]
# BEGIN SOLUTION
shape_of_six = (24, 24, 6)
parameters_of_six = (5 * 5 * 3 + 1) * 6
explain_320 = (3 * 3 * 1, 32)
explain_1168 = (3 * 3 * 8, 16)
# END SOLUTION
checks.convolution.count(shape_of_six, parameters_of_six, explain_320, explain_1168)

# %% [markdown] name="count-solution" tags=["solution"]
# **Why.** $28 - 5 + 1 = 24$ places along each side, six maps: 24x24x6. Each filter has $5\cdot5\cdot3 = 75$
# weights and a bias: $76 \cdot 6 = 456$. Likewise $(9 + 1)\cdot 32 = 320$ and $(72 + 1)\cdot 16 = 1168$:
# the second layer looks at 8 channels, so its filters are 8 deep. A common slip is to forget that depth.

# %% [markdown] name="summary-task"
# ### Exercise 6a.7 · find the slip
#
# The code beside the first summary reads `model.add(Conv2D(32, (3, 3), input_shape=(28, 28, 1)))`, and the
# summary says `Output Shape (None, 28, 28, 32)`, `Param # 320`. One of the three does not fit the others.
# Which output shape (without the `None`) does the code give, and which value of `padding` was used for the
# summary?

# %% name="summary-answer" tags=["exercise"]
# BEGIN SOLUTION
shape_of_code = (26, 26, 32)
padding_of_summary = "same"
# END SOLUTION
checks.convolution.summary(shape_of_code, padding_of_summary)

# %% [markdown] name="summary-solution" tags=["solution"]
# **Why.** Without `padding`, Keras takes `"valid"`, and $28 - 3 + 1 = 26$. The summary came from another
# version of the model, with `padding="same"`. The parameters do not tell them apart: padding has none.

# %% name="summary-more" tags=["nbval-check-output"]
second_listing = layers.Conv2D(16, (3, 3)).compute_output_shape((None, 14, 14, 8))
print(f"the second summary has the same slip: it says (None, 14, 14, 16), its code gives {second_listing}")

# %% [markdown] name="half"
# ---
# **Half-time**, a good place for a break. So far: what a convolutional layer computes, and what comes out.
# Now: why so few weights are enough, what pooling adds and loses, and how a layer finds its own kernel.

# %% [markdown] name="sharing"
# ## Why so few weights are enough
#
# Suppose you want one map of 26x26 answers from an image of 28x28. A dense layer joins every answer with
# every pixel. Two ideas make it smaller, and each is a piece of knowledge about pictures:
#
# - **Local receptive field.** A unit looks only at its own small neighbourhood, the pixels in its window:
#   what distant pixels tell, the near ones have mostly told already.
# - **Weight sharing.** All units of a map use the *same* weights: what is an edge here is an edge there.
#
# **Guess** the three numbers of parameters: dense, local, local and shared.

# %% name="sharing-count" tags=["nbval-check-output"]
num_pixels, num_answers = 28 * 28, 26 * 26
dense, conv = layers.Dense(num_answers), layers.Conv2D(1, 3)
dense.build((None, num_pixels))
conv.build((None, 28, 28, 1))
sharing = pd.DataFrame(
    {"parameters": [dense.count_params(), num_answers * (3 * 3 + 1), conv.count_params()]},
    index=["dense: every pixel for every unit", "local: nine pixels for every unit", "local and shared: convolution"],
)
sharing

# %% name="sharing-picture"
rng = np.random.default_rng(0)
line_length, taps = 14, np.array([-1.0, 2.0, -1.0])
full = rng.normal(size=(line_length - 2, line_length))
band = np.triu(np.tril(np.ones_like(full), k=2))
shared = sum(tap * np.eye(line_length - 2, line_length, k=k) for k, tap in enumerate(taps))

figure, axes = plots.panels(3, height=2.8)
for ax, (title, matrix) in zip(
    axes, {"dense": full, "local": full * band, "local and shared": shared}.items(), strict=True
):
    ax.imshow(matrix, cmap="RdBu", vmin=-2.2, vmax=2.2)
    ax.set_title(title, loc="center", fontsize=10.5)
    ax.set(xticks=[], yticks=[], xlabel="14 inputs", ylabel="12 units" if ax is axes[0] else "")
    ax.grid(visible=False)
plots.show(
    figure,
    caption="Weights from 14 pixels of one line to 12 units. White: no connection. Right: three numbers, used twelve times.",
    alt="Three matrices: one full of random colours, one with random colours on a band of three diagonals only, one with the "
    "same three colours along the diagonals.",
)

# %% [markdown] name="sharing-explain"
# Local information with few weights: the convolution has ten parameters, whatever the size of the image,
# and *every* patch of *every* picture helps to learn them. Fewer weights do not mean less computation,
# though: each weight is used 676 times.

# %% [markdown] name="matrix"
# ## A matrix full of holes
#
# A convolution is a weighted sum of inputs, so it must be a matrix product as well. It is: write the image
# as a list $x$, and every row of $W$ holds the kernel at one place, with zeros elsewhere. Such a matrix,
# with equal numbers along its diagonals, is called a **Toeplitz matrix** (here one made of such blocks).
# A convolutional layer thus replaces the general product by a very special one,
#
# $$ g(Wx + b) \;\longrightarrow\; g(f * x + b), $$
#
# where $g$ is the activation (a ReLU, say), no longer the weights, and $f$ the kernel: nothing is new but
# what $W$ may look like. Whatever a convolution can do, a dense layer could do as well, if only it found
# those weights.

# %% name="matrix-run" tags=["nbval-check-output"]
places = [(i, j) for i in range(3) for j in range(3)]
toeplitz = np.zeros((9, 25))
for row, (i, j) in enumerate(places):
    canvas = np.zeros((5, 5))
    canvas[i : i + 3, j : j + 3] = learnable  # the kernel, laid on the image at this place
    toeplitz[row] = canvas.ravel()

product = toeplitz @ image.ravel()  # (9, 25) @ (25,) -> (9,)
print("matrix product:", product.astype(int).tolist())
print("convolution:   ", signal.correlate2d(image, learnable, mode="valid").ravel().tolist())
print(f"{np.count_nonzero(toeplitz)} of {toeplitz.size} entries are not 0:", end=" ")
print(f"nine copies of the kernel's {np.count_nonzero(learnable)} weights other than 0")

# %% name="matrix-picture"
import matplotlib.pyplot as plt

ax = plots.number_grid(toeplitz, ax=plt.subplots(figsize=(8, 3.2))[1])
ax.set_title("The kernel (1 4 0; 0 2 1; 3 0 1) on 5x5 pixels as a matrix")
plots.show(
    ax,
    caption="Nine rows, one for each place of the window; 25 columns, one for each pixel.",
    alt="A 9 by 25 grid of numbers, mostly zeros; each row repeats the kernel's rows at distance five, shifted by one column.",
)

# %% [markdown] name="matrix-task"
# ### Exercise 6a.8 · build one
#
# Write the matrix of a convolution in *one* dimension (as Keras does it: no turn, no padding, stride 1).


# %% name="matrix-answer" tags=["exercise"]
def convolution_matrix(kernel, length):
    """Return the matrix (length - len(kernel) + 1, length) that convolves a list of that length."""
    # BEGIN SOLUTION
    num_rows = length - len(kernel) + 1
    matrix = np.zeros((num_rows, length))
    for row in range(num_rows):
        matrix[row, row : row + len(kernel)] = kernel
    return matrix
    # END SOLUTION


checks.convolution.matrix(convolution_matrix)

# %% [markdown] name="matrix-solution" tags=["solution"]
# **Why.** Row $i$ computes the answer at place $i$, so it has the kernel at the columns $i, i+1, \ldots$.
# Gradients follow from here, too: the error that goes back to the input is multiplied by the *transposed*
# matrix, and that is a convolution with the turned kernel.

# %% [markdown] name="anywhere"
# ## Found anywhere, by another unit
#
# *No matter where the parrot is in the image, the image still contains a parrot*, says a lecture. Let us
# take it at its word: here is a parrot of 16x10 pixels, and a filter of 16x10x3 weights that has its form:
# the parrot minus its mean colour, so that flat areas of any colour score 0. **Before you run the cells:**
# the parrot flies to another place. What happens to the feature map, and what to its maximum?

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
colours = {"R": (0.85, 0.1, 0.1), "G": (0.1, 0.65, 0.25), "B": (0.1, 0.25, 0.8), "Y": (1, 0.85, 0.1)}
colours |= {"W": (1, 1, 1), "K": (0.05, 0.05, 0.05), ".": (0, 0, 0)}
parrot = np.array([[colours[letter] for letter in row] for row in feathers.split()])  # (16, 10, 3)
outline = parrot.any(axis=2, keepdims=True)  # (16, 10, 1)
parrot_filter = (parrot - parrot.sum(axis=(0, 1)) / outline.sum()) * outline  # (16, 10, 3)


# %% name="parrot-run" tags=["nbval-check-output"]
def parrot_at(row, column):
    """Return the photo with the parrot in front of it, its upper left corner at this place."""
    scene = photo.copy()
    block = scene[row : row + 16, column : column + 10]
    block[:] = np.where(outline, parrot, block)
    return scene


detector = layers.Conv2D(filters=1, kernel_size=(16, 10), use_bias=False)
detector.build((None, 100, 100, 3))
detector.kernel.assign(parrot_filter[..., None])
flights = [(6, 78), (58, 86), (48, 16)]
scenes = np.stack([parrot_at(*place) for place in flights]).astype("float32")
parrot_maps = keras.ops.convert_to_numpy(detector(scenes))[..., 0]  # (3, 85, 91)
for place, parrot_map in zip(flights, parrot_maps, strict=True):
    peak = tuple(int(i) for i in np.unravel_index(parrot_map.argmax(), parrot_map.shape))
    print(f"parrot at {place}: strongest unit at {peak}, it answers {parrot_map.max():.1f}")
print("(a unit is counted by the upper left corner of its window)")

# %% name="parrot-picture"
figure = plots.image_grid(
    [*scenes, *np.maximum(parrot_maps / parrot_maps.max(), 0) ** 0.7], columns=3, size=2.2, row_labels=["image", "map"]
)
plots.show(
    figure,
    caption="The parrot at three places, and the feature map of the parrot filter below. Photo: danielbuechele (CC BY 2.0).",
    alt="Three photos with a pixel parrot in the sky, over the lake and before the pagoda; below, dark maps with one bright spot "
    "each, which moves with the parrot.",
)

# %% [markdown] name="anywhere-explain"
# The bright spot moves *with* the parrot: it is found by another unit, which has the same weights. Move the
# input, and the output moves along: that is **equivariance**. Lectures like to call it translation
# invariance, but that would mean that the output does *not change*. The **maximum over the whole map** is
# invariant: it says that there is a parrot, and not where. For the answer "parrot, yes or no" we want
# invariance; convolution alone does not give it.

# %% [markdown] name="pooling"
# ## Pooling: a summary of the neighbourhood
#
# The step from map to maximum can be taken bit by bit. **Pooling** replaces each small block of a map, most
# often 2x2 with stride 2, by one number: **average pooling** by its mean, **max pooling** by its largest
# value. Each map is pooled by itself: height and width are halved, the depth stays. **Guess:** which of the
# two is better at saying "the feature is here somewhere"?

# %% [markdown] name="pooling-task"
# ### Exercise 6a.9 · pool by hand
#
# The example of a lecture, a map of 4x4. Write down what 2x2 max pooling and 2x2 average pooling with
# stride 2 make of it.

# %% name="pooling-answer" tags=["exercise"]
block = np.array([[12, 20, 30, 0], [8, 12, 2, 0], [34, 70, 37, 4], [112, 100, 25, 12]])
# BEGIN SOLUTION
max_pooled = [[20, 30], [112, 37]]
average_pooled = [[13, 8], [79, 19.5]]
# END SOLUTION
checks.convolution.pooling(max_pooled, average_pooled)

# %% [markdown] name="pooling-solution" tags=["solution"]
# **Why.** The upper right block holds 30, 0, 2 and 0: the maximum keeps the strong answer, the average
# dilutes it to 8. After ReLU most values of a map are 0, and "how strongly was it found at the best place?"
# is what the next layer wants to know. That is why max pooling became the usual one.

# %% name="pooling-picture"
strongest = np.maximum(responses, 0)
pooled = {
    size: strongest[: 28 // size * size, : 28 // size * size].reshape(28 // size, size, 28 // size, size)
    for size in (1, 2, 4)
}
figure = plots.image_grid(
    [values.max(axis=(1, 3)) for values in pooled.values()] + [values.mean(axis=(1, 3)) for values in pooled.values()],
    titles=["the map, 28x28", "max 2x2: 14x14", "max 4x4: 7x7", "the map, 28x28", "average 2x2", "average 4x4"],
    columns=3,
    size=1.9,
    colormap="magma",
)
plots.show(
    figure,
    caption="The feature map of the digit from above, with max pooling (above) and average pooling (below); same scale of "
    "brightness everywhere.",
    alt="Two rows of three maps that get coarser: with the maximum the strokes stay bright, with the average they fade.",
)

# %% [markdown] name="between"
# ## Pooling between the layers
#
# A classical net alternates: convolution, ReLU, pooling, convolution, ReLU, pooling. A pooling layer has
# **no parameters**, nothing to learn, and is usually used without padding. It changes three things: the
# next layer sees more of the image (a later section); fewer values arrive at the dense layer at the end, so
# that one needs **fewer parameters**; and small shifts matter less. **Guess** first: by which factor does
# pooling by 2x2 reduce the parameters of the dense layer?

# %% name="between-count" tags=["nbval-check-output"]
for pool in (1, 2, 4):
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(pool),
            layers.Flatten(),
            layers.Dense(10),
        ]
    )
    parameters = [layer.count_params() for layer in model.layers]
    print(
        f"pooling {pool}x{pool}: convolution {parameters[0]}, pooling {parameters[1]}, dense {parameters[3]:,} parameters"
    )

# %% [markdown] name="between-shift"
# And the shifts, how much less do they matter? Shift digits by one pixel and measure how much the map of
# upright edges changes, as a share of the map itself. **Guess:** half as much after 2x2, or less? And is
# the maximum or the average calmer?

# %% name="between-run"
strokes = np.pad(digits.x_test[:num_digits] / 255, ((0, 0), (2, 2), (2, 2))).astype("float32")  # (n, 32, 32)
moved = np.roll(strokes, 1, axis=2)  # one pixel to the right; the border is empty
sobel = np.array(presets["upright edges"], dtype="float32")[:, :, None, None]


def edge_maps(images):
    """Return the maps of the upright-edge kernel after ReLU, (n, 32, 32, 1)."""
    return keras.ops.relu(keras.ops.conv(images[..., None], sobel, padding="same"))


def change(first, second):
    """Return how much two sets of maps differ, relative to the first: the mean over the images."""
    first, second = (np.reshape(keras.ops.convert_to_numpy(maps), (len(maps), -1)) for maps in (first, second))
    return np.mean(np.linalg.norm(first - second, axis=1) / np.linalg.norm(first, axis=1))


maps, moved_maps = edge_maps(strokes), edge_maps(moved)
sizes = [1, 2, 4, 8, 32]
changes = {
    name: [change(pool(maps, size, strides=size), pool(moved_maps, size, strides=size)) for size in sizes]
    for name, pool in {"max pooling": keras.ops.max_pool, "average pooling": keras.ops.average_pool}.items()
}

# %% name="between-picture"
ax = plots.curves(
    changes,
    x=sizes,
    title="The coarser the pooling, the less one pixel matters",
    xlabel="size of the pooled blocks (1: no pooling, 32: the whole map)",
    ylabel="change of the map",
    value_limits=(-0.03, 1.0),
)
ax.set_xscale("log", base=2)
ax.set_xticks(sizes, sizes)
for line in ax.lines:
    line.set_marker("o")
plots.show(
    ax,
    caption=f"Mean change of the map of upright edges when a digit moves by one pixel, relative to the map; {num_digits} digits "
    f"({digits.source}).",
    alt="Two curves, close together, that fall from above one half without pooling to 0 when the whole map is pooled.",
)
print(pd.DataFrame(changes, index=[f"{size}x{size}" for size in sizes]).round(2).T)
without, _, _, with_8x8, _ = changes["max pooling"]
checks.claim(
    "blocks of 8x8 take most of the change away: change with them over change without",
    with_8x8 / without,
    high=0.5,
    control=1.0,
)

# %% [markdown] name="between-explain"
# Pooling buys *some* invariance, little by little, and the average buys about as much of it as the maximum.
# Only pooling over the whole map is invariant to every shift that keeps the strokes away from the border.

# %% [markdown] name="shift-task"
# ### Exercise 6a.10 · equivariant, invariant or neither?
#
# An object on a black ground moves to the right and stays well away from the border; the convolution has no
# bias. For each operation say whether its output *moves along* (`"E"`), stays *the same* (`"I"`), or
# neither in general (`"N"`): **(a)** a 3x3 convolution with stride 1, object moved by one pixel; **(b)**
# the same, followed by the maximum over the whole map; **(c)** a dense layer on the flattened pixels;
# **(d)** 2x2 max pooling with stride 2, moved by one pixel; **(e)** the same pooling, moved by *two*
# pixels.

# %% name="shift" tags=["exercise"]
# BEGIN SOLUTION
answers = {"a": "E", "b": "I", "c": "N", "d": "N", "e": "E"}
# END SOLUTION
checks.convolution.shift(answers)

# %% [markdown] name="shift-solution" tags=["solution"]
# **Why.** (a) and (b) are the parrot. A dense layer has another weight for every pixel. Pooling with stride
# 2 cuts the map into fixed blocks: a shift by two moves whole blocks, so the output moves by one; a shift
# by one puts other values together, and the result is in general neither the same nor a shifted copy.

# %% [markdown] name="loses"
# ## What pooling loses
#
# Geoffrey Hinton, one of the founders of the field, said in 2014: *"The pooling operation used in
# convolutional neural networks is a big mistake and the fact that it works so well is a disaster."* What
# does he miss? The maximum says *that* a feature was found and forgets *where*. But parts make a whole only
# in the right places. Here is a face of four parts, and the same four parts elsewhere. Three filters (+1 on
# the part, −1 beside it) look for eye, nose and mouth in both; each map is pooled to its maximum. **Guess**
# the three numbers for either picture.

# %% name="loses-run" tags=["nbval-check-output"]
eye = np.array([[0, 1, 1, 0], [1, 0, 0, 1], [1, 0, 0, 1], [0, 1, 1, 0]])
nose = np.array([[0, 1, 0], [0, 1, 0], [1, 1, 1]])
mouth = np.array([[1, 0, 0, 0, 0, 1], [0, 1, 1, 1, 1, 0]])


def collage(*parts):
    """Return an image of 16x16 with parts, each given with its row and column."""
    canvas = np.zeros((16, 16))
    for part, row, column in parts:
        canvas[row : row + part.shape[0], column : column + part.shape[1]] = part
    return canvas


face = collage((eye, 2, 2), (eye, 2, 10), (nose, 7, 7), (mouth, 12, 5))
scrambled = collage((eye, 11, 1), (eye, 6, 6), (nose, 12, 12), (mouth, 2, 8))
for name, picture in {"face": face, "scrambled": scrambled}.items():
    found = [int(signal.correlate2d(picture, 2 * part - 1, mode="valid").max()) for part in (eye, nose, mouth)]
    print(f"{name:10} best answer of the eye, nose and mouth filter: {found}")

# %% name="loses-picture"
figure = plots.image_grid([1 - face, 1 - scrambled], titles=["a face", "not a face"], size=2.2)
for ax in figure.axes:
    ax.spines[:].set_visible(True)
plots.show(
    figure,
    caption="After global max pooling, no later layer can tell these two apart: all three features are equal.",
    alt="Two black drawings on white: two eyes, a nose and a mouth as a face; and the same parts in a jumble.",
)

# %% [markdown] name="loses-explain"
# The numbers are the same, so nothing that comes later can tell the pictures apart. A block of 2x2 forgets
# much less: only at which of its four places the feature was. So nets with small pooling blocks still know
# roughly where things are, and work well. Hinton's own answer was *capsules*, which pass on where a part is
# (Sabour, Frosst and Hinton 2017). Many newer nets shrink their maps by strides, and pool over the whole
# map only at the very end, when each unit already sees the whole face: then its answer speaks of all parts.

# %% [markdown] name="cells"
# ## Two kinds of cells
#
# Where does the idea come from? In 1959 and 1962 David Hubel and Torsten Wiesel measured single cells in
# the visual cortex of cats. **Simple cells** fire for a bar of light of *one* orientation at *one* place.
# **Complex cells** fire for a bar of one orientation *anywhere* in a larger region, as if they collected
# from simple cells that look at neighbouring places. Fukushima's neocognitron (1980) made layers of both:
# convolution and pooling. Build them: a simple cell is a kernel and ReLU at one place, a complex cell the
# maximum of the simple cells around it. **Guess:** a bar moves out of the centre; which cell falls silent
# first? And which one, when the bar turns instead?


# %% name="cells-build"
def bar(position, angle, size=21):
    """Return an image with a soft bright bar: its distance from the centre in pixels, and its angle."""
    y, x = np.mgrid[:size, :size] - size // 2
    distance = x * np.cos(np.radians(angle)) + y * np.sin(np.radians(angle)) - position
    return np.exp(-(distance**2) / (2 * 1.5**2))


bar_kernel = bar(0, 0, size=9) - bar(0, 0, size=9).mean()  # an upright bright bar, zero mean
bar_kernel /= np.sum(bar_kernel * bar(0, 0, size=9))  # the best answer is 1


def simple_cells(image):
    """Return the answers of nine simple cells side by side, the fifth of them at the centre."""
    return np.maximum(signal.correlate2d(image, bar_kernel, mode="valid")[6, 2:11], 0)


positions, angles = np.linspace(-9, 9, 73), np.linspace(-90, 90, 73)
by_position = np.array([simple_cells(bar(position, 0)) for position in positions])
by_angle = np.array([simple_cells(bar(0, angle)) for angle in angles])

# %% name="cells-picture"
figure, axes = plots.panels(2, height=3.0, sharey=True)
for ax, x, answers_of_cells in zip(axes, (positions, angles), (by_position, by_angle), strict=True):
    ax.plot(x, answers_of_cells[:, 4], color=plots.COLORS["train"], label="simple cell")
    ax.plot(x, answers_of_cells.max(axis=1), color=plots.COLORS["validation"], linestyle="--", label="complex cell")
axes[0].set(
    title="Place: narrow or wide", xlabel="place of an upright bar (pixels)", ylabel="answer", ylim=(-0.05, 1.4)
)
axes[1].set(
    title="Orientation: nearly the same",
    xlabel="angle of a bar at the centre (degrees)",
    xticks=[-90, -45, 0, 45, 90],
)
axes[0].legend(loc="upper left")
plots.show(
    figure,
    caption="Answers of a simple cell (kernel and ReLU) and of a complex cell (maximum of nine simple cells side by side).",
    alt="Left: the simple cell answers only to a bar at the centre, the complex cell on a plateau about nine pixels wide. Right: "
    "both answer to angles near 0 and are silent for level bars.",
)

# %% [markdown] name="cells-explain"
# The complex cell has gained freedom of place and kept its taste in orientation: what pooling is meant to
# do. Hubel and Wiesel's model has been refined since, and a brain does more than that; the pair of simple
# and complex stands at the root of every convolutional net.

# %% [markdown] name="field"
# ## Seeing more: deeper or wider
#
# A filter may have any size, 1x1 up to the whole image. A lecture calls the size of a filter the
# **receptive field** of its neuron, and adds that bigger filters have wider ones, *but this can also be
# accomplished with a deeper net*. Both sentences are right once you say whose input is meant. Counted in
# the layer just below, the field *is* the filter size (times all its channels: those must match). Counted
# in *pixels of the image*, it grows with every layer, since a window looks at windows.

# %% name="field-nets"
nets = {
    "one 3x3": ["3x3"],
    "one 5x5": ["5x5"],
    "two 3x3": ["3x3"] * 2,
    "four 3x3": ["3x3"] * 4,
    "with pooling": ["3x3", "pool", "3x3", "pool", "3x3"],
}

# %% [markdown] name="field-guess"
# **Guess:** how many pixels wide is the field of a unit in the last layer of each of these five nets?
# (`pool` is 2x2 pooling with stride 2.)
#
# Then **measure** it: the gradient of one unit with respect to the image is not 0 exactly at the pixels
# that it sees. All weights of the convolutions are 1 here, so without pooling the gradient counts the
# *paths* from a pixel to the unit.

# %% name="field-function"
from course_utils import gradients


def build(part):
    """Return a layer for "3x3", "5x5" (convolutions of which all weights are 1) or "pool"."""
    if part == "pool":
        return layers.AveragePooling2D(2)
    return layers.Conv2D(1, int(part[0]), kernel_initializer="ones", use_bias=False)


def field_of(parts, size=33):
    """Return the gradient of the unit in the middle of the last map, (size, size), and the number of weights."""
    model = keras.Sequential([keras.Input((size, size, 1)), *[build(part) for part in parts]])
    middle = model.output_shape[1] // 2
    blank = np.zeros((1, size, size, 1), dtype="float32")
    _, gradient = gradients.value_and_gradient(lambda image: model(image)[0, middle, middle, 0], blank)
    return gradient[0, :, :, 0], model.count_params()


# %% name="field-run" tags=["nbval-check-output"]
fields = {name: field_of(parts) for name, parts in nets.items()}
for name, (gradient, num_weights) in fields.items():
    height, width = (np.ptp(np.flatnonzero(gradient.any(axis=axis))) + 1 for axis in (1, 0))
    print(f"{name:12} sees {height:2} x {width:2} pixels with {num_weights} weights: {' - '.join(nets[name])}")
paths, _ = fields["four 3x3"]
print(f"four 3x3: {paths.max():.0f} paths to the central pixel, {paths[paths > 0].min():.0f} to a corner of the field")

# %% name="field-picture"
figure = plots.image_grid([gradient / gradient.max() for gradient, _ in fields.values()], titles=list(nets), size=1.6)
plots.show(
    figure,
    caption="What the unit in the middle sees of 33x33 pixels: its gradient, relative to its largest value. White pixels have "
    "most paths to the unit.",
    alt="Five black squares with a bright patch in the middle: 3 and 5 pixels wide and uniform; 5 and 9 pixels wide, brightest in "
    "the centre; and 18 pixels wide, brightest in the centre.",
)

# %% [markdown] name="field-explain"
# Two 3x3 layers see as much as one 5x5, with 18 weights instead of 25, and a ReLU fits between them: for
# that reason VGG (2014), for years the standard net for photos, was built of 3x3 windows alone. Pooling (or
# stride) lets the field grow much faster. And look at the brightness: a deep unit does not see its whole
# field equally well. After four layers hundreds of paths lead to the central pixel and a single one to each
# corner, like a bell curve: the *effective* receptive field is smaller than the computed one (Luo et al.
# 2016).

# %% [markdown] name="field-task"
# ### Exercise 6a.11 · compute it
#
# Write a function that computes the side of the receptive field of a whole net. A layer is given as a pair
# (window, stride), from the image upwards; a pooling layer is a window, too. For the net with pooling above
# that is `[(3, 1), (2, 2), (3, 1), (2, 2), (3, 1)]`. Think from the image: how far apart, in pixels, are
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


checks.convolution.field(receptive_field)

# %% [markdown] name="field-solution" tags=["solution"]
# **Why.** A window of $k$ adds $k - 1$ units of the layer below, and these are `step` pixels apart: the
# product of all strides so far. A layer's own stride counts only for the layers *above* it. For the net
# above: $1 + 2 + 1 + 2\cdot2 + 1\cdot2 + 2\cdot4 = 18$.

# %% [markdown] name="lover"
# ## The art lover
#
# An exercise of one of our courses makes the smallest net with a learned kernel. A rich art lover collects
# two painters. One paints upright stripes, the other level ones, in any width and anywhere on the canvas.
# The net has *one* filter of 5x5, takes the maximum over the whole map, and ends in a dense layer with two
# outputs. It sees one number of every painting. Can that be enough?


# %% name="lover-data"
def paintings(count, rng):
    """Return striped pictures (count, 30, 30, 1) with noise, and labels: 1 for upright stripes, 0 for level ones."""
    labels = rng.integers(0, 2, count)
    widths, offsets = rng.integers(2, 6, (count, 1)), rng.integers(0, 10, (count, 1))
    lines = (np.arange(30) + offsets) // widths % 2  # (count, 30)
    upright = np.broadcast_to(lines[:, None, :], (count, 30, 30))
    canvases = np.where(labels[:, None, None] == 1, upright, upright.transpose(0, 2, 1))
    return (canvases + rng.normal(scale=0.5, size=canvases.shape)).astype("float32")[..., None], labels


rng = np.random.default_rng(seed)
train_paintings, train_labels = paintings(num_stripes, rng)
test_paintings, test_labels = paintings(1000, rng)

# %% name="lover-pictures"
figure = plots.image_grid(
    train_paintings[:8],
    titles=[("level", "upright")[label] for label in train_labels[:8]],
    columns=8,
    value_range=(-0.7, 1.7),
)
plots.show(
    figure,
    caption="Eight paintings of the collection, with their painters.",
    alt="Eight noisy squares with stripes of different widths, some upright and some level.",
)

# %% [markdown] name="lover-task"
# ### Exercise 6a.12 · the critic, by hand
#
# First without learning. How many parameters has the net above (count the biases)? And design a **3x3
# kernel** whose largest answer over the whole map is clearly larger for upright stripes than for level
# ones, whatever their place. It is judged on stripes without noise, 2 to 5 pixels wide.

# %% name="lover-answer" tags=["exercise"]
# BEGIN SOLUTION
num_parameters = (5 * 5 + 1) + (1 + 1) * 2
critic_kernel = [[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]]
# END SOLUTION
checks.convolution.critic(num_parameters, critic_kernel)

# %% [markdown] name="lover-solution" tags=["solution"]
# **Why.** 26 for the filter and its bias, 4 for two outputs with one input and one bias each: 30. The
# kernel must answer 0 to level stripes, wherever they are, so each of its *rows* has to add up to 0; and it
# needs some contrast from left to right. Adding three rows averages the noise.

# %% [markdown] name="lover-learn"
# Now let the net find its own kernel.

# %% name="lover-train"
art_lover = keras.Sequential(
    [keras.Input((30, 30, 1)), layers.Conv2D(1, 5), layers.GlobalMaxPooling2D(), layers.Dense(2)]
)
art_lover.compile(
    optimizer=keras.optimizers.Adam(0.02),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
art_lover.fit(train_paintings, train_labels, batch_size=32, epochs=num_epochs, verbose=0)
_, accuracy = art_lover.evaluate(test_paintings, test_labels, verbose=0)
print(f"{art_lover.count_params()} parameters, test accuracy {accuracy:.3f} (guessing: 0.5)")

# %% name="lover-kernel"
learned_kernel = keras.ops.convert_to_numpy(art_lover.layers[0].kernel)[:, :, 0, 0]
examples = [test_paintings[test_labels == label][0] for label in (1, 0)]
answer_maps = keras.ops.convert_to_numpy(art_lover.layers[0](np.stack(examples)))[..., 0]

figure, axes = plots.panels(5, columns=5, height=1.9)
limit = np.abs(learned_kernel).max()
axes[0].imshow(learned_kernel, cmap="RdBu", vmin=-limit, vmax=limit)
for ax, picture in zip(axes[1:], (examples[0], answer_maps[0], examples[1], answer_maps[1]), strict=True):
    is_map = picture.ndim == 2
    ax.imshow(
        picture,
        cmap="magma" if is_map else "gray",
        vmin=answer_maps.min() if is_map else -0.7,
        vmax=answer_maps.max() if is_map else 1.7,
    )
for ax, title in zip(axes, ("its kernel", "upright", "its map", "level", "its map"), strict=True):
    ax.set_title(title, loc="center", fontsize=10.5)
    ax.set(xticks=[], yticks=[])
    ax.grid(visible=False)
plots.show(
    figure,
    caption="The learned kernel (blue: positive weights), and what it makes of one painting of each kind; maps in the same scale.",
    alt="A 5 by 5 kernel in blue and red, and two noisy paintings, each with its feature map.",
)

# %% [markdown] name="lover-crowd-intro"
# Luck? Train many such nets side by side: a layer with as many filters as there are nets, and for each map
# its own little dense layer, so that they do not touch each other. Train a second crowd with *average*
# pooling in place of the maximum, and a third one that has a ReLU before the average. **Guess** how well
# those two do.


# %% name="lover-crowd"
def train_art_lovers(pooling, activation=None):
    """Train many art lovers side by side, and return the test accuracy and the kernel of each."""
    crowd = keras.Sequential(
        [
            keras.Input((30, 30, 1)),
            layers.Conv2D(num_networks, 5, activation=activation),
            pooling,
            layers.Reshape((num_networks, 1)),
            layers.EinsumDense("bni,nio->bno", output_shape=(num_networks, 2), bias_axes="no"),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True, reduction="sum")
    crowd.compile(optimizer=keras.optimizers.Adam(0.02), loss=loss)
    targets = np.repeat(train_labels[:, None], num_networks, axis=1)
    crowd.fit(train_paintings, targets, batch_size=32, epochs=num_epochs, verbose=0)
    guesses = keras.ops.convert_to_numpy(crowd(test_paintings)).argmax(axis=-1)  # (1000, num_networks)
    kernels = np.moveaxis(keras.ops.convert_to_numpy(crowd.layers[0].kernel)[:, :, 0], -1, 0)
    return (guesses == test_labels[:, None]).mean(axis=0), kernels


with_max, crowd_kernels = train_art_lovers(layers.GlobalMaxPooling2D())
with_average, _ = train_art_lovers(layers.GlobalAveragePooling2D())
with_relu, _ = train_art_lovers(layers.GlobalAveragePooling2D(), activation="relu")

# %% name="lover-claim"
crowds = {"the maximum": with_max, "the average": with_average, "ReLU, then the average": with_relu}
for name, accuracies in crowds.items():
    print(f"{name}: {np.sum(accuracies > 0.95)} of {num_networks} nets are right on more than 95 %")
checks.claim(
    "one learned kernel and its maximum tell the painters apart: mean accuracy", with_max.mean(), low=0.95, control=0.5
)
checks.claim("the average of a linear map cannot: mean accuracy", with_average.mean(), high=0.75, control=1.0)
checks.claim(
    "a ReLU before the average repairs it: median accuracy",
    np.median(with_relu),
    low=0.95,
    control=np.median(with_average),
)

# %% name="lover-crowd-picture"
limit = np.abs(crowd_kernels[:10]).max()
figure = plots.image_grid(crowd_kernels[:10], columns=10, colormap="RdBu", value_range=(-limit, limit))
plots.show(
    figure,
    caption="Kernels of the first ten art lovers that take the maximum (blue: positive): different starts, one idea.",
    alt="Small 5 by 5 kernels in blue and red; most have upright or level bands of one colour.",
)

# %% [markdown] name="lover-explain"
# The maximum asks "how well does my pattern fit *anywhere*?", and that separates the painters. The average
# over the whole map of a *linear* filter is (up to the border) the sum of the weights times the mean
# brightness of the canvas, and that is the same for both painters. The ReLU before the average repairs it:
# a bend, again. (A single net may still fail: where its ReLU is silent, it gets no gradient.) One kernel is
# enough for stripes. For digits, faces and parrots it takes many, in layers.

# %% [markdown] name="close"
# ## What we saw
#
# 1. Neighbouring pixels are related; a small window uses that, a dense layer has no notion of it.
# 2. Convolution is one neuron that slides: the pattern of its weights is what it finds, and brightness can
#    fool it unless the weights add up to zero.
# 3. Window, padding and stride decide the size; window, channels and filters the parameters; the size of
#    the image plays no role for these. As a matrix, a convolution is sparse and shares its entries.
# 4. Convolution is equivariant: with stride 1 and away from the border, the map moves with the picture.
#    Pooling gives some invariance, and pays for it with knowledge of where things are.
# 5. Small windows in layers see large parts of the image, most of it in the centre.
#
# **What can go wrong in practice.** Kernels from books are often meant for true convolution and come out
# turned. `padding="valid"` is the default of Keras and eats your maps layer by layer. Channels stand last
# in Keras, first in PyTorch. Strides leave out pixels at the border, and a shift by one pixel can change
# the answer of a whole net.
#
# **Homework (open).** Take a photo of your own and a small object in it. Cut the object out, make a filter
# of it as we did with the parrot, and look for it in a *second* photo. Where does it fail: other size,
# other light, turned? Which of these would more filters repair, which more layers?
#
# **Further reading.** Hubel and Wiesel (1962), *Receptive fields, binocular interaction and functional
# architecture in the cat's visual cortex*. Fukushima (1980), *Neocognitron*. LeCun et al. (1989),
# *Backpropagation applied to handwritten zip code recognition*. Dumoulin and Visin (2016), *A guide to
# convolution arithmetic for deep learning*. Luo et al. (2016), *Understanding the effective receptive field
# in deep convolutional neural networks*. Azulay and Weiss (2019), *Why do deep convolutional networks
# generalize so poorly to small image transformations?* To play on: Victor Powell, *Image Kernels*,
# <https://setosa.io/ev/image-kernels/>. The curve detector is Adit Deshpande's (2016); the art lover comes
# from the course of Dürr, Sick and colleagues.
#
# **Next question.** Layer on layer of such windows: does that beat the dense net on digits, by how much,
# and what do the layers see? Lesson 06b.
