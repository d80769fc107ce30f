"""A latitude, in decimal degrees north."""

from __future__ import annotations

from places3t.formats.base import Format, Parsed
from places3t.formats.degrees import read_degrees

LIMIT = 90.0
_PLAIN = r"-?(?:[1-9]|[1-8]\d)\.\d{1,16}"


def parse(text: str) -> Parsed:
    """Read a latitude in degrees (WGS 84)."""
    return read_degrees(text, LIMIT, "N", "S")


FORMAT = Format(
    name="latitude",
    title={"fr": "Latitude", "en": "Latitude"},
    description={
        "fr": "Degrés décimaux, entre −90 et 90 : 47.245935 (WGS 84).",
        "en": "Decimal degrees, between −90 and 90: 47.245935 (WGS 84).",
    },
    dtype="float64",
    parse=parse,
    plain=_PLAIN,
    good={"47.245935": 47.245935, "-21.1": -21.1, "+48.85": 48.85},
    mended={
        "47,245935": (47.245935, "decimal-comma"),
        "47,2": (47.2, "decimal-comma"),
        "47° 12' 36'' N": (47.21, "degrees-minutes"),
        "21°06'S": (-21.1, "degrees-minutes"),
        "47.21° N": (47.21, "unit-removed"),
    },
    bad={
        "0": "zero-for-missing",
        "0.0": "zero-for-missing",
        "47245935": "out-of-range",
        "91": "out-of-range",
        "6689000": "out-of-range",
        "rue de la Paix": "not-a-number",
        "47° 75' N": "not-a-number",
    },
)
