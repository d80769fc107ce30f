"""Communes in the text of an address, where no column of its own says them.

``36 rue Thiers Angers, 49000``, ``La Vergne Babouin 85 000 La Roche-sur-Yon``, ``69 bis rue des Loges85200
Fontenay-le-Comte``, ``Saint Nazaire``, ``49400``, ``44``. A postal code counts wherever it stands, and then the commune
of that code whose name the text holds, or the place's own name. Without one, a name counts only at the end of the
address; where several communes bear it, only if the source says in which departments all its places lie.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, NamedTuple

from places3t import territory
from places3t.findings import Findings, Place
from places3t.ingest.communes import end_of_address, in_departement, index
from places3t.typography import is_missing

if TYPE_CHECKING:
    import pandas as pd

    from places3t.profiles.rules import Rules

_POSTAL = re.compile(r"(?<!\d)(\d{2})\s?(\d{3})(?!\d)")
_DEPARTEMENT = re.compile(r"\d{1,2}|2[AB]|97\d", re.IGNORECASE)
_ARTICLES = ("", "les ", "le ", "la ", "l ")
_LONGEST_NAME = 6
"""Words of the longest name that is looked for at the end of an address."""

_ALIKE, _ALIKE_OF_POSTAL = 92.0, 85.0
"""How like a commune's name (0 to 100, Indel similarity) a misspelt one must be: in an area, where several hundred
names could be meant, and among the few communes of a postal code."""

_SHORTEST = 8
"""Letters of the shortest name that is read where it is misspelt."""

COLUMNS = ("commune_code", "commune_name", "postal_code", "departement_code")


class Found(NamedTuple):
    """What an address tells of where it is; null where it tells nothing."""

    commune: str | None = None
    postal: str | None = None
    departement: str | None = None
    misspelt: str | None = None


def with_addresses(frame: pd.DataFrame, rules: Rules, place: Place, findings: Findings) -> pd.DataFrame:
    """Complete records whose address is all that says where they are.

    Parameters
    ----------
    frame
        Cleaned records; ``address`` and ``name`` are read.
    rules
        Of the source's profile: the departments that all its places lie in, and what was found out by hand.
    place, findings
        Where this is, and what takes the findings.

    Returns
    -------
    pandas.DataFrame
        The records, with `COLUMNS` filled where they were empty in all four and the address tells them.
    """
    import pandas as pd

    if "address" not in frame and not rules.by_hand:
        return frame
    empty = pd.Series(None, index=frame.index, dtype="str")
    bare = pd.DataFrame({name: frame.get(name, empty) for name in COLUMNS}).isna().all(axis=1)
    area = rules.area.departements if rules.area else ()
    addresses, names = frame.get("address", empty)[bare], frame.get("name", empty)[bare]
    told: dict[int, Found] = {}
    for row, address, name in zip(addresses.index, addresses, names, strict=True):
        where = Place(place.source, place.sheet, int(row), "address")
        if is_missing(address):
            if not is_missing(name) and str(name) in rules.by_hand:
                told[row] = _by_hand(rules, str(name), where, findings)
            continue
        if _ends_well(str(address)):
            continue
        told[row] = read_address(str(address), "" if is_missing(name) else str(name), area)
        if told[row].misspelt:
            findings.add("commune-misspelt", where, str(address), name=str(told[row].misspelt))
    if not told:
        return frame
    found = pd.DataFrame.from_dict(told, orient="index", columns=list(Found._fields))
    changed = {}
    for name, told_name in (
        ("commune_code", "commune"),
        ("postal_code", "postal"),
        ("departement_code", "departement"),
    ):
        if found[told_name].notna().any():
            changed[name] = frame.get(name, empty).astype("str").fillna(found[told_name].astype("str"))
    return frame.assign(**changed)


def _by_hand(rules: Rules, name: str, where: Place, findings: Findings) -> Found:
    said = rules.by_hand[name]
    findings.add("located-by-hand", where, name, why=said.get("why", ""))
    return Found(said.get("commune_code"), said.get("postal_code"), said.get("departement_code"))


def _ends_well(address: str) -> bool:
    """Tell whether an address ends with a postal code and the name of a commune: `locate` reads those itself."""
    postal, name, country = end_of_address(address)
    if postal is None or country == "BE":
        return postal is not None
    bearers = index().named.get(territory.normalise_name(name or ""), frozenset())
    return any(in_departement(postal, index().departement[each]) for each in bearers)


def read_address(address: str, name: str = "", area: tuple[str, ...] = ()) -> Found:
    """Read where an address is.

    Parameters
    ----------
    address
        The text.
    name
        Of the place: it may name the commune that a postal code leaves open.
    area
        Departments that the place can only be in; none if it may be anywhere.

    Returns
    -------
    Found
        A commune of today, or only its postal code or department.

    Examples
    --------
    >>> read_address("36 rue Thiers Angers, 49000").commune
    '49007'
    >>> read_address("Saint Nazaire").commune, read_address("Saint Nazaire", area=("44", "49")).commune
    (None, '44184')
    >>> read_address("49400", "Médiathèque Saumur").commune, read_address("44", area=("44", "49")).departement
    ('49328', '44')
    """
    text = territory.normalise_name(_POSTAL.sub(" ", address))
    for first, second in reversed(_POSTAL.findall(address)):
        postal = first + second
        sharing = index().postal.get(postal, frozenset())
        if not sharing or (area and not any(in_departement(postal, each) for each in area)):
            continue
        return _in_postal(postal, sharing, text, territory.normalise_name(name))
    if area and _DEPARTEMENT.fullmatch(address.strip()):
        code = address.strip().upper().zfill(2)
        return Found(departement=code) if code in area else Found()
    return _at_end(text, area)


def _in_postal(postal: str, sharing: frozenset[str], text: str, name: str) -> Found:
    """Choose among the communes of a postal code: the longest name that the text holds, else the place's name."""
    for words in (text, name):
        held = [code for code in sharing if f" {territory.normalise_name(index().today[code])} " in f" {words} "]
        if held:
            return Found(max(held, key=lambda code: (len(index().today[code]), code)), postal)
    if len(sharing) == 1:
        return Found(next(iter(sharing)), postal)
    named = {territory.normalise_name(index().today[code]): code for code in sorted(sharing)}
    if (near := _nearly(text.split(), named, _ALIKE_OF_POSTAL)).commune:
        return near._replace(postal=postal)
    departement = index().departement[min(sharing)]
    at_end = _at_end(text, (departement,))
    return Found(at_end.commune, postal, departement, at_end.misspelt)


