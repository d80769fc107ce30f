"""What the reader does not tell of an XLSB file ([MS-XLSB] 2.1.4): error cells, and how far its cells reach."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from places3t.ingest.sheet_errors import Inside, letters, targets

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

_ROW, _SHEET = 0, 156
_CELLS = frozenset(range(2, 12))
"""Records of filled cells; 1 is a cell with a format and nothing in it, which the reader leaves out."""
_ERRORS = frozenset({3, 11})
_ERROR_TEXTS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_ERROR_AT = 8
"""Bytes before the error of a cell: its column, and its format."""


def look_inside_binary(archive: zipfile.ZipFile) -> dict[str, Inside]:
    """Look into the sheets of an XLSB file.

    Returns
    -------
    dict
        By sheet name.
    """
    parts = targets(archive.read("xl/_rels/workbook.bin.rels"))
    names = set(archive.namelist())
    sheets = {}
    for number, payload in _records(archive.read("xl/workbook.bin")):
        if number == _SHEET:
            key, rest = _wide(payload[8:])
            part = parts.get(key.encode(), "")
            if part in names:
                sheets[_wide(rest)[0]] = _inside(archive.read(part))
    return sheets


def _inside(content: bytes) -> Inside:
    inside = Inside()
    row = last_row = last_column = 0
    for number, payload in _records(content):
        if number == _ROW:
            row = int(struct.unpack_from("<I", payload)[0])
        elif number in _CELLS:
            column = int(struct.unpack_from("<I", payload)[0])
            last_row, last_column = max(last_row, row), max(last_column, column)
            inside.area = (last_row + 1) * (last_column + 1)
            if number in _ERRORS:
                inside.errors[row, column] = _ERROR_TEXTS.get(payload[_ERROR_AT], "#N/A")
    if inside.area:
        inside.last = f"{letters(last_column)}{last_row + 1}"
    return inside


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Part a stream into its records: number and payload. A stream that is cut short ends there."""
    at = 0
    try:
        while at < len(content):
            number, at = _packed(content, at, 2)
            length, at = _packed(content, at, 4)
            yield number, content[at : at + length]
            at += length
    except IndexError:
        return


def _packed(content: bytes, at: int, most: int) -> tuple[int, int]:
    """Read a number of seven bits a byte; of record numbers, both bytes are whole."""
    value = 0
    for place in range(most):
        byte = content[at]
        at += 1
        value |= (byte & 0x7F) << (7 * place)
        if not byte & 0x80:
            break
    return value, at


def _wide(content: bytes) -> tuple[str, bytes]:
    """Read a text, and give what stands behind it."""
    length = 4 + 2 * int(struct.unpack_from("<I", content)[0])
    return content[4:length].decode("utf-16-le"), content[length:]
