"""Cells of a workbook that hold a spreadsheet error (`#N/A`, `#REF!`).

The workbook reader gives such cells as empty. An empty cell says that nobody filled it in; an error says that a
formula lost what stood there, which whoever keeps the file wants to know. So the addresses are read from the sheets'
own XML.
"""

from __future__ import annotations

import io
import re
import zipfile
from posixpath import join, normpath

_CELL = re.compile(rb"<c\b([^>]*?)(?<!/)>(.*?)</c>", re.DOTALL)
_ADDRESS = re.compile(rb'\br="([A-Z]+)(\d+)"')
_VALUE = re.compile(rb"<v>([^<]*)</v>")
_ERROR_FORMULA = re.compile(rb"<f[^>]*>(#[^<]*)</f>")
_SHEET = re.compile(rb'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
_ERROR_TYPE = b't="e"'


def error_cells(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Find the error cells of an XLSX file.

    Parameters
    ----------
    content
        The bytes of a ZIP archive; one without XLSX sheets (ODS, XLSB) gives nothing.

    Returns
    -------
    dict
        Sheet name to ``{(row position, column position): error text}``, positions from 0.
    """
    found: dict[str, dict[tuple[int, int], str]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
            return found
        targets = dict(map(_relation, _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))))
        for name, key in _SHEET.findall(archive.read("xl/workbook.xml")):
            path = targets.get(key, "")
            if path in names and (cells := _errors(archive.read(path))):
                found[_unescape(name)] = cells
    return found


def _errors(xml: bytes) -> dict[tuple[int, int], str]:
    """Find the cells of one sheet that are typed as errors, or whose formula is an error itself."""
    if _ERROR_TYPE not in xml and not _ERROR_FORMULA.search(xml):
        return {}
    found = {}
    for attributes, inner in _CELL.findall(xml):
        is_error = _ERROR_TYPE in attributes
        text = (_VALUE if is_error else _ERROR_FORMULA).search(inner)
        address = _ADDRESS.search(attributes)
        if text and address:
            found[int(address[2]) - 1, _position(address[1])] = text[1].decode()
    return found


def _relation(tag: bytes) -> tuple[bytes, str]:
    attributes = dict(_ATTRIBUTE.findall(tag))
    target = attributes.get(b"Target", b"").decode()
    path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
    return attributes.get(b"Id", b""), path


def _unescape(name: bytes) -> str:
    import html

    return html.unescape(name.decode("utf-8"))


def _position(letters: bytes) -> int:
    """Turn a column's letters into its position from 0 (A is 0, AA is 26)."""
    position = 0
    for letter in letters:
        position = position * 26 + letter - ord("A") + 1
    return position - 1
