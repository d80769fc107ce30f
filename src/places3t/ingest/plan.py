"""What each column of a sheet means: the header row is found, its headers recognised, or a known source met."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass, field, replace
from importlib import resources
from typing import TYPE_CHECKING

from places3t import formats, schema
from places3t.formats import choice, choices
from places3t.formats.texts import fold
from places3t.ingest.surveys import split_questions, without_groups
from places3t.profiles import Extra, Profile, profiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from places3t.formats import Format
    from places3t.ingest.sheets import Sheet
    from places3t.ingest.surveys import Parts

KINDS = ("places", "funding", "contributions", "codings")
_HEADER_WITHIN = 20
"""Rows from the top in which a header is looked for: titles, stray cells and group headings stand above it."""

# A list of funding or of contributions says which place it speaks of in the words of a census.
_LINKS = ("place_id", "name", "postal_code", "commune_code", "commune_name", "departement_code", "lat", "lon")
_FIELDS_OF_LINK = {"funding": _LINKS, "contributions": ("place_id", "commune_code", "commune_name", "postal_code")}

# Without one of each group, rows cannot be read as the kind.
_NEEDED = {
    "places": (("name", "place_id"),),
    "funding": (("name", "place_id"), ("source", "kind", "amount_eur", "started_on", "ended_on")),
    "contributions": (("text", "title"),),
    "codings": (("contribution_id",), ("theme",), ("coder",)),
}
_AT_LEAST = 2


POINT = "coordinates"
"""A column with latitude and longitude in one cell: no field of a table, it becomes two."""

WAVE = "wave"
"""A column that says for each row when its place was seen: no field of ``places``, it dates the observation."""

CENSUS_FUNDING = {f"funding_{name}": name for name in ("started_on", "ended_on", "source", "kind", "amount_eur")}
"""Columns of a census that tell of the support its places had, to the fields of ``funding`` that they become."""


@functools.cache
def other_headers(what: str) -> frozenset[str]:
    """Give the folded headers of columns that are no field: of ``people``, or ``coordinates`` in one cell."""
    text = (resources.files("places3t") / "schema" / "other_headers.toml").read_text(encoding="utf-8")
    return frozenset(fold(header) for group in tomllib.loads(text)[what].values() for header in group)


@dataclass(frozen=True, slots=True)
class Column:
    """What to make of one column.

    Attributes
    ----------
    position
        In the sheet, from 0.
    header
        As it stands in the file.
    name
        Of the column it becomes: a field of the table, or the cleaned header.
    role
        ``field``, ``fallback`` (read where the field is empty), ``extra`` or ``people`` (dropped).
    format
        How its cells are read; with a vocabulary for choices.
    minimum, maximum, whole
        What a number must be to be true; a fraction where ``whole`` is asked is kept and said.
    empty
        The text that an empty cell stands for.
    parts
        The columns of a question with several answers, where each has its own.
    synonyms
        What the source writes for words of the vocabulary.
    """

    position: int
    header: str
    name: str
    role: str
    format: str = "text"
    vocabulary: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False
    empty: str = ""
    parts: Parts = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)

    def reader(self) -> Format:
        """Give the format of its cells, with the source's own words."""
        if self.vocabulary is None or not self.synonyms:
            return formats.get(self.format, self.vocabulary)
        words = schema.vocabulary(self.vocabulary).with_synonyms(self.synonyms)
        return choice.from_vocabulary(words) if self.format == "choice" else choices.from_vocabulary(words)


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
    return range(min(_HEADER_WITHIN, len(sheet.grid)))


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
    names = _names(row, taken=_reserved(profile.kind))
    for position, header in enumerate(cell.strip() for cell in row):
        form = header if header in profile.columns else any_language(header)
        known = form in profile.columns or header in profile.extras
        if {header, any_language(header)} & set(profile.people) or (
            not known and fold(header) in other_headers("people")
        ):
            columns.append(Column(position, header, names[position], "people"))
        elif form in profile.columns:
            meant = (profile.columns[form], *profile.also.get(form, ()))
            columns += [_told(column_of(profile.kind, position, header, name), profile) for name in meant]
        elif names[position]:
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
    bare = without_groups(row)
    recognised = {position: name for position, cell in enumerate(bare) if cell and (name := _recognise(kind, cell))}
    parted = {name: parts for name, parts in split_questions(kind, row).items() if name not in recognised.values()}
    answers = {position: name for name, parts in parted.items() for position, _ in parts}
    names = _names(row, taken=_reserved(kind))
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


def _recognise(kind: str, header: str) -> str | None:
    """Find the column that a header names: of the kind's own table first, then of the places that it speaks of."""
    if fold(header) in other_headers("coordinates"):
        return POINT
    if kind == "places" and (other := _of_observation(fold(header))):
        return other
    own = schema.table(kind)
    name = own.match(header)
    if name and own.field(name).format:
        return name
    name = schema.table("places").match(header)
    return name if name in _FIELDS_OF_LINK.get(kind, ()) else None


def _of_observation(header: str) -> str | None:
    """Find what a census's column says of the observation or of the place's funding, which have tables of their own."""
    if header in other_headers("waves"):
        return WAVE
    return next((name for name in CENSUS_FUNDING if header in other_headers(name)), None)


def column_of(kind: str, position: int, header: str, name: str, role: str = "field") -> Column:
    """Make the column of a field, with its format, vocabulary and bounds."""
    if name == POINT:
        return Column(position, header, name, role, "coordinates")
    if name == WAVE and kind == "places":
        return Column(position, header, name, role, "partial_date")
    try:
        field = (
            schema.table("funding").field(CENSUS_FUNDING[name])
            if kind == "places" and name in CENSUS_FUNDING
            else (schema.table(kind).field(name))
        )
    except KeyError:
        field = schema.table("places").field(name)
    if field.format is None:
        msg = f"the program computes {name!r} itself: no column can be read as it"
        raise ValueError(msg)
    return Column(position, header, name, role, field.format, field.vocabulary, field.minimum, field.maximum)


def fields_of(kind: str) -> list[str]:
    """Give the columns that a file of a kind can fill: of its own table, then of the places that it speaks of."""
    own = [field.name for field in schema.table(kind).fields if field.format]
    if kind == "places":
        own += [WAVE, *CENSUS_FUNDING]
    return list(dict.fromkeys([*own, *_FIELDS_OF_LINK.get(kind, ())]))


def _reserved(kind: str) -> set[str]:
    """Give the names that a column kept beside the fields may not take: what it holds is something else."""
    return {field.name for field in schema.table(kind).fields} | {*_LINKS, POINT}


def _names(row: Sequence[str], taken: set[str]) -> list[str]:
    """Give each header a column name of its own: folded, words joined by ``_``, a number after a repeated one.

    An unnamed column is named after its position if any header stands right of it, and left out (an empty name)
    beyond the last header.
    """
    width = max((at + 1 for at, cell in enumerate(row) if cell.strip()), default=0)
    names: list[str] = []
    used = set(taken)
    for position, cell in enumerate(row):
        base = "_".join(fold(cell).split()) or (f"column_{position + 1}" if position < width else "")
        name, number = base, 2
        while name and name in used:
            name, number = f"{base}_{number}", number + 1
        used.add(name)
        names.append(name)
    return names
