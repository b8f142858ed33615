# %% [markdown] name="title"
# # 04b · Fair comparisons
#
# **Which change really helped?** And how would you know?
#
# | | |
# |---|---|
# | **You will be able to** | *compare* two nets fairly, start by start; *tell* a real difference from luck; *use* validation and test pictures for what they are for |
# | **You need** | lesson 04, which trains a net on digits |
# | **Time** | {minutes} minutes |
#
# You may skip this part: no core part needs it. You changed something and the net reads 93 % instead of 92 %. Was it the
# change? Here a net loses to a method of 1992, catches up, and then you find out what a catch is worth.

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd
from scipy import stats

from course_utils import checks, data, measured, models, plots, start

settings = start("04b_which_change", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_pictures = settings.choose(smoke=100, quick=2400, full=2400)  # to train
num_test = settings.choose(smoke=100, quick=1000, full=10_000)
num_starts = settings.choose(smoke=2, quick=4, full=10)  # nets for each change, side by side
short, long = settings.choose(smoke=(1, 2), quick=(2, 8), full=(3, 30))  # epochs of those
single_epochs = settings.choose(smoke=1, quick=8, full=20)  # of the two single nets
few_pictures = settings.choose(smoke=[20, 50], quick=[100, 300, 1000], full=[100, 300, 1000])
num_classifiers = settings.choose(smoke=10, quick=100, full=100)
seed = settings.seed

# %% name="load"
digits = data.load_digits(num_train=num_pictures, num_validation=600, num_test=num_test)
x_train, y_train = models.as_inputs(digits.x_train), digits.y_train  # (n, 28, 28, 1), 0 to 1
x_validation, y_validation = models.as_inputs(digits.x_validation), digits.y_validation
x_test, y_test = models.as_inputs(digits.x_test), digits.y_test

# %% [markdown] name="baseline"
# ## First, the others
#
# **Try another method first.** It takes three lines and says what a net has to beat. The **support vector machine**
# (SVM) compares a new picture with stored ones: the more similar, pixel by pixel, the more a stored label counts.

# %% name="baseline-run"
from sklearn.svm import SVC


def as_rows(pictures):
    return pictures.reshape(len(pictures), -1)  # (n, 28, 28, 1) -> (n, 784)


machine = SVC(C=10).fit(as_rows(x_train), y_train)
machine_share = machine.score(as_rows(x_validation), y_validation)
print(f"support vector machine: {machine_share:.3f} of the validation pictures")

# %% [markdown] name="baseline-guess"
# The net of lesson 04, 784-500-50-10, has 418 060 numbers to learn with. **Guess:** how many of the 600 validation
# pictures will it read right *more* than the machine? (Fewer: a negative number.)

# %% name="guess-lead" tags=["guess"]
guess = ...  # pictures, -600 to 600
checks.changes.guess("lead", guess)

# %% name="everyday"
everyday = models.mlp((28, 28, 1))  # 784-500-50-10
start_weights = everyday.get_weights()
models.train(
    everyday,
    x_train,
    y_train,
    epochs=single_epochs,
    learning_rate=0.001,  # Adam's default, all the way
    cosine=False,
    batch_size=100,
)

# %% [markdown] name="careful-text"
# That is how everybody trains a first net. Now the *same* net, from the same start, on the same pictures, for as many
# epochs, trained with more care: a rate that begins higher and falls to 0 along a cosine, weights that shrink a little
# in every step (**weight decay**), and **label smoothing**: a target of .91 for the right digit and .01 for each of the
# others, so that the net does not chase certainty.

# %% name="careful"
import keras

careful = models.mlp((28, 28, 1))
careful.set_weights(start_weights)
models.train(
    careful,
    x_train,
    keras.utils.to_categorical(y_train, 10),
    epochs=single_epochs,
    learning_rate=0.003,
    weight_decay=0.01,
    batch_size=100,
    loss=keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1),
)

# %% name="validation-leads"
pair = {"everyday net": everyday, "careful net": careful}
leads = pd.Series(dtype=float)
for name, net in pair.items():
    leads[name] = models.accuracy(net, x_validation, y_validation) - machine_share
(600 * leads).round().astype(int).rename("pictures more than the machine, of 600")

