"""Which commune a text speaks of: from a code, from a name with what stands beside it, from a postal code."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from places3t import territory

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        communes = territory.communes()
        self.today: dict[str, str] = dict(zip(communes["commune_code"], communes["commune_name"], strict=True))
        self.departement: dict[str, str] = dict(
            zip(communes["commune_code"], communes["departement_code"], strict=True)
        )
        self.country: dict[str, str] = dict(zip(communes["commune_code"], communes["country_code"], strict=True))
        middles = zip(communes["lat"], communes["lon"], strict=True)
        self.middle: dict[str, tuple[float, float]] = dict(zip(communes["commune_code"], middles, strict=True))
        former = territory.former_communes()
        self.former: dict[str, tuple[str, str]] = {
            code: (commune, kind)
            for code, commune, kind in zip(former["former_code"], former["commune_code"], former["kind"], strict=True)
        }
        postal = territory.postal_codes()
        self.postal = _grouped(postal["postal_code"], postal["commune_code"])
        named = territory.communes_named()
        current = ~named["is_former"]
        self.named = _grouped(named.loc[current, "key"], named.loc[current, "commune_code"])
        self.once_named = _grouped(named.loc[~current, "key"], named.loc[~current, "commune_code"])

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
        return frozenset(each for each in communes if country in (None, self.country[each]))


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


def _grouped(keys: Iterable[str], values: Iterable[str]) -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for key, value in zip(keys, values, strict=True):
        groups.setdefault(key, set()).add(value)
    return {key: frozenset(group) for key, group in groups.items()}
