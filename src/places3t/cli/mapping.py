"""``places3t mapping``: what each column of a file seems to mean, to edit and give back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from places3t.cli.options import EVERYWHERE, KindOption, SheetOption
from places3t.cli.session import current


def mapping(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to read.")],
    kind: KindOption = None,
    sheet: SheetOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write the mapping to a TOML file.")
    ] = None,
) -> None:
    """Propose what each column of a file means, as TOML to edit.

    For each column: the guess, how sure it is, three values (never a contact). Correct it in a text editor, then
    pass it back: places3t ingest FILE --mapping mapping.toml, or name it in places3t.toml.

    Example: places3t mapping survey.csv --out mapping.toml
    """
    from places3t.cli.output import ensure_folder
    from places3t.cli.say import tell
    from places3t.ingest import Options
    from places3t.ingest.proposal import propose
    from places3t.tabular import replace_file

    text = propose(file, Options(kind and kind.value, sheet=sheet), current().language)
    if out is None:
        typer.echo(text, nl=False)
        return
    ensure_folder(out)
    replace_file(out, text.encode())
    tell("mapping-written", path=str(out), file=str(file))


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("mapping", epilog=EVERYWHERE)(mapping)
