"""Downloads that never keep a notebook waiting: probed first, bounded in time, verified, then moved into place."""

import logging
import queue
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from course_utils.data.sources.cache import Unavailable, writable_cache_folder
from course_utils.files import put_in_place
from course_utils.settings import is_offline

Result = TypeVar("Result")

CHUNK_BYTES = 4096  # small, so that a server that drips bytes is left soon after the time is up

_failures: dict[str, tuple[float, str]] = {}


@dataclass(frozen=True)
class RemoteFile:
    """A published file that never changes: SHA-256 (hexadecimal) and length of the whole, its name in the cache."""

    url: str
    sha256: str
    num_bytes: int
    filename: str

    @property
    def host(self) -> str:
        """The name of the server."""
        return urlsplit(self.url).hostname or self.url


@dataclass(frozen=True)
class Limits:
    """How long to wait: for the probe, which asks for the file's length alone, and for probe and download together.

    A failure is remembered for a while, so that a notebook does not wait for it twice.
    """

    probe_seconds: float = 1.5
    total_seconds: float = 10.0
    remember_seconds: float = 60.0


LIMITS = Limits()


def fetch(remote: RemoteFile, *, limits: Limits | None = None, insist: bool = False) -> Path:
    """Download a published file into the course's cache; two processes may do so at the same time.

    The file gets its name only after its SHA-256 was found right, so a file of that name is always whole.

    Parameters
    ----------
    limits : Limits, optional
        `LIMITS` unless given.
    insist : bool
        Try even if the last attempt failed a moment ago.

    Raises
    ------
    Unavailable
        If it cannot be had in time, or is not the published one. Nothing is left behind then.
    """
    limits = limits or LIMITS
    if is_offline():
        raise Unavailable("COURSE_OFFLINE=1 forbids a download")
    failed_at, reason = _failures.get(remote.url, (-float("inf"), ""))
    if not insist and time.monotonic() < failed_at + limits.remember_seconds:
        raise Unavailable(f"{reason}, a moment ago")
    try:
        return _fetch(remote, limits)
    except Unavailable as failure:
        _failures[remote.url] = (time.monotonic(), str(failure))
        raise


def _fetch(remote: RemoteFile, limits: Limits) -> Path:
    import requests  # noqa: F401  (loaded before the clock runs)

    deadline = time.monotonic() + limits.total_seconds
    too_late = f"{remote.host} did not answer within {limits.probe_seconds:g} s"
    _in_time(lambda: _probe(remote, limits.probe_seconds), limits.probe_seconds, too_late)
    folder = writable_cache_folder()
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".download-", ignore_cleanup_errors=True) as temporary:
            left = deadline - time.monotonic()
            too_late = f"{remote.host} did not send the whole file within {limits.total_seconds:g} s"
            whole = _in_time(lambda: _download(remote, temporary, deadline), left, too_late)
            put_in_place(Path(whole), folder / remote.filename, any_will_do=True)
    except OSError as error:
        raise Unavailable(f"the download cannot be stored in {folder}: {error.strerror or error}") from error
    return folder / remote.filename


def _in_time(task: Callable[[], Result], seconds: float, too_late: str) -> Result:
    """Run a task in a thread that is left alone when the time is up: no socket option bounds a name look-up."""
    outcome: queue.SimpleQueue = queue.SimpleQueue()

    def work() -> None:
        try:
            outcome.put((task(), None))
        except Exception as error:
            outcome.put((None, error))

    threading.Thread(target=work, daemon=True).start()
    try:
        result, error = outcome.get(timeout=max(seconds, 0))
    except queue.Empty:
        raise Unavailable(too_late) from None
    if error is not None:
        raise error
    return result


def _probe(remote: RemoteFile, seconds: float) -> None:
    """Ask for the headers of the very file: a login page of a hotel's network also answers 200."""
    import requests

    try:
        # Some servers compress on the way, and then the length is not that of the file.
        as_stored = {"Accept-Encoding": "identity"}
        answer = requests.head(remote.url, timeout=seconds, allow_redirects=True, headers=as_stored)
    except (requests.RequestException, ValueError) as error:
        raise Unavailable(_why(remote, error)) from error
    length = answer.headers.get("Content-Length", "")
    if answer.status_code != 200:
        raise Unavailable(f"{remote.host} answered with status {answer.status_code}")
    if "text/html" in answer.headers.get("Content-Type", "").lower() or length != str(remote.num_bytes):
        raise Unavailable(f"{remote.host} was answered for by something else, a login page perhaps")


def _download(remote: RemoteFile, folder: str, deadline: float) -> str:
    """Return the path of the verified file in a temporary folder."""
    import pooch
    import requests

    def write(url: str, path: str, _: object) -> None:
        left = max(deadline - time.monotonic(), 0.01)
        as_stored = {"Accept-Encoding": "identity"}
        with requests.get(url, stream=True, timeout=left, headers=as_stored) as answer, open(path, "wb") as file:
            answer.raise_for_status()
            for chunk in answer.iter_content(CHUNK_BYTES):
                file.write(chunk)
                if time.monotonic() > deadline or file.tell() > remote.num_bytes:
                    break  # the hash will say that this is not the file

    log = pooch.get_logger()
    level = log.level
    log.setLevel(logging.WARNING)  # a notebook shows the log as an error
    try:
        known_hash = f"sha256:{remote.sha256}"
        return pooch.retrieve(remote.url, known_hash, fname=remote.filename, path=folder, downloader=write)
    except requests.RequestException as error:
        raise Unavailable(_why(remote, error)) from error
    except ValueError as error:
        raise Unavailable(f"{remote.host} sent another file than the published one (wrong SHA-256)") from error
    finally:
        log.setLevel(level)


def _why(remote: RemoteFile, error: Exception) -> str:
    import requests

    if isinstance(error, requests.Timeout):
        return f"{remote.host} did not answer in time"
    if isinstance(error, requests.exceptions.SSLError):
        return f"no secure connection to {remote.host}"
    if isinstance(error, requests.HTTPError) and error.response is not None:
        return f"{remote.host} answered with status {error.response.status_code}"
    return f"no connection to {remote.host}"
