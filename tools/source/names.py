"""Which names a piece of Python reads and which it binds, without running it."""

import ast
from collections.abc import Iterable, Iterator
from typing import NamedTuple

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def names_bound(nodes: Iterable[ast.AST]) -> list[str]:
    """Names that the nodes bind in their own scope, in order of appearance."""
    bound: list[str] = []
    for node in nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.append(node.name)
        elif isinstance(node, (ast.Lambda, *COMPREHENSIONS)):
            continue
        elif isinstance(node, ast.Name):
            bound += [node.id] if isinstance(node.ctx, ast.Store) else []
        elif isinstance(node, ast.alias):
            bound.append((node.asname or node.name).split(".")[0])
        else:
            if isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
                bound.append(node.name)
            bound += names_bound(ast.iter_child_nodes(node))
    return list(dict.fromkeys(bound))


def names_read(nodes: Iterable[ast.AST]) -> set[str]:
    """Names that the nodes need from the scope around them, now or when a function among them is called."""
    return set().union(*(_names_read(node) for node in nodes))


def _names_read(node: ast.AST) -> set[str]:
    children = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.Name):
        return {node.id} if isinstance(node.ctx, ast.Load) else set()
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        return names_read(children) | {node.target.id}
    if isinstance(node, FUNCTIONS):
        body = node.body if isinstance(node.body, list) else [node.body]
        around = [child for child in children if child not in body]
        parameters = {argument.arg for argument in ast.walk(node.args) if isinstance(argument, ast.arg)}
        shared = {name for child in ast.walk(node) if isinstance(child, ast.Global) for name in child.names}
        return names_read(around) | (names_read(body) - ((parameters | set(names_bound(body))) - shared))
    if isinstance(node, COMPREHENSIONS):
        targets = names_bound(generator.target for generator in node.generators)
        return names_read(children) - set(targets)
    if isinstance(node, ast.ClassDef):
        return names_read(children) - set(names_bound(node.body))
    return names_read(children)


class Step(NamedTuple):
    """One statement, or the head of a compound one."""

    reads: set[str]
    binds: list[str]


def steps(body: list[ast.stmt]) -> Iterator[Step]:
    """Go through the statements in the order in which they run, also inside if, for, while, with and try."""
    for statement in body:
        blocks = _blocks(statement)
        if blocks:
            inner = [child for block in blocks for child in block]
            head = [child for child in ast.iter_child_nodes(statement) if child not in inner]
            cases = (ast.ExceptHandler, ast.match_case)
            yield Step(names_read(child for child in head if not isinstance(child, cases)), names_bound(head))
            for block in blocks:
                yield from steps(block)
        else:
            yield Step(names_read([statement]), names_bound([statement]))


def _blocks(statement: ast.stmt) -> list[list[ast.stmt]]:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return []
    holders = [statement, *getattr(statement, "handlers", []), *getattr(statement, "cases", [])]
    fields = (getattr(holder, field, []) for holder in holders for field in ("body", "orelse", "finalbody"))
    return [block for block in fields if isinstance(block, list) and block]
