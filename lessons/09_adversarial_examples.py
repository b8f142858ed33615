# %% [markdown] name="title"
# # 09 · Adversarial examples
#
# **How little does it take to fool it?** And what does that say about what a net has learned?
#
# | | |
# |---|---|
# | **You will be able to** | *derive* and *write* the attack that turned a panda into a gibbon; *tell* an attack from noise; *aim* an attack, and take it to a net you never saw; *judge* a defence, and break one that only looks like one; *name* other ways in which a net with a high score fails |
# | **You need** | a small CNN (lesson 06), cross-entropy (lesson 01), the backward pass (lesson 03) |
# | **Time** | 75 minutes; computing takes about a minute |
# | **Lectures** | ComputeFest 2018: adversarial examples · Helsinki lecture 11: adversarial inputs, inceptionism · ICME 2020: failures and limits |

# %% name="setup" tags=["setup"]
import numpy as np
import pandas as pd

from course_utils import checks, data, models, plots, start

settings = start("09_adversarial_examples", seed=1)

# %% [markdown] name="how-much"
# How much to compute stands here, and nowhere else in the lesson.

# %% name="amounts"
num_epochs = settings.choose(smoke=1, quick=8, full=20)  # passes over the data for each net
num_attacked = settings.choose(smoke=50, quick=500, full=1000)  # test pictures that we attack
num_steps = settings.choose(smoke=2, quick=10, full=20)  # of an attack in many steps
num_crafted = settings.choose(smoke=2, quick=40, full=100)  # steps for a sticker or a poster
num_generations = settings.choose(smoke=2, quick=120, full=400)  # of evolved pictures
num_dreamt = settings.choose(smoke=2, quick=60, full=120)  # steps of a dream
num_copies = settings.choose(smoke=10, quick=100, full=400)  # noisy copies that vote
num_draws = settings.choose(smoke=1, quick=8, full=20)  # sets of ten labelled pictures
seed = settings.seed
rng = np.random.default_rng(seed)

# %% [markdown] name="panda"
# ## A panda, a gibbon, and .007
#
# In 2013 Christian Szegedy and colleagues found that nets which classify photographs can be fooled by
# inputs made for the purpose: **adversarial examples**. The best-known picture of the field, from
# Goodfellow, Shlens and Szegedy (2015), stands in one of our lectures. It adds three things up:
#
# | | the picture $x$ | $+\ .007\ \times$ a picture of plus and minus ones | $=$ the sum |
# |---|---|---|---|
# | you see | a panda | coloured snow | the same panda |
# | the net sees | "panda", 57.7 % | "nematode", 8.2 % | "gibbon", 99.3 % |
#
# The percentage in the middle is what the net makes of the snow *on its own*: it has no idea, though
# guessing among its thousand classes would be 0.1 %. Whether you can see a change depends on its size
# against that of the pixels. An ordinary picture file holds 256 levels of grey, which are 255 steps apart.
# **Guess:** by how many grey levels did each of the panda's pixels move?

# %% [markdown] name="levels-task"
# ### Exercise 9.1 · how small is .007?
#
# That net was given pixels from **-1 to 1**, so one grey level is 2/255 there. Our digits run from **0 to
# 1**, and in most of this lesson their pixels may change by 0.1. Give both changes in grey levels,
# not rounded.

# %% name="levels" tags=["exercise"]
# BEGIN SOLUTION
panda_levels = 0.007 / (2 / 255)
digit_levels = 0.1 * 255
# END SOLUTION
checks.adversarial_examples.levels(panda_levels, digit_levels)

# %% [markdown] name="levels-solution" tags=["solution"]
# **Why.** The panda moved by about one level, the smallest step that a file with 8 bits per pixel can
# hold: no screen shows less. (Saving rounds 0.89 up to a whole level, so the attack survives; what is
# below one half is lost.) Our digits need more, and you will see the change. They have 784 pixels, the
# panda 224 × 224 × 3 = 150 528 numbers; the section on many small steps says what that has to do with it.

# %% [markdown] name="victim"
# ## The victim
#
# A small CNN, as in lesson 06, but with convolutions that take every second pixel (`strides=2`) instead
# of pooling: it costs a quarter, and we will need thousands of gradients. It is the *victim* of most
# attacks of this lesson; other nets join it later. It ends in logits, as in lesson 04, and the pictures
# have a last axis for their one channel. How it is trained and scored, lessons 04 and 06b have written out;
# from here on that is `models.train`, `models.probabilities` and `models.accuracy`.

# %% name="load"
digits = data.load_digits(num_train=2400, num_validation=600, num_test=1000)
x_train, x_test = models.as_inputs(digits.x_train), models.as_inputs(digits.x_test)  # (n, 28, 28, 1), 0 to 1
y_train, y_test = digits.y_train, digits.y_test
pictures, truth = x_test[:num_attacked], y_test[:num_attacked]

# %% name="victim-code"
import keras
from keras import layers, ops


