"""Density, on cases worked by hand against the published populations and areas."""

from pathlib import Path

import pandas as pd
import pytest
from scipy.stats import chi2

from places3t import territory
from places3t.indicators.counting import counted, territories, territory_codes
from places3t.indicators.density import density

AREAS = Path(__file__).parents[3] / "shared" / "data" / "territories" / "departement_areas.csv"


def places() -> pd.DataFrame:
    """Eight places: five open in France (one not located), one in Belgium, one closed, one of unknown status."""
    rows = [
        ("open", "FR", "11", "75", "200054781", "75056", ["coworking"]),
        ("open", "FR", "11", "75", "200054781", "75056", ["coworking", "fablab"]),
        ("open", "FR", "11", "78", "247800584", "78646", None),
        ("open", "FR", "53", "22", None, "22016", ["fablab"]),
        ("open", None, None, None, None, None, ["fablab"]),
        ("open", "BE", "BE-WAL", "BE-WHT", None, "BE-57081", ["coworking"]),
        ("closed", "FR", "11", "75", "200054781", "75056", ["fablab"]),
        ("unknown", "FR", "11", "75", "200054781", "75056", ["fablab"]),
    ]
    codes = [f"{level}_code" for level in territory.LEVELS]
    return pd.DataFrame(rows, columns=["status", *codes, "types"])


def figure(frame: pd.DataFrame, indicator: str, code: str | None, group: str | None = None) -> pd.Series:
    rows = frame[frame["indicator"] == indicator]
    rows = rows[rows["code"] == code] if code else rows[rows["code"].isna()]
    rows = rows[rows["group"] == group] if group else rows
    assert len(rows) == 1
    return rows.iloc[0]


@pytest.mark.parametrize("level", [*territory.LEVELS, "main"])
def test_every_place_counts_once(level: str) -> None:
    given = places().assign(main=["a", "a", "b", None, "a", "b", "a", "a"])
    frame = density(given, level=level)
    assert frame.loc[frame["indicator"] == "places", "value"].sum() == 6
    assert frame.loc[frame["indicator"] == "share_of_places", "value"].sum() == pytest.approx(1)


def test_territories_without_places_have_rows() -> None:
    frame = density(places(), level="region")
    counts = frame[frame["indicator"] == "places"].set_index("code")["value"]
    assert counts[["11", "53", "94", "04", "BE-WAL", "BE-VLG"]].tolist() == [3, 1, 0, 0, 1, 0]
    assert set(territory.table("region").query("country_code in ('FR', 'BE')")["code"]) <= set(counts.index)
    only_france = density(places().query("country_code == 'FR'"), level="region")
    assert not only_france["code"].str.startswith("BE").any()


def test_rates_by_hand() -> None:
    frame = density(places(), level="region")
    region = territory.table("region").set_index("code").loc["11"]
    rate = figure(frame, "places_per_100k", "11")
    assert rate["value"] == pytest.approx(3 / region["population"] * 100_000)
    # Garwood's bounds of a count of 3, from his table: 0.6187 and 8.7673
    assert rate["low"] == pytest.approx(0.6187 / region["population"] * 1e5, rel=1e-4)
    assert rate["high"] == pytest.approx(8.7673 / region["population"] * 1e5, rel=1e-4)
    assert "INSEE" in rate["method"]
    assert "2023" in rate["method"]
    none = figure(frame, "places_per_100k", "94")
    assert none["value"] == none["low"] == 0
    assert none["high"] > 0
    surface = figure(frame, "places_per_100km2", "11")
    assert surface["value"] == pytest.approx(3 / 12012.2 * 100, rel=1e-3)
    assert "official" in surface["method"]
    # The reference has no population of Belgian regions, but it has Belgium's.
    assert frame[(frame["indicator"] == "places_per_100k") & (frame["code"] == "BE-WAL")].empty
    belgium = figure(density(places(), level="country"), "places_per_100k", "BE")
    assert "GeoNames" in belgium["method"]


def test_places_without_a_territory() -> None:
    frame = density(places(), level="epci")
    rows = frame[(frame["indicator"] == "places") & frame["code"].isna()].set_index("name")["value"]
    # Bréhat belongs to no EPCI, Belgium has none, and one place is nowhere.
    assert rows.to_dict() == {"(located, in no territory of this level)": 2, "(not located)": 1}
    assert not (frame["code"].isna() & frame["indicator"].str.startswith("places_per")).any()


def test_what_is_left_out_is_said() -> None:
    assert density(places()).attrs["notes"] == [
        "closed places, not counted: 1",
        "places whose status is unknown, not counted: 1",
    ]
    closed = density(places(), statuses=("closed",))
    assert figure(closed, "places", "11")["value"] == 1
    assert closed.attrs["notes"] == [
        "open places, not counted: 6",
        "places whose status is unknown, not counted: 1",
    ]


def test_a_list_without_status_counts_whole() -> None:
    for given in (
        places().assign(status=None),
        places().assign(status="unknown"),
        places().drop(columns="status"),
    ):
        kept = counted(given)
        assert len(kept.places) == 8
        assert kept.notes == ["no place has a known status, so all are counted as listed: 8"]


