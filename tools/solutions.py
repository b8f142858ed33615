"""Take the solutions out of a cell, and check that nothing outside the exercises needs them (but see `or_ours`).

A region between the markers becomes `...  # your code`; names that the region assigns are kept, so that the
rest of the cell still runs: `kernel = ...  # your code`. nbgrader and otter-grader read the same markers.
"""

import ast
import re
import textwrap
from typing import NamedTuple

from tools import or_ours
from tools.files import CourseError
from tools.names import names_bound, names_read, steps

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
YOUR_CODE = "  # your code"
LOOKS_LIKE_MARKER = re.compile(r"\s*#[\s#:-]*(begin|end|start|stop)[\s_-]*(of)?[\s_-]*solutions?\b.*", re.I)


class Region(NamedTuple):
    """A solution in a cell: the line numbers of its two markers, from 1."""

    begin: int
    end: int
    indent: str

    def holds(self, node: ast.AST) -> bool:
        """Whether the statement stands inside the region."""
        return self.begin < node.lineno and node.end_lineno < self.end


def find_regions(source: str) -> list[Region]:
    """Find the solution regions of a cell; unbalanced, nested or misspelt markers are errors."""
    regions: list[Region] = []
    opened: tuple[int, str] | None = None
    for number, line in enumerate(source.splitlines(), start=1):
        marker, indent = line.strip(), line[: len(line) - len(line.lstrip())]
        if not LOOKS_LIKE_MARKER.fullmatch(line):
            continue
        if line != indent + marker or marker not in (BEGIN, END):
            raise CourseError(f"line {number} reads `{line}`: write exactly `{BEGIN}` or `{END}`.")
        if (marker == BEGIN) == (opened is not None):
            problem = "begins a solution inside another one" if opened else "ends a solution that never began"
            raise CourseError(f"line {number} {problem}: every `{BEGIN}` needs its own `{END}`.")
        if marker == BEGIN:
            opened = (number, indent)
        elif indent != opened[1]:
            raise CourseError(f"line {number}: `{END}` is not indented like its `{BEGIN}`.")
        else:
            regions.append(Region(opened[0], number, indent))
            opened = None
    if opened is not None:
        raise CourseError(f"line {opened[0]}: `{BEGIN}` has no `{END}`.")
    return regions


def without_solutions(source: str) -> str:
    """The cell as a student gets it."""
    lines, tree = source.splitlines(), ast.parse(source)
    regions = find_regions(source)
    for region in reversed(regions):
        replacement = _replacement(region, _statements(region, lines, tree), tree, regions)
        lines[region.begin - 1 : region.end] = [region.indent + line for line in replacement]
    result = "\n".join(lines)
    if regions and _prints_ellipsis(ast.parse(result)):
        raise CourseError(
            "without its solution the cell ends in a bare `...` and prints Ellipsis: assign the result to a "
            "name inside the region, or let a check follow the region."
        )
    return result


def _statements(region: Region, lines: list[str], tree: ast.Module) -> list[ast.stmt]:
    block = textwrap.dedent("\n".join(lines[region.begin : region.end - 1]))
    starts = {node.lineno - region.begin for node in ast.walk(tree) if isinstance(node, ast.stmt)}
    try:
        body = ast.parse(block).body
    except SyntaxError:
        body = None
    if body is None or any(statement.lineno not in starts for statement in body):
        raise CourseError(
            f"the solution in lines {region.begin} to {region.end} is not a block of whole statements: "
            "move the markers so that they enclose complete statements."
        )
    return body


def _replacement(region: Region, body: list[ast.stmt], tree: ast.Module, regions: list[Region]) -> list[str]:
    scope = _scope(tree, region)
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    if isinstance(scope, (ast.FunctionDef, ast.AsyncFunctionDef)):
        needed = _read_after(scope, region, regions)
        groups = [[name for name in names_bound(body) if name in needed]]
    elif any(isinstance(statement, definitions) for statement in body):
        raise CourseError(
            f"the solution in lines {region.begin} to {region.end} defines a function or a class, which "
            "students would lack: put the markers inside its body, below signature and docstring."
        )
    else:
        groups = [_assigned(statement) for statement in body]
    kept: list[str] = []
    replacement = []
    for group in groups:
        new = [name for name in dict.fromkeys(group) if name not in kept]
        kept += new
        if new:
            replacement.append(f"{', '.join(new)} = {', '.join('...' for _ in new)}{YOUR_CODE}")
    return replacement or [f"...{YOUR_CODE}"]


