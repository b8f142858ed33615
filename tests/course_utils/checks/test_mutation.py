"""A sample of the mutation test: one answer in so many, always the same ones; benchmarks/mutate_checks.py tries all."""

import ast
from pathlib import Path

import numpy as np
import pytest

from harness.mutation import also_right, cases, forms, inputs, known, operators, rounds, syntax, values

KNOWN = known.read(Path(__file__).resolve().parents[3] / "benchmarks" / "mutate_checks.toml")
ONE_IN = 101


@pytest.mark.parametrize("module", cases.modules())
def test_no_made_up_answer_surprises_the_checks(module):
    report = rounds.run(module, every=ONE_IN)
    new, _ = known.compare([*report.findings.values()], KNOWN, [])
    assert not new, "\n\n".join(f"{f.kind}: {f.exercise}: {f.what}\n{f.detail}" for f in new)
    assert report.tried["wrong"] > 5
    assert report.tried["nasty"] > 5


@pytest.mark.parametrize("name", sorted(also_right.ALSO_RIGHT))
def test_the_second_judges_agree_with_the_reference_answers(name):
    module, exercise = name.split(".")
    answers = cases.load(module)
    right = [case[1:] for case in answers.RIGHT if case[0].__name__ == exercise]
    wrong = [case[1:-1] for case in answers.WRONG if case[0].__name__ == exercise]
    assert right
    assert [also_right.is_right(name, tuple(given)) for given in right] == [True] * len(right)
    assert [also_right.is_right(name, tuple(given)) for given in wrong] == [False] * len(wrong)


@pytest.mark.parametrize("right", [0.25, 12, "C", "BDF", "Osindero", [3, 0, 6], np.eye(3), {"a": "B", "b": 1980}, True])
def test_no_wrong_value_is_the_right_one(right):
    wrong = [value for _, value in values.wrong_values(right)]
    assert wrong
    assert not [value for value in wrong if type(value) is type(right) and values.same(value, right)]


@pytest.mark.parametrize("right", [0.25, 12, [3, 0, 6], np.eye(3), (32, 10, 4)])
def test_every_other_form_holds_the_same_numbers(right):
    found = [np.ravel(np.asarray(v, float)) for form, v in forms.other_forms(right) if not isinstance(v, str)]
    assert len(found) > 3
    for numbers in found:
        np.testing.assert_allclose(numbers, np.ravel(right))


def test_a_changed_function_is_told_from_one_that_only_looks_changed():
    source = syntax.Source({syntax.ENTRY: ast.parse("lambda x, y: x * x + y", mode="eval").body}, {"np": np})
    right = source.build()
    asked = inputs.more_inputs("no.such", 0, [(2.0, 1.0)])
    differ = {
        mutant.change: inputs.do_the_same("no.such", right, mutant.make(), asked) is not None
        for mutant in syntax.wrong_functions(source)
    }
    assert differ["x * x → 2 * x"]  # the same at 2
    assert differ["x * x + y → x * x - y"]
    same = source.build({syntax.ENTRY: ast.parse("lambda x, y: y + x**2", mode="eval").body})
    assert inputs.do_the_same("no.such", right, same, asked) is None


def test_what_was_seen_in_the_first_call_is_put_in_the_place_of_an_expression():
    source = syntax.Source({syntax.ENTRY: ast.parse("lambda a: a.sum() / len(a)", mode="eval").body}, {})
    frozen = {m.source for m in syntax.frozen_functions(source, lambda mean: mean(np.ones(4)))}
    assert "lambda a: a.sum() / 4" in frozen


def test_each_place_of_a_tree_is_changed_alone():
    tree = ast.parse("a.sum(axis=0) - a.max(axis=0)", mode="eval").body
    found = {ast.unparse(new) for _, new in operators.changes(tree)}
    assert {"a.sum(axis=1) - a.max(axis=0)", "a.sum() - a.max(axis=0)", "a.max(axis=0) - a.sum(axis=0)"} <= found
    assert ast.unparse(tree) == "a.sum(axis=0) - a.max(axis=0)"


def test_the_list_may_only_get_shorter(tmp_path):
    old, new = (known.Finding("survivor", "xor.gates", what) for what in ("old", "new"))
    lists = {"known": {old.key: "open", ("refused", "rnn.step", "mended"): "open"}, "accepted": {}}
    known.write(tmp_path / "list.toml", lists)
    assert known.read(tmp_path / "list.toml") == lists
    assert known.compare([old, new], lists, ["xor", "rnn"]) == ([new], [("refused", "rnn.step", "mended")])
    assert known.compare([old], lists, ["xor"]) == ([], [])
