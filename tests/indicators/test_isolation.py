"""Isolation, on points whose distances are known, and on many by brute force."""

import numpy as np
import pandas as pd
import pytest

from places3t import territory
from places3t.indicators.isolation import isolation
from places3t.sphere import EARTH_RADIUS_KM

DEGREE = EARTH_RADIUS_KM * np.pi / 180


def places() -> pd.DataFrame:
    """On one meridian, so that distances are differences of latitude; Réunion has two places, Guadeloupe one."""
    rows = [
        ("open", 48.00, 2.0, "11", "75", "FR"),
        ("open", 48.01, 2.0, "11", "75", "FR"),
        ("open", 48.11, 2.0, "11", "78", "FR"),
        ("open", 49.00, 2.0, "32", "59", "FR"),
        ("open", 49.02, 2.0, "BE-WAL", "BE-WHT", "BE"),
        ("open", -21.00, 55.5, "04", "974", "FR"),
        ("open", -21.30, 55.5, "04", "974", "FR"),
        ("open", 16.00, -61.7, "01", "971", "FR"),
        ("closed", 49.001, 2.0, "32", "59", "FR"),
    ]
    columns = ["status", "lat", "lon", "region_code", "departement_code", "country_code"]
    return pd.DataFrame(rows, columns=columns).assign(coordinates_source="file")


def value(frame: pd.DataFrame, indicator: str, code: str, at: float | None = None) -> float:
    rows = frame[(frame["indicator"] == indicator) & (frame["code"] == code)]
    rows = rows if at is None else rows[rows["at"] == at]
    assert len(rows) == 1
    return float(rows["value"].iloc[0])


def test_by_hand() -> None:
    frame = isolation(places())
    # Île-de-France: 0.01, 0.01 and 0.10 degrees
    assert value(frame, "nearest_km_median", "11") == pytest.approx(0.01 * DEGREE, abs=1e-6)
    assert value(frame, "nearest_km_p90", "11") == pytest.approx(0.10 * DEGREE, abs=1e-6)
    assert value(frame, "isolated_share", "11", 5) == pytest.approx(1 / 3)
    assert value(frame, "isolated_share", "11", 20) == 0
    # The closed place next door is no neighbour; the Belgian one is.
    assert value(frame, "nearest_km_median", "32") == pytest.approx(0.02 * DEGREE, abs=1e-6)
    assert value(frame, "nearest_km_median", "04") == pytest.approx(0.30 * DEGREE, abs=1e-6)


def test_alone_in_its_zone() -> None:
    frame = isolation(places())
    assert np.isnan(value(frame, "nearest_km_median", "01"))
    assert value(frame, "isolated_share", "01", 20) == 1
    assert frame.attrs["notes"] == [
        "closed places, not counted: 1",
        "places alone in their zone, isolated at any distance: 1",
    ]


def test_a_point_of_the_commune_is_left_out_on_both_sides() -> None:
    frame = isolation(places().assign(coordinates_source=["commune", *["file"] * 8]))
    assert frame.loc[frame["code"] == "11", "n"].dropna().tolist() == [2] * 4
    assert value(frame, "nearest_km_median", "11") == pytest.approx(0.10 * DEGREE, abs=1e-6)
    note = "places known by their commune only, neither measured nor taken as neighbours: 1"
    assert note in frame.attrs["notes"]


def test_the_same_point_is_at_distance_zero() -> None:
    frame = isolation(pd.concat([places(), places().iloc[[2]]]))
    assert value(frame, "nearest_km_median", "11") == pytest.approx(0.005 * DEGREE, abs=1e-6)
    assert "places at exactly the same point as another, at distance zero: 2" in frame.attrs["notes"]


def test_places_without_a_point_or_in_another_world() -> None:
    odd = places().iloc[[0, 0]].assign(lat=[None, -21.0], lon=[None, 55.5])
    frame = isolation(pd.concat([places(), odd]))
    assert value(frame, "nearest_km_median", "04") == pytest.approx(0.30 * DEGREE, abs=1e-6)
    assert "places without coordinates, not measured: 1" in frame.attrs["notes"]
    assert any(note.startswith("places whose point lies in an unknown part") for note in frame.attrs["notes"])


