"""The places of a lesson outside its own file: what is missing, and what is left over from one that is gone."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.documents.concepts import Concept
from tools.files import CourseError

CHECKS, ANSWERS = "course_utils/checks", "tests/course_utils/checks/answers"


def missing(root: Path, names: list[str], concepts: list[Concept]) -> list[str]:
    """Say, in a sentence each, what the lessons of these names still need, and which files belong to no lesson.

    README, "Adding a lesson", lists the places; what is measured is held against its code by `tools.measuring`.
    """
    topics = check_modules(root)
    return [
        *(complaint for name in names for complaint in _lacking(root, name, topics.get(name, []), concepts)),
        *_left_over(root, names, topics),
    ]


def check_modules(root: Path) -> dict[str, list[str]]:
    """Return lesson -> the modules of course_utils/checks that say they are its checks; one, if all is well."""
    found: dict[str, list[str]] = {}
    for path in sorted((root / CHECKS).glob("[a-z]*.py")):
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except SyntaxError as error:
            raise CourseError(f"{CHECKS}/{path.name}, line {error.lineno}: {error.msg}.") from None
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "Lesson" and node.args:
                found.setdefault(ast.literal_eval(node.args[0]), []).append(path.stem)
    return found


def _lacking(root: Path, name: str, topics: list[str], concepts: list[Concept]) -> Iterator[str]:
    _, _, topic = name.partition("_")
    if not topics:
        yield f'{name} has no checks: write {CHECKS}/{topic}.py with `_lesson = Lesson("{name}", "its title")`.'
    elif len(topics) > 1:
        yield f"{name} has its checks in {' and '.join(topics)}: keep one module, or name another lesson in the other."
    elif not (root / ANSWERS / f"{topics[0]}.py").exists():
        yield f"{ANSWERS}/{topics[0]}.py is missing: write right, wrong and blank answers to the exercises of {name}."
    if all(concept.lesson != name for concept in concepts):
        yield f"lessons/concepts.csv has no row of {name}: say what it teaches, and which cells explain and show it."


def _left_over(root: Path, names: list[str], topics: dict[str, list[str]]) -> Iterator[str]:
    for name in sorted(set(topics) - set(names)):
        yield f"{CHECKS}/{topics[name][0]}.py is for {name}, and there is no lessons/{name}.py: write or rename it."
    modules = {topic for each in topics.values() for topic in each}
    for path in sorted((root / ANSWERS).glob("[a-z]*.py")):
        if path.stem not in modules:
            yield f"{ANSWERS}/{path.name} answers no module of {CHECKS}/: rename or delete it."
