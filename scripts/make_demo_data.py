"""Write the made-up sample: three waves of a census, a funding list, two workshops, and the truth behind them.

    python scripts/make_demo_data.py [FOLDER]

The folder is ``data/raw/demo`` by default. The same version of the script and of the bundled territory reference gives
the same bytes each time.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from demo import census, census_2018, census_2021, census_2023, funding, office, readme, truth, workshop

FOLDER = Path(__file__).parents[1] / "data" / "raw" / "demo"


def make(folder: Path) -> None:
    """Write every file of the sample.

    Parameters
    ----------
    folder : Path
        Where; made if need be. The truth goes to ``truth`` in it.
    """
    below = folder / "truth"
    below.mkdir(parents=True, exist_ok=True)
    places = census.populate()
    waves = [census_2018.fill(places), census_2021.fill(places), census_2023.fill(places)]
    sheets = [*waves, funding.fill(places)]
    walls = {year: workshop.hang(places, year) for year in workshop.YEARS}
    office.write_xlsx(folder / census_2018.FILE, census_2018.HELP, waves[0])
    office.write_csv(folder / census_2021.FILE, waves[1].grid(), separator=";", encoding="cp1252")
    office.write_ods(folder / census_2023.FILE, census_2023.HELP, waves[2])
    office.write_csv(folder / funding.FILE, sheets[3].grid(), separator=",", encoding="utf-8-sig")
    for year, hung in walls.items():
        contributions = workshop.contributions_grid(hung, year)
        office.write_csv(folder / year.file, contributions, separator=";", encoding="utf-8")
    codes = workshop.coding_grid(walls[workshop.YEARS[0]])
    office.write_csv(folder / workshop.CODING_FILE, codes, separator=";", encoding="utf-8")
    tables = {
        "truth_places.csv": truth.places_grid(places),
        "truth_rows.csv": truth.rows_grid(sheets),
        "truth_funding.csv": truth.funding_grid(places),
        "faults.csv": truth.faults_grid(sheets),
        "atelier_themes.csv": workshop.themes_grid([note for hung in walls.values() for note in hung]),
    }
    for name, grid in tables.items():
        office.write_csv(below / name, grid, separator=",", encoding="utf-8", ending="\n")
    facts = truth.truth(places, sheets)
    text = json.dumps(facts, ensure_ascii=False, indent=2)
    (below / "truth.json").write_bytes(f"{text}\n".encode())
    (folder / "README.md").write_bytes(
        readme.write(facts, {year.file: len(hung) for year, hung in walls.items()}).encode()
    )


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