def small_cnn():
    """Return a CNN that ends in logits, not trained."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(16, 5, strides=2, padding="same", activation="relu"),  # (n, 14, 14, 16)
            layers.Conv2D(32, 5, strides=2, padding="same", activation="relu"),  # (n, 7, 7, 32)
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10),
        ]
    )


# %% name="victim-trained"
steady = {"epochs": num_epochs, "learning_rate": 2e-3, "cosine": False}  # the rate stays what it is
victim = models.train(small_cnn(), x_train, y_train, **steady)
test_accuracy = models.accuracy(victim, x_test, y_test)
checks.claim("the victim reads digits: its test accuracy", test_accuracy, low=0.85, control=0.1)

# %% [markdown] name="input-gradient"
# ## The same gradient, with respect to something else
#
# Training asks: how does the loss $J(\theta, x, y)$ change if a *weight* changes, $\nabla_\theta J$? The
# chain rule does not stop there. One layer further down stands the input, and
#
# $$ \nabla_x J(\theta, x, y) $$
#
# says for each *pixel* how the loss changes if that pixel gets a little brighter. The weights stay as they
# are, the picture is now the variable. `value_and_gradient` runs the backward pass of lesson 03 down to
# the pixels, on any backend. One helper, four uses in this lesson: attacks, targeted attacks, dreams, saliency maps. First a test: take a
# picture that the net finds hard, change its most sensitive pixel by hand, and compare.

# %% name="input-gradient-code"
from course_utils.gradients import value_and_gradient


def cross_entropy(y, logits):
    return keras.losses.sparse_categorical_crossentropy(y, logits, from_logits=True)  # (n,)


losses, gradient = value_and_gradient(lambda x: cross_entropy(truth, victim(x, training=False)), pictures)
example = int(np.argsort(losses)[int(0.95 * len(losses))])  # a hard one: where the loss is 0, its slope is, too
pixel = np.unravel_index(np.abs(gradient[example]).argmax(), gradient[example].shape)
up, down = pictures[[example]].copy(), pictures[[example]].copy()
up[0][pixel] += 0.01
down[0][pixel] -= 0.01
moved = [cross_entropy(truth[[example]], victim(x, training=False))[0] for x in (up, down)]
print(
    f"gradient at row {pixel[0]}, column {pixel[1]}: {gradient[example][pixel]:.4f}; by hand {float(moved[0] - moved[1]) / 0.02:.4f}"
)

# %% [markdown] name="fgsm"
# ## The fast gradient sign method
#
# Which change $\eta$, at most $\epsilon$ in every pixel, makes the loss largest? For a small change the
# loss is nearly linear,
#
# $$ J(x + \eta) \approx J(x) + \nabla_x J \cdot \eta = J(x) + \sum_i g_i \eta_i , $$
#
# and a sum is largest if each of its terms is: $\eta_i = +\epsilon$ where the slope $g_i$ is positive,
# $-\epsilon$ where it is negative. So the best change does not need to be searched for,
#
# $$ x' = x + \epsilon \, \operatorname{sign}\big(\nabla_x J(\theta, x, y)\big), $$
#
# one gradient, one step: hence *fast*. Here $\theta$ are the trained weights, $y$ the true label. The
# formula does not know that pixels end at 0 and at 1; whoever implements it must.

# %% [markdown] name="fgsm-task"
# ### Exercise 9.2 · write it
#
# Return the attacked picture. All arguments but `epsilon` are arrays of one shape; pixels lie between 0 and
# 1, and must do so afterwards.


# %% name="fgsm-answer" tags=["exercise"]
def fast_gradient_sign(x, gradient, epsilon):
    """Return x moved by epsilon in each pixel, in the direction in which the loss grows, and still a picture."""
    # BEGIN SOLUTION
    return np.clip(x + epsilon * np.sign(gradient), 0, 1)
    # END SOLUTION


checks.adversarial_examples.fgsm(fast_gradient_sign)

# %% [markdown] name="fgsm-solution" tags=["solution"]
# **Why.** The size of the slope plays no role, only its sign: a pixel that hardly matters may be moved as
# far as any other, because $\epsilon$ limits each pixel and not their sum. With a limit on the length
# $\lVert\eta\rVert_2$, the best direction would be the gradient itself. Clipping costs the attack a little:
# a black pixel cannot get darker. `course_utils.attacks.fgsm` is this line with a model in front.

# %% [markdown] name="our-panda"
# ## The lecture's figure, with our net
#
# Three things that add up, each with what the net makes of it: the picture $x$, the sign of the gradient on
# its own, and $x + \epsilon \operatorname{sign}(\nabla_x J)$. Of all test pictures that are read correctly
# before the attack and misread after it, we take the one of which the net is surest *after* it. **Guess:**
# will you see the change? Will the net call the middle picture "nothing in particular", as it did with the
# panda's snow?

# %% name="our-panda-picture"
from course_utils import attacks

epsilon = 0.1
attacked = attacks.fgsm(victim, pictures, truth, epsilon)
before, after = models.probabilities(victim, pictures), models.probabilities(victim, attacked)
fooled = (before.argmax(axis=1) == truth) & (after.argmax(axis=1) != truth)
worst = int(np.where(fooled, after.max(axis=1), 0).argmax())
sign = np.sign(gradient[worst])
three = np.stack([pictures[worst], (sign + 1) / 2, attacked[worst]])
read = models.probabilities(victim, three)
figure = plots.image_grid(
    three,
    titles=[
        f'{name}\n"{p.argmax()}" w/ {p.max():.1%}'
        for name, p in zip(("x", "sign(∇J)", f"x + {epsilon} sign(∇J)"), read, strict=True)
    ],
    columns=3,
    size=2.0,
)
plots.show(
    figure,
    caption=f"The digit {truth[worst]}, the sign of the gradient (white plus, black minus, grey none) and their sum, with what "
    "the net reads and how sure it is.",
    alt="Three pictures: a digit, a pattern of black and white pixels, and the digit on a greyish, spotted ground.",
)

# %% [markdown] name="our-panda-explain"
# Two differences from the panda. You can see this change, if you look for it; the digit stays what it was.
# And do not be surprised if our net is sure of the middle picture: at full contrast the sign is a bold
# pattern, made to look like a wrong digit *to this net*.

# %% [markdown] name="size"
# ## It is not the size, it is the direction
#
# One lecture speaks of a "perturbation that looks like random noise", another of "noise that is
# imperceptible to humans". Is it noise, then? Take the same $\epsilon$, but throw a coin for each pixel
# instead of asking the gradient: the change has the same size in every pixel, and clipping costs both
# alike. **Guess:** at $\epsilon = 0.1$, how many of a hundred digits does the net still read after each?

# %% name="size-curves"
sizes = [0, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2]
against_size = {
    "random signs": [models.accuracy(victim, attacks.sign_noise(pictures, size, seed), truth) for size in sizes],
    "FGSM": [models.accuracy(victim, attacks.fgsm(victim, pictures, truth, size), truth) for size in sizes],
}
ax = plots.curves(
    against_size,
    x=sizes,
    xlabel="largest change of a pixel ε",
    ylabel="accuracy",
    value_limits=(0, 1.02),
    title="Changes of one size: noise does little, the gradient a lot",
)
plots.show(
    ax,
    caption=f"Accuracy of the victim on {num_attacked} test pictures that were changed by ε in each pixel.",
    alt="Two falling curves over epsilon: random signs fall slowly, FGSM falls steeply.",
)

# %% name="size-claims"
noise_accuracy = models.accuracy(victim, attacks.sign_noise(pictures, epsilon, seed), truth)
fgsm_accuracy = models.accuracy(victim, attacked, truth)
clean_accuracy = models.accuracy(victim, pictures, truth)
checks.claim("accuracy under FGSM with ε = 0.1", fgsm_accuracy, high=0.75, control=noise_accuracy)
checks.claim(
    "accuracy lost to random signs of the same size",
    clean_accuracy - noise_accuracy,
    high=0.2,
    control=clean_accuracy - fgsm_accuracy,
)

# %% [markdown] name="size-explain"
# So "noise" is only what it looks like. Among 784 dimensions a direction drawn at random is nearly at right
# angles to the gradient, and along such directions the loss hardly changes. That is why nets that shrug off
# noise fall to an attack, and why adding noise to a test set says nothing about attackers.

# %% [markdown] name="linearity"
# ## Many small steps in one direction
#
# Why can something so small be so strong? The answer of Goodfellow and colleagues: *because the net is too
# linear*. Take the plainest model, a score $w \cdot x$ of $d$ pixels. An attack adds $\epsilon$ times the
# sign of $w$, noise adds $\epsilon$ times random signs $\sigma$:
#
# $$ w \cdot \epsilon \operatorname{sign}(w) = \epsilon \sum_i w_i \operatorname{sign}(w_i), \qquad
# w \cdot \epsilon\sigma = \epsilon \sum_i w_i \sigma_i . $$
#
# Which signs have the terms of either sum? **Guess:** if the picture gets four times as many pixels, with
# weights of the same size, how many times larger does each sum become?

# %% [markdown] name="worst-case-task"
# ### Exercise 9.3 · the worst and the usual
#
# Write both for any `w`: the largest change of the score that $\epsilon$ allows, and the standard deviation
# of the change under random signs. (The variance of a sum of independent terms is the sum of the
# variances, and $\pm a$ has variance $a^2$.)


# %% name="worst-case" tags=["exercise"]
def worst_change(w, epsilon):
    """Return the largest change of w @ x if no pixel moves by more than epsilon."""
    # BEGIN SOLUTION
    return epsilon * np.abs(w).sum()
    # END SOLUTION


def usual_change(w, epsilon):
    """Return the standard deviation of the change of w @ x if each pixel moves by plus or minus epsilon at random."""
    # BEGIN SOLUTION
    return epsilon * np.sqrt(np.sum(w**2))
    # END SOLUTION


checks.adversarial_examples.worst_case(worst_change, usual_change)

# %% [markdown] name="worst-case-solution" tags=["solution"]
# **Why.** In the first sum all terms pull together, in the second they cancel each other for the most
# part: $\epsilon\lVert w\rVert_1$ against $\epsilon\lVert w\rVert_2$. Their ratio lies between 1 (all
# weight in one pixel) and $\sqrt d$ (all weights equally large). On a linear model FGSM is not an
# approximation at all: it *is* the worst case.

# %% [markdown] name="resolution"
# ## The more pixels, the worse
#
# Let $d$ weights have an average size $m$. All pulling together change the score by $\epsilon\, m\, d$;
# random signs, if no weight stands out, by about $\epsilon\, m \sqrt d$. **The change per pixel stays the
# same; with more pixels the score changes more**, and the attack's advantage is at most $\sqrt d$: 28 for
# a digit, 388 for the panda's 150 528 numbers. To measure it, take the same digits with 7 × 7, 14 × 14
# and 28 × 28 pixels, and a linear classifier trained on each. Between two classes the score is $w \cdot
# x$ with $w$ the difference of their weights; the table shows how many times larger the worst change is
# than the usual one.

# %% name="resolution-table"
from sklearn.linear_model import LogisticRegression


def shrunk(x, block):
    """Return pictures (n, d) of the means over blocks of block x block pixels."""
    side = 28 // block
    return x.reshape(-1, side, block, side, block).mean(axis=(2, 4)).reshape(len(x), -1)


rows = []
for block in (4, 2, 1):
    linear = LogisticRegression(C=0.1, max_iter=1000).fit(shrunk(x_train, block), y_train)
    w = (linear.coef_[:, None] - linear.coef_[None])[~np.eye(10, dtype=bool)]  # (90, d), one for each pair of classes
    ratio = np.mean(np.abs(w).sum(axis=1) / np.linalg.norm(w, axis=1))
    rows.append((w.shape[1], linear.score(shrunk(x_test, block), y_test), ratio, w.shape[1] ** 0.5))
dimension = pd.DataFrame(rows, columns=["pixels", "test accuracy", "worst : usual", "√pixels"]).set_index("pixels")
dimension.round(2)

# %% name="resolution-claim"
checks.claim(
    "16 times the pixels: by what factor the worst change outgrows the usual one",
    dimension["worst : usual"].iloc[-1] / dimension["worst : usual"].iloc[0],
    low=2.5,
    high=5,
    control=1.0,
)

# %% [markdown] name="panda-lead"
# **Back to the panda.** How hard did each number have to pull? The difference of two logits is the
# logarithm of the ratio of their probabilities. Before the attack the gibbon had at most what the panda
# left over; after it, the other way round.

# %% name="panda-lead-code" tags=["nbval-check-output"]
panda_before, gibbon_after, nematode = 0.577, 0.993, 0.082  # of the lecture's figure
lead_before = np.log(panda_before / (1 - panda_before))  # at least
lead_after = np.log((1 - gibbon_after) / gibbon_after)  # at most
swing = lead_before - lead_after
print(f"panda minus gibbon, in logits: at least {lead_before:+.2f} before, at most {lead_after:+.2f} after")
print(
    f"each of 150528 numbers pulled by {swing / 150_528:.6f} on average, with a slope of {swing / 150_528 / 0.007:.4f}"
)
print(f"the sign alone, 'nematode': {nematode / 0.001:.0f} times guessing among 1000 classes")

# %% [markdown] name="pushes"
# Nothing of that is visible anywhere, and the sum turns the answer round. Nets with ReLUs are linear in
# pieces, so they add up in the same way. In the histogram, one digit and a linear net: two thousand random
# pushes, the push that would be needed, and the push of the attack (before clipping).

# %% name="pushes-picture"
softmax_regression = models.mlp((28, 28, 1), hidden=())
models.train(softmax_regression, x_train, y_train, **steady | {"learning_rate": 1e-2})
scores = models.outputs(softmax_regression, pictures)
runner_up = np.where(np.eye(10, dtype=bool)[truth], -np.inf, scores).argmax(axis=1)
lead = scores[np.arange(num_attacked), truth] - scores[np.arange(num_attacked), runner_up]
typical = int(np.abs(lead - np.median(lead[lead > 0])).argmin())
kernel = softmax_regression.get_weights()[0]  # (784, 10)
w = kernel[:, runner_up[typical]] - kernel[:, truth[typical]]
pushes = epsilon * rng.choice([-1, 1], (2000, 784)) @ w
figure, (ax,) = plots.panels(1, columns=1, width=7.0, height=3.2)
ax.hist(pushes, bins=30, color=plots.COLORS["neutral"])
marks = {  # where, to which side of it its name stands, and the colour
    " needed to change\n the answer": (lead[typical], "left", plots.COLORS["train"]),
    "the attack, ε‖w‖₁ ": (epsilon * np.abs(w).sum(), "right", plots.COLORS["validation"]),
}
for height, (name, (push, side, colour)) in zip((0.6, 0.9), marks.items(), strict=True):
    ax.axvline(push, color=colour, linestyle="--" if side == "left" else "-")
    ax.text(push, height, name, color=colour, ha=side, va="top", transform=ax.get_xaxis_transform())
ax.set(
    xlabel="push towards the second-best class",
    ylabel="random pushes",
    title="Random pushes cancel, the attack adds up",
)
plots.show(
    figure,
    caption=f"Digit {truth[typical]}, with a typical lead in softmax regression: pushes of ε = 0.1 in each pixel.",
    alt="A narrow histogram around zero; far to its right the push of the attack, and the needed push at a dashed line.",
)

# %% [markdown] name="blame"
# ## Is flexibility to blame?
#
# Another lecture has another explanation: *"If the scale of the perturbation [...] is small enough
# compared to the scale of the original pixel values, humans would not notice a difference, but **flexible
# enough classifier** will change its decision."* That can be tested. Three classifiers of growing
# flexibility: softmax regression (linear, 7850 parameters), a net with a hidden layer (79 510), and our
# CNN (114 314), each attacked with its own gradient and the same $\epsilon$. If flexibility is what makes
# it possible, the linear one should hold. **Guess:** in which order will they fall?

# %% name="blame-curves"
mlp = models.train(models.mlp((28, 28, 1), hidden=(100,)), x_train, y_train, **steady)
nets = {"softmax regression": softmax_regression, "MLP": mlp, "CNN": victim}
blame = {
    name: [models.accuracy(net, attacks.fgsm(net, pictures, truth, size), truth) for size in sizes[:-1]]
    for name, net in nets.items()
}
ax = plots.curves(
    blame,
    x=sizes[:-1],
    xlabel="largest change of a pixel ε",
    ylabel="accuracy",
    value_limits=(0, 1.02),
    title="The linear classifier falls before the CNN",
)
plots.show(
    ax,
    caption="Accuracy under FGSM of three classifiers, each attacked with its own gradient.",
    alt="Three falling curves: those of softmax regression and of the MLP fall fast, that of the CNN more slowly.",
)
lasts_longer = np.subtract(blame["CNN"], blame["softmax regression"])[1:5]
checks.claim(
    "ε from 0.025 to 0.1: how much more the CNN reads than softmax regression, mean difference in accuracy",
    lasts_longer.mean(),
    low=0.03,
    control=0.0,
)

# %% [markdown] name="slip-task"
# ### Exercise 9.4 · find the slip
#
# The lecture's sentence says several things. Which one does *this* experiment, with its three classifiers
# at equal $\epsilon$, refute?
#
# - **A** small is meant in comparison with the scale of the pixel values
# - **B** if the change is small enough, humans do not notice it
# - **C** it takes a *flexible enough* classifier to be fooled
# - **D** the classifier changes its decision
#
# And make it precise: for a linear classifier between two classes, with score $w \cdot x + b > 0$ for the
# class of $x$, write the **smallest** $\epsilon$ that brings the score to zero (ignore that pixels end at 0
# and 1).


# %% name="slip" tags=["exercise"]
# BEGIN SOLUTION
refuted = "C"
# END SOLUTION


def smallest_epsilon(w, b, x):
    """Return the smallest epsilon at which some change of at most epsilon per pixel makes w @ x + b zero."""
    # BEGIN SOLUTION
    return abs(w @ x + b) / np.abs(w).sum()
    # END SOLUTION


checks.adversarial_examples.slip(refuted, smallest_epsilon)

# %% [markdown] name="slip-solution" tags=["solution"]
# **Why.** C. The linear model, the least flexible of all, falls before the CNN, and its smallest
# $\epsilon$ is a fraction you can write down: the score divided by the sum of the sizes of all weights.
# Flexibility, if anything, is what a defence needs: a linear score has the same slope everywhere, so it
# *cannot* stay level around each digit and still tell the digits apart.

# %% [markdown] name="targeted"
# ## Any answer you like
#
# So far the net may err as it pleases. To get a *chosen* answer $t$, go **down** the loss of $t$ instead of
# up that of $y$:
#
# $$ x' = x - \epsilon \operatorname{sign}\big(\nabla_x J(\theta, x, t)\big). $$
#
# It is training turned round: gradient descent on the input, with fixed weights, until the output says
# what you want, while $x'$ still looks like $x$. One large step is crude if the loss bends. **Projected
# gradient descent** (PGD) takes many small ones; whenever a pixel has left the *ball* of radius
# $\epsilon$ around the original, or the range of pixels, it is put back to the border. With steps of size
# $\alpha$, plus to climb the loss of the true label and minus to go down that of a wanted one:
#
# $$ x_{k+1} = \operatorname{clip}\big(x_k \pm \alpha \operatorname{sign} \nabla_x J(\theta, x_k, \cdot)\big)
# \ \text{ to }\ [x - \epsilon, x + \epsilon] \cap [0, 1]. $$

# %% [markdown] name="step-task"
# ### Exercise 9.5 · one step of PGD
#
# `moved` is where the attack stands, `x` where it began. Take one *untargeted* step of size `step_size` and
# project.


# %% name="step" tags=["exercise"]
def pgd_step(moved, x, gradient, step_size, epsilon):
    """Return the next place of the attack: inside the ball around x, and a picture."""
    # BEGIN SOLUTION
    moved = moved + step_size * np.sign(gradient)
    return np.clip(np.clip(moved, x - epsilon, x + epsilon), 0, 1)
    # END SOLUTION


checks.adversarial_examples.step(pgd_step)

# %% [markdown] name="step-solution" tags=["solution"]
# **Why.** The ball is centred at the *original* picture, not at the last place: otherwise ten steps would
# walk ten times as far. For boxes, cutting each pixel off at the border is the nearest point of the box,
# which is what "projection" means.

# %% name="pgd-claims"
stronger = attacks.pgd(victim, pictures, truth, epsilon, steps=num_steps)
pgd_accuracy = models.accuracy(victim, stronger, truth)
checks.claim(
    "accuracy under PGD minus accuracy under FGSM, same ε",
    pgd_accuracy - fgsm_accuracy,
    high=0.0,
    control=noise_accuracy - fgsm_accuracy,
)
checks.claim(
    "PGD stays in its ball: its largest change of a pixel, minus ε",
    np.abs(stronger - pictures).max() - epsilon,
    high=1e-6,
    control=1.5 * epsilon,  # ten steps of a quarter of ε each, without projection
)

# %% [markdown] name="matrix"
# ## Every digit into every other
#
# Some pictures of each digit, PGD towards each of the other classes, $\epsilon = 0.2$. A blind attacker who
# sends noise of that size gets a given wrong answer now and then; the claim below says how often.
# **Guess:** which pairs are easy, and is 1 → 7 as easy as 7 → 1?

# %% name="matrix-picture"
per_digit = settings.choose(smoke=1, quick=10, full=30)
chosen = np.concatenate([np.flatnonzero(y_test == digit)[:per_digit] for digit in range(10)])
sources, targets = np.repeat(y_test[chosen], 10), np.tile(np.arange(10), len(chosen))
aimed = attacks.pgd(victim, np.repeat(x_test[chosen], 10, axis=0), targets, 0.2, steps=num_steps, targeted=True)
hit = models.probabilities(victim, aimed).argmax(axis=1) == targets
success = pd.DataFrame({"from": sources, "to": targets, "hit": hit}).pivot_table(
    index="from", columns="to", values="hit"
)
success = success.astype(float).mask(np.eye(10, dtype=bool))  # from a digit to itself there is nothing to do
ax = plots.heat_map(
    success,
    range(10),
    range(10),
    title="Some answers are easier to get than others",
    xlabel="wanted answer",
    ylabel="digit that was written",
)
plots.show(
    ax,
    caption=f"Targeted PGD with ε = 0.2: share of {per_digit} pictures of each digit that are read as wanted.",
    alt="A ten by ten table in shades of blue without its diagonal; many entries are near 1, some pairs of digits resist.",
)
by_target = success.mean()
print(
    f"easiest wanted answer {by_target.idxmax()} ({by_target.max():.2f}), hardest {by_target.idxmin()} ({by_target.min():.2f})"
)
print(f"1 → 7: {success.loc[1, 7]:.1f}; 7 → 1: {success.loc[7, 1]:.1f}")

# %% name="matrix-claim"
blind = attacks.sign_noise(np.repeat(x_test[chosen], 10, axis=0), 0.2, seed)
as_wanted = models.probabilities(victim, blind).argmax(axis=1)
others = sources != targets
checks.claim(
    "share of targeted attacks with ε = 0.2 that reach the wanted wrong answer",
    hit[others].mean(),
    low=0.5,
    control=np.mean(as_wanted == targets, where=others),
)

# %% [markdown] name="matrix-explain"
# The table need not be symmetric: turning a 1 into a 7 means adding ink, the way back means taking it
# away, and a stroke cannot lose more than $\epsilon$ of its brightness. Whole columns are easier than
# others, too. With so few pictures of each digit do not read much into a single entry: one picture moves
# it visibly.

# %% [markdown] name="transfer"
# ## A net that nobody let us see
#
# All this used the victim's own weights. An attacker who has only an idea of the task trains a net of his
# own, attacks *that*, and sends the pictures on: a **black-box** attack. Here are three bystanders that
# never took part: a *twin*, the same CNN from other starting weights, and two nets of other kinds, the
# MLP and softmax regression. **Guess:** do pictures that were made for one net fool another?

# %% name="transfer-table"
twin = models.train(small_cnn(), x_train, y_train, **steady)
made_for_victim = attacks.fgsm(victim, pictures, truth, 0.2)
same_size = attacks.sign_noise(pictures, 0.2, seed)
transfer = pd.DataFrame(
    {
        name: [models.accuracy(net, x, truth) for x in (pictures, same_size, made_for_victim)]
        for name, net in {"victim": victim, "twin": twin, "MLP": mlp, "softmax regression": softmax_regression}.items()
    },
    index=["untouched", "random signs, ε = 0.2", "made for the victim, ε = 0.2"],
)
transfer.round(3)

# %% name="transfer-claim"
checks.claim(
    "pictures made for the victim, read by its twin: accuracy",
    transfer["twin"].iloc[2],
    high=0.5,
    control=transfer["twin"].iloc[1],
)

# %% [markdown] name="transfer-explain"
# They do: compare the last row with random signs of the same size. Nets that learn one task from like
# data end up with like directions; what pushes a 4 towards a 9 belongs to the *digits* at least as much
# as to one set of weights. Keeping your weights secret is therefore no defence.

# %% [markdown] name="training"
# ## Train on the attacks
#
# The defence that has lasted: during training, attack each batch with the net as it is at that moment, and
# learn the right labels of the *attacked* pictures, **adversarial training**. It is a game of two players,
# $\min_\theta \max_{|\eta_i| \le \epsilon} J(\theta, x + \eta, y)$. The lecture says it is "mostly intended
# to improve security, but can sometimes provide generic regularization". Two measurements, then: accuracy
# under attack (**security**) and on untouched pictures (it would *rise* if the attacks act as a
# regulariser, like augmentation in part 04b). **Guess** both, for a mild and a strong $\epsilon$.


# %% name="training-code"
def train_against(model, epsilon, epochs):
    """Train on pictures attacked anew in each step, by one gradient step from a random place in the ball."""
    model.compile(
        optimizer=keras.optimizers.Adam(2e-3), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    )
    for epoch in range(epochs):
        size = epsilon * min(1, (epoch + 1) / 4)  # grows: a net that cannot read yet learns nothing from attacks
        for batch in np.array_split(rng.permutation(len(x_train)), settings.choose(smoke=2, quick=40, full=40)):
            low, high = attacks.ball(x_train[batch], size)
            inside = rng.uniform(low, high).astype("float32")
            goal = attacks.goal(model, y_train[batch])
            model.train_on_batch(attacks.ascend(goal, inside, low, high, 1, 1.25 * size), y_train[batch])
    return model


# %% name="training-table"
def report(net):
    """Return accuracies: untouched (all test pictures), under FGSM and under PGD with ε = 0.1."""
    attempts = attacks.fgsm(net, pictures, truth, 0.1), attacks.pgd(net, pictures, truth, 0.1, steps=num_steps)
    return [models.accuracy(net, x_test, y_test), *(models.accuracy(net, x, truth) for x in attempts)]


defended = {"MLP": report(mlp), "CNN": report(victim)}
for size in (0.1, 0.3):
    hardened = [train_against(models.mlp((28, 28, 1), hidden=(100,)), size, num_epochs) for _ in range(2)]
    defended[f"MLP, trained against ε = {size} (mean of two)"] = np.mean([report(net) for net in hardened], axis=0)
hardened_cnn = train_against(small_cnn(), 0.1, settings.choose(smoke=1, quick=6, full=15))
defended["CNN, trained against ε = 0.1"] = report(hardened_cnn)
defended = pd.DataFrame(defended, index=["untouched", "FGSM, ε = 0.1", "PGD, ε = 0.1"]).T
defended.round(3)

# %% name="training-claims"
from scipy.spatial.distance import cdist

gain = defended.loc["CNN, trained against ε = 0.1"] - defended.loc["CNN"]
cost = defended.loc["MLP", "untouched"] - defended["untouched"]
checks.claim("what adversarial training gains under PGD, CNN", gain["PGD, ε = 0.1"], low=0.3, control=0.0)
checks.claim(
    "what training against ε = 0.3 costs the MLP on untouched pictures",
    cost["MLP, trained against ε = 0.3 (mean of two)"],
    low=0.01,
    control=0.0,
)
print(f"untouched pictures, CNN trained against ε = 0.1: {100 * gain['untouched']:+.1f} points")
miss = 1 - defended.loc["CNN", "untouched"]
print(f"standard error of one such accuracy: {100 * (miss * (1 - miss) / len(x_test)) ** 0.5:.1f} points")
other_digit = cdist(pictures.reshape(num_attacked, -1), x_train.reshape(len(x_train), -1), "chebyshev")
other_digit[truth[:, None] == y_train] = np.inf
print(f"nearest training picture of another digit: at least ε = {other_digit.min():.2f} away from any test picture")

# %% [markdown] name="training-explain"
# Security: bought, at about twice the price of training, and more if the attacks take many steps. Clean
# accuracy: it depends on size and on the net, which is what the lecture's "sometimes" hides. Against the
# strong attack the MLP gives up digits that it could read. The task does not force it to: by the last
# line two different digits are more than 0.6 apart, so balls of $\epsilon = 0.3$ around them do not meet.
# But staying level in balls that large takes more flexibility than this net has; Madry et al. (2018)
# needed a larger CNN. For the mild attack, the two lines before it say whether *your* run shows
# regularisation: a gain of several standard errors. On ImageNet it is a cost: models that resist attacks
# lose ten points and more.

# %% [markdown] name="masking"
# ## A defence that only hides the gradient
#
# Here is a defence that costs nothing: multiply the weights and biases of the last layer by 100. Every
# decision stays exactly the same, logits just get a hundred times larger. Then attack with FGSM and PGD, as
# before. **Guess:** what happens, and would you sell it?

# %% name="masking-table"
masked = small_cnn()
masked.set_weights([*victim.get_weights()[:-2], *(100 * w for w in victim.get_weights()[-2:])])
attempts = {
    "untouched": pictures,
    "FGSM, ε = 0.1": attacks.fgsm(masked, pictures, truth, epsilon),
    "PGD, ε = 0.1": attacks.pgd(masked, pictures, truth, epsilon, steps=num_steps),
    "made for the twin": attacks.fgsm(twin, pictures, truth, epsilon),
    "FGSM on another loss": attacks.fgsm(masked, pictures, truth, epsilon, loss=attacks.margin),
}
broken = {name: models.accuracy(masked, x, truth) for name, x in attempts.items()}
broken = pd.Series(broken, name="accuracy of the 'defended' net")
checks.claim(
    "accuracy of the scaled net under FGSM: it looks safe",
    broken["FGSM, ε = 0.1"],
    low=0.85,
    control=broken["FGSM on another loss"],
)
broken.round(3)

# %% [markdown] name="masking-explain"
# The gradient of cross-entropy with respect to the logits is *probability minus target*. With logits of
# some hundreds the softmax answers 1 and 0 to the last bit, the difference is exactly zero, and an attack
# that follows a zero gradient stands still. Nothing has become safer: a picture made for the twin gets
# through, and so does a loss that does not go flat. This is **gradient masking**. Signs of it: one step
# does as well as many; a black-box attack beats a white-box one; a larger $\epsilon$ does not help. Of
# nine defences at one conference, Athalye, Carlini and Wagner (2018) found seven to rely on it; six of
# them fell completely.

# %% [markdown] name="margin-task"
# ### Exercise 9.6 · a loss that does not go flat
#
# Write the **margin**: for each picture the largest logit among the *other* classes minus the logit of the
# true class; the net errs where it is positive. `logits` (n, classes), `labels` (n,). Write it with NumPy
# or with `keras.ops`.


# %% name="margin" tags=["exercise"]
def margin(labels, logits):
    """Return (n,): the best other logit minus the logit of the true class."""
    # BEGIN SOLUTION
    own = np.eye(logits.shape[1], dtype=bool)[labels]
    return np.where(own, -np.inf, logits).max(axis=1) - logits[own]
    # END SOLUTION


checks.adversarial_examples.margin(margin)

# %% [markdown] name="margin-solution" tags=["solution"]
# **Why.** Its slope is +1 at one logit and -1 at another, however large they are, so a factor of 100
# changes nothing but the length of the gradient, which the sign throws away. The own class has to be left
# out *before* the maximum: with it, the margin of every correct picture would be zero, and flat again.

# %% [markdown] name="weak"
# ## Two weak defences
#
# **Label smoothing** (part 04b) asks for 0.82 and nine times 0.02 instead of 1 and nine times 0, so that
# the net is never quite sure. **Input smoothing** puts a blur in front of the net: the attack's fine
# pattern should average out. The right question to ask a defence: does it hold against someone who *knows*
# it? Attack the net together with its blur.

# %% name="weak-table"
one_hot = keras.utils.to_categorical(y_train, 10)
smooth_labels = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.2)
doubtful = models.train(small_cnn(), x_train, one_hot, loss=smooth_labels, **steady)
blurred = keras.Sequential([keras.Input((28, 28, 1)), layers.AveragePooling2D(3, strides=1, padding="same"), victim])
weak = defended.loc[["CNN", "CNN, trained against ε = 0.1"]].copy()
weak.loc["CNN, label smoothing 0.2"] = report(doubtful)
weak.loc["CNN behind a 3 × 3 blur"] = report(blurred)
checks.claim(
    "what the two smoothings gain under PGD, on average",
    (weak["PGD, ε = 0.1"].iloc[2:] - weak["PGD, ε = 0.1"].iloc[0]).mean(),
    high=0.3,
    control=gain["PGD, ε = 0.1"],
)
weak.round(3)

# %% [markdown] name="weak-explain"
# Label smoothing shrinks the logits, and with them the gradient: against one FGSM step that can look like a
# gain; see what PGD leaves of it. A blur is one more linear layer, and the gradient goes straight through it.
# Compare both with what training on attacks has gained.

# %% [markdown] name="certificate"
# ## What "certified" means
#
# Attacks prove that a net is weak; that an attack *fails* proves nothing. A **certificate** is a proof
# that *no* change up to some size alters the answer. **Randomised smoothing** gives one for any net: add
# Gaussian noise of standard deviation $\sigma$ to many copies of the picture and let them vote. A small
# move shifts the cloud of copies only a little, so it can change only so many votes. If the winner has at
# least a share $p > \frac12$ of all votes, no move shorter than $R = \sigma\,\Phi^{-1}(p)$ in Euclidean
# distance can change the vote ($\Phi^{-1}$: quantile of the normal distribution; Cohen, Rosenfeld and
# Kolter 2019). From a sample, $p$ is a lower bound that holds with 99.9 %. (Strictly, one sample should
# name the winner and a second one bound its share.) The price: predictions by the hundred instead of one,
# and the base net has to be trained with noise.

# %% name="certificate-code"
noise = 0.25
base = small_cnn()
noisy = keras.Sequential([keras.Input((28, 28, 1)), layers.GaussianNoise(noise), base])
models.train(noisy, x_train, y_train, **steady)
voters = x_test[:40]


def votes(x):
    """Return how many of the noisy copies of each picture were given which class, (n, 10)."""
    copies = [x + noise * rng.normal(size=x.shape).astype("float32") for _ in range(num_copies)]
    answers = np.stack([models.probabilities(base, copy).argmax(axis=1) for copy in copies])  # (copies, n)
    return np.stack([np.bincount(column, minlength=10) for column in answers.T])


counted = votes(voters)
winners = counted.argmax(axis=1)
radii = np.array([attacks.certified_radius(int(most), num_copies, noise) for most in counted.max(axis=1)])
right = winners == y_test[:40]
for radius in (0.1, 0.2, 0.3):
    print(f"right, and certified against any move shorter than {radius}: {np.mean(right & (radii > radius)):.0%}")

# %% [markdown] name="certificate-test"
# A proof needs no test, but code does: move each certified picture by 0.9 of its radius in the direction
# that hurts the base net most, and let them vote again. Then much further.

# %% name="certificate-tested"
_, slope = value_and_gradient(lambda x: cross_entropy(winners, base(x, training=False)), voters)
slope = slope / np.maximum(np.sqrt((slope**2).sum(axis=(1, 2, 3), keepdims=True)), 1e-12)  # of length 1
certified = radii > 0
for factor in (0.9, 12):
    kept = votes(voters + factor * radii[:, None, None, None] * slope).argmax(axis=1) == winners
    print(f"moved by {factor} R: {np.mean(kept[certified]):.0%} of {certified.sum()} votes unchanged")

# %% [markdown] name="radius-task"
# ### Exercise 9.7 · the radius
#
# Write $R$, and answer: how large is it if the lower bound is 0.5 or less? `NormalDist().inv_cdf` is
# $\Phi^{-1}$.

# %% name="radius" tags=["exercise"]
from statistics import NormalDist


def radius_of(share, noise):
    """Return the certified radius for a lower bound of the winner's share, and 0 where nothing is certified."""
    # BEGIN SOLUTION
    return noise * NormalDist().inv_cdf(share) if share > 0.5 else 0.0
    # END SOLUTION


