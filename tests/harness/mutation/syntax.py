"""Wrong functions made from the source of right ones: one place of the syntax tree is changed at a time."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import FunctionType

from harness.mutation import cases, operators

ENTRY = "<the function>"


@dataclass(frozen=True)
class Mutant:
    """A wrong function: what was changed, how to make it, and its source."""

    change: str
    make: Callable[[], Callable]
    source: str


@dataclass(frozen=True)
class Source:
    """A function and the helpers it calls, as syntax trees, with the names that they find."""

    parts: dict[str, ast.AST]
    names: dict = field(repr=False)

    def build(self, changed: dict[str, ast.AST] | None = None, **more) -> Callable:
        """Make the function anew, with some of its parts changed."""
        space = self.names | more
        for name, part in (self.parts | (changed or {})).items():
            if isinstance(part, ast.FunctionDef):
                module = ast.Module([part], [])
                exec(compile(ast.fix_missing_locations(module), "<answer>", "exec"), space)
                found = space[part.name]
            else:
                expression = ast.fix_missing_locations(ast.Expression(part))
                found = eval(compile(expression, "<answer>", "eval"), space)
            if name != ENTRY:
                space[name] = found
        return found

    def __str__(self) -> str:
        return ast.unparse(self.parts[ENTRY])


def wrong_functions(source: Source) -> Iterator[Mutant]:
    """Yield every change of one place."""
    seen = set()
    for name, part in source.parts.items():
        where = "" if name == ENTRY else f"in {name}: "
        for change, tree in operators.changes(part):
            if (text := ast.unparse(tree)) not in seen and text != ast.unparse(part):
                seen.add(text)
                yield _mutant(source, name, where + change, tree)


def frozen_functions(source: Source, run: Callable[[Callable], object]) -> Iterator[Mutant]:
    """Yield functions in which one number or truth value is a constant: the one it was in the first call of the check.

    Parameters
    ----------
    source : Source
        The right function.
    run : callable
        Puts a function to the check.
    """
    for name, part in source.parts.items():
        values = {}

        def seen(place, value, values=values):
            values.setdefault(place, value)
            return value

        try:
            run(source.build({name: operators.watched(part)}, __seen__=seen))
        except SyntaxError:
            continue
        where = "" if name == ENTRY else f"in {name}: "
        for change, tree in operators.frozen(part, values):
            yield _mutant(source, name, where + change, tree)


def _mutant(source: Source, name: str, change: str, tree: ast.AST) -> Mutant:
    return Mutant(change, lambda: source.build({name: tree}), ast.unparse(tree))


def source_of(function: Callable, module: str) -> Source | None:
    """Return the source of a function that stands in the reference answers, None if it stands elsewhere."""
    path = str(cases.ANSWERS / f"{module}.py")
    if not isinstance(function, FunctionType) or function.__code__.co_filename != path:
        return None
    tree = ast.parse((cases.ANSWERS / f"{module}.py").read_text(encoding="utf-8"))
    parts, names = {}, dict(function.__globals__)
    _collect(ENTRY, function, tree, path, parts, names)
    return Source(parts, names)


def _collect(name, function, tree, path, parts, names) -> None:
    """Add a function to the parts, its helpers before it."""
    node = _node_of(function, tree)
    closed = dict(zip(function.__code__.co_freevars, _contents(function), strict=True))
    names.update(closed)
    for used in sorted({inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}):
        helper = closed.get(used, function.__globals__.get(used))
        is_own = isinstance(helper, FunctionType) and helper.__code__.co_filename == path
        if is_own and used not in parts and helper is not function:
            _collect(used, helper, tree, path, parts, names)
    parts[name] = node


def _contents(function) -> list:
    return [cell.cell_contents for cell in function.__closure__ or ()]


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


def lesson_solutions(module: str) -> dict[str, dict[int, Source]]:
    """Return for each exercise the functions of the solution that the lesson shows, by their place in the check."""
    tree = ast.parse(cases.lesson_source(module))
    names = {}
    for node in tree.body:
        if isinstance(node, (ast.Import, ast.ImportFrom)) and "course_utils" not in ast.unparse(node):
            exec(compile(ast.Module([node], []), "<lesson>", "exec"), names)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    found = {}
    for exercise, arguments, cell, _ in cases.lesson_cells(module):
        own = {node.name: node for node in cell.body if isinstance(node, ast.FunctionDef)}
        for place, argument in enumerate(arguments):
            if isinstance(argument, ast.Name) and argument.id in own:
                parts = {}
                _collect_names(own[argument.id], functions | own, parts)
                found.setdefault(exercise, {})[place] = Source(parts, names)
    return found


def _collect_names(node, functions, parts, name=ENTRY) -> None:
    for used in sorted({inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}):
        if used in functions and used not in parts and functions[used] is not node:
            _collect_names(functions[used], functions, parts, used)
    parts[name] = node
