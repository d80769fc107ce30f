"""``places3t report``: reports in Markdown and HTML, with their figures and tables."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from places3t.cli.options import EVERYWHERE, PublicOption
from places3t.cli.say import tell
from places3t.cli.session import current


class Report(StrEnum):
    """The reports that can be written."""

    NATIONAL = "national"
    REGION = "region"
    REGIONS = "regions"
    FUNDING = "funding"
    WORKSHOP = "workshop"


class ReportFormat(StrEnum):
    """The formats that a report is written in."""

    MD = "md"
    HTML = "html"
    BOTH = "both"
    DOCX = "docx"


def report(
    what: Annotated[Report, typer.Argument(metavar="national|region|regions|funding|workshop", help="Which report.")],
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="The region's code, as 75 or BE-WAL.")] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="DIR", help="The folder; by default reports/ in the workspace."),
    ] = None,
    kind: Annotated[ReportFormat, typer.Option("--format", "-f", help="Markdown, one HTML file, both, or Word.")] = (
        ReportFormat.BOTH
    ),
    template: Annotated[
        Path | None,
        typer.Option(
            "--template",
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="A folder of templates of your own.",
        ),
    ] = None,
    public: PublicOption = False,
) -> None:
    """Write a report in Markdown and HTML.

    With a map, charts, and every table as CSV beside it. The HTML file holds all of it and prints on A4.

    Example: places3t report region 75 --lang fr
    """
    from places3t.errors import Refusal
    from places3t.reports.output import FORMATS, Options
    from places3t.reports.write import write_brief, write_report, write_themes

    if (what is Report.REGION) == (code is None):
        raise Refusal("report-code" if code is None else "report-no-code")
    formats = FORMATS if kind is ReportFormat.BOTH else (kind.value,)
    options = Options(formats, template.resolve() if template else None, public)
    workspace, language = current().workspace(), current().language
    if what is Report.REGIONS:
        from places3t.cli.progress import watched
        from places3t.reports.regions import write_regions

        with watched(0) as progress:
            paths = write_regions(workspace, language, out, options, progress=progress)
        for path in paths:
            typer.echo(str(path))
        tell("regions-written", count=len(paths) - 1, folder=str(paths[0].parent.parent))
        return
    if what is Report.FUNDING:
        paths = write_brief(workspace, language, out, options)
    elif what is Report.WORKSHOP:
        paths = write_themes(workspace, language, out, options)
    else:
        paths = write_report(workspace, code, language, out, options)
    typer.echo(str(paths[0]))
    tell("reports-written", count=len(paths), folder=str(paths[0].parent))


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("report", epilog=EVERYWHERE)(report)
