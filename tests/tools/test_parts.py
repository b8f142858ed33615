"""The build of a part in the new form: what is filled in and folded, what is listed, and what is refused."""

import re
import tomllib
from pathlib import Path

import nbformat
import pytest

from harness import limits
from harness.tiny_part import CONCEPTS, COURSE, PART, write_part
from tools import build
from tools.documents import concepts, verdicts
from tools.documents.notebooks import Repository, make_notebook
from tools.documents.syllabus import BUDGET_SOLVED, BUDGET_UNSOLVED, read_syllabus
from tools.files import ROOT, CourseError
from tools.handout import contents
from tools.source.form import COLUMNS
from tools.source.lesson_source import parse_lesson, read_lesson
from tools.source.parts import Parts

UNSOLVED, SOLVED = "notebooks/01_line.ipynb", "notebooks/solutions/01_line.ipynb"
MINUTES = 14  # of the whole test run, on two workers
OTHER_TESTS = 240  # CPU seconds of it that belong to no notebook


def documents(root: Path) -> dict[str, str]:
    lessons = [read_lesson(path) for path in sorted((root / "lessons").glob("*.py"))]
    return build.documents(root, lessons)


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    root = write_part(tmp_path_factory.mktemp("part"))
    assert build.main([], root) == 0
    return root


def test_a_part_is_built_filled_and_folded(built, capsys):
    for place in (UNSOLVED, SOLVED):
        cells = {cell.id: cell for cell in nbformat.read(built / place, as_version=4).cells}
        assert "| **Time** | 35 minutes |" in cells["title"].source
        assert "### Exercise 1.1 · a slope" in cells["slope-task"].source
        assert cells["close"].source.endswith("\n**Next part:** this was the last one.")
        assert cells["setup"].source.startswith("# @title Setup: the course and its packages\n# The same in every")
        folded = {id for id, cell in cells.items() if "cellView" in cell.metadata}
        assert folded == {"setup", "line-picture", "steeper-claim"}
        for id in folded:
            assert cells[id].metadata.jupyter == {"source_hidden": True}
            assert cells[id].metadata.cellView == "form"
            assert "hide-input" in cells[id].metadata.tags
    assert build.main(["--check"], built) == 0
    assert "match" in capsys.readouterr().out


def test_minutes_follow_what_the_cells_print(built, tmp_path):
    root = write_part(tmp_path, lesson=PART.replace('print("a height of", ', 'print("word " * 1200, '))
    (root / "notebooks" / "solutions").mkdir(parents=True)
    solved = nbformat.read(built / SOLVED, as_version=4)
    printing = next(cell for cell in solved.cells if cell.id == "steeper")
    printing.outputs[0].text = "word " * 1200
    nbformat.write(solved, root / SOLVED)
    assert "| 40 |" in documents(root)["README.md"]
    assert b"| **Time** | 40 minutes |" in contents(root)[UNSOLVED].replace(b'\\"', b'"')


def test_a_part_above_one_sitting_is_written_and_reported(built, capsys):
    solved = nbformat.read(built / SOLVED, as_version=4)
    next(cell for cell in solved.cells if cell.id == "steeper").outputs[0].text = "word " * 6000
    before = (built / SOLVED).read_text(encoding="utf-8")
    nbformat.write(solved, built / SOLVED)
    assert build.main(["--check"], built) == 1
    assert "lessons/01_line.py takes 65 minutes" in capsys.readouterr().err
    (built / SOLVED).write_text(before, encoding="utf-8")


def test_the_documents_alone(built, capsys):
    for place in ("notebooks/INDEX.md", "notebooks/GLOSSARY.md"):
        (built / place).unlink()
    assert build.main(["--documents"], built) == 0
    assert build.main(["--check"], built) == 0


def test_a_part_that_breaks_a_rule_is_not_run(tmp_path, capsys):
    root = write_part(tmp_path, lesson=PART.replace("# {next}", "# The end."))
    assert build.main([], root) == 1
    assert "cell `close`: the last line of a part is `{next}`" in capsys.readouterr().err
    assert not (root / SOLVED).exists()
    assert build.main(["--check"], root) == 1
    assert "the last line of a part is `{next}`" in capsys.readouterr().err


