"""The list of what is known to be amiss with the checks: it may only get shorter."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

KINDS = ("survivor", "refused", "traceback", "poison")


@dataclass(frozen=True, order=True)
class Finding:
    """A made-up answer that a check takes in the wrong way."""

    kind: str
    exercise: str
    what: str
    detail: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.kind, self.exercise, self.what


def read(path: Path) -> dict[str, dict[tuple[str, str, str], str]]:
    """Return the reasons of the lists `known` and `accepted`, by kind, exercise and answer."""
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: {
            (kind, row["exercise"], what): row.get("reason", "")
            for row in lists.get(name, [])
            for kind in KINDS
            for what in row.get(kind, [])
        }
        for name in ("known", "accepted")
    }


def compare(findings: list[Finding], lists, modules: list[str]) -> tuple[list[Finding], list[tuple]]:
    """Return the findings that neither list has, and the entries of these lessons that nothing finds any more."""
    listed, found = lists["known"] | lists["accepted"], {finding.key for finding in findings}
    new = [finding for finding in findings if finding.key not in listed]
    return new, [key for key in listed if key[1].split(".")[0] in modules and key not in found]
