# %% [markdown] name="title"
# # 06e ·

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, models, plots, start

settings = start("06e_feature_maps", seed=1)

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
weighted = [
    layer for layer in best.layers if isinstance(layer, (layers.Activation, layers.MaxPooling2D))
]
views = keras.Model(
    best.input, [layer.output for layer in weighted]
)  # after the ReLUs and after pooling
shown = x_test[:1]
first_maps, second_maps, pooled_maps, features = (
    ops.convert_to_numpy(view)[0] for view in views(shown)
)


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
figure, (picture, left, right) = plots.panels(
    3, height=2.6, gridspec_kw={"width_ratios": [1, 1.6, 1.6]}
)
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
checks.claim(
    "convolution 1, average of two pictures: misfit of its output",
    misfits[0],
    high=1e-4,
    control=misfits[1],
)
print(f"convolution 2: misfit {misfits[1]:.2f} of the spread of its output")

# %% [markdown] name="hierarchy"
# ## A hierarchy of features
#
# To see what a unit deep inside wants, show it many pictures and keep those that excite it most. Cut out
# what it can see: its **receptive field**. It grows from layer to layer, because every place of a map
# already stands for a patch of the layer below. The gradient of one unit with respect to the pixels
# measures it: pixels that the unit cannot see have gradient 0.

# %% name="exciting-run"
views_of = {
    name: outputs(keras.Model(best.input, layer.output), x_train)
    for name, layer in zip(
        ["1", "2", "dense"], [weighted[0], weighted[1], weighted[3]], strict=True
    )
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
for ax, values, name in zip(
    axes, views_of.values(), ["layer 1", "layer 2", "dense layer"], strict=True
):
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
    tops = [
        exciting(values, unit, count)[1]
        for unit in range(values.shape[-1])
        if values[..., unit].any()
    ]
    return np.mean([np.bincount(y_train[top]).max() / len(top) for top in tops])


shares = {level: purity(level) for level in views_of}
print(
    "commonest digit among the 50 most exciting pictures:",
    {k: round(float(v), 2) for k, v in shares.items()},
)
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
found = MiniBatchKMeans(96, n_init=1, max_iter=20, batch_size=2048, random_state=seed).fit(
    white.transform(pieces)
)
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
        scaled,
        columns=8,
        colormap="RdBu",
        value_range=(-1, 1),
        size=0.8,
        row_labels=["learned", "", "untrained", ""],
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


print(
    f"correlation of neighbouring weights: learned {smoothness(kernels):.2f}, untrained {smoothness(untrained):.2f}"
)

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
        _, uphill = value_and_gradient(
            lambda x: ops.sum(best(x) * (wanted - 0.1), axis=1), pictures
        )
        uphill = gaussian_filter(uphill, (0, blur, blur, 0))
        uphill /= (
            np.sqrt((uphill**2).mean(axis=(1, 2, 3), keepdims=True)) + 1e-9
        )  # steps of equal length
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
agrees = {
    name: int(np.sum(outputs(rival, x).argmax(axis=1) == np.arange(10)))
    for name, x in dreams.items()
}
print(f"of ten pictures each, the fully connected net reads in the same way: {agrees}")
checks.claim(
    "mean probability that the net gives to its own pictures, drawn freely",
    given["free"].mean(),
    low=0.5,
    control=0.1,
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
everywhere = [
    layers.Conv2D(64, 5, use_bias=False),
    layers.BatchNormalization(),
    layers.Activation("relu"),
]
for layer in everywhere:
    maps = layer(maps)
scanner = keras.Model(inputs, maps)
everywhere[0].kernel.assign(ops.reshape(best.layers[10].kernel, (5, 5, 32, 64)))
everywhere[1].set_weights(best.layers[11].get_weights())

# %% name="detect-compare"
wide = np.concatenate([x_test[:1], x_test[1:2]], axis=2)  # two digits side by side: (1, 28, 56, 1)
by_scan = outputs(scanner, wide)[0, 0]
by_windows = outputs(
    feature_net, np.concatenate([wide[:, :, 4 * n : 4 * n + 28] for n in range(8)])
)
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
keep = (targets >= 0) & (
    (targets < 10) | (rng.random(targets.shape) < 0.1)
)  # a tenth of the many empty windows
detector = LogisticRegression(C=0.1, max_iter=100, tol=0.01).fit(scanned[keep], targets[keep])


def detect(scene):
    """Return (digit, row, column, probability) for the windows that are surest, at most one for each place."""
    seen = outputs(scanner, scene[None, ..., None])[0]
    chances = np.zeros((*seen.shape[:2], 11))
    chances[..., detector.classes_] = detector.predict_proba(seen.reshape(-1, 64)).reshape(
        *seen.shape[:2], -1
    )
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
        ax.add_patch(
            plt.Rectangle(
                (column + 3, row + 3), 22, 22, fill=False, edgecolor=plots.COLORS["class_1"]
            )
        )
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
