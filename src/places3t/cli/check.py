"""``places3t check``: every finding of some files, and nothing written."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from places3t.cli.options import (
    EVERYWHERE,
    ExhaustiveOption,
    FormatOption,
    KindOption,
    MappingOption,
    OutOption,
    OutputFormat,
    ProfileOption,
    SheetOption,
    WaveOption,
)
from places3t.cli.session import current


def check(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILES]", help="Files to read; without any, all of data/raw.")
    ] = None,
    kind: KindOption = None,
    profile: ProfileOption = None,
    mapping: MappingOption = None,
    wave: WaveOption = None,
    sheet: SheetOption = None,
    exhaustive: ExhaustiveOption = None,
    form: FormatOption = OutputFormat.TABLE,
    out: OutOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Show what was mended too, not only errors and warnings.")
    ] = False,
) -> None:
    """Show what is wrong in files, and write nothing.

    The files are read as ingest would, and every finding comes in one pass: where, what was there, what was
    expected, what to do.

    Exit: 0 no error found, 1 at least one.

    Example: places3t check census_2019.xlsx --out findings.csv
    """
    from places3t import findings
    from places3t.cli.findings import print_findings
    from places3t.cli.output import show
    from places3t.cli.progress import watched
    from places3t.ingest import Options, check_files
    from places3t.ingest.raw import raw_files

    paths = files or raw_files(current().workspace().raw)
    options = Options(kind and kind.value, profile, wave, sheet, exhaustive, mapping=str(mapping) if mapping else None)
    with watched(len(paths)) as progress:
        done = check_files(paths, current().workspace_or_none(), options, progress=progress)
    found = done.findings if everything else done.findings[done.findings["severity"].ne("info")]
    said = findings.with_sentences(found.reset_index(drop=True), current().language)
    if out is not None or form is not OutputFormat.TABLE:
        show(said.drop(columns="params"), form, out)
    else:
        print_findings(said, hidden=len(done.findings) - len(found))
    raise typer.Exit(1 if found["severity"].eq("error").any() else 0)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("check", epilog=EVERYWHERE)(check)
