"""Several words of a vocabulary in one cell: types, services."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from places3t.formats.base import Fault, Format, Parsed
from places3t.formats.choice import read_one, unknown
from places3t.schema.words import Vocabulary, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

_MARKS = tuple(
    re.compile(mark, re.IGNORECASE)
    for mark in (
        r"\s*[;|\n•·]\s*",
        r"\s*,\s*",
        r"\s+[-–—/+]\s+",
        r"\s*[/+&]\s*",
        r"\s+(?:et|and|ou|or|avec|with)\s+(?:d['’]un |un |une |a |an )?",
        r"\s*[-–—]\s*",
        r"\s+",  # Kobo writes the names of a multiple choice with a space between
    )
)
"""What parts the words of a cell, the surest first: a mark is only tried on what the vocabulary does not know whole."""


@lru_cache
def for_vocabulary(name: str) -> Format:
    """Build the format that reads several words of a vocabulary (see `choice.for_vocabulary`)."""
    return from_vocabulary(vocabulary(name))


def from_vocabulary(words: Vocabulary) -> Format:
    """Build the format of a vocabulary that a profile or a mapping has completed with its own words."""
    first, second = list(words.terms.values())[:2]
    return Format(
        name="choices",
        title={"fr": "Plusieurs mots d’une liste", "en": "Several words of a list"},
        description={
            "fr": f"Un ou plusieurs mots de la liste « {words.name} », séparés par un point-virgule.",
            "en": f"One or several words of the list “{words.name}”, parted by a semicolon.",
        },
        dtype="object",
        parse=_parser(words),
        good={
            first.fr: [first.key],
            f"{first.fr} ; {second.fr}": [first.key, second.key],
            f"{second.en}, {first.en}": [second.key, first.key],
            f"{first.key} {second.key}": [first.key, second.key],
            f"{first.fr} et {second.fr}": [first.key, second.key],
            f"{first.key};{first.key}": [first.key],
        },
        mended={
            f"{first.fr} ; qwertz": ([first.key], "not-in-list"),
            f"{first.fr} ?": ([first.key], "uncertain-value"),
        },
        bad={"qwertz": "not-in-list"},
    )


def _parser(words: Vocabulary) -> Callable[[str], Parsed]:
    def parse(text: str) -> Parsed:
        found: list[str] = []
        lost: list[str] = []
        doubtful = _gather(words, text, 0, found, lost)
        if not found:
            return unknown(words, text)
        keys = list(dict.fromkeys(key for key in found if key))
        if found and not keys:
            return Parsed(None)
        if lost:
            return Parsed(keys, unknown(words, "; ".join(lost)).fault)
        return Parsed(keys, Fault("uncertain-value")) if doubtful else Parsed(keys)

    return parse


def _gather(words: Vocabulary, text: str, level: int, found: list[str], lost: list[str]) -> bool:
    """Read a piece whole, else part it by the next mark; say whether any piece was in doubt."""
    key, doubtful = read_one(words, text)
    if key is not None:
        found.append(key)
        return doubtful
    for deeper in range(level, len(_MARKS)):
        pieces = [piece for piece in _MARKS[deeper].split(text) if piece]
        if len(pieces) > 1:
            known: list[str] = []
            unread: list[str] = []
            doubts = [_gather(words, piece, deeper + 1, known, unread) for piece in pieces]
            if known:
                found.extend(known)
                lost.extend(unread)
                return any(doubts)
    lost.append(text)
    return False


FORMAT = for_vocabulary("types")
