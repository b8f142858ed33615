"""Answers that put letters in an order."""

from course_utils.checks._findings import BadFormat
from course_utils.checks._kinds import letters_in


def ordered_letters(answer, options: str, name: str) -> str:
    """Return all the letters in the order of an answer, as capitals: "CADB", "c, a, d, b", "C > A > D > B", a list.

    Of a dictionary the values count, in the order of its keys.
    """
    is_mapping = hasattr(answer, "values") and callable(answer.values)  # a Series has values of another kind
    given = [answer[key] for key in sorted(answer)] if is_mapping else answer
    has_order = not isinstance(answer, (set, frozenset))
    if not has_order or sorted(found := letters_in(given)) != sorted(options):
        raise BadFormat(f'{name} should hold each of the letters {", ".join(options)} once, such as "{options}".')
    return found
