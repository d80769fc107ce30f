"""A table to standard output or to a file: for a person, or for another program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from places3t.cli.options import OutputFormat
from places3t.cli.say import tell
from places3t.cli.session import current
from places3t.errors import Refusal

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

_EXTENSIONS = (".csv", ".json", ".md", ".xlsx", ".parquet")


def show(frame: pd.DataFrame, form: OutputFormat, out: Path | None) -> None:
    """Print a table, or write it to a file.

    Parameters
    ----------
    frame
        Any tidy table.
    form
        How to print it.
    out
        A file; its extension says the format.

    Raises
    ------
    Refusal
        If the file's extension is none that can be written, or its folder does not exist.
    """
    if out is not None:
        write(frame, out)
        tell("written", path=str(out), rows=str(len(frame)))
    elif form is OutputFormat.TABLE:
        typer.echo(as_table(frame), nl=False)
    else:
        typer.echo(as_text(frame, form), nl=False)


def as_text(frame: pd.DataFrame, form: OutputFormat) -> str:
    """Give a table as CSV, JSON or Markdown."""
    from places3t.tabular import to_csv, to_json, to_markdown

    if form is OutputFormat.CSV:
        return to_csv(frame)
    if form is OutputFormat.JSON:
        return to_json(frame)
    return to_markdown(frame, current().language)


def as_table(frame: pd.DataFrame) -> str:
    """Give a table as columns for the terminal."""
    import pandas as pd

    from places3t.tabular import cell

    texts = [name for name in frame.columns if not pd.api.types.is_numeric_dtype(frame[name])]
    ordered = [*texts, *(name for name in frame.columns if name not in texts)]
    rows = [[cell(value, current().language) for value in row] for row in frame[ordered].itertuples(index=False)]
    return as_columns([str(name) for name in ordered], rows, left=len(texts))


def as_columns(header: list[str], rows: list[list[str]], left: int) -> str:
    """Give lines of texts as columns, the first ``left`` flush left, the others flush right; no line is cut."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(header, *rows, strict=True)]
    lines = []
    for row in (header, *rows):
        cells = [
            text + " " * (width - cell_len(text)) if at < left else " " * (width - cell_len(text)) + text
            for at, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines) + "\n"


def write(frame: pd.DataFrame, out: Path) -> None:
    """Write a table to a file, all of it or nothing; the extension says the format.

    Raises
    ------
    Refusal
        If the extension is none that can be written, or the folder does not exist.
    """
    from places3t.tabular import write_table

    if out.suffix.lower() not in _EXTENSIONS:
        raise Refusal("no-extension", path=str(out), extensions=" ".join(_EXTENSIONS))
    ensure_folder(out)
    write_table(frame, out, current().language)


def ensure_folder(out: Path) -> None:
    """Refuse a file whose folder does not exist.

    Raises
    ------
    Refusal
        If it does not.
    """
    if not out.parent.is_dir():
        raise Refusal("no-folder", folder=str(out.parent))
