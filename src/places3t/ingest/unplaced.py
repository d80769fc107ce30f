"""Places whose rows do not say where they are: which other place each may be, and what is said of them in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from places3t.formats.texts import fold
from places3t.ingest.likeness import core, name_score
from places3t.ingest.pairs import Pair, compared

if TYPE_CHECKING:
    import pandas as pd

    from places3t.ingest.pairs import Side

COARSE = ("located-to-departement", "located-to-region", "not-located")
"""Findings of rows that name no commune."""
_AT_MOST = 3
"""Places that a bare name may mean: of more of them, it tells nothing."""
_TOO_MANY = 100
"""Places whose names hold a bare one, in whatever region: more of them are not even looked at."""


def bare_pairs(everyone: list[Side], rows: pd.DataFrame, ids: pd.Series) -> list[Pair]:
    """Pair places that have a name only with those of their region whose name holds all of it that tells.

    « Espace de coworking BGE », without an address, may be « BGE en Maine-et-Loire » of another sheet. That is never
    certain: a person decides, and with it where the place was.

    Parameters
    ----------
    everyone
        What `places3t.ingest.pairs.sides` gives for ``rows`` and ``ids``.

    Examples
    --------
    >>> from places3t.ingest.unplaced import _telling
    >>> sorted(_telling("Espace de coworking BGE")), sorted(_telling("Coworking"))
    (['bge'], [])
    """
    bare = [at for at, each in enumerate(everyone) if _nowhere(each) and _telling(each.name)]
    if not bare:
        return []
    regions = rows["region_code"].groupby(ids).last().dropna().to_dict()
    words = {word for at in bare for word in _telling(everyone[at].name)}
    bearers: dict[str, set[int]] = {word: set() for word in words}
    for at, each in enumerate(everyone):
        if not _nowhere(each):
            for word in words.intersection(core(each.name).split()):
                bearers[word].add(at)
    found = []
    for at in bare:
        one = everyone[at]
        holders = set.intersection(*(bearers[word] for word in _telling(one.name)))
        may_be = [
            to
            for to in sorted(holders if len(holders) <= _TOO_MANY else ())
            if compared(one, everyone[to])
            and one.sheets.isdisjoint(everyone[to].sheets)
            and regions.get(one.id) in (None, regions.get(everyone[to].id))
        ]
        if len(may_be) <= _AT_MOST:
            found += [_pair(at, to, everyone) for to in may_be]
    return found


def _nowhere(side: Side) -> bool:
    return side.commune is None and side.departement is None and side.lat is None


def _telling(name: str) -> set[str]:
    """Give the words that tell a name from others; none where all its words are common ones."""
    own = core(name)
    return set() if own == fold(name) and len(own.split()) > 1 else {word for word in own.split() if len(word) > 1}


def _pair(at: int, to: int, everyone: list[Side]) -> Pair:
    score = name_score(everyone[at].name, everyone[to].name, everyone[to].commune_name)
    return Pair(min(at, to), max(at, to), round(score, 1), None, certain=False)


def settled(findings: pd.DataFrame, census: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Drop the findings of rows without a commune whose place another row locates.

    Parameters
    ----------
    findings
        Of one sheet.
    census
        Stacked rows of censuses, ``place_id`` complete.
    places
        The places folded from them.
    """
    coarse = findings["code"].isin(COARSE)
    if not coarse.any():
        return findings
    located = set(places.loc[places["commune_code"].notna(), "place_id"])
    placed = census[census["place_id"].isin(located)]
    rows = set(zip(placed["_source"], placed["_sheet"].fillna(""), placed["_row"], strict=True))
    stands = zip(findings["source"], findings["sheet"].fillna(""), findings["row"], strict=True)
    return findings[[not (is_coarse and at in rows) for is_coarse, at in zip(coarse, stands, strict=True)]]
