"""What can be changed at one place of a syntax tree."""

import ast
from collections.abc import Iterator

import numpy as np

Variant = tuple[str, ast.AST]
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
    "floor": ["ceil", "round"], "exp": ["exp2", "abs"], "log": ["log2", "log1p"], "sin": ["cos"], "cos": ["sin"],
    "tanh": ["sin", "sign"], "sign": ["tanh"], "dot": ["outer"], "any": ["all"], "all": ["any"],
    "inv_cdf": ["cdf", "pdf"], "ones": ["zeros"], "zeros": ["ones"], "cumsum": ["sort"], "norm": ["max"],
    "GlobalAveragePooling2D": ["GlobalMaxPooling2D"], "MaxPooling2D": ["AveragePooling2D"],
}  # fmt: skip
TEXTS = {"relu": ["linear", "tanh"], "valid": ["same"], "same": ["valid"], "GRU": ["LSTM"], "SimpleRNN": ["GRU"]}
WATCHED = (ast.Call, ast.Attribute, ast.Subscript, ast.BinOp, ast.Compare, ast.UnaryOp, ast.BoolOp)


def changes(tree: ast.AST) -> Iterator[Variant]:
    """Yield (what was changed, changed tree) for every place of a tree."""
    for node in ast.walk(tree):
        for new in _variants(node):
            yield f"{_text(node)} → {_text(new)}", replaced(tree, node, new)
        if isinstance(node, (ast.Tuple, ast.List)) and isinstance(node.ctx, ast.Load):
            for change, new in _parts(node):
                yield change, replaced(tree, node, new)


def replaced(tree: ast.AST, old: ast.AST, new: ast.AST) -> ast.AST:
    """Return the tree with one node replaced; the tree itself stays as it is."""
    if tree is old:
        return new
    return _rebuilt(tree, lambda child: replaced(child, old, new))


def watched(tree: ast.AST) -> ast.AST:
    """Return the tree with every expression that may give a number handed to `__seen__(place, value)`."""
    places = {id(node): place for place, node in enumerate(ast.walk(tree))}

    def watch(node):
        new = _rebuilt(node, watch)
        if not _is_watched(node):
            return new
        return ast.Call(ast.Name("__seen__", ast.Load()), [ast.Constant(places[id(node)]), new], [])

    return watch(tree)


def frozen(tree: ast.AST, values: dict[int, object]) -> Iterator[Variant]:
    """Yield trees in which one expression is the constant that `watched` saw there first."""
    for place, node in enumerate(ast.walk(tree)):
        value = values.get(place)
        is_number = isinstance(value, (bool, int, float, np.number, np.bool_)) and np.isfinite(value)
        if _is_watched(node) and is_number:
            constant = ast.Constant(value.item() if isinstance(value, np.generic) else value)
            yield f"{_text(node)} → always {constant.value!r}, as in the first call", replaced(tree, node, constant)


def _is_watched(node) -> bool:
    return isinstance(node, WATCHED) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)


def _rebuilt(node: ast.AST, change) -> ast.AST:
    """Return a node of the same type whose children went through `change`."""
    fields = {}
    for name, value in ast.iter_fields(node):
        if isinstance(value, list):
            fields[name] = [change(child) if isinstance(child, ast.AST) else child for child in value]
        else:
            fields[name] = change(value) if isinstance(value, ast.AST) else value
    return ast.copy_location(type(node)(**fields), node)


def _variants(node: ast.AST) -> Iterator[ast.AST]:
    kinds = {
        ast.BinOp: _binary, ast.Compare: _comparison, ast.Constant: _constant, ast.UnaryOp: _unary, ast.Call: _call,
        ast.Attribute: _attribute, ast.Subscript: _subscript, ast.Slice: _slice, ast.IfExp: _condition, ast.If: _branch,
        ast.Return: _return, ast.BoolOp: _boolean, ast.AugAssign: _augmented, ast.Assign: _dropped,
        ast.Expr: _dropped,
    }  # fmt: skip
    if (make := kinds.get(type(node))) and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        yield from make(node)


def _binary(node):
    for operator in OPERATORS.get(type(node.op), []):
        yield ast.BinOp(node.left, operator(), node.right)
    yield node.left
    yield node.right
    if isinstance(node.op, (ast.Sub, ast.Div, ast.MatMult, ast.Pow, ast.FloorDiv)):
        yield ast.BinOp(node.right, node.op, node.left)
    if isinstance(node.op, ast.Pow) and isinstance(node.right, ast.Constant):
        yield _numpy("abs", node.left)
        yield ast.BinOp(node.left, ast.Pow(), ast.Constant(node.right.value + 1))
    if isinstance(node.op, ast.Mult) and ast.dump(node.left) == ast.dump(node.right):
        yield ast.BinOp(ast.Constant(2), ast.Mult(), node.left)
        yield _numpy("abs", node.left)


def _comparison(node):
    for place, operator in enumerate(node.ops):
        for other in COMPARISONS.get(type(operator), []):
            yield ast.Compare(node.left, [*node.ops[:place], other(), *node.ops[place + 1 :]], node.comparators)


