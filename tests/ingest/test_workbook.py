"""Spreadsheets of every kind, and what people and programs do to them."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from places3t.errors import Refusal
from places3t.ingest import Options, check_files
from places3t.ingest.pipeline import stage_files
from places3t.ingest.read import read_source

if TYPE_CHECKING:
    from collections.abc import Callable

GRID = [["nom", "code insee", "surface"], ["L'Établi", "44109", "120.5"]]


def xls() -> bytes:
    book, buffer = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Lieux")
    for column, (header, value) in enumerate(zip(GRID[0], ("L'Établi", 44109, 120.5), strict=True)):
        sheet.write(0, column, header)
        sheet.write(1, column, value)
    book.save(buffer)
    return buffer.getvalue()


def xlsb(far: tuple[int, int] | None = None, *, blank: bool = False, error: bool = False) -> bytes:
    """Make the least that is an XLSB file, record by record ([MS-XLSB] 2.1.4, 2.4): no library writes them.

    With a cell ``far`` (row, column) off, which is ``blank`` or not; with an ``error`` in the place of the last number.
    """

    def record(number: int, payload: bytes = b"") -> bytes:
        kind = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
        return kind + bytes([len(payload)]) + payload

    def wide(text: str) -> bytes:
        return struct.pack("<I", len(text)) + text.encode("utf-16-le")

    def cell(column: int, value: str | float) -> bytes:
        at = struct.pack("<II", column, 0)
        return record(6, at + wide(value)) if isinstance(value, str) else record(5, at + struct.pack("<d", value))

    rows = [GRID[0], ["L'Établi", 44109.0, 120.5]]
    data = b"".join(
        record(0, struct.pack("<IIHHBI", at, 0, 0, 0, 0, 0)) + b"".join(cell(*each) for each in enumerate(row))
        for at, row in enumerate(rows)
    )
    if error:
        data = data.removesuffix(cell(2, 120.5)) + record(3, struct.pack("<IIB", 2, 0, 42))
    if far:
        stray = record(1, struct.pack("<II", far[1], 0)) if blank else cell(far[1], "x")
        data += record(0, struct.pack("<IIHHBI", far[0], 0, 0, 0, 0, 0)) + stray
    sheet = record(129) + record(148, struct.pack("<IIII", 0, 1, 0, 2)) + record(145) + data + record(146) + record(130)
    bundle = record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("Lieux")) + record(144)
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.bin", record(131) + record(153, b"\0" * 12) + bundle + record(157) + record(132))
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            f'<Relationships xmlns="{relations}">'
            f'<Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet1.bin"/></Relationships>',
        )
    return buffer.getvalue()


def ods(*more: TableRow) -> bytes:
    document, table, buffer = OpenDocumentSpreadsheet(), Table(name="Lieux"), io.BytesIO()
    for values in (GRID[0], ["L'Établi", 44109, 120.5]):
        row = TableRow()
        for value in values:
            text = isinstance(value, str)
            cell = TableCell(valuetype="string") if text else TableCell(valuetype="float", value=value)
            cell.addElement(P(text=str(value)))
            row.addElement(cell)
        table.addElement(row)
    for row in more:
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.write(buffer)
    return buffer.getvalue()


def xlsx(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    fill(book)
    book.close()
    return buffer.getvalue()


def lieux(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("Lieux")
    sheet.write_row(0, 0, GRID[0])
    sheet.write_row(1, 0, ["L'Établi", 44109, 120.5])


def xlsm() -> bytes:
    """An XLSX whose parts say that it has macros; nothing here ever runs one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(lieux))) as plain, zipfile.ZipFile(buffer, "w") as archive:
        for name in plain.namelist():
            content = plain.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            archive.writestr(name, content)
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros")
    return buffer.getvalue()


def read(folder: Path, content: bytes, name: str = "a.xlsx") -> list[list[str]]:
    path = folder / name
    path.write_bytes(content)
    return read_source(path).sheets[0].grid


@pytest.mark.parametrize("make", [xls, xlsb, xlsm, ods, lambda: xlsx(lieux)])
def test_every_kind_of_spreadsheet_gives_the_same_texts(tmp_path: Path, make: Callable[[], bytes]) -> None:
    assert read(tmp_path, make()) == GRID


