"""The one door through which a visible cell may use a student's function: `or_ours`.

`checks.<part>.<exercise>.or_ours(mine, ours)` gives the student's own object once it has passed its check, else the
course's, so the unsolved notebook runs on: what comes out is clean for the rule that no cell needs a solution. No claim
rests on it: a claim is the course's, and what it measures must not depend on whose function ran.
"""

import ast
from collections.abc import Iterator

from tools.names import names_bound, names_read, steps

MARK = "or_ours()"  # stands for "the student's or ours" among the names that a statement reads; no name can be like it


def is_door(node: ast.AST) -> bool:
    """Whether the node is a call of `or_ours`."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "or_ours"


class _Through(ast.NodeTransformer):
    """Replace `mine` in every call of `or_ours` by the mark."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if is_door(node) and node.args:
            node.args[0] = ast.copy_location(ast.Name(MARK, ast.Load()), node.args[0])
        return node


def through_the_door(source: str) -> ast.Module:
    """Parse a cell; where it takes `mine` through `or_ours`, it reads the mark instead."""
    return _Through().visit(ast.parse(source))


def door_problems(cell, tainted: dict, sources: dict[str, str]) -> Iterator[str]:
    """Say what is wrong with the calls of `or_ours` in a cell.

    Parameters
    ----------
    cell : Cell
        A code cell.
    tainted : dict
        Names that solutions set -> where they are set, and whether the students' notebook has them.
    sources : dict of str to str
        Id of a cell before this one -> its source.
    """
    for node in filter(is_door, ast.walk(ast.parse(cell.shown))):
        call = ast.unparse(node)
        owner = ast.unparse(node.func.value)
        mine = node.args[0] if node.args else None
        if len(node.args) != 2 or node.keywords or owner.count(".") != 2 or not owner.startswith("checks."):
            yield f"cell `{cell.id}`: `{call}` is not understood: write `checks.<part>.<exercise>.or_ours(mine, ours)`."
        elif cell.is_folded or "exercise" in cell.tags:
            yield f"cell `{cell.id}`: `or_ours` stands in a visible cell outside the exercise, where it can be read."
        elif not isinstance(mine, ast.Name) or mine.id not in tainted or not tainted[mine.id].exists:
            yield f"cell `{cell.id}`: the first answer in `{call}` is the name that the exercise's solution sets."
        elif f"{owner}(" not in sources.get(tainted[mine.id].cell, ""):
            yield f"cell `{cell.id}` hands on `{mine.id}` through `{owner}`, which is not the check of its exercise."


def claims_on_students(cells: list) -> list[str]:
    """Report every claim that rests on what came through `or_ours`."""
    problems, students = [], {MARK}
    for cell in cells:
        if cell.kind == "code" and "solution" not in cell.tags:
            for statement in through_the_door(cell.shown).body:
                students = _after(statement, students)
                problems += _claims(cell, statement, students)
    return list(dict.fromkeys(problems))


def _after(statement: ast.stmt, students: set[str]) -> set[str]:
    """Follow the names through a statement: what is computed from the student's function rests on it."""
    students = set(students)
    for step in steps([statement]):
        if step.reads & students:
            students |= set(step.binds)
        else:
            students -= set(step.binds)
    return students | _changed(statement) if names_read([statement]) & students else students


def _claims(cell, statement: ast.stmt, students: set[str]) -> Iterator[str]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "checks.claim":
            for name in sorted(names_read([node]) & students):
                shown = "the result of `or_ours`" if name == MARK else f"`{name}`, which came through `or_ours`"
                yield (
                    f"cell `{cell.id}` claims something about {shown}: a claim does not rest on the student's "
                    "function. Compute the claim's value with the course's own."
                )


def _changed(statement: ast.stmt) -> set[str]:
    """Names that a statement changes without binding them: `table[0] = ...`, `rows.append(...)`."""
    changed = set()
    for node in ast.walk(statement):
        targets = [node] if isinstance(node, ast.Subscript | ast.Attribute) and isinstance(node.ctx, ast.Store) else []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            targets.append(node.value.func)
        for target in targets:
            while isinstance(target, ast.Attribute | ast.Subscript):
                target = target.value
            if isinstance(target, ast.Name) and target.id not in {"checks", "plots", "print", "display", "np", "pd"}:
                changed.add(target.id)
    return changed | set(names_bound([statement]))
