"""What a partial date is, and how one is made from a year, a month and a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date
from typing import Literal, NamedTuple

from places3t.formats.base import Parsed, mended, rejected

Precision = Literal["day", "month", "quarter", "year"]
FIRST_YEAR, LAST_YEAR = 1800, 2100
_CENTURY_PIVOT = 50
_PLACEHOLDERS = frozenset({date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1970, 1, 1)})
"""The zeros of spreadsheets and of Unix: an empty cell that became a date."""


class PartialDate(NamedTuple):
    """A date known to a day, a month, a quarter or a year: an interval, its two ends included.

    ``precision`` names the calendar unit that the interval lies in (half a year, or two years, count as ``year``:
    never finer than what is known); ``certain`` is false where the source itself doubts.
    """

    earliest: date
    latest: date
    precision: Precision
    certain: bool = True

    @property
    def middle(self) -> date:
        """The day in the middle of the interval, where calculations place it (the earlier of two).

        Examples
        --------
        >>> PartialDate(date(2016, 1, 1), date(2016, 12, 31), "year").middle
        datetime.date(2016, 7, 1)
        """
        return date.fromordinal((self.earliest.toordinal() + self.latest.toordinal()) // 2)


def day(years: int, months: int, days: int) -> PartialDate | None:
    """Give one day; null when the calendar has no such day."""
    try:
        at = date(years, months, days)
    except ValueError:
        return None
    return PartialDate(at, at, "day")


def month(years: int, months: int) -> PartialDate | None:
    """Give a whole month; null when there is no such month."""
    return span(years, months, months, "month")


def quarter(years: int, number: int) -> PartialDate | None:
    """Give a whole quarter, 1 to 4; null when there is none."""
    return span(years, 3 * number - 2, 3 * number, "quarter")


def year(years: int) -> PartialDate | None:
    """Give a whole year; null when the calendar has none."""
    return span(years, 1, 12, "year")


def span(years: int, first_month: int, last_month: int, precision: Precision) -> PartialDate | None:
    """Give the months of one year, from the first to the last, both whole; null when they do not exist."""
    if not (MINYEAR <= years <= MAXYEAR and 1 <= first_month <= last_month <= 12):  # noqa: PLR2004 - months in a year
        return None
    last_day = monthrange(years, last_month)[1]
    return PartialDate(date(years, first_month, 1), date(years, last_month, last_day), precision)


def short_year(days: int, months: int, years: int) -> Parsed:
    """Read a date whose year has two figures: 00 to 49 are in this century, 50 to 99 in the last.

    ``days`` is 0 for a whole month. The century is a guess, and said.
    """
    whole = years + (2000 if years < _CENTURY_PIVOT else 1900)
    return checked(day(whole, months, days) if days else month(whole, months), "two-digit-year")


def checked(value: PartialDate | None, code: str | None = None) -> Parsed:
    """Refuse what is no date of a place: days that do not exist, years far away, the zeros of computers.

    Parameters
    ----------
    value
        What was read; null when the calendar has no such date.
    code
        What was mended or doubted to read it.
    """
    if value is None:
        return rejected("no-such-date")
    if value.earliest.year < FIRST_YEAR or value.latest.year > LAST_YEAR:
        return rejected("out-of-range", minimum=str(FIRST_YEAR), maximum=str(LAST_YEAR))
    if value.precision == "day" and value.earliest in _PLACEHOLDERS:
        return rejected("placeholder-date")
    return mended(value, code) if code else Parsed(value)
