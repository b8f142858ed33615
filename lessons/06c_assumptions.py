# %% [markdown] name="title"
# # 06c ·

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, models, plots, start

settings = start("06c_assumptions", seed=1)

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
print(
    "the same, kernel turned",
    signal.convolve2d(image, learnable[::-1, ::-1], mode="valid").tolist(),
)

# %% [markdown] name="flip-explain"
# Keras does what your hand did, and what mathematicians call **cross-correlation**: lay on, multiply, add.
# Their *convolution* turns the kernel by 180° first (the $t - m$ in the sum). The turn makes $f * g = g *
# f$ true. A layer that *learns* its kernel does not care: it would learn the turned one. So deep learning
# says convolution and leaves out the turn: Helsinki defines the one, ZHAW, ICME and Keras compute the
# other. Compare conventions before you copy a kernel from a book.

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
results = np.stack(
    [signal.correlate2d(picture[:, :, 0], secret, mode="valid") for picture in noise_pictures]
)

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
    index=[
        "dense: every pixel for every unit",
        "local: nine pixels for every unit",
        "local and shared: convolution",
    ],
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
colours = {
    "R": (0.85, 0.1, 0.1),
    "G": (0.1, 0.65, 0.25),
    "B": (0.1, 0.25, 0.8),
    "Y": (1, 0.85, 0.1),
}
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
    [*scenes, *np.maximum(parrot_maps / parrot_maps.max(), 0) ** 0.7],
    columns=3,
    size=2.2,
    row_labels=["image", "map"],
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
