# %% [markdown] name="title"
# # 04 · MNIST, fully connected
#
# **How does a net read a digit?** And how do you find out how well, without fooling yourself?
#
# | | |
# |---|---|
# | **You will be able to** | *follow* a picture from pixels to ten probabilities; *train* a net and see it learn by heart; *use* training, validation and test data |
# | **You need** | the training loop (lesson 01); ReLU, kernel, hidden units (lesson 02) |
# | **Time** | {minutes} minutes |
#
# In lesson 00 you opened a net of one hidden layer. Now it gets two, and you write its formula.

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, models, plots, start, statistics

settings = start("04_mnist_fcnn", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_train = settings.choose(smoke=200, quick=2400, full=2400)
num_test = settings.choose(smoke=100, quick=1000, full=10_000)
num_few = settings.choose(smoke=100, quick=200, full=200)  # pictures to learn by heart
num_epochs = settings.choose(smoke=1, quick=8, full=30)
seed = settings.seed

# %% [markdown] name="pictures"
# ## What the net gets to see
#
# Reading written characters by machine is called **OCR**, optical character recognition; nets have read cheques since the
# 1990s. Its best-known data set is MNIST, 60 000 digits to train and 10 000 to test. We train with 2400.
# Without MNIST the course draws digits of its own; the next line tells which you have.

# %% name="load"
digits = data.load_digits(num_train=num_train, num_test=num_test)

# %% name="load-picture" tags=["figure"]
# @title Figure: the first pictures
plots.show(
    plots.image_grid(
        digits.x_train[:20], titles=[str(label) for label in digits.y_train[:20]], columns=10
    ),
    caption=f"The first 20 pictures to learn from ({digits.source}), each with its label.",
    alt="Two rows of ten small pictures of digits, white on black, with the digit written above each.",
)

# %% [markdown] name="supervised"
# Each picture comes with a **label**, the digit that it was meant to be. Learning from such pairs is **supervised learning**. How
# good are *you*? Twenty more, without labels:

# %% name="human-pictures" tags=["figure"]
# @title Figure: twenty pictures without labels
plots.show(
    plots.image_grid(digits.x_validation[:20], columns=10),
    caption="Twenty pictures from which nothing has learned.",
    alt="Two rows of ten digits without labels.",
)

# %% [markdown] name="human-task"
# ### Exercise · you, the classifier
#
# Write what you read as a string of twenty digits, the upper row first, such as `"31415926535897932384"`.

# %% name="human" tags=["exercise"]
# BEGIN SOLUTION
my_labels = "".join(str(label) for label in digits.y_validation[:20])  # a reader who peeks
# END SOLUTION
checks.mnist_fcnn.human(my_labels, digits)
# checks.mnist_fcnn.human.hint()

# %% [markdown] name="human-solution" tags=["solution"]
# **Why.** Careless writers exist on paper, too; so do pictures whose label is a matter of opinion. Twenty out of twenty
# sounds perfect, but is compatible with a reader who misses every tenth digit.

# %% [markdown] name="inputs-outputs"
# ## Numbers in, numbers out
#
# *In* goes a row of 784 numbers, the 28 × 28 pixels, scaled to lie between 0 and 1. *Out* come ten numbers, one per digit. MNIST's
# training pictures are a table of 60 000 × 784 numbers, their answers one of 60 000 × 10.


# %% name="shapes" tags=["nbval-check-output"]
def as_rows(images):
    return images.reshape(len(images), -1).astype("float32") / 255  # (n, 28, 28) -> (n, 784)


x_train, y_train = as_rows(digits.x_train), digits.y_train
x_validation, y_validation = as_rows(digits.x_validation), digits.y_validation
x_test, y_test = as_rows(digits.x_test), digits.y_test
x_train.shape, x_validation.shape, x_test.shape

# %% name="one-picture" tags=["figure"]
# @title Figure: a picture, and what the net is given
figure, (left, right) = plots.panels(2, columns=2, height=3.2)
left.imshow(digits.x_train[0])
right.plot(x_train[0], linewidth=0.8)
left.set(title="what you see", xticks=[], yticks=[])
right.set(title="what the net sees", xlabel="pixel, row by row", ylabel="ink")
plots.show(
    figure,
    caption="One picture, and the row of 784 numbers that the net is given.",
    alt="Left: a digit. Right: a curve of 784 values between 0 and 1, in which nothing can be recognised.",
)

# %% [markdown] name="one-hot"
# ## A net, and its five choices
#
# The label 3 is a name, not a quantity: 8 is not "more" than 3. So the wanted answer is written as ten numbers with a single 1,
# **one-hot**.

# %% name="one-hot-shown" tags=["nbval-check-output"]
import keras
from keras import layers, ops

one_hot = keras.utils.to_categorical(y_train, 10)  # (n, 10)
keras.utils.to_categorical([3], 10)[0]

# %% [markdown] name="two-nets"
# Two nets that take 784 numbers and answer with ten, one **without** and one **with hidden layers**:


# %% name="two-nets-code"
def make_net():
    """Return the net 784-500-50-10, untrained."""
    return keras.Sequential(
        [
            keras.Input((784,)),
            layers.Dense(500, activation="relu"),
            layers.Dense(50, activation="relu"),
            layers.Dense(10),  # ten logits
        ]
    )


no_hidden_layer = keras.Sequential([keras.Input((784,)), layers.Dense(10)])
net = make_net()

# %% [markdown] name="design"
# Every net needs five choices: **architecture** (500, then 50), **hidden units** (ReLU), **output units** (ten **logits**, the
# scores of lesson 00),
# **cost** or loss, and **optimiser**. Output and cost follow from the task; the others are yours.
#
# ### Exercise · count before the machine does
#
# How many numbers does each net learn? A dense layer has a weight for each pair of input and unit, and a bias for each unit.

# %% name="parameters" tags=["exercise"]
# BEGIN SOLUTION
count_no_hidden = 784 * 10 + 10
count_two_hidden = (784 * 500 + 500) + (500 * 50 + 50) + (50 * 10 + 10)
# END SOLUTION
checks.mnist_fcnn.parameters(count_no_hidden, count_two_hidden)
# checks.mnist_fcnn.parameters.hint()

# %% name="summary" tags=["nbval-check-output"]
print(f"{no_hidden_layer.count_params():,} and {net.count_params():,}")

# %% [markdown] name="parameters-solution" tags=["solution"]
# **Why.** Nine tenths of the numbers sit between the pixels and the first hidden layer: that is where lesson 06 will
# save.

# %% [markdown] name="forward"
# ## From pixels to probabilities, without Keras
#
# A net is nothing but a formula. Ours, for a row of pixels $x$, with $f = \operatorname{relu}$, and a kernel $W$ and a bias $b$ for each
# layer:
#
# $$ p = \operatorname{softmax}\big(f(f(x W_1 + b_1)\, W_2 + b_2)\, W_3 + b_3\big). $$
#
# **Softmax** turns ten logits $z$ into probabilities that add up to 1: $p_k = e^{z_k} / \sum_j e^{z_j}$. Subtract the largest of the ten
# from all of them first: that changes nothing (why?), and $e^{1000}$ never happens.
#
# ### Exercise · the forward pass in NumPy
#
# `x` has shape (n, 784), `weights` is the list `[W1, b1, W2, b2, W3, b3]`; return the probabilities (n, 10).


# %% name="forward-answer" tags=["exercise"]
def forward(x, weights):
    """Return the probabilities (n, 10) of the net 784-500-50-10 for the rows of x."""
    kernel_1, bias_1, kernel_2, bias_2, kernel_3, bias_3 = weights
    # BEGIN SOLUTION
    hidden = np.maximum(0, x @ kernel_1 + bias_1)
    hidden = np.maximum(0, hidden @ kernel_2 + bias_2)
    logits = hidden @ kernel_3 + bias_3
    scores = np.exp(logits - logits.max(axis=1, keepdims=True))
    return scores / scores.sum(axis=1, keepdims=True)
    # END SOLUTION


checks.mnist_fcnn.forward(forward)
# checks.mnist_fcnn.forward.hint()

# %% [markdown] name="forward-solution" tags=["solution"]
# **Why.** Every layer is one matrix product for all pictures at once; `+ bias_1` is added to every row.
# No ReLU behind the last layer: it would cut off every negative score.

# %% [markdown] name="start-loss"
# What does the untrained net say? Keras draws each kernel from the **Glorot uniform** distribution, between
# $\pm\sqrt{6/(\text{inputs} + \text{units})}$; biases start at 0.

# %% name="initialiser" tags=["nbval-check-output"]
read = checks.mnist_fcnn.forward.or_ours(forward, checks.mnist_fcnn.forward_pass)
first_kernel = net.get_weights()[0]
print(
    first_kernel.shape,
    "largest weight / limit:",
    (abs(first_kernel).max() / (6 / (784 + 500)) ** 0.5).round(3),
)

# %% name="untrained"
read(x_train[:1], net.get_weights()).round(2)

# %% [markdown] name="start-loss-guess"
# Its loss is the cross-entropy of lesson 01: minus the logarithm of the probability that it gave to the label.
#
# **Guess:** what is its mean, if each of the ten digits gets about the same probability?

# %% name="guess-first-loss" tags=["guess"]
guess = ...  # a number
checks.mnist_fcnn.guess("first_loss", guess)


# %% name="mean-loss"
def mean_loss(model, x, y):
    """Return the mean cross-entropy of a model that ends in logits, for labels y (n,)."""
    losses = keras.losses.sparse_categorical_crossentropy(y, model(x), from_logits=True)
    return float(ops.mean(losses))


loss_untrained = mean_loss(net, x_train, y_train)
loss_unscaled = mean_loss(net, 255 * x_train, y_train)  # pixels from 0 to 255
print(f"loss of the untrained net: {loss_untrained:.2f}")

# %% name="start-loss-claim" tags=["claim"]
# @title Claim: the loss before training
checks.mnist_fcnn.reveal("first_loss", loss_untrained, close=0.1)
checks.claim(
    "an untrained net has the loss of guessing: its loss over ln 10",
    loss_untrained / np.log(10),
    low=0.94,
    high=1.08,
    control=loss_unscaled / np.log(10),
    control_is="with pixels that nobody divided by 255",
)

# %% [markdown] name="start-loss-explain"
# $-\ln\frac{1}{10} = \ln 10 \approx 2.3$, whatever the label; for $K$ classes $\ln K$. Compare it with the loss before the first
# step: the cheapest test for a bug that there is.

# %% [markdown] name="splits"
# ## Three piles of pictures
#
# The **training data** change the weights. The **validation data** decide all that *you* choose: learning rate, width, when to
# stop. The **test data** say, once, at the end, how good it is on pictures that nobody has used. 60 / 20 / 20 % is
# common. The workflow of every project: **1** split, **2** choose an architecture, **3** choose learning rate and the like, **4** train
# and watch the validation loss, **5** look whether it learns too little or by heart, **6** change something, back to 2. Only then
# the test.
#
# Take step 3. The net without hidden layer is **softmax regression**; here we leave out its biases. Its gradient is the one of
# lesson 01, answer minus target, now for ten digits, so the training loop that you wrote there trains it.

# %% name="rates-run"
from scipy import special


def slope(kernel, x, targets):
    """Return the gradient of the mean cross-entropy, (784, 10)."""
    return x.T @ (special.softmax(x @ kernel, axis=1) - targets) / len(x)


def losses_on_the_way(rate):
    """Train softmax regression for three epochs; return the validation loss after every step."""
    rng, begin = np.random.default_rng(seed), np.zeros((784, 10), "float32")
    path = checks.linear.trained(slope, begin, x_train, one_hot, rate, 100, 3, rng)  # lesson 01
    losses = []
    for kernel in path:
        log_probabilities = special.log_softmax(x_validation @ kernel, axis=1)
        losses.append(-log_probabilities[range(len(y_validation)), y_validation].mean())
    return losses


rates = [0.001, 0.02, 0.3, 3.0]
rate_losses = pd.DataFrame({rate: losses_on_the_way(rate) for rate in rates})  # (steps, rates)

# %% name="rates-picture" tags=["figure"]
# @title Figure: four learning rates
ax = plots.curves(
    {letter: rate_losses[rates[place]] for letter, place in zip("ABCD", (1, 3, 0, 2), strict=True)},
    x=range(len(rate_losses)),
    title="four learning rates: which is which?",
    xlabel="step",
    ylabel="loss",
    value_limits=(0, 5),
)
plots.show(
    ax,
    caption="Softmax regression with the learning rates 0.001, 0.02, 0.3 and 3: loss over three epochs, on one of the three "
    "piles.",
    alt="Four curves from 2.3: A falls slowly, B jumps up and down, C stays nearly level, D falls fast and flattens.",
)
# %% [markdown] name="split-task"
# ### Exercise · which pile, and which curve?
#
# Which pile tells which rate is best: **A** training, **B** validation, **C** test? And which curve belongs to which rate? Give the
# letters for 0.001, 0.02, 0.3, 3, such as `"ABCD"`.

# %% name="split-answer" tags=["exercise"]
# BEGIN SOLUTION
pile = "B"
curves_by_rate = "CADB"
# END SOLUTION
checks.mnist_fcnn.split_and_rates(pile, curves_by_rate)
# checks.mnist_fcnn.split_and_rates.hint()

# %% [markdown] name="split-solution" tags=["solution"]
# **Why.** The training pictures would prefer whatever learns by heart, and the test pictures must stay
# untouched. In the same number of steps a larger rate comes further, until it jumps over the valley.

# %% name="rate-chosen"
print(rate_losses.iloc[-1].round(2).to_dict())
print(f"the validation pictures choose {rate_losses.iloc[-1].idxmin():g}")

# %% [markdown] name="rate-chosen-text"
# If the best of four is the first or the last, try further ones.

# %% [markdown] name="overfit-first"
# ## Train it
#
# Before you train anything for long, **overfit a small subset first**. A net that cannot learn twenty pictures by heart has a bug: a
# loss that does not belong to the output, a rate off by a factor of a thousand.


# %% name="overfit-first-run"
def compiled(model):
    model.compile(
        optimizer=keras.optimizers.Adam(0.001),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),  # one-hot by itself
    )
    return model


