"""The nbval harness, shown on throw-away courses whose notebooks each have one thing wrong with them."""

import re
import sys
from pathlib import Path

import nbformat
import pytest

from harness import speed
from harness.kernel import NOTE_ON_THE_PROCESSOR, WatchedKernel
from harness.limits import Usage, budget_seconds
from harness.notebook import cell_fault, kernel_environment
from harness.throw_away_course import (
    CALLER,
    add_misleading_kernel,
    cell,
    compared,
    make_course,
    run_pytest,
)

SAVE_ENVIRONMENT = """
import json, os, sys
from pathlib import Path
Path("environment.json").write_text(json.dumps({**os.environ, "prefix": sys.prefix}))
"""
FALSE_CLAIM = 'from course_utils import checks\nchecks.claim("one is at least two", 1.0, low=2.0)'
STUBBORN = """
import time
while True:
    try:
        print("still here", flush=True)
        time.sleep(0.1)
    except KeyboardInterrupt:
        pass
"""
NOISE = """
import os, time, warnings
warnings.warn("this is deprecated")
os.write(2, b"log of " + b"a library")
time.sleep(0.3)
"""
SYLLABUS = """
[[lesson]]
name = "endless"
budget_solved = 1.5
[[lesson]]
name = "stubborn"
budget_solved = 1
budget_unsolved = 7
"""
UNSOLVED = {
    "claim": [cell(SAVE_ENVIRONMENT), cell(FALSE_CLAIM)],
}
SOLVED = {
    # Workers begin with the notebook that has most cells; the one that takes longest shall be the first.
    "stubborn": [cell(STUBBORN), *(cell("1") for _ in range(5))],
    "endless": [cell("while True:\n    pass"), cell("print('never reached')")],
    "dies": [cell("print('before')", "something else"), cell("import os\nos._exit(3)"), cell("1"), cell("2")],
    "claim": [cell(SAVE_ENVIRONMENT), cell(FALSE_CLAIM)],
    "compared": [compared("print(1 + 1)", "2\n"), compared("print(1 + 1)", "3\n"), cell("1")],
    "never_run": [compared("print(1 + 1)")],
    "noisy": [cell(NOISE)],
}


@pytest.fixture(scope="module")
def parallel(tmp_path_factory):
    course = tmp_path_factory.mktemp("parallel") / "course"
    make_course(course, SYLLABUS, UNSOLVED, SOLVED)
    add_misleading_kernel(course)
    stale = course / "test-results" / "stale.ipynb"
    stale.parent.mkdir()
    stale.touch()
    return run_pytest(course, "notebooks", "-n", "2")


def test_false_claim_fails_the_solved_notebook_only(parallel):
    assert parallel.outcome("claim", 1) == "passed"
    assert parallel.outcome("solutions/claim", 1) == "failure"
    assert "ClaimFailed: one is at least two: 1" in parallel.message("solutions/claim", 1)


def test_marked_output_is_compared(parallel):
    assert parallel.outcome("solutions/compared", 0) == "passed"
    assert parallel.outcome("solutions/compared", 1) == "failure"
    assert "Cell outputs differ" in parallel.message("solutions/compared", 1)


def test_unmarked_output_is_not_compared(parallel):
    assert parallel.outcome("solutions/dies", 0) == "passed"


def test_marked_cell_without_stored_output_fails(parallel):
    assert parallel.outcome("solutions/never_run", 0) == "failure"
    assert "no stored output and count" in parallel.message("solutions/never_run", 0)


def test_endless_cell_is_interrupted_where_it_loops(parallel):
    assert parallel.outcome("solutions/endless", 0) == "failure"
    message = parallel.message("solutions/endless", 0)
    assert re.search(r"CPU s \(limit 3.75\) and [\d.]+ wall s \(limit 7.5\)", message)
    assert "KeyboardInterrupt" in message
    assert parallel.seconds("solutions/endless", 0) < 15


def test_cell_that_ignores_interrupts_is_ended_too(parallel):
    assert parallel.outcome("solutions/stubborn", 0) == "failure"
    assert "wall s (limit 5)" in parallel.message("solutions/stubborn", 0)
    assert parallel.seconds("solutions/stubborn", 0) < 15


def test_dead_kernel_is_reported_in_seconds(parallel):
    assert parallel.outcome("solutions/dies", 1) == "failure"
    assert "The kernel died (exit code 3)." in parallel.message("solutions/dies", 1)
    assert parallel.seconds("solutions/dies", 1) < 5


