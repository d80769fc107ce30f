"""From a point to the commune, department, region and country it lies in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from places3t.territory.packed import conformal_latitude, read_layer
from places3t.territory.store import DATA, read
from places3t.territory.tables import communes, table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    import shapely

COLUMNS = ("country_code", "region_code", "departement_code", "commune_code")
SNAP_KM = 1.0
KM_PER_DEGREE = 111.195
# Mercator is of no use nearer to a pole, and no territory of the reference lies there.
FARTHEST_LATITUDE, FARTHEST_LONGITUDE = 85.0, 180.0


@dataclass(frozen=True)
class _Index:
    """Every ground a point can lie on: its outline in the conformal plane, what it is, and the search tree.

    Belgian cantons stand before French communes and these before the rest, so that of two grounds that overlap along
    a border the better drawn one has the lower row.
    """

    tree: shapely.STRtree
    grounds: pd.DataFrame
    members: pd.DataFrame


def locate_points(lat: npt.ArrayLike, lon: npt.ArrayLike) -> pd.DataFrame:
    """Give the territories that points lie in.

    Parameters
    ----------
    lat, lon : array-like of float
        Degrees (WGS 84), of the same length. Missing or impossible coordinates are allowed.

    Returns
    -------
    pandas.DataFrame
        ``[country_code, region_code, departement_code, commune_code]``, one row per point in the order given, with
        the index of ``lat`` where that is a Series. Null where nothing is known: at sea, outside Europe and the
        French overseas territories, or for a level that the reference does not have there.

    Notes
    -----
    In France the commune is the one whose outline holds the point. In Belgium the province is exact; the commune is
    the municipality of the point's judicial canton whose centre is nearest: right for certain only where a canton
    holds one municipality. Elsewhere in Europe, and in the overseas collectivities of several communes, there is a
    country and a region. A point outside every outline but within 1 km of one (a harbour, a beach, a border drawn
    coarsely) belongs to the nearest.
    """
    import numpy as np
    import pandas as pd

    index = lat.index if isinstance(lat, pd.Series) else pd.RangeIndex(np.size(lat))
    lats, lons = np.asarray(lat, dtype=float).ravel(), np.asarray(lon, dtype=float).ravel()
    if lats.shape != lons.shape:
        msg = f"{lats.size} latitudes but {lons.size} longitudes"
        raise ValueError(msg)
    rows = _grounds_of(lats, lons)
    found = _index().grounds.reindex(rows)[[*COLUMNS, "canton"]].reset_index(drop=True)
    belgian = found["canton"].notna().to_numpy()
    if belgian.any():
        nearest = _nearest_member(found.loc[belgian, "canton"], lats[belgian], lons[belgian])
        found.loc[belgian, "commune_code"] = nearest.to_numpy()
    return found[list(COLUMNS)].set_axis(index)


def _grounds_of(lats: npt.NDArray[np.float64], lons: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Give the row of the ground that each point lies on, or -1."""
    import numpy as np
    import shapely

    tree = _index().tree
    rows = np.full(lats.size, -1, dtype=np.int64)
    usable = np.flatnonzero((np.abs(lats) <= FARTHEST_LATITUDE) & (np.abs(lons) <= FARTHEST_LONGITUDE))
    x, y = lons[usable], conformal_latitude(lats[usable])
    points = np.asarray(shapely.points(x, y), dtype=object)
    which, ground = _inside(tree, points, x, y)
    # Written from the last to the first, so that the lowest row remains.
    order = np.lexsort((-ground, which))
    rows[usable[which[order]]] = ground[order]

    adrift = np.flatnonzero(rows[usable] < 0)
    reach = SNAP_KM / KM_PER_DEGREE / np.cos(np.radians(lats[usable[adrift]]))
    which, ground = tree.query(points[adrift], predicate="dwithin", distance=reach)
    apart = shapely.distance(points[adrift][which], tree.geometries[ground])
    order = np.lexsort((-ground, -apart, which))
    rows[usable[adrift[which[order]]]] = ground[order]
    return rows


