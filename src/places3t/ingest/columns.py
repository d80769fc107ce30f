"""What one column of a sheet means: the field it becomes, how its cells are read, what else it may be."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING

from places3t import formats, schema
from places3t.formats import choice, choices
from places3t.formats.texts import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from places3t.formats import Format
    from places3t.ingest.surveys import Parts

KINDS = ("places", "funding", "contributions", "codings")

# A list of funding or of contributions says which place it speaks of in the words of a census.
_LINKS = ("place_id", "name", "postal_code", "commune_code", "commune_name", "departement_code", "lat", "lon")
_FIELDS_OF_LINK = {"funding": _LINKS, "contributions": ("place_id", "commune_code", "commune_name", "postal_code")}

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


def recognise(kind: str, header: str) -> str | None:
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


def reserved(kind: str) -> set[str]:
    """Give the names that a column kept beside the fields may not take: what it holds is something else."""
    return {field.name for field in schema.table(kind).fields} | {*_LINKS, POINT}


def names_of(row: Sequence[str], taken: set[str]) -> list[str]:
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