checks.adversarial_examples.radius(radius_of)

# %% [markdown] name="radius-solution" tags=["solution"]
# **Why.** With half the votes or fewer, another class may already be winning. More noise gives larger
# radii for the same share, but the net reads worse. Note how small they are: FGSM with $\epsilon = 0.1$
# may move all 784 pixels, which is $0.1 \cdot \sqrt{784} = 2.8$ in Euclidean distance. Certificates are
# honest, and still far from attacks.

# %% [markdown] name="sticker"
# ## A sticker that works on everything
#
# An attack that needs the picture's own gradient is of little use on a street. In 2017 Tom Brown and
# colleagues found stickers that work on *whatever* is behind them. Eykholt and colleagues (2018) stuck a
# few black and white strips above and below the word on a **stop sign**. A driver sees a stop sign with
# graffiti; a sign classifier read **"speed limit 45"**, and not by accident: the attackers had chosen
# that answer. It is the title picture of our lecture's part on failures. The recipe: a **mask** says
# where ink may go, a **targeted** loss asks for the wanted answer, and the mean over many photographs
# makes one ink good for all.
#
# Ours: two strips, left and right, over whatever is there; the wanted answer is 3; gradient ascent on the
# strips alone, over training pictures. **Guess:** of a hundred *test* pictures of other digits, how many
# will the victim read as a 3? And with ink drawn at random? And its twin?

