"""Whatever the network or the disk does, a student gets data or a clear error, soon, and nothing is left behind."""

import errno
import os
import pickle
import socket
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest

from course_utils.data import load_digits
from course_utils.data.sources import cache, download, mnist
from tools.files import ROOT

COURSE = ROOT
SMALL = {"num_train": 5, "num_validation": 3, "num_test": 2}
QUICK = download.Limits(probe_seconds=1, total_seconds=1.2, remember_seconds=60)

# What a fault may cost beyond the time of a load without it.
EXTRA_SECONDS = 8  # a busy machine takes seconds where an idle one takes none; a hang takes minutes


@pytest.fixture
def quick_limits(monkeypatch):
    """Wait less than a student would, so that the tests are quick."""
    monkeypatch.setattr(download, "LIMITS", QUICK)


def load(source="auto"):
    return load_digits(source, **SMALL)


def assert_drawn(capsys, *reasons, folder=None):
    """Load, and assert that the digits are drawn, the line says why, and nothing half-written is left."""
    begin = time.monotonic()
    assert load().source == "drawn by the course"
    assert time.monotonic() - begin < EXTRA_SECONDS
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("data: digits drawn by the course, not MNIST (")
    for reason in reasons:
        assert reason in lines[0]
    if folder is not None and folder.is_dir():
        assert [p.name for p in folder.iterdir() if not p.name.endswith(".broken")] == []


# --- the way it should go


def test_a_download_is_kept_and_then_read_without_the_network(server, cache_folder, capsys):
    assert load().source == "MNIST"
    assert "data: MNIST from a download, kept in" in capsys.readouterr().out
    assert server.asked == ["HEAD", "GET"]
    assert [p.name for p in cache_folder.iterdir()] == ["mnist.npz"]
    assert load().source == "MNIST"
    assert "data: MNIST from the course's cache" in capsys.readouterr().out
    assert server.asked == ["HEAD", "GET"]


def test_the_limits_are_those_that_students_were_promised(promised_limits):
    assert promised_limits.probe_seconds <= 1.5
    assert promised_limits.total_seconds <= 10


def test_keras_files_in_the_home_folder_are_not_touched(server, cache_folder, tmp_path):
    theirs = tmp_path / "home" / ".keras" / "datasets" / "mnist.npz"
    theirs.parent.mkdir(parents=True)
    theirs.write_bytes(b"not ours")
    before = theirs.stat()
    assert load().source == "MNIST"
    assert theirs.read_bytes() == b"not ours"
    assert theirs.stat().st_mtime_ns == before.st_mtime_ns
    assert [p.name for p in (tmp_path / "home").rglob("*")] == [".keras", "datasets", "mnist.npz"]


def test_offline_means_not_one_request(server, cache_folder, monkeypatch, capsys):
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    assert_drawn(capsys, "COURSE_OFFLINE=1 forbids a download")
    with pytest.raises(FileNotFoundError, match=r"COURSE_OFFLINE=1 forbids a download.*COURSE_DATA"):
        load("mnist")
    assert server.asked == []
    assert not cache_folder.exists()


def test_offline_still_reads_the_cache(server, cache_folder, stand_in, monkeypatch):
    cache_folder.mkdir()
    (cache_folder / "mnist.npz").write_bytes(stand_in[0])
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    assert load().source == "MNIST"


# --- the network


def test_no_network(cache_folder, monkeypatch, capsys):
    def no_answer(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_answer)
    assert_drawn(capsys, "no connection to storage.googleapis.com", folder=cache_folder)


def test_nobody_listens(server, cache_folder, capsys, monkeypatch):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/mnist.npz"
        monkeypatch.setattr(mnist, "REMOTE", download.RemoteFile(url, "0" * 64, 1, "mnist.npz"))
        assert_drawn(capsys, "no connection to 127.0.0.1", folder=cache_folder)


def test_a_name_look_up_that_hangs(cache_folder, promised_limits, monkeypatch, capsys):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(8))
    assert_drawn(capsys, "did not answer within 1.5 s", folder=cache_folder)


def test_a_mute_server(server, cache_folder, promised_limits, capsys):
    server.manner = "mute"
    assert_drawn(capsys, "127.0.0.1 did not answer", folder=cache_folder)


