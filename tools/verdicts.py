"""What the lectures say and whether it holds: `lessons/verdicts.csv` and its check.

A row is a statement or a number of a lecture that can be true or false. The verdict is `reproduced`, `sharper` (true,
and the lesson says it more precisely) or `wrong`; the cell of the lesson that carries it holds a claim, an output that
is compared, an assertion or an exercise. A part teaches the idea; which slide had it wrong stands here alone.
"""

import ast
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.files import CourseError
from tools.lesson_source import Cell, Lesson
from tools.syllabus import Syllabus

COLUMNS = ["lecture", "place", "statement", "verdict", "right_value", "lesson", "cell"]
VERDICTS = ("reproduced", "sharper", "wrong")


@dataclass(frozen=True)
class Verdict:
    """One row of verdicts.csv."""

    lecture: str
    place: str
    statement: str
    verdict: str
    right_value: str
    lesson: str
    cell: str


def read_verdicts(root: Path) -> list[Verdict]:
    """Read `lessons/verdicts.csv`; a course without that file judges nothing."""
    path = root / "lessons" / "verdicts.csv"
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
    except ValueError as error:
        raise CourseError(f"lessons/verdicts.csv cannot be read: {error}.") from None
    if head != COLUMNS:
        raise CourseError(f"lessons/verdicts.csv needs the columns {', '.join(COLUMNS)}, not {', '.join(head)}.")
    for line, row in enumerate(rows, start=2):
        if len(row) != len(COLUMNS):
            raise CourseError(f"lessons/verdicts.csv, line {line}: {len(row)} fields instead of {len(COLUMNS)}.")
    return [Verdict(*row) for row in rows]


def problems(rows: list[Verdict], lessons: list[Lesson], syllabus: Syllabus) -> list[str]:
    """Say for every verdict that nothing carries what is wrong."""
    written = {lesson.name: lesson for lesson in lessons}
    found = []
    for line, row in enumerate(rows, start=2):
        found += [f"line {line} ({row.statement[:40]}): {problem}" for problem in _row_problems(row, written, syllabus)]
    return found


def _row_problems(row: Verdict, written: dict[str, Lesson], syllabus: Syllabus) -> Iterator[str]:
    if row.lecture not in syllabus.lectures:
        yield f"{row.lecture!r} is no lecture of course.toml."
    if row.verdict not in VERDICTS:
        yield f"the verdict {row.verdict!r} is none of {', '.join(VERDICTS)}."
    if not row.place or not row.statement:
        yield "place and statement say where in the lecture which sentence stands."
    if row.verdict in ("sharper", "wrong") and not row.right_value:
        yield f"is {row.verdict}, and right_value does not say what holds."
    if row.lesson not in {entry.name for entry in syllabus.lessons}:
        yield f"{row.lesson!r} is no lesson of course.toml."
    elif row.lesson in written:
        cells = {cell.name: cell for cell in written[row.lesson].cells if cell.name}
        if not row.cell:
            if syllabus.path_of(row.lesson) is not None:
                yield f"names no cell of {row.lesson} that carries the verdict: a claim, an assertion or an exercise."
        elif row.cell not in cells:
            yield f"names the cell `{row.cell}`, but {row.lesson} has no cell of that name."
        elif not carries(cells[row.cell]):
            yield f"names `{row.cell}`, which has no claim, no compared output, no assertion and no exercise."


def carries(cell: Cell) -> bool:
    """Whether the cell fails when its verdict is false."""
    if cell.kind != "code" or "solution" in cell.tags:
        return False
    if {"exercise", "nbval-check-output"} & set(cell.tags):
        return True
    nodes = list(ast.walk(ast.parse(cell.source)))
    claims = any(isinstance(node, ast.Call) and ast.unparse(node.func) == "checks.claim" for node in nodes)
    return claims or any(isinstance(node, ast.Assert) for node in nodes)
