"""From places to the time each was watched: at risk from when, until when, and what happened then."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from places3t.indicators.problems import CannotCompute, Note
from places3t.indicators.survival.arrays import Bools, Episodes, Floats, Ints
from places3t.indicators.survival.dates import YEAR, Days, days, opened_and_closed

if TYPE_CHECKING:
    import pandas as pd

Origin = Literal["opened", "observed"]
PLAIN = "closure"
"""What a closure without a kind is called."""


@dataclass(frozen=True)
class SurvivalData:
    """Counting-process rows of the places that can be used, and why the others cannot.

    Attributes
    ----------
    rows
        Episodes in years since the origin. Event codes: 0 none, 1 closure, 2 … the competing ways of closing.
    place
        Position in ``places`` of each row's place.
    places
        The frame of places that the rows point into.
    start
        Day (since 1970-01-01) of each row's place's origin.
    causes
        Name of each event code from 1.
    lower, upper
        Bounds of each row's closure in years: equal for a closure known to the day, ``upper`` infinite
        without one.
    left_out
        Reason to number of places left out; the keys are notes of ``problems.toml`` with ``left_out_``
        before them.
    notes
        What must be said beside a result.
    group
        Code of each row's group, where one was asked for; ``labels`` names the codes.
    """

    rows: Episodes
    place: Ints
    places: pd.DataFrame
    start: Floats
    causes: tuple[str, ...]
    lower: Floats
    upper: Floats
    left_out: dict[str, int] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    group: Ints | None = None
    labels: tuple[str, ...] = ()

    @property
    def n_places(self) -> int:
        """How many places the rows are of."""
        return int(np.count_nonzero(np.bincount(self.place)))

    def take(self, keep: Bools | Ints) -> SurvivalData:
        """Give some of the rows."""
        return replace(
            self,
            rows=self.rows.take(keep),
            place=self.place[keep],
            start=self.start[keep],
            lower=self.lower[keep],
            upper=self.upper[keep],
            group=None if self.group is None else self.group[keep],
        )

    def without(self, reason: str, keep: Bools) -> SurvivalData:
        """Give the rows to keep, and count the places of the others under a reason."""
        gone = self.place[~keep]
        if not len(gone):
            return self
        count = len(np.unique(gone))
        return replace(self.take(keep), left_out={**self.left_out, reason: self.left_out.get(reason, 0) + count})

    def frame(self) -> pd.DataFrame:
        """Give the rows as a frame: ``place_id entry exit event cause group``, in years."""
        import pandas as pd

        names = np.array(["", *self.causes], dtype=object)
        group = None if self.group is None else np.array(self.labels, dtype=object)[self.group]
        return pd.DataFrame(
            {
                "place_id": self.places["place_id"].to_numpy()[self.place],
                "entry": self.rows.entry,
                "exit": self.rows.exit,
                "event": self.rows.event,
                "cause": pd.Series(names[self.rows.event], dtype="str"),
                "group": pd.Series(group, index=range(len(self.place)), dtype="str"),
            }
        )


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
    status = places["status"].astype("str").str.strip().str.lower().to_numpy(dtype=object)
    closed_on = days(places, "closed_on", "closed_precision")
    seen_last, seen_first = days(places, "last_seen_on").middle, days(places, "first_seen_on").middle
    is_closed = (status == "closed") | ((status != "open") & (status != "planned") & closed_on.known)
    opened_on = days(places, "opened_on", "opened_precision")
    since = days(places, "observed_from").first
    watched = np.where(np.isnan(since), seen_first, since)

    # Without a date of closing and any sight of the place open, the first sight is of a place already closed.
    undated = is_closed & ~closed_on.known
    never_seen_open = np.isnan(since) & ~days(places, "closed_after").known
    closed = _closing(places, closed_on, is_closed, seen_last, np.fmax(watched, opened_on.first))
    opened, ended = opened_and_closed(opened_on, closed, np.where(is_closed, np.nan, seen_last))
    ended = np.where(opened_on.known, ended, closed.middle)
    start = opened if origin == "opened" else np.fmax(watched, np.where(np.isnan(watched), np.nan, opened))
    entry = np.fmax(0.0, np.fmax(watched, start) - start)
    exit_day = np.where(is_closed, ended, seen_last)
    length = exit_day - start
    reasons = {
        "planned": (status == "planned") | _never_opened(places),
        "contradictory": (status == "open") & (closed_on.last <= np.fmax(seen_last, closed_on.first)),
        "closed_before_opened": is_closed & (closed.last < opened_on.first),
        "opening_unknown": np.isnan(start) & (origin == "opened"),
        "not_observed": (np.isnan(start) & (origin == "observed")) | (undated & never_seen_open),
        "never_seen": np.isnan(exit_day),
        "closed_before_observed": is_closed & (length <= entry),
        "no_follow_up": ~(length > entry),
    }
    left_out, keep = _account(reasons)
    if not keep.any():
        raise CannotCompute("no_follow_up", {"places": len(places), "reasons": _reason_words(left_out)})
    causes, event = _events(places, is_closed, competing=competing)
    notes = _notes(keep, undated, since=np.isnan(watched) & keep)
    lower = np.where(is_closed, np.fmax(closed.first - start, entry), length)
    upper = np.where(is_closed, np.fmax(closed.last - start, 0.5), np.inf)
    lower = np.where(is_closed & (closed.exact | (event > 1)), length, np.fmin(lower, length))
    upper = np.where(event > 1, np.inf, np.where(closed.exact & is_closed, length, upper))
    return SurvivalData(
        rows=Episodes(entry[keep] / YEAR, length[keep] / YEAR, event[keep]),
        place=np.flatnonzero(keep),
        places=places,
        start=start[keep],
        causes=causes,
        lower=lower[keep] / YEAR,
        upper=upper[keep] / YEAR,
        left_out=left_out,
        notes=notes,
    )


def _check(places: pd.DataFrame) -> None:
    missing = [name for name in ("place_id", "status") if name not in places.columns]
    if missing:
        raise CannotCompute("columns_missing", {"columns": missing})
    if not len(places):
        raise CannotCompute("no_places", {})


def _closing(places: pd.DataFrame, dated: Days, is_closed: Bools, seen_last: Floats, since: Floats) -> Days:
    """Give the first and last possible day of closing: by its date, else between two waves."""
    after, before = days(places, "closed_after").middle, days(places, "closed_before").middle
    known = np.concatenate([seen_last, dated.last, before])
    end_of_data = float(np.nanmax(known)) if not np.isnan(known).all() else np.nan
    last = np.where(np.isnan(before), end_of_data, before)
    first = np.where(np.isnan(after), since, after)
    first = np.where(first < last, first, last)
    # The closure lies after the day on which the place was seen open.
    first = np.where(first < last, first + 1, first)
    undated = is_closed & ~dated.known
    return Days(
        np.where(undated, first, np.where(is_closed, dated.first, np.nan)),
        np.where(undated, last, np.where(is_closed, dated.last, np.nan)),
    )


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
