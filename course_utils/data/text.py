"""Text to learn from, character by character or word by word."""

import codecs
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

# Modules of the standard library that are plain, well documented and present in every Python since 3.11.
MODULES = [
    *("argparse", "calendar", "collections/__init__", "copy", "csv", "dataclasses", "datetime", "difflib", "enum"),
    *("functools", "heapq", "inspect", "json/decoder", "os", "random", "shutil", "statistics", "string", "textwrap"),
]
MOST_CHARACTERS = 400_000
LEAST_CHARACTERS = 2_000
LEAST_ALPHABET = 10


@dataclass(frozen=True)
class Text:
    """A text to learn from, every line ending with a single newline character, and where it comes from, in words."""

    content: str
    source: str

    @cached_property
    def alphabet(self) -> str:
        """The different characters, sorted."""
        return "".join(sorted(set(self.content)))


def load_text(path: str | os.PathLike | None = None, most_characters: int = MOST_CHARACTERS) -> Text:
    """Load a text: the source of Python's standard library, or a file of your own.

    Parameters
    ----------
    path : str or path, optional
        A text file in UTF-8 (with or without byte order mark), of at least 2000 characters and 10 different ones. By
        default some modules of the Python that runs, ASCII characters only, which differ a little between versions.
    most_characters : int
        Only the beginning, up to so many characters, is read, however large the file is.

    Returns
    -------
    Text
        Its `source` says so if only the beginning was read.

    Examples
    --------
    >>> text = load_text(most_characters=5000)
    >>> len(text.content), "e" in text.alphabet
    (5000, True)
    """
    if most_characters < LEAST_CHARACTERS:
        raise ValueError(f"most_characters is {most_characters}; it must be {LEAST_CHARACTERS} or more.")
    return _standard_library(most_characters) if path is None else _own_file(Path(path), most_characters)


def _standard_library(most_characters: int) -> Text:
    """Return the source of the modules, one after the other."""
    folder = Path(os.__file__).parent
    parts = []
    for module in MODULES:
        try:
            parts.append((folder / f"{module}.py").read_text(encoding="utf-8"))
        except OSError:
            continue  # some distributions leave modules out
    content = "".join(character for character in "".join(parts) if character.isascii())[:most_characters]
    if len(content) < LEAST_CHARACTERS:
        raise FileNotFoundError(
            f"the source of Python's standard library is not in {folder} (some installations leave it out); "
            "give a text file of your own: load_text('my_text.txt')."
        )
    return Text(content, "the source of Python's standard library")


def _own_file(path: Path, most_characters: int) -> Text:
    """Return the beginning of a file, or say what is wrong with it."""
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder; load_text needs a text file.")
    try:
        with path.open("rb") as file:
            start = file.read(4 * most_characters + 3)  # a character takes up to four bytes, the mark three
            is_whole = not file.read(1)
    except FileNotFoundError:
        raise FileNotFoundError(f"there is no file {path} (looked from the folder {Path.cwd()}).") from None
    whole_content = _decoded(start, is_whole, path.name).replace("\r\n", "\n")
    content = whole_content[:most_characters]
    if not content.strip():
        raise ValueError(f"{path.name} is empty; choose a text with at least {LEAST_CHARACTERS} characters.")
    alphabet = len(set(content))
    if alphabet < LEAST_ALPHABET:
        raise ValueError(
            f"{path.name} has only {alphabet} different characters, so there is nothing to predict; "
            f"choose a text with at least {LEAST_ALPHABET}."
        )
    if len(content) < LEAST_CHARACTERS:
        raise ValueError(f"{path.name} has only {len(content)} characters; it needs at least {LEAST_CHARACTERS}.")
    shortened = not is_whole or len(whole_content) > most_characters
    return Text(content, f"the first {len(content)} characters of {path.name}" if shortened else path.name)


def _decoded(raw: bytes, is_whole: bool, name: str) -> str:
    """Return the bytes as text; a character that was cut off at the end is left out."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ValueError(f"{name} is encoded in UTF-16; save it as UTF-8 in your editor and load it again.")
    if b"\0" in raw:
        raise ValueError(f"{name} is not a text but a binary file (it contains the byte 0); save it as plain text.")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(raw, final=is_whole)
    except UnicodeDecodeError as error:
        raise ValueError(
            f"{name} is not encoded in UTF-8 (byte {error.start} does not fit); save it as UTF-8 in your editor, or, "
            "if it is no text at all, choose another file."
        ) from None
