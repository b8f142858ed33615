"""Progress: kept by name, never lost to a fault, a second kernel or an odd value."""

import json
import multiprocessing
import os
import time

import pytest

from course_utils import checks
from course_utils.checks import _moved, _overview, _store

NAME = "09c_test"


def solve(record):
    record["exercises"]["a"] = {"solved": True, "attempts": 1}


def content(folder, name=NAME):
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))


def put(folder, text, name=NAME, encoding="utf-8"):
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(text, encoding=encoding)


@pytest.mark.usefixtures("progress_folder")
def test_a_change_is_kept():
    assert _store.load(NAME)["exercises"] == {}
    _store.update(NAME, solve)
    assert _store.load(NAME)["exercises"] == {"a": {"solved": True, "attempts": 1}}


@pytest.mark.parametrize("text", ["", "{", "[1]", "3", "null", "[" * 100_000])
def test_a_damaged_file_is_set_aside_and_counting_goes_on(progress_folder, text):
    put(progress_folder, text)
    _store.update(NAME, solve)
    put(progress_folder, text)
    _store.update(NAME, solve)
    assert (progress_folder / f"{NAME}.unreadable.json").read_text() == text
    assert (progress_folder / f"{NAME}.unreadable-2.json").read_text() == text
    assert content(progress_folder)["exercises"]["a"]["solved"]


def test_what_cannot_be_read_is_never_overwritten(half, progress_folder, monkeypatch, capsys):
    put(progress_folder, json.dumps({"exercises": {"b": {"solved": True, "attempts": 2}}}))

    def locked(path):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(_store.Path, "read_bytes", locked)
        half(1)
        half(0.5)
        assert capsys.readouterr().out.count("this session only") == 1
        assert _store.load(NAME)["exercises"]["half"] == {"solved": True, "attempts": 2}
    assert content(progress_folder)["exercises"] == {"b": {"solved": True, "attempts": 2}}
    half(0.5)
    assert content(progress_folder)["exercises"] == {
        "b": {"solved": True, "attempts": 2},
        "half": {"solved": True, "attempts": 3},
    }


def test_what_is_damaged_and_cannot_be_moved_is_not_overwritten(progress_folder, monkeypatch):
    put(progress_folder, "{")

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(_store.os, "replace", refuse)
    _store.update(NAME, solve)
    assert (progress_folder / f"{NAME}.json").read_text() == "{"
    assert [path.name for path in progress_folder.iterdir()] == [f"{NAME}.json"]


def test_where_nothing_can_be_written_progress_lasts_for_the_session(half, progress_folder, capsys):
    progress_folder.write_text("a file where the folder should be")
    half(1)
    half(1)
    out = capsys.readouterr().out
    assert out.count("this session only") == 1
    assert out.count("Hint 2") == 1
    assert progress_folder.read_text() == "a file where the folder should be"


def test_a_failed_write_leaves_the_old_file(half, progress_folder, monkeypatch):
    half(0.5)
    before = content(progress_folder)

    def full_disk(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_store.os, "replace", full_disk)
    half(1)
    assert content(progress_folder) == before
    assert [path.name for path in progress_folder.iterdir()] == [f"{NAME}.json"]


def test_a_byte_order_mark_is_fine(progress_folder):
    put(progress_folder, json.dumps({"exercises": {"a": {"solved": True, "attempts": 1}}}), encoding="utf-8-sig")
    assert _store.load(NAME)["exercises"]["a"]["solved"]


@pytest.mark.parametrize(
    ("odd", "kept"),
    [
        ({"solved": True, "attempts": 1.5}, {"solved": True, "attempts": 1}),
        ({"solved": True, "attempts": -1}, {"solved": True, "attempts": 0}),
        ({"solved": True, "attempts": "many"}, {"solved": True, "attempts": 0}),
        ({"solved": True, "attempts": None}, {"solved": True, "attempts": 0}),
        ({"solved": False}, {"solved": False, "attempts": 0}),
        ({"solved": True, "attempts": 10**400}, {"solved": True, "attempts": 0}),
        ({"solved": True, "attempts": float("nan")}, {"solved": True, "attempts": 0}),
        ({"solved": 3, "attempts": 1}, None),
        (None, None),
        ([], None),
        ("solved", None),
    ],
)
def test_an_odd_value_loses_only_itself(half, progress_folder, odd, kept):
    fine = {"solved": True, "attempts": 4}
    put(progress_folder, json.dumps({"exercises": {"odd": odd, "fine": fine}, "new": [1], "last": "noon"}))
    half(0.5)
    found = content(progress_folder)
    assert found["exercises"].get("odd") == kept
    assert found["exercises"]["fine"] == fine
    assert found["new"] == [1]


@pytest.mark.parametrize("key", ["exercises", "guesses", "seconds", "last"])
@pytest.mark.parametrize("odd", [None, 3, "x", [1], {"a": 1}, {"a": {"guess": [1]}}, True])
@pytest.mark.usefixtures("lesson")
def test_no_odd_record_is_an_error(progress_folder, capsys, key, odd):
    put(progress_folder, json.dumps({"exercises": {}} | {key: odd}))
    _store.opened(NAME)
    checks.progress()
    checks.guesses()
    assert checks.guess_table().empty
    assert "A test" in capsys.readouterr().out


def kernel(folder, name, times, begin):
    """Solve many exercises, as a kernel of its own."""
    os.environ["COURSE_PROGRESS"] = folder
    begin.wait()
    for time_ in range(times):
        key = f"{name}{time_}"
        _store.update(NAME, lambda record, key=key: record["exercises"].update({key: {"solved": True, "attempts": 1}}))


