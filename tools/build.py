"""Build the notebooks, the README's tables and the index from the lessons' sources.

python -m tools.build                 everything (make notebooks)
python -m tools.build --lesson 02     the notebooks of one lesson, and the tables
python -m tools.build --documents     the tables, the index and the glossary alone; no notebook is run
python -m tools.build --check         say what is out of date; nothing is run or written
"""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import nbformat

from tools import concepts, glossary, index, verdicts
from tools.execute import execute
from tools.files import ROOT, CourseError, write_atomically
from tools.lesson_source import Lesson, lesson_paths, read_lesson
from tools.notebooks import (
    Repository,
    as_text,
    make_notebook,
    problems_of,
    solved_place,
    unsolved_place,
    without_outputs,
)
from tools.parts import Parts
from tools.placeholders import Filling
from tools.tables import between, lesson_tables, solution_table

REMEDY = "Run `make notebooks` (one lesson: `python -m tools.build --lesson NN`) and commit what it writes."


def build_lesson(root: Path, lesson: Lesson, repository: Repository, parts: Parts) -> None:
    """Execute the solved notebook, then put both in place; a failure leaves the old files as they are."""
    if problems := parts.problems(lesson):
        raise CourseError("\n".join(problems))
    solved = make_notebook(lesson, repository, solved=True, filling=parts.filling(lesson))
    execute(solved, (root / solved_place(lesson.name)).parent, f"lessons/{lesson.name}.py")
    filling = parts.filling(lesson, solved)  # the minutes depend on what the cells print
    solved.cells[0].source = make_notebook(lesson, repository, solved=True, filling=filling).cells[0].source
    unsolved = as_text(make_notebook(lesson, repository, solved=False, filling=filling))
    write_atomically(root / solved_place(lesson.name), as_text(solved))
    write_atomically(root / unsolved_place(lesson.name), unsolved)


def documents(root: Path, lessons: list[Lesson]) -> dict[str, str]:
    """Make the texts that list all lessons: place, seen from the top of the course -> content."""
    parts, repository = Parts(root), Repository.of(root)
    written = {lesson.name for lesson in lessons}
    for name in sorted(written):
        parts.syllabus.lesson(name)
    try:
        readme = (root / "README.md").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError("README.md is missing: it holds the table of lessons.") from None
    minutes = {lesson.name: parts.counts(lesson).minutes for lesson in lessons if parts.is_part(lesson.name)}
    table = lesson_tables(parts.syllabus, written, minutes, repository)
    readme = between(readme, "lessons", table, "README.md")
    readme = between(readme, "solutions", solution_table(parts.syllabus, written, repository), "README.md")
    if problems := parts.path_problems(lessons):
        raise CourseError("\n".join(problems))
    texts = {"README.md": readme, "notebooks/INDEX.md": _index(root, lessons, parts)}
    terms = glossary.glossary(parts.syllabus, lessons)
    return texts if terms is None else texts | {"notebooks/GLOSSARY.md": terms}


def _index(root: Path, lessons: list[Lesson], parts: Parts) -> str:
    rows, judged = concepts.read_concepts(root), verdicts.read_verdicts(root)
    problems = [f"lessons/concepts.csv, {problem}" for problem in concepts.problems(rows, lessons, parts.syllabus)]
    problems += [f"lessons/verdicts.csv, {problem}" for problem in verdicts.problems(judged, lessons, parts.syllabus)]
    if problems:
        raise CourseError("\n".join(problems))
    return index.index(rows, judged, lessons, parts.syllabus)


def build(root: Path, only: str | None = None) -> list[str]:
    """Build the chosen lessons, then the documents; what fails is reported, and the rest is built."""
    failures = []
    repository, parts = Repository.of(root), Parts(root)
    for path in lesson_paths(root, only):
        begin = time.perf_counter()
        try:
            lesson = read_lesson(path)
            build_lesson(root, lesson, repository, parts)
            print(f"{path.stem}: built in {time.perf_counter() - begin:.0f} s", flush=True)
            failures += parts.too_long(lesson)
            print("".join(f"Note: {note}\n" for note in parts.notes(lesson)), end="", flush=True)
        except CourseError as error:
            failures.append(f"{error}\n{path.stem} stays as it was.")
    return failures + write_documents(root, failures)


