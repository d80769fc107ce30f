"""A workspace's contributions, coded by the workspace's codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.errors import Refusal
from places3t.themes.codebook import Codebook, default_codebook, read_codebook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from places3t.indicators.themes import Workshop
    from places3t.workspace import Workspace

FILE = "codebook.toml"
"""A codebook of this name in the workspace's folder is used without being asked for."""


def codebook_of(workspace: Workspace | None, path: Path | None = None) -> Codebook:
    """Give the codebook: the file named, else the workspace's own, else the bundled one.

    Raises
    ------
    Refusal
        If the file is no codebook.
    """
    if path is not None:
        return read_codebook(path)
    own = workspace.root / FILE if workspace else None
    return read_codebook(own) if own and own.is_file() else default_codebook()


def read_workshop(workspace: Workspace, path: Path | None = None, only: Sequence[str] = ()) -> Workshop:
    """Code the contributions of a workspace.

    Parameters
    ----------
    workspace
        With a table of contributions and, where somebody coded by hand, one of codings.
    path
        A codebook.
    only
        ``column=value``: which contributions.

    Raises
    ------
    Refusal
        If there are no contributions, no such column or value, or the file is no codebook.
    """
    from places3t.indicators.families import filtered
    from places3t.indicators.themes import workshop
    from places3t.tables import read_table

    tables = workspace.tables()
    contributions = read_table(workspace, "contributions") if "contributions" in tables else None
    if contributions is None or contributions.empty:
        raise Refusal("no-contributions")
    codings = read_table(workspace, "codings") if "codings" in tables else None
    return workshop(filtered(contributions, only), codings, codebook_of(workspace, path))
