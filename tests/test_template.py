"""The empty spreadsheet, filled in with another library and read back."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from places3t import schema
from places3t.ingest import Options, check_files
from places3t.ingest.pipeline import stage_files
from places3t.template import FIELDS, template_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from places3t.language import Language

KINDS = tuple(FIELDS)


def opened(kind: str, language: Language) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template_xlsx(kind, language)))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_comes_back_filled_in_is_read_without_a_question(tmp_path: Path, kind: str, language: Language) -> None:
    book = opened(kind, language)
    sheet, example = book.worksheets[:2]
    for column, cell in enumerate(example[2], start=1):
        sheet.cell(2, column).value = cell.value
    path = tmp_path / f"{kind}.xlsx"
    book.save(path)
    (staged,), left_out = stage_files([path], Options(), None, None)
    assert staged.account.kind == kind
    assert (staged.account.read, staged.account.rejected) == (1, 0)
    assert {each.sheet: each.reason for each in left_out}[example.title] == "example"
    assert staged.records[[*FIELDS[kind]]].notna().all(axis=None), staged.records.iloc[0].to_dict()
    assert set(staged.findings["code"]) <= {"location-disagrees", "people-column", "point-nowhere"}


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_template_holds_no_record(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(template_xlsx(kind, "fr"))
    (account,) = check_files([path]).accounts
    assert account.read == 0


def test_each_column_with_a_list_offers_its_words() -> None:
    book = opened("places", "fr")
    sheet, lists = book.worksheets[0], book.worksheets[2]
    assert lists.sheet_state == "hidden"
    rules = {str(rule.sqref).split(":")[0][:-1]: rule for rule in sheet.data_validations.dataValidation}
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == "État")
    (column,) = {part for part in rules[letter].formula1.split("$") if part.isalpha()}
    words = [cell.value for cell in lists[column] if cell.value]
    assert words == [term.fr for term in schema.vocabulary("statuses").terms.values()]


def test_codes_are_texts_and_numbers_are_bounded() -> None:
    sheet = opened("places", "en").worksheets[0]
    letters = {cell.value: cell.column_letter for cell in sheet[1]}
    at = openpyxl.utils.column_index_from_string(letters[schema.table("places").field("commune_code").title["en"]])
    with zipfile.ZipFile(io.BytesIO(template_xlsx("places", "en"))) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        codes, _, styles = archive.read("xl/styles.xml").decode().partition("<cellXfs")
    columns = re.findall(r'<col min="(\d+)" max="(\d+)"[^>]* style="(\d+)"', page)
    (style,) = (int(style) for first, last, style in columns if int(first) <= at <= int(last))
    number = re.findall(r'<xf numFmtId="(\d+)"', styles)[style]
    assert f'<numFmt numFmtId="{number}" formatCode="@"/>' in codes
    rules = {str(rule.sqref).split(":")[0][:-1]: rule for rule in sheet.data_validations.dataValidation}
    latitude = rules[letters["Latitude"]]
    assert (latitude.type, latitude.formula1, latitude.formula2) == ("decimal", "-90", "90")


@pytest.mark.parametrize("kind", KINDS)
def test_each_header_bears_a_note_in_its_language(kind: str) -> None:
    for language in ("fr", "en"):
        for cell in opened(kind, language).worksheets[0][1]:
            assert cell.comment.text
    assert template_xlsx(kind, "fr") == template_xlsx(kind, "fr")
