"""A digest of the code behind a lesson's measurements: it changes with the experiment and with nothing else.

It covers the lesson's code cells and, of course_utils, every module that they use, found name by name: a lesson that
calls `data.noisy_xor` rests on drawn/toys.py, not on the photos. What only shows or judges is left out: figures,
guesses, prints, checks, and of a claim its sentence and its band (its value and its control stay, since both are
kept); so is what only refuses, `if ...: raise` and checks of arguments. Comments, layout, docstrings and the types of
arguments do not count. Every Python gives the same digest.
"""

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from tools.files import CourseError
from tools.source.lesson_source import Lesson

# Parts of course_utils that show, judge, refuse, or say where we run: no measured value comes from them.
LEFT_OUT = {"plots", "checks", "claims", "measured", "widgets", "settings", "readiness", "arguments"}
CLAIM = ("statement", "value", "low", "high", "control")
Import = tuple[str, str, str]  # from this module, this name, bound to this one


class Code:
    """The code of the course as measurements rest on it; every module is read once."""

    def __init__(self, root: Path):
        self.root = root
        self._trees: dict[str, ast.Module] = {}
        self._texts: dict[str, str] = {}

    def digest(self, lesson: Lesson) -> str:
        """Return 16 hexadecimal digits for a lesson and the modules that it rests on."""
        tree = experiment(lesson)
        modules = sorted(self.modules_of(tree))
        texts = [canonical(tree), *map(self._text, modules)]
        texts += self._data_named_in([tree, *map(self._tree, modules)])
        return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]

    def modules_of(self, tree: ast.Module) -> set[str]:
        """Return the modules of course_utils that some code uses, directly or through others."""
        found: set[str] = set()
        waiting = [tree]
        while waiting:
            code = waiting.pop()
            new = {used for imported in imports(code) for used in self._behind(imported, code)} - found
            found |= new
            waiting += map(self._tree, new)
        return found

    def _behind(self, imported: Import, tree: ast.Module | None = None) -> Iterator[str]:
        """Find the modules behind one import, given the code that does something with it."""
        module, name, bound = imported
        whole = f"{module}.{name}".strip(".")
        if _is_left_out(imported):
            return
        if self._is_package(whole):
            for attribute in _attributes(tree, bound):
                yield from self._behind((whole, attribute, ""))
        elif whole in self._files or (module in self._files and not self._is_package(module)):
            yield whole if whole in self._files else module
        elif self._is_package(module):
            handed_on = [entry for entry in imports(self._tree(module)) if name in ("*", entry[2])]
            yield from (used for entry in handed_on for used in self._behind((*entry[:2], "")))
            if not handed_on:
                yield module

    @cached_property
    def _files(self) -> dict[str, Path]:
        """Dotted name of a module or package -> its file."""
        files = sorted((self.root / "course_utils").rglob("*.py"))
        places = {path: path.relative_to(self.root).with_suffix("").parts for path in files}
        return {".".join(parts).removesuffix(".__init__"): path for path, parts in places.items()}

    def _is_package(self, module: str) -> bool:
        return module in self._files and self._files[module].name == "__init__.py"

    def _tree(self, module: str) -> ast.Module:
        if module not in self._trees:
            self._trees[module] = ast.parse(self._files[module].read_text(encoding="utf-8"))
        return self._trees[module]

    def _text(self, module: str) -> str:
        if module not in self._texts:
            self._texts[module] = canonical(self._tree(module))
        return self._texts[module]

    def _data_named_in(self, trees: Iterable[ast.Module]) -> Iterator[str]:
        """Digest the committed files of data/ that the code names, such as the weights of the backbone."""
        named = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        for path in self._committed_data:
            if path.name in named:
                yield hashlib.sha256(path.read_bytes()).hexdigest()

    @cached_property
    def _committed_data(self) -> list[Path]:
        folders = [folder for folder in (self.root / "data").glob("*/") if folder.name not in ("cache", "measured")]
        return sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())


def experiment(lesson: Lesson) -> ast.Module:
    """Return the code of a lesson without its figures and guesses, but with what a figure hands to `measured`."""
    body = []
    for cell in lesson.cells:
        if cell.kind == "code" and "guess" not in cell.tags:
            statements = ast.parse(cell.source).body
            body += _behind_measured(statements) if "figure" in cell.tags else statements
    return ast.Module(body, type_ignores=[])


def measured_calls(tree: ast.AST) -> list[ast.Call]:
    """Return the calls whose values `tools.measure` keeps: of `checks.claim` and of `measured.before`."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if dotted(call.func) in ("checks.claim", "measured.before")]


def imports(tree: ast.Module) -> list[Import]:
    """Return what some code imports from course_utils or from anywhere else, in functions too."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            if node.level:
                raise CourseError(
                    f"`{ast.unparse(node)}`: write the whole name, as in `from course_utils.data import`."
                )
            found |= {(node.module or "", alias.name, alias.asname or alias.name) for alias in node.names}
        elif isinstance(node, ast.Import):
            whole = [(alias.name.rpartition("."), alias) for alias in node.names]
            found |= {(parent, name, alias.asname or alias.name) for (parent, _, name), alias in whole}
    return sorted(found)