# %% name="validation-picture" tags=["figure"]
# @title Figure: two nets against the machine, on validation pictures
earlier = measured.before("validation, net minus machine", leads)
ax = plots.before_and_now(
    {name: (earlier[name], leads[name]) for name in leads.index},
    control=0.0,
    control_name="the support vector machine",
    xlabel="accuracy on 600 validation pictures, net minus machine",
    title="validation",
)
plots.show(
    ax,
    caption="The same net trained in two ways, minus the support vector machine. Stars: this run. Dots: the same with 20 "
    "other starts, measured before.",
    alt="Two rows of dots and a star: the everyday net lies left of zero, the careful net around or right of zero.",
)
checks.changes.reveal("lead", round(600 * leads["everyday net"]), close=4)

# %% [markdown] name="baseline-explain"
# A method of 1992 (Boser, Guyon and Vapnik), and the everyday net is behind.

# %% [markdown] name="starts"
# ## One run is an anecdote
#
# ### Exercise · a difference, start by start
#
# Two lists of accuracies.


# %% name="paired" tags=["exercise"]
def paired(first, second):
    """Return the mean of first - second, and half the width of its 95 % interval."""
    # BEGIN SOLUTION
    differences = np.asarray(first, float) - np.asarray(second, float)
    factor = stats.t.ppf(0.975, len(differences) - 1)
    return differences.mean(), factor * differences.std(ddof=1) / np.sqrt(len(differences))
    # END SOLUTION


checks.changes.paired(paired)
# checks.changes.paired.hint()

# %% [markdown] name="changes"
# ## One change at a time
#

# %% name="changes-nets"
from keras import layers

from course_utils.models import crowds
from course_utils.models.augmentation import RandomAffine

pictures = keras.Input((28, 28, 1))
flat = layers.Flatten()(pictures)
moving = RandomAffine(degrees=12, zoom=0.1, shift=2, seed=seed)


def some_nets(values, **change):
    """Return nets 784-64-32-10 from the same starts every time, with one change."""
    return crowds.nets(values, num_starts, sizes=(64, 32), seed=seed, **change)


# %% name="changes-list"
changes = {
    "plain": some_nets(flat),  # ReLU, and nothing else
    "sigmoid": some_nets(flat, activation="sigmoid"),
    "dropout": some_nets(flat, dropout=0.3),
    "batch norm": some_nets(flat, batch_norm=True),
    "label smoothing": some_nets(flat),
    "augmentation": some_nets(layers.Flatten()(moving(pictures))),
}
smoothing = [0.1 if name == "label smoothing" else 0.0 for name in changes]
crowd = crowds.together(pictures, changes)
starts = crowd.get_weights()

# %% name="guess-dropout" tags=["guess"]
guess = ...  # "A", "B" or "C"
checks.changes.guess("dropout", guess)

# %% name="changes-run"
shares = {}
for epochs in (short, long):
    crowd.set_weights(starts)
    crowds.train(crowd, x_train, y_train, epochs=epochs, learning_rate=0.005, smoothing=smoothing)
    right = crowds.right(crowd, x_validation, y_validation)  # (600, changes, starts)
    shares[epochs] = pd.DataFrame(right.mean(axis=0), index=list(changes))
shares[long].round(3)

# %% name="changes-training"
training = crowds.right(crowd, x_train[:600], y_train[:600]).mean(axis=(0, 2))
training = pd.Series(training, index=list(changes), name="accuracy on training pictures")
training.round(3)

# %% name="changes-intervals"
interval = checks.changes.paired.or_ours(paired, checks.changes.interval)


def against_plain(table):
    """Compare the accuracies (changes, starts) of each change with those of the plain nets."""
    rows = [interval(table.loc[name], table.loc["plain"]) for name in table.index[1:]]
    return pd.DataFrame(rows, table.index[1:], columns=["minus plain", "± 95 %"])


both = {f"{epochs} epochs": against_plain(table) for epochs, table in shares.items()}
pd.concat(both, axis=1).round(4)

