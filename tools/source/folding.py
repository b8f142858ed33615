"""Folded cells: what is drawn and claimed is closed when a student opens a part, and a title line says what is inside.

A cell tagged `figure` draws, one tagged `claim` claims, `setup` imports and starts. Its author writes the first line,
`# @title Figure: what is drawn`; the build sets the metadata with which JupyterLab, Colab and the pages close it.
A figure or a claim

- binds no name that a visible cell reads later;
- calls `plots`, `checks.claim`, `checks.<part>.reveal`, `measured`, NumPy and pandas, methods of values (but none that
  trains or predicts), common built-ins, and functions that it defines itself. A function of the lesson is handed to
  `plots` or called inside a `lambda` that is; called directly, it computes, and that is for a visible cell to show;
- has no `while`, and no `for` that draws nothing or collects values;
- has no title that tells the finding: neither the `@title` line nor a typed `title=`, which VS Code shows. A title that
  is made from the value (an f-string) may.
"""

import ast
import builtins
import re
from collections.abc import Iterator

from tools.source.lesson_source import FOLDED, Cell, Lesson
from tools.source.names import names_bound, names_read, steps

KINDS = {"figure": "Figure", "claim": "Claim"}
METADATA = {"jupyter": {"source_hidden": True}, "cellView": "form"}
HIDDEN = "hide-input"

# Words of a finding; a title says what is compared, not how it came out.
TELLING = re.compile(
    r"\b(more|less|fewer|better|worse|higher|lower|larger|smaller|faster|slower|never|always|only|none|nothing|beats?|"
    r"wins?|loses?|fails?|than|cannot|twice)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"[\d%]")
FREE = {"plots", "widgets", "measured", "np", "pd", "plt", "display", "settings"}
COMPUTING = {
    *("fit", "fit_transform", "partial_fit", "train", "train_on_batch", "train_step", "fit_predict", "compile"),
    *("predict", "predict_on_batch", "predict_proba", "evaluate", "score", "decision_function", "transform"),
}
COLLECTING = {"append", "extend", "update", "setdefault"}
BUILTINS = set(dir(builtins)) - {"exec", "eval", "open", "input", "compile", "globals", "locals", "__import__"}


def metadata(cell: Cell) -> dict:
    """Return what closes a folded cell; empty for any other one."""
    return {"jupyter": dict(METADATA["jupyter"]), "cellView": METADATA["cellView"]} if cell.is_folded else {}


def tells(text: str, *, numbers: bool = True) -> str | None:
    """Return the word, or the number, of a title that may tell a finding."""
    found = TELLING.search(text) or (NUMBER.search(text) if numbers else None)
    return found[0] if found else None


def problems(lesson: Lesson) -> Iterator[str]:
    """Say what is wrong with the folded cells of a part, and what should be folded."""
    imported = _imported(lesson)
    for cell in lesson.cells:
        if cell.is_visible_code:
            yield from _unfolded(cell)
        elif cell.is_folded:
            rules = _setup_problems(cell) if "setup" in cell.tags else _Folded(cell, imported).problems()
            yield from (f"cell `{cell.id}` {problem}" for problem in dict.fromkeys(rules))
    yield from _read_outside(lesson)


def _unfolded(cell: Cell) -> Iterator[str]:
    called = {ast.unparse(node.func) for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)}
    for function, tag in (("plots.show", "figure"), ("checks.claim", "claim")):
        if function in called:
            yield f'cell `{cell.id}` calls `{function}` where all can read it: tag it "{tag}", so that it is folded.'


def _setup_problems(cell: Cell) -> Iterator[str]:
    for node in ast.parse(cell.source).body:
        calls = [ast.unparse(inner.func) for inner in ast.walk(node) if isinstance(inner, ast.Call)]
        is_setting = isinstance(node, ast.Assign | ast.Expr) and (calls == ["start"] or _reads_settings(node, calls))
        if not isinstance(node, ast.Import | ast.ImportFrom) and not is_setting:
            yield f"sets up and does more: `{ast.unparse(node).splitlines()[0]}` belongs into a visible cell."


def _reads_settings(node: ast.stmt, calls: list[str]) -> bool:
    return not calls and isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("settings.")


def _imported(lesson: Lesson) -> set[str]:
    """Return the names that imports bind anywhere in the lesson."""
    trees = [ast.parse(cell.source) for cell in lesson.cells if cell.kind == "code"]
    found = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))
    return set(names_bound(found))


