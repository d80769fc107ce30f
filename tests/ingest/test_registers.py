"""Plain numbers of several files: two publishers' are not one register, two waves of one source are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from places3t.ingest import Ingested, Options, ingest_files
from places3t.tables import read_places, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from places3t.workspace import Workspace

NORTH = "id,nom,commune,surface\n1,Le Phare,Brest,90\n2,La Cale,Rennes,80\n3,Le Môle,Quimper,70\n"
SOUTH = "numero;nom;commune;réseau\n1;L'Olivier;Nice;A\n2;La Cigale;Nîmes;B\n3;Le Môle;Quimper;C\n"
LATER = "id,nom,commune,surface\n1,Le Grand Phare de la Pointe,Brest,95\n2,La Cale,Rennes,80\n4,Le Quai,Lorient,60\n"


def read(workspace: Workspace, folder: Path, options: Options | None = None, **texts: str) -> Ingested:
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return ingest_files([folder / f"{name}.csv" for name in texts], workspace, options)


@pytest.mark.parametrize("reverse", [False, True], ids=["north first", "south first"])
def test_numbers_of_two_publishers_are_not_one_register(workspace: Workspace, tmp_path: Path, reverse: bool) -> None:
    texts = dict(reversed({"north": NORTH, "south": SOUTH}.items())) if reverse else {"north": NORTH, "south": SOUTH}
    for name, text in texts.items():
        done = read(workspace, tmp_path, **{name: text})
    places = read_places(workspace)
    # "Le Môle" in Quimper is one place by name and commune; its number is that of the first list.
    assert dict(zip(places["place_id"], places["name"], strict=True)) == {
        "1": "Le Phare",
        "2": "La Cale",
        "3": "Le Môle",
        "south-1": "L'Olivier",
        "south-2": "La Cigale",
    }
    said = read_table(workspace, "findings")
    said = said[said["code"].eq("numbers-of-two-registers")]
    assert said["source"].tolist() == ["south.csv"]
    assert done.findings["code"].isin(["numbers-of-two-registers"]).any() != reverse


@pytest.mark.parametrize("names", [("census_2019", "census_2021"), ("2019-03 census", "census (vague 2)")])
def test_waves_of_one_file_are_one_register(workspace: Workspace, tmp_path: Path, names: tuple[str, str]) -> None:
    done = read(workspace, tmp_path, **dict(zip(names, (NORTH, LATER), strict=True)))
    assert not done.findings["code"].eq("numbers-of-two-registers").any()
    places = read_places(workspace)
    assert set(places["place_id"]) == {"1", "2", "3", "4"}


def test_one_mapping_makes_one_register(workspace: Workspace, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text('kind = "places"\n[columns]\nid = "place_id"\nnom = "name"\ncommune = "commune_name"\n', "utf-8")
    read(workspace, tmp_path, Options(mapping=str(mapping)), first=NORTH, second=LATER)
    assert set(read_places(workspace)["place_id"]) == {"1", "2", "3", "4"}


def test_numbers_with_letters_name_a_place_in_any_file(workspace: Workspace, tmp_path: Path) -> None:
    north, south = (text.replace("\n", "\nTL-").removesuffix("TL-") for text in (NORTH, LATER))
    read(workspace, tmp_path, north=north, other=south.replace("surface", "taille"))
    assert set(read_places(workspace)["place_id"]) == {"TL-1", "TL-2", "TL-3", "TL-4"}


def test_registers_without_a_common_number_keep_them(workspace: Workspace, tmp_path: Path) -> None:
    done = read(workspace, tmp_path, north=NORTH, south=SOUTH.replace("\n", "\n90").removesuffix("90"))
    assert not done.findings["code"].eq("numbers-of-two-registers").any()


def test_the_numbers_of_a_list_of_funding_are_its_own(workspace: Workspace, tmp_path: Path) -> None:
    grants = (
        "id;lieu;commune;financeur;montant\n1;La Cale;Rennes;Ville;100\n2;Inconnu du Val;Brest;Ville;50\n3;;;Ville;9\n"
    )
    read(workspace, tmp_path, north=NORTH, grants=grants)
    funding = read_table(workspace, "funding").sort_values("file_row")
    # By name, not by number; the third says nothing but the number, which is that of the only register there is.
    assert funding["place_id"].fillna("-").tolist() == ["2", "-", "3"]
