"""The frame of the checks: hints that grow, progress that is kept, faults that lose nothing."""

import json

import pytest

from course_utils import checks
from course_utils.checks import _frame, _store
from course_utils.checks._frame import Lesson, Wrong, array, call, choice, is_blank, number


@pytest.fixture(autouse=True)
def progress_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress"))
    monkeypatch.delenv("COURSE_STRICT", raising=False)
    monkeypatch.setattr(_store, "_unsaved", {})
    monkeypatch.setattr(_store, "_told", set())
    return tmp_path / "progress"


@pytest.fixture
def lesson(monkeypatch):
    monkeypatch.setattr(_frame, "_lessons", {})
    return Lesson("99_test", "A test")


@pytest.fixture
def half(lesson):
    @lesson.exercise("1", "one half", hints=("general one", "general two"))
    def check(answer):
        if answer != 0.5:
            raise Wrong("Not a half.", "fitting hint")
        return "Well done."

    return check


def test_hints_grow_with_each_attempt_and_never_run_out(half, capsys):
    seen = []
    for _ in range(5):
        half(2)
        seen.append(capsys.readouterr().out.count("Hint"))
    assert seen == [1, 2, 3, 3, 3]
    half(2)
    assert capsys.readouterr().out.index("fitting hint") > 0


def test_right_answers_are_praised_and_stay_solved(half, capsys):
    half(1)
    half(0.5)
    half(3)
    assert "✅ 1 one half: right. Well done." in capsys.readouterr().out
    assert _store.load("99_test") == {"1": {"solved": True, "attempts": 3}}


@pytest.mark.parametrize("blank", [..., None, [1, ...], (None, 2)])
def test_a_blank_is_no_attempt(half, capsys, blank):
    half(blank)
    assert "not started" in capsys.readouterr().out
    assert _store.load("99_test") == {}


def test_strict_runs_stop_at_what_is_not_solved(half, monkeypatch):
    monkeypatch.setenv("COURSE_STRICT", "1")
    monkeypatch.setenv("COURSE_PROFILE", "quick")
    with pytest.raises(checks.CheckFailed, match="Not a half"):
        half(1)
    with pytest.raises(checks.CheckFailed, match="not started"):
        half(...)
    half(0.5)


def test_progress_is_shown_across_lessons(half, lesson, capsys):
    lesson.exercises["2"] = "another"
    half(0.5)
    capsys.readouterr()
    checks.progress()
    assert capsys.readouterr().out == "99 A test: ■□ 1 of 2 exercises solved; next: 2 another\n"


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"1": {"solved": 3}}', '{"1": null}'])
def test_a_damaged_file_is_set_aside_and_counting_goes_on(half, progress_folder, content):
    progress_folder.mkdir()
    (progress_folder / "99_test.json").write_text(content)
    half(0.5)
    assert (progress_folder / "99_test.unreadable.json").read_text() == content
    assert json.loads((progress_folder / "99_test.json").read_text())["1"]["solved"]


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

    def full_disk(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(_store.os, "replace", full_disk)
    half(1)
    assert json.loads((progress_folder / "99_test.json").read_text()) == {"1": {"solved": True, "attempts": 1}}
    assert [path.name for path in progress_folder.iterdir()] == ["99_test.json"]


def test_answers_are_read_with_care():
    assert array([[1, 2]], (1, 2), "x").shape == (1, 2)
    assert array([1, 2, 3], (-1,), "x").shape == (3,)
    assert number([[3]], "x") == 3
    assert choice(" (c) ", "ABC", "x") == "C"
    assert is_blank([[1], [...]])
    for bad in (
        lambda: array([1, "a"], (2,), "x"),
        lambda: array([1], (2,), "x"),
        lambda: number([1, 2], "x"),
        lambda: array([1, float("nan")], (2,), "x"),
        lambda: choice("E", "ABC", "x"),
        lambda: call(3, name="f"),
    ):
        with pytest.raises(Wrong):
            bad()


def test_an_error_in_the_students_function_is_a_finding():
    with pytest.raises(Wrong, match="ZeroDivisionError"):
        call(lambda: 1 / 0, name="f")
    with pytest.raises(_frame.NotStarted):
        call(lambda: None, name="f")
