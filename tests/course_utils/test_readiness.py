"""The set-up check: each possible fault gives its verdict and the exact fix, and nothing stops the check itself."""

import builtins
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from course_utils import readiness
from course_utils.readiness import findings, verdict
from harness.machines import COLAB, SOUND
from tools.files import ROOT


def without(package):
    return SOUND.packages | {package: None}


FAULTS = [
    (replace(SOUND, python=(3, 10)), "Python", "3.10 on Linux", "make lab PYTHON=python3.12"),
    (replace(SOUND, python=(3, 14)), "Python", "3.14 on Linux", "https://www.python.org/downloads"),
    (replace(SOUND, system="Darwin"), "Python", "Intel Mac", "on Colab"),
    (replace(SOUND, packages=without("keras")), "packages", "keras is missing", "make lab"),
    (
        replace(SOUND, packages=SOUND.packages | {"numpy": "1.26.4"}),
        "packages",
        "numpy is 1.26.4, needed is",
        "pip install -r requirements.txt",
    ),
    (
        replace(SOUND, packages=SOUND.packages | {"tensorflow": "2.21.0"}),
        "packages",
        "overwrite each other",
        "pip uninstall -y tensorflow tensorflow-cpu",
    ),
    (replace(SOUND, backend=None, failure="ImportError: no jax"), "backend", "ImportError: no jax", "make lab"),
    (
        replace(SOUND, system="Windows", packages=without("pandas")),
        "packages",
        "pandas is missing",
        r".venv\Scripts\python -m pip install -r requirements.txt",
    ),
    (replace(COLAB, packages=without("pooch")), "packages", "pooch is missing", "Disconnect and delete runtime"),
    (replace(SOUND, free_gigabytes=0.05), "disk", "50 MB free", "free 2 GB"),
    (replace(SOUND, data="", data_failure="OSError: it broke"), "data", "OSError: it broke", "make lab"),
]
REMARKS = [
    (replace(SOUND, has_nvidia=True), "GPU", "not in use", "make lab GPU=1"),
    (replace(SOUND, has_nvidia=True, system="Windows"), "GPU", "none on Windows", "WSL 2"),
    (COLAB, "GPU", "none", "Change runtime type"),
    (replace(SOUND, can_write=False), "disk", "cannot be written", "COURSE_PROGRESS"),
    (replace(SOUND, free_gigabytes=1.0), "disk", "1.0 GB free", "before lesson 07"),
]


@pytest.mark.parametrize(("machine", "topic", "found", "fix"), FAULTS)
def test_each_fault_has_its_verdict_and_its_fix(machine, topic, found, fix):
    faults = [finding for finding in findings(machine) if finding.state == "fault"]
    assert [fault.topic for fault in faults] == [topic]
    assert found in faults[0].found
    said = verdict(findings(machine))
    assert "not ready yet" in said
    assert f"1. {topic}: " in said
    assert fix in said


@pytest.mark.parametrize(("machine", "topic", "found", "fix"), REMARKS)
def test_what_only_could_be_better_does_not_stop_anybody(machine, topic, found, fix):
    said = verdict(findings(machine))
    assert "you are ready" in said
    assert f"Could be better, {topic}: " in said
    assert fix in said
    assert found in {finding.topic: finding.found for finding in findings(machine)}[topic]


@pytest.mark.parametrize(
    "machine",
    [
        SOUND,
        replace(SOUND, device="GPU", has_nvidia=True),
        replace(SOUND, network="none", data="drawn by the course"),
        replace(SOUND, network="forbidden"),
        replace(SOUND, system="Darwin", processor="arm64"),
    ],
)
def test_a_sound_machine_is_ready_and_has_nothing_to_do(machine):
    assert verdict(findings(machine)).strip() == "Verdict: you are ready."


def test_a_backend_chosen_by_mistake_and_data_named_by_mistake_have_fixes_of_their_own(monkeypatch):
    monkeypatch.setenv("KERAS_BACKEND", "theano")
    monkeypatch.setenv("COURSE_DATA", "/nowhere")
    said = verdict(findings(replace(SOUND, backend=None, failure="ValueError", data="", data_failure="ValueError")))
    assert "1. backend: remove the variable KERAS_BACKEND ('theano')" in said
    assert "2. data: let COURSE_DATA name a folder" in said