def test_an_error_of_an_ods_file_is_not_an_empty_cell(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ods())) as plain, zipfile.ZipFile(buffer, "w") as archive:
        for name in plain.namelist():
            content = plain.read(name)
            if name == "content.xml":
                # As LibreOffice writes the result of =NA().
                calc = b'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
                content = content.replace(b"<office:document-content ", b"<office:document-content " + calc + b" ", 1)
                content = content.replace(
                    b'office:value-type="float" office:value="120.5"',
                    b'office:value-type="string" office:string-value="" calcext:value-type="error"',
                ).replace(b"<text:p>120.5<", b"<text:p>#N/A<")
            archive.writestr(name, content)
    assert read(tmp_path, buffer.getvalue())[1] == ["L'Établi", "44109", "#N/A"]


def test_a_stray_cell_in_the_last_corner_is_a_refusal_and_not_a_crash(tmp_path: Path) -> None:
    """The workbook reader would lay out 17 thousand million cells, and the process would be killed."""

    def stray(book: xlsxwriter.Workbook) -> None:
        lieux(book)
        book.get_worksheet_by_name("Lieux").write(1_048_575, 16_383, "x")

    with pytest.raises(Refusal) as refused:
        read(tmp_path, xlsx(stray))
    assert refused.value.code == "stray-cells"
    assert "XFD1048576" in refused.value.sentence("fr")


def far_row(rows: int, columns: int) -> list[TableRow]:
    """Rows and columns of nothing, and behind them a cell, as LibreOffice writes it."""
    empty, last, cell = TableRow(numberrowsrepeated=rows), TableRow(), TableCell(valuetype="string")
    empty.addElement(TableCell(numbercolumnsrepeated=16_384))
    cell.addElement(P(text="x"))
    last.addElement(TableCell(numbercolumnsrepeated=columns))
    last.addElement(cell)
    return [empty, last]


@pytest.mark.parametrize(
    "make",
    [lambda: xlsb((1_048_575, 16_383)), lambda: ods(*far_row(1_048_573, 16_383))],
    ids=["xlsb", "ods"],
)
def test_a_stray_cell_is_a_refusal_in_the_other_spreadsheets_too(tmp_path: Path, make: Callable[[], bytes]) -> None:
    with pytest.raises(Refusal) as refused:
        read(tmp_path, make())
    assert refused.value.code == "stray-cells"
    assert "XFD1048576" in refused.value.sentence("en")


def test_a_cell_repeated_beyond_memory_is_a_refusal(tmp_path: Path) -> None:
    row, cell = TableRow(numberrowsrepeated=1_000_000), TableCell(valuetype="string", numbercolumnsrepeated=16_384)
    cell.addElement(P(text="x"))
    row.addElement(cell)
    with pytest.raises(Refusal) as refused:
        read(tmp_path, ods(row))
    assert refused.value.code == "stray-cells"


def test_a_million_formatted_rows_of_the_other_spreadsheets_are_no_rows(tmp_path: Path) -> None:
    empty = TableRow(numberrowsrepeated=1_048_000)
    empty.addElement(TableCell(numbercolumnsrepeated=16_384))
    for content in (xlsb((1_048_575, 16_383), blank=True), ods(empty)):
        assert read(tmp_path, content) == GRID


def test_an_error_of_an_xlsb_file_is_not_an_empty_cell(tmp_path: Path) -> None:
    assert read(tmp_path, xlsb(error=True))[1] == ["L'Établi", "44109", "#N/A"]


def test_an_archive_that_lies_about_its_sizes_is_damaged(tmp_path: Path) -> None:
    """The workbook reader unpacks a part to its end, whatever the archive says of it."""
    packed = bytearray(xlsx(lieux))
    at = packed.rfind(b"PK\x01\x02", 0, packed.rfind(b"xl/worksheets/sheet1.xml"))
    struct.pack_into("<I", packed, at + 24, 10)
    with pytest.raises(Refusal) as refused:
        read(tmp_path, bytes(packed))
    assert refused.value.code == "damaged"


