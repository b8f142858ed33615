"""Fixtures of the tests of checks: a progress folder of their own, and a lesson to play with."""

import types

import pytest

from course_utils.checks import _guesses, _overview, _store
from course_utils.checks._frame import Lesson, Wrong


@pytest.fixture
def progress_folder(monkeypatch, tmp_path):
    """Keep progress in a folder of its own, and begin as a new kernel does."""
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "progress"))
    monkeypatch.delenv("COURSE_STRICT", raising=False)
    for name, empty in {"_pending": {}, "_last_read": {}, "_told": set(), "current": None}.items():
        monkeypatch.setattr(_store, name, empty)
    monkeypatch.setattr(_guesses, "_shown", set())
    return tmp_path / "progress"


@pytest.fixture
def lesson(monkeypatch, progress_folder):
    """Return a lesson without exercises; it is the only one of the course."""
    lesson = Lesson("09c_test", "A test")
    monkeypatch.setattr(_overview, "lesson_modules", lambda: {lesson.name: types.SimpleNamespace(_lesson=lesson)})
    return lesson


@pytest.fixture
def half(lesson):
    @lesson.exercise("one half", kind="number", hints=("general one", "general two"))
    def half(answer):
        if answer != 0.5:
            raise Wrong("Not a half.", "fitting hint")
        return "Well done."

    return half
