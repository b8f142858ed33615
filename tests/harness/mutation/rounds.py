"""The rounds of the mutation test: wrong answers, right ones in another form, and what no check may break on."""

import time
import warnings
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from harness.mutation import disguises, forms, inputs, nasty, syntax, values
from harness.mutation.cases import Case, is_function, right_answers, throw_away_progress
from harness.mutation.counts import counts_as_right
from harness.mutation.known import Finding


@dataclass
class Report:
    """What the rounds of one lesson found, and how many answers they tried."""

    module: str
    every: int = 1
    tried: Counter = field(default_factory=Counter)
    findings: dict[tuple, Finding] = field(default_factory=dict)
    seconds: float = 0.0

    def add(self, kind: str, case: Case, what: str, detail: str = "") -> None:
        finding = Finding(kind, case.name, what, detail)
        self.findings.setdefault(finding.key, finding)

    def count(self, kind: str) -> int:
        return sum(finding.kind == kind for finding in self.findings.values())

    def is_chosen(self, case: Case, what: str) -> bool:
        """Tell whether an answer is among those that are tried, by its name alone."""
        return zlib.crc32(f"{case.name} {what}".encode()) % self.every == 0

    def must_be_refused(self, case: Case, what: str, answers: tuple, is_right: Callable[[], str | None]) -> None:
        """Put a wrong answer to a check. `is_right` returns why it is wrong, None if it is right after all."""
        if not self.is_chosen(case, what):
            return
        self.tried["wrong"] += 1
        kind, said = case.judge(answers)
        if kind == "traceback":
            self.add("traceback", case, what, said)
        elif kind == "right":
            if (reason := is_right()) is None:
                self.tried["equal"] += 1
            else:
                self.add("survivor", case, what, reason)

    def must_be_accepted(self, case: Case, what: str, answers: tuple) -> None:
        """Put a right answer to a check."""
        if not self.is_chosen(case, what):
            return
        self.tried["right"] += 1
        kind, said = case.judge(answers)
        if kind != "right":
            self.add("traceback" if kind == "traceback" else "refused", case, what, said)


def run(module: str, every: int = 1) -> Report:
    """Put all made-up answers to the checks of a lesson.

    Parameters
    ----------
    module : str
        The lesson's module of checks, such as "xor".
    every : int
        Of so many answers one is tried; which ones depends on what was changed alone.
    """
    report, began = Report(module, every), time.perf_counter()
    with throw_away_progress():
        cases = right_answers(module)
        for of_exercise in cases.values():
            put_all(report, of_exercise)
        if every == 1:
            _find_poison(report, [case for of_exercise in cases.values() for case in of_exercise])
    report.seconds = time.perf_counter() - began
    return report


def put_all(report: Report, of_exercise: list[Case]) -> None:
    """Put all made-up answers to one check; the report keeps what came out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of changed code that Python finds odd
        _wrong_data(report, of_exercise[0])
        _wrong_functions(report, of_exercise)
        _nasty_answers(report, of_exercise[0])
        _right_forms(report, of_exercise)
        if report.every == 1:
            _find_poison(report, of_exercise)


def _wrong_data(report: Report, case: Case) -> None:
    for what, answers in dict(_changed_data(case)).items():
        report.must_be_refused(
            case, what, answers, lambda a=answers: None if counts_as_right(case, a) else f"answers: {_show(a)}"
        )


def _changed_data(case: Case) -> Iterator[tuple[str, tuple]]:
    for place in case.places:
        right = case.answers[place]
        if not is_function(right):
            for change, wrong in values.wrong_values(right):
                yield f"answer {place + 1}: {change}", case.with_answer(place, wrong)
    for one, other in combinations(case.places, 2):
        swapped = list(case.answers)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        if not values.same(swapped[one], swapped[other]):
            yield f"answers {one + 1} and {other + 1} swapped", tuple(swapped)


def _wrong_functions(report: Report, of_exercise: list[Case]) -> None:
    """Change every right function at each place of its source, and the first one's arguments and results."""
    firsts, seen = {}, set()
    for case in of_exercise:
        for place in (place for place in case.places if is_function(case.answers[place])):
            right = case.answers[place]
            examples = inputs.recorded(right, case.putter(place))
            source = syntax.source_of(right, case.module)
            text = str(source) if source else right.__name__  # a function of the course stands elsewhere
            if not examples or (place, text) in seen:
                continue
            seen.add((place, text))
            asked = inputs.more_inputs(case.name, examples)
            name = f"answer {place + 1}, {_one_line(text)}: "
            first = firsts.setdefault(place, right)
            if report.is_chosen(case, f"{name}as it stands"):
                difference = inputs.difference(case.name, first, right, asked)
                if difference and not counts_as_right(of_exercise[0], case.answers):
                    report.add("survivor", case, f"{name}as it stands", _different(*difference))
            changed = []
            if source:
                changed += syntax.wrong_functions(source, seen)
                changed += syntax.frozen_functions(source, seen, case.putter(place))
            if right is first:
                changed += [(change, lambda f=function: f) for change, function in disguises.disguised(right, examples)]
            for change, make in changed:
                _wrong_function(report, case, place, name + change, make, asked)


