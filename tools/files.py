"""Reading settings and writing files; shared by the tools."""

import os
import tomllib
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class CourseError(Exception):
    """Something in the course's sources is wrong; the message says what, where and what to do."""


def write_atomically(path: Path, content: bytes | str) -> None:
    """Put the file in place in one step, so that nobody ever sees half of it."""
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def read_toml(path: Path) -> dict:
    """Read a TOML file; a missing file or a syntax error ends in one sentence."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(f"{path} is missing.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} is not valid TOML: {error}.") from None
