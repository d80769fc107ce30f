"""Files to staged sheets: each file read once, each of its sheets recognised, cleaned and located."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from places3t import formats
from places3t.errors import Refusal
from places3t.findings import Findings, Place
from places3t.ingest.addresses import with_addresses
from places3t.ingest.arrange import LeftOut, arrange
from places3t.ingest.clean import clean_sheet
from places3t.ingest.consistency import check_consistency
from places3t.ingest.contributions import with_parents
from places3t.ingest.joined import part_rows
from places3t.ingest.locate import COLUMNS as LOCATION
from places3t.ingest.locate import locate
from places3t.ingest.mapping import read_mapping, say_missing
from places3t.ingest.plan import Plan, plan_sheet
from places3t.ingest.points import COLUMN as POINT_COLUMN
from places3t.ingest.prepare import Forms, in_words_of_the_file, prepare
from places3t.ingest.questionnaire import for_answers, long_answers, long_codings, mapped_answers
from places3t.ingest.read import read_source
from places3t.ingest.settings import options_for
from places3t.ingest.staging import Account, Staged
from places3t.ingest.states import with_states
from places3t.ingest.unplaced import COARSE
from places3t.profiles import profiles
from places3t.profiles.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    import pandas as pd

    from places3t.ingest import Options
    from places3t.ingest.clean import Cleaned
    from places3t.ingest.sheets import Sheet, Source
    from places3t.profiles import Profile
    from places3t.workspace import Workspace

_NOTHING_IN_IT = frozenset({"nothing-recognised", "empty-file", "not-records", "not-a-table"})
_DATE_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_]?(0[1-9]|1[0-2])(?:[-_]?(0[1-9]|[12]\d|3[01]))?)?(?!\d)")


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
    return [_stage_sheet(source, sheet, plan, options) for sheet, plan in recognised], left_out


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


def _stage_sheet(source: Source, sheet: Sheet, plan: Plan, options: Options) -> Staged:
    place = Place(source.name, sheet.name)
    findings = Findings()
    say_missing(plan, place, findings)
    for note in sheet.notes:
        findings.add(note.code, replace(place, column=note.column), **note.params)
    _say_twice(plan, place, findings)
    if sheet.uncomputed:
        findings.add("formula-without-value", place, count=str(sheet.uncomputed))
    parted = part_rows(sheet, plan, place, findings_of_rows := Findings())
    cleaned = clean_sheet(parted.sheet, plan, place, findings)
    if cleaned.frame.empty:
        findings.add("no-records", place)
    derived = _derived(plan)
    profile = plan.profile
    rules = profile.rules if profile else Rules()
    frame, rejected, out = cleaned.frame, cleaned.rejected, cleaned.frame.index[:0]
    if plan.kind == "places":
        frame, excluded = with_states(frame, sheet.name, rules, place, findings)
        out = cleaned.frame.index.difference(frame.index)
        frame, rejected = with_addresses(frame, rules, place, findings), rejected + excluded
        frame = check_consistency(frame, place, findings)
    elif plan.kind == "contributions":
        frame = with_parents(frame, rules.parent)
    located = locate(frame, place, findings, derived, needed=plan.kind == "places", area=rules.area)
    records = _records(frame, located.frame, plan)
    publication = profile.publication if profile else {}
    exhaustive = options.exhaustive if options.exhaustive is not None else bool(profile and profile.exhaustive)
    account = Account(
        source=source.name,
        sheet=sheet.name,
        sha256=source.sha256,
        encoding=source.encoding,
        separator=source.separator,
        kind=plan.kind,
        profile=profile.name if profile else None,
        publisher=options.publisher or publication.get("publisher"),
        licence=options.licence or publication.get("licence"),
        wave=_wave(source, sheet, profile, options),
        header_row=sheet.first_row + plan.header_at if sheet.header_at is None else None,
        read=cleaned.read,
        rejected=rejected,
        exhaustive=exhaustive,
        people=cleaned.people,
        located=located.counts,
        mended=_mended(cleaned),
    )
    found = _named(_without_false_alarms(findings.frame(), records, out), records)
    found = _in_words_of_the_file(found, plan)
    if numbers := parted.numbers or sheet.numbers:
        records.index = records.index.map(numbers)
        found["row"] = found["row"].map(lambda row: numbers.get(row, row), na_action="ignore").astype("Int64")
        findings_of_rows.extend(found)
        found = findings_of_rows.frame()
    return Staged(account, records, found)


def _say_twice(plan: Plan, place: Place, findings: Findings) -> None:
    """Say which headers stand over several columns: only the first of them can be what it says."""
    bearers: dict[str, dict[int, str]] = {}
    for column in plan.columns:
        if column.header and column.position >= 0 and not column.parts:
            bearers.setdefault(column.header, {}).setdefault(column.position, column.name)
    for header, names in bearers.items():
        if len(names) > 1 and len(set(names.values())) > 1:
            others = ", ".join(list(names.values())[1:])
            findings.add("header-twice", replace(place, column=header), count=str(len(names)), names=others)


def _derived(plan: Plan) -> frozenset[str]:
    headers = plan.profile.derived if plan.profile else ()
    return frozenset(column.name for column in plan.columns if column.header in headers)


def _records(cleaned: pd.DataFrame, located: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Put what was located in the place of what was written, and the source's namespace before its identifiers."""
    records = cleaned.drop(columns=[*LOCATION], errors="ignore")
    import pandas as pd

    records = pd.concat([records, located], axis=1)
    own = "contribution_id" if plan.kind == "contributions" else "place_id"
    if plan.profile and plan.profile.namespace and own in records:
        records[own] = plan.profile.namespace + "-" + records[own]
    if "postal_code" in records:
        # Four digits were taken for a French code without its zero: in Belgium they were right as they stood.
        belgian = records["country_code"].eq("BE") & records["postal_code"].str.startswith("0", na=False)
        records["postal_code"] = records["postal_code"].mask(belgian, records["postal_code"].str.slice(1))
    return records


