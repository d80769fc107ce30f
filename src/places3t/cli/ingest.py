"""``places3t ingest``: files into the store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from places3t.cli.options import (
    EVERYWHERE,
    ExhaustiveOption,
    KindOption,
    MappingOption,
    ProfileOption,
    SheetOption,
    WaveOption,
)
from places3t.cli.session import current


def ingest(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILES]", help="Files or folders to read; without any, data/raw.")
    ] = None,
    kind: KindOption = None,
    profile: ProfileOption = None,
    mapping: MappingOption = None,
    wave: WaveOption = None,
    sheet: SheetOption = None,
    exhaustive: ExhaustiveOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report, and write nothing.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1, and write nothing, if there is any error.")
    ] = False,
) -> None:
    """Read files into the workspace's tables.

    CSV, TSV, XLSX, XLSM, XLSB, XLS, ODS, GeoJSON, JSON, JSON Lines and Parquet; the sheet, the header row and the
    columns are found. An export of Kobo or ODK is read with the XLSForm beside it.

    Where there is no workspace yet, the current folder becomes one. The same file twice changes nothing; a corrected
    file of the same name replaces what it said before.

    Example: places3t ingest census_2019.xlsx
    """
    from places3t.cli.account import print_ingested
    from places3t.cli.progress import watched
    from places3t.ingest import Options, check_files, ingest_files
    from places3t.ingest.raw import listed

    session = current()
    workspace = session.workspace_to_write()
    paths, unasked = listed(files or [workspace.raw])
    options = Options(kind and kind.value, profile, wave, sheet, exhaustive, mapping=str(mapping) if mapping else None)
    made = not workspace.exists
    if dry_run or strict:
        done = check_files(paths, workspace, options, unasked=unasked)
        if dry_run or done.findings["severity"].eq("error").any():
            print_ingested(done, files or (), written=False)
            raise typer.Exit(1 if done.findings["severity"].eq("error").any() and strict else 0)
    with watched(len(paths)) as progress:
        done = ingest_files(paths, workspace, options, progress=progress, unasked=unasked)
    print_ingested(done, files or (), made=str(workspace.root) if made else None)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("ingest", epilog=EVERYWHERE)(ingest)
