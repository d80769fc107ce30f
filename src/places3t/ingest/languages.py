"""Columns that a source has once for each language, read as one: ``title/fr`` and ``title/nl``, ``Nom (en)``.

Decidim and other multilingual tools write them so. Each row takes its text in French, else in English, else in the
other languages by alphabet; what a person wrote comes before what a machine translated.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from places3t.formats.texts import fold
from places3t.ingest.sheets import LONGEST_HEADER, Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from places3t.ingest.sheets import Sheet

_CODES = "bg br ca co cs cy da de el en es et eu fi fr ga gl hr hu it lb lt lv mt nl no oc pl pt ro sk sl sr sv tr uk"
_LANGUAGES = frozenset(_CODES.split())
_COLUMN = re.compile(
    r"(?P<base>.+?)(?P<machine>/machine_translations)?"
    r"(?:/(?P<path>[a-z]{2}(?:-[A-Za-z]{2,4})?)|\.(?P<dot>[a-z]{2})| \((?P<bracket>[a-z]{2})\))"
)
ANY_LANGUAGE = "/*"
"""Ends the header under which the columns of one question in several languages are read."""
_ORDER = ("fr", "", "en")
"""Languages of this program's users first; the form's own, where it does not name it, between the two."""
_NAMES = {"francais": "fr", "french": "fr", "anglais": "en", "english": "en"}
_HEADER_WITHIN = 20
_AT_LEAST = 2
_TICKS = frozenset({"", "0", "1", "true", "false", "oui", "non", "yes", "no"})


class _Locale(NamedTuple):
    """One column of one language; sorted as the texts are taken."""

    machine: bool
    rank: tuple[int, str]
    position: int
    language: str


def language_rank(written: str | None) -> tuple[int, str]:
    """Say how early the texts of a language are taken; the language as a code, a name, or both.

    Examples
    --------
    >>> sorted(["Nederlands (nl)", "English (en)", None, "Français (fr)"], key=language_rank)
    ['Français (fr)', None, 'English (en)', 'Nederlands (nl)']
    """
    text = (written or "").strip()
    code = re.search(r"\(([a-z]{2})\b[^)]*\)\s*$", text)
    folded = fold(text)
    language = code[1] if code else _NAMES.get(folded, folded.split("-", maxsplit=1)[0].split(" ", maxsplit=1)[0])
    return (_ORDER.index(language) if language in _ORDER else len(_ORDER), language)


def merge_languages(sheet: Sheet, kept: frozenset[str] = frozenset()) -> Sheet:
    """Read the columns of one question in several languages as one.

    Parameters
    ----------
    sheet
        As read.
    kept
        Headers that a mapping names, each for itself: not merged.

    Returns
    -------
    Sheet
        As wide as before: the first of the columns holds the text, under ``base/*``, the others are empty. A note says
        how many rows took each language.
    """
    at = _header_at(sheet, kept)
    if at is None:
        return sheet
    grid, written, notes = [*sheet.grid[:at]], dict(sheet.written), list(sheet.notes)
    header, body = list(sheet.grid[at]), [list(row) for row in sheet.grid[at + 1 :]]
    for base, columns in _questions(header, kept).items():
        if _ticked(columns, body):
            continue
        counts = _merge(columns, body)
        merged, original = f"{base}{ANY_LANGUAGE}", header[columns[0].position].strip()
        written[merged] = original
        for column in columns:
            header[column.position] = ""
        header[min(column.position for column in columns)] = merged
        if len(counts) > 1:
            said = ", ".join(f"{language} {count}" for language, count in counts.items())
            notes.append(Note("languages-merged", original, {"languages": said}))
    return replace(sheet, grid=[*grid, header, *body], written=written, notes=tuple(notes))


def _merge(columns: Sequence[_Locale], body: Sequence[list[str]]) -> dict[str, int]:
    """Put the text of each row into the first of the columns, and count the rows that took each language."""
    places = [column.position for column in columns]
    counts: dict[str, int] = {}
    for row in body:
        row.extend([""] * (max(places) + 1 - len(row)))
        chosen = next((column for column in columns if row[column.position].strip()), columns[0])
        text = row[chosen.position]
        for position in places:
            row[position] = ""
        row[min(places)] = text
        if text.strip():
            counts[chosen.language] = counts.get(chosen.language, 0) + 1
    return counts


def _header_at(sheet: Sheet, kept: frozenset[str]) -> int | None:
    """Find the row of headers, where any of them has a language."""
    above = sheet.grid[:_HEADER_WITHIN]
    for at in range(len(above)) if sheet.header_at is None else [sheet.header_at]:
        cells = [cell for cell in sheet.grid[at] if cell.strip()]
        short = max(map(len, cells), default=0) <= LONGEST_HEADER
        if len(cells) >= _AT_LEAST and short and _questions(sheet.grid[at], kept):
            return at
    return None


def _questions(header: Sequence[str], kept: frozenset[str]) -> dict[str, list[_Locale]]:
    """Give the columns of each question that has a language in its header, in the order in which texts are taken.

    A language behind a slash stands alone too (``title/fr``); behind a dot it may be the end of a web address, and in
    brackets an aside, so there another language of the question must be there as well.
    """
    found: dict[str, list[_Locale]] = {}
    paths: set[str] = set()
    for position, cell in enumerate(header):
        parts = _COLUMN.fullmatch(cell.strip())
        if parts is None or cell.strip() in kept:
            continue
        language = (parts["path"] or parts["dot"] or parts["bracket"]).split("-", maxsplit=1)[0]
        if language in _LANGUAGES:
            locale = _Locale(bool(parts["machine"]), language_rank(language), position, language)
            found.setdefault(parts["base"], []).append(locale)
            paths |= {parts["base"]} if parts["path"] else set()
    return {
        base: sorted(columns)
        for base, columns in found.items()
        if base in paths or len({column.language for column in columns}) >= _AT_LEAST
    }


def _ticked(columns: Sequence[_Locale], body: Sequence[Sequence[str]]) -> bool:
    """Tell whether the columns are answers that people ticked (``langues/fr``: yes), and no texts in a language."""
    cells = {row[each.position].strip().casefold() for row in body for each in columns if each.position < len(row)}
    return bool(cells - {""}) and cells <= _TICKS
