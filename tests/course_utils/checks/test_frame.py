"""The frame of the checks: numbers, hints, findings, a student's own function, guesses."""

import re
import time

import numpy as np
import pytest

from course_utils import checks
from course_utils.checks import _ours, _store
from course_utils.checks._frame import Lesson, Wrong, is_blank
from course_utils.checks._kinds import array, call
from tools.files import ROOT
from tools.source.lesson_source import lesson_paths


def test_numbers_follow_from_the_lesson_and_the_order(half, lesson):
    @lesson.exercise("another", kind="letter", hints=())
    def another(answer):
        return "Yes."

    assert (half.number, another.number) == ("9c.1", "9c.2")
    assert Lesson("00_start_here", "Start").number == "0"
    with pytest.raises(ValueError, match="must be one of letter, number, code"):
        lesson.exercise("odd", kind="essay", hints=())


def test_right_answers_are_praised_and_stay_solved(half, capsys):
    half(1)
    half(0.5)
    half(3)
    assert "✅ 9c.1 one half: right. Well done." in capsys.readouterr().out
    kept = {"solved": True, "attempts": 3, "hints": 1}
    assert _store.entry("09c_test", "exercises", "half") == kept


@pytest.mark.parametrize("blank", [..., None, [1, ...], (None, [2, ...]), {"a": ...}, np.array([1, ...], dtype=object)])
def test_a_blank_is_no_attempt(half, capsys, blank):
    half(blank)
    assert "not started" in capsys.readouterr().out
    assert _store.load("09c_test")["exercises"] == {}


def test_none_inside_an_answer_is_a_part_of_it():
    assert not is_blank((None, 24, 24, 6))


def test_what_a_judge_did_not_foresee_is_a_finding_and_no_attempt(half, capsys):
    half("crash")
    assert "costs no attempt. The check could make nothing of this answer (IndexError" in capsys.readouterr().out
    assert _store.load("09c_test")["exercises"] == {}


def test_a_list_that_holds_itself_is_no_traceback(half, capsys):
    endless = []
    endless.append(endless)
    half(endless)
    assert "costs no attempt. The check could make nothing of this answer (RecursionError" in capsys.readouterr().out


@pytest.mark.parametrize("answers", [(), (0.5, 0.5)])
def test_a_notebook_of_another_edition_is_told_so(half, capsys, answers):
    half(*answers)
    said = capsys.readouterr().out
    assert f"takes 1 answers and got {len(answers)}" in said
    assert "make lab ANEW=" in said


def test_strict_runs_stop_at_what_is_not_solved(half, monkeypatch):
    monkeypatch.setenv("COURSE_STRICT", "1")
    monkeypatch.setenv("COURSE_PROFILE", "quick")
    with pytest.raises(checks.CheckFailed, match="Not a half"):
        half(1)
    with pytest.raises(checks.CheckFailed, match="not started"):
        half(...)
    half(0.5)


@pytest.fixture
def double(lesson):
    @lesson.exercise("double", kind="code", hints=("Add it to itself.",))
    def double(function):
        numbers = np.array([1.0, 2.5])
        if not np.allclose(array(call(function, numbers, name="double"), (2,), "it"), [2, 5]):
            raise Wrong("Not double.")
        return "Right."

    return double


def ours(x):
    return 2 * x


def test_an_unsolved_answer_leaves_the_lesson_with_ours(double, capsys):
    for mine in (..., None, lambda x: x + x):  # right, but never checked in this kernel
        assert double.or_ours(mine, ours) is ours
    assert capsys.readouterr().out.count("with our answer to 9c.1") == 3


def test_a_solved_answer_is_used_itself(double, capsys):
    calls = []

    def mine(x):
        calls.append(x)
        return x + x

    double(mine)
    used = double.or_ours(mine, ours)
    assert used(np.array([3.0])).tolist() == [6.0]
    assert len(calls) == 2
    assert "with your own answer" in capsys.readouterr().out


def test_data_that_were_changed_since_are_not_used(half):
    answer = [0.5]
    half._accepted.append(((answer, _ours.kept(answer)),))
    assert half.or_ours(answer, "ours") is answer
    answer[0] = 7
    assert half.or_ours(answer, "ours") == "ours"


