"""A date as precise as it is known: a day, a month, a quarter or a year.

The day comes first, always: ``03/02/2020`` is 3 February. Nothing is left to a general-purpose parser, which would
read ``13/02/2020`` and ``02/03/2020`` in two ways in one column.
"""

from __future__ import annotations

import re
from datetime import date

from places3t.formats.base import Format, Parsed, mended, rejected
from places3t.formats.date_figures import read_figures
from places3t.formats.date_words import read_words
from places3t.formats.dates import PartialDate
from places3t.formats.texts import fold

_DOUBT = re.compile(
    r"[?~≈]|\b(?:date )?(?:incertaine?|approximati(?:f|ve|vement)|environ|env\b\.?|vers|circa|ca\b\.?|peut-être"
    r"|probable(?:ment)?|probably|about|approx\b\.?|à (?:confirmer|vérifier)|(?:date )?estimée?|uncertain)(?!\w)",
    re.IGNORECASE,
)
_OPEN_ENDED = re.compile(r"(?:avant|apres|before|after|jusqu|until|plus de|moins de)\b")
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
_LOOSE_ENDS = " ,;:-–()"


def parse(text: str) -> Parsed:
    """Read a date of any precision; one that the source itself doubts is kept, not certain, and said."""
    if text in {"0", "0.0"}:
        return rejected("zero-for-missing")
    sure = _DOUBT.sub(" ", text)  # before reading words: folding drops the question mark
    if sure != text:
        value = _value(sure) or _value(_REMARK.sub("", sure))
        return mended(value._replace(certain=False), "uncertain-date") if value else rejected("not-a-date")
    parsed = _read(text)
    if parsed is not None:
        return parsed
    value = _value(_REMARK.sub("", text))
    if value is not None:
        return mended(value, "comment-removed")
    return rejected("open-ended-date" if _OPEN_ENDED.match(fold(text)) else "not-a-date")


def _read(text: str) -> Parsed | None:
    return (read_figures(text) if text[:1].isdigit() else None) or read_words(fold(text))


def _value(text: str) -> PartialDate | None:
    """Read what is left of a text once its doubts and remarks are taken out."""
    parsed = _read(" ".join(text.split()).strip(_LOOSE_ENDS))
    return parsed.value if parsed is not None and isinstance(parsed.value, PartialDate) else None


FORMAT = Format(
    name="partial_date",
    title={"fr": "Date, même partielle", "en": "Date, even partial"},
    description={
        "fr": "Un jour, un mois, un trimestre ou une année, le jour toujours en premier : 31/12/2018, 03/2018, 2018.",
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
