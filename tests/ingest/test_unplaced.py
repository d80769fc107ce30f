"""Places that have a name only: which others they may be, and what becomes of them once a person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from places3t.ingest import Ingested, ingest_files
from places3t.status import describe
from places3t.tables import read_places

if TYPE_CHECKING:
    from pathlib import Path

    from places3t.workspace import Workspace

PLACED = """nom;adresse;code postal;commune
Cerise en Sarthe;1 rue du Port;72000;Le Mans
Le Moulin;2 rue du Pont;44000;Nantes
La Grange;3 rue du Pré;44000;Nantes
"""
BARE = """nom;adresse;code postal;commune
Espace de coworking Cerise;;;
Coworking;;;
Clafoutis;;;
Le Phare;4 quai Bas;44600;Saint-Nazaire
"""


def read(workspace: Workspace, folder: Path) -> Ingested:
    files = {"placed.csv": PLACED, "bare.csv": BARE}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return ingest_files([folder / name for name in files], workspace)


def test_a_bare_name_may_be_the_place_whose_name_holds_it(workspace: Workspace, tmp_path: Path) -> None:
    done = read(workspace, tmp_path)
    lines = (workspace.root / "links.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [("Espace de coworking Cerise" in line, "Cerise en Sarthe" in line) for line in lines[1:]] == [(True, True)]
    places = read_places(workspace).set_index("name")
    assert places.loc[["Espace de coworking Cerise", "Clafoutis", "Coworking"], "departement_code"].isna().all()
    lost = done.findings[done.findings["code"].eq("not-located")]
    assert set(lost["got"]) == {"Espace de coworking Cerise", "Coworking", "Clafoutis"}


def test_what_a_person_decides_locates_it_and_ends_the_finding(workspace: Workspace, tmp_path: Path) -> None:
    read(workspace, tmp_path)
    links = workspace.root / "links.csv"
    text = links.read_text(encoding="utf-8-sig")
    links.write_text(text.replace("\n,place", "\nsame,place"), encoding="utf-8")
    done = read(workspace, tmp_path)
    places = read_places(workspace)
    assert len(places) == 6
    assert places.loc[places["name"].str.contains("Cerise"), "departement_code"].tolist() == ["72"]
    lost = done.findings[done.findings["code"].eq("not-located")]
    assert set(lost["got"]) == {"Coworking", "Clafoutis"}
    assert describe(workspace).located == {"commune": 4, "nowhere": 2}


@pytest.mark.parametrize("bearers", [3, 4])
def test_a_name_that_many_bear_tells_nothing(workspace: Workspace, tmp_path: Path, bearers: int) -> None:
    rows = [f"Cerise {town};{town}" for town in ("Nantes", "Angers", "Laval", "Brest")[:bearers]]
    (tmp_path / "placed.csv").write_text("\n".join(["nom;commune", *rows]), encoding="utf-8")
    (tmp_path / "bare.csv").write_text("nom;commune\nCoworking Cerise;\nLe Phare;Rennes", encoding="utf-8")
    ingest_files([tmp_path / "placed.csv", tmp_path / "bare.csv"], workspace)
    links = workspace.root / "links.csv"
    lines = links.read_text(encoding="utf-8-sig").splitlines()[1:] if links.exists() else []
    assert len(lines) == (3 if bearers == 3 else 0)