def accuracy(model, x, y):
    """Return the share of pictures whose largest logit is that of their label."""
    return np.mean(ops.convert_to_numpy(model(x)).argmax(axis=1) == y)


tiny = compiled(make_net())
for _ in range(40):
    tiny.train_on_batch(x_train[:20], y_train[:20])
accuracy_on_twenty = accuracy(tiny, x_train[:20], y_train[:20])

# %% name="overfit-first-claim" tags=["claim"]
# @title Claim: twenty pictures by heart
checks.claim("accuracy on twenty pictures after 40 steps", accuracy_on_twenty, low=1, control=0.1)

# %% [markdown] name="fit-words"
# `fit` is your loop, here with Adam: batches of 100, shuffled anew in each epoch. After each it computes the validation loss, too.


# %% name="fit-run"
def fitted(model, count, epochs, batch_size):
    """Train on the first pictures; return training and validation loss after each epoch."""
    history = compiled(model).fit(
        x_train[:count],
        y_train[:count],
        batch_size=batch_size,
        epochs=epochs,
        validation_data=(x_validation, y_validation),
        verbose=0,
    )
    return pd.DataFrame(history.history)


losses_of_all = fitted(net, num_train, num_epochs, batch_size=100)
share_of_all = accuracy(net, x_validation, y_validation)
print(f"{share_of_all:.3f} of the validation pictures")

