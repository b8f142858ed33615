# %% [markdown] name="title"
# # 04b · Fair comparisons
#
# **Which change really helped?** And how would you know?
#
# | | |
# |---|---|
# | **You will be able to** | *compare* nets fairly, start by start; *tell* a difference from luck; *say* what a score is worth on pictures that chose it |
# | **You need** | lesson 04, which trains a net on digits |
# | **Time** | {minutes} minutes |
#
# You may skip this part. You change something, and the net reads 93 % instead of 92 %. Was it the change? Here a net loses to an
# old method, seems to catch up, and you are the detective.

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
# **Try another method first.** It takes three lines and says what a net has to beat. The **support vector machine** (SVM;
# Boser, Guyon and Vapnik, 1992; Cortes and Vapnik, 1995) compares a new picture with stored ones: the more similar two pictures,
# pixel by pixel, the more the stored label counts. (A `C` above 10 changes nothing here.)

# %% name="baseline-run"
from sklearn.svm import SVC


def as_rows(pictures):
    return pictures.reshape(len(pictures), -1)  # (n, 28, 28, 1) -> (n, 784)


machine = SVC(C=10).fit(as_rows(x_train), y_train)
machine_share = machine.score(as_rows(x_validation), y_validation)
print(f"support vector machine: {machine_share:.3f} of the validation pictures")

# %% [markdown] name="baseline-guess"
# The net of lesson 04 has 418 060 numbers to learn with. **Guess:** how many of the 600 validation pictures will it read
# right *more* than the machine? (Fewer: a negative number.)

# %% name="guess-lead" tags=["guess"]
guess = ...  # pictures, -600 to 600
checks.changes.guess("lead", guess)

# %% name="everyday"
everyday = models.mlp((28, 28, 1))  # 784-500-50-10
start_weights = everyday.get_weights()
everyday = models.train(
    everyday,
    x_train,
    y_train,
    epochs=single_epochs,
    learning_rate=0.001,  # Adam's default, all the way
    cosine=False,
    batch_size=100,
)

# %% [markdown] name="careful-text"
# Now the *same* net, from the same start, on the same pictures, for as many epochs, with more care: a rate that begins higher
# and falls to 0 along a cosine, weights that shrink a very little in every step (**weight decay**), and **label smoothing**, a
# target of .91 for the right digit and .01 for each of the others, so that the net does not chase certainty.

# %% name="careful"
import keras

careful = models.mlp((28, 28, 1))
careful.set_weights(start_weights)
careful = models.train(
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
    caption="The same net trained in two ways, minus the support vector machine. Stars: this run. Dots: 20 starts, "
    "measured before on the digits that the course draws (8 epochs).",
    alt="Two rows of dots and a star: the everyday net lies left of zero, the careful net around or right of zero.",
)
checks.changes.reveal("lead", round(600 * leads["everyday net"]), close=4)

# %% [markdown] name="baseline-explain"
# The everyday net is behind a method of the 1990s. Do nets know too little about pictures? The machine knows as little: shuffle
# the pixels of all pictures in one and the same way, and it answers as before. And the net caught up here without learning
# anything new about pictures: how it was *trained* moved it about as far as the gap. So who reads digits better? Keep the
# question.

# %% [markdown] name="starts"
# ## One run is an anecdote
#
# Train the same net from another random start, and it reads a few pictures more or fewer. So compare **start by start**:
# both variants begin with the same weights and see the same pictures in the same order, for several starts; look at
# the *differences*. Of $n$ differences with mean $\bar d$ and spread $s$ (divided by $n - 1$), the mean is known up to
#
# $$ \pm\, t\, \frac{s}{\sqrt n}, \qquad t = \texttt{stats.t.ppf(0.975, n - 1)}, $$
#
# its 95 % interval. A difference is *clear with these starts* if the interval does not reach 0. Such a comparison is
# **paired**.
#
# ### Exercise · a difference, start by start
#
# Write it for two lists of accuracies, one entry for each start. Return the pair (mean of first − second, half the width).


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
# Small nets, 784-64-32-10, so that many can be trained side by side. `crowds.nets` builds several at once from several starts,
# the same for every change. Each variant differs from the plain one (ReLU, nothing else) in *one* thing:
#
# - **sigmoid** in place of ReLU (which is the usual choice for hidden units; in doubt, validation pictures decide);
# - **dropout** with probability 0.3, as in lesson 04;
# - **batch normalisation**: in each batch the sums of each unit are brought to mean 0 and spread 1, then scaled and shifted by
#   two numbers that are learned. In Keras, `layers.BatchNormalization()`;
# - **label smoothing**, as above;
# - **augmentation**: a 3 that is turned by a few degrees, moved by a pixel or two or written a little larger is still a 3. So in
#   every epoch the net sees each picture turned, zoomed and shifted by another small amount.

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

