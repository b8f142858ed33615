"""What the lectures teach and where the course teaches it: `lessons/concepts.csv` and its check.

A concept is `taught` (it names the cells that explain and show it), `placed` (one sentence, or a point of the
timeline), `merged:ID` (taught together with another one) or `out:reason`. A part that names a `path` teaches 16 at
most; what its lesson places stands in one table ("also in the lectures"), in a Markdown cell tagged `further`.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.files import CourseError
from tools.lesson_source import Cell, Lesson
from tools.syllabus import Syllabus

COLUMNS = ["id", "lecture", "concept", "lesson", "treatment", "explained_in", "shown_in"]
TREATMENT = re.compile(r"taught|placed|merged:(?P<target>\S+)|out:\s*(?P<reason>\S.*)")
MAX_TAUGHT = 4  # in one section: more is a list, not an explanation
MAX_TAUGHT_IN_PART = 16  # each takes about four minutes
TABLE = re.compile(r"^\|[ :|-]*-{3}[ :|-]*\|$", re.MULTILINE)


@dataclass(frozen=True)
class Concept:
    """One row of concepts.csv."""

    id: str
    lecture: str
    concept: str
    lesson: str
    treatment: str
    explained_in: str
    shown_in: str

    @property
    def target(self) -> str | None:
        """Id of the concept that this one is merged with."""
        match = TREATMENT.fullmatch(self.treatment)
        return match["target"] if match else None


def read_concepts(root: Path) -> list[Concept]:
    """Read `lessons/concepts.csv`."""
    path = root / "lessons" / "concepts.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
    except FileNotFoundError:
        raise CourseError(f"{path} is missing.") from None
    except ValueError as error:
        raise CourseError(f"{path} cannot be read: {error}.") from None
    if head != COLUMNS:
        raise CourseError(f"lessons/concepts.csv needs the columns {', '.join(COLUMNS)}, not {', '.join(head)}.")
    for line, row in enumerate(rows, start=2):
        if len(row) != len(COLUMNS):
            raise CourseError(f"lessons/concepts.csv, line {line}: {len(row)} fields instead of {len(COLUMNS)}.")
    return [Concept(*row) for row in rows]


def problems(rows: list[Concept], lessons: list[Lesson], syllabus: Syllabus) -> list[str]:
    """Say for every concept that is not where it claims to be what is wrong."""
    written = {lesson.name: lesson for lesson in lessons}
    known = {row.id: row for row in rows}
    found = [f"{id}: the id is used {n} times." for id, n in Counter(row.id for row in rows).items() if n > 1]
    for row in rows:
        complaints = [*_row_problems(row, known, syllabus)]
        if not complaints and row.lesson in written:
            complaints += _cell_problems(row, written[row.lesson])
        found += [f"{row.id} ({row.concept}): {complaint}" for complaint in complaints]
    found += [problem for lesson in lessons for problem in _crowded(rows, lesson)]
    return [*found, *_part_problems(rows, written, syllabus)]


def _row_problems(row: Concept, known: dict[str, Concept], syllabus: Syllabus) -> Iterator[str]:
    if row.lesson not in {entry.name for entry in syllabus.lessons}:
        yield f"{row.lesson!r} is no lesson of course.toml."
    if row.lecture not in syllabus.lectures:
        yield f"{row.lecture!r} is no lecture of course.toml."
    if not TREATMENT.fullmatch(row.treatment):
        yield f"the treatment {row.treatment!r} is none of taught, placed, merged:ID, out:reason."
    if row.target is None:
        return
    target = known.get(row.target)
    if target is None or target.treatment not in ("taught", "placed"):
        state = f"is {target.treatment!r}" if target else "does not exist"
        yield f"is merged with {row.target}, which {state}: name a concept that is taught or placed."


def _cell_problems(row: Concept, lesson: Lesson) -> Iterator[str]:
    cells = {cell.name: cell for cell in lesson.cells if cell.name}
    needed = {"taught": ("explained_in", "shown_in"), "placed": ("explained_in",)}.get(row.treatment, ())
    for column in ("explained_in", "shown_in"):
        names = getattr(row, column).split()
        if not names and column in needed:
            yield f"is {row.treatment} but {column} names no cell of {lesson.name}."
        for name in names:
            if name not in cells:
                yield f"{column} names `{name}`, but {lesson.name} has no cell of that name."
            else:
                yield from _wrong_cell(column, cells[name])


def _wrong_cell(column: str, cell: Cell) -> Iterator[str]:
    if "solution" in cell.tags:
        yield f"{column} names `{cell.name}`, a solution, which students do not have."
    elif column == "shown_in" and cell.kind != "code" and "exercise" not in cell.tags:
        yield f"shown_in names `{cell.name}`, which is text: name an experiment, a figure or an exercise."


def _crowded(rows: list[Concept], lesson: Lesson) -> Iterator[str]:
    taught: dict[str | None, list[str]] = {}
    for row in rows:
        if row.lesson == lesson.name and row.treatment == "taught" and row.explained_in.split():
            section = lesson.sections.get(row.explained_in.split()[0])
            taught.setdefault(section, []).append(row.id)
    for section, ids in taught.items():
        if len(ids) > MAX_TAUGHT:
            place = f"{lesson.name}, section {section or 'before the first heading'!r}"
            yield (
                f"{place}: explains {len(ids)} concepts, more than {MAX_TAUGHT} ({', '.join(ids)}): "
                "spread them, or merge what is one idea."
            )


def _part_problems(rows: list[Concept], written: dict[str, Lesson], syllabus: Syllabus) -> Iterator[str]:
    """Hold the parts in the new form to their two rules; rows of lessons in the older form have theirs above."""
    parts = [entry for entry in syllabus.lessons if entry.path and entry.name in written]
    for entry in parts:
        taught = [row.id for row in rows if row.lesson == entry.name and row.treatment == "taught"]
        if len(taught) > MAX_TAUGHT_IN_PART:
            yield (
                f"{entry.name} teaches {len(taught)} concepts, at most {MAX_TAUGHT_IN_PART} ({', '.join(taught)}): "
                "move some to another part, place them in its table, or merge what is one idea."
            )
    numbers = {entry.name: entry.lesson_number for entry in parts}
    for number in sorted(set(numbers.values())):
        placed = [row for row in rows if numbers.get(row.lesson) == number and row.treatment == "placed"]
        places = Counter((row.lesson, row.explained_in.strip()) for row in placed)
        if len(places) > 1:
            (name, cell), _ = places.most_common(1)[0]
            other = next(row.id for row in placed if (row.lesson, row.explained_in.strip()) != (name, cell))
            yield (
                f"the parts of lesson {number} place concepts in {len(places)} cells, such as {other}: all of them "
                "stand in one table of one part, in a Markdown cell tagged further."
            )
        for name, id in places if len(places) == 1 else ():
            cell = next((cell for cell in written[name].cells if cell.name == id), None)
            if cell is not None and not ("further" in cell.tags and TABLE.search(cell.source)):
                yield f"{name} places concepts in `{id}`, which is no table in a Markdown cell tagged further."
