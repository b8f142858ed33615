"""The digest of what was measured: it changes with the experiment, and with nothing that only shows or judges."""

import ast

import pytest

from harness.tiny_course import write_course
from tools.files import CourseError
from tools.measuring.digest import Code, canonical, experiment
from tools.source.lesson_source import parse_lesson, read_lesson

LESSON = '''\
# %% [markdown]
# # A line

# %% tags=["setup"]
import numpy as np

from course_utils import checks, data, measured, plots, start

settings = start("01_line", seed=1)

# %% name="guess" tags=["guess"]
guess = ...  # a number
checks.line.guess("slope", guess)

# %% name="fit"
x = data.points(10)


def slope_of(x: np.ndarray) -> float:
    """Return the slope."""
    return float(x.mean() * 2)  # the mean, twice


slope = slope_of(x)
print(f"the slope is {slope:.2f}")

# %% name="claim" tags=["claim"]
# @title Claim: the line
gap = slope - 1
checks.claim("the slope is large", gap, low=0.5, high=2.0, control=0.0)

# %% name="picture" tags=["figure"]
# @title Figure: the line
colors = ["red", "blue"]
spread = {"x": x.std()}
before = measured.before("spread", spread)
ax = plots.curves(x, title="A line")
plots.show(ax, caption="The line.", alt="A line that rises.")
checks.line.reveal("slope", slope, close=0.1)
'''

MODULES = {
    "course_utils/__init__.py": "from course_utils.session import start\n",
    "course_utils/session.py": "from course_utils import settings\n\n\ndef start(lesson, seed):\n    return seed\n",
    "course_utils/settings.py": "ROOT = 1\n",
    "course_utils/arguments.py": "def whole_number(name, asked):\n    return asked\n",
    "course_utils/data/__init__.py": (
        '"""Data."""\n\nfrom course_utils.data.photos import read\nfrom course_utils.drawn.toys import points\n'
    ),
    "course_utils/data/photos.py": "def read():\n    return 1\n",
    "course_utils/drawn/__init__.py": "",
    "course_utils/drawn/toys.py": (
        "from course_utils import arguments\nfrom course_utils.drawn import dice\n"
        "from course_utils.plots import show\n\n\n"
        'def points(count):\n    """Draw points."""\n    print("drawn")\n    arguments.whole_number("count", count)\n'
        "    if count < 1:\n        raise ValueError(count)\n"
        "    if (count := count + 0) > 99:\n        raise ValueError\n"
        '    if count > 9:\n        print("many")\n    else:\n        count += 0\n'
        '    return dice.roll(count, "table.csv")\n'
    ),
    "course_utils/drawn/dice.py": "def roll(count, table):\n    return [4] * count\n",
    "course_utils/plots.py": 'def show():\n    """Show."""\n',
    "data/tables/table.csv": "1\n",
    "data/tables/other.csv": "1\n",
}

SHOWN = [
    ("lessons/01_line.py", 'caption="The line."', 'caption="Another line."'),
    ("lessons/01_line.py", "  # the mean, twice", ""),
    ("lessons/01_line.py", '"""Return the slope."""', '"""Return how steep it is."""'),
    ("lessons/01_line.py", "(x: np.ndarray) -> float:", "(x):"),
    ("lessons/01_line.py", "low=0.5, high=2.0", "low=0.4"),
    ("lessons/01_line.py", "the slope is large", "the slope is steep"),
    ("lessons/01_line.py", 'before("spread"', 'before("width"'),
    ("lessons/01_line.py", '"red", "blue"', '"green"'),
    ("lessons/01_line.py", 'title="A line"', 'title="Another"'),
    ("lessons/01_line.py", 'print(f"the slope is {slope:.2f}")\n', ""),
    ("lessons/01_line.py", "close=0.1", "close=0.2"),
    ("lessons/01_line.py", "seed=1", "seed=2"),
    ("lessons/01_line.py", "# # A line", "# # Another line"),
    ("lessons/01_line.py", "x = data.points(10)", "x = data.points(\n    10\n)"),
    ("course_utils/plots.py", '"""Show."""', '"""Show it."""'),
    ("course_utils/plots.py", "():", "(times=2):"),
    ("course_utils/settings.py", "1", "2"),
    ("course_utils/data/photos.py", "1", "2"),
    ("course_utils/drawn/toys.py", '"""Draw points."""', '"""Draw them."""'),
    ("course_utils/drawn/toys.py", 'print("drawn")', 'print("done")'),
    ("course_utils/drawn/toys.py", "if count < 1", "if count < 2 or count % 2"),
    ("course_utils/drawn/toys.py", "raise ValueError(count)", 'raise ValueError("too few")'),
    ("course_utils/drawn/toys.py", '    arguments.whole_number("count", count)\n', ""),
    ("course_utils/arguments.py", "return asked", "return int(asked)"),
    ("data/tables/other.csv", "1", "2"),
]

