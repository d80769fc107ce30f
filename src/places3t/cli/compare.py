"""``places3t compare``: two groups of places side by side, and what that lets one say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from places3t.cli.options import EVERYWHERE, FormatOption, OnlyOption, OutOption, OutputFormat, PublicOption
from places3t.cli.session import current

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd

    from places3t.indicators.compare import Comparison
    from places3t.language import Language


def compare(
    by: Annotated[
        str, typer.Option("--by", metavar="COLUMN", help="funding: ever funded against never; or any column.")
    ] = "funding",
    values: Annotated[
        str | None,
        typer.Option("--values", metavar="A,B", help="Which values of the column; A alone: against all others."),
    ] = None,
    adjust: Annotated[
        list[str] | None,
        typer.Option("--adjust", metavar="COLUMN", help="Also compare once alike in this column; may be repeated."),
    ] = None,
    only: OnlyOption = None,
    weights: Annotated[
        str | None,
        typer.Option("--weights", metavar="COLUMN|FILE", help="A column of weights, or a CSV of margins to rake to."),
    ] = None,
    chart: Annotated[
        Path | None,
        typer.Option("--chart", metavar="NAME", help="Draw it too: NAME.png, NAME.svg, and NAME.csv beside."),
    ] = None,
    public: PublicOption = False,
    form: FormatOption = OutputFormat.TABLE,
    out: OutOption = None,
) -> None:
    """Compare two groups of places in all that is known.

    Each characteristic with its difference, interval and test, corrected for their number; with --adjust, what is
    left once both groups are weighted to be alike; how long they last, by the state of funding that changes with time;
    and in words, what these data say and what they do not.

    Example: places3t compare --by funding --adjust surface_m2 --adjust legal_form --chart funding

    Example: places3t compare --by access
    """
    from places3t.cli.output import show
    from places3t.indicators.compare import compare as of_places
    from places3t.indicators.families import Tables, weights_of
    from places3t.indicators.published import published_comparison
    from places3t.indicators.words import localise

    session = current()
    tables = Tables(session.workspace(), tuple(only or ()))
    found = of_places(
        tables.places,
        tables.read("funding"),
        observations=tables.read("observations"),
        by=by,
        values=[value.strip() for value in values.split(",")] if values else (),
        adjust=tuple(adjust or ()),
        weights=weights_of(tables.places, weights),
        language=session.language,
    )
    found = published_comparison(found) if public else found
    if out is not None or form is not OutputFormat.TABLE:
        show(localise(found.frame(), session.language), form, out)
    else:
        _print(found)
    if chart is not None:
        _draw(found, chart, tables.read("sources"))


def _print(found: Comparison) -> None:
    """Print what differs, then the conclusion."""
    from places3t.cli.output import as_columns
    from places3t.indicators.claims import conclude
    from places3t.indicators.problems import Note
    from places3t.indicators.words import translate

    language = current().language
    header, rows = _table(found)
    if rows:
        typer.echo(as_columns(header, rows, left=1), nl=False)
    typer.echo(_text("shown", count=len(found.table)), err=True)
    said = conclude(found, language)
    for title, lines in (("known", said.known), ("unknown", said.unknown), ("claims", said.claims)):
        if lines:
            typer.echo("\n" + _text(title))
            for each in lines:
                typer.echo(f"  {each}")
    repeated = set(said.unknown)
    notes = [n.sentence(language) if isinstance(n, Note) else translate(str(n), language) for n in found.notes]
    rest = [note for note in dict.fromkeys(notes) if note not in repeated]
    if rest and not current().quiet:
        typer.echo("\n" + _text("notes"), err=True)
        for each in rest:
            typer.echo(f"  {each}", err=True)


def _table(found: Comparison) -> tuple[list[str], list[list[str]]]:
    from places3t.indicators.balance import FALSE_DISCOVERIES
    from places3t.indicators.feature_words import feature_words
    from places3t.indicators.survival.words import group_words
    from places3t.typography import number

    language, table = current().language, found.table
    shown = table[(table[["q", "q_adjusted"]] < FALSE_DISCOVERIES).any(axis=1) | table["adjusted_for"]]
    groups = found.groups
    sides = [group_words(name, language) if name else _text("all-others") for name in (groups.first, groups.second)]
    header = [_text("feature"), *sides, _text("difference")]
    header += [_text("standardised"), _text("q"), *([_text("adjusted")] if found.adjust else [])]
    rows = []
    for each in shown.sort_values("q", kind="stable").to_dict("records"):
        row = [feature_words(str(each["feature"]), language), *_figures(each, language)]
        row += [number(each["standardised"], language, 2), _probability(each["q"], language)]
        rows.append(row + ([number(each["standardised_adjusted"], language, 2)] if found.adjust else []))
    return header, rows


def _figures(each: Mapping[Hashable, Any], language: Language) -> list[str]:
    """Write both sides and their difference; that of two shares in points, that of two dates in years."""
    from places3t.indicators.features import OPENED
    from places3t.typography import MISSING, interval, number, percent

    first, second, difference, low, high = (each[name] for name in ("first", "second", "difference", "low", "high"))
    share = isinstance(each["value"], str) or str(each["column"]).endswith("_share")
    times, decimals, unit = 1, 1 if abs(first) < 100 else 0, ""  # noqa: PLR2004 - three digits are enough
    if share:
        sides, times, decimals, unit = [percent(side, language, 1) for side in (first, second)], 100, 1, " pts"
    elif each["column"] == OPENED:
        sides, decimals = [f"{side:.0f}" for side in (first, second)], 1
        unit = {"fr": " ans", "en": " years"}[language]
    else:
        sides = [number(side, language, decimals) for side in (first, second)]
    bounds = interval(times * low, times * high, language, decimals)
    said = f"{number(times * difference, language, decimals)}{unit}"
    return [*sides, said if bounds == MISSING else f"{said} ({bounds})"]


def _probability(value: float, language: Language) -> str:
    from places3t.typography import is_missing, number

    smallest = 0.001
    return (
        f"< {number(smallest, language, 3)}"
        if not is_missing(value) and value < smallest
        else number(value, language, 3)
    )


def _draw(found: Comparison, stem: Path, sources: pd.DataFrame) -> None:
    from places3t.charts import style
    from places3t.charts.compare import Words, comparison_chart
    from places3t.cli.say import tell
    from places3t.indicators.feature_words import feature_words
    from places3t.indicators.groups import FUNDING

    language, groups = current().language, found.groups
    title = _text("title-funding")
    if groups.by != FUNDING:
        second = groups.second or _text("all-others")
        column = feature_words(groups.by, language)
        title = _text("title-column", column=column, first=groups.first, second=second)
    names = ", ".join(dict.fromkeys(sources["source"].astype("str")))
    drawing = comparison_chart(found, words=Words(title, names, language))
    for path in style.save(drawing, stem):
        tell("written", path=str(path), rows=str(len(drawing.table)))


def _text(key: str, **params: object) -> str:
    from places3t.language import say

    return say("compare", key, current().language, **params)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("compare", epilog=EVERYWHERE)(compare)
