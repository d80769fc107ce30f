"""An export of codes read with the labels of its XLSForm: headers that say what they hold, answers as people read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from places3t.ingest.columns import KINDS, column_of, recognise
from places3t.ingest.sheets import Note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from places3t.formats import Format
    from places3t.ingest.sheets import Sheet
    from places3t.ingest.xlsform import Form, Question
    from places3t.profiles import Profile

_HEADER_WITHIN = 20
_AT_LEAST = 2
_SHARE = 0.5
"""Of the questions of a form, how many must be columns of an export for it to be the form of that export."""
_SEPARATORS = "/:.-"
"""Between the names of groups, questions and choices: Kobo's and ODK's, the commonest first."""
_UNSAFE = str.maketrans({"/": "–", "[": "(", "]": ")"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """A column of an export: the question it answers, what stands before the choice, and the choice it ticks if any."""

    question: Question
    before: str
    choice: str | None = None


def with_labels(sheet: Sheet, forms: Sequence[Form], profile: Profile | None = None) -> tuple[Sheet, Form | None]:
    """Put the labels of a form in the place of an export's codes.

    A question's label becomes the header where it is recognised as a column of the tables; where only its name is, that
    does; where neither is, or a mapping names the header, the header stays. A choice's label becomes the answer where
    the column can hold it, else its code.

    Parameters
    ----------
    sheet
        As read.
    forms
        The forms at hand; the one with most of its questions among the headers is taken.
    profile
        The mapping of the file, where there is one.

    Returns
    -------
    tuple
        The sheet and the form that it was read with; null where none fits.
    """
    best = max(
        (found for form in forms for at in _rows(sheet) if (found := _fit(form, sheet, at))),
        key=lambda found: len(found[2]),
        default=None,
    )
    if best is None:
        return sheet, None
    form, at, asked = best
    header, written = list(sheet.grid[at]), dict(sheet.written)
    body = [list(row) for row in sheet.grid[at + 1 :]]
    count = 0
    for position, column in asked.items():
        original = header[position].strip()
        name = _header(column, original, profile)
        readers = _readers(column.question, name, profile)
        if column.choice is not None:
            told = _told(column.question, column.choice, readers, profile)
            question = name if name == column.before else name.translate(_UNSAFE)
            header[position] = f"{question} [{told.translate(_UNSAFE)}]"
        else:
            header[position] = name
            count += _answer(body, position, column.question, readers, profile)
        written.setdefault(header[position], original)
    names = {column.question.name for column in asked.values()}
    note = Note("labels-of-form", None, {"form": form.source, "count": str(count), "questions": str(len(names))})
    grid = [*sheet.grid[:at], header, *body]
    return replace(sheet, grid=grid, written=written, notes=(*sheet.notes, note)), form


def _rows(sheet: Sheet) -> Sequence[int]:
    return range(min(_HEADER_WITHIN, len(sheet.grid))) if sheet.header_at is None else [sheet.header_at]


def _fit(form: Form, sheet: Sheet, at: int) -> tuple[Form, int, dict[int, _Asked]] | None:
    """Find the columns of a row that are questions of a form; null where they are too few to be its header."""
    asked = {position: found for position, cell in enumerate(sheet.grid[at]) if (found := _asked(form, cell.strip()))}
    names = {column.question.name for column in asked.values()}
    return (form, at, asked) if len(names) >= max(_AT_LEAST, _SHARE * len(form.questions)) else None


def _asked(form: Form, header: str) -> _Asked | None:
    question = _named(form, header)
    if question:
        return _Asked(question, header)
    for separator in _SEPARATORS:
        before, _, choice = header.rpartition(separator)
        question = _named(form, before)
        if question and question.several and choice in question.choices:
            return _Asked(question, before, choice)
    return None


def _named(form: Form, header: str) -> Question | None:
    """Find a question by its name, with or without the groups before it."""
    if header in form.questions:
        return form.questions[header]
    tails = (header.rpartition(separator)[2] for separator in _SEPARATORS if separator in header)
    return next((form.questions[tail] for tail in tails if tail in form.questions), None)


def _header(column: _Asked, original: str, profile: Profile | None) -> str:
    question = column.question
    if profile is not None:
        named = (text for text in (original, column.before, question.label, question.name) if text in profile.columns)
        return next(named, column.before)
    known = (text for text in (question.label, question.name) if text and any(recognise(kind, text) for kind in KINDS))
    return next(known, column.before)


def _readers(question: Question, header: str, profile: Profile | None) -> list[Format]:
    """Give the formats that may read the answers of a question, by what its header is recognised as."""
    if not question.choices:
        return []
    if profile is not None:
        names = {(profile.kind, profile.columns[header])} if header in profile.columns else set()
    else:
        names = {(kind, name) for kind in KINDS if (name := recognise(kind, header))}
    return [column_of(kind, 0, header, name).reader() for kind, name in sorted(names)]


def _told(question: Question, code: str, readers: Sequence[Format], profile: Profile | None) -> str:
    """Say a choice by its label, unless only its code means something to the column."""
    label = question.choices[code]
    if profile is not None and any(code in words for words in profile.vocabularies.values()):
        return code
    for text in (label, code):
        for parsed in (reader.parse(text) for reader in readers):
            if parsed.value is not None and parsed.fault is None:
                return text
    return label


def _answer(
    body: list[list[str]], position: int, question: Question, readers: Sequence[Format], profile: Profile | None
) -> int:
    """Put labels in the place of the codes of one column, and count the cells."""
    said: Mapping[str, str] = {code: _told(question, code, readers, profile) for code in question.choices}
    count = 0
    for row in body:
        cell = row[position].strip() if position < len(row) else ""
        codes = cell.split() if question.several else [cell]
        if cell and any(code in said for code in codes):
            row[position] = "; ".join(said.get(code, code) for code in codes)
            count += 1
    return count