# %% [markdown] name="changes-guess"
# **Guess:** what will dropout do to the validation accuracy of these nets? **A** raise it clearly · **B** lower it clearly ·
# **C** neither.

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

# %% [markdown] name="changes-training-text"
# And on pictures that they have learned from?

# %% name="changes-training"
training = crowds.right(crowd, x_train[:600], y_train[:600]).mean(axis=(0, 2))
training = pd.Series(training, index=list(changes), name="accuracy on training pictures")
training.round(3)

# %% [markdown] name="changes-intervals-text"
# Now your function (or ours) compares each change with the plain nets. (Of twenty changes that do *nothing* one, on average, has
# an interval that leaves out 0.)

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
measured.before("validation after the short training, minus plain", gaps[short])
measured.before("validation after the long training, minus plain", gaps[long])
figure, axes = plots.panels(2, height=3.2, sharey=True)
for ax, (epochs, table) in zip(axes, shares.items(), strict=True):
    for place, name in enumerate(table.index[1:]):
        each = table.loc[name] - table.loc["plain"]
        ax.plot(np.full(len(each), place), each, "o", color=plots.COLORS["train"], alpha=0.5)
        ax.plot([place - 0.3, place + 0.3], [each.mean()] * 2, color=plots.COLORS["validation"])
    ax.axhline(0, color=plots.COLORS["neutral"], linewidth=1)
    ax.set_xticks(range(5), [name.replace(" ", "\n") for name in table.index[1:]], rotation=30)
    ax.set(title=f"{epochs} epochs")
axes[0].set_ylabel("validation accuracy, minus plain")
plots.show(
    figure,
    caption=f"Each dot: one start, changed net minus plain net from that start ({num_starts} starts). Lines: means.",
    alt="Two panels of dots around a zero line. Left, short training: sigmoid far below. Right, long training: sigmoid nearer "
    "to zero, dropout below, the others around or above it.",
)
effect = both[f"{long} epochs"].loc["dropout"]
is_clear = abs(effect["minus plain"]) > effect["± 95 %"]
checks.changes.reveal("dropout", "C" if not is_clear else "A" if effect["minus plain"] > 0 else "B")
checks.claim(
    "the lag of sigmoid behind ReLU after the short training, minus that after the long one",
    gaps[long]["sigmoid"] - gaps[short]["sigmoid"],
    low=0.03,
    control=0.0,
)
checks.claim(
    "sigmoid after the long training: plain nets minus these",
    -gaps[long]["sigmoid"],
    low=0.015,
    control=0.0,
)
checks.claim(
    "dropout, on training pictures: plain nets minus these",
    training["plain"] - training["dropout"],
    low=0.001,
    control=0.0,
)

# %% [markdown] name="changes-explain"
# ## What the table says
#
# Read the two columns side by side. Sigmoid is far behind after the short training, and much less after the long one: most of
# its lag was slowness. Augmentation costs accuracy at first, and no longer at the end: a net that never sees the same picture
# twice may need more time. So every such table has its training time in it. "Does dropout help?" has no answer; "after so many
# epochs, on so many pictures" has one.
#
# Why does dropout hurt *here*? With it the nets read even their training pictures less well: in each step a share of the units
# is silent, and eight epochs are too few to make up for that. (So it is with augmentation, which brings knowledge in return.) A
# remedy against learning by heart, **overfitting**, cannot help nets that have not finished learning; so far they are nearer to the
# opposite, **underfitting**. Train four times as long, and look again.

