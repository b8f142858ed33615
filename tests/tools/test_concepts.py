"""Every concept of the lectures is where concepts.csv says it is; the real table and made-up wrong ones."""

import csv
import re

import pytest

from harness.tiny_course import LESSON, write_course
from tools import concepts
from tools.concepts import COLUMNS, Concept
from tools.files import ROOT, CourseError
from tools.index import index as make_index
from tools.lesson_source import lesson_paths, parse_lesson, read_lesson
from tools.syllabus import read_syllabus


def row(id: str, treatment: str, explained_in: str = "", shown_in: str = "", **other: str) -> Concept:
    """Make a row of the tiny course."""
    fields = {"lecture": "talks", "concept": "Slope", "lesson": "01_line"} | other
    return Concept(id=id, treatment=treatment, explained_in=explained_in, shown_in=shown_in, **fields)


@pytest.fixture
def problems(tmp_path):
    """Return a function that checks rows against the tiny course."""
    syllabus = read_syllabus(write_course(tmp_path))
    lesson = parse_lesson(
        LESSON.replace('[markdown] tags=["solution"]', '[markdown] name="why" tags=["solution"]'), "01_line"
    )
    return lambda *rows: concepts.problems(list(rows), [lesson], syllabus)


GOOD = row("1", "taught", "idea", "figure")


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ([row("2", "")], "the treatment '' is none of"),
        ([row("2", "skipped")], "the treatment 'skipped' is none of"),
        ([row("2", "out:")], "is none of"),
        ([row("2", "merged:")], "is none of"),
        ([row("2", "taught", "", "figure")], "explained_in names no cell"),
        ([row("2", "taught", "idea")], "shown_in names no cell"),
        ([row("2", "placed")], "explained_in names no cell"),
        ([row("2", "taught", "idea", "nowhere")], "`nowhere`, but 01_line has no cell"),
        ([row("2", "placed", "cell-02")], "`cell-02`, but 01_line has no cell"),
        ([row("2", "taught", "idea", "end")], "`end`, which is text"),
        ([row("2", "placed", "why")], "a solution, which students do not have"),
        ([row("2", "merged:9")], "with 9, which does not exist"),
        ([row("2", "merged:2")], "with 2, which is 'merged:2'"),
        ([row("2", "merged:3"), row("3", "merged:1")], "with 3, which is 'merged:1'"),
        ([row("2", "merged:3"), row("3", "out:a logo")], "with 3, which is 'out:a logo'"),
        ([row("1", "out:a logo")], "used 2 times"),
        ([row("2", "out:a logo", lesson="05_curve")], "no lesson of course.toml"),
        ([row("2", "out:a logo", lecture="film")], "no lecture of course.toml"),
        ([row(str(n), "taught", "idea", "line") for n in (2, 3, 4, 5)], "explains 5 concepts"),
    ],
)
def test_wrong_rows_are_found(problems, rows, complaint):
    found = problems(GOOD, *rows)
    assert [problem for problem in found if complaint in problem], found


@pytest.mark.parametrize(
    "rows",
    [
        [row("2", "taught", "idea", "task")],  # an exercise of words
        [row("2", "taught", "idea end", "figure line")],
        [row("2", "merged:1"), row("3", "out:a logo"), row("4", "placed", "end")],
        [row("2", "taught", lesson="02_plane"), row("3", "merged:2")],  # planned
        [row(str(n), "taught", "idea", "line") for n in (2, 3, 4)] + [row("5", "taught", "end", "line")],
        [row(str(n), "merged:1") for n in range(2, 9)],
    ],
)
def test_right_rows_are_accepted(problems, rows):
    assert problems(GOOD, *rows) == []


def test_index_links_to_the_sections(tmp_path):
    root = write_course(tmp_path)
    lessons, syllabus = [parse_lesson(LESSON, "01_line")], read_syllabus(root)
    index = make_index(concepts.read_concepts(root), [], lessons, syllabus)
    assert "\n## Talks (Town)\n" in index
    assert "| 1-001 | Slope | taught | [01, Two numbers, one line](01_line.ipynb#Two-numbers,-one-line) |" in index
    assert "| 1-002 | Intercept | with 1-001 | [01, Two numbers, one line](01_line.ipynb#Two-" in index
    assert "| 1-004 | Logo | left out | a picture of a building |" in index
    assert "| 1-005 | Normal of a plane | taught, planned | 02 A plane |" in index


def test_table_with_wrong_columns_is_refused(tmp_path):
    root = write_course(tmp_path)
    path = root / "lessons" / "concepts.csv"
    text = path.read_text(encoding="utf-8")
    for wrong, complaint in ((text.replace("treatment", "how", 1), "needs the columns"), (f"{text}1,2\n", "line 7")):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(CourseError, match=complaint):
            concepts.read_concepts(root)


def test_every_concept_of_the_real_lessons_is_where_it_should_be():
    lessons = [read_lesson(path) for path in lesson_paths(ROOT)]
    assert concepts.problems(concepts.read_concepts(ROOT), lessons, read_syllabus(ROOT)) == []


def test_real_table_covers_the_five_lectures():
    with (ROOT / "lessons" / "concepts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == COLUMNS
    per_lecture = {lecture: sum(row["lecture"] == lecture for row in rows) for lecture in {r["lecture"] for r in rows}}
    assert per_lecture == {
        "computefest2018": 102,
        "klami_aml": 94,
        "foundations_dl": 64,
        "zhaw_week4": 108,
        "icme2020": 206,
    }
    assert all(re.fullmatch(r"00[0-4]-\d{3}", row["id"]) for row in rows)
    assert max(len(row["concept"]) for row in rows) <= 60  # a label, not the lecture's sentence
