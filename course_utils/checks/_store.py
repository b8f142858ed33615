"""The student's progress: what is solved, guessed and asked for, and how long it took; a file for each lesson.

Two kernels may solve at once, a disk may be full, a file unreadable: nothing that was kept is ever lost.
"""

import itertools
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from course_utils.checks._moved import new_place
from course_utils.settings import course_root

FIELDS = ("exercises", "guesses")
LONGEST_PAUSE = 20 * 60  # seconds; whoever does nothing for longer is away
MOST_MOMENTS = 2000
WAIT, STALE = 2.0, 10.0  # seconds: for another kernel's lock, and until a lock counts as left behind

_unsaved: dict[str, list[Callable[[dict], None]]] = {}
_told: set[str] = set()
_looked_through: set[Path] = set()


def load(lesson: str) -> dict:
    """Return `{"exercises": {name: {...}}, "guesses": {name: {...}}, "moments": [seconds, ...]}` of a lesson."""
    _move_over()
    try:
        record = _read(_path(lesson))
    except OSError:
        record = _sound({})
    for changed in _unsaved.get(lesson, []):
        changed(record)
    return record


def entry(lesson: str, field: str, name: str) -> dict:
    """Return what is kept under a name; empty if nothing is."""
    return load(lesson)[field].get(name, {})


def change(lesson: str, changed: Callable[[dict], None]) -> None:
    """Change the record of a lesson on the disk; where that cannot be done, for this session only."""
    _move_over()
    path = _path(lesson)
    waiting = [*_unsaved.get(lesson, []), changed]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path):
            record = _read(path)  # what cannot be read is not written over
            for one in waiting:
                one(record)
            _write(path, record)
        _unsaved.pop(lesson, None)
    except OSError as error:
        if lesson not in _told:
            print(f"Your progress is kept for this session only: {path} cannot be used ({error.strerror or error}).")
        _told.add(lesson)
        _unsaved[lesson] = waiting


def count_attempt(lesson: str, name: str, *, solved: bool) -> None:
    """Keep an attempt."""
    now = time.time()

    def attempted(record: dict) -> None:
        kept = record["exercises"].setdefault(name, {"solved": False, "attempts": 0})
        kept["attempts"] += 1
        kept["solved"] = kept["solved"] or solved
        _add_moment(record, now)

    change(lesson, attempted)


def count_hints(lesson: str, name: str, more: int, most: int) -> int:
    """Keep that so many more hints of an exercise are shown, and return how many that makes, at most as many as it has.

    They are counted together, whether a wrong attempt brought them or somebody asked.
    """

    def shown(record: dict) -> None:
        kept = record["exercises"].setdefault(name, {"solved": False, "attempts": 0})
        kept["hints"] = min(kept.get("hints", 0) + more, most)

    if more:
        change(lesson, shown)
    return min(entry(lesson, "exercises", name).get("hints", 0), most)


def seen(lesson: str, name: str, value: float | str) -> None:
    """Keep that a result was shown to somebody who had not guessed; who only looks on gets no folder for it."""

    def shown(record: dict) -> None:
        record["guesses"].setdefault(name, {}).update(value=value)

    if _path(lesson).parent.is_dir():
        change(lesson, shown)
    else:
        _unsaved.setdefault(lesson, []).append(shown)


def opened(lesson: str) -> None:
    """Keep the moment when a lesson was begun, if it was ever worked on or its folder exists; raise nothing."""
    if _path(lesson).parent.is_dir():
        now = time.time()
        change(lesson, lambda record: _add_moment(record, now))


def minutes(record: dict) -> int:
    """Return how long somebody worked, without the pauses."""
    moments = sorted(record["moments"])
    pauses = (later - earlier for earlier, later in itertools.pairwise(moments))
    return round(sum(pause for pause in pauses if pause <= LONGEST_PAUSE) / 60)


def lessons() -> list[str]:
    """Return the names of the lessons of which something is kept."""
    kept = {path.stem for path in _folder().glob("*.json") if not path.stem.endswith(".unreadable")}
    return sorted(kept | set(_unsaved))