# %% [markdown] name="underfit-task"
# ### Exercise · make it worse
#
# Choose a number of hidden units (one layer) and of epochs (batches of 100) so that a plain net underfits: training *and*
# validation loss above 1.2, and less than 0.3 apart. The check trains your choice. There are two ways to get there; do you see
# both?

# %% name="underfit" tags=["exercise"]
# BEGIN SOLUTION
hidden_units, num_epochs = 20, 1
# END SOLUTION
checks.changes.underfit(hidden_units, num_epochs, digits)
# checks.changes.underfit.hint()

# %% [markdown] name="underfit-solution" tags=["solution"]
# **Why.** Twenty units learn for one epoch only: go on, and both losses fall. One unit does it as well, even in a
# hundred epochs (which the check would not wait for): it is too narrow. The losses look alike, the cure is different: try both.

# %% [markdown] name="more"
# ## What more pictures are worth
#
# Nets took over when large labelled data sets came; they are said to need many pictures. Test it: machine, plain nets and nets
# with augmentation, with the first 100, 300, 1000 and 2400 pictures, all nets *for as many steps*.
#
# **Guess:** with only 100 pictures the plain nets read less than three of four. Which share will they read with augmentation?

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

# %% [markdown] name="curve-gains-text"
# What did each step bring, and to whom most?

# %% name="curve-gains"
from itertools import pairwise

gains = curve.diff().iloc[1:]
gains.index = [f"from {fewer} to {more}" for fewer, more in pairwise(curve.index)]
gains.round(3).assign(**{"gains most": gains.idxmax(axis=1)})

# %% name="curve-picture" tags=["figure"]
# @title Figure: accuracy over the number of training pictures
measured.before("validation accuracy", curve.stack())
ax = plots.curves(
    curve,
    title="validation accuracy",
    xlabel="training pictures",
    ylabel="validation accuracy",
)
ax.set(xscale="log")
ax.set_xticks(curve.index, curve.index)
ax.minorticks_off()
plots.show(
    ax,
    caption=f"Validation accuracy over the number of training pictures; of the nets the mean of {num_starts} starts, all with the "
    "same number of steps.",
    alt="Three rising curves over 100, 300, 1000 and 2400 pictures; nets with augmentation begin far above the two others.",
)
checks.changes.reveal("hundred", curve.loc[few_pictures[0], "net, augmented"], close=0.04)
checks.claim(
    "augmentation with 100 pictures: gain in validation accuracy",
    curve.loc[few_pictures[0], "net, augmented"] - curve.loc[few_pictures[0], "net"],
    low=0.05,
    control=curve.loc[num_pictures, "net, augmented"] - curve.loc[num_pictures, "net"],
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
    low=0.006,
    control=0.0,
)

# %% [markdown] name="curve-explain"
# In so many steps the nets gain no more from the last row than the machine, give or take a picture: read the column.
# Augmentation tells a net what does not matter, and that is worth most where pictures are fewest; at 2400 little of it is left
# *after eight epochs*. Equal steps are fair among the nets, but the machine has no steps: nets that never see a picture twice are
# far from finished here. (With `long` at 30 they gain again: try it, it takes four times as long.)
#
# And with all 60 000 pictures of MNIST? In 1998 nets with two hidden layers made about 3 % mistakes on its test pictures,
# support vector machines about 1 % (LeCun and colleagues). Nets that look through small windows were
# ahead then already (lesson 06); in 2010, with much augmentation, large fully connected ones: 0.35 % (Cireșan and colleagues).

# %% [markdown] name="two-nets-task"
# ### Exercise · six pictures
#
# Two nets, one run each, on the same 600 validation pictures: .9250 and .9150. How many pictures lie between them? A share $p$
# of $n$ pictures has the standard error $\sqrt{p(1-p)/n}$: how large is it for the first net? For a difference of two
# independent shares the *squares* of their errors add up: how large would its error be? Is the difference more than twice its
# error (`True` or `False`)?

