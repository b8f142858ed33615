"""The checked exercises of lesson 00b (`lessons/00b_history.py`)."""

import re

import numpy as np

from course_utils.checks._frame import BadFormat, Lesson, Wrong
from course_utils.checks._kinds import blame, call, close, letters, mapping, number, share

_ASKED = {"inverted": "share", "ingredient": "ABC", "library": "number"}  # by each guess
_lesson = Lesson("00b_history", "History", guesses=_ASKED)
guess, reveal = _lesson.guess, _lesson.reveal
_COUNTS = (lambda n: 2 * n**3, lambda n: 2 * n**3 - n**2)  # operations of a product; the sums save an addition each
_WORDS = {"ARTIFICIAL INTELLIGENCE": "AI", "MACHINE LEARNING": "ML", "DEEP LEARNING": "DL"}


@_lesson.exercise(
    "read the small print",
    kind="number",
    hints=(
        "Take the three questions one by one. A year has about 8766 hours.",
        "Three in a row: the chances are multiplied. And a share needs the whole below it: all that is paid.",
    ),
)
def small_print(years, three_cubes, whole_bill) -> str:
    """Check 5000 chips x 9 h in years, three successes at 60 %, and 15 % off an overhead of 12 on top of 100."""
    years = number(years, "years")
    chip_hours = "How many hours would one chip need for what 5000 do in nine? Then turn hours into years."
    if any(close(years, 5000 * 9 / wrong, rtol=0.01) for wrong in (1, 24)):
        raise Wrong(f"{years:g} are not years yet.", chip_hours)
    if close(years, 5000 * 4 / 8766, rtol=0.02):
        raise Wrong("That is for four hours; the program that won had trained for longer.", chip_hours)
    if years == 5:
        raise BadFormat("years should have a digit behind the point.")
    if not 5.1 <= years <= 5.2:
        raise Wrong(f"One chip alone would not need {years:g} years.", chip_hours)
    cubes = _share(three_cubes, "three_cubes")
    if abs(cubes - 0.6**3) > 0.005:
        raise Wrong(
            f"Three cubes in a row do not succeed with a probability of {cubes:g}.",
            "Independent attempts: the probability that all of them succeed is a product.",
        )
    _judge_bill(whole_bill)
    return "A headline leaves out a number that you need: look for it."


def _share(answer, name: str) -> float:
    """Return a share, also one above 1 that is a slip and not in per cent: 3 times 60 %, or 15 % of 12."""
    is_slip = not str(answer).strip().endswith("%") and close(number(answer, name), 1.8)
    return 1.8 if is_slip else share(answer, name)


def _judge_bill(whole_bill):
    saved = "What is saved is a share of the 12; divide it by all that is paid, before the saving."
    bill = _share(whole_bill, "whole_bill")
    if close(bill, 1.8):
        raise Wrong("That is what is saved, in units of the bill, not yet a share of it.", saved)
    if close(bill, 0.15) or close(bill, 0.4):
        raise Wrong("That is the saving on a part of the bill, not on the whole.", saved)
    if close(bill, 0.018):
        raise Wrong("You divided by the computing alone; the overhead is on the bill as well.", saved)
    if abs(bill - 0.15 * 12 / 112) > 0.0002:  # 0.016 will do
        raise Wrong(f"The whole bill does not fall by the share {bill:g}.", saved)


