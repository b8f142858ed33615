"""The two commands: `make` and tools/set_up.sh, with Pythons that only pretend, and tools/run_tests.py."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools import run_tests
from tools.files import ROOT
from tools.source.lesson_source import lesson_paths

SHELL_TOOLS = ("sh", "make", "cat", "cksum", "grep", "dirname", "rm", "mv", "mkdir", "cp")
LISTS = ("requirements.txt", "requirements-dev.txt", "requirements-gpu.txt", "pyproject.toml")

# Answers as tools/set_up.sh expects it of a Python; an environment it makes holds a copy of it.
PRETENDER = """#!/bin/sh
case "$*" in
    "-c import sys; print"*) echo {version} ;;
    "-c import sys; sys.exit"*) ;;
    "-c import ensurepip"*) exit {lacks_venv} ;;
    "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
    "-m pip --version") ;;
    "-m pip install "*) echo "$*" >>pip.log; [ ! -e no-network ] ;;
    *) echo "ran: $*" ;;
esac
"""

needs_shell = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("make"), reason="make and a POSIX shell are needed"
)


class Newcomer:
    """A fresh copy of the course in a folder with a space, and a PATH with nothing but basic tools."""

    def __init__(self, folder: Path):
        self.course, self.bin = folder / "a course", folder / "bin"
        (self.course / "tools").mkdir(parents=True)
        self.bin.mkdir()
        for place in ("Makefile", "tools/set_up.sh", *LISTS):
            shutil.copy(ROOT / place, self.course / place)
        for tool in SHELL_TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))

    def add_python(self, name, version="3.12", lacks_venv=0):
        path = self.bin / name
        path.write_text(PRETENDER.format(version=version, lacks_venv=lacks_venv))
        path.chmod(0o755)
        return path

    def make(self, *arguments):
        command = ["make", "--no-print-directory", *arguments]
        environment = {"PATH": str(self.bin), "HOME": str(self.bin)}
        return subprocess.run(
            command, cwd=self.course, env=environment, capture_output=True, text=True, timeout=60, check=False
        )

    def installed(self):
        """Return the pip commands since the last call."""
        log = self.course / "pip.log"
        commands = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return commands

    @property
    def stamp(self):
        return self.course / ".venv" / "course-set-up"


@pytest.fixture
def newcomer(tmp_path):
    return Newcomer(tmp_path)


@needs_shell
def test_first_run_installs_and_second_does_nothing(newcomer):
    newcomer.add_python("python3")
    first = newcomer.make("lab")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.splitlines()[-1] == "ran: -m tools.lab"
    assert "Installing the course's packages into .venv" in first.stdout
    lists, editable = newcomer.installed()
    assert lists.endswith("-r requirements.txt")
    assert "--no-deps" in editable
    assert newcomer.make("lab").stdout == "ran: -m tools.lab\n"
    assert newcomer.installed() == []


@needs_shell
def test_make_test_adds_its_tools_once(newcomer):
    newcomer.add_python("python3")
    newcomer.make("lab")
    newcomer.installed()
    assert newcomer.make("test", "LESSON=02").stdout.splitlines()[-1] == "ran: -m tools.run_tests --lesson 02"
    assert newcomer.installed()[0].endswith("-r requirements.txt -r requirements-dev.txt")
    assert newcomer.make("test").stdout == newcomer.make("test").stdout == "ran: -m tools.run_tests\n"
    assert newcomer.make("lab").stdout == "ran: -m tools.lab\n"
    assert newcomer.installed() == []


@needs_shell
def test_gpu_has_its_own_environment(newcomer):
    newcomer.add_python("python3")
    assert newcomer.make("test", "GPU=1").stdout.splitlines()[-1] == "ran: -m tools.run_tests --gpu"
    assert newcomer.installed()[0].endswith("-r requirements-gpu.txt -r requirements-dev.txt")
    assert (newcomer.course / ".venv-gpu").is_dir()
    assert not (newcomer.course / ".venv").exists()


@needs_shell
@pytest.mark.parametrize(
    ("pythons", "found"),
    [({}, "there is no Python"), ({"python3": "3.10", "python": "2.7"}, "python3 is 3.10, python is 2.7")],
)
def test_unsupported_python_gets_one_sentence(newcomer, pythons, found):
    for name, version in pythons.items():
        newcomer.add_python(name, version)
    done = newcomer.make("lab")
    sentence, makes_own = done.stderr.splitlines()
    assert done.returncode != 0
    assert sentence.startswith(f"The course needs Python 3.11, 3.12 or 3.13, but {found}: install one from")
    assert makes_own.startswith("make: ***")
    assert not (newcomer.course / ".venv").exists()


@needs_shell
def test_a_supported_python_is_found_behind_others(newcomer):
    newcomer.add_python("python3", "3.9")
    newcomer.add_python("python", "3.12", lacks_venv=1)
    newcomer.add_python("python3.13").write_text("#!/bin/sh\necho 'this shim leads nowhere' >&2; exit 127\n")
    newcomer.add_python("python3.11", "3.11")
    done = newcomer.make("lab")
    assert (done.returncode, done.stderr) == (0, "")
    assert newcomer.stamp.read_text().splitlines()[0].endswith("with Python 3.11")


@needs_shell
def test_python_without_venv_gets_the_remedy(newcomer):
    newcomer.add_python("python3", "3.12", lacks_venv=1)
    assert "sudo apt install python3.12-venv" in newcomer.make("lab").stderr.splitlines()[0]


@needs_shell
def test_failed_installation_is_begun_anew(newcomer):
    newcomer.add_python("python3")
    (newcomer.course / "no-network").touch()
    done = newcomer.make("lab")
    assert done.returncode != 0
    assert "The packages could not be installed" in done.stderr
    (newcomer.course / "no-network").unlink()
    assert "Installing the course's packages" in newcomer.make("lab").stdout


@needs_shell
def test_second_run_leaves_a_running_installation_alone(newcomer):
    newcomer.add_python("python3")
    newcomer.make("lab")
    newcomer.stamp.write_text(f"unfinished {os.getpid()}\n")
    done = newcomer.make("lab")
    assert done.returncode != 0
    assert f"Process {os.getpid()} is installing" in done.stderr


def move(newcomer):
    newcomer.course = newcomer.course.rename(newcomer.course.with_name("elsewhere"))


def lose_python(newcomer):
    (newcomer.course / ".venv" / "bin" / "python").write_text("#!/bin/sh\nexit 127\n")


def become_the_base_python(newcomer):
    python = newcomer.course / ".venv" / "bin" / "python"
    python.write_text(
        python.read_text().replace('"-c import sys; sys.exit"*) ;;', '"-c import sys; sys.exit"*) exit 1 ;;')
    )
    newcomer.stamp.unlink()


def begin_without_end(newcomer):
    newcomer.stamp.write_text("unfinished 999999999\n")


@needs_shell
@pytest.mark.parametrize("mishap", [move, lose_python, become_the_base_python, begin_without_end])
def test_unusable_environment_is_made_again(newcomer, mishap):
    newcomer.add_python("python3")
    newcomer.make("lab")
    (newcomer.course / ".venv" / "left-over").touch()
    mishap(newcomer)
    assert "Installing the course's packages" in newcomer.make("lab").stdout
    assert sorted(path.name for path in newcomer.course.glob(".venv*")) == [".venv"]
    assert not (newcomer.course / ".venv" / "left-over").exists()


@needs_shell
def test_another_python_makes_the_environment_again(newcomer):
    newcomer.add_python("python3")
    other = newcomer.add_python("other python", "3.13")
    newcomer.make("lab")
    assert "Installing the course's packages" in newcomer.make("lab", f"PYTHON={other}").stdout
    assert newcomer.make("lab", "PYTHON=~/other python").stdout == "ran: -m tools.lab\n"
    assert newcomer.make("lab").stdout == "ran: -m tools.lab\n"


@needs_shell
@pytest.mark.parametrize("changed", ["requirements.txt", "pyproject.toml"])
def test_changed_list_is_installed_into_the_same_environment(newcomer, changed):
    newcomer.add_python("python3")
    newcomer.make("lab")
    (newcomer.course / ".venv" / "own package").touch()
    with (newcomer.course / changed).open("a") as file:
        file.write("# changed\n")
    assert "Bringing the course's packages in .venv up to date" in newcomer.make("lab").stdout
    assert (newcomer.course / ".venv" / "own package").exists()


@needs_shell
def test_environment_made_by_hand_is_kept(newcomer):
    python = newcomer.add_python("python3")
    subprocess.run([python, "-m", "venv", ".venv"], cwd=newcomer.course, env={"PATH": str(newcomer.bin)}, check=True)
    assert "Bringing the course's packages in .venv up to date" in newcomer.make("lab").stdout


@pytest.fixture
def course(tmp_path, monkeypatch):
    (tmp_path / "lessons").mkdir()
    (tmp_path / "lessons" / "02_xor.py").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COURSE_OFFLINE", raising=False)
    return tmp_path


@pytest.mark.parametrize("only", ["02", "02_xor"])
def test_one_lesson_is_its_notebooks_and_the_tests_that_bear_its_name(course, only):
    *paths, option, names = run_tests.selected(course, only)
    assert paths[-2:] == ["notebooks/02_xor.ipynb", "notebooks/solutions/02_xor.ipynb"]
    assert (option, names) == ("-k", "02_xor")


def test_several_parts_are_tested_together(course):
    (course / "lessons" / "02b_layers.py").touch()
    assert run_tests.selected(course, "02")[-1] == "02_xor or 02b_layers"


def test_one_real_lesson_gets_the_tests_of_its_checks_and_claims_and_no_others():
    (lesson,) = lesson_paths(ROOT, "06b")
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "--nbval-lax", *run_tests.selected(ROOT, "06b")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    found = [line for line in done.stdout.splitlines() if "::" in line]
    assert [line for line in found if lesson.stem not in line] == []
    for place in (*run_tests.TESTS_BY_LESSON, "notebooks/06b", "notebooks/solutions/06b"):
        assert len([line for line in found if line.startswith(place)]) >= 6, place


def test_unknown_lesson_gets_one_sentence(course, capsys):
    assert run_tests.main(["--lesson", "77"], root=course) == 2
    assert capsys.readouterr().err == "No lesson begins with '77'; there are: 02_xor.\n"


@pytest.mark.parametrize(("options", "workers"), [([], "2"), (["--gpu"], "1")])
def test_everything_passes_through_one_pytest_run(course, monkeypatch, options, workers):
    runs = []
    monkeypatch.setattr(run_tests.subprocess, "call", lambda command: runs.append(command) or 5 * ("pytest" in command))
    monkeypatch.setenv("TF_FORCE_GPU_ALLOW_GROWTH", "")
    assert run_tests.main(options, root=course) == 5
    *steps, arguments = runs
    assert [step[2:4] for step in steps] == [["ruff", "check"], ["ruff", "format"], ["tools.build", "--check"]]
    assert {"tests", "course_utils", "notebooks", "--nbval-lax"} <= set(arguments)
    assert arguments[arguments.index("-n") + 1] == workers
    assert os.environ["COURSE_OFFLINE"] == "1"


def test_a_failing_step_ends_the_run(course, monkeypatch, capsys):
    runs = []
    monkeypatch.setattr(run_tests.subprocess, "call", lambda command: runs.append(command) or 1)
    assert run_tests.main([], root=course) == 1
    assert len(runs) == 1
    assert capsys.readouterr().err.startswith("ruff check failed, nothing else was run.")
