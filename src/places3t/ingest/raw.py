"""The files of ``data/raw``: what an ingest without files reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.errors import Refusal

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = frozenset(
    {".csv", ".tsv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".geojson", ".json", ".jsonl", ".ndjson", ".parquet"}
)
_NOT_DATA = "truth"
"""A folder of this name says what is true of made-up data: reading it would be cheating."""


def raw_files(folder: Path) -> list[Path]:
    """Give the tables of a folder and of the folders in it, in the order of their paths.

    Left out are hidden files and folders, the locks of spreadsheet programs (``~$census.xlsx``), and folders named
    ``truth``.

    Raises
    ------
    Refusal
        If there is none.
    """
    found = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in SUFFIXES and path.is_file()]
    shown = [path for path in found if not any(map(_is_hidden, path.relative_to(folder).parts))]
    if not shown:
        raise Refusal("nothing-raw", folder=str(folder))
    return shown


def _is_hidden(part: str) -> bool:
    return part.startswith((".", "~$")) or part == _NOT_DATA
