"""Pairs of places that may be one: found by where they are and what they are called, then graded.

Only places that could be one are compared: not those that one register numbers and so tells apart. Two rows of one
sheet are two places unless a person says otherwise, and are in doubt only where name and door are the same. They are
looked for in the same commune, within `NEIGHBOURS_KM` of each other, and under the very same name in one department, so
that the work grows with the number of places and not with its square.

A pair is certain where name and place both say so (`grade`); where only one does, it is doubtful and a person decides.
The thresholds were set on the made-up sample, whose truth is known: there no merged pair is wrong, and typing mistakes,
lost articles and added words ("association", "tiers-lieu") stay at 90 or above while two different names of one commune
stay below 80.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from places3t.ingest.fold import on_sheet
from places3t.ingest.likeness import core, host, name_score, street
from places3t.sphere import EARTH_RADIUS_KM, km_between
from places3t.typography import is_missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

ALIKE = 90.0
"""Similarity of names from which a pair of one commune is one place."""
RATHER_ALIKE = 80.0
"""Similarity of names from which a pair of one commune may be one place."""
SOMEWHAT_ALIKE = 55.0
"""Similarity of names from which one web site or one address makes a pair doubtful; with both it is one place."""
SAME_NAME = 97.0
NEAR_KM = 1.0
"""Two points of one place: geocoders put it on its street or at its door."""
FAR_KM = 2.0
"""Two points of one commune that are farther apart may be two places of one name."""
NEIGHBOURS_KM = 3.0
_SAME_DOOR_KM = 0.1
_LONG_NAME = 8
"""Letters that a name needs to be looked for in a whole department: short ones (« Le Lab ») are everywhere."""
_WEB = ("web", "url", "site", "site_web", "site_internet", "website", "lien", "page_web", "adresse_web")


class Side(NamedTuple):
    """One place of a pair, as its rows describe it together."""

    id: str
    name: str
    commune: str | None
    commune_name: str
    departement: str | None
    lat: float | None
    lon: float | None
    street: str | None
    host: str | None
    sheets: frozenset[int]
    register: int | None


class Pair(NamedTuple):
    """Two places that may be one.

    Attributes
    ----------
    first, second
        Positions among the sides.
    score
        Similarity of the names, 0 to 100.
    km
        Distance of their points; null where one has none of its own.
    certain
        Whether they are one place beyond doubt.
    """

    first: int
    second: int
    score: float
    km: float | None
    certain: bool


def sides(rows: pd.DataFrame, ids: pd.Series) -> list[Side]:
    """Describe each place by what its rows know of it.

    Parameters
    ----------
    rows
        What `places3t.ingest.fold.stack` gives for censuses.
    ids
        The identifier of each row's place so far.
    """
    import pandas as pd

    sheet = on_sheet(rows)
    web = next((name for name in _WEB if name in rows), None)
    own = rows["coordinates_source"].eq("file")
    frame = pd.DataFrame(
        {
            "id": ids,
            "name": rows["name"],
            "commune": rows["commune_code"],
            "commune_name": rows["commune_name"],
            "departement": rows["departement_code"],
            "lat": rows["lat"].where(own),
            "lon": rows["lon"].where(own),
            "address": rows["address"],
            "web": rows[web] if web else None,
        }
    )
    known = frame.groupby("id", sort=False).last()
    sheets: dict[str, frozenset[int]] = {}
    for each, number in zip(ids.tolist(), sheet.tolist(), strict=True):
        sheets[each] = sheets.get(each, frozenset()) | {number}
    registers = _registers(rows, ids)
    return [
        Side(
            str(at),
            _text(name) or "",
            _text(commune),
            _text(commune_name) or "",
            _text(departement),
            None if is_missing(lat) else float(lat),
            None if is_missing(lon) else float(lon),
            street(address) if isinstance(address, str) else None,
            host(address_web) if isinstance(address_web, str) else None,
            sheets[at],
            registers.get(str(at)),
        )
        for at, name, commune, commune_name, departement, lat, lon, address, address_web in known.itertuples(name=None)
    ]


def _text(value: object) -> str | None:
    return None if is_missing(value) else str(value)


def _registers(rows: pd.DataFrame, ids: pd.Series) -> dict[str, int]:
    """Give each numbered place its register: files that have an identifier in common number places together."""
    given = rows["place_id"].notna() & ids.eq(rows["place_id"])
    numbered = rows[given].assign(id=ids[given])[["id", "_source"]].drop_duplicates()
    parent: dict[str, str] = {}

    def root(source: str) -> str:
        while parent.setdefault(source, source) != source:
            source = parent[source]
        return source

    shared = numbered[numbered["id"].duplicated(keep=False)]
    for _, sources in shared.groupby("id")["_source"]:
        first, *others = sources
        for other in others:
            parent[root(other)] = root(first)
    number = {name: at for at, name in enumerate(sorted({root(source) for source in numbered["_source"].unique()}))}
    by_source = {source: number[root(source)] for source in numbered["_source"].unique()}
    return dict(zip(numbered["id"], numbered["_source"].map(by_source), strict=True))


def compared(first: Side, second: Side) -> bool:
    """Tell whether two places could be one at all: one register does not number a place twice."""
    return first.register is None or first.register != second.register


def pairs(all_sides: list[Side]) -> list[Pair]:
    """Find and grade the pairs that may be one place."""
    found = []
    for at, to in sorted(set(_near(all_sides))):
        one, two = all_sides[at], all_sides[to]
        if compared(one, two):
            graded = grade(at, to, one, two)
            if graded:
                found.append(graded)
    return found


def grade(at: int, to: int, one: Side, two: Side) -> Pair | None:
    """Say how sure it is that two places are one; null where nothing speaks for it."""
    score = name_score(one.name, two.name, one.commune_name or two.commune_name)
    km = _km(one, two)
    together = one.commune is not None and one.commune == two.commune
    site = one.host is not None and one.host == two.host
    door = together and one.street is not None and _same_street(one.street, two.street)
    far = km is not None and km > FAR_KM
    # Two doors of one name in one commune: a place that moved, or two places.
    apart = one.street is not None and two.street is not None and not door and not (km is not None and km <= NEAR_KM)
    if not one.sheets.isdisjoint(two.sheets):
        twins = together and score >= ALIKE and (door or (km is not None and km <= _SAME_DOOR_KM))
        return Pair(at, to, round(score, 1), km, certain=False) if twins else None
    certain = (
        (together and score >= ALIKE and not far and not (apart and not site))
        or (together and site and door and score >= SOMEWHAT_ALIKE)
        or (score >= SAME_NAME and km is not None and km <= NEAR_KM)
    )
    other_departement = None not in {one.departement, two.departement} and one.departement != two.departement
    unknown_where = None in {one.commune, two.commune} and score >= SAME_NAME and not other_departement
    elsewhere = one.departement is not None and one.departement == two.departement and score >= SAME_NAME
    near = km is not None and km <= NEIGHBOURS_KM
    doubtful = (
        (together and score >= RATHER_ALIKE)
        or (score >= SOMEWHAT_ALIKE and ((together and site) or door))
        or (near and score >= ALIKE)
        or ((unknown_where or elsewhere) and len(core(one.name)) >= _LONG_NAME)
    )
    return Pair(at, to, round(score, 1), km, certain) if certain or doubtful else None


def _same_street(one: str, two: str | None) -> bool:
    from rapidfuzz import fuzz

    return (
        two is not None
        and one.split(maxsplit=1)[0] == two.split(maxsplit=1)[0]
        and fuzz.token_sort_ratio(one, two) >= ALIKE
    )


def _km(one: Side, two: Side) -> float | None:
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return None
    return round(km_between(one.lat, one.lon, two.lat, two.lon), 2)


def _near(all_sides: list[Side]) -> Iterator[tuple[int, int]]:
    """Give the pairs worth a comparison: near each other, or of one name."""
    for block in _blocks((each.commune for each in all_sides), all_sides):
        yield from _alike(block, all_sides)
    twins = (each.street and f"{each.street}\0{each.commune}\0{core(each.name)}" for each in all_sides)
    for block in _blocks(twins, all_sides, sheets=1):
        yield from _all(block)
    for block in _blocks((each.host and f"{each.host} {each.commune}" for each in all_sides), all_sides):
        yield from _all(block)
    for block in _blocks((each.street and f"{each.street} {each.commune}" for each in all_sides), all_sides):
        yield from _all(block)
    long_names = (core(each.name) for each in all_sides)
    for block in _blocks((name if len(name) >= _LONG_NAME else None for name in long_names), all_sides):
        yield from _all(block)
    yield from _neighbours(all_sides)


def _blocks(keys: Iterable[str | None], all_sides: list[Side], sheets: int = 2) -> list[list[int]]:
    """Put the places that share a key together; only where they come from as many sheets."""
    groups: dict[str, list[int]] = {}
    for at, key in enumerate(keys):
        if key:
            groups.setdefault(key, []).append(at)
    return [
        group
        for group in groups.values()
        if len(group) > 1 and len(frozenset().union(*(all_sides[at].sheets for at in group))) >= sheets
    ]


_LARGEST = 60
"""Places that share one web site, street or name: more of them, and it is a chain or a filler that tells nothing."""


def _all(block: list[int]) -> Iterator[tuple[int, int]]:
    if len(block) <= _LARGEST:
        yield from ((one, two) for at, one in enumerate(block) for two in block[at + 1 :])


def _alike(block: list[int], all_sides: list[Side]) -> Iterator[tuple[int, int]]:
    """Give the pairs of a commune whose names are at all alike."""
    import numpy as np
    from rapidfuzz import fuzz, process

    names = [core(all_sides[at].name) for at in block]
    scores = process.cdist(names, names, scorer=fuzz.token_sort_ratio, score_cutoff=RATHER_ALIKE, dtype=np.uint8)
    scores = np.maximum(
        scores, process.cdist(names, names, scorer=fuzz.ratio, score_cutoff=RATHER_ALIKE, dtype=np.uint8)
    )
    for one, two in zip(*np.nonzero(np.triu(scores, 1)), strict=True):
        yield block[int(one)], block[int(two)]


def _neighbours(all_sides: list[Side]) -> Iterator[tuple[int, int]]:
    """Give the pairs of different communes whose points lie near each other and whose names are alike."""
    import numpy as np
    from scipy.spatial import cKDTree

    placed = [at for at, each in enumerate(all_sides) if each.lat is not None and each.lon is not None]
    if len(frozenset().union(*(all_sides[at].sheets for at in placed))) <= 1:
        return
    degrees = np.radians(np.array([(all_sides[at].lat, all_sides[at].lon) for at in placed], dtype=np.float64))
    lat, lon = degrees[:, 0], degrees[:, 1]
    unit = np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
    chord = 2 * np.sin(NEIGHBOURS_KM / EARTH_RADIUS_KM / 2)
    near = cKDTree(unit).query_pairs(chord, output_type="ndarray")
    # Most neighbours are of one commune, and were compared there.
    commune = np.array([all_sides[at].commune or "" for at in placed])
    near = np.sort(np.array(placed)[near[commune[near[:, 0]] != commune[near[:, 1]]]], axis=1)
    for first, second in near.tolist():
        a, b = all_sides[first], all_sides[second]
        if compared(a, b) and name_score(a.name, b.name) >= ALIKE:
            yield first, second
