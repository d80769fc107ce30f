"""The files of a folder: of ``data/raw`` where an ingest names none, or of one that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
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


def listed(paths: Sequence[Path]) -> tuple[list[Path], frozenset[Path]]:
    """Put the tables of a folder in its place.

    Returns
    -------
    tuple
        The files; and those of them that nobody named, which may hold something else than places.

    Raises
    ------
    Refusal
        If a folder has none.
    """
    files: list[Path] = []
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            inside = raw_files(path)
            files += inside
            found.update(inside)
        else:
            files.append(path)
    return files, frozenset(found)


def _is_hidden(part: str) -> bool:
    return part.startswith((".", "~$")) or part == _NOT_DATA
