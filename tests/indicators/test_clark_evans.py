"""Clark and Evans's ratio against R's spatstat on four public point patterns (``oracle/where.R``)."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from scipy.stats import norm

from places3t.indicators.clark_evans import by_chance, clark_evans, flattened
from places3t.sphere import EARTH_RADIUS_KM

ORACLE = Path(__file__).parent / "oracle"
R = pd.read_csv(ORACLE / "clark_evans.csv").set_index("pattern")
PATTERNS = pd.read_csv(ORACLE / "point_patterns.csv")


@pytest.mark.parametrize("name", R.index)
def test_as_in_spatstat(name: str) -> None:
    pattern = PATTERNS[PATTERNS["pattern"] == name]
    edge, points = (pattern[pattern["part"] == part] for part in ("window", "point"))
    found = clark_evans(points["x"], points["y"], shapely.Polygon(edge[["x", "y"]].to_numpy()))
    expected = R.loc[name]
    assert found.naive == pytest.approx(expected["naive"], rel=1e-12)
    assert found.donnelly == pytest.approx(expected["donnelly"], rel=1e-12, nan_ok=True)
    # spatstat sums over a grid of distances: its default is coarse, its finest is close.
    assert found.cdf == pytest.approx(expected["fine"], rel=5e-5)
    assert found.cdf == pytest.approx(expected["cdf"], rel=1.2e-2)
    z = (found.naive - 1) / (found.half_width / norm.isf(0.025))
    assert 2 * norm.sf(abs(z)) == pytest.approx(expected["p_value"], rel=1e-9, abs=1e-15)


@pytest.mark.parametrize("name", R.index[R["donnelly"].notna()])
def test_by_chance_in_a_rectangle_is_donnellys(name: str) -> None:
    # Donnelly's formula was itself fitted to simulations in rectangles.
    pattern = PATTERNS[PATTERNS["pattern"] == name]
    edge, points = (pattern[pattern["part"] == part] for part in ("window", "point"))
    whole = shapely.Polygon(edge[["x", "y"]].to_numpy())
    west, south, east, north = whole.bounds
    middle = (west + east) / 2
    halves = np.array([shapely.box(west, south, middle, north), shapely.box(middle, south, east, north)], dtype=object)
    ratio, half_width = by_chance(points["x"], points["y"], halves)
    assert ratio == pytest.approx(R.loc[name, "donnelly"], rel=0.02)
    plain = clark_evans(points["x"], points["y"], whole)
    assert half_width == pytest.approx(plain.half_width, rel=0.25)


def test_by_chance_where_every_place_is_near_an_edge() -> None:
    # A chessboard of many small fields, with places at random in the black ones: neither clustered nor apart.
    fields = [(x, y) for x in range(20) for y in range(20) if (x + y) % 2 == 0]
    pieces = np.array([shapely.box(x, y, x + 1, y + 1) for x, y in fields], dtype=object)
    chance = np.random.default_rng(8)
    which = np.array(fields)[chance.integers(0, len(fields), 150)]
    x, y = (which + chance.random((150, 2))).T
    ratio, half_width = by_chance(x, y, pieces)
    assert abs(ratio - 1) < half_width
    assert by_chance(x / 4, y / 4, pieces)[0] == pytest.approx(ratio / 4)
    assert all(math.isnan(part) for part in by_chance(x[:2], y[:2], pieces))


def test_too_few_points_and_points_outside() -> None:
    square = shapely.box(0, 0, 1, 1)
    assert all(math.isnan(part) for part in clark_evans([0.1, 0.2, 5.0], [0.1, 0.2, 5.0], square))


def test_the_plane_keeps_areas() -> None:
    # A cap of 600 km around the middle: 2 pi R^2 (1 - cos(600 / R))
    bearing = np.linspace(0, 2 * np.pi, 2000, endpoint=False)
    lat0, arc = math.radians(46.5), 600 / EARTH_RADIUS_KM
    lat = np.arcsin(np.sin(lat0) * math.cos(arc) + np.cos(lat0) * math.sin(arc) * np.cos(bearing))
    lon = np.arctan2(np.sin(bearing) * math.sin(arc) * np.cos(lat0), math.cos(arc) - np.sin(lat0) * np.sin(lat))
    x, y = flattened(np.degrees(lat), np.degrees(lon) + 3, (46.5, 3.0))
    area = shapely.Polygon(np.column_stack((x, y))).area
    assert area == pytest.approx(2 * np.pi * EARTH_RADIUS_KM**2 * (1 - math.cos(arc)), rel=1e-5)
    assert np.hypot(x, y) == pytest.approx(np.full(2000, 600), rel=2e-3)