def _without_false_alarms(found: pd.DataFrame, records: pd.DataFrame, out: pd.Index) -> pd.DataFrame:
    """Drop what needs no mending: a lost zero of Belgian postal codes, which never had one; cells of rows left out."""
    belgian = records.index[records["country_code"].eq("BE")]
    false = found["code"].eq("lost-zero") & found["row"].isin(belgian) & found["got"].str.fullmatch(r"\d{4}")
    false |= found["row"].isin(out) & found["code"].ne("excluded-by-source")
    return found[~false].reset_index(drop=True)


def _named(found: pd.DataFrame, records: pd.DataFrame) -> pd.DataFrame:
    """Name the place of a row that says nothing of where it is: its cell is empty, its name is what one knows it by."""
    bare = found["code"].isin(COARSE) & found["got"].isna()
    if "name" not in records or not bare.any():
        return found
    return found.assign(got=found["got"].mask(bare, found["row"].map(records["name"]).astype("str")))


def _in_words_of_the_file(found: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Name columns as the file does: whoever looks for the cell knows its header, not our name for it."""
    headers = {column.name: column.header for column in reversed(plan.columns) if column.role == "field"}
    headers[POINT_COLUMN] = ", ".join(headers.get(name, name) for name in ("lat", "lon"))
    return found.assign(column=found["column"].map(lambda name: headers.get(name) or name, na_action="ignore"))


def _mended(cleaned: Cleaned) -> dict[str, int]:
    return dict(sorted(cleaned.mended.items(), key=lambda item: (-item[1], item[0])))


def _wave(source: Source, sheet: Sheet, profile: Profile | None, options: Options) -> str | None:
    """Date the survey: as the user says, else as the profile does, else by a date in the sheet's or file's name."""
    if options.wave:
        if formats.get("partial_date").parse(options.wave).value is None:
            raise Refusal("not-a-date", text=options.wave)
        return options.wave
    if profile and profile.wave:
        return profile.wave
    for name in (sheet.name or "", source.name):
        if found := _DATE_IN_NAME.search(name):
            return "-".join(part for part in found.groups() if part)
    return None
