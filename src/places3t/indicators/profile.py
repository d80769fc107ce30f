"""What the places are: how many have each value of a column, among those for which it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators.counting import counted, territories, territory_codes, unplaced_names
from places3t.indicators.frame import indicator_frame
from places3t.indicators.intervals import wilson
from places3t.indicators.words import line

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd


def profile(
    places: pd.DataFrame,
    *,
    by: str = "types",
    level: str = "region",
    statuses: Collection[str] = ("open",),
) -> pd.DataFrame:
    """Count the places that have each value of a column, by territory.

    ========= ==============================================================================================
    ``count`` places that have the value; a row "(not filled in)" counts the places whose value is unknown
    ``share`` places that have the value / places whose value is known; Wilson interval
    ========= ==============================================================================================

    A place with several values (types, services) counts once in each, so the shares of a list sum to more
    than one.

    Parameters
    ----------
    places
        One row per place.
    by
        The column; it may hold lists.
    level
        ``country region departement epci commune``, or a column of ``places``.
    statuses
        Which places count, of ``open``, ``planned``, ``closed``.

    Returns
    -------
    pandas.DataFrame
        An indicator frame: rows for the territories that have places; ``n`` is the number of places whose
        value is known, or unknown in the row that counts those.

    Raises
    ------
    ValueError
        If there is no such level, column or status.
    """
    import pandas as pd

    if by not in places:
        msg = f"no column {by!r} in the places"
        raise ValueError(msg)
    kept = counted(places, statuses)
    codes = territory_codes(kept.places, level)
    names = codes.map(territories(kept.places, level).set_index("code")["name"])
    rows = pd.DataFrame({"code": codes, "name": names.fillna(unplaced_names(kept.places)), "group": kept.places[by]})
    # A list with the same value twice is one place; an empty list is a null.
    rows = rows.explode("group").reset_index(names="place").drop_duplicates(["place", "group"])
    known = rows[rows["group"].notna()].astype({"group": "str"})
    unknown = rows[rows["group"].isna()].assign(group=line("no-value"))
    frame = indicator_frame(pd.concat([_known(known), _counts(unknown)], ignore_index=True).assign(level=level, by=by))
    several = len(known) > known["place"].nunique()
    frame.attrs["notes"] = [*kept.notes, *([line("note-several-values")] if several else [])]
    return frame


_TERRITORY = ["code", "name"]


def _counts(rows: pd.DataFrame) -> pd.DataFrame:
    counts = rows.groupby([*_TERRITORY, "group"], dropna=False).size().reset_index(name="n")
    words = {"unit": line("unit-places"), "method": line("method-count")}
    return counts.assign(indicator="count", value=counts["n"], **words)


def _known(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the counts and shares of known values, most frequent first within a territory."""
    import pandas as pd

    base = rows.groupby(_TERRITORY, dropna=False)["place"].nunique().reset_index(name="base")
    counts = _counts(rows).merge(base, on=_TERRITORY, how="left")
    counts = counts.sort_values([*_TERRITORY, "value", "group"], ascending=[True, True, False, True])
    counts = counts.assign(n=counts["base"]).drop(columns="base")
    low, high = wilson(counts["value"], counts["n"])
    words = {"unit": line("unit-share"), "method": line("method-share")}
    shares = counts.assign(indicator="share", value=counts["value"] / counts["n"], low=low, high=high, **words)
    return pd.concat([counts, shares], ignore_index=True)
