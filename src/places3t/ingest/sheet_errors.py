"""What the workbook reader does not tell of a sheet: error cells, formulas without a value, how far its cells reach.

The reader gives a cell with a spreadsheet error (`#N/A`, `#REF!`) as empty. An empty cell says that nobody filled it
in; an error says that a formula lost what stood there, which whoever keeps the file wants to know. A formula that no
spreadsheet program has computed yet is read as empty too. So both are read from the sheets' own XML.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from dataclasses import dataclass, field
from posixpath import join, normpath

_CELL = re.compile(rb"<c\b([^>]*?)(?<!/)>(.*?)</c>", re.DOTALL)
_ADDRESS = re.compile(rb'\br="([A-Z]+)(\d+)"')
_VALUE = re.compile(rb"<v>([^<]*)</v>")
_FORMULA = re.compile(rb"<f\b")
_ERROR_FORMULA = re.compile(rb"<f[^>]*>(#[^<]*)</f>")
_SHEET = re.compile(rb'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
_FILLED_FAR = re.compile(rb'<c\b[^>]*?\br="([A-Z]{2,3})\d+"[^>]*(?<!/)>')
_ERROR_TYPE = b't="e"'


@dataclass(slots=True)
class Inside:
    """What a sheet's own XML says.

    Attributes
    ----------
    errors
        ``(row position, column position)`` to the error's text, positions from 0.
    uncomputed
        How many formulas have no value.
    area
        Cells from the first of the sheet to the last filled one.
    last
        The address up to which they reach.
    """

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: int = 0
    area: int = 0
    last: str = ""


def look_inside(content: bytes) -> dict[str, Inside]:
    """Look into the sheets of an XLSX, XLSB or ODS file.

    Parameters
    ----------
    content
        The bytes of a ZIP archive.

    Returns
    -------
    dict
        By sheet name.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if "content.xml" in names:
            from places3t.ingest.open_document import look_inside_open_document

            return look_inside_open_document(archive.read("content.xml"))
        if {"xl/workbook.bin", "xl/_rels/workbook.bin.rels"} <= set(names):
            from places3t.ingest.binary_workbook import look_inside_binary

            return look_inside_binary(archive)
        return {name: _inside(archive.read(path)) for name, path in sheet_parts(archive).items()}


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name the part of an XLSX file that holds each sheet; another archive has none."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    found = targets(archive.read("xl/_rels/workbook.xml.rels"))
    sheets = _SHEET.findall(archive.read("xl/workbook.xml"))
    parts = {html.unescape(name.decode()): found.get(key, "") for name, key in sheets}
    return {name: part for name, part in parts.items() if part in names}


def _inside(xml: bytes) -> Inside:
    """Look into one sheet of an XLSX file."""
    inside = Inside()
    _measure(xml, inside)
    if _ERROR_TYPE not in xml and not _FORMULA.search(xml):
        return inside
    for attributes, inner in _CELL.findall(xml):
        is_error = _ERROR_TYPE in attributes
        text = (_VALUE if is_error else _ERROR_FORMULA).search(inner)
        address = _ADDRESS.search(attributes)
        if text and address:
            inside.errors[int(address[2]) - 1, _position(address[1])] = text[1].decode()
        elif _FORMULA.search(inner):
            value = _VALUE.search(inner)
            inside.uncomputed += value is None or not value[1]
    return inside


def _measure(xml: bytes, inside: Inside) -> None:
    """Say how far the filled cells of a sheet reach: the reader lays out all that lie before."""
    filled = xml.rfind(b"</c>")
    found = _ADDRESS.search(xml, xml.rfind(b"<c ", 0, filled)) if filled > 0 else None
    if found is None:
        return
    furthest = max([found[1], *set(_FILLED_FAR.findall(xml))], key=_position)
    inside.last = f"{furthest.decode()}{found[2].decode()}"
    inside.area = int(found[2]) * (_position(furthest) + 1)


def targets(relations: bytes) -> dict[bytes, str]:
    """Give the parts that the relations of a workbook name, by key."""
    return dict(map(_relation, _RELATION.findall(relations)))


def _relation(tag: bytes) -> tuple[bytes, str]:
    attributes = dict(_ATTRIBUTE.findall(tag))
    target = attributes.get(b"Target", b"").decode()
    path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
    return attributes.get(b"Id", b""), path


def _position(letters: bytes) -> int:
    """Turn a column's letters into its position from 0 (A is 0, AA is 26)."""
    position = 0
    for letter in letters:
        position = position * 26 + letter - ord("A") + 1
    return position - 1


def letters(position: int) -> str:
    """Turn a column's position from 0 into its letters.

    Examples
    --------
    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    text = ""
    while position >= 0:
        position, rest = divmod(position, 26)
        text = chr(ord("A") + rest) + text
        position -= 1
    return text