def _constant(node):
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, (int, float)):
        for other in (value + 1, value - 1, -value, 2 * value, 0, 1):
            yield ast.Constant(other)
    elif isinstance(value, str):
        yield from (ast.Constant(other) for other in TEXTS.get(value, []))
        if "->" in value:
            yield ast.Constant(value[:-2] + value[:-3:-1])


def _unary(node):
    yield node.operand


def _call(node):
    arguments, keywords = node.args, node.keywords
    for place, keyword in enumerate(keywords):
        others = [*keywords[:place], *keywords[place + 1 :]]
        yield ast.Call(node.func, arguments, others)
        if keyword.arg == "axis":
            for axis in (0, 1, -1, None):
                yield ast.Call(node.func, arguments, [ast.keyword("axis", ast.Constant(axis)), *others])
    for place in range(len(arguments) - 1):
        swapped = [*arguments[:place], arguments[place + 1], arguments[place], *arguments[place + 2 :]]
        yield ast.Call(node.func, swapped, keywords)
    plain = [argument for argument in arguments if not isinstance(argument, ast.Starred)]
    yield from plain
    if len(arguments) > 1:
        yield ast.Call(node.func, arguments[:-1], keywords)
    if isinstance(node.func, ast.Attribute) and not _text(node.func.value).startswith(
        ("np", "math", "keras", "layers")
    ):
        yield node.func.value
    name = node.func.attr if isinstance(node.func, ast.Attribute) else _text(node.func)
    if name == "log" and plain:
        for least in (1e-7, 1e-200):
            clipped = ast.Call(_numpy("maximum", plain[0]).func, [plain[0], ast.Constant(least)], [])
            yield ast.Call(node.func, [clipped], keywords)
    if name == "range" and plain:
        yield ast.Call(node.func, [*arguments[:-1], ast.BinOp(arguments[-1], ast.Sub(), ast.Constant(1))], keywords)
        yield ast.Call(node.func, [*arguments[:-1], ast.BinOp(arguments[-1], ast.Add(), ast.Constant(1))], keywords)
        yield ast.Call(node.func, [ast.Constant(1), arguments[-1]], keywords)
        yield _name_call("reversed", node)
    if name == "sqrt" and plain:
        yield ast.BinOp(plain[0], ast.Div(), ast.Constant(2))
        yield _numpy("abs", plain[0])


def _attribute(node):
    yield from (ast.Attribute(node.value, other, node.ctx) for other in NAMES.get(node.attr, []))
    if node.attr == "inf":
        yield from (ast.Constant(100), ast.Constant(1e4))
    if node.attr == "T":
        yield node.value


def _subscript(node):
    yield node.value
    if isinstance(node.slice, ast.Tuple):
        for place in range(len(node.slice.elts) - 1):
            parts = list(node.slice.elts)
            parts[place], parts[place + 1] = parts[place + 1], parts[place]
            yield ast.Subscript(node.value, ast.Tuple(parts, ast.Load()), node.ctx)


def _slice(node):
    if node.step is not None:
        yield ast.Slice(node.lower, node.upper, None)
    for bound in ("lower", "upper"):
        value = getattr(node, bound)
        if value is not None:
            for operator in (ast.Add(), ast.Sub()):
                moved = {"lower": node.lower, "upper": node.upper, "step": node.step}
                yield ast.Slice(**moved | {bound: ast.BinOp(value, operator, ast.Constant(1))})
            yield ast.Slice(**{"lower": node.lower, "upper": node.upper, "step": node.step} | {bound: None})


def _condition(node):
    yield node.body
    yield node.orelse
    yield ast.IfExp(node.test, node.orelse, node.body)


def _branch(node):
    for test in (ast.Constant(True), ast.Constant(False), ast.UnaryOp(ast.Not(), node.test)):
        yield ast.If(test, node.body, node.orelse)


def _return(node):
    if node.value is not None:
        for value in (_numpy("abs", node.value), ast.UnaryOp(ast.USub(), node.value), ast.Constant(0), ast.Constant(1)):
            yield ast.Return(value)


def _boolean(node):
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    yield from node.values


def _augmented(node):
    yield ast.Pass()
    for operator in OPERATORS.get(type(node.op), []):
        yield ast.AugAssign(node.target, operator(), node.value)
    yield ast.Assign([node.target], node.value, lineno=node.lineno)


def _dropped(node):
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):  # a docstring
        yield ast.Pass()


def _parts(node) -> Iterator[Variant]:
    parts = node.elts
    for place in range(len(parts) - 1):
        swapped = [*parts[:place], parts[place + 1], parts[place], *parts[place + 2 :]]
        yield f"{_text(parts[place])} and {_text(parts[place + 1])} swapped", type(node)(swapped, node.ctx)
    for place in range(len(parts) if len(parts) > 1 else 0):
        yield f"without {_text(parts[place])}", type(node)([*parts[:place], *parts[place + 1 :]], node.ctx)


def _numpy(name: str, argument: ast.AST) -> ast.Call:
    return ast.Call(ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load()), [argument], [])


def _name_call(name: str, argument: ast.AST) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), [argument], [])


def _text(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 120 else text[:58] + " ... " + text[-57:]