# %% name="two-nets" tags=["exercise"]
# BEGIN SOLUTION
pictures_apart = 555 - 549
error_of_one = np.sqrt(0.925 * 0.075 / 600)
error_of_difference = np.sqrt(0.925 * 0.075 / 600 + 0.915 * 0.085 / 600)
is_clear = False
# END SOLUTION
checks.changes.two_nets(pictures_apart, error_of_one, error_of_difference, is_clear)
# checks.changes.two_nets.hint()

# %% [markdown] name="two-nets-solution" tags=["solution"]
# **Why.** 555 and 549 of 600. The error of one is about six and a half pictures, that of the difference about nine and a half:
# this way they cannot be ranked. (Judged on the *same* pictures the two are not independent, and the paired comparison is
# sharper.)

# %% [markdown] name="test-once"
# ## Luck made visible
#
# If validation pictures decide, can they wear out? Take a hundred classifiers of *one* recipe, least squares on 200 random
# pixels. Cut the 600 pictures into a public quarter and a private rest. Choose the best on the public ones, and look at its
# private score. Repeat with 200 cuts.

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
ax = plots.panels(1, width=6.5, height=3.0)[1][0]
ax.hist(
    [winners["private"], winners["public"]],
    bins=25,
    histtype="stepfilled",
    alpha=0.7,
    color=[plots.COLORS["test"], plots.COLORS["validation"]],
    label=["its private score", "best public score"],
)
ax.axvline(
    is_right.mean(), color=plots.COLORS["neutral"], linestyle="--", label="all the classifiers"
)
ax.set(title="scores of the winner", xlabel="accuracy", ylabel="cuts")
ax.legend(loc="upper right", fontsize="small")
plots.show(
    ax,
    caption="The best of a hundred classifiers, on the 150 pictures that chose it and on the 450 others (200 cuts).",
    alt="Two histograms: the winners' public scores lie to the right of their private scores.",
)
checks.claim(
    "the winner of a hundred: public minus private score",
    winners["public"].mean() - winners["private"].mean(),
    low=0.02,
    control=0.0,
)

# %% [markdown] name="fair-task"
# In 2015 Baidu reported 4.58 % errors (top 5) on the test pictures of ImageNet, after some two hundred submissions where two a
# week were allowed, and was banned for a year: so many make *test* pictures validation pictures. How much of our winner's lead over all
# others is real, its private score says: little. The rest is luck: **overfitting the validation set**, without any training on it.
#
# ### Exercise · which comparison is fair?
#
# Which of these change one thing only, at the same budget? Give all letters, such as `"AD"`.
#
# - **A** Without augmentation for 8 epochs; with augmentation for 14.
# - **B** ReLU and sigmoid, from the same five starts, for as many epochs.
# - **C** The everyday net and the careful net.
# - **D** Batches of 20 and of 200, with the same learning rate, for as many epochs.
# - **E** With and without dropout, as many steps, each with the best of the same three learning rates, chosen on validation pictures.

# %% name="fair" tags=["exercise"]
# BEGIN SOLUTION
fair = "BE"
# END SOLUTION
checks.changes.fair(fair)
# checks.changes.fair.hint()

# %% [markdown] name="fair-solution" tags=["solution"]
# **Why.** A changes the epochs as well. C changes rate, schedule, decay and targets at once: it shows that training matters, not
# which part of it: the longer problem asks. In D the larger batches take ten times fewer steps. In E each variant gets the same care.

# %% [markdown] name="the-test"
# ## The test, once
#
# All decisions are made. Now the test pictures. Your function also compares picture by picture: 1 for read, 0 for not, the
# machine's answers paired with the net's.