def test_rest_of_a_failed_notebook_is_skipped(parallel):
    assert [parallel.outcome("solutions/dies", number) for number in (2, 3)] == ["skipped", "skipped"]
    assert "not run, because notebooks/solutions/dies.ipynb::Cell 1 failed" in parallel.message("solutions/dies", 2)


def test_warning_fails_the_cell_and_is_shown(parallel):
    assert parallel.outcome("solutions/noisy", 0) == "failure"
    assert "UserWarning: this is deprecated" in parallel.message("solutions/noisy", 0)


@pytest.mark.skipif(sys.platform == "win32", reason="on Windows ipykernel does not catch it")
def test_what_libraries_write_counts_as_stderr(parallel):
    assert "log of a library" in parallel.message("solutions/noisy", 0)


def test_a_note_on_the_processor_is_not_taken_for_a_warning():
    kernel = WatchedKernel.__new__(WatchedKernel)
    kernel.stderr_texts = [f"E0000 util.cc:131] {NOTE_ON_THE_PROCESSOR}. Falling back.\n", "a warning\n"]
    assert kernel.take_stderr() == "a warning"
    assert kernel.take_stderr() == ""


@pytest.mark.parametrize(
    ("folder", "profile", "strict"),
    [("notebooks", "smoke", None), ("notebooks/solutions", "quick", "1")],
)
def test_environment_of_the_kernel(parallel, folder, profile, strict):
    environment = parallel.environment(folder)
    assert environment["COURSE_PROFILE"] == profile
    assert environment.get("COURSE_STRICT") == strict
    assert environment["COURSE_OFFLINE"] == "1"
    assert environment["COURSE_SEED"] == "7"
    assert environment["PYTHONHASHSEED"] == "0"
    assert environment["MPLBACKEND"] == "module://matplotlib_inline.backend_inline"
    assert not Path(environment["COURSE_PROGRESS"]).exists()
    assert not environment.keys() & {"COURSE_DATA", "COURSE_RECORD"}
    assert environment["prefix"] == sys.prefix


def test_failed_notebook_is_kept_as_executed(parallel):
    results = parallel.course / "test-results"
    kept = {file.relative_to(results).as_posix() for file in results.rglob("*.ipynb")}
    failed = {name.removeprefix("notebooks/") for name, row in parallel.table().items() if "FAILED" in row[-1]}
    assert kept == failed
    notebook = nbformat.read(results / "solutions" / "dies.ipynb", as_version=4)
    nbformat.validate(notebook)
    before, dying, *rest = notebook.cells
    assert before.outputs[0].text == "before\n"
    assert "The kernel died" in dying.outputs[-1].text
    assert all(skipped.outputs == [] for skipped in rest)
    claim = nbformat.read(results / "solutions" / "claim.ipynb", as_version=4)
    assert claim.cells[1].outputs[-1].ename == "ClaimFailed"


def test_table_with_workers(parallel):
    table = parallel.table()
    assert table.keys() - {"notebook"} == {file for file, _ in parallel.cells}
    cells, cpu, wall, budget, share, peak, result = table["notebooks/solutions/compared.ipynb"]
    assert (cells, budget, result) == ("1/3", "25", "FAILED at Cell 1")
    assert float(share.removesuffix("%")) == pytest.approx(100 * float(cpu) / 25, abs=1)
    assert 0 < float(wall) < 120
    assert 20 < float(peak) < 1000
    assert table["notebooks/claim.ipynb"][-1] == "passed"


RESTORED = """
import os
def test_restored():
    assert {name: value for name, value in os.environ.items() if name in EXPECTED} == EXPECTED
    assert not {"COURSE_OFFLINE", "COURSE_PROGRESS", "PYTHONHASHSEED"} & os.environ.keys()
"""


def test_one_process_restores_the_callers_environment(tmp_path):
    solved = {"polite": [cell("import os\nos.environ['COURSE_STRICT']")]}
    make_course(tmp_path / "course", SYLLABUS, {}, solved)
    test = tmp_path / "course" / "tests" / "test_restored.py"
    test.write_text(f"EXPECTED = {CALLER}\n{RESTORED}")
    run = run_pytest(tmp_path / "course", "notebooks", "tests/test_restored.py")
    assert "2 passed" in run.text, run.text
    assert run.table()["notebooks/solutions/polite.ipynb"][-1] == "passed"