@pytest.mark.parametrize(
    ("later", "reason"),
    [
        (lambda x: 1 / 0, "stopped with ZeroDivisionError"),
        (lambda x: x[:1], "shape (1,), where shape (3,)"),
        (lambda x: (time.sleep(0.15), 2 * x)[1], "times as long"),
    ],
)
def test_a_function_that_fails_later_is_replaced_by_ours(double, capsys, later, reason):
    def mine(x):
        return later(x) if len(x) == 3 else x + x

    double(mine)
    used = double.or_ours(mine, ours)
    for _ in range(2):
        assert used(np.array([3.0, 4, 5])).tolist() == [6, 8, 10]
    said = capsys.readouterr().out
    assert said.count("from here on with ours") == 1
    assert reason in said


def test_the_first_guess_counts_and_is_set_beside_the_result(lesson, capsys):
    lesson.guess("share", 0.25)
    lesson.guess("share", 0.9)
    lesson.reveal("share", np.float32(0.2), close=0.1)
    said = capsys.readouterr().out
    assert "Your first guess counts: 0.25." in said
    assert "Your guess was 0.25, the result is 0.2: a hit." in said
    lesson.guess("share", 0.2)
    assert "does not count" in capsys.readouterr().out
    lesson.guess("letter", " b ")
    lesson.reveal("letter", "C")
    assert "no hit" in capsys.readouterr().out
    checks.guesses()
    assert capsys.readouterr().out == "09c: 1 hit in 2 guesses\n"
    assert checks.table_of_guesses().set_index("name")["hit"].to_dict() == {"share": True, "letter": False}


@pytest.mark.parametrize(("first", "later"), [(0.2, 0.7), (0.7, 0.2)])
def test_the_first_result_after_a_guess_counts_whatever_later_runs_give(lesson, capsys, first, later):
    lesson.guess("share", 0.25)
    for value in (first, first, later):
        lesson.reveal("share", value, close=0.1)
    told, again, other = capsys.readouterr().out.splitlines()[1:]
    assert again == told
    assert other == f"{told} In this other run it is {later}."
    assert checks.table_of_guesses()[["value", "hit"]].values.tolist() == [[first, first == 0.2]]


@pytest.mark.parametrize("odd", ["many", [1, 2], 10**400, float("nan"), {"a": 1}])
def test_an_odd_guess_is_told_so(lesson, capsys, odd):
    lesson.guess("share", odd)
    assert "A guess is one number, or one letter" in capsys.readouterr().out
    lesson.reveal("share", 0.5)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("has_folder", [False, True])
def test_a_guess_after_the_result_was_shown_does_not_count(lesson, progress_folder, capsys, has_folder):
    if has_folder:
        progress_folder.mkdir()
    for blank in (..., [...]):
        lesson.guess("share", blank)
    lesson.reveal("share", 0.2, close=0.1)
    assert capsys.readouterr().out == ""
    assert progress_folder.exists() == has_folder
    lesson.guess("share", 0.2)
    assert "does not count" in capsys.readouterr().out
    lesson.reveal("share", 0.2, close=0.1)
    checks.guesses()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("name", "given", "reply"),
    [
        ("share", 60, "60 % is 0.6"),
        ("share", "C", "should be a single number"),
        ("share", 300, "between 0 and 1"),
        ("number", "C", "should be a single number"),
        ("number", True, "one number, or one letter"),
        ("letter", 1, "one of the letters A, B, C"),
        ("letter", "E", "one of the letters A, B, C"),
    ],
)
def test_a_guess_of_another_kind_is_not_kept(progress_folder, capsys, name, given, reply):
    lesson = Lesson("09c_test", "A test", guesses={"share": "share", "number": "number", "letter": "ABC"})
    lesson.guess(name, given)
    said = capsys.readouterr().out
    assert reply in said
    assert "Nothing is kept yet" in said
    assert not progress_folder.exists()


@pytest.mark.parametrize(
    ("name", "given", "kept"),
    [("share", "60 %", 0.6), ("share", "0,6", 0.6), ("share", 0.99963, 0.99963), ("letter", "b.", "B")],
)
def test_a_guess_is_read_as_an_answer_is(progress_folder, capsys, name, given, kept):
    lesson = Lesson("09c_test", "A test", guesses={"share": "share", "letter": "ABC"})
    lesson.guess(name, given)
    assert f"Your guess: {kept}. It is kept." in capsys.readouterr().out


