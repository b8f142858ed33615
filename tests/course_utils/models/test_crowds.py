"""Crowds of nets: each net learns what it would learn alone, from the same start whatever is changed."""

import keras
import numpy as np
import pytest
from keras import layers

from course_utils.models import crowds

RNG = np.random.default_rng(0)
X = RNG.uniform(size=(60, 6)).astype("float32")
Y = RNG.integers(0, 10, 60)
RUN = {"epochs": 2, "learning_rate": 0.01, "batch_size": 20}


def model_of(*changes, count=3):
    given = keras.Input((6,))
    made = {str(place): crowds.nets(given, count, (4,), seed=1, **change) for place, change in enumerate(changes)}
    return crowds.together(given, made)


def alone(model, crowd, net):
    """Return a plain Keras net with the start of one net of one crowd."""
    kernels = [v.numpy() for v in model.weights if v.path.endswith("kernel")]
    hidden, output = [k for k in kernels if k.shape[-1] == 4][crowd], [k for k in kernels if k.shape[-1] == 10][crowd]
    single = keras.Sequential([keras.Input((6,)), layers.Dense(4, activation="relu"), layers.Dense(10)])
    single.set_weights([hidden[net], np.zeros(4), output[net], np.zeros(10)])
    return single


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_each_net_learns_what_it_would_learn_alone(smoothing):
    model = model_of({}, {"activation": "sigmoid"})
    single = alone(model, 0, 2)
    crowds.train(model, X, Y, smoothing=[smoothing, 0.3], **RUN | {"batch_size": 60})
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=smoothing)
    single.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.01, 2)), loss)
    single.fit(X, keras.utils.to_categorical(Y, 10), batch_size=60, epochs=2, verbose=0)
    assert np.allclose(single.predict(X, verbose=0), model.predict(X, verbose=0)[:, 0, 2], atol=1e-5)


def test_crowds_start_alike_and_nets_do_not():
    model = model_of({}, {"dropout": 0.5}, {})
    answers = model.predict(X, verbose=0)
    assert np.array_equal(answers[:, 0], answers[:, 1])
    assert np.array_equal(answers[:, 0], answers[:, 2])
    assert not np.allclose(answers[:, 0, 0], answers[:, 0, 1])


def test_a_crowd_learns_the_same_whoever_stands_beside_it():
    trained = []
    for changes in ([{}], [{}, {"activation": "sigmoid"}]):
        keras.utils.set_random_seed(1)
        model = model_of(*changes)
        crowds.train(model, X, Y, **RUN)
        trained.append(model.predict(X, verbose=0)[:, 0])
    assert np.allclose(*trained, atol=1e-5)


def test_batch_normalisation_takes_each_unit_of_each_net_alone():
    given = keras.Input((6,))
    logits = crowds.nets(given, 3, (4,), seed=1, batch_norm=True)
    model = keras.Model(given, logits)
    sums = next(v for v in model.weights if v.path.endswith("moving_mean"))
    model(X, training=True)
    kernel = next(v for v in model.weights if v.path.endswith("kernel")).numpy()
    means = 0.1 * np.einsum("ni,kiu->nku", X, kernel).mean(axis=0)
    assert np.allclose(sums.numpy(), means.ravel(), atol=1e-5)


def test_each_crowd_may_have_labels_of_its_own():
    model = model_of({}, {})
    assert crowds.right(model, X, Y).shape == (60, 2, 3)
    both = crowds.right(model, X, np.stack([Y, 9 - Y], axis=1))
    assert np.array_equal(both[:, 0], crowds.right(model, X, Y)[:, 0])
    assert np.array_equal(both[:, 1], crowds.right(model, X, 9 - Y)[:, 1])
    crowds.train(model, X, np.stack([Y, Y], axis=1), **RUN)
    answers = model.predict(X, verbose=0)
    assert np.allclose(answers[:, 0], answers[:, 1], atol=1e-6)


@pytest.mark.parametrize(
    ("values", "count", "sizes"), [((6,), 0, (4,)), ((6,), 2, (0,)), ((6,), -1, (4,)), ((28, 28, 1), 2, (4,))]
)
def test_senseless_nets_are_refused(values, count, sizes):
    with pytest.raises(ValueError, match="positive sizes"):
        crowds.nets(keras.Input(values), count, sizes, seed=1)


@pytest.mark.parametrize("counts", [(), (2, 3)])
def test_crowds_that_do_not_fit_are_refused(counts):
    given = keras.Input((6,))
    with pytest.raises(ValueError, match="same number of nets"):
        crowds.together(given, {str(count): crowds.nets(given, count, (4,), seed=1) for count in counts})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"epochs": 0}, "at least 1"),
        ({"batch_size": 0}, "at least 1"),
        ({"smoothing": 1.5}, "one share"),
        ({"smoothing": [0, 0.1, 0.2]}, "one share"),
        ({"y": Y + 1}, "from 0 to 9"),
        ({"y": Y - 1}, "from 0 to 9"),
        ({"y": Y + 0.5}, "from 0 to 9"),
        ({"y": np.eye(10)[Y]}, "expected labels"),
        ({"y": Y[:0], "x": X[:0]}, "expected labels"),
    ],
)
def test_senseless_training_is_refused(change, said):
    with pytest.raises(ValueError, match=said):
        crowds.train(**{"model": model_of({}, {}), "x": X, "y": Y} | RUN | change)


@pytest.mark.parametrize("labels", [Y[:10], Y[:1]])
def test_labels_that_are_missing_are_refused(labels):
    with pytest.raises(ValueError, match="60 pictures"):
        crowds.right(model_of({}), X, labels)
