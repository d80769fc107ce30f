"""Dates written in figures: ISO, day first, month and year, years, and the serial numbers of spreadsheets."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from places3t.formats.base import Parsed, rejected
from places3t.formats.dates import PartialDate, checked, day, month, short_year, year

if TYPE_CHECKING:
    from collections.abc import Callable

_ZONE = r"(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?"
_TIME = rf"(?:[T ]+\d{{1,2}}[:h]\d{{2}}(?::\d{{2}}(?:[.,]\d+)?)?{_ZONE})?"
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(18264, 54790)  # 1 January 1950 to 31 December 2049: what a census of places can hold
_EXCEL_ZERO_YEAR = 1900
_LAST_MONTH = 12


def read_figures(text: str) -> Parsed | None:
    """Read a date in figures; null when the text is not one.

    Examples
    --------
    >>> read_figures("03/02/2020").value.earliest
    datetime.date(2020, 2, 3)
    >>> read_figures("bientôt") is None
    True
    """
    for pattern, build in _SHAPES:
        found = pattern.fullmatch(text)
        if found is not None:
            return build(found)
    return None


def _calendar(years: str, months: str, days: str) -> Parsed:
    """Read a year, a month and a day; a day or a month of zero is MySQL's way of saying that it is not known."""
    year_number, month_number, day_number = int(years), int(months), int(days)
    if year_number == 0 or (year_number == _EXCEL_ZERO_YEAR and day_number == 0):
        return rejected("zero-for-missing")  # 0000-00-00, and what a spreadsheet shows for zero: 00/01/1900
    if day_number == 0:
        return checked(month(year_number, month_number) if month_number else year(year_number))
    return checked(day(year_number, month_number, day_number))


def _day_first(found: re.Match[str]) -> Parsed:
    days, months = int(found["day"]), int(found["month"])
    if months > _LAST_MONTH and days <= _LAST_MONTH:
        return rejected("month-first-date")
    if len(found["year"]) == len("2018"):
        return _calendar(found["year"], found["month"], found["day"])
    return short_year(days, months, int(found["year"]))


def _whole_year(found: re.Match[str]) -> Parsed:
    return checked(year(int(found["year"]))) if int(found["year"]) else rejected("zero-for-missing")


def _two_years(found: re.Match[str]) -> Parsed:
    first, last = year(int(found[1])), year(int(found[2]))
    if first is None or last is None or last.earliest < first.earliest:
        return rejected("no-such-date")
    return checked(PartialDate(first.earliest, last.latest, "year", certain=False), "date-range")


def _serial(found: re.Match[str]) -> Parsed:
    days = int(found[1])
    if days not in _EXCEL_DAYS:
        return rejected("not-a-date")
    at = _EXCEL_EPOCH + timedelta(days=days)
    return checked(PartialDate(at, at, "day"), "excel-serial")


def _whole_date(found: re.Match[str]) -> Parsed:
    return _calendar(found["year"], found["month"], found["day"])


def _whole_month(found: re.Match[str]) -> Parsed:
    years, months = int(found["year"]), int(found["month"])
    if years == 0:
        return rejected("zero-for-missing")
    return checked(month(years, months) if months else year(years))


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Parsed]], ...] = tuple(
    (re.compile(shape, re.ASCII), build)
    for shape, build in (
        (r"(?P<year>\d{4})(?:\.0+)?", _whole_year),
        (rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_TIME}", _whole_date),
        (rf"(?P<day>\d{{1,2}})([-/. ])(?P<month>\d{{1,2}})\2(?P<year>\d{{4}}|\d{{2}}){_TIME}", _day_first),
        (r"(?P<month>\d{1,2})[-/. ](?P<year>\d{4})", _whole_month),
        (r"(\d{4}) ?(?:-|–|/|à|a|ou|or|et|to) ?(\d{4})", _two_years),
        (r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})", _whole_month),
        (r"(?P<year>(?:18|19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})", _whole_date),
        (r"(\d{5})(?:[.,]\d+)?", _serial),
    )
)
