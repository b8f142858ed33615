# %% [markdown] name="title"
# # 06a · Convolution
#
# **What does a small window see?** And what fools it?
#
# | | |
# |---|---|
# | **You will be able to** | *program* a window that moves over a picture; *design* its weights, and say what fools them; *predict* the size of what comes out |
# | **You need** | [lesson 04](04_mnist_fcnn.ipynb): a dense layer, whose units add up all pixels, each times a weight |
# | **Time** | {minutes} minutes |
#
# The nets of lesson 04 look at all 784 pixels of a digit at once. Now look at nine.

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd
from PIL import Image, ImageOps
from scipy import signal
from sklearn.datasets import load_sample_image

from course_utils import checks, plots, start, widgets

settings = start("06a_convolution", seed=1)

# %% [markdown] name="picture"
# ## Nine pixels of a photo
#
# Take a picture that you care about: put its file name in place of `None`. Or stay with the pagoda.

# %% name="photo"
my_picture = None  # or a file of your own, such as "holiday.jpg"
if my_picture:
    picture, credit = Image.open(my_picture), "Your own picture."
else:
    picture = Image.fromarray(load_sample_image("china.jpg")[15:315, 75:375])
    credit = "Photo: danielbuechele, CC BY 2.0, cropped."
colours = ImageOps.exif_transpose(picture).convert("RGB")
photo = np.asarray(ImageOps.fit(colours, (100, 100), Image.Resampling.BOX)) / 255
grey = photo.mean(axis=2)  # (100, 100, 3) -> (100, 100): brightness, from 0 to 1

# %% [markdown] name="window"
# Cut a **window** of 3×3 pixels out of it. Lay nine weights on it, the **kernel**, multiply what lies on top of each other, and
# add up. This kernel takes the right column minus the left one:

# %% name="window-step"
right_minus_left = np.array([[-1, 0, 1], [-1, 0, 1], [-1, 0, 1]])
window = grey[45:48, 13:16]  # three rows from 45 on, three columns from 13 on
print(window.round(2))
print(f"times the kernel, added up: {np.sum(window * right_minus_left):.2f}")

# %% [markdown] name="quiet-guess"
# Nine pixels have become one number, between −3 and 3. Do the same at *every* place where the window fits. **Guess:** at which share of
# the places will the answer lie between −0.3 and 0.3, a tenth of what is possible?

# %% name="guess-quiet" tags=["guess"]
guess = ...  # share of the places, 0 to 1
checks.convolution.guess("quiet", guess)

# %% name="all-windows"
answers = signal.correlate2d(grey, right_minus_left, mode="valid")  # (98, 98): one for each place


def quiet_share(answers):
    return np.mean(np.abs(answers) < 0.3)


photo_quiet = quiet_share(answers)

# %% name="photo-picture" tags=["figure"]
# @title Figure: a window, the kernel, and the answers at all places
figure, axes = plots.panels(4, columns=4, width=8.0, height=2.4)
axes[0].imshow(grey, cmap="gray", vmin=0, vmax=1)
axes[0].plot([12.5, 15.5, 15.5, 12.5, 12.5], [44.5, 44.5, 47.5, 47.5, 44.5], color="#D55E00")
plots.number_grid(window.round(2), ax=axes[1])
plots.number_grid(right_minus_left, ax=axes[2])
axes[3].imshow(answers, cmap="coolwarm_r", vmin=-1.5, vmax=1.5)
for ax, title in zip(axes, ("picture", "one window", "kernel", "all answers"), strict=True):
    ax.set_title(title, loc="center", fontsize=10.5)
    ax.set(xticks=[], yticks=[])
plots.show(
    figure,
    caption=f"A window (framed in the picture), the kernel, and the answers at all places: blue above 0, red below. {credit}",
    alt="A picture in grey with a small frame, nine brightnesses, a kernel with a column of −1, of 0 and of 1, and a map that is pale "
    "in most places, with red and blue lines where the picture has vertical edges.",
)
checks.convolution.reveal("quiet", photo_quiet, close=0.07)