# %% name="sticker-code"
strips = np.zeros((28, 28, 1), "float32")
strips[4:24, 3:8] = strips[4:24, 20:25] = 1
wanted = 3  # our "speed limit 45"
others = x_train[y_train != wanted]


def with_sticker(x, sticker):
    return x * (1 - strips) + sticker * strips


def likes_it(sticker):
    batch = others[rng.integers(0, len(others), 100)]  # a new one in each step: it has to work on all
    return -ops.mean(cross_entropy(np.full(100, wanted), victim(with_sticker(batch, sticker), training=False)))


sticker = attacks.ascend(likes_it, 0.5 * strips, 0 * strips, strips, steps=num_crafted, step_size=0.08)

# %% name="sticker-picture"
innocent = y_test != wanted


def share_read(model, sticker):
    stuck = with_sticker(x_test[innocent], sticker).astype("float32")
    return float(np.mean(models.probabilities(model, stuck).argmax(axis=1) == wanted))


random_stickers = rng.uniform(size=(10, 28, 28, 1)).astype("float32")
by_chance = np.mean([share_read(victim, other) for other in random_stickers])
stuck = with_sticker(x_test[innocent][:6], sticker)
read = models.probabilities(victim, stuck)
plots.show(
    plots.image_grid(
        [sticker, *stuck], titles=["sticker", *(f'"{p.argmax()}" {p.max():.0%}' for p in read)], columns=7
    ),
    caption="The sticker, and six test pictures that carry it, with what the victim reads and how sure it is.",
    alt="A pattern of two vertical strips; then six digits between the same two strips, each with the net's answer.",
)
print(
    f"read as a {wanted} with the sticker: {share_read(victim, sticker):.0%} by the victim, "
    f"{share_read(twin, sticker):.0%} by its twin; with random ink: {by_chance:.0%} by the victim"
)
checks.claim(
    "share of test pictures that one sticker turns into a 3", share_read(victim, sticker), low=0.5, control=by_chance
)

