"""The closing table, and executed notebooks kept for inspection."""

from copy import deepcopy
from pathlib import Path

import nbformat
from nbformat.v4 import new_output

RESULTS_FOLDER = "test-results"
USAGE_PROPERTY = "notebook"
COLUMNS = ("notebook", "cells", "CPU s", "wall s", "budget s", "share", "peak MB", "result")


class NotebookTable:
    """Collects what the cells' reports say, from every worker, and prints one line a notebook."""

    def __init__(self):
        self.notebooks: dict[str, dict] = {}

    def pytest_runtest_logreport(self, report):
        file, _, cell = report.nodeid.partition("::")
        if not file.endswith(".ipynb") or report.when == "teardown":
            return
        row = self.notebooks.setdefault(file, {"cells": set(), "passed": 0, "failed_at": None, "usage": {}})
        row["cells"].add(cell)
        row["usage"] = dict(report.user_properties).get(USAGE_PROPERTY, row["usage"])
        if report.failed:
            row["failed_at"] = cell
        elif report.passed and report.when == "call":
            row["passed"] += 1

    def pytest_terminal_summary(self, terminalreporter):
        if not self.notebooks:
            return
        rows = [COLUMNS, *(_table_row(name, row) for name, row in sorted(self.notebooks.items()))]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        terminalreporter.section("notebooks: seconds against budget")
        for name, *numbers, result in rows:
            middle = "  ".join(number.rjust(width) for number, width in zip(numbers, widths[1:-1], strict=True))
            terminalreporter.line(f"{name.ljust(widths[0])}  {middle}  {result}")
        slowest = max((row["usage"].get("slowness", 1.0) for row in self.notebooks.values()), default=1.0)
        if slowest > 1:
            terminalreporter.line(
                f"This machine takes up to {slowest:.1f} times as long as the budgets': the shares allow for it."
            )


def _table_row(name: str, row: dict) -> tuple[str, ...]:
    result = f"FAILED at {row['failed_at']}" if row["failed_at"] else "passed"
    cells = f"{row['passed']}/{len(row['cells'])}"
    usage = row["usage"]
    if not usage:
        return (name, cells, *["-"] * (len(COLUMNS) - 3), result)
    seconds = (f"{usage['cpu']:.1f}", f"{usage['wall']:.1f}", f"{usage['budget']:g}")
    share = f"{usage['cpu'] / usage['budget'] / usage['slowness']:.0%}"
    return (name, cells, *seconds, share, f"{usage['peak_mb']:.0f}", result)


def keep_executed(cell, failure: Exception) -> Path:
    """Write the notebook with the outputs it has had until `cell` failed, the reason among them."""
    outputs = cell.parent.executed_outputs
    notebook = deepcopy(cell.parent.nb)
    code_cells = [each for each in notebook.cells if each.cell_type == "code"]
    for number, code_cell in enumerate(code_cells):
        was_run = number in outputs
        code_cell.execution_count = number + 1 if was_run else None
        code_cell.outputs = deepcopy(outputs[number]) if was_run else []
        for output in code_cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = number + 1
    failed = code_cells[cell.cell_num]
    if not any(output.output_type == "error" for output in failed.outputs):
        reason = f"{failure}\n{getattr(failure, 'inner_traceback', None) or ''}"
        failed.outputs.append(new_output("stream", name="stderr", text=reason))
    path = _result_path(cell.path, cell.config.rootpath)
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def _result_path(notebook: Path, root: Path) -> Path:
    folder = root / "notebooks"
    inside = notebook.relative_to(folder) if notebook.is_relative_to(folder) else Path(notebook.name)
    return root / RESULTS_FOLDER / inside
