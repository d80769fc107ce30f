"""The made-up sample through the whole program, against the truth that it was made from."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from places3t.demo import make_demo, sample_folder
from places3t.errors import Refusal
from places3t.ingest.fold import identify, stack
from places3t.ingest.staging import read_all
from places3t.tables import read_places, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from places3t.ingest import Ingested
    from places3t.workspace import Workspace

Demo = tuple["Workspace", "Ingested"]
CENSUSES = ("recensement_2018.xlsx", "recensement_2021.csv", "recensement_2023.ods")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    return make_demo(tmp_path_factory.mktemp("demo") / "made")


@pytest.fixture(scope="module")
def rows(demo: Demo) -> pd.DataFrame:
    """Census rows as ingested, with the true place and commune behind each."""
    from places3t.findings import Findings

    stacked = stack(read_all(demo[0]), "places")
    stacked["place_id"] = identify(stacked, Findings())
    truth = pd.read_csv(sample_folder() / "truth" / "truth_rows.csv", dtype={"commune_code": str, "sheet": str})
    truth = truth[truth["file"].isin(CENSUSES)]
    both = stacked.merge(truth, left_on=["_source", "_row"], right_on=["file", "row"], suffixes=("", "_true"))
    assert len(both) == len(stacked)
    return both


def test_every_row_is_accounted_for(demo: Demo) -> None:
    for account in demo[1].accounts:
        assert account.read == account.kept + account.merged + account.rejected, account.source
    read = {account.source: account.read for account in demo[1].accounts}
    assert read["recensement_2018.xlsx"] == 353
    assert read["recensement_2021.csv"] == 481
    assert read["financements.csv"] == 533


def test_every_place_is_located_in_its_true_commune_whatever_the_fault(rows: pd.DataFrame) -> None:
    wrong = rows[rows["commune_code"].ne(rows["commune_code_true"])]
    assert wrong.empty, wrong[["_source", "_row", "commune_code", "commune_code_true"]]


def test_a_place_is_the_same_through_the_waves(rows: pd.DataFrame) -> None:
    """By identifier, or name and commune; a place that changed its name and lost its identifier is counted twice."""
    merged = rows.groupby("place_id")["true_id"].nunique()
    split = rows.groupby("true_id")["place_id"].nunique()
    assert (merged > 1).sum() <= 1
    assert (split > 1).mean() < 0.03


def test_statuses_are_those_of_the_truth(rows: pd.DataFrame) -> None:
    known = rows[rows["status_true"].isin(["open", "closed", "planned"])]
    assert known["status"].eq(known["status_true"]).mean() > 0.99


def test_funding_is_linked_and_the_list_is_exhaustive(demo: Demo) -> None:
    spells, places = read_table(demo[0], "funding"), read_places(demo[0])
    assert len(spells) == 533
    assert spells["place_id"].notna().mean() > 0.9
    assert places["funding_known"].all()
    assert spells["kind"].notna().mean() > 0.9


def test_the_workshop_keeps_its_words_and_codings(demo: Demo) -> None:
    said = read_table(demo[0], "contributions")
    assert len(said) == 979
    assert said["text"].notna().all()
    assert set(read_table(demo[0], "codings")["coder"]) == {"A", "B"}


def test_faults_of_the_sample_are_found_where_they_are(demo: Demo) -> None:
    with (sample_folder() / "truth" / "faults.csv").open(encoding="utf-8") as file:
        faults = list(csv.DictReader(file))
    found = set(zip(demo[1].findings["source"], demo[1].findings["row"], demo[1].findings["code"], strict=True))
    expected = {
        "null_island": "zero-for-missing",
        "latitude_longitude_swapped": "point-swapped",
        "lookup_error": "spreadsheet-error",
        "date_as_serial_number": "excel-serial",
        "destroyed_character": "destroyed-characters",
        "point_disagrees": "location-disagrees",
        "totals_row": "total-row",
        "email_in_web_column": "contact-dropped",
        "overseas_under_corsica": "departement-disagrees",
    }
    assert expected.keys() <= {fault["fault"] for fault in faults}
    for fault in faults:
        code = expected.get(fault["fault"])
        if code:
            assert (fault["file"], int(fault["row"]), code) in found, fault


def test_nobody_can_be_reached(demo: Demo) -> None:
    for name in demo[0].tables():
        text = read_table(demo[0], name).drop(columns="geometry", errors="ignore").to_csv()
        assert "@" not in text, name
        assert "06 00 00" not in text, name


def test_the_sample_says_that_it_is_made_up(demo: Demo) -> None:
    assert read_table(demo[0], "sources")["publisher"].str.contains("made-up").all()
    assert "Made-up" in (demo[0].raw / "README.md").read_text(encoding="utf-8")


def test_the_true_hazards_lie_inside_the_printed_intervals(demo: Demo) -> None:
    from places3t.indicators.survival import survival

    frame = survival(read_places(demo[0]), read_table(demo[0], "funding"), by="funding", only={"country_code": "FR"})
    rates = frame[frame["indicator"].eq("closure_rate")].set_index("group")
    ratios = frame[frame["indicator"].eq("hazard_ratio")].set_index("group")
    closing = json.loads((sample_folder() / "truth" / "truth.json").read_text(encoding="utf-8"))["closing"]
    for group, hazard in closing["hazard_per_year"].items():
        assert rates.loc[group, "low"] < 100 * hazard < rates.loc[group, "high"], group
    for group in ("funded", "withdrawn"):
        assert ratios.loc[group, "low"] < closing["hazard_ratio"][group] < ratios.loc[group, "high"], group


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(Refusal):
        make_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_survival_of_the_sample_is_drawn(demo: Demo) -> None:
    from places3t.indicators.families import Tables
    from places3t.indicators.problems import CannotCompute
    from places3t.reports.figures import survival

    drawing = survival(Tables(demo[0], ["country_code=FR"]), "fr", "funding")
    assert set(drawing.table["group"].dropna()) >= {"unfunded", "funded", "withdrawn"}
    assert "soutien retiré" in drawing.alt
    with pytest.raises(CannotCompute):
        survival(Tables(demo[0]), "fr", "departement_code")


def test_the_workshop_is_among_the_reports_in_both_languages(
    demo: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from places3t import demo as made
    from places3t.reports import write

    # The others have tests of their own, and take longer.
    for name in ("write_report", "write_brief"):
        monkeypatch.setattr(write, name, lambda *_args: [tmp_path / "other.md"])
    pages = [page for page in made.write_demo_reports(demo[0]) if page.name == "report.md"]
    assert [page.parent.name for page in pages] == ["workshop-fr", "workshop-en"]
    assert "979 contributions lues" in pages[0].read_text(encoding="utf-8")
    assert "979 contributions read" in pages[1].read_text(encoding="utf-8")
    matrix = pd.read_csv(pages[1].parent / "matrix.csv")
    assert len(matrix) == 27
    assert (matrix["Issues"] == matrix["with a solution"] + matrix["without a solution"]).all()
