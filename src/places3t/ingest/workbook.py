"""Spreadsheets: XLSX, XLSM, XLSB, XLS and ODS to sheets of texts."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from places3t.errors import Refusal
from places3t.ingest.sheets import Sheet, cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from places3t.ingest.sheets import Grid, Merged

ZIP = b"PK\x03\x04"
_UNPACKED_LIMIT = 2 * 1024**3
"""Bytes that a spreadsheet may unpack to: ten times the largest census sheet, a tenth of what fills a laptop."""
_DENSEST = 1_032
"""Bytes that one packed byte can become at most."""
_PIECE = 1024**2
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
"""What an archive that is damaged, encrypted or packed in an unknown way raises."""
_CELLS_LIMIT = 50_000_000
"""Cells between the first and the last of a sheet. The reader lays out all of them, empty or not."""


def read_workbook(content: bytes, name: str) -> list[Sheet]:
    """Read the sheets of a spreadsheet, hidden ones too.

    Parameters
    ----------
    content
        The file's bytes.
    name
        Its name, for messages.

    Raises
    ------
    Refusal
        If it is no spreadsheet, encrypted, damaged, or would fill the memory.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    from places3t.ingest.sheet_errors import Inside, look_inside

    zipped = content.startswith(ZIP)
    inside: dict[str, Inside] = {}
    if zipped:
        _check_archive(content, name)
        try:
            inside = look_inside(content)
        except _DAMAGE as error:
            raise Refusal("damaged", source=name, why=str(error)) from error
        for sheet, seen in inside.items():
            if seen.area > _CELLS_LIMIT:
                raise Refusal("stray-cells", source=name, sheet=sheet, last=seen.last)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        read = [book.get_sheet_by_name(each) for each in book.sheet_names]
        grids = [each.to_python(skip_empty_area=False) for each in read]
    except PasswordError as error:
        raise Refusal("encrypted", source=name) from error
    except (CalamineError, OSError, ValueError) as error:
        raise Refusal("damaged", source=name, why=str(error)) from error
    sheets = []
    for each, typed in zip(read, grids, strict=True):
        grid = _texts(typed)
        seen = inside.get(each.name, Inside())
        for (row, column), text in seen.errors.items():
            _put(grid, row, column, text)
        sheets.append(Sheet(each.name, grid, uncomputed=seen.uncomputed, merged=_merged(each.merged_cell_ranges)))
    return sheets


def _texts(typed: list[list[Any]]) -> Grid:
    """Write cells as texts; the empty rows below the last filled one are left out."""
    while typed and not any(cell not in {"", None} for cell in typed[-1]):
        typed.pop()
    return [[cell_text(cell) for cell in row] for row in typed]


def _put(grid: Grid, row: int, column: int, text: str) -> None:
    """Put a text into a grid, which ends before it where nothing but errors follows."""
    grid += [[] for _ in range(row + 1 - len(grid))]
    grid[row] += [""] * (column + 1 - len(grid[row]))
    grid[row][column] = text


def _merged(ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]] | None) -> Merged:
    """Give the ranges of one column that run down several rows, as (first row, last row, column)."""
    return tuple((top, bottom, left) for (top, left), (bottom, right) in ranges or () if left == right and bottom > top)


def _check_archive(content: bytes, name: str) -> None:
    """Refuse archives that are no spreadsheet, are encrypted, or would unpack to more than a laptop holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if sum(member.compress_size for member in members) * _DENSEST > _UNPACKED_LIMIT:
                _check_sizes(archive, members)
    except _DAMAGE as error:
        raise Refusal("damaged", source=name, why=str(error)) from error
    paths = {PurePath(member.filename).name for member in members}
    if not paths & {"workbook.xml", "workbook.bin", "content.xml"}:
        raise Refusal("not-a-table", source=name, what="ZIP")
    if sum(member.file_size for member in members) > _UNPACKED_LIMIT:
        raise Refusal("too-large", source=name, limit=str(_UNPACKED_LIMIT // 1024**3))


def _check_sizes(archive: zipfile.ZipFile, members: Iterable[zipfile.ZipInfo]) -> None:
    """Unpack every part as far as its size goes, a piece at a time: one that is larger than it says has a wrong sum.

    The workbook reader unpacks a part to its end, whatever size it says.

    Raises
    ------
    zipfile.BadZipFile
        If a part is not what the archive says.
    """
    for member in members:
        with archive.open(member) as part:
            while part.read(_PIECE):
                pass
