# %% [markdown] name="title"
# # 00 · Start here
#
# **Are you ready, and why now?** What your computer can do, what a deep net is made of, and why it took
# seventy years.
#
# | | |
# |---|---|
# | **You will be able to** | *check* your set-up and mend it; *compute* with vectors, matrices and tensors, by head and in code; *train* a first net in Keras; *say* what deep learning is and is not; *name* the three things that changed since 1998 |
# | **You need** | Python; school mathematics |
# | **Time** | 75 minutes; computing takes under a minute |
# | **Lectures** | ComputeFest 2018: introduction · Helsinki 2018: definition, what has changed · Foundations of Deep Learning: ingredients · ICME 2020: introduction, mathematics review, libraries |
#
# The lectures behind this course are workshops of an afternoon or a day, on nets that recognise images.
# Here each of their steps is a notebook that you run:
#
# | lessons | what they are about | in the workshops |
# |---|---|---|
# | 00, 01, 02 | set-up, linear models, why one layer is not enough | ICME session 1, ComputeFest first half |
# | 03, 04, 05 | backprop, the first real net, how to train it well | ICME session 2, ZHAW week 4, homework |
# | 06, 07, 08 | images: convolutions, faces, borrowed features | ICME sessions 3 and 4, ComputeFest notebook |
# | 09, 10, 11, 12 | how nets are fooled; sequences; nets that compress and invent | ICME sessions 3 and 4 |

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, plots, readiness, start

settings = start(seed=1)

# %% [markdown] name="how-much"
# The first cell of every lesson is the one above. The second one says how much to compute, and no other
# cell does.

# %% name="amounts"
num_epochs = settings.choose(smoke=1, quick=5, full=5)  # passes over the training images
fewest_images = settings.choose(smoke=30, quick=75, full=75)  # where we ask what more images are good for
largest_matrix = settings.choose(smoke=128, quick=2048, full=4096)  # rows and columns of the largest product
digits = data.load_digits(num_train=settings.choose(smoke=300, quick=2400, full=50_000))

# %% [markdown] name="ready"
# ## Is this computer ready?
#
# A course that fails in its second lesson for want of a package has failed. So the first thing you run is
# a check of everything that later lessons need. It ends in a verdict; if something is wrong, in the
# command that mends it. **Before you run it:** do you know which Python you have, and whether you have a
# GPU?

# %% name="readiness"
machine = readiness.inspect(settings, digits)
readiness.report(machine)

# %% [markdown] name="where"
# The same notebook runs in three places, and tells you which one it is in:
#
# | where | what it is good for | how you get there |
# |---|---|---|
# | your laptop, CPU | everything in this course; a lesson computes for less than two minutes | `make lab` |
# | your computer, NVIDIA GPU | the *full* profile: more images, more epochs | `make lab GPU=1` |
# | Google Colab | no installation, and a GPU on loan | the badge in the README, where the course is published |
#
# If not even the cell above runs, ask in a terminal, in the course's folder:
# `python -m course_utils.readiness`.

# %% [markdown] name="broken-task"
# ### Exercise 0.1 · break it on purpose
#
# You trust a check when you have seen it fail. `replace(machine, ...)` copies your machine with one fact
# changed. Change one so that the verdict becomes *not ready*. `print(machine)` shows what there is to
# change; it breaks nothing.

# %% name="broken" tags=["exercise"]
from dataclasses import replace

# BEGIN SOLUTION
broken = replace(machine, python=(3, 9))
# END SOLUTION
checks.start_here.broken(broken)

# %% [markdown] name="broken-solution" tags=["solution"]
# **Why.** Some facts stop you (a Python for which there is no TensorFlow, a package that is missing, a
# full disk), some only cost time (no GPU) or choice of data (no network). The check keeps the two apart.

# %% [markdown] name="frameworks"
# ## Keras in front, a backend behind
#
# Nobody writes a net from nothing any more. A **framework** brings three things: it runs the same code on
# a CPU or a GPU, it differentiates whatever you compute (*automatic differentiation*), and it has the
# usual components ready: layers, optimisers, whole models, all tested in parallel on many machines.
#
# Keras came out in March 2015, TensorFlow in November 2015, PyTorch in 2016. A lecture of 2020 lists six,
# and says what each is for; that list is a snapshot. **Guess** before you run the cell: which of the six
# are still developed?

# %% name="framework-table" tags=["nbval-check-output"]
frameworks = pd.DataFrame(
    [
        ["Theano", 2007, "development ended in 2017", "no"],
        ["Caffe", 2013, "its successor joined PyTorch in 2018", "no"],
        ["MXNet", 2015, "retired in 2023", "no"],
        ["TensorFlow", 2015, "developed", "yes"],
        ["PyTorch", 2016, "developed", "yes"],
        ["JAX (not in the list)", 2018, "developed", "yes"],
        ["Keras", 2015, "since 2023 with a choice of backends", "the front"],
    ],
    columns=["framework", "public since", "today", "backend of Keras 3"],
)
frameworks.set_index("framework")

# %% [markdown] name="gradient-intro"
# See the second of the three at work. You write a formula; the backend knows its slope. By head: what is
# the slope of $x^3 - 2x$ at $x = 2$?

# %% name="gradient" tags=["nbval-check-output"]
import keras

from course_utils.gradients import loss_and_input_gradient

x = np.array([[2.0]], dtype="float32")
value, slope = loss_and_input_gradient(lambda x, training: x**3 - 2 * x, lambda _, y: keras.ops.sum(y), x, x)
print(f"the value is {value:.1f}, the slope {slope.item():.1f}; by hand, 3 * 2**2 - 2 = {3 * 2**2 - 2}")

# %% [markdown] name="vectors"
# ## A vector is a list of numbers
#
# Everything a net sees or computes is a block of numbers. The smallest block is a **vector**, a list,
# such as $u = (2, 7, 3)$. How many numbers it has is its **dimension**; here 3, so $u \in \mathbb{R}^3$,
# and you can also see it as an *arrow in space*. Two operations work entry by entry: scaling by a number,
# and adding two vectors of the same dimension. **Guess:** where does $4u$ point, and how long is it?

