"""What holds for a whole run of the program: the language, the workspace, how much to say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from places3t.language import Language, system_language

if TYPE_CHECKING:
    from places3t.workspace import Workspace


@dataclass(slots=True)
class Session:
    """The options that every verb shares."""

    language: Language
    quiet: bool = False
    folder: Path | None = None

    def workspace(self) -> Workspace:
        """Give the workspace that a verb reads.

        Raises
        ------
        Refusal
            If neither ``--workspace`` nor the current folder leads to one.
        """
        from places3t.errors import Refusal

        found = self.workspace_or_none()
        if found is None:
            raise Refusal("no-workspace", folder=str(self.folder or Path.cwd()))
        return found

    def workspace_or_none(self) -> Workspace | None:
        """Give the workspace, or None where there is none yet."""
        from places3t.workspace import Workspace, find

        if self.folder is None:
            return find(Path.cwd())
        return Workspace(self.folder) if Workspace(self.folder).exists else None

    def workspace_to_write(self) -> Workspace:
        """Give the workspace that `ingest` fills: where there is none, the named or current folder becomes one."""
        from places3t.workspace import Workspace

        return self.workspace_or_none() or Workspace(self.folder or Path.cwd())


_session = Session(system_language())


def current() -> Session:
    """Give the session of this run."""
    return _session


def begin(language: Language | None, folder: Path | None, *, quiet: bool) -> None:
    """Start a run."""
    _session.language = language or system_language()
    _session.folder = folder
    _session.quiet = quiet