# %% name="changes-picture" tags=["figure"]
# @title Figure: five changes after two lengths of training
gaps = {
    epochs: (s.mean(axis=1) - s.mean(axis=1)["plain"]).drop("plain") for epochs, s in shares.items()
}
before_short = measured.before("validation after the short training, minus plain", gaps[short])
before_long = measured.before("validation after the long training, minus plain", gaps[long])
checks.changes.reveal("dropout", "B")
checks.claim(
    "the lag of sigmoid behind ReLU after the short training, minus that after the long one",
    gaps[long]["sigmoid"] - gaps[short]["sigmoid"],
    low=0.02,
    control=0.0,
)
checks.claim(
    "sigmoid after the long training: plain nets minus these",
    -gaps[long]["sigmoid"],
    low=0.005,
    control=0.0,
)
checks.claim(
    "dropout after the long training: plain nets minus these",
    -gaps[long]["dropout"],
    low=0.001,
    control=0.0,
)
checks.claim(
    "dropout, on training pictures: plain nets minus these",
    training["plain"] - training["dropout"],
    low=0.001,
    control=0.0,
)
checks.claim(
    "what augmentation is worth after the long training, minus what it is worth after the short one",
    gaps[long]["augmentation"] - gaps[short]["augmentation"],
    low=0.001,
    control=0.0,
)

# %% [markdown] name="underfit-task"
# ### Exercise · make it worse
#

# %% name="underfit" tags=["exercise"]
# BEGIN SOLUTION
hidden_units, num_epochs = 1, 4
# END SOLUTION
checks.changes.underfit(hidden_units, num_epochs, digits)
# checks.changes.underfit.hint()

# %% [markdown] name="more"
# ## What more pictures are worth

# %% name="guess-hundred" tags=["guess"]
guess = ...  # share of the validation pictures, 0 to 1
checks.changes.guess("hundred", guess)

# %% name="curve-nets"
few = {n: keras.Input((28, 28, 1)) for n in few_pictures}
curve_nets = {}
for n, given in few.items():
    moving = RandomAffine(degrees=12, zoom=0.1, shift=2, seed=seed)
    curve_nets[n, "net"] = some_nets(layers.Flatten()(given))
    curve_nets[n, "net, augmented"] = some_nets(layers.Flatten()(moving(given)))
curve_crowd = crowds.together(list(few.values()), curve_nets)

# %% name="curve-run"
first = {n: np.arange(num_pictures) % n for n in few_pictures}  # the first n, over and over
labels = np.column_stack([y_train[first[n]] for n, _ in curve_nets])
crowds.train(
    curve_crowd, [x_train[first[n]] for n in few], labels, epochs=long, learning_rate=0.005
)
right = crowds.right(curve_crowd, [x_validation] * len(few), y_validation)
curve = pd.Series(right.mean(axis=(0, 2)), index=pd.MultiIndex.from_tuples(curve_nets)).unstack()

# %% name="curve-table"
for n in few_pictures:
    machine_of_few = SVC(C=10).fit(as_rows(x_train[:n]), y_train[:n])
    curve.loc[n, "machine"] = machine_of_few.score(as_rows(x_validation), y_validation)
all_pictures = shares[long].mean(axis=1)[["plain", "augmentation"]]
curve.loc[num_pictures] = [*all_pictures, machine_share]
curve.rename_axis("training pictures").round(3)

# %% name="curve-gains"
from itertools import pairwise

gains = curve.diff().iloc[1:]
gains.index = [f"from {fewer} to {more}" for fewer, more in pairwise(curve.index)]
gains.round(3).assign(**{"gains most": gains.idxmax(axis=1)})

# %% name="curve-picture" tags=["figure"]
# @title Figure: accuracy over the number of training pictures
before_curve = measured.before("validation accuracy", curve.stack())
worth = curve["net, augmented"] - curve["net"]
checks.changes.reveal("hundred", curve.loc[few_pictures[0], "net, augmented"], close=0.04)
checks.claim(
    "augmentation with 100 pictures: gain in validation accuracy",
    worth[few_pictures[0]],
    low=0.05,
    control=worth[num_pictures],
    control_is="with 2400 pictures",
)
checks.claim(
    "100 pictures: nets with augmentation minus the machine",
    curve.loc[few_pictures[0], "net, augmented"] - curve.loc[few_pictures[0], "machine"],
    low=0.04,
    control=curve.loc[few_pictures[0], "net"] - curve.loc[few_pictures[0], "machine"],
    control_is="without augmentation",
)
checks.claim(
    "2400 pictures: the machine minus plain nets",
    curve.loc[num_pictures, "machine"] - curve.loc[num_pictures, "net"],
    low=0.002,
    control=0.0,
)