# %% name="vector-numbers" tags=["nbval-check-output"]
u = np.array([2, 7, 3])
v = np.array([1, 3, 6])
print(f"dimension {u.shape[0]};  4u = {4 * u};  u + v = {u + v}")
assert (4 * u == [8, 28, 12]).all()
assert (u + v == [3, 10, 9]).all()

# %% name="vector-picture"
ax = plots.vectors_in_space({"u": u, "v": v, "u + v": u + v}, title="Adding puts one arrow behind the other")
plots.show(
    ax,
    caption="Two vectors of dimension 3 and their sum as arrows from the origin; dotted lines lead to the floor.",
    alt="Three arrows in space: u = (2, 7, 3), v = (1, 3, 6), and their sum (3, 10, 9), which is longer than both.",
)

# %% [markdown] name="vector-slider-intro"
# Scale $u$ yourself. At which factor does it vanish, and what does a negative one do?

# %% name="vector-slider" tags=["slider"]
plots.slider(
    lambda factor: plots.vectors_in_space(
        {"v": v, f"{factor:g} u": factor * u},
        limits=[(-2, 4), (-7, 14), (-3, 7)],
        title=f"{factor:g} u = ({', '.join(f'{entry:g}' for entry in factor * u)})",
    ),
    caption="The vector u, scaled by a factor of your choice, beside v.",
    alt=lambda factor: f"Two arrows from the origin: v, and u scaled by {factor:g}.",
    factor=(-1.0, 2.0, 0.5, 1.5),
)

# %% [markdown] name="inner"
# ## Rows, columns, and one number
#
# On paper a vector is a **column**; its **transpose** $u^\top$ is the same numbers as a **row**. NumPy's
# plain vector of shape `(3,)` is neither, which is convenient until it is not. **Guess** the four shapes
# before you run the cell.

# %% name="rows-and-columns" tags=["nbval-check-output"]
column = u.reshape(3, 1)
row = column.T
print(f"u {u.shape}, u.T {u.T.shape}, column {column.shape}, row {row.shape}")

# %% [markdown] name="inner-explain"
# A row times a column is the **inner product**: multiply entry by entry, add everything up,
# $u^\top v = \sum_i u_i v_i$. Remember it well: this one number is what every neuron computes.

# %% name="inner-product" tags=["nbval-check-output"]
print(" + ".join(f"{a} * {b}" for a, b in zip(u, v, strict=True)), "=", u @ v)
assert u @ v == (row @ v).item() == 41

# %% [markdown] name="vectors-task"
# ### Exercise 0.2 · by head
#
# With $a = (1, 0, 2)$ it would be easy. Do it once with the lecture's own: $4u$, $u + v$ and $u^\top v$
# for $u = (2, 7, 3)$ and $v = (1, 3, 6)$. The outputs stand above; can you do it without looking?

# %% name="vectors-answer" tags=["exercise"]
# BEGIN SOLUTION
scaled = [8, 28, 12]
added = [3, 10, 9]
inner = 2 * 1 + 7 * 3 + 3 * 6
# END SOLUTION
checks.start_here.vectors(scaled, added, inner)

# %% [markdown] name="matrix"
# ## A matrix is a table, seen two ways
#
# An $m \times n$ **matrix** has $m$ rows and $n$ columns; the entry $a_{ij}$ stands in row $i$, column
# $j$ (mathematics counts from 1, Python from 0). You may read it as a **row of columns** or as a **column
# of rows**, and it pays to be able to switch. **Guess:** which of the two below is (4, 3, 7)?

# %% name="matrix-views" tags=["nbval-check-output"]
A = np.array([[2, 4, 2], [1, 3, 7], [0, 7, 3]])
print(f"shape {A.shape}, first row, last column: a_13 = {A[0, 2]}")
print("a row of columns: ", *A.T)
print("a column of rows: ", *A)
assert (A[:, 1] == [4, 3, 7]).all()
assert (A[1, :] == [1, 3, 7]).all()

# %% [markdown] name="matrix-operations"
# Scaling and adding work entry by entry, as for vectors. Transposing turns rows into columns: an
# $m \times n$ matrix becomes $n \times m$.

# %% name="matrix-numbers" tags=["nbval-check-output"]
print("2A, row by row:  ", *(2 * A))
print("A^T, row by row: ", *A.T)
assert (2 * A == A + A).all()
assert (2 * A == [[4, 8, 4], [2, 6, 14], [0, 14, 6]]).all()
assert (A.T == [[2, 1, 0], [4, 3, 7], [2, 7, 3]]).all()

# %% [markdown] name="transpose-task"
# ### Exercise 0.3 · transpose and shape
#
# By head again: the transpose of $\begin{pmatrix}1&2\\3&4\\5&6\end{pmatrix}$ as a list of rows, and two
# shapes: that of `row @ column` and that of `column @ row`, with the row and the column from above.

# %% name="transpose" tags=["exercise"]
# BEGIN SOLUTION
transposed = [[1, 3, 5], [2, 4, 6]]
row_times_column = (1, 1)
column_times_row = (3, 3)
# END SOLUTION
checks.start_here.transpose(transposed, row_times_column, column_times_row)

# %% [markdown] name="transpose-solution" tags=["solution"]
# **Why.** `row @ column` multiplies $1 \times 3$ by $3 \times 1$: one number, still in a matrix. The
# other way round, `column @ row` multiplies $3 \times 1$ by $1 \times 3$: a whole table, every entry of
# one with every entry of the other. In backprop (lesson 03) the gradient of a layer's weights is just
# such a table.

# %% [markdown] name="matrix-vector"
# ## A matrix times a vector, three ways
#
# The product $Ab$ is what a layer of a net computes before its activation. There are three ways to see
# it, and each is useful at another place:
#
# 1. the definition: entry $i$ is $\sum_j a_{ij} b_j$;
# 2. a **mixture of columns**: $b_1$ times the first column, plus $b_2$ times the second, ...;
# 3. a **list of inner products**: each row of $A$ asks its own question about $b$.
#
# **Guess:** do all three need the same number of multiplications?

# %% name="three-ways" tags=["nbval-check-output"]
b = np.array([1, 3, 2])
by_definition = [sum(A[i, j] * b[j] for j in range(3)) for i in range(3)]
by_columns = 1 * A[:, 0] + 3 * A[:, 1] + 2 * A[:, 2]
by_rows = np.array([row @ b for row in A])
print(f"{np.array(by_definition)} = {by_columns} = {by_rows} = {A @ b}: nine multiplications each time")
assert (A @ b == [18, 24, 27]).all()