def _at_end(text: str, area: tuple[str, ...]) -> Found:
    """Find the commune whose name ends a text: the longest name first; without an area, only one of its kind."""
    words = text.split()
    longest = range(max(0, len(words) - _LONGEST_NAME), len(words))
    for start in longest:
        tail = " ".join(words[start:])
        if not area and start > 0:
            break
        if bearers := _bearers(tail, area):
            return Found(next(iter(bearers))) if len(bearers) == 1 else Found()
    return _nearly(words, _names_in(area), _ALIKE) if area else Found()


def _bearers(name: str, area: tuple[str, ...]) -> frozenset[str]:
    for article in _ARTICLES if area else ("",):
        for names in (index().named, index().once_named):
            found = names.get(article + name, frozenset())
            inside = frozenset(each for each in found if not area or index().departement[each] in area)
            if inside:
                return inside
    return frozenset()


def _nearly(words: list[str], known: dict[str, str], cutoff: float) -> Found:
    """Find the one commune whose name the end of a text misspells."""
    from rapidfuzz import fuzz, process

    tails = (" ".join(words[start:]) for start in range(max(0, len(words) - _LONGEST_NAME), len(words)))
    best: dict[str, float] = {}
    for tail in tails:
        if len(tail) >= _SHORTEST:
            for name, score, _ in process.extract(tail, list(known), scorer=fuzz.ratio, score_cutoff=cutoff, limit=2):
                best[known[name]] = max(score, best.get(known[name], 0.0))
    if len(best) != 1:
        return Found()
    commune = next(iter(best))
    return Found(commune, misspelt=f"{index().today[commune]} ({commune})")


@functools.cache
def _names_in(area: tuple[str, ...]) -> dict[str, str]:
    """Give the folded names of the communes of some departments that only one of them bears."""
    inside = (
        (name, [code for code in codes if index().departement[code] in area]) for name, codes in index().named.items()
    )
    return {name: codes[0] for name, codes in inside if len(codes) == 1}
