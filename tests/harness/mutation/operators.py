"""What can be changed at one place of a syntax tree."""

import ast
from collections.abc import Iterator

import numpy as np

OPERATORS = {
    ast.Add: [ast.Sub], ast.Sub: [ast.Add], ast.Mult: [ast.Div, ast.Add], ast.Div: [ast.Mult], ast.Pow: [ast.Mult],
    ast.MatMult: [ast.Mult], ast.FloorDiv: [ast.Div], ast.Mod: [ast.FloorDiv], ast.BitAnd: [ast.BitOr],
    ast.BitOr: [ast.BitAnd],
}  # fmt: skip
COMPARISONS = {
    ast.Lt: [ast.LtE, ast.Gt], ast.LtE: [ast.Lt, ast.GtE], ast.Gt: [ast.GtE, ast.Lt], ast.GtE: [ast.Gt, ast.LtE],
    ast.Eq: [ast.NotEq, ast.GtE, ast.LtE], ast.NotEq: [ast.Eq], ast.In: [ast.NotIn], ast.NotIn: [ast.In],
}  # fmt: skip
NAMES = {
    "max": ["min", "mean", "sum"], "min": ["max"], "maximum": ["minimum"], "minimum": ["maximum"],
    "mean": ["sum", "max", "median"], "sum": ["mean", "max", "prod"], "argmax": ["argmin"], "argmin": ["argmax"],
    "floor": ["ceil", "round"], "exp": ["exp2", "abs"], "log": ["log2", "log1p"], "sin": ["cos"], "tanh": ["sin"],
    "sign": ["tanh"], "sqrt": ["abs"], "dot": ["outer"], "any": ["all"], "all": ["any"], "inv_cdf": ["cdf", "pdf"],
    "ones": ["zeros"], "zeros": ["ones"], "cumsum": ["sort"], "MaxPooling2D": ["AveragePooling2D"],
}  # fmt: skip
TEXTS = {"relu": ["linear", "tanh"], "valid": ["same"], "same": ["valid"], "GRU": ["LSTM"], "SimpleRNN": ["GRU"]}
MAY_BE_NUMBERS = (ast.Call, ast.Attribute, ast.Subscript, ast.BinOp, ast.Compare, ast.UnaryOp, ast.BoolOp)


