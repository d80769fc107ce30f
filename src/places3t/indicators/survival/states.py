"""Funding as a state that changes: unfunded, then funded, then withdrawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.problems import CannotCompute
from places3t.indicators.survival.arrays import Bools, Episodes, Floats, Ints
from places3t.indicators.survival.dates import YEAR, days

if TYPE_CHECKING:
    import pandas as pd

    from places3t.indicators.survival.survival_data import SurvivalData

STATES = ("unfunded", "funded", "withdrawn")
_FAR = float(2**22)
"""Days beyond any date, so that open-ended spells still sort and add exactly."""


def split_by_funding(data: SurvivalData, funding: pd.DataFrame) -> SurvivalData:
    """Cut each place's row where its funding changes.

    Parameters
    ----------
    data
        One row per place, from `spells`.
    funding
        Columns ``place_id started_on ended_on`` and, optionally, ``started_precision ended_precision
        kind``; a null ``ended_on`` is a spell that still runs. Spells of kind ``own`` (a place's own money)
        are not support.

    Returns
    -------
    SurvivalData
        Rows in state 0 ``unfunded`` until the first spell starts, 1 ``funded`` while one runs (its last day
        included), 2 ``withdrawn`` when none runs any more, until another starts. A place that closes on the
        day of a change closes in the state before it. Only the last row of a place can hold its closure.

    Raises
    ------
    CannotCompute
        ``funding_unknown`` where no place's funding is known; ``funding_matches_nothing`` where no spell is of one of
        the places; ``place_ids_repeat`` where two places share an identifier.

    Notes
    -----
    A place whose funding is unknown (``funding_known`` false or null), or with a spell that has no start or
    ends before it starts, is left out and counted. The state at each moment uses what had happened by then
    and never what came after, so a gap between two spells is ``withdrawn``.
    """
    support = support_of(funding)
    position = positions(data, support)
    data = _known_only(data)
    begun = days(support, "started_on", "started_precision").middle
    done = days(support, "ended_on", "ended_precision")
    finished = np.where(done.known, done.middle + 1, _FAR)
    data = data.without("funding_start_unknown", ~_among(data, position[np.isnan(begun)]))
    data = data.without("funding_ends_before_start", ~_among(data, position[finished <= begun]))
    if not len(data.rows):
        raise CannotCompute("funding_unknown", {"places": len(data.places)})
    usable = (position >= 0) & (finished > begun)
    place, begin, end = _merged(position[usable], begun[usable], finished[usable])
    return _cut(data, place, begin, end)


def support_of(funding: pd.DataFrame) -> pd.DataFrame:
    """Give the spells that are support: all but a place's own money."""
    if "kind" not in funding.columns:
        return funding
    return funding[(funding["kind"].astype("str") != "own").fillna(True).to_numpy(dtype=np.bool_)]


def positions(data: SurvivalData, support: pd.DataFrame) -> Ints:
    """Give the position of each spell's place among the places, -1 where it is none of them."""
    import pandas as pd

    # An identifier made of digits may be a number in one table and a text in the other.
    index = pd.Index(data.places["place_id"].astype("str"))
    if not index.is_unique:
        raise CannotCompute("place_ids_repeat", {"places": int(index.duplicated().sum())})
    position = np.asarray(index.get_indexer(pd.Index(support["place_id"].astype("str"))), dtype=np.int64)
    if len(position) and not (position >= 0).any():
        raise CannotCompute("funding_matches_nothing", {"spells": len(position)})
    return position


def _known_only(data: SurvivalData) -> SurvivalData:
    places = data.places
    if "funding_known" not in places.columns:
        raise CannotCompute("funding_unknown", {"places": len(places)})
    known = (places["funding_known"].astype("boolean").fillna(False)).to_numpy(dtype=np.bool_)
    return data.without("funding_unknown", known[data.place])


def _among(data: SurvivalData, position: Ints) -> Bools:
    bad = np.zeros(len(data.places) + 1, dtype=np.bool_)
    bad[position] = True
    bad[-1] = False
    return bad[data.place]


def _merged(place: Ints, begin: Floats, end: Floats) -> tuple[Ints, Floats, Floats]:
    """Join the spells of a place that overlap or touch."""
    if not len(place):
        return place, begin, end
    order = np.lexsort((begin, place))
    place, begin, end = place[order], begin[order], end[order]
    # The latest end so far within a place: shifted by place, a running maximum stays within it.
    latest = np.maximum.accumulate(place * (4 * _FAR) + end) - place * (4 * _FAR)
    fresh = np.ones(len(place), dtype=np.bool_)
    fresh[1:] = (place[1:] != place[:-1]) | (begin[1:] > latest[:-1])
    first = np.flatnonzero(fresh)
    return place[first], begin[first], np.maximum.reduceat(end, first)


def _cut(data: SurvivalData, place: Ints, begin: Floats, end: Floats) -> SurvivalData:
    row_of = np.full(len(data.places), -1, dtype=np.int64)
    row_of[data.place] = np.arange(len(data.place))
    row = row_of[place]
    row, begin, end = row[row >= 0], begin[row >= 0], end[row >= 0]
    n = len(data.rows)
    rows = np.concatenate([np.arange(n), row, row])
    since = np.concatenate([np.full(n, -np.inf), *((day - data.start[row]) / YEAR for day in (begin, end))])
    state = np.repeat([0, 1, 2], [n, len(row), len(row)])
    order = np.lexsort((since, rows))
    rows, since, state = rows[order], since[order], state[order]
    until = np.append(np.where(rows[1:] == rows[:-1], since[1:], np.inf), np.inf)
    lasts = until >= data.rows.exit[rows]
    start = np.maximum(since, data.rows.entry[rows])
    stop = np.minimum(until, data.rows.exit[rows])
    keep = start < stop
    chosen = data.take(rows[keep])
    event = np.where(lasts[keep], chosen.rows.event, 0)
    return replace(
        chosen,
        rows=Episodes(start[keep], stop[keep], event),
        upper=np.where(event == 1, chosen.upper, np.inf),
        group=state[keep].astype(np.int64),
        labels=STATES,
    )
