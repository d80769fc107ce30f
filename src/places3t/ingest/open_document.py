"""What the workbook reader does not tell of an ODS file: error cells, and how far its cells reach.

ODS writes runs of equal rows and cells once, with a count; the reader lays all of them out.
"""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree as ET

from places3t.ingest.sheet_errors import Inside, letters

_ERROR = b'calcext:value-type="error"'
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
_NAME = re.compile(rb'\btable:name="([^"]*)"')
_REPEATED = {
    b"table-row": re.compile(rb'\btable:number-rows-repeated="(\d+)"'),
    b"table-cell": re.compile(rb'\btable:number-columns-repeated="(\d+)"'),
}
_FILLED = b"office:value-type="


def look_inside_open_document(xml: bytes) -> dict[str, Inside]:
    """Look into the sheets of an ODS file.

    Parameters
    ----------
    xml
        Its ``content.xml``.

    Returns
    -------
    dict
        By sheet name.
    """
    found = _reaches(xml)
    if _ERROR in xml:
        for name, errors in _errors(xml).items():
            found.setdefault(name, Inside()).errors = errors
    return found


def _reaches(xml: bytes) -> dict[str, Inside]:
    """Say how far the filled cells of each sheet reach."""
    found: dict[str, Inside] = {}
    inside, name = Inside(), ""
    row_at = rows = column_at = last_row = last_column = 0
    for tag in _TAG.finditer(xml):
        kind, attributes = tag[1], tag[2]
        if kind == b"table":
            named = _NAME.search(attributes)
            name = html.unescape(named[1].decode()) if named else ""
            inside = found.setdefault(name, Inside())
            row_at = rows = last_row = last_column = 0
        elif kind == b"table-row":
            row_at += rows
            rows, column_at = _times(attributes, b"table-row"), 0
        else:
            column_at += _times(attributes, b"table-cell")
            if _FILLED in attributes:
                last_row, last_column = row_at + rows, max(last_column, column_at)
                inside.area, inside.last = last_row * last_column, f"{letters(last_column - 1)}{last_row}"
    return found


def _times(attributes: bytes, kind: bytes) -> int:
    times = _REPEATED[kind].search(attributes)
    return int(times[1]) if times else 1


def _errors(xml: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Find the error cells of each sheet."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    for table in ET.fromstring(xml).iter(f"{_TABLE}table"):  # noqa: S314 - expat limits entities
        errors = found.setdefault(table.get(f"{_TABLE}name", ""), {})
        row_at = 0
        for row in table.iter(f"{_TABLE}table-row"):
            column_at = 0
            for cell in row:
                if cell.get(f"{_CALC}value-type") == "error":
                    errors[row_at, column_at] = "".join(cell.itertext())
                column_at += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            row_at += int(row.get(f"{_TABLE}number-rows-repeated", "1"))
    return found
