"""Open answers and columns of coders, as a user ingests them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from places3t.ingest import Options, ingest_files
from places3t.ingest.questionnaire import coder_of, long_answers
from places3t.ingest.sheets import Sheet
from places3t.tables import read_table
from places3t.themes.study import read_workshop
from places3t.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

ANSWERS = """\
Enquête auprès des usagers;;;;;
id;Type de participant;Êtes-vous venu hier ?;Qu'est-ce qui vous manque ?;Que proposez-vous ?;Courriel
1;usager;oui;L'argent, toujours l'argent.;Un fonds commun, abondé par les communes.;a@example.org
2;élu;oui;Le temps et les bénévoles.;;
3;association;non;;;
"""
CODES = """\
numéro;texte;theme_coder1;Thème B
1;Pas d'argent;Manque d'argent;lack_of_money
2;Les normes;norms;
3;Le bus;infrastructure_and_access, norms;infrastructure_and_access
"""
WIDE = "contribution;thème_A;thème B\n1;lack_of_money;lack_of_money; norms\n2;;norms\n"
NOTES = "Post-it;Table;Couleur;Nombre de gommettes\nPas d'argent;1;rouge;3\nUn bus le soir;2;vert;\n"


def ingested(folder: Path, text: str, options: Options | None = None) -> Workspace:
    path = folder / "file.csv"
    path.write_text(text, encoding="utf-8")
    workspace = Workspace(folder / "study")
    ingest_files([path], workspace, options)
    return workspace


def pairs(workspace: Workspace) -> set[tuple[str, str, str]]:
    codings = read_table(workspace, "codings")
    return set(codings[["contribution_id", "theme", "coder"]].itertuples(index=False, name=None))


def test_each_open_answer_is_a_contribution_of_its_respondent(tmp_path: Path) -> None:
    workspace = ingested(tmp_path, ANSWERS, Options(kind="contributions"))
    said = read_table(workspace, "contributions").set_index("contribution_id")
    assert said.index.tolist() == ["1-1", "1-2", "2-1"]
    assert said.loc["1-2", "text"] == "Un fonds commun, abondé par les communes."
    assert said["session"].tolist() == [
        "Qu'est-ce qui vous manque ?",
        "Que proposez-vous ?",
        "Qu'est-ce qui vous manque ?",
    ]
    assert said["question"].tolist() == said["session"].tolist()
    assert said["author_type"].tolist() == ["user", "user", "elected"]
    # One pseudonym a respondent; rows as a spreadsheet shows them; the title above the header is none.
    assert said["author"].nunique() == 2
    assert said.loc["1-1", "author"] == said.loc["1-2", "author"]
    assert said["file_row"].tolist() == [3, 3, 4]
    assert "a@example.org" not in said.to_csv()
    sources = read_table(workspace, "sources")
    # The respondent without an open answer is counted, and set aside.
    assert sources.loc[0, ["header_row", "read", "rejected", "kept"]].tolist() == [2, 4, 1, 3]
    codes = read_table(workspace, "findings").set_index("code")
    assert codes.loc["row-without-text", "row"] == 5
    assert "Que proposez-vous" in codes.loc["answers-apart", "hint"]


def test_a_mapping_says_which_columns_are_open_answers(tmp_path: Path) -> None:
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        'kind = "contributions"\n[columns]\n"Type de participant" = "author_type"\n'
        '"Êtes-vous venu hier ?" = "text"\n"Que proposez-vous ?" = "text"\n',
        encoding="utf-8",
    )
    text = ANSWERS.partition("\n")[2]
    said = read_table(ingested(tmp_path, text, Options(mapping=str(mapping))), "contributions")
    assert said["text"].tolist() == ["oui", "Un fonds commun, abondé par les communes.", "oui", "non"]
    assert said["contribution_id"].tolist() == ["1-1", "1-2", "2-1", "3-1"]
    assert said["author_type"].tolist() == ["user", "user", "elected", "association"]


def test_closed_questions_are_no_contributions() -> None:
    rows = [["femme", "tout à fait d'accord"], ["homme", "tout à fait d'accord"], ["femme", "pas du tout d'accord"]] * 2
    assert long_answers(Sheet(None, [["Sexe", "Avis"], *rows]), "file.csv") is None


def test_respondents_without_a_number_are_known_by_their_row() -> None:
    rows = [["Le bus du soir manque."], ["Il faut des bénévoles."]]
    long = long_answers(Sheet(None, [["Votre avis", "Votre ville"], *([*row, "Lille"] for row in rows)]), "file.csv")
    assert long is not None
    assert [dict(zip(long.grid[0], row, strict=True))["contribution_id"] for row in long.grid[1:]] == [
        "file.csv:2-1",
        "file.csv:3-1",
    ]


@pytest.mark.parametrize("header", ["thème", "theme 2", "code postal", "code insee", "catégorie", "theme_fr"])
def test_a_column_that_is_of_no_coder(header: str) -> None:
    assert coder_of(header) is None


def test_columns_of_coders_become_codings(tmp_path: Path) -> None:
    workspace = ingested(tmp_path, CODES)
    assert pairs(workspace) == {
        ("1", "Manque d'argent", "coder1"),
        ("1", "lack_of_money", "B"),
        ("2", "norms", "coder1"),
        ("3", "infrastructure_and_access", "coder1"),
        ("3", "norms", "coder1"),
        ("3", "infrastructure_and_access", "B"),
    }
    said = read_workshop(workspace)
    # A theme called by its name is the same theme; half of the coders are enough; all is by hand.
    assert set(said.themes.itertuples(index=False, name=None)) == {
        ("1", "lack_of_money", True),
        ("2", "norms", True),
        ("3", "infrastructure_and_access", True),
        ("3", "norms", True),
    }


def test_a_table_of_codings_with_a_column_a_coder(tmp_path: Path) -> None:
    workspace = ingested(tmp_path, WIDE.replace("lack_of_money; norms", '"lack_of_money; norms"'))
    assert pairs(workspace) == {
        ("1", "lack_of_money", "A"),
        ("1", "lack_of_money", "B"),
        ("1", "norms", "B"),
        ("2", "norms", "B"),
    }
    assert set(read_table(workspace, "codings")["file_row"]) == {2, 3}


def test_sticky_notes(tmp_path: Path) -> None:
    said = read_table(ingested(tmp_path, NOTES), "contributions")
    assert said["text"].tolist() == ["Pas d'argent", "Un bus le soir"]
    assert said["session"].tolist() == ["1", "2"]
    assert said["votes"].tolist() == [3, pd.NA]
    assert said["couleur"].tolist() == ["rouge", "vert"]
