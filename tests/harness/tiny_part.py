"""A throw-away course whose one lesson has the new form: two core parts and a deeper one, of which one is written."""

from pathlib import Path

from harness.tiny_course import write_course

PART = '''\
# %% [markdown] name="title"
# # 01 · Lines
#
# **Why does a line have two numbers?**
#
# | | |
# |---|---|
# | **You will be able to** | *draw* a line |
# | **Time** | {minutes} minutes |

# %% name="setup" tags=["setup"]
from course_utils import checks, plots, start

settings = start("01_line", seed=1)

# %% [markdown] name="idea"
# ## Two numbers, one line
#
# The **slope** says how steep a line is. How high is it at 2?

# %% name="guess-height" tags=["guess"]
guess = ...  # a height
checks.line.guess("height", guess)


# %% name="line"
def line(x, slope=3):
    return slope * x + 1


height = line(2)

# %% name="line-picture" tags=["figure"]
# @title Figure: a line and its height
heights = [line_height for line_height in (1, height)]
ax = plots.curves(heights, title=f"the line rises to {height}")
for value in heights:
    ax.plot(value)
plots.show(ax, caption="A line from 1 to 7.", alt="A line that rises.")
checks.line.reveal("height", height, close=0.1)

# %% [markdown] name="slope-task"
# And the other way round?
#
# ### Exercise · a slope
#
# Write the slope of the line.

# %% name="slope-answer" tags=["exercise"]
# BEGIN SOLUTION
slope = 3
# END SOLUTION
checks.line.slope(slope)
# checks.line.slope.hint()

# %% [markdown] name="slope-solution" tags=["solution"]
# **Why.** It rises by 3.

# %% [markdown] name="letter-task"
# ### Exercise · which letter?

# %% name="letter-answer" tags=["exercise"]
# BEGIN SOLUTION
letter = "A"
# END SOLUTION
checks.line.which(letter)
# checks.line.which.hint()

# %% [markdown] name="double-task"
# ### Exercise · twice as steep


# %% name="double-answer" tags=["exercise"]
def double(slope):
    """Return twice the slope."""
    # BEGIN SOLUTION
    return 2 * slope
    # END SOLUTION


checks.line.double(double)
# checks.line.double.hint()

# %% [markdown] name="half-task"
# ### Exercise · half as steep


# %% name="half-answer" tags=["exercise"]
def half(slope):
    """Return half the slope."""
    # BEGIN SOLUTION
    return slope / 2
    # END SOLUTION


checks.line.half(half)
# checks.line.half.hint()

# %% [markdown] name="steep"
# ## A steeper line
#
# With your function, or ours, the line gets steeper. Will it be
# **A** higher, **B** lower at 2?

# %% name="guess-steep" tags=["guess"]
guess = ...  # "A" or "B"
checks.line.guess("steep", guess)

# %% name="steeper"
steeper = checks.line.double.or_ours(double, lambda slope: slope + slope)
print("a height of", line(2, steeper(3)))

# %% name="steeper-claim" tags=["claim"]
# @title Claim: a line and its height
checks.claim("the line at 2", height, low=6, high=8, control=0)
checks.line.reveal("steep", "A")

# %% name="progress"
checks.guesses()
checks.progress()

# %% [markdown] name="close"
# ## What we saw
#
# A line.
#
# {next}
'''

CHECKS = """\
from course_utils.checks._frame import Lesson

_lesson = Lesson("01_line", "A line")
guess, reveal = _lesson.guess, _lesson.reveal


@_lesson.exercise("a slope", kind="number", hints=("Look.",))
def slope(value):
    return value == 3


@_lesson.exercise("which letter?", kind="letter", hints=("Look.",))
def which(letter):
    return letter == "A"


@_lesson.exercise("twice as steep", kind="code", hints=("Look.",))
def double(function):
    return function(2) == 4


@_lesson.exercise("half as steep", kind="code", hints=("Look.",))
def half(function):
    return function(2) == 1
"""

FRAME = """\
class Exercise:
    def __init__(self, judge):
        self.judge = judge

    def __call__(self, *answers):
        print("right" if answers[0] is not ... and self.judge(*answers) else "not started")

    def or_ours(self, mine, ours):
        return ours


class Lesson:
    def __init__(self, name, title):
        self.name = name

    def exercise(self, title, kind, hints):
        return Exercise

    def guess(self, name, value):
        pass

    def reveal(self, name, value, close=None):
        print("it is", value)
"""

COURSE_UTILS = {
    "course_utils/__init__.py": "def start(lesson, seed):\n    return seed\n",
    "course_utils/checks/__init__.py": (
        "from course_utils.checks import line\n\n\n"
        "def claim(statement, value, **band):\n    print(statement, value)\n\n\n"
        "def guesses():\n    pass\n\n\ndef progress():\n    pass\n"
    ),
    "course_utils/checks/_frame.py": FRAME,
    "course_utils/checks/line.py": CHECKS,
    "course_utils/plots.py": (
        "from unittest.mock import MagicMock\n\n\ndef curves(values, title):\n    return MagicMock()\n\n\n"
        "def show(ax, caption, alt):\n    print(caption)\n"
    ),
}

COURSE = """\
title = "A tiny course"

[lectures]
talks = "Talks (Town)"

[[lesson]]
name = "01_line"
title = "A line"
question = "Why two numbers?"
path = "core"
day = true
teaches = ["slope"]

[[lesson]]
name = "01b_bend"
title = "A bend"
question = "And one more?"
path = "deeper"
needs = ["01_line"]
needs_terms = ["slope"]

[[lesson]]
name = "02_plane"
title = "A plane"
question = "Why three?"
path = "core"
needs = ["01_line"]
"""

CONCEPTS = """\
id,lecture,concept,lesson,treatment,explained_in,shown_in
1-001,talks,Slope,01_line,taught,idea,line-picture
"""


def write_part(root: Path, *, lesson: str = PART, course: str = COURSE, concepts: str = CONCEPTS) -> Path:
    """Write the course; its `course_utils` needs nothing but Python."""
    write_course(root, lesson=lesson)
    files = {"lessons/course.toml": course, "lessons/concepts.csv": concepts} | COURSE_UTILS
    for place, text in files.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(text, encoding="utf-8")
    return root
