"""The lives of the made-up places: opened, supported for a while, closed, at hazards that are written here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from demo.dice import Dice

DAYS = 365.25
"""Days in a year, here and in every rate of the truth."""

CLOSING = {"unfunded": 0.06, "funded": 0.06, "withdrawn": 0.12}
"""Hazard of closing for good, per year, by state of funding: support itself changes nothing, its end doubles it."""

OTHER_ENDINGS = {"moved": 0.005, "replaced": 0.003, "merged": 0.002}
"""Hazard of ending in another form, per year, the same in every state."""

FIRST_SUPPORT = 0.22
"""Hazard of a first spell of support, per year, for a place of `TYPICAL_SURFACE`, once the programmes have begun."""

TYPICAL_SURFACE = 225.0
SURFACE_POWER = 0.9
SURFACE_CAP = 5.0
ASSOCIATION_FACTOR, OTHER_FACTOR = 1.4, 0.8
"""Larger places and associations get support sooner. Neither closes more or less often for it."""

RENEWAL = 0.30
"""Probability that a spell is followed by another without a day between."""

NEW_SUPPORT = 0.12
"""Hazard of a new spell once support was withdrawn, per year."""

SPELL_YEARS = (2.0, 4.0)
SUPPORT_SINCE = date(2016, 1, 1)
OPENING_YEARS = (2006.0, 2023.0)
OPENING_GROWTH = 1.4
LIVES_END = date(2023, 12, 31)
"""Nothing is known after this day: a life that is not over then is open."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A spell of support; `until` is the day it really stopped, `agreed_until` what the agreement said."""

    start: date
    until: date
    agreed_until: date
    kind: str


@dataclass(frozen=True, slots=True)
class Life:
    """When a place opened and closed, in which form it ended, and who held it up meanwhile."""

    opened: date
    closed: date | None
    kind: str | None
    spells: tuple[Spell, ...]

    def open_on(self, day: date) -> bool:
        """Say whether the place stood that day."""
        return self.opened <= day and (self.closed is None or day < self.closed)

    def state_on(self, day: date) -> str:
        """Say the state of funding that day: unfunded, funded or withdrawn."""
        begun = [spell for spell in self.spells if spell.start <= day]
        if not begun:
            return "unfunded"
        return "funded" if any(day < spell.until for spell in begun) else "withdrawn"

    def funded_by(self, day: date) -> bool:
        """Say whether a spell had begun by that day."""
        return any(spell.start <= day for spell in self.spells)


def support_hazard(surface: float, *, association: bool) -> float:
    """Give the hazard of a first spell of support, per year.

    Parameters
    ----------
    surface : float
        Square metres.
    association : bool
        Whether an association runs the place.

    Returns
    -------
    float
        ``FIRST_SUPPORT * min((surface / TYPICAL_SURFACE) ** SURFACE_POWER, SURFACE_CAP)`` times the factor of its form.
    """
    size: float = min((surface / TYPICAL_SURFACE) ** SURFACE_POWER, SURFACE_CAP)
    return FIRST_SUPPORT * size * (ASSOCIATION_FACTOR if association else OTHER_FACTOR)


def live(dice: Dice, hazard: float) -> Life:
    """Simulate one life.

    Parameters
    ----------
    dice : Dice
        The place's own stream.
    hazard : float
        Its hazard of a first spell of support, per year.

    Returns
    -------
    Life
        Cut at `LIVES_END`.

    Notes
    -----
    Within a state every hazard is constant, so each step draws a time to closing afresh and keeps the earlier of
    closing and change of state (the exponential law has no memory).
    """
    low, high = OPENING_YEARS
    opened = _day(low + (high - low) * dice.unit() ** (1 / OPENING_GROWTH))
    now, end, state = opened.toordinal(), LIVES_END.toordinal(), "unfunded"
    spells: list[Spell] = []
    while True:
        change = _change(dice, state, now, hazard)
        closing = now + max(1, round(dice.waiting(CLOSING[state] + sum(OTHER_ENDINGS.values())) * DAYS))
        stop = min(change, closing)
        if state == "funded":
            spells.append(_spell(dice, now, min(stop, end), change))
        if stop > end:
            return Life(opened, None, None, tuple(spells))
        if closing <= change:
            kind = dice.weighted({"closed": CLOSING[state], **OTHER_ENDINGS})
            return Life(opened, date.fromordinal(closing), kind, tuple(spells))
        renewed = state == "funded" and dice.chance(RENEWAL)
        state = "funded" if state != "funded" or renewed else "withdrawn"
        now = change


def _change(dice: Dice, state: str, now: int, hazard: float) -> int:
    """Give the day when the state of funding would change."""
    if state == "unfunded":
        return max(now, SUPPORT_SINCE.toordinal()) + max(1, round(dice.waiting(hazard) * DAYS))
    years = dice.between(*SPELL_YEARS) if state == "funded" else dice.waiting(NEW_SUPPORT)
    return now + max(1, round(years * DAYS))


def _spell(dice: Dice, start: int, until: int, agreed: int) -> Spell:
    kind = dice.weighted({"public": 0.7, "label": 0.18, "private": 0.12})
    return Spell(date.fromordinal(start), date.fromordinal(until), date.fromordinal(agreed), kind)


def _day(year: float) -> date:
    """Give the day of a decimal year."""
    start = date(int(year), 1, 1).toordinal()
    length = date(int(year) + 1, 1, 1).toordinal() - start
    return date.fromordinal(start + int((year - int(year)) * length))
