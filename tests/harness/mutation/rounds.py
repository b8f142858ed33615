"""The rounds of the mutation test: wrong answers, right ones in another form, and what no check may break on."""

import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from harness.mutation import also_right, cases, disguises, forms, inputs, nasty, syntax, values
from harness.mutation.cases import Case, Verdict
from harness.mutation.known import Finding
from harness.mutation.surroundings import build_backbones_once, settings


@dataclass
class Report:
    """What the rounds of one lesson found, and how many answers they tried."""

    module: str
    tried: Counter = field(default_factory=Counter)
    findings: dict[tuple, Finding] = field(default_factory=dict)
    handed: set[str] = field(default_factory=set)  # exercises whose checks hand something to a student's function
    unforeseen: list[str] = field(default_factory=list)  # answers of which a check says only that it fails on them
    seconds: float = 0.0

    def add(self, kind: str, exercise: str, what: str, detail: str = "") -> None:
        finding = Finding(kind, exercise, what, detail)
        self.findings.setdefault(finding.key, finding)

    def count(self, kind: str) -> int:
        return sum(finding.kind == kind for finding in self.findings.values())


def run(module: str, every: int = 1) -> Report:
    """Put all made-up answers to the checks of a lesson.

    Parameters
    ----------
    module : str
        The lesson's module of checks, such as "xor".
    every : int
        Of so many answers one is tried; which one depends on what was changed alone.
    """
    report, began = Report(module), time.process_time()
    with tempfile.TemporaryDirectory() as folder, settings(COURSE_PROGRESS=folder, COURSE_STRICT=None):
        build_backbones_once()
        references = cases.reference_cases(module)
        solutions = syntax.lesson_solutions(module)
        by_exercise: dict[str, list[Case]] = {}
        for case in references:
            by_exercise.setdefault(case.exercise, []).append(case)
        for exercise, of_exercise in by_exercise.items():
            for step in (_wrong_answers, _right_forms, _nasty_answers):
                step(report, of_exercise, solutions.get(exercise, {}), _chosen(every))
                if (
                    every == 1
                    and exercise in report.handed
                    and _is_poisoned(report, references, f"{module}.{exercise}", step.__name__.strip("_"))
                ):
                    cases.forget_checks()
        _is_poisoned(report, references, f"{module}.all", "in the end")
    report.seconds = time.process_time() - began
    return report


def all_right(module: str) -> list[str]:
    """Return the exercises of which some reference answer is refused; for after other lessons' rounds."""
    with tempfile.TemporaryDirectory() as folder, settings(COURSE_PROGRESS=folder, COURSE_STRICT=None):
        refused = [c.name for c in cases.reference_cases(module) if cases.judge(*_parts(c)).kind != "right"]
    return sorted(set(refused))


def _parts(case: Case) -> tuple:
    return case.module, case.exercise, case.answers


def _chosen(every: int) -> Callable[[str], bool]:
    return lambda what: zlib.crc32(what.encode()) % every == 0


def _is_poisoned(report, references, name, step) -> bool:
    """Put the reference answers of the whole lesson once more; say which ones the last step has spoiled."""
    spoiled = sorted({c.exercise for c in references if cases.judge(*_parts(c)).kind != "right"})
    if spoiled:
        report.add("poison", name, step, f"afterwards these right answers are refused: {', '.join(spoiled)}")
    return bool(spoiled)


def _wrong_answers(report, of_exercise: list[Case], solutions, chosen) -> None:
    seen = set()
    for case in of_exercise:
        for what, answers in _wrong_data(case):
            if (key := repr(answers)) in seen or not chosen(f"{case.name} {what}"):
                continue
            seen.add(key)
            report.tried["wrong"] += 1
            verdict = cases.judge(case.module, case.exercise, answers)
            if verdict.kind == "traceback":
                report.add("traceback", case.name, what, f"answers: {_show(answers)}\n{verdict.said}")
            elif verdict.kind == "right":
                if also_right.is_right(case.name, answers):
                    report.tried["also right"] += 1
                else:
                    report.add("survivor", case.name, what, f"answers: {_show(answers)}\n{verdict.said}")
    first = {}
    for case, place, source, name in _functions(of_exercise, solutions, seen):
        _wrong_functions(report, case, place, source, name, chosen, first)


