"""Which commune a text speaks of: from a code, from a name with what stands beside it, from a postal code."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from places3t import territory

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

_FRENCH_END = re.compile(
    r"\b(?:F-?)?(\d{5})\s+([^\d,;()]{2,60}?)\s*(?:cedex.*)?[,;]?\s*(?:\(?france\)?)?\s*$", re.IGNORECASE
)
_BELGIAN_END = re.compile(r"\bB-?(\d{4})\s+([^\d,;()]{2,60}?)\s*[,;]?\s*(?:\(?belgique\)?)?\s*$", re.IGNORECASE)


class Text(NamedTuple):
    """What a row writes of where it is; null where it writes nothing."""

    code: str | None
    name: str | None
    postal: str | None
    departement: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the text of a row leads to.

    Attributes
    ----------
    by_code, by_name
        Commune of today, where the code is known, where the name is the name of one commune only.
    candidates
        Communes that bear the name, when they are several.
    from_postal
        Communes that share the postal code.
    former
        The code or the name is one of a commune that is no more.
    """

    by_code: str | None
    by_name: str | None
    candidates: frozenset[str]
    from_postal: frozenset[str]
    former: bool


class Index:
    """The territory reference, arranged for looking up one text at a time."""

    def __init__(self) -> None:
        codes, names, departements, countries, lats, lons = _lists(
            territory.communes(), "commune_code", "commune_name", "departement_code", "country_code", "lat", "lon"
        )
        self.today: dict[str, str] = dict(zip(codes, names, strict=True))
        self.departement: dict[str, str] = dict(zip(codes, departements, strict=True))
        self.country: dict[str, str] = dict(zip(codes, countries, strict=True))
        self.middle: dict[str, tuple[float, float]] = dict(zip(codes, zip(lats, lons, strict=True), strict=True))
        former, successors, kinds = _lists(territory.former_communes(), "former_code", "commune_code", "kind")
        self.former: dict[str, tuple[str, str]] = dict(zip(former, zip(successors, kinds, strict=True), strict=True))
        self.postal = _grouped(*_lists(territory.postal_codes(), "postal_code", "commune_code"))
        named = territory.communes_named()
        once = named["is_former"]
        self.named = _grouped(*_lists(named[~once], "key", "commune_code"))
        self.once_named = _grouped(*_lists(named[once], "key", "commune_code"))

    def read(self, text: Text) -> Reading:
        """Say what communes a row's text leads to."""
        from_postal = self._postal(text)
        if text.country in {None, "FR"} and text.code and text.name and self.today.get(text.code) == text.name:
            # What most rows say: a code of today beside the name of that very commune. There is nothing to part.
            return Reading(text.code, text.code, frozenset(), from_postal, former=False)
        code, former = self._code(text)
        bearers, once = self._bearers(text.name)
        narrowed = self._narrow(bearers, text, from_postal)
        by_name = next(iter(narrowed)) if len(narrowed) == 1 else None
        belgian = f"BE-{text.code}"
        if belgian in narrowed or (code is None and belgian in self.today):
            # The name is that of the Belgian commune with this code, or no French commune ever had it.
            code = by_name = belgian
            narrowed, former = frozenset({belgian}), False
        several = narrowed if len(narrowed) > 1 else frozenset()
        return Reading(code, by_name, several, from_postal, former or (once and code is None))

    def _code(self, text: Text) -> tuple[str | None, bool]:
        """Lead a code to a commune of today; Belgian codes are told from French ones by the country."""
        if text.code is None:
            return None, False
        belgian = f"BE-{text.code}"
        if text.country == "BE" and belgian in self.today:
            return belgian, False
        if text.code in self.today:
            return text.code, False
        commune, kind = self.former.get(text.code, (None, ""))
        return commune, commune is not None and kind != "arrondissement"

    def _postal(self, text: Text) -> frozenset[str]:
        if text.postal is None:
            return frozenset()
        found = self.postal.get(text.postal, frozenset())
        if text.postal.startswith("0"):
            # Four digits are a French code that lost its zero, or a Belgian one.
            found |= self.postal.get(text.postal[1:], frozenset())
        return self._in_country(found, text.country)

    def _bearers(self, name: str | None) -> tuple[frozenset[str], bool]:
        key = territory.normalise_name(name) if name else ""
        if not key:
            return frozenset(), False
        today = self.named.get(key, frozenset())
        return (today, False) if today else (self.once_named.get(key, frozenset()), True)

    def _narrow(self, bearers: frozenset[str], text: Text, from_postal: frozenset[str]) -> frozenset[str]:
        """Part homonyms by country, postal code and department: each is used only where it leaves some."""
        bearers = self._in_country(bearers, text.country) or bearers
        bearers = bearers & from_postal or bearers
        if len(bearers) > 1 and text.postal:
            near = (each for each in bearers if in_departement(text.postal or "", self.departement[each]))
            bearers = frozenset(near) or bearers
        if len(bearers) > 1 and text.departement:
            stated = (each for each in bearers if self.departement[each] == text.departement)
            bearers = frozenset(stated) or bearers
        return bearers

    def _in_country(self, communes: Iterable[str], country: str | None) -> frozenset[str]:
        if country is None:
            return frozenset(communes)
        return frozenset(each for each in communes if country == self.country[each])


@functools.cache
def index() -> Index:
    """Give the reference, arranged once."""
    return Index()


def full_name(commune: str | None) -> str:
    """Name a commune so that nobody takes it for another: Tournai (BE-57081)."""
    return f"{index().today[commune]} ({commune})" if commune else "?"


def in_departement(code: str, departement: str) -> bool:
    """Tell whether a commune or postal code begins as a department does (971 to 988 overseas, 20 for both of Corsica).

    Examples
    --------
    >>> in_departement("20200", "2B"), in_departement("97411", "974"), in_departement("44000", "35")
    (True, True, False)
    """
    if code.startswith("20"):
        return departement in {"2A", "2B"}
    return departement == (code[:3] if code.startswith(("97", "98")) else code[:2])


def end_of_address(address: str) -> tuple[str | None, str | None, str | None]:
    """Read the postal code, the commune's name and the country at the end of an address.

    Returns
    -------
    tuple
        ``(postal code, name, country code)``, each null where the address does not end with them.

    Examples
    --------
    >>> end_of_address("134 Rue des Halles 44000 Nantes")
    ('44000', 'Nantes', None)
    >>> end_of_address("Rue Haute 3, B-7500 Tournai")
    ('7500', 'Tournai', 'BE')
    >>> end_of_address("Le Bourg")
    (None, None, None)
    """
    if found := _BELGIAN_END.search(address):
        return found[1], found[2], "BE"
    if found := _FRENCH_END.search(address):
        return found[1], found[2], None
    return None, None, None


def _lists(frame: pd.DataFrame, *names: str) -> list[list[Any]]:
    """Give columns as lists: going through columns of texts one by one takes ten times as long."""
    return [frame[name].tolist() for name in names]


def _grouped(keys: list[str], values: list[str]) -> dict[str, frozenset[str]]:
    """Put the values of each key together; nearly every key has one."""
    groups: dict[str, frozenset[str]] = {}
    for key, value in zip(keys, values, strict=True):
        groups[key] = groups[key] | {value} if key in groups else frozenset((value,))
    return groups
