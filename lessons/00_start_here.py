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
# | **Time** | 75 minutes, of which the computer needs about one |
# | **Lectures** | ComputeFest 2018: introduction · Helsinki 2018: definition, what has changed · Foundations of Deep Learning: ingredients · ICME 2020: introduction, mathematics review, libraries |
#
# Behind this course stand two workshops, ComputeFest and ICME (a day in four sessions), and three
# lectures; most of what they teach is nets in Keras that recognise images. Here each step is a notebook:
#
# | lessons | what they are about | where it was taught |
# |---|---|---|
# | 00, 01, 02 | set-up, linear models, why one layer is not enough | ICME session 1, ComputeFest first half |
# | 03, 04, 05 | backprop, the first real net, how to train it well | ICME session 2, ZHAW week 4, homework |
# | 06, 07, 08 | images: convolutions, faces, borrowed features | ICME sessions 3 and 4, ComputeFest notebook |
# | 09, 10, 11, 12 | how nets are fooled; sequences; nets that compress and invent | ICME sessions 3 and 4 |

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, plots, readiness, start, widgets

settings = start("00_start_here", seed=1)

# %% [markdown] name="how-much"
# The first cell of every lesson is the one above. The second one says how much to compute, and no other
# cell does. It depends on the **profile**: *quick* is for a laptop, *full* for a GPU, and *smoke* only
# shows that everything runs.

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
# | your laptop, CPU | everything in this course; a lesson computes for a minute or two | `make lab` |
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
# Nobody writes a net from nothing any more. A **framework** brings three things: it runs the same code in
# parallel on a CPU or a GPU, it differentiates whatever you compute (*automatic differentiation*), and it
# has the usual components ready: layers, optimisers, whole models.
#
# Keras came out in March 2015, TensorFlow in November 2015, PyTorch in 2016. A lecture of 2020 names six
# frameworks. Its rule of thumb: TensorFlow for industry, PyTorch for research, Keras as the easy way into
# TensorFlow; Caffe, Theano and MXNet are "others". That is a snapshot. **Guess** before you run the cell:
# which of the six are still developed?

# %% name="framework-table" tags=["nbval-check-output"]
frameworks = pd.DataFrame(
    [
        ["TensorFlow", "industry", "developed", "yes"],
        ["PyTorch", "research", "developed", "yes"],
        ["Keras", "the easy way into TensorFlow", "developed", "the front"],
        ["Caffe", "others", "its successor joined PyTorch in 2018", "no"],
        ["Theano", "others", "development ended in 2017", "no"],
        ["MXNet", "others", "retired in 2023", "no"],
        ["JAX", "not in the list", "developed", "yes"],
    ],
    columns=["framework", "the lecture of 2020", "today", "backend of Keras 3"],
)
frameworks.set_index("framework")

# %% [markdown] name="frameworks-explain"
# Half of the six are gone. Keras began in front of Theano, stood for years in front of TensorFlow alone,
# and has since 2023 *again* a choice of backends: what you write here runs on TensorFlow, JAX or PyTorch.
# The first cell has told you on which.

# %% [markdown] name="gradient-intro"
# See the second of the three at work. You write a formula; the backend knows its slope. By head: what is
# the slope of $x^3 - 2x$ at $x = 2$?

# %% name="gradient" tags=["nbval-check-output"]
import keras

from course_utils.gradients import value_and_gradient


def formula(x):
    return x**3 - 2 * x


value, slope = value_and_gradient(formula, np.array([2.0]))
print(f"the value is {value.item():.1f}, the slope {slope.item():.1f}; by hand, 3 * 2**2 - 2 = {3 * 2**2 - 2}")

# %% [markdown] name="gradient-explain"
# A net has thousands of numbers that may change, so thousands of slopes: together they are the
# **gradient** of its error. To learn is to go downhill along it; the way to compute it, backwards through
# the net, is **backpropagation**, *backprop* for short (lesson 03).

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
print(f"4u is {np.linalg.norm(4 * u) / np.linalg.norm(u):g} times as long as u, and points the same way")
assert (4 * u == [8, 28, 12]).all()
assert (u + v == [3, 10, 9]).all()