def _wrong_data(case: Case) -> Iterator[tuple[str, tuple]]:
    for place in case.places:
        right = case.answers[place]
        if cases.is_function(right):
            continue
        for change, wrong in values.wrong_values(right):
            shown = change if "→" in change and ":" not in change else f"{values.short(right)}: {change}"
            yield f"answer {place + 1}: {shown}", case.with_answer(place, wrong)
    for one, other in combinations(case.places, 2):
        swapped = list(case.answers)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        if not values.same(case.answers[one], case.answers[other]):
            yield f"answers {one + 1} and {other + 1} swapped", tuple(swapped)


def _functions(of_exercise, solutions, seen) -> Iterator[tuple[Case, int, syntax.Source | None, str]]:
    """Yield every right function of an exercise once: those of the tests and that of the lesson."""
    for case in of_exercise:
        for place in case.places:
            function = case.answers[place]
            if not cases.is_function(function):
                continue
            source = syntax.source_of(function, case.module)
            text = str(source) if source else repr(function)
            if (place, text) not in seen:
                seen.add((place, text))
                name = function.__name__ if function.__name__ != "<lambda>" else one_line(text)
                yield case, place, source, name
    for place, source in solutions.items():
        case = of_exercise[0]
        if (place, str(source)) in seen:
            continue
        changed = Case(case.module, case.exercise, case.with_answer(place, source.build()), case.given)
        if cases.judge(*_parts(changed)).kind == "right":  # else it needs what the lesson has computed
            yield changed, place, source, "the lesson's solution"


def one_line(text: str) -> str:
    """Return source text in one line, shortened in its middle."""
    line = " ".join(text.split())
    return line if len(line) <= 100 else line[:60] + " ... " + line[-35:]


def _wrong_functions(report, case: Case, place: int, source, name: str, chosen, first: dict) -> None:
    """Change a right function in every way; what goes in and out only where no earlier function did the same."""
    right = case.answers[place]

    def put(function) -> Verdict:
        return cases.judge(case.module, case.exercise, case.with_answer(place, function))

    examples = inputs.recorded(right, put)
    if not examples:
        return
    report.handed |= {case.exercise} if any(examples) else set()
    asked = inputs.more_inputs(case.name, place, examples)
    difference = inputs.do_the_same(case.name, first.setdefault(place, right), right, asked)
    if difference and not also_right.is_right(case.name, case.answers):
        report.add("survivor", case.name, f"answer {place + 1}, {name}: as it stands", _different(*difference))
        return
    mutants = []
    if right is first[place] or difference:
        wrong = disguises.disguised(right, examples)
        mutants += [syntax.Mutant(change, make, f"{source or name}\n# {change}") for change, make in wrong]
    if source is not None:
        mutants += [*syntax.wrong_functions(source), *syntax.frozen_functions(source, put)]
    for mutant in mutants:
        what = f"answer {place + 1}, {name}: {mutant.change}"
        if not chosen(f"{case.name} {what}"):
            continue
        try:
            function = mutant.make()
        except Exception:
            continue
        report.tried["wrong"] += 1
        verdict = put(function)
        if verdict.kind == "traceback":
            report.add("traceback", case.name, what, verdict.said)
        elif verdict.kind == "right":
            _judge_survivor(report, case, place, what, mutant, asked)


