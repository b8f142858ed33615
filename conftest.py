"""How pytest runs the course's notebooks: nbval, plus what it lacks (see tests/harness)."""

import shutil

import pytest
from nbval.plugin import IPyNbFile

from harness.notebook import CourseNotebook
from harness.report import RESULTS_FOLDER, NotebookTable


def pytest_configure(config):
    if not config.option.nbval_lax:
        return
    if not config.option.nbval_kernel_name:
        config.option.nbval_current_env = True
    # The cells of a notebook share a kernel, so one worker has to run them all.
    if config.getoption("dist", "no") not in ("no", "loadfile", "loadscope"):
        config.option.dist = "loadfile"
    config.pluginmanager.register(NotebookTable(), "notebook-table")


def pytest_sessionstart(session):
    config = session.config
    is_worker = hasattr(config, "workerinput")
    if config.option.nbval_lax and not config.option.collectonly and not is_worker:
        shutil.rmtree(config.rootpath / RESULTS_FOLDER, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    collectors = yield
    return [
        CourseNotebook.from_parent(parent, path=file_path) if isinstance(collector, IPyNbFile) else collector
        for collector in collectors
    ]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    if isinstance(item.parent, CourseNotebook) and item.parent.failed_at:
        pytest.skip(f"not run, because {item.parent.failed_at} failed")
