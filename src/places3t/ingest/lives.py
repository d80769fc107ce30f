"""When each place opened and closed, as far as the waves of the censuses bound it, and what contradicts itself.

A year alone is an interval. A place that a wave saw open in March 2018 and that "opened in 2018" opened before that
wave; one that closed between two waves closed after the last that saw it open and before the first that saw it closed.
Dates known to the year are placed at the middle of what is left (Turnbull 1976 calls such times interval-censored).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.ingest.fold import where

if TYPE_CHECKING:
    import pandas as pd

    from places3t.findings import Findings

_MONTHS = {"year": 12, "quarter": 3, "month": 1}


class Sights(NamedTuple):
    """When the waves saw each place: first and last time open, and first time closed after that. By place."""

    first_open: pd.Series
    last_open: pd.Series
    first_closed: pd.Series


def bound_dates(places: pd.DataFrame, rows: pd.DataFrame, findings: Findings) -> pd.DataFrame:
    """Bound the openings and closings of places by what the waves saw.

    Parameters
    ----------
    places
        What `places3t.ingest.fold.fold_places` gives.
    rows
        The stacked rows of the censuses, ``place_id`` complete.
    findings
        Takes dates that contradict each other or what a wave saw.

    Returns
    -------
    pandas.DataFrame
        The places, ``opened_on`` and ``closed_on`` narrowed where they are known to the year only, with
        ``closed_after`` and ``closed_before`` where a closing has no date of its own.
    """
    import pandas as pd

    if places.empty:
        none = pd.Series(pd.NaT, index=places.index, dtype="datetime64[s]")
        return places.assign(closed_after=none, closed_before=none)
    at = places.index.take(pd.Index(places["place_id"]).get_indexer(rows["place_id"]))
    first_open, last_open, first_closed = (days.reindex(places.index) for days in _sights(rows, at))
    opened, closed = _period(places, "opened"), _period(places, "closed")
    _say_contradictions(rows, at, opened, closed, findings)
    places = places.assign(
        opened_on=_narrowed(places, "opened", opened, before=first_open),
        closed_on=_narrowed(places, "closed", closed, after=last_open, before=first_closed),
    )
    undated = places["status"].eq("closed") & places["closed_on"].isna()
    return places.assign(closed_after=last_open.where(undated), closed_before=first_closed.where(undated))


def _sights(rows: pd.DataFrame, at: pd.Index) -> Sights:
    """Find what the waves saw of the places ``at`` which the rows are."""
    seen = rows["_seen_on"].set_axis(at)
    status = rows["status"].set_axis(at)
    opened = seen[status.eq("open")].groupby(level=0)
    last_open = opened.max()
    closed = seen[status.eq("closed") & seen.notna()]
    since = last_open.reindex(closed.index)
    first_closed = closed[since.isna() | closed.gt(since)].groupby(level=0).min()
    return Sights(opened.min(), last_open, first_closed)


def _period(table: pd.DataFrame, what: str) -> tuple[pd.Series, pd.Series]:
    """Give the first and the last day that a date may be."""
    import numpy as np
    import pandas as pd

    days = table[f"{what}_on"].to_numpy("datetime64[D]")
    precision = table[f"{what}_precision"].to_numpy(dtype=object)
    first, last = days.copy(), days.copy()
    months = days.astype("datetime64[M]")
    for name, length in _MONTHS.items():
        rows = ~np.isnat(days) & (precision == name)
        start = months[rows] - months[rows].astype("int64") % length
        first[rows] = start.astype("datetime64[D]")
        last[rows] = (start + length).astype("datetime64[D]") - np.timedelta64(1, "D")
    begins, ends = (pd.Series(each, index=table.index).astype("datetime64[s]") for each in (first, last))
    return begins, ends


def _narrowed(
    places: pd.DataFrame,
    what: str,
    period: tuple[pd.Series, pd.Series],
    *,
    after: pd.Series | None = None,
    before: pd.Series | None = None,
) -> pd.Series:
    """Place a date known to the year at the middle of what the waves leave of the year; others stay."""
    first, last = period
    if after is not None:
        first = first.where(~first.lt(after), after)
    if before is not None:
        last = last.where(~last.gt(before), before)
    changed = first.ne(period[0]) | last.ne(period[1])
    yearly = places[f"{what}_precision"].eq("year") & first.notna() & changed & first.le(last)
    middle = first + (last - first) / 2
    return places[f"{what}_on"].mask(yearly, middle.dt.floor("D").astype("datetime64[s]"))


def _say_contradictions(
    rows: pd.DataFrame,
    at: pd.Index,
    opened: tuple[pd.Series, pd.Series],
    closed: tuple[pd.Series, pd.Series],
    findings: Findings,
) -> None:
    """Say which dates cannot be: closed before opened, opened after it was seen, seen open after it closed."""
    import pandas as pd

    place = pd.Series(at, index=rows.index)
    reversed_ = closed[1].index[closed[1].lt(opened[0])]
    last = place[place.isin(reversed_)].drop_duplicates(keep="last")
    for row, each in zip(last.index, last, strict=True):
        shut, begun = _day(closed[0][each]), _day(opened[0][each])
        findings.add("closed-before-opened", where(rows, row, "closed_on"), shut, opened=begun)
    seen = place[rows["status"].eq("open") & rows["_seen_on"].notna()]
    wave = rows.loc[seen.index, "_seen_on"]
    gone, begun_on = (days.reindex(seen).set_axis(seen.index) for days in (closed[1], opened[0]))
    for row in seen.index[wave.gt(gone) & wave.dt.year.gt(gone.dt.year)]:
        findings.add("open-after-closing", where(rows, row, "status"), _day(closed[0][seen[row]]), wave=_day(wave[row]))
    early = seen[begun_on.dt.year.gt(wave.dt.year)].drop_duplicates()
    for row, each in zip(early.index, early, strict=True):
        findings.add("opened-after-sight", where(rows, row, "opened_on"), _day(opened[0][each]), wave=_day(wave[row]))
    _say_openings(rows, findings)


def _say_openings(rows: pd.DataFrame, findings: Findings) -> None:
    """Say where two waves tell two years of opening for one place."""
    if rows["place_id"].is_unique:
        return
    years = rows["opened_on"].dt.year
    spread = years.groupby(rows["place_id"]).transform("nunique").gt(1) & years.notna()
    for _, group in years[spread].groupby(rows.loc[spread, "place_id"], sort=False):
        last = group.index[-1]
        other = group[group.ne(group.iloc[-1])].iloc[-1]
        findings.add(
            "opening-disagrees", where(rows, last, "opened_on"), str(int(group.iloc[-1])), other=str(int(other))
        )


def _day(day: object) -> str:
    return str(day)[:10]
