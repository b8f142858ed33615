"""The form of a part: what a lesson keeps once its entry in course.toml names a `path`.

README.md, "The form of a lesson", is the guide for authors. Each rule is one module: `exercises`, `guesses`, `folding`,
`placeholders`, `minutes`, `glossary`; here are the rules of visible code and of what stays outside. Every fault is a
sentence that names the cell and says what to do.
"""

import ast
import re
import statistics
from collections.abc import Iterator

from tools import exercises, folding, guesses, placeholders
from tools.exercises import Exercise
from tools.lesson_source import Cell, Lesson
from tools.minutes import visible_lines
from tools.names import COMPREHENSIONS, names_bound
from tools.syllabus import LessonEntry

MEDIAN_LINES, USUAL_LINES, MOST_LINES, COLUMNS = 6, 14, 25, 100
MOST_NAMES = 100
LECTURES = re.compile(
    r"\b(?:a|an|the|this|that|these|those|our|some|many|most|several|each|every|on) slides?\b"
    r"|\blectures?\b|\bpolls?\b|\bComputeFest\b|\bHelsinki\b|\bZHAW\b|\bICME\b",
    re.IGNORECASE,
)
FURTHER = re.compile(r"^\*\*Further reading.*?(?=\n\n|\Z)", re.DOTALL | re.MULTILINE)
SKIP = re.compile(r"\bmay skip\b")


def problems(lesson: Lesson, entry: LessonEntry, checked: tuple[Exercise, ...]) -> list[str]:
    """Return every fault of a part that can be seen without running it."""
    found = [
        *exercises.problems(lesson, checked),
        *guesses.problems(lesson, checked),
        *folding.problems(lesson),
        *placeholders.problems(lesson),
        *_line_problems([cell for cell in lesson.cells if cell.is_visible_code]),
        *_name_problems(lesson),
        *_lecture_problems(lesson),
        *_opening_and_end(lesson, entry),
    ]
    return [f"lessons/{lesson.name}.py, {problem}" for problem in found]


def _line_problems(cells: list[Cell]) -> Iterator[str]:
    lengths = {cell.id: len(visible_lines(cell.shown)) for cell in cells}
    remedy = "say it in less code, or fold what only draws"
    median = statistics.median(lengths.values()) if lengths else 0
    if median > MEDIAN_LINES:
        yield f"visible cells have {median:g} lines in the median, at most {MEDIAN_LINES}: {remedy}."
    long = [id for id, length in lengths.items() if length > USUAL_LINES]
    if len(long) > 0.1 * len(lengths):
        yield (
            f"{len(long)} of {len(lengths)} visible cells have more than {USUAL_LINES} lines, one in ten may "
            f"({', '.join(long)}): {remedy}."
        )
    for cell in cells:
        if lengths[cell.id] > MOST_LINES:
            yield f"cell `{cell.id}` has {lengths[cell.id]} visible lines, at most {MOST_LINES}: cut it in two."
        for line in cell.source.splitlines():
            if len(line) > COLUMNS:
                yield f"cell `{cell.id}`: {len(line)} columns, at most {COLUMNS}: `{line.strip()[:40]}...`"
        tree = ast.parse(cell.source)
        for node in (node for node in ast.walk(tree) if isinstance(node, COMPREHENSIONS)):
            if any(isinstance(inner, COMPREHENSIONS) for inner in ast.walk(node) if inner is not node):
                yield f"cell `{cell.id}` has a comprehension inside a comprehension: write the outer one as a loop."
                break


def _name_problems(lesson: Lesson) -> Iterator[str]:
    code = [cell for cell in lesson.cells if cell.kind == "code" and "solution" not in cell.tags]
    names = {name for cell in code for name in names_bound(ast.parse(cell.source).body)}
    if len(names) > MOST_NAMES:
        yield f"binds {len(names)} names at the top level, at most {MOST_NAMES}: put steps into functions."


def _lecture_problems(lesson: Lesson) -> Iterator[str]:
    for cell in lesson.cells:
        text = cell.source if "further" not in cell.tags else ""
        if match := LECTURES.search(FURTHER.sub("", text)):
            yield (
                f"cell `{cell.id}` speaks of the lectures ({match[0]!r}), which nobody who takes the course has seen: "
                "correct the idea, and give the lecture a row in lessons/verdicts.csv."
            )


def _opening_and_end(lesson: Lesson, entry: LessonEntry) -> Iterator[str]:
    title = lesson.cells[0]
    if entry.path == "deeper" and not SKIP.search(title.source):
        yield f"cell `{title.id}`: the title of a deeper part says that one may skip it, in these words."
    code = [cell.source for cell in lesson.cells if cell.is_visible_code]
    for call in ("checks.guesses()", "checks.progress()"):
        if not any(call in source for source in code):
            yield f"calls `{call}` nowhere: its last code cell shows how the student's guesses and exercises went."
