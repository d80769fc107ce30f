"""A date as precise as it is known: a day, a month, a quarter or a year.

The day comes first, always: ``03/02/2020`` is 3 February. Nothing is left to a general-purpose parser, which would
take ``13/02`` and ``02/13`` for the same day in one column.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from places3t.formats.base import Format, Parsed, mended, rejected
from places3t.formats.calendar_words import MONTHS, PartialDate, day, in_years, month, quarter, span, year
from places3t.formats.texts import fold

if TYPE_CHECKING:
    from collections.abc import Callable

_TIME = r"(?:[T ]+\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?"
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.ASCII)
_COMPACT = re.compile(r"((?:18|19|20)\d{2})(\d{2})(\d{2})", re.ASCII)
_DAY_FIRST = re.compile(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}", re.ASCII)
_MONTH = re.compile(r"(\d{1,2})[-/. ](\d{4})", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:\.0+)?", re.ASCII)
_YEARS = re.compile(r"(\d{4}) ?(?:-|–|/|à|a|ou|or|et|to) ?(\d{4})", re.ASCII)
_NUMBER = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
_EXCEL_EPOCH = date(1899, 12, 30)
_EXCEL_DAYS = range(18264, 54790)  # 1 January 1950 to 31 December 2049: what a census of places can hold
_PLACEHOLDERS = {date(1899, 12, 30), date(1899, 12, 31), date(1900, 1, 1), date(1970, 1, 1)}
_CENTURY_PIVOT = 50

_QUARTER = re.compile(
    r"(?:(?:t|q)([1-4])|([1-4])(?:er|e|eme|st|nd|rd|th)? ?(?:trimestre|trim|quarter)|([1-4])t) (\d{4})"
)
_ISO_QUARTER = re.compile(r"(\d{4}) (?:t|q)([1-4])")
_HALF = re.compile(r"(?:s([12])|([12])(?:er|e|eme|nd|st)? ?(?:semestre|half)) (\d{4})")
_WORDED = re.compile(
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(?:(\d{1,2})(?:er|st|nd|rd|th)? )?([a-z]+) (\d{4}|\d{2})"
)
_ENGLISH = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)? (\d{4})")
_PART_OF_YEAR = re.compile(
    r"(debut|mi|milieu|fin|courant|early|mid|late|end of|printemps|ete|automne|spring|summer|autumn|fall) ?(?:de |d )?(?:annee )?(\d{4})"
)
_PARTS = {
    "debut": (1, 3), "early": (1, 3), "mi": (4, 9), "milieu": (4, 9), "mid": (4, 9), "fin": (10, 12), "late": (10, 12),
    "end of": (10, 12), "courant": (1, 12), "printemps": (4, 6), "spring": (4, 6), "ete": (7, 9), "summer": (7, 9),
    "automne": (10, 12), "autumn": (10, 12), "fall": (10, 12),
}  # fmt: skip
_LEAD = re.compile(
    r"^(?:le|en|au|depuis(?: le)?|des|a partir d[eu]|ouvert(?:ure)?(?: prevue?)?(?: en| le)?|in|on|since) "
)
_DOUBT = re.compile(
    r"\?|~|≈|\b(?:date )?(?:incertaine?|approximati(?:f|ve|vement)|environ|env\b\.?|vers|circa|ca\b\.?|peut-[êe]tre|probable(?:ment)?|"
    r"probably|about|approx\b\.?|(?:à|a) (?:confirmer|v[ée]rifier)|date estim[ée]e|estim[ée]e?|uncertain)(?!\w)",
    re.IGNORECASE,
)
_OPEN_ENDED = re.compile(r"^(?:avant|apres|before|after|jusqu|until|plus de|moins de)\b")
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")


def parse(text: str) -> Parsed:
    """Read a date of any precision; what is doubtful is kept, not certain, and said."""
    if text in {"0", "0.0"}:
        return rejected("zero-for-missing")
    parsed = _read(text)
    if parsed is not None:
        return parsed
    sure = _DOUBT.sub(" ", text)
    if sure != text:
        found = _read(_squeeze(sure)) or _read(_squeeze(_REMARK.sub("", sure)))
        if found is not None and isinstance(found.value, PartialDate):
            return mended(found.value._replace(certain=False), "uncertain-date")
    bare = _REMARK.sub("", text)
    if bare != text:
        found = _read(bare)
        if found is not None and isinstance(found.value, PartialDate):
            return mended(found.value, "comment-removed")
    return rejected("open-ended-date" if _OPEN_ENDED.match(fold(text)) else "not-a-date")


def _read(text: str) -> Parsed | None:
    if text[:1].isdigit():
        for pattern, build in _FIGURES:
            found = pattern.fullmatch(text)
            if found is not None:
                return build(found)
    return _read_words(fold(text))


def _read_words(key: str) -> Parsed | None:
    key = _LEAD.sub("", key)
    if _YEAR.fullmatch(key):
        return _whole_year(int(key))
    for pattern, build in _WORDS:
        found = pattern.fullmatch(key)
        if found is not None:
            parsed = build(found)
            if parsed is not None:
                return parsed
    return None


def _squeeze(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:-–()")


def _checked(value: PartialDate | None, code: str | None = None) -> Parsed:
    if value is None:
        return rejected("no-such-date")
    if not in_years(value):
        return rejected("out-of-range", minimum="1800", maximum="2100")
    if value.precision == "day" and value.earliest in _PLACEHOLDERS:
        return rejected("placeholder-date")
    return mended(value, code) if code else Parsed(value)


def _calendar(years: str, months: str, days: str) -> Parsed:
    number, month_number, day_number = int(years), int(months), int(days)
    if number == 0 or (number == _EXCEL_EPOCH.year + 1 and day_number == 0):
        return rejected("zero-for-missing")  # 0000-00-00, and Excel's day zero, 00/01/1900
    if day_number == 0:  # MySQL's way of saying that the day is not known
        return _checked(month(number, month_number) if month_number else year(number))
    return _checked(day(number, month_number, day_number))


def _iso(found: re.Match[str]) -> Parsed:
    return _calendar(found[1], found[3], found[4])


def _day_first(found: re.Match[str]) -> Parsed:
    days, months, years = int(found[1]), int(found[3]), found[4]
    last_month = 12
    if months > last_month and days <= last_month:
        return rejected("month-first-date")
    if len(years) == len("2018"):
        return _calendar(years, found[3], found[1])
    return _short_year(days, months, int(years))


def _short_year(days: int, months: int, years: int) -> Parsed:
    century = 2000 if years < _CENTURY_PIVOT else 1900
    value = day(century + years, months, days) if days else month(century + years, months)
    return _checked(value, "two-digit-year")


def _whole_year(number: int) -> Parsed:
    return rejected("zero-for-missing") if number == 0 else _checked(year(number))


def _serial(found: re.Match[str]) -> Parsed:
    days = int(found[0][:5])
    if days not in _EXCEL_DAYS:
        return rejected("not-a-date")
    at = _EXCEL_EPOCH + timedelta(days=days)
    return _checked(PartialDate(at, at, "day"), "excel-serial")


def _years(found: re.Match[str]) -> Parsed:
    first, last = year(int(found[1])), year(int(found[2]))
    if first is None or last is None or last.earliest < first.earliest:
        return rejected("no-such-date")
    return _checked(PartialDate(first.earliest, last.latest, "year", certain=False), "date-range")


def _quarter(found: re.Match[str]) -> Parsed:
    return _checked(quarter(int(found[4]), int(found[1] or found[2] or found[3])))


def _half(found: re.Match[str]) -> Parsed:
    first = 1 if (found[1] or found[2]) == "1" else 7
    return _checked(span(int(found[3]), first, first + 5, "year"))


def _worded(found: re.Match[str]) -> Parsed | None:
    number = MONTHS.get(found[2])
    if number is None:
        return None
    if len(found[3]) == len("18"):
        return _short_year(int(found[1] or 0), number, int(found[3]))
    years = int(found[3])
    return _checked(day(years, number, int(found[1])) if found[1] else month(years, number))


def _english(found: re.Match[str]) -> Parsed | None:
    number = MONTHS.get(found[1])
    return _checked(day(int(found[3]), number, int(found[2]))) if number else None


def _part_of_year(found: re.Match[str]) -> Parsed:
    first, last = _PARTS[found[1]]
    precision = "quarter" if last - first < 3 else "year"  # noqa: PLR2004 - three months make a quarter
    value = span(int(found[2]), first, last, precision)
    return _checked(value and value._replace(certain=False), "approximate-date")


_FIGURES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Parsed]], ...] = (
    (_YEAR, lambda found: _whole_year(int(found[1]))),
    (_ISO, _iso),
    (_DAY_FIRST, _day_first),
    (_MONTH, lambda found: _calendar(found[2], found[1], "0")),
    (_YEARS, _years),
    (_ISO_MONTH, lambda found: _calendar(found[1], found[2], "0")),
    (_COMPACT, lambda found: _calendar(found[1], found[2], found[3])),
    (_NUMBER, _serial),
)
_WORDS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Parsed | None]], ...] = (
    (_WORDED, _worded),
    (_QUARTER, _quarter),
    (_ISO_QUARTER, lambda found: _checked(quarter(int(found[1]), int(found[2])))),
    (_HALF, _half),
    (_PART_OF_YEAR, _part_of_year),
    (_ENGLISH, _english),
)


FORMAT = Format(
    name="partial_date",
    title={"fr": "Date, même partielle", "en": "Date, even partial"},
    description={
        "fr": "Un jour, un mois, un trimestre ou une année, le jour toujours en premier : 31/12/2018, 03/2018, 2018.",
        "en": "A day, a month, a quarter or a year, the day always first: 31/12/2018, 03/2018, 2018.",
    },
    dtype="object",
    parse=parse,
    good={
        "2018-03-20": PartialDate(date(2018, 3, 20), date(2018, 3, 20), "day"),
        "2018-03-20 00:00:00": PartialDate(date(2018, 3, 20), date(2018, 3, 20), "day"),
        "2018-03-20T09:30:00Z": PartialDate(date(2018, 3, 20), date(2018, 3, 20), "day"),
        "2019-01-24 22:29:15 +0100": PartialDate(date(2019, 1, 24), date(2019, 1, 24), "day"),
        "31/12/2018": PartialDate(date(2018, 12, 31), date(2018, 12, 31), "day"),
        "03/02/2020": PartialDate(date(2020, 2, 3), date(2020, 2, 3), "day"),
        "31.12.2018": PartialDate(date(2018, 12, 31), date(2018, 12, 31), "day"),
        "1er avril 2019": PartialDate(date(2019, 4, 1), date(2019, 4, 1), "day"),
        "mardi 20 mars 2018": PartialDate(date(2018, 3, 20), date(2018, 3, 20), "day"),
        "March 20, 2018": PartialDate(date(2018, 3, 20), date(2018, 3, 20), "day"),
        "mars 2018": PartialDate(date(2018, 3, 1), date(2018, 3, 31), "month"),
        "févr. 2016": PartialDate(date(2016, 2, 1), date(2016, 2, 29), "month"),
        "03/2018": PartialDate(date(2018, 3, 1), date(2018, 3, 31), "month"),
        "2018-03": PartialDate(date(2018, 3, 1), date(2018, 3, 31), "month"),
        "T1 2019": PartialDate(date(2019, 1, 1), date(2019, 3, 31), "quarter"),
        "3e trimestre 2019": PartialDate(date(2019, 7, 1), date(2019, 9, 30), "quarter"),
        "2016": PartialDate(date(2016, 1, 1), date(2016, 12, 31), "year"),
        "en 2016": PartialDate(date(2016, 1, 1), date(2016, 12, 31), "year"),
    },
    mended={
        "2016? date incertaine": (
            PartialDate(date(2016, 1, 1), date(2016, 12, 31), "year", False),
            "uncertain-date",
        ),
        "vers mars 2018": (
            PartialDate(date(2018, 3, 1), date(2018, 3, 31), "month", False),
            "uncertain-date",
        ),
        "2018 (à confirmer)": (
            PartialDate(date(2018, 1, 1), date(2018, 12, 31), "year", False),
            "uncertain-date",
        ),
        "2018 (reprise en 2020)": (
            PartialDate(date(2018, 1, 1), date(2018, 12, 31), "year"),
            "comment-removed",
        ),
        "début 2018": (
            PartialDate(date(2018, 1, 1), date(2018, 3, 31), "quarter", False),
            "approximate-date",
        ),
        "fin 2018": (
            PartialDate(date(2018, 10, 1), date(2018, 12, 31), "quarter", False),
            "approximate-date",
        ),
        "mi-2018": (PartialDate(date(2018, 4, 1), date(2018, 9, 30), "year", False), "approximate-date"),
        "2016-2017": (PartialDate(date(2016, 1, 1), date(2017, 12, 31), "year", False), "date-range"),
        "43179": (PartialDate(date(2018, 3, 20), date(2018, 3, 20), "day"), "excel-serial"),
        "31/12/18": (PartialDate(date(2018, 12, 31), date(2018, 12, 31), "day"), "two-digit-year"),
        "mars-18": (PartialDate(date(2018, 3, 1), date(2018, 3, 31), "month"), "two-digit-year"),
    },
    bad={
        "31/02/2019": "no-such-date",
        "13/2019": "no-such-date",
        "12/31/2018": "month-first-date",
        "1799": "out-of-range",
        "2101": "out-of-range",
        "0": "zero-for-missing",
        "0000-00-00": "zero-for-missing",
        "00/01/1900": "zero-for-missing",
        "01/01/1970": "placeholder-date",
        "99999": "not-a-date",
        "03/18": "not-a-date",
        "avant 2010": "open-ended-date",
        "bientôt": "not-a-date",
    },
)
