"""One definition of each thing: nothing public that nobody uses, nothing that two lessons write out."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from course_utils.models import training
from tools.files import ROOT

PACKAGE = ROOT / "course_utils"
LESSONS = sorted((ROOT / "lessons").glob("*.py"))
TOOLS = sorted((ROOT / "tools").glob("*.py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions_of(path: Path) -> list[ast.FunctionDef]:
    return [node for node in parsed(path).body if isinstance(node, ast.FunctionDef)]


def public_names(path: Path) -> list[str]:
    definitions = (ast.FunctionDef, ast.ClassDef)
    return [node.name for node in parsed(path).body if isinstance(node, definitions) and not node.name.startswith("_")]


def last_name(node: ast.expr) -> str | None:
    """Return "images" for `plots.images`, "plots" for `plots`."""
    return getattr(node, "attr", getattr(node, "id", None))


def uses_in(module: ast.Module) -> set[tuple[str | None, str]]:
    """Return (owner, name) of everything that is read: the owner is a module or package, or None for a bare name.

    What a definition says about itself does not count.
    """
    used = set()
    for statement in module.body:
        own = getattr(statement, "name", None)
        for node in ast.walk(statement):
            if isinstance(node, ast.Attribute):
                used.add((last_name(node.value), node.attr))
            elif isinstance(node, ast.ImportFrom) and node.module:
                used |= {(node.module.rpartition(".")[2], alias.name) for alias in node.names}
            elif isinstance(node, ast.Name) and node.id != own:
                used.add((None, node.id))
    return used


def handed_on(packages: list[Path]) -> set[tuple[str, str, str]]:
    """Return (package, module, name) of what the `__init__` of each package imports from a module."""
    statements = [(path, node) for path in packages for node in parsed(path).body if isinstance(node, ast.ImportFrom)]
    return {
        (path.parent.name, node.module.rpartition(".")[2], alias.name)
        for path, node in statements
        for alias in node.names
    }


def unused(modules: list[Path], users: list[Path], packages: list[Path]) -> list[str]:
    """Return the public names of the modules that no user mentions; a package that hands a name on does not use it."""
    used = {path: uses_in(parsed(path)) for path in users}
    everywhere, exports, found = set().union(*used.values()), handed_on(packages), []
    for path in modules:
        for name in public_names(path):
            owners = {path.stem} | {
                package for package, module, export in exports if (module, export) == (path.stem, name)
            }
            if (None, name) not in used.get(path, ()) and not any((owner, name) in everywhere for owner in owners):
                found.append(f"{path.name}: {name}")
    return found


def test_every_public_name_is_used_by_a_lesson_a_tool_or_the_kit_itself():
    packages = list(PACKAGE.rglob("__init__.py"))
    kit = [path for path in PACKAGE.rglob("*.py") if path not in packages]
    modules = [path for path in kit if path.parent.name != "checks"]  # lessons' checks are found by themselves
    left_over = unused(modules, [*LESSONS, *TOOLS, *kit], packages)
    assert not left_over, f"nobody uses {left_over}: delete them (a benchmark or a test can keep a copy of its own)"


def test_a_name_that_only_its_doctest_and_its_package_mention_is_found(tmp_path):
    package, module, lesson = (tmp_path / "plots" / name for name in ("__init__.py", "lines.py", "lesson.py"))
    package.parent.mkdir()
    package.write_text("from plots.lines import curve, draw\n")
    module.write_text(
        'def draw():\n    """>>> draw()"""\n    draw\n\n\ndef curve():\n    helper()\n\n\ndef helper():\n    pass\n'
    )
    lesson.write_text("import plots\nplots.curve()\nchecks.draw()\n")
    assert unused([module], [module, lesson], [package]) == ["lines.py: draw"]


def written_twice(lessons: list[Path]) -> list[str]:
    """Return the functions that two lessons define with the same name, arguments and body, whatever their docstring."""
    places = defaultdict(set)
    for path in lessons:
        for function in functions_of(path):
            body = function.body[1:] if ast.get_docstring(function) else function.body
            key = function.name, ast.dump(function.args), *map(ast.dump, body)
            places[key].add(path.stem)
    return [f"{key[0]} in {' and '.join(sorted(stems))}" for key, stems in places.items() if len(stems) > 1]


def test_no_two_lessons_write_the_same_function_out():
    assert not written_twice(LESSONS), "the later lesson should import it: put it into course_utils.models"


def test_a_function_written_twice_is_found_whatever_its_docstring(tmp_path):
    sources = {
        "a": "def f(x):\n    return x + 1\n\ndef g(x):\n    return x\n",
        "b": 'def f(x):\n    """Say it."""\n    return x + 1  # again\n\ndef g(x):\n    return -x\n',
    }
    for name, source in sources.items():
        (tmp_path / f"{name}.py").write_text(source)
    assert written_twice(sorted(tmp_path.glob("*.py"))) == ["f in a and b"]


def lesson_that_writes_out(name: str) -> str:
    """Return "06b" for a function whose docstring says "written out in lesson 06b"."""
    return re.search(r"[Ww]ritten out\s+in lesson (\d\d[a-z]?)", getattr(training, name).__doc__).group(1)


@pytest.mark.parametrize("name", public_names(Path(training.__file__)))
def test_no_later_lesson_gives_a_shared_name_another_meaning(name):
    introduced = lesson_that_writes_out(name)
    again = [
        path.stem
        for path in LESSONS
        if path.stem.split("_")[0] > introduced and name in [function.name for function in functions_of(path)]
    ]
    assert not again, f"models.{name} is written out in lesson {introduced}; import it, or call yours something else"
