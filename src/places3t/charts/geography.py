"""What lies under the points of a map: outlines, neighbours and cities, in kilometres on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from places3t.charts.projections import METROPOLITAN, Frame, Projection

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    from shapely import MultiPolygon

    from places3t.language import Language
    from places3t.territory import Level

    Shapes = npt.NDArray[np.object_]

OVERSEAS = ("971", "972", "973", "974", "976")
PARIS_REGION = "11"
PARIS = ("75", "92", "93", "94")
_ISLES_OF_ONE_DEPARTEMENT = 3
_AMONG_UNKNOWN_LAND = ("973",)
"""Guyane borders on countries whose outlines the reference does not have."""

_MARGIN = 0.05
_CITIES, _TOWN = 40, 5000
"""A commune may be named on a map when it is one of so many largest, and has so many inhabitants."""

_SIMPLER = 1 / 1200
"""Outlines may move by this share of a frame's width: less than a dot on paper."""


class View(NamedTuple):
    """A piece of the world to draw places on.

    Attributes
    ----------
    name
        What is shown.
    projection
        Degrees to km.
    frame
        What must be seen.
    land
        Outlines of the territories that the map is about, km.
    around
        Other land, as background, km.
    border
        The outline of all the land.
    names
        What the territories of the land are called; empty where their names would not fit.
    cities
        ``[name, population, x, y, reach]``, largest first, as `labels.cities` takes them.
    sea
        Whether what is neither land nor around is sea; else it is unknown.
    departements
        Codes of the departments and Belgian provinces that the map is about.
    """

    name: str
    projection: Projection
    frame: Frame
    land: Shapes
    around: Shapes
    border: MultiPolygon
    names: Sequence[str]
    cities: pd.DataFrame
    sea: bool
    departements: tuple[str, ...]


def region(code: str, language: Language) -> View:
    """Show a region: its departments, or its EPCI where it is a single department.

    Raises
    ------
    ValueError
        If no region has this code.
    """
    from places3t import territory

    level, parts = parts_of(code)
    known = territory.table("departement")
    inside = list(known.loc[known["parent_code"] == code, "code"])
    named = level == "departement" and len(parts) > 1
    return _view(territory.name("region", code, language), (level, parts), inside, language if named else None)


def parts_of(region_code: str) -> tuple[Level, list[str]]:
    """Give the territories to tell a region's parts by: departments, or EPCI where it is a single department.

    Raises
    ------
    ValueError
        If no region has this code.
    """
    from places3t import territory

    known = territory.table("departement")
    inside = list(known.loc[known["parent_code"] == region_code, "code"])
    if not inside:
        msg = f"no region {region_code!r}"
        raise ValueError(msg)
    communes = territory.communes()
    epci = communes.loc[communes["region_code"] == region_code, "epci_code"].dropna().unique()
    return ("epci", sorted(epci)) if len(inside) == 1 and len(epci) > 1 else ("departement", inside)


def departements(codes: Sequence[str], name: str) -> View:
    """Show some departments, with their codes."""
    view = _view(name, ("departement", codes), codes)
    return view._replace(names=sorted(codes))


def departement(code: str, language: Language) -> View:
    """Show one department."""
    from places3t import territory

    return _view(territory.name("departement", code, language), ("departement", [code]), [code])


def france(language: Language, *, belgium: bool = False) -> View:
    """Show metropolitan France and its departments, and Belgium with its provinces where places lie there."""
    from places3t import territory

    known = territory.table("departement")
    every = known.loc[known["country_code"].isin(["FR", "BE"] if belgium else ["FR"]), "code"]
    mainland = [code for code in every if not _is_overseas(code)]
    view = _view(territory.name("country", "FR", language), ("departement", mainland), mainland)
    # The cities that help to find one's way are those of France, whatever lies beyond the border.
    french = [code for code in mainland if not code.startswith("BE-")]
    return view._replace(cities=_cities(french, view.projection))


