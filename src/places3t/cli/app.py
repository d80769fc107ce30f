"""The program's verbs, and the options that all of them share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from places3t import __version__
from places3t.cli import (
    chart,
    check,
    compare,
    demo,
    export,
    indicators,
    ingest,
    init,
    mapping,
    reference,
    report,
    schema,
    status,
    template,
    themes,
    verify,
    weights,
)
from places3t.cli import (
    map as map_verb,
)
from places3t.cli.session import begin

app = typer.Typer(
    name="places3t",
    help=(
        "From census spreadsheets of third places (tiers-lieux) to indicators, charts and reports.\n\n"
        "Start with: places3t demo. Nothing is ever sent anywhere."
    ),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"places3t {__version__}")
        raise typer.Exit


@app.callback()
def shared(
    workspace: Annotated[
        Path | None,
        typer.Option(
            "--workspace", "-w", metavar="DIR", help="The workspace; by default the one around the current folder."
        ),
    ] = None,
    lang: Annotated[
        Literal["fr", "en"] | None, typer.Option("--lang", help="French or English; by default the system's language.")
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print results and errors only.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of a failure.")] = False,  # noqa: ARG001 - read by main()
    version: Annotated[  # noqa: ARG001 - acts by its callback
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Take the options that every verb shares; they may stand anywhere on the line."""
    begin(lang, workspace, quiet=quiet)


for _verb in (
    init,
    ingest,
    check,
    mapping,
    status,
    indicators,
    compare,
    weights,
    chart,
    map_verb,
    report,
    reference,
    export,
    schema,
    template,
    demo,
    themes,
    verify,
):
    _verb.register(app)
