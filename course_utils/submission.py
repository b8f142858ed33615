"""Score a file of predictions that a team hands in, and say in plain words what is wrong with one that is none."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from course_utils.statistics import wilson_interval

MOST_BYTES = 1_000_000


def fingerprint(path: str | Path) -> str:
    """Return what to print about a file before it is scored: its fingerprint, so that nobody can change it afterwards.

    That is the first eight digits of its SHA-256; or why it cannot be read. Nothing is raised.

    Examples
    --------
    >>> print(fingerprint("no_such_file.txt"))
    no_such_file.txt: no such file yet.
    """
    path = Path(path)
    try:
        return f"{path.name}: fingerprint {_digest(_read(path))}"
    except FileNotFoundError:
        return f"{path.name}: no such file yet."
    except (OSError, ValueError) as error:
        return f"{path.name}: {_reason(error)}."


def score_file(path: str | Path, labels: np.ndarray, class_names: Sequence[str]) -> str:
    """Compare the answers in a text file with the labels of a test set, and return what to print.

    The file holds one answer a line, in the order of the test pictures: a name, or the number of a class. Empty lines
    at its end do not count. Whatever the file holds, nothing is raised: the sentence says what to mend.

    Parameters
    ----------
    labels : numpy.ndarray, shape (n,)
        Numbers of the right classes.

    Returns
    -------
    str
        Accuracy with its 95 % interval (Wilson), the accuracy of guessing and the fingerprint of the file; or what is
        wrong.

    Examples
    --------
    >>> print(score_file("no_such_file.txt", np.array([0, 1]), ("Ada", "Bob")))
    no_such_file.txt: no such file yet. It needs 2 lines, an answer each: a full name, or a number from 0 to 1.
    """
    path = Path(path)
    wanted = f"It needs {len(labels)} lines, an answer each: a full name, or a number from 0 to {len(class_names) - 1}."
    try:
        content = _read(path)
        lines = content.decode("utf-8-sig").rstrip().splitlines()
    except FileNotFoundError:
        return f"{path.name}: no such file yet. {wanted}"
    except (OSError, ValueError) as error:
        return f"{path.name}: {_reason(error)}. {wanted}"
    if len(lines) != len(labels):
        return f"{path.name}: {len(lines)} line{'s' * (len(lines) != 1)}. {wanted}"
    answers = np.array([_class_number(line, class_names) for line in lines])
    if (answers < 0).any():
        first = int(np.flatnonzero(answers < 0)[0])
        return f"{path.name}: line {first + 1} is {lines[first].strip()[:40]!r}. {wanted}"
    right, count = int((answers == labels).sum()), len(labels)
    low, high = wilson_interval(right, count)
    return (
        f"{path.name}: {right} of {count} right, accuracy {right / count:.3f} "
        f"(95 % interval {low:.3f} to {high:.3f}; "
        f"guessing {1 / len(class_names):.3f}); fingerprint {_digest(content)}"
    )


def _read(path: Path) -> bytes:
    """Return what the file holds, but never more than a file of predictions can."""
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError("too large for a file of predictions")
    return content


def _digest(content: bytes) -> str:
    """Return the first eight digits of the SHA-256."""
    return hashlib.sha256(content).hexdigest()[:8]


def _reason(error: Exception) -> str:
    """Return in words why a file was not read."""
    if isinstance(error, OSError | UnicodeDecodeError):
        return f"cannot be read as text ({type(error).__name__})"
    return str(error)


def _class_number(line: str, class_names: Sequence[str]) -> int:
    """Return the number of the class that a line names, -1 if it names none."""
    answer = line.strip().strip("\"'").casefold()
    names = [name.casefold() for name in class_names]
    if answer in names:
        return names.index(answer)
    try:
        number = float(answer)
    except ValueError:
        return -1
    return int(number) if number in range(len(names)) else -1