# %% [markdown] name="few-guess"
# The same net once more, for about as many steps, with 200 of these pictures in batches of 20. **Guess:** which share of the
# validation pictures will it read?

# %% name="guess-few" tags=["guess"]
guess = ...  # share of the validation pictures, 0 to 1
checks.mnist_fcnn.guess("few", guess)

# %% name="few-run"
net_of_few = make_net()
losses_of_few = fitted(net_of_few, num_few, 2 * num_epochs, batch_size=20)
share_of_few = accuracy(net_of_few, x_validation, y_validation)
print(f"with {num_few} pictures {share_of_few:.3f}, with {num_train} {share_of_all:.3f}")

# %% name="fit-picture" tags=["figure"]
# @title Figure: training and validation loss with many and with few pictures
figure, axes = plots.panels(2, height=3.2, sharey=True)
both = {num_train: losses_of_all, num_few: losses_of_few}
for ax, (count, losses) in zip(axes, both.items(), strict=True):
    ax.plot(losses.index + 1, losses["loss"], color=plots.COLORS["train"], label="training")
    ax.plot(
        losses.index + 1, losses["val_loss"], color=plots.COLORS["validation"], label="validation"
    )
    ax.set(title=f"{count} pictures", xlabel="epoch", ylim=(0, 2.0))
    ax.xaxis.get_major_locator().set_params(integer=True)
