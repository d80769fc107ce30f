"""Questions with several answers as survey tools export them: one column an answer, ticked or not.

Kobo and ODK write ``group/services/cafe`` with 0 and 1, LimeSurvey ``Services [Café]`` with Oui and Non; both mean one
list. A group's name in front of a question (``place/name``) says nothing of the question.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from places3t import formats, schema
from places3t.schema.headers import header_forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from places3t.profiles import Profile

Parts = tuple[tuple[int, str], ...]
"""Columns of one question: position in the sheet, and the word that a tick in it means."""

_ANSWER = re.compile(r"(?:[^/\[\]]+/)*(?P<question>[^/\[\]]+?)\s*(?:/(?P<kobo>[^/\[\]]+)|\[(?P<lime>[^/\[\]]+)\])")
_IN_GROUP = re.compile(r"[\w-]+(?:/[\w-]+)+")
_AT_LEAST = 2


def split_questions(kind: str, row: Sequence[str], profile: Profile | None = None) -> dict[str, Parts]:
    """Find the columns of a header that are answers of one question with several.

    Parameters
    ----------
    kind, row
        Of what rows, and the header.
    profile
        A mapping: it may name a question by what stands before its answers, with its groups or without, and the words
        of its answers.

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
    fields = {field.name: field for field in table.fields if field.format == "choices"}
    told = profile.columns if profile else {}
    named: set[str] = set()
    for position, header in enumerate(row):
        answer = None if header.strip() in told else _answer(header)
        by_mapping = [told[question] for question in questions_of(header) if question in told]
        guessed = table.match(answer["question"]) if answer else None
        name = next(iter(by_mapping), None if guessed in told.values() else guessed)
        field = fields.get(name or "")
        if answer is None or field is None or field.vocabulary is None:
            continue
        named |= set(by_mapping)
        words = schema.vocabulary(field.vocabulary)
        words = words.with_synonyms(profile.vocabularies.get(field.vocabulary, {})) if profile else words
        word = words.match(answer["kobo"] or answer["lime"])
        if word:
            found[field.name] = (*found.get(field.name, ()), (position, word))
    return {name: parts for name, parts in found.items() if name in named or len(parts) >= _AT_LEAST}


def questions_of(header: str) -> tuple[str, ...]:
    """Give what a mapping may call the question of an answer's header: with its groups, and without.

    Examples
    --------
    >>> questions_of("lieu/services/cafe"), questions_of("G1Q3[SQ001]"), questions_of("nom")
    (('lieu/services', 'services'), ('G1Q3', 'G1Q3'), ())
    """
    answer = _answer(header)
    if answer is None:
        return ()
    return (answer.string[: answer.end("question")].strip(), answer["question"])


def _answer(header: str) -> re.Match[str] | None:
    """Part a header into question and answer, without the code that LimeSurvey writes before (``G1Q3[SQ001]. ``)."""
    return next(filter(None, (_ANSWER.fullmatch(form.strip()) for form in header_forms(header))), None)


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
