"""The mutation test of the checks: wrong answers made by machine must be refused, right ones in another form accepted.

Fails on a finding that benchmarks/mutate_checks.toml does not list, and on an entry there that is no longer found.

    python benchmarks/mutate_checks.py [--module xor] [--shorten] [--write FOLDER] [--every 20]
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
WANTED = {
    "survivor": "a wrong answer that is called right; it should get a finding",
    "refused": "a right answer in another form that is not accepted; it should be called right",
    "traceback": "an error reaches the student; a finding should say what is wrong with the answer",
    "poison": "after this answer right ones are refused; nothing that an answer does may last",
}
COLUMNS = "{:<22}{:>8}{:>7}{:>9}{:>9}{:>9}{:>9}{:>11}{:>8}{:>7}"


def main() -> int:
    """Run the test, print the table and what is new or gone, and return the exit status."""
    asked = _arguments()
    modules = asked.module or cases.modules()
    began = time.perf_counter()
    with ProcessPoolExecutor(asked.jobs, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        reports = []
        for report in pool.map(rounds.run, modules, [asked.every] * len(modules)):
            print(f"{report.module}: {report.seconds:.0f} s", file=sys.stderr, flush=True)
            reports.append(report)
            if asked.write:
                _write_findings(Path(asked.write), report, known.read(KNOWN)["accepted"])
    print(_table(reports), f"\n{time.perf_counter() - began:.0f} s in all", sep="")
    findings = [finding for report in reports for finding in report.findings.values()]
    lists = known.read(KNOWN)
    new, gone = known.compare(findings, lists, modules if asked.every == 1 else [])
    if asked.shorten:
        known.write(KNOWN, {name: {k: v for k, v in rows.items() if k not in gone} for name, rows in lists.items()})
        gone = []
    for finding in sorted(new):
        print(f"\nNEW {finding.kind}: {finding.exercise}: {finding.what}\n{_indented(finding.detail)}")
    for key in gone:
        print(f"\nGONE {key[0]}: {key[1]}: {key[2]}: take it off the list with --shorten")
    return 1 if new or gone else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--module", action="append", choices=cases.modules(), help="one lesson; may be repeated")
    parser.add_argument("--shorten", action="store_true", help="take off the list what is no longer found")
    parser.add_argument(
        "--write", metavar="FOLDER", help="write all findings with their inputs, a file for each lesson"
    )
    parser.add_argument("--every", type=int, default=1, help="try one of so many answers")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="lessons at once")
    return parser.parse_args()


def _table(reports: list[rounds.Report]) -> str:
    head = ("lesson", "wrong", "equal", "survive", "right", "refused", "nasty", "tracebacks", "poison", "s")
    lines = [COLUMNS.format(*head)]
    rows = [_row(report) for report in reports]
    lines += [COLUMNS.format(report.module, *row) for report, row in zip(reports, rows, strict=True)]
    return "\n".join([*lines, COLUMNS.format("all", *[round(sum(column)) for column in zip(*rows, strict=True)])])


def _row(report: rounds.Report) -> list[int]:
    tried, count = report.tried, report.count
    return [tried["wrong"], tried["equal"] + tried["also right"], count("survivor"), tried["right"], count("refused"),
            tried["nasty"], count("traceback"), count("poison"), round(report.seconds)]  # fmt: skip


def _write_findings(folder: Path, report, accepted) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"# {report.module}", "", *[f"- {kind}: {wanted}" for kind, wanted in WANTED.items()], ""]
    open_ones = [finding for finding in sorted(report.findings.values()) if finding.key not in accepted]
    for kind in known.KINDS:
        chosen = [finding for finding in open_ones if finding.kind == kind]
        lines += [f"## {kind}: {len(chosen)}", ""]
        for finding in chosen:
            lines += [f"- **{finding.exercise}** {finding.what}", "", _indented(finding.detail), ""]
    lines += [f"## failed without a reason, but without a traceback: {len(report.unforeseen)}", ""]
    lines += [f"- {line}" for line in report.unforeseen]
    (folder / f"{report.module}.md").write_text("\n".join(lines), encoding="utf-8")


def _indented(text: str) -> str:
    return "\n".join("      " + line for line in text.splitlines())


if __name__ == "__main__":
    sys.exit(main())