def test_one_command_that_mends_several_faults_is_named_once():
    said = verdict(findings(replace(SOUND, packages=without("keras"), backend=None, data="")))
    assert said.count("make lab") == 1
    assert "1. packages, backend, data: " in said


def test_the_needed_packages_are_those_of_the_project_with_their_versions():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name, wanted in readiness.needed_packages().items():
        assert f'"{name}{wanted}"' in text
        assert Requirement(name + wanted).name == name


def test_the_pythons_are_those_that_the_project_supports():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    least, most = readiness.PYTHONS[0], readiness.PYTHONS[-1]
    assert f'requires-python = ">={least[0]}.{least[1]},<{most[0]}.{most[1] + 1}"' in text
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    named = next(entry for entry in environment["dependencies"] if str(entry).startswith("python="))
    assert tuple(map(int, named.removeprefix("python=").split("."))) in readiness.PYTHONS


def test_this_machine_is_looked_at_as_it_is(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    monkeypatch.delenv("COURSE_DATA", raising=False)
    settings = type("Settings", (), {"backend": "jax", "device": "GPU"})()
    digits = type("Dataset", (), {"source": "drawn by the course"})()
    monkeypatch.setattr(shutil, "disk_usage", lambda path: type("Usage", (), {"free": 3_500_000_000})())
    machine = readiness.inspect(settings, digits)
    assert machine.python == sys.version_info[:2]
    assert (machine.backend, machine.device, machine.data) == ("jax", "GPU", "drawn by the course")
    assert (machine.network, machine.free_gigabytes) == ("forbidden", 3.5)
    assert machine.packages["numpy"] == metadata.version("numpy")


def test_what_is_broken_is_a_finding_and_not_an_error(monkeypatch, capsys):
    monkeypatch.setattr(readiness, "_start", lambda: 1 / 0)
    monkeypatch.setattr(readiness, "_load_digits", lambda: Path("/nowhere/mnist.npz").stat())
    monkeypatch.setattr(readiness, "_is_online", lambda: False)
    monkeypatch.delenv("COURSE_OFFLINE", raising=False)
    machine = readiness.inspect()
    readiness.report(machine)
    said = capsys.readouterr().out
    assert "❌ backend   Keras did not start: ZeroDivisionError: division by zero" in said
    assert "❌ data" in said
    assert "No such file" in said
    assert "✅ network   offline" in said


def test_without_packaging_versions_are_not_judged(monkeypatch):
    real = builtins.__import__

    def lacking(name, *rest):
        if name.startswith("packaging"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", lacking)
    assert readiness._unfit("numpy", ">=2.1", "1.0") == ""
    assert readiness._unfit("numpy", ">=2.1", None) == "numpy is missing"


@pytest.mark.parametrize("answer", [OSError("no route"), "hangs"])
def test_a_network_that_is_dead_or_silent_is_found_out_in_time(monkeypatch, answer):
    def ask(*arguments, **options):
        if answer == "hangs":
            time.sleep(3)
            raise OSError("an answer that comes too late")
        raise answer

    monkeypatch.setattr(readiness, "PROBE_SECONDS", 0.2)
    monkeypatch.setattr(urllib.request, "urlopen", ask)
    begin = time.monotonic()
    assert not readiness._is_online()
    assert time.monotonic() - begin < 5


def test_it_runs_in_a_terminal_with_nothing_but_python(tmp_path):
    shutil.copytree(ROOT / "course_utils", tmp_path / "course_utils", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("COURSE_", "PYTHON"))}
    done = subprocess.run(
        [sys.executable, "-S", "-m", "course_utils.readiness"],  # -S: no installed packages
        cwd=tmp_path,
        env=environment | {"COURSE_OFFLINE": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert "keras is missing" in done.stdout
    assert "not ready yet" in done.stdout
    assert "pip install -r requirements.txt" in done.stdout
