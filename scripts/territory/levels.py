"""The territories above communes: names, parents, populations and areas of every level."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from territory import belgium, europe, france
from territory.outlines import areas_km2

if TYPE_CHECKING:
    import geopandas as gpd

    from territory.packages import Sources

COLUMNS = [
    "level",
    "code",
    "name",
    "name_en",
    "parent_code",
    "country_code",
    "population",
    "area_km2",
    "area_source",
    "population_source",
]
ENGLISH_REGIONS = {"28": "Normandy", "53": "Brittany", "94": "Corsica"}


def territories(
    sources: Sources, communes: gpd.GeoDataFrame, abroad: gpd.GeoDataFrame, pieces: gpd.GeoDataFrame
) -> pd.DataFrame:
    """Give every level but communes.

    Parameters
    ----------
    sources : Sources
        The packages.
    communes : geopandas.GeoDataFrame
        France's, with their codes, populations and outlines.
    abroad : geopandas.GeoDataFrame
        First-level regions elsewhere, with their names.
    pieces : geopandas.GeoDataFrame
        Departments, provinces and foreign regions with ``area_km2``.

    Returns
    -------
    pandas.DataFrame
        The columns of :data:`COLUMNS`. Areas are official in France, else measured on the outlines.
    """
    french = france.territories(sources, communes)
    french["name_en"] = french["code"].map(ENGLISH_REGIONS).where(french["level"] == "region")
    both = pd.concat([french, belgium.territories(sources), europe.territories(sources, abroad)], ignore_index=True)
    measured = _measured(communes, pieces)
    outline = pd.Series([measured.get(key, np.nan) for key in zip(both["level"], both["code"], strict=True)])
    both["area_source"] = both["area_source"].mask(both["area_km2"].isna() & outline.notna(), "outline")
    both["area_km2"] = both["area_km2"].fillna(outline.round(2))
    return both[COLUMNS].astype({"population": "Int64"})


def _measured(communes: gpd.GeoDataFrame, pieces: gpd.GeoDataFrame) -> dict[tuple[str, str], float]:
    """Add up areas by level and code; for an EPCI, of all outlines, also those that hold two communes."""
    ground = communes.assign(area_km2=areas_km2(communes.geometry.to_numpy()))
    columns = {"departement": "departement_code", "region": "region_code", "country": "country_code"}
    sums = {("epci", str(code)): area for code, area in ground.groupby("epci_code")["area_km2"].sum().items()}
    for level, column in columns.items():
        sums |= {(level, str(code)): area for code, area in pieces.groupby(column)["area_km2"].sum().items()}
    return sums
