"""Degrees of latitude or longitude, decimal or in minutes and seconds."""

from __future__ import annotations

import re

from places3t.formats.base import Parsed, mended, rejected
from places3t.formats.numbers import read_number

_DECIMAL = re.compile(r"[+-]?\d{1,3}(?:[.,]\d*)?", re.ASCII)
_SEXAGESIMAL = re.compile(
    r"(?P<degrees>[+-]?\d{1,3}) ?[°ºd] ?(?P<minutes>[0-5]?\d(?:[.,]\d+)?) ?['’′m]"
    r"(?: ?(?P<seconds>[0-5]?\d(?:[.,]\d+)?) ?(?:[\"″”s]|['’′]{2}))? ?(?P<side>[A-Z])?",
    re.ASCII | re.IGNORECASE,
)
_DRESSED = re.compile(r"(?P<number>[+-]?\d{1,3}(?:[.,]\d+)?) ?[°º]? ?(?P<side>[A-Z])?", re.ASCII | re.IGNORECASE)


def read_degrees(text: str, limit: float, positive: str, negative: str) -> Parsed:
    """Read an angle in degrees.

    Parameters
    ----------
    text
        A cleaned text.
    limit
        The largest absolute value, 90 or 180.
    positive, negative
        The letters of the side that counts up and of the one that counts down.
    """
    text = text.replace("−", "-")
    if _DECIMAL.fullmatch(text):  # what nearly every cell is
        return _within(float(text.replace(",", ".")), limit, "decimal-comma" if "," in text else None)
    number = read_number(text)
    if number is not None:
        return _within(number.value, limit, number.code)
    return _dressed(text, limit, positive, negative)


def _dressed(text: str, limit: float, positive: str, negative: str) -> Parsed:
    angle, code = _SEXAGESIMAL.fullmatch(text), "degrees-minutes"
    if angle is not None:
        value = abs(float(angle["degrees"])) + _part(angle["minutes"]) / 60 + _part(angle["seconds"]) / 3600
        value = -value if text.startswith("-") else value
    else:
        angle, code = _DRESSED.fullmatch(text), "unit-removed"
        if angle is None:
            return rejected("not-a-number")
        value = _part(angle["number"])
    side = (angle["side"] or "").upper()
    if side and side not in positive + negative:
        return rejected("not-a-number")
    return _within(-abs(value) if side and side in negative else value, limit, code)


def _part(figures: str | None) -> float:
    return float(figures.replace(",", ".")) if figures else 0.0


def _within(value: float, limit: float, code: str | None) -> Parsed:
    if value == 0.0:
        # The point where the equator meets Greenwich is in the sea, and no place sits on the meridian to the metre.
        return rejected("zero-for-missing")
    if abs(value) > limit:
        return rejected("out-of-range", minimum=f"{-limit:g}", maximum=f"{limit:g}")
    return mended(value, code) if code else Parsed(value)
