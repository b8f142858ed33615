"""Every claim of a lesson: measured over 20 seeds, its band wide enough for a new one, its control outside."""

import ast
import re
import statistics
from dataclasses import dataclass
from pathlib import Path

import pytest
from scipy import stats

from tools.files import ROOT
from tools.measuring.measurements import FOLDER, read_table
from tools.source.lesson_source import lesson_paths

PROBABILITY = 1e-5  # that a new seed leaves the band
LEAST_SEEDS = 20


@dataclass(frozen=True)
class Claim:
    lesson: str
    statement: str
    low: float
    high: float


def claims_of(lesson: Path) -> list[Claim]:
    """Read the claims from a lesson's source: statement and band have to be literals."""
    claims = []
    for node in ast.walk(ast.parse(lesson.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "checks.claim":
            band = {word.arg: word.value for word in node.keywords}
            low = ast.literal_eval(band["low"]) if "low" in band else float("-inf")
            high = ast.literal_eval(band["high"]) if "high" in band else float("inf")
            claims.append(Claim(lesson.stem, ast.literal_eval(node.args[0]), low, high))
    return claims


def series_of(lesson: Path) -> set[str]:
    """Read the names of what a lesson measures beforehand without a claim about each value."""
    calls = [node for node in ast.walk(ast.parse(lesson.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    asked = [call for call in calls if ast.unparse(call.func) == "measured.before"]
    return {ast.literal_eval(call.args[0]) for call in asked}


def measured(lesson: str) -> dict[str, list[dict]]:
    """Return the measured rows of each statement."""
    rows: dict[str, list[dict]] = {}
    for row in read_table(ROOT / FOLDER / f"{lesson}.csv"):
        rows.setdefault(row["statement"], []).append(row)
    return rows


def reach(values: list[float], probability: float = PROBABILITY) -> float:
    """Return how far from the mean a new value strays at most, by Student's t prediction interval."""
    count = len(values)
    quantile = stats.t.ppf(1 - probability, df=count - 1)
    return quantile * statistics.stdev(values) * (1 + 1 / count) ** 0.5


LESSONS = lesson_paths(ROOT)
CLAIMS = [claim for lesson in LESSONS for claim in claims_of(lesson)]


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim.lesson}: {claim.statement}")
def test_a_new_seed_stays_inside_the_band_and_the_control_outside(claim):
    rows = measured(claim.lesson).get(claim.statement, [])
    assert len({row["seed"] for row in rows}) >= LEAST_SEEDS, "not measured: run `make measure`"
    values = [float(row["value"]) for row in rows]
    mean, room = statistics.fmean(values), reach(values)
    assert claim.low <= mean - room, f"low is {claim.low}, but a new seed may give {mean - room:.4g}"
    assert mean + room <= claim.high, f"high is {claim.high}, but a new seed may give {mean + room:.4g}"
    for control in (float(row["control"]) for row in rows if row["control"]):
        assert not claim.low <= control <= claim.high


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_nothing_is_kept_that_the_lesson_does_not_use(lesson):
    claims, series = {claim.statement for claim in claims_of(lesson)}, series_of(lesson)
    kept = measured(lesson.stem)
    points = set(kept) - claims
    assert claims <= set(kept)
    assert {point.rpartition(": ")[0] for point in points} == series
    assert all(len({row["seed"] for row in kept[point]}) >= LEAST_SEEDS for point in points)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_all_rows_of_a_table_were_measured_with_one_code_and_on_one_backend(lesson):
    rows = [row for of_claim in measured(lesson.stem).values() for row in of_claim]
    for column, looks in (("digest", r"[0-9a-f]{16}"), ("backend", r"(tensorflow|jax|torch) [\d.]+\S*")):
        [only] = {row[column] for row in rows}
        assert re.fullmatch(looks, only)


def test_the_reach_is_that_of_a_prediction_interval():
    drawn = stats.norm.rvs(size=(4000, 21), random_state=1)
    outside = sum(row[20] > row[:20].mean() + reach(list(row[:20]), probability=0.05) for row in drawn)
    assert 0.04 < outside / len(drawn) < 0.06
