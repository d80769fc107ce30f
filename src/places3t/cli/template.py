"""``places3t template``: an empty spreadsheet to send out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from places3t.cli.options import EVERYWHERE, Kind
from places3t.cli.session import current


def template(
    out: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="The spreadsheet to write.")],
    kind: Annotated[Kind, typer.Option("--kind", help="What its rows are.")] = Kind.PLACES,
) -> None:
    """Write an empty spreadsheet to send out.

    Its headers are in the language asked for, with notes, drop-down lists and checks on dates and numbers, and a
    filled example that ingest skips. What comes back filled in is read without any option.

    Example: places3t template census_2027.xlsx --lang fr
    """
    from places3t.cli.output import ensure_folder
    from places3t.cli.say import tell
    from places3t.errors import Refusal
    from places3t.tabular import replace_file
    from places3t.template import template_xlsx

    if out.suffix.lower() != ".xlsx":
        raise Refusal("no-extension", path=str(out), extensions=".xlsx")
    ensure_folder(out)
    replace_file(out, template_xlsx(kind.value, current().language))
    tell("template-written", path=str(out))


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("template", epilog=EVERYWHERE)(template)
