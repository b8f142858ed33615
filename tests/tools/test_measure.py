"""Measurements: resumed where a run was killed, confirmed, tried on other seeds, and known to be stale."""

import os
import shutil
import subprocess
import sys

import pytest

from harness.tiny_course import write_course
from tools import build, measure
from tools.files import CourseError
from tools.measuring import measurements
from tools.source.lesson_source import read_lesson

LESSON = """\
# %% [markdown]
# # A line

# %% tags=["setup"]
import os
from pathlib import Path

from course_utils import checks, start

start("01_line", seed=1)

# %% name="fit"
seed = int(os.environ["COURSE_SEED"])
with Path("runs.txt").open("a") as runs:
    runs.write(f"{seed}\\n")
exec(Path("event.py").read_text())
slope = 2.0 + seed / 1000

# %% name="claims"
checks.claim("the slope is large", slope, low=1.0, high=2.1, control=0.0)
checks.claim("profile", float(os.environ["COURSE_PROFILE"] == "full"), low=0.0)
"""

# Stands for course_utils.checks and .measured: it keeps what it is given, as those do.
CHECKS = """\
import csv, os

def claim(statement, value, low="", high="", control=""):
    is_new = not os.path.exists(os.environ["COURSE_RECORD"])
    with open(os.environ["COURSE_RECORD"], "a", newline="") as file:
        writer = csv.writer(file)
        if is_new:
            writer.writerow(["statement", "value", "low", "high", "control"])
        writer.writerow([statement, value, low, high, control])
"""


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch):
    monkeypatch.delenv("COURSE_DATA", raising=False)
    monkeypatch.delenv("KERAS_BACKEND", raising=False)


def make_course(root):
    write_course(root, lesson=LESSON)
    (root / "data" / "measured" / "01_line.csv").unlink()
    (root / "course_utils" / "checks.py").write_text(CHECKS, encoding="utf-8")
    (root / "event.py").write_text("", encoding="utf-8")
    return root


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path)


