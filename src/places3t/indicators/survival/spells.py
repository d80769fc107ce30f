"""From places to the time each was watched: at risk from when, until when, and what happened then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from places3t.indicators.problems import CannotCompute, Note
from places3t.indicators.survival.arrays import Bools, Episodes, Floats, Ints
from places3t.indicators.survival.dates import YEAR, Days, days, opened_and_closed
from places3t.indicators.survival.survival_data import SurvivalData

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

Origin = Literal["opened", "observed"]
PLAIN = "closure"
"""What a closure without a kind is called."""


def spells(places: pd.DataFrame, *, origin: Origin = "opened", competing: bool = True) -> SurvivalData:
    """Say for each place from when to when it was watched, and whether it closed.

    Parameters
    ----------
    places
        Columns ``place_id status opened_on opened_precision closed_on closed_precision closure_kind
        observed_from first_seen_on last_seen_on``, all but the first two optional, and ``closed_after
        closed_before`` (the last wave that found a place open and the first that found it closed) for
        closures without a date.
    origin
        ``opened``: time counts from opening. ``observed``: from the start of observation, or from opening
        if later.
    competing
        Keep ways of closing that are not an end (``closure_kind`` not null) as competing events.

    Returns
    -------
    SurvivalData
        One row per place.

    Raises
    ------
    CannotCompute
        ``no_places``, ``columns_missing``, or ``no_follow_up`` where every place is left out.

    Notes
    -----
    - At risk from ``observed_from``, else ``first_seen_on``, else from the origin (said in a note): a place
      first seen years after it opened enters late.
    - Open, or of unknown status: watched until ``last_seen_on``, the last day on which it was seen open, and
      censored.
    - Closed with a date: watched until then. Closed without: between ``closed_after`` (else the entry) and
      ``closed_before`` (else the last day in the data), placed at the middle; the bounds are kept.
      `with_observations` reads both from the waves.
    - Left out, in order: planned, contradictory (open with a past closing date), closed before
      it opened, no opening date (``origin="opened"``), never observed, never seen, closed before it was
      observed, watched for no time.
    """
    _check(places)
    read = _read(places)
    closed = _closing(places, read)
    opened, ended = opened_and_closed(read.opened_on, closed, np.where(read.is_closed, np.nan, read.seen_last))
    ended = np.where(read.opened_on.known, ended, closed.middle)
    start = opened if origin == "opened" else np.fmax(read.watched, np.where(np.isnan(read.watched), np.nan, opened))
    entry = np.fmax(0.0, np.fmax(read.watched, start) - start)
    length = np.where(read.is_closed, ended, read.seen_last) - start
    left_out, keep = _account(
        {
            "planned": (read.status == "planned") | _never_opened(places),
            "contradictory": (read.status == "open") & (read.closed_on.last <= read.seen_last),
            "closed_before_opened": read.is_closed & (closed.last < read.opened_on.first),
            "opening_unknown": np.isnan(start) & (origin == "opened"),
            "not_observed": (np.isnan(start) & (origin == "observed")) | (read.undated & read.never_seen_open),
            "never_seen": np.isnan(length),
            "closed_before_observed": read.is_closed & (length <= entry),
            "no_follow_up": ~(length > entry),
        }
    )
    if not keep.any():
        raise CannotCompute("no_follow_up", {"places": len(places), "reasons": _reason_words(left_out)})
    causes, event = _events(places, read.is_closed, competing=competing)
    lower, upper = _bounds(closed, start, entry, length, event)
    return SurvivalData(
        rows=Episodes(entry[keep] / YEAR, length[keep] / YEAR, event[keep]),
        place=np.flatnonzero(keep),
        places=places,
        start=start[keep],
        causes=causes,
        lower=lower[keep] / YEAR,
        upper=upper[keep] / YEAR,
        left_out=left_out,
        notes=_notes(keep, read.undated, since=np.isnan(read.watched) & keep),
    )


class _Read(NamedTuple):
    """The columns that decide, one entry per place."""

    status: NDArray[np.object_]
    is_closed: Bools
    undated: Bools
    never_seen_open: Bools
    opened_on: Days
    closed_on: Days
    watched: Floats
    seen_last: Floats


def _read(places: pd.DataFrame) -> _Read:
    status = places["status"].astype("str").str.strip().str.lower().to_numpy(dtype=object)
    closed_on = days(places, "closed_on", "closed_precision")
    since = days(places, "observed_from").first
    is_closed = (status == "closed") | ((status != "open") & (status != "planned") & closed_on.known)
    return _Read(
        status=status,
        is_closed=is_closed,
        undated=is_closed & ~closed_on.known,
        # Without a date of closing and any sight of the place open, the first sight is of a place already closed.
        never_seen_open=np.isnan(since) & ~days(places, "closed_after").known,
        opened_on=days(places, "opened_on", "opened_precision"),
        closed_on=closed_on,
        watched=np.where(np.isnan(since), days(places, "first_seen_on").middle, since),
        seen_last=days(places, "last_seen_on").middle,
    )


def _bounds(closed: Days, start: Floats, entry: Floats, length: Floats, event: Ints) -> tuple[Floats, Floats]:
    """Give the days between which each closure lies, from the origin: one day if it is dated, no end without one."""
    plain = event == 1
    between = plain & ~closed.exact
    lower = np.where(between, np.fmin(np.fmax(closed.first - start, entry), length), length)
    upper = np.where(between, np.fmax(closed.last - start, length), np.where(plain, length, np.inf))
    return lower, upper


def _check(places: pd.DataFrame) -> None:
    missing = [name for name in ("place_id", "status") if name not in places.columns]
    if missing:
        raise CannotCompute("columns_missing", {"columns": missing})
    if not len(places):
        raise CannotCompute("no_places", {})


def _closing(places: pd.DataFrame, read: _Read) -> Days:
    """Give the first and last possible day of closing: by its date, else between two waves."""
    after, before = days(places, "closed_after").middle, days(places, "closed_before").middle
    known = np.concatenate([read.seen_last, read.closed_on.last, before])
    end_of_data = float(np.nanmax(known)) if not np.isnan(known).all() else np.nan
    last = np.where(np.isnan(before), end_of_data, before)
    first = np.where(np.isnan(after), np.fmax(read.watched, read.opened_on.first), after)
    first = np.where(first < last, first, last)
    # The closure lies after the day on which the place was seen open.
    first = np.where(first < last, first + 1, first)
    dated = (
        np.where(read.is_closed, read.closed_on.first, np.nan),
        np.where(read.is_closed, read.closed_on.last, np.nan),
    )
    return Days(np.where(read.undated, first, dated[0]), np.where(read.undated, last, dated[1]))


def _never_opened(places: pd.DataFrame) -> Bools:
    if "closure_kind" not in places.columns:
        return np.zeros(len(places), dtype=np.bool_)
    return (places["closure_kind"].astype("str") == "never_opened").fillna(False).to_numpy(dtype=np.bool_)


def _account(reasons: dict[str, Bools]) -> tuple[dict[str, int], Bools]:
    left_out: dict[str, int] = {}
    keep = np.ones(len(next(iter(reasons.values()))), dtype=np.bool_)
    for reason, wrong in reasons.items():
        count = int((keep & wrong).sum())
        if count:
            left_out[reason] = count
        keep &= ~wrong
    return left_out, keep


def _reason_words(left_out: dict[str, int]) -> list[Note]:
    return [Note(f"left_out_{reason}", {"places": count}) for reason, count in left_out.items()]


def _events(places: pd.DataFrame, is_closed: Bools, *, competing: bool) -> tuple[tuple[str, ...], Ints]:
    if not competing or "closure_kind" not in places.columns:
        return (PLAIN,), is_closed.astype(np.int64)
    kind = places["closure_kind"].astype("str").str.strip()
    kind = kind.where(kind.notna() & ~kind.isin(["", PLAIN, "closed"]))
    others = sorted(kind[is_closed].dropna().unique())
    code = kind.map({name: at + 2 for at, name in enumerate(others)}).fillna(1).to_numpy(dtype=np.int64)
    return (PLAIN, *others), np.where(is_closed, code, 0)


def _notes(keep: Bools, undated: Bools, since: Bools) -> tuple[Note, ...]:
    notes = []
    if (undated & keep).any():
        notes.append(Note("closures_undated", {"closures": int((undated & keep).sum())}))
    if since.any():
        notes.append(Note("observation_start_unknown", {"places": int(since.sum())}))
    return tuple(notes)
