"""The tables of README.md: what students can take, and the solved notebooks for instructors."""

import re

from tools.documents.notebooks import Repository, solved_place, unsolved_place
from tools.documents.syllabus import LessonEntry, Syllabus
from tools.files import CourseError

OLD_HEAD = ["", "Lesson", "The question it answers", "Needs", "Minutes", "Kind", "Colab"]
HEAD = ["", "Part", "The question it answers", "Needs", "Minutes", "Day", "Colab"]


def lesson_tables(syllabus: Syllabus, written: set[str], minutes: dict[str, int], repository: Repository) -> str:
    """Return the core path, the deeper parts and the lessons in the older form, as far as there are any.

    Parameters
    ----------
    syllabus : Syllabus
        The whole course.
    written : set of str
        Names of the lessons that have a source; the others are planned.
    minutes : dict of str to int
        Computed minutes of the parts that name a path and are written.
    repository : Repository
        Where the badges lead.
    """
    old = [entry for entry in syllabus.lessons if entry.path is None]
    core = [entry for entry in syllabus.lessons if entry.path == "core"]
    deeper = [entry for entry in syllabus.lessons if entry.path == "deeper"]
    if not core + deeper:
        return _old_table(old, syllabus, written, repository)
    blocks = []
    for entries, text in ((core, _core_text(core, minutes)), (deeper, DEEPER)):
        if entries:
            rows = [_row(entry, syllabus, written, minutes, repository) for entry in entries]
            blocks += [text, table(HEAD, rows)]
    if old:
        blocks += [OLD, _old_table(old, syllabus, written, repository)]
    return "\n\n".join([*blocks, GLOSSARY] if minutes else blocks)


DEEPER = "**Deeper.** You may skip these: no core part needs them."
OLD = "**In an older, longer form**, planned or still to be cut into parts of one sitting; their minutes are estimates:"
GLOSSARY = "[notebooks/GLOSSARY.md](notebooks/GLOSSARY.md) says where each term is explained."


def _core_text(core: list[LessonEntry], minutes: dict[str, int]) -> str:
    total = sum(minutes.get(entry.name, 0) for entry in core)
    day = sum(minutes.get(entry.name, 0) for entry in core if entry.day)
    ready = sum(entry.name in minutes for entry in core)
    text = (
        f"**The core path**, one sitting a part. Parts of it that stand so far: {ready} of {len(core)}, "
        f"{_hours(total)} in all. These minutes are computed from words, code, figures and exercises; no class has "
        "timed them yet."
    )
    return f"{text} Parts with a dot make a workshop of one day, {_hours(day)}." if day else text


def _hours(minutes: int) -> str:
    """Write minutes as hours and minutes."""
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * (hours > 0) + [f"{rest} min"] * (rest > 0 or hours == 0))


def _row(entry: LessonEntry, syllabus: Syllabus, written: set, minutes: dict, repository: Repository) -> list[str]:
    place = unsolved_place(entry.name)
    exists = entry.name in written
    return [
        entry.number,
        f"[{entry.title}]({place})" if exists else f"{entry.title} (planned)",
        entry.question,
        _needs(entry, syllabus),
        str(minutes.get(entry.name, "")),
        "•" if entry.day else "",
        repository.badge(place) if exists else "",
    ]


def _old_table(entries: list[LessonEntry], syllabus: Syllabus, written: set[str], repository: Repository) -> str:
    rows = []
    for entry in entries:
        place = unsolved_place(entry.name)
        exists = entry.name in written
        rows.append(
            [
                entry.number,
                f"[{entry.title}]({place})" if exists else entry.title,
                entry.question,
                _needs(entry, syllabus),
                str(entry.minutes),
                entry.kind if exists else f"{entry.kind}, planned",
                repository.badge(place) if exists else "",
            ]
        )
    return table(OLD_HEAD, rows)


def _needs(entry: LessonEntry, syllabus: Syllabus) -> str:
    return ", ".join(syllabus.lesson(name).number for name in entry.needs)


def solution_table(syllabus: Syllabus, written: set[str], repository: Repository) -> str:
    """Table for instructors: the solved notebooks."""
    entries = [entry for entry in syllabus.lessons if entry.name in written]
    rows = [
        [
            entry.number,
            f"[{entry.title}, solved]({solved_place(entry.name)})",
            repository.badge(solved_place(entry.name)),
        ]
        for entry in entries
    ]
    return table(["", "Solved lesson", "Colab"], rows)


def table(head: list[str], rows: list[list[str]]) -> str:
    """Write a Markdown table; an empty last column is left out."""
    if not any(row[-1] for row in rows):
        head, rows = head[:-1], [row[:-1] for row in rows]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in line) + " |" for line in lines)


def between(text: str, name: str, content: str, place: str) -> str:
    """Put the content between `<!-- name:begin -->` and `<!-- name:end -->`."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise CourseError(f"{place} needs the line {begin} once, and {end} once below it.")
    before, rest = text.split(begin)
    return f"{before}{begin}\n{content}\n{end}{rest.split(end)[1]}"
