"""``places3t schema``: the tables, described for other programs."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from places3t.cli.options import EVERYWHERE


def schema(
    table: Annotated[
        str | None, typer.Argument(metavar="[TABLE]", help="places, observations, funding, contributions...")
    ] = None,
) -> None:
    """Describe the tables for other programs.

    The Table Schema of a table, as JSON; without a table, of all of them.

    Table Schema is what frictionless, QGIS, validata and R's frictionless package read.

    Example: places3t schema places
    """
    from places3t import schema as tables
    from places3t.errors import Refusal

    if table is not None and table not in tables.names():
        raise Refusal("no-such-table", table=table, tables=", ".join(tables.names()))
    content = tables.descriptor(table) if table else {name: tables.descriptor(name) for name in tables.names()}
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2))


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("schema", epilog=EVERYWHERE)(schema)