def _read_outside(lesson: Lesson) -> Iterator[str]:
    """Find names of folded cells that visible cells read."""
    folded: dict[str, str] = {}
    for cell in lesson.cells:
        if cell.kind != "code" or "setup" in cell.tags:
            continue
        body = ast.parse(cell.source).body
        if cell.is_folded:
            folded |= dict.fromkeys(names_bound(body), cell.id)
            continue
        for step in steps(body):
            for name in sorted(step.reads & folded.keys()):
                yield (
                    f"cell `{cell.id}` reads `{name}`, which the folded cell `{folded[name]}` binds: "
                    "compute it in a visible cell."
                )
            for name in step.binds:
                folded.pop(name, None)


class _Folded:
    """One folded cell under the rules."""

    def __init__(self, cell: Cell, imported: set[str]):
        self.cell, self.imported = cell, imported
        self.tree = ast.parse(cell.source)
        nodes = list(ast.walk(self.tree))
        self.own = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
        lambdas = [node for node in nodes if isinstance(node, ast.Lambda)]
        self.in_lambdas = {id(inner) for node in lambdas for inner in ast.walk(node.body)}

    def problems(self) -> Iterator[str]:
        yield from self._title_problems()
        calls = [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]
        names = {ast.unparse(call.func) for call in calls}
        if "figure" in self.cell.tags and not any(name.startswith(("plots.", "widgets.")) for name in names):
            yield "is tagged figure and calls nothing of `plots` or `widgets`: a figure draws."
        if "claim" in self.cell.tags and "checks.claim" not in names:
            yield "is tagged claim and has no `checks.claim`."
        for call in calls:
            yield from self._call_problems(call)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.While):
                yield "has a `while`: what is computed stands in a visible cell."
            elif isinstance(node, ast.For):
                yield from self._loop_problems(node)

    def _title_problems(self) -> Iterator[str]:
        kind = next(KINDS[tag] for tag in self.cell.tags if tag in FOLDED)
        first = self.cell.source.splitlines()[0]
        begin = f"# @title {kind}: "
        if not first.startswith(begin) or not first.removeprefix(begin).strip():
            yield f"is folded: its first line is all that shows, so write `{begin}what is in it`."
        elif word := tells(first.removeprefix("# @title ")):
            yield f"tells its finding in its title ({word!r}): say what is shown, not how it came out."
        for text in self._typed_titles():
            if "%" in text or tells(text, numbers=False):
                yield f"types a finding as title, {text!r}: make it from the value, or say what is shown."

    def _typed_titles(self) -> Iterator[str]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.keyword) and node.arg == "title" and isinstance(node.value, ast.Constant):
                yield str(node.value.value)

    def _call_problems(self, call: ast.Call) -> Iterator[str]:
        name = ast.unparse(call.func)
        root = _root(call.func)
        method = call.func.attr if isinstance(call.func, ast.Attribute) else None
        if method in COMPUTING and root != "plots":
            yield f"calls `{name}`: training and predicting stand in a visible cell."
        elif id(call) in self.in_lambdas:
            return
        elif root == "checks":
            if name != "checks.claim" and method != "reveal":
                yield f"calls `{name}`: a folded cell draws, claims and reveals."
        elif isinstance(call.func, ast.Name):
            if root not in self.own | BUILTINS | {"display"}:
                yield f"calls `{name}`, which computes: do it in a visible cell, and draw its result here."
        elif method is None:
            yield f"calls `{name}`, and nobody can tell what that does: compute it in a visible cell."
        elif root in self.imported - FREE:
            yield f"calls `{name}`: what is computed stands in a visible cell."

    def _loop_problems(self, loop: ast.For) -> Iterator[str]:
        inner = [node for statement in loop.body for node in ast.walk(statement)]
        calls = [node for node in inner if isinstance(node, ast.Call)]
        panels = {name for name in names_bound([loop.target]) if any(map(_is_axes, names_read([loop.iter])))}
        if not any(_draws(call) or _root(call.func) in panels for call in calls):
            yield f"has a loop over `{ast.unparse(loop.iter)}` that draws nothing: loop in a visible cell."
        collecting = (call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in COLLECTING)
        if any(collecting) or any(isinstance(node, ast.AugAssign) for node in inner):
            yield f"has a loop over `{ast.unparse(loop.iter)}` that collects values: compute them in a visible cell."


def _root(node: ast.AST) -> str | None:
    """Return the name that an expression such as `a.b[0].c` begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def _draws(call: ast.Call) -> bool:
    root = _root(call.func) or ""
    return root in {"plots", "widgets", "display", "print"} or _is_axes(root)


def _is_axes(name: str) -> bool:
    return name == "figure" or name.startswith("ax")
