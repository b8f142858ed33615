"""No solution reaches a student: a canary sits in each one, and none may turn up in what students get."""

import io
import zipfile
from pathlib import Path

import pytest

from harness.tiny_course import COURSE, LESSON, write_course
from tools.documents.notebooks import Repository, as_text, make_notebook
from tools.files import ROOT
from tools.handout import archive, contents
from tools.source.lesson_source import lesson_paths, parse_lesson
from tools.source.solutions import BEGIN

REAL_LESSONS = lesson_paths(ROOT)
CANARY = "canary"


def with_canaries(source: str) -> tuple[str, int]:
    """Plant a canary as code and as comment into every solution, and as text into every solution of words."""
    lines, planted = [], 0
    for line in source.splitlines():
        lines.append(line)
        indent = line[: len(line) - len(line.lstrip())]
        in_cell = line.startswith("# %%") and '"solution"' in line
        if line.strip() == BEGIN or in_cell:
            text = in_cell and "[markdown]" in line
            lines += [f"# {CANARY}"] if text else [f'{indent}print("{CANARY}")', f"{indent}# {CANARY}"]
            planted += 1
    return "\n".join(lines) + "\n", planted


def handed_out(root: Path) -> dict[str, bytes]:
    """Everything in the handout, with what its archives hold."""
    files = contents(root)
    with zipfile.ZipFile(io.BytesIO(archive(files))) as packed:
        files |= {f"zip:{info.filename}": packed.read(info) for info in packed.infolist()}
    for place, content in list(files.items()):
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as packed:
                files |= {f"{place}:{info.filename}": packed.read(info) for info in packed.infolist()}
    return files


@pytest.mark.parametrize("path", [None, *REAL_LESSONS], ids=lambda path: path.stem if path else "01_line")
def test_no_canary_reaches_a_student(path: Path | None, tmp_path):
    name, source = ("01_line", LESSON) if path is None else (path.stem, path.read_text(encoding="utf-8"))
    planted_source, planted = with_canaries(source)
    assert planted > 0
    lesson = parse_lesson(planted_source, name)
    assert CANARY not in as_text(make_notebook(lesson, Repository(), solved=False))
    assert as_text(make_notebook(lesson, Repository(), solved=True)).count(CANARY) >= planted

    root = write_course(tmp_path)
    (root / "lessons" / "01_line.py").unlink()
    (root / "lessons" / f"{name}.py").write_text(planted_source, encoding="utf-8")
    (root / "lessons" / "course.toml").write_text(COURSE.replace("01_line", name), encoding="utf-8")
    solved = root / "notebooks" / "solutions" / f"{name}.ipynb"
    solved.parent.mkdir(parents=True)
    solved.write_text(CANARY, encoding="utf-8")
    files = handed_out(root)
    assert f"notebooks/{name}.ipynb" in files
    assert not [place for place, content in files.items() if CANARY.encode() in content]


def test_the_search_itself_would_find_a_canary(tmp_path):
    root = write_course(tmp_path)
    (root / "course_utils" / "leak.py").write_text(f"# {CANARY}", encoding="utf-8")
    with zipfile.ZipFile(root / "data" / "weights.npz", "w") as packed:
        packed.writestr("w.npy", CANARY)
    found = {place for place, content in handed_out(root).items() if CANARY.encode() in content}
    assert {"course_utils/leak.py", "zip:handout/course_utils/leak.py", "data/weights.npz:w.npy"} <= found