def _add_moment(record: dict, now: float) -> None:
    record["moments"] = [*record["moments"], round(now)][-MOST_MOMENTS:]


def _folder() -> Path:
    return Path(os.environ.get("COURSE_PROGRESS") or course_root() / "my_course" / "progress")


def _path(lesson: str) -> Path:
    return _folder() / f"{lesson}.json"


def _read(path: Path) -> dict:
    """Return the record in a file; one that holds no record is set aside, one that cannot be read is an error."""
    try:
        return _sound(json.loads(path.read_bytes().decode("utf-8-sig")))
    except FileNotFoundError:
        return _sound({})
    except (ValueError, TypeError):
        kept = path.with_suffix(".unreadable.json")
        os.replace(path, kept)
        print(f"Your progress file could not be read; it is kept as {kept.name}, and counting starts anew.")
        return _sound({})


def _sound(content) -> dict:
    """Return a record that has all its fields; an odd entry is left out, the others stay."""
    if not isinstance(content, dict):
        raise TypeError("no record")
    numbered = {"exercises": {key: content[key] for key in content if key[:1].isdigit()}}  # as it was kept once
    content = numbered | content
    fields = {field: content[field] if isinstance(content.get(field), dict) else {} for field in FIELDS}
    exercises = {name: _sound_exercise(kept) for name, kept in fields["exercises"].items() if isinstance(kept, dict)}
    guesses = {name: _sound_guess(kept) for name, kept in fields["guesses"].items() if isinstance(kept, dict)}
    moments = content.get("moments")
    moments = [moment for moment in moments if isinstance(moment, (int, float))] if isinstance(moments, list) else []
    return {"exercises": exercises, "guesses": guesses, "moments": moments}


def _sound_exercise(kept: dict) -> dict:
    counts = {key: kept[key] for key in ("attempts", "hints") if isinstance(kept.get(key), int) and kept[key] >= 0}
    return {"solved": kept.get("solved") is True, "attempts": 0} | counts


def _sound_guess(kept: dict) -> dict:
    """Return a guess and its result; without its guess a hit is none."""
    told = {key: kept[key] for key in ("guess", "value") if isinstance(kept.get(key), (int, float, str))}
    return told | ({"hit": kept["hit"]} if len(told) == 2 and isinstance(kept.get("hit"), bool) else {})


def _write(path: Path, record: dict) -> None:
    temporary = None
    try:
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
            temporary = file.name
            json.dump(record, file, indent=1, sort_keys=True)
        os.replace(temporary, path)
    except BaseException:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keep other kernels from changing the file; a lock that somebody left behind is taken over."""
    lock = path.with_suffix(".lock")
    deadline = time.monotonic() + WAIT
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except (FileExistsError, PermissionError) as error:  # Windows refuses what is being deleted
            if isinstance(error, PermissionError) and not lock.exists():
                raise
            if _is_stale(lock):
                lock.unlink(missing_ok=True)
            elif time.monotonic() > deadline:
                raise
            time.sleep(0.01)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _is_stale(lock: Path) -> bool:
    try:
        return time.time() - lock.stat().st_mtime > STALE
    except OSError:
        return False


def _move_over() -> None:
    """Bring what was kept under a number, or in a lesson that was split since, to its exercise's place; once."""
    folder = _folder()
    if folder in _looked_through:
        return
    _looked_through.add(folder)
    for lesson in lessons():
        try:
            kept = _read(_path(lesson))["exercises"]
        except OSError:
            continue
        moved = {name: new_place(lesson, name) for name in kept}
        for name, (to_lesson, to_name) in moved.items():
            if (to_lesson, to_name) != (lesson, name):
                change(to_lesson, lambda record, name=to_name, old=kept[name]: _merge(record, name, old))
        if gone := [name for name, place in moved.items() if place != (lesson, name)]:
            change(lesson, lambda record, gone=gone: [record["exercises"].pop(name, None) for name in gone])


def _merge(record: dict, name: str, old: dict) -> None:
    kept = record["exercises"].setdefault(name, {"solved": False, "attempts": 0})
    kept["solved"] = kept["solved"] or old["solved"]
    kept["attempts"] = max(kept["attempts"], old["attempts"])
