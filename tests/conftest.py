"""Fixtures of more than one test file."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pytest

from course_utils import plots


@pytest.fixture
def clean_figures(monkeypatch):
    """Draw in the course's style, show nothing, write nothing, and leave neither figure nor style behind."""
    mpl.use("Agg")
    monkeypatch.delenv("COURSE_FIGURES", raising=False)
    with mpl.rc_context():
        plots.use_style()
        yield
    plt.close("all")
