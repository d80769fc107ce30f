"""Exports of Kobo and ODK beside the XLSForm they were made with: codes or labels, with and without a mapping."""

from __future__ import annotations

import doctest
import io
import shutil
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from places3t.errors import Refusal
from places3t.ingest import Options, check_files, ingest_files, languages, xlsform
from places3t.ingest.pipeline import stage_files
from places3t.tables import read_places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from places3t.workspace import Workspace

SURVEY = [
    ["type", "name", "label::English (en)", "label::Français (fr)", "hint"],
    ["start", "start", "", "", ""],
    ["begin group", "grp1", "The place", "Le lieu", ""],
    ["text", "nom_tl", "Name of the place", "Nom du lieu", ""],
    ["text", "commune", "Where is it?", "Dans **quelle commune** est-il ?", ""],
    ["select_one genres", "q_type", "Type of place", "Type de lieu", ""],
    ["select_multiple offre", "services", "What is offered there?", "Que propose-t-on sur place ?", ""],
    ["select_one oui_non", "humeur", "Are you happy?", "Êtes-vous content ?", ""],
    ["end group", "", "", "", ""],
]
CHOICES = [
    ["list_name", "name", "label::English (en)", "label::Français (fr)"],
    ["genres", "1", "Coworking space", "Espace de coworking"],
    ["genres", "2", "Fab lab", "Fablab"],
    ["offre", "a1", "Café", "Café"],
    ["offre", "formation", "Learn something", "Apprendre autre chose"],
    ["offre", "a3", "Something else", "Autre chose"],
    ["oui_non", "1", "Yes", "Oui"],
    ["oui_non", "0", "No", "Non"],
]
CODES = """\
start,grp1/nom_tl,grp1/commune,grp1/q_type,grp1/services,grp1/services/a1,grp1/services/formation,grp1/services/a3,grp1/humeur,_id
2024-01-01,L'Établi,Nantes,1,a1 formation,1,1,0,1,7
2024-01-02,Le Phare,Brest,2,a3,0,0,1,0,8
"""
SPLIT = """\
grp1-nom_tl,grp1-commune,grp1-q_type,grp1-services/a1,grp1-services/formation,grp1-services/a3,KEY
L'Établi,Nantes,1,1,1,0,uuid:7
Le Phare,Brest,2,0,0,1,uuid:8
"""
LABELS = """\
Nom du lieu,Dans quelle commune est-il ?,Commune,Type de lieu,Services/Café,Services/Formation,_id
L'Établi,x,Nantes,Espace de coworking,1,1,7
Le Phare,x,Brest,Fablab,0,0,8
"""


def form(path: Path, survey: Sequence[Sequence[str]] = SURVEY, choices: Sequence[Sequence[str]] = CHOICES) -> Path:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name, rows in (("survey", survey), ("choices", choices), ("settings", [["form_title"], ["Enquête"]])):
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    path.write_bytes(buffer.getvalue())
    return path


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def records(files: list[Path], options: Options | None = None) -> pd.DataFrame:
    (staged,), _ = stage_files(files, options or Options(), None, None)
    return staged.records.set_index("name")


def test_the_examples_hold() -> None:
    assert doctest.testmod(languages).failed == 0
    assert doctest.testmod(xlsform).failed == 0


@pytest.mark.parametrize("text", [CODES, SPLIT], ids=["kobo", "odk"])
def test_codes_are_read_with_the_labels_of_the_form(tmp_path: Path, text: str) -> None:
    found = records([form(tmp_path / "form.xlsx"), write(tmp_path / "export.csv", text)])
    assert found["commune_code"].to_dict() == {"L'Établi": "44109", "Le Phare": "29019"}
    assert found["types"].to_dict() == {"L'Établi": ["coworking"], "Le Phare": ["fablab"]}
    # The label of "formation" says nothing to the vocabulary of services; its code does.
    assert found.loc["L'Établi", "services"] == ["cafe", "training"]
    assert found["services"].isna().to_dict() == {"L'Établi": False, "Le Phare": True}


def test_a_question_that_no_table_has_keeps_its_name_and_takes_labels(tmp_path: Path) -> None:
    found = records([form(tmp_path / "form.xlsx"), write(tmp_path / "export.csv", CODES)])
    assert found["grp1_humeur"].tolist() == ["Oui", "Non"]


