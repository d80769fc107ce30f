"""Nearest places, against every pair by the haversine formula."""

import doctest

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from places3t.indicators import distances
from places3t.indicators.distances import along_curve, nearest, zones
from places3t.sphere import EARTH_RADIUS_KM

METRE = 0.001


def haversine(lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """All distances in km, by another route than the chord."""
    phi, theta = np.radians(lat), np.radians(lon)
    half = (
        np.sin((phi[:, None] - phi) / 2) ** 2
        + np.cos(phi[:, None]) * np.cos(phi) * np.sin((theta[:, None] - theta) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1)))


def brute(lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64], zone: npt.NDArray[np.int64], k: int):  # type: ignore[no-untyped-def]
    table = haversine(lat, lon)
    table[zone[:, None] != zone] = np.inf
    np.fill_diagonal(table, np.inf)
    return np.sort(np.column_stack((table, np.full((len(lat), k), np.inf))), axis=1)[:, :k]


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(distances).failed == 0


@pytest.mark.parametrize("k", [1, 3])
def test_brute_force_to_a_metre(k: int) -> None:
    rng = np.random.default_rng(3)
    lat, lon = rng.uniform(41, 51, 700), rng.uniform(-5, 9, 700)
    lat[:40], lon[:40] = 48.8566 + rng.normal(0, 1e-4, 40), 2.3522 + rng.normal(0, 1e-4, 40)
    lat[40:60], lon[40:60] = 45.0, 3.0
    zone = rng.integers(0, 4, 700)
    found, neighbour = nearest(lat, lon, zone, k=k)
    assert np.abs(found - brute(lat, lon, zone, k)).max() < METRE
    assert (zone[neighbour] == zone[:, None]).all()
    assert (neighbour != np.arange(700)[:, None]).all()
    paired = haversine(lat, lon)[np.arange(700)[:, None], neighbour]
    assert np.abs(paired - found).max() < METRE


# Whole thousandths of a degree make coincident points, which are the hard case, frequent.
points = st.integers(1, 30).flatmap(
    lambda n: st.tuples(
        hnp.arrays(np.int64, n, elements=st.integers(-90000, 90000)),
        hnp.arrays(np.int64, n, elements=st.sampled_from([-180000, -1, 0, 1, 179999, 180000, 2000])),
        hnp.arrays(np.int64, n, elements=st.integers(0, 1)),
    )
)


@given(points, st.integers(1, 3))
def test_brute_force_anywhere(drawn, k: int) -> None:  # type: ignore[no-untyped-def]
    lat, lon, zone = drawn[0] / 1000, drawn[1] / 1000, drawn[2]
    found, neighbour = nearest(lat, lon, zone, k=k)
    expected = brute(lat, lon, zone, k)
    assert np.isinf(found).tolist() == np.isinf(expected).tolist() == (neighbour == -1).tolist()
    finite = np.isfinite(expected)
    # Close to the antipode, a millionth of a millionth in the chord is metres on the arc, in both formulas.
    near = finite & (expected < 19000)
    assert np.abs(found[near] - expected[near]).max(initial=0) < METRE
    assert np.abs(found[finite] - expected[finite]).max(initial=0) < 1


def test_order_along_mortons_curve() -> None:
    # A square of 4 x 4 points: quarters of it one after the other, each in the shape of an N, and so again inside.
    lat, lon = (part.ravel().astype("float64") for part in np.mgrid[0:4, 0:4])
    order = along_curve(lat, lon).tolist()
    assert order == [0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15]


def test_places_crowded_and_one_far_away() -> None:
    rng = np.random.default_rng(5)
    # Ever closer to one point, down to less than a metre, beside a place at the other end of the Earth.
    lat = np.append(45 + 0.5 ** np.arange(0, 40), -44.0)
    lon = np.append(3 + rng.uniform(0, 1, 40) * 0.5 ** np.arange(0, 40), -170.0)
    found, _ = nearest(lat, lon, np.zeros(41, np.int64), k=2)
    assert np.abs(found - brute(lat, lon, np.zeros(41, np.int64), 2)).max() < METRE


@pytest.mark.parametrize("zones_of", [1, 3])
def test_order_of_rows_does_not_matter(zones_of: int) -> None:
    rng = np.random.default_rng(11)
    lat, lon, zone = rng.uniform(41, 51, 2000), rng.uniform(-5, 9, 2000), rng.integers(0, zones_of, 2000)
    mixed = rng.permutation(2000)
    plain, neighbour = nearest(lat, lon, zone)
    turned, other = nearest(lat[mixed], lon[mixed], zone[mixed])
    assert (plain[mixed] == turned).all()
    assert (neighbour[mixed] == mixed[other]).all()


def test_many_at_one_point() -> None:
    found, neighbour = nearest([45.0] * 50, [3.0] * 50, ["a"] * 50, k=2)
    assert (found == 0).all()
    assert all(own not in others for own, others in enumerate(neighbour.tolist()))
    assert all(first != second for first, second in neighbour.tolist())


def test_nothing_and_alone() -> None:
    found, neighbour = nearest([], [], [])
    assert found.shape == neighbour.shape == (0, 1)
    found, neighbour = nearest([45.0, -21.0], [3.0, 55.5], ["europe", "974"])
    assert np.isinf(found).all()
    assert (neighbour == -1).all()


def test_refusals() -> None:
    with pytest.raises(ValueError, match="without coordinates"):
        nearest([np.nan], [1.0], ["a"])
    with pytest.raises(ValueError, match="at least one"):
        nearest([1.0], [1.0], ["a"], k=0)


def test_zones() -> None:
    places = pd.DataFrame(
        [
            ("Lille", 50.63, 3.06, "59", "FR", "europe"),
            ("Tournai", 50.61, 3.39, "BE-WHT", "BE", "europe"),
            ("Ajaccio", 41.92, 8.73, "2A", "FR", "europe"),
            ("Saint-Denis", -20.88, 55.45, "974", "FR", "974"),
            ("Basse-Terre", 16.0, -61.73, "971", "FR", "971"),
            ("Nouméa", -22.27, 166.44, "988", "FR", "988"),
            ("Montréal", 45.5, -73.57, None, "CA", "CA"),
            ("filed under Réunion, lies in Paris", 48.85, 2.35, "974", "FR", None),
            ("filed under Corsica, lies in Réunion", -20.88, 55.45, "2A", "FR", None),
            ("no point", None, None, "33", "FR", None),
            ("a point in France, nothing else", 47.0, 2.0, None, None, "europe"),
            ("a point in the ocean", 0.0, -30.0, None, None, None),
        ],
        columns=["name", "lat", "lon", "departement_code", "country_code", "zone"],
    )
    assert zones(places).where(lambda zone: zone.notna(), None).tolist() == places["zone"].tolist()


def test_zones_of_places_without_any_code() -> None:
    places = pd.DataFrame({"lat": [48.0], "lon": [2.0], "departement_code": [None], "country_code": [None]})
    assert zones(places).tolist() == ["europe"]
