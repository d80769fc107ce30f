"""Vocabularies: the words that the tables use, what they are called in French and English, and how files spell them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from places3t.formats.texts import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

_SHORTEST_PLURAL = 4  # "bus" and "SAS" are not plurals
_INITIALS = re.compile(r"\b\w(?: \w)+\b")
_ALIKE = 0.8
_FOLDER = Path(__file__).parent / "vocabularies"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a vocabulary: its key in the tables, its name in each language, its other spellings."""

    key: str
    fr: str
    en: str
    synonyms: tuple[str, ...] = ()

    def spellings(self) -> tuple[str, ...]:
        """All that means this word: key, names, synonyms."""
        return (self.key, self.fr, self.en, *self.synonyms)


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of words.

    Attributes
    ----------
    name
        How the schema calls it.
    title
        For people, by language.
    terms
        Key to term, in the order in which people should read them.
    """

    name: str
    title: Mapping[str, str]
    terms: Mapping[str, Term]

    @cached_property
    def index(self) -> dict[str, str]:
        """Every spelling, levelled by `spelling_key`, to its key."""
        return {spelling_key(spelling): term.key for term in self.terms.values() for spelling in term.spellings()}

    def match(self, text: str) -> str | None:
        """Find the key that a text means, whatever its case, accents, punctuation or plural; null when none does.

        Examples
        --------
        >>> vocabulary("types").match("Ateliers partagés"), vocabulary("statuses").match("Dead")
        ('shared_workshop', 'closed')
        """
        return self.index.get(spelling_key(text))

    def nearest(self, text: str) -> str | None:
        """Find the key whose spelling looks most like a text that `match` does not know; null when none is close.

        Examples
        --------
        >>> vocabulary("types").nearest("cowroking")
        'coworking'
        """
        close = get_close_matches(spelling_key(text), self.index, n=1, cutoff=_ALIKE)
        return self.index[close[0]] if close else None

    def with_synonyms(self, synonyms: Mapping[str, str]) -> Vocabulary:
        """Complete the vocabulary with the spellings of one source.

        Parameters
        ----------
        synonyms
            Spelling to key. A spelling that meant another word now means this one. An empty key: the source writes
            this here and means something that the vocabulary is not about.

        Raises
        ------
        KeyError
            If a key is not of this vocabulary.
        """
        unknown = sorted(set(synonyms.values()) - {*self.terms, ""})
        if unknown:
            msg = f"not words of {self.name}: {', '.join(unknown)}"
            raise KeyError(msg)
        completed = Vocabulary(self.name, self.title, self.terms)
        completed.index.update({spelling_key(spelling): key for spelling, key in synonyms.items()})
        return completed


def spelling_key(text: str) -> str:
    """Fold a text and level how its words are inflected: plural marks, French feminine in -ée, dotted initials.

    Examples
    --------
    >>> spelling_key("Friches culturelles"), spelling_key("Fermées"), spelling_key("S.C.I.C."), spelling_key("SAS")
    ('friche culturelle', 'ferme', 'scic', 'sas')
    """
    joined = _INITIALS.sub(lambda run: run.group().replace(" ", ""), fold(text))
    return " ".join(_level(word) for word in joined.split())


def _level(word: str) -> str:
    if len(word) > _SHORTEST_PLURAL and word[-1] in "sx" and word[-2] != "s":
        word = word[:-1]
    return word[:-1] if word.endswith("ee") else word


@lru_cache
def vocabulary(name: str) -> Vocabulary:
    """Load a vocabulary.

    Raises
    ------
    KeyError
        If there is no such vocabulary.
    """
    if name not in vocabulary_names():
        msg = f"no vocabulary {name!r}: one of {', '.join(vocabulary_names())}"
        raise KeyError(msg)
    content = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    terms = {
        key: Term(key, term["fr"], term["en"], tuple(term.get("synonyms", ())))
        for key, term in content["terms"].items()
    }
    return Vocabulary(name, content["title"], terms)


@lru_cache
def vocabulary_names() -> tuple[str, ...]:
    """List the vocabularies, in alphabetical order."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))
