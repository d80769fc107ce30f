"""Communes, postal codes, former communes and the territories above them, as frames."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from places3t.territory.store import read

if TYPE_CHECKING:
    import pandas as pd

Level = Literal["country", "region", "departement", "epci", "commune"]
Lang = Literal["fr", "en"]

LEVELS: tuple[str, ...] = get_args(Level)

COLUMNS = (
    "code",
    "name",
    "name_en",
    "parent_code",
    "country_code",
    "population",
    "area_km2",
    "area_source",
    "population_source",
)


@lru_cache(maxsize=1)
def communes() -> pd.DataFrame:
    """Give the communes of today.

    Returns
    -------
    pandas.DataFrame
        ``[commune_code, commune_name, epci_code, departement_code, region_code, country_code, population, area_km2,
        area_source, lat, lon, population_source]``, one row per commune of France (overseas collectivities
        included) and municipality of Belgium, sorted by code. Paris, Lyon and Marseille are one commune each.

        ``population`` is INSEE's municipal population, or GeoNames' figure in Belgium, where that is known to be the
        whole municipality's. ``population_source``: "INSEE 2023", "INSEE 2017" in Mayotte, "INSEE" for the censuses
        of the overseas collectivities, "GeoNames".

        ``area_km2`` is measured on the outline, with the lakes, glaciers and estuaries that INSEE's official areas
        leave out.

        ``lat``, ``lon`` (degrees, WGS 84) are the town hall where it stands inside the commune, else a point inside
        it; where no outline is known, GeoNames' point.

        What is unknown is null. Do not change the frame: it is shared.
    """
    return read("communes")


@lru_cache(maxsize=1)
def postal_codes() -> pd.DataFrame:
    """Give the postal codes of each commune of today.

    Returns
    -------
    pandas.DataFrame
        ``[country_code, postal_code, commune_code]``. A commune can have several postal codes, and a postal code
        several communes; those of the arrondissements of Paris, Lyon and Marseille lead to the city. CEDEX codes
        are not in it. Do not change the frame: it is shared.
    """
    return read("postal_codes")


@lru_cache(maxsize=1)
def former_communes() -> pd.DataFrame:
    """Give the French codes that are not a commune of today, and the commune each leads to.

    Returns
    -------
    pandas.DataFrame
        ``[former_code, former_name, commune_code, kind]``, one row per code. ``kind``: ``delegated`` and
        ``associated`` (parts of a commune that keep a code and a name), ``arrondissement`` (of Paris, Lyon,
        Marseille), ``merged`` (gone into another commune), ``recoded`` (the same commune under the code of another
        department: Corsica in 1976, the Paris region in 1968). The codes 75001 to 75020, which communes of the
        Seine bore until 1968, are left out: whoever writes them today means the postal codes of Paris. Do not change
        the frame: it is shared.
    """
    return read("former_communes")


@lru_cache(maxsize=len(LEVELS))
def table(level: Level) -> pd.DataFrame:
    """Give the territories of one level.

    Parameters
    ----------
    level : {"country", "region", "departement", "epci", "commune"}
        The level. Belgian provinces are departments, Belgian regions and the first-level regions of the rest of
        Europe are regions.

    Returns
    -------
    pandas.DataFrame
        ``[code, name, name_en, parent_code, country_code, population, area_km2, area_source, population_source]``,
        sorted by code. ``name`` is French, ``name_en`` English where it differs, else null. ``parent_code`` is the
        region of a department, the department of a commune, and for an EPCI, which can lie across several, the
        department where most of its inhabitants live. ``area_source`` is "INSEE" (official), "outline" (measured on
        the outline, on the ellipsoid) or "GeoNames".

        The country FR is INSEE's: the 101 departments, without the overseas collectivities, which stand in the other
        levels under their own codes. Provinces and regions of Belgium, and all territories outside France and
        Belgium, have no population: GeoNames does not know every municipality's. Do not change the frame: it is
        shared.

    Raises
    ------
    ValueError
        If the level is none of these.
    """
    if level not in LEVELS:
        msg = f"level is {level!r}: it must be one of {', '.join(LEVELS)}"
        raise ValueError(msg)
    if level != "commune":
        every = read("territories")
        return every.loc[every["level"] == level, list(COLUMNS)].reset_index(drop=True)
    renamed = communes().rename(
        columns={"commune_code": "code", "commune_name": "name", "departement_code": "parent_code"}
    )
    return renamed.assign(name_en=None).astype({"name_en": "str"})[list(COLUMNS)]


@lru_cache(maxsize=2 * len(LEVELS))
def _names(level: Level, lang: Lang) -> dict[str, str]:
    territories = table(level)
    names = territories["name_en"].fillna(territories["name"]) if lang == "en" else territories["name"]
    return dict(zip(territories["code"], names, strict=True))


def name(level: Level, code: str, lang: Lang = "fr") -> str:
    """Give the name of a territory.

    Parameters
    ----------
    level : {"country", "region", "departement", "epci", "commune"}
        The level of the code.
    code : str
        The territory's code.
    lang : {"fr", "en"}
        The language; a territory without an English name of its own keeps the French one.

    Returns
    -------
    str
        The name, or the code itself where the reference does not know it.
    """
    return _names(level, lang).get(code, code)
