"""Questions with several answers as survey tools export them: one column an answer, ticked or not.

Kobo and ODK write ``group/services/cafe`` with 0 and 1, LimeSurvey ``Services [Café]`` with Oui and Non; both mean one
list. A group's name in front of a question (``place/name``) says nothing of the question.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from places3t import formats, schema

if TYPE_CHECKING:
    from collections.abc import Sequence

Parts = tuple[tuple[int, str], ...]
"""Columns of one question: position in the sheet, and the word that a tick in it means."""

_ANSWER = re.compile(r"(?:[^/\[\]]+/)*(?P<question>[^/\[\]]+?)\s*(?:/(?P<kobo>[^/\[\]]+)|\[(?P<lime>[^/\[\]]+)\])")
_IN_GROUP = re.compile(r"[\w-]+(?:/[\w-]+)+")
_AT_LEAST = 2


def split_questions(kind: str, row: Sequence[str]) -> dict[str, Parts]:
    """Find the columns of a header that are answers of one question with several.

    Returns
    -------
    dict
        Field to its columns. An answer that the vocabulary does not know (``[other]``) is none of them.

    Examples
    --------
    >>> split_questions("places", ["nom", "lieu/services/cafe", "lieu/services/formation", "lieu/services/other"])
    {'services': ((1, 'cafe'), (2, 'training'))}
    >>> split_questions("places", ["Services [Café]", "Services [Formation]"])
    {'services': ((0, 'cafe'), (1, 'training'))}
    """
    found: dict[str, Parts] = {}
    table = schema.table(kind)
    for position, header in enumerate(row):
        answer = _ANSWER.fullmatch(header.strip())
        name = table.match(answer["question"]) if answer else None
        field = table.field(name) if name else None
        if answer is None or field is None or field.format != "choices" or field.vocabulary is None:
            continue
        word = schema.vocabulary(field.vocabulary).match(answer["kobo"] or answer["lime"])
        if word:
            found[field.name] = (*found.get(field.name, ()), (position, word))
    return {name: parts for name, parts in found.items() if len(parts) >= _AT_LEAST}


def without_groups(row: Sequence[str]) -> list[str]:
    """Take the names of groups off the headers of a Kobo or ODK export; other headers stay as they are.

    Examples
    --------
    >>> without_groups(["_id", "lieu/nom", "lieu/adresse/commune"])
    ['_id', 'nom', 'commune']
    >>> without_groups(["nom", "CP/ville"])
    ['nom', 'CP/ville']
    """
    grouped = [bool(_IN_GROUP.fullmatch(header.strip())) for header in row]
    if sum(grouped) < _AT_LEAST:
        return list(row)
    return [header.strip().rsplit("/", 1)[-1] if each else header for header, each in zip(row, grouped, strict=True)]


def ticked(cell: str, word: str, vocabulary: str) -> bool:
    """Tell whether a cell says that an answer was given: yes in any form, or the answer's own words.

    Examples
    --------
    >>> [ticked(cell, "cafe", "services") for cell in ("1", "Oui", "Café", "0", "", "Non")]
    [True, True, True, False, False, False]
    """
    text = cell.strip()
    if not text:
        return False
    return formats.get("yes_no").parse(text).value is True or schema.vocabulary(vocabulary).match(text) == word
