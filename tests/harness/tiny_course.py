"""A throw-away course of one small lesson, for the tests of the tools."""

from pathlib import Path

LESSON = '''\
# %% [markdown]
# # A line
#
# Why does a line have two numbers?

# %% tags=["setup"]
from course_utils import start

settings = start("01_line", seed=1)

# %% [markdown] name="idea"
# ## Two numbers, one line
#
# Slope and intercept.

# %% name="figure"
import matplotlib.pyplot as plt
import numpy as np

generator = np.random.default_rng(settings)
noise = generator.normal(size=20)
plt.figure(figsize=(2, 1))
plt.plot(noise)
plt.show()

# %% name="slider" tags=["slider"]
from ipywidgets import interact


@interact(power=(1, 3))
def show_power(power: int) -> None:
    print(2**power)


# %% name="shape" tags=["nbval-check-output"]
noise.shape

# %% [markdown] name="task" tags=["exercise"]
# **Exercise.** Write the line.

# %% name="line" tags=["exercise"]
def line(x: float, slope: float) -> float:
    """Height of the line at x."""
    # BEGIN SOLUTION
    return slope * x  # SECRET-FUNCTION
    # END SOLUTION


# BEGIN SOLUTION
slope, intercept = 2.0, 1.0  # SECRET-NUMBERS
# END SOLUTION
print("checked", line(1.0, 3.0) in (3.0, None))

# %% [markdown] tags=["solution"]
# SECRET-TEXT: why it works.

# %% tags=["solution"]
print("SECRET-CELL")

# %% [markdown] name="end"
# ## What we saw
#
# A line.

# %%
print(noise.mean() < 1)
'''

COURSE = """\
title = "A tiny course"

[lectures]
talks = "Talks (Town)"

[[lesson]]
name = "01_line"
title = "A line"
question = "Why two numbers?"
kind = "core"
minutes = 10

[[lesson]]
name = "02_plane"
title = "A plane"
question = "Why three?"
kind = "companion"
minutes = 20
needs = ["01_line"]
"""

CONCEPTS = """\
id,lecture,concept,lesson,treatment,explained_in,shown_in
1-001,talks,Slope,01_line,taught,idea,figure
1-002,talks,Intercept,01_line,merged:1-001,,
1-003,talks,Ruler,01_line,placed,end,
1-004,talks,Logo,01_line,out:a picture of a building,,
1-005,talks,Normal of a plane,02_plane,taught,,
"""

README = """\
# A tiny course

<!-- lessons:begin -->
<!-- lessons:end -->

<!-- instructors:begin -->
## For instructors

<!-- solutions:begin -->
<!-- solutions:end -->
<!-- instructors:end -->
The end.
"""


def write_course(root: Path, *, url: str = "", ref: str = "main", lesson: str = LESSON) -> Path:
    """Write a course of one lesson, `01_line`, whose `course_utils` needs nothing but Python."""
    files = {
        "pyproject.toml": f'[tool.course]\nrepository = "{url}"\nref = "{ref}"\n',
        "README.md": README,
        "requirements.txt": "numpy\n",
        "Makefile": "lab:\n\tpython -m tools.lab\n",
        "course_utils/__init__.py": "def start(lesson, seed):\n    return seed\n",
        "course_utils/checks/line.py": '_lesson = Lesson("01_line", "A line")\n',
        "tests/course_utils/checks/answers/line.py": "",
        "lessons/course.toml": COURSE,
        "lessons/concepts.csv": CONCEPTS,
        "lessons/01_line.py": lesson,
        "data/cards/noise.md": "Made here.\n",
        "data/cache/big.bin": "not for the handout\n",
        "data/measured/01_line.csv": "claim,seed,value\nthe line is straight,1,2.0\n",
        "tools/__init__.py": "",
        "tools/lab.py": "",
    }
    for place, text in files.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_text(text, encoding="utf-8")
    return root
