"""Notebooks that tests run, in a kernel of their own."""

from collections.abc import Sequence

import nbformat
from nbclient import NotebookClient

from tools.files import ROOT


def run_notebook(sources: Sequence[str]) -> nbformat.NotebookNode:
    """Return a notebook of these cells after it ran as the build runs a lesson; what fails is in its outputs."""
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in sources]
    book = nbformat.v4.new_notebook(cells=cells)
    book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    resources = {"metadata": {"path": str(ROOT)}}
    NotebookClient(book, timeout=300, startup_timeout=300, allow_errors=True, resources=resources).execute()
    return book
