"""What cells say together: shares that make a whole, a budget in the unit that its header says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from places3t.findings import Place

if TYPE_CHECKING:
    import pandas as pd

    from places3t.findings import Findings

MIX = ("public_share", "market_share", "reciprocity_share")
WHOLE = 1.0
TOLERANCE = 0.05
"""A mix may miss one by this much: people round."""
LEAST_PER_POST = 2_000.0
"""Euros a year: less than this for a full-time post is no budget in euros."""
THOUSAND = 1_000.0
_FEWEST = 5
_MOST_OF = 0.5


def check_consistency(frame: pd.DataFrame, place: Place, findings: Findings) -> pd.DataFrame:
    """Check cells of a row against each other, and set aside what cannot be.

    Shares of public, market and reciprocity resources that add up to more than 105 %, or where all three are given to
    less than 95 %, are set aside together: which of them is wrong is not known. A budget under 2,000 euros for each
    full-time post is in thousands: where most of the sheet's budgets are so, all are multiplied by 1,000, as one
    finding says; else the cell is set aside.

    Parameters
    ----------
    frame
        Cleaned records, indexed by the row of the sheet.
    place
        The source and sheet.
    findings
        Takes ``shares-not-whole``, ``budget-in-thousands`` and ``budget-too-small``.

    Returns
    -------
    pandas.DataFrame
        The records, without what was set aside.
    """
    if set(MIX) & set(frame.columns):
        frame = _mix(frame, place, findings)
    if {"budget_eur", "staff_fte"} <= set(frame.columns):
        frame = _budget(frame, place, findings)
    return frame


def _mix(frame: pd.DataFrame, place: Place, findings: Findings) -> pd.DataFrame:
    here = [name for name in MIX if name in frame]
    shares = frame[here].astype("Float64")
    total = shares.sum(axis=1)
    over = total > WHOLE + TOLERANCE
    under = shares.notna().all(axis=1) & (total < WHOLE - TOLERANCE) if len(here) == len(MIX) else over & False
    wrong = over | under
    if not wrong.any():
        return frame
    _say("shares-not-whole", ", ".join(here), (total[wrong] * 100).round().map("{:.0f} %".format), place, findings)
    return frame.assign(**{name: frame[name].mask(wrong) for name in here})


def _budget(frame: pd.DataFrame, place: Place, findings: Findings) -> pd.DataFrame:
    budget, posts = frame["budget_eur"].astype("Float64"), frame["staff_fte"].astype("Float64")
    asked = (budget > 0) & (posts > 0)
    small = (asked & (budget < LEAST_PER_POST * posts)).fillna(value=False)
    if not small.any():
        return frame
    if small.sum() >= _FEWEST and small.sum() > _MOST_OF * asked.sum():
        findings.add(
            "budget-in-thousands", Place(place.source, place.sheet, None, "budget_eur"), count=str(int(small.sum()))
        )
        return frame.assign(budget_eur=(budget * THOUSAND).astype(frame["budget_eur"].dtype))
    _say("budget-too-small", "budget_eur", budget[small].map("{:g}".format), place, findings)
    return frame.assign(budget_eur=frame["budget_eur"].mask(small))


def _say(code: str, column: str, got: pd.Series[str], place: Place, findings: Findings) -> None:
    import pandas as pd

    faults = pd.DataFrame({"code": code, "got": got.astype("str"), "params": json.dumps({})})
    findings.add_cells(Place(place.source, place.sheet, None, column), faults.index, faults)
