"""The families of indicators by name, for whoever chooses one by a word: the command line, a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


def compute(
    family: str, places: pd.DataFrame, *, level: str = "region", by: str | None = None, at: str | None = None
) -> pd.DataFrame:
    """Compute a family.

    Parameters
    ----------
    family
        ``density`` or ``isolation``.
    places
        One row a place.
    level, by
        The territories, and the column whose values are compared.
    at
        The indicator's parameters, as ``5,20``.

    Returns
    -------
    pandas.DataFrame
        An indicator frame.

    Raises
    ------
    Refusal
        If the level or column does not exist, or ``at`` is no list of numbers.
    """
    from places3t import territory

    if level not in (*territory.LEVELS, *places.columns):
        raise Refusal("no-level", level=level, levels=", ".join(territory.LEVELS), columns=_columns(places))
    if by is not None and by not in places.columns:
        raise Refusal("no-column", column=by, columns=_columns(places))
    if family == "density":
        from places3t.indicators.density import density

        return density(places, level=level, by=by)
    from places3t.indicators.isolation import KILOMETRES, isolation

    return isolation(places, level=level, by=by, at=_numbers(at) if at else KILOMETRES)


def filtered(places: pd.DataFrame, only: Sequence[str]) -> pd.DataFrame:
    """Keep the places that have all of some values, given as ``column=value``.

    A place with several values in a column (types) has each of them.

    Raises
    ------
    Refusal
        If a text is not of that form, there is no such column, or no place has the value.
    """
    for text in only:
        column, equals, value = text.partition("=")
        if not equals:
            raise Refusal("bad-only", text=text)
        if column not in places.columns:
            raise Refusal("no-column", column=column, columns=_columns(places))
        single = places[column].explode()
        has = single.index[single.astype("str").eq(value) & single.notna()]
        if not len(has):
            known = ", ".join(sorted(single.dropna().astype("str").unique())[:20])
            raise Refusal("nothing-left", column=column, value=value, values=known or "-")
        places = places[places.index.isin(has)]
    return places


def _columns(places: pd.DataFrame) -> str:
    return ", ".join(str(name) for name in places.columns if places[name].notna().any())


def _numbers(text: str) -> tuple[float, ...]:
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError as error:
        raise Refusal("not-numbers", text=text) from error
