"""The outlines: shared borders, nothing lost, islands kept."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from places3t.territory import LEVELS, communes, outlines, table

KM_PER_DEGREE = 111.195


@pytest.mark.parametrize("level", LEVELS)
def test_outlines_are_a_coverage_of_known_territories(level: str) -> None:
    frame = outlines(level)
    assert list(frame.columns) == ["code", "geometry"]
    assert frame.crs == "EPSG:4326"
    assert frame["code"].is_unique
    assert frame["code"].is_monotonic_increasing
    assert set(frame["code"]) <= set(table(level)["code"])
    assert frame.geometry.is_valid.all()
    assert not frame.geometry.is_empty.any()
    assert shapely.coverage_is_valid(frame.geometry.to_numpy())


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="it must be one of"):
        outlines("canton")  # type: ignore[arg-type]


def test_only_four_communes_of_the_departments_have_no_outline() -> None:
    listed = communes().query("country_code == 'FR' and departement_code not in ['975', '977', '978']")
    listed = listed[~listed["departement_code"].str.startswith("98")]
    assert set(listed["commune_code"]) - set(outlines("commune")["code"]) == {"15031", "15035", "15047", "15171"}


def test_france_has_no_hole_but_llivia() -> None:
    """A Spanish town lies inside France; any other hole would be a commune lost."""
    whole = shapely.coverage_union_all(outlines("commune").geometry.to_numpy())
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(whole) for ring in part.interiors]
    wide = [hole for hole in holes if _km2(hole) > 1]
    assert len(wide) == 1
    assert wide[0].contains(shapely.Point(1.98, 42.46))
    assert _km2(wide[0]) == pytest.approx(12.8, rel=0.1)  # Llívia: 12.84 km2


@pytest.mark.parametrize(
    ("code", "point"),
    [
        ("29083", (-4.850, 48.037)),  # Île-de-Sein
        ("29155", (-5.096, 48.457)),  # Ouessant
        ("56069", (-3.447, 47.640)),  # Groix
        ("22016", (-3.000, 48.848)),  # Île-de-Bréhat
        ("17004", (-1.173, 46.017)),  # Île-d'Aix
        ("83069", (6.2, 43.0)),  # Hyères, whose islands are part of it
        ("97110", (-61.05, 16.307)),  # La Désirade
    ],
)
def test_islands_survive(code: str, point: tuple[float, float]) -> None:
    shapes = outlines("commune").set_index("code").geometry
    assert shapes[code].distance(shapely.Point(point)) < 0.02


def test_levels_above_lie_on_the_communes() -> None:
    """Maps are simplified: a department's outline may differ by a hundredth of its area from its communes', no more."""
    pieces = outlines("commune")
    above = communes().set_index("commune_code")["departement_code"]
    maps = outlines("departement").set_index("code").geometry
    for code in ("75", "29", "2A", "59", "974"):
        exact = shapely.coverage_union_all(pieces.geometry.to_numpy()[(pieces["code"].map(above) == code).to_numpy()])
        assert shapely.symmetric_difference(exact, maps[code]).area < 0.03 * exact.area, code


def test_every_department_region_and_epci_of_france_has_an_outline() -> None:
    unmapped = {"989"}  # Clipperton
    for level in ("departement", "region", "epci"):
        french = table(level).query("country_code == 'FR'")["code"]
        assert set(french) - set(outlines(level)["code"]) <= unmapped, level


def test_regions_and_countries_are_made_of_the_same_pieces() -> None:
    departements = outlines("departement").set_index("code").geometry
    regions = outlines("region").set_index("code").geometry
    parts = table("departement").query("parent_code == '53'")["code"]
    merged = shapely.coverage_union_all(departements[parts].to_numpy())
    assert shapely.symmetric_difference(merged, regions["53"]).area == pytest.approx(0, abs=1e-9)


def test_coordinates_are_plausible() -> None:
    bounds = outlines("commune").geometry.bounds
    metropole = bounds[~outlines("commune")["code"].str.startswith("97")]
    assert np.all(metropole.min().to_numpy()[:2] > [-5.2, 41.3])
    assert np.all(metropole.max().to_numpy()[2:] < [9.6, 51.2])


def _km2(shape: shapely.Geometry) -> float:
    return float(shape.area * KM_PER_DEGREE**2 * np.cos(np.radians(shape.centroid.y)))
