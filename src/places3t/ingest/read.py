"""From a file to sheets of texts. What a file is comes from its first bytes, never from its name."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path, PurePath

from places3t.errors import Refusal
from places3t.ingest.sheets import Sheet, Source, cell_text

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_NOT_TABLES = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7-Zip",
    b"Rar!": "RAR",
    b"PK\x05\x06": "ZIP",
}
_UNPACKED_LIMIT = 2 * 1024**3
"""Bytes that a spreadsheet may unpack to: ten times the largest census sheet, a tenth of what fills a laptop."""


def read_source(path: Path) -> Source:
    """Read every sheet of a file.

    Parameters
    ----------
    path
        A CSV, TSV, XLSX, XLSM, XLSB, XLS, ODS or GeoJSON file.

    Returns
    -------
    Source
        The sheets, hidden ones included, as texts.

    Raises
    ------
    Refusal
        If the file is missing, empty, encrypted, damaged, or not a table at all.
    """
    content = _content(path)
    encoding, separator, sheets = _sheets(content, path.name)
    return Source(path.name, hashlib.sha256(content).hexdigest(), encoding, separator, tuple(sheets))


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise Refusal("is-a-folder", path=str(path))
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise Refusal("no-file", path=str(path)) from error
    except OSError as error:
        raise Refusal("unreadable-file", path=str(path), why=error.strerror or str(error)) from error
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refusal("empty-file", source=path.name)
    return content


def _sheets(content: bytes, name: str) -> tuple[str | None, str | None, list[Sheet]]:
    for start, what in _NOT_TABLES.items():
        if content.startswith(start):
            raise Refusal("not-a-table", source=name, what=what)
    if content.startswith(_OLE) and _ENCRYPTED in content:
        raise Refusal("encrypted", source=name)
    if content.startswith((_ZIP, _OLE)):
        return None, None, _workbook(content, name)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        from places3t.ingest.geojson import read_geojson

        return "utf-8", None, [read_geojson(content, name)]
    if b"\x00" in content[:4096] and not content.startswith(_UTF16):
        raise Refusal("not-a-table", source=name, what="binary")
    from places3t.ingest.delimited import read_delimited

    encoding, separator, sheet = read_delimited(content, name)
    return encoding, separator, [sheet]


def _workbook(content: bytes, name: str) -> list[Sheet]:
    """Read the sheets of an XLSX, XLSM, XLSB, XLS or ODS file."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    from places3t.ingest.sheet_errors import error_cells

    zipped = content.startswith(_ZIP)
    if zipped:
        _check_archive(content, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
        grids = [book.get_sheet_by_name(each).to_python(skip_empty_area=False) for each in names]
    except PasswordError as error:
        raise Refusal("encrypted", source=name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise Refusal("damaged", source=name, why=str(error)) from error
    errors = error_cells(content) if zipped else {}
    sheets = []
    for each, typed in zip(names, grids, strict=True):
        grid = [[cell_text(cell) for cell in row] for row in typed]
        for (row, column), text in errors.get(each, {}).items():
            grid[row][column] = text
        sheets.append(Sheet(each, grid))
    return sheets


def _check_archive(content: bytes, name: str) -> None:
    """Refuse archives that are no spreadsheet, are encrypted, or would unpack to more than a laptop holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise Refusal("damaged", source=name, why=str(error)) from error
    paths = {PurePath(member.filename).name for member in members}
    if not paths & {"workbook.xml", "workbook.bin", "content.xml"}:
        raise Refusal("not-a-table", source=name, what="ZIP")
    if sum(member.file_size for member in members) > _UNPACKED_LIMIT:
        raise Refusal("too-large", source=name, limit=str(_UNPACKED_LIMIT // 1024**3))
