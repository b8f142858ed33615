"""Run lessons with many seeds and keep what their claims measured in `data/measured/`: `make measure LESSON=02`.

The very code of the lesson runs as a plain script; every `checks.claim` in it adds a row, and every value given to
`measured.before`. From these values the tests derive how far a claim's band has to reach, so that a new seed leaves it
with a probability of at most 1e-5; a lesson draws them as "measured before".

python -m tools.measure --lesson 02        20 seeds; each is kept as it comes, and a killed run goes on where it stopped
python -m tools.measure --only-stale       only what was measured with other code than today's
python -m tools.measure --confirm          the code changed, but no number should have: 3 seeds have to show it
python -m tools.measure --hold 101-105     do the claims hold with other seeds? Nothing is kept
"""

import argparse
import io
import math
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from tools.files import ROOT, CourseError
from tools.measuring.digest import Code
from tools.measuring.measurements import FOLDER, is_stale, read_table, write_table
from tools.measuring.sweep import for_each, run_once, setting
from tools.source.lesson_source import lesson_paths, read_lesson

LEAST_SEEDS = 20
TOLERANCE = 1e-6
"""Relative: rounding may differ, an experiment may not. On one machine the values are the same to the last bit."""


def measure(root: Path, name: str, seeds: list[int], workers: int) -> list[str]:
    """Run one lesson with all seeds and write its table; return what failed.

    The rows of a seed wait in a folder that git ignores until all are there; they count as long as code, data, backend
    and versions stay what they were.
    """
    waiting, digest = root / FOLDER / ".running" / name, _digest(root, name)
    now = setting() | {"digest": digest}

    def one(seed: int) -> list[dict]:
        path = waiting / f"{seed}.csv"
        kept = read_table(path)
        if kept and all(row.get(column) == value for row in kept for column, value in now.items()):
            return kept
        rows = [row | now for row in run_once(root, name, seed)]
        _require_same_code(root, name, digest)
        write_table(path, rows)
        return rows

    rows, failures = for_each(seeds, one, workers)
    if failures:
        return [*failures, f"{name}: {len(rows)} of {len(seeds)} seeds are kept; the same command runs the others."]
    table = root / FOLDER / f"{name}.csv"
    if any(rows.values()):
        write_table(table, [row for of_seed in rows.values() for row in of_seed])
        print(f"wrote {table.relative_to(root).as_posix()}")
    else:
        print(f"{name} makes no claim: nothing to keep.")
    shutil.rmtree(waiting, ignore_errors=True)
    return []


def hold(root: Path, name: str, seeds: list[int], profile: str, workers: int) -> list[str]:
    """Say for each claim whether it stays inside its band with these seeds; return those that do not."""
    rows, failures = for_each(seeds, lambda seed: run_once(root, name, seed, profile), workers)
    values: dict[str, list[str]] = {}
    for row in (row for of_seed in rows.values() for row in of_seed if row["low"] or row["high"]):
        low, high = float(row["low"] or "-inf"), float(row["high"] or "inf")
        is_inside = low <= float(row["value"]) <= high
        left = f"seed {row['seed']} gives {float(row['value']):.4g}, the band is {low:g} to {high:g}"
        values.setdefault(row["statement"], []).append("" if is_inside else left)
    for statement, left in values.items():
        print(f"  {left.count('')} of {len(left)} inside: {statement}")
        failures += [f"{name}: {statement}: {fault}." for fault in left if fault]
    return failures


def confirm(root: Path, name: str, seeds: list[int], workers: int, against: str | None = None) -> list[str]:
    """Renew the digest of a lesson whose code changed, if these seeds still give every stored value; else say which.

    Values and controls are equal if they differ by at most a millionth of themselves. Another machine may train to
    other numbers: there, the code that was measured is run once more, as it was in the commit `against`.
    """
    digest, table = _digest(root, name), root / FOLDER / f"{name}.csv"
    stored = read_table(table)
    if missing := sorted(set(seeds) - {int(row["seed"]) for row in stored}):
        return [f"{name} was never measured with seed {missing[0]}: make measure LESSON={name}."]
    before, failures = _as_of(root, against, name, seeds, workers) if against else (stored, [])
    rows, failed = for_each(seeds, lambda seed: run_once(root, name, seed), workers)
    failures += failed
    for seed, now in rows.items():
        failures += [f"{name}, seed {seed}: {fault}" for fault in _differences(before, now, str(seed))]
    if failures:
        remedy = f"a new measurement is needed: make measure LESSON={name}"
        other = "" if against else "; if it was measured on another machine, --against COMMIT compares on this one"
        return [*failures, f"{name}: nothing was written; {remedy}{other}."]
    _require_same_code(root, name, digest)
    write_table(table, [{"backend": ""} | row | {"digest": digest} for row in stored])
    print(f"{name}: {len(seeds)} seeds gave every value again; its measurements stand.")
    return []


