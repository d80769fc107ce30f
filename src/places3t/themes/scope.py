"""What a text denies and what it says is missing: "pas de financement", "sans problème", "il ne manque rien".

A cue reaches the next words of its clause: three of them, little words not counted. ``ne ... pas`` denies what stands
between, too. A lack that is denied is no lack ("il ne manque rien", "sans problème de financement"), and what it
would have reached is neither denied nor missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from places3t.themes.lexicon import Word

_REACH = 3
_BACK = 2
_LITTLE = frozenset({"light", "little"})


@dataclass
class Scope:
    """Places of tokens that a text denies, or speaks of as missing.

    Attributes
    ----------
    denied
        Denied.
    missing
        Said to be missing, each with the place of the cue that says so.
    enough
        Said not to be missing, the cue among them.
    """

    denied: set[int] = field(default_factory=set)
    missing: dict[int, int] = field(default_factory=dict)
    enough: set[int] = field(default_factory=set)


@dataclass
class _Clause:
    """Where a clause stands while its tokens are read one after the other."""

    ne: int | None = None
    cue: int = -1
    deny_left: int = 0
    lack_left: int = 0
    enough_left: int = 0
    lack_at: int | None = None
    words: list[int] = field(default_factory=list)


def scope(words: Sequence[Word]) -> Scope:
    """Read a text's cues.

    Parameters
    ----------
    words
        What each token is.

    Returns
    -------
    Scope
        Places in ``words``.
    """
    found, clause = Scope(), _Clause()
    for at, word in enumerate(words):
        if word.role in ("break", "comma", "clause"):
            clause = _Clause()
        elif word.role == "ne":
            clause.ne = at
        elif word.role in ("deny", "deny_back", "deny_with_ne"):
            _deny(found, clause, at, word.role)
        elif word.role in ("lack", "lack_back"):
            _lack(found, clause, at, back=word.role == "lack_back")
        elif word.role == "only_denied":
            if clause.deny_left or at in found.denied:
                clause.deny_left, clause.lack_left, clause.cue, clause.lack_at = 0, _REACH, at, at
        elif word.role not in _LITTLE:
            _reach(found, clause, at)
        if word.role in ("word", "lack", "lack_back", "deny_back"):
            clause.words.append(at)
    return found


def _reach(found: Scope, clause: _Clause, at: int) -> None:
    """Let the open cues reach a word."""
    if clause.enough_left:
        clause.enough_left -= 1
        found.enough.add(at)
    if clause.deny_left:
        clause.deny_left -= 1
        found.denied.add(at)
        found.missing[at] = clause.cue
    if clause.lack_left:
        clause.lack_left -= 1
        found.missing[at] = clause.cue


def _deny(found: Scope, clause: _Clause, at: int, role: str) -> None:
    """Take a word of denial: it closes ``ne``, undoes a lack between, and reaches what follows."""
    if clause.ne is not None:
        between = range(clause.ne + 1, at)
        found.denied.update(between)
        if clause.lack_at is not None and clause.lack_at in between:
            _undo(found, clause, at)
            clause.ne = None
            return
    elif role != "deny":
        # "Rien" or "personne" without "ne" may be something or somebody; "plus" without "ne" may be more.
        if role == "deny_back":
            _reach(found, clause, at)
        return
    if role == "deny_back":
        found.missing[at] = clause.ne if clause.ne is not None else at
    else:
        clause.deny_left, clause.cue = _REACH, at
    clause.ne = None


def _lack(found: Scope, clause: _Clause, at: int, *, back: bool) -> None:
    """Take a word that says that something is missing, unless it is denied itself."""
    if clause.deny_left or at in found.denied:
        clause.deny_left, clause.enough_left = 0, _REACH
        found.denied.add(at)
        found.enough.add(at)
        return
    clause.lack_left, clause.cue, clause.lack_at = _REACH, at, at
    for earlier in clause.words[-_BACK:] if back else ():
        found.missing.setdefault(earlier, at)


def _undo(found: Scope, clause: _Clause, at: int) -> None:
    found.enough.update((clause.lack_at or at, at))
    clause.lack_left, clause.enough_left = 0, _REACH
    found.missing = {at: cue for at, cue in found.missing.items() if cue != clause.lack_at}
    clause.lack_at = None
