"""Coordinates in metres: French files often give Lambert's cones where degrees are asked."""

from __future__ import annotations

from math import atan, atan2, cos, degrees, hypot, log, pi, radians, sin, sqrt
from typing import TYPE_CHECKING, NamedTuple

from places3t.findings import Place
from places3t.formats.numbers import read_number
from places3t.ingest.body import matching

if TYPE_CHECKING:
    from places3t.findings import Findings
    from places3t.ingest.body import Body
    from places3t.ingest.plan import Plan

CODE, UNKNOWN = "point-lambert", "point-metres"
_NO_METRES = "^(?:-?[0-9]{1,3}(?:[.,][0-9]*)?)?$"
"""What nearly every cell is: empty, or degrees; the others are looked at."""

_LEAST_METRES, _MOST_METRES = 1e3, 1e7
"""Between these both numbers of a point are metres, whatever the system."""

_NTF_TO_WGS84 = (-168.0, -60.0, 320.0)
_PARIS = 2 + 20 / 60 + 14.025 / 3600


class Cone(NamedTuple):
    """A conformal cone: ellipsoid, origin, parallels or scale, false easting and northing; angles in degrees."""

    a: float
    f: float
    lon0: float
    lat0: float
    parallels: tuple[float, float]
    x0: float
    y0: float
    k0: float = 1.0

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Give the latitude and longitude, in degrees on the cone's own ellipsoid, of a point in metres.

        References
        ----------
        Snyder J. P. (1987), Map projections: a working manual, USGS Professional Paper 1395, pp. 107-109.
        """
        e = sqrt(self.f * (2 - self.f))
        low, high = (radians(angle) for angle in self.parallels)
        n = sin(low) if low == high else log(_m(low, e) / _m(high, e)) / log(_t(low, e) / _t(high, e))
        scale = self.a * self.k0 * _m(low, e) / (n * _t(low, e) ** n)
        east, south = x - self.x0, scale * _t(radians(self.lat0), e) ** n - (y - self.y0)
        t = (hypot(east, south) / scale) ** (1 / n)
        lat = pi / 2 - 2 * atan(t)
        for _ in range(6):
            half = e * sin(lat)
            lat = pi / 2 - 2 * atan(t * ((1 - half) / (1 + half)) ** (e / 2))
        return degrees(lat), self.lon0 + degrees(atan2(east, south) / n)


def _t(lat: float, e: float) -> float:
    half = e * sin(lat)
    return cos(lat) / (1 + sin(lat)) / float(((1 - half) / (1 + half)) ** (e / 2))


def _m(lat: float, e: float) -> float:
    return cos(lat) / sqrt(1 - (e * sin(lat)) ** 2)


_GRS80 = (6378137.0, 1 / 298.257222101)
_CLARKE = (6378249.2, 1 - 6356515.0 / 6378249.2)
LAMBERT_93 = Cone(*_GRS80, 3.0, 46.5, (44.0, 49.0), 700_000.0, 6_600_000.0)
"""EPSG 2154."""
CONES_9 = {
    lat0: Cone(*_GRS80, 3.0, lat0, (lat0 - 0.75, lat0 + 0.75), 1_700_000.0, (lat0 - 41) * 1e6 + 200_000.0)
    for lat0 in range(42, 51)
}
"""CC42 to CC50, EPSG 3942 to 3950: the northing tells the zone."""
LAMBERT_2_EXTENDED = Cone(*_CLARKE, _PARIS, 46.8, (46.8, 46.8), 600_000.0, 2_200_000.0, 0.99987742)
"""EPSG 27572, on the ellipsoid of Clarke and from the meridian of Paris."""


def lambert93(x: float, y: float) -> tuple[float, float]:
    """Give the latitude and longitude, in degrees, of a point in Lambert-93.

    Examples
    --------
    >>> [round(part, 6) for part in lambert93(700_000, 6_600_000)]
    [46.5, 3.0]
    """
    return LAMBERT_93.degrees(x, y)


def lambert2(x: float, y: float) -> tuple[float, float]:
    """Give the latitude and longitude, in degrees of WGS 84, of a point in extended Lambert II.

    The three shifts of the old French datum are good to a few metres.
    """
    lat, lon = (radians(part) for part in LAMBERT_2_EXTENDED.degrees(x, y))
    a, f = _CLARKE
    e2 = f * (2 - f)
    across = a / sqrt(1 - e2 * sin(lat) ** 2)
    there = (across * cos(lat) * cos(lon), across * cos(lat) * sin(lon), across * (1 - e2) * sin(lat))
    east, north, up = (part + shift for part, shift in zip(there, _NTF_TO_WGS84, strict=True))
    a, f = _GRS80
    e2, flat = f * (2 - f), hypot(east, north)
    lat = atan2(up, flat * (1 - e2))
    for _ in range(6):
        lat = atan2(up + e2 * a / sqrt(1 - e2 * sin(lat) ** 2) * sin(lat), flat)
    return degrees(lat), degrees(atan2(north, east))


def from_metres(x: float, y: float) -> tuple[str, float, float] | None:
    """Recognise the French system of a point by its size, and turn it into degrees.

    Parameters
    ----------
    x, y
        Easting and northing in metres.

    Returns
    -------
    tuple or None
        The system's name, latitude, longitude; null where the system is none of these, as UTM, whose zone the numbers
        do not tell.
    """
    if 0 <= x < (1.15e6 if y > 6.35e6 else 1.3e6) and 5.95e6 <= y <= 7.2e6:  # noqa: PLR2004 - France, Corsica east of it
        return "Lambert-93", *lambert93(x, y)
    if 0 <= x < 1.25e6 and 1.55e6 <= y <= 2.75e6:  # noqa: PLR2004 - as above
        return "Lambert II étendu", *lambert2(x, y)
    zone = 41 + int(y // 1e6)
    if 1.2e6 <= x <= 2.4e6 and zone in CONES_9 and y % 1e6 <= 4e5:  # noqa: PLR2004 - as above
        return f"CC{zone}", *CONES_9[zone].degrees(x, y)
    return None


def in_degrees(body: Body, plan: Plan, place: Place, findings: Findings) -> Body:
    """Turn points given in metres into degrees, before the cells are read, and set aside those of no known system.

    Parameters
    ----------
    body
        The rows.
    plan
        Says which columns are the latitude and the longitude; the two may be swapped.
    place, findings
        Each row turned or set aside is a finding.

    Returns
    -------
    Body
        The rows, with other texts where they were turned, and none where they could not be.
    """
    import numpy as np

    at = {column.name: column for column in plan.columns if column.name in {"lat", "lon"} and column.role == "field"}
    if len(at) < 2:  # noqa: PLR2004 - a point has two
        return body
    lat, lon = (body.texts(at[name].position) for name in ("lat", "lon"))
    turned: dict[int, tuple[str, str]] = {}
    for which in np.flatnonzero(~matching(lat, _NO_METRES) | ~matching(lon, _NO_METRES)).tolist():
        texts = lat[which].as_py(), lon[which].as_py()
        y, x = map(_metres, texts)
        if x > y:
            x, y = y, x
        if not _LEAST_METRES <= y <= _MOST_METRES or abs(x) > _MOST_METRES:
            continue
        found = from_metres(x, y)
        said = Place(place.source, place.sheet, body.number(which), f"{at['lat'].header}, {at['lon'].header}")
        if found:
            system, north, east = found
            turned[which] = (f"{north:.7f}", f"{east:.7f}")
            findings.add(CODE, said, ", ".join(texts), system=system, lat=f"{north:.5f}", lon=f"{east:.5f}")
        elif x >= _LEAST_METRES:
            turned[which] = ("", "")
            findings.add(UNKNOWN, said, ", ".join(texts))
    for part, name in enumerate(("lat", "lon")) if turned else ():
        cells = {which: texts[part] for which, texts in turned.items()}
        body = body.with_cells(at[name].position, cells)
    return body


def _metres(text: str) -> float:
    number = read_number(text.strip())
    return -1.0 if number is None else float(number.value)
