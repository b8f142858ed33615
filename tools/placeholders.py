"""What the build writes into the text of a part, and how it is taken off again.

Its author writes `{minutes}` into the table under the title, `### Exercise · title` above an exercise, and `{next}` as
the last line; the build puts in the computed minutes, the number of the exercise, and links to the next parts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tools.exercises import insert_number, remove_numbers
from tools.lesson_source import Cell, Lesson

MINUTES, NEXT = "{minutes}", "{next}"
TIME = "| **Time** | {minutes} minutes |"
NEXT_BEGIN = "**Next part:** "
SETUP_TITLE = "# @title Setup: the course and its packages"
_TIME_ROW = re.compile(r"^\| \*\*Time\*\* \| \d+ minutes \|$", re.MULTILINE)
_NEXT_LINE = re.compile(rf"^{re.escape(NEXT_BEGIN)}.*$", re.MULTILINE)


@dataclass(frozen=True)
class Filling:
    """What the build knows of a part and its author does not type."""

    minutes: int
    next: str
    numbers: dict[str, str] = field(default_factory=dict)  # id of the heading's cell -> number of the exercise

    def fill(self, cell: Cell) -> str:
        """Return what the notebooks show of a Markdown cell."""
        source = cell.source.replace(TIME, TIME.replace(MINUTES, str(self.minutes)))
        source = re.sub(rf"^{re.escape(NEXT)}$", lambda _: NEXT_BEGIN + self.next, source, flags=re.MULTILINE)
        return insert_number(source, self.numbers[cell.id]) if cell.id in self.numbers else source


def empty(source: str) -> str:
    """Put the placeholders back into a Markdown cell."""
    return _NEXT_LINE.sub(NEXT, _TIME_ROW.sub(TIME, remove_numbers(source)))


def problems(lesson: Lesson) -> Iterator[str]:
    """Say which placeholder is missing."""
    if lesson.cells[0].source.splitlines().count(TIME) != 1:
        yield f"cell `{lesson.cells[0].id}`: the table under the title has the row `{TIME}`; the build computes them."
    texts = [cell for cell in lesson.cells if cell.kind == "markdown" and "solution" not in cell.tags]
    last = texts[-1]
    if last.source.splitlines()[-1:] != [NEXT] or lesson.cells[-1] is not last:
        yield (
            f"cell `{lesson.cells[-1].id}`: the last line of a part is `{NEXT}`, in a Markdown cell; the build names "
            "the next core part there, then the deeper one."
        )
    for cell in lesson.cells:
        if NEXT in cell.source and cell is not last:
            yield f"cell `{cell.id}` holds `{NEXT}`, which belongs into the last line of the part."
