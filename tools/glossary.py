"""Terms: no part needs a term that nobody has explained before, and the glossary says where each is explained.

`lessons/course.toml` lists what a part `teaches` and which terms it needs (`needs_terms`). A core part needs only what
core parts before it teach; a deeper part also what earlier parts of its own lesson teach (02b for 02c). For anything
else it has a primer: a Markdown cell tagged `primer` of at most 120 words that names the term. Parts that are planned
teach nothing yet. The cell that explains a term sets it in bold or italics.
"""

import re
from collections.abc import Iterator

from tools.index_links import link, plain
from tools.lesson_source import Cell, Lesson
from tools.syllabus import LessonEntry, Syllabus

PRIMER_WORDS = 120
EMPHASIS = re.compile(r"(\*{1,3})(?=\S)(.+?)(?<=\S)\1", re.DOTALL)


def problems(syllabus: Syllabus, lessons: list[Lesson]) -> Iterator[str]:
    """Walk the path and say which term is needed before it is taught, and which is taught nowhere."""
    written = {lesson.name: lesson for lesson in lessons}
    parts = [entry for entry in syllabus.lessons if entry.path and entry.name in written]
    taught: dict[str, LessonEntry] = {}
    for entry in parts:
        lesson = written[entry.name]
        where = f"lessons/{entry.name}.py"
        primers = [cell for cell in lesson.cells if "primer" in cell.tags]
        for cell in primers:
            if (words := len(cell.source.split())) > PRIMER_WORDS:
                yield f"{where}, cell `{cell.id}`: a primer has at most {PRIMER_WORDS} words, not {words}."
        for term in entry.needs_terms:
            if any(_holds(cell.source, term) for cell in primers):
                continue
            if problem := _missing(term, entry, taught.get(term.casefold())):
                yield f"lessons/course.toml, {entry.name} {problem}"
        for term in entry.teaches:
            if term.casefold() in taught:
                other = taught[term.casefold()].name
                yield f"lessons/course.toml, {entry.name} teaches {term!r}, which {other} teaches: list it once."
            if explained_in(lesson, term) is None:
                yield f"{where} teaches {term!r} and sets it nowhere in bold: write **{term}** where it is explained."
            taught.setdefault(term.casefold(), entry)


def _missing(term: str, entry: LessonEntry, teacher: LessonEntry | None) -> str | None:
    remedy = 'explain it there, or add a Markdown cell tagged "primer" that names it'
    if teacher is None:
        return f"needs {term!r}, which no part before it teaches: {remedy}."
    own_lesson = entry.path == "deeper" and teacher.lesson_number == entry.lesson_number
    if teacher.path != "core" and not own_lesson:
        return f"needs {term!r}, which only the deeper part {teacher.name} teaches: {remedy}."
    return None


def explained_in(lesson: Lesson, term: str) -> Cell | None:
    """Return the first Markdown cell that sets the term in bold or italics."""
    for cell in lesson.cells:
        emphasised = EMPHASIS.finditer(cell.source) if cell.kind == "markdown" and "solution" not in cell.tags else ()
        if any(_holds(match[2], term) for match in emphasised):
            return cell
    return None


def _holds(text: str, term: str) -> bool:
    """Whether the text has the term as whole words, also in the plural, across line ends."""
    words = r"\s+".join(map(re.escape, term.split()))
    return re.search(rf"(?<!\w){words}(e?s)?(?!\w)", text, re.IGNORECASE) is not None


def glossary(syllabus: Syllabus, lessons: list[Lesson]) -> str | None:
    """Write the glossary; None while no part is in the new form."""
    written = {lesson.name: lesson for lesson in lessons}
    rows = []
    for entry in syllabus.lessons:
        for term in entry.teaches if entry.path and entry.name in written else ():
            lesson = written[entry.name]
            if cell := explained_in(lesson, term):
                place = link(entry.number, entry.name, lesson.sections[cell.id])
                rows.append((term.casefold(), f"| {plain(term)} | {place} |"))
    if not rows:
        return None
    head = [
        "# Glossary",
        "",
        "Where each term is explained. Generated from `lessons/course.toml`; do not edit it here.",
        "",
        "| Term | Explained in |",
        "| --- | --- |",
    ]
    return "\n".join([*head, *(row for _, row in sorted(rows))]) + "\n"
