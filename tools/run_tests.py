"""Run everything that has to pass (make test): lint, build check, unit tests and all notebooks.

    python -m tools.run_tests
    python -m tools.run_tests --lesson 02     the notebooks of one lesson, the tests of its checks and of its claims
    python -m tools.run_tests --gpu           on a machine with a GPU, which only one kernel at a time may use

Nothing here uses the network. A step that fails ends the run, the cheap ones come first.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tools.documents.notebooks import solved_place, unsolved_place
from tools.files import ROOT, CourseError
from tools.source.lesson_source import lesson_paths

PYTHON_SOURCES = ("benchmarks", "conftest.py", "course_utils", "lessons", "tests", "tools")
# command -> what to do if it fails
STEPS = {
    ("ruff", "check", *PYTHON_SOURCES): "Mend what ruff found; `ruff check --fix` does a part of it.",
    ("ruff", "format", "--check", *PYTHON_SOURCES): "Let `ruff format` lay these files out.",
    ("tools.build", "--check"): "",
}
# Where the ids of the tests hold the name of the lesson that they belong to.
TESTS_BY_LESSON = ("tests/course_utils/checks", "tests/lessons")
# Each worker and each kernel holds TensorFlow: two fit into 8 GB, and onto two cores.
WORKERS = 2
ONE_THREAD = ("OMP_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")


def selected(root: Path, only: str | None) -> list[str]:
    """Return what pytest runs: everything, or what belongs to the lessons whose name begins with `only`.

    That is both notebooks of each, and the tests whose id holds its name.
    """
    if only is None:
        return ["tests", "course_utils", "notebooks"]
    names = [path.stem for path in lesson_paths(root, only)]
    notebooks = [place(name) for name in names for place in (unsolved_place, solved_place)]
    return [*TESTS_BY_LESSON, *notebooks, "-k", " or ".join(names)]


def pytest_arguments(chosen: list[str], *, gpu: bool) -> list[str]:
    """Return the options of the one pytest run that covers unit tests and notebooks."""
    return [
        *chosen,
        *("--nbval-lax", "--nbval-current-env"),
        *("-n", "1" if gpu else str(WORKERS), "--dist", "loadfile"),
        "--junitxml=test-results/junit.xml",
    ]


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.run_tests", description=__doc__.splitlines()[0])
    parser.add_argument("--lesson", metavar="NN", help="test only this lesson, such as 02")
    parser.add_argument("--gpu", action="store_true", help="one worker at a time on the GPU")
    options = parser.parse_args(arguments)
    try:
        chosen = selected(root, options.lesson)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 2
    os.chdir(root)
    os.environ["COURSE_OFFLINE"] = "1"
    if options.gpu:
        os.environ["TF_FORCE_GPU_ALLOW_GROWTH"] = "true"
    else:  # the workers share the cores: with a thread for each core in each of them, threads wait for each other
        os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    for command, remedy in STEPS.items():
        if subprocess.call([sys.executable, "-m", *command]):
            print(f"{' '.join(command[:2])} failed, nothing else was run. {remedy}".strip(), file=sys.stderr)
            return 1
    # In a process of its own: pytest wants to be the first to import what its plugins need.
    return subprocess.call([sys.executable, "-m", "pytest", *pytest_arguments(chosen, gpu=options.gpu)])


if __name__ == "__main__":
    sys.exit(main())
