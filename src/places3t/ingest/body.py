"""The rows of a sheet under its header: those that hold anything, and of these the ones that are records."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from places3t.findings import Findings, Place
from places3t.formats.texts import fold
from places3t.ingest.sheets import Columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    from places3t.ingest.plan import Plan
    from places3t.ingest.sheets import Grid, Sheet

_TOTAL = re.compile(r"(sous )?total(aux|s)?( general)?|grand total|sum|somme|moyenne|average|ensemble")
_EXAMPLE = re.compile(r"(exemple|example)s?( de (lieu|reponse).*)?")
_NO_RECORD = frozenset({"tot", "sou", "gra", "sum", "som", "moy", "ave", "ens", "exe", "exa"})
_INK = "[!-~]"
"""A sign that no empty cell has; of cells without one, Python decides whether they are empty."""
_MAYBE_NO_RECORD = f"^[^!-~]*(?i:{'|'.join(sorted(_NO_RECORD))})"


@dataclass(frozen=True, slots=True)
class Body:
    """Rows of a sheet.

    Attributes
    ----------
    grid
        The sheet's.
    at
        Positions of the rows in it.
    first_row
        The number that the first row of the grid has for a reader.
    changed
        Columns whose texts are no longer those of the grid, by position.
    """

    grid: Grid | Columns
    at: npt.NDArray[np.int64]
    first_row: int
    changed: Mapping[int, pa.StringArray] = field(default_factory=dict)

    @property
    def numbers(self) -> npt.NDArray[np.int64]:
        """The number that each row has for a reader."""
        return self.at + self.first_row

    def number(self, which: int) -> int:
        """Give the number of one row, by its place among the rows."""
        return int(self.at[which]) + self.first_row

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.at)

    def row(self, which: int) -> list[str]:
        """Give the cells of a row as they stand in the file, by its place among the rows."""
        return self.grid[int(self.at[which])]

    def texts(self, position: int) -> pa.StringArray:
        """Give the cells of a column; a row that ends before it has empty ones."""
        import pyarrow as pa

        if position in self.changed:
            return self.changed[position]
        if isinstance(self.grid, Columns):
            return _taken(self.grid.columns[position], self.at)
        rows = (self.grid[at] for at in self.at.tolist())
        return pa.array([row[position] if position < len(row) else "" for row in rows], pa.string())

    def only(self, kept: npt.NDArray[np.bool_]) -> Body:
        """Give some of the rows."""
        if kept.all():
            return self
        changed = {position: texts.filter(kept) for position, texts in self.changed.items()}
        return replace(self, at=self.at[kept], changed=changed)

    def with_cells(self, position: int, cells: Mapping[int, str]) -> Body:
        """Give the same rows with other texts in a column, by their place among the rows."""
        import pyarrow as pa

        texts: list[Any] = self.texts(position).to_pylist()
        for which, text in cells.items():
            texts[which] = text
        return replace(self, changed={**self.changed, position: pa.array(texts, pa.string())})


def matching(texts: pa.StringArray, pattern: str) -> npt.NDArray[np.bool_]:
    """Tell which texts hold a pattern, written in what Python's ``re`` and RE2 have in common."""
    import pyarrow.compute as pc

    found: npt.NDArray[np.bool_] = pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False)
    return found


def _taken(column: pa.StringArray, at: npt.NDArray[np.int64]) -> pa.StringArray:
    if len(at) and at[-1] - at[0] + 1 == len(at):
        return column.slice(int(at[0]), len(at))
    return column.take(at)


def read_body(sheet: Sheet, plan: Plan, place: Place, findings: Findings) -> Body:
    """Give the rows under the header that hold anything; empty ones between them are a finding."""
    import numpy as np

    start = plan.header_at + 1
    at = np.arange(start, len(sheet.grid), dtype=np.int64)
    if isinstance(sheet.grid, Columns):
        inked = matching(sheet.grid.columns[0].slice(start), _INK)
        inked[~inked] = [_holds_anything(sheet.grid[row]) for row in at[~inked].tolist()]
    else:
        inked = np.array([_holds_anything(row) for row in sheet.grid[start:]], dtype=bool)
    body = Body(sheet.grid, at[inked], sheet.first_row)
    if blank := int(body.at[-1]) - plan.header_at - len(body) if len(body) else 0:
        findings.add("blank-rows", place, count=str(blank))
    return body


def _holds_anything(row: Sequence[str]) -> bool:
    text = "".join(row)
    return bool(text) and not text.isspace()


def records_only(body: Body, plan: Plan, place: Place, findings: Findings) -> Body:
    """Set aside rows that are no records: totals, filled examples, the header repeated on a later page."""
    import numpy as np

    header = {column.position: column.header for column in plan.columns if column.position >= 0}
    labels = sorted(
        {column.position for column in plan.columns if column.name in {"name", "place_id"} and column.position >= 0}
    )
    kept = np.ones(len(body), dtype=bool)
    for which in np.flatnonzero(_suspects(body, labels, header)).tolist():
        row = body.row(which)
        code = _no_record(row, labels, header)
        if code:
            first = next(cell for cell in row if cell.strip())
            findings.add(code, Place(place.source, place.sheet, body.number(which)), first)
            kept[which] = False
    return body.only(kept)


def _suspects(body: Body, labels: Sequence[int], header: Mapping[int, str]) -> npt.NDArray[np.bool_]:
    """Tell which rows are worth a look: nearly every one is a record, and is left at once.

    Those that do not begin in the first column, that begin as the header does, or whose label begins as a total's.
    """
    import pyarrow.compute as pc

    first = body.texts(0)
    suspects = ~matching(first, _INK) | matching(first, _MAYBE_NO_RECORD)
    if header.get(0):
        suspects |= pc.match_substring(first, header[0]).to_numpy(zero_copy_only=False)
    for position in labels:
        suspects |= matching(body.texts(position), _MAYBE_NO_RECORD)
    return suspects


def _no_record(row: Sequence[str], labels: Sequence[int], header: Mapping[int, str]) -> str | None:
    first = 0
    if not row[0] or row[0].isspace():
        first = next(at for at, cell in enumerate(row) if cell and not cell.isspace())
    if row[first].strip() == header.get(first) and _is_header(row, header):
        return "repeated-header"
    for at in {first, *labels}:
        if at < len(row) and row[at].strip()[:3].casefold() in _NO_RECORD:
            name = fold(row[at])
            if _TOTAL.fullmatch(name):
                return "total-row"
            if _EXAMPLE.fullmatch(name):
                return "example-row"
    return None


def _is_header(row: Sequence[str], header: Mapping[int, str]) -> bool:
    filled = [(at, cell.strip()) for at, cell in enumerate(row) if cell.strip()]
    return len(filled) > 1 and all(header.get(at) == cell for at, cell in filled)
