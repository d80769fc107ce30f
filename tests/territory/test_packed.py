"""Outlines as whole numbers, and back."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from places3t.territory.packed import conformal_latitude, pack, unpack

SQUARE = shapely.box(2, 48, 3, 49)
WITH_HOLE = shapely.Polygon(SQUARE.exterior.coords, [shapely.box(2.2, 48.2, 2.4, 48.4).exterior.coords])
ARCHIPELAGO = shapely.MultiPolygon([shapely.box(-61.5, 16, -61, 16.5), WITH_HOLE])


@pytest.mark.parametrize("shape", [SQUARE, WITH_HOLE, ARCHIPELAGO], ids=["square", "hole", "archipelago"])
def test_what_is_packed_comes_back(shape: shapely.Geometry) -> None:
    codes, shapes = unpack(pack(["a"], np.array([shape]), 100_000))
    assert codes == ["a"]
    assert shapely.equals_exact(shapely.normalize(shapes[0]), shapely.normalize(_multi(shape)), 1e-12)


def test_rows_do_not_run_into_each_other() -> None:
    every = np.array([ARCHIPELAGO, SQUARE, WITH_HOLE], dtype=object)
    _, shapes = unpack(pack(["a", "b", "c"], every, 100_000))
    assert [shapely.equals(got, asked) for got, asked in zip(shapes, every, strict=True)] == [True] * 3


def test_coordinates_are_rounded_to_the_unit() -> None:
    _, shapes = unpack(pack(["a"], np.array([shapely.box(2.123456, 48, 3, 49)]), 10_000))
    assert shapes[0].bounds == (2.1235, 48.0, 3.0, 49.0)


def test_steps_are_whole_and_start_at_nought() -> None:
    table = pack(["a"], np.array([shapely.Polygon([(1, 2), (1.5, 2), (1.5, 2.5)])]), 10)
    assert table["dx"].to_pylist() == [[10, 5, 0, -5]]
    assert table["dy"].to_pylist() == [[20, 0, 5, -5]]
    assert table["rings"].to_pylist() == [[4]]
    assert table["polygons"].to_pylist() == [[1]]


def test_conformal_latitude_keeps_angles() -> None:
    """At 60 degrees north a degree of longitude is half as long, so a degree of latitude must count double."""
    step = 1e-6
    stretch = np.diff(conformal_latitude(np.array([60 - step, 60 + step])))[0] / (2 * step)
    assert stretch == pytest.approx(2.0, rel=1e-6)
    assert conformal_latitude(np.array([0.0]))[0] == 0.0


def _multi(shape: shapely.Geometry) -> shapely.MultiPolygon:
    return shape if isinstance(shape, shapely.MultiPolygon) else shapely.MultiPolygon([shape])
