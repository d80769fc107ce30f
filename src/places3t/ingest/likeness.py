"""How like two names of places are, and what else may tell that two rows speak of one place."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from places3t.formats.texts import fold

# Words that half of all names have, in French and English: two places are not alike because both are called a fablab.
_COMMON = frozenset(
    # One word after the other reads better here than sixty quoted ones.
    """le la les l un une d de du des a au aux en et the of and n asso association collectif
    tiers lieu lieux tierslieu espace espaces coworking cowork co working fablab fab lab fabrique manufacture atelier
    ateliers third place space scic scop sas sarl sa eurl sci cae epcc mjc""".split()  # noqa: SIM905 - see above
)
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_NUMBER = re.compile(r"\d+")
_SHARED_HOSTS = frozenset(
    """facebook.com instagram.com linkedin.com twitter.com youtube.com google.com sites.google.com goo.gl linktr.ee
    helloasso.com wixsite.com wordpress.com blogspot.com free.fr jimdo.com weebly.com coworking-carte.fr
    meetup.com framasite.org centres-sociaux.fr regus.fr neo-nomade.com village-factory.net""".split()  # noqa: SIM905 - as above
)
"""Hosts that many places share: one of them says nothing of which place it is."""
_NUMBER_PENALTY = 0.6
_LONG_ENOUGH, _ONE_SLIP = 6, 95.0


@lru_cache(maxsize=200_000)
def core(name: str) -> str:
    """Give what tells a name from others: folded, without brackets and without the words that half of all names have.

    Examples
    --------
    >>> core("Tiers-lieu Le Relais d'En-Bas (association)"), core("L'Atelier"), core("La Manufacture des Trois Clous")
    ('relais bas', 'l atelier', 'trois clous')
    """
    folded = fold(_IN_BRACKETS.sub(" ", name)) or fold(name)
    own = [word for word in folded.split() if word not in _COMMON]
    return " ".join(own) or folded


def name_score(first: str, second: str, commune: str = "") -> float:
    """Say how like two names are, from 0 to 100.

    The Indel similarity of what tells the two from others (`core`), words taken in alphabetical order where that
    helps; one mistyped letter, or two that changed places, leaves a name of six letters or more at 95. Less where their
    numbers differ: « Cour 34 » is not « Cour 90 ». Where nothing is left but the name of the commune, the whole names
    are compared: « Coworking Bouvron » and « Tiers-lieu de Bouvron » are two places of Bouvron.

    Examples
    --------
    >>> name_score("Le Relias d'En-Bas", "Le Relais d'En-Bas") > 90, name_score("Cour 34", "Cour 90") < 60
    (True, True)
    >>> name_score("Coworking Bouvron", "Tiers-lieu de Bouvron", "Bouvron") < 80
    True
    >>> name_score("Tiers-lieu La Laiterie de la Lanterne", "LA LAITERIE DE LA LANTERNE")
    100.0
    """
    from rapidfuzz import fuzz
    from rapidfuzz.distance import OSA

    one, two = core(first), core(second)
    if not set(one.split()) - set(fold(commune).split()) or not set(two.split()) - set(fold(commune).split()):
        one, two = fold(first), fold(second)
    score = max(fuzz.ratio(one, two), fuzz.token_sort_ratio(one, two))
    if min(len(one), len(two)) >= _LONG_ENOUGH and OSA.distance(one, two, score_cutoff=1) == 1:
        score = max(score, _ONE_SLIP)
    if sorted(_NUMBER.findall(fold(first))) != sorted(_NUMBER.findall(fold(second))):
        score *= _NUMBER_PENALTY
    return float(score)


def contained(name: str, text: str) -> float:
    """Say how much of a place's name a longer text holds (a beneficiary and who carries it), from 0 to 100."""
    from rapidfuzz import fuzz

    return float(fuzz.token_set_ratio(core(name), core(text)))


@lru_cache(maxsize=200_000)
def host(address: str) -> str | None:
    """Give the host of a web address where one place alone is likely to have it.

    Examples
    --------
    >>> host("https://www.le144-coworking.fr/contact"), host("www.facebook.com/le144"), host("-")
    ('le144-coworking.fr', None, None)
    """
    text = address.strip().casefold()
    try:
        name = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return None
    name = name.removeprefix("www.")
    shared = any(name == each or name.endswith(f".{each}") for each in _SHARED_HOSTS)
    return name if "." in name and not shared else None


@lru_cache(maxsize=200_000)
def street(address: str) -> str | None:
    """Give what tells an address from others of its commune: number and street, folded, without the postal code.

    Examples
    --------
    >>> street("43 Place d’Alger, 72000 Le Mans"), street("Le Bourg")
    ('43 place d alger', None)
    """
    before = re.split(r"(?<!\d)\d{2}\s?\d{3}(?!\d)", address)[0]
    folded = fold(before)
    return folded if re.match(r"\d", folded) and len(folded.split()) > 1 else None
