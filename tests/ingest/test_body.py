"""A sheet read by columns gives what it gives read by rows: the same records, the same findings."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from places3t.findings import Findings, Place
from places3t.ingest.body import read_body, records_only
from places3t.ingest.clean import Cleaned, clean_sheet
from places3t.ingest.plan import Plan, plan_sheet
from places3t.ingest.sheets import Columns, Sheet

HEADER = ["id", "nom", "commune", "latitude", "longitude", "ouverture", "surface", "courriel", "note"]
ROWS = [
    ["1", "L’Établi", "Nantes", "47.2", "-1.5", "2016", "120 m²", "a@exemple.fr", "appeler le 06 00 00 00 03"],
    ["2", "Nantes &amp; moi", "Nantes", "47,2", "-1,5", "03/2018", "NC", "", "contact@exemple.fr"],
    [" ", "", "\u00a0", "", "", "", "", "", ""],
    ["3", "La Halle", "", "6689000", "355577", "vers 2016", "douze", " ", "contact@exemple.fr"],
    HEADER,
    ["Total", "", "", "", "", "", "240", "", ""],
    ["", "Total général", "", "", "", "", "240", "", ""],
    ["ſomme", "", "", "", "", "", "240", "", ""],
    ["5", "Exemple", "Brest", "", "", "", "", "", ""],
    ["", "", "Brest", "48.4", "-4.5", "", "", "", ""],
    ["6", "Totalement là", "Brest", "0", "0", "31/02/2019", "", "", "<p>a</p>"],
]


def planned(rows: list[list[str]]) -> tuple[Sheet, Sheet, Plan]:
    by_rows = Sheet(None, [HEADER, *rows])
    by_columns = Sheet(None, Columns([pa.array(cells) for cells in zip(*by_rows.grid, strict=True)]))
    plan = plan_sheet(by_rows)
    assert plan is not None
    assert plan == plan_sheet(by_columns)
    return by_rows, by_columns, plan


def cleaned(sheet: Sheet, plan: Plan) -> tuple[Cleaned, pd.DataFrame]:
    findings = Findings()
    return clean_sheet(sheet, plan, Place("a.csv"), findings), findings.frame()


@settings(max_examples=25)
@given(st.lists(st.sampled_from(ROWS), min_size=1, max_size=12))
def test_by_columns_as_by_rows(rows: list[list[str]]) -> None:
    by_rows, by_columns, plan = planned(rows)
    (one, said), (other, said_too) = cleaned(by_rows, plan), cleaned(by_columns, plan)
    pd.testing.assert_frame_equal(one.frame, other.frame)
    pd.testing.assert_frame_equal(said, said_too)
    assert (one.read, one.rejected, one.people, one.mended) == (other.read, other.rejected, other.people, other.mended)


def test_rows_that_are_no_records_are_left_out_with_their_reason() -> None:
    _, sheet, plan = planned(ROWS)
    findings = Findings()
    body = records_only(read_body(sheet, plan, Place("a.csv"), findings), plan, Place("a.csv"), findings)
    assert body.numbers.tolist() == [2, 3, 5, 11, 12]
    found = findings.frame()
    assert dict(zip(found["row"].fillna(0), found["code"], strict=True)) == {
        0: "blank-rows",
        6: "repeated-header",
        7: "total-row",
        8: "total-row",
        9: "total-row",
        10: "example-row",
    }


def test_points_in_metres_become_degrees_in_both_columns() -> None:
    _, sheet, plan = planned(ROWS)
    done, _ = cleaned(sheet, plan)
    assert done.frame.loc[5, ["lat", "lon"]].round(3).to_list() == [47.212, -1.553]


def test_a_row_shorter_than_the_header_has_empty_cells() -> None:
    sheet = Sheet(None, [HEADER, ["1", "A"], ["2", "B", "Nantes"]])
    plan = plan_sheet(sheet)
    assert plan is not None
    body = read_body(sheet, plan, Place("a.csv"), Findings())
    assert body.texts(2).to_pylist() == ["", "Nantes"]
    assert body.row(0) == ["1", "A"]
