"""The many ways in which a cell says that nothing is known.

Zero is not one of them here: whether ``0`` stands for a missing answer depends on the kind of cell (it does in a
postal code, it does not in a number of employees), so each format decides.
"""

from __future__ import annotations

import string

from places3t.formats.texts import fold

MARKERS = (
    "NA", "N/A", "NC", "N.C.", "n/c", "non communiqué", "non connu", "non concerné", "NSP", "NSPP", "ne sait pas",
    "ne sais pas", "je ne sais pas", "ne se prononce pas", "NR", "N.R.", "non renseigné", "non renseignée",
    "non réponse", "sans réponse", "pas de réponse", "non précisé", "non disponible", "ND", "n.d.", "sans objet",
    "NaN", "null", "none", "nil", "néant", "rien", "vide", "inconnu", "inconnue", "unknown", "not available",
    "not applicable", "no answer", "don't know", "do not know", "not known", "missing", "to be completed", "TBC",
    "TBD", "à compléter", "à renseigner", "à préciser",
)  # fmt: skip
"""Words and abbreviations, as people write them; compared after `fold`."""

SPREADSHEET_ERRORS = (
    "#N/A", "#N/D", "#NA", "#REF!", "#VALUE!", "#VALEUR!", "#DIV/0!", "#NAME?", "#NOM?", "#NUM!", "#NOMBRE!",
    "#NULL!", "#NUL!", "#SPILL!", "#EPARS!", "#CALC!", "#GETTING_DATA",
)  # fmt: skip
"""What Excel and LibreOffice write, in English and in French, where a formula has no result."""

_MARKERS = frozenset(fold(marker) for marker in MARKERS)
_ERRORS = frozenset(error.casefold() for error in SPREADSHEET_ERRORS)
_STARTS = frozenset(marker[:2] for marker in _MARKERS)
_DRAWN = frozenset("-–—_.…?!*/\\ ~=")
_LONGEST = max(map(len, MARKERS)) + 4


def _never_missing(markers: frozenset[str], begun: str = "") -> str:
    """Write the pattern of what texts begin with that are no marker, whatever follows: as few letters as tell it."""
    letters = {marker[: len(begun) + 1] for marker in markers if marker.startswith(begun) and marker != begun}
    follow = {start[-1] for start in letters if start[-1].isalpha()}
    free = "".join(letter for letter in string.ascii_lowercase if letter not in follow)
    if len(begun) == _TOLD_BY:
        return f"[{free}{free.upper()}]"
    further = (f"[{each}{each.upper()}]{_never_missing(markers, begun + each)}" for each in sorted(follow))
    return f"(?:{'|'.join((f'[{free}{free.upper()}]', *further))})"


_TOLD_BY = 3
NEVER_MISSING = f"(?:[0-9]|{_never_missing(_MARKERS)})"


def is_missing(text: str) -> bool:
    """Say whether a cleaned text stands for "nothing is known".

    Empty, only dashes, dots or question marks, one of `MARKERS` (whatever its case, accents and punctuation), or
    the error of a spreadsheet's formula.

    Examples
    --------
    >>> [is_missing(text) for text in ("", "--", "n.c.", "Non renseigné", "#N/D", "?", "0", "Nantes")]
    [True, True, True, True, True, True, False, False]
    """
    if not text:
        return True
    if len(text) > _LONGEST or text[0].isdigit():
        return False
    if spreadsheet_error(text):
        return True
    start = text[:2]
    if start.isascii() and start.isalpha() and start.casefold() not in _STARTS:
        return False  # nearly every name leaves here: folding is what costs
    key = fold(text)
    return key in _MARKERS if key else _is_drawn(text)


def spreadsheet_error(text: str) -> bool:
    """Say whether a text is the error of a spreadsheet's formula: missing, and worth a finding.

    Examples
    --------
    >>> spreadsheet_error("#N/D"), spreadsheet_error("#REF!"), spreadsheet_error("N/D")
    (True, True, False)
    """
    return text[:1] == "#" and text.casefold() in _ERRORS


def _is_drawn(text: str) -> bool:
    """Only strokes, without a letter: ``--``, ``...``, ``? ?``; not ``✓``, which is an answer."""
    return all(char in _DRAWN for char in text)
