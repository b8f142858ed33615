"""The checks of all lessons: right answers pass, wrong ones get the hint that fits, empty ones are not started.

The answers stand in `answers/<module>.py`, one file for each module of checks; both are found by themselves.
"""

import ast
import importlib
import itertools
import re
from pathlib import Path

import pytest

from course_utils.checks import _overview

ROOT = Path(__file__).resolve().parents[3]
PLACE = Path(__file__).with_name("answers")
MODULES = {name.partition("_")[2]: module for name, module in _overview.lesson_modules().items()}
ANSWERS = {path.stem: importlib.import_module(f"answers.{path.stem}") for path in sorted(PLACE.glob("[!_]*.py"))}
NEEDED = ("RIGHT", "WRONG", "BLANK", "SECRETS")
EXERCISES = [exercise for module in MODULES.values() for exercise in module._lesson.exercises.values()]


def cases(kind):
    return [
        pytest.param(answers, case, id=f"{MODULES[topic]._lesson.name}: {case[0].__name__}-{number}")
        for topic, answers in ANSWERS.items()
        for number, case in enumerate(getattr(answers, kind, ()))
    ]


def known_mistakes():
    """Return each wrong function that a check knows, in place of a function that is a right answer."""
    rights = {}
    for answers in ANSWERS.values():
        for exercise, *given in answers.RIGHT:
            rights.setdefault(exercise, given)
    return [
        pytest.param(exercise, wrong, rights[exercise], finding, id=f"{exercise.lesson.name}: {exercise.name}-{number}")
        for exercise in EXERCISES
        for number, (finding, wrong) in enumerate(exercise.mistakes.items())
    ]


@pytest.fixture
def verdict(monkeypatch, tmp_path, capsys):
    """Run a check and return what the student reads."""
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path))
    monkeypatch.delenv("COURSE_STRICT", raising=False)

    def run(check, *given):
        capsys.readouterr()
        check(*given)
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize(("answers", "case"), cases("RIGHT"))
def test_right_answers_pass(verdict, answers, case):
    assert verdict(*case).startswith("✅")


@pytest.mark.parametrize(("answers", "case"), cases("WRONG"))
def test_wrong_answers_get_the_hint_that_fits(verdict, answers, case):
    *call, expected = case
    said = verdict(*call)
    assert said.startswith("☐")
    assert expected in said
    assert "can do nothing with this answer" not in said
    assert ("Hint 1" in said) != ("No attempt is counted" in said)


@pytest.mark.parametrize(("answers", "case"), cases("BLANK"))
def test_empty_answers_are_not_started(verdict, answers, case):
    assert "not started" in verdict(*case)


@pytest.mark.parametrize(("exercise", "wrong", "right", "finding"), known_mistakes())
def test_a_known_mistake_gets_its_own_finding(verdict, exercise, wrong, right, finding):
    """An exercise with two functions knows the mistake in one of them."""
    functions = [place for place, answer in enumerate(right) if callable(answer)]
    said = [verdict(exercise, *right[:place], wrong, *right[place + 1 :]) for place in functions]
    parts = (finding,) if isinstance(finding, str) else finding
    assert any(f"not yet. {parts[0]}\n" in text and all(part in text for part in parts[:2]) for text in said)


@pytest.mark.parametrize(("answers", "case"), cases("WRONG"))
def test_no_hint_gives_the_answer_away(verdict, answers, case):
    *call, _ = case
    said = "".join(verdict(*call) for _ in range(5))
    for secret in answers.SECRETS:
        assert secret not in said


def test_no_finding_of_a_known_mistake_gives_the_answer_away():
    for topic, module in MODULES.items():
        for exercise in module._lesson.exercises.values():
            said = " ".join(
                part for finding in exercise.mistakes for part in ([finding], finding)[type(finding) is tuple]
            )
            assert not [secret for secret in ANSWERS[topic].SECRETS if secret in said], exercise.name


