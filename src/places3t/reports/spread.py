"""How places are spread: the Lorenz curve, and how far the nearest other place is."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from places3t.errors import Refusal
from places3t.indicators.families import Ask, Tables, check_columns
from places3t.language import say
from places3t.reports import figures

if TYPE_CHECKING:
    import pandas as pd

    from places3t.charts.style import Drawing
    from places3t.language import Language
    from places3t.territory import Level

_FEWEST_ON_A_CURVE = 10
"""A Lorenz curve of fewer places shows how few there are, not how they are spread."""


def lorenz(tables: Tables, language: Language, level: str, by: str | None = None) -> Drawing:
    """Draw how evenly places are spread over inhabitants."""
    from places3t.charts.curves import Words, lorenz_chart
    from places3t.indicators.concentration import lorenz_curve

    if tables.public:
        # Each step of the curve is a territory, and gives its count.
        raise Refusal("not-for-publication", drawing="lorenz", instead="ranking, survival, mix")
    check_columns(tables.places, Ask(by=by))
    levels = ("region", "departement", "epci", "commune", *tables.reference.levels)
    if level not in levels:
        raise Refusal("no-inhabitants", level=level, levels=", ".join(levels))
    curves = lorenz_curve(tables.places, level=level, by=by, reference=tables.reference)
    if (curves["places"] >= _FEWEST_ON_A_CURVE).any():
        curves = curves[curves["places"] >= _FEWEST_ON_A_CURVE]
    names = {"France": "France", "Belgium": "Belgique"} if language == "fr" else {}
    curves = curves.assign(name=curves["name"].replace(names), group=_named(curves["group"], by, language))
    _check_curves(curves, by)
    which = say("maps", f"by-{level}", language) if level in figures.LEVELS else level
    x = say("maps", "lorenz-x", language, level=which)
    title, y = say("maps", "lorenz-title", language), say("maps", "lorenz-y", language)
    return lorenz_chart(
        curves, Words(title, figures.sources_line(tables, language, "lorenz", level=level), language, x, y)
    )


def distances(tables: Tables, language: Language, by: str | None = None) -> Drawing:
    """Draw how far the nearest other place is, by the values of a column."""
    from places3t.charts.curves import Words, distances_chart
    from places3t.indicators.counting import grouped
    from places3t.indicators.isolation import nearest_of

    if tables.public:
        # Each step is the distance of one place.
        raise Refusal("not-for-publication", drawing="distances", instead="ranking, survival, mix")
    check_columns(tables.places, Ask(by=by))
    rows = grouped(nearest_of(tables.places), by)
    group = rows["group"].fillna(say("maps", "all", language)) if by is None else _named(rows["group"], by, language)
    table = rows.assign(name="", group=group, km=rows["nearest_km"])
    _check_curves(table, by)
    title, x, y = (say("maps", f"distances-{part}", language) for part in ("title", "x", "y"))
    return distances_chart(table[["group", "km"]], Words(title, figures.sources_line(tables, language), language, x, y))


def _named(groups: pd.Series[str], by: str | None, language: Language) -> pd.Series[str]:
    """Say the values of a column: types by their names, territories by theirs, others as they are."""
    from places3t import territory
    from places3t.charts.mapping import type_name
    from places3t.indicators.words import translate

    level = str(by).removesuffix("_code")

    def said(value: str) -> str:
        if by in {"main_type", "types"}:
            value = type_name(value, language) if value == translate(value, language) else value
        if level in territory.LEVELS:
            value = territory.name(cast("Level", level), value, language)
        return translate(value, language)

    return groups.map(said, na_action="ignore")


def _check_curves(rows: pd.DataFrame, by: str | None) -> None:
    """Refuse more curves than can be told apart, and none at all."""
    from places3t.charts.style import PALETTE

    count = len(rows[["name", "group"]].drop_duplicates())
    if not count:
        raise Refusal("nothing-to-draw", what=by or "-")
    if count > len(PALETTE):
        raise Refusal("too-many-curves", column=str(by), count=str(count), most=str(len(PALETTE)))