# %% name="vector-picture"
ax = plots.vectors_in_space({"u": u, "v": v, "u + v": u + v}, title="Adding puts one arrow behind the other")
ax.quiver(*u, *v, color="C1", linestyle="--", linewidth=1.2, arrow_length_ratio=0.08)  # v once more, from the tip of u
plots.show(
    ax,
    caption="Two vectors and their sum as arrows from the origin; dashed: v put behind u. Dotted lines lead to the "
    "floor.",
    alt="Three arrows in space from the origin: u = (2, 7, 3), v = (1, 3, 6), and their sum (3, 10, 9), which is longer "
    "than both. A dashed copy of v leads from the tip of u to the tip of the sum.",
)

# %% [markdown] name="vector-slider-intro"
# Scale $u$ yourself. At which factor does nothing remain of it, and where does it point when the factor
# is negative? (The title tells you its entries.)

# %% name="vector-slider" tags=["slider"]
widgets.slider(
    lambda factor: plots.vectors_in_space(
        {f"{factor:g} u": factor * u, "v": v},
        limits=[(-2, 4), (-7, 14), (-3, 7)],
        title=f"{factor:g} u = ({', '.join(f'{entry:g}' for entry in factor * u)})",
    ),
    caption="The vector u, scaled by a factor of your choice, beside v.",
    alt=lambda factor: f"Two arrows from the origin: v, and u scaled by {factor:g}.",
    factor=(-1.0, 2.0, 0.5, 1.5),
)

# %% [markdown] name="vector-slider-explain"
# At 0 it is the zero vector, and a negative factor turns it round: same line, other direction.

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
# $u^\top v = \sum_i u_i v_i$. Remember it well: this one number is the heart of what every **neuron**
# computes. A neuron, in Keras a *unit*, takes the inner product of its inputs with a list of numbers of
# its own, its **weights**, and adds one more number, its **bias**. Many units that look at the same inputs
# are a **dense layer**.

# %% name="inner-product" tags=["nbval-check-output"]
print(" + ".join(f"{a} * {b}" for a, b in zip(u, v, strict=True)), "=", u @ v)
assert u @ v == (row @ v).item() == 41

# %% [markdown] name="vectors-task"
# ### Exercise 0.2 · by head
#
# Now you, without Python: $3p$, $p + q$ and $p^\top q$ for $p = (1, 0, 2)$ and $q = (4, -5, 10)$.

# %% name="vectors-answer" tags=["exercise"]
# BEGIN SOLUTION
scaled = [3, 0, 6]
added = [5, -5, 12]
inner = 1 * 4 + 0 * (-5) + 2 * 10
# END SOLUTION
checks.start_here.vectors(scaled, added, inner)

# %% [markdown] name="vectors-solution" tags=["solution"]
# **Why.** Scaling and adding keep three entries; the inner product makes one number of six. The $-5$ of
# $q$ does not count in it at all: $p$ has a zero there. A weight of zero is how a neuron ignores an input.

# %% [markdown] name="matrix"
# ## A matrix is a table, seen two ways
#
# An $m \times n$ **matrix** has $m$ rows and $n$ columns; the entry $a_{ij}$ stands in row $i$, column
# $j$ (mathematics counts from 1, Python from 0). You may read it as a **row of columns** or as a **column
# of rows**, and it pays to be able to switch. **Guess** before you run the cell, which begins with the
# same nine numbers: is (4, 3, 7) one of its rows or one of its columns?

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
# shapes: that of `row @ column` and that of `column @ row`, with the row and the column from above. (The
# product of two matrices is a matrix: it keeps both axes.)

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
# The product $Ax$ is the main part of what a layer of a net computes; a bias and a bend follow. There are
# three ways to see it, and each is useful at another place:
#
# 1. the definition: entry $i$ is $\sum_j a_{ij} x_j$;
# 2. a **mixture of columns**: $x_1$ times the first column, plus $x_2$ times the second, ...;
# 3. a **list of inner products**: each row of $A$ asks its own question about $x$.
#
# **Guess:** do all three need the same number of multiplications?

# %% name="three-ways" tags=["nbval-check-output"]
x = np.array([1, 3, 2])
by_definition = [sum(A[i, j] * x[j] for j in range(3)) for i in range(3)]
by_columns = x[0] * A[:, 0] + x[1] * A[:, 1] + x[2] * A[:, 2]
by_rows = np.array([row_of_A @ x for row_of_A in A])
print(f"{np.array(by_definition)} = {by_columns} = {by_rows} = {A @ x}: nine multiplications each time")
assert (A @ x == [18, 24, 27]).all()

