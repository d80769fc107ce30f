"""Which language a contribution is in, told by its little words: French, English, or another, counted apart."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CODED = ("fr", "en")
"""Languages that a codebook has words in."""

OTHER = "other"
_ENOUGH = 2


@functools.cache
def little_words(language: str) -> dict[str, tuple[str, ...]]:
    """Give the lists of ``words.toml`` of a language, each as words."""
    known = tomllib.loads((resources.files("places3t.themes") / "words.toml").read_text(encoding="utf-8"))
    return {name: tuple(text.split()) for name, text in known[language].items()}


@functools.cache
def _marks() -> dict[str, frozenset[str]]:
    names = ("fr", "en", "nl", "de", "es", "it", "pt")
    return {name: frozenset(little_words(name)["mark"]) for name in names}


def language_of(words: Iterable[str]) -> str | None:
    """Tell the language of a text from its distinct little words.

    Parameters
    ----------
    words
        Levelled tokens.

    Returns
    -------
    str or None
        ``fr`` or ``en``; ``other`` where at least two little words of another language outnumber those of both, or
        where most words are in another script; null where nothing tells ("Normes !"): it is then taken to be in the
        language of most of its neighbours.

    Examples
    --------
    >>> language_of("le dernier bus est parti".split()), language_of("alle plekken lijken op de markt".split())
    ('fr', 'other')
    """
    distinct = set(words)
    counts = {name: len(distinct & marks) for name, marks in _marks().items()}
    french, english = counts["fr"], counts["en"]
    foreign = max(count for name, count in counts.items() if name not in CODED)
    if foreign >= _ENOUGH and foreign > max(french, english):
        return OTHER
    if french or english:
        return "fr" if french >= english else "en"
    written = [word for word in distinct if word.isalpha()]
    strange = sum(not word.isascii() for word in written)
    return OTHER if written and strange * 2 > len(written) else None
