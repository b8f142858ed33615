"""Guesses: each has a place to be written down, one result that answers it, and nothing between that spoils it.

The rules, in words:

- A cell tagged `guess` holds exactly `guess = ...  # the unit, or the letters` and then
  `checks.<part>.guess("name", guess)`. It stands below Markdown that asks the question. A part has two to four.
- Each guess has exactly one `checks.<part>.reveal("name", value)`, in a later cell, and each reveal has its guess.
- The value is computed at or below the guess: it reads at least one name that is bound there. A value that is typed
  (a letter) stands in a folded cell.
- The cell that reveals is the first that shows the result in a picture, a claim or an output that is compared: no cell
  between is tagged `figure`, `claim`, `slider` or `nbval-check-output`. No heading and no exercise stands between.
"""

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

from tools.exercises import Exercise
from tools.lesson_source import Cell, Lesson
from tools.names import names_bound, names_read

FEWEST, MOST = 2, 4
SHOWING = {"figure", "claim", "slider", "nbval-check-output"}
UNIT = re.compile(r"^guess = \.\.\.[ \t]+#[ \t]*\S", re.MULTILINE)
ANY_HEADING = re.compile(r"^#{1,6}[ \t]", re.MULTILINE)


class Call(NamedTuple):
    """A call of `guess` or `reveal`: place of its cell in the lesson, name of the guess, and the value."""

    place: int
    function: str
    name: str
    value: ast.expr | None


def problems(lesson: Lesson, exercises: tuple[Exercise, ...]) -> Iterator[str]:
    """Say what is wrong with the guesses of a part."""
    module = exercises[0].module if exercises else "<part>"
    marked = [place for place, cell in enumerate(lesson.cells) if "guess" in cell.tags and cell.kind == "code"]
    if not FEWEST <= len(marked) <= MOST:
        yield f"asks for {len(marked)} guesses: a part has {FEWEST} to {MOST}, each in a cell tagged guess."
    for place in marked:
        yield from _form_problems(lesson, place, module)
    calls = [call for place, cell in enumerate(lesson.cells) for call in _calls(place, cell)]
    guesses = [call for call in calls if call.function.endswith(".guess") and call.place in marked]
    reveals = [call for call in calls if call.function.endswith(".reveal")]
    for call in calls:
        if call.function not in (f"checks.{module}.guess", f"checks.{module}.reveal"):
            yield f"cell `{lesson.cells[call.place].id}` calls `{call.function}`: this part has `checks.{module}`."
        elif call.function.endswith(".guess") and call.place not in marked:
            yield f'cell `{lesson.cells[call.place].id}` takes a guess and is not tagged "guess".'
    yield from _unguessed(lesson, guesses, reveals)
    for guess in guesses:
        answers = [call for call in reveals if call.name == guess.name]
        if len(answers) != 1 or answers[0].place <= guess.place:
            cell = lesson.cells[guess.place].id
            yield f"cell `{cell}`: the guess {guess.name!r} has exactly one `reveal`, in the cell of its result, below."
        else:
            yield from _spoiling(lesson, guess, answers[0])


def _form_problems(lesson: Lesson, place: int, module: str) -> Iterator[str]:
    cell = lesson.cells[place]
    body = ast.parse(cell.source).body
    is_guess = [ast.unparse(node).split('"')[0].split("'")[0] for node in body] == [
        *("guess = ...", f"checks.{module}.guess(")
    ] and ast.unparse(body[1]).endswith(", guess)")
    if not is_guess or not UNIT.search(cell.source):
        yield (
            f"cell `{cell.id}` is not a guess: write `guess = ...  # the unit, or the letters`, then "
            f'`checks.{module}.guess("name", guess)`, and nothing else.'
        )
    if place == 0 or lesson.cells[place - 1].kind != "markdown":
        yield f"cell `{cell.id}`: the question stands in the Markdown cell directly above the guess."


def _calls(place: int, cell: Cell) -> Iterator[Call]:
    if cell.kind != "code" or "solution" in cell.tags:
        return
    for node in ast.walk(ast.parse(cell.source)):
        match node:
            case ast.Call(func=ast.Attribute(attr="guess" | "reveal") as function, args=[ast.Constant(), *_]):
                if ast.unparse(function).startswith("checks."):
                    value = node.args[1] if len(node.args) > 1 else None
                    yield Call(place, ast.unparse(function), str(node.args[0].value), value)


def _unguessed(lesson: Lesson, guesses: list[Call], reveals: list[Call]) -> Iterator[str]:
    names = [guess.name for guess in guesses]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"asks for the guess {name!r} twice: every guess has its own name."
    for reveal in reveals:
        if reveal.name not in names:
            cell = lesson.cells[reveal.place].id
            yield f"cell `{cell}` reveals {reveal.name!r}, for which no cell takes a guess."


def _spoiling(lesson: Lesson, guess: Call, reveal: Call) -> Iterator[str]:
    asks, shows = lesson.cells[guess.place], lesson.cells[reveal.place]
    for cell in lesson.cells[guess.place + 1 : reveal.place]:
        if tags := SHOWING & set(cell.tags):
            yield (
                f"cell `{cell.id}` ({', '.join(sorted(tags))}) stands between the guess `{asks.id}` and its reveal in "
                f"`{shows.id}`: reveal in the first cell that shows the result."
            )
        elif "exercise" in cell.tags or (cell.kind == "markdown" and ANY_HEADING.search(cell.source)):
            yield (
                f"cell `{cell.id}` stands between the guess `{asks.id}` and its reveal in `{shows.id}`: no heading and "
                "no exercise may; ask directly before the cells that compute it."
            )
    if isinstance(reveal.value, ast.Constant):
        if not shows.is_folded:
            yield f"cell `{shows.id}` types the answer to `{asks.id}` where all read it: reveal it in a folded cell."
    elif reveal.value is not None:
        since = [cell for cell in lesson.cells[guess.place + 1 : reveal.place + 1] if cell.kind == "code"]
        bound = {name for cell in since for name in names_bound(ast.parse(cell.source).body)}
        if not names_read([reveal.value]) & bound:
            yield (
                f"cell `{shows.id}` reveals `{ast.unparse(reveal.value)}`, which was computed above the guess "
                f"`{asks.id}`: move the guess above the cell that computes it."
            )
