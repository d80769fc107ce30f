"""``places3t map``: one map, with its table beside it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from places3t.cli.options import EVERYWHERE, OnlyOption, PublicOption
from places3t.cli.say import tell
from places3t.cli.session import current

if TYPE_CHECKING:
    from places3t.charts.classes import Method
    from places3t.charts.style import Drawing
    from places3t.charts.thematic import Kind


class Name(StrEnum):
    """The maps that can be drawn."""

    CHOROPLETH = "choropleth"
    POINTS = "points"
    SYMBOLS = "symbols"
    HEXAGONS = "hexagons"


def map_(
    name: Annotated[Name, typer.Argument(metavar="choropleth|points|symbols|hexagons", help="Which map.")],
    indicator: Annotated[
        str | None,
        typer.Option("--indicator", metavar="NAME", help="What is shown; places_per_100k, for symbols places."),
    ] = None,
    level: Annotated[
        str, typer.Option("--level", metavar="LEVEL", help="region, departement, epci or commune.")
    ] = "departement",
    region: Annotated[str | None, typer.Option("--region", metavar="CODE", help="Only this region, as 53.")] = None,
    departement: Annotated[
        str | None, typer.Option("--departement", metavar="CODE", help="Only this department, as 29.")
    ] = None,
    at: Annotated[
        float | None,
        typer.Option("--at", metavar="KM", help="How far, for indicators of what lies beyond; 20 unless given."),
    ] = None,
    classes: Annotated[
        str | None,
        typer.Option("--classes", metavar="HOW", help="quantiles (unless given), jenks, or the bounds, as 1,2,5."),
    ] = None,
    count: Annotated[
        int, typer.Option("--count", metavar="N", min=2, max=7, help="How many classes, with quantiles or jenks.")
    ] = 5,
    only: OnlyOption = None,
    public: PublicOption = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="STEM", help="Path without extension; by default reports/map.")
    ] = None,
) -> None:
    """Draw one map.

    As PNG and SVG, with its table as CSV beside. Metropolitan France, Paris larger, overseas departments in boxes,
    Belgium where the data has places there.

    choropleth: territories shaded by an indicator. symbols: circles whose area is its value.
    points: every place, by its main type. hexagons: places per 100 km².

    Indicators: places, share_of_places, population, area_km2, places_per_100k, places_per_100k_smoothed,
    places_per_100km2, location_quotient, nearest_km_median, nearest_km_p90, isolated_share, population_beyond_share,
    clark_evans.

    Example: places3t map points --region 53

    Example: places3t map choropleth --indicator places_per_100k_smoothed --level epci --classes jenks
    """
    from places3t.indicators.families import Tables, numbers
    from places3t.reports import figures
    from places3t.reports.extent import Extent

    language = current().language
    workspace = current().workspace()
    tables, extent = Tables(workspace, tuple(only or ()), public=public), Extent(region, departement)
    if name is Name.POINTS:
        drawing = figures.points(tables, language, extent)
    else:
        method = classes if classes in {"quantiles", "jenks"} else "given"
        given = numbers(classes) if method == "given" else ()
        how = (cast("Method", method), count, given) if classes else None
        if how is None and name is not Name.HEXAGONS:
            how = ("quantiles", count, ())
        drawing = figures.thematic(
            tables,
            cast("Kind", name.value),
            language,
            indicator=indicator or ("places" if name is Name.SYMBOLS else "places_per_100k"),
            level=level,
            extent=extent,
            at=at,
            classes=how,
        )
    save(drawing, out or workspace.reports / f"map-{name.value}")


def save(drawing: Drawing, stem: Path) -> None:
    """Write a figure and its table, and print where."""
    from places3t.charts import style

    stem.parent.mkdir(parents=True, exist_ok=True)
    paths = style.save(drawing, stem)
    typer.echo(str(paths[0]))
    tell("reports-written", count=len(paths), folder=str(stem.parent))


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("map", epilog=EVERYWHERE)(map_)
