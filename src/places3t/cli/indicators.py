"""``places3t indicators``: one family of numbers, each with its interval, count and method."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from places3t.cli.options import EVERYWHERE, FormatOption, OutOption, OutputFormat
from places3t.cli.session import current


class Family(StrEnum):
    """The families of indicators that can be computed."""

    DENSITY = "density"
    ISOLATION = "isolation"


def indicators(
    family: Annotated[Family, typer.Argument(metavar="FAMILY", help="density or isolation.")],
    level: Annotated[
        str,
        typer.Option("--level", metavar="LEVEL", help="country, region, departement, epci, commune, or any column."),
    ] = "region",
    by: Annotated[str | None, typer.Option("--by", metavar="COLUMN", help="Compare the values of this column.")] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="COLUMN=VALUE", help="Keep these places only; may be repeated."),
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="KM", help="For isolation: distances in km, as 5,20.")
    ] = None,
    form: FormatOption = OutputFormat.TABLE,
    out: OutOption = None,
) -> None:
    """Compute numbers, territory by territory.

    density: places, their share, population, area, places per 100,000 inhabitants and per 100 km².
    isolation: distance to the nearest other place, share of places without another within --at km.

    Example: places3t indicators density --level region --format csv
    """
    from places3t.cli.indicator_table import print_indicators
    from places3t.cli.output import show
    from places3t.indicators.families import compute, filtered
    from places3t.tables import read_places

    places = filtered(read_places(current().workspace()), only or [])
    frame = compute(family.value, places, level=level, by=by, at=at)
    if out is not None or form is not OutputFormat.TABLE:
        show(frame, form, out)
    else:
        print_indicators(frame)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("indicators", epilog=EVERYWHERE)(indicators)
