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
