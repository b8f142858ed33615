"""Texts to learn from: the standard library everywhere, and clear words about files that are none."""

import re
from pathlib import Path

import pytest

from course_utils.data import text
from course_utils.data.text import LEAST_CHARACTERS, load_text
from harness.speed import least_seconds

SENTENCE = "The quick brown fox jumps over the lazy dog. "


@pytest.fixture
def file(tmp_path):
    """Write bytes to a file and return its path."""

    def write(content: bytes, name: str = "my_text.txt") -> Path:
        (tmp_path / name).write_bytes(content)
        return tmp_path / name

    return write


def test_default_is_the_source_of_the_standard_library():
    found = load_text()
    assert "standard library" in found.source
    assert found.content.isascii()
    assert len(found.content) > 100_000
    assert "def __init__(self" in found.content
    assert found.alphabet == "".join(sorted(set(found.content)))


def test_modules_exist_in_this_python():
    folder = Path(re.__file__).parents[1]
    assert [module for module in text.MODULES if not (folder / f"{module}.py").exists()] == []


def test_standard_library_that_is_not_there_is_reported(monkeypatch, tmp_path):
    monkeypatch.setattr(text.os, "__file__", str(tmp_path / "os.py"))
    with pytest.raises(FileNotFoundError, match="give a text file of your own"):
        load_text()


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (100 * SENTENCE.encode(), 100 * SENTENCE),
        (b"\xef\xbb\xbf" + 100 * SENTENCE.encode(), 100 * SENTENCE),
        (100 * "Zwölf Boxkämpfer jagen Viktor. ".encode(), 100 * "Zwölf Boxkämpfer jagen Viktor. "),
        (100 * b"The quick brown\r\nfox jumps\r\n", 100 * "The quick brown\nfox jumps\n"),
        (500 * "天地玄黄宇宙洪荒日月盈昃".encode(), 500 * "天地玄黄宇宙洪荒日月盈昃"),
    ],
    ids=["plain", "with mark", "umlauts", "Windows", "Chinese"],
)
def test_own_file_is_read_whole(file, content, wanted):
    found = load_text(file(content))
    assert found.content == wanted
    assert found.source == "my_text.txt"
    assert load_text(str(file(content))).content == wanted


def test_of_a_huge_file_only_the_beginning_is_read(file):
    content = 3000 * SENTENCE
    path = file(content.encode())
    with path.open("r+b") as huge:
        huge.truncate(100_000_000)  # a hole of zeros, as in a binary file: never reached
    assert least_seconds(lambda: load_text(path, most_characters=LEAST_CHARACTERS)) < 1
    found = load_text(path, most_characters=LEAST_CHARACTERS)
    assert found.content == content[:LEAST_CHARACTERS]
    assert found.source == "the first 2000 characters of my_text.txt"


@pytest.mark.parametrize("extra", range(4))
def test_character_that_the_limit_cuts_in_two_is_no_error(file, extra):
    content = "x" * extra + 4000 * "äé€𝄞öüßñçø"
    found = load_text(file(content.encode()), most_characters=LEAST_CHARACTERS)
    assert found.content == content[:LEAST_CHARACTERS]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty"),
        (b" \n\n ", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 500, "binary file"),
        (100 * "Zwölf Boxkämpfer".encode("latin-1"), "not encoded in UTF-8 \\(byte 2 "),
        (100 * SENTENCE.encode("utf-16"), "UTF-16; save it as UTF-8"),
        (b"a" * 5000, "only 1 different characters"),
        (b"abab cdc\n" * 1000, "only 6 different characters"),
        (SENTENCE.encode(), "has only 45 characters"),
        (100 * SENTENCE.encode() + b"\xc3", "not encoded in UTF-8"),
    ],
    ids=["empty", "blank", "binary", "latin-1", "utf-16", "one letter", "six letters", "short", "cut off"],
)
def test_what_is_no_text_to_learn_from_is_refused_with_the_reason(file, content, complaint):
    with pytest.raises(ValueError, match=complaint):
        load_text(file(content))


def test_file_that_does_not_exist_and_folder_are_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="there is no file"):
        load_text(tmp_path / "missing.txt")
    with pytest.raises(IsADirectoryError, match="is a folder"):
        load_text(tmp_path)


def test_limit_below_what_is_needed_is_refused():
    with pytest.raises(ValueError, match="most_characters is 10"):
        load_text(most_characters=10)