def test_intervals_of_the_median() -> None:
    # 101 pairs, each a thousandth of a degree wider than the last: R gives ranks 41 and 61 (test_intervals).
    gaps = np.arange(1, 102) / 1000
    lat = np.repeat(np.arange(101) % 25, 2) * 0.9 + 36 + np.tile([0, 1], 101) * np.repeat(gaps, 2)
    lon = np.repeat(np.arange(101) // 25, 2) * 5.0
    given = pd.DataFrame({"lat": lat, "lon": lon, "region_code": np.tile(["a", "b"], 101)})
    frame = isolation(given, level="region_code").set_index(["indicator", "code"])
    median = frame.loc[("nearest_km_median", "a")]
    assert median["n"] == 101
    expected = np.array([0.051, 0.041, 0.061]) * DEGREE
    assert [median["value"], median["low"], median["high"]] == pytest.approx(expected, abs=1e-6)


def test_groups_and_columns() -> None:
    given = places().assign(types=[["a"], ["a", "b"], None, *[["b"]] * 6])
    frame = isolation(given, level="country", by="types")
    assert set(frame["group"]) == {"a", "b", "(not filled in)"}
    assert frame.loc[(frame["group"] == "a") & (frame["code"] == "FR"), "n"].dropna().tolist() == [2] * 4
    rows = isolation(places(), level="epci")
    rows = rows[rows["indicator"] != "population_beyond_share"]
    assert set(rows["name"]) == {"(located, in no territory of this level)"}
    assert (rows["n"] == 8).all()


def test_other_distances() -> None:
    frame = isolation(places(), at=(1,))
    assert value(frame, "isolated_share", "11", 1) == 1
    assert "within 1\u00a0km" in frame.loc[frame["at"] == 1, "method"].iloc[0]


def test_nothing_to_measure() -> None:
    frame = isolation(pd.DataFrame({"name": ["a"]}))
    assert frame.empty
    assert "places without coordinates, not measured: 1" in frame.attrs["notes"]
    assert isolation(places().iloc[:0]).empty


def test_the_second_nearest_and_the_nearest_of_the_same_type() -> None:
    types = [["a"], ["b"], ["a", "b"], ["a"], ["b"], ["a"], ["a"], ["a"], ["a"]]
    frame = isolation(places().assign(types=types), k=2)
    # Île-de-France: 0.11, 0.10 and 0.11 degrees to the second
    assert value(frame, "nearest_km_median", "11", 2) == pytest.approx(0.11 * DEGREE, abs=1e-6)
    same = isolation(places().assign(types=types), same="types", k=2)
    # 48.00 (a) to 48.11 (a, b): 0.11; 48.01 (b) to 48.11: 0.10; 48.11 to 48.01: 0.10
    first = same[(same["code"] == "11") & (same["indicator"] == "nearest_km_median") & same["at"].isna()]
    assert first["value"].tolist() == [pytest.approx(0.10 * DEGREE, abs=1e-6)]
    # second: 48.00 to 49.00; 48.01 to 49.02; 48.11 to 48.00
    assert value(same, "nearest_km_median", "11", 2) == pytest.approx(1.00 * DEGREE, abs=1e-6)


def test_people_far_from_every_place_by_hand() -> None:
    frame = isolation(places(), level="zone", at=(30,))
    communes = territory.communes()
    reunion = communes[communes["departement_code"] == "974"]
    km = [
        min(great_circle(lat, lon, there, 55.5) for there in (-21.0, -21.3))
        for lat, lon in zip(reunion["lat"], reunion["lon"], strict=True)
    ]
    beyond = reunion.loc[np.array(km) > 30, "population"].sum() / reunion["population"].sum()
    assert value(frame, "population_beyond_share", "974", 30) == pytest.approx(float(beyond))
    # No place of Réunion is near Mayotte, however few kilometres it were.
    assert value(frame, "population_beyond_share", "976", 30) == 1
    assert set(frame.loc[frame["code"] == "metropolitan", "name"]) == {"Metropolitan France"}


def great_circle(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    a, b = np.radians([lat1, lon1]), np.radians([lat2, lon2])
    half = np.sin((b[0] - a[0]) / 2) ** 2 + np.cos(a[0]) * np.cos(b[0]) * np.sin((b[1] - a[1]) / 2) ** 2
    return float(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half)))
