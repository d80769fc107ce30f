"""Countries and first-level regions of the rest of Europe, and overseas collectivities, from Natural Earth."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from territory.france import COLLECTIVITY_COUNTRIES

if TYPE_CHECKING:
    from territory.packages import Sources

# Countries that the package files under another continent.
ALSO_EUROPE = {"XK", "CY"}
INSEE_AND_STATBEL = {"FR", "BE"}
# Far islands of European countries, which no map of Europe shows.
WEST, SOUTH, EAST, NORTH = -32.0, 27.0, 45.0, 72.0

# First-level regions that Natural Earth only has in pieces, and the codes of ISO 3166-2 where its own differ.
SPAIN = {"MU": "MC", "LO": "RI", "NA": "NC", "PM": "IB"}
UNITED_KINGDOM = {"England": "ENG", "Scotland": "SCT", "Wales": "WLS", "Northern Ireland": "NIR"}
PLACEHOLDER = "~"
# Where the package's name is long or dated.
COUNTRY_NAMES = {
    "CZ": ("Tchéquie", "Czechia"),
    "MD": ("Moldavie", "Moldova"),
    "MK": ("Macédoine du Nord", "North Macedonia"),
    "VA": ("Vatican", "Vatican City"),
}
KIND_OF_REGION = re.compile(
    r"^(?:canton|voïvodie|région|comté|province|voblast|municipalité|cité)\s+"
    r"(?:de la |de l['’]|des |de |du |d['’])|^d['’]"
)


def regions(sources: Sources) -> gpd.GeoDataFrame:
    """Give first-level regions of Europe without France and Belgium, and the overseas collectivities.

    Returns
    -------
    geopandas.GeoDataFrame
        ``[region_code, name, name_en, country_code, departement_code, geometry]``. Codes are ISO 3166-2's; a country
        that has no regions, or only ones without a code, is one region, ``MC-MC``. Overseas collectivities bear
        INSEE's code, as regions and as departments.
    """
    features = sources.json("natural-earth", "package/data/build.json")["features"]
    rows = pd.DataFrame([feature["properties"] for feature in features])
    outlines = np.array([shapely.geometry.shape(feature["geometry"]) for feature in features])
    rows["collectivity"] = rows["iso_a2"].map({country: code for code, country in COLLECTIVITY_COUNTRIES.items()})
    centres = shapely.point_on_surface(outlines)
    lon, lat = shapely.get_x(centres), shapely.get_y(centres)
    inside = (lon > WEST) & (lon < EAST) & (lat > SOUTH) & (lat < NORTH)
    europe = rows["iso_a2"].isin(_countries_of_europe(sources) - INSEE_AND_STATBEL) & inside
    kept = rows[europe | rows["collectivity"].notna()].copy()
    kept["code"] = [_code(row) for row in kept.to_dict("records")]
    kept["outline"] = shapely.make_valid(outlines[kept.index], method="structure")
    merged = [
        {"region_code": code, **_names(str(code), group), "geometry": shapely.union_all(group["outline"])}
        for code, group in kept.groupby("code")
    ]
    return gpd.GeoDataFrame(merged, crs="EPSG:4326")


def countries(sources: Sources) -> pd.DataFrame:
    """Give the names of the countries of Europe but France and Belgium: ``[code, name, name_en]``."""
    rows = pd.DataFrame(sources.json("natural-earth", "package/data/countries/countries.json"))
    wanted = rows["country_a2"].isin(_countries_of_europe(sources) - INSEE_AND_STATBEL)
    rows = rows[wanted].sort_values("country_a2")
    french = rows["country_a2"].map({code: names[0] for code, names in COUNTRY_NAMES.items()})
    english = rows["country_a2"].map({code: names[1] for code, names in COUNTRY_NAMES.items()})
    french, english = french.fillna(rows["i18n"].str["fr"]), english.fillna(rows["i18n"].str["en"])
    return pd.DataFrame({"code": rows["country_a2"], "name": french, "name_en": english.where(english != french)})


def territories(sources: Sources, regions_: gpd.GeoDataFrame) -> pd.DataFrame:
    """Give regions and countries in the columns of the territory table, without France, Belgium and areas."""
    names = countries(sources)
    foreign = regions_[regions_["country_code"] != "FR"].rename(columns={"region_code": "code"})
    foreign = pd.DataFrame(foreign[["code", "name", "name_en", "country_code"]])
    whole = foreign["code"] == foreign["country_code"] + "-" + foreign["country_code"]
    for column in ("name", "name_en"):
        of_country = foreign["country_code"].map(names.set_index("code")[column])
        foreign[column] = foreign[column].mask(whole, of_country)
    regions_table = foreign.assign(level="region", parent_code=foreign["country_code"])
    return pd.concat([regions_table, names.assign(level="country", country_code=names["code"])], ignore_index=True)


def _countries_of_europe(sources: Sources) -> set[str]:
    features = sources.json("natural-earth", "package/data/states/admin1.json")["features"]
    return {
        feature["properties"]["iso_a2"] for feature in features if feature["properties"].get("cont_code") == "EU"
    } | ALSO_EUROPE


def _code(row: dict[str, Any]) -> str:
    if isinstance(row["collectivity"], str):
        return row["collectivity"]
    country, own = row["iso_a2"], row["iso_3166_2"]
    if country == "ES":
        region = own[3:] if own in ("ES-CE", "ES-ML") else row["region_cod"][3:]
        return f"ES-{SPAIN.get(region, region)}"
    if country == "IT":
        return str(row["region_cod"])
    if country == "GB":
        return f"GB-{UNITED_KINGDOM[row['geonunit']]}"
    if own.endswith(PLACEHOLDER):
        return "BA-SRP" if country == "BA" else f"{country}-{country}"
    return str(own)


def _names(code: str, group: pd.DataFrame) -> dict[str, str | None]:
    largest = group.iloc[shapely.area(group["outline"].to_numpy()).argmax()]
    own = (_short(largest["name_fr"]), largest["name_en"] or largest["name"])
    name, english = _known_names().get(code, own)
    overseas = isinstance(largest["collectivity"], str)
    return {
        "name": name,
        "name_en": english if english != name else None,
        "country_code": "FR" if overseas else largest["iso_a2"],
        "departement_code": code if overseas else None,
    }


def _short(name: str) -> str:
    short = KIND_OF_REGION.sub("", name)
    return short[:1].upper() + short[1:]


@lru_cache(maxsize=1)
def _known_names() -> dict[str, tuple[str, str]]:
    table = pd.read_csv(Path(__file__).with_name("region_names.csv"), dtype=str, keep_default_na=False)
    return {row["code"]: (row["name"], row["name_en"] or row["name"]) for row in table.to_dict("records")}
