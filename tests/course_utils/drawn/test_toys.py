"""Two-dimensional data sets: balance, geometry against closed forms, reproducibility."""

import numpy as np
import pytest

from course_utils import data

MAKERS = [data.noisy_xor, data.rings, data.spirals]


@pytest.mark.parametrize("make", MAKERS)
def test_shapes_types_balance_and_seed(make):
    points, labels = make(200, seed=3)
    assert points.shape == (200, 2)
    assert points.dtype == np.float32
    assert labels.dtype == np.int64
    assert labels.sum() == 100
    again, other = make(200, seed=3)[0], make(200, seed=4)[0]
    assert np.array_equal(points, again)
    assert not np.array_equal(points, other)
    assert np.abs(points).max() < 2


def test_noisy_xor_has_the_noise_that_was_asked_for():
    points, _ = data.noisy_xor(20_000, noise=0.2, seed=1)
    spread = np.abs(points) - 0.5  # the clouds around +-0.5 hardly reach the other side
    assert np.std(spread) == pytest.approx(0.2, rel=0.05)
    clean, clean_labels = data.noisy_xor(400, noise=0.0)
    assert np.array_equal(clean_labels, (clean[:, 0] * clean[:, 1] < 0).astype(int))


def test_rings_have_the_radii_that_are_documented():
    points, labels = data.rings(4000, noise=0.0)
    assert np.allclose(np.hypot(*points[labels == 0].T), 0.4, atol=1e-6)
    assert np.allclose(np.hypot(*points[labels == 1].T), 0.9, atol=1e-6)


def test_the_arms_of_the_spiral_are_half_a_turn_apart():
    points, labels = data.spirals(2000, noise=0.0, turns=1.5)
    radii, angles = np.hypot(*points.T), np.arctan2(points[:, 1], points[:, 0])
    arm = np.round((angles - 2 * np.pi * 1.5 * radii) / np.pi).astype(int) % 2
    assert np.array_equal(arm, labels)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        *(((count,), "num_points is") for count in (5, 2, 0, -4, 6.0, "400", None, True, [4], float("nan"), 10**30)),
        *(((10, noise), "noise is") for noise in (-0.1, float("nan"), float("inf"), 1e300, "0.2", None, True, [0.1])),
        *(((10, 0.1, seed), "seed is") for seed in (None, -1, 1.5, "1", True, 2**70)),
    ],
)
def test_senseless_arguments_are_refused(make, arguments, message):
    with pytest.raises((TypeError, ValueError), match=f"{message} .*must be"):
        make(*arguments)


@pytest.mark.parametrize("turns", [float("nan"), float("inf"), "2", None, [1, 2], 1e9])
def test_an_arm_winds_a_finite_number_of_times(turns):
    with pytest.raises((TypeError, ValueError), match=r"turns is .*must be"):
        data.spirals(10, turns=turns)
