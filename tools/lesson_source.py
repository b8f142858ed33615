"""Read a lesson's source, a jupytext percent script, and hold it to the rules of the course."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import jupytext
from nbformat import ValidationError

from tools.files import CourseError
from tools.solutions import find_regions, needless_of_solutions, without_solutions

FOLDED = {"setup", "figure", "claim"}  # the tags of cells that are closed when a student opens a part
TAGS = FOLDED | {"exercise", "further", "guess", "nbval-check-output", "primer", "slider", "solution"}
METADATA = {"name", "tags"}
# What jupytext notes about the layout of the script; it never reaches a notebook.
LAYOUT = {"lines_to_next_cell", "lines_to_end_of_cell_marker", "cell_marker"}
LESSON_NAME = re.compile(r"\d\d[a-z]?_[a-z0-9_]+")
CELL_NAME = re.compile(r"(?!cell-)[a-z][a-z0-9-]{0,62}[a-z0-9]")
HEADING = re.compile(r"^##[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """One cell of a lesson; `id` is its name, or its place for a cell without a name."""

    kind: str
    source: str
    id: str
    name: str | None = None
    tags: tuple[str, ...] = ()

    @cached_property
    def shown(self) -> str:
        """What the students' notebook shows of the cell."""
        return without_solutions(self.source) if self.kind == "code" else self.source

    @cached_property
    def is_folded(self) -> bool:
        """Whether a part in the new form shows its first line only."""
        return self.kind == "code" and bool(FOLDED & set(self.tags))

    @cached_property
    def is_visible_code(self) -> bool:
        """Whether students read it as code: neither folded nor a solution."""
        return self.kind == "code" and not self.is_folded and "solution" not in self.tags


@dataclass(frozen=True)
class Lesson:
    """A lesson as its author wrote it, solutions included."""

    name: str
    cells: tuple[Cell, ...]

    @cached_property
    def sections(self) -> dict[str, str | None]:
        """Cell id -> heading of the section it stands in; None before the first `##` heading."""
        section, sections = None, {}
        for cell in self.cells:
            headings = HEADING.findall(cell.source) if cell.kind == "markdown" else []
            sections[cell.id] = headings[0] if headings else section
            section = headings[-1] if headings else section
        return sections


def lesson_paths(root: Path, only: str | None = None) -> list[Path]:
    """The sources of all lessons, or of those whose name begins with `only` (a number such as 02)."""
    paths = sorted((root / "lessons").glob("*.py"))
    for path in paths:
        if not LESSON_NAME.fullmatch(path.stem):
            raise CourseError(f"lessons/{path.name}: a lesson is named like 02_xor.py.")
    chosen = [path for path in paths if only is None or path.stem.startswith(only)]
    if only is not None and not chosen:
        known = ", ".join(path.stem for path in paths) or "none"
        raise CourseError(f"No lesson begins with {only!r}; there are: {known}.")
    return chosen


def read_lesson(path: Path) -> Lesson:
    """Parse and check a lesson's file."""
    try:
        return parse_lesson(path.read_text(encoding="utf-8"), path.stem)
    except UnicodeDecodeError as error:
        raise CourseError(f"lessons/{path.name} is not UTF-8 text: {error}.") from None


def parse_lesson(text: str, name: str) -> Lesson:
    """Parse and check a lesson; everything that is wrong with it is reported at once."""
    try:
        raw_cells = jupytext.reads(text, fmt="py:percent").cells
    except ValidationError as error:
        raise CourseError(f"lessons/{name}.py has a wrong cell marker: {error.message}.") from None
    cells = [_cell(raw, id) for raw, id in zip(raw_cells, cell_ids(raw_cells), strict=True)]
    problems = [
        f"cell `{cell.id}`: {problem}"
        for cell, raw in zip(cells, raw_cells, strict=True)
        for problem in _cell_problems(cell, set(raw.metadata))
    ]
    problems += _lesson_problems(cells)
    if problems := problems or needless_of_solutions(cells):
        raise CourseError("\n".join(f"lessons/{name}.py, {problem}" for problem in problems))
    return Lesson(name, tuple(cells))