# %% [markdown] name="sticker-explain"
# You still read most of the digits, as the driver reads the sign. The net has no notion of "something stuck on
# top": its logits add up evidence, and the strips pull harder towards the wanted class than the digit
# does towards its own.

# %% [markdown] name="views"
# ## Distance and angle
#
# A photograph of a sign is never the same twice. A **physical attack** has to survive *distance* (the
# sign gets small) and *angle*. Eykholt's table in our lecture shows five views, from 5 feet at 0° and 15°
# over 10 feet at 0° and 30° to 40 feet at 0°. A *subtle poster* covers the whole sign with a faint
# pattern; *camouflage* is a few bold stickers, made up as graffiti or as abstract art. We do the former
# with digits. Each of forty pictures is painted over with $\epsilon = 0.3$ towards a wrong answer, once
# optimised for **one** straight view, once for **many**: in each step all are turned and shrunk at
# random, and the gradient goes through the turning (*expectation over transformation*, Athalye et al.
# 2018). **Guess:** which painting wins straight on, which at 30°?

# %% name="views-code"
from course_utils.models.augmentation import affine_transforms

signs, wrong = x_test[:40], (y_test[:40] + 3) % 10


def seen(x, degrees, distance):
    """Return pictures turned by an angle and shrunk by a distance: 1 as near as in training, 2 half as large."""
    angle, zoom = (np.broadcast_to(amount, len(x)).astype("float32") for amount in (np.deg2rad(degrees), 1 / distance))
    still = np.zeros(len(x), "float32")
    transforms = affine_transforms(angle, zoom, still, still, 28, 28)
    return ops.image.affine_transform(x, transforms, interpolation="bilinear", fill_mode="constant")