def changes(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield (what was changed, changed tree) for every place of a tree."""
    for node in ast.walk(tree):
        if isinstance(getattr(node, "ctx", ast.Load()), ast.Load) and (make := _CHANGES.get(type(node))):
            for new in make(node):
                yield f"{_text(node)} → {_text(new)}", replaced(tree, node, new)


def replaced(tree: ast.AST, old: ast.AST, new: ast.AST) -> ast.AST:
    """Return the tree with one node replaced; the tree itself stays as it is."""
    return new if tree is old else _rebuilt(tree, lambda child: replaced(child, old, new))


def watched(tree: ast.AST) -> ast.AST:
    """Return the tree with every expression that may give a number handed to `__seen__(place, value)`."""
    places = {id(node): place for place, node in enumerate(ast.walk(tree))}

    def watch(node):
        new = _rebuilt(node, watch)
        if not _may_be_a_number(node):
            return new
        return ast.Call(ast.Name("__seen__", ast.Load()), [ast.Constant(places[id(node)]), new], [])

    return watch(tree)


def frozen(tree: ast.AST, seen: dict[int, object]) -> Iterator[tuple[str, ast.AST]]:
    """Yield (what was changed, tree) where one expression is the constant that `watched` saw there first."""
    for place, node in enumerate(ast.walk(tree)):
        value = seen.get(place)
        is_number = isinstance(value, (bool, int, float, np.number, np.bool_)) and np.isfinite(value)
        if is_number and _may_be_a_number(node):
            constant = ast.Constant(value.item() if isinstance(value, np.generic) else value)
            yield f"{_text(node)} → always {constant.value!r}, as in the first call", replaced(tree, node, constant)


def _may_be_a_number(node) -> bool:
    return isinstance(node, MAY_BE_NUMBERS) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def _rebuilt(node: ast.AST, change) -> ast.AST:
    """Return a node of the same type whose children went through `change`."""
    fields = {}
    for name, value in ast.iter_fields(node):
        if isinstance(value, list):
            fields[name] = [change(child) if isinstance(child, ast.AST) else child for child in value]
        else:
            fields[name] = change(value) if isinstance(value, ast.AST) else value
    return ast.copy_location(type(node)(**fields), node)


def _binary(node):
    for operator in OPERATORS.get(type(node.op), []):
        yield ast.BinOp(node.left, operator(), node.right)
    yield node.left
    yield node.right
    if isinstance(node.op, (ast.Sub, ast.Div, ast.MatMult, ast.Pow, ast.FloorDiv)):
        yield ast.BinOp(node.right, node.op, node.left)


def _comparison(node):
    for place, operator in enumerate(node.ops):
        for other in COMPARISONS.get(type(operator), []):
            yield ast.Compare(node.left, [*node.ops[:place], other(), *node.ops[place + 1 :]], node.comparators)


def _constant(node):
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, (int, float)):
        yield from map(ast.Constant, dict.fromkeys((value + 1, value - 1, -value, 2 * value, 0, 1)))
    elif isinstance(value, str):
        yield from map(ast.Constant, TEXTS.get(value, []))
        if "->" in value:  # what an einsum gives back, its axes swapped
            yield ast.Constant(value[:-2] + value[:-3:-1])


def _call(node):
    arguments, keywords = node.args, node.keywords
    for place, keyword in enumerate(keywords):
        others = [*keywords[:place], *keywords[place + 1 :]]
        yield ast.Call(node.func, arguments, others)
        if keyword.arg == "axis":
            for axis in (0, 1, -1, None):
                yield ast.Call(node.func, arguments, [ast.keyword("axis", ast.Constant(axis)), *others])
    yield from (ast.Call(node.func, swapped, keywords) for swapped in _swapped(arguments))
    yield from (argument for argument in arguments if not isinstance(argument, ast.Starred))
    if len(arguments) > 1:
        yield ast.Call(node.func, arguments[:-1], keywords)
    if isinstance(node.func, ast.Attribute) and not _text(node.func.value).startswith(
        ("np", "math", "keras", "layers")
    ):
        yield node.func.value
    if _text(node.func) == "range":
        for operator in (ast.Sub(), ast.Add()):
            other_end = ast.BinOp(arguments[-1], operator, ast.Constant(1))
            yield ast.Call(node.func, [*arguments[:-1], other_end], keywords)
        yield ast.Call(ast.Name("reversed", ast.Load()), [node], [])


def _attribute(node):
    yield from (ast.Attribute(node.value, other, node.ctx) for other in NAMES.get(node.attr, []))
    if node.attr == "inf":
        yield from (ast.Constant(100), ast.Constant(1e4))
    if node.attr == "T":
        yield node.value


def _subscript(node):
    yield node.value
    if isinstance(node.slice, ast.Tuple):
        for parts in _swapped(node.slice.elts):
            yield ast.Subscript(node.value, ast.Tuple(parts, ast.Load()), node.ctx)


def _slice(node):
    bounds = {"lower": node.lower, "upper": node.upper, "step": node.step}
    for name, value in bounds.items():
        if value is not None:
            yield ast.Slice(**bounds | {name: None})
            if name != "step":
                for operator in (ast.Add(), ast.Sub()):
                    yield ast.Slice(**bounds | {name: ast.BinOp(value, operator, ast.Constant(1))})


def _condition(node):
    yield node.body
    yield node.orelse
    yield ast.IfExp(node.test, node.orelse, node.body)


def _branch(node):
    for test in (ast.Constant(True), ast.Constant(False), ast.UnaryOp(ast.Not(), node.test)):
        yield ast.If(test, node.body, node.orelse)


def _boolean(node):
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    yield from node.values


def _augmented(node):
    yield ast.Pass()
    for operator in OPERATORS.get(type(node.op), []):
        yield ast.AugAssign(node.target, operator(), node.value)
    yield ast.Assign([node.target], node.value, lineno=node.lineno)


def _statement(node):
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):  # a docstring
        yield ast.Pass()


def _parts(node):
    yield from (type(node)(parts, node.ctx) for parts in _swapped(node.elts))
    if len(node.elts) > 1:
        for place in range(len(node.elts)):
            yield type(node)([*node.elts[:place], *node.elts[place + 1 :]], node.ctx)


def _swapped(parts: list) -> Iterator[list]:
    for place in range(len(parts) - 1):
        yield [*parts[:place], parts[place + 1], parts[place], *parts[place + 2 :]]


def _text(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 120 else text[:58] + " ... " + text[-57:]


_CHANGES = {
    ast.BinOp: _binary, ast.Compare: _comparison, ast.Constant: _constant, ast.Call: _call, ast.Attribute: _attribute,
    ast.UnaryOp: lambda node: [node.operand], ast.Subscript: _subscript, ast.Slice: _slice, ast.IfExp: _condition,
    ast.If: _branch, ast.BoolOp: _boolean, ast.AugAssign: _augmented, ast.Assign: _statement, ast.Expr: _statement,
    ast.Tuple: _parts, ast.List: _parts,
}  # fmt: skip
