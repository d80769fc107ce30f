"""A column known only for those that survived cannot be a group, and says so with its counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.problems import CannotCompute, Note

if TYPE_CHECKING:
    import pandas as pd

    from places3t.indicators.survival.arrays import Bools

REFUSED_RATIO = 0.1
"""Refused where a column is known at most this many times as often on one side as on the other."""
UNEVEN = 0.2
"""Said in a note where the two shares known differ by more."""
_WELL_KNOWN = 0.9
_MOST_CLASSES = 12
_MOST_SUGGESTIONS = 4
_FEWEST = 5
_NOT_GROUPS = ("status", "closure_kind", "name", "geometry", "funding_known")
_NOT_GROUPS_ENDINGS = ("_id", "_on", "_precision", "_from", "_after", "_before", "_name", "_source")


def check_known(places: pd.DataFrame, column: str) -> tuple[Note, ...]:
    """Refuse a column that is known for open places and not for closed ones, or the reverse.

    Parameters
    ----------
    places
        Columns ``status`` and the one asked for.
    column
        The column that would make groups.

    Returns
    -------
    tuple of Note
        ``group_known_unevenly`` where the two shares differ by more than a fifth.

    Raises
    ------
    CannotCompute
        ``unknown_column``; ``known_for_survivors_only`` or ``known_for_closed_only``, with the counts and
        the columns known for both.

    Notes
    -----
    Whether a closed place has a value is decided after its closing, so leaving out those without one
    removes closures and not survivors: the groups that remain cannot close.
    """
    if column not in places.columns:
        raise CannotCompute("unknown_column", {"column": column, "try": _or_none(known_for_both(places))})
    is_open, is_closed = _sides(places)
    known = _known(places, column)
    params: dict[str, object] = {
        "column": column,
        "known_open": int((known & is_open).sum()),
        "open": int(is_open.sum()),
        "known_closed": int((known & is_closed).sum()),
        "closed": int(is_closed.sum()),
    }
    if min(int(is_open.sum()), int(is_closed.sum())) < 1:
        return ()
    of_open, of_closed = float(known[is_open].mean()), float(known[is_closed].mean())
    if of_closed <= REFUSED_RATIO * of_open and is_closed.sum() >= _FEWEST and of_open > 0:
        raise CannotCompute("known_for_survivors_only", {**params, "try": _others(places, column)})
    if of_open <= REFUSED_RATIO * of_closed and is_open.sum() >= _FEWEST and of_closed > 0:
        raise CannotCompute("known_for_closed_only", {**params, "try": _others(places, column)})
    if abs(of_open - of_closed) > UNEVEN:
        return (Note("group_known_unevenly", params),)
    return ()


def known_for_both(places: pd.DataFrame) -> list[str]:
    """List the columns that could make groups: a few classes, known for nine in ten of open and of closed."""
    is_open, is_closed = _sides(places)
    found = []
    for column in map(str, places.columns):
        if column in _NOT_GROUPS or column.endswith(_NOT_GROUPS_ENDINGS):
            continue
        known = _known(places, column)
        shares = [float(known[side].mean()) for side in (is_open, is_closed) if side.any()]
        if shares and min(shares) >= _WELL_KNOWN and 2 <= _classes(places[column]) <= _MOST_CLASSES:  # noqa: PLR2004 - two groups at least
            found.append(column)
    return found[:_MOST_SUGGESTIONS]


def _others(places: pd.DataFrame, column: str) -> list[str]:
    return _or_none([name for name in known_for_both(places) if name != column])


def _classes(values: pd.Series) -> int:
    try:
        return int(values.nunique())
    except TypeError:  # lists, which cannot be counted, make no groups
        return 0


def _sides(places: pd.DataFrame) -> tuple[Bools, Bools]:
    status = places["status"].astype("str").str.strip().str.lower()
    return (status == "open").to_numpy(dtype=np.bool_), (status == "closed").to_numpy(dtype=np.bool_)


def _known(places: pd.DataFrame, column: str) -> Bools:
    values = places[column]
    known = values.notna().to_numpy(dtype=np.bool_)
    if not _never_blank(values):
        known = known & (values.astype("str").str.strip() != "").fillna(False).to_numpy(dtype=np.bool_)
    return known


def _never_blank(values: pd.Series) -> bool:
    import pandas as pd

    return not (pd.api.types.is_string_dtype(values.dtype) or pd.api.types.is_object_dtype(values.dtype))


def _or_none(columns: list[str]) -> list[str]:
    return columns or ["–"]
