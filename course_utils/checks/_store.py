"""The student's progress: which exercises are solved, what was guessed, and how long it took.

Every lesson has a file of its own. A change is read, made and written under a lock, so two kernels lose nothing; one
that cannot be written now is kept, and written with the next. What cannot be read is never overwritten.
"""

import json
import math
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from course_utils.checks import _moved
from course_utils.settings import course_root

PAUSE = 20 * 60  # seconds between two signs of work, after which the student was elsewhere
_STALE = 2.0  # seconds after which a lock belongs to a kernel that is gone; a change takes milliseconds
_PATIENCE = 6.0  # seconds to wait while others change the file

_pending: dict[Path, list[Callable[[dict], None]]] = {}  # changes that could not be written yet
_last_read: dict[Path, dict] = {}
_told: set[Path] = set()
_now = time.time
current: str | None = None  # the lesson that this kernel has opened


def load(lesson: str) -> dict:
    """Return the record of a lesson: `{"exercises": {name: ...}, "guesses": {name: ...}, "seconds": ..., "last": ...}`.

    An exercise is `{"solved": bool, "attempts": int}`; a guess is `{"guess": ...}`, with "value" and "hit" once its
    result was shown; "seconds" is the time spent.
    """
    path = _path(lesson)
    try:
        record = _read(path, lesson)
    except OSError:
        record = _copy(_last_read.get(path)) or _tidy({})
    for change in _pending.get(path, ()):
        change(record)
    return record


def update(lesson: str, change: Callable[[dict], object]) -> dict:
    """Change the record of a lesson, keep it, and return it.

    Parameters
    ----------
    lesson : str
        The lesson's name.
    change : callable
        Changes a record in place. If the file cannot be read or written now, it is called again with the next update.
    """
    path, moment = _path(lesson), _now()

    def change_now(record):
        _pass_time(record, moment)
        change(record)

    changes = [*_pending.get(path, ()), change_now]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path, patience=_STALE / 10 if path in _pending else _PATIENCE):
            record = _read(path, lesson)
            for made in changes:
                made(record)
            _write(path, record)
        _pending.pop(path, None)
        return record
    except OSError as error:
        _pending[path] = changes
        if path not in _told:
            reason = error.strerror or error
            print(f"Your progress is kept for this session only, as long as {path} cannot be written ({reason}).")
        _told.add(path)
        return load(lesson)


def opened(lesson: str) -> None:
    """Note that a lesson was started in this kernel; never an error."""
    global current
    current = lesson
    try:
        update(lesson, lambda record: None)
    except Exception:  # a lesson must start, whatever its progress file is
        return


def _pass_time(record: dict, moment: float) -> None:
    """Add the time since the last sign of work, if it was no pause."""
    gap = moment - record["last"]
    if 0 <= gap <= PAUSE:
        record["seconds"] += gap
    record["last"] = moment


def _path(lesson: str) -> Path:
    """Return the file that keeps the progress of a lesson."""
    folder = os.environ.get("COURSE_PROGRESS") or course_root() / "my_course" / "progress"
    return Path(folder) / f"{lesson}.json"


def _read(path: Path, lesson: str) -> dict:
    """Return what is kept of a lesson; ticks of exercises that stood elsewhere before come along."""
    record = _tidy(_by_name(_content(path), lesson))
    for old_lesson, old_name, name in _moved.sources(lesson):
        if name not in record["exercises"]:
            before = _tidy(_by_name(_content(path.with_name(f"{old_lesson}.json")), old_lesson))["exercises"]
            if old_name in before:
                record["exercises"][name] = before[old_name]
    _last_read[path] = _copy(record)
    return record


def _content(path: Path) -> dict:
    """Return what a file holds; one that is damaged is set aside.

    Raises
    ------
    OSError
        If it is there and cannot be read now.
    """
    try:
        content = _patiently(path.read_bytes)
    except FileNotFoundError:
        return {}
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    _set_aside(path)
    return {}