def write_documents(root: Path, known: list[str] = ()) -> list[str]:
    """Write the tables, the index and the glossary; what keeps them from it is reported, if it is not known yet."""
    try:
        for place, content in documents(root, [read_lesson(path) for path in lesson_paths(root)]).items():
            write_atomically(root / place, content)
    except CourseError as error:
        return [] if any(str(error) in failure for failure in known) else [str(error)]
    return []


def check(root: Path, only: str | None = None) -> list[str]:
    """Compare everything that is generated with its sources, outputs aside; nothing is run or written."""
    stale, lessons = [], []
    for path in lesson_paths(root):
        try:
            lessons.append(read_lesson(path))
        except CourseError as error:
            stale.append(str(error))
    if stale:
        return stale
    repository, parts = Repository.of(root), Parts(root)
    chosen = {path.stem for path in lesson_paths(root, only)}
    for lesson in lessons:
        if lesson.name in chosen:
            stale += parts.problems(lesson) + parts.too_long(lesson)
            stale += _stale_notebooks(root, lesson, repository, parts.filling(lesson))
    stale += [f"{place} has no source in lessons/: delete it." for place in _orphans(root, lessons)]
    try:
        for place, content in documents(root, lessons).items():
            if not (root / place).is_file() or (root / place).read_text(encoding="utf-8") != content:
                stale.append(f"{place} is out of date.")
    except CourseError as error:
        stale.append(str(error))
    return stale


def _stale_notebooks(root: Path, lesson: Lesson, repository: Repository, filling: Filling | None) -> Iterator[str]:
    for place, solved in ((unsolved_place(lesson.name), False), (solved_place(lesson.name), True)):
        try:
            text = (root / place).read_text(encoding="utf-8")
            committed = nbformat.reads(text, as_version=4)
        except FileNotFoundError:
            yield f"{place} is missing."
            continue
        except (nbformat.reader.NotJSONError, UnicodeDecodeError) as error:
            yield f"{place} is not a notebook: {str(error)[:80]}"
            continue
        bare = without_outputs(committed) if solved else committed
        expected = as_text(make_notebook(lesson, repository, solved=solved, filling=filling))
        if nbformat.writes(bare).rstrip("\n") + "\n" != expected:
            yield f"{place} does not match lessons/{lesson.name}.py."
        elif solved:
            yield from (f"{place}: {problem}" for problem in problems_of(committed, [str(root.resolve())]))


def _orphans(root: Path, lessons: list[Lesson]) -> list[str]:
    known = {make(lesson.name) for lesson in lessons for make in (unsolved_place, solved_place)}
    found = [path.relative_to(root).as_posix() for path in sorted((root / "notebooks").rglob("*.ipynb"))]
    return [place for place in found if place not in known and ".ipynb_checkpoints" not in place]


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.build", description=__doc__.splitlines()[0])
    parser.add_argument("--lesson", metavar="NN", help="only lessons whose name begins like this, such as 02")
    parser.add_argument("--check", action="store_true", help="say what is out of date; run and write nothing")
    parser.add_argument("--documents", action="store_true", help="write tables, index and glossary alone; run nothing")
    options = parser.parse_args(arguments)
    try:
        if options.documents:
            failures = write_documents(root)
        else:
            failures = (check if options.check else build)(root, options.lesson)
    except CourseError as error:
        failures = [str(error)]
    if failures:
        print("\n".join(failures), file=sys.stderr)
        print(REMEDY if options.check else "Not everything could be built.", file=sys.stderr)
    elif options.check:
        print("Notebooks, tables and index match their sources.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
