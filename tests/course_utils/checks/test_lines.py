"""The answers that lessons 01 and 01b hand on, against finite differences, closed forms and libraries."""

import numpy as np
import pytest
from scipy import optimize, stats
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge

from course_utils import data
from course_utils.checks import likelihood, linear


@pytest.fixture
def rows():
    rng = np.random.default_rng(5)
    inputs = rng.normal(size=(30, 4))
    return inputs, inputs @ [1.0, -2.0, 0.5, 0.0] + rng.normal(size=30)


def test_the_gradient_is_that_of_finite_differences(rows):
    inputs, targets = rows
    weights = np.array([0.3, -1.0, 2.0, 0.1])
    measured = optimize.approx_fprime(weights, lambda w: np.mean((inputs @ w - targets) ** 2), 1e-7)
    assert linear.slope(weights, inputs, targets) == pytest.approx(measured, abs=1e-5)


def test_the_loop_arrives_at_least_squares(rows):
    inputs, targets = rows
    path = linear.trained(linear.slope, np.zeros(4), inputs, targets, 0.1, 30, 500, np.random.default_rng(0))
    best = LinearRegression(fit_intercept=False).fit(inputs, targets).coef_
    assert path.shape == (501, 4)
    assert path[-1] == pytest.approx(best, abs=1e-8)


@pytest.mark.parametrize("batch_size", [1, 7, 30])
def test_the_loop_is_that_of_keras(rows, batch_size):
    import keras

    inputs, targets = rows
    path = linear.trained(linear.slope, np.zeros(4), inputs, targets, 0.05, batch_size, 1, np.random.default_rng(2))
    model = keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros")],
    )
    model.compile(optimizer=keras.optimizers.SGD(0.05), loss="mse", run_eagerly=True)
    order = np.random.default_rng(2).permutation(30)
    model.fit(inputs[order], targets[order, None], batch_size=batch_size, epochs=1, shuffle=False, verbose=0)
    assert path[-1] == pytest.approx(model.get_weights()[0].ravel(), abs=1e-4)


def test_the_loop_with_a_sigmoid_is_logistic_regression():
    flights = data.load_flights()
    inputs = np.column_stack([(flights["temperature"] - 70) / 10, np.ones(23)])
    damaged = flights["damaged"].to_numpy()

    def gradient(weights, x, y):
        return x.T @ (1 / (1 + np.exp(-x @ weights)) - y) / len(y)

    path = linear.trained(gradient, np.zeros(2), inputs, damaged, 2.0, 23, 500, np.random.default_rng(0))
    fit = LogisticRegression(C=np.inf, tol=1e-10, fit_intercept=False, max_iter=1000).fit(inputs, damaged)
    assert path[-1] == pytest.approx(fit.coef_.ravel(), abs=1e-4)


def test_the_likeliest_line_is_that_of_least_squares(rows):
    inputs, targets = rows
    best = optimize.minimize(
        lambda w: likelihood.bell_surprise(targets, inputs @ w, 0.7).sum(), np.zeros(4), tol=1e-10
    ).x
    assert best == pytest.approx(np.linalg.lstsq(inputs, targets, rcond=None)[0], abs=1e-5)


def test_the_surprise_of_a_bell_is_that_of_scipy():
    y = np.linspace(-40, 40, 9)
    assert likelihood.bell_surprise(y, 1.0, 0.3) == pytest.approx(-stats.norm.logpdf(y, 1.0, 0.3))


@pytest.mark.parametrize("strength", [0.01, 1.0, 100.0])
def test_ridge_is_that_of_scikit_learn(rows, strength):
    inputs, targets = rows
    targets = np.column_stack([targets, -2 * targets + 1])
    fit = Ridge(alpha=strength, fit_intercept=False).fit(inputs, targets)
    assert likelihood.ridge_weights(inputs, targets, strength) == pytest.approx(fit.coef_.T)


def test_risk_and_empirical_risk_follow_their_closed_forms():
    n, d, found = 20, 10, []
    rng = np.random.default_rng(0)
    for _ in range(4000):
        inputs, noise = rng.normal(size=(n, d)), rng.normal(size=n)
        error = likelihood.ridge_weights(inputs, noise, 0.0)  # the true weights are 0
        found.append((np.mean((inputs @ error - noise) ** 2), 1 + error @ error))
    assert np.mean(found, axis=0) == pytest.approx((1 - d / n, 1 + d / (n - d - 1)), rel=0.03)


@pytest.mark.parametrize(
    ("slope", "intercept", "surprise"), [(-0.2, 20, 3.8829), (-1, 65, 0.9094), (-0.23216, 15.0429, 0.4416)]
)
def test_mean_surprise_of_the_flights_at_three_places_that_are_known(slope, intercept, surprise):
    flights = data.load_flights()
    logits = slope * flights["temperature"] + intercept
    assert np.mean(np.logaddexp(0, logits) - flights["damaged"] * logits) == pytest.approx(surprise, abs=5e-5)


def test_the_likeliest_curve_at_the_temperature_of_the_launch():
    assert 1 / (1 + np.exp(0.23216 * 31 - 15.0429)) == pytest.approx(0.9996, abs=5e-5)
