"""What the places are: how many have each value of a column, among those for which it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators.counting import territories, territory_codes, unplaced_names
from places3t.indicators.frame import indicator_frame
from places3t.indicators.intervals import wilson
from places3t.indicators.sample import sample_of
from places3t.indicators.survey import share
from places3t.indicators.words import line

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from places3t.indicators.sample import Sample, Weights
    from places3t.indicators.survey import Design


def profile(
    places: pd.DataFrame,
    *,
    by: str = "types",
    level: str = "region",
    statuses: Collection[str] = ("open",),
    weights: Weights | None = None,
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
    weights
        As for `places3t.indicators.sample.sample_of`; ``count`` is then an estimate for all that the places
        stand for, and intervals of ``share`` are linearised.

    Returns
    -------
    pandas.DataFrame
        An indicator frame: rows for the territories that have places; ``n`` is the number of places whose
        value is known, or unknown in the row that counts those.

    Raises
    ------
    ValueError
        If there is no such level, column or status.
    CannotCompute
        If there are no such weights.
    """
    if by not in places:
        msg = f"no column {by!r} in the places"
        raise ValueError(msg)
    kept = sample_of(places, weights, statuses)
    frame, several = profile_rows(kept, by, level)
    frame.attrs["notes"] = [*kept.notes, *([line("note-several-values")] if several else [])]
    return frame


def profile_rows(kept: Sample, by: str, level: str) -> tuple[pd.DataFrame, bool]:
    """Count the values of one column of a sample, as `profile` does; say whether places have several."""
    import pandas as pd

    codes = territory_codes(kept.places, level)
    names = codes.map(territories(kept.places, level).set_index("code")["name"])
    columns = {"code": codes, "name": names.fillna(unplaced_names(kept.places)), "group": kept.places[by]}
    rows = pd.DataFrame(columns | {"weight": kept.design.weights})
    # A list with the same value twice is one place; an empty list is a null.
    rows = rows.explode("group").reset_index(names="place").drop_duplicates(["place", "group"])
    known = rows[rows["group"].notna()].astype({"group": "str"})
    unknown = rows[rows["group"].isna()].assign(group=line("no-value"))
    parts = [_known(known, kept.design), _counts(unknown)]
    frame = indicator_frame(pd.concat(parts, ignore_index=True).drop(columns="weight").assign(level=level, by=by))
    return frame, len(known) > known["place"].nunique()


_TERRITORY = ["code", "name"]


def _counts(rows: pd.DataFrame) -> pd.DataFrame:
    """Count the places of each value; with weights, what they stand for."""
    groups = rows.groupby([*_TERRITORY, "group"], dropna=False)["weight"]
    counts = groups.agg(n="size", weight="sum").reset_index()
    words = {"unit": line("unit-places"), "method": line("method-count")}
    return counts.assign(indicator="count", value=counts["weight"].astype("float64"), **words)


def _known(rows: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Give the counts and shares of known values, most frequent first within a territory."""
    import pandas as pd

    base = rows.groupby(_TERRITORY, dropna=False)["place"].nunique().reset_index(name="base")
    counts = _counts(rows).merge(base, on=_TERRITORY, how="left")
    counts = counts.sort_values([*_TERRITORY, "value", "group"], ascending=[True, True, False, True])
    counts = counts.assign(n=counts["base"]).drop(columns="base")
    words = {"indicator": "share", "unit": line("unit-share")}
    if design.weighted:
        shares = _weighted(rows, counts, design).assign(**words, method=line("method-share-weighted"))
    else:
        low, high = wilson(counts["value"], counts["n"])
        value = counts["value"] / counts["n"]
        shares = counts.assign(value=value, low=low, high=high, **words, method=line("method-share"))
    return pd.concat([counts, shares], ignore_index=True)


def _weighted(rows: pd.DataFrame, counts: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Give the shares with weights, value by value: each territory's known places are a domain of the sample."""
    import numpy as np

    everyone = np.arange(len(design.weights))
    where = {key: np.isin(everyone, own["place"]) for key, own in rows.groupby(_TERRITORY, dropna=False)}
    having = {key: np.isin(everyone, own["place"]) for key, own in rows.groupby([*_TERRITORY, "group"], dropna=False)}
    cells = list(counts[[*_TERRITORY, "group"]].itertuples(index=False, name=None))
    found = [share(having[cell].astype("float64"), design, where[cell[:2]]) for cell in cells]
    return counts.assign(
        value=[each.value for each in found], low=[each.low for each in found], high=[each.high for each in found]
    )
