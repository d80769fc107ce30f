"""``places3t check``: every finding of some files, and nothing written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from places3t.ingest import Options


def check(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="[FILES]", help="Files or folders to read; without any, data/raw.")
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

    --out FILE.xlsx writes a marked copy to send back to whoever filled the file in: wrong cells in colour, each with
    a comment, and a sheet that sums up. It holds all that the file holds, contacts too. --out FILE.csv or .json
    writes the list of findings alone.

    Exit: 0 no error found, 1 at least one.

    Example: places3t check census_2019.xlsx --out to_correct.xlsx --lang fr
    """
    from places3t import findings
    from places3t.cli.findings import print_findings
    from places3t.cli.output import show
    from places3t.cli.progress import watched
    from places3t.ingest import Options, check_files
    from places3t.ingest.raw import listed

    paths, unasked = listed(files or [current().workspace().raw])
    options = Options(kind and kind.value, profile, wave, sheet, exhaustive, mapping=str(mapping) if mapping else None)
    with watched(len(paths)) as progress:
        done = check_files(paths, current().workspace_or_none(), options, progress=progress, unasked=unasked)
    found = done.findings if everything else done.findings[done.findings["severity"].ne("info")]
    said = findings.with_sentences(found.reset_index(drop=True), current().language)
    if out is not None and out.suffix.lower() == ".xlsx":
        _mark(paths, options, said, out)
    elif out is not None or form is not OutputFormat.TABLE:
        show(said.drop(columns="params"), form, out)
    else:
        print_findings(said, hidden=len(done.findings) - len(found))
    raise typer.Exit(1 if found["severity"].eq("error").any() else 0)


def _mark(paths: Sequence[Path], options: Options, said: pd.DataFrame, out: Path) -> None:
    """Write the marked copy."""
    from places3t.cli.output import ensure_folder
    from places3t.cli.say import tell
    from places3t.ingest.pipeline import plan_file
    from places3t.ingest.prepare import Forms
    from places3t.ingest.settings import options_for
    from places3t.marked import marked_copy
    from places3t.tabular import replace_file

    ensure_folder(out)
    workspace = current().workspace_or_none()
    forms = Forms(paths)
    planned = [plan_file(path, options_for(workspace, path.name, options), forms) for path in forms.others]
    planned = [(source, sheets) for source, sheets in planned if any(plan for _, plan in sheets)]
    plans = {(source.name, sheet.name): plan for source, sheets in planned for sheet, plan in sheets if plan}
    replace_file(out, marked_copy([source for source, _ in planned], plans, said, current().language))
    tell("written", path=str(out), rows=str(len(said)))


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command("check", epilog=EVERYWHERE)(check)
