"""One cell with both coordinates: ``47.2, -1.5``."""

from __future__ import annotations

import re
from typing import NamedTuple

from places3t.formats import latitude, longitude
from places3t.formats.base import Fault, Format, Parsed, rejected


class Point(NamedTuple):
    """A point in decimal degrees (WGS 84)."""

    lat: float
    lon: float


_WKT = re.compile(r"POINT ?\(\s*(?P<lon>-?[\d.]+)\s+(?P<lat>-?[\d.]+)\s*\)", re.ASCII | re.IGNORECASE)
_FIGURE = r"[+-]?\d{1,3}(?:\.\d+)?"
_FRENCH_FIGURE = r"[+-]?\d{1,3}(?:,\d+)?"
_PAIRS = (
    re.compile(rf"[\[(]?\s*(?!\d+,\d+$)({_FIGURE})\s*[,;/|]\s*({_FIGURE})\s*[\])]?", re.ASCII),  # "47,2" is one number
    re.compile(rf"({_FIGURE}) ({_FIGURE})(?: {_FIGURE} \d+(?:\.\d+)?)?", re.ASCII),  # Kobo: lat lon altitude accuracy
    re.compile(
        rf"[\[(]?\s*({_FRENCH_FIGURE})\s*(?:[;/|]|, | |(?<=,\d),|(?<=,\d\d),)\s*({_FRENCH_FIGURE})\s*[\])]?",
        re.ASCII,
    ),
)


def parse(text: str) -> Parsed:
    """Read a latitude and a longitude, in that order (WKT alone puts the longitude first)."""
    wkt = _WKT.fullmatch(text)
    if wkt is not None:
        return _point(wkt["lat"], wkt["lon"])
    for pair in _PAIRS:
        found = pair.fullmatch(text)
        if found is not None:
            return _point(found[1], found[2])
    return rejected("not-a-point")


def _point(lat_text: str, lon_text: str) -> Parsed:
    lat, lon = latitude.parse(lat_text), longitude.parse(lon_text)
    if isinstance(lat.value, float) and isinstance(lon.value, float):
        return Parsed(Point(lat.value, lon.value), lat.fault or lon.fault)
    return Parsed(None, _first_loss(lat, lon))


def _first_loss(lat: Parsed, lon: Parsed) -> Fault:
    lost = lat.fault if lat.value is None else lon.fault
    return lost or Fault("not-a-point")


FORMAT = Format(
    name="coordinates",
    title={"fr": "Latitude et longitude", "en": "Latitude and longitude"},
    description={
        "fr": "Les deux dans une cellule, la latitude d’abord : 47.2, -1.5.",
        "en": "Both in one cell, latitude first: 47.2, -1.5.",
    },
    dtype="object",
    parse=parse,
    good={
        "47.2, -1.5": Point(47.2, -1.5),
        "47.2,-1.5": Point(47.2, -1.5),
        "[47.2, -1.5]": Point(47.2, -1.5),
        "47.2 -1.5 12.0 4.5": Point(47.2, -1.5),
        "POINT (-1.5 47.2)": Point(47.2, -1.5),
    },
    mended={
        "47,2 ; -1,5": (Point(47.2, -1.5), "decimal-comma"),
        "47,2, -1,5": (Point(47.2, -1.5), "decimal-comma"),
    },
    bad={
        "0, 0": "zero-for-missing",
        "97.2, -1.5": "out-of-range",
        "47.2": "not-a-point",
        "Nantes": "not-a-point",
    },
)
