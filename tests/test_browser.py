"""The course as a new student meets it: JupyterLab in a real browser, on a copy of the course."""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import psutil
import pytest
from playwright.sync_api import ElementHandle, Page, sync_playwright

from tools.files import ROOT

NEEDED = ("course_utils", "data", "notebooks/02_xor.ipynb", "tools/__init__.py", "tools/jupyter", "tools/lab.py")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run")
LOOPBACK = ("127.0.0.1", "localhost", None)
# Bounds for a busy machine; an idle one needs a tenth.
SECONDS_TO_START, SECONDS_TO_RUN = 60, 240

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium: install it to test in a browser")


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Path:
    """Copy what a student needs into a folder with a space in its name."""
    copy = tmp_path_factory.mktemp("student") / "my copy"
    for place in NEEDED:
        source, target = ROOT / place, copy / place
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "cache"))
        else:
            shutil.copy(source, target)
    return copy


@contextmanager
def jupyterlab(course: Path):
    """Run `make lab` without a browser of its own and yield JupyterLab's address; leave no trace in the home."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token, home = secrets.token_hex(8), course.parent / "jupyter"
    options = [f"--port={port}", "--ip=127.0.0.1", f"--IdentityProvider.token={token}", "--no-browser"]
    options += ["--expose-app-in-browser"]
    hidden = ("COURSE_", "JUPYTER", "PYTEST", "PYTHONPATH")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    environment |= {"COURSE_PROFILE": "smoke", "COURSE_OFFLINE": "1", "IPYTHONDIR": str(home)}
    environment |= {f"JUPYTER_{kind}_DIR": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "RUNTIME")}
    log = course.parent / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "tools.lab", "--", *options],
            **{"cwd": course, "env": environment, "stdout": output, "stderr": output},
        )
        try:
            wait_for_server(f"http://127.0.0.1:{port}/api", server, log)
            yield f"http://127.0.0.1:{port}/?token={token}"
        finally:
            end(server)


def wait_for_server(address: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start:\n{log.read_text()}")


def end(server: subprocess.Popen) -> None:
    processes = [*psutil.Process(server.pid).children(recursive=True), psutil.Process(server.pid)]
    for stop in ("terminate", "kill"):
        for process in processes:
            if process.is_running():
                getattr(process, stop)()
        _, processes = psutil.wait_procs(processes, timeout=15)
    server.wait()


class Notebook:
    """The notebook that JupyterLab shows, cell by cell; cells go by the names that the lesson gives them."""

    def __init__(self, page: Page):
        self.page = page
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=SECONDS_TO_START * 1000)
        page.wait_for_function(
            "() => jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'",
            timeout=SECONDS_TO_START * 1000,
        )

    def cells(self) -> list[dict]:
        return self.page.evaluate("jupyterapp.shell.currentWidget.content.widgets.map(cell => cell.model.toJSON())")

    def run_all(self) -> None:
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        self.page.wait_for_function(
            "() => jupyterapp.shell.currentWidget.content.widgets.every(cell => cell.model.type !== 'code' "
            "|| (cell.model.executionCount && cell.model.executionState !== 'running'))",
            timeout=SECONDS_TO_RUN * 1000,
        )

    def show(self, name: str) -> ElementHandle:
        """Scroll to a cell and select it."""
        index = [cell["id"] for cell in self.cells()].index(name)
        self.page.evaluate(
            "async index => { const view = jupyterapp.shell.currentWidget.content; "
            "view.activeCellIndex = index; await view.scrollToItem(index, 'start'); }",
            index,
        )
        node = self.page.evaluate_handle(
            "index => jupyterapp.shell.currentWidget.content.widgets[index].node", index
        ).as_element()
        node.wait_for_element_state("visible")
        return node

    def answer(self, name: str, old: str, new: str) -> str:
        """Replace a part of a cell's code, run the cell, and return what it then shows."""
        code = "".join(self.cell(name)["source"])
        assert old in code
        self.show(name).query_selector(".cm-content").click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(code.replace(old, new))
        return self.run(name)

    def run(self, name: str) -> str:
        """Run a cell, folded or not, and return what it then shows."""
        count = self.cell(name)["execution_count"]
        node = self.show(name)
        node.query_selector(".jp-InputPrompt").click()
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_function(
            "([node, before]) => { const prompt = node.querySelector('.jp-InputPrompt').textContent; "
            "return prompt !== before && /\\d/.test(prompt); }",
            arg=[node, f"[{count}]:"],
        )
        return "\n".join(output.inner_text() for output in node.query_selector_all(".jp-OutputArea-output"))

    def cell(self, name: str) -> dict:
        return next(cell for cell in self.cells() if cell["id"] == name)

    def figure(self, cell: ElementHandle) -> str:
        return cell.wait_for_selector(".jp-OutputArea-output img").get_attribute("src")


