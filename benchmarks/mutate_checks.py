"""The mutation test of the checks: wrong answers made by machine must be refused, right ones in another form accepted.

Fails on a finding that benchmarks/mutate_checks.toml does not list, and on an entry there that is no longer found.

    python benchmarks/mutate_checks.py [--module xor] [--details]
"""

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

COURSE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(COURSE), str(COURSE / "tests")]
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

from harness.mutation import cases, known, rounds  # noqa: E402  (found by the path above)

KNOWN = Path(__file__).with_suffix(".toml")
COLUMNS = "{:<22}{:>8}{:>7}{:>10}{:>7}{:>9}{:>11}{:>8}{:>7}{:>10}{:>6}"


def main() -> int:
    """Run the test, print the table and what is new or gone, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--module", action="append", choices=cases.modules(), help="one lesson; may be repeated")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="lessons at once")
    asked = parser.parse_args()
    modules = asked.module or cases.modules()
    lists, began = known.read(KNOWN), time.perf_counter()
    print(COLUMNS.format("lesson", "wrong", "equal", "survivor", "right", *known.KINDS[1:], "known", "accepted", "s"))
    findings = []
    with ProcessPoolExecutor(asked.jobs, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for report in pool.map(rounds.run, modules):
            print(COLUMNS.format(*_row(report, lists)), flush=True)
            findings += report.findings.values()
    print(f"{time.perf_counter() - began:.0f} s in all")
    new, gone = known.compare(findings, lists, modules)
    for finding in sorted(new):
        print(f"\nNEW {finding.kind}, {finding.exercise}: {finding.what}")
        print("\n".join("      " + line for line in finding.detail.splitlines()))
    for kind, exercise, what in gone:
        print(f"\nGONE {kind}, {exercise}: {what}: take it off the list")
    return 1 if new or gone else 0


def _row(report: rounds.Report, lists) -> list:
    """Return what a lesson's rounds tried and found; what is known or accepted is counted among what was found."""
    survivors, *others = (report.count(kind) for kind in known.KINDS)
    listed = [len(report.findings.keys() & lists[name].keys()) for name in ("known", "accepted")]
    wrong, equal, right = (report.tried[what] for what in ("wrong", "equal", "right"))
    return [report.module, wrong, equal, survivors, right, *others, *listed, round(report.seconds)]


if __name__ == "__main__":
    sys.exit(main())
