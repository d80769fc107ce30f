"""``places3t status``: what the workspace holds, and what is missing for which indicator."""

from __future__ import annotations

from typing import Annotated

import typer

from places3t.cli.options import EVERYWHERE, OutputFormat
from places3t.cli.session import current


def status(
    form: Annotated[OutputFormat, typer.Option("--format", "-f", help="table or json.")] = OutputFormat.TABLE,
) -> None:
    """Show what the workspace holds and lacks.

    Tables, waves and sources; and which questions the data cannot answer yet, and why.

    Example: places3t status
    """
    import json

    from places3t.cli.status_text import print_status
    from places3t.status import describe

    workspace = current().workspace()
    state = describe(workspace)
    if form is OutputFormat.JSON:
        typer.echo(json.dumps(state.as_json(), ensure_ascii=False, indent=1))
    else:
        print_status(state, str(workspace.root))


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("status", epilog=EVERYWHERE)(status)
