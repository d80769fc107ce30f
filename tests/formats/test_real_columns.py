"""Whole columns of real public files; the counts are those that the files' own descriptions give, or `grep -c`."""

import json
from pathlib import Path

import pandas as pd
import pytest

from places3t import formats
from places3t.formats.column import ColumnReading, read_column
from places3t.formats.dates import PartialDate

DATA = Path(__file__).parents[2] / "../shared/data"

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real public files are not beside the project"),
]


@pytest.fixture(scope="module")
def census() -> pd.DataFrame:
    return pd.read_csv(DATA / "cget_2019/CGET_TiersLieux_2019.csv", dtype="str", keep_default_na=False)


@pytest.fixture(scope="module")
def libraries() -> pd.DataFrame:
    return pd.read_csv(DATA / "libraries_england_2016/libraries_england_2016.csv", dtype="str", keep_default_na=False)


def counts(reading: ColumnReading) -> dict[str, int]:
    return {str(code): int(count) for code, count in reading.faults["code"].value_counts().items()}


@pytest.mark.parametrize(
    ("column", "name", "kept", "faults"),
    [
        ("INSEECOM", "commune_code", 1512 - 157, {"zero-for-missing": 157}),
        ("CP", "postal_code", 1512 - 133, {"zero-for-missing": 133}),
        ("POPCOM", "decimal", 1511, {"decimal-comma": 13}),  # one cell is empty
        ("LAT", "latitude", 1512, {}),
        ("LONG", "longitude", 1512, {}),
        ("INSEEDEP", "departement_code", 1512, {}),
        ("INSEEREG", "region_code", 1505, {}),  # seven empty
        ("METRO", "yes_no", 1511, {}),
    ],
)
def test_the_national_census(census: pd.DataFrame, column: str, name: str, kept: int, faults: dict[str, int]) -> None:
    reading = read_column(census[column], formats.get(name))
    assert reading.values.notna().sum() == kept
    assert counts(reading) == faults


def test_a_geocoding_precision_is_a_fraction_and_nine_is_none(census: pd.DataFrame) -> None:
    reading = read_column(census["PRECISION"], formats.get("share"), (0, 1))
    assert (reading.faults["got"] == "9").sum() == 63
    assert set(reading.faults["code"]) == {"out-of-range"}
    assert reading.values.max() <= 1


def test_the_types_of_the_census(census: pd.DataFrame) -> None:
    reading = read_column(census["TYPO"], formats.get("choices", "types"))
    assert reading.values.map(lambda keys: keys[0] if keys else "none").value_counts().to_dict() == {
        "coworking": 1118,
        "fablab": 345,
        "none": 49,
    }


def test_codes_that_lost_their_zero() -> None:
    features = json.loads((DATA / "cget_2019/CGET_TiersLieux_2019.geojson").read_text("utf-8"))["features"]
    codes = pd.Series([feature["properties"]["INSEECOM"] for feature in features], dtype="str")
    assert counts(read_column(codes, formats.get("commune_code"))) == {"zero-for-missing": 157, "lost-zero": 77}


def test_every_british_post_code_and_year_is_read(libraries: pd.DataFrame) -> None:
    codes = read_column(libraries["postcode"], formats.get("postal_code"))
    assert codes.faults.empty
    assert codes.values.notna().all()
    years = read_column(libraries["closed_year"], formats.get("partial_date"))
    assert years.faults.empty
    assert {value.precision for value in years.values if isinstance(value, PartialDate)} == {"year"}


def test_kinds_of_closure(libraries: pd.DataFrame) -> None:
    kinds = read_column(libraries["closed"], formats.get("choice", "closure_kinds"))
    assert kinds.faults.empty
    assert kinds.values.value_counts().to_dict() == {"closed": 123, "replaced": 114, "temporary": 15}


@pytest.mark.parametrize("file", ["comments", "debates", "propositions"])
def test_every_date_of_the_consultation_is_a_day(file: str) -> None:
    table = pd.read_csv(DATA / f"decidim_lille/{file}.csv", dtype="str", keep_default_na=False, sep=";")
    reading = read_column(table["created_at"], formats.get("partial_date"))
    assert reading.faults.empty
    assert {value.earliest.year for value in reading.values} == {2019}