# %% [markdown] name="mix-task"
# ### Exercise 0.4 · mix the columns
#
# Write the second way for a matrix of **any** shape, with a loop over its columns, without `@`.


# %% name="mix" tags=["exercise"]
def mix_columns(matrix, vector):
    """Return the mixture of the columns (rows,) of a matrix (rows, columns) for a vector (columns,)."""
    # BEGIN SOLUTION
    mixture = np.zeros(len(matrix))
    for j, share in enumerate(vector):
        mixture = mixture + share * matrix[:, j]
    return mixture
    # END SOLUTION


checks.start_here.mix_columns(mix_columns)

# %% [markdown] name="mix-solution" tags=["solution"]
# **Why it matters.** Seen by rows, a layer asks questions. Seen by columns, it *answers in a space*: its
# outputs can only ever be mixtures of its columns, however you choose the input.

# %% [markdown] name="matrix-matrix"
# ## A matrix times a matrix
#
# Several vectors at once, side by side, make a second matrix; the product then goes **column by column**.
# That is why nets are fast: a whole batch of images goes through a layer in *one* product. The rule for
# shapes: $(m \times k)(k \times n) \to m \times n$. The inner two agree and disappear.

# %% name="column-by-column" tags=["nbval-check-output"]
B = np.array([[1, 9], [3, 0], [2, 4]])  # two vectors, side by side
print("the first column: ", A @ B[:, 0])
print("the second column:", A @ B[:, 1])
print("both at once, row by row:", *(A @ B))
assert (A @ B == [[18, 26], [24, 37], [27, 12]]).all()

# %% [markdown] name="product-task"
# ### Exercise 0.5 · the poll, and its slip
#
# A poll asked an audience for the shape of a $3 \times 8$ matrix times a second matrix, with the options
# **A** 8×8, **B** 8×2, **C** 3×2, **D** not valid.
#
# - `poll`: the right letter, if the second matrix is $8 \times 2$ (as was surely meant).
# - `as_printed`: on the slide that we have, the second factor is a single column, $8 \times 1$. Which
#   shape has the result then? (Look for it among the options.)
# - `small_product`: row times column, by head:
#   $\begin{pmatrix}1&7\\2&4\end{pmatrix}\begin{pmatrix}3&3\\5&2\end{pmatrix}$, as a list of rows.

# %% name="product" tags=["exercise"]
# BEGIN SOLUTION
poll = "C"
as_printed = (3, 1)
small_product = [[38, 17], [26, 14]]
# END SOLUTION
checks.start_here.product(poll, as_printed, small_product)

# %% [markdown] name="product-solution" tags=["solution"]
# **Why.** Eight and eight agree and disappear; 3 and 2 remain. With one column, 3 and 1 remain, which is
# none of the four options. The small product: $1\cdot3+7\cdot5=38$, $1\cdot3+7\cdot2=17$,
# $2\cdot3+4\cdot5=26$, $2\cdot3+4\cdot2=14$.

# %% [markdown] name="tensor"
# ## A tensor has any number of axes
#
# A number, a vector, a matrix: blocks with 0, 1 and 2 axes. A **tensor** is a block with any number of
# axes, and all that flows through a net. You will meet one more than any other: a batch of images, with
# the axes *(image, height, width, colour)*.

# %% name="tensor-shapes"
print(f"one digit {digits.x_train[0].shape}, all digits {digits.x_train.shape}, type {digits.x_train.dtype}")
photos = np.zeros((16, 64, 64, 3))  # sixteen colour photos
print(f"sixteen colour photos {photos.shape}: {photos.ndim} axes, {photos.size} numbers")

# %% name="tensor-picture"
figure = plots.image_grid(
    digits.x_train[:16], titles=[str(label) for label in digits.y_train[:16]], columns=8, title="The first 16 digits"
)
plots.show(
    figure,
    caption=f"The first 16 training images, each 28 x 28 numbers from 0 to 255, with their labels ({digits.source}).",
    alt="Two rows of eight small images of handwritten digits, white on black, each with its label above.",
)

# %% [markdown] name="big-numbers-task"
# ### Exercise 0.6 · big numbers
#
# In 2012 a net at Google with a **billion connections** (weights) looked at 10 million frames of 200 ×
# 200 pixels from videos and, without a single label, formed a unit for faces and one for cats. In 2016 a
# phone's voice was trained from **20 hours** of speech.
#
# - `batch_shape`: 32 *colour* frames of that size, in the order of Keras.
# - `num_units`: if *one dense layer* on the 200 × 200 pixels (one number each) held the billion weights,
#   without biases, how many units would it have?
# - `num_samples`: 20 hours of speech at 16 000 samples a second.

# %% name="big-numbers" tags=["exercise"]
# BEGIN SOLUTION
batch_shape = (32, 200, 200, 3)
num_units = 1_000_000_000 // (200 * 200)
num_samples = 20 * 3600 * 16_000
# END SOLUTION
checks.start_here.big_numbers(batch_shape, num_units, num_samples)

# %% [markdown] name="big-numbers-solution" tags=["solution"]
# **Why.** 40 000 pixels times 25 000 units is a billion. The net of 2012 was not one dense layer: its
# units looked at small windows, so that a billion weights went much further.

# %% [markdown] name="keras"
# ## Keras in five minutes
#
# You have all the mathematics of a net: a layer is $x \mapsto g(xK + b)$, a product with a matrix $K$
# (the *kernel*), a vector $b$ added (the *bias*), and something bent, $g$, at the end. A **model** is a
# list of layers:

# %% name="keras-model"
from keras import layers

model = keras.Sequential(
    [
        keras.Input(shape=(784,)),  # 28 x 28 pixels in a row
        layers.Dense(64, activation="relu"),
        layers.Dense(10),  # a score for each digit
    ]
)

# %% [markdown] name="parameters-task"
# ### Exercise 0.7 · count the parameters
#
# Before Keras tells you: how many numbers will training adjust in the layer of 64 units, and how many in
# the layer of 10?

