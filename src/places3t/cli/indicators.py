"""``places3t indicators``: one family of numbers, each with its interval, count and method."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from places3t.cli.options import EVERYWHERE, FormatOption, OnlyOption, Origin, OutOption, OutputFormat, PublicOption
from places3t.cli.session import current


class Family(StrEnum):
    """The families of indicators that can be computed."""

    DENSITY = "density"
    CONCENTRATION = "concentration"
    ISOLATION = "isolation"
    SURVIVAL = "survival"
    PROFILE = "profile"
    ECONOMY = "economy"
    THEMES = "themes"


def indicators(
    family: Annotated[
        Family, typer.Argument(metavar="FAMILY", help="density, isolation, profile, economy, survival or themes.")
    ],
    level: Annotated[
        str | None,
        typer.Option(
            "--level",
            metavar="LEVEL",
            help="country, region, departement, epci, commune, or a column; by default region, for survival country.",
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="COLUMN", help="Compare its values; survival also: funding; themes: theme."),
    ] = None,
    only: OnlyOption = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at",
            metavar="NUMBERS",
            help="Isolation, profile: km, as 5,20. Survival: years, as 1,3,5. Economy: euros.",
        ),
    ] = None,
    weights: Annotated[
        str | None,
        typer.Option(
            "--weights",
            metavar="COLUMN|FILE",
            help="A column of weights, or a CSV of margins to rake to (margin, value, target).",
        ),
    ] = None,
    k: Annotated[
        int, typer.Option("--k", metavar="K", min=1, help="Isolation: also the distance to the K-th nearest place.")
    ] = 1,
    same: Annotated[
        str | None,
        typer.Option("--same", metavar="COLUMN", help="Isolation: only places that share a value of it, as types."),
    ] = None,
    within: Annotated[
        str | None,
        typer.Option("--within", metavar="LEVEL", help="Concentration: split Theil's index by it; region by default."),
    ] = None,
    origin: Annotated[
        Origin, typer.Option("--origin", help="Survival: from opening, or from the start of observation.")
    ] = Origin.OPENED,
    horizon: Annotated[
        float | None, typer.Option("--horizon", metavar="YEARS", help="Survival: horizon of the restricted mean.")
    ] = None,
    adjust: Annotated[
        list[str] | None,
        typer.Option("--adjust", metavar="COLUMN", help="Survival: adjust hazard ratios for it; may be repeated."),
    ] = None,
    stratify: Annotated[
        list[str] | None,
        typer.Option("--stratify", metavar="COLUMN", help="Survival: a baseline for each value; may be repeated."),
    ] = None,
    interact: Annotated[
        str | None,
        typer.Option("--interact", metavar="COLUMN", help="Survival: does the hazard ratio depend on this column?"),
    ] = None,
    landmark: Annotated[
        float | None,
        typer.Option("--landmark", metavar="YEARS", help="Survival by funding: also compare by the state at that age."),
    ] = None,
    competing: Annotated[
        bool,
        typer.Option(
            "--competing/--no-competing", help="Survival: closing in another form is another event, or a closure."
        ),
    ] = True,
    sensitivity: Annotated[
        bool, typer.Option("--sensitivity", help="Survival: E-values, and what if all the unknown had closed, or not.")
    ] = False,
    replies: Annotated[
        bool,
        typer.Option("--replies", help="Themes: count replies without a theme of their own under the one they answer."),
    ] = False,
    public: PublicOption = False,
    form: FormatOption = OutputFormat.TABLE,
    out: OutOption = None,
) -> None:
    """Compute numbers, territory by territory.

    density: places, their share, population, area, places per 100,000 inhabitants and per 100 km².
    Also against the country, and smoothed for small areas.
    concentration: Gini, Theil between and within larger territories, the best served tenth.
    isolation: distance to the nearest other place, share of places and people without one within --at km, clustering.
    profile: types, legal forms, roles, access, services, staff, networks; diversity; what goes together.
    economy: public, market and reciprocity shares, own revenue, budgets, critical size --at, support received.
    survival: closures, rates, survival, medians, restricted means; with --by, tests and hazard ratios.
    themes: what was said, by whom, issues and solutions, agreement of coders; --by theme: what is said together.

    Example: places3t indicators density --level region --format csv

    Example: places3t indicators survival --by funding --landmark 2
    """
    from places3t.cli.indicator_table import print_indicators
    from places3t.cli.output import show
    from places3t.indicators.families import Ask, Tables, compute, numbers
    from places3t.indicators.published import published
    from places3t.indicators.words import localise

    session = current()
    ask = Ask(
        level=level,
        by=by,
        at=numbers(at),
        only=tuple(only or ()),
        language=session.language,
        weights=weights,
        k=k,
        same=same,
        within=within,
        origin=origin.value,
        horizon=horizon,
        adjust=tuple(adjust or ()),
        stratify=tuple(stratify or ()),
        interact=interact,
        landmark=landmark,
        competing=competing,
        sensitivity=sensitivity,
        replies=replies,
    )
    tables = Tables(session.workspace(), ask.only)
    frame = published(family.value, tables, ask) if public else compute(family.value, tables, ask)
    if out is not None or form is not OutputFormat.TABLE:
        show(localise(frame, session.language), form, out)
    else:
        print_indicators(frame)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("indicators", epilog=EVERYWHERE)(indicators)
