"""The headers of real public files lead to the right columns, and to none where there is none."""

import csv
import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from places3t import schema

DATA = Path(__file__).parents[2] / "../shared/data"

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real public files are not beside the project"),
]


def recognised(table: str, headers: list[str]) -> dict[str, str]:
    found = ((header, schema.table(table).match(header)) for header in headers)
    return {header: name for header, name in found if name is not None}


def csv_headers(file: str, separator: str = ",") -> list[str]:
    with (DATA / file).open(encoding="utf-8-sig", newline="") as lines:
        return next(csv.reader(lines, delimiter=separator))


def sheet_headers(file: str, sheet: str, row: int) -> list[str]:
    rows = CalamineWorkbook.from_path(str(DATA / file)).get_sheet_by_name(sheet).to_python(nrows=row + 1)
    return [str(cell) for cell in rows[row] if cell != ""]


def test_the_national_census() -> None:
    expected = {
        "ID": "place_id",
        "NOM_TL": "name",
        "ADRESSE": "address",
        "CP": "postal_code",
        "INSEECOM": "commune_code",
        "NOMCOM": "commune_name",
        "TYPO": "types",
        "LAT": "lat",
        "LONG": "lon",
        "INSEEREG": "region_code",
        "INSEEDEP": "departement_code",
        "INSEE_ZE": "employment_zone_code",
    }
    assert recognised("places", csv_headers("cget_2019/CGET_TiersLieux_2019.csv")) == expected


@pytest.mark.parametrize(
    ("sheet", "row", "status"),
    [("Existants", 1, {}), ("Dead", 0, {"STATUT": "status"}), ("Carto CRESS", 0, {"ÉTAT": "status"})],
)
def test_a_regional_inventory(sheet: str, row: int, status: dict[str, str]) -> None:
    found = recognised("places", sheet_headers("ping_pays_de_la_loire/PING_tiers_lieux.xlsx", sheet, row))
    geocoder = {name: found.pop(name) for name in list(found) if name.startswith("result_")}
    assert set(geocoder.values()) <= {"postal_code", "commune_code", "commune_name"}
    expected = {"NOM DU LIEU": "name", "ADRESSE": "address", "TYPOLOGIE": "types"} | status
    if sheet == "Existants":
        expected |= {"INDEX": "place_id", "latitude": "lat", "longitude": "lon"}
    if sheet != "Dead":
        expected |= {"MODÈLE JURIDIQUE": "legal_form"}
    assert found == expected


@pytest.mark.parametrize("file", ["fabriques_de_territoire", "manufactures_proximite"])
def test_the_lists_of_labels(file: str) -> None:
    features = json.loads((DATA / f"funded_labels/{file}.geojson").read_text("utf-8"))["features"]
    assert recognised("places", list(features[0]["properties"])) == {
        "id_territoire": "place_id",
        "lib_territoire": "name",
        "id_geo": "commune_code",
        "lib_geo": "commune_name",
    }


def test_the_libraries() -> None:
    assert recognised("places", csv_headers("libraries_england_2016/libraries_england_2016.csv")) == {
        "name": "name",
        "id": "place_id",
        "address": "address",
        "postcode": "postal_code",
        "lat": "lat",
        "lng": "lon",
        "type": "types",
        "closed_year": "closed_on",
        "opened_year": "opened_on",
        "services": "services",  # a measure of deprivation there: its values, not its header, say so
    }


def test_the_consultation() -> None:
    comments = recognised("contributions", csv_headers("decidim_lille/comments.csv", ";"))
    assert comments == {
        "id": "contribution_id",
        "created_at": "created_on",
        "body": "text",
        "author/id": "author",
        "author/name": "author",
        "user_group/name/en": "author_type",
        "user_group/name/fr": "author_type",
        "commentable_id": "parent_id",
        "commentable_type": "kind",
    }
    proposals = recognised("contributions", csv_headers("decidim_lille/propositions.csv", ";"))
    assert (
        proposals.items()
        >= {
            "id": "contribution_id",
            "category/name/fr": "theme_declared",
            "title": "title",
            "body": "text",
            "votes": "votes",
            "created_at": "created_on",
        }.items()
    )
    assert "comments" not in proposals
    debates = recognised("contributions", csv_headers("decidim_lille/debates.csv", ";"))
    assert debates["title/fr"] == "title"
    assert debates["description/fr"] == "text"
