"""Run a lesson as a plain script with many seeds, each in a process of its own, and collect what it measured."""

import csv
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import cache
from importlib.metadata import packages_distributions, version
from pathlib import Path

from tools.files import CourseError


def run_once(root: Path, lesson: str, seed: int, profile: str = "quick") -> list[dict]:
    """Run a lesson with one seed; return a row for each of its claims and of the values measured beside them.

    Raises
    ------
    CourseError
        If the lesson stops before its end.
    """
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.csv"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("COURSE_")} | {
            "COURSE_SEED": str(seed),
            "COURSE_PROFILE": profile,
            "COURSE_OFFLINE": "1",
            "COURSE_RECORD": str(record),
            "COURSE_PROGRESS": folder,
            "KERAS_BACKEND": _backend(),
            "MPLBACKEND": "Agg",
            "PYTHONPATH": str(root),
        }
        if data := os.environ.get("COURSE_DATA"):
            environment["COURSE_DATA"] = data
        command = [sys.executable, str(root / "lessons" / f"{lesson}.py")]
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8")
        if done.returncode:
            said = f"{done.stdout[-2000:]}\n{done.stderr[-3000:]}".strip()
            raise CourseError(f"{lesson} stopped with seed {seed}, which is lost:\n{said}")
        rows = []
        if record.exists():
            with record.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
    print(f"{lesson}: seed {seed} done, {len(rows)} values", flush=True)
    return [row | {"seed": str(seed)} | setting(profile) for row in rows]


def setting(profile: str = "quick") -> dict[str, str]:
    """Return what the values depend on beside the code, as columns of a table."""
    packages = " ".join(f"{name} {version(name)}" for name in ("keras", "numpy", "scikit-learn"))
    return {
        "profile": profile,
        "data": "COURSE_DATA" if os.environ.get("COURSE_DATA") else "embedded",
        "backend": f"{_backend()} {_backend_version(_backend())}",
        "versions": f"Python {platform.python_version()} {packages}",
    }


def _backend() -> str:
    return os.environ.get("KERAS_BACKEND") or "tensorflow"


@cache
def _backend_version(backend: str) -> str:
    """Look the version up by what is imported: TensorFlow is also installed as tensorflow-cpu."""
    if not (names := packages_distributions().get(backend)):
        raise CourseError(f"the backend {backend} is not installed; KERAS_BACKEND names another one.")
    return version(names[0])


def for_each(
    seeds: Iterable[int], task: Callable[[int], list[dict]], workers: int
) -> tuple[dict[int, list[dict]], list[str]]:
    """Do a task for each seed, some at the same time; return the rows of each seed, and what the failed ones said."""
    rows, failures = {}, []
    with ThreadPoolExecutor(workers) as pool:
        seed_of = {pool.submit(task, seed): seed for seed in seeds}
        try:
            for done in as_completed(seed_of):
                try:
                    rows[seed_of[done]] = done.result()
                except CourseError as error:
                    failures.append(str(error).partition("\n")[0])
                    print(error, file=sys.stderr, flush=True)
        except BaseException:  # Ctrl-C: what waits is not begun any more
            pool.shutdown(cancel_futures=True)
            raise
    return dict(sorted(rows.items())), failures
