"""An instructor's edit of a solved notebook comes back into the lesson, and nothing else does."""

import re
from pathlib import Path

import nbformat
import pytest

from harness.tiny_course import LESSON, write_course
from harness.tiny_part import PART, write_part
from tools import bring_back
from tools.files import ROOT
from tools.lesson_source import lesson_paths, read_lesson
from tools.notebooks import Repository, as_text, make_notebook
from tools.parts import Parts

REAL_LESSONS = lesson_paths(ROOT)


def solved(root: Path, name: str = "01_line", parts: Parts | None = None) -> nbformat.NotebookNode:
    """Make the lesson's solved notebook, with outputs that are not worth bringing back."""
    lesson = read_lesson(root / "lessons" / f"{name}.py")
    filling = (parts or Parts(root)).filling(lesson)
    notebook = make_notebook(lesson, Repository.of(root), solved=True, filling=filling)
    for count, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), start=1):
        cell.execution_count = count
        cell.outputs = [nbformat.v4.new_output("stream", text="an output")]
    return notebook


def colab(notebook: nbformat.NotebookNode, *, keeps_ids: bool = True) -> nbformat.NotebookNode:
    """Turn a notebook into what Colab saves: old format, its own metadata in every cell and a badge on top."""
    notebook.nbformat_minor = 0
    notebook.metadata = nbformat.from_dict({"colab": {"provenance": []}, "kernelspec": {"name": "python3"}})
    for number, cell in enumerate(notebook.cells):
        id = cell.pop("id")
        cell.source = re.sub(r"\A# @title (.*)", r'#@title \1 { display-mode: "form" }', cell.source)
        cell.metadata |= {"id": id if keeps_ids else f"x{number}Ab", "colab": {"base_uri": "https://localhost/"}}
        cell.metadata |= {"outputId": "5f3d", "cellView": "form"} if cell.cell_type == "code" else {}
    badge = nbformat.v4.new_markdown_cell('<a href="x">Open</a>', metadata={"id": "view-in-github"})
    badge.pop("id")
    notebook.cells.insert(0, badge)
    return notebook


def edit(notebook: nbformat.NotebookNode, old: str, new: str) -> None:
    """Replace a text in the one cell that has it."""
    (cell,) = (cell for cell in notebook.cells if old in cell.source)
    cell.source = cell.source.replace(old, new)


def write(notebook: nbformat.NotebookNode, path: Path) -> Path:
    """Save the notebook as an editor would."""
    nbformat.write(notebook, path)
    return path


@pytest.fixture(params=["", "https://github.com/owner/repo"], ids=["unpublished", "published"])
def course(request, tmp_path) -> Path:
    return write_course(tmp_path, url=request.param)


def source(root: Path, name: str = "01_line") -> str:
    return (root / "lessons" / f"{name}.py").read_bytes().decode()


@pytest.mark.parametrize("path", REAL_LESSONS, ids=lambda path: path.stem)
def test_real_lessons_come_back_byte_for_byte(path, tmp_path):
    root = write_course(tmp_path)
    text = path.read_bytes()
    (root / "lessons" / path.name).write_bytes(text)
    (root / "lessons" / "course.toml").write_bytes((ROOT / "lessons" / "course.toml").read_bytes())
    notebook = write(solved(root, path.stem, Parts(ROOT)), tmp_path / f"{path.stem}.ipynb")
    assert bring_back.bring_back(root, notebook) == ""
    assert (root / "lessons" / path.name).read_bytes() == text


@pytest.mark.parametrize("keeps_ids", [True, False])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Why does a line have two numbers?", "Why two?\n\nThink."),
        ("return slope * x  # SECRET-FUNCTION", "return x * slope"),
        ("settings = start(seed=1)", "settings = start(seed=2)"),
        ("SECRET-TEXT: why it works.", "It works."),
        ("noise.shape", "noise.shape, noise.dtype"),
    ],
)
def test_an_edit_on_colab_comes_back_as_exactly_that_edit(course, tmp_path, old, new, keeps_ids):
    notebook = colab(solved(course), keeps_ids=keeps_ids)
    edit(notebook, old, new)
    changes = bring_back.bring_back(course, write(notebook, tmp_path / "Copy of 01_line.ipynb"))
    commented = new.replace("\n\n", "\n#\n# ") if "Think" in new else new
    assert source(course) == LESSON.replace(old, commented)
    assert old in changes


