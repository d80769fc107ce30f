"""Known sources: how a file of a known publisher is recognised, and what its columns mean."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any

from places3t.profiles.rules import Rules, read_rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from places3t.language import Language


@dataclass(frozen=True, slots=True)
class Extra:
    """A column that the tables have no place for: how to read it, and what a number must be to be true."""

    format: str = "text"
    minimum: float | None = None
    maximum: float | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of a source before it is read.

    Attributes
    ----------
    name, title
        Its short name, and its full one by language.
    kind
        The table that its rows belong to: places, funding or contributions.
    namespace
        Put before its identifiers where they mean nothing outside the source.
    wave
        The date of the survey, ISO.
    headers
        Headers that together tell the source.
    constants
        Column to the text that holds for every row.
    columns
        Header to column.
    fallbacks
        Header to the header that is read where its cell is empty.
    derived
        Headers that the publisher computed from the point: no independent evidence of where a place is.
    people
        Headers of columns about people: dropped.
    extras
        Header to how its column is read.
    exhaustive
        For lists of funding: whether a place that is not in the list was not funded.
    publication
        Publisher and licence, for the sources of a report.
    sheet, header_row
        Where the table stands, as a spreadsheet program numbers rows; null where it is looked for.
    also
        Header to further columns that the same cells tell (a code that says both the status and how it closed).
    defaults
        Column to the text that an empty cell stands for.
    vocabularies
        Vocabulary to the spellings that this source has for its words.
    rules
        What is known beyond the columns.
    """

    name: str
    title: Mapping[Language, str]
    kind: str
    namespace: str | None = None
    wave: str | None = None
    headers: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    fallbacks: Mapping[str, str] = field(default_factory=dict)
    derived: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    extras: Mapping[str, Extra] = field(default_factory=dict)
    exhaustive: bool = False
    publication: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    header_row: int | None = None
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    vocabularies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)


def read_profile(text: str, known: Mapping[str, Any] | None = None) -> Profile:
    """Read a profile from TOML.

    Parameters
    ----------
    text
        TOML.
    known
        What holds where the text does not say it: a mapping has the name of its file.

    Raises
    ------
    tomllib.TOMLDecodeError
        If the text is not TOML.
    KeyError
        If it has no name, title or kind.
    """
    raw: dict[str, Any] = {**(known or {}), **tomllib.loads(text)}
    named = {header: [name] if isinstance(name, str) else name for header, name in raw.get("columns", {}).items()}
    return Profile(
        name=raw["name"],
        title=raw["title"],
        kind=raw["kind"],
        namespace=raw.get("namespace"),
        wave=raw.get("wave"),
        headers=tuple(raw.get("recognise", {}).get("headers", ())),
        constants=raw.get("constants", {}),
        columns={header: names[0] for header, names in named.items()},
        also={header: tuple(names[1:]) for header, names in named.items() if names[1:]},
        fallbacks=raw.get("fallbacks", {}),
        derived=tuple(raw.get("derived", {}).get("columns", ())),
        people=tuple(raw.get("people", {}).get("columns", ())),
        extras={header: Extra(**each) for header, each in raw.get("extras", {}).items()},
        exhaustive=raw.get("exhaustive", False),
        publication=raw.get("publication", {}),
        sheet=raw.get("sheet"),
        header_row=raw.get("header_row"),
        defaults=raw.get("defaults", {}),
        vocabularies=raw.get("vocabularies", {}),
        rules=read_rules(raw.get("rules", {})),
    )


@functools.cache
def profiles() -> tuple[Profile, ...]:
    """Give the bundled profiles, by name."""
    folder = resources.files("places3t") / "profiles"
    texts = sorted(path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".toml"))
    return tuple(sorted(map(read_profile, texts), key=lambda profile: profile.name))
