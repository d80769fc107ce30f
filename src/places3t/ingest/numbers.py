"""Identifiers that people copy: the same one spelt otherwise, and one that was put on another place's row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from places3t.ingest.fold import on_sheet, where
from places3t.ingest.likeness import name_score
from places3t.typography import is_missing

if TYPE_CHECKING:
    import pandas as pd

    from places3t.findings import Findings

_SIGNS = re.compile(r"[\W_]+")
OTHER_NAME = 60.0
"""Similarity of names under which two rows of one identifier, in two communes, are not of one place."""


def own_numbers(rows: pd.DataFrame, findings: Findings) -> pd.Series:
    """Give the identifiers that the rows bear rightly.

    ``TL 0343`` and ``tl-0343`` are ``TL-0343`` where other rows spell it so and the name agrees. An identifier that
    two rows of a sheet bear, in two communes and under two names, belongs to the row that agrees with the other
    sheets; the other row has none.

    Parameters
    ----------
    rows
        What `places3t.ingest.fold.stack` gives.
    findings
        Takes the identifiers that are another place's.

    Returns
    -------
    pandas.Series
        Identifiers, null where a row has none of its own.
    """
    import pandas as pd

    given = rows["place_id"]
    if rows["_source"].nunique() > 1:
        given = _spelt_alike(rows, given)
    twice = given.notna() & pd.DataFrame({"sheet": on_sheet(rows), "id": given}).duplicated(keep=False)
    if not twice.any():
        return given
    given = given.copy()
    for number, at in rows.index[twice].to_series().groupby(given[twice]):
        bearers = rows.index[given.eq(number)]
        for row in _strangers(rows, list(at), list(bearers)):
            own = next(other for other in bearers if other != row)
            name = str(rows.loc[own, "name"])
            findings.add(
                "same-id-other-place",
                where(rows, row, "place_id"),
                str(rows.loc[row, "name"]),
                id=str(number),
                name=name,
            )
            given[row] = None
    return given


def _spelt_alike(rows: pd.DataFrame, given: pd.Series) -> pd.Series:
    """Write the identifiers that differ only in signs and case as most rows do, where the names agree."""
    import pandas as pd

    distinct = pd.Series(given.dropna().unique(), dtype="str")
    key = distinct.map(lambda text: _SIGNS.sub("", text).casefold()).astype("str")
    several = distinct[key.duplicated(keep=False)]
    if several.empty:
        return given
    concerned = given[given.isin(several)]
    counts = concerned.value_counts()
    names = rows.loc[concerned.index, "name"].groupby(concerned).last()
    changed = {}
    for _, spellings in several.groupby(key[several.index]):
        first, *others = sorted(spellings, key=lambda text: (-int(counts[text]), text))
        for other in others:
            if _agree(names.get(first), names.get(other)):
                changed[other] = first
    return given.replace(changed)


def _agree(first: object, second: object) -> bool:
    return is_missing(first) or is_missing(second) or name_score(str(first), str(second)) >= OTHER_NAME


def _strangers(rows: pd.DataFrame, twice: list[int], bearers: list[int]) -> list[int]:
    """Give those of a sheet's rows of one identifier that agree with fewer of its rows than another one does."""

    def support(row: int) -> int:
        return sum(_one_place(rows, row, other) for other in bearers if other != row)

    agreed = {row: support(row) for row in twice}
    most = max(agreed.values())
    return [
        row for row in twice if agreed[row] < most and not any(_one_place(rows, row, o) for o in bearers if o != row)
    ]


def _one_place(rows: pd.DataFrame, one: int, two: int) -> bool:
    communes = [rows.loc[at, "commune_code"] for at in (one, two)]
    same = any(map(is_missing, communes)) or str(communes[0]) == str(communes[1])
    return same or _agree(rows.loc[one, "name"], rows.loc[two, "name"])
