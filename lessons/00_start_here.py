# %% [markdown] name="title"
# # 00 · Start here
#
# **Are you ready?** In ten minutes a net of your own tries to read a digit that you drew. Then you find out what it did.
#
# | | |
# |---|---|
# | **You will be able to** | *train* a net that reads digits; *compute* by hand what one of its units does; *say* what it has learned, and who wrote the program |
# | **You need** | Python, a little NumPy |
# | **Time** | {minutes} minutes |
#
# Run the cells from top to bottom, each with Shift+Enter. Some are closed and show only a title: they draw. At
# `guess = ...` write down what you expect *before* you go on; at `...  # your code` an exercise waits: each
# wrong attempt brings one more hint, and so does its last line, without the `#`. You may always read on without an answer.

# %% name="setup" tags=["setup"]
import numpy as np

from course_utils import checks, data, plots, readiness, start

settings = start("00_start_here", seed=1)

# %% [markdown] name="how-much"
# Every lesson begins like this. The next cell says how much to compute, for three **profiles**: *quick* is for a laptop,
# *full* for a GPU, *smoke* only tries whether everything runs.

# %% name="amounts"
num_epochs = settings.choose(smoke=1, quick=5, full=5)
digits = data.load_digits(num_train=settings.choose(smoke=300, quick=2400, full=50_000))

# %% [markdown] name="ready"
# ## Is this computer ready?
#
# This looks at what the whole course stands on: Python, the packages, Keras, the disk, the digits. Whatever is wrong, it says
# what to do.

# %% name="readiness"
machine = readiness.inspect(settings, digits)
readiness.report(machine)

# %% [markdown] name="ready-explain"
# ✅ is fine, ❌ would stop you, with ▫ the course runs all the same. If not even this cell runs, type in a terminal, in
# the folder of the course: `python -m course_utils.readiness`.

# %% [markdown] name="keras"
# ## A net that reads digits
#
# It will see digits (of MNIST, the best known collection, or drawn by us): pictures of 28 × 28 **pixels**. Each pixel is a
# number, from 0 (black) to 255 (white). With each picture comes its **label**, the digit that it shows.

# %% name="digits"
print("pictures to learn from:", digits.x_train.shape, " to be tested with:", digits.x_test.shape)

# %% name="digits-picture" tags=["figure"]
# @title Figure: the first pictures
figure = plots.image_grid(
    digits.x_train[:16], titles=[str(label) for label in digits.y_train[:16]], columns=8
)
plots.show(
    figure,
    caption=f"The first 16 pictures to learn from, with their labels ({digits.source}).",
    alt="Two rows of eight small images of digits, white on black, each with its label above.",
)

# %% [markdown] name="keras-words"
# A **net** is made of layers, a **layer** of units; a **unit** turns all its inputs into one number, by
# numbers inside it. In Keras, the library of this course, `Dense(64, activation="relu")` is a layer of 64 units that never
# answer below 0, and `Dense(10)` a layer of ten, one for each digit. Their answers are **scores**: the digit with the
# highest score is what the net says.

# %% name="keras-model"
import keras
from keras import layers

x_train = digits.x_train.reshape(-1, 784).astype("float32") / 255  # (n, 28, 28) -> (n, 784)
x_test = digits.x_test.reshape(-1, 784).astype("float32") / 255  # now from 0 to 1

model = keras.Sequential(
    [
        keras.Input((784,)),
        layers.Dense(64, activation="relu"),
        layers.Dense(10),
    ]
)

# %% [markdown] name="keras-fit-words"
# The numbers inside are random so far: it knows nothing. Now it **trains**. `compile` chooses the *loss*, a number for how
# wrong it is (small if the right digit has by far the highest score), and a way to improve, `"adam"`. `fit` shows it the
# pictures, 32 at a time (a **batch**), and after each batch moves the numbers inside a little, so that
# the loss should fall. One pass over all pictures is an *epoch*.
#
# **Guess:** which share of pictures that it has never seen will it read right? Answering blindly gives one in ten.

# %% name="guess-accuracy" tags=["guess"]
guess = ...  # share of the new pictures, 0 to 1
checks.start_here.guess("accuracy", guess)

# %% name="keras-fit"
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)  # one label; logits: scores
model.compile(optimizer="adam", loss=loss)
model.fit(x_train, digits.y_train, epochs=num_epochs, batch_size=32, verbose=0)