# %% name="parameters" tags=["exercise"]
# BEGIN SOLUTION
first_layer = 784 * 64 + 64
second_layer = 64 * 10 + 10
# END SOLUTION
checks.start_here.parameters(first_layer, second_layer)

# %% [markdown] name="parameters-solution" tags=["solution"]
# **Why.** A kernel of shape (inputs, units), and one bias for each unit: 50 240 and 650, in all 50 890.

# %% [markdown] name="keras-compile"
# Three calls do the rest. `compile` says what is wrong with an answer (the loss, lesson 02) and how to do
# better (the optimiser, lesson 05); `fit` shows the images to the model, again and again; `evaluate` asks
# it about images that it has never seen. **Guess:** how many of 100 new digits will it get right after a
# few seconds? Guessing blindly gets 10.

# %% name="keras-fit"
x_train = digits.x_train.reshape(-1, 784).astype("float32") / 255  # (n, 28, 28) -> (n, 784), 0 to 1
x_test = digits.x_test.reshape(-1, 784).astype("float32") / 255

model.compile(
    optimizer="adam",
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
history = model.fit(x_train, digits.y_train, epochs=num_epochs, verbose=0)
accuracy = model.evaluate(x_test, digits.y_test, verbose=0)[1]

# %% name="keras-claim"
checks.claim("the share of new digits that the first net reads right", accuracy, low=0.8, control=0.1)

# %% name="keras-answers"
answers = model.predict(x_test, verbose=0).argmax(axis=1)  # the digit with the highest score
is_right = answers == digits.y_test
chosen = [*np.flatnonzero(is_right)[:8], *np.flatnonzero(~is_right)[:8]]
figure = plots.image_grid(
    digits.x_test[chosen],
    titles=[f"says {answer}" for answer in answers[chosen]],
    correct=is_right[chosen],
    columns=8,
    title="Digits that it has never seen: eight right, eight wrong",
)
plots.show(
    figure,
    caption="The first eight test images that the net reads right, and the first eight that it does not.",
    alt="Two rows of eight images of digits with the net's answers above; those of the second row are marked as wrong.",
)

# %% [markdown] name="keras-modify"
# Now **modify** it: change `64` to 8 or to 256, or `relu` to `linear`, and run the cells of this section
# again. What changes more, the accuracy or the time? Lesson 04 takes this net apart, piece by piece.

# %% [markdown] name="who"
# ## Who writes the program?
#
# A program is a list of rules. For decades somebody had to write them. *Machine learning* is the
# idea that nobody does: you write down how to **learn**, show examples, and the program is what comes
# out.
#
# Try the old way first.

# %% [markdown] name="rules-task"
# ### Exercise 0.8 · write the rules yourself
#
# Tell a one from a zero, with `if` and numbers that you choose. You get an image of shape (28, 28), 0 to
# 255, and answer `True` for a one.


# %% name="rules" tags=["exercise"]
def says_one(image):
    """Return True if the image shows a one, False if it shows a zero."""
    # BEGIN SOLUTION
    ink_in_the_middle = image[12:16, 12:16].mean()
    return ink_in_the_middle > 60
    # END SOLUTION


checks.start_here.rules(says_one, digits.x_test, digits.y_test)

# %% [markdown] name="rules-solution" tags=["solution"]
# **Why.** A zero has a hole in the middle, a one has ink there. Two digits, one rule, and it is already
# wrong for some. Ten digits have 45 pairs.

# %% [markdown] name="three-kinds"
# Between rules and nets there is a middle way, and for decades it was all of machine learning: a person
# invents **features**, such as the ink in the middle and the width, and a simple model learns what to
# make of them. *Deep* learning learns the features as well, layer upon layer, each a representation in
# which many units together describe the image (*distributed*), until **the final problem is easy**.
#
# Both can be measured. First: our two features against the net, on all ten digits. **Guess** how far the
# two get.

# %% name="two-features"
from sklearn.linear_model import LogisticRegression


def two_features(images):
    """Return (n, 2): the ink in the middle and the width of each image, both between 0 and 1."""
    middle = images[:, 12:16, 12:16].mean(axis=(1, 2)) / 255
    width = (images > 50).any(axis=1).sum(axis=1) / 28
    return np.column_stack([middle, width])


classifier = LogisticRegression(max_iter=1000).fit(two_features(digits.x_train), digits.y_train)
by_hand = classifier.score(two_features(digits.x_test), digits.y_test)

# %% name="two-features-claim"
checks.claim(
    "learned features instead of two made by hand, gain in accuracy on ten digits",
    accuracy - by_hand,
    low=0.4,
    control=0,
)

# %% [markdown] name="easier"
# Second: is the final problem easier? Take the simplest classifier there is: compare an image with the
# *mean* of each class, and take the nearest. Once in pixels, once in what the first layer makes of them.


# %% name="nearest-mean"
def nearest_mean_accuracy(train, test):
    """Return the accuracy of the nearest class mean, for representations (n, d) of training and test images."""
    means = np.stack([train[digits.y_train == digit].mean(axis=0) for digit in range(10)])
    distances = ((test[:, None, :] - means) ** 2).sum(axis=2)  # (n, 10)
    return np.mean(distances.argmin(axis=1) == digits.y_test)


first_layer_only = keras.Sequential(model.layers[:1])
in_pixels = nearest_mean_accuracy(x_train, x_test)
in_features = nearest_mean_accuracy(
    first_layer_only.predict(x_train, verbose=0), first_layer_only.predict(x_test, verbose=0)
)

# %% name="three-kinds-picture"
scores = {
    "a blind guess": 0.1,
    "two features by hand": by_hand,
    "nearest mean, in pixels": in_pixels,
    "nearest mean, in learned features": in_features,
    "the whole net": accuracy,
}
ax = plots.bars(scores, chance=0.1, title="Learned features make the last step easier", xlabel="test accuracy")
plots.show(
    ax,
    caption="Share of new digits read right; dotted: a blind guess.",
    alt="Five bars of growing length: guess, two features by hand, nearest mean in pixels, nearest mean in learned "
    "features, and the whole net.",
)
checks.claim(
    "the nearest mean gains, from pixels to learned features, in accuracy", in_features - in_pixels, low=0.02, control=0
)

# %% [markdown] name="brain"
# **And the brain?** The earliest of these algorithms were meant as models of it, and the words stayed:
# neuron, activation, vision. Today it is a principle of its own, *learning several levels of
# composition*; that nets need not work like us, the section after next will show.

# %% [markdown] name="tables"
# ## Where it shines
#
# Deep learning made its name on **unstructured** data: images, speech, text. There a single number means
# little: a pixel is not a word. In a **table**, somebody has thought already: each column *is* a feature.
# So compare two tasks with two answers each:
#
# - *tumours*: 30 measurements of cell nuclei under a microscope, benign or malignant (Wolberg et al.,
#   1993);
# - *digits*: 784 pixels, odd or even.
#
# For each: the best single column, the best linear model, a net. **Guess:** where is the net worth it?

# %% name="tables-data"
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

cells = load_breast_cancer()
cells_train, cells_test, benign_train, benign_test = train_test_split(
    cells.data.astype("float32"), cells.target, test_size=0.5, stratify=cells.target, random_state=settings.seed
)
scaler = StandardScaler().fit(cells_train)
table = (scaler.transform(cells_train), benign_train, scaler.transform(cells_test), benign_test)
pixels = (x_train[:2400], digits.y_train[:2400] % 2, x_test, digits.y_test % 2)


# %% name="tables-models"
def best_column(x, y, x_new, y_new):
    """Return the accuracy of a threshold on the one column that is best for training."""
    means = x[y == 0].mean(axis=0), x[y == 1].mean(axis=0)
    threshold, upward = (means[0] + means[1]) / 2, means[1] > means[0]
    best = np.mean(((x > threshold) == upward) == y[:, None], axis=0).argmax()
    return np.mean(((x_new[:, best] > threshold[best]) == upward[best]) == y_new)


def linear_model(x, y, x_new, y_new):
    """Return the accuracy of logistic regression."""
    return LogisticRegression(C=0.1, max_iter=1000).fit(x, y).score(x_new, y_new)


def small_net(x, y, x_new, y_new, num_classes=2, epochs=num_epochs):
    """Return the accuracy of a net with one hidden layer of 64 units."""
    net = keras.Sequential([keras.Input(x.shape[1:]), layers.Dense(64, activation="relu"), layers.Dense(num_classes)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    net.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    net.fit(x, y, epochs=epochs, batch_size=32, verbose=0)
    return net.evaluate(x_new, y_new, verbose=0)[1]


# %% name="tables-run"
comparison = pd.DataFrame(
    {
        "tumours (table)": [best_column(*table), linear_model(*table), small_net(*table, epochs=4 * num_epochs)],
        "odd or even (pixels)": [best_column(*pixels), linear_model(*pixels), small_net(*pixels)],
    },
    index=["best single column", "linear model", "net"],
)
comparison.round(2)

# %% name="tables-claim"
gains = comparison.loc["net"] - comparison.loc["linear model"]
checks.claim("on the table, the net gains over the linear model", gains.iloc[0], low=-0.06, high=0.06)
checks.claim("on pixels, the net gains over the linear model", gains.iloc[1], low=0.004, control=0)
checks.claim(
    "a column of the table beats a pixel, difference in accuracy",
    comparison.iloc[0, 0] - comparison.iloc[0, 1],
    low=0.05,
    control=0,
)

# %% [markdown] name="tables-explain"
# On the table the linear model is as good as the net: the features were made by people who know cells,
# and all that is left is to weigh them. No single pixel knows whether a digit is odd; there the net finds
# what to look at. **Think:** on which side are a customer database, a recording of a heart, a shelf of
# novels?

# %% [markdown] name="circles-intro"
# The words belong into each other: *artificial intelligence* is the aim, *machine learning* a way there,
# *deep learning* one kind of it. *Data science* and *big data* are about the data; they overlap with all
# three and contain none of them.

# %% name="circles-picture"
ax = plots.overlapping_sets(
    {
        "artificial intelligence": (0, 0, 10, 6.4),
        "machine learning": (0.3, -0.5, 7.4, 4.4),
        "deep learning": (0.1, -1.0, 4.6, 2.6),
        "data science": (5.0, 0.2, 6.2, 4.2),
        "big data": (4.6, -2.2, 4.4, 2.4),
    },
    name_places={"data science": (6.4, 0.9), "big data": (5.2, -2.7)},
    title="What lies within what",
)
plots.show(
    ax,
    caption="Deep learning within machine learning within artificial intelligence; the fields of data overlap them.",
    alt="Three nested ellipses: artificial intelligence, machine learning, deep learning. Two more, data science and "
    "big data, overlap them from the right.",
)

# %% [markdown] name="circles-task"
# ### Exercise 0.9 · the smallest circle
#
# For each of the five `systems`: `"AI"`, `"ML"` or `"DL"`, the *smallest* of the three nested circles
# that holds it. A list of five answers, in the same order.

# %% name="circles" tags=["exercise"]
systems = [
    "route planner that searches a map",
    "spam filter that counts words",
    "logistic regression on blood values",
    "net of 20 layers that names photos",
    "AlphaZero, which taught itself chess",
]
# BEGIN SOLUTION
smallest = ["AI", "ML", "ML", "DL", "DL"]
# END SOLUTION
checks.start_here.circles(systems, smallest)

# %% [markdown] name="circles-solution" tags=["solution"]
# **Why.** The route planner is intelligent by search alone: nothing in it is learned. Logistic regression
# learns, but in one layer. AlphaZero searches, too; what guides its search is a deep net.

# %% [markdown] name="can"
# ## What it can do, and what it cannot
#
# The lectures show what was new when they were given. A headline gives you a number; the paper behind it
# usually has a second one, without which the first means little:
#
# | what | the headline | the second number |
# |---|---|---|
# | AlphaGo (2015) | first program to beat a professional Go player | learned from 30 million positions of human games first |
# | AlphaZero (2017) | beats a champion chess program, self-taught in **four hours** | four hours on 5000 special chips (TPUs) |
# | Hide and seek (2019) | agents invent tools: ramps, barricades | hundreds of millions of games |
# | A robot hand solves Rubik's cube (2019) | with one hand | 60 % of the cubes, 20 % of the hardest |
# | OpenAI Five (2019) | beats the world champions at Dota 2 | 45 000 years of play, in ten months |
# | Data centres (2016) | **40 %** less energy for cooling | 15 % less of all that is not computing |
# | Batteries (2020) | the best way to charge fast, found in 16 days | instead of 500, among 224 ways |
# | Breast cancer screening (2020) | fewer false alarms: 5.7 points in the USA | 1.2 points in the UK |
#
# (Silver et al. 2016, 2018; Baker et al. 2019; OpenAI et al. 2019a, b; Evans and Gao 2016; Attia et al.
# 2020; McKinney et al. 2020.)

# %% [markdown] name="small-print-task"
# ### Exercise 0.10 · read the small print
#
# - `years`: how long would the four hours of AlphaZero have taken on *one* of those chips, in years?
# - `three_cubes`: the robot hand succeeds with 60 %. With which probability does it solve three cubes in
#   a row, if they are independent?
# - `whole_bill`: suppose cooling is a quarter of a data centre's bill. By which share does the *whole*
#   bill fall when cooling gets 40 % cheaper?

# %% name="small-print" tags=["exercise"]
# BEGIN SOLUTION
years = 4 * 5000 / (24 * 365.25)
three_cubes = 0.6**3
whole_bill = 0.25 * 0.4
# END SOLUTION
checks.start_here.small_print(years, three_cubes, whole_bill)

# %% [markdown] name="limits"
# The last session of one lecture calls deep learning *brittle, greedy, opaque and shallow* (words of Gary
# Marcus and others): it breaks on inputs unlike its training data, it wants many examples, it does not
# say why, and it knows nothing but patterns. You can try the first at once. Turn your test images into
# ink on white paper, instead of chalk on a blackboard. You read them without noticing. **Guess** the
# accuracy of the net.

# %% name="brittle"
inverted = 1 - x_test
said = model.predict(inverted, verbose=0).argmax(axis=1)
accuracy_inverted = np.mean(said == digits.y_test)
figure = plots.image_grid(
    inverted[:8].reshape(-1, 28, 28),
    titles=[f"says {answer}" for answer in said[:8]],
    correct=said[:8] == digits.y_test[:8],
    columns=8,
    title="The same digits, black on white",
)
plots.show(
    figure,
    caption="Inverted test images with what the net says about them.",
    alt="A row of eight digits, black on white, most of them marked as answered wrongly.",
)

# %% name="brittle-claim"
checks.claim("accuracy on the same digits, black on white", accuracy_inverted, high=0.3, control=accuracy)

# %% [markdown] name="brittle-explain"
# Worse than guessing! It learned that ink *at certain places* speaks for a digit, not what a digit is.
# Greed and depth are measured in lessons 04 and 06; how little it takes to fool a net, in lesson 09.

# %% [markdown] name="history"
# ## Seventy years, two winters
#
# The first model of a neuron (1943) is older than the first computer with a stored program (1948). Twice
# the field promised more than it could keep, and money and people left: the **winters** of 1974 to 1980
# and of 1987 to 1993. In the 1990s computers became faster, year after year, and computer games paid for
# **GPUs**. **Guess** before you look: in which decade would you have bet on nets?

# %% name="timeline"
events = [
    (1943, "McCulloch and Pitts: a mathematical neuron", "idea"),
    (1957, "Rosenblatt: the perceptron learns", "idea"),
    (1969, "Minsky and Papert: what one layer cannot do", "idea"),
    (1980, "Fukushima: convolutions and down-sampling", "idea"),
    (1986, "Rumelhart, Hinton, Williams: backprop", "idea"),
    (1989, "LeCun: a convolutional net reads digits", "idea"),
    (1991, "Hochreiter: gradients vanish in deep nets", "idea"),
    (1997, "Hochreiter, Schmidhuber: LSTM", "idea"),
    (1998, "MNIST: 70 000 digits; LeNet-5", "data"),
    (1999, "the first chip sold as a GPU", "machines, software"),
    (2006, "Hinton, Osindero, Teh: layer by layer", "idea"),
    (2007, "GPUs for any arithmetic (CUDA)", "machines, software"),
    (2009, "ImageNet: 3.2 million labelled photos", "data"),
    (2012, "AlexNet wins on ImageNet; Google's cats", "success"),
    (2014, "Goodfellow: nets that invent images (GAN)", "idea"),
    (2015, "AlphaGo beats a professional", "success"),
    (2015, "Keras, TensorFlow; PyTorch follows", "machines, software"),
    (2016, "a phone's voice from 20 hours of speech", "success"),
    (2017, "AlphaZero teaches itself chess", "success"),
    (2020, "GPT-3 writes poems", "success"),
]

# %% name="timeline-picture"
ax = plots.timeline(
    events,
    spans={"first winter": (1974, 1980), "second winter": (1987, 1993)},
    left=["idea"],
    title="The ideas came early, the data and the machines late",
)
plots.show(
    ax,
    caption="What the lectures call milestones; shaded: the two winters.",
    alt="A line of years from 1943 to 2020 with twenty events. To its left the ideas, most of them before 1998; to its "
    "right data, machines and successes, all from 1998 on. Shaded: 1974 to 1980 and 1987 to 1993.",
)

# %% [markdown] name="history-explain"
# One lecture adds a curve of papers on deep learning from 2012 to 2017; it has no numbers on it, only a
# direction. Yet look at what a winter was *not*: convolutions are from the last year of the first one,
# digits were read in the middle of the second.

# %% [markdown] name="slips-task"
# ### Exercise 0.11 · find the slips
#
# Six statements as they stand on slides of the lectures, each beside its source:
#
# | row | on the slide | in print |
# |---|---|---|
# | A | 1943: a mathematical model of the neuron | McCulloch and Pitts (1943) |
# | B | 2006: G. Hinton, O. Simon, and Y-W The | Geoffrey Hinton, Simon Osindero, Yee-Whye Teh (2006) |
# | C | A. Krizhevsky, first CNN in 2012 | Fukushima (1980); LeCun et al. (1989); Krizhevsky et al. (2012) |
# | D | 2009: ImageNet, 14 million labelled images | Deng et al. (2009): 3.2 million; by now 14 million |
# | E | 1989: backprop trains a convolutional net to read digits | LeCun et al. (1989) |
# | F | 2015: 4.95 % mistakes on ImageNet, humans 5.1 % | He et al. (2015): 4.94 %, humans 5.1 % |
#
# Which rows are **wrong** as they stand on the slide? Then two corrections: the year of the
# `first_convolutions` in a net, and the family name of the `second_author` of row B.

# %% name="slips" tags=["exercise"]
# BEGIN SOLUTION
wrong_rows = "BCDF"
first_convolutions = 1980
second_author = "Osindero"
# END SOLUTION
checks.start_here.slips(wrong_rows, first_convolutions, second_author)

# %% [markdown] name="slips-solution" tags=["solution"]
# **Why.** B: a given name became a family name, and Teh an article. C: AlexNet was the first net of its
# kind *to win on ImageNet*; nets with convolutions were 32 years old. D: the number is today's, the year
# that of the first release. F: a hundredth, and harmless, but it is what happens to numbers that are
# copied.

# %% [markdown] name="data-now"
# ## Why now: data
#
# LeNet-5, a convolutional net much like those of 2012, read cheques in 1998. **Why did it take another
# fourteen years?** The lectures name three ingredients; each can be tried. The first is data: labelled
# images by the million, because people put their photos on the web and other people labelled them.

# %% name="data-sizes" tags=["nbval-check-output"]
sizes = pd.DataFrame(
    {
        "year": [1998, 2009, 2009, 2012, 2017],
        "images": [70_000, 60_000, 3_200_000, 1_281_167, 300_000_000],
    },
    index=["MNIST", "CIFAR-10", "ImageNet, first release", "ImageNet, the challenge", "JFT, inside Google"],
)
sizes.assign(**{"times MNIST": (sizes["images"] / 70_000).round(1)})

# %% [markdown] name="data-now-guess"
# What are more images good for? Keep the net and the number of training steps, change nothing but how
# many different images it sees. **Guess** the accuracy with a few dozen.

# %% name="more-data"
numbers = [fewest_images, 8 * fewest_images, len(x_train)]
mistakes = []
for count in numbers[:-1]:
    x_few = np.resize(x_train[:count], x_train.shape)  # the same few, over and over
    y_few = np.resize(digits.y_train[:count], len(x_train))
    mistakes.append(1 - small_net(x_few, y_few, x_test, digits.y_test, num_classes=10))
mistakes.append(1 - accuracy)  # the first net of this lesson, on all images

# %% name="more-data-picture"
ax = plots.curves(
    {"test": mistakes},
    x=numbers,
    title="The same net and the same effort: more images, fewer mistakes",
    xlabel="training images",
    ylabel="share of wrong answers",
    value_limits=(0, None),
)
ax.lines[0].set_marker("o")
ax.set_xscale("log")
ax.set_xticks(numbers, numbers, minor=False)
ax.minorticks_off()
plots.show(
    ax,
    caption="Mistakes on new digits over the number of different images in training.",
    alt="A falling curve: with a few dozen images about a third of the answers is wrong, with all of them less than a "
    "tenth.",
)

# %% name="more-data-claim"
checks.claim("mistakes with the fewest images, over those with all", mistakes[0] / mistakes[-1], low=1.5, control=1)

# %% [markdown] name="missing-task"
# ### Exercise 0.12 · what was missing in 1998?
#
# Which of these came only after LeNet-5? Look at the timeline. **A** convolutional layers trained by
# backprop, **B** stochastic gradient descent, **C** a million labelled photos, **D** graphics chips that
# can be programmed for any arithmetic, **E** dropout and batch normalisation.

# %% name="missing" tags=["exercise"]
# BEGIN SOLUTION
letters = "CDE"
# END SOLUTION
checks.start_here.missing(letters)

# %% [markdown] name="missing-solution" tags=["solution"]
# **Why.** LeNet-5 *is* A, trained by B. C came in 2009, D in 2007. Of E, dropout came in 2012 and batch
# normalisation in 2015: the *algorithms* of the lectures' list, which lessons 03 and 05 put to the test.

# %% [markdown] name="compute"
# ## Why now: compute
#
# The second ingredient is a chip made for computer games. A picture on a screen is millions of small,
# equal and independent sums: pixels. A net is millions of small, equal and independent sums: units. So a
# **GPU**, built for one, fits the other.
#
# A product of two $n \times n$ matrices shows it best. **Guess:** if $n$ doubles, how much longer does it
# take? And how much slower is the same product written as a loop in Python?

# %% [markdown] name="operations-task"
# ### Exercise 0.13 · count the operations
#
# Write down how many additions and multiplications the product of two $n \times n$ matrices takes, and
# the `factor` by which that grows when $n$ doubles (for large $n$).


# %% name="operations" tags=["exercise"]
def operations(n):
    """Return the number of additions and multiplications in the product of two n x n matrices."""
    # BEGIN SOLUTION
    return 2 * n**3
    # END SOLUTION


# BEGIN SOLUTION
factor = 8
# END SOLUTION
checks.start_here.operations(operations, factor)

# %% [markdown] name="operations-solution" tags=["solution"]
# **Why.** There are $n^2$ entries. Each is an inner product: $n$ multiplications and $n - 1$ additions.
# Together that makes $2n^3 - n^2$, or about $2n^3$.

# %% name="time-products"
import time


def seconds_for(product, repeats=5):
    """Return the shortest of several times that a function takes."""
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        product()
        times.append(time.perf_counter() - begin)
    return min(times)


def library_seconds(n):
    """Return the time for a product of two n x n matrices on the backend's device."""
    left, right = keras.random.normal((n, n)), keras.random.normal((n, n))
    # Asking for an entry makes a GPU finish: otherwise it only says that it has begun.
    return seconds_for(lambda: keras.ops.convert_to_numpy(keras.ops.matmul(left, right)[0, 0]))


# %% name="time-loop"
def product_in_python(left, right):
    """Return the product of two lists of rows."""
    columns = list(zip(*right, strict=True))
    return [[sum(a * b for a, b in zip(row, column, strict=True)) for column in columns] for row in left]


square = np.random.default_rng(settings.seed).normal(size=(128, 128)).tolist()
loop_seconds = seconds_for(lambda: product_in_python(square, square), repeats=2)

# %% name="products"
matrix_sizes = [2**power for power in range(4, 13) if 2**power <= largest_matrix]  # from 16 on
library = [library_seconds(n) for n in matrix_sizes]
billions = [2 * n**3 / seconds / 1e9 for n, seconds in zip(matrix_sizes, library, strict=True)]

# %% name="products-picture"
ax = plots.curves(
    {f"this computer, {settings.device}": billions},
    x=matrix_sizes,
    logy=True,
    title="Small products waste the machine",
    xlabel="n, rows and columns of both matrices",
    ylabel="billion operations a second",
)
ax.set_xscale("log", base=2)
ax.set_xticks(matrix_sizes, matrix_sizes)
ax.plot(128, 2 * 128**3 / loop_seconds / 1e9, "s", color=plots.COLORS["highlight"], label="a loop in Python")
for name, peak in {"a GPU of 2012 (GTX 580)": 1581, "a GPU on Colab (T4)": 8100}.items():
    ax.axhline(peak, color=plots.COLORS["chance"], linestyle=":")
    ax.annotate(name, (16, peak), xytext=(0, 4), textcoords="offset points", fontsize="small")
ax.set_ylim(top=30_000)
ax.legend(loc="lower right")
plots.show(
    ax,
    caption="Products of two matrices on this computer, and in a Python loop; dotted: the peaks that two data sheets "
    "promise for GPUs.",
    alt="A rising curve on logarithmic axes that levels off; far below it a single square for the Python loop, above it "
    "two dotted lines for GPUs.",
)

# %% name="products-claim"
checks.claim(
    "the library computes so many times as fast as a loop in Python, counted up to 50",
    min(50, loop_seconds / library[matrix_sizes.index(128)]),
    low=10,
    control=1,
)

# %% [markdown] name="compute-explain"
# Small products waste the machine: starting one takes longer than computing it. From a few hundred rows
# on the hardware is what limits you, and a GPU limits you 10 to 100 times later than a CPU. AlexNet of
# 2012 trained for nearly a week on two cards such as the lower dotted line. **Investigate:** if you have
# a GPU, or Colab, run this section there. At which $n$ does the GPU overtake the CPU?
#
# The third ingredient, **algorithms**, fills lessons 03 and 05; the software you have already met.

# %% [markdown] name="works"
# ## How this course works
#
# - **Exercises** wait where a cell says `...  # your code`. Run the cell: ✅ is right, ☐ comes with a
#   hint, and each new attempt with one more. Nothing stops you; read on whenever you like.
# - **Claims**, such as the lines with ✅ above, are measured live. The band behind each comes from 20 runs
#   with other seeds: in another run, the number will be another, but within the band.
# - **Seeds.** A net begins with random weights. `start(seed=1)` makes a run repeatable on the same
#   computer; `start(seed=2)` shows what was luck.
# - **Profiles.** `COURSE_PROFILE=full` computes more (the default on a GPU), `smoke` hardly at all.
# - **Files.** Your copies lie in `my_course/`, your progress in `my_course/progress`, downloads in
#   `data/cache`. Nothing leaves your computer.

# %% name="progress"
checks.progress()

# %% [markdown] name="seeds-intro"
# One thing to try: how much is luck? Three starts of the same layer. **Guess** which two are equal.

# %% name="seeds" tags=["nbval-check-output"]
first_weights = []
for layer_seed in (1, 2, 1):
    layer = layers.Dense(2, kernel_initializer=keras.initializers.GlorotUniform(seed=layer_seed))
    layer.build((None, 3))
    first_weights.append(keras.ops.convert_to_numpy(layer.kernel))
print("first and second equal:", np.array_equal(first_weights[0], first_weights[1]))
print("first and third equal: ", np.array_equal(first_weights[0], first_weights[2]))

# %% [markdown] name="poll"
# **And who else is here?** A workshop of 2020 asked its 250 participants. Replace the numbers by those of
# your class, and run the cell. Something is missing in theirs: what?

# %% name="poll-picture"
job_titles = {"student": 34, "in research": 17, "continuing studies": 5, "software engineer": 4, "professor": 4}
others = 100 - sum(job_titles.values())
ax = plots.bars(
    {name: share / 100 for name, share in (job_titles | {"not shown": others}).items()},
    title=f"Five titles are {100 - others} %: the slide leaves out {others} %",
    xlabel="share of the participants",
)
plots.show(
    ax,
    caption="Job titles in a workshop of 2020; 66 % of the participants came from academia, 34 % from industry.",
    alt="Bars: student 34 %, in research 17 %, continuing studies 5 %, software engineer 4 %, professor 4 %, not shown "
    "36 %.",
)

# %% [markdown] name="close"
# ## What we saw
#
# 1. Your computer is ready, or you know the command that makes it so.
# 2. Nets compute with tensors; nearly all of the work is products of matrices, and the shapes say which
#    products exist.
# 3. In rules a person writes the program, in classic machine learning the features; in deep learning both
#    are learned. It pays where single numbers mean little, not in every table.
# 4. A net is good at inputs like those it has seen, and can be worse than a blind guess on others.
# 5. The ideas are from 1943 to 1998. What came later were data by the million, chips that multiply
#    matrices, tricks that make training work, and software that hides all of it.
#
# **What can go wrong in practice.** Two packages of TensorFlow in one environment break each other. A
# shape `(3,)` that should have been `(3, 1)` gives a result of the wrong shape, and often no error. A
# number on a slide may be a headline: ask for the second one.
#
# **Homework (open).** Make the check fail on somebody else's computer, and mend it by its own
# instructions; where they are not exact enough, write down what you had to find out. Then take one row of
# the table of headlines, read the paper, and find a *third* number that changes your opinion.
#
# **Further reading.** Goodfellow, Bengio and Courville (2016), *Deep Learning*, chapters 1 and 2. Chollet
# (2021), *Deep Learning with Python*, chapters 1 to 3. LeCun, Bengio and Hinton (2015), *Deep learning*.
# Marcus (2018), *Deep learning: a critical appraisal*. Deng et al. (2009), *ImageNet*. Le et al. (2012),
# *Building high-level features using large scale unsupervised learning*. Silver et al. (2018), *A general
# reinforcement learning algorithm*.
#
# **Next question.** A single layer without anything bent is a linear model. How far does a straight line
# get? Lesson 01.