def _wrong_function(report, case, place, what, make, asked) -> None:
    try:
        answers = case.with_answer(place, make())
    except Exception:  # what was changed is computed before the function is there
        return

    def reason():
        found = inputs.difference(case.name, case.answers[place], make(), asked)
        return None if found is None or counts_as_right(case, answers) else _different(*found)

    report.must_be_refused(case, what, answers, reason)


def _nasty_answers(report: Report, case: Case) -> None:
    for what, answers in _all_nasty(case):
        report.must_be_refused(
            case, what, answers, lambda a=answers: None if counts_as_right(case, a) else "is called right"
        )


def _all_nasty(case: Case) -> Iterator[tuple[str, tuple]]:
    yield "one answer too few", case.answers[:-1]
    yield "one answer too many", (*case.answers, 1)
    for place in case.places:
        right = case.answers[place]
        if is_function(right):
            for name, function in nasty.nasty_functions(right).items():
                yield f"answer {place + 1}: {name}", case.with_answer(place, function)
        for name, value in nasty.nasty_values().items():
            yield f"answer {place + 1}: {name}", case.with_answer(place, value)
            if isinstance(right, dict):
                inside = right | {next(iter(right)): value}
                yield f"answer {place + 1}, its first value: {name}", case.with_answer(place, inside)
            elif isinstance(right, (list, tuple)):
                yield f"answer {place + 1}, its first part: {name}", case.with_answer(place, [value, *right[1:]])


def _right_forms(report: Report, of_exercise: list[Case]) -> None:
    seen = set()
    for case in of_exercise:
        for place in case.places:
            is_shape = any(forms.is_shape(other.answers[place]) for other in of_exercise)
            for form, answer in _forms_of(case, place, is_shape):
                key = (place, form, repr(answer) if not is_function(answer) else repr(case.answers[place]))
                if key not in seen:
                    seen.add(key)
                    what = f"answer {place + 1} in another form: {form}"
                    report.must_be_accepted(case, what, case.with_answer(place, answer))


def _forms_of(case: Case, place: int, is_shape: bool) -> Iterator[tuple[str, object]]:
    right = case.answers[place]
    if not is_function(right):
        yield from forms.other_shapes(right) if is_shape else forms.other_forms(right)
        return
    if examples := inputs.recorded(right, case.putter(place)):
        yield from forms.other_functions(right, disguises.result_of(right, examples[0]))


def _find_poison(report: Report, cases: list[Case]) -> None:
    """Put right answers once more: nothing that an earlier answer did may last."""
    for case in cases:
        kind, said = case.judge()
        if kind != "right":
            report.add("poison", case, "a right answer is refused after the others", said)


def _different(given, wanted, found) -> str:
    return f"for {_show(given)}\nright: {_show(wanted)}\nthis one: {_show(found)}"


def _show(value) -> str:
    try:
        text = " ".join(repr(value).split())
    except Exception:
        return f"an object of type {type(value).__name__}"
    return text if len(text) <= 600 else text[:400] + " ... " + text[-150:]


def _one_line(text: str) -> str:
    """Return source text in one line, shortened in its middle."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:40] + " ... " + line[-15:]