scores = model.predict(x_test, verbose=0)  # (pictures, 10 scores)
answers = scores.argmax(axis=1)  # the digit with the highest score
is_right = answers == digits.y_test
accuracy = is_right.mean()

# %% name="keras-answers" tags=["figure"]
# @title Figure: what the net says about new pictures
chosen = [*np.flatnonzero(is_right)[:8], *np.flatnonzero(~is_right)[:8]]
figure = plots.image_grid(
    digits.x_test[chosen],
    titles=[
        f"says {answer}" if answer == label else f"says {answer}\nis {label}"
        for answer, label in zip(answers[chosen], digits.y_test[chosen], strict=True)
    ],
    correct=is_right[chosen],
    columns=8,
    title=f"{is_right.sum()} of {len(is_right)} right",
)
plots.show(
    figure,
    caption="The first eight new pictures that it reads right, and (✗) the first eight that it does not.",
    alt="Two rows of eight images of digits with the net's answers above; those of the second row are marked as wrong.",
)
checks.start_here.reveal("accuracy", accuracy, close=0.05)
checks.claim(
    "the share of new pictures that the net reads right",
    accuracy,
    low=0.85,
    control=0.1,
    control_is="a blind answer",
)

# %% [markdown] name="claims"
# A line with a dot, ●, is a **claim** of the course: what was measured just now; what we expect after 20 earlier
# runs (on a laptop, with the digits that we drew), with some room; and what no effect would give. An exercise that you solved gets a ✅.

# %% [markdown] name="own"
# ### Now a digit of yours
#
# Move a pen over a sheet that reaches from (0, 0), top left, to (1, 1), bottom right:

# %% name="own-digit"
from course_utils.data.own_digit import as_mnist, draw_strokes

pen = [(0.25, 0.2), (0.75, 0.2), (0.45, 0.85)]  # from point to point: (to the right, down)
mine = as_mnist(draw_strokes([pen]))  # (28, 28), scaled and placed as the others are
my_scores = model.predict(mine.reshape(1, 784) / 255, verbose=0)[0]
print("it says", my_scores.argmax())

# %% name="own-picture" tags=["figure"]
# @title Figure: the drawn digit and its ten scores
figure, axes = plots.panels(2, height=2.6)
axes[0].imshow(mine, cmap="gray", vmin=0, vmax=255)
axes[0].set(xticks=[], yticks=[], title="the picture")
bars = axes[1].bar(range(10), my_scores, color=plots.COLORS["neutral"])
bars[my_scores.argmax()].set_color(plots.COLORS["highlight"])
axes[1].axhline(0, color="black", linewidth=0.8)
axes[1].set(xticks=range(10), xlabel="digit", ylabel="score", title=f"says {my_scores.argmax()}")
plots.show(
    figure,
    caption="The picture that the net gets, and the score that it gives to each digit; the highest one is its answer.",
    alt="Left: the drawn digit, white on black. Right: ten bars, one score for each digit, the highest one coloured.",
)

# %% [markdown] name="own-modify"
# Change `pen` to a 2, a 3, a 4 and run both cells again. A second stroke goes into the list: `[pen, bar]`.

# %% [markdown] name="who"
# ## Who wrote this program?
#
# A program is a list of rules, and usually a person writes each of them. Try it.
#
# ### Exercise · write the rules yourself
#
# Tell a one from a zero, with numbers that you choose. The function gets one picture of shape (28, 28), 0 to 255, and
# returns `True` for a one, `False` for a zero. The pictures to learn from judge it: nine in ten should be right.


# %% name="rules" tags=["exercise"]
def says_one(image):
    """Return True if the picture shows a one, False if it shows a zero."""
    # BEGIN SOLUTION
    ink_in_the_middle = image[12:16, 12:16].mean()
    return ink_in_the_middle > 60
    # END SOLUTION


checks.start_here.rules(says_one, digits.x_train, digits.y_train)
# checks.start_here.rules.hint()

# %% [markdown] name="rules-solution" tags=["solution"]
# **Why.** A zero has a hole in the middle, a one has ink there. Two digits, one rule, and it is already
# wrong for some. Ten digits have 45 pairs.

