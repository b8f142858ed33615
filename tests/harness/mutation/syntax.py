"""Wrong functions made from the source of right ones: one place of the syntax tree is changed at a time."""

import ast
import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import FunctionType

from harness.mutation import cases, operators

ENTRY = "<the function>"


@dataclass(frozen=True)
class Source:
    """A function and the helpers it calls, as syntax trees, with the names that they find."""

    parts: dict[str, ast.AST]
    names: dict = field(repr=False)

    def build(self, changed: dict[str, ast.AST], **more) -> Callable:
        """Make the function anew, with some of its parts changed."""
        space = self.names | more
        for name, part in (self.parts | changed).items():
            if isinstance(part, ast.FunctionDef):
                exec(compile(ast.fix_missing_locations(ast.Module([part], [])), "<answer>", "exec"), space)
                found = space[part.name]
            else:
                expression = ast.fix_missing_locations(ast.Expression(part))
                found = eval(compile(expression, "<answer>", "eval"), space)
            if name != ENTRY:
                space[name] = found
        return found

    def __str__(self) -> str:
        return ast.unparse(self.parts[ENTRY])


def wrong_functions(source: Source, seen: set[str]) -> Iterator[tuple[str, Callable[[], Callable]]]:
    """Yield (what was changed, maker of the function) for every change of one place that was not seen before."""
    for name, part in source.parts.items():
        seen.add(ast.unparse(part))
        for change, tree in operators.changes(part):
            yield from _if_new(source, name, change, tree, seen)


def frozen_functions(source: Source, seen: set[str], put: Callable[[Callable], object]) -> Iterator[tuple]:
    """Yield functions in which one number or truth value is a constant: the one it was in the first call of the check.

    Parameters
    ----------
    source : Source
        The right function.
    seen : set of str
        Changed sources that were there before; the new ones join them.
    put : callable
        Puts a function to the check.
    """
    for name, part in source.parts.items():
        values = {}

        def keep(place, value, values=values):
            values.setdefault(place, value)
            return value

        put(source.build({name: operators.watched(part)}, __seen__=keep))
        for change, tree in operators.frozen(part, values):
            yield from _if_new(source, name, change, tree, seen)


def source_of(function: Callable, module: str) -> Source | None:
    """Return the source of a function that stands in the right answers, None if it stands elsewhere."""
    path = str(cases.ANSWERS / f"{module}.py")
    if function.__code__.co_filename != path:
        return None
    tree = _tree(module)
    parts, names = {}, dict(function.__globals__)
    _collect(ENTRY, function, tree, path, parts, names)
    return Source(parts, names)


@functools.cache
def _tree(module: str) -> ast.Module:
    return ast.parse((cases.ANSWERS / f"{module}.py").read_text(encoding="utf-8"))


def _if_new(source: Source, name: str, change: str, tree: ast.AST, seen: set[str]) -> Iterator[tuple[str, Callable]]:
    if (text := ast.unparse(tree)) not in seen:
        seen.add(text)
        yield change if name == ENTRY else f"in {name}: {change}", lambda: source.build({name: tree})


def _collect(name, function, tree, path, parts, names) -> None:
    """Add a function to the parts, its helpers before it."""
    node = _node_of(function, tree)
    contents = [cell.cell_contents for cell in function.__closure__ or ()]
    closed = dict(zip(function.__code__.co_freevars, contents, strict=True))
    names.update(closed)
    for used in sorted({inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}):
        helper = closed.get(used, function.__globals__.get(used))
        is_own = isinstance(helper, FunctionType) and helper.__code__.co_filename == path
        if is_own and used not in parts and helper is not function:
            _collect(used, helper, tree, path, parts, names)
    parts[name] = node


def _node_of(function: FunctionType, tree: ast.Module) -> ast.AST:
    """Return the smallest definition or lambda that holds every place of a function's code."""
    places = [place for place in function.__code__.co_positions() if None not in place and place[2:] != (0, 0)]
    first, last = min((p[0], p[2]) for p in places), max((p[1], p[3]) for p in places)
    holders = [
        node
        for node in ast.walk(tree)
        if isinstance(node, (ast.Lambda, ast.FunctionDef))
        and node.lineno == function.__code__.co_firstlineno
        and (node.lineno, node.col_offset) <= first
        and last <= (node.end_lineno, node.end_col_offset)
    ]
    return max(holders, key=lambda node: (node.lineno, node.col_offset))