# %% [markdown] name="mix-task"
# ### Exercise 0.4 · mix the columns
#
# Write the second way for a matrix of **any** shape, with a loop over its columns.


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
# **Why it matters.** Seen by rows, a layer asks questions. Seen by columns, it *answers in a space*: what
# it computes before the bias can only ever be a mixture of its columns, whatever the input.

# %% [markdown] name="matrix-matrix"
# ## A matrix times a matrix
#
# Several vectors at once, side by side, make a second matrix; the product then goes **column by column**.
# That is why nets are fast: a **batch** of images, a few dozen of them, goes through a layer in *one*
# product. Seen entry by entry, entry $(i, j)$ is row $i$ of the first times column $j$ of the second. The
# rule for shapes: $(m \times k)(k \times n) \to m \times n$. The inner two agree and disappear.
#
# Let $B$ have the columns (1, 3, 2) and (9, 0, 4). **Guess** before you run the cell: which column of $AB$
# do you know already?

# %% name="column-by-column" tags=["nbval-check-output"]
B = np.array([[1, 9], [3, 0], [2, 4]])  # x from above, and a second vector beside it
print("the first column: ", A @ B[:, 0])
print("the second column:", A @ B[:, 1])
print("both at once, row by row:", *(A @ B))
assert (A @ B == [[18, 26], [24, 37], [27, 12]]).all()

# %% [markdown] name="product-task"
# ### Exercise 0.5 · the poll
#
# A poll asked an audience for the shape of a $3 \times 8$ matrix times a second matrix, with the options
# **A** 8×8, **B** 8×2, **C** 3×2, **D** not valid.
#
# - `poll`: the right letter, if the second matrix is $8 \times 2$ (as was surely meant).
# - `as_printed`: in the text that we have of the slide, the second factor is a single column,
#   $8 \times 1$. Which shape has the result then? (Look for it among the options.)
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
# axes: everything that flows through a net is one. You will meet one more than any other: a batch of
# images, with the axes *(image, height, width, colour)*.

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
# 200 pixels from videos and, without a single label, formed a unit for faces and one for cats. In 2017 a
# phone's new voice was built from over **20 hours** of speech.
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
# You have all the mathematics of a net. A layer multiplies by its weights, adds its biases, and bends the
# result with a function $g$, its **activation**. On paper that is often $g(Wx + b)$, the input a column.
# Keras writes every input as a **row**, on the left: $g(xK + b)$ with $K = W^\top$, the *kernel*, of shape
# (inputs, units). A batch is rows one upon the other, and $xK$ mixes the *rows* of $K$, as $Wx$ mixed the
# columns of $W$.
#
# The bend in use here is *relu*, $g(z) = \max(0, z)$: negative numbers become 0. A **model** is a list of
# layers:

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

# %% name="parameter-shapes"
for layer in model.layers:
    print(f"kernel {layer.kernel.shape}, biases {layer.bias.shape}: {layer.count_params()} parameters")
print(f"the model: {model.count_params()}")

# %% [markdown] name="keras-compile"
# Three calls do the rest. `compile` says what is wrong with an answer (the *loss*, lesson 02) and how to
# do better (the *optimiser*, lesson 05); `from_logits=True` tells the loss that the model ends in raw
# scores, *logits*, not in probabilities. `fit` shows the images to the model, 32 in a batch, again and
# again; `evaluate` asks it about images that it has never seen. **Guess:** how many of 100 new digits will
# it get right after a few seconds? Guessing blindly gets 10.

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
losses = ", ".join(f"{loss:.2f}" for loss in history.history["loss"])
print(f"loss in each pass: {losses}; equal scores for all ten digits would give ln 10 = {np.log(10):.2f}")

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
# again. What changes more, the accuracy or the time? **Then set it back** to `64` and `relu` and run them
# once more: the rest of the lesson works with this net. Lesson 04 takes it apart, piece by piece.

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
# 255, and answer `True` for a one. The training images judge your rule; it may look at them, too.


# %% name="rules" tags=["exercise"]
def says_one(image):
    """Return True if the image shows a one, False if it shows a zero."""
    # BEGIN SOLUTION
    ink_in_the_middle = image[12:16, 12:16].mean()
    return ink_in_the_middle > 60
    # END SOLUTION


checks.start_here.rules(says_one, digits.x_train, digits.y_train)

# %% [markdown] name="rules-solution" tags=["solution"]
# **Why.** A zero has a hole in the middle, a one has ink there. Two digits, one rule, and it is already
# wrong for some. Ten digits have 45 pairs.