def _scope(tree: ast.Module, region: Region) -> ast.AST:
    """The innermost function or class around the region, else the whole cell."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    around = [n for n in ast.walk(tree) if isinstance(n, kinds) and _contains(n, region)]
    return max(around, key=lambda node: node.lineno, default=tree)


def _contains(node: ast.AST, region: Region) -> bool:
    """Whether the region stands in the function or class, whose last line may be its END marker."""
    inside = any(region.holds(child) for child in ast.walk(node) if isinstance(child, ast.stmt))
    return not region.holds(node) and (inside or node.lineno < region.begin < region.end <= node.end_lineno)


def _read_after(function: ast.AST, region: Region, regions: list[Region]) -> set[str]:
    later = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.lineno > region.end]
    return names_read(node for node in later if not any(other.holds(node) for other in regions))


def _assigned(statement: ast.stmt) -> list[str]:
    """Names that an assignment makes; `total += 1` makes none, since `total` must have been there before."""
    if isinstance(statement, ast.Assign):
        return names_bound(statement.targets)
    return names_bound([statement.target]) if isinstance(statement, ast.AnnAssign) else []


def _prints_ellipsis(tree: ast.Module) -> bool:
    last = tree.body[-1] if tree.body else None
    return isinstance(last, ast.Expr) and ast.unparse(last) == "..."


class Tainted(NamedTuple):
    """A name whose value depends on a solution."""

    cell: str
    exists: bool  # the students' notebook has it, as `...`


def needless_of_solutions(cells: list) -> list[str]:
    """Report every cell that reads what a solution assigns, although it must run without the solution.

    Parameters
    ----------
    cells : list of Cell
        The lesson's cells in order.

    Returns
    -------
    list of str
        One sentence for each cell and name; empty if all is well.
    """
    problems: list[str] = []
    tainted: dict[str, Tainted] = {}
    sources = {cell.id: cell.source for cell in cells}
    for cell in cells:
        if cell.kind != "code":
            continue
        if "solution" in cell.tags:
            names = names_bound(ast.parse(cell.source).body)
            tainted |= {name: Tainted(cell.id, exists=False) for name in names}
            continue
        problems += or_ours.door_problems(cell, tainted, sources)
        problems += _check_cell(cell, tainted)
    return problems + or_ours.claims_on_students(cells)


def _check_cell(cell, tainted: dict[str, Tainted]) -> list[str]:
    problems = []
    shown = or_ours.through_the_door(cell.shown)
    results = _results(cell.source)
    defined = names_bound(shown.body)
    tainted |= {name: Tainted(cell.id, exists=False) for name in results if name not in defined}
    exercise = "exercise" in cell.tags
    for step in steps(shown.body):
        used = sorted(step.reads & tainted.keys())
        for name in used:
            if not exercise or not tainted[name].exists:
                problems.append(_complaint(cell, name, tainted[name]))
        for name in step.binds:
            if name in results or (exercise and used):
                tainted[name] = Tainted(cell.id, exists=True)
            else:
                tainted.pop(name, None)
    return list(dict.fromkeys(problems))


def _complaint(cell, name: str, origin: Tainted) -> str:
    if cell.id == origin.cell:
        return (
            f"cell `{cell.id}` reads `{name}` outside its solution, but the students' notebook does not have "
            "it: assign it at the top level of the region, or before the region."
        )
    return (
        f"cell `{cell.id}` reads `{name}`, which the solution in cell `{origin.cell}` sets: students have no "
        "value there. Compute it again under another name, or move this line into the exercise."
    )


def _results(source: str) -> set[str]:
    """Names of the cell that a solution sets: what the regions bind, and functions with a region inside."""
    regions = find_regions(source)
    tree = ast.parse(source)
    names: set[str] = set()
    for region in regions:
        scope = _scope(tree, region)
        if scope is tree:
            names |= set(names_bound(_statements(region, source.splitlines(), tree)))
        else:
            names |= {node.name for node in tree.body if hasattr(node, "name") and _contains(node, region)}
    return names
