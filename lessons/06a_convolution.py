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
num_thief_epochs = settings.choose(
    smoke=1, quick=40, full=100
)  # passes over the pictures of the filter thief
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
    [photo, grey, shuffled],
    titles=["three channels", "their mean: grey", "the same pixels, shuffled"],
    size=2.2,
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
below_half = next(
    distance for distance in range(1, 100) if neighbour_correlation(grey, distance) < 0.5
)
print(
    f"neighbours: {neighbour_correlation(grey, 1):.2f}; below one half for the first time at {below_half} pixels"
)

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
image = np.array(
    [[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]]
)
cross = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
window = image[0:3, 0:3]
print(f"the window\n{window}\ntimes the kernel, added up: {np.sum(window * cross)}")

# %% name="window-picture"
from scipy import signal

feature_map = signal.correlate2d(image, cross, mode="valid")
figure = plots.sliding_window(
    image,
    cross,
    feature_map,
    position=(0, 0),
    title="The first window: four of the X's five places are 1",
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
    alt=lambda row, column: (
        f"The window at row {row}, column {column} gives {feature_map[row, column]}."
    ),
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
curve_patch[0, 6], curve_patch[1, 4:], curve_patch[2, 3:5], curve_patch[3:, 3:5] = (
    30,
    50,
    (20, 50),
    50,
)

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
        ax.text(
            column,
            row,
            f"{values[row, column]:g}",
            ha="center",
            va="center",
            fontsize=7.5,
            color=ink,
        )
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
for name, patch in {
    "curve": curve_patch,
    "something else": other_patch,
    "wall": flat_patch,
}.items():
    print(
        f"{name}, with weights that add up to 0: {round(np.sum((curve_kernel - curve_kernel.mean()) * patch))}"
    )

# %% name="curve-more" tags=["nbval-check-output"]
print(
    f"with the kernel turned by 180°, as in true convolution: {np.sum(curve_kernel[::-1, ::-1] * curve_patch):.0f}"
)


def cosine(a, b):
    return np.sum(a * b) / np.linalg.norm(a) / np.linalg.norm(b)


print(
    f"similarity of the directions (cosine): curve {cosine(curve_kernel, curve_patch):.2f}, ",
    end="",
)
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


names = [
    "leave as it is",
    "blur",
    "sharpen",
    "edge enhance",
    "upright edges",
    "level edges",
    "outline",
    "emboss",
]
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
    return plots.image_grid(
        [grey, filtered(grey, kernel, offset)], titles=["before", "after"], size=3
    )


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
    padded,
    cross,
    padded_map,
    position=(0, 0),
    border=1,
    title="With a frame of zeros, 5x5 stays 5x5",
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
    big,
    cross,
    strided_map,
    position=(0, 1),
    stride=2,
    title="Stride 2: the second window starts at column 2",
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
red_filter[:, :, 0], red_filter[:, :, 1:] = (
    1 / 9,
    -1 / 18,
)  # red counts for it, green and blue against it

by_channel = [
    signal.correlate2d(photo[:, :, c], red_filter[:, :, c], mode="valid") for c in range(3)
]
red_map = sum(by_channel)  # (98, 98): one number for each place
conv = layers.Conv2D(filters=1, kernel_size=3, use_bias=False)
conv.build((None, 100, 100, 3))
conv.kernel.assign(red_filter[:, :, :, None])
keras_map = keras.ops.convert_to_numpy(conv(photo[None].astype("float32")))[0, :, :, 0]
print(
    f"one channel after the other, added up, is what Keras computes: {np.allclose(red_map, keras_map, atol=1e-5)}"
)
row, column = np.unravel_index(red_map.argmax(), red_map.shape)
parts = [channel[row, column] for channel in by_channel]
print(f"kernel in Keras: {tuple(conv.kernel.shape)} = (height, width, channels in, filters)")
print(
    f"at row {row}, column {column}: red {parts[0]:.3f}, green {parts[1]:.3f}, blue {parts[2]:.3f};",
    end=" ",
)
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
small_photo = (
    photo[:99, :99].reshape(33, 3, 33, 3, 3).mean(axis=(1, 3)).astype("float32")
)  # (33, 33, 3)
first = layers.Conv2D(
    6, 5, activation="relu", kernel_initializer=keras.initializers.RandomNormal(seed=0)
)
second = layers.Conv2D(
    8, 5, strides=2, activation="relu", kernel_initializer=keras.initializers.RandomNormal(seed=1)
)
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