# %% [markdown] name="three-kinds"
# Between rules and nets there is a middle way, and for decades it was most of machine learning: a person
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
    alt="Five bars, the shares of right answers of: a blind guess, two features by hand, the nearest mean in pixels, the "
    "nearest mean in learned features, the whole net. The fourth is longer than the third.",
)
checks.claim(
    "the nearest mean gains, from pixels to learned features, in accuracy", in_features - in_pixels, low=0.02, control=0
)

# %% [markdown] name="brain"
# **And the brain?** The earliest of these algorithms were meant as models of it, and the words stayed:
# neuron, activation, vision. Today it is a principle of its own, *learning several levels of
# composition*; that nets need not work like us, the section *Where it breaks* will show.

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
# For each: always the commoner answer, the best single column, the best linear model, a net. **Guess:**
# where is the net worth it? And on which side are a customer database, a recording of a heart, a shelf of
# novels?

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
def commoner_answer(x, y, x_new, y_new):
    """Return the accuracy of giving every case the answer that is commoner in training."""
    return np.mean(y_new == np.bincount(y).argmax())


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
rivals = {
    "always the commoner answer": commoner_answer,
    "best single column": best_column,
    "linear model": linear_model,
}
tasks = {"tumours (table)": table, "odd or even (pixels)": pixels}
comparison = pd.DataFrame(
    {task: {name: rival(*sets) for name, rival in rivals.items()} for task, sets in tasks.items()}
)
comparison.loc["net"] = [small_net(*table, epochs=4 * num_epochs), small_net(*pixels)]
comparison.round(2)

# %% name="tables-claim"
pixel_gain = (comparison.loc["net"] - comparison.loc["linear model"]).iloc[1]
commoner, column = comparison.loc["always the commoner answer"], comparison.loc["best single column"]
way = (column - commoner) / (1 - commoner)  # 0: no better than the commoner answer, 1: no mistake
checks.claim("on pixels, the net gains over the linear model", pixel_gain, low=0.004, control=0)
checks.claim(
    "the best column of the table goes this share of the way from the commoner answer to perfect",
    way.iloc[0],
    low=0.5,
    control=way.iloc[1],
)
by_net, by_line = (comparison.loc[["net", "linear model"], "tumours (table)"] * len(benign_test)).round().astype(int)
print(f"on the table, of {len(benign_test)} cases, the net gets {by_net} right, the linear model {by_line}")

# %% [markdown] name="tables-explain"
# One column of the table already goes most of the way; the best pixel (*by comparison*) does not: no
# single pixel knows whether a digit is odd. Compare the net with the linear model. On the table it is a
# matter of a few cases, one way or the other: people who know cells made the features, all that is left
# is to weigh them. On pixels the net finds what to look at. So a customer database, a table, may not need
# a net; a recording of a heart and a shelf of novels are long rows of numbers or letters of which none
# says much by itself.

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
        "data science": (4.6, 0.2, 7.0, 4.2),
        "big data": (4.2, -2.2, 5.4, 2.8),
    },
    name_places={
        "machine learning": (-0.6, 0.95),
        "deep learning": (-0.3, -0.15),
        "data science": (6.4, 0.9),
        "big data": (5.2, -2.7),
    },
    title="What lies within what",
)
plots.show(
    ax,
    caption="Deep learning within machine learning within artificial intelligence; the fields of data overlap them.",
    alt="Three nested ellipses: artificial intelligence, machine learning, deep learning. Two more, data science and "
    "big data, overlap all three from the right.",
)

# %% [markdown] name="circles-task"
# ### Exercise 0.9 · the smallest circle
#
# For each of the five `systems`: `"AI"`, `"ML"` or `"DL"`, the *smallest* of the three nested circles
# that holds it. A list of five answers, in the same order.

# %% name="circles" tags=["exercise"]
systems = [
    "route planner that searches a map",
    "spam filter that learns from old mail which words count",
    "logistic regression on blood values",
    "net of 20 layers that names photos",
    "AlphaZero, which taught itself chess",
]
# BEGIN SOLUTION
smallest = ["AI", "ML", "ML", "DL", "DL"]
# END SOLUTION
checks.start_here.circles(systems, smallest)

# %% [markdown] name="circles-solution" tags=["solution"]
# **Why.** The route planner is intelligent by search alone: nothing in it is learned. The spam filter
# and the logistic regression learn, but in a single step. AlphaZero searches, too; what guides its search
# is a deep net.