@pytest.fixture(scope="module")
def once_measured(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("measured"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COURSE_DATA", raising=False)
        patch.delenv("KERAS_BACKEND", raising=False)
        assert run(course) == 0
    runs(course)
    return course


@pytest.fixture
def measured_course(once_measured, tmp_path):
    return shutil.copytree(once_measured, tmp_path / "course")


def run(course, *arguments):
    return measure.main(["--workers", "1", *arguments], root=course)


def event(course, code):
    """Let something happen in the middle of a run."""
    (course / "event.py").write_text(code, encoding="utf-8")


def change(course, old, new):
    path = course / "lessons" / "01_line.py"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def runs(course):
    """Return the seeds that ran since this was asked last."""
    path = course / "runs.txt"
    seeds = [int(line) for line in path.read_text().split()] if path.exists() else []
    path.unlink(missing_ok=True)
    return seeds


def table(course):
    return measurements.read_table(course / "data" / "measured" / "01_line.csv")


def tables(course):
    """Return everything below data/measured, to see whether it was touched."""
    return {path: path.read_bytes() for path in (course / "data" / "measured").rglob("*") if path.is_file()}


def is_stale(course):
    return measurements.is_stale(course, read_lesson(course / "lessons" / "01_line.py"), measure.Code(course))


def test_every_row_says_what_it_was_measured_with(measured_course):
    rows = table(measured_course)
    assert [row["seed"] for row in rows] == [str(seed) for seed in range(1, 21) for _ in range(2)]
    assert float(rows[2]["value"]) == 2.002
    assert {row["profile"] for row in rows} == {"quick"}
    assert all(row["backend"].startswith("tensorflow 2.") for row in rows)
    assert len({row["digest"] for row in rows}) == 1
    assert not is_stale(measured_course)
    assert not list((measured_course / "data" / "measured" / ".running").iterdir())


def kill_in_the_middle(course):
    event(course, "if seed == 5: os.kill(os.getppid(), 9)")
    code = f"from pathlib import Path; from tools import measure; measure.main(['--workers=1'], Path({str(course)!r}))"
    root = str(measure.ROOT)
    done = subprocess.run([sys.executable, "-c", code], cwd=root, env=os.environ | {"PYTHONPATH": root})
    assert done.returncode == -9
    event(course, "")
    assert runs(course) == [1, 2, 3, 4, 5]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_sweep_goes_on_where_it_stopped(course):
    kill_in_the_middle(course)
    assert not table(course)
    assert run(course) == 0
    assert runs(course) == list(range(5, 21))
    assert len(table(course)) == 40


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_sweep_starts_anew_where_the_code_was_changed(course):
    kill_in_the_middle(course)
    change(course, "2.0 + seed", "1.9 + seed")
    assert run(course) == 0
    assert runs(course) == list(range(1, 21))
    assert float(table(course)[0]["value"]) == pytest.approx(1.901)


def test_a_failing_seed_loses_only_itself(course, capsys):
    event(course, "if seed == 7: raise RuntimeError('no luck')")
    assert run(course) == 1
    said = capsys.readouterr().err
    assert "01_line stopped with seed 7" in said
    assert "no luck" in said
    assert "19 of 20 seeds are kept" in said
    assert runs(course) == list(range(1, 21))
    assert not table(course)
    event(course, "")
    assert run(course) == 0
    assert runs(course) == [7]
    assert len(table(course)) == 40


def test_code_that_changes_while_it_runs_is_not_kept(course, capsys):
    event(course, "if seed == 20: p = Path('lessons/01_line.py'); p.write_text(p.read_text() + '\\nslope = 3\\n')")
    assert run(course) == 1
    assert "was changed while it ran" in capsys.readouterr().err
    assert not table(course)


def test_only_what_is_stale_is_measured_on_request(measured_course):
    assert run(measured_course, "--only-stale") == 0
    assert runs(measured_course) == []
    change(measured_course, "2.0 + seed", "1.9 + seed")
    assert run(measured_course, "--only-stale") == 0
    assert runs(measured_course) == list(range(1, 21))
    assert not is_stale(measured_course)


def test_the_check_names_a_stale_table_and_runs_nothing(measured_course):
    def stale():
        return [fault for fault in build.check(measured_course) if fault.startswith("data/measured")]

    assert not stale()
    change(measured_course, "2.0 + seed", "1.9 + seed")
    [fault] = stale()
    assert "01_line.csv was measured with other code: make measure LESSON=01_line" in fault
    (measured_course / "data" / "measured" / "01_line.csv").rename(
        measured_course / "data" / "measured" / "02_plane.csv"
    )
    missing, orphan = stale()
    assert "01_line.csv is missing" in missing
    assert "02_plane.csv belongs to no lesson" in orphan
    assert runs(measured_course) == []


def test_other_seeds_are_tried_and_nothing_is_written(measured_course, capsys):
    before = tables(measured_course)
    assert run(measured_course, "--hold", "31-33,40") == 0
    said = capsys.readouterr().out
    assert "4 of 4 inside: the slope is large" in said
    assert "4 of 4 inside: profile" in said
    assert runs(measured_course) == [31, 32, 33, 40]
    assert run(measured_course, "--hold", "99-101") == 1
    failed = capsys.readouterr()
    assert "2 of 3 inside: the slope is large" in failed.out
    assert "seed 101 gives 2.101, the band is 1 to 2.1" in failed.err
    assert tables(measured_course) == before


def test_the_full_profile_is_tried_and_nothing_else(measured_course, capsys):
    change(measured_course, '== "full"), low=0.0', '== "full"), low=1.0')
    assert run(measured_course, "--hold", "1", "--profile", "full") == 0
    assert run(measured_course, "--hold", "1") == 1
    with pytest.raises(SystemExit):
        run(measured_course, "--profile", "full")
    assert "--profile goes with --hold" in capsys.readouterr().err


def test_a_refactoring_is_confirmed(measured_course):
    before = table(measured_course)
    change(measured_course, "slope = 2.0 + seed / 1000", "slope = seed * 1e-3 + 2")
    assert is_stale(measured_course)
    assert run(measured_course, "--confirm") == 0
    assert runs(measured_course) == [1, 2, 3]
    assert not is_stale(measured_course)
    after = table(measured_course)
    assert [row | {"digest": ""} for row in after] == [row | {"digest": ""} for row in before]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("seed / 1000", "seed / 1000 + (seed == 2) * 1e-5", "seed 2: the value of 'the slope is large' was 2.002"),
        ("control=0.0", "control=0.1", "the control of 'the slope is large' was 0.0 and is 0.1"),
        (
            "slope = 2.0 + seed / 1000",
            "slope = 2.0 + seed / 1000\nchecks.claim('more', 1.0, low=0.0)",
            "'more' was not measured before",
        ),
        ('claim("profile", float', 'claim("the profile", 0 + float', "'profile' is not measured any more"),
    ],
)
def test_a_changed_number_is_not_confirmed(measured_course, capsys, old, new, fault):
    change(measured_course, old, new)
    before = tables(measured_course)
    assert run(measured_course, "--confirm", "2") == 1
    said = capsys.readouterr().err
    assert fault in said
    assert "nothing was written; a new measurement is needed" in said
    assert tables(measured_course) == before
    assert is_stale(measured_course)