axes[0].set_ylabel("loss")
axes[1].legend(loc="upper right")
plots.show(
    figure,
    caption="Loss over the epochs (of training: the mean over the epoch, so it may begin above).",
    alt="Left: both curves fall, validation stays a little above training. Right: training falls to zero, validation stays "
    "high above it.",
)
gap_of_all = losses_of_all["val_loss"].iloc[-1] - losses_of_all["loss"].iloc[-1]
gap_of_few = losses_of_few["val_loss"].iloc[-1] - losses_of_few["loss"].iloc[-1]
checks.mnist_fcnn.reveal("few", share_of_few, close=0.04)
checks.claim(
    "200 pictures overfit: validation minus training loss at the end",
    gap_of_few,
    low=0.4,
    control=gap_of_all,
    control_is="with 2400 pictures",
)
checks.claim(
    "validation accuracy with 2400 pictures minus that with 200",
    share_of_all - share_of_few,
    low=0.03,
    control=0.0,
)

# %% [markdown] name="fit-explain"
# In the first epochs both losses are high: **underfitting**, the net has not learned yet, or is too simple. On the right the
# validation loss stays far above the training loss: **overfitting**, it learns its pictures by heart. A widespread remedy is
# **dropout**: in every training step a random share of the units is silenced, so that none can rely on another. In Keras it is a
# layer:

