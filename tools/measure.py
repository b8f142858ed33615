"""Run a lesson with many seeds and keep what its claims measured: `make measure LESSON=02`.

The very code of the lesson runs as a plain script; every `checks.claim` in it adds a row, and every value given to
`measured.before`. From these values the tests derive how far a claim's band has to reach, so that a new seed leaves it
with a probability of at most 1e-5; a lesson draws them as "measured before".
"""

import argparse
import csv
import os
import platform
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

from tools.files import write_atomically
from tools.lesson_source import lesson_paths

ROOT = Path(__file__).resolve().parent.parent
COLUMNS = ("statement", "seed", "value", "control", "profile", "data", "versions")
PROFILE = "quick"


def measure(root: Path, lesson: Path, seeds: range, workers: int) -> Path:
    """Run one lesson with all seeds; return the table that was written."""
    with ThreadPoolExecutor(workers) as pool:
        runs = pool.map(lambda seed: run_once(root, lesson, seed), seeds)
        rows = [row for run in runs for row in run]
    rows.sort(key=lambda row: row["seed"])
    path = root / "data" / "measured" / f"{lesson.stem}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, _as_csv(rows))
    return path


def run_once(root: Path, lesson: Path, seed: int) -> list[dict]:
    """Run a lesson with one seed; return a row for each of its claims and values measured beside them."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "claims.csv"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("COURSE_")} | {
            "COURSE_SEED": str(seed),
            "COURSE_PROFILE": PROFILE,
            "COURSE_OFFLINE": "1",
            "COURSE_RECORD": str(record),
            "COURSE_PROGRESS": folder,
            "MPLBACKEND": "Agg",
            "PYTHONPATH": str(root),
        }
        if data := os.environ.get("COURSE_DATA"):
            environment["COURSE_DATA"] = data
        done = subprocess.run(
            [sys.executable, str(lesson)], cwd=root, env=environment, capture_output=True, encoding="utf-8"
        )
        if done.returncode:
            raise SystemExit(f"{lesson.name} stopped with seed {seed}:\n{done.stdout[-2000:]}\n{done.stderr[-3000:]}")
        with record.open(encoding="utf-8", newline="") as file:
            claims = list(csv.DictReader(file))
    print(f"{lesson.stem}: seed {seed} done, {len(claims)} claims", flush=True)
    setting = {"seed": seed, "profile": PROFILE, "data": "COURSE_DATA" if data else "embedded", "versions": versions()}
    return [
        {"statement": claim["statement"], "value": claim["value"], "control": claim["control"]} | setting
        for claim in claims
    ]


def versions() -> str:
    """Return what the values were measured with."""
    packages = " ".join(f"{name} {version(name)}" for name in ("keras", "numpy", "scikit-learn"))
    return f"Python {platform.python_version()} {packages}"


def _as_csv(rows: list[dict]) -> str:
    """Return the rows as text, the columns in their order."""
    with tempfile.TemporaryFile("w+", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        file.seek(0)
        return file.read()


def main(arguments: list[str] | None = None) -> int:
    """Measure the lessons that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m tools.measure", description=__doc__.splitlines()[0])
    parser.add_argument("--lesson", metavar="NN", help="only lessons whose name begins like this, such as 02")
    parser.add_argument("--seeds", type=int, default=20, help="how many seeds, from 1 on (default and least: 20)")
    parser.add_argument("--workers", type=int, default=2, help="runs at the same time (default 2)")
    options = parser.parse_args(arguments)
    if options.seeds < 20:
        parser.error("a band needs at least 20 seeds")
    for lesson in lesson_paths(ROOT, options.lesson):
        path = measure(ROOT, lesson, range(1, options.seeds + 1), options.workers)
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
