"""What a check can find: an answer that is wrong, one that cannot be read, one that was not begun."""


class CheckFailed(AssertionError):
    """An exercise is not solved, in a run that demands it."""


class Wrong(Exception):
    """What is wrong with an answer, and hints that fit this mistake.

    Parameters
    ----------
    finding : str
        What the check saw, in the student's terms.
    *hints : str
        Hints for this very mistake, the gentlest first; the hints of the exercise follow them.
    """

    def __init__(self, finding: str, *hints: str):
        super().__init__(finding)
        self.finding = finding
        self.hints = hints


class BadFormat(Wrong):
    """The answer is not of the form that is asked for; it costs no attempt, and no hint would help.

    Parameters
    ----------
    finding : str
        The form that is wanted, with an example where one helps, and what came instead.
    """


class NotStarted(Exception):
    """The answer is still `...`."""
