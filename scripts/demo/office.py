"""Writing spreadsheets and CSV files whose bytes depend on their content alone: no clock, no machine."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from demo.sheets import Formula, NotAvailable, Percent

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from demo.sheets import Cell, Sheet

_CLOCK = (1980, 1, 1, 0, 0, 0)
_CREATED = datetime(2023, 9, 1, tzinfo=UTC)
_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2"'
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    f"{_XML}"
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="{_ODS}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_STYLES = (
    "<office:automatic-styles>"
    '<number:date-style style:name="N1"><number:day number:style="long"/><number:text>/</number:text>'
    '<number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/>'
    "</number:date-style>"
    '<number:percentage-style style:name="N2"><number:number number:decimal-places="0" number:min-integer-digits="1"/>'
    "<number:text> %</number:text></number:percentage-style>"
    '<style:style style:name="date" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="percent" style:family="table-cell" style:data-style-name="N2"/>'
    "</office:automatic-styles>"
)


def write_xlsx(path: Path, help_lines: Iterable[str], sheet: Sheet) -> None:
    """Write an Excel workbook: a sheet of explanations, then the table.

    Parameters
    ----------
    path : Path
        The file.
    help_lines : iterable of str
        The explanations, one a row.
    sheet : Sheet
        The table.
    """
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "Données fictives", "author": "places3t", "created": _CREATED})
    formats = {
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "head": book.add_format({"bold": True, "bg_color": "#DDE8F0", "text_wrap": True}),
        "title": book.add_format({"bold": True, "font_size": 14}),
    }
    notice = book.add_worksheet("Lisez-moi")
    notice.set_column(0, 0, 110)
    for row, line in enumerate(help_lines):
        notice.write_string(row, 0, line, formats["title"] if row == 0 else None)
    table = book.add_worksheet(sheet.name)
    for row, cells in enumerate(sheet.grid()):
        style = formats["head"] if row == len(sheet.above) else formats["title"] if row == 0 else None
        for column, cell in enumerate(cells):
            _write_cell(table, (row, column), cell, style, formats["date"])
    table.freeze_panes(len(sheet.above) + 1, 2)
    table.set_column(1, 2, 28)
    book.close()


def _write_cell(table: object, at: tuple[int, int], cell: Cell, style: object, date_style: object) -> None:
    from xlsxwriter.worksheet import Worksheet

    assert isinstance(table, Worksheet)
    if cell is None or cell == "":
        return
    if isinstance(cell, NotAvailable):
        table.write_formula(*at, "NA()", style, "#N/A")
    elif isinstance(cell, date):
        table.write_datetime(*at, datetime(cell.year, cell.month, cell.day), date_style)  # noqa: DTZ001 - a day has no time zone
    elif isinstance(cell, str):
        table.write_string(*at, cell, style)
    else:
        assert isinstance(cell, int | float)
        table.write_number(*at, cell, style)


def write_ods(path: Path, help_lines: Iterable[str], sheet: Sheet) -> None:
    """Write an OpenDocument spreadsheet: a sheet of explanations, then the table.

    Parameters
    ----------
    path : Path
        The file.
    help_lines : iterable of str
        The explanations, one a row.
    sheet : Sheet
        The table.
    """
    notice = _ods_table("Notice", [[line] for line in help_lines])
    body = notice + _ods_table(sheet.name, sheet.grid())
    content = (
        f"{_XML}<office:document-content {_NAMESPACES}>{_STYLES}"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    meta = (
        f"{_XML}<office:document-meta {_NAMESPACES}><office:meta><dc:title>Données fictives</dc:title>"
        f"<meta:creation-date>{_CREATED:%Y-%m-%dT%H:%M:%S}</meta:creation-date></office:meta></office:document-meta>"
    )
    parts = {"mimetype": _ODS, "content.xml": content, "meta.xml": meta, "META-INF/manifest.xml": _MANIFEST}
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _CLOCK)
            info.create_system = 0
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode())


def _ods_table(name: str, grid: list[list[Cell]]) -> str:
    rows = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in grid)
    return f"<table:table table:name={quoteattr(name)}>{rows}</table:table>"


def _ods_cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, str):
        # A run of spaces needs its own element; only the sample's trailing spaces make one.
        text = escape(cell).replace("  ", " <text:s/>")
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    value = _ods_value(cell)
    return f"<table:table-cell {value[0]}><text:p>{value[1]}</text:p></table:table-cell>"


def _ods_value(cell: Cell) -> tuple[str, str]:
    """Give the attributes of a cell that is not text, and what it shows."""
    if isinstance(cell, date):
        return f'table:style-name="date" office:value-type="date" office:date-value="{cell}"', f"{cell:%d/%m/%Y}"
    if isinstance(cell, Percent):
        shown = f"{cell.value * 100:.0f} %"
        return f'table:style-name="percent" office:value-type="percentage" office:value="{cell.value}"', shown
    if isinstance(cell, Formula):
        formula = quoteattr(f"of:={cell.text}")
        return f'table:formula={formula} office:value-type="float" office:value="{cell.value}"', f"{cell.value:.0f}"
    return f'office:value-type="float" office:value="{cell}"', str(cell).replace(".", ",")


def write_csv(path: Path, grid: list[list[Cell]], *, separator: str, encoding: str, ending: str = "\r\n") -> None:
    """Write a table as text.

    Parameters
    ----------
    path : Path
        The file.
    grid : list of lists of cells
        Every line, the header included.
    separator : str
        Between cells.
    encoding : str
        For example ``"cp1252"`` or ``"utf-8-sig"``; a character that it lacks is an error.
    ending : str, optional
        End of a line: Windows' by default.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator=ending)
    writer.writerows([["" if cell is None else str(cell) for cell in row] for row in grid])
    path.write_bytes(text.getvalue().encode(encoding))
