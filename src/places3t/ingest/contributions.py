"""What people said: one row a contribution, told from others by an identifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.ingest.fold import where

if TYPE_CHECKING:
    import pandas as pd

    from places3t.findings import Findings


def table(rows: pd.DataFrame, findings: Findings) -> pd.DataFrame:
    """Give the table of contributions.

    A contribution without an identifier is known by its file, sheet and row. Authors' names are dropped: what the
    analysis needs of a person is the kind of participant.

    Parameters
    ----------
    rows
        Stacked records of contributions.
    findings
        Takes identifiers that stand twice.
    """
    said = rows.drop(columns=["author"], errors="ignore")
    own = said["_source"] + ":" + said["_sheet"].fillna("") + ":" + said["_row"].astype("str")
    said = said.assign(contribution_id=said["contribution_id"].fillna(own.str.replace("::", ":", regex=False)))
    for at in said.index[said["contribution_id"].duplicated()]:
        findings.add("same-contribution-twice", where(said, at), str(said.loc[at, "contribution_id"]))
    return said
