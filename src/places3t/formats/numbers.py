"""Numbers as people and programs write them, French and English, shared by every format that reads one.

The decision, applied everywhere: in a French file the comma is the decimal mark and a space parts the thousands, so
``1 234,5`` and ``12,5`` are simply well written. A mark that a French reader would not write (a point or a comma for
thousands, a comma before a machine's long tail of decimals) is read when it can only mean one thing, and said.
"""

from __future__ import annotations

import math
import re
from typing import NamedTuple

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_SPACED = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)
_GROUPED = {
    ".": re.compile(r"[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})", re.ASCII),
    ",": re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})", re.ASCII),
    "'": re.compile(r"[+-]?\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?", re.ASCII),
}
_RANGE = re.compile(
    r"\d\s*(?:-|–|à|a|to|et|and|/|ou|or)\s*\d|^(?:[<>≤≥]|moins|plus|entre|over|under|less|more|between)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"^(?:~|≈|±|environ|env\.?|about|approx\.?|circa|ca\.?|à peu près|près de)\s*(?=[\d+-])", re.IGNORECASE
)
_LONG_TAIL = 3


class Number(NamedTuple):
    """A number read in a text, and the code of what had to be mended (null when it was well written)."""

    value: float
    code: str | None = None


def read_number(text: str) -> Number | None:
    """Read a bare number; null when the text is not one.

    Examples
    --------
    >>> read_number("1 234,5"), read_number("2142,31263326")
    (Number(value=1234.5, code=None), Number(value=2142.31263326, code='decimal-comma'))
    >>> read_number("1.234.567"), read_number("14,304"), read_number("12 rue")
    (Number(value=1234567.0, code='thousands-separator'), Number(value=14.304, code='ambiguous-comma'), None)
    """
    text = text.replace("−", "-")
    if _PLAIN.fullmatch(text):
        return _finite(text)
    if _SPACED.fullmatch(text):
        return _finite(text.replace(" ", "").replace(",", "."))
    if _COMMA.fullmatch(text):
        return _finite(text.replace(",", "."), _comma_code(text))
    for mark, pattern in _GROUPED.items():
        if pattern.fullmatch(text):
            plain = text.replace("’", "'").replace(mark, "").replace(",", ".")
            return _finite(plain, "thousands-separator")
    return None


def read_about(text: str, units: re.Pattern[str] | None = None) -> Number | None:
    """Read a number that may carry a unit or "about": ``320 m²``, ``environ 300``; the first mend found is said.

    Parameters
    ----------
    text
        A cleaned text.
    units
        What may follow the number without changing its scale; null when nothing may.
    """
    number = read_number(text)
    if number is not None:
        return number
    bare = _ABOUT.sub("", text)
    about = bare != text
    unitless = bare if units is None else units.sub("", bare).strip()
    number = read_number(unitless)
    if number is None:
        return None
    return Number(number.value, "approximate" if about else number.code or "unit-removed")


def is_range(text: str) -> bool:
    """Say whether a text gives bounds and not a number: ``10-20``, ``plus de 300``.

    Examples
    --------
    >>> is_range("10 à 20"), is_range("plus de 300"), is_range("-20")
    (True, True, False)
    """
    return _RANGE.search(text) is not None and any(char.isdigit() for char in text)


def _comma_code(text: str) -> str | None:
    whole, decimals = text.lstrip("+-").split(",")
    if len(decimals) > _LONG_TAIL:
        return "decimal-comma"
    if len(decimals) == _LONG_TAIL and 1 <= len(whole) <= _LONG_TAIL and not whole.startswith("0"):
        return "ambiguous-comma"
    return None


def _finite(plain: str, code: str | None = None) -> Number | None:
    value = float(plain)
    return Number(value, code) if math.isfinite(value) else None
