"""Rows that hold several records in one, their values joined in each cell: ``fabt-24; fabt-147``, ``PiNG; Plan B``."""

from __future__ import annotations

import html
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from places3t.findings import Findings, Place
    from places3t.ingest.plan import Plan
    from places3t.ingest.sheets import Grid, Sheet


@dataclass(frozen=True, slots=True)
class Parted:
    """A sheet with one record a row.

    Attributes
    ----------
    sheet
        The sheet, its rows parted and numbered anew.
    numbers
        New row number to the one that a reader of the file sees.
    """

    sheet: Sheet
    numbers: dict[int, int] = field(default_factory=dict)


def part_rows(sheet: Sheet, plan: Plan, place: Place, findings: Findings) -> Parted:
    """Part the rows of a sheet whose cells hold several values, as the profile of its source says.

    The first of the joined columns says how many records there are; HTML entities are opened first, since their
    semicolon parts nothing. A column with one value gives it to each record; one with another number of values
    than the first gives each record its whole cell, and a finding says so.

    Parameters
    ----------
    sheet, plan
        The sheet, and what its columns mean.
    place, findings
        Where this is, and what takes the findings.
    """
    rules = plan.profile.rules if plan.profile else None
    if rules is None or not rules.joined:
        return Parted(sheet)
    header = [cell.strip() for cell in sheet.grid[plan.header_at]]
    joined = [header.index(name) for name in rules.joined if name in header]
    if not joined:
        return Parted(sheet)
    grid: Grid = [*sheet.grid[: plan.header_at + 1]]
    numbers = {}
    for at, row in enumerate(sheet.grid[plan.header_at + 1 :], start=plan.header_at + 1):
        number = sheet.first_row + at
        for record in _records(row, joined, rules.separator, replace(place, row=number), findings, header):
            numbers[sheet.first_row + len(grid)] = number
            grid.append(record)
    return Parted(replace(sheet, grid=grid), numbers)


def _records(
    row: list[str], joined: Sequence[int], separator: str, place: Place, findings: Findings, header: Sequence[str]
) -> list[list[str]]:
    """Make one row of each record that a row holds."""
    lead = joined[0]
    if lead >= len(row):
        return [row]
    parts = {at: _parts(row[at], separator) for at in joined if at < len(row)}
    count = max(1, len(parts[lead]))
    for at in joined[1:]:
        written = row[at].count(separator) + 1 if at < len(row) and row[at].strip() else 0
        if written != count or len(parts.get(at, ())) != count:
            column = replace(place, column=header[at])
            findings.add("unequal-lists", column, row[at], identifiers=str(count), names=str(written), rows=str(count))
    if count > 1:
        findings.add("one-row-for-several", replace(place, column=header[lead]), row[lead], rows=str(count))
    records = []
    for which in range(count):
        record = list(row)
        for at, values in parts.items():
            record[at] = values[which] if len(values) == count else row[at]
        records.append(record)
    return records


def _parts(cell: str, separator: str) -> list[str]:
    return [part.strip() for part in html.unescape(cell).split(separator) if part.strip()]
