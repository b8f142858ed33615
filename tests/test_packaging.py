"""Lists of packages, environments, workflows and README: what each promises, the others keep."""

import ast
import re
import sys
import tomllib
from importlib import metadata
from itertools import product

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.files import ROOT

FIXED = {"tensorflow", "keras", "jupyter", "matplotlib", "numpy", "pandas", "scikit-learn", "nbval"}
PYTHONS = ("3.11", "3.12", "3.13")
MACHINES = {
    "Linux": ("linux", "posix", "x86_64"),
    "Linux on Arm": ("linux", "posix", "aarch64"),
    "Mac": ("darwin", "posix", "arm64"),
    "Windows": ("win32", "nt", "AMD64"),
}
TARGETS = list(product(PYTHONS, MACHINES))


def markers(python, machine):
    platform, os_name, processor = MACHINES[machine]
    return {
        "python_version": python,
        "python_full_version": f"{python}.4",
        "sys_platform": platform,
        "os_name": os_name,
        "platform_machine": processor,
        "platform_system": {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[platform],
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }


def read_requirements(place):
    lines = (line.partition("#")[0].strip() for line in (ROOT / place).read_text(encoding="utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("-")]


def name_of(requirement):
    return canonicalize_name(requirement.name)


def applies(requirement, environment, extra=""):
    return requirement.marker is None or requirement.marker.evaluate({**environment, "extra": extra})


def locked(environment):
    """Return name -> version of what the lock installs on one kind of machine."""
    pins = [each for each in read_requirements("requirements.txt") if applies(each, environment)]
    versions = {name_of(pin): str(pin.specifier).removeprefix("==") for pin in pins}
    assert len(versions) == len(pins), "a package is locked twice"
    return versions


def pyproject():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def environment_yml():
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]


@pytest.mark.parametrize(("python", "machine"), TARGETS)
def test_lock_holds_the_eight_packages_and_all_that_is_asked_for(python, machine):
    environment = markers(python, machine)
    versions = locked(environment)
    assert {"tensorflow", "tensorflow-cpu"} & versions.keys() == {
        "tensorflow-cpu" if machine == "Linux" else "tensorflow"
    }
    assert versions.keys() | {"tensorflow"} >= FIXED
    for asked in read_requirements("requirements.in"):
        if applies(asked, environment):
            assert versions[name_of(asked)] in asked.specifier


def test_lock_names_versions_and_nothing_else():
    pin = re.compile(r"[a-z0-9-]+==[0-9][0-9a-z.+]*( ; [a-z0-9_.'()<>=! ]+)?", re.IGNORECASE)
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#") and not pin.fullmatch(line)] == []


def test_conda_installs_the_lock():
    dependencies = environment_yml()
    assert "pip" in dependencies
    assert [each["pip"] for each in dependencies if isinstance(each, dict)] == [["-r requirements.txt"]]


@pytest.mark.parametrize("machine", MACHINES)
def test_lock_resolves_for_the_python_of_conda(machine):
    """Whatever a locked package needs is locked in a version that satisfies it, as the installed ones say."""
    python = next(each for each in environment_yml() if str(each).startswith("python=")).removeprefix("python=")
    environment = markers(python, machine)
    versions = locked(environment)
    known = [name for name in versions if installed_version(name) == versions[name]]
    assert len(known) > len(versions) / 2
    for name in known:
        about = metadata.metadata(name)
        assert Requirement(f"python{about.get('Requires-Python', '')}").specifier.contains(f"{python}.4"), name
        for needed in map(Requirement, metadata.requires(name) or []):
            if applies(needed, environment):
                assert name_of(needed) in versions, f"{name} needs {needed}"
                assert versions[name_of(needed)] in needed.specifier, f"{name} needs {needed}"


def installed_version(name):
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def test_tools_are_pinned_with_all_they_need():
    here = {name_of(each) for each in read_requirements("requirements.txt")}
    asked = read_requirements("requirements-dev.txt")
    pinned = {name_of(each) for each in asked if each.specifier}
    assert {name_of(each) for each in asked} - pinned <= here
    open_ends, seen = list(pinned), set()
    while open_ends:
        name = open_ends.pop()
        assert name in pinned | here, f"{name} is not pinned"
        if name in pinned and name not in seen:
            seen.add(name)
            needed = map(Requirement, metadata.requires(name) or [])
            open_ends += [
                name_of(each) for each in needed if each.marker is None or each.marker.evaluate({"extra": ""})
            ]


def test_gpu_list_is_the_same_with_cuda():
    lines = (ROOT / "requirements-gpu.txt").read_text(encoding="utf-8").splitlines()
    assert "-c requirements.txt" in lines
    on_gpu = {name_of(each): each for each in read_requirements("requirements-gpu.txt")}
    assert on_gpu.keys() == {name_of(each) for each in read_requirements("requirements.in")} - {"tensorflow-cpu"}
    versions = locked(markers("3.11", "Linux"))
    assert str(on_gpu["tensorflow"]) == f"tensorflow[and-cuda]=={versions['tensorflow-cpu']}"


def test_ranges_of_the_package_and_of_the_course_agree():
    project = pyproject()["project"]
    course = {name_of(each): each.specifier for each in read_requirements("requirements.in")}
    for needed in map(Requirement, project["dependencies"]):
        lowest = [each for each in needed.specifier if each.operator == ">="]
        assert lowest == list(course[name_of(needed)]), needed
        assert not name_of(needed).startswith("tensorflow")
    assert project["requires-python"] == f">={PYTHONS[0]},<3.{int(PYTHONS[-1].split('.')[1]) + 1}"


def test_versions_of_colab_lie_within_the_ranges():
    constraints = read_requirements("tests/colab-versions.txt")
    pins = [each for each in constraints if str(each.specifier).startswith("==")]
    colab = {name_of(each): str(each.specifier).removeprefix("==") for each in pins}
    project = map(Requirement, pyproject()["project"]["dependencies"])
    for allowed in (*read_requirements("requirements.in"), *project):
        assert colab.get(name_of(allowed), "") in allowed.specifier or name_of(allowed) not in colab


def test_package_declares_what_it_imports():
    backends = {"tensorflow", "jax", "torch"}
    names = {"IPython": "ipython", "PIL": "pillow", "sklearn": "scikit-learn"}
    declared = {name_of(Requirement(each)) for each in pyproject()["project"]["dependencies"]}
    imported = set()
    for path in (ROOT / "course_utils").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                imported.add(node.module.partition(".")[0])
    third_party = imported - sys.stdlib_module_names - backends - {"course_utils"}
    assert {names.get(name, name) for name in third_party} <= declared


WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PROSE = [ROOT / "README.md", ROOT / ".ci" / "run", *WORKFLOWS]


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_every_command_that_is_named_exists(path):
    text = path.read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    commands = re.findall(r"(?:^ *|`|run: )(?:make) ([a-z-]+)", text, re.MULTILINE)
    tools = re.findall(r"-m tools\.(\w+)", text)
    lists = re.findall(r"(?:-r|-c|--file) (\S+\.(?:txt|in|yml))", text)
    assert commands or tools
    assert set(commands) <= targets
    assert [name for name in tools if not (ROOT / "tools" / f"{name}.py").exists()] == []
    assert [name for name in lists if not (ROOT / name).exists()] == []
    assert (ROOT / ".ci" / "run").exists() or ".ci/run" not in text


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_is_sound(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 180
        assert all(("run" in step) != ("uses" in step) for step in job["steps"])
        kept = [step for step in job["steps"] if "upload-artifact" in step.get("uses", "")]
        assert "test-results/" in kept[0]["with"]["path"]


def test_every_supported_python_is_tested_and_documented():
    jobs = yaml.safe_load((ROOT / ".github/workflows/tests.yml").read_text(encoding="utf-8"))["jobs"]
    assert tuple(jobs["test"]["strategy"]["matrix"]["python"]) == PYTHONS
    for place in ("README.md", "tools/set_up.sh"):
        assert f"Python {PYTHONS[0]}, {PYTHONS[1]} or {PYTHONS[2]}" in (ROOT / place).read_text(encoding="utf-8")


def test_windows_and_conda_do_what_make_lab_does():
    script = (ROOT / "tools" / "set_up.sh").read_text(encoding="utf-8")
    options = "--no-deps --no-build-isolation"
    assert f"{options} --editable ." in script
    *_, windows, conda = re.findall(
        r"((?:^    .*\n)+)", (ROOT / "README.md").read_text().split("**NVIDIA GPU**")[0], re.MULTILINE
    )
    assert [line.partition(" -m ")[2] for line in windows.splitlines()] == [
        "venv .venv",
        "pip install -r requirements.txt",
        f"pip install {options} -e .",
        "tools.lab",
    ]
    assert [line.split("python ")[-1].strip() for line in conda.splitlines()] == [
        "conda env create --file environment.yml",
        "conda activate course",
        f"-m pip install {options} -e .",
        "-m tools.lab",
    ]
