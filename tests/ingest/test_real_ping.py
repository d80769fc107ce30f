"""The inventory of Pays de la Loire, the national census of 2019 and the two lists of labels, as published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from places3t.ingest import Ingested, ingest_files
from places3t.status import describe
from places3t.tables import read_places, read_table
from places3t.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd

DATA = Path(__file__).parents[3] / "shared" / "data"
PING = DATA / "ping_pays_de_la_loire" / "PING_tiers_lieux.xlsx"
CENSUS = DATA / "cget_2019" / "CGET_TiersLieux_2019.xlsx"
LABELS = sorted((DATA / "funded_labels").glob("*.geojson"))
pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not PING.is_file(), reason="the public files are not beside the project"),
]
AREA = {"44", "49", "53", "72", "85"}


@pytest.fixture(scope="module")
def ping(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Ingested]:
    workspace = Workspace(tmp_path_factory.mktemp("ping"))
    return workspace, ingest_files([PING], workspace)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Ingested]:
    workspace = Workspace(tmp_path_factory.mktemp("everything"))
    return workspace, ingest_files([*LABELS, PING, CENSUS], workspace)


def test_each_sheet_is_read_or_left_out_with_the_reason(ping: tuple[Workspace, Ingested]) -> None:
    _, done = ping
    accounts = {each.sheet: (each.read, each.kept, each.merged, each.rejected) for each in done.accounts}
    # Counted by eye in the workbook. One place of Carto CRESS is on Existants too; two of Dead are there twice; five
    # rows of Dead and both of exclus are no third places of the region, says PiNG.
    assert accounts == {
        "Existants": (83, 82, 1, 0),
        "Carto CRESS": (39, 39, 0, 0),
        "Dead": (26, 19, 2, 5),
        "a questionner": (4, 4, 0, 0),
        "exclus": (2, 0, 0, 2),
    }
    assert {(each.sheet, each.reason) for each in done.left_out} == {
        ("exports_for_geocoding", "formulas"),
        ("export_solidata", "formulas"),
        ("export_geocoded", "geocoded"),
    }


def test_the_statuses_are_those_of_sheets_and_cells(ping: tuple[Workspace, Ingested]) -> None:
    places = read_places(ping[0])
    assert places["status"].value_counts().to_dict() == {"open": 106, "closed": 19, "planned": 14, "unknown": 5}
    by_name = places.set_index("name")
    assert by_name.loc["Ecocotte", ["status", "closure_kind"]].tolist() == ["closed", "never_opened"]
    assert by_name.loc["Le Petit salon", "closure_kind"] == "replaced"
    assert by_name.loc["Lab S’port", "status"] == "planned"
    assert by_name.loc["Médiathèque de Rezé", "status"] == "unknown"
    assert not set(by_name.index) & {"Easywork Mercure Nantes Centre", "Louise Vialard", "Le Tiers-lieu", "Frémoire"}


def test_no_place_is_there_twice(ping: tuple[Workspace, Ingested]) -> None:
    places = read_places(ping[0])
    assert places["place_id"].is_unique
    twice = places[places["name"].str.casefold().duplicated(keep=False)]
    # Two villages of one network, in Clisson and in Ambrières-les-Vallées.
    assert set(twice["name"]) == {"Village Factory"}
    assert places["name"].str.contains("Crealab|Créalab").sum() == 1


def test_every_place_is_in_the_region_and_every_guess_is_said(ping: tuple[Workspace, Ingested]) -> None:
    workspace, done = ping
    places = read_places(workspace)
    assert set(places["region_code"]) == {"52"}
    assert set(places["departement_code"].dropna()) == AREA
    # Two rows of "Dead" say nothing but a name: their cells of address, site, public, type and description are empty,
    # no comment or link is on them, no other sheet names them, and the rows around are of several departments. They are
    # in no department, and it is said. A "BGE en Maine-et-Loire" stands on another sheet: whether it is the same place
    # is for a person to say.
    nowhere = places[places["departement_code"].isna()]
    assert set(nowhere["name"]) == {"Ecocotte", "Espace de coworking BGE"}
    said = done.findings["code"].value_counts()
    assert (said["located-to-region"], said["located-to-departement"], said["located-by-hand"]) == (2, 5, 2)
    assert said["doubtful-link"] == 1
    lost = done.findings[done.findings["code"].eq("located-to-region")]
    assert set(lost["got"]) == {"Ecocotte", "Espace de coworking BGE"}
    assert describe(workspace).located == {"commune": 137, "departement": 5, "region": 2}
    assert "not-located" not in said.index
    by_name = places.set_index("name")
    for name, commune in {
        "Le Transistore": "44035",  # "La Chapelle sur Erdre", no code
        "Collectif intérieur moquette": "49246",  # "Ponts de Cé"
        "Ma Manufacture": "44150",  # "44860 Saint Aignan de Grand Lieu", for Saint-Aignan-Grandlieu
        "Team Frog": "49307",  # Bauné, now in Loire-Authion
        "Le Girafoscope – ArMulETe": "85092",  # "Loges85200 Fontenay-le-Comte"
        "Le bocal coworking": "53130",  # "Laval"
    }.items():
        assert by_name.loc[name, "commune_code"] == commune, name


def test_types_are_taken_where_the_source_writes_types_and_kept_as_written_beside(
    ping: tuple[Workspace, Ingested],
) -> None:
    places = read_places(ping[0])
    # Counted by eye on "Dead", the one sheet whose TYPOLOGIE is a type; elsewhere it is PiNG's own T-O-D-C.
    assert places["main_type"].value_counts().to_dict() == {"coworking": 6, "shared_workshop": 2}
    assert places["typologie"].notna().sum() == 123
    assert not ping[1].findings["column"].eq("TYPOLOGIE").any()


def test_no_telephone_reaches_the_store(ping: tuple[Workspace, Ingested]) -> None:
    assert not read_places(ping[0]).to_csv().count("06 00 00")


def test_a_second_run_in_another_order_changes_no_byte(everything: tuple[Workspace, Ingested], tmp_path: Path) -> None:
    workspace, _ = everything
    other = Workspace(tmp_path)
    for path in (CENSUS, PING, *reversed(LABELS)):
        ingest_files([path], other)
    assert (other.root / "links.csv").read_bytes() == (workspace.root / "links.csv").read_bytes()
    for name in workspace.tables():
        assert workspace.table_path(name).read_bytes() == other.table_path(name).read_bytes(), name


def of(done: Ingested, source: str) -> pd.DataFrame:
    return done.findings[done.findings["source"].str.startswith(source)]


def test_each_label_is_a_spell_linked_doubtful_or_not(everything: tuple[Workspace, Ingested]) -> None:
    workspace, done = everything
    funding = read_table(workspace, "funding")
    assert funding.groupby("source")["id_territoire"].nunique().to_dict() == {
        "Fabrique de territoire": 382,
        "Manufacture de proximité": 111,
    }
    assert set(funding["kind"]) == {"label"}
    assert funding["link"].isin(["linked", "doubtful", "unlinked"]).all()
    assert funding["place_id"].notna().equals(funding["link"].eq("linked"))
    accounts = {each.source: each for each in done.accounts if each.kind == "funding"}
    for account in accounts.values():
        assert account.read == account.kept == account.linked + account.doubtful + account.unlinked
    assert funding["link"].value_counts()["linked"] >= 20
    assert "lat" not in funding or funding["coordinates_source"].eq("commune").all()


def test_features_whose_ids_and_names_do_not_match_are_said(everything: tuple[Workspace, Ingested]) -> None:
    workspace, done = everything
    unequal = done.findings[done.findings["code"].eq("unequal-lists")]
    # As the files write them, with nothing of this program: the semicolons of the two cells counted. In the list of
    # Fabriques, three features where that of an HTML entity (« Vert&amp;Co ») makes two names of one; in that of
    # Manufactures, two with two identifiers and one name.
    expected = {}
    for path in LABELS:
        properties = [each["properties"] for each in json.loads(path.read_text(encoding="utf-8"))["features"]]
        counts = [(each["id_territoire"].count(";"), each["lib_territoire"].count(";")) for each in properties]
        expected[path.name] = [at for at, (ids, names) in enumerate(counts, start=1) if ids != names]
    assert expected == {"fabriques_de_territoire.geojson": [86, 135, 308], "manufactures_proximite.geojson": [64, 77]}
    assert {source: rows.tolist() for source, rows in unequal.groupby("source")["row"]} == expected
    # An entity parts no name: one spell of each of the three, under its whole name.
    funding = read_table(workspace, "funding").set_index("id_territoire")["name"]
    assert "Vert&Co" in funding["fabt-291"]
    assert "Débrouillards de Bretagne & Les Fabriques" in funding["fabt-194"]
    assert "Ressources & Compétences" in funding["fabt-210"]


def test_nobody_is_said_to_be_unfunded(everything: tuple[Workspace, Ingested]) -> None:
    places = read_places(everything[0])
    assert set(places["funded_ever"].dropna()) == {True}
    assert places["funded_ever"].isna().equals(~places["funding_known"].astype(bool))


def test_places_of_both_censuses_are_one(everything: tuple[Workspace, Ingested]) -> None:
    workspace, _ = everything
    places = read_places(workspace).set_index("place_id")
    # Open in the census of March 2019, on the sheet "Dead" of the inventory since.
    dead = places.loc["cget-2019-119"]
    assert (dead["name"], dead["status"]) == ("La Mezzanine", "closed")
    assert str(dead["closed_after"])[:10] == "2019-03-20"
    assert str(dead["closed_before"])[:4] == "2020"
    # Two places of Bouvron whose names say no more than the commune.
    assert {"Coworking Bouvron", "Tiers-Lieu de Bouvron"} <= set(places["name"])
