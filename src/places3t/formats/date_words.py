"""Dates written in words, French and English: months, quarters, halves, seasons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from places3t.formats.dates import checked, day, month, quarter, short_year, span, year

if TYPE_CHECKING:
    from collections.abc import Callable

    from places3t.formats.base import Parsed

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

_QUARTERS = {
    **dict.fromkeys(("debut", "early"), 1),
    **dict.fromkeys(("printemps", "spring"), 2),
    **dict.fromkeys(("ete", "summer"), 3),
    **dict.fromkeys(("automne", "autumn", "fall", "fin", "late", "end of"), 4),
}
"""Loose parts of a year to the quarter that stands for them (winter spans two years: it is left unread)."""
_LONGER = {"mi": (4, 9), "milieu": (4, 9), "mid": (4, 9), "courant": (1, 12)}
"""Those that are longer than a quarter, to their first and last month."""

_ORDINAL = r"(?:er|st|nd|rd|th|e|eme)?"
_LEAD = re.compile(
    r"^(?:le|en|au|depuis(?: le)?|des|a partir d[eu]|ouvert(?:ure)?(?: prevue?)?(?: en| le)?|in|on|since) "
)
_WEEKDAY = re.compile(
    r"^(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues|wednes|thurs|fri|satur|sun)day) "
)


def read_words(key: str) -> Parsed | None:
    """Read a date in words.

    Parameters
    ----------
    key
        A folded text (`places3t.formats.texts.fold`).

    Examples
    --------
    >>> read_words("mars 2018").value.latest
    datetime.date(2018, 3, 31)
    """
    key = _WEEKDAY.sub("", _LEAD.sub("", key))
    for pattern, build in _SHAPES:
        found = pattern.fullmatch(key)
        if found is not None:
            return build(found)
    return None


def _dated(found: re.Match[str]) -> Parsed:
    number = MONTHS[found["month"]]
    if len(found["year"]) == len("18"):
        return short_year(int(found["day"] or 0), number, int(found["year"]))
    years = int(found["year"])
    return checked(day(years, number, int(found["day"])) if found["day"] else month(years, number))


def _quarter(found: re.Match[str]) -> Parsed:
    return checked(quarter(int(found["year"]), int(found["number"])))


def _half(found: re.Match[str]) -> Parsed:
    first_month = 6 * int(found["number"]) - 5
    return checked(span(int(found["year"]), first_month, first_month + 5, "year"))


def _loose(found: re.Match[str]) -> Parsed:
    part, years = found["part"], int(found["year"])
    value = quarter(years, _QUARTERS[part]) if part in _QUARTERS else span(years, *_LONGER[part], "year")
    return checked(value and value._replace(certain=False), "approximate-date")


_MONTH = f"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})"
_PART = f"(?P<part>{'|'.join((*_QUARTERS, *_LONGER))})"
_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Parsed]], ...] = tuple(
    (re.compile(shape, re.ASCII), build)
    for shape, build in (
        (r"(?P<year>\d{4})", lambda found: checked(year(int(found["year"])))),
        (rf"(?:(?P<day>\d{{1,2}}){_ORDINAL} )?{_MONTH} (?P<year>\d{{4}}|\d{{2}})", _dated),
        (rf"{_MONTH} (?P<day>\d{{1,2}}){_ORDINAL} (?P<year>\d{{4}})", _dated),
        (r"[tq](?P<number>[1-4]) (?P<year>\d{4})", _quarter),
        (r"(?P<year>\d{4}) [tq](?P<number>[1-4])", _quarter),
        (rf"(?P<number>[1-4]){_ORDINAL} ?(?:trimestre|trim|quarter|t) (?P<year>\d{{4}})", _quarter),
        (r"[sh](?P<number>[12]) (?P<year>\d{4})", _half),
        (rf"(?P<number>[12]){_ORDINAL} ?(?:semestre|half) (?P<year>\d{{4}})", _half),
        (rf"{_PART} (?:de (?:l )?)?(?:annee )?(?P<year>\d{{4}})", _loose),
    )
)
