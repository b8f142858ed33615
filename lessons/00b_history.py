# %% [markdown] name="title"
# # 00b · History
#
# **Why did it take seventy years?** (A deeper part: you may skip it.)
#
# | | |
# |---|---|
# | **You will be able to** | *read* a headline together with its second number; *take away* data, algorithms or compute and *measure* what each is worth; *count* and *time* what a GPU is good at |
# | **You need** | lesson 00 |
# | **Time** | {minutes} minutes |
#
# A neuron that computes stood on paper in 1943. In 2012 a net won where nobody could overlook it. Now nets write, draw,
# predict how proteins fold. What was missing for so long? We take it away from a small net with the tools of today.

# %% name="setup" tags=["setup"]
import time

import numpy as np
import pandas as pd

from course_utils import checks, data, models, plots, start

settings = start("00b_history", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here.

# %% name="amounts"
num_epochs = settings.choose(smoke=1, quick=5, full=5)  # passes over the training pictures
table_epochs = settings.choose(smoke=1, quick=30, full=30)  # passes over a table of 284 rows
share_left = settings.choose(smoke=4, quick=32, full=32)  # "a 32nd" of the data, of the steps
largest_matrix = settings.choose(smoke=128, quick=2048, full=4096)
digits = data.load_digits(num_train=settings.choose(smoke=128, quick=2400, full=2400))

# %% [markdown] name="can"
# ## What nets can do
#
# A headline gives you a number. Behind it stands a second one, without which the first means little:
#
# | | the headline | the second number |
# |---|---|---|
# | 2016 | a net saves up to **40 %** of the energy for cooling data centres | 15 % of the *overhead*, which is all that is not computing |
# | 2017 | AlphaZero passes the best chess program after teaching itself for **four hours** | by an estimate of its strength; the one that won the match had trained for *nine*, its games played on 5000 special chips |
# | 2019 | a robot hand solves **Rubik's cube** | 60 % of the cubes that are 15 turns away, 20 % of the hardest |
# | 2020 | **fewer false alarms** in breast cancer screening: 5.7 points in the USA | 1.2 points in the UK |
# | 2020 | AlphaFold 2 predicts how proteins fold: a median of **92.4** of 100 points | it learned from about 170 000 protein structures, measured in five decades |
# | 2022 | Stable Diffusion **draws** what a sentence says | two billion pictures with the words beside them, from the web |
# | 2024 | Llama 3.1, by its makers' tests, **writes** about as well as the best of its year | it read 15.6 trillion pieces of words |
# | 2025 | a language model reaches the mark for **gold** at the Mathematical Olympiad | just so: 35 of 42 points, five of six problems |

# %% [markdown] name="alphazero"
# *Teaching itself*: AlphaZero gets the rules and not one human game. A net says which moves look good and who will win, a
# search looks ahead with its advice, and the net is trained to foresee what the search chose. Language models are
# **transformers**: each word looks at the words before it and weighs them. Pictures are drawn by **diffusion**: a net
# learns to take noise out of pictures, and then begins with nothing but noise.
#
# ### Exercise · read the small print
#
# - `years`: AlphaZero's nine hours of games came from 5000 chips. How long would *one* of them have played, in years?
# - `three_cubes`: the hand solves an easy cube with 60 %. With which probability does it solve three in a row, if they
#   are independent?
# - `whole_bill`: for every 100 that a data centre pays for computing, it pays 12 for the overhead. By which share does
#   the *whole* bill fall when the overhead falls by 15 %?

# %% name="small-print" tags=["exercise"]
# BEGIN SOLUTION
years = 9 * 5000 / (24 * 365.25)
three_cubes = 0.6**3
whole_bill = 0.15 * 12 / (100 + 12)
# END SOLUTION
checks.history.small_print(years, three_cubes, whole_bill)
# checks.history.small_print.hint()

# %% [markdown] name="small-print-solution" tags=["solution"]
# **Why.** More than five years of play, about one chance in five, less than two hundredths of the bill. A
# share means little before you know of what it is one.

# %% [markdown] name="tables"
# ## Where it pays
#
# Deep learning made its name on images, speech and text: **unstructured** data, in which a single number says little. In
# a *table* somebody has thought already: each column is a feature. Compare *tumours* (30 measurements of cells; benign or
# malignant?) and *pixels* (784 of a digit; odd or even?). For each we train two nets, in as many steps: one without a
# layer between inputs and scores (a *linear model*), one with a layer of 64 units.


# %% name="fit-net"
import keras
from keras import layers


def fit_net(x, y, hidden=(64,), epochs=num_epochs):
    """Return a trained net with hidden layers of these widths."""
    net = keras.Sequential([keras.Input(x.shape[1:])])
    for width in hidden:
        net.add(layers.Dense(width, activation="relu"))
    net.add(layers.Dense(int(y.max()) + 1))
    return models.train(net, x, y, epochs=epochs, learning_rate=0.003, batch_size=32, cosine=False)


# %% name="pixels-data"
x_train = digits.x_train.reshape(-1, 784).astype("float32") / 255
x_test = digits.x_test.reshape(-1, 784).astype("float32") / 255

# %% name="tables-data"
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

cells = load_breast_cancer()
halves = train_test_split(cells.data, cells.target, test_size=0.5, random_state=settings.seed)
middle, spread = halves[0].mean(axis=0), halves[0].std(axis=0)
half_train, half_test = [((half - middle) / spread).astype("float32") for half in halves[:2]]

# %% name="tasks"
tasks = {
    "tumours": (half_train, halves[2], half_test, halves[3], table_epochs),
    "pixels": (x_train, digits.y_train % 2, x_test, digits.y_test % 2, num_epochs),
}

# %% name="tables-run"
comparison = pd.DataFrame(index=["linear model", "net"], columns=list(tasks), dtype=float)
for task, (x, y, x_new, y_new, epochs) in tasks.items():
    for name, hidden in {"linear model": (), "net": (64,)}.items():
        comparison.loc[name, task] = models.accuracy(
            fit_net(x, y, hidden, epochs=epochs), x_new, y_new
        )
comparison.round(3)

# %% name="tables-claim" tags=["claim"]
# @title Claim: what the layer of units gains on pixels and on the table
gain = comparison.loc["net"] - comparison.loc["linear model"]
checks.claim(
    "on pixels, the layer of units gains",
    gain["pixels"],
    low=0.005,
    control=0.0,
    control_is="a linear model as good",
)

# %% [markdown] name="tables-explain"
# On the table, in our run, it is a matter of a few cases: people who know cells made these columns, little is left but
# to weigh them. From two tasks a first question, no law: does a single number of my data mean something? Then try the
# linear model first.
#
# The words, from wide to narrow: **artificial intelligence** is the aim, *machine learning* one way there, *deep
# learning* one kind of that. (*Data science* and *big data* are about the data; they overlap with all three.)
#
# ### Exercise · the smallest circle
#
# For each of the `systems`: `"AI"`, `"ML"` or `"DL"`, the *smallest* of the three that holds it. A list of five.

# %% name="circles" tags=["exercise"]
systems = [
    "net of 20 layers that names photos",
    "route planner that searches a map",
    "logistic regression (a linear model) on blood values",
    "AlphaZero, which taught itself chess",
    "spam filter that learns from old mail which words count",
]
# BEGIN SOLUTION
smallest = ["DL", "AI", "ML", "DL", "ML"]
# END SOLUTION
checks.history.circles(systems, smallest)
# checks.history.circles.hint()

# %% [markdown] name="circles-solution" tags=["solution"]
# **Why.** The route planner is intelligent by search alone: nothing in it is learned. The spam filter
# and the logistic regression learn, but in a single layer. AlphaZero searches, too; what guides its search
# is a deep net.

# %% [markdown] name="limits"
# ## Where it breaks
#
# A net answers to inputs *like those it has seen*. Train one with five layers on our digits, white on black. Then show
# it the same new digits black on white, which you would read without noticing.
#
# **Guess:** which share will it read right? (A blind answer: one in ten.)

# %% name="guess-inverted" tags=["guess"]
guess = ...  # share of the pictures, 0 to 1
checks.history.guess("inverted", guess)

# %% name="brittle"
net = fit_net(x_train, digits.y_train, hidden=(64,) * 5)
today = models.accuracy(net, x_test, digits.y_test)
inverted = 1 - x_test
pictures = x_test.reshape(-1, 28, 28)
moved = np.zeros_like(pictures)
moved[:, :, 4:] = pictures[:, :, :-4]  # 4 to the right
share_inverted = models.accuracy(net, inverted, digits.y_test)
share_moved = models.accuracy(net, moved.reshape(-1, 784), digits.y_test)

# %% name="brittle-picture" tags=["figure"]
# @title Figure: the same digits, as they were, moved, and black on white
figure = plots.image_grid(
    [
        *pictures[:8],
        *moved[:8],
        *inverted[:8].reshape(-1, 28, 28),
    ],
    columns=8,
    row_labels=[f"{today:.1%} right", f"{share_moved:.1%} right", f"{share_inverted:.1%} right"],
)
plots.show(
    figure,
    caption="Eight new digits as in training, four pixels further to the right, and black on white; on the left, which "
    "share of all new digits the net reads right.",
    alt="Three rows of the same eight digits: white on black, the same moved to the right, and black on white.",
)
checks.history.reveal("inverted", share_inverted, close=0.05)
checks.claim(
    "share read right, black on white",
    share_inverted,
    high=0.5,
    control=today,
    control_is="white on black",
)
checks.claim(
    "share lost when the digits move by 4 pixels",
    today - share_moved,
    low=0.35,
    control=0.0,
    control_is="if the place did not matter",
)

# %% [markdown] name="brittle-explain"
# About as bad as blind, or worse. One reason: each unit adds up ink times weight, so that with ink and paper exchanged
# what spoke *for* a digit speaks *against* it; and so much white it has never seen. Moving the digits changes only
# places, and costs a lot as well: **it has learned where ink lies, more than what a digit is**. Windows that look
# everywhere soften the second fault (lesson 06b).
#
# Large nets break, too. Language models invent: by July 2026 Damien Charlotin's database of such cases listed more than 1600
# court decisions on filings with material that a model had made up. But limits move. Of the puzzles ARC-AGI-2 an average person solves about
# 60 %; in March 2025 no program that was tested came to 10 %, in April 2026 the best was reported at about 85 %.

# %% [markdown] name="history"
# ## Eighty years, two winters
#
# Twice the field promised more than it could keep, and money and people left: two **winters**, usually dated about 1974
# to 1980, after perceptrons and machine translation, and 1987 to 1993, after *expert systems*, programs of rules written
# by hand.

# %% name="timeline"
events = [
    (1943, "McCulloch, Pitts: a neuron that computes", "idea"),
    (1951, "Robbins, Monro: steps from noisy samples", "idea"),
    (1957, "Rosenblatt: the perceptron, in a report", "idea"),
    (1970, "Linnainmaa: derivatives, backwards", "idea"),
    (1980, "Fukushima: convolutions", "idea"),
    (1986, "Rumelhart and others: backprop trains nets", "idea"),
    (1989, "LeCun and others: a net reads digits", "idea"),
    (1997, "Hochreiter, Schmidhuber: LSTM", "idea"),
    (2010, "ReLU with backprop; Adam in 2014", "idea"),
    (2017, "the transformer", "idea"),
    (2020, "diffusion draws", "idea"),
    (1998, "MNIST; LeNet-5", "data"),
    (2007, "GPUs for any arithmetic", "machines"),
    (2009, "ImageNet: 3.2 million labels", "data"),
    (2012, "AlexNet wins on ImageNet", "success"),
    (2015, "TensorFlow, Keras; then PyTorch", "machines"),
    (2016, "AlphaGo beats Lee Sedol", "success"),
    (2020, "AlphaFold 2", "success"),
    (2022, "ChatGPT", "success"),
    (2025, "gold in mathematics", "success"),
]
winters = {"first winter": (1974, 1980), "second winter": (1987, 1993)}
early = sum(kind == "idea" and year < 1998 for year, _, kind in events)

# %% name="timeline-picture" tags=["figure"]
# @title Figure: ideas, data, machines and successes over the years
ideas = [event for event in events if event[2] == "idea"]
ax = plots.timeline(
    events,
    spans=winters,
    left=["idea"],
    title=f"{early} of these {len(ideas)} ideas are older than LeNet-5",
)
plots.show(
    ax,
    caption="Our choice; shaded: the two winters.",
    alt=f"A line of years from 1943 to 2025 with {len(events)} events; ideas stand to the left, data, machines and successes "
    "to the right, most of these after 1998. Shaded: 1974 to 1980 and 1987 to 1993.",
)

# %% [markdown] name="slips-task"
# ### Exercise · find the slips
#
# Sentences that one hears. Which of them are wrong, if the timeline is right? Letters, such as `"EF"`.
#
# **A** AlexNet (2012) was the first convolutional net. **B** A net learned to read digits in the middle of a winter.
# **C** Backwards derivatives were invented in 1986. **D** Transformers made AlphaGo possible. **E** LSTM is older than
# ImageNet. **F** What nets compute was first written down before computers were common.

# %% name="slips" tags=["exercise"]
# BEGIN SOLUTION
wrong_sentences = "ACD"
# END SOLUTION
checks.history.slips(wrong_sentences)
# checks.history.slips.hint()

# %% [markdown] name="slips-solution" tags=["solution"]
# **Why.** A: Fukushima's net of 1980 had convolutions, LeCun's of 1989 trained them by backprop; a net along
# time (Waibel and others) did so before. C: the chain rule, run backwards by a machine, is Linnainmaa's (1970),
# and Werbos carried it over to nets (1974 to 1982); 1986 made it known. D: AlphaGo's nets were convolutional.

# %% [markdown] name="missing-task"
# ### Exercise · what was missing in 1998
#
# LeNet-5, a net much like AlexNet, read cheques in 1998. Which of these came only later? **A** convolutional layers
# trained by backprop, **B** the idea of learning from noisy samples, **C** millions of labelled photos, **D** graphics
# chips for any arithmetic, **E** ReLU with backprop, and Adam.

# %% name="missing" tags=["exercise"]
# BEGIN SOLUTION
came_later = "CDE"
# END SOLUTION
checks.history.missing(came_later)
# checks.history.missing.hint()

# %% [markdown] name="missing-solution" tags=["solution"]
# **Why.** LeNet-5 *is* A, trained by B, an idea of 1951. C came in 2009, D in 2007. E stands for the tricks that
# make deep nets train: *algorithms*, the third ingredient.

# %% [markdown] name="data-now"
# ## Why now? Take one away
#
# So three things came: **data** (MNIST of 1998 had 60 000 pictures to learn from, ImageNet's challenge 1.28 million that
# people had labelled, LAION of 2022 almost six *billion* with the words that stood beside them), **compute**, and
# **algorithms**. Take each away from our net:
#
# - A *data*: a 32nd of the pictures, over and over, in as many steps;
# - B *compute*: a 32nd of the steps (so it sees only the first pictures), as on a machine 32 times slower;
# - C *algorithms*: S-shaped units (`sigmoid`) and plain steps (`SGD`). A and B keep their size of step; C gets the
#   better of two, judged on the new pictures, which favours it.
#
# All have five layers. A last net, for comparison, has the algorithms of C and *one* layer.
#
# **Guess:** which costs most, A, B or C?

# %% name="guess-ingredient" tags=["guess"]
guess = ...  # A, B or C, in quotes
checks.history.guess("ingredient", guess)

# %% name="take-away"
hidden = (64,) * 5
few = len(x_train) // share_left
again = np.resize(np.arange(few), len(x_train))  # the same few, over and over
little_data = fit_net(x_train[again], digits.y_train[again], hidden)

# %% name="take-away-compute"
num_steps = max(1, num_epochs * len(x_train) // 32 // share_left)  # of 32 pictures each
few_steps = fit_net(x_train[: 32 * num_steps], digits.y_train[: 32 * num_steps], hidden, epochs=1)
print("B sees", 32 * num_steps, "of", len(x_train), "pictures")


# %% name="take-away-algorithms"
def old_net(step_size, widths):
    """Return the share that S-shaped units, trained with plain steps, read right."""
    net = keras.Sequential([keras.Input((784,))])
    for width in widths:
        net.add(layers.Dense(width, activation="sigmoid"))
    net.add(layers.Dense(10))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    net.compile(optimizer=keras.optimizers.SGD(step_size), loss=loss)
    net.fit(x_train, digits.y_train, epochs=num_epochs, batch_size=32, verbose=0)
    return models.accuracy(net, x_test, digits.y_test)


five_old_layers = max(old_net(0.5, hidden), old_net(1.0, hidden))
one_old_layer = max(old_net(0.5, hidden[:1]), old_net(1.0, hidden[:1]))

# %% name="taken-away"
left = pd.Series(
    {
        "everything of today": today,
        "A a 32nd of the data": models.accuracy(little_data, x_test, digits.y_test),
        "B a 32nd of the steps": models.accuracy(few_steps, x_test, digits.y_test),
        "C sigmoid and SGD": five_old_layers,
        "(C with one layer)": one_old_layer,
    }
)
costs_most = left[:4].idxmin()[0]

# %% name="taken-away-picture" tags=["figure"]
# @title Figure: the net of today, and what is left of it
ax = plots.bars(
    left.to_dict(),
    chance=0.1,
    title="new digits read right",
    xlabel="share of new pictures read right",
)
plots.show(
    ax,
    caption="The same five layers, with all three ingredients and with one taken away; below, one layer with the "
    "algorithms of C; dotted: a blind answer.",
    alt="Five bars: " + ", ".join(f"{name} {share:.0%}" for name, share in left.items()) + ".",
)
checks.history.reveal("ingredient", costs_most)
checks.claim(
    "what is lost without the data, share of new pictures",
    today - left.iloc[1],
    low=0.02,
    control=0.0,
    control_is="if it did not matter",
)
checks.claim(
    "what is lost without the steps",
    today - left.iloc[2],
    low=0.05,
    control=0.0,
    control_is="if it did not matter",
)
checks.claim(
    "what is lost without the algorithms, in five layers",
    today - five_old_layers,
    low=0.5,
    control=today - one_old_layer,
    control_is="in one layer",
)

# %% [markdown] name="taken-away-explain"
# **In this net each of the three is missed.** How much data and steps are worth depends on how much you take away; a 32nd
# is our choice. In as many steps *five layers* of S-shaped units with plain steps do not begin to learn; *one* does,
# here about as well as today's five: what the new algorithms bought is depth, which these digits do not need. Lesson
# 03b shows how.

# %% [markdown] name="compute"
# ## A chip made for games
#
# A picture on a screen is millions of small, equal and independent sums, and so is a net. That is why a **GPU**, built
# for one, fits the other. Nearly all the work of a net are *matrix products*, many inner products at once: entry $(i,
# j)$ of the product is row $i$ of one table times column $j$ of the other.
#
# ### Exercise · count the operations
#
# How many additions and multiplications does the product of two tables with $n$ rows and $n$ columns take? Write the
# function, and the `factor` by which that grows when $n$ doubles (for large $n$).


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
# checks.history.operations.hint()

# %% [markdown] name="operations-solution" tags=["solution"]
# **Why.** There are $n^2$ entries. Each is an inner product: $n$ multiplications and $n - 1$ additions.
# Together that makes $2n^3 - n^2$, or about $2n^3$.

# %% [markdown] name="library-question"
# First, the product as a loop in Python, and by a library made for it. **Guess:** how many times faster is the library,
# for $n = 128$, in *powers of ten* (1: ten times, 2: a hundred times, ...)?

# %% name="guess-library" tags=["guess"]
guess = ...  # powers of ten
checks.history.guess("library", guess)


# %% name="time-products"
def seconds_for(product, repeats=5):
    """Return the shortest of several times that a function takes, after one that warms up."""
    product()
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        product()
        times.append(time.perf_counter() - begin)
    return min(times)


# %% name="time-library"
def library_seconds(n):
    left, right = keras.random.normal((n, n)), keras.random.normal((n, n))
    # Asking for an entry makes a GPU finish: otherwise it only says that it has begun.
    return seconds_for(lambda: keras.ops.convert_to_numpy(keras.ops.matmul(left, right)[0, 0]))


# %% name="time-loop"
def product_in_python(left, right):
    columns = list(zip(*right, strict=True))
    product = []
    for row in left:
        product.append([sum(map(float.__mul__, row, column)) for column in columns])
    return product


table = np.random.default_rng(settings.seed).normal(size=(128, 128)).tolist()
loop_seconds = seconds_for(lambda: product_in_python(table, table), repeats=2)

# %% name="products"
matrix_sizes = [2**power for power in range(4, 13) if 2**power <= largest_matrix]  # from 16 on
seconds = np.array([library_seconds(n) for n in matrix_sizes])
billions = 2 * np.array(matrix_sizes) ** 3 / seconds / 1e9  # operations a second
loop_billions = 2 * 128**3 / loop_seconds / 1e9
times_faster = loop_seconds / seconds[matrix_sizes.index(128)]

# %% name="twice-the-size"
for small in (0, len(seconds) - 2):
    times_as_long = seconds[small + 1] / seconds[small]
    sizes = f"from n = {matrix_sizes[small]} to {matrix_sizes[small + 1]}"
    print(f"{sizes}: {times_as_long:.1f} times as long")

# %% name="products-picture" tags=["figure"]
# @title Figure: operations a second, over the size of the product
peaks = {"GTX 580 (2010), AlexNet's": 1581, "T4, on Colab (2018)": 8100, "H100 SXM (2022)": 67_000}
ax = plots.curves(
    {f"this computer, {settings.device}": billions},
    x=matrix_sizes,
    logy=True,
    title=f"this computer's best: {billions.max():.0f} billion a second, at n = {matrix_sizes[billions.argmax()]}",
    xlabel="n, rows and columns of both matrices",
    ylabel="billion operations a second",
)
ax.set_xscale("log", base=2)
ax.set_xticks(matrix_sizes, matrix_sizes)
ax.lines[0].set_marker("o")
ax.plot(128, loop_billions, "s", color=plots.COLORS["highlight"], label="a loop in Python")
for name, peak in peaks.items():
    ax.axhline(peak, color=plots.COLORS["chance"], linestyle=":")
    ax.annotate(name, (16, peak), xytext=(0, 3), textcoords="offset points", fontsize="small")
ax.set_ylim(top=max(300_000, 3 * max(billions)))
ax.legend(loc="lower right")
plots.show(
    ax,
    caption="Products of two matrices on this computer, and in a Python loop; dotted: the peaks that the data sheets of three "
    "GPUs promise for numbers of 32 bits, without tensor cores.",
    alt="A curve on logarithmic axes that rises at first; far below it a single square for the Python loop, above it three "
    "dotted lines for GPUs.",
)
checks.history.reveal("library", np.log10(times_faster), close=0.5)
checks.claim(
    "the library outruns a loop in Python, in powers of ten",
    np.log10(times_faster),
    low=1,
    control=0,
    control_is="as fast",
)

# %% [markdown] name="compute-explain"
# Twice the $n$ means eight times the work. For small $n$ it takes far less time than that: starting a product costs more
# than computing it. Near 8, in the second printed line, the hardware is at its
# limit; above 8 the rate even *falls*: the tables may no longer fit into the fast memory, or the machine was busy.
#
# And training? Each product of a weight and an input costs about six operations: a multiplication and an addition on the
# way forward, twice as many on the way back.

# %% name="trainings"
trainings = pd.Series(
    {
        "AlexNet, 2012": 6 * 0.72e9 * 1.2e6 * 90,  # products a picture, pictures, passes
        "Llama 3.1, 2024": 6 * 405e9 * 15.6e12,  # weights, pieces of words
    }
)

# %% name="days"
days = trainings / (1e9 * billions.max()) / 86_400
for name, on_this_computer in days.items():
    print(f"{name}: {trainings[name]:.1g} operations, here at least {on_this_computer:,.0f} days")

# %% [markdown] name="trainings-explain"
# (*At least*: no training reaches the best rate of a single product.) In 2012 AlexNet took five to six days, on two cards
# such as the lowest dotted line.

# %% [markdown] name="close"
# ## What we saw
#
# 1. A headline needs its second number.
# 2. On pixels a layer of units gained over a linear model; on one good table, in our run, it is a matter of a few cases.
# 3. A net is good at inputs like those it has seen, and can be as bad as blind on others that you read at a glance.
# 4. Many ideas are older than the data, the chips and the tricks that made them work. Our net misses each of the three.
#
# **What can go wrong in practice.** "It was trained on everything" is no number. Ask: how many examples, how many
# operations, tested on what?

# %% [markdown] name="also" tags=["further"]
# **Also met in courses on this subject**
#
# | what | in a sentence |
# |---|---|
# | Keras for images | the aim of the workshops from which this course grew (ComputeFest 2018, ICME 2020) |
# | AlphaGo (2015) | the first program to beat a professional at Go without a handicap on the full board |
# | hide and seek, OpenAI Five (2019) | agents that learned to use tools; and a Dota 2 team, from 45 000 years of play |
# | batteries (2020) | ways to charge fast, found in 16 days: by a linear model and a search, no deep net |
# | a phone's voice (2017) | lesson 00 counts its samples |
# | nets and the brain | the earliest were meant as models of it |
# | when deep learning matters | many data, and no good features: "Where it pays" |
# | frameworks | TensorFlow, PyTorch and JAX run on CPU and GPU, differentiate, and bring components; Keras stands in front. Caffe, Theano, MXNet are developed no more |

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="longer-problem"
# **A longer problem.** How much must you take away? Repeat "Take one away" for a half, an eighth, a 32nd and a 128th of
# data and of steps. A good answer has one figure with both curves and at least three seeds for each point, says where
# they cross, if they do, and ends in one sentence on what to buy first: pictures or machines.
#
# **Further reading.** LeCun, Bengio and Hinton (2015), *Deep learning*. Marcus (2018), *Deep learning: a critical
# appraisal*. The sources of the headlines: Evans and Gao (2016), Silver et al. (2018), OpenAI et al. (2019), McKinney et
# al. (2020), Jumper et al. (2021), Rombach et al. (2022), Grattafiori et al. (2024); of the limits: Charlotin, *AI
# hallucination cases*; Chollet et al. (2025), *ARC-AGI-2*.
#
# {next}
