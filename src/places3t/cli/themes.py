"""``places3t themes``: the codebook, the themes of what people said, what it misses, files for other programs."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from places3t.cli.options import EVERYWHERE, FormatOption, OutOption, OutputFormat
from places3t.cli.say import tell
from places3t.cli.session import current

if TYPE_CHECKING:
    from places3t.indicators.themes_workshop import Workshop

CodebookOption = Annotated[
    Path | None,
    typer.Option(
        "--codebook",
        metavar="FILE",
        help="A codebook; by default codebook.toml of the workspace, else the bundled one; for other verbs than code, "
        "first that of the stored codings.",
    ),
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="COLUMN=VALUE", help="Keep these contributions only; may be repeated."),
]
_verbs = typer.Typer(name="themes", no_args_is_help=True, add_completion=False, rich_markup_mode=None)


class Program(StrEnum):
    """What a file is written for."""

    IRAMUTEQ = "iramuteq"
    QDC = "qdc"


@_verbs.callback()
def themes() -> None:
    """Code what people said in workshops and consultations by theme."""


@_verbs.command(epilog=EVERYWHERE)
def codebook(
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write it to a new file.")] = None,
) -> None:
    """Print the bundled codebook, to edit.

    Saved as codebook.toml in the workspace, the edited one is used from then on.

    Example: places3t themes codebook --out codebook.toml
    """
    from places3t.errors import Refusal
    from places3t.themes.codebook import default_text

    if out is None:
        typer.echo(default_text(), nl=False)
        return
    if out.exists():
        raise Refusal("codebook-exists", path=str(out))
    out.write_text(default_text(), encoding="utf-8", newline="\n")
    tell("written", path=str(out), rows=str(default_text().count("\n[themes.")))


@_verbs.command(epilog=EVERYWHERE)
def code(
    path: CodebookOption = None,
    only: OnlyOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Store nothing; print the codings instead, or write them with --out.")
    ] = False,
    form: Annotated[
        OutputFormat | None, typer.Option("--format", "-f", help="Print the codings too, as table, csv, json or md.")
    ] = None,
    out: OutOption = None,
) -> None:
    """Give each contribution its themes, with the words that say so, and store them.

    They stand in the table codings with the coder "codebook", together with the codebook that gave them: indicators,
    reports and "export codings" use them until this is run again. Without stored codings these apply the codebook
    each time. Codings made by hand stay as they are and always win; to correct one, give it under another coder's name
    and ingest it. Running twice changes nothing. With --only all are stored, and these shown.

    Example: places3t themes code --codebook mine.toml --dry-run

    Example: places3t themes code --out codings.xlsx
    """
    from places3t.cli.output import show
    from places3t.themes.codebook import CODER
    from places3t.themes.study import read_workshop, store_codings

    workspace = current().workspace()
    said = store_codings(workspace, path, write=not dry_run)
    if not dry_run:
        by_book = said.codings["coder"] == CODER
        tell("codings-stored", themes=int(by_book.sum()), hand=int((~by_book).sum()))
    if only:
        said = read_workshop(workspace, path if dry_run else None, only)
    form = form or (OutputFormat.CSV if dry_run and out is None else None)
    if form is not None or out is not None:
        show(said.codings, form or OutputFormat.CSV, out)
    _account(said)


@_verbs.command(epilog=EVERYWHERE)
def missed(
    path: CodebookOption = None, only: OnlyOption = None, form: FormatOption = OutputFormat.TABLE, out: OutOption = None
) -> None:
    """List the words of contributions where the codebook found nothing, to extend it.

    Example: places3t themes missed --format md
    """
    from places3t.cli.output import show
    from places3t.themes.missed import missed as words
    from places3t.themes.study import read_workshop

    said = read_workshop(current().workspace(), path, only or [])
    show(words(said), form, out)
    _account(said)


@_verbs.command(epilog=EVERYWHERE)
def export(
    program: Annotated[
        Program, typer.Argument(metavar="iramuteq|qdc", help="A corpus for IRaMuTeQ, or a REFI-QDA codebook.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The file to write.")],
    path: CodebookOption = None,
    only: OnlyOption = None,
) -> None:
    """Write the coded contributions for IRaMuTeQ, or the codebook for QualCoder, NVivo, MAXQDA or ATLAS.ti.

    Example: places3t themes export iramuteq --out corpus.txt

    Example: places3t themes export qdc --out codebook.qdc
    """
    from places3t.errors import Refusal
    from places3t.themes.exports import iramuteq, refi_qda
    from places3t.themes.study import codebook_of, read_workshop

    if not out.parent.is_dir():
        raise Refusal("no-folder", folder=str(out.parent))
    session = current()
    if program is Program.QDC:
        used = codebook_of(session.workspace_or_none(), path)
        out.write_bytes(refi_qda(used, session.language))
        tell("written", path=str(out), rows=str(len(used.themes)))
        return
    said = read_workshop(session.workspace(), path, only or [])
    out.write_text(iramuteq(said), encoding="utf-8", newline="\n")
    tell("written", path=str(out), rows=str(len(said.contributions)))


def _account(said: Workshop) -> None:
    """Print what was counted and what was left out."""
    from places3t.indicators.themes_workshop import notes

    if not current().quiet:
        for note in notes(said, current().language):
            typer.echo(note, err=True)


def register(app: typer.Typer) -> None:
    """Add the verbs."""
    app.add_typer(_verbs)
