"""What a lesson measured before, over many seeds: `data/measured/<lesson>.csv`, and how a run adds to it."""

import csv
import os
from pathlib import Path

import pandas as pd

from course_utils.settings import course_root

COLUMNS = ("statement", "value", "low", "high", "control")


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
    return _of(_table(lesson), statement)


def before(lesson: str, name: str, now: pd.Series) -> pd.DataFrame:
    """Return what the same values were with other seeds; while the lesson is measured, keep those of this run.

    For curves and comparisons that take too long to repeat while somebody waits, without a claim about each value.

    Parameters
    ----------
    lesson : str
        Name of the lesson, such as "08_transfer_learning".
    name : str
        What the values are, such as "test accuracy from scratch". Each is kept as "name: place".
    now : pandas.Series of float
        This run's values; index: their places, such as the number of pictures or the name of a model.

    Returns
    -------
    pandas.DataFrame of float
        A row for each seed, a column for each place; no rows where none of the places has been measured yet.

    Raises
    ------
    ValueError
        If the table is damaged.

    Examples
    --------
    >>> before("99_unheard_of", "accuracy", pd.Series([0.5, 0.75], index=[10, 100])).shape
    (0, 2)
    """
    statements = {place: f"{name}: {place}" for place in now.index}
    for place, value in now.items():
        record(statements[place], value)
    table = _table(lesson)
    return pd.DataFrame({place: _of(table, statement) for place, statement in statements.items()})


def _table(lesson: str) -> pd.DataFrame:
    """Read what a lesson measured: a row for each statement and seed, none where nothing has been measured yet."""
    path = course_root() / "data" / "measured" / f"{lesson}.csv"
    if not path.exists():
        return pd.DataFrame({"statement": [], "seed": pd.Series([], dtype=int), "value": pd.Series([], dtype=float)})
    try:
        return pd.read_csv(path, dtype={"seed": int, "value": float})[["statement", "seed", "value"]]
    except (ValueError, KeyError) as error:
        raise ValueError(f"{path} is damaged ({error}); measure the lesson again: make measure.") from None


def _of(table: pd.DataFrame, statement: str) -> pd.Series:
    """Return the values of one statement, by seed."""
    rows = table[table["statement"] == statement]
    return rows.set_index("seed")["value"].sort_index().rename(statement)


def record(statement: str, value: float, **band: float | None) -> None:
    """Append a value to the file named by `COURSE_RECORD`, if there is one: `tools/measure.py` collects them.

    Parameters
    ----------
    statement : str
        What was measured.
    value : float
    **band : float or None
        `low`, `high` and `control` of a claim.
    """
    if not (path := os.environ.get("COURSE_RECORD")):
        return
    is_new = not Path(path).exists()
    with open(path, "a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if is_new:
            writer.writerow(COLUMNS)
        numbers = (value, *(band.get(column) for column in COLUMNS[2:]))
        writer.writerow([statement, *("" if number is None else repr(float(number)) for number in numbers)])
