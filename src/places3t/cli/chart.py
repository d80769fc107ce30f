"""``places3t chart``: one chart, with its table beside it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from places3t.cli.map import save
from places3t.cli.options import EVERYWHERE, OnlyOption, Origin, PublicOption
from places3t.cli.session import current


class Name(StrEnum):
    """The charts that can be drawn."""

    LORENZ = "lorenz"
    RANKING = "ranking"
    DISTANCES = "distances"
    SURVIVAL = "survival"
    MIX = "mix"
    ISSUES = "issues"


def chart(
    name: Annotated[Name, typer.Argument(metavar="lorenz|ranking|distances|survival|issues", help="Which chart.")],
    indicator: Annotated[
        str, typer.Option("--indicator", metavar="NAME", help="Ranking: which indicator, as for places3t map.")
    ] = "places_per_100k",
    level: Annotated[
        str | None,
        typer.Option(
            "--level",
            metavar="LEVEL",
            help="region, departement, epci, commune; lorenz: departement, or an added kind.",
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="COLUMN", help="A curve for each value; for survival also: funding.")
    ] = None,
    at: Annotated[
        float | None, typer.Option("--at", metavar="KM", help="Ranking: how far, for what lies beyond; 20.")
    ] = None,
    origin: Annotated[
        Origin, typer.Option("--origin", help="Survival: from opening, or from the start of observation.")
    ] = Origin.OPENED,
    only: OnlyOption = None,
    public: PublicOption = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="STEM", help="Path without extension; in reports/ by default.")
    ] = None,
) -> None:
    """Draw one chart.

    As PNG and SVG, with its table as CSV beside.

    lorenz: which share of the places the worst served part of the inhabitants has, with Gini's coefficient.
    ranking: an indicator by territory, highest first, with its intervals; the fifty highest where there are more.
    distances: which share of the places has another within how many km.
    survival: how many places are still open as the years go by.
    issues: what was said in workshops, theme by theme, issues against solutions.

    Example: places3t chart lorenz --level departement
    """
    from places3t.indicators.families import Tables
    from places3t.reports import figures, spread

    language = current().language
    workspace = current().workspace()
    tables = Tables(workspace, tuple(only or ()), public=public)
    if name is Name.ISSUES:
        from places3t.reports.workshop_figure import issues

        drawing = issues(workspace, language, tuple(only or ()))
    elif name is Name.LORENZ:
        drawing = spread.lorenz(tables, language, level or "departement", by)
    elif name is Name.RANKING:
        drawing = figures.ranking(tables, language, indicator, level or "region", at)
    elif name is Name.DISTANCES:
        drawing = spread.distances(tables, language, by)
    elif name is Name.MIX:
        from places3t.reports.mix import mix

        drawing = mix(tables, language, by)
    else:
        drawing = figures.survival(tables, language, by, origin.value)
    save(drawing, out or workspace.reports / f"chart-{name.value}")


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("chart", epilog=EVERYWHERE)(chart)
