"""A workbook with the faults of the regional inventories: a status in a sheet's name, helper sheets, free addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from places3t.ingest import Ingested, ingest_files
from places3t.ingest.addresses import read_address
from places3t.tables import read_places

if TYPE_CHECKING:
    from pathlib import Path

    from places3t.workspace import Workspace

SHEETS: dict[str, list[list[object]]] = {
    "Existants": [
        ["nom", "adresse", "site"],
        *([f"Lieu {letter}", f"{at} rue Haute 44000 Nantes", ""] for at, letter in enumerate("ABCDEF", start=1)),
    ],
    "Dead": [
        ["nom", "adresse", "statut"],
        ["La Forge", "2 quai 29200 Brest", "existant"],
        ["Le Phare", "69001 Lyon", ""],
    ],
    "à questionner": [["nom", "adresse"], ["La Ruche", "35000 Rennes"], ["La Tour", "5 rue 67000 Strasbourg"]],
    "exclus": [["nom", "adresse"], ["Hôtel", "59000 Lille"]],
    "géocodage": [
        ["nom", "latitude", "longitude", "result_score", "result_label"],
        *([f"Lieu {letter}", 47.2, -1.55, 0.9, "x"] for letter in "ABCDEF"),
    ],
}


@pytest.fixture
def done(workspace: Workspace) -> Ingested:
    workspace.raw.mkdir(parents=True, exist_ok=True)
    path = workspace.raw / "inventaire.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in SHEETS.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
        formulas = book.add_worksheet("calculs")
        for at in range(5):
            formulas.write_formula(at, 0, f"=Existants!A{at + 1}", None, "")
    return ingest_files([path], workspace)


def test_a_sheets_name_carries_the_status(done: Ingested, workspace: Workspace) -> None:
    places = read_places(workspace).set_index("name")["status"]
    assert places[["Lieu A", "La Forge", "Le Phare", "La Ruche"]].tolist() == ["open", "closed", "closed", "unknown"]
    assert "Hôtel" not in places.index
    said = done.findings.set_index("code")
    assert said.loc["status-disagrees", ["sheet", "row", "got"]].tolist() == ["Dead", 2, "open"]
    assert said.loc["excluded-by-source", ["sheet", "row"]].tolist() == ["exclus", 2]


def test_helper_sheets_are_left_out_with_the_reason(done: Ingested) -> None:
    assert {(each.sheet, each.reason) for each in done.left_out} == {("géocodage", "geocoded"), ("calculs", "formulas")}
    assert all(each.read == each.kept + each.merged + each.rejected for each in done.accounts)
    assert {each.sheet: (each.read, each.rejected) for each in done.accounts}["exclus"] == (1, 1)


AREA = ("44", "49", "53", "72", "85")


@pytest.mark.parametrize(
    ("address", "name", "area", "commune", "departement"),
    [
        ("11 Passage Douard, 44000 Nantes", "", (), "44109", None),
        ("La Vergne Babouin 85 000 La Roche-sur-Yon", "", (), "85191", None),
        ("69 bis rue des Loges85200 Fontenay-le-Comte", "", (), "85092", None),
        ("36 rue Thiers Angers, 49000", "", (), "49007", None),
        ("Rue du Moulin Gros Montaigu-Vendée France 85600", "", (), "85146", None),
        ("14 Rue René Fonck, 44860 Saint Aignan de Grand Lieu", "", (), "44150", None),
        ("La Poulinère, 49140 Bauné", "", AREA, "49307", None),
        ("Saint Nazaire", "", AREA, "44184", None),
        ("Saint Nazaire", "", (), None, None),  # several communes bear the name
        ("Laval", "", AREA, "53130", None),
        ("Ponts de Cé", "", AREA, "49246", None),
        ("Ambrière-les-Vallées", "", AREA, "53003", None),
        ("15 boulevard Léon Bureau Nantes", "", AREA, "44109", None),
        ("15 boulevard de Nantes", "", (), None, None),  # a street may bear the name of another town
        ("49400", "Médiathèque Saumur", (), "49328", None),
        ("49400", "La Forge", (), None, "49"),
        ("44", "", AREA, None, "44"),
        ("44", "", (), None, None),
        ("75001 Paris", "", AREA, None, None),  # not where the source says that its places are
        ("non renseigné", "", AREA, None, None),
    ],
)
def test_communes_in_free_addresses(
    address: str, name: str, area: tuple[str, ...], commune: str | None, departement: str | None
) -> None:
    found = read_address(address, name, area)
    assert found.commune == commune
    if commune is None:
        assert found.departement == departement


def test_records_joined_in_one_row_are_parted(workspace: Workspace, tmp_path: Path) -> None:
    import json

    def feature(ids: str, names: str) -> dict[str, object]:
        properties = {"id_territoire": ids, "lib_territoire": names, "id_geo": "44109", "lib_geo": "Nantes"}
        return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [-1.5, 47.2]}}

    features = [
        feature("fabt-1", "Vert&amp;Co"),
        feature("fabt-2; fabt-3", "La Forge; Le Phare"),
        feature("fabt-4; fabt-5", "La Ruche"),
    ]
    path = tmp_path / "labels.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    done = ingest_files([path], workspace)
    assert (done.accounts[0].read, done.accounts[0].kept, done.accounts[0].unlinked) == (5, 5, 5)
    from places3t.tables import read_table

    funding = read_table(workspace, "funding")
    assert funding[["id_territoire", "name", "file_row"]].values.tolist() == [
        ["fabt-1", "Vert&Co", 1],
        ["fabt-2", "La Forge", 2],
        ["fabt-3", "Le Phare", 2],
        ["fabt-4", "La Ruche", 3],
        ["fabt-5", "La Ruche", 3],
    ]
    unequal = done.findings[done.findings["code"].eq("unequal-lists")]
    assert unequal["row"].tolist() == [1, 3]
