"""``places3t report``: Markdown reports with their figures and tables."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from places3t.cli.options import EVERYWHERE
from places3t.cli.say import tell
from places3t.cli.session import current


class Report(StrEnum):
    """The reports that can be written."""

    NATIONAL = "national"
    REGION = "region"


def report(
    what: Annotated[Report, typer.Argument(metavar="national|region", help="Which report.")],
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="The region's code, as 75 or BE-WAL.")] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="The folder; by default reports/ in the workspace."),
    ] = None,
) -> None:
    """Write a report in Markdown.

    With a map, charts, and every table as CSV beside it.

    Example: places3t report region 75 --lang fr
    """
    from places3t.errors import Refusal
    from places3t.reports.write import write_report

    if (what is Report.REGION) == (code is None):
        raise Refusal("report-code" if code is None else "report-no-code")
    paths = write_report(current().workspace(), code, current().language, out)
    typer.echo(str(paths[0]))
    tell("reports-written", count=len(paths), folder=str(paths[0].parent))


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("report", epilog=EVERYWHERE)(report)
