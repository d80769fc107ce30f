"""What names a row in its source: kept as it is, and never a number."""

from __future__ import annotations

import re

from places3t.formats.base import Format, Parsed, mended

_FLOAT = re.compile(r"(\d+)\.0+", re.ASCII)
_PLAIN = r"[A-Za-z]{0,8}-?[1-9]\d*"


def parse(text: str) -> Parsed:
    """Keep an identifier; take off the ``.0`` that a spreadsheet adds to a whole number."""
    number = _FLOAT.fullmatch(text)
    return mended(number[1], "number-for-code") if number else Parsed(text)


FORMAT = Format(
    name="identifier",
    title={"fr": "Identifiant", "en": "Identifier"},
    description={
        "fr": "Ce qui désigne la ligne dans sa source ; les zéros de tête comptent.",
        "en": "What names the row in its source; leading zeros count.",
    },
    dtype="str",
    parse=parse,
    plain=_PLAIN,
    good={"12": "12", "0012": "0012", "fabt-59": "fabt-59"},
    mended={"12.0": ("12", "number-for-code")},
)
