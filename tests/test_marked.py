"""The marked copy, opened again with another library."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

from places3t import findings
from places3t.ingest import Options, check_files
from places3t.ingest.pipeline import plan_file
from places3t.marked import COLOURS, marked_copy

if TYPE_CHECKING:
    from pathlib import Path

    from places3t.language import Language

ROWS = [
    ["Recensement"],
    ["nom", "commune", "latitude", "longitude", "date d'ouverture", "remarque"],
    ["L'Établi", "Nantes", "47,2139", "-1,5558", "31/02/2019", "=1+1"],
    ["Le Phare", "Atlantis", "", "", "2018", ""],
    ["La Cale", "Brest", "47.2", "-1.55", "bientôt", "<b>"],
    ["Total", "3", "", "", "", ""],
]


@pytest.fixture
def census(tmp_path: Path) -> Path:
    path = tmp_path / "census.xlsx"
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    sheet = book.add_worksheet("Lieux")
    for at, row in enumerate(ROWS):
        sheet.write_row(at, 0, row)
    book.add_worksheet("À corriger").write(0, 0, "notes")
    book.close()
    return path


def mark(path: Path, language: Language) -> tuple[bytes, openpyxl.Workbook]:
    found = findings.with_sentences(check_files([path]).findings, language)
    source, planned = plan_file(path, Options())
    plans = {(source.name, sheet.name): plan for sheet, plan in planned if plan}
    content = marked_copy([source], plans, found, language)
    return content, openpyxl.load_workbook(io.BytesIO(content))


def colour(cell: object) -> str:
    return "#" + cell.fill.start_color.rgb[-6:]


def test_wrong_cells_are_coloured_and_say_what_to_do(census: Path) -> None:
    _, book = mark(census, "fr")
    assert book.sheetnames == ["À corriger", "Lieux", "À corriger 2"]
    sheet = book["Lieux"]
    assert colour(sheet["E3"]) == COLOURS["error"]
    assert "date impossible" in sheet["E3"].comment.text or "attendu" in sheet["E3"].comment.text
    assert "comment corriger" in sheet["E3"].comment.text
    assert colour(sheet["C5"]) == COLOURS["error"]
    assert colour(sheet["D5"]) == COLOURS["error"]
    assert sheet["A6"].comment is not None
    assert sheet["A3"].comment is None
    assert sheet["A3"].fill.fill_type is None


def test_an_empty_wrong_cell_is_marked_too(census: Path) -> None:
    """Le Phare cannot be located: the finding speaks of a commune code, a column that the file does not have."""
    _, book = mark(census, "en")
    assert book["Lieux"]["A4"].comment is not None


def test_cells_stay_texts(census: Path) -> None:
    _, book = mark(census, "en")
    sheet = book["Lieux"]
    assert [[cell.value or "" for cell in row] for row in sheet.iter_rows()] == [
        row + [""] * (6 - len(row)) for row in ROWS
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def test_the_first_sheet_sums_up_and_leads_to_each_cell(census: Path) -> None:
    found = check_files([census]).findings
    _, book = mark(census, "en")
    first = book.worksheets[0]
    errors = int(found["severity"].eq("error").sum())
    assert first["A1"].value.startswith(f"census.xlsx: {errors} errors")
    links = {cell.value for row in first.iter_rows() for cell in row if cell.hyperlink}
    assert "'Lieux'!E3" in links
    lines = [row for row in first.iter_rows(min_col=1, max_col=1, values_only=True) if row[0] in {"error", "warning"}]
    assert len(lines) >= errors


def test_the_same_file_gives_the_same_bytes(census: Path) -> None:
    assert mark(census, "fr")[0] == mark(census, "fr")[0]


def test_a_csv_file_becomes_one_sheet(tmp_path: Path) -> None:
    path = tmp_path / "census.csv"
    path.write_text("nom;commune;statut\nA;Nantes;ouvret\n", encoding="utf-8")
    _, book = mark(path, "fr")
    assert book.sheetnames == ["À corriger", "Données"]
    assert book["Données"]["C2"].value == "ouvret"
    assert "ouvert" in book["Données"]["C2"].comment.text
