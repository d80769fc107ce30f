"""Plain words for what a sentence names as the program does: columns, values, indicators, options."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from places3t.language import catalogue
from places3t.schema import table, vocabulary
from places3t.typography import Markdown, apostrophes, escape_markdown

if TYPE_CHECKING:
    from places3t.language import Language

_GROUPED = ("legal_forms", "types")
"""Vocabularies whose values stand in sentences as groups of places."""
_ALIKE = {"association", "commune", "coworking", "fablab", "foundation"}
"""Values that are words of the language already, and mean more than the value where they stand alone."""
_WORD = re.compile(r"(?<![\w`-])[a-z][a-z0-9_]+(?![\w`])")
_PAIR = re.compile(r"(?<![\w`-])([a-z_]+) = ([a-z_]+)(?![\w`])")


@functools.cache
def _words(language: Language) -> dict[str, str]:
    """Give the plain words of every name, in one language."""
    titles = {field.name: field.title[language] for field in table("places").fields if "_" in field.name}
    # An abbreviation keeps its capitals.
    titles = {name: title if title[1:2].isupper() else title[:1].lower() + title[1:] for name, title in titles.items()}
    terms = {key: str(getattr(term, language)) for name in _GROUPED for key, term in vocabulary(name).terms.items()}
    return terms | titles | _said("word-", language)


@functools.cache
def _said(prefix: str, language: Language) -> dict[str, str]:
    """Give the sentences of the catalogue whose key begins so, by what follows."""
    known = {key: texts[language] for key, texts in catalogue("funding").items() if key.startswith(prefix)}
    return {key.removeprefix(prefix): text for key, text in known.items()}


def worded(text: str, language: Language) -> str:
    """Put plain words for the program's own names into a sentence.

    Parameters
    ----------
    text
        A note or a line on method, as the terminal shows it.
    language
        Of the sentence.

    Examples
    --------
    >>> worded("the same whatever legal_form; among legal_form = sole_trader alone", "en")
    'the same whatever the legal form; among places of legal form “sole trader” alone'
    """
    known = _words(language)
    for option in (name for name in known if name.startswith("--")):
        text = text.replace(option, known[option])
    marks = "«\u00a0{}\u00a0»" if language == "fr" else "“{}”"
    text = _PAIR.sub(lambda pair: f"{known.get(pair[1], pair[1])} {marks.format(known.get(pair[2], pair[2]))}", text)
    text = _WORD.sub(lambda word: _one(word[0], language), text)
    for halting, phrase in _said("phrase-", language).items():
        text = text.replace(halting, phrase)
    return text


def _one(word: str, language: Language) -> str:
    """Give a name in plain words; a word of the language that is no name stays, as every plain one in English."""
    if word in _ALIKE or ("_" not in word and language == "en"):
        return word
    return _words(language).get(word, word)


def plain(sentence: str, language: Language) -> Markdown:
    """Give a sentence that is not Markdown as it must be written to be shown, in plain words."""
    return escape_markdown(apostrophes(worded(sentence, language)))
