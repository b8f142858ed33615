"""The two tables of public record: their known summaries, computed by somebody else's code."""

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression, LogisticRegression

from course_utils import data
from tools.files import ROOT


def test_the_galaxies_give_the_line_that_is_known_for_them():
    galaxies = data.load_galaxies()
    fit = LinearRegression().fit(galaxies[["distance"]], galaxies["velocity"])
    assert len(galaxies) == 24
    assert galaxies.index.is_unique
    assert (fit.coef_[0], fit.intercept_) == pytest.approx((454.1584, -40.7836), abs=1e-3)


def test_the_flights_give_the_logistic_regression_that_was_published():
    flights = data.load_flights()
    fit = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(flights[["temperature"]], flights["damaged"])
    assert (len(flights), flights["damaged"].sum()) == (23, 7)
    assert flights.index.is_unique
    assert (fit.coef_[0, 0], fit.intercept_[0]) == pytest.approx((-0.2322, 15.043), abs=1e-3)
    assert flights["temperature"].min() == 53


def test_the_card_says_where_both_come_from():
    card = (ROOT / "data" / "cards" / "records.md").read_text(encoding="utf-8")
    assert "Hubble (1929)" in card
    assert "public domain" in card
    assert "Presidential Commission" in card


def test_each_call_gives_a_table_of_its_own():
    mine = data.load_flights()
    mine["damaged"] = 0
    assert data.load_flights()["damaged"].sum() == 7
