"""Sequences drawn on demand, on which one can see what a net remembers; of most of them the best answer is known.

Every function draws with a seed of its own and returns float32 inputs of shape (sequences, steps, features), as a
recurrent layer takes them.
"""

import numpy as np

SINE_NOISE = 0.1  # standard deviation; its square is the floor of any forecast
STAY = 0.95  # probability that the same person goes on speaking
WEATHER = {"sunny": 0.2, "cloudy": 0.6, "rainy": 0.2}
SALE_NOISE = 0.05  # share of days on which the shop does not do what the weather makes expect


def adding_problem(num_sequences: int, length: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Draw the adding problem of Hochreiter and Schmidhuber (1997): numbers, two of them marked; answer their sum.

    Parameters
    ----------
    num_sequences : int
    length : int
        Steps, at least 2. One mark lies in the first half, one in the second.
    seed : int

    Returns
    -------
    x : numpy.ndarray, shape (num_sequences, length, 2), float32
        Numbers between 0 and 1, and beside them the marks, 0 or 1.
    y : numpy.ndarray, shape (num_sequences,), float32
        The sum of the two marked numbers. Always answering its mean, 1, has the mean squared error 1/6.

    Raises
    ------
    ValueError
        If a size is too small.

    Examples
    --------
    >>> x, y = adding_problem(1000, 20)
    >>> bool(np.allclose(y, (x[:, :, 0] * x[:, :, 1]).sum(axis=1))), x[:, :, 1].sum(axis=1).max().item()
    (True, 2.0)
    """
    rng = _start(num_sequences, length, seed, least_length=2)
    x = np.zeros((num_sequences, length, 2), "float32")
    x[:, :, 0] = rng.random((num_sequences, length))
    rows = np.arange(num_sequences)
    x[rows, rng.integers(0, length // 2, num_sequences), 1] = 1
    x[rows, rng.integers(length // 2, length, num_sequences), 1] = 1
    return x, (x[:, :, 0] * x[:, :, 1]).sum(axis=1)


def echo(num_sequences: int, length: int, delay: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Draw the echo task: random signs, to be repeated `delay` steps later.

    Parameters
    ----------
    num_sequences, length : int
    delay : int
        From 0 to length - 1.
    seed : int

    Returns
    -------
    x : numpy.ndarray, shape (num_sequences, length, 1), float32
        -1 or 1, equally often.
    y : numpy.ndarray, shape (num_sequences, length), float32
        x delayed; 0 in the first `delay` steps, which have nothing to repeat.

    Raises
    ------
    ValueError
        If a size is too small, or the delay does not fit.

    Examples
    --------
    >>> x, y = echo(1, 6, delay=2)
    >>> bool((y[0, 2:] == x[0, :-2, 0]).all())
    True
    """
    rng = _start(num_sequences, length, seed)
    if not 0 <= delay < length:
        raise ValueError(f"delay is {delay}; it must be from 0 to length - 1, which is {length - 1}.")
    x = rng.choice([-1.0, 1.0], (num_sequences, length)).astype("float32")
    y = np.zeros_like(x)
    y[:, delay:] = x[:, : length - delay]
    return x[:, :, None], y


def flip_flop(
    num_sequences: int, length: int, seed: int = 1, event_probability: float = 0.3
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw the flip-flop task: a switch is pushed up or down now and then, and stays as it is in between.

    Parameters
    ----------
    num_sequences : int
    length : int
        Steps, at least 2. The switch is pushed in the first and in the last.
    seed : int
    event_probability : float
        Probability that it is pushed in any other step, above 0, at most 1; up and down are equally likely.

    Returns
    -------
    pushes : numpy.ndarray, shape (num_sequences, length, 1), float32
        1 up, -1 down, 0 nothing.
    is_up : numpy.ndarray, shape (num_sequences, length), int64
        The state after each step; known from the past.
    will_change : numpy.ndarray, shape (num_sequences, length), int64
        Whether the next push, in some later step, goes the other way; known only to who knows past and future.
        In the last step there is no next push, and it is 0.

    Raises
    ------
    ValueError
        If a size is too small or the probability is out of range.
    """
    rng = _start(num_sequences, length, seed, least_length=2)
    if not 0 < event_probability <= 1:
        raise ValueError(f"event_probability is {event_probability}; it must be above 0 and at most 1.")
    pushes = rng.choice([-1, 1], (num_sequences, length))
    quiet = rng.random((num_sequences, length)) >= event_probability
    quiet[:, [0, -1]] = False
    pushes[quiet] = 0
    state, following = np.zeros_like(pushes), np.zeros_like(pushes)
    for step in range(length):
        state[:, step] = np.where(quiet[:, step], state[:, step - 1], pushes[:, step])
    following[:, -1] = state[:, -1]
    for step in range(length - 2, -1, -1):
        following[:, step] = np.where(quiet[:, step + 1], following[:, step + 1], pushes[:, step + 1])
    return (
        pushes[:, :, None].astype("float32"),
        (state == 1).astype("int64"),
        (state != following).astype("int64"),
    )


def conversation(num_sequences: int, length: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Draw conversations of two people as sequences of short sounds, to ask who spoke when.

    Parameters
    ----------
    num_sequences, length : int
    seed : int

    Returns
    -------
    sounds : numpy.ndarray, shape (num_sequences, length, 2), float32
        Two features of each sound, normally distributed with standard deviation 1. The first has the mean -0.5 for
        speaker 0 and 0.5 for speaker 1, the second says nothing.
    speakers : numpy.ndarray, shape (num_sequences, length), int64
        0 or 1; the same person goes on with probability `STAY`.

    Raises
    ------
    ValueError
        If a size is too small.
    """
    rng = _start(num_sequences, length, seed)
    changes = rng.random((num_sequences, length)) >= STAY
    changes[:, 0] = rng.random(num_sequences) < 0.5
    speakers = np.cumsum(changes, axis=1) % 2
    sounds = rng.normal(size=(num_sequences, length, 2))
    sounds[:, :, 0] += speakers - 0.5
    return sounds.astype("float32"), speakers.astype("int64")


def speaker_probabilities(sounds: np.ndarray) -> dict[str, np.ndarray]:
    """Return how probable speaker 1 is at each step for someone who knows how `conversation` draws.

    No model can be right more often than by naming the more probable speaker, so these are the ceilings of a net
    that sees as much. Forward and backward recursion of a hidden Markov model (Rabiner 1989, "A tutorial on hidden
    Markov models").

    Parameters
    ----------
    sounds : numpy.ndarray, shape (num_sequences, length, 2)

    Returns
    -------
    dict of str to numpy.ndarray, shape (num_sequences, length)
        "this sound" alone, "and the past", "and the future".
    """
    likelihood = np.exp(np.stack([-sounds[:, :, 0] / 2, sounds[:, :, 0] / 2], axis=-1).astype(float))
    transition = np.array([[STAY, 1 - STAY], [1 - STAY, STAY]])
    forward, backward = np.empty_like(likelihood), np.ones_like(likelihood)
    belief = np.full((len(sounds), 2), 0.5)
    for step in range(sounds.shape[1]):
        forward[:, step] = _normalised((belief if step == 0 else belief @ transition) * likelihood[:, step])
        belief = forward[:, step]
    for step in range(sounds.shape[1] - 2, -1, -1):
        backward[:, step] = _normalised((likelihood[:, step + 1] * backward[:, step + 1]) @ transition)
    return {
        "this sound": _normalised(likelihood)[:, :, 1],
        "and the past": forward[:, :, 1],
        "and the future": _normalised(forward * backward)[:, :, 1],
    }


def ice_cream_shop(num_days: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Draw the diary of an ice-cream shop: it opens on a sunny day and stays open until it rains.

    Parameters
    ----------
    num_days : int
    seed : int

    Returns
    -------
    weather : numpy.ndarray, shape (num_days, 3), float32
        Sunny, cloudy or rainy as a one-hot vector, drawn anew each day with the probabilities in `WEATHER`.
    sells : numpy.ndarray, shape (num_days,), int64
        1 if ice cream was sold. On a share of `SALE_NOISE` of the days, at random, it is the other way round.
        Before the first day the shop is closed.

    Raises
    ------
    ValueError
        If there is no day.
    """
    rng = _start(1, num_days, seed)
    kinds = rng.choice(3, num_days, p=list(WEATHER.values()))
    last_event = np.maximum.accumulate(np.where(kinds != 1, np.arange(num_days), -1))
    is_open = (last_event >= 0) & (kinds[last_event] == 0)
    sells = is_open != (rng.random(num_days) < SALE_NOISE)
    return np.eye(3, dtype="float32")[kinds], sells.astype("int64")


def ice_cream_ceiling(num_days: int | None) -> float:
    """Return the share of days on which the best forecast of the ice-cream shop is right.

    Parameters
    ----------
    num_days : int or None
        Days whose weather the forecast may look at, today included; None for all days so far.

    Examples
    --------
    >>> ice_cream_ceiling(0), ice_cream_ceiling(1), ice_cream_ceiling(None)
    (0.5, 0.68, 0.95)
    """
    if num_days is not None and num_days < 0:
        raise ValueError(f"num_days is {num_days}; a number of days cannot be negative.")
    all_cloudy = 0.0 if num_days is None else WEATHER["cloudy"] ** num_days
    return round((1 - SALE_NOISE) * (1 - all_cloudy) + 0.5 * all_cloudy, 12)


def sine_products(num_sequences: int, length: int, seed: int = 1) -> np.ndarray:
    """Draw noisy waves that swell and fade: a sine of 16 to 32 steps times a slow one of 80 to 120 steps.

    Parameters
    ----------
    num_sequences, length : int
    seed : int

    Returns
    -------
    numpy.ndarray, shape (num_sequences, length, 1), float32
        With normal noise of standard deviation `SINE_NOISE`: no forecast has a mean squared error below its square.

    Raises
    ------
    ValueError
        If a size is too small.
    """
    rng = _start(num_sequences, length, seed)
    steps, one = np.arange(length), (num_sequences, 1)
    fast = np.sin(2 * np.pi * (steps / rng.uniform(16, 32, one) + rng.random(one)))
    slow = np.sin(2 * np.pi * (steps / rng.uniform(80, 120, one) + rng.random(one)))
    noise = SINE_NOISE * rng.normal(size=(num_sequences, length))
    return (fast * slow + noise).astype("float32")[:, :, None]


def _start(num_sequences: int, length: int, seed: int, least_length: int = 1) -> np.random.Generator:
    """Check the sizes; return the generator."""
    if num_sequences < 1:
        raise ValueError(f"num_sequences is {num_sequences}; it must be 1 or more.")
    if length < least_length:
        raise ValueError(f"the length is {length}; it must be {least_length} or more.")
    return np.random.default_rng(seed)


def _normalised(values: np.ndarray) -> np.ndarray:
    """Return the values divided by their sum along the last axis."""
    return values / values.sum(axis=-1, keepdims=True)