def _inside(
    tree: shapely.STRtree,
    points: npt.NDArray[np.object_],
    x: npt.NDArray[np.floating[Any]],
    y: npt.NDArray[np.floating[Any]],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Give each point, by its position, with each ground that it lies on.

    The tree's own predicate walks along the whole outline for each point; outlines prepared once, and points taken
    ground by ground, need a third of the time.
    """
    import numpy as np
    import shapely

    which, ground = tree.query(points)
    order = np.argsort(ground, kind="stable")
    which, ground = which[order], ground[order]
    shapely.prepare(tree.geometries[np.unique(ground)])
    held = shapely.intersects_xy(tree.geometries[ground], x[which], y[which])
    return which[held], ground[held]


def _nearest_member(cantons: pd.Series, lats: npt.NDArray[np.float64], lons: npt.NDArray[np.float64]) -> pd.Series:
    """Give the municipality of each point's canton whose own point is nearest."""
    import numpy as np

    asked = cantons.to_frame("canton").assign(point=range(len(cantons)), at_lat=lats, at_lon=lons)
    pairs = asked.merge(_index().members, on="canton")
    narrowing = np.cos(np.radians(pairs["at_lat"]))
    pairs["apart"] = np.hypot(pairs["lat"] - pairs["at_lat"], (pairs["lon"] - pairs["at_lon"]) * narrowing)
    nearest = pairs.sort_values(["point", "apart", "commune_code"]).drop_duplicates("point")
    return nearest["commune_code"]


@lru_cache(maxsize=1)
def _index() -> _Index:
    import numpy as np
    import pandas as pd
    import shapely

    members = read("cantons").merge(communes()[["commune_code", "departement_code", "region_code", "lat", "lon"]])
    layers = [_belgian_cantons(members), _french_communes()]
    layers.append(_regions_elsewhere(covered=set(pd.concat([frame for _, frame in layers])["region_code"])))
    outlines = np.concatenate([shapes for shapes, _ in layers])
    grounds = pd.concat([frame for _, frame in layers], ignore_index=True)
    return _Index(shapely.STRtree(outlines), grounds, members[["canton", "commune_code", "lat", "lon"]])


def _belgian_cantons(members: pd.DataFrame) -> tuple[npt.NDArray[np.object_], pd.DataFrame]:
    import pandas as pd

    codes, shapes = read_layer(DATA / "outlines_canton.parquet", conformal=True)
    above = members.drop_duplicates("canton")[["canton", "departement_code", "region_code"]]
    return shapes, pd.DataFrame({"canton": codes}).merge(above, how="left").assign(country_code="BE")


def _french_communes() -> tuple[npt.NDArray[np.object_], pd.DataFrame]:
    import pandas as pd

    codes, shapes = read_layer(DATA / "outlines_commune.parquet", conformal=True)
    above = communes()[["commune_code", "departement_code", "region_code", "country_code"]]
    return shapes, pd.DataFrame({"commune_code": codes}).merge(above, how="left")


def _regions_elsewhere(covered: set[str]) -> tuple[npt.NDArray[np.object_], pd.DataFrame]:
    """Give the regions that no finer layer covers; an overseas collectivity is its own department."""
    import pandas as pd

    codes, shapes = read_layer(DATA / "outlines_region.parquet", conformal=True)
    frame = pd.DataFrame({"region_code": codes})
    frame["country_code"] = frame["region_code"].map(table("region").set_index("code")["country_code"])
    frame["departement_code"] = frame["region_code"].where(frame["country_code"] == "FR")
    alone = communes().drop_duplicates("region_code", keep=False).set_index("region_code")["commune_code"]
    frame["commune_code"] = frame["region_code"].map(alone)
    kept = ~frame["region_code"].isin(covered)
    return shapes[kept.to_numpy()], frame[kept]