def _by_name(content: dict, lesson: str) -> dict:
    """Return a record; files of the first edition are `{number: entry}` with numbers such as "2.1"."""
    if "exercises" in content:
        return content
    names = _moved.NAMES.get(lesson, {})
    exercises = {names[number]: content.pop(number) for number in list(content) if number in names}
    return {**content, "exercises": exercises}


def _tidy(content: dict) -> dict:
    """Return a record in which every known value is of its kind; odd ones are dropped, unknown ones stay."""
    exercises, guesses = content.get("exercises"), content.get("guesses")
    return content | {
        "exercises": {name: _exercise(entry) for name, entry in _entries(exercises) if _is_exercise(entry)},
        "guesses": {name: _guess(entry) for name, entry in _entries(guesses) if _is_guess(entry.get("guess"))},
        "seconds": _positive(content.get("seconds")),
        "last": _positive(content.get("last")),
    }


def _entries(found) -> list[tuple[str, dict]]:
    found = found if isinstance(found, dict) else {}
    return [(name, entry) for name, entry in found.items() if isinstance(entry, dict)]


def _is_exercise(entry: dict) -> bool:
    return isinstance(entry.get("solved"), bool)


def _exercise(entry: dict) -> dict:
    return {**entry, "attempts": int(_positive(entry.get("attempts")))}


def _is_guess(guess) -> bool:
    return isinstance(guess, str) or _is_number(guess)


def _guess(entry: dict) -> dict:
    sound = _is_guess(entry.get("value")) and isinstance(entry.get("hit"), bool)
    return entry if sound else {"guess": entry["guess"]}


def _is_number(value) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _positive(value) -> float:
    return float(value) if _is_number(value) and value >= 0 else 0.0


def _copy(record: dict | None) -> dict | None:
    return None if record is None else json.loads(json.dumps(record))


def _write(path: Path, record: dict) -> None:
    """Put the file in place in one step, so that nobody ever reads half of it."""
    temporary = None
    try:
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
            temporary = Path(file.name)
            json.dump(record, file, indent=1, sort_keys=True)
        _patiently(lambda: os.replace(temporary, path))
    except BaseException:
        if temporary:
            temporary.unlink(missing_ok=True)
        raise


def _patiently(action: Callable):
    """Do it; on Windows a file that another kernel has open refuses for a moment."""
    for _ in range(5 if os.name == "nt" else 0):
        try:
            return action()
        except PermissionError:
            time.sleep(0.05)
    return action()


@contextmanager
def _locked(path: Path, patience: float) -> Iterator[None]:
    """Be the only one to change a file.

    Raises
    ------
    TimeoutError
        If others kept it locked for longer than the patience.
    """
    lock = path.with_suffix(".lock")
    deadline, seen, since = time.monotonic() + patience, None, time.monotonic()
    while not _taken(lock):
        mark = _mark(lock)
        if mark != seen:
            seen, since = mark, time.monotonic()
        elif mark is not None and time.monotonic() - since > _STALE:  # judged by our own clock alone
            lock.unlink(missing_ok=True)
            continue
        if time.monotonic() > deadline:
            raise TimeoutError(f"{lock.name} is held by another kernel")
        time.sleep(0.01)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _taken(lock: Path) -> bool:
    """Take the lock if it is free, and tell whether it is ours."""
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        return False
    except PermissionError:
        if os.name == "nt":  # another kernel is about to remove it
            return False
        raise
    return True


def _mark(lock: Path) -> tuple | None:
    """Return what tells this lock from the next one, None if it is gone."""
    try:
        found = lock.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _set_aside(path: Path) -> None:
    """Move a damaged file out of the way without losing it.

    Raises
    ------
    OSError
        If it cannot be moved; then it must not be overwritten.
    """
    kept, count = path.with_suffix(".unreadable.json"), 1
    while kept.exists():
        count += 1
        kept = path.with_suffix(f".unreadable-{count}.json")
    os.replace(path, kept)
    print(f"Your progress file could not be read; it is kept as {kept.name}, and counting starts anew.")
