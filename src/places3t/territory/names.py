"""Names of communes, written one way: what people type is compared with what INSEE and Statbel publish."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_CEDEX = re.compile(r"\bcedex\b(?:\s*\d+\b)?")
_OVER = re.compile(r"\bs\s*/\s*")
_ARTICLE_BEHIND = re.compile(r"^(?P<name>.+?)\s*[(,]\s*(?P<article>l['’]|les?|la)\s*\)?\s*$")
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_SAINT = re.compile(r"\b(st|ste)(?=\s)")
_ARRONDISSEMENT = re.compile(
    r"^(?P<city>paris|lyon|marseille)\s+\d{1,2}\s*(?:er|e|em|eme|ieme|nd|nde)?(?:\s+(?:arrondissement|arrt?|ardt))?$"
)


_RARE = re.compile(r"[(,/]")
"""A sign without which no article stands behind, nothing in brackets and no "s/": few names have one."""
_FIGURE = re.compile(r"\d")


@lru_cache(maxsize=65_536)
def normalise_name(text: str) -> str:
    """Write the name of a commune in one way, for comparing.

    Lower case, no accents, ligatures opened; hyphens, apostrophes and any other sign become one space; "St", "Ste"
    become "saint", "sainte" and "s/" becomes "sur"; a "CEDEX 3", a department in brackets and the arrondissement of
    Paris, Lyon or Marseille are dropped. A leading article stays where it is, and comes back to the front when it
    stands behind ("Havre (Le)"), so that "Le Havre" has one key and "Havre" alone has none.

    Parameters
    ----------
    text : str
        A name as people write it.

    Returns
    -------
    str
        The key; empty when nothing is left.

    Examples
    --------
    >>> normalise_name("St-Étienne CEDEX 2")
    'saint etienne'
    >>> normalise_name("Lyon 3ème arrondissement")
    'lyon'
    >>> normalise_name("Abergement-Clémenciat (L')")
    'l abergement clemenciat'
    """
    low = text.casefold()
    if not low.isascii():
        decomposed = unicodedata.normalize("NFKD", low.translate(_LIGATURES))
        low = "".join(char for char in decomposed if not unicodedata.combining(char))
    if _RARE.search(low):
        low = _ARTICLE_BEHIND.sub(r"\g<article> \g<name>", low)
        low = _OVER.sub("sur ", _IN_BRACKETS.sub(" ", low))
    key = _NOT_A_LETTER.sub(" ", low)
    if "cedex" in key:
        key = _CEDEX.sub(" ", key)
    key = _SAINT.sub(lambda found: "saint" if found[1] == "st" else "sainte", " ".join(key.split()))
    return _ARRONDISSEMENT.sub(r"\g<city>", key) if _FIGURE.search(key) else key


@lru_cache(maxsize=1)
def communes_named() -> pd.DataFrame:
    """Give the communes that bear, or bore, a name.

    Returns
    -------
    pandas.DataFrame
        ``[country_code, key, commune_code, is_former]``, sorted by key. ``key`` is what :func:`normalise_name` makes
        of a name; ``commune_code`` is a commune of today; ``is_former`` is true for an earlier name of it, and for
        the name of a commune that merged into it or is a part of it. A key can have several rows: homonyms are for
        the caller to part, by postal code, department or point. Belgian municipalities stand under their French and
        their Dutch names. Do not change the frame: it is shared.
    """
    from places3t.territory.store import read

    return read("names")
