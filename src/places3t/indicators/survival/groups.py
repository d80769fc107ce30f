"""Groups of places: by any column, by funding as it changes, or by whether a place was ever funded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from places3t.indicators.problems import CannotCompute
from places3t.indicators.survival.dates import days
from places3t.indicators.survival.selective import check_known, known_for_both
from places3t.indicators.survival.states import positions, split_by_funding, support_of

if TYPE_CHECKING:
    import pandas as pd

    from places3t.indicators.survival.arrays import Bools, Ints
    from places3t.indicators.survival.survival_data import SurvivalData

FUNDING = "funding"
FUNDED_EVER = "funded_ever"
AT_OPENING = "funded_at_opening"
OUTCOMES = ("status", "closed_on", "closed_precision", "closure_kind", "last_seen_on", "closed_after", "closed_before")
"""Columns that say what became of a place: as groups they would explain closing by closing."""
MOST_NUMBERS = 20
"""A column of numbers with more distinct values than this makes no groups."""
_YES_NO = ("no", "yes")


def grouped(data: SurvivalData, funding: pd.DataFrame | None, by: str | None) -> SurvivalData:
    """Give the rows their groups, the group of reference first.

    Parameters
    ----------
    data
        One row per place.
    funding
        Spells of support; needed for ``by="funding"``, and for ``funded_ever`` and ``funded_at_opening``
        where the places have no such column.
    by
        None for all places together; ``funding``; or a column of the places. Of a column, the group of
        reference is the one with most places, ``no`` or false where there is such a value.

    Raises
    ------
    CannotCompute
        ``no_funding_table``, ``outcome_as_group``, ``no_group``, ``too_many_values``, ``column_of_lists``, and those of
        `check_known` and `split_by_funding`.
    """
    if by is None:
        return replace(data, group=np.zeros(len(data.rows), dtype=np.int64), labels=("",))
    if by == FUNDING:
        return _by_funding(data, funding)
    if by in {FUNDED_EVER, AT_OPENING} and by not in data.places.columns:
        return _from_spells(data, funding, at_opening=by == AT_OPENING)
    if by in OUTCOMES:
        raise CannotCompute("outcome_as_group", {"column": by, "try": known_for_both(data.places) or ["–"]})
    notes = check_known(data.places, by)
    code, labels = classes(data.places, by)
    known = code[data.place] >= 0
    data = data.without("group_unknown", known)
    if not len(data.rows):
        raise CannotCompute(
            "no_group", {"by": by, "places": len(data.places), "try": known_for_both(data.places) or ["–"]}
        )
    order = _reference_first(code[data.place], labels)
    rank = np.empty(len(labels), dtype=np.int64)
    rank[order] = np.arange(len(labels))
    used = np.count_nonzero(np.bincount(code[data.place]))
    return replace(
        data,
        group=rank[code[data.place]],
        labels=tuple(labels[at] for at in order[:used]),
        notes=(*data.notes, *notes),
    )


def classes(places: pd.DataFrame, column: str) -> tuple[Ints, list[str]]:
    """Give each place the number of its class, -1 where it is null, and the classes.

    Raises
    ------
    CannotCompute
        ``column_of_lists`` where values are lists, ``too_many_values`` for numbers with too many of them.
    """
    import pandas as pd

    values = places[column]
    if pd.api.types.is_bool_dtype(values.dtype):
        flags = values.astype("boolean")
        code = flags.astype("Int64").fillna(-1).to_numpy(dtype=np.int64)
        return np.asarray(code, dtype=np.int64), list(_YES_NO)
    if values.dtype == object:
        if values.map(lambda value: isinstance(value, list | tuple | set | dict | np.ndarray)).any():
            raise CannotCompute("column_of_lists", {"column": column})
        values = values.map(lambda value: _YES_NO[value] if isinstance(value, bool) else value, na_action="ignore")
    codes, distinct = pd.factorize(values, sort=values.dtype != object, use_na_sentinel=True)
    if pd.api.types.is_numeric_dtype(values.dtype) and len(distinct) > MOST_NUMBERS:
        raise CannotCompute("too_many_values", {"column": column, "values": len(distinct)})
    labels = [_label(value) for value in distinct]
    # Blank text says nothing.
    blank = np.array([not label.strip() for label in labels], dtype=np.bool_)
    if blank.any():
        keep = np.cumsum(~blank) - 1
        lookup = np.append(np.where(blank, -1, keep), -1)
        return np.asarray(lookup[codes], dtype=np.int64), [label for label in labels if label.strip()]
    return np.asarray(codes, dtype=np.int64), labels


def _label(value: object) -> str:
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value)


def _reference_first(code: Ints, labels: list[str]) -> Ints:
    """Order the groups: ``no`` first, then by number of places, then by name."""
    size = np.bincount(code, minlength=len(labels))
    negative = [label.lower() not in {"no", "non", "f", "false", "n"} for label in labels]
    return np.array(
        sorted(range(len(labels)), key=lambda at: (size[at] == 0, negative[at], -size[at], labels[at])),
        dtype=np.int64,
    )


def _by_funding(data: SurvivalData, funding: pd.DataFrame | None) -> SurvivalData:
    if funding is None:
        raise CannotCompute("no_funding_table", {})
    notes = check_known(_with_known_funding(data.places), "funding_known") if "funding_known" in data.places else ()
    split = split_by_funding(data, funding)
    return replace(split, notes=(*split.notes, *notes))


def _with_known_funding(places: pd.DataFrame) -> pd.DataFrame:
    """Give the places with ``funding_known`` null where it is false, so that it counts as unknown."""
    known = places["funding_known"].astype("boolean").fillna(False)
    return places[["status"]].assign(funding_known=known.where(known))


def _from_spells(data: SurvivalData, funding: pd.DataFrame | None, *, at_opening: bool) -> SurvivalData:
    """Make a fixed group of whether a place was funded at its origin, or ever while it was watched."""
    split = _by_funding(data, funding)
    funded = split.group != 0
    if at_opening:
        return _at_origin(data, split, funding)
    ever = np.zeros(len(data.places), dtype=np.bool_)
    ever[split.place[funded]] = True
    kept = np.isin(data.place, split.place)
    one = replace(data.take(kept), left_out=split.left_out, notes=split.notes)
    return replace(one, group=ever[one.place].astype(np.int64), labels=_YES_NO)


def _at_origin(data: SurvivalData, split: SurvivalData, funding: pd.DataFrame | None) -> SurvivalData:
    """Say of each place whether a spell had started by its origin, late entry or not."""
    assert funding is not None  # noqa: S101 - _by_funding has refused a missing table
    support = support_of(funding)
    begun = days(support, "started_on", "started_precision").middle
    position = positions(data, support)
    origin = np.full(len(data.places) + 1, -np.inf)
    origin[data.place] = data.start
    early: Bools = begun <= origin[position]
    flag = np.zeros(len(data.places) + 1, dtype=np.bool_)
    flag[position[early]] = True
    kept = np.isin(data.place, split.place)
    one = replace(data.take(kept), left_out=split.left_out, notes=split.notes)
    return replace(one, group=flag[one.place].astype(np.int64), labels=_YES_NO)
