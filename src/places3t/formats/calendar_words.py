"""Partial dates, and the months in French and English."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date
from typing import Literal, NamedTuple

Precision = Literal["day", "month", "quarter", "year"]
FIRST_YEAR, LAST_YEAR = 1800, 2100


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


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev february feb",
            "mars march mar",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "aout aou august aug",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
"""Month names and abbreviations, folded, to their number. ``mar`` is March: nobody dates a place by a Tuesday."""


def day(years: int, months: int, days: int) -> PartialDate | None:
    """One day; null when the calendar has no such day."""
    try:
        at = date(years, months, days)
    except ValueError:
        return None
    return PartialDate(at, at, "day")


def month(years: int, months: int) -> PartialDate | None:
    """A whole month; null when there is no such month."""
    return span(years, months, months, "month")


def quarter(years: int, number: int) -> PartialDate | None:
    """A whole quarter, 1 to 4."""
    return span(years, 3 * number - 2, 3 * number, "quarter")


def year(years: int) -> PartialDate | None:
    """A whole year."""
    return span(years, 1, 12, "year")


def span(years: int, first_month: int, last_month: int, precision: Precision) -> PartialDate | None:
    """The months of one year from the first to the last, both whole; null when they do not exist."""
    if not (MINYEAR <= years <= MAXYEAR and 1 <= first_month <= last_month <= 12):  # noqa: PLR2004 - months in a year
        return None
    last_day = monthrange(years, last_month)[1]
    return PartialDate(date(years, first_month, 1), date(years, last_month, last_day), precision)


def in_years(value: PartialDate) -> bool:
    """Say whether a date is between 1800 and 2100: beyond, it is a slip, and no place is that old or that new."""
    return FIRST_YEAR <= value.earliest.year and value.latest.year <= LAST_YEAR
