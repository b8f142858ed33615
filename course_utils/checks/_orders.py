"""Answers that put letters in an order."""

from course_utils.checks._findings import BadFormat
from course_utils.checks._kinds import letters_in


def ordered_letters(answer, options: str, name: str) -> str:
    """Return all the letters in the order of an answer, as capitals: "CADB", "c, a, d, b", "C > A > D > B", a list.

    Of a dictionary or a Series the values count, in the order of the keys.
    """
    given = [answer[key] for key in sorted(answer.keys())] if hasattr(answer, "keys") else answer
    has_order = not isinstance(answer, (set, frozenset))
    if not has_order or sorted(found := letters_in(given)) != sorted(options):
        raise BadFormat(f'{name} should hold each of the letters {", ".join(options)} once, such as "{options}".')
    return found
