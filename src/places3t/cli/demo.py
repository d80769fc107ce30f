"""``places3t demo``: a workspace with the made-up sample, ingested, with its reports."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from places3t.cli.options import EVERYWHERE
from places3t.cli.say import tell


def demo(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="A new folder.")] = Path("places3t-demo"),
) -> None:
    """Make a workspace of made-up sample data.

    Three censuses, a funding list and a workshop, ingested, and reports of them.

    Example: places3t demo /tmp/demo
    """
    from places3t.cli.account import print_ingested
    from places3t.cli.progress import watched
    from places3t.demo import make_demo, write_demo_reports

    with watched(0) as progress:
        workspace, done = make_demo(folder, progress)
        print_ingested(done)
        paths = write_demo_reports(workspace, progress)
    tell("demo-reports")
    for path in paths:
        typer.echo(str(path))
    tell("demo-next", folder=str(folder))


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("demo", epilog=EVERYWHERE)(demo)
