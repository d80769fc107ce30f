"""Parts of the world that no ocean cuts, and whether the places of a territory cluster within its outline."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from places3t.indicators.clark_evans import clark_evans, flattened
from places3t.indicators.words import line

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from places3t.territory import Level

    Array = npt.NDArray[np.float64]

ZONE = "zone"
METROPOLITAN = "metropolitan"
FEWEST = 10
"""Fewer places than this are not tested for clustering: the interval would hold almost any arrangement."""

_OVERSEAS = r"9[78]\d"
_WITHOUT_WINDOW = ("commune",)


def zone_codes(places: pd.DataFrame) -> pd.Series[str]:
    """Give the zone of each place or commune: metropolitan France, an overseas department, or another country.

    Parameters
    ----------
    places
        With ``departement_code`` and ``country_code``.
    """
    departement, country = (places[name].astype("str") for name in ("departement_code", "country_code"))
    overseas = departement.str.fullmatch(_OVERSEAS, na=False)
    return country.mask(country == "FR", METROPOLITAN).mask(overseas, departement)


def zone_names(codes: Collection[str]) -> dict[str, str]:
    """Name zones."""
    from places3t import territory

    known = dict.fromkeys(codes, "")
    return {
        code: line("metropolitan-france")
        if code == METROPOLITAN
        else territory.name("departement" if code[:1].isdigit() else "country", code, "fr")
        for code in known
    }


def clustering(members: pd.DataFrame, level: str, code: object) -> dict[str, object] | None:
    """Give Clark and Evans's ratio of the places of one territory in its own outline, corrected for edges.

    Parameters
    ----------
    members
        ``lat``, ``lon`` of the places of the territory.
    level, code
        The territory. France as a country has no window of its own, since none may span an ocean: see the zones.

    Returns
    -------
    dict or None
        ``indicator value low high unit method n``; null where there is no outline or there are too few places.
    """
    if len(members) < FEWEST or not isinstance(code, str):
        return None
    outline = _outline(level, code)
    if outline is None:
        return None
    import shapely

    west, south, east, north = outline.bounds
    middle = (south + north) / 2, (west + east) / 2
    window = shapely.transform(outline, lambda at: _columns(at[:, 1], at[:, 0], middle))
    found = clark_evans(*flattened(members["lat"], members["lon"], middle), window)
    if not found.cdf > 0:
        return None
    return {
        "indicator": "clark_evans",
        "value": found.cdf,
        "low": found.cdf - found.half_width,
        "high": found.cdf + found.half_width,
        "unit": line("unit-clark-evans"),
        "method": line("method-clark-evans"),
    }


def _columns(lat: Array, lon: Array, middle: tuple[float, float]) -> Array:
    import numpy as np

    return np.column_stack(flattened(lat, lon, middle))


def _outline(level: str, code: str) -> BaseGeometry | None:
    import shapely

    from places3t import territory

    if level == ZONE and code == METROPOLITAN:
        every = territory.outlines("departement")
        overseas = every["code"].str.fullmatch(_OVERSEAS) | every["code"].str.startswith("BE-")
        return shapely.union_all(every.loc[~overseas, "geometry"].to_numpy())
    if level == ZONE:
        level = "departement" if code[:1].isdigit() else "country"
    if level not in territory.LEVELS or level in _WITHOUT_WINDOW or (level == "country" and code == "FR"):
        return None
    every = territory.outlines(cast("Level", level))
    found = every.loc[every["code"] == code, "geometry"]
    return cast("BaseGeometry", found.iloc[0]) if len(found) else None
