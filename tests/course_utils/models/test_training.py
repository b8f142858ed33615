"""Training and scoring: what the lessons wrote out, on any number of inputs, and bad input refused in words."""

import keras
import numpy as np
import pytest

from course_utils import models
from tools.files import ROOT
from tools.source.lesson_source import read_lesson

RNG = np.random.default_rng(0)


def from_lesson(name, function):
    """Return a function as a lesson defines it, without running the rest of its cell."""
    cells = [cell.source for cell in read_lesson(ROOT / "lessons" / f"{name}.py").cells]
    source = next(source for source in cells if f"def {function}(" in source)
    begin = source.index(f"def {function}(")
    lines = source[begin:].splitlines()
    length = next((n for n, line in enumerate(lines) if n and line and not line.startswith(" ")), len(lines))
    names = {"keras": keras, "layers": keras.layers, "ops": keras.ops, "np": np}
    exec(compile("\n".join(lines[:length]), function, "exec"), names)
    return names[function]


def small_net():
    return keras.Sequential([keras.Input((6,)), keras.layers.Dense(5, activation="relu"), keras.layers.Dense(3)])


def test_pictures_become_what_lesson_06b_writes_out():
    images = RNG.integers(0, 256, (4, 28, 28)).astype("uint8")
    inputs = models.as_inputs(images)
    np.testing.assert_array_equal(inputs, from_lesson("06b_cnn", "as_inputs")(images))
    assert inputs.dtype == np.float32
    in_colour = RNG.integers(0, 256, (2, 4, 4, 3)).astype("uint8")
    np.testing.assert_allclose(models.as_inputs(in_colour) * 255, in_colour, rtol=1e-6)


@pytest.mark.parametrize(
    ("images", "error", "message"),
    [
        (np.zeros((2, 4, 4), "float32"), TypeError, "float32; are the pictures scaled already"),
        (np.zeros((4, 4), "uint8"), ValueError, r"images\[:1\]"),
    ],
)
def test_what_are_no_pictures_is_refused(images, error, message):
    with pytest.raises(error, match=message):
        models.as_inputs(images)


def test_a_normalised_layer_is_the_one_of_lesson_06b():
    written_out = from_lesson("06b_cnn", "normalized")
    inputs, x = keras.Input((6,)), RNG.normal(size=(9, 6)).astype("float32")
    layer = keras.layers.Dense(4, use_bias=False)
    nets = [keras.Model(inputs, normalize(inputs, layer)) for normalize in (models.normalized, written_out)]
    answers = [keras.ops.convert_to_numpy(net(x, training=True)) for net in nets]
    np.testing.assert_array_equal(*answers)
    assert answers[0].min() == 0 < answers[0].max()
    for mine, theirs in zip(nets[0].get_weights(), nets[1].get_weights(), strict=True):
        np.testing.assert_array_equal(mine, theirs)  # the moving averages, too, have moved as far


@pytest.mark.parametrize("count", [1, 7, 10])
def test_outputs_come_in_pieces_and_stay_in_order(count):
    net, x = small_net(), RNG.normal(size=(10, 6)).astype("float32")
    sizes = []

    def counting(part, training):
        sizes.append(len(part))
        return net(part, training=training)

    np.testing.assert_allclose(models.outputs(counting, x, count), net.predict(x, verbose=0), atol=1e-6)
    assert max(sizes) == count
    assert sum(sizes) == 10


def test_outputs_are_those_of_lesson_06b():
    net, x = small_net(), RNG.normal(size=(1001, 6)).astype("float32")
    np.testing.assert_array_equal(models.outputs(net, x), from_lesson("06b_cnn", "outputs")(net, x))


def test_a_model_may_have_several_inputs_and_outputs():
    first, second = keras.Input((2,)), keras.Input((3,))
    net = keras.Model([first, second], {"sum": first + second[:, :2], "second": second})
    x = [RNG.normal(size=(5, 2)).astype("float32"), RNG.normal(size=(5, 3)).astype("float32")]
    answers = models.outputs(net, x, batch_size=2)
    np.testing.assert_allclose(answers["sum"], x[0] + x[1][:, :2], atol=1e-6)
    np.testing.assert_array_equal(answers["second"], x[1])


def test_outputs_are_those_of_a_test_not_of_training():
    x = np.ones((4, 2), "float32")
    net = keras.Sequential([keras.Input((2,)), keras.layers.Dropout(0.9)])
    np.testing.assert_array_equal(models.outputs(net, x), x)


def test_no_inputs_are_refused():
    with pytest.raises(ValueError, match="x is empty"):
        models.outputs(small_net(), np.zeros((0, 6), "float32"))


def test_accuracy_is_the_one_of_lesson_04():
    net, x, y = small_net(), RNG.normal(size=(50, 6)).astype("float32"), RNG.integers(0, 3, 50)
    assert models.accuracy(net, x, y) == from_lesson("04_mnist_fcnn", "accuracy")(net, x, y)


def test_accuracy_refuses_one_hot_labels():
    with pytest.raises(ValueError, match=r"one label for each of \(4,\) answers, got the shape \(4, 3\)"):
        models.accuracy(small_net(), np.zeros((4, 6), "float32"), np.zeros((4, 3)))


def test_probabilities_follow_from_logits():
    net, x = small_net(), RNG.normal(size=(8, 6)).astype("float32")
    scores = np.exp(models.outputs(net, x).astype(float))
    np.testing.assert_allclose(models.probabilities(net, x), scores / scores.sum(axis=1, keepdims=True), rtol=1e-5)


def test_training_follows_the_recipe_written_out_in_lesson_04():
    x, y = RNG.normal(size=(64, 6)).astype("float32"), keras.utils.to_categorical(RNG.integers(0, 3, 64), 3)
    one, other = small_net(), small_net()
    other.set_weights(one.get_weights())
    smoothed = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)
    keras.utils.set_random_seed(5)  # of the order of the examples
    assert models.train(one, x, y, epochs=6, batch_size=16, learning_rate=0.03, weight_decay=0.1, loss=smoothed) is one
    falling = keras.optimizers.schedules.CosineDecay(0.03, decay_steps=6 * 4)
    other.compile(optimizer=keras.optimizers.AdamW(falling, weight_decay=0.1), loss=smoothed)
    keras.utils.set_random_seed(5)
    other.fit(x, y, batch_size=16, epochs=6, verbose=0)
    for mine, theirs in zip(one.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-6)


@pytest.mark.parametrize(("cosine", "last_rate"), [(True, 0.0), (False, 0.01)])
def test_the_learning_rate_falls_unless_it_is_to_stay(cosine, last_rate):
    net = models.train(small_net(), np.zeros((5, 6)), np.zeros(5), epochs=3, learning_rate=0.01, cosine=cosine)
    assert float(net.optimizer.learning_rate) == pytest.approx(last_rate, abs=1e-7)
