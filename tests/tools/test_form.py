"""The form of a part: a small one that keeps every rule, and each rule broken once."""

import re

import pytest

from harness.tiny_part import CHECKS, PART, write_part
from tools import form
from tools.exercises import read_exercises
from tools.files import ROOT, CourseError
from tools.lesson_source import lesson_paths, parse_lesson, read_lesson
from tools.parts import Parts
from tools.syllabus import LessonEntry

PICTURE = 'ax = plots.curves(heights, title=f"the line rises to {height}")\n'
EXERCISE = "### Exercise · half as steep"


def problems(root, lesson: str = PART, checks: str = CHECKS, path: str = "core") -> list[str]:
    write_part(root)
    (root / "course_utils" / "checks" / "line.py").write_text(checks, encoding="utf-8")
    entry = LessonEntry("01_line", "A line", "Why?", path=path)
    return form.problems(parse_lesson(lesson, "01_line"), entry, read_exercises(root).get("01_line", ()))


def test_the_small_part_keeps_every_rule(tmp_path):
    assert problems(tmp_path) == []


def test_lessons_without_a_path_keep_none_of_them():
    parts = Parts(ROOT)
    for path in lesson_paths(ROOT):
        if not parts.is_part(path.stem):
            lesson = read_lesson(path)
            assert parts.problems(lesson) == parts.too_long(lesson) == parts.notes(lesson) == []
            assert parts.filling(lesson) is None


def test_the_real_parts_keep_every_rule():
    parts = Parts(ROOT)
    lessons = [read_lesson(path) for path in lesson_paths(ROOT)]
    assert [problem for lesson in lessons for problem in parts.problems(lesson)] == []
    assert parts.path_problems(lessons) == []


def broken(old: str, new: str, times: int = 1) -> str:
    assert PART.count(old) == times, old
    return PART.replace(old, new)


def in_picture(line: str) -> str:
    return broken(PICTURE, f"{PICTURE}{line}\n")