def faults(cells: list[dict]) -> list[str]:
    """Say which cells did not run or show something a student should not see."""
    found = []
    for cell in cells:
        if cell["cell_type"] == "code":
            if not cell["execution_count"]:
                found.append(f"{cell['id']} did not run")
            kinds = [(output["output_type"], output.get("name")) for output in cell["outputs"]]
            found += [f"{cell['id']}: {kind} {name}" for kind, name in kinds if "error" in kind or name == "stderr"]
    return found


@pytest.fixture(scope="module")
def visit(course):
    """Open the first lesson as `make lab` does, and note what goes wrong on the page or leaves the machine."""
    with jupyterlab(course) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.problems, page.left = [], []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("request", lambda request: page.left.append(request.url) if leaves(request.url) else None)
        page.goto(address)
        yield page
        browser.close()


def leaves(address: str) -> bool:
    return urlsplit(address).scheme.startswith(("http", "ws")) and urlsplit(address).hostname not in LOOPBACK


@pytest.fixture(scope="module")
def notebook(visit) -> Notebook:
    """Show the first lesson, all of its cells run."""
    notebook = Notebook(visit)
    notebook.run_all()
    return notebook


@pytest.fixture(autouse=True)
def nothing_goes_wrong(visit, notebook):
    yield
    assert faults(notebook.cells()) == []
    assert visit.locator(".jp-Dialog").count() == 0
    assert visit.problems == []
    assert visit.left == []


def test_a_student_solves_an_exercise(visit, notebook, course):
    assert "my_course/02_xor.ipynb" in visit.url
    blank = "threshold = ...  # your code"
    assert "☐" in notebook.run("threshold")
    wrong = notebook.answer("threshold", blank, "threshold = 7")
    assert re.search(r"☐ .*not yet.*\n.*Hint 1", wrong)
    right = notebook.answer("threshold", "threshold = 7", "threshold = 0.5")
    assert right.startswith("✅")
    assert (course / "my_course" / "progress").is_dir()


def test_what_only_draws_is_folded_and_opens_at_a_click(notebook):
    cell = notebook.show("hidden-space")
    code = cell.query_selector(".cm-content")
    assert code is None or not code.is_visible()
    assert notebook.figure(cell).startswith("data:image/png")
    cell.query_selector(".jp-InputPlaceholder, .jp-Placeholder").click()
    cell.wait_for_selector(".cm-content", state="visible")


def test_a_guess_after_the_result_does_not_count(notebook):
    assert "does not count" in notebook.answer("guess-corner", "guess = ...", "guess = 0.2")


def test_a_guess_before_the_result_is_kept_and_told_beside_it(notebook, course):
    kept = course / "my_course" / "progress" / "02_xor.json"  # there since the exercise above was solved
    record = json.loads(kept.read_text(encoding="utf-8"))
    kept.write_text(json.dumps(record | {"guesses": {}}), encoding="utf-8")
    assert "It is kept" in notebook.run("guess-corner")
    assert re.search(r"[Yy]our guess.*0\.2", notebook.run("best-line-claim"))


def test_a_hint_comes_when_asked_and_the_students_own_function_is_used(notebook):
    hint = "checks.xor.collapse.hint()"
    assert "Hint" in notebook.answer("collapse-answer", f"# {hint}", hint)
    assert "with our answer" in notebook.run("collapse-shown")
    solved = "return kernel_1 @ kernel_2, bias_1 @ kernel_2 + bias_2"
    assert "✅" in notebook.answer("collapse-answer", "...  # your code", solved)
    assert "with your own answer" in notebook.run("collapse-shown")


def test_a_slider_moves_the_figure(visit, notebook):
    cell = notebook.show("playground-slider")
    before = notebook.figure(cell)
    cell.wait_for_selector(".noUi-handle").focus()
    visit.keyboard.press("ArrowRight")
    visit.wait_for_function(
        "([cell, before]) => { const image = cell.querySelector('.jp-OutputArea-output img'); "
        "return image && image.src !== before; }",
        arg=[cell, before],
    )
