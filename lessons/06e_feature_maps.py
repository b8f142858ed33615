# %% [markdown] name="title"
# # 06e · Feature maps
#
# **What do its layers see?** (A deeper part: you may skip it and go on to lesson 07.)
#
# | | |
# |---|---|
# | **You will be able to** | *look* into every layer of a trained net; *tell* which maps can be read as patterns of pixels; *find* several digits in one picture in a single pass |
# | **You need** | lesson 06b: convolutions, feature maps, a net that reads digits |
# | **Time** | {minutes} minutes |
#
# Nobody told the net of lesson 06b what to look for. Here you open it, layer by layer.

# %% name="setup" tags=["setup"]
import numpy as np

from course_utils import checks, data, models, plots, start
from course_utils.gradients import value_and_gradient

settings = start("06e_feature_maps", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here.

# %% name="amounts"
num_pictures = settings.choose(smoke=200, quick=2400, full=2400)  # to train
num_test = settings.choose(smoke=100, quick=1000, full=10_000)
num_epochs = settings.choose(smoke=1, quick=8, full=20)
dream_steps = settings.choose(smoke=1, quick=40, full=100)
num_pieces = settings.choose(smoke=500, quick=4000, full=6000)  # of each photo
num_scenes = settings.choose(smoke=5, quick=100, full=300)  # to train the detector
num_test_scenes = settings.choose(smoke=2, quick=40, full=100)
rng = np.random.default_rng(settings.seed)

# %% [markdown] name="net"
# ## The net
#
# The best net of lesson 06b in two parts. The convolutions are a net of their own, for pictures of *any* size; each layer
# has a name, by which it is found again. Behind them, for pictures of 28×28, come a dense layer with 64 units and ten
# logits.

# %% name="eyes"
import keras
from keras import layers, ops

pictures = keras.Input((None, None, 1))
layer = layers.Conv2D(16, 5, strides=2, use_bias=False, name="convolution_1")
maps = models.normalized(pictures, layer, name="maps_1")
layer = layers.Conv2D(32, 3, use_bias=False, name="convolution_2")
maps = models.normalized(maps, layer, name="maps_2")
eyes = keras.Model(pictures, layers.MaxPooling2D(2, name="pooled")(maps))

# %% name="net-code"
inputs = keras.Input((28, 28, 1))
dense = layers.Dense(64, use_bias=False, name="dense")
normal = layers.BatchNormalization(momentum=0.9)
features = ops.relu(normal(dense(layers.Flatten()(eyes(inputs)))))
net = keras.Model(inputs, layers.Dense(10, name="logits")(features))

# %% [markdown] name="recipe-text"
# It trains on pictures that are turned, zoomed and shifted a little, anew in each epoch. So does a second net, a dense
# one, whose opinion will be asked later.

# %% name="load"
digits = data.load_digits(num_train=num_pictures, num_test=num_test)
x_train, x_test = models.as_inputs(digits.x_train), models.as_inputs(digits.x_test)
y_train, y_test = digits.y_train, digits.y_test

# %% name="recipe"
from course_utils.models.augmentation import RandomAffine


def train_moving(model):
    moving = RandomAffine(degrees=12, zoom=0.1, shift=2, seed=settings.seed)  # in training only
    whole = keras.Sequential([keras.Input((28, 28, 1)), moving, model])
    models.train(whole, x_train, y_train, epochs=num_epochs, batch_size=100)
    print(f"test accuracy {models.accuracy(model, x_test, y_test):.3f}")
    return model


# %% name="train"
net = train_moving(net)
other_net = train_moving(models.mlp((28, 28, 1)))

# %% [markdown] name="maps"
# ## Stop anywhere and look
#
# A net hands its features down from layer to layer, so you can stop behind each and look at what it made of a picture.

# %% name="maps-run"
views = [eyes.get_layer(name).output for name in ("maps_1", "maps_2", "pooled")]
views = keras.Model(eyes.input, views)
seen = [view[0] for view in models.outputs(views, x_test[:1])]
kernels = eyes.get_layer("convolution_1").get_weights()[0]  # (5, 5, 1, 16)
[view.shape for view in seen]

# %% name="maps-picture" tags=["figure"]
# @title Figure: one digit behind each layer
rows = [np.moveaxis(0.5 + 0.5 * kernels / np.abs(kernels).max(axis=(0, 1)), -1, 0)[:12]]
rows += [np.moveaxis(view / view.max(), -1, 0)[:12] for view in seen]
plots.show(
    plots.image_grid(
        [image for row in rows for image in row],
        columns=12,
        row_labels=["kernels\n5×5", "layer 1\n12×12", "layer 2\n10×10", "pooled\n5×5"],
        value_range=(0, 1),
        size=0.62,
    ),
    caption="A test digit on its way through the net: 12 of the 16 kernels of the first layer (grey: 0) and the map of each; "
    "12 of the 32 maps of the second layer, and what pooling leaves of them. White: the pattern was found here.",
    alt="Four rows of twelve. Small patterns of grey; maps in which edges and strokes of a digit light up; coarser maps with "
    "spots at some places; small maps of five by five squares.",
)

# %% [markdown] name="linear"
# A map of layer 1 says *this pattern of 5×5 pixels, here*, and its kernel is that pattern. A map of layer 2 says where a
# pattern of *first-layer maps* was found, bent by ReLUs on the way. Is that still a pattern of pixels? A test without
# taste: whatever weighs and adds pixels gives, for the average of two pictures, the average of its two outputs. The
# **misfit** is the standard deviation of the difference between the two, over that of the averaged outputs.
#
# **Guess:** for the first convolution the misfit is 0. For the second?

# %% name="guess-misfit" tags=["guess"]
guess = ...  # 0 or more; 1: as large as the outputs' own spread
checks.feature_maps.guess("misfit", guess)


# %% name="linear-run"
def misfit(name):
    """Return how far a layer, without ReLU, is from being linear in the pixels."""
    before_relu = keras.Model(eyes.input, eyes.get_layer(name).output)
    a, b = models.outputs(before_relu, x_test[:50]), models.outputs(before_relu, x_test[50:100])
    of_average = models.outputs(before_relu, (x_test[:50] + x_test[50:100]) / 2)
    return np.std(of_average - (a + b) / 2) / np.std((a + b) / 2)


misfits = [misfit("convolution_1"), misfit("convolution_2")]

# %% name="linear-claim" tags=["claim"]
# @title Claim: what is linear in the pixels
print(f"misfit of convolution 1: {misfits[0]:.1g}, of convolution 2: {misfits[1]:.2f}")
checks.feature_maps.reveal("misfit", misfits[1], close=0.1)
checks.claim(
    "convolution 1, average of two pictures: misfit of its output",
    misfits[0],
    high=1e-4,
    control=misfits[1],
)

# %% [markdown] name="hierarchy"
# ## What excites a unit?
#
# So no kernel tells what a unit of layer 2 wants. Ask the unit: show it all training pictures, keep those that excite it
# most, and cut out what it can see: 5×5 pixels in layer 1, 9×9 in layer 2 (lesson 06d).
#
# ### Exercise · the most exciting places
#
# `maps` holds one unit's map for each of n pictures. Find the `count` pictures with the largest maximum, the most exciting
# first, and for each the row and the column of that maximum.


# %% name="strongest" tags=["exercise"]
def strongest(maps, count):
    """Return three arrays (count,): picture numbers, rows, columns; maps: (n, height, width)."""
    # BEGIN SOLUTION
    numbers = np.argsort(-maps.max(axis=(1, 2)))[:count]
    places = maps[numbers].reshape(count, -1).argmax(axis=1)
    return numbers, places // maps.shape[2], places % maps.shape[2]
    # END SOLUTION


checks.feature_maps.strongest(strongest)
# checks.feature_maps.strongest.hint()

# %% [markdown] name="strongest-solution" tags=["solution"]
# **Why.** First one number for each picture, its maximum; then the places, in the chosen pictures alone. In a row of
# `height · width` numbers, place p lies in row `p // width` and column `p % width`.

# %% name="levels"
feature_net = keras.Model(inputs, features)
levels = dict(zip(("layer 1", "layer 2"), models.outputs(views, x_train)[:2], strict=True))
levels["dense"] = models.outputs(feature_net, x_train)[:, None, None]  # (n, 1, 1, 64)
sizes = {"layer 1": 5, "layer 2": 9, "dense": 28}  # pixels that a unit sees

# %% name="hierarchy-run"
find = checks.feature_maps.strongest.or_ours(strongest, checks.feature_maps.strongest_places)


def pieces_of(level, count=12):
    """Return the pieces of pictures that excite three units most."""
    found, size = [], sizes[level]
    for unit in range(3):
        for number, row, column in zip(*find(levels[level][..., unit], count), strict=True):
            top, left = 2 * row, 2 * column
            found.append(x_train[number, top : top + size, left : left + size, 0])
    return found


pieces = {level: pieces_of(level) for level in sizes}

# %% [markdown] name="purity-guess"
# **Guess:** take the 50 pictures that excite a unit most. In layer 1 they are of many kinds. What share of them is the
# commonest digit, for a unit of the dense layer, on average? (All digits alike: 0.1.)

# %% name="guess-purity" tags=["guess"]
guess = ...  # share, 0 to 1
checks.feature_maps.guess("purity", guess)


# %% name="purity-run"
def purity(maps):
    """Return the mean share of the commonest digit among a unit's 50 strongest pictures."""
    shares = []
    for unit in range(maps.shape[-1]):
        numbers = checks.feature_maps.strongest_places(maps[..., unit], 50)[0]
        shares.append(np.bincount(y_train[numbers]).max() / 50)
    return np.mean(shares)


shares = {level: purity(maps) for level, maps in levels.items()}

# %% name="exciting-picture" tags=["figure"]
# @title Figure: what excites three units of each layer
figure, axes = plots.panels(3, columns=1, width=7.5, height=2.1)
for ax, level in zip(axes, pieces, strict=True):
    ax.imshow(plots.tile(pieces[level], columns=12, background=0.4))
    ax.set(title=f"{level}: commonest digit {shares[level]:.0%}", xticks=[], yticks=[])
plots.show(
    figure,
    caption="Three units of each layer (rows of pieces) and the twelve pieces of training pictures that excite each of them "
    "most. Title: mean share of the commonest digit among the 50 most exciting pictures.",
    alt="Three blocks of three rows. Above: small pieces with an edge or a corner. In the middle: ends, bows and loops. "
    "Below: whole digits, in each row of a few kinds.",
)
checks.feature_maps.reveal("purity", shares["dense"], close=0.1)
checks.claim(
    "share of the commonest digit among a unit's most exciting pictures, dense layer minus layer 1",
    shares["dense"] - shares["layer 1"],
    low=0.1,
    control=0.0,
)

# %% [markdown] name="hierarchy-explain"
# **The deeper, the more a unit specialises in kinds of digits.** Not every unit stands for one digit: look at the rows.

# %% [markdown] name="filters"
# ## Filters that look like filters
#
# The most famous picture of kernels shows the **96 filters of 11×11** that AlexNet learned on a million photos: edges in all
# directions, stripes, blobs of colour. Ours are too small for that. But do AlexNet's look so because of AlexNet, or because
# of photos? A test without a net and without a label: cut pieces of 11×11 from two photos, remove brightness and contrast,
# make the pixels uncorrelated with equal spread (*whitening*), and let k-means find 96 typical ones (Coates and Ng, 2012). The
# filter of a typical piece is what you multiply with pixels to measure how much of it is there.


# %% name="cut"
def cut(photo):
    """Return pieces of a photo, each without brightness and contrast: (pieces, 363)."""
    rows, columns = (rng.integers(0, edge - 11, num_pieces) for edge in photo.shape[:2])
    found = [photo[r : r + 11, c : c + 11] / 255 for r, c in zip(rows, columns, strict=True)]
    found = np.array(found).reshape(num_pieces, -1)
    found = found - found.mean(axis=1, keepdims=True)
    return found / (found.std(axis=1, keepdims=True) + 0.04)


# %% name="filters-run"
from sklearn.cluster import MiniBatchKMeans
from sklearn.datasets import load_sample_images
from sklearn.decomposition import PCA


def find_filters(samples):
    """Return the filters of 96 typical pieces: (96, 363)."""
    white = PCA(80, whiten=True, random_state=settings.seed).fit(samples)
    typical = MiniBatchKMeans(96, n_init=1, batch_size=2048, random_state=settings.seed)
    typical.fit(white.transform(samples))
    return (typical.cluster_centers_ / np.sqrt(white.explained_variance_)) @ white.components_


# china.jpg and flower.jpg
filters = find_filters(np.concatenate([cut(photo) for photo in load_sample_images().images]))

# %% name="filters-picture" tags=["figure"]
# @title Figure: filters found without a net
ax = plots.panels(1, width=7.2, height=2.8)[1][0]
filters = 0.5 + 0.5 * filters / np.abs(filters).max(axis=1, keepdims=True)
ax.imshow(plots.tile(filters.reshape(96, 11, 11, 3), columns=16))
ax.axis("off")
plots.show(
    ax,
    caption="96 filters of 11×11 in colour, found without a net in pieces of two photos (china.jpg and flower.jpg of "
    "scikit-learn, CC BY 2.0).",
    alt="Six rows of sixteen small squares, many with stripes or an edge in some direction, some with blobs of colour.",
)

# %% [markdown] name="alexnet-task"
# ### Exercise · AlexNet's first layer
#
# It looks at colour photos of 227×227 with 96 filters of 11×11, stride 4, no padding. How many weights does *one* filter have
# (without its bias), how many parameters has the layer, and how wide are its maps?

# %% name="alexnet" tags=["exercise"]
# BEGIN SOLUTION
weights_of_a_filter = 11 * 11 * 3
first_layer_parameters = 96 * (weights_of_a_filter + 1)
map_width = (227 - 11) // 4 + 1
# END SOLUTION
checks.feature_maps.alexnet(weights_of_a_filter, first_layer_parameters, map_width)
# checks.feature_maps.alexnet.hint()

# %% [markdown] name="alexnet-solution" tags=["solution"]
# **Why.** A filter is as deep as what it looks at: 363 weights, 34 944 parameters in all, maps of 55×55. All 96 filters
# together have fewer numbers than one dense unit for such a photo, 227 · 227 · 3 = 154 587.

# %% [markdown] name="dream"
# ## What would it like to see?
#
# **Activation maximisation** turns training round: the weights stay, the *picture* changes. Start with dark grey and climb:
# move each pixel along the gradient of one logit minus the mean of all ten, and let the picture fade a little. Once *free*,
# once *steady*: in each step the picture is first shifted by up to two pixels, at random, and the gradient blurred a little,
# so that nothing survives that holds for one exact pixel only.

# %% name="dream-code"
from scipy.ndimage import gaussian_filter

dreamt = np.tile(np.arange(10), 4)  # each digit from four starts


def dream(steady):
    """Return pictures (40, 28, 28, 1) that the net likes for the digits of `dreamt`."""
    x = (0.1 + 0.02 * rng.random((40, 28, 28, 1))).astype("float32")
    wanted = np.eye(10, dtype="float32")[dreamt] - 0.1  # one logit minus the mean of all
    for _ in range(dream_steps):
        by = rng.integers(-2, 3, 2) * steady
        moved = np.roll(x, by, axis=(1, 2))
        _, uphill = value_and_gradient(lambda z: ops.sum(net(z) * wanted, axis=1), moved)
        uphill = gaussian_filter(np.roll(uphill, -by, axis=(1, 2)), (0, steady, steady, 0))
        uphill /= np.sqrt((uphill**2).mean(axis=(1, 2, 3), keepdims=True)) + 1e-9  # equal steps
        x = np.clip(0.98 * x + 0.04 * uphill, 0, 1).astype("float32")
    return x


# %% [markdown] name="dream-guess"
# **Guess:** the net will be sure of the pictures that it made for itself. What share of the *free* ones does the other net, the
# dense one, take for the digit that was wanted? (Guessing: 0.1.)

# %% name="guess-agrees" tags=["guess"]
guess = ...  # share, 0 to 1
checks.feature_maps.guess("agrees", guess)

# %% name="dream-run"
dreams = {"free": dream(0), "steady": dream(1)}
agrees = {name: models.accuracy(other_net, x, dreamt) for name, x in dreams.items()}
sure = models.probabilities(net, dreams["free"])[np.arange(40), dreamt].mean()

# %% name="dream-picture" tags=["figure"]
# @title Figure: a picture for each digit, made by the net
plots.show(
    plots.image_grid(
        np.concatenate(
            [x[:10] / x[:10].max(axis=(1, 2, 3), keepdims=True) for x in dreams.values()]
        ),
        titles=[f"{digit}" for digit in range(10)] * 2,
        columns=10,
        row_labels=[f"{name}\n{agrees[name]:.0%}" for name in dreams],
        size=0.8,
    ),
    caption="Pictures that the net made for the digits above them, freely and steadily; at the left, the share of all "
    "forty that the other net takes for the wanted digit. Each is as bright as its brightest pixel allows.",
    alt="Two rows of ten pictures. Above: grains and noise. Below: soft strokes, some of which resemble the digit.",
)
checks.feature_maps.reveal("agrees", agrees["free"], close=0.1)
checks.claim(
    "mean probability that the net gives to its own pictures, drawn freely",
    sure,
    low=0.5,
    control=0.1,
)
checks.claim(
    "share of the pictures that the other net reads as wanted: steady minus free",
    agrees["steady"] - agrees["free"],
    low=0.05,
    control=0.0,
)

# %% [markdown] name="dream-explain"
# The net is sure of pictures that hardly anybody would call digits: it learned to tell ten digits apart, not what a digit
# *is*. **What survives small shifts convinces another net more often**, too. Lesson 09 makes a danger of the rest.

# %% [markdown] name="detect"
# ## Where are the digits?
#
# **Detection** asks what is where. Slide the net over a large picture, window by window? Nearly all work would be done
# again and again, as windows overlap. A convolution does not care how large its input is: one pass gives the answer for
# every window, if the dense layer becomes a convolution, too. Its window is as large as the maps that it was trained on, 5×5,
# with all their 32 channels. `Flatten` laid them out row by row, in each row place by place, and at each place channel by
# channel: so the 800 · 64 weights only get another shape.
#
# ### Exercise · a dense layer as a window
#
# Give the kernel of a dense layer behind `Flatten` the shape of a convolution's.


# %% name="window" tags=["exercise"]
def as_window(kernel, height, width):
    """Return the kernel (height * width * channels, units) as (height, width, channels, units)."""
    # BEGIN SOLUTION
    return kernel.reshape(height, width, -1, kernel.shape[1])
    # END SOLUTION


checks.feature_maps.window(as_window)
# checks.feature_maps.window.hint()

# %% [markdown] name="window-solution" tags=["solution"]
# **Why.** `reshape` fills row by row, with the last axis running fastest: just as `Flatten` emptied the maps. Channels are the
# fastest of the three, then columns, then rows; the units stay where they were, at the end.

# %% name="scanner"
window = layers.Conv2D(64, 5, use_bias=False)
normal_window = layers.BatchNormalization()
scanner = keras.Model(eyes.input, ops.relu(normal_window(window(eyes.output))))
window.set_weights([checks.feature_maps.dense_as_window(dense.get_weights()[0], 5, 5)])
normal_window.set_weights(normal.get_weights())

# %% name="scanner-compare"
wide = np.concatenate([x_test[:1], x_test[1:2]], axis=2)  # two digits side by side: (1, 28, 56, 1)
in_one_pass = models.outputs(scanner, wide)[0, 0]  # (8, 64): eight windows, 4 pixels apart
one_by_one = [models.outputs(feature_net, wide[:, :, 4 * n : 4 * n + 28])[0] for n in range(8)]

# %% name="scanner-claim" tags=["claim"]
# @title Claim: one pass and window by window
checks.claim(
    "one pass against window by window: largest difference of a feature",
    np.abs(in_one_pass - one_by_one).max(),
    high=1e-3,
    control=np.abs(np.diff(one_by_one, axis=0)).max(),
    control_is="between neighbouring windows",
)

# %% [markdown] name="scan-task"
# ### Exercise · what one pass saves
#
# Our net sees 28×28 pixels; its maps shrink by 2 (stride) and by 2 again (pooling), so neighbouring windows are 4 pixels
# apart. A scene has 84 rows and 140 columns. How many windows does one pass answer, down and across? How many
# multiplications does the *first* convolution (16 filters 5×5, stride 2) need: for the scene in one pass, and for all these
# windows one by one?

# %% name="scan" tags=["exercise"]
# BEGIN SOLUTION
windows_down = (84 - 28) // 4 + 1
windows_across = (140 - 28) // 4 + 1
multiplied_once = ((84 - 5) // 2 + 1) * ((140 - 5) // 2 + 1) * 16 * 25
multiplied_each = windows_down * windows_across * 12 * 12 * 16 * 25
# END SOLUTION
checks.feature_maps.scan(windows_down, windows_across, multiplied_once, multiplied_each)
# checks.feature_maps.scan.hint()

# %% [markdown] name="scan-solution" tags=["solution"]
# **Why.** 15 · 29 = 435 windows. The maps of the scene have 40 · 68 places, each with 16 · 25 multiplications, 1 088 000 in all;
# window by window it is 435 · 57 600 = 25 056 000, twenty-three times as many.

# %% [markdown] name="scenes-text"
# A net that tells ten digits apart has never learned to say *nothing here*. So its 64 features leave home: logistic
# regression learns from them, for each window of some scenes, which digit stands in its middle, or 10 for none.


# %% name="scenes"
def make_scene(pictures, labels):
    """Return a scene (84, 140) with five digits, and the (label, row, column) of each."""
    scene, placed = np.zeros((84, 140), "float32"), []
    for cell in rng.choice(8, 5, replace=False):  # 2 x 4 cells of 42 x 35 pixels
        row, column = 42 * (cell // 4) + rng.integers(15), 35 * (cell % 4) + rng.integers(8)
        pick = rng.integers(len(pictures))
        scene[row : row + 28, column : column + 28] = pictures[pick, ..., 0]
        placed.append((labels[pick], row, column))
    return scene, placed


# %% name="window-labels"
def window_labels(placed):
    """Return for each window the digit in its middle, 10 for none, -1 for a doubtful case."""
    rows, columns = 4 * np.mgrid[:15, :29]
    found = np.full((15, 29), 10)
    for label, row, column in placed:
        away = np.maximum(np.abs(rows - row), np.abs(columns - column))
        found[away < 8] = -1
        found[away < 4] = label
    return found


# %% name="detect-train"
from sklearn.linear_model import LogisticRegression


def train_detector():
    scenes = [make_scene(x_train, y_train) for _ in range(num_scenes)]
    scanned = models.outputs(scanner, np.array([scene for scene, _ in scenes])[..., None])
    targets = np.array([window_labels(placed) for _, placed in scenes])  # (scenes, 15, 29)
    few = rng.random(targets.shape) < 0.1  # of the many empty windows
    kept = (targets >= 0) & ((targets < 10) | few)
    return LogisticRegression(C=0.1, max_iter=100, tol=0.01).fit(scanned[kept], targets[kept])


detector = train_detector()

# %% [markdown] name="detect-text"
# Neighbouring windows report the same digit. Of each such group only the surest stays (*non-maximum suppression*).


# %% name="detect-code"
def detect(scene):
    """Return the (digit, row, column) that the surest windows report, one for each place."""
    seen = models.outputs(scanner, scene[None, ..., None])[0]
    chances = detector.predict_proba(seen.reshape(-1, 64))  # (435, classes)
    digit_chances = chances * (detector.classes_ < 10)
    reports = []
    for place in np.argsort(-digit_chances.max(axis=1)):
        row, column = 4 * (place // 29), 4 * (place % 29)
        if digit_chances[place].max() < 0.5:
            break
        if all(max(abs(row - r), abs(column - c)) > 12 for _, r, c in reports):
            reports.append((detector.classes_[digit_chances[place].argmax()], row, column))
    return reports


# %% name="detect-run"
tests = [make_scene(x_test, y_test) for _ in range(num_test_scenes)]
reports = [detect(scene) for scene, _ in tests]


def count_hits(placed, found):
    """Return how many digits were found, at most 4 pixels off, and read rightly."""
    hits = 0
    for label, row, column in placed:
        near = [d for d, r, c in found if max(abs(r - row), abs(c - column)) <= 4]
        hits += label in near
    return hits


hits = sum(count_hits(tests[n][1], reports[n]) for n in range(num_test_scenes))
num_reports = sum(map(len, reports))

# %% name="detect-picture" tags=["figure"]
# @title Figure: what the detector finds
figure, axes = plots.panels(2, columns=2, height=2.7)
outline = np.array([(0, 0), (27, 0), (27, 27), (0, 27), (0, 0)])
for ax, (scene, _), found in zip(axes, tests, reports, strict=False):
    ax.imshow(scene)
    ax.set(xticks=[], yticks=[])
    for digit, row, column in found:
        ax.plot(*np.add(outline, (column, row)).T, color=plots.COLORS["class_1"], linewidth=1)
        ax.text(column + 1, row + 7, digit, color=plots.COLORS["class_1"], fontweight="bold")
print(
    f"{5 * len(tests)} digits there, {num_reports} reported, {hits} in the right place, read rightly"
)
plots.show(
    figure,
    caption="Two scenes of digits that neither net nor detector saw before; boxes: what was found, and how it was read.",
    alt="Two dark pictures with five digits each; boxes around most digits, with the digit that was read in their corner.",
)
checks.claim(
    "share of the digits that were found and read", hits / (5 * len(tests)), low=0.5, control=0.1
)
checks.claim(
    "share of the reports that are a digit in its place, read rightly",
    hits / max(num_reports, 1),
    low=0.5,
    control=0.1,
)

# %% [markdown] name="close"
# ## What we saw
#
# 1. A map of the first layer says where a pattern of pixels is. That of the second is not linear in the pixels; what excites
#    its units can be looked up.
# 2. The pictures that excite a unit most are of fewer kinds in the dense layer than in the first.
# 3. Pictures that the net makes for itself convince it, whatever they look like; another net more often if they stand small
#    shifts.
# 4. As convolutions, all layers scan a large picture in one pass, with the very same answers.
#
# **What can go wrong in practice.** The ten pieces that excite a unit most are its extremes; they do not say what else it
# answers to.

# %% [markdown] name="also" tags=["further"]
# **Also met in courses on this subject**
#
# | what | in a sentence |
# |---|---|
# | classification and detection | the two tasks in which convolutional nets made their name |
# | features made by deep learning | as the detector's: numbers for any other method (lesson 08 uses those of a net for another task) |

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem"
# **A longer problem.** Your detector knows no sizes: scale the scenes by 0.7 and by 1.4 and count again. Then let it look at
# each scene in three sizes, and join the reports. A good answer counts digits missed, invented and misread separately, over
# several starts, and says which of the three each change costs.
#
# **Further reading.** Zeiler and Fergus (2014), *Visualizing and understanding convolutional networks*. Olah, Mordvintsev
# and Schubert (2017), *Feature visualization*. Coates and Ng (2012), *Learning feature representations with k-means*.
# Sermanet and others (2014), *OverFeat*.
#
# {next}
