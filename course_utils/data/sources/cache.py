"""Where the course keeps what it downloaded, always apart from other programs' caches."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from course_utils.settings import course_root


class Unavailable(Exception):
    """A source cannot be used now; the message is a clause that says why."""


def folder_from_environment(name: str) -> Path | None:
    """Return the folder that an environment variable names, or None where it is unset or empty."""
    value = os.environ.get(name, "").strip()
    return Path(value).expanduser() if value else None


def named_data_folder(wanted: str) -> Path | None:
    """Return the folder that `COURSE_DATA` names, or None where it is unset; `wanted` is what should lie in it."""
    named = folder_from_environment("COURSE_DATA")
    if named and not named.is_dir():
        raise FileNotFoundError(
            f"COURSE_DATA names {named}, which is not a folder. "
            f"Let it name a folder that holds {wanted}, or remove the variable."
        )
    return named


def cache_folders() -> list[Path]:
    """Return the folders that may hold downloads, the preferred one first.

    `COURSE_CACHE` alone where it is set; else `data/cache` of the course, and the user's cache folder for a course
    that lies on a read-only disk.
    """
    named = folder_from_environment("COURSE_CACHE")
    if named:
        return [named]
    import pooch

    return [course_root() / "data" / "cache", Path(pooch.os_cache("course_utils"))]


def cached_files(filename: str) -> Iterator[Path]:
    """Yield the places where a download of that name lies."""
    return (folder / filename for folder in cache_folders() if os.path.lexists(folder / filename))


def writable_cache_folder() -> Path:
    """Return the first cache folder that takes a new file, made if need be; where there is none, raise Unavailable."""
    reasons = []
    for folder in cache_folders():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError as error:
            reasons.append(f"{folder}: {error.strerror or error}")
    raise Unavailable(f"no cache folder can be written to ({'; '.join(reasons)})")


def set_aside(path: Path) -> str:
    """Rename a damaged file of the cache to `<name>.broken`, so that it is not read again; say what became of it."""
    try:
        os.replace(path, path.with_name(f"{path.name}.broken"))
    except OSError as error:
        return f"{path} is damaged and could not be renamed ({error.strerror or error})"
    return f"{path} was damaged and is now called {path.name}.broken"