def test_a_form_in_the_same_folder_is_used_and_said(tmp_path: Path, workspace: Workspace) -> None:
    form(tmp_path / "form.xlsx")
    done = ingest_files([write(tmp_path / "export.csv", CODES)], workspace)
    assert [(out.source, out.reason, out.other) for out in done.left_out] == [
        ("form.xlsx", "form-beside", "export.csv")
    ]
    (said,) = done.findings[done.findings["code"].eq("labels-of-form")].to_dict("records")
    # Two answers to each of q_type and humeur, and the two lists of services.
    assert said["hint"] == "5 questions of the form form.xlsx recognised, 6 answers read by their label"
    assert read_places(workspace)["main_type"].tolist() == ["coworking", "fablab"]


def test_without_its_form_an_export_of_codes_gives_what_its_names_say(tmp_path: Path) -> None:
    path = write(tmp_path / "export.csv", CODES.replace("nom_tl", "nom"))
    found = records([path])
    assert found["commune_code"].tolist() == ["44109", "29019"]
    assert "types" not in found


def test_an_export_of_labels_needs_no_form(tmp_path: Path) -> None:
    files = [form(tmp_path / "form.xlsx"), write(tmp_path / "export.csv", LABELS)]
    (staged,), out = stage_files(files, Options(), None, None)
    assert [each.reason for each in out] == ["form-unused"]
    assert staged.records["types"].tolist() == [["coworking"], ["fablab"]]
    assert staged.records["services"].tolist()[0] == ["cafe", "training"]


def test_labels_without_a_language_are_the_form_s_own(tmp_path: Path) -> None:
    survey = [["type", "name", "label"], *([row[0], row[1], row[3]] for row in SURVEY[1:])]
    choices = [["list name", "name", "label"], *([row[0], row[1], row[3]] for row in CHOICES[1:])]
    files = [form(tmp_path / "form.xlsx", survey, choices), write(tmp_path / "export.csv", CODES)]
    assert records(files)["types"].tolist() == [["coworking"], ["fablab"]]


def test_a_form_alone_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        stage_files([form(tmp_path / "form.xlsx")], Options(), None, None)
    assert refused.value.code == "form-alone"


def test_a_form_of_another_survey_changes_nothing(tmp_path: Path) -> None:
    other = [["type", "name", "label"], *(["text", f"q{number}", f"Question {number}"] for number in range(9))]
    other += [["text", "commune", "Couleur"], ["text", "services", "Goût"]]
    files = [form(tmp_path / "form.xlsx", other), write(tmp_path / "export.csv", CODES.replace("nom_tl", "nom"))]
    (staged,), out = stage_files(files, Options(), None, None)
    assert [each.reason for each in out] == ["form-unused"]
    assert staged.records["commune_name"].tolist() == ["Nantes", "Brest"]


@pytest.mark.parametrize(
    ("columns", "with_form"),
    [
        (
            {
                "grp1/nom_tl": "name",
                "grp1/commune": "commune_name",
                "grp1/q_type": "types",
                "grp1/services": "services",
            },
            True,
        ),
        (
            {"Nom du lieu": "name", "grp1/commune": "commune_name", "Type de lieu": "types", "services": "services"},
            True,
        ),
        (
            {"grp1/nom_tl": "name", "grp1/commune": "commune_name", "grp1/q_type": "types", "services": "services"},
            False,
        ),
    ],
    ids=["by names", "by labels", "without the form"],
)
def test_a_mapping_names_questions_by_code_or_label_and_merges_their_answers(
    tmp_path: Path, columns: dict[str, str], with_form: bool
) -> None:
    mapping = ['kind = "places"', "[columns]", *(f'"{header}" = "{name}"' for header, name in columns.items())]
    words = ["[vocabularies.types]", '"1" = "coworking"', '"2" = "fablab"', "[vocabularies.services]", 'a1 = "cafe"']
    mapping += [] if with_form else words
    text = CODES.replace(",grp1/services,", ",grp1/listed,")
    files = [write(tmp_path / "export.csv", text), *([form(tmp_path / "form.xlsx")] if with_form else [])]
    options = Options(mapping=str(write(tmp_path / "mapping.toml", "\n".join(mapping))))
    done = check_files(files, None, options)
    assert not done.findings["code"].eq("mapped-column-missing").any()
    found = records(files, options)
    assert found["types"].tolist() == [["coworking"], ["fablab"]]
    assert found.loc["L'Établi", "services"] == ["cafe", "training"]


