"""Run a notebook as the build does: on the CPU, offline, with embedded data only, strict."""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellExecutionError, CellTimeoutError, DeadKernelError

from tools.documents.notebooks import drop_widgets, problems_of
from tools.files import CourseError

CELL_TIMEOUT = 300  # seconds


def execute(notebook: nbformat.NotebookNode, folder: Path, label: str) -> None:
    """Run the notebook in place and clean it; a failing cell ends in one sentence that names it.

    Parameters
    ----------
    notebook : NotebookNode
        Gets outputs and execution counts.
    folder : Path
        Working directory of the kernel.
    label : str
        How messages call the notebook.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True) as temporary:
        client = NotebookClient(
            notebook,
            timeout=CELL_TIMEOUT,
            kernel_name="python3",
            record_timing=False,
            store_widget_state=True,  # without it nbclient stumbles over Output widgets; `drop_widgets` removes it
            extra_arguments=["--IPKernelApp.log_level=40"],
            coalesce_streams=True,
            resources={"metadata": {"path": str(folder)}},
        )
        try:
            client.execute(env=_environment(Path(temporary)))
        except (CellControlSignal, DeadKernelError) as error:
            raise CourseError(f"{label}: {_reason(notebook, error)}") from None
        drop_widgets(notebook)
        faults = list(_faults_in_widgets(client.widget_state))
        private = [str(folder.parents[1].resolve()), temporary, sys.prefix, str(Path.home()) + os.sep]
        if problems := [*faults, *problems_of(notebook, private)]:
            raise CourseError("\n".join(f"{label}: {problem}" for problem in problems))


def _faults_in_widgets(states: dict[str, dict]) -> Iterator[str]:
    """Find what a slider's function raised or complained about: it shows inside the widget, not below the cell."""
    for state in states.values():
        for out in state.get("outputs", []):
            if out["output_type"] == "error":
                yield f"the function behind a slider failed with {out['ename']}: {out['evalue']}"
            elif out.get("name") == "stderr":
                yield f"the function behind a slider writes to stderr: {out['text'].strip()[:300]!r}"


def _environment(temporary: Path) -> dict[str, str]:
    """Leave out what differs from machine to machine: course settings, cache, GPU, backend, IPython."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("COURSE_")}
    for name in ("MPLBACKEND", "COLAB_RELEASE_TAG"):
        own.pop(name, None)
    return own | {
        "COURSE_PROFILE": "quick",
        "COURSE_STRICT": "1",
        "COURSE_OFFLINE": "1",
        "COURSE_PROGRESS": str(temporary / "progress"),
        "COURSE_CACHE": str(temporary / "cache"),
        "CUDA_VISIBLE_DEVICES": "-1",
        "IPYTHONDIR": str(temporary / "ipython"),
        "KERAS_BACKEND": "tensorflow",
    }


def _reason(notebook: nbformat.NotebookNode, error: Exception) -> str:
    started = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.execution_count]
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    cell = started[-1] if started else code[0]
    if isinstance(error, CellExecutionError):
        failed = (cell for cell in code if any(out.output_type == "error" for out in cell.outputs))
        return f"cell `{next(failed, cell).id}` failed with {error.ename}: {error.evalue}"
    if isinstance(error, CellTimeoutError):
        return f"cell `{cell.id}` did not end within {CELL_TIMEOUT} s."
    return f"the kernel died in or after cell `{cell.id}`; it may have run out of memory."
