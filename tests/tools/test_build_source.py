"""The rules of a lesson's source, and what is left of a cell without its solution."""

import textwrap

import pytest

from harness.tiny_course import LESSON
from tools.files import CourseError
from tools.source.lesson_source import parse_lesson
from tools.source.solutions import without_solutions


def region(solution: str, indent: str = "") -> str:
    """Put the markers around a solution."""
    return textwrap.indent(f"# BEGIN SOLUTION\n{textwrap.dedent(solution).strip()}\n# END SOLUTION\n", indent)


@pytest.mark.parametrize(
    ("solution", "shown"),
    [
        ("kernel = np.ones(3)", "kernel = ...  # your code"),
        ("a, (b, *c) = f()", "a, b, c = ..., ..., ...  # your code"),
        ("a = b = f()", "a, b = ..., ...  # your code"),
        ("loss: float = f()", "loss = ...  # your code"),
        ("loss = f()\nloss = 2 * loss", "loss = ...  # your code"),
        ("total += 1\nmean = total / 2", "mean = ...  # your code"),  # total was there before
        ("model.fit(x, y)\nhistory = 1\nx[0] = 2", "history = ...  # your code"),
        ("print(1)", "...  # your code"),
        ("# only a thought", "...  # your code"),
    ],
)
def test_names_that_a_solution_assigns_are_kept(solution: str, shown: str):
    assert without_solutions(f"x = 1\n{region(solution)}check(x)") == f"x = 1\n{shown}\ncheck(x)"


def test_function_keeps_signature_and_docstring_and_hides_its_own_names():
    head = 'def f(x: int, *, y=2) -> int:\n    """Add."""\n'
    assert without_solutions(head + region("h = x + y\nreturn h", "    ")) == f"{head}    ...  # your code"


def test_function_keeps_a_name_that_it_reads_after_the_solution():
    source = "def f(x):\n" + region("h = 2 * x\nfor i in range(3):\n    h += i", "    ") + "    return h"
    shown = without_solutions(source)
    assert shown == "def f(x):\n    h = ...  # your code\n    return h"


def test_method_and_several_regions_in_a_cell():
    source = (
        "class A:\n    def f(self):\n" + region("return 1", " " * 8) + region("a = 1") + region("b = 2") + "show(a)"
    )
    shown = "class A:\n    def f(self):\n        ...  # your code\na = ...  # your code\nb = ...  # your code\n"
    assert without_solutions(source) == f"{shown}show(a)"


@pytest.mark.parametrize(
    ("source", "remedy"),
    [
        (region("def f(x):\n    return x"), "inside its body"),
        (region("class A:\n    pass"), "inside its body"),
        ("x = 1\n" + region("print(x)"), "prints Ellipsis"),
        ("model = Sequential([\n" + region("Dense(2),", "    ") + "])", "whole statements"),
        ("#BEGIN SOLUTION\nx = 1\n# END SOLUTION", "write exactly"),
        ("### BEGIN SOLUTION\nx = 1\n### END SOLUTION", "write exactly"),
        ("# begin solution\nx = 1\n# end solution", "write exactly"),
        ("# BEGIN SOLUTIONS\nx = 1\n# END SOLUTION", "write exactly"),
        ("# BEGIN SOLUTION:\nx = 1\n# END SOLUTION", "write exactly"),
        ("# BEGIN SOLUTION \nx = 1\n# END SOLUTION", "write exactly"),
        ("# BEGIN SOLUTION\nx = 1", "has no"),
        ("x = 1\n# END SOLUTION", "never began"),
        ("# BEGIN SOLUTION\n# BEGIN SOLUTION\nx = 1\n# END SOLUTION", "inside another"),
        ("if x:\n    # BEGIN SOLUTION\n    y = 1\n# END SOLUTION", "not indented"),
    ],
)
def test_wrong_regions_are_refused(source: str, remedy: str):
    with pytest.raises(CourseError, match=remedy):
        without_solutions(source)


