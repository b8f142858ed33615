"""Where the course lies, its settings, and files written in one step; shared by the tools."""

import tomllib
from pathlib import Path

from course_utils.files import write_atomically
from course_utils.settings import course_root

__all__ = ["ROOT", "CourseError", "read_toml", "write_atomically"]

ROOT = course_root()


class CourseError(Exception):
    """Something in the course's sources is wrong; the message says what, where and what to do."""


def read_toml(path: Path) -> dict:
    """Read a TOML file; a missing file or a syntax error ends in one sentence."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(f"{path} is missing.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} is not valid TOML: {error}.") from None