def test_a_server_that_falls_silent_after_the_probe(server, cache_folder, quick_limits, capsys):
    server.manner = "mute after the probe"
    assert_drawn(capsys, "127.0.0.1 did not", folder=cache_folder)


def test_a_server_that_drips_bytes_is_left_when_the_time_is_up(server, cache_folder, quick_limits, capsys):
    server.manner = "drip"
    begin = time.monotonic()
    assert_drawn(capsys, "did not send the whole file within 1.2 s", folder=cache_folder)
    assert time.monotonic() - begin >= 1.2


@pytest.mark.parametrize(
    ("manner", "reason", "requests"),
    [
        ("login page", "something else, a login page perhaps", ["HEAD"]),
        ("login page of the right length", "something else, a login page perhaps", ["HEAD"]),
        ("missing", "status 404", ["HEAD"]),
        ("altered", "wrong SHA-256", ["HEAD", "GET"]),
        ("cut off", "no connection to 127.0.0.1", ["HEAD", "GET"]),
    ],
)
def test_what_is_not_the_file_is_not_kept(manner, reason, requests, server, cache_folder, capsys):
    server.manner = manner
    assert_drawn(capsys, reason, folder=cache_folder)
    assert server.asked == requests


def test_the_explicit_source_fails_clearly(server, cache_folder):
    server.manner = "login page"
    with pytest.raises(
        FileNotFoundError, match=r"MNIST cannot be had: 127.0.0.1 .*COURSE_DATA.*load_digits\(\"drawn\""
    ):
        load("mnist")


def test_a_failure_is_remembered_for_a_while_but_not_against_an_explicit_wish(server, cache_folder, capsys):
    server.manner = "missing"
    assert_drawn(capsys, "status 404)")
    server.manner = "good"
    assert_drawn(capsys, "status 404, a moment ago")
    assert server.asked == ["HEAD"]
    assert load("mnist").source == "MNIST"


def test_a_failure_is_forgotten(server, cache_folder, monkeypatch):
    server.manner = "missing"
    load()
    server.manner = "good"
    monkeypatch.setattr(download, "LIMITS", download.Limits(probe_seconds=15, total_seconds=30, remember_seconds=0))
    assert load().source == "MNIST"


# --- the disk


@pytest.mark.parametrize("damage", ["cut short", "altered", "empty", "text", "folder", "other arrays", "no arrays"])
def test_a_damaged_cache_is_set_aside_and_replaced(damage, server, cache_folder, stand_in, capsys):
    damaged = cache_folder / "mnist.npz"
    make_damaged(damage, damaged, stand_in[0])
    assert load().source == "MNIST"
    assert "was damaged and is now called mnist.npz.broken" in capsys.readouterr().out
    assert sorted(p.name for p in cache_folder.iterdir()) == ["mnist.npz", "mnist.npz.broken"]
    assert damaged.read_bytes() == stand_in[0]


def test_a_damaged_cache_without_network_leads_to_drawn_digits(server, cache_folder, stand_in, monkeypatch, capsys):
    make_damaged("cut short", cache_folder / "mnist.npz", stand_in[0])
    monkeypatch.setenv("COURSE_OFFLINE", "1")
    assert_drawn(capsys, "was damaged and is now called mnist.npz.broken", "COURSE_OFFLINE=1", folder=cache_folder)


def make_damaged(damage: str, path: Path, good: bytes) -> None:
    path.parent.mkdir()
    if damage == "folder":
        path.mkdir()
    elif damage == "other arrays":
        np.savez(path, x_train=np.zeros(3), y_train=np.zeros(3), x_test=np.zeros(3), y_test=np.zeros(3))
    elif damage == "no arrays":
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("readme.txt", "nothing here")
    else:
        middle = len(good) // 2
        altered = good[:middle] + bytes(byte ^ 255 for byte in good[middle : middle + 50]) + good[middle + 50 :]
        contents = {"cut short": good[:-1000], "altered": altered, "empty": b"", "text": b"<html>Welcome</html>"}
        path.write_bytes(contents[damage])


def test_a_disk_that_is_full(server, cache_folder, monkeypatch, capsys):
    class Full:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def write(self, _):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(download, "open", lambda *_: Full(), raising=False)
    assert_drawn(capsys, "cannot be stored in", os.strerror(errno.ENOSPC), folder=cache_folder)


