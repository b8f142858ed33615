"""The student's progress: which exercises are solved, and how often each was tried.

Every lesson has a file of its own, so two open notebooks never overwrite each other's.
"""

import json
import os
import tempfile
from pathlib import Path

from course_utils.settings import course_root

_unsaved: dict[str, dict] = {}
_told: set[str] = set()


def load(lesson: str) -> dict[str, dict]:
    """Return `{exercise number: {"solved": bool, "attempts": int}}` of a lesson."""
    if lesson in _unsaved:
        return _unsaved[lesson]
    path = _path(lesson)
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        if all(isinstance(entry["solved"], bool) and entry["attempts"] >= 0 for entry in record.values()):
            return record
    except FileNotFoundError:
        return {}
    except OSError:
        return _unsaved.setdefault(lesson, {})
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    _set_aside(path)
    return {}


def save(lesson: str, record: dict[str, dict]) -> None:
    """Keep the record of a lesson; on a full or read-only disk for this session only."""
    path = _path(lesson)
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
            temporary = file.name
            json.dump(record, file, indent=1, sort_keys=True)
        os.replace(temporary, path)
        _unsaved.pop(lesson, None)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        if lesson not in _told:
            print(f"Your progress is kept for this session only: {path} cannot be written ({error.strerror}).")
        _told.add(lesson)
        _unsaved[lesson] = record


def opened(lesson: str) -> None:
    """Note that a lesson was begun."""


def progress() -> None:
    """Show which exercises of which lessons are solved, and which is next."""
    from course_utils.checks._frame import all_lessons

    for lesson in all_lessons():
        record = load(lesson.name)
        solved = [record.get(number, {}).get("solved", False) for number in lesson.exercises]
        squares = "".join("■" if done else "□" for done in solved)
        still_open = [
            f"{number} {title}"
            for (number, title), done in zip(lesson.exercises.items(), solved, strict=True)
            if not done
        ]
        following = f"next: {still_open[0]}" if still_open else "all done"
        print(
            f"{lesson.name[:2]} {lesson.title}: {squares} {sum(solved)} of {len(solved)} exercises solved; {following}"
        )


def _path(lesson: str) -> Path:
    """Return the file that keeps the progress of a lesson."""
    folder = os.environ.get("COURSE_PROGRESS") or course_root() / "my_course" / "progress"
    return Path(folder) / f"{lesson}.json"


def _set_aside(path: Path) -> None:
    """Move an unreadable file out of the way without losing it."""
    kept = path.with_suffix(".unreadable.json")
    try:
        os.replace(path, kept)
        print(f"Your progress file could not be read; it is kept as {kept.name}, and counting starts anew.")
    except OSError:
        print(f"Your progress file {path} could not be read; counting starts anew.")
