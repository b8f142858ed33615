"""Progress: faults lose nothing, two kernels agree, what was kept by number is found by name."""

import json
import multiprocessing
import os

import pytest

from course_utils import checks
from course_utils.checks import _moved, _store


def file_of(folder, lesson="09c_test"):
    return folder / f"{lesson}.json"


def test_progress_is_shown_across_lessons(half, lesson, capsys):
    lesson.exercise("another", kind="letter", hints=())(lambda answer: "")
    half(0.5)
    capsys.readouterr()
    checks.progress()
    assert capsys.readouterr().out == "09c A test: ■□ 1 of 2 exercises solved; next: 9c.2 another\n"


def test_minutes_are_those_without_pauses(half, monkeypatch, capsys, progress_folder):
    progress_folder.mkdir()
    clock = iter([0, 600, 1200, 9000, 9300])
    monkeypatch.setattr(_store.time, "time", lambda: next(clock))
    _store.opened("09c_test")
    for answer in (1, 0.5, 1, 2):
        half(answer)
    assert _store.minutes(_store.load("09c_test")) == 25
    checks.progress()
    assert "your minutes: 25" in capsys.readouterr().out
    monkeypatch.setenv("COURSE_STRICT", "1")  # as the build and the tests of notebooks do: nobody's time
    checks.progress()
    assert "your minutes" not in capsys.readouterr().out


@pytest.mark.parametrize("content", ["", "{", "[1]", '"text"', b"\xff\xfe"])
def test_a_damaged_file_is_set_aside_and_counting_goes_on(half, progress_folder, content):
    progress_folder.mkdir()
    content = content if isinstance(content, bytes) else content.encode()
    file_of(progress_folder).write_bytes(content)
    half(0.5)
    assert (progress_folder / "09c_test.unreadable.json").read_bytes() == content
    assert json.loads(file_of(progress_folder).read_text())["exercises"]["half"]["solved"]


def test_odd_values_lose_only_themselves(half, progress_folder):
    progress_folder.mkdir()
    kept = {"half": {"solved": True, "attempts": 1.5}, "other": 3, "third": {"solved": 1, "attempts": 4}}
    content = {"exercises": kept, "guesses": [], "moments": ["x", 5], "new": 1}
    file_of(progress_folder).write_text(json.dumps(content), encoding="utf-8-sig")
    half(1)
    now = _store.load("09c_test")
    assert now["exercises"] == {
        "half": {"solved": True, "attempts": 1},
        "third": {"solved": False, "attempts": 4},
    }
    assert now["moments"][0] == 5


def test_where_nothing_can_be_written_progress_lasts_for_the_session(half, progress_folder, capsys):
    progress_folder.write_text("a file where the folder should be")
    half(1)
    half(2)
    out = capsys.readouterr().out
    assert out.count("this session only") == 1
    assert out.count("Hint 1 of") == 1
    assert progress_folder.read_text() == "a file where the folder should be"


def test_what_cannot_be_read_is_not_written_over(half, progress_folder, monkeypatch, capsys):
    half(0.5)
    before = file_of(progress_folder).read_text()
    read = _store.Path.read_bytes

    def locked(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(_store.Path, "read_bytes", locked)
    half(1)
    half(2)
    monkeypatch.setattr(_store.Path, "read_bytes", read)
    assert file_of(progress_folder).read_text() == before
    half(1)  # readable again: what had waited is kept
    assert _store.entry("09c_test", "exercises", "half") == {"solved": True, "attempts": 4, "hints": 2}


def test_a_failed_write_leaves_the_old_file(half, progress_folder, monkeypatch):
    half(0.5)
    before = file_of(progress_folder).read_text()

    def full_disk(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_store.os, "replace", full_disk)
    half(1)
    assert file_of(progress_folder).read_text() == before
    assert [path.name for path in progress_folder.iterdir()] == ["09c_test.json"]


def solve_many(names):
    for name in names:
        _store.count_attempt("09c_test", name, solved=True)


def test_two_kernels_at_once_lose_no_mark(progress_folder):
    context = multiprocessing.get_context("fork" if hasattr(os, "fork") else "spawn")
    halves = [[f"exercise_{kernel}_{number}" for number in range(25)] for kernel in range(2)]
    kernels = [context.Process(target=solve_many, args=(names,)) for names in halves]
    for kernel in kernels:
        kernel.start()
    for kernel in kernels:
        kernel.join()
    assert set(_store.load("09c_test")["exercises"]) == {*halves[0], *halves[1]}


def test_a_lock_that_was_left_behind_does_not_hold_anybody_up(half, progress_folder):
    progress_folder.mkdir()
    lock = progress_folder / "09c_test.lock"
    lock.touch()
    os.utime(lock, (0, 0))
    half(0.5)
    assert file_of(progress_folder).exists()
    assert not lock.exists()


def test_what_was_kept_by_number_is_found_by_name(progress_folder, monkeypatch):
    progress_folder.mkdir()
    old = {"2.1": {"solved": True, "attempts": 2}, "2.11": {"solved": True, "attempts": 5}, "2.99": {"solved": True}}
    file_of(progress_folder, "02_xor").write_text(json.dumps(old))
    monkeypatch.setitem(_moved.BY_NUMBER, "02_xor", [f"exercise_{number}" for number in range(1, 13)])
    monkeypatch.setattr(_moved, "MOVED", {("02_xor", "exercise_11"): ("02b_layers", "log_softmax")})
    assert _store.load("02b_layers")["exercises"] == {"log_softmax": {"solved": True, "attempts": 5}}
    assert _store.load("02_xor")["exercises"]["exercise_1"] == {"solved": True, "attempts": 2}
    assert "exercise_11" not in _store.load("02_xor")["exercises"]


def test_opening_a_lesson_makes_no_folder(progress_folder):
    _store.opened("09c_test")
    assert not progress_folder.exists()


def test_a_damaged_guess_is_left_out(progress_folder):
    progress_folder.mkdir()
    kept = {"list": {"guess": [1]}, "null": {"guess": None, "value": 1}, "hit": {"guess": 1, "value": 2, "hit": "x"}}
    (progress_folder / "09c_test.json").write_text(json.dumps({"guesses": kept}), encoding="utf-8")
    assert _store.load("09c_test")["guesses"] == {"list": {}, "null": {"value": 1}, "hit": {"guess": 1, "value": 2}}