def cell_ids(raw_cells: list) -> list[str]:
    """Return the id that each cell has in the notebooks: its name, or its place in the lesson."""
    return [str(raw.metadata.get("name") or f"cell-{n:02d}") for n, raw in enumerate(raw_cells, start=1)]


def _cell(raw: dict, id: str) -> Cell:
    tags = raw.metadata.get("tags", [])
    tags = tuple(map(str, tags)) if isinstance(tags, list) else (str(tags),)
    return Cell(raw.cell_type, raw.source, id, id if "name" in raw.metadata else None, tags)


def _cell_problems(cell: Cell, keys: set[str]) -> Iterator[str]:
    if keys & {"incorrectly_encoded_metadata", "title"}:
        yield 'its marker line is not understood: quote the values, as in `# %% name="line" tags=["setup"]`.'
    elif unknown := keys - METADATA - LAYOUT:
        yield f"unknown metadata {', '.join(sorted(unknown))}: only name and tags are allowed."
    if unknown := set(cell.tags) - TAGS:
        yield f"unknown tag {', '.join(sorted(unknown))}: the tags are {', '.join(sorted(TAGS))}."
    if cell.name is not None and not CELL_NAME.fullmatch(cell.name):
        yield "a name has small letters, digits and dashes, as in best-line, and does not begin with `cell-`."
    if cell.kind == "code":
        yield from _code_problems(cell)
    elif cell.kind == "markdown":
        yield from _markdown_problems(cell)
    else:
        yield f"is a {cell.kind} cell: use code or Markdown."


def _code_problems(cell: Cell) -> Iterator[str]:
    try:
        tree = ast.parse(cell.source)
    except SyntaxError as error:
        if any(line.lstrip().startswith(("!", "%", "?")) for line in cell.source.splitlines()):
            yield "has a shell command or a magic: use Python, which runs everywhere and reports its errors."
        else:
            yield f"is not valid Python: {error.msg} in its line {error.lineno}."
        return
    if re.search(r"#\s*(NBVAL_|PYTEST_VALIDATE_)", cell.source, re.IGNORECASE):
        yield 'has an nbval comment: use the tag, as in `tags=["nbval-check-output"]`.'
    if "tensorflow" in _imported(tree):
        yield "imports tensorflow: the lessons use Keras alone, so that they run on every backend."
    try:
        if find_regions(cell.source) and "exercise" not in cell.tags:
            yield 'has a solution but is no exercise: add `tags=["exercise"]`.'
        without_solutions(cell.source)
    except CourseError as error:
        yield str(error)


def _markdown_problems(cell: Cell) -> Iterator[str]:
    try:
        marked = bool(find_regions(cell.source))
    except CourseError:
        marked = True
    if marked:
        yield 'has solution markers, which work in code only: put the text into a cell tagged "solution".'
    if "solution" in cell.tags and HEADING.search(cell.source):
        yield "is a solution with a `##` heading, which students would lack: give the heading its own cell."


def _imported(tree: ast.Module) -> set[str]:
    modules = [a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names]
    modules += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {module.split(".")[0] for module in modules}


def _lesson_problems(cells: list[Cell]) -> Iterator[str]:
    setups = [cell for cell in cells if "setup" in cell.tags and cell.kind == "code"]
    if len(setups) != 1:
        yield f'exactly one code cell is tagged "setup", not {len(setups)}: it holds the imports and start().'
    names = [cell.name for cell in cells if cell.name]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"the name `{name}` is used twice: every cell has its own."
    if not cells or cells[0].kind != "markdown" or not cells[0].source.startswith("# "):
        yield "the first cell is Markdown and begins with the title, `# Title`."
