"""A sheet as it is read from a file: a grid of texts, each with the address that a spreadsheet program shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa


LONGEST_HEADER = 1_000
"""Letters of the longest header looked for: a row with a longer cell holds answers."""
Grid = list[list[str]]
Merged = tuple[tuple[int, int, int], ...]
"""Cells merged down one column: first row, last row and column, positions from 0."""


class Columns(Sequence[list[str]]):
    """Rows of texts, all of one length, kept as columns: a large file is read so without a list for each row.

    It is a grid as any other; a row, or a slice of them, is made when it is asked for.

    Parameters
    ----------
    columns
        Arrow arrays of strings without nulls, of one length.
    """

    def __init__(self, columns: Sequence[pa.Array]) -> None:
        self.columns = columns

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.columns[0])

    @overload
    def __getitem__(self, at: int) -> list[str]: ...

    @overload
    def __getitem__(self, at: slice) -> list[list[str]]: ...

    def __getitem__(self, at: int | slice) -> list[str] | list[list[str]]:
        """Give a row, or some."""
        if isinstance(at, int):
            return [str(column[at].as_py()) for column in self.columns]
        return [list(row) for row in zip(*(column[at].to_pylist() for column in self.columns), strict=True)]

    def __iter__(self) -> Iterator[list[str]]:
        """Give all rows, one after the other."""
        return iter(self[:])


@dataclass(frozen=True, slots=True)
class Note:
    """What was done to a sheet before its columns were recognised: a code of the findings, the header, its params."""

    code: str
    column: str | None
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a file.

    Attributes
    ----------
    name
        The sheet's name; null for files that have only one table.
    grid
        Rows of texts, as long as they are in the file: rows may differ in length.
    first_row
        The number that the first row of the grid has for a reader (1 in a spreadsheet; 0 in a GeoJSON file, where the
        header is no row of the file and the first feature is number 1).
    header_at
        Where the header is, for formats that say it (GeoJSON, JSON); null where it must be found.
    uncomputed
        How many formulas have no value: no program has computed them since they were written.
    merged
        Cells merged down a column, of which only the first holds the text.
    written
        Headers that were put in the place of others, to those that stand in the file.
    notes
        What was done to it, to be said as findings.
    numbers
        Where rows were made of others (`places3t.ingest.questionnaire`): row number to the one that a reader sees.
    """

    name: str | None
    grid: Grid | Columns
    first_row: int = 1
    header_at: int | None = None
    uncomputed: int = 0
    merged: Merged = ()
    written: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    numbers: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A file and what stands in it.

    Attributes
    ----------
    name
        The file's name, without its folder: results must not depend on where a file lies.
    sha256
        Of its bytes, in hexadecimal.
    encoding, separator
        For text files, the encoding and the separator it was read with.
    sheets
        Its tables, in the file's order.
    """

    name: str
    sha256: str
    encoding: str | None
    separator: str | None
    sheets: tuple[Sheet, ...]


_WHOLE_UP_TO = 1e15


def cell_text(value: object) -> str:
    """Write a typed cell as the text that a person would have typed.

    A spreadsheet holds every number as a float: 44300.0 is the code 44300, and is written so.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _WHOLE_UP_TO else repr(value)
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    return "" if value is None else str(value)
