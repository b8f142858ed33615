"""The parts of the course that name a `path`: what the build fills in, and what is wrong with them."""

from functools import cached_property
from pathlib import Path

import nbformat

from tools import exercises, form, glossary, minutes
from tools.exercises import Exercise
from tools.lesson_source import Lesson, lesson_paths
from tools.minutes import Counts
from tools.notebooks import unsolved_place
from tools.placeholders import Filling
from tools.syllabus import LessonEntry, read_syllabus


class Parts:
    """All that stands beside the source of a part: syllabus, checks, and its solved notebook."""

    def __init__(self, root: Path):
        self.root = root
        self.syllabus = read_syllabus(root)
        self.written = {path.stem for path in lesson_paths(root)}

    @cached_property
    def _exercises(self) -> dict[str, tuple[Exercise, ...]]:
        return exercises.read_exercises(self.root)

    def is_part(self, name: str) -> bool:
        """Whether the lesson has the new form."""
        return self.syllabus.path_of(name) is not None

    def counts(self, lesson: Lesson, solved: nbformat.NotebookNode | None = None) -> Counts:
        """Count what takes time; the solved notebook is the committed one unless another is given."""
        solved = solved or minutes.read_solved(self.root, lesson.name)
        return minutes.count(lesson, self._exercises.get(lesson.name, ()), solved)

    def filling(self, lesson: Lesson, solved: nbformat.NotebookNode | None = None) -> Filling | None:
        """Return what the build writes into a part; None for a lesson in the older form."""
        if not self.is_part(lesson.name):
            return None
        checked = self._exercises.get(lesson.name, ())
        entry = self.syllabus.lesson(lesson.name)
        numbers = exercises.numbers(lesson, checked)
        return Filling(self.counts(lesson, solved).minutes, self._next(entry), numbers)

    def _next(self, entry: LessonEntry) -> str:
        """Name the next core part that is written, then the next deeper part of the same lesson."""
        place = self.syllabus.lessons.index(entry) + 1
        later = [other for other in self.syllabus.lessons[place:] if other.name in self.written]
        core = [other for other in later if other.path == "core" or (other.path is None and other.kind == "core")]
        deeper = [o for o in later if o.path == "deeper" and o.lesson_number == entry.lesson_number]
        text = _link(core[0]) if core else "this was the last one."
        return f"{text} Deeper, and you may skip it: {_link(deeper[0])}" if deeper else text

    def problems(self, lesson: Lesson) -> list[str]:
        """Return what is wrong with a part, its minutes aside; nothing for a lesson in the older form."""
        if not self.is_part(lesson.name):
            return []
        return form.problems(lesson, self.syllabus.lesson(lesson.name), self._exercises.get(lesson.name, ()))

    def too_long(self, lesson: Lesson) -> list[str]:
        """Say that a part takes longer than one sitting."""
        if not self.is_part(lesson.name):
            return []
        return [f"lessons/{lesson.name}.py {problem}" for problem in minutes.problems(self.counts(lesson))]

    def notes(self, lesson: Lesson) -> list[str]:
        """Say what is no fault and still worth a thought."""
        if not self.is_part(lesson.name):
            return []
        return [f"{lesson.name} {note}" for note in minutes.notes(self.counts(lesson))]

    def path_problems(self, lessons: list[Lesson]) -> list[str]:
        """Say which part needs what nobody has taught before."""
        return list(glossary.problems(self.syllabus, lessons))


def _link(entry: LessonEntry) -> str:
    """Name a part and its question, with a link from the notebook beside it."""
    return f"[{entry.number} · {entry.title}]({Path(unsolved_place(entry.name)).name}), *{entry.question}*"
