"""The checks of all lessons: right answers pass, wrong ones get the hint that fits, empty ones are not started."""

import pytest
from answers import (
    adversarial_examples,
    celebrity_classifier,
    cnn,
    convolution,
    mnist_fcnn,
    rnn,
    start_here,
    transfer_learning,
    xor,
)

from course_utils import checks

ANSWERS = {
    checks.start_here: start_here,
    checks.xor: xor,
    checks.mnist_fcnn: mnist_fcnn,
    checks.convolution: convolution,
    checks.cnn: cnn,
    checks.celebrity_classifier: celebrity_classifier,
    checks.transfer_learning: transfer_learning,
    checks.adversarial_examples: adversarial_examples,
    checks.rnn: rnn,
}


def lesson_name(module):
    """Return the name by which `make test LESSON=NN` finds the tests of a lesson."""
    return module._lesson.name if hasattr(module, "_lesson") else ""


def cases(kind):
    return [
        pytest.param(answers, case, id=f"{lesson._lesson.name}: {case[0].__name__}-{number}")
        for lesson, answers in ANSWERS.items()
        for number, case in enumerate(getattr(answers, kind))
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
    assert "Hint 1" in said


@pytest.mark.parametrize(("answers", "case"), cases("BLANK"))
def test_empty_answers_are_not_started(verdict, answers, case):
    assert "not started" in verdict(*case)


@pytest.mark.parametrize(("answers", "case"), cases("WRONG"))
def test_no_hint_gives_the_answer_away(verdict, answers, case):
    *call, _ = case
    said = "".join(verdict(*call) for _ in range(5))
    for secret in answers.SECRETS:
        assert secret not in said


@pytest.mark.parametrize(("lesson", "answers"), ANSWERS.items(), ids=lesson_name)
def test_every_exercise_is_tried_with_right_and_with_wrong_answers(lesson, answers):
    exercises = {name for name, value in vars(lesson).items() if hasattr(value, "__wrapped__")}
    assert len(exercises) == len(lesson._lesson.exercises) >= 6
    for given in (answers.RIGHT, answers.WRONG):
        assert exercises == {case[0].__name__ for case in given}


def test_every_lesson_with_checks_is_tried():
    lessons = {value for value in vars(checks).values() if hasattr(value, "_lesson")}
    assert lessons == set(ANSWERS)