def _judge_survivor(report, case, place, what, mutant, asked) -> None:
    """Tell a function that a check calls right apart from one that is right."""
    difference = inputs.do_the_same(case.name, case.answers[place], mutant.make(), asked)
    if difference is None:
        report.tried["equal"] += 1
    elif also_right.is_right(case.name, case.with_answer(place, mutant.make())):
        report.tried["also right"] += 1
    else:
        report.add("survivor", case.name, what, f"{mutant.source}\n{_different(*difference)}")


def _different(given, wanted, found) -> str:
    return f"for {_show(given)}\nright: {_show(wanted)}\nthis one: {_show(found)}"


def _right_forms(report, of_exercise: list[Case], solutions, chosen) -> None:
    seen = set()
    for case in of_exercise:
        for place in case.places:
            right = case.answers[place]
            if any(forms.is_shape(other.answers[place]) for other in of_exercise):
                right = tuple(map(int, right))
            for what, answer in _forms_of(case, place, right):
                if (key := f"{case.name} {what} {answer!r}") in seen or not chosen(f"{case.name} {what}"):
                    continue
                seen.add(key)
                report.tried["right"] += 1
                answers = case.with_answer(place, answer)
                verdict = cases.judge(case.module, case.exercise, answers)
                if verdict.kind != "right":
                    kind = "traceback" if verdict.kind == "traceback" else "refused"
                    report.add(kind, case.name, what, f"answer {place + 1} is {_show(answer)}\n{verdict.said}")


def _forms_of(case, place, right) -> Iterator[tuple[str, object]]:
    if not cases.is_function(right):
        for form, answer in forms.other_forms(right):
            yield f"answer {place + 1} in another form: {form}", answer
        return
    examples = inputs.recorded(right, lambda f: cases.judge(case.module, case.exercise, case.with_answer(place, f)))
    if examples:
        result = disguises.right_once(right, examples[0])
        for form, function in forms.other_functions(right, result):
            yield f"answer {place + 1} as a function: {form}", function


def _nasty_answers(report, of_exercise: list[Case], solutions, chosen) -> None:
    case = of_exercise[0]
    for what, answers in _all_nasty(case):
        if not chosen(f"{case.name} {what}"):
            continue
        report.tried["nasty"] += 1
        verdict = cases.judge(case.module, case.exercise, answers)
        if verdict.kind == "traceback":
            report.add("traceback", case.name, what, verdict.said)
        elif (
            verdict.kind == "right"
            and not what.endswith(nasty.STILL_RIGHT)
            and not also_right.is_right(case.name, answers)
        ):
            report.add("survivor", case.name, what, verdict.said)


def _all_nasty(case: Case) -> Iterator[tuple[str, tuple]]:
    yield "one answer too few", case.answers[:-1]
    yield "one answer too many", (*case.answers, 1)
    yield "no answer at all", ()
    for place in case.places:
        right = case.answers[place]
        if cases.is_function(right):
            for name, function in nasty.nasty_functions(right).items():
                yield f"answer {place + 1}: {name}", case.with_answer(place, function)
        for name, value in nasty.nasty_values().items():
            if not _means(value, right):
                yield f"answer {place + 1}: {name}", case.with_answer(place, value)
            if isinstance(right, dict):
                inside = right | {next(iter(right)): value}
                yield f"answer {place + 1}, its first value: {name}", case.with_answer(place, inside)
            elif isinstance(right, (list, tuple)) and right and not _means(value, right[0]):
                inside = type(right)([value, *right[1:]])
                yield f"answer {place + 1}, its first part: {name}", case.with_answer(place, inside)


def _means(value, right) -> bool:
    """Tell whether an odd value is nothing but a small number, and numbers are asked for, such as a Thai digit."""
    try:
        number = float(value if isinstance(value, str) else np.asarray(value, float).item())
        return 0 < number < 10 and not np.isnan(float(right))
    except Exception:
        return False


def _show(value) -> str:
    try:
        text = repr(value)
    except Exception:
        text = f"an object of type {type(value).__name__}"
    text = " ".join(text.split())
    return text if len(text) <= 600 else text[:400] + " ... " + text[-150:]