def test_every_module_of_checks_has_its_lesson_and_its_answers():
    lessons = {path.stem.partition("_")[2]: path.stem for path in (ROOT / "lessons").glob("*.py")}
    for name in _overview.module_names():
        module = importlib.import_module(f"course_utils.checks.{name}")
        assert name in lessons, f"checks/{name}.py has no lesson: there is no lessons/NN_{name}.py"
        assert module._lesson.name == lessons[name], f"checks/{name}.py: the Lesson should be called {lessons[name]!r}"
        assert module.guess == module._lesson.guess, f"checks/{name}.py: guess should be that of its lesson"
        assert module.reveal == module._lesson.reveal, f"checks/{name}.py: reveal should be that of its lesson"
        assert name in ANSWERS, f"checks/{name}.py has no answers to be tried with: write {PLACE.name}/{name}.py"
    strays = set(ANSWERS) - set(MODULES)
    assert not strays, f"answers without checks: {', '.join(strays)}"


@pytest.mark.parametrize("topic", MODULES, ids=lambda topic: MODULES[topic]._lesson.name)
def test_every_exercise_is_tried_with_right_and_with_wrong_answers(topic):
    answers, exercises = ANSWERS[topic], MODULES[topic]._lesson.exercises
    missing = [name for name in NEEDED if not hasattr(answers, name)]
    assert not missing, f"answers/{topic}.py does not define {', '.join(missing)}"
    for kind in ("RIGHT", "WRONG"):
        tried = {case[0].name for case in getattr(answers, kind)}
        tried |= {name for name, exercise in exercises.items() if kind == "WRONG" and exercise.mistakes}
        for name in exercises:
            assert name in tried, f"answers/{topic}.py has no answer to {name} under {kind}"


@pytest.mark.parametrize("topic", MODULES, ids=lambda topic: MODULES[topic]._lesson.name)
def test_exercises_are_defined_in_the_order_in_which_the_lesson_asks_them(topic):
    """The number of an exercise follows from this order."""
    lesson = MODULES[topic]._lesson
    text = (ROOT / "lessons" / f"{lesson.name}.py").read_text(encoding="utf-8")
    code = re.sub(r"^# .*$", "", text, flags=re.MULTILINE)
    asked = list(dict.fromkeys(re.findall(rf"^checks\.{topic}\.(\w+)\(", code, re.MULTILINE)))
    asked = [name for name in asked if name not in ("guess", "reveal")]
    assert asked == list(lesson.exercises)


@pytest.mark.parametrize("topic", MODULES, ids=lambda topic: MODULES[topic]._lesson.name)
def test_the_number_in_a_heading_is_that_of_the_check_below_it(topic):
    """Only lessons whose sources still hold the numbers; in others the build writes them."""
    lesson = MODULES[topic]._lesson
    text = (ROOT / "lessons" / f"{lesson.name}.py").read_text(encoding="utf-8")
    found = re.findall(rf"^# #+ Exercise (\S+)|^checks\.{topic}\.(\w+)\(", text, re.MULTILINE)
    headings = [(number, follow[1]) for (number, _), follow in itertools.pairwise(found) if number != ""]
    for number, name in headings:
        if re.match(r"\d", number):
            assert lesson.exercises[name].number == number


def test_every_exercise_says_what_it_checks():
    for exercise in EXERCISES:
        assert exercise.__doc__, f"{exercise.lesson.name}: {exercise.name} has no docstring"


@pytest.mark.parametrize("topic", MODULES, ids=lambda topic: MODULES[topic]._lesson.name)
def test_a_module_of_checks_types_no_number_of_an_exercise(topic):
    """An exercise that is moved would keep it."""
    label = MODULES[topic]._lesson.short.removeprefix("0")
    text = (ROOT / "course_utils" / "checks" / f"{topic}.py").read_text(encoding="utf-8")
    strings = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    assert [value for value in strings if re.fullmatch(rf"{label}\.\d+", str(value)) and isinstance(value, str)] == []
