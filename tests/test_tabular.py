from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from places3t import tabular

if TYPE_CHECKING:
    from pathlib import Path

NASTY = "<img src=x onerror=alert(1)> | **bold** =cmd()"
FRAME = pd.DataFrame(
    {
        "name": ["=cmd()", NASTY, "+33", None],
        "types": [["fablab", "coworking"], [], None, ["x|y"]],
        "n": pd.array([1, None, -3, 1234], dtype="Int64"),
        "share": [0.5, np.nan, 1.0, 1 / 3],
        "open": pd.array([True, None, False, True], dtype="boolean"),
        "on": pd.to_datetime(["2018-03-20", None, "2019-01-01", "2020-02-29"]),
        "geometry": [b"x"] * 4,
    }
)


def test_csv_has_no_formula_no_list_and_no_geometry() -> None:
    lines = tabular.to_csv(FRAME).splitlines()
    assert lines[0] == "name,types,n,share,open,on"
    assert lines[1] == "'=cmd(),fablab; coworking,1,0.5,True,2018-03-20"
    assert lines[2].startswith(NASTY)
    assert lines[3].startswith("'+33,,-3,")
    assert lines[4].startswith(",x|y,1234,0.3333333333333333,")


def test_json_keeps_types_and_nulls() -> None:
    rows = json.loads(tabular.to_json(FRAME))
    assert rows[0] == {
        "name": "=cmd()", "types": ["fablab", "coworking"], "n": 1, "share": 0.5, "open": True, "on": "2018-03-20"
    }  # fmt: skip
    assert rows[1]["n"] is None
    assert rows[1]["share"] is None


def test_markdown_shows_the_characters_of_a_cell() -> None:
    text = tabular.to_markdown(FRAME[["name"]], "en")
    assert len(text.splitlines()) == 6
    assert "<img" not in text
    assert "**bold**" not in text


def test_xlsx_holds_texts_as_texts_and_numbers_as_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    tabular.write_table(FRAME, path, "en")
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    assert rows[1] == ["=cmd()", "fablab; coworking", 1.0, 0.5, True, "2018-03-20"]
    assert rows[2][0] == NASTY
    assert b"<f>" not in path.read_bytes()


@pytest.mark.parametrize("extension", ["csv", "json", "md", "xlsx", "parquet"])
def test_the_same_table_gives_the_same_bytes(tmp_path: Path, extension: str) -> None:
    frame = FRAME.drop(columns="geometry")
    contents = []
    for name in ("a", "b"):
        tabular.write_table(frame, tmp_path / f"{name}.{extension}", "fr")
        contents.append((tmp_path / f"{name}.{extension}").read_bytes())
    assert contents[0] == contents[1]


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (1234.5, "fr", "1\u202f234,50"),
        (1234, "en", "1,234"),
        (None, "fr", ""),
        (True, "fr", "oui"),
        (["a", "b"], "en", "a; b"),
    ],
)
def test_a_cell_for_a_person(value: object, language: str, text: str) -> None:
    assert tabular.cell(value, language) == text  # type: ignore[arg-type]