def test_cells_can_be_added_moved_and_removed(course, tmp_path):
    notebook = solved(course)
    notebook.cells.insert(3, nbformat.v4.new_code_cell("extra = 1", metadata={"tags": ["slider", "hide-me"]}))
    notebook.cells.append(notebook.cells.pop(-2))  # the heading `end`
    edit(notebook, "Write the line.", "Write the line again.")
    notebook.cells = [cell for cell in notebook.cells if "SECRET-CELL" not in cell.source]
    bring_back.bring_back(course, write(notebook, tmp_path / "01_line.ipynb"))
    lesson = read_lesson(course / "lessons" / "01_line.py")
    assert [cell.name for cell in lesson.cells if cell.name] == [
        *("idea", "figure", "slider", "shape", "task", "line", "end")
    ]
    assert (lesson.cells[3].source, lesson.cells[3].tags) == ("extra = 1", ("slider",))
    assert "hide-me" not in source(course)


def test_tags_can_be_changed(course, tmp_path):
    notebook = solved(course)
    next(cell for cell in notebook.cells if cell.id == "shape").metadata["tags"] = []
    bring_back.bring_back(course, write(notebook, tmp_path / "01_line.ipynb"))
    assert source(course) == LESSON.replace('name="shape" tags=["nbval-check-output"]', 'name="shape"')


def unsolved_notebook(root: Path) -> str:
    lesson = read_lesson(root / "lessons" / "01_line.py")
    return as_text(make_notebook(lesson, Repository.of(root), solved=False))


def broken_rule(root: Path) -> str:
    notebook = solved(root)
    edit(notebook, "noise.shape", "%timeit noise")
    return nbformat.writes(notebook)


def lost_line(root: Path) -> str:
    notebook = solved(root)
    edit(notebook, "# What this lesson needs:", "")
    return nbformat.writes(notebook)


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("01_line.ipynb", unsolved_notebook, "would lose every solution"),
        ("01_line.ipynb", broken_rule, "magic"),
        ("01_line.ipynb", lost_line, "lost its line"),
        ("01_line.ipynb", lambda root: "{", "is not a notebook"),
        ("01_line.ipynb", None, "does not exist"),
        ("07_circle.ipynb", lambda root: nbformat.writes(solved(root)), "belongs to no lesson"),
        ("course.ipynb", lambda root: nbformat.writes(solved(root)), "belongs to no lesson"),
    ],
)
def test_what_cannot_come_back_changes_nothing(course, tmp_path, capsys, name, content, complaint):
    path = tmp_path / name
    if content:
        path.write_text(content(course), encoding="utf-8")
    assert bring_back.main([str(path)], course) == 1
    assert complaint in capsys.readouterr().err
    assert source(course) == LESSON
    assert sorted(p.name for p in (course / "lessons").iterdir()) == ["01_line.py", "concepts.csv", "course.toml"]


def opened(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Save the notebook as JupyterLab does after every folded cell was opened."""
    for cell in notebook.cells:
        cell.metadata.pop("jupyter", None)
    return notebook


def without_ids(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return colab(notebook, keeps_ids=False)


SAVED_BY = [lambda notebook: notebook, opened, colab, without_ids]


@pytest.mark.parametrize("saved", SAVED_BY, ids=["unchanged", "opened", "colab", "colab without ids"])
def test_a_part_comes_back_byte_for_byte(tmp_path, saved):
    root = write_part(tmp_path)
    notebook = solved(root)
    shown = "\n".join(cell.source for cell in notebook.cells)
    for written in ("| 35 minutes |", "### Exercise 1.2 · which letter?", "**Next part:** ", "# @title Setup"):
        assert written in shown
    assert bring_back.bring_back(root, write(saved(notebook), tmp_path / "01_line.ipynb")) == ""
    assert source(root) == PART


@pytest.mark.parametrize("saved", SAVED_BY, ids=["unchanged", "opened", "colab", "colab without ids"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# @title Figure: a line and its height", "# @title Figure: one line"),
        ("*draw* a line |", "*draw* lines |"),
        ("What we saw", "What we have seen"),
        ("twice as steep\n", "as steep again\n"),
        ("two minus", "two plus"),
    ],
)
def test_an_edit_of_a_part_comes_back_as_exactly_that_edit(tmp_path, saved, old, new):
    text = PART.replace("A line.", "A line, two minus one.")
    root = write_part(tmp_path, lesson=text)
    notebook = solved(root)
    edit(notebook, old.rstrip(), new.rstrip())
    bring_back.bring_back(root, write(saved(notebook), tmp_path / "01_line.ipynb"))
    assert source(root) == text.replace(old, new)


def test_an_exercise_that_is_added_has_no_number_in_the_source(tmp_path):
    root = write_part(tmp_path)
    notebook = solved(root)
    notebook.cells.insert(7, nbformat.v4.new_markdown_cell("### Exercise 1.9 · another"))
    bring_back.bring_back(root, write(notebook, tmp_path / "01_line.ipynb"))
    assert "# ### Exercise · another\n" in source(root)
