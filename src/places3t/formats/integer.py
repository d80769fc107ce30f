"""A whole number: members, votes."""

from __future__ import annotations

import re

from places3t.formats.base import Fault, Format, Parsed, mended, rejected
from places3t.formats.decimal import UNITS
from places3t.formats.numbers import is_range, read_about

_PARTED = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_LARGEST = 2**53  # beyond it a float no longer holds every whole number


def parse(text: str) -> Parsed:
    """Read a whole number; one with a fraction is refused, never rounded."""
    if _PARTED.fullmatch(text):
        # Nobody counts members to the thousandth: here, and only here, the mark parts thousands.
        return mended(int(text.replace(".", "").replace(",", "")), "thousands-separator")
    number = read_about(text, UNITS)
    if number is None:
        return rejected("range-for-number" if is_range(text) else "not-a-number")
    if abs(number.value) > _LARGEST:
        return rejected("out-of-range", maximum=str(_LARGEST))
    if not number.value.is_integer():
        return rejected("not-whole")
    return Parsed(int(number.value), Fault(number.code) if number.code else None)


FORMAT = Format(
    name="integer",
    title={"fr": "Nombre entier", "en": "Whole number"},
    description={
        "fr": "Un nombre entier, sans décimales. L’espace peut séparer les milliers.",
        "en": "A whole number, without decimals. A space may part the thousands.",
    },
    dtype="Int64",
    parse=parse,
    good={"12": 12, "12.0": 12, "1 234": 1234, "-1": -1, "0": 0, "12,0": 12},
    mended={
        "1,234": (1234, "thousands-separator"),
        "1.234": (1234, "thousands-separator"),
        "12 adhérents": (12, "unit-removed"),
        "env. 40": (40, "approximate"),
    },
    bad={
        "12,5": "not-whole",
        "2142,31263326": "not-whole",
        "beaucoup": "not-a-number",
        "10 à 20": "range-for-number",
        "99999999999999999999": "out-of-range",
    },
)
