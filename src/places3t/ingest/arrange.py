"""The sheets of one file beside each other: which hold rows of their own, which only help, which are formulas."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from places3t.formats.texts import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from places3t.ingest.plan import Plan
    from places3t.ingest.sheets import Sheet
    from places3t.profiles.rules import Evidence

_EXAMPLES = frozenset({"exemple", "exemples", "example", "examples"})
"""Names of sheets that show how to fill in another."""
_LISTS = frozenset({"listes", "liste de choix", "lists", "choices"})
"""Names of sheets with the words that the drop-down lists of another offer."""
_REPEATED_SHARE = 0.95
_REPEATED_AT_LEAST = 5
_COLUMN_OF_GEOCODER = re.compile(r"result_\w+|geocod\w*|score|georef\w*")


class LeftOut(NamedTuple):
    """A sheet that gave no rows, and why: a code of the catalogue ``sheets``, and how many filled rows it has."""

    source: str
    sheet: str | None
    reason: str
    rows: int
    other: str = ""


Planned = tuple["Sheet", "Plan | None"]


def arrange(source: str, planned: Sequence[Planned]) -> tuple[list[tuple[Sheet, Plan]], list[LeftOut]]:
    """Part the sheets that hold rows of their own from those that do not.

    A sheet is left out where its profile says so; where it has no header of records; where it is empty or made of
    formulas without values; and where it is the output of a geocoder that repeats the names of another sheet. What
    such a sheet knows beyond the one it repeats is put into that one's empty cells where a profile says so.

    Parameters
    ----------
    source
        The file's name.
    planned
        Each sheet with its plan, null where none of its rows is a header.

    Returns
    -------
    tuple
        The sheets to read, completed, with their plans; and those left out, each with the reason.
    """
    profile = next((plan.profile for _, plan in planned if plan and plan.profile), None)
    rules = profile.rules if profile else None
    kept: list[tuple[Sheet, Plan]] = []
    left_out = []
    for sheet, plan in planned:
        reason = rules.left_out.get(sheet.name or "") if rules else None
        other = ""
        if reason is None and len(planned) > 1 and fold(sheet.name or "") in _EXAMPLES:
            reason = "example"
        if reason is None and len(planned) > 1 and fold(sheet.name or "") in _LISTS:
            reason = "lists"
        if reason is None and plan is None:
            reason = "formulas" if sheet.uncomputed else "no-header" if _rows(sheet) else "empty"
        if reason is None and plan is not None and (repeated := _repeats(sheet, plan, planned)):
            reason, other = "geocoded", repeated
        if reason is None and plan is not None:
            kept.append((sheet, plan))
        else:
            left_out.append(LeftOut(source, sheet.name, str(reason), _rows(sheet), other))
    for evidence in rules.evidence if rules else ():
        helper = next((sheet for sheet, _ in planned if sheet.name == evidence.sheet), None)
        kept = [
            (_completed(sheet, plan, helper, evidence), plan)
            if helper and sheet.name == evidence.fills
            else (sheet, plan)
            for sheet, plan in kept
        ]
    return kept, left_out


def _rows(sheet: Sheet) -> int:
    return sum(any(cell and not cell.isspace() for cell in row) for row in sheet.grid)


def _repeats(sheet: Sheet, plan: Plan, planned: Sequence[Planned]) -> str | None:
    """Name the sheet whose places a geocoder's output repeats; null where it is none or has places of its own."""
    share = _of_geocoder(sheet, plan)
    if plan.profile or plan.kind != "places" or not share:
        return None
    own = _names(sheet, plan)
    for other, other_plan in planned:
        if other is sheet or other_plan is None or other_plan.kind != "places":
            continue
        mostly = len(own & _names(other, other_plan)) >= _REPEATED_SHARE * len(own)
        if len(own) >= _REPEATED_AT_LEAST and mostly and _of_geocoder(other, other_plan) < share:
            return other.name
    return None


def _of_geocoder(sheet: Sheet, plan: Plan) -> float:
    """Give the share of a sheet's columns that a geocoder wrote; none where it is only one."""
    headers = [cell.strip().casefold() for cell in sheet.grid[plan.header_at] if cell.strip()]
    count = sum(bool(_COLUMN_OF_GEOCODER.fullmatch(header)) for header in headers)
    return count / len(headers) if count > 1 else 0.0


def _names(sheet: Sheet, plan: Plan) -> set[str]:
    at = next((column.position for column in plan.columns if column.name == "name"), None)
    if at is None:
        return set()
    return {fold(row[at]) for row in sheet.grid[plan.header_at + 1 :] if at < len(row) and row[at].strip()}


def _completed(sheet: Sheet, plan: Plan, helper: Sheet, evidence: Evidence) -> Sheet:
    """Fill the empty cells of a sheet from the row of a helper that has the same key, header by header."""
    if not helper.grid:
        return sheet
    headers = [cell.strip() for cell in helper.grid[0]]
    mine = [cell.strip() for cell in sheet.grid[plan.header_at]]
    if evidence.key not in headers or evidence.key not in mine:
        return sheet
    key, my_key = headers.index(evidence.key), mine.index(evidence.key)
    pairs = [(mine.index(header), at) for at, header in enumerate(headers) if header and header in mine]
    known = {fold(row[key]): row for row in helper.grid[1:] if key < len(row) and row[key].strip()}
    grid = []
    for number, row in enumerate(sheet.grid):
        further = known.get(fold(row[my_key])) if number > plan.header_at and my_key < len(row) else None
        if further:
            row = row + [""] * (len(mine) - len(row))  # noqa: PLW2901 - a shorter row is a row with empty cells
            for here, there in pairs:
                if not row[here].strip() and there < len(further):
                    row[here] = further[there]
        grid.append(row)
    # What was filled in are the very cells whose formulas looked the helper up.
    return replace(sheet, grid=grid, uncomputed=0)
