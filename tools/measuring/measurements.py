"""The tables of `data/measured/`: what was measured, with which code and on what; and which of them are out of date."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.files import CourseError, write_atomically
from tools.measuring.digest import Code, experiment, measured_calls
from tools.source.lesson_source import Lesson

FOLDER = Path("data") / "measured"
COLUMNS = ("statement", "seed", "value", "control", "profile", "data", "backend", "versions", "digest")


def read_table(path: Path) -> list[dict[str, str]]:
    """Read the rows of a table; none where there is none."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except FileNotFoundError:
        return []
    except (UnicodeDecodeError, csv.Error) as error:
        raise CourseError(f"{path} is damaged ({error}): delete it and measure again.") from None
    if any(None in row or None in row.values() for row in rows):
        raise CourseError(f"{path} is damaged (its lines differ in length): delete it and measure again.")
    return rows


def write_table(path: Path, rows: Iterable[dict]) -> None:
    """Write rows in one step; what is no column of a table is left out."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_atomically(path, text.getvalue())


def is_stale(root: Path, lesson: Lesson, code: Code) -> bool:
    """Tell whether a lesson measures something, and what is kept was not measured with today's code."""
    if not measured_calls(experiment(lesson)):
        return False
    rows = read_table(root / FOLDER / f"{lesson.name}.csv")
    return {row.get("digest") for row in rows} != {code.digest(lesson)}


def stale_tables(root: Path, lessons: list[Lesson], only: set[str]) -> Iterator[str]:
    """Say which tables of the chosen lessons are out of date, and which belong to no lesson; nothing is run."""
    code = Code(root)
    for lesson in lessons:
        place = (FOLDER / f"{lesson.name}.csv").as_posix()
        if lesson.name in only and is_stale(root, lesson, code):
            fault = "was measured with other code" if (root / place).is_file() else "is missing"
            remedy = f"make measure LESSON={lesson.name}"
            yield f"{place} {fault}: {remedy}, or, if no number changed, the same with OPTIONS=--confirm."
    for path in sorted((root / FOLDER).glob("*.csv")):
        if path.stem not in {lesson.name for lesson in lessons}:
            yield f"{(FOLDER / path.name).as_posix()} belongs to no lesson: delete it."
