"""A number that may have decimals: a surface, full-time equivalents."""

from __future__ import annotations

import re

from places3t.formats.base import Fault, Format, Parsed, rejected
from places3t.formats.numbers import is_range, read_about

UNITS = re.compile(
    r"\s*(?:m2|m²|m\^2|m[èe]tres? carr[ée]s?|sqm|sq\. ?m|etp|[ée]quivalents? temps plein|"
    r"fte|personnes?|salarié(?:e|\(e\))?s?|membres?|adhérente?s?|adherents?|usagers?|postes?|places?|people|members?)"
    r"\s*\.?$",
    re.IGNORECASE,
)
"""Units that may follow a number and do not change its scale (``ha`` would, so it is not here)."""


def parse(text: str) -> Parsed:
    """Read a decimal number, French or English."""
    number = read_about(text, UNITS)
    if number is not None:
        return Parsed(number.value, Fault(number.code) if number.code else None)
    return rejected("range-for-number" if is_range(text) else "not-a-number")


FORMAT = Format(
    name="decimal",
    title={"fr": "Nombre décimal", "en": "Decimal number"},
    description={
        "fr": "Un nombre, avec ou sans décimales. L’espace sépare les milliers, la virgule ou le point les décimales.",
        "en": "A number, with or without decimals. A space parts the thousands, a comma or a point the decimals.",
    },
    dtype="float64",
    parse=parse,
    good={
        "12": 12.0,
        "12,5": 12.5,
        "12.5": 12.5,
        "1 234,5": 1234.5,
        "-3": -3.0,
        "0": 0.0,
        "0,125": 0.125,
        "1e3": 1000.0,
    },
    mended={
        "2142,31263326": (2142.31263326, "decimal-comma"),
        "14,304": (14.304, "ambiguous-comma"),
        "1.234,5": (1234.5, "thousands-separator"),
        "1,234.5": (1234.5, "thousands-separator"),
        "1,234,567": (1234567.0, "thousands-separator"),
        "320 m²": (320.0, "unit-removed"),
        "2,5 ETP": (2.5, "unit-removed"),
        "environ 300": (300.0, "approximate"),
        "~ 300 m2": (300.0, "approximate"),
    },
    bad={
        "douze": "not-a-number",
        "12 34": "not-a-number",
        "2 ha": "not-a-number",
        "1e999": "not-a-number",
        "10-20": "range-for-number",
        "entre 10 et 20": "range-for-number",
        "plus de 300": "range-for-number",
    },
)