# %% [markdown] name="picture-explain"
# With this kernel most windows see next to nothing. The answer is large at **vertical edges**: blue where it gets brighter to the
# right, red where it gets darker. The answers form a new picture, the **feature map**, and the whole step is a **convolution**.
#
# One window computes $z = b + \sum_i x_i w_i$, with or without a bias $b$: the sum of a neuron (lesson 02), with nine inputs. A convolution asks
# the *same* neuron everywhere.

# %% [markdown] name="slide-intro"
# ## Every place, one number
#
# With numbers that you can check: 5×5 pixels, and a kernel with a cross.

# %% name="small"
image = np.array(
    [[1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0]]
)
cross = np.array([[1, 0, 1], [0, 1, 0], [1, 0, 1]])
small_map = signal.correlate2d(image, cross, mode="valid")

# %% name="window-picture" tags=["figure"]
# @title Figure: the window at the first place
figure = plots.sliding_window(image, cross, small_map, position=(0, 0))
plots.show(
    figure,
    caption="The framed window of the image, times the kernel, gives the framed number of the feature map. Below, slide it.",
    alt="A 5 by 5 grid of zeros and ones with a frame around the upper left 3 by 3 block, a 3 by 3 kernel with ones in a cross, "
    "and the 3 by 3 result with rows 4 3 4, 2 4 3 and 2 3 4; the first 4 is framed.",
)

# %% name="window-slider" tags=["figure", "slider"]
# @title Figure: the window, to slide
widgets.slider(
    lambda row, column: plots.sliding_window(image, cross, small_map, position=(row, column)),
    caption=lambda row, column: f"The window at row {row}, column {column}.",
    alt=lambda row, column: (
        f"The window at row {row}, column {column} gives {small_map[row, column]}."
    ),
    row=(0, 2, 1, 1),
    column=(0, 2, 1, 2),
)

# %% [markdown] name="slide-task"
# ### Exercise · program it
#
# Write the sliding window for any image and any kernel, also for ones that are not square. Two loops are fine.


# %% name="slide" tags=["exercise"]
def slide(image, kernel):
    """Return the sum of each window; an image (h, w) and a kernel (k, l) give (h-k+1, w-l+1)."""
    # BEGIN SOLUTION
    rows, columns = kernel.shape
    sums = np.zeros((image.shape[0] - rows + 1, image.shape[1] - columns + 1))
    for i, j in np.ndindex(sums.shape):
        sums[i, j] = np.sum(image[i : i + rows, j : j + columns] * kernel)
    return sums
    # END SOLUTION


checks.convolution.slide(slide)
# checks.convolution.slide.hint()

# %% [markdown] name="slide-solution" tags=["solution"]
# **Why.** The loop runs over the *output*: for every place in the result there is one window. `np.ndindex` saves one level of
# indentation; `numpy.lib.stride_tricks.sliding_window_view` would save the loop.

# %% name="slide-use"
convolve = checks.convolution.slide.or_ours(slide, checks.convolution.sliding)
print("the photo, as before:", np.allclose(convolve(grey, right_minus_left), answers))

# %% [markdown] name="aside"
# > **Aside: the word.** For two functions $f * g$ is an integral, $\int f(\tau)\, g(t - \tau)\, d\tau$; for two lists a sum,
# > $\sum_m f[m]\, g[t - m]$: a weighted average of the values around $t$, if no weight of $g$ is negative and they add up to 1. The
# > minus turns the kernel round first. Nets do without the turn; strictly, that is a *cross-correlation*.

# %% [markdown] name="why"
# ## Why so small a window?
#
# Because near pixels tell the most? Take all pairs of pixels that lie some columns apart. The correlation of their brightness is 1 if
# the pairs lie on a rising line, 0 if no straight line through one predicts the other.

# %% name="near"
rng = np.random.default_rng(settings.seed)
shuffled = rng.permutation(grey.ravel()).reshape(grey.shape)  # the same pixels in random order


def correlation(picture, distance):
    return np.corrcoef(picture[:, :-distance].ravel(), picture[:, distance:].ravel())[0, 1]


near = pd.DataFrame(index=pd.Index([1, 2, 4, 8, 16, 32], name="columns apart"))
near["photo"] = [correlation(grey, distance) for distance in near.index]
near["shuffled"] = [correlation(shuffled, distance) for distance in near.index]
near.round(2)

