"""The rules of the build, on small made-up cases."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import shapely

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    return lambda name: importlib.import_module(f"territory.{name}")


def test_a_chain_of_mergers_is_followed_to_the_end(module: Any) -> None:
    resolve = module("history").resolve
    newest, older = {"B": "C"}, {"A": "B", "B": "X"}
    assert resolve("A", {"C"}, [newest, older]) == "C"
    assert resolve("C", {"C"}, [newest, older]) == "C"


def test_a_chain_that_turns_in_a_circle_leads_nowhere(module: Any) -> None:
    resolve = module("history").resolve
    assert resolve("A", {"C"}, [{"A": "B", "B": "A"}]) is None
    assert resolve("Z", {"C"}, [{}]) is None
    # ... unless an older list knows a way out.
    assert resolve("A", {"C"}, [{"A": "B", "B": "A"}, {"B": "C"}]) == "C"


def test_one_list_leads_parts_to_their_commune(module: Any) -> None:
    rows = [
        {"code": "1", "type": "commune-actuelle", "anciensCodes": ["2", "3"]},
        {"code": "3", "type": "commune-deleguee", "chefLieu": "4"},
        {"code": "1", "type": "commune-deleguee", "chefLieu": "1"},
        {"code": "5", "type": "arrondissement-municipal", "commune": "1"},
    ]
    assert module("history").edges_of_vintage(rows) == {"2": "1", "3": "4", "5": "1"}


def test_history_goes_by_the_last_thing_that_happened(module: Any) -> None:
    records = [
        {"code": "1", "dateDebut": "1990-01-01", "pole": "COM-3@1990-01-01"},
        {"code": "1", "successeur": "COMA-1@1973-01-01"},
        {"code": "1", "dateDebut": "1973-01-01", "pole": "COM-2@1973-01-01"},
    ]
    assert module("history").edges_of_history(records) == {"1": "3"}


def _row(codes: str, shapes: list[Any]) -> pd.DataFrame:
    return pd.DataFrame({"commune_code": list(codes), "outline": pd.Series(shapes, dtype=object)})


# Three communes in a row, the middle one gone; a fourth below closes the gap, a fifth above.
LEFT, RIGHT = shapely.box(0, 1, 1, 2), shapely.box(2, 1, 3, 2)
BELOW, ABOVE = shapely.box(0, 0, 3, 1), shapely.box(0, 2, 3, 3)
MIDDLE = shapely.box(1, 1, 2, 2)
NO_PARTS = _row("", [])


def test_a_gap_goes_to_the_neighbour_that_took_in_another(module: Any) -> None:
    communes = _row("LRBA", [LEFT, RIGHT, BELOW, ABOVE])
    filled, report = module("coverage").fill_gaps(communes, NO_PARTS, {"R"}, shapely.box(0, 0, 3, 3))
    assert shapely.equals(filled[1], shapely.union(RIGHT, MIDDLE))
    assert [shapely.equals(filled[row], communes["outline"][row]) for row in (0, 2, 3)] == [True] * 3
    assert report["commune_code"].tolist() == ["R"]


def test_a_gap_stays_where_no_neighbour_took_in_another(module: Any) -> None:
    communes = _row("LRBA", [LEFT, RIGHT, BELOW, ABOVE])
    filled, report = module("coverage").fill_gaps(communes, NO_PARTS, set(), shapely.box(0, 0, 3, 3))
    assert report["commune_code"].isna().all()
    assert [shapely.equals(*pair) for pair in zip(filled, communes["outline"], strict=True)] == [True] * 4


def test_a_gap_where_the_parts_of_a_commune_without_outline_lie_is_that_commune(module: Any) -> None:
    communes = _row("LRBAM", [LEFT, RIGHT, BELOW, ABOVE, None])
    parts = _row("M", [shapely.box(1.1, 1.1, 1.9, 1.9)])
    filled, _ = module("coverage").fill_gaps(communes, parts, {"R"}, shapely.box(0, 0, 3, 3))
    assert shapely.equals(filled[4], MIDDLE)
    assert shapely.equals(filled[1], RIGHT)


def test_a_gap_open_to_the_border_is_found_by_the_coarser_land(module: Any) -> None:
    communes = _row("LRB", [LEFT, RIGHT, BELOW])
    filled, _ = module("coverage").fill_gaps(communes, NO_PARTS, {"L"}, shapely.box(0, 0, 3, 2.001))
    assert filled[0].area == pytest.approx(2, abs=0.01)
    assert shapely.intersection(filled[0], RIGHT).area == pytest.approx(0, abs=1e-9)


def test_rounding_keeps_a_coverage(module: Any) -> None:
    if not hasattr(shapely, "coverage_clean"):
        pytest.skip("the build needs shapely 2.2")
    rng = np.random.default_rng(3)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(rng.uniform(0, 1, (200, 2)))))
    rounded = module("coverage").quantised(cells, 100)
    assert shapely.coverage_is_valid(rounded)
    points = shapely.get_coordinates(rounded) * 100
    assert np.abs(points - np.rint(points)).max() < 1e-9


def test_areas_are_measured_on_the_ellipsoid(module: Any) -> None:
    """A degree square at the equator is 12 309 km2 on GRS 80 (110.574 by 111.320 km)."""
    square = np.array([shapely.box(0, -0.5, 1, 0.5), None], dtype=object)
    areas = module("outlines").areas_km2(square)
    assert areas[0] == pytest.approx(110.574 * 111.320, rel=1e-4)
    assert np.isnan(areas[1])


def test_a_town_hall_outside_its_commune_gives_way_to_a_point_inside(module: Any) -> None:
    outlines = np.array([LEFT, LEFT, LEFT, None], dtype=object)
    halls = np.array([shapely.Point(0.25, 1.25), shapely.Point(9, 9), None, shapely.Point(5, 5)], dtype=object)
    points = module("outlines").points_inside(halls, outlines)
    assert points[0].tolist() == [0.25, 1.25]
    assert LEFT.contains(shapely.Point(points[1]))
    assert LEFT.contains(shapely.Point(points[2]))
    assert points[3].tolist() == [5, 5]
