"""An ingest of 100,000 rows of CSV, located, against `pandas.read_csv(dtype=str)` followed by `to_parquet`."""

from __future__ import annotations

import random
import resource
import tempfile
from pathlib import Path

import pandas as pd

from bench.timing import best_of, compare
from places3t import territory
from places3t.ingest import ingest_files
from places3t.workspace import Workspace

_ROWS = 100_000
_LIMIT = 10.0
_TYPES = ("coworking", "fablab", "tiers-lieu", "atelier partagé", "friche culturelle")


def make(path: Path) -> None:
    """Write a census as people send them: codes, names, points, types, dates, a few gaps."""
    chance = random.Random(20260101)
    communes = territory.communes()
    communes = communes[communes["country_code"].eq("FR") & communes["lat"].notna()]
    drawn = communes.iloc[[chance.randrange(len(communes)) for _ in range(_ROWS)]]
    pd.DataFrame(
        {
            "id": [f"L{number}" for number in range(_ROWS)],
            "nom": [f"Lieu {number}" for number in range(_ROWS)],
            "commune": drawn["commune_name"].to_numpy(),
            "code insee": drawn["commune_code"].to_numpy(),
            "latitude": drawn["lat"].round(6).to_numpy(),
            "longitude": drawn["lon"].round(6).to_numpy(),
            "type": [chance.choice(_TYPES) for _ in range(_ROWS)],
            "statut": [chance.choice(("ouvert", "fermé")) for _ in range(_ROWS)],
            "date d'ouverture": [f"{chance.randint(1, 12):02}/{chance.randint(2005, 2022)}" for _ in range(_ROWS)],
            "surface": [chance.choice(("", "NC", str(chance.randint(20, 2000)))) for _ in range(_ROWS)],
        }
    ).to_csv(path, index=False, sep=";")


def main() -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "census_2023.csv"
        make(path)
        workspace = Workspace(Path(folder) / "study")
        territory.locate_points([48.85], [2.35])  # the reference is read once, as it is for any number of files
        ours = best_of(lambda: ingest_files([path], workspace), 2)
        out = Path(folder) / "plain.parquet"
        theirs = best_of(lambda: pd.read_csv(path, sep=";", dtype=str).to_parquet(out))
    compare(f"ingest, {_ROWS:,} rows", ours, "read_csv and to_parquet", theirs, _LIMIT)
    print(f"memory, at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
