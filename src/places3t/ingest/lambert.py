"""Coordinates in metres: French files often give Lambert-93 where degrees are asked."""

from __future__ import annotations

from math import atan, atan2, cos, degrees, hypot, log, pi, radians, sin, sqrt
from typing import TYPE_CHECKING

from places3t.findings import Place
from places3t.formats.numbers import read_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from places3t.findings import Findings
    from places3t.ingest.plan import Plan

CODE = "point-lambert"
_EASTING, _NORTHING = (0.0, 1.4e6), (5.9e6, 7.3e6)

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


def in_degrees(body: Mapping[int, list[str]], plan: Plan, place: Place, findings: Findings) -> dict[int, list[str]]:
    """Turn points given in Lambert-93 into degrees, before the cells are read.

    Parameters
    ----------
    body
        Row number to cells.
    plan
        Says which columns are the latitude and the longitude; the two may be swapped.
    place, findings
        Each row turned is a finding.

    Returns
    -------
    dict
        The rows, new where they were turned. Metres in another system are left, and are out of range.
    """
    at = {column.name: column for column in plan.columns if column.name in {"lat", "lon"} and column.role == "field"}
    rows = dict(body)
    if len(at) < 2:  # noqa: PLR2004 - a point has two
        return rows
    lat, lon = at["lat"].position, at["lon"].position
    for row, cells in body.items():
        if max(lat, lon) >= len(cells):
            continue
        y, x = (_metres(cells[position]) for position in (lat, lon))
        if x > y:
            x, y = y, x
        if _EASTING[0] <= x <= _EASTING[1] and _NORTHING[0] <= y <= _NORTHING[1]:
            found = lambert93(x, y)
            rows[row] = list(cells)
            rows[row][lat], rows[row][lon] = (f"{part:.7f}" for part in found)
            said = Place(place.source, place.sheet, row, f"{at['lat'].header}, {at['lon'].header}")
            findings.add(CODE, said, f"{cells[lat]}, {cells[lon]}", lat=f"{found[0]:.5f}", lon=f"{found[1]:.5f}")
    return rows


def _metres(text: str) -> float:
    number = read_number(text.strip())
    return -1.0 if number is None else float(number.value)
