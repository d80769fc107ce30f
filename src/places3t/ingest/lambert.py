"""Coordinates in metres: French files often give Lambert-93 where degrees are asked."""

from __future__ import annotations

from math import atan, atan2, cos, degrees, hypot, log, pi, radians, sin, sqrt
from typing import TYPE_CHECKING

from places3t.findings import Place
from places3t.formats.numbers import read_number
from places3t.ingest.body import matching

if TYPE_CHECKING:
    from places3t.findings import Findings
    from places3t.ingest.body import Body
    from places3t.ingest.plan import Plan

CODE = "point-lambert"
_EASTING, _NORTHING = (0.0, 1.4e6), (5.9e6, 7.3e6)
_NO_METRES = "^(?:-?[0-9]{1,3}(?:[.,][0-9]*)?)?$"
"""What nearly every cell is: empty, or degrees; the others are looked at."""

# The ellipsoid GRS 80 and the cone of Lambert-93 (EPSG 2154): two parallels, an origin, false easting and northing.
_A, _F = 6378137.0, 1 / 298.257222101
_LON0, _LAT0, _LAT1, _LAT2 = (radians(angle) for angle in (3.0, 46.5, 44.0, 49.0))
_X0, _Y0 = 700_000.0, 6_600_000.0
_E = sqrt(_F * (2 - _F))


def _t(lat: float) -> float:
    half = _E * sin(lat)
    return cos(lat) / (1 + sin(lat)) / float(((1 - half) / (1 + half)) ** (_E / 2))


def _m(lat: float) -> float:
    return cos(lat) / sqrt(1 - (_E * sin(lat)) ** 2)


_N = log(_m(_LAT1) / _m(_LAT2)) / log(_t(_LAT1) / _t(_LAT2))
_C = _A * _m(_LAT1) / (_N * _t(_LAT1) ** _N)
_R0 = _C * _t(_LAT0) ** _N


def lambert93(x: float, y: float) -> tuple[float, float]:
    """Give the latitude and longitude, in degrees, of a point in Lambert-93.

    Parameters
    ----------
    x, y
        Easting and northing in metres.

    References
    ----------
    Snyder J. P. (1987), Map projections: a working manual, USGS Professional Paper 1395, pp. 107-109.

    Examples
    --------
    >>> [round(part, 6) for part in lambert93(700_000, 6_600_000)]
    [46.5, 3.0]
    """
    east, south = x - _X0, _R0 - (y - _Y0)
    t = (hypot(east, south) / _C) ** (1 / _N)
    lat = pi / 2 - 2 * atan(t)
    for _ in range(6):
        half = _E * sin(lat)
        lat = pi / 2 - 2 * atan(t * ((1 - half) / (1 + half)) ** (_E / 2))
    return degrees(lat), degrees(_LON0 + atan2(east, south) / _N)


def in_degrees(body: Body, plan: Plan, place: Place, findings: Findings) -> Body:
    """Turn points given in Lambert-93 into degrees, before the cells are read.

    Parameters
    ----------
    body
        The rows.
    plan
        Says which columns are the latitude and the longitude; the two may be swapped.
    place, findings
        Each row turned is a finding.

    Returns
    -------
    Body
        The rows, with other texts where they were turned. Metres in another system are left, and are out of range.
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
        if _EASTING[0] <= x <= _EASTING[1] and _NORTHING[0] <= y <= _NORTHING[1]:
            found = lambert93(x, y)
            turned[which] = (f"{found[0]:.7f}", f"{found[1]:.7f}")
            said = Place(place.source, place.sheet, body.number(which), f"{at['lat'].header}, {at['lon'].header}")
            findings.add(CODE, said, ", ".join(texts), lat=f"{found[0]:.5f}", lon=f"{found[1]:.5f}")
    for part, name in enumerate(("lat", "lon")) if turned else ():
        cells = {which: texts[part] for which, texts in turned.items()}
        body = body.with_cells(at[name].position, cells)
    return body


def _metres(text: str) -> float:
    number = read_number(text.strip())
    return -1.0 if number is None else float(number.value)
