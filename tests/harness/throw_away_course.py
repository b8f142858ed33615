"""Small courses with notebooks made for one test, and what a pytest call over them leaves behind."""

import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook, new_output

from tools.files import ROOT

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
CALLER = {
    "COURSE_SEED": "7",
    "COURSE_PROFILE": "full",
    "COURSE_STRICT": "1",
    "COURSE_DATA": "somewhere",
    "COURSE_RECORD": "record.csv",
    "MPLBACKEND": "agg",
}


def cell(source, stored=None, tags=()):
    outputs = [] if stored is None else [new_output("stream", text=stored)]
    count = None if stored is None else 1
    return new_code_cell(source, outputs=outputs, execution_count=count, metadata={"tags": list(tags)})


def compared(source, stored=None):
    return cell(source, stored, tags=["nbval-check-output"])


@dataclass
class Run:
    """What one pytest call over a throw-away course left behind."""

    course: Path
    text: str
    cells: dict[tuple[str, int], ElementTree.Element]

    def outcome(self, notebook, number):
        children = {child.tag for child in self.cells[f"notebooks/{notebook}.ipynb", number]}
        return next((kind for kind in ("failure", "error", "skipped") if kind in children), "passed")

    def message(self, notebook, number):
        return "".join(self.cells[f"notebooks/{notebook}.ipynb", number].itertext())

    def seconds(self, notebook, number):
        return float(self.cells[f"notebooks/{notebook}.ipynb", number].get("time"))

    def table(self):
        lines = self.text.partition("notebooks: seconds against budget")[2].splitlines()
        cells = [re.split(r"\s{2,}", line.strip()) for line in lines]
        return {row[0]: row[1:] for row in cells if len(row) == 8}

    def environment(self, folder):
        return json.loads((self.course / folder / "environment.json").read_text())


def make_course(course, syllabus, unsolved, solved):
    """Lay out a course with the real conftest, harness and settings, but its own notebooks."""
    (course / "tests").mkdir(parents=True)
    (course / "lessons").mkdir()
    (course / "notebooks" / "solutions").mkdir(parents=True)
    (course / "lessons" / "course.toml").write_text(syllabus)
    for file in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / file, course)
    shutil.copytree(ROOT / "tests" / "harness", course / "tests" / "harness")
    for folder, notebooks in (("notebooks", unsolved), ("notebooks/solutions", solved)):
        for name, cells in notebooks.items():
            notebook = new_notebook(cells=cells, metadata={"kernelspec": KERNEL})
            nbformat.write(notebook, course / folder / f"{name}.ipynb")


def add_misleading_kernel(course):
    """Put a python3 kernel that cannot start where Jupyter looks first."""
    folder = course / "jupyter" / "kernels" / "python3"
    folder.mkdir(parents=True)
    broken = {"argv": ["no-such-python", "{connection_file}"], **KERNEL}
    (folder / "kernel.json").write_text(json.dumps(broken))


def run_pytest(course, *arguments):
    """Run the notebooks of a course in a caller's environment that must not show through."""
    own = ("COURSE_", "PYTEST_", "PYTHONHASHSEED")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    environment |= CALLER | {
        "COURSE_TEST_SLOWNESS": "1",
        "PYTHONPATH": str(ROOT),
        "JUPYTER_PATH": str(course / "jupyter"),
    }
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "--color=no", *arguments]
    done = subprocess.run(
        [*command, "--junitxml=test-results/junit.xml"],
        cwd=course,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    report = course / "test-results" / "junit.xml"
    assert report.exists(), done.stdout
    cells = {}
    for case in ElementTree.parse(report).iter("testcase"):
        file = case.get("classname").removesuffix(".ipynb").replace(".", "/") + ".ipynb"
        if case.get("name").startswith("Cell "):
            cells[file, int(case.get("name").removeprefix("Cell "))] = case
    return Run(course, done.stdout, cells)