def _is_overseas(departement_code: str) -> bool:
    return len(departement_code) == _ISLES_OF_ONE_DEPARTEMENT and departement_code.startswith("9")


def _view(
    name: str,
    parts: tuple[Level, Sequence[str]],
    departement_codes: Sequence[str],
    naming: Language | None = None,
) -> View:
    import shapely

    from places3t import territory

    codes, outlines = _outlines(*parts)
    west, south, east, north = shapely.total_bounds(outlines)
    far = all(_is_overseas(code) for code in departement_codes)
    projection = Projection((west + east) / 2, (south + north) / 2) if far else METROPOLITAN
    land = _projected(outlines, projection)
    left, bottom, right, top = (float(side) for side in shapely.total_bounds(land))
    margin = _MARGIN * max(right - left, top - bottom)
    frame = Frame(left - margin, bottom - margin, right + margin, top + margin)
    land = shapely.coverage_simplify(land, frame.width * _SIMPLER)
    around = _around(departement_codes, (west, south, east, north), projection)
    around = shapely.simplify(around, frame.width * _SIMPLER)
    return View(
        name,
        projection,
        frame,
        land,
        around,
        cast("MultiPolygon", shapely.union_all(land)),
        [territory.name(parts[0], code, naming) for code in codes] if naming else [],
        _cities(departement_codes, projection),
        sea=not set(departement_codes) & set(_AMONG_UNKNOWN_LAND),
        departements=tuple(departement_codes),
    )


def _outlines(level: Level, codes: Sequence[str]) -> tuple[list[str], Shapes]:
    from places3t import territory

    if level == "epci":
        return _epci(codes)
    every = territory.outlines(level)
    kept = every[every["code"].isin(codes)]
    return list(kept["code"]), cast("Shapes", kept["geometry"].to_numpy())


def _epci(codes: Sequence[str]) -> tuple[list[str], Shapes]:
    """Merge the communes of a few EPCI: the outlines of all EPCI are too coarse for the map of an island."""
    import numpy as np
    import shapely

    from places3t import territory

    every = territory.outlines("commune")
    members = every["code"].map(territory.communes().set_index("commune_code")["epci_code"])
    pieces = every["geometry"].to_numpy()
    found = [code for code in codes if (members == code).any()]
    return found, np.array([shapely.coverage_union_all(pieces[(members == code).to_numpy()]) for code in found])


def _around(
    departement_codes: Sequence[str], bounds: tuple[float, float, float, float], projection: Projection
) -> Shapes:
    """Give the land that is not shown: other French departments and other countries, near the bounds."""
    import numpy as np
    import shapely

    from places3t import territory

    french = territory.outlines("departement")
    french = french[~french["code"].isin(departement_codes) & ~french["code"].str.startswith("BE")]
    foreign = territory.outlines("country")
    foreign = foreign[foreign["code"] != "FR"]
    west, south, east, north = bounds
    reach = max(east - west, north - south)
    every = np.concatenate([french["geometry"].to_numpy(), foreign["geometry"].to_numpy()])
    near = shapely.clip_by_rect(every, west - reach, south - reach, east + reach, north + reach)
    return _projected(near[~shapely.is_empty(near)], projection)


def _projected(shapes: Shapes, projection: Projection) -> Shapes:
    import numpy as np
    import shapely

    return shapely.transform(shapes, lambda at: np.column_stack(projection(at[:, 0], at[:, 1])))


def _cities(departement_codes: Sequence[str], projection: Projection) -> pd.DataFrame:
    from places3t import territory

    communes = territory.communes()
    inside = communes[communes["departement_code"].isin(departement_codes)]
    largest = inside.sort_values(["population", "commune_code"], ascending=[False, True]).head(_CITIES)
    largest = largest[largest["population"] >= min(_TOWN, largest["population"].max())]
    x, y = projection(largest["lon"], largest["lat"])
    named: pd.DataFrame = largest.rename(columns={"commune_name": "name"})
    return named[["name", "population"]].assign(x=x, y=y, reach=0.0)
