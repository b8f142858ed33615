"""Budgets of the notebooks, and what counts as over budget."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

SOLVED_SECONDS = 25.0
UNSOLVED_SECONDS = 9.0
# Machines are noisy, two workers slow each other down, and wall time also grows with what else the machine does: the
# limits are there for what runs away or hangs, the shares in the report for what grows.
CPU_FACTOR = 2.5
WALL_FACTOR = 5.0
MEMORY_LIMIT_MB = 2000.0


@dataclass
class Usage:
    """What a kernel, child processes included, has used since its start: seconds and 10**6 bytes."""

    cpu: float = 0.0
    wall: float = 0.0
    peak_mb: float = 0.0

    def excess(self, budget: float, slowness: float = 1.0) -> str | None:
        """Say which limit is exceeded, or None; `slowness` is how many times as long this machine takes."""
        cpu_limit, wall_limit = (factor * budget * slowness for factor in (CPU_FACTOR, WALL_FACTOR))
        if self.cpu > cpu_limit or self.wall > wall_limit:
            slow = f" on a machine {slowness:.1f} times as slow as the budgets'" if slowness > 1 else ""
            return (
                f"The notebook is over its budget of {budget:g} s{slow}: it has used {self.cpu:.1f} CPU s "
                f"(limit {cpu_limit:g}) and {self.wall:.1f} wall s (limit {wall_limit:g})."
            )
        if self.peak_mb > MEMORY_LIMIT_MB:
            return f"The notebook's kernel took {self.peak_mb:.0f} MB of memory (limit {MEMORY_LIMIT_MB:.0f})."
        return None


def is_solved(notebook: Path) -> bool:
    return notebook.parent.name == "solutions"


def budget_seconds(notebook: Path, syllabus: Path) -> float:
    """Look the notebook's budget up in the syllabus (lessons/course.toml)."""
    if is_solved(notebook):
        key, default = "budget_solved", SOLVED_SECONDS
    else:
        key, default = "budget_unsolved", UNSOLVED_SECONDS
    if not syllabus.exists():
        return default
    try:
        lessons = tomllib.loads(syllabus.read_text(encoding="utf-8")).get("lesson", [])
    except tomllib.TOMLDecodeError as error:
        raise pytest.UsageError(f"{syllabus} is not valid TOML: {error}") from error
    budgets = {lesson.get("name"): lesson.get(key, default) for lesson in lessons}
    budget = budgets.get(notebook.stem, default)
    if not isinstance(budget, int | float) or budget <= 0:
        raise pytest.UsageError(f"{syllabus}: {notebook.stem} needs a {key} above 0 seconds, not {budget!r}")
    return float(budget)
