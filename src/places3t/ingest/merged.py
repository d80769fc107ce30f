"""Cells merged down a column: one text for several rows, of which the file keeps it in the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.findings import Place

if TYPE_CHECKING:
    from places3t.findings import Findings
    from places3t.ingest.plan import Plan
    from places3t.ingest.sheets import Sheet

_OWN = frozenset({"name", "place_id", "contribution_id", "text", "title"})
"""What makes a row a record of its own is not shared: a row without it stays without, and is said."""


def fill_merged(sheet: Sheet, plan: Plan, body: dict[int, list[str]], place: Place, findings: Findings) -> None:
    """Give each row that has a content of its own the texts of the merged cells that it lies under.

    Parameters
    ----------
    sheet, plan
        The sheet, and what its columns mean.
    body
        Its rows that hold anything, by row number; completed in place.
    place, findings
        Where the merged cells that were read several times are said.
    """
    headers = {column.position: column.header for column in plan.columns if column.name not in _OWN}
    for top, bottom, column in sheet.merged:
        first = body.get(sheet.first_row + top)
        if column not in headers or first is None or column >= len(first) or not first[column].strip():
            continue
        under = [number for number in range(sheet.first_row + top + 1, sheet.first_row + bottom + 1) if number in body]
        for number in under:
            row = body[number]
            row += [""] * (column + 1 - len(row))
            row[column] = first[column]
        if under:
            where = Place(place.source, place.sheet, sheet.first_row + top, headers[column])
            findings.add("merged-cell-read", where, first[column], count=str(len(under)))
