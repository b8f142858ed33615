"""Attacks: their bounds, closed forms on linear models, and an independent implementation.

As a script this file compares FGSM and PGD with the closed form on the backend that KERAS_BACKEND names.
"""

import keras
import numpy as np
import pytest
from scipy import optimize, stats

from course_utils import attacks
from harness.other_backend import run_on

GENERATOR = np.random.default_rng(0)
KERNEL = GENERATOR.normal(size=(12, 2)).astype("float32")
PICTURES = GENERATOR.uniform(size=(20, 12)).astype("float32")
LABELS = GENERATOR.integers(0, 2, size=20)


def linear_model():
    """Return a model with two logits: each of its attacks has a closed form."""
    model = keras.Sequential([keras.Input((12,)), keras.layers.Dense(2)])
    model.set_weights([KERNEL, np.zeros(2, "float32")])
    return model


def curved_model():
    keras.utils.set_random_seed(5)
    layers = [keras.layers.Dense(16, activation="tanh"), keras.layers.Dense(3)]
    return keras.Sequential([keras.Input((12,)), *layers])


def cross_entropies(model, x, labels):
    logits = keras.ops.convert_to_numpy(model(x)).astype(float)
    return np.logaddexp.reduce(logits, axis=1) - logits[np.arange(len(labels)), labels]


def best_corner(epsilon):
    """Return where the loss of the linear model is largest: each pixel on its own, towards the other class."""
    towards_other = (KERNEL[:, 1] - KERNEL[:, 0])[None] * np.where(LABELS == 0, 1, -1)[:, None]
    return np.clip(PICTURES + epsilon * np.sign(towards_other), 0, 1)


def compare_with_closed_form():
    for epsilon in (0.02, 0.3):
        wanted = best_corner(epsilon)
        np.testing.assert_allclose(attacks.fgsm(linear_model(), PICTURES, LABELS, epsilon), wanted, atol=1e-6)
        np.testing.assert_allclose(attacks.pgd(linear_model(), PICTURES, LABELS, epsilon), wanted, atol=1e-6)


def test_on_a_linear_model_both_attacks_find_the_best_corner():
    compare_with_closed_form()


@pytest.mark.parametrize("backend", ["jax", "torch"])
def test_the_closed_form_holds_on_other_backends(backend):
    assert run_on(backend, __file__) == f"closed form on {backend}\n"


def test_without_clipping_the_linear_margin_moves_by_epsilon_times_the_sum_of_weights():
    inside, epsilon = np.full((20, 12), 0.5, "float32"), 0.1
    moved = attacks.fgsm(linear_model(), inside, LABELS, epsilon)
    difference = KERNEL[:, 1] - KERNEL[:, 0]
    change = (moved - inside) @ difference * np.where(LABELS == 0, 1, -1)
    np.testing.assert_allclose(change, epsilon * np.abs(difference).sum(), rtol=1e-5)


@pytest.mark.parametrize("attack", [attacks.fgsm, attacks.pgd])
@pytest.mark.parametrize("epsilon", [0.01, 0.2, 1.0])
@pytest.mark.parametrize("targeted", [False, True])
def test_attacks_stay_in_their_ball_and_remain_pictures(attack, epsilon, targeted):
    moved = attack(curved_model(), PICTURES, LABELS, epsilon, targeted=targeted)
    assert np.abs(moved - PICTURES).max() <= epsilon + 1e-6
    assert moved.min() >= 0
    assert moved.max() <= 1
    assert moved.dtype == PICTURES.dtype
    assert np.abs(moved - PICTURES).max() > 0.9 * min(epsilon, 0.5)


def test_the_loss_rises_and_that_of_a_target_falls():
    model, before = curved_model(), cross_entropies(curved_model(), PICTURES, LABELS)
    assert (cross_entropies(model, attacks.fgsm(model, PICTURES, LABELS, 0.02), LABELS) > before).all()
    assert (cross_entropies(model, attacks.fgsm(model, PICTURES, LABELS, 0.02, targeted=True), LABELS) < before).all()
    fgsm, pgd = (
        cross_entropies(model, attack(model, PICTURES, LABELS, 0.3), LABELS) for attack in (attacks.fgsm, attacks.pgd)
    )
    assert pgd.mean() >= fgsm.mean()