def test_names_tags_and_sections():
    lesson = parse_lesson(LESSON, "01_line")
    cells = {cell.id: cell for cell in lesson.cells}
    assert cells["shape"].tags == ("nbval-check-output",)
    assert cells["cell-02"].name is None
    assert [lesson.sections[id] for id in ("cell-02", "idea", "line", "end", "cell-12")] == [
        *(None, "Two numbers, one line", "Two numbers, one line", "What we saw", "What we saw")
    ]


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ('# %% hidden="yes"\nx = 1', "unknown metadata hidden"),
        ("# %% name=figure\nx = 1", "quote the values"),
        ('# %% figure tags=["exercise"]\nx = 1', "quote the values"),
        ('# %% tags=["exercize"]\nx = 1', "unknown tag exercize"),
        ('# %% tags="exercise"\nx = 1', "wrong cell marker"),
        ('# %% name="Best Line"\nx = 1', "small letters"),
        ('# %% name="cell-03"\nx = 1', "small letters"),
        ('# %% name="shape"\nx = 1', "used twice"),
        ('# %% tags=["setup"]\nx = 1', "exactly one code cell"),
        ("# %%\n# !pip install keras", "magic"),
        ("# %%\n# %matplotlib inline\nx = 1", "magic"),
        ("# %%\nimport tensorflow as tf", "imports tensorflow"),
        ("# %%\nfrom tensorflow.keras import layers", "imports tensorflow"),
        ("# %%\n# NBVAL_CHECK_OUTPUT\nprint(1)", "use the tag"),
        ("# %%\nx = (1", "not valid Python"),
        ("# %% [raw]\n# hm", "use code or Markdown"),
        ("# %%\n# BEGIN SOLUTION\nx = 1\n# END SOLUTION", "no exercise"),
        ("# %% [markdown]\n# Think.\n# # BEGIN SOLUTION", "code only"),
        ('# %% [markdown] tags=["solution"]\n# ## Answer', "its own cell"),
    ],
)
def test_cells_that_break_a_rule_are_refused(cell: str, complaint: str):
    with pytest.raises(CourseError, match=complaint):
        parse_lesson(f"{LESSON}\n{cell}\n", "01_line")


def test_missing_setup_and_missing_title_are_reported_together():
    with pytest.raises(CourseError) as error:
        parse_lesson("# %%\nx = 1\n", "01_line")
    assert "exactly one code cell" in str(error.value)
    assert "first cell" in str(error.value)


START = '# %% [markdown]\n# # Title\n\n# %% tags=["setup"]\nx = 0\n\n# %% name="task" tags=["exercise"]\n'


@pytest.mark.parametrize(
    ("exercise", "later", "name"),
    [
        (region("weights = 1"), "# %%\nprint(weights)", "weights"),
        (region("weights = 1"), "# %%\ndef f():\n    return weights", "weights"),
        (region("weights = 1"), "# %%\nweights += 1", "weights"),
        (region("weights = 1"), "# %%\nif x:\n    print([weights * i for i in range(3)])", "weights"),
        (region("weights = 1") + "double = 2 * weights", "# %%\nprint(double)", "double"),
        ("def f():\n" + region("return 1", "    "), "# %%\nprint(f())", "f"),
        (region("import math\nr = 1"), '# %% tags=["exercise"]\nprint(math.pi)', "math"),
        (region("for i in range(3):\n    a = i") + "show(a)", "", "a"),
        ("y = 1", '# %% tags=["solution"]\nz = 2\n\n# %% tags=["exercise"]\nprint(z)', "z"),
        ("y = 1", '# %% tags=["solution"]\ny = 2\n\n# %%\nprint(y)', "y"),
    ],
)
def test_a_cell_that_needs_a_solution_is_refused(exercise: str, later: str, name: str):
    with pytest.raises(CourseError, match=f"reads `{name}`"):
        parse_lesson(f"{START}{exercise}\n{later}\n", "01_line")


@pytest.mark.parametrize(
    ("exercise", "later"),
    [
        (region("weights = 1"), '# %% tags=["exercise"]\nprint(weights)'),
        (region("weights = 1"), '# %% tags=["solution"]\nprint(weights)'),
        (region("weights = 1"), "# %%\nweights = 2\nprint(weights)"),
        (region("weights = 1"), "# %%\nfor weights in range(3):\n    print(weights)"),
        (region("weights = 1"), "# %%\nprint([weights for weights in range(3)], lambda weights: weights)"),
        (region("weights = 1"), "# %%\ndef f(weights):\n    local = weights\n    return local"),
        ("def f():\n" + region("inner = 1\nreturn inner", "    "), "# %%\ninner = 3\nprint(inner)"),
        ("rate = 0.1  # try others", "# %%\nprint(rate)"),
        (region("weights = 1"), "# %%\nmodel = x\nmodel.weights"),
    ],
)
def test_a_cell_that_needs_no_solution_is_accepted(exercise: str, later: str):
    parse_lesson(f"{START}{exercise}\n{later}\n", "01_line")


@pytest.mark.parametrize("call", ['start("01_lines", seed=1)', "start(seed=1)", "start()", "start('02_plane')"])
def test_start_names_another_lesson_than_the_file(call: str):
    text = START.replace("x = 0", f"from course_utils import start\n\nsettings = {call}")
    with pytest.raises(
        CourseError, match=r'cell `cell-02`: start names its lesson as the file does: `start\("01_line",'
    ):
        parse_lesson(text, "01_line")


@pytest.mark.parametrize("call", ['start("01_line", seed=1)', "start('01_line')"])
def test_start_names_the_lesson_of_the_file(call: str):
    assert parse_lesson(START.replace("x = 0", f"settings = {call}"), "01_line")