# %% name="dropout-net"
with_dropout = keras.Sequential(
    [
        keras.Input((784,)),
        layers.Dense(500, activation="relu"),
        layers.Dropout(0.3),  # drop probability
        layers.Dense(50, activation="relu"),
        layers.Dropout(0.3),
        layers.Dense(10),
    ]
)
print(f"{with_dropout.count_params():,} numbers, as before")

# %% [markdown] name="dropout-explain"
# Does it help? Part 04b shows how to tell.

# %% [markdown] name="the-test"
# ## The test, and what it gets wrong
#
# All is decided: we keep the net of all pictures. Now the test, once, and your own `forward` on the trained weights.

# %% name="the-test-run"
probabilities = models.probabilities(net, x_test)  # softmax of the logits
answers, confidence = probabilities.argmax(axis=1), probabilities.max(axis=1)
test_accuracy = np.mean(answers == y_test)
low, high = statistics.wilson_interval(int(np.sum(answers == y_test)), len(y_test))
print(f"{test_accuracy:.3f} of {len(y_test)} test pictures (95 % interval {low:.3f} to {high:.3f})")
print("your formula agrees:", np.mean(read(x_test, net.get_weights()).argmax(axis=1) == answers))

# %% name="confusion"
is_right = answers == y_test
confused = pd.Series([f"{y} read as {answer}" for y, answer in zip(y_test, answers, strict=True)])
confused[~is_right].value_counts().head(3).to_dict()

