"""One word of a vocabulary: a status, a legal form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from places3t.formats.base import Format, Parsed, mended, rejected
from places3t.schema.words import Vocabulary, vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable

_DOUBT = re.compile(r"\s*(?:\?+|\((?:\?|à confirmer|a confirmer|to confirm)\))$", re.IGNORECASE)


@lru_cache
def for_vocabulary(name: str) -> Format:
    """Build the format that reads one word of a vocabulary.

    Parameters
    ----------
    name
        A name of `places3t.schema.vocabulary_names`.

    Raises
    ------
    KeyError
        If there is no such vocabulary.
    """
    return from_vocabulary(vocabulary(name))


def from_vocabulary(words: Vocabulary) -> Format:
    """Build the format of a vocabulary that a profile or a mapping has completed with its own words."""
    first = next(iter(words.terms.values()))
    french = ", ".join(f"« {term.fr} »" for term in words.terms.values())
    english = ", ".join(f"“{term.en}”" for term in words.terms.values())
    return Format(
        name="choice",
        title={"fr": "Un mot d’une liste", "en": "One word of a list"},
        description={"fr": f"Un de ces mots : {french}.", "en": f"One of these words: {english}."},
        dtype="str",
        parse=_parser(words),
        good={first.fr: first.key, first.en: first.key, first.key: first.key},
        mended={f"{first.fr} ?": (first.key, "uncertain-value")},
        bad={"qwertz": "not-in-list"},
    )


def read_one(words: Vocabulary, text: str) -> tuple[str | None, bool]:
    """Find the word that a text means, and whether the text doubts it (``Dead ?``).

    The word is empty where the source means something else by it, null where nobody knows it.
    """
    sure = _DOUBT.sub("", text) or text  # before matching: folding drops the question mark
    key = words.match(sure)
    return key, key is not None and sure != text


def unknown(words: Vocabulary, text: str) -> Parsed:
    """Refuse a text, naming the word it looks most like if there is one."""
    near = words.nearest(text)
    params = {"vocabulary": words.name, "text": text}
    return rejected("not-in-list", **params, **({"near": near} if near else {}))


def _parser(words: Vocabulary) -> Callable[[str], Parsed]:
    def parse(text: str) -> Parsed:
        key, doubtful = read_one(words, text)
        if key is None:
            return unknown(words, text)
        if not key:
            return Parsed(None)
        return mended(key, "uncertain-value") if doubtful else Parsed(key)

    return parse


FORMAT = for_vocabulary("statuses")
