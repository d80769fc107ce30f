"""The Earth as a sphere: one radius for every distance that the program gives."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG), in km."""


def km_between(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Give the great-circle distance of two points (haversine formula), in km.

    Parameters
    ----------
    lat1, lon1, lat2, lon2
        Degrees.

    Examples
    --------
    >>> round(km_between(48.8566, 2.3522, 50.6292, 3.0573))
    204
    """
    phi1, phi2 = radians(lat1), radians(lat2)
    half = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(half))
