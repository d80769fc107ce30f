"""Single figures of a workspace, as the verbs ``map`` and ``chart`` ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from places3t.errors import Refusal
from places3t.indicators.families import Ask, Tables, check_columns, compute
from places3t.indicators.words import localise
from places3t.language import say
from places3t.reports import sources as source_lines

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

_HUNDRED = 100.0
HEXAGON_BOUNDS = (0.1, 0.3, 1, 5, 25, 100)


def _source(tables: Tables, language: Language, prefix: str) -> str:
    places = source_lines.line(tables.read("sources"), language)
    return say("reports", "source-line-map", language, places=places, reference=source_lines.reference(prefix))


def _values(tables: Tables, indicator: str, level: str, at: float | None, language: Language) -> pd.DataFrame:
    """Compute one indicator at one level, and say it."""
    if indicator not in FAMILY_OF or level not in LEVELS:
        raise Refusal("no-such-map", indicator=indicator, level=level, names=", ".join(FAMILY_OF))
    ask = Ask(level=level, at=(at or 20.0,), language=language)
    frame = localise(compute(FAMILY_OF[indicator], tables, ask), language)
    rows = frame[(frame["indicator"] == indicator) & frame["code"].notna()]
    if rows["value"].isna().all():
        raise Refusal("no-such-map", indicator=indicator, level=level, names=", ".join(FAMILY_OF))
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
    region: str | None = None,
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
    indicator, level, region, at
        What is drawn, of which territories, in which region (by default France), and the indicator's km.
    classes
        How values are cut: method, how many classes, bounds; by default five quantiles, and for hexagons steps of
        about three, since a few cities hold most places.

    Raises
    ------
    Refusal
        If the indicator cannot be drawn at the level, or there is no such region.
    """
    from places3t.charts import panels
    from places3t.charts.thematic import Words, hexagon_km, thematic_map

    _check_region(region)
    if kind == "hexagons":
        table = tables.places[["place_id", "lat", "lon"]]
        panel = (panels.region(region, language) if region else panels.france([], language))[0]
        unit = say("maps", "unit-hexagons", language, km=f"{hexagon_km(panel):g}")
        title, scale = say("maps", "title-hexagons", language), 1.0
        classes = classes or ("given", 0, HEXAGON_BOUNDS)
    else:
        table = _values(tables, indicator, level, at, language)
        unit = _unit(indicator, at, language)
        title, scale = f"{unit.removesuffix(' (%)')}, {say('maps', f'by-{level}', language)}", 1.0
        scale = _HUNDRED if "share" in indicator else 1.0
    words = Words(title, _source(tables, language, "INSEE"), language, unit, scale, *(classes or ("quantiles", 5, ())))
    return thematic_map(table, kind, words, level=cast("Level", level), region=region)


def points(tables: Tables, language: Language, region: str | None = None) -> Drawing:
    """Draw every place as a point, by main type."""
    from places3t.charts.places_map import Words, france_map, region_map

    _check_region(region)
    types = list(tables.places["main_type"].value_counts().index) if "main_type" in tables.places else []
    words = Words(say("maps", "title-points", language), _source(tables, language, "INSEE"), language, types)
    return region_map(tables.places, region, words) if region else france_map(tables.places, words)


def ranking(tables: Tables, language: Language, indicator: str, level: str, at: float | None = None) -> Drawing:
    """Draw an indicator by territory as bars with intervals, highest first, at most fifty."""
    from places3t.charts.bars import Words, bars

    rows = _values(tables, indicator, level, at, language)
    unit = _unit(indicator, at, language)
    if "share" in indicator:
        rows = rows.assign(**{name: rows[name] * _HUNDRED for name in ("value", "low", "high")})
    # What has no interval is drawn as its value alone.
    rows = rows.assign(low=rows["low"].fillna(rows["value"]), high=rows["high"].fillna(rows["value"]))
    best = rows.sort_values("value", ascending=False, kind="stable").head(50)
    title = f"{unit.removesuffix(' (%)')}, {say('maps', f'by-{level}', language)}"
    words = Words(title, _source(tables, language, "INSEE"), language, axis=unit)
    return bars(best, indicator=indicator, words=words)


def lorenz(tables: Tables, language: Language, level: str, by: str | None = None) -> Drawing:
    """Draw how evenly places are spread over inhabitants."""
    from places3t.charts.curves import Words, lorenz_chart
    from places3t.indicators.concentration import lorenz_curve

    if level not in LEVELS:
        raise Refusal("no-inhabitants", level=level, levels=", ".join(LEVELS))
    curves = lorenz_curve(tables.places, level=level, by=by, reference=tables.reference)
    names = {"France": "France", "Belgium": "Belgique"} if language == "fr" else {}
    curves = curves.assign(name=curves["name"].replace(names))
    x = say("maps", "lorenz-x", language, level=say("maps", f"by-{level}", language))
    title, y = say("maps", "lorenz-title", language), say("maps", "lorenz-y", language)
    return lorenz_chart(curves, Words(title, _source(tables, language, "INSEE"), language, x, y))


def distances(tables: Tables, language: Language, by: str | None = None) -> Drawing:
    """Draw how far the nearest other place is, by the values of a column."""
    from places3t.charts.curves import Words, distances_chart
    from places3t.indicators.counting import grouped
    from places3t.indicators.isolation import nearest_of
    from places3t.indicators.words import translate

    rows = grouped(nearest_of(tables.places), by)
    group = rows["group"].fillna(say("maps", "all", language)) if by is None else rows["group"]
    table = rows.assign(group=[translate(str(each), language) for each in group], km=rows["nearest_km"])
    title, x, y = (say("maps", f"distances-{part}", language) for part in ("title", "x", "y"))
    return distances_chart(table[["group", "km"]], Words(title, _source(tables, language, "INSEE"), language, x, y))


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
    )
    groups = curves["group"].fillna("").nunique()
    if groups > len(PALETTE):
        raise CannotCompute("too_many_values", {"column": str(by), "values": groups})
    title = say("maps", "survival-title", language)
    source = source_lines.line(tables.read("sources"), language)
    return survival_chart(curves, words=Words(title, source, language))


def _check_region(region: str | None) -> None:
    from places3t import territory

    known = territory.table("region")
    known = known[known["country_code"].isin(["FR", "BE"])]
    if region is not None and region not in set(known["code"]):
        names = zip(known["code"], known["name"], strict=True)
        raise Refusal("no-region", region=region, codes=", ".join(f"{code} {name}" for code, name in names))
