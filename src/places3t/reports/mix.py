"""The triangle of resources of a workspace, as the verb ``chart`` asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.errors import Refusal
from places3t.indicators.counting import counted, grouped, with_columns
from places3t.indicators.economy import MIX, whole_mix
from places3t.indicators.families import Ask, Tables, check_columns
from places3t.indicators.problems import CannotCompute
from places3t.indicators.suppression import FEWEST
from places3t.indicators.words import translate
from places3t.language import say
from places3t.reports import sources as source_lines

if TYPE_CHECKING:
    import pandas as pd

    from places3t.charts.style import Drawing
    from places3t.language import Language


def mix(tables: Tables, language: Language, by: str | None = None) -> Drawing:
    """Draw the mix of public, market and reciprocity resources as a triangle, for each value of a column.

    Raises
    ------
    Refusal
        If there is no such column, or no place has the three shares.
    CannotCompute
        If there are more groups than can be told apart.
    """
    from places3t.charts.mix import Words, mix_chart
    from places3t.charts.style import PALETTE

    check_columns(tables.places, Ask(by=by))
    title = say("charts", "mix-title", language)
    rows = grouped(with_columns(counted(tables.places).places, list(MIX)), by)
    rows = rows.astype(dict.fromkeys(MIX, "float64"))
    rows = rows.assign(group=_said(rows["group"], by, language))
    sizes = rows.loc[whole_mix(rows), "group"].value_counts()
    if sizes.empty or (tables.public and sizes.max() < FEWEST):
        raise Refusal("no-mix")
    if tables.public:
        rows = rows[rows["group"].map(sizes) >= FEWEST]
    if rows["group"].nunique() > len(PALETTE):
        raise CannotCompute("too_many_values", {"column": str(by), "values": rows["group"].nunique()})
    source = source_lines.line(tables.read("sources"), language)
    return mix_chart(rows, Words(title, source, language, points=not tables.public))


def _said(groups: pd.Series[str], by: str | None, language: Language) -> pd.Series[str]:
    """Name groups as a reader says them."""
    from places3t.indicators.feature_words import feature_words
    from places3t.indicators.features import IS

    if by is None:
        return groups.fillna(say("charts", "mix-all", language)).astype("str")
    yes_no = {"True": {"fr": "oui", "en": "yes"}[language], "False": {"fr": "non", "en": "no"}[language]}
    colon = {"fr": "\u00a0: ", "en": ": "}[language]

    def said(value: str) -> str:
        if translate(value, language) != value or value.startswith("("):
            return translate(value, language)
        return f"{feature_words(by, language)}{colon}{yes_no[value]}" if value in yes_no else whole(value)

    def whole(value: str) -> str:
        return feature_words(f"{by}{IS}{value}", language)

    return groups.map(said).astype("str")