# %% name="mistakes-picture" tags=["figure"]
# @title Figure: the mistakes it was surest of
wrong = np.flatnonzero(~is_right)
surest = wrong[np.argsort(-confidence[wrong])][:10]
plots.show(
    plots.image_grid(
        digits.x_test[surest],
        titles=[f"says {answers[i]}, is {y_test[i]}\n{confidence[i]:.0%}" for i in surest],
        columns=5,
        size=1.2,
    ),
    caption="Its answer, the label, and the probability of its answer.",
    alt="Ten digits, several of them hard to read, with a wrong answer and a probability above each.",
)
sure = confidence >= np.median(confidence)
checks.claim("test accuracy of the net", test_accuracy, low=0.88, control=0.1)
checks.claim(
    "accuracy in the surer half of the test pictures minus that in the other half",
    is_right[sure].mean() - is_right[~sure].mean(),
    low=0.04,
    control=0.0,
)

# %% [markdown] name="mistakes-explain"
# Read these yourself. In some the label is what somebody *meant* (of a drawn digit: what the
# program meant), and no reader gets those. On the whole, the surer the net is, the less it errs.

# %% [markdown] name="centre-task"
# ## A digit of your own
#
# MNIST was *prepared*: each digit was scaled to fit a box of 20 × 20 pixels and placed so
# that its **centre of mass** lies in the middle of 28 × 28.
#
# ### Exercise · the centre of mass
#
# Give row and column of the centre of mass of a picture: the mean place of its ink, each pixel counting as much as it is bright,
# the first pixel at (0, 0).


# %% name="centre" tags=["exercise"]
def centre_of_mass(picture):
    """Return (row, column) of the centre of mass of a picture (height, width)."""
    # BEGIN SOLUTION
    rows, columns = np.arange(picture.shape[0]), np.arange(picture.shape[1])
    total = picture.sum()
    return picture.sum(axis=1) @ rows / total, picture.sum(axis=0) @ columns / total
    # END SOLUTION


checks.mnist_fcnn.centre(centre_of_mass)
# checks.mnist_fcnn.centre.hint()

# %% [markdown] name="centre-solution" tags=["solution"]
# **Why.** The ink of a row, divided by all ink, is the share of the digit that lies in that row; a mean place
# is the sum of places times shares. Columns work the same way, along the other axis.

# %% [markdown] name="corner-guess"
# Draw a good 3 in the corner of a sheet. **Guess:** if it is only reduced to 28 × 28, which probability does the net give to the 3?

# %% name="guess-corner" tags=["guess"]
guess = ...  # probability, 0 to 1
checks.mnist_fcnn.guess("corner", guess)

# %% name="own-draw"
from PIL import Image

from course_utils.data.own_digit import draw_strokes

top = [(0.1, 0.12), (0.2, 0.06), (0.31, 0.1), (0.33, 0.2), (0.22, 0.27)]  # (to the right, down)
bottom = [(0.22, 0.27), (0.35, 0.33), (0.36, 0.45), (0.25, 0.52), (0.1, 0.46)]
drawing = draw_strokes([top + bottom], width=11)  # (200, 200)

# %% name="own-prepare"
centre = checks.mnist_fcnn.centre.or_ours(centre_of_mass, checks.mnist_fcnn.centre_of_ink)


def prepare(drawing):
    """Return a drawing as MNIST would have it, (28, 28): a box of 20, its centre in the middle."""
    inked = drawing > 60
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    ink = Image.fromarray(drawing[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1])
    ink.thumbnail((20, 20))
    ink = np.asarray(ink, float)
    row, column = centre(ink)
    canvas = np.zeros((68, 68))  # room on all sides; 28 x 28 are cut out at the end
    top, left = round(33.5 - row), round(33.5 - column)
    canvas[top : top + ink.shape[0], left : left + ink.shape[1]] = ink
    return canvas[20:48, 20:48]


