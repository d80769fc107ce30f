"""The tables of the reference, against figures published elsewhere and against each other."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from places3t.territory import LEVELS, communes, former_communes, name, postal_codes, table
from places3t.territory.tables import COLUMNS

AREAS = Path(__file__).parents[2] / "scripts" / "territory" / "departement_areas.csv"
DEPARTEMENTS_OUTSIDE_EUROPE = {"971", "972", "973", "974", "976"}
COLLECTIVITIES = {"975", "977", "978", "984", "986", "987", "988", "989"}


def _official_areas() -> dict[str, float]:
    with AREAS.open(encoding="utf-8") as file:
        return {row["departement_code"]: float(row["area_km2"]) for row in csv.DictReader(file)}


def _of(level: str) -> pd.DataFrame:
    return table(level).set_index("code")


# --- what there is ----------------------------------------------------------------------------------------------------


def test_communes_of_today_are_unique_and_as_many_as_published() -> None:
    every = communes()
    assert every["commune_code"].is_unique
    listed = every[~every["departement_code"].isin(COLLECTIVITIES)]
    # INSEE, Code officiel géographique: 34 875 communes in the 101 departments.
    # Statbel: 565 municipalities since 1 January 2025.
    assert listed.groupby("country_code").size().to_dict() == {"FR": 34_875, "BE": 565}


def test_levels_have_the_published_number_of_territories() -> None:
    assert (~_of("departement").query("country_code == 'FR'").index.isin(COLLECTIVITIES)).sum() == 101
    assert (~_of("region").query("country_code == 'FR'").index.isin(COLLECTIVITIES)).sum() == 18
    # Ten provinces, and Brussels, which has none; three regions.
    assert (_of("departement")["country_code"] == "BE").sum() == 11
    assert (_of("region")["country_code"] == "BE").sum() == 3


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_has_the_same_columns_and_unique_codes(level: str) -> None:
    territories = table(level)
    assert tuple(territories.columns) == COLUMNS
    assert territories["code"].is_unique
    assert territories["code"].is_monotonic_increasing
    assert territories["name"].notna().all()
    assert territories["population"].dtype == "Int64"
    assert (territories["name_en"] != territories["name"]).all()


@pytest.mark.parametrize(
    ("level", "above"), [("commune", "departement"), ("epci", "departement"), ("departement", "region")]
)
def test_parents_exist(level: str, above: str) -> None:
    assert table(level)["parent_code"].isin(table(above)["code"]).all()


def test_codes_of_a_commune_exist_at_every_level() -> None:
    every = communes()
    for level in ("departement", "region", "country"):
        assert every[f"{level}_code"].isin(table(level)["code"]).all(), level
    assert every["epci_code"].dropna().isin(table("epci")["code"]).all()
    assert set(table("epci")["code"]) == set(every["epci_code"].dropna())


def test_an_unknown_level_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="country, region, departement, epci, commune"):
        table("canton")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("level", "code", "lang", "expected"),
    [
        ("region", "53", "fr", "Bretagne"),
        ("region", "53", "en", "Brittany"),
        ("region", "11", "en", "Île-de-France"),
        ("departement", "2A", "fr", "Corse-du-Sud"),
        ("departement", "BE-VAN", "en", "Antwerp"),
        ("country", "CH", "fr", "Suisse"),
        ("country", "CH", "en", "Switzerland"),
        ("region", "ES-CT", "fr", "Catalogne"),
        ("commune", "75056", "fr", "Paris"),
        ("epci", "200054781", "fr", "Métropole du Grand Paris"),
        ("commune", "00000", "fr", "00000"),
    ],
)
def test_names_in_both_languages(level: str, code: str, lang: str, expected: str) -> None:
    assert name(level, code, lang) == expected  # type: ignore[arg-type]


# --- populations ------------------------------------------------------------------------------------------------------


def test_populations_are_those_insee_published() -> None:
    """Municipal populations of 2023: France without Mayotte 68,094,000, Paris 2,103,778; Mayotte 256,518 in 2017."""
    departements = _of("departement")["population"]
    france = int(_of("country")["population"]["FR"])
    mayotte = int(departements["976"])
    assert mayotte == 256_518
    assert round(france - mayotte, -3) == 68_094_000
    assert departements["75"] == 2_103_778


@pytest.mark.parametrize(("level", "column"), [("departement", "departement_code"), ("region", "region_code")])
def test_populations_add_up_level_by_level(level: str, column: str) -> None:
    french = communes().query("country_code == 'FR'")
    sums = french.groupby(column)["population"].sum(min_count=1)
    listed = _of(level).query("country_code == 'FR'")["population"]
    pd.testing.assert_series_equal(sums.sort_index(), listed.sort_index(), check_names=False)
    inside = listed[~listed.index.isin(COLLECTIVITIES)]
    assert inside.sum() == _of("country")["population"]["FR"]


def test_population_says_where_it_comes_from() -> None:
    every = communes()
    assert (every["population"].notna() == every["population_source"].notna()).all()
    assert set(every.loc[every["country_code"] == "BE", "population_source"].dropna()) == {"GeoNames"}
    assert set(every.loc[every["departement_code"] == "976", "population_source"]) == {"INSEE 2017"}
    assert _of("departement").loc["06", "population_source"] == "INSEE 2023"
    assert _of("region").loc["06", "population_source"] == "INSEE 2017"


# --- areas ------------------------------------------------------------------------------------------------------------


def test_areas_of_departments_are_insees() -> None:
    official = pd.Series(_official_areas())
    listed = _of("departement").loc[official.index]
    assert (listed["area_km2"] == official).all()
    assert (listed["area_source"] == "INSEE").all()


def test_areas_add_up_to_what_insee_publishes_for_the_country() -> None:
    # INSEE: metropolitan France 543 940 km2 (land registry, without lakes, glaciers and estuaries), in another year.
    official = _official_areas()
    metropole = sum(area for code, area in official.items() if code not in DEPARTEMENTS_OUTSIDE_EUROPE)
    assert metropole == pytest.approx(543_940, rel=2e-4)
    assert _of("country").loc["FR", "area_km2"] == pytest.approx(sum(official.values()), abs=0.1)
    regions = _of("region").query("country_code == 'FR' and area_source == 'INSEE'")
    assert regions["area_km2"].sum() == pytest.approx(sum(official.values()), abs=0.5)


def test_communes_make_up_their_department() -> None:
    """Outlines hold the water and ice that official areas leave out: most in Isère, Haute-Savoie, Gironde, Savoie.

    Martinique lacks a little: its coast is drawn in long strokes.
    """
    measured = communes().groupby("departement_code")["area_km2"].sum()
    ratio = (measured / pd.Series(_official_areas())).dropna()
    assert len(ratio) == 101
    assert ratio.between(0.96, 1.065).all()
    assert ratio.between(0.98, 1.02).sum() >= 90
    assert ratio.median() == pytest.approx(1, abs=0.01)
    assert set(ratio.nlargest(4).index) == {"38", "74", "33", "73"}


def test_belgium_has_its_area() -> None:
    # Statbel: 30 689 km2.
    assert _of("country").loc["BE", "area_km2"] == pytest.approx(30_689, rel=0.001)
    provinces = _of("departement").query("country_code == 'BE'")["area_km2"]
    assert provinces.sum() == pytest.approx(30_689, rel=0.001)
    assert provinces["BE-WLX"] == pytest.approx(4_459, rel=0.003)  # Statbel: the largest province, 4 459 km2


def test_unknown_areas_are_null_and_say_nothing_of_a_source() -> None:
    every = communes().set_index("commune_code")
    assert (every["area_km2"].notna() == every["area_source"].notna()).all()
    # Four communes left Neussargues en Pinatelle in 2025; its outline still holds them.
    assert every.loc[["15031", "15035", "15047", "15171", "15141"], "area_km2"].isna().all()
    french = every[(every["country_code"] == "FR") & ~every["departement_code"].isin(COLLECTIVITIES)]
    assert french["area_km2"].isna().sum() == 5


# --- postal codes -----------------------------------------------------------------------------------------------------


def test_postal_codes_lead_to_communes_of_today() -> None:
    pairs = postal_codes()
    assert not pairs.duplicated().any()
    assert pairs["commune_code"].isin(communes()["commune_code"]).all()
    french = pairs[pairs["country_code"] == "FR"]["postal_code"]
    assert french.str.fullmatch(r"\d{5}").all()
    assert pairs[pairs["country_code"] == "BE"]["postal_code"].str.fullmatch(r"\d{4}").all()


@pytest.mark.parametrize(
    ("postal_code", "code"),
    [("75116", "75056"), ("69003", "69123"), ("13016", "13055"), ("97400", "97411"), ("7500", "BE-57081")],
)
def test_well_known_postal_codes(postal_code: str, code: str) -> None:
    pairs = postal_codes()
    assert set(pairs.loc[pairs["postal_code"] == postal_code, "commune_code"]) == {code}


# --- former communes --------------------------------------------------------------------------------------------------


def test_every_former_code_leads_to_a_commune_of_today() -> None:
    former = former_communes()
    today = set(communes()["commune_code"])
    assert former["former_code"].is_unique
    assert not set(former["former_code"]) & today
    assert set(former["commune_code"]) <= today
    assert former["former_name"].notna().all()
    assert set(former["kind"]) == {"delegated", "associated", "merged", "arrondissement", "recoded"}


@pytest.mark.parametrize(
    ("former_code", "commune_code", "kind"),
    [
        ("75116", "75056", "arrondissement"),
        ("69383", "69123", "arrondissement"),
        ("13201", "13055", "arrondissement"),
        ("59355", "59350", "associated"),  # Lomme, Lille
        ("50173", "50129", "delegated"),  # Équeurdreville-Hainneville, Cherbourg-en-Cotentin
        ("93059", "93066", "delegated"),  # Pierrefitte-sur-Seine, Saint-Denis, 2025
        ("20001", "2A001", "recoded"),  # Afa, Corsica cut in two in 1976
        ("98511", "97611", "recoded"),  # Mamoudzou, Mayotte a department in 2011
        ("14697", "14654", "merged"),  # through three mergers: Tôtes, L'Oudon, Saint-Pierre-en-Auge
        ("60696", "60057", "merged"),  # Voisinlieu into Beauvais, 1943
    ],
)
def test_well_known_former_codes(former_code: str, commune_code: str, kind: str) -> None:
    row = former_communes().set_index("former_code").loc[former_code]
    assert (row["commune_code"], row["kind"]) == (commune_code, kind)


def test_postal_codes_of_paris_are_no_former_codes() -> None:
    codes = {f"750{number:02}" for number in range(1, 21)}
    assert not codes & set(former_communes()["former_code"])
