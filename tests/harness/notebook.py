"""The environment of a notebook, and its cells as tests."""

import ast
import os
import re
import tempfile
from dataclasses import asdict
from pathlib import Path

import nbval.plugin
import pytest
from IPython.core.inputtransformer2 import TransformerManager
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError

from harness.kernel import WatchedKernel
from harness.limits import budget_seconds, is_solved
from harness.report import USAGE_PROPERTY, keep_executed

CHECK_OUTPUT = "nbval-check-output"


def kernel_environment(notebook: Path, progress: str) -> dict[str, str | None]:
    """Return the variables a notebook's kernel starts with; None stands for a variable that is removed."""
    solved = is_solved(notebook)
    return {
        "COURSE_PROFILE": (os.environ.get("COURSE_TEST_PROFILE") or "quick") if solved else "smoke",
        "COURSE_STRICT": "1" if solved else None,
        "COURSE_OFFLINE": "1",
        "COURSE_PROGRESS": progress,
        "COURSE_CACHE": str(Path(progress) / "cache"),
        "COURSE_DATA": os.environ.get("COURSE_TEST_DATA"),
        "COURSE_RECORD": None,
        "PYTHONHASHSEED": "0",
        # Figures belong into the notebook, whatever backend the caller has chosen.
        "MPLBACKEND": None,
        # ipykernel passes on what libraries write to stderr only if it does not see pytest.
        "PYTEST_CURRENT_TEST": None,
    }


class CourseNotebook(IPyNbFile):
    """A notebook whose kernel has its folder's environment and is held to the notebook's limits."""

    failed_at: str | None = None

    def collect(self):
        self.budget = budget_seconds(self.path, self.config.rootpath / "lessons" / "course.toml")
        self.executed_outputs = {}
        for cell in super().collect():
            yield CourseCell.from_parent(
                self, name=cell.name, cell_num=cell.cell_num, cell=cell.cell, options=cell.options
            )

    def setup(self):
        self.progress = tempfile.TemporaryDirectory(prefix="course-progress-", ignore_cleanup_errors=True)
        with pytest.MonkeyPatch.context() as patch:
            for name, value in kernel_environment(self.path, self.progress.name).items():
                if value is None:
                    patch.delenv(name, raising=False)
                else:
                    patch.setenv(name, value)
            patch.setattr(nbval.plugin, "RunningKernel", WatchedKernel)
            try:
                super().setup()
            except Exception:
                self.failed_at = f"the kernel's start for {self.nodeid}"
                raise
        self.kernel.budget = self.budget

    def teardown(self):
        super().teardown()
        if hasattr(self.kernel, "km"):
            self.kernel.stop()
        self.progress.cleanup()


class CourseCell(IPyNbCell):
    """A cell that fails at the first thing a student should not see, and is counted against the budget."""

    def __init__(self, **arguments):
        super().__init__(**arguments)
        # The kernel answers for its own warnings, on stderr; those of the messaging libraries are not ours.
        self.add_marker(pytest.mark.filterwarnings("ignore"))

    def runtest(self):
        kernel, notebook = self.parent.kernel, self.parent
        try:
            if fault := cell_fault(self.cell):
                self.raise_cell_error(fault)
            self._run_watched(kernel)
        except Exception as failure:
            notebook.failed_at = self.nodeid
            keep_executed(self, failure)
            raise
        finally:
            kernel.look()
            usage = asdict(kernel.usage) | {"budget": notebook.budget, "slowness": kernel.slowness}
            self.user_properties.append((USAGE_PROPERTY, usage))

    def _run_watched(self, kernel: WatchedKernel) -> None:
        try:
            super().runtest()
        except NbCellError as error:
            if kernel.problem:
                self.raise_cell_error(kernel.problem, error.inner_traceback)
            raise
        finally:
            self.parent.executed_outputs[self.cell_num] = self.test_outputs or []
        if problem := kernel.look():
            self.raise_cell_error(problem)
        if text := kernel.take_stderr():
            self.raise_cell_error("The cell wrote to stderr (a warning, or a library's log).", text)

    def repr_failure(self, excinfo):
        # Terminal colours turn into noise in JUnit files and logs.
        text = re.sub(r"\x1b\[[0-9;]*m", "", super().repr_failure(excinfo))
        # The first line is what pytest's summary shows.
        return text.removeprefix("Notebook cell execution failed\n")


def cell_fault(cell) -> str | None:
    """Say what nbval would silently let pass in the cell's source, tags or stored outputs, or None."""
    tags = cell.metadata.get("tags", [])
    if "NBVAL_" in cell.source.upper() or any(_is_misspelt(tag) for tag in tags):
        return f"To have a cell's output compared, give it the tag {CHECK_OUTPUT}; nothing else counts."
    if CHECK_OUTPUT in tags and (cell.execution_count is None or not cell.outputs):
        return f"The cell is tagged {CHECK_OUTPUT}, but has no stored output and count to compare with."
    if _calls_ipython(cell.source):
        return "The cell uses a % magic or a ! command: their failures go unnoticed; write plain Python."
    return None


def _is_misspelt(tag: str) -> bool:
    return tag.lower().startswith("nbval") and tag != CHECK_OUTPUT


def _calls_ipython(source: str) -> bool:
    calls = ("run_line_magic", "run_cell_magic", "system", "getoutput")
    try:
        tree = ast.parse(TransformerManager().transform_cell(source))
    except SyntaxError:
        return False  # the cell itself will say so when it runs
    attributes = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in calls)
    return any(ast.unparse(node.value) == "get_ipython()" for node in attributes)
