"""The frame of the checks: numbers, hints, findings instead of errors, answers that poison nothing."""

import numpy as np
import pytest

from course_utils import checks
from course_utils.checks import _store
from course_utils.checks._frame import BadFormat, Lesson, NotStarted, Wrong
from course_utils.checks._kinds import call, compare


@pytest.fixture
def say(capsys):
    """Call something and return what the student reads."""

    def run(function, *given, **named):
        capsys.readouterr()
        function(*given, **named)
        return capsys.readouterr().out

    return run


def exercise(lesson, judge, **options):
    return lesson.exercise("a title", **{"kind": "code", "hints": ("a hint",)} | options)(judge)


@pytest.mark.parametrize(
    ("name", "first"), [("00_a", "0.1"), ("02_a", "2.1"), ("02b_a", "2b.1"), ("10_a", "10.1"), ("10c_a", "10c.1")]
)
def test_the_number_follows_from_the_name_of_the_lesson_and_the_order(name, first):
    lesson = Lesson(name, "A")
    assert exercise(lesson, lambda: "").number == first
    assert lesson.exercise("b", kind="letter", hints=("x",))(max).number == first.replace(".1", ".2")


def test_an_exercise_shows_what_it_is(half):
    assert (half.name, half.title, half.kind, half.minutes) == ("half", "one half", "number", 6)
    assert half.hints == ("general one", "general two")


@pytest.mark.parametrize("bad", [{"kind": "essay"}, {"hints": "a text"}, {"hints": ()}])
def test_a_badly_defined_exercise_is_an_error(lesson, bad):
    with pytest.raises(ValueError, match="a title"):
        exercise(lesson, lambda: "", **bad)


def test_two_exercises_of_one_name_and_a_lesson_without_number_are_errors(lesson, half):
    with pytest.raises(ValueError, match="two exercises called 'half'"):
        exercise(lesson, half.__wrapped__)
    with pytest.raises(ValueError, match="02_xor"):
        Lesson("xor", "XOR")


def test_hints_grow_with_each_attempt_and_never_run_out(half, say):
    assert [say(half, 2).count("Hint") for _ in range(5)] == [1, 2, 3, 3, 3]
    assert "fitting hint" in say(half, 2)


def test_a_hint_on_demand_is_no_attempt_and_repeats_none(half, say):
    assert "hint 1 of 2: general one" in say(half.hint)
    half(2)
    assert "hint 3 of 3: general two" in say(half.hint)
    assert "all the hints" in say(half.hint)
    assert _store.load("09c_test")["exercises"]["half"]["attempts"] == 1


def test_right_answers_are_praised_and_stay_solved(half, say):
    half(1)
    assert say(half, 0.5) == "✅ 9c.1 one half: right. Well done.\n"
    half(3)
    assert _store.load("09c_test")["exercises"] == {"half": {"solved": True, "attempts": 3}}


@pytest.mark.parametrize(
    "blank", [..., None, [1, ...], (1, [2, (...,)]), {"a": {"b": ...}}, np.array([1, ...], dtype=object)]
)
def test_a_blank_is_no_attempt(half, say, blank):
    assert "not started" in say(half, blank)
    assert _store.load("09c_test")["exercises"] == {}


def test_none_inside_an_answer_is_a_part_of_it(lesson, say):
    check = exercise(lesson, lambda shape: f"{shape}")
    assert "right. (None, 24)" in say(check, (None, 24))


def test_strict_runs_stop_at_what_is_not_solved(half, monkeypatch):
    monkeypatch.setenv("COURSE_STRICT", "1")
    monkeypatch.setenv("COURSE_PROFILE", "quick")
    for answer, said in ((1, "Not a half"), (..., "not started")):
        with pytest.raises(checks.CheckFailed, match=said):
            half(answer)
    half(0.5)


def test_a_format_error_costs_no_attempt_and_shows_no_hint(lesson, say):
    def judge(answer):
        raise BadFormat("It should be a pair.", "a hint of the content")

    said = say(exercise(lesson, judge), 3)
    assert "It should be a pair." in said
    assert "a hint" not in said
    assert _store.load("09c_test")["exercises"] == {}


@pytest.mark.parametrize("error", [TypeError("odd"), RecursionError(), MemoryError(), KeyError("a")])
def test_an_unforeseen_error_of_a_check_is_a_finding(lesson, say, error):
    def judge(answer):
        raise error

    said = say(exercise(lesson, judge), 3)
    assert said.startswith("☐")
    assert type(error).__name__ in said
    assert _store.load("09c_test")["exercises"] == {}