@pytest.mark.parametrize(
    ("usage", "complaint"),
    [
        (Usage(cpu=75.0, wall=150.0, peak_mb=2000.0), None),
        (Usage(cpu=75.1, wall=80.0), "75.1 CPU s (limit 75) and 80.0 wall s (limit 150)"),
        (Usage(cpu=1.0, wall=150.2), "1.0 CPU s (limit 75) and 150.2 wall s (limit 150)"),
        (Usage(peak_mb=2001.0), "2001 MB of memory (limit 2000)"),
    ],
)
def test_limits(usage, complaint):
    excess = usage.excess(budget=30.0)
    assert excess is None if complaint is None else complaint in excess


def test_a_slow_machine_is_allowed_its_seconds():
    usage = Usage(cpu=120.0, wall=140.0)
    assert usage.excess(budget=30.0, slowness=2.0) is None
    excess = usage.excess(budget=30.0, slowness=1.5)
    assert "1.5 times as slow as the budgets': it has used 120.0 CPU s (limit 112.5)" in excess


@pytest.mark.parametrize(("slowness", "is_over"), [(1.0, True), (2.0, False)])
def test_a_kernel_over_its_limit_is_judged_by_the_machine_of_that_moment(monkeypatch, slowness, is_over):
    monkeypatch.setattr(speed, "slowness", lambda: slowness)
    kernel = WatchedKernel.__new__(WatchedKernel)
    kernel.budget, kernel.usage = 30.0, Usage(cpu=120.0, wall=140.0)
    assert bool(kernel._excess()) == is_over
    assert kernel.slowness == slowness
    kernel.usage = Usage(cpu=151.0, wall=160.0)
    assert kernel._excess()


def test_slowness_has_limits():
    half, one_and_a_half, endless = (speed.REFERENCE_SECONDS * times for times in (0.5, 1.5, 100))
    assert (speed.limited(half), speed.limited(endless)) == (1.0, speed.MOST)
    assert speed.limited(one_and_a_half) == pytest.approx(1.5)
    assert 1.0 <= speed.slowness() <= speed.MOST


def test_slowness_that_is_given_is_not_measured(monkeypatch):
    monkeypatch.setenv("COURSE_TEST_SLOWNESS", "2.5")
    assert speed.slowness() == 2.5


def test_budget_comes_from_the_syllabus(tmp_path):
    syllabus = tmp_path / "course.toml"
    syllabus.write_text(SYLLABUS)
    assert budget_seconds(Path("notebooks/stubborn.ipynb"), syllabus) == 7
    assert budget_seconds(Path("notebooks/solutions/stubborn.ipynb"), syllabus) == 1
    assert budget_seconds(Path("notebooks/endless.ipynb"), syllabus) == 9
    assert budget_seconds(Path("notebooks/solutions/unlisted.ipynb"), syllabus) == 25


@pytest.mark.parametrize("content", ["[[lesson", '[[lesson]]\nname = "x"\nbudget_unsolved = 0'])
def test_faulty_syllabus_is_named(tmp_path, content):
    syllabus = tmp_path / "course.toml"
    syllabus.write_text(content)
    with pytest.raises(pytest.UsageError, match=r"course\.toml"):
        budget_seconds(Path("notebooks/x.ipynb"), syllabus)


def test_profile_and_data_of_the_solved_notebooks_can_be_chosen(monkeypatch):
    monkeypatch.setenv("COURSE_TEST_PROFILE", "full")
    monkeypatch.setenv("COURSE_TEST_DATA", "folder")
    solved = kernel_environment(Path("notebooks/solutions/02_xor.ipynb"), "progress")
    unsolved = kernel_environment(Path("notebooks/02_xor.ipynb"), "progress")
    assert (solved["COURSE_PROFILE"], unsolved["COURSE_PROFILE"]) == ("full", "smoke")
    assert solved["COURSE_DATA"] == unsolved["COURSE_DATA"] == "folder"


@pytest.mark.parametrize(
    "faulty",
    [
        cell("%matplotlib inline"),
        cell("%%time\n1"),
        cell("!false"),
        cell("files = !ls"),
        cell("1  # NBVAL_CHECK_OUTPUT please", "1"),
        cell("1", "1", tags=["nbval-check-outputs"]),
        compared("1"),
    ],
)
def test_what_nbval_lets_pass_is_a_fault(faulty):
    assert cell_fault(faulty)


@pytest.mark.parametrize("sound", [cell("7 % 2 != 1"), cell("'!false'"), cell("1 +"), compared("1", "1")])
def test_plain_python_is_no_fault(sound):
    assert cell_fault(sound) is None
