# %% [markdown] name="title"
# # 08 · Transfer learning
#
# **What can a net that has seen others teach about these?** And when is it better not to ask it?
#
# | | |
# |---|---|
# | **You will be able to** | *use* a net that somebody else has trained; *decide* between frozen features, fine-tuning and a fresh start; *choose* the layer to cut at; *measure* what a net forgets when it learns something new; *count* the parameters of VGG-16 and of an inception block by hand |
# | **You need** | convolutional nets (lesson 06b), the faces of eight celebrities (lesson 07) |
# | **Time** | 60 minutes; computing takes about a minute |
# | **Lectures** | ICME 2020: transfer learning, VGG-16, look for others' solutions, poverty from satellites · Helsinki, lecture 11: supervised nets as feature extractors, GoogLeNet, depth · ComputeFest 2018: multi-task learning · ZHAW week 4: ImageNet · Foundations of Deep Learning: depth of nets |
#
# Lesson 07 asked which of eight people is in a picture, and had 250 pictures of each to learn from. Who
# has so many? Here a net that knows *other* people helps, and five pictures may be enough.

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, plots, start

settings = start("08_transfer_learning", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
counts = settings.choose(smoke=(1, 2, 3, 4), quick=(5, 10, 25, 50, 250), full=(5, 10, 25, 50, 250))  # labels each
epochs_of = settings.choose(smoke=[1] * 4, quick=[30, 30, 18, 12, 6], full=[80, 80, 60, 40, 30])  # from scratch
tuning_epochs = settings.choose(smoke=1, quick=3, full=10)  # when a trained net learns on
num_test = settings.choose(smoke=2, quick=50, full=50)  # test pictures of each person
num_draws = settings.choose(smoke=1, quick=5, full=10)  # choices of the pictures with labels
num_far = settings.choose(smoke=4, quick=100, full=250)  # labels each in a distant world
far_epochs = settings.choose(smoke=1, quick=14, full=40)  # there, from scratch
far_tuning_epochs = settings.choose(smoke=1, quick=5, full=15)
distances = settings.choose(smoke=(0.5,), quick=(0.25, 0.5), full=(0.05, 0.1, 0.25, 0.5, 0.75))
num_near = settings.choose(smoke=2, quick=25, full=25)  # labels and test pictures each at those distances
other_epochs = settings.choose(smoke=1, quick=12, full=30)  # for the net that learns from other people of LFW
num_strangers = settings.choose(smoke=3, quick=20, full=40)  # people whom the backbone already knows
num_old = settings.choose(smoke=2, quick=15, full=50)  # pictures of each of them
trunk_epochs = settings.choose(smoke=1, quick=10, full=30)
eagerly = settings.choose(smoke=True, quick=False, full=False)  # for a handful of steps compiling takes longer
some, most = counts[-3], counts[-1]
seed = settings.seed

# %% [markdown] name="others"
# ## Look for others' solutions
#
# Tip 5 of the Stanford lecture: before you build a net, **look for others' solutions**. Somebody has
# probably trained one on a related task, with more pictures and more patience than you have. Collections
# of trained nets are called *model zoos*: `keras.applications`, KerasHub, Hugging Face. Read three things
# before you take one: the licence, what it was trained on, and how its inputs were scaled.
#
# This is the zoo of the course, with a single animal. It has learned to tell 120 people apart who do not
# exist, from pictures that the course drew. **None of the eight celebrities was among them.** The part of
# a net that is reused is called its *backbone* or trunk; what it was trained on is the **source**, what
# you want is the **target**. Its last layer, with 120 answers, is gone: what remains turns a picture into
# 128 numbers, the **features**. Next to it stands a **control**: the same net with random weights.

# %% name="backbone"
import keras
from keras import layers, ops

from course_utils.models.backbone import load_backbone

backbone, random_backbone = load_backbone(), load_backbone(trained=False)
blocks = ["block1", "block2", "block3", "block4", "features"]
for name in blocks:
    print(f"{name:9} {backbone.get_layer(name).output.shape[1:]}")
print(f"{backbone.count_params():,} parameters, all of them learned by somebody else")

# %% name="load"
celebrities, causes = data.load_celebrities("drawn", num_train=most, num_validation=1, num_test=num_test, causes=True)
strangers = data.load_celebrities(
    "drawn", identities=range(8, 8 + num_strangers), num_train=num_old, num_validation=1, num_test=num_old
)


# %% name="load-numbers"
def as_numbers(images):
    return images.astype("float32") / 255  # (n, 48, 48, 3), from 0 to 1


x_train, x_test = as_numbers(celebrities.x_train), as_numbers(celebrities.x_test)
y_train, y_test = celebrities.y_train, celebrities.y_test
chance = 1 / 8

# %% name="people"
columns = min(8, num_strangers)
shown = [strangers.x_train[person * num_old] for person in range(columns)]
shown += [celebrities.x_train[person * most] for person in range(columns)]
plots.show(
    plots.image_grid(shown, columns=columns, row_labels=["source", "target"]),
    caption="Above: some of the people whom the backbone has learned to tell apart. Below: the celebrities, whom it has "
    "never seen. All of them are fictional, drawn by the course, whatever data you have.",
    alt="Two rows of small drawn faces with different hair, skin, glasses and backgrounds.",
)

# %% [markdown] name="frozen"
# ## Frozen features and a linear head
#
# The simplest transfer: leave the backbone as it is (**frozen**), turn every picture into its 128
# features *once*, and train only a new last layer on them, the **head**. For a linear head that is
# multinomial logistic regression (lesson 04 called it softmax regression), and scikit-learn fits it in
# milliseconds. **Before you run it:** with ten labelled pictures of each celebrity, what accuracy do you
# expect, if guessing gives 1/8? And what from the net with *random* weights?


# %% name="head"
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def linear_head(features, labels):
    return make_pipeline(StandardScaler(), LogisticRegression(C=0.03, max_iter=300)).fit(features, labels)


# %% name="head-features"
def features_of(model, pictures):
    """Return what the model makes of pictures (n, 48, 48, 3), as a NumPy array."""
    parts = [model(pictures[first : first + 250], training=False) for first in range(0, len(pictures), 250)]
    return np.concatenate([ops.convert_to_numpy(part) for part in parts])


def few_of_each(labels, count, draw):
    """Return the rows of `count` pictures of each class, another choice for each draw."""
    random = np.random.default_rng([seed, draw])
    return np.concatenate([random.choice(np.flatnonzero(labels == k), count, replace=False) for k in np.unique(labels)])


# %% name="frozen-run"
nets = {"frozen": backbone, "random, frozen": random_backbone}
train_features = {name: features_of(net, x_train) for name, net in nets.items()}
test_features = {name: features_of(net, x_test) for name, net in nets.items()}


# %% name="frozen-heads"
def head_accuracies(name, count):
    """Return the test accuracy of a linear head, for each choice of `count` labelled pictures of each person."""
    choices = [few_of_each(y_train, count, draw) for draw in range(num_draws)]
    heads = [linear_head(train_features[name][rows], y_train[rows]) for rows in choices]
    return [head.score(test_features[name], y_test) for head in heads]


scores = {name: [head_accuracies(name, count) for count in counts] for name in nets}  # (counts, draws)
frozen, untrained = (np.mean(scores[name], axis=1) for name in nets)

# %% name="frozen-table"
for number, count in enumerate(counts):
    print(
        f"{count:3} labels each: frozen {frozen[number]:.3f}, random net {untrained[number]:.3f}, guessing {chance:.3f}"
    )
checks.claim(
    "10 labels each, linear head: trained minus random backbone, test accuracy",
    frozen[1] - untrained[1],
    low=0.25,
    control=0.0,
)

# %% [markdown] name="frozen-explain"
# The control matters. A head on a random net is better than guessing, too: any 128 mixtures of pixels tell
# a little. What the *training* on strangers has taught is the difference between the two. Helsinki's
# lecture calls features from a supervised net "unsupervised" (with quotation marks): labels were needed
# once, for other people; nobody's labels for *these* people were needed to get the features.

# %% [markdown] name="head-task"
# ### Exercise 8.1 · how large is a head?
#
# The original course transferred with VGG-16, whose features have 4096 numbers, and put a larger head on
# top for its eight celebrities: dense layers with 400, 400, 200 and 8 units, with batch normalisation
# behind each of the first three (4 numbers for each unit). Count its parameters, biases included, and
# those of a *linear* head for the same features. And for our 128 features: how many parameters has a linear
# head for eight people?

# %% name="head-answer" tags=["exercise"]
# BEGIN SOLUTION
large_head = sum((before + 1) * units for before, units in [(4096, 400), (400, 400), (400, 200), (200, 8)])
large_head = large_head + 4 * (400 + 400 + 200)
linear_on_vgg = 4096 * 8 + 8
linear_on_ours = 128 * 8 + 8
# END SOLUTION
checks.transfer_learning.head(large_head, linear_on_vgg, linear_on_ours)

# %% [markdown] name="head-solution" tags=["solution"]
# **Why.** 1 885 008 against 32 776 and 1 032. Nearly all numbers of the large head stand between the 4096
# features and the first 400 units. With ten labels each you cannot determine two million numbers; a
# thousand, held small by regularisation, you can.

# %% [markdown] name="few-shot"
# ## One picture is enough to begin
#
# If pictures of one person lie close together in feature space, and those of others far away, there is
# hardly anything left to train. *Few-shot learning* takes this to its end: average the features of the
# few labelled pictures of a person, a **prototype**, and give each new picture the name of the nearest
# one (Snell, Swersky and Zemel 2017). One labelled picture each makes it *one-shot*. The prototype is then
# that picture itself, so the nearest-neighbour classifier of scikit-learn can do it. **Guess** how often it
# is right.


# %% [markdown] name="prototype-task"
# ### Exercise 8.2 · the nearest prototype
#
# Write the function: the prototype of a class is the mean of its features; return for each query the
# class with the nearest prototype. Classes are 0, 1, ... without a gap.


# %% name="prototype" tags=["exercise"]
def nearest_prototype(features, labels, queries):
    """Return a class for each query (n, d), from features (m, d) and their labels (m,)."""
    # BEGIN SOLUTION
    prototypes = np.stack([features[labels == k].mean(axis=0) for k in range(labels.max() + 1)])  # (classes, d)
    gaps = np.linalg.norm(queries[:, None] - prototypes[None], axis=2)  # (n, classes)
    return gaps.argmin(axis=1)
    # END SOLUTION


checks.transfer_learning.prototype(nearest_prototype)

# %% [markdown] name="prototype-solution" tags=["solution"]
# **Why.** Nothing is fitted but the means, so there is little to overfit. With many labels a linear head
# usually wins, as it learns which features to trust; with one label each, an average of one is all there is.

# %% name="few-shot-run"
from sklearn.neighbors import KNeighborsClassifier

one_shot = {}
for name in nets:
    choices = [few_of_each(y_train, 1, draw) for draw in range(4 * num_draws)]
    models = [KNeighborsClassifier(1).fit(train_features[name][rows], y_train[rows]) for rows in choices]
    one_shot[name] = np.mean([model.score(test_features[name], y_test) for model in models])
print({name: f"{value:.3f}" for name, value in one_shot.items()}, f"guessing {chance:.3f}")
checks.claim(
    "one picture of each person and the nearest prototype: test accuracy",
    one_shot["frozen"],
    low=0.4,
    control=chance,
)

# %% [markdown] name="rivals"
# ## Against a fresh start, over the number of labels
#
# Now the rivals. **From scratch**: the same net, random weights, everything trained on the few pictures.
# **Fine-tuning**: begin with the backbone *and* the linear head that was fitted on its frozen features,
# then train everything on, with a lower learning rate and only a few epochs. Both see every picture
# flipped, turned, zoomed and shifted at random. To be fair to the fresh start, it gets what it needs: a
# learning rate three times as high and two to ten times as many epochs (both found by trial). **Guess:** at
# how many labels does the fresh start catch up?


# %% name="trainer"
from course_utils.models.augmentation import RandomAffine

trunk, head_layer = load_backbone(), layers.Dense(8)
inputs = keras.Input((48, 48, 3))
varied = layers.RandomFlip("horizontal", seed=seed)(inputs)
varied = RandomAffine(degrees=8, zoom=0.1, shift=3, seed=seed)(varied)
net = keras.Model(inputs, head_layer(trunk(varied)))
cross_entropy = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
net.compile(keras.optimizers.Adam(), cross_entropy, run_eagerly=eagerly)


# %% name="train"
def train(trunk_weights, head_weights, pictures, labels, epochs, learning_rate):
    """Train trunk and head from the given weights; return the loss after each epoch."""
    trunk.set_weights(trunk_weights)
    head_layer.set_weights(head_weights)
    for variable in net.optimizer.variables:
        variable.assign(ops.zeros(variable.shape, variable.dtype))  # the optimiser, too, starts anew
    cosine = keras.callbacks.LearningRateScheduler(
        lambda epoch: learning_rate * 0.5 * (1 + np.cos(np.pi * epoch / epochs))
    )
    repeats = max(1, epochs // 6)  # few long epochs: the bookkeeping of one costs as much as some steps
    pictures, labels, epochs = np.tile(pictures, (repeats, 1, 1, 1)), np.tile(labels, repeats), epochs // repeats
    batch_size = 16 if len(labels) < 400 * repeats else 32
    history = net.fit(pictures, labels, batch_size=batch_size, epochs=epochs, callbacks=[cosine], verbose=0)
    return history.history["loss"]


def accuracy(pictures, labels):
    return float((features_of(net, pictures).argmax(axis=1) == labels).mean())


# %% name="starts"
def fresh_start():
    """Return random weights for trunk and head."""
    return load_backbone(trained=False).get_weights(), [0.1 * np.random.normal(size=(128, 8)), np.zeros(8)]


def warm_start(features, labels):
    """Return the backbone's weights and, as weights of a dense layer, the linear head fitted on its features."""
    scaler, regression = linear_head(features, labels)
    kernel = regression.coef_.T / scaler.scale_[:, None]  # (128, 8)
    return backbone.get_weights(), [kernel, regression.intercept_ - scaler.mean_ @ kernel]


# %% name="rivals-run"
scratch, tuned = [], []
for count, epochs in zip(counts, epochs_of, strict=True):
    rows = few_of_each(y_train, count, draw=0)
    train(*fresh_start(), x_train[rows], y_train[rows], epochs, learning_rate=0.003)
    scratch.append(accuracy(x_test, y_test))
    warm = warm_start(train_features["frozen"][rows], y_train[rows])
    train(*warm, x_train[rows], y_train[rows], tuning_epochs, learning_rate=0.001)
    tuned.append(accuracy(x_test, y_test))
near_weights = trunk.get_weights()  # fine-tuned with all labels, for later

# %% name="rivals-table"
rivals = pd.DataFrame(
    {"random, frozen": untrained, "from scratch": scratch, "frozen": frozen, "fine-tuned": tuned},
    index=pd.Index(counts, name="labels each"),
)
rivals.round(3)

# %% [markdown] name="rivals-before"
# One run is an anecdote, and these runs are too long to repeat while you wait. So the next cell adds what the very
# same cells gave with twenty seeds, measured before this lesson was printed: each with other labelled pictures (as
# long as there is a choice), other random weights and another order of the pictures. A row of the table is a rival and
# a number of labels. Its numbers are the rival's test accuracy minus that of frozen features with the same labels;
# *ahead* is the share of the seeds in which the rival is better. The 400 test pictures are always the same, so the
# spread shows the luck of labels and training, not that of the test pictures.

# %% name="rivals-measured"
from course_utils import measured

same_pictures = np.array(scores["frozen"])[:, 0]  # the frozen features with the labels that the rivals had
before_scratch = measured.before("test accuracy from scratch", pd.Series(scratch, counts))
before_tuned = measured.before("test accuracy, fine-tuned", pd.Series(tuned, counts))
leads = {
    "from scratch": pd.Series(scratch - same_pictures, counts),
    "fine-tuned": pd.Series(tuned - same_pictures, counts),
}
leads_before = {
    "from scratch": measured.before("from scratch minus frozen", leads["from scratch"]),
    "fine-tuned": measured.before("fine-tuned minus frozen", leads["fine-tuned"]),
}
summary = pd.concat(leads_before, axis=1, names=["minus frozen", "labels each"])
summary.agg(["mean", "min", "max"]).T.assign(ahead=(summary > 0).mean()).round(3)

# %% name="rivals-picture"
colors = dict(zip(rivals, [plots.COLORS[key] for key in ("neutral", "validation", "train", "test")], strict=True))
bands = {name: np.transpose(values) for name, values in scores.items()}  # (draws, counts)
bands |= {"from scratch": before_scratch, "fine-tuned": before_tuned}  # (seeds, counts)
figure, (left, right) = plots.panels(2, columns=2, width=10, height=3.9)
for name, color in colors.items():
    left.plot(counts, rivals[name], "o-", color=color, label=name)
    left.fill_between(counts, np.min(bands[name], axis=0), np.max(bands[name], axis=0), color=color, alpha=0.2, lw=0)
for name, lead in leads.items():
    right.plot(counts, lead, "o-", color=colors[name], label=name)
    low, high = leads_before[name].min(), leads_before[name].max()
    right.fill_between(counts, low, high, color=colors[name], alpha=0.2, linewidth=0)
left.axhline(chance, color=plots.COLORS["chance"], linestyle="--")
left.text(counts[-1], chance - 0.02, "guessing", color=plots.COLORS["neutral"], ha="right", va="top")
right.axhline(0, color=colors["frozen"], label="frozen")
for ax in (left, right):
    ax.set(xscale="log", xlabel="labelled pictures of each person")
    ax.set_xticks(counts, [str(count) for count in counts])
    ax.minorticks_off()
left.legend(loc="lower right", bbox_to_anchor=(1, chance), ncols=2)
right.legend(loc="lower right")
left.set(title="With few labels the strangers help most", ylabel="test accuracy", ylim=(0, 1))
right.set(title="... and the lead melts as labels grow", ylabel="accuracy minus that of frozen features")
plots.show(
    figure,
    caption="Left: test accuracy over the number of labels. Right: what a fresh start and fine-tuning give compared with "
    f"frozen features. Lines: this run, on the left the mean of {num_draws} choices of the labelled pictures for the two "
    "frozen nets. Bands: smallest to largest; of these choices for the frozen nets, of 20 seeds measured before with the "
    "profile quick for the others.",
    alt="Left: four rising curves with bands; frozen and fine-tuned start high, from scratch starts far below and comes "
    "near them at the right, the random frozen net stays lowest. Right: the fresh start rises from far below zero "
    "towards it; fine-tuning stays close to zero.",
)

# %% name="rivals-claims"
lead = -leads["from scratch"]
checks.claim("10 labels each: frozen features minus from scratch, test accuracy", lead.iloc[1], low=0.03, control=0.0)

# %% [markdown] name="rivals-explain"
# The lead of the strangers shrinks as your own labels grow: what they taught, you can now learn yourself. Has the
# fresh start caught up in any of the seeds? The last column of the table says so: even with all pictures it comes
# close, and stays behind. Look at fine-tuning in the same column. With few labels it has little to add to a frozen
# backbone, and more often spoils it: forty pictures move 190 000 numbers. With many it has something to learn from, and
# most seeds are ahead, if only by a point, which is a handful of test pictures. So a rule of thumb is: **few labels,
# freeze; many, fine-tune.** No single run could tell you that: with 25 or 50 labels each, the two are so close that the
# seed decides, with frozen features ahead more often. The random frozen net shows that it is not the shape of the net
# that helps.

# %% [markdown] name="worth-task"
# ### Exercise 8.3 · what is a backbone worth?
#
# In labels, the most honest currency. Write a function that returns the smallest number of labels at
# which an accuracy curve reaches a target (or `np.inf` if it never does). The last line then uses it:
# how many labels does the fresh start need to get where frozen features are with `counts[0]`? A lucky curve
# may dip again; take the first time.


# %% name="worth" tags=["exercise"]
def labels_needed(counts, accuracies, target):
    """Return the first of the counts whose accuracy is at least the target, or infinity."""
    # BEGIN SOLUTION
    reached = [count for count, value in zip(counts, accuracies, strict=True) if value >= target]
    return reached[0] if reached else np.inf
    # END SOLUTION


checks.transfer_learning.worth(labels_needed)
print("labels each that a fresh start needs:", labels_needed(counts, scratch, frozen[0]), "instead of", counts[0])

# %% [markdown] name="worth-solution" tags=["solution"]
# **Why.** The fresh start needs many times as many labels. Read the picture horizontally, not vertically:
# how many *points* better says little where curves are flat; how many times fewer *labels* says what you
# save.

# %% [markdown] name="initialisation"
# ## Pretraining is a place to start from
#
# Fine-tuning is ordinary training. Only its *first weights* are not random. That view has a history: in
# 2006 deep nets were made to learn by **pretraining** layer after layer without labels (Hinton, Osindero
# and Teh), and what that gave was the initialisation for training with labels. Better random weights, ReLU
# and batch normalisation made it unnecessary where labels abound. Where they are few, pretraining is still
# the way, today mostly on another task: that is transfer. **Guess** where the two losses begin: from random
# weights, and from trained ones with a fitted head.

# %% name="initialisation-run"
rows = few_of_each(y_train, some, draw=1)
warm = warm_start(train_features["frozen"][rows], y_train[rows])
losses = {
    "from scratch": train(*fresh_start(), x_train[rows], y_train[rows], 2 * tuning_epochs, learning_rate=0.003),
    "fine-tuned": train(*warm, x_train[rows], y_train[rows], 2 * tuning_epochs, learning_rate=0.001),
}

# %% name="initialisation-picture"
ax = plots.curves(losses, title="Where you start decides how far you have to go", ylabel="training loss")
ax.axhline(np.log(8), color=plots.COLORS["chance"], linestyle="--")
steps = len(losses["from scratch"])
ax.text(steps, np.log(8) - 0.03, "guessing: ln 8", color=plots.COLORS["neutral"], ha="right", va="top")
plots.show(
    ax,
    caption=f"Loss of the same net on the same {some} pictures of each person, from random and from trained weights; "
    "mean over each epoch. Dashed: the loss of guessing.",
    alt="Two falling curves; the one of fine-tuning begins far below the other.",
)

# %% [markdown] name="initialisation-explain"
# Random weights start near the loss of guessing (the first point, a mean over a whole epoch, lies below it).
# Fine-tuning starts where a fresh start arrives late, if at all. Apart from a smaller learning rate, so as
# not to throw the good start away, the training is the same.

# %% [markdown] name="distance"
# ## Where transfer loses
#
# So far source and target were the same world with other people in it. Now we move the target away: all
# pictures are turned, and so are their colours. At distance 1 everybody stands on their head and has blue
# skin. No information is lost: a fresh start finds this world as easy as the first. **Guess:** are the
# frozen features still better there than those of a random net? And, with 100 labels each, better than a
# fresh start? (Fine-tuning gets the high learning rate of the fresh start here, as it has much to relearn.)


# %% name="distance-load"
def world(distance, num_train, num_test):
    """Return training and test pictures and labels of the celebrities in a world at this distance."""
    moved = data.load_celebrities(
        "drawn",
        num_train=num_train,
        num_validation=1,
        num_test=num_test,
        conditions=data.FaceConditions(distance=distance),
    )
    return as_numbers(moved.x_train), moved.y_train, as_numbers(moved.x_test), moved.y_test


# %% name="distance-look"
worlds = {distance: world(distance, num_near, num_near) for distance in distances}
worlds[1.0] = far_train, far_labels, far_test, far_test_labels = world(1.0, num_far, num_test)
plots.show(
    plots.image_grid(
        [as_numbers(celebrities.x_train[:1])[0], *(pictures[0] for pictures, *_ in worlds.values())],
        titles=["distance 0", *map(str, worlds)],
        size=1.2,
    ),
    caption="The same picture of the same person in worlds at growing distance from the source.",
    alt="A face that turns step by step until it is upside down, while its skin turns green and blue.",
)


# %% name="distance-run"
def head_score(net, train_x, train_y, test_x, test_y, count):
    """Return the accuracies of linear heads on a net's features, for several choices of `count` labels each."""
    known, asked = features_of(net, train_x), features_of(net, test_x)
    choices = [few_of_each(train_y, count, draw) for draw in range(num_draws)]
    return [linear_head(known[rows], train_y[rows]).score(asked, test_y) for rows in choices]


near_world = {0.0: (x_train, y_train, x_test, y_test)}
by_distance = {
    name: np.array([head_score(one, *parts, num_near) for parts in (near_world | worlds).values()]).T
    for name, one in nets.items()
}  # each (draws, worlds)

# %% name="distance-picture"
ax = plots.curves(
    by_distance,
    x=[0.0, *worlds],
    title="Frozen features lose worth as the target moves away",
    xlabel="distance of the target's world from the source",
    ylabel="test accuracy",
    value_limits=(0, 1),
)
ax.axhline(chance, color=plots.COLORS["chance"], linestyle="--")
plots.show(
    ax,
    caption=f"Linear heads on the features of the trained backbone and of the random net, both frozen, {num_near} labels "
    f"each; {num_draws} choices of them. Dashed: guessing.",
    alt="The curve of the trained backbone falls from above 0.8 and comes nearer to that of the random net, which "
    "stays below it and goes up and down a little.",
)

# %% name="far-run"
far_features = features_of(backbone, far_train)
far_scores = {"frozen": linear_head(far_features, far_labels).score(features_of(backbone, far_test), far_test_labels)}
train(*fresh_start(), far_train, far_labels, far_epochs, learning_rate=0.003)
far_scores["from scratch"] = accuracy(far_test, far_test_labels)
train(*warm_start(far_features, far_labels), far_train, far_labels, far_tuning_epochs, learning_rate=0.003)
far_scores["fine-tuned"] = accuracy(far_test, far_test_labels)
far_weights = trunk.get_weights()  # for later

# %% name="far-claims"
print(f"distance 1, {num_far} labels each:", {name: f"{value:.3f}" for name, value in far_scores.items()})
checks.claim(
    "distance 1, 100 labels each: from scratch minus frozen features, test accuracy",
    far_scores["from scratch"] - far_scores["frozen"],
    low=0.01,
    control=0.0,
)
checks.claim(
    "distance 1, 100 labels each: fine-tuned minus frozen features, test accuracy",
    far_scores["fine-tuned"] - far_scores["frozen"],
    low=0.02,
    control=0.0,
)

# %% [markdown] name="distance-explain"
# **Many labels** make a backbone less necessary; with a **distant source** on top, a frozen one becomes a
# burden: it is better than a random net, and yet loses against a fresh start. A frozen backbone cannot learn
# what upside-down eyes look like, however many labels it gets. A fresh start can, and so can fine-tuning, in
# about a third of the epochs; look at the printed numbers to see whether it gets as far. So before you reach
# for a famous net, ask what its source was. Photos of dogs and pictures of cells under a microscope are far
# apart.

# %% [markdown] name="cut"
# ## Which layer to cut at
#
# Nobody forces you to take the last features. A net can be cut behind any block; early layers know edges
# and colours, late ones know what their source was about. The maps of a block are averaged to 3×3 places,
# so that a linear head stays small. **Before you run it:** which layer will be best for new people in the
# same world, and which in the world upside down?


# %% name="cut-run"
def cut(net):
    """Return a model with the output of every block, averaged to at most 3x3 places and flattened."""
    outputs = []
    for name in blocks[:-1]:
        maps = net.get_layer(name).output
        outputs.append(layers.Flatten()(layers.AveragePooling2D(maps.shape[1] // 3)(maps)))
    return keras.Model(net.input, [*outputs, net.output])


def all_features(model, pictures):
    parts = [model(pictures[first : first + 200], training=False) for first in range(0, len(pictures), 200)]
    return [np.concatenate([ops.convert_to_numpy(part[k]) for part in parts]) for k in range(len(blocks))]


# %% name="cut-heads"
views = cut(backbone)
by_layer = {}
for name, (known_x, known_y, asked_x, asked_y) in {"same world": near_world[0.0], "distance 1": worlds[1.0]}.items():
    choices = [few_of_each(known_y, num_near, draw) for draw in range(num_draws)]
    used = np.unique(np.concatenate(choices))
    known, asked = all_features(views, known_x[used]), all_features(views, asked_x)
    places = [np.searchsorted(used, rows) for rows in choices]
    by_layer[name] = np.array(
        [
            [linear_head(a[p], known_y[used][p]).score(b, asked_y) for a, b in zip(known, asked, strict=True)]
            for p in places
        ]
    )  # (draws, layers)

# %% name="cut-picture"
ax = plots.curves(
    by_layer,
    x=range(1, 6),
    title="The same world wants late layers, a distant one earlier ones",
    xlabel="the net is cut behind",
    ylabel="test accuracy",
    value_limits=(0, 1),
)
ax.set_xticks(range(1, 6), blocks)
ax.axhline(chance, color=plots.COLORS["chance"], linestyle="--")
plots.show(
    ax,
    caption=f"Linear heads on what comes out of each block, averaged to 3×3 places; {num_near} labels each.",
    alt="Two curves over five layers. That of the same world rises until late; that of distance 1 rises less, and falls "
    "again at the last layer.",
)

# %% name="cut-claims"
gain = {name: values.mean(axis=0) for name, values in by_layer.items()}
checks.claim(
    "same world: last features minus block 1, test accuracy",
    gain["same world"][-1] - gain["same world"][0],
    low=0.1,
    control=0.0,
)
checks.claim(
    "distance 1: block 4 minus last features, test accuracy",
    gain["distance 1"][3] - gain["distance 1"][-1],
    low=0.005,
    control=gain["same world"][3] - gain["same world"][-1],
)

# %% [markdown] name="cut-explain"
# In the same world nearly everything that the backbone has learned is of use, up to its end. At distance 1
# its last layer sums up what was typical of the *source*, and leaves out what the target would need; a
# block earlier it is still there. The blocks differ in the number of their features, too (9 places for
# every map, against 128 at the end), so read small differences with care. **The further the target, the
# earlier the cut.**

# %% [markdown] name="why"
# ## Why features transfer at all
#
# Nets trained for different tasks on different photos end up with similar first layers: edges, bars,
# blobs of colour (Yosinski and others 2014 measured from which layer on features become specific). So
# *supervised nets give general representations*, at least in their early layers. One reason lies in the
# pictures: **natural images share their statistics**. Neighbouring pixels are alike, and what varies in
# a small window varies mostly along the same few directions, in all of them.
#
# Test it: take 5×5 windows of a picture, find their eight strongest principal components, and ask how
# much of the variation in the windows of *another* picture they explain. Two photos that come with
# scikit-learn, the drawn faces, and noise as the control.

# %% name="why-run"
from sklearn.datasets import load_sample_images
from sklearn.decomposition import PCA


def windows(pictures, count=4000):
    """Return grey 5x5 windows from random places of pictures (n, height, width, 3), each minus its mean."""
    random = np.random.default_rng(seed)
    grey = np.mean(pictures, axis=3) / 255
    which = random.integers(0, len(grey), count)
    top, left = (random.integers(0, size - 4, count) for size in grey.shape[1:])
    cut_out = np.stack([grey[n, r : r + 5, c : c + 5].ravel() for n, r, c in zip(which, top, left, strict=True)])
    return cut_out - cut_out.mean(axis=1, keepdims=True)


# %% name="why-windows"
china, flower = load_sample_images().images
noise = np.random.default_rng(seed).integers(0, 256, (1, 200, 200, 3))
kinds = {"temple": china[None], "flower": flower[None], "faces": celebrities.x_test, "noise": noise}
kinds = {name: windows(pictures) for name, pictures in kinds.items()}
directions = {name: PCA(8).fit(rows).components_ for name, rows in kinds.items()}  # (8, 25) each


# %% name="why-share"
def share(by, of):
    """Return which share of the variation in windows of one kind the directions of another explain."""
    return (kinds[of] @ directions[by].T).var(axis=0).sum() / kinds[of].var(axis=0).sum()


explained = pd.DataFrame({of: [share(by, of) for by in kinds] for of in kinds}, index=list(kinds))

# %% name="why-picture"
figure, axes = plots.panels(3, width=8.0, height=2.9, gridspec_kw={"width_ratios": [1, 1, 1.5]})
axes[0].imshow(china[::4, ::4])
axes[1].imshow(flower[::4, ::4])
for ax, title in zip(axes, ("temple", "flower"), strict=False):
    ax.set(title=title, xticks=[], yticks=[])
plots.heat_map(explained, list(kinds), list(kinds), ax=axes[2], title="variation explained", ylabel="components of")
plots.show(
    figure,
    caption="Photos: china.jpg by danielbuechele and flower.jpg by vultilion, from Flickr (CC BY 2.0), as scikit-learn brings "
    "them. Right: which share of the variation in 5×5 windows of one kind (column) the eight components of another (row) explain.",
    alt="A temple, a flower, and a table of four by four numbers: high everywhere but in the row and column of noise.",
)

# %% name="why-claim"
checks.claim(
    "variation in windows of faces: explained by the components of a temple, as a share of what their own explain",
    explained.loc["temple", "faces"] / explained.loc["faces", "faces"],
    low=0.8,
    control=explained.loc["noise", "faces"] / explained.loc["faces", "faces"],
)

# %% [markdown] name="why-explain"
# Eight directions found in a temple describe windows of faces nearly as well as the faces' own. So a first
# layer that was learned from some pictures of this family can serve for others. For noise no direction is
# better than another: of 25 directions the mean of the window took one, and 8 of the other 24 explain about
# a third, whichever you take.

# %% [markdown] name="proxy"
# ## Poverty from satellites: a proxy task
#
# One application of the Stanford lecture: where do people live in poverty? Surveys are rare and
# expensive; satellite pictures are not. With a few hundred surveyed places nobody can train a CNN. Jean,
# Burke, Xie, Davis, Lobell and Ermon (2016) found a way around: a net that knew ImageNet was fine-tuned on
# a **proxy task** with labels for the whole planet: to tell from a picture by day *how bright the place is at
# night*. Its features, frozen, then predicted the consumption of households by ridge regression.
#
# Here is the same idea as a toy. Our expensive survey is a measure of the face that no label tells: the
# width of the mouth, or where the light came from. The proxy task was *who is it?* Ninety-six surveyed
# pictures, and ridge regression (linear regression with small weights) on pixels and on features.

# %% [markdown] name="proxy-task"
# ### Exercise 8.4 · what did the proxy teach?
#
# **Before you run the next cell:** for which of these will the frozen features be *clearly better* than the
# pixels? Give all letters, such as "AB". **A** how wide the mouth is · **B** how wide the face is · **C**
# from which side the light comes · **D** how thick the eyebrows are

# %% name="proxy-answer" tags=["exercise"]
# BEGIN SOLUTION
features_win = "ABD"
# END SOLUTION
checks.transfer_learning.proxy(features_win)

# %% [markdown] name="proxy-solution" tags=["solution"]
# **Why.** To tell people apart, a net must see mouths, faces and eyebrows, whatever the light. And it must
# *not* care where the light comes from: the same person in another light is the same person. A source task
# teaches what to see and what to overlook; both are transferred. Compare with the row of the random net in the
# table below: it is the training that does it, not the shape of the net.

# %% name="proxy-run"
from sklearn.linear_model import RidgeCV


def small(pictures):
    return pictures[:, ::2, ::2].reshape(len(pictures), -1)  # (n, 48, 48, 3) -> (n, 1728)


inputs_of = {"pixels": (small(x_train), small(x_test))}
inputs_of |= {name: (train_features[name], test_features[name]) for name in nets}
targets = {"mouth_width": "mouth", "face_width": "face", "brow_thickness": "brows", "light_right": "light"}


# %% name="proxy-fit"
def survey(trait, name, draw):
    """Return how well ridge regression predicts a trait after 12 surveyed pictures of each person: its correlation."""
    known, new = inputs_of[name]
    rows = few_of_each(y_train, min(12, most), draw)
    ridge = make_pipeline(StandardScaler(), RidgeCV(alphas=np.logspace(0, 5, 11)))
    ridge.fit(known[rows], causes.train.table[trait].to_numpy()[rows])
    return np.corrcoef(ridge.predict(new), causes.test.table[trait])[0, 1]


# %% name="proxy-table"
surveys = {
    short: [np.mean([survey(trait, name, draw) for draw in range(num_draws)]) for name in inputs_of]
    for trait, short in targets.items()
}
surveys = pd.DataFrame(surveys, index=list(inputs_of))
surveys.round(2)  # correlation of prediction and truth: 1 is perfect, 0 is none

# %% name="proxy-claims"
better = surveys.loc["frozen"] - surveys.loc["pixels"]
checks.claim(
    "width of the mouth from 96 labels, correlation with the truth: features minus pixels",
    better["mouth"],
    low=0.05,
    control=0.0,
)
checks.claim(
    "side of the light from 96 labels, correlation with the truth: features minus pixels",
    better["light"],
    high=-0.2,
    control=0.0,
)

# %% [markdown] name="proxy-explain"
# The same features are much better and much worse than pixels, depending on the question. So *good
# features* is half a sentence; the other half is *for what*. For poverty, lights at night were a good
# proxy: what shows by day that a place is bright at night, such as roads and roofs, tells something about
# wealth, too. One caveat: our survey asks about the same eight people in other pictures. Part of what the
# features predict is simply who it is.

# %% [markdown] name="overfeat"
# ## Any classifier likes good features
#
# **OverFeat** (Sermanet and others 2014) was trained for the ImageNet challenge and given away as a
# *feature extractor*: run the net, take a late layer, such as its **last hidden layer**, and hand the
# numbers to whatever you like.
# Razavian and others (2014) put a linear support vector machine on it and came close to or beat systems
# built for each task: *an astounding baseline*. Here the same with ours: nearest neighbour, kernel SVM,
# logistic regression (the columns), on pixels, on trained and on random features (the rows). **What will
# matter more, the row or the column?**

# %% name="overfeat-run"
from sklearn.svm import SVC

classifiers = {
    "nearest neighbour": KNeighborsClassifier(1),
    "SVM": SVC(C=10),
    "logistic regression": LogisticRegression(C=0.03, max_iter=300),
}

# %% name="overfeat-table"
choices = [few_of_each(y_train, num_near, draw) for draw in range(num_draws)]
off_the_shelf = pd.DataFrame(
    {
        kind: [
            np.mean([make_pipeline(StandardScaler(), model).fit(a[r], y_train[r]).score(b, y_test) for r in choices])
            for a, b in inputs_of.values()
        ]
        for kind, model in classifiers.items()
    },
    index=list(inputs_of),
)
off_the_shelf.round(3)

# %% name="overfeat-claim"
print(f"{num_near} labels each, mean of {num_draws} choices; guessing {chance:.3f}")
checks.claim(
    "25 labels each, SVM: features minus pixels, test accuracy",
    off_the_shelf.loc["frozen", "SVM"] - off_the_shelf.loc["pixels", "SVM"],
    low=0.15,
    control=np.ptp(off_the_shelf.loc["frozen"]),
)

# %% [markdown] name="overfeat-explain"
# The row matters more than the column: with good features even the nearest neighbour is a good classifier,
# which it is not on pixels. The random net in the last row hardly does better than pixels, if at all:
# again it is the training that counts. A distance between pixels compares *places*; a distance between
# features compares *people*. The next picture shows it.

# %% [markdown] name="seen"
# ## Before and after, seen
#
# t-SNE (van der Maaten and Hinton 2008) places points in the plane so that near neighbours stay near; its
# axes and the distances between clusters mean nothing. Each dot is a test picture, each colour a person.
# **What do you expect** for pixels, random features, trained ones?

# %% name="seen-spaces"
from sklearn.manifold import TSNE

trunk.set_weights(near_weights)
spaces = {"pixels": small(x_test), "random net": test_features["random, frozen"], "backbone": test_features["frozen"]}
spaces["fine-tuned"] = features_of(trunk, x_test)

# %% name="seen-picture"
perplexity = min(20, len(x_test) // 4)
figure, axes = plots.panels(4, columns=4, width=8.0, height=2.3)
for ax, (name, rows) in zip(axes, spaces.items(), strict=True):
    plane = TSNE(init="pca", perplexity=perplexity, max_iter=400, random_state=seed).fit_transform(rows)
    for person in range(8):
        ax.scatter(*plane[y_test == person].T, s=7, color=plots.COLORS[f"class_{person}"])
    ax.set(title=name, xticks=[], yticks=[])
plots.show(
    figure,
    caption="The test pictures in four spaces, each laid out in the plane by t-SNE. A colour is a person. Backbone: before "
    "it has seen any celebrity. Fine-tuned: after training with all labels.",
    alt="Four clouds of dots. Pixels and random net: colours mixed. Backbone and fine-tuned: islands, most of one colour.",
)

# %% [markdown] name="seen-explain"
# In the space of the backbone the celebrities fall into islands *before* it has seen any of them: that is
# why one picture of each went so far. The random net mixes them as the pixels do.

# %% [markdown] name="unfreeze"
# ## Unfreezing, layer by layer
#
# There are steps between *all frozen* and *all trained*. One freezes the first blocks, which are general,
# and trains the last, which are special: fewer numbers to fit, less to compute. Or one thaws
# block after block during training, as Howard and Ruder (2018) did with language models. In the distant
# world, where the backbone is partly wrong: **how far down should one go?**
#
# `layer.trainable = False` freezes a layer; compile *afterwards*. A frozen `BatchNormalization` in Keras
# also keeps its means and spreads.


# %% name="unfreeze-run"
def tune_from(first, pictures, labels, test_x, test_y):
    """Train the backbone from its layer number `first` on, and a head; return the test accuracy."""
    own, own_head = load_backbone(), layers.Dense(8)
    for layer in own.layers[:first]:
        layer.trainable = False
    model = keras.Model(own.input, own_head(own.output))
    own_head.set_weights(warm_start(features_of(backbone, pictures), labels)[1])
    model.compile(keras.optimizers.Adam(0.002), cross_entropy, run_eagerly=eagerly)
    model.fit(pictures, labels, batch_size=16, epochs=2 * tuning_epochs, verbose=0)
    return float((features_of(model, test_x).argmax(axis=1) == test_y).mean())


# %% name="unfreeze-stages"
names = [layer.name for layer in backbone.layers]
firsts = {"head": len(names), "block 3 on": names.index("block2") + 1, "all": 0}
rows = few_of_each(far_labels, num_near, draw=0)
thawed = {"head": np.mean(gain["distance 1"][-1])}
for name in list(firsts)[1:]:
    thawed[name] = tune_from(firsts[name], far_train[rows], far_labels[rows], far_test, far_test_labels)

# %% name="unfreeze-picture"
title = "In a distant world: what is trained, and what it brings"
ax = plots.bars(thawed, title=title, xlabel="test accuracy", chance=chance)
plots.show(
    ax,
    caption=f"Distance 1, {num_near} labels each. What is trained: only the head (mean of {num_draws} choices of the labels), "
    "block 3 and all behind it, or all layers (one run each). Dotted: guessing.",
    alt="Three bars: only the head, from block 3 on, all layers.",
)

# %% [markdown] name="unfreeze-explain"
# One run is one run: a few points are luck, so let validation pictures decide, not the rule. The rule of
# thumb: the nearer the source and the fewer the labels, the more you freeze; the further away, the deeper
# you thaw. At distance 1 even the colours have changed, which the first block looks at.

# %% [markdown] name="unfreeze-task"
# ### Exercise 8.5 · thaw
#
# Write the function that freezes every layer of a model *before* the named one and thaws the named one and
# all behind it. It changes the model and returns how many **numbers** are trainable then.


# %% name="thaw" tags=["exercise"]
def thaw_from(model, name):
    """Freeze the layers before the one called `name`, thaw the rest; return the number of trainable numbers."""
    # BEGIN SOLUTION
    found = [layer.name for layer in model.layers].index(name)
    for number, layer in enumerate(model.layers):
        layer.trainable = number >= found
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    # END SOLUTION


checks.transfer_learning.thaw(thaw_from)

# %% [markdown] name="thaw-solution" tags=["solution"]
# **Why.** The function must thaw as well as freeze: one that only freezes is right once, and wrong when you
# call it again with an earlier layer. The moving means and spreads of batch normalisation are never
# trainable, so they are not among the numbers.

# %% [markdown] name="forget"
# ## What a net forgets when it learns
#
# The backbone knew strangers. We made it learn celebrities, in their own world and in the one upside down.
# **Does it still know the strangers?** A head for some of them is fitted on the features of *before*. Then we
# ask again: with the old head, and with a new head fitted on the changed features. Sudden loss of old
# knowledge is called **catastrophic forgetting**, or catastrophic interference (McCloskey and Cohen 1989).

# %% name="forget-run"
old_train, old_test = as_numbers(strangers.x_train), as_numbers(strangers.x_test)
old_head = linear_head(features_of(backbone, old_train), strangers.y_train)


def knows_strangers(weights):
    """Return the accuracy on strangers with the old head, and with a new one fitted on the changed features."""
    trunk.set_weights(weights)
    known, asked = features_of(trunk, old_train), features_of(trunk, old_test)
    new_head = linear_head(known, strangers.y_train)
    return [model.score(asked, strangers.y_test) for model in (old_head, new_head)]


# %% name="forget-table"
memories = {"before": backbone.get_weights(), "after celebrities": near_weights, "after distance 1": far_weights}
rows = {name: knows_strangers(weights) for name, weights in memories.items()}
memory = pd.DataFrame(rows, index=["old head", "new head"]).T
print(f"accuracy on {num_strangers} strangers, guessing {1 / num_strangers:.3f}")
memory.round(3)

# %% name="forget-lost"
lost = memory.loc["before"] - memory.loc["after distance 1"]
print(f"lost in the distant world: {lost['old head']:.3f} with the old head, {lost['new head']:.3f} with a new one")

# %% [markdown] name="forget-explain"
# A neighbouring task, learned in small steps, costs little; a distant one, learned in steps three times as
# large, costs much. So two things differ, the distance and the learning rate. To tell them apart, train the
# celebrities of their own world with `learning_rate=0.003`, too. And part of what seems forgotten is still
# there: the features have moved, and only the old head does not know. Remedies: train some old pictures along (*rehearsal*), freeze more, learn more slowly. Or the
# cheapest of all, the next exercise.

# %% [markdown] name="mix-task"
# ### Exercise 8.6 · half new, half old
#
# Take the weights before and after fine-tuning and go only part of the way:
# $(1-\alpha)\,w_{\text{before}} + \alpha\, w_{\text{after}}$, for every array of weights (Wortsman and
# others 2022). Write the function; the cell after it tries it out with its own copy.


# %% name="mix" tags=["exercise"]
def mixed(before, after, alpha):
    """Return the list of arrays between two lists of arrays: before at alpha = 0, after at alpha = 1."""
    # BEGIN SOLUTION
    return [(1 - alpha) * old + alpha * new for old, new in zip(before, after, strict=True)]
    # END SOLUTION


checks.transfer_learning.mix(mixed)

# %% [markdown] name="mix-solution" tags=["solution"]
# **Why it can work at all.** Two nets trained from *different* random weights cannot be averaged: unit 5 of
# one is not unit 5 of the other. Fine-tuning starts from the old weights and does not go far, so most units
# keep their place.

# %% name="mix-run"
alphas = np.linspace(0, 1, 5)
both = {"strangers": [], "celebrities, upside down": []}
for alpha in alphas:
    between = [old + alpha * (new - old) for old, new in zip(memories["before"], far_weights, strict=True)]
    both["strangers"].append(knows_strangers(between)[1])
    head = linear_head(features_of(trunk, far_train), far_labels)
    both["celebrities, upside down"].append(head.score(features_of(trunk, far_test), far_test_labels))

# %% name="mix-picture"
ax = plots.curves(
    both,
    x=alphas,
    title="Between old and new weights lie nets that do both",
    xlabel="how far from the old weights (0) to the new ones (1)",
    ylabel="test accuracy",
    value_limits=(0, 1),
)
plots.show(
    ax,
    caption="Nets whose weights lie on the line between the backbone and the net fine-tuned at distance 1, each with new "
    "linear heads for both tasks.",
    alt="One curve falls, the other rises; in the middle both are not far below their ends.",
)

# %% [markdown] name="multi"
# ## Several questions at once
#
# Forgetting comes from learning one thing after the other. **Multi-task learning** asks at the same time:
# one shared trunk, several heads, the sum of their losses. The figure of ComputeFest shows it: the input
# below, shared layers, then a branch for each task. Helsinki adds a claim: **richer supervision gives
# better features**. Let us test both. Three fresh trunks see the same pictures, at half size; they are
# asked for the *glasses* only, for *who* it is, or for *all*: who, glasses, hair and beard. What is each
# trunk worth for people it has never seen?


# %% name="multi-data"
def half_size(pictures):
    return pictures.reshape(len(pictures), 24, 2, 24, 2, 3).mean(axis=(2, 4))  # (n, 48, 48, 3) -> (n, 24, 24, 3)


def answers(table):
    """Return the answers to four questions as whole numbers, for each picture."""
    questions = {"who": table.label, "glasses": table.glasses, "hair": table.hair_style, "beard": table.beard}
    return {name: np.unique(values, return_inverse=True)[1] for name, values in questions.items()}


rows = few_of_each(y_train, min(50, most), draw=0)
asked_for = {"glasses": ["glasses"], "who": ["who"], "all": ["who", "glasses", "hair", "beard"]}
told = {name: values[rows] for name, values in answers(causes.train.table).items()}


# %% name="multi-net"
def small_trunk(pictures):
    """Return 64 features of pictures (n, 24, 24, 3)."""
    maps = pictures
    for filters in (16, 32, 64):
        maps = layers.Conv2D(filters, 3, strides=2, padding="same", use_bias=False)(maps)
        maps = layers.Activation("relu")(layers.BatchNormalization(momentum=0.9)(maps))
    features = layers.BatchNormalization(momentum=0.9)(layers.Dense(64, use_bias=False)(layers.Flatten()(maps)))
    return layers.Activation("relu")(features)


# %% name="multi-heads"
inputs = keras.Input((24, 24, 3))
trunks = {name: small_trunk(inputs) for name in asked_for}
heads = {
    f"{name}_{question}": layers.Dense(int(max(told[question])) + 1, name=f"{name}_{question}")(trunks[name])
    for name, questions in asked_for.items()
    for question in questions
}
multi = keras.Model(inputs, heads)
print(f"{len(trunks)} trunks, {len(heads)} heads: {', '.join(heads)}")


# %% name="multi-run"
from sklearn.model_selection import cross_val_score

old_pictures = half_size(np.concatenate([old_train, old_test]))
old_people = np.concatenate([strangers.y_train, strangers.y_test])


def worth_of(features):
    """Return the accuracy of linear heads that tell strangers apart by these features, cross-validated."""
    head = make_pipeline(StandardScaler(), LogisticRegression(C=0.03, max_iter=300))
    return cross_val_score(head, features_of(keras.Model(inputs, features), old_pictures), old_people, cv=2).mean()


# %% name="multi-fit"
worth = {"nothing": worth_of(trunks["who"])}  # before it is trained
loss = {name: keras.losses.SparseCategoricalCrossentropy(from_logits=True) for name in heads}
multi.compile(keras.optimizers.Adam(0.003), loss, run_eagerly=eagerly)
wanted = {name: told[name.split("_")[1]] for name in heads}
multi.fit(half_size(x_train[rows]), wanted, batch_size=32, epochs=trunk_epochs, verbose=0)
worth |= {name: worth_of(features) for name, features in trunks.items()}

# %% name="multi-picture"
title = "What a trunk was asked, and what it is worth"
ax = plots.bars(worth, title=title, xlabel="accuracy on strangers", chance=1 / num_strangers)
plots.show(
    ax,
    caption=f"Linear heads for {num_strangers} strangers on the features of small trunks that learned from the same "
    "pictures of celebrities but were asked different questions. Dotted: guessing.",
    alt="Four bars: a trunk that was asked nothing, one asked for glasses, one for who it is, one for everything.",
)

# %% name="multi-claims"
print(f"asked who minus asked for glasses: {worth['who'] - worth['glasses']:+.3f}")
print(f"asked everything minus asked who: {worth['all'] - worth['who']:+.3f}")

# %% [markdown] name="multi-explain"
# A question with three answers teaches little, and may even cost what random features still had: the trunk
# has learned to overlook the rest. A question with eight answers usually teaches more (the first printed
# number says whether it did in your run). That much of *richer supervision gives better features* we can
# confirm. Whether further heads improve on *who* is another matter: the difference changes its sign with the seed, perhaps because glasses and beards are part of who
# somebody is. More tasks help if they tell something *new*. They never come free: losses of different
# size compete for the same features, and their weights are one more thing to tune.

# %% [markdown] name="vgg"
# ## VGG-16, counted by hand
#
# The animal that most people took out of the zoo: **VGG-16** (Simonyan and Zisserman 2015), sixteen layers
# with weights, every convolution 3×3 with padding, the number of maps doubled after each pooling until it is
# 512, then three dense layers. Count it, but do not build it: as float32 it fills half a gigabyte, and
# much more in training.

# %% name="vgg-picture"
from course_utils.plots.feature_maps import layer_sizes

vgg_sizes = {"2 × 64": (112, 112, 64), "2 × 128": (56, 56, 128), "3 × 256": (28, 28, 256)}
vgg_sizes |= {"3 × 512": (14, 14, 512), "again": (7, 7, 512), "2 × dense": (4096,), "answer": (1000,)}
plots.show(
    layer_sizes(vgg_sizes, title="VGG-16: thirteen convolutions, three dense layers"),
    caption="A picture of 224×224×3 goes in. Sizes after each block of VGG-16 (convolutions × maps, then pooling 2×2), and "
    "the three dense layers.",
    alt="Piles of squares that get smaller and deeper from left to right, then three bars.",
)

# %% [markdown] name="vgg-task"
# ### Exercise 8.7 · 138 million
#
# Count weights and biases: of all thirteen convolutions together; of the first dense layer, which sees the
# last maps of 7×7×512; of the whole net. A loop over `vgg_maps` saves typing. Then: what share of all is
# dense (from 0 to 1)?

# %% name="vgg-answer" tags=["exercise"]
import itertools

vgg_maps = [3, 64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512, 512]
# BEGIN SOLUTION
conv_numbers = sum((9 * before + 1) * maps for before, maps in itertools.pairwise(vgg_maps))
first_dense = (7 * 7 * 512 + 1) * 4096
all_numbers = conv_numbers + first_dense + (4096 + 1) * 4096 + (4096 + 1) * 1000
vgg_dense_share = 1 - conv_numbers / all_numbers
# END SOLUTION
checks.transfer_learning.vgg(conv_numbers, first_dense, all_numbers, vgg_dense_share)

# %% [markdown] name="vgg-solution" tags=["solution"]
# **Why.** 14 714 688 in all convolutions, 102 764 544 in one dense layer, 138 357 544 in all: nine tenths
# are dense. If you cut VGG-16 behind its last pooling, you carry a tenth of the numbers, and keep all thirteen
# convolutions.

# %% [markdown] name="inception"
# ## GoogLeNet: four windows at once
#
# Which window is best, 1×1, 3×3 or 5×5? **GoogLeNet** (Szegedy and others 2015, winner of ImageNet 2014)
# asks all of them: an *inception block* has four **branches** side by side, one for each window and one that
# pools, and stacks their maps. What makes it affordable are 1×1 convolutions, which mix many maps into few:
# in front of the large windows, and behind the pooling. Nine such blocks, 22
# layers with weights, and about a twentieth of VGG-16's parameters. Here is its first block, *3a*, in
# Keras. Find the four branches in the code, and add up the maps, before you run it.


# %% name="inception-block"
def inception(maps, one, three, five, pooled):
    """Return four branches on top of the maps, stacked; three and five are (maps in front, maps)."""
    branches = [layers.Conv2D(one, 1, activation="relu")(maps)]
    for size, (reduced, count) in {3: three, 5: five}.items():
        branch = layers.Conv2D(reduced, 1, activation="relu")(maps)
        branches.append(layers.Conv2D(count, size, padding="same", activation="relu")(branch))
    branch = layers.MaxPooling2D(3, strides=1, padding="same")(maps)
    branches.append(layers.Conv2D(pooled, 1, activation="relu")(branch))
    return layers.Concatenate()(branches)


# %% name="inception-built" tags=["nbval-check-output"]
block_in = keras.Input((28, 28, 192))
block = keras.Model(block_in, inception(block_in, 64, (96, 128), (16, 32), 32))
print(f"{block.input.shape[1:]} -> {block.output.shape[1:]}, {block.count_params():,} parameters")

# %% [markdown] name="inception-task"
# ### Exercise 8.8 · what the 1×1 saves
#
# The branch with the 5×5 window gets 192 maps and makes 32. Count its weights and biases: if the window
# looked at the 192 maps directly, and as it is built, through 16 maps in between. By which factor is the
# direct way more expensive? And how many **maps** does the whole block hand on?

# %% name="inception-answer" tags=["exercise"]
# BEGIN SOLUTION
direct = (25 * 192 + 1) * 32
through_sixteen = (192 + 1) * 16 + (25 * 16 + 1) * 32
factor = direct / through_sixteen
stacked = 64 + 128 + 32 + 32
# END SOLUTION
checks.transfer_learning.inception(direct, through_sixteen, factor, stacked)

# %% [markdown] name="inception-solution" tags=["solution"]
# **Why.** 153 632 against 15 920: a tenth. The 1×1 layer is the same idea as a linear head on frozen
# features: mix what is there into fewer numbers before you do something expensive with it.

# %% [markdown] name="depth"
# ## How deep they got
#
# *ImageNet nets had 10 to 30 layers, in 2015 up to 150*, says the Helsinki lecture of 2016; another lecture
# has a table of eight rows, from LeNet-5 (5) over VGG (11 to 19) and ResNet (34 to 152) to ResNet-1202. Both
# are right for their time. Such numbers count only layers with weights (the authors of LeNet-5 counted its
# pooling layers, too, and came to 7). And deeper was not better for ever: ResNet-1202 could be trained, but
# did worse on CIFAR-10 than its sister with 110 layers (He and others 2015).

# %% name="depths"
depths = [
    ("LeNet-5", 1998, 5),
    ("AlexNet", 2012, 8),
    ("VGG", 2014, 19),
    ("GoogLeNet", 2014, 22),
    ("ResNet-152", 2015, 152),
    ("Inception-v4", 2016, 76),
    ("ResNet-1202\n(CIFAR-10)", 2015, 1202),
    ("ResNet-1001\n(CIFAR-10)", 2016, 1001),
]

# %% name="depth-picture"
ax = plots.panels(1, width=7.2, height=3.8)[1][0]
for name, year, depth in depths:
    won = name in ("AlexNet", "GoogLeNet", "ResNet-152")
    ax.plot(year, depth, "o", color=plots.COLORS["test" if won else "neutral"], markersize=9)
    side, align = (-9, "right") if name.startswith(("ResNet-1202", "VGG")) else (9, "left")
    ax.annotate(f"{name}: {depth}", (year, depth), (side, 0), textcoords="offset points", va="center", ha=align)
ax.set(yscale="log", xlabel="year", ylabel="layers with weights", xlim=(1996, 2021), ylim=(3, 3000))
ax.set_title("From five layers to more than a thousand")
plots.show(
    ax,
    caption="Layers with weights of well-known nets. Green: winners of the ImageNet challenge (2012, 2014, 2015). The two "
    "above 1000 were trained on the small pictures of CIFAR-10, to see how far one can go.",
    alt="Dots over the years 1998 to 2016 on a logarithmic axis: 5 to 22 layers until 2014, then from 76 to above 1000.",
)

# %% [markdown] name="imagenet"
# ## ImageNet, the source of most transfers
#
# When people say *pretrained* they mostly mean **ImageNet** (Deng, Dong, Socher, Li, Li and Fei-Fei 2009):
# photos from the web, sorted by paid workers into the nouns of the dictionary WordNet. *1000 classes, 1
# million samples* is the **challenge** that was held every year from 2010 to 2017: a selection of 1000
# nouns with 1.28 million training photos. Its classes run from *tench*, a fish, to *toilet tissue*;
# about 120 of them are breeds of dogs, and there is none called *person*. A net that was trained to tell
# terriers apart knows fur; whether that helps with your pictures is a question about *distance*, which you
# can measure now.

# %% name="imagenet-sizes"
sizes = {"ImageNet as published, 2009": 3.2e6, "all of ImageNet, later": 14_197_122}
sizes |= {"the challenge, training": 1_281_167, "the challenge, one class": 1281, "lesson 07, one person": 250}

# %% name="imagenet-picture"
ax = plots.panels(1, width=7.2, height=2.7)[1][0]
bars = ax.barh(list(sizes), list(sizes.values()), color=plots.COLORS["train"], height=0.6)
ax.bar_label(bars, [f"{int(size):,}" for size in sizes.values()], padding=4, fontsize=9)
ax.invert_yaxis()
ax.grid(visible=False, axis="y")
ax.set(xscale="log", xlim=(100, 3e8), xlabel="pictures", title="The name ImageNet stands for several sizes")
plots.show(
    ax,
    caption="Pictures in ImageNet as its paper of 2009 describes it, as it became, in the training set of the challenge, and in "
    "one of its 1000 classes (on average), beside what lesson 07 had of a person.",
    alt="Five bars on a logarithmic axis: millions for the first three, 1281 and 250 for the last two.",
)

# %% [markdown] name="slip-task"
# ### Exercise 8.9 · find the slip
#
# A slide says: *2009: ImageNet, 14 M images*. Another: *ImageNet: 1000 classes, 1 million samples*. Which
# numbers belong together? Give, in millions, how many images the paper of **2009** had, how many all of
# ImageNet had **later**, and how many training images the **challenge** with 1000 classes has. Then: how
# many images has a class of the challenge on average (rounded to ten)?

# %% name="slip" tags=["exercise"]
# BEGIN SOLUTION
millions = {"paper of 2009": 3.2, "later": 14.2, "challenge": 1.28}
per_class = 1280
# END SOLUTION
checks.transfer_learning.slip(millions, per_class)

# %% [markdown] name="slip-solution" tags=["solution"]
# **Why.** 14 million is today's total under yesterday's date: the paper of 2009 had 3.2 million images of
# 5247 nouns. And the challenge is less than a tenth of the total. A net "trained on ImageNet" has mostly seen
# just the 1.28 million; where it was more, its name usually says so (such as ImageNet-21k).

# %% [markdown] name="applications"
# ## With ImageNet's weights, if you want
#
# `keras.applications` offers VGG-16, MobileNet, ResNet and others with weights. Nothing is downloaded here
# unless you say so: set `may_download = True` (about 10 MB for MobileNetV2), or have the file in Keras's
# folder already. **Guess first**: photos against drawn faces, objects against people. How far is that?


# %% name="applications-look"
import os
from pathlib import Path

may_download = False
weights_file = "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_96_no_top.h5"
keras_folder = Path(os.environ.get("KERAS_HOME", Path.home() / ".keras"))
is_there = (keras_folder / "models" / weights_file).exists()

# %% name="applications-run"
if may_download or is_there:
    famous = keras.applications.MobileNetV2((96, 96, 3), include_top=False, pooling="avg", weights="imagenet")
    enlarged = layers.UpSampling2D(2)
    rows = few_of_each(y_train, num_near, draw=0)
    known, asked = (features_of(famous, 2 * ops.convert_to_numpy(enlarged(x)) - 1) for x in (x_train[rows], x_test))
    famous_score = linear_head(known, y_train[rows]).score(asked, y_test)
    print(f"{num_near} labels each: MobileNetV2 from ImageNet {famous_score:.3f}, guessing {chance:.3f}")
else:
    print(f"no ImageNet weights on this machine: {weights_file} is not in Keras's folder, and nothing was downloaded")

# %% [markdown] name="lfw"
# ## Real people
#
# Does a net that has only ever seen *drawn* strangers help with photos? Where the folder `COURSE_DATA`
# holds LFW (lesson 07), the next cell compares, for its eight people: pixels, our backbone of drawn faces,
# and a net that it trains on **other people of LFW**. Without LFW it says so. The classes are unequal, so
# the share of the commonest person is the number to beat.


# %% name="lfw-net"
def train_on_others():
    """Return a backbone trained on the people of LFW of rank 8 to 61."""
    others = data.load_celebrities("lfw", identities=range(8, 62), seed=seed)
    own = load_backbone(trained=False)
    answer = layers.Dense(54)(own(layers.RandomFlip("horizontal", seed=seed)(inputs := keras.Input((48, 48, 3)))))
    model = keras.Model(inputs, answer)
    model.compile(keras.optimizers.Adam(0.002), cross_entropy)
    pictures = np.concatenate([others.x_train, others.x_validation, others.x_test])
    labels = np.concatenate([others.y_train, others.y_validation, others.y_test])
    model.fit(as_numbers(pictures), labels, batch_size=32, epochs=other_epochs, verbose=0)
    return own


# %% name="lfw-run"
photos = data.load_celebrities(num_train=most, num_validation=1, num_test=num_test)
if photos.source == "LFW":
    known, asked = as_numbers(photos.x_train), as_numbers(photos.x_test)
    rows = few_of_each(photos.y_train, min(25, np.bincount(photos.y_train).min()), draw=0)
    spaces = {"pixels": (small(known), small(asked))}
    sources = {"drawn strangers": backbone, "random net": random_backbone, "others of LFW": train_on_others()}
    for name, one in sources.items():
        spaces[name] = features_of(one, known), features_of(one, asked)
    parts = {"25 each": rows, "all": np.arange(len(known))}
    table = {
        part: [linear_head(a[r], photos.y_train[r]).score(b, photos.y_test) for a, b in spaces.values()]
        for part, r in parts.items()
    }
    print(pd.DataFrame(table, index=list(spaces)).round(3))
    print(f"always the commonest person: {np.bincount(photos.y_test).max() / len(asked):.3f}")
else:
    print("LFW is not here, so there is nothing to compare (the card data/cards/celebrities.md says where to get it)")

# %% [markdown] name="lfw-explain"
# If you have LFW, compare each row with the pixels and with the random net. When the course was made, in each of
# five runs, the features of drawn faces were better than those of the random net, and yet *worse* than plain pixels:
# drawings are a distant source for photos. The net from other people of LFW, a near source but a small one, was ahead
# of the pixels with 25 labels each, and about level with all of them; pixels are strong here, as all photos are
# aligned alike. **What the source is about can matter more than how famous it is.** A famous net may win with larger pictures, or for
# other questions. Measure; nobody can promise it to you.

# %% [markdown] name="homework"
# ## Homework (open)
#
# 1. **Rehearsal.** Fine-tune at distance 1 with some pictures of strangers in every batch (eight further
#    answers, or a second head). How many does it take until the old knowledge stays? Draw the curve.
# 2. **A rule of your own.** Given a number of labels and a small validation set: frozen, fine-tuned or from
#    scratch? Write the rule as a function, decide on validation pictures, and test it once in a world at a
#    distance you have not used yet.
# 3. **Your own photos.** `data.load_celebrities("<folder>")` reads them. Ask the people first.

# %% [markdown] name="close"
# ## What we saw
#
# First in numbers, then in sentences.

# %% name="recap"
far_scratch = far_scores["from scratch"]
recap = {
    "10 labels: frozen minus scratch": lead.iloc[1],
    f"{most} labels: frozen minus scratch": lead.iloc[-1],
    f"{most} labels: fine-tuned minus frozen": leads["fine-tuned"].iloc[-1],
    f"distance 1, {num_far} labels: frozen minus scratch": far_scores["frozen"] - far_scratch,
    f"distance 1, {num_far} labels: fine-tuned minus scratch": far_scores["fine-tuned"] - far_scratch,
}
pd.Series(recap, name="difference of test accuracy").round(3).to_frame()

# %% [markdown] name="summary"
# 1. **What a net that has seen others can teach**: what to look at, and what to overlook. With few labels
#    and a source nearby that is worth more than what a fresh start can learn.
# 2. It loses its worth with the number of labels and with the distance of the source; frozen features lose
#    it first, fine-tuning last.
# 3. Late layers serve neighbours of the source; for those who come from afar earlier ones may serve better.
# 4. Features are good *for something*: the same 128 numbers know mouths and have forgotten the light.
# 5. A net that learns something new forgets; part of what it forgot can be found again by a new head, or
#    kept by going only half the way.
#
# **What can go wrong in practice.** Inputs scaled in another way than the backbone expects, which fails in
# silence; `trainable` changed after `compile`; a high learning rate in the first steps of fine-tuning,
# which destroys what you came for; test people among the source's people; a random head that sends large
# gradients into good features (fit the head first, as here); a bias of the source that nobody looked for.
#
# **Further reading.** Yosinski, Clune, Bengio and Lipson (2014), *How transferable are features in deep
# neural networks?* Razavian and others (2014), *CNN features off-the-shelf: an astounding baseline for
# recognition*. Sermanet and others (2014), *OverFeat*. Caruana (1997), *Multitask learning*. Kornblith,
# Shlens and Le (2019), *Do better ImageNet models transfer better?* He, Girshick and Dollár (2019),
# *Rethinking ImageNet pre-training*. Raghu and others (2019), *Transfusion: understanding transfer learning
# for medical imaging*. Jean and others (2016), *Combining satellite imagery and machine learning to predict
# poverty*.
#
# **Next question.** A net with such good eyes should be hard to fool. Lesson 09 asks: how little does it
# take?
