"""Values of claims measured beforehand: read as written, empty before the first measurement, clear when damaged."""

import ast

import pandas as pd
import pytest

from course_utils import measured, settings
from course_utils.settings import course_root

HEAD = "statement,seed,value,control,profile,data,versions\n"  # whatever else a row says, these three count


@pytest.fixture
def table(monkeypatch, tmp_path):
    """Write the table of a made-up lesson, which runs."""
    monkeypatch.setattr(settings, "course_root", lambda: tmp_path)
    monkeypatch.setattr(settings, "running_lesson", "99_made_up")

    def write(content: str) -> None:
        (tmp_path / "data" / "measured").mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / "measured" / "99_made_up.csv").write_text(content, encoding="utf-8")

    return write


def test_values_of_one_claim_come_in_the_order_of_the_seeds(table):
    table(HEAD + 'a,2,0.5,,quick,embedded,v\n"b, c",1,7,,quick,embedded,v\na,1,0.25,0,quick,embedded,v\n')
    found = measured.of_claim("a")
    assert found.to_dict() == {1: 0.25, 2: 0.5}
    assert list(found.index) == [1, 2]
    assert found.name == "a"
    assert measured.of_claim("b, c").tolist() == [7.0]


@pytest.mark.parametrize("content", [None, HEAD, HEAD + "a,1,0.5,,quick,embedded,v\n"])
def test_what_was_not_measured_yet_is_empty(table, content):
    if content is not None:
        table(content)
    found = measured.of_claim("something new")
    assert isinstance(found, pd.Series)
    assert found.empty
    assert found.dtype == float


@pytest.mark.parametrize("content", ["", "one,two\n1,2\n", HEAD + "a,one,0.5,,,,\n", HEAD + "a,1,much,,,,\n"])
def test_damaged_table_is_reported(table, content):
    table(content)
    with pytest.raises(ValueError, match=r"99_made_up\.csv is damaged"):
        measured.of_claim("a")


def test_values_of_many_seeds_have_a_row_for_each_seed_and_a_column_for_each_place(table):
    rows = ["a: 5,2,0.5,,quick,embedded,v", "a: 10,1,0.75,,,,", "a: 5,1,0.25,,,,", "b: 5,1,9,,,,", "a: 10,2,1,,,,"]
    table(HEAD + "\n".join(rows) + "\n")
    found = measured.before("a", pd.Series([0.0, 0.0], index=[5, 10]))
    assert found.to_dict() == {5: {1: 0.25, 2: 0.5}, 10: {1: 0.75, 2: 1.0}}


def test_values_that_were_not_measured_have_their_places_and_no_rows(table):
    table(HEAD + "a: 5,1,0.5,,,,\n")
    found = measured.before("a", pd.Series([0.0, 0.0], index=[1, 2]))
    assert found.empty
    assert list(found.columns) == [1, 2]


def test_values_of_this_run_are_recorded_while_the_lesson_is_measured(table, monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.csv"))
    measured.before("a", pd.Series([0.5, 1 / 3], index=[5, 10]))
    found = pd.read_csv(tmp_path / "record.csv")
    assert found["statement"].tolist() == ["a: 5", "a: 10"]
    assert found["value"].tolist() == [0.5, 1 / 3]


def test_lessons_ask_only_for_claims_that_they_make():
    asked = 0
    for lesson in sorted((course_root() / "lessons").glob("*.py")):
        calls = [node for node in ast.walk(ast.parse(lesson.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        claims = {ast.literal_eval(call.args[0]) for call in calls if ast.unparse(call.func) == "checks.claim"}
        for call in calls:
            if ast.unparse(call.func) == "measured.of_claim":
                [statement] = call.args
                assert not call.keywords, "the running lesson is not named"
                assert ast.literal_eval(statement) in claims
                asked += 1
    assert asked


def test_the_lesson_that_runs_is_asked_and_no_other(table, monkeypatch):
    table(HEAD + "a,1,0.5,,,,\n")
    assert measured.of_claim("a").to_dict() == {1: 0.5}
    monkeypatch.setattr(settings, "running_lesson", "98_another")
    assert measured.of_claim("a").empty


def test_without_a_lesson_the_error_says_how_to_begin(monkeypatch):
    monkeypatch.setattr(settings, "running_lesson", None)
    with pytest.raises(ValueError, match=r'Begin with start\("02_xor", seed=1\)'):
        measured.of_claim("a")
    with pytest.raises(ValueError, match="whose measurements"):
        measured.before("a", pd.Series([0.5], index=[5]))
