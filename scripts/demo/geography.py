"""Where the made-up places stand: a commune drawn by its inhabitants and its region, a street that many towns have."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from demo.dice import Dice
from places3t import territory

if TYPE_CHECKING:
    import pandas as pd

OVERSEAS_REGIONS = ("01", "02", "03", "04", "06")
ZONES = {
    "11": 0.155,
    "75": 0.150,
    "84": 0.125,
    "76": 0.105,
    "93": 0.075,
    "53": 0.080,
    "32": 0.080,
    "44": 0.045,
    "27": 0.040,
    "52": 0.050,
    "24": 0.030,
    "28": 0.030,
    "94": 0.006,
    "04": 0.014,
    "01": 0.008,
    "02": 0.008,
    "03": 0.005,
    "06": 0.004,
    "BE": 0.065,
}
"""Share of the places by region (its code) or country: spread very unequally, as in life."""

CITY_WEIGHT = 1.2
"""A commune's chance grows as its population to this power: cities have more than their share."""

BORDER = {"Tournai": 14.0, "Mouscron": 5.0, "Courtrai": 8.0}
"""Belgian neighbours of Lille, drawn more often so that a cross-border neighbour exists."""

FLANDERS_WEIGHT = 0.15
LILLE_WEIGHT = 2.5
STREETS = (
    "rue des Tanneurs",
    "place du Marché",
    "rue de la Gare",
    "rue Basse",
    "impasse du Four",
    "chemin des Prés",
    "rue du Canal",
    "quai des Bateliers",
    "rue de l'Abreuvoir",
    "place de l'Église",
    "rue des Écoles",
    "route de la Scierie",
    "rue du Moulin",
    "allée des Tilleuls",
    "rue des Lices",
    "zone artisanale Les Saules",
    "rue de la Filature",
    "cour de la Laiterie",
    "rue Haute",
    "chemin du Lavoir",
    "boulevard du Nord",
    "rue des Jardins",
    "rue du Port",
    "place de la Mairie",
    "rue de la Fontaine",
    "avenue de la Gare",
    "rue des Remparts",
    "ancienne école, le bourg",
    "rue des Potiers",
    "rue du Vieux Puits",
)
FLEMISH_STREETS = ("Molenstraat", "Stationsstraat", "Kerkplein", "Oude Markt", "Visserskaai")
TRIES = 8
"""Points tried for a place before it is put next to the town hall."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a place stands, by today's reference."""

    commune_code: str
    commune_name: str
    departement_code: str
    region_code: str
    country_code: str
    postal_code: str
    population: int
    lat: float
    lon: float
    street: str

    @property
    def zone(self) -> str:
        """The kind of name that a place has here: overseas, flemish or french."""
        if self.region_code in OVERSEAS_REGIONS:
            return "overseas"
        return "flemish" if self.region_code == "BE-VLG" else "french"


@lru_cache(maxsize=1)
def _reference() -> pd.DataFrame:
    """Give the communes that a place can be drawn in, with their zone and weight."""
    frame = territory.communes().dropna(subset=["lat", "lon", "population"])
    frame = frame.assign(zone=frame["region_code"].mask(frame["country_code"] == "BE", "BE"))
    frame = frame[frame["zone"].isin(list(ZONES)) & (frame["population"] >= 180)]
    codes = territory.postal_codes()
    first = codes.sort_values("postal_code").groupby("commune_code")["postal_code"].agg(list)
    frame = frame.assign(postal_codes=frame["commune_code"].map(first)).dropna(subset=["postal_codes"])
    weight = frame["population"].astype(float) ** CITY_WEIGHT
    weight *= frame["commune_name"].where(frame["country_code"] == "BE").map(BORDER).fillna(1.0)
    weight = weight.mask(frame["region_code"] == "BE-VLG", weight * FLANDERS_WEIGHT)
    weight = weight.mask(frame["epci_code"] == "200093201", weight * LILLE_WEIGHT)
    return frame.assign(weight=weight).sort_values("commune_code", ignore_index=True)


@lru_cache(maxsize=len(ZONES))
def _zone(zone: str) -> pd.DataFrame:
    frame = _reference()
    chosen = frame[frame["zone"] == zone].reset_index(drop=True)
    return chosen.assign(reach=chosen["weight"].cumsum() / chosen["weight"].sum())


def draw_sites(count: int) -> list[Site]:
    """Draw where `count` places stand.

    Parameters
    ----------
    count : int
        How many.

    Returns
    -------
    list of Site
        In order; each has its own stream, so a change to one moves no other.
    """
    drawn = [_commune(Dice("site", number)) for number in range(count)]
    points = [_candidates(Dice("point", number), row) for number, row in enumerate(drawn)]
    inside = territory.locate_points(
        [lat for tries in points for lat, _ in tries], [lon for tries in points for _, lon in tries]
    )["commune_code"].tolist()
    sites = []
    for number, (row, tries) in enumerate(zip(drawn, points, strict=True)):
        found = inside[number * TRIES : (number + 1) * TRIES]
        hits = [point for point, code in zip(tries, found, strict=True) if code == row["commune_code"]]
        sites.append(_site(Dice("street", number), row, hits[0] if hits else tries[-1]))
    return sites


def _commune(dice: Dice) -> dict[str, object]:
    frame = _zone(dice.weighted(ZONES))
    index = int(frame["reach"].searchsorted(dice.unit(), side="right"))
    return {str(key): value for key, value in frame.iloc[min(index, len(frame) - 1)].items()}


def _candidates(dice: Dice, row: dict[str, object]) -> list[tuple[float, float]]:
    """Give points around the town hall, each nearer than the one before, the last within a street or two."""
    lat, lon = float(str(row["lat"])), float(str(row["lon"]))
    reach = min(0.25 + float(str(row["population"])) ** 0.5 / 180, 3.2)
    points = []
    for attempt in range(TRIES):
        km = max(reach * 0.6**attempt, 0.05) * math.sqrt(dice.unit())
        angle = dice.between(0, 2 * math.pi)
        north, east = km * math.cos(angle), km * math.sin(angle)
        east_degrees = east / (111.32 * math.cos(math.radians(lat)))
        points.append((round(lat + north / 111.32, 6), round(lon + east_degrees, 6)))
    return points


def _site(dice: Dice, row: dict[str, object], point: tuple[float, float]) -> Site:
    flemish = row["region_code"] == "BE-VLG"
    number, street = dice.whole(1, 96), dice.pick(FLEMISH_STREETS if flemish else STREETS)
    plain = not flemish and not street.startswith(("zone", "ancienne"))
    address = f"{street} {number}" if flemish else f"{number} {street}" if plain else street
    postal_codes = row["postal_codes"]
    assert isinstance(postal_codes, list)
    return Site(
        commune_code=str(row["commune_code"]),
        commune_name=str(row["commune_name"]),
        departement_code=str(row["departement_code"]),
        region_code=str(row["region_code"]),
        country_code=str(row["country_code"]),
        postal_code=str(postal_codes[0] if row["country_code"] == "BE" else dice.pick(postal_codes)),
        population=int(float(str(row["population"]))),
        lat=point[0],
        lon=point[1],
        street=address,
    )