@pytest.mark.parametrize(
    ("lesson", "complaint"),
    [
        # folding
        (broken("# @title Figure: a line and its height\n", ""), "cell `line-picture` is folded: its first line"),
        (broken("Figure: a line and its height", "Figure:"), "write `# @title Figure: what is in it`"),
        (broken("# @title Claim:", "# @title Figure:"), "write `# @title Claim: what is in it`"),
        (broken("Figure: a line and its height", "Figure: a better line"), "tells its finding in its title ('better')"),
        (broken("Figure: a line and its height", "Figure: a line up to 7"), "tells its finding in its title ('7')"),
        (broken('f"the line rises to {height}"', '"the line never falls"'), "types a finding as title"),
        (in_picture("more = line(2)"), "calls `line`, which computes"),
        (in_picture("model.fit(height)"), "calls `model.fit`: training"),
        (in_picture("answers = [net.predict(value) for value in heights]"), "calls `net.predict`: training"),
        (in_picture("plots.curves([lambda: model.predict(1)])"), "calls `model.predict`: training"),
        (in_picture("nets[0](height)"), "calls `nets[0]`, and nobody can tell"),
        (in_picture("checks.line.which(1)"), "a folded cell draws, claims and reveals"),
        (in_picture("import keras\nkeras.ops.relu(1)"), "calls `keras.ops.relu`: what is computed"),
        (in_picture("while height > 9:\n    ax.plot(1)"), "has a `while`"),
        (in_picture("for value in heights:\n    height + value"), "has a loop over `heights` that draws nothing"),
        (in_picture("for value in heights:\n    ax.plot(value)\n    rows.append(value)"), "that collects values"),
        (
            broken("steeper(3)))", "steeper(3)))\nprint(heights)"),
            "reads `heights`, which the folded cell `line-picture`",
        ),
        (broken("height = line(2)\n", 'height = line(2)\nplots.show(1, caption="", alt="")\n'), 'tag it "figure"'),
        (broken("height = line(2)\n", 'height = line(2)\nchecks.claim("a", 1)\n'), 'tag it "claim"'),
        (broken('checks.claim("the line at 2", height, low=6, high=8, control=0)\n', ""), "has no `checks.claim`"),
        (
            broken('settings = start("01_line", seed=1)', 'settings = start("01_line", seed=1)\nx = 3'),
            "sets up and does more",
        ),
        # guesses
        (broken("guess = ...  # a height", "guess = ..."), "`guess-height` is not a guess"),
        (broken("guess = ...  # a height", "guess = 3  # a height"), "`guess-height` is not a guess"),
        (broken('"height", guess)', '"height", guess)\nx = 1'), "`guess-height` is not a guess"),
        (broken('checks.line.reveal("height", height, close=0.1)\n', ""), "'height' has exactly one `reveal`"),
        (
            broken('checks.line.reveal("steep", "A")', 'checks.line.reveal("up", "A")'),
            "reveals 'up', for which no cell",
        ),
        (broken('guess("steep"', 'guess("height"'), "asks for the guess 'height' twice"),
        (
            broken('checks.line.guess("steep", guess)', 'checks.plane.guess("steep", guess)'),
            "this part has `checks.line`",
        ),
        (broken('name="guess-steep" tags=["guess"]', 'name="guess-steep"'), "asks for 1 guesses: a part has 2 to 4"),
        (broken('\n# %% name="guess-height"', '\n# %%\nx = 1\n\n# %% name="guess-height"'), "question stands in"),
        (
            broken('name="steeper"', 'name="steeper" tags=["nbval-check-output"]'),
            "`steeper` (nbval-check-output) stands",
        ),
        (broken('# %% name="steeper"', "# %% [markdown]\n# ## It rises\n\n# %%"), "no heading and no exercise may"),
        (broken('"height", height, close', '"height", slope_before, close'), "was computed above the guess"),
        (
            broken("steeper(3)))", 'steeper(3)))\nchecks.line.reveal("steep", "A")').replace(
                'control=0)\nchecks.line.reveal("steep", "A")', "control=0)"
            ),
            "where all read it: reveal it in a folded cell",
        ),
        # exercises
        (broken("# checks.line.half.hint()\n", ""), "its last line is `# checks.line.half.hint()`"),
        (
            broken("# checks.line.half.hint()", "# checks.line.double.hint()"),
            "its last line is `# checks.line.half.hint()`",
        ),
        (broken("checks.line.half(half)\n", "half(2)\n"), "does not end in its check"),
        (
            broken("checks.line.half(half)\n# checks.line.half.", "checks.line.third(half)\n# checks.line.third."),
            "does not define",
        ),
        (broken(EXERCISE, "### Exercise 1.4 · half as steep"), "types the number of its exercise"),
        (broken(EXERCISE, "Half as steep."), "with one heading `### Exercise · title`"),
        (broken(EXERCISE, "### Exercise · a half"), "calls the exercise 'a half', its check calls it 'half as steep'"),
        (
            PART.replace("double", "DOUBLE").replace("half", "double").replace("DOUBLE", "half"),
            "stands at another place",
        ),
        # placeholders, visible code and what stays outside
        (broken("| {minutes} minutes |", "| 35 minutes |"), "has the row `| **Time** | {minutes} minutes |`"),
        (broken("# {next}", "# The end."), "the last line of a part is `{next}`"),
        (broken("# Write the slope of the line.", "# {next}"), "belongs into the last line"),
        (broken("height = line(2)\n", "height = line(2)\n" + "height += 0\n" * 23), "has 26 visible lines, at most 25"),
        (
            broken("height = line(2)\n", "height = line(2)\n" + "height += 0\n" * 12),
            "more than 14 lines, one in ten may",
        ),
        (broken("height = line(2)\n", f"height = line(2)  # {'x' * 90}\n"), "columns, at most 100"),
        (
            broken("height = line(2)\n", "height = line(sum([sum([i]) for i in [j for j in (1,)]]))\n"),
            "inside a comprehension",
        ),
        (
            broken("height = line(2)\n", "height = line(2)\n" + "; ".join(f"x{i} = 1" for i in range(100)) + "\n"),
            "names at the top level, at most 100",
        ),
        (broken("# A line.\n", "# A line, as the lecture has it.\n"), "speaks of the lectures ('lecture')"),
        (broken('caption="A line from 1 to 7."', 'caption="As on the slide."'), "speaks of the lectures ('the slide')"),
        (broken("checks.progress()\n", ""), "calls `checks.progress()` nowhere"),
    ],
)
def test_every_rule_can_be_broken(tmp_path, lesson, complaint):
    found = problems(tmp_path, lesson)
    assert [problem for problem in found if complaint in problem], found
    assert all(problem.startswith("lessons/01_line.py, ") for problem in found)


@pytest.mark.parametrize(
    "lesson",
    [
        in_picture("for own, value in zip(ax, heights, strict=True):\n    plots.curves(own, value)"),
        in_picture("total = sum(value**2 for value in heights)"),
        in_picture("plots.curves(line, other=lambda x: line(x) + 1)"),
        in_picture("def mark(value):\n    ax.plot(value)\n\n\nmark(height)"),
        in_picture("import numpy as np\nhighest = np.max(heights).round(2)"),
        in_picture("for _, own in ax.items():\n    own.set(xlabel='x')"),
        broken("steeper(3)))", "steeper(3)))\nheights = [1]\nprint(heights)"),
        broken("# A line.\n", "# The window slides over the line.\n"),
        broken("# A line.\n", "# **Further reading.** A lecture of 1957.\n"),
        broken('[markdown] name="close"', '[markdown] name="close" tags=["further"]').replace(
            "# A line.\n", "# A lecture.\n"
        ),
        broken("height = line(2)\n", "height = line(2)\n" + "height += 0\n" * 10),
    ],
)
def test_what_the_rules_allow(tmp_path, lesson):
    assert problems(tmp_path, lesson) == []


