"""A workspace's contributions, coded by the codebook that is in use there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.errors import Refusal
from places3t.themes.codebook import CODER, Codebook, default_text, parse_codebook, read_codebook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from places3t.indicators.themes_workshop import Workshop
    from places3t.workspace import Workspace

FILE = "codebook.toml"
"""A codebook of this name in the workspace's folder is used without being asked for."""


class Book(NamedTuple):
    """A codebook: its file's name (empty for the bundled one) and its text."""

    name: str
    text: str

    def codebook(self) -> Codebook:
        """Parse it."""
        return parse_codebook(self.text, self.name or FILE)

    def points(self) -> str:
        """Give the SHA-256 of the points that weigh its words; empty where it has none."""
        from places3t.themes.points import digest

        return digest() if self.codebook().points else ""


def book_of(workspace: Workspace | None, path: Path | None = None) -> Book:
    """Give the codebook that ``themes code`` applies: the file named, else the workspace's own, else the bundled one.

    Raises
    ------
    Refusal
        If the file is no codebook.
    """
    own = workspace.root / FILE if workspace else None
    file = path or (own if own and own.is_file() else None)
    if file is None:
        return Book("", default_text())
    read_codebook(file)
    return Book(file.name, file.read_text(encoding="utf-8-sig"))


def codebook_of(workspace: Workspace | None, path: Path | None = None) -> Codebook:
    """Give the codebook that is in use: the file named, else that of the stored codings, else as `book_of`.

    Raises
    ------
    Refusal
        If the file is no codebook.
    """
    from places3t.themes.stored import stored

    known = stored(workspace) if workspace and path is None else None
    return (Book(known.name, known.text) if known else book_of(workspace, path)).codebook()


def read_workshop(workspace: Workspace, path: Path | None = None, only: Sequence[str] = ()) -> Workshop:
    """Code the contributions of a workspace: as stored by ``themes code``, else by the codebook that is in use.

    Where contributions came in or changed since the codings were stored, the codebook that was stored with them is
    applied to all of them anew, so that none is left uncoded.

    Parameters
    ----------
    workspace
        With a table of contributions and, where somebody coded by hand, one of codings.
    path
        A codebook; what is stored is then left aside.
    only
        ``column=value``: which contributions.

    Raises
    ------
    Refusal
        If there are no contributions, no such column or value, or the file is no codebook.
    """
    from places3t.indicators.families import filtered
    from places3t.indicators.themes_workshop import Origin, workshop
    from places3t.themes.stored import fingerprint, stored

    contributions, codings = _tables(workspace)
    known = stored(workspace) if path is None else None
    if known is None:
        book = book_of(workspace, path)
        origin = Origin("file" if book.name else "bundled", book.name)
    else:
        book, now = Book(known.name, known.text), book_of(workspace)
        # A codebook named on the line is not looked for again: only the bundled one and the workspace's own can change.
        other = now.text != book.text or now.points() != known.points
        changed = other and (bool(now.name) or not book.name)
        same = known.contributions == fingerprint(contributions)
        origin = Origin("stored" if same else "again", book.name, changed)
    return workshop(filtered(contributions, only), codings, book.codebook(), origin)


def store_codings(workspace: Workspace, path: Path | None = None, *, write: bool = True) -> Workshop:
    """Apply a codebook to all contributions of a workspace, and store what it gives.

    Parameters
    ----------
    workspace, path
        As `read_workshop`; what is stored already is replaced.
    write
        Or only apply it.

    Returns
    -------
    Workshop
        As the indicators will see it.

    Raises
    ------
    Refusal
        If there are no contributions, the file is no codebook, or another run is writing.
    """
    from places3t.indicators.themes_workshop import Origin, workshop
    from places3t.themes.stored import Stored, fingerprint, store

    contributions, codings = _tables(workspace)
    book = book_of(workspace, path)
    origin = Origin("file" if book.name else "bundled", book.name)
    said = workshop(contributions, codings, book.codebook(), origin)
    if not write:
        return said
    found = said.codings[said.codings["coder"] == CODER]
    with workspace.lock():
        store(workspace, found, Stored(book.name, book.text, fingerprint(contributions), book.points()))
    return said._replace(origin=Origin("stored", book.name))


def _tables(workspace: Workspace) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Read the contributions, and the codings where there are any."""
    from places3t.tables import read_table

    tables = workspace.tables()
    contributions = read_table(workspace, "contributions") if "contributions" in tables else None
    if contributions is None or contributions.empty:
        raise Refusal("no-contributions")
    return contributions, read_table(workspace, "codings") if "codings" in tables else None
