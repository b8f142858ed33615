"""The list of what is known to be amiss with the checks: it may only get shorter."""

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

KINDS = ("survivor", "refused", "traceback", "poison")
HEAD = """# What the mutation test of the checks (benchmarks/mutate_checks.py) knows. A finding that is not here
# fails the test, and so does an entry that is no longer found: the list may only get shorter.
# `known` waits to be mended in the checks; `accepted` is right as it is, for the reason given.
# kind: a wrong answer that is called right (survivor), a right one that is not (refused), an error that a student
# would see (traceback), an answer that spoils later ones (poison).
"""


@dataclass(frozen=True, order=True)
class Finding:
    """What went wrong: of which kind, at which exercise, with which answer; and what is needed to see it again."""

    kind: str
    exercise: str
    what: str
    detail: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.kind, self.exercise, self.what


def read(path: Path) -> dict[str, dict[tuple[str, str, str], str]]:
    """Return the reasons of the lists `known` and `accepted`, by kind, exercise and answer."""
    lists = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {
        name: {
            (kind, row["exercise"], what): row["reason"]
            for row in lists.get(name, [])
            for kind in KINDS
            for what in row.get(kind, [])
        }
        for name in ("known", "accepted")
    }


def write(path: Path, lists: dict[str, dict[tuple[str, str, str], str]]) -> None:
    """Write the lists, a block for each exercise and reason."""
    lines = [HEAD]
    for name in ("accepted", "known"):
        for exercise, reason in sorted({(key[1], reason) for key, reason in lists[name].items()}):
            lines += [f"[[{name}]]", f"exercise = {_text(exercise)}", f"reason = {_text(reason)}"]
            for kind in KINDS:
                rows = sorted(k[2] for k, why in lists[name].items() if k[:2] == (kind, exercise) and why == reason)
                if rows:
                    lines += [f"{kind} = [", *[f"  {_text(what)}," for what in rows], "]"]
            lines += [""]
    path.write_text("\n".join(lines), encoding="utf-8")


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def compare(findings: list[Finding], lists: dict, modules: list[str]) -> tuple[list[Finding], list[tuple]]:
    """Return the findings that no list has, and the entries of these lessons that nothing finds any more."""
    listed = lists["known"] | lists["accepted"]
    found = {finding.key for finding in findings}
    new = [finding for finding in findings if finding.key not in listed]
    gone = [key for key in listed if key[1].split(".")[0] in modules and key not in found]
    return new, gone
