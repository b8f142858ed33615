"""Open JupyterLab on the student's own copies of the notebooks (make lab).

    python -m tools.lab
    python -m tools.lab --anew 02_xor                   begin 02_xor anew; the old copy goes to my_course/before/
    python -m tools.lab -- --no-browser --port 9999     what follows -- goes to JupyterLab

The copies lie in `my_course/`, which git ignores. They are made once and never overwritten: what a student
wrote survives every update of the course.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = Path(__file__).resolve().parent / "jupyter"
FOLDER = "my_course"
BEFORE = "before"
RECORD = ".copied.json"  # which version of each notebook was copied: name -> SHA-256


def update_copies(root: Path) -> list[str]:
    """Copy the notebooks that the student does not have yet; return what the student should know.

    Raises
    ------
    FileNotFoundError
        If the course has no notebooks.
    """
    originals = sorted((root / "notebooks").glob("*.ipynb"))
    if not originals:
        raise FileNotFoundError(f"There are no notebooks in {root / 'notebooks'}: this course folder is incomplete.")
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    copied = _read_record(folder / RECORD)
    notices = []
    for original in originals:
        content = original.read_bytes()
        now, copy = _sha256(content), folder / original.name
        if not copy.exists():
            _put(copy, content)
            copied[original.name] = now
        elif copied.setdefault(original.name, _sha256(copy.read_bytes())) != now:
            notices.append(
                f"{original.name} has changed in the course since you began; your copy is untouched. "
                f"To keep yours in {FOLDER}/{BEFORE} and begin the new one: make lab ANEW={original.stem}"
            )
    _put(folder / RECORD, json.dumps(copied, indent=1, sort_keys=True).encode())
    return notices


def put_away(root: Path, lesson: str) -> Path | None:
    """Move the student's copy of a lesson to `my_course/before/`, over nothing; return where it lies now.

    Raises
    ------
    FileNotFoundError
        If the course has no such lesson.
    """
    name = f"{Path(lesson).name.removesuffix('.ipynb')}.ipynb"
    if not (root / "notebooks" / name).exists():
        lessons = ", ".join(path.stem for path in sorted((root / "notebooks").glob("*.ipynb")))
        raise FileNotFoundError(f"there is no lesson {lesson!r}; there are {lessons}.")
    copy = root / FOLDER / name
    if not copy.exists():
        return None
    before = root / FOLDER / BEFORE
    before.mkdir(exist_ok=True)
    place, number = before / name, 2
    while place.exists():
        place, number = before / f"{copy.stem}-{number}.ipynb", number + 1
    return copy.rename(place)


def _read_record(path: Path) -> dict[str, str]:
    """Read the record; one that is missing or damaged counts as empty, the copies are safe without it."""
    try:
        record = json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _put(path: Path, content: bytes) -> None:
    """Write the file in one step, so that an interruption leaves no half notebook."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(content)
    os.replace(temporary, path)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def lab_command(root: Path, options: list[str]) -> list[str]:
    """Return the command that starts JupyterLab on the first lesson, without asking the network for news."""
    first = min(path.name for path in (root / FOLDER).glob("[0-9]*.ipynb"))
    return [
        *(sys.executable, "-m", "jupyter", "lab"),
        f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{FOLDER}/{first}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        *(["--allow-root"] if _is_root() else []),
        *options,
    ]


def _is_root() -> bool:
    """Say whether this is the superuser, as in most containers; JupyterLab would refuse to start."""
    return hasattr(os, "geteuid") and os.geteuid() == 0  # Windows has no such user


def lab_environment() -> dict[str, str]:
    """Return the environment of JupyterLab: it does not ask a newcomer to subscribe to its news."""
    kept = os.environ.get("JUPYTER_CONFIG_PATH")
    return os.environ | {"JUPYTER_CONFIG_PATH": os.pathsep.join([str(SETTINGS), *([kept] if kept else [])])}


def main(arguments: list[str] | None = None, root: Path = ROOT) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--anew", metavar="LESSON")
    options, for_jupyter = parser.parse_known_args(arguments)
    try:
        if options.anew and (place := put_away(root, options.anew)):
            print(f"Your copy is now {place.relative_to(root)}; what you have solved stays solved.")
        print("\n".join(update_copies(root)))
    except OSError as error:
        print(f"Your copies could not be prepared: {error}", file=sys.stderr)
        return 1
    command = lab_command(root, [option for option in for_jupyter if option != "--"])
    process = subprocess.Popen(command, cwd=root, env=lab_environment())
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # JupyterLab gets it too, and asks whether to stop
            continue


if __name__ == "__main__":
    sys.exit(main())
