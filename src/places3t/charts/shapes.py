"""What a thematic map shades: the territories that a panel shows, or hexagons of one size, with their values."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    from shapely import Polygon

    from places3t.charts.geography import View
    from places3t.charts.panels import Panel
    from places3t.territory import Level

    Array = npt.NDArray[np.float64]
    Shapes = npt.NDArray[np.object_]

_HEXAGON_CM = 0.2
_SIMPLER = 1 / 1500
_KM_DEGREE = 111.2


class Shown(NamedTuple):
    """Shapes of a panel in km with their values, null where not known.

    ``codes`` are those of the territories; ``gaps`` says whether some of the land belongs to no shape, as an island
    without an EPCI does.
    """

    panel: Panel
    shapes: Shapes
    values: Array
    codes: frozenset[str] = frozenset()
    gaps: bool = False


def territories(panel: Panel, level: Level, known: pd.Series[float]) -> Shown:
    """Give the outlines that a panel shows, with their values.

    Parameters
    ----------
    panel
        A zoom shows what lies around it too; the other panels only what they are about.
    level
        Of the territories: ``region departement epci commune``.
    known
        Values by code.
    """
    import numpy as np
    import shapely

    from places3t import territory

    every = territory.outlines(level)
    view, frame = panel.view, panel.frame
    cut: frozenset[str] = frozenset()
    gaps = False
    if panel.kind == "zoom":
        every = every[shapely.intersects(every["geometry"].to_numpy(), _in_degrees(panel))]
    else:
        codes, cut, gaps = _members(level, view)
        every = every[every["code"].isin(codes)]
    shapes = shapely.transform(
        every["geometry"].to_numpy(), lambda at: np.column_stack(view.projection(at[:, 0], at[:, 1]))
    )
    across = every["code"].isin(cut).to_numpy()
    shapes[across] = shapely.intersection(shapes[across], view.border)
    if shapely.coverage_is_valid(shapes):
        shapes = shapely.coverage_simplify(shapes, frame.width * _SIMPLER)
    seen = ~shapely.is_empty(shapes)
    names = every.loc[seen, "code"]
    return Shown(panel, shapes[seen], np.array(names.map(known), np.float64), frozenset(names), gaps)


def _members(level: Level, view: View) -> tuple[frozenset[str], frozenset[str], bool]:
    """Give the codes of a view's territories, those of them partly elsewhere, and whether any land has none."""
    from places3t import territory

    communes = territory.communes()
    here = communes["departement_code"].isin(view.departements)
    if level == "departement":
        return frozenset(view.departements), frozenset(), False
    codes = communes[f"{level}_code"]
    inside = frozenset(codes[here].dropna())
    cut = inside & frozenset(codes[~here].dropna()) if level == "epci" else frozenset()
    return inside, cut, bool(codes[here].isna().any())


def _in_degrees(panel: Panel) -> Polygon:
    """Give a panel's frame as a rectangle of degrees, a little larger."""
    import shapely

    at, frame = panel.view.projection, panel.frame
    west, east = (at.lon + x / (_KM_DEGREE * math.cos(math.radians(at.lat))) for x in (frame.left, frame.right))
    south, north = (at.lat + y / _KM_DEGREE for y in (frame.bottom, frame.top))
    return shapely.box(west - 0.1, south - 0.1, east + 0.1, north + 0.1)


def hexagon_km(panel: Panel) -> float:
    """Give the side of a panel's hexagons: the same on paper in each, a round number of km."""
    km = panel.frame.width / panel.width * _HEXAGON_CM
    return round(km, 1 - math.floor(math.log10(km)) - 1)


def hexagons(panel: Panel, places: pd.DataFrame, side: float) -> Shown:
    """Count places in hexagons whose sides are so many km, and divide by their area: places per 100 km²."""
    import numpy as np
    import shapely

    known = places[places["lat"].notna() & places["lon"].notna()].astype({"lat": "float64", "lon": "float64"})
    seen = panel.seen(known)
    found, counts = np.unique(cells(seen["x"].to_numpy(), seen["y"].to_numpy(), side), axis=0, return_counts=True)
    middles = np.column_stack((side * math.sqrt(3) * (found[:, 0] + found[:, 1] / 2), 1.5 * side * found[:, 1]))
    turn = np.radians(np.arange(6) * 60 + 30)
    corners = middles[:, None, :] + side * np.stack((np.cos(turn), np.sin(turn)), axis=-1)
    area = 1.5 * math.sqrt(3) * side**2
    return Shown(
        panel, np.asarray(shapely.polygons(corners), dtype=object), np.asarray(counts / area * 100, np.float64)
    )


def cells(x: Array, y: Array, side: float) -> Array:
    """Give the hexagon of each point, by two of its three axes rounded so that the three sum to zero."""
    import numpy as np

    q, r = (math.sqrt(3) / 3 * x - y / 3) / side, 2 / 3 * y / side
    cube = np.column_stack((q, r, -q - r))
    near = np.round(cube)
    off = np.abs(near - cube).argmax(axis=1)
    rows = np.arange(len(near))
    near[rows, off] -= near.sum(axis=1)
    return near[:, :2]
