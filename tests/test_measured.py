"""Values of claims measured beforehand: read as written, empty before the first measurement, clear when damaged."""

import ast

import pandas as pd
import pytest

from course_utils import measured
from course_utils.session import course_root

HEAD = "statement,seed,value,control,profile,data,versions\n"


@pytest.fixture
def table(monkeypatch, tmp_path):
    """Write the table of a made-up lesson."""
    monkeypatch.setattr(measured, "course_root", lambda: tmp_path)

    def write(content: str) -> None:
        (tmp_path / "data" / "measured").mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / "measured" / "99_made_up.csv").write_text(content, encoding="utf-8")

    return write


def test_values_of_one_claim_come_in_the_order_of_the_seeds(table):
    table(HEAD + 'a,2,0.5,,quick,embedded,v\n"b, c",1,7,,quick,embedded,v\na,1,0.25,0,quick,embedded,v\n')
    found = measured.values("99_made_up", "a")
    assert found.to_dict() == {1: 0.25, 2: 0.5}
    assert list(found.index) == [1, 2]
    assert found.name == "a"
    assert measured.values("99_made_up", "b, c").tolist() == [7.0]


@pytest.mark.parametrize("content", [None, HEAD, HEAD + "a,1,0.5,,quick,embedded,v\n"])
def test_what_was_not_measured_yet_is_empty(table, content):
    if content is not None:
        table(content)
    found = measured.values("99_made_up", "something new")
    assert isinstance(found, pd.Series)
    assert found.empty
    assert found.dtype == float


@pytest.mark.parametrize("content", ["", "one,two\n1,2\n", HEAD + "a,one,0.5,,,,\n", HEAD + "a,1,much,,,,\n"])
def test_damaged_table_is_reported(table, content):
    table(content)
    with pytest.raises(ValueError, match=r"99_made_up\.csv is damaged"):
        measured.values("99_made_up", "a")


def test_lessons_ask_only_for_claims_that_they_make():
    asked = 0
    for lesson in sorted((course_root() / "lessons").glob("*.py")):
        calls = [node for node in ast.walk(ast.parse(lesson.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        claims = {ast.literal_eval(call.args[0]) for call in calls if ast.unparse(call.func) == "checks.claim"}
        for call in calls:
            if ast.unparse(call.func) == "measured.values":
                name, statement = (ast.literal_eval(argument) for argument in call.args)
                assert name == lesson.stem
                assert statement in claims
                asked += 1
    assert asked
