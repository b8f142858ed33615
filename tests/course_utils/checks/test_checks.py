"""The checks of all lessons: right answers pass, wrong ones get the finding that fits, empty ones are not started."""

import ast
import importlib
from pathlib import Path

import pytest

from course_utils import checks
from course_utils.checks._frame import Exercise, all_lessons
from course_utils.checks._moved import BY_NUMBER, GONE, new_place
from tools.files import ROOT
from tools.source.lesson_source import lesson_paths

MODULES = sorted(name for name in checks.__all__ if hasattr(getattr(checks, name), "_lesson"))
HERE = Path(__file__).parent
ANSWERS = {
    name: importlib.import_module(f"answers.{name}") for name in MODULES if (HERE / f"answers/{name}.py").exists()
}

RETURN_NOTHING = {"backward"}  # what the function does to its argument is the answer


def exercises_of(module):
    return list(lesson_of(module).exercises.values())


def lesson_of(module):
    return getattr(checks, module)._lesson


def cases(kind):
    return [
        pytest.param(answers, case, id=f"{lesson_of(module).name}: {case[0].name}-{number}")
        for module, answers in ANSWERS.items()
        for number, case in enumerate(getattr(answers, kind))
    ]


def functions():
    """Return for each exercise one right case in which a function is handed in."""
    right = {case[0]: case for answers in ANSWERS.values() for case in answers.RIGHT if any(map(is_function, case[1:]))}
    return [pytest.param(case, id=f"{exercise._lesson.name}: {exercise.name}") for exercise, case in right.items()]


def is_function(answer):
    return hasattr(answer, "__code__")


def mistakes():
    return [
        pytest.param(module, exercise, finding, id=f"{lesson_of(module).name}: {exercise.name}-{number}")
        for module in MODULES
        for exercise in exercises_of(module)
        for number, finding in enumerate(exercise.mistakes)
    ]


@pytest.fixture
def verdict(monkeypatch, tmp_path, capsys):
    """Run a check and return what the student reads."""
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path))
    monkeypatch.delenv("COURSE_STRICT", raising=False)
    for lesson in all_lessons():
        for exercise in lesson.exercises.values():
            monkeypatch.setattr(exercise, "_last_wrong", None)

    def run(check, *given):
        capsys.readouterr()
        check(*given)
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize("module", MODULES, ids=lambda module: lesson_of(module).name)
def test_every_lesson_with_checks_has_answers_to_try_them(module):
    assert module in ANSWERS, (
        f"write tests/course_utils/checks/answers/{module}.py with RIGHT, WRONG, BLANK and SECRETS"
    )


@pytest.mark.parametrize(("answers", "case"), cases("RIGHT"))
def test_right_answers_pass(verdict, answers, case):
    assert verdict(*case).startswith("✅")


@pytest.mark.parametrize(("answers", "case"), cases("WRONG"))
def test_wrong_answers_get_the_finding_that_fits(verdict, answers, case):
    *call, expected = case
    said = verdict(*call)
    assert said.startswith("☐")
    assert expected in said
    assert ("   Hint" in said) != ("costs no attempt" in said)


@pytest.mark.parametrize(("answers", "case"), cases("BLANK"))
def test_empty_answers_are_not_started(verdict, answers, case):
    assert "not started" in verdict(*case)


@pytest.mark.parametrize("case", functions())
def test_a_function_without_return_is_asked_for_its_return(verdict, case):
    def silent(*arguments):
        list(arguments)

    said = verdict(case[0], *(silent if is_function(given) else given for given in case[1:]))
    assert "is there a `return`" in said or case[0].name in RETURN_NOTHING
    assert "not started" not in said


@pytest.mark.parametrize(("answers", "case"), cases("WRONG"))
def test_no_hint_gives_the_answer_away(verdict, answers, case, capsys):
    *call, _ = case
    said = "".join(verdict(*call) for _ in range(5))
    for _ in call[0].hints:
        call[0].hint()
    said += capsys.readouterr().out
    for secret in answers.SECRETS:
        assert secret not in said


@pytest.mark.parametrize(("module", "exercise", "finding"), mistakes())
def test_each_known_mistake_gets_its_own_finding(verdict, module, exercise, finding):
    right = next(list(case[1:]) for case in ANSWERS[module].RIGHT if case[0] is exercise)
    place = next(place for place, answer in enumerate(right) if callable(answer))
    right[place] = exercise.mistakes[finding]
    assert (finding if isinstance(finding, str) else finding[0]) in verdict(exercise, *right)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: lesson_of(module).name)
def test_every_exercise_is_tried_with_right_and_with_wrong_answers(module):
    names = {exercise.name for exercise in exercises_of(module)}
    assert len(names) >= 4
    for given in (ANSWERS[module].RIGHT, ANSWERS[module].WRONG):
        assert names == {case[0].name for case in given}


@pytest.mark.parametrize("path", lesson_paths(ROOT), ids=lambda path: path.stem)
def test_a_lesson_asks_its_exercises_in_the_order_of_their_numbers(path):
    lesson = next((lesson for lesson in all_lessons() if lesson.name == path.stem), None)
    assert lesson, f"no module of course_utils/checks has a Lesson({path.stem!r}, ...)"
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    calls.sort(key=lambda node: node.lineno)
    found = [_exercise(ast.unparse(call.func)) for call in calls]
    asked = list(dict.fromkeys(exercise.name for exercise in found if exercise in lesson.exercises.values()))
    assert asked == list(lesson.exercises)


def _exercise(function):
    parts = function.split(".")
    found = (
        getattr(getattr(checks, parts[1], None), parts[2], None) if parts[0] == "checks" and len(parts) == 3 else None
    )
    return found if isinstance(found, Exercise) else None


def test_the_places_of_old_progress_are_exercises():
    known = {(lesson.name, name) for lesson in all_lessons() for name in lesson.exercises}
    places = {
        new_place(lesson, f"{lesson[:2]}.{place}")
        for lesson, names in BY_NUMBER.items()
        for place in range(1, len(names) + 1)
    }
    assert places - GONE <= known
    assert not GONE & known
    assert len(places) == sum(map(len, BY_NUMBER.values()))