def test_a_deeper_part_says_that_one_may_skip_it(tmp_path):
    assert "says that one may skip it" in problems(tmp_path, path="deeper")[0]
    skips = broken("**Why does", "You may skip this part. **Why does")
    assert problems(tmp_path, skips, path="deeper") == []


def test_checks_that_declare_no_kind_or_too_few_of_them(tmp_path):
    (found,) = problems(tmp_path, checks=CHECKS.replace('kind="letter", ', ""))
    assert "checks.line.which declares no kind" in found
    lesson = re.sub(
        r'# %% \[markdown\] name="half-task".*?(?=# %% \[markdown\] name="steep")', "", PART, flags=re.DOTALL
    )
    (found,) = problems(tmp_path, lesson, checks=CHECKS[: CHECKS.index('@_lesson.exercise("half')])
    assert "has 3 checked exercises; a part has at least 4" in found


def test_numbers_come_from_the_order_of_the_checks(tmp_path):
    write_part(tmp_path)
    checks = tmp_path / "course_utils" / "checks"
    (checks / "bend.py").write_text(CHECKS.replace("01_line", "01b_bend"), encoding="utf-8")
    (checks / "start.py").write_text(CHECKS.replace("01_line", "00_start"), encoding="utf-8")
    found = read_exercises(tmp_path)
    assert [exercise.number for exercise in found["01_line"]] == ["1.1", "1.2", "1.3", "1.4"]
    assert [exercise.number for exercise in found["01b_bend"]] == ["1b.1", "1b.2", "1b.3", "1b.4"]
    assert (found["00_start"][1].number, found["00_start"][1].check) == ("0.2", "checks.start.which")
    assert [exercise.kind for exercise in found["01_line"]] == ["number", "letter", "code", "code"]
    (checks / "again.py").write_text(CHECKS, encoding="utf-8")
    with pytest.raises(CourseError, match="another module holds the checks of 01_line too"):
        read_exercises(tmp_path)


DOOR = "steeper = checks.line.double.or_ours(double, lambda slope: slope + slope)"


@pytest.mark.parametrize(
    ("lesson", "complaint"),
    [
        (broken("low=6", "low=steeper(2)"), "claims something about `steeper`, which came through `or_ours`"),
        (
            broken("line(2, steeper(3)))", "1)\nrows = {}\nrows['a'] = steeper(3)").replace(
                '2", height', "2\", rows['a']"
            ),
            "about `rows`",
        ),
        (
            broken("line(2, steeper(3)))", "1)\nrows = []\nrows.append(steeper(3))").replace(
                '2", height', '2", rows[0]'
            ),
            "about `rows`",
        ),
        (
            broken("line(2, steeper(3)))", "1)\n\n\ndef high():\n    return steeper(1)").replace(
                '2", height', '2", high()'
            ),
            "about `high`",
        ),
        (broken(DOOR, "steeper = double"), "cell `steeper` reads `double`, which the solution"),
        (
            broken(DOOR, DOOR.replace("lambda slope: slope + slope", "half")),
            "cell `steeper` reads `half`, which the solution",
        ),
        (
            broken(DOOR, DOOR.replace("double, ", "")),
            "is not understood: write `checks.<part>.<exercise>.or_ours(mine, ours)`",
        ),
        (broken(DOOR, DOOR.replace("(double, ", "(line, ")), "is the name that the exercise's solution sets"),
        (broken(DOOR, DOOR.replace("line.double", "line.half")), "which is not the check of its exercise"),
        (
            broken("checks.line.double(double)", f"{DOOR}\nchecks.line.double(double)"),
            "in a visible cell outside the exercise",
        ),
        (broken('checks.line.reveal("steep"', f'{DOOR}\nchecks.line.reveal("steep"'), "in a visible cell outside"),
    ],
)
def test_or_ours_is_the_one_door(lesson, complaint):
    with pytest.raises(CourseError, match=re.escape(complaint)):
        parse_lesson(lesson, "01_line")


@pytest.mark.parametrize(
    "lesson",
    [
        PART,
        broken(DOOR, DOOR + "\nsteeper = len").replace("steeper(3)", "3").replace("low=6", "low=steeper('a')"),
        broken('2", height', '2", line(2)'),
        broken("line(2, steeper(3)))", "1)\n\n\ndef steep(x):\n    return checks.line.double.or_ours(double, len)(x)"),
    ],
)
def test_what_came_through_the_door_is_clean(lesson):
    parse_lesson(lesson, "01_line")
