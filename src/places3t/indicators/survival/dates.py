"""Dates as numbers of days, with what a partial date leaves open.

A partial date is an interval: ``2016`` is any day of 2016. For calculations it stands at its middle, after
what else is known has narrowed it: a place cannot close before it opens. Middles are whole or half days, so
equal dates stay equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

    from places3t.indicators.survival.arrays import Bools, Floats

YEAR = 365.25
"""Days in a year."""

_UNITS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Days:
    """First and last possible day of each date, as days since 1970-01-01; null where there is no date."""

    first: Floats
    last: Floats

    @property
    def middle(self) -> Floats:
        """Give the middle, a whole or half day."""
        return (self.first + self.last) / 2

    @property
    def known(self) -> Bools:
        """Say which are dates."""
        return cast("Bools", ~np.isnan(self.first))

    @property
    def exact(self) -> Bools:
        """Say which are known to the day."""
        return cast("Bools", self.first == self.last)


def days(table: pd.DataFrame, column: str, precision: str | None = None) -> Days:
    """Read a column of dates, all null where the table has no such column.

    Parameters
    ----------
    table
        Any frame.
    column
        Dates, date-times (time zone and hour are dropped) or ISO texts; what is none of these is null.
    precision
        Column that says ``day``, ``month``, ``quarter`` or ``year`` of each; null means day.
    """
    import pandas as pd

    if column not in table.columns:
        empty = np.full(len(table), np.nan)
        return Days(empty, empty)
    values = table[column]
    if not pd.api.types.is_datetime64_any_dtype(values.dtype):
        values = _parsed(values)
    if getattr(values.dtype, "tz", None) is not None:
        values = values.dt.tz_localize(None)
    stamps = values.to_numpy(dtype="datetime64[D]")
    first = _number(stamps)
    last = first
    if precision is not None and precision in table.columns:
        words = table[precision].astype("str").to_numpy(dtype=object)
        for unit, months in _UNITS.items():
            rows = words == unit
            if rows.any():
                first, last = first.copy(), last.copy()
                first[rows], last[rows] = _period(stamps[rows], months)
    return Days(first, last)


def _parsed(values: pd.Series) -> pd.Series:
    """Read dates held as objects or texts: each distinct one once, one that is no date as null."""
    import datetime as dt

    import pandas as pd

    def one(value: object) -> np.datetime64[dt.date | int | None]:
        if isinstance(value, dt.datetime):
            return np.datetime64(value.date(), "D")
        if isinstance(value, dt.date):
            return np.datetime64(value, "D")
        try:
            return np.datetime64(str(value).strip()[:10], "D") if isinstance(value, str) else np.datetime64("NaT", "D")
        except ValueError:
            return np.datetime64("NaT", "D")

    codes, distinct = pd.factorize(values, use_na_sentinel=True)
    read = np.array([*(one(value) for value in distinct), np.datetime64("NaT", "D")], dtype="datetime64[D]")
    return pd.Series(read[codes].astype("datetime64[s]"), index=values.index)


def _number(stamps: np.ndarray) -> Floats:
    missing = np.isnat(stamps)
    return np.where(missing, np.nan, np.where(missing, 0, stamps.astype("int64")).astype(np.float64))


def _period(stamps: np.ndarray, months: int) -> tuple[Floats, Floats]:
    """Give the first and last day of the month, quarter or year that holds each date."""
    missing = np.isnat(stamps)
    month = np.where(missing, 0, stamps.astype("datetime64[M]").astype("int64"))
    start = month - month % months
    first = _number(start.astype("datetime64[M]").astype("datetime64[D]"))
    last = _number((start + months).astype("datetime64[M]").astype("datetime64[D]")) - 1
    return np.where(missing, np.nan, first), np.where(missing, np.nan, last)


def opened_and_closed(opened: Days, closed: Days, seen: Floats) -> tuple[Floats, Floats]:
    """Give the days at which opening and closing stand, each narrowed by the other.

    Parameters
    ----------
    opened, closed
        What the dates say.
    seen
        A day on which the place was seen open, or null: it had opened by then.

    Returns
    -------
    tuple of arrays
        Opening and closing, days; closing is later than opening wherever the dates allow it. Where both are
        only known to lie in the same stretch of time they stand at a third and two thirds of it, their
        expectation if nothing else is known; on one single day, half a day apart.
    """
    limit = np.fmin(opened.last, np.where(closed.last >= opened.first, closed.last, np.nan))
    limit = np.fmin(limit, np.where(seen >= opened.first, seen, np.nan))
    start = (opened.first + limit) / 2
    earliest = np.fmax(closed.first, np.where(opened.first <= closed.last, opened.first, np.nan))
    end = (earliest + closed.last) / 2
    mixed = (end <= start) & (closed.last >= opened.first)
    low, high = np.fmax(opened.first, earliest), np.fmin(limit, closed.last)
    third = np.round((high - low) / 3 * 2) / 2
    start = np.where(mixed, low + third, start)
    end = np.where(mixed, np.fmax(high - third, start + 0.5), end)
    return start, end
