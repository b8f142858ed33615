"""What a lesson measured before, over many seeds: `data/measured/<lesson>.csv`, and how a run adds to it.

`of_claim` looks up the values of a claim, `before` those of a series beside this run's; `keep` hands a value of this
run to `tools/measure.py`, and does nothing anywhere else. A damaged table raises a ValueError, and so does a look-up
when no lesson runs.
"""

import csv
import os
from pathlib import Path

import pandas as pd

from course_utils import settings

COLUMNS = ("statement", "value", "low", "high", "control")


def of_claim(statement: str) -> pd.Series:
    """Return what a claim of the running lesson, its sentence word for word, measured: one value for each seed.

    Returns
    -------
    pandas.Series of float
        Index: the seeds, ascending. Empty where the lesson or this claim has not been measured yet, so that a
        lesson that draws its own measurements can be measured for the first time.

    Examples
    --------
    >>> settings.running_lesson = "99_unheard_of"  # as start("99_unheard_of") does
    >>> of_claim("any claim").empty
    True
    """
    return _of(_table(), statement)


def before(name: str, now: pd.Series) -> pd.DataFrame:
    """Return what the same values of the running lesson were for each measured seed, and `keep` those of this run.

    For curves and comparisons that take too long to repeat while somebody waits, without a claim about each value.
    One call does both, so that what is looked up is what was kept.

    Parameters
    ----------
    name : str
        What the values are, such as "test accuracy from scratch". Each is kept as "name: place".
    now : pandas.Series of float
        This run's values; index: their places, such as the number of pictures or the name of a model.

    Returns
    -------
    pandas.DataFrame of float
        A row for each seed, a column for each place; no rows where none of the places has been measured yet.

    Examples
    --------
    >>> settings.running_lesson = "99_unheard_of"  # as start("99_unheard_of") does
    >>> before("accuracy", pd.Series([0.5, 0.75], index=[10, 100])).shape
    (0, 2)
    """
    statements = {place: f"{name}: {place}" for place in now.index}
    for place, value in now.items():
        keep(statements[place], value)
    table = _table()
    return pd.DataFrame({place: _of(table, statement) for place, statement in statements.items()})


def keep(statement: str, value: float, **band: float | None) -> None:
    """Append a value, of a claim with its `low`, `high` and `control`, to the file named by `COURSE_RECORD`, if any."""
    if not (path := os.environ.get("COURSE_RECORD")):
        return
    is_new = not Path(path).exists()
    with open(path, "a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if is_new:
            writer.writerow(COLUMNS)
        numbers = (value, *(band.get(column) for column in COLUMNS[2:]))
        writer.writerow([statement, *("" if number is None else repr(float(number)) for number in numbers)])


def _table() -> pd.DataFrame:
    """Read what the lesson measured: a row for each statement and seed, none where nothing has been measured yet."""
    lesson = settings.running_lesson
    if lesson is None:
        raise ValueError('whose measurements? Begin with start("02_xor", seed=1), the name of the lesson.')
    path = settings.course_root() / "data" / "measured" / f"{lesson}.csv"
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
