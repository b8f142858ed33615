# %% [markdown] name="title"
# # 06d ·

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, models, plots, start

settings = start("06d_receptive_field", seed=1)

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
    size: strongest[: 28 // size * size, : 28 // size * size].reshape(
        28 // size, size, 28 // size, size
    )
    for size in (1, 2, 4)
}
figure = plots.image_grid(
    [values.max(axis=(1, 3)) for values in pooled.values()]
    + [values.mean(axis=(1, 3)) for values in pooled.values()],
    titles=[
        "the map, 28x28",
        "max 2x2: 14x14",
        "max 4x4: 7x7",
        "the map, 28x28",
        "average 2x2",
        "average 4x4",
    ],
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
strokes = np.pad(digits.x_test[:num_digits] / 255, ((0, 0), (2, 2), (2, 2))).astype(
    "float32"
)  # (n, 32, 32)
moved = np.roll(strokes, 1, axis=2)  # one pixel to the right; the border is empty
sobel = np.array(presets["upright edges"], dtype="float32")[:, :, None, None]


def edge_maps(images):
    """Return the maps of the upright-edge kernel after ReLU, (n, 32, 32, 1)."""
    return keras.ops.relu(keras.ops.conv(images[..., None], sobel, padding="same"))


def change(first, second):
    """Return how much two sets of maps differ, relative to the first: the mean over the images."""
    first, second = (
        np.reshape(keras.ops.convert_to_numpy(maps), (len(maps), -1)) for maps in (first, second)
    )
    return np.mean(np.linalg.norm(first - second, axis=1) / np.linalg.norm(first, axis=1))


maps, moved_maps = edge_maps(strokes), edge_maps(moved)
sizes = [1, 2, 4, 8, 32]
changes = {
    name: [
        change(pool(maps, size, strides=size), pool(moved_maps, size, strides=size))
        for size in sizes
    ]
    for name, pool in {
        "max pooling": keras.ops.max_pool,
        "average pooling": keras.ops.average_pool,
    }.items()
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
    found = [
        int(signal.correlate2d(picture, 2 * part - 1, mode="valid").max())
        for part in (eye, nose, mouth)
    ]
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
    ax.plot(
        x,
        answers_of_cells.max(axis=1),
        color=plots.COLORS["validation"],
        linestyle="--",
        label="complex cell",
    )
axes[0].set(
    title="Place: narrow or wide",
    xlabel="place of an upright bar (pixels)",
    ylabel="answer",
    ylim=(-0.05, 1.4),
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
    _, gradient = gradients.value_and_gradient(
        lambda image: model(image)[0, middle, middle, 0], blank
    )
    return gradient[0, :, :, 0], model.count_params()


# %% name="field-run" tags=["nbval-check-output"]
fields = {name: field_of(parts) for name, parts in nets.items()}
for name, (gradient, num_weights) in fields.items():
    height, width = (np.ptp(np.flatnonzero(gradient.any(axis=axis))) + 1 for axis in (1, 0))
    print(
        f"{name:12} sees {height:2} x {width:2} pixels with {num_weights} weights: {' - '.join(nets[name])}"
    )
paths, _ = fields["four 3x3"]
print(
    f"four 3x3: {paths.max():.0f} paths to the central pixel, {paths[paths > 0].min():.0f} to a corner of the field"
)

# %% name="field-picture"
figure = plots.image_grid(
    [gradient / gradient.max() for gradient, _ in fields.values()], titles=list(nets), size=1.6
)
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
    return (canvases + rng.normal(scale=0.5, size=canvases.shape)).astype("float32")[
        ..., None
    ], labels


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
for ax, picture in zip(
    axes[1:], (examples[0], answer_maps[0], examples[1], answer_maps[1]), strict=True
):
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
    guesses = keras.ops.convert_to_numpy(crowd(test_paintings)).argmax(
        axis=-1
    )  # (1000, num_networks)
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
    "one learned kernel and its maximum tell the painters apart: mean accuracy",
    with_max.mean(),
    low=0.95,
    control=0.5,
)
checks.claim(
    "the average of a linear map cannot: mean accuracy", with_average.mean(), high=0.75, control=1.0
)
checks.claim(
    "a ReLU before the average repairs it: median accuracy",
    np.median(with_relu),
    low=0.95,
    control=np.median(with_average),
)

# %% name="lover-crowd-picture"
limit = np.abs(crowd_kernels[:10]).max()
figure = plots.image_grid(
    crowd_kernels[:10], columns=10, colormap="RdBu", value_range=(-limit, limit)
)
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

# %% [markdown] name="field-task"
# ### Exercise 6b.6 · find the slip
#
# A slide says: *"The filter size is also known as the receptive field of the neuron."* A later slide of
# the same lecture: *"Deeper layers see more and more of the input."* Both cannot hold for layer 2. How
# many pixels wide does **one unit** of our net see: in convolution 1 (5×5, stride 2), in convolution 2
# (3×3), after pooling (2×2), and in the dense layer (which covers 5×5 pooled places)? The rule of lesson
# 06a: a layer adds (window − 1) × the product of all strides below it.

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
for name, layer in zip(
    ["convolution 1", "convolution 2", "pooled"], [*convolutions, weighted[2]], strict=True
):
    until = keras.Model(best.input, layer.output)
    middle = layer.output.shape[1] // 2
    _, slope = value_and_gradient(lambda x, f=until, m=middle: ops.sum(f(x)[:, m, m]), noise)
    probes[name] = np.abs(slope[0, ..., 0])
_, slope = value_and_gradient(lambda x: ops.sum(best(x)), noise)
probes["whole net"] = np.abs(slope[0, ..., 0])
widths = {
    name: int(np.ptp(np.flatnonzero(slope.any(axis=0)))) + 1 for name, slope in probes.items()
}
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
