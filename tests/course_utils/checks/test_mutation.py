"""A sample of the mutation test of the checks; benchmarks/mutate_checks.py runs all of it."""

import numpy as np
import pytest

from course_utils import checks
from harness.mutation import cases, domains, known, rounds
from tools.files import ROOT

LISTED = known.read(ROOT / "benchmarks/mutate_checks.toml")
WITHOUT_KNOWN = ("xor", "layers", "depth")
# Of so many answers one is tried; 80 elsewhere.
EVERY = dict.fromkeys(("xor", "layers", "depth"), 4) | dict.fromkeys(("history", "likelihood"), 10)
EVERY |= dict.fromkeys(("backprop", "start_here", "changes", "mnist_fcnn"), 20)
EVERY |= dict.fromkeys(("linear", "vanishing", "residual"), 40)


@pytest.mark.parametrize("module", cases.modules())
def test_no_made_up_answer_is_taken_in_the_wrong_way(module):
    report = rounds.run(module, EVERY.get(module, 80))
    new, _ = known.compare(list(report.findings.values()), LISTED, [])
    assert not new
    assert report.tried["wrong"] > 10
    assert report.tried["right"] > 2


def test_the_list_names_exercises_that_exist():
    names = {key[1] for rows in LISTED.values() for key in rows}
    assert [name for name in names if not hasattr(getattr(checks, name.split(".")[0]), name.split(".")[1])] == []


def test_every_entry_has_a_reason_and_the_new_parts_have_no_known_survivor():
    assert all(reason for rows in LISTED.values() for reason in rows.values())
    assert [key for key in LISTED["known"] if key[1].split(".")[0] in WITHOUT_KNOWN] == []


def test_a_check_that_is_loosened_is_found(monkeypatch, progress_folder):
    monkeypatch.setattr(checks.xor.threshold, "_judge", lambda value: str(0 < value < 1 or 1 / 0))
    report = rounds.Report("xor")
    rounds.put_all(report, cases.right_answers("xor")["threshold"])
    assert ("survivor", "xor.threshold", "answer 1: 0.5 → 0.475") in report.findings
    assert ("refused", "xor.threshold", "answer 1 in another form: str") in report.findings


def test_what_a_function_does_to_its_arguments_is_seen(monkeypatch, progress_folder):
    rng = np.random.default_rng(0)
    monkeypatch.setattr(checks.backprop.backward, "_judge", lambda function: str(function(*domains.graph(rng))))
    report = rounds.Report("backprop", every=5)
    rounds.put_all(report, cases.right_answers("backprop")["backward"])
    assert report.count("survivor") > 5
