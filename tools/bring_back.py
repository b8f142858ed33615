"""Bring an edited solved notebook back into its lesson (make bring-back NOTEBOOK=path).

    python -m tools.bring_back path/to/02_xor.ipynb

What the build adds (badge, first lines of the set-up cell, outputs; in a part that names a path also minutes, numbers
of exercises and the next parts) and what Colab adds (its metadata) is taken off; names, tags and layout come from the
lesson's present source. Whether a cell was folded or opened makes no difference.
"""

import argparse
import difflib
import re
import sys
from pathlib import Path

import jupytext
import nbformat

from tools.files import ROOT, CourseError, write_atomically
from tools.lesson_source import LESSON_NAME, TAGS, cell_ids, parse_lesson
from tools.notebooks import BADGE, BOOTSTRAP_BEGIN, BOOTSTRAP_END
from tools.placeholders import SETUP_TITLE, empty
from tools.solutions import BEGIN
from tools.syllabus import read_syllabus

COPY = re.compile(r"^copy[ _]of[ _]|( ?\(\d+\)|[-_ ]copy\d*)$", re.IGNORECASE)  # what a second copy is named

# The title line of a folded cell as Colab may write it: `#@title Figure: a line { display-mode: "form" }`
TITLE = re.compile(r"\A#[ \t]*@title[ \t]+(.*?)(?:[ \t]*\{[^{}\n]*display-mode[^{}\n]*\})?[ \t]*$", re.MULTILINE)


def bring_back(root: Path, notebook: Path) -> str:
    """Write the notebook's changes into its lesson and return them as a diff, empty if there are none."""
    path = _lesson_path(root, notebook)
    old = path.read_text(encoding="utf-8")
    is_part = read_syllabus(root).path_of(path.stem) is not None
    new = _source(old, _read(notebook), is_part)
    if new != old:
        parse_lesson(new, path.stem)
        write_atomically(path, new)
    names = f"lessons/{path.name}", f"lessons/{path.name}, brought back"
    return "\n".join(difflib.unified_diff(old.splitlines(), new.splitlines(), *names, lineterm="", n=1))


def _lesson_path(root: Path, notebook: Path) -> Path:
    """Find the lesson by the notebook's file name, also by that of a second copy."""
    name = COPY.sub("", notebook.stem)
    path = root / "lessons" / f"{name}.py"
    if not LESSON_NAME.fullmatch(name) or not path.is_file():
        raise CourseError(f"{notebook.name} belongs to no lesson: name it after one, as in 02_xor.ipynb.")
    return path


def _read(notebook: Path) -> nbformat.NotebookNode:
    try:
        return nbformat.read(notebook, as_version=4)
    except FileNotFoundError:
        raise CourseError(f"{notebook} does not exist.") from None
    except (nbformat.reader.NotJSONError, UnicodeDecodeError):
        raise CourseError(f"{notebook} is not a notebook.") from None


def _source(old: str, notebook: nbformat.NotebookNode, is_part: bool) -> str:
    """Make the lesson's new source from its old one and the edited notebook."""
    lesson = jupytext.reads(old, fmt="py:percent")
    edited = [cell for cell in notebook.cells if cell.metadata.get("id") != "view-in-github"]  # Colab's own badge
    if any(map(_is_solution, lesson.cells)) and not any(map(_is_solution, edited)):
        raise CourseError(
            "This is the students' notebook: bringing it back would lose every solution. "
            "Edit the one in notebooks/solutions/ instead."
        )
    for cell in edited:
        cell.source = _own_text(cell, is_part)
    partners = _partners(lesson.cells, edited)
    lesson.cells = [_clean(cell, partner) for cell, partner in zip(edited, partners, strict=True)]
    lesson.metadata.setdefault("jupytext", {})["cell_metadata_filter"] = "name,tags,-all"
    return jupytext.writes(lesson, fmt="py:percent")


def _is_solution(cell: nbformat.NotebookNode) -> bool:
    return "solution" in cell.metadata.get("tags", []) or BEGIN in cell.source


def _partners(original: list, edited: list) -> list[nbformat.NotebookNode | None]:
    """Find for every edited cell the cell of the lesson that it was; None for a new one."""
    by_id = dict(zip(cell_ids(original), original, strict=True))
    partners = [by_id.pop(cell.get("id") or cell.metadata.get("id"), None) for cell in edited]
    if any(partner is not None for partner in partners):
        return partners
    # An editor dropped all ids: go by the text, and by the order where as many cells changed as there were.
    before, after = ([(cell.cell_type, cell.source.rstrip("\n")) for cell in cells] for cells in (original, edited))
    for _, i, i_end, j, j_end in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if i_end - i == j_end - j:
            partners[j:j_end] = original[i:i_end]
    return partners


def _clean(cell: nbformat.NotebookNode, partner: nbformat.NotebookNode | None) -> nbformat.NotebookNode:
    """Reduce a cell to what its author wrote."""
    metadata = dict(partner.metadata) if partner else {}
    tags = [tag for tag in cell.metadata.get("tags", []) if tag in TAGS]
    if set(tags) != set(metadata.get("tags", [])):
        metadata |= {"tags": tags}
    new_cell = getattr(nbformat.v4, f"new_{cell.cell_type}_cell")
    return new_cell(cell.source, metadata={key: value for key, value in metadata.items() if value != []})


def _own_text(cell: nbformat.NotebookNode, is_part: bool) -> str:
    """Take off what the build wrote into the cell."""
    if cell.cell_type != "code":
        text = BADGE.sub("", cell.source).rstrip("\n")
        return empty(text) if is_part else text
    source = TITLE.sub(r"# @title \1", cell.source).removeprefix(f"{SETUP_TITLE}\n") if is_part else cell.source
    if not source.startswith(BOOTSTRAP_BEGIN):
        return source.rstrip("\n")
    _, mark, own = source.partition(f"\n{BOOTSTRAP_END}\n")
    if not mark:
        raise CourseError(f"The set-up cell lost its line `{BOOTSTRAP_END}`: put it back above the lesson's imports.")
    return own.rstrip("\n")


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.bring_back", description=__doc__.splitlines()[0])
    parser.add_argument("notebook", type=Path, help="the edited copy of a notebook from notebooks/solutions/")
    try:
        changes = bring_back(root, parser.parse_args(arguments).notebook)
    except CourseError as error:
        print(f"{error}\nNothing was changed.", file=sys.stderr)
        return 1
    print(changes or "The notebook brings nothing new.")
    if changes:
        print("\nLook at the difference above, then run `make notebooks`.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