# %% [markdown] name="rules-used"
# Your rule (ours, until yours is right) against the net, on *new* zeros and ones. The net may say any digit; in the last
# line only 0 or 1.

# %% name="rules-compared"
rule = checks.start_here.rules.or_ours(says_one, checks.start_here.ink_in_the_middle)
pair = digits.y_test < 2  # zeros and ones
rule_says = np.array([bool(rule(image)) for image in digits.x_test[pair]])
print(f"the rule is right for {np.mean(rule_says == (digits.y_test[pair] == 1)):.1%}")
print(f"the net  is right for {is_right[pair].mean():.1%}")
print(f"asked 0 or 1: {np.mean(digits.y_test[pair] == scores[pair, :2].argmax(axis=1)):.1%}")

# %% [markdown] name="three-kinds"
# Your rule tells one pair apart; ten digits have 45 pairs. Into the net nobody wrote a rule. **Machine learning** turns
# it round: you write how to *learn*, you show examples, and the program is what comes out.
#
# In between, a person invents **features**, numbers that say more than pixels do (the ink in the middle!), and a simple
# method learns what to make of them. **Deep learning** learns the features, too, layer upon layer. Our net
# has one layer of them: 64 numbers, which together describe the picture.
#
# Are they any good? Let a simple reader judge: average all pictures of a digit, then read a new one as the digit whose
# average is *nearest*. First from the pixels:


# %% name="nearest-mean"
def nearest_mean(train, test):
    """Return the share of new pictures whose nearest average is that of the right digit."""
    distances = []
    for digit in range(10):
        average = train[digits.y_train == digit].mean(axis=0)
        distances.append(((test - average) ** 2).sum(axis=1))
    return np.mean(np.argmin(distances, axis=0) == digits.y_test)


in_pixels = nearest_mean(x_train, x_test)
print(f"from the 784 pixels: {in_pixels:.2f} right")

# %% [markdown] name="untrained-question"
# **Guess:** and from 64 numbers that a layer with *random* numbers inside makes of the pixels?

# %% name="guess-untrained" tags=["guess"]
guess = ...  # share of the new pictures, 0 to 1
checks.start_here.guess("untrained", guess)

# %% name="layers-compared"
untrained = keras.Sequential([keras.Input((784,)), layers.Dense(64, activation="relu")])
trained = keras.Sequential(model.layers[:1])  # the first layer of our net


def from_layer(layer):
    return nearest_mean(layer.predict(x_train, verbose=0), layer.predict(x_test, verbose=0))


in_untrained, in_trained = from_layer(untrained), from_layer(trained)

# %% name="three-kinds-picture" tags=["figure"]
# @title Figure: what the nearest average makes of each
ax = plots.bars(
    {
        "a random layer's numbers": in_untrained,
        "pixels": in_pixels,
        "our layer's numbers": in_trained,
    },
    chance=0.1,
    title="The nearest average, given ...",
    xlabel="share of new pictures read right",
)
plots.show(
    ax,
    caption="The same simple reader, given 64 random features, 784 pixels, or 64 learned features; dotted: a blind answer.",
    alt=f"Three bars: {in_untrained:.0%} from a random layer, {in_pixels:.0%} from pixels, {in_trained:.0%} from the "
    "layer that has trained.",
)
checks.start_here.reveal("untrained", in_untrained, close=0.07)
checks.claim(
    "learned features beat random ones, as many, by",
    in_trained - in_untrained,
    low=0.08,
    control=0.0,
    control_is="if training did not matter",
)
checks.claim(
    "learned features beat the pixels by",
    in_trained - in_pixels,
    low=0.04,
    control=0.0,
    control_is="if no better",
)

# %% [markdown] name="three-kinds-explain"
# Random features keep much. **From the trained features the nearest average reads better** than from the pixels: training
# made them fit the task. Deep learning builds on this, layer upon layer. (What bends and depth are for, lesson 02 asks.)

# %% [markdown] name="vectors"
# ## What did it just do?
#
# The net got no picture but a list of 784 numbers. Such a list is a **vector**, the count its **dimension**; with three
# numbers it is an arrow in space. Vectors can be *scaled* and *added*, both entry by entry, and there is one more
# operation:

