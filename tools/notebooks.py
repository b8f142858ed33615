"""Make the notebooks of a lesson from its source, and say what is wrong with a notebook."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tools import folding
from tools.files import read_toml
from tools.lesson_source import Lesson
from tools.placeholders import SETUP_TITLE, Filling

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}
MAX_BYTES = 1_000_000
BADGE_IMAGE = "https://colab.research.google.com/assets/colab-badge.svg"
BADGE = re.compile(r"\n*\[!\[Open in Colab\]\([^)]*\)\]\([^)]*\)")

BOOTSTRAP_BEGIN = "# The same in every lesson: find the course folder; on Colab, fetch it first."
BOOTSTRAP_END = "# What this lesson needs:"
BOOTSTRAP = """\
import os
import subprocess
import sys
from pathlib import Path

here = Path.cwd()
places = [here, *here.parents, here / "course"]
course = next((place for place in places if (place / "course_utils").is_dir()), None)
if course is None and ("google.colab" in sys.modules or "COLAB_RELEASE_TAG" in os.environ):
    {fetch}
elif course is None:
    raise RuntimeError("Open this notebook from inside the course folder, which holds course_utils/.")
sys.path.insert(0, str(course))
"""
CLONE = """\
course = here / "course"
    address = "{url}"
    subprocess.run(["git", "clone", "-q", "--depth=1", "--branch={ref}", address, str(course)], check=True)"""
NO_ADDRESS = """\
raise RuntimeError(
        "This course is not published yet, so it cannot be fetched: upload the whole course folder to "
        "Colab, or set repository in pyproject.toml and run make notebooks."
    )"""


@dataclass(frozen=True)
class Repository:
    """Where the course can be fetched from; an empty URL while it is not published."""

    url: str = ""
    ref: str = "main"

    @classmethod
    def of(cls, root: Path) -> "Repository":
        """Read `[tool.course]` of pyproject.toml."""
        settings = read_toml(root / "pyproject.toml").get("tool", {}).get("course", {})
        url, ref = settings.get("repository", ""), settings.get("ref") or "main"
        return cls(url.rstrip("/").removesuffix(".git"), ref)

    def badge(self, place: str) -> str:
        """Markdown of the Open-in-Colab badge for a file of the repository; empty if Colab cannot open it."""
        if not (owner := re.fullmatch(r"https://github\.com/([^/]+/[^/]+)", self.url)):
            return ""
        address = f"https://colab.research.google.com/github/{owner[1]}/blob/{self.ref}/{place}"
        return f"[![Open in Colab]({BADGE_IMAGE})]({address})"

    def bootstrap(self) -> str:
        """First lines of the set-up cell: they make `course_utils` importable wherever the notebook runs."""
        fetch = CLONE.format(ref=self.ref, url=self.url) if self.url else NO_ADDRESS
        return f"{BOOTSTRAP_BEGIN}\n{BOOTSTRAP.format(fetch=fetch)}\n{BOOTSTRAP_END}\n"


def unsolved_place(name: str) -> str:
    """Where the students' notebook lies, seen from the top of the course."""
    return f"notebooks/{name}.ipynb"


def solved_place(name: str) -> str:
    """Where the solved notebook lies, seen from the top of the course."""
    return f"notebooks/solutions/{name}.ipynb"


def make_notebook(
    lesson: Lesson, repository: Repository, *, solved: bool, filling: Filling | None = None
) -> nbformat.NotebookNode:
    """Make the solved or the students' notebook, without outputs.

    Parameters
    ----------
    lesson : Lesson
        Its source.
    repository : Repository
        Where its badge leads, and where Colab fetches the course.
    solved : bool
        Whether solutions are kept.
    filling : Filling or None
        What the build writes into a part in the new form, whose plumbing is folded; None for an older lesson.
    """
    badge = repository.badge(solved_place(lesson.name) if solved else unsolved_place(lesson.name))
    cells = []
    for position, cell in enumerate(lesson.cells):
        if "solution" in cell.tags and not solved:
            continue
        source = cell.source if solved else cell.shown
        if filling is not None and cell.kind == "markdown":
            source = filling.fill(cell)
        if position == 0 and badge:
            source += f"\n\n{badge}"
        if "setup" in cell.tags and cell.kind == "code":
            source = repository.bootstrap() + source
            source = source if filling is None else f"{SETUP_TITLE}\n{source}"
        metadata = {} if filling is None else folding.metadata(cell)
        tags = [tag for tag in cell.tags if solved or tag != "nbval-check-output"]
        tags += [folding.HIDDEN] if metadata else []
        new_cell = new_code_cell if cell.kind == "code" else new_markdown_cell
        cells.append(new_cell(source, id=cell.id, metadata=metadata | ({"tags": tags} if tags else {})))
    return new_notebook(cells=cells, metadata=METADATA)


def without_outputs(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Make a copy of the notebook as it was before it ran."""
    bare = nbformat.from_dict(notebook)
    for cell in bare.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return bare


def as_text(notebook: nbformat.NotebookNode) -> str:
    """Write a notebook as the text of its file, always the same for the same content."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def drop_widgets(notebook: nbformat.NotebookNode) -> None:
    """Remove what only a running kernel can show, and what differs from run to run."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = [out for out in cell.outputs if not _is_widget(out)]


def _is_widget(out: nbformat.NotebookNode) -> bool:
    return any("widget" in kind for kind in out.get("data", {}))


def problems_of(notebook: nbformat.NotebookNode, private: list[str]) -> Iterator[str]:
    """Say what keeps an executed notebook from being committed.

    Parameters
    ----------
    notebook : NotebookNode
        An executed notebook.
    private : list of str
        Folders of this machine that must not show up in it.
    """
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        yield "its cells are not counted 1, 2, 3, ... in order."
    for cell in code:
        for problem in _output_problems(cell, private):
            yield f"cell `{cell.id}` {problem}"
    if (size := len(as_text(notebook).encode())) >= MAX_BYTES:
        yield f"it has {size / 1e6:.1f} MB, more than 1 MB: draw fewer or smaller figures."


def _output_problems(cell: nbformat.NotebookNode, private: list[str]) -> Iterator[str]:
    if "nbval-check-output" in cell.metadata.get("tags", []) and not cell.outputs:
        yield "is tagged nbval-check-output but shows nothing to compare."
    for out in cell.outputs:
        if out.output_type == "error":
            yield f"failed with {out.ename}: {out.evalue}"
        elif out.get("name") == "stderr":
            yield f"writes to stderr, which must stay empty: {out.text.strip()[:300]!r}"
        elif _is_widget(out):
            yield "shows a widget, which is dead without a kernel: it must not be stored."
        for text in _texts(out):
            if re.search(r" at 0x[0-9a-fA-F]{6,}", text):
                yield "prints an object's address, which differs from run to run: end its last line with `;`."
            for folder in private:
                if folder in text:
                    yield f"prints {folder}, a folder of this machine."


def _texts(out: nbformat.NotebookNode) -> Iterator[str]:
    if isinstance(out.get("text"), str):
        yield out.text
    for kind, content in out.get("data", {}).items():
        if isinstance(content, str) and not (kind.startswith("image/") and kind != "image/svg+xml"):
            yield content
