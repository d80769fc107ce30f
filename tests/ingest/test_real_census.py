"""The national census of 2019, as it was published: the figures are those of the file, counted by hand in it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from places3t.ingest import Ingested, ingest_files
from places3t.tables import read_places, read_table
from places3t.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.real_data
FORMATS = ("xlsx", "csv", "geojson")
PLACES = 1512


@pytest.fixture(scope="module")
def studies(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Workspace, Ingested]]:
    done = {}
    for extension in FORMATS:
        workspace = Workspace(tmp_path_factory.mktemp(extension))
        path = real_data / "cget_2019" / f"CGET_TiersLieux_2019.{extension}"
        done[extension] = (workspace, ingest_files([path], workspace))
    return done


def place(workspace: Workspace, number: int) -> pd.Series:
    places = read_places(workspace).set_index("place_id")
    return places.loc[f"cget-2019-{number}"]


@pytest.mark.parametrize("extension", FORMATS)
def test_every_place_is_kept_and_has_a_commune_of_today(
    studies: dict[str, tuple[Workspace, Ingested]], extension: str
) -> None:
    workspace, done = studies[extension]
    (account,) = done.accounts
    assert (account.read, account.kept, account.merged, account.rejected) == (PLACES, PLACES, 0, 0)
    assert (account.profile, account.wave) == ("cget-2019", "2019-03-20")
    places = read_places(workspace)
    assert len(places) == PLACES
    assert places["commune_code"].notna().all()
    assert places["departement_code"].notna().all()
    assert set(places["status"]) == {"open"}


def test_the_three_files_give_one_table(studies: dict[str, tuple[Workspace, Ingested]]) -> None:
    csv, xlsx, geojson = (read_places(studies[extension][0]) for extension in ("csv", "xlsx", "geojson"))
    pd.testing.assert_frame_equal(csv, xlsx)
    pd.testing.assert_frame_equal(csv.drop(columns="popcom"), geojson.drop(columns="popcom"))
    lost = csv["popcom"].ne(geojson["popcom"]) & csv["popcom"].notna()
    assert lost.sum() == 13
    assert geojson.loc[lost, "popcom"].isna().all()
    found = studies["geojson"][1].findings
    assert "702781283976" in set(found.loc[found["code"].eq("out-of-range"), "got"])


@pytest.mark.parametrize(
    ("number", "departement"),
    [
        (1211, "971"),
        (1274, "973"),
        (1291, "974"),
        (1294, "974"),
        (1328, "972"),
        (1409, "974"),
        (1460, "06"),
        (68, "75"),
        (848, "BE-WHT"),
    ],
)
def test_a_place_lies_where_it_really_is(
    studies: dict[str, tuple[Workspace, Ingested]], number: int, departement: str
) -> None:
    assert place(studies["xlsx"][0], number)["departement_code"] == departement


def test_contradictions_are_said_with_both_sides_and_nothing_else_is(
    studies: dict[str, tuple[Workspace, Ingested]],
) -> None:
    found = studies["xlsx"][1].findings
    disagree = found[found["code"].eq("location-disagrees")]
    assert 8 <= len(disagree) <= 12
    tournai = disagree[disagree["row"].eq(849)].iloc[0]
    assert "Cannes (06029)" in tournai["expected"]
    assert "Tournai (BE-57081)" in tournai["expected"]
    places = read_places(studies["xlsx"][0])
    assert not found["code"].isin(["not-located", "unknown-commune-code", "several-communes"]).any()
    filed = found[found["code"].eq("departement-disagrees")]
    assert {1212, 1292, 1295, 1329, 1410} <= set(filed["row"])
    assert places["coordinates_source"].eq("file").sum() >= PLACES - 2


def test_cells_that_cannot_be_true_are_findings_with_their_place(
    studies: dict[str, tuple[Workspace, Ingested]],
) -> None:
    found = studies["csv"][1].findings
    by_code = found.groupby(["code", "column"]).size()
    assert by_code["fraction-kept", "POPCOM"] == 13
    assert by_code["out-of-range", "PRECISION"] == 81
    assert by_code["spreadsheet-error", "POP_ZE"] == 7
    population = found[found["got"].eq("2142,31263326")].iloc[0]
    assert (population["row"], population["column"]) == (302, "POPCOM")
    assert by_code["zero-for-missing", "INSEECOM"] == 157


@pytest.mark.parametrize("extension", FORMATS)
def test_no_contact_reaches_the_store(studies: dict[str, tuple[Workspace, Ingested]], extension: str) -> None:
    workspace, done = studies[extension]
    assert done.accounts[0].people == 125
    for name in workspace.tables():
        frame = read_table(workspace, name).drop(columns="geometry", errors="ignore")
        text = frame.to_csv()
        assert "@example" not in text, name
        assert "Contact 1" not in text, name
    for path in workspace.processed.rglob("*.parquet"):
        assert b"contact1038" not in path.read_bytes()


def test_a_second_run_changes_no_byte(real_data: Path, studies: dict[str, tuple[Workspace, Ingested]]) -> None:
    workspace, _ = studies["csv"]

    def digests() -> dict[str, str]:
        files = workspace.processed.rglob("*.parquet")
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    before = digests()
    ingest_files([real_data / "cget_2019" / "CGET_TiersLieux_2019.csv"], workspace)
    assert digests() == before


def test_the_places_are_a_map_layer(studies: dict[str, tuple[Workspace, Ingested]]) -> None:
    import geopandas

    layer = geopandas.read_parquet(studies["csv"][0].table_path("places"))
    assert len(layer) == PLACES
    assert layer.crs.to_string() == "OGC:CRS84"
    assert layer.geometry.x.between(-62, 56).all()