def test_many_steps_find_what_an_independent_optimiser_finds():
    model, epsilon = curved_model(), 0.15
    moved = attacks.pgd(model, PICTURES[:3], LABELS[:3], epsilon, steps=60, step_size=0.01)
    found = cross_entropies(model, moved, LABELS[:3])
    first, first_bias, second, second_bias = (weights.astype(float) for weights in model.get_weights())

    def loss_in_numpy(x, label):
        logits = np.tanh(x @ first + first_bias) @ second + second_bias
        return np.logaddexp.reduce(logits) - logits[label]

    for x, label, value in zip(PICTURES[:3].astype(float), LABELS[:3], found, strict=True):
        box = optimize.Bounds(np.maximum(x - epsilon, 0), np.minimum(x + epsilon, 1))
        best = optimize.minimize(lambda z, label=label: -loss_in_numpy(z, label), x, bounds=box, method="L-BFGS-B")
        assert value == pytest.approx(-best.fun, rel=0.01)


def test_another_loss_may_be_attacked():
    moved = attacks.fgsm(linear_model(), PICTURES, np.zeros(20, int), 0.1, loss=attacks.margin)
    np.testing.assert_allclose(moved, np.clip(PICTURES + 0.1 * np.sign(KERNEL[:, 1] - KERNEL[:, 0]), 0, 1), atol=1e-6)


def test_the_margin_has_a_slope_where_the_cross_entropy_is_flat():
    sure = linear_model()
    sure.set_weights([1e4 * KERNEL, np.zeros(2, "float32")])
    labels = keras.ops.convert_to_numpy(sure(PICTURES)).argmax(axis=1)
    np.testing.assert_array_equal(attacks.fgsm(sure, PICTURES, labels, 0.1), PICTURES)
    assert (np.abs(attacks.fgsm(sure, PICTURES, labels, 0.1, loss=attacks.margin) - PICTURES) > 0.01).any(axis=1).all()


def test_no_change_allowed_means_no_change():
    for attack in (attacks.fgsm, attacks.pgd):
        np.testing.assert_array_equal(attack(linear_model(), PICTURES, LABELS, 0.0), PICTURES)


def test_ascent_moves_only_where_the_box_is_open():
    low, high = np.array([0.2, 0.0]), np.array([0.2, 0.9])
    moved = attacks.ascend(keras.ops.sum, np.array([0.2, 0.3], "float32"), low, high, steps=20, step_size=0.1)
    np.testing.assert_allclose(moved, [0.2, 0.9])


def test_noise_has_the_size_of_the_attack_and_no_direction():
    inside = np.full((100, 50), 0.5)
    change = attacks.sign_noise(inside, 0.1, seed=3) - inside
    np.testing.assert_allclose(np.abs(change), 0.1)
    assert abs(change.mean()) < 5 * 0.1 / np.sqrt(change.size)
    assert (attacks.sign_noise(np.zeros((10, 10)), 0.1, seed=3) >= 0).all()


def test_the_certificate_agrees_with_its_definition():
    radius = attacks.certified_radius(185, 200, noise=0.5)
    share = stats.norm.cdf(radius / 0.5)
    assert stats.binom.sf(184, 200, share) == pytest.approx(0.001, rel=1e-6)  # Clopper and Pearson's tail
    assert attacks.certified_radius(100, 200, noise=0.5) == 0
    assert attacks.certified_radius(0, 200, noise=0.5) == 0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: attacks.ball(PICTURES, 1.5), "0 <= epsilon <= 1, got 1.5"),
        (lambda: attacks.ball(255 * PICTURES, 0.1), "divide images by 255"),
        (lambda: attacks.ascend(keras.ops.sum, PICTURES, 0, 1, steps=0, step_size=1), "must be positive"),
        (lambda: attacks.ascend(keras.ops.sum, PICTURES, 1, 0, steps=1, step_size=1), "the box is empty"),
        (lambda: attacks.certified_radius(5, 4, noise=0.5), "not a vote: votes=5, copies=4"),
        (lambda: attacks.fgsm(linear_model(), PICTURES, LABELS, -0.1), "largest change of a pixel"),
    ],
)
def test_bad_input_is_refused_in_words(call, message):
    with pytest.raises(ValueError, match=message):
        call()


if __name__ == "__main__":
    compare_with_closed_form()
    print(f"closed form on {keras.backend.backend()}")