# %% name="test-run"
on_test = pd.DataFrame({"machine": 1.0 * (machine.predict(as_rows(x_test)) == y_test)})
for name, net in pair.items():
    on_test[name] = 1.0 * (models.probabilities(net, x_test).argmax(axis=1) == y_test)
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
ax = plots.before_and_now(
    {name: (earlier[name], test_leads[name]) for name in test_leads.index},
    control=0.0,
    control_name="the support vector machine",
    xlabel="accuracy on the test pictures, net minus machine",
    title="test",
)
plots.show(
    ax,
    caption="The two nets minus the machine once more, on the test pictures.",
    alt="Two rows of dots and a star: the everyday net left of zero, the careful net nearer to it or beyond.",
)
gain = test_leads["careful net"] - test_leads["everyday net"]
checks.claim(
    "test: the machine minus the everyday net", -test_leads["everyday net"], low=0.002, control=0.0
)
checks.claim(
    "share of the everyday net's gap to the machine that careful training closes, test",
    -gain / test_leads["everyday net"],
    low=0.09,
    control=0.0,
)

# %% name="test-changes-picture" tags=["figure"]
# @title Figure: five changes, on test pictures
test_gaps = (crowd_on_test - crowd_on_test["plain"]).drop("plain")
earlier = measured.before("test after the long training, minus plain", test_gaps)
ax = plots.before_and_now(
    {name: (earlier[name], test_gaps[name]) for name in test_gaps.index},
    control=0.0,
    control_name="plain nets",
    xlabel="accuracy on the test pictures, minus plain",
    title="test",
)
plots.show(
    ax,
    caption=f"The five changes after the long training, minus plain, on test pictures. Stars: this run, means of {num_starts} "
    "starts. Dots: 20 runs measured before on drawn digits, each the mean of four starts (8 epochs). Better than plain by the "
    f"interval of these 20: {', '.join(earlier.columns[earlier.mean() > 2.1 * earlier.sem()]) or 'none'}.",
    alt="Five rows of dots and a star: sigmoid and dropout left of zero, batch norm and label smoothing right of it, augmentation "
    "around it.",
)

# %% [markdown] name="test-explain"
# On the digits that the course draws, after eight epochs, careful net and machine are about level on the validation pictures;
# on the test pictures the machine leads. Nobody cheated: 600 or 1000 pictures leave room for such a shift. The twenty starts do
# not help, for they all share the *same pictures*; and the interval above knows pictures, not starts: neither covers the luck of
# the other. Believe the pile that chose nothing, with its interval.
#
# And which change really helped? The careful training: it closed the gap on the validation pictures and a part of it on the test
# pictures. Of the five small ones those that the last caption names, by the interval of twenty runs. Your four starts may leave one
# of them unclear: that does not mean that it did nothing.

# %% [markdown] name="close"
# ## What we saw
#
# 1. A change helped if the difference is clear start by start, at equal budget, also on pictures that nobody chose by.
# 2. How long you train is part of the answer: most of sigmoid's lag was slowness; dropout cost these nets accuracy even on
#    their training pictures, in so short a training.
# 3. With few pictures, knowledge is worth most: with 100 of them, augmentation lifted the nets above a machine that got
#    none.
# 4. A score on pictures that chose the winner promises too much.
#
# **What can go wrong in practice.** Batch normalisation keeps averages over about a hundred batches by default; in a run as
# short as our short one they come too late, and it looks worse than it is (we set `momentum=0.9`). Old tutorials write
# `optimizer="adadelta"`: its default rate was 1 and is 0.001 now, so the same line learns next to nothing.

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem"
# **A longer problem.** Which part of the careful training closed the gap? Take the everyday net and add cosine, weight decay and
# label smoothing one by one, from the same five starts, then all but one. A good answer has one table of paired intervals, says
# how many variants the validation pictures saw, and ends with test pictures that you have not used: after 1000,
# `data.load_digits(num_test=4000)` has three thousand more
# (with the profile quick).
#
# **Further reading.** Cortes and Vapnik (1995), *Support-vector networks*. Ioffe and Szegedy
# (2015), *Batch normalization*. Müller, Kornblith and Hinton (2019), *When does label smoothing help?* Loshchilov and Hutter (2019), *Decoupled
# weight decay regularization*. Dwork et al. (2015), *The reusable holdout*.
#
# {next}