# %% [markdown] name="can"
# ## What it can do
#
# The lectures show what was new when they were given. A headline gives you a number; the paper behind it
# usually has a second one, without which the first means little:
#
# | what | the headline | the second number |
# |---|---|---|
# | AlphaGo (2015) | first program to beat a professional Go player without a handicap | learned from 30 million positions of human games first |
# | AlphaZero (2017) | beats a champion chess program after teaching itself for **four hours** | 5000 special chips (TPUs), only to play the games |
# | Hide and seek (2019) | agents learn to use ramps and boxes as tools | hundreds of millions of games |
# | A robot hand solves Rubik's cube (2019) | with one hand | 60 % of the cubes that 15 turns solve, 20 % of those that need 26 |
# | OpenAI Five (2019) | beats the world champions at Dota 2 | 45 000 years of play, in ten months |
# | Data centres (2016) | up to **40 %** less energy for cooling | 15 % less of the overhead, all that is not computing |
# | Batteries (2020) | good ways to charge fast, found in 16 days | instead of over 500, among 224 ways |
# | Breast cancer screening (2020) | fewer false alarms: 5.7 points in the USA | 1.2 points in the UK |
#
# (Silver et al. 2016, 2018; Baker et al. 2019; OpenAI et al. 2019a, b; Evans and Gao 2016; Attia et al.
# 2020; McKinney et al. 2020.)

# %% [markdown] name="alphazero"
# What does "teaching itself" mean? AlphaZero gets the rules and not one human game. A net looks at a
# position and says which moves look good and who will win; with its advice the program searches ahead and
# plays against itself. Then the net is trained to foresee what the search chose and who won, and the next
# games are better. The same program learned chess, shogi and Go.

# %% [markdown] name="small-print-task"
# ### Exercise 0.10 · read the small print
#
# - `years`: the games of AlphaZero's four hours came from 5000 chips. How long would *one* of them have
#   played, in years?
# - `three_cubes`: the robot hand solves an easy cube with 60 %. With which probability does it solve
#   three of them in a row, if they are independent?
# - `whole_bill`: for every 100 that a data centre pays for computing, it pays 12 for the overhead. By
#   which share does the *whole* bill fall when the overhead falls by 15 %?

# %% name="small-print" tags=["exercise"]
# BEGIN SOLUTION
years = 4 * 5000 / (24 * 365.25)
three_cubes = 0.6**3
whole_bill = 0.15 * 12 / (100 + 12)
# END SOLUTION
checks.start_here.small_print(years, three_cubes, whole_bill)

# %% [markdown] name="small-print-solution" tags=["solution"]
# **Why.** More than two years of play, about one chance in five, less than two hundredths of the bill. A
# share means little before you know of what it is one.

# %% [markdown] name="limits"
# ## Where it breaks
#
# One lecture ends with *brittle, greedy, opaque and shallow* (headline of an article on critics such as
# Gary Marcus): a net breaks on inputs unlike its training data, it wants many examples, it does not say
# why, and it knows nothing but patterns. You can try the first at once. Turn your test images into ink on
# white paper, instead of chalk on a blackboard. You read them without noticing. **Guess** the accuracy of
# the net.

# %% name="brittle"
inverted = 1 - x_test
said = model.predict(inverted, verbose=0).argmax(axis=1)
accuracy_inverted = np.mean(said == digits.y_test)
print(f"right: {accuracy_inverted:.1%}; a blind guess: 10 %; white on black: {accuracy:.1%}")
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
# Compare it with the blind guess. The net learned that ink *at certain places* speaks for a digit, not
# what a digit is. Greed and depth are measured in lessons 04 and 06; how little it takes to fool a net, in
# lesson 09.

# %% [markdown] name="history"
# ## Seventy years, two winters
#
# The first model of a neuron (1943) is older than the first computer with a stored program (1948). Twice
# the field promised more than it could keep, and money and people left. The first **winter**, 1974 to
# 1980, followed perceptrons and machine translation; the second, 1987 to 1993, expert systems, programs
# of rules written by hand. In the 1990s computers became faster, year after year, and computer games paid
# for **GPUs**. **Guess** before you look: in which decade would you have bet on nets?