def paint(degrees, distance):
    """Return the painted signs; both arguments are ranges to draw views from."""

    def wanted_answer(x):
        view = seen(x, rng.uniform(-degrees, degrees, len(x)), rng.uniform(1, distance, len(x)))
        return -cross_entropy(wrong, victim(view, training=False))

    return attacks.ascend(wanted_answer, signs, *attacks.ball(signs, 0.3), steps=num_crafted, step_size=0.03)


painted = {"one view": paint(0, 1), "many views": paint(30, 1.4)}

# %% name="views-table"
rows = {}
for distance in (1, 1.2, 1.4):
    for degrees in (0, 15, 30):
        views = {name: ops.convert_to_numpy(seen(x, degrees, distance)) for name, x in painted.items()}
        hits = {name: np.mean(models.probabilities(victim, x).argmax(axis=1) == wrong) for name, x in views.items()}
        rows[f"distance {distance}, {degrees}°"] = hits
views = pd.DataFrame(rows).T
checks.claim(
    "away from the straight view: success when painted for many views, minus for one",
    (views["many views"] - views["one view"]).iloc[1:].mean(),
    low=0.05,
    control=0.0,
)
views.round(2)

# %% [markdown] name="views-explain"
# An attack made for one view is tuned to its pixels; a turn mixes neighbouring pixels and takes its fine
# pattern apart. What was made for many views had to find a pattern that survives the mixing. Read the
# columns downwards to see what distance and angle cost each of them.

# %% [markdown] name="table-task"
# ## What the percentages stand on
#
# Under its five views the lecture's table gives the share of *all* views, the same number for each column,
# in which the sign was read as the attackers wanted. The names in brackets are the attacked networks.
#
# | subtle poster | poster, right-turn sign | graffiti | art (LISA-CNN) | art (GTSRB-CNN) |
# |---|---|---|---|---|
# | 100 % | 73.33 % | 66.67 % | 100 % | 80 % |
#
# ### Exercise 9.8 · read the table
#
# What is the smallest number of views that gives all five percentages, rounded to two decimals? How many of
# them did the poster on the right-turn sign win? And at 40 feet, what is the *width* of the sign in the
# picture, as a fraction of its width at 5 feet?

# %% name="table" tags=["exercise"]
# BEGIN SOLUTION
num_views = 15
views_won = 11
relative_width = 5 / 40
# END SOLUTION
checks.adversarial_examples.table(num_views, views_won, relative_width)

# %% [markdown] name="table-solution" tags=["solution"]
# **Why.** 66.67 % needs a multiple of 3, 80 % one of 5, and 11 of 15 is 73.33 %; the five views that are
# shown cannot be all. Two decimals suggest a precision that fifteen views do not have: 11 of 15 is
# compatible with anything from about 48 % to 89 % (Wilson's interval of lesson 02), so 73.33 % against
# 66.67 %, one view of fifteen, is no difference at all.

# %% [markdown] name="evolved"
# ## Pictures of nothing
#
# Turn the question round: not the smallest change of a digit, but *any* picture of which the net is sure.
# Nguyen, Yosinski and Clune (2015) did it **without a gradient**, with evolution: keep for each class the
# picture that the net likes best, change it a little at random, keep the change if the net is more
# certain. Out came abstract patterns, one of them a "king penguin", another a "starfish", at 99 % and
# more; the lecture shows them. We breed two kinds: single pixels, and patterns made of eight waves.
# **Guess:** how sure will our net be of the best picture of each digit?


# %% name="evolved-code"
grid_y, grid_x = np.meshgrid(np.linspace(-1, 1, 28), np.linspace(-1, 1, 28), indexing="ij")


def waves(genes):
    """Return pictures (n, 28, 28, 1): each the sum of 8 waves that fade with the distance from their centre."""
    height, across, along, phase, x0, y0 = genes.transpose(2, 0, 1)[..., None, None]  # genes (n, 8, 6)
    wave = height * np.cos(4 * (across * grid_x + along * grid_y) + 3 * phase)
    fade = np.exp(-3 * ((grid_x - x0) ** 2 + (grid_y - y0) ** 2))
    return np.clip(0.5 + (wave * fade).sum(axis=1), 0, 1)[..., None].astype("float32")


def pixels(genes):
    return np.clip(genes, 0, 1).astype("float32")


# %% name="evolve-code"
def evolve(draw, genes):
    """Return one picture for each class, after generations of random changes; genes (10, ...)."""
    best = np.zeros(10)
    for _ in range(num_generations):
        children = np.repeat(genes, 10, axis=0)
        children = children + 0.5 * rng.normal(size=children.shape) * (rng.random(children.shape) < 0.1)
        sureness = models.probabilities(victim, draw(children))  # (100, 10)
        better = sureness.max(axis=0) > best
        genes = np.where(better.reshape(-1, *[1] * (genes.ndim - 1)), children[sureness.argmax(axis=0)], genes)
        best = np.maximum(best, sureness.max(axis=0))
    return draw(genes)


# %% name="evolved-picture"
bred = {
    "pixels": evolve(pixels, rng.uniform(size=(10, 28, 28, 1))),
    "waves": evolve(waves, rng.normal(size=(10, 8, 6))),
}
sure = {name: np.diag(models.probabilities(victim, x)) for name, x in bred.items()}
plots.show(
    plots.image_grid(
        np.concatenate(list(bred.values())),
        titles=[f'"{digit}" {p:.0%}' for p_of_class in sure.values() for digit, p in enumerate(p_of_class)],
        columns=10,
        row_labels=list(bred),
    ),
    caption="Evolved pictures: one for each digit, with how sure the victim is that it sees it.",
    alt="Two rows of ten pictures: the upper row looks like television snow, the lower like abstract black and white waves.",
)
untouched_noise = models.probabilities(victim, rng.uniform(size=(100, 28, 28, 1)).astype("float32"))
checks.claim(
    "how sure the victim is of the evolved waves, mean over the ten digits",
    sure["waves"].mean(),
    low=0.9,
    control=untouched_noise.mean(),
)