def test_ending_python_is_a_finding_and_interrupting_it_is_not(lesson, say):
    def judge(stop):
        stop()

    assert "exit()" in say(exercise(lesson, judge), lambda: exit(3))
    check = exercise(lesson, lambda f: call(f, name="f"))
    assert "f ends Python with exit()" in say(check, lambda: exit(3))

    def interrupt():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check(interrupt)


@pytest.mark.parametrize("answers", [(), (1,), (1, 2, 3)])
def test_a_notebook_of_another_edition_is_told_so(lesson, say, answers):
    check = exercise(lesson, lambda first, second: "")
    said = say(check, *answers)
    assert f"takes 2 answers, and this cell gives {len(answers)}" in said
    assert "make lab" in said
    assert _store.load("09c_test")["exercises"] == {}


def test_code_that_works_in_place_poisons_nothing(lesson, say):
    constant = np.array([1.0, 2.0])

    def double(numbers):
        numbers *= 2
        return numbers

    def judge(function):
        call(function, constant, name="double")
        call(function, [constant, {"a": constant}][0], name="double")
        compare(function, lambda numbers: 2 * numbers, (constant,), name="double")
        return ""

    assert "right" in say(exercise(lesson, judge), double)
    assert constant.tolist() == [1, 2]


def test_a_check_cannot_change_the_students_answer(lesson):
    def judge(table):
        table["a"][0] = 7
        return ""

    mine = {"a": np.zeros(2)}
    exercise(lesson, judge)(mine)
    assert mine["a"].tolist() == [0, 0]


class TestOrOurs:
    """The student's own function in the rest of the lesson."""

    @pytest.fixture
    def doubling(self, lesson):
        def judge(function):
            compare(function, lambda x: 2 * x, (np.arange(3.0),), name="double")
            return ""

        return exercise(lesson, judge)

    @staticmethod
    def ours(x):
        return 2 * x

    @pytest.mark.parametrize("mine", [..., None, 3, lambda x: x + x])
    def test_what_did_not_pass_gives_ours(self, doubling, say, mine):
        got = []
        said = say(lambda: got.append(doubling.or_ours(mine, self.ours)))
        assert got == [self.ours]
        assert said.count("\n") == 1
        assert "course's" in said

    def test_what_passed_is_handed_on_until_another_one_fails(self, doubling, say):
        calls = []

        def mine(x):
            calls.append(x)
            return x + x

        doubling(mine)
        used = doubling.or_ours(mine, self.ours)
        calls.clear()
        assert used(np.ones(2)).tolist() == [2, 2]
        assert len(calls) == 1
        doubling(lambda x: x)
        assert doubling.or_ours(mine, self.ours) is self.ours

    @pytest.mark.parametrize(
        ("break_it", "said"),
        [
            (lambda x: 1 / 0, "stops with ZeroDivisionError"),
            (lambda x: x[:1], "returns the shape (1,) where (3,) is needed"),
            (lambda x: None, "returns the shape ()"),
        ],
    )
    def test_one_that_breaks_later_is_replaced_with_a_sentence(self, doubling, say, break_it, said):
        behaviour = [lambda x: 2 * x]

        def mine(x):
            return behaviour[0](x)

        doubling(mine)
        used = doubling.or_ours(mine, self.ours)
        behaviour[0] = break_it
        assert said in say(lambda: used(np.ones(3)))
        assert say(lambda: used(np.ones(3))) == ""
        assert used(np.ones(3)).tolist() == [2, 2, 2]

    def test_one_that_is_slow_is_replaced(self, doubling, say, monkeypatch):
        clock = [0.0]
        monkeypatch.setattr("course_utils.checks._ours.time.perf_counter", lambda: clock[0])

        def mine(x):
            clock[0] += 0.1
            return 2 * x

        def ours(x):
            clock[0] += 0.001
            return 2 * x

        doubling(mine)
        used = doubling.or_ours(mine, ours)
        said = [say(lambda: used(np.ones(3))) for _ in range(5)]
        assert ["20 times slower" in text for text in said].count(True) == 1

    def test_code_in_place_does_not_reach_the_lessons_data(self, doubling):
        def mine(x):
            x *= 2
            return x

        doubling(mine)
        data = np.ones(3)
        doubling.or_ours(mine, self.ours)(data)
        assert data.tolist() == [1, 1, 1]

    def test_data_is_handed_on_as_long_as_it_is_what_passed(self, lesson):
        check = exercise(lesson, lambda kernel: "")
        mine, ours = np.eye(3), np.zeros((3, 3))
        check(mine)
        assert check.or_ours(mine, ours) is mine
        assert check.or_ours(np.eye(3), ours) is ours
        mine[0, 0] = 5
        assert check.or_ours(mine, ours) is ours