def test_tables_of_the_readme(built):
    readme = (built / "README.md").read_text(encoding="utf-8")
    assert "Parts of it that stand so far: 1 of 2, 35 min in all" in readme
    assert "no class has timed them yet" in readme
    assert f"| 01 | [A line]({UNSOLVED}) | Why two numbers? |  | 35 | • |" in readme
    assert "| 02 | A plane (planned) | Why three? | 01 |  |  |" in readme
    core, deeper = readme.split("**Deeper.** You may skip these")
    assert "A bend" in deeper
    assert "A bend" not in core


def test_lessons_in_the_older_form_stand_in_a_table_of_their_own(tmp_path):
    old = '\n[[lesson]]\nname = "03_curve"\ntitle = "Curves"\nquestion = "?"\nkind = "companion"\nminutes = 90\n'
    root = write_part(tmp_path, course=COURSE + old)
    _, table = documents(root)["README.md"].split("**In an older, longer form**")
    assert "| 03 | Curves | ? |  | 90 | companion, planned |" in table


def test_the_last_line_names_the_next_core_part_first(tmp_path):
    root = write_part(tmp_path)
    bend = PART.replace("01_line", "01b_bend").replace("# **Why does", "# You may skip this part. **Why does")
    (root / "lessons" / "01b_bend.py").write_text(bend, encoding="utf-8")
    (root / "lessons" / "02_plane.py").write_text(PART.replace("01_line", "02_plane"), encoding="utf-8")
    parts = Parts(root)
    fillings = {
        name: parts.filling(read_lesson(root / "lessons" / f"{name}.py"))
        for name in ("01_line", "01b_bend", "02_plane")
    }
    assert fillings["01_line"].next == (
        "[02 · A plane](02_plane.ipynb), *Why three?* Deeper, and you may skip it: [01b · A bend](01b_bend.ipynb), "
        "*And one more?*"
    )
    assert fillings["01b_bend"].next == "[02 · A plane](02_plane.ipynb), *Why three?*"
    assert fillings["02_plane"].next == "this was the last one."


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('path = "deeper"', 'path = "deep"', "path is core or deeper, not 'deep'"),
        ("day = true", "minutes = 30", "minutes are computed by the build"),
        ("day = true", 'kind = "core"', "kind is for lessons without a path"),
        ('path = "deeper"', 'path = "deeper"\nday = true', "a workshop of one day takes core parts only"),
        (
            'path = "core"\nneeds = ["01_line"]',
            'path = "core"\nneeds = ["01b_bend"]',
            "a core part needs no deeper one",
        ),
        ("day = true", "budget_solved = 61", "budget_solved is at most 60 s, not 61"),
        ("day = true", "budget_unsolved = 10", "budget_unsolved is at most 9 s, not 10"),
        ('teaches = ["slope"]', 'teaches = "slope"', 'teaches is a list, such as ["XOR"]'),
        ('path = "deeper"', 'kind = "core"\nminutes = 3', "belong to a lesson that names a path"),
    ],
)
def test_an_entry_that_breaks_a_rule_is_refused(tmp_path, old, new, complaint):
    assert COURSE.count(old) == 1
    with pytest.raises(CourseError, match=re.escape(complaint)):
        read_syllabus(write_part(tmp_path, course=COURSE.replace(old, new)))


def test_nine_parts_that_compute_long_are_too_many(tmp_path):
    entry = '\n[[lesson]]\nname = "0{}_a"\ntitle = "A"\nquestion = "?"\npath = "core"\nbudget_solved = 60\n'
    for number, is_right in ((8, True), (9, False)):
        root = write_part(tmp_path, course='title = "A"\n' + "".join(entry.format(n) for n in range(number)))
        if is_right:
            read_syllabus(root)
        else:
            with pytest.raises(CourseError, match="gives 9 parts more than 25 s"):
                read_syllabus(root)


def test_budgets_of_all_parts_fit_into_the_test_run():
    parts = [entry for entry in read_syllabus(ROOT).lessons if entry.path]
    total = sum(entry.budget_solved + entry.budget_unsolved for entry in parts)
    assert total <= MINUTES * 60 * 2 - OTHER_TESTS
    assert (limits.SOLVED_SECONDS, limits.UNSOLVED_SECONDS) == (BUDGET_SOLVED, BUDGET_UNSOLVED)


def test_parts_are_laid_out_at_100_columns():
    settings = tomllib.loads((ROOT / "lessons" / "ruff.toml").read_text(encoding="utf-8"))
    assert settings["line-length"] == COLUMNS
    syllabus = read_syllabus(ROOT)
    for name in settings["format"]["exclude"]:
        assert syllabus.path_of(name.removesuffix(".py")) is None, f"{name} is a part: take it off lessons/ruff.toml."