# %% name="vector-numbers" tags=["nbval-check-output"]
u = np.array([2, 7, 3])
v = np.array([1, 3, 6])
print("scaled, 4u =", 4 * u, " added, u + v =", u + v)
print("2 * 1 + 7 * 3 + 3 * 6 =", u @ v)

# %% name="vector-picture" tags=["figure"]
# @title Figure: two vectors and their sum in space
ax = plots.vectors_in_space({"u": u, "v": v, "u + v": u + v}, added=["u", "v"])
plots.show(
    ax,
    caption="Two vectors and their sum; dashed: each begins where the other ends. Dotted lines lead to the floor.",
    alt="Three arrows in space from the origin: u = (2, 7, 3), v = (1, 3, 6), and their sum (3, 10, 9), which is longer "
    "than both.",
)

# %% [markdown] name="inner"
# The last line is the **inner product**: multiply entry by entry, then add everything up. In NumPy it is `u @ v`, on
# paper $u^\top v$. It makes *one* number of two vectors: large if both have large entries of the same sign in the same
# places.
#
# ### Exercise · vectors by head
#
# Without Python: $3p$, $p + q$ and the inner product of $p = (1, 0, 2)$ and $q = (4, -5, 10)$. Lists, and one number.

# %% name="vectors-answer" tags=["exercise"]
# BEGIN SOLUTION
scaled = [3, 0, 6]
added = [5, -5, 12]
inner = 1 * 4 + 0 * (-5) + 2 * 10
# END SOLUTION
checks.start_here.vectors(scaled, added, inner)
# checks.start_here.vectors.hint()

# %% [markdown] name="vectors-solution" tags=["solution"]
# **Why.** Scaling and adding keep three entries; the inner product makes one number of six. The $-5$ of
# $q$ does not count in it at all: $p$ has a zero there. A weight of zero is how a unit ignores an input.

# %% [markdown] name="unit"
# ### A unit is an inner product
#
# A unit has a number for each input, its **weights**, and one more, its **bias**. It takes the inner product of inputs and
# weights and adds the bias; if that is below 0, it answers 0 instead (that *bend* is `relu`).
#
# ### Exercise · one unit
#
# Write it. `inputs` and `weights` are vectors of the same dimension, `bias` is a number; return one number.


# %% name="unit-answer" tags=["exercise"]
def unit(inputs, weights, bias):
    """Return what one unit answers."""
    # BEGIN SOLUTION
    return max(0.0, inputs @ weights + bias)
    # END SOLUTION


checks.start_here.unit(unit)
# checks.start_here.unit.hint()

# %% [markdown] name="unit-solution" tags=["solution"]
# **Why.** The bias comes before the bend: a unit with bias -3 stays silent until the inner product is above 3. Bend
# first, and it would answer -3 instead.

# %% [markdown] name="unit-used"
# With this function we rebuild the net. Keras keeps the weights of a layer in a table, the *kernel*, with a column for each
# unit. Sixty-four units look at the picture, then ten without a bend look at the sixty-four:

# %% name="rebuild"
one_unit = checks.start_here.unit.or_ours(unit, checks.start_here.relu_unit)
kernel, biases = model.layers[0].get_weights()  # (784, 64), (64,)
last_kernel, last_biases = model.layers[1].get_weights()  # (64, 10), (10,)

image = x_test[0]
hidden = np.array([one_unit(image, kernel[:, k], biases[k]) for k in range(64)])
rebuilt = [hidden @ last_kernel[:, digit] + last_biases[digit] for digit in range(10)]
print("by hand", np.round(rebuilt, 2))
print("Keras  ", scores[0].round(2))
print("says", np.argmax(rebuilt), "- the label is", digits.y_test[0])

# %% name="kernels-picture" tags=["figure"]
# @title Figure: the weights of sixteen units as pictures
figure = plots.image_grid(
    [kernel[:, k].reshape(28, 28) for k in np.argsort(-(kernel**2).sum(axis=0))[:16]],
    columns=8,
    value_range=(-0.25, 0.25),
    colormap="coolwarm",
)
plots.show(
    figure,
    caption="The weights of the 16 units with the largest, each where its pixel is. Ink in red places raises the sum that a "
    "unit bends, in blue places it lowers it. Most of the grain is the random start; training added the patches.",
    alt="Sixteen grainy squares of red and blue; some show a ring or patches.",
)

