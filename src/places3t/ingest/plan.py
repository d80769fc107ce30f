"""What each column of a sheet means: the header row is found, its headers recognised, or a known source met."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from places3t.formats.texts import fold
from places3t.ingest.columns import KINDS, Column, column_of, names_of, other_headers, recognise, reserved
from places3t.ingest.languages import ANY_LANGUAGE
from places3t.ingest.sheets import LONGEST_HEADER
from places3t.ingest.surveys import split_questions, without_groups
from places3t.profiles import Extra, Profile, profiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from places3t.ingest.sheets import Sheet

_HEADER_WITHIN = 20
"""Rows from the top in which a header is looked for: titles, stray cells and group headings stand above it."""

# Without one of each group, rows cannot be read as the kind.
_NEEDED = {
    "places": (("name", "place_id"),),
    "funding": (("name", "place_id"), ("source", "kind", "amount_eur", "started_on", "ended_on")),
    "contributions": (("text", "title"),),
    "codings": (("contribution_id",), ("theme",), ("coder",)),
}
_AT_LEAST = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read a sheet: the kind of its rows, where the header is, and what each column means."""

    kind: str
    header_at: int
    columns: tuple[Column, ...]
    profile: Profile | None = None

    @property
    def fields(self) -> int:
        """How many columns were recognised as fields of the table."""
        return sum(column.role == "field" for column in self.columns)


def plan_sheet(sheet: Sheet, kind: str | None = None, profile: Profile | None = None) -> Plan | None:
    """Find out how to read a sheet.

    Parameters
    ----------
    sheet
        The sheet as read.
    kind
        The kind of its rows, where it is known; else the one that explains most columns.
    profile
        The source, where it is known; else a bundled profile whose headers are all there.

    Returns
    -------
    Plan or None
        None where no row within the first twenty reads as a header of a kind.
    """
    if profile and profile.sheet not in {None, sheet.name}:
        return None
    rows = _header_rows(sheet, profile)
    known = [profile] if profile else [each for each in profiles() if kind in (None, each.kind)]
    for at in rows:
        for each in known:
            if _matches(each, sheet.grid[at], given=profile is not None) and _begins(each, sheet, at):
                return Plan(each.kind, at, tuple(_profile_columns(each, sheet.grid[at])), each)
    if profile:
        return None
    plans = [_generic(each, at, sheet.grid[at]) for each in ([kind] if kind else KINDS) for at in rows]
    return max(filter(None, plans), key=lambda plan: plan.fields, default=None)


def _header_rows(sheet: Sheet, profile: Profile | None) -> Sequence[int]:
    """Give the positions at which the header may stand."""
    if sheet.header_at is not None:
        return [sheet.header_at]
    if profile and profile.header_row is not None:
        at = profile.header_row - sheet.first_row
        return [at] if 0 <= at < len(sheet.grid) else []
    above = sheet.grid[:_HEADER_WITHIN]
    return [at for at, row in enumerate(above) if max(map(len, row), default=0) <= LONGEST_HEADER]


def _matches(profile: Profile, row: Sequence[str], *, given: bool) -> bool:
    """Tell whether a row is the header of a source; for one that the user named, any two of its columns will do."""
    headers = {form for cell in row for form in (cell.strip(), any_language(cell.strip()))}
    if given:
        return len(headers & profile.columns.keys()) >= _AT_LEAST
    return bool(profile.headers) and headers >= set(profile.headers)


def any_language(header: str) -> str:
    """Give the form under which a profile knows the columns that a source has once for each language.

    Examples
    --------
    >>> any_language("category/name/fr"), any_language("title/pt-BR"), any_language("author/id")
    ('category/name/*', 'title/*', 'author/*')
    """
    return _LANGUAGE.sub("/*", header)


_LANGUAGE = re.compile(r"/[a-z]{2}(?:-[A-Za-z]{2,4})?$")


def _begins(profile: Profile, sheet: Sheet, header_at: int) -> bool:
    """Tell whether the columns of a source that shares its headers with another one begin as its own do."""
    headers = [cell.strip() for cell in sheet.grid[header_at]]
    for header, start in profile.rules.values.items():
        at = headers.index(header)
        filled = (row[at].strip() for row in sheet.grid[header_at + 1 :] if at < len(row) and row[at].strip())
        if not next(filled, "").startswith(start):
            return False
    return True


def _profile_columns(profile: Profile, row: Sequence[str]) -> list[Column]:
    columns: list[Column] = []
    fallback_for = {second: profile.columns[first] for first, second in profile.fallbacks.items()}
    names = names_of(row, taken=reserved(profile.kind))
    # A bundled profile knows each column of its source; a mapping leaves the answers of one question to be found.
    split = {} if profile.headers else split_questions(profile.kind, row, profile)
    answers = {position: name for name, parts in split.items() for position, _ in parts}
    for position, header in enumerate(cell.strip() for cell in row):
        if position in answers:
            parts = split[answers[position]]
            if position == parts[0][0]:
                column = _told(column_of(profile.kind, position, header, answers[position]), profile)
                columns.append(replace(column, parts=parts))
            continue
        form = header if header in profile.columns else any_language(header)
        known = form in profile.columns or header in profile.extras
        if {header, any_language(header)} & set(profile.people) or (
            not known and fold(header) in other_headers("people")
        ):
            columns.append(Column(position, header, names[position], "people"))
            continue
        if form in profile.columns:
            meant = (profile.columns[form], *profile.also.get(form, ()))
            columns += [_told(column_of(profile.kind, position, header, name), profile) for name in meant]
        # A column may be read as a field and kept as it is written beside.
        if (header in profile.extras or form not in profile.columns) and names[position]:
            extra = profile.extras.get(header, Extra())
            reading = (extra.format, None, extra.minimum, extra.maximum, extra.whole)
            columns.append(Column(position, header, names[position], "extra", *reading))
        if header in fallback_for:
            columns.append(column_of(profile.kind, position, header, fallback_for[header], "fallback"))
    return columns


def _told(column: Column, profile: Profile) -> Column:
    """Complete a column with what its source says of empty cells and of words."""
    synonyms = profile.vocabularies.get(column.vocabulary or "", {})
    return replace(column, empty=profile.defaults.get(column.name, ""), synonyms=synonyms)


def _generic(kind: str, at: int, row: Sequence[str]) -> Plan | None:
    """Read a row as the header of a kind, by the synonyms of its fields."""
    columns: list[Column] = []
    seen: set[str] = set()
    bare = [cell.removesuffix(ANY_LANGUAGE) for cell in without_groups(row)]
    recognised = {position: name for position, cell in enumerate(bare) if cell and (name := recognise(kind, cell))}
    parted = {name: parts for name, parts in split_questions(kind, row).items() if name not in recognised.values()}
    answers = {position: name for name, parts in parted.items() for position, _ in parts}
    names = names_of(row, taken=reserved(kind))
    for position, header in enumerate(cell.strip() for cell in row):
        name = recognised.get(position)
        if name and name not in seen:
            seen.add(name)
            columns.append(column_of(kind, position, header, name))
        elif position in answers:
            seen.add(answers[position])
            if position == parted[answers[position]][0][0]:
                column = column_of(kind, position, header, answers[position])
                columns.append(replace(column, parts=parted[answers[position]]))
        elif {fold(header), fold(bare[position])} & other_headers("people"):
            columns.append(Column(position, header, names[position], "people"))
        elif names[position]:
            columns.append(Column(position, header, names[position], "extra"))
    enough = len(seen) >= _AT_LEAST and all(seen & set(group) for group in _NEEDED[kind])
    return Plan(kind, at, tuple(columns)) if enough else None
