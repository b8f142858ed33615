# %% [markdown] name="title"
# # 07 · A celebrity classifier
#
# **Which of eight people is this?** And what did the net look at when it answered?
#
# | | |
# |---|---|
# | **You will be able to** | *look* at a data set before you trust it; *build* a ladder of models with a baseline at its foot; *test* which augmentation helps and which one hurts; *find* wrong labels with the model itself; *catch* a net that looks at the hat or at the wall; *say* what such a system must not be used for |
# | **You need** | convolutional nets and augmentation (lesson 06b), validation data and overfitting (lesson 04) |
# | **Time** | 75 minutes; computing takes about a minute |
# | **Lectures** | ZHAW week 4: the celebrity homework, Eigenfaces and shuffled pixels · ComputeFest 2018: data augmentation · ICME 2020: face recognition and surveillance |
#
# Digits were the practice. This is the first project from beginning to end: pictures that nobody has
# checked, several models, and an answer that concerns people. Most sections use faces that the course draws
# itself. Of those every cause is known, so we can mark our own conclusions right or wrong.

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, measured, models, plots, start, statistics

settings = start("07_celebrity_classifier", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_train = settings.choose(smoke=4, quick=None, full=None)  # pictures of each person; None: all there are
num_test = settings.choose(smoke=3, quick=None, full=None)  # of each person to validate and to test
num_few = settings.choose(smoke=3, quick=100, full=200)  # of each person where many nets are compared
num_aligned = settings.choose(smoke=10, quick=80, full=250)  # of each person, for the classical methods
num_bound = settings.choose(smoke=2, quick=25, full=100)  # of each person, for the upper bound
num_maps = settings.choose(smoke=3, quick=40, full=200)  # pictures for which maps are computed
num_cued = settings.choose(smoke=3, quick=24, full=100)  # pictures with a planted cue for which maps are computed
dense_epochs = settings.choose(smoke=2, quick=12, full=60)  # at most, for the fully connected net
epochs = settings.choose(smoke=1, quick=10, full=30)  # for nets that see all pictures
few_epochs = settings.choose(smoke=1, quick=14, full=40)  # for nets that see few
seed = settings.seed

# %% [markdown] name="question"
# ## Which of eight people is this?
#
# The goal of the ZHAW lecture, and the end of its homework: given one picture, say **which of eight
# celebrities** it shows. Nobody else can appear, so this is *classification* into eight classes and not
# *verification* ("are these two the same person?") nor *search* ("is this somebody on a list?"). The
# pictures are taken as they come: turned heads, odd light, sunglasses, a microphone in the way.
#
# **Guess:** what accuracy would you call good? What would a guesser reach who never looks?

# %% name="load"
parts = {"num_train": num_train, "num_validation": num_test, "num_test": num_test}
faces = data.load_celebrities(**parts)
names = faces.class_names
# Lesson 06b wrote `as_inputs` out: (n, 48, 48, 3), numbers from 0 to 1.
x_train, x_validation, x_test = map(models.as_inputs, (faces.x_train, faces.x_validation, faces.x_test))
y_train, y_validation, y_test = faces.y_train, faces.y_validation, faces.y_test

# %% name="wall"
rows = 4
own_pictures = [np.resize(np.flatnonzero(y_train == person), rows) for person in range(8)]
wall = [faces.x_train[own_pictures[person][row]] for row in range(rows) for person in range(8)]
short_names = [name.split()[0] for name in names]
plots.show(
    plots.image_grid(wall, titles=[*short_names, *[""] * 8 * (rows - 1)], columns=8, colors=200),
    caption=f"The eight people, {rows} training pictures of each below the name ({faces.source}).",
    alt="A wall of 32 small portraits: eight columns, in each four pictures of one person, in different light and "
    "before different backgrounds, some of them turned or partly covered.",
)

# %% [markdown] name="baseline"
# ## The foot of the ladder
#
# The homework sheet of the lecture speaks of "350 images of 8 celebrities", and gives 250 pictures for
# training, 50 for validation and 50 for testing *of each of the 8 celebrities*. And before any model comes
# the **majority baseline**: always answer the person who is commonest in the training pictures. If all are
# equally common, that is guessing; if one person has half of the pictures, it is right every second time,
# without looking at a single pixel.

# %% [markdown] name="baseline-task"
# ### Exercise 7.1 · find the slip, and the baseline
#
# How many pictures does the homework have in all? Then write the baseline: from the labels alone, the
# accuracy on the test pictures of whoever is commonest in the *training* pictures.


# %% name="baseline-answer" tags=["exercise"]
def majority_accuracy(y_train, y_test):
    """Return the accuracy on y_test of always answering the commonest class of y_train."""
    # BEGIN SOLUTION
    commonest = np.bincount(y_train).argmax()
    return (y_test == commonest).mean()
    # END SOLUTION


# BEGIN SOLUTION
pictures_in_all = 8 * (250 + 50 + 50)
# END SOLUTION
checks.celebrity_classifier.baseline(pictures_in_all, majority_accuracy)

# %% [markdown] name="baseline-solution" tags=["solution"]
# **Why.** 350 is the number *per person*: 2800 pictures in all. The commonest class is taken from the
# training labels. Whoever takes it from the test labels has looked at the test set, and would never know
# how well the baseline does on new pictures.

# %% name="counts"
counts = pd.DataFrame({part: np.bincount(getattr(faces, f"y_{part}"), minlength=8) for part in ("train", "test")})
counts.index = names
majority = float((y_test == counts["train"].to_numpy().argmax()).mean())
print(
    f"commonest person: {counts['train'].max()} of {len(y_train)} training pictures; majority baseline {majority:.3f}"
)
counts.T

# %% [markdown] name="look"
# ## Look at the data first
#
# The pictures of the lecture's homework come from the web (the *VGG Face* data set) and were **labelled
# automatically**: roughly, what a search for a name finds gets that name. This is its special challenge. Some
# pictures are **mislabelled**: the name is wrong. Some are **ambiguous**: two people are in one picture, or a
# hand covers the face, and nobody can be sure. A model will not tell you; it learns whatever you show it. So
# look, at least at a sample of every class, and count what is wrong.
#
# For practice: a few drawn faces, of which a share of the labels is wrong on purpose. Below are all those
# that are *labelled* as one person. **Before you answer the exercise:** how many of them do you expect to
# be somebody else?

# %% name="strangers-picture"
sample, sample_causes = data.draw_celebrities(num_train=12, num_validation=1, num_test=1, label_noise=0.1)
under_name = np.flatnonzero(sample.y_train == 3)
plots.show(
    plots.image_grid(
        sample.x_train[under_name], titles=[str(n) for n in range(len(under_name))], columns=7, colors=200
    ),
    caption=f"All pictures of a small drawn sample that are labelled {sample.class_names[3]}. One in ten labels of the "
    "whole sample is wrong, which does not mean one in ten of every name.",
    alt="Thirteen numbered small portraits. Most show the same fair-haired person; some show other people.",
)

# %% [markdown] name="strangers-task"
# ### Exercise 7.2 · the strangers
#
# Which numbers show somebody else? Give a list.

# %% name="strangers" tags=["exercise"]
# BEGIN SOLUTION
stranger_numbers = [0, 1, 10, 11]
# END SOLUTION
really = sample_causes.train.table["label"].to_numpy()[under_name]
checks.celebrity_classifier.strangers(stranger_numbers, np.flatnonzero(really != 3))

# %% [markdown] name="strangers-solution" tags=["solution"]
# **Why.** In the strangers several things differ at once: form of the head, skin, hair, beard. Hats, glasses and
# light come and go. Number 5 is the hard one: the hair is gone and dark glasses hide the eyes, and yet its label
# is right; head and skin fit. Such a picture is not mislabelled but **ambiguous**, and two careful people may
# disagree. You needed a few seconds for each, and *other pictures of the same person* to compare with. A net that
# learns from the labels has no such second opinion, unless we build it one: further below a net finds strangers.

# %% [markdown] name="alike"
# And look for **look-alikes** and for **imbalance**. The table above shows how many pictures there are of
# each; a person with few tends to be recognised badly, and is hardly missed in an average. Look-alikes may show
# in the *mean* picture of each person. **Guess** from the wall: which two are closest?

# %% name="alike-picture"
mean_faces = np.stack([x_train[y_train == person].mean(axis=0) for person in range(8)])
apart = np.linalg.norm((mean_faces[:, None] - mean_faces[None]).reshape(8, 8, -1), axis=2)
apart[np.tril_indices(8)] = np.inf  # each pair once
one, other = np.unravel_index(apart.argmin(), apart.shape)
plots.show(
    plots.image_grid(mean_faces, titles=short_names, columns=8, colors=200),
    caption=f"The mean of all training pictures of each person. Closest to each other: {names[one]} and {names[other]}.",
    alt="Eight blurred faces side by side; some can be told apart by colour of hair and skin, some hardly.",
)

# %% [markdown] name="classical"
# ## Faces before deep learning: aligned, shuffled, shifted
#
# **Eigenfaces** (Turk and Pentland 1991) are the principal components of the pixels: every face becomes a
# mean face plus a few dozen numbers, and the nearest known face names it. **Fisherfaces** (Belhumeur,
# Hespanha and Kriegman 1997) use the directions that separate the people best. A **support vector machine**
# (SVM) takes each picture as one long row of numbers, and looks for borders between the people that stay far
# from the nearest pictures. The lecture gives accuracies of .7349, .9163 and .9023, the same to the last digit
# before and after all pixels are shuffled: none of the three asks which pixels are neighbours (lesson 06b). Now
# the small print: the lecture's faces were **aligned**, eyes at the same place in every picture.
#
# Here are aligned faces, drawn for this section. How much their heads still move (`pose`) was set so that the
# three methods come out roughly as in the lecture; so compare the columns of the table with each other, and
# not with the lecture's. **Guess** what happens to each method if the *test* pictures are shifted by 4 of
# their 48 pixels.

# %% name="aligned"
passport = data.FaceConditions(pose=0.25)  # heads hardly turn or move
aligned, _ = data.draw_celebrities(num_train=num_aligned, num_validation=1, num_test=num_test, conditions=passport)


def half_size_rows(images):
    """Return pictures of half the size as rows of numbers, one for each picture."""
    halves = models.as_inputs(images).reshape(-1, 24, 2, 24, 2, 3).mean(axis=(2, 4))
    return halves.reshape(len(images), -1)  # (n, 48, 48, 3) -> (n, 24 * 24 * 3)


train_rows, test_rows = half_size_rows(aligned.x_train), half_size_rows(aligned.x_test)
shifted_rows = half_size_rows(np.roll(aligned.x_test, 4, axis=2))  # to the right; what leaves comes in at the left

# %% name="eigenfaces-picture"
from sklearn.decomposition import PCA

components = PCA(40, svd_solver="full").fit(train_rows)
shown = [components.mean_, *components.components_[:7]]
shown = [(face - face.min()) / np.ptp(face) for face in shown]
plots.show(
    plots.image_grid([face.reshape(24, 24, 3) for face in shown], titles=["mean", *map(str, range(1, 8))]),
    caption="The mean of the aligned training faces and the first seven Eigenfaces, each stretched to the full range "
    "of colours. The first ones are mostly backgrounds and light, not people.",
    alt="Eight blurred squares: an average face, then ghostly faces in changing colours.",
)

# %% [markdown] name="eigenfaces-task"
# ### Exercise 7.3 · Eigenfaces by hand
#
# Write the function that scikit-learn has just called for us: from rows of pixels (n, p) the mean row and
# the `count` directions of largest variance, as rows of length 1. `np.linalg.svd(a,
# full_matrices=False)` returns three arrays; the rows of the third are what you need, largest first, *if*
# the rows of `a` have mean zero.


# %% name="eigenfaces" tags=["exercise"]
def eigenfaces(rows, count):
    """Return the mean row (p,) and the first `count` principal components (count, p)."""
    # BEGIN SOLUTION
    mean = rows.mean(axis=0)
    directions = np.linalg.svd(rows - mean, full_matrices=False)[2]
    return mean, directions[:count]
    # END SOLUTION


checks.celebrity_classifier.components(eigenfaces)

# %% [markdown] name="eigenfaces-solution" tags=["solution"]
# **Why.** With $A = U S V^T$ the covariance is $A^T A / n = V S^2 V^T / n$: the rows of $V^T$ are its
# eigenvectors, sorted by variance. Without subtracting the mean the first direction would be almost the mean
# face itself, and be wasted.

# %% name="classical-run"
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.svm import SVC

classical = {
    "Eigenfaces": make_pipeline(PCA(40, svd_solver="full"), KNeighborsClassifier(1)),
    "Fisherfaces": make_pipeline(PCA(40, svd_solver="full"), LinearDiscriminantAnalysis()),
    "SVM": SVC(C=10),
}
order = np.random.default_rng(seed).permutation(train_rows.shape[1])
table = pd.DataFrame(index=classical)
table["lecture"] = [0.7349, 0.9163, 0.9023]
for name, method in classical.items():
    method.fit(train_rows[:, order], aligned.y_train)
    table.loc[name, "shuffled"] = method.score(test_rows[:, order], aligned.y_test)
    method.fit(train_rows, aligned.y_train)
    table.loc[name, "aligned"] = method.score(test_rows, aligned.y_test)
    table.loc[name, "shifted by 4"] = method.score(shifted_rows, aligned.y_test)
table[["lecture", "aligned", "shuffled", "shifted by 4"]].round(4)

# %% name="classical-claims"
checks.claim(
    "aligned drawn faces: largest change of a classical method through shuffling, accuracy",
    (table["shuffled"] - table["aligned"]).abs().max(),
    high=0.02,
    control=(table["aligned"] - table["shifted by 4"]).min(),
)
checks.claim(
    "aligned drawn faces: what a shift by 4 pixels costs Fisherfaces, accuracy",
    table.loc["Fisherfaces", "aligned"] - table.loc["Fisherfaces", "shifted by 4"],
    low=0.3,
    control=0.0,
)

# %% [markdown] name="classical-explain"
# All three compare numbers at the same place of the row. Shuffling moves the numbers of every picture alike, and
# costs nothing. A shift by a twelfth of the picture puts an eye where a cheek was, and costs a lot. So the
# lecture's fine numbers hold for faces that somebody has aligned, and the aligning is half of the work. The eight
# drawn celebrities of the ladder are not aligned; photos that a face detector has cut out lie in between. That is
# what the models of the ladder have to deal with.

# %% [markdown] name="ladder"
# ## The ladder
#
# The original homework had three rungs: a fully connected net reached .58, a CNN .67 to .71, and a net
# that had learned from other pictures before, .83. The first two rungs are built here, the third is lesson
# 08. The fully connected net is stopped **early**: after every epoch its loss on the validation pictures
# is measured, and when it has not improved for a while (`patience`), training ends and the best weights
# come back.


# %% name="dense-net"
import keras
import matplotlib.pyplot as plt
from keras import layers, ops


def dense_net():
    hidden = [layers.Dense(units, activation="relu") for units in (128, 64)]
    return keras.Sequential([keras.Input((48, 48, 3)), layers.Flatten(), *hidden, layers.Dense(8)])


loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
dense = dense_net()
dense.compile(keras.optimizers.Adam(0.001), loss)
stopping = keras.callbacks.EarlyStopping(patience=4, restore_best_weights=True)
validation = (x_validation, y_validation)
history = dense.fit(
    x_train, y_train, batch_size=64, epochs=dense_epochs, validation_data=validation, callbacks=[stopping], verbose=0
)

# %% name="stopping-picture"
ax = plots.curves(
    {"training": history.history["loss"], "validation": history.history["val_loss"]},
    title="Early stopping keeps the epoch with the lowest validation loss",
    ylabel="cross-entropy",
)
ax.axvline(stopping.best_epoch + 1, color=plots.COLORS["neutral"], linestyle=":")
ax.axhline(np.log(8), color=plots.COLORS["chance"], linestyle="--")
plots.show(
    ax,
    caption=r"Loss of the fully connected net. Dotted: the epoch whose weights are kept. Dashed: $\ln 8$, the loss of "
    "a net that knows nothing.",
    alt="The losses on training and validation pictures, both falling from about 2 over the epochs; a dotted line "
    "marks one epoch.",
)

# %% [markdown] name="stopping-explain"
# If the dotted line stands at the very end, the net had not finished, and a few more epochs might have helped.
# If it stands earlier, the epochs behind it have only been used to make sure.

# %% [markdown] name="stopping-task"
# ### Exercise 7.4 · stop early
#
# Write early stopping. Given the validation losses that a run *would* have, epoch by epoch, return two
# numbers, counted from 1: the epoch whose weights are kept, and the epoch after which training stops. It
# stops when `patience` epochs in a row have brought no new lowest loss, or when the list ends.


# %% name="stopping" tags=["exercise"]
def early_stop(losses, patience):
    """Return the number of the best epoch and of the last one that is run, both counted from 1."""
    # BEGIN SOLUTION
    best = 0
    for epoch, value in enumerate(losses):
        if value < losses[best]:
            best = epoch
        elif epoch - best >= patience:
            return best + 1, epoch + 1
    return best + 1, len(losses)
    # END SOLUTION


checks.celebrity_classifier.stopping(early_stop)

# %% [markdown] name="stopping-solution" tags=["solution"]
# **Why.** The stopping rule cannot know what comes later. With little patience it misses a second, deeper
# valley; with much it wastes time. And the validation loss that it reports is the *lowest of many*: a
# little too good to be true, which is one more reason to keep a test set apart.

# %% [markdown] name="cnn"
# Now the CNN of lesson 06b, for pictures of 48×48 in colour: with one more pooling behind its first
# convolution, so that it stays cheap. All CNNs of this lesson are trained by `models.train`: Adam, its
# learning rate falling along a cosine. **Guess** which share of the test pictures
# each of the two nets will get right.


# %% name="cnn-net"
def celebrity_net(*first_layers):
    """Return the CNN of this lesson, for pictures (48, 48, 3); first_layers change them in training."""
    inputs = maps = keras.Input((48, 48, 3))
    for layer in first_layers:
        maps = layer(maps)
    maps = models.normalized(maps, layers.Conv2D(16, 5, strides=2, use_bias=False))  # (n, 22, 22, 16)
    maps = layers.MaxPooling2D(2)(maps)  # (n, 11, 11, 16)
    maps = models.normalized(maps, layers.Conv2D(32, 3, use_bias=False))  # (n, 9, 9, 32)
    maps = layers.MaxPooling2D(2)(maps)  # (n, 4, 4, 32)
    features = models.normalized(layers.Flatten()(maps), layers.Dense(64, use_bias=False))  # (n, 64)
    return keras.Model(inputs, layers.Dense(8)(features))


# %% name="ladder-run"
cnn = models.train(celebrity_net(), x_train, y_train, epochs=epochs)
ladder = {"fully connected": models.accuracy(dense, x_test, y_test), "CNN": models.accuracy(cnn, x_test, y_test)}
print(f"{dense.count_params():,} numbers in the fully connected net, {cnn.count_params():,} in the CNN")

# %% name="ladder-claims"
checks.claim(
    "eight celebrities: fully connected net minus majority baseline, test accuracy",
    ladder["fully connected"] - majority,
    low=0.02,
    control=0.0,
)
checks.claim(
    "eight celebrities: CNN minus fully connected net, test accuracy",
    ladder["CNN"] - ladder["fully connected"],
    low=0.02,
    control=0.0,
)

# %% name="ladder-picture"
steps_up = {
    "fully connected\nminus majority": (
        measured.of_claim("eight celebrities: fully connected net minus majority baseline, test accuracy"),
        ladder["fully connected"] - majority,
    ),
    "CNN minus\nfully connected": (
        measured.of_claim("eight celebrities: CNN minus fully connected net, test accuracy"),
        ladder["CNN"] - ladder["fully connected"],
    ),
}
ax = plots.before_and_now(
    steps_up,
    control=0,
    control_name="no step at all",
    xlabel="step on the ladder, test accuracy",
    title="Both rungs hold, whatever the start",
)
plots.show(
    ax,
    caption="How much each rung adds: today's run as a star; as dots the runs of other seeds on drawn faces, measured "
    "before this lesson was printed.",
    alt="Two rows with a star each, and dots around it where the lesson has been measured, right of a dashed line at 0.",
)

# %% name="ladder-table"
here = [f"{value:.3f}" for value in (majority, *ladder.values())]
rungs = ["majority", *ladder, "transfer (lesson 08)"]
pd.DataFrame({"original course": ["about 1/8", ".58", ".67 to .71", ".83"], "here": [*here, ""]}, index=rungs)

# %% [markdown] name="ladder-explain"
# The shape of the original's ladder is there, with other people and other pictures: guessing, then all pixels
# as one long row, then small windows. The single numbers belong to these data and these nets, so do not compare
# their digits with anybody's. The *steps* are what other seeds confirm: the dots in the figure.

# %% [markdown] name="count-task"
# ### Exercise 7.5 · where the parameters are
#
# The original's fully connected net took the same 48·48·3 = 6912 numbers: layers of 400, 500 and 200
# units, *batch normalisation* behind each of these three (four numbers for each unit: a scale, a shift, a
# running mean and a running variance), and 8 outputs. Count all its numbers, and the share of them that
# sits in the weights and biases of the first layer.

# %% name="count" tags=["exercise"]
# BEGIN SOLUTION
widths = [6912, 400, 500, 200, 8]
dense_numbers = [widths[k] * widths[k + 1] + widths[k + 1] for k in range(4)]
all_numbers = sum(dense_numbers) + 4 * (400 + 500 + 200)
first_share = dense_numbers[0] / all_numbers
# END SOLUTION
checks.celebrity_classifier.count(all_numbers, first_share)

# %% [markdown] name="count-solution" tags=["solution"]
# **Why.** Each of the 400 units has a weight for every number of the picture, and learns for every place
# anew what an eye looks like. Nine tenths of the net are in that one layer. The CNN here has a fraction of
# the numbers, and wins.

# %% [markdown] name="save"
# A model that took long to train is **saved** at once: one file holds structure, weights and the state of
# the optimizer. **Guess:** how far will the answers of the loaded net differ?

# %% name="save-run"
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "celebrities.keras"
    cnn.save(path)
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
    loaded = keras.models.load_model(path)
checks.claim(
    "largest difference between the logits of the net and of the net loaded from its file",
    np.abs(models.outputs(cnn, x_test) - models.outputs(loaded, x_test)).max(),
    high=1e-5,
    control=np.abs(models.outputs(cnn, x_test) - models.outputs(celebrity_net(), x_test)).max(),
)

# %% [markdown] name="confusion"
# ## Who is taken for whom?
#
# One number hides who pays for it. The **confusion matrix** has a row for each person and a column for
# each answer; each row adds up to 1. Behind every dark square off the diagonal there are pictures. Look at
# them before you change the model: is it the *light*, something *in the way*, or do the two people look
# alike? **Guess** from the wall above which two people the net confuses most.

# %% name="confusion-run"
probabilities = models.probabilities(cnn, x_test)
guesses = probabilities.argmax(axis=1)
confusion = np.zeros((8, 8))
np.add.at(confusion, (y_test, guesses), 1)
ax = plots.heat_map(
    confusion / confusion.sum(axis=1, keepdims=True),
    short_names,
    short_names,
    title="Who is taken for whom",
    xlabel="answer of the CNN",
    ylabel="who it is",
)
ax.tick_params(axis="x", labelrotation=35)
plots.show(
    ax,
    caption="Confusion matrix of the CNN on the test pictures, as shares of each row.",
    alt="A matrix of 8 by 8 squares, dark on the diagonal, with a few lighter squares elsewhere.",
)

# %% name="confusion-behind"
mixed = confusion * (1 - np.eye(8))
real, taken_for = np.unravel_index(mixed.argmax(), mixed.shape)
behind = np.flatnonzero((y_test == real) & (guesses == taken_for))[:8]
looks_like = np.flatnonzero((y_test == taken_for) & (guesses == taken_for))[: max(len(behind), 1)]
print(f"{len(behind)} pictures (at most 8 shown) of {names[real]} are taken for {names[taken_for]}")
blank = [np.full((48, 48, 3), 255, np.uint8)] * (len(behind) - len(looks_like))
plots.show(
    plots.image_grid(
        [*faces.x_test[behind], *faces.x_test[looks_like], *blank],
        columns=len(behind) or 1,
        colors=200,
        row_labels=[f"{short_names[real]},\nconfused", f"{short_names[taken_for]},\nright"],
    ),
    caption="The pictures behind the largest confusion (above), and pictures of the other person that are recognised.",
    alt="Two rows of small portraits: above those of one person that are taken for another, below those of the other.",
)

# %% [markdown] name="confusion-explain"
# Is it the pair whose mean pictures lie closest? If so, the net has a reason that you can see. If not, look
# for what the confused pictures have in common, and the others have not: missing colours, a covered mouth, a
# new haircut. Every such finding is an idea for the next experiment, and a better one than "a larger net".

# %% [markdown] name="confident"
# And the **most confident mistakes**: the wrong answers with the highest probability. They are among the most
# instructive pictures of any project: perhaps the label is wrong, or the picture is ambiguous, or the net has
# learned something that you did not mean. **Guess** which of these reasons you will see.

# %% name="confident-picture"
wrong = np.flatnonzero(guesses != y_test)
wrong = wrong[np.argsort(-probabilities[wrong].max(axis=1))][:8]
titles = [f"{short_names[guesses[k]]} {probabilities[k].max():.0%}\nnot {short_names[y_test[k]]}" for k in wrong]
plots.show(
    plots.image_grid(faces.x_test[wrong], titles=titles, columns=min(4, len(wrong)), size=1.7, colors=200),
    caption="The most confident mistakes of the CNN on the test pictures: its answer with the probability, and the truth.",
    alt="Small portraits with the wrong answer, its probability and the right name above each.",
)
print(f"{(guesses != y_test).sum()} of {len(y_test)} test pictures are wrong; these are the most confident ones")

# %% [markdown] name="augmentation"
# ## One augmentation helps, another one hurts
#
# New pictures out of old ones, for nothing: that is augmentation. The ComputeFest lecture shows several on one
# photo; one is the **hue shift**, which turns all colours around the colour circle, red to green to blue and
# back. Each augmentation is a claim: *this change does not matter for the answer*. Whether the claim is true
# depends on the question. A shirt stays a shirt in every colour. A person?
#
# From here on all pictures are **drawn faces**, whatever the ladder stood on, because their causes are known. Two
# augmentations compete: **moves** (small turns, zooms, shifts, and mirror images) and **shifted hues**. **Before
# you run it:** which of them helps to recognise people, and which one hurts? By how much?

# %% name="drawn"
drawn, causes = data.draw_celebrities(**parts)
xd_train, xd_test = models.as_inputs(drawn.x_train), models.as_inputs(drawn.x_test)
yd_train, yd_test = drawn.y_train, drawn.y_test
drawn_names = [name.split()[0] for name in drawn.class_names]

# %% name="augment-layers"
from course_utils.models.augmentation import RandomAffine


class HueShift(layers.Layer):
    """Turns the colours of each training picture around the grey axis, by a random angle."""

    random = keras.random.SeedGenerator(seed)

    def call(self, pictures, training=False):
        if not training:
            return pictures
        angle = keras.random.uniform((ops.shape(pictures)[0], 1, 1, 1), -np.pi, np.pi, seed=self.random)
        grey = ops.mean(pictures, axis=-1, keepdims=True)
        turned = (ops.roll(pictures, 1, axis=-1) - ops.roll(pictures, -1, axis=-1)) / 3**0.5
        return ops.clip(grey + ops.cos(angle) * (pictures - grey) + ops.sin(angle) * turned, 0, 1)


class Mirror(layers.Layer):
    """Mirrors every second training picture, left to right."""

    random = keras.random.SeedGenerator(seed)

    def call(self, pictures, training=False):
        if not training:
            return pictures
        mirrored = keras.random.uniform((ops.shape(pictures)[0], 1, 1, 1), seed=self.random) < 0.5
        return ops.where(mirrored, ops.flip(pictures, axis=2), pictures)


def moves():
    return [Mirror(), RandomAffine(degrees=12, zoom=0.1, shift=4, seed=seed)]


# %% name="hue-look"
original = np.repeat(xd_train[3:4], 8, axis=0)
moved = original
for layer in moves():
    moved = layer(moved, training=True)
shifted_hues = HueShift()(original, training=True)
plots.show(
    plots.image_grid(
        [*original[:1], *ops.convert_to_numpy(moved)[1:], *original[:1], *ops.convert_to_numpy(shifted_hues)[1:]],
        columns=8,
        row_labels=["moved", "hue"],
        colors=200,
    ),
    caption="One training picture (left) and what two augmentations make of it.",
    alt="Above: one small portrait, slightly turned, moved and mirrored. Below: the same one with hair, skin and "
    "background in other hues.",
)

# %% [markdown] name="mirror-task"
# ### Exercise 7.6 · mirror some of them
#
# An augmentation acts on each picture of a batch for itself. Mirror, left to right, exactly those pictures
# (n, height, width, 3) for which `chosen` (n,) is `True`; the others stay as they are. NumPy is enough.


# %% name="mirror" tags=["exercise"]
def mirror_some(pictures, chosen):
    """Return the pictures, the chosen ones mirrored left to right."""
    # BEGIN SOLUTION
    changed = pictures.copy()
    changed[chosen] = pictures[chosen][:, :, ::-1]
    return changed
    # END SOLUTION


checks.celebrity_classifier.mirror(mirror_some)

# %% [markdown] name="mirror-solution" tags=["solution"]
# **Why.** Axis 0 counts pictures, axis 1 runs downwards, axis 2 to the right, axis 3 holds the colours.
# `pictures[chosen]` picks by a mask; the copy keeps the training pictures as they were. A mirrored face is
# still the same person. A mirrored *word* would not be the same word.

# %% name="augment-run"
x_half, y_half = xd_train[: 4 * num_few], yd_train[: 4 * num_few]  # each person in turn: the same number of each
x_unseen = models.as_inputs(np.concatenate([drawn.x_validation, drawn.x_test]))  # no net has learned from either
y_unseen = np.concatenate([drawn.y_validation, drawn.y_test])
compared = {}
for name, changes in {"moves": moves(), "nothing": [], "hue shift": [HueShift()]}.items():
    compared[name] = models.train(celebrity_net(*changes), x_half, y_half, epochs=2 * few_epochs)
augmented = {name: models.accuracy(one, x_unseen, y_unseen) for name, one in compared.items()}
error = (2 * augmented["nothing"] * (1 - augmented["nothing"]) / len(y_unseen)) ** 0.5  # for a difference of two
for name in ("moves", "hue shift"):
    print(f"{name} minus nothing: {augmented[name] - augmented['nothing']:+.3f} (standard error about {error:.3f})")

# %% name="augment-picture"
gains = pd.Series({name: augmented[name] - augmented["nothing"] for name in ("moves", "hue shift")})
gains_before = measured.before("drawn faces: accuracy minus that without augmentation", gains)
ax = plots.before_and_now(
    {name: (gains_before[name], gain) for name, gain in gains.items()},
    control=0,
    control_name="no augmentation",
    xlabel="accuracy on unseen drawn faces, minus that without augmentation",
    title="An augmentation is a claim, and one is false",
)
plots.show(
    ax,
    caption="What moved pictures and shifted hues change in the CNN's accuracy on all validation and test pictures, "
    f"{len(x_half) // 8} training pictures of each person, equally many steps. Dots: the same experiment with 20 "
    "seeds, measured with the profile quick before this lesson was printed; star: your run.",
    alt="Two rows of dots with a star each: those of the moves lie to the right of a dashed line at zero, those of the "
    "shifted hues to the left.",
)
checks.claim(
    "drawn faces: accuracy on unseen pictures with moves minus with shifted hues",
    augmented["moves"] - augmented["hue shift"],
    low=0.01,
    control=0.0,
)

# %% [markdown] name="augment-explain"
# Skin, hair and eyes *have* colours, and they belong to the person. Shifting hues tells the net that they
# do not matter, so it throws away true evidence. Turned, shifted and mirrored heads occur in these pictures
# anyway: there the claim is true, and where pictures are few it helps. One run is one run, though: compare the
# printed differences with their standard error, which is about the luck of the test pictures, and your stars with the
# dots, which share all pictures and show the luck of training. And on photos of eight people in
# dark suits the same hue shift may cost little, as colour says little there. So do not ask which augmentation is
# good. Ask which change leaves the answer as it was, and then measure.

# %% [markdown] name="curve"
# ## How many pictures of each?
#
# How much would more pictures help? A **learning curve** answers it backwards: train with only some of those
# you have, and see what the others have brought. **Before you run it:** draw the curve of test accuracy over the
# number of pictures of each person, from 10 to all 250. Does it flatten out?

# %% name="curve-run"
same_pictures = faces.source == drawn.source  # then the CNN of the ladder has seen exactly these
drawn_net = cnn if same_pictures else models.train(celebrity_net(), xd_train, yd_train, epochs=epochs)
full_accuracy = models.accuracy(drawn_net, xd_test, yd_test)
x_few, y_few = xd_train[: 8 * num_few], yd_train[: 8 * num_few]
few_net = models.train(celebrity_net(), x_few, y_few, epochs=few_epochs)
few_accuracy = models.accuracy(few_net, xd_test, yd_test)
least_net = models.train(celebrity_net(), xd_train[: 8 * 10], yd_train[: 8 * 10], epochs=3 * few_epochs)
learned = {
    10: models.accuracy(least_net, xd_test, yd_test),
    len(x_half) // 8: models.accuracy(compared["nothing"], xd_test, yd_test),
}
learned |= {num_few: few_accuracy, len(xd_train) // 8: full_accuracy}

# %% name="curve-picture"
ax = plots.curves({"CNN": list(learned.values())}, x=list(learned), ylabel="test accuracy", value_limits=(0, 1))
ax.plot(list(learned), list(learned.values()), "o", color=plots.COLORS["train"])
learned_before = measured.before("drawn faces: test accuracy by pictures of each person", pd.Series(learned))
ax.fill_between(list(learned), learned_before.min(), learned_before.max(), color=plots.COLORS["train"], alpha=0.2, lw=0)
ax.axhline(1 / 8, color=plots.COLORS["chance"], linestyle="--")
ax.set(xscale="log", xlabel="training pictures of each person (logarithmic)", title="More pictures still help")
ax.set_xticks(list(learned), list(map(str, learned)))
ax.minorticks_off()
plots.show(
    ax,
    caption="Learning curve of the CNN on drawn faces, without augmentation. Nets that see fewer pictures see them "
    "more often: they are trained for more epochs. Band: smallest to largest of 20 seeds, measured before with "
    "the profile quick. Dashed: guessing.",
    alt="A rising curve with a band over the number of training pictures of each person, far above a dashed line.",
)
checks.claim(
    "drawn faces: test accuracy with all pictures minus with 10 of each",
    full_accuracy - learned[10],
    low=0.1,
    control=0.0,
)

# %% [markdown] name="curve-explain"
# The axis is logarithmic: the further to the right, the more pictures each step costs. While the curve still
# rises at its end, more pictures would probably help. And look at its left end: whoever has only 10 photos of each
# person needs something else. That is the question of lesson 08.

# %% [markdown] name="noise"
# ## Wrong labels, turned up
#
# Back to the lecture's special challenge. How bad are wrong labels? With drawn faces we can turn them up:
# 0, 20 and 40 % of the training labels replaced by a wrong name. The test labels stay right. **Guess:** what
# will the accuracy be with 40 % wrong labels? And is 60 %, the share of right ones, the most that any net could
# reach then?

# %% name="noise-run"
noise_accuracy = {0.0: few_accuracy}
for share in (0.2, 0.4):
    noisy = data.load_celebrities("drawn", label_noise=share, **parts)
    misled = models.train(celebrity_net(), x_few, noisy.y_train[: len(x_few)], epochs=few_epochs)
    noise_accuracy[share] = models.accuracy(misled, xd_test, yd_test)

# %% name="noise-picture"
ax = plots.curves({"CNN": list(noise_accuracy.values())}, x=list(noise_accuracy), value_limits=(0, 1))
noise_before = measured.before("drawn faces: test accuracy by share of wrong labels", pd.Series(noise_accuracy))
ax.plot(list(noise_accuracy), list(noise_accuracy.values()), "o", color=plots.COLORS["train"])
low, high = noise_before.min(), noise_before.max()
ax.fill_between(list(noise_accuracy), low, high, color=plots.COLORS["train"], alpha=0.2, linewidth=0)
ax.plot(list(noise_accuracy), [1 - share for share in noise_accuracy], ":", color=plots.COLORS["neutral"])
ax.annotate("share of right labels", (0.2, 0.83), color=plots.COLORS["neutral"])
ax.axhline(1 / 8, color=plots.COLORS["chance"], linestyle="--")
ax.set(xlabel="share of wrong training labels", ylabel="test accuracy", title="Wrong labels cost accuracy")
plots.show(
    ax,
    caption=f"Test accuracy of the CNN over the share of wrong training labels, {len(x_few) // 8} drawn pictures of "
    "each person. Band: smallest to largest of 20 seeds, measured before with the profile quick. Dotted: the share of "
    "training labels that is right. Dashed: guessing.",
    alt="A falling curve with a band, a falling dotted line above it, and a dashed line at one eighth.",
)
print(f"40 % wrong labels cost {noise_accuracy[0.0] - noise_accuracy[0.4]:.3f} in test accuracy")
checks.claim(
    "drawn faces: test accuracy after training with 40 % wrong labels", noise_accuracy[0.4], low=0.25, control=1 / 8
)

# %% [markdown] name="noise-explain"
# Why is it not worse? The wrong names are spread over seven people, so that even at 40 % the right name stays
# by far the commonest one for each face: what the pictures of one person *share* is still the truth. For the same
# reason the dotted line is no ceiling: the test labels are right, and a net that has learned what is shared may
# beat its teachers. That takes many pictures; try it with `xd_train` in place of `x_few`, twice. Wrong labels
# that are **not** random, such as one person often taken for the same other, would be learned like any truth.

# %% [markdown] name="suspects"
# ## The model finds the wrong labels
#
# Random wrong names contradict each other; right ones agree. So a net believes the majority, and where the
# label says something else, its probability *for the given label* is low: a suspect. Only one thing must
# not happen: the net must not have learned that very label by heart. Therefore two nets: each learns
# one half of the pictures and judges the **other** half (cross-validation with two folds). **Guess:** if
# one label in ten is wrong, how many of the 16 most suspicious pictures are really mislabelled?

# %% [markdown] name="suspects-task"
# ### Exercise 7.7 · the most suspicious first
#
# Given probabilities (n, classes) and the labels that stand beside the pictures (n,), return the numbers of
# the `count` pictures whose *given label* is least probable, the least probable first.


# %% name="suspects-answer" tags=["exercise"]
def most_suspicious(probabilities, labels, count):
    """Return the indices of the pictures whose given label is least probable."""
    # BEGIN SOLUTION
    of_the_label = probabilities[np.arange(len(labels)), labels]
    return np.argsort(of_the_label)[:count]
    # END SOLUTION


checks.celebrity_classifier.suspects(most_suspicious)

# %% [markdown] name="suspects-solution" tags=["solution"]
# **Why.** The cross-entropy of a picture is $-\ln p$ of its given label: the most suspicious pictures are
# those with the largest loss. Note what is *not* asked: the probability of the best answer. A net may be
# sure and right, and the label wrong.

# %% name="suspects-run"
suspect_set = data.load_celebrities("drawn", label_noise=0.1, **parts)
given, true = suspect_set.y_train[: len(x_few)], yd_train[: len(x_few)]
fold = np.random.default_rng(seed).permutation(len(given)) % 2
own_loss = np.zeros(len(given))
for judged in (0, 1):
    judge = models.train(celebrity_net(), x_few[fold != judged], given[fold != judged], epochs=few_epochs)
    scores = ops.convert_to_numpy(ops.log_softmax(models.outputs(judge, x_few[fold == judged])))
    own_loss[fold == judged] = -scores[np.arange(len(scores)), given[fold == judged]]
suspects = np.argsort(-own_loss)
is_wrong = given != true
first_tenth = suspects[: is_wrong.sum()]

# %% name="suspects-picture"
titles = [drawn_names[given[k]] for k in suspects[:16]]
plots.show(
    plots.image_grid(
        drawn.x_train[suspects[:16]], titles=titles, correct=~is_wrong[suspects[:16]], columns=8, colors=200
    ),
    caption="The 16 most suspicious training pictures, with the name that the label gives. Crossed: the label is "
    f"really wrong ({is_wrong[suspects[:16]].sum()} of {len(titles)}). Of all labels {is_wrong.mean():.0%} are wrong.",
    alt="Two rows of eight small portraits with names; names that are really wrong are crossed and bold.",
)
checks.claim(
    "drawn faces: share of really wrong labels among the most suspicious tenth",
    is_wrong[first_tenth].mean(),
    low=0.3,
    control=is_wrong.mean(),
)

# %% [markdown] name="suspects-explain"
# Checking the most suspicious tenth by hand finds several times as many errors as checking a tenth at
# random. A person still has to decide: among the suspects are right labels of difficult pictures, and those
# are the ones that a net most needs. And whoever throws all suspects out of the *test* set, too, has made the test
# easier: the accuracy rises, and the net is no better.

# %% [markdown] name="bound"
# ## How good could anybody be?
#
# Is a missing tenth the model's fault, or were the pictures too hard? For photos nobody knows. For drawn
# faces we do: each picture is painted from known looks (shapes, colours, hair, beard, glasses), drawn with
# known probabilities for each person. Somebody who knows these probabilities, is *told* the looks and applies
# **Bayes' rule** cannot, on average, be beaten by a model that only sees the pixels. That guesser's accuracy is an
# **upper bound** for every model: on average over pictures, the probability of the most probable person.
#
# Two knobs make it fall: people who *differ less* (`identity_spread`), and people who *change more* from
# picture to picture (`wear`). **Guess** the bound for the faces of this lesson.

# %% [markdown] name="bound-task"
# ### Exercise 7.8 · the bound for two people
#
# Somebody knows two people, equally common, and sees only whether they wear red, green or blue. Table
# `looks[person, colour]` holds the probability of each colour for each person; rows add up to 1. Derive the
# best possible accuracy of a guess from the colour, for **any** such table, with any number of people and
# colours.


# %% name="bound-answer" tags=["exercise"]
def best_accuracy(looks):
    """Return the best possible accuracy for looks (people, kinds), all people equally common."""
    # BEGIN SOLUTION
    return looks.max(axis=0).sum() / len(looks)
    # END SOLUTION


checks.celebrity_classifier.bound(best_accuracy)

# %% [markdown] name="bound-solution" tags=["solution"]
# **Why.** With $P$ people, person $k$ and colour $c$ occur together with probability $p(c \mid k) / P$. For
# each colour the best guess is the person with the largest entry of the column, and it is right exactly
# that often: $\sum_c \max_k p(c \mid k) / P$. If all rows are equal, that is $1/P$, guessing.


# %% name="bound-run"
def bound_at(spread):
    """Return the upper bound for people who change a lot and differ by `spread`."""
    hard = data.FaceConditions(identity_spread=spread, wear=1.0)
    amounts = {"num_train": 1, "num_validation": 1, "num_test": num_bound}
    _, hard_causes = data.draw_celebrities(conditions=hard, **amounts)
    return data.best_possible_accuracy(hard_causes.test)


spreads = [0.0, 0.15, 0.3, 0.6]
bounds = [bound_at(spread) for spread in spreads]
usual_bound = data.best_possible_accuracy(causes.test)
print(f"the faces of this lesson: bound {usual_bound:.3f}, CNN {full_accuracy:.3f}")

# %% name="bound-picture"
ax = plots.curves({"bound": bounds}, x=spreads, ylabel="accuracy", value_limits=(0, 1.05))
ax.plot(spreads, bounds, "o", color=plots.COLORS["train"])
ax.axhline(1 / 8, color=plots.COLORS["chance"], linestyle="--")
ax.set(xlabel="identity_spread: how far people differ (1 in this lesson)", title="No model can get above this line")
plots.show(
    ax,
    caption="Upper bound on the accuracy of any model, for people who change a lot (`wear` = 1), over how far they "
    "differ. Dashed: guessing.",
    alt="A curve that begins at one eighth, where all people are the same, and rises towards 1.",
)
checks.claim(
    "drawn faces of this lesson: upper bound minus accuracy of the CNN",
    usual_bound - full_accuracy,
    low=0.05,
    control=0.0,
)

# %% [markdown] name="bound-explain"
# For the faces of this lesson the ceiling is high: whoever knew all looks would get right nearly everything that
# the CNN gets wrong. To the left in the figure nobody could, however large the net. Can a model that only sees
# pixels reach the bound? It need not: a turned head or a balloon hides looks that the guesser was told. It is a
# ceiling, not a promise.

# %% [markdown] name="maps"
# ## What does it look at?
#
# Two maps, two questions. **Occlusion** (Zeiler and Fergus 2014): cover one square of the picture after the
# other with grey; where does the score of the right answer fall? **Saliency** (Simonyan, Vedaldi and Zisserman
# 2014): how strongly would a tiny change of each pixel change the score, $|\partial \text{score} / \partial
# \text{pixel}|$? Such maps are often shown and seldom marked. Drawn faces come with the right answer: a **mask** of the
# pixels that carry the identity. **Guess:** of the hottest pixels, as many as the mask has, what share lies in the
# mask? And how would a "map" do that knows neither picture nor net: a disc in the middle?

# %% name="maps-code"
from course_utils.gradients import value_and_gradient

SQUARE, STEP = 10, 4  # pixels


def occlusion_map(model, picture, label):
    """Return by how much the score of the label falls where a grey square covers the picture (48, 48)."""
    corners = [(row, column) for row in range(-6, 48, STEP) for column in range(-6, 48, STEP)]
    covers = np.zeros((len(corners), 48, 48, 1), "float32")
    for cover, (row, column) in zip(covers, corners, strict=True):
        cover[max(row, 0) : row + SQUARE, max(column, 0) : column + SQUARE] = 1
    covered = picture * (1 - covers) + 0.5 * covers
    falls = models.outputs(model, picture[None])[0, label] - models.outputs(model, covered)[:, label]
    return np.tensordot(falls, covers[..., 0], 1) / covers[..., 0].sum(axis=0)


def saliency_maps(model, pictures, labels):
    """Return how strongly each pixel moves the score of its label (n, 48, 48)."""
    chosen = ops.one_hot(labels, 8)
    gradient = value_and_gradient(lambda x: ops.sum(model(x, training=False) * chosen, axis=1), pictures)[1]
    return np.abs(gradient).sum(axis=3)


# %% [markdown] name="maps-task"
# ### Exercise 7.9 · mark a map
#
# Write the score: of the hottest pixels of a map (height, width), as many as the mask (height, width, `bool`)
# has, the share that lies in the mask. A map drawn with dice scores the mask's share of the picture.


# %% name="maps-answer" tags=["exercise"]
def hit_share(heat, mask):
    """Return the share of the hottest pixels, as many as the mask has, that lie in the mask."""
    # BEGIN SOLUTION
    hottest = np.argsort(-heat.ravel())[: mask.sum()]
    return mask.ravel()[hottest].mean()
    # END SOLUTION


checks.celebrity_classifier.hits(hit_share)

# %% [markdown] name="maps-solution" tags=["solution"]
# **Why.** Ranking makes the score independent of the map's scale, which differs between occlusion and
# gradients. Taking as many pixels as the mask has makes a perfect map score 1.

# %% name="maps-run"
from scipy.ndimage import gaussian_filter

masks = causes.test.masks[:num_maps]
mapped, who = xd_test[:num_maps], yd_test[:num_maps]
heats = {"occlusion": np.stack([occlusion_map(drawn_net, *pair) for pair in zip(mapped, who, strict=True)])}
heats["saliency"] = gaussian_filter(
    saliency_maps(drawn_net, mapped, who), (0, 1.5, 1.5)
)  # smoothed: single pixels flicker


def hits(heat):
    """Return the mean share of the hottest pixels that lie in the mask."""
    hot = [own >= np.quantile(own, 1 - mask.mean()) for own, mask in zip(heat, masks, strict=True)]
    return float(np.mean([mask[own].mean() for own, mask in zip(hot, masks, strict=True)]))


hit = {name: hits(heat) for name, heat in heats.items()}
by_dice = masks.mean()

# %% name="maps-table"
middle = np.broadcast_to(-np.hypot(*(np.mgrid[:48, :48] - 23.5)), masks.shape)  # the nearer the middle, the hotter
others = {name: np.mean([hits(np.roll(heat, k, axis=0)) for k in range(1, 8)]) for name, heat in heats.items()}
marks = pd.DataFrame({"its own map": hit, "maps of other pictures": others})
marks.loc["disc in the middle"] = hits(middle)
marks.loc["dice"] = by_dice
marks.round(3)


# %% name="maps-picture"
def tinted(heats):
    """Return maps (height, width) as pictures: orange where they are positive, purple where they are negative."""
    return [plt.get_cmap("PuOr_r")(0.5 + 0.5 * heat / np.abs(heat).max())[..., :3] for heat in heats]


columns = min(6, len(mapped))
white = np.repeat(masks[:columns, :, :, None], 3, axis=3).astype(float)
maps = [picture for heat in heats.values() for picture in tinted(heat[:columns])]
plots.show(
    plots.image_grid(
        [*mapped[:columns], *maps, *white],
        columns=columns,
        row_labels=["picture", *heats, "mask"],
        title="Where two maps are hot, and where the identity is",
        size=1.2,
        colors=200,
    ),
    caption="Test pictures; where covering them lowers the score of the right answer (orange) or raises it (purple); "
    "where the gradient is large; and, in white, the pixels that carry the identity.",
    alt="Four rows of small pictures: portraits, coloured maps that are orange over faces and hair, smoother maps, and "
    "white silhouettes of heads.",
)

# %% name="maps-claims"
checks.claim(
    "drawn faces: hottest pixels of the occlusion map inside the identity mask, minus dice",
    hit["occlusion"] - by_dice,
    low=0.05,
    control=0.0,
)
checks.claim(
    "drawn faces: hottest pixels of the saliency map inside the identity mask, minus dice",
    hit["saliency"] - by_dice,
    low=0.05,
    control=0.0,
)

# %% [markdown] name="maps-explain"
# Both maps beat dice. Now look at the other rows. The **disc in the middle**, which knows nothing, scores as well
# or better: faces are mostly in the middle. And when each mask is marked with the maps of *other* pictures, the
# scores fall only a little. So most of the score says "in the middle", and only the rest says "on *this* person".
# Dice were too weak a control.
#
# Part of that is the maps' fault: a grey square is a strange new thing in a picture, a gradient tells about tiny
# changes only, and few windows of a convolution see the border. Part of it may be the net's. A map shows *where*,
# never *why*, and a beautiful map is no proof. The next section has a stricter control: it plants reasons, and
# compares nets on the same pictures.

# %% [markdown] name="cue"
# ## Caught: it looks at the hat, and at the wall behind
#
# A net takes whatever predicts the label, and it cannot know which evidence you find fair. Here are two
# **spurious cues**, planted: in nine of ten training pictures everybody wears a hat of their own; or stands
# before a background of their own (*background leakage*: the wall gives the answer away). Think of one photo session for each
# person; of a hospital that has one scanner for severe cases. The test pictures of those data, from the same sessions,
# have the cue as well. Three nets, three test sets, the same people and poses throughout. **Guess** all nine
# accuracies: which cue does more harm when it is gone?

# %% name="cue-run"
sessions = {"hat": data.FaceConditions(hat_cue=0.9), "background": data.FaceConditions(background_cue=0.9)}
cue_nets, x_cued, is_planted = {"no cue": few_net}, {"no cue": xd_test}, {}
for cue, conditions in sessions.items():
    cued, cue_causes = data.draw_celebrities(
        num_train=num_few, num_validation=1, num_test=num_test, conditions=conditions
    )
    cue_nets[cue] = models.train(celebrity_net(), models.as_inputs(cued.x_train), cued.y_train, epochs=few_epochs)
    x_cued[cue], is_planted[cue] = models.as_inputs(cued.x_test), cue_causes.test.table[f"{cue}_cue"]
cue_table = pd.DataFrame(
    {cue: [models.accuracy(one, pictures, yd_test) for one in cue_nets.values()] for cue, pictures in x_cued.items()},
    index=pd.Index(cue_nets, name="trained with"),
)
cue_table.rename_axis(columns="tested with").round(3)

# %% name="cue-before"
cells = pd.Series(
    {f"trained with {net}, tested with {test}": cue_table.loc[net, test] for net in cue_nets for test in x_cued}
)
cells_before = measured.before("drawn faces: test accuracy", cells)
cells_before.agg(["mean", "min", "max"]).T.assign(**{"this run": cells}).round(3)

# %% [markdown] name="cue-table-explain"
# Read the diagonal first: each net on pictures like its own. By its own test set, a net with a cue looks *better*
# than the honest net, which had as many pictures, because test pictures from the same sessions share the trick.
# **Nothing in training, validation or test warns you.** The first column does: pictures from *elsewhere*, without the
# cue. Both nets fall far below the honest one, in all of the twenty runs that the second table sums up, and in nearly
# every run missing hats cost more than other backgrounds. Not all of that is trust in the cue: the first row shows that
# the honest net, too, loses on pictures of a kind that it has not seen, and a hat hides hair.
#
# Does a map warn you, too? With drawn faces we can say exactly which pixels are hat, and which are background: those
# that change when the cue is taken away. **Guess:** which share of an occlusion map's heat lies on them? Columns:
# pictures with own hats, pictures with own backgrounds. Row *dice*: the share of the picture that the cue covers,
# which is what a map drawn with dice would score.

# %% name="cue-maps"
with_both = np.flatnonzero(is_planted["hat"] & is_planted["background"])[:num_cued]  # the pictures to be mapped
cue_maps, on_cue = {}, {}
for cue in sessions:
    given, people = x_cued[cue][with_both], yd_test[with_both]
    of_cue = (given != xd_test[with_both]).any(axis=3)  # the same pictures otherwise: these pixels are the cue
    on_cue[cue] = {"dice": of_cue.mean()}
    for name, one in {"net without a cue": cue_nets["no cue"], "net with this cue": cue_nets[cue]}.items():
        maps = np.stack([occlusion_map(one, *pair) for pair in zip(given, people, strict=True)])
        heat = np.maximum(maps, 0)
        on_cue[cue][name] = heat[of_cue].sum() / heat.sum()
    cue_maps[cue] = maps  # of the last net, the one with this cue: for the figure
pd.DataFrame(on_cue).round(3)

# %% name="cue-picture"
num_shown = min(6, len(with_both))
shown, row_labels = [*xd_test[with_both[:num_shown]]], ["no cue"]
for cue in sessions:
    shown += [*x_cued[cue][with_both[:num_shown]], *tinted(cue_maps[cue][:num_shown])]
    row_labels += [f"own {cue}", "occlusion"]
plots.show(
    plots.image_grid(
        shown,
        columns=num_shown,
        row_labels=row_labels,
        title="A hat shows in the map, a background hardly",
        size=1.2,
        colors=200,
    ),
    caption="Test pictures without a cue, with a hat and with a background of the person's own. Under each: where "
    "covering the picture lowers the score of the right answer (orange) or raises it (purple), for the net that was "
    "trained with this cue.",
    alt="Five rows: portraits; the same with conspicuous hats; maps with orange patches, many of them at the hats; the "
    "same portraits before backgrounds in a colour of their own; maps with patches on faces and backgrounds.",
)

# %% name="cue-claims"
elsewhere = cue_table["no cue"]  # the nets, tested on the pictures without a cue
checks.claim(
    "drawn faces: share of the heat on the hats, net trained with own hats minus net trained without",
    on_cue["hat"]["net with this cue"] - on_cue["hat"]["net without a cue"],
    low=0.01,
    control=0.0,
)
checks.claim(
    "drawn faces: share of the heat on the backgrounds, net trained with own ones minus net trained without",
    on_cue["background"]["net with this cue"] - on_cue["background"]["net without a cue"],
    low=0.01,
    control=0.0,
)
checks.claim(
    "drawn faces: share of the heat on the backgrounds, net trained with own ones minus dice",
    on_cue["background"]["net with this cue"] - on_cue["background"]["dice"],
    high=0.0,
    control=on_cue["hat"]["net with this cue"] - on_cue["hat"]["dice"],
)
checks.claim(
    "drawn faces: what taking off the hats costs the net trained with own hats, accuracy",
    cue_table.loc["hat", "hat"] - elsewhere["hat"],
    low=0.2,
    control=0.0,
)
checks.claim(
    "drawn faces: what other backgrounds cost the net trained with own backgrounds, accuracy",
    cue_table.loc["background", "background"] - elsewhere["background"],
    low=0.1,
    control=0.0,
)
checks.claim(
    "drawn faces, hats taken off: net trained without own hats minus net trained with them, accuracy",
    elsewhere["no cue"] - elsewhere["hat"],
    low=0.02,
    control=0.0,
)

# %% [markdown] name="cue-explain"
# The map of the net with the hats is hot at the hats. The map of the net with the backgrounds is an uncomfortable
# witness: **less** of its heat lies on the background than dice would put there. Alone, it acquits a net that
# answers far worse as soon as people stand elsewhere. Only beside the map of the honest net, on the same pictures,
# does it convict. A likely reason: a background is large, the square covers a small part of it, and what stays
# uncovered still gives the person away. And these maps are cool at the border anyway: compare the honest net with dice.
# **So a map needs another net to compare it with, and an experiment that takes the suspect away says more than a map
# alone.** It also takes a person who asks what else could predict the label: in photos of public figures that is a
# lectern, a flag, a colleague, the studio of one broadcaster.

# %% [markdown] name="groups"
# ## Errors by group, and where they come from
#
# One accuracy for everybody may hide a bad one for some. Buolamwini and Gebru (2018) tested commercial
# systems that guess a person's gender from a photo: they erred for less than 1 % of the lighter-skinned men, and
# for up to 35 % of the darker-skinned women. The groups below are drawn, they stand for nobody, and their errors
# say nothing about any product. But their *cause* can be tested.
#
# First the errors by what is in the picture. **Guess** the order; think of the hue shift, too.

# %% name="groups-run"
test_table = causes.test.table
wrong_answers = models.outputs(drawn_net, xd_test).argmax(axis=1) != yd_test
is_in = {
    "all": np.ones(len(yd_test), bool),
    "sunglasses": test_table.glasses == "sunglasses",
    "something in the way": test_table.thing != "none",
    "wears a hat": test_table.hat != "none",
    "black and white": test_table.black_and_white,
    "dim picture": test_table.brightness_group == "dim",
    "turned by over 20°": test_table.yaw.abs() > 20,
    "none of these": None,
}
is_in["none of these"] = ~np.any([np.asarray(group) for group in list(is_in.values())[1:-1]], axis=0)
is_in = {name: np.asarray(group, bool) for name, group in is_in.items() if np.any(group)}

# %% name="groups-picture"
ax = plots.panels(1, width=7.0, height=3.6)[1][0]
for place, group in enumerate(is_in.values()):
    low, high = statistics.wilson_interval(int(wrong_answers[group].sum()), int(group.sum()))
    ax.plot([low, high], [place, place], color=plots.COLORS["train"], linewidth=3, alpha=0.4)
    ax.plot(wrong_answers[group].mean(), place, "o", color=plots.COLORS["train"])
ax.axvline(wrong_answers.mean(), color=plots.COLORS["neutral"], linestyle=":")
ax.set_yticks(range(len(is_in)), [f"{name} ({group.sum()})" for name, group in is_in.items()])
ax.invert_yaxis()
ax.set(xlim=(0, 1), xlabel="share of wrong answers", title="One error rate hides many")
hardest = max(is_in, key=lambda name: wrong_answers[is_in[name]].mean())
print(f"largest error here: {hardest}")
plots.show(
    ax,
    caption="Errors of the CNN that has seen all training pictures, by what is in the test picture; in brackets the "
    "number of pictures; lines: 95 % intervals (Wilson). A picture can be in several groups. Dotted: all pictures.",
    alt="A row for each group, with a dot and an interval; a dotted line marks the error over all pictures.",
)

# %% [markdown] name="rare"
# Then the errors by *who* it is. Two of the eight have dark skin. Are they harder, or only rarer in the data
# that somebody collected? With the causes in hand that is an experiment: train once on equally many pictures
# of all, and once with only every tenth picture of these two. **Guess** what happens to their error, and to
# the others'.

# %% name="rare-run"
dark_people = np.flatnonzero(test_table.groupby("label")["skin"].agg(lambda skin: (skin == "dark").mean()) > 0.5)
is_dark = np.isin(yd_test, dark_people)
turn = np.arange(len(y_few)) // 8  # 0, 1, 2, ...: which picture of its person it is
kept = ~np.isin(y_few, dark_people) | (turn % 10 == 0)
rare_net = models.train(celebrity_net(), x_few[kept], y_few[kept], epochs=few_epochs)
errors = pd.DataFrame(index=["dark skin", "all others"])
for name, one in {"equally many": few_net, "every tenth": rare_net}.items():
    missed = models.outputs(one, xd_test).argmax(axis=1) != yd_test
    errors[name] = [missed[is_dark].mean(), missed[~is_dark].mean()]
gap = errors.loc["dark skin"] - errors.loc["all others"]
errors.round(3)

# %% name="rare-claims"
checks.claim(
    "drawn faces: gap between the groups' errors, dark-skinned people rare in training minus equally many",
    gap["every tenth"] - gap["equally many"],
    low=0.03,
    control=0.0,
)

# %% [markdown] name="rare-explain"
# The people are the same, and so is the kind of net. What changed is who was photographed how often. So what the
# second column adds to the gap is **made by the data**, and an average over all test pictures would hardly show it
# if the test set had been collected in the same way. Look at the first column, too: who is harder to recognise
# when all are photographed equally often?
#
# That does not mean that every gap comes from counts: dim light and cameras tuned to light skin are other causes.
# It means that a gap has a cause that one can look for, and that somebody is responsible for it.

# %% [markdown] name="surveillance"
# ## What such a system must not be used for
#
# Naming eight fictional people is a game. The same code, with a camera on a street and a list of names, is
# **surveillance by face recognition**. The ICME lecture shows a map from the AI Global Surveillance Index
# (Feldstein 2019), which found AI used for surveillance in at least 75 of 176 countries, and face recognition in
# 64 of them. San Francisco forbade its own agencies in 2019 to use face recognition. The European Union's AI Act of
# 2024 forbids building face databases by indiscriminate collection from the web or from surveillance cameras, and
# allows the police to recognise faces live in public places only in narrowly defined cases. The debate is about
# four things:
#
# | | what speaks for it | what speaks against it |
# |---|---|---|
# | **consent** | a phone that its owner unlocks by face | nobody in a street was asked, and a face cannot be changed like a password |
# | **error by group** | errors can be measured and reduced | who is rare in the data may pay with more errors |
# | **scale** | missing people have been found | one camera more turns looking for somebody into watching everybody |
# | **bias in use** | a fixed rule can be checked, a guard's hunch cannot | somebody chooses the list, the place and what follows from an alarm |

# %% [markdown] name="base-rate"
# There is also arithmetic, and it holds for a perfectly fair system, too. **Guess** first: cameras watch
# 60 000 people in a stadium; 10 of them are on a list. The system recognises 99 % of those who are on it, and
# takes 0.1 % of all others for somebody on it. Of those whom it reports, what share is on the list?

# %% [markdown] name="alarms-task"
# ### Exercise 7.10 · false alarms
#
# Compute the expected number of right alarms and of false alarms, and the share of all alarms that is right.
# Then answer with `True` or `False`: is a person whom the system reports more likely on the list than not?

# %% name="alarms" tags=["exercise"]
# BEGIN SOLUTION
right_alarms = 10 * 0.99
false_alarms = (60_000 - 10) * 0.001
share_right = right_alarms / (right_alarms + false_alarms)
rather_listed = share_right > 0.5
# END SOLUTION
checks.celebrity_classifier.alarms(right_alarms, false_alarms, share_right, rather_listed)

# %% [markdown] name="alarms-solution" tags=["solution"]
# **Why.** Nearly 60 000 people who are on no list get their chance to be taken for somebody. "99.9 % right" is
# true and leaves six innocent people for every one who is listed: the **base rate** decides. And errors by
# group decide *which* innocent people.

# %% [markdown] name="rules"
# **Rules for your own projects with faces.** Ask every person before you collect a picture; delete it when
# they change their mind (a trained model may still remember some of it). Report errors by group, with intervals. Say in
# writing what the model is for, and what it must not be used for: not to watch, not to guess emotions,
# character or origin, never for a decision about a person without a person who answers for it.

# %% name="alarms-picture"
listed = np.logspace(0, 4, 50)  # how many of 60 000 people are on the list
reported_right = 0.99 * listed / (0.99 * listed + 0.001 * (60_000 - listed))
ax = plots.curves({"right": reported_right}, x=listed, ylabel="share of alarms that are right", value_limits=(0, 1))
ax.set(
    xscale="log",
    xlabel="people on the list, of 60 000 in the stadium",
    title="The rarer the wanted people, the fewer alarms are right",
)
ax.axhline(0.5, color=plots.COLORS["chance"], linestyle="--")
plots.show(
    ax,
    caption="Share of alarms that are right, over the number of wanted people, for a system that recognises 99 % of "
    "them and takes 0.1 % of all others for one. Dashed: half of all alarms.",
    alt="A curve that rises from almost 0 at one wanted person to nearly 1 at ten thousand.",
)

# %% [markdown] name="close"
# ## What we saw
#
# A recap in numbers first, then in sentences.

# %% name="recap"
recap = {
    "majority baseline": majority,
    "fully connected net": ladder["fully connected"],
    "CNN": ladder["CNN"],
    "drawn faces, few pictures: CNN with moves": augmented["moves"],
    "drawn faces, few pictures: CNN with shifted hues": augmented["hue shift"],
    "drawn faces, twice as many: CNN, 40 % wrong labels": noise_accuracy[0.4],
    "drawn faces: net with the hats, hats taken off": elsewhere["hat"],
    "drawn faces: net with the backgrounds, other backgrounds": elsewhere["background"],
    "drawn faces: upper bound": usual_bound,
}
pd.Series(recap, name="accuracy").round(3).to_frame()

# %% [markdown] name="summary"
# 1. **Look first.** Labels from the web are partly wrong, classes are unequal, and a baseline that never
#    looks at a pixel belongs at the foot of every ladder.
# 2. The ladder climbs: Eigenfaces need aligned faces, and a CNN beats a fully connected net on faces as they
#    come. An augmentation is a claim about what does not matter; false ones hurt.
# 3. A net helps to clean its own data: labels that it cannot believe are worth a second look.
# 4. A net takes whatever cue predicts the label, be it a hat or a wall. Pictures from elsewhere catch it, and a map
#    does beside the map of an honest net; its own test set does not.
# 5. An average hides groups; a gap has a cause; and arithmetic alone makes most alarms of a mass
#    search for a few people false.
#
# **What can go wrong in practice.** Pictures of one event in training *and* test, so that the background
# answers. The test set used to choose between models. Labels corrected in the training set and not in the
# test set. A class that became rare through filtering. Saved models without the preprocessing that belongs to
# them: store that with the model, or as its first layer.

# %% [markdown] name="team"
# ## Homework: the first real project, as a team
#
# The lecture ends with this task and with the advice to **team up**. Yours is open: the best classifier of
# the eight drawn celebrities, made by a team of two to four. The rules of the game are those of a fair
# experiment:
#
# - **Fixed split.** Train on `drawn.x_train`, decide on `drawn.x_validation`. The challenge's test pictures,
#   below, are used by nobody for any decision.
# - **In order:** a fully connected baseline; a CNN; augmentation; a confusion matrix with pictures; then ideas
#   of your own. Write a diary: what you tried, what you expected, what came out.
# - **One submission** for each team: a text file with one answer a line, a full name or a number from 0 to 7,
#   in the order of the test pictures. Tell the others the file's fingerprint *before* anybody scores: it changes
#   with every answer that changes, so nobody can improve the file afterwards.
# - **Report** accuracy with interval, error by group, what the net looks at, and how many models you tried.
#
# Divide the work: one looks at data and errors, one builds, one only tries to prove the others wrong. If you prefer
# photos, `data.load_celebrities("my_photos")` reads a folder with one subfolder for each person; take only people
# who have said yes.

# %% name="team-data"
challenge = data.load_celebrities("drawn", seed=2018, num_train=1, num_validation=1, num_test=num_bound)
x_challenge = models.as_inputs(challenge.x_test)  # untouched: predict these, once
print("np.savetxt('team.txt', answers, fmt='%d') writes your file; answers holds one number for each picture")

# %% name="team-fingerprint"
from course_utils.submission import fingerprint, score_file

print(fingerprint("team.txt"))  # tell it to the others first

# %% name="team-score"
print(score_file("team.txt", challenge.y_test, challenge.class_names))

# %% [markdown] name="reading"
# **Further reading.** Turk and Pentland (1991), *Eigenfaces for recognition*. Belhumeur, Hespanha and Kriegman
# (1997), *Eigenfaces vs. Fisherfaces*. Huang, Ramesh, Berg and Learned-Miller (2007), *Labeled Faces in the
# Wild*. Simonyan, Vedaldi and Zisserman (2014), *Deep inside convolutional networks*. Zeiler and Fergus (2014),
# *Visualizing and understanding convolutional networks*. Buolamwini and Gebru (2018), *Gender shades*.
# Northcutt, Jiang and Chuang (2021), *Confident learning*. Geirhos and others (2020), *Shortcut learning in
# deep neural networks*.
#
# **Next question.** With 10 pictures of each person the net of this lesson was poor. Lesson 08 asks: what can a
# net that has seen others teach about these?
