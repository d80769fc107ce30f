"""``places3t export``: a table of the store as a file that other programs open."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from places3t.cli.options import EVERYWHERE, PublicOption
from places3t.cli.say import tell
from places3t.cli.session import current

_EXTENSIONS = (".csv", ".xlsx", ".parquet", ".geojson", ".gpkg", ".json")


def export(
    table: Annotated[
        str, typer.Argument(metavar="TABLE", help="places, observations, funding, contributions, findings or sources.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help=f"The file: {' '.join(_EXTENSIONS)}; by default TABLE.csv."),
    ] = None,
    public: PublicOption = False,
) -> None:
    """Write a table to a file.

    --public: places as a directory lists them, at the point of their commune, without address, operator, dates,
    amounts or support.

    Example: places3t export places --out places.gpkg
    """
    from places3t.errors import Refusal
    from places3t.export import export_table

    workspace = current().workspace()
    if table not in workspace.tables():
        raise Refusal("no-such-table", table=table, tables=", ".join(workspace.tables()) or "-")
    out = out or Path(f"{table}.csv")
    rows = export_table(workspace, table, out, current().language, public=public)
    tell("written", path=str(out), rows=str(rows))


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("export", epilog=EVERYWHERE)(export)
