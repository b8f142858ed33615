"""What a lesson's claims measured before, over many seeds: `data/measured/<lesson>.csv`."""

import pandas as pd

from course_utils.session import course_root


def values(lesson: str, statement: str) -> pd.Series:
    """Return what a claim measured, one value for each seed.

    Parameters
    ----------
    lesson : str
        Name of the lesson, such as "10_rnn".
    statement : str
        The claim's sentence, word for word.

    Returns
    -------
    pandas.Series of float
        Index: the seeds, ascending. Empty where the lesson or this claim has not been measured yet, so that a
        lesson that draws its own measurements can be measured for the first time.

    Raises
    ------
    ValueError
        If the table is damaged.

    Examples
    --------
    >>> values("99_unheard_of", "any claim").empty
    True
    """
    path = course_root() / "data" / "measured" / f"{lesson}.csv"
    nothing = pd.Series([], index=pd.Index([], name="seed", dtype=int), name=statement, dtype=float)
    if not path.exists():
        return nothing
    try:
        table = pd.read_csv(path, dtype={"seed": int, "value": float})
        rows = table[table["statement"] == statement]
        found = rows.set_index("seed")["value"].sort_index().rename(statement)
    except (ValueError, KeyError) as error:
        raise ValueError(f"{path} is damaged ({error}); measure the lesson again: make measure.") from None
    return nothing if found.empty else found
