"""The families of indicators by name, for whoever chooses one by a word: the command line, a report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from places3t.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from places3t.indicators.survival.spells import Origin
    from places3t.language import Language

FAMILIES = ("density", "isolation", "survival")


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of a family.

    Attributes
    ----------
    level, by
        The territories, and the column whose values are compared; null for the family's own default.
    at
        The indicator's parameters: km, or years.
    origin, horizon, adjust, stratify, interact, landmark, competing, sensitivity
        Of `survival` alone; see `places3t.indicators.survival.survival`.
    """

    level: str | None = None
    by: str | None = None
    at: tuple[float, ...] = ()
    origin: str = "opened"
    horizon: float | None = None
    adjust: tuple[str, ...] = ()
    stratify: tuple[str, ...] = ()
    interact: str | None = None
    landmark: float | None = None
    competing: bool = True
    sensitivity: bool = False


def compute(
    family: str, places: pd.DataFrame, funding: pd.DataFrame | None, ask: Ask, language: Language = "en"
) -> pd.DataFrame:
    """Compute a family.

    Parameters
    ----------
    family
        One of `FAMILIES`.
    places, funding
        The tables of the store.
    ask
        What is asked.
    language
        Of the method lines of survival; the other families are said by `places3t.indicators.words.localise`.

    Returns
    -------
    pandas.DataFrame
        An indicator frame.

    Raises
    ------
    Refusal
        If the level or a column does not exist.
    CannotCompute
        If the data cannot give an answer.
    """
    from places3t import territory

    if ask.level is not None and ask.level not in (*territory.LEVELS, *places.columns):
        raise Refusal("no-level", level=ask.level, levels=", ".join(territory.LEVELS), columns=_columns(places))
    asked = [ask.by, ask.interact, *ask.adjust, *ask.stratify]
    for column in filter(None, asked):
        if column not in places.columns and not (family == "survival" and column == "funding"):
            raise Refusal("no-column", column=column, columns=_columns(places))
    if family == "density":
        from places3t.indicators.density import density

        return density(places, level=ask.level or "region", by=ask.by)
    if family == "isolation":
        from places3t.indicators.isolation import KILOMETRES, isolation

        return isolation(places, level=ask.level or "region", by=ask.by, at=ask.at or KILOMETRES)
    return _survival(places, funding, ask, language)


def _survival(places: pd.DataFrame, funding: pd.DataFrame | None, ask: Ask, language: Language) -> pd.DataFrame:
    from places3t.indicators.survival import survival

    return survival(
        places,
        funding,
        by=ask.by,
        at=ask.at or (1, 3, 5, 10),
        origin=cast("Origin", ask.origin),
        horizon=ask.horizon,
        adjust=ask.adjust,
        stratify=ask.stratify,
        interact=ask.interact,
        landmark=ask.landmark,
        competing=ask.competing,
        sensitivity=ask.sensitivity,
        level=ask.level or "country",
        language=language,
    )


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


def numbers(text: str | None) -> tuple[float, ...]:
    """Read numbers with commas between.

    Raises
    ------
    Refusal
        If one is no number.

    Examples
    --------
    >>> numbers("5,20"), numbers(None)
    ((5.0, 20.0), ())
    """
    try:
        return tuple(float(part) for part in text.split(",")) if text else ()
    except ValueError as error:
        raise Refusal("not-numbers", text=str(text)) from error


def _columns(places: pd.DataFrame) -> str:
    return ", ".join(str(name) for name in places.columns if places[name].notna().any())
