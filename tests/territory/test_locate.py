"""From points to territories."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from places3t.territory import communes, former_communes, locate_points, outlines

CENSUS = Path(__file__).parents[2] / ".." / "shared" / "data" / "cget_2019" / "CGET_TiersLieux_2019.csv"
KM_PER_DEGREE = 111.195
# Collectivities of several communes have one outline: the commune of a point is not known there.
WITHOUT_OUTLINES = {"975", "984", "986", "987", "988", "989"}

LANDMARKS = {
    "Eiffel tower": (48.8584, 2.2945, "FR", "11", "75", "75056"),
    "Lille, Grand-Place": (50.6366, 3.0633, "FR", "32", "59", "59350"),
    "Tourcoing, by the border": (50.7239, 3.1612, "FR", "32", "59", "59599"),
    "Mouscron, across the border": (50.7437, 3.2060, "BE", "BE-WAL", "BE-WHT", "BE-57096"),
    "Tournai, belfry": (50.6056, 3.3879, "BE", "BE-WAL", "BE-WHT", "BE-57081"),
    "Brussels, Grand-Place": (50.8467, 4.3525, "BE", "BE-BRU", "BE-BRU", "BE-21004"),
    "Cannes, Palais des Festivals": (43.5513, 7.0179, "FR", "93", "06", "06029"),
    "Bonifacio": (41.3874, 9.1594, "FR", "94", "2A", "2A041"),
    "Île de Sein": (48.0370, -4.8500, "FR", "53", "29", "29083"),
    "Saint-Denis de La Réunion": (-20.8789, 55.4481, "FR", "04", "974", "97411"),
    "Fort-de-France": (14.6037, -61.0731, "FR", "02", "972", "97209"),
    "Mamoudzou": (-12.7806, 45.2279, "FR", "06", "976", "97611"),
    "Cayenne": (4.9224, -52.3135, "FR", "03", "973", "97302"),
    "Gustavia": (17.8962, -62.8498, "FR", "977", "977", "97701"),
    "Nouméa": (-22.2711, 166.4380, "FR", "988", "988", None),
    "Genève": (46.2044, 6.1432, "CH", "CH-GE", None, None),
    "Llívia, inside France": (42.4640, 1.9810, "ES", "ES-CT", None, None),
    "Monaco, palace": (43.7314, 7.4202, "MC", "MC-MC", None, None),
    "Luxembourg": (49.6117, 6.1319, "LU", "LU-L", None, None),
    "London": (51.5074, -0.1278, "GB", "GB-ENG", None, None),
    "Atlantic": (46.0, -8.0, None, None, None, None),
    "Mediterranean": (42.5, 6.0, None, None, None, None),
    "New York": (40.7, -74.0, None, None, None, None),
}


@pytest.mark.parametrize("landmark", LANDMARKS)
def test_landmarks(landmark: str) -> None:
    lat, lon, *expected = LANDMARKS[landmark]
    found = locate_points([lat], [lon]).iloc[0]
    assert [value if isinstance(value, str) else None for value in found] == expected


def test_columns_and_order_follow_the_input() -> None:
    lat = pd.Series([48.8584, 46.0, 50.6056], index=["a", "b", "c"])
    lon = pd.Series([2.2945, -8.0, 3.3879], index=["a", "b", "c"])
    found = locate_points(lat, lon)
    assert list(found.columns) == ["country_code", "region_code", "departement_code", "commune_code"]
    assert list(found.index) == ["a", "b", "c"]
    assert found["commune_code"].tolist()[::2] == ["75056", "BE-57081"]
    assert found.loc["b"].isna().all()


def test_nothing_gives_nothing() -> None:
    assert locate_points([], []).shape == (0, 4)


def test_missing_and_impossible_coordinates_are_null() -> None:
    lat = [np.nan, 48.8, 95.0, np.inf, 90.0]
    lon = [2.3, np.nan, 2.3, 2.3, 500.0]
    assert locate_points(lat, lon).isna().all(axis=None)


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="2 latitudes but 1 longitudes"):
        locate_points([48.0, 49.0], [2.0])


def test_the_point_of_every_commune_lies_in_it() -> None:
    every = communes().dropna(subset=["lat", "lon"])
    every = every[~every["departement_code"].isin(WITHOUT_OUTLINES)]
    found = locate_points(every["lat"], every["lon"])
    wrong = every[found["commune_code"] != every["commune_code"]]
    assert wrong.empty, wrong
    for column in ("departement_code", "region_code", "country_code"):
        assert (found[column] == every[column]).all(), column


def test_communes_without_a_point_are_few() -> None:
    without = communes().query("lat.isna() and departement_code not in @WITHOUT_OUTLINES", engine="python")
    assert set(without["commune_code"]) == {"15031", "15035", "15047", "15171"}


@given(st.integers(0, 34_870), st.randoms(use_true_random=False))
def test_any_point_inside_an_outline_is_in_that_commune(row: int, random: object) -> None:
    """A second route: a random point of an outline, found by shapely alone, must be located in it or on its border."""
    code, shape = outlines("commune").iloc[row]
    west, south, east, north = shape.bounds
    point = shapely.Point(random.uniform(west, east), random.uniform(south, north))  # type: ignore[attr-defined]
    if not shape.contains(point):
        return
    found = locate_points([point.y], [point.x]).iloc[0]
    near_belgium = found["country_code"] == "BE"
    assert found["commune_code"] == code or near_belgium or shape.boundary.distance(point) < 1e-4


@pytest.mark.parametrize(("km", "expected"), [(0.5, "29155"), (0.9, "29155"), (1.2, None)])
def test_a_point_off_the_coast_snaps_within_a_kilometre(km: float, expected: str | None) -> None:
    """North of Ouessant there is only sea."""
    shape = outlines("commune").set_index("code").geometry["29155"]
    points = shapely.get_coordinates(shape)
    lon, lat = points[points[:, 1].argmax()]
    found = locate_points([lat + km / KM_PER_DEGREE], [lon])["commune_code"].iloc[0]
    assert (found if isinstance(found, str) else None) == expected


def test_snapping_measures_kilometres_east_and_west_too() -> None:
    """At 48 degrees north a degree of longitude is two thirds of one of latitude."""
    shape = outlines("commune").set_index("code").geometry["29155"]
    points = shapely.get_coordinates(shape)
    lon, lat = points[points[:, 0].argmin()]
    per_degree = KM_PER_DEGREE * np.cos(np.radians(lat))
    found = locate_points([lat, lat], [lon - 0.9 / per_degree, lon - 1.2 / per_degree])["commune_code"]
    assert found.notna().tolist() == [True, False]


def test_a_point_is_located_alike_alone_and_in_company() -> None:
    rng = np.random.default_rng(1)
    lat, lon = rng.uniform(42, 51.5, 300), rng.uniform(-5, 9, 300)
    together = locate_points(lat, lon)
    alone = pd.concat([locate_points([y], [x]) for y, x in zip(lat, lon, strict=True)], ignore_index=True)
    pd.testing.assert_frame_equal(together, alone)


@pytest.mark.real_data
def test_census_points_agree_with_the_commune_in_the_text() -> None:
    """Of the 2019 census's valid commune codes, nine contradict the point; the rest are the census's own mistakes.

    Checked by hand: a place in Saint-Ouen whose point is across the street in Paris, one in Eysines whose point is in
    Bordeaux, and so on; none is an outline's fault by more than the width of a street.
    """
    if not CENSUS.is_file():
        pytest.skip("the 2019 census is not beside the project")
    census = pd.read_csv(CENSUS, dtype=str)
    found = locate_points(pd.to_numeric(census["LAT"]), pd.to_numeric(census["LONG"]))
    assert found["country_code"].eq("FR").all()
    codes = census["INSEECOM"].str.zfill(5)
    today = codes.map(former_communes().set_index("former_code")["commune_code"]).fillna(codes)
    known = today.isin(communes()["commune_code"])
    assert known.sum() >= 1_350
    assert (found.loc[known, "commune_code"] != today[known]).sum() <= 9