@_lesson.exercise(
    "the smallest circle",
    kind="number",
    hints=(
        "Ask first: does it learn anything from data at all?",
        "If it learns, does it learn in several layers, one upon the other, or in a single one?",
    ),
)
def circles(systems, smallest) -> str:
    """Check for five systems whether they are AI only, machine learning, or deep learning."""
    wanted = ("DL", "AI", "ML", "DL", "ML")
    answers = re.findall(r"\w+", smallest) if isinstance(smallest, str) else smallest
    if not hasattr(answers, "__len__") or len(answers) != len(wanted):
        raise BadFormat('smallest should be a list of five answers, such as ["AI", "AI", "AI", "AI", "AI"].')
    given = mapping(answers, systems, "smallest", in_order=True)
    for system, answer, want in zip(systems, given.values(), wanted, strict=True):
        answer = str(answer).strip().upper()
        answer = _WORDS.get(answer, answer)
        if answer not in ("AI", "ML", "DL"):
            raise BadFormat(f"{system}: the answer should be one of AI, ML, DL; it is {answer!r}.")
        if answer != want:
            order = ("AI", "ML", "DL")
            smaller = order.index(answer) < order.index(want)
            raise Wrong(f"{system}: {'a smaller circle holds it as well' if smaller else 'that circle is too small'}.")
    return "Every deep net is machine learning, and all of that is AI; the other way round it is wrong."


@_lesson.exercise(
    "find the slips",
    kind="letter",
    hints=(
        "Find both halves of each sentence in the timeline, and compare their years.",
        "'First' and 'invented' ask for the earliest event on the matter, however little known it was.",
    ),
)
def slips(wrong_sentences) -> str:
    """Check which of six sentences the timeline contradicts."""
    named, wanted = letters(wrong_sentences, "ABCDEF", "wrong_sentences"), set("ACD")
    if named - wanted:
        raise Wrong("At least one of the sentences that you name agrees with the timeline.")
    if wanted - named:
        missed = len(wanted - named)
        raise Wrong(f"Those are wrong, and {missed} more {'are' if missed > 1 else 'is'}.")
    return "First is a strong word: an idea may be older than the year in which it became known."


@_lesson.exercise(
    "what was missing in 1998",
    kind="letter",
    hints=(
        "The timeline dates all of the five.",
        "LeNet-5 read cheques in 1998: whatever that takes was there.",
    ),
)
def missing(came_later) -> str:
    """Check which ingredients came after LeNet-5."""
    given, wanted = letters(came_later, "ABCDE", "The answer"), set("CDE")
    if given - wanted:
        raise Wrong("At least one of those was there already: LeNet-5 itself uses it.")
    if wanted - given:
        raise Wrong("Those were missing, but not only those.")
    return "Most ideas were there; the data, the machines and some tricks of the trade were not."


@_lesson.exercise(
    "count the operations",
    kind="code",
    hints=(
        "How many entries has the result? And what does one of them cost?",
        "An entry is an inner product of two vectors of length n: so many multiplications, about as many additions.",
    ),
    mistakes={
        "You counted the multiplications; the additions are operations as well.": lambda n: n**3,
        "You counted the additions; the multiplications are operations as well.": lambda n: n**3 - n**2,
        "That is too few: it grows more slowly than the result has entries times their length.": lambda n: 2 * n**2,
        "That is one entry of the result: how many entries are there?": lambda n: 2 * n,
    },
)
def operations(function, factor) -> str:
    """Check the count of operations of an n x n product, with or without the additions that a sum saves."""
    sizes = (4, 16, 250, 3, 1)
    counts = [number(call(function, n, name="operations"), "what operations returns") for n in sizes]
    given = list(zip(sizes, counts, strict=True))
    off = [[pair for pair in given if not close(pair[1], form(pair[0]))] for form in _COUNTS]
    if all(off):
        blame(counts, operations.mistakes, np.array(sizes))
        n, count = min(off, key=len)[0]
        raise Wrong(f"For n = {n} your formula gives {count:g} operations.")
    factor = number(factor, "factor")
    divide = "For the factor, divide operations(2 * n) by operations(n), for a large n."
    if factor in (2, 4):
        raise Wrong(f"{factor:g} times the entries or the length, but not {factor:g} times the operations.", divide)
    if abs(factor - 8) > 0.1:
        raise Wrong(f"Twice the size does not ask for {factor:g} times the operations.", divide)
    return "n^2 entries of about 2n operations each: twice the n, eight times the work."
