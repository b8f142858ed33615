"""The build itself, on a throw-away course: what it writes, how often, and what it refuses."""

import base64
import json
import os
from pathlib import Path

import nbformat
import pytest

from harness.tiny_course import LESSON, write_course
from tools import bring_back, build
from tools.files import CourseError
from tools.lesson_source import parse_lesson
from tools.notebooks import Repository, as_text, drop_widgets, make_notebook, problems_of, without_outputs

UNSOLVED, SOLVED = "notebooks/01_line.ipynb", "notebooks/solutions/01_line.ipynb"


def files_of(root: Path) -> dict[str, bytes]:
    """Read everything in the course."""
    found = (path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Build the course once; the machine's own settings must make no difference."""
    root = write_course(tmp_path_factory.mktemp("built"), lesson=LESSON.replace("# SECRET-NUMBERS", ASSERTIONS))
    with pytest.MonkeyPatch.context() as patch:
        for name in ("COURSE_DATA", "COURSE_SEED", "COURSE_RECORD"):
            patch.setenv(name, "5")
        patch.setenv("COURSE_PROFILE", "full")
        patch.setenv("MPLBACKEND", "Agg")
        assert build.main([], root) == 0
    return root


ASSERTIONS = """
import os
from pathlib import Path
assert Path.cwd().name == "solutions"
assert os.environ["COURSE_PROFILE"] == "quick" and os.environ["COURSE_STRICT"] == "1"
assert os.environ["COURSE_OFFLINE"] == "1" and os.environ["COURSE_PROGRESS"]
assert not {"COURSE_DATA", "COURSE_SEED", "COURSE_RECORD"} & set(os.environ)
assert os.environ["MPLBACKEND"] != "Agg"
"""


@pytest.fixture
def course(built, tmp_path) -> Path:
    """Give the test a copy of the built course that it may spoil."""
    for place, content in files_of(built).items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes(content)
    return tmp_path


def test_building_again_gives_the_same_bytes(course):
    before = files_of(course)
    assert build.main(["--lesson", "01"], course) == 0
    assert files_of(course) == before


def test_unsolved_notebook_has_no_outputs_and_solved_one_keeps_them(built):
    unsolved, solved = (nbformat.read(built / place, as_version=4) for place in (UNSOLVED, SOLVED))
    assert all(not cell.outputs and cell.execution_count is None for cell in unsolved.cells if "outputs" in cell)
    assert [cell.execution_count for cell in solved.cells if cell.cell_type == "code"] == [1, 2, 3, 4, 5, 6, 7]
    outputs = {cell.id: cell.outputs for cell in solved.cells if cell.cell_type == "code"}
    assert outputs["shape"][0].data["text/plain"] == "(20,)"
    assert base64.b64decode(outputs["figure"][0].data["image/png"]).startswith(b"\x89PNG")
    assert outputs["cell-10"][0].text == "SECRET-CELL\n"
    assert outputs["slider"] == []


@pytest.mark.parametrize("place", [UNSOLVED, SOLVED])
def test_notebooks_are_valid_and_alike_everywhere(built, place):
    notebook = nbformat.read(built / place, as_version=4)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert {key for cell in notebook.cells for key in cell.metadata} == {"tags"}
    text = (built / place).read_text(encoding="utf-8")
    assert str(built) not in text
    assert json.dumps(json.loads(text), indent=1, ensure_ascii=False, sort_keys=True) + "\n" == text


def test_tag_for_compared_output_stays_in_the_solved_notebook_only(built):
    for place, expected in ((UNSOLVED, []), (SOLVED, ["shape"])):
        cells = nbformat.read(built / place, as_version=4).cells
        assert [cell.id for cell in cells if "nbval-check-output" in cell.metadata.get("tags", [])] == expected


def test_check_accepts_what_was_built_and_writes_nothing(built, capsys):
    before = files_of(built)
    assert build.main(["--check"], built) == 0
    assert "match" in capsys.readouterr().out
    assert files_of(built) == before


def test_built_notebook_brings_nothing_back(built):
    before = files_of(built)
    assert bring_back.bring_back(built, built / SOLVED) == ""
    assert files_of(built) == before


@pytest.mark.parametrize(
    ("place", "old", "new", "complaint"),
    [
        ("lessons/01_line.py", "# A line.", "# A straight line.", f"{UNSOLVED} does not match"),
        ("lessons/01_line.py", "return slope * x", "return x * slope", f"{SOLVED} does not match"),
        ("lessons/01_line.py", '# %% name="shape"', "# %% shape", "quote the values"),
        ("lessons/course.toml", "Why two numbers?", "Why not one?", "README.md is out of date"),
        ("lessons/concepts.csv", "Slope", "Steepness", "notebooks/INDEX.md is out of date"),
        ("lessons/concepts.csv", "placed,end", "placed,nowhere", "no cell of that name"),
        ("README.md", "| A plane |", "| A plain |", "README.md is out of date"),
        ("README.md", "<!-- lessons:end -->", "", "needs the line"),
        ("pyproject.toml", 'ref = "main"\n', 'ref = "v1"\n', None),
        (
            "pyproject.toml",
            'repository = ""',
            'repository = "https://github.com/a/b"',
            f"{UNSOLVED} does not match",
        ),
        (UNSOLVED, "slope, intercept", "slope, shift", f"{UNSOLVED} does not match"),
        (UNSOLVED, '"execution_count": null', '"execution_count": 3', f"{UNSOLVED} does not match"),
        (SOLVED, "return slope * x", "return x", f"{SOLVED} does not match"),
        (SOLVED, '"execution_count": 4', '"execution_count": 9', "not counted"),
        (SOLVED, '"name": "stdout"', '"name": "stderr"', "writes to stderr"),
    ],
)
def test_check_finds_what_is_out_of_date(course, capsys, place, old, new, complaint):
    text = (course / place).read_text(encoding="utf-8")
    assert old in text
    (course / place).write_text(text.replace(old, new), encoding="utf-8")
    assert build.main(["--check"], course) == (1 if complaint else 0)
    if complaint:
        errors = capsys.readouterr().err
        assert complaint in errors
        assert "make notebooks" in errors


def test_check_finds_orphans_and_missing_notebooks(course, capsys):
    os.replace(course / UNSOLVED, course / "notebooks" / "03_old.ipynb")
    (course / SOLVED).write_text("no JSON", encoding="utf-8")
    assert build.main(["--check"], course) == 1
    errors = capsys.readouterr().err
    for complaint in ("03_old.ipynb has no source", f"{UNSOLVED} is missing", f"{SOLVED} is not a notebook"):
        assert complaint in errors


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("start(seed=1)", "start(sead=1)", "cell `cell-02` failed with TypeError"),
        ("print(2**power)", "print(power / 0)", "the function behind a slider failed with ZeroDivisionError"),
    ],
)
def test_failing_cell_is_named_and_the_old_notebooks_stay(course, capsys, old, new, complaint):
    source = course / "lessons" / "01_line.py"
    quick = LESSON.replace("import matplotlib.pyplot as plt\n", "").replace("plt.", "# plt.")
    source.write_text(quick.replace(old, new), encoding="utf-8")
    before = files_of(course)
    assert build.main(["--lesson", "01"], course) == 1
    assert f"lessons/01_line.py: {complaint}" in capsys.readouterr().err
    assert files_of(course) == before


