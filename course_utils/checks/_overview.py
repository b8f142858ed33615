"""All lessons with checks, found by themselves, and what the student has reached in them."""

import importlib
import pkgutil
import sys
from types import ModuleType
from typing import TYPE_CHECKING

from course_utils.checks import _guesses, _store
from course_utils.checks._frame import Lesson

if TYPE_CHECKING:
    import pandas as pd


def module_names() -> list[str]:
    """Return the names of the modules that hold the checks of a lesson."""
    folder = sys.modules[__package__].__path__
    return [found.name for found in pkgutil.iter_modules(folder) if not found.name.startswith("_")]


def lesson_modules() -> dict[str, ModuleType]:
    """Return `{lesson's name: module of its checks}` in the order of the course."""
    modules = [importlib.import_module(f"{__package__}.{name}") for name in module_names()]
    return {module._lesson.name: module for module in sorted(modules, key=lambda module: module._lesson.name)}


def all_lessons() -> list[Lesson]:
    """Return the lessons that have checks, in the order of the course."""
    return [module._lesson for module in lesson_modules().values()]


def progress() -> None:
    """Show which exercises of which lessons are solved, which is next, and the minutes that you took."""
    for lesson in all_lessons():
        record = _store.load(lesson.name)
        kept = record["exercises"]
        solved = [name in kept and kept[name]["solved"] for name in lesson.exercises]
        squares = "".join("■" if done else "□" for done in solved)
        still_open = [exercise for exercise, done in zip(lesson.exercises.values(), solved, strict=True) if not done]
        following = f"next: {still_open[0].number} {still_open[0].title}" if still_open else "all done"
        minutes = round(record["seconds"] / 60)
        took = f"; your minutes: {minutes}" if minutes >= 2 else ""
        print(
            f"{lesson.short} {lesson.title}: {squares} {sum(solved)} of {len(solved)} exercises solved; "
            f"{following}{took}"
        )


def guesses() -> None:
    """Show how many guesses were hits, in the lesson that is open and in all; nothing if there was no guess."""
    counts = {lesson.name: _guesses.hits(lesson.name) for lesson in all_lessons()}
    hit, compared = (sum(numbers) for numbers in zip(*counts.values(), strict=True))
    if not compared:
        return
    here = counts.get(_store.current, (0, 0))
    in_this = f"Guesses in this lesson: {here[0]} of {here[1]} were hits. " if here[1] else ""
    print(f"{in_this}In all lessons: {hit} of {compared}.")


def guess_table() -> "pd.DataFrame":
    """Return the guesses that are numbers, with what was found: a row each.

    Returns
    -------
    pandas.DataFrame
        The columns lesson, name, guess, value and hit.
    """
    import pandas as pd

    rows = [
        (lesson.name, name, entry["guess"], entry["value"], entry["hit"])
        for lesson in all_lessons()
        for name, entry in _store.load(lesson.name)["guesses"].items()
        if "hit" in entry and not isinstance(entry["value"], str)
    ]
    return pd.DataFrame(rows, columns=["lesson", "name", "guess", "value", "hit"])
