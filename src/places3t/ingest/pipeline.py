"""Files to staged sheets: each file read once, each of its sheets recognised, cleaned and located."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from places3t.errors import Refusal
from places3t.ingest.arrange import LeftOut, arrange
from places3t.ingest.mapping import read_mapping
from places3t.ingest.plan import Plan, plan_sheet
from places3t.ingest.prepare import Forms, in_words_of_the_file, prepare
from places3t.ingest.questionnaire import for_answers, long_answers, long_codings, mapped_answers
from places3t.ingest.read import read_source
from places3t.ingest.settings import options_for
from places3t.ingest.stage import stage_sheet
from places3t.profiles import profiles

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from places3t.ingest import Options
    from places3t.ingest.sheets import Sheet, Source
    from places3t.ingest.staging import Staged
    from places3t.profiles import Profile
    from places3t.workspace import Workspace

_NOTHING_IN_IT = frozenset({"nothing-recognised", "empty-file", "not-records", "not-a-table"})


def stage_files(
    files: Sequence[Path],
    options: Options,
    workspace: Workspace | None,
    progress: Callable[[str], None] | None,
    unasked: Collection[Path] = (),
) -> tuple[list[Staged], tuple[LeftOut, ...]]:
    """Stage every sheet of some files that holds records.

    Those ``unasked`` for are left out where they hold none; of the others, one without any is a refusal.

    Returns
    -------
    tuple
        The staged sheets, and the sheets that hold none, with the reason.

    Raises
    ------
    Refusal
        If a file cannot be read, or none of its sheets is recognised, or two files have one name.
    """
    names = [path.name for path in files]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise Refusal("same-name", source=twice)
    staged: list[Staged] = []
    left_out: list[LeftOut] = []
    forms = Forms(files)
    if forms.given and not forms.others:
        raise Refusal("form-alone", source=forms.given[0].source)
    for path in forms.others:
        if progress:
            progress(path.name)
        try:
            here, out = _stage_file(path, options_for(workspace, path.name, options), forms)
        except Refusal as refusal:
            if refusal.code not in _NOTHING_IN_IT or path not in unasked:
                raise
            here, out = [], [LeftOut(path.name, None, "nothing-recognised", 0)]
        staged += here
        left_out += out
    if not staged:
        raise Refusal("nothing-in-any", files=", ".join(path.name for path in forms.others))
    return staged, (*left_out, *forms.left_out())


def plan_file(
    path: Path, options: Options, forms: Forms | None = None
) -> tuple[Source, list[tuple[Sheet, Plan | None]]]:
    """Read a file and find out how to read each of its sheets, null where nothing tells.

    Parameters
    ----------
    path, options
        The file, and what the user says of it.
    forms
        The XLSForms of the run; those in the file's folder are looked for in any case.

    Returns
    -------
    tuple
        The file as it is, and its sheets as they are read, each with its plan.

    Raises
    ------
    Refusal
        If the file or its mapping cannot be read, or the profile or sheet asked for does not exist.
    """
    source = read_source(path)
    profile = read_mapping(Path(options.mapping)) if options.mapping else _profile(options.profile)
    if options.sheet and options.sheet not in {sheet.name for sheet in source.sheets}:
        names = ", ".join(sheet.name or "" for sheet in source.sheets)
        raise Refusal("no-sheet", source=source.name, sheet=options.sheet, sheets=names)
    known = forms or Forms()
    wanted = [sheet for sheet in source.sheets if options.sheet in (None, sheet.name)]
    ready = [prepare(sheet, source.name, path, known, profile) for sheet in wanted]
    planned = [_plan_sheet(each, source.name, options.kind, profile) for each in ready]
    return source, [(each, in_words_of_the_file(plan, each)) for each, plan in planned]


def _plan_sheet(sheet: Sheet, source: str, kind: str | None, profile: Profile | None) -> tuple[Sheet, Plan | None]:
    """Plan a sheet; one that has an answer or a coder a column is made long first."""
    if profile and mapped_answers(profile):
        long = long_answers(sheet, source, profile)
        return (sheet, None) if long is None else (long, plan_sheet(long, kind, for_answers(profile)))
    plan = plan_sheet(sheet, kind, profile)
    if plan is not None or profile is not None:
        return sheet, plan
    long = long_answers(sheet, source) if kind == "contributions" else long_codings(sheet) if kind is None else None
    return (sheet, None) if long is None else (long, plan_sheet(long, kind))


def _stage_file(path: Path, options: Options, forms: Forms) -> tuple[list[Staged], list[LeftOut]]:
    source, plans = plan_file(path, options, forms)
    recognised, left_out = arrange(source.name, plans)
    if not recognised:
        raise Refusal("nothing-recognised", source=source.name, headers=_first_row(source))
    return [stage_sheet(source, sheet, plan, options) for sheet, plan in recognised], left_out


def _profile(name: str | None) -> Profile | None:
    if name is None:
        return None
    known = {profile.name: profile for profile in profiles()}
    if name not in known:
        raise Refusal("no-profile", profile=name, profiles=", ".join(known))
    return known[name]


def _first_row(source: Source) -> str:
    rows = [row for sheet in source.sheets for row in sheet.grid if any(cell.strip() for cell in row)]
    cells = [cell.strip()[:40] for cell in rows[0] if cell.strip()] if rows else []
    return ", ".join(cells[:8]) or "-"