def test_unknown_lesson_is_one_sentence(course, capsys):
    assert build.main(["--lesson", "07"], course) == 1
    assert "No lesson begins with '07'; there are: 01_line." in capsys.readouterr().err


def test_tables_of_the_readme(built):
    readme = (built / "README.md").read_text(encoding="utf-8")
    assert f"| 01 | [A line]({UNSOLVED}) | Why two numbers? |  | 10 | core |" in readme
    assert "| 02 | A plane | Why three? | 01 | 20 | companion, planned |" in readme
    assert f"| 01 | [A line, solved]({SOLVED}) |" in readme
    assert readme.endswith("The end.\n")


def test_badges_open_each_notebook_in_its_own_place(tmp_path):
    root = write_course(tmp_path, url="https://github.com/owner/repo.git", ref="v1")
    repository, lesson = Repository.of(root), parse_lesson(LESSON, "01_line")
    address = "https://colab.research.google.com/github/owner/repo/blob/v1/notebooks"
    for solved, place in ((False, "01_line.ipynb"), (True, "solutions/01_line.ipynb")):
        first, *rest = make_notebook(lesson, repository, solved=solved).cells
        assert first.source.startswith("# A line\n")
        assert f"({address}/{place})" in first.source
        assert not any(address in cell.source for cell in rest)
    readme = build.documents(root, [lesson])["README.md"]
    assert readme.count(f"({address}/01_line.ipynb)") == 1
    assert readme.count(f"({address}/solutions/01_line.ipynb)") == 1


