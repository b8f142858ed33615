"""The first lines of every notebook: they find the course, fetch it on Colab, or say what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.documents.notebooks import Repository

SHOW = "\nimport course_utils\nprint(course_utils.__file__)\n"


def run(bootstrap: str, folder: Path, *, colab: bool = False) -> subprocess.CompletedProcess:
    """Run the lines in a folder, twice over as a student may, without the course on the path."""
    own = {name: value for name, value in os.environ.items() if name not in ("COLAB_RELEASE_TAG", "PYTHONPATH")}
    environment = own | ({"COLAB_RELEASE_TAG": "release"} if colab else {})
    command = [sys.executable, "-P", "-c", bootstrap + bootstrap + SHOW]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)


@pytest.fixture
def published(tmp_path) -> str:
    """Publish a tiny course, whose branch `v1` has course_utils, as a git repository; return its URL."""
    source = tmp_path / "published"
    (source / "course_utils").mkdir(parents=True)
    (source / "course_utils" / "__init__.py").write_text("", encoding="utf-8")
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    for command in (["init", "-q", "-b", "v1"], ["add", "."], [*identity, "commit", "-q", "-m", "Start"]):
        subprocess.run(["git", *command], cwd=source, check=True, timeout=60)
    return source.as_uri()


def test_colab_fetches_the_course_once(published, tmp_path):
    content = tmp_path / "content"
    content.mkdir()
    bootstrap = Repository(published, "v1").bootstrap()
    for _ in range(2):
        result = run(bootstrap, content, colab=True)
        assert result.returncode == 0, result.stderr
        assert Path(result.stdout.strip()) == content / "course" / "course_utils" / "__init__.py"
    assert [path.name for path in content.iterdir()] == ["course"]


def test_colab_says_when_the_course_cannot_be_fetched(tmp_path):
    (tmp_path / "content").mkdir()
    result = run(Repository((tmp_path / "nowhere").as_uri()).bootstrap(), tmp_path / "content", colab=True)
    assert result.returncode != 0
    assert "nowhere" in result.stderr


def test_colab_says_what_to_do_while_the_course_is_not_published(tmp_path):
    result = run(Repository().bootstrap(), tmp_path, colab=True)
    assert "not published yet" in result.stderr
    assert "upload the whole course folder" in result.stderr


@pytest.mark.parametrize("colab", [False, True])
@pytest.mark.parametrize("place", ["", "notebooks", "notebooks/solutions", "my_course"])
def test_inside_the_course_folder_nothing_is_fetched(tmp_path, place, colab):
    package = tmp_path / "any name" / "course_utils" / "__init__.py"
    folder = tmp_path / "any name" / place
    folder.mkdir(parents=True)
    package.parent.mkdir(parents=True)
    package.write_text("", encoding="utf-8")
    before = sorted(folder.iterdir())
    result = run(Repository("https://example.invalid/course").bootstrap(), folder, colab=colab)
    assert result.returncode == 0, result.stderr
    assert Path(result.stdout.strip()) == package
    assert sorted(folder.iterdir()) == before or place == ""


def test_elsewhere_one_sentence_says_what_to_do(tmp_path):
    result = run(Repository("https://example.invalid/course").bootstrap(), tmp_path)
    assert "RuntimeError: Open this notebook from inside the course folder" in result.stderr
    assert not list(tmp_path.iterdir())


def test_lines_are_few_and_fit_the_screen():
    for repository in (
        Repository(),
        Repository("https://github.com/some-university/deep-learning-course", "v1.0"),
    ):
        lines = repository.bootstrap().splitlines()
        assert len([line for line in lines if line.strip()]) <= 20
        assert max(map(len, lines)) <= 110
