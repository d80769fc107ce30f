"""The layers of outlines: communes of France, cantons of Belgium, and the maps of the levels above."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from territory import belgium, coverage, outlines

if TYPE_CHECKING:
    from collections.abc import Callable

    from territory.packages import Sources

BORDER_MISMATCH = 0.04
MAP_TOLERANCE = 0.004
MAP_UNITS = 10_000
COMMUNE_UNITS = 100_000
CANTON_TOLERANCE = 5e-4
HOME = shapely.box(-10, 40, 15, 55)


def map_pieces(sources: Sources, home: gpd.GeoDataFrame, abroad: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Join exact outlines and Natural Earth's coarser ones so that borders fit, and simplify all together.

    Parameters
    ----------
    sources : Sources
        The packages.
    home : geopandas.GeoDataFrame
        ``[departement_code, region_code, country_code, geometry]``: departments of France and provinces of Belgium,
        exact; these outlines win.
    abroad : geopandas.GeoDataFrame
        The same columns: first-level regions elsewhere. What Natural Earth gives to France or Belgium but lies
        outside the exact outlines, along a land border, is theirs.

    Returns
    -------
    geopandas.GeoDataFrame
        The same columns and ``area_km2``, measured before the simplification: a coverage.
    """
    inside = shapely.union_all(home.geometry.to_numpy())
    nobodys = shapely.difference(_blurred_home(sources), inside)
    fitted = []
    for outline in abroad.geometry:
        ground = outline
        if outline.distance(inside) < BORDER_MISMATCH:
            strip = shapely.intersection(nobodys, outline.buffer(BORDER_MISMATCH))
            ground = shapely.difference(shapely.union(outline, strip), inside)
            nobodys = shapely.difference(nobodys, strip)
        fitted.append(ground)
    pieces = pd.concat([home, abroad.set_geometry(gpd.GeoSeries(fitted, index=abroad.index, crs=abroad.crs))])
    seamless = shapely.coverage_clean(_polygons(pieces.geometry.to_numpy()), gap_width=BORDER_MISMATCH / 2)
    simple = coverage.simplified(seamless, MAP_TOLERANCE, MAP_UNITS)
    return pieces.assign(area_km2=outlines.areas_km2(seamless)).set_geometry(simple, crs="EPSG:4326")


def _polygons(shapes: np.ndarray) -> np.ndarray:
    """Keep of each shape what has an area: no stray lines or points."""
    return shapely.buffer(shapes, 0)


def _blurred_home(sources: Sources) -> shapely.Geometry:
    """Give France in Europe and Belgium as Natural Earth draws them."""
    files = [f"package/data/countries/{country}.json" for country in ("FR", "BE")]
    shapes = [shapely.geometry.shape(sources.json("natural-earth", file)["geometry"]) for file in files]
    return shapely.intersection(shapely.union_all(_polygons(np.array(shapes, dtype=object))), HOME)


def merged_by(pieces: gpd.GeoDataFrame, column: str) -> gpd.GeoDataFrame:
    """Merge the pieces of a coverage that have the same code in a column: ``[column, geometry]``, sorted."""
    known = pieces[pieces[column].notna() & pieces.geometry.notna()]
    shapes = known.geometry.to_numpy()
    rows = sorted(known.reset_index(drop=True).groupby(column).indices.items())
    merged = [shapely.coverage_union_all(shapes[positions]) for _, positions in rows]
    return gpd.GeoDataFrame({column: [code for code, _ in rows]}, geometry=merged, crs="EPSG:4326")


def french_communes(sources: Sources, absorbing: set[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give the outlines of the communes of France, seamless, without the gaps of their source.

    Parameters
    ----------
    sources : Sources
        The packages.
    absorbing : set of str
        Communes that took in another since the outlines were drawn.

    Returns
    -------
    communes : pandas.DataFrame
        ``[commune_code, outline, town_hall]``; ``outline`` is None where the source has none.
    gaps : pandas.DataFrame
        What was filled; see :func:`territory.coverage.fill_gaps`.
    """
    rows = outlines.read_communes(sources)
    communes = rows[rows["type"] == "COM"].reset_index(drop=True)
    parts = rows[rows["type"].isin(["COMD", "COMA"]) & rows["outline"].notna()]
    communes["outline"] = _where_known(communes["outline"], coverage.seamless)
    filled, gaps = coverage.fill_gaps(communes, parts, absorbing, outlines.read_land(sources))
    communes["outline"] = _where_known(pd.Series(filled), _settled)
    return communes.drop(columns="type"), gaps


def _settled(shapes: np.ndarray) -> np.ndarray:
    return coverage.quantised(coverage.seamless(shapes), COMMUNE_UNITS)


def belgian_cantons(sources: Sources) -> gpd.GeoDataFrame:
    """Give the judicial cantons of Belgium, simplified: ``[canton, municipalities, geometry]``, sorted by canton."""
    cantons = belgium.cantons(sources).sort_values("canton", ignore_index=True)
    seamless = coverage.seamless(cantons.geometry.to_numpy())
    return cantons.set_geometry(
        gpd.GeoSeries(coverage.simplified(seamless, CANTON_TOLERANCE, COMMUNE_UNITS), crs="EPSG:4326")
    )


def _where_known(shapes: pd.Series, change: Callable[[np.ndarray], np.ndarray]) -> np.ndarray:
    """Change a coverage of which some outlines are None."""
    every = shapes.to_numpy(copy=True)
    known = shapes.notna().to_numpy()
    every[known] = change(every[known])
    return every