def canonical(node: Any) -> str:
    """Write code in one way for every Python and every layout; what only shows is left out."""
    if isinstance(node, ast.Module):
        kept = [imported for imported in imports(node) if not _is_left_out(imported)]
        return f"{kept!a}\n{canonical(node.body)}"
    if isinstance(node, list):
        return f"[{','.join(canonical(item) for item in node if not _only_shows(item))}]"
    if not isinstance(node, ast.AST):
        return ascii(node)
    fields = _measured_fields(node) if isinstance(node, ast.Call) else dict(ast.iter_fields(node))
    if isinstance(node, ast.JoinedStr):
        fields["values"] = _merged(node.values)
    ignored = {"ctx", "kind", "type_comment", "returns"} | ({"annotation"} if isinstance(node, ast.arg) else set())
    written = [f"{f}={canonical(v)}" for f, v in fields.items() if f not in ignored and v is not None and v != []]
    return f"{type(node).__name__}({','.join(written)})"


def dotted(node: ast.expr) -> str:
    """Return the name of what is called, such as "checks.claim"; empty for anything but names and dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and (owner := dotted(node.value)):
        return f"{owner}.{node.attr}"
    return ""


def _is_left_out(imported: Import) -> bool:
    parts = ".".join(imported[:2]).strip(".").split(".")
    return parts[0] == "course_utils" and not LEFT_OUT.isdisjoint(parts[1:2])


def _only_shows(node: Any) -> bool:
    """Tell whether a statement leaves no trace in what is measured (imports are written at the top)."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.Assign) and dotted(node.targets[0]) == "__all__":
        return True
    if isinstance(node, ast.If):
        return _only_refuses(node)
    if not isinstance(node, ast.Expr | ast.Assign):
        return False
    if isinstance(node.value, ast.Constant):
        return isinstance(node, ast.Expr)
    called = dotted(node.value.func) if isinstance(node.value, ast.Call) else ""
    if isinstance(node, ast.Assign):
        return called == "start"
    is_left_out = called.startswith(("checks.", "arguments.")) and called != "checks.claim"
    return called in ("print", "plots.show", "start") or is_left_out


def _only_refuses(node: ast.If) -> bool:
    """Tell whether all that comes of a condition is an error or a line to read, and whether it binds no name."""
    binds = any(isinstance(part, ast.NamedExpr) for part in ast.walk(node.test))
    return not binds and not node.orelse and all(isinstance(one, ast.Raise) or _only_shows(one) for one in node.body)


def _measured_fields(call: ast.Call) -> dict[str, Any]:
    """Return the fields of a call; of a claim its value and its control, of `measured` all but names."""
    name = dotted(call.func)
    fields = dict(ast.iter_fields(call))
    words = {word.arg: word.value for word in call.keywords}
    if name == "checks.claim":
        given = dict(zip(CLAIM, call.args, strict=False)) | words
        return {"func": "claim", "value": given.get("value"), "control": given.get("control")}
    if name in ("measured.before", "measured.of_claim"):
        return {"func": name, "args": call.args[1:], "now": words.get("now")}
    return fields


def _merged(values: list[ast.expr]) -> list[ast.expr]:
    """Join neighbouring texts of an f-string and drop empty ones: Pythons differ in how they cut them."""
    merged: list[ast.expr] = []
    for value in values:
        if isinstance(value, ast.Constant) and merged and isinstance(merged[-1], ast.Constant):
            merged[-1] = ast.Constant(merged[-1].value + value.value)
        elif not (isinstance(value, ast.Constant) and value.value == ""):
            merged.append(value)
    return merged


def _behind_measured(statements: list[ast.stmt]) -> list[ast.stmt]:
    """Keep, of a cell that draws, what is measured and the assignments that it rests on."""
    kept: list[ast.stmt] = []
    read: set[str] = set()
    for statement in reversed(statements):
        if measured_calls(statement) or _bound_by(statement) & read:
            kept.insert(0, statement)
            read |= {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return kept


def _bound_by(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return {alias.asname or alias.name.split(".")[0] for alias in statement.names}
    stored = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    return stored | {getattr(statement, "name", "")}


def _attributes(tree: ast.Module | None, bound: str) -> set[str]:
    """Return what some code asks of a package it imported; "*" where it may ask for anything."""
    if tree is None or not bound:
        return {"*"}
    nodes = list(ast.walk(tree))
    asked = [node for node in nodes if isinstance(node, ast.Attribute) and dotted(node.value) == bound]
    mentions = sum(isinstance(node, ast.Name) and node.id == bound for node in nodes)
    return {node.attr for node in asked} | ({"*"} if mentions > len(asked) else set())
