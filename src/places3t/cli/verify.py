"""``places3t verify``: a report computed again from the store, and what differs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from places3t.cli.options import EVERYWHERE
from places3t.cli.say import tell, text
from places3t.cli.session import current


def verify(
    report: Annotated[Path, typer.Argument(metavar="REPORT", help="A report's folder, or a file in it.")],
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="DIR", exists=True, file_okay=False, help="The templates it was made with."),
    ] = None,
) -> None:
    """Compute a report again and list what differs.

    Every number of its tables and every line of its text is held against the store. Exits with 1 if any differs.

    Example: places3t verify reports/region-75-fr
    """
    from places3t.reports.verify import verify as compute_again

    found = compute_again(current().workspace(), report, template.resolve() if template else None)
    for each in found:
        place = " · ".join(part for part in (each.file, each.where, each.column) if part)
        nothing = text("verify-nothing")
        typer.echo(
            text("verify-difference", place=place, reported=each.reported or nothing, computed=each.computed or nothing)
        )
    if found:
        tell("verify-differs", count=len(found))
        raise typer.Exit(1)
    tell("verify-same", report=str(report))


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("verify", epilog=EVERYWHERE)(verify)
