"""The index, `notebooks/INDEX.md`: concepts and verdicts, by lecture and by topic.

It is handed out, so where an exercise carries a verdict, the index names the exercise and not the right value.
"""

from tools.concepts import Concept
from tools.index_links import link, plain
from tools.lesson_source import Lesson
from tools.syllabus import LessonEntry, Syllabus
from tools.tables import table
from tools.verdicts import Verdict

HOW = {"reproduced": "holds", "sharper": "holds, said more sharply", "wrong": "does not hold"}


def index(rows: list[Concept], verdicts: list[Verdict], lessons: list[Lesson], syllabus: Syllabus) -> str:
    """Write the index, with links to the sections."""
    written = {lesson.name: lesson for lesson in lessons}
    known = {row.id: row for row in rows}
    parts = ["# Where each lecture is taught", "Generated from `lessons/concepts.csv`; do not edit it here."]
    if verdicts:
        parts[1] = "Generated from `lessons/concepts.csv` and `lessons/verdicts.csv`; do not edit it here."
        parts.append("First by lecture, then [by topic](#By-topic).")
    for lecture, title in syllabus.lectures.items():
        lines = []
        for row in rows:
            if row.lecture == lecture:
                how, where = _how_and_where(row, known, written, syllabus)
                lines.append([row.id, plain(row.concept), how, where])
        parts += [f"## {title}", table(["", "Concept", "How", "Where"], lines)]
        judged = [row for row in verdicts if row.lecture == lecture]
        if judged:
            parts += [f"### What it says: {title}", _judged(judged, written, syllabus, with_place=True)]
    if verdicts:
        parts += ["## By topic", *_topics(rows, verdicts, written, syllabus)]
    return "\n\n".join(parts) + "\n"


def _topics(rows: list[Concept], verdicts: list[Verdict], written: dict, syllabus: Syllabus) -> list[str]:
    blocks = []
    for entry in syllabus.lessons:
        here = [row for row in rows if row.lesson == entry.name and row.treatment in ("taught", "placed")]
        judged = [row for row in verdicts if row.lesson == entry.name]
        if here or judged:
            blocks.append(f"### {entry.number} {entry.title}")
        if here:
            by_place: dict[str, list[str]] = {}
            for row in here:
                by_place.setdefault(_place(entry, row.explained_in, written), []).append(plain(row.concept))
            blocks.append(table(["Section", "Concepts"], [[place, " · ".join(it)] for place, it in by_place.items()]))
        if judged:
            blocks.append(_judged(judged, written, syllabus, with_place=False))
    return blocks


def _judged(rows: list[Verdict], written: dict, syllabus: Syllabus, *, with_place: bool) -> str:
    lines = []
    for row in rows:
        entry = syllabus.lesson(row.lesson)
        source = row.place if with_place else f"{syllabus.lectures[row.lecture]}, {row.place}"
        lines.append(
            [
                plain(source),
                plain(row.statement),
                HOW[row.verdict],
                _right(row, written),
                _place(entry, row.cell, written),
            ]
        )
    return table(["Place", "It says", "That", "Right is", "Where"], lines)


def _right(row: Verdict, written: dict[str, Lesson]) -> str:
    cells = written[row.lesson].cells if row.lesson in written else ()
    if any(cell.name == row.cell and "exercise" in cell.tags for cell in cells):
        return "an exercise"
    return plain(row.right_value)


def _how_and_where(row: Concept, known: dict[str, Concept], written: dict, syllabus: Syllabus) -> tuple[str, str]:
    if row.target is not None:
        return f"with {row.target}", _how_and_where(known[row.target], known, written, syllabus)[1]
    if row.treatment.startswith("out:"):
        return "left out", plain(row.treatment.removeprefix("out:").strip())
    entry = syllabus.lesson(row.lesson)
    how = row.treatment if row.lesson in written else f"{row.treatment}, planned"
    return how, _place(entry, f"{row.explained_in} {row.shown_in}", written)


def _place(entry: LessonEntry, cells: str, written: dict[str, Lesson]) -> str:
    """Link to the sections of the cells; a lesson that is planned, or no cell, is named without a link."""
    if entry.name not in written or not cells.split():
        return f"{entry.number} {entry.title}"
    sections = written[entry.name].sections
    headings = dict.fromkeys(sections[name] for name in cells.split())
    return ", ".join(link(entry.number, entry.name, heading) for heading in headings)
