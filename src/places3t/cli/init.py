"""``places3t init``: make a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from places3t.cli.options import EVERYWHERE
from places3t.cli.say import tell


def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="The folder; by default the current one.")] = Path(),
) -> None:
    """Make a folder a workspace.

    It gets data/raw for the files as received, data/processed for the tables made from them, and reports.

    Example: places3t init census-bretagne
    """
    from places3t.workspace import Workspace

    workspace = Workspace(folder.resolve())
    known = workspace.exists
    workspace.create()
    tell("init-again" if known else "init-made", folder=str(workspace.root), raw=str(workspace.raw))


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("init", epilog=EVERYWHERE)(init)