# %% [markdown] name="two-nets-task"
# ### Exercise · six pictures
#

# %% name="two-nets" tags=["exercise"]
# BEGIN SOLUTION
pictures_apart = 555 - 549
error_of_one = np.sqrt(0.925 * 0.075 / 600)
error_of_difference = np.sqrt(0.925 * 0.075 / 600 + 0.915 * 0.085 / 600)
is_clear = False
# END SOLUTION
checks.changes.two_nets(pictures_apart, error_of_one, error_of_difference, is_clear)
# checks.changes.two_nets.hint()

# %% [markdown] name="test-once"
# ## Luck made visible

# %% name="hundred-models"
rng = np.random.default_rng(seed)
targets = keras.utils.to_categorical(y_train, 10) - 0.1
products = as_rows(x_train).T @ as_rows(x_train) + 10 * np.eye(784)  # (784, 784), a little ridge
products_with_targets = as_rows(x_train).T @ targets  # (784, 10)


def random_classifier():
    """Fit a classifier to 200 random pixels; return which validation pictures it gets right."""
    pixels = rng.choice(784, 200, replace=False)
    weights = np.linalg.solve(products[np.ix_(pixels, pixels)], products_with_targets[pixels])
    return (as_rows(x_validation)[:, pixels] @ weights).argmax(axis=1) == y_validation


is_right = np.array([random_classifier() for _ in range(num_classifiers)])  # (100, 600)


# %% name="hundred-cuts"
def cut():
    """Choose the best on a quarter of the pictures; return its score there and on the others."""
    order = rng.permutation(600)
    public = is_right[:, order[:150]].mean(axis=1)
    return public.max(), is_right[public.argmax(), order[150:]].mean()


winners = pd.DataFrame([cut() for _ in range(200)], columns=["public", "private"])
print(f"all {is_right.mean():.3f}; winners: {winners.mean().round(3).to_dict()}")

# %% name="hundred-picture" tags=["figure"]
# @title Figure: the winner's score on the pictures that chose it, and on others
checks.claim(
    "the winner of a hundred: public minus private score",
    winners["public"].mean() - winners["private"].mean(),
    low=0.02,
    control=0.0,
)

# %% [markdown] name="fair-task"
# ### Exercise · which comparison is fair?
#

# %% name="fair" tags=["exercise"]
# BEGIN SOLUTION
fair = "BE"
# END SOLUTION
checks.changes.fair(fair)
# checks.changes.fair.hint()

# %% [markdown] name="the-test"
# ## The test, once

# %% name="test-run"
on_test = pd.DataFrame({"machine": machine.predict(as_rows(x_test)) == y_test})
for name, net in pair.items():
    on_test[name] = models.probabilities(net, x_test).argmax(axis=1) == y_test
crowd_on_test = crowds.right(crowd, x_test, y_test).mean(axis=(0, 2))  # (changes,)
crowd_on_test = pd.Series(crowd_on_test, index=list(changes))
on_test.mean().round(4)

# %% name="test-intervals"
rows = [interval(on_test[name], on_test["machine"]) for name in pair]
pd.DataFrame(rows, list(pair), columns=["minus machine", "± 95 %"]).round(4)

# %% name="test-picture" tags=["figure"]
# @title Figure: two nets against the machine, on test pictures
test_leads = on_test[list(pair)].mean() - on_test["machine"].mean()
earlier = measured.before("test, net minus machine", test_leads)
test_gaps = (crowd_on_test - crowd_on_test["plain"]).drop("plain")
before_test = measured.before("test after the long training, minus plain", test_gaps)
gain = test_leads["careful net"] - test_leads["everyday net"]
checks.claim(
    "test: the machine minus the everyday net", -test_leads["everyday net"], low=0.01, control=0.0
)
checks.claim("test: the careful net minus the everyday net", gain, low=0.005, control=0.0)
checks.claim(
    "share of the everyday net's gap to the machine that careful training closes, test",
    -gain / test_leads["everyday net"],
    low=0.3,
    control=0.0,
)
checks.claim(
    "careful net minus machine: on validation pictures minus on test pictures",
    leads["careful net"] - test_leads["careful net"],
    low=0.001,
    control=0.0,
)

# %% name="progress"
checks.guesses()
checks.progress()