# %% name="near-quiet"
shuffled_quiet = quiet_share(signal.correlate2d(shuffled, right_minus_left, mode="valid"))
print(f"answers within ±0.3: photo {photo_quiet:.2f}, shuffled {shuffled_quiet:.2f}")

# %% name="near-claim" tags=["claim"]
# @title Claim: quiet windows in the photo and among shuffled pixels
checks.claim(
    "share of answers within ±0.3: in the photo minus after shuffling its pixels",
    photo_quiet - shuffled_quiet,
    low=0.48,
    control=0.0,
    control_is="if order did not matter",
)

# %% [markdown] name="why-explain"
# Near pixels mostly *repeat* each other, so most windows see nothing new; just therefore it means something where neighbours
# differ. (The claim shows its value, the band in which it must fall, and what it would be if the statement were false.) What a
# window can see there, an edge, a corner, a stroke, is small, and larger things are made of it: a reason for *small* windows. And it
# looks the same wherever it stands: a reason for the *same weights* everywhere. Lesson 06b tries each of the two.
#
# And it is cheap. A dense layer that makes a map of 26×26 from the 28×28 pixels of a digit multiplies each of 784 pixels with a
# weight of each of 676 units: 529 984 multiplications. **Guess:** how many does one 3×3 window need for a map as large?

# %% name="guess-cost" tags=["guess"]
guess = ...  # multiplications
checks.convolution.guess("cost", guess)

# %% name="cost"
import keras
from keras import layers

digit = keras.Input((28, 28, 1))
dense, one_window = layers.Dense(676), layers.Conv2D(filters=1, kernel_size=3)
maps = {"dense": dense(layers.Flatten()(digit)), "one window": one_window(digit)}
costs = pd.DataFrame(columns=["weights and biases", "multiplications"])
for name, layer in {"dense": dense, "one window": one_window}.items():
    outputs, inputs_of_each = np.prod(maps[name].shape[1:]), np.prod(layer.kernel.shape[:-1])
    costs.loc[name] = layer.count_params(), outputs * inputs_of_each
checks.convolution.reveal("cost", costs.loc["one window", "multiplications"], close=700)

# %% name="cost-table" tags=["nbval-check-output"]
own_weights = 676 * (9 + 1)  # a window with weights and a bias of its own at each place
costs.loc["own window at each place"] = own_weights, costs.loc["one window", "multiplications"]
costs.astype(int)

# %% [markdown] name="cost-explain"
# Looking at few pixels saves multiplications and weights; using the *same* weights everywhere saves weights only.

# %% [markdown] name="curve"
# ## Does it recognise what it sees?
#
# A well-known example, the **curve detector**: 7×7 weights, 30 along a curve and 0 elsewhere. Its **score** is the sum of all products
# of a weight with the pixel under it. Three patches: a curve, something else, and a bright wall, 50 everywhere.

# %% name="curve-arrays"
curve_kernel = np.zeros((7, 7))
curve_kernel[range(6), [5, 4, 3, 3, 3, 3]] = 30
curve_kernel.flags.writeable = False  # locked: change a copy of it

curve = np.zeros((7, 7))
curve[0, 6], curve[1, 4:], curve[2, 3:5], curve[3:, 3:5] = 30, 50, (20, 50), 50
other = np.zeros((7, 7))
other[[1, 2, 2, 3, 3], [1, 0, 2, 0, 1]] = [40, 40, 40, 40, 20]
other[[4, 5, 6, 6, 6], [1, 2, 0, 1, 3]] = [50, 50, 25, 25, 50]
wall = np.full((7, 7), 50.0)
patches = {"curve": curve, "something else": other, "wall": wall}

# %% [markdown] name="curve-guess"
# **Guess:** which one scores highest? **A** the curve · **B** something else · **C** the wall.

# %% name="guess-highest" tags=["guess"]
guess = ...  # "A", "B" or "C"
checks.convolution.guess("highest", guess)

# %% name="curve-scores"
scores = pd.Series({name: np.sum(curve_kernel * patch) for name, patch in patches.items()})

# %% name="curve-picture" tags=["figure"]
# @title Figure: the curve detector, three patches and their scores
figure, axes = plots.panels(4, columns=4, width=8.2, height=2.4)
plots.number_grid(curve_kernel, ax=axes[0], title="kernel")
for ax, (name, patch) in zip(axes[1:], patches.items(), strict=True):
    plots.number_grid(patch, ax=ax, title=f"{name}: {scores[name]:.0f}")