def test_two_kernels_that_solve_at_once_lose_nothing(progress_folder):
    context = multiprocessing.get_context("spawn")
    begin = context.Barrier(2)
    both = [context.Process(target=kernel, args=(str(progress_folder), name, 40, begin)) for name in "ab"]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    assert len(content(progress_folder)["exercises"]) == 80
    assert [path.name for path in progress_folder.iterdir()] == [f"{NAME}.json"]


def test_the_lock_of_a_kernel_that_is_gone_expires(progress_folder, monkeypatch):
    monkeypatch.setattr(_store, "_STALE", 0.05)
    progress_folder.mkdir()
    (progress_folder / f"{NAME}.lock").touch()
    _store.update(NAME, solve)
    assert content(progress_folder)["exercises"]["a"]["solved"]
    assert not (progress_folder / f"{NAME}.lock").exists()


def test_a_change_that_finds_the_file_busy_is_made_with_the_next(progress_folder, monkeypatch, capsys):
    monkeypatch.setattr(_store, "_PATIENCE", 0.05)
    progress_folder.mkdir()
    lock = progress_folder / f"{NAME}.lock"
    lock.touch()
    _store.update(NAME, solve)
    assert not (progress_folder / f"{NAME}.json").exists()
    assert _store.load(NAME)["exercises"]["a"]["solved"]
    lock.unlink()
    _store.opened(NAME)
    assert content(progress_folder)["exercises"]["a"]["solved"]


def test_files_of_the_first_edition_are_moved_over(progress_folder):
    put(progress_folder, '{"2.1": {"solved": true, "attempts": 3}, "2.12": {"solved": false, "attempts": 1}}', "02_xor")
    kept = {"gates": {"solved": True, "attempts": 3}, "zigzag": {"solved": False, "attempts": 1}}
    assert {name: entry for name, entry in _store.load("02_xor")["exercises"].items()} == kept
    _store.opened("02_xor")
    assert content(progress_folder, "02_xor")["exercises"] == kept
    assert "2.1" not in content(progress_folder, "02_xor")


def test_the_first_edition_is_known_whole():
    assert sum(len(names) for names in _moved.NAMES.values()) == 101
    assert _moved.NAMES["06b_cnn"]["6b.12"] == "make"
    assert _moved.NAMES["00_start_here"]["0.13"] == "operations"
    known = {(name, exercise) for name, exercises in _moved.NAMES.items() for exercise in exercises.values()}
    today = {(lesson.name, exercise) for lesson in _overview.all_lessons() for exercise in lesson.exercises}
    arrived = {_moved._final(place) for place in known | set(_moved.MOVES)}
    assert not {place for place in _moved.MOVES if place in today}, "a new exercise has the name of a moved one"
    assert set(_moved.MOVES.values()) <= today | set(_moved.MOVES), "a move leads to no exercise"
    assert arrived >= known - set(_moved.MOVES)


def test_a_tick_follows_an_exercise_that_moves(progress_folder, monkeypatch):
    moves = {
        ("02_xor", "zigzag"): ("02b_layers", "zigzag"),
        ("02b_layers", "zigzag"): ("02c_depth", "folds"),
        ("02_xor", "layer"): ("02_xor", "two_ways"),
    }
    monkeypatch.setattr(_moved, "MOVES", moves)
    put(progress_folder, '{"2.5": {"solved": true, "attempts": 1}, "2.12": {"solved": true, "attempts": 2}}', "02_xor")
    assert _store.load("02c_depth")["exercises"] == {"folds": {"solved": True, "attempts": 2}}
    assert _store.load("02b_layers")["exercises"] == {}
    assert _store.load("02_xor")["exercises"]["two_ways"]["solved"]

    def again(record):
        record["exercises"]["folds"]["attempts"] += 1

    _store.update("02c_depth", again)
    assert content(progress_folder, "02c_depth")["exercises"]["folds"]["attempts"] == 3
    assert _store.load("02c_depth")["exercises"]["folds"]["attempts"] == 3


def test_your_minutes_leave_out_pauses(half, monkeypatch, capsys):
    clock = [1e9]
    monkeypatch.setattr(_store, "_now", lambda: clock[0])
    _store.opened(NAME)
    for minutes, answer in ((5, 1), (15, 0.5), (90, 0.5), (3, 0.5)):
        clock[0] += 60 * minutes
        half(answer)
    capsys.readouterr()
    checks.progress()
    assert capsys.readouterr().out == "09c A test: ■ 1 of 1 exercises solved; all done; your minutes: 23\n"
    clock[0] -= 10_000  # a clock that is put back
    half(0.5)
    assert _store.load(NAME)["seconds"] == 23 * 60


def test_progress_names_the_part_and_what_is_next(lesson, half, capsys):
    @lesson.exercise("another", kind="letter", hints=("a",))
    def other(answer):
        return ""

    half(0.5)
    capsys.readouterr()
    checks.progress()
    assert capsys.readouterr().out == "09c A test: ■□ 1 of 2 exercises solved; next: 9c.2 another\n"


@pytest.mark.usefixtures("progress_folder")
def test_parts_of_a_lesson_are_told_apart(capsys):
    checks.progress()
    lines = capsys.readouterr().out.splitlines()
    starts = [line.split()[0] for line in lines]
    assert starts == sorted(set(starts))
    assert {"06a", "06b"} <= set(starts)


def test_opening_a_lesson_is_quick_and_never_an_error(progress_folder, monkeypatch):
    begin = time.perf_counter()
    _store.opened(NAME)
    assert time.perf_counter() - begin < 0.5
    assert _store.current == NAME

    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr(_store, "update", broken)
    _store.opened("10_rnn")
    assert _store.current == "10_rnn"
