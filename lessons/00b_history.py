# %% [markdown] name="title"
# # 00b · History
#
# **Why did it take seventy years?** A deeper part: you may skip this.

# %% name="setup" tags=["setup"]
import keras
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from course_utils import checks, data, plots, start

settings = start("00b_history", seed=1)

# %% name="amounts"
num_epochs = settings.choose(smoke=1, quick=5, full=5)  # passes over the training images
fewest_images = settings.choose(smoke=30, quick=75, full=75)  # where we ask what more images are good for
largest_matrix = settings.choose(smoke=128, quick=2048, full=4096)  # rows and columns of the largest product
digits = data.load_digits(num_train=settings.choose(smoke=300, quick=2400, full=50_000))

# %% name="keras-model"
from keras import layers

model = keras.Sequential(
    [
        keras.Input(shape=(784,)),  # 28 x 28 pixels in a row
        layers.Dense(64, activation="relu"),
        layers.Dense(10),  # a score for each digit
    ]
)

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
checks.history.circles(systems, smallest)

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
checks.history.small_print(years, three_cubes, whole_bill)

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
checks.history.slips(wrong_rows, first_convolutions, second_author)

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
checks.history.missing(letters)

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
checks.history.operations(operations, factor)

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