def test_a_disk_that_is_read_only(server, cache_folder, monkeypatch, capsys):
    def refuse(*_, **__):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(cache.tempfile, "TemporaryFile", refuse)
    assert_drawn(capsys, "no cache folder can be written to", os.strerror(errno.EROFS), folder=cache_folder)


def test_a_file_where_the_cache_should_be(server, cache_folder, capsys):
    cache_folder.write_text("mine")
    assert_drawn(capsys, "no cache folder can be written to")
    assert cache_folder.read_text() == "mine"


def test_a_read_only_course_uses_the_cache_of_the_user(server, cache_folder, tmp_path, monkeypatch):
    blocked = tmp_path / "course"
    blocked.write_text("a file, so that no folder can be made here")
    monkeypatch.delenv("COURSE_CACHE")
    monkeypatch.setattr(cache, "course_root", lambda: blocked)
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home" / "cache"))
    assert load().source == "MNIST"
    assert [p.name for p in (tmp_path / "home").rglob("*.npz")] == ["mnist.npz"]
    assert load().source == "MNIST"
    assert server.asked == ["HEAD", "GET"]


TWO_AT_ONCE = """
import sys
from course_utils.data import load_digits; from course_utils.data.sources import download, mnist

from tools.files import ROOT
url, sha256, size = sys.argv[1:4]
mnist.REMOTE = download.RemoteFile(url, sha256, int(size), "mnist.npz")
mnist.PUBLISHED = dict(pair.split("=") for pair in sys.argv[4:])
download.LIMITS = download.Limits(probe_seconds=15, total_seconds=30)
print(load_digits("mnist", num_train=5, num_validation=3, num_test=2).source)
"""


def test_two_notebooks_at_once(server, cache_folder):
    server.manner = "slow"
    remote, hashes = mnist.REMOTE, [f"{name}={value}" for name, value in mnist.PUBLISHED.items()]
    command = [sys.executable, "-c", TWO_AT_ONCE, remote.url, remote.sha256, str(remote.num_bytes), *hashes]
    both = [
        subprocess.Popen(command, cwd=COURSE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in "12"
    ]
    for notebook in both:
        out, err = notebook.communicate(timeout=30)
        assert out.splitlines()[-1:] == ["MNIST"], err
        assert err == ""
    assert [p.name for p in cache_folder.iterdir()] == ["mnist.npz"]


def test_the_other_notebook_reads_the_file_that_it_fetched_first(server, cache_folder, stand_in, monkeypatch):
    def replace_on_windows(source, target):
        Path(target).write_bytes(stand_in[0])
        raise PermissionError(errno.EACCES, "The process cannot access the file", str(target))

    monkeypatch.setattr(os, "replace", replace_on_windows)
    assert load("mnist").source == "MNIST"


# --- files that would run a program


class _Program:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self):
        return (os.mkdir, (str(self.path),))


@pytest.fixture
def malicious(tmp_path) -> tuple[bytes, Path]:
    """Return an .npz file that makes a folder when it is unpickled, and that folder."""
    trace, file = tmp_path / "it ran", tmp_path / "malicious.npz"
    payload = np.empty(1, object)
    payload[0] = _Program(trace)
    np.savez(file, x_train=payload, y_train=payload, x_test=payload, y_test=payload)
    return file.read_bytes(), trace


def test_the_malicious_file_is_one(malicious, tmp_path):
    content, trace = malicious
    path = tmp_path / "check.npz"
    path.write_bytes(content)
    with np.load(path, allow_pickle=True) as file:
        _ = file["x_train"]
    assert trace.exists()


def test_nothing_is_unpickled_from_the_cache(malicious, server, cache_folder):
    cache_folder.mkdir()
    (cache_folder / "mnist.npz").write_bytes(malicious[0])
    assert load().source == "MNIST"
    assert not malicious[1].exists()


@pytest.mark.parametrize("plain_pickle", [False, True])
def test_nothing_is_unpickled_from_the_folder_of_the_user(plain_pickle, malicious, cache_folder, tmp_path, monkeypatch):
    content, trace = malicious
    (tmp_path / "mnist.npz").write_bytes(pickle.dumps(_Program(trace)) if plain_pickle else content)
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    with pytest.raises(ValueError, match="is not the published MNIST"):
        load()
    assert not trace.exists()