def test_no_badge_while_the_course_is_not_published():
    text = as_text(make_notebook(parse_lesson(LESSON, "01_line"), Repository(), solved=False))
    assert "colab-badge" not in text


def executed(*outputs: dict, tags: tuple[str, ...] = ()) -> nbformat.NotebookNode:
    """Make a notebook of one cell as it is after running."""
    metadata = {"tags": list(tags)}
    cell = nbformat.v4.new_code_cell("1", id="one", execution_count=1, outputs=list(outputs), metadata=metadata)
    return nbformat.v4.new_notebook(cells=[cell])


def display(**data: str) -> dict:
    """Make an output with the given contents by MIME type."""
    bundle = {kind.replace("_", "/", 1): text for kind, text in data.items()}
    return nbformat.v4.new_output("display_data", data=bundle)


WIDGET = nbformat.v4.new_output(
    "display_data",
    data={"application/vnd.jupyter.widget-view+json": {"model_id": "1"}, "text/plain": "interactive()"},
)


@pytest.mark.parametrize(
    ("notebook", "complaint"),
    [
        (executed(nbformat.v4.new_output("stream", name="stderr", text="Warning")), "writes to stderr"),
        (executed(display(text_plain="<Axes at 0x7f1234567890>")), "address"),
        (executed(display(text_html="see /home/anna/course/x")), "a folder of this machine"),
        (executed(display(image_png="A" * 1_100_000)), "more than 1 MB"),
        (executed(tags=("nbval-check-output",)), "nothing to compare"),
        (executed(WIDGET), "widget"),
        (without_outputs(executed()), "not counted"),
    ],
)
def test_what_must_not_be_committed(notebook, complaint):
    assert complaint in " ".join(problems_of(notebook, ["/home/anna"]))


def test_what_may_be_committed():
    png = display(image_png=base64.b64encode(b"/home/anna").decode() + "/home/anna")
    assert not list(problems_of(executed(png, display(text_plain="4"), tags=("nbval-check-output",)), ["/home/anna"]))


def test_widgets_and_timing_are_dropped():
    notebook = executed(WIDGET, display(text_plain="4"))
    notebook.metadata["widgets"] = {"state": {}}
    notebook.cells[0].metadata["execution"] = {"iopub.execute_input": "2020"}
    drop_widgets(notebook)
    assert [out.data for out in notebook.cells[0].outputs] == [{"text/plain": "4"}]
    assert "widgets" not in notebook.metadata
    assert "execution" not in notebook.cells[0].metadata


def test_syllabus_that_makes_no_sense_is_refused(tmp_path):
    root = write_course(tmp_path)
    path = root / "lessons" / "course.toml"
    text = path.read_text(encoding="utf-8")
    for old, new, complaint in (
        ('kind = "core"', 'kind = "main"', "kind is core or companion"),
        ('needs = ["01_line"]', 'needs = ["07_curve"]', "07_curve"),
        ('name = "02_plane"', 'name = "01_line"', "twice"),
        ("minutes = 10\n", "", "minutes is missing"),
        ('question = "Why two numbers?"\n', "", "missing 1 required"),
        ("minutes = 10\n", "minutes = 10\nhours = 2\n", "hours"),
        ('"01_line"', '"01_arc"', "has no lesson '01_line'"),
        ("title = ", "title: ", "not valid TOML"),
    ):
        path.write_text(text.replace(old, new), encoding="utf-8")
        with pytest.raises(CourseError, match=complaint):
            build.documents(root, [parse_lesson(LESSON, "01_line")])
