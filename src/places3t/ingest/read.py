"""From a file to sheets of texts. What a file is comes from its first bytes, never from its name."""

from __future__ import annotations

import hashlib
import stat
from typing import TYPE_CHECKING

from places3t.errors import Refusal
from places3t.ingest.columnar import MAGIC as PARQUET
from places3t.ingest.sheets import Sheet, Source
from places3t.ingest.workbook import ZIP

if TYPE_CHECKING:
    import os
    from pathlib import Path

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
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"<head", b"<body")
"""What web applications send under the name of an XLS file."""


def read_source(path: Path) -> Source:
    """Read every sheet of a file.

    Parameters
    ----------
    path
        A CSV, TSV, XLSX, XLSM, XLSB, XLS, ODS, GeoJSON, JSON, JSON Lines or Parquet file.

    Returns
    -------
    Source
        The sheets, hidden ones included, as texts.

    Raises
    ------
    Refusal
        If the file is missing, empty, encrypted, damaged, changing, or not a table at all.
    """
    content = _content(path)
    encoding, separator, sheets = _sheets(content, path.name)
    return Source(path.name, hashlib.sha256(content).hexdigest(), encoding, separator, tuple(sheets))


def _content(path: Path) -> bytes:
    if path.is_dir():
        raise Refusal("is-a-folder", path=str(path))
    try:
        before = path.stat()
        content = path.read_bytes()
        after = path.stat()
    except FileNotFoundError as error:
        raise Refusal("no-file", path=str(path)) from error
    except OSError as error:
        raise Refusal("unreadable-file", path=str(path), why=error.strerror or str(error)) from error
    if stat.S_ISREG(after.st_mode) and _changed(before, after, len(content)):
        raise Refusal("changing", source=path.name)
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refusal("empty-file", source=path.name)
    return content


def _changed(before: os.stat_result, after: os.stat_result, length: int) -> bool:
    """Tell whether a file was written to while it was read: half of it would be the old one."""
    return (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size) or length != after.st_size


def _sheets(content: bytes, name: str) -> tuple[str | None, str | None, list[Sheet]]:
    for start, what in _NOT_TABLES.items():
        if content.startswith(start):
            raise Refusal("not-a-table", source=name, what=what)
    if content.startswith(_OLE) and _ENCRYPTED in content:
        raise Refusal("encrypted", source=name)
    if content.startswith((ZIP, _OLE)):
        from places3t.ingest.workbook import read_workbook

        return None, None, read_workbook(content, name)
    if content.startswith(PARQUET):
        from places3t.ingest.columnar import read_parquet

        return None, None, [read_parquet(content, name)]
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        from places3t.ingest.records import read_json

        return "utf-8", None, [read_json(content, name)]
    if start[:9].lower().startswith(_MARKUP):
        raise Refusal("not-a-table", source=name, what="HTML" if not start.startswith(b"<?xml") else "XML")
    if b"\x00" in content[:4096] and not content.startswith(_UTF16):
        raise Refusal("not-a-table", source=name, what="binary")
    from places3t.ingest.delimited import read_delimited

    encoding, separator, sheet = read_delimited(content, name)
    return encoding, separator, [sheet]
