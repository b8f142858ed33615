"""A lesson has six places: each that is forgotten is named in one sentence, and so is what a lost lesson leaves."""

import re

import pytest

from harness.tiny_course import LESSON, write_course
from tools import build
from tools.documents import places
from tools.documents.concepts import read_concepts
from tools.files import ROOT, CourseError
from tools.source.lesson_source import lesson_paths

# The places of the second lesson of the tiny course, as its author fills them, and what is said without each.
PLACES = {
    "lessons/02_plane.py": (
        LESSON.replace("01_line", "02_plane"),
        r"checks/plane\.py is for 02_plane, and there is no lesso",
    ),
    "course_utils/checks/plane.py": (
        'from course_utils.checks._frame import Lesson\n\n_lesson = Lesson("02_plane", "A plane")\n',
        r'02_plane has no checks: write course_utils/checks/plane\.py with `_lesson = Lesson\("02_plane", "',
    ),
    "tests/course_utils/checks/answers/plane.py": ("RIGHT = []\n", r"answers/plane\.py is missing: write right, wrong"),
}


@pytest.fixture
def course(tmp_path):
    """Make a course of two lessons, every place filled."""
    write_course(tmp_path)
    for place, (content, _) in PLACES.items():
        (tmp_path / place).write_text(content, encoding="utf-8")
    replace(tmp_path / "lessons" / "concepts.csv", ",02_plane,taught,,", ",02_plane,taught,idea,figure")
    return tmp_path


def missing(root):
    return places.missing(root, [path.stem for path in lesson_paths(root)], read_concepts(root))


def test_a_lesson_with_all_its_places_lacks_nothing(course):
    assert missing(course) == []


@pytest.mark.parametrize("place", PLACES)
def test_each_place_that_is_forgotten_is_named(course, place):
    (course / place).unlink()
    first, *_ = missing(course)
    assert re.search(PLACES[place][1], first)
    assert first.endswith(".")


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_table_of_concepts_without_the_lesson_is_named(course):
    replace(course / "lessons" / "concepts.csv", "1-005,talks,Normal of a plane,02_plane,taught,idea,figure\n", "")
    (sentence,) = missing(course)
    assert sentence.startswith("lessons/concepts.csv has no row of 02_plane: say what it teaches")


def test_a_syllabus_without_the_lesson_is_named(course):
    replace(course / "lessons" / "course.toml", 'name = "02_plane"', 'name = "03_cone"')
    assert "lessons/course.toml has no lesson '02_plane': add a [[lesson]] with that name." in build.check(course)


@pytest.mark.parametrize(
    ("place", "content", "complaint"),
    [
        ("course_utils/checks/flat.py", 'Lesson("02_plane", "x")', "has its checks in flat and plane: keep one"),
        (
            "course_utils/checks/cone.py",
            'Lesson("03_cone", "x")',
            r"cone\.py is for 03_cone, and there is no lessons/03",
        ),
        (
            "tests/course_utils/checks/answers/cone.py",
            "",
            r"cone\.py answers no module of course_utils/checks/: rename",
        ),
    ],
)
def test_what_belongs_to_no_lesson_is_named(course, place, content, complaint):
    (course / place).write_text(content, encoding="utf-8")
    assert [sentence for sentence in missing(course) if re.search(complaint, sentence)]


def test_a_module_of_checks_that_is_no_python_is_one_sentence(course):
    (course / "course_utils" / "checks" / "plane.py").write_text("_lesson = Lesson(", encoding="utf-8")
    with pytest.raises(CourseError, match=r"checks/plane\.py, line 1: "):
        missing(course)


def test_the_build_asks_for_the_places(course):
    (course / "course_utils" / "checks" / "line.py").unlink()
    assert [sentence for sentence in build.check(course) if sentence.startswith("01_line has no checks")]


def test_nothing_is_missing_in_the_real_course():
    assert missing(ROOT) == []


def test_readme_names_every_place():
    text = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Adding a lesson")[2].partition("\n## ")[0]
    for place in ("course.toml", "lessons/NN_", "concepts.csv", places.CHECKS, places.ANSWERS, "data/measured"):
        assert place in text
    assert len(re.findall(r"^\d\. ", text, re.MULTILINE)) == 6
