"""The whole made-up population of places, and what each of the three waves got to know of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from demo.dice import Dice
from demo.geography import Site, draw_sites
from demo.lives import Life, live, support_hazard
from demo.names import invent
from demo.profiles import Profile, draw_profile, draw_types, is_association

if TYPE_CHECKING:
    from collections.abc import Callable

WAVES = {2018: date(2018, 3, 15), 2021: date(2021, 4, 1), 2023: date(2023, 6, 1)}
"""The day that each wave describes."""

PLACES = 752
"""Places that lived; some are never seen by any wave."""

COVERAGE = 0.93
"""Probability that a wave finds an open place that no wave found before; it does not depend on its fate."""

LOST_FOR_GOOD, LOST_ONCE = 0.045, 0.035
"""Probability, at each later wave, that nothing more is heard of a place, open or not; or nothing this time."""

SAID_UNKNOWN = 0.25
"""Of the places lost, the share still listed, with a status that says that nobody knows."""

CLOSED_LONG_AGO, CLOSED_BETWEEN = 0.12, 0.2
"""Probability that a wave lists a place never seen open: closed before 2018, or opened and closed between waves."""

LISTED_AGAIN = 0.3
"""Probability that a place listed as closed is listed again by the next wave."""

PRECISIONS = {"day": 0.38, "month": 0.27, "year": 0.22, "none": 0.13}
OPENING_PRECISIONS = {"day": 0.30, "month": 0.36, "year": 0.26, "doubtful": 0.04, "none": 0.04}


@dataclass(eq=False, slots=True)
class Place:
    """A place of the made-up population: its truth, and under which status each wave lists it."""

    number: int
    site: Site
    profile: Profile
    life: Life
    seen: dict[int, str] = field(default_factory=dict)
    census_id: str = ""

    @property
    def true_id(self) -> str:
        """Its identity in the truth files, which no input file holds."""
        return f"V{self.number + 1:04d}"

    @property
    def closing_precision(self) -> str:
        """How well the census knows when it closed: day, month, year or none."""
        return Dice("closing precision", self.number).weighted(PRECISIONS)

    @property
    def opening_precision(self) -> str:
        """How well the census knows when it opened: day, month, year, doubtful or none."""
        return Dice("opening precision", self.number).weighted(OPENING_PRECISIONS)

    @property
    def first_open(self) -> date | None:
        """The first wave that saw it open."""
        return next((WAVES[wave] for wave, status in self.seen.items() if status == "open"), None)

    @property
    def last_known(self) -> date | None:
        """The last day when its state was known: its closing if a wave said it, else the last wave that saw it open."""
        if "closed" in self.seen.values():
            return self.life.closed
        waves = [WAVES[wave] for wave, status in self.seen.items() if status == "open"]
        return max(waves, default=None)


def populate() -> list[Place]:
    """Make the whole population, seen or not.

    Returns
    -------
    list of Place
        In order of their number; those that a wave lists have a census id.
    """
    names: list[str] = []
    places = []
    for number, site in enumerate(draw_sites(PLACES)):
        places.append(_place(number, site, names))
        names.append(places[-1].profile.name)
    for place in places:
        place.seen = _seen(place)
    _share_names([place for place in places if len(place.seen) > 1])
    order = Dice("census order").shuffled(places)
    seen = [place for wave in WAVES for place in order if next(iter(place.seen), None) == wave]
    for rank, place in enumerate(seen, start=1):
        place.census_id = f"TL-{rank:04d}"
    return places


def _place(number: int, site: Site, names: list[str]) -> Place:
    types = draw_types(Dice("types", number))
    name = invent(Dice("name", number), site.zone, types[0], names)
    profile = draw_profile(Dice("profile", number), number, site, name, types)
    hazard = support_hazard(profile.surface, association=is_association(profile.legal_form))
    return Place(number, site, profile, live(Dice("life", number), hazard))


def _share_names(places: list[Place]) -> None:
    """Give three places the name of another: in the same city, across the border, in another region."""
    alike: tuple[Callable[[Site, Site], bool], ...] = (
        lambda one, other: one.commune_code == other.commune_code and one.population > 200_000,
        lambda one, other: {one.departement_code, other.departement_code} == {"59", "BE-WHT"},
        lambda one, other: one.country_code == other.country_code and one.region_code != other.region_code,
    )
    free = list(places)
    for fits in alike:
        one, other = next(pair for pair in combinations(free, 2) if fits(pair[0].site, pair[1].site))
        free = [place for place in free if place not in (one, other)]
        dice = Dice("profile", other.number)
        other.profile = draw_profile(dice, other.number, other.site, one.profile.name, other.profile.types)


def _seen(place: Place) -> dict[int, str]:
    """Say under which status each wave lists the place: open, closed, planned or unknown."""
    dice, life = Dice("seen", place.number), place.life
    seen: dict[int, str] = {}
    before = date(2012, 1, 1)
    for wave, day in WAVES.items():
        found, lost, once, said = (dice.unit() for _ in range(4))
        known = "open" in seen.values()
        if known and (lost < LOST_FOR_GOOD or once < LOST_ONCE):
            if said < SAID_UNKNOWN:
                seen[wave] = "unknown"
            if lost < LOST_FOR_GOOD:
                return seen
        elif life.open_on(day):
            if known or found < COVERAGE:
                seen[wave] = "open"
        elif life.opened <= day:
            if _lists_closed(seen, life, before, found):
                seen[wave] = "closed"
        elif (life.opened - day).days < 300 and found < 0.12:
            seen[wave] = "planned"
        before = day
    return seen


def _lists_closed(seen: dict[int, str], life: Life, before: date, found: float) -> bool:
    """Say whether a wave lists a place that has closed."""
    if "closed" in seen.values():
        return found < LISTED_AGAIN
    if "open" in seen.values():
        return True
    if not seen and before < date(2018, 1, 1):
        return life.closed is not None and life.closed > before and found < CLOSED_LONG_AGO
    return life.opened > before and found < CLOSED_BETWEEN