def _as_of(root: Path, commit: str, name: str, seeds: list[int], workers: int) -> tuple[list[dict], list[str]]:
    """Run the lesson as it was in a commit; return its rows, and what failed."""
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder) / "course"
        packed = subprocess.run(["git", "archive", commit], cwd=root, capture_output=True)
        if packed.returncode:
            raise CourseError(f"git has no commit {commit}: {packed.stderr.decode().strip()}")
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as files:
            files.extractall(old, filter="data")
        if {row.get("digest") for row in read_table(root / FOLDER / f"{name}.csv")} != {_digest(old, name)}:
            raise CourseError(f"{name} in {commit} is not the code that was measured; name the commit that has it.")
        rows, failures = for_each(seeds, lambda seed: run_once(old, name, seed), workers)
    return [row for of_seed in rows.values() for row in of_seed], failures


def _differences(stored: list[dict], now: list[dict], seed: str) -> list[str]:
    """Compare what one seed gave before and now."""
    before = {row["statement"]: row for row in stored if row["seed"] == seed}
    after = {row["statement"]: row for row in now}
    faults = [f"{statement!r} is not measured any more." for statement in before if statement not in after]
    faults += [f"{statement!r} was not measured before." for statement in after if statement not in before]
    for statement in (statement for statement in before if statement in after):
        for what in ("value", "control"):
            old, new = before[statement][what], after[statement][what]
            if old != new and not (old and new and math.isclose(float(old), float(new), rel_tol=TOLERANCE)):
                faults.append(f"the {what} of {statement!r} was {old or 'none'} and is {new or 'none'}.")
    return faults


def _digest(root: Path, name: str) -> str:
    return Code(root).digest(read_lesson(root / "lessons" / f"{name}.py"))


def _require_same_code(root: Path, name: str, digest: str) -> None:
    if _digest(root, name) != digest:
        raise CourseError(f"{name}: its code was changed while it ran, so what it gave is not kept; start anew.")


def _seeds(text: str) -> list[int]:
    """Read seeds such as "101-105" or "1,2,3"."""
    seeds: list[int] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        try:
            seeds += range(int(first), int(last or first) + 1)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} names no seeds; write 101-105, or 1,2,3") from None
    if not seeds:
        raise argparse.ArgumentTypeError(f"{text!r} names no seeds; write the smaller one first, as in 101-105")
    return sorted(set(seeds))


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Measure, confirm or try the lessons that were asked for."""
    what, _, ways = __doc__.partition("\n")
    parser = argparse.ArgumentParser(
        prog="python -m tools.measure",
        description=what,
        epilog=ways[ways.index("python -m") :],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--lesson", metavar="NN", help="only lessons whose name begins like this, such as 02")
    parser.add_argument("--only-stale", action="store_true", help="only lessons measured with other code than today's")
    parser.add_argument("--seeds", type=int, default=LEAST_SEEDS, help="how many, from 1 on (default and least: 20)")
    parser.add_argument("--workers", type=int, default=2, help="runs at the same time (default 2)")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--confirm", metavar="SEEDS", type=_seeds, nargs="?", const=[1, 2, 3], help="default 1,2,3")
    way.add_argument("--hold", metavar="SEEDS", type=_seeds, help="try the claims with these; keep nothing")
    parser.add_argument("--against", metavar="COMMIT", help="for --confirm on another machine: run that code as well")
    parser.add_argument("--profile", choices=("quick", "full"), default="quick", help="for --hold alone")
    options = parser.parse_args(arguments)
    if options.seeds < LEAST_SEEDS:
        parser.error(f"a band needs at least {LEAST_SEEDS} seeds")
    if options.against and not options.confirm:
        parser.error("--against goes with --confirm")
    if options.profile != "quick" and not options.hold:
        parser.error("what is kept is measured with the profile quick; --profile goes with --hold")
    failures = []
    try:
        for path in lesson_paths(root, options.lesson):
            failures += _one_lesson(root, path, options)
    except CourseError as error:
        failures.append(str(error))
    if failures:
        print("\n".join(["", *failures]), file=sys.stderr)
    return 1 if failures else 0


def _one_lesson(root: Path, path: Path, options: argparse.Namespace) -> list[str]:
    """Do with one lesson what was asked for; return what failed."""
    name = path.stem
    try:
        if (options.only_stale or options.confirm) and not is_stale(root, read_lesson(path), Code(root)):
            print(f"{name} is up to date.")
            return []
        if options.hold:
            print(f"{name}, profile {options.profile}:", flush=True)
            return hold(root, name, options.hold, options.profile, options.workers)
        if options.confirm:
            return confirm(root, name, options.confirm, options.workers, options.against)
        return measure(root, name, list(range(1, options.seeds + 1)), options.workers)
    except CourseError as error:
        return [str(error)]


if __name__ == "__main__":
    sys.exit(main())
