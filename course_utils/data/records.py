"""Two tables of public record, small enough to look at; `data/cards/records.md` says where each comes from."""

from typing import TYPE_CHECKING

from course_utils.settings import course_root

if TYPE_CHECKING:
    import pandas as pd


def load_galaxies() -> "pd.DataFrame":
    """Return the 24 galaxies of Hubble (1929): `distance` in megaparsecs, `velocity` away from us in km/s."""
    return _read("hubble_1929.csv")


def load_flights() -> "pd.DataFrame":
    """Return the 23 shuttle flights before the last one of Challenger: `temperature` in °F, `damaged` seals 0 or 1."""
    return _read("shuttle_1986.csv")


def _read(name: str) -> "pd.DataFrame":
    import pandas as pd

    return pd.read_csv(course_root() / "data" / "records" / name, index_col=0)
