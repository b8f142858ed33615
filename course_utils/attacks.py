"""Attacks on a trained classifier: the smallest changes to a picture that change its answer (lesson 09).

All of them are gradient ascent on the picture, a step at a time, inside a box. What differs is the box, and the
function that is to grow. What they have in common:

model : keras.Model
    Ends in logits.
x : numpy.ndarray of float, shape (n, ...)
    Pictures, values from 0 to 1; what an attack returns has the same shape and range.
labels : array_like of int, shape (n,)
    The true classes, or the wanted ones of a targeted attack.
epsilon : float
    Largest change of a pixel, 0 to 1.
targeted : bool
    Whether to make the loss of `labels` small instead of large.
loss : callable
    Called with ``(labels, logits)``; one number for each picture.

A number out of range raises a ValueError.
"""

from collections.abc import Callable
from statistics import NormalDist

import numpy as np

from course_utils.gradients import value_and_gradient
from course_utils.statistics import clopper_pearson

_CERTAINTY = 0.999  # of a certified radius


def cross_entropy(labels, logits):
    """Return the cross-entropy of each picture: the loss that the model was trained with."""
    import keras

    return keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)


def margin(labels, logits):
    """Return by how much the best other class beats the given one: a loss that never goes flat.

    References
    ----------
    Carlini and Wagner (2017), "Towards evaluating the robustness of neural networks".

    Examples
    --------
    >>> [float(value) for value in margin([0, 0], np.array([[1, 3, 2], [9, 0, 1]], "float32"))]
    [2.0, -8.0]
    """
    from keras import ops

    own = ops.one_hot(labels, logits.shape[-1], dtype=logits.dtype)
    return ops.max(ops.where(own > 0, -np.inf, logits), axis=1) - ops.sum(own * logits, axis=1)


def goal(model, labels, *, targeted: bool = False, loss: Callable = cross_entropy) -> Callable:
    """Return what an attack makes larger, as a function of the pictures."""
    sign = -1 if targeted else 1
    return lambda pictures: sign * loss(labels, model(pictures, training=False))


def ascend(
    function: Callable, x: np.ndarray, low: np.ndarray, high: np.ndarray, steps: int, step_size: float
) -> np.ndarray:
    """Move `x` uphill along the sign of a gradient, and back into the box ``low <= x <= high`` after each step.

    Parameters
    ----------
    function : callable
        Maps a tensor like `x` to one number, or to one for each row, as in `gradients.value_and_gradient`. It is
        called anew in each step, so it may draw at random what the change has to survive.
    low, high : numpy.ndarray or float
        The box, of a shape that broadcasts to that of `x`; where both are equal, `x` stays what it is.
    step_size : float
        How far each number moves in a step.

    Examples
    --------
    >>> import keras
    >>> ascend(lambda x: keras.ops.sum(-(x**2)), np.array([0.5, -2.0]), -2, 2, steps=3, step_size=0.5).tolist()
    [0.0, -0.5]
    """
    if steps < 1 or step_size <= 0:
        raise ValueError(f"steps and step_size must be positive, got {steps} and {step_size}")
    if np.any(np.asarray(low) > np.asarray(high)):
        raise ValueError("the box is empty: somewhere its lower bound lies above its upper bound")
    for _ in range(steps):
        _, gradient = value_and_gradient(function, x)
        x = np.clip(x + step_size * np.sign(gradient), low, high).astype(gradient.dtype)
    return x


def ball(x: np.ndarray, epsilon: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the lowest and the highest values at most `epsilon` away from the pictures, and still pictures.

    Examples
    --------
    >>> low, high = ball(np.array([0.0, 0.5, 0.75]), 0.5)
    >>> low.tolist(), high.tolist()
    ([0.0, 0.0, 0.25], [0.5, 1.0, 1.0])
    """
    x = np.asarray(x)
    if not 0 <= epsilon <= 1:
        raise ValueError(f"epsilon is the largest change of a pixel, 0 <= epsilon <= 1, got {epsilon}")
    if x.size and not (x.min() >= 0 and x.max() <= 1):
        raise ValueError(f"pixels must lie between 0 and 1, got {x.min():g} to {x.max():g}; divide images by 255")
    return np.maximum(x - epsilon, 0), np.minimum(x + epsilon, 1)


def fgsm(model, x, labels, epsilon: float, *, targeted: bool = False, loss: Callable = cross_entropy) -> np.ndarray:
    """Attack with the fast gradient sign method: one step, as large as the ball allows.

    References
    ----------
    Goodfellow, Shlens and Szegedy (2015), "Explaining and harnessing adversarial examples".
    """
    return pgd(model, x, labels, epsilon, steps=1, step_size=epsilon, targeted=targeted, loss=loss)


def pgd(
    model,
    x,
    labels,
    epsilon: float,
    *,
    steps: int = 10,
    step_size: float | None = None,
    targeted: bool = False,
    loss: Callable = cross_entropy,
) -> np.ndarray:
    """Attack with projected gradient descent: many small steps, back into the ball after each.

    Parameters
    ----------
    step_size : float, optional
        By default ``2.5 * epsilon / steps``: enough to reach the border of the ball and to walk along it.

    References
    ----------
    Kurakin, Goodfellow and Bengio (2017), "Adversarial examples in the physical world"; Madry et al. (2018),
    "Towards deep learning models resistant to adversarial attacks".
    """
    low, high = ball(x, epsilon)
    if epsilon == 0:
        return np.array(x)
    step_size = 2.5 * epsilon / steps if step_size is None else step_size
    return ascend(goal(model, labels, targeted=targeted, loss=loss), x, low, high, steps, step_size)


def sign_noise(x: np.ndarray, epsilon: float, seed: int) -> np.ndarray:
    """Change every pixel by plus or minus `epsilon` at random: the control for any attack of that size.

    Examples
    --------
    >>> moved = sign_noise(np.full((2, 3), 0.5), 0.1, seed=0)
    >>> sorted(set(moved.ravel().round(6).tolist()))
    [0.4, 0.6]
    """
    low, high = ball(x, epsilon)
    signs = np.random.default_rng(seed).choice([-1, 1], np.shape(x))
    return np.clip(x + epsilon * signs, low, high).astype(np.asarray(x).dtype)


def certified_radius(votes: int, copies: int, noise: float) -> float:
    """Return how far a picture may move, in Euclidean distance, before a vote over noisy copies could change.

    Parameters
    ----------
    votes : int
        Copies that were given the winning class.
    copies : int
        Noisy copies that voted.
    noise : float
        Standard deviation of the Gaussian noise on each pixel.

    Returns
    -------
    float
        0 if the winner might have less than half of all votes: if the lower bound on its share (Clopper and Pearson,
        1934), which holds in 999 of 1000 cases, is below that.

    References
    ----------
    Cohen, Rosenfeld and Kolter (2019), "Certified adversarial robustness via randomized smoothing".

    Examples
    --------
    >>> round(certified_radius(200, 200, noise=0.25), 3), certified_radius(90, 200, noise=0.25)
    (0.456, 0.0)
    """
    if not 0 <= votes <= copies or copies < 1 or noise <= 0:
        raise ValueError(f"not a vote: {votes=}, {copies=}, {noise=}")
    share, _ = clopper_pearson(votes, copies, confidence=2 * _CERTAINTY - 1)  # its lower end alone
    return noise * NormalDist().inv_cdf(share) if share > 0.5 else 0.0
