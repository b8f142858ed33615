"""A lesson of one exercise, and a place for the progress of each test."""

import pytest

from course_utils.checks import _frame, _store
from course_utils.checks._frame import Lesson, Wrong


@pytest.fixture
def progress_folder(monkeypatch, tmp_path):
    folder = tmp_path / "progress"
    monkeypatch.setenv("COURSE_PROGRESS", str(folder))
    monkeypatch.delenv("COURSE_STRICT", raising=False)
    monkeypatch.setattr(_store, "_unsaved", {})
    monkeypatch.setattr(_store, "_told", set())
    monkeypatch.setattr(_store, "_looked_through", set())
    return folder


@pytest.fixture
def lesson(monkeypatch, progress_folder):
    monkeypatch.setattr(_frame, "_lessons", {})
    return Lesson("09c_test", "A test")


@pytest.fixture
def half(lesson):
    @lesson.exercise("one half", kind="number", hints=("general one", "general two"))
    def half(answer):
        if answer == "crash":
            return [].pop()
        if answer != 0.5:
            raise Wrong("Not a half.", *(["fitting hint"] if answer > 0.5 else []))
        return "Well done."

    return half
