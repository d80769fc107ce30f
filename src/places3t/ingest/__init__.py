"""From files to the store: read, recognise, clean, locate, fold, write."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    import pandas as pd

    from places3t.ingest.arrange import LeftOut
    from places3t.ingest.staging import Account, Staged
    from places3t.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says of the files; null leaves it to the program.

    Attributes
    ----------
    kind
        The kind of rows: places, funding or contributions.
    profile
        The name of the source's profile.
    wave
        The date of the survey: a day, a month or a year.
    sheet
        The only sheet to read.
    exhaustive
        For a list of funding: places that are not in it were not funded.
    publisher, licence
        Whose file it is, for the sources of a report.
    mapping
        Path of a mapping: a TOML file that says what each column means.
    """

    kind: str | None = None
    profile: str | None = None
    wave: str | None = None
    sheet: str | None = None
    exhaustive: bool | None = None
    publisher: str | None = None
    licence: str | None = None
    mapping: str | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """What a run did.

    Attributes
    ----------
    accounts
        One for each sheet that was read in this run, with its rows kept, merged and rejected.
    findings
        All findings of these sheets, worst first.
    before, after
        Rows of each table before the run and after it.
    left_out
        Sheets that gave no records, each with the reason.
    """

    accounts: tuple[Account, ...]
    findings: pd.DataFrame
    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()


def ingest_files(
    files: Sequence[Path],
    workspace: Workspace,
    options: Options | None = None,
    *,
    progress: Callable[[str], None] | None = None,
    unasked: Collection[Path] = (),
) -> Ingested:
    """Read files into the store of a workspace; all of them, or, where one cannot be read, none.

    Parameters
    ----------
    files
        Spreadsheets, delimited text or GeoJSON; a file of the same name replaces what it said before.
    workspace
        Made where it does not exist.
    options
        What is known of the files.
    progress
        Called with the name of each file before it is read.
    unasked
        Files that nobody named but that lay in a folder: left out where they hold nothing that is recognised.

    Returns
    -------
    Ingested
        The account of every row.

    Raises
    ------
    Refusal
        If a file cannot be read or holds nothing that is recognised; the store is then as it was before.
    """
    from places3t.ingest import store
    from places3t.ingest.decisions import read_decisions
    from places3t.ingest.pipeline import stage_files

    staged, left_out = stage_files(files, options or Options(), workspace, progress, unasked)
    workspace.create()
    with workspace.lock():
        staged = _hidden(staged, workspace, make=True)
        before = store.sizes(workspace)
        others = store.staged_elsewhere(workspace, staged)
        everything = store.tables([*others, *staged], read_decisions(workspace.root))
        store.write(workspace, everything, staged, others)
        after = store.sizes(workspace)
    names = {each.account.key for each in staged}
    accounts = tuple(each.account for each in everything.staged if each.account.key in names)
    return Ingested(accounts, store.findings_of(everything, staged), before, after, left_out)


def check_files(
    files: Sequence[Path],
    workspace: Workspace | None = None,
    options: Options | None = None,
    *,
    progress: Callable[[str], None] | None = None,
    unasked: Collection[Path] = (),
) -> Ingested:
    """Read files as `ingest_files` does, together with what the workspace holds, and write nothing.

    Raises
    ------
    Refusal
        If a file cannot be read or holds nothing that is recognised.
    """
    from places3t.ingest import store
    from places3t.ingest.decisions import read_decisions
    from places3t.ingest.pipeline import stage_files

    staged, left_out = stage_files(files, options or Options(), workspace, progress, unasked)
    staged = _hidden(staged, workspace, make=False)
    others = store.staged_elsewhere(workspace, staged) if workspace and workspace.exists else []
    decisions = read_decisions(workspace.root) if workspace and workspace.exists else None
    everything = store.tables([*others, *staged], decisions)
    names = {each.account.key for each in staged}
    accounts = tuple(each.account for each in everything.staged if each.account.key in names)
    return Ingested(accounts, store.findings_of(everything, staged), left_out=left_out)


def _hidden(staged: Sequence[Staged], workspace: Workspace | None, *, make: bool) -> list[Staged]:
    """Put pseudonyms in the place of the authors of contributions, before anything is written."""
    from places3t.ingest.contributions import author_key, with_pseudonyms

    if not any("author" in each.records for each in staged):
        return list(staged)
    key = author_key(workspace, make=make)
    return [with_pseudonyms(each, key) for each in staged]
