"""An ingest of 100,000 rows of CSV, located, against `pandas.read_csv(dtype=str)` followed by `to_parquet`.

The two are run in turn, so that a machine that is busy for a while slows both.
"""

from __future__ import annotations

import random
import resource
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from bench.timing import compare
from places3t import territory
from places3t.ingest import ingest_files
from places3t.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

_ROWS = 100_000
_LIMIT = 10.0
_ROUNDS = 4
_TYPES = ("coworking", "fablab", "tiers-lieu", "atelier partagé", "friche culturelle", "makerspace", "café associatif")
_KINDS = (
    "La Fabrique",
    "Le Lab",
    "L'Atelier",
    "Tiers-lieu",
    "Coworking",
    "Le Hangar",
    "La Ruche",
    "L'Établi",
    "La Halle",
)
_OF = ("du Moulin", "des Trois Clous", "de la Gare", "numérique", "d'En-Bas", "Belle-Île", "des Possibles", "du Marché")
_WAYS = (
    "rue de la République",
    "avenue Jean-Jaurès",
    "place de l'Église",
    "rue du Général-de-Gaulle",
    "chemin des Prés",
)


def make(path: Path) -> None:
    """Write a census as people send them: names, addresses, codes, points, types, dates; gaps, and a few mistakes.

    Of a hundred rows three have no point and two no code, one has its commune in capitals, one has lost the zero of
    its codes; of two hundred, one has the point of another row.
    """
    chance = random.Random(20260101)
    rows = [_row(number, commune, chance) for number, commune in enumerate(_drawn(chance))]
    pd.DataFrame(rows).to_csv(path, index=False, sep=";")


def _drawn(chance: random.Random) -> list[tuple[str, str, str, float, float]]:
    """Draw communes of France, each with one of its postal codes."""
    postal = territory.postal_codes().drop_duplicates("commune_code")
    communes = territory.communes().merge(postal[["commune_code", "postal_code"]], on="commune_code")
    communes = communes[communes["country_code"].eq("FR") & communes["lat"].notna()]
    columns = (communes[name] for name in ("commune_name", "commune_code", "postal_code", "lat", "lon"))
    return chance.choices(list(zip(*columns, strict=True)), k=_ROWS)


def _row(number: int, commune: tuple[str, str, str, float, float], chance: random.Random) -> dict[str, object]:
    name, code, postal, lat, lon = commune
    mistake = chance.randrange(200)
    zero = "" if mistake in {0, 1} else "0"
    year = chance.randint(2005, 2022)
    return {
        "id": f"L{number}",
        "nom": f"{chance.choice(_KINDS)} {chance.choice(_OF)} {chance.randint(1, 5000)}",
        "adresse": f"{chance.randint(1, 300)} {chance.choice(_WAYS)}",
        "code postal": zero + postal[1:] if postal.startswith("0") else postal,
        "commune": name.upper() if mistake in {2, 3} else name,
        "code insee": "" if mistake in range(4, 8) else zero + code[1:] if code.startswith("0") else code,
        "latitude": "" if mistake in range(8, 14) else round(lat + (mistake == 14), 6),
        "longitude": "" if mistake in range(8, 14) else round(lon, 6),
        "type": chance.choice(_TYPES),
        "statut": chance.choice(("ouvert", "ouvert", "ouvert", "fermé", "en projet", "")),
        "date d'ouverture": chance.choice(
            (f"{chance.randint(1, 12):02}/{year}", f"{chance.randint(1, 28):02}/06/{year}", year)
        ),
        "surface": chance.choice(("", "NC", chance.randint(20, 2000))),
    }


def _taken(action: Callable[[], object]) -> tuple[float, float]:
    """Give the seconds that an action takes, on the clock and of the processors."""
    elapsed, processor = time.perf_counter(), time.process_time()
    action()
    return time.perf_counter() - elapsed, time.process_time() - processor


def main() -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "census_2023.csv"
        make(path)
        workspace = Workspace(Path(folder) / "study")
        territory.locate_points([48.85], [2.35])  # the reference is read once, as it is for any number of files
        out = Path(folder) / "plain.parquet"
        ours, theirs = [], []
        for _ in range(_ROUNDS):
            theirs.append(_taken(lambda: pd.read_csv(path, sep=";", dtype=str).to_parquet(out)))
            ours.append(_taken(lambda: ingest_files([path], workspace)))
    for clock, one, other in zip(
        ("", ", processor time"), zip(*ours, strict=True), zip(*theirs, strict=True), strict=True
    ):
        compare(f"ingest, {_ROWS:,} rows{clock}", min(one), "read_csv and to_parquet", min(other), _LIMIT)
    print(f"memory, at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
