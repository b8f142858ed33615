"""A file of predictions is scored, and of any other file it is said what is wrong with it."""

import numpy as np
import pytest

from course_utils.submission import MOST_BYTES, fingerprint, score_file

NAMES = ("Ada Applegate", "Bob Brook", "Cy Clove")
LABELS = np.array([0, 1, 2, 1])


@pytest.fixture
def scored(tmp_path):
    """Return a function that writes a file and scores it."""

    def run(content):
        path = tmp_path / "team.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return score_file(path, LABELS, NAMES)

    return run


@pytest.mark.parametrize(
    "content",
    ["0\n1\n2\n1\n", "0\n1\n2\n1", "0\r\n1\r\n2\r\n1\r\n\r\n", "0.0\n1.0\n2.000e+00\n1\n", "\ufeff0\n1\n2\n1\n",
     "ada applegate\n Bob Brook\n\"Cy Clove\"\n1\n"],
)  # fmt: skip
def test_files_in_every_usual_form_are_scored(scored, content):
    assert "4 of 4 right, accuracy 1.000" in scored(content)


def test_the_score_has_interval_baseline_and_fingerprint(scored):
    said = scored("0\n1\n0\n0\n")
    assert "2 of 4 right, accuracy 0.500 (95 % interval 0.150 to 0.850; guessing 0.333)" in said
    assert said.rsplit(maxsplit=1)[1] != scored("0\n1\n0\n2\n").rsplit(maxsplit=1)[1]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("0\n1\n2\n", "3 lines"),
        ("0\n1\n2\n1\n1\n", "5 lines"),
        ("", "0 lines"),
        ("2\n", "1 line."),
        ("0,0\n1,1\n2,2\n3,1\n", "line 1 is '0,0'"),
        ("0\n1\n3\n1\n", "line 3 is '3'"),
        ("0\n-1\n2\n1\n", "line 2 is '-1'"),
        ("0\n1\n2\n1.5\n", "line 4 is '1.5'"),
        ("nan\ninf\n2\n1\n", "line 1 is 'nan'"),
        ("0\n\n2\n1\n", "line 2 is ''"),
        ("Ada\n1\n2\n1\n", "line 1 is 'Ada'"),
        (b"\xff\xfe\x00\x81", "cannot be read as text"),
        (b"0\n" * MOST_BYTES, "too large"),
    ],
)
def test_bad_files_are_explained(scored, content, complaint):
    said = scored(content)
    assert complaint in said
    assert "It needs 4 lines" in said


def test_the_interval_of_a_perfect_score_is_not_a_point(scored):
    assert "(95 % interval 0.510 to 1.000;" in scored("0\n1\n2\n1\n")


def test_a_fingerprint_can_be_told_before_the_score(tmp_path, scored):
    said = scored("0\n1\n2\n1\n")
    before = fingerprint(tmp_path / "team.txt")
    assert said.endswith(before.removeprefix("team.txt: "))
    assert "right" not in before
    assert fingerprint(tmp_path / "none.txt") == "none.txt: no such file yet."
    assert "cannot be read" in fingerprint(tmp_path)


def test_no_file_and_a_folder_are_explained(tmp_path):
    assert "no such file yet" in score_file(tmp_path / "none.txt", LABELS, NAMES)
    assert "cannot be read" in score_file(tmp_path, LABELS, NAMES)
