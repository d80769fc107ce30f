"""``places3t weights rake``: weights that make the places that answered stand for all."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from places3t.cli.options import EVERYWHERE, OnlyOption, OutOption
from places3t.cli.session import current

weights = typer.Typer(help="Make the places that answered stand for all.", no_args_is_help=True)


@weights.command("rake", epilog=EVERYWHERE)
def rake(
    targets: Annotated[
        Path, typer.Argument(metavar="TARGETS", help="A CSV of margins: margin (a column), value, target (a count).")
    ],
    only: OnlyOption = None,
    start: Annotated[
        str | None, typer.Option("--start", metavar="COLUMN", help="Weights to start from; equal by default.")
    ] = None,
    trim: Annotated[
        float | None,
        typer.Option("--trim", metavar="TIMES", min=1, help="No weight above this many times the mean weight."),
    ] = None,
    out: OutOption = None,
) -> None:
    """Rake the open places to known margins (Deming and Stephan 1940).

    Says the response rate, the design effect and the effective number of answers, and how each margin was met. Margins
    that contradict each other, or the data, are refused with where. With --out, the weights: place_id, weight.

    Example: places3t weights rake margins.csv --trim 5 --out weights.csv
    """
    from places3t.cli.options import OutputFormat
    from places3t.cli.output import as_columns, show
    from places3t.errors import Refusal
    from places3t.indicators.counting import counted
    from places3t.indicators.families import Tables, weights_of
    from places3t.indicators.weights import rake as of_places
    from places3t.language import say
    from places3t.typography import number, percent

    language = current().language

    def text(key: str, **params: object) -> str:
        return say("compare", key, language, **params)

    if not targets.is_file():
        raise Refusal("no-file", path=str(targets))
    places = counted(Tables(current().workspace(), tuple(only or ())).places).places
    if start is not None and start not in places:
        raise Refusal("no-column", column=start, columns=", ".join(map(str, places.columns)))
    margins = weights_of(places.iloc[:, :0], str(targets))
    assert not isinstance(margins, str)  # noqa: S101 - no column has this name
    assert margins is not None  # noqa: S101 - as above
    found = of_places(places, margins, start=places[start] if start else None, trim=trim)
    names = ("margin", "value", "target", "sample", "weighted")
    rows = [
        [str(margin), str(value), *(number(float(figure), language) for figure in figures)]
        for margin, value, *figures in found.table[list(names)].itertuples(index=False)
    ]
    typer.echo(as_columns([text(name) for name in names], rows, left=2), nl=False)
    said = {
        "respondents": number(found.respondents, language),
        "population": number(found.population, language),
        "rate": percent(found.response_rate, language, 1),
        "effect": number(found.design_effect, language, 2),
        "effective": number(found.effective_n, language),
    }
    typer.echo("\n" + text("raked", **said))
    for note in found.notes:
        typer.echo(note.sentence(language), err=True)
    if out is not None:
        show(places[["place_id"]].assign(weight=found.weights).dropna(), OutputFormat.CSV, out)
    else:
        typer.echo(text("weights-next", targets=str(targets)), err=True)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.add_typer(weights, name="weights")
