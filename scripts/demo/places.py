"""What the three waves share: which places they list, and how codes and names of communes go wrong."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from demo.dice import Dice
from places3t import territory

if TYPE_CHECKING:
    from demo.census import Place
    from demo.geography import Site
    from demo.sheets import Row, Sheet

CITIES_OF_DISTRICTS = ("75056", "69123", "13055")


class Former(NamedTuple):
    """A commune that is no more."""

    code: str
    name: str


def listed(places: list[Place], wave: int) -> list[Place]:
    """List the places of a wave in the order of its file: by department, more or less, as a merged file is."""
    chosen = [place for place in places if wave in place.seen]
    return sorted(chosen, key=lambda place: (place.site.departement_code, Dice("row", wave, place.number).unit()))


def is_city_of_districts(site: Site) -> bool:
    """Say whether the commune is Paris, Lyon or Marseille."""
    return site.commune_code in CITIES_OF_DISTRICTS


@lru_cache(maxsize=1)
def formers_by_commune() -> dict[str, Former]:
    """Give, for each new commune (since 2015), the first of the communes in it that had another name."""
    frame = territory.former_communes().dropna(subset=["former_name"])
    frame = frame[frame["kind"] == "delegated"]
    today = territory.communes().set_index("commune_code")["commune_name"]
    frame = frame[frame["former_name"] != frame["commune_code"].map(today)]
    frame = frame[frame["former_code"] != frame["commune_code"]].sort_values("former_code")
    first = frame.drop_duplicates("commune_code")
    return {
        commune: Former(code, name)
        for commune, code, name in zip(first["commune_code"], first["former_code"], first["former_name"], strict=True)
    }


def lost_zero(sheet: Sheet, row: Row, columns: tuple[str, ...]) -> None:
    """Turn codes into numbers, as a spreadsheet does: 01000 is 1000, and nobody sees it."""
    for column in columns:
        code = row.cells.get(column)
        if isinstance(code, str) and code.isdigit():
            if code.startswith("0") and code != "0":
                sheet.spoil(row, column, int(code), "leading_zero_lost")
            else:
                row.cells[column] = int(code)
