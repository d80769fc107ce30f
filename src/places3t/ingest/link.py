"""The same place in another wave or source: one identifier for all the rows that speak of it.

Rows of one identifier are one place. Of the others, pairs that are certain are joined, what a person decided is done
again, and the pairs in doubt are listed for the next decision (`places3t.ingest.decisions`). Nothing is ever joined
that would make two rows of one sheet one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from places3t.ingest.decisions import Decisions, Line
from places3t.ingest.fold import identify, where
from places3t.ingest.numbers import own_numbers
from places3t.ingest.pairs import Pair, Side, pairs, sides
from places3t.ingest.unplaced import bare_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from places3t.findings import Findings


@dataclass(frozen=True, slots=True)
class Linked:
    """Which place each row of the censuses speaks of.

    Attributes
    ----------
    ids
        The place's identifier, by row.
    aliases
        Identifiers that a file gives and that now mean another's place.
    linked, doubtful
        Whether the row's place is on another sheet too; whether it is in a pair that nobody has decided.
    lines
        The pairs in doubt, for ``links.csv``.
    """

    ids: pd.Series
    aliases: dict[str, str]
    linked: pd.Series
    doubtful: pd.Series
    lines: list[Line] = field(default_factory=list)


def link_places(
    rows: pd.DataFrame, decisions: Decisions, findings: Findings, same: Sequence[tuple[str, str, str]] = ()
) -> Linked:
    """Link the rows of all censuses.

    Parameters
    ----------
    rows
        What `places3t.ingest.fold.stack` gives.
    decisions
        What a person decided.
    findings
        Takes pairs in doubt and decisions that contradict each other.
    same
        ``(source, name, name)``: what a profile knows to be one place.
    """
    import pandas as pd

    rows = rows.assign(place_id=own_numbers(rows, findings))
    ids = identify(rows, findings)
    if rows["place_id"].notna().all() and rows["_source"].nunique() <= 1:
        none = pd.Series(False, index=rows.index)
        return Linked(ids, {}, ids.duplicated(keep=False), none)
    everyone = sides(rows, ids)
    found = [*pairs(everyone), *bare_pairs(everyone, rows, ids)]
    merged = _Clusters(everyone)
    known = {each.id: at for at, each in enumerate(everyone)}
    apart = {frozenset((known[a], known[b])) for a, b in _decided(decisions, known, one=False)}
    merged.keep_apart(apart)
    for a, b in [*_by_profile(rows, ids, same), *_decided(decisions, known, one=True)]:
        if not merged.join(known[a], known[b], forced=True):
            _say_contradiction(rows, ids, a, b, findings)
    doubtful = _join_certain(found, everyone, merged)
    final = [everyone[merged.root(at)].id for at in range(len(everyone))]
    names = dict(zip((each.id for each in everyone), final, strict=True))
    aliases = {old: new for old, new in names.items() if old != new}
    new_ids = ids.map(names).astype("str") if aliases else ids
    doubtful = [each for each in doubtful if ("place", *_ordered(each, everyone)) not in decisions.said]
    lines = _lines(doubtful, everyone, rows, ids, findings)
    open_ids = {everyone[at].id for each in doubtful for at in (each.first, each.second)}
    sheet = rows["_source"] + "\0" + rows["_sheet"].fillna("")
    on_sheets = sheet.groupby(new_ids).transform("nunique")
    return Linked(new_ids, aliases, on_sheets.gt(1), ids.isin(open_ids), lines)


class _Clusters:
    """Places joined step by step, so that no two of one sheet, nor two said to be different, come together."""

    def __init__(self, everyone: list[Side]) -> None:
        self.parent = list(range(len(everyone)))
        self.numbered = [each.register is None for each in everyone]
        self.sheets: list[frozenset[int]] = [each.sheets for each in everyone]
        self.members: list[set[int]] = [{at} for at in self.parent]
        self.apart: set[frozenset[int]] = set()

    def keep_apart(self, decided: set[frozenset[int]]) -> None:
        self.apart = decided

    def root(self, at: int) -> int:
        while self.parent[at] != at:
            self.parent[at] = self.parent[self.parent[at]]
            at = self.parent[at]
        return at

    def join(self, first: int, second: int, *, forced: bool = False) -> bool:
        """Make two places one, and tell whether they are: the first to be seen with a number of its own names it."""
        one, two = sorted((self.root(first), self.root(second)), key=lambda at: (self.numbered[at], at))
        if one == two:
            return True
        if not forced and not self.sheets[one].isdisjoint(self.sheets[two]):
            return False
        if self.apart and any(frozenset((a, b)) in self.apart for a in self.members[one] for b in self.members[two]):
            return False
        self.parent[two] = one
        self.sheets[one] |= self.sheets[two]
        self.members[one] |= self.members[two]
        return True


def _decided(decisions: Decisions, known: dict[str, int], *, one: bool) -> list[tuple[str, str]]:
    """Give the pairs of places that were decided to be one, or not to be."""
    return sorted(
        (a, b)
        for (kind, a, b), said in decisions.said.items()
        if kind == "place" and said == one and a in known and b in known
    )


def _by_profile(rows: pd.DataFrame, ids: pd.Series, same: Sequence[tuple[str, str, str]]) -> Iterable[tuple[str, str]]:
    """Give the pairs that a profile knows to be one place of its source, by their names."""
    for source, first, second in same:
        of_source = rows["_source"].eq(source)
        one, two = (list(dict.fromkeys(ids[of_source & rows["name"].eq(name)])) for name in (first, second))
        together = list(dict.fromkeys([*one, *two]))
        yield from ((together[0], other) for other in together[1:])


def _join_certain(found: list[Pair], everyone: list[Side], merged: _Clusters) -> list[Pair]:
    """Join the certain pairs, best first, and give those that stay in doubt.

    A place that is as certainly one place of a sheet as another one of it is in doubt between the two.
    """
    best = sorted(
        found, key=lambda pair: (-pair.score, pair.km if pair.km is not None else 0.0, pair.first, pair.second)
    )
    rivals: dict[tuple[int, int], list[float]] = {}
    for pair in best:
        if pair.certain:
            for at, other in ((pair.first, pair.second), (pair.second, pair.first)):
                for sheet in everyone[other].sheets:
                    rivals.setdefault((at, sheet), []).append(pair.score)
    doubtful = []
    for pair in best:
        alone = all(
            sum(score > pair.score - _CLEARLY for score in rivals.get((at, sheet), ())) <= 1
            for at, other in ((pair.first, pair.second), (pair.second, pair.first))
            for sheet in everyone[other].sheets
        )
        if not (pair.certain and alone and merged.join(pair.first, pair.second)):
            doubtful.append(pair)
    return [pair for pair in doubtful if _still_open(pair, everyone, merged)]


def _still_open(pair: Pair, everyone: list[Side], merged: _Clusters) -> bool:
    """Tell whether other pairs have neither joined a pair meanwhile nor made it impossible."""
    one, two = merged.root(pair.first), merged.root(pair.second)
    twins = not everyone[pair.first].sheets.isdisjoint(everyone[pair.second].sheets)
    return one != two and (twins or merged.sheets[one].isdisjoint(merged.sheets[two]))


_CLEARLY = 5.0
"""By how many points of similarity a place must be better than the next one of its sheet."""


def _ordered(pair: Pair, everyone: list[Side]) -> tuple[str, str]:
    first, second = sorted((everyone[pair.first].id, everyone[pair.second].id))
    return first, second


def _lines(
    doubtful: list[Pair], everyone: list[Side], rows: pd.DataFrame, ids: pd.Series, findings: Findings
) -> list[Line]:
    """Write a line and a finding for each pair in doubt."""
    last = dict(zip(ids, rows.index, strict=True))
    lines = []
    for pair in doubtful:
        a, b = _ordered(pair, everyone)
        one, two = describe(rows, last[a]), describe(rows, last[b])
        km = "" if pair.km is None else f"{pair.km:.2f}"
        lines.append(Line("", "place", f"{pair.score:.0f}", km, *one, *two, a, b))
        name, commune, other = one
        findings.add(
            "doubtful-link", where(rows, last[b], "name"), two[0], name=name, commune=commune or "–", other=other
        )
    return lines


def describe(rows: pd.DataFrame, at: int) -> tuple[str, str, str]:
    """Give the name and the commune that a row says, and where it stands."""
    place = where(rows, at)
    stands = f"{place.source}{f' / {place.sheet}' if place.sheet else ''}, {place.row}"
    commune_name = rows.at[at, "commune_name"]
    texts = (rows.at[at, "name"], commune_name if isinstance(commune_name, str) else rows.at[at, "departement_code"])
    name, commune = (text if isinstance(text, str) else "" for text in texts)
    return name, commune, stands


def _say_contradiction(rows: pd.DataFrame, ids: pd.Series, a: str, b: str, findings: Findings) -> None:
    at = rows.index[ids.eq(b)][-1]
    findings.add("links-contradict", where(rows, at, "name"), f"{a} = {b}")
