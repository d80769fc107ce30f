"""A longitude, in decimal degrees east of Greenwich."""

from __future__ import annotations

from places3t.formats.base import Format, Parsed
from places3t.formats.degrees import read_degrees

LIMIT = 180.0
_PLAIN = r"-?(?:0\.\d{0,14}[1-9]|(?:[1-9]\d?|1[0-7]\d)\.\d{1,16})"


def parse(text: str) -> Parsed:
    """Read a longitude in degrees (WGS 84); French files say O (ouest) for W."""
    return read_degrees(text, LIMIT, "E", "WO")


FORMAT = Format(
    name="longitude",
    title={"fr": "Longitude", "en": "Longitude"},
    description={
        "fr": "Degrés décimaux, entre −180 et 180, négatifs à l’ouest de Greenwich : -1.505602 (WGS 84).",
        "en": "Decimal degrees, between −180 and 180, negative west of Greenwich: -1.505602 (WGS 84).",
    },
    dtype="float64",
    parse=parse,
    plain=_PLAIN,
    good={"-1.505602": -1.505602, "55.45": 55.45, "166.44": 166.44, "0.334224": 0.334224},
    mended={
        "-1,505602": (-1.505602, "decimal-comma"),
        "1° 30' O": (-1.5, "degrees-minutes"),
        "1°30'0\" W": (-1.5, "degrees-minutes"),
        "2.35 E": (2.35, "unit-removed"),
    },
    bad={
        "0": "zero-for-missing",
        "181": "out-of-range",
        "-1505602": "out-of-range",
        "Nantes": "not-a-number",
        "2.35 N": "not-a-number",
    },
)