class TestGuesses:
    """Guesses that come before a result."""

    def test_the_first_guess_before_the_reveal_counts(self, lesson, say):
        assert say(lesson.guess, "corner", 0.3) == "Your guess: 0.3.\n"
        assert "first guess counts: 0.3" in say(lesson.guess, "corner", 0.4)
        assert say(lesson.reveal, "corner", 0.42, close=0.05) == "Your guess: 0.3. The result: 0.42. Too low by 0.12.\n"
        assert "first guess counts: 0.3" in say(lesson.guess, "corner", 0.42)
        assert _store.load(lesson.name)["guesses"] == {"corner": {"guess": 0.3, "value": 0.42, "hit": False}}

    def test_without_a_guess_nothing_happens(self, lesson, say):
        assert say(lesson.guess, "corner", ...).count("\n") == 1
        assert say(lesson.reveal, "corner", 0.4) == ""
        assert "does not count" in say(lesson.guess, "corner", 0.4)
        assert _store.load(lesson.name)["guesses"] == {}
        assert say(checks.guesses) == ""

    @pytest.mark.parametrize(
        ("guess", "value", "close", "hit"),
        [
            ("(b)", "B", None, True),
            ("c", "B", None, False),
            (0.35, 0.3, 0.05, True),
            ("1/4", np.float32(0.27), None, True),
            (12_000, 10_000, None, False),
            (0, 0, None, True),
            (10**6, np.array([1.05e6]), None, True),
        ],
    )
    def test_hit_or_not(self, lesson, say, guess, value, close, hit):
        lesson.guess("g", guess)
        assert ("A hit!" in say(lesson.reveal, "g", value, close=close)) is hit

    @pytest.mark.parametrize("bad", ["many", [1, 2], object(), 10**400, float("nan"), True, "", lambda: 1])
    def test_a_guess_that_is_none_gets_one_sentence(self, lesson, say, bad):
        assert say(lesson.guess, "g", bad).count("\n") == 1
        assert _store.load(lesson.name)["guesses"] == {}

    def test_a_letter_cannot_be_compared_with_a_number(self, lesson, say):
        lesson.guess("g", "B")
        assert "cannot be compared" in say(lesson.reveal, "g", 3)

    def test_a_lesson_that_reveals_nonsense_is_wrong(self, lesson):
        for value, close in (("many", None), (float("nan"), None), (1, -1)):
            with pytest.raises(ValueError, match="'g'"):
                lesson.reveal("g", value, close)

    def test_guesses_are_counted_and_tabulated(self, lesson, say):
        for name, guess, value in (("a", 1, 1), ("b", 1, 2), ("c", "B", "B")):
            lesson.guess(name, guess)
            lesson.reveal(name, value)
        assert say(checks.guesses) == "In all lessons: 2 of 3.\n"
        _store.opened(lesson.name)
        assert say(checks.guesses) == "Guesses in this lesson: 2 of 3 were hits. In all lessons: 2 of 3.\n"
        table = checks.guess_table()
        assert table[["name", "guess", "value", "hit"]].values.tolist() == [["a", 1, 1, True], ["b", 1, 2, False]]

    def test_a_guess_is_never_an_error_in_strict_runs(self, lesson, say, monkeypatch):
        monkeypatch.setenv("COURSE_STRICT", "1")
        lesson.guess("g", ...)
        lesson.guess("g", "nothing that counts")
        lesson.reveal("g", 1)


def test_the_checks_of_a_lesson_are_found_by_themselves():
    assert "xor" in dir(checks)
    assert checks.xor.gates.number == "2.1"
    with pytest.raises(AttributeError, match=r"'xxor'; there are .*\bxor\b"):
        _ = checks.xxor


def test_wrong_and_not_started_are_what_judges_raise():
    assert issubclass(BadFormat, Wrong)
    assert not issubclass(NotStarted, Wrong)