NEEDS = 'needs_terms = ["slope"]'


@pytest.mark.parametrize(
    ("course", "complaint"),
    [
        (COURSE.replace(NEEDS, 'needs_terms = ["bend"]'), "01b_bend needs 'bend', which no part before it teaches"),
        (
            COURSE.replace('teaches = ["slope"]', 'teaches = []\nneeds_terms = ["slope"]'),
            "01_line needs 'slope', which no",
        ),
        (
            COURSE.replace('teaches = ["slope"]', 'teaches = ["steepness"]'),
            "sets it nowhere in bold: write **steepness**",
        ),
        (COURSE.replace(NEEDS, f'{NEEDS}\nteaches = ["Slope"]'), "01b_bend teaches 'Slope', which 01_line teaches"),
        (
            f'{COURSE}needs_terms = ["bend"]\n'.replace(NEEDS, 'teaches = ["bend"]'),
            "only the deeper part 01b_bend teaches",
        ),
    ],
)
def test_a_term_that_nobody_taught_before_is_found(tmp_path, course, complaint):
    root = write_part(tmp_path, course=course)
    for name in ("01b_bend", "02_plane"):
        text = PART.replace("01_line", name).replace("The **slope**", "A **bend**. The **slope**")
        (root / "lessons" / f"{name}.py").write_text(text, encoding="utf-8")
    lessons = [read_lesson(path) for path in sorted((root / "lessons").glob("*.py"))]
    found = Parts(root).path_problems(lessons)
    assert [problem for problem in found if complaint in problem], found


def test_a_deeper_part_may_build_on_its_lesson_and_a_primer_fills_a_gap(tmp_path):
    third = '\n[[lesson]]\nname = "01c_arc"\ntitle = "An arc"\nquestion = "?"\npath = "deeper"\n'
    third += 'needs_terms = ["bend", "arc length"]\n'
    course = COURSE.replace(NEEDS, f'{NEEDS}\nteaches = ["bend"]') + third
    primer = '# %% [markdown] name="primer" tags=["primer"]\n# An arc\n# length is measured.\n\n# %% name="progress"'
    root = write_part(tmp_path, course=course)
    for name in ("01b_bend", "01c_arc"):
        text = PART.replace("01_line", name).replace("The **slope**", "A **bend**. The **slope**")
        text = text.replace('# %% name="progress"', primer) if name == "01c_arc" else text
        (root / "lessons" / f"{name}.py").write_text(text, encoding="utf-8")
    lessons = [read_lesson(path) for path in sorted((root / "lessons").glob("*.py"))]
    assert Parts(root).path_problems(lessons) == []
    long = PART.replace('# %% name="progress"', primer.replace("measured", "word " * 130)).replace("01_line", "01c_arc")
    (problem,) = Parts(root).path_problems([*lessons[:2], parse_lesson(long, "01c_arc")])
    assert "a primer has at most 120 words, not 1" in problem


SECTIONS = ("idea", "steep", "close", "title")  # a cell of each section, which explains four concepts at most


def row(number: int, treatment: str, cell: str) -> str:
    shown = "line-picture" if treatment == "taught" else ""
    return f"2-{number:03d},talks,Idea {number},01_line,{treatment},{cell},{shown}\n"


