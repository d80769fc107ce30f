"""One sheet on its way: cleaned, located, its account and its findings in the words of the file."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from places3t import formats
from places3t.errors import Refusal
from places3t.findings import Findings, Place
from places3t.ingest.addresses import with_addresses
from places3t.ingest.clean import clean_sheet
from places3t.ingest.consistency import check_consistency
from places3t.ingest.contributions import with_parents
from places3t.ingest.joined import part_rows
from places3t.ingest.locate import locate
from places3t.ingest.mapping import say_missing
from places3t.ingest.placed import COLUMNS as LOCATION
from places3t.ingest.points import COLUMN as POINT_COLUMN
from places3t.ingest.staging import Account, Staged
from places3t.ingest.states import with_states
from places3t.ingest.unplaced import COARSE
from places3t.profiles.rules import Rules

if TYPE_CHECKING:
    import pandas as pd

    from places3t.ingest import Options
    from places3t.ingest.clean import Cleaned
    from places3t.ingest.plan import Plan
    from places3t.ingest.sheets import Sheet, Source
    from places3t.profiles import Profile

_DATE_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_]?(0[1-9]|1[0-2])(?:[-_]?(0[1-9]|[12]\d|3[01]))?)?(?!\d)")


def stage_sheet(source: Source, sheet: Sheet, plan: Plan, options: Options) -> Staged:
    """Clean and locate the records of one sheet.

    Parameters
    ----------
    source
        The file as read.
    sheet, plan
        One of its sheets, made ready, and what its columns mean.
    options
        What the user says of the file.

    Raises
    ------
    Refusal
        If the wave that the user says is no date.
    """
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