def git(course, *arguments):
    who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "core.autocrlf=false"]
    subprocess.run(["git", *who, *arguments], cwd=course, check=True, capture_output=True)


def test_another_machine_confirms_against_the_code_that_was_measured(measured_course, capsys):
    course = measured_course
    git(course, "init", "-q")
    git(course, "add", "-A")
    git(course, "commit", "-qm", "measured")
    path = course / "data" / "measured" / "01_line.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2.00", "2.09"), encoding="utf-8")  # by another machine
    change(course, "slope = 2.0 + seed / 1000", "slope = seed * 1e-3 + 2")
    assert run(course, "--confirm") == 1
    assert "--against COMMIT" in capsys.readouterr().err
    assert run(course, "--confirm", "--against", "nobody") == 1
    assert "git has no commit nobody" in capsys.readouterr().err
    assert run(course, "--confirm", "--against", "HEAD") == 0
    assert not is_stale(course)
    assert float(table(course)[0]["value"]) == 2.091
    git(course, "commit", "-qam", "confirmed")
    change(course, "slope = seed * 1e-3 + 2", "slope = seed * 2e-3 + 2")
    before = tables(course)
    assert run(course, "--confirm", "--against", "HEAD~1") == 1
    assert "is not the code that was measured" in capsys.readouterr().err
    assert run(course, "--confirm", "--against", "HEAD") == 1
    assert "the value of 'the slope is large' was 2.001 and is 2.002" in capsys.readouterr().err
    assert tables(course) == before


def test_a_seed_that_was_never_measured_confirms_nothing(measured_course, capsys):
    change(measured_course, "2.0 + seed", "seed * 1.0 / 1000 + 2 - seed")
    assert run(measured_course, "--confirm", "25") == 1
    assert "was never measured with seed 25" in capsys.readouterr().err
    assert runs(measured_course) == []


@pytest.mark.parametrize("seeds", ["", "a", "5-1", "1-b"])
def test_seeds_that_are_none_are_refused(course, capsys, seeds):
    with pytest.raises(SystemExit):
        run(course, "--hold", seeds)
    assert "names no seeds; write" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["statement,seed\na\n", "statement,seed\na,1,2\n"])
def test_a_damaged_table_is_named(course, content):
    path = course / "data" / "measured" / "01_line.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CourseError, match=r"01_line\.csv is damaged"):
        measurements.read_table(path)


def test_a_lesson_without_claims_has_nothing_to_measure(tmp_path, capsys):
    write_course(tmp_path)
    (tmp_path / "data" / "measured" / "01_line.csv").unlink()
    assert not [fault for fault in build.check(tmp_path) if "measured" in fault]
    assert run(tmp_path, "--only-stale") == 0
    assert "01_line is up to date" in capsys.readouterr().out
