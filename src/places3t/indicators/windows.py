"""Parts of the world that no ocean cuts, and whether the places of a territory cluster within its outline."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from places3t.indicators.clark_evans import DRAWS, SEED, by_chance, clark_evans, flattened
from places3t.indicators.words import line

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from places3t.territory import Level
    from places3t.territory.overlay import Reference

    Array = npt.NDArray[np.float64]

ZONE = "zone"
METROPOLITAN = "metropolitan"
FEWEST = 10
"""Fewer places than this are not tested for clustering: the interval would hold almost any arrangement."""

_OVERSEAS = r"9[78]\d"
_WITHOUT_WINDOW = ("commune",)
_MIDDLE = (46.5, 3.0)
"""Of metropolitan France, within 600 km of which distances on the plane are true to 0.2 %."""


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


def clustering(
    members: pd.DataFrame, level: str, code: object, reference: Reference | None = None
) -> dict[str, object] | None:
    """Give Clark and Evans's ratio of the places of one territory in its own outline, corrected for edges.

    Parameters
    ----------
    members
        ``lat``, ``lon`` of the places of the territory, ``departement_code``, ``country_code``.
    level, code
        The territory. France as a country has no window of its own, since none may span an ocean: see the zones.
    reference
        Whose levels made of communes, as kinds of commune are, have windows too: those communes in metropolitan France.
        Such a window is in many pieces, and the ratio that of `places3t.indicators.clark_evans.by_chance`; places of
        the kind overseas are left out.

    Returns
    -------
    dict or None
        ``indicator value low high unit method n``; null where there is no outline or there are too few places.
    """
    if len(members) < FEWEST or not isinstance(code, str):
        return None
    if reference and level in reference.levels:
        return _in_communes(members, level, code, reference)
    outline = _outline(level, code)
    if outline is None:
        return None
    import shapely

    west, south, east, north = outline.bounds
    middle = (south + north) / 2, (west + east) / 2
    window = shapely.transform(outline, lambda at: _columns(at[:, 1], at[:, 0], middle))
    found = clark_evans(*flattened(members["lat"], members["lon"], middle), window)
    return _row(found.cdf, found.half_width, line("method-clark-evans")) if found.cdf > 0 else None


def _row(value: float, half_width: float, method: str) -> dict[str, object]:
    return {
        "indicator": "clark_evans",
        "value": value,
        "low": value - half_width,
        "high": value + half_width,
        "unit": line("unit-clark-evans"),
        "method": method,
    }


def _in_communes(members: pd.DataFrame, level: str, code: str, reference: Reference) -> dict[str, object] | None:
    """Hold the places of one kind of commune of metropolitan France against as many drawn in its communes."""
    import numpy as np
    import shapely

    from places3t import territory

    communes = reference.communes
    kind = communes.loc[(communes[level] == code) & (zone_codes(communes) == METROPOLITAN), "commune_code"]
    every = territory.outlines("commune")
    pieces = every.loc[every["code"].isin(kind), "geometry"].to_numpy()
    here = members[zone_codes(members) == METROPOLITAN]
    if len(here) < FEWEST or not len(pieces):
        return None
    flat = np.asarray(shapely.transform(pieces, lambda at: _columns(at[:, 1], at[:, 0], _MIDDLE)), dtype=object)
    ratio, half_width = by_chance(*flattened(here["lat"], here["lon"], _MIDDLE), flat)
    return _row(ratio, half_width, line("method-clark-evans-kind", draws=DRAWS, seed=str(SEED)))


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