MEASURED = [
    ("lessons/01_line.py", "data.points(10)", "data.points(11)"),
    ("lessons/01_line.py", "x.mean() * 2", "x.mean() * 2.5"),
    ("lessons/01_line.py", "gap = slope - 1", "gap = slope - 2"),
    ("lessons/01_line.py", '"the slope is large", gap', '"the slope is large", -gap'),
    ("lessons/01_line.py", "control=0.0", "control=slope"),
    ("lessons/01_line.py", "x.std()", "x.var()"),
    ("lessons/01_line.py", "import numpy as np", "import jax.numpy as np"),
    ("course_utils/session.py", "return seed", "return seed + 1"),
    ("course_utils/drawn/toys.py", "roll(count", "roll(2 * count"),
    ("course_utils/drawn/toys.py", "count + 0", "count + 1"),
    ("course_utils/drawn/toys.py", "count += 0", "count += 1"),
    ("course_utils/drawn/dice.py", "[4]", "[5]"),
    ("data/tables/table.csv", "1", "2"),
]


@pytest.fixture
def course(tmp_path):
    write_course(tmp_path, lesson=LESSON)
    for place, text in MODULES.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text, encoding="utf-8")
    return tmp_path


def digest(course):
    return Code(course).digest(read_lesson(course / "lessons" / "01_line.py"))


def change(course, place, old, new):
    text = (course / place).read_text(encoding="utf-8")
    assert text.count(old) >= 1
    (course / place).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(("place", "old", "new"), SHOWN)
def test_what_only_shows_or_judges_does_not_count(course, place, old, new):
    before = digest(course)
    change(course, place, old, new)
    assert digest(course) == before


@pytest.mark.parametrize(("place", "old", "new"), MEASURED)
def test_what_the_values_rest_on_counts(course, place, old, new):
    before = digest(course)
    change(course, place, old, new)
    assert digest(course) != before


@pytest.mark.parametrize(
    ("code", "modules"),
    [
        ("from course_utils import data\ndata.points(1)", "drawn.toys drawn.dice"),
        ("from course_utils import data\ndata.read()", "data.photos"),
        ("from course_utils import data\nfunctions = vars(data)", "data.photos drawn.toys drawn.dice"),
        ("from course_utils.data import photos as p", "data.photos"),
        ("import course_utils.drawn.dice as dice", "drawn.dice"),
        ("from course_utils.drawn.dice import roll", "drawn.dice"),
        ("def f():\n    from course_utils.data import read", "data.photos"),
        ("from course_utils.plots import show\nfrom course_utils import plots, settings", ""),
        ("import numpy\nfrom keras import data", ""),
    ],
)
def test_modules_are_found_by_the_names_that_are_used(course, code, modules):
    assert Code(course).modules_of(ast.parse(code)) == {f"course_utils.{name}" for name in modules.split()}


def test_a_relative_import_is_refused_because_nobody_would_follow_it():
    with pytest.raises(CourseError, match="write the whole name"):
        canonical(ast.parse("from .toys import points"))


def test_untagged_cells_keep_what_they_compute_without_what_they_print():
    cells = '# %% [markdown]\n# # A\n\n# %% tags=["setup"]\n1\n\n# %%\nscore = fit()\n{}'
    shown = ["", 'print("score")', 'plots.show(ax, caption="a")', "checks.a.b(score)", "score", '"""Text."""']
    texts = [canonical(experiment(parse_lesson(cells.format(line), "01_a"))) for line in shown]
    assert len(set(texts[:4] + texts[5:])) == 1
    assert canonical(experiment(parse_lesson(cells.format("score = fit(2)"), "01_a"))) != texts[0]


def test_every_python_writes_code_in_the_same_way():
    """Pythons differ in fields that they add to functions and classes, and in how they cut f-strings."""
    code = "\n".join(
        [
            "import b, a",
            "def f(x: int, *, y=None) -> str:",
            "    'Text.'",
            "    return f'{x!r:>{y}} a' f'{y=}' 'b' rf'{x:%Y}\\d' + 'ü' 'd'",
            "class A: pass",
        ]
    )
    assert canonical(ast.parse(code)) == (
        "[('', 'a', 'a'), ('', 'b', 'b')]\n"
        "[FunctionDef(name='f',args=arguments(args=[arg(arg='x')],kwonlyargs=[arg(arg='y')],kw_defaults=[Constant()]),"
        "body=[Return(value=BinOp(left=JoinedStr(values=[FormattedValue(value=Name(id='x'),conversion=114,"
        "format_spec=JoinedStr(values=[Constant(value='>'),FormattedValue(value=Name(id='y'),conversion=-1)])),"
        "Constant(value=' ay='),FormattedValue(value=Name(id='y'),conversion=114),Constant(value='b'),"
        "FormattedValue(value=Name(id='x'),conversion=-1,format_spec=JoinedStr(values=[Constant(value='%Y')])),"
        "Constant(value='\\\\d')]),op=Add(),right=Constant(value='\\xfcd')))]),ClassDef(name='A',body=[Pass()])]"
    )
