"""A student's copies are made once and never overwritten; JupyterLab opens on them without any network."""

import ast
import json
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tools import lab


@pytest.fixture
def course(tmp_path) -> Path:
    """Make a course folder with two notebooks."""
    (tmp_path / "notebooks" / "solutions").mkdir(parents=True)
    for name in ("00_start.ipynb", "02_xor.ipynb", "solutions/02_xor.ipynb"):
        (tmp_path / "notebooks" / name).write_text(f"first version of {name}", encoding="utf-8")
    return tmp_path


def copies(root: Path) -> dict[str, str]:
    """Read the student's notebooks."""
    return {path.name: path.read_text(encoding="utf-8") for path in (root / "my_course").glob("*.ipynb")}


def test_first_use_copies_the_students_notebooks_only(course):
    assert lab.update_copies(course) == []
    assert copies(course) == {name: f"first version of {name}" for name in ("00_start.ipynb", "02_xor.ipynb")}


def test_second_use_changes_nothing(course):
    lab.update_copies(course)
    before = {path.name: path.read_bytes() for path in (course / "my_course").iterdir()}
    assert lab.update_copies(course) == []
    assert {path.name: path.read_bytes() for path in (course / "my_course").iterdir()} == before


def test_work_survives_an_update_of_the_course(course):
    lab.update_copies(course)
    (course / "my_course" / "02_xor.ipynb").write_text("my work", encoding="utf-8")
    assert lab.update_copies(course) == []  # the course itself has not changed
    (course / "notebooks" / "02_xor.ipynb").write_text("second version", encoding="utf-8")
    (course / "notebooks" / "03_new.ipynb").write_text("new", encoding="utf-8")
    for _ in range(2):
        (notice,) = lab.update_copies(course)
        assert "02_xor.ipynb has changed" in notice
        assert copies(course)["02_xor.ipynb"] == "my work"
    assert copies(course)["03_new.ipynb"] == "new"


def test_a_copy_that_was_moved_away_is_made_anew(course):
    lab.update_copies(course)
    (course / "my_course" / "02_xor.ipynb").rename(course / "my_course" / "02_old.ipynb")
    (course / "notebooks" / "02_xor.ipynb").write_text("second version", encoding="utf-8")
    assert lab.update_copies(course) == []
    assert copies(course)["02_xor.ipynb"] == "second version"


def test_a_lesson_is_begun_anew_at_the_students_word_and_nothing_is_lost(course, monkeypatch, capsys):
    monkeypatch.setattr(subprocess, "Popen", lambda command, cwd, env: Finished())
    lab.update_copies(course)
    for work in ("my first work", "my second work"):
        (course / "my_course" / "02_xor.ipynb").write_text(work, encoding="utf-8")
        (course / "notebooks" / "02_xor.ipynb").write_text(f"newer than {work}", encoding="utf-8")
        lab.main(["--anew", "02_xor"], course)
        assert copies(course)["02_xor.ipynb"] == f"newer than {work}"
    assert "Your copy is now" in capsys.readouterr().out
    assert lab.update_copies(course) == []
    kept = {path.name: path.read_text(encoding="utf-8") for path in (course / "my_course" / "before").iterdir()}
    assert kept == {"02_xor.ipynb": "my first work", "02_xor-2.ipynb": "my second work"}


@pytest.mark.parametrize("lesson", ["03_nowhere", "../notebooks/nowhere"])
def test_a_lesson_that_is_not_there_moves_nothing(course, lesson, capsys):
    lab.update_copies(course)
    assert lab.main(["--anew", lesson], course) == 1
    assert "there are 00_start, 02_xor" in capsys.readouterr().err
    assert not (course / "my_course" / "before").exists()


@pytest.mark.parametrize("damage", ["{", "[]", None])
def test_a_damaged_record_costs_nothing(course, damage):
    lab.update_copies(course)
    (course / "my_course" / "02_xor.ipynb").write_text("my work", encoding="utf-8")
    record = course / "my_course" / lab.RECORD
    record.unlink() if damage is None else record.write_text(damage, encoding="utf-8")
    (notice,) = lab.update_copies(course)  # it cannot be told whose version is the newer one
    assert "02_xor.ipynb" in notice
    assert copies(course)["02_xor.ipynb"] == "my work"


def test_folder_without_notebooks_is_one_sentence(tmp_path, capsys):
    assert lab.main([], tmp_path) == 1
    assert "There are no notebooks" in capsys.readouterr().err


def test_options_are_passed_on(course, monkeypatch):
    commands = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, cwd, env: commands.append(command) or Finished())
    assert lab.main(["--", "--no-browser", "--port", "9999"], course) == 3
    assert commands[0][-3:] == ["--no-browser", "--port", "9999"]
    assert commands[0][:4] == [sys.executable, "-m", "jupyter", "lab"]


class Finished:
    """A JupyterLab that is interrupted once, goes on, and ends with code 3."""

    interrupted = False

    def wait(self) -> int:
        if not self.interrupted:
            self.interrupted = True
            raise KeyboardInterrupt
        return 3


def test_jupyterlab_opens_the_first_lesson_and_asks_for_no_news(course):
    lab.update_copies(course)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", f"--port={port}", "--ip=127.0.0.1", "--IdentityProvider.token=test"]
    command = lab.lab_command(course, options)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, cwd=course, env=lab.lab_environment(), **quiet)
    try:
        page = fetch(f"http://127.0.0.1:{port}/?token=test", server)
    finally:
        server.terminate()
        server.wait(30)
    config = json.loads(page.split('id="jupyter-config-data" type="application/json">')[1].split("</script>")[0])
    assert config["treePath"] == "my_course/00_start.ipynb"
    assert config["news"] == {"disabled": True}
    assert config["disabledExtensions"] == ["@jupyterlab/apputils-extension:announcements"]


@pytest.mark.parametrize(("user", "allowed"), [(0, True), (1000, False), (None, False)])
def test_jupyterlab_starts_for_the_superuser_of_a_container_too(course, monkeypatch, user, allowed):
    lab.update_copies(course)
    if user is None:  # Windows
        monkeypatch.delattr(lab.os, "geteuid", raising=False)
    else:
        monkeypatch.setattr(lab.os, "geteuid", lambda: user, raising=False)
    assert ("--allow-root" in lab.lab_command(course, [])) == allowed


def fetch(address: str, server: subprocess.Popen) -> str:
    """Read a page as soon as the server answers."""
    for _ in range(240):
        assert server.poll() is None, "JupyterLab ended at once"
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.25)
    raise AssertionError("JupyterLab did not answer within a minute")


def test_it_needs_nothing_but_python_and_jupyter():
    tree = ast.parse(Path(lab.__file__).read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names