@pytest.mark.parametrize("odd", [float("nan"), None, "three"])
def test_a_result_that_is_no_number_is_told(lesson, capsys, odd):
    lesson.guess("share", 0.5)
    lesson.reveal("share", odd)
    assert "nothing that could be set beside your guess" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["shares", "", None, 3])
def test_a_guess_that_the_lesson_does_not_ask_for_is_not_kept(progress_folder, capsys, name):
    lesson = Lesson("09c_test", "A test", guesses={"share": "share", "number": "number"})
    lesson.guess(name, 0.5)
    lesson.reveal(name, 0.5)
    assert capsys.readouterr().out.count(f"has no guess {name!r}; its guesses are share, number.") == 2
    assert _store.load("09c_test")["guesses"] == {}


@pytest.mark.parametrize("close", [-1, float("nan"), "x", None])
def test_how_far_a_guess_may_be_off_is_a_number(lesson, close):
    with pytest.raises((TypeError, ValueError), match=r"close is .*must be a finite number of at least 0"):
        lesson.reveal("share", 0.5, close=close)


@pytest.mark.parametrize("ours", [3, None, ..., np.zeros(3)])
def test_a_function_needs_one_of_ours_to_fall_back_on(double, ours):
    with pytest.raises(TypeError, match=r"ours is .*it must be a function"):
        double.or_ours(lambda x: x + x, ours)


def test_a_slope_in_another_unit_is_sent_back_and_not_kept(progress_folder, capsys):
    checks.linear.guess("slope", 454)
    assert "thousands of km/s" in capsys.readouterr().out
    checks.linear.guess("slope", 0.45)
    assert "Your guess: 0.45. It is kept." in capsys.readouterr().out


def test_every_guess_of_a_lesson_says_what_it_asks_for():
    for path in lesson_paths(ROOT):
        for module, name in re.findall(r'checks\.(\w+)\.guess\("(\w+)"', path.read_text(encoding="utf-8")):
            assert name in getattr(checks, module).guess.keywords["asked"], (path.name, name)


def test_answers_by_name_are_taken_and_other_names_are_told(half, capsys):
    half(answer=0.5)
    assert "right. Well done." in capsys.readouterr().out
    half(reply=0.5)
    assert "No answer is called reply; they are answer." in capsys.readouterr().out


def test_what_the_lesson_cannot_use_is_replaced_before_anything_is_fitted_to_it(lesson, capsys):
    @lesson.exercise("a root", kind="code", hints=("general",), trial=(np.array([-1.0, 4.0]),))
    def root(function):
        return "Right."

    def mine(x):
        with np.errstate(invalid="ignore"):
            return np.sqrt(x)

    root(mine)
    used = root.or_ours(mine, np.abs)
    assert "not finite" in capsys.readouterr().out
    assert used(np.array([4.0])).tolist() == [4.0]


def test_values_that_are_not_finite_are_not_handed_on(double, capsys):
    def mine(x):
        return np.where(x > 5, np.nan, 2 * x)

    double(mine)
    used = double.or_ours(mine, ours)
    assert used(np.array([3.0])).tolist() == [6]
    assert used(np.array([7.0])).tolist() == [14]
    assert "not finite" in capsys.readouterr().out


def test_a_list_of_parts_serves_as_a_tuple_does(lesson, capsys):
    used = _ours.watched(lambda x: [x, x[0]], lambda x: (x, x[0]), "9c.1")
    assert len(used(np.eye(2))) == 2
    assert capsys.readouterr().out == ""


def test_lists_are_handed_on_as_the_arrays_that_the_lesson_needs():
    mine, right = (lambda x: x.tolist()), (lambda x: x)
    used = _ours.watched(mine, right, "9c.1")
    both = _ours.watched(lambda x: (mine(x), x[0]), lambda x: (x, x[0]), "9c.1")
    for _ in range(2):  # compared with ours, and later not
        assert used(np.eye(2)).T.shape == both(np.eye(2))[0].T.shape == (2, 2)


def test_without_guesses_nothing_is_said(lesson, capsys):
    checks.guesses()
    assert capsys.readouterr().out == ""
