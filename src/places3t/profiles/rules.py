"""What is known of a source beyond its columns: its sheets, its words for a place's fate, where all its places lie."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

EXCLUDED = "excluded"
"""In place of a status: the source itself says that the row is no place of the kind that it lists."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A helper sheet that says more of the places of another one.

    Attributes
    ----------
    sheet
        Where the further cells stand.
    fills
        The sheet whose empty cells they fill, in the columns that have the same header in both.
    key
        The header, the same in both, by which rows are matched.
    """

    sheet: str
    fills: str
    key: str


@dataclass(frozen=True, slots=True)
class Area:
    """Where all places of a source lie: a name that several communes bear means the one that is there."""

    departements: tuple[str, ...] = ()
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Parent:
    """How a contribution names the one that it answers.

    Attributes
    ----------
    type, id
        Headers of its type and its number.
    namespaces
        Type to what stands before the numbers of that type in this program.
    root
        Header of the address of the thing that the whole thread answers; its last two parts are type and number.
    """

    type: str
    id: str
    namespaces: Mapping[str, str] = field(default_factory=dict)
    root: str | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What is known of a source beyond its columns.

    Attributes
    ----------
    left_out
        Sheet to the reason why it holds no rows of its own (a code of the catalogue ``sheets``).
    sheet_status
        Sheet to the status of the places on it, or `EXCLUDED`.
    state_headers
        Headers of the columns in which the source writes what became of a place.
    states
        What it writes there, to a status, or to ``status/closure kind``, or to `EXCLUDED`.
    evidence
        Helper sheets that complete others.
    area
        Where all its places lie; null where they may lie anywhere.
    by_hand
        Name of a place to what a person found out about where it is: columns of its location, and ``why``.
    same
        Names of one place on one sheet, as a person decided who knows them.
    joined
        Headers whose cells hold several values, one for each of several rows, with `separator` between.
    separator
        Between them.
    values
        Header to what every value under it begins with, for sources that share their headers.
    parent
        How contributions answer each other.
    """

    left_out: Mapping[str, str] = field(default_factory=dict)
    sheet_status: Mapping[str, str] = field(default_factory=dict)
    state_headers: tuple[str, ...] = ()
    states: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    area: Area | None = None
    by_hand: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    same: tuple[tuple[str, str], ...] = ()
    joined: tuple[str, ...] = ()
    separator: str = ";"
    values: Mapping[str, str] = field(default_factory=dict)
    parent: Parent | None = None


def read_rules(raw: Mapping[str, Any]) -> Rules:
    """Read the table ``rules`` of a profile.

    Raises
    ------
    TypeError
        If it says something that is no rule.
    """
    said: dict[str, Any] = dict(raw)
    if "area" in said:
        area = said["area"]
        said["area"] = Area(tuple(area.get("departements", ())), area.get("region"))
    if "parent" in said:
        said["parent"] = Parent(**said["parent"])
    said["evidence"] = tuple(Evidence(**each) for each in said.get("evidence", ()))
    said["same"] = tuple((str(first), str(second)) for first, second in said.get("same", ()))
    for name in ("state_headers", "joined"):
        said[name] = tuple(said.get(name, ()))
    return Rules(**said)
