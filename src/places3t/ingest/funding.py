"""Spells of support: which place each is for, and what is known of a place's funding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.formats.texts import fold
from places3t.ingest.fold import folded, where
from places3t.territory import normalise_name

if TYPE_CHECKING:
    import pandas as pd

    from places3t.findings import Findings


def link(rows: pd.DataFrame, places: pd.DataFrame, findings: Findings) -> pd.DataFrame:
    """Give each spell of support the place it is for.

    By identifier where the list gives one that a place has; else by name and commune (its code, or its name where the
    list does not tell which of several communes it means), where one place only bears the name there. A spell whose
    place is not found stays, without a place, and is a finding: the support was given, to a place that no census has
    seen.

    Parameters
    ----------
    rows
        Stacked records of funding lists.
    places
        Columns ``place_id``, ``name``, ``commune_code``.
    findings
        Takes the spells that no place was found for.

    Returns
    -------
    pandas.DataFrame
        The rows, ``place_id`` complete where it could be.
    """
    import pandas as pd

    if rows.empty:
        return rows
    spells = rows.copy()
    given = spells["place_id"]
    known = given.where(given.isin(places["place_id"]))
    for commune in ("commune_code", "commune_name"):
        known = known.fillna(_by_name(spells, places, commune))
    spells["place_id"] = known
    for at in spells.index[spells["place_id"].isna()]:
        got = next((str(text) for text in (spells.loc[at, "name"], given[at]) if pd.notna(text)), None)
        findings.add("funding-not-linked", where(spells, at), got)
    return spells


def _by_name(spells: pd.DataFrame, places: pd.DataFrame, commune: str) -> pd.Series:
    """Find the one place that bears a spell's name in its commune."""
    import pandas as pd

    def key(frame: pd.DataFrame) -> pd.Series:
        return folded(frame["name"], fold) + "\0" + folded(frame[commune], normalise_name)

    bearers = key(places).to_frame("key").assign(id=places["place_id"]).dropna()
    single = bearers.drop_duplicates("key", keep=False).set_index("key")["id"]
    return pd.Series(single.reindex(key(spells)).to_numpy(), index=spells.index, dtype="str")


def with_funding(places: pd.DataFrame, spells: pd.DataFrame, *, exhaustive: bool) -> pd.DataFrame:
    """Say of each place what is known of its funding.

    A place with a spell is funded. Of one without, nothing is known, unless the list says that it is exhaustive;
    then it was not funded. ``kind`` *own* is the place's own money and makes nobody funded.

    Returns
    -------
    pandas.DataFrame
        The places with ``funding_known``, ``funded_ever``, ``funded_at_opening`` (a spell started within the year
        after opening; null where either date is unknown) and ``first_funded_on``.
    """
    import pandas as pd

    support = spells[spells["place_id"].notna() & spells["kind"].fillna("").ne("own")]
    funded = places["place_id"].isin(support["place_id"])
    first = support.groupby("place_id")["started_on"].min()
    first_on = pd.Series(first.reindex(places["place_id"]).to_numpy(), index=places.index)
    opened = places["opened_on"]
    known = funded | exhaustive
    at_opening = (first_on <= opened + pd.DateOffset(years=1)).astype("boolean")
    at_opening = at_opening.mask(opened.isna() | (funded & first_on.isna()) | ~known)
    return places.assign(
        funding_known=known,
        funded_ever=funded.astype("boolean").mask(~known),
        funded_at_opening=at_opening,
        first_funded_on=first_on,
    )
