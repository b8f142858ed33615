"""The rooms of course_utils are those of its plan: what imports what, no circle, nothing too large."""

import ast
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import course_utils
from tools.files import ROOT

PACKAGE = ROOT / "course_utils"
MOST_MODULES = 15  # in a folder; each lesson has a module in checks, however many lessons there are
GROWS_WITH_LESSONS = ("course_utils/checks", "tests/course_utils/checks", "tests/course_utils/checks/answers")
NOT_THE_KIT = ("checks", "drawn", "widgets")  # judges of exercises, worlds and what is moved with the mouse
MOST_LINES_OF_THE_KIT = 5_500
ON_THEIR_WAY = {"checks._moved", "statistics"}  # in the plan before they are built


def name_of(path: Path, top: Path) -> str:
    return ".".join(path.relative_to(top).with_suffix("").parts).removesuffix(".__init__")


def sources(package: Path) -> dict[str, ast.Module]:
    """Return module -> its code, for all modules of a package."""
    paths = sorted(package.rglob("*.py"))
    return {name_of(path, package.parent): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the modules, or names of modules, that are imported anywhere in the code, but not only for types."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "an import says the whole name"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        else:
            yield from imported(node)


def graph(modules: dict[str, ast.Module]) -> dict[str, set[str]]:
    """Return module -> the modules of the package that it imports."""
    arrows: dict[str, set[str]] = {}
    for name, tree in modules.items():
        found = {one if one in modules else one.rpartition(".")[0] for one in imported(tree)}
        arrows[name] = (found & set(modules)) - {name}
    return arrows


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """Return a circle of imports, empty if there is none."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        return error.args[1]
    return []


def plan(text: str) -> dict[str, set[str]]:
    """Return room -> the rooms that it may stand on, as the table in the docstring of the package says."""
    rooms: dict[str, set[str]] = {}
    for line in text.split("===\n")[1].splitlines()[:-1]:
        columns = [column for column in line.split("  ") if column.strip()]
        below = columns[2].strip() if len(columns) > 2 else ""
        rooms[columns[0]] = set(rooms) if below == "every room above" else set(filter(None, below.split(", ")))
    return rooms


def room_of(module: str, rooms: set[str]) -> str:
    """Return the room of a module, the longest name in the plan that fits; empty for the package itself."""
    inside = module.partition(".")[2]
    fitting = [room for room in rooms if inside == room or inside.startswith(f"{room}.")]
    return max(fitting, key=len, default=inside.partition(".")[0])


def forbidden(arrows: dict[str, set[str]], rooms: dict[str, set[str]]) -> list[str]:
    """Say which module imports one of a room that its own does not stand on."""
    complaints = []
    for module, others in arrows.items():
        room = room_of(module, set(rooms))
        for other in sorted(others):
            below = room_of(other, set(rooms))
            if room and below not in rooms.get(room, set()) | {room}:
                complaints.append(f"{module} imports {other}: {room} does not stand on {below or 'the package'}")
    return complaints


PLAN = plan(course_utils.__doc__)
MODULES = sources(PACKAGE)
ARROWS = graph(MODULES)


def test_every_room_is_in_the_plan_and_none_that_is_gone():
    built = {room_of(module, set(PLAN)) for module in MODULES} - {""}
    assert built - set(PLAN) == set(), "give each a row in the docstring of course_utils/__init__.py"
    assert set(PLAN) - built <= ON_THEIR_WAY


def test_a_room_stands_only_on_rooms_before_it():
    order = list(PLAN)
    assert [room for room, below in PLAN.items() if not below <= set(order[: order.index(room)])] == []


def test_imports_are_those_of_the_plan():
    assert forbidden(ARROWS, PLAN) == []


def test_no_circle_of_imports():
    assert circle(ARROWS) == []


def test_drawn_needs_numpy_alone():
    allowed = sys.stdlib_module_names | {"numpy"}
    for module, tree in MODULES.items():
        if room_of(module, set(PLAN)) == "drawn":
            own = "course_utils.drawn.", "course_utils.arguments"
            others = {name for name in imported(tree) if not name.startswith(own)}
            assert {name.partition(".")[0] for name in others} <= allowed, module


@pytest.mark.parametrize("top", ["benchmarks", "course_utils", "tests", "tools"])
def test_no_folder_holds_too_many_modules(top):
    folders = {path.parent for path in (ROOT / top).rglob("*.py")}
    for folder in folders - {ROOT / place for place in GROWS_WITH_LESSONS}:
        modules = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
        assert len(modules) <= MOST_MODULES, folder


def test_the_kit_is_small():
    kit = [path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in NOT_THE_KIT]
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in kit) <= MOST_LINES_OF_THE_KIT


# --- the tests themselves


SMALL = {
    "small": "from small.top import start",
    "small.top": "def start():\n    from small.middle import one\n    return one",
    "small.middle": "import small.low.deep\nimport numpy",
    "small.low": "",
    "small.low.deep": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from small import top",
}
ROOMS = plan("x\n=====  ===  ===\nlow    a b\nmiddle  a b  low\ntop    c    every room above\n=====  ===  ===\n")


def small(**changed: str) -> dict[str, set[str]]:
    code = SMALL | {f"small.{name}": text for name, text in changed.items()}
    return graph({name: ast.parse(text) for name, text in code.items()})


def test_a_table_is_read():
    assert {"low": set(), "middle": {"low"}, "top": {"low", "middle"}} == ROOMS


def test_a_house_in_order_has_nothing_to_complain_of():
    assert circle(small()) == []
    assert forbidden(small(), ROOMS) == []


@pytest.mark.parametrize(
    "import_back", ["from small import top", "import small.top", "def late():\n    from small.top import start"]
)
def test_an_arrow_back_up_is_seen(import_back):
    arrows = small(low=import_back)
    assert forbidden(arrows, ROOMS) == ["small.low imports small.top: low does not stand on top"]
    assert circle(small(middle=f"import small.low\n{import_back}"))


def test_a_helper_does_not_import_the_package_itself():
    assert forbidden(small(middle="from small import start"), ROOMS) == [
        "small.middle imports small: middle does not stand on the package"
    ]
