"""How many minutes a part takes: one function, for all parts, so that nobody types a number of minutes.

What is counted:

words
    Pieces of text between blanks that hold a letter or a digit: in the Markdown that students get (solutions are not
    counted), in captions, and in what the cells print when solved, tables included. A text alternative is not read.
lines
    Lines of the visible code cells as students get them, blank ones aside; folded cells are not counted.
figures
    Pictures that the solved run shows.
exercises
    By the kind that their check declares; guesses by their cells.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import nbformat

from tools.exercises import Exercise
from tools.lesson_source import Lesson
from tools.notebooks import solved_place

WORDS_A_MINUTE, LINES_A_MINUTE, FIGURES_A_MINUTE = 200, 25, 2
MINUTES_OF = {"letter": 4, "number": 6, "code": 9}
LIMIT = 60  # one sitting
ROUNDED_TO = 5
# Above these the build says so: there is a better cut.
GUIDE = {"words": 1800, "lines": 220, "figures": 7, "guesses": 3}


@dataclass(frozen=True)
class Counts:
    """What takes time in a part."""

    words: int
    lines: int
    figures: int
    guesses: int = 0
    letter: int = 0
    number: int = 0
    code: int = 0

    @property
    def exact(self) -> float:
        """Minutes before they are rounded up."""
        exercises = sum(minutes * getattr(self, kind) for kind, minutes in MINUTES_OF.items())
        reading = self.words / WORDS_A_MINUTE + self.lines / LINES_A_MINUTE + self.figures / FIGURES_A_MINUTE
        return reading + exercises + self.guesses

    @property
    def minutes(self) -> int:
        """Minutes, rounded up to five."""
        return ROUNDED_TO * math.ceil(self.exact / ROUNDED_TO)


def count(lesson: Lesson, exercises: tuple[Exercise, ...], solved: nbformat.NotebookNode | None) -> Counts:
    """Count what takes time in a part.

    Parameters
    ----------
    lesson : Lesson
        Its source.
    exercises : tuple of Exercise
        What its checks declare.
    solved : NotebookNode or None
        Its solved notebook with outputs; None before it was built, then a figure cell counts as one figure.
    """
    read = [cell for cell in lesson.cells if "solution" not in cell.tags]
    words = sum(count_words(cell.source) for cell in read if cell.kind == "markdown")
    figures = sum("figure" in cell.tags for cell in read)
    if solved is not None:
        texts, figures = _shown(solved)
        words += sum(map(count_words, texts))
    kinds = Counter(exercise.kind for exercise in exercises)
    return Counts(
        words=words,
        lines=sum(len(visible_lines(cell.shown)) for cell in read if cell.is_visible_code),
        figures=figures,
        guesses=sum("guess" in cell.tags for cell in read),
        **{kind: kinds[kind] for kind in MINUTES_OF},
    )


def count_words(text: str) -> int:
    """Count the pieces between blanks that hold a letter or a digit."""
    return len(re.findall(r"\S*[^\W_]\S*", text))


def visible_lines(source: str) -> list[str]:
    """Return the lines of a cell that are not blank."""
    return [line for line in source.splitlines() if line.strip()]


def _shown(solved: nbformat.NotebookNode) -> tuple[list[str], int]:
    """Return what the cells of a notebook print, captions included, and how many pictures they show."""
    texts, figures = [], 0
    for cell in solved.cells:
        if cell.cell_type != "code" or "solution" in cell.metadata.get("tags", []):
            continue
        for out in cell.outputs:
            data = out.get("data", {})
            figures += "image/png" in data
            if "image/png" not in data:
                texts.append(out.get("text") or data.get("text/markdown") or data.get("text/plain") or "")
    return texts, figures


def read_solved(root: Path, name: str) -> nbformat.NotebookNode | None:
    """Read the committed solved notebook; None if there is none that can be read."""
    try:
        return nbformat.reads((root / solved_place(name)).read_text(encoding="utf-8"), as_version=4)
    except (FileNotFoundError, UnicodeDecodeError, nbformat.reader.NotJSONError):
        return None


def problems(counts: Counts) -> list[str]:
    """Say that a part takes longer than one sitting."""
    if counts.minutes <= LIMIT:
        return []
    return [f"takes {counts.minutes} minutes ({_told(counts)}), more than {LIMIT}: cut it, or make two parts of it."]


def notes(counts: Counts) -> list[str]:
    """Say what lies above the guide, which is no error."""
    return [
        f"has {getattr(counts, what)} {what}; {most} are a good measure."
        for what, most in GUIDE.items()
        if getattr(counts, what) > most
    ] + ([f"has {counts.code} exercise in code; two or more are a good measure."] if counts.code < 2 else [])


def _told(counts: Counts) -> str:
    exercises = ", ".join(f"{getattr(counts, kind)} {kind}" for kind in MINUTES_OF)
    return (
        f"{counts.words} words, {counts.lines} lines, {counts.figures} figures, {counts.guesses} guesses, "
        f"exercises: {exercises}"
    )
