"""The syllabus, `lessons/course.toml`, and the tables of lessons that the README shows."""

from dataclasses import dataclass
from pathlib import Path

from tools.files import CourseError, read_toml
from tools.notebooks import Repository, solved_place, unsolved_place

KINDS = ("core", "companion")


@dataclass(frozen=True)
class LessonEntry:
    """One lesson of the syllabus, with its time budgets in seconds."""

    name: str
    title: str
    question: str
    kind: str
    minutes: int
    needs: tuple[str, ...] = ()
    budget_solved: int = 30
    budget_unsolved: int = 20

    @property
    def number(self) -> str:
        """What stands before the first underscore: 02, 06a."""
        return self.name.split("_")[0]


@dataclass(frozen=True)
class Syllabus:
    """The whole course: its lessons in order, and the lectures that it covers."""

    title: str
    lessons: tuple[LessonEntry, ...]
    lectures: dict[str, str]

    def lesson(self, name: str) -> LessonEntry:
        """Find a lesson by its name, such as 02_xor."""
        for entry in self.lessons:
            if entry.name == name:
                return entry
        raise CourseError(f"lessons/course.toml has no lesson {name!r}: add a [[lesson]] with that name.")


def read_syllabus(root: Path) -> Syllabus:
    """Read and check `lessons/course.toml`."""
    content = read_toml(root / "lessons" / "course.toml")
    lessons = []
    for fields in content.get("lesson", []):
        try:
            lessons.append(LessonEntry(**fields | {"needs": tuple(fields.get("needs", ()))}))
        except TypeError as error:
            reason = str(error).split("__init__() ")[-1]
            raise CourseError(f"lessons/course.toml, lesson {fields.get('name')!r}: {reason}.") from None
    names = [entry.name for entry in lessons]
    for entry in lessons:
        if names.count(entry.name) > 1:
            raise CourseError(f"lessons/course.toml lists {entry.name!r} twice.")
        if entry.kind not in KINDS:
            raise CourseError(f"lessons/course.toml, {entry.name}: kind is {' or '.join(KINDS)}, not {entry.kind!r}.")
        if unknown := set(entry.needs) - set(names):
            raise CourseError(f"lessons/course.toml, {entry.name}: needs {', '.join(unknown)}, which is no lesson.")
    return Syllabus(content.get("title", "The course"), tuple(lessons), content.get("lectures", {}))


def lesson_table(syllabus: Syllabus, written: set[str], repository: Repository) -> str:
    """Table for students: every lesson with its question; those not written yet are listed as planned."""
    rows = []
    for entry in syllabus.lessons:
        place = unsolved_place(entry.name)
        exists = entry.name in written
        title = f"[{entry.title}]({place})" if exists else entry.title
        needs = ", ".join(syllabus.lesson(name).number for name in entry.needs)
        badge = repository.badge(place) if exists else ""
        rows.append(
            [
                entry.number,
                title,
                entry.question,
                needs,
                str(entry.minutes),
                entry.kind if exists else f"{entry.kind}, planned",
                badge,
            ]
        )
    return _table(["", "Lesson", "The question it answers", "Needs", "Minutes", "Kind", "Colab"], rows)


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
    return _table(["", "Solved lesson", "Colab"], rows)


def _table(head: list[str], rows: list[list[str]]) -> str:
    """Write a Markdown table; an empty last column is left out."""
    if not any(row[-1] for row in rows):
        head, rows = head[:-1], [row[:-1] for row in rows]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", r"\|") for cell in line) + " |" for line in lines)


def between(text: str, name: str, content: str, place: str) -> str:
    """Put the content between `<!-- name:begin -->` and `<!-- name:end -->`."""
    before, after = split_marks(text, name, place)
    return f"{before}<!-- {name}:begin -->\n{content}\n<!-- {name}:end -->{after}"


def split_marks(text: str, name: str, place: str) -> tuple[str, str]:
    """Return what stands before and after the two marks."""
    begin, end = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise CourseError(f"{place} needs the line {begin} once, and {end} once below it.")
    before, rest = text.split(begin)
    return before, rest.split(end)[1]
