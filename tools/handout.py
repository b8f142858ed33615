"""Write what a class gets (make handout): `handout/` and `handout.zip`, without solutions.

In it is all that the students' notebooks need, and nothing that gives an answer away: no solved notebooks, no
lesson sources, no measurements of claims that only a solution makes.
"""

import ast
import csv
import io
import re
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tools.files import ROOT, CourseError, write_atomically
from tools.lesson_source import Lesson, lesson_paths, read_lesson
from tools.notebooks import Repository, as_text, make_notebook, unsolved_place
from tools.parts import Parts

FOLDER, ARCHIVE = "handout", "handout.zip"
# Files and folders that are handed out as they are.
COPIED = (
    "LICENSE*",
    "Makefile",
    "environment.yml",
    "pyproject.toml",
    "requirements*.txt",
    "course_utils",
    "data",
    "notebooks/GLOSSARY.md",
    "notebooks/INDEX.md",
    "tools/__init__.py",
    "tools/jupyter",
    "tools/lab.py",
    "tools/set_up*",
)
LEFT_OUT = {"__pycache__", "cache", ".ipynb_checkpoints", ".gitignore", ".DS_Store", "requirements-dev.txt"}
MEASURED = PurePosixPath("data/measured")
INSTRUCTORS = re.compile(r"<!-- instructors:begin -->.*?<!-- instructors:end -->\n?", re.DOTALL)
SOLUTIONS = re.compile(r"<!-- solutions:begin -->.*?<!-- solutions:end -->\n?", re.DOTALL)
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same archive for the same content, whenever it is written


def contents(root: Path) -> dict[str, bytes]:
    """Collect the handout: place, seen from its top -> content."""
    lessons = [read_lesson(path) for path in lesson_paths(root)]
    repository, parts = Repository.of(root), Parts(root)
    files = {place: (root / place).read_bytes() for place in _copied(root)}
    for lesson in lessons:
        notebook = make_notebook(lesson, repository, solved=False, filling=parts.filling(lesson))
        files[unsolved_place(lesson.name)] = as_text(notebook).encode()
    secret = set().union(*(solution_claims(lesson) for lesson in lessons))
    for place in files:
        if PurePosixPath(place).is_relative_to(MEASURED) and place.endswith(".csv"):
            files[place] = _without_claims(files[place], secret)
    readme = (root / "README.md").read_text(encoding="utf-8")
    files["README.md"] = SOLUTIONS.sub("", INSTRUCTORS.sub("", readme)).encode()
    return dict(sorted(files.items()))


def _copied(root: Path) -> Iterator[str]:
    for pattern in COPIED:
        for found in root.glob(pattern):
            for path in found.rglob("*") if found.is_dir() else [found]:
                place = path.relative_to(root)
                if path.is_file() and not path.is_symlink() and not LEFT_OUT & set(place.parts):
                    yield place.as_posix()


def solution_claims(lesson: Lesson) -> set[str]:
    """Return the statements that only solutions claim; their measurements would give the answer away."""
    code = [cell for cell in lesson.cells if cell.kind == "code"]
    everything = {claim for cell in code for claim in _claims(cell.source)}
    shown = {claim for cell in code if "solution" not in cell.tags for claim in _claims(cell.shown)}
    secret = [ast.parse(claim, mode="eval").body for claim in everything - shown]
    for statement in secret:
        if not isinstance(statement, ast.Constant):
            raise CourseError(
                f"lessons/{lesson.name}.py: a solution claims {ast.unparse(statement)}. Write its "
                "statement as a plain string, so that the handout can leave its measurements out."
            )
    return {statement.value for statement in secret}


def _claims(source: str) -> Iterator[str]:
    """Yield the statement of every call of `claim`, as code."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "claim":
            named = [keyword.value for keyword in node.keywords if keyword.arg == "statement"]
            yield from (ast.unparse(statement) for statement in [*node.args, *named][:1])


def _without_claims(table: bytes, secret: set[str]) -> bytes:
    """Leave out every row of a table that holds one of the statements."""
    rows = csv.reader(io.StringIO(table.decode(), newline=""))
    kept = io.StringIO(newline="")
    csv.writer(kept, lineterminator="\n").writerows(row for row in rows if not secret & set(row))
    return kept.getvalue().encode()


def archive(files: dict[str, bytes]) -> bytes:
    """Pack the files under one folder; the same files give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for place, content in files.items():
            info = zipfile.ZipInfo(f"{FOLDER}/{place}", EPOCH)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            target.writestr(info, content)
    return packed.getvalue()


def write_handout(root: Path) -> int:
    """Write folder and archive; return the number of files."""
    files = contents(root)
    folder = root / FOLDER
    if foreign := _foreign(root):
        raise CourseError(f"{foreign} was not written by this tool: move your own files out of {FOLDER}/.")
    with tempfile.TemporaryDirectory(dir=root, prefix=".handout-") as temporary:
        fresh = Path(temporary) / FOLDER
        for place, content in files.items():
            (fresh / place).parent.mkdir(parents=True, exist_ok=True)
            (fresh / place).write_bytes(content)
        if folder.exists():
            folder.rename(Path(temporary) / "old")
        fresh.rename(folder)
    write_atomically(root / ARCHIVE, archive(files))
    return len(files)


def _foreign(root: Path) -> str | None:
    """Find a file in the folder that is not, with the same content, in the archive of the last time."""
    known = {}
    if (root / ARCHIVE).exists():
        with zipfile.ZipFile(root / ARCHIVE) as packed:
            known = {info.filename: packed.read(info) for info in packed.infolist()}
    for path in sorted((root / FOLDER).rglob("*")):
        place = path.relative_to(root).as_posix()
        if path.is_file() and "__pycache__" not in path.parts and known.get(place) != path.read_bytes():
            return place
    return None


def main(root: Path = ROOT) -> int:
    """Run the command line."""
    try:
        number = write_handout(root)
    except (CourseError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{FOLDER}/ and {ARCHIVE}: {number} files, no solutions.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