def test_by_a_list_column() -> None:
    frame = density(places(), level="departement", by="types")
    assert figure(frame, "places", "75", "coworking")["value"] == 2
    assert figure(frame, "places", "75", "fablab")["value"] == 1
    assert figure(frame, "places", "78", "(not filled in)")["value"] == 1
    assert figure(frame, "share_of_places", "75", "fablab")["value"] == pytest.approx(1 / 3)
    # What places are held against belongs to no group, and stands once.
    assert figure(frame, "population", "75")["value"] > 2_000_000
    assert "a place with several values counts once in each" in frame.attrs["notes"]


def test_by_a_column_with_one_value_a_place() -> None:
    frame = density(places().assign(kind="x"), level="country", by="kind")
    assert figure(frame, "places", "FR", "x")["value"] == 4
    assert "a place with several values counts once in each" not in frame.attrs["notes"]


def test_any_column_is_a_level() -> None:
    frame = density(places().assign(zone=["n", "n", "s", "s", None, "s", "n", "n"]), level="zone")
    rows = frame[frame["indicator"] == "places"]
    assert list(zip(rows["name"], rows["value"], strict=True)) == [("n", 2), ("s", 3), ("(not located)", 1)]
    assert set(frame["indicator"]) == {"places", "share_of_places"}


def test_france_leaves_collectivities_out_of_its_rates() -> None:
    new_caledonia = pd.DataFrame([("open", "FR", "988", "988", None, "98818", None)], columns=list(places().columns))
    frame = density(pd.concat([places(), new_caledonia]), level="country")
    assert figure(frame, "places", "FR")["value"] == 5
    population = territory.table("country").set_index("code").loc["FR", "population"]
    assert figure(frame, "places_per_100k", "FR")["value"] == pytest.approx(4 / population * 1e5)
    note = "places in overseas collectivities, in the count of France but not in its rates: 1"
    assert note in frame.attrs["notes"]


def test_codes_that_the_reference_does_not_know_stay() -> None:
    given = places().assign(region_code=["11", "11", "11", "53", None, "XX-9", "11", "11"])
    unknown = figure(density(given), "places", "XX-9")
    assert (unknown["name"], unknown["value"]) == ("XX-9", 1)


def test_nothing_to_count() -> None:
    frame = density(places().iloc[:0])
    assert frame.empty
    assert frame.attrs["notes"] == []


def test_missing_columns_are_nulls() -> None:
    frame = density(pd.DataFrame({"name": ["a", "b"]}), level="departement")
    assert figure(frame, "places", None)["value"] == 2


def test_refusals() -> None:
    with pytest.raises(ValueError, match="the levels are country, region"):
        density(places(), level="canton")
    with pytest.raises(ValueError, match="no column 'colour'"):
        density(places(), by="colour")
    with pytest.raises(ValueError, match="not a status: alive"):
        density(places(), statuses=("alive",))


def test_codes_are_text() -> None:
    codes = territory_codes(pd.DataFrame({"zone": [11, None]}, dtype="Int64"), "zone")
    assert codes[0] == "11"
    assert codes.isna().tolist() == [False, True]
    assert territories(pd.DataFrame({"zone": ["b", "a", None]}), "zone")["code"].tolist() == ["a", "b"]


def test_input_is_left_as_it_was() -> None:
    given = places()
    density(given, by="types")
    pd.testing.assert_frame_equal(given, places())


@pytest.mark.real_data
@pytest.mark.skipif(not AREAS.is_file(), reason="the published areas are not beside the project")
def test_official_areas_of_every_department() -> None:
    areas = pd.read_csv(AREAS, dtype={"departement_code": str}).set_index("departement_code")["area_km2"]
    frame = density(places(), level="departement")
    found = frame[frame["indicator"] == "area_km2"].set_index("code")["value"]
    pd.testing.assert_series_equal(found[areas.index], areas, check_names=False)


def test_garwood_is_what_the_docstring_says() -> None:
    rate = figure(density(places(), level="departement"), "places_per_100k", "75")
    population = territory.table("departement").set_index("code").loc["75", "population"]
    assert rate["low"] == pytest.approx(chi2.ppf(0.025, 4) / 2 / population * 1e5)


def test_quotient_and_smoothed_rate_are_held_against_the_country() -> None:
    frame = density(places(), level="region")
    known = territory.table("region").query("country_code == 'FR' and population > 0").set_index("code")
    rate = 4 / int(known["population"].sum())
    found = figure(frame, "location_quotient", "11")
    assert found["value"] == pytest.approx(3 / int(known.loc["11", "population"]) / rate)
    smoothed = figure(frame, "places_per_100k_smoothed", "11")
    plain = figure(frame, "places_per_100k", "11")
    assert min(rate * 1e5, plain["value"]) <= smoothed["value"] <= max(rate * 1e5, plain["value"])
    assert smoothed["low"] < smoothed["value"] < smoothed["high"]
    assert density(places(), level="country").query("indicator == 'location_quotient'").empty