# %% name="timeline"
events = [
    (1943, "McCulloch and Pitts: a mathematical neuron", "idea"),
    (1951, "Robbins, Monro: stochastic gradient descent", "idea"),
    (1957, "Rosenblatt: the perceptron learns", "idea"),
    (1969, "Minsky and Papert: what one layer cannot do", "idea"),
    (1980, "Fukushima: convolutions and down-sampling", "idea"),
    (1986, "Rumelhart, Hinton, Williams: backprop", "idea"),
    (1989, "LeCun: backprop trains a convolutional net", "idea"),
    (1991, "Hochreiter: gradients vanish in deep nets", "idea"),
    (1997, "Hochreiter, Schmidhuber: LSTM", "idea"),
    (1998, "MNIST: 70 000 digits; LeNet-5", "data"),
    (1999, "GeForce 256, sold as 'the first GPU'", "machines, software"),
    (2006, "Hinton, Osindero, Teh: layer by layer", "idea"),
    (2007, "GPUs for any arithmetic (CUDA)", "machines, software"),
    (2009, "ImageNet: 3.2 million labelled photos", "data"),
    (2012, "AlexNet wins on ImageNet; Google's cats", "success"),
    (2012, "Hinton et al.: dropout", "idea"),
    (2014, "Goodfellow: nets that invent images (GAN)", "idea"),
    (2015, "Ioffe and Szegedy: batch normalisation", "idea"),
    (2015, "He et al.: ImageNet, 4.94 % wrong (top five)", "success"),
    (2015, "AlphaGo beats a professional", "success"),
    (2015, "Keras, TensorFlow; PyTorch follows", "machines, software"),
    (2017, "a phone's voice from 20 hours of speech", "success"),
    (2017, "AlphaZero teaches itself chess", "success"),
    (2020, "GPT-3 writes poems", "success"),
]

# %% name="timeline-picture"
ax = plots.timeline(
    events,
    spans={"first winter": (1974, 1980), "second winter": (1987, 1993)},
    left=["idea"],
    title="Most ideas came before 1998, the data and the machines after",
)
plots.show(
    ax,
    caption="What the lectures call milestones; shaded: the two winters.",
    alt=f"A line of years from 1943 to 2020 with {len(events)} events. To its left the ideas, most of them before 1998; "
    "to its right data, machines and successes, all from 1998 on. Shaded: 1974 to 1980 and 1987 to 1993.",
)

# %% [markdown] name="history-explain"
# One lecture adds a curve of papers on deep learning from 2012 to 2017; it has no numbers on it, only a
# direction. Yet look at what a winter was *not*: convolutions are from the last year of the first one, and
# in the middle of the second a net learned to read digits.

# %% [markdown] name="slips-task"
# ### Exercise 0.11 · find the slips
#
# Seven statements as they stand on slides of the lectures:
#
# - **A** 1943: a mathematical model of the neuron
# - **B** 2006: G. Hinton, O. Simon, and Y-W The
# - **C** A. Krizhevsky, first CNN (convolutional net) in 2012
# - **D** 2009: ImageNet, 14 million labelled images
# - **E** 1989: backprop trains a convolutional net to read digits
# - **F** 2015: 4.95 % mistakes on ImageNet (top five: none of five guesses is right), humans 5.1 %
# - **G** Convolutional nets: 1980 Fukushima; 1998 LeCun (backpropagation)
#
# Which rows are **wrong**, or late, if the timeline is right? Then two corrections: the year of the
# `first_convolutions` in a net, and the family name of the `second_author` of row B.

# %% name="slips" tags=["exercise"]
# BEGIN SOLUTION
wrong_rows = "BCDFG"
first_convolutions = 1980
second_author = "Osindero"
# END SOLUTION
checks.start_here.slips(wrong_rows, first_convolutions, second_author)

# %% [markdown] name="slips-solution" tags=["solution"]
# **Why.** In print:
#
# | row | source | the slip |
# |---|---|---|
# | B | Geoffrey Hinton, Simon Osindero, Yee-Whye Teh (2006) | a given name became a family name, and Teh an article |
# | C | Fukushima (1980); LeCun et al. (1989); Krizhevsky et al. (2012) | the first *to win on ImageNet*; nets with convolutions were 32 years old |
# | D | Deng et al. (2009): 3.2 million | 14 million is today's number beside the year of the first release |
# | F | He et al. (2015): 4.94 %, humans 5.1 % | a hundredth, harmless; it happens to numbers that are copied |
# | G | LeCun et al. (1989; 1998) | 1989 is the first trained by backprop; 1998 is its descendant LeNet-5 |

