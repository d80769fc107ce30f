from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest

from places3t.errors import Refusal
from places3t.ingest import Options, check_files, ingest_files
from places3t.ingest.mapping import read_mapping
from places3t.ingest.proposal import propose
from places3t.tables import read_places

if TYPE_CHECKING:
    from pathlib import Path

    from places3t.workspace import Workspace

CENSUS = """\
Recensement;;;;;
id;nom;communne;statut;contact;"LOGO
(png)"
1;L'Établi;Nantes;ouvert;Contact 1;a.png
2;Le Phare;Brest;HS;Contact 2;contact2@example.org
3;La Cale;Rennes;HS;Contact 3;
"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_proposal_is_a_mapping(tmp_path: Path, language: str) -> None:
    text = propose(write(tmp_path / "a.csv", CENSUS), Options(), language)
    profile = read_mapping(write(tmp_path / "m.toml", text))
    assert profile.header_row == 2
    assert profile.columns == {"id": "place_id", "nom": "name", "communne": "commune_name", "statut": "status"}
    assert profile.people == ("contact",)


def test_it_says_how_sure_it_is_and_shows_values_but_no_contact(tmp_path: Path) -> None:
    text = propose(write(tmp_path / "a.csv", CENSUS), Options(), "en")
    lines = {line.split(" = ")[0]: line for line in text.splitlines() if " = " in line}
    assert "100% sure · L'Établi | Le Phare | La Cale" in lines['"nom"']
    assert "33% sure · ouvert | HS" in lines['"statut"']
    # commune and communne: 7 of 7 letters match of 8, 2 × 7 / 15.
    assert "93% sure" in lines['"communne"']
    assert "@" not in text
    assert "Contact 1" not in text
    assert '# "HS" = ""  # 2 cells' in text
    assert '# "LOGO\\n(png)" = ""' in text


def test_an_edited_proposal_does_what_it_says(tmp_path: Path, workspace: Workspace) -> None:
    file = write(tmp_path / "a.csv", CENSUS)
    text = propose(file, Options(), "en")
    text = text.replace('# "HS" = ""', '"HS" = "closed"')
    mapping = write(tmp_path / "m.toml", text)
    assert tomllib.loads(text)["vocabularies"] == {"statuses": {"HS": "closed"}}
    ingest_files([file], workspace, Options(mapping=str(mapping)))
    assert read_places(workspace).set_index("name")["status"].to_dict() == {
        "L'Établi": "open",
        "Le Phare": "closed",
        "La Cale": "closed",
    }


def test_a_file_that_nobody_recognises_gets_one_too(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", "A;B\n1;2\n")
    with pytest.raises(Refusal):
        check_files([file])
    assert '# "A" = ""' in propose(file, Options(), "en")


def test_a_file_without_any_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        propose(write(tmp_path / "a.csv", ";;\n;;\n"), Options(), "en")
    assert refused.value.code == "empty-file"
