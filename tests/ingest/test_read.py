from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from places3t.errors import Refusal
from places3t.ingest.read import read_source
from places3t.ingest.sheets import cell_text

if TYPE_CHECKING:
    from pathlib import Path

ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500


def xlsx(*sheets: tuple[str, list[list[object]]]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    book.close()
    return buffer.getvalue()


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "empty-file"),
        ("blank.csv", b"\xef\xbb\xbf \r\n\n", "empty-file"),
        ("report.pdf", b"%PDF-1.7 ...", "not-a-table"),
        ("census.xlsx", b"%PDF-1.7 saved under another name", "not-a-table"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "not-a-table"),
        ("program.csv", b"\x7fELF\x02\x01\x01" + b"\0" * 99, "not-a-table"),
        ("letter.docx", archive(word__document_dot_xml=b"<w/>"), "not-a-table"),
        ("secret.xlsx", ENCRYPTED, "encrypted"),
        ("cut.xlsx", xlsx(("A", [["nom"], ["x"]]))[:900], "damaged"),
        ("hollow.xlsx", archive(xl__workbook_dot_xml=b"<workbook/>"), "damaged"),
        ("broken.geojson", b'{"type": "FeatureCollection", "features": [', "damaged"),
        ("none.json", b'{"places": []}', "empty-file"),
        ("numbers.json", b"[1, 2]", "not-records"),
        ("setting.json", b'{"colour": "red", "size": {"a": 1}}', "not-records"),
        ("half.jsonl", b'{"nom": "A"}\n{"nom": ', "damaged"),
        ("features.geojson", b'{"type": "Topology", "objects": {}}', "not-records"),
        ("cut.parquet", b"PAR1" + b"\0" * 50, "damaged"),
        ("export.xls", b"\n<html><table><tr><td>nom</td></tr></table></html>", "not-a-table"),
        ("flux.xml", b"<?xml version='1.0'?><rss/>", "not-a-table"),
        ("none.geojson", b'{"type": "FeatureCollection", "features": []}', "empty-file"),
        ("deep.json", b"[" * 100_000, "damaged"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        read_source(path)
    assert refused.value.code == code
    for language in ("fr", "en"):
        assert name in refused.value.sentence(language)


def test_a_missing_file_and_a_folder_are_wrong_use(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.csv", "no-file"), (tmp_path, "is-a-folder")):
        with pytest.raises(Refusal) as refused:
            read_source(path)
        assert refused.value.code == code


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("places3t.ingest.workbook._UNPACKED_LIMIT", 10_000)
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(archive(xl__workbook_dot_xml=b"<workbook/>", xl__worksheets__sheet1_dot_xml=b"0" * 1_000_000))
    assert path.stat().st_size < 10_000
    with pytest.raises(Refusal) as refused:
        read_source(path)
    assert refused.value.code == "too-large"


def test_the_content_says_the_format_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "census.csv"
    path.write_bytes(xlsx(("A", [["nom"], ["x"]])))
    assert read_source(path).sheets[0].grid == [["nom"], ["x"]]


def test_rows_keep_their_numbers_under_blank_rows_and_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(("A", [[], [], [None, None, "nom"], [None, None, "x"]])))
    grid = read_source(path).sheets[0].grid
    assert grid[3][2] == "x"


def test_an_error_cell_is_not_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Données & co")
    sheet.write_row(0, 0, ["nom", "population"])
    sheet.write_formula(1, 1, "=NA()", value="#N/A")
    sheet.write_string(1, 0, "x")
    book.close()
    assert read_source(path).sheets[0].grid[1] == ["x", "#N/A"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [(44300.0, "44300"), (0.94, "0.94"), (True, "true"), (None, ""), (1e20, "1e+20"), ("01000", "01000")],
)
def test_a_number_is_written_as_a_person_would(typed: object, text: str) -> None:
    assert cell_text(typed) == text