plots.show(
    figure,
    caption="The curve detector, three patches, and the score of each.",
    alt="Four 7 by 7 grids of numbers: a kernel with a curve of six 30s, a patch with a thicker curve of about 50, one with a ring "
    "and a stroke elsewhere, and one that is 50 everywhere.",
)
checks.convolution.reveal("highest", "ABC"[scores.argmax()])

# %% [markdown] name="curve-task"
# The bright wall beats the curve. A large answer may mean *alike*, or just *bright*.
#
# ### Exercise · the curve detector
#
# Repair it: subtract **one** constant from all 49 weights, so that every flat patch, however bright, scores 0. Give the new 7×7 kernel.

# %% name="curve-answer" tags=["exercise"]
# BEGIN SOLUTION
better_kernel = curve_kernel - curve_kernel.mean()
# END SOLUTION
checks.convolution.curve(better_kernel)
# checks.convolution.curve.hint()

# %% [markdown] name="curve-solution" tags=["solution"]
# **Why.** A flat patch of brightness $c$ scores $c$ times the sum of the weights. They add up to 180, so each of the 49 gives
# up 180/49.

# %% name="curve-repaired"
repaired = np.asarray(
    checks.convolution.curve.or_ours(better_kernel, checks.convolution.repaired())
)
for name, patch in patches.items():
    print(f"{name}: {round(np.sum(repaired * patch))}")

# %% [markdown] name="stroke-guess"
# Does it detect curves now? Try a straight stroke: one pixel wide, as bright as the curve (50), all the way down column 3, where four
# of the six large weights are. **Guess** its score with the repaired kernel.

# %% name="guess-stroke" tags=["guess"]
guess = ...  # a number
checks.convolution.guess("stroke", guess)

# %% name="stroke"
stroke = np.zeros((7, 7))
stroke[:, 3] = 50
score_of_stroke = np.sum(repaired * stroke)
print(f"straight stroke: {round(score_of_stroke)}")
checks.convolution.reveal("stroke", score_of_stroke, close=500)

# %% [markdown] name="light"
# The straight stroke beats the curve. And if the light changes? One more remedy: ask not *how much*, but *how alike*. Take the mean
# off the patch, too, and divide the score by the lengths of both, $\|x\| = \sqrt{\sum_i x_i^2}$:
#
# $$ \cos = \frac{\sum_i x_i w_i}{\|x\|\,\|w\|} , $$
#
# the **cosine**: 1 for the same pattern, however bright and strong, −1 for its negative. (It is the correlation from above.)


# %% name="light-run"
def cosine(patch, kernel):
    patch = patch - patch.mean()
    lengths = np.linalg.norm(patch) * np.linalg.norm(kernel)
    return np.sum(patch * kernel) / lengths if lengths else 0.0  # flat: no pattern at all


patches["curve, 20 brighter all over"] = curve + 20
patches["curve in double light"] = 2 * curve
patches["straight stroke"] = stroke
patches["thin curve"] = 50 * (curve_kernel > 0)  # as thin as the stroke

# %% name="light-table" tags=["nbval-check-output"]
light = pd.DataFrame(index=list(patches))
light["as given"] = [np.sum(curve_kernel * patch) for patch in patches.values()]
light["repaired"] = [np.sum(repaired * patch) for patch in patches.values()]
light["cosine"] = [cosine(patch, repaired) for patch in patches.values()]
light.round({"as given": 0, "repaired": 0, "cosine": 2}) + 0.0  # no -0

# %% [markdown] name="light-explain"
# Compare the curves. Weights that add up to 0 cancel what is added all over, not the strength: double light doubles the score.
# Dividing by the length cancels the strength. (The price: a trace of noise on a bare wall may now look like a pattern. `Conv2D`
# computes the plain score; it does not divide.)
#
# Against our *thick* curve the stroke still leads, and only since the repair: what lies beside the line now counts against it. A curve as
# thin as the kernel wins. But a stroke should get far less than a curve. What can a window do about that?

# %% [markdown] name="strict-task"
# ### Exercise · what must be dark
#
# Begin with `curve_kernel.copy()`, leave its six 30s, and put negative weights in place of some zeros: the curve shall score above 0,
# the wall 0, the stroke *below* 0. Give the 7×7 kernel.

