"""Is this computer ready for the course? What was found, a verdict, and the exact fix for what is wrong.

Where not even the first cell of a notebook runs, run this in a terminal, in the course's folder:
`python -m course_utils.readiness`. It needs nothing but Python, and says so even to a Python that is too old.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
import tempfile
import threading
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from course_utils.settings import course_root, is_offline

PYTHONS = ((3, 11), (3, 12), (3, 13))
LEAST_GIGABYTES, AMPLE_GIGABYTES = 0.2, 2.0  # what the smallest data need; what all data of the course need
PROBE_SECONDS = 1.5
PROBE_URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz"
MARKS = {"good": "✅", "remark": "▫ ", "fault": "❌"}


@dataclass(frozen=True)
class Machine:
    """What a computer offers the course."""

    system: str  # "Linux", as platform.system() has it
    processor: str  # "x86_64", as platform.machine() has it
    on_colab: bool
    python: tuple[int, int]
    packages: dict[str, str | None]  # the version of each that the course needs; None where it is missing
    backend: str | None  # of Keras; None where it did not start
    failure: str  # why it did not
    device: str  # "CPU" or "GPU": what the backend computes on
    has_nvidia: bool  # the driver of an NVIDIA GPU is installed
    free_gigabytes: float  # in the course's folder
    can_write: bool  # to the course's folder
    network: Literal["there", "none", "forbidden"]  # forbidden by COURSE_OFFLINE=1
    data: str  # where the digits come from; empty where they cannot be loaded
    data_failure: str = ""  # why they cannot


@dataclass(frozen=True)
class Finding:
    """One line of the report: its topic, "good", "remark" or "fault", what was found, and what to do about it."""

    topic: str
    state: str
    found: str
    fix: str = ""


def inspect(settings=None, digits=None) -> Machine:
    """Look at this computer; a package that is missing or broken is a finding, never an error.

    Parameters
    ----------
    settings : Settings, optional
        What `start` returned. By default `start` is tried.
    digits : Dataset, optional
        What `data.load_digits` returned. By default the loading is tried, which may take 10 s.
    """
    failure = data_failure = ""
    if settings is None:
        settings, failure = _tried(_start)
    if digits is None:
        digits, data_failure = _tried(_load_digits)
    return Machine(
        system=platform.system(),
        processor=platform.machine(),
        on_colab="google.colab" in sys.modules or "COLAB_RELEASE_TAG" in os.environ,
        python=sys.version_info[:2],
        packages=_packages_here(),
        backend=settings.backend if settings else None,
        failure=failure,
        device=settings.device if settings else "CPU",
        has_nvidia=shutil.which("nvidia-smi") is not None,
        free_gigabytes=shutil.disk_usage(course_root()).free / 1e9,
        can_write=_can_write(),
        network="forbidden" if is_offline() else "there" if _is_online() else "none",
        data=digits.source if digits else "",
        data_failure=data_failure,
    )


def findings(machine: Machine) -> list[Finding]:
    """Judge a machine, topic by topic, in the order in which faults are to be mended."""
    return [judge(machine) for judge in (_python, _packages, _backend, _gpu, _disk, _network, _data)]


def report(machine: Machine) -> None:
    """Print the findings, the verdict, and for each fault the exact fix."""
    found = findings(machine)
    for finding in found:
        print(f"{MARKS[finding.state]} {finding.topic:<9} {finding.found}")
    print(verdict(found))


def verdict(found: list[Finding]) -> str:
    """Return "You are ready.", or what to do, in the order in which to do it."""
    faults = [finding for finding in found if finding.state == "fault"]
    remarks = [finding for finding in found if finding.state == "remark" and finding.fix]
    not_yet = "not ready yet. Do this, then restart the kernel and run the check again:"
    lines = ["", f"Verdict: {not_yet if faults else 'you are ready.'}"]
    topics_of: dict[str, list[str]] = {}
    for finding in faults:
        topics_of.setdefault(finding.fix, []).append(finding.topic)
    lines += [f"  {n}. {', '.join(topics)}: {fix}" for n, (fix, topics) in enumerate(topics_of.items(), start=1)]
    lines += [f"  Could be better, {finding.topic}: {finding.fix}" for finding in remarks]
    return "\n".join(lines)


def needed_packages() -> dict[str, str]:
    """Return the packages that `course_utils` imports, each with the versions that will do, from pyproject.toml."""
    import tomllib  # not in a Python that is too old, to which the check has to say so

    with (course_root() / "pyproject.toml").open("rb") as file:
        lines = tomllib.load(file)["project"]["dependencies"]
    return {(name := re.match(r"[\w.-]+", line)[0]): line.removeprefix(name) for line in lines}


def _python(machine: Machine) -> Finding:
    number = ".".join(map(str, machine.python))
    place = "on Colab" if machine.on_colab else f"on {machine.system}"
    if machine.system == "Darwin" and machine.processor == "x86_64":
        remedy = "TensorFlow no longer comes for it: open the notebooks on Colab, or use another computer"
        return Finding("Python", "fault", f"{number} on an Intel Mac", remedy)
    if machine.python in PYTHONS:
        return Finding("Python", "good", f"{number} {place}")
    remedy = "install Python 3.12 from https://www.python.org/downloads, then: make lab PYTHON=python3.12"
    return Finding("Python", "fault", f"{number} {place}; the course needs 3.11, 3.12 or 3.13", remedy)


def _packages(machine: Machine) -> Finding:
    if machine.python not in PYTHONS:
        return Finding("packages", "remark", "not looked at before Python is right")
    if machine.packages.get("tensorflow") and machine.packages.get("tensorflow-cpu"):
        remedy = "python -m pip uninstall -y tensorflow tensorflow-cpu, then " + _reinstall(machine)
        return Finding("packages", "fault", "tensorflow and tensorflow-cpu overwrite each other's files", remedy)
    needed = needed_packages()
    unfit = [_unfit(name, needed[name], machine.packages.get(name)) for name in needed]
    unfit = [problem for problem in unfit if problem]
    if unfit:
        return Finding("packages", "fault", "; ".join(unfit), _reinstall(machine))
    return Finding("packages", "good", f"all {len(needed)} are there, in versions that will do")


def _backend(machine: Machine) -> Finding:
    if machine.backend:
        return Finding("backend", "good", f"{machine.backend}, computing on the {machine.device}")
    chosen = os.environ.get("KERAS_BACKEND")
    remedy = f"remove the variable KERAS_BACKEND ({chosen!r})" if chosen else _reinstall(machine)
    return Finding("backend", "fault", f"Keras did not start: {machine.failure}", remedy)


def _gpu(machine: Machine) -> Finding:
    if machine.device == "GPU":
        return Finding("GPU", "good", "in use")
    if machine.on_colab:
        return Finding("GPU", "remark", "none; enough for quick runs", "Runtime > Change runtime type > T4 GPU")
    if machine.has_nvidia and machine.system == "Windows":
        return Finding("GPU", "remark", "there, but TensorFlow uses none on Windows", "install the course inside WSL 2")
    if machine.has_nvidia:
        return Finding("GPU", "remark", "there, but not in use", "make lab GPU=1")
    return Finding("GPU", "remark", "none, and none is needed")


def _disk(machine: Machine) -> Finding:
    free = machine.free_gigabytes
    if free < LEAST_GIGABYTES:
        fix = f"free {AMPLE_GIGABYTES:g} GB on the disk of {course_root().name}/, or move the folder to another disk"
        return Finding("disk", "fault", f"{1000 * free:.0f} MB free", fix)
    if not machine.can_write:
        fix = "move the course into a folder of your own, or set COURSE_PROGRESS and COURSE_CACHE to such folders"
        return Finding("disk", "remark", "the course's folder cannot be written to; progress is not kept", fix)
    if free < AMPLE_GIGABYTES:
        return Finding("disk", "remark", f"{free:.1f} GB free", f"free {AMPLE_GIGABYTES:g} GB before lesson 07")
    return Finding("disk", "good", f"more than {AMPLE_GIGABYTES:g} GB free")


def _network(machine: Machine) -> Finding:
    told = {
        "there": "online; only downloads of data use it",
        "none": "offline; nothing in the course needs it",
        "forbidden": "not used: COURSE_OFFLINE=1",
    }
    return Finding("network", "good", told[machine.network])


def _data(machine: Machine) -> Finding:
    if machine.data:
        return Finding("data", "good", f"digits: {machine.data}")
    remove = "let COURSE_DATA name a folder that holds the published mnist.npz, or remove the variable"
    fix = remove if os.environ.get("COURSE_DATA") else _reinstall(machine)
    return Finding("data", "fault", f"the digits cannot be loaded: {machine.data_failure}", fix)


def _unfit(name: str, wanted: str, found: str | None) -> str:
    """Say what is wrong with a package, or nothing."""
    if found is None:
        return f"{name} is missing"
    try:
        from packaging.specifiers import SpecifierSet  # comes with matplotlib
    except ImportError:
        return ""
    return "" if SpecifierSet(wanted).contains(found, prereleases=True) else f"{name} is {found}, needed is {wanted}"


def _reinstall(machine: Machine) -> str:
    """Return the command that installs the course's packages."""
    if machine.on_colab:
        return "Runtime > Disconnect and delete runtime, then run the notebook again"
    if machine.system == "Windows":
        return r".venv\Scripts\python -m pip install -r requirements.txt"
    return "make lab, or without make: python -m pip install -r requirements.txt"


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _packages_here() -> dict[str, str | None]:
    if sys.version_info[:2] < PYTHONS[0]:
        return {}
    return {name: _installed(name) for name in [*needed_packages(), "tensorflow", "tensorflow-cpu"]}


def _tried(task) -> tuple[object | None, str]:
    """Return what a task gives, or None and the first line of what went wrong."""
    try:
        return task(), ""
    except Exception as error:  # whatever a broken installation raises
        return None, f"{type(error).__name__}: {error}".splitlines()[0]


def _start():
    from course_utils.session import start

    return start()


def _load_digits():
    from course_utils import data

    return data.load_digits()


def _can_write() -> bool:
    try:
        with tempfile.TemporaryFile(dir=course_root()):
            return True
    except OSError:
        return False


def _is_online() -> bool:
    """Ask for the headers of one file, in a thread that is left alone when the time is up."""
    answered = threading.Event()

    def ask() -> None:
        question = urllib.request.Request(PROBE_URL, method="HEAD")
        with suppress(OSError, ValueError), urllib.request.urlopen(question, timeout=PROBE_SECONDS):
            answered.set()

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(PROBE_SECONDS)
    return answered.is_set()


if __name__ == "__main__":
    report(inspect())
