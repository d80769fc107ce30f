"""Wide tables of what people said, made long: a questionnaire's open answers, and themes with a column for each coder.

A questionnaire has a row a respondent and a column a question; each open answer becomes a contribution. Its question
becomes the session where the file has none, and is kept as ``question`` in any case: as a title it would lend its own
words to every answer. Answers of one row are of one author.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from places3t.formats.texts import fold
from places3t.ingest.columns import other_headers, recognise
from places3t.ingest.sheets import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from places3t.ingest.sheets import Grid, Sheet
    from places3t.profiles import Profile

_HEADER_WITHIN = 20
_WORDS = 3
"""Words that an open answer has at least, on average: a closed one is a word or two."""
_DISTINCT = 0.5
"""Share of answers that differ from one another at least; below it the question was closed, with long options."""
_LEAST_HEADERS = 2

_CODER = re.compile(
    r"(?:themes?|thematiques?|codes?|codage|coding|categories?|topics?) "
    r"((?:(?:coder|codeur|codeuse|annotateur|annotatrice|annotator|rater|juge|judge|personne|person) ?\w{0,20})|[a-z])"
)
_SEPARATOR = re.compile(r"[;,|\n]")


def coder_of(header: str) -> str | None:
    """Tell who gave the themes of a column, where its header says that it is one of a coder.

    Examples
    --------
    >>> [coder_of(each) for each in ("theme_coder1", "Thème A", "code codeuse Z", "thème", "theme 2", "code postal")]
    ['coder1', 'A', 'codeuse Z', None, None, None]
    """
    found = _CODER.fullmatch(fold(header.replace("_", " ")))
    if not found:
        return None
    # As it is written in the file: folding keeps the last letters in their place.
    return " ".join(header.replace("_", " ").split())[-len(found[1]) :]


def themes_of(cell: str) -> list[str]:
    """Part the themes of a cell, which may hold several.

    Examples
    --------
    >>> themes_of("norms; lack_of_money, norms")
    ['norms', 'lack_of_money']
    """
    return list(dict.fromkeys(part.strip() for part in _SEPARATOR.split(cell) if part.strip()))


def long_codings(sheet: Sheet) -> Sheet | None:
    """Make a table of codings long that has a contribution a row and a column a coder.

    Returns
    -------
    Sheet or None
        With the columns ``contribution_id theme coder``; null where the header has no identifier or no coder.
    """
    for at, row in enumerate(sheet.grid[:_HEADER_WITHIN]):
        coders = {position: coder for position, header in enumerate(row) if (coder := coder_of(header))}
        known = [position for position, header in enumerate(row) if recognise("codings", header) == "contribution_id"]
        if coders and known:
            lines = [
                (number, [_cell(cells, known[0]), theme, coder])
                for number, cells in _body(sheet, at)
                for position, coder in coders.items()
                for theme in themes_of(_cell(cells, position))
            ]
            return _long(sheet, at, ["contribution_id", "theme", "coder"], lines)
    return None


def long_answers(sheet: Sheet, source: str, profile: Profile | None = None) -> Sheet | None:
    """Make a questionnaire long: a row for each open answer.

    Parameters
    ----------
    sheet
        With a row a respondent.
    source
        Its file: respondents without an identifier are known by file and row.
    profile
        A mapping that reads several columns as ``text``: these are the open answers. Without one, they are the columns
        whose header says nothing else, and whose cells hold sentences that differ.

    Returns
    -------
    Sheet or None
        Null where no column holds open answers.
    """
    for at, row in enumerate(sheet.grid[:_HEADER_WITHIN]):
        if sum(bool(cell.strip()) for cell in row) < _LEAST_HEADERS:
            continue
        body = _body(sheet, at)
        questions = _mapped(row, profile) if profile else _open(row, [cells for _, cells in body])
        if questions:
            return _answers(sheet, at, questions, source, profile)
        if profile is None:
            # The first row that could be a header is the one; answers below it are none.
            break
    return None


def mapped_answers(profile: Profile | None) -> bool:
    """Tell whether a mapping reads several columns as ``text``."""
    return profile is not None and sum(name == "text" for name in profile.columns.values()) >= _LEAST_HEADERS


def for_answers(profile: Profile) -> Profile:
    """Give the mapping of the long sheet: what is known of respondents, and the columns that `long_answers` adds."""
    others = {header: name for header, name in profile.columns.items() if name != "text"}
    added = {name: name for name in ("text", "contribution_id", "author", "session") if name not in others.values()}
    identifiers = {"contribution_id": "contribution_id"}
    kept = {header: name for header, name in others.items() if name != "contribution_id"}
    return replace(profile, columns=kept | added | identifiers)


def _mapped(row: Sequence[str], profile: Profile) -> list[int]:
    return [position for position, header in enumerate(row) if profile.columns.get(header.strip()) == "text"]


def _open(row: Sequence[str], body: Sequence[Sequence[str]]) -> list[int]:
    """Find the columns of open answers."""
    found = []
    for position, header in enumerate(row):
        known = recognise("contributions", header) or coder_of(header) or fold(header) in other_headers("people")
        answers = [cell for cells in body if (cell := _cell(cells, position))]
        if known or not header.strip() or not answers:
            continue
        words = sum(len(answer.split()) for answer in answers) / len(answers)
        if words >= _WORDS and len(set(answers)) / len(answers) >= _DISTINCT:
            found.append(position)
    return found


def _answers(sheet: Sheet, at: int, questions: Sequence[int], source: str, profile: Profile | None) -> Sheet:
    header = [cell.strip() for cell in sheet.grid[at]]
    told = profile.columns if profile else {}
    meant = [told.get(cell) or recognise("contributions", cell) for cell in header]
    identifier = meant.index("contribution_id") if "contribution_id" in meant else None
    kept = [position for position in range(len(header)) if position not in {*questions, identifier}]
    added = ["contribution_id", *([] if "session" in meant else ["session"]), "question", "text"]
    added += [] if "author" in meant else ["author"]
    lines = []
    for number, cells in _body(sheet, at):
        own = _cell(cells, identifier) if identifier is not None else ""
        who = own or f"{source}:{sheet.name + ':' if sheet.name else ''}{number}"
        answered = [position for position in questions if _cell(cells, position)]
        # A respondent who answered none of them stays a row without words, so that the account counts it.
        for position in answered or questions[:1]:
            new = {
                "contribution_id": f"{who}-{questions.index(position) + 1}",
                "session": header[position],
                "question": header[position],
                "text": _cell(cells, position),
                "author": f"{source} {who}",
            }
            lines.append((number, [*(_cell(cells, each) for each in kept), *(new[name] for name in added)]))
    asked = {"answers": str(len(lines)), "questions": " · ".join(header[position] for position in questions)}
    long = _long(sheet, at, [*(header[position] for position in kept), *added], lines)
    return replace(long, notes=(*sheet.notes, Note("answers-apart", None, asked)))


def _cell(cells: Sequence[str], position: int) -> str:
    return cells[position].strip() if position < len(cells) else ""


def _body(sheet: Sheet, at: int) -> list[tuple[int, list[str]]]:
    """Give the rows under a header that hold anything, with their numbers."""
    rows = enumerate(sheet.grid[at + 1 :], start=sheet.first_row + at + 1)
    return [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]


def _long(sheet: Sheet, at: int, header: list[str], lines: Sequence[tuple[int, list[str]]]) -> Sheet:
    first = sheet.first_row + at
    grid: Grid = [header, *(cells for _, cells in lines)]
    numbers = {first + place: number for place, (number, _) in enumerate(lines, start=1)}
    return replace(sheet, grid=grid, first_row=first, header_at=None, merged=(), numbers=numbers)
