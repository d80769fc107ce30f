"""What a place answers to a wave of the census, before the file spells it in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from demo.census import WAVES
from demo.dice import Dice
from demo.profiles import PUBLIC_SHARE

if TYPE_CHECKING:
    from demo.census import Place

MISSING = 0.11
"""Probability that an open place leaves a question without answer."""

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
WHY = {
    "unfunded": (
        "loyer devenu trop cher",
        "épuisement de l'équipe bénévole",
        "pas assez d'adhérents pour continuer",
        "bail non reconduit par le propriétaire",
        "projet arrêté après le départ de l'animatrice",
        "local vendu",
        "travaux de mise aux normes impossibles à payer",
    ),
    "funded": (
        "désaccord entre les porteurs",
        "sinistre, bâtiment inutilisable",
        "départ des deux salariés",
        "fréquentation insuffisante",
        "projet repris par la commune puis abandonné",
    ),
    "withdrawn": (
        "fin de la convention, poste supprimé",
        "subvention non renouvelée",
        "plus de salarié depuis la fin de l'aide",
        "dettes de loyer",
        "équipe bénévole épuisée, plus de financement",
    ),
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of one answer; null where the place did not say."""

    fte: float | None
    surface: float | None
    members: int | None
    telework: int | None
    budget: int | None
    public: int | None
    market: int | None
    reciprocity: int | None


def numbers(place: Place, wave: int) -> Numbers:
    """Give the numbers that a place answers.

    Parameters
    ----------
    place : Place
        The place.
    wave : int
        The year of the wave.

    Returns
    -------
    Numbers
        Shares in per cent, whole; the three shares of money sum to 100 where they are given.
    """
    dice, profile = Dice("numbers", place.number, wave), place.profile
    said = [not dice.chance(MISSING) for _ in range(6)]
    years = wave - 2018
    mean, deviation = PUBLIC_SHARE[place.life.state_on(WAVES[wave])]
    level = mean + deviation * Dice("public share", place.number).normal(0, 1) + dice.normal(0, 0.03)
    public = round(100 * min(max(level, 0.0), 0.92))
    reciprocity = min(round(100 * profile.reciprocity), 100 - public)
    spending = (profile.fte * 36_000 + profile.surface * 48 + 4_000) * dice.lognormal(1.0, 0.25)
    telework = profile.telework * (0.85 if wave == 2018 else 1.0) + dice.normal(0, 0.03)
    return Numbers(
        fte=profile.fte if said[0] else None,
        surface=round(profile.surface) if said[1] else None,
        members=round(profile.members * (1 + 0.05 * years) * dice.lognormal(1, 0.12)) if said[2] else None,
        telework=round(100 * min(max(telework, 0.0), 1.0)) if said[3] else None,
        budget=round(spending * (1 + 0.03 * years) / 100) * 100 if said[4] else None,
        public=public if said[5] else None,
        market=100 - public - reciprocity if said[5] else None,
        reciprocity=reciprocity if said[5] else None,
    )


def answered(place: Place, wave: int, question: str) -> bool:
    """Say whether an open place answers a question in words."""
    return not Dice("answered", place.number, wave, question).chance(MISSING)


def why_closed(place: Place) -> str:
    """Say in a few words why a place closed; the cause is made up after the fact and changes nothing."""
    life = place.life
    assert life.closed is not None
    state = life.state_on(date.fromordinal(life.closed.toordinal() - 1))
    return Dice("why", place.number).pick(WHY[state])


def in_words(day: date) -> str:
    """Write a month as people say it: mars 2019."""
    return f"{MONTHS[day.month - 1]} {day.year}"
