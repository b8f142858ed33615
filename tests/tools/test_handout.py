"""What a class gets: complete enough to run, the same each time, and without answers."""

import io
import json
import subprocess
import sys
import zipfile

import nbformat
import pytest

from harness.tiny_course import LESSON, write_course
from tools import handout

CLAIMS = """
from course_utils import start as claim

claim("open")
# BEGIN SOLUTION
claim("only, solved")
slope = 3.0
# END SOLUTION
"""
MEASURED = """\
claim,seed,value
open,1,0.5
"only, solved",1,0.7
"only, solved",2,0.8
open,2,0.6
"""


def test_students_notebook_runs_from_the_unpacked_archive(tmp_path):
    root = write_course(tmp_path / "course")
    assert handout.main(root) == 0
    with zipfile.ZipFile(root / "handout.zip") as packed:
        packed.extractall(tmp_path / "class")
    notebook = tmp_path / "class" / "handout" / "notebooks" / "01_line.ipynb"
    cells = [cell.source for cell in nbformat.read(notebook, as_version=4).cells if cell.cell_type == "code"]
    script = "import matplotlib\nmatplotlib.use('Agg')\n" + "\n\n".join(cells)
    command = [sys.executable, "-P", "-c", script]
    result = subprocess.run(command, cwd=notebook.parent, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    assert result.stdout.endswith("checked True\nTrue\n")


def test_what_is_in_it_and_what_is_not(tmp_path):
    root = write_course(tmp_path)
    (root / "notebooks" / "solutions").mkdir(parents=True)
    (root / "notebooks" / "solutions" / "01_line.ipynb").write_text("{}", encoding="utf-8")
    (root / "course_utils" / "__pycache__").mkdir()
    (root / "course_utils" / "__pycache__" / "x.pyc").write_bytes(b"")
    (root / "data" / "measured" / ".running" / "01_line").mkdir(parents=True)
    (root / "data" / "measured" / ".running" / "01_line" / "1.csv").write_text("half a sweep", encoding="utf-8")
    assert sorted(handout.contents(root)) == [
        "Makefile",
        "README.md",
        "course_utils/__init__.py",
        "course_utils/checks/line.py",
        "data/cards/noise.md",
        "data/measured/01_line.csv",
        "notebooks/01_line.ipynb",
        "pyproject.toml",
        "requirements.txt",
        "tools/__init__.py",
        "tools/lab.py",
    ]
    readme = handout.contents(root)["README.md"].decode()
    assert "lessons:begin" in readme
    assert "instructors" not in readme
    assert "solutions" not in readme


def test_measurements_of_claims_that_only_a_solution_makes_stay_home(tmp_path):
    root = write_course(tmp_path, lesson=f'{LESSON}\n# %% tags=["exercise"]{CLAIMS}')
    (root / "data" / "measured" / "01_line.csv").write_text(MEASURED, encoding="utf-8")
    measured = handout.contents(root)["data/measured/01_line.csv"].decode()
    assert measured == "claim,seed,value\nopen,1,0.5\nopen,2,0.6\n"


def test_claim_of_a_solution_that_cannot_be_recognised_is_refused(tmp_path, capsys):
    lesson = LESSON + '\n# %% tags=["solution"]\nclaim(f"{noise} is random", 1)\n'
    root = write_course(tmp_path, lesson=lesson)
    assert handout.main(root) == 1
    assert "plain string" in capsys.readouterr().err
    assert not (root / "handout").exists()


def test_writing_again_gives_the_same_archive_and_takes_old_files_away(tmp_path):
    root = write_course(tmp_path)
    (root / "data" / "old.csv").write_text("1", encoding="utf-8")
    assert handout.main(root) == 0
    (root / "data" / "old.csv").unlink()
    assert handout.main(root) == 0
    first = (root / "handout.zip").read_bytes()
    assert handout.main(root) == 0
    assert (root / "handout.zip").read_bytes() == first
    on_disk = {path.relative_to(root).as_posix() for path in (root / "handout").rglob("*") if path.is_file()}
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert set(packed.namelist()) == on_disk
    assert "handout/data/old.csv" not in on_disk
    assert not list(root.glob(".handout*"))


@pytest.mark.parametrize("place", ["my_course/01_line.ipynb", "notebooks/01_line.ipynb"])
def test_work_done_inside_the_handout_is_not_lost(tmp_path, capsys, place):
    root = write_course(tmp_path)
    assert handout.main(root) == 0
    own = root / "handout" / place
    own.parent.mkdir(exist_ok=True)
    own.write_text(json.dumps("my work"), encoding="utf-8")
    assert handout.main(root) == 1
    assert f"handout/{place}" in capsys.readouterr().err
    assert own.read_text(encoding="utf-8") == '"my work"'
