"""Single figures of a workspace, as the verbs ``map`` and ``chart`` ask for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from places3t.errors import Refusal
from places3t.indicators.counting import counted, with_columns
from places3t.indicators.disclosure import enter, marked, masked, tie
from places3t.indicators.families import Ask, Tables, check_columns, compute
from places3t.indicators.ledger import Ledger
from places3t.indicators.published import published
from places3t.indicators.suppression import FEWEST
from places3t.indicators.words import localise
from places3t.language import say
from places3t.reports import sources as source_lines
from places3t.reports.extent import Extent
from places3t.typography import HIDDEN, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from places3t.charts.classes import Method
    from places3t.charts.style import Drawing
    from places3t.charts.thematic import Kind
    from places3t.indicators.survival.spells import Origin
    from places3t.language import Language
    from places3t.territory import Level

LEVELS = ("region", "departement", "epci", "commune")
FAMILY_OF = {
    **dict.fromkeys(
        (
            "places",
            "share_of_places",
            "population",
            "area_km2",
            "places_per_100k",
            "places_per_100k_smoothed",
            "places_per_100km2",
            "location_quotient",
        ),
        "density",
    ),
    **dict.fromkeys(
        ("nearest_km_median", "nearest_km_p90", "isolated_share", "population_beyond_share", "clark_evans"), "isolation"
    ),
}
"""Indicators that can be drawn, and the family that computes each."""

HEXAGON_BOUNDS = (0.1, 0.3, 1, 5, 25, 100)
FRANCE = Extent()
_HUNDRED = 100.0
_MOST_BARS = 50
_IN_BRACKETS = re.compile(r" \([^()]*\)$")
_HELD_AGAINST = {
    **dict.fromkeys(
        (
            "population",
            "places_per_100k",
            "places_per_100k_smoothed",
            "location_quotient",
            "population_beyond_share",
            "lorenz",
        ),
        "population",
    ),
    **dict.fromkeys(("area_km2", "places_per_100km2"), "area_km2"),
}
"""What an indicator counts places against: its source is named beside that of the places."""


def sources_line(
    tables: Tables, language: Language, indicator: str = "", *, level: str = "", outlines: bool = False
) -> str:
    """Name the sources: of the places, of what they are held against, of the outlines."""
    said = [source_lines.line(tables.read("sources"), language)]
    figure = _HELD_AGAINST.get(indicator)
    if figure:
        said.append(
            say("maps", f"source-{figure}", language, source=source_lines.held(tables.reference, figure, level))
        )
    if outlines:
        said.append(say("maps", "source-outlines", language, source=source_lines.reference("IGN, Admin Express")))
    return say("maps", "and", language).join(said) + (f". {say('maps', 'hidden', language)}" if tables.public else "")


def _known() -> dict[str, str]:
    return {"levels": ", ".join(LEVELS), "names": ", ".join(FAMILY_OF)}


def _values(tables: Tables, indicator: str, level: str, at: float | None, language: Language) -> pd.DataFrame:
    """Compute one indicator at one level, and say it."""
    if indicator not in FAMILY_OF or level not in LEVELS:
        raise Refusal("no-such-map", indicator=indicator, level=level, **_known())
    ask = Ask(level=level, at=(at or 20.0,), language=language)
    family = FAMILY_OF[indicator]
    frame = marked(published(family, tables, ask)) if tables.public else compute(family, tables, ask)
    rows = localise(frame[(frame["indicator"] == indicator) & frame["code"].notna()], language)
    if (rows["value"].isna() | (rows["value"] == HIDDEN)).all():
        raise Refusal("no-such-map", indicator=indicator, level=level, **_known())
    return rows


def _unit(indicator: str, at: float | None, language: Language) -> str:
    return say("maps", indicator, language, at=f"{at or 20.0:g}")


def thematic(  # noqa: PLR0913 - one keyword an option of the verb
    tables: Tables,
    kind: Kind,
    language: Language,
    *,
    indicator: str = "places_per_100k",
    level: str = "departement",
    extent: Extent = FRANCE,
    at: float | None = None,
    classes: tuple[Method, int, Sequence[float]] | None = None,
) -> Drawing:
    """Draw a choropleth, proportional symbols or hexagons.

    Parameters
    ----------
    tables
        Of a workspace.
    kind
        ``choropleth symbols hexagons``.
    language
        ``fr`` or ``en``.
    indicator, level, extent, at
        What is drawn, of which territories, in which part of France (by default all of it), and the indicator's km.
    classes
        How values are cut: method, how many classes, bounds; by default five quantiles, and for hexagons steps of
        about three, since a few cities hold most places.

    Raises
    ------
    Refusal
        If the indicator cannot be drawn at the level, or there is no such region or department, or nothing to draw.
    """
    from places3t.charts.thematic import Words, thematic_map

    extent.check()
    if kind == "hexagons" and tables.public:
        raise Refusal("not-for-publication", drawing="hexagons", instead="choropleth, symbols, points")
    if kind == "hexagons":
        table, unit = _hexagons(tables, extent, language)
        title, scale, source = (
            say("maps", "title-hexagons", language),
            1.0,
            sources_line(tables, language, outlines=True),
        )
        classes = classes or ("given", 0, HEXAGON_BOUNDS)
    else:
        table, unit = _values(tables, indicator, level, at, language), _unit(indicator, at, language)
        table = table[table["value"] != HIDDEN]
        title, scale = _title(unit, level, language), _HUNDRED if "share" in indicator else 1.0
        source = sources_line(tables, language, indicator, level=level, outlines=True)
    title = extent.titled(title, language)
    words = Words(title, source, language, unit, scale, *(classes or ("quantiles", 5, ())))
    where = {"region": extent.region, "departement": extent.departement}
    try:
        return thematic_map(table, kind, words, level=cast("Level", level), **where)
    except ValueError as error:
        raise Refusal("nothing-to-draw", what=title) from error


def _hexagons(tables: Tables, extent: Extent, language: Language) -> tuple[pd.DataFrame, str]:
    """Give the places that count, and what the hexagons of the main map say."""
    from places3t.charts.shapes import hexagon_km
    from places3t.charts.thematic import panels_of

    places = with_columns(extent.of(counted(tables.places).places), ["lat", "lon", "country_code"])
    table = places[["place_id", "lat", "lon", "country_code"]]
    panel = panels_of(table, "hexagons", language, region=extent.region, departement=extent.departement)[0]
    return table, say("maps", "unit-hexagons", language, km=f"{hexagon_km(panel):g}")


def _title(unit: str, level: str, language: Language) -> str:
    return f"{_IN_BRACKETS.sub('', unit)}, {say('maps', f'by-{level}', language)}"


def points(tables: Tables, language: Language, extent: Extent = FRANCE) -> Drawing:
    """Draw every place as a point, by main type."""
    from places3t.charts.places_map import Words, departement_map, france_map, region_map

    extent.check()
    places = on_map(tables) if tables.public else counted(tables.places).places
    types = list(places["main_type"].value_counts().index) if "main_type" in places else []
    title = extent.titled(say("maps", "title-points", language), language)
    words = Words(title, sources_line(tables, language, outlines=True), language, types, tables.public)
    if extent.departement:
        return departement_map(extent.of(places), extent.departement, words)
    return region_map(extent.of(places), extent.region, words) if extent.region else france_map(places, words)


def on_map(tables: Tables) -> pd.DataFrame:
    """Give the communes that have places, as a publication may show them (`places3t.reports.public.on_map`)."""
    from places3t.reports import public

    ledger = Ledger()
    for level in ("country", "region", "departement"):
        enter(ledger, compute("density", tables, Ask(level=level)))
        tie(ledger, level)
    return public.on_map(counted(tables.places).places, ledger)


def ranking(tables: Tables, language: Language, indicator: str, level: str, at: float | None = None) -> Drawing:
    """Draw an indicator by territory as bars with intervals, highest first, at most fifty."""
    from places3t.charts.bars import Words, bars

    rows = _values(tables, indicator, level, at, language)
    rows = rows[rows["value"].notna()]
    unit = axis = _unit(indicator, at, language)
    if "share" in indicator:
        rows = rows.assign(**{name: rows[name] * _HUNDRED for name in ("value", "low", "high")})
    best = rows.sort_values("value", ascending=False, kind="stable").head(_MOST_BARS)
    if len(best) < len(rows):
        axis = say("maps", "ranked", language, unit=unit, shown=str(len(best)), count=number(len(rows), language))
    words = Words(
        _title(unit, level, language),
        sources_line(tables, language, indicator, level=level),
        language,
        decimals=_decimals(best["value"]),
        axis=axis,
    )
    return bars(best, indicator=indicator, words=words)


def _decimals(values: pd.Series[float]) -> int:
    """Give as many decimals as half of the values that are not 0 need for two digits."""
    import math

    some = values[values > 0]
    if some.empty or (some % 1 == 0).all():
        return 0
    return min(4, max(1, 1 - math.floor(math.log10(some.median()))))


def survival(tables: Tables, language: Language, by: str | None = None, origin: str = "opened") -> Drawing:
    """Draw how many places are still open as the years go by, for each value of a column, or of the state of funding.

    Raises
    ------
    Refusal
        If there is no such column.
    CannotCompute
        If there is no curve, or there are more than can be told apart.
    """
    from places3t.charts.style import PALETTE
    from places3t.charts.survival import Words, survival_chart
    from places3t.indicators.problems import CannotCompute
    from places3t.indicators.survival.curve import survival_curves

    check_columns(tables.places, Ask(by=by), besides=("funding",))
    curves = survival_curves(
        tables.places,
        tables.read("funding"),
        observations=tables.read("observations"),
        by=by,
        origin=cast("Origin", origin),
        language=language,
        closures=FEWEST if tables.public else 1,
    )
    if tables.public:
        ledger = Ledger()
        enter(ledger, curves)
        curves = masked(curves, ledger).dropna(subset=["value"])
    groups = curves["group"].fillna("").nunique()
    if groups > len(PALETTE):
        raise CannotCompute("too_many_values", {"column": str(by), "values": groups})
    title = say("maps", "survival-title", language)
    source = source_lines.line(tables.read("sources"), language)
    return survival_chart(curves, words=Words(title, source, language))
