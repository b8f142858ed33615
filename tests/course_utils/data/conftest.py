"""A stand-in for MNIST and a server on this machine that can misbehave."""

import hashlib
import io
import struct
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from course_utils.data.sources import cache, download, mnist


@pytest.fixture(scope="session")
def stand_in() -> tuple[bytes, dict[str, str]]:
    """Return a file of MNIST's layout whose images carry the number of their row, and the hashes of its arrays."""
    rows = np.arange(70_000)
    images = np.zeros((70_000, 28, 28), np.uint8)
    images[:, 0, 0], images[:, 0, 1], images[:, 0, 2] = rows >> 16, rows >> 8 & 255, rows & 255
    labels = (rows % 10).astype(np.uint8)
    arrays = {
        "x_train": images[:60_000],
        "y_train": labels[:60_000],
        "x_test": images[60_000:],
        "y_test": labels[60_000:],
    }
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)
    hashes = {}
    for name, array in arrays.items():
        header = struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape)
        hashes[name] = hashlib.sha256(header + array.tobytes()).hexdigest()
    return packed.getvalue(), hashes


@pytest.fixture
def row_numbers() -> Callable[[np.ndarray], np.ndarray]:
    """Return a function that tells which rows of the stand-in some images are."""
    return lambda images: images[:, 0, :3].astype(int) @ [65_536, 256, 1]


class Server(ThreadingHTTPServer):
    """Sends one file in the manner that `manner` names; counts what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, content: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.content = content
        self.manner = "good"
        self.asked: list[str] = []
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/mnist.npz"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_HEAD(self) -> None:
        self.server.asked.append("HEAD")
        self._answer(body=False)

    def do_GET(self) -> None:
        self.server.asked.append("GET")
        self._answer(body=True)

    def _answer(self, body: bool) -> None:
        manner, content, kind = self.server.manner, self.server.content, "application/octet-stream"
        if manner == "mute" or (manner == "mute after the probe" and body):
            self.server.closing.wait(20)
            return
        if manner == "login page":
            content, kind = b"<html>Welcome to our hotel</html>", "text/html; charset=utf-8"
        if manner == "login page of the right length":
            content, kind = b"<html>".ljust(len(content)), "text/html"
        if manner == "altered":
            content = content[:-100] + bytes(100)
        self.send_response(404 if manner == "missing" else 200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if not body:
            return
        if manner == "slow":
            time.sleep(0.3)
        if manner == "cut off":
            content = content[: len(content) // 2]
        if manner == "drip":
            self._drip(content)
        else:
            self.wfile.write(content)

    def _drip(self, content: bytes) -> None:
        for byte in content:
            if self.server.closing.wait(0.02):
                return
            try:
                self.wfile.write(bytes([byte]))
            except OSError:
                return

    def log_message(self, *_: object) -> None:
        """Keep the tests' output quiet."""


PROMISED_LIMITS = download.LIMITS
PATIENT_LIMITS = download.Limits(probe_seconds=15, total_seconds=30)


@pytest.fixture
def server(stand_in, monkeypatch) -> Iterator[Server]:
    """Start a server of the stand-in, let MNIST be published there, and wait for it even on a busy machine."""
    content, hashes = stand_in
    with Server(content) as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        remote = download.RemoteFile(running.url, hashlib.sha256(content).hexdigest(), len(content), mnist.FILENAME)
        monkeypatch.setattr(mnist, "REMOTE", remote)
        monkeypatch.setattr(mnist, "PUBLISHED", hashes)
        monkeypatch.setattr(download, "LIMITS", PATIENT_LIMITS)
        yield running
        running.closing.set()
        running.shutdown()


@pytest.fixture
def promised_limits(monkeypatch) -> download.Limits:
    """Wait as long as a student does."""
    monkeypatch.setattr(download, "LIMITS", PROMISED_LIMITS)
    return PROMISED_LIMITS


@pytest.fixture
def cache_folder(tmp_path, monkeypatch) -> Path:
    """Return an empty cache folder in an otherwise untouched environment, with a home folder to watch."""
    for name in ("COURSE_DATA", "COURSE_OFFLINE", "COURSE_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setenv("COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(download, "_failures", {})
    return cache.cache_folders()[0]
