"""The exercises of a part: their numbers and kinds come from its checks, their place from its cells.

The number of an exercise follows from the part and from the order in which its checks are defined: the second check of
`Lesson("02b_layers", ...)` is exercise 2b.2. Nobody types it; the heading says `### Exercise · its title`.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.files import CourseError
from tools.lesson_source import Cell, Lesson

KINDS = ("letter", "number", "code")
FEWEST = 4
HEADING = re.compile(r"^### Exercise · (.+?)[ \t]*$", re.MULTILINE)
NUMBERED = re.compile(r"^### Exercise (?:\d+[a-z]?\.\d+ )?· ", re.MULTILINE)
TYPED_NUMBER = re.compile(r"^#+ Exercise +\d", re.MULTILINE)


@dataclass(frozen=True)
class Exercise:
    """One checked exercise: `checks.<module>.<name>`."""

    module: str
    name: str
    title: str
    kind: str
    number: str

    @property
    def check(self) -> str:
        """How a lesson calls its check."""
        return f"checks.{self.module}.{self.name}"


def number_of(lesson: str) -> str:
    """Return what numbers of exercises begin with: 2 for 02_xor, 2b for 02b_layers, 0 for 00_start_here."""
    digits, letter = re.match(r"(\d+)([a-z]?)", lesson).groups()
    return f"{int(digits)}{letter}"


def read_exercises(root: Path) -> dict[str, tuple[Exercise, ...]]:
    """Read the checks of all lessons, without importing them: name of the lesson -> its exercises in their order."""
    found: dict[str, tuple[Exercise, ...]] = {}
    for path in sorted((root / "course_utils" / "checks").glob("[a-z]*.py")):
        try:
            body = ast.parse(path.read_text(encoding="utf-8")).body
        except SyntaxError as error:
            raise CourseError(f"course_utils/checks/{path.name} is not valid Python: {error}.") from None
        for variable, lesson in _lessons(body):
            if lesson in found:
                raise CourseError(f"course_utils/checks/{path.name}: another module holds the checks of {lesson} too.")
            defined = [(node, call) for node in body for call in _declarations(node, variable)]
            found[lesson] = tuple(
                _exercise(path.stem, f"{number_of(lesson)}.{place}", node, call)
                for place, (node, call) in enumerate(defined, start=1)
            )
    return found


def _lessons(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    """Yield the variable and the name of every `variable = Lesson("name", ...)`."""
    for node in body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id=variable)],
                value=ast.Call(func=ast.Name(id="Lesson"), args=[ast.Constant(value=str(name)), *_]),
            ):
                yield variable, name


def _declarations(node: ast.stmt, variable: str) -> Iterator[ast.Call]:
    for decorator in getattr(node, "decorator_list", []):
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == f"{variable}.exercise":
            yield decorator


def _exercise(module: str, number: str, node: ast.FunctionDef, call: ast.Call) -> Exercise:
    texts = [argument.value for argument in call.args if isinstance(argument, ast.Constant)]
    kinds = [word.value.value for word in call.keywords if word.arg == "kind" and isinstance(word.value, ast.Constant)]
    return Exercise(module, node.name, texts[-1] if texts else "", kinds[0] if kinds else "", number)


def numbers(lesson: Lesson, exercises: tuple[Exercise, ...]) -> dict[str, str]:
    """Return id of the Markdown cell that heads an exercise -> number of the exercise."""
    by_check = {exercise.check: exercise.number for exercise in exercises}
    before = dict(zip((cell.id for cell in lesson.cells[1:]), lesson.cells, strict=False))
    return {
        before[cell.id].id: by_check[check]
        for cell in _exercise_cells(lesson)
        if (check := check_of(cell)) in by_check and cell.id in before
    }


def insert_number(source: str, number: str) -> str:
    """Write the number into the heading of an exercise."""
    return NUMBERED.sub(f"### Exercise {number} · ", source)


def remove_numbers(source: str) -> str:
    """Take the numbers off again."""
    return NUMBERED.sub("### Exercise · ", source)


def problems(lesson: Lesson, exercises: tuple[Exercise, ...]) -> Iterator[str]:
    """Say what is wrong with the exercises of a part."""
    if len(exercises) < FEWEST:
        yield f"has {len(exercises)} checked exercises; a part has at least {FEWEST}, whatever else is cut."
    for exercise in exercises:
        if exercise.kind not in KINDS:
            yield f'{exercise.check} declares no kind: write kind="letter", "number" or "code" into its decorator.'
    cells = _exercise_cells(lesson)
    by_check = {exercise.check: exercise for exercise in exercises}
    for cell in cells:
        yield from _cell_problems(cell, by_check)
    places = dict(zip((cell.id for cell in lesson.cells[1:]), lesson.cells, strict=False))
    for cell in cells:
        yield from _heading_problems(cell, places.get(cell.id), by_check.get(check_of(cell)))
    yield from _order_problems([check_of(cell) for cell in cells], list(by_check))


def _exercise_cells(lesson: Lesson) -> list[Cell]:
    return [cell for cell in lesson.cells if cell.kind == "code" and "exercise" in cell.tags]


def check_of(cell: Cell) -> str | None:
    """Return the check that the cell ends in, such as `checks.xor.gates`."""
    match ast.parse(cell.source).body[-1:]:
        case [ast.Expr(value=ast.Call(func=ast.Attribute() as function))] if ast.unparse(function).startswith(
            "checks."
        ):
            return ast.unparse(function)
    return None


def _cell_problems(cell: Cell, by_check: dict[str, Exercise]) -> Iterator[str]:
    check = check_of(cell)
    if check is None:
        yield f"cell `{cell.id}` is an exercise and does not end in its check, such as `checks.xor.gates(...)`."
    elif check not in by_check:
        yield f"cell `{cell.id}` ends in `{check}`, which course_utils/checks does not define for this part."
    elif not cell.source.rstrip().endswith(f"\n# {check}.hint()"):
        yield f"cell `{cell.id}`: its last line is `# {check}.hint()`, which a student uncomments for a hint."


def _heading_problems(cell: Cell, before: Cell | None, exercise: Exercise | None) -> Iterator[str]:
    headings = HEADING.findall(before.source) if before is not None and before.kind == "markdown" else []
    if before is not None and before.kind == "markdown" and TYPED_NUMBER.search(before.source):
        yield f"cell `{before.id}` types the number of its exercise: write `### Exercise · title`, the build adds it."
    elif len(headings) != 1:
        yield (
            f"cell `{cell.id}`: the Markdown cell directly above holds its task, with one heading "
            "`### Exercise · title`."
        )
    elif exercise is not None and headings[0] != exercise.title:
        yield (
            f"cell `{before.id}` calls the exercise {headings[0]!r}, its check calls it {exercise.title!r}: "
            "a student looks for it by its title, so write the same."
        )


def _order_problems(in_lesson: list[str | None], defined: list[str]) -> Iterator[str]:
    known = [check for check in in_lesson if check in defined]
    for check in defined:
        if known.count(check) != 1:
            yield f"`{check}` ends {known.count(check)} exercise cells: it belongs to exactly one."
    if sorted(set(known)) == sorted(defined) and len(known) == len(defined) and known != defined:
        first = next(mine for mine, other in zip(known, defined, strict=True) if mine != other)
        yield (
            f"`{first}` stands at another place in the lesson than in course_utils/checks, which numbers the "
            "exercises: define the checks in the order of the lesson."
        )
