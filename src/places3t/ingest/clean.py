"""From texts to values: each column read by its format, people left out, rows that are no records set aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from places3t.findings import Findings, Place
from places3t.ingest.body import read_body, records_only
from places3t.ingest.cells import Cells
from places3t.ingest.columns import column_of
from places3t.ingest.lambert import in_degrees
from places3t.ingest.merged import fill_merged

if TYPE_CHECKING:
    import pandas as pd

    from places3t.ingest.plan import Plan
    from places3t.ingest.sheets import Sheet

_NAMELESS = {"contributions": "row-without-text"}


@dataclass(slots=True)
class Cleaned:
    """The records of a sheet.

    Attributes
    ----------
    frame
        One row a record, the index its row number in the sheet; a column a field or extra column, typed.
    read
        Rows that hold anything, the header not counted.
    rejected
        Rows left out, each with a finding.
    people
        Cells with contacts that were dropped.
    mended
        Cells whose value was mended, by code of finding.
    extras
        Names of the columns that are no field of the table, with the header they had.
    """

    frame: pd.DataFrame
    read: int
    rejected: int
    people: int
    mended: dict[str, int]
    extras: dict[str, str]


def clean_sheet(sheet: Sheet, plan: Plan, place: Place, findings: Findings) -> Cleaned:
    """Read the rows of a sheet by its plan.

    Parameters
    ----------
    sheet, plan
        The sheet as read, and what its columns mean.
    place
        The source and sheet, for findings.
    findings
        Takes what is wrong or mended.

    Returns
    -------
    Cleaned
        The records, and the account of all rows: read = records + rejected.
    """
    body = read_body(sheet, plan, place, findings)
    if sheet.merged:
        rows = {int(number): body.row(at) for at, number in enumerate(body.numbers)}
        fill_merged(sheet, plan, rows, place, findings)
    read = len(body)
    body = in_degrees(records_only(body, plan, place, findings), plan, place, findings)
    cells = Cells(body, place, findings)
    # Fallbacks last: they only fill what the columns that they stand in for left empty.
    for column in sorted(plan.columns, key=lambda column: column.role == "fallback"):
        cells.take(column)
    for name, text in (plan.profile.constants if plan.profile else {}).items():
        cells.take_constant(column_of(plan.kind, -1, name, name), text)
    frame = cells.frame()
    nameless = _nameless(frame, plan.kind)
    for row in frame.index[nameless]:
        findings.add(_NAMELESS.get(plan.kind, "row-without-name"), Place(place.source, place.sheet, int(row)))
    frame = frame[~nameless] if nameless.any() else frame
    return Cleaned(frame, read, read - len(frame), cells.people, cells.mended, cells.extras)


def _nameless(frame: pd.DataFrame, kind: str) -> pd.Series:
    """Tell which records cannot be told from others: a place without a name or an identifier, and so on."""
    import pandas as pd

    wanted = {"contributions": ["text", "title"]}.get(kind, ["name", "place_id"])
    there = [name for name in wanted if name in frame]
    return frame[there].isna().all(axis=1) if there else pd.Series(False, index=frame.index)
