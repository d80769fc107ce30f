from __future__ import annotations

import datetime as dt
import io

import geopandas
import pandas as pd
import pytest
from shapely.geometry import Point

from places3t.errors import Refusal
from places3t.ingest.columnar import read_parquet


def parquet(frame: pd.DataFrame, **options: object) -> bytes:
    buffer = io.BytesIO()
    frame.to_parquet(buffer, **options)
    return buffer.getvalue()


def test_every_type_is_the_text_that_a_person_would_type() -> None:
    frame = pd.DataFrame(
        {
            "nom": ["L'Établi", None],
            "code": ["01004", "2A004"],
            "surface": [120.0, float("nan")],
            "ouvert": [dt.date(2018, 3, 20), None],
            "types": [["fablab", "coworking"], []],
            "brut": [b"\x00", None],
        }
    )
    sheet = read_parquet(parquet(frame), "a.parquet")
    assert sheet.grid == [
        ["nom", "code", "surface", "ouvert", "types"],
        ["L'Établi", "01004", "120", "2018-03-20", "fablab; coworking"],
        ["", "2A004", "", "", ""],
    ]
    assert (sheet.first_row, sheet.header_at) == (0, 0)


@pytest.mark.parametrize(("crs", "found"), [("EPSG:4326", ["47.2", "-1.5"]), ("EPSG:2154", [])])
def test_points_of_geoparquet_are_read_where_they_are_degrees(crs: str, found: list[str]) -> None:
    frame = geopandas.GeoDataFrame({"nom": ["A"]}, geometry=[Point(-1.5, 47.2)], crs=crs)
    assert read_parquet(parquet(frame), "a.parquet").grid[1] == ["A", *found]


def test_more_cells_than_memory_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("places3t.ingest.columnar._CELLS_LIMIT", 1_000_000)
    with pytest.raises(Refusal) as refused:
        read_parquet(parquet(pd.DataFrame({"nom": ["A"] * 1_000_001})), "a.parquet")
    assert refused.value.code == "too-many-cells"
