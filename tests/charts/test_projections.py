"""The projection: scale, angles and the figures of the book."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from places3t.charts.projections import METROPOLITAN, Projection
from places3t.indicators.distances import arc_km, unit_vectors
from places3t.sphere import EARTH_RADIUS_KM


def great_circle(lon: list[float], lat: list[float]) -> float:
    one, other = unit_vectors(lat, lon)
    return float(arc_km(np.linalg.norm(one - other)))


def test_its_centre_is_the_origin() -> None:
    x, y = METROPOLITAN([3.0], [46.5])
    assert [x[0], y[0]] == pytest.approx([0, 0], abs=1e-9)


def test_the_parallel_and_the_meridian_keep_their_lengths() -> None:
    x, y = METROPOLITAN([3.0, 3.0], [46.0, 47.0])
    assert y[1] - y[0] == pytest.approx(EARTH_RADIUS_KM * np.pi / 180, rel=1e-4)
    assert x.tolist() == pytest.approx([0, 0], abs=1e-9)


def test_snyder_with_one_parallel() -> None:
    # Snyder (1987) p. 295 on a unit sphere with parallels 33 and 45 has n = 0.6304777; with one parallel n =
    # sin(phi).
    projection = Projection(-96.0, 39.0)
    x, y = projection([-75.0], [35.0])
    n = np.sin(np.radians(39.0))
    scale = np.cos(np.radians(39.0)) * np.tan(np.radians(64.5)) ** n / n
    rho, rho0 = scale / np.tan(np.radians(62.5)) ** n, scale / np.tan(np.radians(64.5)) ** n
    theta = n * np.radians(21.0)
    assert x[0] / EARTH_RADIUS_KM == pytest.approx(rho * np.sin(theta))
    assert y[0] / EARTH_RADIUS_KM == pytest.approx(rho0 - rho * np.cos(theta))


@given(st.floats(42, 51), st.floats(-4.5, 8))
def test_short_distances_hold_within_half_a_per_cent(lat: float, lon: float) -> None:
    for east, north in ((0.01, 0.0), (0.0, 0.01), (0.007, 0.007)):
        x, y = METROPOLITAN([lon, lon + east], [lat, lat + north])
        flat = float(np.hypot(x[1] - x[0], y[1] - y[0]))
        assert flat == pytest.approx(great_circle([lon, lon + east], [lat, lat + north]), rel=5e-3)


@pytest.mark.parametrize("lat", [-21.1, -12.8, 4.0, 14.6, 16.2])
def test_overseas_islands_keep_their_shape(lat: float) -> None:
    x, y = Projection(55.0, lat)([55.0, 55.1, 55.0], [lat, lat, lat + 0.1])
    assert x[1] - x[0] == pytest.approx(great_circle([55.0, 55.1], [lat, lat]), rel=1e-4)
    assert y[2] - y[0] == pytest.approx(great_circle([55.0, 55.0], [lat, lat + 0.1]), rel=1e-4)