def taught(number: int) -> str:
    """Return rows of concepts; with the one that is there, four sections explain 16."""
    return "".join(row(place, "taught", SECTIONS[place // 4 % 4]) for place in range(1, number))


ALSO = '# %% [markdown] name="also" tags=["further"]\n# | | |\n# |---|---|\n# | Ruler | draws |\n\n# %% name="progress"'
WITH_TABLE = PART.replace('# %% name="progress"', ALSO)


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        (taught(17), "teaches 17"),
        (row(2, "placed", "also") + row(3, "placed", "close"), "place concepts in 2 cells"),
        (row(2, "placed", "close"), "`close`, which is no table"),
        (row(2, "placed", "also") + row(3, "placed", "also"), None),
        (taught(16), None),
    ],
)
def test_what_a_part_teaches_and_places(tmp_path, rows, complaint):
    root = write_part(tmp_path, lesson=WITH_TABLE, concepts=CONCEPTS + rows)
    lesson = read_lesson(root / "lessons" / "01_line.py")
    found = concepts.problems(concepts.read_concepts(root), [lesson], read_syllabus(root))
    assert bool(found) == bool(complaint), found
    assert complaint is None or any(complaint in problem for problem in found)


GOOD = "talks,Slide 3,a line has two numbers,reproduced,2,01_line,steeper-claim\n"
HEAD = "lecture,place,statement,verdict,right_value,lesson,cell\n"


def write_verdicts(root: Path, text: str) -> Path:
    (root / "lessons" / "verdicts.csv").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (GOOD.replace("talks", "film"), "'film' is no lecture"),
        (GOOD.replace("reproduced", "right"), "the verdict 'right' is none of reproduced, sharper, wrong"),
        (GOOD.replace("reproduced,2", "wrong,"), "right_value does not say what holds"),
        (GOOD.replace("Slide 3", ""), "place and statement say where"),
        (GOOD.replace("01_line", "09_line"), "'09_line' is no lesson"),
        (GOOD.replace("steeper-claim", "nowhere"), "has no cell of that name"),
        (GOOD.replace("steeper-claim", "steeper"), "has no claim, no compared output"),
        (GOOD.replace("steeper-claim", "idea"), "has no claim, no compared output"),
        (GOOD.replace("steeper-claim", ""), "names no cell of 01_line that carries"),
        (GOOD, None),
        (GOOD.replace("steeper-claim", "slope-answer"), None),
        (GOOD.replace("01_line,steeper-claim", "02_plane,"), None),  # planned
    ],
)
def test_every_verdict_has_a_cell_that_carries_it(tmp_path, line, complaint):
    root = write_verdicts(write_part(tmp_path), HEAD + line)
    lesson = parse_lesson(PART, "01_line")
    found = verdicts.problems(verdicts.read_verdicts(root), [lesson], read_syllabus(root))
    assert bool(found) == bool(complaint), found
    assert complaint is None or (found[0].startswith("line 2 (") and complaint in found[0])


def test_a_lesson_in_the_older_form_may_name_no_cell_yet(tmp_path):
    course = COURSE.replace('path = "core"\nday = true\nteaches = ["slope"]', 'kind = "core"\nminutes = 3')
    root = write_verdicts(write_part(tmp_path, course=course), HEAD + GOOD.replace("steeper-claim", ""))
    lesson = parse_lesson(PART, "01_line")
    assert verdicts.problems(verdicts.read_verdicts(root), [lesson], read_syllabus(root)) == []


@pytest.mark.parametrize("text", ["lecture,place\n", HEAD + "a,b\n"])
def test_a_table_of_verdicts_that_is_none(tmp_path, text):
    with pytest.raises(CourseError, match=r"verdicts\.csv"):
        verdicts.read_verdicts(write_verdicts(write_part(tmp_path), text))


def test_the_index_shows_verdicts_by_lecture_and_by_topic_and_gives_no_exercise_away(tmp_path):
    secret = "talks,Slide 4,a slope is 4,wrong,SECRET,01_line,slope-answer\n"
    root = write_verdicts(write_part(tmp_path), HEAD + GOOD + secret)
    index = documents(root)["notebooks/INDEX.md"]
    by_lecture, by_topic = index.split("## By topic")
    steeper = "[01, A steeper line](01_line.ipynb#A-steeper-line)"
    assert f"| Slide 3 | a line has two numbers | holds | 2 | {steeper} |" in by_lecture
    assert f"| Talks (Town), Slide 3 | a line has two numbers | holds | 2 | {steeper} |" in by_topic
    assert "| Slide 4 | a slope is 4 | does not hold | an exercise |" in by_lecture
    assert "SECRET" not in index
    assert "| [01, Two numbers, one line](01_line.ipynb#Two-numbers,-one-line) | Slope |" in by_topic


def test_the_glossary_is_handed_out(built):
    files = contents(built)
    assert (
        b"| slope | [01, Two numbers, one line](01_line.ipynb#Two-numbers,-one-line) |"
        in files["notebooks/GLOSSARY.md"]
    )
    assert b"35 minutes" in files[UNSOLVED]


def test_an_older_lesson_is_made_as_before():
    lesson = parse_lesson(PART, "01_line")
    cells = make_notebook(lesson, Repository(), solved=True).cells
    assert not any({"cellView", "jupyter"} & set(cell.metadata) for cell in cells)
    assert "{minutes}" in cells[0].source
    assert cells[-1].source.endswith("{next}")
