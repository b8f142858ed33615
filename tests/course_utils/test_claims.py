"""Claims: printed always, raised only in strict runs, recorded on request."""

import csv

import pytest

from course_utils import checks


@pytest.fixture
def strict(monkeypatch):
    monkeypatch.setenv("COURSE_STRICT", "1")
    monkeypatch.setenv("COURSE_PROFILE", "quick")


@pytest.mark.parametrize(
    ("value", "band", "holds"),
    [
        (0.5, {"low": 0.4}, True),
        (0.4, {"low": 0.4, "high": 0.6}, True),
        (0.39, {"low": 0.4}, False),
        (0.61, {"low": 0.4, "high": 0.6}, False),
        (float("nan"), {"low": 0.4}, False),
        (float("inf"), {"low": 0.4, "high": 0.6}, False),
        (float("inf"), {"low": 0.4}, False),
        (float("-inf"), {"high": 0.4}, False),
    ],
)
def test_a_value_holds_inside_its_band_only(strict, capsys, value, band, holds):
    if holds:
        checks.claim("it works", value, **band)
    else:
        with pytest.raises(checks.ClaimFailed, match="it works"):
            checks.claim("it works", value, **band)
    assert capsys.readouterr().out.startswith("● it works" if holds else "○ does not hold: it works")


def test_a_student_is_told_but_not_stopped(monkeypatch, capsys):
    monkeypatch.delenv("COURSE_STRICT", raising=False)
    monkeypatch.setenv("COURSE_PROFILE", "quick")
    checks.claim("it works", 0.1, low=0.4, control=0.2)
    assert capsys.readouterr().out == "○ does not hold: it works: 0.1 (expected at least 0.4; by comparison: 0.2)\n"


def test_what_a_claim_is_compared_with_has_a_name(strict, capsys):
    checks.claim("it works", 0.5, low=0.4, control=0.2, control_is="a coin")
    assert capsys.readouterr().out == "● it works: 0.5 (expected at least 0.4; a coin: 0.2)\n"


@pytest.mark.parametrize(("value", "shown"), [(0.99963, "0.99963"), (1, "1"), (0.9994, "0.999"), (0.33333, "0.333")])
def test_nearly_certain_is_not_shown_as_certain(strict, capsys, value, shown):
    checks.claim("it works", value, low=0.2, control=0.1)
    assert f"it works: {shown} (" in capsys.readouterr().out


def test_the_smallest_profile_asserts_nothing(monkeypatch, capsys):
    monkeypatch.setenv("COURSE_STRICT", "1")
    monkeypatch.setenv("COURSE_PROFILE", "smoke")
    checks.claim("it works", 0.1, low=0.4)
    assert "too small a run" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("band", "message"),
    [({}, "no band"), ({"low": 2, "high": 1}, "empty"), ({"low": 0, "control": 1}, "lies inside")],
)
def test_a_claim_that_shows_nothing_is_refused(strict, band, message):
    with pytest.raises(ValueError, match=message):
        checks.claim("it works", 1, **band)


@pytest.mark.parametrize("end", ["low", "high", "control"])
@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf"), "0", [0], True])
def test_the_ends_of_a_band_are_finite_numbers(strict, end, bad):
    with pytest.raises((TypeError, ValueError), match=f"{end} of the claim 'it works' is .*must be a finite number"):
        checks.claim("it works", 1, **{"low": 0, "control": -1} | {end: bad})


@pytest.mark.parametrize("value", [None, "1", "much", [1], [1, 2], 1j, {}])
def test_a_claim_rests_on_one_number(strict, value):
    with pytest.raises(TypeError, match=r"the value of the claim 'it works' is .*; it must be one number"):
        checks.claim("it works", value, low=0)


@pytest.mark.parametrize("statement", ["", " ", None, 3])
def test_a_claim_says_something(strict, statement):
    with pytest.raises(TypeError, match="it must be a sentence"):
        checks.claim(statement, 1, low=0)


def test_claims_are_recorded(strict, monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "claims.csv"))
    checks.claim("one, with a comma", 1 / 3, low=0.1, control=0.0)
    with pytest.raises(checks.ClaimFailed):
        checks.claim("two", 5, high=2)
    rows = list(csv.DictReader((tmp_path / "claims.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["statement"] for row in rows] == ["one, with a comma", "two"]
    assert float(rows[0]["value"]) == 1 / 3
    assert rows[0]["high"] == ""