LIME = """\
id;G1Q1;G1Q2;G1Q3[SQ001];G1Q3[SQ002];G1Q3[other];G1Q4
1;L'Établi;Nantes;Y;Y;;A1
2;Le Phare;Brest;N;;une forge;A2
"""
LIME_MAPPING = """
kind = "places"
[columns]
G1Q1 = "name"
G1Q2 = "commune_name"
G1Q3 = "services"
G1Q4 = "legal_form"
[vocabularies.services]
SQ001 = "cafe"
SQ002 = "training"
[vocabularies.legal_forms]
A1 = "association"
A2 = "scic"
"""
LIME_ANSWERS = """\
ID de la réponse;G1Q1. Nom du lieu;G1Q2. Commune;G1Q3[SQ001]. Services [Café];G1Q3[SQ002]. Services [Formation];\
G1Q3[other]. Services [Autre];G1Q4. Statut juridique
1;L'Établi;Nantes;Oui;Oui;;Association loi 1901
2;Le Phare;Brest;Non;;une forge;SCIC
"""


@pytest.mark.parametrize("mapped", [True, False], ids=["codes and a mapping", "codes with texts"])
def test_limesurvey_exports(tmp_path: Path, mapped: bool) -> None:
    path = write(tmp_path / "results.csv", LIME if mapped else LIME_ANSWERS)
    options = Options(mapping=str(write(tmp_path / "lime.toml", LIME_MAPPING))) if mapped else Options()
    found = records([path], options)
    assert found["commune_code"].tolist() == ["44109", "29019"]
    assert found.loc["L'Établi", "services"] == ["cafe", "training"]
    assert found["legal_form"].tolist() == ["association", "scic"]
    (other,) = [name for name in found if "other" in name]
    assert found[other].dropna().tolist() == ["une forge"]


DECIDIM = """\
id;title/en;title/fr;title/nl;title/machine_translations/fr;body (en);body (fr);votes;langues/fr;langues/en
1;A square;Une place;;;A text;;3;1;0
2;A bench;;Een bank;Un banc;;Un texte;2;0;1
3;;;Een boom;Un arbre;;;;0;0
"""


def test_columns_of_several_languages_are_one(tmp_path: Path) -> None:
    path = write(tmp_path / "ideas.csv", DECIDIM)
    (staged,), _ = stage_files([path], Options(kind="contributions"), None, None)
    found = staged.records
    # French first, then English, then the others; what a machine wrote comes last.
    assert found["title"].tolist() == ["Une place", "A bench", "Een boom"]
    assert found["text"].dropna().tolist() == ["A text", "Un texte"]
    said = staged.findings[staged.findings["code"].eq("languages-merged")]
    assert said["column"].tolist() == ["body (fr)", "title/fr"]
    assert "fr 1, en 1, nl 1" in said["hint"].iloc[1]
    # Ticked answers about languages are no texts in a language.
    assert {"langues_fr", "langues_en"} <= set(found.columns)


def test_columns_of_languages_that_a_mapping_names_stay_apart(tmp_path: Path) -> None:
    mapping = 'kind = "contributions"\n[columns]\n"title/nl" = "title"\n"body (fr)" = "text"\n'
    path = write(tmp_path / "ideas.csv", DECIDIM)
    options = Options(mapping=str(write(tmp_path / "mapping.toml", mapping)))
    (staged,), _ = stage_files([path], options, None, None)
    assert staged.records["title"].dropna().tolist() == ["Een bank", "Een boom"]
    assert staged.records["text"].dropna().tolist() == ["Un texte"]


def test_a_web_address_is_no_column_in_french(tmp_path: Path) -> None:
    text = "nom;commune;site\nL'Établi;Nantes;etabli.fr\nLe Phare;Brest;phare.fr\n"
    assert records([write(tmp_path / "census.csv", text)])["site"].tolist() == ["etabli.fr", "phare.fr"]


def test_the_marked_copy_is_of_the_file_as_it_is(tmp_path: Path) -> None:
    from places3t.ingest.pipeline import plan_file

    form(tmp_path / "form.xlsx")
    path = write(tmp_path / "export.csv", CODES)
    source, ((sheet, plan),) = plan_file(path, Options())
    assert source.sheets[0].grid[0][1] == "grp1/nom_tl"
    assert sheet.grid[0][1] == "Nom du lieu"
    assert plan is not None
    assert plan.columns[1].header == "grp1/nom_tl"
    shutil.rmtree(tmp_path)