# %% [markdown] name="kernels-explain"
# That is all: inner products, and a bend. Some units ask a blurred question, "more ink here than there?"; the ten scores
# weigh sixty-four answers.
#
# ### Exercise · count the parameters
#
# What training adjusts are the **parameters**: all weights and biases. How many has the first layer, how many the
# second? Two whole numbers; the shapes stand in the cell above.

# %% name="parameters" tags=["exercise"]
# BEGIN SOLUTION
first_layer = 784 * 64 + 64
second_layer = 64 * 10 + 10
# END SOLUTION
checks.start_here.parameters(first_layer, second_layer)
# checks.start_here.parameters.hint()

# %% [markdown] name="parameters-solution" tags=["solution"]
# **Why.** A kernel of shape (inputs, units), and one bias for each unit: 50 240 and 650, in all 50 890.

# %% [markdown] name="tensor"
# ## Many at once
#
# A vector has one **axis**, along which its numbers stand; a table has two. A block of numbers with any number of axes is
# a **tensor**, and everything that flows through a net is one. The axes of a batch of colour pictures are, in Keras,
# *(picture, height, width, colour)*.

# %% name="tensor-shapes"
photos = np.zeros((16, 64, 64, 3))  # sixteen photos; red, green, blue
print(
    "all digits:",
    digits.x_train.shape,
    " sixteen photos:",
    photos.shape,
    "=",
    photos.size,
    "numbers",
)

# %% [markdown] name="big-numbers-task"
# ### Exercise · big numbers
#
# In 2012 a net with a **billion weights** looked at 10 million frames of 200 × 200 pixels from videos and, without a
# single label, one of its units came to answer to faces and one to cats. In 2017 Apple made the voice of Siri from over
# **20 hours** of speech.
#
# - `batch_shape`: the shape of 32 *colour* frames of that size.
# - `num_units`: if *one* layer on *grey* frames of that size held the billion weights, without biases, how many units
#   would it have?
# - `num_samples`: the numbers in 20 hours of speech, at, say, 16 000 a second.

# %% name="big-numbers" tags=["exercise"]
# BEGIN SOLUTION
batch_shape = (32, 200, 200, 3)
num_units = 1_000_000_000 // (200 * 200)
num_samples = 20 * 3600 * 16_000
# END SOLUTION
checks.start_here.big_numbers(batch_shape, num_units, num_samples)
# checks.start_here.big_numbers.hint()

# %% [markdown] name="big-numbers-solution" tags=["solution"]
# **Why.** 40 000 pixels times 25 000 units is a billion. The net of 2012 was not one dense layer: its
# units looked at small windows, so that a billion weights went much further.

# %% [markdown] name="works"
# ## How this course works
#
# - **Seeds.** A net begins with random numbers. `seed=1` in the first cell makes a run from top to bottom repeatable on the same computer (a
#   GPU may differ a little); another seed shows what was luck.
# - **Where.** On a laptop (`make lab`), with an NVIDIA GPU (`make lab GPU=1`), on Colab.
# - **Files.** Your notebooks and your progress lie in `my_course/`. The course sends nothing anywhere.

# %% [markdown] name="close"
# ## What we saw
#
# 1. Your computer is ready, or you know what to do.
# 2. A net of two layers learned in seconds to read most digits that it had never seen. Nobody wrote its rules: they came
#    out of examples.
# 3. It learned features from which a simple reader reads better than from pixels or random features.
# 4. Inside are inner products, biases and a bend: you rebuilt it.
#
# **What can go wrong in practice.** `u * v` where `u @ v` was meant gives a vector, and often no error. Print shapes.

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem"
# **A longer problem.** Fool the net with honest handwriting. Draw a digit in ten ways: thin and thick
# (`draw_strokes(..., width=)`), slanted, with a hook, open and closed. Which change costs it most? A good answer has one
# figure with all drawings and what the net says, changes one thing at a time, and ends in one sentence on what the
# pictures to learn from may have lacked.
#
# **Further reading.** Chollet and Watson (2025), *Deep Learning with Python*, third edition, chapters 1 to 3. Goodfellow,
# Bengio and Courville (2016), *Deep Learning*, chapters 1 and 2. Le et al. (2012), *Building high-level features using
# large scale unsupervised learning*.
#
# {next}