# %% [markdown] name="evolved-explain"
# The net must distribute 100 % among ten digits, whatever you show it: "none of these" is not an answer it
# has. Far from all training pictures its linear pieces go on and on, and somewhere each class wins by a
# wide margin. High confidence means "far on the side of the 3", not "close to the threes I know".

# %% [markdown] name="dreams"
# ## Write a picture that the net calls a 7
#
# With the gradient it goes faster, and the same trick has a prettier name: **inceptionism**, after the
# pictures that Google showed in 2015, or **dreaming**. Feed the net noise and change the *input*, by
# gradient ascent on the logit of a class, until the net sees the class in it. Without any further wish,
# what comes out is an adversarial example from scratch. To see what the net has *learned*, a **prior** is
# added, a wish of what pictures look like: here smooth and mostly black (after each step, a small blur
# and 3 % less ink). **Guess:** will you recognise the 7, without the prior and with it?

# %% name="dreams-code"
blur = (np.outer([1, 2, 1], [1, 2, 1]) / 16).astype("float32")[:, :, None, None]


def dream(classes, prior):
    """Return pictures that the victim takes for the classes, written from noise."""
    wanted = np.eye(10, dtype="float32")[classes]
    x = rng.uniform(size=(len(classes), 28, 28, 1)).astype("float32")
    for _ in range(num_dreamt):
        _, slope = value_and_gradient(lambda x: ops.sum(victim(x, training=False) * wanted, axis=1), x)
        x = x + 0.2 * slope / np.maximum(np.abs(slope).max(axis=(1, 2, 3), keepdims=True), 1e-12)
        if prior:
            x = 0.97 * ops.convert_to_numpy(ops.conv(x, blur, padding="same"))
        x = np.clip(x, 0, 1)
    return x


def roughness(x):
    """Return the mean difference between neighbouring pixels (total variation), 0 for a plain grey picture."""
    return float(np.abs(np.diff(x, axis=1)).mean() + np.abs(np.diff(x, axis=2)).mean())


# %% name="dreams-picture"
dreams = {"no prior": dream(np.arange(10), prior=False), "with prior": dream(np.arange(10), prior=True)}
plots.show(
    plots.image_grid(
        np.concatenate(list(dreams.values())),
        titles=[
            f'"{digit}" {p:.0%}'
            for x in dreams.values()
            for digit, p in enumerate(np.diag(models.probabilities(victim, x)))
        ],
        columns=10,
        row_labels=list(dreams),
    ),
    caption="Ten digits, written by the net: gradient ascent from noise without and with a prior.",
    alt="Two rows of ten pictures. The upper row is speckled black and white; the lower row shows smooth bright shapes on black.",
)
print(
    f"roughness: test digits {roughness(x_test):.2f}, dreams",
    {name: round(roughness(x), 2) for name, x in dreams.items()},
)

# %% name="dreams-claim"
checks.claim(
    "roughness of the dreams without prior over that with prior",
    roughness(dreams["no prior"]) / roughness(dreams["with prior"]),
    low=1.3,
    control=1.0,
)
checks.claim(
    "how sure the victim is of its dreams with prior, mean over the ten digits",
    np.diag(models.probabilities(victim, dreams["with prior"])).mean(),
    low=0.8,
    control=untouched_noise.mean(),
)

# %% [markdown] name="dreams-explain"
# The net is sure of both rows. What looks like a digit below was asked for by the prior as much as it was
# remembered by the net: pictures of "what the net sees" always show both. Where the strokes are right and
# the whole is not, the net knows parts and not how they join. Google's net dreamt dumbbells with an arm
# attached: in its training pictures somebody was always lifting them.

# %% [markdown] name="opaque"
# ## Which pixels did you look at?
#
# The roboticist Rodney Brooks put it so: people can give reasons for what they think; these systems have
# no idea how they come to their answers. In one word, **opaque**. A **saliency map** is the usual remedy:
# show $|\nabla_x z_y|$, the size of the gradient of the winning logit, pixel by pixel. It does find
# pixels that matter: invert the forty most salient ones, and compare with forty drawn at random. Then
# three maps of the same pictures: of the victim, of its twin, and of a net that was *never trained*.
# **Guess:** which two look alike, and will the third show the digit?


# %% name="opaque-code"
def saliency(model, x, classes):
    """Return |d logit / d pixel| for each picture and its class, (n, 28, 28)."""
    chosen = np.eye(10, dtype="float32")[classes]
    return np.abs(value_and_gradient(lambda x: ops.sum(model(x, training=False) * chosen, axis=1), x)[1][..., 0])


def inverted(x, importance):
    """Return the pictures with the forty most important pixels of each inverted."""
    most = np.argsort(-importance.reshape(len(x), -1), axis=1)[:, :40]
    flat = x.reshape(len(x), -1).copy()
    np.put_along_axis(flat, most, 1 - np.take_along_axis(flat, most, axis=1), axis=1)
    return flat.reshape(x.shape)


# %% name="opaque-claim"
untrained = small_cnn()
answers = models.probabilities(victim, pictures).argmax(axis=1)
maps = {
    name: saliency(net, pictures, answers)
    for name, net in {"victim": victim, "twin": twin, "untrained": untrained}.items()
}
by_map = models.accuracy(victim, inverted(pictures, maps["victim"]), truth)
at_random = models.accuracy(victim, inverted(pictures, rng.random(maps["victim"].shape)), truth)
checks.claim(
    "accuracy after inverting the 40 most salient pixels, minus 40 random ones",
    by_map - at_random,
    high=-0.15,
    control=0.0,
)

# %% name="opaque-picture"
plots.show(
    plots.image_grid(
        np.concatenate([pictures[:6, ..., 0], *(m[:6] / m[:6].max(axis=(1, 2), keepdims=True) for m in maps.values())]),
        columns=6,
        row_labels=["picture", *maps],
    ),
    caption="Six test pictures and their saliency maps: of the victim, of its twin and of a net that was never trained.",
    alt="Four rows of six pictures: digits; below, three rows of blurry spots around the strokes.",
)


def likeness(one, other):
    """Return the correlation of two maps, mean over all pictures."""
    return np.mean([np.corrcoef(a.ravel(), b.ravel())[0, 1] for a, b in zip(one, other, strict=True)])


misread = saliency(victim, attacked, after.argmax(axis=1))[fooled]
print(f"map of the victim against that of its twin:        {likeness(maps['victim'], maps['twin']):.2f}")
print(f"... against that of a net that was never trained:  {likeness(maps['victim'], maps['untrained']):.2f}")
print(
    f"... against the map of *another* picture:          {likeness(maps['victim'], np.roll(maps['victim'], 1, 0)):.2f}"
)
print(f"... of a fooled picture, before and after:         {likeness(maps['victim'][fooled], misread):.2f}")

# %% [markdown] name="opaque-explain"
# And its limits. Two nets that agree in nearly every answer give different maps of it (1 would be the same
# map). The net that was *never trained* lights up around the digit, too, for its ReLUs are silent where the
# paper is black: that a map lies on the digit is no sign of understanding. Whether a kind of map depends on
# what was learned has to be tested, and some well-known kinds fail (Adebayo et al. 2018, *Sanity checks for
# saliency maps*). And the map of a fooled picture explains the wrong answer with equal conviction. A map
# says where the answer could be changed; it does not say why it was given.

# %% [markdown] name="brittle"
# ## Nobody attacks, and it still fails
#
# *"Brittle, greedy, opaque, and shallow"*: that is how a critic summed up deep learning, and a lecture
# repeats it. Opaque we had. **Brittle**: it breaks when the world is a little different, without any
# attacker. Gary Marcus's test of intelligence is a problem that you have *not* had much experience with: a
# person plays a new game after minutes. Our "new problem" is a modest one. We turn the digits, or write
# them on grey paper; you read them all the same. **Guess:** at which angle, at which grey does the net
# fall below one half?

# %% name="brittle-curves"
angles, greys = [0, 15, 30, 45, 60, 75, 90], [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]
turned = [models.accuracy(victim, seen(pictures, angle, 1), truth) for angle in angles]
on_grey = [models.accuracy(victim, np.maximum(pictures, np.float32(grey)), truth) for grey in greys]
figure, (left, right) = plots.panels(2, columns=2, height=3.2, sharey=True)
left.plot(angles, turned, marker="o", color=plots.COLORS["train"])
right.plot(greys, on_grey, marker="o", color=plots.COLORS["train"])
left.set(title="turned", xlabel="angle in degrees", ylabel="accuracy", ylim=(0, 1), xticks=angles)
right.set(title="on grey paper", xlabel="background (0 black, 1 white)")
for ax in (left, right):
    ax.axhline(0.1, color=plots.COLORS["chance"], linestyle=":")
