"""A place with a hostile name is shown as its characters in everything that the program writes."""

from __future__ import annotations

import csv
import html
import io
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pandas as pd
import pytest
from markdown_it import MarkdownIt
from python_calamine import CalamineWorkbook

from places3t import tabular
from places3t.reports.region import write_region

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = "<img src=x onerror=alert(1)> | **bold** =cmd()"
FORMULA = "=HYPERLINK(1)"


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame({"name": [HOSTILE, FORMULA], "n": [1, 2]})


def test_in_markdown(frame: pd.DataFrame) -> None:
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(tabular.to_markdown(frame, "en"))
    assert f">{html.escape(HOSTILE, quote=False)}</td>" in shown
    assert f">{FORMULA}</td>" in shown


def test_in_csv_it_is_no_formula(frame: pd.DataFrame) -> None:
    rows = list(csv.reader(io.StringIO(tabular.to_csv(frame))))
    assert rows[1][0] == HOSTILE
    assert rows[2][0] == f"'{FORMULA}"


def test_in_xlsx_it_is_a_text(frame: pd.DataFrame, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(tabular.to_xlsx(frame))
    rows = CalamineWorkbook.from_path(str(tmp_path / "x.xlsx")).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == [HOSTILE, FORMULA]


def test_in_a_report_and_its_files(tables, tmp_path: Path) -> None:
    paths = write_region(*tables, "94", out_dir=tmp_path, lang="en")
    markdown, page = (path.read_text("utf-8") for path in paths[:2])
    # The name of a file that was read stands in the table of sources.
    for shown in (MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown), page):
        assert html.escape(f"{HOSTILE}.csv", quote=False) in shown.replace("&quot;", '"')
        assert "<img src=x" not in shown
    assert HOSTILE in pd.read_csv(paths[0].parent / "map.csv")["name"].to_list()
    elements = {each.tag.rpartition("}")[2] for each in ET.parse(paths[0].parent / "map.svg").iter()}
    assert not elements & {"img", "script", "foreignObject"}
