"""The syllabus, `lessons/course.toml`: its lessons and parts in order, and the rules that they keep.

A lesson in the new form names a `path`: "core" or "deeper". Its minutes are computed; the others type theirs.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.files import CourseError, read_toml

KINDS = ("core", "companion")
PATHS = ("core", "deeper")
LISTS = ("needs", "needs_terms", "teaches")
# CPU seconds of a part.
BUDGET_SOLVED, BUDGET_UNSOLVED = 25, 9
MOST_SOLVED, MOST_LONG_PARTS = 60, 8


@dataclass(frozen=True)
class LessonEntry:
    """One lesson or part of the syllabus.

    Parameters
    ----------
    name, title, question : str
        Name of its file without ending, its title, and the question it answers.
    path : str or None
        "core" or "deeper"; None for a lesson in the older form.
    day : bool
        Whether it belongs to a workshop of one day.
    needs : tuple of str
        Names of the lessons before it.
    needs_terms, teaches : tuple of str
        Terms that it takes for granted, and those that it explains.
    kind, minutes : str, int
        Only in the older form: "core" or "companion", and minutes that somebody typed.
    budget_solved, budget_unsolved : float
        CPU seconds.
    """

    name: str
    title: str
    question: str
    path: str | None = None
    day: bool = False
    needs: tuple[str, ...] = ()
    needs_terms: tuple[str, ...] = ()
    teaches: tuple[str, ...] = ()
    kind: str = ""
    minutes: int | None = None
    budget_solved: float = BUDGET_SOLVED
    budget_unsolved: float = BUDGET_UNSOLVED

    @property
    def number(self) -> str:
        """What stands before the first underscore: 02, 06a."""
        return self.name.split("_")[0]

    @property
    def lesson_number(self) -> str:
        """The number without the letter, the same for all parts of a lesson: 02, 06."""
        return self.number[:2]


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

    def path_of(self, name: str) -> str | None:
        """Return the path of a lesson; None in the older form, and for a lesson that is not listed."""
        return next((entry.path for entry in self.lessons if entry.name == name), None)


def read_syllabus(root: Path) -> Syllabus:
    """Read and check `lessons/course.toml`."""
    content = read_toml(root / "lessons" / "course.toml")
    lessons = tuple(map(_entry, content.get("lesson", [])))
    syllabus = Syllabus(content.get("title", "The course"), lessons, content.get("lectures", {}))
    if problems := [*_problems(syllabus)]:
        raise CourseError("\n".join(f"lessons/course.toml{problem}" for problem in problems))
    return syllabus


def _entry(fields: dict) -> LessonEntry:
    for key in LISTS:
        if not isinstance(fields.get(key, []), list):
            raise CourseError(f'lessons/course.toml, lesson {fields.get("name")!r}: {key} is a list, such as ["XOR"].')
    try:
        return LessonEntry(**fields | {key: tuple(fields.get(key, ())) for key in LISTS})
    except TypeError as error:
        reason = str(error).split("__init__() ")[-1]
        raise CourseError(f"lessons/course.toml, lesson {fields.get('name')!r}: {reason}.") from None


def _problems(syllabus: Syllabus) -> Iterator[str]:
    names = Counter(entry.name for entry in syllabus.lessons)
    yield from (f" lists {name!r} twice." for name, times in names.items() if times > 1)
    for entry in syllabus.lessons:
        complaints = _part_problems(entry, syllabus) if entry.path is not None else _old_problems(entry)
        yield from (f", {entry.name}: {complaint}" for complaint in complaints)
        if unknown := set(entry.needs) - set(names):
            yield f", {entry.name}: needs {', '.join(sorted(unknown))}, which is no lesson."
    long = [entry.name for entry in syllabus.lessons if entry.path and entry.budget_solved > BUDGET_SOLVED]
    if len(long) > MOST_LONG_PARTS:
        yield (
            f" gives {len(long)} parts more than {BUDGET_SOLVED} s (budget_solved), at most {MOST_LONG_PARTS} may have "
            f"it: {', '.join(long)}. Compute less in one of them."
        )


def _old_problems(entry: LessonEntry) -> Iterator[str]:
    if entry.kind not in KINDS:
        yield f"kind is {' or '.join(KINDS)}, not {entry.kind!r}."
    if entry.minutes is None:
        yield 'minutes is missing; they are computed once the lesson has the new form and names a path = "core".'
    if entry.day or entry.teaches or entry.needs_terms:
        yield "day, teaches and needs_terms belong to a lesson that names a path."


def _part_problems(entry: LessonEntry, syllabus: Syllabus) -> Iterator[str]:
    if entry.path not in PATHS:
        yield f"path is {' or '.join(PATHS)}, not {entry.path!r}."
    if entry.minutes is not None:
        yield "minutes are computed by the build: delete the line."
    if entry.kind:
        yield "kind is for lessons without a path: delete the line."
    if entry.day and entry.path != "core":
        yield "a workshop of one day takes core parts only: delete day, or make the part core."
    if entry.path == "core":
        for name in entry.needs:
            if syllabus.path_of(name) == "deeper":
                yield f"a core part needs no deeper one, such as {name}: name the core part, and explain the rest."
    if not 0 < entry.budget_solved <= MOST_SOLVED:
        yield f"budget_solved is at most {MOST_SOLVED} s, not {entry.budget_solved}."
    if not 0 < entry.budget_unsolved <= BUDGET_UNSOLVED:
        yield f"budget_unsolved is at most {BUDGET_UNSOLVED} s, not {entry.budget_unsolved}."