def test_a_million_empty_rows_are_no_rows(tmp_path: Path) -> None:
    def formatted(book: xlsxwriter.Workbook) -> None:
        lieux(book)
        book.get_worksheet_by_name("Lieux").write_row(400_000, 0, [" "])

    def blank(book: xlsxwriter.Workbook) -> None:
        lieux(book)
        book.get_worksheet_by_name("Lieux").write_blank(1_048_575, 0, None, book.add_format({"bold": True}))

    assert read(tmp_path, xlsx(blank)) == GRID
    path = tmp_path / "spaces.xlsx"
    path.write_bytes(xlsx(formatted))
    (account,) = check_files([path]).accounts
    assert (account.read, account.kept) == (1, 1)


def test_a_million_empty_lines_are_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("nom;code insee\n" + ";\n" * 1_000_000 + "A;44109\n", encoding="utf-8")
    done = check_files([path])
    assert (done.accounts[0].read, done.accounts[0].kept) == (1, 1)
    assert done.findings.set_index("code").loc["blank-rows", "expected"]


def test_a_cell_of_ten_megabytes_is_read_and_its_finding_is_short(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("nom;code insee\nA;44109\nB;" + "x" * 10_000_000 + "\n", encoding="utf-8")
    done = check_files([path])
    (account,) = done.accounts
    assert (account.read, account.kept, account.rejected) == (2, 2, 0)
    assert done.findings["got"].str.len().max() <= 200


def test_formulas_that_nothing_has_computed_are_said(tmp_path: Path) -> None:
    def formulas(book: xlsxwriter.Workbook) -> None:
        lieux(book)
        sheet = book.get_worksheet_by_name("Lieux")
        sheet.write_formula(1, 2, "=2*60", value="")
        sheet.write_row(2, 0, ["Le Phare", 29019])
        sheet.write_formula(2, 2, "=2*60", value=120)

    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(formulas))
    assert read_source(path).sheets[0].grid[1:] == [["L'Établi", "44109", ""], ["Le Phare", "29019", "120"]]
    (said,) = check_files([path]).findings.query("code == 'formula-without-value'").itertuples()
    assert "formulas never computed: 1" in said.expected


def test_a_merged_cell_holds_for_each_row_under_it_but_makes_no_place(tmp_path: Path) -> None:
    def merged(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet("Lieux")
        sheet.merge_range(0, 0, 0, 2, "Recensement")
        sheet.write_row(1, 0, ["nom", "commune", "type"])
        sheet.write_row(2, 0, ["A", "", "fablab"])
        sheet.write_row(3, 0, ["B", "", "fablab"])
        sheet.merge_range(2, 1, 3, 1, "Nantes")
        sheet.merge_range(4, 0, 5, 0, "C")
        sheet.write_row(4, 1, ["Brest", "fablab"])
        sheet.write_row(5, 1, ["Brest", "coworking"])

    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(merged))
    done = check_files([path])
    (account,) = done.accounts
    assert (account.read, account.kept, account.rejected) == (4, 3, 1)
    assert account.located == {"by_point": 0, "by_text": 3, "not_located": 0, "disagree": 0}
    assert done.findings["code"].tolist().count("merged-cell-read") == 1


def test_a_hidden_sheet_is_read_as_any_other(tmp_path: Path) -> None:
    def hidden(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Lisez-moi").write(0, 0, "Bonjour")
        lieux(book)
        book.get_worksheet_by_name("Lieux").hide()

    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx(hidden))
    assert [account.sheet for account in check_files([path]).accounts] == ["Lieux"]


def test_two_columns_of_one_name_are_both_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("nom;commune;note;note;nom\nA;Nantes;1;2;B\n", encoding="utf-8")
    records = stage_files([path], Options(), None, None)[0][0].records
    assert records[["name", "note", "note_2", "nom_2"]].iloc[0].tolist() == ["A", "1", "2", "B"]


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("nom;commune\nA;Nantes\n", encoding="utf-8")
    plain = Path.read_bytes

    def slow(self: Path) -> bytes:
        content = plain(self)
        with self.open("a", encoding="utf-8") as file:
            file.write("B;Brest\n")
        os.utime(self, ns=(1, 1))
        return content

    monkeypatch.setattr(Path, "read_bytes", slow)
    with pytest.raises(Refusal) as refused:
        read_source(path)
    assert refused.value.code == "changing"
