"""Density and isolation on the national census of 2019, as published."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from places3t import territory
from places3t.indicators.density import density
from places3t.indicators.distances import nearest, zones
from places3t.indicators.isolation import isolation
from places3t.ingest import ingest_files
from places3t.sphere import EARTH_RADIUS_KM
from places3t.tables import read_places
from places3t.workspace import Workspace

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def places(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    workspace = Workspace(tmp_path_factory.mktemp("census"))
    ingest_files([real_data / "cget_2019" / "CGET_TiersLieux_2019.csv"], workspace)
    return read_places(workspace)


@pytest.mark.parametrize("level", [*territory.LEVELS, "employment_zone_code", "METRO"])
def test_every_place_counts_once(places: pd.DataFrame, level: str) -> None:
    frame = density(places, level=next((name for name in places if name.casefold() == level.casefold()), level))
    assert frame.loc[frame["indicator"] == "places", "value"].sum() == 1512


def test_ile_de_france_uses_the_official_population_and_area(places: pd.DataFrame) -> None:
    frame = density(places).query("code == '11'").set_index("indicator")
    count = frame.loc["places", "value"]
    # INSEE: 12,463,067 inhabitants (2023) and 12,012.2 km².
    assert frame.loc["places_per_100k", "value"] == pytest.approx(count / 12_463_067 * 1e5)
    assert frame.loc["places_per_100km2", "value"] == pytest.approx(count / 12_012.2 * 1e2)


def test_distances_are_those_of_every_pair_to_a_metre(places: pd.DataFrame) -> None:
    measured = places[(places["coordinates_source"] == "file") & zones(places).notna()]
    zone = zones(measured)
    distance, _ = nearest(measured["lat"], measured["lon"], zone)
    phi, theta = np.radians(measured["lat"].to_numpy()), np.radians(measured["lon"].to_numpy())
    half = np.sin((phi[:, None] - phi) / 2) ** 2
    half += np.cos(phi[:, None]) * np.cos(phi) * np.sin((theta[:, None] - theta) / 2) ** 2
    pairs = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))
    pairs[zone.to_numpy()[:, None] != zone.to_numpy()] = np.inf
    np.fill_diagonal(pairs, np.inf)
    expected = pairs.min(axis=1)
    assert (np.isinf(expected) == np.isinf(distance[:, 0])).all()
    finite = np.isfinite(expected)
    assert np.abs(expected[finite] - distance[finite, 0]).max() < 0.001


def test_islands_and_cities_differ_as_they_must(places: pd.DataFrame) -> None:
    frame = isolation(places).set_index(["indicator", "code"])
    median = frame.loc["nearest_km_median", "value"]
    assert median["11"] < 0.5
    assert median["94"] > 10 * median["11"]
    shares = isolation(places).query("indicator == 'isolated_share' and at == 20").set_index("code")
    assert shares.loc["94", "low"] > shares.loc["11", "high"]
    # The farthest two points of Réunion are 71 km apart: no neighbour across an ocean.
    assert median["04"] < 71
    # Guadeloupe, Martinique and Guyane have a single place each.
    assert median[["01", "02", "03"]].isna().all()
