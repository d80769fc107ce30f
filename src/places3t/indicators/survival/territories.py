"""The territories, or classes of places, for which survival is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.indicators.problems import CannotCompute
from places3t.indicators.survival.selective import known_for_both

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

_TERRITORIES = ("country", "region", "departement", "epci", "commune")


def chosen(places: pd.DataFrame, only: Mapping[str, object] | None) -> pd.DataFrame:
    """Keep the places whose columns have the values asked for, compared as text.

    Raises
    ------
    CannotCompute
        ``unknown_column``, or ``no_places`` where none is left.
    """
    for column, value in (only or {}).items():
        _require(places, column)
        places = places[(places[column].astype("str") == str(value)).fillna(False)]
    if not len(places):
        raise CannotCompute("no_places", {})
    return places


def territories(places: pd.DataFrame, level: str) -> Iterator[tuple[dict[str, object], pd.DataFrame]]:
    """Give the columns ``level code name`` and the places of each territory, by code.

    Parameters
    ----------
    places
        With ``<level>_code``, or, for another column, that column.
    level
        ``country``, ``region``, ``departement``, ``epci``, ``commune``, or a column. Without
        ``country_code`` all places together are one territory, with neither code nor name.

    Raises
    ------
    CannotCompute
        ``unknown_column``.
    """
    column = f"{level}_code" if level in _TERRITORIES else level
    if level == "country" and (column not in places.columns or places[column].notna().sum() == 0):
        yield {"level": level, "code": None, "name": None}, places
        return
    _require(places, column)
    names = _names(places, level)
    for code, part in places.groupby(places[column].astype("str"), sort=True):
        yield {"level": level, "code": str(code), "name": names.get(str(code), str(code))}, part


def _require(places: pd.DataFrame, column: str) -> None:
    if column not in places.columns:
        suggestions = known_for_both(places) if "status" in places.columns else []
        raise CannotCompute("unknown_column", {"column": column, "try": suggestions or ["–"]})


def _names(places: pd.DataFrame, level: str) -> dict[str, str]:
    if level not in _TERRITORIES:
        return {}
    from places3t.indicators.counting import territories as listed

    known = listed(places, level)
    return dict(zip(known["code"].astype("str"), known["name"].astype("str"), strict=True))