# %% name="own-read"
in_a_corner = np.asarray(Image.fromarray(drawing).resize((28, 28)), float)
versions = np.stack([in_a_corner, prepare(drawing)])
own_probabilities = models.probabilities(net, as_rows(versions))

# %% name="own-picture" tags=["figure"]
# @title Figure: the drawing, reduced and prepared
figure, axes = plots.panels(4, columns=4, height=2.1)
for ax, version, name in zip(axes[::2], versions, ["reduced", "prepared"], strict=True):
    ax.imshow(version)
    ax.set(xticks=[], yticks=[], title=name)
for ax, answer in zip(axes[1::2], own_probabilities, strict=True):
    ax.bar(range(10), answer)
    ax.set(xticks=range(10), ylim=(0, 1), title=f"says {answer.argmax()}")
plots.show(
    figure,
    caption="A drawing, reduced and prepared, each with the ten probabilities of the net.",
    alt="A small 3 in a corner and the same 3 large and centred, each beside a bar chart of ten probabilities.",
)
checks.mnist_fcnn.reveal("corner", own_probabilities[0, 3], close=0.1)

# %% [markdown] name="moved"
# One drawing proves little. So move all validation pictures:

# %% name="moved-run"
moved = np.roll(digits.x_validation, (-4, -4), axis=(1, 2))  # up, and to the left
share_of_moved = accuracy(net, as_rows(moved), y_validation)
print(f"in their place {share_of_all:.3f}, four pixels away {share_of_moved:.3f}")

# %% name="moved-claim" tags=["claim"]
# @title Claim: four pixels
checks.claim(
    "validation accuracy minus that of the same pictures four pixels up and to the left",
    share_of_all - share_of_moved,
    low=0.6,
    control=0.0,
)

# %% [markdown] name="own-modify"
# Change `top` and `bottom` into another digit and run the cells down to the figure again. A photo, dark ink on
# white, evenly lit paper, becomes a drawing with `255 - np.asarray(Image.open(path).convert("L"))`.

# %% [markdown] name="close"
# ## What we saw
#
# 1. A picture is a row of 784 numbers; three matrix products, two bends and a softmax later it is ten probabilities.
# 2. A loss of ln 10 before training is a good sign; so is a net that learns twenty pictures by heart.
# 3. Training data teach, validation data choose, test data report, once.
# 4. With few pictures this net overfits: its training loss says little about new ones.
# 5. It reads what it was trained on: digits four pixels from the middle are other pictures.
#
# **What can go wrong in practice.** A softmax in the model *and* `from_logits=True` bring a warning of Keras on TensorFlow alone.
# Labels in another order than the pictures: the net may learn them by heart, yet on new ones it stays at guessing.

# %% [markdown] name="also" tags=["further"]
# **Also met in courses on this subject**
#
# | what | in a sentence |
# |---|---|
# | stochastic gradient descent, epochs, the steps of the loop | lesson 01 |
# | a matrix for 32 inputs, 8 classes | (32, 8) in Keras, (8, 32) for $Wx$; the number of hidden units is another matter |
# | a program of 2016 | placeholders became `keras.Input`, the session's loop `fit`; a loss summed over 100 pictures with rate 0.01 is a mean with rate 1 |
# | many parameters are slow | each weight is used once per picture forward, about twice backward |
# | underfitting, overfitting, a good fit in three curves | the first epochs, the right panel, the left one |

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem"
# **A longer problem.** Take 300 training pictures and get as far as you can: width, dropout, an average of five nets. Decide on
# validation pictures only and count your variants. Then take test pictures that you have not used: after 1000,
# `data.load_digits(num_test=3000)` has two thousand more. A good answer has one table, and says how much worse the test came out.
#
# **Further reading.** LeCun, Bottou, Bengio and Haffner (1998), *Gradient-based learning applied to document recognition*. Glorot and
# Bengio (2010), *Understanding the difficulty of training deep feedforward neural networks*. Srivastava et al. (2014), *Dropout*.
#
# {next}