# %% name="strict" tags=["exercise"]
# BEGIN SOLUTION
strict_kernel = curve_kernel.copy()
strict_kernel[[0, 1], 3] = -90
# END SOLUTION
checks.convolution.strict(strict_kernel)
# checks.convolution.strict.hint()

# %% [markdown] name="strict-solution" tags=["solution"]
# **Why.** The negative weights must add up to −180, for the wall. On the upper end of column 3 they cost the curve nothing, which is
# dark there, and the stroke a lot: 6000 − 9000. Spread evenly, as before, they hit both.

# %% [markdown] name="kernels"
# ## Kernels that people designed
#
# Photo editors are full of kernels. If the weights add up to 1, a flat area stays as it is; if they add up to 0, the kernel
# *compares* (shown with one half added: grey means 0).

# %% name="presets"
presets = {
    "leave as it is": [[0, 0, 0], [0, 1, 0], [0, 0, 0]],
    "blur": np.full((3, 3), 1 / 9),
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "minus left neighbour": [[0, 0, 0], [-1, 1, 0], [0, 0, 0]],
    "vertical edges": [[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
    "horizontal edges": [[-1, -2, -1], [0, 0, 0], [1, 2, 1]],
    "outline": [[-1, -1, -1], [-1, 8, -1], [-1, -1, -1]],
    "emboss": [[-2, -1, 0], [-1, 1, 1], [0, 1, 2]],
}


# %% name="filtered"
def filtered(picture, kernel, offset=0.0):
    """Return the picture after a 3x3 kernel, as an image editor shows it: same size, 0 to 1."""
    sums = convolve(np.pad(picture, 1, mode="edge"), np.asarray(kernel, dtype=float))
    return np.clip(sums + offset, 0, 1)


offsets = {name: 0.5 if abs(np.sum(kernel)) < 1e-9 else 0 for name, kernel in presets.items()}
results = {name: filtered(grey, kernel, offsets[name]) for name, kernel in presets.items()}

# %% name="kernels-picture" tags=["figure"]
# @title Figure: eight kernels on the same picture
figure = plots.image_grid(list(results.values()), titles=list(results), columns=4, size=1.8)
plots.show(
    figure,
    caption=f"Eight kernels. {credit}",
    alt="Eight versions of the picture: unchanged, blurred, sharpened, four with edges on grey, and one with hard bright and dark "
    "borders.",
)

# %% [markdown] name="editor-intro"
# **Your own kernel:** choose a preset, change a number, watch.

# %% name="editor" tags=["figure", "slider"]
# @title Figure: a kernel to edit
widgets.kernel_editor(
    lambda kernel, offset: plots.image_grid(
        [grey, filtered(grey, kernel, offset)], titles=["before", "after"], size=3
    ),
    presets={"outline": presets["outline"]} | presets,
    caption=lambda kernel, offset: (
        f"The picture after a kernel with the sum {kernel.sum():.3g}. {credit}"
    ),
    alt="The picture before and after the kernel in the editor.",
)

# %% [markdown] name="design-task"
# ### Exercise · four kernels to order
#
# Design four kernels of 3×3: one that **moves** the picture one pixel to the right; one that **blurs** without making it brighter or
# darker; one that answers 0 on flat areas *and* on vertical edges, and something positive where it gets **brighter downwards**; one
# that makes the picture **negative** when an offset of 1 is added.

# %% name="design" tags=["exercise"]
# BEGIN SOLUTION
move_right = [[0, 0, 0], [1, 0, 0], [0, 0, 0]]
soft = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
brighter_below = [[-1, -1, -1], [0, 0, 0], [1, 1, 1]]
negative = [[0, 0, 0], [0, -1, 0], [0, 0, 0]]
# END SOLUTION
checks.convolution.design(move_right, soft, brighter_below, negative)
# checks.convolution.design.hint()

# %% [markdown] name="design-solution" tags=["solution"]
# **Why.** To move the picture to the right, each pixel must ask its *left* neighbour. The sum of the weights is what a flat area
# is multiplied by: 1 keeps the brightness, 0 answers nothing. Rows that are equal within themselves and opposite to each other see
# what changes downwards and nothing else.

# %% [markdown] name="padding"
# ## The edge, and larger steps
#
# A 3×3 window eats one pixel at every side: after ten layers, 20 rows and columns are gone. **Padding** lays a frame around the image
# first, in nets one of zeros. In Keras, `padding="valid"` means none, `"same"` just enough to keep the size (at stride 1). Its price:
# the outermost windows see a frame that nobody photographed.
#
# The **stride** is the step from one window to the next. With stride 2 the map has about half as many rows and columns.

# %% name="padded"
padding, stride = 1, 2
padded = np.pad(image, padding)  # (7, 7)
strided_map = signal.correlate2d(padded, cross, mode="valid")[::stride, ::stride]
strided_map.shape

# %% name="padding-picture" tags=["figure"]
# @title Figure: padding and stride
figure = plots.sliding_window(
    padded, cross, strided_map, position=(0, 1), stride=stride, border=padding
)
plots.show(
    figure,
    caption="The same image and kernel with padding 1 (hatched) and stride 2, at the second place of the first row.",
    alt="A 7 by 7 grid, its border hatched and zero, with a frame around rows 0 to 2 and columns 2 to 4; the kernel; a feature map "
    "of 3 by 3 with its second number framed.",
)

# %% name="padding-slider" tags=["figure", "slider"]
# @title Figure: padding and stride, to change
widgets.slider(
    lambda padding, stride: plots.sliding_window(
        np.pad(image, padding),
        cross,
        signal.correlate2d(np.pad(image, padding), cross, mode="valid")[::stride, ::stride],
        stride=stride,
        border=padding,
    ),
    caption=lambda padding, stride: f"Padding {padding}, stride {stride}.",
    alt=lambda padding, stride: (
        f"A window on the image with padding {padding} and stride {stride}."
    ),
    padding=(0, 2, 1, 0),
    stride=(1, 3, 1, 2),
)

# %% [markdown] name="size-task"
# ### Exercise · how large is the output?
#
# Along one side of $n$ pixels, with a window of $k$, padding $p$ at *both* ends and stride $s$: how many places are there? Write it as
# a function of whole numbers.


# %% name="size" tags=["exercise"]
def output_size(n, k, padding, stride):
    """Return the length of the output along one side."""
    # BEGIN SOLUTION
    return (n + 2 * padding - k) // stride + 1
    # END SOLUTION


checks.convolution.output_size(output_size)
# checks.convolution.output_size.hint()

# %% [markdown] name="size-solution" tags=["solution"]
# **Why.** The last window may start at $n + 2p - k$; starts are $0, s, 2s, \ldots$, and with the first one that makes
# $\lfloor (n + 2p - k)/s \rfloor + 1$. If the division leaves a rest, what stands at the end is never seen, and Keras says nothing
# about it. With stride $s$, `"same"` gives $\lceil n/s \rceil$.

# %% [markdown] name="channels"
# ## Three channels, many kernels
#
# A colour picture has three **channels**: red, green, blue. A window on it is a *block* of 3×3 pixels times 3 channels, and its kernel
# a tensor of 27 weights. It slides along height and width only, and adds all 27 products up into *one* number: three channels go
# in, one map comes out.
#
# Here the weights for red are 1/9, all others −1/18: they add up to 0. What will it answer where the picture is grey?

# %% name="channels-run" tags=["nbval-check-output"]
red_kernel = np.zeros((3, 3, 3))  # (height, width, channels)
red_kernel[:, :, 0], red_kernel[:, :, 1:] = 1 / 9, -1 / 18
conv = layers.Conv2D(filters=1, kernel_size=3, use_bias=False)
conv.build((None, 100, 100, 3))
conv.kernel.assign(red_kernel[:, :, :, None])
tuple(conv.kernel.shape)  # (height, width, channels in, kernels)

# %% [markdown] name="channels-yours"
# One channel after the other with your function (or ours), added up. Is that what Keras computes?

# %% name="channels-sum"
by_channel = [convolve(photo[:, :, c], red_kernel[:, :, c]) for c in range(3)]
red_map = sum(by_channel)  # (98, 98)
keras_map = keras.ops.convert_to_numpy(conv(photo[None].astype("float32")))[0, :, :, 0]
np.allclose(red_map, keras_map, atol=1e-5)

# %% name="channels-picture" tags=["figure"]
# @title Figure: three channels and their weighted sum
blurred = [by_channel[0], -2 * by_channel[1], -2 * by_channel[2]]
redness = np.maximum(red_map, 0)
figure = plots.image_grid(
    [*blurred, redness / max(redness.max(), 0.01)],
    titles=["red (weight 1)", "green (weight −½)", "blue (weight −½)", "added up"],
    size=1.9,
)
plots.show(
    figure,
    caption=f"The three channels, blurred, with their weights, and the sum after ReLU, scaled to its maximum: on grey and white the three cancel. {credit}",
    alt="The red, green and blue channel in grey, and a map in which the red and orange parts of the pagoda shine.",
)

# %% [markdown] name="many"
# A layer has several kernels. Six of them give six maps: an image with six channels, and each kernel of the next layer is six channels
# thick. So many kernels, so many channels come out. Let your function predict the sizes of two layers, 5×5, the second with
# stride 2:

# %% name="many-run"
predict = checks.convolution.output_size.or_ours(output_size, checks.convolution.places)
small = np.asarray(Image.fromarray(np.uint8(255 * photo)).resize((33, 33), Image.Resampling.BOX))
first = layers.Conv2D(filters=6, kernel_size=5, activation="relu")
second = layers.Conv2D(filters=8, kernel_size=5, strides=2, activation="relu")
first_maps = first(small[None] / 255 - 0.5)[0]  # (29, 29, 6)
second_maps = second(first_maps[None])[0]  # (13, 13, 8)
side = predict(33, 5, 0, 1)
print(f"predicted {side}, then {predict(side, 5, 0, 2)}")
print(f"Keras     {first_maps.shape[0]}, then {second_maps.shape[0]}")

# %% name="many-table" tags=["nbval-check-output"]
table = pd.DataFrame(index=["first layer", "second layer"])
table["one kernel"] = [str(tuple(layer.kernel.shape[:3])) for layer in (first, second)]
table["maps"] = [str(tuple(maps.shape)) for maps in (first_maps, second_maps)]
table["weights and biases"] = [layer.count_params() for layer in (first, second)]
table

# %% name="many-picture" tags=["figure"]
# @title Figure: a picture, the maps of a layer, and the maps of the next
stacks = {
    "picture": small / 255,
    "first layer": first_maps,
    "second layer, stride 2": second_maps,
}
ax = plots.feature_stack(
    stacks,
    rgb=["picture"],
    frames={"picture": (4, 12, 5, 5), "first layer": (4, 12, 1, 1)},
)
plots.show(
    ax,
    caption="A picture, the maps of six (random) kernels, and the maps of eight on top of them. The framed block of the picture gives "
    f"the framed number of each of the six. {credit}",
    alt="Three stacks of pictures from left to right: three colour channels, six feature maps, eight smaller feature maps.",
)

# %% [markdown] name="close"
# ## What we saw
#
# 1. A small window sees a weighted sum of a few pixels. If its weights add up to 0, that is little in most places of a photo and much
#    where its pattern is; if not, also much wherever it is bright.
# 2. Weights that add up to 0 cancel an even brightness, dividing by the length cancels the strength of light, and negative
#    weights say what must be dark.
# 3. Few pixels save multiplications and weights; the same weights everywhere save weights again.
# 4. Size of the picture, window, padding and stride decide the size of the map; window, channels and kernels the number of weights.
#
# **What can go wrong in practice.** `"valid"`, the default of Keras, eats your maps layer by layer. Channels stand last in
# Keras, first in PyTorch. SciPy's `convolve2d` turns
# the kernel first, `correlate2d` does not.

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem"
# **A longer problem.** Cut a small object out of a photo, take its mean off, and look for it in a *second* photo: by score, and by
# cosine. A good answer shows both maps with their five highest places, and says which light fools which, and what fools both.
#
# **Further reading.** Dumoulin and Visin (2016), *A guide to convolution arithmetic for deep learning*. Victor Powell, *Image
# kernels*, <https://setosa.io/ev/image-kernels/>. Curve detector and curve: Adit Deshpande (2016), *A beginner's
# guide to understanding convolutional neural networks*.
#
# {next}
