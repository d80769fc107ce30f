from __future__ import annotations

import json

import pytest

from places3t.ingest.geojson import LATITUDE, LONGITUDE
from places3t.ingest.records import read_json


def sheet_of(*features: object) -> list[list[str]]:
    return read_json(json.dumps({"type": "FeatureCollection", "features": features}).encode(), "a.geojson").grid


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def test_a_point_becomes_two_columns() -> None:
    grid = sheet_of(feature({"type": "Point", "coordinates": [2.35, 48.85]}, nom="A", ouvert=True, m2=12.0))
    assert grid == [["nom", "ouvert", "m2", LATITUDE, LONGITUDE], ["A", "true", "12", "48.85", "2.35"]]


def test_properties_that_only_some_have_and_places_without_a_point() -> None:
    grid = sheet_of(feature(None, nom="A"), feature({"type": "Point", "coordinates": [1, 2]}, type="fablab"))
    assert grid[0] == ["nom", "type", LATITUDE, LONGITUDE]
    assert grid[1:] == [["A", "", "", ""], ["", "fablab", "2.0", "1.0"]]


@pytest.mark.parametrize("coordinates", [[], [None, 2], ["x", "y"], [float("nan"), 1], [[[]]]])
def test_a_point_that_is_none_is_no_point(coordinates: object) -> None:
    assert sheet_of(feature({"type": "Point", "coordinates": coordinates}, nom="A")) == [["nom"], ["A"]]


def test_an_area_stands_at_the_middle_of_its_box() -> None:
    ring = [[0, 0], [4, 0], [4, 2], [0, 2], [0, 0]]
    assert sheet_of(feature({"type": "Polygon", "coordinates": [ring]}, nom="A"))[1] == ["A", "1.0", "2.0"]


def test_features_are_numbered_from_one() -> None:
    content = json.dumps({"features": [feature(None, nom="A")]}).encode()
    assert read_json(content, "a.geojson").first_row == 0


@pytest.mark.parametrize("broken", [None, 3, "x", {"properties": None}])
def test_what_is_no_feature_is_an_empty_row(broken: object) -> None:
    assert sheet_of(feature(None, nom="A"), broken)[2] == [""]
