"""Links from the generated lists (index, glossary) into the notebooks beside them."""

import re
from urllib.parse import quote

ANCHOR = "!$&'*+,;=:@/?"  # what JupyterLab and browsers leave as it is in the address of a heading


def link(number: str, lesson: str, heading: str | None) -> str:
    """Return a link to a section of a notebook, or to its opening."""
    if heading is None:
        return f"[{number}, opening]({lesson}.ipynb)"
    shown = re.sub(r"[*`]", "", heading)
    return f"[{number}, {plain(shown)}]({lesson}.ipynb#{quote(shown.replace(' ', '-'), safe=ANCHOR)})"


def plain(text: str) -> str:
    """Keep Markdown from reading formatting into the text."""
    return re.sub(r"([\\`*_\[\]<>|$])", r"\\\1", text)