plots.show(
    figure,
    caption="Accuracy of the victim on test pictures that were turned, or whose background was filled with grey. Dotted: guessing.",
    alt="Two falling curves: accuracy against the angle and against the grey of the background, both towards guessing.",
)

# %% name="brittle-claims"
checks.claim("accuracy on digits turned by 90°", turned[-1], high=0.55, control=clean_accuracy)
checks.claim("accuracy on digits on light grey paper", on_grey[-1], high=0.55, control=clean_accuracy)

# %% [markdown] name="brittle-explain"
# Beyond what its layers build in (for a CNN, shifts), only training pictures tell a net what it may ignore.
# They were all upright and on black, so nothing says that angle and paper do not matter. (Some digits
# *should* not survive a turn: what is a 6 on its head?)

# %% [markdown] name="shallow"
# ## It learns what works, not what you meant
#
# **Shallow** in that phrase is not about layers: there is little understanding behind the answer. A net has
# no notion of a digit; it finds *whatever* predicts the label. Take a task with two answers: is the digit
# below 5 or not? In the training pictures, 99 % of the small digits are red and 99 % of the large ones
# green. Then the colours swap. **Guess:** what accuracy do you expect where colour says the opposite?


# %% name="shallow-code"
def coloured(x, is_large, agreement):
    """Return RGB pictures: red for small and green for large digits in a share `agreement` of them, else swapped."""
    agrees = rng.random(len(x)) < agreement
    channel = np.where(agrees, is_large, ~is_large).astype(int)
    return x * np.eye(3, dtype="float32")[channel][:, None, None]  # (n, 28, 28, 3)


large_train, large_test = y_train >= 5, y_test >= 5
colour_net = models.mlp((28, 28, 3), hidden=(64,), num_classes=2)
models.train(colour_net, coloured(x_train, large_train, 0.99), large_train * 1, **steady)
cue = {
    name: models.accuracy(colour_net, coloured(x_test, large_test, agreement), large_test)
    for name, agreement in {"colours as in training": 0.99, "random colours": 0.5, "swapped colours": 0.01}.items()
}

# %% name="shallow-picture"
plots.show(
    plots.bars(cue, chance=0.5, xlabel="test accuracy", title="What it learned is the colour"),
    caption="Small or large digit? Accuracy of one net on test pictures with the colours of training, with random and "
    "with swapped colours. Dotted: guessing.",
    alt="Three bars: near 100 per cent with the colours of training, much less with random colours, far below one half with swapped.",
)
checks.claim(
    "accuracy with swapped colours: worse than a coin",
    cue["swapped colours"],
    high=0.45,
    control=cue["colours as in training"],
)

# %% [markdown] name="shallow-explain"
# The digits were there to be learned, as always. But red and green reduce the loss sooner, and once the
# loss is small there is nothing left to learn from. Such *shortcuts* explain much of this lesson: the
# directions that fool a net are predictive of the label in the training data, only not in a way you would
# accept as a reason (Ilyas et al. 2019).

# %% [markdown] name="greedy"
# ## One label per class
#
# The last word: **greedy**, for data. Show a child one picture of each of ten letters of a foreign script,
# and it reads the next ones. Our net gets ten labelled pictures, one of each digit, drawn anew for each
# run. Beside it, the plainest rival: the answer of the **nearest neighbour** among the ten. **Guess:** both
# accuracies.

# %% name="greedy-code"
from sklearn.neighbors import KNeighborsClassifier

learner = small_cnn()
learner.compile(keras.optimizers.SGD(0.05), loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
start_weights, scores = learner.get_weights(), []
steps = settings.choose(smoke=2, quick=60, full=100)
for _ in range(num_draws):
    ten = np.array([rng.choice(np.flatnonzero(y_train == digit)) for digit in range(10)])
    learner.set_weights(start_weights)
    x_repeated, y_repeated = np.tile(x_train[ten], (steps, 1, 1, 1)), np.tile(y_train[ten], steps)
    learner.fit(x_repeated, y_repeated, batch_size=10, shuffle=False, verbose=0)
    neighbour = KNeighborsClassifier(1).fit(x_train[ten].reshape(10, -1), y_train[ten])
    scores.append((models.accuracy(learner, x_test, y_test), neighbour.score(x_test.reshape(len(x_test), -1), y_test)))
few = pd.DataFrame(scores, columns=["CNN", "nearest neighbour"])
few.mean().round(3)

# %% name="greedy-claim"
advantage = few["CNN"] - few["nearest neighbour"]
print(
    f"CNN minus nearest neighbour: {advantage.mean():+.3f} ± {advantage.std(ddof=0) / num_draws**0.5:.3f} (standard error)"
)
checks.claim(
    "one label per class: accuracy of the CNN, mean over draws",
    few["CNN"].mean(),
    high=0.65,
    control=test_accuracy,
)

# %% [markdown] name="greedy-explain"
# Above guessing (10 %), and far below a reader. Is it better than comparing pixels? The printed difference
# has to be several standard errors wide before you say so. With ten pictures there is little to learn
# features *from*; lesson 08 brings the features along.

# %% [markdown] name="words-task"
# ### Exercise 9.9 · four words, four experiments
#
# Which experiment of this lesson shows which word? **A** the same net, the same digits on grey paper;
# **B** one labelled picture of each digit; **C** two nets with the same answers and different saliency
# maps; **D** red and green. Give each word one letter.

# %% name="words" tags=["exercise"]
# BEGIN SOLUTION
brittle, greedy, opaque, shallow = "A", "B", "C", "D"
# END SOLUTION
checks.adversarial_examples.words(brittle, greedy, opaque, shallow)

# %% [markdown] name="words-solution" tags=["solution"]
# **Why.** *Brittle*: a change that stops no reader breaks it. *Greedy*: it needs thousands of labels
# where a person needs one. *Opaque*: the answer comes without reasons, and the reasons we compute
# afterwards do not agree. *Shallow*: it took the colour for the digit, because nothing told it otherwise.
# All four are about one thing, what a small training loss does *not* say.

# %% [markdown] name="close"
# ## What we saw
#
# 1. The gradient with respect to the picture turns a net against itself: one step along its sign costs more
#    accuracy than random signs of the same size.
# 2. Linearity, not flexibility, makes it easy: many tiny changes in one direction add up, the more
#    pixels the more.
# 3. Attacks can be aimed, passed on to nets that nobody saw, printed as stickers, and made to survive
#    other views.
# 4. Training on attacks helps and costs; hiding the gradient only looks like it; a certificate is a proof,
#    for small moves.
# 5. Pictures of nothing, dreams, turned digits, colours: a net is sure where it has never been, and learns
#    whatever works.
#
# **What can go wrong in practice.** Forgetting to clip makes an attack look stronger than it is. Testing a
# defence with the attack it was built for, or with one that follows a vanished gradient, makes the defence
# look stronger than it is: try another loss, another net's pictures, more steps. An $\epsilon$ without the
# range of the pixels (0 to 1, -1 to 1, 0 to 255) says nothing. And attacks in `training=True` mode attack
# another net at each step, because of dropout.
#
# **Homework (open).** Build the best defence you can for $\epsilon = 0.15$ with the budget of this lesson:
# adversarial training with PGD, ensembles, thresholding the pixels, noise. Then change sides and break it,
# knowing everything about it. Report accuracy on untouched pictures, under your best attack and under
# pictures made for the twin, and say which of your numbers you would sign.
#
# **Further reading.** Szegedy et al. (2014), *Intriguing properties of neural networks*. Goodfellow, Shlens
# and Szegedy (2015), *Explaining and harnessing adversarial examples*. Madry et al. (2018), *Towards deep
# learning models resistant to adversarial attacks*. Tsipras et al. (2019), *Robustness may be at odds with
# accuracy*. Athalye, Carlini and Wagner (2018), *Obfuscated gradients give a false sense of security*.
# Brown et al. (2017), *Adversarial patch*. Eykholt et al. (2018), *Robust physical-world attacks on deep
# learning visual classification*. Nguyen, Yosinski and Clune (2015), *Deep neural networks are easily
# fooled*. Mordvintsev, Olah and Tyka (2015), *Inceptionism*. Simonyan, Vedaldi and Zisserman (2014), *Deep
# inside convolutional networks*. Geirhos et al. (2020), *Shortcut learning in deep neural networks*. Marcus
# (2018), *Deep learning: a critical appraisal*.
#
# **Next question.** All our inputs had one size and no order in time. How does a net read a sentence, and
# remember how it began? Lesson 10.