# %% [markdown] name="data-now"
# ## Why now: data
#
# LeNet-5, a convolutional net much like those of 2012, read cheques in 1998. **Why did it take another
# fourteen years?** One lecture (ICME) names three ingredients; each can be tried. The first is data:
# labelled images by the million, because people put their photos on the web and other people labelled
# them.

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
    value_limits=(0, 1),
)
ax.lines[0].set_marker("o")
ax.axhline(0.9, color=plots.COLORS["chance"], linestyle=":")
ax.annotate("a blind guess", (numbers[-1], 0.9), xytext=(0, 4), textcoords="offset points", ha="right")
ax.set_xscale("log")
ax.set_xticks(numbers, numbers, minor=False)
ax.minorticks_off()
plots.show(
    ax,
    caption="Mistakes on new digits over the number of different images in training; dotted: a blind guess.",
    alt="A curve of mistakes over three numbers of images, on a logarithmic axis: with the fewest images it lies higher "
    "than with all. A dotted line at nine tenths marks a blind guess.",
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
# **Why.** LeNet-5 *is* A, trained by B, which is from 1951. C came in 2009, D in 2007. Of E, dropout came
# in 2012 and batch normalisation in 2015: *algorithms*, the third ingredient, which lessons 03 and 05 put
# to the test.

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
peaks = {"AlexNet's GPU (GTX 580)": 1581, "a GPU on Colab (T4)": 8100}  # from their data sheets

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
for name, peak in peaks.items():
    ax.axhline(peak, color=plots.COLORS["chance"], linestyle=":")
    ax.annotate(name, (16, peak), xytext=(0, 4), textcoords="offset points", fontsize="small")
ax.set_ylim(top=max(30_000, 3 * max(billions)))
ax.legend(loc="lower right")
plots.show(
    ax,
    caption="Products of two matrices on this computer, and in a Python loop; dotted: the peaks that two data sheets "
    "promise for GPUs.",
    alt="A rising curve on logarithmic axes that levels off; far below it a single square for the Python loop, above it "
    "two dotted lines for GPUs.",
)

# %% name="products-claim"
times_faster = loop_seconds / library[matrix_sizes.index(128)]
checks.claim("the library outruns a loop in Python, in powers of ten", np.log10(times_faster), low=1, control=0)
print(f"in numbers, for n = 128: {times_faster:.0f} times as fast")
for i in (0, len(library) - 2):
    longer = library[i + 1] / library[i]
    print(f"n from {matrix_sizes[i]} to {matrix_sizes[i + 1]}: {longer:.1f} times as long, for 8 times the operations")
print(f"the peak of a T4 is {peaks['a GPU on Colab (T4)'] / max(billions):.1f} times the best of this computer")

# %% [markdown] name="compute-explain"
# Small products waste the machine: starting one takes longer than computing it, so twice the $n$ costs
# far less than eight times the time. Where the curve flattens, the hardware limits you; a GPU lifts that
# limit. AlexNet of 2012 trained for five to six days on two cards such as the lower dotted line.
# **Investigate:** if you have a GPU, or Colab, run this section there. At which $n$ does the GPU overtake
# the CPU?
#
# The third ingredient, **algorithms**, fills lessons 03 and 05; the software you have already met.

# %% [markdown] name="works"
# ## How this course works
#
# - **Exercises** wait where a cell says `...  # your code`. Run the cell: ✅ is right, ☐ comes with a
#   hint, and each new attempt with one more. Nothing stops you; read on whenever you like.
# - **Claims**, the lines after a ● that end in *(expected ...)*, are measured live. The band comes from 20
#   runs with other seeds: in another run, the number will be another, but within the band.
# - **Seeds.** A net begins with random weights. `start(seed=1)` makes a run repeatable on the same
#   computer; `start(seed=2)` shows what was luck.
# - **Profiles.** `COURSE_PROFILE=full` computes more (the default on a GPU), `smoke` hardly at all.
# - **Files.** Your copies lie in `my_course/`, your progress in `my_course/progress`, downloads in
#   `data/cache`. Nothing leaves your computer.

# %% name="progress"
checks.progress()

# %% [markdown] name="seeds-intro"
# One thing to try: what does a seed fix? Three starts of the same layer, with the seeds 1, 2 and 1.
# **Guess** which two begin with equal weights.

# %% name="seeds" tags=["nbval-check-output"]
first_weights = []
for layer_seed in (1, 2, 1):
    layer = layers.Dense(2, kernel_initializer=keras.initializers.GlorotUniform(seed=layer_seed))
    layer.build((None, 3))
    first_weights.append(keras.ops.convert_to_numpy(layer.kernel))
print("first and second equal:", np.array_equal(first_weights[0], first_weights[1]))
print("first and third equal: ", np.array_equal(first_weights[0], first_weights[2]))

# %% [markdown] name="poll"
# **And who else is here?** A workshop of 2020 had more than 250 registered participants. It asked those
# present two questions: what is your job title, and are you from academia or from industry? Replace the
# numbers, in percent, by those of your class. Before you run the cells, add up the titles: what is
# missing?

# %% name="poll-numbers"
class_poll = {
    "job title": {"student": 34, "in research": 17, "continuing studies": 5, "software engineer": 4, "professor": 4},
    "academia or industry": {"academia": 66, "industry": 34},
}

# %% name="poll-picture"
figure, axes = plots.panels(2, height=2.7)
for ax, (question, shares) in zip(axes, class_poll.items(), strict=True):
    total = sum(shares.values())
    print(f"{question}: {len(shares)} answers with {total} % are shown, {100 - total} % are not")
    shown = shares | {"not shown": max(0, 100 - total)}
    plots.bars({name: share / 100 for name, share in shown.items()}, ax=ax, title=question, xlabel="share of answers")
listed = ", ".join(f"{name} {share} %" for shares in class_poll.values() for name, share in shares.items())
plots.show(
    figure,
    caption="Answers to the two questions; what the answers listed leave out is 'not shown'.",
    alt=f"Two groups of bars: {listed}; in each group also what is not shown.",
)

# %% [markdown] name="poll-explain"
# In 2020 two thirds came from academia, and the largest group of titles is on no slide: those in none of
# the five are more than the students. A list of the most frequent answers is not a picture of the room.

# %% [markdown] name="close"
# ## What we saw
#
# 1. Your computer is ready, or you know the command that makes it so.
# 2. Nets compute with tensors; nearly all of the work is products of matrices, and the shapes say which
#    products exist.
# 3. In rules a person writes the program, in classic machine learning the features; in deep learning both
#    are learned. It pays where single numbers mean little, not in every table.
# 4. A net is good at inputs like those it has seen, and can fail on others that you read at a glance.
# 5. Most ideas came before 1998. What came later were data by the million, chips that multiply matrices,
#    tricks that make training work, and software that hides all of it.
#
# **What can go wrong in practice.** The packages `tensorflow` and `tensorflow-cpu` in one environment
# overwrite each other's files. A shape `(3,)` that should have been `(3, 1)` gives a result of the wrong
# shape, and often no error. A number on a slide may be a headline: ask for the second one.
#
# **Homework (open).** Make the check fail on somebody else's computer, and mend it by its own
# instructions; where they are not exact enough, write down what you had to find out. Then take one row of
# the table of headlines, read the paper, and find a *third* number that changes your opinion.
#
# **Further reading.** Goodfellow, Bengio and Courville (2016), *Deep Learning*, chapters 1 and 2. Chollet
# (2021), *Deep Learning with Python*, chapters 1 to 3. LeCun, Bengio and Hinton (2015), *Deep learning*.
# Marcus (2018), *Deep learning: a critical appraisal*. Deng et al. (2009), *ImageNet*. Le et al. (2012),
# *Building high-level features using large scale unsupervised learning*.
#
# The papers behind the headlines: Silver et al. (2016), *Mastering the game of Go with deep neural
# networks and tree search*. Silver et al. (2018), *A general reinforcement learning algorithm that masters
# chess, shogi, and Go through self-play*. Baker et al. (2019), *Emergent tool use from multi-agent
# autocurricula*. OpenAI et al. (2019a), *Solving Rubik's cube with a robot hand*; (2019b), *Dota 2 with
# large scale deep reinforcement learning*. Evans and Gao (2016), *DeepMind AI reduces Google data centre
# cooling bill by 40 %*. Attia et al. (2020), *Closed-loop optimization of fast-charging protocols for
# batteries with machine learning*. McKinney et al. (2020), *International evaluation of an AI system for
# breast cancer screening*.
#
# **Next question.** A single layer without anything bent is a linear model. How far does a straight line
# get? Lesson 01.
