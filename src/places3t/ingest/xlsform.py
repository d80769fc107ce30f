"""An XLSForm, the spreadsheet that a Kobo or ODK survey is made of: its questions, its choices and their labels.

An export may hold the form's codes (``type_lieu``, ``cowork``) instead of what people read (« Type de lieu », « Espace
de coworking »). The form beside it says which is which; it holds no answers, so it is never read as places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from places3t.errors import Refusal
from places3t.formats.texts import fold
from places3t.ingest.languages import language_rank
from places3t.ingest.read import read_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from places3t.ingest.sheets import Columns, Grid, Source

_SUFFIXES = frozenset({".xlsx", ".xls", ".ods"})
_LARGEST = 5 * 1024**2
"""Bytes of a form: those of long national surveys have a tenth of that."""
_BESIDE = 30
"""Spreadsheets of a folder that are looked at: a form lies beside its export, not among hundreds of files."""
_HEADER_WITHIN = 5
_NO_QUESTION = re.compile(
    r"(begin|end)[ _](group|repeat)|note|calculate|start|end|today|deviceid|audit|username", re.IGNORECASE
)
_SELECT = re.compile(r"select[ _](one|multiple)\s+(\S+)(?:\s+or[ _]other)?", re.IGNORECASE)
_LABEL = re.compile(r"label(?:\s*::?\s*(?P<language>.+))?", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]+>|\*+|_{2,}")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its name, its label (empty where it has none), and its choices by code.

    ``several`` tells whether a person may choose more than one.
    """

    name: str
    label: str
    several: bool = False
    choices: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the file it stands in, and its questions by name."""

    source: str
    questions: dict[str, Question]


def read_form(path: Path) -> Form | None:
    """Read a file as an XLSForm; null where it is none.

    Parameters
    ----------
    path
        A spreadsheet with a sheet ``survey`` (columns ``type`` and ``name``) and, where there are choices, a sheet
        ``choices`` (``list_name`` and ``name``). Labels are taken in French, else in the form's own language, else in
        English, else in any other.
    """
    if path.suffix.lower() not in _SUFFIXES or not path.is_file() or path.stat().st_size > _LARGEST:
        return None
    try:
        if "survey" not in _sheet_names(path):
            return None
        return form_of(read_source(path))
    except Refusal:
        return None  # whoever reads it as data says what is wrong with it


def _sheet_names(path: Path) -> set[str]:
    """Name the sheets of a workbook without reading them."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return {fold(name) for name in CalamineWorkbook.from_path(str(path)).sheet_names}
    except (CalamineError, PasswordError, OSError, ValueError):
        return set()


def form_of(source: Source) -> Form | None:
    """Read the sheets of a file as an XLSForm; null where they are none."""
    sheets = {fold(sheet.name or ""): sheet.grid for sheet in source.sheets}
    survey = _table(sheets.get("survey", []), ("type", "name"))
    choices: dict[str, dict[str, str]] = {}
    for row in _table(sheets.get("choices", []), ("list name", "name")):
        choices.setdefault(row["list name"], {})[row["name"]] = row["label"] or row["name"]
    questions = {}
    for row in survey:
        if row["name"] and not _NO_QUESTION.fullmatch(row["type"]):
            select = _SELECT.fullmatch(row["type"])
            several = bool(select and select[1].lower() == "multiple")
            offered = choices.get(select[2], {}) if select else {}
            questions[row["name"]] = Question(row["name"], row["label"], several, offered)
    return Form(source.name, questions) if questions else None


def _table(grid: Grid | Columns, needed: tuple[str, ...]) -> list[dict[str, str]]:
    """Read a sheet of a form: its rows with the needed columns and ``label``, in the best language each row has."""
    for at, row in enumerate(grid[:_HEADER_WITHIN]):
        header = ["list name" if fold(cell) == "list name" else fold(cell) for cell in row]
        if set(needed) <= set(header):
            labels = sorted(_labels(row))
            return [
                {name: _cell(line, header.index(name)) for name in needed}
                | {"label": next(filter(None, (_clean(_cell(line, to)) for _, to in labels)), "")}
                for line in grid[at + 1 :]
                if any(cell.strip() for cell in line)
            ]
    return []


def _labels(header: Sequence[str]) -> Iterator[tuple[tuple[int, str], int]]:
    """Give the columns of labels with how well their language is understood here."""
    for at, cell in enumerate(header):
        found = _LABEL.fullmatch(cell.strip())
        if found:
            yield language_rank(found["language"]), at


def _cell(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _clean(label: str) -> str:
    return " ".join(_MARKUP.sub("", label).split())


def forms_beside(path: Path) -> list[Form]:
    """Give the forms that lie in the folder of a file, by name; none in a folder of many spreadsheets."""
    books = [each for each in sorted(path.absolute().parent.glob("*.*")) if each.suffix.lower() in _SUFFIXES]
    shown = [each for each in books if each.name != path.name and not each.name.startswith((".", "~$"))]
    if len(shown) > _BESIDE:
        return []
    return [form for each in shown if (form := read_form(each))]
